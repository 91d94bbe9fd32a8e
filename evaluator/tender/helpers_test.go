package tender_test

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// files are what a tender names. All providers and bidders are made up.
type files map[string]string

func (f files) open(name string) ([]byte, error) {
	text, ok := f[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(text), nil
}

func criterion(id, rule string) string {
	return "  - {id: " + id + ", dimension: choice, domain: data, title: {en: " + id + ", de: " + id + "}, question: {en: 'q?', de: 'q?'}, rule: '" + rule + "'}\n"
}

// small is a world with two exclusion criteria, one of which rests on a fact that is
// scored as well, and three award criteria.
func small() files {
	return files{
		"catalogue.yaml": "trias: catalogue/v1\nid: small\nversion: 1.0.0\nlanguage: 1\ncriteria:\n" +
			criterion("EXPORT", "data.export.allCustomerData") +
			criterion("NOTICE", "data.disclosure.customerNotified && data.accessLog.customerReads") +
			criterion("LOGS", "data.accessLog.customerReads") +
			criterion("OPEN", "data.export.documented") +
			criterion("SELF", "data.export.selfService") +
			criterion("IDLE", "data.export.machineReadable"),
		"profile.yaml": `trias: profile/v1
id: small
version: 1.0.0
catalogue: small
criteria:
  EXPORT: {obligation: must, proof: 'by("documentation")'}
  NOTICE: {obligation: must, proof: none}
  LOGS: {obligation: should, proof: 'by("documentation")'}
  OPEN: {obligation: may, proof: 'by("documentation")'}
  SELF: {obligation: may, proof: none}
  IDLE: {obligation: may, proof: none}
`,
	}
}

// award are the award criteria of most tests.
const award = `award:
  points: 10
  maximum: 100
  announced: {unproven: 5, unknown: 0, notApplicable: 10}
  groups:
    - id: measured
      title: {en: Measured, de: Gemessen}
      weight: 60
      criteria:
        - {id: logs, title: {en: Logs, de: Protokolle}, weight: 50, criterion: LOGS}
        - {id: open, title: {en: Open formats, de: Offene Formate}, weight: 50, criterion: OPEN}
    - id: concepts
      title: {en: Concepts, de: Konzepte}
      weight: 40
      criteria:
        - {id: migration, title: {en: Migration, de: Migration}, weight: 100, given: true}
`

// head is a tender up to its award criteria.
const head = `trias: tender/v1
id: t
version: 1.0.0
title: {en: A registry, de: Ein Register}
subject: {en: A registry, de: Ein Register}
authority: City of Musterhausen
procedure: open
currency: EUR
day: 2026-11-02
catalogue: catalogue.yaml
profile: profile.yaml
later: {documents: asLaw}
`

const method = "method: {name: ufab-simple, rounding: {places: 6, mode: halfUp}, ties: [{by: price}]}\n"

// dossier states facts, and proves those named.
func dossier(id, facts string, proven ...string) string {
	text := "trias: dossier/v1\nsubject: {id: " + id + ", version: \"1.0\", layer: platform}\ndata: {" + facts + "}\n"
	if len(proven) > 0 {
		text += "proofs: [{id: p, kind: documentation, issuer: Example GmbH, issued: 2026-09-01, validUntil: 2027-08-31, covers: [" + strings.Join(proven, ", ") + "]}]\n"
	}
	return text
}

func load(t testing.TB, text string, f files, methods ...score.Method) *tender.Tender {
	t.Helper()
	x, err := tender.Load("tender.yaml", []byte(text), tender.Sources{Open: f.open, Methods: methods})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func open(t testing.TB, x *tender.Tender) []tender.Offer {
	t.Helper()
	offers, err := x.Open()
	if err != nil {
		t.Fatal(err)
	}
	return offers
}

func ranked(t testing.TB, x *tender.Tender, opts tender.Options) *tender.Ranking {
	t.Helper()
	r, err := tender.Rank(context.Background(), x, open(t, x), opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func encoded(t testing.TB, x any) string {
	t.Helper()
	text, err := doc.EncodeJSON(x)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func number(text string) *exact.Number {
	n := exact.MustParse(text)
	return &n
}

func order(r *tender.Ranking) string {
	var b strings.Builder
	for _, o := range r.Ranking {
		fmt.Fprintf(&b, "%d:%s=%s ", o.Rank, o.ID, o.Performance)
	}
	return strings.TrimSpace(b.String())
}
