package rules

import (
	"slices"
	"strconv"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
)

const evidenceList = evidence.KindList

// maxRealise bounds the steps of one search for values.
const maxRealise = 12_000

// maxListed is the longest list that is made up.
const maxListed = 40

// realiser looks for values of what a set of moves is about, such that goals are
// reached. It gives up nothing silently: where it finds none it knows whether
// there are none.
type realiser struct {
	*seeker
	chosen   []int32
	moved    map[int32]bool
	goals    []*realised
	subject  *record
	root     map[int]*spot       // facts that get a value, by slot
	fields   map[*ref.Val]*spot  // fields of elements that do
	made     map[*record]bool    // elements that were made up
	madeUp   map[*listVal]bool   // lists that were
	grows    map[*listVal]bool   // lists that may get entries
	lists    map[[2]int]*listVal // working copies, by slot and alternative
	left     int
	full     bool // try all values there are
	cut      bool // not everything was tried
	done     bool // values were found
	finder   *Finder
	settling map[int]int // alternatives by slot
}

// realised is a goal with what it sees.
type realised struct {
	*realiser
	aim     *Aim
	m       *Machine
	visible map[int]bool // facts that get a value it sees
}

// spot is where a value is put, for all goals that see it.
type spot struct {
	cells []*ref.Val
	field *layoutField
	shape string
	entry bool // of a list of scalars
	list  *listVal
	only  []ref.Val // the values it may get
}

func (p *spot) value() ref.Val { return *p.cells[0] }

func (p *spot) put(v ref.Val) {
	for _, c := range p.cells {
		*c = v
	}
}

// realise answers whether there are values with which a set of moves reaches its
// goals, and says which.
func (s *seeker) realise(c *candidate) (Answer, Course) {
	for _, full := range []bool{false, true} {
		r := s.newRealiser(c, full)
		var all *rstep
		for _, g := range slices.Backward(r.goals) {
			want := False
			if g.aim.Holds {
				want = True
			}
			all = &rstep{goal: g, node: g.aim.Rule.Root, want: want, next: all}
		}
		found := r.solve(all)
		switch {
		case found:
			return Possible, r.course(c)
		case !r.cut:
			return No, Course{}
		case s.work.Left() == 0:
			return Open, Course{}
		}
	}
	return Open, Course{}
}

func (s *seeker) newRealiser(c *candidate, full bool) *realiser {
	r := &realiser{seeker: s, chosen: c.ids, moved: map[int32]bool{}, root: map[int]*spot{}, fields: map[*ref.Val]*spot{}, made: map[*record]bool{},
		madeUp: map[*listVal]bool{}, grows: map[*listVal]bool{}, lists: map[[2]int]*listVal{},
		left: maxRealise, full: full, finder: &Finder{env: s.env, preferred: -1}, settling: map[int]int{}}
	for _, id := range c.ids {
		r.moved[id] = true
	}
	r.subject = &record{layout: s.env.subject, slots: make([]ref.Val, len(s.env.subject.fields))}
	if s.quest.Subject != nil {
		copy(r.subject.slots, s.quest.Subject.record.slots)
	}
	for i, g := range c.goals {
		aim := &s.quest.Aims[g.aim]
		if i == len(s.machines) {
			s.machines = append(s.machines, s.env.NewMachine())
		}
		x := &realised{realiser: r, aim: aim, m: s.machines[i], visible: map[int]bool{}}
		clear(x.m.facts.slots)
		x.m.Given(&Given{record: r.subject}, s.paramsOf(aim), s.quest.At)
		for i := range aim.Facts {
			r.show(x, &aim.Facts[i], g.picks)
		}
		r.goals = append(r.goals, x)
	}
	return r
}

// has finds a move.
func (r *realiser) has(kind MoveKind, path string) bool {
	id, ok := r.index[moveKey{kind: kind, path: path}]
	return ok && r.moved[id]
}

// show gives a goal what it sees of a fact once the moves are made.
func (r *realiser) show(x *realised, k *Known, picks []int) {
	path := r.env.Info(k.Slot).Path
	sees := k.Demand.IsNone()
	if !sees {
		id, ok := r.index[moveKey{kind: Proving, path: path, demand: k.Demand.text}]
		sees = ok && (r.moved[id] || r.doubles && slices.ContainsFunc(r.chosen, func(o int32) bool { return slices.Contains(r.moves[o].does, id) }))
	}
	cell := &x.m.facts.slots[k.Slot]
	spotAt := func(only []ref.Val) {
		if r.root[k.Slot] == nil {
			r.root[k.Slot] = &spot{field: &r.env.facts.fields[k.Slot], shape: path, only: only}
		}
		p := r.root[k.Slot]
		p.cells = append(p.cells, cell)
		x.visible[k.Slot] = true
	}
	pick := 0
	if len(k.Alternatives) > 1 {
		at, _ := slices.BinarySearch(r.disputed, k.Slot)
		pick = picks[at]
		if pick < 0 {
			if !r.has(Clarifying, path) {
				return
			}
			var only []ref.Val
			for i := range k.Alternatives {
				if a := &k.Alternatives[i]; sees || !a.Short {
					only = append(only, a.Claimed.v)
				}
			}
			spotAt(only)
			return
		}
		if r.has(Clarifying, path) {
			r.settling[k.Slot] = pick
		}
	}
	if len(k.Alternatives) == 0 {
		if sees && r.has(Stating, path) {
			spotAt(nil)
		}
		return
	}
	a := &k.Alternatives[pick]
	claimed, changed := r.working(k.Slot, pick, a.Claimed.v)
	switch {
	case sees && r.has(Changing, path):
		spotAt(nil)
	case sees:
		*cell = claimed
		x.visible[k.Slot] = changed
		if changed {
			if r.root[k.Slot] == nil {
				r.root[k.Slot] = &spot{field: &r.env.facts.fields[k.Slot], shape: path}
			}
			r.root[k.Slot].cells = append(r.root[k.Slot].cells, cell)
		}
	case a.Short:
		*cell = a.Proven.v
	default:
		*cell = a.Claimed.v
	}
}

// working is a list that the moves change, copied as far as they do.
func (r *realiser) working(slot, pick int, v ref.Val) (ref.Val, bool) {
	list, ok := v.(*listVal)
	if !ok {
		return v, false
	}
	if w, ok := r.lists[[2]int{slot, pick}]; ok {
		return w, true
	}
	path := r.env.Info(slot).Path
	var inside []*move
	whole := false
	for id := range int32(len(r.moves)) {
		if m := &r.moves[id]; r.moved[id] && m.Slot == slot && m.Kind != Proving && m.Kind != Clarifying {
			if m.Path == path {
				whole = true
			} else {
				inside = append(inside, m)
			}
		}
	}
	if !whole && inside == nil {
		return v, false
	}
	w := r.reshape(list, &r.env.facts.fields[slot], path, inside, 0)
	if whole {
		r.grow(w, &r.env.facts.fields[slot], path)
	}
	r.lists[[2]int{slot, pick}] = w
	return w, true
}

// grow lets a list have more entries than it shows.
func (r *realiser) grow(l *listVal, f *layoutField, path string) {
	if l.open == nil {
		l.open = openItem(f, path)
	}
	r.grows[l] = true
}

// reshape copies a list for moves about what is in it: their places begin at
// depth.
func (r *realiser) reshape(l *listVal, f *layoutField, path string, moves []*move, depth int) *listVal {
	r.work.spend(len(l.items) * (1 + len(moves)) / 8)
	w := &listVal{path: l.path, open: l.open, counterparts: l.counterparts}
	for i, item := range l.items {
		var here []*move
		gone := false
		for _, m := range moves {
			if m.at[depth].entry != l.entry(i) {
				continue
			}
			if m.at[depth].field < 0 {
				gone = true
			} else {
				here = append(here, m)
			}
		}
		if gone {
			if i >= l.size() {
				w.counterparts--
			}
			continue
		}
		if rec, ok := item.(*record); ok && here != nil {
			item = r.remake(rec, here, depth)
		}
		w.items, w.names = append(w.items, item), append(w.names, l.names[i])
	}
	return w
}

func (r *realiser) remake(rec *record, moves []*move, depth int) *record {
	w := &record{layout: rec.layout, slots: slices.Clone(rec.slots), path: rec.path, open: rec.open}
	for k := range w.slots {
		var inside []*move
		here := MoveKind(0)
		for _, m := range moves {
			switch {
			case m.at[depth].field != k:
			case len(m.at) > depth+1:
				inside = append(inside, m)
			default:
				here = m.Kind
			}
		}
		if here == 0 && inside == nil {
			continue
		}
		field, cell := &w.layout.fields[k], &w.slots[k]
		if l, ok := (*cell).(*listVal); ok {
			copied := r.reshape(l, field, l.path, inside, depth+1)
			if here == Adding {
				r.grow(copied, field, copied.path)
			}
			*cell = copied
		} else if here != 0 {
			*cell = nil
		}
		if here != 0 {
			r.fields[cell] = &spot{cells: []*ref.Val{cell}, field: field, shape: field.info.Path}
		}
	}
	return w
}

// rstep is a node that is to have a truth, and what is to be done after it.
type rstep struct {
	goal *realised
	node *Node
	want Truth
	in   *within
	next *rstep
}

// within is an element a quantifier's variable stands for.
type within struct {
	name  string
	list  *listVal
	field *layoutField
	index int // -1 for what is given as item
	item  ref.Val
	outer *within
}

func (w *within) value() ref.Val {
	if w.index < 0 {
		return w.item
	}
	return w.list.items[w.index]
}

func (g *realised) bind(in *within) {
	g.m.bound = g.m.bound[:0]
	for e := in; e != nil; e = e.outer {
		g.m.bound = append(g.m.bound, binding{name: e.name, val: e.value()})
	}
	slices.Reverse(g.m.bound)
}

func (r *realiser) solve(s *rstep) bool {
	if s == nil {
		return r.complete()
	}
	if r.left--; r.left < 0 || r.work.Left() == 0 {
		r.cut = true
		return false
	}
	r.work.spend(findWork)
	s.goal.bind(s.in)
	switch s.node.plainTruth(s.goal.m) {
	case s.want:
		return r.solve(s.next)
	case Unknown:
	default:
		return false
	}
	below := func(n *Node, want Truth, next *rstep) *rstep {
		return &rstep{goal: s.goal, node: n, want: want, in: s.in, next: next}
	}
	children := s.node.Children
	switch s.node.Kind {
	case NotNode:
		return r.solve(below(children[0], s.want.Not(), s.next))
	case AndNode, OrNode:
		if (s.node.Kind == AndNode) == (s.want == True) {
			next := s.next
			for _, c := range slices.Backward(children) {
				next = below(c, s.want, next)
			}
			return r.solve(next)
		}
		for _, c := range children {
			if r.solve(below(c, s.want, s.next)) {
				return true
			}
		}
		return false
	case CondNode:
		return r.solve(below(children[0], True, below(children[1], s.want, s.next))) ||
			r.solve(below(children[0], False, below(children[2], s.want, s.next)))
	case AllNode, ExistsNode:
		return r.quantified(s)
	}
	return r.atom(s)
}

func (r *realiser) quantified(s *rstep) bool {
	every := (s.node.Kind == AllNode) == (s.want == True)
	v := s.goal.m.plain(s.node.Range)
	if l, ok := v.(*listVal); v == nil || ok && l.open != nil {
		if p := r.spotOf(s.goal, s.node.Range, s.in); p != nil {
			return r.try(p, s, r.listsFor(p, s))
		}
		if v == nil {
			return false
		}
	}
	body := s.node.Children[0]
	list, ok := v.(*listVal)
	if !ok { // of a parameter
		texts, _ := textsOf(v)
		next := s.next
		for _, text := range slices.Backward(texts) {
			in := &within{name: s.node.Var, index: -1, item: types.String(text), outer: s.in}
			if !every {
				if r.solve(&rstep{s.goal, body, s.want, in, s.next}) {
					return true
				}
				continue
			}
			next = &rstep{s.goal, body, s.want, in, next}
		}
		return every && r.solve(next)
	}
	field := r.fieldOf(s.node.Range, s.in)
	element := func(i int) *within { return &within{name: s.node.Var, list: list, field: field, index: i, outer: s.in} }
	if !every {
		for i := range list.items {
			if r.solve(&rstep{s.goal, body, s.want, element(i), s.next}) {
				return true
			}
		}
		return false
	}
	next := s.next
	if list.open != nil {
		next = &rstep{s.goal, body, s.want, &within{name: s.node.Var, index: -1, item: list.open, outer: s.in}, next}
	}
	for i := range slices.Backward(list.items) {
		next = &rstep{s.goal, body, s.want, element(i), next}
	}
	return r.solve(next)
}

// fieldOf describes a list.
func (r *realiser) fieldOf(o *Operand, in *within) *layoutField {
	if o.slot >= 0 && o.layout != nil {
		return &o.layout.fields[o.slot]
	}
	return nil
}

// spotOf returns where the value of an operand is put, nil if the moves are about
// something else.
func (r *realiser) spotOf(g *realised, o *Operand, in *within) *spot {
	switch o.Root {
	case "at", "params":
		return nil
	case "subject":
		field := &r.subject.layout.fields[o.slot]
		if r.has(Stating, field.info.Path) {
			return &spot{cells: []*ref.Val{&r.subject.slots[o.slot]}, field: field, shape: field.info.Path}
		}
		return nil
	}
	if o.layout == g.m.facts.layout && o.slot >= 0 {
		p := r.root[o.slot]
		if p == nil || !g.visible[o.slot] {
			return nil
		}
		if l, ok := p.value().(*listVal); ok && !r.grows[l] && l.open != nil {
			return nil
		}
		return p
	}
	for ; in != nil; in = in.outer {
		if in.name != o.Root {
			continue
		}
		if o.slot < 0 {
			if in.index < 0 || !r.madeUp[in.list] && !r.grows[in.list] {
				return nil
			}
			return &spot{cells: []*ref.Val{&in.list.items[in.index]}, field: in.field, shape: in.field.info.Path + "[]", entry: true, list: in.list}
		}
		rec, ok := in.value().(*record)
		if !ok || rec.open {
			return nil
		}
		cell := &rec.slots[o.slot]
		if p, ok := r.fields[cell]; ok {
			return p
		}
		if r.made[rec] {
			field := &rec.layout.fields[o.slot]
			return &spot{cells: []*ref.Val{cell}, field: field, shape: field.info.Path}
		}
		return nil
	}
	return nil
}

// try puts one value after the other in a spot until the step and all after it
// come out as wanted.
func (r *realiser) try(p *spot, s *rstep, values []ref.Val) bool {
	was := p.value()
	for _, v := range values {
		p.put(v)
		if r.solve(s) {
			return true
		}
		if r.left < 0 {
			break
		}
	}
	p.put(was)
	return false
}

// atom gives the first fact of a test that is not known a value.
func (r *realiser) atom(s *rstep) bool {
	a := s.node.Atom
	facts := r.factsOf(a)
	for _, o := range facts.operands {
		p := r.spotOf(s.goal, o, s.in)
		if p == nil {
			continue
		}
		v := p.value()
		l, isList := v.(*listVal)
		switch {
		case isList && l.open != nil, p.field.info.Kind == evidence.KindList && !p.entry && v == nil:
			return r.try(p, s, r.listsFor(p, s))
		case v == nil, types.IsUnknown(v):
			return r.try(p, s, r.valuesFor(p, s))
		}
	}
	r.cut = r.cut || facts.inner // it may be about elements of its own quantifier
	return false
}

// listsFor are lists for a spot: of the sizes that quantifiers and tests can tell
// apart.
func (r *realiser) listsFor(p *spot, s *rstep) (out []ref.Val) {
	path := p.shape
	have := 0
	var from *listVal
	if l, ok := p.value().(*listVal); ok {
		from, have = l, len(l.items)
	}
	d := r.domainOf(path)
	runs := d.runs * r.repeats()
	if d.nested || runs > maxSought {
		r.cut = true
	}
	sizes := []int{}
	if s.node.Kind == ExistsNode && s.want == True || s.node.Kind == AllNode && s.want == False || d.some || d.sized {
		sizes = append(sizes, 1)
	}
	// Where several entries are looked for, as many as there may have to be soon
	// lead somewhere; those that are not needed are left out again.
	sizes = append(sizes, 0, min(runs, maxSought))
	for n := range min(runs, maxSought) {
		sizes = append(sizes, n)
	}
	for _, n := range d.sizes {
		sizes = append(sizes, n-have, n-have+1, n-have-1)
	}
	sizes = unique(sizes)
	if from != nil && r.grows[from] { // that there are no more entries may suffice, or that there are
		out = append(out, r.listOf(p, from, 0))
		for _, n := range sizes {
			if n > 0 {
				l := r.listOf(p, from, n)
				l.open = from.open
				out = append(out, l)
			}
		}
	}
	for _, n := range sizes {
		switch {
		case n < 0, n == 0 && len(out) > 0 && from != nil && r.grows[from]:
			continue
		case n > maxListed:
			r.cut = true
			continue
		}
		out = append(out, r.listOf(p, from, n))
	}
	return out
}

// maxSought bounds the entries of one list that quantifiers may each look for.
const maxSought = 24

// repeats is how often a rule is to come out as wanted, at most: once for each
// combination of values that sources leave open.
func (r *realiser) repeats() int {
	most := 1
	for _, g := range r.goals {
		n := 0
		for _, o := range r.goals {
			if o.aim == g.aim {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// listOf is a list with some entries more, of which nothing is known.
func (r *realiser) listOf(p *spot, from *listVal, n int) *listVal {
	l := &listVal{path: p.field.info.Path}
	if from != nil {
		l.path, l.counterparts = from.path, from.counterparts
		l.items, l.names = slices.Clone(from.items[:from.size()]), slices.Clone(from.names[:from.size()])
	}
	for range n {
		if p.field.elem == nil {
			l.items, l.names = append(l.items, unknownAt(l.path)), append(l.names, "")
			continue
		}
		name := "new-1"
		for k := 2; slices.Contains(l.names, name); k++ {
			name = "new-" + strconv.Itoa(k)
		}
		rec := &record{layout: p.field.elem, slots: make([]ref.Val, len(p.field.elem.fields)), path: l.path + "[" + name + "]"}
		r.made[rec] = true
		l.items, l.names = append(l.items, rec), append(l.names, name)
	}
	if from != nil && from.counterparts > 0 {
		l.items, l.names = append(l.items, from.items[from.size():]...), append(l.names, from.names[from.size():]...)
	}
	r.madeUp[l] = true
	return l
}
