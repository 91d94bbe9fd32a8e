package doc_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// TestScalars reads one YAML value each.
func TestScalars(t *testing.T) {
	t.Parallel()
	num := func(s string) any { return json.Number(s) }
	for text, want := range map[string]any{
		"null": nil, "''": "", "true": true, "false": false,
		"~": "~", "Null": "Null", "NULL": "NULL", "True": "True", "yes": "yes", "on": "on", "n": "n",
		"0": num("0"), "-0": num("-0"), "12": num("12"), "1.50": num("1.50"), "1e3": num("1e3"), "-1E-3": num("-1E-3"),
		"01": "01", "+1": "+1", ".5": ".5", "1.": "1.", "0x10": "0x10", "0o7": "0o7", "1_000": "1_000", "1e": "1e", "-": nil,
		".inf": ".inf", "-.inf": "-.inf", ".nan": ".nan", "NaN": "NaN", "2026-09-01": "2026-09-01", "12:30": "12:30",
		"2026-09-01T12:00:00Z": "2026-09-01T12:00:00Z", "sha256:ab": "sha256:ab", "=": "=",
		"'12'": "12", `"true"`: "true", `"a\nb"`: "a\nb", "|\n  a\n  b": "a\nb", ">\n  a\n  b\n": "a b\n", "a\n b": "a b",
		"[]": []any{}, "{}": map[string]any{}, "- a\n- [b, {c: d}]": []any{"a", []any{"b", map[string]any{"c": "d"}}},
		"{a: }": map[string]any{"a": nil}, `{"<<": 1, "1": 2, "": 3}`: map[string]any{"<<": num("1"), "1": num("2"), "": num("3")},
	} {
		if text == "-" {
			want = []any{nil}
		}
		n, err := doc.ParseYAML("x", []byte(text), doc.Limits{})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, n.Value()); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// TestJSON reads what RFC 8259 allows.
func TestJSON(t *testing.T) {
	t.Parallel()
	num := func(s string) any { return json.Number(s) }
	for text, want := range map[string]any{
		"null": nil, " true\r\n": true, "false": false, "-0": num("-0"), "0e+1": num("0e+1"), "123.456E-7": num("123.456E-7"),
		`""`: "", `"\"\\\/\b\f\n\r\t"`: "\"\\/\b\f\n\r\t", `"\u00e4\uD83D\uDE00\uFFFF"`: "ä😀\uffff", "\"\u2028\u007f\"": "\u2028\u007f",
		"[]": []any{}, "{}": map[string]any{}, "[1, [ ], {\"\": 0}]": []any{num("1"), []any{}, map[string]any{"": num("0")}},
	} {
		n, err := doc.ParseJSON("x", []byte(text), doc.Limits{})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, n.Value()); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// TestParseFormat lets the name, then the text, decide the format.
func TestParseFormat(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		ok         bool
	}{
		{"x.json", "a: b", false},
		{"x.JSON", "{}", true},
		{"x.yaml", "a: b", true},
		{"x.yml", "{a: b}", true},
		{"x", "a: b", true},
		{"x", " {a: b}", true},
		{"", `{"a": "\/"}`, true},
		{"", `[1, 2]`, true},
		{"", `{"a": 1, "a": 2}`, false},
		{"", "[1, 2", false},
		{"", "", false},
	} {
		if n, err := doc.Parse(c.name, []byte(c.text), doc.Limits{}); (err == nil) != c.ok {
			t.Errorf("%q %q: %v, %v", c.name, c.text, n, err)
		}
	}
}
