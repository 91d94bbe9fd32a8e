package evaluator_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// tailors makes tailorings as authorities may write them: a few changes, each of
// something the base says, mostly by one step.
type tailors struct {
	*rand.Rand
	base *profiles.Profile
	// up keeps to changes that are meant to be stricter.
	up      bool
	changes []profiles.Change
	taken   map[string]bool
	staged  bool
}

var someReason = evidence.Text{EN: "local need", DE: "örtlicher Bedarf"}

// embeddedSettings are what the embedded profiles say of a criterion.
var embeddedSettings = sync.OnceValue(func() map[string][]*profiles.Applied {
	out := map[string][]*profiles.Applied{}
	for _, name := range profiles.Names() {
		p, err := profiles.Lookup(name)
		if err != nil {
			panic(err)
		}
		for _, id := range p.Criteria() {
			a, _ := p.Applied(id)
			out[id] = append(out[id], a)
		}
	}
	return out
})

// embeddedProofs are the demands the embedded profiles' files state of a
// criterion.
var embeddedProofs = sync.OnceValue(func() map[string][]profiles.Proof {
	out := map[string][]profiles.Proof{}
	for _, name := range profiles.Names() {
		p, err := profiles.Lookup(name)
		if err != nil {
			panic(err)
		}
		for id, s := range p.Definition().Criteria {
			if s.Proof != nil {
				out[id] = append(out[id], *s.Proof)
			}
		}
	}
	return out
})

func (r *tailors) add(c profiles.Change) {
	key := string(c.Kind) + c.Criterion
	if c.Kind == profiles.Relax { // one of the two
		key = string(profiles.Tighten) + c.Criterion
	}
	if r.taken[key] || r.taken["exclude"+c.Criterion] {
		return
	}
	r.taken[key] = true
	c.Reason = someReason
	r.changes = append(r.changes, c)
}

func (r *tailors) change() {
	ids := r.base.Criteria()
	id := ids[r.IntN(len(ids))]
	a, _ := r.base.Applied(id)
	switch n := r.IntN(12); {
	case n < 3:
		r.oblige(id, a)
	case n < 7:
		r.param(id, a)
	case n < 10:
		r.prove(id, a)
	case n == 10 && !r.up:
		switch r.IntN(3) {
		case 0:
			if len(r.changes) == 0 { // an excluded criterion has no other change
				r.add(profiles.Change{Kind: profiles.Exclude, Criterion: id})
			}
		case 1:
			r.staged = true
			r.add(profiles.Change{Kind: profiles.Postpone, Criterion: id, Stage: pickOne(r.Rand, "second", "dated")})
		}
	case n == 11 && r.base.Deviations() == profiles.Remark && !r.taken["deviations"]:
		r.add(profiles.Change{Kind: profiles.ChangeDeviations, Deviations: profiles.Inconclusive})
	}
}

func (r *tailors) oblige(id string, a *profiles.Applied) {
	all := profiles.Obligation("").Values()
	at := slices.Index(all, string(a.Obligation))
	if a.ByLayer() {
		return
	}
	switch {
	case at < 2 && (r.up || r.IntN(2) == 0):
		c := profiles.Change{Kind: profiles.Tighten, Criterion: id, Obligation: profiles.Obligation(all[at+1])}
		if r.IntN(3) == 0 {
			c.Layers, c.Obligation = profiles.Layers{Platform: c.Obligation}, ""
		}
		r.add(c)
	case at > 0 && !r.up:
		r.add(profiles.Change{Kind: profiles.Relax, Criterion: id, Obligation: profiles.Obligation(all[at-1])})
	}
}

// param moves a parameter by one step: to a value an embedded profile has, or a
// bit up or down.
func (r *tailors) param(id string, a *profiles.Applied) {
	compiled, _ := r.base.Catalogue().Compiled(id)
	names := slices.Sorted(maps.Keys(compiled.Params))
	if len(names) == 0 {
		return
	}
	name := names[r.IntN(len(names))]
	value, typ := a.Params[name], compiled.Params[name].Type
	if typ == "region" {
		return // a localisation is a choice
	}
	var values []evidence.Value
	for _, s := range embeddedSettings()[id] {
		values = append(values, s.Params[name])
	}
	switch x := value.Any().(type) {
	case bool:
		values = append(values, evidence.Bool(!x))
	case int64:
		values = append(values, evidence.Int(x+1), evidence.Int(max(x-1, 0)), evidence.Int(x*2), evidence.Int(x/2))
	case float64:
		values = append(values, evidence.Number(x+0.5), evidence.Number(x*2), evidence.Number(x/2))
	case []evidence.Value:
		if len(x) > 1 {
			drop := r.IntN(len(x))
			values = append(values, evidence.List(slices.Concat(x[:drop], x[drop+1:])...))
		}
	case string:
		if p, err := evidence.ParsePeriod(x); typ == "period" && err == nil {
			longer, shorter := p, p
			longer.Months, shorter.Months, shorter.Days = 2*p.Months+1, p.Months/2, p.Days/2
			values = append(values, evidence.String(longer.String()), evidence.String(shorter.String()))
		}
	}
	if to := values[r.IntN(len(values))]; !to.Equal(value) {
		r.add(profiles.Change{Kind: profiles.Set, Criterion: id, Params: map[string]evidence.Value{name: to}})
	}
}

// prove demands what another embedded profile demands, or more or other kinds.
func (r *tailors) prove(id string, a *profiles.Applied) {
	stated := embeddedProofs()[id]
	if len(stated) == 0 {
		return
	}
	proof := stated[r.IntN(len(stated))]
	if r.IntN(2) == 0 {
		kind := pickOne(r.Rand, "test", "contract", "audit", "documentation", "configuration", "log")
		more := map[bool]string{true: "&&", false: "||"}[r.up || r.IntN(2) == 0]
		if proof.Rule == "none" {
			proof.Rule = fmt.Sprintf("by(%q)", kind)
		} else {
			proof.Rule = fmt.Sprintf("(%s) %s by(%q)", proof.Rule, more, kind)
		}
	}
	r.add(profiles.Change{Kind: profiles.Prove, Criterion: id, Proof: &proof})
}

// tailored draws a tailoring that loads, nil if the draw does not: many change
// nothing.
func (r *tailors) tailored(n int) *profiles.Profile {
	for range 1 + r.IntN(6) {
		r.change()
	}
	if len(r.changes) == 0 {
		return nil
	}
	d := profiles.Definition{ID: fmt.Sprintf("tailored-%d", n), Version: "1.0.0", Catalogue: r.base.Catalogue().ID(), Tailors: r.base.ID(), Changes: r.changes}
	if r.staged {
		d.Stages = map[string]profiles.Stage{"second": {Term: evidence.Known(civil.Period{Months: 12})}, "dated": {From: evidence.Known(testkit.Today.AddDays(200))}}
	}
	p, err := profiles.New(d, r.base.Catalogue(), r.base)
	if err != nil {
		return nil
	}
	return p
}

// tailorings is how many tailorings are drawn; the rate of those not decided is
// told of 520.
var tailorings = flag.Int("tailorings", 20, "how many realistic tailorings are compared")

// How tailorings an authority may write come out: how many are decided, and that
// what is called stricter is no better on any generated dossier.
func TestStricterOnRealisticTailorings(t *testing.T) {
	t.Parallel()
	pairs, each := *tailorings, 200
	if testing.Short() {
		pairs, each = 10, 20
	}
	ctx := context.Background()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var dossiers []*evidence.Dossier
	for n := range each {
		dossiers = append(dossiers, testkit.Dossier(t, testkit.New(uint64(1000+n), testkit.Varied(n)).Fragments()))
	}
	listed := func(e *evaluator.Evaluator, d *evidence.Dossier, n int) []evaluator.Option {
		if n%3 == 0 {
			return nil
		}
		day := testkit.Today.AddDays(-100 * (n % 7))
		return []evaluator.Option{evaluator.WithOnboarding(evaluator.Onboarding{Subject: d.Subject().ID, Profile: e.Profile().ID(), Authority: "a", Applied: day, Decided: &day, Listed: &day})}
	}
	type based struct {
		*evaluator.Evaluator
		decisions []evaluator.Decision
	}
	bases := map[string]*based{}
	of := func(p *profiles.Profile) *based {
		if b := bases[p.ID()]; b != nil {
			return b
		}
		e, err := evaluator.Compile(catalogue, p)
		if err != nil {
			t.Fatal(err)
		}
		b := &based{Evaluator: e}
		for n, d := range dossiers {
			decision, err := e.Decide(ctx, d, testkit.At, listed(e, d, n)...)
			if err != nil {
				t.Fatal(err)
			}
			b.decisions = append(b.decisions, decision)
		}
		bases[p.ID()] = b
		return b
	}
	rng := rand.New(rand.NewPCG(16, 17))
	count := map[string]map[evaluator.StrictnessAnswer]int{"meant to be stricter": {}, "either way": {}}
	grounds := map[evaluator.GroundKind]map[evaluator.StrictnessAnswer]int{}
	for n := 0; n < pairs; {
		name := profiles.Names()[rng.IntN(len(profiles.Names()))]
		base, err := profiles.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		r := &tailors{Rand: rng, base: base, up: rng.IntN(2) == 0, taken: map[string]bool{}}
		p := r.tailored(n)
		if p == nil {
			continue
		}
		n++
		s, err := evaluator.Stricter(ctx, p, base)
		if err != nil {
			t.Fatal(err)
		}
		count[map[bool]string{true: "meant to be stricter", false: "either way"}[r.up]][s.Answer]++
		for _, g := range allGrounds(s) {
			if grounds[g.Kind] == nil {
				grounds[g.Kind] = map[evaluator.StrictnessAnswer]int{}
			}
			grounds[g.Kind][g.Answer]++
		}
		is, err := evaluator.Compile(catalogue, p)
		if err != nil {
			t.Fatal(err)
		}
		was := of(base)
		switch s.Answer {
		case evaluator.NotStricter:
			confirm(t, &s, is, was.Evaluator)
		case evaluator.StrictnessNotDecided:
			t.Logf("not decided: %s: %s", name, strings.Join(notProven(s), ""))
		case evaluator.IsStricter:
			for k, d := range dossiers {
				after, err := is.Decide(ctx, d, testkit.At, listed(is, d, k)...)
				if err != nil {
					t.Fatal(err)
				}
				if worse := better(base, p, &was.decisions[k], &after); worse != "" {
					text, _ := p.EncodeYAML()
					t.Fatalf("called stricter: dossier %d: %s\n%s", k, worse, text)
				}
			}
		}
	}
	undecided := 0
	for what, answers := range count {
		t.Logf("%s: %v", what, answers)
		undecided += answers[evaluator.StrictnessNotDecided]
	}
	t.Logf("grounds: %v; %d of %d not decided (%.1f %%)", grounds, undecided, pairs, 100*float64(undecided)/float64(pairs))
	if undecided > pairs/20 {
		t.Errorf("%d of %d tailorings are not decided", undecided, pairs)
	}
}

func allGrounds(s evaluator.Strictness) []evaluator.Ground {
	out := slices.Clone(s.Grounds)
	for _, c := range s.Criteria {
		out = append(out, c.Grounds...)
	}
	return out
}

// better says what comes out better under a profile than under its base.
func better(base, p *profiles.Profile, was, is *evaluator.Decision) string {
	if is.Conformity.Rank() > was.Conformity.Rank() {
		return fmt.Sprintf("%s, then %s", was.Conformity, is.Conformity)
	}
	applied := p.Criteria()
	for i, id := range base.Criteria() {
		k := slices.Index(applied, id)
		if k < 0 {
			return id + " is not applied"
		}
		if is.Outcomes[k].Rank() > was.Outcomes[i].Rank() {
			return fmt.Sprintf("%s: %s, then %s", id, was.Outcomes[i], is.Outcomes[k])
		}
	}
	return ""
}
