package evaluator_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// one compiles a profile of one must criterion over facts a, b, c, on and by.
func one(t *testing.T, rule, demand, head string) *evaluator.Evaluator {
	t.Helper()
	text := evidence.Text{EN: "x", DE: "x"}
	facts := map[string]criteria.Fact{}
	for name, typ := range map[string]criteria.FactType{"a": "bool", "b": "bool", "c": "bool", "on": "date", "by": "date", "country": "text"} {
		facts[name] = criteria.Fact{Type: typ, Question: text}
	}
	c, err := criteria.New(criteria.Definition{ID: "c", Version: "1.0.0", Language: criteria.Language, Facts: map[string]map[string]criteria.Fact{"x": facts},
		Criteria: []criteria.Criterion{{ID: "A", Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text, Rule: rule, Remedy: criteria.Remedy{Effort: criteria.Low}}}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\n"+head+"criteria: {A: {obligation: must, proof: '"+demand+"'}}\n"), c)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(c, p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// told writes causes in short.
func told(causes []evaluator.EventCause) string {
	var out []string
	for _, c := range causes {
		out = append(out, strings.Join(slices.DeleteFunc([]string{string(c.Kind), c.Proof, c.Path, c.Region, c.Equivalence}, func(s string) bool { return s == "" }), " "))
	}
	return strings.Join(out, ", ")
}

// Of what begins or ends on one day, what makes no difference is no cause.
func TestEventCauses(t *testing.T) {
	t.Parallel()
	const contract = `by("contract")`
	for _, tt := range []struct {
		name, rule, demand string
		facts              map[string]string
		// ends are the last days of the proofs of the facts, without one for good.
		ends      map[string]string
		accepted  string // last day of an equivalence for what else is demanded
		at, want  string
		wantAfter evaluator.Outcome
	}{
		{name: "both are needed and end", rule: "ext.x.a && ext.x.b", facts: map[string]string{"a": "", "b": ""}, ends: map[string]string{"a": "2026-12-31", "b": "2026-12-31"},
			want: "proofEnds a, proofEnds b", wantAfter: evaluator.Unproven},
		{name: "either is enough and both end", rule: "ext.x.a || ext.x.b", facts: map[string]string{"a": "", "b": ""}, ends: map[string]string{"a": "2026-12-31", "b": "2026-12-31"},
			want: "proofEnds a, proofEnds b", wantAfter: evaluator.Unproven},
		{name: "another does instead", rule: "ext.x.a && (ext.x.b || ext.x.c)", facts: map[string]string{"a": "", "b": "", "c": ""}, ends: map[string]string{"a": "2026-12-31", "b": "2026-12-31", "c": ""},
			want: "proofEnds a", wantAfter: evaluator.Unproven},
		{name: "a date that does not matter", rule: "ext.x.a && (ext.x.on >= at || ext.x.c)", facts: map[string]string{"a": "", "c": "", "on": "2026-12-31"}, ends: map[string]string{"a": "2026-12-31", "c": "", "on": ""},
			want: "proofEnds a", wantAfter: evaluator.Unproven},
		{name: "a proof that does not matter", rule: "(ext.x.a || ext.x.c) && ext.x.on >= at", facts: map[string]string{"a": "", "c": "", "on": "2026-12-31"}, ends: map[string]string{"a": "2026-12-31", "c": "", "on": ""},
			want: "dateLapses ext.x.on", wantAfter: evaluator.Fail},
		{name: "two dates of which one matters", rule: "ext.x.on >= at && (ext.x.by >= at || ext.x.c)", facts: map[string]string{"c": "", "on": "2026-12-31", "by": "2026-12-31"}, ends: map[string]string{"c": "", "on": "", "by": ""},
			want: "dateLapses ext.x.on", wantAfter: evaluator.Fail},
		{name: "a date and the proof of another fact", rule: "ext.x.a && ext.x.on >= at", facts: map[string]string{"a": "", "on": "2026-12-31"}, ends: map[string]string{"a": "2026-12-31", "on": ""},
			want: "proofEnds a, dateLapses ext.x.on", wantAfter: evaluator.Fail},
		{name: "a date that has come", rule: "ext.x.on <= at", facts: map[string]string{"on": "2027-01-01"}, ends: map[string]string{"on": ""}, want: "dateHolds ext.x.on", wantAfter: evaluator.Pass},
		{name: "a date of the rule", rule: `at <= date("2026-12-31") || ext.x.a`, facts: map[string]string{}, ends: map[string]string{}, want: "dateLapses", wantAfter: evaluator.Unknown},
		{name: "a region joined", rule: `inRegion(ext.x.country, "EuroArea", at)`, at: "2025-11-01", facts: map[string]string{"country": "BG"}, ends: map[string]string{"country": ""},
			want: "regionJoined ext.x.country EuroArea", wantAfter: evaluator.Pass},
		{name: "a region left", rule: `inRegion(ext.x.country, "EU", at)`, at: "2020-01-01", facts: map[string]string{"country": "GB"}, ends: map[string]string{"country": ""},
			want: "regionLeft ext.x.country EU", wantAfter: evaluator.Fail},
		{name: "the age of a proof", rule: "ext.x.a", demand: `by("contract", months(3))`, facts: map[string]string{"a": ""}, ends: map[string]string{"a": ""}, at: "2020-01-01", want: "proofTooOld a", wantAfter: evaluator.Unproven},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.demand == "" {
				tt.demand = contract
			}
			if tt.at == "" {
				tt.at = "2026-11-01"
			}
			e := one(t, tt.rule, tt.demand, "")
			f := &evidence.Fragment{Subject: &evidence.Subject{ID: "s", Version: "1.0"}, Ext: map[string]map[string]evidence.Value{"x": {}}}
			for name, value := range tt.facts {
				f.Ext["x"][name] = evidence.Bool(true)
				if value != "" {
					f.Ext["x"][name] = evidence.String(value)
				}
				p := evidence.Proof{ID: name, Kind: evidence.Contract, Issuer: "i", Issued: evidence.Known(onDay(t, "2019-12-01")), Covers: []string{"ext.x." + name}}
				if last := tt.ends[name]; last != "" {
					p.ValidUntil = evidence.Known(onDay(t, last))
				}
				f.Proofs = append(f.Proofs, p)
			}
			at := onDay(t, tt.at).Start(time.UTC)
			h, err := e.Horizon(context.Background(), testkit.Dossier(t, []*evidence.Fragment{f}), at, at.AddDate(0, 4, 0))
			if err != nil {
				t.Fatal(err)
			}
			if len(h.Events) != 1 || len(h.Events[0].Criteria) != 1 {
				t.Fatalf("%d events: %+v", len(h.Events), h.Events)
			}
			c := h.Events[0].Criteria[0]
			if got := told(c.Causes); got != tt.want || c.After.Outcome != tt.wantAfter {
				t.Errorf("%s because of %s, want %s because of %s", c.After.Outcome, got, tt.wantAfter, tt.want)
			}
		})
	}
}

func onDay(t *testing.T, text string) evidence.Date {
	t.Helper()
	d, err := evidence.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// In St. John's the clocks went back from 0:01 to 23:01 on 7 November 2010, so that
// the day began twice; in Apia there was no 30 December 2011. A proof that ends
// before such a day, a waiver and an equivalence that begin on it, are so to the
// minute.
func TestHorizonWhereClocksChange(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ zone, last, at, want string }{
		{"America/St_Johns", "2010-11-06", "2010-11-01T00:00:00Z",
			"2010-11-07T02:30:00Z inconclusive proofEnds a; 2010-11-07T02:31:00Z conformant clocksBack; 2010-11-07T03:30:00Z inconclusive proofEnds a"},
		{"America/St_Johns", "2010-11-06", "2010-11-07T02:45:00Z", "2010-11-07T03:30:00Z inconclusive proofEnds a"},
		{"Pacific/Apia", "2011-12-29", "2011-12-01T00:00:00Z", "2011-12-30T10:00:00Z inconclusive proofEnds a"},
		{"Pacific/Apia", "2011-12-30", "2011-12-01T00:00:00Z", "2011-12-30T10:00:00Z inconclusive proofEnds a"},
		{"Europe/Berlin", "2026-03-28", "2026-03-01T00:00:00Z", "2026-03-28T23:00:00Z inconclusive proofEnds a"},
		{"Europe/Berlin", "2026-03-29", "2026-03-01T00:00:00Z", "2026-03-29T22:00:00Z inconclusive proofEnds a"},
	} {
		e := one(t, "ext.x.a", `by("contract")`, "zone: "+tt.zone+"\n")
		last := onDay(t, tt.last)
		f := &evidence.Fragment{Subject: &evidence.Subject{ID: "s"}, Ext: map[string]map[string]evidence.Value{"x": {"a": evidence.Bool(true)}},
			Proofs: []evidence.Proof{{ID: "a", Kind: evidence.Contract, Issuer: "i", Issued: evidence.Known(onDay(t, "2010-01-01")), ValidUntil: &last, Covers: []string{"ext.x.a"}}}}
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		h := exact(t, e, testkit.Dossier(t, []*evidence.Fragment{f}), at, at.AddDate(0, 2, 0))
		var got []string
		for _, event := range h.Events {
			got = append(got, fmt.Sprint(event.At.Format(time.RFC3339), " ", event.After, " ", told(event.Criteria[0].Causes)))
		}
		if text := strings.Join(got, "; "); text != tt.want {
			t.Errorf("%s, last day %s: %s, want %s", tt.zone, tt.last, text, tt.want)
		}
	}
	// What is given beside the dossier begins on a day that the calendar skips.
	e := one(t, "ext.x.a", `attested("bsi-c5", 2)`, "zone: Pacific/Apia\n")
	f := &evidence.Fragment{Subject: &evidence.Subject{ID: "s", Version: "1.0"}, Ext: map[string]map[string]evidence.Value{"x": {"a": evidence.Bool(true)}},
		Proofs: []evidence.Proof{{ID: "a", Kind: evidence.Attestation, Scheme: evidence.ENS, Level: evidence.Known(int64(2)), Issuer: "i", Issued: evidence.Known(onDay(t, "2011-01-01")), Covers: []string{"ext.x.a"}}}}
	skipped := onDay(t, "2011-12-30")
	at := onDay(t, "2011-12-01").Start(time.UTC)
	h := exact(t, e, testkit.Dossier(t, []*evidence.Fragment{f}), at, at.AddDate(0, 3, 0), evaluator.WithEquivalences(evaluator.Equivalence{ID: "E", Demanded: evaluator.Attested{Scheme: evidence.BSIC5, Level: evidence.Known(int64(2))},
		Accepted: evaluator.Attested{Scheme: evidence.ENS, Level: evidence.Known(int64(2))}, Basis: evidence.Text{EN: "x", DE: "x"}, Authority: "a", Reason: "r", From: skipped, Until: skipped.AddDays(30)}))
	if len(h.Events) != 2 || told(h.Events[0].Criteria[0].Causes) != "equivalenceBegins E" || told(h.Events[1].Criteria[0].Causes) != "equivalenceEnds E" {
		t.Errorf("%+v", h.Events)
	}
}
