package rules

import (
	"fmt"
	"regexp"
	"slices"
	gostrings "strings"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"

	"github.com/trias-sovereignty/trias/internal/doc"
)

func (c *compiler) offset(e ast.Expr) int {
	// The leftmost name or literal is where the reader's eye starts.
	least := -1
	ast.PostOrderVisit(e, ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() == ast.IdentKind && gostrings.HasPrefix(x.AsIdent(), "@") {
			return
		}
		place, ok := c.ast.SourceInfo().GetOffsetRange(x.ID())
		if !ok {
			return
		}
		at := c.locate(place.Start)
		if x.Kind() == ast.CallKind && !x.AsCall().IsMemberFunction() {
			at = c.beforeBracket(at, x.AsCall().FunctionName())
		}
		if least < 0 || at < least {
			least = at
		}
	}))
	return max(least, 0)
}

// beforeBracket moves from the bracket of a call, where cel-go locates it, to the
// name before it.
func (c *compiler) beforeBracket(at int, name string) int {
	if gostrings.HasPrefix(c.src.Text[at:], "(") && gostrings.HasSuffix(c.src.Text[:at], name) {
		return at - len(name)
	}
	return at
}

// locate turns an offset in characters into one in bytes of the rule's text.
func (c *compiler) locate(characters int32) int {
	if !c.wide {
		return min(max(int(characters), 0), len(c.src.Text))
	}
	at := 0
	for ; characters > 0 && at < len(c.src.Text); characters-- {
		_, n := utf8.DecodeRuneInString(c.src.Text[at:])
		at += n
	}
	return at
}

// find turns a line (from 1) and a column in characters (from 0) into a byte
// offset of the rule's text.
func (c *compiler) find(line, column int) int {
	at := 0
	for l := 1; l < line; l++ {
		n := gostrings.IndexByte(c.src.Text[at:], '\n')
		if n < 0 {
			return len(c.src.Text)
		}
		at += n + 1
	}
	for ; column > 0 && at < len(c.src.Text); column-- {
		_, n := utf8.DecodeRuneInString(c.src.Text[at:])
		at += n
	}
	return at
}

// full reports whether no more problems of the rule are reported.
func (c *compiler) full() bool { return len(c.problems) > maxRuleProblems }

func (c *compiler) reportAt(e ast.Expr, hint, format string, args ...any) {
	if c.full() {
		return // the place is dear to find
	}
	c.report(c.offset(e), hint, format, args...)
}

// report adds a problem at a byte offset of the rule.
func (c *compiler) report(offset int, hint, format string, args ...any) {
	if c.full() {
		return
	}
	p := doc.Problem{File: c.src.File, Pointer: c.src.Pointer, Message: fmt.Sprintf(format, args...), Hint: hint, Kind: doc.Semantic,
		Excerpt: excerpt(c.src.Text, offset)}
	if c.src.Position != nil {
		p.Line, p.Column = c.src.Position(offset)
	} else {
		before := c.src.Text[:min(offset, len(c.src.Text))]
		p.Line = 1 + gostrings.Count(before, "\n")
		p.Column = 1 + utf8.RuneCountInString(before[gostrings.LastIndexByte(before, '\n')+1:])
	}
	if slices.ContainsFunc(c.problems, func(q doc.Problem) bool { return q.Line == p.Line && q.Column == p.Column && q.Message == p.Message }) {
		return
	}
	if len(c.problems) == maxRuleProblems {
		p.Message, p.Hint = "there are more problems in this rule", "mend those above first"
	}
	c.problems = append(c.problems, p)
}

// excerpt shows the line with a caret under the place.
func excerpt(text string, offset int) string {
	offset = min(offset, len(text))
	begin := gostrings.LastIndexByte(text[:offset], '\n') + 1
	end := len(text)
	if n := gostrings.IndexByte(text[offset:], '\n'); n >= 0 {
		end = offset + n
	}
	const before, after = 60, 40
	if offset-begin > before {
		begin = offset - before
		for begin < offset && !utf8.RuneStart(text[begin]) {
			begin++
		}
	}
	if end-offset > after {
		end = offset + after
		for end < len(text) && !utf8.RuneStart(text[end]) {
			end++
		}
	}
	line := gostrings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text[begin:end])
	return "    " + line + "\n    " + gostrings.Repeat(" ", utf8.RuneCountInString(text[begin:offset])) + "^"
}

// anyVersion serves to check constraints at load.
var anyVersion, _ = newVersion("1.0")

var (
	undeclared = regexp.MustCompile(`^undeclared reference to '([^']*)'`)
	undefined  = regexp.MustCompile(`^undefined field '([^']*)'`)
	noOverload = regexp.MustCompile(`^found no matching overload for '([^']*)' applied to '(.*)'`)
)

// absent says of names newcomers bring from CEL why the language lacks them.
var absent = map[string]string{
	"has":         "a rule cannot ask whether a fact is known; whether something exists is itself a fact",
	"map":         "use all() or exists() on the list itself",
	"filter":      "write list.all(x, !(condition) || …) or list.exists(x, condition && …)",
	"exists_one":  "use exists(); how many there are is a fact of its own",
	"matches":     "use ==, in, startsWith, endsWith or contains",
	"timestamp":   `use date("2027-01-12")`,
	"duration":    "use days(), months() or years()",
	"now":         "the instant of the verdict is at",
	"int":         "facts have their type already; write a literal of that type",
	"double":      "facts have their type already; write a literal of that type",
	"string":      "facts have their type already; write a literal of that type",
	"dyn":         "every fact has a type",
	"type":        "every fact has a type",
	"orValue":     "an unknown fact has no default",
	"_[_]":        "lists have no order; use all() or exists()",
	"_/_":         "multiply the other side instead",
	"_%_":         "the language has no remainder",
	"params":      "this criterion declares no parameter",
	"cel":         "the language has no such function",
	"size":        "size() counts a list",
	"getFullYear": "compare dates",
}

// translateAll turns the findings of cel-go into problems. What only follows
// from a macro the language lacks is left out.
func (c *compiler) translateAll(errors []*common.Error, parsed *ast.AST) {
	names := func(e *common.Error) string {
		if m := undeclared.FindStringSubmatch(e.Message); m != nil {
			return m[1]
		}
		return ""
	}
	isMacro := func(name string) bool { return absent[name] != "" || name == "all" || name == "exists" }
	lacking := slices.ContainsFunc(errors, func(e *common.Error) bool { return isMacro(names(e)) })
	for _, e := range errors {
		if c.full() {
			return
		}
		if name := names(e); lacking && name != "" && !isMacro(name) {
			continue
		}
		c.translate(e, parsed)
	}
}

// translate turns a finding of cel-go into a problem in the words of the field.
func (c *compiler) translate(e *common.Error, parsed *ast.AST) {
	offset := c.find(e.Location.Line(), max(e.Location.Column(), 0))
	switch {
	case undeclared.MatchString(e.Message):
		name := undeclared.FindStringSubmatch(e.Message)[1]
		hint := absent[name]
		offset = c.beforeBracket(offset, name)
		if name == "all" || name == "exists" {
			c.report(offset, "write for example list."+name+"(x, x.critical)", "%s() takes a name for the element and a condition", name)
			return
		}
		known := append(slices.Clone(domains), "subject", "params", "at", "date", "days", "months", "years", "version", "satisfies",
			"inRegion", "osiApproved", "licensedUnder", "size", "startsWith", "endsWith", "contains", "all", "exists")
		if c.demand {
			known = []string{"by", "attested", "inspected", "gapless", "days", "months", "years", "none"}
		}
		if near := doc.Suggest(name, known); hint == "" && near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		c.report(offset, hint, "the language has no %q", shown(name))
	case undefined.MatchString(e.Message):
		if gostrings.HasPrefix(c.src.Text[offset:], ".") {
			offset++
		}
		c.undefinedField(undefined.FindStringSubmatch(e.Message)[1], offset, e.ExprID, parsed)
	case noOverload.MatchString(e.Message):
		m := noOverload.FindStringSubmatch(e.Message)
		c.mismatch(m[1], m[2], c.beforeBracket(offset, m[1]))
	default:
		message, _, _ := gostrings.Cut(gostrings.TrimPrefix(firstLine(e.Message), "Syntax error: "), " expecting ")
		if gostrings.Contains(message, "<EOF>") {
			c.report(offset, "something is missing here: an operand or a closing bracket", "the rule ends too early")
			return
		}
		c.report(offset, "", "%s", message)
	}
}

func firstLine(s string) string {
	s, _, _ = gostrings.Cut(s, "\n")
	return s
}

func (c *compiler) undefinedField(name string, offset int, id int64, parsed *ast.AST) {
	path, hint := name, ""
	if parsed != nil {
		ast.PostOrderVisit(parsed.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
			if x.ID() != id || x.Kind() != ast.SelectKind {
				return
			}
			root, p := chain(x)
			if root != "" {
				path = root + "." + gostrings.Join(p, ".")
			}
		}))
	}
	if gostrings.HasPrefix(path, "params.") {
		var names []string
		if c.scope.params != nil {
			for _, f := range c.scope.params.fields {
				names = append(names, f.name)
			}
		}
		if near := doc.Suggest(path, names); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		} else if len(names) > 0 {
			hint = "the criterion declares " + gostrings.Join(names, ", ")
		}
		c.report(offset, hint, "the criterion declares no parameter %q", gostrings.TrimPrefix(path, "params."))
		return
	}
	if gostrings.HasPrefix(path, "subject.") {
		c.report(offset, "rules see subject.layer, version, regions and services; who made it is not theirs to ask", "the subject has no %q", name)
		return
	}
	if near := doc.Suggest(path, c.scope.env.names()); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if near := doc.Suggest(name, c.scope.env.lastNames()); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	c.report(offset, hint, "there is no fact %q", path)
}

// names lists every fact and group a rule can name.
func (e *Env) names() []string {
	var out []string
	for _, f := range e.facts.fields {
		out = append(out, f.info.Path)
	}
	for name := range e.provider.all {
		if !gostrings.Contains(name, "[]") && !gostrings.HasPrefix(name, "trias.params") {
			out = append(out, gostrings.TrimPrefix(name, "trias."))
		}
	}
	slices.Sort(out)
	return out
}

// lastNames lists the names of the fields of list elements.
func (e *Env) lastNames() []string {
	var out []string
	for name, s := range e.provider.all {
		if gostrings.Contains(name, "[]") {
			for f := range s.fields {
				out = append(out, f)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c *compiler) mismatch(op, args string, offset int) {
	if hint, ok := absent[op]; ok && op != "size" {
		c.report(offset, hint, "the language has no %s", shown(op))
		return
	}
	// A method's arguments stand behind its target: "string.(string)".
	if target, rest, found := gostrings.Cut(args, ".("); found {
		args = gostrings.TrimSuffix(target+", "+rest, ", )")
	}
	args = gostrings.TrimSuffix(gostrings.TrimPrefix(args, "("), ")")
	parts := gostrings.Split(args, ", ")
	for i := range parts {
		parts[i] = plainType(parts[i])
	}
	hint := ""
	switch {
	case len(parts) == 2 && (parts[0] == "a whole number" && parts[1] == "a number" || parts[0] == "a number" && parts[1] == "a whole number"):
		hint = "write 30 for whole numbers and 30.0 for numbers"
	case slices.Contains(parts, "the instant"):
		hint = "at is only compared with dates: x.on + months(12) >= at"
	case slices.Contains(parts, "a date") && slices.Contains(parts, "a text"):
		hint = `write a date as date("2027-01-12")`
	case slices.Contains(parts, "a version") && slices.Contains(parts, "a text"):
		hint = `write a version as version("1.2")`
	}
	c.report(offset, hint, "%s does not go with %s", shown(op), gostrings.Join(parts, " and "))
}

// shown strips CEL's inner names of operators: "_==_" is "==".
func shown(op string) string {
	switch op {
	case "@in":
		return "in"
	case operators.Conditional:
		return "? :"
	}
	s := gostrings.Trim(op, "_@")
	if s == "" {
		return op
	}
	return s
}

func plainType(s string) string {
	switch {
	case s == "int":
		return "a whole number"
	case s == "double":
		return "a number"
	case s == "string":
		return "a text"
	case s == "bool":
		return "true or false"
	case s == "trias.Date":
		return "a date"
	case s == "trias.Instant":
		return "the instant"
	case s == "trias.Period":
		return "a period"
	case s == "trias.Version":
		return "a version"
	case gostrings.HasPrefix(s, "list("):
		return "a list"
	case gostrings.HasPrefix(s, "trias."):
		return "the group " + gostrings.TrimPrefix(s, "trias.")
	}
	return s
}

func typeName(t *types.Type) string { return plainType(cel.FormatCELType(t)) }
