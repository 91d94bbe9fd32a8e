package evaluator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// fuzzed is the golden case that waivers and verdicts are fuzzed around: three
// criteria, of which not all are met.
func fuzzed(f *testing.F) (*evaluator.Evaluator, *evidence.Dossier) {
	f.Helper()
	must := func(err error) {
		f.Helper()
		if err != nil {
			f.Fatal(err)
		}
	}
	archive, err := txtar.ParseFile("testdata/cases/waiver-of-one-must-of-two.txtar")
	must(err)
	files := map[string][]byte{}
	for _, part := range archive.Files {
		files[part.Name] = part.Data
	}
	catalogue, err := criteria.Decode("catalogue.yaml", files["catalogue.yaml"])
	must(err)
	profile, err := profiles.Decode("profile.yaml", files["profile.yaml"], catalogue)
	must(err)
	source, err := evidence.Decode("dossier.yaml", files["dossier.yaml"])
	must(err)
	e, err := evaluator.Compile(catalogue, profile)
	must(err)
	return e, testkit.Dossier(f, []*evidence.Fragment{source})
}

// seedParts are the files of a name in the golden cases.
func seedParts(f *testing.F, name string) (out [][]byte) {
	f.Helper()
	cases, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatalf("no golden cases: %v", err)
	}
	for _, file := range cases {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range archive.Files {
			if part.Name == name {
				out = append(out, part.Data)
			}
		}
	}
	return out
}

// Whatever a file of waivers says, it is refused with problems that have a
// place, or each waiver has an effect or says why not; none changes an outcome,
// and none makes a verdict worse.
func FuzzDecodeWaivers(f *testing.F) {
	for _, seed := range seedParts(f, "waivers.yaml") {
		f.Add(seed)
	}
	example, err := os.ReadFile("../examples/waivers/waivers.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(example)
	for _, seed := range hostile.Seeds(f) {
		f.Add(seed)
	}
	e, dossier := fuzzed(f)
	without, err := e.Evaluate(context.Background(), dossier, testkit.At)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		waivers, err := evaluator.DecodeWaivers("x", data)
		if err != nil {
			hostile.Placed(t, "x", err)
			if waivers != nil {
				t.Fatal("waivers beside an error")
			}
			return
		}
		// As a file has them, so Go has them.
		text, err := doc.EncodeYAML(struct {
			Trias   string             `json:"trias"`
			Waivers []evaluator.Waiver `json:"waivers"`
		}{evaluator.WaiversFormat, waivers})
		if err != nil {
			t.Fatal(err)
		}
		again, err := evaluator.DecodeWaivers("again.yaml", text)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, text)
		}
		with, err := e.Evaluate(context.Background(), dossier, testkit.At, evaluator.WithWaivers(waivers...))
		if err != nil {
			t.Fatal(err)
		}
		same, err := e.Evaluate(context.Background(), dossier, testkit.At, evaluator.WithWaivers(again...))
		if err != nil {
			t.Fatal(err)
		}
		if a, b := encode(t, with), encode(t, same); !bytes.Equal(a, b) {
			t.Fatalf("waivers that were written and read decide otherwise: %s", firstDifference(a, b))
		}
		if len(with.Waivers) != len(waivers) {
			t.Fatalf("%d waivers of %d are shown", len(with.Waivers), len(waivers))
		}
		for _, w := range with.Waivers {
			if !slices.Contains(w.Status.Values(), string(w.Status)) {
				t.Errorf("waiver %s has status %q", w.ID, w.Status)
			}
		}
		for i, r := range with.Results {
			if r.Outcome != without.Results[i].Outcome {
				t.Errorf("%s is %s with waivers and %s without", r.Criterion, r.Outcome, without.Results[i].Outcome)
			}
		}
		if with.Conformity.Rank() < without.Conformity.Rank() {
			t.Errorf("%s with waivers, %s without", with.Conformity, without.Conformity)
		}
		if _, err := evaluator.DecodeVerdict("verdict.json", encode(t, with)); err != nil {
			t.Errorf("the verdict cannot be read back: %v", err)
		}
	})
}

// everything is a verdict with all that a verdict can show besides its results,
// and the levels of the same offer.
func everything(t testing.TB) (verdict, levels []byte, catalogue *criteria.Catalogue) {
	t.Helper()
	rng := rand.New(rand.NewPCG(41, 42))
	d := tinyDefinition()
	d.Criteria[0].Introduced = &criteria.Introduced{Version: "1.0.0", On: evidence.Known(testkit.Today.AddDays(1))}
	d.Criteria[1].Deprecated = &criteria.Deprecated{Version: "1.0.0", On: testkit.Today, Until: evidence.Known(testkit.Today.AddDays(9)), SupersededBy: []string{"C"}}
	catalogue, err := criteria.New(d)
	if err != nil {
		t.Fatal(err)
	}
	base, err := profiles.Decode("base.yaml", []byte(randomProfile(rng, "base", "")), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("p.yaml", []byte(`trias: profile/v1
id: p
version: 1.0.0
catalogue: tiny
tailors: base
changes:
  - {change: exclude, criterion: A, reason: {en: why, de: warum}, decision: D-1}
  - {change: postpone, criterion: B, stage: own, reason: {en: why, de: warum}}
  - {change: prove, criterion: C, proof: 'by("audit")', reason: {en: why, de: warum}, decision: D-2}
stages: {own: {term: P9Y, title: {en: own, de: eigene}}}
onboarding: {timeToList: P3M, recertification: P1Y, sunset: P1M}
`), catalogue, base)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	listed := testkit.Today.AddDays(-500)
	opts := []evaluator.Option{
		evaluator.WithOnboarding(evaluator.Onboarding{Subject: "s", Profile: "p", Authority: "CIO", Applied: listed, Decided: &listed, Listed: &listed, Decision: "D-3"}),
		evaluator.WithEquivalences(evaluator.Equivalence{ID: "E", Demanded: demanded[1], Accepted: accepted[0], Basis: evidence.Text{EN: "clause", DE: "Absatz"},
			Authority: "CIO", Reason: "why", From: testkit.Today, Until: testkit.Today}),
		evaluator.WithWaivers(evaluator.Waiver{ID: "W", Subject: "s", Version: "1.0", Profile: "p", Criterion: "C", Accepts: []evaluator.Waivable{"unknown"},
			Authority: "CIO", Reason: "why", From: testkit.Today, Until: testkit.Today}),
		evaluator.WithDecisions(profiles.DecisionRecord{ID: "D-1", Title: "t", About: profiles.DecisionSubject{Kind: profiles.AboutProfile, ID: "p"},
			Decided: "d", Authority: "CIO", On: testkit.Today, Reason: "why"}),
	}
	dossier := testkit.Dossier(t, []*evidence.Fragment{source("a.yaml", map[string]state{"bWhen": states[4], "bRule": states[1]})})
	v, err := e.Evaluate(context.Background(), dossier, testkit.At, opts...)
	if err != nil {
		t.Fatal(err)
	}
	l, err := e.Levels(context.Background(), dossier, testkit.At, opts...)
	if err != nil {
		t.Fatal(err)
	}
	if levels, err = l.EncodeJSON(); err != nil {
		t.Fatal(err)
	}
	return encode(t, v), levels, catalogue
}

// A stored verdict, or stored levels, may lack whatever their decoder lets them
// lack: showing them does not break.
func TestWhatIsStoredMayLackMuch(t *testing.T) {
	t.Parallel()
	verdict, levels, catalogue := everything(t)
	shown := 0
	for _, lang := range report.Languages() {
		opts := report.Options{Lang: lang, Full: true}
		without(t, verdict, func(data []byte) {
			if v, err := evaluator.DecodeVerdict("x.json", data); err == nil {
				_ = report.Text(io.Discard, v, catalogue, opts) // may refuse it, and must not break
				shown++
			}
		})
		without(t, levels, func(data []byte) {
			if l, err := evaluator.DecodeLevels("x.json", data); err == nil {
				_ = report.Levels(io.Discard, l, catalogue, opts)
				shown++
			}
		})
	}
	if shown < 200 {
		t.Errorf("only %d were shown", shown)
	}
}

// without passes on a document once for each of its entries and fields, with
// that left out.
func without(t *testing.T, text []byte, pass func(data []byte)) {
	t.Helper()
	var whole any
	if err := json.Unmarshal(text, &whole); err != nil {
		t.Fatal(err)
	}
	try := func() {
		data, err := json.Marshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		pass(data)
	}
	var walk func(node any, set func(any))
	walk = func(node any, set func(any)) {
		switch node := node.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(node)) {
				value := node[key]
				delete(node, key)
				try()
				node[key] = value
				walk(value, func(v any) { node[key] = v })
			}
		case []any:
			for i := range node {
				set(slices.Delete(slices.Clone(node), i, i+1))
				try()
				set(node)
				walk(node[i], func(v any) { node[i] = v })
			}
		}
	}
	walk(whole, func(v any) { whole = v })
}

// What holds of verdicts holds of stored levels.
func FuzzDecodeLevels(f *testing.F) {
	_, text, catalogue := everything(f)
	f.Add(text)
	for _, seed := range hostile.Seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := evaluator.DecodeLevels("x", data)
		if err != nil {
			hostile.Placed(t, "x", err)
			if l != nil {
				t.Fatal("levels beside an error")
			}
			return
		}
		text, err := l.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		again, err := evaluator.DecodeLevels("again.json", text)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, text)
		}
		if twice, err := again.EncodeJSON(); err != nil || !bytes.Equal(text, twice) {
			t.Fatalf("stored levels read otherwise: %v, %s", err, firstDifference(text, twice))
		}
		// Levels from a stranger may be wrong; showing them must not break.
		l.CatalogueDigest = catalogue.Digest()
		for _, lang := range report.Languages() {
			_ = report.Levels(io.Discard, l, catalogue, report.Options{Lang: lang, Full: true})
		}
	})
}

// Whatever a stored verdict says, it is refused with problems that have a place,
// or it is written and read without change and can be shown to readers.
func FuzzDecodeVerdict(f *testing.F) {
	for _, seed := range seedParts(f, "verdict.json") {
		f.Add(seed)
	}
	e, dossier := fuzzed(f)
	verdict, err := e.Evaluate(context.Background(), dossier, testkit.At)
	if err != nil {
		f.Fatal(err)
	}
	text, err := verdict.EncodeJSON()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	whole, _, _ := everything(f)
	f.Add(whole)
	for seed := range uint64(3) {
		g := testkit.New(seed, testkit.Varied(int(seed)))
		v, err := e.Evaluate(context.Background(), testkit.Dossier(f, g.Fragments()), testkit.At)
		if err != nil {
			f.Fatal(err)
		}
		if text, err = v.EncodeJSON(); err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, seed := range hostile.Seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := evaluator.DecodeVerdict("x", data)
		if err != nil {
			hostile.Placed(t, "x", err)
			if v != nil {
				t.Fatal("a verdict beside an error")
			}
			return
		}
		text := encode(t, *v)
		again, err := evaluator.DecodeVerdict("again.json", text)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, text)
		}
		if twice := encode(t, *again); !bytes.Equal(text, twice) {
			t.Fatalf("a stored verdict reads otherwise: %s", firstDifference(text, twice))
		}
		// A verdict from a stranger may be wrong; showing it must not fail.
		v.Digests.Catalogue = e.Catalogue().Digest()
		again.Digests.Catalogue = v.Digests.Catalogue
		for _, lang := range report.Languages() {
			var a, b bytes.Buffer
			errA := report.Text(&a, v, e.Catalogue(), report.Options{Lang: lang})
			errB := report.Text(&b, again, e.Catalogue(), report.Options{Lang: lang})
			if fmt.Sprint(errA) != fmt.Sprint(errB) || !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Fatalf("a verdict that was written and read is shown otherwise: %v, %v, %s", errA, errB, firstDifference(a.Bytes(), b.Bytes()))
			}
		}
		if err := report.Text(io.Discard, v, e.Catalogue(), report.Options{Width: 60, Color: true}); err != nil && !errors.Is(err, report.ErrDemand) {
			t.Fatal(err)
		}
	})
}
