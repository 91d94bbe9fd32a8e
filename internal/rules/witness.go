package rules

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Witness is evidence on which two versions of a criterion come out as they
// should not. It is made up.
type Witness struct {
	// At is the day of the verdict.
	At civil.Date
	// Facts are the subject's fields and the facts that matter, as one source
	// would state them, without proofs. All else is unknown. Where all of them
	// are proven, the versions come out differently.
	Facts *evidence.Fragment
}

// Bounds of the search for a witness.
const (
	maxWays      = 40  // of making a proposition true that are looked at
	maxTries     = 400 // values tried for one of them
	tryWork      = 100 // what a try takes
	maxDays      = 10  // of a verdict that are tried
	maxWitnesses = 200 // elements of one list
)

// witness looks for values of facts by which a proposition is true, and tries
// them on the rules themselves.
func (c *comparer) witness(n int32) (found *Witness) {
	ways := 0
	c.diagram.ways(n, func(values []int) bool {
		ways++
		byVariable := make([]int, len(values))
		for level, v := range values {
			byVariable[c.order[level]] = v
		}
		found = c.realise(byVariable)
		return found == nil && ways < maxWays && c.work.Left() > 0
	})
	return found
}

// attempt gives values to what one way of making a proposition true speaks of.
type attempt struct {
	*comparer
	way    []int // values of variables, -1 for any
	values map[string]ref.Val
	at     civil.Date
	tries  int
	places []string // to be given values, in order
	checks map[string][]*viewUse
	clocks []*viewUse // that speak of the day alone
	pools  map[string][]ref.Val
}

func (c *comparer) realise(way []int) *Witness {
	a := &attempt{comparer: c, way: way, values: map[string]ref.Val{}, checks: map[string][]*viewUse{}, pools: map[string][]ref.Val{}}
	a.choosePlaces()
	for _, day := range a.days() {
		a.at = day
		a.tries = 0
		if w := a.fill(0); w != nil {
			return w
		}
		if c.work.Left() == 0 {
			break
		}
	}
	return nil
}

// is the value a way gives to a variable by name, -1 if it may be any.
func (a *attempt) valueOf(name string) int {
	if i, ok := a.views.index[name]; ok {
		return a.way[i]
	}
	return -1
}

// choosePlaces finds the facts that must have a value, and which atoms to check
// once the last fact they rest on has one.
func (a *attempt) choosePlaces() {
	v := a.views
	known := map[string]bool{}
	for i, x := range v.variables {
		if len(x.places) == 0 || a.way[i] <= 0 || !a.there(x.places[0]) {
			continue
		}
		for _, p := range x.places {
			known[p] = true
		}
	}
	for p, at := range v.places {
		switch k := a.valueOf(p + " known"); {
		case k == 0:
			known[p] = false
		case k == 1 && a.there(p), at.isEntry() && a.there(p):
			known[p] = true
		}
	}
	for p, yes := range known {
		if yes {
			a.places = append(a.places, p)
		}
	}
	// Those with few candidates first, so that others can fit in.
	rank := func(p string) int {
		if i, ok := v.index[p]; ok && a.way[i] > 0 {
			return 0
		}
		return 1
	}
	slices.SortFunc(a.places, func(p, q string) int { return cmp.Or(cmp.Compare(rank(p), rank(q)), strings.Compare(p, q)) })
	last := map[string]int{}
	for i, p := range a.places {
		last[p] = i + 1
	}
	for i := range v.uses {
		u := &v.uses[i]
		if a.way[u.variable] < 0 || !a.checkable(u) {
			continue
		}
		at, missing := 0, false
		for _, p := range u.places {
			if last[p] == 0 {
				missing = true
			}
			at = max(at, last[p])
		}
		switch {
		case missing:
		case at == 0:
			a.clocks = append(a.clocks, u)
		default:
			p := a.places[at-1]
			a.checks[p] = append(a.checks[p], u)
		}
	}
}

// checkable reports whether an atom can be tried by itself: it reads no list, and
// elements that are there.
func (a *attempt) checkable(u *viewUse) bool {
	for e := u.in; e != nil; e = e.outer {
		if e.open || !a.present(e) {
			return false
		}
	}
	return !slices.ContainsFunc(u.atom.operands(), func(o *Operand) bool {
		return o.Info.Kind == evidence.KindList || u.in.find(o.Root) == nil && !isVariable(o.Root)
	})
}

// there reports whether the elements a place lies in are there.
func (a *attempt) there(place string) bool {
	p := a.views.places[place]
	if p == nil {
		return false
	}
	e := p.in.find(p.operand.Root)
	if e == nil {
		return true
	}
	return a.present(e)
}

func (a *attempt) present(e *instance) bool {
	open := strings.LastIndexByte(e.place, '[')
	l := a.views.lists[e.place[:open]]
	n, err := strconv.Atoi(strings.TrimSuffix(e.place[open+1:], "]"))
	if l == nil || err != nil || n >= len(l.present) || a.way[l.state] == 0 || a.way[l.present[n]] != 1 {
		return false
	}
	outer := l.in.find(l.node.Root)
	return outer == nil || a.present(outer)
}

// days are the days of a verdict that may do.
func (a *attempt) days() []civil.Date {
	cell := a.valueOf("at")
	if cell > 0 {
		if d, ok := a.views.variables[a.views.index["at"]].cells[cell].(dateVal); ok {
			return []civil.Date{d.Date}
		}
	}
	plain := comparedFrom.Add(civil.Period{Months: 10})
	// Months differ: February is short.
	days := []civil.Date{plain, comparedFrom.Add(civil.Period{Months: 14})}
	add := func(d civil.Date) {
		if d.Compare(comparedFrom) >= 0 && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	for _, d := range a.constantDates() {
		for _, x := range a.views.variables {
			for _, t := range []*viewTerm{x.left, x.right} {
				if t != nil && t.shift != nil && !t.shift.sub {
					add(d.Add(t.shift.period))
				}
			}
		}
		add(d)
	}
	for _, x := range a.views.variables {
		if x.relation != nil && x.relation.name == "inRegion" {
			for _, d := range regionDays(string(textOf(x.relation.given))) {
				add(d)
			}
		}
	}
	return days[:min(len(days), maxDays)]
}

// fill gives the places from the n-th on values, one after the other, and goes
// back where an atom says otherwise than it should.
func (a *attempt) fill(n int) *Witness {
	if n == 0 && !a.hold(a.clocks) {
		return nil
	}
	if n == len(a.places) {
		return a.test()
	}
	p := a.places[n]
	for _, value := range a.candidates(p) {
		if a.tries++; a.tries > maxTries || a.work.Left() == 0 {
			return nil
		}
		a.work.spend(tryWork)
		a.values[p] = value
		if a.hold(a.checks[p]) {
			if w := a.fill(n + 1); w != nil {
				return w
			}
		}
		delete(a.values, p)
	}
	return nil
}

// hold reports whether atoms say what they should.
func (a *attempt) hold(uses []*viewUse) bool {
	for _, u := range uses {
		if a.truth(u) != u.truths[a.way[u.variable]] {
			return false
		}
	}
	return true
}

// truth is what an atom says by the values given so far.
func (a *attempt) truth(u *viewUse) Truth {
	m := a.machines[u.side.number]
	if m == nil {
		m = u.side.Rule.env.NewMachine()
		a.machines[u.side.number] = m
	}
	m.bound = m.bound[:0]
	subject := &record{layout: u.side.Rule.env.subject, slots: make([]ref.Val, len(u.side.Rule.env.subject.fields))}
	m.Given(&Given{record: subject}, u.side.Given, a.at)
	var chain []*instance
	for e := u.in; e != nil; e = e.outer {
		chain = append(chain, e)
	}
	slices.Reverse(chain)
	elements := map[string]*record{}
	for _, o := range u.atom.operands() {
		e := u.in.find(o.Root)
		if e == nil && !isVariable(o.Root) {
			return Error
		}
		value := a.values[typed(o, o.place(u.in))]
		switch {
		case e != nil && o.slot >= 0:
			if elements[e.place] == nil {
				elements[e.place] = &record{layout: o.layout, slots: make([]ref.Val, len(o.layout.fields)), path: e.place}
			}
			elements[e.place].slots[o.slot] = value
		case e != nil:
		case o.Root == "subject":
			subject.slots[o.slot] = value
		default:
			m.facts.slots[o.slot] = value
			defer func() { m.facts.slots[o.slot] = nil }()
		}
	}
	for _, e := range chain {
		var value ref.Val = unknownAt(e.place)
		if r := elements[e.place]; r != nil {
			value = r
		} else if x := a.entry(e); x != nil {
			value = x
		}
		m.bound = append(m.bound, binding{name: e.name, val: value, path: e.place})
	}
	t, _ := m.atom(u.atom)
	return t
}

// entry is the value of a scalar element.
func (a *attempt) entry(e *instance) ref.Val {
	for _, suffix := range []string{"", ":bool0", ":int0", ":number0", ":text0", ":date0", ":version0"} {
		if x := a.values[e.place+suffix]; x != nil {
			return x
		}
	}
	return nil
}

// candidates are the values a fact may be given.
func (a *attempt) candidates(p string) []ref.Val {
	if i, ok := a.views.index[p]; ok && a.way[i] > 0 {
		cell := a.views.variables[i].cells[a.way[i]]
		if !a.isCompared(p) {
			return []ref.Val{cell}
		}
		// Any value the cell stands for.
		out := []ref.Val{cell}
		for _, c := range a.pool(p) {
			if a.views.sameCell(i, cell, c) {
				out = append(out, c)
			}
		}
		return out
	}
	return a.pool(p)
}

// sameCell reports whether a value behaves as a cell does towards the constants.
func (v *views) sameCell(i int, cell, value ref.Val) bool {
	if cell.Type() != value.Type() {
		return false
	}
	for _, c := range v.constants[v.shapeAt(v.variables[i].name)] {
		if c.Type() != cell.Type() || compareValues(cell, c) != compareValues(value, c) {
			if _, text := c.(types.String); !text || (compareValues(cell, c) == 0) != (compareValues(value, c) == 0) {
				return false
			}
		}
	}
	return true
}

// isCompared reports whether a fact is compared with others, or put into a
// function, so that it matters which value of a cell it has.
func (a *attempt) isCompared(p string) bool {
	for i, x := range a.views.variables {
		if x.cells == nil && a.way[i] > 0 && slices.Contains(x.places, p) {
			return true
		}
	}
	return false
}

// pool lists values a fact can have, likely ones first.
func (a *attempt) pool(p string) []ref.Val {
	info := a.views.places[p].operand.Info
	key := p
	if info.Kind == evidence.KindDate {
		key += "@" + a.at.String()
	}
	if out, ok := a.pools[key]; ok {
		return out
	}
	out := a.makePool(p, info)
	a.pools[key] = out
	return out
}

func (a *attempt) makePool(p string, info *FieldInfo) []ref.Val {
	var out []ref.Val
	add := func(v ref.Val) {
		if v != nil && !slices.ContainsFunc(out, func(o ref.Val) bool { return o.Equal(v) == types.True }) {
			out = append(out, v)
		}
	}
	if a.views.places[p] != nil {
		if constants := a.views.constants[a.views.shapeAt(p)]; len(constants) > 0 {
			for _, c := range cells(constants, info, -1<<53) {
				add(c)
			}
		}
	}
	switch info.Kind {
	case evidence.KindBool:
		add(types.True)
		add(types.False)
	case evidence.KindInt:
		for _, n := range []int64{1, 0, 2, 3, 10, 100, 1000, 100_001, maxNumber} {
			if f := float64(n); (info.Min == nil || f >= *info.Min) && (info.Max == nil || f <= *info.Max) {
				add(types.Int(n))
			}
		}
	case evidence.KindNumber:
		for _, f := range []float64{1, 0, 0.5, 2, 10, 100, 1000} {
			if (info.Min == nil || f >= *info.Min) && (info.Max == nil || f <= *info.Max) {
				add(types.Double(f))
			}
		}
	case evidence.KindDate:
		for _, d := range a.dates() {
			add(dateVal{d})
		}
	case evidence.KindVersion:
		for _, text := range a.versions() {
			if v, err := newVersion(text); err == nil {
				add(v)
			}
		}
	case evidence.KindText:
		if info.Values == nil {
			for _, text := range a.texts() {
				add(types.String(text))
			}
			break
		}
		for _, text := range []string{"DE", "NO", "CH", "US", "GB", "TR", "IS", "BG", "HR", "IE", "CY"} {
			if slices.Contains(info.Values, text) {
				out = append(out, types.String(text))
			}
		}
		for _, text := range info.Values {
			out = append(out, types.String(text))
		}
	}
	return out
}

// constantDates are the days that facts and the day of the verdict are compared
// with, no more than 20.
func (a *attempt) constantDates() []civil.Date {
	var out []civil.Date
	for _, name := range sortedKeys(a.views.constants) {
		for _, c := range a.views.constants[name] {
			if d, ok := c.(dateVal); ok && len(out) < 20 && !slices.Contains(out, d.Date) {
				out = append(out, d.Date)
			}
		}
	}
	return out
}

// dates are days on both sides of everything dates are compared with.
func (a *attempt) dates() []civil.Date {
	base := append([]civil.Date{a.at}, a.constantDates()...)
	var out []civil.Date
	near := func(d civil.Date) {
		for _, n := range []int{0, -1, 1} {
			if x := d.AddDays(n); !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	for _, d := range base {
		near(d)
	}
	for _, x := range a.views.variables {
		for _, t := range []*viewTerm{x.left, x.right} {
			if t == nil || t.shift == nil {
				continue
			}
			for _, d := range base {
				if t.shift.sub {
					near(d.Add(t.shift.period))
				} else {
					near(d.Sub(t.shift.period))
				}
			}
		}
	}
	far := civil.Period{Years: 90}
	out = append(out, a.at.Sub(far), a.at.Add(far))
	return out[:min(len(out), 120)]
}

// literals are the texts that the rules write out or are given.
func (a *attempt) literals() []string {
	var out []string
	add := func(v ref.Val) {
		texts, _ := textsOf(v)
		if s, ok := v.(types.String); ok {
			texts = []string{string(s)}
		}
		if s, ok := v.(versionVal); ok {
			texts = []string{string(s.text)}
		}
		for _, t := range texts {
			if !slices.Contains(out, t) && len(out) < 60 {
				out = append(out, t)
			}
		}
	}
	for i := range a.views.uses {
		u := &a.views.uses[i]
		for _, t := range u.atom.Cuts {
			if v := u.side.given(t); v != nil {
				add(v)
			}
		}
	}
	return out
}

func (a *attempt) texts() []string {
	out := a.literals()
	for _, s := range slices.Clone(out) {
		out = append(out, s+"x", "x"+s, "x"+s+"x")
	}
	words := a.literals()
	for _, s := range words[:min(len(words), 6)] {
		for _, t := range words[:min(len(words), 6)] {
			out = append(out, s+t)
		}
	}
	return append(out, "x", "DE", "US", "MIT", "GPL-3.0-only", "LicenseRef-Unknown", "MIT OR LicenseRef-Unknown")
}

var numberForm = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)*(?:-[0-9A-Za-z.]+)?`)

// versions are versions on both sides of those the rules name.
func (a *attempt) versions() []string {
	var out []string
	for _, text := range a.literals() {
		for _, number := range numberForm.FindAllString(text, 10) {
			out = append(out, number)
			whole, _, _ := strings.Cut(number, "-")
			parts := strings.Split(whole, ".")
			for i := range parts {
				for _, by := range []int{1, -1} {
					n, err := strconv.Atoi(parts[i])
					if err != nil || n+by < 0 {
						continue
					}
					moved := slices.Clone(parts)
					moved[i] = strconv.Itoa(n + by)
					out = append(out, strings.Join(moved, "."))
				}
			}
			out = append(out, whole+".1", whole+"-rc.1")
		}
		if len(out) > 80 {
			break
		}
	}
	return append(out, "1.0", "0.0.1", "9999")
}

// test states the values as a dossier and runs the rules on it.
func (a *attempt) test() *Witness {
	a.work.spend(tryWork * 10)
	fragment := a.fragment()
	if fragment == nil {
		return nil
	}
	w := &Witness{At: a.at, Facts: fragment}
	was, ok := a.views.sides[0].rank(w)
	is, ok2 := a.views.sides[1].rank(w)
	if !ok || !ok2 || is <= was {
		return nil
	}
	return w
}

// rank is how a version comes out where everything stated is proven: 0 for error
// and fail, 1 for unknown, 3 for pass and notApplicable.
func (s *viewSide) rank(w *Witness) (rank int, ok bool) {
	d, err := evidence.Merge(w.Facts)
	if err != nil {
		return 0, false
	}
	env := s.Rule.env
	facts, err := env.Facts(d)
	if err != nil {
		return 0, false
	}
	m := env.NewMachine()
	m.Show(facts)
	m.Given(env.Subject(d.Subject()), s.Given, w.At)
	applies := True
	if s.When != nil {
		applies, _ = s.When.Eval(m)
	}
	holds, _ := s.Rule.Eval(m)
	switch applies.Not().Or(holds) {
	case True:
		return 3, true
	case Unknown:
		return 1, true
	}
	return 0, true
}

// fragment states the values as one source would; nil if none can.
func (a *attempt) fragment() *evidence.Fragment {
	root := map[string]any{"trias": evidence.Format}
	subject := map[string]any{"id": "counterexample"}
	root["subject"] = subject
	var partial []string
	for _, p := range a.places {
		at := a.views.places[p]
		if at.in.find(at.operand.Root) == nil {
			put(root, at.operand.Info.Path, stated(a.values[p]))
		}
	}
	for _, name := range sortedKeys(a.views.lists) {
		l := a.views.lists[name]
		if l.in.find(l.node.Root) != nil {
			continue // stated with the element
		}
		items, ok := a.items(l)
		if !ok {
			return nil
		}
		if items == nil {
			continue
		}
		put(root, l.node.Info.Path, items)
		if a.way[l.state] == 2 {
			partial = append(partial, l.node.Info.Path)
		}
	}
	if partial != nil {
		root["partial"] = partial
	}
	data, err := json.Marshal(root)
	if err != nil {
		return nil
	}
	f, err := evidence.Decode("counterexample.json", data)
	if err != nil {
		return nil
	}
	return f
}

// items states a list, nil if it is unknown; it is not ok if nobody can state it.
func (a *attempt) items(l *viewList) (items []any, ok bool) {
	if a.way[l.state] <= 0 && !(a.way[l.state] < 0 && a.hasElement(l)) {
		return nil, true
	}
	elem := a.elemOf(l)
	items = []any{}
	taken := map[any]bool{}
	for n, present := range l.present {
		if a.way[present] != 1 {
			break
		}
		place := l.place + "[" + strconv.Itoa(n) + "]"
		if elem == nil {
			value := a.scalarAt(l, place)
			switch {
			case value == nil:
				return nil, false
			case taken[value]:
				continue // a list of scalars is a set
			}
			taken[value] = true
			items = append(items, value)
			continue
		}
		item := a.record(place, elem)
		item["id"] = "e" + strconv.Itoa(n+1)
		items = append(items, item)
	}
	size := -1
	if l.size >= 0 && a.way[l.size] > 0 {
		n, _ := a.views.variables[l.size].cells[a.way[l.size]].Value().(int64)
		size = int(n)
	}
	if size > maxWitnesses || size >= 0 && size < len(items) {
		return nil, false
	}
	for len(items) < size {
		if elem == nil {
			value := a.another(l, taken)
			if value == nil {
				return nil, false
			}
			taken[value] = true
			items = append(items, value)
			continue
		}
		item := map[string]any{}
		if len(l.present) > 0 && a.way[l.present[0]] == 1 { // what all elements are, this is
			item = a.record(l.place+"[0]", elem)
		}
		item["id"] = "e" + strconv.Itoa(len(items)+1)
		items = append(items, item)
	}
	return items, true
}

func (a *attempt) hasElement(l *viewList) bool { return len(l.present) > 0 && a.way[l.present[0]] == 1 }

// elemOf is the layout of a list's elements, nil if they are scalars.
func (a *attempt) elemOf(l *viewList) *layout { return l.node.layout.fields[l.node.slot].elem }

func (a *attempt) scalarAt(l *viewList, place string) any {
	if x := a.entry(&instance{place: place}); x != nil {
		return stated(x)
	}
	return a.another(l, nil)
}

// another is an element of which nothing is asked, other than those taken; where
// something is asked of the first, one that is as that.
func (a *attempt) another(l *viewList, taken map[any]bool) any {
	info := *l.node.Info
	info.Kind, info.Item = info.Item, 0
	first := l.place + "[0]"
	for _, p := range sortedKeys(a.views.places) {
		if at := a.views.places[p]; at.isEntry() && at.in.find(at.operand.Root).place == first && len(a.checks[p]) > 0 {
			return a.alike(p, taken)
		}
	}
	for _, v := range a.makePool(first, &info) {
		if x := stated(v); x != nil && !taken[x] {
			return x
		}
	}
	for n := range maxWitnesses * 2 {
		switch info.Kind {
		case evidence.KindText:
			if x := "x" + strconv.Itoa(n); info.Values == nil && !taken[x] {
				return x
			}
		case evidence.KindInt:
			if x := int64(n); !taken[x] {
				return x
			}
		}
	}
	return nil
}

// alike is another value by which the atoms on an element say what they say.
func (a *attempt) alike(p string, taken map[any]bool) any {
	was := a.values[p]
	defer func() { a.values[p] = was }()
	for _, v := range a.pool(p) {
		a.values[p] = v
		if x := stated(v); x != nil && !taken[x] && a.hold(a.checks[p]) {
			return x
		}
	}
	return nil
}

// record states an element.
func (a *attempt) record(place string, elem *layout) map[string]any {
	out := map[string]any{}
	for slot := range elem.fields {
		f := &elem.fields[slot]
		if v := a.values[place+"."+f.name]; v != nil {
			put(out, f.name, stated(v))
		}
		if l := a.views.lists[place+"."+f.name]; l != nil {
			if items, ok := a.items(l); ok && items != nil {
				put(out, f.name, items)
			}
		}
	}
	return out
}

// put sets a dotted path in nested objects.
func put(m map[string]any, path string, v any) {
	for {
		name, rest, more := strings.Cut(path, ".")
		if !more {
			m[name] = v
			return
		}
		next, ok := m[name].(map[string]any)
		if !ok {
			next = map[string]any{}
			m[name] = next
		}
		m, path = next, rest
	}
}

// stated is a value as a source states it.
func stated(v ref.Val) any {
	if v == nil {
		return nil
	}
	return public(v).Any()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
