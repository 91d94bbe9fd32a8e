package rank_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/internal/doc"
)

func readMethod(t *testing.T, text string) rank.Method {
	t.Helper()
	var m rank.Method
	if err := doc.Read("method.yaml", []byte(text), doc.DefaultLimits(), &m); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return m
}

// pointers are the places of the problems of an error.
func pointers(err error) (all []string) {
	var problems doc.Problems
	errors.As(err, &problems)
	for _, p := range problems {
		all = append(all, p.Pointer)
	}
	return all
}

func TestCheck(t *testing.T) {
	for text, want := range map[string]string{
		`{name: ufab-simple}`: "",
		`{name: ufab-simple, weights: {performance: 50, price: 50}}`:                                                     "/weights",
		`{name: ufab-simple, decideBy: c}`:                                                                               "/decideBy",
		`{name: ufab-simple, scale: 1000000, rounding: {places: 0, mode: halfUp}}`:                                       "",
		`{name: ufab-simple, scale: 0}`:                                                                                  "/scale",
		`{name: ufab-simple, ties: [{by: price}, {by: criterion, criterion: c}, {by: performance}]}`:                     "",
		`{name: ufab-simple, ties: [{by: price}, {by: criterion}, {by: price}]}`:                                         "/ties/1/criterion /ties/2",
		`{name: ufab-simple, ties: [{by: price, criterion: c}]}`:                                                         "/ties/0/criterion",
		`{name: ufab-extended}`:                                                                                          "/corridor /decide",
		`{name: ufab-extended, corridor: "0.05", decide: performance}`:                                                   "",
		`{name: ufab-extended, corridor: 1/20, decide: criterion, decideBy: c}`:                                          "",
		`{name: ufab-extended, corridor: 5, decide: criterion}`:                                                          "/corridor /decideBy",
		`{name: ufab-extended, corridor: 0, decide: price, decideBy: c}`:                                                 "/corridor /decideBy",
		`{name: ufab-extended, corridor: 1, decide: price}`:                                                              "/corridor",
		`{name: ufab-weighted-median}`:                                                                                   "/weights",
		`{name: ufab-weighted-median, weights: {performance: "0.7", price: "0.3"}}`:                                      "",
		`{name: ufab-weighted-median, weights: {performance: 2/3, price: 1/3}}`:                                          "",
		`{name: ufab-weighted-median, weights: {performance: 70, price: 31}, corridor: 0.1, decide: price}`:              "/corridor /decide /weights",
		`{name: ufab-weighted-mean, weights: {performance: 110, price: -10}}`:                                            "/weights/price",
		`{name: ufab-weighted-reference, weights: {performance: 50, price: 50}}`:                                         "/reference",
		`{name: ufab-weighted-reference, weights: {performance: 50, price: 50}, reference: {performance: 0, price: -1}}`: "/reference/performance /reference/price",
		`{name: price-quotient, weights: {performance: 50, price: 50}, reference: {performance: 1, price: 1}}`:           "/reference",
		`{name: lowest-price, weights: {performance: 0, price: 100}}`:                                                    "/weights",
	} {
		err := readMethod(t, text).Check()
		if got := strings.Join(pointers(err), " "); got != want {
			t.Errorf("%s: problems at %q, want %q: %v", text, got, want, err)
		}
		if (err != nil) != errors.Is(err, rank.ErrMethod) {
			t.Errorf("%s: %v is not ErrMethod", text, err)
		}
	}
	for _, test := range []struct {
		method rank.Method
		want   string
	}{
		{rank.Method{}, "/name"},
		{rank.Method{Name: "ufab-simpel"}, "/name"},
		{rank.Method{Name: rank.Simple, Rounding: &rank.Rounding{Places: 21, Mode: "near"}}, "/rounding/mode /rounding/places"},
		{rank.Method{Name: rank.Simple, Ties: []rank.Tie{{}}}, "/ties/0/by"},
	} {
		if got := strings.Join(pointers(test.method.Check()), " "); got != test.want {
			t.Errorf("%+v: problems at %q, want %q", test.method, got, test.want)
		}
	}
	if err := (rank.Method{Name: "ufab-simpel"}).Check(); !strings.Contains(err.Error(), "did you mean ufab-simple?") {
		t.Errorf("no suggestion: %v", err)
	}
}

// What a tender writes is read, and written again it is the same.
func TestMethodIsRead(t *testing.T) {
	text := `{name: ufab-extended, corridor: "0.05", decide: criterion, decideBy: exit, scale: 1000, rounding: {places: 2, mode: halfEven, ranks: true}, ties: [{by: price}]}`
	m := readMethod(t, text)
	if !m.Corridor.Equal(exact.MustParse("0.05")) || m.DecideBy != "exit" || !m.Rounding.Ranks || m.Ties[0].By != rank.ByPrice {
		t.Errorf("read as %+v", m)
	}
	data, err := doc.EncodeJSON(m)
	if err != nil {
		t.Fatal(err)
	}
	if got := jsonOf(readMethod(t, string(data))); got != jsonOf(m) {
		t.Errorf("%s, written again %s", jsonOf(m), got)
	}
	for text, want := range map[string]string{
		`{name: ufab-simpel}`: "ufab-simple",
		`{name: ufab-extended, corridor: 5 %, decide: price}`:               "/corridor",
		`{name: ufab-extended, corridor: 0,05, decide: price}`:              "/",
		`{name: ufab-simple, rounding: {places: 2}}`:                        "mode",
		`{name: ufab-weighted-mean, weights: {performance: 1e2, price: 0}}`: "/weights/performance",
	} {
		var m rank.Method
		err := doc.Read("method.yaml", []byte(text), doc.DefaultLimits(), &m)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestFieldProblems(t *testing.T) {
	offer := func(id, performance, price string) rank.Offer {
		return rank.Offer{ID: id, Performance: exact.MustParse(performance), Price: exact.MustParse(price)}
	}
	simple, half := rank.Method{Name: rank.Simple}, &rank.Weights{Performance: exact.Int(50), Price: exact.Int(50)}
	for _, test := range []struct {
		name  string
		field rank.Field
		cause error
		want  string
	}{
		{"all at once", rank.Field{Method: rank.Method{Name: rank.Median}, Offers: []rank.Offer{offer("a", "-1", "0"), offer("a", "1", "-1"), offer("", "1", "1")}},
			rank.ErrField, "/method/weights /offers/0/performance /offers/0/price /offers/1/id /offers/1/price /offers/2/id"},
		{"method", rank.Field{Method: rank.Method{Name: rank.Median}}, rank.ErrMethod, "/method/weights"},
		{"no points", rank.Field{Method: rank.Method{Name: rank.Simple, Ties: []rank.Tie{{By: rank.ByCriterion, Criterion: "a/b"}}}, Offers: []rank.Offer{offer("a", "1", "1")}}, rank.ErrField, "/offers/0/points/a~1b"},
		{"median 0", rank.Field{Method: rank.Method{Name: rank.Median, Weights: half}, Offers: []rank.Offer{offer("a", "0", "1"), offer("b", "0", "1"), offer("c", "5", "1")}}, rank.ErrField, "/offers"},
		{"mean 0", rank.Field{Method: rank.Method{Name: rank.Mean, Weights: half}, Offers: []rank.Offer{offer("a", "0", "1")}}, rank.ErrField, "/offers"},
		{"best 0", rank.Field{Method: rank.Method{Name: rank.PriceQuotient, Weights: half}, Offers: []rank.Offer{offer("a", "0", "1")}}, rank.ErrField, "/offers"},
		{"all 0, and nothing divides", rank.Field{Method: simple, Offers: []rank.Offer{offer("a", "0", "1"), offer("b", "0", "2")}}, nil, ""},
		{"none", rank.Field{Method: simple}, nil, ""},
	} {
		r, err := rank.Rank(test.field)
		if got := strings.Join(pointers(err), " "); got != test.want || !errors.Is(err, test.cause) && test.cause != nil {
			t.Errorf("%s: problems at %q, want %q: %v", test.name, got, test.want, err)
		}
		if err == nil && (r.Ranking == nil || r.Warnings == nil || len(r.Ranking) != len(test.field.Offers)) {
			t.Errorf("%s: %+v", test.name, r)
		}
	}
}

// A mean of numbers that have nothing in common would take hours; nothing else adds
// up over offers.
func TestLongNumbers(t *testing.T) {
	var offers []rank.Offer
	for i := range 300 {
		n := exact.MustParse(fmt.Sprintf("7/1%0390d", 2*i+1))
		offers = append(offers, rank.Offer{ID: fmt.Sprint(i), Performance: n, Price: n})
	}
	half := &rank.Weights{Performance: exact.Int(50), Price: exact.Int(50)}
	if _, err := rank.Rank(rank.Field{Method: rank.Method{Name: rank.Mean, Weights: half}, Offers: offers}); !errors.Is(err, rank.ErrField) || len(pointers(err)) != 2 {
		t.Errorf("mean: %v", err)
	}
	if _, err := rank.Rank(rank.Field{Method: rank.Method{Name: rank.Simple}, Offers: offers}); err != nil {
		t.Errorf("quotient: %v", err)
	}
}

// What is shown has the decimals announced, or as many as tell offers apart.
func TestShown(t *testing.T) {
	million := exact.Int(1000000)
	for _, test := range []struct {
		scale    *exact.Number
		rounding *rank.Rounding
		want     string
	}{
		{nil, nil, "0.00101 0.00100 0.00092"},
		{&million, nil, "1013.5135 1000.0000 923.0769"},
		{&million, &rank.Rounding{Places: 0, Mode: exact.HalfUp}, "1014 1000 923"},
		{nil, &rank.Rounding{Places: 3, Mode: exact.Down}, "0.001 0.001 0.000"},
	} {
		r, err := rank.Rank(rank.Field{Method: rank.Method{Name: rank.Simple, Scale: test.scale, Rounding: test.rounding}, Offers: threeOffers()})
		if err != nil {
			t.Fatal(err)
		}
		var shown []string
		for _, o := range r.Ranking {
			shown = append(shown, o.Shown)
		}
		if got := strings.Join(shown, " "); got != test.want {
			t.Errorf("shown as %s, want %s", got, test.want)
		}
	}
}

func TestWarnings(t *testing.T) {
	d := exact.MustParse
	weights := func(performance string) *rank.Weights {
		return &rank.Weights{Performance: d(performance), Price: exact.Int(100).Sub(d(performance))}
	}
	wide, narrow := d("0.101"), d("0.1")
	offers := threeOffers()
	tied := append(slices.Clone(offers), rank.Offer{ID: "A4", Performance: d("75"), Price: d("74000")})
	dear := append(slices.Clone(offers), rank.Offer{ID: "A4", Performance: d("0"), Price: d("130000"), Range: &rank.Range{Best: d("1")}})
	open := func() []rank.Offer { return dear }
	for _, test := range []struct {
		name   string
		method rank.Method
		offers []rank.Offer
		want   string
	}{
		{"simple", rank.Method{Name: rank.Simple}, offers, "simpleAs5050"},
		{"corridor of 10 %", rank.Method{Name: rank.Extended, Corridor: &narrow, Decide: rank.ByPrice}, offers, "simpleAs5050 flipPossible"},
		{"wider corridor", rank.Method{Name: rank.Extended, Corridor: &wide, Decide: rank.ByPrice}, offers, "simpleAs5050 corridorWide flipPossible"},
		{"median", rank.Method{Name: rank.Median, Weights: weights("50")}, offers, "unverifiedFormula medianContested flipPossible"},
		{"mean", rank.Method{Name: rank.Mean, Weights: weights("50")}, offers, "unverifiedFormula meanDiscouraged flipPossible"},
		{"reference", rank.Method{Name: rank.Reference, Weights: weights("50"), Reference: &rank.ReferenceValues{Performance: d("80"), Price: d("80000")}}, offers, "unverifiedFormula"},
		{"price 90", rank.Method{Name: rank.PriceQuotient, Weights: weights("10")}, offers, "priceWeight90 flipPossible"},
		{"price 89.9", rank.Method{Name: rank.PriceQuotient, Weights: weights("10.1")}, offers, "flipPossible"},
		{"price alone", rank.Method{Name: rank.PriceQuotient, Weights: weights("0")}, offers, "priceWeight90"},
		{"two-sided", rank.Method{Name: rank.PriceTwoSided, Weights: weights("70")}, offers, "twoSidedExtremes flipPossible flipFound[A2 A1]"},
		{"tie", rank.Method{Name: rank.Simple}, tied, "simpleAs5050 tie[A2 A4]"},
		{"rounding ties", rank.Method{Name: rank.Simple, Rounding: &rank.Rounding{Places: 3, Mode: exact.HalfUp, Ranks: true}}, offers, "simpleAs5050 roundingDecides[A3 A2] tie[A1 A2 A3]"},
		{"of one offer", rank.Method{Name: rank.PriceOneSided, Weights: weights("70")}, open(), "flipPossible A4: noPerformance noPricePoints openPerformance"},
		{"lowest price", rank.Method{Name: rank.LowestPrice}, dear, "unverifiedFormula A4: openPerformance"},
	} {
		r, err := rank.Rank(rank.Field{Method: test.method, Offers: test.offers})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range r.Warnings {
			text := string(w.Code)
			if len(w.Offers) > 0 {
				text += "[" + strings.Join(w.Offers, " ") + "]"
			}
			got = append(got, text)
		}
		for _, o := range r.Ranking {
			if len(o.Warnings) > 0 {
				got = append(got, o.ID+":")
			}
			for _, w := range o.Warnings {
				got = append(got, string(w.Code))
			}
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		if marked := hasCode(r, rank.UnverifiedFormula) != nil; marked != r.Unverified {
			t.Errorf("%s: unverified is %t, and the warning says %t", test.name, r.Unverified, marked)
		}
	}
}
