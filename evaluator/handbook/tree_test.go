package handbook

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// node turns a tree back into a rule.
func (t *tree) node() *rules.Node {
	var children []*rules.Node
	for _, p := range t.parts {
		children = append(children, p.node())
	}
	for _, g := range t.guards {
		children = append(children, &rules.Node{Kind: rules.NotNode, Children: []*rules.Node{g.is.node()}})
	}
	switch t.kind {
	case Any:
		return &rules.Node{Kind: rules.OrNode, Children: children}
	case Test:
		n := &rules.Node{Kind: rules.AtomNode, Atom: t.atom}
		if !t.want {
			n = &rules.Node{Kind: rules.NotNode, Children: []*rules.Node{n}}
		}
		return n
	}
	return &rules.Node{Kind: rules.AndNode, Children: children}
}

// truth evaluates a tree. Quantifiers are evaluated by the rule they come from.
func (t *tree) truth(m *rules.Machine) rules.Truth {
	return (&rules.Rule{Root: t.node()}).Explain(m, false).Truth
}

var variables = regexp.MustCompile(`\b[abcd]\b`)

// TestTreeSaysTheSame: what is put into words is true of the same evidence as
// the rule, whatever is known and whatever is not.
func TestTreeSaysTheSame(t *testing.T) {
	t.Parallel()
	facts := []string{"data.keys.customerCanRotate", "data.keys.providerCanExtract", "data.export.selfService", "data.export.documented"}
	for _, text := range []string{
		"a && b", "a || b", "!(a && b)", "!(a || b)", "!a || b", "!a || !b", "!(!a || b)", "a && (!b || c && !d)",
		"!(a && b) || c", "!a || !b || c", "a || !(b || !c)", "a ? b : c", "!(a ? b : c)", "(a ? b : c) ? d : a", "!((a ? b : !c) || d)",
		"params.on && a || b", "params.off && a || b", "!params.on || a", "params.on || a", "!params.off && a", "params.on ? a : b",
		"params.off ? a : b && c", "!(params.on ? a : b)", "(params.off || a) && (params.on || b)", "!(params.on && a) || b",
	} {
		rule := variables.ReplaceAllStringFunc(text, func(name string) string { return facts[name[0]-'a'] })
		catalogue, err := criteria.Decode("c.yaml", fmt.Appendf(nil, `{trias: catalogue/v1, id: c, version: 1.0.0, language: 1, criteria: [{id: A, dimension: choice, domain: data,
  title: {en: a, de: a}, question: {en: a, de: a}, params: {on: {type: bool, default: true}, off: {type: bool, default: false}}, rule: %q}]}`, rule))
		if err != nil {
			t.Fatal(err)
		}
		k, _ := catalogue.Compiled("A")
		given, _, err := k.Bind(nil)
		if err != nil {
			t.Fatal(err)
		}
		env := catalogue.Environment()
		m := env.NewMachine()
		m.Given(env.Subject(evidence.Subject{}), given, evidence.Date{})
		compiled, _ := k.Rules()
		tree := (&planter{m: m}).plant(compiled.Root, true)
		opposite := (&planter{m: m}).plant(compiled.Root, false)
		tree.walk(false, func(x *condition, _ bool) {
			for _, a := range x.parts {
				if a.isTrue() || a.isFalse() {
					t.Errorf("%s: a part is settled", text)
				}
			}
		})
		for n := range 81 {
			for i, rest := 0, n; i < 4; i, rest = i+1, rest/3 {
				slot, _ := env.Slot(facts[i])
				value := rules.Val{}
				if rest%3 > 0 {
					if value, err = rules.ParamValue(rules.BoolParam, evidence.Bool(rest%3 == 1)); err != nil {
						t.Fatal(err)
					}
				}
				m.Set(slot, value)
			}
			want, _ := compiled.Eval(m)
			// Whichever branch a conditional takes, both may say the same; the rule
			// waits until it is known, the words need not.
			open := want == rules.Unknown && strings.Contains(text, "?")
			if got := tree.truth(m); got != want && !open {
				t.Errorf("%s, case %d: %s, the rule is %s", text, n, got, want)
			}
			if got := opposite.truth(m); got != want.Not() && !open {
				t.Errorf("!(%s), case %d: %s, the rule is %s", text, n, got, want.Not())
			}
		}
	}
}

// condition is a tree where a variable has its name.
type condition = tree

// TestEmbeddedTreesSayTheSame does so with random evidence for all embedded
// criteria without quantifiers, at each level.
func TestEmbeddedTreesSayTheSame(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	env := catalogue.Environment()
	seen := map[rules.Truth]int{}
	for seed := range uint64(60) {
		dossier := testkit.Dossier(t, testkit.New(seed, testkit.Varied(int(seed))).Fragments())
		facts, err := env.Facts(dossier)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range profiles.Names() {
			profile, err := profiles.Lookup(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range profile.Criteria() {
				k, _ := catalogue.Compiled(id)
				applied, _ := profile.Applied(id)
				given, _, err := k.Bind(applied.Params)
				if err != nil {
					t.Fatal(err)
				}
				rule, _ := k.Rules()
				m := env.NewMachine()
				m.Given(env.Subject(evidence.Subject{}), given, evidence.Date{})
				tree := (&planter{m: m}).plant(rule.Root, true)
				quantified := false
				tree.walk(false, func(x *condition, _ bool) { quantified = quantified || x.kind == Each || x.kind == Some })
				if quantified {
					continue
				}
				m.Show(facts)
				m.Given(env.Subject(dossier.Subject()), given, testkit.Today)
				want, _ := rule.Eval(m)
				seen[want]++
				if got := tree.truth(m); got != want {
					t.Errorf("seed %d, %s, %s: %s, the rule is %s", seed, name, id, got, want)
				}
			}
		}
	}
	if seen[rules.True] == 0 || seen[rules.False] == 0 || seen[rules.Unknown] == 0 {
		t.Errorf("the evidence does not vary: %v", seen)
	}
}
