package report

import (
	"io"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// listTexts are what a list of profiles says.
type listTexts struct {
	Title   string            `json:"title" required:"true"`
	Extends string            `json:"extends" required:"true"`
	All     string            `json:"all" required:"true"`
	Layers  map[string]string `json:"layers" required:"true"`
}

// Profiles writes a list of profiles for readers: how many criteria each makes a
// must, a should or a may, which region counts, and whom it binds. Equal
// profiles and options give equal bytes.
func Profiles(w io.Writer, list []*profiles.Profile, opts Options) error {
	r, err := begin(opts, nil)
	if err != nil {
		return err
	}
	for i, p := range list {
		if i > 0 {
			r.page.blank()
		}
		r.profile(p)
	}
	return r.finish(w)
}

func (r *renderer) profile(p *profiles.Profile) {
	head := p.ID() + " " + string(p.Version())
	if title := r.Text(p.Title()); title != "" {
		head = fill(r.List.Title, "profile", head, "title", title)
	}
	if p.Extends() != nil {
		head = fill(r.List.Extends, "profile", head, "base", p.Extends().ID())
	}
	if p.Tailors() != nil {
		head = fill(r.Tailoring.Lists, "profile", head, "base", p.Tailors().ID())
	}
	r.page.head(2, 0, bold, head)
	if l := p.Localisation(); l != nil {
		r.page.text(atSection, 2, plain, r.localised(l))
	}
	if len(p.Bindings()) == 0 {
		r.page.text(atSection, 2, plain, r.OfProfile.Nobody)
	}
	for _, b := range p.Bindings() {
		// The list speaks of no day, so that none of its bindings is in force yet.
		whom := r.bound(&evaluator.AppliedBinding{Binding: b, Status: evaluator.BindingToCome})
		r.page.text(atSection, 2, plain, fill(r.OfProfile.Binds, "whom", whom))
		r.binding(&b)
	}
	r.later(p)
	rows := [][]string{{"", r.Obligation["must"], r.Obligation["should"], r.Obligation["may"], r.Columns.Total},
		r.counted(r.List.All, p.Counts(""))}
	for _, layer := range evidence.Layer("").Values() {
		rows = append(rows, r.counted(r.List.Layers[layer], p.Counts(evidence.Layer(layer))))
	}
	sizes := make([]int, len(rows[0]))
	for _, cells := range rows {
		for k, cell := range cells {
			sizes[k] = max(sizes[k], utf8.RuneCountInString(cell))
		}
	}
	r.page.columns(atSection, rows, sizes, plain)
}

func (l *language) counted(name string, n profiles.Counts) []string {
	return []string{name, l.Int(n.Must), l.Int(n.Should), l.Int(n.May), l.Int(n.Must + n.Should + n.May)}
}
