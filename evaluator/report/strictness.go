package report

import (
	"io"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/profiles"
)

// strictnessTexts are what is said of whether a profile is at least as strict as
// another.
type strictnessTexts struct {
	// Heads are the first sentence, by answer, and Means what that says.
	Heads map[string]string `json:"heads" required:"true"`
	Means map[string]string `json:"means" required:"true"`
	// Same counts the criteria that do not differ; None says that none does.
	Same plural `json:"same" required:"true"`
	None string `json:"none" required:"true"`
	// Sections are the titles above criteria, by answer; Answers what is said of a
	// single difference.
	Sections map[string]string `json:"sections" required:"true"`
	Answers  map[string]string `json:"answers" required:"true"`
	Whole    string            `json:"whole" required:"true"`
	// Listed names criteria without their differences.
	Listed plural `json:"listed" required:"true"`
	// Of stands before a difference at layers, OfFacts after one about the proofs
	// of facts, Way after one of a parameter, by the way it tightens.
	Of        string            `json:"of" required:"true"`
	OfFacts   string            `json:"ofFacts" required:"true"`
	Way       map[string]string `json:"way" required:"true"`
	Ground    string            `json:"ground" required:"true"`
	NoLonger  string            `json:"noLonger" required:"true"`
	Newly     string            `json:"newly" required:"true"`
	Presence  string            `json:"presence" required:"true"`
	NoOutcome string            `json:"noOutcome" required:"true"`
	// Counterexample is the title, MadeUp what is said of it; Listing its day of
	// listing; Under what comes out under a profile.
	Counterexample string `json:"counterexample" required:"true"`
	MadeUp         string `json:"madeUp" required:"true"`
	Listing        string `json:"listing" required:"true"`
	Under          string `json:"under" required:"true"`
	Outcomes       string `json:"outcomes" required:"true"`
	Until          string `json:"until" required:"true"`
}

// Strictness writes whether a profile is at least as strict as another: the
// answer first, then what speaks for and against it, criterion by criterion, and
// the counterexample with what comes out under both. Of criteria that are no
// weaker only the ids are named, unless [Options.Full]. The catalogue is that of
// the profiles. Equal answers and options give equal bytes. The error wraps
// [ErrLanguage] or [ErrDemand].
func Strictness(w io.Writer, s *evaluator.Strictness, catalogue *criteria.Catalogue, opts Options) error {
	r, err := begin(opts, catalogue)
	if err != nil {
		return err
	}
	for i := range s.Criteria {
		r.fit(s.Criteria[i].Criterion)
	}
	if err := r.strictness(s); err != nil {
		return err
	}
	return r.finish(w)
}

// strictnessOrder is the order in which criteria are shown.
var strictnessOrder = []evaluator.StrictnessAnswer{evaluator.NotStricter, evaluator.StrictnessNotDecided, evaluator.IsStricter}

func (r *renderer) strictness(s *evaluator.Strictness) error {
	t := &r.language.Strictness
	names := []string{"profile", s.Profile.ID + " " + string(s.Profile.Version), "base", s.Base.ID + " " + string(s.Base.Version)}
	colour := map[evaluator.StrictnessAnswer]style{evaluator.IsStricter: green, evaluator.NotStricter: red, evaluator.StrictnessNotDecided: yellow}[s.Answer]
	r.page.head(1, 0, colour, fill(t.Heads[string(s.Answer)], names...))
	r.page.text(0, 2, plain, fill(t.Means[string(s.Answer)], names...))
	switch {
	case len(s.Criteria) == 0 && len(s.Grounds) == 0:
		r.page.text(0, 2, plain, t.None)
	case s.Same > 0:
		r.page.text(0, 2, plain, t.Same.Count(s.Same))
	}
	if len(s.Grounds) > 0 {
		r.title(t.Whole)
		r.page.table(atCriterion, r.grounds("", s.Grounds))
	}
	for _, answer := range strictnessOrder {
		var of []evaluator.CriterionStrictness
		for _, c := range s.Criteria {
			if c.Answer == answer {
				of = append(of, c)
			}
		}
		if len(of) == 0 {
			continue
		}
		r.title(t.Sections[string(answer)])
		if answer == evaluator.IsStricter && !r.full {
			var ids []string
			for _, c := range of {
				ids = append(ids, c.Criterion)
			}
			r.page.text(atSection, 2, plain, t.Listed.Count(len(ids), "ids", strings.Join(ids, " ")))
			continue
		}
		for _, c := range of {
			r.criterionEntry(c.Criterion, "", r.idColumn)
			r.page.table(atCriterion, r.grounds(c.Criterion, c.Grounds))
		}
	}
	if s.Counterexample != nil {
		return r.counterexample(s)
	}
	return nil
}

// grounds writes differences as rows, each with what it does to strictness.
func (r *renderer) grounds(criterion string, grounds []evaluator.Ground) []row {
	t := &r.language.Strictness
	var rows []row
	for i := range grounds {
		g := &grounds[i]
		label, text := r.strictnessGround(criterion, g)
		rows = append(rows, row{label, fill(t.Ground, "text", text, "answer", t.Answers[string(g.Answer)])})
	}
	return rows
}

func (r *renderer) strictnessGround(criterion string, g *evaluator.Ground) (label, text string) {
	t := &r.language.Strictness
	x := profiles.Difference{From: g.From, To: g.To, FromStage: g.FromStage, ToStage: g.ToStage, Param: g.Parameter, Part: "rule"}
	switch g.Kind {
	case evaluator.GroundNotApplied:
		obligation, _ := g.From.Any().(string)
		return t.Presence, fill(t.NoLonger, "obligation", r.Obligation[obligation])
	case evaluator.GroundAdded:
		obligation, _ := g.To.Any().(string)
		return t.Presence, fill(t.Newly, "obligation", r.Obligation[obligation])
	case evaluator.GroundObligation:
		x.Aspect = profiles.OfObligation
	case evaluator.GroundStage:
		x.Aspect = profiles.OfStage
	case evaluator.GroundProof:
		x.Aspect = profiles.OfProof
		if g.When {
			x.Part = "when"
		}
	case evaluator.GroundParameter:
		x.Aspect = profiles.OfParam
	case evaluator.GroundDeviations:
		x.Aspect = profiles.OfDeviations
	case evaluator.GroundZone:
		x.Aspect = profiles.OfZone
	}
	text = r.difference(criterion, &x, false)
	switch {
	case len(g.Layers) > 0:
		var names []string
		for _, l := range g.Layers {
			names = append(names, r.List.Layers[string(l)])
		}
		text = fill(t.Of, "of", join(names, r.ListAnd), "text", text)
	case len(g.Facts) > 0 && !r.readsOnly(criterion, g):
		text = fill(t.OfFacts, "facts", r.Enumerate(g.Facts...), "text", text)
	case t.Way[g.Tightens] != "":
		text = fill(t.Way[g.Tightens], "text", text)
	}
	return r.aspect(&x), text
}

// readsOnly reports whether a ground is about all facts that the criterion's rule,
// or its when, reads: then they need not be named.
func (r *renderer) readsOnly(criterion string, g *evaluator.Ground) bool {
	compiled, ok := r.catalogue.Compiled(criterion)
	if !ok {
		return false
	}
	rule, when := compiled.Rules()
	if g.When {
		rule = when
	}
	return rule != nil && len(rule.Reads) == len(g.Facts)
}

// counterexample writes the dossier as a file has it, and what comes out.
func (r *renderer) counterexample(s *evaluator.Strictness) error {
	t, c := &r.language.Strictness, s.Counterexample
	r.title(t.Counterexample)
	r.page.text(atSection, 0, plain, fill(t.MadeUp, "instant", r.instant(c.At)))
	if c.Listed != nil {
		r.page.text(atSection, 0, plain, fill(t.Listing, "date", r.date(*c.Listed)))
	}
	var rows []row
	for _, side := range []struct {
		of      evaluator.ComparedProfile
		outcome evaluator.ComparedOutcome
	}{{s.Base, c.Base}, {s.Profile, c.Profile}} {
		outcome := t.NoOutcome
		if side.outcome.Outcome != "" {
			outcome = r.Outcome[string(side.outcome.Outcome)]
		}
		text := fill(t.Outcomes, "conformity", r.Conformity[string(side.outcome.Conformity)], "criterion", c.Criterion, "outcome", outcome)
		if until := side.outcome.ProvisionalUntil; until != nil {
			text = fill(t.Until, "text", text, "date", r.date(*until))
		}
		rows = append(rows, row{fill(t.Under, "profile", side.of.ID), text})
	}
	r.page.table(atCriterion, rows)
	r.page.blank()
	text, err := c.Dossier.EncodeYAML()
	if err != nil {
		return err
	}
	defer r.page.code(atCriterion)("yaml")
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		indent := len(line) - len(strings.TrimLeft(line, " "))
		r.page.line(atCriterion, plain, line[:indent]+clean(line[indent:]))
	}
	return nil
}
