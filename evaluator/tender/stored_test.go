package tender_test

import (
	"io"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// FuzzStored: a ranking or a qualification that is read can be written, comes back
// as it is, and can be told of.
func FuzzStored(f *testing.F) {
	w := world()
	q := qualified(f, w)
	f.Add([]byte(encoded(f, q)))
	f.Add([]byte(encoded(f, ranked(f, load(f, head+award+method+offers, w), tender.Options{}))))
	f.Add([]byte(encoded(f, ranked(f, load(f, call("2027-09-02", calledOffers), w), tender.Options{})))) // lapsed
	f.Add([]byte(encoded(f, ranked(f, load(f, "method: {name: price-two-sided, weights: {performance: 1, price: 0}}\noffers: [{id: a, performance: 1/3, price: 1}]", w), tender.Options{}))))
	f.Fuzz(func(t *testing.T, data []byte) {
		if q, err := tender.DecodeQualification("stored.json", data); err == nil {
			text := encoded(t, q)
			back, err := tender.DecodeQualification("stored.json", []byte(text))
			if err != nil || encoded(t, back) != text {
				t.Fatalf("%s does not come back: %v", text, err)
			}
			if err := report.Qualification(io.Discard, q, nil, report.Options{Lang: "en"}); err != nil {
				t.Fatal(err)
			}
		}
		r, err := tender.DecodeRanking("stored.json", data)
		if err != nil {
			return
		}
		text := encoded(t, r)
		back, err := tender.DecodeRanking("stored.json", []byte(text))
		if err != nil || encoded(t, back) != text {
			t.Fatalf("%s does not come back: %v", text, err)
		}
		if err := report.Ranking(io.Discard, r, nil, report.Options{Lang: "de", Full: true}); err != nil {
			t.Fatal(err)
		}
		if err := report.RankingPicture(io.Discard, r, nil, report.Options{Lang: "en"}); err != nil {
			t.Fatal(err)
		}
	})
}
