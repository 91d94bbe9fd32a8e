package junit

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Options say what a report cannot: who vouches for it, which suite it was, which tests that suite demands. What they do
// not say stays unknown.
type Options struct {
	// Origin is where the report comes from. Its Scope, where nil, is SubjectVersion alone; a proof of neither is refused, as
	// a report names no version. Its Issued, where the file bears no date either, is RunOn.
	Origin evidence.Origin
	// Suite is the test suite; empty if it is none of those listed.
	Suite evidence.ConformanceSuite
	// SuiteVersion is the version of the specification the suite tests; empty if unknown.
	SuiteVersion evidence.Version
	// SubjectVersion is the version of the offer that was tested; empty if unknown.
	SubjectVersion evidence.Version
	// RunOn is the day of the run where the file bears no date; one that bears another is refused. The zero Date leaves it
	// to the file.
	RunOn evidence.Date
	// RunBy is who ran the suite; empty if unknown.
	RunBy evidence.TestingParty
	// ReviewedByProject is whether the body that publishes the suite accepted the report, and Published whether the public
	// can read it; nil is unknown.
	ReviewedByProject, Published *bool
	// Runs are the profiles of the suite that the file has results of. Nil is one run of all tests, of which nobody says
	// which are demanded.
	Runs []Run
	// Limits bound the file. Fields that are zero are those of [DefaultLimits].
	Limits evidence.Limits
}

// Run is one profile of a suite: which tests of the file belong to it, which of them are demanded, which there should be.
// Patterns are regular expressions as package regexp reads them (RE2). One matches a test if it matches any part of its full
// name, as the package's documentation defines it.
type Run struct {
	// ID is that of the evidence.ConformanceRun. Empty, it is made of the suite, its version, the profile and the day, those
	// that are known, and of the first twelve digits of the file's digest, so that the runs of two files differ:
	// ociDistribution-1.1-pull-2025-03-04-3f5a1c9e0b27. A version that is too long for an id is cut. Where the suite is
	// unknown it is made of the digest and the profile.
	ID string
	// Profile is the profile of the suite; empty if unknown. A suite without profiles has the profile whole.
	Profile evidence.ConformanceProfile
	// Tests is a pattern of the tests that belong to the run; empty, all of the file do.
	Tests string
	// Required are patterns of tests that are demanded; the others of the run are optional. Each must match a test of the
	// run. Nil if it is not known which are demanded; where all are, it is "." alone.
	Required []string
	// Expected are the full names of the tests that the suite has, as often as it has tests of that name. Those that do not
	// match Tests belong to other runs. Those without result are missing. A result that it does not name is an error,
	// unless it names no required, or no optional test at all; then how many of these the suite has stays unknown. Nil if
	// the tests of the suite are not known.
	Expected []string
}

// plan is a checked Run.
type plan struct {
	Run
	place    string // "Options.Runs[0]"
	tests    *regexp.Regexp
	required []*regexp.Regexp
	expected []string // those that belong to the run
	broken   bool     // a problem with it has been reported
}

// check finds everything wrong with the options themselves.
func (o *Options) check(file string) ([]plan, doc.Problems) {
	c := checker{file: file}
	c.value("Options.Suite", string(o.Suite), o.Suite.Values())
	c.value("Options.RunBy", string(o.RunBy), o.RunBy.Values())
	c.version("Options.SuiteVersion", o.SuiteVersion)
	c.version("Options.SubjectVersion", o.SubjectVersion)
	if issued := o.Origin.Issued; issued != (evidence.Date{}) && o.RunOn != (evidence.Date{}) && issued.Compare(o.RunOn) < 0 {
		c.problem("check the years", "Options.Origin.Issued is %s, before the run on %s", issued, o.RunOn)
	}
	runs := o.Runs
	switch {
	case runs == nil:
		runs = []Run{{}}
	case len(runs) == 0:
		c.problem("leave it nil for one run of all tests", "Options.Runs is empty")
	case len(runs) > evidence.MaxList:
		c.problem("import the runs in several steps", "Options.Runs has %d entries, more than the %d a dossier may have", len(runs), evidence.MaxList)
		runs = nil
	}
	var plans []plan
	for i, r := range runs {
		plans = append(plans, c.plan(fmt.Sprintf("Options.Runs[%d]", i), r))
	}
	return plans, c.problems
}

// checker gathers what is wrong with options, which have no line in any file.
type checker struct {
	file     string
	problems doc.Problems
}

func (c *checker) problem(hint, format string, args ...any) {
	c.problems = append(c.problems, doc.Problem{File: c.file, Kind: doc.Semantic, Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (c *checker) value(name, got string, known []string) {
	if got != "" && !slices.Contains(known, got) {
		c.problem("want one of "+strings.Join(known, ", ")+"; leave it empty if unknown", "%s is %s, which is no known value", name, doc.Quote(got))
	}
}

func (c *checker) version(name string, v evidence.Version) {
	if v == "" {
		return
	}
	if _, err := v.MarshalText(); err != nil {
		c.problem("leave it empty if unknown", "%s: %v", name, err)
	}
}

// runID is the form of ids in a dossier.
var runID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

func (c *checker) plan(place string, r Run) plan {
	p := plan{Run: r, place: place}
	before := len(c.problems)
	c.value(place+".Profile", string(r.Profile), r.Profile.Values())
	if r.ID != "" && !runID.MatchString(r.ID) {
		c.problem("use at most 64 letters, digits and . _ -, the first a letter or a digit", "%s.ID is %s, which is no id", place, doc.Quote(r.ID))
	}
	p.tests = c.pattern(place+".Tests", r.Tests)
	if r.Required != nil && len(r.Required) == 0 {
		c.problem(`leave it nil if it is not known which tests are required, or write "." if all are`, "%s.Required is empty", place)
	}
	for i, text := range r.Required {
		at := fmt.Sprintf("%s.Required[%d]", place, i)
		if text == "" {
			c.problem(`write "." for all tests`, "%s is empty", at)
			continue
		}
		p.required = append(p.required, c.pattern(at, text))
	}
	if r.Expected != nil && len(r.Expected) == 0 {
		c.problem("leave it nil if the tests of the suite are not known", "%s.Expected is empty", place)
	}
	for i, name := range r.Expected {
		switch {
		case name == "":
			c.problem("remove it", "%s.Expected[%d] is empty", place, i)
		case p.tests != nil && p.tests.MatchString(name):
			p.expected = append(p.expected, name)
		}
	}
	p.broken = len(c.problems) > before
	return p
}

// pattern compiles a regular expression; nil if it cannot be read.
func (c *checker) pattern(place, text string) *regexp.Regexp {
	re, err := regexp.Compile(text)
	if err != nil {
		c.problem(`put \ before a character that stands for itself: \[Conformance\]`, "%s: %v", place, err)
		return nil
	}
	return re
}

// show returns a pattern as a reader would write it.
func show(pattern string) string {
	if strconv.CanBackquote(pattern) && len(pattern) <= 200 {
		return "`" + pattern + "`"
	}
	return doc.Quote(pattern)
}
