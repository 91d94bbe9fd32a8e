package handbook

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"args": func(args ...any) []any { return args },
	"inc":  func(n, by int) int { return n + by },
}).Parse(pageHTML))

// HTML writes the handbook as one page that fetches nothing: no script, no font,
// no image. Every text of the catalogue is escaped.
func (h *Handbook) HTML(w io.Writer) error {
	v, err := h.view()
	if err != nil {
		return err
	}
	return pageTemplate.Execute(w, v)
}
