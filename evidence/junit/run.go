package junit

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// part is the required or the optional part of a run, or all of it where nobody tells them apart.
type part struct {
	cases    []Case
	expected []string
	counts   Counts
	// missing and tests are known where sized is set.
	sized          bool
	missing, tests int
}

// split sorts the tests of a run into its parts.
type split struct {
	known              bool // which tests are required
	required, optional part // of an unknown split, optional holds all
}

func (p *plan) isRequired(name string) bool {
	return slices.ContainsFunc(p.required, func(re *regexp.Regexp) bool { return re.MatchString(name) })
}

func (p *plan) split(r *Report) split {
	s := split{known: p.Required != nil}
	for _, c := range r.Cases {
		if p.tests.MatchString(c.Name) {
			to := &s.optional
			if s.known && p.isRequired(c.Name) {
				to = &s.required
			}
			to.cases = append(to.cases, c)
		}
	}
	for _, name := range p.expected {
		to := &s.optional
		if s.known && p.isRequired(name) {
			to = &s.required
		}
		to.expected = append(to.expected, name)
	}
	return s
}

// run makes the entry of one run, or tells why there is none.
func (p *plan) run(file *intake.File, r *Report, o *Options) (evidence.ConformanceRun, doc.Problems) {
	c := checker{file: file.Name}
	s := p.split(r)
	p.checkMatches(&c, s)
	for _, part := range []*part{&s.required, &s.optional} {
		if unexpected := part.count(p.Expected != nil); len(unexpected) > 0 {
			p.unexpected(&c, unexpected)
		}
	}
	p.ID = p.id(file, r, o)
	run := evidence.ConformanceRun{
		ID:    p.ID,
		Suite: known(o.Suite), SuiteVersion: known(o.SuiteVersion), Profile: known(p.Profile),
		SubjectVersion: known(o.SubjectVersion), RunOn: known(cmp.Or(r.Begun, o.RunOn)), RunBy: known(o.RunBy),
		ReviewedByProject: o.ReviewedByProject, Published: o.Published,
	}
	if s.known {
		run.Required, run.Optional = s.required.facts(r), s.optional.facts(r)
	} else {
		run.Required = zeros(s.optional.facts(r))
		run.Optional = zeros(s.optional.facts(r))
	}
	return run, c.problems
}

// known returns a fact, or nil for what the options and the file leave open.
func known[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

// notInID is what versions may have and ids may not.
var notInID = regexp.MustCompile(`[^A-Za-z0-9._-]`)

// maxID is how many characters an id may have.
const maxID = 64

// id returns the ID of the run, made of what identifies it where none is given.
func (p *plan) id(file *intake.File, r *Report, o *Options) string {
	if p.ID != "" {
		return p.ID
	}
	digest := strings.TrimPrefix(file.Digest, "sha256:")[:12]
	if o.Suite == "" {
		return joined("junit", digest, string(p.Profile))
	}
	day := ""
	if on := cmp.Or(r.Begun, o.RunOn); on != (evidence.Date{}) {
		day = on.String()
	}
	// What tells the run from others is never cut, only the version.
	room := max(0, maxID-len(joined(string(o.Suite), string(p.Profile), day, digest))-len("-"))
	version := notInID.ReplaceAllString(string(o.SuiteVersion), "-")
	version = strings.TrimRight(version[:min(len(version), room)], "-._")
	return joined(string(o.Suite), version, string(p.Profile), day, digest)
}

// joined returns the parts of an id that are known.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "-")
}

// checkMatches reports patterns that match nothing: a result about no test at all would look like a pass.
func (p *plan) checkMatches(c *checker, s split) {
	if p.Expected != nil && len(p.expected) == 0 {
		c.problem("name the tests of this run too, or mend Tests", "%s: none of its Expected matches Tests, %s", p.place, show(p.Tests))
	}
	cases := len(s.required.cases) + len(s.optional.cases)
	if cases+len(p.expected) == 0 {
		if p.Tests == "" {
			c.problem("name the tests of the suite (Run.Expected), so that they count as missing", "the report has no test case")
		} else {
			c.problem("compare it with the full names of the tests", "%s.Tests, %s, matches no test", p.place, show(p.Tests))
		}
		return
	}
	for i, re := range p.required {
		match := func(k Case) bool { return re.MatchString(k.Name) }
		if !slices.ContainsFunc(s.required.cases, match) && !slices.ContainsFunc(s.required.expected, re.MatchString) {
			c.problem("compare it with the full names of the tests", "%s.Required[%d], %s, matches no test of the run", p.place, i, show(p.Required[i]))
		}
	}
}

func (p *plan) unexpected(c *checker, cases []Case) {
	first := cases[0]
	more := ""
	if n := len(cases) - 1; n > 0 {
		more = fmt.Sprintf(", nor %d more", n)
	}
	c.problems = append(c.problems, doc.Problem{File: c.file, Line: first.Line, Column: first.Column, Kind: doc.Semantic,
		Message: fmt.Sprintf("the test %s has a result, but %s.Expected does not name it%s", doc.Quote(first.Name), p.place, more),
		Hint:    "name it, or leave it out of the run by Tests"})
}

// count counts the cases. Where the tests of the suite are listed it counts the missing too, and returns the cases that
// the list does not name.
func (p *part) count(listed bool) (unexpected []Case) {
	if !listed || len(p.expected) == 0 && len(p.cases) > 0 {
		for _, c := range p.cases {
			p.counts.add(c.Outcome, 1)
		}
		return nil
	}
	left := map[string]int{} // results a name may still have
	for _, name := range p.expected {
		left[name]++
	}
	// Worst first, so that of more results than expected the worst count.
	for _, o := range outcomes {
		for _, c := range p.cases {
			if n, named := left[c.Name]; c.Outcome == o && n > 0 {
				left[c.Name]--
				p.counts.add(o, 1)
			} else if !named && c.Outcome == o {
				unexpected = append(unexpected, c)
			}
		}
	}
	slices.SortStableFunc(unexpected, func(a, b Case) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
	p.sized, p.tests, p.missing = true, len(p.expected), len(p.expected)-p.counts.Tests
	return unexpected
}

// facts returns the counts of a part; those that the file itself puts higher than its cases show stay unknown.
func (p *part) facts(r *Report) evidence.TestCounts {
	n := func(v int) *int64 { return evidence.Known(int64(v)) }
	t := evidence.TestCounts{Passed: n(p.counts.Passed)}
	if !r.LooseFailures {
		t.Failed, t.Errored = n(p.counts.Failed), n(p.counts.Errored)
	}
	if !r.LooseSkips {
		t.Skipped = n(p.counts.Skipped)
	}
	if p.sized {
		t.Tests, t.Missing = n(p.tests), n(p.missing)
	}
	return t
}

// zeros keeps of the counts of two parts together what is known of each: that it is zero where their sum is.
func zeros(t evidence.TestCounts) evidence.TestCounts {
	for _, f := range []**int64{&t.Tests, &t.Passed, &t.Failed, &t.Errored, &t.Skipped, &t.Missing} {
		if *f != nil && **f != 0 {
			*f = nil
		}
	}
	return t
}
