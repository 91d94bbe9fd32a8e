package tender_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
)

// ladder is a made-up method with levels: of one objective with one criterion, whose
// level is 3 where all data can be exported, 1 where not, and 0 to 4 else.
type ladder struct{}

func (ladder) Identity() score.Identity {
	return score.Identity{Name: "ladder", Version: "1", Title: evidence.Text{EN: "Ladder", DE: "Leiter"}, Source: "made up"}
}

func (ladder) Score(_ context.Context, in *score.Input) (*score.Score, error) {
	x, _ := in.Verdict.Result("SELF")
	l := score.Levels{Worst: 0, Best: 4}
	switch x.Outcome {
	case "pass":
		l = score.Levels{Proven: 3, Worst: 3, Best: 3}
	case "fail":
		l = score.Levels{Proven: 1, Worst: 1, Best: 1}
	}
	points := score.Values{Proven: exact.Int(l.Proven), Worst: exact.Int(l.Worst), Best: exact.Int(l.Best)}
	return &score.Score{Trias: score.Format, Method: ladder{}.Identity(), Unit: score.Points, Maximum: exact.Int(4), Total: points, Levels: &l,
		Objectives: map[string]score.Objective{"SOV-1": {Levels: l}},
		Rows:       []score.Row{{ID: "SOV-1.Q1", Groups: []string{"SOV-1"}, State: score.Settled, Weight: exact.Int(4), MaxPoints: exact.Int(4), Points: points, Share: points, Levels: &l}}}, nil
}

func TestSeal(t *testing.T) {
	for name, test := range map[string]struct{ self, seal, award, want string }{
		"met":                         {"selfService: true, ", "overall: 3", "", "ranked met "},
		"not met":                     {"selfService: false, ", "overall: 3", "", "excluded notMet "},
		"open":                        {"", "overall: 3", "", "inconclusive open SOV-1.Q1 lacking"},
		"open in an objective":        {"", "objectives: {SOV-1: 3}", "", "inconclusive open SOV-1.Q1 lacking"},
		"open, and scored by it, too": {"", "overall: 3", "ladder", "inconclusive open SOV-1.Q1 scored"},
	} {
		t.Run(name, func(t *testing.T) {
			f := world()
			f["a.yaml"] = strings.Replace(f["a.yaml"], "export: {", "export: {"+test.self, 1)
			own := award
			if test.award != "" {
				own = strings.Replace(own, "criterion: OPEN", "method: "+test.award, 1)
			}
			text := head + "exclusion: {seal: {method: ladder, " + test.seal + "}}\n" + own + method +
				"offers: [{id: A, dossiers: [a.yaml], points: {migration: 1}, price: 1}]\n"
			a := ranked(t, load(t, text, f, ladder{}), tender.Options{}).Offers[0]
			if len(a.Gates) != 1 {
				t.Fatalf("the gates are %+v", a.Gates)
			}
			got := string(a.Status) + " " + string(a.Gates[0].Status) + " "
			for _, q := range a.Requests {
				got += q.Criterion + " " + string(q.Ground)
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	c, err := tender.Check(load(t, head+"exclusion: {seal: {method: ladder, overall: 3}}\n"+award+method, world(), ladder{}))
	if err != nil || !slices.ContainsFunc(c.Methods, func(i score.Identity) bool { return i.Name == "ladder" }) {
		t.Errorf("the methods are %v, %v", c.Methods, err)
	}
}
