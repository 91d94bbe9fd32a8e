package questionnaire

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/speech"
)

// Paths lists what a fragment states, sorted.
func Paths(f *evidence.Fragment) []string {
	a, err := answersOf(f)
	if err != nil {
		panic(err)
	}
	return slices.Sorted(maps.Keys(a))
}

// Keep leaves of a fragment what is stated at some paths, with or without the ids
// of entries, and its proofs.
func Keep(f *evidence.Fragment, paths []string) (*evidence.Fragment, error) {
	kept := map[string]bool{}
	for _, path := range paths {
		kept[path] = true
	}
	text, err := f.EncodeJSON()
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	var prune func(v any, path string) (any, bool)
	prune = func(v any, path string) (any, bool) {
		switch v := v.(type) {
		case map[string]any:
			for name, x := range v {
				if name == "id" && strings.Contains(path, "[") || name == "trias" || path == "" && name == "proofs" {
					continue
				}
				at := strings.TrimPrefix(path+"."+name, ".")
				if x, ok := prune(x, at); ok {
					v[name] = x
				} else if at != "subject" && at != "subject.id" {
					delete(v, name)
				}
			}
			return v, len(v) > 0 || strings.HasSuffix(path, "]")
		case []any:
			if !kept[path] && !kept[generic(path)] {
				return nil, false
			}
			for i := range v {
				if e, ok := v[i].(map[string]any); ok && e["id"] != nil {
					v[i], _ = prune(e, path+"["+e["id"].(string)+"]")
				}
			}
			return v, true
		}
		return v, kept[path] || kept[generic(path)]
	}
	pruned, _ := prune(tree, "")
	data, err := json.Marshal(pruned)
	if err != nil {
		return nil, err
	}
	g := &evidence.Fragment{Name: f.Name}
	if err := doc.Read("f.json", data, doc.DefaultLimits(), g); err != nil {
		return nil, err
	}
	return g, nil
}

// Untitled lists the groups of all facts that have no title in a language, and
// the titles of groups that no fact is in.
func Untitled(lang string) ([]string, error) {
	l, err := lookup(lang)
	if err != nil {
		return nil, err
	}
	var out []string
	seen := map[string]bool{}
	for _, path := range factPaths() {
		group := groupOf(path)
		if !seen[group] && l.Titles[group] == "" {
			out = append(out, group)
		}
		seen[group] = true
	}
	for group := range l.Titles {
		if !seen[group] {
			out = append(out, group)
		}
	}
	return out, nil
}

// Foreign makes a writer speak a language that texts of catalogues do not have.
func Foreign(q *Questionnaire, f *speech.Formats, o WriteOptions) (string, error) {
	w, err := q.writer(o)
	if err != nil {
		return "", err
	}
	l := *w.language
	l.Formats = f
	l.Titles = map[string]string{"data.keys": "Klucze"}
	l.Proof = map[string]string{"kind": "Jaki?"}
	w.language = &l
	c := &csvWriter{writer: w, comma: ","}
	c.write()
	return c.b.String(), nil
}
