package evaluator

import (
	"cmp"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// stepsTo are the steps that lead from what is stated of a fact to a value: as
// few entries of a list as possible are touched. The field is nil for a
// catalogue's own fact.
func stepsTo(path string, field *evidence.Field, fact evidence.Fact, to evidence.Stated) []Step {
	switch len(fact.Alternatives) {
	case 0:
		return []Step{stating(StepState, path, field, to)}
	case 1:
		return stepsFrom(path, field, fact.Alternatives[0].Value, to)
	}
	// Of a contradicted fact: settle on the alternative from which it is nearest.
	var best []Step
	for i, alt := range fact.Alternatives {
		steps := stepsFrom(path, field, alt.Value, to)
		if len(steps) > 0 && to.List == nil {
			steps = []Step{{Kind: StepChange, Path: path, To: valueOf(to)}} // from none of them
		} else {
			steps = append([]Step{clarifying(path, field, fact, i)}, steps...)
		}
		if best == nil || len(steps) < len(best) || len(steps) == len(best) && steps[0].Kind == StepClarify && best[0].Kind != StepClarify {
			best = steps
		}
	}
	return best
}

// stating states a whole value. Of records it says what they hold.
func stating(kind StepKind, path string, field *evidence.Field, to evidence.Stated) Step {
	s := Step{Kind: kind, Path: path, To: valueOf(to)}
	if field != nil && field.Elem != nil && to.List != nil {
		for i := range to.List.Items {
			s.Entries = append(s.Entries, entryOf(field, &to.List.Items[i]))
		}
	}
	return s
}

func entryOf(field *evidence.Field, item *evidence.Item) Entry {
	e := Entry{ID: item.ID}
	for k, v := range item.Values {
		if !v.IsZero() {
			e.Fields = append(e.Fields, EntryField{field.Elem.Fields[k].Name, valueOf(v)})
		}
	}
	return e
}

// clarifying settles on one of the values that sources state. Of records it says
// the fields on which they differ.
func clarifying(path string, field *evidence.Field, fact evidence.Fact, pick int) Step {
	to := fact.Alternatives[pick].Value
	s := Step{Kind: StepClarify, Path: path, To: valueOf(to)}
	if field == nil || field.Elem == nil {
		return s
	}
	for _, item := range to.List.Items {
		e := Entry{ID: item.ID}
		for k, v := range item.Values {
			differs := func(a evidence.Alternative) bool {
				other := find(a.Value.List, item.ID)
				return other != nil && !same(other.Values[k], v)
			}
			if !v.IsZero() && slices.ContainsFunc(fact.Alternatives, differs) {
				e.Fields = append(e.Fields, EntryField{field.Elem.Fields[k].Name, valueOf(v)})
			}
		}
		if len(e.Fields) > 0 {
			s.Entries = append(s.Entries, e)
		}
	}
	return s
}

// clarified returns the alternative that a step settles on.
func clarified(field *evidence.Field, fact evidence.Fact, s *Step) (evidence.Stated, bool) {
	for i, alt := range fact.Alternatives {
		t := clarifying(s.Path, field, fact, i)
		if t.To.Equal(s.To) && slices.EqualFunc(t.Entries, s.Entries, func(a, b Entry) bool {
			return a.ID == b.ID && slices.EqualFunc(a.Fields, b.Fields, func(x, y EntryField) bool { return x.Name == y.Name && x.Value.Equal(y.Value) })
		}) {
			return alt.Value, true
		}
	}
	return evidence.Stated{}, false
}

func isOpen(s evidence.Stated) bool { return s.List != nil && s.List.Open }

func find(l *evidence.StatedList, id string) *evidence.Item {
	for i := range l.Items {
		if l.Items[i].ID == id {
			return &l.Items[i]
		}
	}
	return nil
}

func same(a, b evidence.Stated) bool {
	if a.IsZero() || b.IsZero() || (a.List == nil) != (b.List == nil) {
		return a.IsZero() && b.IsZero()
	}
	if a.List == nil {
		return a.Scalar == b.Scalar
	}
	joined, ok := a.Join(b)
	return ok && a.List.Open == b.List.Open && len(joined.List.Items) == len(a.List.Items) && len(a.List.Items) == len(b.List.Items) &&
		!slices.ContainsFunc(a.List.Items, func(i evidence.Item) bool {
			if i.Scalar != nil {
				return false
			}
			j := find(b.List, i.ID)
			for k := range i.Values {
				if !same(i.Values[k], j.Values[k]) {
					return true
				}
			}
			return false
		})
}

// stepsFrom are the steps from one value to another.
func stepsFrom(path string, field *evidence.Field, from, to evidence.Stated) []Step {
	if from.IsZero() {
		return []Step{stating(StepState, path, field, to)}
	}
	if to.List == nil || from.List == nil {
		if from.Scalar == to.Scalar && from.List == nil && to.List == nil {
			return nil
		}
		return []Step{{Kind: StepChange, Path: path, From: valueOf(from), To: valueOf(to)}}
	}
	var out []Step
	if field == nil || field.Elem == nil {
		in := func(l *evidence.StatedList, scalar any) bool {
			return slices.ContainsFunc(l.Items, func(i evidence.Item) bool { return i.Scalar == scalar })
		}
		for _, item := range from.List.Items {
			if !in(to.List, item.Scalar) {
				out = append(out, Step{Kind: StepRemove, Path: path, From: valueOf(evidence.Stated{Scalar: item.Scalar})})
			}
		}
		for _, item := range to.List.Items {
			if !in(from.List, item.Scalar) {
				out = append(out, Step{Kind: StepAdd, Path: path, To: valueOf(evidence.Stated{Scalar: item.Scalar})})
			}
		}
	} else {
		for i := range from.List.Items {
			item := &from.List.Items[i]
			at := path + "[" + item.ID + "]"
			now := find(to.List, item.ID)
			if now == nil {
				out = append(out, Step{Kind: StepRemove, Path: at})
				continue
			}
			for k := range field.Elem.Fields {
				if !now.Values[k].IsZero() && !same(item.Values[k], now.Values[k]) {
					out = append(out, stepsFrom(at+"."+field.Elem.Fields[k].Name, &field.Elem.Fields[k], item.Values[k], now.Values[k])...)
				}
			}
		}
		for i := range to.List.Items {
			if item := &to.List.Items[i]; find(from.List, item.ID) == nil {
				out = append(out, Step{Kind: StepAdd, Path: path + "[" + item.ID + "]", Entries: []Entry{entryOf(field, item)}})
			}
		}
	}
	if from.List.Open && !to.List.Open {
		out = append(out, Step{Kind: StepState, Path: path, From: valueOf(from), To: valueOf(to)})
	}
	return out
}

// order puts steps into the order in which they are shown and taken: of values
// before those of proofs, each by path; on one path as they were.
func order(steps []Step) {
	rank := func(s *Step) int {
		if s.Kind == StepProve {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(steps, func(a, b Step) int {
		x, _, _ := strings.Cut(a.Path, "[")
		y, _, _ := strings.Cut(b.Path, "[")
		return cmp.Or(rank(&a)-rank(&b), strings.Compare(x, y), strings.Compare(a.Needs, b.Needs))
	})
}
