package report

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// renderer writes one report.
type renderer struct {
	*language
	page      page
	verdict   *evaluator.Verdict
	catalogue *criteria.Catalogue
	idColumn  int // width of the column of criteria's ids
	err       error
}

// Indents of the parts of a report.
const (
	atSection   = 2
	atCriterion = 4
	atFact      = 6
	atRow       = 8

	maxIDColumn = 20
)

func (r *renderer) render() {
	for _, x := range r.verdict.Results {
		r.idColumn = max(r.idColumn, min(utf8.RuneCountInString(x.Criterion), maxIDColumn)+2)
	}
	r.headline()
	r.summary()
	for _, d := range criteria.Dimension("").Values() {
		r.dimension(criteria.Dimension(d))
	}
	r.deviations()
	r.stages()
	r.waivers()
	r.digests()
}

func (r *renderer) headline() {
	v := r.verdict
	name, version := v.Subject.Name, string(v.Subject.Version)
	if name == "" {
		name = v.Subject.ID
	} else if name != v.Subject.ID {
		version = strings.TrimSpace(version + " (" + v.Subject.ID + ")")
	}
	subject := fill(r.Subject, "name", name, "version", version)
	if v.Subject.Version == "" {
		subject = fill(r.SubjectUnversioned, "name", strings.TrimSpace(name+" "+version))
	}
	r.page.text(0, 2, outcomeStyle[string(v.Conformity)], fill(r.Headline,
		"subject", subject, "conformity", r.Conformity[string(v.Conformity)],
		"profile", v.Profile+" "+string(v.ProfileVersion), "catalogue", v.Catalogue+" "+string(v.CatalogueVersion),
		"instant", r.instant(v.At)))
	r.page.blank()
}

func (r *renderer) instant(at evaluator.Instant) string {
	t := at.UTC()
	clock := t.Format("15:04")
	switch {
	case t.Nanosecond() != 0:
		clock = strings.Replace(t.Format("15:04:05.999999999"), ".", r.Decimal, 1)
	case t.Second() != 0:
		clock = t.Format("15:04:05")
	}
	date := fill(r.language.Date, "d", strconv.Itoa(t.Day()), "dd", t.Format("02"), "mm", t.Format("01"),
		"month", r.Months[t.Month()-1], "yyyy", t.Format("2006"))
	return fill(r.Instant, "date", date, "time", clock)
}

// outcomeStyle colours conformities and outcomes.
var outcomeStyle = map[string]style{
	"conformant": green, "conformantWithDeviations": green, "provisional": yellow, "inconclusive": yellow, "nonConformant": red,
	"pass": green, "notApplicable": green, "unproven": yellow, "unknown": yellow, "fail": red, "error": red,
}

// tally counts results.
type tally struct{ pass, notApplicable, fail, open int }

func (t *tally) add(o evaluator.Outcome) {
	switch o {
	case evaluator.Pass:
		t.pass++
	case evaluator.NotApplicable:
		t.notApplicable++
	case evaluator.Fail:
		t.fail++
	default:
		t.open++
	}
}

// summary writes how many requirements came out how, and what that means.
func (r *renderer) summary() {
	var tallies = map[profiles.Obligation]*tally{}
	for i := range r.verdict.Results {
		x := &r.verdict.Results[i]
		if tallies[x.Obligation] == nil {
			tallies[x.Obligation] = &tally{}
		}
		tallies[x.Obligation].add(x.Outcome)
	}
	header := []string{"", r.Columns.Pass, r.Columns.NotApplicable, r.Columns.Fail, r.Columns.Open, r.Columns.Total}
	total := atSection
	sizes := make([]int, len(header))
	for k, h := range header {
		sizes[k] = max(utf8.RuneCountInString(h), 5)
		total += sizes[k] + 2
	}
	narrow := total > r.page.width
	if !narrow {
		r.page.line(atSection, faint, columnsOf(header, sizes))
	}
	for _, o := range []profiles.Obligation{profiles.Must, profiles.Should, profiles.May} {
		t := tallies[o]
		switch {
		case t == nil:
		case narrow:
			r.page.text(atSection, 2, plain, r.Obligation[string(o)]+": "+r.counts(*t))
		default:
			cells := []string{r.Obligation[string(o)]}
			for _, n := range []int{t.pass, t.notApplicable, t.fail, t.open, t.pass + t.notApplicable + t.fail + t.open} {
				cells = append(cells, strconv.Itoa(n))
			}
			r.page.line(atSection, plain, columnsOf(cells, sizes))
		}
	}
	r.page.blank()
	r.page.text(0, 0, plain, r.meaning())
}

// columnsOf sets a line of the summary: the first cell flush left, the others
// flush right.
func columnsOf(cells []string, sizes []int) string {
	var line strings.Builder
	for k, cell := range cells {
		gap := strings.Repeat(" ", max(0, sizes[k]+2-utf8.RuneCountInString(cell)))
		if k == 0 {
			line.WriteString(cell + gap)
		} else {
			line.WriteString(gap + cell)
		}
	}
	return line.String()
}

// counts writes how many results came out how: "3 met, 1 open".
func (r *renderer) counts(t tally) string {
	var parts []string
	for _, c := range []struct {
		n    int
		name string
	}{{t.pass, r.Columns.Pass}, {t.notApplicable, r.Columns.NotApplicable}, {t.fail, r.Columns.Fail}, {t.open, r.Columns.Open}} {
		if c.n > 0 {
			parts = append(parts, strconv.Itoa(c.n)+" "+c.name)
		}
	}
	return strings.Join(parts, ", ")
}

// meaning says in a sentence or two what the conformity rests on.
func (r *renderer) meaning() string {
	var failed, open, unrecorded, deviations, due int
	for i := range r.verdict.Results {
		x := &r.verdict.Results[i]
		switch {
		case x.Outcome.Met() || x.Obligation == profiles.May:
		case x.Waived:
			deviations++
		case x.DueBy != nil:
			due++
		case x.Obligation == profiles.Should:
			deviations++
			unrecorded++
		case x.Outcome == evaluator.Fail:
			failed++
		default:
			open++
		}
	}
	m := r.Meaning
	switch r.verdict.Conformity {
	case evaluator.Conformant:
		return m.Conformant
	case evaluator.ConformantWithDeviations:
		return m.Deviations.count(deviations)
	case evaluator.Provisional:
		until := ""
		if d := r.verdict.ProvisionalUntil; d != nil {
			until = r.date(*d)
		}
		return m.Provisional.count(due, "date", until)
	case evaluator.Inconclusive:
		if open == 0 {
			return m.Unrecorded.count(unrecorded)
		}
		return m.Inconclusive.count(open)
	}
	text := m.NonConformant.count(failed)
	if open > 0 {
		text += " " + m.AlsoOpen.count(open)
	}
	return text
}

// group is a section of a dimension: which results it shows, and how.
type group struct {
	title string
	note  string
	style style
	takes func(*evaluator.Result) bool
	show  func(*evaluator.Result)
}

func (r *renderer) groups() []group {
	is := func(o evaluator.Outcome) func(*evaluator.Result) bool {
		return func(x *evaluator.Result) bool { return x.Outcome == o }
	}
	return []group{
		{r.Sections.Fail, r.Sufficient, red, is(evaluator.Fail), r.failed},
		{r.Sections.Error, "", red, is(evaluator.Error), r.broken},
		{r.Sections.Unknown, "", yellow, func(x *evaluator.Result) bool {
			return x.Outcome == evaluator.Unknown && (len(x.Missing) > 0 || len(x.Contradicted) == 0)
		}, r.unknown},
		{r.Sections.Contradicted, "", yellow, func(x *evaluator.Result) bool { return len(x.Contradicted) > 0 }, r.contradicted},
		{r.Sections.Unproven, "", yellow, is(evaluator.Unproven), r.unproven},
		{r.Sections.Pass, "", green, is(evaluator.Pass), r.brief},
		{r.Sections.NotApplicable, "", green, is(evaluator.NotApplicable), r.brief},
	}
}

func (r *renderer) dimension(d criteria.Dimension) {
	var results []*evaluator.Result
	var t tally
	for _, o := range []profiles.Obligation{profiles.Must, profiles.Should, profiles.May} {
		for i := range r.verdict.Results {
			if x := &r.verdict.Results[i]; x.Dimension == d && x.Obligation == o {
				results = append(results, x)
				t.add(x.Outcome)
			}
		}
	}
	if len(results) == 0 {
		return
	}
	r.title(r.Dimension[string(d)] + ": " + r.counts(t))
	first := true
	for _, g := range r.groups() {
		begun := false
		for _, x := range results {
			if !g.takes(x) {
				continue
			}
			if !begun {
				if !first {
					r.page.blank()
				}
				r.page.text(atSection, 2, g.style, g.title)
				if g.note != "" {
					r.page.text(atSection, 0, faint, g.note)
				}
				begun, first = true, false
			}
			g.show(x)
		}
	}
}

// title writes the title of a part of the report.
func (r *renderer) title(text string) {
	r.page.blank()
	r.page.text(0, 2, bold, text)
	r.page.line(0, faint, strings.Repeat("─", min(utf8.RuneCountInString(text), r.page.width)))
}

// entry writes a result's id, title and what is said of it at the line's end.
func (r *renderer) entry(indent int, x *evaluator.Result, right string, s style) {
	c, _ := r.catalogue.Lookup(x.Criterion)
	r.page.entry(indent, r.idColumn, x.Criterion, c.Title.In(r.Code), right, s)
}

// brief writes a result in one line.
func (r *renderer) brief(x *evaluator.Result) {
	r.entry(atCriterion, x, r.Obligation[string(x.Obligation)], plain)
}

// head begins a result that is explained.
func (r *renderer) head(x *evaluator.Result) {
	r.page.blank()
	r.entry(atCriterion, x, r.Obligation[string(x.Obligation)], bold)
	if x.Waived {
		r.page.text(atFact, 2, yellow, r.Waived)
	}
	if x.DueBy != nil {
		r.page.text(atFact, 2, yellow, fill(r.DueBy, "date", r.date(*x.DueBy)))
	}
}

// block writes the label of a fact and rows about it.
func (r *renderer) block(f fact, more ...row) {
	r.page.text(atFact, 2, plain, f.label)
	var rows []row
	if f.path != "" {
		rows = append(rows, row{r.Rows.Fact, f.path})
	}
	if len(f.entries) > 0 {
		rows = append(rows, row{r.Rows.Entry, strings.Join(f.entries, " › ")})
	}
	r.page.table(atRow, append(rows, more...))
}

func (r *renderer) failed(x *evaluator.Result) {
	r.head(x)
	var wrong, scene, applies []evaluator.Reason
	when := r.readsWhen(x.Criterion)
	for _, reason := range x.Reasons {
		switch {
		case when(reason):
			applies = append(applies, reason)
		case met(reason):
			scene = append(scene, reason)
		default:
			wrong = append(wrong, reason)
		}
	}
	r.choice(x.Criterion, wrong)
	r.reasons(wrong, true)
	for _, set := range []struct {
		title   string
		reasons []evaluator.Reason
	}{{r.Decisive, scene}, {r.Applies, applies}} {
		if len(set.reasons) > 0 {
			r.page.text(atFact, 2, faint, set.title+":")
			r.reasons(set.reasons, false)
		}
	}
	r.remedy(x.Criterion)
}

// choice says so where not everything that follows need be met.
func (r *renderer) choice(criterion string, shown []evaluator.Reason) {
	if r.alternatives(criterion, shown) {
		r.page.text(atFact, 2, faint, r.Alternatives)
	}
}

// reasons writes tests that decided, those of one fact together; a test that
// only sets the scene demands nothing.
func (r *renderer) reasons(reasons []evaluator.Reason, demands bool) {
	for i, reason := range reasons {
		same := func(x evaluator.Reason) bool {
			return x.Path == reason.Path && x.Got.Equal(reason.Got) && strings.HasPrefix(x.Operator, "size") == strings.HasPrefix(reason.Operator, "size")
		}
		if slices.ContainsFunc(reasons[:i], same) {
			continue
		}
		f := r.fact(reason.Path)
		rows := []row{{r.Rows.Stated, r.stated(reason, f)}}
		for _, x := range reasons[i:] {
			if next := (row{r.Rows.Demanded, r.demanded(x, f)}); demands && same(x) && !slices.Contains(rows, next) {
				rows = append(rows, next)
			}
		}
		if len(reason.Proofs) > 0 {
			rows = append(rows, row{r.Rows.RestsOn, strings.Join(reason.Proofs, ", ")})
		}
		r.block(f, rows...)
	}
}

func (r *renderer) remedy(criterion string) {
	c, ok := r.catalogue.Lookup(criterion)
	if text := c.Remedy.In(r.Code); ok && text != "" {
		r.page.table(atFact, []row{{fill(r.Rows.Remedy, "effort", r.Efforts[string(c.Remedy.Effort)]), text}})
	}
}

// readsWhen tells the reasons of a criterion's when from those of its rule.
func (r *renderer) readsWhen(criterion string) func(evaluator.Reason) bool {
	compiled, ok := r.catalogue.Compiled(criterion)
	if !ok {
		return func(evaluator.Reason) bool { return false }
	}
	rule, when := compiled.Rules()
	if when == nil {
		return func(evaluator.Reason) bool { return false }
	}
	tests, ranges := parts(when)
	ruleTests, ruleRanges := parts(rule)
	return func(x evaluator.Reason) bool {
		if x.Rule == "" { // an empty or unknown list
			whole, _, _ := splitPath(x.Path)
			return ranges[whole] && !ruleRanges[whole]
		}
		return tests[x.Rule] && !ruleTests[x.Rule]
	}
}

// parts lists the tests of a rule and the lists it runs over.
func parts(rule *rules.Rule) (tests, ranges map[string]bool) {
	tests, ranges = map[string]bool{}, map[string]bool{}
	var walk func(*rules.Node)
	walk = func(n *rules.Node) {
		if n.Atom != nil {
			tests[n.Atom.Text] = true
		}
		if n.Range != nil && n.Range.Info != nil {
			ranges[n.Range.Info.Path] = true
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(rule.Root)
	return tests, ranges
}

func (r *renderer) broken(x *evaluator.Result) {
	r.head(x)
	for _, reason := range x.Reasons {
		f := r.fact(reason.Path)
		rows := []row{{r.Rows.Stated, r.stated(reason, f)}}
		if reason.Error != "" {
			rows = append(rows, row{r.Rows.Cause, reason.Error})
		}
		r.block(f, rows...)
	}
}

func (r *renderer) unknown(x *evaluator.Result) {
	r.head(x)
	r.choice(x.Criterion, x.Reasons)
	when := r.readsWhen(x.Criterion)
	for _, path := range x.Missing {
		f := r.fact(path)
		var rows []row
		for _, reason := range x.Reasons {
			if reason.Path != path {
				continue
			}
			next := row{r.Rows.Demanded, r.demanded(reason, f)}
			if when(reason) {
				next = row{r.Rows.Why, r.Applicability}
			}
			if !slices.Contains(rows, next) {
				rows = append(rows, next)
			}
		}
		r.block(f, rows...)
	}
}

func (r *renderer) contradicted(x *evaluator.Result) {
	r.head(x)
	for _, c := range x.Contradicted {
		f := r.fact(c.Path)
		var rows []row
		for _, s := range c.Stated {
			rows = append(rows, row{r.Rows.Stated, fill(r.Said, "value", r.said(s.Value, f), "sources", strings.Join(s.Sources, ", "))})
		}
		r.block(f, rows...)
	}
	if x.Outcome == evaluator.Unknown && len(x.Missing) == 0 {
		r.page.text(atFact, 2, plain, r.Disagreeing)
	} else {
		r.page.text(atFact, 2, plain, fill(r.Agreeing, "outcome", r.Outcome[string(x.Outcome)]))
	}
}

func (r *renderer) unproven(x *evaluator.Result) {
	r.head(x)
	onlyWhen := r.onlyWhen(x.Criterion)
	for i, gap := range x.Unproven {
		var rows []row
		for _, claim := range r.claims(x, gap.Path) {
			rows = append(rows, row{r.Rows.Claimed, claim})
		}
		r.block(r.fact(gap.Path), rows...)
		if i+1 < len(x.Unproven) && sameGap(gap, x.Unproven[i+1]) && onlyWhen[gap.Path] == onlyWhen[x.Unproven[i+1].Path] {
			continue // said once for all facts it is the same for
		}
		rows = nil
		for _, have := range gap.Have {
			rows = append(rows, row{r.Rows.Have, r.shortfall(have.Proof, string(have.Why))})
		}
		if len(gap.Have) == 0 {
			rows = append(rows, row{r.Rows.Have, r.NoProof})
		}
		needs, err := r.demand(gap.Needs)
		if err != nil && r.err == nil {
			r.err = err
		}
		if onlyWhen[gap.Path] {
			needs += " (" + r.NotApplying + ")"
		}
		r.page.table(atFact, append(rows, row{r.Rows.Needs, needs}))
	}
}

func sameGap(a, b evaluator.ProofGap) bool { return a.Needs == b.Needs && slices.Equal(a.Have, b.Have) }

// claims writes what is claimed of a fact, down to the entries of a list.
func (r *renderer) claims(x *evaluator.Result, path string) []string {
	var out []string
	for _, reason := range x.Reasons {
		if reason.Path != path && !strings.HasPrefix(reason.Path, path+"[") {
			continue
		}
		f := r.fact(reason.Path)
		text := r.stated(reason, f)
		if len(f.entries) > 0 {
			text = strings.Join(f.entries, " › ") + ", " + strings.TrimPrefix(f.path, path+".") + ": " + text
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// onlyWhen are the facts that a criterion's when reads and its rule does not.
func (r *renderer) onlyWhen(criterion string) map[string]bool {
	out := map[string]bool{}
	compiled, ok := r.catalogue.Compiled(criterion)
	if !ok {
		return out
	}
	rule, when := compiled.Rules()
	if when == nil {
		return out
	}
	for _, slot := range when.Reads {
		out[r.catalogue.Environment().Info(slot).Path] = !slices.Contains(rule.Reads, slot)
	}
	return out
}

// deviations are the unmet requirements that conformity was given in spite of.
func (r *renderer) deviations() {
	begun := false
	for i := range r.verdict.Results {
		x := &r.verdict.Results[i]
		if x.Outcome.Met() || x.Obligation == profiles.May || !x.Waived && (x.Obligation != profiles.Should || x.DueBy != nil) {
			continue
		}
		if !begun {
			r.title(r.Sections.Deviations)
			begun = true
		}
		r.entry(atSection, x, r.Obligation[string(x.Obligation)]+", "+r.Outcome[string(x.Outcome)], plain)
		var rows []row
		for _, w := range r.verdict.Waivers {
			if w.Status == evaluator.WaiverUsed && w.Criterion == x.Criterion {
				rows = append(rows, row{r.Rows.Reason, w.Reason + " (" + w.ID + ", " + w.Authority + ")"})
			}
		}
		if rows == nil {
			rows = []row{{r.Rows.Reason, r.NoReason}}
		}
		r.page.table(atCriterion, rows)
	}
}

func (r *renderer) stages() {
	begun := false
	for i := range r.verdict.Results {
		x := &r.verdict.Results[i]
		if x.DueBy == nil {
			continue
		}
		if !begun {
			r.title(r.Sections.Stages)
			begun = true
		}
		r.entry(atSection, x, r.Obligation[string(x.Obligation)]+", "+r.Outcome[string(x.Outcome)], plain)
		r.page.text(atCriterion, 2, plain, fill(r.DueBy, "date", r.date(*x.DueBy)))
	}
}

func (r *renderer) waivers() {
	if len(r.verdict.Waivers) == 0 {
		return
	}
	r.title(r.Sections.Waivers)
	for _, w := range r.verdict.Waivers {
		r.page.text(atSection, 2, plain, w.ID+": "+r.WaiverStatus[string(w.Status)])
		var accepts []string
		for _, o := range w.Accepts {
			accepts = append(accepts, r.Outcome[string(o)])
		}
		r.page.table(atCriterion, []row{
			{r.Rows.For, fill(r.WaiverFor, "criterion", w.Criterion, "subject", w.Subject, "version", string(w.Version), "profile", w.Profile)},
			{r.Rows.Accepts, join(accepts, r.ListOr)},
			{r.Rows.Decided, w.Authority},
			{r.Rows.Reason, w.Reason},
			{r.Rows.Valid, fill(r.Span, "from", r.date(w.From), "to", r.date(w.Until))},
		})
	}
}

func (r *renderer) digests() {
	r.title(r.Sections.Digests)
	d := r.verdict.Digests
	rows := []row{{r.Dossier, d.Dossier}, {r.Catalogue, d.Catalogue}, {r.Profile, d.Profile}}
	if d.Waivers != "" {
		rows = append(rows, row{r.language.Waivers, d.Waivers})
	}
	r.page.table(atSection, rows)
}
