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
	"github.com/trias-sovereignty/trias/internal/memo"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// ErrMismatch is returned by [Compile] for a profile that was resolved against
// another catalogue; see [profiles.Profile.Under] for one that this extends.
var ErrMismatch = errors.New("the profile was resolved against another catalogue")

// ErrNoInput is wrapped by the error for an input that is nil or was not made by
// its package, such as the zero [evidence.Dossier]: mostly the error that came
// with it was not looked at.
var ErrNoInput = errors.New("an input is lacking")

// ErrInstant is returned for an instant outside the years 1900 to 2198, whose
// days the calendar of dates does not have.
var ErrInstant = errors.New("no verdict can be given for that instant")

// ErrContradiction reports a bug in Trias: what is proven contradicts what is
// claimed. It stops the evaluation rather than give a verdict nobody can trust.
var ErrContradiction = errors.New("bug: the proven view contradicts the claimed view")

// Evaluator evaluates dossiers under one profile. It is immutable and safe for
// concurrent use.
type Evaluator struct {
	catalogue    *criteria.Catalogue
	profile      *profiles.Profile
	env          *rules.Env
	criteria     []criterion
	slots        []int // all facts any rule reads
	nothing      *rules.Facts
	localisation *profiles.Localisation
	runs         sync.Pool
	varied       bool // see Vary

	askOnce sync.Once
	asked   map[string]string // by criterion, see askedOf
	askErr  error
}

type criterion struct {
	*criteria.Compiled
	applied    *profiles.Applied
	rule, when *rules.Rule
	params     *rules.Given
	ruleReads  []read
	whenReads  []read
	dropped    bool // it does not count, see Variation
}

// read is a fact a rule reads and what is demanded of its proofs.
type read struct {
	slot   int
	demand *rules.Demand
}

// Compile binds a profile to its catalogue. The error wraps [ErrMismatch] or
// [ErrNoInput].
func Compile(catalogue *criteria.Catalogue, profile *profiles.Profile) (*Evaluator, error) {
	if catalogue == nil {
		return nil, fmt.Errorf("%w: there is no catalogue", ErrNoInput)
	}
	if err := checkProfile(profile); err != nil {
		return nil, err
	}
	if profile.Catalogue().Digest() != catalogue.Digest() {
		if catalogue.Contains(profile.Catalogue()) {
			return nil, fmt.Errorf("%w: %s is made for %s, which %s extends (use it under that: Profile.Under)", ErrMismatch, profile.ID(), profile.Catalogue().ID(), catalogue.ID())
		}
		return nil, fmt.Errorf("%w: %s", ErrMismatch, profile.ID())
	}
	// The rules must be those of the environment the facts are shown in.
	catalogue = profile.Catalogue()
	e := newEvaluator(catalogue, profile)
	for _, id := range profile.Criteria() {
		compiled, _ := catalogue.Compiled(id)
		applied, _ := profile.Applied(id)
		rule, when := compiled.Rules()
		if err := e.apply(compiled, applied, rule, when, applied.Params); err != nil {
			return nil, err
		}
	}
	e.seal()
	return e, nil
}

// Only returns an evaluator of one criterion of the profile, with other rules
// and parameter values than it has. It is for the author's test bench; the
// rules' type is internal. The rules must be compiled in the criterion's scope.
func (e *Evaluator) Only(criterion string, rule, when *rules.Rule, params map[string]evidence.Value) (*Evaluator, error) {
	if e.varied {
		return nil, ErrVaried
	}
	applied, ok := e.profile.Applied(criterion)
	if !ok {
		return nil, fmt.Errorf("profile %s does not apply %s", e.profile.ID(), criterion)
	}
	compiled, _ := e.catalogue.Compiled(criterion)
	one := newEvaluator(e.catalogue, e.profile)
	if err := one.apply(compiled, applied, rule, when, params); err != nil {
		return nil, err
	}
	one.seal()
	return one, nil
}

func newEvaluator(catalogue *criteria.Catalogue, profile *profiles.Profile) *Evaluator {
	e := &Evaluator{catalogue: catalogue, profile: profile, env: catalogue.Environment()}
	e.nothing = e.env.NoFacts()
	e.localisation = profile.Localisation()
	e.runs.New = func() any {
		return &run{evaluator: e, shown: e.env.NewMachine(), trial: e.env.NewMachine(), scratch: e.env.NewMachine(), pick: make([]int, len(e.slots))}
	}
	return e
}

// apply adds a criterion.
func (e *Evaluator) apply(compiled *criteria.Compiled, applied *profiles.Applied, rule, when *rules.Rule, params map[string]evidence.Value) error {
	c := criterion{Compiled: compiled, applied: applied, rule: rule, when: when}
	var err error
	if c.params, _, err = compiled.Bind(params); err != nil {
		return err
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
	return nil
}

// seal orders the facts that are read, once all criteria are there.
func (e *Evaluator) seal() {
	slices.Sort(e.slots)
	e.slots = slices.Compact(e.slots)
}

// Profile returns the profile.
func (e *Evaluator) Profile() *profiles.Profile { return e.profile }

// Catalogue returns the catalogue.
func (e *Evaluator) Catalogue() *criteria.Catalogue { return e.catalogue }

// Option changes one evaluation; nil changes nothing. The set of options is
// closed.
type Option interface{ apply(*options) }

type options struct {
	waivers []Waiver
	digest  string // of the waivers
	tender  bool
	// authority shows confidential facts, see [ForAuthority].
	authority bool
	// allEntries is for traces, traces are those of an explanation.
	allEntries bool
	traces     []string

	equivalences       []Equivalence
	equivalencesDigest string
	decisions          []profiles.DecisionRecord
	decisionsDigest    string
	onboarding         []Onboarding
	onboardingDigest   string

	until *time.Time // see [WithHorizon]

	truths *rules.Truths // see [WithTruths]
}

type optionFunc func(*options)

func (f optionFunc) apply(o *options) { f(o) }

// WithWaivers gives the waivers an assessor has decided on.
func WithWaivers(waivers ...Waiver) Option {
	return optionFunc(func(o *options) { o.waivers = append(o.waivers, waivers...) })
}

// InTender says that the evaluation is part of a tender, where waivers are
// refused with [ErrWaiverInTender], onboarding records with
// [ErrOnboardingInTender], and equivalences for one subject with
// [ErrEquivalenceInTender].
func InTender() Option { return optionFunc(func(o *options) { o.tender = true }) }

// WithTruths makes decisions on one dossier share what its rules come out as, under
// many profiles and on many days: to run the rules takes most of the time. It is
// for executors of compiled profiles and changes no decision; the truths' type is
// internal.
func WithTruths(t *rules.Truths) Option { return optionFunc(func(o *options) { o.truths = t }) }

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
// catalogue's own that has the wrong type, [ErrNoInput], [ErrInstant],
// [ErrWaiverInTender], [ErrOnboardingInTender], [ErrEquivalenceInTender],
// [ErrTwoOnboardings], what a file could not state, or a bug; with [WithHorizon]
// also [ErrUntil].
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
	r, err := e.beginAny(dossier, at, opts)
	if err != nil {
		return Decision{}, err
	}
	defer r.end()
	d := Decision{Outcomes: make([]Outcome, len(e.criteria))}
	for i := range e.criteria {
		if err := ctx.Err(); err != nil {
			return Decision{}, err
		}
		o, err := r.settle(ctx, &e.criteria[i], nil)
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
	// shown sees what the dossier claims, trial one choice among contradicted
	// values; claimed is the one of the two that counts at the moment. scratch
	// sees what is proven.
	shown, trial, scratch *rules.Machine
	claimed               *rules.Machine

	dossier  *evidence.Dossier
	prepared *prepared
	proofs   []evidence.SupportingProof
	at       time.Time
	today    civil.Date
	options  options
	// pick is the alternative taken of each fact, by index of evaluator.slots, -1
	// for none; only contradicted facts have more than one.
	pick    []int
	weighed []weighed
	// offered are the equivalences that may be used, accepting those of them that
	// hold at the moment; acceptances are the sets that were tried.
	offered     []offered
	accepting   *acceptance
	acceptances []*acceptance
	// record is the onboarding record that counts, listed the day terms run
	// from; both are nil for none. all are the indices of all proofs.
	record *Onboarding
	listed *civil.Date
	all    []int
	// ahead is there while the run looks ahead.
	ahead *ahead
	// reasonRoom is what is left for reasons; see room.
	reasonRoom []Reason
}

// prepared is what is derived once from a dossier and kept with it.
type prepared struct {
	facts   *rules.Facts
	subject *rules.Given
	stated  []evidence.Fact // by slot
}

func (e *Evaluator) prepare(d *evidence.Dossier) (*prepared, error) {
	return memo.Get(d.Memo(), e.env, func() (*prepared, error) {
		facts, err := e.env.Facts(d)
		if err != nil {
			return nil, err
		}
		p := &prepared{facts: facts, subject: e.env.Subject(d.Subject()), stated: make([]evidence.Fact, e.env.Slots())}
		for slot := range p.stated {
			p.stated[slot] = e.env.Stated(d, slot)
		}
		return p, nil
	})
}

// checkInstant refuses what the calendar of dates does not have.
func checkInstant(at time.Time) error {
	if year := at.UTC().Year(); year < 1900 || year >= 2199 {
		return fmt.Errorf("%w: %s", ErrInstant, at)
	}
	return nil
}

// checkProfile refuses a profile that profiles did not make.
func checkProfile(p *profiles.Profile) error {
	if p == nil || p.Catalogue() == nil {
		return fmt.Errorf("%w: there is no profile", ErrNoInput)
	}
	return nil
}

// checkDossier refuses a dossier that evidence did not make: each that it makes
// has a subject.
func checkDossier(d *evidence.Dossier) error {
	if d == nil || d.Subject().ID == "" {
		return fmt.Errorf("%w: there is no dossier", ErrNoInput)
	}
	return nil
}

// optionsOf gathers options.
func optionsOf(opts []Option) (o options) {
	for _, opt := range opts {
		if opt != nil {
			opt.apply(&o)
		}
	}
	return o
}

// begin begins an evaluation that ends in more than a decision.
func (e *Evaluator) begin(d *evidence.Dossier, at time.Time, opts []Option) (*run, error) {
	if e.varied {
		return nil, ErrVaried
	}
	return e.beginAny(d, at, opts)
}

// beginAny begins an evaluation of whatever kind.
func (e *Evaluator) beginAny(d *evidence.Dossier, at time.Time, opts []Option) (*run, error) {
	if err := checkDossier(d); err != nil {
		return nil, err
	}
	o := optionsOf(opts)
	if o.tender && len(o.waivers) > 0 {
		return nil, ErrWaiverInTender
	}
	if o.tender && len(o.onboarding) > 0 {
		return nil, ErrOnboardingInTender
	}
	if err := checkInstant(at); err != nil {
		return nil, err
	}
	if o.until != nil {
		if err := checkUntil(at, *o.until); err != nil {
			return nil, err
		}
	}
	if len(o.waivers) > 0 {
		var err error
		if o.digest, err = checkWaivers(o.waivers); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(o.checkEquivalences(), o.checkDecisions()); err != nil {
		return nil, err
	}
	if len(o.onboarding) > 0 {
		var err error
		if o.onboardingDigest, err = checkOnboardings(o.onboarding); err != nil {
			return nil, err
		}
	}
	p, err := e.prepare(d)
	if err != nil {
		return nil, err
	}
	return e.start(d, p, d.Proofs(), at, o)
}

// start begins an evaluation of what was prepared, with options that were
// checked.
func (e *Evaluator) start(d *evidence.Dossier, p *prepared, proofs []evidence.SupportingProof, at time.Time, o options) (*run, error) {
	r := e.runs.Get().(*run)
	r.dossier, r.prepared, r.proofs, r.at, r.options = d, p, proofs, at, o
	r.today = civil.DateOf(at, e.profile.Zone())
	r.shown.Show(p.facts)
	r.claimed = r.shown
	r.offer()
	if err := r.onboard(); err != nil {
		r.end()
		return nil, err
	}
	return r, nil
}

func (r *run) end() {
	r.shown.Show(r.evaluator.nothing)
	clear(r.weighed)
	r.weighed = r.weighed[:0]
	r.offered, r.accepting, r.acceptances = nil, nil, nil
	r.dossier, r.prepared, r.proofs, r.options = nil, nil, nil, options{}
	r.record, r.listed, r.reasonRoom = nil, nil, nil
	r.watch(nil)
	r.evaluator.runs.Put(r)
}

func (r *run) index(slot int) int {
	i, _ := slices.BinarySearch(r.evaluator.slots, slot)
	return i
}

// alternative returns the picked alternative of a fact, nil if it is unknown.
func (r *run) alternative(slot int) *evidence.Alternative {
	alternatives := r.prepared.stated[slot].Alternatives
	switch len(alternatives) {
	case 0:
		return nil
	case 1:
		return &alternatives[0]
	}
	if pick := r.pick[r.index(slot)]; pick >= 0 {
		return &alternatives[pick]
	}
	return nil
}

// view is the truth of a rule over what is claimed and what is proven.
type view struct{ claimed, proven rules.Truth }

// look evaluates a rule over both views. The proven view shows of each fact
// only what its proofs support as demanded; where that is everything the views
// are one.
func (r *run) look(rule *rules.Rule, reads []read, params *rules.Given) (view, error) {
	var v view
	truths := r.options.truths
	if r.claimed != r.shown || r.ahead != nil {
		truths = nil // they are of what the dossier claims, and nobody watches
	}
	hidden, whole := uint64(0), false
	if truths != nil {
		truths.Of(r.prepared.facts)
		v.claimed, _ = truths.Truth(rule, params, r.ruleDay(), 0, func() (rules.Truth, error) { return truthOf(rule, r.claimed), nil })
		hidden, whole = r.hidden(reads)
	} else {
		v.claimed = truthOf(rule, r.claimed)
	}
	prove := func() (rules.Truth, error) {
		m, err := r.proven(reads)
		if err != nil || m == r.claimed {
			return v.claimed, err
		}
		defer r.forget(reads)
		return truthOf(rule, m), nil
	}
	var err error
	switch {
	case whole && hidden == 0:
		v.proven = v.claimed
		return v, nil
	case whole:
		v.proven, err = truths.Truth(rule, params, r.ruleDay(), hidden, prove)
	default:
		v.proven, err = prove()
	}
	if err != nil {
		return v, err
	}
	if (v.proven == rules.True || v.proven == rules.False) && v.proven != v.claimed {
		return v, fmt.Errorf("%w: %s is %s by what is proven, %s by what is claimed", ErrContradiction, rule.Text, v.proven, v.claimed)
	}
	return v, nil
}

func truthOf(rule *rules.Rule, m *rules.Machine) rules.Truth {
	truth, _ := rule.Eval(m)
	return truth
}

// hidden are the facts read that the proven view does not show, by their index;
// whole is false if it shows a part of one, or the index is beyond what can be told.
func (r *run) hidden(reads []read) (hidden uint64, whole bool) {
	if len(reads) > rules.MaxHidden {
		return 0, false
	}
	for k := range reads {
		alt := r.alternative(reads[k].slot)
		if alt == nil {
			continue
		}
		proven := 0
		for p := range alt.Parts {
			if r.weigh(reads[k].demand, alt.Parts[p].Proofs).satisfied {
				proven++
			}
		}
		switch proven {
		case len(alt.Parts):
		case 0:
			hidden |= 1 << k
		default:
			return 0, false
		}
	}
	return hidden, true
}

// proven returns a machine that sees of the facts read what is proven: the
// claimed one if that is everything, else scratch, to be cleared by forget.
func (r *run) proven(reads []read) (*rules.Machine, error) {
	short := -1
	for k := range reads {
		if alt := r.alternative(reads[k].slot); alt != nil && !r.supports(reads[k].demand, alt) {
			short = k
			break
		}
	}
	if short < 0 {
		return r.claimed, nil
	}
	for k := range reads {
		slot := reads[k].slot
		alt := r.alternative(slot)
		if alt == nil || k < short || k > short && r.supports(reads[k].demand, alt) {
			r.scratch.Set(slot, r.claimed.Fact(slot))
			continue
		}
		var joined evidence.Stated
		for p := range alt.Parts {
			if r.weigh(reads[k].demand, alt.Parts[p].Proofs).satisfied {
				joined, _ = joined.Join(alt.Parts[p].Value)
			}
		}
		if joined.IsZero() {
			continue
		}
		v, err := r.value(slot, joined)
		if err != nil {
			r.forget(reads) // runs are used again
			return nil, err
		}
		r.scratch.Set(slot, v)
	}
	return r.scratch, nil
}

// supports reports whether every part of the alternative is proven.
func (r *run) supports(demand *rules.Demand, alt *evidence.Alternative) bool {
	for p := range alt.Parts {
		if !r.weigh(demand, alt.Parts[p].Proofs).satisfied {
			return false
		}
	}
	return true
}

// weighed is what a demand makes of a set of proofs. Within one evaluation it
// is the same for every fact with that demand and those proofs.
type weighed struct {
	demand    *rules.Demand
	proofs    []int
	satisfied bool
	named     bool
	refs      []string
	turns     *turns // while the run looks ahead
}

func (r *run) weigh(demand *rules.Demand, proofs []int) *weighed {
	proofs = r.covering(proofs)
	for i := range r.weighed {
		w := &r.weighed[i]
		if w.demand == demand && len(w.proofs) == len(proofs) && (len(proofs) == 0 || &w.proofs[0] == &proofs[0]) {
			return r.ahead.look(w)
		}
	}
	r.weighed = append(r.weighed, weighed{demand: demand, proofs: proofs})
	w := &r.weighed[len(r.weighed)-1]
	if r.ahead != nil {
		return r.ahead.look(r.ahead.weigh(r, w))
	}
	w.satisfied = demand.Satisfied(r.visible(), proofs, r.today)
	return w
}

// names lists the proofs that meet a part of the demand, sorted.
func (w *weighed) names(r *run) []string {
	if w.named {
		return w.refs
	}
	all := r.visible()
	for _, p := range w.proofs {
		if w.demand.Supports(&all[p], r.today) {
			if w.refs == nil {
				w.refs = make([]string, 0, len(w.proofs))
			}
			w.refs = append(w.refs, all[p].Ref)
		}
	}
	slices.Sort(w.refs)
	w.refs, w.named = slices.Compact(w.refs), true
	return w.refs
}

// forget clears scratch.
func (r *run) forget(reads []read) {
	for k := range reads {
		r.scratch.Set(reads[k].slot, rules.Val{})
	}
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

// outcome judges one criterion and hands the judgement to explain, if given,
// while the machines still see what it rests on. Contradicted facts are tried
// in every combination of stated values; what all combinations agree on holds.
// Where all of them claim that the criterion holds and they differ in what is
// proven alone, the least of them holds (and pass before notApplicable):
// otherwise one proof more could turn unproven into unknown. Where some of them
// fail and the others break, it is an error: as unknown a rule that is tighter,
// and fails where another breaks, would come out better.
func (r *run) outcome(c *criterion, explain func(judged) error) (judged, error) {
	day := r.ruleDay()
	r.shown.Given(r.prepared.subject, c.params, day)
	r.scratch.Given(r.prepared.subject, c.params, day)
	contradicted, combinations := r.contradicted(c)
	finish := func(j judged, err error) (judged, error) {
		if err == nil && explain != nil {
			err = explain(j)
		}
		return j, err
	}
	if len(contradicted) == 0 && r.accepting == nil {
		return finish(r.judge(c))
	}
	open := judged{outcome: Unknown, rule: view{rules.Unknown, rules.Unknown}, contradicted: contradicted, open: true}
	r.trial.Given(r.prepared.subject, c.params, day)
	for _, reads := range [...][]read{c.whenReads, c.ruleReads} {
		for _, rd := range reads {
			r.trial.Set(rd.slot, r.shown.Fact(rd.slot))
		}
	}
	r.claimed = r.trial
	defer func() {
		for _, slot := range contradicted {
			r.pick[r.index(slot)] = 0
		}
		for _, reads := range [...][]read{c.whenReads, c.ruleReads} {
			for _, rd := range reads {
				r.trial.Set(rd.slot, rules.Val{})
			}
		}
		r.claimed = r.shown
	}()
	if err := r.counterparts(c); err != nil {
		return judged{}, err
	}
	if combinations > maxAlternatives {
		// What holds without the contradicted facts holds whichever value is
		// right; nothing else can be said.
		for _, slot := range contradicted {
			r.trial.Set(slot, rules.Val{})
			r.pick[r.index(slot)] = -1
		}
		j, err := r.judge(c)
		if err == nil && j.outcome == Unknown {
			j = open
		}
		j.contradicted = contradicted
		return finish(j, err)
	}
	var least judged
	decisive := 0
	for n := range combinations {
		if err := r.try(contradicted, n); err != nil {
			return judged{}, err
		}
		j, err := r.judge(c)
		switch {
		case err != nil:
			return judged{}, err
		case n == 0:
			least = j
		case j.outcome == least.outcome:
		case max(j.outcome.Rank(), least.outcome.Rank()) == Fail.Rank():
			if j.outcome == Error {
				least, decisive = j, n
			}
		case min(j.outcome.Rank(), least.outcome.Rank()) < Unproven.Rank():
			return finish(open, nil)
		case j.outcome == Unproven, j.outcome == Pass && least.outcome == NotApplicable:
			least, decisive = j, n
		}
	}
	least.contradicted = contradicted
	return finish(least, r.try(contradicted, decisive))
}

// try shows the machine for trials the n-th combination of contradicted values.
func (r *run) try(contradicted []int, n int) error {
	for _, slot := range contradicted {
		alternatives := r.prepared.stated[slot].Alternatives
		pick := n % len(alternatives)
		n /= len(alternatives)
		v, err := r.value(slot, alternatives[pick].Value)
		if err != nil {
			return err
		}
		r.pick[r.index(slot)] = pick
		r.trial.Set(slot, v)
	}
	return nil
}

// contradicted lists the contradicted facts a criterion reads and the number of
// combinations of their values, cut off above the bound.
func (r *run) contradicted(c *criterion) (slots []int, combinations int) {
	combinations = 1
	for _, reads := range [...][]read{c.whenReads, c.ruleReads} {
		for _, rd := range reads {
			n := len(r.prepared.stated[rd.slot].Alternatives)
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
	if r.ahead != nil && r.ahead.judging != nil {
		r.ahead.judging()
	}
	j := judged{when: view{rules.True, rules.True}}
	var err error
	if c.when != nil {
		if j.when, err = r.look(c.when, c.whenReads, c.params); err != nil {
			return j, fmt.Errorf("%s: %w", c.ID, err)
		}
	}
	if j.when.proven == rules.False {
		j.outcome = NotApplicable
		return j, nil
	}
	if j.rule, err = r.look(c.rule, c.ruleReads, c.params); err != nil {
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
