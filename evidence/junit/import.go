package junit

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// runs is the fact that reports tell of.
const runs = "technological.conformanceRuns"

// Import reads a report and returns a fragment: one entry of technological.conformanceRuns for each of the runs, in their
// order, the list marked as partial, and the report as a proof of kind test that covers it, unless Origin.Claim leaves the
// proof out. It names no subject. What the report's remarks say, and which patterns were used, is in the note of the proof;
// a claim has none.
//
// The error is an [evidence.Problems] with everything that is wrong with the options and the file, or what the reader
// returned.
func Import(name string, r io.Reader, o Options) (*evidence.Fragment, error) {
	var c doc.Collector
	plans, problems := o.check(name)
	c.Add(problems...)
	file, report, err := read(name, r, o.Limits)
	if err != nil {
		var more evidence.Problems
		if !errors.As(err, &more) {
			return nil, err
		}
		c.Add(more...)
		return nil, c.Err()
	}
	f := &evidence.Fragment{Name: name, Partial: []string{runs}}
	ids := map[string]string{}
	for i := range plans {
		p := &plans[i]
		if p.broken {
			continue
		}
		run, problems := p.run(file, report, &o)
		c.Add(problems...)
		if first, taken := ids[run.ID]; taken {
			c.Add(doc.Problem{File: name, Kind: doc.Semantic, Hint: "give each an ID of its own",
				Message: fmt.Sprintf("%s has the id %q, as %s has", p.place, run.ID, first)})
		}
		ids[run.ID] = p.place
		f.Technological.ConformanceRuns = append(f.Technological.ConformanceRuns, run)
	}
	proof, problems := o.proof(file, report, plans)
	c.Add(problems...)
	if err := c.Err(); err != nil {
		return nil, err
	}
	if !o.Origin.Claim {
		f.Proofs = []evidence.Proof{proof}
	}
	return f, nil
}

// proof makes the proof that the report is.
func (o *Options) proof(file *intake.File, r *Report, plans []plan) (evidence.Proof, doc.Problems) {
	var problems doc.Problems
	if given := o.RunOn; given != (evidence.Date{}) && r.Begun != (evidence.Date{}) && given != r.Begun {
		problems = append(problems, doc.Problem{File: file.Name, Line: r.begunAt.line, Column: r.begunAt.column, Kind: doc.Semantic,
			Hint: "leave Options.RunOn out", Message: fmt.Sprintf("the first timestamp is of %s, but it is said to be run on %s", r.Begun, given)})
	}
	if o.Origin.Claim {
		return evidence.Proof{}, problems
	}
	origin := o.Origin
	if r.Date == (evidence.Date{}) && origin.Issued == (evidence.Date{}) {
		origin.Issued = o.RunOn
	}
	stated := intake.Stated{Issued: r.Date, IssuedAt: fmt.Sprintf("line %d", r.dateAt.line), Remarks: o.remarks(r, plans)}
	if origin.Scope == nil && o.SubjectVersion != "" {
		origin.Scope = &evidence.Scope{Versions: "= " + string(o.SubjectVersion)}
	}
	proof, more := file.Proof(evidence.Test, "junit", origin, stated, []string{runs})
	return proof, append(problems, more...)
}

// remarks tell readers how the counts came about.
func (o *Options) remarks(r *Report, plans []plan) []string {
	var out []string
	n := r.Counts()
	out = append(out, fmt.Sprintf("Test cases in the report: %d; of these passed: %d, failed: %d, errored: %d, skipped: %d.", n.Tests, n.Passed, n.Failed, n.Errored, n.Skipped))
	if r.Begun != r.Date {
		out = append(out, fmt.Sprintf("Its tests ran from %s to %s.", r.Begun, r.Date))
	}
	out = append(out, r.Remarks...)
	for _, p := range plans {
		out = append(out, p.remark())
	}
	return out
}

// remark says what was taken for the run and its required tests.
func (p *plan) remark() string {
	tests, required := "all tests", "which are required is not said"
	if p.Tests != "" {
		tests = "tests that match " + show(p.Tests)
	}
	if p.Required != nil {
		var patterns []string
		for _, text := range p.Required {
			patterns = append(patterns, show(text))
		}
		required = "required are those that match " + strings.Join(patterns, " or ")
	}
	size := "how many the suite has is not said"
	if p.Expected != nil {
		size = fmt.Sprintf("names given of tests the suite has: %d", len(p.expected))
	}
	return fmt.Sprintf("Run %s: %s; %s; %s.", p.ID, tests, required, size)
}
