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

// smallCatalogue has criteria with parameters of every sort of direction: upper
// and lower bounds, sets, switches, one whose direction the rule does not tell,
// and a when with a parameter, over facts with few values. No two criteria share
// a fact, so that what comes out of one says nothing of another.
var smallCatalogue = sync.OnceValue(func() *criteria.Catalogue {
	text := evidence.Text{EN: "x", DE: "x"}
	fact := func(typ criteria.FactType, values ...string) criteria.Fact {
		return criteria.Fact{Type: typ, Values: values, Question: text}
	}
	d := criteria.Definition{ID: "small", Version: "1.0.0", Language: criteria.Language, Facts: map[string]map[string]criteria.Fact{"x": {
		"pa": fact("bool"), "pn": fact("int"), "qk": fact("text", "p", "q", "r"), "qb": fact("bool"), "qw": fact("bool"), "rn": fact("int"), "rb": fact("bool")}}}
	add := func(id, rule, when string, params map[string]criteria.Param) {
		d.Criteria = append(d.Criteria, criteria.Criterion{ID: id, Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text,
			Rule: rule, When: when, Params: params, Remedy: criteria.Remedy{Effort: criteria.Low}})
	}
	param := func(typ string, v evidence.Value) criteria.Param {
		return criteria.Param{Type: criteria.ParamType(typ), Default: v, Source: text}
	}
	add("P", "ext.x.pa && ext.x.pn >= params.min && (ext.x.pn <= params.max || !params.bounded)", "",
		map[string]criteria.Param{"min": param("int", evidence.Int(1)), "max": param("int", evidence.Int(3)), "bounded": param("bool", evidence.Bool(true))})
	add("Q", "ext.x.qk in params.allowed || ext.x.qb && !params.strict", `ext.x.qw && subject.layer != "application"`,
		map[string]criteria.Param{"allowed": param("strings", evidence.Strings("p", "q")), "strict": param("bool", evidence.Bool(false))})
	add("R", "ext.x.rn != params.not && (ext.x.rn > params.cut ? ext.x.rb : ext.x.rn < params.cut)", "ext.x.rn >= params.from",
		map[string]criteria.Param{"not": param("int", evidence.Int(4)), "cut": param("int", evidence.Int(2)), "from": param("int", evidence.Int(1))})
	c, err := criteria.New(d)
	if err != nil {
		panic(err)
	}
	return c
})

// smallFacts are the facts of each criterion of the small catalogue.
var smallFacts = map[string][]string{"P": {"pa", "pn"}, "Q": {"qk", "qb", "qw"}, "R": {"rn", "rb"}}

var smallDemands = []string{"none", `by("test")`, `by("contract")`, `by("declaration")`, `by("test", months(1))`, `by("test") && by("contract")`, `by("test") || by("contract")`, `by("test", months(1)) || by("contract")`}

// smallSetting is a profile's setting of a criterion, in parts that can be
// changed one by one.
type smallSetting struct {
	applied    bool
	obligation string
	layer      string // "platform: must", or nothing
	stage      string
	params     map[string]string
	rule, when string
}

type smallProfile struct {
	deviations string
	late       string
	settings   map[string]*smallSetting
}

func pickOne(rng *rand.Rand, from ...string) string { return from[rng.IntN(len(from))] }

func randomSmall(rng *rand.Rand) *smallProfile {
	p := &smallProfile{settings: map[string]*smallSetting{}}
	for _, id := range []string{"P", "Q", "R"} {
		p.settings[id] = &smallSetting{applied: true, params: map[string]string{}}
		for range 7 {
			p.change(rng, id)
		}
		if p.settings[id].obligation == "" {
			p.settings[id].obligation = "must"
		}
		p.settings[id].applied = true
	}
	p.late = "{term: P12M}"
	return p
}

// change changes one thing of one criterion, or of the profile.
func (p *smallProfile) change(rng *rand.Rand, id string) {
	s := p.settings[id]
	switch rng.IntN(9) {
	case 0:
		s.obligation = pickOne(rng, "must", "should", "may")
	case 1:
		s.layer = pickOne(rng, "", "platform: must", "platform: may", "application: should", "infrastructure: must")
	case 2:
		s.stage = pickOne(rng, "", "", "soon", "late")
	case 3, 4:
		switch id {
		case "P":
			switch rng.IntN(3) {
			case 0:
				s.params["min"] = pickOne(rng, "0", "1", "2", "3")
			case 1:
				s.params["max"] = pickOne(rng, "1", "2", "3", "4")
			case 2:
				s.params["bounded"] = pickOne(rng, "true", "false")
			}
		case "Q":
			if rng.IntN(2) == 0 {
				s.params["allowed"] = pickOne(rng, "[p]", "[p, q]", "[q]", "[p, q, r]", "[r]")
			} else {
				s.params["strict"] = pickOne(rng, "true", "false")
			}
		case "R":
			s.params[pickOne(rng, "not", "cut", "from")] = pickOne(rng, "0", "1", "2", "3", "4")
		}
	case 5, 6:
		s.rule = pickOne(rng, smallDemands...)
	case 7:
		s.when = pickOne(rng, append(slices.Clone(smallDemands), "")...)
	case 8:
		switch rng.IntN(3) {
		case 0:
			p.deviations = pickOne(rng, "", "inconclusive")
		case 1:
			p.late = pickOne(rng, "{term: P12M}", "{term: P24M}", "{term: P300D}", "{from: 2026-12-01}", "{from: 2027-06-01}", "{from: 2026-01-01}",
				`{term: P12M, given: 'by("contract")'}`, `{term: P12M, given: 'by("declaration")'}`, `{from: 2027-01-01, given: 'by("test", months(1))'}`)
		case 2:
			s.applied = rng.IntN(4) > 0
		}
	}
}

func (p *smallProfile) clone() *smallProfile {
	q := *p
	q.settings = map[string]*smallSetting{}
	for id, s := range p.settings {
		t := *s
		t.params = maps.Clone(s.params)
		q.settings[id] = &t
	}
	return &q
}

func (p *smallProfile) yaml(id string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "trias: profile/v1\nid: %s\nversion: 1.0.0\ncatalogue: small\nstages: {soon: {term: P3M}, late: %s}\n", id, p.late)
	if p.deviations != "" {
		fmt.Fprintf(&b, "deviations: %s\n", p.deviations)
	}
	b.WriteString("criteria:\n")
	for _, c := range []string{"P", "Q", "R"} {
		s := p.settings[c]
		if !s.applied {
			continue
		}
		fmt.Fprintf(&b, "  %s:\n    obligation: %s\n", c, s.obligation)
		if s.layer != "" {
			fmt.Fprintf(&b, "    layers: {%s}\n", s.layer)
		}
		if s.stage != "" {
			fmt.Fprintf(&b, "    stage: %s\n", s.stage)
		}
		if len(s.params) > 0 {
			b.WriteString("    params:\n")
			for _, name := range slices.Sorted(maps.Keys(s.params)) {
				fmt.Fprintf(&b, "      %s: %s\n", name, s.params[name])
			}
		}
		rule := s.rule
		if rule == "" {
			rule = `by("test")`
		}
		fmt.Fprintf(&b, "    proof:\n      rule: '%s'\n", rule)
		if s.when != "" {
			fmt.Fprintf(&b, "      when: '%s'\n", s.when)
		}
	}
	return b.String()
}

// smallValues are what a fact of the small catalogue can be.
func smallValues(fact string) []evidence.Value {
	switch {
	case fact[1] == 'n':
		return []evidence.Value{evidence.Int(0), evidence.Int(1), evidence.Int(2), evidence.Int(3), evidence.Int(4)}
	case fact[1] == 'k':
		return []evidence.Value{evidence.String("p"), evidence.String("q"), evidence.String("r")}
	}
	return []evidence.Value{evidence.Bool(false), evidence.Bool(true)}
}

// smallProofs are the sets of proofs a fact can have.
var smallProofs = [][]evidence.Proof{
	nil,
	{{Kind: evidence.Test, Issued: evidence.Known(testkit.Today)}},
	{{Kind: evidence.Test, Issued: evidence.Known(testkit.Today.Sub(civil.Period{Months: 2}))}},
	{{Kind: evidence.Contract, Issued: evidence.Known(testkit.Today)}},
	{{Kind: evidence.Test, Issued: evidence.Known(testkit.Today)}, {Kind: evidence.Contract, Issued: evidence.Known(testkit.Today)}},
}

var smallLayers = []evidence.Layer{evidence.LayerPlatform, evidence.LayerApplication, ""}

// smallCase is a dossier about the facts of one criterion.
type smallCase struct {
	fragment *evidence.Fragment
	dossier  *evidence.Dossier
}

// smallSpace are all dossiers about one criterion, at each layer.
var smallSpace = sync.OnceValue(func() map[string][]smallCase {
	out := map[string][]smallCase{}
	for id, facts := range smallFacts {
		var extend func(f *evidence.Fragment, rest []string)
		extend = func(f *evidence.Fragment, rest []string) {
			if len(rest) == 0 {
				for _, layer := range smallLayers {
					if id != "Q" && layer != "" {
						continue // only Q asks for it
					}
					g := *f
					g.Subject = &evidence.Subject{ID: "s", Layer: layer}
					d, err := evidence.Merge(&g)
					if err != nil {
						panic(err)
					}
					out[id] = append(out[id], smallCase{&g, d})
				}
				return
			}
			extend(f, rest[1:])
			for _, v := range smallValues(rest[0]) {
				for _, set := range smallProofs {
					g := &evidence.Fragment{Ext: map[string]map[string]evidence.Value{"x": {rest[0]: v}}, Proofs: slices.Clone(f.Proofs)}
					maps.Copy(g.Ext["x"], f.Ext["x"])
					for i, p := range set {
						p.ID, p.Issuer, p.Covers = fmt.Sprintf("%s-%d", rest[0], i), "i", []string{"ext.x." + rest[0]}
						g.Proofs = append(g.Proofs, p)
					}
					extend(g, rest[1:])
				}
			}
		}
		extend(&evidence.Fragment{}, facts)
	}
	return out
})

// bruteForce looks for a dossier of the small space that is better under is.
func bruteForce(t *testing.T, is, was *evaluator.Evaluator) string {
	t.Helper()
	ctx := context.Background()
	of := func(e *evaluator.Evaluator, d *evaluator.Decision, id string) (evaluator.Outcome, bool) {
		if i := slices.Index(e.Profile().Criteria(), id); i >= 0 {
			return d.Outcomes[i], true
		}
		return evaluator.NotApplicable, false
	}
	decide := func(e *evaluator.Evaluator, d *evidence.Dossier, listed *evidence.Date) evaluator.Decision {
		var opts []evaluator.Option
		if listed != nil {
			opts = append(opts, evaluator.WithOnboarding(evaluator.Onboarding{Subject: "s", Profile: e.Profile().ID(), Authority: "a", Applied: *listed, Decided: listed, Listed: listed}))
		}
		decision, err := e.Decide(ctx, d, testkit.At, opts...)
		if err != nil {
			t.Fatal(err)
		}
		return decision
	}
	// One case for each pair of outcomes a criterion can have, by layer.
	type pair struct{ was, is evaluator.Outcome }
	pairs := map[string]map[evidence.Layer]map[pair]*evidence.Fragment{}
	for _, id := range []string{"P", "Q", "R"} {
		pairs[id] = map[evidence.Layer]map[pair]*evidence.Fragment{}
		for _, c := range smallSpace()[id] {
			before, after := decide(was, c.dossier, nil), decide(is, c.dossier, nil)
			from, applied := of(was, &before, id)
			to, _ := of(is, &after, id)
			if applied && to.Rank() > from.Rank() {
				return fmt.Sprintf("%s is %s under base, %s under profile: %v %v", id, from, to, c.fragment.Ext, c.fragment.Proofs)
			}
			layer := c.fragment.Subject.Layer
			if pairs[id][layer] == nil {
				pairs[id][layer] = map[pair]*evidence.Fragment{}
			}
			class := func(o evaluator.Outcome) evaluator.Outcome { // what conformity tells apart
				switch {
				case o.Met():
					return evaluator.Pass
				case o == evaluator.Fail:
					return o
				}
				return evaluator.Unknown
			}
			if p := (pair{class(from), class(to)}); pairs[id][layer][p] == nil {
				pairs[id][layer][p] = c.fragment
			}
		}
	}
	at := func(id string, layer evidence.Layer) map[pair]*evidence.Fragment {
		if id != "Q" {
			layer = ""
		}
		return pairs[id][layer]
	}
	for _, layer := range smallLayers {
		for _, listed := range []*evidence.Date{nil, evidence.Known(testkit.Today), evidence.Known(testkit.Today.Sub(civil.Period{Months: 6})),
			evidence.Known(testkit.Today.Sub(civil.Period{Days: 330})), evidence.Known(testkit.Today.Sub(civil.Period{Months: 18})), evidence.Known(testkit.Today.Sub(civil.Period{Years: 5}))} {
			for _, p := range at("P", layer) {
				for _, q := range at("Q", layer) {
					for _, r := range at("R", layer) {
						f := &evidence.Fragment{Subject: &evidence.Subject{ID: "s", Layer: layer}, Ext: map[string]map[string]evidence.Value{"x": {}}}
						for _, g := range []*evidence.Fragment{p, q, r} {
							maps.Copy(f.Ext["x"], g.Ext["x"])
							f.Proofs = append(f.Proofs, g.Proofs...)
						}
						d := testkit.Dossier(t, []*evidence.Fragment{f})
						before, after := decide(was, d, listed), decide(is, d, listed)
						if after.Conformity.Rank() > before.Conformity.Rank() {
							return fmt.Sprintf("%s under base, %s under profile: %q, listed %v, %v %v", before.Conformity, after.Conformity, layer, listed, f.Ext, f.Proofs)
						}
					}
				}
			}
		}
	}
	return ""
}

// confirm assesses a counterexample as it is written.
func confirm(t *testing.T, s *evaluator.Strictness, is, was *evaluator.Evaluator) {
	t.Helper()
	c := s.Counterexample
	if c == nil {
		t.Fatal("not stricter, and no counterexample")
	}
	text, err := c.EncodeYAML()
	if err != nil {
		t.Fatal(err)
	}
	f, err := evidence.Decode("counterexample.yaml", text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	d := testkit.Dossier(t, []*evidence.Fragment{f})
	outcome := func(e *evaluator.Evaluator, want evaluator.ComparedOutcome) (evaluator.Verdict, int) {
		var opts []evaluator.Option
		if record := c.Onboarding(e.Profile().ID()); record != nil {
			opts = append(opts, evaluator.WithOnboarding(*record))
		}
		v, err := e.Evaluate(context.Background(), d, c.At.Time, opts...)
		if err != nil {
			t.Fatal(err)
		}
		r, ok := v.Result(c.Criterion)
		if v.Conformity != want.Conformity || r.Outcome != want.Outcome {
			t.Fatalf("%s: %s and %s, the counterexample says %+v\n%s", e.Profile().ID(), v.Conformity, r.Outcome, want, text)
		}
		if !ok {
			return v, evaluator.NotApplicable.Rank()
		}
		return v, r.Outcome.Rank()
	}
	before, from := outcome(was, c.Base)
	after, to := outcome(is, c.Profile)
	if after.Conformity.Rank() <= before.Conformity.Rank() && (to <= from || c.Base.Outcome == "") {
		t.Fatalf("no better: %s and %s\n%s", before.Conformity, after.Conformity, text)
	}
}

// smallPairs is how many pairs of profiles are tried on every dossier of a small
// space.
var smallPairs = flag.Int("pairs", 60, "how many pairs of profiles are compared with brute force")

// What is called stricter is so on every dossier of a small space, and what is
// called not stricter comes with a dossier that shows it.
func TestStricterAgainstBruteForce(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	pairs := *smallPairs
	rng := rand.New(rand.NewPCG(14, 15))
	count := map[evaluator.StrictnessAnswer]int{}
	missed := 0
	for n := range pairs {
		base := randomSmall(rng)
		changed := base.clone()
		for range 1 + rng.IntN(4) {
			changed.change(rng, pickOne(rng, "P", "Q", "R"))
		}
		if n%10 == 9 {
			changed = randomSmall(rng)
		}
		if !slices.ContainsFunc(slices.Collect(maps.Values(changed.settings)), func(s *smallSetting) bool { return s.applied }) {
			continue
		}
		compile := func(id, text string) *evaluator.Evaluator {
			p, err := profiles.Decode(id+".yaml", []byte(text), smallCatalogue())
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			e, err := evaluator.Compile(smallCatalogue(), p)
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
		was, is := compile("base", base.yaml("base")), compile("profile", changed.yaml("profile"))
		s, err := evaluator.Stricter(context.Background(), is.Profile(), was.Profile())
		if err != nil {
			t.Fatal(err)
		}
		count[s.Answer]++
		switch s.Answer {
		case evaluator.NotStricter:
			confirm(t, &s, is, was)
		case evaluator.IsStricter:
			if worse := bruteForce(t, is, was); worse != "" {
				t.Fatalf("called stricter: %s\n%s\n%s", worse, base.yaml("base"), changed.yaml("profile"))
			}
		default:
			worse := bruteForce(t, is, was)
			if worse != "" {
				missed++
			}
			t.Logf("not decided: %v: %s", notProven(s), worse)
		}
	}
	t.Logf("%v; of those not decided %d are not stricter", count, missed)
	for _, a := range []evaluator.StrictnessAnswer{evaluator.IsStricter, evaluator.NotStricter} {
		if count[a] < pairs/6 {
			t.Errorf("%d of %d pairs are %s: too few to tell", count[a], pairs, a)
		}
	}
	if count[evaluator.StrictnessNotDecided] > pairs/10 {
		t.Errorf("%d of %d pairs are not decided", count[evaluator.StrictnessNotDecided], pairs)
	}
}
