package report

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// tailoringTexts are what is said of what a profile changes of another.
type tailoringTexts struct {
	// Tailors, Rests and Claims are sentences at the head of a verdict.
	Tailors  string `json:"tailors" required:"true"`
	Rests    string `json:"rests" required:"true"`
	Claims   string `json:"claims" required:"true"`
	Changes  plural `json:"changes" required:"true"`
	Excluded plural `json:"excluded" required:"true"`
	// Lists says in a list of profiles what one tailors.
	Lists string `json:"lists" required:"true"`
	// Section is the title of the part of a verdict, Kinds what was done where the
	// differences do not say it.
	Section string            `json:"section" required:"true"`
	Kinds   map[string]string `json:"kinds" required:"true"`

	// Heads are the first sentence of a difference by how one profile builds on
	// the other, Same counts what does not differ, None says that nothing does.
	Heads map[string]string `json:"heads" required:"true"`
	Same  plural            `json:"same" required:"true"`
	None  string            `json:"none" required:"true"`
	// Whole and the Presence of criteria are titles.
	Whole      string            `json:"whole" required:"true"`
	Presence   map[string]string `json:"presence" required:"true"`
	Directions map[string]string `json:"directions" required:"true"`

	// Rows label what differs. Becomes is what it becomes, Layer at a layer,
	// OfWhen and OfFact of which facts, Directed which way it goes.
	Rows     map[string]string `json:"rows" required:"true"`
	Becomes  string            `json:"becomes" required:"true"`
	Layer    string            `json:"layer" required:"true"`
	OfWhen   string            `json:"ofWhen" required:"true"`
	OfFact   string            `json:"ofFact" required:"true"`
	Directed string            `json:"directed" required:"true"`
	// Absent stands for what is not there, by aspect.
	Absent     map[string]string `json:"absent" required:"true"`
	Deviations map[string]string `json:"deviations" required:"true"`
	Stage      string            `json:"stage" required:"true"`
	// Reason, Decided and By say what is recorded.
	Reason  string `json:"reason" required:"true"`
	Decided string `json:"decided" required:"true"`
	By      string `json:"by" required:"true"`
}

// ProfileDiff writes in what one profile differs from another for readers: first
// what concerns the profile as a whole, then the criteria that apply in another
// way, in addition and no more, each with the recorded reason where there is
// one. The catalogue is that of the second profile; titles and units come from
// it. Equal differences and options give equal bytes. The error wraps
// [ErrLanguage] or [ErrDemand].
func ProfileDiff(w io.Writer, d *profiles.Differences, catalogue *criteria.Catalogue, opts Options) error {
	r, err := begin(opts, catalogue)
	if err != nil {
		return err
	}
	for i := range d.Criteria {
		r.fit(d.Criteria[i].Criterion)
	}
	r.differences(d)
	return r.finish(w)
}

func (r *renderer) differences(d *profiles.Differences) {
	t := &r.Tailoring
	from, to := d.From.ID+" "+string(d.From.Version), d.To.ID+" "+string(d.To.Version)
	if d.None() {
		r.page.head(1, 0, bold, fill(t.None, "from", from, "to", to))
		return
	}
	relation := string(d.Relation)
	if relation == "" {
		relation = "none"
	}
	r.page.head(1, 0, bold, fill(t.Heads[relation], "from", from, "to", to))
	if d.Same > 0 {
		r.page.text(0, 2, plain, t.Same.Count(int(d.Same)))
	}
	if d.Claims == profiles.Stricter {
		r.page.text(0, 2, plain, fill(t.Claims, "profile", d.To.ID, "base", d.From.ID))
	}
	if len(d.Profile) > 0 || d.Binding != nil {
		r.title(t.Whole)
		r.tabled(d, "", d.Profile, nil, "")
		if d.Binding != nil {
			var was, is []string
			for _, b := range d.Binding.From {
				was = append(was, (&Words{r}).Binds(b))
			}
			for _, b := range d.Binding.To {
				is = append(is, (&Words{r}).Binds(b))
			}
			for _, x := range []*[]string{&was, &is} {
				if *x == nil {
					*x = []string{r.OfProfile.Nobody}
				}
			}
			r.page.table(atCriterion, []row{{t.Rows["binding"], fill(t.Becomes, "from", strings.Join(was, " "), "to", strings.Join(is, " "))}})
		}
	}
	for _, presence := range []profiles.Presence{profiles.Altered, profiles.Added, profiles.Removed} {
		begun := false
		for i := range d.Criteria {
			c := &d.Criteria[i]
			if c.Presence != presence {
				continue
			}
			if !begun {
				r.title(t.Presence[string(presence)])
				begun = true
			}
			shown, right := c.Differences, ""
			switch presence {
			case profiles.Altered:
				right = t.Directions[string(c.Direction)]
			case profiles.Removed: // how it applied otherwise is of no interest any more
				shown = slices.DeleteFunc(slices.Clone(shown), func(x profiles.Difference) bool { return x.Aspect != profiles.OfObligation })
			}
			r.criterionEntry(c.Criterion, right, r.idColumn)
			r.tabled(d, c.Criterion, shown, c.Grounds, presence)
		}
	}
}

// criterionEntry writes the id and title of a criterion.
func (r *renderer) criterionEntry(id, right string, column int) {
	title := ""
	if c, ok := r.catalogue.Lookup(id); ok {
		title = r.Text(c.Title)
	}
	r.page.entry(atSection, column, id, title, right, plain)
}

// tabled writes differences as rows: of a criterion, or of the profiles as a whole
// for "". A recorded reason stands below all that it is the reason of.
func (r *renderer) tabled(d *profiles.Differences, criterion string, list []profiles.Difference, grounds []profiles.Ground, presence profiles.Presence) {
	directed := presence == profiles.Altered || presence == ""
	var rows []row
	reasons := func(of []profiles.Ground) {
		for _, g := range of {
			by := ""
			if g.Profile != d.To.ID {
				by = g.Profile
			}
			rows = append(rows, row{r.Tailoring.Reason, r.ground(g.Reason, g.Decision, by)})
		}
	}
	for i := range list {
		x := &list[i]
		text := r.difference(criterion, x, presence == profiles.Added)
		if way := r.Tailoring.Directions[string(x.Direction)]; directed && x.Direction != profiles.Neutral {
			text = fill(r.Tailoring.Directed, "text", text, "direction", way)
		}
		rows = append(rows, row{r.aspect(x), text})
		if i+1 == len(list) || !slices.Equal(x.Grounds, list[i+1].Grounds) {
			reasons(x.Grounds)
		}
	}
	reasons(grounds)
	r.page.table(atCriterion, rows)
}

// ground writes a recorded reason; by is the profile that records it, where that
// is another one than is spoken of.
func (r *renderer) ground(reason evidence.Text, decision, by string) string {
	text := r.Text(reason)
	if decision != "" {
		text = fill(r.Tailoring.Decided, "reason", text, "decision", decision)
	}
	if by != "" {
		text = fill(r.Tailoring.By, "reason", text, "profile", by)
	}
	return text
}

// aspect labels what differs.
func (r *renderer) aspect(x *profiles.Difference) string {
	if x.Aspect == profiles.OfParam {
		return x.Param
	}
	return r.Tailoring.Rows[string(x.Aspect)]
}

// difference writes what something was and what it becomes; of a criterion that
// is added what it is.
func (r *renderer) difference(criterion string, x *profiles.Difference, added bool) string {
	t := &r.Tailoring
	text := fill(t.Becomes, "from", r.side(criterion, x, x.From, x.FromStage), "to", r.side(criterion, x, x.To, x.ToStage))
	if added || x.From.IsZero() && x.Aspect != profiles.OfStage && x.Aspect != profiles.OfLocalisation {
		text = r.side(criterion, x, x.To, x.ToStage) // of what is new there is no before
	}
	switch {
	case x.Layer != "":
		return fill(t.Layer, "layer", r.List.Layers[string(x.Layer)], "text", text)
	case x.Aspect == profiles.OfProof && x.Part == "when":
		return fill(t.OfWhen, "text", text)
	case x.Aspect == profiles.OfProof && x.Part != "rule":
		return fill(t.OfFact, "fact", r.factName(x.Part), "text", text)
	}
	return text
}

// factName names facts by a path or the start of one: the question, or the path
// where it leads to several.
func (r *renderer) factName(path string) string {
	if question := (&Words{r}).Question(path); question != "" {
		return fill(r.Quoted, "text", question)
	}
	return path
}

// side writes one side of a difference.
func (r *renderer) side(criterion string, x *profiles.Difference, v evidence.Value, stage *profiles.Stage) string {
	t := &r.Tailoring
	if v.IsZero() {
		if absent := t.Absent[string(x.Aspect)]; absent != "" {
			return absent
		}
		return t.Absent["time"]
	}
	text, _ := v.Any().(string)
	switch x.Aspect {
	case profiles.OfObligation:
		return r.Obligation[text]
	case profiles.OfDeviations:
		return t.Deviations[text]
	case profiles.OfLocalisation:
		return r.region(text)
	case profiles.OfZone:
		return text
	case profiles.OfStage:
		return r.stage(text, stage)
	case profiles.OfTimeToList, profiles.OfFastTrack, profiles.OfRecertification, profiles.OfSunset:
		if span, err := evidence.ParsePeriod(text); err == nil {
			return r.period(span)
		}
		return text
	case profiles.OfProof, profiles.OfFastTrackProof:
		words, err := r.demand(text)
		if err != nil && r.err == nil {
			r.err = err
		}
		return words
	case profiles.OfParam:
		return r.param(criterion, x.Param, v)
	}
	return r.value(v, fact{})
}

// stage describes a stage: its name, from when it binds, and for whom.
func (r *renderer) stage(id string, s *profiles.Stage) string {
	if s == nil {
		return id
	}
	title, l := r.Text(s.Title), &r.language.Levels
	if title == "" {
		title = id
	}
	var when []string
	if s.Term != nil {
		when = append(when, fill(l.Term, "term", r.period(*s.Term)))
	}
	if s.From != nil {
		when = append(when, fill(l.From, "from", r.date(*s.From)))
	}
	if s.Given != "" {
		words, err := r.demand(s.Given)
		if err != nil && r.err == nil {
			r.err = err
		}
		when = append(when, fill(l.Given, "proof", words))
	}
	return fill(r.Tailoring.Stage, "stage", fill(r.Quoted, "text", title), "when", r.Chain(when...))
}

// param writes the value of a parameter: with its unit, and with the names that
// the members of a closed set have.
func (r *renderer) param(criterion, name string, v evidence.Value) string {
	compiled, ok := r.catalogue.Compiled(criterion)
	if !ok {
		return r.listed(v, fact{})
	}
	p := compiled.Params[name]
	f := fact{unit: p.Unit}
	text, _ := v.Any().(string)
	switch p.Type {
	case "date":
		f.kind = evidence.KindDate
	case "period":
		if span, err := evidence.ParsePeriod(text); err == nil {
			return r.period(span)
		}
	case "region":
		return r.region(text)
	case "strings", "text", "string":
		f.set = r.setOf(compiled, v)
	}
	return r.listed(v, f)
}

// setOf finds the closed set that the values of a parameter are from: of the
// facts the criterion reads, the first whose set has them all.
func (r *renderer) setOf(c *criteria.Compiled, v evidence.Value) string {
	list, ok := v.Any().([]evidence.Value)
	if !ok {
		list = []evidence.Value{v}
	}
	rule, when := c.Rules()
	reads := slices.Clone(rule.Reads)
	if when != nil {
		reads = append(reads, when.Reads...)
	}
	for _, slot := range reads {
		f := field(r.catalogue.Environment().Info(slot).Path)
		if f == nil || f.Set == "" {
			continue
		}
		all := !slices.ContainsFunc(list, func(x evidence.Value) bool {
			text, _ := x.Any().(string)
			return !slices.Contains(f.Values, text)
		})
		if all && len(list) > 0 {
			return f.Set
		}
	}
	return ""
}

// tailored says in a line of a verdict what the profile changes of its base.
func (r *renderer) tailored() {
	t := &r.Tailoring
	for i := range r.verdict.Tailoring {
		s := &r.verdict.Tailoring[i]
		excluded := 0
		for _, c := range s.Changes {
			if c.Kind == profiles.Exclude {
				excluded++
			}
		}
		changes := t.Changes.Count(len(s.Changes))
		if excluded > 0 {
			changes = t.Excluded.Count(excluded, "changes", changes)
		}
		text := t.Tailors
		if s.Profile != r.verdict.Profile {
			text = t.Rests
		}
		line := fill(text, "profile", s.Profile+" "+string(s.Version), "base", s.Base+" "+string(s.BaseVersion), "changes", changes)
		if s.Claims == profiles.Stricter {
			line += " " + fill(t.Claims, "profile", s.Profile, "base", s.Base)
		}
		r.page.text(0, 2, faint, line)
	}
}

// tailoring is the part of a verdict on what the profile changes of its base,
// and why. Of criteria that are chosen it shows their changes only.
func (r *renderer) tailoring() {
	for i := range r.verdict.Tailoring {
		s := &r.verdict.Tailoring[i]
		var shown []*profiles.AppliedChange
		column := 0
		for j := range s.Changes {
			if c := &s.Changes[j]; r.chosen == nil || r.shows(c.Criterion) {
				shown = append(shown, c)
				column = max(column, min(utf8.RuneCountInString(c.Criterion), maxIDColumn)+2)
			}
		}
		if shown == nil {
			continue
		}
		r.title(fill(r.Tailoring.Section, "profile", s.Profile, "base", s.Base))
		for len(shown) > 0 {
			same := 1 // changes of one criterion stand together
			for same < len(shown) && shown[same].Criterion == shown[0].Criterion {
				same++
			}
			if id := shown[0].Criterion; id != "" {
				r.criterionEntry(id, "", column)
			} else {
				r.page.text(atSection, 2, plain, r.Tailoring.Whole)
			}
			var rows []row
			for _, c := range shown[:same] {
				rows = append(rows, r.change(c)...)
			}
			r.page.table(atCriterion, rows)
			shown = shown[same:]
		}
	}
}

// excludedBy names the profile that excludes a criterion, "" if none does.
func excludedBy(v *evaluator.Verdict, criterion string) string {
	for i := range v.Tailoring {
		for _, c := range v.Tailoring[i].Changes {
			if c.Kind == profiles.Exclude && c.Criterion == criterion {
				return v.Tailoring[i].Profile
			}
		}
	}
	return ""
}

// change writes a change as rows.
func (r *renderer) change(c *profiles.AppliedChange) []row {
	var rows []row
	if kind := r.Tailoring.Kinds[string(c.Kind)]; kind != "" {
		rows = append(rows, row{r.Tailoring.Rows["change"], kind})
	}
	for _, x := range c.Differences() {
		rows = append(rows, row{r.aspect(&x), r.difference(c.Criterion, &x, c.Kind == profiles.Select)})
	}
	return append(rows, row{r.Tailoring.Reason, r.ground(c.Reason, c.Decision, "")})
}
