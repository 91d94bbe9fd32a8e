package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/simulate/plot"
	"github.com/trias-sovereignty/trias/evaluator/simulate/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

var (
	update   = flag.Bool("update", false, "write the golden files anew")
	thorough = flag.Bool("thorough", false, "leave out every member of results, not some of them")
	gallery  = flag.String("gallery", "", "`folder` to write reports and pictures to, to be looked at")
)

const records = 100_000

func number(text string) *exact.Number {
	n := exact.MustParse(text)
	return &n
}

// of is a share with an interval of the normal approximation: near enough for a
// picture.
func of(count, all int64) simulate.Share {
	s := simulate.Share{Count: count, Of: all}
	if all == 0 {
		return s
	}
	share, err := exact.Fraction(count, all)
	if err != nil {
		panic(err)
	}
	p := float64(count) / float64(all)
	half := exact.OfRat(new(big.Rat).SetFloat64(1.96*math.Sqrt(p*(1-p)/float64(all)))).Round(8, exact.HalfUp)
	low, high := exact.Max(exact.Int(0), share.Sub(half)), exact.Min(exact.Int(1), share.Add(half))
	s.Share, s.Low, s.High = &share, &low, &high
	return s
}

func text(en, de string) evidence.Text { return evidence.Text{EN: en, DE: de} }

func levels(counts ...int64) (all []simulate.ConformityShare) {
	for i, c := range []evaluator.Conformity{evaluator.Conformant, evaluator.ConformantWithDeviations, evaluator.Provisional, evaluator.Inconclusive, evaluator.NonConformant} {
		all = append(all, simulate.ConformityShare{Conformity: c, Share: of(counts[i], records)})
	}
	return all
}

func outcomes(counts ...int64) (all []simulate.OutcomeShare) {
	for i, o := range []evaluator.Outcome{evaluator.Pass, evaluator.Fail, evaluator.Unproven, evaluator.Unknown, evaluator.NotApplicable, evaluator.Error} {
		all = append(all, simulate.OutcomeShare{Outcome: o, Share: of(counts[i], records)})
	}
	return all
}

func spread(mean string, first, step int64, counts ...int64) simulate.Spread {
	s := simulate.Spread{Step: exact.Int(step), Mean: number(mean), Low: number(mean), High: number(mean), Deviation: number("12.34567")}
	for i, c := range counts {
		at := exact.Int(first + int64(i)*step)
		s.Bins = append(s.Bins, simulate.Bin{From: at, To: at, Count: c})
		s.Records += c
	}
	for i, q := range []string{"0", "1/4", "1/2", "3/4", "1"} {
		s.Quantiles = append(s.Quantiles, simulate.SpreadQuantile{At: exact.MustParse(q), Value: exact.Int(first + int64(i*len(counts)/5)*step)})
	}
	return s
}

func sha(digit string) string { return "sha256:" + strings.Repeat(digit, 64) }

// written are results with something in every part, of invented numbers.
func written() *simulate.Results {
	criteria := []simulate.CriterionInfo{
		{ID: "OPS-CHO-02", Title: text("Switching periods in the contract", "Wechselfristen im Vertrag"), Obligation: profiles.Must},
		{ID: "DAT-CON-01", Title: text("Keys in the customer's hand", "Schlüssel in der Hand des Kunden"), Obligation: profiles.Must},
		{ID: "SUP-CON-03", Title: text("Origin of the components", "Herkunft der Komponenten"), Obligation: profiles.Should},
	}
	lenient := slices.Clone(criteria) // as the profile normal has them
	lenient[0].Obligation = profiles.Should
	pinned := func(id, digit string) simulate.Pinned {
		return simulate.Pinned{ID: id, Version: "0.2.0", Digest: sha(digit)}
	}
	r := &simulate.Results{
		Trias: simulate.ResultsFormat, At: evaluator.Instant{Time: time.Date(2026, time.November, 26, 0, 0, 0, 0, time.UTC)}, Seed: 7, Records: records,
		Study: simulate.StudyInfo{ID: "thresholds", Title: text("What do strict periods cost?", "Was kosten strenge Fristen?"),
			Question: text("Which MUST excludes most offers, and how far does a threshold shrink the market?", "Welches MUSS schließt die meisten Angebote aus, und wie weit verkleinert eine Schwelle den Markt?"),
			Limits:   []evidence.Text{text("All numbers of this test are invented.", "Alle Zahlen dieses Tests sind erfunden.")}},
		Confidence: exact.MustParse("0.95"), Quantile: exact.MustParse("1.95996398"), Digests: simulate.Digests{Study: sha("1"), Population: sha("2")},
		Profiles: []simulate.ProfileInfo{
			{ID: "normal", Title: text("normal", "normal"), Profile: pinned("normal", "3"), Catalogue: pinned("trias", "4"), Criteria: lenient},
			{ID: "high", Title: text("high", "hoch"), Profile: pinned("high", "5"), Catalogue: pinned("trias", "4"), Criteria: criteria},
		},
		Plan: simulate.PlanInfo{Variants: 53, Columns: 518, Fallbacks: []simulate.Fallback{{Leaf: "data.a <= data.b", Criteria: []string{"DAT-CON-01"}, Paths: []string{"data.a", "data.b"}, Why: "it relates several facts", Cost: 18}}},
	}
	for i, p := range []string{"normal", "high"} {
		n := int64(i)
		r.Rates = append(r.Rates, simulate.Rates{
			Profile: p, Conformity: levels(12_345-n*6_000, 20_000-n*13_000, 655-n*600, 30_000, 37_000+n*19_600), Admitted: of(33_000-n*19_600, records),
			Criteria: []simulate.CriterionRates{
				{Criterion: "OPS-CHO-02", Outcomes: outcomes(60_000, 21_000, 9_000, 10_000, 0, 0)},
				{Criterion: "DAT-CON-01", Outcomes: outcomes(70_000, 12_000, 8_000, 5_000, 5_000, 0)},
				{Criterion: "SUP-CON-03", Outcomes: outcomes(99_990, 3, 0, 7, 0, 0)},
			}})
	}
	r.Competition = []simulate.Competition{{Profile: "high", Excluded: of(86_600, records), Musts: []simulate.MustEffect{
		{Criterion: "OPS-CHO-02", Blocks: of(40_000, records), Fails: of(21_000, records), Open: of(19_000, records), Alone: of(9_012, records), AloneFails: of(6_000, records), AloneOpen: of(3_012, records)},
		{Criterion: "DAT-CON-01", Blocks: of(25_000, records), Fails: of(12_000, records), Open: of(13_000, records), Alone: of(2_000, records), AloneFails: of(2_000, records), AloneOpen: of(0, records)},
	}, Pairs: []simulate.PairEffect{{Criteria: []string{"DAT-CON-01", "OPS-CHO-02"}, Together: of(4_711, records)}}}}
	sweep := simulate.Sweep{ID: "notice", Title: text("Longest notice before switching, in days", "Längste Kündigungsfrist vor dem Wechsel in Tagen"), Profile: "high", Kind: simulate.SweepParameter, Criterion: "OPS-CHO-02", Parameter: "maxNoticeDays"}
	for i := range int64(16) {
		n := 10 + i*6
		admitted := 2_000 + i*i*60
		v := exact.Int(n)
		sweep.Points = append(sweep.Points, simulate.SweepPoint{Value: fmt.Sprint(n), Number: &v, Base: n == 64, Conformity: levels(admitted, 0, 0, 30_000, 70_000-admitted), Admitted: of(admitted, records), Lost: of(max(0, 6_860-admitted), records), Gained: of(max(0, admitted-6_860), records)})
	}
	r.Sweeps = []simulate.Sweep{sweep,
		{ID: "duty", Title: text("Keys: how binding", "Schlüssel: wie verbindlich"), Profile: "high", Kind: simulate.SweepObligation, Criterion: "DAT-CON-01", Points: []simulate.SweepPoint{
			{Value: "must", Base: true, Conformity: levels(13_400, 0, 0, 0, 86_600), Admitted: of(13_400, records), Lost: of(0, records), Gained: of(0, records)},
			{Value: "should", Conformity: levels(15_400, 0, 0, 0, 84_600), Admitted: of(15_400, records), Lost: of(0, records), Gained: of(2_000, records)}}},
		{ID: "drop", Title: text("Without the keys", "Ohne die Schlüssel"), Profile: "high", Kind: simulate.SweepDrop, Criterion: "DAT-CON-01", Points: []simulate.SweepPoint{
			{Value: "applied", Base: true, Conformity: levels(13_400, 0, 0, 0, 86_600), Admitted: of(13_400, records), Lost: of(0, records), Gained: of(0, records)},
			{Value: "dropped", Conformity: levels(15_400, 0, 0, 0, 84_600), Admitted: of(15_400, records), Lost: of(0, records), Gained: of(2_000, records)}}},
		{ID: "day", Title: text("From when on", "Ab wann"), Profile: "high", Kind: simulate.SweepParameter, Criterion: "OPS-CHO-02", Parameter: "from", Points: []simulate.SweepPoint{
			{Value: "2026-01-12", Conformity: levels(13_400, 0, 0, 0, 86_600), Admitted: of(13_400, records), Lost: of(0, records), Gained: of(0, records)},
			{Value: "2027-01-12", Base: true, Conformity: levels(15_400, 0, 0, 0, 84_600), Admitted: of(15_400, records), Lost: of(0, records), Gained: of(2_000, records)},
			{Value: "2027-09-12", Conformity: levels(25_400, 0, 0, 0, 74_600), Admitted: of(25_400, records), Lost: of(0, records), Gained: of(12_000, records)}}},
	}
	r.Scores = []simulate.ScoreSpread{{ID: "flat", Profile: "high", Method: score.Identity{Name: "xccdf-flat", Version: "1", Title: text("XCCDF flat", "XCCDF flach"), Source: "NIST IR 7275 Rev. 4, 7.2.4"}, Digest: sha("6"), Unit: score.Points, Maximum: exact.Int(60), Engine: simulate.ByCounting,
		Views: []simulate.ViewSpread{
			{View: simulate.Proven, Spread: spread("24.43210987", 0, 3, 100, 400, 1_500, 4_000, 9_000, 15_000, 18_000, 17_000, 14_000, 9_000, 6_000, 3_500, 1_500, 700, 200, 100)},
			{View: simulate.Stated, Spread: spread("31.2", 6, 3, 100, 400, 1_500, 4_000, 9_000, 15_000, 18_000, 17_000, 14_000, 9_000, 6_000, 3_500, 1_500, 700, 200, 100)},
		}}}
	r.WeightSweeps = []simulate.WeightSweep{{ID: "keys", Title: text("Weight of the keys", "Gewicht der Schlüssel"), Score: "flat", Criterion: "DAT-CON-01", Own: exact.Int(1), View: simulate.Proven}}
	for i := range int64(6) {
		r.WeightSweeps[0].Points = append(r.WeightSweeps[0].Points, simulate.WeightPoint{Weight: exact.Int(i), Base: i == 1, Spread: spread(fmt.Sprint(24+i), 0, 3, 10_000, 60_000, 30_000), Reversed: of((i-1)*(i-1)*250, records/2), Untied: of(10, records/2), Tied: of(20, records/2)})
	}
	factor := func(kind simulate.FactorKind, path, demand, index string, noise bool, levels ...simulate.Level) simulate.Factor {
		n := exact.MustParse(index)
		low, high := n.Sub(exact.MustParse("0.004")), n.Add(exact.MustParse("0.004"))
		return simulate.Factor{Kind: kind, Paths: []string{path}, Demand: demand, Classes: 3, Ratio: n.Add(exact.MustParse("0.00002")), Index: n, Low: &low, High: &high, Floor: exact.MustParse("0.00016"), Noise: noise, Levels: levels}
	}
	r.Sensitivity = []simulate.Sensitivity{
		{Profile: "high", Records: records, Mean: exact.MustParse("0.866"), Variance: exact.MustParse("0.116044"), Factors: []simulate.Factor{
			factor(simulate.FactorFact, "operational.exit.terms.noticeDays", "", "0.31415", false, simulate.Level{Text: "unknown", Records: 10_000, Mean: exact.Int(1)}, simulate.Level{Text: "at most 62", Records: 60_000, Mean: exact.MustParse("0.71")}, simulate.Level{Text: "more than 62 and rather a lot of days", Records: 30_000, Mean: exact.Int(1)}),
			factor(simulate.FactorProof, "data.keys", `by("contract")`, "0.12", false, simulate.Level{Text: "true", Records: 40_000, Mean: exact.MustParse("0.80")}, simulate.Level{Text: "false", Records: 60_000, Mean: exact.MustParse("0.91")}),
			factor(simulate.FactorCause, "maturity", "", "0.02", false, simulate.Level{Text: "low", Records: 50_000, Mean: exact.MustParse("0.9")}, simulate.Level{Text: "high", Records: 50_000, Mean: exact.MustParse("0.832")}),
			factor(simulate.FactorMissing, "data.logs", "", "-0.00001", true, simulate.Level{Text: "stated", Records: 90_000, Mean: exact.MustParse("0.866")}, simulate.Level{Text: "unknown", Records: 10_000, Mean: exact.MustParse("0.866")}),
		}},
		{Score: "flat", View: simulate.Proven, Records: records, Mean: exact.MustParse("24.432"), Variance: exact.Int(0)},
	}
	info := func(kind simulate.InformationKind, path string, admitted, excluded int64) simulate.InformationItem {
		return simulate.InformationItem{Kind: kind, Paths: []string{path}, Resolved: of(admitted+excluded, 30_000), Admitted: of(admitted, 30_000), Excluded: of(excluded, 30_000)}
	}
	r.Information = []simulate.Information{{Profile: "high", Open: of(30_000, records), SearchRecords: 8_192,
		Items: []simulate.InformationItem{info(simulate.Reveal, "operational.exit", 4_000, 5_500), info(simulate.Prove, "data.keys", 3_000, 0), info(simulate.Reveal, "supplyChain.components", 10, 900)},
		Best:  []simulate.BestStep{{Kind: simulate.Reveal, Paths: []string{"operational.exit"}, Resolved: of(2_600, 8_192), Admitted: of(1_100, 8_192), Excluded: of(1_500, 8_192)}, {Kind: simulate.Prove, Paths: []string{"data.keys"}, Resolved: of(4_100, 8_192), Admitted: of(2_300, 8_192), Excluded: of(1_800, 8_192)}}}}
	moves := []simulate.Move{}
	for i, from := range []evaluator.Conformity{evaluator.Conformant, evaluator.ConformantWithDeviations, evaluator.Provisional, evaluator.Inconclusive, evaluator.NonConformant} {
		for k, to := range []evaluator.Conformity{evaluator.Conformant, evaluator.ConformantWithDeviations, evaluator.Provisional, evaluator.Inconclusive, evaluator.NonConformant} {
			moves = append(moves, simulate.Move{From: from, To: to, Count: [][]int64{{6_345, 3_000, 0, 2_000, 1_000}, {0, 7_000, 0, 6_000, 7_000}, {0, 55, 0, 0, 600}, {0, 0, 0, 30_000, 0}, {0, 0, 0, 0, 37_000}}[i][k]})
		}
	}
	r.Comparisons = []simulate.Comparison{{ID: "up", Title: text("From normal to high", "Von normal zu hoch"), From: "normal", To: "high", Table: moves, Changed: of(19_600, records), Lost: of(16_600, records), Gained: of(0, records),
		Criteria: []simulate.CriterionChange{{Criterion: "DAT-CON-01", Changed: of(12_000, 16_600)}, {Criterion: "OPS-CHO-02", Changed: of(7_000, 16_600)}},
		Sides: []simulate.SideChange{{Record: 3, From: evaluator.Conformant, To: evaluator.NonConformant, Criteria: []simulate.OutcomeChange{{Criterion: "DAT-CON-01", To: evaluator.Fail}, {Criterion: "OPS-CHO-02", From: evaluator.Pass, To: evaluator.Unproven}}},
			{Record: 8, From: evaluator.ConformantWithDeviations, To: evaluator.NonConformant, Criteria: []simulate.OutcomeChange{{Criterion: "OPS-CHO-02", From: evaluator.Fail, To: evaluator.Fail}}}}}}
	r.Sample = []simulate.SampleRecord{{Record: 0, Conformity: []evaluator.Conformity{evaluator.Conformant, evaluator.Inconclusive}}}
	return r
}

// Profiles of the same title, as one has under two catalogues, are told apart.
func TestProfilesOfOneTitle(t *testing.T) {
	t.Parallel()
	r := written()
	for i := range r.Profiles {
		r.Profiles[i].Title = text("High", "Hoch")
	}
	for lang, want := range map[string]string{"en": "From “High (normal)” to “High (high)”", "de": "Von „Hoch (normal)“ zu „Hoch (high)“"} {
		answers, err := report.Answers(r, options(lang))
		if err != nil {
			t.Fatal(err)
		}
		if all := strings.Join(answers, "\n"); !strings.Contains(all, want) {
			t.Errorf("%s: %q is not said:\n%s", lang, want, all)
		}
	}
}

// Pictures whose names would differ in capital letters alone have other names: on many
// machines they would be one file.
func TestPicturesOfNamesThatDifferInCase(t *testing.T) {
	t.Parallel()
	r := written()
	again := r.Sweeps[0]
	again.ID = strings.ToUpper(again.ID)
	r.Sweeps = append(r.Sweeps, again)
	pictures, err := report.Pictures(r, options("en"))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range pictures {
		if name := strings.ToLower(p.Name); seen[name] {
			t.Errorf("%s is there twice", p.Name)
		} else {
			seen[name] = true
		}
	}
	if !seen["sweep-notice-2.en"] {
		t.Errorf("the second sweep has no picture: %v", seen)
	}
}

func options(lang string) report.Options {
	return report.Options{Lang: lang, Command: "trias simulate study.yaml"}
}

// TestGolden compares the reports of invented results with the files in testdata.
func TestGolden(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "en"} {
		var md, page bytes.Buffer
		if err := report.Markdown(&md, written(), options(lang)); err != nil {
			t.Fatal(err)
		}
		if err := report.HTML(&page, written(), options(lang)); err != nil {
			t.Fatal(err)
		}
		if *gallery != "" {
			look(t, lang, md.Bytes(), page.Bytes())
		}
		name := filepath.Join("testdata", "report."+lang+".md")
		if *update {
			if err := os.WriteFile(name, md.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), md.String()); diff != "" {
			t.Errorf("%s (-want +got), run with -update and read the difference:\n%s", name, diff)
		}
	}
}

// look writes everything to be looked at.
func look(t *testing.T, lang string, md, page []byte) {
	t.Helper()
	files := map[string][]byte{"report." + lang + ".md": md, "report." + lang + ".html": page}
	pictures, err := report.Pictures(written(), options(lang))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pictures {
		if files[p.Name+".svg"], err = p.SVG(); err != nil {
			t.Fatal(err)
		}
		if files[p.Name+".png"], err = p.PNG(); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(*gallery, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var html = goldmark.New(goldmark.WithExtensions(extension.GFM))

// TestPictures: what a report in Markdown links is there, and nothing else; each
// picture says in words what it shows, and HTML holds all of them.
func TestPictures(t *testing.T) {
	t.Parallel()
	for _, lang := range report.Languages() {
		pictures, err := report.Pictures(written(), options(lang))
		if err != nil {
			t.Fatal(err)
		}
		var md, page bytes.Buffer
		if err := report.Markdown(&md, written(), options(lang)); err != nil {
			t.Fatal(err)
		}
		if err := report.HTML(&page, written(), options(lang)); err != nil {
			t.Fatal(err)
		}
		var linked, drawn []string
		for _, m := range regexp.MustCompile(`\]\(([^)]*)\)`).FindAllStringSubmatch(md.String(), -1) {
			linked = append(linked, m[1])
		}
		for _, p := range pictures {
			drawn = append(drawn, p.Name+".svg")
			if p.Title == "" || p.Text == "" || !strings.Contains(p.Subtitle, "n = 100") {
				t.Errorf("%s: title %q, subtitle %q, in words %q", p.Name, p.Title, p.Subtitle, p.Text)
			}
			svg, err := p.SVG()
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(page.Bytes(), svg) {
				t.Errorf("HTML does not hold %s", p.Name)
			}
		}
		if diff := cmp.Diff(linked, drawn); diff != "" || len(drawn) < 14 {
			t.Errorf("%s: linked and not drawn (-), or drawn and not linked (+):\n%s", lang, diff)
		}
		well(t, page.Bytes())
		for _, text := range []string{md.String(), page.String()} {
			if left := regexp.MustCompile(`\{[a-zA-Z]+\}|%!|<nil>|NaN`).FindString(text); left != "" {
				t.Errorf("%s: %q is left over", lang, left)
			}
		}
	}
}

// well reports HTML that is not well formed.
func well(t *testing.T, page []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var open []string
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			open = append(open, x.Name.Local)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != x.Name.Local {
				t.Fatalf("</%s> closes %v", x.Name.Local, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("never closed: %v", open)
	}
}

// TestHostile: texts of a study are texts, whatever they look like, and names of
// files stay within their folder.
func TestHostile(t *testing.T) {
	t.Parallel()
	bad := "</desc><script>alert(1)</script> | `x` ](http://example.org) ../../etc\x00\xff"
	data, err := json.Marshal(written())
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	tree = poison(tree, bad)
	if data, err = json.Marshal(tree); err != nil {
		t.Fatal(err)
	}
	var r simulate.Results
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	var md, page, out bytes.Buffer
	if err := report.Markdown(&md, &r, report.Options{Command: bad}); err != nil {
		t.Fatal(err)
	}
	if err := report.HTML(&page, &r, report.Options{Command: bad}); err != nil {
		t.Fatal(err)
	}
	well(t, page.Bytes())
	if err := html.Convert(md.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"HTML": page.String(), "Markdown": out.String()} {
		if strings.Contains(text, "<script") || strings.Contains(text, `href="http://example.org`) {
			t.Errorf("%s takes a text for more than that", name)
		}
	}
	pictures, err := report.Pictures(&r, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range pictures {
		if !regexp.MustCompile(`^[a-z][A-Za-z0-9_-]*\.en$`).MatchString(p.Name) || seen[p.Name] {
			t.Errorf("%q is no name, or not of its own", p.Name)
		}
		seen[p.Name] = true
	}
}

// poison puts a text in the place of all titles and names.
func poison(tree any, bad string) any {
	switch x := tree.(type) {
	case map[string]any:
		for key, v := range x {
			if _, isText := v.(string); isText && slices.Contains([]string{"en", "de", "id", "criterion", "profile", "score", "leaf", "why", "demand", "text", "parameter", "value"}, key) {
				if key != "value" || strings.ContainsAny(v.(string), "mus") {
					x[key] = bad
				}
				continue
			}
			x[key] = poison(v, bad)
		}
	case []any:
		for i, v := range x {
			x[i] = poison(v, bad)
		}
	}
	return tree
}

// TestIncomplete: results that were put together by hand lack this and that; a report
// is written anyway, or an error says why not.
func TestIncomplete(t *testing.T) {
	t.Parallel()
	for _, lang := range report.Languages() {
		if err := report.Markdown(io.Discard, &simulate.Results{}, report.Options{Lang: lang}); err != nil {
			t.Errorf("nothing in it: %v", err)
		}
	}
	data, err := json.Marshal(written())
	if err != nil {
		t.Fatal(err)
	}
	step := 61
	if *thorough {
		step = 1
	}
	for n := 0; ; n += step {
		var tree any
		if err := json.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		k := n
		if tree = without(tree, &k); k >= 0 {
			if n < 1000 {
				t.Errorf("there are only %d members to leave out", n)
			}
			break
		}
		less, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		var r simulate.Results
		if json.Unmarshal(less, &r) != nil {
			continue
		}
		if err := report.Markdown(io.Discard, &r, report.Options{}); err != nil {
			t.Errorf("%d: %v", n, err)
		}
		if n%(20*step) == 0 { // pictures take their time
			if err := report.HTML(io.Discard, &r, report.Options{}); err != nil && !errors.Is(err, plot.ErrData) {
				t.Errorf("%d: %v", n, err)
			}
		}
	}
}

// without leaves out the k-th member or element of a tree, and makes k negative.
func without(tree any, k *int) any {
	switch x := tree.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(x)) {
			if *k == 0 {
				*k = -1
				delete(x, key)
				return x
			}
			*k--
			if x[key] = without(x[key], k); *k < 0 {
				return x
			}
		}
	case []any:
		for i := range x {
			if *k == 0 {
				*k = -1
				return slices.Delete(x, i, i+1)
			}
			*k--
			if x[i] = without(x[i], k); *k < 0 {
				return x
			}
		}
	}
	return tree
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, write := range []func(io.Writer, *simulate.Results, report.Options) error{report.Markdown, report.HTML, func(_ io.Writer, r *simulate.Results, o report.Options) error {
		_, err := report.Pictures(r, o)
		return err
	}} {
		if err := write(io.Discard, nil, report.Options{}); !errors.Is(err, report.ErrNothing) {
			t.Errorf("no results: %v", err)
		}
		if err := write(io.Discard, written(), report.Options{Lang: "tlh"}); !errors.Is(err, report.ErrLanguage) {
			t.Errorf("no such language: %v", err)
		}
	}
}

// TestTwice: equal results give equal bytes.
func TestTwice(t *testing.T) {
	t.Parallel()
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := report.HTML(b, written(), options("de")); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("written again it is another report")
	}
}
