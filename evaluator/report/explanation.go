package report

import (
	"io"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
)

// explanationTexts are what guides from a verdict to a better one.
type explanationTexts struct {
	// Settles and Turns head what would settle and turn the verdict on the whole,
	// Criteria what follows for single criteria.
	Settles  string `json:"settles" required:"true"`
	Turns    string `json:"turns" required:"true"`
	Criteria string `json:"criteria" required:"true"`
	// Truthful reminds that only what is true can be stated.
	Truthful string `json:"truthful" required:"true"`
	// SettlesNot says that some criteria stay as they are whatever is supplied,
	// SettlesStays that the verdict does so, too; SettlesTo what comes of what is
	// missing, SettlesRest how many criteria it settles.
	SettlesNot   plural `json:"settlesNot" required:"true"`
	SettlesStays string `json:"settlesStays" required:"true"`
	SettlesTo    string `json:"settlesTo" required:"true"`
	SettlesRest  plural `json:"settlesRest" required:"true"`
	// TurnsTo heads one turn, TurnsFar one whose steps are counted only, and
	// TurnsMissing says that one is what is missing; TurnsNone says that there is
	// none, and Stuck which criteria stand in the way.
	TurnsTo      string            `json:"turnsTo" required:"true"`
	TurnsFar     plural            `json:"turnsFar" required:"true"`
	TurnsMissing string            `json:"turnsMissing" required:"true"`
	TurnsNone    string            `json:"turnsNone" required:"true"`
	Stuck        map[string]string `json:"stuck" required:"true"`
	// For, Then, Until, Claimed, Improves and Worsens are rows about a turn; Until of
	// one to a verdict that is provisional.
	For      string `json:"for" required:"true"`
	Then     string `json:"then" required:"true"`
	Until    string `json:"until" required:"true"`
	Claimed  string `json:"claimed" required:"true"`
	Improves string `json:"improves" required:"true"`
	Worsens  string `json:"worsens" required:"true"`
	// Becomes says how a criterion changes.
	Becomes string `json:"becomes" required:"true"`
	// Rest heads criteria that are not met or open and named only.
	Rest string `json:"rest" required:"true"`
	// Kind says how binding a criterion is, and what came out.
	Kind string `json:"kind" required:"true"`
	// Contradicted is an outcome that sources leave open that disagree.
	Contradicted string `json:"contradicted" required:"true"`
	// Missing heads what is missing for a criterion, Turn the smallest changes, None
	// says why there is none.
	Missing string            `json:"missing" required:"true"`
	Turn    plural            `json:"turn" required:"true"`
	None    map[string]string `json:"none" required:"true"`
	// NoWay says that nothing missing makes the criterion be met.
	NoWay string `json:"noWay" required:"true"`
	// Next says when the verdict changes by itself, NextSame when criteria do alone,
	// and Lasts that nothing is known to change.
	Next     string `json:"next" required:"true"`
	NextSame string `json:"nextSame" required:"true"`
	Lasts    string `json:"lasts" required:"true"`

	Steps stepsTexts `json:"steps" required:"true"`
	Trace traceTexts `json:"trace" required:"true"`
}

// Explanation writes an explanation for readers: the verdict, when it next changes
// by itself, what would settle and turn it, and for each criterion that [Text]
// explains in full what decided, what is missing and the smallest change that
// would turn it. It names the others that are not met or open, and counts the
// rest. [Options.Full] explains all that are not met or open, with all steps and
// alternatives of many; given [Options.Criteria], those criteria are explained
// whatever their outcome is, and nothing else. Traces are written where the
// explanation has them, with the rules as the catalogue writes them given
// [Options.Rules].
//
// Equal explanations and options give equal bytes. The error is one of [Text].
func Explanation(w io.Writer, x *evaluator.Explanation, catalogue *criteria.Catalogue, opts Options) error {
	v := &x.Verdict
	if err := under(catalogue, v.Catalogue, v.CatalogueVersion, v.Digests.Catalogue); err != nil {
		return err
	}
	r, err := begin(opts, catalogue)
	if err != nil {
		return err
	}
	r.verdict, r.more, r.rules, r.all, r.guides = v, opts.More, opts.Rules, opts.Full, true
	r.reasons = r.reasonsDecide()
	chosen, err := choose(v, opts.Criteria)
	if err != nil {
		return err
	}
	all := chosen == nil
	if all {
		chosen = []*evaluator.Result{}
		for _, k := range results(v, func(k *evaluator.Result) bool { return !k.Outcome.Met() && k.Counts() }) {
			if r.all || r.decides(k) {
				chosen = append(chosen, k)
			} else {
				r.named = append(r.named, k)
			}
		}
	}
	for _, k := range v.Results {
		r.fit(k.Criterion)
	}
	r.headline()
	if all {
		r.page.text(0, 0, plain, r.meaning())
	}
	if all {
		r.next(v.Horizon)
		r.settles(&x.Missing)
		r.turns(&x.Counterfactuals, &x.Missing.Verdict)
	}
	r.chosen = chosen
	if !all {
		r.next(v.Horizon)
		if slices.ContainsFunc(chosen, func(k *evaluator.Result) bool { return !k.Outcome.Met() }) {
			r.remind(0)
		}
	}
	if len(chosen) > 0 && all {
		r.title(r.language.Explanation.Criteria)
		if slices.ContainsFunc(x.Counterfactuals.Criteria, func(c evaluator.CriterionCounterfactuals) bool {
			return len(c.Counterfactuals) > 0 && r.shows(c.Criterion)
		}) {
			r.remind(atSection)
		}
	}
	for _, k := range chosen {
		r.guided(x, k)
	}
	r.rest()
	if all {
		r.waivers()
		r.equivalences()
	}
	r.digests()
	r.leftOut()
	return r.finish(w)
}

// remind says once, before the first steps, that only what is true can be stated.
func (r *renderer) remind(indent int) {
	if !r.reminded {
		r.page.text(indent, 2, faint, r.language.Explanation.Truthful)
		r.reminded = true
	}
}

// rest names the criteria that are not met or open and not explained.
func (r *renderer) rest() {
	if len(r.named) == 0 {
		return
	}
	r.title(r.language.Explanation.Rest)
	var rows []row
	for _, o := range obligations {
		for _, g := range r.groups() {
			var ids []string
			kind := ""
			for _, k := range r.named {
				if k.Obligation == o && g.takes(k) {
					ids, kind = append(ids, k.Criterion), r.kind(k)
				}
			}
			if ids != nil {
				rows = append(rows, row{fill(r.Short.Some, "what", kind, "n", r.Int(len(ids))), strings.Join(ids, " ")})
			}
		}
	}
	r.page.table(atSection, rows)
}

// kind says how binding a criterion is, and what came out.
func (r *renderer) kind(x *evaluator.Result) string {
	return fill(r.language.Explanation.Kind, "obligation", r.Obligation[string(x.Obligation)], "outcome", r.outcome(x))
}

// outcome says what came out.
func (r *renderer) outcome(x *evaluator.Result) string {
	if clarifiable(x) {
		return r.language.Explanation.Contradicted
	}
	return r.language.Outcome[string(x.Outcome)]
}

// guided explains one criterion and says what leads out.
func (r *renderer) guided(x *evaluator.Explanation, k *evaluator.Result) {
	for _, g := range r.groups() {
		if g.takes(k) {
			g.show(k)
			break
		}
	}
	r.ways(x, k)
	if t, ok := x.Trace(k.Criterion); ok {
		r.trace(&t)
	}
}

// ways says what is missing for a criterion, and what would turn it where that is
// not the same.
func (r *renderer) ways(x *evaluator.Explanation, k *evaluator.Result) {
	t := &r.language.Explanation
	if k.Outcome.Met() {
		return
	}
	missing, open := x.Missing.Criterion(k.Criterion)
	if open && len(missing.Ways.Ways) > 0 {
		r.page.text(atFact, 2, bold, t.Missing)
		r.alternatives(atRow, len(missing.Ways.Ways), missing.More, t.Steps.OneOf, func(i, indent int) {
			way := &missing.Ways.Ways[i]
			r.steps(indent, way.Steps, k, r.effortRow(t.Steps.Effort, way.Effort)...)
		})
	}
	if open && len(missing.Ways.Ways) == 0 && !missing.More {
		r.page.text(atFact, 2, plain, t.NoWay)
	}
	turn, counts := x.Counterfactuals.Criterion(k.Criterion)
	switch {
	case !counts, len(turn.Counterfactuals) > 0 && len(missing.Ways.Ways) > 0 && !less(turn.Counterfactuals[0].Effort, missing.Ways.Ways[0].Effort):
		return // what is missing is the smallest change
	case len(turn.Counterfactuals) == 0 && len(missing.Ways.Ways) == 0:
		r.page.text(atFact, 2, plain, t.None[string(turn.None)])
		return
	case len(turn.Counterfactuals) == 0:
		return
	}
	r.page.text(atFact, 2, bold, t.Turn.Count(len(turn.Counterfactuals)))
	r.alternatives(atRow, len(turn.Counterfactuals), turn.More, t.Steps.OneOf, func(i, indent int) {
		c := &turn.Counterfactuals[i]
		r.steps(indent, c.Steps, k, r.afterwards(c, k.Criterion)...)
	})
}

func (r *renderer) quoted(text string) string { return fill(r.Quoted, "text", text) }

func less(a, b evaluator.Effort) bool { return a.Compare(b) < 0 }

// afterwards are rows about a counterfactual of a criterion, or of the verdict as
// a whole if none is named.
func (r *renderer) afterwards(c *evaluator.Counterfactual, criterion string) []row {
	t := &r.language.Explanation
	rows := r.effortRow(t.Steps.Effort, c.Effort)
	if criterion == "" {
		if c.Claimed.Conformity != c.Reached.Conformity {
			rows = append(rows, row{t.Claimed, r.Conformity[string(c.Claimed.Conformity)]})
		}
	} else if c.Reached.Conformity != r.verdict.Conformity {
		rows = append(rows, row{t.Then, r.Conformity[string(c.Reached.Conformity)]})
	}
	if until := c.Reached.ProvisionalUntil; until != nil {
		rows = append(rows, row{t.Until, r.date(*until)})
	}
	changes := func(of []evaluator.OutcomeChange) string {
		var out []string
		for _, o := range of {
			if o.Criterion != criterion {
				out = append(out, fill(t.Becomes, "criterion", o.Criterion, "from", r.Outcome[string(o.From)], "to", r.Outcome[string(o.To)]))
			}
		}
		return r.some(out, r.Others)
	}
	if text := changes(c.Improves); text != "" && criterion != "" {
		rows = append(rows, row{t.Improves, text})
	}
	if text := changes(c.Worsens); text != "" {
		rows = append(rows, row{t.Worsens, text})
	}
	return rows
}

// maxNext is how many criteria are explained that change next.
const maxNext = 3

// next says when the verdict changes by itself, and which criteria because of
// what: of those that are explained, if some were chosen.
func (r *renderer) next(h *evaluator.VerdictHorizon) {
	t := &r.language.Explanation
	if h == nil {
		return
	}
	if h.Next == nil {
		until := h.Until
		if h.Through != nil {
			until = *h.Through
		}
		r.page.text(0, 2, plain, fill(t.Lasts, "until", r.instant(until)))
		r.through(h.Through, r.verdict.Zone)
		return
	}
	text := t.Next
	if h.Next.Before == h.Next.After {
		text = t.NextSame
	}
	r.page.text(0, 2, plain, fill(text, "day", r.date(h.Next.Day), "from", r.Conformity[string(h.Next.Before)], "to", r.Conformity[string(h.Next.After)]))
	var changes []*evaluator.EventChange
	for i := range h.Next.Criteria {
		if c := &h.Next.Criteria[i]; r.shows(c.Criterion) {
			changes = append(changes, c)
		}
	}
	shown := len(changes)
	if shown > maxNext+1 && !r.all { // one more is as long as saying that there is one
		shown = maxNext
	}
	var ids []string
	for i, c := range changes {
		if i < shown {
			r.page.text(atSection, 2, plain, r.Named(c.Criterion, r.changeOf(c, h.Next.Day)))
		} else {
			ids = append(ids, c.Criterion)
		}
	}
	if ids != nil {
		r.page.text(atSection, 2, plain, r.language.Horizon.Others.Count(len(ids), "ids", r.needed(ids)))
	}
}

// settles says what would settle the verdict on the whole.
func (r *renderer) settles(m *evaluator.Missing) {
	t, v := &r.language.Explanation, &m.Verdict
	if len(v.Ways.Ways) == 0 && !v.More {
		return
	}
	r.title(t.Settles)
	r.remind(atSection)
	var said []string
	if len(v.Failing) > 0 {
		said = append(said, t.SettlesNot.Count(len(v.Failing), "criteria", r.needed(v.Failing)))
	}
	switch to := r.quoted(r.Conformity[string(v.Reached)]); {
	case v.Reached == "":
	case v.Reached != m.Conformity:
		said = append(said, fill(t.SettlesTo, "to", to))
	default:
		said = append(said, fill(t.SettlesStays, "to", to), t.SettlesRest.Count(len(v.Criteria)))
	}
	if said != nil {
		r.page.text(atSection, 2, plain, strings.Join(said, " "))
	}
	ways := v.Ways.Ways
	concerned := row{t.For, r.needed(v.Criteria)}
	// Of many steps the alternatives have most in common: these are said once.
	common := inCommon(ways)
	if len(ways) < 2 || len(common) == 0 {
		r.alternatives(atCriterion, len(ways), v.More, t.Steps.OneOf, func(i, indent int) {
			r.steps(indent, ways[i].Steps, nil, append(r.effortRow(t.Steps.Effort, ways[i].Effort), concerned)...)
		})
		return
	}
	r.steps(atCriterion, common, nil, concerned)
	r.alternatives(atCriterion, len(ways), v.More, r.BesidesOneOf, func(i, indent int) {
		own := slices.DeleteFunc(slices.Clone(ways[i].Steps), func(s evaluator.Step) bool { return holds(common, s) })
		r.steps(indent, own, nil, r.effortRow(t.Steps.EffortAll, ways[i].Effort)...)
	})
}

// inCommon are the steps of a way that all others have, too.
func inCommon(ways []evaluator.Way) (common []evaluator.Step) {
	if len(ways) == 0 {
		return nil
	}
	for _, s := range ways[0].Steps {
		if !slices.ContainsFunc(ways[1:], func(w evaluator.Way) bool { return !holds(w.Steps, s) }) {
			common = append(common, s)
		}
	}
	return common
}

// holds reports whether one of the steps is the same to a reader.
func holds(steps []evaluator.Step, s evaluator.Step) bool {
	return slices.ContainsFunc(steps, func(x evaluator.Step) bool {
		return x.Kind == s.Kind && x.Path == s.Path && x.Needs == s.Needs && x.From.Equal(s.From) && x.To.Equal(s.To) &&
			slices.EqualFunc(x.Entries, s.Entries, func(a, b evaluator.Entry) bool {
				return a.ID == b.ID && slices.EqualFunc(a.Fields, b.Fields, func(a, b evaluator.EntryField) bool {
					return a.Name == b.Name && a.Value.Equal(b.Value)
				})
			})
	})
}

// settled reports whether a turn changes nothing that is stated, and takes no more
// than what is missing and leads to the same.
func settled(turn *evaluator.Turn, m *evaluator.MissingVerdict) bool {
	if len(m.Ways.Ways) == 0 || turn.Reached.Conformity != m.Reached || less(m.Ways.Ways[0].Effort, turn.Effort) || less(turn.Effort, m.Ways.Ways[0].Effort) {
		return false
	}
	return !slices.ContainsFunc(turn.Steps, func(s evaluator.Step) bool {
		return s.Kind == evaluator.StepChange || s.Kind == evaluator.StepAdd || s.Kind == evaluator.StepRemove
	})
}

// maxFar is how many steps of a turn are shown that goes further than the next
// better verdict, which is what one asks for first.
const maxFar = 6

// turns says what would turn the verdict on the whole. What turns it because it is
// all that is missing was said before.
func (r *renderer) turns(c *evaluator.Counterfactuals, m *evaluator.MissingVerdict) {
	t := &r.language.Explanation
	if c.Conformity == evaluator.Conformant {
		return
	}
	r.title(t.Turns)
	if len(c.Turns) > 0 {
		r.remind(atSection)
	} else {
		r.page.text(atSection, 2, plain, t.TurnsNone)
	}
	for i := range c.Turns {
		turn := &c.Turns[i]
		names := []string{"from", r.quoted(r.Conformity[string(c.Conformity)]), "to", r.quoted(r.Conformity[string(turn.Reached.Conformity)])}
		if settled(turn, m) {
			r.page.text(atSection, 2, bold, fill(t.TurnsMissing, names...))
			continue
		}
		rows := append(r.afterwards(&turn.Counterfactual, ""), row{t.For, r.needed(turn.Criteria)})
		if n := len(r.sentences(turn.Steps, nil)); i > 0 && n > maxFar && !r.all {
			r.page.text(atSection, 2, bold, t.TurnsFar.Count(n, names...))
			r.page.table(atCriterion, rows)
			continue
		}
		r.page.text(atSection, 2, bold, fill(t.TurnsTo, names...))
		r.steps(atCriterion, turn.Steps, nil, rows...)
		if turn.More {
			r.page.text(atCriterion, 2, faint, t.Steps.MayBeMore)
		}
	}
	for _, why := range evaluator.NoTurn("").Values() {
		var ids []string
		for _, s := range c.Stuck {
			if string(s.Why) == why {
				ids = append(ids, s.Criterion)
			}
		}
		if ids != nil {
			r.page.text(atSection, 2, plain, fill(t.Stuck[why], "criteria", r.needed(ids)))
		}
	}
}
