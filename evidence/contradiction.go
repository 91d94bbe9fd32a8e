package evidence

import (
	"fmt"
	"slices"
	"strings"
)

// Contradiction is a fact, or a field of a list's element, on which sources
// disagree.
type Contradiction struct {
	Path   string   `json:"path" required:"true"`
	Stated []Saying `json:"stated" required:"true"`
}

// Saying is a value and the sources that state it.
type Saying struct {
	// Value is absent if it is masked.
	Value   string   `json:"value,omitzero"`
	Sources []string `json:"sources" required:"true"`
	// Confidential reports that the value is masked.
	Confidential bool `json:"confidential,omitzero"`
}

// Contradictions says who states what about the fact with the given path, or
// nothing if it is not contradicted. Of a list whose sources could agree on
// which elements there are, it names the elements' fields on which they differ:
// "supplyChain.subcontractors[mailer].seat".
func (f Fact) Contradictions(path string) []Contradiction {
	if len(f.Alternatives) < 2 {
		return nil
	}
	var parts []Part
	for _, a := range f.Alternatives {
		for _, p := range a.Parts {
			same := func(q Part) bool { return slices.Equal(q.Sources, p.Sources) && q.Value.equal(p.Value) }
			if !slices.ContainsFunc(parts, same) {
				parts = append(parts, p)
			}
		}
	}
	if field := FactSchema().Field(path); field != nil && field.Elem != nil {
		if fields := elementsDiffer(field, parts); len(fields) > 0 {
			return fields
		}
	}
	var c sayings
	for _, p := range parts {
		c.add(path, p.Value.String(), p.Sources)
	}
	return c.contradictions(1)
}

// elementsDiffer returns the fields of elements on which the parts of a list
// differ, or nothing if they differ on which elements there are.
func elementsDiffer(field *Field, parts []Part) []Contradiction {
	ids := func(p Part) []string {
		var out []string
		for _, item := range p.Value.List.Items {
			out = append(out, item.ID)
		}
		slices.Sort(out)
		return out
	}
	var said sayings
	for _, p := range parts {
		if !p.Value.List.Open && !parts[0].Value.List.Open && !slices.Equal(ids(p), ids(parts[0])) {
			return nil
		}
		for _, item := range p.Value.List.Items {
			for k, v := range item.Values {
				if !v.IsZero() {
					said.add(fmt.Sprintf("%s[%s].%s", field.Path, item.ID, field.Elem.Fields[k].Name), v.String(), p.Sources)
				}
			}
		}
	}
	return said.contradictions(2)
}

// sayings gathers who says what, by path.
type sayings map[string][]Saying

func (s *sayings) add(path, value string, sources []string) {
	if *s == nil {
		*s = sayings{}
	}
	all := (*s)[path]
	at := slices.IndexFunc(all, func(o Saying) bool { return o.Value == value })
	if at < 0 {
		at = len(all)
		all = append(all, Saying{Value: value})
	}
	for _, source := range sources {
		if !slices.Contains(all[at].Sources, source) {
			all[at].Sources = append(all[at].Sources, source)
		}
	}
	slices.Sort(all[at].Sources)
	(*s)[path] = all
}

// contradictions returns the paths with at least so many values, sorted.
func (s sayings) contradictions(least int) []Contradiction {
	var out []Contradiction
	for path, all := range s {
		if len(all) >= least {
			slices.SortFunc(all, func(a, b Saying) int { return strings.Compare(a.Value, b.Value) })
			out = append(out, Contradiction{path, all})
		}
	}
	slices.SortFunc(out, func(a, b Contradiction) int { return strings.Compare(a.Path, b.Path) })
	return out
}
