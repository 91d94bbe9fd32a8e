package evaluator

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// MaxCounterfactualTrials is how many amended dossiers are judged for one call of
// [Evaluator.Counterfactuals]; one with many steps on long lists counts once more
// for every 2000 entries times steps. A dossier of which nothing is right takes a few thousand; what
// a bound ends is said to be open, not to be impossible.
const MaxCounterfactualTrials = 20_000

// maxCounterfactualWork bounds the search for values in one call: a hundred rules
// that people write take a hundredth of it.
const maxCounterfactualWork = 20 * rules.CourseWork

// Counterfactuals says what smallest changes of the evidence would turn each
// unmet criterion, and the verdict on the whole, into a better one. Options and
// errors are those of [Evaluator.Evaluate].
//
// Of a criterion it gives alternatives after which it is met. Of the verdict it
// gives what leads to the next better conformity that can be reached, and on to
// the best one: from non-conformant first the values alone that keep the
// requirements from failing, then with the proofs what settles all that binds,
// then what later stages and what should be met ask for. A waiver stays where it
// is; only for a verdict without deviations what it accepts has to be met, too.
//
// The effort of a counterfactual is that of a way of [Evaluator.Missing]: one
// statement for each fact that is stated or settled on, and for each entry that an
// open list turns out to have; and for each demand on proofs, once however many
// facts it is for, that of the proofs that satisfy it with least effort
// ([ProofEffort]). Only for what is changed, added or left out there is more: the
// effort of the remedy of each unmet criterion that needs it, medium where the
// catalogue names none ([criteria.Remedy]). A remedy counts once however much
// changes by it: it is what the catalogue says has to be done about the criterion
// as a whole, and whether that takes longer for more entries it does not say. How
// much changes [Counterfactual.Changes] says.
//
// It takes the time of a hundred verdicts and more; a dossier and rules made to
// take long are bounded by [MaxCounterfactualTrials].
func (e *Evaluator) Counterfactuals(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts ...Option) (Counterfactuals, error) {
	r, err := e.begin(dossier, at, opts)
	if err != nil {
		return Counterfactuals{}, err
	}
	defer r.end()
	t, err := e.trier(ctx, r, MaxCounterfactualTrials)
	if err != nil {
		return Counterfactuals{}, err
	}
	c := Counterfactuals{Trias: CounterfactualsFormat, Subject: dossier.Subject(), At: Instant{at.UTC()}, Day: r.today,
		Profile: e.profile.ID(), ProfileVersion: e.profile.Version(), Catalogue: e.catalogue.ID(), CatalogueVersion: e.catalogue.Version(),
		Digests: r.digests(), Conformity: t.concluded.conformity, Turns: []Turn{}, Criteria: []CriterionCounterfactuals{}}
	for i, o := range t.outcomes {
		if o.Met() || !e.criteria[i].counts(r.today) {
			continue
		}
		of, err := t.criterion(r, i)
		if err != nil {
			return Counterfactuals{}, err
		}
		c.Criteria = append(c.Criteria, of)
	}
	if c.Turns, c.Stuck, err = t.turns(r); err != nil {
		return Counterfactuals{}, err
	}
	c.Confidential = r.confidentiality()
	return r.masked(c.Confidential).counterfactuals(c), nil
}

// criterion finds the counterfactuals of one criterion.
func (t *trier) criterion(r *run, i int) (CriterionCounterfactuals, error) {
	k := &t.evaluator.criteria[i]
	out := CriterionCounterfactuals{Criterion: k.ID, Obligation: k.applied.At(t.dossier.Subject().Layer), Outcome: t.outcomes[i], Counterfactuals: []Counterfactual{}}
	q, drafts, more, err := t.drafts(r, i)
	if err != nil {
		return out, err
	}
	out.More = more
	met := func(o *tryOut) bool { return o.outcomes[i].Met() }
	for _, d := range drafts {
		steps, _, err := t.smallest(r, q, d, MaxCounterfactualSteps, met)
		if err != nil {
			return out, err
		}
		if steps == nil {
			out.More = true // it could not be shown to hold
			continue
		}
		if d, err = t.drafted(steps); err != nil {
			return out, err
		}
		c, err := t.counterfactual(r, steps, i)
		if err != nil {
			return out, err
		}
		if c == nil || !c.after[i].Met() {
			out.More = true
			continue
		}
		if at := out.add(&c.Counterfactual); at >= 0 {
			t.found[i] = slices.Insert(t.found[i], at, d)
		}
	}
	t.open[i] = out.More || len(out.Counterfactuals) > 1
	if len(out.Counterfactuals) > MaxCounterfactuals {
		out.Counterfactuals, out.More = out.Counterfactuals[:MaxCounterfactuals], true
	}
	if len(out.Counterfactuals) == 0 {
		if out.None = NoTurnImpossible; out.More {
			out.None, out.More = NoTurnNotFound, false
		}
	}
	return out, nil
}

// add puts a counterfactual where it belongs, and returns the place; -1 if it is
// there.
func (k *CriterionCounterfactuals) add(c *Counterfactual) int {
	at, there := slices.BinarySearchFunc(k.Counterfactuals, c, func(a Counterfactual, b *Counterfactual) int { return a.compare(b) })
	if there {
		return -1
	}
	k.Counterfactuals = slices.Insert(k.Counterfactuals, at, *c)
	return at
}

// compare orders by whether the criterion passes, then by effort, by gain and by
// steps.
func (c *Counterfactual) compare(o *Counterfactual) int {
	beside := func(c *Counterfactual) int {
		if c.Reached.Outcome == NotApplicable {
			return 1
		}
		return 0
	}
	return cmp.Or(beside(c)-beside(o), c.Effort.Compare(o.Effort), cmp.Compare(thousandths(o.Gain), thousandths(c.Gain)), cmp.Compare(len(c.Steps), len(o.Steps)),
		slices.CompareFunc(c.Steps, o.Steps, compareSteps))
}

func compareSteps(a, b Step) int {
	return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Needs, b.Needs),
		strings.Compare(a.From.String(), b.From.String()), strings.Compare(a.To.String(), b.To.String()),
		strings.Compare(fmt.Sprint(a.Entries), fmt.Sprint(b.Entries)))
}

// draft is a change that may lead where it is to lead: what is stated of facts in
// the end, by slot, what the subject is, and what is to be proven.
type draft struct {
	facts   map[int]evidence.Stated
	subject map[string]evidence.Value
	proofs  map[proving]bool
	// rough are the facts whose values were not brought near to what is stated.
	rough map[int]bool
}

func newDraft() draft {
	return draft{map[int]evidence.Stated{}, map[string]evidence.Value{}, map[proving]bool{}, map[int]bool{}}
}

// and is one draft after another.
func (d draft) and(o draft) draft {
	out := draft{maps.Clone(d.facts), maps.Clone(d.subject), maps.Clone(d.proofs), maps.Clone(d.rough)}
	maps.Copy(out.facts, o.facts)
	maps.Copy(out.subject, o.subject)
	maps.Copy(out.proofs, o.proofs)
	maps.Copy(out.rough, o.rough)
	return out
}

// drafted is the draft that steps make.
func (t *trier) drafted(steps []Step) (draft, error) {
	d := newDraft()
	a, err := amendment(t.dossier, steps, nil)
	if err != nil {
		return d, err
	}
	for _, facts := range []map[string]evidence.Stated{a.Facts, a.Settles} {
		for path, v := range facts {
			slot, _ := lookup(t.slots, path)
			d.facts[slot] = v
		}
	}
	for i := range steps {
		switch s := &steps[i]; {
		case strings.HasPrefix(s.Path, "subject."):
			d.subject[s.Path] = s.To
		case s.Kind == StepProve:
			slot, _ := lookup(t.slots, s.Path)
			d.proofs[proving{slot, t.demand(s.Needs)}] = true
		}
	}
	return d, nil
}

// proving is the proof of a fact for a demand.
type proving struct {
	slot   int
	demand *rules.Demand
}

// drafts asks for the ways to meet a criterion.
func (t *trier) drafts(r *run, i int) (q *rules.Quest, out []draft, more bool, err error) {
	k := &t.evaluator.criteria[i]
	if q, err = r.quest(k); err != nil {
		return nil, nil, false, err
	}
	// What is accepted as equivalent makes more ways.
	if bear := r.bearing(k); len(bear) > 0 {
		r.accepting = r.acceptance(bear)
		accepted, err := r.quest(k)
		r.accepting = nil
		if err != nil {
			return nil, nil, false, err
		}
		q.Aims = append(q.Aims, accepted.Aims...)
	}
	q.Changes, q.Remedy = true, weight(remedy(k))
	work := rules.NewWork(min(t.work, rules.CourseWork))
	courses, more := t.evaluator.env.Courses(q, work)
	t.work -= min(t.work, rules.CourseWork) - work.Left()
	for _, c := range courses {
		d := newDraft()
		moved := map[int]bool{}
		for _, m := range c.Moves {
			switch {
			case m.Kind == rules.Proving:
				d.proofs[proving{m.Slot, m.Demand}] = true
			case m.Slot < 0:
				d.subject[m.Path] = m.To
			default:
				moved[m.Slot] = true
			}
		}
		for _, s := range c.Facts {
			if moved[s.Slot] {
				d.facts[s.Slot], d.rough[s.Slot] = s.Value, true
			}
		}
		out = append(out, d)
	}
	return q, out, more, nil
}

// quest asks for the ways to meet a criterion.
func (r *run) quest(c *criterion) (*rules.Quest, error) {
	q := &rules.Quest{Subject: r.prepared.subject, Params: c.params, At: r.today}
	aim := func(rule *rules.Rule, holds bool, reads []read) error {
		a := rules.Aim{Rule: rule, Holds: holds}
		for _, rd := range reads {
			known := rules.Known{Slot: rd.slot, Demand: rd.demand, Weight: weight(demandEffort(rd.demand))}
			for j := range r.prepared.stated[rd.slot].Alternatives {
				s, err := r.stand(rd, &r.prepared.stated[rd.slot].Alternatives[j])
				if err != nil {
					return fmt.Errorf("%s: %w", c.ID, err)
				}
				known.Alternatives = append(known.Alternatives, s)
			}
			a.Facts = append(a.Facts, known)
		}
		q.Aims = append(q.Aims, a)
		return nil
	}
	if err := aim(c.rule, true, c.ruleReads); err != nil {
		return nil, err
	}
	if c.when != nil {
		if err := aim(c.when, false, c.whenReads); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// stand is what an alternative of a fact claims, and what of it is proven.
func (r *run) stand(rd read, alt *evidence.Alternative) (rules.Stand, error) {
	var s rules.Stand
	var err error
	if r.accepting == nil && len(r.prepared.stated[rd.slot].Alternatives) == 1 {
		s.Claimed = r.prepared.facts.Fact(rd.slot)
	} else if s.Claimed, err = r.value(rd.slot, alt.Value); err != nil {
		return s, err
	}
	if s.Short = !r.supports(rd.demand, alt); !s.Short {
		s.Proven = s.Claimed
		return s, nil
	}
	var joined evidence.Stated
	for p := range alt.Parts {
		if r.weigh(rd.demand, alt.Parts[p].Proofs).satisfied {
			joined, _ = joined.Join(alt.Parts[p].Value)
		}
	}
	if !joined.IsZero() {
		s.Proven, err = r.value(rd.slot, joined)
	}
	return s, err
}

func weight(e Effort) rules.Weight { return rules.Weight{e.High, e.Medium, e.Low, e.Statements} }

// remedy is the effort of a criterion's remedy.
func remedy(c *criterion) Effort {
	if c.Remedy.Effort == "" {
		return Effort{}.Of(criteria.Medium)
	}
	return Effort{}.Of(c.Remedy.Effort)
}

// demandEffort is the effort of the proofs that satisfy a demand with least
// effort.
func demandEffort(d *rules.Demand) Effort {
	return rules.FoldDemand(d, func(kind evidence.ProofKind, _ evidence.Scheme) Effort { return Effort{}.Of(ProofEffort(kind)) },
		func(parts []Effort) (sum Effort) {
			for _, p := range parts {
				sum = sum.Plus(p)
			}
			return sum
		},
		func(parts []Effort) Effort {
			if len(parts) == 0 {
				return Effort{}
			}
			return slices.MinFunc(parts, Effort.Compare)
		})
}

// steps are the steps a draft takes from the dossier as it is.
func (t *trier) steps(d draft) []Step {
	var out []Step
	for path, v := range d.subject {
		out = append(out, Step{Kind: StepState, Path: path, To: v})
	}
	schema := evidence.FactSchema()
	for slot, v := range d.facts {
		path := t.evaluator.env.Info(slot).Path
		out = append(out, stepsTo(path, schema.Field(path), t.prepared.stated[slot], v)...)
	}
	for p := range d.proofs {
		out = append(out, Step{Kind: StepProve, Path: t.evaluator.env.Info(p.slot).Path, Needs: p.demand.String()})
	}
	order(out)
	return out
}

// turned is a counterfactual with what comes out of it.
type turned struct {
	Counterfactual
	after []Outcome
}

// counterfactual applies steps to the dossier, evaluates what comes out and says
// what that is; nil if no file could state it. Of is the criterion it is made for,
// -1 for those that the steps name.
func (t *trier) counterfactual(r *run, steps []Step, of int) (*turned, error) {
	c := Counterfactual{Steps: steps, Effort: t.effort(steps, of), Proofs: t.suggest(r.today, steps)}
	for i := range steps {
		if t.changes(steps, &steps[i]) {
			c.Changes++
		}
	}
	amended, err := c.Apply(t.dossier)
	if err != nil {
		return nil, nil
	}
	e := t.evaluator
	a, err := amendment(t.dossier, steps, nil)
	if err != nil {
		return nil, nil
	}
	after, err := t.evaluate(amended, &a)
	if after == nil {
		return nil, err
	}
	reached := func(outcomes []Outcome, conformity Conformity, until *evidence.Date) Reached {
		x := Reached{Conformity: conformity, ProvisionalUntil: until}
		if of >= 0 {
			x.Outcome = outcomes[of]
		}
		return x
	}
	c.Reached = reached(after.outcomes, after.conformity, after.until)
	c.Claimed = c.Reached
	if values := slices.DeleteFunc(slices.Clone(steps), func(s Step) bool { return s.Kind == StepProve }); len(values) < len(steps) {
		a, err := amendment(t.dossier, values, nil)
		if err != nil {
			return nil, nil
		}
		out, err := t.try(&a)
		if out == nil {
			return nil, err
		}
		c.Claimed = reached(out.outcomes, out.conformity, out.until)
	}
	var gain int64
	for i := range e.criteria {
		k := &e.criteria[i]
		from, to := t.outcomes[i], after.outcomes[i]
		switch change := (OutcomeChange{k.ID, from, to}); {
		case to.Rank() > from.Rank():
			c.Improves = append(c.Improves, change)
		case to.Rank() < from.Rank():
			c.Worsens = append(c.Worsens, change)
		}
		if !k.counts(r.today) {
			continue
		}
		switch w := k.applied.Weight.Thousandths(); {
		case to.Met() && !from.Met():
			gain += w
		case from.Met() && !to.Met():
			gain -= w
		}
	}
	c.Gain = decimal(gain)
	return &turned{c, after.outcomes}, nil
}

// evaluate evaluates an amended dossier; nil if its facts are such as cannot be.
// What reads nothing of what was amended is as it was.
func (t *trier) evaluate(amended *evidence.Dossier, a *evidence.Amendment) (*tryOut, error) {
	p, err := t.evaluator.prepare(amended)
	if err != nil {
		return nil, nil
	}
	r, err := t.evaluator.start(amended, p, amended.Proofs(), t.at, t.options)
	if err != nil {
		return nil, err
	}
	defer r.end()
	some := []int{}
	for _, path := range touched(a) {
		some = append(some, t.readers[t.slots[path]]...)
	}
	slices.Sort(some)
	if some = slices.Compact(some); a.Subject.Version != "" || a.Subject.Layer != "" || a.Subject.Regions != nil || a.Subject.Services != nil {
		some = nil
	}
	outcomes, err := r.outcomes(t.ctx, some, t.outcomes)
	if err != nil {
		return nil, err
	}
	return &tryOut{outcomes, r.conform(outcomes)}, nil
}

// decimal writes thousandths as a number.
func decimal(thousandths int64) string {
	sign := ""
	if thousandths < 0 {
		sign, thousandths = "-", -thousandths
	}
	s := fmt.Sprintf("%s%d", sign, thousandths/1000)
	if f := thousandths % 1000; f != 0 {
		s += "." + strings.TrimRight(fmt.Sprintf("%03d", f), "0")
	}
	return s
}

func thousandths(decimal string) int64 {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(decimal, "-"), ".")
	var n int64
	for _, d := range whole + (fraction + "000")[:3] {
		n = n*10 + int64(d-'0')
	}
	if strings.HasPrefix(decimal, "-") {
		return -n
	}
	return n
}

// effort adds up what steps take that are made for a criterion, or for those that
// they name: only what is not met has a remedy.
func (t *trier) effort(steps []Step, of int) Effort {
	var sum Effort
	demands := map[string]bool{}
	remedied := map[int]bool{}
	for i := range steps {
		switch s := &steps[i]; {
		case s.Kind == StepProve:
			if !demands[s.Needs] {
				demands[s.Needs] = true
				sum = sum.Plus(demandEffort(t.demand(s.Needs)))
			}
		case !t.changes(steps, s):
			sum.Statements++
		default:
			if of >= 0 {
				remedied[of] = true
			}
			for _, id := range s.Criteria {
				j := slices.IndexFunc(t.evaluator.criteria, func(c criterion) bool { return c.ID == id })
				remedied[j] = !t.outcomes[j].Met()
			}
		}
	}
	for i, yes := range remedied {
		if yes {
			sum = sum.Plus(remedy(&t.evaluator.criteria[i]))
		}
	}
	return sum
}

// changes reports whether a step makes something other than it is stated: that
// an open list has another entry is stated, not changed.
func (t *trier) changes(steps []Step, s *Step) bool {
	root, _, rest, err := splitPath(s.Path)
	switch {
	case s.Kind == StepChange || s.Kind == StepRemove || err != nil:
		return s.Kind != StepProve
	case s.Kind != StepAdd:
		return false
	case rest != "":
		return true // the lists of entries are closed
	}
	fact := statedOf(t.dossier, root)
	if len(fact.Alternatives) == 1 {
		return !isOpen(fact.Alternatives[0].Value)
	}
	for i := range steps {
		if o := &steps[i]; o.Kind == StepClarify && o.Path == root {
			v, _ := clarified(evidence.FactSchema().Field(root), fact, o)
			return !isOpen(v)
		}
	}
	return true
}

func (t *trier) readsAny(i int, paths []string) bool {
	for _, path := range paths {
		if slot, ok := lookup(t.slots, path); ok && slices.Contains(t.readers[slot], i) {
			return true
		}
	}
	return false
}

// demand returns a demand of the profile by its text.
func (t *trier) demand(text string) *rules.Demand {
	if t.demands == nil {
		t.demands = map[string]*rules.Demand{}
		for i := range t.evaluator.criteria {
			c := &t.evaluator.criteria[i]
			for _, rd := range slices.Concat(c.whenReads, c.ruleReads) {
				t.demands[rd.demand.String()] = rd.demand
			}
		}
	}
	return t.demands[text]
}

// suggest makes up the proofs that steps ask for: of each demand those that
// satisfy it with least effort.
func (t *trier) suggest(today evidence.Date, steps []Step) []SuggestedProof {
	covers := map[string][]string{}
	var needs []string
	for i := range steps {
		if s := &steps[i]; s.Kind == StepProve {
			if covers[s.Needs] == nil {
				needs = append(needs, s.Needs)
			}
			covers[s.Needs] = append(covers[s.Needs], s.Path)
		}
	}
	slices.Sort(needs)
	var out []SuggestedProof
	for _, n := range needs {
		slices.Sort(covers[n])
		sets := t.demand(n).Weakest(today, today)
		if len(sets) == 0 {
			continue
		}
		least := slices.MinFunc(sets, func(a, b []evidence.Proof) int { return effortOf(a).Compare(effortOf(b)) })
		for _, p := range least {
			p.ID = fmt.Sprintf("%s-%d", counterfactual, len(out)+1)
			p.Issuer, p.Note, p.Covers = counterfactual, madeUpProof, slices.Compact(covers[n])
			if p.Inspected != nil {
				p.Inspected = &evidence.Inspection{By: counterfactual, On: p.Inspected.On}
			}
			out = append(out, SuggestedProof{n, p})
		}
	}
	return out
}

// madeUpProof marks a proof that there is not.
const madeUpProof = "Made up to try what such a proof would change; there is no such proof. / Erfunden, um zu zeigen, was ein solcher Nachweis ändern würde; es gibt ihn nicht."

func effortOf(proofs []evidence.Proof) (sum Effort) {
	for i := range proofs {
		sum = sum.Plus(Effort{}.Of(ProofEffort(proofs[i].Kind)))
	}
	return sum
}
