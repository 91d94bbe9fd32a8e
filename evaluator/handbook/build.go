package handbook

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/proofset"
	"github.com/trias-sovereignty/trias/profiles"
)

// New makes the handbook of a profile in a language, "en" or "de". Beside it are
// the profiles it is shown side by side with, in their order; where the profile
// is not one of them it comes last. The error wraps [ErrLanguage], [ErrCatalogue],
// [ErrRule] or [ErrSize].
func New(lang string, profile *profiles.Profile, beside ...*profiles.Profile) (*Handbook, error) {
	l, err := lookup(lang)
	if err != nil {
		return nil, err
	}
	levels := slices.Clone(beside)
	chosen := slices.IndexFunc(levels, func(p *profiles.Profile) bool { return p.Digest() == profile.Digest() })
	if chosen < 0 {
		chosen, levels = len(levels), append(levels, profile)
	}
	catalogue := profile.Catalogue()
	for _, p := range levels {
		if p.Catalogue().Digest() != catalogue.Digest() {
			return nil, fmt.Errorf("%w: %s and %s", ErrCatalogue, profile.ID(), p.ID())
		}
	}
	words, err := report.NewWords(lang, catalogue)
	if err != nil {
		return nil, err
	}
	b := &builder{
		language: l, words: words, catalogue: catalogue, profiles: levels,
		h:          &Handbook{Lang: lang, Chosen: chosen},
		frameworks: map[frameworks.Name]int{}, anchors: map[string]bool{},
	}
	if err := b.build(); err != nil {
		return nil, err
	}
	return b.h, nil
}

// builder fills in a handbook.
type builder struct {
	*language
	words      *report.Words
	catalogue  *criteria.Catalogue
	profiles   []*profiles.Profile
	h          *Handbook
	frameworks map[frameworks.Name]int
	clauses    map[frameworks.Name]map[string]*frameworks.Clause
	anchors    map[string]bool
	tallies    map[workKey]*tally
	written    int // bytes of text, see [maxText]
}

// spend counts texts that are written once more. It reports whether there is
// still room: nobody reads what is made after it is used up.
func (b *builder) spend(texts ...string) bool {
	for _, text := range texts {
		b.written += len(text)
	}
	return b.written <= maxText
}

func (b *builder) build() error {
	h := b.h
	h.Catalogue = Catalogue{b.catalogue.ID(), string(b.catalogue.Version()), b.text(b.catalogue.Definition().Title), b.catalogue.Digest(), extended(b.catalogue)}
	// What a catalogue says of sources is in one language; of the embedded one it
	// is known which.
	if own, err := criteria.Embedded(); err == nil && own.Digest() == b.catalogue.Digest() && b.Code != "en" {
		h.SourceLang = "en"
	}
	for _, p := range b.profiles {
		h.Levels = append(h.Levels, b.level(p))
	}
	b.tallies = map[workKey]*tally{}
	for _, domain := range criteria.Domain("").Values() {
		for _, dimension := range criteria.Dimension("").Values() {
			if err := b.cell(criteria.Domain(domain), criteria.Dimension(dimension)); err != nil {
				return err
			}
		}
	}
	h.Omitted = len(b.catalogue.Criteria()) - len(h.Criteria)
	b.sortFrameworks()
	b.work()
	b.statements()
	return nil
}

// extended lists what a catalogue extends.
func extended(c *criteria.Catalogue) (out []ExtendedCatalogue) {
	for base := c.Extends(); base != nil; base = base.Extends() {
		out = append(out, ExtendedCatalogue{base.ID(), string(base.Version()), base.Digest()})
	}
	return out
}

// level describes a profile.
func (b *builder) level(p *profiles.Profile) Level {
	l := Level{ID: p.ID(), Version: string(p.Version()), Title: b.text(p.Title()), Digest: p.Digest(), Zone: p.Zone().String(),
		Deviations: p.Deviations(), Count: Count(p.Counts(""))}
	if l.Title == "" {
		l.Title = l.ID
	}
	if base := p.Base(); base != nil {
		if l.Extends, l.Base = base.ID(), b.text(base.Title()); l.Base == "" {
			l.Base = l.Extends
		}
	}
	for _, step := range p.Tailoring() {
		l.Tailors = append(l.Tailors, step.Base+" "+string(step.BaseVersion))
	}
	l.Changes = b.changes(p, wholly(p))
	if region := p.Localisation(); region != nil {
		l.Regions = clean(b.words.Localised(region))
	}
	for _, x := range p.Bindings() {
		l.Binding = append(l.Binding, Binding{clean(b.words.Binds(x)), b.text(x.Basis), b.text(x.Consequence), x.Unverified})
	}
	for _, layer := range evidence.Layer("").Values() {
		l.Layers = append(l.Layers, Count(p.Counts(evidence.Layer(layer))))
	}
	for _, x := range p.Stages() {
		l.Stages = append(l.Stages, b.stage(x))
	}
	return l
}

func (b *builder) stage(x profiles.StageApplied) Stage {
	s := Stage{ID: x.ID, Title: b.text(x.Title)}
	if s.Title == "" {
		s.Title = clean(x.ID)
	}
	if x.Term != nil {
		s.Term = b.words.Period(*x.Term)
	}
	if x.From != nil {
		s.From = b.words.Date(*x.From)
	}
	if x.Given != "" {
		s.Given, _ = b.words.Demand(x.Given) // a profile that loaded has no other
	}
	return s
}

// cell adds the criteria of one field of the model that any level applies.
func (b *builder) cell(domain criteria.Domain, dimension criteria.Dimension) error {
	cell := Cell{Domain: domain, Dimension: dimension, Counts: make([]Count, len(b.profiles))}
	for _, c := range b.catalogue.Criteria() {
		if c.Domain != domain || c.Dimension != dimension || !b.applied(c.ID) {
			continue
		}
		criterion, err := b.criterion(c)
		if err != nil {
			return err
		}
		if !b.spend() {
			return fmt.Errorf("%w: it is used up with %s", ErrSize, criterion.ID)
		}
		for i, a := range criterion.Levels {
			cell.Counts[i].add(a.Obligation)
		}
		cell.Criteria = append(cell.Criteria, len(b.h.Criteria))
		b.h.Criteria = append(b.h.Criteria, criterion)
	}
	b.h.Cells = append(b.h.Cells, cell)
	return nil
}

func (b *builder) applied(id string) bool {
	return slices.ContainsFunc(b.profiles, func(p *profiles.Profile) bool { _, ok := p.Applied(id); return ok })
}

func (b *builder) criterion(c criteria.Criterion) (Criterion, error) {
	out := Criterion{
		ID: clean(c.ID), Anchor: b.anchor("", c.ID), Domain: c.Domain, Dimension: c.Dimension,
		Title: b.text(c.Title), Question: b.text(c.Question), Rationale: b.text(c.Rationale), Life: clean(b.words.Life(&c)),
		Party: c.Respondent(), By: b.h.Chosen,
		Remedy: clean(b.Text(evidence.Text{EN: c.Remedy.EN, DE: c.Remedy.DE})), Effort: c.Remedy.Effort,
		Rule: lines(c.Rule), WhenRule: lines(c.When),
		References: b.references(c),
	}
	if _, ok := b.profiles[out.By].Applied(c.ID); !ok {
		out.By = slices.IndexFunc(b.profiles, func(p *profiles.Profile) bool { _, ok := p.Applied(c.ID); return ok })
	}
	by, _ := b.profiles[out.By].Applied(c.ID)
	out.Layers = b.catalogue.LayersWith(c.ID, by.Params)
	b.spend(out.Title, out.Question, out.Rationale, out.Life, out.Remedy, out.Rule, out.WhenRule)
	compiled, _ := b.catalogue.Compiled(c.ID)
	var shown *sentences
	var all []*sentences // of each level, nil where it does not apply
	for i, p := range b.profiles {
		a, ok := p.Applied(c.ID)
		if !ok {
			all = append(all, nil)
			continue
		}
		s, err := b.sentences(compiled, a)
		if err != nil {
			return Criterion{}, err
		}
		if all = append(all, s); i == out.By {
			shown = s
		}
	}
	out.When, out.Holds = shown.conditions()
	out.Statements, out.Always = shown.statements, shown.always()
	out.Parameters = b.parameters(c, shown, all)
	for i, p := range b.profiles {
		out.Levels = append(out.Levels, b.level1(p, c, i, all[i], shown, &out))
	}
	for _, r := range out.References {
		f := &b.h.Frameworks[r.Framework]
		f.Criteria = append(f.Criteria, len(b.h.Criteria))
	}
	return out, nil
}

// level1 says how one level applies a criterion, and adds to what it takes.
func (b *builder) level1(p *profiles.Profile, c criteria.Criterion, i int, s, shown *sentences, out *Criterion) Applied {
	a, ok := p.Applied(c.ID)
	if !ok {
		return Applied{Stage: -1, Changes: b.changes(p, of(c.ID))}
	}
	applied := Applied{Obligation: a.At(""), ByLayer: byLayer(a, b.catalogue.LayersWith(c.ID, a.Params)), Stage: -1, Statements: len(s.statements),
		Weight: b.words.Value(evidence.Number(float64(a.Weight.Thousandths())/1000), "", "")}
	b.spend(b.h.Levels[i].Title, applied.Weight)
	if a.Stage != "" {
		applied.Stage = slices.IndexFunc(p.Stages(), func(x profiles.StageApplied) bool { return slices.Contains(x.Criteria, c.ID) })
		stage := b.h.Levels[i].Stages[applied.Stage]
		b.spend(stage.Title, stage.Given)
	}
	applied.Changes = b.changes(p, of(c.ID))
	applied.Demands = b.demands(s, shown, a)
	need := s.rule.needs(b.catalogue.Environment(), a.Demands())
	kinds := proofset.Fewest(need)
	applied.Proofs = len(kinds)
	for _, k := range kinds {
		applied.Kinds = append(applied.Kinds, b.kindName(k))
	}
	b.tally(i, out.Party).add(applied.Obligation, s, need, kinds, out.Effort)
	return applied
}

// byLayer says how binding a criterion is at the layers it can apply to, the
// strictest first; nil where it is as binding at all of them as for a subject
// that states no layer.
func byLayer(a *profiles.Applied, layers []evidence.Layer) []LayerObligation {
	var out []LayerObligation
	for _, o := range []profiles.Obligation{profiles.Must, profiles.Should, profiles.May} {
		x := LayerObligation{Obligation: o}
		for _, layer := range layers {
			if a.At(layer) == o {
				x.Layers = append(x.Layers, layer)
			}
		}
		if x.Layers != nil {
			out = append(out, x)
		}
	}
	if len(out) == 0 || len(out) == 1 && out[0].Obligation == a.At("") {
		return nil
	}
	return out
}

// demands groups the statements by the proof that is demanded of them. Numbers
// are those of the shown conditions; a statement that only another level needs is
// named by its question.
func (b *builder) demands(s, shown *sentences, a *profiles.Applied) []Demand {
	type group struct {
		text    string
		when    bool
		numbers []int
	}
	var groups []*group
	for _, when := range []bool{false, true} {
		for _, st := range s.statements {
			if !s.reads[when][st.Path] {
				continue
			}
			text := a.Demands().Of(root(st.Path), when).String()
			// What the rule reads too is said with the rule, if it is the same.
			if when && s.reads[false][st.Path] && a.Demands().Of(root(st.Path), false).String() == text {
				continue
			}
			number := shown.number(st.Path)
			at := slices.IndexFunc(groups, func(g *group) bool { return g.text == text && g.when == when })
			if at < 0 {
				groups, at = append(groups, &group{text: text, when: when}), len(groups)
			}
			if number > 0 {
				groups[at].numbers = append(groups[at].numbers, number)
			}
		}
	}
	same := len(groups) > 0 && !slices.ContainsFunc(groups, func(g *group) bool { return g.text != groups[0].text })
	if same {
		groups = groups[:1]
	}
	var out []Demand
	for _, g := range groups {
		text, err := b.words.Demand(g.text)
		if err != nil {
			text = g.text // a test writes every demand there can be
		}
		d := Demand{Text: text}
		if !same {
			d.When, d.Statements = g.when, g.numbers
		}
		b.spend(d.Text)
		out = append(out, d)
	}
	return out
}

// root is the path of the list that a field of an entry belongs to: lists are
// proven whole.
func root(path string) string {
	list, _, _ := strings.Cut(path, "[]")
	return list
}

func (b *builder) kindName(k proofset.Kind) string {
	if k.Kind == evidence.Attestation {
		return fill(b.Texts.Attestation, "scheme", report.Label(b.Code, "AttestationScheme", string(k.Scheme)))
	}
	return b.Proofs[string(k.Kind)].Name
}

// parameters lists those of the criterion in the order of the statements they
// bear upon, switches last.
func (b *builder) parameters(c criteria.Criterion, shown *sentences, all []*sentences) []Parameter {
	var out []Parameter
	for _, name := range slices.Sorted(maps.Keys(c.Params)) {
		p := c.Params[name]
		x := Parameter{Name: name, Meaning: shown.meaning(name), Default: shown.setting(name, p.Default), Source: b.text(p.Source)}
		for _, s := range all {
			value := ""
			if s != nil {
				value = shown.setting(name, s.applied.Params[name])
			}
			x.Values = append(x.Values, value)
			b.spend(value)
		}
		out = append(out, x)
		if !b.spend(x.Meaning, x.Default, x.Source) {
			break
		}
	}
	slices.SortStableFunc(out, func(p, q Parameter) int { return shown.first(p.Name) - shown.first(q.Name) })
	return out
}

func (b *builder) references(c criteria.Criterion) []Reference {
	var out []Reference
	for _, r := range c.References {
		f := b.framework(r.Name())
		if f < 0 {
			continue // a reference to what there is not does not load
		}
		at := slices.IndexFunc(out, func(x Reference) bool { return x.Framework == f })
		if at < 0 {
			out, at = append(out, Reference{Framework: f}), len(out)
			b.spend(b.h.Frameworks[f].Title)
		}
		x := Clause{ID: clean(r.Clause), Relation: r.Relation}
		if known := b.clauses[r.Name()][r.Clause]; known != nil {
			x.Title, x.Unverified = b.text(known.Title), known.Unverified
		}
		out[at].Clauses = append(out[at].Clauses, x)
		b.spend(x.ID, x.Title)
	}
	return out
}

// framework returns the index of a framework, adding it first.
func (b *builder) framework(name frameworks.Name) int {
	if i, ok := b.frameworks[name]; ok {
		return i
	}
	f, err := b.catalogue.Framework(name)
	if err != nil {
		return -1
	}
	e := f.Edition()
	x := Framework{Anchor: b.anchor("framework-", e.ID+"-"+e.Version), ID: e.ID, Version: e.Version, Title: b.text(e.Title), Publisher: clean(e.Publisher),
		Status: e.Status, URL: clean(e.URL), Note: b.text(e.Note), Unverified: e.Unverified}
	if e.Date != nil {
		x.Date = b.words.Date(*e.Date)
	}
	if e.ApplicableFrom != nil {
		x.From = b.words.Date(*e.ApplicableFrom)
	}
	clauses := map[string]*frameworks.Clause{}
	for _, c := range f.All() {
		clauses[c.ID] = c
	}
	if b.clauses == nil {
		b.clauses = map[frameworks.Name]map[string]*frameworks.Clause{}
	}
	b.clauses[name] = clauses
	b.frameworks[name] = len(b.h.Frameworks)
	b.h.Frameworks = append(b.h.Frameworks, x)
	return b.frameworks[name]
}

// sortFrameworks puts the frameworks in the order of their names and keeps the
// references to them right.
func (b *builder) sortFrameworks() {
	h := b.h
	order := make([]int, len(h.Frameworks))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		x, y := h.Frameworks[i], h.Frameworks[j]
		return frameworks.Compare(frameworks.Name{Framework: x.ID, Version: x.Version}, frameworks.Name{Framework: y.ID, Version: y.Version})
	})
	sorted, place := make([]Framework, len(order)), make([]int, len(order))
	for to, from := range order {
		sorted[to], place[from] = h.Frameworks[from], to
	}
	h.Frameworks = sorted
	for i := range h.Criteria {
		for j := range h.Criteria[i].References {
			r := &h.Criteria[i].References[j]
			r.Framework = place[r.Framework]
		}
	}
}

// statements lists what all criteria ask for, by path.
func (b *builder) statements() {
	uses := map[string]*StatementUse{}
	for i, c := range b.h.Criteria {
		for _, s := range c.Statements {
			if uses[s.Path] == nil {
				uses[s.Path] = &StatementUse{Path: s.Path, Question: s.Question}
			}
			uses[s.Path].Criteria = append(uses[s.Path].Criteria, i)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(uses)) {
		b.h.Statements = append(b.h.Statements, *uses[path])
	}
}

// anchor makes a name for a place that is unique and needs no escaping: letters,
// digits, "-" and "_".
func (b *builder) anchor(prefix, name string) string {
	safe := prefix + strings.Map(func(r rune) rune {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)), r == '-', r == '_':
			return r
		}
		return '-'
	}, name)
	// The document's own places begin with small letters.
	if safe == "" || prefix == "" && !unicode.IsUpper(rune(safe[0])) {
		safe = "C-" + safe
	}
	out := safe
	for n := 2; b.anchors[out]; n++ {
		out = safe + "--" + strconv.Itoa(n)
	}
	b.anchors[out] = true
	return out
}

func (b *builder) text(t evidence.Text) string { return clean(b.Text(t)) }

// clean keeps a text of others on one line and from commanding the reader's
// screen: what cannot be printed, marks that turn the direction of writing
// included, is replaced.
func clean(text string) string { return strings.Join(strings.Fields(visible(text)), " ") }

// lines is clean for a text whose lines stay.
func lines(text string) string {
	var out []string
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		out = append(out, strings.TrimRight(visible(line), " "))
	}
	return strings.Join(out, "\n")
}

func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0', r == '\u202f', unicode.IsPrint(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return unicode.ReplacementChar
	}, text)
}
