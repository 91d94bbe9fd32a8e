package doc_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// TestPlainFiles: what Trias brings and what EncodeYAML writes is read the short
// way, and yaml.v3 agrees with it.
func TestPlainFiles(t *testing.T) {
	t.Parallel()
	var files []string
	for _, pattern := range []string{"criteria/catalogue.yaml", "criteria/fixtures/*.yaml", "profiles/*.yaml", "examples/dossiers/*.yaml"} {
		found, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		files = append(files, found...)
	}
	plain := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		ok, err := doc.ComparePlain(data, doc.Limits{})
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if ok {
			plain++
		} else if dir := filepath.Base(filepath.Dir(file)); dir == "criteria" || dir == "profiles" {
			t.Errorf("%s is not plain: to load it takes several times as long", file)
		}
	}
	if plain*10 < len(files)*9 {
		t.Errorf("%d of %d files are plain", plain, len(files))
	}
}

// TestPlain lists what is read the short way, and what is not.
func TestPlain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"a: b\n": true, "a: b": false, "a: b\r\n": false, "a:\tb\n": false, "# x\n\na: b # c\n  # d\n": true, "a: b#c\n": true, "a: 'b'#c\n": false, "a: 'b' #c\n": true,
		"- a\n- b\n": true, "a:\n- b\n- c\nd: e\n": true, "a:\n  - b\n": true, "a:\n  b: c\n  d:\n    e: f\ng: h\n": true, "- a: b\n  c: d\n- - e\n  - f: g\n    h: i\n- \n  j: k\n": true,
		"a: b\n c: d\n": false, "a:\n  b: c\n d: e\n": false, "a:\n  - b\n c: d\n": false, " a: b\n": false, "a:\n": false, "a: \n": false, "-\n": false, "- \n- a\n": false, "a: # b\n  c: d\n": true, "a: #b\n": false,
		"a: b\n  c\n": false, "a: b\n\n  c\n": false, "a: b\n# c\n  d\n": false, "a: b: c\n": false, "a: b:\n": false, "a: b:c http://d\n": true, "a: -1\nb: -x\nc: - d\n": false, "a: -1\nb: -x\nc: 1e3\nd: true\ne: null\nf: no\n": true,
		"a: - b\n": false, "a: --\n": false, "a: ~\n": true, "a: ?b\n": false, "a: @b\n": false, "a: &b c\n": false, "a: *b\n": false, "a: !b c\n": false, "a: %b\n": false, "a: `b\n": false, "a: ]\n": false,
		"a: 'it''s'\nb: ''\nc: \"d\"\ne: \"\"\n": true, "a: \"b\\n\"\n": false, "a: 'b\n  c'\n": false, "a: 'b\n": false, "a: 'b' c\n": false, "a: 'b': c\n": false, "\"a\": b\n\"c d\": e\n": true, "\"\": a\n": false, "'a': b\n": false, "\"a\\\"\": b\n": false, "\"null\": a\n": true,
		"a: {}\nb: []\nc: {d: e, f: [g, 'h', \"i\", {j: k}]} # l\n": true, "a: [ b , c ]\n": true, "a: [b, ]\n": false, "a: [b c, d#e, f:g]\n": true, "a: [b: c]\n": false, "a: {b}\n": false, "a: {b: }\n": false, "a: {b:c}\n": false, "a: [b] c\n": false, "a: [b\n": false, "a: [b}\n": false, "a: [b #c]\n": false, "a: [b?]\n": false, "a: [1, -1, true, null]\n": true,
		"a: [b,\n  c,\n\n d]\n": true, "a: [\n  b, c\n]\n": true, "a: [b\n  c]\n": false, "a: [b,\nc]\n": false, "a: ['b'\n  , c]\n": true, "a: [b,\n...]\n": false, "a: [b, # c\n  d]\n": false, "a: {b: c,\n  d: e}\nf: g\n": true, "a: {b:\n  c}\n": false, "a: [b]\n  c\n": false,
		"a: |\n  b\n   c\n\n  d\n\ne: f\n": true, "a: |-\n  b\n": true, "a: |+\n  b\n": false, "a: |2\n  b\n": false, "a: | # c\n  b\n": false, "a: >\n  b\n  c\n\n\n  d\n": true, "a: >-\n  b\n  c\n": true, "a: >\n  b\n   c\n": false, "a: |\n\n  b\n": false, "a: |\n  b\n \n   \n  c\n": false, "a: |\n  b\n \n  c\n": true, "a: |\nb: c\n": false, "a: |\n": false, "- |\n a\n- >-\n b\n c\n": true, "- a: |\n    b\n  c: d\n": true, "- a: |\n  b\n": false, "a: |\n  b\n c\n": false, "a: |\n  b\n# c\nd: e\n": true, "a: |\n  # b\n": true, "a: |\n  b\n   \n": false,
		"a: b\na: c\n": false, "{a: b}\n": false, "a\n": false, "": false, "\n": false, "---\na: b\n": false, "a: b\n---\n": false, "a: b\n...\n": false, "a: |\n  ---\n  b\n": true, "1: a\n": false, "true: a\n": false, "null: a\n": false, "<<: a\n": false, "a b: c\n": false, "a.b-c_d: e\n": true, "? a\n: b\n": false,
		"ä: b\n": false, "a: ä ö\nb: [ü, {c: ß, d: e}]\n": true, "a: \u00a0b\n": true, "a: {b: c, b: d}\n": false, strings.Repeat("- ", 31) + "a\n": true, strings.Repeat("- ", 33) + "a\n": false,
		"a: " + strings.Repeat("b", 16<<10) + "\n": true, "a: " + strings.Repeat("b", 16<<10+1) + "\n": false, strings.Repeat("a", 250) + ": b\n": true, strings.Repeat("a", 251) + ": b\n": false, "a: " + strings.Repeat("[", 31) + strings.Repeat("]", 31) + "\n": true, "a: " + strings.Repeat("[", 32) + strings.Repeat("]", 32) + "\n": false,
		strings.Repeat("- a\n", 10_000): true, strings.Repeat("- a\n", 10_001): false,
	} {
		if plain, err := doc.ComparePlain([]byte(text), doc.Limits{}); err != nil || plain != want {
			t.Errorf("%q: plain %t, %v", text[:min(len(text), 100)], plain, err)
		}
	}
	many := ""
	for i := range 40 {
		many += strings.Repeat("k", i+1) + ": v\n"
	}
	if plain, err := doc.ComparePlain([]byte(many), doc.Limits{}); err != nil || !plain {
		t.Errorf("many keys: plain %t, %v", plain, err)
	}
	if plain, err := doc.ComparePlain([]byte(many+"kkkkk: v\n"), doc.Limits{}); err != nil || plain {
		t.Errorf("many keys, one twice: plain %t, %v", plain, err)
	}
	if plain, _ := doc.ComparePlain([]byte("a: b\nc: d\n"), doc.Limits{Nodes: 2}); plain {
		t.Error("more values than allowed")
	}
	if plain, _ := doc.ComparePlain([]byte("a: b\nc: d\n"), doc.Limits{Nodes: 3}); !plain {
		t.Error("as many values as allowed")
	}
}

// TestPlainRandom compares on what EncodeYAML writes, with a few bytes changed,
// and on pieces of YAML in any order.
func TestPlainRandom(t *testing.T) {
	t.Parallel()
	pieces := rapid.SampledFrom([]string{"a", "b: ", "c:", "- ", "-", "  ", " ", "\n", "\n", "\n  ", "\n    ", "#", " # x", "|", ">", "|-\n", ">-\n", "{", "}", "[", "]", ", ", ",", ": ", ":", "'", "\"", "''", "\\",
		"null", "true", "1", "-1", "1.5e3", "?", "&a", "*a", "!a", "---", "...", "%", "@", "ä", "\u00a0", "\"k\": ", "text with words", "~", "<<: ", "\t"})
	rapid.Check(t, func(t *rapid.T) {
		text, err := doc.EncodeYAML(dossiers().Draw(t, "dossier"))
		if err != nil {
			t.Fatal(err)
		}
		comparePlain(t, string(text))
		if len(text) > 0 {
			at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
			comparePlain(t, string(text[:at])+pieces.Draw(t, "piece")+string(text[at+rapid.IntRange(0, 1).Draw(t, "over"):]))
		}
		var b strings.Builder
		for range rapid.IntRange(1, 15).Draw(t, "pieces") {
			b.WriteString(pieces.Draw(t, "piece"))
		}
		comparePlain(t, b.String()+"\n")
	})
}

func comparePlain(t tester, text string) {
	t.Helper()
	if _, err := doc.ComparePlain([]byte(text), doc.Limits{}); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
}

// Whatever is read the short way, yaml.v3 reads the same.
func FuzzPlain(f *testing.F) {
	cases, err := filepath.Glob(filepath.Join("testdata", "messages", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range cases {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if !strings.HasSuffix(file.Name, ".problems") {
				f.Add(string(file.Data))
			}
		}
	}
	f.Add("# x\na: {b: [c, 'd''e', \"f\"], g: 1} # y\nh:\n- i: |\n    j\n\n    k\n  l: >-\n    m\n    n\n- - o\no: [p,\n  q]\n\"r s\": null\n")
	for _, file := range []string{"../../criteria/fixtures/DAT-CHO-01.yaml", "../../profiles/very-high.yaml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 20_000 {
			comparePlain(t, text)
		}
	})
}
