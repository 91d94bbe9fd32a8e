package evaluator

import (
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/profiles"
)

// maxTried bounds how many ways to meet one criterion are tried beside what was
// taken for the others.
const maxTried = 8

// maxTurnSteps bounds the steps of a turn: an offer that states nothing takes about
// five hundred under the strictest embedded profile.
const maxTurnSteps = 4_000

// climber looks for what leads to better verdicts on the whole.
type climber struct {
	*trier
	today *run // the run over the dossier as it is
	taken draft
	// met are the criteria it was taken for, in the order in which they were met.
	met []int
}

// turns finds what leads to better verdicts on the whole, one after the other.
//
// It meets one criterion after the other that is in the way, each by the way (first
// of those after which it passes, see [CriterionCounterfactuals.Counterfactuals]) of
// least effort that leaves fewer in the way than before. That is no search for
// the least effort of all: where a criterion has several ways, others may fit
// together better, and [Turn.More] says so.
func (t *trier) turns(r *run) ([]Turn, []Stuck, error) {
	out := []Turn{}
	c := &climber{trier: t, today: r, taken: newDraft()}
	best := t.concluded.conformity
	for _, target := range []Conformity{Inconclusive, Provisional, ConformantWithDeviations, Conformant} {
		if target.Rank() <= best.Rank() {
			continue
		}
		stuck, err := c.climb(target)
		if err != nil || stuck != nil {
			return out, stuck, err
		}
		turn, err := c.turn(target)
		if err != nil {
			return nil, nil, err
		}
		if turn == nil { // no file could state all of it together
			return out, c.stuck(c.met, NoTurnNotFound), nil
		}
		out, best = append(out, *turn), turn.Reached.Conformity
	}
	return out, nil, nil
}

func (c *climber) stuck(criteria []int, why NoTurn) (out []Stuck) {
	for _, i := range slices.Sorted(slices.Values(criteria)) {
		out = append(out, Stuck{c.evaluator.criteria[i].ID, why})
	}
	return out
}

// turn is what was taken, without what is not needed; nil if it does not hold.
func (c *climber) turn(target Conformity) (*Turn, error) {
	steps, p, err := c.smallest(c.today, nil, c.taken, maxTurnSteps, func(o *tryOut) bool { return o.conformity.Rank() >= target.Rank() })
	if err != nil || steps == nil {
		return nil, err
	}
	needed := map[int]bool{}
	for i := range steps {
		for _, j := range c.needing(p, &steps[i], p.without[i]) {
			needed[j] = true
			steps[i].Criteria = append(steps[i].Criteria, c.evaluator.criteria[j].ID)
		}
	}
	x, err := c.counterfactual(c.today, steps, -1)
	if err != nil || x == nil || x.Reached.Conformity.Rank() < target.Rank() {
		return nil, err
	}
	turn := &Turn{Criteria: []string{}, Counterfactual: x.Counterfactual}
	for _, i := range slices.Sorted(maps.Keys(needed)) {
		turn.Criteria = append(turn.Criteria, c.evaluator.criteria[i].ID)
		turn.More = turn.More || c.open[i]
	}
	return turn, nil
}

// needing are the criteria that a must or should asks for and that come out worse
// without a step; of a step on which others rest those that read the fact.
func (c *climber) needing(p *prober, s *Step, without []Outcome) (out []int) {
	root, _, _ := strings.Cut(s.Path, "[")
	for i := range c.evaluator.criteria {
		k := &c.evaluator.criteria[i]
		if !k.counts(c.today.today) || k.applied.At(c.dossier.Subject().Layer) == profiles.May {
			continue
		}
		if without == nil && c.readsAny(i, []string{root}) || without != nil && without[i].Rank() < p.were[i].Rank() {
			out = append(out, i)
		}
	}
	return out
}

// state is an evaluation of what was taken so far.
type state struct {
	run *run
	tryOut
}

// state evaluates a draft; nil if there is none or it cannot be.
func (c *climber) state(d draft) (*state, error) {
	steps := c.steps(d)
	a, err := amendment(c.dossier, steps, c.suggest(c.today.today, steps))
	if err != nil {
		return nil, nil
	}
	if !c.spend(&a, len(steps)) {
		return nil, nil
	}
	r, some := c.begin(&a)
	if r == nil {
		return nil, c.ctx.Err()
	}
	outcomes, err := r.outcomes(c.ctx, some, c.outcomes)
	if err != nil {
		r.end()
		return nil, err
	}
	return &state{r, tryOut{outcomes, r.conform(outcomes)}}, nil
}

// inTheWay lists the criteria that keep a verdict from being that good.
func (s *state) inTheWay(target Conformity) (out []int) {
	layer := s.run.dossier.Subject().Layer
	for i, o := range s.outcomes {
		k := &s.run.evaluator.criteria[i]
		if o.Met() || !k.counts(s.run.today) {
			continue
		}
		obligation := k.applied.At(layer)
		binds := slices.Contains(s.unmet, i)
		var in bool
		switch target {
		case Inconclusive:
			in = binds && o == Fail && obligation == profiles.Must
		case Provisional:
			in = binds
		case ConformantWithDeviations:
			in = binds || obligation == profiles.Must && s.dueBy[i] != nil
		default:
			in = binds || s.waived[i] || obligation == profiles.Must || obligation == profiles.Should && s.dueBy[i] == nil
		}
		if in {
			out = append(out, i)
		}
	}
	return out
}

// climb takes what a verdict that good needs, and says where it cannot.
func (c *climber) climb(target Conformity) (stuck []Stuck, err error) {
	blocked := map[int]NoTurn{}
	visits := map[int]int{}
	for {
		before, err := c.state(c.taken)
		if err != nil || before == nil {
			return c.stuck(c.met, NoTurnNotFound), err
		}
		way := before.inTheWay(target)
		next := slices.IndexFunc(way, func(i int) bool { return blocked[i] == "" })
		if next < 0 {
			before.run.end()
			for _, i := range way {
				stuck = append(stuck, Stuck{c.evaluator.criteria[i].ID, blocked[i]})
			}
			return stuck, nil
		}
		i := way[next]
		if visits[i]++; visits[i] > maxVisits {
			before.run.end()
			blocked[i] = NoTurnConflict // what meets it and what meets others undo each other
			continue
		}
		drafts, complete, err := c.fitting(before, i)
		before.run.end()
		if err != nil {
			return nil, err
		}
		with, err := c.choose(drafts, i, target, before, way)
		switch {
		case err != nil:
			return nil, err
		case with != nil:
			c.taken = *with
			if !slices.Contains(c.met, i) {
				c.met = append(c.met, i)
			}
		case len(drafts) > 0:
			blocked[i] = NoTurnConflict
		case complete:
			blocked[i] = NoTurnImpossible
		default:
			blocked[i] = NoTurnNotFound
		}
	}
}

// maxVisits bounds how often ways to meet one criterion are looked for: what was
// taken for another one may have undone it.
const maxVisits = 3

// choose returns what is taken then, of the ways to meet a criterion the first of
// those that are best: that leave what was met for it as it is, then fewer
// criteria in the way, then nothing that was met at all unmet, and then after
// which the criterion passes rather than does not apply. It returns nil if there
// is none.
func (c *climber) choose(drafts []draft, i int, target Conformity, before *state, way []int) (*draft, error) {
	var best *draft
	least := 0
	for _, d := range drafts[:min(len(drafts), maxTried)] {
		with := c.taken.and(d)
		if target == Inconclusive {
			clear(with.proofs)
		}
		after, err := c.state(with)
		if err != nil {
			return nil, err
		}
		if after == nil {
			continue
		}
		left := after.inTheWay(target)
		after.run.end()
		if slices.Contains(left, i) {
			continue
		}
		flaws := 0
		if slices.ContainsFunc(left, func(j int) bool { return slices.Contains(c.met, j) && !slices.Contains(way, j) }) {
			flaws += 8
		}
		if len(left) >= len(way) {
			flaws += 4
		}
		for j, o := range before.outcomes {
			if o.Met() && !after.outcomes[j].Met() && c.evaluator.criteria[j].counts(c.today.today) {
				flaws += 2
				break
			}
		}
		if after.outcomes[i] == NotApplicable {
			flaws++
		}
		if best == nil || flaws < least {
			best, least = &with, flaws
		}
		if flaws == 0 {
			break
		}
	}
	return best, nil
}

// fitting returns ways to meet a criterion, given what was taken: those that were
// found for it alone if nothing that it reads was touched.
func (c *climber) fitting(s *state, i int) (drafts []draft, complete bool, err error) {
	k := &c.evaluator.criteria[i]
	touched := len(c.taken.subject) > 0
	for _, reads := range [...][]read{k.whenReads, k.ruleReads} {
		for _, rd := range reads {
			_, fact := c.taken.facts[rd.slot]
			touched = touched || fact
			for p := range c.taken.proofs {
				touched = touched || p.slot == rd.slot
			}
		}
	}
	if found := c.found[i]; !touched && len(found) > 0 {
		return found, true, nil
	}
	_, drafts, more, err := c.drafts(s.run, i)
	return drafts, !more, err
}
