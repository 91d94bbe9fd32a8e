package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evidence"
)

// crosswalkWords are the words of a crosswalk in one language.
type crosswalkWords struct {
	status   map[frameworks.Status]string
	relation map[criteria.Relation]string
	field    map[frameworks.Field]string

	by, appliesFrom, source, unverified, note string // rows of the head
	complete, incomplete                      string
	counts                                    string // clauses, direct, above, none
	whole, direct, above, none, noneListed    string // headings
	nothing                                   string
	mark                                      string
	framework, standing, clauses, referred    string // columns of the list of frameworks
	partial                                   string
}

var crosswalkLanguages = map[string]crosswalkWords{
	"en": {
		status: map[frameworks.Status]string{
			frameworks.InForce: "in force", frameworks.Published: "published", frameworks.Draft: "draft", frameworks.Proposal: "proposal, not adopted",
			frameworks.NeverAdopted: "never adopted", frameworks.Superseded: "superseded", frameworks.Withdrawn: "withdrawn",
		},
		relation: map[criteria.Relation]string{criteria.Equal: "equal", criteria.PartOf: "part of it", criteria.Related: "related"},
		field: map[frameworks.Field]string{"version": "version", "title": "title", "publisher": "publisher", "status": "status", "date": "date",
			"applicableFrom": "first day it applies", "url": "address", "licence": "licence", "clauses": "clauses"},
		by: "by", appliesFrom: "applies from", source: "source", unverified: "not verified", note: "note",
		complete: "all clauses are listed", incomplete: "not all clauses are listed",
		counts: "Of %d clauses without parts, criteria refer to %d, and to %d only through a clause above; to %d none does.",
		whole:  "The framework as a whole", direct: "Clauses that criteria refer to", above: "Referred to only through a clause above",
		none: "No criterion refers to", noneListed: "Of those listed, no criterion refers to",
		nothing: "No criterion refers to this framework.", mark: "* nobody has looked this clause up in the document",
		framework: "framework", standing: "standing", clauses: "clauses", referred: "referred to", partial: "+",
	},
	"de": {
		status: map[frameworks.Status]string{
			frameworks.InForce: "in Kraft", frameworks.Published: "veröffentlicht", frameworks.Draft: "Entwurf", frameworks.Proposal: "Vorschlag, nicht angenommen",
			frameworks.NeverAdopted: "nie angenommen", frameworks.Superseded: "abgelöst", frameworks.Withdrawn: "zurückgezogen",
		},
		relation: map[criteria.Relation]string{criteria.Equal: "gleich", criteria.PartOf: "Teil davon", criteria.Related: "verwandt"},
		field: map[frameworks.Field]string{"version": "Version", "title": "Titel", "publisher": "Herausgeber", "status": "Stand", "date": "Datum",
			"applicableFrom": "erster Tag der Geltung", "url": "Adresse", "licence": "Lizenz", "clauses": "Klauseln"},
		by: "von", appliesFrom: "gilt ab", source: "Quelle", unverified: "nicht geprüft", note: "Hinweis",
		complete: "alle Klauseln sind aufgeführt", incomplete: "nicht alle Klauseln sind aufgeführt",
		counts: "Von %d Klauseln ohne Teile verweisen Kriterien auf %d und auf %d nur über eine Klausel darüber; auf %d keines.",
		whole:  "Das Regelwerk als Ganzes", direct: "Klauseln, auf die Kriterien verweisen", above: "Verweis nur über eine Klausel darüber",
		none: "Kein Kriterium verweist auf", noneListed: "Unter den aufgeführten Klauseln verweist kein Kriterium auf",
		nothing: "Kein Kriterium verweist auf dieses Regelwerk.", mark: "* im Dokument hat diese Klausel niemand nachgeschlagen",
		framework: "Regelwerk", standing: "Stand", clauses: "Klauseln", referred: "verwiesen", partial: "+",
	},
}

// crosswalkText writes a crosswalk for readers, and days as they write them.
func crosswalkText(w io.Writer, x *criteria.Crosswalk, lang string, day func(evidence.Date) string) {
	t := &crosswalkPage{w: w, x: x, lang: lang, day: day, words: crosswalkLanguages[lang]}
	t.head()
	t.referred()
	t.list(criteria.Above, t.words.above)
	heading := t.words.noneListed
	if x.Complete {
		heading = t.words.none
	}
	t.list(criteria.None, heading)
	if t.marked {
		fmt.Fprintf(w, "\n%s\n", t.words.mark)
	}
}

type crosswalkPage struct {
	w      io.Writer
	x      *criteria.Crosswalk
	lang   string
	day    func(evidence.Date) string
	words  crosswalkWords
	marked bool // some clause was written with the mark
}

func (t *crosswalkPage) head() {
	x, words := t.x, t.words
	fmt.Fprintf(t.w, "%s %s – %s\n", x.Framework, x.Version, flat(x.Title.In(t.lang)))
	standing := words.status[x.Status]
	if x.Date != nil {
		standing += ", " + t.day(*x.Date)
	}
	if x.ApplicableFrom != nil {
		standing += "; " + words.appliesFrom + " " + t.day(*x.ApplicableFrom)
	}
	rows := [][2]string{{words.standing, standing}, {words.by, x.Publisher}, {"", x.URL}}
	listed := words.incomplete
	if x.Complete {
		listed = words.complete
	}
	rows = append(rows, [2]string{words.source, x.Source.In(t.lang) + "; " + listed})
	var fields []string
	for _, f := range x.Unverified {
		fields = append(fields, words.field[f])
	}
	rows = append(rows, [2]string{words.unverified, strings.Join(fields, ", ")}, [2]string{words.note, x.Note.In(t.lang)})
	for _, row := range rows {
		if row[1] != "" {
			hung(t.w, 2, row[0], 14, row[1])
		}
	}
	fmt.Fprintf(t.w, "\n"+words.counts+"\n", x.Counts.Clauses, x.Counts.Direct, x.Counts.Above, x.Counts.None)
}

// referred lists the clauses that criteria refer to, each below those it is part
// of.
func (t *crosswalkPage) referred() {
	if len(t.x.Whole) > 0 {
		fmt.Fprintf(t.w, "\n%s\n", t.words.whole)
		t.links(4, t.x.Whole)
	}
	found := false
	for _, row := range t.x.Rows {
		if row.Coverage != criteria.Direct && row.Coverage != criteria.Below {
			continue
		}
		if !found {
			fmt.Fprintf(t.w, "\n%s\n", t.words.direct)
			found = true
		}
		indent := 2 + 2*int(row.Depth)
		fmt.Fprintln(t.w, strings.TrimRight(strings.Repeat(" ", indent)+t.name(row)+"  "+flat(row.Title.In(t.lang)), " "))
		t.links(indent+4, row.Links)
	}
	if !found && len(t.x.Whole) == 0 {
		fmt.Fprintf(t.w, "\n%s\n", t.words.nothing)
	}
}

func (t *crosswalkPage) links(indent int, links []criteria.Link) {
	for _, link := range links {
		fmt.Fprintf(t.w, "%s%-12s %s  %s\n", strings.Repeat(" ", indent), link.Criterion, pad(t.words.relation[link.Relation], 10), flat(link.Title.In(t.lang)))
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
		hung(t.w, 2, "", 0, strings.Join(g.ids, ", "))
	}
}

// frameworksText lists frameworks in columns.
func frameworksText(w io.Writer, all []*criteria.Crosswalk, lang string) {
	words := crosswalkLanguages[lang]
	lines := [][4]string{{words.framework, words.standing, words.clauses, words.referred}}
	for _, x := range all {
		clauses := fmt.Sprint(x.Counts.Clauses)
		if !x.Complete {
			clauses += words.partial
		}
		lines = append(lines, [4]string{x.Framework + "@" + x.Version, words.status[x.Status], clauses, fmt.Sprint(x.Counts.Direct + x.Counts.Above)})
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
			title = flat(all[i-1].Title.In(lang))
		}
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%s  %s  %s  %s  %s", pad(line[0], width[0]), pad(line[1], width[1]), left(line[2], width[2]), left(line[3], width[3]), title), " "))
	}
}

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
