package population

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// What a catalogue's own facts are a population does not know: the catalogues of a plan
// say it. So a population is read twice: when it is decoded, taking the values of own
// facts for what they look like, and when it is compiled, as the catalogues declare
// them. What no catalogue of the plan declares stays what it looks like.

// clashHint is what to do where catalogues of one plan clash.
const clashHint = "look at these catalogues in studies of their own, each with a population that says what it needs"

// declared is a fact of a catalogue's own.
type declared struct {
	field *evidence.Field
	// clash says that the catalogues of the plan declare the fact so that no value
	// is of both types.
	clash string
}

// isOwn reports whether a path is that of a catalogue's own fact.
func isOwn(path string) bool { return strings.HasPrefix(path, "ext.") }

// declaredBy are the own facts of all catalogues of a plan, by path.
func declaredBy(plan *batch.Plan) map[string]*declared {
	out := map[string]*declared{}
	for _, v := range plan.Variants() {
		env := v.Evaluator.Catalogue().Environment()
		for slot := range env.Slots() {
			info := env.Info(slot)
			if !isOwn(info.Path) {
				continue
			}
			field := &evidence.Field{Path: info.Path, Name: info.Path, Kind: info.Kind, Item: info.Item, Values: info.Values, Unit: info.Unit}
			if field.Kind == evidence.KindInt || field.Item == evidence.KindInt {
				low, high := -float64(maxInt), float64(maxInt)
				field.Min, field.Max = &low, &high
			}
			switch d := out[info.Path]; {
			case d == nil:
				out[info.Path] = &declared{field: field}
			case d.clash == "":
				if both := narrower(d.field, field); both != nil {
					d.field = both
				} else {
					d.clash = fmt.Sprintf("one catalogue declares %s as %s, and another as %s", info.Path, typeOf(d.field), typeOf(field))
				}
			}
		}
	}
	return out
}

// maxInt is the largest whole number a fact may be, and maxOwnText the longest text of
// a catalogue's own fact, in bytes.
const (
	maxInt     = 1 << 53
	maxOwnText = 1000
)

func typeOf(f *evidence.Field) string {
	kind := f.Kind.String()
	if f.Kind == evidence.KindList {
		kind = "list of " + f.Item.String()
	}
	if f.Values != nil {
		kind += " (" + strings.Join(f.Values, ", ") + ")"
	}
	return kind
}

// narrower is a field whose values are of both types, nil if there are none.
func narrower(a, b *evidence.Field) *evidence.Field {
	scalar := func(f *evidence.Field) evidence.Kind {
		if f.Kind == evidence.KindList {
			return f.Item
		}
		return f.Kind
	}
	x, y := scalar(a), scalar(b)
	switch {
	case (a.Kind == evidence.KindList) != (b.Kind == evidence.KindList):
		return nil
	case x == y:
	case x == evidence.KindInt && y == evidence.KindNumber, y == evidence.KindText && b.Values == nil && (x == evidence.KindDate || x == evidence.KindVersion):
		return a
	case y == evidence.KindInt && x == evidence.KindNumber, x == evidence.KindText && a.Values == nil && (y == evidence.KindDate || y == evidence.KindVersion):
		return b
	default:
		return nil
	}
	switch {
	case b.Values == nil:
		return a
	case a.Values == nil:
		return b
	}
	both := *a
	both.Values = slices.DeleteFunc(slices.Clone(a.Values), func(v string) bool { return !slices.Contains(b.Values, v) })
	if len(both.Values) == 0 {
		return nil
	}
	return &both
}

// typed is the population as the catalogues of a plan declare its facts of their own.
// The error is a [Problems] with all values of another type.
func (p *Population) typed(own map[string]*declared) (*Population, error) {
	if !slices.ContainsFunc(p.facts, func(f *fact) bool { return isOwn(f.path) }) {
		return p, nil
	}
	q := &Population{definition: p.definition, digest: p.digest, byPath: map[string]*fact{}, node: p.node, opened: p.opened}
	r := &reader{Population: q, node: p.node, index: map[string]int{}, own: own}
	r.readAll()
	if err := r.Err(); err != nil {
		return nil, err
	}
	return q, nil
}

// ownField is what a catalogue declares a fact of its own to be, nil if none does, or
// if it is not known yet.
func (r *reader) ownField(at []string, path string) *evidence.Field {
	d := r.own[path]
	switch {
	case d == nil:
		return nil
	case d.clash != "":
		r.report(at, clashHint, "%s", d.clash)
	}
	return d.field
}

// ownScalar gives a value of a catalogue's own fact, or an entry of its list, its type.
// Without a field it is what it looks like.
func ownScalar(field *evidence.Field, x any) (any, error) {
	if field == nil {
		if text, ok := x.(string); ok {
			if d, err := evidence.ParseDate(text); err == nil {
				return d, nil
			}
		}
		return x, nil
	}
	kind := field.Kind
	if kind == evidence.KindList {
		kind = field.Item
	}
	switch x := x.(type) {
	case bool:
		if kind == evidence.KindBool {
			return x, nil
		}
	case int64:
		switch {
		case kind == evidence.KindNumber:
			return float64(x), nil
		case kind == evidence.KindInt && x >= -maxInt && x <= maxInt:
			return x, nil
		}
	case float64:
		switch {
		case kind == evidence.KindNumber:
			return x, nil
		case kind == evidence.KindInt && x == math.Trunc(x) && math.Abs(x) <= maxInt:
			return int64(x), nil
		}
	case string:
		switch {
		case kind == evidence.KindDate:
			d, err := evidence.ParseDate(x)
			if err != nil {
				return nil, &wrong{err.Error(), ""}
			}
			return d, nil
		case kind == evidence.KindVersion:
			if _, err := evidence.Version(x).MarshalText(); err != nil {
				return nil, &wrong{err.Error(), ""}
			}
			return x, nil
		case kind == evidence.KindText && len(x) > maxOwnText:
			return nil, &wrong{fmt.Sprintf("the text is longer than %d bytes", maxOwnText), ""}
		case kind == evidence.KindText && field.Values != nil && !slices.Contains(field.Values, x):
			return nil, noneOf(field, x)
		case kind == evidence.KindText:
			return x, nil
		}
	}
	what := field.Path + " is declared as " + typeOf(field)
	if field.Kind == evidence.KindList {
		what = fmt.Sprintf("an entry of %s is declared as %s", field.Path, field.Item)
	}
	return nil, &wrong{fmt.Sprintf("%s, not %s", what, shown(x)), "write a value of that type, or declare the fact otherwise"}
}

// shown is a scalar for people.
func shown(x any) string {
	if text, ok := x.(string); ok {
		return doc.Quote(text)
	}
	return fmt.Sprint(x)
}

// ownStated gives what a dossier states about a catalogue's own fact its type, and
// reports what is wrong with an entry of a list, or with the whole value: entry is -1.
func ownStated(field *evidence.Field, v evidence.Stated, report func(entry int, err error)) evidence.Stated {
	if field != nil && (v.List != nil) != (field.Kind == evidence.KindList) {
		what := "one value"
		if v.List != nil {
			what = "a list"
		}
		report(-1, &wrong{fmt.Sprintf("%s is declared as %s, not as %s", field.Path, typeOf(field), what), "write a value of that type, or declare the fact otherwise"})
		return v
	}
	if v.List == nil {
		x, err := ownScalar(field, v.Scalar)
		if err != nil {
			report(-1, err)
		}
		return evidence.Stated{Scalar: x}
	}
	if field == nil {
		return v
	}
	list := *v.List
	list.Items = slices.Clone(list.Items)
	for i := range list.Items {
		x, err := ownScalar(field, list.Items[i].Scalar)
		if err != nil {
			report(i, err)
		}
		if day, ok := x.(evidence.Date); ok {
			x = day.String() // as lists of own facts have it
		}
		list.Items[i].Scalar = x
	}
	return evidence.Stated{List: &list}
}
