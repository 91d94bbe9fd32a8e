package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evaluator"
)

// writeText writes a table for each suite, the reasons below it, and the legend.
func writeText(w io.Writer, m *Matrix, say words) error {
	b := &strings.Builder{}
	fmt.Fprintf(b, "%s – %s\n%s\n", say.say("title"), say.say("as of", m.At), say.say("self"))
	for _, t := range m.Tables {
		fmt.Fprintf(b, "\n%s\n%s\n", t.Suite, strings.Repeat("═", utf8.RuneCountInString(string(t.Suite))))
		fmt.Fprintf(b, "%s\n%s\n%s\n\n", say.say("source", t.Folder), say.say("extent", len(t.Rows), t.Reports()), say.say("tally", tally(t, say)))
		writeGrid(b, grid(t, say))
		writeReasons(b, t, say)
	}
	fmt.Fprintf(b, "\n%s\n", say.say("legend"))
	for _, o := range outcomes[:5] {
		fmt.Fprintf(b, "  %s %s: %s\n", say.Symbol(o), say.Outcome(o), say.Legend(o))
	}
	fmt.Fprintf(b, "%s\n", say.say("counts"))
	if len(m.Refused) > 0 {
		fmt.Fprintf(b, "\n%s\n", say.say("refused", len(m.Refused)))
		for _, r := range m.Refused {
			fmt.Fprintf(b, "  %s\n", strings.ReplaceAll(r.Err.Error(), "\n", "\n  "))
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
	head := []string{say.say("implementation"), say.say("version"), say.say("specification"), say.say("kind"), say.say("date")}
	for _, c := range t.Columns {
		head = append(head, say.Heading(c))
	}
	lines := [][]string{head, nil}
	for _, row := range t.Rows {
		e := row.Newest
		first := []string{plain(row.Name), plain(e.Version), plain(e.Spec), plain(say.Kind(e)), say.Day(e.Date)}
		second := make([]string, len(first))
		for _, c := range e.Cells {
			required, optional := c.Required(), c.Optional()
			switch {
			case c.Outcome == evaluator.NotApplicable || !required.Known:
				first, second = append(first, say.Symbol(c.Outcome)), append(second, "")
			case !optional.Known || optional.Total == 0:
				first, second = append(first, fraction(say.Symbol(c.Outcome)+" ", required)), append(second, "")
			default:
				first, second = append(first, fraction(say.Symbol(c.Outcome)+" ", required)), append(second, fraction("+ ", optional))
			}
		}
		lines = append(lines, first)
		if strings.Join(second, "") != "" {
			lines = append(lines, second)
		}
	}
	return lines
}

func fraction(sign string, c Counts) string { return fmt.Sprintf("%s%d/%d", sign, c.Passed, c.Total) }

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
		for _, r := range reasons(row.Newest, t.Columns, say) {
			lines += fmt.Sprintf("  %s: %s – %s\n", plain(row.Name), r.columns, r.why)
		}
	}
	if lines != "" {
		fmt.Fprintf(b, "\n%s\n%s", say.say("reasons"), lines)
	}
}

type reason struct{ columns, why string }

func reasons(e Entry, columns []Column, say words) (out []reason) {
	for i, c := range e.Cells {
		if len(c.Why) == 0 {
			continue
		}
		why := say.Outcome(c.Outcome) + ": " + say.Whys(c)
		if n := len(out) - 1; n >= 0 && out[n].why == why {
			out[n].columns += ", " + say.Heading(columns[i])
			continue
		}
		out = append(out, reason{say.Heading(columns[i]), why})
	}
	if old := e.oldProfiles(); len(old) > 0 {
		out = append(out, reason{strings.Join(old, ", "), say.say("why old profile")})
	}
	return out
}

// plain keeps what a report says on one line of a terminal.
func plain(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		text = string(runes[:59]) + "…"
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '�'
		}
		return r
	}, text)
}
