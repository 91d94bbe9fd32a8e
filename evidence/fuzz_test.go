package evidence_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// small asks a few questions of every kind: of lists, records, dates, versions,
// licences, countries and a catalogue's own facts.
func small(tb testing.TB) *evaluator.Evaluator {
	tb.Helper()
	catalogue, err := criteria.Decode("small.yaml", []byte(smallCatalogue))
	if err != nil {
		tb.Fatal(err)
	}
	profile, err := profiles.Decode("small-profile.yaml", []byte(smallProfile), catalogue)
	if err != nil {
		tb.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

const smallCatalogue = `
trias: catalogue/v1
id: small
version: 1.0.0
language: 1
facts:
  lab:
    passed: {type: bool, question: {en: q, de: f}}
criteria:
  - {id: KEYS, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: f}, rule: 'data.keys.custody == "customer"'}
  - {id: COPIES, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: f}, when: data.keys.providerHoldsCopy, rule: data.keys.useLoggedToCustomer}
  - {id: CHAIN, dimension: control, domain: supplyChain, title: {en: t, de: t}, question: {en: q, de: f}, rule: 'supplyChain.subcontractors.all(s, !s.critical || s.countries.all(c, inRegion(c, "EU", at)))'}
  - {id: PARTS, dimension: choice, domain: supplyChain, title: {en: t, de: t}, question: {en: q, de: f}, rule: 'subject.version.satisfies(">= 2, < 3") && subject.regions.all(r, inRegion(r, "EU", at))'}
  - {id: DELETED, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: f}, rule: data.deletion.atContractEnd && data.deletion.maxDays <= 30}
  - {id: SHARE, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: f}, rule: data.location.storageEUPercent >= 100.0}
  - {id: LAB, dimension: capability, domain: technological, title: {en: t, de: t}, question: {en: q, de: f}, rule: ext.lab.passed}
`

const smallProfile = `
trias: profile/v1
id: small
version: 1.0.0
catalogue: small
stages: {later: {term: P6M}}
criteria:
  KEYS: {obligation: must, proof: 'by("contract") || by("documentation", months(12))'}
  COPIES: {obligation: must, proof: 'inspected(by("configuration"))'}
  CHAIN: {obligation: should, proof: 'attested("bsi-c5", 2, months(12))'}
  PARTS: {obligation: must, stage: later, proof: none}
  DELETED: {obligation: must, proof: 'gapless(attested("bsi-c5", 2), months(12), days(30))'}
  SHARE: {obligation: may, proof: 'by("declaration")'}
  LAB: {obligation: should, proof: 'by("test")'}
`

// seedDossiers are the project's own dossiers: the examples, the generator's and
// those of the golden cases.
func seedDossiers(f *testing.F) [][]byte {
	f.Helper()
	var seeds [][]byte
	// Not the complete example: it is too large to be changed at the right place.
	for _, pattern := range []string{"../examples/dossiers/weak.yaml", "../examples/dossiers/zot.yaml", "../internal/testkit/met.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("%s: %v", pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			seeds = append(seeds, data)
		}
	}
	cases, err := filepath.Glob("../evaluator/testdata/cases/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatalf("no golden cases: %v", err)
	}
	for _, file := range cases {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range archive.Files {
			if ok, _ := filepath.Match("dossier*.yaml", part.Name); ok {
				seeds = append(seeds, part.Data)
			}
		}
	}
	return seeds
}

// Whatever a file says, it is refused with problems that have a place, or it is
// a fragment that is written and read without change, merges, and is judged.
func FuzzDecode(f *testing.F) {
	for _, seed := range seedDossiers(f) {
		f.Add(seed)
	}
	for n := range 8 {
		for _, fragment := range testkit.New(uint64(n), testkit.Options{Missing: 0.9, Good: 0.7, Proven: 0.5}).Fragments() {
			text, err := fragment.EncodeYAML()
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	for _, seed := range hostile.Seeds(f, "security-insights", "publiccode-conformance") {
		f.Add(seed)
	}
	judge := small(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		fragment, err := evidence.Decode("x", data)
		if err != nil {
			hostile.Placed(t, "x", err)
			if fragment != nil {
				t.Fatal("a fragment beside an error")
			}
			return
		}
		again := rewritten(t, fragment)
		if fragment.Subject == nil {
			if _, err := evidence.Merge(fragment); !errors.Is(err, evidence.ErrNoSubject) {
				t.Fatalf("merged without a subject: %v", err)
			}
			fragment.Subject, again.Subject = &evidence.Subject{ID: "s"}, &evidence.Subject{ID: "s"}
		}
		dossier := merged(t, fragment)
		if d := merged(t, again); d.Digest() != dossier.Digest() {
			t.Fatalf("reading what was written gives another digest: %s, %s", dossier.Digest(), d.Digest())
		}
		if d := merged(t, fragment, again); len(d.Contradictions()) > 0 {
			t.Fatalf("a source contradicts itself: %v", d.Contradictions())
		}
		verdict, err := judge.Evaluate(context.Background(), dossier, testkit.At)
		if err != nil {
			if ofAnotherType(fragment) {
				return // a fact of the catalogue's own has another type there
			}
			t.Fatal(err)
		}
		decision, err := judge.Decide(context.Background(), dossier, testkit.At)
		if err != nil || decision.Conformity != verdict.Conformity {
			t.Fatalf("evaluated as %s, decided as %s, %v", verdict.Conformity, decision.Conformity, err)
		}
		text, err := verdict.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := evaluator.DecodeVerdict("verdict.json", text); err != nil {
			t.Fatalf("the verdict cannot be read back: %v", err)
		}
	})
}

func ofAnotherType(f *evidence.Fragment) bool {
	passed, stated := f.Ext["lab"]["passed"]
	_, isBool := passed.Any().(bool)
	return stated && !isBool
}

func merged(t *testing.T, fragments ...*evidence.Fragment) *evidence.Dossier {
	t.Helper()
	d, err := evidence.Merge(fragments...)
	if err != nil {
		t.Fatalf("does not merge: %v", err)
	}
	return d
}

// rewritten writes a fragment in both formats, reads it back and checks that
// nothing changes.
func rewritten(t *testing.T, f *evidence.Fragment) *evidence.Fragment {
	t.Helper()
	encode := func(f *evidence.Fragment) (yaml, json []byte) {
		yaml, err := f.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		if json, err = f.EncodeJSON(); err != nil {
			t.Fatal(err)
		}
		return yaml, json
	}
	yaml, json := encode(f)
	var last *evidence.Fragment
	for name, text := range map[string][]byte{"again.yaml": yaml, "again.json": json} {
		again, err := evidence.Decode(name, text)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, text)
		}
		y, j := encode(again)
		if !bytes.Equal(y, yaml) || !bytes.Equal(j, json) {
			t.Fatalf("written as\n%s\nand then as\n%s", yaml, y)
		}
		last = again
	}
	return last
}
