package score_test

import (
	"context"
	"fmt"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// kiosks is a catalogue of two criteria on (fictional) kiosks, with a profile.
func kiosks() (*evaluator.Evaluator, error) {
	catalogue, err := criteria.Decode("kiosks.yaml", []byte(`trias: catalogue/v1
id: kiosks
version: 1.0.0
language: 1
facts: {kiosk: {open: {type: bool, question: {en: Open on Sundays, de: Sonntags offen}}, ramp: {type: bool, question: {en: A ramp, de: Eine Rampe}}}}
criteria:
  - {id: OPEN, dimension: choice, domain: operational, title: {en: Open, de: Offen}, question: {en: Open, de: Offen}, rule: ext.kiosk.open}
  - {id: RAMP, dimension: choice, domain: operational, title: {en: Ramp, de: Rampe}, question: {en: Ramp, de: Rampe}, rule: ext.kiosk.ramp}
`))
	if err != nil {
		return nil, err
	}
	profile, err := profiles.Decode("profile.yaml", []byte(`{trias: profile/v1, id: kiosks, version: 1.0.0, catalogue: kiosks, criteria: {
OPEN: {obligation: must, weight: 3, proof: 'by("test")'}, RAMP: {obligation: should, proof: none}}}`), catalogue)
	if err != nil {
		return nil, err
	}
	return evaluator.Compile(catalogue, profile)
}

// kiosk is an offer that has a ramp, and says without proof that it is open.
const kiosk = "{trias: dossier/v1, subject: {id: kiosk-1}, ext: {kiosk: {open: true, ramp: true}}}"

func kioskInput() (*score.Input, error) {
	e, err := kiosks()
	if err != nil {
		return nil, err
	}
	source, err := evidence.Decode("kiosk.yaml", []byte(kiosk))
	if err != nil {
		return nil, err
	}
	dossier, err := evidence.Merge(source)
	if err != nil {
		return nil, err
	}
	return score.NewInput(context.Background(), e, dossier, time.Date(2026, time.November, 26, 0, 0, 0, 0, time.UTC))
}

func Example() {
	in, err := kioskInput()
	if err != nil {
		fmt.Println(err)
		return
	}
	method, err := score.Lookup(score.XCCDFFlat)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := method.Score(context.Background(), in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("stated", s.Score, "proven", s.Total.Proven, "of", s.Maximum, "from", s.Total.Worst, "to", s.Total.Best)
	for _, row := range s.Rows {
		fmt.Println(row.ID, row.State, "weight", row.Weight, "share", row.Share.Proven)
	}
	// Output:
	// stated 4 proven 1 of 4 from 1 to 4
	// OPEN unproven weight 3 share 0
	// RAMP settled weight 1 share 1
}

// passes is a method of one's own: how many criteria are met.
type passes struct{}

func (passes) Identity() score.Identity {
	return score.Identity{Name: "passes", Version: "1", Title: evidence.Text{EN: "Criteria met", DE: "Erfüllte Kriterien"}, Source: "this example"}
}

func (m passes) Score(_ context.Context, in *score.Input) (*score.Score, error) {
	s := &score.Score{Trias: score.Format, Method: m.Identity(), Inputs: map[string]string{"dossier": in.Verdict.Digests.Dossier}, Unit: score.Points,
		Maximum: exact.Int(int64(len(in.Verdict.Results)))}
	for _, r := range in.Verdict.Results {
		row := score.Row{ID: r.Criterion, Outcome: r.Outcome, State: score.Settled, Weight: exact.Int(1), MaxPoints: exact.Int(1)}
		possible := in.Possible[r.Criterion]
		if r.Outcome.Met() {
			row.Points.Proven = exact.Int(1)
		}
		if !possible.May(evaluator.Fail) {
			row.Points.Worst = exact.Int(1)
		}
		if possible.May(evaluator.Pass) || possible.May(evaluator.NotApplicable) {
			row.Points.Best = exact.Int(1)
		}
		row.Share = row.Points
		s.Total.Proven = s.Total.Proven.Add(row.Share.Proven)
		s.Total.Worst = s.Total.Worst.Add(row.Share.Worst)
		s.Total.Best = s.Total.Best.Add(row.Share.Best)
		s.Rows = append(s.Rows, row)
	}
	return s, nil
}

// A method of one's own is found and used like any other.
func ExampleMethod() {
	in, err := kioskInput()
	if err != nil {
		fmt.Println(err)
		return
	}
	method, err := score.Lookup("passes", passes{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := method.Score(context.Background(), in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Total.Proven, "of", s.Maximum, "met, at best", s.Total.Best)
	// Output: 1 of 2 met, at best 2
}

// A weighted sum is a file; its award criteria may name methods of one's own.
func ExampleNewWeightedSum() {
	definition, err := score.DecodeDefinition("method.yaml", []byte(`trias: method/v1
name: kiosks-2026
version: "1"
title: {en: Kiosks, de: Kioske}
source: Contract notice of the fictional Amt Musterstadt, section 4
points: 10
maximum: 100
announced: {unproven: 5, unknown: 0, notApplicable: 10}
groups:
  - id: service
    title: {en: Service, de: Service}
    weight: 70
    criteria:
      - {id: sundays, title: {en: Sundays, de: Sonntage}, weight: 60, criterion: OPEN}
      - {id: all, title: {en: All in all, de: Insgesamt}, weight: 40, method: passes}
  - id: concept
    title: {en: Concept, de: Konzept}
    weight: 30
    criteria: [{id: staff, title: {en: Staff, de: Personal}, weight: 100, minimum: 5, given: true}]
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	method, err := score.NewWeightedSum(definition, passes{})
	if err != nil {
		fmt.Println(err)
		return
	}
	in, err := kioskInput()
	if err != nil {
		fmt.Println(err)
		return
	}
	in.Given = map[string]exact.Number{"staff": exact.Int(8)}
	s, err := method.Score(context.Background(), in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range s.Rows {
		fmt.Println(row.ID, row.Weight, "·", row.Points.Awarded(), "/", row.MaxPoints, "=", row.Share.Awarded())
	}
	fmt.Println("awarded", s.Total.Awarded(), "proven", s.Total.Proven, "minimum of", s.Gates[0].Of, s.Gates[0].Status)
	// Output:
	// sundays 42 · 5 / 10 = 21
	// all 28 · 5 / 10 = 14
	// staff 30 · 8 / 10 = 24
	// awarded 59 proven 38 minimum of staff met
}
