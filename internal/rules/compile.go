package rules

import (
	"fmt"
	"slices"
	gostrings "strings"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/licences"
)

// Source is a rule's text and where it stands.
type Source struct {
	File    string
	Pointer string
	Text    string
	// Position maps a byte offset of the text to line and column of the file;
	// nil counts from the text itself.
	Position func(offset int) (line, column int)
}

// Scope is an environment with the parameters of one criterion.
type Scope struct {
	env    *Env
	cel    *cel.Env
	params *layout
}

// Compile parses, checks, bounds and decomposes a rule. All problems that can
// be found at once are returned; the rule is nil if there is one.
func (s *Scope) Compile(src Source) (*Rule, doc.Problems) { return s.compile(src, (*compiler).check) }

func (s *Scope) compile(src Source, check func(*compiler) (*cel.Ast, bool)) (*Rule, doc.Problems) {
	c := &compiler{scope: s, src: src}
	checked, ok := check(c)
	if !ok {
		return nil, c.problems
	}
	if !checked.OutputType().IsExactType(types.BoolType) {
		c.report(0, "wrap it in a comparison", "a rule is true or false, this is %s", typeName(checked.OutputType()))
		return nil, c.problems
	}
	native := checked.NativeRep()
	c.ast = native
	c.vet(native.Expr())
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	cost, err := s.cel.EstimateCost(checked, sizes{s})
	if err != nil {
		c.report(0, "", "the rule's cost cannot be bounded: %v", err)
		return nil, c.problems
	}
	if cost.Max > MaxCost {
		c.report(0, "nest fewer all() and exists()", "the rule may cost %d units, more than the budget of %d", cost.Max, MaxCost)
		return nil, c.problems
	}
	r := &Rule{Text: src.Text, Cost: cost.Max, env: s.env}
	if r.program, err = s.cel.Program(checked, cel.EvalOptions(cel.OptOptimize)); err != nil {
		c.report(0, "", "the rule cannot be planned: %v", err)
		return nil, c.problems
	}
	r.Root = c.node(native.Expr(), nil)
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	r.UsesAt = c.usesAt
	r.Reads = slices.Sorted(func(yield func(int) bool) {
		for slot := range c.reads {
			if !yield(slot) {
				return
			}
		}
	})
	return r, nil
}

// Limits of one rule.
const (
	maxRuleBytes = 8 << 10
	maxRuleNodes = 2000
	maxRuleDepth = 40
	// MaxCost is the budget of one rule in CEL's cost units, at the largest
	// lists a decoder lets in. It is absolute: no profile and no option raises
	// it, so that a rule pack from a stranger cannot slow an evaluation down.
	MaxCost = 20_000_000
	// MaxCatalogueCost is the budget of all rules of a catalogue together.
	MaxCatalogueCost = 200_000_000
	// maxRuleProblems is how many problems of one rule are reported: what
	// follows was often caused by what came before.
	maxRuleProblems = 20
)

type compiler struct {
	scope    *Scope
	src      Source
	ast      *ast.AST
	problems doc.Problems
	reads    map[int]bool
	operands map[int64]*Operand // by expression
	usesAt   bool
	wide     bool // the text has characters of more than one byte
	demand   bool // a demand on proofs rather than a rule
}

// loop is a quantifier's variable during compilation.
type loop struct {
	name  string
	slot  int     // root slot of the list, -1 for parameters and the subject
	elem  *layout // of records
	info  *FieldInfo
	given bool
	reads []string // variables of loops around it that the list depends on
	outer *loop
}

// within lists the variables that depend on the loop's: its own, and those its
// list depends on.
func (l *loop) within() []string { return append(slices.Clone(l.reads), l.name) }

func (l *loop) find(name string) *loop {
	for ; l != nil; l = l.outer {
		if l.name == name {
			return l
		}
	}
	return nil
}

// vet refuses what type checking lets through and the language does not have.
func (c *compiler) vet(e ast.Expr) {
	switch e.Kind() {
	case ast.StructKind:
		c.reportAt(e, "facts are stated in the dossier", "a rule makes no objects")
		return
	case ast.MapKind:
		c.reportAt(e, "use a list", "the language has no maps")
		return
	case ast.ListKind:
		c.vetList(e)
		return
	case ast.LiteralKind:
		switch v := e.AsLiteral().(type) {
		case types.Bool, types.String, types.Double:
		case types.Int:
			if v > maxNumber || v < -maxNumber {
				c.reportAt(e, "", "the number %d is out of range", int64(v))
			}
		default:
			c.reportAt(e, "", "the language has no such literal")
		}
		return
	case ast.SelectKind:
		if e.AsSelect().IsTestOnly() {
			c.reportAt(e, "", "a rule cannot ask whether a fact is known")
		}
		if root, _ := chain(e); root == "" { // not read by name, so nobody would ask for its proof
			c.reportAt(e, "choose between facts, not between groups of them", "a fact is read by its whole name")
		}
		c.vet(e.AsSelect().Operand())
		return
	case ast.ComprehensionKind:
		f := e.AsComprehension()
		pred, _, ok := quantifier(f)
		if !ok {
			c.reportAt(e, "use all() and exists()", "the language has no such macro")
			return
		}
		if k := f.IterRange().Kind(); k != ast.SelectKind && k != ast.IdentKind {
			c.reportAt(f.IterRange(), "start from a list fact or a list parameter", "all() and exists() run over a list that has a name")
		}
		c.vet(f.IterRange())
		c.vet(pred)
		return
	case ast.CallKind:
		call := e.AsCall()
		args := call.Args()
		switch call.FunctionName() {
		case operators.Equals, operators.NotEquals:
			if t := c.ast.GetType(args[0].ID()); t.Kind() == types.ListKind || t.Kind() == types.StructKind && len(t.Parameters()) == 0 && !isScalarObject(t) {
				c.reportAt(e, "compare one fact, or use all() and exists()", "lists and groups are not compared as a whole")
			}
			c.vetEnum(args[0], args[1])
			c.vetEnum(args[1], args[0])
		case operators.In:
			if args[1].Kind() != ast.ListKind && !isParam(args[1]) {
				c.reportAt(e, "write list.exists(x, x == …)", "the right side of in is a literal list or a parameter; a list of facts may have unknown elements")
			}
			c.vetEnum(args[0], args[1])
		case "date", "version":
			c.vetLiteral(call, args[0])
		case "satisfies":
			if args[0].Kind() != ast.LiteralKind && !c.isParamOf(args[0], ConstraintParam) {
				c.reportAt(args[0], `write for example ">= 1.2, < 2"`, "a version constraint is a literal or a parameter of type constraint")
			} else if args[0].Kind() == ast.LiteralKind {
				if v := satisfies(anyVersion, args[0].AsLiteral()); types.IsError(v) {
					c.reportAt(args[0], `write for example ">= 1.2, < 2"`, "%v", v)
				}
			}
		case "inRegion":
			if args[1].Kind() == ast.LiteralKind {
				c.vetRegion(args[1])
			} else if !c.isParamOf(args[1], RegionParam) {
				c.reportAt(args[1], `write for example "EU"`, "the region is a literal or a parameter of type region")
			}
		case "licensedUnder":
			if args[1].Kind() != ast.ListKind && !c.isParamOf(args[1], LicencesParam) {
				c.reportAt(args[1], `write for example ["EUPL-1.2", "MIT"]`, "the accepted licences are a literal list or a parameter of type licences")
			} else if args[1].Kind() == ast.ListKind {
				c.vetLicences(args[1])
			}
		}
		if call.IsMemberFunction() {
			c.vet(call.Target())
		}
		for _, a := range args {
			c.vet(a)
		}
	}
}

// vetList checks a list that a rule writes out. Its elements are of one type:
// CEL would take any and find them unequal.
func (c *compiler) vetList(list ast.Expr) {
	if list.AsList().Size() == 0 {
		c.reportAt(list, "write the values out, or make the list a parameter", "nothing is in an empty list")
	}
	var first *types.Type
	for _, el := range list.AsList().Elements() {
		if el.Kind() != ast.LiteralKind {
			c.reportAt(el, "write the values out, or make the list a parameter", "a list in a rule holds literals only")
			continue
		}
		c.vet(el)
		t := c.ast.GetType(el.ID())
		if first == nil {
			first = t
		} else if !t.IsExactType(first) {
			c.reportAt(el, "", "the list holds %s and %s", typeName(first), typeName(t))
		}
	}
}

func isScalarObject(t *types.Type) bool {
	switch t.TypeName() {
	case dateType.TypeName(), versionType.TypeName(), periodType.TypeName(), instantType.TypeName():
		return true
	}
	return false
}

func isParam(e ast.Expr) bool {
	root, path := chain(e)
	return root == "params" && len(path) == 1
}

// isParamOf reports whether an expression is a parameter of the type, whose
// values were checked when they were set.
func (c *compiler) isParamOf(e ast.Expr, t ParamType) bool {
	o := c.operand(e, nil, true)
	return o != nil && o.Root == "params" && o.Info.Param == t
}

// vetEnum checks literals that a fact of a closed set is compared with.
func (c *compiler) vetEnum(fact, other ast.Expr) {
	o := c.operand(fact, nil, true)
	if o == nil || o.Info == nil || o.Info.Values == nil {
		return
	}
	check := func(e ast.Expr) {
		if e.Kind() != ast.LiteralKind {
			return
		}
		s, ok := e.AsLiteral().(types.String)
		if !ok || slices.Contains(o.Info.Values, string(s)) {
			return
		}
		hint := "it is one of " + gostrings.Join(o.Info.Values, ", ")
		if len(o.Info.Values) > 20 {
			hint = ""
		}
		if near := doc.Suggest(string(s), o.Info.Values); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		c.reportAt(e, hint, "%s is never %q", o.Info.Path, string(s))
	}
	if p := c.operand(other, nil, true); p != nil && p.Root == "params" {
		// Remembered for the values the catalogue and profiles give it.
		p.Info.Of, p.Info.Values = o.Info.Path, o.Info.Values
		return
	}
	if other.Kind() == ast.ListKind {
		for _, el := range other.AsList().Elements() {
			check(el)
		}
		return
	}
	check(other)
}

// vetLiteral checks the argument of date() and version() at load.
func (c *compiler) vetLiteral(call ast.CallExpr, arg ast.Expr) {
	if arg.Kind() != ast.LiteralKind {
		c.reportAt(arg, "make it a parameter of type "+call.FunctionName(), "%s() takes a literal", call.FunctionName())
		return
	}
	v := parseDate(arg.AsLiteral())
	if call.FunctionName() == "version" {
		v = parseVersion(arg.AsLiteral())
	}
	if types.IsError(v) {
		c.reportAt(arg, "", "%v", v)
	}
}

func (c *compiler) vetLicences(list ast.Expr) {
	var ids []string
	for _, el := range list.AsList().Elements() {
		if el.Kind() == ast.LiteralKind {
			if s, ok := el.AsLiteral().(types.String); ok {
				ids = append(ids, string(s))
			}
		}
	}
	if _, err := licences.LicensedUnder("MIT", ids); err != nil {
		c.reportAt(list, "use SPDX licence ids", "%v", err)
	}
}

func (c *compiler) vetRegion(arg ast.Expr) {
	s, ok := arg.AsLiteral().(types.String)
	if !ok {
		return
	}
	if hint, ok := KnownRegion(string(s)); !ok {
		c.reportAt(arg, hint, "no region %q", string(s))
	}
}

// quantifier recognises what the macros all and exists expand to.
func quantifier(f ast.ComprehensionExpr) (pred ast.Expr, kind NodeKind, ok bool) {
	step := f.LoopStep()
	if f.HasIterVar2() || step.Kind() != ast.CallKind || len(step.AsCall().Args()) != 2 || f.AccuInit().Kind() != ast.LiteralKind {
		return nil, 0, false
	}
	// What the macros add for open lists is theirs, not the rule's.
	step = step.AsCall().Args()[1]
	if step.Kind() != ast.CallKind || len(step.AsCall().Args()) != 2 {
		return nil, 0, false
	}
	init, isBool := f.AccuInit().AsLiteral().(types.Bool)
	switch {
	case !isBool:
	case bool(init) && step.AsCall().FunctionName() == operators.LogicalOr:
		return step.AsCall().Args()[0], AllNode, true
	case !bool(init) && step.AsCall().FunctionName() == operators.LogicalAnd:
		return step.AsCall().Args()[0], ExistsNode, true
	}
	return nil, 0, false
}

// node decomposes an expression into logic and atoms.
func (c *compiler) node(e ast.Expr, loops *loop) *Node {
	switch e.Kind() {
	case ast.CallKind:
		call := e.AsCall()
		switch call.FunctionName() {
		case operators.LogicalAnd, operators.LogicalOr:
			kind := AndNode
			if call.FunctionName() == operators.LogicalOr {
				kind = OrNode
			}
			n := &Node{Kind: kind}
			for _, a := range call.Args() {
				child := c.node(a, loops)
				if child.Kind == kind {
					n.Children = append(n.Children, child.Children...)
				} else {
					n.Children = append(n.Children, child)
				}
			}
			if kind == OrNode {
				// In "!guard || demand" the demand is what a reader looks for.
				slices.SortStableFunc(n.Children, func(a, b *Node) int { return guard(a) - guard(b) })
			}
			return n
		case operators.LogicalNot:
			return &Node{Kind: NotNode, Children: []*Node{c.node(call.Args()[0], loops)}}
		case operators.Conditional:
			n := &Node{Kind: CondNode}
			for _, a := range call.Args() {
				n.Children = append(n.Children, c.node(a, loops))
			}
			return n
		}
	case ast.ComprehensionKind:
		f := e.AsComprehension()
		pred, kind, _ := quantifier(f)
		list := c.operand(f.IterRange(), loops, false)
		if list == nil {
			c.reportAt(f.IterRange(), "", "all() and exists() run over a list that has a name")
			return &Node{Kind: kind}
		}
		// The list counts as read even if nothing looks at its elements.
		c.collect(f.IterRange(), loops, &Atom{})
		inner := &loop{name: f.IterVar(), slot: list.Info.Slot, info: list.Info, given: !list.IsFact(), outer: loops}
		if list.slot >= 0 {
			inner.elem = list.layout.fields[list.slot].elem
		}
		if shadow := loops.find(f.IterVar()); shadow != nil || slices.Contains(domains, f.IterVar()) || f.IterVar() == "subject" || f.IterVar() == "params" || f.IterVar() == "at" {
			c.reportAt(e, "give the element another name", "%q already has a meaning here", f.IterVar())
		}
		if from := loops.find(list.Root); from != nil {
			inner.reads = from.within()
		}
		n := &Node{Kind: kind, Var: f.IterVar(), Range: list, Children: []*Node{c.node(pred, inner)}, offset: c.offset(e), around: inner.reads}
		n.place, n.named = placeOf(c.src.Text, n.offset), n.Children[0].dependsOn(n.Var)
		return n
	}
	return &Node{Kind: AtomNode, Atom: c.atom(e, loops)}
}

// guard ranks negations after what is demanded, and after both what no fact can
// change: in "params.tolerated || !flaw" the negation is the demand.
func guard(n *Node) int {
	switch {
	case n.Kind == NotNode:
		return 1
	case !n.readsFact():
		return 2
	}
	return 0
}

// readsFact reports whether a fact may change what the node says.
func (n *Node) readsFact() bool {
	return n.Atom != nil && len(n.Atom.Facts) > 0 || n.Range != nil && n.Range.IsFact() ||
		slices.ContainsFunc(n.Children, (*Node).readsFact)
}

// chain splits a.b.c into a and [b c].
func chain(e ast.Expr) (root string, path []string) {
	for e.Kind() == ast.SelectKind {
		path = append(path, e.AsSelect().FieldName())
		e = e.AsSelect().Operand()
	}
	if e.Kind() != ast.IdentKind {
		return "", nil
	}
	slices.Reverse(path)
	return e.AsIdent(), path
}

// operand resolves a name to a field. With types it needs no loops: the checker
// knows the type of every variable.
func (c *compiler) operand(e ast.Expr, loops *loop, byType bool) *Operand {
	if k := e.Kind(); k != ast.SelectKind && k != ast.IdentKind {
		return nil
	}
	if byType {
		return c.resolve(e, nil, true)
	}
	// Asked for again and again, and the same wherever an expression is looked at.
	o, ok := c.operands[e.ID()]
	if !ok {
		o = c.resolve(e, loops, false)
		if c.operands == nil {
			c.operands = map[int64]*Operand{}
		}
		c.operands[e.ID()] = o
	}
	return o
}

func (c *compiler) resolve(e ast.Expr, loops *loop, byType bool) *Operand {
	root, path := chain(e)
	if root == "" {
		return nil
	}
	name := gostrings.Join(path, ".")
	find := func(l *layout, name string) *Operand {
		if l == nil {
			return nil
		}
		if i, ok := l.slots[name]; ok {
			return &Operand{Root: root, Info: l.fields[i].info, slot: i, layout: l}
		}
		return nil
	}
	switch {
	case root == "at" && len(path) == 0:
		return &Operand{Root: "at", slot: -1}
	case root == "params":
		return find(c.scope.params, "params."+name)
	case root == "subject":
		return find(c.scope.env.subject, "subject."+name)
	case slices.Contains(domains, root):
		return find(c.scope.env.facts, root+"."+name)
	}
	if byType {
		if len(path) == 0 {
			return nil
		}
		for e.Kind() == ast.SelectKind {
			e = e.AsSelect().Operand()
		}
		s, ok := c.scope.env.provider.find(c.ast.GetType(e.ID()).TypeName())
		if !ok {
			return nil
		}
		// Follow the groups to the leaf.
		for _, p := range path[:len(path)-1] {
			f, ok := s.fields[p]
			if !ok {
				return nil
			}
			s, _ = c.scope.env.provider.find(f.Type.TypeName())
		}
		if slot, ok := s.slots[path[len(path)-1]]; ok {
			return &Operand{Root: root, Info: s.layout.fields[slot].info, slot: slot, layout: s.layout}
		}
		return nil
	}
	l := loops.find(root)
	switch {
	case l == nil:
		return nil
	case len(path) == 0:
		info := *l.info
		info.Kind, info.Item = info.Item, 0
		return &Operand{Root: root, Info: &info, slot: -1}
	}
	return find(l.elem, name)
}

func (c *compiler) text(e ast.Expr) string {
	if root, path := chain(e); root != "" {
		return gostrings.Join(append([]string{root}, path...), ".")
	}
	s, err := cel.ExprToString(e, c.ast.SourceInfo())
	if err != nil {
		return c.src.Text
	}
	return s
}

func (c *compiler) plan(e ast.Expr) *planned {
	checked, env := c.ast, c.scope.cel
	return &planned{plan: func() (cel.Program, error) {
		sub := ast.NewCheckedAST(ast.NewAST(e, checked.SourceInfo()), checked.TypeMap(), checked.ReferenceMap())
		return env.PlanProgram(sub, cel.EvalOptions(cel.OptOptimize))
	}}
}

func (c *compiler) term(e ast.Expr, loops *loop) *Term {
	t := &Term{Text: c.text(e), operand: c.operand(e, loops, false)}
	switch {
	case e.Kind() == ast.LiteralKind:
		t.value, t.shown = e.AsLiteral(), public(e.AsLiteral())
	case constant(e):
		// Literals only: a list, a date, a version. Its value is always the same.
		t.program = c.plan(e)
		if v, err := (&Machine{}).constant(t.program); err == nil {
			t.value, t.shown = v, public(v)
		}
	case t.operand == nil:
		t.program = c.plan(e)
	}
	return t
}

// atom describes one atom: which facts it reads, which of them is tested how
// against what.
func (c *compiler) atom(e ast.Expr, loops *loop) *Atom {
	a := &Atom{Text: c.text(e), Offset: c.offset(e)}
	a.Place = placeOf(c.src.Text, a.Offset)
	c.collect(e, loops, a)
	switch len(a.Facts) {
	case 0:
		a.Class = ClassGiven
	case 1:
		a.Class = ClassSingle
	default:
		a.Class = ClassFallback
	}
	if o := c.operand(e, loops, false); o != nil {
		a.Fact, a.Op, a.bare = o, "==", true
		a.Cuts = []*Term{{Text: "true", value: types.True}}
		return a
	}
	a.program = c.plan(e)
	_, a.periods, a.sound = c.sound(e, loops)
	if e.Kind() != ast.CallKind {
		a.Class = min(a.Class, ClassGiven) // a literal
		a.Op = "is"
		return a
	}
	call := e.AsCall()
	args := call.Args()
	if call.IsMemberFunction() {
		args = append([]ast.Expr{call.Target()}, args...)
	}
	switch name := call.FunctionName(); name {
	case operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
		a.Op = map[string]string{operators.Equals: "==", operators.NotEquals: "!=", operators.Less: "<", operators.LessEquals: "<=",
			operators.Greater: ">", operators.GreaterEquals: ">="}[name]
		left, right := args[0], args[1]
		if !c.readsFact(left, loops) && (c.readsFact(right, loops) || !c.namesGiven(left, loops) && c.namesGiven(right, loops)) {
			left, right = right, left
			a.Op = mirrored[a.Op]
		}
		if a.Class != ClassFallback || !c.readsFact(right, loops) {
			c.tested(a, left, loops)
		} else {
			a.subject = c.term(left, loops)
		}
		if a.Fact == nil {
			if len(a.Facts) > 0 {
				a.Fact = a.Facts[0]
				a.Class = ClassFallback
				a.subject = c.term(left, loops)
			} else if o := c.operand(left, loops, false); o != nil {
				a.Fact = o
			} else {
				a.subject = c.term(left, loops)
			}
		}
		a.Cuts = []*Term{c.term(right, loops)}
	case operators.In:
		a.Op = "in"
		c.tested(a, args[0], loops)
		a.Cuts = []*Term{c.term(args[1], loops)}
	default:
		a.Op = name
		if len(args) > 0 {
			c.tested(a, args[0], loops)
			for _, arg := range args[1:] {
				if o := c.operand(arg, loops, false); o != nil && o.Root == "at" {
					continue
				}
				a.Cuts = append(a.Cuts, c.term(arg, loops))
			}
		}
	}
	if a.Fact == nil {
		if len(a.Facts) > 0 {
			a.Fact, a.Class = a.Facts[0], ClassFallback
			if a.subject == nil && len(args) > 0 && c.readsFact(args[0], loops) {
				a.subject = c.term(args[0], loops) // a sum, or a choice between facts
			}
			a.loose = a.subject == nil
		}
	}
	return a
}

var mirrored = map[string]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

func (c *compiler) readsFact(e ast.Expr, loops *loop) bool {
	a := &Atom{}
	c.collect(e, loops, a)
	return len(a.Facts) > 0
}

// namesGiven reports whether an expression is the instant, a field of the
// subject or a quantifier's variable: what is tested rather than the measure.
func (c *compiler) namesGiven(e ast.Expr, loops *loop) bool {
	o := c.operand(e, loops, false)
	return o != nil && o.Root != "params"
}

// tested finds the fact under test in the side of a comparison that has one.
func (c *compiler) tested(a *Atom, e ast.Expr, loops *loop) {
	if o := c.operand(e, loops, false); o != nil {
		a.Fact = o
		return
	}
	if e.Kind() != ast.CallKind {
		return
	}
	call := e.AsCall()
	switch call.FunctionName() {
	case overloadSize:
		list := call.Target()
		if !call.IsMemberFunction() {
			list = call.Args()[0]
		}
		if o := c.operand(list, loops, false); o != nil {
			a.Fact, a.size = o, true
		}
	case operators.Add, operators.Subtract:
		o := c.operand(call.Args()[0], loops, false)
		if o != nil && c.ast.GetType(e.ID()).IsExactType(dateType) && !c.readsFact(call.Args()[1], loops) {
			a.Fact, a.shift, a.sub = o, c.term(call.Args()[1], loops), call.FunctionName() == operators.Subtract
		}
	}
}

const overloadSize = "size"

// collect finds the facts an expression reads.
func (c *compiler) collect(e ast.Expr, loops *loop, a *Atom) {
	if o := c.operand(e, loops, false); o != nil {
		if o.Root == "at" {
			c.usesAt, a.usesAt = true, true
			return
		}
		if o.Root == "params" && !slices.Contains(a.params, o.Info.Path) {
			a.params = append(a.params, o.Info.Path)
		}
		if o.Root == "subject" && !slices.ContainsFunc(a.asks, func(p *Operand) bool { return p.slot == o.slot }) {
			a.asks = append(a.asks, o)
		}
		l := loops.find(o.Root)
		if l != nil {
			for _, name := range l.within() {
				if !slices.Contains(a.vars, name) {
					a.vars = append(a.vars, name)
				}
			}
		}
		if !o.IsFact() || l != nil && l.given {
			return
		}
		if c.reads == nil {
			c.reads = map[int]bool{}
		}
		c.reads[o.Info.Slot] = true
		if !slices.ContainsFunc(a.Facts, func(p *Operand) bool { return p.Root == o.Root && p.slot == o.slot && p.layout == o.layout }) {
			a.Facts = append(a.Facts, o)
		}
		return
	}
	switch e.Kind() {
	case ast.SelectKind:
		c.collect(e.AsSelect().Operand(), loops, a)
	case ast.CallKind:
		if e.AsCall().IsMemberFunction() {
			c.collect(e.AsCall().Target(), loops, a)
		}
		for _, arg := range e.AsCall().Args() {
			c.collect(arg, loops, a)
		}
	case ast.ListKind:
		for _, el := range e.AsList().Elements() {
			c.collect(el, loops, a)
		}
	case ast.ComprehensionKind:
		// A quantifier inside a comparison, such as all(…) == true.
		f := e.AsComprehension()
		c.collect(f.IterRange(), loops, a)
		if list := c.operand(f.IterRange(), loops, false); list != nil {
			inner := &loop{name: f.IterVar(), slot: list.Info.Slot, info: list.Info, given: !list.IsFact(), outer: loops}
			if list.slot >= 0 {
				inner.elem = list.layout.fields[list.slot].elem
			}
			if from := loops.find(list.Root); from != nil {
				inner.reads = from.within()
			}
			pred, _, _ := quantifier(f)
			c.collect(pred, inner, a)
		}
	}
}

// check reads and types the text: the short way if it is plain, else by cel-go.
func (c *compiler) check() (*cel.Ast, bool) {
	if !c.measure() {
		return nil, false
	}
	if checked, ok := c.short(); ok {
		return checked, true
	}
	return c.judge()
}

// measure refuses a text that is too short or too long to look at.
func (c *compiler) measure() bool {
	if gostrings.TrimSpace(c.src.Text) == "" {
		if c.demand {
			c.report(0, `write for example by("contract"), or none`, "the demand is empty")
			return false
		}
		c.report(0, `write a condition, for example data.keys.custody == "customer"`, "the rule is empty")
		return false
	}
	if len(c.src.Text) > maxRuleBytes {
		c.report(0, "split the criterion", "the rule has %d bytes, more than %d", len(c.src.Text), maxRuleBytes)
		return false
	}
	c.wide = utf8.RuneCountInString(c.src.Text) < len(c.src.Text)
	return true
}

// short reads and types a plain text, see [parse] and [Scope.typed].
func (c *compiler) short() (*cel.Ast, bool) {
	tree, ok := parse(c.src.Text, !c.demand)
	if !ok {
		return nil, false
	}
	if !c.demand {
		return c.scope.typed(tree)
	}
	checked, issues := c.scope.cel.Check(tree.as(ast.NewAST(tree.root, tree.info)))
	return checked, len(issues.Errors()) == 0
}

// judge runs cel-go's parser and checker and turns its findings into problems
// a rule's author can act on.
func (c *compiler) judge() (*cel.Ast, bool) {
	// What is read the short way keeps to the limit on nodes. cel-go would count
	// them once more for every rule, so it has the limit only where it is needed.
	judge, err := c.scope.cel.Extend(cel.ExpressionNodeLimit(maxRuleNodes))
	if err != nil {
		c.report(0, "", "the rule cannot be read: %v", err)
		return nil, false
	}
	// Not issues.Err(): it renders every finding, in time and memory that grow
	// with the square of the rule's length.
	parsed, issues := judge.Parse(c.src.Text)
	if found := issues.Errors(); len(found) > 0 {
		c.translateAll(found, nil)
		return nil, false
	}
	checked, issues := judge.Check(parsed)
	if found := issues.Errors(); len(found) > 0 {
		c.translateAll(found, parsed.NativeRep())
		return nil, false
	}
	return checked, true
}

// constant reports whether an expression has no names in it.
func constant(e ast.Expr) bool {
	found := false
	ast.PostOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() == ast.IdentKind || x.Kind() == ast.ComprehensionKind {
			found = true
		}
	}))
	return !found
}

// eval returns the term's value, nil if it is not known, and what explanations
// show of it.
func (t *Term) eval(m *Machine) (ref.Val, evidence.Value) {
	switch {
	case t.value != nil:
		return t.value, t.shown
	case t.operand != nil:
		f := m.resolve(t.operand)
		return f.val, f.shown
	}
	v, err := m.part(t.program)
	if err != nil || types.IsUnknown(v) {
		return nil, evidence.Value{}
	}
	return v, public(v)
}
