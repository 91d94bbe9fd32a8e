package report_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/trias-sovereignty/trias/evaluator/report"
)

var githubs = goldmark.New(goldmark.WithExtensions(extension.GFM))

// read parses Markdown as GitHub does, and returns its texts and how often each
// kind of node is there.
func read(t testing.TB, source string) (content string, kinds map[string]int) {
	t.Helper()
	data := []byte(source)
	var b strings.Builder
	kinds = map[string]int{}
	err := ast.Walk(githubs.Parser().Parse(text.NewReader(data)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if n.Type() == ast.TypeBlock {
				b.WriteByte('\n')
			}
			return ast.WalkContinue, nil
		}
		kinds[n.Kind().String()]++
		switch n := n.(type) {
		case *ast.Text:
			var rendered bytes.Buffer // with escapes and entities taken away
			if err := githubs.Renderer().Render(&rendered, data, n); err != nil {
				return ast.WalkStop, err
			}
			b.WriteString(rendered.String())
		case *ast.String:
			b.Write(n.Value)
		case *ast.FencedCodeBlock:
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				b.Write(line.Value(data))
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(b.String()), kinds
}

// wordsOf counts words; what stands between them differs from format to format.
func wordsOf(text string) map[string]int {
	words := map[string]int{}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words[word]++
	}
	return words
}

// TestMarkdownSaysTheSame: a parser finds in the Markdown of every verdict the words
// of the text, and no markup but headings, lists, tables and emphasis.
func TestMarkdownSaysTheSame(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	allowed := []string{"Document", "Heading", "Paragraph", "TextBlock", "List", "ListItem", "Emphasis", "Text", "String", "Table", "TableHeader", "TableRow", "TableCell"}
	for name, s := range verdicts(t) {
		for _, lang := range report.Languages() {
			for _, opts := range modes(s) {
				opts.Lang, opts.Width = lang, 120
				want := wordsOf(render(t, s, opts))
				opts.Format = report.FormatMarkdown
				source := render(t, s, opts)
				content, kinds := read(t, source)
				if got := wordsOf(content); !maps.Equal(got, want) {
					for word, n := range want {
						if got[word] != n {
							t.Errorf("%s: %s: %q %d times, not %d", name, lang, word, got[word], n)
						}
					}
					for word := range got {
						if want[word] == 0 {
							t.Errorf("%s: %s: %q is not in the text", name, lang, word)
						}
					}
				}
				for kind := range kinds {
					if !slices.Contains(allowed, kind) {
						t.Errorf("%s: %s: there is a %s in\n%s", name, lang, kind, source)
					}
				}
				if strings.Contains(source, "\x1b") || strings.Contains(source, "\n\n\n") || !strings.HasPrefix(source, "# ") || !strings.HasSuffix(source, "\n") {
					t.Errorf("%s: %s: colours, blank lines, no title or no end:\n%q", name, lang, source)
				}
			}
		}
	}
}

// TestMarkdownEscapes: nothing in a dossier becomes markup.
func TestMarkdownEscapes(t *testing.T) {
	t.Parallel()
	s := load(t, archives(t)["testdata/everything.txtar"])
	plain := render(t, s, report.Options{Format: report.FormatMarkdown})
	_, before := read(t, plain)
	for _, name := range []string{
		"<script>alert(1)</script>", "<!-- x -->", "[here](https://example.org)", "![x](y)", "https://example.org www.example.org a@example.org",
		"`code` *bold* __bold__ ~~gone~~", "| a | b |", "# heading", "- item", "1. item", "> quote", "&lt; &#60;", "\\*", "a\n\n# b", "a\n---\nb", "```\nx", "[ ] task", "$x$ ^y^ ~z~",
	} {
		s.verdict.Subject.Name = name
		for i := range s.verdict.Waivers {
			s.verdict.Waivers[i].Reason = name
			s.verdict.Waivers[i].ID = name
		}
		got := render(t, s, report.Options{Format: report.FormatMarkdown})
		content, kinds := read(t, got)
		if kinds["Text"], before["Text"] = 0, 0; !maps.Equal(kinds, before) {
			t.Errorf("%q: %v, not %v:\n%s", name, kinds, before, got)
		}
		if want := strings.Join(strings.Fields(name), " "); !strings.Contains(content, want) {
			t.Errorf("%q is not in:\n%s", want, content)
		}
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	s := load(t, archives(t)["testdata/everything.txtar"])
	if render(t, s, report.Options{Format: report.FormatText}) != render(t, s, report.Options{}) {
		t.Error("no format is not text")
	}
	if render(t, s, report.Options{Format: report.FormatMarkdown, Color: true, Width: 60}) != render(t, s, report.Options{Format: report.FormatMarkdown}) {
		t.Error("colour or width change Markdown")
	}
	err := report.Text(&bytes.Buffer{}, &s.verdict, s.catalogue, report.Options{Format: "html"})
	if err == nil || !strings.Contains(err.Error(), `"html" (there are text, markdown)`) {
		t.Errorf("a format that is none: %v", err)
	}
}
