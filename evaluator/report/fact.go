package report

import (
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// fact is what a report says of a fact apart from its value.
type fact struct {
	label   string
	path    string   // as stated, without entries; empty for what is no fact
	entries []string // ids of the list entries the path leads through
	kind    evidence.Kind
	item    evidence.Kind
	unit    string
}

// fact describes what stands at a path of the verdict.
func (r *renderer) fact(path string) fact {
	whole, entries, found := splitPath(path)
	if found {
		for i, e := range entries {
			if e == "+" {
				entries[i] = r.MoreEntries
			}
		}
		if f := field(whole); f != nil {
			return fact{f.Question.In(r.Code), strings.ReplaceAll(whole, "[]", ""), entries, f.Kind, f.Item, f.Unit}
		}
		if own, ok := r.ownFact(whole); ok {
			own.entries = entries
			return own
		}
	}
	switch {
	case path == "at":
		return fact{label: r.Labels["at"], kind: evidence.KindDate}
	case r.Labels[path] != "":
		return fact{label: r.Labels[path], path: path}
	}
	if name, ok := strings.CutPrefix(path, "params."); ok && !strings.ContainsAny(name, " .()") {
		return fact{label: fill(r.Labels["parameter"], "name", name)}
	}
	return fact{label: r.Labels["condition"]}
}

// ownFact finds a fact that the catalogue declares for itself.
func (r *renderer) ownFact(path string) (fact, bool) {
	rest, ok := strings.CutPrefix(strings.TrimSuffix(path, "[]"), "ext.")
	group, name, _ := strings.Cut(rest, ".")
	declared, found := r.catalogue.Definition().Facts[group][name]
	if !ok || !found {
		return fact{}, false
	}
	f := fact{label: declared.Question.In(r.Code), path: strings.TrimSuffix(path, "[]"), unit: declared.Unit, kind: evidence.KindText}
	switch declared.Type {
	case "bool":
		f.kind = evidence.KindBool
	case "int":
		f.kind = evidence.KindInt
	case "number":
		f.kind = evidence.KindNumber
	case "date":
		f.kind = evidence.KindDate
	case "version":
		f.kind = evidence.KindVersion
	}
	if declared.List {
		f.kind, f.item = evidence.KindList, f.kind
	}
	return f, true
}

// splitPath takes the entries out of a path: "a.b[x].c" is "a.b[].c" and "x".
func splitPath(path string) (whole string, entries []string, ok bool) {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(path, "[")
		b.WriteString(before)
		if !found {
			return b.String(), entries, true
		}
		id, rest, closed := strings.Cut(after, "]")
		if !closed {
			return "", nil, false
		}
		b.WriteString("[]")
		entries, path = append(entries, id), rest
	}
}

// field finds a field of the fact schema by a path without entries.
func field(path string) *evidence.Field {
	record := evidence.FactSchema()
	for {
		list, below, inside := strings.Cut(path, "[].")
		f := record.Field(strings.TrimSuffix(list, "[]"))
		if f == nil || !inside {
			return f
		}
		if f.Elem == nil {
			return nil
		}
		record, path = f.Elem, below
	}
}

// scalarKind is the kind of a value of the fact, or of an entry of it.
func (f fact) scalarKind() evidence.Kind {
	if f.kind == evidence.KindList {
		return f.item
	}
	return f.kind
}

// value writes a value of the fact.
func (r *renderer) value(v evidence.Value, f fact) string {
	switch x := v.Any().(type) {
	case nil:
		return r.Values.Unknown
	case bool:
		if x {
			return r.Values.True
		}
		return r.Values.False
	case int64, float64:
		return r.number(x, f.unit)
	case string:
		if f.scalarKind() == evidence.KindDate {
			if d, err := evidence.ParseDate(x); err == nil {
				return r.date(d)
			}
		}
		return x
	case []evidence.Value:
		if len(x) == 0 {
			return r.Values.Empty
		}
		return strings.Join(r.items(x, f), ", ")
	}
	return v.String()
}

func (r *renderer) items(vs []evidence.Value, f fact) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = r.value(v, f)
	}
	return out
}

// said writes a value that a contradiction quotes as text.
func (r *renderer) said(text string, f fact) string {
	switch f.kind {
	case evidence.KindBool:
		if b, err := strconv.ParseBool(text); err == nil {
			return r.value(evidence.Bool(b), f)
		}
	case evidence.KindInt, evidence.KindNumber:
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return r.value(evidence.Number(n), f)
		}
	case evidence.KindDate:
		return r.value(evidence.String(text), f)
	case evidence.KindList:
		if text == "[]" {
			return r.Values.Empty
		}
		return strings.Join(strings.Fields(strings.Trim(text, "[]")), ", ")
	}
	return text
}

// stated writes what a reason found, or that it found nothing.
func (r *renderer) stated(x evaluator.Reason, f fact) string {
	if strings.HasPrefix(x.Operator, "size") && !x.Got.IsZero() {
		return r.number(x.Got.Any(), "entries")
	}
	return r.value(x.Got, f)
}

// demanded writes what a reason asks for.
func (r *renderer) demanded(x evaluator.Reason, f fact) string {
	op, sized := strings.CutPrefix(x.Operator, "size")
	text, known := r.Operators[op]
	switch {
	case !known:
		return r.Operators["other"]
	case sized:
		return fill(text, "v", r.number(x.Wanted.Any(), "entries"))
	}
	special := map[evidence.Kind]map[string]string{evidence.KindDate: r.DateOperators, evidence.KindVersion: r.VersionOperators}
	if t, ok := special[f.scalarKind()][op]; ok {
		text = t
	}
	if x.Wanted.IsZero() && strings.Contains(text, "{") {
		return r.Operators["other"] // what it is measured against is not known itself
	}
	wanted := r.value(x.Wanted, f)
	listed := wanted
	if list, ok := x.Wanted.Any().([]evidence.Value); ok && len(list) > 0 {
		listed = join(r.items(list, f), r.ListOr)
	}
	return fill(text, "v", wanted, "any", listed)
}

// met reports whether a reason says that the demand is met: such a reason only
// sets the scene. What cannot be told counts as not met.
func met(x evaluator.Reason) bool {
	op := strings.TrimPrefix(x.Operator, "size")
	switch op {
	case "==":
		return !x.Got.IsZero() && x.Got.Equal(x.Wanted)
	case "!=":
		return !x.Got.IsZero() && !x.Got.Equal(x.Wanted)
	case "in", "notIn":
		list, ok := x.Wanted.Any().([]evidence.Value)
		if !ok || x.Got.IsZero() {
			return false
		}
		for _, v := range list {
			if v.Equal(x.Got) {
				return op == "in"
			}
		}
		return op == "notIn"
	}
	a, ok := float(x.Got)
	b, ok2 := float(x.Wanted)
	if !ok || !ok2 {
		return false
	}
	switch op {
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	case ">=":
		return a >= b
	}
	return false
}

func float(v evidence.Value) (float64, bool) {
	switch n := v.Any().(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, true
	}
	return 0, false
}
