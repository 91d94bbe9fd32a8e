package doc_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// TestLimits exceeds each limit by one, in both formats.
func TestLimits(t *testing.T) {
	t.Parallel()
	lim := doc.Limits{Bytes: 2000, Depth: 4, Nodes: 20, Items: 10, String: 30}
	list := func(n int) string { return "[" + strings.Repeat("1,", n-1) + "1]" }
	for _, c := range []struct{ limit, fits, exceeds string }{
		{"bytes", `"a"` + strings.Repeat(" ", 1997), `"a"` + strings.Repeat(" ", 1998)},
		{"depth", "[[[[1]]]]", "[[[[[1]]]]]"},
		{"depth", `{"a": [{"a": []}]}`, `{"a": [{"a": [{}]}]}`},
		{"nodes", "[" + list(10) + "," + list(7) + "]", "[" + list(10) + "," + list(8) + "]"},
		{"items", list(10), list(11)},
		{"items", `{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1}`, `{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1}`},
		{"string", `["` + strings.Repeat("a", 30) + `"]`, `["` + strings.Repeat("a", 31) + `"]`},
		{"string", `[` + strings.Repeat("1", 30) + `]`, `[` + strings.Repeat("1", 31) + `]`},
		{"key", `{"` + strings.Repeat("a", 250) + `": 1}`, `{"` + strings.Repeat("a", 251) + `": 1}`},
	} {
		for _, name := range []string{"x.json", "x.yaml"} {
			if _, err := doc.Parse(name, []byte(c.fits), lim); err != nil {
				t.Errorf("%s: %s: %v", name, c.limit, err)
			}
			_, err := doc.Parse(name, []byte(c.exceeds), lim)
			var limit *doc.LimitError
			if !errors.As(err, &limit) {
				t.Errorf("%s: %s: %v", name, c.limit, err)
				continue
			}
			if limit.Limit != c.limit || limit.Actual != limit.Max+1 {
				t.Errorf("%s: %s: %+v", name, c.limit, limit)
			}
			var p doc.Problem
			if !errors.As(err, &p) || p.Kind != doc.Limit {
				t.Errorf("%s: %s: %v", name, c.limit, err)
			}
		}
	}
}

// TestHostile feeds documents made to exhaust memory, stack or time. The bounds
// are generous to slow machines; what they catch is growth with the square.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	const many = 100_000
	big := 1 << 19
	fill := func(s string) string { return strings.Repeat(s, big/len(s)) }
	deepKeys := ""
	for i := range 30 {
		deepKeys += strings.Repeat(" ", i) + strings.Repeat("k", 240) + ":\n"
	}
	for name, text := range map[string]string{
		"open lists":           strings.Repeat("[", many),
		"open and close":       strings.Repeat("[", many) + strings.Repeat("]", many),
		"open mappings":        strings.Repeat(`{"a":`, many),
		"open flow mappings":   strings.Repeat("{a: ", many),
		"dashes":               strings.Repeat("- ", many),
		"dashes on lines":      strings.Repeat("-\n", many),
		"question marks":       strings.Repeat("? ", many),
		"colons":               strings.Repeat(": ", many),
		"indented":             indented(2000),
		"full of commas":       "[" + strings.Repeat("a,", 2<<20-10) + "a]",
		"full of numbers":      "[" + fill("1,") + "1]",
		"full of entries":      fill("- \n"),
		"full of keys":         fill("a:\n"),
		"full of different":    different(big),
		"one text":             `"` + fill("a") + `"`,
		"one plain":            fill("a"),
		"plain lines":          fill("a\n"),
		"escapes":              `"` + fill(`\u0041`) + `"`,
		"wrong escapes":        "[" + fill(`"\'",`) + "1]",
		"remarks":              fill("# x\n"),
		"remarks and entries":  fill("# x\n- a\n"),
		"remark after entries": fill("- a # x\n"),
		"one remark":           "a: 1 #" + fill("x"),
		"spaces":               fill(" "),
		"spaces and values":    "[" + strings.Repeat(strings.Repeat(" ", 1000)+"1,", 4000) + "1]",
		"line breaks":          fill("\n"),
		"tabs":                 "a:\n" + fill("\t") + "b",
		"quotes":               fill(`"`),
		"anchors":              "a: &a [1]\nb: [" + fill("*a,") + "]",
		"laughs":               laughs(),
		"literal":              "a: |\n" + fill(" x\n"),
		"folded":               "a: >\n" + fill(" x\n\n"),
		"block after block":    fill("- |\n x\n"),
		"duplicates":           "{" + fill(`"a":1,`) + `"a":1}`,
		"deep keys":            deepKeys + strings.Repeat(" ", 31) + "a: [" + strings.Repeat("x,", 9000) + "]",
		"unknown keys":         unknownKeys(),
		"documents":            fill("---\n"),
		"document ends":        fill("...\n"),
		"directives":           fill("%A\n"),
		"binary":               fill("\x00"),
		"not UTF-8":            fill("\xff"),
		"byte order marks":     fill("\ufeff"),
		"tags":                 "[" + fill("!a b,") + "]",
		"exponents":            "small: 1e999999999999999999999\ncount: 1e-999999999999999999999\nlimits: {a: " + strings.Repeat("9", 16000) + "}",
	} {
		for _, format := range []string{".yaml", ".json"} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			err := doc.Read(name+format, []byte(text), doc.DefaultLimits(), new(dossier))
			runtime.ReadMemStats(&after)
			if err == nil {
				t.Errorf("%s%s: accepted", name, format)
			}
			if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 300 {
				t.Errorf("%s%s: took %d MiB", name, format, allocated)
			}
			if len(err.Error()) > 2<<20 {
				t.Errorf("%s%s: report of %d bytes", name, format, len(err.Error()))
			}
		}
	}
}

func indented(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func different(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "k%d: v\n", i)
	}
	return b.String()
}

func unknownKeys() string {
	var b strings.Builder
	for i := range 9000 {
		fmt.Fprintf(&b, "key%d: v\n", i)
	}
	return b.String()
}

func laughs() string {
	text := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 30; i++ {
		text += fmt.Sprintf("a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8), i-1)
	}
	return text
}

// TestCharacters refuses what is not UTF-8 text.
func TestCharacters(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a: \xff":         "x.yaml:1:4: byte 0xff is not valid UTF-8 (save the file as UTF-8)",
		"\xff\xfea\x00":   "x.yaml:1:1: is UTF-16, not UTF-8 (save the file as UTF-8)",
		"a:\n  ä\x00":     `x.yaml:2:4: control character U+0000 (remove it, or write it as \u0000 in double quotes)`,
		"a: \u2028b":      `x.yaml:1:4: control character U+2028 (remove it, or write it as \u2028 in double quotes)`,
		"a: \u0085b\x7f":  "x.yaml:1:4: control character U+0085 (remove it, or write it as \\u0085 in double quotes)\nx.yaml:1:6: control character U+007F (remove it, or write it as \\u007f in double quotes)",
		"a: \ufeffb":      "x.yaml:1:4: byte order mark U+FEFF inside the document (remove it)",
		"a: \xed\xa0\x80": "x.yaml:1:4: byte 0xed is not valid UTF-8 (save the file as UTF-8)",
	} {
		if _, err := doc.Parse("x.yaml", []byte(text), doc.Limits{}); err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
	for name, text := range map[string]string{"x.yaml": "\ufeffa: b", "x.json": "\ufeff{\"a\": \"b\u2028\u007f\\u0000\"}"} {
		n, err := doc.Parse(name, []byte(text), doc.Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if n.Line != 1 || n.Column != 1 {
			t.Errorf("%s: byte order mark counts: %d:%d", name, n.Line, n.Column)
		}
	}
}
