package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/speech"
)

// crosswalkText writes a crosswalk for readers, and days as they write them.
func crosswalkText(w io.Writer, x *criteria.Crosswalk, words *crosswalkWords, day func(evidence.Date) string) {
	t := &crosswalkPage{w: w, x: x, day: day, words: words}
	t.head()
	t.referred()
	t.list(criteria.Above, t.words.Above)
	heading := t.words.NoneListed
	if x.Complete {
		heading = t.words.None
	}
	t.list(criteria.None, heading)
	if t.marked {
		fmt.Fprintf(w, "\n%s\n", t.words.Mark)
	}
}

type crosswalkPage struct {
	w      io.Writer
	x      *criteria.Crosswalk
	day    func(evidence.Date) string
	words  *crosswalkWords
	marked bool // some clause was written with the mark
}

func (t *crosswalkPage) head() {
	x, words := t.x, t.words
	fmt.Fprintf(t.w, "%s %s – %s\n", x.Framework, x.Version, flat(t.words.Text(x.Title)))
	standing := words.Status[string(x.Status)]
	if x.Date != nil {
		standing += words.Enumeration + t.day(*x.Date)
	}
	if x.ApplicableFrom != nil {
		standing += words.Series + speech.Fill(words.AppliesFrom, "date", t.day(*x.ApplicableFrom))
	}
	rows := [][2]string{{words.Standing, standing}, {words.By, x.Publisher}, {"", x.URL}}
	listed := words.Incomplete
	if x.Complete {
		listed = words.Complete
	}
	rows = append(rows, [2]string{words.Source, t.words.Text(x.Source) + words.Series + listed})
	var fields []string
	for _, f := range x.Unverified {
		fields = append(fields, words.Field[string(f)])
	}
	rows = append(rows, [2]string{words.Unverified, strings.Join(fields, words.Enumeration)}, [2]string{words.Note, t.words.Text(x.Note)})
	for _, row := range rows {
		if row[1] != "" {
			hung(t.w, 2, row[0], 14, row[1])
		}
	}
	fmt.Fprintf(t.w, "\n%s\n", speech.Fill(words.Counts, "clauses", number(words, x.Counts.Clauses), "direct", number(words, x.Counts.Direct),
		"above", number(words, x.Counts.Above), "none", number(words, x.Counts.None)))
}

// referred lists the clauses that criteria refer to, each below those it is part
// of.
func (t *crosswalkPage) referred() {
	if len(t.x.Whole) > 0 {
		fmt.Fprintf(t.w, "\n%s\n", t.words.Whole)
		t.links(4, t.x.Whole)
	}
	found := false
	for _, row := range t.x.Rows {
		if row.Coverage != criteria.Direct && row.Coverage != criteria.Below {
			continue
		}
		if !found {
			fmt.Fprintf(t.w, "\n%s\n", t.words.Direct)
			found = true
		}
		indent := 2 + 2*int(row.Depth)
		fmt.Fprintln(t.w, strings.TrimRight(strings.Repeat(" ", indent)+t.name(row)+"  "+flat(t.words.Text(row.Title)), " "))
		t.links(indent+4, row.Links)
	}
	if !found && len(t.x.Whole) == 0 {
		fmt.Fprintf(t.w, "\n%s\n", t.words.Nothing)
	}
}

func (t *crosswalkPage) links(indent int, links []criteria.Link) {
	for _, link := range links {
		fmt.Fprintf(t.w, "%s%-12s %s  %s\n", strings.Repeat(" ", indent), link.Criterion, pad(t.words.Relation[string(link.Relation)], 10), flat(t.words.Text(link.Title)))
	}
}

// name writes the id of a clause, with the mark of what is not looked up.
func (t *crosswalkPage) name(row criteria.Row) string {
	if !row.Unverified {
		return flat(row.Clause)
	}
	t.marked = true
	return flat(row.Clause) + "*"
}

// list writes the clauses of one coverage: those below the same clause in one
// paragraph, and of a clause none of whose parts is reached only itself.
func (t *crosswalkPage) list(coverage criteria.Coverage, heading string) {
	type group struct {
		below string
		ids   []string
	}
	var groups []group
	same := map[string]bool{} // clauses of that coverage
	for _, row := range t.x.Rows {
		if row.Coverage != coverage {
			continue
		}
		same[row.Clause] = true
		if same[row.Below] {
			continue // said with the clause above
		}
		if n := len(groups); n == 0 || groups[n-1].below != row.Below {
			groups = append(groups, group{below: row.Below})
		}
		g := &groups[len(groups)-1]
		g.ids = append(g.ids, t.name(row))
	}
	if len(groups) == 0 {
		return
	}
	fmt.Fprintf(t.w, "\n%s\n", heading)
	for _, g := range groups {
		hung(t.w, 2, "", 0, strings.Join(g.ids, t.words.Enumeration))
	}
}

// frameworksText lists frameworks in columns.
func frameworksText(w io.Writer, all []*criteria.Crosswalk, words *crosswalkWords) {
	lines := [][4]string{{words.Framework, words.Standing, words.Clauses, words.Referred}}
	for _, x := range all {
		clauses := number(words, x.Counts.Clauses)
		if !x.Complete {
			clauses = speech.Fill(words.Partial, "n", clauses)
		}
		lines = append(lines, [4]string{x.Framework + "@" + x.Version, words.Status[string(x.Status)], clauses, number(words, x.Counts.Direct+x.Counts.Above)})
	}
	var width [4]int
	for _, line := range lines {
		for i, cell := range line {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for i, line := range lines {
		title := ""
		if i > 0 {
			title = flat(words.Text(all[i-1].Title))
		}
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%s  %s  %s  %s  %s", pad(line[0], width[0]), pad(line[1], width[1]), left(line[2], width[2]), left(line[3], width[3]), title), " "))
	}
}

func number[N ~int | ~int64](words *crosswalkWords, n N) string { return words.Int(int(n)) }

const pageWidth = 100

// hung writes a paragraph beside a label, its lines at most as long as the page
// is wide.
func hung(w io.Writer, indent int, label string, column int, text string) {
	head := strings.Repeat(" ", indent) + pad(label, column)
	line := head
	for word := range strings.FieldsSeq(flat(text)) {
		switch {
		case line == head: // a word that is too long stands alone
			line += word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > pageWidth:
			fmt.Fprintln(w, strings.TrimRight(line, " "))
			head = strings.Repeat(" ", indent+column)
			line = head + word
		default:
			line += " " + word
		}
	}
	fmt.Fprintln(w, strings.TrimRight(line, " "))
}

// flat keeps a text on one line, and from steering the terminal.
func flat(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return utf8.RuneError
	}, strings.Join(strings.Fields(text), " "))
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

func left(text string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text))) + text
}
