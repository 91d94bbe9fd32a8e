package population

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// subjectFields describes the fields of the subject that rules see, as facts are
// described.
var subjectFields = sync.OnceValue(func() map[string]*evidence.Field {
	return map[string]*evidence.Field{
		"layer":    {Path: "subject.layer", Name: "layer", Kind: evidence.KindText, Values: evidence.Layer("").Values()},
		"version":  {Path: "subject.version", Name: "version", Kind: evidence.KindVersion},
		"regions":  {Path: "subject.regions", Name: "regions", Kind: evidence.KindList, Item: evidence.KindText, Values: evidence.Country("").Values()},
		"services": {Path: "subject.services", Name: "services", Kind: evidence.KindList, Item: evidence.KindText},
	}
})

// extFact is how a catalogue's own facts are named.
var extFact = regexp.MustCompile(`^ext\.[a-z][A-Za-z0-9]{0,63}\.[a-z][A-Za-z0-9]{0,63}$`)

// wrong says what is wrong with a value.
type wrong struct{ message, hint string }

func (w *wrong) Error() string { return w.message }

// parse reads a value as the key of a mapping has it. A nil field is a
// catalogue's own fact of which nothing is known: true, false, numbers and dates are
// what they look like.
func parse(field *evidence.Field, text string) (evidence.Stated, error) {
	if field == nil {
		switch {
		case text == "true" || text == "false":
			return evidence.Stated{Scalar: text == "true"}, nil
		case json.Valid([]byte(text)) && strings.ContainsAny(text[:1], "-0123456789"):
			var v evidence.Value
			if err := v.UnmarshalJSON([]byte(text)); err == nil { // else it may be a text
				return evidence.Stated{Scalar: v.Any()}, nil
			}
		}
		x, err := ownScalar(nil, text)
		return evidence.Stated{Scalar: x}, err
	}
	kind := field.Kind
	if kind == evidence.KindList {
		return evidence.Stated{}, &wrong{field.Path + " is a list", "use lists:, members:, or length: with fields:"}
	}
	return scalar(field, kind, text)
}

// scalar reads one value, of a fact or of an entry of a list of scalars.
func scalar(field *evidence.Field, kind evidence.Kind, text string) (evidence.Stated, error) {
	switch kind {
	case evidence.KindBool:
		if text != "true" && text != "false" {
			return evidence.Stated{}, &wrong{fmt.Sprintf("%s is true or false, not %s", field.Path, doc.Quote(text)), "use yes: and the share of true"}
		}
		return evidence.Stated{Scalar: text == "true"}, nil
	case evidence.KindInt, evidence.KindNumber:
		var v evidence.Value
		if err := v.UnmarshalJSON([]byte(text)); err != nil {
			if json.Valid([]byte(text)) {
				return evidence.Stated{}, &wrong{err.Error(), ""} // a number beyond what is exact
			}
			return evidence.Stated{}, &wrong{fmt.Sprintf("%s is a number, not %s", field.Path, doc.Quote(text)), "write a number"}
		}
		return number(field, kind, v)
	case evidence.KindDate:
		d, err := evidence.ParseDate(text)
		if err != nil {
			return evidence.Stated{}, &wrong{err.Error(), ""}
		}
		return evidence.Stated{Scalar: d}, nil
	}
	if field.Values != nil {
		if !slices.Contains(field.Values, text) {
			return evidence.Stated{}, noneOf(field, text)
		}
		return evidence.Stated{Scalar: text}, nil
	}
	if isOwn(field.Path) {
		x, err := ownScalar(field, text)
		return evidence.Stated{Scalar: x}, err
	}
	return throughFile(field, text)
}

// noneOf says that a text is not in a closed set.
func noneOf(field *evidence.Field, text string) *wrong {
	w := &wrong{message: fmt.Sprintf("%s is none of the values of %s", doc.Quote(text), field.Path)}
	if near := doc.Suggest(text, field.Values); near != "" {
		w.hint = fmt.Sprintf("did you mean %q?", near)
	} else if len(field.Values) <= 12 {
		w.hint = "one of " + strings.Join(field.Values, ", ")
	}
	return w
}

// number checks a number against its fact.
func number(field *evidence.Field, kind evidence.Kind, v evidence.Value) (evidence.Stated, error) {
	var size float64
	switch n := v.Any().(type) {
	case int64:
		size = float64(n)
	case float64:
		size = n
	default:
		return evidence.Stated{}, &wrong{fmt.Sprintf("%s is a number, not %s", field.Path, v), "write a number"}
	}
	switch {
	case field.Min != nil && size < *field.Min:
		return evidence.Stated{}, &wrong{fmt.Sprintf("%s is at least %v, not %s", field.Path, *field.Min, v), ""}
	case field.Max != nil && size > *field.Max:
		return evidence.Stated{}, &wrong{fmt.Sprintf("%s is at most %v, not %s", field.Path, *field.Max, v), ""}
	case kind == evidence.KindNumber:
		return evidence.Stated{Scalar: size}, nil
	}
	i, whole := v.Any().(int64)
	if !whole {
		if i = int64(size); float64(i) != size {
			return evidence.Stated{}, &wrong{fmt.Sprintf("%s is a whole number, not %s", field.Path, v), ""}
		}
	}
	return evidence.Stated{Scalar: i}, nil
}

// throughFile has the reader of dossiers judge a text.
func throughFile(field *evidence.Field, text string) (evidence.Stated, error) {
	var value any = text
	if field.Kind == evidence.KindList {
		value = []any{text}
	}
	list, name, element := strings.Cut(field.Path, "[].")
	if element {
		value = []any{nested(name, value, "id", "e")}
	}
	s, err := stated(list, value)
	if err != nil {
		return evidence.Stated{}, err
	}
	if element {
		s = s.List.Items[0].Values[field.Slot]
	}
	if field.Kind == evidence.KindList {
		s = evidence.Stated{Scalar: s.List.Items[0].Scalar}
	}
	return s, nil
}

// nested makes a mapping that has a value at a path, and may have another at the
// top.
func nested(path string, value any, more ...any) map[string]any {
	name, rest, ok := strings.Cut(path, ".")
	m := map[string]any{name: value}
	if ok {
		m[name] = nested(rest, value)
	}
	if more != nil {
		m[more[0].(string)] = more[1]
	}
	return m
}

// stated is what a dossier that states a value at a path is read as.
func stated(path string, value any) (evidence.Stated, error) {
	file := nested(path, value)
	subject, _ := file["subject"].(map[string]any)
	if subject == nil {
		subject = map[string]any{}
	}
	subject["id"] = "x"
	file["trias"], file["subject"] = evidence.Format, subject
	data, err := json.Marshal(file)
	if err != nil {
		return evidence.Stated{}, &wrong{err.Error(), ""}
	}
	fragment, err := evidence.Decode("value.json", data)
	if err != nil {
		var problems doc.Problems
		if errors.As(err, &problems) && len(problems) > 0 {
			return evidence.Stated{}, &misread{problems, doc.Pointer(strings.Split(path, ".")...)}
		}
		return evidence.Stated{}, &wrong{err.Error(), ""}
	}
	if name, ok := strings.CutPrefix(path, "subject."); ok {
		return subjectStated(fragment.Subject, name), nil
	}
	d, err := evidence.Merge(fragment)
	if err != nil {
		return evidence.Stated{}, &wrong{err.Error(), ""}
	}
	f := d.Ext(path)
	if field := evidence.FactSchema().Field(path); field != nil {
		f = d.Fact(field.Slot)
	}
	if len(f.Alternatives) == 0 {
		return evidence.Stated{}, &wrong{"states nothing", ""}
	}
	return f.Alternatives[0].Value, nil
}

// misread is what the reader of dossiers finds wrong with a value.
type misread struct {
	problems doc.Problems
	at       string // where the value stood
}

func (m *misread) Error() string { return m.problems[0].Message }

// subjectStated is a field of a subject as facts are stated.
func subjectStated(s *evidence.Subject, name string) evidence.Stated {
	var texts []string
	switch name {
	case "layer":
		if s.Layer == "" {
			return evidence.Stated{}
		}
		return evidence.Stated{Scalar: string(s.Layer)}
	case "version":
		if s.Version == "" {
			return evidence.Stated{}
		}
		return evidence.Stated{Scalar: string(s.Version)}
	case "regions":
		if s.Regions == nil {
			return evidence.Stated{}
		}
		for _, r := range s.Regions {
			texts = append(texts, string(r))
		}
	case "services":
		if s.Services == nil {
			return evidence.Stated{}
		}
		texts = s.Services
	}
	l := &evidence.StatedList{}
	for _, t := range texts {
		l.Items = append(l.Items, evidence.Item{Scalar: t})
	}
	return evidence.Stated{List: l}
}

// plain is a stated value as it would be written into a file.
func plain(field *evidence.Field, s evidence.Stated) any {
	if s.List == nil {
		if d, ok := s.Scalar.(evidence.Date); ok {
			return d.String()
		}
		return s.Scalar
	}
	items := make([]any, len(s.List.Items))
	for i, item := range s.List.Items {
		if item.Scalar != nil {
			items[i] = plain(nil, evidence.Stated{Scalar: item.Scalar})
			continue
		}
		record := map[string]any{"id": item.ID}
		for slot, v := range item.Values {
			if !v.IsZero() {
				put(record, field.Elem.Fields[slot].Name, plain(&field.Elem.Fields[slot], v))
			}
		}
		items[i] = record
	}
	return items
}

// put stores a value at a path of nested mappings.
func put(m map[string]any, path string, value any) {
	name, rest, ok := strings.Cut(path, ".")
	if !ok {
		m[name] = value
		return
	}
	below, _ := m[name].(map[string]any)
	if below == nil {
		below = map[string]any{}
		m[name] = below
	}
	put(below, rest, value)
}

// length reads the length of a list.
func length(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > evidence.MaxList || strconv.Itoa(n) != text {
		return 0, &wrong{doc.Quote(text) + " is not the length of a list", fmt.Sprintf("write a whole number from 0 to %d", evidence.MaxList)}
	}
	return n, nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
