package speech

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Formats are how a language writes numbers, days and enumerations.
type Formats struct {
	// Date and Instant write days and instants. A date has the placeholders {d},
	// {dd}, {m}, {mm}, {month} and {yyyy}.
	Date    string   `json:"date" required:"true"`
	Instant string   `json:"instant" required:"true"`
	Months  []string `json:"months" required:"true" minItems:"12"`
	// Decimal stands before the fraction of a number. Thousands stands between
	// groups of three digits before it, where these are at least GroupFrom.
	Decimal   string `json:"decimal" required:"true"`
	Thousands string `json:"thousands" required:"true"`
	GroupFrom int64  `json:"groupFrom" required:"true"`
	// Measure is a number with its unit.
	Measure string `json:"measure" required:"true"`
	// Plurals say to which numbers a form of a text belongs, by the names of CLDR.
	Plurals map[string]string `json:"plurals" required:"true"`
	// ListOr and ListAnd are what stands in enumerations; Enumeration stands between
	// names that are only listed, Series between what may have commas itself.
	ListOr      List   `json:"or" required:"true"`
	ListAnd     List   `json:"and" required:"true"`
	Enumeration string `json:"enumeration" required:"true"`
	Series      string `json:"series" required:"true"`
	// Quoted puts a text in quotation marks, Colon after what names it, and Remark
	// a remark behind it.
	Quoted string `json:"quoted" required:"true"`
	Colon  string `json:"colon" required:"true"`
	Remark string `json:"remark" required:"true"`

	code  string
	rules map[string]rule
	texts map[string]string
}

// List is what stands between the items of an enumeration.
type List struct {
	Two  string `json:"two" required:"true"`  // between the only two
	More string `json:"more" required:"true"` // between all but the last of several
	Last string `json:"last" required:"true"` // before the last of several
	// SetOff stands between parts that have commas or conjunctions themselves.
	SetOff string `json:"setOff" required:"true"`
}

// Join writes "a, b or c".
func (l List) Join(items []string) string {
	switch n := len(items); n {
	case 0, 1:
		return strings.Join(items, "")
	case 2:
		return items[0] + l.Two + items[1]
	default:
		return strings.Join(items[:n-1], l.More) + l.Last + items[n-1]
	}
}

// complete adds to formats that were read what follows from them.
func (f *Formats) complete(code string, texts []translation) error {
	f.code, f.rules, f.texts = code, map[string]rule{}, map[string]string{}
	var problems []error
	if len(f.Months) > 12 {
		problems = append(problems, fmt.Errorf("%s.yaml: /formats/months: a year has 12 months", code))
	}
	for form, text := range f.Plurals {
		r, err := parseRule(text)
		if err == nil && (Plural{}).form(form) == nil {
			err = errors.New("no such form")
		}
		if err != nil {
			problems = append(problems, fmt.Errorf("%s.yaml: /formats/plurals/%s: %w", code, form, err))
		}
		f.rules[form] = r
	}
	for _, t := range texts {
		if _, twice := f.texts[t.EN]; twice {
			problems = append(problems, fmt.Errorf("%s.yaml: /texts: %q is translated twice", code, t.EN))
		}
		f.texts[t.EN] = t.Text
	}
	return errors.Join(problems...)
}

// Day writes a day.
func (f *Formats) Day(year, month, day int) string {
	return Fill(f.Date, "d", strconv.Itoa(day), "dd", fmt.Sprintf("%02d", day), "m", strconv.Itoa(month), "mm", fmt.Sprintf("%02d", month),
		"month", f.Months[month-1], "yyyy", fmt.Sprintf("%04d", year))
}

// Number writes a number that Go writes as digits, a point and digits, with its
// thousands apart. It is not for identifiers and years.
func (f *Formats) Number(digits string) string {
	whole, fraction, broken := strings.Cut(digits, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if f.GroupFrom > 0 && int64(len(whole)) >= f.GroupFrom {
		first := (len(whole)-1)%3 + 1
		grouped := whole[:first]
		for i := first; i < len(whole); i += 3 {
			grouped += f.Thousands + whole[i:i+3]
		}
		whole = grouped
	}
	if broken {
		return sign + whole + f.Decimal + fraction
	}
	return sign + whole
}

// Int writes a whole number of things.
func (f *Formats) Int(n int) string { return f.Number(strconv.Itoa(n)) }

// Plain writes a number with the language's decimal sign and nothing between its
// digits: a number of which nobody knows what it counts.
func (f *Formats) Plain(digits string) string { return strings.Replace(digits, ".", f.Decimal, 1) }

// Of writes a number with its unit.
func (f *Formats) Of(number, unit string) string {
	if unit == "" {
		return number
	}
	return Fill(f.Measure, "n", number, "unit", unit)
}

// Named writes a text after what names it: "a: b".
func (f *Formats) Named(label, text string) string {
	return Fill(f.Colon, "label", label, "text", text)
}

// Remarked writes a text with a remark behind it: "a (b)".
func (f *Formats) Remarked(text, remark string) string {
	return Fill(f.Remark, "text", text, "remark", remark)
}

// Enumerate writes names that are only listed: "a, b, c".
func (f *Formats) Enumerate(items ...string) string { return strings.Join(items, f.Enumeration) }

// Chain writes one thing said after the other: "a; b; c".
func (f *Formats) Chain(items ...string) string { return strings.Join(items, f.Series) }
