package evaluator_test

import (
	"context"
	"fmt"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// noticeOf93Days is an evaluator and an offer whose notice is longer than it may
// be.
func noticeOf93Days() (*evaluator.Evaluator, *evidence.Dossier, error) {
	profile, err := profiles.Lookup("normal")
	if err != nil {
		return nil, nil, err
	}
	e, err := evaluator.Compile(profile.Catalogue(), profile)
	if err != nil {
		return nil, nil, err
	}
	offer := &evidence.Fragment{Subject: &evidence.Subject{ID: "offer-1"}}
	offer.Operational.Exit.Terms.NoticeDays = evidence.Known(int64(93))
	dossier, err := evidence.Merge(offer)
	return e, dossier, err
}

// The smallest change that would do is in the explanation, beside the verdict.
func ExampleEvaluator_Explain() {
	e, dossier, err := noticeOf93Days()
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := e.Explain(context.Background(), dossier, time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, _ := x.Verdict.Result("OPS-CHO-02")
	fmt.Println(result.Outcome, result.Reasons[0].Got, result.Reasons[0].Unit)
	turn, _ := x.Counterfactuals.Criterion("OPS-CHO-02")
	for _, s := range turn.Counterfactuals[0].Steps {
		if s.Kind == evaluator.StepChange {
			fmt.Println(s.Path, "from", s.From, "to", s.To)
		}
	}
	// Output:
	// fail 93 days
	// operational.exit.terms.noticeDays from 93 to 62
}

// A trace shows every test of a rule, whether it decided or not.
func ExampleEvaluator_Trace() {
	e, dossier, err := noticeOf93Days()
	if err != nil {
		fmt.Println(err)
		return
	}
	trace, err := e.Trace(context.Background(), dossier, time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC), "OPS-CHO-02")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(trace.Outcome, trace.Rule.Kind, trace.Rule.Claimed)
	for _, n := range trace.Rule.Children {
		if n.Decides {
			fmt.Printf("%d:%d %s is %s\n", n.Line, n.Column, n.Text, n.Claimed)
		}
	}
	// Output:
	// fail and false
	// 1:1 operational.exit.terms.noticeDays <= params.maxNoticeDays is false
}
