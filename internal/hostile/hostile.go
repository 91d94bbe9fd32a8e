// Package hostile holds input made to exhaust or confuse whoever reads it, for
// the tests, benchmarks and fuzz targets of readers: texts written here, and
// the JSON and YAML suites of the test corpus.
//
// A reader's test says how it reads and no more:
//
//	func TestHostile(t *testing.T) {
//		hostile.Refused(t, func(name string, data []byte) error {
//			_, err := evidence.Decode(name, data)
//			return err
//		})
//	}
package hostile

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// Reader reads a file of the given name.
type Reader func(name string, data []byte) error

// Refused checks that a reader refuses every text of [Texts], [JSON] and [YAML]
// that is not well-formed or beyond the limits, and that it answers the others
// with problems or none, never with a panic.
func Refused(t *testing.T, read Reader) {
	t.Helper()
	for _, text := range Texts(doc.DefaultLimits().Bytes / 8) {
		for _, format := range []string{".yaml", ".json"} {
			name := text.Name + format
			if err := read(name, []byte(text.Make())); err == nil {
				t.Errorf("%s: accepted", name)
			} else {
				Placed(t, name, err)
			}
		}
	}
	t.Run("JSONTestSuite", func(t *testing.T) { refuse(t, JSON(t), read) })
	t.Run("yaml-test-suite", func(t *testing.T) { refuse(t, YAML(t), read) })
}

func refuse(t *testing.T, cases []Case, read Reader) {
	t.Helper()
	malformed := 0
	for _, c := range cases {
		err := read(c.Name, c.Data)
		if c.Malformed {
			malformed++
			if err == nil {
				t.Errorf("%s: accepted", c.Name)
			}
		}
		if err != nil {
			Placed(t, c.Name, err)
		}
	}
	if malformed == 0 {
		t.Error("no malformed case found")
	}
}

// Placed checks that an error of a reader is a list of problems, each of which
// names the file, a place in it, what is wrong and what sort of rule is broken.
// Only of a file that is too large as a whole there is no place to name.
func Placed(t testing.TB, name string, err error) {
	t.Helper()
	var problems doc.Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("%s: error without problems, of type %T: %v", name, err, err)
	}
	for _, p := range problems {
		var limit *doc.LimitError
		if errors.As(p, &limit) && limit.Limit == "bytes" && p.File == name {
			continue
		}
		if p.File != name || p.Line < 1 || p.Column < 1 || p.Message == "" || p.Kind == 0 {
			t.Fatalf("%s: problem without file, place, message or kind: %#v", name, p)
		}
	}
	if size := len(err.Error()); size > maxReport {
		t.Errorf("%s: the report has %d bytes", name, size)
	}
}

// maxReport is the most bytes a report of problems may have, so that a hostile
// file cannot flood whoever reads what is wrong with it.
const maxReport = 2 << 20

// Benchmark measures what a reader needs to refuse each of [Texts] at the limit
// of a file's size.
func Benchmark(b *testing.B, read Reader) {
	for _, text := range Texts(doc.DefaultLimits().Bytes) {
		for _, format := range []string{".yaml", ".json"} {
			b.Run(strings.ReplaceAll(text.Name, " ", "-")+format, func(b *testing.B) {
				Measure(b, text.Make(), func(data []byte) { _ = read("x"+format, data) })
			})
		}
	}
}

// Measure runs one benchmark over a text: time, throughput and allocations.
func Measure(b *testing.B, text string, read func(data []byte)) {
	b.Helper()
	data := []byte(text)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		read(data)
	}
}

// Text is a document made here. Make writes it anew, so that the texts do not
// all stay in memory.
type Text struct {
	Name string
	Make func() string
}

// Texts are documents that no reader accepts: nested, repeated, aliased or
// large beyond the limits, not text, or no dossier, catalogue, profile, waiver
// or verdict at all. Those that repeat something are of about the given size in
// bytes.
func Texts(size int) []Text {
	const many = 100_000
	repeat := func(s string, n int) func() string { return func() string { return strings.Repeat(s, n) } }
	fill := func(before, s, after string) func() string {
		return func() string { return before + strings.Repeat(s, (size-len(before)-len(after))/len(s)) + after }
	}
	return []Text{
		{"open lists", repeat("[", many)},
		{"lists in lists", func() string { return strings.Repeat("[", many) + strings.Repeat("]", many) }},
		{"open mappings", repeat(`{"a":`, many)},
		{"lists on lines", repeat("-\n", many)},
		{"keys below keys", staircase},
		{"numbers", fill("[", "1,", "1]")},
		{"over the limit", repeat(" ", doc.DefaultLimits().Bytes+1)},
		{"one text", fill(`{"trias": "`, "a", `"}`)},
		{"text of escapes", fill(`{"trias": "`, `\u0041`, `"}`)},
		{"text in a block", fill("trias: |\n", " x\n", "")},
		{"keys", fill("{", `"a":1,`, `"b":1}`)},
		{"different keys", func() string { return differentKeys(size) }},
		{"same key at any depth", duplicates},
		{"alias bomb", laughs},
		{"merge bomb", merges},
		{"aliases", fill("a: &a [1]\nb: [", "*a,", "]")},
		{"tags", fill("[", "!a b,", "1]")},
		{"documents", fill("", "---\n", "")},
		{"comments", fill("", "# x\n", "")},
		{"line breaks", fill("", "\n", "")},
		{"null bytes", fill("", "\x00", "")},
		{"not UTF-8", fill("", "\xff", "")},
		{"huge numbers", fill("[", "1e999999999,", "1]")},
		{"long number", fill("[", "9", "]")},
		{"elements", fill("", "- {a: 1}\n", "")},
	}
}

func staircase() string {
	var b strings.Builder
	for i := range 2000 {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func differentKeys(size int) string {
	var b strings.Builder
	b.WriteString("{")
	for i := 0; b.Len() < size-30; i++ {
		fmt.Fprintf(&b, `"k%d":1,`, i)
	}
	return b.String() + `"z":1}`
}

func duplicates() string {
	text := `{"a": 1, "a": 1}`
	for range 25 {
		text = `{"a": ` + text + `, "a": 1}`
	}
	return text
}

func laughs() string {
	text := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 30; i++ {
		text += fmt.Sprintf("a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8), i-1)
	}
	return text
}

func merges() string {
	text := "a0: &a0 {k0: x}\n"
	for i := 1; i < 30; i++ {
		text += fmt.Sprintf("a%d: &a%d {<<: [%s*a%d], k%d: x}\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8), i-1, i)
	}
	return text
}
