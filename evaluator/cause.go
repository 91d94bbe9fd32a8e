package evaluator

import (
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// CauseKind is what was changed about a criterion, or about the profile as a
// whole. There is no zero CauseKind.
type CauseKind string

// The kinds of causes: first those of the catalogue, then those of the profile.
const (
	CauseAdded    CauseKind = "added"    // the catalogue has the criterion now
	CauseRemoved  CauseKind = "removed"  // the catalogue has it no more
	CauseRule     CauseKind = "rule"     // its rule, its when or the facts they read
	CauseDefaults CauseKind = "defaults" // values the catalogue gives parameters
	CauseLife     CauseKind = "life"     // from when or until when it is asked

	CauseApplied      CauseKind = "applied"      // the profile applies it now
	CauseDropped      CauseKind = "dropped"      // the profile applies it no more
	CauseParams       CauseKind = "params"       // values the profile gives parameters
	CauseObligation   CauseKind = "obligation"   // how binding it is
	CauseProof        CauseKind = "proof"        // what is demanded of proofs
	CauseTerm         CauseKind = "term"         // from which stage it binds
	CauseDay          CauseKind = "day"          // the profile's time zone, and so the day
	CauseWaivers      CauseKind = "waivers"      // a waiver is for one of the profiles, or for one id of the criterion, alone
	CauseOnboarding   CauseKind = "onboarding"   // onboarding records of the profiles list the subject on other days, or one does not
	CauseEquivalences CauseKind = "equivalences" // an equivalence is for one of the profiles, or for one id of the criterion, alone
	CauseDeviations   CauseKind = "deviations"   // what an unmet should without a reason does
)

// Values returns the accepted values.
func (CauseKind) Values() []string {
	return []string{"added", "removed", "rule", "defaults", "life", "applied", "dropped", "params", "obligation", "proof", "term", "day", "waivers", "onboarding", "equivalences", "deviations"}
}

// Cause is one thing that was changed.
type Cause struct {
	Kind CauseKind `json:"kind" required:"true"`
	// Change says of a rule and of values of parameters what they come to, with
	// the values that each profile gives parameters: tightened, loosened,
	// equivalent, changed, or not decided.
	Change criteria.Change `json:"change,omitzero"`
	// Params are the names of the parameters whose values changed.
	Params []string `json:"params,omitzero"`
}

// changes are what is different between two evaluators, whatever the dossier.
type changes struct {
	old, new *Evaluator
	// pairs has for each criterion of the new one its index in the old one, or
	// -1; dropped are the indexes that no criterion has.
	pairs   []int
	dropped []int
	of      [][]Cause // for each criterion of the new one
}

// maxCauseWork bounds the search for what changed rules come to.
const maxCauseWork = 20 * rules.MaxWork

// reasonsFor finds what is different between two evaluators.
func reasonsFor(old, new *Evaluator) *changes {
	c := &changes{old: old, new: new}
	renamed := criteria.Renamed(old.catalogue, new.catalogue)
	index := map[string]int{}
	for i := range old.criteria {
		index[old.criteria[i].ID] = i
	}
	taken := map[int]bool{}
	work := rules.NewWork(maxCauseWork)
	for i := range new.criteria {
		k := &new.criteria[i]
		p, ok := index[k.ID]
		if _, both := new.profile.Applied(renamed[k.ID]); !ok && !both {
			p, ok = index[renamed[k.ID]]
		}
		switch {
		case ok:
			taken[p] = true
			c.pairs, c.of = append(c.pairs, p), append(c.of, c.causes(&old.criteria[p], k, work))
			continue
		case lacks(old, k.ID) && lacks(old, renamed[k.ID]):
			c.of = append(c.of, []Cause{{Kind: CauseAdded}})
		default:
			c.of = append(c.of, []Cause{{Kind: CauseApplied}})
		}
		c.pairs = append(c.pairs, -1)
	}
	for i := range old.criteria {
		if !taken[i] {
			c.dropped = append(c.dropped, i)
		}
	}
	return c
}

// lacks reports whether the catalogue of an evaluator has no such criterion.
func lacks(e *Evaluator, id string) bool {
	_, ok := e.catalogue.Lookup(id)
	return !ok
}

// causes finds what is different about a criterion.
func (c *changes) causes(was, is *criterion, work *rules.Work) []Cause {
	var out []Cause
	change, _, _ := is.Since(was.Compiled, was.applied.Params, is.applied.Params, work)
	var defaults, params []string
	for _, name := range slices.Sorted(maps.Keys(is.applied.Params)) {
		a, before := was.applied.Params[name]
		b := is.applied.Params[name]
		switch {
		case before && a.Equal(b):
		case (!before || a.Equal(was.Params[name].Default)) && b.Equal(is.Params[name].Default):
			defaults = append(defaults, name)
		default:
			params = append(params, name)
		}
	}
	if change != criteria.ChangeNone {
		if was.Rule != is.Rule || was.When != is.When || defaults == nil && params == nil {
			out = append(out, Cause{Kind: CauseRule, Change: change})
		}
		if defaults != nil {
			out = append(out, Cause{Kind: CauseDefaults, Change: change, Params: defaults})
		}
		if params != nil {
			out = append(out, Cause{Kind: CauseParams, Change: change, Params: params})
		}
	}
	if a, b := was.applied, is.applied; a.Obligation != b.Obligation || a.Layers != b.Layers {
		out = append(out, Cause{Kind: CauseObligation})
	}
	if c.otherDemands(was, is) {
		out = append(out, Cause{Kind: CauseProof})
	}
	if a, b := was.applied, is.applied; a.Stage != b.Stage || a.Term != b.Term || a.From != b.From || a.Given != b.Given {
		out = append(out, Cause{Kind: CauseTerm})
	}
	return out
}

// otherDemands reports whether of a fact that both read another proof is
// demanded.
func (c *changes) otherDemands(was, is *criterion) bool {
	demands := func(e *Evaluator, reads []read) map[string]string {
		out := map[string]string{}
		for _, r := range reads {
			out[e.env.Info(r.slot).Path] = r.demand.String()
		}
		return out
	}
	for _, x := range [][2]map[string]string{
		{demands(c.old, was.ruleReads), demands(c.new, is.ruleReads)}, {demands(c.old, was.whenReads), demands(c.new, is.whenReads)},
	} {
		for path, demand := range x[0] {
			if now, ok := x[1][path]; ok && now != demand {
				return true
			}
		}
	}
	return false
}

// why lists what explains a criterion's move from one run to another.
func (c *changes) why(i int, before, after *State, old, new *run) []Cause {
	out := slices.Clone(c.of[i])
	if before == nil {
		return out
	}
	was, is := &c.old.criteria[c.pairs[i]], &c.new.criteria[i]
	if was.StandingOn(new.today) != is.StandingOn(new.today) {
		out = append(out, Cause{Kind: CauseLife})
	}
	// What an assessor records may be for one profile, or one id of the criterion,
	// alone.
	profile, profileNow := c.old.profile.ID(), c.new.profile.ID()
	unwaived := after
	if after.Waived {
		unwaived = before
	}
	if before.Waived != after.Waived && !unwaived.Outcome.Met() && slices.ContainsFunc(new.options.waivers, func(w Waiver) bool {
		return (w.Profile == profile && w.Criterion == was.ID) != (w.Profile == profileNow && w.Criterion == is.ID)
	}) {
		out = append(out, Cause{Kind: CauseWaivers})
	}
	due := !sameDay(before.DueBy, after.DueBy)
	if none := (evidence.Period{}); due && was.applied.Term != none && is.applied.Term != none && !sameDay(old.listed, new.listed) {
		out = append(out, Cause{Kind: CauseOnboarding})
	}
	subject := new.dossier.Subject()
	onTrack := was.applied.Given != "" || is.applied.Given != "" // whose proof may be accepted instead, too
	if (before.Outcome != after.Outcome || due && onTrack) && slices.ContainsFunc(new.options.equivalences, func(e Equivalence) bool {
		return (e.matches(&subject, profile) && e.names(was.ID)) != (e.matches(&subject, profileNow) && e.names(is.ID))
	}) {
		out = append(out, Cause{Kind: CauseEquivalences})
	}
	if old.today != new.today {
		out = append(out, Cause{Kind: CauseDay})
	}
	return out
}

// drop says why a criterion of the old one is not there any more.
func (c *changes) drop(p int) Cause {
	if lacks(c.new, c.old.criteria[p].ID) {
		return Cause{Kind: CauseRemoved}
	}
	return Cause{Kind: CauseDropped}
}

// whole lists what of the profile as a whole may change a verdict.
func (c *changes) whole() []Cause {
	if c.old.profile.Deviations() != c.new.profile.Deviations() {
		return []Cause{{Kind: CauseDeviations}}
	}
	return nil
}

func sameDay(a, b *evidence.Date) bool { return a == b || a != nil && b != nil && *a == *b }
