package evaluator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// shipped is a dossier of the examples, with what is given beside it.
type shipped struct {
	name    string
	files   []string
	options []evaluator.Option
	// catalogue and profile are files of its own, if it has them.
	catalogue, profile []string
}

func example(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func exampleDossier(t testing.TB, files ...string) *evidence.Dossier {
	t.Helper()
	var frags []*evidence.Fragment
	for _, name := range files {
		f, err := evidence.Decode(filepath.Base(name), example(t, name))
		if err != nil {
			t.Fatal(err)
		}
		frags = append(frags, f)
	}
	return testkit.Dossier(t, frags)
}

func allShipped(t testing.TB) []shipped {
	t.Helper()
	waivers, err := evaluator.DecodeWaivers("waivers.yaml", example(t, "waivers/waivers.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	equivalences, err := evaluator.DecodeEquivalences("equivalences.yaml", example(t, "equivalence/equivalences.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	onboarding := func(name string) evaluator.Option {
		o, err := evaluator.DecodeOnboarding(name, example(t, "newcomer/"+name))
		if err != nil {
			t.Fatal(err)
		}
		return evaluator.WithOnboarding(*o)
	}
	dossier := func(names ...string) (files []string) {
		for _, n := range names {
			files = append(files, "newcomer/dossier/"+n+".yaml")
		}
		return files
	}
	out := []shipped{
		{name: "complete", files: []string{"dossiers/complete.yaml"}},
		{name: "complete with waivers", files: []string{"dossiers/complete.yaml"}, options: []evaluator.Option{evaluator.WithWaivers(waivers...)}},
		{name: "weak", files: []string{"dossiers/weak.yaml"}},
		{name: "zot", files: []string{"dossiers/zot.yaml"}},
		{name: "equivalence", files: []string{"equivalence/offer.yaml"}, options: []evaluator.Option{evaluator.WithEquivalences(equivalences...)}},
		{name: "newcomer 2026", files: dossier("offer", "exit", "figures-2026-02", "figures-2026-09", "recovery", "year-2026"), options: []evaluator.Option{onboarding("onboarding.yaml")}},
		{name: "newcomer 2028", files: dossier("offer", "exit", "recovery", "attestation", "figures-2027-05", "figures-2028-03", "year-2028"), options: []evaluator.Option{onboarding("onboarding-2028.yaml")}},
		{name: "catalogue of its own", files: []string{"catalogue/offer.yaml"}, catalogue: []string{"catalogue/catalogue.yaml"}, profile: []string{"catalogue/profile.yaml"}},
		{name: "tailored", files: []string{"dossiers/complete.yaml"}, profile: []string{"tailoring/city.yaml", "tailoring/registry.yaml"}},
	}
	for _, offer := range []string{"talwerk", "eigenschluessel", "hafenhost", "stillewolke"} {
		out = append(out, shipped{name: offer, files: []string{"change/offers/" + offer + ".yaml"}, catalogue: []string{"change/hosting-2.yaml"}, profile: []string{"change/profile-2.yaml"}})
	}
	return out
}

// evaluators are those a shipped dossier is for: all embedded ones unless it has
// its own.
func (s *shipped) evaluators(t testing.TB) []*evaluator.Evaluator {
	t.Helper()
	if s.profile == nil {
		return embedded()
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var catalogues []*criteria.Catalogue
	for _, name := range s.catalogue {
		if catalogue, err = criteria.Decode(filepath.Base(name), example(t, name), catalogues...); err != nil {
			t.Fatal(err)
		}
		catalogues = append(catalogues, catalogue)
	}
	var given []*profiles.Profile
	for _, name := range s.profile {
		p, err := profiles.Decode(filepath.Base(name), example(t, name), catalogue, given...)
		if err != nil {
			t.Fatal(err)
		}
		given = append(given, p)
	}
	e, err := evaluator.Compile(catalogue, given[len(given)-1])
	if err != nil {
		t.Fatal(err)
	}
	return []*evaluator.Evaluator{e}
}

// Each event on a shipped dossier is announced as it comes: a nanosecond before it
// the verdict is as it was, at the instant it is what was announced, and in
// between nothing changes. With -horizons 1000 that is so under every profile and
// each day of three years is looked at, else some.
func TestHorizonOfShippedDossiers(t *testing.T) {
	t.Parallel()
	at, until := testkit.At, testkit.At.AddDate(3, 0, 0)
	step, every := 211, 5
	switch {
	case *horizons >= 1000:
		step, every = 1, 1
	case testing.Short():
		every = 20
	}
	count := 0
	for n, s := range allShipped(t) {
		d := exampleDossier(t, s.files...)
		for k, e := range s.evaluators(t) {
			if (n+k)%every != 0 {
				continue
			}
			h, err := e.Horizon(context.Background(), d, at, until, s.options...)
			if err != nil {
				t.Fatal(err)
			}
			if h.Through != nil {
				t.Fatalf("%s under %s: only through %s", s.name, e.Profile().ID(), h.Through)
			}
			look := func(at time.Time) standsAt {
				v, err := e.Evaluate(context.Background(), d, at, s.options...)
				if err != nil {
					t.Fatal(err)
				}
				return standing(&v)
			}
			is, next := look(at), at
			quiet := func(to time.Time) {
				for ; next.Before(to); next = next.AddDate(0, 0, step) {
					if now := look(next); !now.same(is) {
						t.Errorf("%s under %s: on %s something changed unannounced", s.name, e.Profile().ID(), next)
					}
				}
			}
			for _, event := range h.Events {
				count++
				quiet(event.At.Time)
				if before := look(event.At.Add(-1)); !before.same(is) {
					t.Errorf("%s under %s: a nanosecond before %s it is %+v, and was %+v", s.name, e.Profile().ID(), event.At, before, is)
				}
				was := is
				is = look(event.At.Time)
				checkEvent(t, e, &event, was, is)
				next = event.At.Time
				for _, c := range event.Criteria {
					if slices.ContainsFunc(c.Causes, func(x evaluator.EventCause) bool { return x.Kind == evaluator.EventDates }) {
						t.Errorf("%s under %s: at %s %s changes by a date nobody names", s.name, e.Profile().ID(), event.At, c.Criterion)
					}
				}
			}
			quiet(until)
		}
	}
	if count < 50 && !testing.Short() {
		t.Errorf("%d events: too few to tell", count)
	}
	t.Logf("%d events", count)
}

// What a verdict says of its horizon is what the horizon says, and without being
// asked it says nothing.
func TestVerdictWithHorizon(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := exampleDossier(t, "dossiers/complete.yaml")
	until := testkit.At.AddDate(2, 0, 0)
	for _, e := range embedded() {
		h, err := e.Horizon(ctx, d, testkit.At, until)
		if err != nil {
			t.Fatal(err)
		}
		plain := evaluate(t, e, d)
		v, err := e.Evaluate(ctx, d, testkit.At, evaluator.WithHorizon(until))
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprintf("%+v", v.Horizon.Next) != fmt.Sprintf("%+v", h.Next()) && (v.Horizon.Next == nil) == (h.Next() == nil) {
			a, _ := (&evaluator.Horizon{Events: []evaluator.Event{*v.Horizon.Next}}).EncodeJSON()
			b, _ := (&evaluator.Horizon{Events: []evaluator.Event{*h.Next()}}).EncodeJSON()
			if !bytes.Equal(a, b) {
				t.Errorf("%s: %s\nand %s", e.Profile().ID(), a, b)
			}
		}
		v.Horizon = nil
		if a, b := encode(t, plain), encode(t, v); !bytes.Equal(a, b) {
			t.Errorf("%s: with a horizon the verdict is another one: %s", e.Profile().ID(), firstDifference(a, b))
		}
	}
}

func TestHorizonIsStored(t *testing.T) {
	t.Parallel()
	d := exampleDossier(t, "dossiers/complete.yaml")
	e := embedded()[2]
	var first []byte
	for range 3 {
		h, err := e.Horizon(context.Background(), d, testkit.At, testkit.At.AddDate(3, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		text, err := h.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(first, text) {
			t.Fatalf("another time it is another horizon: %s", firstDifference(first, text))
		}
		first = text
		stored, err := evaluator.DecodeHorizon("horizon.json", text)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := stored.EncodeJSON(); err != nil || !bytes.Equal(text, again) {
			t.Errorf("a stored horizon reads otherwise: %v, %s", err, firstDifference(text, again))
		}
	}
	if _, err := evaluator.DecodeHorizon("horizon.json", []byte(`{"trias": "horizon/v1", "more": 1}`)); err == nil {
		t.Error("an unknown field is accepted")
	}
}

func TestHorizonRefused(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := exampleDossier(t, "dossiers/weak.yaml")
	e := embedded()[0]
	if _, err := e.Horizon(ctx, d, testkit.At, testkit.At.Add(-1)); !errors.Is(err, evaluator.ErrUntil) {
		t.Errorf("%v, want %v", err, evaluator.ErrUntil)
	}
	if _, err := e.Evaluate(ctx, d, testkit.At, evaluator.WithHorizon(testkit.At.Add(-1))); !errors.Is(err, evaluator.ErrUntil) {
		t.Errorf("%v, want %v", err, evaluator.ErrUntil)
	}
	for _, x := range [][2]time.Time{{time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC), testkit.At}, {testkit.At, time.Date(2199, 1, 1, 0, 0, 0, 0, time.UTC)}} {
		if _, err := e.Horizon(ctx, d, x[0], x[1]); !errors.Is(err, evaluator.ErrInstant) {
			t.Errorf("%v, want %v", err, evaluator.ErrInstant)
		}
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := e.Horizon(ended, d, testkit.At, testkit.At.AddDate(1, 0, 0)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want %v", err, context.Canceled)
	}
	h, err := e.Horizon(ctx, d, testkit.At, testkit.At)
	if err != nil || len(h.Events) > 0 {
		t.Errorf("an instant long: %v, %d events", err, len(h.Events))
	}
	if last, changes := h.HoldsUntil(); changes || !last.Equal(testkit.At) {
		t.Errorf("holds until %s, %v", last, changes)
	}
	// From the first to the last day of the calendar.
	h, err = e.Horizon(ctx, d, time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2198, 12, 31, 23, 59, 59, 0, time.UTC))
	if err != nil || h.Through != nil {
		t.Errorf("over all years: %v, through %v", err, h.Through)
	}
}

// After an evaluation looked ahead, the next one that uses the same machines does
// not.
func TestHorizonLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	d := exampleDossier(t, "dossiers/complete.yaml")
	e := embedded()[1]
	want := encode(t, evaluate(t, e, d))
	for range 5 {
		if _, err := e.Horizon(context.Background(), d, testkit.At, testkit.At.AddDate(2, 0, 0)); err != nil {
			t.Fatal(err)
		}
		if got := encode(t, evaluate(t, e, d)); !bytes.Equal(got, want) {
			t.Fatal(firstDifference(want, got))
		}
	}
}

// scattered gives the dossier that meets everything a thousand proofs for all it
// states, each with days of its own.
func scattered(t testing.TB, proofs int) *evidence.Dossier {
	g := testkit.New(5, testkit.Options{})
	f := g.Met()
	good := g.GoodProofs()
	first := testkit.Today.AddDays(-300)
	for n := range proofs {
		p := good[n%len(good)]
		p.ID = fmt.Sprintf("p%d", n)
		p.Issued = evidence.Known(first.AddDays(3 * n))
		p.ValidUntil = evidence.Known(p.Issued.AddDays(20 + n%29))
		if p.Period != nil {
			p.Period = &evidence.Span{From: p.Issued.AddDays(-380), To: *p.Issued}
		}
		if p.Inspected != nil {
			p.Inspected = &evidence.Inspection{By: "assessor", On: p.Issued.AddDays(n % 5)}
		}
		f.Proofs = append(f.Proofs, p)
	}
	return testkit.Dossier(t, []*evidence.Fragment{f})
}

// Bounds end a search and say where: what a bounded horizon has is the beginning
// of one that asks for less.
func TestHorizonIsBounded(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("reaching a bound takes a second")
	}
	text := evidence.Text{EN: "x", DE: "x"}
	f := &evidence.Fragment{Subject: &evidence.Subject{ID: "s"}, Ext: map[string]map[string]evidence.Value{"x": {"flag": evidence.Bool(true)}}}
	// Proven every other day.
	for n := range 600 {
		day := testkit.Today.AddDays(2*n + 1)
		f.Proofs = append(f.Proofs, evidence.Proof{ID: fmt.Sprintf("p%d", n), Kind: evidence.Contract, Issuer: "i", Issued: &day, ValidUntil: &day, Covers: []string{"ext.x"}})
	}
	for _, x := range []struct {
		name, rule string
		events     int
	}{
		{"events", "ext.x.flag", evaluator.MaxEvents},
		{"work", "ext.x.flag && ext.x.days.all(d, ext.x.days.all(e, d <= e || e < d || d < at))", 1},
	} {
		c, err := criteria.New(criteria.Definition{ID: "c", Version: "1.0.0", Language: criteria.Language,
			Facts: map[string]map[string]criteria.Fact{"x": {"flag": {Type: "bool", Question: text}, "days": {Type: "date", List: true, Question: text}}},
			Criteria: []criteria.Criterion{{ID: "A", Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text, Rule: x.rule,
				Remedy: criteria.Remedy{Effort: criteria.Low}}}})
		if err != nil {
			t.Fatal(err)
		}
		p, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\ncriteria: {A: {obligation: must, proof: 'by(\"contract\")'}}\n"), c)
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(c, p)
		if err != nil {
			t.Fatal(err)
		}
		if x.name == "work" {
			var days []string
			for n := range 300 {
				days = append(days, testkit.Today.AddDays(n).String())
			}
			f.Ext["x"]["days"] = evidence.Strings(days...)
		}
		d := testkit.Dossier(t, []*evidence.Fragment{f})
		h, err := e.Horizon(context.Background(), d, testkit.At, testkit.At.AddDate(20, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		if h.Through == nil || len(h.Events) < x.events || len(h.Events) > evaluator.MaxEvents {
			t.Fatalf("%s: %d events through %v", x.name, len(h.Events), h.Through)
		}
		if last := h.Events[len(h.Events)-1]; h.Through.Before(last.At.Time) || !h.Through.Before(h.Until.Time) {
			t.Errorf("%s: through %s, and an event at %s", x.name, h.Through, last.At)
		}
		less, err := e.Horizon(context.Background(), d, testkit.At, h.Through.Time)
		if err != nil || less.Through != nil {
			t.Fatalf("%s: %v, through %v", x.name, err, less.Through)
		}
		less.Until, less.Through = h.Until, h.Through
		a, err := h.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if b, err := less.EncodeJSON(); err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: %v, %s", x.name, err, firstDifference(a, b))
		}
	}
}

func BenchmarkHorizonHostile(b *testing.B) {
	ctx := context.Background()
	list := testkit.New(6, testkit.Options{}).Met()
	entries := list.SupplyChain.Subcontractors
	for n := range 1000 - len(entries) {
		s := entries[n%len(entries)]
		s.ID = fmt.Sprintf("s%d", n)
		s.RiskAssessedOn = evidence.Known(testkit.Today.AddDays(n))
		list.SupplyChain.Subcontractors = append(list.SupplyChain.Subcontractors, s)
	}
	for _, x := range []struct {
		name    string
		dossier *evidence.Dossier
	}{{"1000 proofs", scattered(b, 1000)}, {"1000 entries", testkit.Dossier(b, []*evidence.Fragment{list})}} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				h, err := embedded()[2].Horizon(ctx, x.dossier, testkit.At, testkit.At.AddDate(30, 0, 0))
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(h.Events)), "events")
			}
		})
	}
}

func BenchmarkHorizon(b *testing.B) {
	d := exampleDossier(b, "dossiers/complete.yaml")
	ctx := context.Background()
	for _, x := range []struct {
		name, profile string
		run           func(e *evaluator.Evaluator) error
	}{
		{"without", "normal", func(e *evaluator.Evaluator) error { _, err := e.Evaluate(ctx, d, testkit.At); return err }},
		{"next", "normal", func(e *evaluator.Evaluator) error {
			_, err := e.Evaluate(ctx, d, testkit.At, evaluator.WithHorizon(testkit.At.AddDate(2, 0, 0)))
			return err
		}},
		{"two years", "normal", func(e *evaluator.Evaluator) error {
			_, err := e.Horizon(ctx, d, testkit.At, testkit.At.AddDate(2, 0, 0))
			return err
		}},
		{"two years", "very-high", func(e *evaluator.Evaluator) error {
			_, err := e.Horizon(ctx, d, testkit.At, testkit.At.AddDate(2, 0, 0))
			return err
		}},
		{"all years", "very-high", func(e *evaluator.Evaluator) error {
			_, err := e.Horizon(ctx, d, testkit.At, time.Date(2198, 12, 31, 0, 0, 0, 0, time.UTC))
			return err
		}},
	} {
		b.Run(x.name+" under "+x.profile, func(b *testing.B) {
			p, err := profiles.Lookup(x.profile)
			if err != nil {
				b.Fatal(err)
			}
			e, err := evaluator.Compile(p.Catalogue(), p)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := x.run(e); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
