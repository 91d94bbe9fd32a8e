package questionnaire

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// form is how an answer looks: what converts texts that people write.
type form struct {
	kind, item string
	unit       string
	set        string
	values     []Member
}

func (q *Question) answered() form { return form{q.Kind, q.Item, q.Unit, q.Set, q.Values} }

// question is a question that is answered in the form.
func (f form) question() *Question {
	return &Question{Kind: f.kind, Item: f.item, Unit: f.unit, Set: f.set, Values: f.values}
}

// entries reports whether the answer is a list of records.
func (f form) entries() bool { return f.kind == "list" && f.item == "" }

// one is the form of an entry of a list of plain values.
func (f form) one() form { return form{f.item, "", f.unit, f.set, f.values} }

// raw is an answer as somebody wrote it.
type raw struct {
	text string
	list []raw // of a list in YAML or JSON
	// isList tells an empty list from a text; literal is a number or a truth value
	// that the format itself has.
	isList, literal bool
	cell            bool // of a spreadsheet
	comma           bool // which writes fractions with a comma
}

func (r raw) blank() bool { return !r.isList && strings.TrimSpace(r.text) == "" && r.text == "" }

// wrong says what is wrong with an answer, and the way out.
type wrong struct{ message, hint string }

func wrongf(hint, format string, args ...any) *wrong {
	return &wrong{fmt.Sprintf(format, args...), hint}
}

// isNone reports whether a text says that a list has no entries, in any language.
func isNone(text string) bool {
	text = strings.TrimSpace(text)
	if text == "[]" {
		return true
	}
	return slices.ContainsFunc(spoken(), func(l *language) bool { return strings.EqualFold(text, l.None) })
}

// spoken are all languages, in the order of their codes.
func spoken() []*language {
	var out []*language
	for _, code := range Languages() {
		if l, err := lookup(code); err == nil {
			out = append(out, l)
		}
	}
	return out
}

// convert makes a JSON value of an answer.
func (f form) convert(r raw) (any, *wrong) {
	if f.kind == "list" {
		return f.list(r)
	}
	if r.isList {
		return nil, wrongf("give one value", "one answer is expected, not a list")
	}
	text := r.text
	if r.cell {
		text = unguarded(text)
	}
	if f.kind != "text" || f.values != nil || f.set != "" {
		text = strings.TrimSpace(text)
	}
	switch f.kind {
	case "bool":
		return truth(text)
	case "int":
		v, w := whole(text)
		return v, f.measured(w, text)
	case "number":
		v, w := fraction(text, r.comma && !r.literal)
		return v, f.measured(w, text)
	case "date":
		return day(text)
	case "version":
		return text, nil
	}
	if f.values != nil || f.set != "" {
		return f.member(text)
	}
	if r.cell {
		text = unquoted(text)
	}
	return text, nil
}

// list reads several values.
func (f form) list(r raw) (any, *wrong) {
	if r.isList {
		out := []any{}
		for _, e := range r.list {
			v, w := f.one().convert(e)
			if w != nil {
				return nil, w
			}
			out = append(out, v)
		}
		return out, nil
	}
	text := r.text
	if r.cell {
		text = unguarded(text)
	}
	if isNone(text) {
		return []any{}, nil
	}
	one := f.one()
	// No member of a closed set, no number and no day has a comma or a semicolon in
	// it, but for numbers and labels.
	free := one.kind == "text" && one.values == nil && one.set == ""
	var parts []string
	switch {
	case r.cell || !free:
		var w *wrong
		if parts, w = split(text, free); w != nil {
			return nil, w
		}
		if !free && len(parts) == 1 && one.kind != "number" {
			if _, w := one.convert(raw{text: parts[0]}); w != nil {
				parts = strings.FieldsFunc(parts[0], func(c rune) bool { return c == ',' || c == ';' })
			}
		}
	default:
		return nil, wrongf("write it in brackets: ["+doc.Quote(text)+"]", "a list is expected")
	}
	if len(parts) > evidence.MaxList {
		return nil, wrongf("leave some out", "has %d items, more than the %d allowed", len(parts), evidence.MaxList)
	}
	out := []any{}
	for _, part := range parts {
		e := raw{text: part, comma: r.comma}
		v, w := one.convert(e)
		if w != nil {
			return nil, w
		}
		out = append(out, v)
	}
	return out, nil
}

// split takes a cell apart at | and at line ends. Texts that hold these stand in
// quotation marks, written as in JSON.
func split(text string, quoted bool) ([]string, *wrong) {
	var out []string
	for rest := text; ; {
		rest = strings.TrimLeft(rest, " \t\r\n|")
		if rest == "" {
			return out, nil
		}
		if quoted && rest[0] == '"' {
			dec := json.NewDecoder(strings.NewReader(rest))
			var s string
			if err := dec.Decode(&s); err == nil {
				after := rest[dec.InputOffset():]
				if t := strings.TrimLeft(after, " \t\r"); t == "" || t[0] == '|' || t[0] == '\n' {
					out, rest = append(out, s), after
					continue
				}
			}
			return nil, wrongf(`close the quotation marks, and put | or nothing behind them`, "%s cannot be taken apart", doc.Quote(rest))
		}
		end := strings.IndexAny(rest, "|\n")
		if end < 0 {
			end = len(rest)
		}
		out, rest = append(out, strings.TrimSpace(rest[:end])), rest[end:]
	}
}

// truth reads yes or no, in any language.
func truth(text string) (any, *wrong) {
	var words, choices []string
	for _, l := range spoken() {
		if strings.EqualFold(text, l.Yes) || strings.EqualFold(text, l.Cells["yes"]) {
			return true, nil
		}
		if strings.EqualFold(text, l.No) || strings.EqualFold(text, l.Cells["no"]) {
			return false, nil
		}
		words = append(words, l.Yes, l.No)
		choices = append(choices, l.Yes+" or "+l.No)
	}
	switch text { // as YAML and JSON have them
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	hint := "write " + strings.Join(choices, ", or ")
	if near := doc.Suggest(text, words); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, wrongf(hint, "%s is neither yes nor no", doc.Quote(text))
}

var (
	wholeText = regexp.MustCompile(`^[+-]?(0|[1-9][0-9]*)$`)
	number_   = regexp.MustCompile(`^[+-]?(0|[1-9][0-9]*)([.,][0-9]+)?([eE][+-]?[0-9]+)?$`)
)

func whole(text string) (any, *wrong) {
	if wholeText.MatchString(text) {
		return json.Number(strings.TrimPrefix(text, "+")), nil
	}
	hint := "write a whole number without separators"
	if stripped := strings.NewReplacer(".", "", ",", "", " ", "", "'", "").Replace(text); wholeText.MatchString(stripped) {
		hint += fmt.Sprintf(": is it %s?", stripped)
	}
	return nil, wrongf(hint, "%s is no whole number", doc.Quote(text))
}

var startsWithNumber = regexp.MustCompile(`^[+-]?[0-9][0-9.,]*[^0-9.,]`)

// measured adds to what is wrong with a number in which unit it is wanted: what
// stands with a unit may be in another one.
func (f form) measured(w *wrong, text string) *wrong {
	if w == nil || !startsWithNumber.MatchString(text) {
		return w
	}
	unit := ""
	if f.unit != "" {
		unit = " (unit: " + f.unit + ")"
	}
	return &wrong{w.message, "write the number alone" + unit}
}

// fraction reads a number. The other language's decimal sign counts, too, unless
// exactly three digits follow it: then it may as well part thousands.
func fraction(text string, comma bool) (any, *wrong) {
	m := number_.FindStringSubmatch(text)
	if m == nil {
		return nil, wrongf("write 1234.5, or 1234,5", "%s is no number", doc.Quote(text))
	}
	own := "."
	if comma {
		own = ","
	}
	if m[2] != "" && m[2][:1] != own && len(m[2]) == 4 && m[1] != "0" && len(m[1]) <= 3 && m[3] == "" {
		return nil, wrongf(fmt.Sprintf("write %s%s, or %s%s0 for the fraction", m[1], m[2][1:], m[1], m[2]), "%s may be read in two ways", doc.Quote(text))
	}
	return json.Number(strings.TrimPrefix(strings.Replace(text, ",", ".", 1), "+")), nil
}

var (
	pointDay = regexp.MustCompile(`^([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})$`)
	shortDay = regexp.MustCompile(`^([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{2})$`)
	slashDay = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$`)
)

// day reads 2026-12-31, 31.12.2026, and with slashes where only one order of day
// and month makes a date.
func day(text string) (any, *wrong) {
	if d, err := evidence.ParseDate(text); err == nil {
		return d.String(), nil
	}
	iso := func(y, m, d string) (string, bool) {
		day, err := evidence.ParseDate(fmt.Sprintf("%s-%02s-%02s", y, m, d))
		return day.String(), err == nil
	}
	if m := pointDay.FindStringSubmatch(text); m != nil {
		if d, ok := iso(m[3], m[2], m[1]); ok {
			return d, nil
		}
	}
	if m := slashDay.FindStringSubmatch(text); m != nil {
		a, first := iso(m[3], m[2], m[1])
		b, second := iso(m[3], m[1], m[2])
		switch {
		case first && second && a != b:
			return nil, wrongf("write "+a+" or "+b, "%s may be read in two ways", doc.Quote(text))
		case first:
			return a, nil
		case second:
			return b, nil
		}
	}
	if m := shortDay.FindStringSubmatch(text); m != nil {
		if d, ok := iso("20"+m[3], m[2], m[1]); ok {
			return nil, wrongf("write the year with four digits: is it "+d+"?", "%s is no date", doc.Quote(text))
		}
	}
	return nil, wrongf("write 2026-12-31 or 31.12.2026", "%s is no date", doc.Quote(text))
}

// member reads a member of a closed set: the value, or what a language calls it.
func (f form) member(text string) (any, *wrong) {
	if f.set == country && len(text) == 2 {
		text = strings.ToUpper(text)
	}
	values := f.values
	if f.set == country {
		for _, v := range evidence.Country("").Values() {
			values = append(values, Member{Value: v})
		}
	}
	var found, alike, names []string
	for _, v := range values {
		if v.Value == text {
			return v.Value, nil
		}
		is, like := strings.EqualFold(v.Value, text), false
		for _, name := range f.called(&v) {
			is = is || strings.EqualFold(name, text)
			like = like || len([]rune(text)) > 2 && strings.Contains(strings.ToLower(name), strings.ToLower(text))
		}
		if is {
			found = append(found, v.Value)
		}
		if like {
			alike = append(alike, v.Value)
		}
		names = append(names, v.Value)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
	default:
		return nil, wrongf("write "+strings.Join(found, " or "), "%s may be read in two ways", doc.Quote(text))
	}
	hint := "write one of " + strings.Join(names[:min(len(names), 20)], ", ")
	if f.set == country {
		hint = "write its two letters by ISO 3166-1, such as DE"
	}
	for _, v := range values {
		names = append(names, f.called(&v)...)
	}
	if near := doc.Suggest(text, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if len(alike) == 1 {
		hint = fmt.Sprintf("did you mean %q?", alike[0])
	}
	return nil, wrongf(hint, "%s is none of the values", doc.Quote(text))
}

// called is what a member of a closed set is called, in every language.
func (f form) called(m *Member) []string {
	out := []string{m.Label.EN, m.Label.DE}
	if f.set != country {
		for _, l := range spoken() {
			out = append(out, l.member(f.set, m.Value))
		}
	}
	out = slices.DeleteFunc(out, func(s string) bool { return strings.TrimSpace(s) == "" })
	for i := range out {
		out[i] = one(out[i])
	}
	return out
}

// guardedText is what a spreadsheet would take for a formula, a number or a date;
// some take the wide signs of East Asian scripts as they do the narrow ones.
var guardedText = regexp.MustCompile(`(?s)^'*([=+\-@\t\r\n＝＋－＠].*|[0-9][0-9.,:/eE-]*)$`)

// guarded puts an apostrophe before a text that a spreadsheet would take for
// something else: for a formula, which may do harm, or for a number or a date,
// which it writes back differently. The text of a guarded one is guarded, too, so
// that [unguarded] gives back what there was.
func guarded(text string) string {
	if guardedText.MatchString(text) {
		return "'" + text
	}
	return text
}

func unguarded(text string) string {
	if strings.HasPrefix(text, "'") && guardedText.MatchString(text) {
		return text[1:]
	}
	return text
}

// quotedText writes a text that a cell would not keep as it is: blank ones, and
// what is taken for quoted. Within a list what would be taken apart, too.
func quotedText(text string, inList bool) string {
	if strings.TrimSpace(text) == "" || text[0] == '"' || strings.Contains(text, "\r") ||
		inList && (strings.ContainsAny(text, "|\n") || strings.TrimSpace(text) != text || isNone(text)) {
		quoted, err := json.Marshal(text)
		if err == nil {
			return string(quoted)
		}
	}
	return text
}

func unquoted(text string) string {
	if t := strings.TrimSpace(text); len(t) >= 2 && t[0] == '"' && t[len(t)-1] == '"' {
		var s string
		if json.Unmarshal([]byte(t), &s) == nil {
			return s
		}
	}
	return text
}

// cell writes an answer for a spreadsheet.
func (f form) cell(v evidence.Value, l *language) string {
	list, isList := v.Any().([]evidence.Value)
	if isList && len(list) == 0 {
		return l.None
	}
	var parts []string
	for _, e := range list {
		text := f.one().scalar(e, l, true)
		parts = append(parts, text)
	}
	if isList {
		return guarded(strings.Join(parts, " | "))
	}
	text := f.scalar(v, l, false)
	if f.kind == "int" || f.kind == "number" || f.kind == "date" {
		return text
	}
	return guarded(text)
}

func (f form) scalar(v evidence.Value, l *language, inList bool) string {
	switch x := v.Any().(type) {
	case bool:
		if x {
			return l.Yes
		}
		return l.No
	case float64:
		text := strconv.FormatFloat(x, 'g', -1, 64)
		if l.Comma {
			text = strings.Replace(text, ".", ",", 1)
		}
		return text
	case string:
		if f.kind == "text" && f.values == nil && f.set == "" {
			return quotedText(x, inList)
		}
		return x
	}
	return v.String()
}
