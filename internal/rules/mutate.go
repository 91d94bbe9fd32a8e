package rules

import (
	"fmt"
	"slices"
	"strconv"
	gostrings "strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/regions"
)

// Mutation is one way in which a rule could be wrong.
type Mutation string

// The mutations.
const (
	ComparisonFlipped  Mutation = "comparison flipped"  // <= becomes < and >, == becomes !=
	ConstantMoved      Mutation = "constant moved"      // a number, date, version or member of a closed set, by one step
	ElementDropped     Mutation = "element dropped"     // of a list that is written out or a parameter
	ElementAdded       Mutation = "element added"       // of a closed set, to such a list
	ParameterMoved     Mutation = "parameter moved"     // by one step
	AndOrSwapped       Mutation = "and/or swapped"      // && becomes ||, || becomes &&
	ConditionDropped   Mutation = "condition dropped"   // a part of an && or ||
	NegationDropped    Mutation = "negation dropped"    // !a becomes a
	NegationAdded      Mutation = "negation added"      // a becomes !a
	QuantifierSwapped  Mutation = "quantifier swapped"  // all becomes exists, exists becomes all
	BranchesSwapped    Mutation = "branches swapped"    // c ? a : b becomes c ? b : a
	CalculationFlipped Mutation = "calculation flipped" // + becomes -, - becomes +
)

// Mutant is a rule that differs from another in one place.
type Mutant struct {
	Mutation Mutation
	// Offset and End are the bytes of the rule that are replaced, and With is
	// what they are replaced by. Where a parameter's value is changed rather
	// than the rule, they are the parameter's name and With says how.
	Offset, End int
	With        string
	// Param is the parameter whose value is changed, empty if it is the rule.
	Param string

	drop, add string         // the element a list loses or gains
	from, to  evidence.Value // or the value that becomes another
}

// Text returns the rule as the mutant has it.
func (m *Mutant) Text(rule string) string {
	if m.Param != "" {
		return rule
	}
	return rule[:m.Offset] + m.With + rule[m.End:]
}

// Value returns a parameter's value as the mutant has it: changed, if it is the
// one the mutant speaks of.
func (m *Mutant) Value(param string, v evidence.Value) evidence.Value {
	if param != m.Param {
		return v
	}
	list, isList := v.Any().([]evidence.Value)
	switch {
	case isList && m.add != "":
		if slices.ContainsFunc(list, func(e evidence.Value) bool { return e.Any() == m.add }) {
			return v
		}
		return evidence.List(append(slices.Clone(list), evidence.String(m.add))...)
	case isList:
		return evidence.List(slices.DeleteFunc(slices.Clone(list), func(e evidence.Value) bool { return e.Any() == m.drop })...)
	case v.Any() == m.from.Any():
		return m.to
	}
	return v
}

// Place is the offset of the first thing the mutant replaces that is not blank.
func (m *Mutant) Place(rule string) int {
	replaced := rule[m.Offset:m.End]
	return m.End - len(gostrings.TrimLeft(replaced, " \t\r\n"))
}

// Excerpt shows the line of the rule with a caret under the place.
func (m *Mutant) Excerpt(rule string) string { return excerpt(rule, m.Place(rule)) }

// Mutants lists the ways in which a rule of the scope could be wrong by little,
// in the order of their places. Settings are the parameter values the rule is
// used with. Not every mutant compiles.
func (s *Scope) Mutants(r *Rule, settings []map[string]evidence.Value) ([]Mutant, error) {
	root, err := spansOf(r.Text)
	if err != nil {
		return nil, err
	}
	m := &mutator{scope: s, text: r.Text, settings: settings, moved: map[string]bool{}}
	m.walk(root, nil)
	slices.SortStableFunc(m.mutants, func(a, b Mutant) int { return a.Offset - b.Offset })
	return m.mutants, nil
}

type mutator struct {
	scope    *Scope
	text     string
	settings []map[string]evidence.Value
	moved    map[string]bool // parameters whose values were changed
	loops    []mutatorLoop
	mutants  []Mutant
}

type mutatorLoop struct {
	name string
	elem *layout    // of records
	info *FieldInfo // of the list
}

func (m *mutator) add(mutation Mutation, offset, end int, with string) {
	m.mutants = append(m.mutants, Mutant{Mutation: mutation, Offset: offset, End: end, With: with})
}

func (m *mutator) walk(s, parent *span) {
	m.negate(s, parent)
	switch s.kind {
	case logicSpan:
		m.logic(s)
	case condSpan:
		m.add(BranchesSwapped, s.args[1].start, s.args[2].end, m.of(s.args[2])+" : "+m.of(s.args[1]))
	case notSpan:
		if parent == nil || parent.kind != notSpan {
			start, _ := s.bare()
			m.add(NegationDropped, start, s.args[0].start, "")
		}
	case compareSpan:
		for _, op := range flipped[s.op] {
			m.add(ComparisonFlipped, s.ops[0], s.ops[0]+len(s.op), op)
		}
	case arithmeticSpan:
		if op := map[string]string{"+": "-", "-": "+"}[s.op]; op != "" {
			m.add(CalculationFlipped, s.ops[0], s.ops[0]+1, op)
		}
	case quantifierSpan:
		m.add(QuantifierSwapped, s.nameAt, s.nameAt+len(s.name), map[string]string{"all": "exists", "exists": "all"}[s.name])
		m.quantifier(s)
		return
	case listSpan:
		m.list(s, parent)
	case numberSpan:
		m.number(s)
	case textSpan:
		m.literal(s, parent)
	case boolSpan:
		if parent == nil || parent.kind != compareSpan {
			m.replace(ConstantMoved, s, strconv.FormatBool(m.word(s) == "false"))
		}
	case nameSpan:
		m.param(s, parent)
	}
	for _, arg := range s.args {
		m.walk(arg, s)
	}
}

// replace adds a mutant that has something else for an expression and keeps the
// parentheses around it.
func (m *mutator) replace(mutation Mutation, s *span, with string) {
	start, end := s.bare()
	m.add(mutation, start, end, with)
}

// of returns an expression as it is written, word without parentheses.
func (m *mutator) of(s *span) string { return m.text[s.start:s.end] }

func (m *mutator) word(s *span) string {
	start, end := s.bare()
	return m.text[start:end]
}

// flipped are the neighbour of a comparison and its contrary. Of == only the
// contrary: a wider comparison differs where facts cannot be, below zero.
var flipped = map[string][]string{"==": {"!="}, "!=": {"=="}, "<": {"<=", ">="}, "<=": {"<", ">"}, ">": {">=", "<="}, ">=": {">", "<"}}

// negate adds a negation to what is true or false and has none, other than
// comparisons, whose contrary is another comparison.
func (m *mutator) negate(s, parent *span) {
	if parent != nil && parent.kind != logicSpan && parent.kind != condSpan && parent.kind != quantifierSpan {
		return
	}
	switch s.kind {
	case nameSpan, callSpan, quantifierSpan:
		m.add(NegationAdded, s.start, s.end, "!"+m.of(s))
	case inSpan:
		m.add(NegationAdded, s.start, s.end, "!("+m.of(s)+")")
	}
}

func (m *mutator) logic(s *span) {
	other := map[string]string{"&&": "||", "||": "&&"}[s.op]
	for _, at := range s.ops {
		m.add(AndOrSwapped, at, at+len(s.op), other)
	}
	for i, arg := range s.args {
		if i == 0 {
			m.add(ConditionDropped, arg.start, s.args[1].start, "")
		} else {
			m.add(ConditionDropped, s.args[i-1].end, arg.end, "")
		}
	}
}

func (m *mutator) quantifier(s *span) {
	loop := mutatorLoop{name: s.loop}
	if f := m.field(s.args[0].name); f != nil {
		loop.elem, loop.info = f.elem, f.info
	}
	m.walk(s.args[0], s.args[0]) // a list is not true or false
	m.loops = append(m.loops, loop)
	m.walk(s.args[1], s)
	m.loops = m.loops[:len(m.loops)-1]
}

// list drops each element, and adds each of a closed set that is not in it. The
// last one stays: nothing is in an empty list.
func (m *mutator) list(s, parent *span) {
	if parent != nil && parent.kind == inSpan {
		if f := m.closed(parent); f != nil && len(f.Values) <= maxAdded {
			last := s.args[len(s.args)-1].end
			for _, value := range f.Values {
				if quoted := strconv.Quote(value); !m.has(s, value) {
					m.add(ElementAdded, last, last, ", "+quoted)
				}
			}
		}
	}
	if len(s.args) < 2 {
		return
	}
	for i, arg := range s.args {
		if i == 0 {
			m.add(ElementDropped, arg.start, s.args[1].start, "")
		} else {
			m.add(ElementDropped, s.args[i-1].end, arg.end, "")
		}
	}
}

// maxAdded is how large a closed set may be for its elements to be added to
// lists one by one: that of all countries is not.
const maxAdded = 20

// has reports whether a list that is written out has a text.
func (m *mutator) has(list *span, text string) bool {
	return slices.ContainsFunc(list.args, func(arg *span) bool {
		return gostrings.Trim(m.word(arg), `"'`) == text
	})
}

func (m *mutator) number(s *span) {
	for _, moved := range numbersNear(m.word(s)) {
		m.replace(ConstantMoved, s, moved)
	}
}

// numbersNear returns the numbers one step below and above: a step in the last
// decimal place, if there are any.
func numbersNear(text string) []string {
	if n, err := strconv.ParseInt(text, 0, 64); err == nil {
		return []string{strconv.FormatInt(n-1, 10), strconv.FormatInt(n+1, 10)}
	}
	whole, places, found := gostrings.Cut(text, ".")
	n, err := strconv.ParseInt(whole+places, 10, 64)
	if !found || err != nil || places == "" {
		return nil // 1e9 and the like have no step of their own
	}
	var out []string
	for _, moved := range []int64{n - 1, n + 1} {
		sign := ""
		if moved < 0 {
			sign, moved = "-", -moved
		}
		digits := fmt.Sprintf("%0*d", len(places)+1, moved)
		at := len(digits) - len(places)
		out = append(out, sign+digits[:at]+"."+digits[at:])
	}
	return out
}

// literal moves a text by one step, where its place tells what a step is.
func (m *mutator) literal(s, parent *span) {
	text := m.word(s)
	quote, body := text[:1], gostrings.Trim(text, text[:1])
	if quote != `"` && quote != "'" || gostrings.Contains(body, `\`) || parent == nil {
		return
	}
	var near []string
	switch parent.kind {
	case callSpan:
		near = textsNear(parent.name, body)
	case compareSpan:
		if f := m.closed(parent); f != nil {
			near = neighbours(f.Values, body)
		}
	}
	for _, moved := range near {
		m.replace(ConstantMoved, s, quote+moved+quote)
	}
}

// textsNear returns what is one step away from an argument of a function.
func textsNear(function, text string) []string {
	switch function {
	case "date":
		if d, err := civil.ParseDate(text); err == nil {
			return []string{d.AddDays(-1).String(), d.AddDays(1).String()}
		}
	case "version", "satisfies":
		return versionsNear(text)
	case "inRegion":
		return regionsNear(text)
	}
	return nil
}

// versionsNear moves the last number of each version in a text.
func versionsNear(text string) []string {
	var out []string
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			continue
		}
		end := i
		for end < len(text) && (isDigit(text[end]) || text[end] == '.') {
			end++
		}
		last := i + gostrings.LastIndexByte(text[i:end], '.') + 1
		if n, err := strconv.ParseInt(text[last:end], 10, 32); err == nil {
			if n > 0 {
				out = append(out, text[:last]+strconv.FormatInt(n-1, 10)+text[end:])
			}
			out = append(out, text[:last]+strconv.FormatInt(n+1, 10)+text[end:])
		}
		for end < len(text) && text[end] != ',' && text[end] != ' ' {
			end++ // a prerelease has digits of its own
		}
		i = end
	}
	return out
}

// regionsNear returns the next smaller and larger region by membership. Of a
// single country there is none.
func regionsNear(name string) []string { return neighbours(regions.Names(), name) }

// closed returns the field of a closed set that a comparison has on one side.
func (m *mutator) closed(comparison *span) *FieldInfo {
	for _, side := range comparison.args {
		if side.kind != nameSpan {
			continue
		}
		if f := m.field(side.name); f != nil && f.info.Values != nil {
			return f.info
		}
		for _, loop := range slices.Backward(m.loops) {
			if loop.name == side.name && loop.info != nil && loop.info.Values != nil {
				return loop.info
			}
		}
	}
	return nil
}

// neighbours returns the elements before and after one.
func neighbours(values []string, value string) []string {
	i := slices.Index(values, value)
	if i < 0 {
		return nil
	}
	var out []string
	if i > 0 {
		out = append(out, values[i-1])
	}
	if i+1 < len(values) {
		out = append(out, values[i+1])
	}
	return out
}

// field finds what a whole name names.
func (m *mutator) field(name string) *layoutField {
	root, rest, _ := gostrings.Cut(name, ".")
	l := m.scope.env.facts
	switch {
	case root == "params":
		l = m.scope.params
	case root == "subject":
		l = m.scope.env.subject
	}
	for _, loop := range slices.Backward(m.loops) {
		if loop.name == root {
			l, name = loop.elem, rest
			break
		}
	}
	if l == nil {
		return nil
	}
	for i := range l.fields {
		if l.fields[i].name == name {
			return &l.fields[i]
		}
	}
	return nil
}

// param moves a parameter by one step: numbers, dates and periods where they
// are named, texts and lists by their value.
func (m *mutator) param(s, parent *span) {
	if !gostrings.HasPrefix(s.name, "params.") {
		return
	}
	f := m.field(s.name)
	if f == nil {
		return
	}
	near := func(format string, step string) {
		for _, sign := range []string{"-", "+"} {
			m.replace(ParameterMoved, s, fmt.Sprintf(format, s.name, sign, step))
		}
	}
	switch f.info.Param {
	case IntParam:
		near("(%s %s %s)", "1")
	case NumberParam:
		near("(%s %s %s)", m.step(s.name))
	case DateParam:
		near("(%s %s %s)", "days(1)")
	case PeriodParam:
		near("%s %s %s", "days(1)") // a date, plus the period, plus a day
	default:
		if !m.moved[s.name] {
			m.moved[s.name] = true
			m.values(s, f)
		}
	}
}

// step is one in the last decimal place of a parameter's values, a tenth if
// they have none.
func (m *mutator) step(name string) string {
	places := 1
	for _, setting := range m.settings {
		text := setting[gostrings.TrimPrefix(name, "params.")].String()
		if _, decimals, found := gostrings.Cut(text, "."); found {
			places = max(places, len(decimals))
		}
	}
	return "0." + gostrings.Repeat("0", places-1) + "1"
}

// values moves the values that the settings give a parameter.
func (m *mutator) values(s *span, f *layoutField) {
	start, end := s.bare()
	name := gostrings.TrimPrefix(s.name, "params.")
	if f.info.Param == StringsParam && len(f.info.Values) <= maxAdded {
		m.enlarged(s, f.info.Values)
	}
	var done []string
	once := func(text string) bool {
		again := slices.Contains(done, text)
		done = append(done, text)
		return !again
	}
	for _, setting := range m.settings {
		switch v := setting[name].Any().(type) {
		case []evidence.Value:
			for _, e := range v {
				if text, ok := e.Any().(string); ok && once(text) {
					m.mutants = append(m.mutants, Mutant{Mutation: ParameterMoved, Offset: start, End: end, Param: name, drop: text,
						With: fmt.Sprintf("%s without %q", s.name, text)})
				}
			}
		case string:
			if !once(v) {
				continue
			}
			near := neighbours(f.info.Values, v)
			switch f.info.Param {
			case ConstraintParam:
				near = versionsNear(v)
			case RegionParam:
				near = regionsNear(v)
			}
			for _, moved := range near {
				m.mutants = append(m.mutants, Mutant{Mutation: ParameterMoved, Offset: start, End: end, Param: name,
					from: evidence.String(v), to: evidence.String(moved), With: fmt.Sprintf("%s %q", s.name, moved)})
			}
		}
	}
}

// enlarged adds each element of a closed set that some setting leaves out.
func (m *mutator) enlarged(s *span, values []string) {
	start, end := s.bare()
	name := gostrings.TrimPrefix(s.name, "params.")
	for _, value := range values {
		lacks := slices.ContainsFunc(m.settings, func(setting map[string]evidence.Value) bool {
			list, _ := setting[name].Any().([]evidence.Value)
			return !slices.ContainsFunc(list, func(e evidence.Value) bool { return e.Any() == value })
		})
		if lacks {
			m.mutants = append(m.mutants, Mutant{Mutation: ParameterMoved, Offset: start, End: end, Param: name, add: value,
				With: fmt.Sprintf("%s with %q", s.name, value)})
		}
	}
}
