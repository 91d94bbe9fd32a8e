package evaluator

import (
	"context"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// MissingFormat is the format marker of encoded missing evidence.
const MissingFormat = "missing/v1"

// MaxWays is how many ways [Evaluator.Missing] gives for one criterion, and
// MaxVerdictWays for the verdict on the whole: each of these has steps for all
// criteria that are open, and most of them in common.
const (
	MaxWays        = rules.MaxCourses
	MaxVerdictWays = 4
)

// maxMissingWork bounds one call, together with what each criterion may take
// ([rules.CourseWork]): a catalogue of rules written to take long takes about two
// seconds, one that people write a hundredth of that.
const maxMissingWork = 20 * rules.CourseWork

// Missing says what evidence is missing of a dossier: for each criterion that is
// unknown or unproven, and for the verdict on the whole, the smallest sets of
// facts to be stated, contradictions to be clarified and proofs to be brought
// that could settle it.
//
// They could: with the values that the steps give it is met, and with others it
// may not be. Without one of the steps there are no values with which it is.
// Nothing that is stated is asked to become something else; what it would take
// where a criterion fails [Evaluator.Counterfactuals] says.
type Missing struct {
	Trias string `json:"trias" required:"true" const:"missing/v1"`
	// Subject is what was assessed, and At the instant it was assessed for; Day is
	// the calendar day of that instant in the profile's time zone.
	Subject evidence.Subject `json:"subject" required:"true"`
	At      Instant          `json:"at" required:"true"`
	Day     evidence.Date    `json:"day" required:"true"`
	// Profile and Catalogue name what was applied, and in which version.
	Profile          string           `json:"profile" required:"true"`
	ProfileVersion   evidence.Version `json:"profileVersion" required:"true"`
	Catalogue        string           `json:"catalogue" required:"true"`
	CatalogueVersion evidence.Version `json:"catalogueVersion" required:"true"`
	// Digests identify the inputs, as those of a verdict do.
	Digests Digests `json:"digests" required:"true"`
	// Confidential says which facts are confidential, and whether their values are
	// masked; absent if none is.
	Confidential *Confidentiality `json:"confidential,omitzero"`
	// Conformity is the verdict on the whole as it is.
	Conformity Conformity `json:"conformity" required:"true"`
	// Verdict is what could settle the verdict on the whole.
	Verdict MissingVerdict `json:"verdict" required:"true"`
	// Criteria has an entry for each criterion that counts and is unknown or
	// unproven, may included, in the order of the catalogue.
	Criteria []MissingCriterion `json:"criteria" required:"true"`
}

// MissingCriterion is what is missing for one criterion.
type MissingCriterion struct {
	Criterion  string              `json:"criterion" required:"true"`
	Obligation profiles.Obligation `json:"obligation" required:"true"`
	Outcome    Outcome             `json:"outcome" required:"true"`
	// Waived reports that a waiver accepts the outcome, DueBy until when it may
	// stay as it is.
	Waived bool           `json:"waived,omitzero"`
	DueBy  *evidence.Date `json:"dueBy,omitzero"`
	// Ways are alternatives, at most [MaxWays]. There may be none: then nothing
	// that is missing makes the criterion be met, unless there may be more.
	Ways
}

// MissingVerdict is what is missing for the verdict on the whole: what settles
// all requirements that it rests on, as far as missing evidence can.
type MissingVerdict struct {
	// Criteria are the criteria that each of Ways settles, in the order of the
	// catalogue: those that bind on that day, are not waived and are unknown or
	// unproven; and where the profile wants a reason for what should be met and is
	// not, these too.
	Criteria []string `json:"criteria" required:"true"`
	// Failing are criteria that keep the verdict from being better and that nothing
	// missing can settle: they fail or break, or there is no way.
	Failing []string `json:"failing,omitzero"`
	// Reached is the conformity that comes of each of Ways; absent if there is none.
	Reached Conformity `json:"reached,omitzero"`
	// Ways are at most [MaxVerdictWays] alternatives. Each takes one way for each of
	// Criteria; what they share counts once, and has values that suit all. Each
	// step names the criteria that need it.
	Ways
}

// Criterion returns what is missing for a criterion.
func (m *Missing) Criterion(id string) (MissingCriterion, bool) {
	for _, c := range m.Criteria {
		if c.Criterion == id {
			return c, true
		}
	}
	return MissingCriterion{}, false
}

// EncodeJSON writes what is missing. Equal values give equal bytes.
func (m *Missing) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(m) }

// DecodeMissing reads what [Missing.EncodeJSON] wrote, as strictly as
// [DecodeVerdict] reads verdicts and within the same limits.
func DecodeMissing(name string, data []byte) (*Missing, error) {
	return decodeStored[Missing](name, data)
}

// Missing says what could settle the criteria that are unknown or unproven, and
// the verdict on the whole. Options and errors are those of
// [Evaluator.Evaluate].
//
// The effort of a way is one statement for each fact that is stated or clarified,
// and for each demand on proofs, once however many facts it is for, that of the
// proofs that satisfy it with least effort ([ProofEffort]): one document can
// prove all facts of which the same is demanded. Ways are given in the order of
// [Effort.Compare], then of fewer steps, then of paths.
func (e *Evaluator) Missing(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts ...Option) (Missing, error) {
	r, err := e.begin(dossier, at, opts)
	if err != nil {
		return Missing{}, err
	}
	defer r.end()
	outcomes := make([]Outcome, len(e.criteria))
	for i := range e.criteria {
		if err := ctx.Err(); err != nil {
			return Missing{}, err
		}
		j, err := r.settle(ctx, &e.criteria[i], nil)
		if err != nil {
			return Missing{}, err
		}
		outcomes[i] = j.outcome
	}
	concluded := r.conform(outcomes)
	m := Missing{Trias: MissingFormat, Subject: dossier.Subject(), At: Instant{at.UTC()}, Day: r.today,
		Profile: e.profile.ID(), ProfileVersion: e.profile.Version(), Catalogue: e.catalogue.ID(), CatalogueVersion: e.catalogue.Version(),
		Digests: r.digests(), Conformity: concluded.conformity, Criteria: []MissingCriterion{}}
	s := settler{run: r, work: rules.NewWork(maxMissingWork), outcomes: outcomes, found: map[int]courses{}}
	for i, o := range outcomes {
		if !e.criteria[i].counts(r.today) || o != Unknown && o != Unproven {
			continue
		}
		if err := ctx.Err(); err != nil {
			return Missing{}, err
		}
		c, err := s.criterion(i)
		if err != nil {
			return Missing{}, err
		}
		c.Waived, c.DueBy = concluded.waived[i], concluded.dueBy[i]
		m.Criteria = append(m.Criteria, c)
	}
	m.Verdict = s.verdict(concluded.unmet)
	m.Confidential = r.confidentiality()
	return r.masked(m.Confidential).missing(m), nil
}

// settler looks for what could settle criteria.
type settler struct {
	*run
	work     *rules.Work
	outcomes []Outcome
	found    map[int]courses // by criterion
}

// courses are the ways that were found for a criterion.
type courses struct {
	quest *rules.Quest
	list  []rules.Course
	more  bool
}

// criterion finds what could settle one.
func (s *settler) criterion(i int) (MissingCriterion, error) {
	c := &s.evaluator.criteria[i]
	out := MissingCriterion{Criterion: c.ID, Obligation: c.applied.At(s.dossier.Subject().Layer), Outcome: s.outcomes[i]}
	q, err := s.quest(c)
	if err != nil {
		return out, err
	}
	// What is accepted as equivalent makes more ways.
	if bear := s.bearing(c); len(bear) > 0 {
		s.accepting = s.acceptance(bear)
		accepted, err := s.quest(c)
		s.accepting = nil
		if err != nil {
			return out, err
		}
		q.Aims = append(q.Aims, accepted.Aims...)
	}
	left := s.work.Left()
	work := rules.NewWork(min(left, rules.CourseWork))
	f := courses{quest: q}
	f.list, f.more = s.evaluator.env.Courses(q, work)
	s.work = rules.NewWork(left - min(left, rules.CourseWork) + work.Left())
	s.found[i] = f
	out.Ways = Ways{Ways: make([]Way, 0, len(f.list)), More: f.more}
	for k := range f.list {
		out.Ways.Ways = append(out.Ways.Ways, s.way(f.list[k].Moves, f.list[k].Facts, nil, nil))
	}
	return out, nil
}

// verdict finds what could settle all criteria that keep the verdict from being
// better.
func (s *settler) verdict(unmet []int) MissingVerdict {
	out := MissingVerdict{Criteria: []string{}, Ways: Ways{Ways: []Way{}}}
	var open []int
	var quests []*rules.Quest
	var lists [][]rules.Course
	for _, i := range unmet {
		f, ok := s.found[i]
		if !ok || len(f.list) == 0 {
			out.Failing = append(out.Failing, s.evaluator.criteria[i].ID)
			out.More = out.More || f.more
			continue
		}
		out.More = out.More || f.more
		open, quests, lists = append(open, i), append(quests, f.quest), append(lists, f.list)
		out.Criteria = append(out.Criteria, s.evaluator.criteria[i].ID)
	}
	if len(open) == 0 {
		return out
	}
	joints, more := s.evaluator.env.Together(quests, lists, MaxVerdictWays, s.work)
	out.More = out.More || more
	for _, j := range joints {
		out.Ways.Ways = append(out.Ways.Ways, s.way(j.Moves, j.Facts, j.Needs, open))
	}
	if len(joints) > 0 {
		outcomes := slices.Clone(s.outcomes)
		for _, i := range open {
			outcomes[i] = Pass
		}
		out.Reached = s.conform(outcomes).conformity
	}
	return out
}

// way writes a set of moves as steps. Needs says for each of the moves which of
// the criteria need it.
func (s *settler) way(moves []rules.Move, facts []rules.Settled, needs [][]int, criteria []int) Way {
	var w Way
	env := s.evaluator.env
	named := func(of []int) (ids []string) {
		for _, i := range of {
			ids = append(ids, s.evaluator.criteria[criteria[i]].ID)
		}
		slices.Sort(ids)
		return slices.Compact(ids)
	}
	var demands []*rules.Demand
	for k, m := range moves {
		var step Step
		switch {
		case m.Kind == rules.Proving:
			// A proof that does for more is the same proof.
			if at := stronger(moves, k); at != k {
				continue
			}
			step = Step{Kind: StepProve, Path: m.Path, Needs: m.Demand.String()}
			if !slices.Contains(demands, m.Demand) && !slices.ContainsFunc(demands, func(d *rules.Demand) bool { return d.String() == m.Demand.String() }) {
				demands = append(demands, m.Demand)
			}
			if needs != nil {
				all := slices.Clone(needs[k])
				for o := range moves {
					if o != k && moves[o].Kind == rules.Proving && moves[o].Slot == m.Slot && stronger(moves, o) == k {
						all = append(all, needs[o]...)
					}
				}
				step.Criteria = named(all)
			}
		case m.Slot < 0:
			step = Step{Kind: StepState, Path: m.Path, To: m.To}
			if needs != nil {
				step.Criteria = named(needs[k])
			}
		default:
			continue
		}
		w.Steps = append(w.Steps, step)
	}
	schema := evidence.FactSchema()
	for _, f := range facts {
		path := env.Info(f.Slot).Path
		moved := slices.ContainsFunc(moves, func(m rules.Move) bool { return m.Slot == f.Slot && m.Kind != rules.Proving })
		if !moved {
			continue
		}
		for _, step := range stepsTo(path, schema.Field(path), s.prepared.stated[f.Slot], f.Value) {
			if needs != nil {
				var of []int
				for k, m := range moves {
					if m.Slot == f.Slot && m.Kind != rules.Proving && (m.Path == step.Path || m.Path == path && (step.Kind == StepAdd || step.Kind == StepClarify)) {
						of = append(of, needs[k]...)
					}
				}
				step.Criteria = named(of)
			}
			w.Steps = append(w.Steps, step)
		}
	}
	order(w.Steps)
	for i := range w.Steps {
		if w.Steps[i].Kind != StepProve {
			w.Effort.Statements++
		}
	}
	for _, d := range demands {
		w.Effort = w.Effort.Plus(demandEffort(d))
	}
	return w
}

// stronger returns the proof that does for a proof, by index: itself, unless one
// of the same fact has to satisfy more.
func stronger(moves []rules.Move, k int) int {
	for o := range moves {
		if o == k || moves[o].Kind != rules.Proving || moves[o].Slot != moves[k].Slot {
			continue
		}
		if moves[o].Demand.Entails(moves[k].Demand) && (o < k || !moves[k].Demand.Entails(moves[o].Demand)) {
			return stronger(moves, o)
		}
	}
	return k
}
