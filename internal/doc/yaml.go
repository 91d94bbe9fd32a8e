package doc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// parseYAML lets yaml.v3 build its tree, which is independent of YAML's types,
// and copies it into nodes of the JSON data model.
func parseYAML(name string, data []byte, lim Limits) (*Node, Problems) {
	src, problems := open(name, data, lim)
	if problems == nil {
		problems = checkCharacters(src)
	}
	if problems == nil {
		problems = checkDensity(src, lim)
	}
	if problems == nil {
		problems = checkDirectives(src)
	}
	if problems != nil {
		return nil, problems
	}
	tree, problems := yamlTree(src, lim)
	if problems != nil {
		return nil, problems
	}
	c := &yamlConverter{src: src, lim: lim, marks: newCursor(src)}
	root := &Node{src: src}
	c.value(root, tree, 0)
	if c.done {
		return nil, c.Sorted()
	}
	return root, c.Sorted()
}

// checkCharacters refuses what YAML does not allow, and the line breaks of
// YAML 1.1 that YAML 1.2 and editors do not take for breaks.
func checkCharacters(src *source) Problems {
	var c Collector
	for at := 0; at < len(src.data); {
		if b := src.data[at]; ' ' <= b && b < 0x7f || b == '\n' {
			at++
			continue // nearly all are such
		}
		r, size := rune(src.data[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(src.data[at:])
		}
		switch {
		case r == '\t' || r == '\n' || r == '\r' || ' ' <= r && r < 0x7f || r > 0x9f && r != 0x2028 && r != 0x2029 && r != 0xfeff && r != 0xfffe && r != 0xffff:
		case r == 0xfeff:
			c.Add(src.problemAt(at, Syntax, "byte order mark U+FEFF inside the document", "remove it"))
		default:
			c.Add(src.problemAt(at, Syntax, fmt.Sprintf("control character U+%04X", r),
				fmt.Sprintf(`remove it, or write it as \u%04x in double quotes`, r)))
		}
		if len(c.problems) >= 10 {
			break
		}
		at += size
	}
	return c.Sorted()
}

// checkDensity refuses text with far more separators than a document within
// the limit on values can have, before yaml.v3 turns each into an object.
func checkDensity(src *source, lim Limits) Problems {
	data, count, allowed := src.data, 0, 4*lim.Nodes
	if len(data) <= allowed {
		return nil
	}
	for i, c := range data {
		switch c {
		case ',', '[', '{':
			count++
		case '-', '?', ':':
			if i+1 == len(data) || isSpace(data[i+1]) || c == ':' && strings.IndexByte(`"'[]{},`, data[i+1]) >= 0 ||
				c == ':' && i > 0 && strings.IndexByte(`"']}`, data[i-1]) >= 0 {
				count++
			}
		}
		if count > allowed {
			return Problems{asLimit(src.problemAt(i, Limit, "", ""), "nodes", lim.Nodes, lim.Nodes+1)}
		}
	}
	return nil
}

// checkDirectives refuses %YAML and %TAG lines in front of the document.
func checkDirectives(src *source) Problems {
	for i := range src.starts {
		line := src.line(i + 1)
		switch text := strings.TrimLeft(line, " \t"); {
		case strings.HasPrefix(line, "%"):
			return Problems{src.problemAt(src.starts[i], Syntax,
				fmt.Sprintf("directive %s is not allowed", Quote(line)), "remove the line")}
		case text != "" && text[0] != '#':
			return nil
		}
	}
	return nil
}

// yamlTree runs yaml.v3, which reports hostile input by error or, should it
// have a bug, by panic.
func yamlTree(src *source, lim Limits) (tree *yaml.Node, problems Problems) {
	dec := yaml.NewDecoder(bytes.NewReader(src.data))
	defer func() {
		if r := recover(); r != nil {
			tree, problems = nil, Problems{yamlProblem(src, lim, dec, fmt.Sprintf("cannot be read: %v", r))}
		}
	}()
	var first, second yaml.Node
	switch err := dec.Decode(&first); {
	case errors.Is(err, io.EOF):
		return nil, Problems{emptyDocument(src)}
	case err != nil:
		return nil, Problems{yamlProblem(src, lim, dec, err.Error())}
	}
	switch err := dec.Decode(&second); {
	case err == nil:
		return nil, Problems{{File: src.name, Line: second.Line, Column: max(second.Column, 1), Kind: Syntax,
			Message: "a second document starts here", Hint: "keep one document in each file"}}
	case !errors.Is(err, io.EOF):
		return nil, Problems{yamlProblem(src, lim, dec, err.Error())}
	}
	return first.Content[0], nil
}

// yamlProblem words an error of yaml.v3.
func yamlProblem(src *source, lim Limits, dec *yaml.Decoder, text string) Problem {
	text = strings.TrimPrefix(text, "yaml: ")
	line, col := 0, 0
	if _, err := fmt.Sscanf(text, "line %d:", &line); err == nil {
		_, text, _ = strings.Cut(text, ": ")
	}
	opened := ""
	if at, context, ok := yamlMarks(dec); ok {
		line, col = at.line, at.col
		switch {
		case strings.Contains(text, "found unexpected end of stream"), strings.Contains(text, "found unexpected document indicator"):
			line, col = context.line, context.col
		case strings.Contains(text, "',' or '"):
			opened = fmt.Sprintf("close what line %d, column %d opens", context.line, context.col)
		}
	}
	line = min(max(line, 1), len(src.starts))
	if col == 0 {
		indented := src.line(line)
		col = 1 + len(indented) - len(strings.TrimLeft(indented, " \t"))
	}
	p := Problem{File: src.name, Line: line, Column: col, Kind: Syntax, Message: text}
	if strings.Contains(text, "exceeded max depth") {
		return asLimit(p, "depth", lim.Depth, lim.Depth+1)
	}
	marks := newCursor(src)
	c := marks.byteAt(line, col)
	for _, w := range yamlWords {
		if strings.Contains(text, w.library) {
			p.Message, p.Hint = w.message, w.hint
			break
		}
	}
	if opened != "" {
		p.Hint = opened + ", or put text with special characters in quotes"
	}
	if strings.Contains(text, "cannot start any token") {
		p.Message, p.Hint = fmt.Sprintf("text must not start with %q", string(rune(c))), "put it in quotes"
		if c == '\t' {
			p.Message, p.Hint = "a tab indents this line", "indent with spaces"
		}
	}
	if c == '\t' && p.Hint != "indent with spaces" {
		p.Hint = strings.TrimPrefix(p.Hint+"; indent with spaces, not tabs", "; ")
	}
	return p
}

// yamlWords says in the words of somebody writing a file what yaml.v3 says in
// those of a parser.
var yamlWords = []struct{ library, message, hint string }{
	{"mapping values are not allowed", `":" is not expected here`, `put text that contains ": " in quotes, or check the indentation`},
	{"did not find expected key", "this does not continue the mapping", "check the indentation and the quotes here and on the line before"},
	{"did not find expected '-' indicator", "this does not continue the list", `start each entry with "- " in the same column`},
	{"block sequence entries are not allowed", `a list cannot start here`, "start it on a line of its own, or put the text in quotes"},
	{"could not find expected ':'", `a key without ":"`, `write "key: value", and check the indentation`},
	{"did not find expected ',' or ']'", `"," or "]" is missing in a list`, "close the list"},
	{"did not find expected ',' or '}'", `"," or "}" is missing in a mapping`, "close the mapping"},
	{"did not find expected node content", "a value is missing or not expected here", "check commas, brackets and indentation"},
	{"did not find expected <document start>", "text after the end of the document", "check the indentation, and keep one document in each file"},
	{"found unexpected end of stream", "quoted text is not closed", "add the missing quote"},
	{"found unexpected document indicator", "quoted text is not closed before the document ends", "add the missing quote"},
	{"found unknown escape character", "unknown escape in double quotes", `use single quotes, or write \\ for a backslash`},
	{"did not find expected hexdecimal number", "escape without its hexadecimal digits", `use single quotes, or write \\ for a backslash`},
	{"found invalid Unicode character escape code", "escape of a character that does not exist", `use single quotes, or write \\ for a backslash`},
	{"found a tab character", "a tab indents this line", "indent with spaces"},
	{"found character that cannot start", "text must not start like this", "put it in quotes"},
	{"did not find expected comment or line break", `text on the line of "|" or ">"`, "start the text on the next line"},
	{"unknown anchor", "aliases are not allowed", "write the value out, or put the text in quotes"},
	{"did not find expected alphabetic or numeric character", "anchors and aliases are not allowed", "put the text in quotes"},
	{"did not find expected whitespace or line break", "tags are not allowed", "put the text in quotes"},
	{"undefined tag handle", "tags are not allowed", "put the text in quotes"},
}

// yamlMark is a place as yaml.v3 keeps it, counted from 1.
type yamlMark struct{ line, col int }

// yamlMarks reads where the parser stopped and where what it was reading
// begins. yaml.v3 knows the column and does not tell it, and its line is often
// that of the context; so this looks. With a version that keeps its marks
// elsewhere, ok is false and the line of the error text stands.
func yamlMarks(dec *yaml.Decoder) (at, context yamlMark, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	scanner := reflect.ValueOf(dec).Elem().FieldByName("parser").Elem().FieldByName("parser")
	read := func(name string) (yamlMark, bool) {
		mark := scanner.FieldByName(name)
		return yamlMark{int(mark.FieldByName("line").Int()) + 1, int(mark.FieldByName("column").Int()) + 1},
			mark.FieldByName("index").Int() != 0
	}
	at, set := read("problem_mark")
	if !set {
		at, _ = read("mark")
	}
	context, _ = read("context_mark")
	return at, context, true
}

// yamlConverter copies the tree of yaml.v3.
type yamlConverter struct {
	Collector
	src   *source
	lim   Limits
	marks cursor
	line  int // last line whose indentation was looked at
	nodes int
	done  bool // a limit on the whole document is exceeded
}

func (c *yamlConverter) stop(p Problem) {
	c.Add(p)
	c.done = true
}

func (c *yamlConverter) value(n *Node, y *yaml.Node, depth int) {
	n.Line, n.Column = y.Line, y.Column
	n.ContentLine, n.ContentColumn = y.Line, y.Column
	if c.nodes++; c.nodes > c.lim.Nodes {
		c.stop(n.limitProblem("nodes", c.lim.Nodes, c.nodes))
		return
	}
	c.properties(n, y)
	switch y.Kind {
	case yaml.ScalarNode:
		c.scalar(n, y)
	case yaml.SequenceNode:
		n.Kind = List
	case yaml.MappingNode:
		n.Kind = Mapping
	case yaml.AliasNode:
		c.Add(n.Problem(Syntax, fmt.Sprintf("alias %s is not allowed", Quote("*"+y.Value)),
			"write the value out, or put the text in quotes"))
		return
	default:
		c.Add(n.Problem(Syntax, "is not a value", ""))
		return
	}
	if n.Kind != List && n.Kind != Mapping {
		return
	}
	if depth++; depth > c.lim.Depth {
		c.stop(n.limitProblem("depth", c.lim.Depth, depth))
		return
	}
	if n.Kind == List {
		c.list(n, y, depth)
	} else {
		c.mapping(n, y, depth)
	}
}

// indentation refuses tabs in front of the first value on a line.
func (c *yamlConverter) indentation(n *Node) {
	if n.Line <= c.line || n.Line > len(c.src.starts) {
		return
	}
	c.line = n.Line
	for col, b := range c.src.data[c.src.starts[n.Line-1]:] {
		if b == '\t' && n.Column > col {
			p := n.Problem(Syntax, "a tab indents this line", "indent with spaces")
			p.Column = col + 1
			c.Add(p)
		}
		if b != ' ' {
			return
		}
	}
}

// properties refuses anchors and tags. A tag that yaml.v3 does not keep shows
// in the text: nothing else starts with "!" there.
func (c *yamlConverter) properties(n *Node, y *yaml.Node) {
	c.indentation(n)
	first := c.marks.byteAt(y.Line, y.Column)
	if y.Anchor != "" {
		c.Add(n.Problem(Syntax, fmt.Sprintf("anchor %s is not allowed", Quote("&"+y.Anchor)),
			"remove it and write values out where they are needed, or put the text in quotes"))
	}
	if y.Style&yaml.TaggedStyle != 0 || first == '!' {
		tag := y.Tag
		if y.Style&yaml.TaggedStyle == 0 {
			tag = "!"
		}
		c.Add(n.Problem(Syntax, fmt.Sprintf("tag %s is not allowed", Quote(tag)),
			"remove it; to get text put the value in quotes"))
	}
}

func (c *yamlConverter) scalar(n *Node, y *yaml.Node) {
	n.Text = y.Value
	switch {
	case y.Style&yaml.SingleQuotedStyle != 0:
		n.style = singleQuoted
	case y.Style&yaml.DoubleQuotedStyle != 0:
		n.style = doubleQuoted
	case y.Style&yaml.LiteralStyle != 0:
		n.style = literal
	case y.Style&yaml.FoldedStyle != 0:
		n.style = folded
	default:
		n.Kind = plainKind(y.Value)
	}
	if !c.spelling(n) {
		return
	}
	switch n.Kind {
	case Invalid:
		n.Kind = String
	case Null:
		n.Text = ""
	case Bool:
		n.Bool, n.Text = y.Value == "true", ""
	}
	if n.style == literal || n.style == folded {
		n.blockContent()
	}
	if len(y.Value) > c.lim.String {
		c.Add(n.limitProblem("string", c.lim.String, len(y.Value)))
	}
}

// spelling refuses two spellings that YAML does not allow and yaml.v3 does. The
// cursor stands where properties left it, at the node.
func (c *yamlConverter) spelling(n *Node) bool {
	switch {
	case n.style == plain && n.Text == "-":
		n.Kind = Invalid
		c.Add(n.Problem(Syntax, `"-" alone is not text`, "put it in quotes"))
		return false
	case n.style == doubleQuoted && strings.Contains(n.Text, "'"):
		data := c.src.data
		for at := c.marks.at + 1; at < len(data) && data[at] != '"'; at++ {
			if data[at] != '\\' {
				continue
			}
			if at++; at < len(data) && data[at] == '\'' {
				p := n.Problem(Syntax, `unknown escape "\'" in double quotes`, "write ' without a backslash")
				p.Line, p.Column = c.marks.place(at - 1)
				n.Kind = Invalid
				c.Add(p)
				return false
			}
		}
	}
	return true
}

// plainKind resolves a scalar without quotes.
func plainKind(text string) Kind {
	switch text {
	case "", "null":
		return Null
	case "true", "false":
		return Bool
	}
	if isNumber(text) {
		return Number
	}
	return String
}

// blockContent finds where the text of a block scalar starts: on the line
// after its "|" or ">", in the column where its first line of text does.
func (n *Node) blockContent() {
	n.ContentLine = n.Line + 1
	n.ContentColumn = 1
	line := n.ContentLine
	for text := range strings.SplitSeq(n.Text, "\n") {
		written := n.src.line(line)
		if text != "" {
			if n.style == literal {
				written = strings.TrimSuffix(written, text)
			} else {
				written = written[:len(written)-len(strings.TrimLeft(written, " "))]
			}
			n.ContentColumn = utf8.RuneCountInString(written) + 1
			return
		}
		line++
	}
}

func (c *yamlConverter) list(n *Node, y *yaml.Node, depth int) {
	n.Items = make([]*Node, 0, min(len(y.Content), c.lim.Items))
	for i, item := range y.Content {
		if i >= c.lim.Items {
			c.stop(n.limitProblem("items", c.lim.Items, len(y.Content)))
		}
		if c.done {
			return
		}
		child := &Node{src: c.src, parent: n, index: i}
		n.Items = append(n.Items, child)
		c.value(child, item, depth)
	}
}

func (c *yamlConverter) mapping(n *Node, y *yaml.Node, depth int) {
	n.Entries = make([]Entry, 0, min(len(y.Content)/2, c.lim.Items))
	seen := keys{}
	for i := 0; i+1 < len(y.Content) && !c.done; i += 2 {
		key, value := y.Content[i], y.Content[i+1]
		child := &Node{src: c.src, parent: n, key: key.Value[:min(len(key.Value), maxKey)]}
		e := Entry{KeyLine: key.Line, KeyColumn: key.Column, Value: child}
		if c.key(n, &e, key) {
			c.addEntry(n, e, &seen, c.lim)
			if len(n.Entries) > c.lim.Items {
				c.done = true
				return
			}
		}
		c.value(child, value, depth)
	}
}

// key reads a key into e, and reports whether it is one.
func (c *yamlConverter) key(n *Node, e *Entry, y *yaml.Node) bool {
	at := &Node{src: c.src, Line: y.Line, Column: y.Column, parent: n, key: "?"}
	before := c.total
	c.properties(at, y)
	if c.total > before {
		return false
	}
	switch {
	case y.Kind == yaml.AliasNode:
		c.keyProblem(n, e, "a key is an alias", "write the key out, or put it in quotes")
	case y.Kind != yaml.ScalarNode:
		c.keyProblem(n, e, "a key is "+map[yaml.Kind]string{yaml.SequenceNode: "a list", yaml.MappingNode: "a mapping"}[y.Kind],
			"use text as key, and put text that starts with a bracket in quotes")
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		c.keyProblem(n, e, "a key is a block of text", "write the key on one line")
	case y.Style != 0 || plainKind(y.Value) == String && y.Value != "<<":
		e.Key = y.Value
		return true
	case y.Value == "<<":
		c.keyProblem(n, e, `merge key "<<" is not allowed`, "write the entries out")
	case y.Value == "":
		c.keyProblem(n, e, "a key is missing", `write "key: value"`)
	default:
		c.keyProblem(n, e, fmt.Sprintf("key %s is not text", Quote(y.Value)),
			fmt.Sprintf("write it in quotes: %s", Quote(y.Value)))
	}
	return false
}

func (c *yamlConverter) keyProblem(n *Node, e *Entry, message, hint string) {
	p := n.Problem(Syntax, message, hint)
	p.Line, p.Column = e.KeyLine, e.KeyColumn
	c.Add(p)
}
