package handbook

import (
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// whole turns a tree back into a rule, quantifiers too; names are the variables
// of the lists they run over.
func (t *tree) whole(names map[*rules.Operand]string) *rules.Node {
	var children []*rules.Node
	for _, p := range t.parts {
		children = append(children, p.whole(names))
	}
	for _, g := range t.guards {
		children = append(children, &rules.Node{Kind: rules.NotNode, Children: []*rules.Node{g.is.whole(names)}})
	}
	switch t.kind {
	case Any:
		return &rules.Node{Kind: rules.OrNode, Children: children}
	case Each:
		return &rules.Node{Kind: rules.AllNode, Var: names[t.list], Range: t.list, Children: children}
	case Some:
		return &rules.Node{Kind: rules.ExistsNode, Var: names[t.list], Range: t.list, Children: children}
	case Test:
		n := &rules.Node{Kind: rules.AtomNode, Atom: t.atom}
		if !t.want {
			n = &rules.Node{Kind: rules.NotNode, Children: []*rules.Node{n}}
		}
		return n
	}
	return &rules.Node{Kind: rules.AndNode, Children: children}
}

// TestQuantifiedTreesSayTheSame: what is put into words of the entries of lists
// is true of the same evidence as the rule, on random evidence, for all embedded
// rules at each level. What the words leave open the rule leaves open.
func TestQuantifiedTreesSayTheSame(t *testing.T) {
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
	for seed := range uint64(40) {
		dossier := testkit.Dossier(t, testkit.New(1000+seed, testkit.Varied(int(seed))).Fragments())
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
				rule, when := k.Rules()
				for _, r := range []*rules.Rule{rule, when} {
					if r == nil {
						continue
					}
					names := map[*rules.Operand]string{}
					var gather func(n *rules.Node)
					gather = func(n *rules.Node) {
						if n.Range != nil {
							names[n.Range] = n.Var
						}
						for _, c := range n.Children {
							gather(c)
						}
					}
					gather(r.Root)
					if len(names) == 0 {
						continue
					}
					for _, positive := range []bool{true, false} {
						m := env.NewMachine()
						m.Given(env.Subject(evidence.Subject{}), given, evidence.Date{})
						tree := (&planter{m: m}).plant(r.Root, positive)
						m.Show(facts)
						m.Given(env.Subject(dossier.Subject()), given, testkit.Today)
						want, _ := r.Eval(m)
						if !positive {
							want = want.Not()
						}
						seen[want]++
						if got := (&rules.Rule{Root: tree.whole(names)}).Explain(m, false).Truth; got != want {
							t.Errorf("seed %d, %s, %s, %t: %s, the rule is %s", seed, name, id, positive, got, want)
						}
					}
				}
			}
		}
	}
	if seen[rules.True] == 0 || seen[rules.False] == 0 || seen[rules.Unknown] == 0 {
		t.Errorf("the evidence does not vary: %v", seen)
	}
}
