package report

import (
	_ "embed"
	"fmt"
	"html"
	"html/template"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	gfm "github.com/trias-sovereignty/trias/internal/markdown"
)

// document is a report, part by part.
type document struct {
	lang, title, label string
	parts              []part
}

// part is what a report consists of. It writes itself as Markdown and as HTML.
type part interface {
	markdown(b *strings.Builder)
	html(b *strings.Builder) error
}

// clean replaces characters that are none for readers, so that no text of others can
// command anything.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0xfffe || r == 0xffff {
			return utf8.RuneError
		}
		return r
	}, text)
}

// escape writes a text for HTML, and marked for Markdown.
func escape(text string) string { return html.EscapeString(clean(text)) }

func marked(text string) string { return gfm.Escape(clean(text)) }

type heading struct {
	level int
	text  string
}

func (h heading) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "%s %s\n", strings.Repeat("#", h.level), marked(h.text))
}

func (h heading) html(b *strings.Builder) error {
	fmt.Fprintf(b, "<h%d>%s</h%d>\n", h.level, escape(h.text), h.level)
	return nil
}

type paragraph struct {
	text string
	// soft is text that is not read by whoever knows the report.
	soft bool
}

func (p paragraph) markdown(b *strings.Builder) { b.WriteString(marked(p.text) + "\n") }

func (p paragraph) html(b *strings.Builder) error {
	class := ""
	if p.soft {
		class = ` class="soft"`
	}
	fmt.Fprintf(b, "<p%s>%s</p>\n", class, escape(p.text))
	return nil
}

type list []string

func (l list) markdown(b *strings.Builder) {
	for _, item := range l {
		b.WriteString("- " + marked(item) + "\n")
	}
}

func (l list) html(b *strings.Builder) error {
	b.WriteString("<ul>\n")
	for _, item := range l {
		fmt.Fprintf(b, "<li>%s</li>\n", escape(item))
	}
	b.WriteString("</ul>\n")
	return nil
}

// command is what is typed.
type command string

func (c command) markdown(b *strings.Builder) {
	text := clean(string(c))
	fence := gfm.Fence(text)
	b.WriteString(fence + "\n" + text + "\n" + fence + "\n")
}

func (c command) html(b *strings.Builder) error {
	fmt.Fprintf(b, "<pre><code>%s</code></pre>\n", escape(string(c)))
	return nil
}

// table has a head and rows; columns from numbers on are set flush right.
type table struct {
	caption string
	head    []string
	rows    [][]string
	text    int // how many columns are text; the others are numbers
}

func (t table) markdown(b *strings.Builder) {
	escaped := func(cells []string) []string {
		out := make([]string, len(cells))
		for i, cell := range cells {
			out[i] = marked(cell)
		}
		return out
	}
	b.WriteString(gfm.Row(escaped(t.head)))
	for i := range t.head {
		if i < t.text {
			b.WriteString("| --- ")
		} else {
			b.WriteString("| ---: ")
		}
	}
	b.WriteString("|\n")
	for _, row := range t.rows {
		b.WriteString(gfm.Row(escaped(row)))
	}
}

func (t table) html(b *strings.Builder) error {
	class := func(i int) string {
		if i < t.text {
			return ""
		}
		return ` class="number"`
	}
	kind := ""
	if t.text >= len(t.head) {
		kind = ` class="texts"`
	}
	fmt.Fprintf(b, "<div class=\"scroll\"><table%s>\n", kind)
	if t.caption != "" {
		fmt.Fprintf(b, "<caption>%s</caption>\n", escape(t.caption))
	}
	b.WriteString("<thead><tr>")
	for i, cell := range t.head {
		fmt.Fprintf(b, `<th scope="col"%s>%s</th>`, class(i), escape(cell))
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range t.rows {
		b.WriteString("<tr>")
		for i, cell := range row {
			element := "td"
			if i == 0 {
				element = `th scope="row"`
			}
			fmt.Fprintf(b, `<%s%s>%s</%s>`, element, class(i), escape(cell), element[:2])
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table></div>\n")
	return nil
}

// figure is a picture: Markdown links it, HTML holds it.
type figure struct{ Picture }

func (f figure) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "![%s](%s.svg)\n", marked(f.Title), f.Name)
}

func (f figure) html(b *strings.Builder) error {
	svg, err := f.SVG()
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "<figure>\n%s</figure>\n", svg)
	return nil
}

func (d *document) writeMarkdown(w io.Writer) error {
	var b strings.Builder
	heading{1, d.title}.markdown(&b)
	for _, p := range d.parts {
		b.WriteByte('\n')
		p.markdown(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

//go:embed page.html
var pageHTML string

var page = template.Must(template.New("page").Parse(pageHTML))

func (d *document) writeHTML(w io.Writer) error {
	var b strings.Builder
	for _, p := range d.parts {
		if err := p.html(&b); err != nil {
			return err
		}
	}
	// Every part has escaped what is not its own.
	return page.Execute(w, map[string]any{"Lang": d.lang, "Title": d.title, "Label": d.label, "Body": template.HTML(b.String())})
}
