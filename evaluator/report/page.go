package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	gfm "github.com/trias-sovereignty/trias/internal/markdown"
)

// style is what an ANSI colour stands for.
type style string

const (
	plain  style = ""
	bold   style = "\x1b[1m"
	faint  style = "\x1b[2m"
	red    style = "\x1b[1;31m"
	green  style = "\x1b[1;32m"
	yellow style = "\x1b[1;33m"

	reset = "\x1b[0m"
)

// page is what a report is written on. As text it collects lines that are at most
// width characters long, set off by indents. As Markdown the same calls become
// headings, paragraphs and lists: what has no indent is a paragraph, as is what is
// faint and stands in no list; all else are entries, within each other as their
// indents say; line and blank have no meaning of their own.
type page struct {
	strings.Builder
	width int
	color bool
	md    *markdown // nil for text
	colon string    // how a label and what it labels are written, in Markdown
}

// head writes a heading of a level from 1, the report's own, to 4, a criterion's.
// As text it is a paragraph at an indent.
func (p *page) head(level, indent int, s style, text string) {
	if p.md != nil {
		p.md.heading(level, p.marked(plain, text))
		return
	}
	p.text(indent, 2, s, text)
}

// headEntry writes a heading that is an entry as text.
func (p *page) headEntry(level, indent, column int, key, text, right string, s style) {
	if p.md != nil {
		p.md.heading(level, p.keyed(plain, key, text, right))
		return
	}
	p.entry(indent, column, key, text, right, s)
}

// marked is a text as Markdown.
func (p *page) marked(s style, text string) string {
	text = gfm.Escape(strings.Join(strings.FieldsFunc(clean(text), func(r rune) bool { return r == ' ' }), " "))
	if s == bold && text != "" {
		return "**" + text + "**"
	}
	return text
}

// keyed is a key, a text and what stands at the end of its line as Markdown; s
// is the key's style.
func (p *page) keyed(s style, key, text, right string) string {
	out := strings.TrimSpace(p.marked(s, key) + " " + p.marked(plain, text))
	if right != "" {
		out += " · " + p.marked(plain, right)
	}
	return out
}

// code makes the lines and texts that follow code, or a quotation that has to be
// kept as it is, until the function it returns is called with the name of the
// code's language.
func (p *page) code(indent int) (end func(language string)) {
	if p.md == nil {
		return func(string) {}
	}
	p.md.begin(indent)
	return p.md.end
}

// alternative writes the first paragraph of one of several alternatives, which
// mark counts. Its further paragraphs stand at indent.
func (p *page) alternative(indent int, mark string, s style, text string) {
	at := indent - markWidth
	if p.md != nil {
		p.md.entry(at+1, strings.TrimSpace("**"+mark+"** "+p.marked(s, text)))
		return
	}
	p.text(at, 2+markWidth, s, mark+" "+text)
}

// heads writes the mark of an alternative above its parts where these make a list
// of their own, of which none is the head of the others.
func (p *page) heads(indent int, mark *string) {
	if p.md != nil && *mark != "" {
		p.md.entry(indent-markWidth+1, "**"+*mark+"**")
		*mark = ""
	}
}

// below is the indent of what is said of all paragraphs at an indent, not of the
// last one alone.
func (p *page) below(indent int) int {
	if p.md != nil {
		return indent
	}
	return indent + 2
}

// columns writes a table of numbers with a head; the first column holds names.
func (p *page) columns(indent int, rows [][]string, sizes []int, head style) {
	for _, cells := range rows {
		for k := range cells {
			cells[k] = clean(cells[k])
		}
	}
	if p.md != nil {
		p.md.table(rows)
		return
	}
	for i, cells := range rows {
		s := plain
		if i == 0 {
			s = head
		}
		p.line(indent, s, columnsOf(cells, sizes))
	}
}

func (p *page) paint(s style, text string) string {
	if !p.color || s == plain || text == "" {
		return text
	}
	return string(s) + text + reset
}

// line writes one line as it is.
func (p *page) line(indent int, s style, text string) {
	if p.md != nil {
		p.text(indent, 0, s, text)
		return
	}
	if text = strings.TrimRight(text, " "); text != "" {
		p.WriteString(strings.Repeat(" ", indent))
		p.WriteString(p.paint(s, text))
	}
	p.WriteByte('\n')
}

// rule underlines a title of so many characters; a heading needs none.
func (p *page) rule(size int) {
	if p.md == nil {
		p.line(0, faint, strings.Repeat("─", min(size, p.width)))
	}
}

// deepest is the largest indent that sets off what belongs together: on a line of
// text there has to be room for words, too.
func (p *page) deepest() int {
	if p.md != nil {
		return 4 * maxIndent
	}
	return maxIndent
}

func (p *page) blank() {
	if p.md == nil {
		p.WriteByte('\n')
	}
}

// text writes a paragraph, its lines after the first indented by hang more.
func (p *page) text(indent, hang int, s style, text string) {
	if p.md != nil {
		switch {
		case p.md.fence:
			p.md.code = append(p.md.code, strings.ReplaceAll(clean(text), "\u00a0", " "))
		case indent == 0 || s == faint && p.md.within(indent) == 0:
			p.md.paragraph(p.marked(s, text))
		default:
			p.md.entry(indent, p.marked(s, text))
		}
		return
	}
	for i, l := range wrap(clean(text), p.width-indent, p.width-indent-hang) {
		at := indent
		if i > 0 {
			at += hang
		}
		p.line(at, s, l)
	}
}

// entry writes a key, a paragraph beside it, and a few words flush right on the
// first line, or below where there is no room.
func (p *page) entry(indent, column int, key, text, right string, s style) {
	if p.md != nil {
		p.md.entry(indent, p.keyed(bold, key, text, right))
		return
	}
	key, right = clean(key), clean(right)
	column = max(column, utf8.RuneCountInString(key)+2)
	room, size := p.width-indent-column, utf8.RuneCountInString(right)
	first := room - size - 2
	if first < room/2 {
		first = room
	}
	for i, l := range wrap(clean(text), first, room) {
		if i > 0 {
			p.line(indent+column, s, l)
			continue
		}
		line := strings.Repeat(" ", indent) + p.paint(s, key) + strings.Repeat(" ", column-utf8.RuneCountInString(key)) + p.paint(s, l)
		if first < room {
			line += strings.Repeat(" ", room-utf8.RuneCountInString(l)-size) + right
		}
		p.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if first == room {
		p.text(indent+column, 0, plain, right)
	}
}

// row is a label and what it labels.
type row struct{ label, text string }

// table writes rows with their texts aligned.
func (p *page) table(indent int, rows []row) {
	for i := range rows {
		rows[i].label = clean(rows[i].label)
	}
	if p.md != nil {
		for _, r := range rows {
			p.md.entry(indent, fill(p.colon, "label", "*"+p.marked(plain, r.label)+"*", "text", p.marked(plain, r.text)))
		}
		return
	}
	column := 0
	for _, r := range rows {
		column = max(column, utf8.RuneCountInString(r.label)+2)
	}
	for _, r := range rows {
		label := r.label + strings.Repeat(" ", column-utf8.RuneCountInString(r.label))
		for i, l := range wrap(clean(r.text), p.width-indent-column, p.width-indent-column) {
			if i > 0 {
				p.line(indent+column, plain, l)
				continue
			}
			p.WriteString(strings.Repeat(" ", indent) + p.paint(faint, label) + l + "\n")
		}
	}
}

// content is what was written.
func (p *page) content() string {
	if p.md != nil {
		return p.md.String()
	}
	return p.String()
}

// clean makes text of others fit for one paragraph on a terminal.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f':
			return ' '
		case r == '\u00a0', r == '\u202f', unicode.IsPrint(r):
			return r
		}
		return unicode.ReplacementChar
	}, text)
}

// minRoom keeps wrap going where there is no room.
const minRoom = 2

// wrap breaks text between words into lines of at most first and then rest
// characters. A word longer than a line is broken where the line ends; a
// no-break space keeps words together and becomes a space.
func wrap(text string, first, rest int) []string {
	first, rest = max(first, minRoom), max(rest, minRoom)
	var lines []string
	var line strings.Builder
	used, room := 0, first
	flush := func() {
		lines = append(lines, strings.TrimRight(strings.ReplaceAll(line.String(), "\u00a0", " "), " "))
		line.Reset()
		used, room = 0, rest
	}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' }) {
		size := utf8.RuneCountInString(word)
		if used > 0 && used+1+size > room {
			flush()
		}
		if used > 0 {
			line.WriteByte(' ')
			used++
		}
		for size > room {
			end := 0 // of the first characters that have room
			for range room {
				_, n := utf8.DecodeRuneInString(word[end:])
				end += n
			}
			line.WriteString(word[:end])
			word, size = word[end:], size-room
			flush()
		}
		line.WriteString(word)
		used += size
	}
	if used > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}
