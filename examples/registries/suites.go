package main

import (
	"embed"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// suites.yaml says which tests of the OCI distribution conformance suites are required, and why; the folder suites has the
// lists of those suites that have a fixed one.
var (
	//go:embed suites.yaml
	suitesYAML []byte
	//go:embed suites/*.txt
	suiteNames embed.FS
)

type testSuite struct {
	ID     string   `yaml:"id"`
	Source string   `yaml:"source"`
	Specs  []string `yaml:"specs"` // versions of the specification it can show
	Root   string   `yaml:"root"`  // what the names of all its tests have in front
	// Names is the list of its tests in the folder suites; empty if it has no fixed list.
	Names string `yaml:"names"`
	// Settings is whether its settings say which tests it has.
	Settings bool `yaml:"settings"`
	Groups   map[evidence.ConformanceProfile]testGroup
}

type testGroup struct {
	Tests    string   `yaml:"tests"`    // a pattern for names, after the root
	Required []string `yaml:"required"` // names, after the root
}

func readSuites() ([]testSuite, error) {
	var file struct {
		Suites []testSuite `yaml:"suites"`
	}
	if err := yaml.Unmarshal(suitesYAML, &file); err != nil {
		return nil, err
	}
	for i := range file.Suites {
		if s := &file.Suites[i]; s.Names != "" {
			list, err := suiteNames.ReadFile("suites/" + s.Names)
			if err != nil {
				return nil, err
			}
			s.list(string(list))
		}
	}
	return file.Suites, nil
}

// list takes the required tests of each group from a list of tests. One that prepares or cleans up, or depends on something,
// is optional.
func (s *testSuite) list(names string) {
	of := map[evidence.ConformanceProfile]testGroup{}
	for p, g := range s.Groups {
		tests := regexp.MustCompile("^(?:" + g.Tests + ")")
		for line := range strings.Lines(names) {
			name, condition, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
			if tests.MatchString(name) && condition == "" && !beside.MatchString(name) {
				g.Required = append(g.Required, name)
			}
		}
		of[p] = g
	}
	s.Groups = of
}

// beside matches the tests that prepare a group or clean up after it.
var beside = regexp.MustCompile(`^(?:Pull|Push|Content Discovery|Content Management) (?:Setup|Teardown) `)

// groups are the categories of the distribution specification, in the order it names them.
var groups = []evidence.ConformanceProfile{
	evidence.ConformanceProfilePull, evidence.ConformanceProfilePush,
	evidence.ConformanceProfileContentDiscovery, evidence.ConformanceProfileContentManagement,
}

// measure is how a report is measured by a suite.
type measure struct {
	runs []junit.Run
	// open says of a group why it is not known which required tests the report lacks.
	open    map[evidence.ConformanceProfile]Why
	missing int // tests that the report lacks in all groups
}

// ociRuns says which tests of a report belong to which group, and which of them are required for a version of the
// specification. Of the suites that can show it, the first of those counts of which the report leaves out least.
func ociRuns(report *junit.Report, spec string) (*measure, error) {
	suites, err := readSuites()
	if err != nil {
		return nil, err
	}
	var best *measure
	for _, s := range suites {
		prefix, of := s.prefix(report)
		if !of || !slices.Contains(s.Specs, spec) {
			continue
		}
		m := s.measure(report, prefix)
		if best == nil || m.missing < best.missing {
			best = m
		}
	}
	if best == nil {
		return nil, errors.New("has no test of a suite of the OCI distribution specification " + spec + " that suites.yaml knows")
	}
	return best, nil
}

// prefix finds what a report puts in front of the root: Ginkgo 2 the name of its own suite, others nothing.
func (s *testSuite) prefix(report *junit.Report) (prefix string, of bool) {
	for _, c := range report.Cases {
		if prefix, _, of = strings.Cut(c.Name, s.Root); of {
			return prefix, true
		}
	}
	return "", false
}

// measure makes one run of each group the report has tests of.
func (s *testSuite) measure(report *junit.Report, prefix string) *measure {
	m := &measure{open: map[evidence.ConformanceProfile]Why{}}
	for _, profile := range groups {
		g := s.Groups[profile]
		run := g.run(profile, prefix+s.Root)
		t := partOf(report, run)
		m.missing += len(t.missing)
		if !t.tested {
			continue
		}
		of := int64(len(run.Expected))
		switch {
		case s.Settings && t.ran > 0 && t.ran < len(run.Expected):
			m.open[profile] = Why{Code: "not asked", Count: of - int64(t.ran), Of: of}
			run = run.only(t.run)
		case !s.Settings && len(t.missing) > 0:
			m.open[profile] = Why{Code: "not found", Count: int64(len(t.missing)), Of: of}
			run = run.only(t.found)
		}
		m.runs = append(m.runs, junit.Run(run))
	}
	return m
}

// groupRun is the run of a group.
type groupRun junit.Run

// run words a group in the full names of a report, which begin with root. Its required tests are those that must be there;
// of the optional ones nobody says how many there are.
func (g testGroup) run(profile evidence.ConformanceProfile, root string) groupRun {
	run := groupRun{Profile: profile, Tests: "^" + regexp.QuoteMeta(root) + "(?:" + g.Tests + ")"}
	for _, name := range g.Required {
		run.Expected = append(run.Expected, root+name)
		if pattern := exactly(root + name); !slices.Contains(run.Required, pattern) {
			run.Required = append(run.Required, pattern)
		}
	}
	return run
}

// only leaves of a run the required tests that the report has; how many it lacks is then unknown.
func (r groupRun) only(names map[string]bool) groupRun {
	r.Expected = nil
	r.Required = slices.DeleteFunc(slices.Clone(r.Required), func(pattern string) bool {
		for name := range names {
			if exactly(name) == pattern {
				return false
			}
		}
		return true
	})
	if len(r.Required) == 0 {
		r.Required = nil
	}
	return r
}

func exactly(name string) string { return "^" + regexp.QuoteMeta(name) + "$" }

// part is what a report has of a group.
type part struct {
	tested     bool
	missing    []string        // required tests it lacks, as often as it lacks them
	ran        int             // required tests that were run
	found, run map[string]bool // names of required tests that it has, and of those that were always run
}

func partOf(report *junit.Report, run groupRun) part {
	t := part{missing: slices.Clone(run.Expected), found: map[string]bool{}, run: map[string]bool{}}
	skipped := map[string]bool{}
	tests := regexp.MustCompile(run.Tests)
	for _, c := range report.Cases {
		if !tests.MatchString(c.Name) {
			continue
		}
		t.tested = true
		required := slices.Contains(run.Expected, c.Name)
		i := slices.Index(t.missing, c.Name)
		if i >= 0 {
			t.missing = slices.Delete(t.missing, i, i+1)
		}
		if required {
			t.found[c.Name] = true
		}
		if required && c.Outcome == junit.Skipped {
			skipped[c.Name] = true
		} else if required {
			t.run[c.Name] = true
			if i >= 0 {
				t.ran++
			}
		}
	}
	maps.DeleteFunc(t.run, func(name string, _ bool) bool { return skipped[name] })
	return t
}
