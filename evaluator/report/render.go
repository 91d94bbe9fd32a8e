package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/profiles"
)

// renderer writes one report.
type renderer struct {
	*language
	page      page
	verdict   *evaluator.Verdict
	catalogue *criteria.Catalogue
	full      bool
	chosen    []*evaluator.Result // to be explained, and nothing else; nil for all
	more      []string
	wayOut    string
	staged    []string            // profiles with stages, where levels are written
	named     []*evaluator.Result // those that were named and not explained
	reasons   bool                // what decides is that no reasons are recorded
	idColumn  int                 // width of the column of criteria's ids
	err       error
	mark      string   // of the alternative that begins
	within    []string // the entries that were named before
	all       bool     // all steps and alternatives are shown
	closed    bool     // what is not met excludes, and nothing can be done about it any more
	guides    bool     // criteria follow one another without sections by outcome
	reminded  bool     // that only what is true can be stated
	rules     bool     // rules are shown as the catalogue writes them
	sameNeeds bool     // what is demanded of proofs is said once for the criterion
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
		r.fit(x.Criterion)
	}
	r.headline()
	switch {
	case r.chosen != nil:
		r.sections(r.chosen, func(*evaluator.Result) bool { return true })
	case r.full:
		r.summary()
		for _, d := range criteria.Dimension("").Values() {
			r.dimension(criteria.Dimension(d))
		}
	default:
		r.summary()
		r.reasons = r.reasonsDecide()
		for _, o := range obligations {
			r.obligation(o)
		}
	}
	r.foretells()
	r.deviations()
	r.stages()
	r.life()
	r.onboarding()
	r.waivers()
	r.equivalences()
	r.tailoring()
	r.decisions()
	if r.chosen == nil {
		r.bindings()
	}
	r.digests()
	r.pointOut(r.leftOut())
}

// obligations, the strictest first.
var obligations = []profiles.Obligation{profiles.Must, profiles.Should, profiles.May}

// results are those of a verdict that are taken, by their obligation and else in
// the verdict's order.
func results(v *evaluator.Verdict, take func(*evaluator.Result) bool) (out []*evaluator.Result) {
	for _, o := range obligations {
		for i := range v.Results {
			if x := &v.Results[i]; x.Obligation == o && take(x) {
				out = append(out, x)
			}
		}
	}
	return out
}

func (r *renderer) headline() {
	v := r.verdict
	r.page.head(1, 0, outcomeStyle[string(v.Conformity)], fill(r.Headline,
		"subject", r.subject(), "conformity", r.Conformity[string(v.Conformity)],
		"profile", v.Profile+" "+string(v.ProfileVersion), "catalogue", v.Catalogue+" "+string(v.CatalogueVersion),
		"instant", r.instant(v.At)))
	r.confidentiality(v.Confidential)
	if v.Zone != "" && v.Zone != "UTC" {
		r.page.text(0, 2, faint, fill(r.DayOf, "day", r.date(v.Day), "zone", v.Zone))
	}
	r.localisation()
	r.binds()
	r.tailored()
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
	return fill(r.Instant, "date", r.Day(t.Year(), int(t.Month()), t.Day()), "time", clock)
}

// outcomeStyle colours conformities and outcomes.
var outcomeStyle = map[string]style{
	"conformant": green, "conformantWithDeviations": green, "provisional": yellow, "inconclusive": yellow, "nonConformant": red,
	"pass": green, "notApplicable": green, "unproven": yellow, "unknown": yellow, "fail": red, "error": red,
}

// tally counts results.
type tally struct{ pass, notApplicable, fail, open, waived int }

func (t *tally) add(x *evaluator.Result) {
	switch {
	case x.Outcome == evaluator.Pass:
		t.pass++
	case x.Outcome == evaluator.NotApplicable:
		t.notApplicable++
	case x.Waived:
		t.waived++
	case x.Outcome == evaluator.Fail:
		t.fail++
	default:
		t.open++
	}
}

// summary writes how many requirements came out how, and what that means.
func (r *renderer) summary() {
	tallies, waived := map[profiles.Obligation]*tally{}, false
	for i := range r.verdict.Results {
		x := &r.verdict.Results[i]
		if !x.Counts() {
			continue
		}
		if tallies[x.Obligation] == nil {
			tallies[x.Obligation] = &tally{}
		}
		tallies[x.Obligation].add(x)
		waived = waived || x.Waived
	}
	header := []string{"", r.Columns.Pass, r.Columns.NotApplicable, r.Columns.Fail, r.Columns.Open}
	if waived {
		header = append(header, r.Columns.Waived)
	}
	header = append(header, r.Columns.Total)
	total := atSection
	sizes := make([]int, len(header))
	for k, h := range header {
		sizes[k] = max(utf8.RuneCountInString(h), 5)
		total += sizes[k] + 2
	}
	narrow := total > r.page.width && r.page.md == nil
	rows := [][]string{header}
	for _, o := range obligations {
		t := tallies[o]
		switch {
		case t == nil:
		case narrow:
			r.page.text(atSection, 2, plain, r.Named(r.Obligation[string(o)], r.counts(*t)))
		default:
			cells := []string{r.Obligation[string(o)]}
			counts := []int{t.pass, t.notApplicable, t.fail, t.open}
			if waived {
				counts = append(counts, t.waived)
			}
			for _, n := range append(counts, t.pass+t.notApplicable+t.fail+t.open+t.waived) {
				cells = append(cells, r.Int(n))
			}
			rows = append(rows, cells)
		}
	}
	if !narrow {
		r.page.columns(atSection, rows, sizes, faint)
	}
	r.page.blank()
	r.page.text(0, 0, plain, r.meaning())
	r.resting()
	if r.verdict.Subject.Layer == "" {
		r.noLayer()
	}
}

// noLayer says for which criteria it matters that the subject states no layer.
func (r *renderer) noLayer() {
	var ids []string
	for i := range r.verdict.Results {
		if r.verdict.Results[i].ByLayer {
			ids = append(ids, r.verdict.Results[i].Criterion)
		}
	}
	if ids != nil {
		r.page.text(0, 0, plain, fill(r.NoLayer, "criteria", join(ids, r.ListAnd)))
	}
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

// tallied counts some results.
func tallied(results []*evaluator.Result) (t tally) {
	for _, x := range results {
		t.add(x)
	}
	return t
}

// counts writes how many results came out how: "3 met, 1 open".
func (r *renderer) counts(t tally) string {
	var parts []string
	for _, c := range []struct {
		n    int
		name string
	}{{t.pass, r.Columns.Pass}, {t.notApplicable, r.Columns.NotApplicable}, {t.fail, r.Columns.Fail}, {t.open, r.Columns.Open}, {t.waived, r.Columns.Waived}} {
		if c.n > 0 {
			parts = append(parts, r.Of(r.Int(c.n), c.name))
		}
	}
	return r.Enumerate(parts...)
}

// meaning says in a sentence or two what the conformity rests on.
func (r *renderer) meaning() string {
	var failed, open, broken, unrecorded, deviations, due int
	onlyContradicted := true
	for i := range r.verdict.Results {
		x := &r.verdict.Results[i]
		switch {
		case x.Outcome.Met(), !x.Counts():
		case x.Waived:
			deviations++
		case x.Obligation == profiles.May:
		case x.DueBy != nil:
			due++
		case x.Obligation == profiles.Should:
			deviations++
			unrecorded++
		case x.Outcome == evaluator.Fail:
			failed++
		case x.Outcome == evaluator.Error:
			broken++
		default:
			open++
			onlyContradicted = onlyContradicted && clarifiable(x)
		}
	}
	m := r.Meaning
	switch r.verdict.Conformity {
	case evaluator.Conformant:
		if due > 0 {
			return m.Later.Count(due)
		}
		return m.Conformant
	case evaluator.ConformantWithDeviations:
		return m.Deviations.Count(deviations)
	case evaluator.Provisional:
		until := ""
		if d := r.verdict.ProvisionalUntil; d != nil {
			until = r.date(*d)
		}
		return m.Provisional.Count(due, "date", until)
	case evaluator.Inconclusive:
		var said []string
		if open > 0 {
			what := m.Missing
			if onlyContradicted {
				what = m.Clarify
			}
			said = append(said, m.Inconclusive.Count(open), what)
		}
		if broken > 0 {
			said = append(said, m.Error.Count(broken))
		}
		if said == nil {
			said = append(said, m.Unrecorded.Count(unrecorded))
		}
		return strings.Join(said, " ")
	}
	text := m.NonConformant.Count(failed)
	if open > 0 {
		text += " " + m.AlsoOpen.Count(open)
	}
	if broken > 0 {
		text += " " + m.Error.Count(broken)
	}
	return text
}

// clarifiable reports whether nothing is missing but an end to contradictions.
func clarifiable(x *evaluator.Result) bool {
	return x.Outcome == evaluator.Unknown && len(x.Missing) == 0 && len(x.Contradicted) > 0
}

// group is a section of a part of the report: which results it takes, how it
// explains one, and what it says at the end of the line of one that is not
// explained. Without that it names ids alone.
type group struct {
	title string
	note  string // on what is explained
	style style
	takes func(*evaluator.Result) bool
	show  func(*evaluator.Result)
	short func(*evaluator.Result) string
}

func (r *renderer) groups() []group {
	is := func(o evaluator.Outcome) func(*evaluator.Result) bool {
		return func(x *evaluator.Result) bool { return x.Outcome == o }
	}
	outcome := func(x *evaluator.Result) string { return r.Outcome[string(x.Outcome)] }
	return []group{
		{r.Sections.Fail, r.Sufficient, red, is(evaluator.Fail), r.failed, outcome},
		{r.Sections.Error, "", red, is(evaluator.Error), r.broken, outcome},
		{r.Sections.Unknown, "", yellow, func(x *evaluator.Result) bool {
			return x.Outcome == evaluator.Unknown && !clarifiable(x)
		}, r.unknown, func(x *evaluator.Result) string { return r.Short.Missing.Count(len(x.Missing)) }},
		{r.Sections.Contradicted, "", yellow, func(x *evaluator.Result) bool { return len(x.Contradicted) > 0 }, r.contradicted,
			func(x *evaluator.Result) string { return r.Short.Contradicted.Count(len(x.Contradicted)) }},
		{r.Sections.Unproven, "", yellow, is(evaluator.Unproven), r.unproven,
			func(x *evaluator.Result) string { return r.Short.Unproven.Count(unprovenFacts(x)) }},
		{r.Sections.Pass, "", green, is(evaluator.Pass), r.passed, nil},
		{r.Sections.NotApplicable, "", green, is(evaluator.NotApplicable), r.notApplicable, nil},
	}
}

// dimension writes the results of a dimension in full.
func (r *renderer) dimension(d criteria.Dimension) {
	of := results(r.verdict, func(x *evaluator.Result) bool { return x.Dimension == d && x.Counts() })
	if len(of) == 0 {
		return
	}
	r.title(r.Named(r.Dimension[string(d)], r.counts(tallied(of))))
	r.sections(of, func(*evaluator.Result) bool { return true })
}

// sections writes results by what came out, and explains some of them.
func (r *renderer) sections(of []*evaluator.Result, explains func(*evaluator.Result) bool) {
	first, wide := true, true // wide: the group before had more than ids
	for _, g := range r.groups() {
		var explained, named []*evaluator.Result
		for _, x := range of {
			switch {
			case !g.takes(x):
			case explains(x):
				explained = append(explained, x)
			default:
				named = append(named, x)
			}
		}
		if len(explained)+len(named) == 0 {
			continue
		}
		if !first && (wide || len(explained) > 0) {
			r.page.blank()
		}
		first, wide = false, g.short != nil || len(explained) > 0
		r.page.head(3, atSection, g.style, g.title)
		if g.note != "" && len(explained) > 0 {
			r.page.text(atSection, 0, faint, g.note)
		}
		for _, x := range explained {
			g.show(x)
		}
		if len(explained) > 0 && len(named) > 0 {
			r.page.blank()
		}
		if g.short == nil {
			r.ids(named)
			continue
		}
		for _, x := range named {
			r.entry(atCriterion, x, g.short(x), plain)
			r.accepted(x)
		}
	}
}

// title writes the title of a part of the report.
func (r *renderer) title(text string) {
	r.page.blank()
	r.page.head(2, 0, bold, text)
	r.page.rule(utf8.RuneCountInString(text))
}

// entry writes a result's id, title and what is said of it at the line's end.
func (r *renderer) entry(indent int, x *evaluator.Result, right string, s style) {
	c, _ := r.catalogue.Lookup(x.Criterion)
	r.page.entry(indent, r.idColumn, x.Criterion, r.Text(c.Title), right, s)
}

// brief writes a result in one line.
func (r *renderer) brief(x *evaluator.Result) {
	r.entry(atCriterion, x, r.Obligation[string(x.Obligation)], plain)
	r.rests(x)
}

// deviations are the unmet requirements that conformity was given in spite of.
func (r *renderer) deviations() {
	begun := false
	var unrecorded []string
	for i := range r.verdict.Results {
		x := &r.verdict.Results[i]
		if x.Outcome.Met() || !x.Waived && !unrecordedDeviation(x) || !r.shows(x.Criterion) {
			continue
		}
		if !begun {
			r.title(r.Sections.Deviations)
			begun = true
		}
		if !x.Waived && !r.full && r.chosen == nil {
			unrecorded = append(unrecorded, x.Criterion)
			continue
		}
		r.entry(atSection, x, r.Enumerate(r.Obligation[string(x.Obligation)], r.Outcome[string(x.Outcome)]), plain)
		var rows []row
		for _, w := range r.verdict.Waivers {
			if w.Status == evaluator.WaiverUsed && w.Criterion == x.Criterion {
				rows = append(rows, row{r.Rows.Reason, r.Remarked(w.Reason, r.Enumerate(w.ID, w.Authority))})
			}
		}
		if rows == nil {
			rows = []row{{r.Rows.Reason, r.NoReason}}
		}
		r.page.table(atCriterion, rows)
	}
	if unrecorded != nil {
		r.page.text(atSection, 2, plain, r.Short.NoReason.Count(len(unrecorded), "criteria", r.Enumerate(unrecorded...)))
	}
}

// unrecordedDeviation reports an unmet SHOULD that nobody has accepted.
func unrecordedDeviation(x *evaluator.Result) bool {
	return x.Obligation == profiles.Should && !x.Outcome.Met() && x.Counts() && !x.Waived && x.DueBy == nil
}

func (r *renderer) stages() {
	begun := false
	for i := range r.verdict.Results {
		x := &r.verdict.Results[i]
		if x.DueBy == nil || !r.shows(x.Criterion) {
			continue
		}
		if !begun {
			r.title(r.Sections.Stages)
			begun = true
		}
		r.entry(atSection, x, r.Enumerate(r.Obligation[string(x.Obligation)], r.Outcome[string(x.Outcome)]), plain)
		r.page.text(atCriterion, 2, plain, r.dueBy(x))
	}
}

func (r *renderer) waivers() {
	begun := false
	for _, w := range r.verdict.Waivers {
		if !r.shows(w.Criterion) {
			continue
		}
		if !begun {
			r.title(r.Sections.Waivers)
			begun = true
		}
		r.page.text(atSection, 2, plain, r.Named(w.ID, r.waiverStatus(&w)))
		var accepts []string
		for _, o := range w.Accepts {
			accepts = append(accepts, r.Outcome[string(o)])
		}
		rows := []row{
			{r.Rows.For, fill(r.WaiverFor, "criterion", w.Criterion, "subject", w.Subject, "version", string(w.Version), "profile", w.Profile)},
			{r.Rows.Accepts, join(accepts, r.ListOr)},
			{r.Rows.Decided, w.Authority},
			{r.Rows.Reason, w.Reason},
			{r.Rows.Valid, fill(r.Span, "from", r.date(w.From), "to", r.date(w.Until))},
		}
		if w.Decision != "" {
			rows = append(rows, row{r.Equivalence.Rows.Decision, w.Decision})
		}
		r.page.table(atCriterion, rows)
	}
}

// waiverStatus writes what became of a waiver; for one that is for something
// else, what it is for.
func (r *renderer) waiverStatus(w *evaluator.AppliedWaiver) string {
	v := r.verdict
	said := []string{r.WaiverStatus[string(w.Status)]}
	result, known := v.Result(w.Criterion)
	switch w.Status {
	case evaluator.WaiverNotMatched:
		given := string(v.Subject.Version)
		if given == "" {
			given = r.Differs.NoVersion
		}
		if w.Subject != v.Subject.ID {
			said = append(said, fill(r.Differs.Subject, "waiver", w.Subject, "given", v.Subject.ID))
		}
		if w.Version != v.Subject.Version {
			said = append(said, fill(r.Differs.Version, "waiver", string(w.Version), "given", given))
		}
		if w.Profile != v.Profile {
			said = append(said, fill(r.Differs.Profile, "waiver", w.Profile, "given", v.Profile))
		}
		if !known {
			said = append(said, fill(r.Differs.Criterion, "waiver", w.Criterion))
		}
	case evaluator.WaiverNoEffect:
		said = append(said, fill(r.Differs.Outcome, "given", r.Outcome[string(result.Outcome)]))
	}
	return r.Chain(said...)
}

func (r *renderer) digests() {
	r.title(r.Sections.Digests)
	d := r.verdict.Digests
	rows := slices.Concat([]row{{r.Dossier, d.Dossier}, {r.Catalogue, d.Catalogue}}, r.extended(), []row{{r.Profile, d.Profile}})
	if d.Waivers != "" {
		rows = append(rows, row{r.language.Waivers, d.Waivers})
	}
	if d.Equivalences != "" {
		rows = append(rows, row{r.Equivalence.Digest, d.Equivalences})
	}
	if d.Decisions != "" {
		rows = append(rows, row{r.Decision.Digest, d.Decisions})
	}
	if d.Onboarding != "" {
		rows = append(rows, row{r.Onboarding.Digest, d.Onboarding})
	}
	r.page.table(atSection, rows)
}
