package simulate_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

func number(text string) *exact.Number {
	n := exact.MustParse(text)
	return &n
}

// written is a result with something in every part.
func written() *simulate.Results {
	sha := "sha256:" + strings.Repeat("0", 64)
	share := simulate.Share{Count: 1, Of: 2, Share: number("0.5"), Low: number("0.09453121"), High: number("0.90546879")}
	text := evidence.Text{EN: "a", DE: "b"}
	conformity := []simulate.ConformityShare{{Conformity: evaluator.Conformant, Share: share}, {Conformity: evaluator.NonConformant, Share: share}}
	outcomes := []simulate.OutcomeShare{{Outcome: evaluator.Pass, Share: share}}
	spread := simulate.Spread{Records: 2, Step: exact.Int(1), Mean: number("1.5"), Low: number("1"), High: number("2"), Deviation: number("0.70710678"),
		Quantiles: []simulate.SpreadQuantile{{At: exact.MustParse("0.5"), Value: exact.Int(1)}}, Bins: []simulate.Bin{{From: exact.Int(1), To: exact.Int(1), Count: 1}}}
	return &simulate.Results{
		Trias: simulate.ResultsFormat, Engine: "trias-simulate/1", Study: simulate.StudyInfo{ID: "s", Title: text, Question: text, Limits: []evidence.Text{text}},
		At: evaluator.Instant{Time: time.Date(2026, time.November, 26, 0, 0, 0, 0, time.UTC)}, Seed: 1, Records: 2,
		Confidence: exact.MustParse("0.95"), Quantile: exact.MustParse("1.959963984540"), Digests: simulate.Digests{Study: sha, Population: sha},
		Profiles: []simulate.ProfileInfo{{ID: "p", Title: text, Profile: simulate.Pinned{ID: "p", Version: "1", Digest: sha}, Catalogue: simulate.Pinned{ID: "c", Version: "1", Digest: sha},
			Criteria: []simulate.CriterionInfo{{ID: "A", Title: text, Obligation: profiles.Must}}}},
		Plan:  simulate.PlanInfo{Variants: 1, Columns: 1, Fallbacks: []simulate.Fallback{{Leaf: "a < b", Criteria: []string{"A"}, Paths: []string{"a", "b"}, Why: "w"}}},
		Rates: []simulate.Rates{{Profile: "p", Conformity: conformity, Admitted: share, Criteria: []simulate.CriterionRates{{Criterion: "A", Outcomes: outcomes}}}},
		Competition: []simulate.Competition{{Profile: "p", Excluded: share, Musts: []simulate.MustEffect{{Criterion: "A", Blocks: share, Fails: share, Open: share, Alone: share, AloneFails: share, AloneOpen: share}},
			Pairs: []simulate.PairEffect{{Criteria: []string{"A", "B"}, Together: share}}}},
		Sweeps: []simulate.Sweep{{ID: "w", Title: text, Profile: "p", Kind: simulate.SweepParameter, Criterion: "A", Parameter: "max",
			Points: []simulate.SweepPoint{{Value: "3", Number: number("3"), Base: true, Conformity: conformity, Admitted: share, Outcomes: outcomes, Lost: share, Gained: share}}}},
		Scores: []simulate.ScoreSpread{{ID: "x", Profile: "p", Method: score.Identity{Name: "m", Version: "1", Title: text, Source: "s"}, Unit: score.Points, Maximum: exact.Int(4),
			Engine: simulate.ByCounting, Views: []simulate.ViewSpread{{View: simulate.Proven, Spread: spread}}}},
		WeightSweeps: []simulate.WeightSweep{{ID: "v", Title: text, Score: "x", Criterion: "A", View: simulate.Proven,
			Points: []simulate.WeightPoint{{Weight: exact.Int(2), Spread: spread, Reversed: share, Untied: share, Tied: share}}}},
		Sensitivity: []simulate.Sensitivity{{Profile: "p", Records: 2, Mean: exact.MustParse("0.5"), Variance: exact.MustParse("0.25"),
			Factors: []simulate.Factor{{Kind: simulate.FactorFact, Paths: []string{"a"}, Classes: 2, Ratio: exact.Int(1), Index: exact.Int(1), Floor: exact.MustParse("0.1"),
				Levels: []simulate.Level{{Text: "true", Records: 1, Mean: exact.Int(1)}}}}}},
		Information: []simulate.Information{{Profile: "p", Open: share, Items: []simulate.InformationItem{{Kind: simulate.Reveal, Paths: []string{"a"}, Resolved: share, Admitted: share, Excluded: share}},
			Best: []simulate.BestStep{{Kind: simulate.Prove, Paths: []string{"b"}, Resolved: share, Admitted: share, Excluded: share}}, SearchRecords: 2}},
		Comparisons: []simulate.Comparison{{ID: "c", Title: text, From: "p", To: "q", Table: []simulate.Move{{From: evaluator.Conformant, To: evaluator.Inconclusive, Count: 1}},
			Changed: share, Lost: share, Gained: share, Criteria: []simulate.CriterionChange{{Criterion: "A", Changed: share}},
			Sides: []simulate.SideChange{{Record: 1, From: evaluator.Conformant, To: evaluator.Inconclusive, Criteria: []simulate.OutcomeChange{{Criterion: "A", From: evaluator.Pass, To: evaluator.Unproven}}}}}},
		Sample: []simulate.SampleRecord{{Record: 1, Conformity: []evaluator.Conformity{evaluator.Conformant}}},
	}
}

func TestResultsReadBack(t *testing.T) {
	t.Parallel()
	data, err := written().EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	read, err := simulate.DecodeResults("results.json", data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(written(), read); diff != "" {
		t.Error(diff)
	}
	again, err := read.EncodeJSON()
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("written again it is other bytes (%v)", err)
	}
}

func TestDecodeResultsSaysAllThatIsWrong(t *testing.T) {
	t.Parallel()
	data, err := written().EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	bad := strings.Replace(strings.Replace(string(data), `"simulation/v1"`, `"simulation/v2"`, 1), `"records": 2,`, `"records": 0,`, 1)
	_, err = simulate.DecodeResults("results.json", []byte(bad))
	var problems simulate.Problems
	if !errors.As(err, &problems) || len(problems) < 2 {
		t.Errorf("problems = %v, want those of the marker and of the number of records", err)
	}
}
