package batch

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/circuit"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// variant is a variant of the plan with its circuit.
type variant struct {
	Variant
	parts    []evaluator.Part
	day      civil.Date
	standing []standing
	recorded bool // an unmet should makes it inconclusive

	judged     []judged
	possible   []possible
	conformity [5]circuit.Node
	excluded   circuit.Node
	sole       []circuit.Node
	blocking   []circuit.Node // by criterion: where it excludes
}

// standing is how a criterion counts for conformity.
type standing struct {
	counts    bool
	applied   *profiles.Applied
	postponed bool    // it may stay unmet on the day
	track     *Column // given this fast track only, nil for none
}

// judged are the outcomes of a criterion.
type judged [6]circuit.Node

// possible is what may still become of a criterion, and then what it comes to by what
// is stated, as [evaluator.Possibility] has them: see the indices below judged's.
type possible [6]circuit.Node

// seenBoth is all that follows for a criterion.
type seenBoth struct {
	judged
	possible
}

// tree is a rule over questions.
type tree struct {
	kind     rules.NodeKind // AtomNode for a question
	children []*tree
	asked    *asked
	// A choice has the answer of one of by, by the truth of what chooses.
	choose *tree
	by     [rules.Error + 1]*tree
}

// compiler makes a plan.
type compiler struct {
	plan    *Plan
	b       *circuit.Builder
	ask     *asker
	columns map[string]*Column
	asked   map[string]*asked
	trees   map[treeKey]*tree
	demands map[*Column]map[string]int // by text and day
	layer   map[evidence.Layer]*asked
	known   map[judgedKey]seenBoth
	errs    []error
}

type treeKey struct {
	node   *rules.Node
	params *rules.Given
	day    civil.Date
}

func newCompiler(p *Plan) *compiler {
	return &compiler{plan: p, b: p.builder, ask: &asker{}, columns: map[string]*Column{}, asked: map[string]*asked{},
		trees: map[treeKey]*tree{}, demands: map[*Column]map[string]int{}, layer: map[evidence.Layer]*asked{}, known: map[judgedKey]seenBoth{}}
}

func (c *compiler) compile() error {
	p := c.plan
	type pair struct{ rule, when *tree }
	made := make([][]pair, len(p.variants))
	for i, v := range p.variants {
		parts, day := v.Evaluator.Parts(p.at)
		compiled := &variant{Variant: v, parts: parts, day: day, recorded: v.Evaluator.Profile().Deviations() == profiles.Inconclusive}
		p.compiled = append(p.compiled, compiled)
		env := v.Evaluator.Catalogue().Environment()
		for _, path := range slices.Concat(v.Reveal, v.Prove) {
			if !env.Has(path) {
				c.errs = append(c.errs, fmt.Errorf("variant %d: there is no fact %s", i, path))
			}
		}
		for k := range parts {
			part := &parts[k]
			var t pair
			t.rule = c.tree(part.Rule, part.Rule.Root, part.Params, day, part.ID)
			if part.When != nil {
				t.when = c.tree(part.When, part.When.Root, part.Params, day, part.ID)
			}
			made[i] = append(made[i], t)
			compiled.standing = append(compiled.standing, c.standing(part, day))
		}
	}
	if len(c.errs) > 0 {
		return errors.Join(c.errs...)
	}
	for i, v := range p.compiled {
		for k := range v.parts {
			part := &v.parts[k]
			for _, t := range []*tree{made[i][k].rule, made[i][k].when} {
				if t != nil {
					c.demand(v, part, t, t == made[i][k].when)
				}
			}
		}
	}
	if err := c.layout(); err != nil {
		return err
	}
	for i, v := range p.compiled {
		for k := range v.parts {
			both := c.judge(v, &v.parts[k], made[i][k].rule, made[i][k].when)
			v.judged, v.possible = append(v.judged, both.judged), append(v.possible, both.possible)
		}
		c.conclude(v)
	}
	return nil
}

// tree takes a rule apart.
func (c *compiler) tree(rule *rules.Rule, n *rules.Node, params *rules.Given, day civil.Date, criterion string) *tree {
	key := treeKey{n, params, day}
	if t, ok := c.trees[key]; ok {
		return t
	}
	var t *tree
	if n.IsQuestion() {
		t = c.question(rule.Question(n, params, day), criterion, 0)
	} else {
		t = &tree{kind: n.Kind}
		for _, child := range n.Children {
			t.children = append(t.children, c.tree(rule, child, params, day, criterion))
		}
	}
	c.trees[key] = t
	return t
}

const (
	// maxChosen is how many parts of one quantifier that are the same for all
	// elements are taken out of it.
	maxChosen = 3
	// maxRelated is how many facts a question that some of them may settle relates at
	// most to be asked with all, and with each alone: of more it is asked for every
	// view of a record, as sets of facts are too many.
	maxRelated = 2
)

// question makes a tree of a question. Of a quantifier that reads more than its
// list, what is the same for all elements is taken out: the question is asked
// with each truth that may have, and the plan chooses.
func (c *compiler) question(q *rules.Question, criterion string, chosen int) *tree {
	if len(q.Paths)+len(q.Fields) > 1 && chosen < maxChosen {
		if foreign := q.Foreign(); len(foreign) > 0 {
			f := foreign[0]
			t := &tree{choose: c.question(f, criterion, chosen+1)}
			truths := []rules.Truth{rules.True, rules.False, rules.Unknown}
			m, done := c.ask.machine(f.Env())
			if f.MayBreak(m.Machine) {
				truths = append(truths, rules.Error)
			}
			done()
			for _, truth := range truths {
				t.by[truth] = c.question(q.Assume(f, truth), criterion, chosen+1)
			}
			return t
		}
	}
	return &tree{kind: rules.AtomNode, asked: c.register(q, "", criterion)}
}

// register finds the place of a question, asked with the value of one of the paths
// it reads only, or with all.
func (c *compiler) register(q *rules.Question, only string, criterion string) *asked {
	paths := []string{only}
	if only == "" {
		paths = slices.Sorted(slices.Values(slices.Concat(q.Paths, q.Fields)))
	}
	key := q.Key
	if only != "" {
		key += "\x00only " + only
	}
	a, ok := c.asked[key]
	if ok {
		if !slices.Contains(a.where, criterion) {
			a.where = append(a.where, criterion)
		}
		return a
	}
	a = &asked{question: q, only: only, paths: paths, text: q.Text, where: []string{criterion}, t: -1, f: -1, e: -1}
	c.asked[key] = a
	m, done := c.ask.machine(q.Env())
	a.nowhere = q.Answer(m.Machine, m.nobody)
	a.mayBreak = q.MayBreak(m.Machine)
	done()
	if len(paths) == 0 {
		return a // given, and the answer is always the same
	}
	// A strict question that breaks may do so before what is unknown is looked at.
	settled := len(paths) == 1 || q.Strict && !a.mayBreak
	if !settled && len(paths) > maxRelated {
		for _, path := range paths {
			c.column(path)
		}
		a.views = map[string]*asked{}
		return a
	}
	a.column = c.column(paths...)
	a.column.asked = append(a.column.asked, a)
	if settled {
		return a
	}
	a.parts = make([]*asked, len(paths))
	for k, path := range paths {
		c.column(path)
		if !q.Strict || !q.Sound() || q.ByPeriod(path) {
			a.parts[k] = c.register(q, path, criterion)
		}
	}
	return a
}

// column finds or makes the column of a fact, of a field of the subject, or of what
// relates several of them.
func (c *compiler) column(paths ...string) *Column {
	kind := Fact
	switch {
	case len(paths) > 1:
		kind = Relation
		for _, path := range paths { // which says whether it is known
			c.column(path)
		}
	case isField(paths[0]):
		kind = Subject
	}
	return c.named(strings.Join(paths, ", "), kind, paths)
}

// named finds or makes the column of a name.
func (c *compiler) named(name string, kind ColumnKind, paths []string) *Column {
	col, ok := c.columns[name]
	if !ok {
		col = &Column{plan: c.plan, kind: kind, paths: paths, ask: c.ask, interned: map[string]*Class{}, cached: map[string]*Class{}, closed: map[any]*Class{}}
		c.columns[name] = col
	}
	return col
}

// track finds or makes the column of a fast track.
func (c *compiler) track(d *rules.Demand, day civil.Date) *Column {
	name := "\x00" + d.String() + day.String()
	col, ok := c.columns[name]
	if !ok {
		col = &Column{plan: c.plan, kind: Track, ask: c.ask, demands: []Demand{{d.String(), day, d}}}
		c.columns[name] = col
	}
	return col
}

// standing says how a criterion counts, without an onboarding record.
func (c *compiler) standing(part *evaluator.Part, day civil.Date) standing {
	s := standing{counts: part.Counts, applied: part.Applied}
	if due := part.Applied.DueBy(nil); due != nil && due.Compare(day) >= 0 {
		s.postponed = true
		if given := part.Applied.FastTrack(); given != nil {
			s.track = c.track(given, day)
		}
	}
	if part.Applied.ByLayer() && s.counts {
		c.layers()
	}
	return s
}

// layers asks which layer the subject is of.
func (c *compiler) layers() {
	if len(c.layer) > 0 {
		return
	}
	col := c.column("subject.layer")
	for _, l := range layers {
		a := &asked{layer: l, column: col, nowhere: rules.Unknown, text: fmt.Sprintf("subject.layer is %s", l), t: -1, f: -1, e: -1}
		col.asked = append(col.asked, a)
		c.layer[l] = a
	}
}

// look asks a question for a view.
func (c *compiler) look(a *asked, w view) {
	sees := w.sees(a.paths)
	name := nameOfView(a.paths, sees)
	if a.views[name] != nil {
		return
	}
	col := c.named(name, View, a.paths)
	col.sees = sees
	v := &asked{question: a.question, paths: a.paths, text: a.text, where: a.where, nowhere: a.nowhere, mayBreak: a.mayBreak, column: col, t: -1, f: -1, e: -1}
	col.asked = append(col.asked, v)
	a.views[name] = v
}

// demand notes what a part of a criterion demands of the proofs of what it
// reads, and what the variant reveals.
func (c *compiler) demand(v *variant, part *evaluator.Part, t *tree, when bool) {
	for _, child := range t.children {
		c.demand(v, part, child, when)
	}
	if t.choose != nil {
		c.demand(v, part, t.choose, when)
		for _, by := range t.by {
			if by != nil {
				c.demand(v, part, by, when)
			}
		}
	}
	if t.asked == nil || len(t.asked.paths) == 0 {
		return
	}
	note := func(col *Column) {
		for _, path := range col.paths {
			one := c.columns[path]
			if under(v.Reveal, path) {
				one.whole, col.whole = true, true
				continue
			}
			d := c.demandOf(v, part, path, when)
			if d == nil {
				continue
			}
			key := demandKey(d, v.day)
			if c.demands[one] == nil {
				c.demands[one] = map[string]int{}
			}
			if _, ok := c.demands[one][key]; !ok {
				c.demands[one][key] = 0 // numbered by layout
				one.demands = append(one.demands, Demand{d.String(), v.day, d})
			}
		}
	}
	if t.asked.views != nil {
		for _, path := range t.asked.paths {
			note(c.columns[path])
		}
		for _, proven := range []bool{false, true} {
			c.look(t.asked, view{compiler: c, variant: v, part: part, when: when, proven: proven})
		}
		return
	}
	note(t.asked.column)
	for _, alone := range t.asked.parts {
		if alone != nil {
			note(alone.column)
		}
	}
}

// demandKey tells demands on one fact apart.
func demandKey(d *rules.Demand, day civil.Date) string { return d.String() + " on " + day.String() }

// demandOf is what a part of a criterion demands of the proofs of a fact, nil
// for nothing.
func (c *compiler) demandOf(v *variant, part *evaluator.Part, path string, when bool) *rules.Demand {
	if isField(path) || under(v.Prove, path) {
		return nil
	}
	slot, ok := v.Evaluator.Catalogue().Environment().Slot(path)
	if !ok {
		return nil
	}
	if d := part.Demand(slot, when); !d.IsNone() {
		return d
	}
	return nil
}

// layout orders the columns and gives each its planes.
func (c *compiler) layout() error {
	p := c.plan
	rank := func(col *Column) int {
		return slices.Index([]ColumnKind{Subject, Fact, Relation, View, Track}, col.kind)
	}
	names := slices.SortedFunc(maps.Keys(c.columns), func(a, b string) int {
		return 2*compare(int64(rank(c.columns[a])), int64(rank(c.columns[b]))) + strings.Compare(a, b)
	})
	var errs []error
	for _, name := range names {
		col := c.columns[name]
		col.index = len(p.columns)
		p.columns = append(p.columns, col)
		p.byName[col.Name()] = col
		slices.SortFunc(col.demands, func(a, b Demand) int {
			return 2*a.Day.Compare(b.Day) + strings.Compare(a.Text, b.Text)
		})
		for i, d := range col.demands {
			if c.demands[col] != nil {
				c.demands[col][demandKey(d.demand, d.Day)] = i
			}
		}
		for i := range col.sees {
			s := &col.sees[i]
			if s.Demand = -1; s.demand != "" {
				s.Demand = c.demands[c.columns[col.paths[i]]][s.demand]
			}
		}
		col.planes, col.wholes = -1, -1
		if col.kind != Track {
			col.width = 1
			for _, a := range col.asked {
				c.shape(col, a)
			}
			col.planes = p.planes
			p.planes += col.width
			if col.whole {
				col.wholes = p.planes
				p.planes += col.width
			}
			col.unknown = col.intern(make([]uint64, (col.width+63)/64), nil)
			var err error
			if col.groups, err = col.grouped(); err != nil {
				errs = append(errs, err)
				continue
			}
			col.gathered = col.gatherable()
		}
		col.proven = p.planes
		p.planes += len(col.demands)
		if err := col.prepare(); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// shape gives a question its planes within its column.
func (c *compiler) shape(col *Column, a *asked) {
	plane := func() int {
		col.width++
		return col.width - 1
	}
	a.t = plane()
	if a.question == nil {
		return
	}
	if a.question.Open || a.only != "" || col.kind == View {
		a.f = plane()
	}
	if a.mayBreak {
		a.e = plane()
	}
}
