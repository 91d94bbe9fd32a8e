package tender_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// secretive is a world in which an offer has entries of lists and a date that are
// confidential, and criteria that rest on them.
func secretive() files {
	f := world()
	f["catalogue.yaml"] = strings.Replace(f["catalogue.yaml"], "language: 1\n", "language: 1\nfacts:\n  c:\n    ends: {type: date, question: {en: 'When does it end?', de: 'Wann endet es?'}}\n", 1) +
		criterion("SEATS", `supplyChain.subcontractors.all(s, s.seat == "DE")`) + criterion("TERM", "ext.c.ends > at")
	f["profile.yaml"] += "  SEATS: {obligation: must, proof: none}\n  TERM: {obligation: must, proof: none}\n"
	secret := func(id, ends string) string {
		return dossier(id, `disclosure: {customerNotified: true}, accessLog: {customerReads: true}, export: {allCustomerData: true, documented: true}`, "data.export", "data.accessLog") +
			"supplyChain: {subcontractors: [{id: zqsub" + map[bool]string{true: ", seat: DE"}[ends != ""] + "}]}\n" +
			map[bool]string{true: "ext: {c: {ends: " + ends + "}}\n"}[ends != ""] + "confidential: [supplyChain, " + map[bool]string{true: "ext.c.ends"}[ends != ""] + "]\n"
	}
	f["a.yaml"] = secret("a", "2027-03-31")
	f["b.yaml"] = strings.Replace(secret("b", ""), ", ]", "]", 1)
	return f
}

const secretOffers = `offers:
  - {id: eins, bidder: Eins GmbH, dossiers: [a.yaml], points: {migration: 5}, price: 100000}
  - {id: zwei, bidder: Zwei GmbH, dossiers: [b.yaml], points: {migration: 5}, price: 80000}
`

// secrets are what may not get out: the id of an entry, and the value of a fact as a
// cause names it. When a qualification ends is said.
var secrets = []string{"zqsub", `"value": "2027-03-31"`}

// said is all that is said of a ranking and a qualification, by what says it.
func said(t *testing.T, x *tender.Tender, r *tender.Ranking, q *tender.Qualification) map[string]string {
	t.Helper()
	out := map[string]string{}
	if r != nil {
		out["ranking"] = encoded(t, r)
	}
	if q != nil {
		out["qualification"] = encoded(t, q)
	}
	write := func(what string, f func(io.Writer, report.Options) error, o report.Options) {
		var b bytes.Buffer
		if err := f(&b, o); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		out[fmt.Sprintf("%s %s %s", what, o.Lang, o.Format)] = b.String()
	}
	for _, lang := range report.Languages() {
		for _, format := range report.Formats() {
			o := report.Options{Lang: lang, Format: format, Full: true, Rules: true, Titles: x.Titles()}
			if r != nil {
				write("report", func(w io.Writer, o report.Options) error { return report.Ranking(w, r, x.Catalogue(), o) }, o)
				write("picture", func(w io.Writer, o report.Options) error { return report.RankingPicture(w, r, x.Catalogue(), o) }, o)
				for i := range r.Offers {
					if s := r.Offers[i].Performance; s != nil {
						write("score", func(w io.Writer, o report.Options) error { return report.Score(w, s, x.Catalogue(), o) }, o)
					}
				}
			}
			if q != nil {
				write("who is let in", func(w io.Writer, o report.Options) error { return report.Qualification(w, q, x.Catalogue(), o) }, o)
			}
		}
	}
	return out
}

// top says whether a report says at its top what status its confidential facts have.
func top(what, text string, status evaluator.ConfidentialStatus) bool {
	if strings.HasPrefix(what, "score") || what == "ranking" || what == "qualification" {
		return true
	}
	words := map[evaluator.ConfidentialStatus][]string{evaluator.ConfidentialMasked: {"masked here", "unkenntlich gemacht"},
		evaluator.ConfidentialDisclosed: {"FOR THE AUTHORITY'S OWN FILE", "FOR THE AUTHORITY&#39;S OWN FILE", "NUR FÜR DIE AKTE"}}[status]
	text = strings.Join(strings.Fields(strings.ReplaceAll(text[:min(len(text), 9000)], "\\", "")), " ")
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

func TestConfidentialFactsDoNotGetOutOfTenders(t *testing.T) {
	f := secretive()
	offers := strings.NewReplacer(", points: {migration: 5}, price: 100000", "", ", points: {migration: 5}, price: 80000", "").Replace(secretOffers)
	qualify := func(authority bool) (*tender.Tender, *tender.Qualification) {
		x := load(t, strings.NewReplacer("procedure: open", "procedure: dynamic", "currency: EUR\n", "").Replace(head)+offers, f)
		q, err := tender.Qualify(t.Context(), x, open(t, x), tender.Options{Authority: authority})
		if err != nil {
			t.Fatal(err)
		}
		return x, q
	}
	check := func(outputs map[string]string, authority bool) {
		t.Helper()
		status, shown := evaluator.ConfidentialMasked, false
		if authority {
			status = evaluator.ConfidentialDisclosed
		}
		for what, text := range outputs {
			for _, s := range secrets {
				if strings.Contains(text, s) {
					shown = true
					if !authority {
						t.Errorf("%s has %s", what, s)
					}
				}
			}
			if !top(what, text, status) {
				t.Errorf("%s does not say at the top that confidential facts are %s:\n%s", what, status, text[:min(len(text), 700)])
			}
		}
		if shown != authority {
			t.Errorf("authority %t: confidential facts are shown: %t", authority, shown)
		}
	}
	for _, authority := range []bool{false, true} {
		x, q := qualify(authority)
		if q.Bidders[0].Ends == nil || q.Bidders[1].Status != tender.QualifiedIsOpen {
			t.Fatalf("the qualification is another than this test is about: %+v", q.Bidders)
		}
		check(said(t, x, nil, q), authority)
		open := load(t, head+award+method+secretOffers, f)
		check(said(t, open, ranked(t, open, tender.Options{Authority: authority}), nil), authority)
		// A ranking quotes why a qualification has ended; it may be one for the authority.
		f["q.json"] = encoded(t, q)
		later := load(t, call("2027-05-01", secretOffers), f)
		for _, forAuthority := range []bool{false, true} {
			r := ranked(t, later, tender.Options{Authority: forAuthority})
			if r.Offers[0].Lapse == nil || r.Offers[0].Lapse.Ended == nil {
				t.Fatalf("nothing has ended: %+v", r.Offers[0])
			}
			if forAuthority && !authority { // what is masked stays so
				continue
			}
			check(said(t, later, r, nil), forAuthority)
		}
	}
}
