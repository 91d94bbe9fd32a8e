package criteriatest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// compose makes the dossier of every case from the base and what the case
// changes. What is wrong with the base is reported once.
func (f *Fixtures) compose() Problems {
	base := f.node.Get("base")
	if base.Kind != doc.Mapping {
		return Problems{base.Problem(doc.Structural, "the base is no mapping", "write subject:, facts and proofs: as in a dossier")}
	}
	if _, problems := f.dossier(base); len(problems) > 0 {
		return problems
	}
	var all Problems
	for i := range f.file.Cases {
		if f.bytes > maxBytes {
			return Problems{f.problem("/cases", fmt.Sprintf("the dossiers of the first %d cases have more than %d MiB together", i, maxBytes>>20),
				"make the base smaller, or the cases fewer")}
		}
		composed, problems := f.changed(base, i)
		if len(problems) == 0 {
			var d *evidence.Dossier
			if d, problems = f.dossier(composed); d != nil {
				f.dossiers = append(f.dossiers, d)
			}
		}
		all = append(all, problems...)
	}
	return all
}

// maxBytes bounds the dossiers of all cases together: a large base and many
// cases would otherwise multiply.
const maxBytes = 16 << 20

// changed returns the base as a case changes it. Nodes that stay are shared, so
// that problems are found where they were written.
func (f *Fixtures) changed(base *doc.Node, i int) (*doc.Node, Problems) {
	c := &f.file.Cases[i]
	var problems Problems
	report := func(pointer string, err error) {
		p := f.problem(fmt.Sprintf("/cases/%d/%s", i, pointer), err.Error(), "name what the base has: data.keys.custody, subject.layer, proofs[contract].issued")
		problems = append(problems, p)
	}
	for _, path := range slices.Sorted(maps.Keys(c.Set)) {
		next, err := put(base, path, c.Set[path])
		if err != nil {
			report(strings.TrimPrefix(doc.Pointer("set", path), "/"), err)
			continue
		}
		base = next
	}
	for k, path := range c.Unset {
		next, err := put(base, path, nil)
		if err != nil {
			report(fmt.Sprintf("unset/%d", k), err)
			continue
		}
		base = next
	}
	return base, problems
}

// put returns a tree with a value at a path; without the path if it is nil.
func put(n *doc.Node, path string, value *doc.Node) (*doc.Node, error) {
	step, rest, more := strings.Cut(path, ".")
	key, id, inList := strings.Cut(step, "[")
	if inList {
		// An id may have dots.
		var after string
		id, after, _ = strings.Cut(path[len(key)+1:], "]")
		if rest, more = strings.CutPrefix(after, "."); !more && after != "" || !strings.Contains(path, "]") {
			return nil, fmt.Errorf("%s is no path", doc.Quote(path))
		}
	}
	if key == "" || more && rest == "" {
		return nil, fmt.Errorf("%s is no path", doc.Quote(path))
	}
	if n.Kind != doc.Mapping {
		return nil, fmt.Errorf("there is no %s: what is above it has no parts", doc.Quote(step))
	}
	child := n.Get(key)
	switch {
	case inList:
		list, err := element(child, id, rest, value)
		if err != nil {
			return nil, err
		}
		return with(n, key, list), nil
	case !more && value == nil && child == nil:
		return nil, fmt.Errorf("there is no %s to take away", doc.Quote(step))
	case !more:
		return with(n, key, value), nil
	case child == nil && value == nil:
		return nil, fmt.Errorf("there is no %s to take anything away from", doc.Quote(step))
	case child == nil:
		child = &doc.Node{Kind: doc.Mapping, Line: value.Line, Column: value.Column}
	}
	below, err := put(child, rest, value)
	if err != nil {
		return nil, err
	}
	return with(n, key, below), nil
}

// element changes, or takes away, the element of a list that has an id.
func element(list *doc.Node, id, rest string, value *doc.Node) (*doc.Node, error) {
	at := -1
	if list != nil {
		at = slices.IndexFunc(list.Items, func(item *doc.Node) bool {
			n := item.Get("id")
			return n != nil && n.Text == id
		})
	}
	if at < 0 {
		return nil, fmt.Errorf("there is no element %s", doc.Quote(id))
	}
	changed := *list
	changed.Items = slices.Clone(list.Items)
	switch {
	case rest != "":
		item, err := put(list.Items[at], rest, value)
		if err != nil {
			return nil, err
		}
		changed.Items[at] = item
	case value == nil:
		changed.Items = slices.Delete(changed.Items, at, at+1)
	default:
		changed.Items[at] = value
	}
	return &changed, nil
}

// with returns a mapping with another value of a key; without the key if it is
// nil.
func with(n *doc.Node, key string, value *doc.Node) *doc.Node {
	changed := *n
	changed.Entries = slices.Clone(n.Entries)
	at := slices.IndexFunc(n.Entries, func(e doc.Entry) bool { return e.Key == key })
	switch {
	case value == nil:
		changed.Entries = slices.Delete(changed.Entries, at, at+1)
	case at < 0:
		changed.Entries = append(changed.Entries, doc.Entry{Key: key, KeyLine: value.Line, KeyColumn: value.Column, Value: value})
	default:
		changed.Entries[at].Value = value
	}
	return &changed
}

// dossier reads a composed tree. Problems are at the places the parts were
// written at.
func (f *Fixtures) dossier(n *doc.Node) (*evidence.Dossier, Problems) {
	n = with(n, "trias", &doc.Node{Kind: doc.String, Text: evidence.Format, Line: n.Line, Column: n.Column})
	text, err := doc.EncodeJSON(n)
	if err != nil {
		return nil, Problems{n.Problem(doc.Structural, err.Error(), "")}
	}
	f.bytes += len(text)
	fragment, err := evidence.Decode(f.name+".json", text)
	var problems Problems
	if errors.As(err, &problems) {
		for i := range problems {
			place := n.Find(problems[i].Pointer)
			problems[i].File, problems[i].Line, problems[i].Column = f.name, place.Line, place.Column
			problems[i].Pointer = place.Pointer()
		}
		return nil, problems
	}
	var d *evidence.Dossier
	if err == nil {
		fragment.Name = f.name
		d, err = evidence.Merge(fragment)
	}
	if err != nil {
		return nil, Problems{n.Problem(doc.Semantic, err.Error(), `write for example subject: {id: offer, version: "1.0"}`)}
	}
	return d, nil
}
