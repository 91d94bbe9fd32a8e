package profiles

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// MaxStages is how many stages a profile may declare itself.
const MaxStages = 32

// Stage is a later stage of a profile: until it begins to bind, its requirements
// may stay unmet, and an offer that meets all others is provisional. It has
// exactly one of Term and From.
type Stage struct {
	// Term runs from the day the subject was listed, which the assessor states
	// in an onboarding record. On its last day an unmet requirement is still
	// provisional. Without such a record no term runs and the requirement binds
	// at once.
	Term *evidence.Period `json:"term,omitzero"`
	// From is the day from which the requirements bind, for everybody alike. On
	// the day before, an unmet requirement is still provisional.
	From *evidence.Date `json:"from,omitzero"`
	// Given makes the stage a fast track: it postpones only for a subject whose
	// dossier holds proofs that satisfy this demand on the day of the verdict,
	// whatever facts they cover, and only what is unknown or unproven. No
	// certificate excuses what fails, and the track ends with the proof. See
	// [DemandLanguage].
	Given string `json:"given,omitzero" maxLen:"2000"`
	// Title names the stage for readers.
	Title evidence.Text `json:"title,omitzero"`
}

// StageApplied is a stage that criteria of a profile bind from.
type StageApplied struct {
	ID    string        `json:"id" required:"true"`
	Title evidence.Text `json:"title,omitzero"`
	// Term, From and Given are those of [Stage].
	Term  *evidence.Period `json:"term,omitzero"`
	From  *evidence.Date   `json:"from,omitzero"`
	Given string           `json:"given,omitzero"`
	// Criteria are those that bind from this stage, in the catalogue's order.
	Criteria []string `json:"criteria" required:"true"`
}

// stage is a stage of a profile, its demand compiled.
type stage struct {
	id    string
	title evidence.Text
	term  *evidence.Period
	from  *evidence.Date
	given *rules.Demand // nil for none
}

// resolveStages reads the stages that the profile itself declares.
func (p *Profile) resolveStages(file string, node *doc.Node, report func(pointer, hint, format string, args ...any), problems *doc.Collector) {
	declared := p.definition.Stages
	if len(declared) > MaxStages {
		report("/stages", "join some", "the profile has %d stages, more than %d", len(declared), MaxStages)
		return
	}
	p.stages = map[string]*stage{}
	for _, id := range slices.Sorted(maps.Keys(declared)) {
		s, at := declared[id], doc.Pointer("stages", id)
		r := &stage{id: id, title: s.Title, term: s.Term, from: s.From}
		switch {
		case s.Term == nil && s.From == nil:
			report(at, `add term: P12M, which runs from the listing, or from: 2028-01-01, which counts for all`, "stage %s does not say when it begins to bind", doc.Quote(id))
		case s.Term != nil && s.From != nil:
			report(at, "drop one of them, or make two stages", "stage %s has both a term and a day", doc.Quote(id))
		}
		if s.Given != "" {
			var ps doc.Problems
			r.given, ps = compileGiven(s.Given, file, at+"/given", node)
			problems.Add(ps...)
		}
		p.stages[id] = r
	}
}

// compileGiven compiles the demand of a fast track.
func compileGiven(text, file, pointer string, node *doc.Node) (*rules.Demand, doc.Problems) {
	n := node.Find(pointer)
	d, ps := rules.CompileDemand(rules.Source{File: file, Pointer: pointer, Text: text, Position: n.Position})
	if len(ps) == 0 && d.IsNone() {
		ps = doc.Problems{n.Problem(doc.Semantic, "a fast track rests on a proof, and this demands none", `write for example attested("bsi-c5", 2), or leave it out`)}
	}
	return d, ps
}

// stage returns a stage the profile declares or inherits; one that there is not
// it reports.
func (p *Profile) stage(id, at string, report func(pointer, hint, format string, args ...any)) *stage {
	known := map[string]bool{}
	for q := p; q != nil; q = q.base {
		if s, ok := q.stages[id]; ok {
			return s
		}
		for other := range q.stages {
			known[other] = true
		}
	}
	hint := "declare it under stages"
	if near := doc.Suggest(id, slices.Sorted(maps.Keys(known))); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	report(at, hint, "no stage %s", doc.Quote(id))
	return nil
}

// applyStage gives a criterion the stage from which it binds. A profile that
// extends another postpones nothing: whenever its requirement may stay unmet,
// the base's may, whoever is assessed and on whatever day.
func (p *Profile) applyStage(a *Applied, id string, inherited *Applied, at string, report func(pointer, hint, format string, args ...any)) {
	s := p.stage(id, at, report)
	if s == nil {
		return
	}
	a.postpone(s)
	const another = ", or extend another profile"
	switch {
	case inherited == nil || a.BindsNoLater(inherited):
	case inherited.stage == nil:
		if inherited.At("") != May {
			report(at, "leave it out"+another, "%s binds at once in %s; a profile that extends another does not postpone it", a.Criterion, p.base.ID())
		}
	case s.term == nil && s.from == nil: // is reported at the stage
	case inherited.stage.from != nil && (s.from == nil || s.from.Compare(*inherited.stage.from) > 0):
		report(at, "use a stage from that day or an earlier one"+another, "%s binds from %s in %s; a profile that extends another does not postpone it",
			a.Criterion, inherited.stage.from, p.base.ID())
	case inherited.stage.term != nil && (s.term == nil || !s.term.NoLonger(*inherited.stage.term)):
		report(at, "use a shorter term"+another, "%s binds after %s in %s; a profile that extends another does not postpone it",
			a.Criterion, inherited.Term, p.base.ID())
	default:
		report(at, "use a stage that is given no sooner"+another, "%s is postponed in %s only given %s; a profile that extends another does not postpone it for others",
			a.Criterion, p.base.ID(), inherited.stage.given)
	}
}

// postpone lets the criterion bind from a stage only; nil makes it bind at once.
func (a *Applied) postpone(s *stage) {
	a.stage, a.Stage, a.Term, a.From, a.Given = s, "", evidence.Period{}, evidence.Date{}, ""
	if s == nil {
		return
	}
	a.Stage = s.id
	if s.term != nil {
		a.Term = *s.term
	}
	if s.from != nil {
		a.From = *s.from
	}
	if s.given != nil {
		a.Given = s.given.String()
	}
}

// BindsFrom describes the stage from which the criterion binds, nil if at once.
func (a *Applied) BindsFrom() *Stage {
	if a.stage == nil {
		return nil
	}
	s := a.stage.described()
	return &s
}

// described is the stage as a profile states it, for somebody else to own.
func (s *stage) described() Stage {
	d := Stage{Title: s.title}
	if s.term != nil {
		d.Term = evidence.Known(*s.term)
	}
	if s.from != nil {
		d.From = evidence.Known(*s.from)
	}
	if s.given != nil {
		d.Given = s.given.String()
	}
	return d
}

// BindsNoLater reports whether the criterion surely binds no later than with the
// settings of b: whoever is assessed, whenever listed and on whatever day, where
// it may stay unmet, it may with those, too. False says nothing.
func (a *Applied) BindsNoLater(b *Applied) bool {
	s, t := a.stage, b.stage
	switch {
	case s == nil:
		return true
	case t == nil:
		return false
	case t.from != nil && (s.from == nil || s.from.Compare(*t.from) > 0):
		return false
	case t.term != nil && (s.term == nil || !s.term.NoLonger(*t.term)):
		return false
	}
	return t.given == nil || s.given != nil && s.given.Implies(t.given)
}

// DueBy returns the last day on which the criterion may stay unmet for a subject
// that was listed on a day; nil if it binds at once, as it does where a term
// would have to run from a listing there is not. Whether a fast track counts for
// the subject is another question, see [Stage.Given].
func (a *Applied) DueBy(listed *evidence.Date) *evidence.Date {
	switch {
	case a.stage == nil:
		return nil
	case a.stage.from != nil:
		due := a.stage.from.AddDays(-1)
		return &due
	case a.stage.term == nil || listed == nil:
		return nil
	}
	due := listed.Add(*a.stage.term)
	return &due
}

// FastTrack returns the compiled demand of the criterion's stage, nil if the
// stage postpones for everybody. It is for the evaluator; the demand's type is
// internal.
func (a *Applied) FastTrack() *rules.Demand {
	if a.stage == nil {
		return nil
	}
	return a.stage.given
}

// Stages returns the stages that criteria of the profile bind from, inherited
// ones included, in their order: those with a term by its length, a month
// counting as 30.44 days, then those from a day, by the day. Where these are the
// same, a stage for everybody comes before a fast track, and then the ids decide.
func (p *Profile) Stages() []StageApplied {
	var kept []*stage
	of := map[*stage][]string{}
	for _, id := range p.order {
		s := p.settings[id].stage
		if s == nil {
			continue
		}
		// A derived profile may declare a stage again.
		if i := slices.IndexFunc(kept, func(k *stage) bool { return compareStages(k, s) == 0 && k.text() == s.text() }); i >= 0 {
			s = kept[i]
		} else {
			kept = append(kept, s)
		}
		of[s] = append(of[s], id)
	}
	slices.SortStableFunc(kept, compareStages)
	out := make([]StageApplied, 0, len(kept))
	for _, s := range kept {
		d := s.described()
		out = append(out, StageApplied{ID: s.id, Title: d.Title, Term: d.Term, From: d.From, Given: d.Given, Criteria: of[s]})
	}
	return out
}

// text tells stages apart that are in no order.
func (s *stage) text() string { return fmt.Sprint(s.term, s.from, s.given) }

func compareStages(a, b *stage) int {
	byDate := func(s *stage) int {
		if s.from != nil {
			return 1
		}
		return 0
	}
	if c := cmp.Compare(byDate(a), byDate(b)); c != 0 {
		return c
	}
	if a.term != nil && b.term != nil {
		if c := cmp.Compare(nominal(*a.term), nominal(*b.term)); c != 0 {
			return c
		}
	}
	if a.from != nil && b.from != nil {
		if c := a.from.Compare(*b.from); c != 0 {
			return c
		}
	}
	given := func(s *stage) int {
		if s.given != nil {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(given(a), given(b)), cmp.Compare(a.id, b.id))
}

// nominal is a period's length in hundredths of a day: of 400 years, which have
// 146,097 days, a month is 30.44 days.
func nominal(p evidence.Period) int64 {
	return (int64(p.Years)*12+int64(p.Months))*3044 + int64(p.Days)*100
}
