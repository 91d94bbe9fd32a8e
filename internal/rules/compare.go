package rules

// Side is one version of a criterion: its rule, its when (nil if it always
// applies) and the values of its parameters (nil if it has none). The rules of
// one side are of one environment; those of two sides may be of two, such as of
// two versions of a catalogue.
type Side struct {
	Rule, When *Rule
	Given      *Given
}

// Comparison is what comparing two versions of a criterion came to. The zero
// Comparison is none.
type Comparison uint8

// The comparisons.
const (
	// Proven: what was asked holds on every view of every dossier.
	Proven Comparison = iota + 1
	// Refuted: there is a dossier on which it does not hold, and it was tried.
	Refuted
	// NotDecided: neither was found.
	NotDecided
)

// String names the comparison.
func (c Comparison) String() string {
	return [...]string{"invalid", "proven", "refuted", "not decided"}[c]
}

// NeverBetter answers whether a criterion as it is never comes out better than
// as it was, in the order of the evaluator: error, fail < unknown < unproven <
// pass = notApplicable. Refuted comes with a witness.
func NeverBetter(was, is Side, work *Work) (Comparison, *Witness) {
	if was.same(is) {
		return Proven, nil
	}
	return NotDecided, nil
}

// Equivalent answers whether two versions of a criterion always come out alike.
// The witness shows a difference, whichever of them comes out better on it.
func Equivalent(a, b Side, work *Work) (Comparison, *Witness) {
	forth, witness := NeverBetter(a, b, work)
	if forth == Refuted {
		return Refuted, witness
	}
	back, witness := NeverBetter(b, a, work)
	switch {
	case back == Refuted:
		return Refuted, witness
	case forth == Proven && back == Proven:
		return Proven, nil
	}
	return NotDecided, nil
}

// same reports whether both sides are the very same rules with the same values.
func (s Side) same(t Side) bool {
	if s.Rule != t.Rule || s.When != t.When || (s.Given == nil) != (t.Given == nil) {
		return false
	}
	if s.Given == nil || s.Given == t.Given {
		return true
	}
	a, b := s.Given.record, t.Given.record
	if a.layout != b.layout {
		return false
	}
	for slot, v := range a.slots {
		if !public(v).Equal(public(b.slots[slot])) {
			return false
		}
	}
	return true
}
