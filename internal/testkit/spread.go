package testkit

import (
	"fmt"
	"math"
	"reflect"
	"sync"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Spread says how what is known is spread over sources and proofs, for tests on
// many dossiers. Rates are from 0 to 1, each of one fact.
type Spread struct {
	// Missing is the rate of facts that nobody states, Unproven that of stated
	// facts whose source does not prove them, or not all that is demanded.
	Missing, Unproven float64
	// Odd is the rate of values that are not those asked for: at a cut point or
	// beside it, out of a closed set, or at random.
	Odd float64
	// Unusual is the rate of numbers, dates and lists at the end of what a file can
	// state: the largest and smallest numbers, the first and last day, hundreds of
	// entries.
	Unusual float64
	// Open is the rate of lists that may have another entry, Partly that of lists
	// of records of which one source states more than another one proves, and
	// Contradicted that of facts on which two sources disagree.
	Open, Partly, Contradicted float64
	// Long is how many entries an unusually long list has.
	Long int
}

// Spread returns the sources of one dossier: what is proven, what is partly so and
// what is not come from one each.
func (g *Generator) Spread(s Spread) []*evidence.Fragment {
	g.layer = Pick[evidence.Layer](g, "infrastructure", "platform", "platform", "base-service", "base-service", "application", "")
	g.Good = 1 - s.Odd
	frags := make([]*evidence.Fragment, 3)
	for i := range frags {
		frags[i] = &evidence.Fragment{Name: fmt.Sprintf("source-%d.yaml", i), Subject: g.subject(i)}
	}
	proven, partly, unproven := frags[0], frags[1], frags[2]
	odd := g.odd()
	for _, l := range model() {
		if !l.read || g.chance(s.Missing) {
			continue
		}
		value := g.stated(l)
		if draw := odd[l]; draw != nil && g.chance(0.5) {
			value = draw(l)
		}
		if g.chance(s.Unusual) {
			g.unusual(l, s.Long, &value)
		}
		owner := proven
		if g.chance(s.Unproven) {
			owner = Pick(g, partly, unproven, unproven)
		}
		switch {
		case l.elem != nil && g.chance(s.Partly):
			l.of(unproven).Set(value)
			l.of(proven).Set(g.less(l, value))
			proven.Partial = append(proven.Partial, l.path)
		case g.chance(s.Contradicted):
			l.of(owner).Set(value)
			l.of(Pick(g, frags...)).Set(g.random(l))
		default:
			l.of(owner).Set(value)
			if l.list && g.chance(s.Open) {
				owner.Partial = append(owner.Partial, l.path)
			}
		}
	}
	proven.Proofs = g.goodProofs(0)
	for _, p := range g.goodProofs(0.5) {
		if g.chance(0.2) {
			p.Inspected = nil
		}
		if g.chance(0.2) {
			p.Issued = known(Today.AddDays(-Pick(g, 0, 1, 89, 90, 91, 364, 365, 366, 730)))
		}
		partly.Proofs = append(partly.Proofs, p)
	}
	for range g.IntN(3) {
		f := Pick(g, frags...)
		f.Proofs = append(f.Proofs, g.Proof())
	}
	return frags
}

// Move moves what a fragment states about a fact to another one, which proves
// nothing of it.
func Move(path string, from, to *evidence.Fragment) {
	for _, l := range model() {
		if l.path == path {
			l.of(to).Set(l.of(from))
			l.of(from).SetZero()
		}
	}
}

// unusual makes a value one at the end of what a file can state.
func (g *Generator) unusual(l *leaf, long int, value *reflect.Value) {
	if !l.list {
		*value = reflect.New(l.typ)
		value.Elem().Set(g.extreme(l))
		return
	}
	list := reflect.MakeSlice(reflect.SliceOf(l.typ), 0, long)
	if g.chance(0.3) {
		*value = list
		return
	}
	seen := map[any]bool{}
	for i := range long {
		var e reflect.Value
		if l.elem == nil {
			if e = g.scalar(l); seen[e.Interface()] {
				continue
			}
			seen[e.Interface()] = true
		} else {
			e = g.element(l)
			e.FieldByName("ID").SetString(fmt.Sprintf("e%d", i))
			for _, f := range l.elem {
				if !f.list && g.chance(0.05) {
					v := reflect.New(f.typ)
					v.Elem().Set(g.extreme(f))
					f.in(e).Set(v)
				}
			}
		}
		list = reflect.Append(list, e)
	}
	*value = list
}

// extreme returns a scalar at the end of what a file can state.
func (g *Generator) extreme(l *leaf) reflect.Value {
	v := reflect.New(l.typ).Elem()
	switch x := v.Addr().Interface().(type) {
	case *int64:
		*x = Pick[int64](g, 0, 1, -1, 1<<31-1, 1<<31, 1<<53-1, 1<<53, -1<<53)
		if l.min != nil {
			*x = max(*x, int64(*l.min))
		}
		if l.max != nil {
			*x = min(*x, int64(*l.max))
		}
	case *float64:
		*x = l.bounded(Pick(g, 0, math.Copysign(0, -1), math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64,
			math.MaxFloat64, -math.MaxFloat64, 1<<53, 1<<53+2, 1e-300, math.Nextafter(100, 0)))
		if len(l.cuts.numbers) > 0 && g.chance(0.5) {
			*x = l.bounded(math.Nextafter(Pick(g, l.cuts.numbers...), Pick(g, math.Inf(-1), math.Inf(1))))
		}
	case *civil.Date:
		*x = Pick(g, first, last, first.AddDays(1), last.AddDays(-1))
	default:
		return g.scalar(l)
	}
	return v
}

// first and last are the ends of the calendar of dates.
var first, last = day("1900-01-01"), day("2199-12-31")

func day(text string) civil.Date {
	d, err := civil.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Cut is a number or a date that some embedded rule compares a fact with under some
// embedded profile, or the next one below or above it.
type Cut struct {
	// Path is the fact's, with "[]" for a field of the entries of a list.
	Path string
	// Text is the value.
	Text string

	list, leaf *leaf // list is nil for a fact that is no field of an entry
	value      reflect.Value
}

// Cuts returns every cut point of every fact, and its two neighbours.
var Cuts = sync.OnceValue(func() []Cut {
	var out []Cut
	var add func(list *leaf, ls []*leaf)
	add = func(list *leaf, ls []*leaf) {
		for _, l := range ls {
			seen := map[string]bool{}
			for _, v := range l.atCuts() {
				if text := fmt.Sprint(v.Interface()); !seen[text] {
					seen[text] = true
					out = append(out, Cut{l.path, text, list, l, v})
				}
			}
			add(l, l.elem)
		}
	}
	add(nil, model())
	return out
})

// atCuts returns what a scalar is compared with and its neighbours.
func (l *leaf) atCuts() (out []reflect.Value) {
	if l.list || !l.read && len(l.cuts.numbers)+len(l.cuts.dates) == 0 {
		return nil
	}
	add := func(x any) { out = append(out, reflect.ValueOf(x).Convert(l.typ)) }
	switch reflect.New(l.typ).Interface().(type) {
	case *int64:
		for _, n := range l.cuts.numbers { // with the numbers beside them
			add(int64(l.bounded(n)))
		}
	case *float64:
		for _, n := range l.cuts.numbers {
			for _, beside := range []float64{n, math.Nextafter(n, math.Inf(-1)), math.Nextafter(n, math.Inf(1))} {
				add(l.bounded(beside))
			}
		}
	case *civil.Date:
		for _, d := range append([]civil.Date{Today.AddDays(-1), Today, Today.AddDays(1)}, l.cuts.dates...) {
			add(d)
		}
	}
	return out
}

// State makes the fragment state the cut; of a list it is the first entry that gets
// the value. It reports whether there is such an entry.
func (c Cut) State(f *evidence.Fragment) bool {
	v := reflect.New(c.leaf.typ)
	v.Elem().Set(c.value)
	if c.list == nil {
		c.leaf.of(f).Set(v)
		return true
	}
	list := c.list.of(f)
	if list.Len() == 0 {
		return false
	}
	c.leaf.in(list.Index(0)).Set(v)
	return true
}
