package report

import (
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/profiles"
)

// profileTexts are what a report says of the profile itself.
type profileTexts struct {
	// Region, Except and ByCriterion say which region counts; Exception is one
	// criterion with its own.
	Region      string `json:"region" required:"true"`
	Except      string `json:"except" required:"true"`
	ByCriterion string `json:"byCriterion" required:"true"`
	Exception   string `json:"exception" required:"true"`
	// Regions are the names of regions that are no country.
	Regions map[string]string `json:"regions" required:"true"`
	// Nobody and Binds say whom the profile binds; Government are the levels of
	// government, Bound one with its period by status.
	Nobody     string            `json:"nobody" required:"true"`
	Binds      string            `json:"binds" required:"true"`
	Government map[string]string `json:"government" required:"true"`
	Bound      map[string]string `json:"bound" required:"true"`
	Unverified string            `json:"unverified" required:"true"`
}

// region names a region; a country keeps its code.
func (l *language) region(name string) string {
	if text := l.OfProfile.Regions[name]; text != "" {
		return text
	}
	return name
}

// localisation says which region counts, if one does.
func (r *renderer) localisation() {
	l := r.verdict.Localisation
	if l == nil {
		return
	}
	r.page.text(0, 2, faint, r.localised(l))
}

func (l *language) localised(of *profiles.Localisation) string {
	var exceptions []string
	for _, e := range of.Exceptions {
		exceptions = append(exceptions, fill(l.OfProfile.Exception, "criterion", e.Criterion, "region", l.region(e.Region)))
	}
	text := l.OfProfile.Region
	switch {
	case of.Region == "":
		text = l.OfProfile.ByCriterion
	case exceptions != nil:
		text = l.OfProfile.Except
	}
	return fill(text, "region", l.region(of.Region), "exceptions", l.Enumerate(exceptions...))
}

// binds says in a line whom the profile binds by itself.
func (r *renderer) binds() {
	if len(r.verdict.Binding) == 0 {
		r.page.text(0, 2, faint, r.OfProfile.Nobody)
		return
	}
	var whom []string
	for _, b := range r.verdict.Binding {
		if text := r.bound(&b); len(whom) == 0 || whom[len(whom)-1] != text {
			whom = append(whom, text)
		}
	}
	r.page.text(0, 2, faint, fill(r.OfProfile.Binds, "whom", r.Chain(whom...)))
}

func (r *renderer) bound(b *evaluator.AppliedBinding) string {
	until := ""
	if b.Until != nil {
		until = r.date(*b.Until)
	}
	text := r.OfProfile.Bound[string(b.Status)]
	if until != "" {
		text = r.OfProfile.Bound[string(b.Status)+"Until"]
	}
	return fill(text, "whom", r.OfProfile.Government[string(b.Level)], "from", r.date(b.From), "until", until)
}

// bindings is the part of the report on whom the profile binds: by which rule,
// and with what consequence.
func (r *renderer) bindings() {
	if len(r.verdict.Binding) == 0 {
		return
	}
	r.title(r.Sections.Binding)
	for i := range r.verdict.Binding {
		b := &r.verdict.Binding[i]
		r.page.text(atSection, 2, plain, r.bound(b))
		r.binding(&b.Binding)
	}
}

// binding writes by which rule a profile binds, and with what consequence.
func (r *renderer) binding(b *profiles.Binding) {
	basis := r.Text(b.Basis)
	if b.Unverified {
		basis = r.Remarked(basis, r.OfProfile.Unverified)
	}
	r.page.table(atCriterion, []row{{r.Rows.Basis, basis}, {r.Rows.Consequence, r.Text(b.Consequence)}})
}
