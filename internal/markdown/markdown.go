// Package markdown escapes texts of others for GitHub Flavored Markdown, which
// pandoc reads the same way.
package markdown

import (
	"strconv"
	"strings"
)

// Escape escapes a text of one line: all that could be markup, HTML, an entity, a
// table's border, an address that becomes a link by itself, or at its beginning a
// list.
func Escape(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '<', '>', '&', '|', '~', '#', '$', '!', '^':
			b.WriteByte('\\')
		case '+', '-', '=', ':', '(', '%': // pandoc knows definitions, lists in parentheses and title blocks
			if i == 0 {
				b.WriteByte('\\')
			} else if strings.HasPrefix(text[i:], "://") {
				b.WriteByte('\\')
			}
		case '.', ')': // a number or a letter at the beginning would be a list
			if enumerates(text[:i]) && (i+1 == len(text) || text[i+1] == ' ') {
				b.WriteByte('\\')
			}
		case '@':
			b.WriteString("&#64;")
			continue
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(b.String(), "www.", `www\.`)
}

// enumerates reports whether a text counts the items of a list.
func enumerates(text string) bool {
	if len(text) == 1 && ('a' <= text[0] && text[0] <= 'z' || 'A' <= text[0] && text[0] <= 'Z') {
		return true
	}
	_, err := strconv.ParseUint(text, 10, 64)
	return err == nil
}

// Fence returns what begins and ends a block of code that holds the text: longer
// than any fence in it.
func Fence(code string) string {
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	return fence
}

// Row writes a row of a table; the cells are Markdown.
func Row(cells []string) string { return "| " + strings.Join(cells, " | ") + " |\n" }

// Head writes the first row of a table and the line below it; columns after the
// first are set flush right if numbers says so.
func Head(cells []string, numbers bool) string {
	var b strings.Builder
	b.WriteString(Row(cells))
	for i := range cells {
		if numbers && i > 0 {
			b.WriteString("| ---: ")
		} else {
			b.WriteString("| --- ")
		}
	}
	return b.String() + "|\n"
}
