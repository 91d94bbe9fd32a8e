package evaluator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// accepted are attestations that nobody asks for, which generated sources hold
// in place of C5 reports and others, and what they may be accepted as.
var accepted = []evaluator.Attested{
	{Scheme: evidence.ENS, Level: evidence.Known(int64(2))}, {Scheme: evidence.ENS, Level: evidence.Known(int64(3))},
	{Scheme: evidence.SOC2, Level: evidence.Known(int64(1))}, {Scheme: evidence.SOC2, Level: evidence.Known(int64(2))},
	{Scheme: evidence.OtherScheme, SchemeName: "Example Label"},
}

var demanded = []evaluator.Attested{
	{Scheme: evidence.BSIC5, Level: evidence.Known(int64(1))}, {Scheme: evidence.BSIC5, Level: evidence.Known(int64(2))},
	{Scheme: evidence.BSIC5, Level: evidence.Known(int64(2))}, {Scheme: evidence.ISO27001Grundschutz}, {Scheme: evidence.EUCC, Level: evidence.Known(int64(1))},
}

// foreign replaces in some sources the attestations that are asked for by such
// that are not.
func foreign(g *testkit.Generator, frags []*evidence.Fragment) []*evidence.Fragment {
	out := testkit.CloneAll(frags)
	for _, f := range out {
		a := testkit.Pick(g, accepted...)
		for i := range f.Proofs {
			if p := &f.Proofs[i]; p.Kind == evidence.Attestation && g.IntN(4) > 0 {
				p.Scheme, p.SchemeName, p.Level = a.Scheme, a.SchemeName, a.Level
			}
		}
		if g.IntN(5) == 0 {
			continue
		}
		for i := range f.Operational.Attestations {
			h := &f.Operational.Attestations[i]
			if h.Scheme != nil {
				h.Scheme = evidence.Known(evidence.AttestationScheme(a.Scheme))
				if a.SchemeName != "" && g.IntN(8) > 0 {
					h.SchemeName = evidence.Known(a.SchemeName)
				}
			}
			if h.Level != nil {
				h.Level = a.Level
			}
		}
	}
	return out
}

// equivalences returns some that are in force, and mostly bear on something.
func equivalences(g *testkit.Generator, n int) []evaluator.Equivalence {
	var out []evaluator.Equivalence
	for i := range n {
		e := evaluator.Equivalence{ID: fmt.Sprintf("E-%d", i), Demanded: testkit.Pick(g, demanded...), Accepted: testkit.Pick(g, accepted...),
			Basis: evidence.Text{EN: "clause", DE: "Absatz"}, Authority: "CIO", Reason: "why", From: testkit.Today.AddDays(-g.IntN(2)), Until: testkit.Today.AddDays(g.IntN(2))}
		if g.IntN(4) == 0 {
			e.For = &evaluator.EquivalenceScope{Profile: testkit.Pick(g, "high", "normal"), Criteria: testkit.Pick(g, nil, []string{"OPS-CON-08", "TEC-CON-01"})}
		}
		out = append(out, e)
	}
	return out
}

func with(t testing.TB, e *evaluator.Evaluator, d *evidence.Dossier, es ...evaluator.Equivalence) evaluator.Verdict {
	t.Helper()
	v, err := e.Evaluate(context.Background(), d, testkit.At, evaluator.WithEquivalences(es...))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Accepting an equivalence makes no outcome and no verdict worse. A result that
// rests on none is what it is without any; one that rests on some is worse
// without any one of them.
func TestLawEquivalencesNeverHurt(t *testing.T) {
	rest, together, better := 0, 0, map[change]int{}
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		d := testkit.Dossier(t, foreign(g, c.frags))
		es := equivalences(g, 4)
		for _, e := range embedded() {
			without, v := evaluate(t, e, d), with(t, e, d, es...)
			if v.Conformity.Rank() < without.Conformity.Rank() {
				t.Errorf("%s without and %s with", without.Conformity, v.Conformity)
			}
			decision, err := e.Decide(context.Background(), d, testkit.At, evaluator.WithEquivalences(es...))
			if err != nil || decision.Conformity != v.Conformity {
				t.Errorf("decide: %s, evaluate: %s (%v)", decision.Conformity, v.Conformity, err)
			}
			for i, was := range without.Results {
				is := v.Results[i]
				if decision.Outcomes[i] != is.Outcome {
					t.Errorf("%s: decide: %s, evaluate: %s", is.Criterion, decision.Outcomes[i], is.Outcome)
				}
				if len(is.Equivalences) == 0 {
					if !reflect.DeepEqual(was, is) {
						t.Errorf("%s rests on no equivalence and differs:\n%+v\n%+v", is.Criterion, was, is)
					}
					continue
				}
				rest++
				better[change{was.Outcome, is.Outcome}]++
				if len(is.Equivalences) > 1 {
					together++
				}
				for _, id := range is.Equivalences {
					var less []evaluator.Equivalence
					for _, e := range es {
						if slices.Contains(is.Equivalences, e.ID) && e.ID != id {
							less = append(less, e)
						}
					}
					if r, _ := ptr(with(t, e, d, less...)).Result(is.Criterion); r.Outcome.Rank() >= is.Outcome.Rank() {
						t.Errorf("%s is %s by %v and %s without %s", is.Criterion, is.Outcome, is.Equivalences, r.Outcome, id)
					}
				}
			}
			for _, applied := range v.Equivalences {
				if (applied.Status == evaluator.EquivalenceUsed) != (applied.Criteria != nil) {
					t.Errorf("%s is %s and %v rest on it", applied.ID, applied.Status, applied.Criteria)
				}
			}
		}
	})
	t.Logf("%d results rest on equivalences, %d on several: %v", rest, together, better)
	if *seed == 0 && many() >= standardCases && (better[change{unproven, pass}] == 0 || better[change{fail, pass}] == 0 || better[change{fail, unproven}] == 0 || better[change{fail, unknown}] == 0) {
		t.Errorf("the cases show too little: %v", better)
	}
}

func ptr[T any](v T) *T { return &v }

// TestEquivalenceIsAnotherStatement compares with a dossier that states what an
// equivalence implies: for each accepted entry also the demanded one, for each
// accepted proof also one of what it is accepted as.
func TestEquivalenceIsAnotherStatement(t *testing.T) {
	rest := 0
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		frags := foreign(g, c.frags)
		e := equivalences(g, 1)[0]
		e.For = nil
		stated, ok := implied(frags, e)
		if !ok {
			return
		}
		d, as := testkit.Dossier(t, frags), testkit.Dossier(t, stated)
		for _, ev := range embedded() {
			without, v, want := evaluate(t, ev, d), with(t, ev, d, e), evaluate(t, ev, as)
			for i, r := range v.Results {
				best := without.Results[i].Outcome
				if o := want.Results[i].Outcome; o.Rank() > best.Rank() {
					best = o
					rest++
				}
				if r.Outcome != best {
					t.Errorf("%s: %s; without %s, stated %s", r.Criterion, r.Outcome, without.Results[i].Outcome, want.Results[i].Outcome)
				}
			}
		}
	})
	if *seed == 0 && many() >= standardCases && rest == 0 {
		t.Error("no result rests on an equivalence")
	}
}

// implied states what an equivalence implies; ok is false where that cannot be
// said for certain.
func implied(frags []*evidence.Fragment, e evaluator.Equivalence) (out []*evidence.Fragment, ok bool) {
	level := func(l *int64) int64 {
		if l == nil {
			return 1
		}
		return *l
	}
	out = testkit.CloneAll(frags)
	for _, f := range out {
		for _, h := range slices.Clone(f.Operational.Attestations) {
			if h.Scheme == nil || h.Level == nil && e.Accepted.Level != nil && *e.Accepted.Level > 1 || *h.Scheme == evidence.AttestationSchemeOther && h.SchemeName == nil {
				return nil, false
			}
			if *h.Scheme != evidence.AttestationScheme(e.Accepted.Scheme) || e.Accepted.SchemeName != "" && *h.SchemeName != e.Accepted.SchemeName || level(h.Level) < level(e.Accepted.Level) {
				continue
			}
			h.ID += "-as"
			h.Scheme, h.SchemeName, h.Level = evidence.Known(evidence.AttestationScheme(e.Demanded.Scheme)), nil, evidence.Known(level(e.Demanded.Level))
			f.Operational.Attestations = append(f.Operational.Attestations, h)
		}
		for _, p := range slices.Clone(f.Proofs) {
			if p.Kind != evidence.Attestation || p.Scheme != e.Accepted.Scheme || p.SchemeName != e.Accepted.SchemeName || level(p.Level) < level(e.Accepted.Level) {
				continue
			}
			if e.Demanded.Scheme == evidence.BSIC5 && level(e.Demanded.Level) == 2 && p.Period == nil {
				return nil, false // no file can state a report of Type 2 without a period
			}
			p.ID += "-as"
			p.Scheme, p.SchemeName, p.Level = e.Demanded.Scheme, "", e.Demanded.Level
			f.Proofs = append(f.Proofs, p)
		}
	}
	return out, true
}

// The laws of adding proofs and facts hold while equivalences do.
func TestLawAddingWithEquivalences(t *testing.T) {
	seen := map[change]int{}
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		frags, es := foreign(g, c.frags), equivalences(g, 3)
		d := testkit.Dossier(t, frags)
		before := make([]evaluator.Verdict, len(embedded()))
		for i, e := range embedded() {
			before[i] = with(t, e, d, es...)
		}
		try := func(more []*evidence.Fragment, what string, law func(change) bool) {
			after := testkit.Dossier(t, more)
			if !agrees(d, after) {
				return
			}
			for i, e := range embedded() {
				compare(t, before[i], with(t, e, after, es...), what, law, seen)
			}
		}
		more, what := g.AddFact(frags, "operational.attestations")
		try(more, what, byFact)
		for range 2 {
			more, what = g.AddProof(frags)
			try(more, what, byProof)
		}
	})
	wantSeen(t, seen, change{unproven, unproven}, change{fail, fail}, change{pass, pass})
}

// TestUnknownEntries: whether an entry is accepted may depend on what nobody
// states. Then nothing is said that a later statement takes back.
func TestUnknownEntries(t *testing.T) {
	e := embedded()[slices.IndexFunc(embedded(), func(e *evaluator.Evaluator) bool { return e.Profile().ID() == "high" })]
	const head, tail = "trias: dossier/v1\nsubject: {id: offer, version: \"1\", layer: platform}\noperational:\n  attestations:\n    - {id: a, ",
		"issuedOn: 2026-02-01, periodTo: 2026-01-31, opinion: unqualified, issuer: accreditedBody, coversService: true, coversRegions: true}\n"
	at, err := evidence.ParseDate("2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	es, err := evaluator.DecodeEquivalences("e.yaml", []byte(`trias: equivalences/v1
equivalences:
  - {id: E, demanded: {scheme: bsi-c5, level: 2}, accepted: {scheme: ens, level: 2}, basis: {en: a, de: a}, authority: CIO, reason: why, from: 2026-01-01, until: 2026-12-31}
  - {id: F, demanded: {scheme: bsi-c5, level: 2}, accepted: {scheme: other, schemeName: Example Label}, basis: {en: a, de: a}, authority: CIO, reason: why, from: 2026-01-01, until: 2026-12-31}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		entry   string
		want    evaluator.Outcome
		by      string
		missing string
	}{
		{"scheme: ens, level: 2, ", unproven, "E", ""},
		{"scheme: ens, level: 1, ", fail, "", ""},
		{"scheme: ens, ", unknown, "E", "operational.attestations[a].level"},
		{"level: 1, ", unknown, "", "operational.attestations[a].scheme"},
		{"scheme: iso27001, ", fail, "", ""},
		{"scheme: other, level: 1, ", unknown, "F", "operational.attestations[a].schemeName"},
		{"scheme: other, schemeName: Example Label, ", unproven, "F", ""},
		{"scheme: other, schemeName: example label, level: 1, ", fail, "", ""},
	} {
		f, err := evidence.Decode("offer.yaml", []byte(head+c.entry+tail))
		if err != nil {
			t.Fatal(err)
		}
		v, err := e.Evaluate(context.Background(), testkit.Dossier(t, []*evidence.Fragment{f}), at.Start(e.Profile().Zone()), evaluator.WithEquivalences(es...))
		if err != nil {
			t.Fatal(err)
		}
		r, _ := v.Result("OPS-CON-08")
		if r.Outcome != c.want || strings.Join(r.Equivalences, " ") != c.by || c.missing != "" && !slices.Contains(r.Missing, c.missing) {
			t.Errorf("%s is %s by %v, missing %v", c.entry, r.Outcome, r.Equivalences, r.Missing)
		}
	}
}

// An equivalence that is not in force or is for something else changes nothing
// but what is said of it.
func TestEquivalencesWithoutEffect(t *testing.T) {
	g := testkit.New(7, testkit.Varied(7))
	d := testkit.Dossier(t, foreign(g, generate(t, 7).frags))
	e := embedded()[1]
	plain := evaluate(t, e, d)
	for what, change := range map[string]func(*evaluator.Equivalence){
		"expired":     func(e *evaluator.Equivalence) { e.From, e.Until = testkit.Today.AddDays(-9), testkit.Today.AddDays(-1) },
		"notYetValid": func(e *evaluator.Equivalence) { e.From, e.Until = testkit.Today.AddDays(1), testkit.Today.AddDays(9) },
		"notMatched":  func(e *evaluator.Equivalence) { e.For = &evaluator.EquivalenceScope{Subject: "somebody-else"} },
	} {
		es := equivalences(g, 5)
		for i := range es {
			es[i].For = nil
			change(&es[i])
		}
		v := with(t, e, d, es...)
		for _, applied := range v.Equivalences {
			if string(applied.Status) != what {
				t.Errorf("%s is %s, not %s", applied.ID, applied.Status, what)
			}
		}
		if v.Digests.Equivalences == "" {
			t.Error("what was given has no digest")
		}
		v.Equivalences, v.Digests.Equivalences = nil, ""
		if a, b := encode(t, plain), encode(t, v); !bytes.Equal(a, b) {
			t.Errorf("%s: %s", what, firstDifference(a, b))
		}
	}
}

// What a file cannot state, Go cannot either; and within a tender none is for one
// subject.
func TestEquivalencesRefused(t *testing.T) {
	e, d := embedded()[0], generate(t, 1).dossier
	one := equivalences(testkit.New(1, testkit.Varied(1)), 1)[0]
	one.For = nil
	for what, c := range map[string]struct {
		change func(*evaluator.Equivalence)
		tender bool
		want   error
	}{
		"fine":                            {func(*evaluator.Equivalence) {}, false, nil},
		"fine in a tender":                {func(*evaluator.Equivalence) {}, true, nil},
		"for a profile, in a tender":      {func(e *evaluator.Equivalence) { e.For = &evaluator.EquivalenceScope{Profile: "x"} }, true, nil},
		"for a subject, and no tender":    {func(e *evaluator.Equivalence) { e.For = &evaluator.EquivalenceScope{Subject: "x"} }, false, nil},
		"for a subject, in a tender":      {func(e *evaluator.Equivalence) { e.For = &evaluator.EquivalenceScope{Subject: "x"} }, true, evaluator.ErrEquivalenceInTender},
		"without an authority":            {func(e *evaluator.Equivalence) { e.Authority = "" }, false, errSome},
		"ends before it begins":           {func(e *evaluator.Equivalence) { e.Until = e.From.AddDays(-1) }, false, errSome},
		"without dates":                   {func(e *evaluator.Equivalence) { e.From = civil.Date{} }, false, errSome},
		"of a scheme that does not exist": {func(e *evaluator.Equivalence) { e.Accepted.Scheme = "c6" }, false, errSome},
	} {
		given := one
		c.change(&given)
		options := []evaluator.Option{evaluator.WithEquivalences(given)}
		if c.tender {
			options = append(options, evaluator.InTender())
		}
		v, err := e.Evaluate(context.Background(), d, testkit.At, options...)
		if _, again := e.Decide(context.Background(), d, testkit.At, options...); (again == nil) != (err == nil) {
			t.Errorf("%s: decide: %v, evaluate: %v", what, again, err)
		}
		if (err == nil) != (c.want == nil) || c.want != nil && c.want != errSome && !errors.Is(err, c.want) || (v.Conformity == "") != (err != nil) {
			t.Errorf("%s: %q, %v", what, v.Conformity, err)
		}
	}
	if _, err := e.Evaluate(context.Background(), d, testkit.At, evaluator.WithEquivalences(one, one)); err == nil {
		t.Error("two of one id are taken")
	}
	many := make([]evaluator.Equivalence, evaluator.MaxEquivalences+1)
	for i := range many {
		many[i] = one
		many[i].ID = fmt.Sprintf("E-%d", i)
	}
	if _, err := e.Evaluate(context.Background(), d, testkit.At, evaluator.WithEquivalences(many...)); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("too many: %v", err)
	}
	record := profiles.DecisionRecord{ID: "D", Title: "t", About: profiles.DecisionSubject{Kind: profiles.AboutWaiver, ID: "w"}, Decided: "d", Authority: "a", On: testkit.Today, Reason: "r"}
	if _, err := e.Evaluate(context.Background(), d, testkit.At, evaluator.WithDecisions(record)); err != nil {
		t.Error(err)
	}
	record.Authority = " "
	if _, err := e.Evaluate(context.Background(), d, testkit.At, evaluator.WithDecisions(record)); err == nil {
		t.Error("a record of nobody's decision is taken")
	}
}

var errSome = errors.New("any error")
