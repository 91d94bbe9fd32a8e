package evaluator

import (
	"slices"

	"github.com/trias-sovereignty/trias/profiles"
)

// Gate is the answer to whether the second of two verdicts is no worse than the
// first, which then is a baseline: what was unmet there is tolerated, and nothing
// more.
type Gate struct {
	// DownTo is the weakest obligation that counts, and CommonOnly reports that
	// only what both verdicts ask does.
	DownTo     profiles.Obligation `json:"downTo" required:"true"`
	CommonOnly bool                `json:"commonOnly,omitzero"`
	// Setbacks are in what it is worse; none if it is not.
	Setbacks []Setback `json:"setbacks" required:"true"`
}

// Setback is one thing in which a verdict is worse than its baseline.
type Setback struct {
	Kind SetbackKind `json:"kind" required:"true"`
	// Criterion is absent for the verdict on the whole.
	Criterion string `json:"criterion,omitzero"`
}

// SetbackKind says in what a verdict is worse. There is no zero SetbackKind.
type SetbackKind string

// The kinds of setbacks.
const (
	// SetbackConformity: the verdict on the whole is a worse one, whatever it was
	// before: conformant with deviations is worse than conformant.
	SetbackConformity SetbackKind = "conformity"
	// SetbackWorse: a criterion that binds in both verdicts is worse by the order
	// of [Move]. So a failure that a waiver accepts now is worse than none, and so
	// is one whose waiver has lapsed.
	SetbackWorse SetbackKind = "worse"
	// SetbackAdded: a criterion binds now and did not before, and is neither met,
	// nor accepted by a waiver, nor due later. What was not asked before was not
	// tolerated either.
	SetbackAdded SetbackKind = "added"
	// SetbackRemoved: a criterion bound before and does not now, whatever its
	// outcome was. A gate that opens when fewer criteria are applied, or the same
	// ones less strictly, is none.
	SetbackRemoved SetbackKind = "removed"
)

// Values returns the accepted values.
func (SetbackKind) Values() []string { return []string{"conformity", "worse", "added", "removed"} }

// GateOption changes what counts for a [Gate]; nil changes nothing. The set of
// options is closed.
type GateOption interface{ applyGate(*Gate) }

type gateOption func(*Gate)

func (f gateOption) applyGate(g *Gate) { f(g) }

// DownTo counts criteria with that obligation or a stricter one:
// [profiles.Must], which counts without this option, [profiles.Should] or
// [profiles.May]. Anything else is taken for may, with which everything counts: a
// gate whose setting is misspelt must not stand open.
func DownTo(o profiles.Obligation) GateOption {
	return gateOption(func(g *Gate) {
		if g.DownTo = o; !slices.Contains(o.Values(), string(o)) {
			g.DownTo = profiles.May
		}
	})
}

// CommonOnly counts criteria that bind in both verdicts and nothing else: for the
// day another catalogue or profile is introduced. The verdict on the whole then
// does not count, since criteria that were added weigh in it.
func CommonOnly() GateOption { return gateOption(func(g *Gate) { g.CommonOnly = true }) }

// Worse says in what the second verdict is worse than the first; it is empty if
// it is not. A criterion binds if it is asked, see [MoveAdded], with an
// obligation that counts: must, unless [DownTo] says otherwise. The order is that
// of the comparison, the verdict on the whole first. There always is an answer: a
// verdict that was clear and is inconclusive now is a worse one.
func (c *Comparison) Worse(opts ...GateOption) []Setback { return c.gate(opts).Setbacks }

// Gated returns the comparison with the answer to whether the second verdict is
// no worse: see [Comparison.Worse].
func (c Comparison) Gated(opts ...GateOption) Comparison {
	c.Gate = c.gate(opts)
	return c
}

func (c *Comparison) gate(opts []GateOption) *Gate {
	g := &Gate{DownTo: profiles.Must, Setbacks: []Setback{}}
	for _, o := range opts {
		if o != nil {
			o.applyGate(g)
		}
	}
	counted := obligationsDownTo(g.DownTo)
	binds := func(s *State) bool { return s.Counts() && slices.Contains(counted, s.Obligation) }
	if c.Move == MoveWorse && !g.CommonOnly {
		g.Setbacks = append(g.Setbacks, Setback{Kind: SetbackConformity})
	}
	for i := range c.Criteria {
		x := &c.Criteria[i]
		var kind SetbackKind
		switch was, is := binds(x.Before), binds(x.After); {
		case was && is:
			if x.After.rank() < x.Before.rank() {
				kind = SetbackWorse
			}
		case g.CommonOnly:
		case is:
			if x.After.rank() < excusedRank {
				kind = SetbackAdded
			}
		case was:
			kind = SetbackRemoved
		}
		if kind != "" {
			g.Setbacks = append(g.Setbacks, Setback{kind, x.Criterion})
		}
	}
	return g
}

// obligationsDownTo lists an obligation and all that are stricter.
func obligationsDownTo(o profiles.Obligation) []profiles.Obligation {
	strictest := []profiles.Obligation{profiles.Must, profiles.Should, profiles.May}
	return strictest[:slices.Index(strictest, o)+1]
}
