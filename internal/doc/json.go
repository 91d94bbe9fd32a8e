package doc

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonReader reads RFC 8259 by recursive descent. A syntax error or a limit on
// the whole document ends it; what concerns one value only does not.
type jsonReader struct {
	Collector
	src   *source
	lim   Limits
	at    int // next byte
	marks cursor
	nodes int
	depth int
	done  bool // a problem that ends reading was reported
	keys  map[string]string
	spare []Node
}

func parseJSON(name string, data []byte, lim Limits) (*Node, Problems) {
	src, problems := open(name, data, lim)
	if problems != nil {
		return nil, problems
	}
	r := &jsonReader{src: src, lim: lim, marks: newCursor(src)}
	r.space()
	if r.at == len(src.data) {
		return nil, Problems{emptyDocument(src)}
	}
	root := &Node{src: src}
	r.value(root)
	if !r.done {
		r.space()
		if r.at < len(src.data) {
			r.fail(r.at, "has text after the end of the document", "remove it, or put both values into one list")
		}
	}
	if r.done {
		return nil, r.Sorted()
	}
	return root, r.Sorted()
}

func emptyDocument(src *source) Problem {
	return Problem{File: src.name, Line: 1, Column: 1, Kind: Syntax,
		Message: "the document is empty", Hint: "write a mapping"}
}

func (r *jsonReader) fail(at int, message, hint string) {
	if !r.done {
		r.Add(r.src.problemAt(at, Syntax, message, hint))
		r.done = true
	}
}

func (r *jsonReader) space() {
	for r.at < len(r.src.data) && isSpace(r.src.data[r.at]) {
		r.at++
	}
}

// peek skips white space and returns the next byte, or 0 at the end.
func (r *jsonReader) peek() byte {
	r.space()
	if r.at < len(r.src.data) {
		return r.src.data[r.at]
	}
	return 0
}

// found describes what stands at the current place.
func (r *jsonReader) found() string {
	if r.at >= len(r.src.data) {
		return "the end of the document"
	}
	if c, _ := utf8.DecodeRune(r.src.data[r.at:]); c != '"' {
		return strconv.Quote(string(c))
	}
	return "a double quote"
}

func (r *jsonReader) value(n *Node) {
	c := r.peek()
	n.Line, n.Column = r.marks.place(r.at)
	n.ContentLine, n.ContentColumn = n.Line, n.Column
	if r.nodes++; r.nodes > r.lim.Nodes {
		r.Add(n.limitProblem("nodes", r.lim.Nodes, r.nodes))
		r.done = true
		return
	}
	switch {
	case c == '{' || c == '[':
		if r.depth++; r.depth > r.lim.Depth {
			r.Add(n.limitProblem("depth", r.lim.Depth, r.depth))
			r.done = true
			return
		}
		if c == '{' {
			r.mapping(n)
		} else {
			r.list(n)
		}
		r.depth--
	case c == '"':
		n.Kind, n.style = String, doubleQuoted
		n.Text = r.text()
		if len(n.Text) > r.lim.String && !r.done {
			r.Add(n.limitProblem("string", r.lim.String, len(n.Text)))
		}
	case c == '-' || '0' <= c && c <= '9':
		r.number(n)
	default:
		r.word(n)
	}
}

// node makes a node below another. Nodes are made in batches, larger ones the
// more there are.
func (r *jsonReader) node(parent *Node) *Node {
	if len(r.spare) == 0 {
		r.spare = make([]Node, min(max(r.nodes, 4), 256))
	}
	n := &r.spare[0]
	r.spare = r.spare[1:]
	n.src, n.parent = r.src, parent
	return n
}

func (r *jsonReader) list(n *Node) {
	n.Kind = List
	n.Items = []*Node{}
	r.at++
	if r.peek() == ']' {
		r.at++
		return
	}
	for !r.done {
		item := r.node(n)
		item.index = len(n.Items)
		n.Items = append(n.Items, item)
		if len(n.Items) > r.lim.Items {
			r.Add(n.limitProblem("items", r.lim.Items, len(n.Items)))
			r.done = true
			return
		}
		r.value(item)
		if r.done {
			return
		}
		switch r.peek() {
		case ',':
			comma := r.at
			r.at++
			if r.peek() == ']' {
				r.fail(comma, `"," before "]"`, "remove the comma")
			}
		case ']':
			r.at++
			return
		default:
			r.fail(r.at, fmt.Sprintf(`expected "," or "]" in a list, found %s`, r.found()), r.wayOut(n, "]"))
		}
	}
}

func (r *jsonReader) mapping(n *Node) {
	n.Kind = Mapping
	n.Entries = make([]Entry, 0, 4)
	seen := keys{}
	r.at++
	if r.peek() == '}' {
		r.at++
		return
	}
	for !r.done {
		if r.peek() != '"' {
			r.fail(r.at, fmt.Sprintf("expected a key in double quotes, found %s", r.found()), r.wayOut(n, "}"))
			return
		}
		line, col := r.marks.place(r.at)
		key := r.key()
		if r.done {
			return
		}
		if r.peek() != ':' {
			r.fail(r.at, fmt.Sprintf(`expected ":" after the key %s, found %s`, Quote(key), r.found()), `write "key": value`)
			return
		}
		r.at++
		child := r.node(n)
		child.key = key[:min(len(key), maxKey)]
		e := Entry{Key: key, KeyLine: line, KeyColumn: col, Value: child}
		r.addEntry(n, e, &seen, r.lim)
		if len(n.Entries) > r.lim.Items {
			r.done = true
			return
		}
		r.value(child)
		if r.done {
			return
		}
		switch r.peek() {
		case ',':
			comma := r.at
			r.at++
			if r.peek() == '}' {
				r.fail(comma, `"," before "}"`, "remove the comma")
			}
		case '}':
			r.at++
			return
		default:
			r.fail(r.at, fmt.Sprintf(`expected "," or "}" in a mapping, found %s`, r.found()), r.wayOut(n, "}"))
		}
	}
}

// wayOut is the hint for something unexpected in the list or mapping n.
func (r *jsonReader) wayOut(n *Node, closing string) string {
	if r.at >= len(r.src.data) {
		return fmt.Sprintf("close with %q what line %d, column %d opens", closing, n.Line, n.Column)
	}
	switch c := r.src.data[r.at]; {
	case c == '\'':
		return "use double quotes"
	case c == '/' || c == '#':
		return "JSON has no comments; remove it"
	case c == '"' || c == '{' || c == '[' || isWordByte(c) && closing == "]":
		return "add the missing comma"
	case isWordByte(c):
		return "put keys in double quotes, and a comma before each"
	}
	return fmt.Sprintf("line %d, column %d opens it", n.Line, n.Column)
}

// keys finds the entry of a key. Most mappings are small enough to look through.
type keys struct{ index map[string]int }

// manyKeys is from how many keys on an index is worth its making.
const manyKeys = 16

func (k *keys) find(n *Node, key string) (int, bool) {
	if k.index == nil {
		for i := range n.Entries {
			if n.Entries[i].Key == key {
				return i, true
			}
		}
		return 0, false
	}
	i, ok := k.index[key]
	return i, ok
}

// added takes note of the last entry.
func (k *keys) added(n *Node) {
	switch last := len(n.Entries) - 1; {
	case k.index != nil:
		k.index[n.Entries[last].Key] = last
	case last >= manyKeys:
		k.index = make(map[string]int, 2*manyKeys)
		for i := range n.Entries {
			k.index[n.Entries[i].Key] = i
		}
	}
}

// addEntry adds e to the mapping n, unless the key is there already or too
// long.
func (c *Collector) addEntry(n *Node, e Entry, seen *keys, lim Limits) {
	if len(e.Key) > maxKey {
		p := n.Problem(Limit, "", "")
		p.Line, p.Column = e.KeyLine, e.KeyColumn
		c.Add(asLimit(p, "key", maxKey, len(e.Key)))
		return
	}
	if first, ok := seen.find(n, e.Key); ok {
		c.Add(n.KeyProblem(e, Syntax,
			fmt.Sprintf("key %s stands here a second time; first at line %d, column %d",
				Quote(e.Key), n.Entries[first].KeyLine, n.Entries[first].KeyColumn),
			"keep one of the two"))
		return
	}
	n.Entries = append(n.Entries, e)
	seen.added(n)
	if len(n.Entries) > lim.Items {
		c.Add(n.limitProblem("items", lim.Items, len(n.Entries)))
	}
}

// key reads a key. The same few come again and again and share their text.
func (r *jsonReader) key() string {
	data, start := r.src.data, r.at+1
	end := start
	for end < len(data) && end-start <= maxKey && data[end] != '"' && data[end] != '\\' && data[end] >= ' ' {
		end++
	}
	if end < len(data) && data[end] == '"' {
		if known, ok := r.keys[string(data[start:end])]; ok {
			r.at = end + 1
			return known
		}
	}
	text := r.text()
	if len(r.keys) < manyTexts && len(text) <= maxKey {
		if r.keys == nil {
			r.keys = map[string]string{}
		}
		r.keys[text] = text
	}
	return text
}

// manyTexts is how many different keys are remembered.
const manyTexts = 1000

// text reads a string; the current byte is its opening quote.
func (r *jsonReader) text() string {
	data, open := r.src.data, r.at
	r.at++
	start := r.at
	for r.at < len(data) && data[r.at] != '"' && data[r.at] != '\\' && data[r.at] >= ' ' {
		r.at++
	}
	if r.at < len(data) && data[r.at] == '"' {
		r.at++
		return string(data[start : r.at-1])
	}
	var b strings.Builder
	b.Write(data[start:r.at])
	for r.at < len(data) {
		switch c := data[r.at]; {
		case c == '"':
			r.at++
			return b.String()
		case c == '\\':
			r.escape(&b)
			if r.done {
				return ""
			}
		case c < ' ':
			hint := fmt.Sprintf(`write it as \u%04x`, c)
			if c == '\n' || c == '\r' {
				hint = `close the text with a quote, or write the line break as \n`
			}
			r.fail(r.at, fmt.Sprintf("control character U+%04X in text", c), hint)
			return ""
		default:
			b.WriteByte(c)
			r.at++
		}
	}
	r.fail(open, "text is not closed", `add the missing "`)
	return ""
}

func (r *jsonReader) escape(b *strings.Builder) {
	data, start := r.src.data, r.at
	if r.at+1 >= len(data) {
		r.fail(r.at, `text ends with "\"`, `add the missing "`)
		return
	}
	c := data[r.at+1]
	r.at += 2
	switch c {
	case '"', '\\', '/':
		b.WriteByte(c)
	case 'b':
		b.WriteByte('\b')
	case 'f':
		b.WriteByte('\f')
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case 'u':
		u, ok := r.hex4()
		if !ok {
			r.fail(start, `\u is not followed by four hexadecimal digits`, `a backslash itself is written \\`)
			return
		}
		if !utf16.IsSurrogate(u) {
			b.WriteRune(u)
			return
		}
		if r.at+1 < len(data) && data[r.at] == '\\' && data[r.at+1] == 'u' {
			r.at += 2
			if low, ok := r.hex4(); ok {
				if c := utf16.DecodeRune(u, low); c != utf8.RuneError {
					b.WriteRune(c)
					return
				}
			}
		}
		r.fail(start, fmt.Sprintf(`\u%04x is half of a surrogate pair`, u), "write both halves, or the character itself")
	default:
		c, _ := utf8.DecodeRune(data[start+1:])
		r.fail(start, "unknown escape "+printable(`\`+string(c))+" in text", `a backslash itself is written \\`)
	}
}

func (r *jsonReader) hex4() (rune, bool) {
	if r.at+4 > len(r.src.data) {
		return 0, false
	}
	var u rune
	for _, c := range r.src.data[r.at : r.at+4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		u = u<<4 | rune(c)
	}
	r.at += 4
	return u, true
}

func (r *jsonReader) number(n *Node) {
	start := r.at
	for r.at < len(r.src.data) && isWordByte(r.src.data[r.at]) {
		r.at++
	}
	n.Kind, n.Text = Number, string(r.src.data[start:r.at])
	if !isNumber(n.Text) {
		r.fail(start, fmt.Sprintf("%s is not a number as JSON writes it", Quote(n.Text)), numberHint(n.Text))
		return
	}
	if len(n.Text) > r.lim.String {
		r.Add(n.limitProblem("string", r.lim.String, len(n.Text)))
	}
}

func isWordByte(c byte) bool {
	return c == '-' || c == '+' || c == '.' || c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

func (r *jsonReader) word(n *Node) {
	start := r.at
	for r.at < len(r.src.data) && isWordByte(r.src.data[r.at]) {
		r.at++
	}
	switch word := string(r.src.data[start:r.at]); word {
	case "null":
		n.Kind = Null
	case "true", "false":
		n.Kind, n.Bool = Bool, word == "true"
	case "":
		hint := ""
		if r.at < len(r.src.data) && r.src.data[r.at] == '\'' {
			hint = "use double quotes"
		}
		r.fail(start, "expected a value, found "+r.found(), hint)
	default:
		r.fail(start, fmt.Sprintf("%s is not a value", Quote(word)), "put text in double quotes")
	}
}
