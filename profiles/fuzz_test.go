package profiles_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// The catalogue and the base of every profile that is fuzzed. The golden cases
// and the embedded profiles seed it under other names.
const fuzzedCatalogue = `
trias: catalogue/v1
id: example
version: 1.0.0
language: 1
criteria:
  - id: KEYS
    dimension: control
    domain: data
    title: {en: t, de: t}
    question: {en: q, de: f}
    rule: data.keys.custody == "customer"
  - id: COPIES
    dimension: control
    domain: data
    title: {en: t, de: t}
    question: {en: q, de: f}
    when: data.keys.providerHoldsCopy
    rule: data.keys.useLoggedToCustomer
  - id: DELETION
    dimension: control
    domain: data
    title: {en: t, de: t}
    question: {en: q, de: f}
    params:
      maxDays: {type: int, default: 30}
      share: {type: number, default: 99.5}
      home: {type: region, default: EU}
      custody: {type: strings, default: [customer]}
      since: {type: date, default: 2026-01-01}
    rule: data.deletion.maxDays <= params.maxDays && data.location.storageEUPercent >= params.share && data.keys.custody in params.custody && (at >= params.since || data.location.storageCountries.all(c, inRegion(c, params.home, at)))
`

const fuzzedBase = `
trias: profile/v1
id: base
version: 1.0.0
catalogue: example
stages: {later: {term: P12M}, all: {from: 2027-01-01}, fast: {term: P6M, given: 'attested("bsi-c5", 1)'}}
onboarding: {timeToList: P3M, fastTrack: {proof: 'by("audit")', timeToList: P1M}, recertification: P24M, sunset: P3M}
criteria:
  KEYS: {obligation: should, layers: {platform: must}, proof: 'by("contract") || by("documentation", months(12))'}
  COPIES: {obligation: may, stage: later, proof: {rule: 'by("test")', when: none}}
  DELETION: {obligation: must, proof: {rule: 'by("documentation")', facts: {data.deletion: 'by("contract")'}}}
`

// seedProfiles are those of the golden cases, the embedded ones, and one that
// uses everything a profile can say.
func seedProfiles(f *testing.F) [][]byte {
	f.Helper()
	seeds := [][]byte{[]byte(fuzzedBase), []byte(strings.ReplaceAll(fuzzedBase, "id: base", "id: next\nextends: base")), []byte(`
trias: profile/v1
id: derived
version: 1.0.1-rc.1
title: {en: Ours, de: Unseres}
catalogue: example
extends: base
deviations: inconclusive
stages: {soon: {term: P3M, title: {en: s, de: b}}}
criteria:
  KEYS: {obligation: must, weight: 0.125, proof: 'inspected(attested("bsi-c5", 2, months(12)))'}
  COPIES: {obligation: must, stage: soon, proof: {rule: 'gapless(by("log"), months(12), days(30))', when: by("declaration"), facts: {data.keys.useLoggedToCustomer: by("contract")}}}
  DELETION: {weight: 999999.999, params: {maxDays: 7, share: 100, custody: [customer], since: 2026-02-28}}
`), []byte(`
trias: profile/v1
id: city
version: 1.0.0
catalogue: example
tailors: base
stages: {soon: {term: P3M, title: {en: s, de: b}}, ages: {term: P9Y}}
changes:
  - {change: relax, criterion: KEYS, obligation: may, layers: {application: should}, reason: {en: r, de: g}, decision: D-1}
  - {change: prove, criterion: KEYS, proof: none, reason: {en: r, de: g}}
  - {change: postpone, criterion: KEYS, stage: ages, reason: {en: r, de: g}}
  - {change: exclude, criterion: COPIES, reason: {en: r, de: g}}
  - {change: set, criterion: DELETION, params: {maxDays: 70, home: DE, custody: [customer, provider]}, reason: {en: r, de: g}}
  - {change: deviations, deviations: inconclusive, reason: {en: r, de: g}}
`), []byte(`
trias: profile/v1
id: city
version: 1.0.0
catalogue: example
tailors: base
claims: stricter
stages: {soon: {term: P3M, title: {en: s, de: b}}}
changes:
  - {change: tighten, criterion: KEYS, obligation: must, reason: {en: r, de: g}}
  - {change: tighten, criterion: COPIES, layers: {platform: should}, reason: {en: r, de: g}}
  - {change: advance, criterion: COPIES, stage: soon, reason: {en: r, de: g}}
  - {change: reweigh, criterion: COPIES, weight: 0.125, reason: {en: r, de: g}}
  - {change: prove, criterion: COPIES, proof: {rule: 'by("test") && by("log")', when: by("audit")}, reason: {en: r, de: g}}
  - {change: set, criterion: DELETION, params: {maxDays: 7}, reason: {en: r, de: g}}
`), []byte(strings.ReplaceAll(fuzzedBase, "catalogue: example", "catalogue: example\nlocalisation: DE")), []byte(strings.ReplaceAll(fuzzedBase, "catalogue: example", "catalogue: example\nzone: Europe/Berlin"))}
	for _, id := range profiles.Names() {
		data, err := os.ReadFile(id + ".yaml")
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, data)
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
			if part.Name == "profile.yaml" || part.Name == "base.yaml" {
				seeds = append(seeds, part.Data)
			}
		}
	}
	return seeds
}

// Whatever a file says, it is refused with problems that have a place, or it is
// a profile that is written and read without change, that judges, and that is no
// milder than its base where it claims to be stricter.
func FuzzDecode(f *testing.F) {
	for _, seed := range seedProfiles(f) {
		f.Add(seed)
	}
	for _, seed := range hostile.Seeds(f) {
		f.Add(seed)
	}
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(fuzzedCatalogue))
	if err != nil {
		f.Fatal(err)
	}
	base, err := profiles.Decode("base.yaml", []byte(fuzzedBase), catalogue)
	if err != nil {
		f.Fatal(err)
	}
	var dossiers []*evidence.Dossier
	for seed := range uint64(6) {
		g := testkit.New(seed, testkit.Varied(int(seed)))
		dossiers = append(dossiers, testkit.Dossier(f, g.Fragments()))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		profile, err := profiles.Decode("x", data, catalogue, base)
		if err != nil {
			hostile.Placed(t, "x", err)
			if profile != nil {
				t.Fatal("a profile beside an error")
			}
			return
		}
		rewritten(t, profile, catalogue, base)
		for _, id := range profile.Criteria() {
			if _, ok := profile.Applied(id); !ok {
				t.Fatalf("%s is listed and not applied", id)
			}
		}
		verdicts := judged(t, catalogue, profile, dossiers)
		if d := profiles.Diff(profile, profile); !d.None() {
			t.Errorf("it differs from itself: %+v", d)
		}
		if profile.Base() != nil {
			profiles.Diff(profile.Base(), profile)
		}
		if profile.Claims() != profiles.Stricter {
			return
		}
		for i, milder := range judged(t, catalogue, profile.Base(), dossiers) {
			stricter := &verdicts[i]
			if stricter.Conformity.Rank() > milder.Conformity.Rank() {
				t.Errorf("dossier %d: %s, and %s under its base", i, stricter.Conformity, milder.Conformity)
			}
			for _, r := range milder.Results {
				if got, ok := stricter.Result(r.Criterion); !ok || got.Outcome.Rank() > r.Outcome.Rank() {
					t.Errorf("dossier %d: %s: %s, and %s under its base", i, r.Criterion, got.Outcome, r.Outcome)
				}
			}
		}
	})
}

func judged(t *testing.T, catalogue *criteria.Catalogue, profile *profiles.Profile, dossiers []*evidence.Dossier) []evaluator.Verdict {
	t.Helper()
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		t.Fatal(err)
	}
	var out []evaluator.Verdict
	for _, d := range dossiers {
		v, err := e.Evaluate(context.Background(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// rewritten writes a profile, reads it back and checks that nothing changes.
func rewritten(t *testing.T, p *profiles.Profile, catalogue *criteria.Catalogue, base *profiles.Profile) {
	t.Helper()
	text, err := p.EncodeYAML()
	if err != nil {
		t.Fatal(err)
	}
	again, err := profiles.Decode("again.yaml", text, catalogue, base)
	if err != nil {
		t.Fatalf("what was written is refused: %v\n%s", err, text)
	}
	if twice, err := again.EncodeYAML(); err != nil || !bytes.Equal(text, twice) {
		t.Fatalf("written as\n%s\nand then as\n%s\n%v", text, twice, err)
	}
	built, err := profiles.New(p.Definition(), catalogue, base)
	if err != nil {
		t.Fatalf("what is read cannot be built in Go: %v", err)
	}
	if p.Digest() != again.Digest() || p.Digest() != built.Digest() {
		t.Fatalf("read, written and built in Go the digest is %s, %s and %s", p.Digest(), again.Digest(), built.Digest())
	}
}
