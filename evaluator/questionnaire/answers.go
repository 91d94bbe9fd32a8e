package questionnaire

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// answers are what a source states, by path, entries by their ids. A list of
// records is a list of its entries' ids.
type answers map[string]evidence.Value

// answersOf lists what a source states.
func answersOf(f *evidence.Fragment) (answers, error) {
	text, err := f.EncodeJSON()
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var tree map[string]any
	if err := dec.Decode(&tree); err != nil {
		return nil, err
	}
	out := answers{}
	schema := evidence.FactSchema()
	for i := range schema.Fields {
		if err := out.take(&schema.Fields[i], "", "", tree); err != nil {
			return nil, err
		}
	}
	for group, facts := range f.Ext {
		for name, v := range facts {
			out["ext."+group+"."+name] = v
		}
	}
	if s := f.Subject; s != nil {
		set := func(field, v string) {
			if v != "" {
				out["subject."+field] = evidence.String(v)
			}
		}
		set("layer", string(s.Layer))
		set("version", string(s.Version))
		if s.Regions != nil {
			var list []string
			for _, r := range s.Regions {
				list = append(list, string(r))
			}
			out["subject.regions"] = evidence.Strings(list...)
		}
		if s.Services != nil {
			out["subject.services"] = evidence.Strings(s.Services...)
		}
	}
	return out, nil
}

// take adds what a record states of a field.
func (a answers) take(f *evidence.Field, record, at string, tree map[string]any) error {
	var v any = tree
	for name := range strings.SplitSeq(f.Name, ".") {
		group, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		if v, ok = group[name]; !ok {
			return nil
		}
	}
	path := at + strings.TrimPrefix(f.Path, record)
	if f.Elem == nil {
		text, err := json.Marshal(v)
		if err != nil {
			return err
		}
		var value evidence.Value
		if err := value.UnmarshalJSON(text); err != nil {
			return err
		}
		a[path] = value
		return nil
	}
	ids := []string{}
	list, _ := v.([]any)
	for _, e := range list {
		entry, _ := e.(map[string]any)
		id, _ := entry["id"].(string)
		ids = append(ids, id)
		for i := range f.Elem.Fields {
			if err := a.take(&f.Elem.Fields[i], f.Elem.Path, path+"["+id+"]", entry); err != nil {
				return err
			}
		}
	}
	a[path] = evidence.Strings(ids...)
	return nil
}

// Asked lists the questions that are asked, by the paths of their facts: each
// after the answers before it that f states. Of a list of records whose entries f
// names, the questions about each entry have its id between the brackets; where it
// does not state the list, they have empty ones. What f states in answer to a
// question that is not asked does not count.
//
// The answers count as proven as the questions demand. The error is what a file
// could not state.
func (q *Questionnaire) Asked(f *evidence.Fragment) ([]string, error) {
	stated, err := answersOf(f)
	if err != nil {
		return nil, err
	}
	given := answers{} // to what is asked
	var out []string
	for i := range q.Questions {
		x := &q.Questions[i]
		for _, path := range given.places(x.Path) {
			if !given.asks(x, path) {
				continue
			}
			out = append(out, path)
			if v, ok := stated[path]; ok {
				given[path] = v
			}
		}
	}
	return out, nil
}

// places are the paths at which a question is asked.
func (a answers) places(path string) []string {
	list := listOf(path)
	if list == "" {
		return []string{path}
	}
	var out []string
	for _, at := range a.places(list) {
		rest := strings.TrimPrefix(path, list+"[]")
		ids, ok := a[at].Any().([]evidence.Value)
		if !ok {
			out = append(out, at+"[]"+rest)
		}
		for _, id := range ids {
			out = append(out, at+"["+id.String()+"]"+rest)
		}
	}
	return out
}

// asks reports whether a question is asked at a path.
func (a answers) asks(q *Question, path string) bool {
	if q.AskIf == nil {
		return true
	}
	for _, alt := range q.AskIf {
		holds := true
		for i := range alt.All {
			holds = holds && a.holds(&alt.All[i], path)
		}
		if holds {
			return true
		}
	}
	return false
}

// holds reports whether a condition holds where a question is asked.
func (a answers) holds(c *Condition, at string) bool {
	if c.Of == "" {
		path := c.Path
		if list := listOf(path); list != "" { // of the same entry
			if i := strings.LastIndex(at, "]"); i >= 0 {
				path = at[:i+1] + strings.TrimPrefix(path, list+"[]")
			}
		}
		return c.Holds(a[path])
	}
	var values []evidence.Value
	if a[listOf(c.Path)].IsZero() {
		return true
	}
	for _, path := range a.places(c.Path) {
		values = append(values, a[path])
	}
	for _, v := range values {
		if c.Holds(v) != (c.Of == EachEntry) {
			return c.Of == SomeEntry
		}
	}
	return c.Of == EachEntry
}

// Holds reports whether the condition holds of an answer, or of one entry. It
// does of the zero Value, which is no answer.
func (c *Condition) Holds(v evidence.Value) bool {
	if v.IsZero() {
		return true
	}
	op := c.Operator
	if size, ok := strings.CutPrefix(op, "size"); ok {
		list, isList := v.Any().([]evidence.Value)
		if !isList {
			return true
		}
		op, v = size, evidence.Int(int64(len(list)))
	}
	switch op {
	case "==":
		return v.Equal(c.Wanted)
	case "!=":
		return !v.Equal(c.Wanted)
	case "in", "notIn":
		list, _ := c.Wanted.Any().([]evidence.Value)
		for _, w := range list {
			if v.Equal(w) {
				return op == "in"
			}
		}
		return op == "notIn"
	}
	order, ok := compare(v, c.Wanted)
	if !ok {
		return true
	}
	switch op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	}
	return true
}

// compare orders numbers, and dates, whose texts are in the order of time.
func compare(a, b evidence.Value) (int, bool) {
	if x, ok := a.Any().(string); ok {
		y, isText := b.Any().(string)
		return strings.Compare(x, y), isText
	}
	x, ok := number(a)
	y, ok2 := number(b)
	switch {
	case !ok || !ok2:
		return 0, false
	case x < y:
		return -1, true
	case x > y:
		return 1, true
	}
	return 0, true
}

func number(v evidence.Value) (float64, bool) {
	switch x := v.Any().(type) {
	case int64:
		return float64(x), true
	case float64:
		return x, true
	}
	return 0, false
}
