package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evaluator/report"
)

// canaryFiles are a catalogue, a profile, and an offer with confidential facts whose
// values nothing else has.
const canaryFiles = `
-- catalogue.yaml --
trias: catalogue/v1
id: canaries
version: 1.0.0
language: 1
facts:
  c:
    word: {type: text, question: {en: "Word?", de: "Wort?"}}
    count: {type: int, unit: days, question: {en: "Count?", de: "Anzahl?"}}
    day: {type: date, question: {en: "Day?", de: "Tag?"}}
criteria:
  - {id: WORD, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: 'ext.c.word == "right"'}
  - {id: COUNT, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: 'ext.c.count <= 30'}
  - {id: DAY, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: 'ext.c.day > at'}
  - {id: SEATS, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: 'supplyChain.subcontractors.all(s, s.seat == "DE")'}
-- changed.yaml --
trias: catalogue/v1
id: canaries
version: 2.0.0
language: 1
facts:
  c:
    word: {type: text, question: {en: "Word?", de: "Wort?"}}
    count: {type: int, unit: days, question: {en: "Count?", de: "Anzahl?"}}
    day: {type: date, question: {en: "Day?", de: "Tag?"}}
criteria:
  - {id: WORD, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: 'ext.c.word != "right"'}
  - {id: COUNT, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: 'ext.c.count >= 30'}
  - {id: DAY, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: 'ext.c.day < at'}
  - {id: SEATS, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: 'supplyChain.subcontractors.exists(s, s.seat == "FR")'}
-- profile.yaml --
trias: profile/v1
id: ours
version: 1.0.0
catalogue: canaries
criteria:
  WORD: {obligation: must, proof: none}
  COUNT: {obligation: must, proof: none}
  DAY: {obligation: must, proof: none}
  SEATS: {obligation: must, proof: none}
-- offer.yaml --
trias: dossier/v1
subject: {id: offer, version: "2.1"}
supplyChain: {subcontractors: [{id: zqsub, seat: FK}, {id: zqother}]}
ext: {c: {word: zqword, count: 7310731, day: 2027-07-19}}
confidential: [ext.c, supplyChain]
-- other.yaml --
trias: dossier/v1
ext: {c: {word: zqsecond, count: 7310739}}
supplyChain: {subcontractors: [{id: zqsub, seat: DE}]}
confidential: [ext.c, supplyChain]
-- empty.yaml --
trias: dossier/v1
subject: {id: offer, version: "2.1"}
-- tender.yaml --
trias: tender/v1
id: t
version: 1.0.0
title: {en: A registry, de: Ein Register}
subject: {en: A registry, de: Ein Register}
authority: City of Musterhausen
procedure: open
currency: EUR
day: 2026-11-01
catalogue: catalogue.yaml
profile: profile.yaml
later: {documents: asLaw}
method: {name: ufab-simple, rounding: {places: 6, mode: halfUp}, ties: [{by: price}]}
offers:
  - {id: A, bidder: Eins GmbH, dossiers: [offer.yaml], performance: 50, price: 100000}
-- system.yaml --
trias: tender/v1
id: t
version: 1.0.0
title: {en: A registry, de: Ein Register}
subject: {en: A registry, de: Ein Register}
authority: City of Musterhausen
procedure: dynamic
day: 2026-11-01
catalogue: catalogue.yaml
profile: profile.yaml
later: {documents: asLaw}
offers:
  - {id: A, bidder: Eins GmbH, dossiers: [offer.yaml]}
`

// canaryValues are those of the confidential facts, as any of the formats writes
// them. When an outcome changes by itself is said, so the day is not among them.
var canaryValues = []string{"zqword", "zqsecond", "zqsub", "zqother", "7310731", "7310739", "7,310,731", "7.310.731", "7,310,739", "7.310.739", "FK"}

// TestConfidentialFactsDoNotGetOut runs every command that evaluates dossiers, in
// every format and language: by default none of them writes a confidential value,
// to neither output.
func TestConfidentialFactsDoNotGetOut(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, f := range txtar.Parse([]byte(canaryFiles)).Files {
		write(t, f.Name, f.Data)
	}
	call := func(line string) (status int, text string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		status = run(strings.Fields(line), strings.NewReader(""), &stdout, &stderr, now)
		if status == statusBadInput || stdout.Len() == 0 {
			t.Fatalf("trias %s: %d %s", line, status, stderr.String())
		}
		return status, stdout.String() + stderr.String()
	}
	const under = " --catalogue catalogue.yaml --profile profile.yaml"
	for file, args := range map[string]string{"none.json": "empty.yaml", "some.json": "offer.yaml", "two.json": "offer.yaml other.yaml", "shown.json": "--authority offer.yaml"} {
		_, text := call("assess --format json --horizon 2028-01-01" + under + " " + args)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// What each command shows to the authority; what shows no values it can't.
	for _, c := range []struct {
		line    string
		formats []string
		shows   bool // values to the authority
		never   bool // has no flag for the authority
	}{
		{"assess --detail all --horizon 2028-01-01" + under + " offer.yaml", reportFormats, true, false},
		{"assess --detail all" + under + " offer.yaml other.yaml", reportFormats, true, false},
		{"explain --detail all --trace --rules --entries" + under + " offer.yaml", reportFormats, true, false},
		{"explain --detail all --trace --rules --entries" + under + " offer.yaml other.yaml", reportFormats, true, false},
		{"horizon --detail all --until 2030-01-01" + under + " offer.yaml", pictureFormats, false, false},
		{"levels --detail all" + under + " offer.yaml", reportFormats, true, false},
		{"diff --catalogue catalogue.yaml --detail all none.json some.json", reportFormats, false, true},
		{"diff --catalogue catalogue.yaml --detail all some.json two.json", reportFormats, false, true},
		{"diff --catalogue catalogue.yaml --detail all some.json shown.json", reportFormats, false, true},
		{"diff --detail all --baseline none.json" + under + " offer.yaml", reportFormats, true, false},
		{"verify --catalogue catalogue.yaml --profile profile.yaml some.json offer.yaml", reportFormats, false, true},
		{"verify --catalogue catalogue.yaml --profile profile.yaml two.json offer.yaml other.yaml", reportFormats, false, true},
		{"verify --catalogue catalogue.yaml --profile profile.yaml none.json offer.yaml", reportFormats, false, true},
		{"catalogue diff --profile profile.yaml catalogue.yaml changed.yaml offer.yaml", append(slices.Clone(reportFormats), "ndjson"), false, false},
		{"score --method xccdf-default" + under + " offer.yaml", pictureFormats, false, true},
		{"rank --detail all tender.yaml", pictureFormats, false, false},
		{"tender qualify system.yaml", reportFormats, false, false},
	} {
		for _, format := range c.formats {
			for _, lang := range report.Languages() {
				line := fmt.Sprintf("%s --format %s --lang %s", c.line, format, lang)
				if _, text := call(line); has(text) != "" {
					t.Errorf("trias %s writes %s:\n%s", line, has(text), text)
				} else if said := strings.Join(strings.Fields(text), " "); format != "json" && format != "ndjson" && !strings.HasPrefix(line, "score") && !strings.HasPrefix(line, "verify") && !strings.Contains(line, "two.json") && !strings.HasPrefix(line, "catalogue diff") &&
					!strings.Contains(said, "masked here") && !strings.Contains(said, "unkenntlich gemacht") {
					t.Errorf("trias %s does not say that something is masked:\n%s", line, text)
				}
				if c.never {
					continue
				}
				_, text := call(line + " --authority")
				said := strings.Join(strings.Fields(text), " ")
				if c.shows && format != "svg" && has(text) == "" {
					t.Errorf("trias %s --authority shows nothing confidential:\n%s", line, text)
				}
				if format != "json" && format != "ndjson" && !strings.HasPrefix(line, "catalogue diff") && !strings.Contains(strings.ReplaceAll(said, "&#39;", "'"), "FOR THE AUTHORITY'S OWN FILE") && !strings.Contains(said, "NUR FÜR DIE AKTE") {
					t.Errorf("trias %s --authority does not say what it is for:\n%s", line, text)
				}
			}
		}
	}
}

// has is the first confidential value in a text.
func has(text string) string {
	for _, v := range canaryValues {
		if strings.Contains(text, v) {
			return v
		}
	}
	return ""
}
