package handbook

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// ErrRule reports a rule whose conditions are too entangled for sentences.
var ErrRule = errors.New("the rule is too entangled to be put into words")

// sentences are a criterion's rules in words, by the parameters of one level.
type sentences struct {
	*builder
	criterion  *criteria.Compiled
	applied    *profiles.Applied
	m          *rules.Machine
	rule, when *tree // when is nil if the criterion always applies
	statements []Statement
	reads      map[bool]map[string]bool // paths that the when (true) and the rule read
	optional   map[string]bool          // paths that are not needed in every case
	used       map[string][]use         // what the rules do with each parameter; nil until somebody asks
}

func (b *builder) sentences(c *criteria.Compiled, a *profiles.Applied) (*sentences, error) {
	given, _, err := c.Bind(a.Params)
	if err != nil {
		return nil, err // then the profile had not loaded
	}
	env := b.catalogue.Environment()
	s := &sentences{builder: b, criterion: c, applied: a, m: env.NewMachine(),
		reads: map[bool]map[string]bool{true: {}, false: {}}, optional: map[string]bool{}}
	s.m.Given(env.Subject(evidence.Subject{}), given, evidence.Date{})
	p := &planter{m: s.m}
	rule, when := c.Rules()
	if when != nil {
		// What only names layers is said with the layers.
		parts := []*rules.Node{when.Root}
		if when.Root.Kind == rules.AndNode {
			parts = when.Root.Children
		}
		var trees []*tree
		for _, n := range parts {
			if !layersOnly(n) {
				trees = append(trees, p.plant(n, true))
			}
		}
		if s.when = every(trees...); s.when.isTrue() {
			s.when = nil
		}
		s.read(s.when, true)
	}
	s.rule = p.plant(rule.Root, true)
	s.read(s.rule, false)
	if p.size > maxTree {
		return nil, fmt.Errorf("%w: %s", ErrRule, clean(c.ID))
	}
	return s, nil
}

// layersOnly reports whether a node asks for the subject's layer and nothing
// else.
func layersOnly(n *rules.Node) bool {
	a := n.Atom
	return n.Kind == rules.AtomNode && len(a.Facts) == 0 && a.Fact != nil && a.Fact.Info != nil && a.Fact.Info.Path == "subject.layer" &&
		(a.Op == "in" || a.Op == "==")
}

// read gathers the statements of a tree in the order in which they are written
// down.
func (s *sentences) read(t *tree, when bool) {
	if t == nil {
		return
	}
	needed := map[string]bool{}
	t.walk(false, func(t *tree, optional bool) {
		for _, o := range t.facts() {
			path := o.Info.Path
			s.state(path)
			s.reads[when][path] = true
			needed[path] = needed[path] || !optional
		}
	})
	for path, always := range needed {
		if !always && !s.reads[!when][path] {
			s.optional[path] = true
		} else if always {
			delete(s.optional, path)
		}
	}
}

// facts are those a node of the tree names itself.
func (t *tree) facts() []*rules.Operand {
	var out []*rules.Operand
	switch {
	case t.list != nil && t.list.IsFact():
		out = append(out, t.list)
	case t.atom != nil:
		out = t.atom.Facts
	}
	return slices.DeleteFunc(slices.Clone(out), func(o *rules.Operand) bool { return o.Info == nil || o.Info.Slot < 0 })
}

func (s *sentences) always() int {
	n := 0
	for _, st := range s.statements {
		if !s.optional[st.Path] {
			n++
		}
	}
	return n
}

func (s *sentences) number(path string) int {
	return 1 + slices.IndexFunc(s.statements, func(st Statement) bool { return st.Path == path })
}

// state numbers a statement.
func (s *sentences) state(path string) {
	if s.number(path) > 0 {
		return
	}
	st := Statement{Number: len(s.statements) + 1, Path: path, Question: clean(s.words.Question(path))}
	if st.Question == "" {
		st.Question = path
	}
	if s.spend(st.Question) {
		st.Form, st.Values = s.form(path)
	}
	s.spend(st.Values...)
	if i := strings.LastIndex(path, "[]"); i >= 0 {
		st.List = s.number(path[:i])
	}
	s.statements = append(s.statements, st)
}

// form says how a fact is stated.
func (s *sentences) form(path string) (form string, values []string) {
	f := s.words.Fact(path)
	names := map[evidence.Kind]string{evidence.KindBool: s.Forms.Bool, evidence.KindText: s.Forms.Text, evidence.KindDate: s.Forms.Date,
		evidence.KindVersion: s.Forms.Version, evidence.KindInt: s.Forms.Int, evidence.KindNumber: s.Forms.Num}
	kind := f.Kind
	if kind == evidence.KindList {
		if kind = f.Item; kind == 0 {
			return s.Forms.Entries, nil
		}
	}
	form = names[kind]
	if unit := s.words.Unit(f.Unit); f.Unit != "" && unit != "" {
		switch kind {
		case evidence.KindInt:
			form = fill(s.Forms.IntOf, "unit", clean(unit))
		case evidence.KindNumber:
			form = fill(s.Forms.NumOf, "unit", clean(unit))
		}
	}
	if f.Set == "Country" { // all countries there are
		f.Values, form = nil, s.Forms.Country
	}
	for _, v := range f.Values {
		values = append(values, clean(s.words.Member(f.Set, v)))
	}
	switch {
	case f.Kind == evidence.KindList && values != nil:
		form = s.Forms.Several
	case f.Kind == evidence.KindList:
		form = fill(s.Forms.ListOf, "form", form)
	case values != nil:
		form = s.Forms.OneOf
	}
	return form, values
}

// conditions writes both rules down.
func (s *sentences) conditions() (when, holds *Condition) {
	named := map[string]bool{}
	if s.when != nil {
		c := s.condition(s.when, named)
		when = &c
	}
	c := s.condition(s.rule, named)
	return when, &c
}

func (s *sentences) condition(t *tree, named map[string]bool) Condition {
	switch {
	case !s.spend():
		return Condition{Kind: Test}
	case t.isTrue():
		return Condition{Kind: Test, Subject: s.Conditions.Given, Demanded: s.Conditions.Always}
	case t.isFalse():
		return Condition{Kind: Test, Subject: s.Conditions.Given, Demanded: s.Conditions.Never}
	}
	switch t.kind {
	case Test:
		return s.measured(s.test(t, named), t, named)
	case Each, Some:
		return s.quantified(t, named)
	case Any:
		if len(t.guards) > 0 {
			var is []*tree
			for _, g := range t.guards {
				is = append(is, g.is)
			}
			condition := s.condition(every(is...), named)
			return Condition{Kind: If, Parts: []Condition{condition, s.condition(either(t.parts, nil), named)}}
		}
	}
	c := Condition{Kind: t.kind}
	add := func(next Condition) {
		// What is said of one statement in a row is said in one line.
		if last := len(c.Parts) - 1; last >= 0 && next.Kind == Test && next.Statement > 0 && c.Parts[last].Kind == Test && c.Parts[last].Statement == next.Statement &&
			c.Parts[last].joined.goesInto(t.kind) && next.joined.goesInto(t.kind) {
			text, joined := s.Conditions.Also, joinedAll
			if t.kind == Any {
				text, joined = s.Conditions.Or, joinedAny
			}
			if s.spend(c.Parts[last].Demanded, next.Demanded) {
				c.Parts[last].Demanded = fill(text, "a", c.Parts[last].Demanded, "b", next.Demanded)
			}
			c.Parts[last].joined = joined
			return
		}
		c.Parts = append(c.Parts, next)
	}
	for i := 0; i < len(t.parts); i++ {
		// That a value is another than one goes without saying where those that
		// will do are named.
		if t.kind == All && slices.ContainsFunc(t.parts, func(p *tree) bool { return s.excludes(p, t.parts[i]) }) {
			continue
		}
		// What is demanded of one date from both sides is said in one line.
		if i+1 < len(t.parts) && t.kind == All && (s.within(t.parts[i], t.parts[i+1]) || s.within(t.parts[i+1], t.parts[i])) {
			line := s.test(t.parts[i+1], named)
			p := t.parts[i+1].atom.Phrase(s.m, true)
			if p.Shift == nil {
				p = t.parts[i].atom.Phrase(s.m, true)
			}
			line.Demanded, line.joined = fill(s.Conditions.Within, "period", s.words.Period(*p.Shift)), choice
			add(line)
			i++
			continue
		}
		next := s.condition(t.parts[i], named)
		if t.kind == All && next.Kind == All {
			for _, part := range next.Parts {
				add(part)
			}
			continue
		}
		add(next)
	}
	if len(c.Parts) == 1 {
		return c.Parts[0]
	}
	return c
}

// measured adds the statements that a test measures with and that nothing has
// named yet.
func (s *sentences) measured(c Condition, t *tree, named map[string]bool) Condition {
	all := Condition{Kind: All, Parts: []Condition{c}}
	for _, o := range t.facts() {
		if n := s.number(o.Info.Path); n != c.Statement && !named[o.Info.Path] {
			named[o.Info.Path] = true
			all.Parts = append(all.Parts, Condition{Kind: Test, Statement: n, First: true, Demanded: s.Conditions.Measure})
		}
	}
	if len(all.Parts) == 1 {
		return c
	}
	return all
}

// within reports whether two tests say of one date that it lies in a period
// before the day: "x <= at" and "x + p >= at".
func (s *sentences) within(a, b *tree) bool {
	if a.kind != Test || b.kind != Test {
		return false
	}
	p, q := a.atom.Phrase(s.m, a.want), b.atom.Phrase(s.m, b.want)
	return day(p.Against) && day(q.Against) && p.Tested != nil && q.Tested != nil && p.Tested.Root == q.Tested.Root && p.Tested.Info != nil && q.Tested.Info != nil &&
		p.Tested.Info.Path == q.Tested.Info.Path && p.Shift == nil && p.Op == "<=" && q.Shift != nil && !q.Back && q.Op == ">="
}

// excludes reports whether a names values that will do, and b that one of the same
// fact will not that is none of them.
func (s *sentences) excludes(a, b *tree) bool {
	if a.kind != Test || b.kind != Test {
		return false
	}
	p, q := a.atom.Phrase(s.m, a.want), b.atom.Phrase(s.m, b.want)
	if p.Op != "in" || q.Op != "!=" || !p.Whole || !q.Whole || p.Shift != nil || q.Shift != nil || p.Against != nil || q.Against != nil ||
		p.Tested.Info == nil || q.Tested.Info == nil || p.Tested.Root != q.Tested.Root || p.Tested.Info.Path != q.Tested.Info.Path {
		return false
	}
	values, ok := p.Wanted.Any().([]evidence.Value)
	return ok && !slices.ContainsFunc(values, func(v evidence.Value) bool { return v.Equal(q.Wanted) })
}

func day(o *rules.Operand) bool { return o != nil && o.Root == "at" }

// quantified writes what is demanded of a list's entries.
func (s *sentences) quantified(t *tree, named map[string]bool) Condition {
	c := Condition{Kind: t.kind}
	s.subject(&c, t.list, named)
	if t.list.Root == "params" && t.list.Info != nil {
		c.Subject = fill(s.Conditions.Values, "values", clean(s.words.All(s.items(strings.TrimPrefix(t.list.Info.Path, "params.")))))
	}
	inner := t.parts[0]
	switch {
	case inner.isFalse():
		return Condition{Kind: Test, Statement: c.Statement, Subject: c.Subject, First: c.First, Demanded: s.Conditions.Empty}
	case inner.isTrue() && t.kind == Each:
		return Condition{Kind: Test, Statement: c.Statement, Subject: c.Subject, First: c.First, Demanded: s.Conditions.AnyList}
	case inner.isTrue():
		return Condition{Kind: Test, Statement: c.Statement, Subject: c.Subject, First: c.First, Demanded: s.words.Demanded("size>", evidence.Int(0), "")}
	}
	part := s.condition(inner, named)
	// Of a list of plain values the entry is the list's own.
	if part.Kind == Test && part.Statement == c.Statement && c.Statement > 0 && s.ofEntry(inner) {
		text := s.Conditions.EachValue
		if t.kind == Some {
			text = s.Conditions.SomeValue
		}
		line := Condition{Kind: Test, Statement: c.Statement, First: c.First, Demanded: fill(text, "demanded", part.Demanded)}
		if part.joined == joinedAll || part.joined == joinedAny {
			line.joined = closed
		}
		return line
	}
	c.Parts = []Condition{part}
	return c
}

// ofEntry reports whether everything in a tree is said of an entry itself, not
// of the list that it stands in.
func (s *sentences) ofEntry(t *tree) bool {
	if t.kind == Test {
		tested := t.atom.Phrase(s.m, t.want).Tested
		return tested != nil && tested.IsEntry()
	}
	return len(t.guards) == 0 && !slices.ContainsFunc(t.parts, func(p *tree) bool { return !s.ofEntry(p) })
}

// subject says what is tested.
func (s *sentences) subject(c *Condition, o *rules.Operand, named map[string]bool) {
	switch {
	case o == nil:
	case day(o):
		c.Subject = s.Conditions.Day
	case o.Info == nil:
		c.Subject = s.Conditions.Entry
	case o.Root == "subject":
		c.Subject = clean(s.words.Label(o.Info.Path))
	case o.Info.Slot < 0:
		c.Subject = s.Conditions.Entry
	default:
		path := o.Info.Path
		c.Statement, c.First = s.number(path), !named[path]
		if c.Statement > 0 {
			s.spend(s.statements[c.Statement-1].Question) // which stands beside the number
		}
		named[path] = true
	}
}

// test writes what is demanded of one statement.
func (s *sentences) test(t *tree, named map[string]bool) Condition {
	c := Condition{Kind: Test}
	p := t.atom.Phrase(s.m, t.want)
	if p.Tested == nil || !p.Whole || p.Against != nil && !day(p.Against) && p.Against.Info == nil {
		var numbers []int
		for _, o := range t.facts() {
			numbers = append(numbers, s.number(o.Info.Path))
		}
		c.Subject, c.Demanded = s.Conditions.Given, s.Conditions.ByRule
		if numbers != nil {
			c.Subject = fill(s.Conditions.Calculated, "statements", s.refs(numbers))
		}
		if text := s.formula(t.atom, t.want); text != "" {
			c.Demanded = clean(text)
		}
		s.spend(c.Subject, c.Demanded)
		return c
	}
	s.subject(&c, p.Tested, named)
	c.Demanded = clean(s.demanded(p))
	values, _ := p.Wanted.Any().([]evidence.Value)
	switch strings.TrimPrefix(p.Op, "not:") {
	case "startsWith", "endsWith", "contains", "satisfies", "licensedUnder", "osiApproved":
		c.joined = choice // which may have a clause at its end
	default:
		if len(values) > 1 {
			c.joined = choice
		}
	}
	if c.Demanded == "" {
		c.Demanded = s.Conditions.ByRule
	}
	s.spend(c.Subject, c.Demanded)
	return c
}

// demanded says what a phrase demands.
func (s *sentences) demanded(p rules.Phrase) string {
	path := ""
	if p.Tested.Info != nil {
		path = p.Tested.Info.Path
	} else if day(p.Tested) {
		path = "at"
	}
	if p.Shift != nil && *p.Shift == (evidence.Period{}) {
		p.Shift = nil
	}
	switch {
	case day(p.Against) && p.Shift == nil:
		return s.Days[p.Op]
	case day(p.Against) && p.Back:
		return fill(s.Leads[p.Op], "period", s.words.Period(*p.Shift))
	case day(p.Against):
		return fill(s.Ages[p.Op], "period", s.words.Period(*p.Shift))
	}
	text := ""
	switch {
	case p.Against != nil && p.Against.Root == "subject" && p.Op == "==":
		text = s.words.Label(p.Against.Info.Path)
	case p.Against != nil:
		other := s.Conditions.TheEntry
		if n := s.number(p.Against.Info.Path); n > 0 && !p.Against.IsEntry() {
			other = s.refs([]int{n})
		} else if p.Against.Root == "subject" {
			other = s.words.Quoted(s.words.Label(p.Against.Info.Path))
		}
		text = s.words.Measured(p.Op, path, other)
	case path == "subject.layer":
		text = s.words.Demanded(p.Op, s.layers(p.Wanted), "")
	case p.Op == "!=":
		if b, ok := p.Wanted.Any().(bool); ok {
			p.Op, p.Wanted = "==", evidence.Bool(!b)
		}
		text = s.words.Demanded(p.Op, p.Wanted, path)
	case strings.HasSuffix(p.Op, "inRegion"):
		if region, ok := p.Wanted.Any().(string); ok {
			p.Wanted = evidence.String(s.words.Region(region))
		}
		text = s.words.Demanded(p.Op, p.Wanted, "")
	default:
		text = s.words.Demanded(p.Op, p.Wanted, path)
	}
	if p.Shift != nil && text != "" {
		shifted := s.Conditions.Later
		if p.Back {
			shifted = s.Conditions.Earlier
		}
		text = fill(shifted, "period", s.words.Period(*p.Shift), "demanded", text)
	}
	return text
}

// layers names the layers of a value.
func (s *sentences) layers(v evidence.Value) evidence.Value {
	switch x := v.Any().(type) {
	case string:
		if name := s.Layers[x]; name != "" {
			return evidence.String(name)
		}
	case []evidence.Value:
		names := make([]evidence.Value, len(x))
		for i := range x {
			names[i] = s.layers(x[i])
		}
		return evidence.List(names...)
	}
	return v
}

// refs names statements by their numbers: "statements 1–3 and 5".
func (b *builder) refs(numbers []int) string { return b.language.refs(numbers, b.words) }

func (l *language) refs(numbers []int, words *report.Words) string {
	numbers = slices.Compact(slices.Sorted(slices.Values(numbers)))
	text := l.Labels.Refs
	if len(numbers) == 1 {
		text = l.Labels.Ref
	}
	return fill(text, "n", words.All(runs(numbers)))
}

// runs writes ascending numbers, three or more in a row as a range.
func runs(numbers []int) []string {
	var out []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		if j-i < 2 {
			j = i
			out = append(out, strconv.Itoa(numbers[i]))
		} else {
			out = append(out, strconv.Itoa(numbers[i])+"–"+strconv.Itoa(numbers[j]))
		}
		i = j + 1
	}
	return out
}

// meaning says in words what the rule does with a parameter.
func (s *sentences) meaning(name string) string { return s.meaningOf("params." + name) }

func (s *sentences) meaningOf(path string) string {
	type group struct {
		text    string
		numbers []int
		others  []string
	}
	var groups []*group
	for _, u := range s.uses(path) {
		key := u.key
		if strings.HasPrefix(key, "size") {
			key = "size"
		}
		text := s.Meaning[key]
		if text == "" {
			text = s.Meaning["other"]
		}
		at := slices.IndexFunc(groups, func(g *group) bool { return g.text == text })
		if at < 0 {
			groups, at = append(groups, &group{text: text}), len(groups)
		}
		g := groups[at]
		if n := s.number(u.path); n > 0 {
			g.numbers = append(g.numbers, n)
			continue
		}
		about := s.Conditions.Day
		if u.path != "at" {
			about = s.words.Quoted(clean(s.words.Label(u.path)))
		}
		if !slices.Contains(g.others, about) {
			g.others = append(g.others, about)
		}
	}
	var out []string
	for _, g := range groups {
		about := g.others
		if g.numbers != nil {
			about = append([]string{s.refs(g.numbers)}, about...)
		}
		out = append(out, fill(g.text, "about", s.words.All(about)))
	}
	if out == nil {
		return s.Meaning["switch"]
	}
	return s.Chain(out...)
}

// first is the number of the first statement that a parameter bears upon, or more
// than any where it bears upon none.
func (s *sentences) first(name string) int {
	first := len(s.statements) + 1
	for _, u := range s.uses("params." + name) {
		if n := s.number(u.path); n > 0 {
			first = min(first, n)
		}
	}
	return first
}

// use is one thing a rule does with a parameter.
type use struct{ key, path string }

// uses says what the rules do with a parameter, as they are written, whatever
// the parameters are; only what is a condition depends on whether they leave
// anything to be demanded under it.
func (s *sentences) uses(param string) []use {
	if s.used != nil {
		return s.used[param]
	}
	s.used = map[string][]use{}
	rule, when := s.criterion.Rules()
	var visit func(n *rules.Node, want, condition bool)
	visit = func(n *rules.Node, want, condition bool) {
		add := func(name string, u use) {
			switch {
			case condition && strings.HasPrefix(u.key, "day"):
				u.key = "turn"
			case condition:
				u.key = "condition"
			}
			s.used[name] = append(s.used[name], u)
		}
		if n.Kind == rules.AtomNode {
			if params := n.Atom.Params(); len(params) > 0 {
				p := n.Atom.Phrase(s.m, want)
				for _, name := range params {
					for _, u := range s.useIn(n.Atom, p, name) {
						add(name, u)
					}
				}
			}
			return
		}
		if n.Range != nil && n.Range.Root == "params" {
			for _, path := range readBelow(n) {
				add(n.Range.Info.Path, use{"other", path})
			}
		}
		for i, c := range n.Children {
			switch {
			case n.Kind == rules.CondNode && i == 0:
				visit(c, true, true)
			case guards(n, c, want) && slices.ContainsFunc(n.Children, func(d *rules.Node) bool { return !guards(n, d, want) && d.Settled(s.m) != rules.False }):
				visit(c.Children[0], true, true)
			default:
				visit(c, want != (n.Kind == rules.NotNode), condition)
			}
		}
	}
	if when != nil {
		visit(when.Root, true, false)
	}
	visit(rule.Root, true, false)
	return s.used[param]
}

// readBelow are the paths of the facts that the atoms of a node read.
func readBelow(n *rules.Node) []string {
	if n.Kind == rules.AtomNode {
		return read(n.Atom)
	}
	var out []string
	for _, c := range n.Children {
		out = append(out, readBelow(c)...)
	}
	return out
}

func read(a *rules.Atom) []string {
	var out []string
	for _, o := range a.Facts {
		if o.Info != nil {
			out = append(out, o.Info.Path)
		}
	}
	return out
}

// useIn says what an atom does with one of its parameters: nothing, if it is a
// switch.
func (s *sentences) useIn(a *rules.Atom, p rules.Phrase, param string) []use {
	if p.Tested == nil { // calculated
		var out []use
		for _, path := range read(a) {
			out = append(out, use{"other", path})
		}
		return out
	}
	if u, ok := s.useOf(p, param); ok {
		return []use{u}
	}
	return nil
}

func (s *sentences) useOf(p rules.Phrase, param string) (use, bool) {
	path := ""
	if p.Tested != nil && p.Tested.Info != nil {
		path = p.Tested.Info.Path
	} else if day(p.Tested) {
		path = "at"
	}
	switch {
	case path == param:
		return use{}, false
	case p.ShiftParam == param && day(p.Against) && p.Back:
		return use{"lead" + p.Op, path}, true
	case p.ShiftParam == param && day(p.Against):
		return use{"age" + p.Op, path}, true
	case p.Shift != nil:
		return use{"other", path}, true
	case p.WantedParam == param && path == "at":
		return use{"day" + p.Op, path}, true
	case p.WantedParam == param && s.isDate(path) && s.Meaning["date"+p.Op] != "":
		return use{"date" + p.Op, path}, true
	case p.WantedParam == param:
		return use{p.Op, path}, true
	}
	return use{"other", path}, true
}

// items are the values of a parameter that is a list.
func (s *sentences) items(name string) []string {
	list, _ := s.applied.Params[name].Any().([]evidence.Value)
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = s.setting(name, v)
	}
	return out
}

// isDate reports whether the fact at a path is a date, or a list of dates.
func (s *sentences) isDate(path string) bool {
	f := s.words.Fact(path)
	return f.Kind == evidence.KindDate || f.Kind == evidence.KindList && f.Item == evidence.KindDate
}

// setting writes a value of a parameter.
func (s *sentences) setting(name string, v evidence.Value) string {
	p := s.criterion.Params[name]
	if text, ok := v.Any().(string); ok {
		switch p.Type {
		case "period":
			if period, err := evidence.ParsePeriod(text); err == nil {
				return s.words.Period(period)
			}
		case "region":
			return clean(s.words.Region(text))
		case "date":
			if d, err := evidence.ParseDate(text); err == nil {
				return s.words.Date(d)
			}
		}
	}
	path := ""
	for _, u := range s.uses("params." + name) {
		if !strings.HasPrefix(u.path, "subject.") && u.path != "at" {
			path = u.path
			break
		}
	}
	return clean(s.words.Value(v, path, p.Unit))
}
