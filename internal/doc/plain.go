package doc

import (
	"strings"
)

// parsePlain reads YAML that is plainly written: block mappings and lists,
// collections in brackets, text on one line or in a block, comments.
// It makes the very nodes that parseYAML makes by way of yaml.v3, and reports
// false for everything else, be it wrong or merely unusual; that is for yaml.v3
// to judge and for parseYAML to word.
//
// Nearly all documents are plain, and this is several times as fast. What a
// document means does not depend on it; tests and a fuzz target compare the two.
// The source must have passed all checks that parseYAML makes before yaml.v3.
func parsePlain(src *source, lim Limits) (*Node, bool) {
	text := string(src.data)
	if !strings.HasSuffix(text, "\n") || strings.ContainsAny(text, "\t\r") {
		return nil, false
	}
	p := &plainReader{src: src, text: text, lim: lim, marks: newCursor(src), line: -1}
	p.advance()
	root := p.node(nil)
	if p.indent == 0 {
		p.block(root, 0)
	}
	if p.failed || p.indent >= 0 || root.Kind == Invalid {
		return nil, false
	}
	return root, true
}

// plainReader stands at the first character of a line that is neither blank nor
// a comment, or behind the last. Methods that read a value leave it at the next
// line.
type plainReader struct {
	src   *source
	text  string
	lim   Limits
	marks cursor
	nodes int
	spare []Node // made in batches, since there are many
	// failed says that the text is not for this reader. There is nothing left to
	// read then, so that every method comes to an end.
	failed bool

	line    int // counted from 0
	indent  int // how far the line is indented, or the part of it behind "- "; -1 at the end
	at, end int // offsets of the line's text, without the line break
}

func (p *plainReader) fail() { p.failed, p.indent, p.at, p.end = true, -1, len(p.text), len(p.text) }

// advance goes to the next line that says something.
func (p *plainReader) advance() {
	for !p.failed {
		if p.line++; p.line >= len(p.src.starts) {
			p.indent, p.at, p.end = -1, len(p.text), len(p.text)
			return
		}
		start := p.src.starts[p.line]
		p.at, p.end = p.spaces(start), p.lineEnd(p.line)
		if p.at < p.end && p.text[p.at] != '#' {
			p.indent = p.at - start
			return
		}
	}
}

// lineEnd returns the offset of a line's break.
func (p *plainReader) lineEnd(line int) int {
	if line+1 < len(p.src.starts) {
		return p.src.starts[line+1] - 1
	}
	return len(p.text)
}

// spaces skips spaces.
func (p *plainReader) spaces(at int) int {
	for at < len(p.text) && p.text[at] == ' ' {
		at++
	}
	return at
}

// node returns a new node below parent. Its place is set by mark.
func (p *plainReader) node(parent *Node) *Node {
	if p.nodes++; p.nodes > p.lim.Nodes {
		p.fail()
	}
	if len(p.spare) == 0 {
		p.spare = make([]Node, min(len(p.src.starts), 128))
	}
	n := &p.spare[0]
	p.spare = p.spare[1:]
	n.src, n.parent = p.src, parent
	return n
}

// mark sets kind and place of a node.
func (p *plainReader) mark(n *Node, kind Kind, at int) {
	n.Kind = kind
	n.Line, n.Column = p.marks.place(at)
	n.ContentLine, n.ContentColumn = n.Line, n.Column
}

// deeper returns the depth of what a list or mapping at depth holds.
func (p *plainReader) deeper(depth int) int {
	if depth++; depth > min(p.lim.Depth, maxEncodeDepth) {
		p.fail()
	}
	return depth
}

// dash reports whether a list entry starts here.
func (p *plainReader) dash(at int) bool {
	return at < p.end && p.text[at] == '-' && (at+1 == p.end || p.text[at+1] == ' ')
}

// key returns the key that starts here and where its value may start; it is
// empty if there is none, or none that is plain.
func (p *plainReader) key(at int) (key string, value int) {
	n := at
	if at < p.end && p.text[at] == '"' {
		for n++; n < p.end && p.text[n] != '"' && p.text[n] != '\\'; {
			n++
		}
		if n == p.end || p.text[n] == '\\' {
			return "", at
		}
		key = p.text[at+1 : n]
		n++
	} else {
		for n < p.end && (isDigit(p.text[n]) || isLetter(p.text[n]) || n > at && (p.text[n] == '.' || p.text[n] == '-')) {
			n++
		}
		key = p.text[at:n]
		if n == at || isDigit(key[0]) || plainKind(key) != String {
			return "", at
		}
	}
	if n == p.end || !p.colon(n) || len(key) > maxKey {
		return "", at
	}
	return key, p.spaces(n + 1)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }

// block reads the list or mapping that starts here.
func (p *plainReader) block(n *Node, depth int) {
	if p.dash(p.at) {
		p.list(n, depth)
	} else {
		p.mapping(n, depth)
	}
}

// below reads the list or mapping that starts on this line, indented by at least
// as much as it has to.
func (p *plainReader) below(n *Node, least, depth int) {
	if p.indent < least {
		p.fail()
		return
	}
	p.block(n, depth)
}

func (p *plainReader) list(n *Node, depth int) {
	p.mark(n, List, p.at)
	depth = p.deeper(depth)
	for indent := p.indent; p.indent == indent && p.dash(p.at); {
		child := p.item(n)
		if at := p.spaces(p.at + 1); !p.says(at) {
			p.advance()
			p.below(child, indent+1, depth)
		} else if key, _ := p.key(at); key != "" || p.dash(at) {
			p.indent += at - p.at
			p.at = at
			p.block(child, depth)
		} else {
			p.inline(child, at, depth)
		}
		if p.indent > indent {
			p.fail()
		}
	}
}

// item adds an element to a list.
func (p *plainReader) item(n *Node) *Node {
	child := p.node(n)
	child.index = len(n.Items)
	if cap(n.Items) == 0 {
		n.Items = make([]*Node, 0, 4)
	}
	n.Items = append(n.Items, child)
	if len(n.Items) > p.lim.Items {
		p.fail()
	}
	return child
}

func (p *plainReader) mapping(n *Node, depth int) {
	p.mark(n, Mapping, p.at)
	depth = p.deeper(depth)
	var keys map[string]bool
	for indent := p.indent; p.indent == indent && !p.failed; {
		key, at := p.key(p.at)
		if key == "" {
			p.fail()
			return
		}
		child := p.entry(n, p.at, key, &keys)
		if p.says(at) {
			p.inline(child, at, depth)
		} else if p.advance(); p.dash(p.at) {
			p.below(child, indent, depth) // entries may stand below the key's first letter
		} else {
			p.below(child, indent+1, depth)
		}
		if p.indent > indent {
			p.fail()
		}
	}
}

// says reports whether there is something on the line but a comment.
func (p *plainReader) says(at int) bool {
	return at < p.end && !(p.text[at] == '#' && p.text[at-1] == ' ')
}

// entry adds an entry to a mapping, whose keys it keeps once there are many.
func (p *plainReader) entry(n *Node, at int, key string, keys *map[string]bool) *Node {
	if *keys == nil && len(n.Entries) == 16 {
		*keys = make(map[string]bool, 32)
		for _, e := range n.Entries {
			(*keys)[e.Key] = true
		}
	}
	if *keys == nil && n.Get(key) != nil || (*keys)[key] {
		p.fail()
	}
	if *keys != nil {
		(*keys)[key] = true
	}
	child := p.node(n)
	child.key = key
	e := Entry{Key: key, Value: child}
	e.KeyLine, e.KeyColumn = p.marks.place(at)
	if cap(n.Entries) == 0 {
		n.Entries = make([]Entry, 0, 4) // most have a few
	}
	n.Entries = append(n.Entries, e)
	if len(n.Entries) > p.lim.Items {
		p.fail()
	}
	return child
}

// inline reads a value that starts on this line, and goes to the next.
func (p *plainReader) inline(n *Node, at, depth int) {
	switch p.text[at] {
	case '|', '>':
		p.blockText(n, at)
		return
	case '{', '[':
		at = p.flow(n, at, depth)
	case '"', '\'':
		at = p.quoted(n, at)
	default:
		end := at
		for end < p.end && !(p.text[end] == '#' && p.text[end-1] == ' ') && !p.colon(end) {
			end++
		}
		at = p.plain(n, at, end)
	}
	if p.says(p.spaces(at)) {
		p.fail()
	}
	p.advance()
}

// colon reports whether a colon stands here that ends a key.
func (p *plainReader) colon(at int) bool {
	return p.text[at] == ':' && (at+1 == p.end || p.text[at+1] == ' ')
}

// plain reads text without quotes, a number, a truth value or null, and returns
// where it ends.
func (p *plainReader) plain(n *Node, at, end int) int {
	for end > at && p.text[end-1] == ' ' {
		end--
	}
	if end == at || strings.IndexByte("?:,[]{}#&*!|>'\"%@`", p.text[at]) >= 0 ||
		p.text[at] == '-' && (end == at+1 || !isDigit(p.text[at+1]) && !isLetter(p.text[at+1])) {
		p.fail()
		return end
	}
	text := p.text[at:end]
	p.mark(n, plainKind(text), at)
	switch n.Kind {
	case Bool:
		n.Bool = text == "true"
	case Null:
	default:
		p.setText(n, text)
	}
	return end
}

func (p *plainReader) setText(n *Node, text string) {
	n.Text = text
	if len(text) > p.lim.String {
		p.fail()
	}
}

// quoted reads text in quotes and returns where it ends.
func (p *plainReader) quoted(n *Node, at int) int {
	p.mark(n, String, at)
	quote, doubled := p.text[at], false
	end := at + 1
	for ; end < p.end; end++ {
		if p.text[end] == quote {
			if quote == '"' || end+1 == p.end || p.text[end+1] != '\'' {
				break
			}
			doubled = true
			end++
		} else if quote == '"' && p.text[end] == '\\' {
			end = p.end
		}
	}
	if end >= p.end {
		p.fail()
		return p.end
	}
	text := p.text[at+1 : end]
	n.style = doubleQuoted
	if quote == '\'' {
		n.style = singleQuoted
	}
	if doubled {
		text = strings.ReplaceAll(text, "''", "'")
	}
	p.setText(n, text)
	return end + 1
}

// flow reads a value in brackets and returns where it ends.
func (p *plainReader) flow(n *Node, at, depth int) int {
	kind, closing := Mapping, byte('}')
	if p.text[at] == '[' {
		kind, closing = List, ']'
	}
	p.mark(n, kind, at)
	depth = p.deeper(depth)
	if kind == List {
		n.Items = []*Node{}
	} else {
		n.Entries = []Entry{}
	}
	if at = p.flowSpaces(at + 1); at < p.end && p.text[at] == closing {
		return at + 1
	}
	var keys map[string]bool
	for !p.failed {
		var child *Node
		if kind == List {
			child = p.item(n)
		} else {
			key, value := p.key(at)
			if key == "" {
				break
			}
			child, at = p.entry(n, at, key, &keys), value
		}
		if at = p.flowSpaces(p.flowValue(child, at, depth)); at >= p.end {
			break
		}
		if p.text[at] == closing {
			return at + 1
		}
		if p.text[at] != ',' {
			break
		}
		at = p.flowSpaces(at + 1)
	}
	p.fail()
	return at
}

// flowSpaces skips spaces and line breaks between brackets.
func (p *plainReader) flowSpaces(at int) int {
	for at = p.spaces(at); at == p.end && p.line+1 < len(p.src.starts); {
		p.line++
		start := p.src.starts[p.line]
		at, p.end = p.spaces(start), p.lineEnd(p.line)
		if at == start && at < p.end && strings.IndexByte("[]{}", p.text[at]) < 0 {
			p.fail() // it might be the mark of a document's end
			break
		}
	}
	return at
}

func (p *plainReader) flowValue(n *Node, at, depth int) int {
	if at >= p.end {
		p.fail()
		return at
	}
	switch p.text[at] {
	case '{', '[':
		return p.flow(n, at, depth)
	case '"', '\'':
		return p.quoted(n, at)
	}
	end := at
	for end < p.end && strings.IndexByte(",[]{}?", p.text[end]) < 0 {
		if p.text[end] == ':' && (end+1 == p.end || strings.IndexByte(" ,[]{}", p.text[end+1]) >= 0) || p.text[end] == '#' && p.text[end-1] == ' ' {
			p.fail()
			return end
		}
		end++
	}
	return p.plain(n, at, end)
}

// blockText reads the text below "|" or ">".
func (p *plainReader) blockText(n *Node, at int) {
	p.mark(n, String, at)
	least := p.indent + 1
	n.style = literal
	if p.text[at] == '>' {
		n.style = folded
	}
	header := p.text[at+1 : p.end]
	if header != "" && header != "-" {
		p.fail()
		return
	}
	var b strings.Builder
	indent, breaks := 0, 0
	for p.line++; p.line < len(p.src.starts); p.line++ {
		start, end := p.src.starts[p.line], p.lineEnd(p.line)
		at := min(p.spaces(start), end)
		if at == end {
			if indent == 0 && start < end || indent > 0 && end-start > indent {
				p.fail() // spaces that may belong to the text
				return
			}
			breaks++
			continue
		}
		if indent == 0 {
			if indent = at - start; indent < least || breaks > 0 {
				p.fail()
				return
			}
			b.Grow(256)
		} else if at-start < indent {
			break
		} else if n.style == literal || breaks > 0 {
			for range breaks {
				b.WriteByte('\n')
			}
			if n.style == literal {
				b.WriteByte('\n')
			}
		} else {
			b.WriteByte(' ')
		}
		breaks = 0
		if n.style == folded && at-start > indent {
			p.fail()
			return
		}
		b.WriteString(p.text[start+indent : end])
	}
	if indent == 0 {
		p.fail()
		return
	}
	if header == "" {
		b.WriteByte('\n')
	}
	p.setText(n, b.String())
	n.blockContent()
	p.line--
	p.advance()
}
