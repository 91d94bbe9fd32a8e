package report_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// A city tailors a profile, and shows its council what it changed and why. City,
// decision and reasons are made up.
func ExampleProfileDiff() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	city, err := profiles.Decode("city.yaml", []byte(`
trias: profile/v1
id: city
version: 1.0.0
catalogue: trias
tailors: normal
changes:
  - change: set
    criterion: DAT-CON-06
    params: {maxDays: 14}
    reason: {en: Our rules on deletion allow two weeks., de: Unser Löschkonzept lässt zwei Wochen zu.}
    decision: D-2026-14
`), catalogue)
	if err != nil {
		fmt.Println(err)
		return
	}
	diff := profiles.Diff(city.Tailors(), city)
	if err := report.ProfileDiff(os.Stdout, &diff, catalogue, report.Options{Lang: "de", Width: 80}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// city 1.0.0 passt normal 0.2.0 an
	// 121 Kriterien gelten unverändert.
	//
	// Anders angewandt
	// ────────────────
	//   DAT-CON-06  Löschung mit Nachweis                                     strenger
	//     maxDays  30 Tage → 14 Tage (strenger)
	//     Grund    Unser Löschkonzept lässt zwei Wochen zu. (Entscheidung D-2026-14)
}

// Any two embedded profiles can be compared in both languages, at every width,
// and nothing stays unsaid: no placeholder, no name of a member of the data.
func TestProfileDiffSaysEverything(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for i, from := range profiles.Names() {
		for j, to := range profiles.Names() {
			if testing.Short() && i > 0 || j != i+1 && j != i-1 && j != 0 {
				continue
			}
			a, err := profiles.Lookup(from)
			if err != nil {
				t.Fatal(err)
			}
			b, err := profiles.Lookup(to)
			if err != nil {
				t.Fatal(err)
			}
			d := profiles.Diff(a, b)
			for _, lang := range report.Languages() {
				for _, width := range []int{60, 120} {
					var out, again bytes.Buffer
					for _, w := range []*bytes.Buffer{&out, &again} {
						if err := report.ProfileDiff(w, &d, catalogue, report.Options{Lang: lang, Width: width}); err != nil {
							t.Fatal(err)
						}
					}
					if !bytes.Equal(out.Bytes(), again.Bytes()) {
						t.Error("twice differs")
					}
					for line := range strings.Lines(out.String()) {
						if n := len([]rune(strings.TrimRight(line, "\n"))); n > width {
							t.Errorf("%s to %s, %s: %d characters: %s", from, to, lang, n, line)
						}
						for _, bad := range []string{"{", "}", "by(", "attested(", "→  ", " → \n", "bsi-c5"} {
							if strings.Contains(line, bad) {
								t.Errorf("%s to %s, %s: %q in %s", from, to, lang, bad, line)
							}
						}
					}
					for _, c := range d.Criteria {
						if !strings.Contains(out.String(), c.Criterion) {
							t.Errorf("%s to %s: %s is not named", from, to, c.Criterion)
						}
					}
				}
			}
		}
	}
}

// Of a criterion that is applied in addition there is no before: it never bound at
// once.
func TestStageOfAnAddedCriterion(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	base, err := profiles.Decode("base.yaml", []byte("trias: profile/v1\nid: base\nversion: 1.0.0\ncatalogue: trias\ncriteria: {DAT-CHO-01: {obligation: must, proof: none}}\n"), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("p.yaml", []byte(`trias: profile/v1
id: p
version: 1.0.0
catalogue: trias
tailors: base
changes: [{change: select, criterion: DAT-CON-06, obligation: must, stage: later, proof: none, reason: {en: Why., de: Warum.}}]
stages: {later: {term: P3M}}
`), catalogue, base)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	offer, err := evidence.Merge(&evidence.Fragment{Subject: &evidence.Subject{ID: "offer-1"}})
	if err != nil {
		t.Fatal(err)
	}
	verdict, err := e.Evaluate(context.Background(), offer, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	d := profiles.Diff(base, p)
	var diff, text bytes.Buffer
	if err := errors.Join(report.ProfileDiff(&diff, &d, catalogue, report.Options{}), report.Text(&text, &verdict, catalogue, report.Options{})); err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{"difference": diff.String(), "verdict": text.String()} {
		if !strings.Contains(got, "stage “later”") || strings.Contains(got, "at once →") {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func TestProfileDiffErrors(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	high, err := profiles.Lookup("high")
	if err != nil {
		t.Fatal(err)
	}
	d := profiles.Diff(normal, high)
	if err := report.ProfileDiff(&bytes.Buffer{}, &d, catalogue, report.Options{Lang: "fr"}); !errors.Is(err, report.ErrLanguage) {
		t.Errorf("%v", err)
	}
	for i := range d.Criteria {
		for j := range d.Criteria[i].Differences {
			if x := &d.Criteria[i].Differences[j]; x.Aspect == profiles.OfProof {
				x.From = evidence.String("by(")
			}
		}
	}
	if err := report.ProfileDiff(&bytes.Buffer{}, &d, catalogue, report.Options{}); !errors.Is(err, report.ErrDemand) {
		t.Errorf("%v", err)
	}
}

// A verdict keeps what was tailored when it is stored, and the report of what is
// read again is the same. Whoever asks for some criteria sees their changes only.
func TestTailoringOfStoredVerdicts(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../examples/tailoring/city.yaml")
	if err != nil {
		t.Fatal(err)
	}
	city, err := profiles.Decode("city.yaml", data, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, city)
	if err != nil {
		t.Fatal(err)
	}
	v, err := e.Evaluate(context.Background(), testkit.Dossier(t, testkit.New(1, testkit.Options{}).Fragments()), testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	text, err := v.EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	stored, err := evaluator.DecodeVerdict("v.json", text)
	if err != nil {
		t.Fatal(err)
	}
	write := func(v *evaluator.Verdict, opts report.Options) string {
		var b bytes.Buffer
		if err := report.Text(&b, v, catalogue, opts); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, opts := range []report.Options{{}, {Lang: "de"}, {Full: true}, {Criteria: []string{"DAT-CON-06"}}} {
		if now, then := write(&v, opts), write(stored, opts); now != then {
			t.Errorf("stored and read again the report differs:\n%s\n%s", now, then)
		}
	}
	if err := report.Text(&bytes.Buffer{}, &v, catalogue, report.Options{Criteria: []string{"TEC-CON-08"}}); !errors.Is(err, report.ErrCriterion) || !strings.Contains(err.Error(), "city excludes it") {
		t.Errorf("asked for what is excluded: %v", err)
	}
	whole := write(&v, report.Options{})
	for _, c := range city.Changes() {
		if !strings.Contains(whole, strings.Fields(c.Reason.EN)[0]) || c.Criterion != "" && !strings.Contains(whole, c.Criterion) {
			t.Errorf("%s of %s is not shown", c.Kind, c.Criterion)
		}
	}
	if one := write(&v, report.Options{Criteria: []string{"DAT-CON-06"}}); !strings.Contains(one, "rules on deletion allow") || strings.Contains(one, "stands still for longer") {
		t.Errorf("of one criterion the report says\n%s", one)
	}
}
