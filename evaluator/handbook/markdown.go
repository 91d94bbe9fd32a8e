package handbook

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	gfm "github.com/trias-sovereignty/trias/internal/markdown"
)

// Markdown writes the handbook as GitHub Flavored Markdown. Every text of the
// catalogue is escaped; the rules stand in an appendix.
func (h *Handbook) Markdown(w io.Writer) error {
	v, err := h.view()
	if err != nil {
		return err
	}
	m := &markdown{view: v}
	m.front()
	m.overview()
	for _, d := range v.Domains() {
		m.domain(d)
	}
	m.appendices()
	_, err = io.WriteString(w, m.String())
	return err
}

// markdown collects blocks, a blank line between them.
type markdown struct {
	strings.Builder
	*view
}

func (m *markdown) block(text string) {
	if m.Len() > 0 {
		m.WriteByte('\n')
	}
	m.WriteString(strings.TrimRight(text, "\n") + "\n")
}

// head writes a heading with a place of its own.
func (m *markdown) head(level int, anchor, text string) {
	m.block(fmt.Sprintf("<a id=\"%s\"></a>\n\n%s %s", anchor, strings.Repeat("#", level), text))
}

func (m *markdown) table(head []string, rows [][]string) {
	var b strings.Builder
	b.WriteString(gfm.Head(head, false))
	for _, row := range rows {
		b.WriteString(gfm.Row(row))
	}
	m.block(b.String())
}

func (m *markdown) list(items []string) {
	if items != nil {
		m.block("- " + strings.Join(items, "\n- "))
	}
}

func (m *markdown) pairs(ps []pair) {
	var items []string
	for _, p := range ps {
		items = append(items, "**"+md(p.Name)+"** – "+md(p.Text))
	}
	m.list(items)
}

func (m *markdown) link(c Criterion) string { return "[" + md(c.ID) + "](#" + c.Anchor + ")" }

func (m *markdown) front() {
	w := m.Words
	m.block("# " + md(m.Title()))
	m.block(md(w.Subtitle))
	m.block("**" + md(w.Labels.Catalogue) + "** " + w.Remarked(md(m.Catalogue.Title), md(m.Catalogue.ID)+" "+md(m.Catalogue.Version)))
	m.head(2, "contents", md(w.Heads.Contents))
	place := func(anchor, text string) string { return "[" + md(text) + "](#" + anchor + ")" }
	items := []string{place("about", w.Heads.About), place("reading", w.Heads.Reading), place("overview", w.Heads.Overview)}
	for _, d := range m.Domains() {
		if d.Criteria == nil {
			continue
		}
		item := place("domain-"+d.Key, w.Named(w.Heads.Criteria, d.Name))
		for _, c := range d.Criteria {
			item += "\n  - " + m.link(c) + " " + md(c.Title)
		}
		items = append(items, item)
	}
	if m.Frameworks != nil {
		items = append(items, place("frameworks", w.Heads.Frameworks))
	}
	items = append(items, place("statements", w.Heads.Statements), place("rules", w.Heads.Rules))
	m.list(items)

	m.head(2, "about", md(w.Heads.About))
	for _, p := range m.About() {
		m.block(md(p))
	}
	m.block(md(m.Digest()))
	m.head(2, "reading", md(w.Heads.Reading))
	for _, p := range w.Texts.Reading {
		m.block(md(p))
	}
	m.block("### " + md(w.Heads.Obligations))
	m.pairs(m.Obligations())
	m.block("### " + md(w.Heads.Outcomes))
	m.block(md(w.Texts.Outcomes))
	m.pairs(m.Outcomes())
	m.block("### " + md(w.Heads.Proofs))
	m.block(md(w.Texts.Proofs))
	m.pairs(m.Proofs())
	m.block("### " + md(w.Heads.Terms))
	var terms []pair
	for _, t := range w.Terms {
		terms = append(terms, pair{Name: t.Term, Text: t.Text})
	}
	m.pairs(terms)
}

func (m *markdown) overview() {
	w := m.Words
	m.head(2, "overview", md(w.Heads.Overview))
	m.block("### " + md(w.Heads.Profiles))
	head := []string{md(w.Labels.Profile), md(w.Labels.Version), md(w.Labels.Extends)}
	for _, o := range m.Obligations() {
		head = append(head, md(o.Name))
	}
	head = append(head, md(w.Labels.Total), md(w.Labels.Unmet))
	var rows [][]string
	for i, l := range m.Levels {
		rows = append(rows, []string{m.level(i), md(l.Version), md(l.Base), strconv.Itoa(l.Count.Must), strconv.Itoa(l.Count.Should),
			strconv.Itoa(l.Count.May), strconv.Itoa(l.Count.Total()), md(m.Deviation(l))})
	}
	m.table(head, rows)

	m.block("### " + md(w.Heads.Binding))
	var bound []string
	for i, l := range m.Levels {
		item := m.level(i) + " – " + md(l.Regions)
		if l.Binding == nil {
			item = strings.TrimSpace(item) + " " + md(m.Nobody())
		}
		for _, x := range l.Binding {
			item += "\n  - " + md(x.Whom+" "+w.Labels.Basis+" "+x.Basis)
			if x.Unverified {
				item += ", **" + md(w.Labels.Unverified) + "**"
			}
			item += ". " + md(w.Labels.Follows+" "+x.Consequence)
		}
		bound = append(bound, item)
	}
	m.list(bound)

	m.head(3, "matrix", md(w.Heads.Matrix))
	m.block(md(m.Matrix()))
	m.pairs(m.Dimensions())
	head, rows = []string{md(w.Labels.Domain)}, nil
	for _, d := range m.Dimensions() {
		head = append(head, md(d.Name))
	}
	for _, d := range m.Domains() {
		row := []string{"**" + md(d.Name) + "**"}
		for _, cell := range d.Cells {
			var links []string
			for _, i := range cell.Criteria {
				c := m.At(i)
				links = append(links, m.link(c)+" "+md(m.Binding(m.Applied(c))))
			}
			row = append(row, strings.Join(links, "<br>"))
		}
		rows = append(rows, row)
	}
	m.table(head, rows)

	m.block("### " + md(w.Heads.Counts))
	m.block(md(w.Texts.Counts))
	var names []string
	for _, o := range m.Obligations() {
		names = append(names, o.Name)
	}
	head, rows = []string{md(w.Labels.Area)}, nil
	for _, l := range m.Levels {
		head = append(head, md(w.Named(l.Title, strings.Join(names, " / "))))
	}
	counts := func(cs []Count) []string {
		var out []string
		for _, c := range cs {
			out = append(out, fmt.Sprintf("%d / %d / %d", c.Must, c.Should, c.May))
		}
		return out
	}
	for _, cell := range m.Cells {
		area := fill(w.Labels.AreaOf, "domain", m.Domain(cell.Domain), "dimension", m.Dimension(cell.Dimension))
		rows = append(rows, append([]string{md(area)}, counts(cell.Counts)...))
	}
	rows = append(rows, append([]string{"**" + md(w.Labels.Total) + "**"}, counts(m.Totals())...))
	m.table(head, rows)

	m.block("### " + md(w.Heads.ByLayer))
	m.block(md(w.Texts.ByLayer))
	head[0], rows = md(w.Labels.Layer), nil
	for _, row := range m.LayerRows() {
		rows = append(rows, append([]string{md(row.Layer)}, counts(row.Counts)...))
	}
	m.table(head, rows)

	m.head(3, "work", md(w.Heads.Work))
	m.block(md(w.Texts.Work))
	head, rows = []string{md(w.Labels.Profile), md(w.Labels.Party), md(w.Labels.Criteria), md(w.Labels.Asked), md(w.Labels.Fewest), md(w.Labels.Remedies)}, nil
	for _, x := range m.Work {
		rows = append(rows, []string{m.level(x.Level), md(m.Party(x.Party)), strconv.Itoa(x.Count.Total()), strconv.Itoa(x.Statements), strconv.Itoa(x.Proofs), x.RemediesText()})
	}
	m.table(head, rows)

	m.block("### " + md(w.Heads.Kinds))
	m.block(md(m.KindsText()))
	head, rows = []string{md(w.Labels.Kind)}, nil
	for i := range m.Levels {
		head = append(head, m.level(i))
	}
	numbers := func(ns []int) []string {
		var out []string
		for _, n := range ns {
			out = append(out, strconv.Itoa(n))
		}
		return out
	}
	for _, k := range m.Kinds() {
		rows = append(rows, append([]string{md(k.Kind)}, numbers(k.Counts)...))
	}
	rows = append(rows, append([]string{"**" + md(w.Labels.Total) + "**"}, numbers(m.KindTotals())...))
	m.table(head, rows)
	var shared []string
	for _, s := range m.Shared() {
		shared = append(shared, md(s))
	}
	m.list(shared)
}

// level names a level, the one the handbook is about in bold type.
func (m *markdown) level(i int) string {
	if i == m.Chosen && len(m.Levels) > 1 {
		return "**" + md(m.Levels[i].Title) + "**"
	}
	return md(m.Levels[i].Title)
}

func (m *markdown) domain(d domainView) {
	if d.Criteria == nil {
		return
	}
	m.head(2, "domain-"+d.Key, md(m.Words.Named(m.Words.Heads.Criteria, d.Name)))
	m.block(md(d.Text))
	for _, c := range d.Criteria {
		m.criterion(c)
	}
}

func (m *markdown) criterion(c Criterion) {
	w := m.Words
	m.head(3, c.Anchor, md(c.ID+" "+c.Title))
	m.block("**" + md(m.Binding(m.Applied(c))) + "** · " + md(m.Area(c)))
	m.block("**" + md(c.Question) + "**")
	if c.Rationale != "" {
		m.block(w.Named("*"+md(w.Heads.Rationale)+"*", md(c.Rationale)))
	}
	if c.Life != "" {
		m.block(md(c.Life))
	}
	fact := func(label, text string) string { return w.Named("*"+md(label)+"*", md(text)) }
	facts := []string{
		fact(w.Labels.Answers, m.Party(c.Party)),
		fact(w.Labels.Layers, m.Layers(c)),
		fact(w.Labels.Scope, m.Scope(c)),
	}
	m.list(facts)
	if c.When != nil {
		m.block("#### " + md(w.Heads.Applies))
		m.block(strings.Join(m.parts(c, *c.When, 0, w.Labels.Case), "\n"))
	}
	m.block("#### " + md(w.Heads.Holds))
	if text := m.Settings(c); text != "" {
		m.block(md(text))
	}
	m.block(strings.Join(m.parts(c, *c.Holds, 0, w.Labels.Demanded), "\n"))
	if c.Parameters != nil {
		m.block("#### " + md(w.Heads.Parameters))
		head := []string{md(w.Labels.Parameter)}
		for i := range m.Levels {
			head = append(head, m.level(i))
		}
		head = append(head, md(w.Labels.Source))
		var rows [][]string
		for _, p := range c.Parameters {
			row := []string{md(p.Meaning) + " (`" + p.Name + "`)"}
			for _, value := range p.Values {
				row = append(row, md(value))
			}
			source := md(p.Source)
			if from := m.FromCatalogue(p); from != "" {
				source = strings.TrimSuffix(md(from)+" – "+source, " – ")
			}
			rows = append(rows, append(row, source))
		}
		m.table(head, rows)
	}
	m.block("#### " + md(w.Heads.Levels))
	var rows [][]string
	for i, a := range c.Levels {
		var binding, demands []string
		for _, x := range a.ByLayer {
			binding = append(binding, md(w.Named(m.Obligation(x.Obligation), m.LayerNames(x.Layers))))
		}
		if binding == nil {
			binding = append(binding, md(m.Binding(a)))
		}
		if text := m.Stage(i, a); text != "" {
			binding = append(binding, md(text))
		}
		for _, d := range a.Demands {
			demands = append(demands, strings.TrimSpace(md(m.Demand(d))+" "+md(d.Text)))
		}
		fewest := ""
		if a.Obligation != "" {
			fewest = md(m.Fewest(a))
		}
		rows = append(rows, []string{m.level(i), strings.Join(binding, "<br>"), strings.Join(demands, "<br>"), fewest, md(a.Weight)})
	}
	m.table([]string{md(w.Labels.Level), md(w.Labels.Obligation), md(w.Labels.Proof), md(w.Labels.Fewest), md(w.Labels.Weight)}, rows)
	var changed []string
	for _, text := range m.Changed(c) {
		changed = append(changed, md(text))
	}
	m.list(changed)
	if c.Remedy != "" {
		m.block("#### " + md(w.Heads.Remedy))
		text := md(c.Remedy)
		if c.Effort != "" {
			text = w.Remarked(text, md(w.Labels.Effort+" "+w.Efforts[string(c.Effort)]))
		}
		m.block(text)
	}
	m.references(c)
}

// parts writes a condition as a list, what holds together without saying so.
func (m *markdown) parts(c Criterion, x Condition, depth int, label string) []string {
	if x.Kind != All {
		return m.condition(c, x, depth, label)
	}
	var lines []string
	for _, p := range x.Parts {
		lines = append(lines, m.condition(c, p, depth, label)...)
	}
	return lines
}

// condition writes a condition as an item of a list.
func (m *markdown) condition(c Criterion, x Condition, depth int, label string) []string {
	indent := strings.Repeat("  ", depth)
	about := md(x.Subject)
	var out []string
	if x.Statement > 0 {
		s := c.Statements[x.Statement-1]
		about = fmt.Sprintf("(%d) %s", s.Number, md(s.Question))
		if x.First {
			form := s.Form
			if s.Values != nil {
				form = m.Words.Named(form, m.Words.Chain(s.Values...))
			}
			out = append(out, indent+"  <br>`"+s.Path+"` – "+md(form))
		}
	}
	switch x.Kind {
	case Test:
		return append([]string{indent + "- " + about + " → " + md(label) + " **" + md(x.Demanded) + "**"}, out...)
	case If:
		lines := []string{indent + "- " + md(m.Words.Conditions.If)}
		lines = append(lines, m.condition(c, x.Parts[0], depth+1, m.Words.Labels.Case)...)
		lines = append(lines, indent+"- "+md(m.Words.Conditions.Then))
		return append(lines, m.parts(c, x.Parts[1], depth+1, label)...)
	case Each, Some:
		lines := append([]string{indent + "- " + about + " → **" + md(m.Intro(x)) + "**"}, out...)
		for _, p := range x.Parts {
			lines = append(lines, m.parts(c, p, depth+1, label)...)
		}
		return lines
	}
	var lines []string
	lines = append(lines, indent+"- "+md(m.Intro(x)))
	for _, p := range x.Parts {
		lines = append(lines, m.condition(c, p, depth+1, label)...)
	}
	return lines
}

func (m *markdown) references(c Criterion) {
	if c.References == nil {
		return
	}
	w := m.Words
	m.block("#### " + md(w.Heads.References))
	var items []string
	for _, r := range c.References {
		f := m.Framework(r.Framework)
		item := "[" + md(f.Name()) + "](#" + f.Anchor + ") " + md(f.Title)
		if f.Marked() {
			item += " – **" + md(m.Status(f)) + "**"
		}
		for _, clause := range r.Clauses {
			id := clause.ID
			if id == "" {
				id = w.Labels.Whole
			}
			item += "\n  - " + strings.TrimSpace(md(id)+" "+md(clause.Title)) + " – " + md(m.Relation(clause.Relation))
			if clause.Unverified {
				item += ", **" + md(w.Labels.Unverified) + "**"
			}
		}
		items = append(items, item)
	}
	m.list(items)
}

func (m *markdown) appendices() {
	w := m.Words
	links := func(indices []int) string {
		var out []string
		for _, i := range indices {
			out = append(out, m.link(m.At(i)))
		}
		return w.Enumerate(out...)
	}
	if m.Frameworks != nil {
		m.head(2, "frameworks", md(w.Heads.Frameworks))
		m.block(md(w.Texts.Frameworks))
		var rows [][]string
		for _, f := range m.Frameworks {
			standing := md(m.Standing(f))
			if f.Marked() {
				standing = "**" + standing + "**"
			}
			if text := m.Unverified(f); text != "" {
				standing += "<br>" + md(text)
			}
			title := md(f.Title)
			if f.URL != "" {
				title += "<br><" + address(f.URL) + ">"
			}
			if f.Note != "" {
				title += "<br>" + md(f.Note)
			}
			rows = append(rows, []string{`<a id="` + f.Anchor + `"></a>` + md(f.Name()), title, md(f.Publisher), standing, links(f.Criteria)})
		}
		m.table([]string{md(w.Labels.Framework), "", md(w.Labels.By), md(w.Labels.Standing), md(w.Labels.Criteria)}, rows)
	}
	m.head(2, "statements", md(w.Heads.Statements))
	m.block(md(w.Texts.Statements))
	var rows [][]string
	for _, s := range m.Statements {
		rows = append(rows, []string{"`" + s.Path + "`", md(s.Question), links(s.Criteria)})
	}
	m.table([]string{md(w.Labels.Statement), "", md(w.Labels.Criteria)}, rows)
	m.head(2, "rules", md(w.Heads.Rules))
	m.block(md(w.Texts.Rules))
	for _, c := range m.Criteria {
		m.block("### " + m.link(c) + " " + md(c.Title))
		if c.WhenRule != "" {
			m.block(md(w.Labels.WhenRule) + ":")
			m.block(fenced(c.WhenRule))
			m.block(md(w.Labels.RuleText) + ":")
		}
		m.block(fenced(c.Rule))
	}
}

// fenced puts code between fences longer than any in it.
func fenced(code string) string {
	fence := gfm.Fence(code)
	return fence + "cel\n" + code + "\n" + fence
}

// address escapes what would end an address in angle brackets, or a table's cell.
func address(url string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", `\`, "%5C", "`", "%60").Replace(url)
}

// md escapes a text for Markdown.
func md(text string) string { return gfm.Escape(text) }
