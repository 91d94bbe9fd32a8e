package handbook_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/handbook"
	"github.com/trias-sovereignty/trias/profiles"
)

var update = flag.Bool("update", false, "write the handbooks into the golden files")

// small is the profile of testdata/strict.yaml, beside that of plain.yaml.
func small(t testing.TB) (catalogue *criteria.Catalogue, plain, strict *profiles.Profile) {
	t.Helper()
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	catalogue, err := criteria.Decode("catalogue.yaml", read("catalogue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plain, err = profiles.Decode("plain.yaml", read("plain.yaml"), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	strict, err = profiles.Decode("strict.yaml", read("strict.yaml"), catalogue, plain)
	if err != nil {
		t.Fatal(err)
	}
	return catalogue, plain, strict
}

// embedded are the handbooks of the embedded catalogue, all levels side by side.
func embedded(t testing.TB, lang string) *handbook.Handbook {
	t.Helper()
	var levels []*profiles.Profile
	for _, name := range profiles.Names() {
		p, err := profiles.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		levels = append(levels, p)
	}
	h, err := handbook.New(lang, levels[0], levels...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func render(t testing.TB, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var styles = regexp.MustCompile(`(?s)<style>.*</style>`)

// TestGolden compares the handbooks of the small catalogue with the files in
// testdata. Style sheets are left out of them.
func TestGolden(t *testing.T) {
	_, plain, strict := small(t)
	compare := func(name, got string) {
		t.Helper()
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for _, lang := range handbook.Languages() {
		h, err := handbook.New(lang, strict, plain, strict)
		if err != nil {
			t.Fatal(err)
		}
		compare("handbook."+lang+".md", render(t, h.Markdown))
		compare("handbook."+lang+".html", styles.ReplaceAllString(render(t, h.HTML), "<style></style>"))
		data, err := h.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		compare("handbook."+lang+".json", string(data)+"\n")
	}
}

// element is a start of an element of a page.
type element struct{ name, id, class, href string }

// elements parses a page, strictly but for what HTML allows.
func elements(t testing.TB, page string) (all []element, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, []string{"meta", "input"}, xml.HTMLEntity
	var open []string
	var words strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("the page does not parse: %v", err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			e := element{name: x.Name.Local}
			for _, a := range x.Attr {
				switch a.Name.Local {
				case "id":
					e.id = a.Value
				case "class":
					e.class = a.Value
				case "href":
					e.href = a.Value
				case "src", "srcset", "style", "onclick", "onload", "onerror", "action", "data", "background", "poster":
					t.Errorf("<%s> has the attribute %s", e.name, a.Name.Local)
				}
			}
			all, open = append(all, e), append(open, e.name)
		case xml.EndElement:
			if n := len(open); n == 0 || open[n-1] != x.Name.Local {
				t.Fatalf("</%s> closes %v", x.Name.Local, open)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 && open[len(open)-1] != "style" {
				words.Write(x)
				words.WriteByte(' ')
			}
		}
	}
	if len(open) > 0 {
		t.Errorf("%v are not closed", open)
	}
	return all, strings.Join(strings.Fields(words.String()), " ")
}

// TestPage looks at the pages of the embedded catalogue: whether they stand on
// their own, lead somewhere and say everything, in both languages alike.
func TestPage(t *testing.T) {
	var shapes [][]string
	for _, lang := range handbook.Languages() {
		h := embedded(t, lang)
		page := render(t, h.HTML)
		all, text := elements(t, page)
		ids, level := map[string]bool{}, 0
		var shape []string
		for _, e := range all {
			shape = append(shape, e.name+" "+e.id+" "+e.class)
			if e.id != "" && ids[e.id] {
				t.Errorf("%s: the id %s is there twice", lang, e.id)
			}
			ids[e.id] = true
			switch e.name {
			case "script", "link", "img", "iframe", "object", "embed", "base", "svg", "video", "audio":
				t.Errorf("%s: <%s>", lang, e.name)
			case "h1", "h2", "h3", "h4", "h5":
				if n := int(e.name[1] - '0'); n > level+1 {
					t.Errorf("%s: <%s %s> follows <h%d>", lang, e.name, e.id, level)
				} else {
					level = n
				}
			}
		}
		shapes = append(shapes, shape)
		addresses := map[string]bool{}
		for _, f := range h.Frameworks {
			addresses[f.URL] = true
		}
		for _, e := range all {
			place, inside := strings.CutPrefix(e.href, "#")
			switch {
			case e.name != "a":
			case inside && !ids[place]:
				t.Errorf("%s: %s leads nowhere", lang, e.href)
			case !inside && !addresses[e.href]:
				t.Errorf("%s: %s is the address of no framework", lang, e.href)
			}
		}
		for _, css := range []string{"@import", "url(", "http"} {
			if strings.Contains(styles.FindString(page), css) {
				t.Errorf("%s: the style sheet has %s", lang, css)
			}
		}
		if !strings.Contains(page, `<html lang="`+lang+`">`) {
			t.Errorf("%s: the page does not say its language", lang)
		}
		markdown := render(t, h.Markdown)
		says := func(what, said string) {
			t.Helper()
			if said = strings.Join(strings.Fields(said), " "); !strings.Contains(text, said) {
				t.Errorf("%s: the page does not say %s: %s", lang, what, said)
			}
		}
		catalogue, err := criteria.Embedded()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range h.Criteria {
			if !ids[c.Anchor] || !strings.Contains(markdown, `<a id="`+c.Anchor+`">`) {
				t.Errorf("%s: %s has no place of its own", lang, c.ID)
			}
			says("the question", c.Question)
			says("the reason", c.Rationale)
			says("its life", c.Life)
			says("the remedy", c.Remedy)
			says("the rule", c.Rule)
			for _, s := range c.Statements {
				says("the statement", s.Question)
				says("the path", s.Path)
			}
			for _, p := range c.Parameters {
				says("the source of a parameter", p.Source)
			}
			stated, _ := catalogue.Lookup(c.ID)
			n := 0
			for _, r := range c.References {
				says("the framework", h.Frameworks[r.Framework].Name()+" "+h.Frameworks[r.Framework].Title)
				for _, clause := range r.Clauses {
					says("the clause", strings.TrimSpace(clause.ID+" "+clause.Title))
					n++
				}
			}
			if n != len(stated.References) {
				t.Errorf("%s: %s refers to %d clauses, the catalogue to %d", lang, c.ID, n, len(stated.References))
			}
		}
		for _, use := range h.Statements {
			says("the statement's path", use.Path)
		}
	}
	if diff := cmp.Diff(shapes[0], shapes[1]); diff != "" {
		t.Errorf("the languages differ (-%s +%s):\n%s", handbook.Languages()[0], handbook.Languages()[1], diff)
	}
}

// TestWords: no text of the embedded handbook is empty, unfilled, or a piece of
// a rule.
func TestWords(t *testing.T) {
	leftover := regexp.MustCompile(`\{[a-z]+\}|&&|\|\||params\.|subject\.layer| == `)
	for _, lang := range handbook.Languages() {
		h := embedded(t, lang)
		var check func(c *handbook.Condition, id string)
		check = func(c *handbook.Condition, id string) {
			if c == nil {
				return
			}
			if c.Kind == handbook.Test && (c.Demanded == "" || c.Statement == 0 && c.Subject == "") {
				t.Errorf("%s: %s has a condition without words: %+v", lang, id, c)
			}
			if found := leftover.FindString(c.Demanded + c.Subject); found != "" {
				t.Errorf("%s: %s says %q", lang, id, found)
			}
			for i := range c.Parts {
				check(&c.Parts[i], id)
			}
		}
		for _, c := range h.Criteria {
			check(c.When, c.ID)
			check(c.Holds, c.ID)
			for _, s := range c.Statements {
				if s.Form == "" || s.Question == "" || s.Question == s.Path {
					t.Errorf("%s: %s asks without words for %s", lang, c.ID, s.Path)
				}
			}
			for _, p := range c.Parameters {
				if p.Meaning == "" || leftover.MatchString(p.Meaning) {
					t.Errorf("%s: %s does not say what %s means: %s", lang, c.ID, p.Name, p.Meaning)
				}
			}
			for i, a := range c.Levels {
				if a.Obligation != "" && len(a.Demands) == 0 {
					t.Errorf("%s: %s says no demand at level %d", lang, c.ID, i)
				}
			}
		}
		body := styles.ReplaceAllString(render(t, h.HTML), "")
		if found := regexp.MustCompile(`\{[a-z]+\}`).FindString(body); found != "" {
			t.Errorf("%s: the page has %s", lang, found)
		}
	}
}

// TestSums adds up what a handbook counts.
func TestSums(t *testing.T) {
	h := embedded(t, "en")
	for i, level := range h.Levels {
		var cells, work handbook.Count
		for _, cell := range h.Cells {
			cells.Must, cells.Should, cells.May = cells.Must+cell.Counts[i].Must, cells.Should+cell.Counts[i].Should, cells.May+cell.Counts[i].May
		}
		for _, w := range h.Work {
			if w.Level != i {
				continue
			}
			work.Must, work.Should, work.May = work.Must+w.Count.Must, work.Should+w.Count.Should, work.May+w.Count.May
			sum, paths := 0, map[string]bool{}
			for _, k := range w.ByKind {
				sum += k.Count
			}
			proofs := 0
			for _, c := range h.Criteria {
				if c.Party != w.Party {
					continue
				}
				proofs += c.Levels[i].Proofs
				if i == c.By {
					for _, s := range c.Statements {
						paths[s.Path] = true
					}
				}
			}
			if sum != w.Proofs || proofs != w.Proofs {
				t.Errorf("%s, %s: %d proofs, by kind %d, by criterion %d", level.ID, w.Party, w.Proofs, sum, proofs)
			}
			if i == h.Chosen && len(paths) != w.Statements {
				t.Errorf("%s, %s: %d statements, by criterion %d", level.ID, w.Party, w.Statements, len(paths))
			}
		}
		if cells != level.Count || work != level.Count {
			t.Errorf("%s: %+v, by cells %+v, by work %+v", level.ID, level.Count, cells, work)
		}
	}
	if n := len(h.Cells); n != 15 {
		t.Errorf("%d cells", n)
	}
}

// TestDeterministic: equal input gives equal bytes.
func TestDeterministic(t *testing.T) {
	a, b := embedded(t, "de"), embedded(t, "de")
	if render(t, a.HTML) != render(t, b.HTML) || render(t, a.Markdown) != render(t, b.Markdown) {
		t.Error("two handbooks of the same profiles differ")
	}
}

const hostile = "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> [a](javascript:alert(1)) ![i](http://evil.example/i.png) `code` **bold** | cell | \u202egnirts\x07 & &lt; </style> {{.Title}} --> $x$ www.evil.example # h"

// TestHostile: a catalogue cannot put anything on a page but text.
func TestHostile(t *testing.T) {
	_, _, strict := small(t)
	evil := func(data []byte) []byte {
		quoted := fmt.Sprintf("%q", strings.ReplaceAll(hostile, "\x07", ""))
		quoted = strings.ReplaceAll(quoted, `\u202e`, `\u202E`)
		for _, key := range []string{"en", "de"} {
			data = regexp.MustCompile(`\b`+key+`: ("[^"]*"|[^,}"]+)`).ReplaceAll(data, []byte(key+": "+strings.ReplaceAll(quoted, "$", "$$")))
		}
		data = regexp.MustCompile(`publisher: Example City`).ReplaceAll(data, []byte("publisher: "+strings.ReplaceAll(quoted, "$", "$$")))
		return bytes.ReplaceAll(data, []byte("https://example.org/rules"), []byte(`'https://example.org/"><script>|)`+"`'"))
	}
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return evil(data)
	}
	bad, err := criteria.Decode("catalogue.yaml", read("catalogue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Decode("plain.yaml", read("plain.yaml"), bad)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range handbook.Languages() {
		good, err := handbook.New(lang, strict)
		if err != nil {
			t.Fatal(err)
		}
		h, err := handbook.New(lang, profile)
		if err != nil {
			t.Fatal(err)
		}
		names := func(all []element) (out []string) {
			for _, e := range all {
				out = append(out, e.name)
			}
			slices.Sort(out)
			return slices.Compact(out)
		}
		harmless, _ := elements(t, render(t, good.HTML))
		page := render(t, h.HTML)
		got, text := elements(t, page)
		for _, name := range names(got) {
			if !slices.Contains(names(harmless), name) {
				t.Errorf("%s: the page has <%s>", lang, name)
			}
		}
		if strings.Count(page, "</style>") != 1 || !strings.Contains(text, "<script>alert(1)</script>") || strings.ContainsRune(page, '\u202e') {
			t.Errorf("%s: hostile texts are not shown as text", lang)
		}
		markdown := render(t, h.Markdown)
		unescaped := regexp.MustCompile(`(^|[^\\])(<(script|img|b>|/style)|!\[|\]\(javascript|\*\*bold|\| cell|&lt;)`)
		if found := unescaped.FindString(markdown); found != "" {
			t.Errorf("%s: Markdown has %q", lang, found)
		}
		for line := range strings.Lines(markdown) {
			if strings.HasPrefix(line, "|") && regexp.MustCompile(`[^\\]\|[^ \n]`).MatchString(line) {
				t.Errorf("%s: a cell ends within a text: %s", lang, line)
			}
		}
	}
}

// TestErrors: what New refuses.
func TestErrors(t *testing.T) {
	_, plain, strict := small(t)
	other, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := handbook.New("fr", strict); !errors.Is(err, handbook.ErrLanguage) {
		t.Errorf("an unknown language: %v", err)
	}
	if _, err := handbook.New("en", strict, other); !errors.Is(err, handbook.ErrCatalogue) {
		t.Errorf("profiles of two catalogues: %v", err)
	}
	h, err := handbook.New("en", strict, plain)
	if err != nil || len(h.Levels) != 2 || h.Chosen != 1 {
		t.Errorf("a profile that is not beside itself: %v, %+v", err, h)
	}
	if err := (&handbook.Handbook{Lang: "fr"}).HTML(io.Discard); !errors.Is(err, handbook.ErrLanguage) {
		t.Errorf("a handbook without a language: %v", err)
	}
}

// TestEntangled: conditionals that would double again and again are refused.
func TestEntangled(t *testing.T) {
	rule := "data.keys.customerCanRotate"
	for range 30 {
		rule = "((" + rule + ") ? data.keys.customerCanRotate : data.keys.providerCanExtract)"
	}
	catalogue, err := criteria.Decode("c.yaml", []byte("trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ncriteria:\n  - id: A\n    dimension: choice\n    domain: data\n    title: {en: a, de: a}\n    question: {en: a, de: a}\n    rule: '"+rule+"'\n"))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\ncriteria: {A: {obligation: must, proof: none}}\n"), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := handbook.New("en", profile); !errors.Is(err, handbook.ErrRule) {
		t.Errorf("got %v", err)
	}
}

// BenchmarkNew makes the handbook of the embedded catalogue, BenchmarkHTML lays
// it out.
func BenchmarkNew(b *testing.B) {
	embedded(b, "en")
	for b.Loop() {
		embedded(b, "en")
	}
}

func BenchmarkHTML(b *testing.B) {
	h := embedded(b, "en")
	for b.Loop() {
		render(b, h.HTML)
	}
}
