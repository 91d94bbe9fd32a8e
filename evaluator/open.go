package evaluator

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// OpenState says why a fact is still open.
type OpenState string

// The states of open facts. There is no zero OpenState.
const (
	// OpenUnanswered: no source states it, or the list that it is may have further
	// entries.
	OpenUnanswered OpenState = "unanswered"
	// OpenContradicted: sources state different values.
	OpenContradicted OpenState = "contradicted"
	// OpenUnproven: it is stated, and not proven as some criterion demands.
	OpenUnproven OpenState = "unproven"
)

// Values returns the accepted values.
func (OpenState) Values() []string { return []string{"unanswered", "contradicted", "unproven"} }

// OpenFact is a fact, or a field of the subject, about which more can still be
// learned that matters.
type OpenFact struct {
	// Path is the fact, down to an entry by its id. Of a list that is not stated
	// itself the fields of its entries are open too, with empty brackets:
	// supplyChain.subcontractors[].countries. Proof is open for whole lists.
	Path  string    `json:"path" required:"true"`
	State OpenState `json:"state" required:"true"`
	// Criteria are those whose outcome it may still change, in the order of the
	// profile.
	Criteria []string `json:"criteria" required:"true" minItems:"1"`
}

// Open lists what may still change the outcome of a criterion: facts to be
// stated, clarified or proven. Stating or proving anything else changes no
// outcome, whatever is stated; and what is closed stays closed, whatever else
// becomes known. It is empty if and only if every criterion is decided: met,
// not met, not applicable or broken, with its condition decided by proof.
//
// A criterion that is met while its condition is not decided may still turn out
// not to apply; the facts of the condition are open then. Decisions of the
// assessor, such as waivers and equivalences, are not looked at.
//
// The facts are in the order of the evidence schema, the subject first. Of the
// options only [ForAuthority] counts: else a confidential list is named without its
// entries. The error is one of [Evaluator.Evaluate].
func (e *Evaluator) Open(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts ...Option) ([]OpenFact, error) {
	all := optionsOf(opts)
	opts = nil
	if all.authority {
		opts = []Option{ForAuthority()}
	}
	r, err := e.begin(dossier, at, opts)
	if err != nil {
		return nil, err
	}
	defer r.end()
	g := &openings{run: r, at: map[string]int{}}
	for i := range e.criteria {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := g.look(&e.criteria[i]); err != nil {
			return nil, err
		}
	}
	g.sort()
	return r.masked(r.confidentiality()).open(g.open), nil
}

// openings gathers what is open.
type openings struct {
	*run
	open []OpenFact
	at   map[string]int // in open, by path
}

// look adds what is open of one criterion. Contradicted facts are taken as
// unknown: less is decided then than with any of the values stated.
func (g *openings) look(c *criterion) error {
	r := g.run
	r.shown.Given(r.prepared.subject, c.params, r.today)
	r.scratch.Given(r.prepared.subject, c.params, r.today)
	if contradicted, _ := r.contradicted(c); len(contradicted) > 0 {
		r.trial.Given(r.prepared.subject, c.params, r.today)
		for _, reads := range [...][]read{c.whenReads, c.ruleReads} {
			for _, rd := range reads {
				r.trial.Set(rd.slot, r.shown.Fact(rd.slot))
			}
		}
		for _, slot := range contradicted {
			r.trial.Set(slot, rules.Val{})
			r.pick[r.index(slot)] = -1
		}
		r.claimed = r.trial
		defer func() {
			for _, slot := range contradicted {
				r.pick[r.index(slot)] = 0
			}
			for _, reads := range [...][]read{c.whenReads, c.ruleReads} {
				r.forgetTrial(reads)
			}
			r.claimed = r.shown
		}()
	}
	j, err := r.judge(c)
	if err != nil {
		return err
	}
	switch j.outcome {
	case NotApplicable, Fail, Error:
		return nil
	}
	if c.when != nil && j.when.proven == rules.Unknown {
		if err := g.walk(c, c.when, c.whenReads); err != nil {
			return err
		}
	}
	if j.outcome != Pass {
		return g.walk(c, c.rule, c.ruleReads)
	}
	return nil
}

func (r *run) forgetTrial(reads []read) {
	for k := range reads {
		r.trial.Set(reads[k].slot, rules.Val{})
	}
}

// walk adds what is open of one rule by what is claimed, and by what is proven.
func (g *openings) walk(c *criterion, rule *rules.Rule, reads []read) error {
	r := g.run
	unanswered := map[string]bool{}
	rule.Root.Open(r.claimed, func(path string) {
		path = withoutOpen(path)
		unanswered[path] = true
		g.add(c, path, g.state(path))
	})
	m, err := r.proven(reads)
	if err != nil || m == r.claimed {
		return err
	}
	defer r.forget(reads)
	rule.Root.Open(m, func(path string) {
		path = withoutOpen(path)
		root, entry, inList := strings.Cut(path, "[")
		slot, isFact := r.evaluator.env.Slot(root)
		switch {
		case unanswered[path]:
		case !isFact || r.claimed.Fact(slot).IsZero():
			g.add(c, path, g.state(path))
		case inList && strings.HasPrefix(entry, "]"): // the entries that there are speak for themselves
		default:
			g.add(c, root, OpenUnproven)
		}
	})
	return nil
}

// state tells what is contradicted from what nobody states.
func (g *openings) state(path string) OpenState {
	root, _, _ := strings.Cut(path, "[")
	if slot, ok := g.evaluator.env.Slot(root); ok && len(g.prepared.stated[slot].Alternatives) > 1 {
		return OpenContradicted
	}
	return OpenUnanswered
}

// withoutOpen names a list instead of the entries that it may have besides.
func withoutOpen(path string) string {
	if root, _, found := strings.Cut(path, "["+rules.OpenElement+"]"); found {
		return root
	}
	return path
}

func (g *openings) add(c *criterion, path string, state OpenState) {
	i, known := g.at[path]
	if !known {
		i = len(g.open)
		g.at[path] = i
		g.open = append(g.open, OpenFact{Path: path, State: state})
	}
	f := &g.open[i]
	if slices.Index(state.Values(), string(state)) < slices.Index(state.Values(), string(f.State)) {
		f.State = state
	}
	if !slices.Contains(f.Criteria, c.ID) {
		f.Criteria = append(f.Criteria, c.ID)
	}
}

func (g *openings) sort() {
	place := func(f OpenFact) int {
		root, _, _ := strings.Cut(f.Path, "[")
		if slot, ok := g.evaluator.env.Slot(root); ok {
			return slot
		}
		return -1 // the subject
	}
	slices.SortFunc(g.open, func(a, b OpenFact) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), strings.Compare(a.Path, b.Path))
	})
}
