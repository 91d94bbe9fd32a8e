package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// writeText writes a table for each suite, the reasons below it, and the legend.
func writeText(w io.Writer, m *Matrix, say words) error {
	b := &strings.Builder{}
	fmt.Fprintf(b, "%s – %s\n%s\n", say.say("title"), say.say("as of", m.At), say.say("self"))
	for _, t := range m.Tables {
		fmt.Fprintf(b, "\n%s\n%s\n", t.Suite, strings.Repeat("═", utf8.RuneCountInString(string(t.Suite))))
		fmt.Fprintf(b, "%s\n%s\n%s\n\n", say.say("source", t.Folder), say.say("extent", len(t.Rows), t.Reports(), t.Others()), say.say("tally", tally(t, say)))
		writeGrid(b, grid(t, say))
		writeReasons(b, t, say)
	}
	fmt.Fprintf(b, "\n%s\n", say.say("legend"))
	for _, o := range m.Explained() {
		fmt.Fprintf(b, "  %s %s: %s\n", say.Symbol(o), say.Outcome(o), say.Legend(o))
	}
	fmt.Fprintf(b, "%s\n", say.say("counts"))
	if len(m.Refused) > 0 {
		fmt.Fprintf(b, "\n%s\n", say.say("refused", len(m.Refused)))
		for _, r := range m.Refused {
			fmt.Fprintf(b, "  %s\n", strings.Join(r.Lines(), "\n    "))
		}
	}
	fmt.Fprintf(b, "\n%s\n", say.say("skipped", m.Skipped))
	_, err := io.WriteString(w, b.String())
	return err
}

func tally(t Table, say words) string {
	n := t.Tally()
	var out []string
	for _, o := range outcomes {
		if n[o] > 0 {
			out = append(out, fmt.Sprintf("%d %s", n[o], say.Outcome(o)))
		}
	}
	return strings.Join(out, ", ")
}

// grid makes the lines of a table: each row is as many lines as its longest cell.
func grid(t Table, say words) [][]string {
	head := []string{say.say("implementation"), say.say("version"), say.say("specification"), say.say("kind"), say.say("date"), say.say("more")}
	for _, c := range t.Columns {
		head = append(head, say.Heading(c))
	}
	lines := [][]string{head, nil}
	for _, row := range t.Rows {
		for i, e := range row.Newest {
			more := ""
			if n := withResults(row.Others); n > 0 && i == 0 {
				more = strconv.Itoa(n)
			}
			version := short(e.Version, 60)
			if e.PreRelease() {
				version += " (" + say.say("pre") + ")"
			}
			first := []string{row.label(e), version, short(e.Spec, 60), short(say.Kind(e), 60), say.Day(e.Date), more}
			lines = append(lines, gridLines(first, e, say)...)
		}
	}
	return lines
}

// label names a row of the table: the implementation, and which of its newest reports it is.
func (r Row) label(e Entry) string {
	if which := r.Several(e); which != "" {
		return short(r.Name, 60) + " · " + short(which, 60)
	}
	return short(r.Name, 60)
}

func gridLines(first []string, e Entry, say words) [][]string {
	second := make([]string, len(first))
	for _, c := range e.Cells {
		above, below := say.Symbol(c.Outcome), ""
		if required, optional := c.Required(), c.Optional(); c.Outcome != evaluator.NotApplicable && required.Known {
			above += " " + required.String()
			if optional.Known && (optional.Of > 0 || !optional.Whole) {
				below = "+ " + optional.String()
			}
		}
		first, second = append(first, above), append(second, below)
	}
	if strings.Join(second, "") == "" {
		return [][]string{first}
	}
	return [][]string{first, second}
}

// writeGrid aligns columns; an empty line of the grid becomes a rule.
func writeGrid(b *strings.Builder, lines [][]string) {
	var widths []int
	for _, line := range lines {
		for i, cell := range line {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, line := range lines {
		text := ""
		for i, width := range widths {
			cell := ""
			if line == nil {
				cell = strings.Repeat("─", width)
			} else if i < len(line) {
				cell = line[i]
			}
			text += cell + strings.Repeat(" ", width-utf8.RuneCountInString(cell)+2)
		}
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
}

// writeReasons says of each implementation what is not passed and why; columns with the same reasons share a line.
func writeReasons(b *strings.Builder, t Table, say words) {
	lines := ""
	for _, row := range t.Rows {
		for _, e := range row.Newest {
			for _, r := range reasons(e, t.Columns, say) {
				lines += fmt.Sprintf("  %s: %s – %s\n", row.label(e), r.columns, r.why)
			}
		}
	}
	if lines != "" {
		fmt.Fprintf(b, "\n%s\n%s", say.say("reasons"), lines)
	}
}

type reason struct{ columns, why string }

func reasons(e Entry, columns []Column, say words) (out []reason) {
	add := func(column, why string) {
		if n := len(out) - 1; n >= 0 && out[n].why == why {
			out[n].columns += ", " + column
			return
		}
		out = append(out, reason{column, why})
	}
	for i, c := range e.Cells {
		if len(c.Why) > 0 {
			add(say.Heading(columns[i]), say.Outcome(c.Outcome)+": "+say.Whys(c))
		}
	}
	for _, p := range e.Other {
		add(short(p, 60), say.say("why "+noColumn(p)))
	}
	return out
}

// noColumn says why a profile has no column.
func noColumn(profile string) string {
	switch evidence.ConformanceProfile(profile) {
	case evidence.ConformanceProfileHTTP, evidence.ConformanceProfileTLS, evidence.ConformanceProfileMesh:
		return "old profile"
	}
	return "no column"
}

// printable replaces what a terminal would obey, and what is no character of XML.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '�'
		}
		return r
	}, text)
}

// short shortens a text to so many characters.
func short(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
