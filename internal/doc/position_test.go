package doc_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// TestPosition marks a place in the text with "§": Position must find the mark
// in the file that the text was read from.
func TestPosition(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"plain.yaml":               "a: x\nrule: data.x §== 1\n",
		"plain with umlauts.yaml":  "{ä: ü, rule: äöü § x}\n",
		"number.yaml":              "rule: x§\n",
		"single.yaml":              "rule: 'data.x §== 1'\n",
		"double.yaml":              "rule: \"data.x §== 1\"\n",
		"single with quote.yaml":   "rule: 'it''s ''§x'\n",
		"double with escapes.yaml": "rule: \"a\\tb\\x41\\u00e4\\U0001F600\\\"§c\"\n",
		"literal.yaml":             "a:\n  - rule: |\n      data.x &&\n        data.y §< 3\n",
		"literal first.yaml":       "rule: |\n  §a\n",
		"literal kept.yaml":        "rule: |+\n  a\n\n  b§\n\n",
		"literal stripped.yaml":    "rule: |-\n  a\n  b§",
		"literal blank lines.yaml": "rule: |\n\n\n    a\n\n     b § c\n",
		"literal indent.yaml":      "rule: |2\n    a\n   b §c\n",
		"literal remark.yaml":      "rule: | # a remark\n  a\n  §b\n",
		"literal windows.yaml":     "rule: |\r\n  a\r\n  b §c\r\n",
		"literal umlauts.yaml":     "rule: |\n  äöü\n  äöü§\n",
		"literal in list.yaml":     "- rule: |\n   a\n   b §c\n- b\n",
		"literal bom.yaml":         "\ufeffrule: |\n  a §c\n",
		"folded.yaml":              "rule: >\n  a b\n  c §d\n\n  e\n",
		"folded more.yaml":         "rule: >\n  a b\n\n    more\n    § d\n\n  e\n",
		"folded later.yaml":        "rule: >-\n  a b\n  c d\n\n  e §f\n",
		"plain lines.yaml":         "rule: a b\n  c §d\n",
		"plain paragraphs.yaml":    "rule: a b\n  c d\n\n  e §f\n",
		"double lines.yaml":        "rule: \"a b  \n  c d\\\n  e §f\"\n",
		"json.json":                `{"a": 1, "rule": "data.x §== 1"}`,
		"json escapes.json":        `{"rule": "a\n\"\u00e4\ud83d\ude00\\§c"}`,
		"json lines.json":          "{\n  \"rule\":\n    \"ä §c\"\n}",
	} {
		n, err := doc.Parse(name, []byte(text), doc.Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rule := find(n)
		line, col := rule.Position(strings.Index(rule.Text, "§"))
		before := strings.TrimPrefix(text[:strings.Index(text, "§")], "\ufeff")
		wantLine := 1 + strings.Count(before, "\n")
		wantCol := utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:]) + 1
		if line != wantLine || col != wantCol {
			t.Errorf("%s: got %d:%d, want %d:%d", name, line, col, wantLine, wantCol)
		}
		for _, offset := range []int{-1, len(rule.Text), len(rule.Text) + 1} {
			if l, c := rule.Position(offset); l < rule.Line || c < 1 || l > 1+strings.Count(text, "\n") {
				t.Errorf("%s: offset %d is at %d:%d", name, offset, l, c)
			}
		}
	}
}

// find returns the text with the mark.
func find(n *doc.Node) *doc.Node {
	if strings.Contains(n.Text, "§") {
		return n
	}
	for _, item := range n.Items {
		if f := find(item); f != nil {
			return f
		}
	}
	for _, e := range n.Entries {
		if f := find(e.Value); f != nil {
			return f
		}
	}
	return nil
}

func TestPositionWithoutPlace(t *testing.T) {
	t.Parallel()
	if line, col := (&doc.Node{Kind: doc.String, Text: "x"}).Position(1); line != 0 || col != 0 {
		t.Errorf("made by hand: %d:%d", line, col)
	}
	n, err := doc.Parse("x.yaml", []byte("a: [1]\n"), doc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if line, col := n.Get("a").Position(5); line != 1 || col != 4 {
		t.Errorf("list: %d:%d", line, col)
	}
}

func TestNode(t *testing.T) {
	t.Parallel()
	const text = "a:\n  b/c~d:\n  - x: 1\n    text: |\n\n        block\n  -\n    [true, null]\n"
	n, err := doc.Parse("x.yaml", []byte(text), doc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	list := n.Get("a").Get("b/c~d")
	block := list.Items[0].Get("text")
	for _, c := range []struct {
		n                  *doc.Node
		kind               doc.Kind
		pointer            string
		line, col, cl, cc  int
		keyLine, keyColumn int
	}{
		{n: n, kind: doc.Mapping, pointer: "", line: 1, col: 1, cl: 1, cc: 1},
		{n: list, kind: doc.List, pointer: "/a/b~1c~0d", line: 3, col: 3, cl: 3, cc: 3},
		{n: list.Items[0], kind: doc.Mapping, pointer: "/a/b~1c~0d/0", line: 3, col: 5, cl: 3, cc: 5},
		{n: block, kind: doc.String, pointer: "/a/b~1c~0d/0/text", line: 4, col: 11, cl: 5, cc: 9},
		{n: list.Items[1].Items[1], kind: doc.Null, pointer: "/a/b~1c~0d/1/1", line: 8, col: 12, cl: 8, cc: 12},
	} {
		if c.n.Kind != c.kind || c.n.Pointer() != c.pointer || c.n.File() != "x.yaml" ||
			c.n.Line != c.line || c.n.Column != c.col || c.n.ContentLine != c.cl || c.n.ContentColumn != c.cc {
			t.Errorf("%s: %v %q %d:%d %d:%d", c.pointer, c.n.Kind, c.n.Pointer(), c.n.Line, c.n.Column, c.n.ContentLine, c.n.ContentColumn)
		}
	}
	for pointer, want := range map[string]*doc.Node{
		"": n, "/a/b~1c~0d": list, "/a/b~1c~0d/0/text": block, "/a/b~1c~0d/2/x": list, "/a/b~1c~0d/-1": list, "/": n, "/0": n,
	} {
		if got := n.Find(pointer); got != want {
			t.Errorf("Find(%q) is at %q", pointer, got.Pointer())
		}
	}
	if e := n.Get("a").Entries[0]; e.KeyLine != 2 || e.KeyColumn != 3 {
		t.Errorf("key at %d:%d", e.KeyLine, e.KeyColumn)
	}
	if n.Get("none") != nil {
		t.Error("found a key that is not there")
	}
}
