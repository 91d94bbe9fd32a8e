package rules

import (
	"slices"

	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
)

// Suggested are values of a fact, or of a field of a list's entries, that the
// quest's rules suggest: what they compare it with and what lies next to that;
// of a closed set all of it. The name is that of the field, or empty.
func (e *Env) Suggested(q *Quest, slot int, name string, work *Work) []evidence.Value {
	s := newSeeker(e, q, work)
	field := &e.facts.fields[slot]
	if name != "" {
		if field.elem == nil {
			return nil
		}
		i := slices.IndexFunc(field.elem.fields, func(f layoutField) bool { return f.name == name })
		if i < 0 {
			return nil
		}
		field = &field.elem.fields[i]
	}
	if field.info.Kind == evidence.KindList {
		return nil
	}
	c := &candidate{}
	for i := range q.Aims {
		picks := make([]int, len(s.disputed))
		c.goals = append(c.goals, goal{i, picks})
	}
	r := s.newRealiser(c, true)
	var none ref.Val
	p := &spot{cells: []*ref.Val{&none}, field: field, shape: field.info.Path}
	var out []evidence.Value
	for _, g := range r.goals {
		for _, v := range r.pool(p, r.domainOf(p.shape), &rstep{goal: g}) {
			if x := public(v); !slices.ContainsFunc(out, x.Equal) {
				out = append(out, x)
			}
		}
	}
	return out
}
