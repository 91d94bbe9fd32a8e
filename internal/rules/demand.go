package rules

import (
	"fmt"
	"slices"
	gostrings "strings"
	"sync"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/env"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Demand is what a profile demands of the proofs of a fact. It is a rule of its
// own small language, over the valid proofs that cover the fact:
//
//	by(kind)                        a proof of that kind, or one that stands in for it
//	by(kind, months(12))            not older than that
//	attested(scheme)                an attestation of the scheme
//	attested(scheme, level)         of that level or a higher one
//	attested(scheme, level, age)    not older than that
//	inspected(demand)               only proofs that somebody looked at count
//	gapless(demand, span, bridge)   proofs with periods that leave no day of the
//	                                span uncovered; the last may have ended at
//	                                most the bridge ago
//	none                            no proof at all
//
// combined with && and || only: without negation more proof can never hurt. It
// has at most [MaxDemandParts] parts.
type Demand struct {
	root *demandNode
	text string
}

// demandNode is nil for none.
type demandNode struct {
	op        string // "&&", "||", "by", "attested", "gapless"
	children  []*demandNode
	kind      evidence.ProofKind
	scheme    evidence.Scheme
	level     int64
	age       *civil.Period
	inspected bool
	span      civil.Period
	bridge    civil.Period
}

// None demands nothing.
var None = demandOf(nil)

func demandOf(root *demandNode) *Demand {
	if root == nil {
		return &Demand{text: "none"}
	}
	return &Demand{root, root.String()}
}

// IsNone reports whether nothing is demanded.
func (d *Demand) IsNone() bool { return d.root == nil }

var demandEnv = sync.OnceValues(func() (*cel.Env, error) {
	demand := cel.BoolType
	return cel.NewCustomEnv(
		cel.StdLib(cel.StdLibSubset(&env.LibrarySubset{DisableMacros: true,
			IncludeFunctions: []*env.Function{only(operators.LogicalAnd), only(operators.LogicalOr)}})),
		cel.ParserExpressionSizeLimit(maxRuleBytes), cel.ExpressionNodeLimit(maxRuleNodes), cel.ExpressionNestingDepthLimit(maxRuleDepth),
		cel.Function("by", cel.Overload("by_kind", []*cel.Type{cel.StringType}, demand),
			cel.Overload("by_kind_age", []*cel.Type{cel.StringType, periodType}, demand)),
		cel.Function("attested", cel.Overload("attested_scheme", []*cel.Type{cel.StringType}, demand),
			cel.Overload("attested_scheme_level", []*cel.Type{cel.StringType, cel.IntType}, demand),
			cel.Overload("attested_scheme_level_age", []*cel.Type{cel.StringType, cel.IntType, periodType}, demand)),
		cel.Function("inspected", cel.Overload("inspected_demand", []*cel.Type{demand}, demand)),
		cel.Function("gapless", cel.Overload("gapless_demand", []*cel.Type{demand, periodType, periodType}, demand)),
		cel.Function("days", cel.Overload("days_int", []*cel.Type{cel.IntType}, periodType)),
		cel.Function("months", cel.Overload("months_int", []*cel.Type{cel.IntType}, periodType)),
		cel.Function("years", cel.Overload("years_int", []*cel.Type{cel.IntType}, periodType)),
	)
})

// CompileDemand parses and checks a demand.
func CompileDemand(src Source) (*Demand, doc.Problems) {
	if gostrings.TrimSpace(src.Text) == "none" {
		return None, nil
	}
	e, err := demandEnv()
	if err != nil {
		return nil, doc.Problems{{Message: err.Error()}}
	}
	c := &demandCompiler{compiler{scope: &Scope{env: &Env{provider: &provider{}, facts: &layout{}}, cel: e}, src: src, demand: true}}
	checked, ok := c.check()
	if !ok {
		return nil, c.problems
	}
	if !checked.OutputType().IsExactType(types.BoolType) {
		c.report(0, `write for example by("contract")`, "a demand is made of by(), attested(), inspected() and gapless()")
		return nil, c.problems
	}
	c.ast = checked.NativeRep()
	root := c.node(c.ast.Expr(), false)
	if n := root.parts(); n > MaxDemandParts {
		c.report(0, "demand less", "the demand has %d parts, more than %d", n, MaxDemandParts)
	}
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	return demandOf(root.simplify()), nil
}

type demandCompiler struct{ compiler }

func (c *demandCompiler) node(e ast.Expr, inspected bool) *demandNode {
	n := &demandNode{inspected: inspected}
	if e.Kind() != ast.CallKind {
		c.reportAt(e, `write for example by("contract")`, "a demand is made of by(), attested(), inspected() and gapless()")
		return n
	}
	call := e.AsCall()
	args := call.Args()
	switch call.FunctionName() {
	case operators.LogicalAnd, operators.LogicalOr:
		n.op = "&&"
		if call.FunctionName() == operators.LogicalOr {
			n.op = "||"
		}
		for _, a := range args {
			n.children = append(n.children, c.node(a, inspected))
		}
	case "inspected":
		return c.node(args[0], true)
	case "by":
		n.op = "by"
		n.kind = evidence.ProofKind(c.member(args[0], "kind of proof", evidence.ProofKind("").Values()))
		if n.kind == evidence.Attestation {
			c.reportAt(args[0], `write attested("bsi-c5", 1)`, "an attestation is demanded by scheme")
		}
		if len(args) > 1 {
			n.age = c.period(args[1])
		}
	case "attested":
		n.op, n.kind, n.level = "attested", evidence.Attestation, 1
		n.scheme = evidence.Scheme(c.member(args[0], "scheme", evidence.Scheme("").Named()))
		if len(args) > 1 {
			level, ok := args[1].AsLiteral().(types.Int)
			if args[1].Kind() != ast.LiteralKind || !ok || level < 1 || n.scheme != "" && int(level) > n.scheme.Levels() {
				c.reportAt(args[1], fmt.Sprintf("it has levels 1 to %d", n.scheme.Levels()), "scheme %s has no such level", n.scheme)
			}
			n.level = int64(level)
		}
		if len(args) > 2 {
			n.age = c.period(args[2])
		}
	case "gapless":
		n.op = "gapless"
		n.children = []*demandNode{c.node(args[0], inspected)}
		if op := n.children[0].op; op != "by" && op != "attested" {
			c.reportAt(args[0], "", "gapless() takes one by() or attested()")
		}
		if p := c.period(args[1]); p != nil {
			n.span = *p
		}
		if p := c.period(args[2]); p != nil {
			n.bridge = *p
		}
	default:
		c.reportAt(e, `write for example by("contract")`, "a demand is made of by(), attested(), inspected() and gapless()")
	}
	return n
}

func (c *demandCompiler) member(e ast.Expr, what string, values []string) string {
	if e.Kind() == ast.LiteralKind {
		if s, ok := e.AsLiteral().(types.String); ok {
			if slices.Contains(values, string(s)) {
				return string(s)
			}
			hint := "it is one of " + gostrings.Join(values, ", ")
			if near := doc.Suggest(string(s), values); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			c.reportAt(e, hint, "there is no %s %q", what, string(s))
			return ""
		}
	}
	c.reportAt(e, "", "the %s is a literal", what)
	return ""
}

func (c *demandCompiler) period(e ast.Expr) *civil.Period {
	if e.Kind() == ast.CallKind && len(e.AsCall().Args()) == 1 && e.AsCall().Args()[0].Kind() == ast.LiteralKind {
		if n, ok := e.AsCall().Args()[0].AsLiteral().(types.Int); ok && n >= 0 && n <= maxPeriod {
			switch e.AsCall().FunctionName() {
			case "days":
				return &civil.Period{Days: int32(n)}
			case "months":
				return &civil.Period{Months: int32(n)}
			case "years":
				return &civil.Period{Years: int32(n)}
			}
		}
	}
	c.reportAt(e, "write days(30), months(12) or years(1)", "not a period")
	return nil
}

// And returns a demand that holds exactly when both do, without the parts that
// the other side implies.
func (d *Demand) And(o *Demand) *Demand {
	switch {
	case d.root == nil:
		return o
	case o.root == nil:
		return d
	}
	return demandOf((&demandNode{op: "&&", children: []*demandNode{d.root, o.root}}).simplify())
}

// MaxDemandParts is how many by() and attested() a demand may have, together with
// what it inherits: the work of finding out which of them imply which grows with
// the square of their number.
const MaxDemandParts = 32

// Parts counts the by() and attested() of the demand.
func (d *Demand) Parts() int { return d.root.parts() }

func (n *demandNode) parts() int {
	switch {
	case n == nil:
		return 0
	case n.op == "by" || n.op == "attested":
		return 1
	}
	count := 0
	for _, c := range n.children {
		count += c.parts()
	}
	return count
}

// FoldDemand computes something of a demand from its parts: leaf gives it of a
// by() or attested(), all and either of what is combined with && and ||. What
// demands nothing is all of nothing; scheme is empty unless an attestation is
// demanded.
func FoldDemand[T any](d *Demand, leaf func(kind evidence.ProofKind, scheme evidence.Scheme) T, all, either func(parts []T) T) T {
	if d.root == nil {
		return all(nil)
	}
	var fold func(n *demandNode) T
	fold = func(n *demandNode) T {
		if n.op == "by" || n.op == "attested" {
			return leaf(n.kind, n.scheme)
		}
		parts := make([]T, len(n.children))
		for i, c := range n.children {
			parts[i] = fold(c)
		}
		if n.op == "||" {
			return either(parts)
		}
		return all(parts)
	}
	return fold(d.root)
}

// Implies reports whether whatever satisfies d is sure to satisfy o. It may
// answer false where the answer is true, never the other way round.
func (d *Demand) Implies(o *Demand) bool {
	if o.root == nil {
		return true
	}
	return d.root != nil && d.root.implies(o.root)
}

// simplify flattens and drops what a sibling implies.
func (n *demandNode) simplify() *demandNode { return implications{}.simplify(n) }

// implications remembers what was found out about pairs of parts, so that
// nested demands take no longer than there are pairs.
type implications map[[2]*demandNode]bool

func (known implications) simplify(n *demandNode) *demandNode {
	if n.op != "&&" && n.op != "||" {
		return n
	}
	var flat []*demandNode
	for _, c := range n.children {
		c = known.simplify(c)
		if c.op == n.op {
			flat = append(flat, c.children...)
		} else {
			flat = append(flat, c)
		}
	}
	var kept []*demandNode
	for i, c := range flat {
		redundant := false
		for j, d := range flat {
			// In a conjunction the weaker part goes, in a disjunction the
			// stronger; of two equal parts the second.
			implied := known.implies(d, c)
			other := known.implies(c, d)
			if n.op == "||" {
				implied, other = other, implied
			}
			if i != j && implied && (!other || j < i) {
				redundant = true
			}
		}
		if !redundant {
			kept = append(kept, c)
		}
	}
	if len(kept) == 1 {
		return kept[0]
	}
	return &demandNode{op: n.op, children: kept}
}

func (n *demandNode) implies(o *demandNode) bool { return implications{}.implies(n, o) }

func (known implications) implies(n, o *demandNode) bool {
	if len(n.children) == 0 && len(o.children) == 0 {
		return known.decide(n, o) // sooner decided than remembered
	}
	pair := [2]*demandNode{n, o}
	holds, ok := known[pair]
	if !ok {
		holds = known.decide(n, o)
		known[pair] = holds
	}
	return holds
}

func (known implications) decide(n, o *demandNode) bool {
	switch {
	case n.op == "||":
		return every(n.children, func(c *demandNode) bool { return known.implies(c, o) })
	case o.op == "&&":
		return every(o.children, func(c *demandNode) bool { return known.implies(n, c) })
	case n.op == "&&":
		if slices.ContainsFunc(n.children, func(c *demandNode) bool { return known.implies(c, o) }) {
			return true
		}
		return o.op == "||" && slices.ContainsFunc(o.children, func(c *demandNode) bool { return known.implies(n, c) })
	case o.op == "||":
		return slices.ContainsFunc(o.children, func(c *demandNode) bool { return known.implies(n, c) })
	case n.op == "gapless" && o.op == "gapless":
		return known.implies(n.children[0], o.children[0]) && o.span.NoLonger(n.span) && n.bridge.NoLonger(o.bridge)
	case n.op == "gapless":
		return known.implies(n.children[0], o) && o.age == nil
	case o.op == "gapless":
		return false
	}
	if o.inspected && !n.inspected || o.age != nil && (n.age == nil || !n.age.NoLonger(*o.age)) {
		return false
	}
	if o.op == "attested" {
		return n.op == "attested" && n.scheme == o.scheme && n.level >= o.level
	}
	return n.kind.StandsInFor(o.kind)
}

func every(ns []*demandNode, f func(*demandNode) bool) bool {
	return !slices.ContainsFunc(ns, func(n *demandNode) bool { return !f(n) })
}

// Satisfied reports whether the proofs with the given indices satisfy the
// demand on that day.
func (d *Demand) Satisfied(all []evidence.SupportingProof, covering []int, at civil.Date) bool {
	return d.root == nil || d.root.satisfied(all, covering, at)
}

func (n *demandNode) satisfied(all []evidence.SupportingProof, covering []int, at civil.Date) bool {
	switch n.op {
	case "&&":
		for _, c := range n.children {
			if !c.satisfied(all, covering, at) {
				return false
			}
		}
		return true
	case "||":
		for _, c := range n.children {
			if c.satisfied(all, covering, at) {
				return true
			}
		}
		return false
	case "gapless":
		return n.noGap(all, covering, at)
	}
	for _, i := range covering {
		if p := &all[i]; counts(p, at) == "" && n.meets(p, at) == "" {
			return true
		}
	}
	return false
}

// Shortfalls, worst last.
const (
	ShortNotInspected = "notInspected" // nobody is recorded to have looked at it
	ShortTooOld       = "tooOld"       // older than demanded
	ShortGap          = "gap"          // its period leaves days uncovered
	ShortExpired      = "expired"      // its validity has ended
	ShortNotYet       = "notYetValid"  // it does not count yet
	ShortOutOfScope   = "outOfScope"   // it speaks of another version, region or service
	ShortTooWeak      = "tooWeak"      // another kind, scheme or level is demanded
)

var shortfallOrder = []string{"", ShortNotInspected, ShortTooOld, ShortGap, ShortExpired, ShortNotYet, ShortOutOfScope, ShortTooWeak}

// counts says why a proof does not count at all on a day.
func counts(p *evidence.SupportingProof, at civil.Date) string {
	switch {
	case !p.Scoped:
		return ShortOutOfScope
	case p.Begins.Compare(at) > 0:
		return ShortNotYet
	case p.ValidUntil != nil && p.ValidUntil.Compare(at) < 0:
		return ShortExpired
	}
	return ""
}

// meets says why a proof that counts does not meet a by or attested.
func (n *demandNode) meets(p *evidence.SupportingProof, at civil.Date) string {
	if !n.strong(p.Proof) {
		return ShortTooWeak
	}
	if n.age != nil && p.Dated.Add(*n.age).Compare(at) < 0 {
		return ShortTooOld
	}
	if n.inspected && (p.Inspected == nil || p.Inspected.On.Compare(at) > 0) {
		return ShortNotInspected
	}
	return ""
}

// noGap reports whether some run of periods without a gap covers the span and
// ended no longer ago than the bridge allows. More proofs can only add runs.
func (n *demandNode) noGap(all []evidence.SupportingProof, covering []int, at civil.Date) bool {
	var spans []evidence.Span
	for _, i := range covering {
		if p := &all[i]; p.Period != nil && counts(p, at) == "" && n.children[0].meets(p, at) == "" {
			// What is said of days after it was issued is a promise.
			if p.Period.From.Compare(p.Dated) <= 0 {
				spans = append(spans, evidence.Span{From: p.Period.From, To: p.Dated})
			}
		}
	}
	slices.SortFunc(spans, func(a, b evidence.Span) int { return a.From.Compare(b.From) })
	for i := 0; i < len(spans); {
		// A run of spans without a day between them.
		run := spans[i]
		for i++; i < len(spans) && spans[i].From.Compare(run.To.AddDays(1)) <= 0; i++ {
			if spans[i].To.Compare(run.To) > 0 {
				run.To = spans[i].To
			}
		}
		// A year that ends with September began with October.
		first := run.To.AddDays(1).Sub(n.span)
		if run.To.Add(n.bridge).Compare(at) >= 0 && run.From.Compare(first) <= 0 {
			return true
		}
	}
	return false
}

// Candidate is a proof that covers a fact and does not satisfy what is demanded
// of it, with the reason.
type Candidate struct {
	Proof     int // index of the dossier's proofs
	Shortfall string
}

// Candidates says of each covering proof why it does not do, the best first.
func (d *Demand) Candidates(all []evidence.SupportingProof, covering []int, at civil.Date) []Candidate {
	var out []Candidate
	for _, i := range covering {
		why := counts(&all[i], at)
		if why == "" {
			why = d.root.shortfall(&all[i], at)
		}
		out = append(out, Candidate{i, why})
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return slices.Index(shortfallOrder, a.Shortfall) - slices.Index(shortfallOrder, b.Shortfall)
	})
	return out
}

// shortfall is the smallest reason a proof fails a part of the demand; "" if it
// meets a part and others are open.
func (n *demandNode) shortfall(p *evidence.SupportingProof, at civil.Date) string {
	if n == nil {
		return ""
	}
	switch n.op {
	case "by", "attested":
		return n.meets(p, at)
	case "gapless":
		if why := n.children[0].meets(p, at); why != "" {
			return why
		}
		return ShortGap
	}
	best := ShortTooWeak
	for _, c := range n.children {
		if why := c.shortfall(p, at); slices.Index(shortfallOrder, why) < slices.Index(shortfallOrder, best) {
			best = why
		}
	}
	return best
}

// Concerns reports whether a proof is of a kind, a scheme and a level that some part of
// the demand asks for, whatever its dates are and whoever looked at it. What is no such
// proof makes no difference to whether the demand is satisfied. For none every proof does.
func (d *Demand) Concerns(p *evidence.Proof) bool { return d.root == nil || d.root.concerns(p) }

func (n *demandNode) concerns(p *evidence.Proof) bool {
	if n.op == "by" || n.op == "attested" {
		return n.strong(p)
	}
	return slices.ContainsFunc(n.children, func(c *demandNode) bool { return c.concerns(p) })
}

// strong reports whether a proof is of the kind, or of the scheme and level, that a by or
// attested asks for.
func (n *demandNode) strong(p *evidence.Proof) bool {
	if n.op != "attested" {
		return p.Kind.StandsInFor(n.kind)
	}
	level := int64(1)
	if p.Level != nil {
		level = *p.Level
	}
	return p.Kind == evidence.Attestation && p.Scheme == n.scheme && level >= n.level
}

// Supports reports whether a proof counts and meets a part of the demand, so
// that a proven fact rests on it. For none every proof that counts does.
func (d *Demand) Supports(p *evidence.SupportingProof, at civil.Date) bool {
	return counts(p, at) == "" && (d.root == nil || d.root.uses(p, at))
}

func (n *demandNode) uses(p *evidence.SupportingProof, at civil.Date) bool {
	switch n.op {
	case "by", "attested":
		return n.meets(p, at) == ""
	}
	return slices.ContainsFunc(n.children, func(c *demandNode) bool { return c.uses(p, at) })
}

// String writes the demand as it would be written in a profile.
func (d *Demand) String() string { return d.text }

func (n *demandNode) String() string {
	var s string
	switch n.op {
	case "&&", "||":
		parts := make([]string, len(n.children))
		for i, c := range n.children {
			parts[i] = c.String()
			if n.op == "&&" && c.op == "||" {
				parts[i] = "(" + parts[i] + ")"
			}
		}
		return gostrings.Join(parts, " "+n.op+" ")
	case "gapless":
		return fmt.Sprintf("gapless(%s, %s, %s)", n.children[0], periodText(n.span), periodText(n.bridge))
	case "by":
		s = fmt.Sprintf("by(%q", string(n.kind))
	case "attested":
		s = fmt.Sprintf("attested(%q", string(n.scheme))
		if n.level > 1 || n.age != nil || n.scheme.Levels() > 1 {
			s += fmt.Sprintf(", %d", n.level)
		}
	}
	if n.age != nil {
		s += ", " + periodText(*n.age)
	}
	s += ")"
	if n.inspected {
		s = "inspected(" + s + ")"
	}
	return s
}

func periodText(p civil.Period) string {
	switch {
	case p.Years > 0:
		return fmt.Sprintf("years(%d)", p.Years)
	case p.Months > 0:
		return fmt.Sprintf("months(%d)", p.Months)
	}
	return fmt.Sprintf("days(%d)", p.Days)
}
