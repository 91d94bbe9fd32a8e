// Package testkit makes random evidence for property tests: fragments over the
// whole fact model, proofs of every kind, and the small changes (one proof more,
// one fact more, one fact less) that the laws of evaluation speak of.
//
// Everything is drawn from a seed, so that a failing case can be run again.
package testkit

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// At is the instant generated evidence is made for: its dates lie around it.
var At = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

// Today is the day of [At].
var Today = civil.DateOf(At, time.UTC)

// Options are the rates of a generator, each from 0 to 1.
type Options struct {
	// Missing is the rate of facts nobody states.
	Missing float64
	// Good is the rate of facts with the value the embedded criteria ask for;
	// the others are drawn from cut points, closed sets and bounds.
	Good float64
	// Proven is the rate of fragments that bring good proofs of nearly every
	// kind for all they state, beside random ones.
	Proven float64
	// Sources is the most fragments of one dossier; 0 is 1.
	Sources int
	// Unread is the rate of facts that no embedded rule reads and a source states
	// all the same.
	Unread float64
	// Contradict is the rate of repeated facts on which sources disagree.
	Contradict float64
}

// Varied returns options for the n-th of many dossiers: from nothing known to
// everything known, from one source to five, from no proof to every proof. Some
// meet everything: with so many criteria chance would hardly ever make one.
func Varied(n int) Options {
	if n%11 == 5 {
		return Options{Good: 1, Proven: 1, Sources: 1 + n%3, Unread: 0.1}
	}
	return Options{
		Missing:    []float64{0.01, 0.3, 0.04, 0, 0.9, 0.1, 0.02}[n%7],
		Good:       []float64{0.97, 0.99, 0.9, 0.5, 1}[n%5],
		Proven:     []float64{0.9, 0.4, 1}[n%3],
		Sources:    []int{1, 2, 3, 5}[n%4],
		Unread:     []float64{0.02, 0.2, 0}[n%3],
		Contradict: []float64{0, 0.05, 0.3}[n/2%3],
	}
}

// Generator makes random evidence.
type Generator struct {
	*rand.Rand
	Options
	seed   uint64
	met    *evidence.Fragment
	layer  evidence.Layer // of the subject, of one dossier
	serial int
}

// New returns a generator; equal seeds give equal evidence.
func New(seed uint64, o Options) *Generator {
	return &Generator{Rand: rand.New(rand.NewPCG(seed, 0x7121a5)), Options: o, seed: seed, met: decodeMet()}
}

//go:embed met.yaml
var met []byte

var decodeMet = sync.OnceValue(func() *evidence.Fragment {
	f, err := evidence.Decode("met.yaml", met)
	if err != nil {
		panic(err)
	}
	return f
})

// Met returns a fragment that meets, were it proven, all embedded criteria under
// all embedded profiles at [At], at every layer at which they apply.
func (g *Generator) Met() *evidence.Fragment { return Clone(g.met) }

func (g *Generator) chance(p float64) bool { return g.Float64() < p }

// Pick returns one of the values.
func Pick[T any](g *Generator, values ...T) T { return values[g.IntN(len(values))] }

// Fragments returns the sources of one dossier. At least one names the subject.
func (g *Generator) Fragments() []*evidence.Fragment {
	n := 1 + g.IntN(max(g.Sources, 1))
	// Many criteria are for one or two layers only, some for base services alone.
	g.layer = Pick[evidence.Layer](g, "infrastructure", "platform", "platform", "base-service", "base-service", "application", "")
	frags := make([]*evidence.Fragment, n)
	for i := range frags {
		frags[i] = &evidence.Fragment{Name: fmt.Sprintf("source-%d.yaml", i), Subject: g.subject(i)}
	}
	odd := g.odd()
	for _, l := range model() {
		if l.read && g.chance(g.Missing) || !l.read && !g.chance(g.Unread) {
			continue
		}
		value := g.stated(l)
		if draw := odd[l]; draw != nil {
			value = draw(l)
		}
		owner := frags[g.IntN(n)]
		l.of(owner).Set(value)
		g.leaveOpen(owner, l)
		for _, f := range frags {
			if f == owner || !g.chance(0.2) {
				continue
			}
			switch {
			case g.chance(g.Contradict):
				l.of(f).Set(g.random(l))
			case l.elem != nil && g.chance(0.7):
				l.of(f).Set(g.less(l, value))
				f.Partial = append(f.Partial, l.path)
			default:
				l.of(f).Set(clone(value))
				if slices.Contains(owner.Partial, l.path) {
					f.Partial = append(f.Partial, l.path)
				}
			}
		}
	}
	for _, f := range frags {
		if g.chance(g.Proven) {
			without := 0.06
			if g.Proven == 1 {
				without = 0
			}
			f.Proofs = append(f.Proofs, g.goodProofs(without)...)
		}
		for range g.IntN(4) {
			f.Proofs = append(f.Proofs, g.Proof())
		}
	}
	return frags
}

// Dossier merges fragments and fails the test if they cannot be.
func Dossier(t testing.TB, frags []*evidence.Fragment) *evidence.Dossier {
	t.Helper()
	d, err := evidence.Merge(frags...)
	if err != nil {
		t.Fatalf("merge: %v", err)
	}
	return d
}

// subject returns what the i-th source knows of the subject.
func (g *Generator) subject(i int) *evidence.Subject {
	s := *g.met.Subject
	s.Layer = g.layer
	if i == 0 {
		return &s
	}
	if g.chance(0.5) {
		return nil
	}
	if g.chance(0.5) {
		s.Name = ""
	}
	if g.chance(0.5) {
		s.Layer = ""
	}
	if g.chance(0.5) {
		s.Regions = nil
	} else if g.chance(0.5) {
		s.Regions = []evidence.Country{s.Regions[1], s.Regions[0]}
	}
	return &s
}

func (g *Generator) leaveOpen(f *evidence.Fragment, l *leaf) {
	if l.list && g.Missing > 0 && g.chance(0.08) {
		f.Partial = append(f.Partial, l.path)
	}
}

// stated returns a value for a leaf: the good one or a random one, for a list
// often the good one with some fields missing or changed.
func (g *Generator) stated(l *leaf) reflect.Value {
	good := l.of(g.met)
	switch {
	case good.IsNil():
	case l.elem == nil && g.chance(g.Good):
		return clone(good)
	case l.elem != nil && g.chance(max(g.Good, 0.7)):
		return g.varied(l, g.Missing/4, (1-g.Good)/4)
	}
	return g.random(l)
}

// varied returns the good records of a list with fields missing and changed at
// the given rates.
func (g *Generator) varied(l *leaf, missing, changed float64) reflect.Value {
	list := clone(l.of(g.met))
	for i := range list.Len() {
		for _, e := range l.elem {
			field := e.in(list.Index(i))
			switch {
			case g.chance(missing):
				field.SetZero()
			case !field.IsNil() && g.chance(changed):
				field.Set(g.random(e))
			}
		}
	}
	return list
}

// odd returns the facts whose values are not to be those asked for, and how to
// draw them instead: all facts of some criteria alike, at random or at an end,
// since a rule with alternatives fails only where none of them holds, and all that
// one condition reads the other way round, so that a criterion does not apply.
func (g *Generator) odd() map[*leaf]func(*leaf) reflect.Value {
	out := map[*leaf]func(*leaf) reflect.Value{}
	if g.Good == 1 {
		return out
	}
	for _, facts := range readTogether().rules {
		if g.chance(0.15) {
			draw := Pick(g, g.random, g.opposite, g.mixed, g.lowest, g.highest)
			for _, l := range facts {
				out[l] = draw
			}
		}
	}
	if g.chance(0.8) {
		for _, l := range Pick(g, readTogether().conditions...) {
			out[l] = g.opposite
		}
	}
	return out
}

// opposite returns what a condition on a leaf that is met is not met by: an
// empty list, the other truth.
func (g *Generator) opposite(l *leaf) reflect.Value {
	if l.list {
		return reflect.MakeSlice(reflect.SliceOf(l.typ), 0, 0)
	}
	if good, ok := l.of(g.met).Interface().(*bool); ok {
		return reflect.ValueOf(known(!*good))
	}
	return g.random(l)
}

// lowest and highest return the number that is furthest from what rules compare
// a leaf with, and any value of another leaf.
func (g *Generator) lowest(l *leaf) reflect.Value  { return g.furthest(l, slices.Min[[]float64]) }
func (g *Generator) highest(l *leaf) reflect.Value { return g.furthest(l, slices.Max[[]float64]) }

func (g *Generator) furthest(l *leaf, which func([]float64) float64) reflect.Value {
	v := g.random(l)
	if l.list || len(l.cuts.numbers) == 0 {
		return v
	}
	switch x := v.Interface().(type) {
	case *int64:
		*x = int64(l.bounded(which(l.cuts.numbers)))
	case *float64:
		*x = l.bounded(which(l.cuts.numbers))
	}
	return v
}

// mixed returns the good records of a list with many fields changed, and any
// value of another leaf.
func (g *Generator) mixed(l *leaf) reflect.Value {
	if l.elem != nil {
		return g.varied(l, 0, 0.4)
	}
	return g.random(l)
}

// random returns any value of a leaf, never nil.
func (g *Generator) random(l *leaf) reflect.Value {
	if !l.list {
		v := reflect.New(l.typ)
		v.Elem().Set(g.scalar(l))
		return v
	}
	list := reflect.MakeSlice(reflect.SliceOf(l.typ), 0, 3)
	seen := map[any]bool{}
	for range g.IntN(4) {
		if l.elem == nil {
			v := g.scalar(l)
			if !seen[v.Interface()] {
				seen[v.Interface()] = true
				list = reflect.Append(list, v)
			}
			continue
		}
		if e := g.element(l); !seen[e.FieldByName("ID").String()] {
			seen[e.FieldByName("ID").String()] = true
			list = reflect.Append(list, e)
		}
	}
	return list
}

// element returns any record of a list: every other time one that meets the
// criteria but for a few fields, else one of random fields.
func (g *Generator) element(l *leaf) reflect.Value {
	if good := l.of(g.met); !good.IsNil() && good.Len() > 0 && g.chance(0.5) {
		e := clone(good.Index(g.IntN(good.Len())))
		for _, f := range l.elem {
			switch field := f.in(e); {
			case g.chance(0.1):
				field.SetZero()
			case g.chance(0.2):
				field.Set(g.random(f))
			}
		}
		return e
	}
	e := reflect.New(l.typ).Elem()
	e.FieldByName("ID").SetString(Pick(g, "a", "b", "c", "d"))
	for _, f := range l.elem {
		if !g.chance(0.3) {
			f.in(e).Set(g.random(f))
		}
	}
	return e
}

// less returns a list of records that says less of fewer elements.
func (g *Generator) less(l *leaf, list reflect.Value) reflect.Value {
	out := reflect.MakeSlice(list.Type(), 0, list.Len())
	for i := range list.Len() {
		if g.chance(0.3) {
			continue
		}
		e := clone(list.Index(i))
		for _, f := range l.elem {
			if g.chance(0.3) {
				f.in(e).SetZero()
			}
		}
		out = reflect.Append(out, e)
	}
	return out
}

func (g *Generator) scalar(l *leaf) reflect.Value {
	v := reflect.New(l.typ).Elem()
	switch x := v.Addr().Interface().(type) {
	case *bool:
		*x = g.chance(0.5)
	case *int64:
		*x = int64(l.bounded(g.number(l)))
	case *float64:
		*x = l.bounded(g.number(l))
	case *civil.Date:
		*x = Pick(g, Pick(g, Today, Today.AddDays(1), Today.AddDays(-1)), Today.AddDays(g.IntN(2000)-1000), Pick(g, slices.Concat(l.cuts.dates, []civil.Date{Today})...))
	case *evidence.Version:
		*x = Pick[evidence.Version](g, "1.0", "1.1", "1.2", "1.2.0-rc.1", "1.3", "v2.1")
	case *evidence.License:
		*x = Pick[evidence.License](g, "MIT", "Apache-2.0 OR MIT", "AGPL-3.0-only", "LicenseRef-own")
	case *evidence.Country:
		*x = Pick[evidence.Country](g, "DE", "FR", "AT", "NO", "CH", "US", "CN")
	case interface{ Values() []string }:
		v.SetString(Pick(g, x.Values()...))
	default:
		v.SetString(Pick(g, "a", "b", "c"))
	}
	return v
}

func (g *Generator) number(l *leaf) float64 {
	if len(l.cuts.numbers) > 0 && g.chance(0.8) {
		return Pick(g, l.cuts.numbers...)
	}
	return float64(Pick(g, 0, 1, 2, g.IntN(100), g.IntN(10_000)))
}
