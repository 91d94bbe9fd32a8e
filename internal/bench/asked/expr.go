package asked

import (
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
)

// Op is what an expression does.
type Op string

// The operations. What a peer must be able to say is this list.
const (
	Const  Op = "const"  // Value
	Fact   Op = "fact"   // Ref
	And    Op = "&&"     // all of Args
	Or     Op = "||"     // any of Args
	Not    Op = "!"      // not Args[0]
	Choose Op = "?:"     // Args[0] ? Args[1] : Args[2]
	All    Op = "all"    // Args[1] for every element Var of the list Args[0]
	Exists Op = "exists" // Args[1] for some element Var of the list Args[0]

	Equal     Op = "=="
	Unequal   Op = "!="
	Less      Op = "<"
	AtMost    Op = "<="
	Greater   Op = ">"
	AtLeast   Op = ">="
	In        Op = "in"          // the text Args[0] is one of Texts
	InRegion  Op = "inRegion"    // the country Args[0] is one of Texts, the members of a region
	Satisfies Op = "satisfies"   // the version Args[0] meets the constraint Texts[0]
	Approved  Op = "osiApproved" // the licence Args[0] is approved by the Open Source Initiative
	SameAs    Op = "sameVersion" // the versions Args[0] and Args[1] are equally old

	Size     Op = "size" // the number of elements of the list Args[0]
	Plus     Op = "+"
	Minus    Op = "-"
	Times    Op = "*"
	PlusDays Op = "plusDays" // the date Args[0] moved on by Args[1] days, an error beyond 0 to MaxDays
)

// MaxDays is the longest period the rule language has; [PlusDays] with more is
// an error.
const MaxDays = 100_000

// Expr is a part of a question, with the parameters and the day put in.
type Expr struct {
	Op   Op
	Kind evidence.Kind
	Args []*Expr
	Ref  *Ref
	// Var is the variable of a quantifier.
	Var string
	// Value is a constant: bool, int64, float64 or string; a date is the number of
	// its day.
	Value any
	Texts []string

	period any // a civil.Period, which is folded into the date it is added to
}

// Ref is a fact, a field of the subject, an element of a list or a field of
// one.
type Ref struct {
	// Var is the variable of a quantifier, or empty for what lies at the top.
	Var string
	// Path is where it lies below, empty for the element itself.
	Path string
	// Field describes it; nil for an element of a list of scalars and for the
	// subject.
	Field *evidence.Field
}

// Failing reports whether the expression can be an error.
func (e *Expr) Failing() bool {
	return e.Op == PlusDays || slices.ContainsFunc(e.Args, (*Expr).Failing)
}

// Walk calls yield for the expression and all its parts.
func (e *Expr) Walk(yield func(*Expr)) {
	yield(e)
	for _, a := range e.Args {
		a.Walk(yield)
	}
}

func truth(b bool) *Expr { return &Expr{Op: Const, Kind: evidence.KindBool, Value: b} }

func (e *Expr) is(b bool) bool { return e.Op == Const && e.Value == any(b) }

// join makes an and or an or, without what changes nothing.
func join(op Op, args ...*Expr) *Expr {
	neutral := op == And
	var kept []*Expr
	for _, a := range args {
		switch {
		case a.is(neutral):
		case a.is(!neutral):
			return a
		case a.Op == op:
			kept = append(kept, a.Args...)
		default:
			kept = append(kept, a)
		}
	}
	switch len(kept) {
	case 0:
		return truth(neutral)
	case 1:
		return kept[0]
	}
	return &Expr{Op: op, Kind: evidence.KindBool, Args: kept}
}

func negate(a *Expr) *Expr {
	switch {
	case a.Op == Const:
		return truth(!a.Value.(bool))
	case a.Op == Not:
		return a.Args[0]
	}
	return &Expr{Op: Not, Kind: evidence.KindBool, Args: []*Expr{a}}
}

var mirrored = map[Op]Op{Equal: Equal, Unequal: Unequal, Less: Greater, AtMost: AtLeast, Greater: Less, AtLeast: AtMost}

func compare(op Op, a, b *Expr) (*Expr, error) {
	if a.Op == Const {
		a, b, op = b, a, mirrored[op]
	}
	if a.Op == Const {
		return folded(op, a.Value, b.Value)
	}
	if a.Kind == evidence.KindVersion {
		if op != Equal {
			return nil, fmt.Errorf("versions are compared with %s", op)
		}
		op = SameAs
	}
	if a.Kind == evidence.KindBool && b.Op == Const {
		return nil, fmt.Errorf("a truth is compared with %s", op)
	}
	return &Expr{Op: op, Kind: evidence.KindBool, Args: []*Expr{a, b}}, nil
}

func folded(op Op, a, b any) (*Expr, error) {
	switch x := a.(type) {
	case int64:
		y := b.(int64)
		return truth(map[Op]bool{Equal: x == y, Unequal: x != y, Less: x < y, AtMost: x <= y, Greater: x > y, AtLeast: x >= y}[op]), nil
	case string:
		switch op {
		case Equal:
			return truth(x == b.(string)), nil
		case Unequal:
			return truth(x != b.(string)), nil
		}
	}
	return nil, fmt.Errorf("constants %v %s %v", a, op, b)
}
