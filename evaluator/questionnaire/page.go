package questionnaire

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
)

// page is a questionnaire to be read or printed.
type page struct{ *writer }

func (q *Questionnaire) page(lang string) (*page, error) {
	w, err := q.writer(WriteOptions{Lang: lang})
	if err != nil {
		return nil, err
	}
	return &page{w}, nil
}

// Lang, Title, Subtitle, About, Head and Text are for the template.
func (p *page) Lang() string            { return p.Code }
func (p *page) Heading() string         { return p.title() }
func (p *page) About() []string         { return p.head() }
func (p *page) Head(name string) string { return p.Heads[name] }
func (p *page) Say(name string) string  { return p.Texts[name] }
func (p *page) Notices() []string       { return p.Notes }

// burdenRow is a row of the table of burdens.
type burdenRow struct {
	Name                                 string
	Criteria, Questions, Further, Always string
	Later                                string // in a sentence; empty for none
	Fewest, PerCriterion, Effort         string
	criteria, questions                  int
}

// Rows are those of the table of burdens: where there are other profiles to
// compare with, theirs stand below the profile's own, obligation by obligation.
func (p *page) Rows() []burdenRow {
	var out []burdenRow
	for i := range p.Burden {
		if p.Burden[i].Obligation == "" && len(out) == 1+len(p.Beside) {
			break // the total says the same once more
		}
		name := p.Heads["total"]
		if o := p.Burden[i].Obligation; o != "" {
			name = p.words.Obligation(o)
		}
		if p.Burden[i].Obligation != "" && p.Burden[i].Criteria == 0 && !slices.ContainsFunc(p.Beside, func(c Comparison) bool { return c.Burden[i].Criteria > 0 }) {
			continue
		}
		if len(p.Beside) == 0 {
			out = append(out, p.row(name, &p.Burden[i]))
			continue
		}
		out = append(out, p.row(fill(p.Texts["ofProfile"], "name", name, "profile", p.Profile.ID), &p.Burden[i]))
		for j := range p.Beside {
			out = append(out, p.row(fill(p.Texts["ofProfile"], "name", name, "profile", p.Beside[j].Profile.ID), &p.Beside[j].Burden[i]))
		}
	}
	return out
}

func (p *page) row(name string, b *Burden) burdenRow {
	n := func(x int64) string { return strconv.FormatInt(x, 10) }
	later := ""
	if b.Later > 0 {
		later = fill(p.Texts["later"], "criteria", p.Numbers["criteria"].Count(int(b.Later)), "questions", p.Numbers["questions"].Count(int(b.Postponed)))
	}
	return burdenRow{name, n(b.Criteria), n(b.Questions), n(b.Further), n(b.Always), later, p.kinds(b.Fewest, false), p.kinds(b.Proofs, true), p.effort(b.Effort), int(b.Criteria), int(b.Questions)}
}

func (p *page) kinds(counts []ProofCount, numbers bool) string {
	var out []string
	for _, c := range counts {
		name := p.Kinds[string(c.Kind)]
		if c.Scheme != "" {
			name = p.language.member("AttestationScheme", string(c.Scheme))
		}
		if numbers {
			name = strconv.FormatInt(c.Count, 10) + " × " + name
		}
		out = append(out, name)
	}
	if out == nil {
		return p.Texts["noProof"]
	}
	return strings.Join(out, ", ")
}

// effort says how many proofs take months, weeks and days.
func (p *page) effort(e evaluator.Effort) string {
	var out []string
	for _, x := range []struct {
		n    int64
		name string
	}{{e.High, "months"}, {e.Medium, "weeks"}, {e.Low, "days"}} {
		if x.n > 0 {
			out = append(out, p.Texts[x.name]+": "+strconv.FormatInt(x.n, 10))
		}
	}
	if out == nil {
		return "–"
	}
	return strings.Join(out, ", ")
}

// Compared says in a sentence what another profile asks.
func (p *page) Compared(c Comparison) string {
	total := c.Burden[len(c.Burden)-1]
	text := fill(p.Texts["beside"], "profile", p.Name(c), "questions", p.Numbers["questions"].Count(int(total.Questions)))
	if n := len(c.OnlyThere); n > 0 {
		text += " " + p.Numbers["onlyThere"].Count(n)
	}
	if n := len(c.OnlyHere); n > 0 {
		text += " " + p.Numbers["onlyHere"].Count(n)
	}
	return text
}

// Name is the title of another profile.
func (p *page) Name(c Comparison) string { return one(p.language.Text(c.Profile.Title)) }

// part is a domain's questions.
type part struct {
	Key, Name string
	Groups    []group
	Count     int
}

// group is what stands under one heading.
type group struct {
	ID, Path, Name string // empty of the subject
	Questions      []asking
}

// asked goes through the questions, and says each heading before those below it.
func (p *part) asked(heading func(string), text string) iter.Seq2[int, asking] {
	return func(yield func(int, asking) bool) {
		for _, g := range p.Groups {
			if g.Name != "" {
				heading(fill(text, "group", g.Name, "path", g.Path))
			}
			for i, a := range g.Questions {
				if !yield(i, a) {
					return
				}
			}
		}
	}
}

// asking is a question in words.
type asking struct {
	Number                     int64
	ID, Path, Question         string
	Form, Needs, Demand, AskIf string
	Earlier                    []int64    // the questions that AskIf names
	Criteria                   [][]string // those that Needs names, with their titles
	Entry                      string     // of which list's entries
	Choices                    []string
	Lines                      int
}

// Parts are the questions by domain.
func (p *page) Parts() []part {
	var out []part
	titles := map[string]string{}
	for i := range p.Criteria {
		titles[p.Criteria[i].ID] = one(p.language.Text(p.Criteria[i].Title))
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		d := domain(q.Path)
		if len(out) == 0 || out[len(out)-1].Key != d {
			out = append(out, part{Key: d, Name: p.Domains[d]})
		}
		a := asking{Number: q.Number, ID: fmt.Sprintf("q%d", q.Number), Path: q.Path, Question: p.asks(q), Form: p.form(q, true),
			Needs: fill(p.Texts["needed"], "criteria", p.needed(q)), Lines: 1}
		for _, n := range q.Needs {
			row := []string{n.Criterion, titles[n.Criterion]}
			if !slices.ContainsFunc(a.Criteria, func(r []string) bool { return r[0] == n.Criterion }) {
				a.Criteria = append(a.Criteria, row)
			}
		}
		if demanded := p.demanded(q); demanded != "" && q.List == 0 { // a list is proven as a whole
			a.Demand = fill(p.Texts["demanded"], "demand", demanded)
		}
		if text := p.askIf(q); text != "" {
			a.AskIf = text
			for _, alt := range q.AskIf {
				for _, c := range alt.All {
					a.Earlier = append(a.Earlier, c.Question)
				}
			}
			slices.Sort(a.Earlier)
			a.Earlier = slices.Compact(a.Earlier)
		}
		if q.List > 0 {
			a.Entry = fill(p.Texts["ofEntry"], "n", strconv.FormatInt(q.List, 10))
		}
		switch {
		case q.Kind == "bool":
			a.Choices = []string{p.Yes, p.No}
		case q.Values != nil:
			for i := range q.Values {
				a.Choices = append(a.Choices, cmp.Or(p.member(q, &q.Values[i]), q.Values[i].Value))
			}
			if q.Kind == "list" {
				a.Choices = append(a.Choices, p.None)
			}
		case q.Kind == "list":
			a.Lines = 3
		}
		last := &out[len(out)-1]
		if n := len(last.Groups); n == 0 || last.Groups[n-1].Path != q.Group {
			g := group{ID: fmt.Sprintf("g%d", q.Number), Path: q.Group}
			if q.Group != "" {
				g.Name = p.heading(q.Group)
			}
			last.Groups = append(last.Groups, g)
		}
		g := &last.Groups[len(last.Groups)-1]
		g.Questions = append(g.Questions, a)
		last.Count++
	}
	return out
}

// subjectRow is a field of the offer that is always filled in.
type subjectRow struct{ Question, Answer string }

// SubjectRows are what says which offer is meant, without what is asked for below.
func (p *page) SubjectRows() []subjectRow {
	var out []subjectRow
	for _, f := range p.subjectAnswers() {
		if _, asked := p.Lookup("subject." + f.field); asked || f.field == "regions" || f.field == "services" {
			continue
		}
		answer := ""
		if text, ok := f.value.Any().(string); ok {
			if answer = text; f.field == "layer" {
				answer = p.Layers[text]
			}
		}
		out = append(out, subjectRow{p.Subject[f.field], answer})
	}
	return out
}

// ProofHeads are the columns of the table of proofs that is filled in by hand.
func (p *page) ProofHeads() []string {
	return []string{p.Texts["proofID"], p.Proof["kind"], p.Proof["issuer"], p.Proof["issued"], p.Proof["validUntil"], p.Proof["url"]}
}

// Blank counts the rows to be filled in by hand.
func (p *page) Blank() []struct{} { return make([]struct{}, 12) }

// CriteriaRows lists the criteria with their questions.
func (p *page) CriteriaRows() [][]string {
	var out [][]string
	for i := range p.Criteria {
		c := &p.Criteria[i]
		var numbers []string
		for _, n := range c.Questions {
			numbers = append(numbers, strconv.FormatInt(n, 10))
		}
		out = append(out, []string{c.ID, one(p.language.Text(c.Title)), p.words.Obligation(c.Obligation), strings.Join(numbers, ", ")})
	}
	return out
}

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// HTML writes the questionnaire as one page to be read or printed and filled in by
// hand. It fetches nothing and has no script; every text of the catalogue is
// escaped. The error wraps [ErrLanguage], or is one of writing.
func (q *Questionnaire) HTML(w io.Writer, lang string) error {
	p, err := q.page(lang)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, p); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// md escapes what Markdown would take for its own.
func md(text string) string {
	return markdown.Replace(text)
}

var markdown = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "|", `\|`, "#", `\#`, "~", `\~`)

// Markdown writes the questionnaire as Markdown, to be read. The error is that of
// [Questionnaire.HTML].
func (q *Questionnaire) Markdown(w io.Writer, lang string) error {
	p, err := q.page(lang)
	if err != nil {
		return err
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# %s\n", md(p.Heading()))
	line("%s\n", md(p.Subtitle))
	for _, text := range p.About() {
		line("- %s", md(text))
	}
	line("\n## %s\n", md(p.Heads["about"]))
	for _, note := range p.Notes {
		line("%s\n", md(note))
	}
	line("## %s\n", md(p.Heads["burden"]))
	line("%s\n", md(p.Texts["burden"]))
	p.table(line)
	if len(p.Beside) > 0 {
		line("\n### %s\n", md(p.Heads["beside"]))
	}
	for i := range p.Beside {
		line("- %s", md(p.Compared(p.Beside[i])))
	}
	if len(p.Questions) == 0 {
		line("\n%s", md(p.Texts["noQuestions"]))
	}
	for _, part := range p.Parts() {
		line("\n## %s", md(part.Name))
		for _, a := range part.asked(func(heading string) { line("\n### %s", md(heading)) }, p.Texts["group"]) {
			line("\n**%d. %s** `%s`\n", a.Number, md(a.Question), a.Path)
			if a.Entry != "" {
				line("- %s", md(a.Entry))
			}
			line("- %s", md(fill(p.Texts["form"], "form", a.Form)))
			line("- %s", md(a.Needs))
			if a.Demand != "" {
				line("- %s", md(a.Demand))
			}
			if a.AskIf != "" {
				line("- %s", md(a.AskIf))
			}
		}
	}
	line("\n## %s\n", md(p.Heads["criteria"]))
	line("| %s | %s | %s | %s |", md(p.Heads["criteria"]), "", md(p.Heads["obligation"]), md(p.Texts["questions"]))
	line("| --- | --- | --- | --- |")
	for _, row := range p.CriteriaRows() {
		line("| %s | %s | %s | %s |", md(row[0]), md(row[1]), md(row[2]), md(row[3]))
	}
	_, err = io.WriteString(w, b.String())
	return err
}

func (p *page) table(line func(string, ...any)) {
	heads := []string{p.Heads["obligation"], p.Heads["criteria"], p.Texts["questions"], p.Texts["further"], p.Texts["always"], p.Heads["fewest"], p.Heads["effort"], p.Heads["perCriterion"]}
	for i := range heads {
		heads[i] = md(heads[i])
	}
	line("| %s |", strings.Join(heads, " | "))
	line("| --- | ---: | ---: | ---: | ---: | --- | --- | --- |")
	for _, r := range p.Rows() {
		if r.Later != "" {
			r.Name += ". " + r.Later
		}
		line("| %s | %s | %s | %s | %s | %s | %s | %s |", md(r.Name), r.Criteria, r.Questions, r.Further, r.Always, md(r.Fewest), md(r.Effort), md(r.PerCriterion))
	}
}

// Text writes what answering takes and what is asked, for a terminal, without how
// to answer. The error is that of [Questionnaire.HTML].
func (q *Questionnaire) Text(w io.Writer, lang string) error {
	p, err := q.page(lang)
	if err != nil {
		return err
	}
	var b strings.Builder
	const width = 98
	write := func(first, indent, text string) {
		for i, line := range wrap(text, width-len(indent)) {
			if i == 0 {
				b.WriteString(strings.TrimRight(first+line, " ") + "\n")
			} else {
				b.WriteString(indent + line + "\n")
			}
		}
	}
	write("", "", p.Heading())
	for _, text := range p.About() {
		write("  ", "  ", text)
	}
	burden := func() {
		for _, r := range p.Rows() {
			text := p.Texts["row"]
			if r.Further != r.Questions {
				text = p.Texts["rowFurther"]
			}
			write("  ", "    ", fill(text, "name", r.Name, "criteria", p.Numbers["criteria"].Count(r.criteria), "questions", p.Numbers["questions"].Count(r.questions), "further", r.Further, "always", r.Always))
			if r.Later != "" {
				write("    ", "      ", r.Later)
			}
			write("    ", "      ", p.Heads["fewest"]+": "+r.Fewest)
			write("    ", "      ", p.Heads["effort"]+": "+r.Effort)
			write("    ", "      ", p.Heads["perCriterion"]+": "+r.PerCriterion)
		}
	}
	b.WriteString("\n" + p.Heads["burden"] + "\n")
	burden()
	if len(p.Beside) > 0 {
		b.WriteString("\n" + p.Heads["beside"] + "\n")
	}
	for i := range p.Beside {
		write("  ", "  ", p.Compared(p.Beside[i]))
	}
	if len(p.Questions) == 0 {
		b.WriteString("\n" + p.Texts["noQuestions"] + "\n")
	}
	for _, part := range p.Parts() {
		b.WriteString("\n" + part.Name + "\n")
		for _, a := range part.asked(func(heading string) { write("\n  ", "  ", heading) }, p.Texts["group"]) {
			indent := "  "
			if a.Entry != "" {
				indent = "    "
			}
			number := fmt.Sprintf("%s%d. ", indent, a.Number)
			write(number, indent+"   ", a.Question)
			write(indent+"   ", indent+"   ", a.Needs)
			if a.Demand != "" {
				write(indent+"   ", indent+"   ", a.Demand)
			}
			if a.AskIf != "" {
				write(indent+"   ", indent+"   ", a.AskIf)
			}
		}
	}
	_, err = io.WriteString(w, b.String())
	return err
}
