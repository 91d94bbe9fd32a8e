package junit_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// imported imports a report of one test as everything that is said of it.
func imported(t *testing.T, o junit.Options) *evidence.Fragment {
	t.Helper()
	o.Origin.Issuer, o.Origin.Issued = "Example GmbH", date(t, "2026-09-01")
	report := `<testsuite name="` + string(o.SubjectVersion) + `"><testcase name="a"/></testsuite>`
	f, err := junit.Import("report.xml", strings.NewReader(report), o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Two reports without a date, of two versions of one offer, tell of two runs; read twice, a report tells of one.
func TestRunsOfTwoReports(t *testing.T) {
	t.Parallel()
	options := func(version evidence.Version) junit.Options {
		return junit.Options{Suite: evidence.ConformanceSuiteOCIDistribution, SuiteVersion: "1.0", SubjectVersion: version,
			Runs: []junit.Run{{Profile: evidence.ConformanceProfilePull, Required: []string{"."}}}}
	}
	older, newer := imported(t, options("1.4.1")), imported(t, options("2.1.19"))
	subject := &evidence.Fragment{Name: "offer.yaml", Subject: &evidence.Subject{ID: "registry", Version: "2.1.19"}}
	dossier, err := evidence.Merge(subject, older, newer)
	if err != nil {
		t.Fatal(err)
	}
	if c := dossier.Contradictions(); len(c) > 0 {
		t.Errorf("the two contradict each other: %v", c)
	}
	one, two := older.Technological.ConformanceRuns[0].ID, newer.Technological.ConformanceRuns[0].ID
	if again := imported(t, options("1.4.1")).Technological.ConformanceRuns[0].ID; one == two || one != again {
		t.Errorf("ids %s, %s and, of the first again, %s", one, two, again)
	}
}

// Of every suite, version and profile the id is one, and keeps profile, day and digest whole.
func TestRunIDs(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
	ends := regexp.MustCompile(`-2026-08-31-[0-9a-f]{12}$`)
	for _, suite := range evidence.ConformanceSuite("").Values() {
		for _, profile := range append(evidence.ConformanceProfile("").Values(), "") {
			for _, version := range []evidence.Version{"", "1.1", "1.1.0-rc.1+build.5", evidence.Version("1.0-" + strings.Repeat("a", 60))} {
				f := imported(t, junit.Options{Suite: evidence.ConformanceSuite(suite), SuiteVersion: version, SubjectVersion: "2.1", RunOn: date(t, "2026-08-31"),
					Runs: []junit.Run{{Profile: evidence.ConformanceProfile(profile), Required: []string{"."}}}})
				id := f.Technological.ConformanceRuns[0].ID
				rest := strings.TrimPrefix(ends.ReplaceAllString(id, ""), suite)
				if !form.MatchString(id) || !ends.MatchString(id) || !strings.HasPrefix(id, suite) || !strings.HasSuffix(rest, profile) {
					t.Errorf("%s of suite %s, profile %s, version %q", id, suite, profile, version)
				}
				if version == "1.1" && !slices.Contains(strings.Split(rest, "-"), "1.1") {
					t.Errorf("%s: the version is cut", id)
				}
			}
		}
	}
}
