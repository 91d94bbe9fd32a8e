package rules

import (
	"strconv"
	gostrings "strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
)

// plainTree is a rule as it was read.
type plainTree struct {
	root   ast.Expr
	info   *ast.SourceInfo
	source common.Source
	ids    int64   // how many there are
	unused []int64 // that are not in the tree
}

// as returns a tree as an Ast, which only cel-go can make: empty, until it gets
// the tree.
func (p *plainTree) as(tree *ast.AST) *cel.Ast {
	a := cel.ParsedExprToAstWithSource(nil, p.source)
	*a.NativeRep() = *tree
	return a
}

// parse reads a text that is plainly written and in the language, into the very
// tree cel-go's parser makes of it, down to ids and offsets. It reports false
// for everything else, be it wrong or merely unusual: that is for cel-go's parser
// to judge and to word.
//
// It is there because most of the time a catalogue took to load was spent in
// cel-go's parser, which interprets a grammar. What a rule means does not depend
// on it; a test and a fuzz target compare the two.
func parse(text string, macros bool) (tree *plainTree, ok bool) {
	for i := range len(text) {
		if text[i] >= 0x80 { // cel-go counts characters, this bytes
			return nil, false
		}
	}
	src := common.NewTextSource(text)
	p := &treeParser{spanParser: spanParser{text: text}, info: ast.NewSourceInfo(src), make: ast.NewExprFactory(), macros: macros}
	if p.scan() != nil {
		return nil, false
	}
	defer func() {
		if broken := recover(); broken != nil {
			if _, unexpected := broken.(unexpectedToken); !unexpected {
				panic(broken)
			}
			tree, ok = nil, false
		}
	}()
	e, height := p.expr()
	p.expect("")
	if height > maxRuleDepth || p.id > maxRuleNodes {
		return nil, false
	}
	return &plainTree{e, p.info, src, p.id, p.unused}, true
}

// treeParser is a parser by recursive descent of a part of CEL's grammar. Every
// method for a part of the grammar returns the part's tree and a height: at
// least as deep as cel-go's parser gets into any of its rules, and into the tree.
type treeParser struct {
	spanParser
	info   *ast.SourceInfo
	make   ast.ExprFactory
	macros bool
	id     int64 // last one given
	unused []int64
	depth  int // of expressions within each other
}

// place gives a token the next id.
func (p *treeParser) place(t token) int64 {
	p.id++
	p.info.SetOffsetRange(p.id, ast.OffsetRange{Start: int32(t.start), Stop: int32(t.end)})
	return p.id
}

// expr is a condition, or one of two values by it.
func (p *treeParser) expr() (ast.Expr, int) {
	if p.depth++; p.depth > maxRuleDepth {
		panic(unexpectedToken{p.peek()})
	}
	defer func() { p.depth-- }()
	e, height := p.logic("||")
	if !p.is("?") {
		return e, height
	}
	id := p.place(p.next())
	yes, h := p.logic("||")
	p.expect(":")
	no, g := p.expr()
	return p.make.NewCall(id, operators.Conditional, e, yes, no), max(height, h, g) + 2
}

// logic is terms between ors, each of which is terms between ands.
func (p *treeParser) logic(sign string) (ast.Expr, int) {
	function, term := operators.LogicalAnd, p.relation
	if sign == "||" {
		function, term = operators.LogicalOr, func() (ast.Expr, int) { return p.logic("&&") }
	}
	e, height := term()
	if !p.is(sign) {
		return e, height
	}
	terms, ids := []ast.Expr{e}, []int64(nil)
	for p.is(sign) {
		op := p.next()
		e, h := term()
		terms, ids, height = append(terms, e), append(ids, p.place(op)), max(height, h) // cel-go numbers the term first
	}
	return p.balance(function, terms, ids), height + 2
}

// balance makes terms a tree that is no deeper than it has to be.
func (p *treeParser) balance(function string, terms []ast.Expr, ids []int64) ast.Expr {
	if len(terms) == 1 {
		return terms[0]
	}
	mid := len(ids) / 2
	return p.make.NewCall(ids[mid], function, p.balance(function, terms[:mid+1], ids[:mid]), p.balance(function, terms[mid+1:], ids[mid+1:]))
}

func (p *treeParser) relation() (ast.Expr, int) {
	return p.binary(p.sum, "==", "!=", "<=", ">=", "<", ">", "in")
}

func (p *treeParser) sum() (ast.Expr, int) { return p.binary(p.product, "+", "-") }

func (p *treeParser) product() (ast.Expr, int) { return p.binary(p.unary, "*", "/", "%") }

// binary is terms between operators of one precedence, which bind from the left.
func (p *treeParser) binary(term func() (ast.Expr, int), signs ...string) (ast.Expr, int) {
	e, height := term()
	for p.is(signs...) {
		op := p.next()
		function, _ := operators.Find(op.text)
		id := p.place(op)
		right, h := term()
		e, height = p.make.NewCall(id, function, e, right), height+h+2
	}
	return e, height
}

// unary is a member, negated or not.
func (p *treeParser) unary() (ast.Expr, int) {
	first, count := p.peek(), 0
	for p.is("!") {
		p.next()
		count++
	}
	if count%2 == 0 {
		e, height := p.member()
		return e, height + count
	}
	id := p.place(first)
	e, height := p.member()
	return p.make.NewCall(id, operators.LogicalNot, e), height + count
}

// member is a value, a field of it, a method of it.
func (p *treeParser) member() (ast.Expr, int) {
	e, height := p.primary()
	for p.is(".") {
		dot := p.next()
		name := p.next()
		if name.kind != nameToken || isKeyword(name.text) {
			panic(unexpectedToken{name})
		}
		if !p.is("(") {
			e, height = p.make.NewSelect(p.place(dot), e, name.text), height+1
			continue
		}
		bracket := p.next()
		id := p.place(bracket)
		args, h := p.list(")")
		height += h + 2
		if p.macros && len(args) == 2 && (name.text == operators.All || name.text == operators.Exists) {
			p.info.ClearOffsetRange(id)
			e = p.loop(name, bracket, e, args[0], args[1])
		} else {
			e = p.make.NewMemberCall(id, name.text, e, args...)
		}
	}
	return e, height
}

// isKeyword reports whether a word is not a name even where it cannot be
// mistaken.
func isKeyword(word string) bool {
	return word == "in" || word == "true" || word == "false" || word == "null"
}

// isReserved reports whether a word cannot name a variable or function.
func isReserved(word string) bool {
	switch word {
	case "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return",
		"var", "void", "while":
		return true
	}
	return isKeyword(word)
}

// list is what stands before a closing bracket, separated by commas.
func (p *treeParser) list(close string) (list []ast.Expr, height int) {
	list = []ast.Expr{}
	for !p.is(close) {
		if len(list) > 0 {
			p.expect(",")
		}
		e, h := p.expr()
		list, height = append(list, e), max(height, h)
	}
	p.next()
	return list, height
}

// primary is a name, a call, a literal, a list, or anything in brackets.
func (p *treeParser) primary() (ast.Expr, int) {
	switch t := p.next(); {
	case t.text == "true" && t.kind == nameToken, t.text == "false" && t.kind == nameToken:
		return p.make.NewLiteral(p.place(t), types.Bool(t.text == "true")), 1
	case t.kind == nameToken && !isReserved(t.text):
		if !p.is("(") {
			return p.make.NewIdent(p.place(t), t.text), 1
		}
		id := p.place(p.next())
		args, height := p.list(")")
		return p.make.NewCall(id, t.text, args...), height + 2
	case t.kind == numberToken:
		return p.number(t), 1
	case t.kind == textToken && isPlainText(t.text):
		return p.make.NewLiteral(p.place(t), types.String(t.text[1:len(t.text)-1])), 1
	case t.kind == signToken && t.text == "(":
		e, height := p.expr()
		p.expect(")")
		return e, height + 1
	case t.kind == signToken && t.text == "[" && !p.is("]"):
		id := p.place(t)
		list, height := p.list("]")
		return p.make.NewList(id, list, []int32{}), height + 2
	case t.kind == signToken && t.text == "-" && p.peek().kind == numberToken && p.peek().start == t.end:
		// Before a number it is part of the literal; all else is unusual.
		n := p.next()
		e := p.number(token{numberToken, "-" + n.text, t.start, n.end})
		if p.is(".") {
			panic(unexpectedToken{t})
		}
		return e, 1
	default:
		panic(unexpectedToken{t})
	}
}

// isPlainText reports whether a text literal means what stands between its
// quotes.
func isPlainText(literal string) bool {
	return (literal[0] == '"' || literal[0] == '\'') && len(literal) > 1 && !gostrings.ContainsAny(literal, "\\\n\r") &&
		gostrings.IndexByte(literal[1:], literal[0]) == len(literal)-2
}

// number is a whole number, or one with a point.
func (p *treeParser) number(t token) ast.Expr {
	digits := gostrings.TrimPrefix(t.text, "-")
	whole, fraction, pointed := gostrings.Cut(digits, ".")
	for _, part := range []string{whole, fraction} {
		for i := range len(part) {
			if !isDigit(part[i]) {
				panic(unexpectedToken{t})
			}
		}
	}
	if !pointed {
		if i, err := strconv.ParseInt(t.text, 10, 64); err == nil {
			return p.make.NewLiteral(p.place(t), types.Int(i))
		}
	} else if f, err := strconv.ParseFloat(t.text, 64); err == nil && whole != "" && fraction != "" {
		return p.make.NewLiteral(p.place(t), types.Double(f))
	}
	panic(unexpectedToken{t})
}

// loop is what [overElements] and cel-go make of all and exists. What they add
// stands where the bracket does.
func (p *treeParser) loop(name, bracket token, list, variable, predicate ast.Expr) ast.Expr {
	if variable.Kind() != ast.IdentKind || variable.AsIdent() == "__result__" {
		panic(unexpectedToken{name})
	}
	p.unused = append(p.unused, variable.ID())
	bracket.end = bracket.start
	here := func() int64 { return p.place(bracket) }
	// Arguments have smaller ids than the call that takes them.
	call := func(function string, args ...ast.Expr) ast.Expr { return p.make.NewCall(here(), function, args...) }
	result := func() ast.Expr { return p.make.NewAccuIdent(here()) }
	open := call(openFunction, p.make.NewIdent(here(), variable.AsIdent()))
	var init, condition, step ast.Expr
	if name.text == operators.All {
		predicate = call(operators.LogicalOr, predicate, open)
		init = p.make.NewLiteral(here(), types.True)
		condition = call(operators.NotStrictlyFalse, result())
		step = call(operators.LogicalAnd, result(), predicate)
	} else {
		predicate = call(operators.LogicalAnd, predicate, call(operators.LogicalNot, open))
		init = p.make.NewLiteral(here(), types.False)
		condition = call(operators.NotStrictlyFalse, call(operators.LogicalNot, result()))
		step = call(operators.LogicalOr, result(), predicate)
	}
	end := result()
	return p.make.NewComprehension(here(), list, variable.AsIdent(), p.make.AccuIdentName(), init, condition, step, end)
}
