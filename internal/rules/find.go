package rules

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	gostrings "strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Finder makes up facts on which rules come out as one likes: it walks down
// their trees and gives facts values that a rule's own constants suggest. What
// it finds is so by evaluation, on every path it takes; that it finds nothing
// says nothing.
//
// It is not safe for concurrent use.
type Finder struct {
	env     *Env
	machine *Machine
	work    *Work
	left    int // steps of one call of Find
	serial  int
	layer   bool // the layer is fixed, stated or not
	// wanted counts for each list how many entries the rules at hand look for.
	wanted map[string]int
	// preferred is a fact that is to matter where there is a choice, -1 for none.
	preferred int
}

// maxFindSteps bounds one call of [Finder.Find].
const maxFindSteps = 4_000

// findWork is what a step counts as work: it evaluates a part of a rule.
const findWork = 20

// NewFinder returns a finder that knows no facts yet. The day is the day of the
// verdict; work bounds all it does.
func (e *Env) NewFinder(day civil.Date, work *Work) *Finder {
	f := &Finder{env: e, machine: e.NewMachine(), work: work, preferred: -1}
	f.machine.Given(&Given{record: &record{layout: e.subject, slots: make([]ref.Val, len(e.subject.fields))}}, nil, day)
	return f
}

// AtLayer fixes the subject's layer; "" leaves it unstated for good.
func (f *Finder) AtLayer(layer evidence.Layer) {
	f.layer = true
	f.machine.subject.slots[0] = nil
	if layer != "" {
		f.machine.subject.slots[0] = types.String(layer)
	}
}

// Prefer makes the fact in a slot matter where a rule leaves the choice.
func (f *Finder) Prefer(slot int) { f.preferred = slot }

// reads reports whether a node reads the preferred fact.
func (f *Finder) reads(n *Node) bool {
	if n.Range != nil && n.Range.Info != nil && n.Range.Info.Slot == f.preferred {
		return true
	}
	if n.Atom != nil {
		return slices.ContainsFunc(n.Atom.Facts, func(o *Operand) bool { return o.Info != nil && o.Info.Slot == f.preferred })
	}
	return slices.ContainsFunc(n.Children, f.reads)
}

// ordered are the nodes to choose among, those that read the preferred fact
// first.
func (f *Finder) ordered(nodes []*Node) []*Node {
	if f.preferred < 0 {
		return nodes
	}
	var first, rest []*Node
	for _, n := range nodes {
		if f.reads(n) {
			first = append(first, n)
		} else {
			rest = append(rest, n)
		}
	}
	return append(first, rest...)
}

// Goal is a rule, with the values of its parameters, that is to hold or not.
type Goal struct {
	Rule  *Rule
	Given *Given
	Holds bool
}

// Find adds facts to those found before, such that the rules come out as
// wanted, and reports whether it could. If not, it adds nothing.
func (f *Finder) Find(goals ...Goal) bool {
	var all *step
	f.wanted = map[string]int{}
	for _, g := range slices.Backward(goals) {
		want := False
		if g.Holds {
			want = True
		}
		all = &step{node: g.Rule.Root, want: want, given: g.Given, next: all}
		f.count(g.Rule.Root)
	}
	f.left = maxFindSteps
	found := f.solve(all)
	f.machine.bound = nil
	return found
}

func (f *Finder) count(n *Node) {
	if n.Kind == ExistsNode && n.Range.Info != nil {
		f.wanted[n.Range.Info.Path]++
	}
	for _, c := range n.Children {
		f.count(c)
	}
}

// step is a node that is to have a truth, and what is to be done after it.
type step struct {
	node  *Node
	want  Truth
	given *Given
	in    *listed
	next  *step
}

// listed is an element a quantifier's variable stands for.
type listed struct {
	name  string
	list  *listVal
	field *layoutField // of the list
	index int
	outer *listed
}

// show makes the machine see what a step sees.
func (f *Finder) show(s *step) {
	f.machine.params = nil
	if s.given != nil {
		f.machine.params = s.given.record
	}
	f.machine.bound = f.machine.bound[:0]
	for e := s.in; e != nil; e = e.outer {
		f.machine.bound = append(f.machine.bound, binding{name: e.name, val: e.list.items[e.index], path: e.list.path})
	}
	slices.Reverse(f.machine.bound)
}

func (f *Finder) solve(s *step) bool {
	if s == nil {
		return true
	}
	if f.left--; f.left < 0 || f.work.Left() == 0 {
		return false
	}
	f.work.spend(findWork)
	f.show(s)
	switch s.node.truth(f.machine) {
	case s.want:
		return f.solve(s.next)
	case Unknown:
	default:
		return false
	}
	below := func(n *Node, want Truth, in *listed, next *step) *step {
		return &step{node: n, want: want, given: s.given, in: in, next: next}
	}
	children := s.node.Children
	switch s.node.Kind {
	case NotNode:
		return f.solve(below(children[0], s.want.Not(), s.in, s.next))
	case AndNode, OrNode:
		if (s.node.Kind == AndNode) == (s.want == True) {
			next := s.next
			for _, c := range slices.Backward(children) {
				next = below(c, s.want, s.in, next)
			}
			return f.solve(next)
		}
		return slices.ContainsFunc(f.ordered(children), func(c *Node) bool { return f.solve(below(c, s.want, s.in, s.next)) })
	case CondNode:
		return f.solve(below(children[0], True, s.in, below(children[1], s.want, s.in, s.next))) ||
			f.solve(below(children[0], False, s.in, below(children[2], s.want, s.in, s.next)))
	case AllNode, ExistsNode:
		return f.quantified(s)
	}
	return f.atom(s)
}

func (f *Finder) quantified(s *step) bool {
	every := (s.node.Kind == AllNode) == (s.want == True)
	place := f.placeOf(s.node.Range, s.in)
	if place == nil {
		return false
	}
	if *place.at == nil {
		enough := min(max(1, f.wanted[s.node.Range.Info.Path]), maxFindSize)
		sizes := unique([]int{enough, 1, 2})
		if every {
			sizes = unique([]int{enough, 1, 0})
		}
		return f.try(place, s, f.lists(place, sizes))
	}
	list, ok := (*place.at).(*listVal)
	if !ok {
		return false
	}
	element := func(i int) *listed {
		return &listed{name: s.node.Var, list: list, field: place.field, index: i, outer: s.in}
	}
	if !every {
		for i := range list.items {
			if f.solve(&step{s.node.Children[0], s.want, s.given, element(i), s.next}) {
				return true
			}
		}
		return false
	}
	next := s.next
	for i := range slices.Backward(list.items) {
		next = &step{s.node.Children[0], s.want, s.given, element(i), next}
	}
	return f.solve(next)
}

// place is where a value can be put.
type place struct {
	at     *ref.Val
	field  *layoutField
	scalar evidence.Kind // of an entry of a list of scalars; 0 otherwise
	path   string
}

// placeOf returns where the value of an operand is, nil if nothing can be put
// there.
func (f *Finder) placeOf(o *Operand, in *listed) *place {
	switch o.Root {
	case "at", "params":
		return nil
	case "subject":
		if o.slot == 0 && f.layer {
			return nil
		}
		field := &f.machine.subject.layout.fields[o.slot]
		return &place{&f.machine.subject.slots[o.slot], field, 0, field.info.Path}
	}
	if o.layout == f.machine.facts.layout && o.slot >= 0 {
		field := &o.layout.fields[o.slot]
		return &place{&f.machine.facts.slots[o.slot], field, 0, field.info.Path}
	}
	for ; in != nil; in = in.outer {
		if in.name != o.Root {
			continue
		}
		if o.slot < 0 {
			if in.field.elem != nil {
				return nil
			}
			return &place{&in.list.items[in.index], in.field, in.field.info.Item, in.list.path}
		}
		r, ok := in.list.items[in.index].(*record)
		if !ok || o.slot >= len(r.slots) {
			return nil
		}
		field := &r.layout.fields[o.slot]
		return &place{&r.slots[o.slot], field, 0, r.path + "." + field.name}
	}
	return nil
}

// try gives a place one value after the other until the step and all after it
// come out as wanted.
func (f *Finder) try(p *place, s *step, values []ref.Val) bool {
	was := *p.at
	for _, v := range values {
		*p.at = v
		if f.solve(s) {
			return true
		}
		if f.left < 0 {
			break
		}
	}
	*p.at = was
	return false
}

// atom gives the first fact of an atom that is not known a value.
func (f *Finder) atom(s *step) bool {
	a := s.node.Atom
	operands := slices.Clone(a.Facts)
	if a.Fact != nil {
		operands = append(operands, a.Fact)
	}
	for _, t := range slices.Concat(a.Cuts, []*Term{a.shift, a.subject}) {
		if t != nil && t.operand != nil {
			operands = append(operands, t.operand)
		}
	}
	for _, o := range operands {
		p := f.placeOf(o, s.in)
		if p == nil || *p.at != nil && !types.IsUnknown(*p.at) {
			continue
		}
		return f.try(p, s, f.candidates(p, a, operands, s))
	}
	return false
}

// lists are lists of unknown elements, of the given sizes.
func (f *Finder) lists(p *place, sizes []int) []ref.Val {
	var out []ref.Val
	for _, n := range sizes {
		l := &listVal{path: p.path}
		for range n {
			f.serial++
			name := ""
			var item ref.Val = unknownAt(p.path + "[+]")
			if p.field.elem != nil {
				name = "e" + strconv.Itoa(f.serial)
				item = &record{layout: p.field.elem, slots: make([]ref.Val, len(p.field.elem.fields)), path: p.path + "[" + name + "]"}
			}
			l.items, l.names = append(l.items, item), append(l.names, name)
		}
		out = append(out, l)
	}
	return out
}

// maxFindSize is the longest list that is made up.
const maxFindSize = 40

var literal = regexp.MustCompile(`"[^"\\]*"|'[^'\\]*'|[0-9]+(\.[0-9]+)?`)

// candidates are values worth trying: those the atom compares with, and their
// neighbours.
func (f *Finder) candidates(p *place, a *Atom, operands []*Operand, s *step) []ref.Val {
	return f.around(p, f.constants(a, operands, s))
}

// around are the constants and their neighbours, as far as a place can hold them.
func (f *Finder) around(p *place, constants []ref.Val) []ref.Val {
	kind, info := p.field.info.Kind, p.field.info
	if p.scalar != 0 {
		kind = p.scalar
	}
	switch kind {
	case evidence.KindList:
		sizes := []int{1, 0}
		for _, c := range constants {
			if n, ok := c.(types.Int); ok && n >= 0 && n < maxFindSize {
				sizes = append(sizes, int(n)+1, int(n), max(0, int(n)-1))
			}
		}
		return f.lists(p, unique(sizes))
	case evidence.KindBool:
		return []ref.Val{types.True, types.False}
	case evidence.KindInt, evidence.KindNumber:
		return numbers(constants, info, kind)
	case evidence.KindDate:
		return f.dates(constants)
	case evidence.KindVersion:
		var out []ref.Val
		for _, text := range []string{"1.0.0", "0.0.1", "999.0.0"} {
			if v, err := newVersion(text); err == nil {
				out = append(out, v)
			}
		}
		for _, c := range constants {
			switch c := c.(type) {
			case versionVal:
				out = append(out, c)
			case types.String:
				if v, err := newVersion(gostrings.TrimLeft(string(c), "<>=~^! ")); err == nil {
					out = append(out, v)
				}
			}
		}
		return out
	}
	var out []ref.Val
	for _, c := range constants {
		if text, ok := c.(types.String); ok && (info.Values == nil || slices.Contains(info.Values, string(text))) {
			out = append(out, text)
		}
	}
	for _, v := range info.Values {
		out = append(out, types.String(v))
	}
	if info.Values == nil {
		for _, text := range []string{"example", "Apache-2.0", "MIT", "LicenseRef-example"} {
			out = append(out, types.String(text))
		}
	}
	return slices.CompactFunc(out, func(a, b ref.Val) bool { return a == b })
}

func unique(ns []int) []int {
	var out []int
	for _, n := range ns {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// constants are the values that stand in an atom: its literals, the parameters
// it names, and the known facts it compares.
func (f *Finder) constants(a *Atom, operands []*Operand, s *step) []ref.Val {
	var out []ref.Val
	add := func(v ref.Val) {
		if v == nil || types.IsUnknown(v) {
			return
		}
		if _, evidenceList := v.(*listVal); evidenceList {
			return
		}
		if l, ok := v.(traits.Lister); ok {
			for it := l.Iterator(); it.HasNext() == types.True; {
				out = append(out, it.Next())
			}
			return
		}
		out = append(out, v)
	}
	for _, t := range slices.Concat(a.Cuts, []*Term{a.shift, a.subject}) {
		if t != nil {
			add(t.value)
			if t.value == nil && t.operand == nil && t.program != nil {
				if v, err := f.machine.part(t.program); err == nil {
					add(v)
				}
			}
		}
	}
	if r := f.machine.params; r != nil {
		for i := range r.layout.fields {
			if slices.Contains(a.params, r.layout.fields[i].info.Path) {
				add(r.slots[i])
			}
		}
	}
	for _, o := range operands {
		if p := f.placeOf(o, s.in); p != nil {
			add(*p.at)
		}
	}
	for _, text := range literal.FindAllString(a.Text, 20) {
		if text[0] == '"' || text[0] == '\'' {
			add(types.String(text[1 : len(text)-1]))
		} else if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			add(types.Int(n))
		} else if x, err := strconv.ParseFloat(text, 64); err == nil {
			add(types.Double(x))
		}
	}
	return out
}

func numbers(constants []ref.Val, info *FieldInfo, kind evidence.Kind) []ref.Val {
	var out []ref.Val
	add := func(x float64) {
		if info.Min != nil && x < *info.Min || info.Max != nil && x > *info.Max || math.Abs(x) > maxNumber {
			return
		}
		var v ref.Val = types.Double(x)
		if kind == evidence.KindInt {
			v = types.Int(x)
		}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	for _, c := range constants {
		switch c := c.(type) {
		case types.Int:
			add(float64(c))
			add(float64(c) + 1)
			add(float64(c) - 1)
		case types.Double:
			add(float64(c))
			add(float64(c) + 1)
			add(float64(c) - 1)
		}
	}
	add(0)
	add(1)
	if info.Max != nil {
		add(*info.Max)
	}
	add(1_000_000)
	if info.Min != nil {
		add(*info.Min)
	} else {
		add(-1_000_000)
	}
	return out
}

// dates are days around the instant and the days an atom names, and as far from
// them as the periods it names.
func (f *Finder) dates(constants []ref.Val) []ref.Val {
	days := []civil.Date{f.machine.at.Date}
	var periods []civil.Period
	for _, c := range constants {
		switch c := c.(type) {
		case dateVal:
			days = append(days, c.Date)
		case types.String:
			if d, err := civil.ParseDate(string(c)); err == nil {
				days = append(days, d)
			}
		case periodVal:
			periods = append(periods, c.Period)
		case types.Int:
			if c >= 0 && c <= 10_000 {
				periods = append(periods, civil.Period{Days: int32(c)}, civil.Period{Months: int32(c)})
			}
		}
	}
	periods = append(periods, civil.Period{Days: 1}, civil.Period{Years: 5}, civil.Period{Years: 40})
	var out []ref.Val
	add := func(d civil.Date) {
		if v := (ref.Val)(dateVal{d}); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	for _, d := range days {
		add(d)
		for _, p := range periods {
			if p.Years > 1000 || p.Months > 12_000 || p.Days > 400_000 {
				continue
			}
			back, on := d.Sub(p), d.Add(p)
			for _, n := range []civil.Date{back, back.AddDays(-1), back.AddDays(1), on, on.AddDays(-1), on.AddDays(1)} {
				if n.Year() > 1800 && n.Year() < 2300 {
					add(n)
				}
			}
		}
	}
	return out
}

// Paths lists the facts that were made up, in the order of the environment.
func (f *Finder) Paths() []string {
	var out []string
	for i, v := range f.machine.facts.slots {
		if v != nil {
			out = append(out, f.env.facts.fields[i].info.Path)
		}
	}
	return out
}

// Fragment returns the facts as a source about a subject of that id. The error
// says that no file could state them.
func (f *Finder) Fragment(id, name string) (*evidence.Fragment, error) {
	subject := map[string]any{"id": id, "name": name}
	for i, v := range f.machine.subject.slots {
		if v != nil {
			field := gostrings.TrimPrefix(f.env.subject.fields[i].info.Path, "subject.")
			subject[field] = inSource(v, f.env.subject.fields[i].info)
		}
	}
	tree := map[string]any{"trias": evidence.Format, "subject": subject}
	for i, v := range f.machine.facts.slots {
		if v != nil {
			plant(tree, f.env.facts.fields[i].info.Path, inSource(v, f.env.facts.fields[i].info))
		}
	}
	text, err := doc.EncodeJSON(tree)
	if err != nil {
		return nil, err
	}
	return evidence.Decode(id+".json", text)
}

// plant puts a value at a path of a tree.
func plant(tree map[string]any, path string, v any) {
	parts := gostrings.Split(path, ".")
	for _, part := range parts[:len(parts)-1] {
		below, ok := tree[part].(map[string]any)
		if !ok {
			below = map[string]any{}
			tree[part] = below
		}
		tree = below
	}
	tree[parts[len(parts)-1]] = v
}

// inSource is a value as a dossier states it. Entries of which nothing is known get
// any value: what is settled without them stays so with them.
func inSource(v ref.Val, info *FieldInfo) any {
	l, ok := v.(*listVal)
	if !ok {
		return public(v)
	}
	out := []any{}
	for i, item := range l.items {
		switch item := item.(type) {
		case *types.Unknown:
			out = append(out, filler(l, i, info))
		case *record:
			element := map[string]any{"id": l.names[i]}
			for k, value := range item.slots {
				if value != nil {
					field := &item.layout.fields[k]
					plant(element, field.name, inSource(value, field.info))
				}
			}
			out = append(out, element)
		default:
			out = append(out, public(item))
		}
	}
	return out
}

// filler is a value for an entry that no other entry has, where there is one.
func filler(l *listVal, i int, info *FieldInfo) evidence.Value {
	switch {
	case info.Values != nil:
		skip := i
		for _, v := range info.Values {
			if slices.Contains(l.items, ref.Val(types.String(v))) {
				continue
			}
			if skip == 0 {
				return evidence.String(v)
			}
			skip--
		}
		return evidence.String(info.Values[i%len(info.Values)])
	case info.Item == evidence.KindInt, info.Item == evidence.KindNumber:
		return evidence.Int(int64(i))
	case info.Item == evidence.KindBool:
		return evidence.Bool(i%2 == 0)
	case info.Item == evidence.KindDate:
		return evidence.String("2000-01-01")
	case info.Item == evidence.KindVersion:
		return evidence.String(strconv.Itoa(i) + ".0.0")
	}
	return evidence.String("example" + strconv.Itoa(i+1))
}
