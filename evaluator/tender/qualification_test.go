package tender_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// system is a dynamic purchasing system that bidders qualify for.
func system() string {
	text := strings.NewReplacer("procedure: open", "procedure: dynamic", "currency: EUR\n", "").Replace(head)
	return text + `offers:
  - {id: eins, bidder: Eins GmbH, dossiers: [a.yaml]}
  - {id: zwei, bidder: Zwei GmbH, dossiers: [b.yaml]}
  - {id: aus, bidder: Aus GmbH, dossiers: [out.yaml]}
  - {id: offen, bidder: Offen GmbH, dossiers: [open.yaml]}
`
}

// call is a call for offers within it.
func call(day, offers string) string {
	text := strings.NewReplacer("procedure: open", "procedure: dynamic", "2026-11-02", day, "id: t", "id: call").Replace(head)
	return text + award + method + "qualification: q.json\n" + offers
}

const calledOffers = `offers:
  - {id: A, qualified: eins, dossiers: [a.yaml], points: {migration: 5}, price: 100000}
  - {id: zwei, dossiers: [b.yaml], points: {migration: 5}, price: 80000}
`

func qualified(t testing.TB, f files) *tender.Qualification {
	t.Helper()
	x := load(t, system(), f)
	q, err := tender.Qualify(t.Context(), x, open(t, x), tender.Options{})
	if err != nil {
		t.Fatal(err)
	}
	back, err := tender.DecodeQualification("q.json", []byte(encoded(t, q)))
	if err != nil || encoded(t, back) != encoded(t, q) {
		t.Fatalf("it does not read back: %v", err)
	}
	f["q.json"] = encoded(t, q)
	return q
}

func TestQualify(t *testing.T) {
	q := qualified(t, world())
	var got []string
	for _, b := range q.Bidders {
		line := b.ID + " " + string(b.Status) + " " + strings.Join(slices.Concat(b.Unmet, b.Open), ",")
		if b.Ends != nil {
			line += " ends " + b.Ends.Day.String() + " by " + b.Ends.Criteria[0].Criterion
		}
		got = append(got, line)
	}
	// The proofs of a and b count to the end of 31 August 2027. What NOTICE demands no
	// proof of stays.
	want := []string{"aus notQualified EXPORT", "eins qualified  ends 2027-09-01 by EXPORT", "offen open EXPORT,NOTICE", "zwei qualified  ends 2027-09-01 by EXPORT"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if causes := q.Bidders[1].Ends.Criteria[0].Causes; len(causes) == 0 {
		t.Error("nothing says why it ends")
	}
}

func TestLapse(t *testing.T) {
	for name, test := range map[string]struct {
		day    string
		change func(f files)
		text   func(string) string
		want   string // of A
	}{
		"it holds":             {"2027-03-01", nil, nil, "ranked"},
		"on its last day":      {"2027-08-31", nil, nil, "ranked"},
		"it has ended":         {"2027-09-01", nil, nil, "lapsed horizonPassed"},
		"nobody looked so far": {"2031-01-01", nil, nil, "lapsed horizonPassed"},
		"a day before":         {"2026-11-01", nil, nil, "lapsed earlier"},
		"another dossier": {"2027-03-01", func(f files) {
			f["a.yaml"] = strings.Replace(f["a.yaml"], "documented: true, ", "", 1)
			f["a.yaml"] = strings.Replace(f["a.yaml"], "documented: true", "documented: false", 1)
		}, nil, "lapsed dossierChanged"},
		"a stricter profile": {"2027-03-01", func(f files) {
			f["profile.yaml"] = strings.Replace(f["profile.yaml"], "IDLE: {obligation: may", "IDLE: {obligation: must", 1)
		}, nil, "lapsed profileChanged"},
		"a criterion raised": {"2027-03-01", nil, func(s string) string {
			return strings.Replace(s, "later:", "exclusion: {criteria: [{criterion: IDLE, reason: {en: r, de: r}}]}\nlater:", 1)
		}, "lapsed profileChanged"},
		"somebody who is not let in": {"2027-03-01", nil, func(s string) string { return strings.Replace(s, "qualified: eins", "qualified: aus", 1) }, "lapsed notQualified,dossierChanged"},
		"somebody unknown":           {"2027-03-01", nil, func(s string) string { return strings.Replace(s, ", qualified: eins", "", 1) }, "lapsed notListed"},
	} {
		t.Run(name, func(t *testing.T) {
			f := world()
			qualified(t, f)
			if test.change != nil {
				test.change(f)
			}
			text := call(test.day, calledOffers)
			if test.text != nil {
				text = test.text(text)
			}
			r := ranked(t, load(t, text, f), tender.Options{})
			got := string(r.Offers[0].Status)
			if l := r.Offers[0].Lapse; l != nil {
				var reasons []string
				for _, x := range l.Reasons {
					reasons = append(reasons, string(x))
				}
				got += " " + strings.Join(reasons, ",")
				if slices.Contains(l.Reasons, tender.HorizonPassed) && l.Ended == nil {
					t.Error("it has ended, and nothing says when")
				}
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if r.Qualification == "" {
				t.Error("the ranking does not name the qualification")
			}
		})
	}
}

// The qualification ends on the first day on which somebody who qualifies anew does
// not: the horizon is compared with verdicts on each day around it.
func TestEndsWhereVerdictsDo(t *testing.T) {
	f := world()
	q := qualified(t, f)
	for _, b := range q.Bidders {
		if b.Ends == nil {
			continue
		}
		for days, want := range map[int]bool{-1: true, 0: false} {
			x := load(t, strings.Replace(system(), "2026-11-02", b.Ends.At.AddDate(0, 0, days).Format("2006-01-02"), 1), f)
			again, err := tender.Qualify(t.Context(), x, open(t, x), tender.Options{})
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(again.Bidders, func(o tender.Qualified) bool { return o.ID == b.ID })
			if got := again.Bidders[i].Status == tender.IsQualified; got != want {
				t.Errorf("%s %d days from its end: qualified is %t", b.ID, days, got)
			}
		}
		if !slices.ContainsFunc(b.Ends.Criteria, func(c evaluator.EventChange) bool { return !c.After.Outcome.Met() }) {
			t.Errorf("%s ends by %+v", b.ID, b.Ends.Criteria)
		}
	}
}
