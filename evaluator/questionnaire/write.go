package questionnaire

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// WriteOptions say how a questionnaire is written. The zero WriteOptions are not
// valid: Lang is needed.
type WriteOptions struct {
	// Lang is the language: one of [Languages].
	Lang string
	// Prefill is a source whose answers are filled in already, with its proofs. What
	// it states that is not asked for is left out: see [Questionnaire.Left].
	Prefill *evidence.Fragment
	// Semicolon parts the cells of CSV by semicolons, and BOM marks it as UTF-8,
	// as a German Excel expects; YAML has neither.
	Semicolon, BOM bool
}

// Left lists what a source states and the questionnaire does not ask for, sorted
// by path; of entries of a list, what is left out of any.
func (q *Questionnaire) Left(f *evidence.Fragment) ([]string, error) {
	stated, err := answersOf(f)
	if err != nil {
		return nil, err
	}
	var out []string
	for path := range stated {
		if _, ok := q.Lookup(path); !ok && !isSubject(path) {
			out = append(out, generic(path))
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// writer writes a questionnaire in one language.
type writer struct {
	*Questionnaire
	*language
	words   *report.Words
	filled  answers
	subject evidence.Subject
	proofs  []evidence.Proof
	partial []string
	// confidential are the marks of what is filled in.
	confidential []string
}

func (q *Questionnaire) writer(o WriteOptions) (*writer, error) {
	l, err := lookup(o.Lang)
	if err != nil {
		return nil, err
	}
	var catalogue *criteria.Catalogue
	if q.profile != nil {
		catalogue = q.profile.Catalogue()
	}
	words, err := report.NewWords(o.Lang, catalogue)
	if err != nil {
		return nil, err
	}
	w := &writer{Questionnaire: q, language: l, words: words, filled: answers{}}
	w.subject.Layer = q.Layer
	if o.Prefill == nil {
		return w, nil
	}
	if w.filled, err = answersOf(o.Prefill); err != nil {
		return nil, err
	}
	if s := o.Prefill.Subject; s != nil {
		layer := w.subject.Layer
		if w.subject = *s; s.Layer == "" {
			w.subject.Layer = layer
		}
	}
	for _, path := range o.Prefill.Partial {
		if _, ok := q.Lookup(path); ok {
			w.partial = append(w.partial, path)
		}
	}
	groups := map[string]bool{}
	for path := range w.filled {
		if _, ok := q.Lookup(path); ok {
			if parts := strings.SplitN(path, ".", 3); parts[0] == "ext" {
				groups[parts[1]] = true
			}
		}
	}
	// Of an extension of which nothing is stated nothing can be covered or marked.
	ofNothing := func(path string) bool {
		parts := strings.SplitN(path, ".", 3)
		return parts[0] == "ext" && len(parts) > 1 && !groups[parts[1]]
	}
	w.confidential = slices.DeleteFunc(slices.Clone(o.Prefill.Confidential), ofNothing)
	for _, p := range o.Prefill.Proofs {
		p.Covers = slices.DeleteFunc(slices.Clone(p.Covers), ofNothing)
		if len(p.Covers) > 0 {
			w.proofs = append(w.proofs, p)
		}
	}
	return w, nil
}

// say is a text in the language of the writer. The questionnaire has it in some;
// for any other it is made anew, if words can.
func (w *writer) say(t evidence.Text, anew func() string) string {
	if !w.Has(t) {
		if text := one(anew()); text != "" {
			return text
		}
	}
	return one(w.language.Text(t))
}

// asks is what a question asks.
func (w *writer) asks(q *Question) string {
	return w.say(q.Question, func() string {
		if field, ok := strings.CutPrefix(q.Path, "subject."); ok {
			return w.Subject[field]
		}
		return cmp.Or(w.Proof[q.Path], w.words.Question(q.Path))
	})
}

// member is what a member of a closed set is called.
func (w *writer) member(q *Question, m *Member) string {
	return w.say(m.Label, func() string { return w.language.member(q.Set, m.Value) })
}

// heading is the heading of a group of questions.
func (w *writer) heading(path string) string {
	for i := range w.Groups {
		if g := &w.Groups[i]; g.Path == path {
			return w.say(g.Title, func() string { return w.group(path) })
		}
	}
	return w.group(path)
}

// one cleans a text for a line of its own.
func one(text string) string { return strings.Join(strings.Fields(text), " ") }

// head says what the questionnaire is about, a line each.
func (w *writer) head() []string {
	out := []string{
		fill(w.Texts["profile"], "profile", w.Profile.ID, "version", string(w.Profile.Version), "title", one(w.language.Text(w.Profile.Title))),
		fill(w.Texts["catalogue"], "catalogue", w.Catalogue.ID, "version", string(w.Catalogue.Version)),
	}
	if w.Layer != "" {
		out = append(out, fill(w.Texts["layer"], "layer", w.Layers[string(w.Layer)]))
	}
	if w.Party != "" {
		out = append(out, fill(w.Texts["party"], "party", w.Parties[string(w.Party)]))
	}
	if w.Obligation != "" {
		var names []string
		for _, o := range []profiles.Obligation{profiles.Must, profiles.Should, profiles.May} {
			names = append(names, w.words.Obligation(o))
			if o == w.Obligation {
				break
			}
		}
		out = append(out, fill(w.Texts["atLeast"], "obligations", w.words.All(names)))
	}
	return out
}

func (w *writer) title() string {
	return fill(w.Title, "profile", one(w.language.Text(w.Profile.Title)))
}

// form says how a question is answered, with its values where there are any.
func (w *writer) form(q *Question, values bool) string {
	scalar := func(kind string) string {
		form := w.Forms[kind]
		if unit := one(w.words.Unit(q.Unit)); q.Unit != "" && unit != "" && (kind == "int" || kind == "number") {
			form = fill(w.Forms[kind+"Of"], "unit", unit)
		}
		if q.Set == country {
			form = w.Forms["country"]
		}
		number := func(f *float64) string {
			text := strconv.FormatFloat(*f, 'f', -1, 64)
			if w.Comma {
				text = strings.Replace(text, ".", ",", 1)
			}
			return text
		}
		switch {
		case q.Min != nil && q.Max != nil:
			form = fill(w.Forms["between"], "form", form, "min", number(q.Min), "max", number(q.Max))
		case q.Min != nil:
			form = fill(w.Forms["from"], "form", form, "min", number(q.Min))
		case q.Max != nil:
			form = fill(w.Forms["upTo"], "form", form, "max", number(q.Max))
		}
		return form
	}
	var names []string
	for i := range q.Values {
		v := &q.Values[i]
		if label := w.member(q, v); values && label != v.Value {
			names = append(names, v.Value+" ("+label+")")
			continue
		}
		names = append(names, v.Value)
	}
	list := strings.Join(names, ", ")
	switch {
	case q.Kind == "list" && q.Item == "":
		return fill(w.Forms["entries"], "none", w.None)
	case q.Kind == "list" && q.Values != nil:
		return fill(w.Forms["several"], "values", list, "none", w.None)
	case q.Kind == "list":
		return fill(w.Forms["listOf"], "form", scalar(q.Item), "none", w.None)
	case q.Values != nil:
		return fill(w.Forms["oneOf"], "values", list)
	}
	return scalar(q.Kind)
}

// needed lists the criteria that need an answer: DAT-CHO-01 (MUST).
func (w *writer) needed(q *Question) string {
	var out []string
	for _, n := range q.Needs {
		id := n.Criterion
		if n.When {
			if slices.ContainsFunc(q.Needs, func(m Need) bool { return m.Criterion == n.Criterion && !m.When }) {
				continue
			}
			id = fill(w.Texts["when"], "criterion", id)
		}
		if o := w.words.Obligation(n.Obligation); o != "" {
			id = o + " " + id
		}
		out = append(out, one(id))
	}
	return strings.Join(out, ", ")
}

// demanded says which proof is demanded, for all criteria together.
func (w *writer) demanded(q *Question) string {
	if q.Proof == nil {
		return ""
	}
	return w.say(q.Proof.Text, func() string {
		text, err := w.words.Demand(q.Proof.Demand)
		if err != nil {
			return q.Proof.Demand
		}
		return text
	})
}

// askIf says in a sentence on what a question depends; empty if it is always
// asked.
func (w *writer) askIf(q *Question) string {
	if q.AskIf == nil {
		return ""
	}
	var alternatives []string
	for i, alt := range q.AskIf {
		var parts []string
		for j := range alt.All {
			c := &alt.All[j]
			text := w.Texts["answerIs"]
			switch {
			case c.Of == SomeEntry:
				text = w.Texts["answerSome"]
			case c.Of == EachEntry:
				text = w.Texts["answerEach"]
			case strings.Contains(c.Path, "[]"):
				text = w.Texts["answerEntry"]
			}
			wanted := w.say(c.Text, func() string { return w.wanted(w.words, c) })
			parts = append(parts, fill(text, "n", strconv.FormatInt(c.Question, 10), "wanted", wanted))
		}
		text := strings.Join(parts, w.Texts["and"])
		if len(q.AskIf) > 1 {
			text = fill(w.Texts["alternative"], "letter", string(rune('a'+i)), "conditions", text)
		}
		alternatives = append(alternatives, text)
	}
	if len(alternatives) == 1 {
		return fill(w.Texts["askIf"], "alternatives", alternatives[0])
	}
	return fill(w.Texts["askIfAny"], "alternatives", strings.Join(alternatives, w.Texts["or"]))
}

// domain is the part of the questionnaire that a question stands in.
func domain(path string) string {
	first, _, _ := strings.Cut(path, ".")
	return first
}

// statedAt are the entries of a list that are filled in.
func (w *writer) entriesOf(list string) []string {
	ids, _ := w.filled[list].Any().([]evidence.Value)
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.String()
	}
	return out
}

// fields are the questions about an entry of a list.
func (w *writer) fields(list *Question) []*Question {
	var out []*Question
	for i := range w.Questions {
		if w.Questions[i].List == list.Number {
			out = append(out, &w.Questions[i])
		}
	}
	return out
}

// proofAnswers are the fields of a proof that are filled in.
func proofAnswers(p *evidence.Proof) answers {
	out := answers{}
	text := func(field, v string) {
		if v != "" {
			out[field] = evidence.String(v)
		}
	}
	date := func(field string, d *evidence.Date) {
		if d != nil {
			text(field, d.String())
		}
	}
	text("kind", string(p.Kind))
	text("scheme", string(p.Scheme))
	text("schemeName", string(p.SchemeName))
	if p.Level != nil {
		out["level"] = evidence.Int(*p.Level)
	}
	text("issuer", p.Issuer)
	date("issued", p.Issued)
	if p.Period != nil {
		date("period.from", &p.Period.From)
		date("period.to", &p.Period.To)
	}
	date("validUntil", p.ValidUntil)
	if s := p.Scope; s != nil {
		text("scope.versions", s.Versions)
		if s.Regions != nil {
			var list []string
			for _, r := range s.Regions {
				list = append(list, string(r))
			}
			out["scope.regions"] = evidence.Strings(list...)
		}
		if s.Services != nil {
			out["scope.services"] = evidence.Strings(s.Services...)
		}
	}
	text("tool", p.Tool)
	text("digest", p.Digest)
	text("url", p.URL)
	if p.Inspected != nil {
		text("inspected.by", p.Inspected.By)
		date("inspected.on", &p.Inspected.On)
	}
	text("note", p.Note)
	out["covers"] = evidence.Strings(p.Covers...)
	return out
}

// wrap breaks a text into lines of a width, in characters.
func wrap(text string, width int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			out, line = append(out, line), word
			continue
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(out, line)
}

// YAML writes the questionnaire as YAML to be filled in, byte-stable. The error
// wraps [ErrLanguage].
func (q *Questionnaire) YAML(o WriteOptions) ([]byte, error) {
	w, err := q.writer(o)
	if err != nil {
		return nil, err
	}
	y := &yamlWriter{writer: w}
	y.write()
	return []byte(y.b.String()), nil
}

// yamlWriter writes YAML.
type yamlWriter struct {
	*writer
	b strings.Builder
}

func (y *yamlWriter) line(indent, text string) {
	y.b.WriteString(strings.TrimRight(indent+text, " ") + "\n")
}

func (y *yamlWriter) comment(indent, text string) { y.note(indent, "# ", text) }

// note writes a comment with something before each line.
func (y *yamlWriter) note(indent, before, text string) {
	for _, line := range wrap(text, 100-len(indent)-len(before)) {
		y.line(indent, before+line)
	}
}

var plainYAML = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

// yamlText writes a text so that it is read as one.
func yamlText(text string) string {
	switch strings.ToLower(text) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
	default:
		if plainYAML.MatchString(text) {
			return text
		}
	}
	// JSON's quoting is YAML's, but for what JSON may leave as it is.
	b, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	var out strings.Builder
	for _, c := range string(b) {
		if c == 0x7f || c >= 0x80 && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff {
			fmt.Fprintf(&out, `\u%04x`, c)
			continue
		}
		out.WriteRune(c)
	}
	return out.String()
}

// value writes an answer; empty for none.
func (y *yamlWriter) value(f form, v evidence.Value) string {
	switch x := v.Any().(type) {
	case nil:
		return ""
	case bool:
		return f.scalar(v, y.language, false)
	case string:
		return yamlText(x)
	case []evidence.Value:
		if len(x) == 0 {
			return y.None
		}
		var parts []string
		for _, e := range x {
			parts = append(parts, y.value(f.one(), e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return v.String()
}

func (y *yamlWriter) write() {
	y.comment("", y.title())
	y.line("", "#")
	for _, line := range y.head() {
		y.comment("", line)
	}
	for _, notes := range [][]string{y.language.YAML, y.Notes} {
		for _, note := range notes {
			y.line("", "#")
			y.comment("", note)
		}
	}
	y.line("", "trias: "+AnswersFormat)
	y.line("", "questionnaire:")
	y.line("  ", "profile: "+yamlText(y.Profile.ID))
	y.line("  ", "version: "+yamlText(string(y.Profile.Version)))
	y.line("  ", "digest: "+y.Profile.Digest)
	if y.Layer != "" {
		y.line("  ", "layer: "+string(y.Layer))
	}
	if y.Party != "" {
		y.line("  ", "party: "+string(y.Party))
	}
	if y.Obligation != "" {
		y.line("  ", "obligation: "+string(y.Obligation))
	}
	y.line("", "")
	y.comment("", "==== "+y.Heads["subject"]+" ====")
	y.line("", "subject:")
	forms := subjectForms()
	for _, f := range y.subjectAnswers() {
		q, asked := y.Lookup("subject." + f.field)
		y.comment("  ", y.Subject[f.field])
		y.note("  ", "#     ", fill(y.Texts["form"], "form", y.form(forms["subject."+f.field].question(), true)))
		if asked {
			if text := y.askIf(q); text != "" {
				y.note("  ", "#     ", text)
			}
		}
		y.line("  ", f.field+": "+y.value(forms["subject."+f.field], f.value))
	}
	if len(y.partial) > 0 {
		y.line("", "")
		y.comment("", y.Subject["partial"])
		y.line("", "partial: "+y.value(form{kind: "list", item: "text"}, evidence.Strings(y.partial...)))
	}
	y.line("", "")
	y.comment("", y.Subject["confidential"])
	if len(y.confidential) > 0 {
		y.line("", "confidential: "+y.value(form{kind: "list", item: "text"}, evidence.Strings(y.confidential...)))
	} else {
		y.line("", "confidential:")
	}
	y.line("", "")
	y.line("", "answers:")
	part, group := "", ""
	for i := range y.Questions {
		q := &y.Questions[i]
		if isSubject(q.Path) || q.List > 0 {
			continue
		}
		if d := domain(q.Path); d != part {
			part = d
			y.line("", "")
			y.comment("  ", "==== "+y.Domains[d]+" ====")
		}
		if q.Group != group {
			group = q.Group
			y.line("", "")
			y.comment("  ", "---- "+fill(y.Texts["group"], "group", y.heading(group), "path", group)+" ----")
		}
		y.line("", "")
		y.question("  ", q)
		y.line("  ", "- fact: "+q.Path)
		if !q.answered().entries() {
			y.line("    ", "answer: "+y.value(q.answered(), y.filled[q.Path]))
			y.line("    ", "proof:")
			continue
		}
		y.records(q)
	}
	if len(y.Questions) == 0 {
		y.comment("  ", y.Texts["noQuestions"])
	}
	y.proofList()
}

// subjectAnswer is a field of the subject.
type subjectAnswer struct {
	field string
	value evidence.Value
}

// subjectAnswers are the fields of the subject, with what is known of them.
func (w *writer) subjectAnswers() []subjectAnswer {
	text := func(s string) evidence.Value {
		if s == "" {
			return evidence.Value{}
		}
		return evidence.String(s)
	}
	s := w.subject
	out := []subjectAnswer{{"id", text(s.ID)}, {"name", text(s.Name)}, {"version", text(string(s.Version))}, {"layer", text(string(s.Layer))},
		{"regions", w.filled["subject.regions"]}, {"services", w.filled["subject.services"]}}
	return out
}

// question comments on a question.
func (y *yamlWriter) question(indent string, q *Question) {
	y.comment(indent, fmt.Sprintf("%d · %s", q.Number, y.asks(q)))
	y.note(indent, "#     ", fill(y.Texts["form"], "form", y.form(q, true)))
	y.note(indent, "#     ", fill(y.Texts["needed"], "criteria", y.needed(q)))
	if demanded := y.demanded(q); demanded != "" && q.List == 0 {
		y.note(indent, "#     ", fill(y.Texts["demanded"], "demand", demanded))
	}
	if text := y.askIf(q); text != "" {
		y.note(indent, "#     ", text)
	}
}

// records writes the answer to the question for a list of records.
func (y *yamlWriter) records(q *Question) {
	ids := y.entriesOf(q.Path)
	v := y.filled[q.Path]
	fields := y.fields(q)
	if v.IsZero() || len(ids) > 0 {
		y.line("    ", "answer:")
	} else {
		y.line("    ", "answer: "+y.None)
	}
	y.line("    ", "proof:")
	for _, f := range fields {
		y.question("    ", f)
	}
	name := func(f *Question) string { return strings.TrimPrefix(f.Path, q.Path+"[].") }
	if len(ids) == 0 {
		y.line("    ", "# entries:")
		y.line("    ", "#   - id:")
		for _, f := range fields {
			y.line("    ", "#     "+name(f)+":")
		}
		return
	}
	y.line("    ", "entries:")
	for _, id := range ids {
		y.line("      ", "- id: "+yamlText(id))
		for _, f := range fields {
			y.line("        ", name(f)+": "+y.value(f.answered(), y.filled[q.Path+"["+id+"]."+name(f)]))
		}
	}
}

// proofList writes the proofs, with a template.
func (y *yamlWriter) proofList() {
	y.line("", "")
	y.comment("", "==== "+y.Heads["proofs"]+" ====")
	y.line("", "proofs:")
	for _, f := range proofFields() {
		y.comment("  ", f.Path+": "+y.asks(&f)+" "+y.form(&f, true)+".")
	}
	y.line("  ", "# - id:")
	for _, f := range proofFields() {
		y.line("  ", "#   "+f.Path+":")
	}
	for i := range y.proofs {
		y.line("  ", "- id: "+yamlText(y.proofs[i].ID))
		a := proofAnswers(&y.proofs[i])
		for _, f := range proofFields() {
			if v, ok := a[f.Path]; ok {
				y.line("    ", f.Path+": "+y.value(f.answered(), v))
			}
		}
	}
}

// CSV writes the questionnaire as a table to be filled in with a spreadsheet,
// byte-stable (RFC 4180). Texts that a spreadsheet would take for a formula, a
// number or a date have an apostrophe before them, which [Read] takes away. The
// error wraps [ErrLanguage].
//
// Each question has a row. Questions about entries of a list have a row for each
// entry, with its short name between the brackets; rows with empty brackets are
// for further entries to be made of. Proofs are entries of proofs.
func (q *Questionnaire) CSV(o WriteOptions) ([]byte, error) {
	w, err := q.writer(o)
	if err != nil {
		return nil, err
	}
	c := &csvWriter{writer: w, comma: ","}
	if o.Semicolon {
		c.comma = ";"
	}
	if o.BOM {
		c.b.WriteString("\ufeff")
	}
	c.write()
	return []byte(c.b.String()), nil
}

// csvWriter writes CSV.
type csvWriter struct {
	*writer
	comma string
	b     strings.Builder
}

// row writes a row; keys are the columns.
func (c *csvWriter) row(cells map[string]string) {
	for i, name := range columns {
		if i > 0 {
			c.b.WriteString(c.comma)
		}
		text := cells[name]
		if name != "answer" && name != "number" { // answers are guarded where they are made
			text = guarded(text)
		}
		if strings.ContainsAny(text, ",;\t\"\r\n") || strings.TrimSpace(text) != text {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		c.b.WriteString(text)
	}
	c.b.WriteString("\r\n")
}

func (c *csvWriter) note(text string) { c.row(map[string]string{"question": text}) }

func (c *csvWriter) write() {
	c.row(c.Columns)
	c.note(c.title())
	for _, line := range c.head() {
		c.note(line)
	}
	for _, notes := range [][]string{c.language.CSV, c.Notes} {
		for _, note := range notes {
			c.note(note)
		}
	}
	meta := func(fact, answer string) { c.row(map[string]string{"fact": fact, "answer": answer}) }
	meta("trias", AnswersFormat)
	meta("questionnaire.profile", guarded(c.Profile.ID))
	meta("questionnaire.version", guarded(string(c.Profile.Version)))
	meta("questionnaire.digest", c.Profile.Digest)
	if c.Layer != "" {
		meta("questionnaire.layer", string(c.Layer))
	}
	if c.Party != "" {
		meta("questionnaire.party", string(c.Party))
	}
	if c.Obligation != "" {
		meta("questionnaire.obligation", string(c.Obligation))
	}
	c.note(c.Heads["subject"])
	forms := subjectForms()
	for _, f := range c.subjectAnswers() {
		row := map[string]string{"fact": "subject." + f.field, "question": c.Subject[f.field], "answer": c.answer(forms["subject."+f.field], f.value)}
		if q, ok := c.Lookup("subject." + f.field); ok {
			c.about(row, q)
		} else {
			row["form"] = c.form(forms["subject."+f.field].question(), true)
		}
		c.row(row)
	}
	if len(c.partial) > 0 {
		c.row(map[string]string{"fact": "partial", "question": c.Subject["partial"], "answer": c.answer(form{kind: "list", item: "text"}, evidence.Strings(c.partial...))})
	}
	marked := map[string]string{"fact": "confidential", "question": c.Subject["confidential"]}
	if len(c.confidential) > 0 {
		marked["answer"] = c.answer(form{kind: "list", item: "text"}, evidence.Strings(c.confidential...))
	}
	c.row(marked)
	part, group := "", ""
	for i := range c.Questions {
		q := &c.Questions[i]
		if isSubject(q.Path) || q.List > 0 {
			continue
		}
		if d := domain(q.Path); d != part {
			part = d
			c.note(c.Domains[d])
		}
		if q.Group != group {
			group = q.Group
			c.note(fill(c.Texts["group"], "group", c.heading(group), "path", group))
		}
		c.question(q, q.Path, c.filled[q.Path])
		if !q.answered().entries() {
			continue
		}
		fields := c.fields(q)
		for _, id := range append(c.entriesOf(q.Path), "") {
			for _, f := range fields {
				path := strings.Replace(f.Path, "[]", "["+id+"]", 1)
				c.question(f, path, c.filled[path])
			}
		}
	}
	if len(c.Questions) == 0 {
		c.note(c.Texts["noQuestions"])
	}
	c.note(c.Heads["proofs"])
	for i := range c.proofs {
		a := proofAnswers(&c.proofs[i])
		for _, f := range proofFields() {
			c.proof(&f, c.proofs[i].ID, a[f.Path])
		}
	}
	for _, f := range proofFields() {
		c.proof(&f, "", evidence.Value{})
	}
}

func (c *csvWriter) answer(f form, v evidence.Value) string {
	if v.IsZero() {
		return ""
	}
	return f.cell(v, c.language)
}

// about fills in what is said of a question.
func (c *csvWriter) about(row map[string]string, q *Question) {
	row["number"] = strconv.FormatInt(q.Number, 10)
	row["question"] = c.asks(q)
	row["form"] = c.form(q, true)
	row["criteria"] = c.needed(q)
	if q.List == 0 { // a list is proven as a whole
		row["demand"] = c.demanded(q)
	}
	row["askIf"] = c.askIf(q)
}

func (c *csvWriter) question(q *Question, path string, v evidence.Value) {
	row := map[string]string{"fact": path}
	c.about(row, q)
	if ids, isList := v.Any().([]evidence.Value); isList && q.answered().entries() {
		row["answer"] = c.answer(form{kind: "list", item: "text"}, evidence.List(ids...))
	} else {
		row["answer"] = c.answer(q.answered(), v)
	}
	c.row(row)
}

func (c *csvWriter) proof(f *Question, id string, v evidence.Value) {
	c.row(map[string]string{"fact": "proofs[" + id + "]." + f.Path, "question": c.asks(f), "form": c.form(f, true), "answer": c.answer(f.answered(), v)})
}
