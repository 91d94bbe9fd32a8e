package report

import (
	"io"
	"slices"

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
	// SettlesTo says what comes of what is missing, SettlesNot that some criteria
	// stand in the way all the same.
	SettlesTo  string `json:"settlesTo" required:"true"`
	SettlesNot plural `json:"settlesNot" required:"true"`
	// TurnsTo heads one turn, TurnsNone says that there is none, and Stuck which
	// criteria stand in the way.
	TurnsTo   string            `json:"turnsTo" required:"true"`
	TurnsNone string            `json:"turnsNone" required:"true"`
	Stuck     map[string]string `json:"stuck" required:"true"`
	// For, Then, Claimed, Improves and Worsens are rows about a turn.
	For      string `json:"for" required:"true"`
	Then     string `json:"then" required:"true"`
	Claimed  string `json:"claimed" required:"true"`
	Improves string `json:"improves" required:"true"`
	Worsens  string `json:"worsens" required:"true"`
	// Becomes says how a criterion changes.
	Becomes string `json:"becomes" required:"true"`
	// Missing heads what is missing for a criterion, Turn the smallest change, None
	// says why there is none.
	Missing string            `json:"missing" required:"true"`
	Turn    string            `json:"turn" required:"true"`
	None    map[string]string `json:"none" required:"true"`
	// NoWay says that nothing missing makes the criterion be met.
	NoWay string `json:"noWay" required:"true"`
	// Next says when the verdict changes by itself, NextCriteria which criteria do,
	// and Lasts that nothing is known to change.
	Next         string `json:"next" required:"true"`
	NextSame     string `json:"nextSame" required:"true"`
	NextCriteria string `json:"nextCriteria" required:"true"`
	Lasts        string `json:"lasts" required:"true"`

	Steps stepsTexts `json:"steps" required:"true"`
	Trace traceTexts `json:"trace" required:"true"`
}

// Explanation writes an explanation for readers: the verdict, what would settle
// and turn it, and for each criterion that is not met or open what decided, what
// is missing and the smallest change that would turn it; for those of
// [Options.Criteria] whatever their outcome is, and nothing else. It says
// all that it says of a criterion as [Text] does. Traces are written where the
// explanation has them, with the rules as the catalogue writes them given
// [Options.Rules]. [Options.Full] shows all steps and alternatives of many.
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
	r.verdict, r.more, r.rules, r.all = v, opts.More, opts.Rules, opts.Full
	chosen, err := choose(v, opts.Criteria)
	if err != nil {
		return err
	}
	all := chosen == nil
	if all {
		chosen = results(v, func(k *evaluator.Result) bool { return !k.Outcome.Met() && k.Counts() })
	}
	for _, k := range v.Results {
		r.fit(k.Criterion)
	}
	r.headline()
	if all {
		r.page.text(0, 0, plain, r.meaning())
	}
	r.next(v.Horizon)
	if all {
		r.settles(&x.Missing)
		r.turns(&x.Counterfactuals)
	}
	r.chosen = append([]*evaluator.Result{}, chosen...)
	if !all && slices.ContainsFunc(chosen, func(k *evaluator.Result) bool { return !k.Outcome.Met() }) {
		r.page.text(0, 2, faint, r.language.Explanation.Truthful)
	}
	if len(chosen) > 0 && all {
		r.title(r.language.Explanation.Criteria)
	}
	for _, k := range chosen {
		r.guided(x, k)
	}
	if all {
		r.waivers()
		r.equivalences()
	}
	r.digests()
	return r.finish(w)
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
		r.alternatives(atRow, len(missing.Ways.Ways), missing.More, func(i, indent int) {
			way := &missing.Ways.Ways[i]
			r.steps(indent, way.Steps, k, r.effortRow(way.Effort)...)
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
	r.page.text(atFact, 2, bold, t.Turn)
	r.alternatives(atRow, len(turn.Counterfactuals), turn.More, func(i, indent int) {
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
	rows := r.effortRow(c.Effort)
	if criterion == "" {
		if c.Claimed.Conformity != c.Reached.Conformity {
			rows = append(rows, row{t.Claimed, r.Conformity[string(c.Claimed.Conformity)]})
		}
	} else if c.Reached.Conformity != r.verdict.Conformity {
		rows = append(rows, row{t.Then, r.Conformity[string(c.Reached.Conformity)]})
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

// next says when the verdict changes by itself.
func (r *renderer) next(h *evaluator.VerdictHorizon) {
	t := &r.language.Explanation
	switch {
	case h == nil:
		return
	case h.Next == nil:
		until := h.Until
		if h.Through != nil {
			until = *h.Through
		}
		r.page.text(0, 2, plain, fill(t.Lasts, "until", r.instant(until)))
		return
	}
	text := t.Next
	if h.Next.Before == h.Next.After {
		text = t.NextSame
	}
	var ids []string
	for _, c := range h.Next.Criteria {
		ids = append(ids, c.Criterion)
	}
	text = fill(text, "day", r.date(h.Next.Day), "from", r.Conformity[string(h.Next.Before)], "to", r.Conformity[string(h.Next.After)])
	if ids != nil {
		text += " " + fill(t.NextCriteria, "criteria", r.needed(ids))
	}
	r.page.text(0, 2, plain, text)
}

// settles says what would settle the verdict on the whole.
func (r *renderer) settles(m *evaluator.Missing) {
	t, v := &r.language.Explanation, &m.Verdict
	if len(v.Ways.Ways) == 0 && !v.More {
		return
	}
	r.title(t.Settles)
	if v.Reached != "" && v.Reached != m.Conformity {
		r.page.text(atSection, 2, plain, fill(t.SettlesTo, "to", r.Conformity[string(v.Reached)]))
	}
	if len(v.Failing) > 0 {
		r.page.text(atSection, 2, plain, t.SettlesNot.Count(len(v.Failing), "criteria", r.needed(v.Failing)))
	}
	r.alternatives(atCriterion, len(v.Ways.Ways), v.More, func(i, indent int) {
		way := &v.Ways.Ways[i]
		r.steps(indent, way.Steps, nil, append(r.effortRow(way.Effort), row{t.For, r.needed(v.Criteria)})...)
	})
}

// turns says what would turn the verdict on the whole.
func (r *renderer) turns(c *evaluator.Counterfactuals) {
	t := &r.language.Explanation
	if c.Conformity == evaluator.Conformant {
		return
	}
	r.title(t.Turns)
	if len(c.Turns) > 0 {
		r.page.text(atSection, 2, faint, t.Truthful)
	} else {
		r.page.text(atSection, 2, plain, t.TurnsNone)
	}
	for i := range c.Turns {
		turn := &c.Turns[i]
		r.page.text(atSection, 2, bold, fill(t.TurnsTo, "from", r.quoted(r.Conformity[string(c.Conformity)]), "to", r.quoted(r.Conformity[string(turn.Reached.Conformity)])))
		r.steps(atCriterion, turn.Steps, nil, append(r.afterwards(&turn.Counterfactual, ""), row{t.For, r.needed(turn.Criteria)})...)
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
