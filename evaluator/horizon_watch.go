package evaluator

import (
	"slices"
	"strconv"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// ahead is what a run that looks ahead keeps, from one day to the next.
type ahead struct {
	// watch learns until when all that the judgement at hand looked at stays as it
	// is: dates in rules from the rules, proofs from here.
	watch rules.Watch
	// turns remembers for demands and sets of proofs when they come to satisfy or
	// cease to; from and to are the first and last day that are asked for.
	turns    map[proofSet]*turns
	from, to civil.Date
	day      civil.Date // today
	work     int64      // that was spent on turns
	// seen gathers what is looked at, while seeing.
	seeing bool
	seen   []*turns
	// judging looks at what each judgement is about to see, if set.
	judging func()
	// held is what stays as it was on another day, to find out what depends on it.
	held *held
}

// proofSet identifies a demand and the proofs that are weighed by it: as text,
// since many criteria demand the same.
type proofSet struct {
	demand    string
	proofs    *int
	count     int
	accepting string
}

// turns are the days on which proofs come to satisfy a demand or cease to.
type turns struct {
	demand  *rules.Demand
	visible []evidence.SupportingProof
	proofs  []int
	began   bool // they did on the first day of all
	days    []civil.Date
}

// on reports whether the proofs satisfy the demand on a day.
func (t *turns) on(day civil.Date) bool {
	past, found := slices.BinarySearchFunc(t.days, day, civil.Date.Compare)
	if found {
		past++
	}
	return t.began != (past%2 == 1)
}

// after returns the first turn after a day, the zero date if there is none.
func (t *turns) after(day civil.Date) civil.Date {
	i, found := slices.BinarySearchFunc(t.days, day, civil.Date.Compare)
	if found {
		i++
	}
	if i == len(t.days) {
		return civil.Date{}
	}
	return t.days[i]
}

// held is what stays as it was on a day.
type held struct {
	day          civil.Date
	turns        []*turns
	rules        bool
	equivalences []*Equivalence
}

// watch makes the run look ahead, or end that.
func (r *run) watch(a *ahead) {
	r.ahead = a
	var w *rules.Watch
	if a != nil {
		w = &a.watch
	}
	for _, m := range [...]*rules.Machine{r.shown, r.trial, r.scratch} {
		m.Watch(w)
	}
}

// ruleDay is the day that rules see.
func (r *run) ruleDay() civil.Date {
	if r.ahead != nil && r.ahead.held != nil && r.ahead.held.rules {
		return r.ahead.held.day
	}
	return r.today
}

// equivalenceDay is the day on which an equivalence has to be in force.
func (r *run) equivalenceDay(e *Equivalence) civil.Date {
	if r.ahead != nil && r.ahead.held != nil && slices.Contains(r.ahead.held.equivalences, e) {
		return r.ahead.held.day
	}
	return r.today
}

// weigh finds when the proofs satisfy the demand, and whether they do today.
func (a *ahead) weigh(r *run, w *weighed) *weighed {
	key := proofSet{demand: w.demand.String(), count: len(w.proofs)}
	if len(w.proofs) > 0 {
		key.proofs = &w.proofs[0]
	}
	if r.accepting != nil {
		// The twins of an acceptance are made anew; what they are follows from the
		// proofs and the equivalences.
		for _, i := range r.accepting.of {
			key.accepting += strconv.Itoa(r.offered[i].given) + " "
		}
		if original, ok := r.accepting.without(w.proofs); ok && len(original) > 0 {
			key.proofs = &original[0]
		}
	}
	t := a.turns[key]
	if t == nil {
		t = &turns{demand: w.demand, visible: r.visible(), proofs: w.proofs}
		t.began, t.days = w.demand.Turns(t.visible, w.proofs, a.from, a.to)
		a.turns[key] = t
		a.work += int64(1 + len(w.proofs)*max(w.demand.Parts(), 1))
	}
	day := r.today
	if a.held != nil && slices.Contains(a.held.turns, t) {
		day = a.held.day
	}
	w.turns, w.satisfied = t, t.on(day)
	return w
}

// without returns the set of proofs that another one is with its twins.
func (a *acceptance) without(with []int) ([]int, bool) {
	for _, known := range a.covering {
		if len(with) > 0 && &known[1][0] == &with[0] {
			return known[0], true
		}
	}
	return nil, false
}

// look tells the watch of a weighed set; a nil ahead has none.
func (a *ahead) look(w *weighed) *weighed {
	if a == nil {
		return w
	}
	a.watch.Note(w.turns.after(a.day))
	if a.seeing && !slices.Contains(a.seen, w.turns) {
		a.seen = append(a.seen, w.turns)
	}
	return w
}
