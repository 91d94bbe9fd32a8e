// Package catalogue_test holds the example to what its README says.
package catalogue_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

var update = flag.Bool("update", false, "write what the commands print into testdata")

// loaded is the example's catalogue and profile.
func loaded(t *testing.T) (*criteria.Catalogue, *profiles.Profile) {
	t.Helper()
	catalogue, err := criteria.Decode("catalogue.yaml", read(t, "catalogue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Decode("profile.yaml", read(t, "profile.yaml"), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	return catalogue, profile
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestFixtures runs the cases of every criterion and kills every mutant.
func TestFixtures(t *testing.T) {
	t.Parallel()
	catalogue, profile := loaded(t)
	criteriatest.Run(t, catalogue, []*profiles.Profile{profile}, os.DirFS("fixtures"))
}

// TestClean: lint finds nothing.
func TestClean(t *testing.T) {
	t.Parallel()
	catalogue, profile := loaded(t)
	source := read(t, "offer.yaml")
	offer, err := evidence.Decode("offer.yaml", source)
	if err != nil {
		t.Fatal(err)
	}
	if err := catalogue.CheckFacts(offer, source); err != nil {
		t.Error(err)
	}
	day, err := evidence.ParseDate("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	stated, err := evaluator.LintDossier(offer, evidence.Subject{}, day)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range slices.Concat(criteria.Lint(catalogue), evaluator.LintProfile(profile), stated, evaluator.LintFacts(catalogue, offer)) {
		t.Error(f)
	}
}

// TestShowsAll: a newcomer finds a fact of every type, each stated in the offer
// and read by a rule, and every criterion of the base.
func TestShowsAll(t *testing.T) {
	t.Parallel()
	catalogue, profile := loaded(t)
	offer, err := evidence.Decode("offer.yaml", read(t, "offer.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	rules := ""
	for _, c := range catalogue.Definition().Criteria {
		rules += c.Rule + " " + c.When + " "
	}
	types, lists := map[string]bool{}, false
	for name, fact := range catalogue.Definition().Facts["harbour"] {
		types[string(fact.Type)] = true
		lists = lists || fact.List
		if !regexp.MustCompile(`\bext\.harbour\.` + name + `\b`).MatchString(rules) {
			t.Errorf("no rule reads %s", name)
		}
		if _, ok := offer.Ext["harbour"][name]; !ok {
			t.Errorf("the offer does not state %s", name)
		}
	}
	for _, want := range criteria.FactType("").Values() {
		if !types[want] {
			t.Errorf("no fact is of type %s", want)
		}
	}
	if !lists {
		t.Error("no fact is a list")
	}
	brought, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if catalogue.Extends() != brought || len(profile.Criteria()) != len(brought.Criteria())+len(catalogue.Definition().Criteria) {
		t.Error("it does not contain what it extends")
	}
}

// command builds the command and returns how to run it in this folder.
func command(t *testing.T) func(args string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "trias")
	if out, err := exec.Command("go", "build", "-o", binary, "../../cmd/trias").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return func(args string) string {
		cmd := exec.Command(binary, strings.Fields(args)...)
		var out, problems bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &problems
		if err := cmd.Run(); err != nil || problems.Len() > 0 {
			t.Errorf("trias %s: %v\n%s%s", args, err, out.String(), problems.String())
		}
		return out.String()
	}
}

// TestReadme runs the commands the README shows and compares what they print.
func TestReadme(t *testing.T) {
	t.Parallel()
	trias := command(t)
	blocks := regexp.MustCompile("(?s)```([a-z]+)\n(.*?)```").FindAllStringSubmatch(string(read(t, "README.md")), -1)
	commands := 0
	for i, block := range blocks {
		args, is := strings.CutPrefix(strings.TrimSpace(block[2]), "trias ")
		if block[1] != "sh" || !is {
			continue
		}
		commands++
		out := trias(args)
		switch {
		case i+1 < len(blocks) && blocks[i+1][1] == "text":
			if shown := blocks[i+1][2]; !strings.Contains(out, shown) {
				t.Errorf("trias %s does not print\n%s\nbut\n%s", args, shown, out)
			}
		case strings.HasPrefix(args, "lint "):
			if out != "" {
				t.Errorf("trias %s prints\n%s", args, out)
			}
		}
	}
	if commands != 7 {
		t.Errorf("the README shows %d commands", commands)
	}
}

// digest is left out of testdata: it changes with every word of what Trias brings.
var digest = regexp.MustCompile(`sha256:[0-9a-f]{64}`)

// TestOutputs compares what commands print with testdata, in both languages.
func TestOutputs(t *testing.T) {
	t.Parallel()
	trias := command(t)
	const with = " --catalogue catalogue.yaml --profile profile.yaml"
	for name, args := range map[string]string{
		"assess":    "assess" + with + " --at 2026-11-23 ../dossiers/complete.yaml offer.yaml",
		"explain":   "assess" + with + " --at 2026-11-23 --criterion HVN-CHO-01,HVN-CHO-02,HVN-CON-01,HVN-CON-02,HVN-CAP-01,HVN-CAP-02 ../dossiers/complete.yaml offer.yaml",
		"crosswalk": "crosswalk --catalogue catalogue.yaml HVN-Rules",
		"profiles":  "profiles --catalogue catalogue.yaml normal profile.yaml",
	} {
		for _, lang := range []string{"en", "de"} {
			t.Run(name+" "+lang, func(t *testing.T) {
				got := digest.ReplaceAllString(trias(args+" --lang "+lang), "sha256:…")
				file := filepath.Join("testdata", name+"."+lang+".txt")
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				if diff := cmp.Diff(string(read(t, file)), got); diff != "" {
					t.Errorf("%s (-want +got), run with -update and read the difference:\n%s", file, diff)
				}
			})
		}
	}
}
