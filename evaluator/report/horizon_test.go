package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
)

// everyCause is a horizon with an event for each kind of cause and each state,
// more changes on one day than are explained, and a bound that was reached.
func everyCause(t *testing.T) (*evaluator.Horizon, *criteria.Catalogue) {
	t.Helper()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	day, err := evidence.ParseDate("2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	at := func(n int) evaluator.Instant { return evaluator.Instant{Time: day.AddDays(n).Start(time.UTC)} }
	h := &evaluator.Horizon{Trias: evaluator.HorizonFormat, Subject: evidence.Subject{ID: "offer-1", Name: "Example\x1b[2J", Version: "1.0"}, Conformity: evaluator.Conformant,
		At: at(0), Day: day, Zone: "UTC", Until: at(500), Through: evidence.Known(at(400)), Profile: "p", ProfileVersion: "1.0.0", Catalogue: catalogue.ID(),
		CatalogueVersion: catalogue.Version(), Digests: evaluator.Digests{Catalogue: catalogue.Digest()}, Events: []evaluator.Event{}}
	id := catalogue.Criteria()[0].ID
	event := func(changes ...evaluator.EventChange) {
		n := len(h.Events) + 1
		h.Events = append(h.Events, evaluator.Event{At: at(n), Day: day.AddDays(n), Before: evaluator.Conformant, After: evaluator.Conformant, Criteria: changes})
	}
	for _, kind := range evaluator.EventCauseKind("").Values() {
		cause := evaluator.EventCause{Kind: evaluator.EventCauseKind(kind), Proof: "report", Stage: "later", Waiver: "W-1", Equivalence: "E-1"}
		switch {
		case strings.HasPrefix(kind, "date"):
			cause.Path, cause.Value, cause.Rule = "resilience.exercises[site-loss].heldOn", evidence.String("2026-01-31"), "e.heldOn <= at"
		case strings.HasPrefix(kind, "region"):
			cause.Path, cause.Value, cause.Region = "data.location.storageCountries", evidence.String("HR"), "EuroArea"
		}
		event(evaluator.EventChange{Criterion: id, Obligation: "must", Before: evaluator.EventState{Outcome: evaluator.Pass}, After: evaluator.EventState{Outcome: evaluator.Unproven}, Causes: []evaluator.EventCause{cause}})
	}
	because := []evaluator.EventCause{{Kind: evaluator.EventDateLapses, Path: "params.freeFrom", Value: evidence.String("2026-11-12"), Rule: "at < params.freeFrom"}, {Kind: evaluator.EventDateHolds, Value: evidence.String("2026-11-12"), Rule: `date("2026-11-12") <= at`},
		{Kind: evaluator.EventDateLapses, Path: "resilience.exercises[site-loss].heldOn"}}
	state := func(before, after evaluator.EventState) {
		before.Outcome, after.Outcome = evaluator.Fail, evaluator.Fail
		event(evaluator.EventChange{Criterion: id, Obligation: "should", Before: before, After: after, Causes: because, MoreCauses: true})
	}
	for _, s := range criteria.Standing("").Values() {
		if s == string(criteria.InForce) {
			state(evaluator.EventState{Standing: criteria.Upcoming}, evaluator.EventState{})
			continue
		}
		state(evaluator.EventState{}, evaluator.EventState{Standing: criteria.Standing(s)})
	}
	state(evaluator.EventState{Waived: true, DueBy: &day, Equivalences: []string{"E-1"}}, evaluator.EventState{})
	state(evaluator.EventState{}, evaluator.EventState{Waived: true, DueBy: &day, Equivalences: []string{"E-1", "E-2"}})
	var many []evaluator.EventChange
	for _, c := range catalogue.Criteria()[:12] {
		many = append(many, evaluator.EventChange{Criterion: c.ID, Obligation: "may", Before: evaluator.EventState{Outcome: evaluator.NotApplicable}, After: evaluator.EventState{Outcome: evaluator.Error}, Causes: because[:1]})
	}
	event(many...)
	last := &h.Events[len(h.Events)-1]
	last.After, last.ProvisionalUntil = evaluator.Provisional, &day
	last.Onboarding = &evaluator.EventOnboarding{Before: evaluator.OnboardingState{Status: evaluator.OnboardingListed, ToList: evaluator.TermLate}, After: evaluator.OnboardingState{Status: evaluator.OnboardingEnded, ToList: evaluator.TermLate, Sunset: evaluator.TermEnded}}
	return h, catalogue
}

// Each kind of cause and each state has words in each language and format; nothing
// of a dossier commands a terminal, and nothing is left out without a word.
func TestHorizon(t *testing.T) {
	t.Parallel()
	h, catalogue := everyCause(t)
	for _, lang := range report.Languages() {
		for _, format := range report.Formats() {
			for _, full := range []bool{false, true} {
				var out bytes.Buffer
				if err := report.Horizon(&out, h, catalogue, report.Options{Lang: lang, Format: format, Full: full, More: []string{"--detail all"}}); err != nil {
					t.Fatal(err)
				}
				text := out.String()
				for _, wrong := range []string{"{", "}", "\x1b", "dateHolds", "proofEnds", "nothing", "ext."} {
					if strings.Contains(text, wrong) {
						t.Errorf("%s, %s: %q in\n%s", lang, format, wrong, text)
					}
				}
				named := 0
				for _, c := range catalogue.Criteria()[:12] {
					if strings.Contains(text, c.ID) {
						named++
					}
				}
				if named != 12 {
					t.Errorf("%s, %s: %d of 12 criteria are named", lang, format, named)
				}
				if strings.Contains(text, "--detail all") == full {
					t.Errorf("%s, %s: full is %v, and the text says how to see more: %v", lang, format, full, !full)
				}
				for _, wanted := range []string{"W-1", "E-1 ", "E-2", "report", "site-loss"} {
					if !strings.Contains(strings.ReplaceAll(text, "\n", " "), wanted) {
						t.Errorf("%s, %s: no %q in\n%s", lang, format, wanted, text)
					}
				}
			}
		}
	}
}

// A horizon of another catalogue is refused, as is a language nobody speaks.
func TestHorizonRefused(t *testing.T) {
	t.Parallel()
	h, catalogue := everyCause(t)
	if err := report.Horizon(&bytes.Buffer{}, h, catalogue, report.Options{Lang: "tlh"}); !errors.Is(err, report.ErrLanguage) {
		t.Errorf("%v, want %v", err, report.ErrLanguage)
	}
	h.Digests.Catalogue = "sha256:" + strings.Repeat("0", 64)
	if err := report.Horizon(&bytes.Buffer{}, h, catalogue, report.Options{}); !errors.Is(err, report.ErrCatalogue) {
		t.Errorf("%v, want %v", err, report.ErrCatalogue)
	}
}

func ExampleHorizon() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	h := &evaluator.Horizon{Subject: evidence.Subject{ID: "offer-1"}, Conformity: evaluator.Conformant, Zone: "UTC", Profile: "normal", ProfileVersion: "1.0.0",
		Catalogue: catalogue.ID(), CatalogueVersion: "1.0.0", Digests: evaluator.Digests{Catalogue: catalogue.Digest()},
		At: evaluator.Instant{Time: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}, Until: evaluator.Instant{Time: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)}}
	var out bytes.Buffer
	if err := report.Horizon(&out, h, catalogue, report.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(out.String())
	// Output:
	// offer-1, no version named: conformant; by itself the verdict does not change until the end of 31
	//   December 2026 – profile normal 1.0.0, catalogue trias 1.0.0, as of 1 November 2026, 00:00 UTC
	// What counts here is the passing of time alone: it is assumed that nobody changes statements, proofs,
	//   requirements or decisions.
}
