package eucsf

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Score scores a dossier at an instant: by the steps it declares as facts
// ext.eucsf.… and by those that follow from its other facts, see [Derivations].
// Of the input it needs Dossier and At alone.
//
// A step counts as stated if facts leave no other, and as proven as far as proofs
// cover what it rests on, see [DefaultProof]. Where facts leave several, all of
// them are in the interval. A declared step that facts rule out is a
// contradiction: the row then spans both, and no step counts as proven that one of
// the two denies. So evidence that contradicts other evidence can lower what is
// proven; an unproven claim never lowers it below what it states itself.
//
// Of confidential facts nothing is masked: a row adds up to the total only with
// its points, and they tell the step. A note with the code [score.Confidential]
// lists the rows that may tell such facts.
//
// The error wraps [evaluator.ErrNoInput], [evaluator.ErrInstant] or [ErrMethod], is a
// cancelled context, or an [evidence.Problems] for facts ext.eucsf.… that state no step
// there is.
func (m *Method) Score(ctx context.Context, in *score.Input) (*score.Score, error) {
	if err := m.made(); err != nil {
		return nil, err
	}
	if in == nil || in.Dossier == nil || in.Dossier.Subject().ID == "" {
		return nil, fmt.Errorf("%w: there is no dossier", evaluator.ErrNoInput)
	}
	e := m.engine
	if e == nil {
		var err error
		if e, err = loadEngine(); err != nil {
			return nil, err
		}
	}
	if err := m.sheet.checkDeclared(e, in.Dossier); err != nil {
		return nil, err
	}
	decision, err := e.evaluator.Decide(ctx, in.Dossier, in.At)
	if err != nil {
		return nil, err
	}
	derivations, err := loadDerivations()
	if err != nil {
		return nil, err
	}
	derived := map[string]*interval{}
	for i := range derivations {
		derived[derivations[i].Ladder] = e.derive(&derivations[i], m.sheet.ladders[derivations[i].Ladder], decision.Outcomes)
	}
	var lines []line
	for i := range m.sheet.Objectives {
		for j := range m.sheet.Objectives[i].Ladders {
			l := &m.sheet.Objectives[i].Ladders[j]
			found := derived[l.ID]
			if found == nil {
				found = &interval{from: 1, to: len(l.Steps), proven: 1}
			}
			s := found.with(declaredOn(in.Dossier, l, decision.Outcomes[e.order[l.ID]] == evaluator.Pass))
			s.rule, s.criteria = strings.Join(found.rules, "\n"), found.criteria
			lines = append(lines, m.line(l, s))
		}
	}
	out := m.assemble(lines)
	if rows := m.sheet.confidential(e, derivations, in.Dossier); rows != nil {
		out.Notes = append(out.Notes, score.Note{Code: score.Confidential, Rows: rows})
	}
	subject := in.Dossier.Subject()
	out.Subject = &evaluator.SubjectRef{ID: subject.ID, Name: subject.Name, Version: subject.Version}
	out.At = &evaluator.Instant{Time: in.At.UTC().Truncate(time.Nanosecond)}
	out.Inputs["dossier"], out.Inputs["derivations"], out.Inputs["proof"] = in.Dossier.Digest(), e.catalogue.Digest(), e.evaluator.Profile().Digest()
	return out, nil
}

// confidential lists the ladders whose step is declared by a confidential fact or
// may rest on one, in order.
func (s *sheet) confidential(e *engine, derivations []Derivation, d *evidence.Dossier) []string {
	marked := d.ConfidentialFacts()
	if len(marked) == 0 {
		return nil
	}
	var rows []string
	for i := range derivations {
		x := &derivations[i]
		ids := []string{x.Ladder} // the criterion that the step is declared
		for j := range x.Rules {
			ids = append(ids, x.Rules[j].id(x.Ladder))
		}
		if slices.ContainsFunc(ids, func(id string) bool {
			return slices.ContainsFunc(reads(e.catalogue, id), func(path string) bool { return slices.Contains(marked, path) })
		}) {
			rows = append(rows, x.Ladder)
		}
	}
	return rows
}

// interval is what facts say of a step.
type interval struct {
	from, to int // by what is claimed; from > to where facts contradict each other
	proven   int // what is proven to be reached
	criteria []string
	rules    []string
}

// derive reads the outcomes of a ladder's rules.
func (e *engine) derive(d *Derivation, l *Ladder, outcomes []evaluator.Outcome) *interval {
	out := &interval{from: 1, to: len(l.Steps), proven: 1}
	var low, high, sure *StepRule // what decided
	for i := range d.Rules {
		r := &d.Rules[i]
		o := outcomes[e.order[r.id(l.ID)]]
		step := int(r.Step)
		if r.Means != Necessary && (o == evaluator.Pass || o == evaluator.Unproven) && step > out.from {
			out.from, low = step, r
		}
		if r.Means != Necessary && o == evaluator.Pass && step > out.proven {
			out.proven, sure = step, r
		}
		if r.Means != Sufficient && o == evaluator.Fail && step-1 < out.to {
			out.to, high = step-1, r
		}
	}
	for _, r := range []*StepRule{sure, low, high} {
		if r == nil || slices.Contains(out.criteria, r.id(l.ID)) {
			continue
		}
		out.criteria = append(out.criteria, r.id(l.ID))
		out.rules = append(out.rules, r.id(l.ID)+": "+r.Rule)
	}
	return out
}

// declaration is what a dossier declares: the lowest and the highest step, if its
// sources disagree. The zero declaration is none.
type declaration struct {
	from, to int
	proven   bool
}

func declaredOn(d *evidence.Dossier, l *Ladder, proven bool) declaration {
	out := declaration{proven: proven}
	for _, a := range d.Ext(l.Fact()).Alternatives {
		n, ok := a.Value.Scalar.(int64)
		if !ok {
			continue // refused before
		}
		if out.from == 0 || int(n) < out.from {
			out.from = int(n)
		}
		out.to = max(out.to, int(n))
	}
	return out
}

// with puts together what follows from facts and what is declared.
func (v *interval) with(d declaration) standing {
	s := standing{from: v.from, to: v.to, worst: v.proven, best: v.to, proven: v.proven}
	sure := 1
	if d.proven {
		sure = d.from
	}
	switch {
	case v.from > v.to, d.from != 0 && (d.from < v.from || d.to > v.to): // the hull of all that is said
		s.contradicted = true
		s.from, s.to = min(v.from, v.to), max(v.from, v.to)
		s.worst = min(v.proven, v.to)
		if d.from != 0 {
			s.from, s.to = min(s.from, d.from), max(s.to, d.to)
			// What one side proves counts as far as the other does not deny it.
			s.worst = max(min(s.worst, d.from), min(sure, v.from, v.to))
		}
		s.best = s.to
		s.proven = s.worst
	case d.from != 0:
		s.contradicted = d.from != d.to
		s.from, s.to, s.best = d.from, d.to, d.to
		s.worst = max(v.proven, sure)
		s.proven = s.worst
	}
	return s
}

// checkDeclared refuses facts that state no step there is.
func (s *sheet) checkDeclared(e *engine, d *evidence.Dossier) error {
	var problems doc.Collector
	var known []string
	ladders := map[string]*Ladder{}
	for i := range s.Objectives {
		for j := range s.Objectives[i].Ladders {
			l := &s.Objectives[i].Ladders[j]
			known, ladders[l.fact()] = append(known, l.fact()), l
		}
	}
	for _, source := range d.Sources() {
		if err := e.catalogue.CheckFacts(source, nil); err != nil {
			problems.Add(doc.Problems(nil).With(err)...)
		}
		stated := source.Ext[factGroup]
		for _, name := range slices.Sorted(maps.Keys(stated)) {
			report := func(message, hint string) {
				problems.Add(doc.Problem{File: source.Name, Pointer: doc.Pointer("ext", factGroup, name), Message: message, Hint: hint, Kind: doc.Semantic})
			}
			l := ladders[name]
			if l == nil {
				hint := "facts are named as in " + known[0]
				if near := doc.Suggest(name, known); near != "" {
					hint = fmt.Sprintf("did you mean %q?", near)
				}
				report("there is no ladder of that name", hint)
				continue
			}
			if n, ok := stated[name].Any().(int64); ok && (n < 1 || n > int64(len(l.Steps))) {
				report(fmt.Sprintf("%s has no step %d", l.ID, n), fmt.Sprintf("steps are 1, the worst, to %d", len(l.Steps)))
			}
		}
	}
	return problems.Err()
}
