package evaluator_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
)

// TestCounterfactualCases: what is proposed, as cases people can read and add to.
// An archive in testdata/counterfactuals holds the files of a [goldenCase] and
//
//	counterfactuals.txt   what is proposed at the last instant, a step a line
//	explanation.en.txt    what readers get to see of it, and of what is missing, in
//	explanation.de.txt    English and in German; digests are left out
//
// and is written anew with -update. What is proposed is looked at step by step on
// all golden cases, those of verdicts included.
func TestCounterfactualCases(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/counterfactuals/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			c := readCase(t, archive)
			var n turnCheck
			all := n.holds(t, c.evaluator, c.dossier, c.instants[len(c.instants)-1].time, 1, c.options...)
			want := []txtar.File{{Name: "counterfactuals.txt", Data: describe(&all)}}
			for _, lang := range []string{"en", "de"} {
				want = append(want, txtar.File{Name: "explanation." + lang + ".txt", Data: c.explanation(t, lang)})
			}
			if *updateCases {
				archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return !goldenInput.MatchString(f.Name) })
				archive.Files = append(archive.Files, want...)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, w := range want {
				i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == w.Name })
				if i < 0 {
					t.Errorf("no %s (write it with -update and read it)", w.Name)
				} else if got := archive.Files[i].Data; !bytes.Equal(got, w.Data) {
					t.Errorf("%s: %s; got:\n%s", w.Name, firstDifference(w.Data, got), w.Data)
				}
			}
		})
	}
}

// explanation is what readers get to see of the case, up to the digests.
func (c *goldenCase) explanation(t *testing.T, lang string) []byte {
	t.Helper()
	x, err := c.evaluator.Explain(context.Background(), c.dossier, c.instants[len(c.instants)-1].time, c.options...)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.Explanation(&b, &x, c.catalogue, report.Options{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	return upToDigests(t, b.Bytes(), &x.Verdict)
}

func TestGoldenCasesTurn(t *testing.T) {
	t.Parallel()
	k := 0
	for name, archive := range goldenArchives(t) {
		if k++; testing.Short() && k%6 != 0 {
			continue
		}
		c := readCase(t, archive)
		var n turnCheck
		for _, at := range c.instants {
			n.holds(t, c.evaluator, c.dossier, at.time, 1, c.options...)
		}
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

// describe writes counterfactuals as a reader would tell them.
func describe(all *evaluator.Counterfactuals) []byte {
	var b bytes.Buffer
	tell := func(c *evaluator.Counterfactual) {
		for _, s := range c.Steps {
			fmt.Fprintf(&b, "    %s %s", s.Kind, s.Path)
			if !s.From.IsZero() {
				fmt.Fprintf(&b, ", now %s", s.From)
			}
			if !s.To.IsZero() {
				fmt.Fprintf(&b, ": %s", s.To)
			}
			for _, e := range s.Entries {
				fmt.Fprintf(&b, ", %s with", e.ID)
				for _, f := range e.Fields {
					fmt.Fprintf(&b, " %s %s", f.Name, f.Value)
				}
			}
			if s.Needs != "" {
				fmt.Fprintf(&b, " %s", s.Needs)
			}
			if len(s.Criteria) > 0 {
				fmt.Fprintf(&b, " (for %s)", strings.Join(s.Criteria, ", "))
			}
			b.WriteString("\n")
		}
		for _, x := range c.Improves {
			fmt.Fprintf(&b, "    then %s: %s, was %s\n", x.Criterion, x.To, x.From)
		}
		for _, x := range c.Worsens {
			fmt.Fprintf(&b, "    but %s: %s, was %s\n", x.Criterion, x.To, x.From)
		}
	}
	until := func(r *evaluator.Reached) string {
		if r.ProvisionalUntil == nil {
			return string(r.Conformity)
		}
		return fmt.Sprintf("%s until %s", r.Conformity, r.ProvisionalUntil)
	}
	fmt.Fprintf(&b, "the verdict is %s\n", all.Conformity)
	for i := range all.Turns {
		c := &all.Turns[i]
		fmt.Fprintf(&b, "  to be %s: effort %s, gain %s; by the values alone %s\n", until(&c.Reached), effort(c.Effort), c.Gain, until(&c.Claimed))
		tell(&c.Counterfactual)
	}
	for _, s := range all.Stuck {
		fmt.Fprintf(&b, "  no better because of %s: %s\n", s.Criterion, s.Why)
	}
	for _, k := range all.Criteria {
		fmt.Fprintf(&b, "%s (%s) is %s\n", k.Criterion, k.Obligation, k.Outcome)
		for i := range k.Counterfactuals {
			c := &k.Counterfactuals[i]
			fmt.Fprintf(&b, "  to be %s: effort %s, gain %s; by the values alone %s; the verdict then is %s\n", c.Reached.Outcome, effort(c.Effort), c.Gain, c.Claimed.Outcome, until(&c.Reached))
			tell(c)
		}
		if k.None != "" {
			fmt.Fprintf(&b, "  there is no way: %s\n", k.None)
		}
		if k.More {
			b.WriteString("  there may be more\n")
		}
	}
	return b.Bytes()
}

func effort(e evaluator.Effort) string {
	return fmt.Sprintf("%d/%d/%d/%d", e.High, e.Medium, e.Low, e.Statements)
}
