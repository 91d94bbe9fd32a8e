package testkit

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
)

// AddProof returns the fragments with one proof more, and what it is.
func (g *Generator) AddProof(frags []*evidence.Fragment) ([]*evidence.Fragment, string) {
	out := CloneAll(frags)
	f := Pick(g, out...)
	p := g.Proof()
	if good := g.goodProofs(0); g.chance(0.7) {
		p = Pick(g, good...)
		if g.chance(0.5) {
			p.Covers = g.Proof().Covers
		}
	}
	f.Proofs = append(f.Proofs, p)
	return out, fmt.Sprintf("proof of kind %s (%s) for %v in %s", p.Kind, p.Scheme, p.Covers, f.Name)
}

// DropProof returns the fragments without one of their proofs; ok is false if
// they have none.
func (g *Generator) DropProof(frags []*evidence.Fragment) (out []*evidence.Fragment, what string, ok bool) {
	out = CloneAll(frags)
	for _, f := range g.shuffled(out) {
		if n := len(f.Proofs); n > 0 {
			i := g.IntN(n)
			what = fmt.Sprintf("proof %s of %s", f.Proofs[i].ID, f.Name)
			f.Proofs = slices.Delete(f.Proofs, i, i+1)
			return out, what, true
		}
	}
	return out, "", false
}

func (g *Generator) shuffled(frags []*evidence.Fragment) []*evidence.Fragment {
	out := slices.Clone(frags)
	g.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func stated(frags []*evidence.Fragment, l *leaf) []*evidence.Fragment {
	return slices.DeleteFunc(slices.Clone(frags), func(f *evidence.Fragment) bool { return l.of(f).IsNil() })
}

// AddFact returns the fragments with something more known, and what it is: a
// fact, a field of a list's element, an element of an open list, the end of an
// open list, or a known fact from one more source. It can contradict only where
// a source states something already; callers that need it not to compare the
// contradictions.
//
// Every other time it is a fact with one of the preferred paths.
func (g *Generator) AddFact(frags []*evidence.Fragment, prefer ...string) ([]*evidence.Fragment, string) {
	out := CloneAll(frags)
	into := func() *evidence.Fragment {
		if g.chance(0.3) {
			f := &evidence.Fragment{Name: fmt.Sprintf("added-%d.yaml", len(out))}
			out = append(out, f)
			return f
		}
		return Pick(g, out...)
	}
	var candidates, preferred []*leaf
	for _, l := range model() {
		if l.read || g.chance(0.02) {
			candidates = append(candidates, l)
			if slices.Contains(prefer, l.path) && len(stated(out, l)) == 0 {
				preferred = append(preferred, l)
			}
		}
	}
	if len(preferred) > 0 && g.chance(0.5) {
		candidates = preferred
	}
	for {
		l := Pick(g, candidates...)
		by := stated(out, l)
		if len(by) == 0 {
			f := into()
			l.of(f).Set(g.stated(l))
			if g.chance(0.3) {
				l.of(f).Set(g.random(l))
			}
			g.leaveOpen(f, l)
			return out, l.path + " in " + f.Name
		}
		f := Pick(g, by...)
		at := l.of(f)
		open := slices.Index(f.Partial, l.path)
		switch {
		case l.elem != nil && g.chance(0.6):
			for i := range at.Len() {
				for _, e := range l.elem {
					if field := e.in(at.Index(i)); field.IsNil() && g.chance(0.5) {
						field.Set(g.random(e))
						return out, fmt.Sprintf("%s of element %d in %s", e.path, i, f.Name)
					}
				}
			}
		case open >= 0 && g.chance(0.5):
			f.Partial = slices.Delete(f.Partial, open, open+1)
			return out, "the end of " + l.path + " in " + f.Name
		case open >= 0 && l.elem != nil:
			e := g.element(l)
			e.FieldByName("ID").SetString(fmt.Sprintf("new-%d", at.Len()))
			at.Set(reflect.Append(at, e))
			return out, "an element of " + l.path + " in " + f.Name
		case g.chance(0.2):
			g := &evidence.Fragment{Name: fmt.Sprintf("added-%d.yaml", len(out))}
			l.of(g).Set(clone(at))
			if open >= 0 {
				g.Partial = []string{l.path}
			}
			out = append(out, g)
			return out, l.path + " once more"
		}
	}
}

// DropFact returns the fragments without one fact, or without one field of one
// element of a list, every other time one of the preferred paths; ok is false if
// nothing is stated.
func (g *Generator) DropFact(frags []*evidence.Fragment, prefer ...string) (out []*evidence.Fragment, what string, ok bool) {
	out = CloneAll(frags)
	var candidates, preferred []*leaf
	for _, l := range model() {
		if len(stated(out, l)) > 0 && (l.read || g.chance(0.02)) {
			candidates = append(candidates, l)
			if slices.Contains(prefer, l.path) {
				preferred = append(preferred, l)
			}
		}
	}
	if len(preferred) > 0 && g.chance(0.5) {
		candidates = preferred
	}
	if len(candidates) == 0 {
		return out, "", false
	}
	l := Pick(g, candidates...)
	f := Pick(g, stated(out, l)...)
	at := l.of(f)
	if l.elem != nil && at.Len() > 0 && g.chance(0.7) {
		e := at.Index(g.IntN(at.Len()))
		field := Pick(g, l.elem...)
		field.in(e).SetZero()
		return out, field.path + " in " + f.Name, true
	}
	at.SetZero()
	f.Partial = slices.DeleteFunc(f.Partial, func(p string) bool { return p == l.path })
	return out, l.path + " in " + f.Name, true
}
