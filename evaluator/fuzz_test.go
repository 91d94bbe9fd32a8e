package evaluator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
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
