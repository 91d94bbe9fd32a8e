package evaluator

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// smallest makes the steps of a draft as few and as small as they can be while
// what comes out is as wanted; nil if it is not so to begin with, or if they are
// more than the most that are looked at. The prober knows
// what comes out without each of them.
func (t *trier) smallest(r *run, q *rules.Quest, d draft, most int, ok func(*tryOut) bool) ([]Step, *prober, error) {
	steps := t.steps(d)
	if len(steps) == 0 || len(steps) > most {
		return nil, nil, nil
	}
	p := &prober{trier: t, proofs: t.suggest(r.today, steps), ok: ok}
	if yes, err := p.holds(steps, nil); !yes {
		return nil, nil, err
	}
	for {
		fewer, err := p.fewest(steps)
		if err != nil {
			return nil, nil, err
		}
		nearer, changed, err := p.nearest(q, d.rough, fewer)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case p.left < 0:
			return nil, nil, nil // nobody knows what can be left out
		case !changed:
			return fewer, p, nil
		}
		steps = nearer
	}
}

// prober varies steps.
type prober struct {
	*trier
	proofs []SuggestedProof
	ok     func(*tryOut) bool
	// were are the outcomes with the steps that last held, came those of the steps
	// that were tried last, nil if they could not be taken, and without those of the
	// steps that last held without each of them.
	were, came []Outcome
	without    [][]Outcome
	// base are the proofs of the dossier as amended when all steps were last taken
	// anew, nil if they have to be every time; places are those that were made up by
	// their place among them, -1 if no step asked for them.
	base   []evidence.SupportingProof
	places []int
}

// holds reports whether what comes out of steps is as wanted. The step is the
// only one that differs from those that last held; nil for any.
func (p *prober) holds(steps []Step, differs *Step) (bool, error) {
	p.came = nil
	if differs != nil && p.base != nil {
		root, _, _ := strings.Cut(differs.Path, "[")
		return p.again(steps, root)
	}
	p.base = nil
	a, err := amendment(p.dossier, steps, p.proofs)
	if err != nil {
		return false, nil // a step rests on one that is left out
	}
	if !p.spend(&a, len(steps)) {
		return false, nil
	}
	r, some := p.begin(&a)
	if r == nil {
		return false, p.ctx.Err()
	}
	defer r.end()
	outcomes, err := r.outcomes(p.ctx, some, p.outcomes)
	if err != nil {
		return false, err
	}
	p.came = outcomes
	if !p.ok(&tryOut{outcomes, r.conform(outcomes)}) {
		return false, nil
	}
	p.were = outcomes
	if some == nil || len(p.options.equivalences) > 0 {
		return true, nil // proofs are other ones if what the subject is or what is accepted changes
	}
	p.base, p.places = r.proofs, nil
	asks, place := asking(steps), len(p.dossier.Proofs())
	for i := range p.proofs {
		if len(asks.of(&p.proofs[i])) == 0 {
			p.places = append(p.places, -1)
			continue
		}
		p.places = append(p.places, place)
		place++
	}
	return true, nil
}

// again is holds where only what is done about one fact differs: the others are
// as they were, and so is what does not read it.
func (p *prober) again(steps []Step, root string) (bool, error) {
	slot, known := p.slots[root]
	var about []Step
	for i := range steps {
		if of, _, _ := strings.Cut(steps[i].Path, "["); of == root {
			about = append(about, steps[i])
		}
	}
	a, err := amendment(p.dossier, about, nil)
	if err != nil || !known || !p.spend(&a, len(about)) {
		return false, nil
	}
	asks := asking(about)
	var added []int
	for i := range p.proofs {
		if p.places[i] >= 0 && len(asks.of(&p.proofs[i])) > 0 {
			added = append(added, p.places[i])
		}
	}
	v, fact, ok := p.amended(&a, root, slot, added)
	if !ok {
		return false, nil
	}
	was, stated := p.scratch.facts.Fact(slot), p.scratch.stated[slot]
	p.show(slot, v, fact)
	held := false
	defer func() {
		if !held {
			p.show(slot, was, stated)
		}
	}()
	r, err := p.evaluator.start(p.dossier, &p.scratch, p.base, p.at, p.options)
	if err != nil {
		return false, nil
	}
	defer r.end()
	outcomes, err := r.outcomes(p.ctx, p.readers[slot], p.were)
	if err != nil {
		return false, err
	}
	p.came = outcomes
	if held = p.ok(&tryOut{outcomes, r.conform(outcomes)}); held {
		p.were = outcomes
	}
	return held, nil
}

// fewest leaves out steps that are not needed, one after the other until none is.
func (p *prober) fewest(steps []Step) ([]Step, error) {
	p.without = make([][]Outcome, len(steps))
	if len(steps) == 1 {
		p.without[0] = p.outcomes
	}
	var without []Step
	for i := 0; i < len(steps) && len(steps) > 1; {
		without = append(append(without[:0], steps[:i]...), steps[i+1:]...)
		yes, err := p.holds(without, &steps[i])
		switch {
		case err != nil:
			return nil, err
		case yes:
			// What was needed before may not be any more.
			steps, without, i = without, nil, 0
			p.without = p.without[:len(steps)]
		default:
			p.without[i] = p.came
			i++
		}
	}
	return steps, nil
}

// maxNearer bounds how many values are tried for one step.
const maxNearer = 48

// nearest brings the values of changes as near to what is stated as they can be,
// one after the other.
func (p *prober) nearest(q *rules.Quest, rough map[int]bool, steps []Step) (out []Step, changed bool, err error) {
	out = slices.Clone(steps)
	for i := range out {
		s := &out[i]
		if s.Kind != StepChange || s.From.IsZero() {
			continue
		}
		kind := p.kindOf(s.Path)
		root, _, _ := strings.Cut(s.Path, "[")
		if slot, ok := lookup(p.slots, root); !ok || !rough[slot] || kind == nil {
			continue
		}
		var near []evidence.Value
		if q != nil {
			near = p.suggested(q, s.Path)
		}
		from, to := kind.measure(s.From), kind.measure(s.To)
		if math.IsNaN(from) || math.IsNaN(to) {
			continue
		}
		if kind.whole {
			for d := 1.0; d <= 8; d++ {
				near = append(near, kind.value(from-d), kind.value(from+d))
			}
		}
		// Nearer ones than the one there is, the nearest first, and of two as near the
		// lower.
		type measured struct {
			evidence.Value
			at float64
		}
		var nearer []measured
		for _, v := range near {
			if at := kind.measure(v); math.Abs(at-from) < math.Abs(to-from) && at != from {
				nearer = append(nearer, measured{v, at})
			}
		}
		slices.SortStableFunc(nearer, func(a, b measured) int {
			return cmp.Or(cmp.Compare(math.Abs(a.at-from), math.Abs(b.at-from)), cmp.Compare(a.at, b.at))
		})
		nearer = slices.CompactFunc(nearer, func(a, b measured) bool { return a.at == b.at })
		try := func(v evidence.Value) (bool, error) {
			was := s.To
			s.To = v
			yes, err := p.holds(out, s)
			if !yes || err != nil {
				s.To = was
				return false, err
			}
			changed = true
			return true, nil
		}
		for _, v := range nearer[:min(len(nearer), maxNearer)] {
			yes, err := try(v.Value)
			if err != nil {
				return nil, false, err
			}
			if yes {
				break
			}
		}
		if !kind.whole {
			continue
		}
		// Between what is stated and what does, halve the way.
		bad, good := from, kind.measure(s.To)
		for math.Abs(good-bad) > 1 {
			middle := math.Trunc((good + bad) / 2)
			yes, err := try(kind.value(middle))
			if err != nil {
				return nil, false, err
			}
			if yes {
				good = middle
			} else {
				bad = middle
			}
		}
	}
	return out, changed, nil
}

// kind says how far values of a fact are from each other.
type kind struct {
	measure func(evidence.Value) float64
	// whole reports that there is a value at every whole number, which value
	// returns.
	whole bool
	value func(float64) evidence.Value
}

// kindOf returns how values of a fact are measured, nil if they are not: of whole
// numbers and dates by their difference, of a closed set by their places in it.
func (t *trier) kindOf(path string) *kind {
	root, _, rest, err := splitPath(path)
	if err != nil {
		return nil
	}
	var of evidence.Kind
	var values []string
	if f := evidence.FactSchema().Field(root); f != nil {
		if rest != "" {
			if f.Elem == nil {
				return nil
			}
			if f = f.Elem.Field(rest); f == nil {
				return nil
			}
		}
		of, values = f.Kind, f.Values
	} else if slot, ok := lookup(t.slots, root); ok {
		info := t.evaluator.env.Info(slot)
		of, values = info.Kind, info.Values
	}
	number := func(v evidence.Value) float64 {
		switch x := v.Any().(type) {
		case int64:
			return float64(x)
		case float64:
			return x
		}
		return math.NaN()
	}
	switch of {
	case evidence.KindInt:
		return &kind{measure: number, whole: true, value: func(x float64) evidence.Value { return evidence.Int(int64(x)) }}
	case evidence.KindNumber:
		return &kind{measure: number}
	case evidence.KindDate:
		return &kind{
			measure: func(v evidence.Value) float64 {
				text, _ := v.Any().(string)
				d, err := evidence.ParseDate(text)
				if err != nil {
					return math.NaN()
				}
				return float64(d.Start(time.UTC).Unix() / 86400)
			},
			whole: true,
			value: func(x float64) evidence.Value {
				return evidence.String(evidence.DateOf(time.Unix(int64(x)*86400, 0), time.UTC).String())
			},
		}
	case evidence.KindText:
		if values == nil {
			return nil
		}
		return &kind{measure: func(v evidence.Value) float64 {
			text, _ := v.Any().(string)
			if i := slices.Index(values, text); i >= 0 {
				return float64(i)
			}
			return math.NaN()
		}}
	}
	return nil
}

// suggested are values that the rules of the quest suggest for a fact.
func (t *trier) suggested(q *rules.Quest, path string) []evidence.Value {
	root, _, rest, err := splitPath(path)
	if err != nil {
		return nil
	}
	slot, ok := lookup(t.slots, root)
	if !ok {
		return nil
	}
	work := rules.NewWork(min(t.work, rules.CourseWork))
	before := work.Left()
	out := t.evaluator.env.Suggested(q, slot, rest, work)
	t.work -= before - work.Left()
	return out
}
