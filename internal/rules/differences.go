package rules

import (
	"fmt"
	"slices"
	gostrings "strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// Difference is a field of a list's element on which sources differ.
type Difference struct {
	Path   string
	Stated []Saying
}

// Saying is a value and the sources that state it.
type Saying struct {
	Value   string
	Sources []string
}

// Differences returns the fields of elements on which the sources of a
// contradicted list differ, or nothing if they differ on which elements there
// are, or if the fact is no list of records.
func (e *Env) Differences(d *evidence.Dossier, slot int) []Difference {
	f := &e.facts.fields[slot]
	if f.elem == nil {
		return nil
	}
	var parts []evidence.Part
	for _, alt := range e.Stated(d, slot).Alternatives {
		for _, p := range alt.Parts {
			if !slices.ContainsFunc(parts, func(q evidence.Part) bool { return slices.Equal(q.Sources, p.Sources) && q.Value.List == p.Value.List }) {
				parts = append(parts, p)
			}
		}
	}
	ids := func(p evidence.Part) []string {
		var out []string
		for _, item := range p.Value.List.Items {
			out = append(out, item.ID)
		}
		slices.Sort(out)
		return out
	}
	stated := map[string][]Saying{}
	for i, p := range parts {
		if i > 0 && !p.Value.List.Open && !parts[0].Value.List.Open && !slices.Equal(ids(p), ids(parts[0])) {
			return nil
		}
		for _, item := range p.Value.List.Items {
			for k, v := range item.Values {
				if v.IsZero() {
					continue
				}
				path := fmt.Sprintf("%s[%s].%s", f.info.Path, item.ID, f.elem.fields[k].name)
				text := v.String()
				at := slices.IndexFunc(stated[path], func(s Saying) bool { return s.Value == text })
				if at < 0 {
					stated[path] = append(stated[path], Saying{Value: text})
					at = len(stated[path]) - 1
				}
				s := &stated[path][at]
				for _, source := range p.Sources {
					if !slices.Contains(s.Sources, source) {
						s.Sources = append(s.Sources, source)
					}
				}
				slices.Sort(s.Sources)
			}
		}
	}
	var out []Difference
	for path, sayings := range stated {
		if len(sayings) > 1 {
			slices.SortFunc(sayings, func(a, b Saying) int { return gostrings.Compare(a.Value, b.Value) })
			out = append(out, Difference{path, sayings})
		}
	}
	slices.SortFunc(out, func(a, b Difference) int { return gostrings.Compare(a.Path, b.Path) })
	return out
}
