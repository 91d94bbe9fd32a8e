package rank

import "github.com/trias-sovereignty/trias/evaluator/exact"

// Answer says whether the winner stays first in a whole region.
type Answer string

// The answers.
const (
	Holds     Answer = "holds"     // everywhere: proven
	Reversed  Answer = "reversed"  // not at the point that is given: computed there
	Undecided Answer = "undecided" // neither was shown
)

// Values returns the accepted values.
func (Answer) Values() []string { return []string{"holds", "reversed", "undecided"} }

// Tolerances say how far the inputs are varied, in percent; 0 leaves one out.
type Tolerances struct {
	Weights exact.Number `json:"weights" required:"true"`
	Prices  exact.Number `json:"prices" required:"true"`
}

// Stability says how far the first place can be relied on.
type Stability struct {
	Winner     string     `json:"winner" required:"true"`
	Tolerances Tolerances `json:"tolerances" required:"true"`
	// Weights varies all weights together, Completions what is unknown, Prices all
	// prices independently of each other.
	Weights     *Region `json:"weights,omitzero"`
	Completions *Region `json:"completions,omitzero"`
	Prices      *Region `json:"prices,omitzero"`
	// Criteria say for each criterion how far its weight alone can go.
	Criteria []Sensitivity `json:"criteria,omitzero"`
}

// Region is the answer for one kind of variation.
type Region struct {
	Answer Answer `json:"answer" required:"true"`
	// Exact says that the answer and the reversal are exact, by the geometry of the
	// problem; otherwise they are by intervals.
	Exact bool `json:"exact,omitzero"`
	// Reversal is the first point at which the winner is no longer alone in first
	// place, at whatever distance; absent if there is none, or none was found.
	Reversal *Reversal `json:"reversal,omitzero"`
}

// Reversal is a point at which another offer is first, or as good.
type Reversal struct {
	// Distance is how far it is away, in percent of the inputs: exact, or between
	// Distance and Until.
	Distance exact.Number  `json:"distance" required:"true"`
	Until    *exact.Number `json:"until,omitzero"`
	// Winner is who is first there.
	Winner string `json:"winner" required:"true"`
	// At are the inputs there that differ: the weights by criterion ("price" is the
	// price's), the prices or the points by offer.
	At map[string]exact.Number `json:"at" required:"true"`
}

// Sensitivity says how far the weight of one criterion can go, the others keeping
// their proportions, before the winner is no longer first.
type Sensitivity struct {
	Criterion string       `json:"criterion" required:"true"`
	Share     exact.Number `json:"share" required:"true"`
	// From and To are the bounds of the share within which the winner stays first,
	// and Below and Above who is first beyond them; absent if that is nobody.
	From  exact.Number `json:"from" required:"true"`
	To    exact.Number `json:"to" required:"true"`
	Below string       `json:"below,omitzero"`
	Above string       `json:"above,omitzero"`
	// Points is by how many points of the winner, in this criterion alone, its first
	// place is lost; absent if no number of points does it.
	Points *exact.Number `json:"points,omitzero"`
}
