package speech_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/speech"
)

// report is a section in miniature.
type report struct {
	*speech.Formats `json:"-"`
	Bye             string                   `json:"bye" required:"true"`
	Days            speech.Plural            `json:"days" required:"true"`
	Units           map[string]speech.Plural `json:"units,omitempty"`
}

func of(_ string, f *speech.Formats) *report { return &report{Formats: f} }

var errNone = errors.New("no such language")

const english = `
name: English
formats:
  date: "{d} {month} {yyyy}"
  instant: "{date}, {time}"
  months: [January, February, March, April, May, June, July, August, September, October, November, December]
  decimal: "."
  thousands: ","
  groupFrom: 5
  measure: "{n} {unit}"
  plurals: {one: "i = 1 and v = 0"}
  or: {two: " or ", more: ", ", last: ", or ", setOff: "; or "}
  and: {two: " and ", more: ", ", last: ", and ", setOff: "; and "}
  enumeration: ", "
  series: "; "
  quoted: "“{text}”"
  colon: "{label}: {text}"
  remark: "{text} ({remark})"
report:
  bye: Bye {who}
  days: {one: "{n} day", many: "{n} days"}
  units: {days: {one: day, many: days}}
award: {}
handbook: {}
crosswalk: {}
questionnaire: {}
values: {}
simulation: {}
`

// polish has more forms than two, and its own way with numbers.
var polish = strings.NewReplacer(
	`{one: "i = 1 and v = 0"}`, `{one: "i = 1 and v = 0", few: "v = 0 and i % 10 = 2..4 and i % 100 != 12..14", many: "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14"}`,
	`{one: "{n} day", many: "{n} days"}`, `{one: "{n} dzień", few: "{n} dni (2–4)", many: "{n} dni", other: "{n} dnia"}`,
	`decimal: "."`, `decimal: ","`, `thousands: ","`, `thousands: "`+"\u00a0"+`"`,
	`date: "{d} {month} {yyyy}"`, `date: "{dd}.{mm}.{yyyy}"`,
	`name: English`, "name: polski\ntexts: [{en: \"Is it?\", text: \"Czy tak?\"}]",
).Replace(english)

func folder(files map[string]string) *speech.Files {
	fs := fstest.MapFS{"lang/README": {Data: []byte("no language")}}
	for name, text := range files {
		fs["lang/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return speech.NewFiles(fs, "lang")
}

func find(t *testing.T, files *speech.Files, code string) *report {
	t.Helper()
	r, err := speech.BookOf(files, "report", of).Find(code, errNone)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestLanguagesDiffer(t *testing.T) {
	t.Parallel()
	files := folder(map[string]string{"en.yaml": english, "pl.yaml": polish})
	if codes := files.Codes(); !slices.Equal(codes, []string{"en", "pl"}) {
		t.Errorf("languages %v", codes)
	}
	en, pl := find(t, files, "en"), find(t, files, "pl")
	question := evidence.Text{EN: "Is it?", DE: "Ist es das?"}
	for _, c := range []struct{ got, want string }{
		{speech.Fill(en.Bye, "who", "{n}", "n", "x"), "Bye {n}"}, // what is filled in is not filled again
		{en.Days.Count(0), "0 days"},
		{en.Days.Count(1), "1 day"},
		{en.Days.Count(21), "21 days"},
		{en.Days.Count(12345), "12,345 days"},
		{pl.Days.Count(1), "1 dzień"},
		{pl.Days.Count(2), "2 dni (2–4)"},
		{pl.Days.Count(5), "5 dni"},
		{pl.Days.Count(12), "12 dni"},
		{pl.Days.Count(22), "22 dni (2–4)"},
		{pl.Days.Count(12345678), "12\u00a0345\u00a0678 dni"},
		{pl.Days.For("1.5"), "{n} dnia"},
		{en.Days.For("1.5"), "{n} days"},
		{en.Days.For("1.0"), "{n} days"},
		{en.Units["days"].For("1"), "day"},
		{en.Number("999"), "999"},
		{en.Number("1234"), "1234"},
		{en.Number("-1234567.25"), "-1,234,567.25"},
		{pl.Number("-1234567.25"), "-1\u00a0234\u00a0567,25"},
		{pl.Plain("1234567.25"), "1234567,25"},
		{en.Day(2026, 3, 7), "7 March 2026"},
		{pl.Day(2026, 3, 7), "07.03.2026"},
		{en.Of("3", "days"), "3 days"},
		{en.Of("3", ""), "3"},
		{en.ListOr.Join(nil), ""},
		{en.ListOr.Join([]string{"a"}), "a"},
		{en.ListOr.Join([]string{"a", "b"}), "a or b"},
		{en.ListAnd.Join([]string{"a", "b", "c", "d"}), "a, b, c, and d"},
		{en.Named("a", "b"), "a: b"},
		{en.Remarked("a", "b"), "a (b)"},
		{en.Text(question), "Is it?"},
		{pl.Text(question), "Czy tak?"},
		{pl.Text(evidence.Text{EN: "Is that?", DE: "Ist das?"}), "Is that?"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	other := evidence.Text{EN: "Is that?", DE: "Ist das?"}
	if !en.Has(question) || !en.Has(other) || en.Has(evidence.Text{DE: "Nur so"}) || !pl.Has(question) || pl.Has(other) {
		t.Error("which texts a language has is not what it says of them")
	}
	book := speech.BookOf(files, "report", of)
	for code, hint := range map[string]string{"pll": `did you mean "pl"?`, "fr": "there are en, pl"} {
		if _, err := book.Find(code, errNone); !errors.Is(err, errNone) || !strings.Contains(err.Error(), hint) {
			t.Errorf("%s: %v", code, err)
		}
	}
}

// TestRefused: a file says all that is asked of it, and nothing else.
func TestRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, new, says string }{
		{"bye: Bye {who}", "", "bye"},
		{"bye: Bye {who}", "bye: Bye\n  more: x", "more"},
		{"handbook: {}", "", `it has no "handbook"`},
		{"handbook: {}", "handbok: {}", `no package speaks "handbok"`},
		{"name: English", "", `it has no "name"`},
		{"name: English", "name: [", "en.yaml"},
		{"groupFrom: 5", "", "groupFrom"},
		{"i = 1 and v = 0", "i = 1 and", "/formats/plurals/one"},
		{"i = 1 and v = 0", "i is 1", "a relation reads like"},
		{"i = 1 and v = 0", "x = 1", `there is no operand "x"`},
		{"i = 1 and v = 0", "i % 0 = 1", `is no modulus`},
		{"i = 1 and v = 0", "i = a..b", `"a" is no number`},
		{`{one: "i = 1`, `{several: "i = 1`, "/formats/plurals/several"},
		{"December]", "December, Undecember]", "12 months"},
		{"December]", "]", "months"},
		{"name: English", "name: English\ntexts: [{en: a, text: b}, {en: a, text: c}]", "translated twice"},
	} {
		text := strings.Replace(english, c.old, c.new, 1)
		if text == english {
			t.Fatalf("%q is not in the file", c.old)
		}
		_, err := speech.BookOf(folder(map[string]string{"en.yaml": text}), "report", of).Find("en", errNone)
		if err == nil || errors.Is(err, errNone) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v", c.new, err)
		}
	}
}

// TestBrought: the languages that Trias brings count as CLDR says.
func TestBrought(t *testing.T) {
	t.Parallel()
	codes := speech.Codes()
	for _, code := range []string{"de", "en"} {
		if !slices.Contains(codes, code) {
			t.Errorf("no %s among %v", code, codes)
		}
	}
}
