package batch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/circuit"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// view is what a part of a criterion sees: what is claimed, or what is proven.
type view struct {
	*compiler
	variant *variant
	part    *evaluator.Part
	when    bool
	proven  bool
}

// judgedKey is what the outcomes of a criterion depend on.
type judgedKey struct {
	rule, when *tree
	seen       string
}

// judge applies the rules of package evaluator, first that fits:
//
//	when is false, proven              notApplicable
//	rule is true, proven               pass
//	!when || rule, claimed: false      fail
//	                        true       unproven
//	                        unknown    unknown
//	                        error      error
//
// What is proven is claimed as well, so that the first two exclude all but
// unproven of the others.
//
// What may still become of it follows as in [evaluator.Evaluator.Possible], of records
// without contradictions.
func (c *compiler) judge(v *variant, part *evaluator.Part, rule, when *tree) seenBoth {
	claimed := view{compiler: c, variant: v, part: part}
	key := judgedKey{rule, when, claimed.seen(rule, false) + "|" + claimed.seen(when, true)}
	if j, ok := c.known[key]; ok {
		return j
	}
	proven := claimed
	proven.proven = true
	said := claimed.truth(rule)
	holds := said
	passes := proven.holds(rule)
	exempt := circuit.False
	applies, sure := circuit.Truth{T: circuit.True}, circuit.True // claimed, and proven
	if when != nil {
		claimed.when, proven.when = true, true
		applies = claimed.truth(when)
		holds = c.b.OrTruth(applies.Not(), said)
		shown := proven.truth(when)
		exempt, sure = shown.F, shown.T
	}
	b := c.b
	pass := b.And(passes, b.Not(exempt))
	j := judged{pass, holds.F, b.And(holds.T, b.Not(passes), b.Not(exempt)), b.Unknown(holds), exempt, holds.E}
	open := b.Or(j[unprovenPlane], j[unknownPlane], j[errorPlane])
	met := b.Or(pass, j[unprovenPlane])
	both := seenBoth{j, possible{
		mayPass:      b.Or(pass, b.And(open, b.Not(said.F))),
		mayFail:      b.Or(holds.F, open),
		mayExempt:    b.And(b.Not(holds.F), b.Not(sure)),
		statedPass:   b.And(met, applies.T, said.T),
		statedFail:   holds.F,
		statedExempt: b.Or(exempt, b.And(met, applies.F)),
	}}
	c.known[key] = both
	return both
}

// seen tells apart what demands and reveals make of what a tree reads.
func (w view) seen(t *tree, when bool) string {
	if t == nil {
		return ""
	}
	paths := map[string]bool{}
	t.paths(paths)
	var b strings.Builder
	for _, path := range sortedKeys(paths) {
		switch d := w.demandOf(w.variant, w.part, path, when); {
		case under(w.variant.Reveal, path):
			b.WriteString("revealed;")
		case d != nil:
			fmt.Fprintf(&b, "%s %s;", d, w.variant.day)
		default:
			b.WriteByte(';')
		}
	}
	return b.String()
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// paths gathers what a tree reads.
func (t *tree) paths(out map[string]bool) {
	for _, c := range t.children {
		c.paths(out)
	}
	if t.choose != nil {
		t.choose.paths(out)
		for _, by := range t.by {
			if by != nil {
				by.paths(out)
			}
		}
	}
	if t.asked != nil {
		for _, p := range t.asked.paths {
			out[p] = true
		}
	}
}

// holds is where a tree is true in the proven view. A conjunction is true there
// where it is by what is claimed, and what it needs is proven: that shares what
// is claimed, and most rules are conjunctions.
func (w view) holds(t *tree) circuit.Node {
	switch {
	case t.choose != nil:
	case t.kind == rules.AndNode:
		claimed := w
		claimed.proven = false
		all := []circuit.Node{claimed.truth(t).T}
		for _, c := range t.children {
			if a := c.asked; a != nil && a.column != nil && a.parts == nil && a.nowhere == rules.Unknown {
				all = append(all, w.masks(a.column)...)
			} else {
				all = append(all, w.holds(c))
			}
		}
		return w.b.And(all...)
	case t.kind == rules.OrNode:
		some := make([]circuit.Node, len(t.children))
		for i, c := range t.children {
			some[i] = w.holds(c)
		}
		return w.b.Or(some...)
	}
	return w.truth(t).T
}

// truth is the truth of a tree.
func (w view) truth(t *tree) circuit.Truth {
	if t.choose != nil {
		return w.chosen(t)
	}
	if t.asked != nil {
		return w.answer(t.asked)
	}
	ts := make([]circuit.Truth, len(t.children))
	for i, c := range t.children {
		ts[i] = w.truth(c)
	}
	switch t.kind {
	case rules.AndNode:
		return w.b.AndTruth(ts...)
	case rules.OrNode:
		return w.b.OrTruth(ts...)
	case rules.NotNode:
		return ts[0].Not()
	}
	return w.b.IfTruth(ts[0], ts[1], ts[2])
}

// chosen is the truth of a choice.
func (w view) chosen(t *tree) circuit.Truth {
	c := w.truth(t.choose)
	lanes := [...]circuit.Node{rules.True: c.T, rules.False: c.F, rules.Unknown: w.b.Unknown(c), rules.Error: c.E}
	var out circuit.Truth
	for truth, by := range t.by {
		if by != nil {
			of := w.truth(by)
			out.T = w.b.Or(out.T, w.b.And(lanes[truth], of.T))
			out.F = w.b.Or(out.F, w.b.And(lanes[truth], of.F))
			out.E = w.b.Or(out.E, w.b.And(lanes[truth], of.E))
		}
	}
	return out
}

// answer is the truth of a question.
func (w view) answer(a *asked) circuit.Truth {
	if len(a.paths) == 0 {
		return constant(a.nowhere)
	}
	if a.views != nil {
		return w.lookedAt(a)
	}
	truth, seen := w.planes(a)
	if a.parts == nil {
		return w.elsewhere(truth, a.nowhere, w.b.Not(seen))
	}
	lanes := w.lanes(a.paths)
	for k, part := range a.parts {
		if part == nil {
			continue
		}
		alone, _ := w.planes(part)
		hidden := w.b.Not(lanes[1-k])
		truth.T = w.b.Or(truth.T, w.b.And(alone.T, hidden))
		truth.F = w.b.Or(truth.F, w.b.And(alone.F, hidden))
		truth.E = w.b.Or(truth.E, w.b.And(alone.E, hidden))
	}
	return w.elsewhere(truth, a.nowhere, w.b.Not(w.b.Or(lanes...)))
}

// lookedAt is the truth of a question that is answered for each view.
func (w view) lookedAt(a *asked) (truth circuit.Truth) {
	v := a.views[nameOfView(a.paths, w.sees(a.paths))]
	first := v.column.planes
	truth.T, truth.F, truth.E = w.b.Input(first+v.t), w.b.Input(first+v.f), circuit.False
	if v.e >= 0 {
		truth.E = w.b.Input(first + v.e)
	}
	return w.elsewhere(truth, a.nowhere, w.b.Not(w.b.Or(w.lanes(a.paths)...)))
}

// lanes are where the view sees each of the paths.
func (w view) lanes(paths []string) []circuit.Node {
	out := make([]circuit.Node, len(paths))
	for k, path := range paths {
		out[k] = w.visible(w.columns[path])
	}
	return out
}

// sees is what the view sees of facts and fields.
func (w view) sees(paths []string) []Sight {
	out := make([]Sight, len(paths))
	for i, path := range paths {
		if out[i].Whole = under(w.variant.Reveal, path); out[i].Whole || !w.proven {
			continue
		}
		if d := w.demandOf(w.variant, w.part, path, w.when); d != nil {
			out[i].demand = demandKey(d, w.variant.day)
		}
	}
	return out
}

// elsewhere adds the truth where nothing is known.
func (w view) elsewhere(truth circuit.Truth, nowhere rules.Truth, lanes circuit.Node) circuit.Truth {
	switch nowhere {
	case rules.True:
		truth.T = w.b.Or(truth.T, lanes)
	case rules.False:
		truth.F = w.b.Or(truth.F, lanes)
	case rules.Error:
		truth.E = w.b.Or(truth.E, lanes)
	}
	return truth
}

func constant(t rules.Truth) (out circuit.Truth) {
	switch t {
	case rules.True:
		out.T = circuit.True
	case rules.False:
		out.F = circuit.True
	case rules.Error:
		out.E = circuit.True
	}
	return out
}

// planes is the truth of a question where all it is asked with is visible, and
// where that is.
func (w view) planes(a *asked) (truth circuit.Truth, seen circuit.Node) {
	col := a.column
	first := w.first(col)
	masks := w.masks(col)
	known := w.b.Input(first)
	and := func(ns ...circuit.Node) circuit.Node { return w.b.And(append(ns, masks...)...) }
	yes := w.b.Input(first + a.t)
	broken := circuit.False
	if a.e >= 0 {
		broken = w.b.Input(first + a.e)
	}
	truth = circuit.Truth{T: and(yes), E: and(broken)}
	if a.f >= 0 {
		truth.F = and(w.b.Input(first + a.f))
	} else {
		truth.F = and(known, w.b.Not(yes), w.b.Not(broken))
	}
	return truth, and(known)
}

// visible is where the view sees a column.
func (w view) visible(col *Column) circuit.Node {
	return w.b.And(append(w.masks(col), w.b.Input(w.first(col)))...)
}

// first is the first plane of what the variant takes a column to be.
func (w view) first(col *Column) int {
	if w.reveals(col) {
		return col.wholes
	}
	return col.planes
}

func (w view) reveals(col *Column) bool {
	return slices.ContainsFunc(col.paths, func(path string) bool { return under(w.variant.Reveal, path) })
}

// masks are the planes that have to hold beside those of the column: of a proven
// view that the demands are met; and of a column of which some part is revealed,
// that the others are stated.
func (w view) masks(col *Column) (out []circuit.Node) {
	revealed := w.reveals(col)
	for _, path := range col.paths {
		if under(w.variant.Reveal, path) {
			continue
		}
		one := w.columns[path]
		if revealed {
			out = append(out, w.b.Input(one.planes))
		}
		if !w.proven {
			continue
		}
		if d := w.demandOf(w.variant, w.part, path, w.when); d != nil {
			out = append(out, w.b.Input(one.proven+w.demands[one][demandKey(d, w.variant.day)]))
		}
	}
	return out
}

// conclude makes the circuit of conformity: see package evaluator.
func (c *compiler) conclude(v *variant) {
	b := c.b
	n := len(v.judged)
	failed, open, later, deviates, blocking := nodes(n), nodes(n), nodes(n), nodes(n), nodes(n)
	for i, j := range v.judged {
		s := &v.standing[i]
		if !s.counts {
			continue
		}
		must, should := c.obliged(s, profiles.Must), c.obliged(s, profiles.Should)
		unmet := b.And(b.Not(j[passPlane]), b.Not(j[exemptPlane]))
		postponed := circuit.False
		switch {
		case s.track != nil:
			postponed = b.And(b.Or(j[unknownPlane], j[unprovenPlane]), b.Input(s.track.proven))
		case s.postponed:
			postponed = circuit.True
		}
		due := b.And(unmet, b.Not(postponed))
		failed[i] = b.And(must, j[failPlane], b.Not(postponed))
		open[i] = b.And(must, due, b.Not(j[failPlane]))
		later[i] = b.And(must, unmet, postponed)
		deviates[i] = b.And(should, due)
		blocking[i] = b.Or(failed[i], open[i])
		if v.recorded {
			blocking[i] = b.Or(blocking[i], deviates[i])
		}
	}
	fails, opens, lates, deviation := b.OrTree(failed), b.OrTree(open), b.OrTree(later), b.OrTree(deviates)
	if v.recorded {
		opens = b.Or(opens, deviation)
	}
	v.excluded = b.Or(fails, opens)
	fine := b.Not(v.excluded)
	v.conformity = [5]circuit.Node{
		b.And(fine, b.Not(lates), b.Not(deviation)),
		b.And(fine, b.Not(lates), deviation),
		b.And(fine, lates),
		b.And(b.Not(fails), opens),
		fails,
	}
	_, several := c.several(blocking)
	v.blocking, v.sole = blocking, nodes(n)
	for i, n := range blocking {
		v.sole[i] = b.And(n, b.Not(several))
	}
}

// several is where any of the nodes holds, and where more than one does. It is a
// tree by position, so that variants that differ in one criterion share it.
func (c *compiler) several(ns []circuit.Node) (some, several circuit.Node) {
	switch len(ns) {
	case 0:
		return circuit.False, circuit.False
	case 1:
		return ns[0], circuit.False
	}
	half := (len(ns) + 1) / 2
	a, many := c.several(ns[:half])
	b, more := c.several(ns[half:])
	return c.b.Or(a, b), c.b.Or(many, more, c.b.And(a, b))
}

// nodes are n nodes that are false.
func nodes(n int) []circuit.Node { return make([]circuit.Node, n) }

// obliged is where a criterion is obliged so, by the subject's layer.
func (c *compiler) obliged(s *standing, o profiles.Obligation) circuit.Node {
	if !s.applied.ByLayer() {
		if s.applied.At("") == o {
			return circuit.True
		}
		return circuit.False
	}
	var some []circuit.Node
	for _, l := range layers {
		if s.applied.At(l) == o {
			a := c.layer[l]
			some = append(some, c.b.Input(a.column.planes+a.t))
		}
	}
	if s.applied.At(evidence.Layer("")) == o {
		some = append(some, c.b.Not(c.b.Input(c.columns["subject.layer"].planes)))
	}
	return c.b.Or(some...)
}

// Indices of outcomes in judged.
const (
	passPlane = iota
	failPlane
	unprovenPlane
	unknownPlane
	exemptPlane
	errorPlane
)

// Indices of what is possible.
const (
	mayPass = iota
	mayFail
	mayExempt
	statedPass
	statedFail
	statedExempt
)
