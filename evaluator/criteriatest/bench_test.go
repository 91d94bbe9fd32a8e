package criteriatest_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
	"github.com/trias-sovereignty/trias/profiles"
)

var update = flag.Bool("update", false, "write what the bench reports into testdata/cases")

// tiny returns the catalogue and the profiles of testdata.
func tiny(t testing.TB) (*criteria.Catalogue, []*profiles.Profile) {
	t.Helper()
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	catalogue, err := criteria.Decode("catalogue.yaml", read("catalogue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var all []*profiles.Profile
	for _, name := range []string{"profile.yaml", "strict.yaml"} {
		p, err := profiles.Decode(name, read(name), catalogue, all...)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return catalogue, all
}

// TestCases checks the fixtures of testdata/cases/*.txtar, of the catalogue in
// testdata. Each says in its first line what it shows. To add one, copy one,
// change it and run
//
//	go test ./evaluator/criteriatest -run TestCases -update
//
// Then read what was written.
func TestCases(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	catalogue, given := tiny(t)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			bench, err := criteriatest.New(catalogue, given...)
			if err != nil {
				t.Fatal(err)
			}
			got := reported(t, bench, archive.Files[0].Data)
			if *update {
				archive.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if want := string(archive.Files[1].Data); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// reported writes what the bench says of fixtures.
func reported(t *testing.T, bench *criteriatest.Bench, data []byte) string {
	t.Helper()
	f, err := criteriatest.Decode("fixtures.yaml", data)
	if err != nil {
		return err.Error() + "\n"
	}
	report, err := bench.Check(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range report.Problems {
		fmt.Fprintf(&b, "%v [%s]\n", p, p.Rule)
	}
	for _, m := range report.Mutants {
		fmt.Fprintf(&b, "%s: %s", m.Name, m.Fate)
		if m.By > 0 {
			fmt.Fprintf(&b, " by the case in line %d", m.By)
		}
		b.WriteString("\n")
	}
	var s criteriatest.Summary
	s.Add(report)
	return b.String() + s.String() + "\n"
}
