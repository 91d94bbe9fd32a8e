package rules

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
)

var reasoned = flag.Int("reasoned", 2_000, "cases TestReasonsAreMinimal tries: a rule and what is known; half of them settle a rule")

// fewest is how few tests can decide a node as it is, those that read facts first:
// none counts the choices at nodes above. It is only for nodes without quantifiers,
// which are true or false.
func (n *Node) fewest(m *Machine) (reading, all int) {
	switch n.Kind {
	case AtomNode:
		if len(n.Atom.Facts) > 0 {
			return 1, 1
		}
		return 0, 1
	case NotNode:
		return n.Children[0].fewest(m)
	case CondNode:
		reading, all = n.Children[0].fewest(m)
		branch := n.Children[1]
		if n.Children[0].truth(m) == False {
			branch = n.Children[2]
		}
		r, a := branch.fewest(m)
		return reading + r, all + a
	}
	deciding := False
	if n.Kind == OrNode {
		deciding = True
	}
	one := n.truth(m) == deciding
	found := false
	for _, c := range n.Children {
		if one && c.truth(m) != deciding {
			continue
		}
		r, a := c.fewest(m)
		switch {
		case !one:
			reading, all = reading+r, all+a
		case !found || r < reading || r == reading && a < all:
			reading, all, found = r, a, true
		}
	}
	return reading, all
}

var readingFacts = facts

func (n *Node) quantifies() bool {
	return n.Range != nil || slices.ContainsFunc(n.Children, (*Node).quantifies)
}

// Reasons are sufficient: with what they name and nothing else known, cel-go
// comes to the same. And they are irreducible: without any one of them, and with
// nothing else known, the rule is open. At every node they are the fewest.
func TestReasonsAreMinimal(t *testing.T) {
	t.Parallel()
	n := *reasoned
	if testing.Short() {
		n = min(n, 500)
	}
	b := newBench(t)
	rng := rand.New(rand.NewPCG(5, 6))
	settled, dropped, lists, plain := 0, 0, 0, 0
	for tried := 0; tried < n; {
		r, problems := b.scope.Compile(Source{Text: reasonedRule(rng)})
		if len(problems) > 0 {
			continue // too dear
		}
		for range 10 {
			tried++
			facts := b.full(rng, r)
			if rng.IntN(3) > 0 {
				facts = less(rng, facts)
			}
			m := b.machine(t, facts)
			x := r.Explain(m, false)
			if x.Truth != True && x.Truth != False {
				continue
			}
			settled++
			leaves := append([]Leaf(nil), x.Leaves...)
			named := onlyNamed(b.env, facts, leaves)
			if got, _ := r.Eval(b.machine(t, named)); got != x.Truth {
				t.Fatalf("%s is %s because of %v\nand %s with these alone\nall   %v\nnamed %v", r.Text, x.Truth, keysOf(leaves), got, facts, named)
			}
			if !r.Root.quantifies() {
				plain++
				reading, all := r.Root.fewest(m)
				if readingFacts(leaves) != reading || len(leaves) != all {
					t.Fatalf("%s is %s because of %v, and %d tests, %d of facts, are enough\nall %v", r.Text, x.Truth, keysOf(leaves), all, reading, facts)
				}
			}
			kept := map[leafKey]bool{}
			for _, l := range leaves {
				kept[keyOf(l)] = true
				if l.Text == "" {
					lists++
				}
			}
			if got := r.Root.known(m, kept); got != x.Truth {
				t.Fatalf("%s is %s because of %v and %s with these tests alone\nall %v", r.Text, x.Truth, keysOf(leaves), got, facts)
			}
			for key := range kept {
				dropped++
				delete(kept, key)
				if got := r.Root.known(m, kept); got != Unknown {
					t.Fatalf("%s is %s because of %v, without %v, too\nall %v", r.Text, x.Truth, keysOf(leaves), key, facts)
				}
				kept[key] = true
			}
		}
	}
	t.Logf("%d settled, %d reasons dropped, %d of them lists", settled, dropped, lists)
	if settled < n/4 || lists == 0 || plain < n/20 {
		t.Error("too little was settled for this to be a test")
	}
}

// reasonedRule writes a random rule, often one over elements of lists and what
// has nothing to do with them.
func reasonedRule(rng *rand.Rand) string {
	if rng.IntN(2) == 0 {
		return combine(rng, 1+rng.IntN(3))
	}
	return overList(rng, 2)
}

func overList(rng *rand.Rand, depth int) string {
	pick := func(texts ...string) string { return texts[rng.IntN(len(texts))] }
	if depth > 0 && rng.IntN(3) == 0 {
		return "(" + overList(rng, depth-1) + pick(" && ", " || ") + overList(rng, depth-1) + ")"
	}
	if depth > 0 && rng.IntN(6) == 0 {
		return pick("!", "ext.t.bool2 ? ext.t.bool1 : ") + "(" + overList(rng, depth-1) + ")"
	}
	quantifier := func() string { return pick(".all(", ".exists(") }
	var test func(depth int, element ...string) string
	test = func(depth int, element ...string) string {
		if depth > 0 && rng.IntN(2) == 0 {
			return "(" + test(depth-1, element...) + pick(" && ", " || ") + test(depth-1, element...) + ")"
		}
		return pick("", "", "!") + "(" + pick(append(element, "ext.t.bool1", "ext.t.int1 > 1")...) + ")"
	}
	if rng.IntN(2) == 0 {
		return "ext.t.ints" + quantifier() + "e, " + test(2, "e > 1", "e in [0, 1]", "e == ext.t.int1", "e + ext.t.int1 > 2") + ")"
	}
	inner := "s.functions" + quantifier() + "f, " + test(1, `f == "support"`, `f != "dataCentre"`, "s.critical") + ")"
	return "supplyChain.subcontractors" + quantifier() + "s, " + test(2, "s.critical", "s.functions.size() > 0", inner) + ")"
}

// leafKey tells tests apart, also those of different elements.
type leafKey struct {
	place     Place
	path, got string
}

func keyOf(l Leaf) leafKey {
	return leafKey{l.Place, l.Path + strings.Join(l.Facts, ","), l.Got.String()}
}

func keysOf(leaves []Leaf) (out []leafKey) {
	for _, l := range leaves {
		out = append(out, keyOf(l))
	}
	return out
}

// known evaluates a node where only the tests that are kept are known: by the
// truth tables alone, and with no regard to how reasons are chosen.
func (n *Node) known(m *Machine, kept map[leafKey]bool) Truth {
	switch n.Kind {
	case AtomNode:
		truth, leaf := n.Atom.tested(m)
		if !kept[keyOf(leaf)] {
			return Unknown
		}
		return truth
	case NotNode:
		return n.Children[0].known(m, kept).Not()
	case CondNode:
		switch cond := n.Children[0].known(m, kept); cond {
		case True:
			return n.Children[1].known(m, kept)
		case False:
			return n.Children[2].known(m, kept)
		default:
			return cond
		}
	case AndNode, OrNode:
		t := n.Children[0].known(m, kept)
		for _, c := range n.Children[1:] {
			if n.Kind == AndNode {
				t = t.And(c.known(m, kept))
			} else {
				t = t.Or(c.known(m, kept))
			}
		}
		return t
	}
	list := m.resolve(n.Range)
	if list.val == nil {
		return Unknown
	}
	// Of a list that no reason names, or an element of it, nothing is known.
	places := map[Place]bool{}
	n.places(places)
	named := false
	for key := range kept {
		named = named || places[key.place] && strings.Contains(key.path, list.path)
	}
	t := True
	if n.Kind == ExistsNode {
		t = False
	}
	neutral := t
	n.elements(list, func(item ref.Val, path string, open bool) {
		m.bound = append(m.bound, binding{name: n.Var, val: item, path: path})
		one := n.Children[0].known(m, kept)
		m.bound = m.bound[:len(m.bound)-1]
		if open && one != neutral {
			one = Unknown
		}
		if n.Kind == AllNode {
			t = t.And(one)
		} else {
			t = t.Or(one)
		}
	})
	if !named {
		return Unknown
	}
	return t
}

// places are those of all tests and quantifiers below the node.
func (n *Node) places(into map[Place]bool) {
	if n.Atom != nil || n.Range != nil {
		into[n.Place()] = true
	}
	for _, c := range n.Children {
		c.places(into)
	}
}

// tested is an atom's truth and what a reason would say of it, either way round.
func (a *Atom) tested(m *Machine) (Truth, Leaf) {
	at := m.mark()
	truth := a.explain(m, true)
	leaf := m.leaves[len(m.leaves)-1]
	m.cut(at)
	return truth, leaf
}

// onlyNamed are the facts that leaves name: of lists the elements they name, of
// these the fields.
func onlyNamed(env *Env, facts map[int]evidence.Stated, leaves []Leaf) map[int]evidence.Stated {
	out := map[int]evidence.Stated{}
	for slot, s := range facts {
		out[slot] = namedOf(&env.facts.fields[slot], s, env.Info(slot).Path, leaves)
	}
	return out
}

func namedOf(f *layoutField, s evidence.Stated, path string, leaves []Leaf) evidence.Stated {
	below := func(at string) bool {
		for _, l := range leaves {
			for _, p := range append([]string{l.Path, l.WantedPath}, l.Facts...) {
				if p == at || strings.HasPrefix(p, at+"[") || strings.HasPrefix(p, at+".") {
					return true
				}
			}
		}
		return false
	}
	if s.IsZero() || !below(path) {
		return evidence.Stated{}
	}
	if s.List == nil {
		return s
	}
	whole := false
	for _, l := range leaves {
		whole = whole || l.Path == path && (l.Text == "" || strings.HasPrefix(l.Op, "size"))
		for _, p := range l.Facts {
			whole = whole || p == path
		}
	}
	out := &evidence.StatedList{Open: s.List.Open}
	for _, it := range s.List.Items {
		if f.elem != nil {
			at := path + "[" + it.ID + "]"
			switch {
			case below(at):
				kept := evidence.Item{ID: it.ID, Values: make([]evidence.Stated, len(it.Values))}
				for k, v := range it.Values {
					kept.Values[k] = namedOf(&f.elem.fields[k], v, at+"."+f.elem.fields[k].name, leaves)
				}
				out.Items = append(out.Items, kept)
			case whole:
				out.Items = append(out.Items, evidence.Item{ID: it.ID, Values: make([]evidence.Stated, len(it.Values))})
			default:
				out.Open = true
			}
			continue
		}
		named := whole
		for _, l := range leaves {
			shown := public(scalar(f.info.Item, it.Scalar))
			named = named || l.Path == path && l.Got.Equal(shown) || l.WantedPath == path && l.Wanted.Equal(shown)
		}
		if named {
			out.Items = append(out.Items, it)
		} else {
			out.Open = true
		}
	}
	return evidence.Stated{List: out}
}

// Nothing in the machinery above knows a truth by itself.
func TestOnlyWhatIsNamedIsKnown(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	r := b.compile(t, `ext.t.ints.exists(e, e > 1) && ext.t.bool1`)
	ints, _ := b.env.Slot("ext.t.ints")
	flag, _ := b.env.Slot("ext.t.bool1")
	facts := map[int]evidence.Stated{flag: {Scalar: true}, ints: {List: &evidence.StatedList{Items: []evidence.Item{{Scalar: int64(0)}, {Scalar: int64(2)}}}}}
	m := b.machine(t, facts)
	x := r.Explain(m, false)
	named := onlyNamed(b.env, facts, x.Leaves)
	if l := named[ints].List; len(l.Items) != 1 || !l.Open || l.Items[0].Scalar != int64(2) {
		t.Errorf("of the list %v is named", l)
	}
	if got := r.Root.known(m, map[leafKey]bool{}); got != Unknown {
		t.Errorf("without reasons the rule is %s", got)
	}
}
