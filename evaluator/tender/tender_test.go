package tender_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// world is small with five offers: one that meets everything, one that only claims
// what is scored, one that says nothing of what is scored, one that is out and one
// that is open.
func world() files {
	f := small()
	f["a.yaml"] = dossier("a", "export: {allCustomerData: true, documented: true}, accessLog: {customerReads: true}, disclosure: {customerNotified: true}", "data")
	f["b.yaml"] = dossier("b", "export: {allCustomerData: true, documented: true}, accessLog: {customerReads: true}, disclosure: {customerNotified: true}", "data.export.allCustomerData")
	f["c.yaml"] = dossier("c", "export: {allCustomerData: true}, accessLog: {customerReads: true}, disclosure: {customerNotified: true}", "data")
	f["out.yaml"] = dossier("out", "export: {allCustomerData: false}, accessLog: {customerReads: true}, disclosure: {customerNotified: true}")
	f["open.yaml"] = dossier("open", "export: {allCustomerData: true, documented: true}", "data.export.documented")
	return f
}

const offers = `offers:
  - {id: C, bidder: Drei GmbH, dossiers: [c.yaml], points: {migration: 10}, price: 90000}
  - {id: A, bidder: Eins GmbH, dossiers: [a.yaml], points: {migration: "5"}, price: "100000.00"}
  - {id: B, bidder: Zwei GmbH, dossiers: [b.yaml], points: {migration: 5}, price: 80000}
  - {id: X, bidder: Aus GmbH, dossiers: [out.yaml], points: {migration: 10}, price: 1}
  - {id: O, bidder: Offen GmbH, dossiers: [open.yaml], points: {migration: 0}, price: 20000}
`

// By hand: A has (10 + 10) · 30/10 of logs and open, and 5 · 40/10; B claims both,
// which makes 5 each; C has logs alone.
func TestRank(t *testing.T) {
	x := load(t, head+award+method+offers, world())
	r := ranked(t, x, tender.Options{Stability: &rank.Tolerances{Weights: *number("10"), Prices: *number("5")}})
	// Z: A 80/100000, B 50/80000, C 70/90000.
	if got, want := order(r), "1:A=80 2:C=70 3:B=50"; got != want {
		t.Errorf("the order is %s, want %s", got, want)
	}
	if z := r.Ranking[0].Z.String(); z != "0.0008" {
		t.Errorf("Z is %s", z)
	}
	for id, want := range map[string]tender.Status{"A": tender.IsRanked, "B": tender.IsRanked, "C": tender.IsRanked, "X": tender.Excluded, "O": tender.Inconclusive} {
		i := slices.IndexFunc(r.Offers, func(a tender.Assessed) bool { return a.ID == id })
		a := r.Offers[i]
		if a.Status != want {
			t.Errorf("%s is %s, want %s", id, a.Status, want)
		}
		switch id {
		case "X":
			if !slices.Equal(a.Unmet, []string{"EXPORT"}) || a.Performance != nil {
				t.Errorf("X is out by %v, with the score %v", a.Unmet, a.Performance)
			}
		case "O":
			// Open formats are proven: 10 · 3; of three facts at 20,000 it is far ahead.
			if a.IfAdmitted == nil || *a.IfAdmitted != 1 {
				t.Errorf("O would be %v if let in", a.IfAdmitted)
			}
			if !slices.Equal(a.Open, []string{"EXPORT", "NOTICE"}) {
				t.Errorf("O is open in %v", a.Open)
			}
			var grounds []string
			for _, q := range a.Requests {
				may := "may not"
				if q.May {
					may = "may"
				}
				grounds = append(grounds, strings.Join([]string{q.Criterion, may, string(q.Ground), q.Why, strings.Join(append(q.Facts, q.Proofs...), ",")}, " "))
			}
			want := []string{
				"EXPORT may lacking VgV § 56(2) data.export.allCustomerData",
				"NOTICE may not scored VgV § 56(3) data.accessLog.customerReads",
				"NOTICE may lacking VgV § 56(2) data.disclosure.customerNotified",
			}
			if !slices.Equal(grounds, want) {
				t.Errorf("the requests are\n%s\nwant\n%s", strings.Join(grounds, "\n"), strings.Join(want, "\n"))
			}
		}
	}
	var codes []string
	for _, w := range r.Warnings {
		if w.Code == rank.OffersOpen || w.Code == rank.FirstOpen {
			codes = append(codes, string(w.Code)+" "+strings.Join(w.Offers, ","))
		}
	}
	if !slices.Equal(codes, []string{"offersOpen O", "firstOpen O"}) {
		t.Errorf("the warnings are %v", codes)
	}
	if r.Stability == nil || r.Stability.Winner != "A" {
		t.Errorf("the stability is %+v", r.Stability)
	}
	back, err := tender.DecodeRanking("ranking.json", []byte(encoded(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	if encoded(t, back) != encoded(t, r) {
		t.Error("the ranking does not read back")
	}
}

func TestRequests(t *testing.T) {
	f := small()
	weak := func(kind string) string {
		return strings.ReplaceAll(dossier("o", "export: {allCustomerData: true}, accessLog: {customerReads: true}, disclosure: {customerNotified: true}", "data.export"), "kind: documentation", "kind: "+kind)
	}
	f["declared.yaml"] = weak("declaration")
	f["claimed.yaml"] = dossier("o", "export: {allCustomerData: true}, accessLog: {customerReads: true}, disclosure: {customerNotified: true}")
	f["other.yaml"] = "trias: dossier/v1\ndata: {export: {allCustomerData: false}}\n"
	for name, test := range map[string]struct{ later, dossiers, want string }{
		"nothing was handed in":          {"later: {documents: asLaw}", "claimed.yaml", "true lacking"},
		"it was, and does not do":        {"later: {documents: asLaw}", "declared.yaml", "false handedIn"},
		"it is about the company":        {"later: {documents: asLaw, company: [EXPORT]}", "declared.yaml", "true correctable"},
		"none are announced":             {"later: {documents: none}", "claimed.yaml", "false notAnnounced"},
		"none for this one":              {"later: {documents: asLaw, criteria: {EXPORT: false}}", "claimed.yaml", "false notAnnounced"},
		"sources contradict each other":  {"later: {documents: none}", "claimed.yaml, other.yaml", "true unclear"},
		"nothing is said of it: the law": {"", "claimed.yaml", "true lacking"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(head, "later: {documents: asLaw}", test.later, 1) + award + method +
				"offers: [{id: O, dossiers: [" + test.dossiers + "], points: {migration: 1}, price: 1}]\n"
			a := ranked(t, load(t, text, f), tender.Options{}).Offers[0]
			if len(a.Requests) != 1 {
				t.Fatalf("%s: the requests are %+v", a.Status, a.Requests)
			}
			got := "false "
			if a.Requests[0].May {
				got = "true "
			}
			if got += string(a.Requests[0].Ground); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// A minimum is looked at with what is proven, and nothing is requested for it.
func TestBelowMinimum(t *testing.T) {
	text := head + strings.Replace(award, "  groups:", "  minimum: 60\n  groups:", 1) + method + offers
	r := ranked(t, load(t, text, world()), tender.Options{})
	if got, want := order(r), "1:A=80 2:C=70"; got != want {
		t.Errorf("the order is %s, want %s", got, want)
	}
	for _, a := range r.Offers {
		if a.ID == "B" && a.Status != tender.BelowMinimum || a.ID == "O" && (a.Status != tender.BelowMinimum || a.Requests != nil) {
			t.Errorf("%s is %s with the requests %v", a.ID, a.Status, a.Requests)
		}
	}
}

// Points announced for what is only claimed count, and carry nobody over a minimum:
// of a criterion, of a group, or of the whole.
func TestClaimsReachNoMinimum(t *testing.T) {
	for at, minimum := range map[string][2]string{
		"logs":     {"weight: 50, criterion: LOGS", "weight: 50, minimum: 5, criterion: LOGS"},
		"measured": {"weight: 60", "weight: 60\n      minimum: 30"},
		"total":    {"  groups:", "  minimum: 50\n  groups:"},
	} {
		claims := load(t, head+strings.Replace(award, minimum[0], minimum[1], 1)+method+offers, world())
		for _, a := range ranked(t, claims, tender.Options{}).Offers {
			if a.ID != "B" {
				continue
			}
			if len(a.Gates) != 1 {
				t.Fatalf("%s: the gates are %+v", at, a.Gates)
			}
			if g := a.Gates[0]; a.Status != tender.BelowMinimum || g.Of != at || g.Status != score.GateOpen || g.Values.Awarded().Cmp(g.Minimum) < 0 {
				t.Errorf("%s: it is %s with the gate %+v", at, a.Status, g)
			}
		}
	}
}

// A criterion that the tender raises excludes like a must.
func TestRaised(t *testing.T) {
	text := head + "exclusion: {criteria: [{criterion: SELF, reason: {en: r, de: r}}]}\n" + award + method + offers
	f := world()
	f["c.yaml"] = strings.Replace(f["c.yaml"], "allCustomerData: true", "allCustomerData: true, selfService: true", 1)
	f["b.yaml"] = strings.Replace(f["b.yaml"], "allCustomerData: true", "allCustomerData: true, selfService: false", 1)
	r := ranked(t, load(t, text, f), tender.Options{})
	if got, want := order(r), "1:C=70"; got != want {
		t.Errorf("the order is %s, want %s", got, want)
	}
	for _, a := range r.Offers {
		if a.ID == "B" && (a.Status != tender.Excluded || !slices.Equal(a.Unmet, []string{"SELF"})) || a.ID == "A" && a.Status != tender.Inconclusive {
			t.Errorf("%s is %s by %v", a.ID, a.Status, a.Unmet)
		}
	}
}

// The digest is over what is announced: offers and their order do not change it,
// where files lie does not, and whatever they hold does.
func TestDigest(t *testing.T) {
	f := world()
	digest := func(text string, f files) string { return load(t, text, f).Digest() }
	base := digest(head+award+method+offers, f)
	moved := world()
	moved["elsewhere.yaml"] = moved["profile.yaml"]
	stricter := world()
	stricter["profile.yaml"] = strings.Replace(stricter["profile.yaml"], "NOTICE: {obligation: must, proof: none}", `NOTICE: {obligation: must, proof: 'by("declaration")'}`, 1)
	reworded := world()
	reworded["catalogue.yaml"] = strings.Replace(reworded["catalogue.yaml"], "q?", "r?", 1)
	for name, test := range map[string]struct {
		text string
		files
		same bool
	}{
		"without offers":          {head + award + method, f, true},
		"announced":               {head + award + method + "announced: {digest: '" + base + "', on: 2026-09-01}\n" + offers, f, true},
		"the profile elsewhere":   {strings.Replace(head, "profile.yaml", "elsewhere.yaml", 1) + award + method, moved, true},
		"numbers written longer":  {head + strings.Replace(award, "weight: 60", "weight: \"60.00\"", 1) + method, f, true},
		"another weight":          {head + strings.NewReplacer("weight: 60", "weight: 50", "weight: 40", "weight: 50").Replace(award) + method, f, false},
		"another day":             {strings.Replace(head, "2026-11-02", "2026-11-03", 1) + award + method, f, false},
		"a stricter profile":      {head + award + method, stricter, false},
		"a catalogue worded anew": {head + award + method, reworded, false},
		"another rounding":        {head + award + strings.Replace(method, "places: 6", "places: 5", 1), f, false},
	} {
		if got := digest(test.text, test.files); (got == base) != test.same {
			t.Errorf("%s: %s, was %s", name, got, base)
		}
	}
	x := load(t, head+award+method+"announced: {digest: '"+base+"'}\n"+offers, f)
	if r := ranked(t, x, tender.Options{}); r.Tender.Changed || r.Tender.Announced != base {
		t.Errorf("the tender has not changed: %+v", r.Tender)
	}
	changed := func(r *tender.Ranking) bool {
		return r.Tender.Changed && slices.ContainsFunc(r.Warnings, func(w rank.Warning) bool { return w.Code == rank.TenderChanged })
	}
	if r := ranked(t, load(t, strings.Replace(head, "2026-11-02", "2026-11-03", 1)+award+method+"announced: {digest: '"+base+"'}\n"+offers, f), tender.Options{}); !changed(r) {
		t.Errorf("the tender has changed: %+v", r.Tender)
	}
	if r := ranked(t, x, tender.Options{Announced: "sha256:" + strings.Repeat("0", 64)}); !changed(r) {
		t.Errorf("another digest was announced: %+v", r.Tender)
	}
}

func TestNumbersOnly(t *testing.T) {
	for _, marker := range []string{"", "trias: tender/v1\n"} {
		x := load(t, marker+`method: {name: ufab-extended, corridor: "0.05", decide: performance}
offers:
  - {id: A1, performance: "60", price: "65000"}
  - {id: A2, performance: 75, price: 74000.00}
  - {id: A3, performance: "100", price: 100000}
`, nil)
		r := ranked(t, x, tender.Options{})
		if got, want := order(r), "1:A3=100 2:A2=75 3:A1=60"; got != want {
			t.Errorf("the order is %s, want %s", got, want)
		}
		if r.Tender != nil || r.At != nil || r.Ranking[1].Z.String() != "3/2960" {
			t.Errorf("it is a tender: %s", encoded(t, r))
		}
	}
}

// A method that decides by a named criterion is checked on its own, too.
func TestNumbersByCriterion(t *testing.T) {
	text := `method: {name: ufab-extended, corridor: "0.05", decide: criterion, decideBy: K1, ties: [{by: criterion, criterion: K2}]}
offers:
  - {id: A1, performance: "60", price: "65000", points: {K1: "10", K2: 1}}
  - {id: A2, performance: "75", price: "74000", points: {K1: "3", K2: 1}}
  - {id: A3, performance: "100", price: "100000", points: {K1: 4, K2: 1}}
`
	r := ranked(t, load(t, text, nil), tender.Options{})
	if got, want := order(r), "1:A3=100 2:A2=75 3:A1=60"; got != want || r.Ranking[1].Decided != rank.DecidedByCriterion {
		t.Errorf("the order is %s, want %s", got, want)
	}
	_, err := tender.Load("numbers.yaml", []byte(strings.NewReplacer("K1: 4, ", "K3: 4, ").Replace(text)), tender.Sources{})
	if err == nil || !strings.Contains(err.Error(), `points for "K1", which decides, are missing`) || !strings.Contains(err.Error(), `"K3", which decides nothing`) {
		t.Errorf("points are missing, and others are without use: %v", err)
	}
}

func TestOffersInGo(t *testing.T) {
	x := load(t, head+award+method, world())
	good := open(t, load(t, head+award+method+offers, world()))
	for name, test := range map[string]struct {
		change func(o *tender.Offer)
		want   string
	}{
		"no id":                       {func(o *tender.Offer) { o.ID = "" }, "it has no id"},
		"an id twice":                 {func(o *tender.Offer) { o.ID = good[1].ID }, "taken by another offer"},
		"no evidence":                 {func(o *tender.Offer) { o.Dossier = nil }, "there is no evidence"},
		"no price":                    {func(o *tender.Offer) { o.Price = nil }, "it has no price"},
		"for nothing":                 {func(o *tender.Offer) { o.Price = number("0") }, "greater than 0"},
		"performance":                 {func(o *tender.Offer) { o.Performance = number("1") }, "follows from the award criteria"},
		"points for nothing":          {func(o *tender.Offer) { o.Points = map[string]exact.Number{"migratoin": *number("1")} }, `did you mean "migration"?`},
		"points for what is measured": {func(o *tender.Offer) { o.Points = map[string]exact.Number{"logs": *number("1")} }, "measured by evidence"},
		"too many points":             {func(o *tender.Offer) { o.Points = map[string]exact.Number{"migration": *number("11")} }, "there are 0 to 10"},
	} {
		t.Run(name, func(t *testing.T) {
			offers := slices.Clone(good)
			test.change(&offers[0])
			_, err := tender.Rank(context.Background(), x, offers, tender.Options{})
			if !errors.Is(err, tender.ErrOffer) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
	if _, err := tender.Rank(context.Background(), nil, nil, tender.Options{}); !errors.Is(err, tender.ErrNoTender) {
		t.Errorf("no tender: %v", err)
	}
	if r, err := tender.Rank(context.Background(), x, nil, tender.Options{}); err != nil || len(r.Ranking) != 0 {
		t.Errorf("no offers: %v, %v", r, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tender.Rank(ctx, x, good, tender.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
