package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// replayTexts are what is said of verdicts that a change gives anew.
type replayTexts struct {
	Headline   plural            `json:"headline" required:"true"`
	Profiles   string            `json:"profiles" required:"true"`
	Counts     string            `json:"counts" required:"true"`
	Conformity string            `json:"conformity" required:"true"` // heads the table
	Criteria   string            `json:"criteria" required:"true"`   // heads what became of criteria
	Move       string            `json:"move" required:"true"`
	Times      string            `json:"times" required:"true"`
	NotAsked   string            `json:"notAsked" required:"true"` // an outcome of what does not count
	Excluded   plural            `json:"excluded" required:"true"`
	Worse      string            `json:"worse" required:"true"` // head subjects
	Better     string            `json:"better" required:"true"`
	Subject    string            `json:"subject" required:"true"`
	Why        string            `json:"why" required:"true"`
	More       plural            `json:"more" required:"true"`
	Causes     map[string]string `json:"causes" required:"true"`
	Was        string            `json:"was" required:"true"`
}

// MaxSubjects is how many subjects whose verdict gets worse, and how many whose
// verdict gets better, [Replay] tells of one by one; all others it counts.
const MaxSubjects = 50

// Replayed is what [Replay] tells of.
type Replayed struct {
	Old, New *evaluator.Evaluator
	At       evaluator.Instant
	// Difference says what changed between the catalogues.
	Difference *criteria.Difference
	Summary    *evaluator.ReplaySummary
	// Worse and Better are transitions of subjects whose verdict changes; no more
	// than [MaxSubjects] of either are needed.
	Worse, Better []evaluator.Transition
}

// Replay writes whom a change of catalogue or profile hits, for readers: how
// many verdicts change, and of each that does because of which criteria and why.
// Equal data and options give equal bytes.
func Replay(w io.Writer, x *Replayed, opts Options) error {
	old, new := x.Old.Catalogue(), x.New.Catalogue()
	if d := x.Difference; d != nil && (old.Digest() != d.Old.Digest || new.Digest() != d.New.Digest) {
		return fmt.Errorf("%w: the difference is of others", ErrCatalogue)
	}
	r, err := changed(opts, old, new)
	if err != nil {
		return err
	}
	r.replay(x)
	return r.finish(w)
}

func (r *changeRenderer) replay(x *Replayed) {
	t, s := r.Change.Replay, x.Summary
	name := func(p *profiles.Profile) string { return p.ID() + " " + string(p.Version()) }
	r.page.head(1, 0, bold, t.Headline.Count(s.Dossiers, "instant", r.instant(x.At)))
	r.confidentiality(evaluator.ConfidentialIn(slices.Concat(x.Worse, x.Better)...))
	r.page.text(0, 2, plain, fill(t.Profiles, "old", name(x.Old.Profile()), "new", name(x.New.Profile())))
	style := plain
	if s.Worse > 0 {
		style = red
	}
	r.page.text(0, 2, style, fill(t.Counts, "worse", r.Int(s.Worse), "better", r.Int(s.Better), "same", r.Int(s.Same)))
	if len(s.Conformity) > 0 {
		r.title(t.Conformity)
		for _, m := range s.Conformity {
			r.page.entry(atSection, 6, r.Int(m.Dossiers), r.conformityMove(m.From, m.To), "", plain)
		}
	}
	if s.Excluded > 0 {
		var names []string
		for _, ref := range s.ExcludedSubjects {
			names = append(names, strings.TrimSpace(ref.ID+" "+string(ref.Version)))
		}
		if more := s.Excluded - len(names); more > 0 {
			names = append(names, r.Others.Count(more))
		}
		r.page.blank()
		r.page.text(0, 2, red, t.Excluded.Count(s.Excluded, "subjects", r.Enumerate(names...)))
	}
	if len(s.Criteria) > 0 {
		r.title(t.Criteria)
		for _, c := range s.Criteria {
			r.page.entry(atSection, r.idColumn, c.Criterion, r.Text(r.named(c.Criterion).Title), "", plain)
			for _, m := range c.Moves {
				r.page.text(atCriterion, 2, plain, fill(t.Times, "n", r.Int(m.Dossiers), "move", r.outcomeMove(m.From, m.To)))
			}
		}
	}
	r.subjects(t.Worse, x.Worse, s.Worse, x)
	r.subjects(t.Better, x.Better, s.Better, x)
}

func (r *changeRenderer) conformityMove(from, to evaluator.Conformity) string {
	if from == to {
		return r.Conformity[string(from)]
	}
	return fill(r.Change.Replay.Move, "from", r.Conformity[string(from)], "to", r.Conformity[string(to)])
}

func (r *changeRenderer) outcomeMove(from, to evaluator.Outcome) string {
	name := func(o evaluator.Outcome) string {
		if o == "" {
			return r.Change.Replay.NotAsked
		}
		return r.Outcome[string(o)]
	}
	if from == to {
		return name(to)
	}
	return fill(r.Change.Replay.Move, "from", name(from), "to", name(to))
}

// subjects tells of subjects whose verdict changes.
func (r *changeRenderer) subjects(title string, list []evaluator.Transition, total int, x *Replayed) {
	if total == 0 {
		return
	}
	t := r.Change.Replay
	shown := list[:min(len(list), MaxSubjects)]
	r.title(title)
	for i := range shown {
		if i > 0 {
			r.page.blank()
		}
		r.transition(&shown[i], x)
	}
	if more := total - len(shown); more > 0 {
		r.page.blank()
		r.page.text(atSection, 2, plain, t.More.Count(more))
	}
}

// transition tells what changes for one subject, and explains what keeps its
// verdict from being as good as it was.
func (r *changeRenderer) transition(tr *evaluator.Transition, x *Replayed) {
	t := r.Change.Replay
	name := tr.Subject.ID
	if tr.Subject.Name != "" && tr.Subject.Name != name {
		name = r.Remarked(tr.Subject.Name, name)
	}
	r.page.head(3, atSection, bold, fill(t.Subject, "subject", strings.TrimSpace(name+" "+string(tr.Subject.Version)), "move", r.conformityMove(tr.Before, tr.After)))
	for _, c := range tr.Why {
		r.page.text(atCriterion, 2, plain, r.cause(c, nil, x))
	}
	zone := x.New.Profile().Zone()
	r.verdict = &evaluator.Verdict{Day: evidence.DateOf(x.At.Time, zone), Zone: zone.String(), At: x.At, Subject: tr.Subject}
	var explained []*evaluator.Result
	for i := range tr.Criteria {
		m := &tr.Criteria[i]
		r.moved(m, x)
		if tr.Worse() && m.After.Counts() && m.After.Obligation != profiles.May && !m.After.Outcome.Met() && !m.After.Waived && m.Result != nil {
			explained = append(explained, m.Result)
		}
	}
	if explained != nil {
		r.page.blank()
		r.sections(explained, func(*evaluator.Result) bool { return true })
	}
}

// moved writes what becomes of one criterion, and why.
func (r *changeRenderer) moved(m *evaluator.Moved, x *Replayed) {
	t := r.Change.Replay
	said := func(s, before *evaluator.State) string {
		if s == nil {
			return t.NotAsked
		}
		text := r.Outcome[string(s.Outcome)]
		if before == nil || before.Obligation != s.Obligation {
			text = r.Enumerate(r.Obligation[string(s.Obligation)], text)
		}
		switch {
		case s.Waived:
			text = r.Enumerate(text, r.Waived)
		case s.DueBy != nil:
			text = r.Enumerate(text, fill(r.DueBy, "date", r.date(*s.DueBy)))
		case s.Standing != nil:
			text = r.Enumerate(text, r.standing(s.Standing))
		}
		return text
	}
	id := m.Criterion
	if m.Was != "" {
		id += " " + fill(t.Was, "id", m.Was)
	}
	r.page.text(atCriterion, 2, plain, r.Named(id, fill(t.Move, "from", said(m.Before, nil), "to", said(m.After, m.Before))))
	var why []string
	for _, c := range m.Why {
		why = append(why, r.cause(c, m, x))
	}
	if why != nil {
		r.page.text(atFact, 2, plain, fill(t.Why, "why", r.Chain(why...)))
	}
}

// cause writes what was changed.
func (r *changeRenderer) cause(c evaluator.Cause, m *evaluator.Moved, x *Replayed) string {
	return fill(r.Change.Replay.Causes[string(c.Kind)], "change", r.Change.Short[string(c.Change)], "params", r.settings(c.Params, m, x))
}

// settings writes parameters with the values they had and have.
func (r *changeRenderer) settings(params []string, m *evaluator.Moved, x *Replayed) string {
	var out []string
	for _, name := range params {
		id := m.Criterion
		if m.Was != "" {
			id = m.Was
		}
		value := func(p *profiles.Profile, id string) string {
			c, _ := p.Catalogue().Lookup(id)
			a, ok := p.Applied(id)
			if !ok {
				return r.Values.Unknown
			}
			param := c.Params[name]
			param.Default = a.Params[name]
			return r.setting(param, fact{})
		}
		out = append(out, name+" "+fill(r.Change.Replay.Move, "from", value(x.Old.Profile(), id), "to", value(x.New.Profile(), m.Criterion)))
	}
	return join(out, r.ListAnd)
}
