package rules

import (
	"slices"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
)

// domain is what the rules at hand ask about facts of one shape: all elements of
// a list are alike.
type domain struct {
	uses   []use
	runs   int   // quantifiers over the list
	nested bool  // one of them within one over another list
	sizes  []int // the list's size is compared with
	sized  bool  // its size is asked at all
	some   bool  // an entry may be looked for

	quick, full *values // once they were asked for
}

// use is a test of such a fact.
type use struct {
	atom    *Atom
	operand *Operand
	params  *Given
}

// values are values a fact may be given: each other one comes out alike in all
// tests, if they are complete.
type values struct {
	list     []ref.Val
	complete bool
	static   bool // whatever the other facts are
}

// domainOf surveys the rules when it is first asked.
func (s *seeker) domainOf(shape string) *domain {
	if s.domains == nil {
		s.domains = map[string]*domain{}
		type surveyed struct {
			rule   *Rule
			params *Given
		}
		done := map[surveyed]bool{}
		for i := range s.quest.Aims {
			a := &s.quest.Aims[i]
			if rule := (surveyed{a.Rule, s.paramsOf(a)}); !done[rule] {
				done[rule] = true
				s.survey(a.Rule.Root, nil, rule.params)
			}
		}
	}
	d := s.domains[shape]
	if d == nil {
		d = &domain{}
		s.domains[shape] = d
	}
	return d
}

func (s *seeker) survey(n, around *Node, params *Given) {
	at := func(shape string) *domain {
		d := s.domains[shape]
		if d == nil {
			d = &domain{}
			s.domains[shape] = d
		}
		return d
	}
	switch n.Kind {
	case AtomNode:
		for _, o := range s.factsOf(n.Atom).operands {
			if o.Info == nil {
				continue
			}
			if n.Atom.size && o == n.Atom.Fact {
				d := at(o.Info.Path)
				d.sized = true
				if v, ok := s.cutOf(use{n.Atom, o, params}).(types.Int); ok && v >= 0 && v <= 2*maxListed {
					d.sizes = append(d.sizes, int(v))
				} else {
					d.nested = true
				}
				continue
			}
			shape := o.Info.Path
			if o.slot < 0 {
				shape += "[]"
			}
			d := at(shape)
			d.uses = append(d.uses, use{n.Atom, o, params})
		}
	case AllNode, ExistsNode:
		if n.Range.Info != nil {
			d := at(n.Range.Info.Path)
			d.runs++
			d.some = d.some || n.Kind == ExistsNode
			d.nested = d.nested || around != nil && isVariable(n.Range.Root)
		}
		around = n
	}
	for _, c := range n.Children {
		s.survey(c, around, params)
	}
}

// cutOf is the value an atom compares a fact with, nil if it is not the same
// whatever the facts are.
func (s *seeker) cutOf(u use) ref.Val {
	a := u.atom
	if len(a.Cuts) != 1 {
		return nil
	}
	m := s.scratch(u.params)
	t := a.Cuts[0]
	switch {
	case t.value != nil:
		return t.value
	case t.operand != nil:
		if t.operand.IsFact() || t.operand.Root == "subject" && m.plain(t.operand) == nil {
			return nil
		}
		v := m.plain(t.operand)
		if i, ok := v.(instantVal); ok {
			return dateVal{i.Date}
		}
		return v
	}
	if v, err := m.part(t.program); err == nil && !types.IsUnknown(v) {
		return v
	}
	return nil
}

// scratch is a machine that sees no facts, only what is given.
func (s *seeker) scratch(params *Given) *Machine {
	if s.bare == nil {
		s.bare = s.env.NewMachine()
	}
	s.bare.Given(s.quest.Subject, params, s.quest.At)
	return s.bare
}

// quickValues bounds the values of a closed set that are tried at first.
const quickValues = 24

// valuesFor are values for a spot, likely ones first.
func (r *realiser) valuesFor(p *spot, s *rstep) []ref.Val {
	if p.only != nil {
		return p.only
	}
	d := r.domainOf(p.shape)
	v := d.quick
	if r.full {
		v = d.full
	}
	if v == nil || !v.static {
		v = r.makeValues(p, d, s)
		if v.static && !r.full {
			d.quick = v
		} else if v.static {
			d.full = v
		}
	}
	r.cut = r.cut || !v.complete
	if !p.entry || !r.domainOf(p.field.info.Path).sized {
		return v.list
	}
	// Entries of a list are distinct, and how many there are matters.
	var out []ref.Val
	for _, x := range r.several(p, slices.Concat(v.list, r.pool(p, d, s))) {
		if !slices.ContainsFunc(p.list.items, func(o ref.Val) bool { return !types.IsUnknown(o) && o.Equal(x) == types.True }) {
			out = append(out, x)
		}
	}
	return out
}

// several adds values such that each entry of a list can have another one that
// tests do not tell apart: whole numbers next to each other. Of texts and the like
// there may not be enough.
func (r *realiser) several(p *spot, values []ref.Val) []ref.Val {
	info := p.field.info
	if info.Item == evidence.KindBool || info.Values != nil {
		return info.all(values)
	}
	var out []ref.Val
	add := func(v ref.Val) {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	for _, v := range values {
		add(v)
	}
	if info.Item != evidence.KindInt {
		r.cut = true
		return out
	}
	for by := 1; by <= len(p.list.items); by++ {
		for _, v := range values {
			if n, ok := v.(types.Int); ok {
				add(n + types.Int(by))
				add(n - types.Int(by))
			}
		}
	}
	return out
}

// all are the values of a closed set, those given first.
func (f *FieldInfo) all(first []ref.Val) []ref.Val {
	out := slices.Clone(first)
	for _, text := range f.Values {
		if v := ref.Val(types.String(text)); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// pool are the values that tests suggest, and what lies next to them.
func (r *realiser) pool(p *spot, d *domain, s *rstep) []ref.Val {
	at := &place{at: p.cells[0], field: p.field}
	if p.entry {
		at.scalar = p.field.info.Item
	}
	r.finder.machine = s.goal.m
	var constants []ref.Val
	was := s.goal.m.params
	defer func() { s.goal.m.params = was }()
	for _, u := range d.uses {
		operands := r.factsOf(u.atom).operands
		if s.goal.m.params = nil; u.params != nil {
			s.goal.m.params = u.params.record
		}
		constants = append(constants, r.finder.constants(u.atom, nil, &step{})...)
		for _, o := range operands {
			if v := s.goal.m.plain(o); v != nil && o != u.operand {
				if _, list := v.(*listVal); !list {
					constants = append(constants, v)
				}
			}
		}
		if len(operands) > 1 {
			constants = append(constants, sums(constants)...)
		}
		if c := r.cutOf(u); c != nil && u.atom.shift != nil {
			constants = append(constants, u.atom.cut(r.scratch(u.params), c))
		}
	}
	return r.finder.around(at, constants)
}

func (r *realiser) makeValues(p *spot, d *domain, s *rstep) *values {
	kind, finite := p.field.info.Kind, p.field.info.Values != nil
	if p.entry {
		kind = p.field.info.Item
	}
	finite = finite || kind == evidence.KindBool
	v := &values{static: true, complete: true}
	var cuts []ref.Val
	order := false // it is compared with other facts
	for _, u := range d.uses {
		f := r.factsOf(u.atom)
		if len(f.operands) != 1 || !f.strict {
			v.static = false
			if !finite && !r.ordered(u, kind) {
				v.complete = false
			} else if !finite {
				order = true
			}
			continue
		}
		if finite {
			continue
		}
		c := r.cutOf(u)
		if c != nil && u.atom.shift != nil {
			c = u.atom.cut(r.scratch(u.params), c)
		}
		var these []ref.Val
		if c != nil && u.atom.subject == nil {
			these = constantsOf(u.atom.Op, c)
		}
		if these == nil || len(cuts) > 0 && these[0].Type() != cuts[0].Type() {
			v.complete = false
			continue
		}
		cuts = append(cuts, these...)
	}
	v.list = r.pool(p, d, s)
	if order && v.complete {
		var complete bool
		if v.list, complete = r.between(v.list, kind, p.field.info, s.goal.m); !complete {
			v.complete = false
		}
	}
	if len(cuts) > 0 {
		v.list = append(v.list, cells(cuts, p.field.info, -maxNumber)...)
	}
	if !r.full && len(v.list) > quickValues && finite {
		short := slices.Clone(v.list[:quickValues])
		for _, c := range []string{"DE", "NO", "CH", "US"} {
			if x := ref.Val(types.String(c)); slices.Contains(v.list, x) && !slices.Contains(short, x) {
				short = append(short, x)
			}
		}
		v.list, v.complete = short, false
	}
	if v.static {
		v.list = r.representatives(p, d, v.list)
	}
	return v
}

// representatives are values that come out differently in some test.
func (r *realiser) representatives(p *spot, d *domain, all []ref.Val) []ref.Val {
	var kept []ref.Val
	known := map[string]bool{}
	key := make([]byte, len(d.uses))
	for _, v := range all {
		for i, u := range d.uses {
			r.work.spend(2)
			key[i] = byte(r.tryOn(r.scratch(u.params), u, v))
		}
		if !known[string(key)] {
			known[string(key)] = true
			kept = append(kept, v)
		}
	}
	return kept
}

// tryOn tells how a test comes out on a value, all else unknown.
func (r *realiser) tryOn(m *Machine, u use, v ref.Val) Truth {
	o := u.operand
	switch {
	case o.Root == "subject":
		subject := &record{layout: r.env.subject, slots: slices.Clone(r.subject.slots)}
		subject.slots[o.slot] = v
		was := m.subject
		m.subject = subject
		defer func() { m.subject = was }()
	case o.layout == m.facts.layout && o.slot >= 0:
		m.facts.slots[o.slot] = v
		defer func() { m.facts.slots[o.slot] = nil }()
	case o.slot < 0:
		m.bound = append(m.bound[:0], binding{name: o.Root, val: v})
	default:
		rec := &record{layout: o.layout, slots: make([]ref.Val, len(o.layout.fields)), path: "x"}
		rec.slots[o.slot] = v
		m.bound = append(m.bound[:0], binding{name: o.Root, val: rec})
	}
	return m.test(u.atom)
}

// sums are what has to be added to one of some numbers to come to another, and
// what comes of adding them.
func sums(of []ref.Val) (out []ref.Val) {
	of = of[:min(len(of), 8)]
	for _, a := range of {
		for _, b := range of {
			switch x := a.(type) {
			case types.Int:
				if y, ok := b.(types.Int); ok {
					out = append(out, x-y, x+y)
					if y != 0 {
						out = append(out, x/y)
					}
				}
			case types.Double:
				if y, ok := b.(types.Double); ok {
					out = append(out, x-y, x+y)
					if y != 0 {
						out = append(out, x/y)
					}
				}
			}
		}
	}
	return out
}

// ordered reports whether a test only says where a whole number or a date lies to
// another fact that is no entry of a list.
func (r *realiser) ordered(u use, kind evidence.Kind) bool {
	a := u.atom
	if kind != evidence.KindInt && kind != evidence.KindDate || a.subject == nil || a.subject.operand == nil || len(a.Cuts) != 1 || a.Cuts[0].operand == nil {
		return false
	}
	switch a.Op {
	case "==", "!=", "<", "<=", ">", ">=":
		return isVariable(a.subject.operand.Root) && isVariable(a.Cuts[0].operand.Root)
	}
	return false
}

// maxBetween bounds the facts that are told apart by their order.
const maxBetween = 4

// between adds the values that facts can need that are compared with each other
// and with constants, and with nothing else: as many next to each constant as
// there are facts. However others lie between two constants, these can lie there
// in the same order. They are not complete if there are too many facts.
func (r *realiser) between(list []ref.Val, kind evidence.Kind, info *FieldInfo, m *Machine) ([]ref.Val, bool) {
	open := 0
	for _, id := range r.chosen {
		if k := r.moves[id].Kind; k == Stating || k == Changing {
			open++
		}
	}
	if open > maxBetween {
		return list, false
	}
	var constants []ref.Val
	for _, shape := range sortedKeys(r.domains) {
		for _, u := range r.domains[shape].uses {
			for _, o := range r.factsOf(u.atom).operands {
				if v := m.plain(o); isVariable(o.Root) && v != nil {
					constants = append(constants, v)
				}
			}
			if c := r.cutOf(u); c != nil {
				constants = append(constants, c)
				if u.atom.shift != nil {
					constants = append(constants, u.atom.cut(r.scratch(u.params), c))
				}
			}
		}
	}
	if kind == evidence.KindInt {
		constants = append(constants, types.Int(0))
		for _, end := range []*float64{info.Min, info.Max} {
			if end != nil {
				constants = append(constants, types.Int(*end))
			}
		}
	} else {
		constants = append(constants, dateVal{r.quest.At})
	}
	out := slices.Clone(list)
	for _, c := range constants {
		for by := -open; by <= open; by++ {
			var v ref.Val
			switch c := c.(type) {
			case types.Int:
				x := c + types.Int(by)
				if kind != evidence.KindInt || info.Min != nil && float64(x) < *info.Min || info.Max != nil && float64(x) > *info.Max {
					continue
				}
				v = x
			case dateVal:
				if kind != evidence.KindDate {
					continue
				}
				v = dateVal{c.AddDays(by)}
			default:
				continue
			}
			if !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return out, true
}
