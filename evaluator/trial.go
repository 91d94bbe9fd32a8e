package evaluator

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// trier tries amendments of a dossier: it judges anew the criteria that read what
// is amended, and concludes from all.
type trier struct {
	ctx       context.Context
	evaluator *Evaluator
	dossier   *evidence.Dossier
	at        time.Time
	options   options
	// prepared is the dossier's, outcomes and concluded what follows from it.
	prepared  *prepared
	outcomes  []Outcome
	concluded conclusion
	readers   map[int][]int // criteria by the slots they read
	slots     map[string]int
	// scratch is prepared with what was amended last, in the slots set.
	scratch prepared
	set     []int
	left    int // trials
	work    int // of the search for values
	demands map[string]*rules.Demand
	// found are what meets a criterion alone, the least effort first; open says of
	// which criteria there is or may be more than one way.
	found map[int][]draft
	open  map[int]bool
}

// tryOut is what comes out of a trial.
type tryOut struct {
	outcomes []Outcome
	conclusion
}

func (e *Evaluator) trier(ctx context.Context, r *run, trials int) (*trier, error) {
	t := &trier{ctx: ctx, evaluator: e, dossier: r.dossier, at: r.at, options: r.options, prepared: r.prepared, readers: map[int][]int{}, left: trials, work: maxCounterfactualWork,
		found: map[int][]draft{}, open: map[int]bool{}}
	for i := range e.criteria {
		c := &e.criteria[i]
		for _, rd := range slices.Concat(c.whenReads, c.ruleReads) {
			if of := t.readers[rd.slot]; len(of) == 0 || of[len(of)-1] != i {
				t.readers[rd.slot] = append(of, i)
			}
		}
	}
	t.slots = make(map[string]int, e.env.Slots())
	for slot := range e.env.Slots() {
		t.slots[e.env.Info(slot).Path] = slot
	}
	t.scratch = prepared{facts: r.prepared.facts.Copy(), subject: r.prepared.subject, stated: slices.Clone(r.prepared.stated)}
	var err error
	if t.outcomes, err = r.outcomes(ctx, nil, nil); err != nil {
		return nil, err
	}
	t.concluded = r.conform(t.outcomes)
	return t, nil
}

// outcomes judges some criteria, nil for all; the others are as they were.
func (r *run) outcomes(ctx context.Context, some []int, were []Outcome) ([]Outcome, error) {
	out := slices.Clone(were)
	if some == nil {
		out = make([]Outcome, len(r.evaluator.criteria))
		some = make([]int, len(out))
		for i := range some {
			some[i] = i
		}
	}
	for _, i := range some {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		j, err := r.settle(ctx, &r.evaluator.criteria[i], nil)
		if err != nil {
			return nil, err
		}
		out[i] = j.outcome
	}
	return out, nil
}

// begin begins an evaluation of the amended dossier, and says which criteria it
// bears on, nil for all. What no file could state may come through: what is found
// is applied to the dossier in the end. It returns nil if the facts are such as
// cannot be. Only one of them can be under way.
func (t *trier) begin(a *evidence.Amendment) (*run, []int) {
	e := t.evaluator
	if a.Subject.Version != "" || a.Subject.Layer != "" || a.Subject.Regions != nil || a.Subject.Services != nil {
		// The scopes of all proofs are to be looked at again.
		d, err := t.dossier.Amend(*a)
		if err != nil {
			return nil, nil
		}
		p, err := e.prepare(d)
		if err != nil {
			return nil, nil
		}
		r, err := e.start(d, p, d.Proofs(), t.at, t.options)
		if err != nil {
			return nil, nil
		}
		return r, nil
	}
	proofs := t.supporting(a)
	first := len(t.dossier.Proofs())
	// What is made up covers facts one by one.
	by := map[string][]int{}
	for i := range a.Proofs {
		for _, path := range a.Proofs[i].Covers {
			by[path] = append(by[path], first+i)
		}
	}
	for _, slot := range t.set {
		t.show(slot, t.prepared.facts.Fact(slot), t.prepared.stated[slot])
	}
	t.set = t.set[:0]
	some := []int{}
	for _, path := range touched(a) {
		slot, ok := t.slots[path]
		if !ok {
			return nil, nil
		}
		v, fact, ok := t.amended(a, path, slot, by[path])
		if !ok {
			return nil, nil
		}
		t.set = append(t.set, slot)
		t.show(slot, v, fact)
		some = append(some, t.readers[slot]...)
	}
	slices.Sort(some)
	r, err := e.start(t.dossier, &t.scratch, proofs, t.at, t.options)
	if err != nil {
		return nil, nil
	}
	return r, slices.Compact(some)
}

// touched are the facts an amendment is about.
func touched(a *evidence.Amendment) []string {
	paths := slices.Collect(maps.Keys(a.Facts))
	for path := range a.Settles {
		if _, changed := a.Facts[path]; !changed {
			paths = append(paths, path)
		}
	}
	for path := range a.Confirms {
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// supporting are the dossier's proofs and those of an amendment.
func (t *trier) supporting(a *evidence.Amendment) []evidence.SupportingProof {
	proofs := slices.Clip(t.dossier.Proofs())
	for i := range a.Proofs {
		p := &a.Proofs[i]
		s := evidence.SupportingProof{Proof: p, Ref: p.ID, Source: a.Name, Scoped: true}
		switch {
		case p.Issued != nil:
			s.Begins = *p.Issued
		case p.Period != nil:
			s.Begins = p.Period.To
		}
		if s.Dated = s.Begins; p.Period != nil && p.Period.To.Compare(s.Begins) < 0 {
			s.Dated = p.Period.To
		}
		proofs = append(proofs, s)
	}
	return proofs
}

// show makes the scratch show a fact.
func (t *trier) show(slot int, v rules.Val, fact evidence.Fact) {
	t.scratch.facts.Set(slot, v)
	t.scratch.stated[slot] = fact
}

// amended is a fact as an amendment leaves it, with the proofs that it has in
// addition; it is not ok if that is none.
func (t *trier) amended(a *evidence.Amendment, path string, slot int, added []int) (rules.Val, evidence.Fact, bool) {
	v, fact := t.prepared.facts.Fact(slot), t.prepared.stated[slot]
	s, stated := a.Facts[path]
	settles := false
	if !stated {
		s, settles = a.Settles[path]
	}
	if stated || settles {
		var err error
		if v, err = t.evaluator.env.Value(slot, s); err != nil {
			return v, fact, false
		}
		fact = t.dossier.Settled(path, s)
	}
	if stated {
		alt := evidence.Alternative{Value: s, Parts: []evidence.Part{{Value: s, Sources: []string{a.Name}}}}
		for _, of := range fact.Alternatives {
			for _, part := range of.Parts {
				if own := &alt.Parts[0]; same(part.Value, s) { // other sources say just that
					own.Proofs, own.Sources = part.Proofs, append(own.Sources, part.Sources...)
				} else {
					alt.Parts = append(alt.Parts, part)
				}
			}
		}
		fact = evidence.Fact{Alternatives: []evidence.Alternative{alt}}
	}
	if len(added) == 0 {
		return v, fact, true
	}
	var out evidence.Fact
	for _, alt := range fact.Alternatives {
		parts := slices.Clone(alt.Parts)
		for i := range parts {
			parts[i].Proofs = slices.Compact(slices.Sorted(slices.Values(slices.Concat(parts[i].Proofs, added))))
		}
		out.Alternatives = append(out.Alternatives, evidence.Alternative{Value: alt.Value, Parts: parts})
	}
	return v, out, true
}

// spend takes a trial from those that are left: of many steps on long lists
// several.
func (t *trier) spend(a *evidence.Amendment, steps int) bool {
	t.left--
	for _, facts := range []map[string]evidence.Stated{a.Facts, a.Settles, a.Confirms} {
		for _, s := range facts {
			if s.List != nil {
				t.left -= len(s.List.Items) * steps / 2000
			}
		}
	}
	return t.left >= 0
}

// try says what comes out of an amended dossier; nil if it cannot be, or if there
// were enough trials.
func (t *trier) try(a *evidence.Amendment) (*tryOut, error) {
	if !t.spend(a, 1) {
		return nil, nil
	}
	r, some := t.begin(a)
	if r == nil {
		return nil, t.ctx.Err()
	}
	defer r.end()
	outcomes, err := r.outcomes(t.ctx, some, t.outcomes)
	if err != nil {
		return nil, err
	}
	return &tryOut{outcomes, r.conform(outcomes)}, nil
}

func lookup(slots map[string]int, path string) (int, bool) {
	slot, ok := slots[path]
	return slot, ok
}
