package main

import (
	_ "embed"
	"errors"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// suites.yaml says which tests of the OCI distribution conformance suites are required, and why.
//
//go:embed suites.yaml
var suitesYAML []byte

type testSuite struct {
	ID     string   `yaml:"id"`
	Source string   `yaml:"source"`
	Specs  []string `yaml:"specs"` // versions of the specification it can show
	Root   string   `yaml:"root"`  // what the names of all its tests have in front
	Groups map[evidence.ConformanceProfile]testGroup
}

type testGroup struct {
	Tests    string   `yaml:"tests"`    // a pattern for names, after the root
	Required []string `yaml:"required"` // names, after the root
}

func readSuites() (suites []testSuite, err error) {
	var file struct {
		Suites []testSuite `yaml:"suites"`
	}
	err = yaml.Unmarshal(suitesYAML, &file)
	return file.Suites, err
}

// groups are the categories of the distribution specification, in the order it names them.
var groups = []evidence.ConformanceProfile{
	evidence.ConformanceProfilePull, evidence.ConformanceProfilePush,
	evidence.ConformanceProfileContentDiscovery, evidence.ConformanceProfileContentManagement,
}

// ociRuns says which tests of a report belong to which group, and which of them are required for a version of the
// specification. Of the suites that can show it, that one counts of which the report leaves out least.
func ociRuns(report *junit.Report, spec string) ([]junit.Run, error) {
	suites, err := readSuites()
	if err != nil {
		return nil, err
	}
	var best []junit.Run
	least := -1
	for _, s := range suites {
		prefix, of := s.prefix(report)
		if !of || !slices.Contains(s.Specs, spec) {
			continue
		}
		if runs, missing := s.runs(report, prefix); least < 0 || missing < least {
			best, least = runs, missing
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

// runs makes one run of each group the report has tests of, and counts how many required tests it leaves out in all.
func (s *testSuite) runs(report *junit.Report, prefix string) (runs []junit.Run, missing int) {
	for _, profile := range groups {
		run := s.Groups[profile].run(profile, prefix+s.Root)
		left := slices.Clone(run.Expected)
		tests := regexp.MustCompile(run.Tests)
		tested := false
		for _, c := range report.Cases {
			tested = tested || tests.MatchString(c.Name)
			if i := slices.Index(left, c.Name); i >= 0 {
				left = slices.Delete(left, i, i+1)
			}
		}
		missing += len(left)
		if tested {
			runs = append(runs, run)
		}
	}
	return runs, missing
}

// run words a group in the full names of a report, which begin with root. Its required tests are those that must be there;
// of the optional ones nobody says how many there are.
func (g testGroup) run(profile evidence.ConformanceProfile, root string) junit.Run {
	run := junit.Run{Profile: profile, Tests: "^" + regexp.QuoteMeta(root) + "(?:" + g.Tests + ")"}
	for _, name := range g.Required {
		run.Expected = append(run.Expected, root+name)
		if pattern := "^" + regexp.QuoteMeta(root+name) + "$"; !slices.Contains(run.Required, pattern) {
			run.Required = append(run.Required, pattern)
		}
	}
	return run
}
