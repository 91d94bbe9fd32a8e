package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// seeker looks for the courses of one quest.
//
// It walks down the rules and lists for each part the sets of moves by which it
// could come out as wanted: an and needs what all its parts need, an or what one
// of them does, a test of facts that are not known these facts. Whether there are
// values for such a set a [realiser] tells. Sets that contain others are dropped
// at first. Where a set that was kept turns out to be impossible, what contains
// it may still lead there by another alternative of the rule; then the walk is
// done again and drops only what contains a set that is possible.
type seeker struct {
	env     *Env
	quest   *Quest
	work    *Work
	machine *Machine

	moves   []move
	index   map[moveKey]int32
	doubles bool     // some proofs do for others
	demands []string // that moves bring proofs for

	absorb    bool  // drop what contains another set, or only
	possible  []set // what contains one of these
	more      bool
	truncated bool // sets were dropped as too many

	atoms     map[*Atom]*atomFacts
	domains   map[string]*domain
	bare      *Machine
	machines  []*Machine // of realisers, one after the other
	disputed  []int      // slots on which sources contradict each other
	settled   []int      // those of them that are settled in the case at hand
	tentative bool       // they are settled where they are looked at, see cases
}

// atomFacts is what the walk asks of an atom again and again.
type atomFacts struct {
	operands []*Operand
	strict   bool
	inner    bool // it has a quantifier of its own
}

type moveKey struct {
	kind   MoveKind
	path   string
	demand string
}

type move struct {
	Move
	weight Weight
	demand int     // index of seeker.demands, -1 if it is no proof
	does   []int32 // weaker proofs of the same fact that it does for
	at     []link  // from the list in Slot down
	inside int     // slot of the subject's field
}

// link leads from a list to one of its entries, by its name, and to a field of
// that, or to the entry as a whole if field is -1.
type link struct {
	entry string
	field int
}

// to leads on from the last entry to a field of it.
func to(at []link, field int) []link {
	at = slices.Clone(at)
	if len(at) > 0 {
		at[len(at)-1].field = field
	}
	return at
}

// into leads on from a list to one of its entries.
func into(at []link, entry string) []link { return append(slices.Clip(at), link{entry, -1}) }

// lacks reports whether something of a list is not known.
func (l *listVal) lacks() bool {
	return l == nil || l.open != nil || slices.ContainsFunc(l.items, func(item ref.Val) bool {
		r, ok := item.(*record)
		return ok && slices.Contains(r.slots, nil)
	})
}

// entry names an entry of a list.
func (l *listVal) entry(i int) string {
	if l.names[i] != "" {
		return l.names[i]
	}
	return public(l.items[i]).String()
}

// set is a set of moves, ascending.
type set struct {
	ids    []int32
	mask   uint64 // one bit for some moves each
	weight Weight
}

func newSeeker(e *Env, q *Quest, work *Work) *seeker {
	s := &seeker{env: e, quest: q, work: work, machine: e.NewMachine(), index: map[moveKey]int32{}, absorb: true, atoms: map[*Atom]*atomFacts{}}
	for _, a := range q.Aims {
		for i := range a.Facts {
			if k := &a.Facts[i]; len(k.Alternatives) > 1 && !slices.Contains(s.disputed, k.Slot) {
				s.disputed = append(s.disputed, k.Slot)
			}
		}
	}
	slices.Sort(s.disputed)
	return s
}

// id numbers a move.
func (s *seeker) id(kind MoveKind, path string, slot int, demand *Demand, weight Weight, at []link, inside int) int32 {
	key := moveKey{kind: kind, path: path}
	if demand != nil {
		key.demand = demand.text
	}
	if id, ok := s.index[key]; ok {
		return id
	}
	m := move{Move: Move{Kind: kind, Path: path, Slot: slot, Demand: demand}, weight: weight, demand: -1, at: at, inside: inside}
	if demand != nil {
		if m.demand = slices.Index(s.demands, key.demand); m.demand < 0 {
			m.demand = len(s.demands)
			s.demands = append(s.demands, key.demand)
		}
	}
	id := int32(len(s.moves))
	for o := range s.moves {
		n := &s.moves[o]
		if demand == nil || n.demand < 0 || n.Slot != slot {
			continue
		}
		if demand.Entails(n.Demand) {
			m.does, s.doubles = append(m.does, int32(o)), true
		}
		if n.Demand.Entails(demand) {
			n.does, s.doubles = append(n.does, id), true
		}
	}
	s.moves, s.index[key] = append(s.moves, m), id
	return id
}

// of makes a set.
func (s *seeker) of(ids ...int32) set {
	if len(ids) == 0 {
		return set{}
	}
	slices.Sort(ids)
	out := set{ids: slices.Compact(ids)}
	for _, id := range out.ids {
		out.mask |= 1 << (id % 64)
	}
	out.weight = s.weigh(out.ids)
	return out
}

// weigh adds up what moves take. One document can prove all facts of which the
// same is demanded, so a demand counts once.
func (s *seeker) weigh(ids []int32) (w Weight) {
	var brought []int
	changes := false
	for _, id := range ids {
		m := &s.moves[id]
		if m.demand >= 0 {
			if slices.Contains(brought, m.demand) {
				continue
			}
			brought = append(brought, m.demand)
		}
		w = w.plus(m.weight)
		changes = changes || m.Kind == Changing || m.Kind == Adding || m.Kind == Removing
	}
	if changes {
		w = w.plus(s.quest.Remedy)
	}
	return w
}

func (s *seeker) join(a, b set) set {
	switch {
	case len(a.ids) == 0:
		return b
	case len(b.ids) == 0:
		return a
	}
	s.work.spend(1 + (len(a.ids)+len(b.ids))/8)
	out := set{ids: make([]int32, 0, len(a.ids)+len(b.ids)), mask: a.mask | b.mask}
	x, y := a.ids, b.ids
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0] < y[0]:
			out.ids, x = append(out.ids, x[0]), x[1:]
		case x[0] > y[0]:
			out.ids, y = append(out.ids, y[0]), y[1:]
		default:
			out.ids, x, y = append(out.ids, x[0]), x[1:], y[1:]
		}
	}
	out.ids = append(append(out.ids, x...), y...)
	out.weight = s.weigh(out.ids)
	return out
}

// within reports whether a is part of b.
func (a set) within(b set) bool {
	if a.mask&^b.mask != 0 || len(a.ids) > len(b.ids) {
		return false
	}
	y := b.ids
	for _, id := range a.ids {
		for len(y) > 0 && y[0] < id {
			y = y[1:]
		}
		if len(y) == 0 || y[0] != id {
			return false
		}
		y = y[1:]
	}
	return true
}

// covers reports whether whoever makes the moves of b makes those of a: they are
// among them, or are proofs that another of them does for.
func (s *seeker) covers(b, a set) bool {
	if !s.doubles {
		return a.within(b)
	}
	for _, id := range a.ids {
		if _, ok := slices.BinarySearch(b.ids, id); !ok && !slices.ContainsFunc(b.ids, func(o int32) bool { return slices.Contains(s.moves[o].does, id) }) {
			return false
		}
	}
	return true
}

// same reports whether two sets are one.
func (a set) same(b set) bool { return a.mask == b.mask && slices.Equal(a.ids, b.ids) }

// compare orders sets by what they take, then by their size, then by what they
// are about.
func (s *seeker) compare(a, b set) int {
	if c := cmp.Or(a.weight.Compare(b.weight), len(a.ids)-len(b.ids)); c != 0 {
		return c
	}
	for i := range a.ids {
		if a.ids[i] == b.ids[i] {
			continue
		}
		x, y := &s.moves[a.ids[i]], &s.moves[b.ids[i]]
		if c := cmp.Or(cmp.Compare(x.Path, y.Path), int(x.Kind)-int(y.Kind), cmp.Compare(a.ids[i], b.ids[i])); c != 0 {
			return c
		}
	}
	return 0
}

// trim orders sets, drops those that are not needed, and the heaviest beyond the
// bound.
func (s *seeker) trim(sets []set) []set {
	if len(sets) < 2 && len(s.possible) == 0 {
		return sets
	}
	slices.SortStableFunc(sets, s.compare)
	kept := sets[:0:0]
	for _, c := range sets {
		s.work.spend(1 + len(kept)/4)
		needless := func(k set) bool { return s.absorb && s.covers(c, k) || k.same(c) }
		if slices.ContainsFunc(kept, needless) || slices.ContainsFunc(s.possible, func(p set) bool { return s.covers(c, p) && !p.same(c) }) {
			continue
		}
		if len(kept) == maxPartial || s.work.Left() == 0 {
			s.more, s.truncated = true, true
			break
		}
		kept = append(kept, c)
	}
	return kept
}

// all is what is needed for two things together.
func (s *seeker) all(a, b []set) []set {
	switch {
	case len(a) == 0 || len(b) == 0:
		return nil
	case isFree(a):
		return b
	case isFree(b):
		return a
	}
	out := make([]set, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			out = append(out, s.join(x, y))
		}
	}
	return s.trim(out)
}

// free is what takes nothing.
var free = []set{{}}

func isFree(sets []set) bool { return len(sets) == 1 && len(sets[0].ids) == 0 }

// sight is an aim, seen as if certain of the values stated were right.
type sight struct {
	*seeker
	aim   *Aim
	picks []int // the alternative of each disputed fact; -1 if none is taken for right
	seen  []seen
}

// seen is a fact as an aim sees it.
type seen struct {
	*Known
	shown   ref.Val // what is proven
	claimed ref.Val
	short   bool // not everything claimed is proven
	open    bool // sources contradict each other, and none is taken for right
	mayMove bool // what is not known of it may be stated
}

func (s *seeker) sight(aim *Aim, picks []int) *sight {
	g := &sight{seeker: s, aim: aim, picks: picks, seen: make([]seen, len(aim.Facts))}
	for i := range aim.Facts {
		k := &aim.Facts[i]
		f := seen{Known: k, mayMove: true}
		if len(k.Alternatives) > 0 {
			pick := 0
			if len(k.Alternatives) > 1 {
				at, _ := slices.BinarySearch(s.disputed, k.Slot)
				pick = picks[at]
			}
			if pick < 0 {
				f.open, f.mayMove = true, false
			} else {
				a := &k.Alternatives[pick]
				f.claimed, f.shown, f.short = a.Claimed.v, a.Claimed.v, a.Short
				f.mayMove = len(k.Alternatives) == 1 || slices.Contains(s.settled, k.Slot)
				if a.Short {
					f.shown = a.Proven.v
				}
			}
		}
		g.seen[i] = f
	}
	return g
}

func (s *seeker) paramsOf(a *Aim) *Given {
	if a.Params != nil {
		return a.Params
	}
	return s.quest.Params
}

func (g *sight) fact(slot int) *seen {
	i, ok := slices.BinarySearchFunc(g.seen, slot, func(f seen, slot int) int { return f.Slot - slot })
	if !ok {
		return nil
	}
	return &g.seen[i]
}

// reach lists what could make the aim come true.
func (g *sight) reach() []set {
	m := g.machine
	clear(m.facts.slots)
	m.Given(g.quest.Subject, g.paramsOf(g.aim), g.quest.At)
	for i := range g.seen {
		m.facts.slots[g.seen[i].Slot] = g.seen[i].shown
	}
	want := False
	if g.aim.Holds {
		want = True
	}
	return g.need(g.aim.Rule.Root, want, nil)
}

// frame is an element that a quantifier's variable stands for.
type frame struct {
	name  string
	item  ref.Val
	path  string
	fact  *seen // whose list it is in; nil if that is given
	free  bool  // it comes with a list that is stated
	moves bool  // what is not known of it may be stated
	at    []link
	outer *frame
}

func (f *frame) find(name string) *frame {
	for ; f != nil; f = f.outer {
		if f.name == name {
			return f
		}
	}
	return nil
}

// bind makes the machine see the elements.
func (g *sight) bind(in *frame) {
	m := g.machine
	m.bound = m.bound[:0]
	for f := in; f != nil; f = f.outer {
		m.bound = append(m.bound, binding{name: f.name, val: f.item, path: f.path})
	}
	slices.Reverse(m.bound)
}

// need lists what could make a node come out as wanted.
func (g *sight) need(n *Node, want Truth, in *frame) []set {
	if g.work.spend(findWork); g.work.Left() == 0 {
		g.more = true
		return nil
	}
	switch n.Kind {
	case NotNode:
		return g.need(n.Children[0], want.Not(), in)
	case CondNode:
		yes := g.all(g.need(n.Children[0], True, in), g.need(n.Children[1], want, in))
		no := g.all(g.need(n.Children[0], False, in), g.need(n.Children[2], want, in))
		return g.trim(slices.Concat(yes, no))
	case AllNode, ExistsNode:
		return g.quantified(n, want, in)
	case AtomNode:
		return g.atom(n.Atom, want, in)
	}
	if (n.Kind == AndNode) == (want == True) {
		out := free
		for _, c := range n.Children {
			if out = g.all(out, g.need(c, want, in)); len(out) == 0 {
				return nil
			}
		}
		return out
	}
	var out []set
	for _, c := range n.Children {
		one := g.need(c, want, in)
		if g.absorb && isFree(one) {
			return free
		}
		if out = append(out, one...); len(out) > 4*maxPartial {
			out = g.trim(out)
		}
	}
	return g.trim(out)
}

// operand is what an atom reads, and what it takes to know it.
type operand struct {
	known   bool
	unknown bool    // nobody states it: it may be anything
	blocked bool    // it cannot be known
	takes   []int32 // moves by which it becomes known
	claimed ref.Val // what is then shown in slot, of a fact that is stated
	slot    int
	change  []int32 // moves by which it becomes something else
}

// proof adds what a move about a fact needs in addition.
func (g *sight) proof(f *seen, ids ...int32) []int32 {
	if f != nil && !f.Demand.IsNone() {
		return append(ids, g.id(Proving, g.env.Info(f.Slot).Path, f.Slot, f.Demand, f.Weight, nil, 0))
	}
	return ids
}

// one is what one move, that is no proof, takes.
var one = Weight{3: 1}

// look says of an operand what it takes to know it. Sized says that it is a list
// of which the size is asked.
func (g *sight) look(o *Operand, in *frame) operand {
	switch o.Root {
	case "at", "params":
		return operand{known: true}
	case "subject":
		if g.machine.subject != nil && g.machine.subject.slots[o.slot] != nil {
			return operand{known: true}
		}
		return operand{unknown: true, slot: -1, takes: []int32{g.id(Stating, o.Info.Path, -1, nil, one, nil, o.slot)}}
	}
	if o.layout == g.machine.facts.layout && o.slot >= 0 {
		return g.lookAt(g.fact(o.slot), o.slot)
	}
	f := in.find(o.Root)
	if f == nil {
		return operand{blocked: true}
	}
	var v ref.Val
	path, at := f.path, f.at
	var field *layoutField
	if o.slot < 0 {
		if !types.IsUnknown(f.item) {
			v = f.item
		}
	} else {
		r, ok := f.item.(*record)
		if !ok {
			return operand{blocked: !f.free, unknown: f.free}
		}
		field = &r.layout.fields[o.slot]
		v, path, at = r.slots[o.slot], r.path+"."+field.name, to(at, o.slot)
	}
	switch {
	case v != nil:
		out := operand{known: true}
		if g.quest.Changes && f.moves && field != nil {
			if field.info.Kind != evidenceList {
				out.change = g.proof(f.fact, g.id(Changing, path, f.fact.Slot, nil, one, at, 0))
			}
		}
		return out
	case f.free:
		return operand{unknown: true}
	case !f.moves || o.slot < 0:
		return operand{blocked: true}
	}
	return operand{unknown: true, slot: -1, takes: g.proof(f.fact, g.id(Stating, path, f.fact.Slot, nil, one, at, 0))}
}

// lookAt is look for a fact as a whole.
func (g *sight) lookAt(f *seen, slot int) operand {
	if f == nil {
		return operand{blocked: true}
	}
	path := g.env.Info(slot).Path
	isOpen := func(v ref.Val) bool { l, ok := v.(*listVal); return ok && l.open != nil }
	switch {
	case f.open:
		if !g.tentative {
			return operand{blocked: true}
		}
		takes := []int32{g.id(Clarifying, path, slot, nil, one, nil, 0)}
		if slices.ContainsFunc(f.Alternatives, func(a Stand) bool { return !a.Short }) {
			return operand{unknown: true, slot: -1, takes: takes}
		}
		return operand{unknown: true, slot: -1, takes: g.proof(f, takes...)}
	case f.shown != nil && !isOpen(f.shown):
		out := operand{known: true, slot: slot}
		if g.quest.Changes && g.env.Info(slot).Kind != evidenceList {
			out.change = g.proof(f, g.id(Changing, path, slot, nil, one, nil, 0))
		}
		return out
	case f.claimed != nil && !isOpen(f.claimed):
		out := operand{takes: g.proof(f), claimed: f.claimed, slot: slot}
		if g.quest.Changes && g.env.Info(slot).Kind != evidenceList {
			out.change = g.proof(f, g.id(Changing, path, slot, nil, one, nil, 0))
		}
		return out
	}
	if !f.mayMove {
		g.more = true
		return operand{blocked: true}
	}
	return operand{unknown: true, slot: -1, takes: g.proof(f, g.id(Stating, path, slot, nil, one, nil, 0))}
}

func (s *seeker) factsOf(a *Atom) *atomFacts {
	f := s.atoms[a]
	if f == nil {
		f = &atomFacts{a.operands(), a.isStrict(), strings.Contains(a.Text, ".all(") || strings.Contains(a.Text, ".exists(")}
		if a.shift != nil && a.shift.operand != nil {
			f.operands = append(f.operands, a.shift.operand)
		}
		s.atoms[a] = f
	}
	return f
}

// atom lists what could make a test come out as wanted.
func (g *sight) atom(a *Atom, want Truth, in *frame) []set {
	g.bind(in)
	met := g.machine.test(a) == want
	if met && (g.absorb || !g.quest.Changes) {
		return free // what is changed for another test may unsettle this one
	}
	facts := g.factsOf(a)
	var open, known []operand
	for _, o := range facts.operands {
		x := g.look(o, in)
		switch {
		case x.blocked && !facts.strict:
			g.more = g.more || facts.inner
		case x.blocked:
			return nil
		case x.known:
			known = append(known, x)
		default:
			open = append(open, x)
		}
	}
	var out []set
	if met {
		out = append(out, set{})
	}
	if a.size && g.quest.Changes {
		return g.trim(append(out, g.sized(a, want, in, open)...))
	}
	if facts.strict {
		if c, ok := g.chosen(a, want, open); ok {
			out = append(out, c)
		}
		if g.quest.Changes {
			out = append(out, g.changed(open, known)...)
		}
		return g.trim(out)
	}
	// What the test needs depends on what some of it is: any part may suffice.
	if len(open) > maxChoice {
		g.more = true
		open = open[:maxChoice]
	}
	for subset := range 1 << len(open) {
		var some []operand
		for i := range open {
			if subset&(1<<i) != 0 {
				some = append(some, open[i])
			}
		}
		if subset > 0 {
			if c, ok := g.chosen(a, want, some); ok {
				out = append(out, c)
			}
		}
		if g.quest.Changes {
			out = append(out, g.changed(some, known)...)
		}
	}
	return g.trim(out)
}

// maxChoice bounds the facts of which any part may settle one test.
const maxChoice = 6

// chosen is what it takes to know some operands, unless they are stated and the
// test then comes out otherwise.
func (g *sight) chosen(a *Atom, want Truth, some []operand) (set, bool) {
	var ids []int32
	stated := true
	for _, x := range some {
		ids = append(ids, x.takes...)
		stated = stated && !x.unknown
	}
	if !stated {
		return g.of(ids...), true
	}
	for _, x := range some {
		g.machine.facts.slots[x.slot] = x.claimed
	}
	truth := g.machine.test(a)
	for _, x := range some {
		g.machine.facts.slots[x.slot] = g.fact(x.slot).shown
	}
	return g.of(ids...), truth == want
}

// changed is what it takes to know some operands and to make others something
// else.
func (g *sight) changed(some, known []operand) (out []set) {
	var ids []int32
	var may [][]int32
	for _, x := range some {
		ids = append(ids, x.takes...)
		if x.change != nil {
			may = append(may, x.change)
		}
	}
	for _, x := range known {
		if x.change != nil {
			may = append(may, x.change)
		}
	}
	if len(may) > maxChoice {
		g.more = true
		may = may[:maxChoice]
	}
	for subset := 1; subset < 1<<len(may); subset++ {
		with := slices.Clone(ids)
		for i := range may {
			if subset&(1<<i) != 0 {
				with = append(with, may[i]...)
			}
		}
		out = append(out, g.of(with...))
	}
	return out
}

// sized lists what could make a test of a list's size come out as wanted where
// things may be changed: to add entries, or to take some out.
func (g *sight) sized(a *Atom, want Truth, in *frame, open []operand) (out []set) {
	if c, ok := g.chosen(a, want, open); ok {
		out = append(out, c)
	}
	for _, r := range g.ranges(a.Fact, in) {
		if r.list == nil || r.grow == nil {
			continue
		}
		var others []int32
		for _, x := range open {
			if x.slot < 0 {
				others = append(others, x.takes...)
			}
		}
		base := g.join(r.base, g.of(others...))
		out = append(out, g.join(base, g.of(r.grow...)))
		n := len(r.list.items)
		var gone []int32
		for i := range min(n, maxChoice) {
			gone = append(gone, g.removal(&r, i)...)
			out = append(out, g.join(base, g.of(slices.Clone(gone)...)))
		}
		if n > 1 { // others could be taken out, so that what is found is to be reduced
			g.more, g.truncated = true, true
		}
	}
	return g.trim(out)
}

// ranged is a list as a quantifier may see it.
type ranged struct {
	base    set
	list    *listVal // nil if it is not known
	texts   []string // of a parameter
	given   bool
	fact    *seen
	path    string
	free    bool
	moves   bool
	state   []int32 // moves by which it is stated or closed, nil if it cannot be
	grow    []int32 // moves by which entries are added
	at      []link
	field   *layoutField
	element *layout
}

// ranges lists what an operand that is a list may be: what of it is proven, and
// all that is claimed, at the price of the proof.
func (g *sight) ranges(o *Operand, in *frame) (out []ranged) {
	switch {
	case o.Root == "at":
		return nil
	case o.Root == "params":
		if g.machine.params == nil {
			return nil
		}
		texts, _ := textsOf(g.machine.params.slots[o.slot])
		return []ranged{{given: true, texts: texts, path: o.Info.Path}}
	case o.Root == "subject":
		r := ranged{path: o.Info.Path, field: &g.machine.subject.layout.fields[o.slot]}
		if l, ok := g.machine.subject.slots[o.slot].(*listVal); ok {
			r.list = l
		} else {
			r.state = []int32{g.id(Stating, o.Info.Path, -1, nil, one, nil, o.slot)}
		}
		return []ranged{r}
	case o.layout == g.machine.facts.layout && o.slot >= 0:
		f := g.fact(o.slot)
		if f == nil {
			return nil
		}
		field := &o.layout.fields[o.slot]
		r := ranged{fact: f, path: field.info.Path, field: field, element: field.elem}
		if f.open {
			return g.alternatives(r, f)
		}
		if l, ok := f.shown.(*listVal); ok && f.short {
			proven := r
			proven.list = l
			out = append(out, proven)
		}
		r.moves = f.mayMove
		if l, ok := f.claimed.(*listVal); ok {
			r.list = l
		}
		if f.short {
			r.base = g.of(g.proof(f)...)
		}
		if !r.moves { // what of several lists would it be about?
			g.more = g.more || g.quest.Changes || r.list.lacks()
		} else if r.list == nil || r.list.open != nil {
			r.state = g.proof(f, g.id(Stating, r.path, f.Slot, nil, one, nil, 0))
		} else if g.quest.Changes && len(f.Alternatives) > 1 {
			g.more = true // what is disputed is clarified, not changed
		} else if g.quest.Changes {
			r.grow = g.proof(f, g.id(Adding, r.path, f.Slot, nil, one, nil, 0))
		}
		return append(out, r)
	}
	f := in.find(o.Root)
	if f == nil || o.slot < 0 {
		return nil
	}
	rec, ok := f.item.(*record)
	if !ok {
		return nil
	}
	field := &rec.layout.fields[o.slot]
	r := ranged{fact: f.fact, path: rec.path + "." + field.name, field: field, element: field.elem, free: f.free, moves: f.moves, at: to(f.at, o.slot)}
	if l, ok := rec.slots[o.slot].(*listVal); ok {
		r.list = l
		if g.quest.Changes && f.moves {
			r.grow = g.proof(f.fact, g.id(Adding, r.path, f.fact.Slot, nil, one, r.at, 0))
		}
	} else if f.moves {
		r.state = g.proof(f.fact, g.id(Stating, r.path, f.fact.Slot, nil, one, r.at, 0))
	}
	return []ranged{r}
}

// alternatives are the lists that sources state, at the price of settling on one.
func (g *sight) alternatives(r ranged, f *seen) (out []ranged) {
	if !g.tentative {
		return nil
	}
	clarify := g.id(Clarifying, r.path, f.Slot, nil, one, nil, 0)
	for i := range f.Alternatives {
		a := &f.Alternatives[i]
		l, ok := a.Claimed.v.(*listVal)
		if !ok {
			continue
		}
		r.list, r.base = l, g.of(clarify)
		if a.Short {
			r.base = g.of(g.proof(f, clarify)...)
		}
		out = append(out, r)
	}
	return out
}

func (g *sight) removal(r *ranged, i int) []int32 {
	entry := r.list.entry(i)
	return g.proof(r.fact, g.id(Removing, r.path+"["+entry+"]", r.fact.Slot, nil, one, into(r.at, entry), 0))
}

// quantified lists what could make a quantifier come out as wanted.
func (g *sight) quantified(n *Node, want Truth, in *frame) (out []set) {
	every := (n.Kind == AllNode) == (want == True)
	body := n.Children[0]
	for _, r := range g.ranges(n.Range, in) {
		if r.given {
			var parts [][]set
			for _, text := range r.texts {
				parts = append(parts, g.need(body, want, &frame{name: n.Var, item: types.String(text), path: r.path, outer: in}))
			}
			out = append(out, g.combine(every, parts)...)
			continue
		}
		unseen := func() []set { // of an element that comes with the list
			f := &frame{name: n.Var, item: unknownAt(r.path), path: r.path, fact: r.fact, free: true, outer: in}
			if r.element != nil {
				f.item = &record{layout: r.element, slots: make([]ref.Val, len(r.element.fields)), path: r.path + "[+]"}
			}
			return g.need(body, want, f)
		}
		if r.list == nil {
			state := []set{g.join(r.base, g.of(slices.Clone(r.state)...))}
			switch {
			case r.state == nil && !r.free:
				continue
			case !every:
				out = append(out, g.all(state, unseen())...)
			default:
				out = append(out, state...)
				if !g.absorb {
					out = append(out, g.all(state, unseen())...)
				}
			}
			continue
		}
		base := []set{r.base}
		var parts [][]set
		for i, item := range r.list.items {
			f := &frame{name: n.Var, item: item, path: r.path, fact: r.fact, moves: r.moves, free: r.free, outer: in}

			if rec, ok := item.(*record); ok {
				f.path = rec.path
				if r.moves {
					f.at = into(r.at, r.list.entry(i))
				}
			}
			part := g.need(body, want, f)
			if g.quest.Changes && every && r.grow != nil && !(g.absorb && isFree(part)) {
				part = g.trim(append(slices.Clip(part), g.of(g.removal(&r, i)...)))
			}
			parts = append(parts, part)
			if every && len(part) == 0 || !every && g.absorb && isFree(part) && len(r.base.ids) == 0 {
				break
			}
		}
		if every {
			shown := g.combine(true, parts)
			switch {
			case len(parts) < len(r.list.items):
			case r.list.open == nil:
				out = append(out, g.all(base, shown)...)
				if r.grow != nil && !g.absorb {
					out = append(out, g.all(g.all(base, []set{g.of(slices.Clone(r.grow)...)}), g.all(shown, unseen()))...)
				}
			default:
				rest := g.need(body, want, &frame{name: n.Var, item: r.list.open, path: r.path + "[+]", outer: in})
				out = append(out, g.all(base, g.all(shown, rest))...)
				if r.state != nil {
					closed := g.all(g.all(base, []set{g.of(slices.Clone(r.state)...)}), shown)
					out = append(out, closed...)
					if !g.absorb {
						out = append(out, g.all(closed, unseen())...)
					}
				}
			}
			continue
		}
		out = append(out, g.all(base, g.combine(false, parts))...)
		if more := cmp.Or(len(r.state), len(r.grow)); more > 0 {
			ids := r.state
			if ids == nil {
				ids = r.grow
			}
			out = append(out, g.all(g.all(base, []set{g.of(slices.Clone(ids)...)}), unseen())...)
		}
	}
	return g.trim(out)
}

// combine is what is needed for all parts, or for one of them.
func (g *sight) combine(every bool, parts [][]set) []set {
	if !every {
		return g.trim(slices.Concat(parts...))
	}
	out := free
	for _, p := range parts {
		if out = g.all(out, p); len(out) == 0 {
			return nil
		}
	}
	return out
}
