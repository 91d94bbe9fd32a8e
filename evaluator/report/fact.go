package report

import (
	"regexp"
	"slices"
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
	set     string // the closed set its values are from
}

// openEntry is the entry of a list that its source does not list.
const openEntry = "+"

// layers is the path of the subject's layer, and names the closed set of its values.
const layers = "subject.layer"

// nested stands between an entry and an entry of a list within.
const nested = " › "

// fact describes what stands at a path of the verdict.
func (r *renderer) fact(path string) fact {
	whole, entries, found := splitPath(path)
	if found {
		for i, e := range entries {
			switch e {
			case openEntry:
				entries[i] = r.FurtherEntries
			case evaluator.MaskedEntry:
				entries[i] = r.Values.Entry
			}
		}
		if f := field(whole); f != nil {
			return fact{r.Text(f.Question), strings.ReplaceAll(whole, "[]", ""), entries, f.Kind, f.Item, f.Unit, f.Set}
		}
		if own, ok := r.ownFact(whole); ok {
			own.entries = entries
			return own
		}
	}
	switch {
	case path == "at":
		return fact{label: r.Labels["at"], kind: evidence.KindDate}
	case path == layers:
		return fact{label: r.Labels[path], path: path, kind: evidence.KindText, set: layers}
	case path == "subject.version":
		return fact{label: r.Labels[path], path: path, kind: evidence.KindVersion}
	case r.Labels[path] != "":
		return fact{label: r.Labels[path], path: path}
	}
	if name, ok := strings.CutPrefix(path, "params."); ok && !strings.ContainsAny(name, " .()") {
		return fact{label: fill(r.Labels["parameter"], "name", name)}
	}
	return r.calculated(path)
}

var names = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9_]*)+`)

// calculated describes a part of a rule that is more than one fact.
func (r *renderer) calculated(text string) fact {
	var facts []string
	for _, name := range names.FindAllString(text, -1) {
		label := ""
		if f := field(name); f != nil {
			label = r.Text(f.Question)
		} else if own, ok := r.ownFact(name); ok {
			label = own.label
		} else {
			continue
		}
		if label = fill(r.Quoted, "text", label); !slices.Contains(facts, label) {
			facts = append(facts, label)
		}
	}
	if facts == nil {
		return fact{label: r.Labels["condition"]}
	}
	return fact{label: fill(r.Calculated, "facts", r.Enumerate(facts...))}
}

// ownFact finds a fact that the catalogue declares for itself.
func (r *renderer) ownFact(path string) (fact, bool) {
	rest, ok := strings.CutPrefix(strings.TrimSuffix(path, "[]"), "ext.")
	group, name, _ := strings.Cut(rest, ".")
	declared, found := r.catalogue.Fact(group, name)
	if !ok || !found {
		return fact{}, false
	}
	f := fact{label: r.Text(declared.Question), path: strings.TrimSuffix(path, "[]"), unit: declared.Unit, kind: evidence.KindText}
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
	if declared.Labels != nil {
		f.set = f.path
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
	if v.IsMasked() {
		return r.Values.Confidential
	}
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
		if f.set != "" {
			return r.labelled(f.set, x)
		}
		return x
	case []evidence.Value:
		if len(x) == 0 {
			return r.Values.Empty
		}
		return r.some(r.items(x, f), r.Others)
	}
	return v.String()
}

// labelled writes a member of a closed set as readers and as dossiers name it.
func (r *renderer) labelled(set, value string) string {
	if text := r.member(set, value); text != value {
		return fill(r.Labelled, "label", text, "value", value)
	}
	return value
}

// member returns what a member of a closed set is called, or the value itself.
// The sets of a catalogue's own facts are named by their paths.
func (r *renderer) member(set, value string) string {
	if set == layers {
		if text := r.List.Layers[value]; text != "" {
			return text
		}
		return value
	}
	rest, own := strings.CutPrefix(set, "ext.")
	if !own {
		return label(r.Code, set, value)
	}
	group, name, _ := strings.Cut(rest, ".")
	declared, _ := r.catalogue.Fact(group, name)
	if text := r.Text(declared.Labels[value]); text != "" {
		return text
	}
	return value
}

func (r *renderer) items(vs []evidence.Value, f fact) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = r.value(v, f)
	}
	return out
}

// saying writes a value that a source states, of several that contradict each
// other.
func (r *renderer) saying(text string, confidential bool, f fact) string {
	if confidential {
		return r.Values.Confidential
	}
	return r.said(text, f)
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
	case evidence.KindList:
		if text == "[]" {
			return r.Values.Empty
		}
		items := strings.Fields(strings.Trim(text, "[]"))
		for i := range items {
			items[i] = r.value(evidence.String(items[i]), f)
		}
		return r.Enumerate(items...)
	}
	return r.value(evidence.String(text), f)
}

// stated writes what a reason found, or that it found nothing.
func (r *renderer) stated(x evaluator.Reason, f fact) string {
	if strings.HasPrefix(x.Operator, "size") && !x.Got.IsZero() && !x.Got.IsMasked() {
		return r.number(x.Got.Any(), "entries")
	}
	return r.value(x.Got, f)
}

// demanded writes what a reason asks for; empty if that cannot be said of the
// fact alone.
func (r *renderer) demanded(x evaluator.Reason, f fact) string {
	op, sized := strings.CutPrefix(x.Operator, "size")
	text, known := r.Operators[op]
	if !known {
		return ""
	}
	if x.WantedPath != "" {
		return r.comparedWith(x, f, op)
	}
	if sized && !x.Wanted.IsMasked() {
		return r.size(op, x.Wanted, text)
	}
	special := map[evidence.Kind]map[string]string{evidence.KindDate: r.DateOperators, evidence.KindVersion: r.VersionOperators}
	if t, ok := special[f.scalarKind()][op]; ok {
		text = t
	}
	if x.Wanted.IsZero() && strings.Contains(text, "{") {
		return "" // what it is measured against is not known itself
	}
	return fill(text, "v", r.value(x.Wanted, f), "any", join(r.wanted(x, f), r.ListOr))
}

// size writes what is demanded of the length of a list.
func (r *renderer) size(op string, wanted evidence.Value, text string) string {
	n, ok := wanted.Any().(int64)
	switch {
	case ok && (op == ">" && n == 0 || op == ">=" && n == 1 || op == "!=" && n == 0):
		return r.AtLeastOne
	case ok && (op == "==" && n == 0 || op == "<=" && n == 0 || op == "<" && n == 1):
		return r.NoEntry
	}
	if t, ok := r.SizeOperators[op]; ok {
		text = t
	}
	var lengths []string
	if list, ok := wanted.Any().([]evidence.Value); ok {
		for _, v := range list {
			lengths = append(lengths, r.number(v.Any(), "entries"))
		}
	}
	return fill(text, "v", r.number(wanted.Any(), "entries"), "any", join(lengths, r.ListOr))
}

// wanted lists the values that would do.
func (r *renderer) wanted(x evaluator.Reason, f fact) []string {
	if list, ok := x.Wanted.Any().([]evidence.Value); ok && len(list) > 0 {
		return r.items(list, f)
	}
	return []string{r.value(x.Wanted, f)}
}

// comparedWith writes a demand that another fact measures.
func (r *renderer) comparedWith(x evaluator.Reason, f fact, op string) string {
	other := r.fact(x.WantedPath)
	shifted := strings.Contains(x.Rule, " + ") || strings.Contains(x.Rule, " - ")
	if shifted && !x.Wanted.IsZero() {
		x.WantedPath = ""
		return r.demanded(x, f)
	}
	label := other.label
	if len(other.entries) > 0 {
		label += " – " + strings.Join(other.entries, nested)
	}
	v := fill(r.ValueOf, "fact", fill(r.Quoted, "text", label), "value", r.value(x.Wanted, other))
	text := r.FactOperators[op]
	special := map[evidence.Kind]map[string]string{evidence.KindDate: r.DateFactOperators, evidence.KindVersion: r.VersionFactOperators}
	if t, ok := special[f.scalarKind()][op]; ok {
		text = t
	}
	if shifted || text == "" {
		text = r.DependsOn
	}
	return fill(text, "v", v)
}

// demands writes what is demanded of a fact, a line for each of what is
// demanded together.
func (r *renderer) demands(t *test, f fact) []string {
	simple := true // a list of values
	var values, texts []string
	for _, x := range t.demands {
		simple = simple && (x.Operator == "==" || x.Operator == "in") && x.WantedPath == "" && !x.Wanted.IsZero()
		values = append(values, r.wanted(x, f)...)
		if text := r.demanded(x, f); text != "" {
			texts = append(texts, text)
		}
	}
	switch {
	case t.either && simple:
		return []string{join(values, r.ListOr)}
	case len(texts) < len(t.demands):
		return texts
	case t.either:
		return []string{strings.Join(texts, r.ListOr.SetOff)}
	}
	from, to := -1, -1
	for i, x := range t.demands {
		if x.WantedPath != "" || x.Wanted.IsZero() {
			continue
		}
		switch x.Operator {
		case ">=":
			from = i
		case "<=":
			to = i
		}
	}
	if kind := f.scalarKind(); from >= 0 && to >= 0 && (kind == evidence.KindDate || kind == evidence.KindInt || kind == evidence.KindNumber) {
		texts[min(from, to)] = fill(r.Between, "from", r.value(t.demands[from].Wanted, f), "to", r.value(t.demands[to].Wanted, f))
		texts = slices.Delete(texts, max(from, to), max(from, to)+1)
	}
	return texts
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
