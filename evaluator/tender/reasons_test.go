package tender_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

func assessed(t testing.TB, r *tender.Ranking, id string) *tender.Assessed {
	t.Helper()
	i := slices.IndexFunc(r.Offers, func(a tender.Assessed) bool { return a.ID == id })
	if i < 0 {
		t.Fatalf("there is no offer %s", id)
	}
	return &r.Offers[i]
}

// A ranking says why an offer is out or open, not only by which criterion, and in
// which currency prices are.
func TestReasons(t *testing.T) {
	r := ranked(t, load(t, head+award+method+offers, world()), tender.Options{})
	if r.Currency != "EUR" {
		t.Errorf("the currency is %q", r.Currency)
	}
	for id, want := range map[string]string{
		"A": "",
		"X": "EXPORT fail data.export.allCustomerData == true, is false",
		"O": "EXPORT unproven data.export.allCustomerData == true, is true; NOTICE unknown data.disclosure.customerNotified == true, is unknown, data.accessLog.customerReads == true, is unknown",
	} {
		var all []string
		for _, x := range assessed(t, r, id).Results {
			var reasons []string
			for _, y := range x.Reasons {
				got := "unknown"
				if !y.Got.IsZero() {
					got = y.Got.String()
				}
				reasons = append(reasons, y.Path+" "+y.Operator+" "+y.Wanted.String()+", is "+got)
			}
			all = append(all, x.Criterion+" "+string(x.Outcome)+" "+strings.Join(reasons, ", "))
		}
		if got := strings.Join(all, "; "); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", id, got, want)
		}
	}
}

// What a bidder marks as confidential is masked in the reasons of a ranking and of a
// qualification, but in the authority's own file.
func TestReasonsMasked(t *testing.T) {
	f := world()
	f["out.yaml"] += "confidential: [data.export.allCustomerData]\n"
	x := load(t, head+award+method+offers, f)
	s := load(t, system(), f)
	for _, authority := range []bool{false, true} {
		opts := tender.Options{Authority: authority}
		q, err := tender.Qualify(t.Context(), s, open(t, s), opts)
		if err != nil {
			t.Fatal(err)
		}
		a := assessed(t, ranked(t, x, opts), "X")
		b := q.Bidders[slices.IndexFunc(q.Bidders, func(b tender.Qualified) bool { return b.ID == "aus" })]
		for what, got := range map[string]struct {
			results []evaluator.Result
			c       *evaluator.Confidentiality
		}{"ranking": {a.Results, a.Confidential}, "qualification": {b.Results, b.Confidential}} {
			if len(got.results) != 1 || got.c == nil {
				t.Fatalf("%s: %+v, %+v", what, got.results, got.c)
			}
			value := got.results[0].Reasons[0].Got
			if value.IsMasked() == authority || (got.c.Status == evaluator.ConfidentialDisclosed) != authority {
				t.Errorf("%s, for the authority %t: %v, %s", what, authority, value, got.c.Status)
			}
		}
	}
}
