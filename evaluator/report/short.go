package report

import (
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/profiles"
)

// obligation writes the results of an obligation: in full what decides, and the
// rest as short as can be. See the package comment.
func (r *renderer) obligation(o profiles.Obligation) {
	of := results(r.verdict, func(x *evaluator.Result) bool { return x.Obligation == o && x.Counts() })
	if len(of) == 0 {
		return
	}
	r.title(r.Named(r.Obligation[string(o)], r.counts(tallied(of))))
	for _, x := range of {
		if !r.decides(x) {
			r.named = append(r.named, x)
		}
	}
	r.sections(of, r.decides)
}

// decides reports whether a result is one that an officer has to read in full.
func (r *renderer) decides(x *evaluator.Result) bool {
	switch {
	case x.Outcome.Met():
		return false
	case x.Obligation == profiles.Must:
		return true
	case x.Obligation != profiles.Should:
		return false
	}
	return x.Outcome == evaluator.Fail || x.Outcome == evaluator.Error || r.reasons && unrecordedDeviation(x)
}

// reasonsDecide reports whether nothing keeps the verdict open but SHOULDs
// without a recorded reason.
func (r *renderer) reasonsDecide() bool {
	if r.verdict.Conformity != evaluator.Inconclusive {
		return false
	}
	return !slices.ContainsFunc(r.verdict.Results, func(x evaluator.Result) bool {
		return x.Obligation == profiles.Must && !x.Outcome.Met() && x.Counts() && !x.Waived && x.DueBy == nil
	})
}

// unprovenFacts is of how many facts a proof is missing.
func unprovenFacts(x *evaluator.Result) int {
	paths := map[string]bool{}
	for _, gap := range x.Unproven {
		paths[gap.Path] = true
	}
	return len(paths)
}

// ids writes the ids of results, run together by dimension.
func (r *renderer) ids(named []*evaluator.Result) {
	var rows []row
	for _, d := range criteria.Dimension("").Values() {
		var ids []string
		for _, x := range named {
			if x.Dimension == criteria.Dimension(d) {
				ids = append(ids, x.Criterion)
			}
		}
		if ids != nil {
			rows = append(rows, row{fill(r.Short.Some, "what", r.Dimension[d], "n", r.Int(len(ids))), strings.Join(ids, " ")})
		}
	}
	r.page.table(atCriterion, rows)
}

// shows reports whether anything is said of a criterion.
func (r *renderer) shows(criterion string) bool {
	return r.chosen == nil || slices.ContainsFunc(r.chosen, func(x *evaluator.Result) bool { return x.Criterion == criterion })
}

// leftOut counts what the report does not explain, or not show, and says how to
// see it, if there is something.
func (r *renderer) leftOut() (said bool) {
	left, text := r.named, r.Short.Named
	if r.chosen != nil {
		left, text = results(r.verdict, func(x *evaluator.Result) bool {
			return !r.shows(x.Criterion) && x.Counts() && !slices.Contains(r.named, x)
		}), r.Short.Hidden
	}
	if len(left)+len(r.named) == 0 {
		return false
	}
	r.page.blank()
	if len(left) > 0 {
		r.page.text(0, 2, plain, fill(text, "counts", r.counts(tallied(left))))
	}
	if len(r.more) > 0 {
		r.page.text(0, 2, plain, fill(r.Short.More, "ways", join(r.more, r.ListOr)))
	}
	return true
}

// pointOut says how to see what leads to a better verdict, where there is a better
// one. after is whether the page's last paragraph is of the same kind.
func (r *renderer) pointOut(after bool) {
	c := r.verdict.Conformity
	if r.wayOut == "" || c != evaluator.NonConformant && c != evaluator.Inconclusive {
		return
	}
	if !after {
		r.page.blank()
	}
	r.page.text(0, 2, plain, fill(r.Short.WayOut, "way", r.wayOut))
}
