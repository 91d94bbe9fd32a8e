package main

import (
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// Why is one thing that keeps an outcome from being a pass. The codes are those of words.go; Count of Of tests belong to
// the codes that count tests, and Detail to those that quote the report.
type Why struct {
	Code      string
	Count, Of int64
	Detail    string
}

// why reads from a result of the library what readers of the matrix are to see.
func why(r *Report, result evaluator.Result, run *evidence.ConformanceRun) (out []Why) {
	add := func(w Why) {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	switch result.Outcome {
	case evaluator.Fail:
		return shortfalls(run)
	case evaluator.Unknown:
		if r.Facts == nil {
			return []Why{{Code: string(r.Lacks)}}
		}
		for _, path := range result.Missing {
			w := r.missing(path, run)
			if w.Code == "version" && r.Version != "" {
				w = Why{Code: "no version", Detail: r.Version}
			}
			add(w)
		}
	case evaluator.Unproven:
		if r.Lacks != "" {
			return []Why{{Code: string(r.Lacks)}}
		}
		for _, gap := range result.Unproven {
			for _, have := range gap.Have {
				add(Why{Code: string(have.Why)})
			}
		}
	case evaluator.NotApplicable:
		if run != nil {
			add(Why{Code: "not run"})
		}
	}
	return out
}

// shortfalls says what a run lacks. A result gives the smallest set of facts that decided; readers of a matrix want all
// counts that are wrong.
func shortfalls(run *evidence.ConformanceRun) (out []Why) {
	total := countsOf(run.Required).Of
	for _, c := range []struct {
		code string
		n    *int64
	}{
		{"failed", run.Required.Failed}, {"errored", run.Required.Errored}, {"skipped", run.Required.Skipped},
		{"optional failed", run.Optional.Failed}, {"optional errored", run.Optional.Errored},
	} {
		if c.n != nil && *c.n > 0 && (run.Optional.Result == nil || !strings.HasPrefix(c.code, "optional")) {
			out = append(out, Why{Code: c.code, Count: *c.n, Of: total})
		}
	}
	if len(out) == 0 {
		out = append(out, Why{Code: "result"})
	}
	return out
}

// missing words a fact that is not known.
func (r *Report) missing(path string, run *evidence.ConformanceRun) Why {
	if strings.HasSuffix(path, "ersion") {
		return Why{Code: "version"}
	}
	if run != nil && run.Profile != nil {
		if w, open := r.Open[*run.Profile]; open {
			return w
		}
	}
	if r.Loose {
		return Why{Code: "contradiction"}
	}
	return Why{Code: "counts"}
}
