package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
)

// performance is one of two award criteria of 60 and 40 points.
func performance(portability, openness string) *score.Score {
	ten := exact.Int(10)
	row := func(id, group, weight, points string) score.Row {
		share, err := num(weight).Mul(num(points)).Quo(ten)
		if err != nil {
			panic(err)
		}
		return score.Row{ID: id, Groups: []string{group}, State: score.Settled, Weight: num(weight), MaxPoints: ten, Points: same(points), Share: same(share.String())}
	}
	rows := []score.Row{row("B1", "exit", "60", portability), row("B2", "software", "40", openness)}
	total := rows[0].Share.Proven.Add(rows[1].Share.Proven).String()
	return &score.Score{Method: score.Identity{Name: "t-1", Version: "1", Title: evidence.Text{EN: "Award criteria", DE: "Bewertungskriterien"}, Source: "tender"},
		Unit: score.Points, Maximum: num("100"), Score: ptr(num(total)), Total: same(total), Rows: rows}
}

// extendedRanking is Ferber's published example under UfAB's extended method with
// points by award criteria, and two more offers that are not ranked.
func extendedRanking() *tender.Ranking {
	yes, no := true, false
	return &tender.Ranking{
		Trias: tender.RankingFormat,
		Tender: &tender.Ref{ID: "t-1", Version: "1", Title: evidence.Text{EN: "Fictional platform", DE: "Fiktive Plattform"}, Subject: &evidence.Text{EN: "A platform for 48 months", DE: "Eine Plattform für 48 Monate"},
			Authority: "Stadt Nirgendheim", Procedure: tender.Open, Digest: "sha256:aa", Announced: "sha256:bb", Changed: true},
		At: &evaluator.Instant{Time: awardAt},
		Method: rank.Method{Name: rank.Extended, Corridor: ptr(num("0.05")), Decide: rank.ByPerformance, Scale: ptr(num("1000000")),
			Rounding: &rank.Rounding{Places: 2, Mode: exact.HalfUp}, Ties: []rank.Tie{{By: rank.ByPrice}, {By: rank.ByCriterion, Criterion: "B1"}}},
		Currency: "EUR", Formula: "Z = L / P", Source: "UfAB 2018, erweiterte Richtwertmethode",
		Basis: map[string]exact.Number{rank.ZMax: num("3/2960"), rank.CorridorLower: num("57/59200")},
		Ranking: []rank.Ranked{
			{ID: "A3", Rank: 1, Z: num("0.001"), Shown: "1000.00", Performance: num("100"), Price: num("100000"), InCorridor: &yes},
			{ID: "A2", Rank: 2, Z: num("3/2960"), Shown: "1013.51", Performance: num("75"), Price: num("74000"), InCorridor: &yes, Decided: rank.DecidedByPerformance},
			{ID: "A1", Rank: 3, Z: num("3/3250"), Shown: "923.08", Performance: num("60"), Price: num("65000"), InCorridor: &no, Decided: rank.DecidedByCorridor,
				Warnings: []rank.Warning{{Code: rank.OpenPerformance}}},
		},
		Warnings: []rank.Warning{{Code: rank.FlipPossible}, {Code: rank.FlipFound, Offers: []string{"A3", "A2"}, Without: []string{"A1"}}, {Code: rank.SimpleAs5050, Source: "VK Lüneburg, 5 September 2023, VgK-20/2023"}},
		Stability: &rank.Stability{Winner: "A3", Tolerances: rank.Tolerances{Weights: num("10"), Prices: num("5")},
			Weights:     &rank.Region{Answer: rank.Holds, Exact: true, Reversal: &rank.Reversal{Distance: num("12.4"), Winner: "A2", At: map[string]exact.Number{"B1": num("6.744"), "B2": num("3.256")}}},
			Prices:      &rank.Region{Answer: rank.Reversed, Reversal: &rank.Reversal{Distance: num("2"), Until: ptr(num("2.000001")), Winner: "A2", At: map[string]exact.Number{"A3": num("102000"), "A2": num("72520")}}},
			Completions: &rank.Region{Answer: rank.Undecided},
			Criteria: []rank.Sensitivity{
				{Criterion: "B1", Share: num("0.6"), From: num("0"), To: num("2/3"), Above: "A2", Points: ptr(num("1.5"))},
				{Criterion: "price", Share: num("0.5"), From: num("1/3"), To: num("1"), Below: "A1"},
			}},
		Offers: []tender.Assessed{
			{ID: "A1", Bidder: "Fiktiv Eins GmbH", Status: tender.IsRanked, Conformity: evaluator.Conformant, Performance: performance("6", "6"), Dossier: "sha256:a1"},
			{ID: "A2", Bidder: "Fiktiv Zwei GmbH", Status: tender.IsRanked, Conformity: evaluator.Conformant, Performance: performance("7.5", "7.5")},
			{ID: "A3", Bidder: "Fiktiv Drei GmbH", Status: tender.IsRanked, Conformity: evaluator.Conformant, Performance: performance("10", "10")},
			{ID: "A4", Bidder: "Fiktiv Vier GmbH", Status: tender.Excluded, Conformity: evaluator.NonConformant, Unmet: []string{"KEYS"}},
			{ID: "A5", Bidder: "Fiktiv Fünf GmbH", Status: tender.Inconclusive, IfAdmitted: ptr(int64(1)), Verdict: "sha256:v5", Conformity: evaluator.Inconclusive, Open: []string{"EXIT"},
				Requests: []tender.Request{
					{Criterion: "EXIT", Facts: []string{"data.keys.custody"}, Proofs: []string{"ext.own.fact"}, May: true, Ground: tender.Lacking, Why: "VgV § 56(2)",
						Needs: map[string]string{"ext.own.fact": `by("contract") || by("documentation")`}},
					{Criterion: "seal", Proofs: []string{"data.keys.custody"}, Ground: tender.Scored, Why: "VgV § 56(3)"},
				}},
			{ID: "A6", Status: tender.BelowMinimum, Gates: []score.Gate{{Of: "total", Minimum: num("50"), Values: same("40"), Status: score.GateNotMet}}},
			{ID: "A7", Status: tender.Lapsed, Lapse: &tender.Lapse{Reasons: []tender.LapseReason{tender.HorizonPassed, tender.DossierChanged}, Ended: ending()}},
		},
	}
}

// ending is one by a proof that ends.
func ending() *tender.Ending {
	return &tender.Ending{At: evaluator.Instant{Time: awardAt}, Day: evidence.DateOf(awardAt, awardAt.Location()), Criteria: []evaluator.EventChange{{Criterion: "KEYS",
		Before: evaluator.EventState{Outcome: evaluator.Pass}, After: evaluator.EventState{Outcome: evaluator.Unproven},
		Causes: []evaluator.EventCause{{Kind: evaluator.EventProofEnds, Proof: "handbook"}}}}}
}

// checkedTender is a tender with an error and a warning.
func checkedTender() *tender.Checked {
	return &tender.Checked{
		Tender: &tender.Ref{ID: "t-1", Version: "1", Title: evidence.Text{EN: "Fictional platform", DE: "Fiktive Plattform"}, Digest: "sha256:aa"},
		Digest: "sha256:aa", Profile: "sha256:pp", Catalogue: "sha256:cc", Methods: []score.Identity{{Name: "eucsf-2026", Version: "2026"}},
		Exclusion: []string{"KEYS", "EXIT"}, Award: []tender.Share{{Criterion: "B1", Share: num("2/3")}, {Criterion: "B2", Share: num("1/3")}},
		Findings: []tender.Finding{
			{Severity: tender.IsError, Code: tender.ScoredMust, Pointer: "/award/groups/0/criteria/0", Line: 12, Column: 7, About: []string{"KEYS"}, Message: "KEYS is a must of the profile", Hint: "score something else"},
			{Severity: tender.IsWarning, Code: tender.WideCorridor, Message: "the corridor is 15 %", Source: "UfAB 2018"},
		},
	}
}

// qualification lets one bidder in, until a proof ends.
func qualification() *tender.Qualification {
	subject := evaluator.SubjectRef{ID: "offer-1", Name: "Fictional Cloud", Version: "2.1"}
	return &tender.Qualification{
		Tender: tender.Ref{ID: "t-1", Version: "1", Title: evidence.Text{EN: "Fictional platform", DE: "Fiktive Plattform"}, Digest: "sha256:aa"},
		At:     evaluator.Instant{Time: awardAt}, Until: evaluator.Instant{Time: awardAt.AddDate(4, 0, 0)},
		Profile: tender.Named{ID: "normal", Version: "1.0.0", Digest: "sha256:pp"}, Catalogue: tender.Named{ID: "trias", Version: "1.0.0", Digest: "sha256:cc"},
		Exclusion: []string{"KEYS", "EXIT"},
		Bidders: []tender.Qualified{
			{ID: "b1", Bidder: "Fiktiv Eins GmbH", Subject: subject, Dossier: "sha256:d1", Status: tender.IsQualified, Ends: ending()},
			{ID: "b2", Subject: subject, Dossier: "sha256:d2", Status: tender.IsQualified},
			{ID: "b3", Subject: subject, Dossier: "sha256:d3", Status: tender.IsQualified, Through: &evaluator.Instant{Time: awardAt.AddDate(1, 0, 0)}},
			{ID: "b4", Subject: subject, Dossier: "sha256:d4", Status: tender.NotQualified, Unmet: []string{"KEYS"}},
			{ID: "b5", Subject: subject, Dossier: "sha256:d5", Status: tender.QualifiedIsOpen, Open: []string{"EXIT"}, Gates: []score.Gate{{Of: "SOV-3", Minimum: num("3"), Values: seen("", "1", "1", "4"), Status: score.GateOpen}},
				Requests: []tender.Request{{Criterion: "EXIT", Facts: []string{"data.keys.custody"}, May: true, Ground: tender.Unclear, Why: "VgV § 15(5)"}}},
		},
	}
}

// weightedRanking is the same example, with the numbers alone, under another method.
func weightedRanking(t testing.TB, m rank.Method) *tender.Ranking {
	t.Helper()
	field := rank.Field{Method: m}
	for _, o := range [][3]string{{"A1", "60", "65000"}, {"A2", "75", "74000"}, {"A3", "100", "100000"}} {
		field.Offers = append(field.Offers, rank.Offer{ID: o[0], Performance: num(o[1]), Price: num(o[2])})
	}
	r, err := rank.Rank(field)
	if err != nil {
		t.Fatal(err)
	}
	return &tender.Ranking{Trias: tender.RankingFormat, Method: r.Method, Formula: r.Formula, Source: r.Source, Unverified: r.Unverified, Basis: r.Basis, Ranking: r.Ranking, Warnings: r.Warnings}
}

var rankingTitles = map[string]evidence.Text{
	"KEYS": {EN: "Who holds the keys", DE: "Wer die Schlüssel hält"}, "EXIT": {EN: "Exit plan", DE: "Ausstiegsplan"},
	"B1": {EN: "Portability of data", DE: "Mitnahme der Daten"}, "B2": {EN: "Open source", DE: "Quelloffenheit"},
}

func TestRankingGolden(t *testing.T) {
	t.Parallel()
	golden(t, "ranking-extended", func(w io.Writer, o report.Options) error { return report.Ranking(w, extendedRanking(), nil, o) }, report.Options{Titles: rankingTitles})
	halves := &rank.Weights{Performance: num("50"), Price: num("50")}
	golden(t, "ranking-median", func(w io.Writer, o report.Options) error {
		return report.Ranking(w, weightedRanking(t, rank.Method{Name: rank.Median, Weights: halves}), nil, o)
	}, report.Options{})
}

// TestReversalWeights looks at the weights at a reversal where both weights are given
// in hundredths of one. A3 has 3 points more than A2 and costs 6000 more: they are as
// good where G_L · 3/80 = G_P · 6000/70000, so that G_P is 7/23, which is 30.4348 %.
func TestReversalWeights(t *testing.T) {
	t.Parallel()
	m := rank.Method{Name: rank.Reference, Weights: &rank.Weights{Performance: num("0.6"), Price: num("0.4")}, Reference: &rank.ReferenceValues{Performance: num("80"), Price: num("70000")}}
	field := rank.Field{Method: m}
	for _, o := range [][3]string{{"A1", "60", "65000"}, {"A2", "75", "74000"}, {"A3", "78", "80000"}} {
		field.Offers = append(field.Offers, rank.Offer{ID: o[0], Performance: num(o[1]), Price: num(o[2])})
	}
	ranked, err := rank.Rank(field)
	if err != nil {
		t.Fatal(err)
	}
	stability, err := rank.Stable(t.Context(), field, rank.Tolerances{Weights: num("20"), Prices: num("0")})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	r := &tender.Ranking{Method: ranked.Method, Formula: ranked.Formula, Source: ranked.Source, Basis: ranked.Basis, Ranking: ranked.Ranking, Stability: stability}
	if err := report.Ranking(&out, r, nil, report.Options{Format: report.FormatMarkdown}); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"| the price | 40 | ≈ 30.4348 | ≈ −23.9130 % |", "| the performance | 60 | ≈ 69.5652 | ≈ +15.9420 % |"} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("%s is not in\n%s", line, out.String())
		}
	}
}

func TestTenderCheckGolden(t *testing.T) {
	t.Parallel()
	golden(t, "tender-check", func(w io.Writer, o report.Options) error { return report.TenderCheck(w, checkedTender(), nil, o) }, report.Options{Titles: rankingTitles, Full: true})
	golden(t, "tender-sound", func(w io.Writer, o report.Options) error {
		c := checkedTender()
		c.Findings, c.Award = nil, nil
		return report.TenderCheck(w, c, nil, o)
	}, report.Options{})
}

func TestQualificationGolden(t *testing.T) {
	t.Parallel()
	golden(t, "qualification", func(w io.Writer, o report.Options) error { return report.Qualification(w, qualification(), nil, o) }, report.Options{Titles: rankingTitles})
}

// Whatever the method, the numbers that are inserted into its formula come to Z:
// what is written ends in the Z of the ranking, with a step before it.
func TestSteps(t *testing.T) {
	t.Parallel()
	weights := &rank.Weights{Performance: num("70"), Price: num("30")}
	for _, c := range []struct {
		method rank.Method
		want   string // of A2
	}{
		{rank.Method{Name: rank.Simple}, "Z = 75 / 74,000 = 3/2960 ≈ 0.0010135"},
		{rank.Method{Name: rank.Median, Weights: weights}, "Z = 70 · 75 / 75 − 30 · 74,000 / 74,000 = 70 − 30 = 40"},
		{rank.Method{Name: rank.Mean, Weights: weights}, "Z = 70 · 75 / (235/3) − 30 · 74,000 / (239000/3) ≈ 67.02 − 27.87 = 439830/11233 ≈ 39.16"},
		{rank.Method{Name: rank.Reference, Weights: weights, Reference: &rank.ReferenceValues{Performance: num("80"), Price: num("80000")}}, "Z = 70 · 75 / 80 − 30 · 74,000 / 80,000 = 65.625 − 27.750 = 37.875"},
		{rank.Method{Name: rank.BadenWuerttemberg, Weights: weights}, "Z = 70 · 75 / 100 − 30 · 74,000 / 65,000 ≈ 52.50 − 34.15 = 477/26 ≈ 18.35"},
		{rank.Method{Name: rank.PriceQuotient, Weights: weights}, "Z = 70 · 75 / 100 + 30 · 65,000 / 74,000 ≈ 52.50 + 26.35 = 5835/74 ≈ 78.85"},
		{rank.Method{Name: rank.PriceOneSided, Weights: weights}, "Z = 70 · 75 / 100 + 30 · max(0; 2 − 74,000 / 65,000) ≈ 52.50 + 25.85 = 2037/26 ≈ 78.35"},
		{rank.Method{Name: rank.PriceTwoSided, Weights: weights}, "Z = 70 · 75 / 100 + 30 · (100,000 − 74,000) / (100,000 − 65,000) ≈ 52.50 + 22.29 = 1047/14 ≈ 74.79"},
		{rank.Method{Name: rank.LowestPrice}, "Z = 74,000"},
	} {
		var b bytes.Buffer
		if err := report.Ranking(&b, weightedRanking(t, c.method), nil, report.Options{Format: report.FormatMarkdown}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "- **A2** "+c.want+"\n") {
			t.Errorf("%s: want %s in\n%s", c.method.Name, c.want, b.String())
		}
	}
}

// However many offers there are, the report stays one that can be read, and says
// what it leaves out; in full it leaves out nothing.
func TestRankingOfMany(t *testing.T) {
	t.Parallel()
	field := rank.Field{Method: rank.Method{Name: rank.Simple}}
	for i := range 200 {
		field.Offers = append(field.Offers, rank.Offer{ID: fmt.Sprintf("O%03d", i), Performance: exact.Int(int64(50 + i)), Price: num("1000")})
	}
	ranked, err := rank.Rank(field)
	if err != nil {
		t.Fatal(err)
	}
	r := &tender.Ranking{Method: ranked.Method, Formula: ranked.Formula, Source: ranked.Source, Ranking: ranked.Ranking, Warnings: ranked.Warnings}
	var short, full bytes.Buffer
	if err := errors.Join(report.Ranking(&short, r, nil, report.Options{}), report.Ranking(&full, r, nil, report.Options{Full: true})); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(short.String(), "Z = 2"); n != report.MaxDetailed || !strings.Contains(short.String(), "190 more offers") {
		t.Errorf("%d offers are calculated:\n%s", n, short.String())
	}
	if strings.Count(full.String(), "Z = ") < 200 || strings.Count(short.String(), "O000") != 1 {
		t.Error("not all offers are there")
	}
}

// A single offer has nobody behind it, and no column says what decided.
func TestRankingOfOne(t *testing.T) {
	t.Parallel()
	ranked, err := rank.Rank(rank.Field{Method: rank.Method{Name: rank.Simple}, Offers: []rank.Offer{{ID: "alone", Performance: num("1"), Price: num("3")}}})
	if err != nil {
		t.Fatal(err)
	}
	r := &tender.Ranking{Method: ranked.Method, Formula: ranked.Formula, Source: ranked.Source, Ranking: ranked.Ranking}
	for _, format := range report.Formats() {
		var b bytes.Buffer
		if err := report.Ranking(&b, r, nil, report.Options{Format: format}); err != nil {
			t.Fatal(err)
		}
		if text := b.String(); !strings.Contains(text, "alone is first, as the only offer") || !strings.Contains(text, "Z = 1 / 3 = 1/3 ≈ 0.33333") || strings.Contains(text, "What decided") {
			t.Errorf("%s", text)
		}
	}
}

func TestRankingErrors(t *testing.T) {
	t.Parallel()
	if err := report.Ranking(io.Discard, nil, nil, report.Options{}); !errors.Is(err, report.ErrNothing) {
		t.Error(err)
	}
	if err := report.TenderCheck(io.Discard, nil, nil, report.Options{}); !errors.Is(err, report.ErrNothing) {
		t.Error(err)
	}
	if err := report.Qualification(io.Discard, nil, nil, report.Options{}); !errors.Is(err, report.ErrNothing) {
		t.Error(err)
	}
	if err := report.Ranking(io.Discard, extendedRanking(), nil, report.Options{Lang: "xx"}); !errors.Is(err, report.ErrLanguage) {
		t.Error(err)
	}
}
