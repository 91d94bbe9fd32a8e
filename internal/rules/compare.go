package rules

import "slices"

// Side is one version of a criterion: its rule, its when (nil if it always
// applies) and the values of its parameters (nil if it has none). The rules of
// one side are of one environment; those of two sides may be of two, such as of
// two versions of a catalogue.
type Side struct {
	Rule, When *Rule
	Given      *Given
}

// Comparison is what comparing two versions of a criterion came to. The zero
// Comparison is none.
type Comparison uint8

// The comparisons.
const (
	// Proven: what was asked holds on every view of every dossier.
	Proven Comparison = iota + 1
	// Refuted: there is a dossier on which it does not hold, and it was tried.
	Refuted
	// NotDecided: neither was found.
	NotDecided
)

// String names the comparison.
func (c Comparison) String() string {
	return [...]string{"invalid", "proven", "refuted", "not decided"}[c]
}

// NeverBetter answers whether a criterion as it is never comes out better than
// as it was, in the order of the evaluator: error, fail < unknown < unproven <
// pass = notApplicable. Refuted comes with a witness that was tried.
//
// What is [Proven] holds for all facts, subjects and proofs and for verdicts from
// the year 2026 on: on every view of the evidence the rule is true only where it
// was, the when is false only where it was, and the criterion fails or breaks
// wherever it did. The rule and the when may be seen by what different proofs
// show, so one never makes up for the other. It holds as well where the criterion
// as it is demands more proof, and so sees less.
//
// It is about one value of each fact. Of contradicted facts the evaluator tries
// all values, within a bound: where one version breaks by a value and fails by
// another it is unknown, and a version that reads fewer contradicted facts may
// stay within the bound where the other one does not.
//
// It takes [MaxWork] of the work given and no more than there is.
func NeverBetter(was, is Side, work *Work) (Comparison, *Witness) {
	if was.Rule == nil || is.Rule == nil {
		return NotDecided, nil
	}
	work = work.share(MaxWork)
	sides := [2]*viewSide{newViewSide(was, 0), newViewSide(is, 1)}
	if sides[0].same(sides[1]) {
		return Proven, nil
	}
	if work.Left() == 0 {
		return NotDecided, nil
	}
	v := newViewsOf(sides, work)
	if (&paired{work: work.share(MaxWork / 10)}).neverBetter(v.sides[0], v.sides[1]) {
		return Proven, nil
	}
	c := &comparer{views: v, work: work}
	return c.run()
}

// comparer compares two versions of a criterion.
type comparer struct {
	views   *views
	work    *Work
	order   []int // of variables
	diagram *diagram
	// What the search for a witness tries single atoms with, by version.
	machines [2]*Machine
}

// version is what the views say of one version.
type version struct {
	rule, when, holds three
}

func (c *comparer) version(s *viewSide) version {
	v := version{rule: c.views.of(s, s.Rule.Root, s.in), when: constantThree(True)}
	if s.When != nil {
		v.when = c.views.of(s, s.When.Root, s.in)
	}
	v.holds = either(v.when.not(), v.rule)
	return v
}

// versions says what the views say of both, false if that took too much work.
func (c *comparer) versions() (was, is version, ok bool) {
	was, is = c.version(c.views.sides[0]), c.version(c.views.sides[1])
	c.views.relate()
	c.order = c.views.order()
	return was, is, !c.views.over
}

// neverTruer reports whether the rule as it is is true only where it was, and
// false wherever it was, proven.
func (c *comparer) neverTruer() bool {
	was, is, ok := c.versions()
	if !ok {
		return false
	}
	n, ok := c.ask(or(and(is.rule.t, not(was.rule.t)), and(was.rule.f, not(is.rule.f))))
	return ok && n == 0
}

func (c *comparer) run() (Comparison, *Witness) {
	was, is, ok := c.versions()
	if !ok {
		return NotDecided, nil
	}
	low := func(h three) *formula { return and(not(h.t), not(h.u)) }
	proven := true
	for _, better := range []*formula{
		and(is.rule.t, not(was.rule.t)),
		and(is.when.f, not(was.when.f)),
		and(is.holds.u, low(was.holds)),
	} {
		n, ok := c.ask(better)
		proven = proven && ok && n == 0
	}
	if proven {
		return Proven, nil
	}
	// The plainest difference first.
	for _, better := range []*formula{
		and(is.holds.t, was.holds.f),
		and(is.holds.t, not(was.holds.t)),
		and(is.holds.u, was.holds.f),
		and(is.holds.u, low(was.holds)),
	} {
		n, ok := c.ask(better)
		if !ok || n == 0 {
			continue
		}
		if w := c.witness(n); w != nil {
			return Refuted, w
		}
	}
	return NotDecided, nil
}

// ask makes a diagram of the views of which something is true, unless that takes
// too much work.
func (c *comparer) ask(f *formula) (n int32, ok bool) {
	if c.diagram == nil || c.diagram.over {
		sizes := make([]int, len(c.views.variables))
		for i, x := range c.views.variables {
			sizes[i] = x.sizes
		}
		c.diagram = newDiagram(sizes, c.order, c.work.share(maxQuestion))
	}
	n = c.diagram.of(f)
	for _, k := range c.views.constraints {
		if n == 0 || c.diagram.over {
			break
		}
		n = c.diagram.and(n, c.diagram.of(k))
	}
	return n, !c.diagram.over
}

// AlwaysAlike answers whether two versions of a criterion always come out alike.
// The witness shows a difference, whichever of them comes out better on it.
func AlwaysAlike(a, b Side, work *Work) (Comparison, *Witness) {
	forth, witness := NeverBetter(a, b, work)
	if forth == Refuted {
		return Refuted, witness
	}
	back, witness := NeverBetter(b, a, work)
	switch {
	case back == Refuted:
		return Refuted, witness
	case forth == Proven && back == Proven:
		return Proven, nil
	}
	return NotDecided, nil
}

// same reports whether two versions are written alike and mean the same: with
// equal values of parameters and facts of equal types.
func (s *viewSide) same(t *viewSide) bool {
	a, b := s.roots(), t.roots()
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if s.canonical(a[i].String(), nil) != t.canonical(b[i].String(), nil) || !slices.Equal(typesOf(a[i]), typesOf(b[i])) {
			return false
		}
	}
	return true
}

// typesOf lists the catalogue's own facts that a rule reads, with their types.
func typesOf(n *Node) []string {
	var out []string
	n.Atoms(func(a *Atom) {
		for _, o := range a.operands() {
			if o.Info != nil {
				out = append(out, typed(o, o.Info.Path))
			}
		}
	})
	return out
}
