package rules

import (
	"cmp"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// views turns the rules of two versions of a criterion into propositions about
// one view of the evidence, in which some things are known and others are not.
// Like [worlds] it takes some things to be freer than they are, never less free:
// what holds in all its views holds in all there are. Beyond what worlds say:
//
//   - A fact may be unknown, and whatever is computed from it then is.
//   - A list may be unknown, or open. It has one element for every quantifier that
//     runs over it: by the element that keeps one all() from holding, or one
//     exists() from failing, its truth is what it is with all others. A quantifier
//     within another one runs over a list once for every element of that.
//   - Versions have rules and values of parameters of their own; they see the
//     same facts, by path and type.
//   - Atoms may break. What breaks is neither true nor false nor unknown.
type views struct {
	sides     [2]*viewSide
	constants map[string][]ref.Val // by shape
	infos     map[string]*FieldInfo
	runs      map[string][]string // quantifiers by place of their list
	closed    map[string]bool     // shapes of lists that are not looked into

	work *Work
	over bool // the work was done before the propositions were made

	variables   []*viewVariable
	index       map[string]int
	lists       map[string]*viewList // by place
	places      map[string]*viewPlace
	uses        []viewUse
	used        map[string]bool
	constraints []*formula
}

// viewSide is a version and a machine that knows its parameters alone.
type viewSide struct {
	Side
	number  int
	machine *Machine
	settled map[*Node]Truth
	in      *instance // that what is looked at lies in
}

// three says of a part of a rule when it is true, false, or unknown; otherwise
// it breaks.
type three struct{ t, f, u *formula }

func (a three) not() three { return three{a.f, a.t, a.u} }

func constantThree(t Truth) three {
	return three{constantly(t == True), constantly(t == False), constantly(t == Unknown)}
}

// both is Kleene's and, with its precedence: false, unknown, broken.
func both(parts ...three) three {
	var ts, fs, us []*formula
	for _, p := range parts {
		ts, fs, us = append(ts, p.t), append(fs, p.f), append(us, p.u)
	}
	anyFalse := or(fs...)
	return three{and(ts...), anyFalse, and(not(anyFalse), or(us...))}
}

func either(parts ...three) three {
	negated := make([]three, len(parts))
	for i, p := range parts {
		negated[i] = p.not()
	}
	return both(negated...).not()
}

func chosen(c, yes, no three) three {
	by := func(a, b *formula) *formula { return or(and(c.t, a), and(c.f, b)) }
	return three{by(yes.t, no.t), by(yes.f, no.f), or(c.u, by(yes.u, no.u))}
}

// viewVariable is what atoms rest on: a fact's cell, which of two values is
// greater, or the truth of an atom that is not looked into. Its value 0 is that
// it is unknown.
type viewVariable struct {
	name, group string
	truths      []Truth   // of a free atom, by value
	cells       []ref.Val // of a fact, by value; the first is no cell
	places      []string  // the facts it rests on
	exact       bool      // it is unknown exactly if one of them is
	left, right *viewTerm // of two values that are compared
	relation    *viewCall // of a function whose arguments are related to others
	sizes       int
}

// viewTerm is one of two values that are compared.
type viewTerm struct {
	place string        // of a fact, "at", or what is computed
	shift *signedPeriod // what is added to it, nil if nothing is
	value ref.Val       // if it is given
}

// viewCall is a function of a fact and a value that is given.
type viewCall struct {
	name, place string
	info        *FieldInfo
	given       ref.Val
}

// signedPeriod is added, or subtracted.
type signedPeriod struct {
	period civil.Period
	sub    bool
}

// viewPlace is a fact, an element's field or a scalar element that may be given
// a value.
type viewPlace struct {
	operand *Operand
	in      *instance
}

// viewList is a list: whether it is known, and which elements are there.
type viewList struct {
	place   string
	shape   string
	node    *Operand
	in      *instance
	state   int // variable: unknown, known, open
	present []int
	size    int // variable, -1 if the size is not asked for
	// own is that each quantifier has an element of its own: of all elements the
	// one that decides it most.
	own bool
	led map[string]bool // quantifiers of which that was said
}

// viewUse is an atom of one version and what it says by the values of a variable.
type viewUse struct {
	side     *viewSide
	atom     *Atom
	in       *instance
	variable int
	truths   []Truth
	places   []string
}

func newViews(was, is Side, work *Work) *views {
	return newViewsOf([2]*viewSide{newViewSide(was, 0), newViewSide(is, 1)}, work)
}

func newViewSide(s Side, number int) *viewSide {
	m := s.Rule.env.NewMachine()
	m.Given(&Given{&record{layout: s.Rule.env.subject, slots: make([]ref.Val, len(s.Rule.env.subject.fields))}}, s.Given, civil.Date{})
	return &viewSide{Side: s, number: number, machine: m, settled: map[*Node]Truth{}}
}

func newViewsOf(sides [2]*viewSide, work *Work) *views {
	v := &views{sides: sides, constants: map[string][]ref.Val{}, infos: map[string]*FieldInfo{}, runs: map[string][]string{}, closed: map[string]bool{}, work: work,
		index: map[string]int{}, lists: map[string]*viewList{}, places: map[string]*viewPlace{}, used: map[string]bool{}}
	for _, s := range sides {
		for _, root := range s.roots() {
			v.survey(s, root)
		}
	}
	v.allot()
	if days := v.constants["at"]; days != nil {
		v.constants["at"] = append(days, dateVal{comparedFrom})
	}
	return v
}

// comparedFrom is the first day of verdicts that comparisons speak of. Without
// it a region would not count as part of another that some state joined later.
var comparedFrom = func() civil.Date {
	d, err := civil.ParseDate("2026-01-01")
	if err != nil {
		return civil.Date{}
	}
	return d
}()

func (s *viewSide) roots() []*Node {
	if s.When == nil {
		return []*Node{s.Rule.Root}
	}
	return []*Node{s.Rule.Root, s.When.Root}
}

// survey gathers what facts are compared with.
func (v *views) survey(s *viewSide, n *Node) {
	if n.Kind == AtomNode {
		if constants := s.constantsOf(n.Atom); constants != nil {
			at := typedShape(n.Atom)
			if len(constants) == 0 {
				constants = []ref.Val{types.String("")} // in an empty list is nothing
			}
			v.constants[at] = append(v.constants[at], constants...)
			v.inform(at, n.Atom.Fact.Info)
		}
	}
	for _, c := range n.Children {
		v.survey(s, c)
	}
}

// allot counts the quantifiers that run over each list, of both versions: equal
// ones need one element alone. Lists over which too many run are not looked into,
// nor those of which each element asks for more elements.
func (v *views) allot() {
	for again := true; again; {
		again = false
		if v.work.spend(1); v.work.Left() == 0 {
			v.over = true
			return
		}
		for _, s := range v.sides {
			for _, root := range s.roots() {
				again = v.allotTo(s, root, s.in) || again
			}
		}
		for _, place := range sortedKeys(v.runs) {
			if len(v.runs[place]) > maxViewRuns {
				v.closed[shapeOfPlace(place)] = true
				v.runs = map[string][]string{}
				again = true
				break
			}
		}
	}
}

// allotTo reports whether it came across a quantifier that was not counted yet.
func (v *views) allotTo(s *viewSide, n *Node, in *instance) (grew bool) {
	if v.work.spend(1); v.work.Left() == 0 || s.isSettled(n) != Unknown {
		return false
	}
	if n.Kind != AllNode && n.Kind != ExistsNode {
		for _, c := range n.Children {
			grew = v.allotTo(s, c, in) || grew
		}
		return grew
	}
	if !v.expands(n, in) {
		return false
	}
	place, key := typed(n.Range, n.Range.place(in)), s.canonical(n.String(), in)
	if !slices.Contains(v.runs[place], key) {
		v.runs[place] = append(v.runs[place], key)
		grew = true
	}
	for i := range min(len(v.runs[place]), maxViewRuns) {
		grew = v.allotTo(s, n.Children[0], &instance{name: n.Var, place: element(place, i), outer: in}) || grew
	}
	return grew
}

func element(place string, i int) string { return place + "[" + strconv.Itoa(i) + "]" }

// shapeOfPlace is a place with the numbers of elements left out.
func shapeOfPlace(place string) string { return elementNumber.ReplaceAllString(place, "[]") }

var elementNumber = regexp.MustCompile(`\[[0-9*]+\]`)

// expands reports whether a quantifier is taken apart into elements: it runs over
// a list of facts or of the subject, or of an element. Not the very list that one
// around it runs over: each element would ask for another one.
func (v *views) expands(n *Node, in *instance) bool {
	if n.Range == nil || n.Range.Info == nil {
		return false
	}
	shape := shapeOfPlace(typed(n.Range, n.Range.place(in)))
	for e := in; e != nil; e = e.outer {
		if shapeOfPlace(e.place) == shape+"[]" {
			return false
		}
	}
	return n.Range.Root != "params" && n.Range.slot >= 0 &&
		(isVariable(n.Range.Root) || in.find(n.Range.Root) != nil) && !v.closed[shape]
}

// inform notes what is known of a fact; where two catalogues declare it
// otherwise, it may be anything.
func (v *views) inform(shape string, info *FieldInfo) {
	known, ok := v.infos[shape]
	switch {
	case !ok:
		v.infos[shape] = info
	case known != nil && info != nil && (!slices.Equal(known.Values, info.Values) || !sameBound(known.Min, info.Min) || !sameBound(known.Max, info.Max)):
		open := *known
		open.Values, open.Min, open.Max = nil, nil, nil
		v.infos[shape] = &open
	}
}

func sameBound(a, b *float64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

// typed tells a catalogue's own facts of one name and different types apart.
func typed(o *Operand, name string) string {
	if o.Info == nil || !strings.HasPrefix(o.Info.Path, "ext.") {
		return name
	}
	return name + ":" + o.Info.Kind.String() + strconv.Itoa(int(o.Info.Item))
}

func typedShape(a *Atom) string { return typed(a.Fact, shapeOf(a)) }

// at names an operand, elements told apart, and remembers it.
func (v *views) at(o *Operand, in *instance) string {
	place := typed(o, o.place(in))
	if o.Root != "at" && o.Root != "params" {
		if _, ok := v.places[place]; !ok {
			v.places[place] = &viewPlace{o, in}
		}
	}
	return place
}

// given returns the value a term has in every view, nil if it has none.
func (s *viewSide) given(t *Term) ref.Val {
	switch {
	case t.value != nil:
		return t.value
	case t.operand != nil:
		if t.operand.Root != "params" || s.machine.params == nil {
			return nil
		}
		return s.machine.params.slots[t.operand.slot]
	}
	v, err := s.machine.part(t.program)
	if err != nil || types.IsUnknownOrError(v) {
		return nil
	}
	return v
}

func (s *viewSide) constantsOf(a *Atom) []ref.Val {
	if a.Class == ClassFallback || a.Fact == nil || a.shift != nil || len(a.Cuts) != 1 || a.Fact.Root == "params" {
		return nil
	}
	c := s.given(a.Cuts[0])
	if c == nil {
		return nil
	}
	if texts, ok := textsOf(c); ok && len(texts) == 0 && a.Op == "in" {
		return []ref.Val{}
	}
	return constantsOf(a.Op, c)
}

// canonical writes a part of a rule so that what means the same is written the
// same: the variables of quantifiers by the elements they stand for, parameters
// by their values.
func (s *viewSide) canonical(text string, in *instance) string {
	var out strings.Builder
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '"' || c == '\'':
			end := i + 1
			for end < len(text) && text[end] != c {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(text))
			out.WriteString(text[i:end])
			i = end
		case isNameByte(c):
			end := i
			for end < len(text) && (isNameByte(text[end]) || isDigit(text[end])) {
				end++
			}
			name := text[i:end]
			if i > 0 && (text[i-1] == '.' || isDigit(text[i-1])) {
				out.WriteString(name)
				i = end
				continue
			}
			if name == "params" && end < len(text) && text[end] == '.' {
				stop := end + 1
				for stop < len(text) && (isNameByte(text[stop]) || isDigit(text[stop])) {
					stop++
				}
				out.WriteString(s.parameter(text[i:stop]))
				i = stop
				continue
			}
			if e := in.find(name); e != nil {
				name = "<" + e.place + ">"
			}
			out.WriteString(name)
			i = end
		default:
			out.WriteByte(c)
			i++
		}
	}
	return out.String()
}

// parameter writes a parameter by its type and value, of which two with the same
// text mean the same.
func (s *viewSide) parameter(name string) string {
	if s.Given != nil {
		if slot, ok := s.Given.record.layout.slots[name]; ok {
			if x := s.Given.record.slots[slot]; x != nil {
				if text, err := json.Marshal(public(x)); err == nil {
					return "<" + string(s.Given.record.layout.fields[slot].info.Param) + " " + string(text) + ">"
				}
			}
		}
	}
	return name
}

func (v *views) variable(name string, make func() *viewVariable) int {
	i, ok := v.index[name]
	if !ok {
		i = len(v.variables)
		v.index[name] = i
		x := make()
		x.name = name
		if x.group == "" {
			x.group = name
		}
		v.variables = append(v.variables, x)
	}
	return i
}

// says is what an atom says by the values of a variable.
func (v *views) says(s *viewSide, a *Atom, in *instance, variable int, truths []Truth) three {
	x := v.variables[variable]
	if a != nil {
		if key := strconv.Itoa(s.number) + s.canonical(a.Text, in); !v.used[key] {
			v.used[key] = true
			v.uses = append(v.uses, viewUse{s, a, in, variable, truths, x.places})
		}
	}
	return three{is(variable, truths, True), is(variable, truths, False), is(variable, truths, Unknown)}
}

func is(variable int, truths []Truth, truth Truth) *formula {
	holds := make([]bool, len(truths))
	for i, t := range truths {
		holds[i] = t == truth
	}
	return &formula{op: isLeaf, variable: variable, holds: holds}
}

// isValue is true if a variable of so many values has one of the given ones.
func isValue(variable, values int, which ...int) *formula {
	holds := make([]bool, values)
	for _, w := range which {
		holds[w] = true
	}
	return &formula{op: isLeaf, variable: variable, holds: holds}
}

// of returns what a node says of the views.
func (v *views) of(s *viewSide, n *Node, in *instance) three {
	if v.work.spend(buildWork); v.work.Left() == 0 {
		v.over = true
		return constantThree(Unknown)
	}
	if truth := s.isSettled(n); truth != Unknown {
		return constantThree(truth)
	}
	switch n.Kind {
	case AtomNode:
		return v.ofAtom(s, n.Atom, in)
	case AllNode, ExistsNode:
		return v.ofQuantifier(s, n, in)
	}
	parts := make([]three, len(n.Children))
	for i, c := range n.Children {
		parts[i] = v.of(s, c, in)
	}
	switch n.Kind {
	case NotNode:
		return parts[0].not()
	case CondNode:
		return chosen(parts[0], parts[1], parts[2])
	case AndNode:
		return both(parts...)
	}
	return either(parts...)
}

// isSettled is the truth of a node that is the same in every view, or unknown.
func (s *viewSide) isSettled(n *Node) Truth {
	truth, ok := s.settled[n]
	if ok {
		return truth
	}
	truth = Unknown
	switch n.Kind {
	case AtomNode:
		if !n.Atom.usesAt {
			truth, _ = s.machine.atom(n.Atom)
		}
	case NotNode:
		truth = s.isSettled(n.Children[0]).Not()
	case AndNode:
		truth = True
		for _, c := range n.Children {
			truth = truth.And(s.isSettled(c))
		}
	case OrNode:
		truth = False
		for _, c := range n.Children {
			truth = truth.Or(s.isSettled(c))
		}
	}
	if truth != True && truth != False {
		truth = Unknown
	}
	s.settled[n] = truth
	return truth
}

// operands are what an atom reads by name.
func (a *Atom) operands() []*Operand {
	out := slices.Clone(a.Facts)
	add := func(o *Operand) {
		if o != nil && o.Root != "at" && o.Root != "params" && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	add(a.Fact)
	if a.subject != nil {
		add(a.subject.operand)
	}
	for _, t := range a.Cuts {
		add(t.operand)
	}
	return out
}

// isStrict reports whether an atom is unknown as soon as one thing it reads is:
// it has no logic of its own, and all it reads is named.
func (a *Atom) isStrict() bool {
	for _, sign := range []string{"?", "&&", "||", "!", ".all(", ".exists("} {
		text := a.Text
		if sign == "!" {
			text = strings.ReplaceAll(text, "!=", "")
		}
		if strings.Contains(text, sign) {
			return false
		}
	}
	// Fields of the subject are not listed where they stand within a sum.
	named := 0
	for _, o := range a.operands() {
		if o.Root == "subject" {
			named++
		}
	}
	return strings.Count(a.Text, "subject.") <= named
}

func (v *views) ofAtom(s *viewSide, a *Atom, in *instance) three {
	var places []string
	strict := a.isStrict()
	for _, o := range a.operands() {
		e := in.find(o.Root)
		switch {
		case e != nil && e.open:
			if strict {
				return constantThree(Unknown)
			}
			continue
		case e == nil && !isVariable(o.Root): // an element of a quantifier within
			strict = false
			continue
		case o.Info.Kind == evidence.KindList: // open, it is known and has no size
			strict = false
			continue
		}
		if place := v.at(o, in); !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	slices.Sort(places)
	if constants := s.constantsOf(a); constants != nil {
		return v.ofCells(s, a, constants, in)
	}
	left, right := s.compared(a, in)
	if left != nil {
		return v.ofSides(s, a, in, left, right, places)
	}
	return v.free(s, a, in, places, strict)
}

// ofCells is a fact compared with values.
func (v *views) ofCells(s *viewSide, a *Atom, constants []ref.Val, in *instance) three {
	place, shape := typed(a.Fact, a.Fact.place(in)), typedShape(a)
	if a.size {
		list := v.list(a.Fact, in)
		x := v.variables[list.size]
		return v.says(s, nil, in, list.size, meetAll(a.Op, x.cells, constants))
	}
	i := v.variable(place, func() *viewVariable {
		values := cells(v.constants[shape], v.infos[shape], math.Inf(-1))
		if info := v.infos[shape]; info != nil && info.Values != nil {
			values = slices.DeleteFunc(values, func(t ref.Val) bool { return !slices.Contains(info.Values, string(textOf(t))) })
		}
		if place == "at" {
			values = slices.DeleteFunc(values, func(d ref.Val) bool { return d.(dateVal).Compare(dateVal{comparedFrom}) == types.IntNegOne })
		}
		x := &viewVariable{group: place, cells: append([]ref.Val{nil}, values...)}
		x.sizes = len(x.cells)
		if place != "at" {
			x.places, x.exact = []string{place}, true
		}
		return x
	})
	return v.says(s, a, in, i, meetAll(a.Op, v.variables[i].cells, constants))
}

func meetAll(op string, cells, constants []ref.Val) []Truth {
	truths := []Truth{Unknown}
	for _, c := range cells[1:] {
		truths = append(truths, truthOf(meets(op, c, constants)))
	}
	return truths
}

// compared are the two values an atom compares as to which is greater, nil if it
// does something else.
func (s *viewSide) compared(a *Atom, in *instance) (left, right *viewTerm) {
	switch a.Op {
	case "==", "!=", "<", "<=", ">", ">=":
	default:
		return nil, nil
	}
	if len(a.Cuts) != 1 || a.size || a.bare {
		return nil, nil
	}
	side := a.Fact
	if a.subject != nil {
		side = a.subject.operand
	} else if a.Class == ClassFallback {
		return nil, nil
	}
	if side == nil || side.Root == "params" {
		return nil, nil
	}
	left = &viewTerm{place: typed(side, side.place(in))}
	if a.shift != nil {
		p, ok := s.given(a.shift).(periodVal)
		if !ok {
			return nil, nil
		}
		left.shift = &signedPeriod{p.Period, a.sub}
	}
	cut := a.Cuts[0]
	switch value := s.given(cut); {
	case value != nil:
		right = &viewTerm{place: "= " + value.Type().TypeName() + " " + public(value).String(), value: value}
	case cut.operand != nil && cut.operand.Root != "params":
		right = &viewTerm{place: typed(cut.operand, cut.operand.place(in))}
	default:
		return nil, nil
	}
	return left, right
}

func (t *viewTerm) String() string {
	switch {
	case t.shift == nil:
		return t.place
	case t.shift.sub:
		return t.place + " - " + t.shift.period.String()
	}
	return t.place + " + " + t.shift.period.String()
}

// ofSides is a comparison of which only is known on which side of the other a
// value lies.
func (v *views) ofSides(s *viewSide, a *Atom, in *instance, left, right *viewTerm, places []string) three {
	turned := right.value == nil && right.String() < left.String()
	if turned {
		left, right = right, left
	}
	i := v.variable(left.String()+" <> "+right.String(), func() *viewVariable {
		group := left.place
		if group == "at" {
			group = right.place
		}
		return &viewVariable{group: group, sizes: 1 + len(sides), places: places, exact: true, left: left, right: right}
	})
	truths := []Truth{Unknown}
	for _, side := range sides {
		if turned {
			side = -side
		}
		truths = append(truths, truthOf(relates(a.Op, side)))
	}
	return v.says(s, a, in, i, truths)
}

var (
	freeTruths      = []Truth{Unknown, False, True}
	breakableTruths = []Truth{Unknown, False, True, Error}
)

// truthsOf are the truths an atom can have that is not looked into.
func (s *viewSide) truthsOf(a *Atom, call *viewCall) []Truth {
	if call != nil && call.neverBreaks() || call == nil && a.isPlain() {
		return freeTruths
	}
	return breakableTruths
}

// isPlain reports whether an atom surely does not break: it compares and adds,
// numbers that are far from too large.
func (a *Atom) isPlain() bool {
	for _, sign := range []string{"*", "days(", "months(", "years(", "osiApproved(", "licensedUnder(", "inRegion(", "satisfies(", "date(", "version(", "params."} {
		if strings.Contains(a.Text, sign) {
			return false
		}
	}
	return strings.Count(a.Text, "+")+strings.Count(a.Text, "-") <= maxPlainTerms
}

// maxPlainTerms keeps sums of numbers up to [maxNumber] within 64 bits.
const maxPlainTerms = 500

// free is an atom that is not looked into. The same words about the same facts
// are the same.
func (v *views) free(s *viewSide, a *Atom, in *instance, places []string, strict bool) three {
	name := s.canonical(a.Text, in)
	for _, o := range a.Facts {
		if t := typed(o, ""); t != "" {
			name += "|" + o.Info.Path + t
		}
	}
	call := s.call(a, in)
	truths := s.truthsOf(a, call)
	i := v.variable(name, func() *viewVariable {
		x := &viewVariable{truths: truths, sizes: len(truths), places: places, relation: call, group: name}
		if len(places) > 0 {
			x.group = places[0]
		}
		x.exact = strict && (len(truths) == len(freeTruths) || len(places) == 1)
		return x
	})
	return v.says(s, a, in, i, v.variables[i].truths)
}

// whole is a quantifier that is not looked into.
func (v *views) whole(s *viewSide, n *Node, in *instance) three {
	name := s.canonical(n.String(), in)
	n.Atoms(func(a *Atom) {
		for _, o := range a.Facts {
			name += "|" + typed(o, "")
		}
	})
	if n.Range.Info != nil {
		name += "|" + typed(n.Range, "")
	}
	truths := freeTruths
	n.Atoms(func(a *Atom) {
		if s.constantsOf(a) == nil && len(s.truthsOf(a, s.call(a, nil))) > len(truths) {
			truths = breakableTruths
		}
	})
	i := v.variable(name, func() *viewVariable { return &viewVariable{truths: truths, sizes: len(truths)} })
	return v.says(s, nil, in, i, v.variables[i].truths)
}

// maxViewRuns bounds the quantifiers over one list; more stay whole.
const maxViewRuns = 16

func (v *views) ofQuantifier(s *viewSide, n *Node, in *instance) three {
	if n.Range == nil || n.Range.Info == nil {
		v.over = true // no compiled rule has one
		return constantThree(Unknown)
	}
	if e := in.find(n.Range.Root); e != nil && e.open {
		return constantThree(Unknown)
	}
	if !v.expands(n, in) {
		return v.whole(s, n, in)
	}
	list := v.list(n.Range, in)
	key := s.canonical(n.String(), in)
	bodies := make([]three, len(list.present))
	for i := range bodies {
		bodies[i] = v.of(s, n.Children[0], &instance{name: n.Var, place: element(list.place, i), outer: in})
	}
	var parts []three
	for i, present := range list.present {
		if list.own && v.runs[list.place][i] != key {
			continue
		}
		if list.own && !list.led[key] {
			list.led[key] = true
			v.leads(n.Kind, bodies, i, isValue(present, 2, 1))
		}
		there, body := isValue(present, 2, 1), bodies[i]
		if n.Kind == AllNode {
			parts = append(parts, three{or(not(there), body.t), and(there, body.f), and(there, body.u)})
		} else {
			parts = append(parts, three{and(there, body.t), or(not(there), body.f), and(there, body.u)})
		}
	}
	states := v.variables[list.state].sizes
	if states > 2 {
		open := isValue(list.state, states, 2)
		body := v.of(s, n.Children[0], &instance{name: n.Var, place: list.place + "[" + openElement + "]", outer: in, open: true})
		// What it says counts only if there is such an element; see overElements.
		if n.Kind == AllNode {
			parts = append(parts, three{or(not(open), body.t), constantly(false), and(open, not(body.t))})
		} else {
			parts = append(parts, three{constantly(false), or(not(open), body.f), and(open, not(body.f))})
		}
	}
	known := not(isValue(list.state, states, 0))
	result := both(parts...)
	if n.Kind == ExistsNode {
		result = either(parts...)
	}
	return three{and(known, result.t), and(known, result.f), or(not(known), result.u)}
}

// leads says that of all elements the i-th decides a quantifier most: no other is
// false, or else unknown, or else broken, where it is not; or the dual.
func (v *views) leads(kind NodeKind, bodies []three, i int, there *formula) {
	turn := func(b three) three { return b }
	if kind == ExistsNode {
		turn = three.not
	}
	lead := turn(bodies[i])
	for j, b := range bodies {
		if b = turn(b); j != i {
			v.constraints = append(v.constraints, or(not(there),
				and(or(not(b.f), lead.f), or(not(b.u), lead.f, lead.u), or(not(lead.t), b.t))))
		}
	}
}

// sizedRuns is over how many elements a list of which the size is asked for is
// looked at one by one; with more its size only tells whether there are any.
const sizedRuns = 5

// list makes the variables of a list: whether it is known, which of its elements
// are there, and its size, where that is asked for. If it is, the first elements
// are there; otherwise all or none.
func (v *views) list(o *Operand, in *instance) *viewList {
	place := typed(o, o.place(in))
	if l, ok := v.lists[place]; ok {
		return l
	}
	states := 2
	if in.find(o.Root) == nil && o.IsFact() { // evidence leaves no other list open
		states = 3
	}
	sized := typed(o, o.Info.Path+"#size")
	runs := len(v.runs[place])
	l := &viewList{place: place, node: o, in: in, size: -1, led: map[string]bool{}, own: v.constants[sized] == nil || runs > sizedRuns}
	v.lists[place] = l
	l.state = v.variable(place+"?", func() *viewVariable { return &viewVariable{group: place, sizes: states} })
	for n := range runs {
		name := place + "?" + strconv.Itoa(n)
		if l.own {
			name = place + "?0"
		}
		l.present = append(l.present, v.variable(name, func() *viewVariable { return &viewVariable{group: place, sizes: 2} }))
		if n > 0 && !l.own {
			v.constraints = append(v.constraints, or(isValue(l.present[n-1], 2, 1), isValue(l.present[n], 2, 0)))
		}
	}
	if v.constants[sized] == nil {
		return l
	}
	constants := slices.Clone(v.constants[sized])
	for n := range min(runs, sizedRuns) + 1 {
		constants = append(constants, types.Int(n))
	}
	values := append([]ref.Val{nil}, cells(constants, nil, 0)...)
	l.size = v.variable(place+"#size", func() *viewVariable { return &viewVariable{group: place, cells: values, sizes: len(values)} })
	// The size is known where the list is, and agrees with the elements.
	unknown := isValue(l.size, len(values), 0)
	known := isValue(l.state, states, 1)
	v.constraints = append(v.constraints, or(unknown, known), or(not(unknown), not(known)))
	for i, c := range values[1:] {
		n, _ := c.Value().(int64)
		agrees := constantly(true)
		if runs > 0 {
			agrees = isValue(l.present[0], 2, 0)
			if n > 0 {
				agrees = isValue(l.present[0], 2, 1)
				if n < int64(runs) && !l.own {
					agrees = and(agrees, isValue(l.present[n], 2, 0))
				}
			}
		}
		v.constraints = append(v.constraints, or(not(isValue(l.size, len(values), i+1)), agrees))
	}
	return l
}

// order lists the variables as a diagram asks them: those of one fact together.
func (v *views) order() []int {
	first := map[string]int{}
	for i, x := range v.variables {
		if _, ok := first[x.group]; !ok {
			first[x.group] = i
		}
	}
	order := make([]int, len(v.variables))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(first[v.variables[a].group], first[v.variables[b].group]) })
	return order
}
