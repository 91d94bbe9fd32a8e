package rules

import (
	"fmt"
	gostrings "strings"
	"unicode/utf8"
)

// spanKind says what a span of a rule's text is.
type spanKind uint8

const (
	logicSpan      spanKind = iota + 1 // args joined by && or ||
	condSpan                           // three args
	notSpan                            // one arg
	minusSpan                          // one arg
	compareSpan                        // two args
	inSpan                             // two args
	arithmeticSpan                     // two args
	nameSpan                           // a.b.c, with the whole name
	callSpan                           // args, the receiver first if there is one
	quantifierSpan                     // range and predicate; name is all or exists
	listSpan                           // args
	numberSpan
	textSpan
	boolSpan
)

// span is an expression and where it stands in the rule. cel-go tells where an
// expression's operator stands and not where it ends, so that a part of a rule
// cannot be replaced by what cel-go says alone; the grammar is small enough to
// be read once more.
type span struct {
	kind spanKind
	// start and end are byte offsets; parentheses around the expression are
	// within. first and last are those without parentheses, if there are any.
	start, end  int
	first, last int
	args        []*span
	op          string
	ops         []int  // offsets of the operators between args
	name        string // of a name, a function or a quantifier
	nameAt      int    // offset of a quantifier's name
	loop        string // a quantifier's variable
	member      bool   // a call with a receiver
}

// bare returns where the expression stands without parentheses around it.
func (s *span) bare() (start, end int) {
	if s.last > 0 {
		return s.first, s.last
	}
	return s.start, s.end
}

// token is a word of the rule language.
type token struct {
	kind       tokenKind
	text       string
	start, end int
}

type tokenKind uint8

const (
	endToken tokenKind = iota
	nameToken
	numberToken
	textToken
	signToken
)

// spansOf reads a rule that compiles. The error says that it does not, or that
// it uses something the language does not have.
func spansOf(text string) (s *span, err error) {
	p := &spanParser{text: text}
	if err := p.scan(); err != nil {
		return nil, err
	}
	defer func() {
		if broken := recover(); broken != nil {
			unexpected, ok := broken.(unexpectedToken)
			if !ok {
				panic(broken)
			}
			s, err = nil, unexpected
		}
	}()
	s = p.conditional()
	p.expect("")
	return s, nil
}

// unexpectedToken ends the parser from any depth.
type unexpectedToken struct{ token }

func (u unexpectedToken) Error() string {
	return fmt.Sprintf("unexpected %q at offset %d", u.text, u.start)
}

type spanParser struct {
	text   string
	tokens []token
	at     int
}

// signs are the operators and brackets, longer ones first.
var signs = []string{"&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"}

func (p *spanParser) scan() error {
	p.tokens = make([]token, 0, len(p.text)/4+8)
	for i := 0; i < len(p.text); {
		rest := p.text[i:]
		switch c := rest[0]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f':
			i++
		case gostrings.HasPrefix(rest, "//"):
			n := gostrings.IndexByte(rest, '\n')
			if n < 0 {
				n = len(rest)
			}
			i += n
		default:
			kind, n := nextToken(rest)
			if n == 0 {
				r, _ := utf8.DecodeRuneInString(rest)
				return fmt.Errorf("unexpected %q at offset %d", r, i)
			}
			p.tokens = append(p.tokens, token{kind, rest[:n], i, i + n})
			i += n
		}
	}
	p.tokens = append(p.tokens, token{start: len(p.text), end: len(p.text)})
	return nil
}

// nextToken measures the token a text begins with.
func nextToken(rest string) (tokenKind, int) {
	if n := textLength(rest); n > 0 {
		return textToken, n
	}
	c := rest[0]
	switch {
	case isNameByte(c) && !isDigit(c):
		n := 1
		for n < len(rest) && isNameByte(rest[n]) {
			n++
		}
		return nameToken, n
	case isDigit(c) || c == '.' && len(rest) > 1 && isDigit(rest[1]):
		return numberToken, numberLength(rest)
	}
	for _, s := range signs {
		if gostrings.HasPrefix(rest, s) {
			return signToken, len(s)
		}
	}
	return endToken, 0
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isNameByte(c byte) bool {
	return c == '_' || isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func numberLength(rest string) int {
	n := 0
	for n < len(rest) {
		c := rest[n]
		exponent := n > 0 && (rest[n-1] == 'e' || rest[n-1] == 'E') && !gostrings.HasPrefix(rest, "0x")
		if !isNameByte(c) && c != '.' && !(exponent && (c == '+' || c == '-')) {
			break
		}
		n++
	}
	return n
}

// textLength measures the text literal that rest begins with, 0 if none.
func textLength(rest string) int {
	prefix := 0
	raw := false
	for prefix < len(rest) && prefix < 2 && gostrings.IndexByte("rRbB", rest[prefix]) >= 0 {
		raw = raw || rest[prefix] == 'r' || rest[prefix] == 'R'
		prefix++
	}
	body := rest[prefix:]
	quote := ""
	for _, q := range []string{`"""`, `'''`, `"`, `'`} {
		if gostrings.HasPrefix(body, q) {
			quote = q
			break
		}
	}
	if quote == "" {
		return 0
	}
	for i := len(quote); i < len(body); i++ {
		switch {
		case gostrings.HasPrefix(body[i:], quote):
			return prefix + i + len(quote)
		case body[i] == '\\' && !raw:
			i++
		}
	}
	return 0
}

func (p *spanParser) peek() token { return p.tokens[p.at] }

// is reports whether the next token is one of the signs, or the word in.
func (p *spanParser) is(texts ...string) bool {
	t := p.peek()
	if t.kind != signToken && t.text != "in" {
		return false
	}
	for _, text := range texts {
		if t.text == text {
			return true
		}
	}
	return false
}

func (p *spanParser) next() token {
	t := p.peek()
	if t.kind != endToken {
		p.at++
	}
	return t
}

func (p *spanParser) expect(text string) token {
	t := p.next()
	if t.text != text || t.kind == textToken {
		panic(unexpectedToken{t})
	}
	return t
}

func (p *spanParser) conditional() *span {
	first := p.logic("||")
	if !p.is("?") {
		return first
	}
	p.next()
	second := p.logic("||")
	p.expect(":")
	third := p.conditional()
	return &span{kind: condSpan, start: first.start, end: third.end, args: []*span{first, second, third}}
}

func (p *spanParser) logic(op string) *span {
	operand := p.comparison
	if op == "||" {
		operand = func() *span { return p.logic("&&") }
	}
	first := operand()
	if !p.is(op) {
		return first
	}
	s := &span{kind: logicSpan, op: op, start: first.start, args: []*span{first}}
	for p.is(op) {
		s.ops = append(s.ops, p.next().start)
		s.args = append(s.args, operand())
	}
	s.end = s.args[len(s.args)-1].end
	return s
}

// binary reads operators of one precedence, from left to right.
func (p *spanParser) binary(operand func() *span, kind func(op string) spanKind, ops ...string) *span {
	left := operand()
	for p.is(ops...) {
		op := p.next()
		right := operand()
		left = &span{kind: kind(op.text), op: op.text, ops: []int{op.start}, start: left.start, end: right.end, args: []*span{left, right}}
	}
	return left
}

func (p *spanParser) comparison() *span {
	return p.binary(p.sum, func(op string) spanKind {
		if op == "in" {
			return inSpan
		}
		return compareSpan
	}, "==", "!=", "<=", ">=", "<", ">", "in")
}

func arithmetic(string) spanKind { return arithmeticSpan }

func (p *spanParser) sum() *span { return p.binary(p.product, arithmetic, "+", "-") }

func (p *spanParser) product() *span { return p.binary(p.unary, arithmetic, "*", "/", "%") }

func (p *spanParser) unary() *span {
	kind := notSpan
	switch {
	case p.is("-"):
		kind = minusSpan
	case !p.is("!"):
		return p.member()
	}
	sign := p.next()
	arg := p.unary()
	return &span{kind: kind, start: sign.start, end: arg.end, args: []*span{arg}}
}

// member reads a.b, a.f(x) and a.all(x, p).
func (p *spanParser) member() *span {
	s := p.primary()
	for p.is(".") {
		p.next()
		name := p.next()
		if name.kind != nameToken {
			panic(unexpectedToken{name})
		}
		switch {
		case !p.is("("):
			s = &span{kind: nameSpan, name: s.name + "." + name.text, start: s.start, end: name.end}
		case name.text == "all" || name.text == "exists":
			s = p.quantifier(s, name)
		default:
			s = p.call(name.text, s.start, []*span{s})
			s.member = true
		}
	}
	return s
}

func (p *spanParser) quantifier(list *span, name token) *span {
	p.expect("(")
	variable := p.next()
	p.expect(",")
	predicate := p.conditional()
	return &span{kind: quantifierSpan, name: name.text, nameAt: name.start, loop: variable.text,
		start: list.start, end: p.expect(")").end, args: []*span{list, predicate}}
}

func (p *spanParser) call(name string, start int, args []*span) *span {
	p.expect("(")
	for first := true; !p.is(")"); first = false {
		if !first {
			p.expect(",")
		}
		args = append(args, p.conditional())
	}
	return &span{kind: callSpan, name: name, start: start, end: p.expect(")").end, args: args}
}

func (p *spanParser) primary() *span {
	t := p.next()
	switch {
	case t.text == "(" && t.kind == signToken:
		s := p.conditional()
		s.first, s.last = s.bare()
		s.start, s.end = t.start, p.expect(")").end
		return s
	case t.text == "[" && t.kind == signToken:
		s := &span{kind: listSpan, start: t.start}
		for !p.is("]") {
			s.args = append(s.args, p.conditional())
			if !p.is("]") {
				s.ops = append(s.ops, p.expect(",").start)
			}
		}
		s.end = p.expect("]").end
		return s
	case t.kind == numberToken:
		return &span{kind: numberSpan, start: t.start, end: t.end}
	case t.kind == textToken:
		return &span{kind: textSpan, start: t.start, end: t.end}
	case t.kind == nameToken && (t.text == "true" || t.text == "false"):
		return &span{kind: boolSpan, start: t.start, end: t.end}
	case t.kind == nameToken && p.is("("):
		return p.call(t.text, t.start, nil)
	case t.kind == nameToken:
		return &span{kind: nameSpan, name: t.text, start: t.start, end: t.end}
	}
	panic(unexpectedToken{t})
}
