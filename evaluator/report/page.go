package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
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

// page collects lines that are at most width characters long.
type page struct {
	strings.Builder
	width int
	color bool
}

func (p *page) paint(s style, text string) string {
	if !p.color || s == plain || text == "" {
		return text
	}
	return string(s) + text + reset
}

// line writes one line as it is.
func (p *page) line(indent int, s style, text string) {
	if text = strings.TrimRight(text, " "); text != "" {
		p.WriteString(strings.Repeat(" ", indent))
		p.WriteString(p.paint(s, text))
	}
	p.WriteByte('\n')
}

func (p *page) blank() { p.WriteByte('\n') }

// text writes a paragraph, its lines after the first indented by hang more.
func (p *page) text(indent, hang int, s style, text string) {
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
			head := []rune(word)
			line.WriteString(string(head[:room]))
			word, size = string(head[room:]), size-room
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
