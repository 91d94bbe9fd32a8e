package rules

import (
	"cmp"
	"maps"
	"slices"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// complete gives entries of which nothing is asked a value, and reports whether
// what was found can be stated: entries of a list of scalars are distinct where
// it matters how many there are.
func (r *realiser) complete() bool {
	// In any order: one that cannot be stated suffices.
	for _, p := range r.root {
		if !r.stateable(p.value(), p.field) {
			return false
		}
	}
	for _, p := range r.fields {
		if !r.stateable(p.value(), p.field) {
			return false
		}
	}
	for i, v := range r.subject.slots {
		if !r.stateable(v, &r.subject.layout.fields[i]) {
			return false
		}
	}
	r.spare()
	r.done = true
	for _, p := range r.root {
		r.stateable(p.value(), p.field)
	}
	for _, p := range r.fields {
		r.stateable(p.value(), p.field)
	}
	for i, v := range r.subject.slots {
		r.stateable(v, &r.subject.layout.fields[i])
	}
	return true
}

// spare leaves out entries of lists that were made up and of which nothing is
// asked, as far as the goals are reached without.
func (r *realiser) spare() {
	for _, slot := range slices.Sorted(maps.Keys(r.root)) {
		l, ok := r.root[slot].value().(*listVal)
		if !ok || !r.madeUp[l] {
			continue
		}
		for i := len(l.items) - 1; i >= 0; i-- {
			item, name := l.items[i], l.names[i]
			rec, isRecord := item.(*record)
			if isRecord && (!r.made[rec] || slices.ContainsFunc(rec.slots, func(v ref.Val) bool { return v != nil })) || !isRecord && !types.IsUnknown(item) {
				continue
			}
			l.items, l.names = slices.Delete(l.items, i, i+1), slices.Delete(l.names, i, i+1)
			if !r.reached() {
				l.items, l.names = slices.Insert(l.items, i, item), slices.Insert(l.names, i, name)
			}
		}
	}
}

// reached reports whether all goals are.
func (r *realiser) reached() bool {
	for _, g := range r.goals {
		g.bind(nil)
		want := False
		if g.aim.Holds {
			want = True
		}
		if g.aim.Rule.Root.plainTruth(g.m) != want {
			return false
		}
	}
	return true
}

func (r *realiser) stateable(v ref.Val, f *layoutField) bool {
	l, ok := v.(*listVal)
	if !ok || !r.madeUp[l] {
		return true
	}
	if f.elem != nil {
		for _, item := range l.items {
			if rec := item.(*record); r.made[rec] {
				for k := range rec.slots {
					if !r.stateable(rec.slots[k], &rec.layout.fields[k]) {
						return false
					}
				}
			}
		}
		return true
	}
	distinct := distinctScalars(l, f)
	if known := slices.DeleteFunc(slices.Clone(l.items), func(v ref.Val) bool { return types.IsUnknown(v) }); len(known) > 0 && !r.domainOf(f.info.Path).sized {
		// What an entry is of which nothing is asked makes no difference: it may be
		// what another one is, and that is then said once.
		distinct = distinctScalars(&listVal{items: known}, f)
	}
	if r.done {
		l.items, l.names = distinct, make([]string, len(distinct))
		return true
	}
	if r.domainOf(f.info.Path).sized && len(distinct) < len(l.items) { // else what is said twice is said once
		r.cut = r.cut || f.info.Item != evidence.KindBool && f.info.Values == nil // of which all were tried
		return false
	}
	return true
}

// distinctScalars are the entries of a list, those of which nothing is asked with
// a value that no other has.
func distinctScalars(l *listVal, f *layoutField) (out []ref.Val) {
	has := func(v ref.Val) bool {
		return slices.ContainsFunc(out, func(o ref.Val) bool { return o.Equal(v) == types.True })
	}
	for _, v := range l.items {
		if !types.IsUnknown(v) && !has(v) {
			out = append(out, v)
		}
	}
	for i, v := range l.items {
		if !types.IsUnknown(v) {
			continue
		}
		for n := range len(l.items) + 1 {
			if x := scalarOfValue(f, filler(&listVal{items: out}, i+n, f.info)); x != nil && !has(x) {
				out = append(out, x)
				break
			}
		}
	}
	return out
}

// scalarOfValue is an entry of a list as rules see it.
func scalarOfValue(f *layoutField, v evidence.Value) ref.Val {
	switch x := v.Any().(type) {
	case int64:
		if f.info.Item == evidence.KindNumber {
			return types.Double(x)
		}
		return types.Int(x)
	case string:
		if f.info.Item == evidence.KindDate {
			if d, err := civil.ParseDate(x); err == nil {
				return dateVal{d}
			}
			return nil
		}
		return scalar(f.info.Item, x)
	default:
		return scalar(f.info.Item, x)
	}
}

// course says which values were found.
func (r *realiser) course(c *candidate) Course {
	out := Course{set: c.set, Weight: c.weight, goals: c.goals, from: r.seeker}
	slots := map[int]bool{}
	for _, id := range c.ids {
		m := &r.moves[id]
		if m.Slot >= 0 {
			slots[m.Slot] = true
		}
		out.Moves = append(out.Moves, r.described(m))
	}
	slices.SortStableFunc(out.Moves, compareMoves)
	for _, slot := range slices.Sorted(maps.Keys(slots)) {
		out.Facts = append(out.Facts, Settled{slot, r.settling[slot], statedOf(r.final(slot), &r.env.facts.fields[slot])})
	}
	return out
}

// compareMoves puts what is stated before what is proven, and each in the order
// of paths.
func compareMoves(a, b Move) int {
	text := func(m *Move) string {
		if m.Demand == nil {
			return ""
		}
		return m.Demand.text
	}
	proof := func(m *Move) int {
		if m.Kind == Proving {
			return 1
		}
		return 0
	}
	return cmp.Or(proof(&a)-proof(&b), cmp.Compare(a.Path, b.Path), int(a.Kind)-int(b.Kind), cmp.Compare(text(&a), text(&b)))
}

// final is what is claimed of a fact in the end.
func (r *realiser) final(slot int) ref.Val {
	if p := r.root[slot]; p != nil {
		v := p.value()
		for i := range r.goals {
			for k := range r.goals[i].aim.Facts {
				f := &r.goals[i].aim.Facts[k]
				for n := range f.Alternatives {
					if f.Slot == slot && p.only != nil && f.Alternatives[n].Claimed.v == v {
						r.settling[slot] = n
					}
				}
			}
		}
		return v
	}
	for i := range r.goals {
		for k := range r.goals[i].aim.Facts {
			if f := &r.goals[i].aim.Facts[k]; f.Slot == slot && len(f.Alternatives) > 0 {
				pick := r.settling[slot]
				if l, ok := r.lists[[2]int{slot, pick}]; ok {
					return l
				}
				return f.Alternatives[pick].Claimed.v
			}
		}
	}
	return nil
}

// claimedNow is what is claimed of a fact to begin with.
func (r *realiser) claimedNow(slot int) ref.Val {
	for i := range r.goals {
		for k := range r.goals[i].aim.Facts {
			if f := &r.goals[i].aim.Facts[k]; f.Slot == slot && len(f.Alternatives) > 0 {
				return f.Alternatives[r.settling[slot]].Claimed.v
			}
		}
	}
	return nil
}

// described is a move with the values that were found.
func (r *realiser) described(m *move) Move {
	out := m.Move
	if m.Kind == Proving {
		return out
	}
	if m.Slot < 0 {
		r.fill(&out, r.subject.slots[m.inside], &r.subject.layout.fields[m.inside], nil)
		return out
	}
	field := &r.env.facts.fields[m.Slot]
	was, is := r.claimedNow(m.Slot), r.final(m.Slot)
	if m.Kind == Clarifying {
		was = nil
	}
	// Down to what the move is about.
	for _, link := range m.at {
		l, ok := was.(*listVal)
		if !ok {
			return out
		}
		i := 0
		for i < len(l.items) && l.entry(i) != link.entry {
			i++
		}
		if i == len(l.items) {
			return out // it is in another of the values that sources state
		}
		if link.field < 0 { // an entry is removed
			out.From = evidence.String(link.entry)
			return out
		}
		rec := l.items[i].(*record)
		was = rec.slots[link.field]
		if now, ok := is.(*listVal); ok {
			is = nil
			if at := slices.Index(now.names, link.entry); at >= 0 {
				is = now.items[at].(*record).slots[link.field]
			}
		}
		field = &rec.layout.fields[link.field]
	}
	r.fill(&out, is, field, was)
	return out
}

// fill gives a move its values.
func (r *realiser) fill(out *Move, is ref.Val, f *layoutField, was ref.Val) {
	if was != nil {
		out.From = public(was)
	}
	l, ok := is.(*listVal)
	if !ok {
		out.To = public(is)
		return
	}
	shown := *l
	if old, ok := was.(*listVal); ok && out.Kind == Adding {
		shown.items, shown.names = nil, nil
		for i, item := range l.items[:l.size()] {
			there := slices.Contains(old.names, l.names[i])
			if f.elem == nil {
				there = slices.ContainsFunc(old.items, func(o ref.Val) bool { return o.Equal(item) == types.True })
			}
			if !there {
				shown.items, shown.names = append(shown.items, item), append(shown.names, l.names[i])
			}
		}
		shown.counterparts = 0
	}
	out.To = public(&shown)
	for _, item := range shown.items[:shown.size()] {
		if rec, ok := item.(*record); ok && (r.made[rec] || out.Kind == Clarifying) {
			r.details(out, rec)
		}
	}
}

func (r *realiser) details(out *Move, rec *record) {
	for k, v := range rec.slots {
		if v == nil {
			continue
		}
		path := rec.path + "." + rec.layout.fields[k].name
		if l, ok := v.(*listVal); ok && rec.layout.fields[k].elem != nil {
			out.With = append(out.With, Detail{path, public(v)})
			for _, item := range l.items {
				r.details(out, item.(*record))
			}
			continue
		}
		out.With = append(out.With, Detail{path, public(v)})
	}
}
