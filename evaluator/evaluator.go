package evaluator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// ErrMismatch is returned by [Compile] for a profile that was resolved against
// another catalogue.
var ErrMismatch = errors.New("the profile was resolved against another catalogue")

// ErrContradiction reports a bug in Trias: what is proven contradicts what is
// claimed. It stops the evaluation rather than give a verdict nobody can trust.
var ErrContradiction = errors.New("bug: the proven view contradicts the claimed view")

// Evaluator evaluates dossiers under one profile. It is immutable and safe for
// concurrent use.
type Evaluator struct {
	catalogue *criteria.Catalogue
	profile   *profiles.Profile
	env       *rules.Env
	criteria  []criterion
	slots     []int // all facts any rule reads
	machines  sync.Pool
}

type criterion struct {
	*criteria.Compiled
	applied    *profiles.Applied
	rule, when *rules.Rule
	params     *rules.Given
	ruleReads  []read
	whenReads  []read
}

// read is a fact a rule reads and what is demanded of its proofs.
type read struct {
	slot   int
	demand *rules.Demand
}

// Compile binds a profile to its catalogue.
func Compile(catalogue *criteria.Catalogue, profile *profiles.Profile) (*Evaluator, error) {
	if profile.Catalogue().Digest() != catalogue.Digest() {
		return nil, fmt.Errorf("%w: %s", ErrMismatch, profile.ID())
	}
	// The rules must be those of the environment the facts are shown in.
	catalogue = profile.Catalogue()
	e := &Evaluator{catalogue: catalogue, profile: profile, env: catalogue.Environment()}
	e.machines.New = func() any { return &run{evaluator: e, machine: e.env.NewMachine()} }
	for _, id := range profile.Criteria() {
		compiled, _ := catalogue.Compiled(id)
		applied, _ := profile.Applied(id)
		c := criterion{Compiled: compiled, applied: applied}
		c.rule, c.when = compiled.Rules()
		var err error
		if c.params, _, err = compiled.Bind(applied.Params); err != nil {
			return nil, err
		}
		reads := func(r *rules.Rule, when bool) (out []read) {
			if r == nil {
				return nil
			}
			for _, slot := range r.Reads {
				out = append(out, read{slot, applied.Demands().Of(e.env.Info(slot).Path, when)})
			}
			return out
		}
		c.ruleReads, c.whenReads = reads(c.rule, false), reads(c.when, true)
		for _, r := range slices.Concat(c.ruleReads, c.whenReads) {
			e.slots = append(e.slots, r.slot)
		}
		e.criteria = append(e.criteria, c)
	}
	slices.Sort(e.slots)
	e.slots = slices.Compact(e.slots)
	return e, nil
}

// Profile returns the profile.
func (e *Evaluator) Profile() *profiles.Profile { return e.profile }

// Catalogue returns the catalogue.
func (e *Evaluator) Catalogue() *criteria.Catalogue { return e.catalogue }

// Option changes one evaluation. The set of options is closed.
type Option interface{ apply(*options) }

type options struct {
	waivers []Waiver
	tender  bool
}

type optionFunc func(*options)

func (f optionFunc) apply(o *options) { f(o) }

// WithWaivers gives the waivers an assessor has decided on.
func WithWaivers(waivers ...Waiver) Option {
	return optionFunc(func(o *options) { o.waivers = append(o.waivers, waivers...) })
}

// InTender says that the evaluation is part of a tender, where waivers are
// refused with [ErrWaiverInTender].
func InTender() Option { return optionFunc(func(o *options) { o.tender = true }) }

// Decision is a verdict without its reasons.
type Decision struct {
	Conformity       Conformity
	ProvisionalUntil *evidence.Date
	// Outcomes are in the order of [profiles.Profile.Criteria].
	Outcomes []Outcome
}

// Evaluate gives the verdict on a dossier at an instant, with reasons. The
// instant's calendar day, in the profile's zone, is what dates are compared
// with.
//
// The error is never a verdict: it is a cancelled context, a fact of the
// catalogue's own that has the wrong type, [ErrWaiverInTender], or a bug.
func (e *Evaluator) Evaluate(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts ...Option) (Verdict, error) {
	r, err := e.begin(dossier, at, opts)
	if err != nil {
		return Verdict{}, err
	}
	defer r.end()
	return r.verdict(ctx)
}

// Decide is [Evaluator.Evaluate] without the reasons, several times as fast.
func (e *Evaluator) Decide(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts ...Option) (Decision, error) {
	r, err := e.begin(dossier, at, opts)
	if err != nil {
		return Decision{}, err
	}
	defer r.end()
	d := Decision{Outcomes: make([]Outcome, len(e.criteria))}
	for i := range e.criteria {
		if err := ctx.Err(); err != nil {
			return Decision{}, err
		}
		o, err := r.outcome(&e.criteria[i])
		if err != nil {
			return Decision{}, err
		}
		d.Outcomes[i] = o.outcome
	}
	c := r.conform(d.Outcomes)
	d.Conformity, d.ProvisionalUntil = c.conformity, c.until
	return d, nil
}

// run is one evaluation. Runs are pooled.
type run struct {
	evaluator *Evaluator
	machine   *rules.Machine
	dossier   *evidence.Dossier
	proofs    []evidence.SupportingProof
	subject   *rules.Given
	at        time.Time
	today     civil.Date
	options   options
	facts     []evidence.Fact // by index of evaluator.slots
	// pick is the alternative taken of each fact; only contradicted facts have
	// more than one.
	pick  []int
	saved []rules.Val
}

func (e *Evaluator) begin(d *evidence.Dossier, at time.Time, opts []Option) (*run, error) {
	var o options
	for _, opt := range opts {
		opt.apply(&o)
	}
	if o.tender && len(o.waivers) > 0 {
		return nil, ErrWaiverInTender
	}
	r := e.machines.Get().(*run)
	r.dossier, r.proofs, r.at, r.options = d, d.Proofs(), at, o
	r.today = civil.DateOf(at, e.profile.Zone())
	subject := d.Subject()
	r.subject = e.env.Subject(subject)
	r.facts = slices.Grow(r.facts[:0], len(e.slots))[:len(e.slots)]
	r.pick = slices.Grow(r.pick[:0], len(e.slots))[:len(e.slots)]
	for i, slot := range e.slots {
		r.facts[i] = e.env.Stated(d, slot)
		r.pick[i] = 0
		if err := r.claim(i); err != nil {
			r.end()
			return nil, err
		}
	}
	return r, nil
}

func (r *run) end() {
	for _, slot := range r.evaluator.slots {
		r.machine.Set(slot, rules.Val{})
	}
	r.dossier, r.proofs, r.subject, r.options = nil, nil, nil, options{}
	clear(r.facts)
	r.evaluator.machines.Put(r)
}

// claim shows the machine the picked alternative of a fact.
func (r *run) claim(i int) error {
	slot := r.evaluator.slots[i]
	if len(r.facts[i].Alternatives) == 0 {
		r.machine.Set(slot, rules.Val{})
		return nil
	}
	v, err := r.evaluator.env.Value(slot, r.facts[i].Alternatives[r.pick[i]].Value)
	if err != nil {
		return err
	}
	r.machine.Set(slot, v)
	return nil
}

func (r *run) index(slot int) int {
	i, _ := slices.BinarySearch(r.evaluator.slots, slot)
	return i
}

// alternative returns the picked alternative of a fact, nil if it is unknown.
func (r *run) alternative(slot int) *evidence.Alternative {
	i := r.index(slot)
	if len(r.facts[i].Alternatives) == 0 {
		return nil
	}
	return &r.facts[i].Alternatives[r.pick[i]]
}

// view is the truth of a rule over what is claimed and what is proven.
type view struct{ claimed, proven rules.Truth }

// look evaluates a rule over both views. The proven view shows of each fact
// only what its proofs support as demanded; where that is everything the views
// are one.
func (r *run) look(rule *rules.Rule, reads []read) (view, error) {
	var v view
	v.claimed, _ = rule.Eval(r.machine)
	restore, same, err := r.prove(reads)
	if err != nil {
		return v, err
	}
	if same {
		v.proven = v.claimed
		return v, nil
	}
	v.proven, _ = rule.Eval(r.machine)
	restore()
	if (v.proven == rules.True || v.proven == rules.False) && v.proven != v.claimed {
		return v, fmt.Errorf("%w: %s is %s by what is proven, %s by what is claimed", ErrContradiction, rule.Text, v.proven, v.claimed)
	}
	return v, nil
}

// prove reduces the machine to the proven view of the facts read. same reports
// that nothing had to be reduced.
func (r *run) prove(reads []read) (restore func(), same bool, err error) {
	same = true
	for k := range reads {
		alt := r.alternative(reads[k].slot)
		if alt == nil {
			continue
		}
		all := true
		for p := range alt.Parts {
			if !reads[k].demand.Satisfied(r.proofs, alt.Parts[p].Proofs, r.today) {
				all = false
				break
			}
		}
		if all {
			continue
		}
		if same {
			same = false
			r.saved = r.saved[:0]
			for j := range reads {
				r.saved = append(r.saved, r.machine.Fact(reads[j].slot))
			}
		}
		v, err := r.proven(reads[k], alt)
		if err != nil {
			return nil, false, err
		}
		r.machine.Set(reads[k].slot, v)
	}
	if same {
		return nil, true, nil
	}
	return func() {
		for j := range reads {
			r.machine.Set(reads[j].slot, r.saved[j])
		}
	}, false, nil
}

// proven joins what single sources both state and prove.
func (r *run) proven(read read, alt *evidence.Alternative) (rules.Val, error) {
	var joined evidence.Stated
	for _, p := range alt.Parts {
		if read.demand.Satisfied(r.proofs, p.Proofs, r.today) {
			joined, _ = joined.Join(p.Value)
		}
	}
	if joined.IsZero() {
		return rules.Val{}, nil
	}
	return r.evaluator.env.Value(read.slot, joined)
}

// judged is a criterion's outcome and the views it follows from.
type judged struct {
	outcome    Outcome
	rule, when view
	// contradicted are the slots of contradicted facts that left the outcome
	// open, or that were tried and made no difference.
	contradicted []int
	open         bool // they left it open
}

// maxAlternatives bounds how many combinations of contradicted values are tried.
const maxAlternatives = 64

// outcome judges one criterion. Contradicted facts are tried in every
// combination of stated values; what all combinations agree on holds.
func (r *run) outcome(c *criterion) (judged, error) {
	r.machine.Given(r.subject, c.params, r.today)
	contradicted, combinations := r.contradicted(c)
	if len(contradicted) == 0 {
		return r.judge(c)
	}
	open := judged{outcome: Unknown, rule: view{rules.Unknown, rules.Unknown}, contradicted: contradicted, open: true}
	if combinations > maxAlternatives {
		return open, nil
	}
	defer func() {
		for _, slot := range contradicted {
			i := r.index(slot)
			r.pick[i] = 0
			_ = r.claim(i) // it was shown before
		}
	}()
	var first judged
	for n := range combinations {
		rest := n
		for _, slot := range contradicted {
			i := r.index(slot)
			r.pick[i] = rest % len(r.facts[i].Alternatives)
			rest /= len(r.facts[i].Alternatives)
			if err := r.claim(i); err != nil {
				return judged{}, err
			}
		}
		j, err := r.judge(c)
		if err != nil {
			return judged{}, err
		}
		switch {
		case n == 0:
			first = j
		case j.outcome != first.outcome:
			return open, nil
		}
	}
	first.contradicted = contradicted
	return first, nil
}

// contradicted lists the contradicted facts a criterion reads and the number of
// combinations of their values, cut off above the bound.
func (r *run) contradicted(c *criterion) (slots []int, combinations int) {
	combinations = 1
	for _, reads := range [...][]read{c.whenReads, c.ruleReads} {
		for _, rd := range reads {
			n := len(r.facts[r.index(rd.slot)].Alternatives)
			if n < 2 || slices.Contains(slots, rd.slot) {
				continue
			}
			slots = append(slots, rd.slot)
			if combinations <= maxAlternatives {
				combinations *= n
			}
		}
	}
	return slots, combinations
}

// judge applies the rules of the package comment to one combination of values.
func (r *run) judge(c *criterion) (judged, error) {
	j := judged{when: view{rules.True, rules.True}}
	var err error
	if c.when != nil {
		if j.when, err = r.look(c.when, c.whenReads); err != nil {
			return j, fmt.Errorf("%s: %w", c.ID, err)
		}
	}
	if j.when.proven == rules.False {
		j.outcome = NotApplicable
		return j, nil
	}
	if j.rule, err = r.look(c.rule, c.ruleReads); err != nil {
		return j, fmt.Errorf("%s: %w", c.ID, err)
	}
	if j.rule.proven == rules.True {
		j.outcome = Pass
		return j, nil
	}
	switch j.when.claimed.Not().Or(j.rule.claimed) {
	case rules.False:
		j.outcome = Fail
	case rules.True:
		j.outcome = Unproven
	case rules.Unknown:
		j.outcome = Unknown
	default:
		j.outcome = Error
	}
	return j, nil
}
