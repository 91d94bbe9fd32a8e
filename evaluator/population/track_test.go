package population_test

import (
	"testing"
	"testing/fstest"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/profiles"
)

const trackCatalogue = `trias: catalogue/v1
id: example
version: 1.0.0
language: 1
criteria:
  - id: KEYS
    dimension: control
    domain: data
    title: {en: Keys, de: Schlüssel}
    question: {en: "Does the customer hold the keys?", de: "Hält der Kunde die Schlüssel?"}
    rule: data.keys.custody == "customer"
  - id: DAYS
    dimension: control
    domain: data
    title: {en: Days, de: Tage}
    question: {en: "Are data deleted soon?", de: "Werden Daten bald gelöscht?"}
    rule: data.deletion.maxDays <= 30
`

const trackProfile = `trias: profile/v1
id: ours
version: 1.0.0
catalogue: example
stages:
  fast: {from: 2027-06-01, given: 'attested("bsi-c5", 2)'}
criteria:
  KEYS: {obligation: must, stage: fast, proof: 'by("contract")'}
  DAYS: {obligation: should, proof: none}
`

// TestTracks compares records with their dossiers where a proof opens a fast track
// although nothing that it covers is stated, or counts as proven, and where a proof
// counts at some of its few ages, or a range has few values.
func TestTracks(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(trackCatalogue))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Decode("profile.yaml", []byte(trackProfile), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		t.Fatal(err)
	}
	const report = "kind: attestation, scheme: bsi-c5, level: 2, period: P1Y"
	const offer = `trias: dossier/v1
subject: {id: x}
data: {keys: {custody: customer}}
proofs: [{id: a, kind: attestation, scheme: bsi-c5, level: 2, issuer: X, issued: 2026-02-01, validUntil: 2027-03-31, period: {from: 2025-02-01, to: 2026-01-31}, covers: [data.keys]}]
`
	files := fstest.MapFS{"offer.yaml": {Data: []byte(offer)}}
	const drawn = "others: missing\nfacts: {data.keys.custody: {values: {customer: 1}}}\n"
	for name, text := range map[string]string{
		"missing":   drawn + "missing: {rate: 0.5}\nproofs: [{id: a, covers: [data], oneOf: [{share: 0.7, " + report + "}]}]\n",
		"unproven":  drawn + "unproven: {rate: 0.5}\nproofs: [{id: a, covers: [data], oneOf: [{share: 0.7, " + report + "}]}]\n",
		"each":      drawn + "missing: {rate: 0.5}\nunproven: {rate: 0.5}\nproofs: [{id: a, each: true, covers: [data], oneOf: [{share: 0.7, " + report + "}]}]\n",
		"elsewhere": drawn + "proofs: [{id: a, covers: [operational], oneOf: [{share: 0.7, " + report + "}]}]\n",
		"ages":      drawn + "proofs: [{id: a, covers: [data], oneOf: [{share: 0.9, kind: contract, lasts: P2D, age: {from: 0, to: 3}}]}]\n",
		"cells":     "others: missing\nfacts: {data.deletion.maxDays: {ranges: [{share: 1, from: 28, to: 33}]}}\n",
		"resampled": "resample: {dossiers: [offer.yaml]}\nmissing: {rate: 0.3}\nunproven: {rate: 0.3}\n",
	} {
		p, err := population.Decode("population.yaml", []byte("trias: population/v1\nid: tracks\ntitle: {en: Tracks, de: Bahnen}\n"+text), files)
		if err != nil {
			t.Fatal(err)
		}
		s, err := p.Compile(planOf(t, e), 3, 200)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { agree(t, s, 1) })
	}
}
