package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// head begins a result that is explained.
func (r *renderer) head(x *evaluator.Result) {
	r.page.blank()
	c, known := r.catalogue.Lookup(x.Criterion)
	right := r.Obligation[string(x.Obligation)]
	if r.guides { // no section says what came out
		right = r.kind(x)
	}
	if r.closed { // it excludes, however binding it is in the profile
		right = r.outcome(x)
	}
	r.page.headEntry(4, atCriterion, r.idColumn, x.Criterion, r.Text(c.Title), right, bold)
	if known && (!x.Outcome.Met() || r.chosen != nil) {
		r.page.text(atCriterion+r.idColumn, 0, faint, r.Text(c.Question))
	}
	r.accepted(x)
}

// accepted says why a result may stay as it is, if it may.
func (r *renderer) accepted(x *evaluator.Result) {
	if x.Waived {
		r.page.text(atFact, 2, yellow, r.Waived)
	}
	if x.DueBy != nil {
		r.page.text(atFact, 2, yellow, r.dueBy(x))
	}
	r.rests(x)
}

// foot ends a result that is explained: what can be done, and what it goes back
// to.
func (r *renderer) foot(x *evaluator.Result, more ...row) {
	c, ok := r.catalogue.Lookup(x.Criterion)
	if !ok || x.Outcome.Met() && r.chosen == nil {
		r.page.table(atFact, more)
		return
	}
	if text := r.Text(evidence.Text{EN: c.Remedy.EN, DE: c.Remedy.DE}); text != "" && x.Outcome == evaluator.Fail && !r.closed {
		more = append(more, row{fill(r.Rows.Remedy, "effort", r.Efforts[string(c.Remedy.Effort)]), text})
	}
	if text := r.basis(c.References); text != "" {
		more = append(more, row{r.Rows.Basis, text})
	}
	r.page.table(atFact, more)
}

// basis lists references, the clauses of one framework together. A framework
// that was not adopted, or no longer counts, is marked as what it is.
func (r *renderer) basis(references []criteria.Reference) string {
	var out []string
	last := frameworks.Name{}
	for _, x := range references {
		if x.Name() == last && x.Clause != "" {
			out[len(out)-1] += r.Enumeration + x.Clause
			continue
		}
		framework := x.Framework + " " + x.Version
		if standing := r.Standings[string(r.catalogue.FrameworkStatus(x.Name()))]; standing != "" {
			framework = fill(standing, "framework", framework)
		}
		out, last = append(out, strings.TrimSpace(framework+" "+x.Clause)), x.Name()
	}
	return r.Chain(out...)
}

// say writes a paragraph at an indent, with the mark of an alternative before
// it if one begins here.
func (r *renderer) say(indent int, s style, text string) {
	if r.mark != "" {
		r.page.alternative(indent, r.mark, s, text)
		r.mark = ""
		return
	}
	r.page.text(indent, 2, s, text)
}

const (
	markWidth = 4  // "(a) "
	maxIndent = 20 // deeper nesting is not set off
)

// block writes the label of a fact and rows about it.
func (r *renderer) block(indent int, f fact, more ...row) {
	r.say(indent, plain, f.label)
	var rows []row
	if f.path != "" {
		rows = append(rows, row{r.Rows.Fact, f.path})
	}
	if len(f.entries) > 0 {
		rows = append(rows, row{r.Rows.Entry, strings.Join(f.entries, nested)})
	}
	r.page.table(indent+2, append(rows, more...))
}

// part writes what is demanded together, and then the choices there are.
func (r *renderer) part(p *part, indent int, x *evaluator.Result) {
	if p.entries != nil {
		r.say(indent, plain, fill(r.OneEntry, "entries", r.entries(p.entries)))
		defer func(outer []string) { r.within = outer }(r.within)
		r.within = p.entries
	}
	for _, t := range p.tests {
		if t.condition() {
			r.scope(t, indent, x)
		}
	}
	begun := false
	for _, t := range p.tests {
		if !t.condition() {
			r.test(t, indent, x)
			begun = true
		}
	}
	for _, c := range p.choices {
		if len(c.alternatives) == 1 {
			r.part(c.alternatives[0], indent, x)
			continue
		}
		text := r.OneOf
		switch {
		case c.each:
			text = r.EachOneOf
		case begun:
			text = r.BesidesOneOf
		}
		r.say(indent, plain, text)
		begun = true
		for i, a := range c.alternatives {
			r.mark = "(" + letters(i) + ")"
			if indent > atFact {
				r.mark = "(" + strconv.Itoa(i+1) + ")"
			}
			r.part(a, min(indent+markWidth, r.page.deepest()), x)
			r.mark = ""
		}
	}
}

// letters counts a, b, …, z, aa, ab, …
func letters(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return letters(i/26-1) + letters(i%26)
}

// scope writes a condition: what it is that makes the demands apply, or may.
func (r *renderer) scope(t *test, indent int, x *evaluator.Result) {
	first := t.seen[0]
	if first.Got.IsZero() && x.Outcome == evaluator.Unknown {
		f := r.fact(first.Path)
		f.label, f.entries = fill(r.FirstOfAll, "fact", f.label), nil
		rows := r.entryRows(t)
		if needs := r.proof(first.Needs); needs != "" && !r.sameNeeds {
			rows = append(rows, row{r.Rows.Proof, needs})
		}
		r.block(indent, f, rows...)
		return
	}
	r.because(t, indent, r.Applies)
}

// because writes a fact in a line, with the proofs it rests on.
func (r *renderer) because(t *test, indent int, text string) {
	first := t.seen[0]
	f := r.fact(first.Path)
	said := f.label + " – " + r.stated(first, f)
	var more []string
	if ids := entriesOf(t); len(ids) > 0 {
		more = append(more, r.Named(r.Rows.Entry, r.entries(ids)))
	}
	if len(first.Proofs) > 0 {
		more = append(more, r.Named(r.Rows.RestsOn, r.proofsBy(t, r.Enumerate(first.Proofs...))))
	}
	r.say(indent, plain, fill(text, "fact", r.Chain(append([]string{said}, more...)...)))
}

// test writes what is demanded of a fact and what there is.
func (r *renderer) test(t *test, indent int, x *evaluator.Result) {
	f := r.fact(t.seen[0].Path)
	f.entries = nil
	rows := r.entryRows(t)
	rows = append(rows, r.statedRows(t, x)...)
	for _, text := range r.demands(t, f) {
		rows = append(rows, row{r.Rows.Demanded, text})
	}
	rows = append(rows, r.acceptedRows(t)...)
	rows = append(rows, r.limits(t, x)...)
	if proofs := t.proofs(); len(proofs) > 0 {
		rows = append(rows, row{r.Rows.RestsOn, r.proofsBy(t, r.some(proofs, r.Others))})
	}
	if needs := r.proof(t.seen[0].Needs); needs != "" && !r.sameNeeds {
		rows = append(rows, row{r.Rows.Proof, needs})
	}
	r.block(indent, f, rows...)
}

// proof writes a demand on proofs, empty if none is known.
func (r *renderer) proof(needs string) string {
	switch needs {
	case "":
		return ""
	case "none":
		return r.NoProofNeeded
	}
	text, err := r.demand(needs)
	if err != nil && r.err == nil {
		r.err = err
	}
	return text
}

// proofs are those the fact rests on, of any entry.
func (t *test) proofs() []string {
	all := map[string]bool{}
	for _, x := range t.seen {
		for _, p := range x.Proofs {
			all[p] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

const (
	shownEntries = 10 // of a list
	shownValues  = 5
)

// some lists a few of many.
func (r *renderer) some(items []string, more plural) string {
	if len(items) <= shownEntries+1 {
		return r.Enumerate(items...)
	}
	return r.Enumerate(items[:shownEntries]...) + " " + more.Count(len(items)-shownEntries)
}

// entries lists entries of a list, those its source does not list last.
func (r *renderer) entries(ids []string) string {
	var named, open []string
	for _, id := range ids {
		if id == openEntry {
			open = []string{r.FurtherEntries}
		} else {
			id = strings.ReplaceAll(id, evaluator.MaskedEntry, r.Values.Entry)
			named = append(named, strings.ReplaceAll(id, nested+openEntry, nested+r.FurtherEntries))
		}
	}
	if len(named) > 0 {
		open = append([]string{r.some(named, r.MoreEntries)}, open...)
	}
	return r.Chain(open...)
}

// entriesOf are the entries a test speaks of.
func entriesOf(t *test) []string {
	var ids []string
	for _, x := range t.seen {
		if id := entryOf(x.Path); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

func entryOf(path string) string {
	_, entries, _ := splitPath(path)
	return strings.Join(entries, nested)
}

func (r *renderer) entryRows(t *test) []row {
	if ids := entriesOf(t); len(ids) > 0 && !slices.Equal(ids, r.within) {
		return []row{{r.Rows.Entry, r.entries(ids)}}
	}
	return nil
}

// statedRows write what is there: a value, or the entries by their values.
func (r *renderer) statedRows(t *test, x *evaluator.Result) []row {
	var values []string
	by := map[string][]string{}
	known := false
	for _, s := range t.seen {
		known = known || !s.Got.IsZero()
		value := r.stated(s, r.fact(s.Path))
		if by[value] == nil {
			values = append(values, value)
		}
		by[value] = append(by[value], entryOf(s.Path))
	}
	if !known && (x.Outcome == evaluator.Unknown || x.Outcome == evaluator.Error) {
		return nil
	}
	if len(values) == 1 {
		return []row{{r.Rows.Stated, values[0]}}
	}
	var rows []row
	others := 0
	for i, value := range values {
		if i < shownValues {
			rows = append(rows, row{r.Rows.Stated, fill(r.Said, "value", value, "sources", r.entries(by[value]))})
		} else {
			others += len(by[value])
		}
	}
	if others > 0 {
		rows = append(rows, row{r.Rows.Stated, r.MoreValues.Count(others)})
	}
	return rows
}

// split tells the reasons of a criterion's when, which are conditions, from
// those of its rule.
func (r *renderer) split(x *evaluator.Result) (conditions, demands []evaluator.Reason) {
	when := r.readsWhen(x.Criterion)
	for _, reason := range x.Reasons {
		if reason.Place.Of == evaluator.InWhen || reason.Place.Of == "" && when(reason) {
			reason.Role, reason.Alternative = evaluator.Condition, ""
			conditions = append(conditions, reason)
		} else {
			demands = append(demands, reason)
		}
	}
	return conditions, demands
}

// explain writes the reasons of a result.
func (r *renderer) explain(x *evaluator.Result) {
	conditions, demands := r.split(x)
	r.part(tree(conditions), atFact, x)
	r.part(tree(demands), atFact, x)
}

func (r *renderer) failed(x *evaluator.Result) {
	r.head(x)
	r.explain(x)
	r.foot(x)
}

// passed names a result that is met, and explains it where it is asked for.
func (r *renderer) passed(x *evaluator.Result) {
	if r.chosen == nil {
		r.brief(x)
		return
	}
	r.failed(x)
}

func (r *renderer) notApplicable(x *evaluator.Result) {
	if r.chosen == nil {
		r.brief(x)
	} else {
		r.head(x)
	}
	tree(x.Reasons).walk(func(t *test) { r.because(t, atFact, r.Because) })
	if r.chosen != nil {
		r.foot(x)
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
			whole := strings.TrimSuffix(pattern(x.Path), "[]")
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
	for _, t := range tree(x.Reasons).tests {
		f := r.fact(t.seen[0].Path)
		f.entries = nil
		rows := append(r.entryRows(t), r.statedRows(t, x)...)
		if cause := t.seen[0].Error; cause != "" {
			rows = append(rows, row{r.Rows.Cause, r.cause(cause)})
		}
		r.block(atFact, f, rows...)
	}
	r.foot(x)
}

// cause writes what broke, in the reader's words where there are any.
func (r *renderer) cause(text string) string {
	if text == evaluator.MaskedError {
		return r.language.Confidential.Error
	}
	for _, known := range slices.Sorted(maps.Keys(r.Causes)) {
		if strings.Contains(text, known) {
			return r.Causes[known]
		}
	}
	return text
}

func (r *renderer) unknown(x *evaluator.Result) {
	r.head(x)
	// What is demanded of proofs is said once where it is the same for all.
	needs, said := "", false
	r.sameNeeds = true
	named := map[string]bool{}
	for _, reason := range x.Reasons {
		named[reason.Path] = true
		if reason.Needs == "" {
			continue
		}
		r.sameNeeds = r.sameNeeds && (!said || needs == reason.Needs)
		needs, said = reason.Needs, true
	}
	r.explain(x)
	var rest []evaluator.Reason
	for _, path := range x.Missing {
		if !named[path] {
			rest = append(rest, evaluator.Reason{Path: path})
		}
	}
	for _, t := range tree(rest).tests {
		f := r.fact(t.seen[0].Path)
		f.entries = nil
		r.block(atFact, f, append(r.entryRows(t), row{r.Rows.Why, r.Measure})...)
	}
	if text := r.proof(needs); r.sameNeeds && text != "" {
		r.foot(x, row{r.Rows.Proof, text})
	} else {
		r.foot(x)
	}
	r.sameNeeds = false
}

func (r *renderer) contradicted(x *evaluator.Result) {
	r.head(x)
	for _, c := range x.Contradicted {
		f := r.fact(c.Path)
		var rows []row
		for _, s := range c.Stated {
			rows = append(rows, row{r.Rows.Stated, fill(r.Said, "value", r.saying(s.Value, s.Confidential, f), "sources", r.Enumerate(s.Sources...))})
		}
		for _, text := range r.asked(x, c.Path, f) {
			rows = append(rows, row{r.Rows.Demanded, text})
		}
		r.block(atFact, f, rows...)
	}
	if clarifiable(x) {
		r.page.text(atFact, 2, plain, r.Disagreeing)
	} else {
		r.page.text(atFact, 2, plain, r.Agreeing)
	}
	r.foot(x)
}

func (r *renderer) unproven(x *evaluator.Result) {
	r.head(x)
	onlyWhen := r.onlyWhen(x.Criterion)
	for _, t := range tree(x.Reasons).tests {
		if t.condition() {
			r.scope(t, atFact, x)
		}
	}
	needed, choices := gapChoices(inRuleOrder(x))
	r.gaps(x, needed, atFact, onlyWhen, len(choices) == 0)
	for i, alternatives := range choices {
		text := r.OneOf
		if len(needed) > 0 || i > 0 {
			text = r.BesidesOneOf
		}
		r.say(atFact, plain, text)
		for k, gaps := range alternatives {
			r.mark = "(" + letters(k) + ")"
			r.gaps(x, gaps, atFact+markWidth, onlyWhen, false)
			r.mark = ""
		}
	}
	if len(choices) > 0 {
		r.foot(x)
	}
}

// gapChoices splits gaps into those to be closed in any case and choices of
// which one alternative is to be closed.
func gapChoices(gaps []evaluator.ProofGap) (needed []evaluator.ProofGap, choices [][][]evaluator.ProofGap) {
	var letterOrder []string
	byLetter := map[string][][]evaluator.ProofGap{}
	labels := map[string][]string{}
	for _, gap := range gaps {
		label, _, _ := strings.Cut(gap.Alternative, ".")
		letter := strings.TrimRight(label, "0123456789")
		if label == "" {
			continue
		}
		if labels[letter] == nil {
			letterOrder = append(letterOrder, letter)
		}
		at := slices.Index(labels[letter], label)
		if at < 0 {
			at = len(labels[letter])
			labels[letter] = append(labels[letter], label)
			byLetter[letter] = append(byLetter[letter], nil)
		}
		byLetter[letter][at] = append(byLetter[letter][at], gap)
	}
	for _, gap := range gaps {
		label, _, _ := strings.Cut(gap.Alternative, ".")
		if len(labels[strings.TrimRight(label, "0123456789")]) < 2 {
			needed = append(needed, gap) // no choice, or one with nothing to choose
		}
	}
	for _, letter := range letterOrder {
		if len(labels[letter]) > 1 {
			choices = append(choices, byLetter[letter])
		}
	}
	return needed, choices
}

// gaps writes facts that are claimed and not proven. last says that nothing
// follows but the foot.
func (r *renderer) gaps(x *evaluator.Result, gaps []evaluator.ProofGap, indent int, onlyWhen map[string]bool, last bool) {
	shown := make([]bool, len(gaps))
	for i, first := range gaps {
		if shown[i] {
			continue
		}
		// What is there and what would do is said once for all facts it is the
		// same for.
		for k, gap := range gaps[i:] {
			if shown[i+k] || !sameGap(gap, first) || onlyWhen[gap.Path] != onlyWhen[first.Path] {
				continue
			}
			shown[i+k] = true
			var rows []row
			for _, claim := range r.claims(x, gap.Path) {
				rows = append(rows, row{r.Rows.Claimed, claim})
			}
			r.block(indent, r.fact(gap.Path), rows...)
		}
		var rows []row
		for _, have := range first.Have {
			rows = append(rows, row{r.Rows.Have, r.shortfall(have.Proof, string(have.Why))})
		}
		if len(first.Have) == 0 {
			rows = append(rows, row{r.Rows.Have, r.NoProof})
		}
		needs := r.proof(first.Needs)
		if onlyWhen[first.Path] {
			needs = r.Remarked(needs, r.NotApplying)
		}
		rows = append(rows, row{r.Rows.Needs, needs})
		if !last || slices.Contains(shown, false) {
			r.page.table(indent, rows)
		} else {
			r.foot(x, rows...)
		}
	}
	if last && len(gaps) == 0 {
		r.foot(x)
	}
}

// inRuleOrder sorts the gaps as the rule reads the facts.
func inRuleOrder(x *evaluator.Result) []evaluator.ProofGap {
	place := func(g evaluator.ProofGap) int {
		i := slices.IndexFunc(x.Reasons, func(reason evaluator.Reason) bool {
			return reason.Path == g.Path || strings.HasPrefix(reason.Path, g.Path+"[") || reason.WantedPath == g.Path
		})
		if i < 0 {
			return len(x.Reasons)
		}
		return i
	}
	gaps := slices.Clone(x.Unproven)
	slices.SortStableFunc(gaps, func(a, b evaluator.ProofGap) int { return cmp.Compare(place(a), place(b)) })
	return gaps
}

func sameGap(a, b evaluator.ProofGap) bool { return a.Needs == b.Needs && slices.Equal(a.Have, b.Have) }

// claims writes what is claimed of a fact, down to the entries of a list.
func (r *renderer) claims(x *evaluator.Result, path string) []string {
	var about []evaluator.Reason
	for _, reason := range x.Reasons {
		if reason.Path == path || strings.HasPrefix(reason.Path, path+"[") {
			reason.Alternative = ""
			about = append(about, reason)
		}
	}
	var out []string
	for _, t := range tree(about).tests {
		for _, s := range r.statedRows(t, x) {
			text := s.text
			if entries := r.entryRows(t); entries != nil {
				f := r.fact(t.seen[0].Path)
				text = r.Named(strings.TrimPrefix(strings.TrimPrefix(f.path, path), "."), text)
				if len(r.statedRows(t, x)) == 1 {
					text = r.Enumerate(entries[0].text, text)
				}
			}
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
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
