package handbook

import (
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// view is a handbook with the words around it, for whatever lays it out.
type view struct {
	*Handbook
	Words *language
	terms *report.Words
}

func (h *Handbook) view() (*view, error) {
	l, err := lookup(h.Lang)
	if err != nil {
		return nil, err
	}
	terms, err := report.NewWords(h.Lang, nil)
	if err != nil {
		return nil, err
	}
	return &view{h, l, terms}, nil
}

// This is the level the handbook is about.
func (v *view) This() Level { return v.Levels[v.Chosen] }

// Title names the handbook.
func (v *view) Title() string { return fill(v.Words.Title, "profile", v.This().Title) }

// Running stands at the head of each page.
func (v *view) Running() string {
	return fill(v.Words.Running, "catalogue", v.Catalogue.Title, "version", v.Catalogue.Version, "profile", v.This().Title)
}

// About are the first paragraphs.
func (v *view) About() []string {
	out := append([]string(nil), v.Words.Texts.About...)
	out = append(out, fill(v.Words.Texts.Profile, "profile", v.This().Title, "version", v.This().Version))
	var others []string
	for i, l := range v.Levels {
		if i != v.Chosen {
			others = append(others, l.Title)
		}
	}
	if others != nil {
		out = append(out, fill(v.Words.Texts.Beside, "profiles", v.terms.All(others)))
	}
	if bases := v.Catalogue.Extends; bases != nil {
		var names []string
		for _, b := range bases {
			names = append(names, b.ID+" "+b.Version)
		}
		out = append(out, fill(v.Words.Texts.Contains, "catalogue", v.Catalogue.ID+" "+v.Catalogue.Version, "bases", v.terms.All(names)))
	}
	out = append(out, v.Tailored()...)
	if v.Omitted > 0 {
		out = append(out, v.Words.Texts.Omitted.Count(v.Omitted))
	}
	return out
}

// Digest says which catalogue it is, exactly.
func (v *view) Digest() string { return fill(v.Words.Texts.Digest, "digest", v.Catalogue.Digest) }

// pair is a name and what it stands for.
type pair struct{ Key, Name, Text string }

// Obligations explains how binding a criterion can be.
func (v *view) Obligations() []pair {
	var out []pair
	for _, o := range []profiles.Obligation{profiles.Must, profiles.Should, profiles.May} {
		out = append(out, pair{string(o), v.terms.Obligation(o), v.Words.Obligations[string(o)]})
	}
	return out
}

// Obligation names one.
func (v *view) Obligation(o profiles.Obligation) string { return v.terms.Obligation(o) }

// Outcomes explains the outcomes.
func (v *view) Outcomes() []pair {
	var out []pair
	for _, o := range evaluator.Outcome("").Values() {
		out = append(out, pair{o, v.terms.Outcome(evaluator.Outcome(o)), v.Words.Outcomes[o]})
	}
	return out
}

// Proofs explains the kinds of proof.
func (v *view) Proofs() []pair {
	var out []pair
	for _, k := range evidence.ProofKind("").Values() {
		out = append(out, pair{k, v.Words.Proofs[k].Name, v.Words.Proofs[k].Text})
	}
	return out
}

// Parties are those who answer.
func (v *view) Parties() []pair {
	var out []pair
	for _, p := range criteria.Party("").Values() {
		out = append(out, pair{p, v.Words.Parties[p], ""})
	}
	return out
}

// Domains are the domains that have criteria, each with its criteria.
func (v *view) Domains() []domainView {
	var out []domainView
	for _, d := range criteria.Domain("").Values() {
		x := domainView{Key: d, Name: v.Words.Domains[d].Name, Text: v.Words.Domains[d].Text}
		for _, cell := range v.Cells {
			if string(cell.Domain) == d {
				x.Cells = append(x.Cells, cell)
				for _, i := range cell.Criteria {
					x.Criteria = append(x.Criteria, v.Criteria[i])
				}
			}
		}
		out = append(out, x)
	}
	return out
}

type domainView struct {
	Key, Name, Text string
	Cells           []Cell
	Criteria        []Criterion
}

// Dimensions explains the dimensions.
func (v *view) Dimensions() []pair {
	var out []pair
	for _, d := range criteria.Dimension("").Values() {
		out = append(out, pair{d, v.terms.Dimension(criteria.Dimension(d)), v.Words.Dimensions[d]})
	}
	return out
}

// Dimension and Domain name one.
func (v *view) Dimension(d criteria.Dimension) string { return v.terms.Dimension(d) }
func (v *view) Domain(d criteria.Domain) string       { return v.Words.Domains[string(d)].Name }

// Area names the field a criterion stands in.
func (v *view) Area(c Criterion) string {
	return fill(v.Words.Labels.AreaOf, "domain", v.Domain(c.Domain), "dimension", v.Dimension(c.Dimension))
}

// Applied is how the level the handbook is about applies a criterion.
func (v *view) Applied(c Criterion) Applied { return c.Levels[v.Chosen] }

// At returns a criterion by its index.
func (v *view) At(i int) Criterion { return v.Criteria[i] }

// Binding names the obligation at one level, or that it does not apply.
func (v *view) Binding(a Applied) string {
	if a.Obligation == "" {
		return v.Words.Labels.NotApplied
	}
	return v.terms.Obligation(a.Obligation)
}

// Stage says from when a criterion binds; empty for at once.
func (v *view) Stage(level int, a Applied) string {
	if a.Stage < 0 {
		return ""
	}
	s := v.Levels[level].Stages[a.Stage]
	text := v.Words.Labels.Stage
	if s.From != "" {
		text = v.Words.Labels.StageFrom
	}
	text = fill(text, "title", s.Title, "term", s.Term, "from", s.From)
	if s.Given != "" {
		text += fill(v.Words.Labels.StageGiven, "proof", s.Given)
	}
	return text
}

// Demand introduces a proof demand: "statements 1–3:".
func (v *view) Demand(d Demand) string {
	if d.Statements == nil {
		return ""
	}
	text := v.Words.Labels.ProofFor
	if d.When {
		text = v.Words.Labels.ProofWhen
	}
	return fill(text, "statements", v.refs(d.Statements))
}

func (v *view) refs(numbers []int) string { return v.Words.refs(numbers, v.terms) }

// Fewest says how few proofs do, and of which kinds.
func (v *view) Fewest(a Applied) string {
	if a.Kinds == nil {
		return v.Words.Labels.None
	}
	return v.Words.Named(v.Words.Int(a.Proofs), v.terms.All(a.Kinds))
}

// Layers names the layers a criterion can apply to.
func (v *view) Layers(c Criterion) string {
	if len(c.Layers) == 0 {
		return v.Words.Labels.NoLayer
	}
	if len(c.Layers) == len(evidence.Layer("").Values()) {
		return v.Words.Labels.AllLayers
	}
	return v.LayerNames(c.Layers)
}

// LayerNames names layers.
func (v *view) LayerNames(layers []evidence.Layer) string {
	var names []string
	for _, l := range layers {
		names = append(names, v.Words.Layers[string(l)])
	}
	return v.terms.All(names)
}

// LayerRows counts criteria by layer, a row for each.
func (v *view) LayerRows() []layerRow {
	var out []layerRow
	for i, layer := range evidence.Layer("").Values() {
		row := layerRow{Layer: v.Words.Layers[layer]}
		for _, l := range v.Levels {
			row.Counts = append(row.Counts, l.Layers[i])
		}
		out = append(out, row)
	}
	return out
}

type layerRow struct {
	Layer  string
	Counts []Count
}

// Nobody says that a profile binds nobody.
func (v *view) Nobody() string { return v.terms.Nobody() }

// Party names who answers.
func (v *view) Party(p criteria.Party) string { return v.Words.Parties[string(p)] }

// Scope says how much a criterion takes by the level its conditions are of.
func (v *view) Scope(c Criterion) string {
	a := c.Levels[c.By]
	statements := v.Words.Labels.Statements.Count(len(c.Statements))
	if n := len(c.Statements) - c.Always; n > 0 {
		statements = v.Words.Remarked(statements, v.Words.Labels.Optional.Count(n))
	}
	if a.Proofs == 0 {
		return statements
	}
	return fill(v.Words.Labels.ScopeOf, "statements", statements, "proofs", v.Words.Labels.Proofs.Count(a.Proofs))
}

// Settings says whose the conditions are, if not those of the level the handbook
// is about.
func (v *view) Settings(c Criterion) string {
	if c.By == v.Chosen {
		return ""
	}
	return fill(v.Words.Texts.Settings, "profile", v.This().Title, "other", v.Levels[c.By].Title)
}

// Intro introduces the parts of a condition.
func (v *view) Intro(c Condition) string {
	return map[ConditionKind]string{All: v.Words.Conditions.All, Any: v.Words.Conditions.Any, If: v.Words.Conditions.If,
		Each: v.Words.Conditions.Each, Some: v.Words.Conditions.Some}[c.Kind]
}

// Settled reports whether all levels give a parameter one value.
func (Parameter) settled(values []string) (string, bool) {
	one := ""
	for _, value := range values {
		if value != "" && one != "" && value != one {
			return "", false
		}
		if value != "" {
			one = value
		}
	}
	return one, true
}

// Same is the value of a parameter if all levels give it the same.
func (p Parameter) Same() string {
	one, _ := p.settled(p.Values)
	return one
}

// FromCatalogue is the catalogue's value, where a level has another.
func (v *view) FromCatalogue(p Parameter) string {
	if p.Same() == p.Default {
		return ""
	}
	return v.Words.Named(v.Words.Labels.Default, p.Default)
}

// Relation says how a criterion relates to a clause.
func (v *view) Relation(r criteria.Relation) string { return v.Words.Relations[string(r)] }

// Framework returns one by its index.
func (v *view) Framework(i int) Framework { return v.Frameworks[i] }

// Name is a framework's short name and version.
func (f Framework) Name() string { return f.ID + " " + f.Version }

// Marked reports whether a reader must not take the framework for law or for
// the text that counts.
func (f Framework) Marked() bool {
	return f.Status != frameworks.InForce && f.Status != frameworks.Published
}

// Standing says what standing a framework has, with its dates.
func (v *view) Standing(f Framework) string {
	out := v.Words.Statuses[string(f.Status)]
	if f.Date != "" {
		out = v.Words.Enumerate(out, f.Date)
	}
	if f.From != "" {
		out = v.Words.Chain(out, fill(v.Words.Labels.From, "date", f.From))
	}
	return out
}

// Status names a framework's standing.
func (v *view) Status(f Framework) string { return v.Words.Statuses[string(f.Status)] }

// Unverified names what nobody has looked up of a framework.
func (v *view) Unverified(f Framework) string {
	var out []string
	for _, field := range f.Unverified {
		out = append(out, v.Words.Fields[string(field)])
	}
	if out == nil {
		return ""
	}
	return v.Words.Named(v.Words.Labels.Unverified, v.Words.Enumerate(out...))
}

// Remedies are three numbers in one text.
func (w Work) remedies() string {
	var out []string
	for _, n := range w.Remedies {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, " / ")
}

// RemediesText is the numbers of criteria by the effort of their remedy.
func (w Work) RemediesText() string { return w.remedies() }

// KindRow is the number of proofs of one kind at each level.
type kindRow struct {
	Kind   string
	Counts []int
}

// Kinds are the proofs of the provider by kind, a row for each kind.
func (v *view) Kinds() []kindRow {
	var out []kindRow
	find := func(kind string) *kindRow {
		for i := range out {
			if out[i].Kind == kind {
				return &out[i]
			}
		}
		out = append(out, kindRow{kind, make([]int, len(v.Levels))})
		return &out[len(out)-1]
	}
	// In the order of kinds, whatever levels name them.
	var names []string
	for _, k := range evidence.ProofKind("").Values() {
		if k != string(evidence.Attestation) {
			names = append(names, v.Words.Proofs[k].Name)
			continue
		}
		for _, s := range evidence.Scheme("").Named() {
			names = append(names, fill(v.Words.Texts.Attestation, "scheme", report.Label(v.Lang, "AttestationScheme", s)))
		}
	}
	for _, name := range names {
		for _, w := range v.Work {
			for _, k := range w.ByKind {
				if k.Kind == name && w.Party == criteria.Provider {
					find(name).Counts[w.Level] += k.Count
				}
			}
		}
	}
	return out
}

// KindTotals sums the rows of Kinds.
func (v *view) KindTotals() []int {
	out := make([]int, len(v.Levels))
	for _, row := range v.Kinds() {
		for i, n := range row.Counts {
			out[i] += n
		}
	}
	return out
}

// KindsText explains Kinds.
func (v *view) KindsText() string {
	return fill(v.Words.Texts.Kinds, "party", v.Words.Parties[string(criteria.Provider)])
}

// Shared says, for each level, which kinds remain if one document serves all.
func (v *view) Shared() []string {
	var out []string
	for _, w := range v.Work {
		if w.Party == criteria.Provider && w.Kinds != nil {
			out = append(out, v.Words.Texts.Shared.Count(len(w.Kinds), "profile", v.Levels[w.Level].Title, "kinds", v.terms.All(w.Kinds)))
		}
	}
	return out
}

// Totals counts the criteria of each level.
func (v *view) Totals() []Count {
	var out []Count
	for _, l := range v.Levels {
		out = append(out, l.Count)
	}
	return out
}

// Scroll labels a table that may be wider than the screen.
func (v *view) Scroll(title string) string { return fill(v.Words.Texts.Scroll, "title", title) }

// Matrix introduces the matrix.
func (v *view) Matrix() string { return fill(v.Words.Texts.Matrix, "profile", v.This().Title) }

// Deviation says what an unmet SHOULD without a reason does.
func (v *view) Deviation(l Level) string { return v.Words.Deviations[string(l.Deviations)] }
