package main

import (
	_ "embed"
	"html/template"
	"io"

	"github.com/trias-sovereignty/trias/evaluator"
)

//go:embed page.html
var pageHTML string

// page is what the template of the page is given. It is one file that fetches nothing: no script, no font, no image.
type page struct {
	*Matrix
	words
}

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"args":  func(args ...any) []any { return args },
	"short": func(version string) string { return short(version, 20) }, // some are as long as a commit
}).Parse(pageHTML))

func writeHTML(w io.Writer, m *Matrix, say words) error { return pageTemplate.Execute(w, page{m, say}) }

// Lang is the language of the page.
func (p page) Lang() string { return p.lang }

// Say returns a text.
func (p page) Say(key string, args ...any) string { return p.say(key, args...) }

// Outcomes are all outcomes, in the order shown.
func (page) Outcomes() []evaluator.Outcome { return outcomes }

// Reasons are those of an entry, as the text form has them.
func (p page) Reasons(e Entry, columns []Column) []string {
	var out []string
	for _, r := range reasons(e, columns, p.words) {
		out = append(out, r.columns+" – "+r.why)
	}
	return out
}

// Others says how many other entries there are.
func (p page) Others(n int) string {
	if n == 1 {
		return p.say("others 1")
	}
	return p.say("others", n)
}

// Next is the number after another.
func (page) Next(n int) int { return n + 1 }

// Part names the tests of a column: required and optional, or core and extended.
func (p page) Part(t Table, required bool) string {
	key := map[Suite]map[bool]string{Gateway: {true: "core", false: "extended"}, OCI: {true: "required", false: "optional"}}[t.Suite][required]
	return p.say(key)
}

// Span is the number of columns of a table.
func (page) Span(t Table) int { return 4 + len(t.Columns) }
