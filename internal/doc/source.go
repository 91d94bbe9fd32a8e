package doc

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// source is the text of a document, kept so that places in it can be found
// again. Lines end with LF, CRLF or a lone CR.
type source struct {
	name   string
	data   []byte
	starts []int // offset of the first byte of each line
}

func newSource(name string, data []byte) *source {
	s := &source{name: name, data: data, starts: make([]int, 1, 1+bytes.Count(data, []byte{'\n'}))}
	if bytes.IndexByte(data, '\r') < 0 {
		for at := 0; ; {
			n := bytes.IndexByte(data[at:], '\n')
			if n < 0 {
				return s
			}
			at += n + 1
			s.starts = append(s.starts, at)
		}
	}
	for i, c := range data {
		if c == '\n' || c == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			s.starts = append(s.starts, i+1)
		}
	}
	return s
}

// line returns the text of a line, counted from 1, without its line break.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.starts) {
		return ""
	}
	end := len(s.data)
	if n < len(s.starts) {
		end = s.starts[n]
	}
	return strings.TrimRight(string(s.data[s.starts[n-1]:end]), "\r\n")
}

// place returns line and column of a byte offset.
func (s *source) place(offset int) (line, col int) {
	offset = min(max(offset, 0), len(s.data))
	line = sort.SearchInts(s.starts, offset+1)
	return line, utf8.RuneCount(s.data[s.starts[line-1]:offset]) + 1
}

// offset returns the byte offset of a line and column.
func (s *source) offset(line, col int) int {
	if line < 1 {
		return 0
	}
	if line > len(s.starts) {
		return len(s.data)
	}
	at := s.starts[line-1]
	for ; col > 1 && at < len(s.data); col-- {
		_, size := utf8.DecodeRune(s.data[at:])
		at += size
	}
	return at
}

// cursor converts between offsets and places. Asked in the order of the text it
// takes linear time in all, even when the text is one long line.
type cursor struct {
	src           *source
	at, line, col int
}

func newCursor(src *source) cursor { return cursor{src: src, line: 1, col: 1} }

// place returns line and column of a byte offset.
func (c *cursor) place(at int) (line, col int) {
	starts := c.src.starts
	if at < c.at {
		c.line, _ = c.src.place(at)
		c.at, c.col = starts[c.line-1], 1
	}
	for c.line < len(starts) && starts[c.line] <= at {
		c.at, c.col = starts[c.line], 1
		c.line++
	}
	c.col += utf8.RuneCount(c.src.data[c.at:at])
	c.at = at
	return c.line, c.col
}

// byteAt returns the byte at a line and column, or 0.
func (c *cursor) byteAt(line, col int) byte {
	data := c.src.data
	if line < 1 || line > len(c.src.starts) {
		return 0
	}
	if line != c.line || col < c.col {
		c.at, c.line, c.col = c.src.starts[line-1], line, 1
	}
	for ; c.col < col && c.at < len(data); c.col++ {
		_, size := utf8.DecodeRune(data[c.at:])
		c.at += size
	}
	if c.at < len(data) {
		return data[c.at]
	}
	return 0
}

func (s *source) problemAt(offset int, kind ProblemKind, message, hint string) Problem {
	line, col := s.place(offset)
	return Problem{File: s.name, Line: line, Column: col, Message: message, Hint: hint, Kind: kind}
}

var utf8BOM = []byte("\xef\xbb\xbf")

// open checks what YAML and JSON have in common, size and encoding, and
// returns the source without its byte order mark.
func open(name string, data []byte, lim Limits) (*source, Problems) {
	if len(data) > lim.Bytes {
		return nil, Problems{asLimit(Problem{File: name}, "bytes", lim.Bytes, len(data))}
	}
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return nil, Problems{{File: name, Line: 1, Column: 1, Kind: Syntax,
			Message: "is UTF-16, not UTF-8", Hint: "save the file as UTF-8"}}
	}
	src := newSource(name, bytes.Clone(bytes.TrimPrefix(data, utf8BOM)))
	if !utf8.Valid(src.data) {
		for at := 0; at < len(src.data); {
			r, size := utf8.DecodeRune(src.data[at:])
			if r == utf8.RuneError && size == 1 {
				return nil, Problems{src.problemAt(at, Syntax,
					fmt.Sprintf("byte 0x%02x is not valid UTF-8", src.data[at]), "save the file as UTF-8")}
			}
			at += size
		}
	}
	return src, nil
}

// Position returns the place in the file of a byte offset in the text of n. It
// is exact for literal block scalars and for text on one line, and as near as
// it gets for text folded over several lines. Offsets outside the text mean
// its nearest end.
func (n *Node) Position(offset int) (line, col int) {
	if n.src == nil || n.Kind != String && n.Kind != Number {
		return n.Line, n.Column
	}
	offset = min(max(offset, 0), len(n.Text))
	if n.style == literal {
		return n.literalPosition(offset)
	}
	at := n.src.offset(n.ContentLine, n.ContentColumn)
	if n.style == singleQuoted || n.style == doubleQuoted {
		at++
	}
	return n.src.place(n.align(at, offset))
}

// literalPosition uses that each line of a literal block scalar is the end of
// a line of the file.
func (n *Node) literalPosition(offset int) (line, col int) {
	if offset == len(n.Text) {
		// The breaks that end the text belong to its last line.
		offset = min(offset, len(strings.TrimRight(n.Text, "\n")))
	}
	before := n.Text[:offset]
	line = n.ContentLine + strings.Count(before, "\n")
	before = before[strings.LastIndexByte(before, '\n')+1:]
	text, _, _ := strings.Cut(n.Text[offset:], "\n")
	indent, found := strings.CutSuffix(n.src.line(line), before+text)
	if text == "" && before == "" || !found {
		return line, n.ContentColumn + utf8.RuneCountInString(before)
	}
	return line, utf8.RuneCountInString(indent+before) + 1
}

// align walks source and text side by side, from byte at of the source, and
// returns where in the source the byte of the text at offset is written.
func (n *Node) align(at, offset int) int {
	src, text := n.src.data, n.Text
	for j := 0; at < len(src); {
		t, size := utf8.DecodeRuneInString(text[j:])
		r, width := utf8.DecodeRune(src[at:])
		if n.style == doubleQuoted && r == '\\' {
			if at+1 < len(src) && (src[at+1] == '\n' || src[at+1] == '\r') {
				at += 2 // a break that is not part of the text
				for at < len(src) && isSpace(src[at]) {
					at++
				}
				continue
			}
			r, width = t, escapeWidth(src[at:])
		} else if n.style == singleQuoted && r == '\'' {
			width = 2
		}
		switch {
		case r < utf8.RuneSelf && isSpace(byte(r)) && t != r && !(t == ' ' && r == '\n'):
			at += width // white space that folding drops
		case j >= offset:
			return at
		case (t == '\n' || t == ' ') && r != t && r != '\n':
			j += size
		default:
			at += width
			j += size
		}
		if j >= len(text) {
			return at
		}
	}
	return at
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// escapeWidth returns how many bytes the escape at the start of b takes.
func escapeWidth(b []byte) int {
	width := 2
	if len(b) > 1 {
		switch b[1] {
		case 'x':
			width = 4
		case 'u':
			width = 6
			if len(b) >= 12 && b[2]|0x20 == 'd' && strings.IndexByte("89abAB", b[3]) >= 0 && b[6] == '\\' {
				width = 12 // a surrogate pair is one character
			}
		case 'U':
			width = 10
		}
	}
	return min(width, len(b))
}

// Places finds lines and columns in a text that another package reads.
type Places struct{ src *source }

// NewPlaces prepares finding places in data.
func NewPlaces(data []byte) *Places { return &Places{newSource("", data)} }

// At returns line and column, both from 1, of a byte offset; offsets outside the text mean its nearest end.
func (p *Places) At(offset int) (line, col int) { return p.src.place(offset) }
