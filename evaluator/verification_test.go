package evaluator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

func verify(t testing.TB, stored []byte, in evaluator.Inputs) evaluator.Verification {
	t.Helper()
	x, err := evaluator.Verify(context.Background(), stored, in)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestGoldenCasesVerify derives the verdict of every golden case anew, and says
// of every input that is left out that it is missing.
func TestGoldenCasesVerify(t *testing.T) {
	t.Parallel()
	for name, archive := range goldenArchives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			c := readCase(t, archive)
			for _, v := range c.verdicts(t) {
				stored := encode(t, v)
				if x := verify(t, stored, c.inputs); x.Status != evaluator.Verified || x.Rewritten || x.Renamed != nil || len(x.Lacking()) > 0 || len(x.Discrepancies) > 0 {
					t.Errorf("got %+v", x)
				}
				for kind, without := range map[evaluator.InputKind]func(*evaluator.Inputs){
					evaluator.InputDossier:      func(in *evaluator.Inputs) { in.Sources = nil },
					evaluator.InputCatalogue:    func(in *evaluator.Inputs) { in.Catalogue = nil },
					evaluator.InputProfile:      func(in *evaluator.Inputs) { in.Profile = nil },
					evaluator.InputWaivers:      func(in *evaluator.Inputs) { in.Waivers = nil },
					evaluator.InputEquivalences: func(in *evaluator.Inputs) { in.Equivalences = nil },
					evaluator.InputDecisions:    func(in *evaluator.Inputs) { in.Decisions = nil },
					evaluator.InputOnboarding:   func(in *evaluator.Inputs) { in.Onboarding = nil },
				} {
					in := c.inputs
					without(&in)
					x := verify(t, stored, in)
					wanted := map[evaluator.InputKind]string{evaluator.InputDossier: v.Digests.Dossier, evaluator.InputCatalogue: v.Digests.Catalogue,
						evaluator.InputProfile: v.Digests.Profile, evaluator.InputWaivers: v.Digests.Waivers, evaluator.InputEquivalences: v.Digests.Equivalences,
						evaluator.InputDecisions: v.Digests.Decisions, evaluator.InputOnboarding: v.Digests.Onboarding}[kind]
					if wanted == "" {
						continue
					}
					if l := x.Lacking(); x.Status != evaluator.NotReplayable || len(l) != 1 || l[0].Input != kind || l[0].Status != evaluator.InputMissing || l[0].Wanted != wanted {
						t.Errorf("without the %s: %s, %+v", kind, x.Status, l)
					}
				}
			}
		})
	}
}

// The verdict says itself how far its horizon looks.
func TestVerifyWithAHorizon(t *testing.T) {
	t.Parallel()
	c := generate(t, 5)
	e := embedded()[0]
	v, err := e.Evaluate(context.Background(), c.dossier, testkit.At, evaluator.WithHorizon(testkit.At.AddDate(1, 0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	stored := encode(t, v)
	if x := verify(t, stored, evaluator.Inputs{Sources: c.frags}); x.Status != evaluator.Verified || v.Horizon == nil {
		t.Errorf("got %+v", x)
	}
	further := v
	until := *v.Horizon
	until.Until.Time = until.Until.AddDate(-1, 0, 1)
	further.Horizon = &until
	if x := verify(t, encode(t, further), evaluator.Inputs{Sources: c.frags}); v.Horizon.Next != nil && v.Horizon.Next.At.After(until.Until.Time) && x.Status != evaluator.Differs {
		t.Errorf("a shorter horizon: %+v", x)
	}
}

// What Trias ships needs nothing but the verdict and the dossier, whatever the
// profile and the localisation.
func TestShippedDossiersVerify(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../examples/dossiers/*.yaml")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d dossiers, %v", len(files), err)
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for n, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f, err := evidence.Decode(file, data)
		if err != nil {
			t.Fatal(err)
		}
		d, err := evidence.Merge(f)
		if err != nil {
			t.Fatal(err)
		}
		for k, e := range embedded() {
			if testing.Short() && (n+k)%4 != 0 {
				continue
			}
			evaluators := []*evaluator.Evaluator{e}
			if p, err := e.Profile().Localised("DE"); err == nil && !testing.Short() {
				german, err := evaluator.Compile(catalogue, p)
				if err != nil {
					t.Fatal(err)
				}
				evaluators = append(evaluators, german)
			}
			for _, e := range evaluators {
				stored := encode(t, evaluate(t, e, d))
				if x := verify(t, stored, evaluator.Inputs{Sources: []*evidence.Fragment{f}}); x.Status != evaluator.Verified || x.Rewritten {
					t.Errorf("%s under %s: %+v", file, e.Profile().ID(), x)
				}
			}
		}
	}
}

// One fact or proof more is another dossier, and another verdict on the same
// inputs differs.
func TestLawVerifyNoticesChanges(t *testing.T) {
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		i := g.IntN(len(c.verdicts))
		stored := encode(t, c.verdicts[i])
		if x := verify(t, stored, evaluator.Inputs{Sources: c.frags}); x.Status != evaluator.Verified {
			t.Errorf("got %+v", x)
		}
		other, what := g.AddFact(c.frags)
		if g.IntN(2) == 0 {
			other, what = g.AddProof(c.frags)
		}
		x := verify(t, stored, evaluator.Inputs{Sources: other})
		if l := x.Lacking(); x.Status != evaluator.NotReplayable || len(l) != 1 || l[0].Input != evaluator.InputDossier || l[0].Status != evaluator.InputOther {
			t.Errorf("%s: %+v", what, x)
		}
		surplus := append(slices.Clone(c.frags), &evidence.Fragment{Name: "more.yaml"})
		if x := verify(t, stored, evaluator.Inputs{Sources: surplus}); x.Status != evaluator.NotReplayable || !slices.Equal(x.Inputs[0].Surplus, []string{"more.yaml"}) {
			t.Errorf("a source too many: %+v", x.Inputs[0])
		}
		wrong := c.verdicts[i]
		wrong.Results = slices.Clone(wrong.Results)
		k := g.IntN(len(wrong.Results))
		if r := &wrong.Results[k]; r.Outcome == pass {
			r.Outcome = fail
		} else {
			r.Outcome = pass
		}
		x = verify(t, encode(t, wrong), evaluator.Inputs{Sources: c.frags})
		if d := x.Discrepancies; x.Status != evaluator.Differs || len(d) != 1 || d[0].Pointer != fmt.Sprintf("/results/%d/outcome", k) || d[0].Criterion != wrong.Results[k].Criterion ||
			d[0].Stored != `"`+string(wrong.Results[k].Outcome)+`"` || d[0].Follows != `"`+string(c.verdicts[i].Results[k].Outcome)+`"` {
			t.Errorf("another outcome: %+v", x)
		}
	})
}

// The names of files are no part of a dossier: a verdict that names two sources
// is verified from files of other names.
func TestVerifyWithSourcesOfOtherNames(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "", "A: {obligation: must", "B: {obligation: should", "C: {obligation: may")
	frags := []*evidence.Fragment{source("store/a.yaml", map[string]state{"aRule": states[1]}), source("store/b.yaml", map[string]state{"aRule": states[4]})}
	v := evaluate(t, e, testkit.Dossier(t, frags))
	stored := encode(t, v)
	if !bytes.Contains(stored, []byte("store/a.yaml")) {
		t.Fatalf("the verdict names no source: %s", stored)
	}
	in := evaluator.Inputs{Sources: testkit.CloneAll(frags), Catalogue: e.Catalogue(), Profile: e.Profile()}
	in.Sources[0].Name, in.Sources[1].Name = "z.yaml", "y.yaml"
	x := verify(t, stored, in)
	if x.Status != evaluator.Verified || len(x.Renamed) != 2 {
		t.Errorf("got %+v", x)
	}
	if x := verify(t, bytes.Replace(stored, []byte("store/a.yaml"), []byte("store/b.yaml"), 1), in); x.Status != evaluator.Differs {
		t.Errorf("one name for two sources: %+v", x)
	}
	in.Sources = append(in.Sources, frags[0])
	if x := verify(t, stored, in); x.Status != evaluator.NotReplayable || len(x.Inputs[0].Surplus) != 1 {
		t.Errorf("a source twice: %+v", x)
	}
}

func TestVerifySaysWhatIsOtherwise(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "", "A: {obligation: must", "B: {obligation: should", "C: {obligation: may")
	frags := []*evidence.Fragment{source("a.yaml", map[string]state{"aRule": states[1]})}
	stored := encode(t, evaluate(t, e, testkit.Dossier(t, frags)))
	in := evaluator.Inputs{Sources: frags, Catalogue: e.Catalogue(), Profile: e.Profile()}

	var compact bytes.Buffer
	if err := json.Compact(&compact, stored); err != nil {
		t.Fatal(err)
	}
	if x := verify(t, compact.Bytes(), in); x.Status != evaluator.Verified || !x.Rewritten {
		t.Errorf("other line breaks: %+v", x)
	}
	for _, end := range []string{"", "\n"} {
		if x := verify(t, append(bytes.TrimSuffix(stored, []byte("\n")), end...), in); x.Status != evaluator.Verified || x.Rewritten {
			t.Errorf("end %q: %+v", end, x)
		}
	}
	text := bytes.Replace(stored, []byte(`"language": 1`), []byte(`"language": 9`), 1)
	if x := verify(t, text, in); x.Status != evaluator.NotReplayable || len(x.Lacking()) != 1 || x.Lacking()[0].Input != evaluator.InputLanguage {
		t.Errorf("another rule language: %+v", x)
	}
	more := in
	more.Waivers = []evaluator.Waiver{{ID: "W", Subject: "s", Version: "1.0", Profile: "p", Criterion: "A", Accepts: []evaluator.Waivable{"fail"}, Authority: "CIO", Reason: "why",
		From: testkit.Today, Until: testkit.Today}}
	if x := verify(t, stored, more); x.Status != evaluator.Verified || x.Inputs[len(x.Inputs)-1].Status != evaluator.InputNotNamed {
		t.Errorf("waivers that the verdict does not rest on: %+v", x)
	}
	brought := in
	brought.Catalogue, brought.Profile = nil, nil
	if x := verify(t, stored, brought); x.Status != evaluator.NotReplayable || len(x.Lacking()) != 2 {
		t.Errorf("no catalogue and no profile: %+v", x)
	}
	wrong := []byte(strings.NewReplacer(`"conformity": "`, `"provisionalUntil": "2026-01-01", "conformity": "`).Replace(string(stored)))
	x := verify(t, wrong, in)
	if x.Status != evaluator.Differs || len(x.Discrepancies) != 1 || x.Discrepancies[0] != (evaluator.Discrepancy{Pointer: "/provisionalUntil", Stored: `"2026-01-01"`}) {
		t.Errorf("something that does not follow: %+v", x)
	}
	less := evaluate(t, e, testkit.Dossier(t, frags))
	less.Results[0].Reasons[0].Rule = ""
	x = verify(t, encode(t, less), in)
	if d := x.Discrepancies; x.Status != evaluator.Differs || len(d) != 1 || d[0].Pointer != "/results/0/reasons/0/rule" || d[0].Stored != "" || d[0].Follows == "" {
		t.Errorf("something left out: %+v", x)
	}
	if _, err := evaluator.Verify(context.Background(), []byte("{}"), in); err == nil {
		t.Error("no verdict is verified")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := evaluator.Verify(ctx, stored, in); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A verdict from an older catalogue that Trias brought says which one it wants.
func TestVerifyWantsTheCatalogueOfThatVersion(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	d := catalogue.Definition()
	d.Version = "0.0.1"
	old, err := criteria.New(d)
	if err != nil {
		t.Fatal(err)
	}
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.New(normal.Definition(), old)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(old, profile)
	if err != nil {
		t.Fatal(err)
	}
	frags := []*evidence.Fragment{{Subject: &evidence.Subject{ID: "s"}}}
	stored := encode(t, evaluate(t, e, testkit.Dossier(t, frags)))
	x := verify(t, stored, evaluator.Inputs{Sources: frags})
	l := x.Lacking()
	if x.Status != evaluator.NotReplayable || len(l) != 1 || l[0].Input != evaluator.InputCatalogue || l[0].Version != "0.0.1" || l[0].GivenVersion != catalogue.Version() || !l[0].Brought {
		t.Errorf("with the catalogue that Trias brings: %+v", x)
	}
	x = verify(t, stored, evaluator.Inputs{Sources: frags, Catalogue: old})
	if l := x.Lacking(); x.Status != evaluator.NotReplayable || len(l) != 1 || l[0].Input != evaluator.InputProfile {
		t.Errorf("with that catalogue and the profile that Trias brings: %+v", x)
	}
	if x := verify(t, stored, evaluator.Inputs{Sources: frags, Catalogue: old, Profile: profile}); x.Status != evaluator.Verified {
		t.Errorf("with both: %+v", x)
	}
}

// A verdict that was wholly rewritten is told of within bounds.
func TestDiscrepanciesAreBounded(t *testing.T) {
	t.Parallel()
	c := generate(t, 5)
	v := c.verdicts[len(c.verdicts)-1]
	v.Results = slices.Clone(v.Results)
	for i := range v.Results {
		v.Results[i].Outcome, v.Results[i].Missing, v.Results[i].Reasons = evaluator.Error, []string{strings.Repeat("ä", 4000)}, []evaluator.Reason{}
	}
	x := verify(t, encode(t, v), evaluator.Inputs{Sources: c.frags})
	if x.Status != evaluator.Differs || len(x.Discrepancies) != evaluator.MaxDiscrepancies || x.More == 0 {
		t.Errorf("%s, %d, %d", x.Status, len(x.Discrepancies), x.More)
	}
	for _, d := range x.Discrepancies {
		if n := len([]rune(d.Stored)); n > evaluator.MaxShown+1 || len([]rune(d.Follows)) > evaluator.MaxShown+1 {
			t.Errorf("%s shows %d characters", d.Pointer, n)
		}
	}
}

// tampered is a stored verdict and what it follows from.
func tampered(t testing.TB) ([]byte, evaluator.Inputs) {
	e := tinyEvaluator(t, "", "A: {obligation: must", "B: {obligation: should", "C: {obligation: may")
	frags := []*evidence.Fragment{source("a.yaml", map[string]state{"aRule": states[1], "bWhen": states[4], "bRule": states[2]})}
	return encode(t, evaluate(t, e, testkit.Dossier(t, frags))), evaluator.Inputs{Sources: frags, Catalogue: e.Catalogue(), Profile: e.Profile()}
}

// unnoticed reports whether a verdict in which something was changed passes for
// the one that was stored. One for another instant is a right one, too, if it
// says what follows then.
func unnoticed(t testing.TB, text []byte, in evaluator.Inputs) bool {
	x, err := evaluator.Verify(context.Background(), text, in)
	return err == nil && x.Status == evaluator.Verified && !x.Rewritten && x.At.Equal(testkit.At)
}

// Every byte of a stored verdict counts.
func TestVerifyNoticesEveryByte(t *testing.T) {
	t.Parallel()
	stored, in := tampered(t)
	if !unnoticed(t, stored, in) {
		t.Fatal("the verdict itself is not verified")
	}
	step := 6 // with -cases, every byte
	switch {
	case testing.Short():
		step = 60
	case *cases > standardCases:
		step = 1
	}
	for i := 0; i < len(stored)-1; i += step {
		for _, flip := range []byte{1, 2, 0x20} {
			text := slices.Clone(stored)
			text[i] ^= flip
			if unnoticed(t, text, in) {
				t.Errorf("byte %d, %q instead of %q, is not noticed", i, text[i], stored[i])
			}
		}
		if unnoticed(t, slices.Delete(slices.Clone(stored), i, i+1), in) {
			t.Errorf("byte %d is left out, and nobody notices", i)
		}
	}
}

// FuzzVerify hands on whatever a file may hold: it never panics, and nothing but
// the verdict itself passes for it.
func FuzzVerify(f *testing.F) {
	stored, in := tampered(f)
	f.Add(stored)
	f.Add(bytes.Replace(stored, []byte(`"pass"`), []byte(`"fail"`), 1))
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if unnoticed(t, text, in) && !bytes.Equal(bytes.TrimSuffix(text, []byte("\n")), bytes.TrimSuffix(stored, []byte("\n"))) {
			t.Errorf("passes for the verdict: %s", text)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	c := generate(b, 3)
	stored := encode(b, c.verdicts[len(c.verdicts)-1])
	b.ReportAllocs()
	for b.Loop() {
		if x := verify(b, stored, evaluator.Inputs{Sources: c.frags}); x.Status != evaluator.Verified {
			b.Fatal(x.Status)
		}
	}
}
