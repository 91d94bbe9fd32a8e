package profiles

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// ErrUnknownLine is returned by [LookupLine] for a name that no line has.
var ErrUnknownLine = errors.New("no such line of profiles")

// Line is a row of profiles by protection need. It may have the same profile for
// two levels. Where it has none, the one for the next higher level is taken, and
// never one for a lower.
type Line struct {
	ID                     string
	Normal, High, VeryHigh string // ids of profiles, "" for none
}

// At returns the id of the profile for a level, "" if there is none.
func (l Line) At(level evidence.ProtectionLevel) string {
	switch level {
	case evidence.ProtectionLevelNormal:
		return l.Normal
	case evidence.ProtectionLevelHigh:
		return l.High
	case evidence.ProtectionLevelVeryHigh:
		return l.VeryHigh
	}
	return ""
}

// covering returns the id of the profile for a level or, if there is none, for
// the next higher one.
func (l Line) covering(level evidence.ProtectionLevel) string {
	for _, next := range levels() {
		if id := l.At(next); id != "" && compareLevels(next, level) >= 0 {
			return id
		}
	}
	return ""
}

// General is the line of the profiles Trias brings that is chosen from if none
// is named.
const General = "general"

// Lines returns the lines of the profiles Trias brings: general, and federal
// for the federal administration, which has none for very high protection need.
func Lines() []Line {
	return []Line{
		{ID: General, Normal: "normal", High: "high", VeryHigh: "very-high"},
		{ID: "federal", Normal: "federal-normal", High: "federal-high"},
	}
}

// LookupLine returns a line of the profiles Trias brings. The error wraps
// [ErrUnknownLine].
func LookupLine(id string) (Line, error) {
	var ids []string
	for _, l := range Lines() {
		if l.ID == id {
			return l, nil
		}
		ids = append(ids, l.ID)
	}
	hint := "there are " + strings.Join(ids, ", ")
	if len(ids) == 1 {
		hint = "there is " + ids[0]
	}
	if near := doc.Suggest(id, ids); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return Line{}, fmt.Errorf("%w: %q (%s)", ErrUnknownLine, id, hint)
}

// levels lists the levels of protection need, ascending.
func levels() []evidence.ProtectionLevel {
	return []evidence.ProtectionLevel{evidence.ProtectionLevelNormal, evidence.ProtectionLevelHigh, evidence.ProtectionLevelVeryHigh}
}

// Range is what is known of a level: it is AtLeast and AtMost, and known where
// both are the same.
type Range struct {
	AtLeast evidence.ProtectionLevel `json:"atLeast" required:"true"`
	AtMost  evidence.ProtectionLevel `json:"atMost" required:"true"`
}

// Known reports whether the level is known.
func (r Range) Known() bool { return r.AtLeast == r.AtMost }

// rangeOf is what a stated level, or "" for none, leaves open.
func rangeOf(level evidence.ProtectionLevel) Range {
	if level == "" {
		return Range{evidence.ProtectionLevelNormal, evidence.ProtectionLevelVeryHigh}
	}
	return Range{level, level}
}

func compareLevels(a, b evidence.ProtectionLevel) int {
	return slices.Index(levels(), a) - slices.Index(levels(), b)
}

func higher(a, b evidence.ProtectionLevel) evidence.ProtectionLevel {
	if compareLevels(a, b) < 0 {
		return b
	}
	return a
}

func lower(a, b evidence.ProtectionLevel) evidence.ProtectionLevel {
	if compareLevels(a, b) < 0 {
		return a
	}
	return b
}

// raised is the higher of both, lowered the lower.
func (r Range) raised(s Range) Range {
	return Range{higher(r.AtLeast, s.AtLeast), higher(r.AtMost, s.AtMost)}
}

func (r Range) lowered(s Range) Range {
	return Range{lower(r.AtLeast, s.AtLeast), lower(r.AtMost, s.AtMost)}
}

// Choice is which profile a protection need calls for, and why.
type Choice struct {
	// Line is the line it was chosen from.
	Line string `json:"line"`
	// Assets are what was to be protected.
	Assets []AssetName `json:"assets"`
	// Outcome says whether a profile could be chosen.
	Outcome ChoiceOutcome `json:"outcome"`
	// Profile is the id of the profile, if one could be chosen.
	Profile string `json:"profile,omitzero"`
	// AtLeast is the id of the profile that is needed in any case, where levels
	// that are not known may call for a stricter one.
	AtLeast string `json:"atLeast,omitzero"`
	// Together are profiles that meet the need together, where the line has none
	// that does: its strictest, and that of the general line.
	Together []string `json:"together,omitzero"`
	// Level is the highest of the three needs, and DecidedBy the goals that have
	// it for sure.
	Level     Range  `json:"level"`
	DecidedBy []Goal `json:"decidedBy"`
	// The needs for each goal, all rules applied.
	Confidentiality Range `json:"confidentiality"`
	Integrity       Range `json:"integrity"`
	Availability    Range `json:"availability"`
	// Steps are the rules that were applied, in this order.
	Steps []Step `json:"steps"`
	// Missing are the levels nobody states.
	Missing []MissingLevel `json:"missing,omitzero"`
}

// AssetName is an asset's id and what people call it.
type AssetName struct {
	ID   string `json:"id"`
	Name string `json:"name,omitzero"`
}

// Need returns the need for a goal.
func (c *Choice) Need(g Goal) Range { return *c.need(g) }

func (c *Choice) need(g Goal) *Range {
	switch g {
	case Confidentiality:
		return &c.Confidentiality
	case Integrity:
		return &c.Integrity
	}
	return &c.Availability
}

// EncodeJSON writes the choice. Equal choices give equal bytes.
func (c *Choice) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(c) }

// ChoiceOutcome says whether a profile could be chosen.
type ChoiceOutcome string

// The outcomes.
const (
	// Chosen: the need calls for one profile.
	Chosen ChoiceOutcome = "chosen"
	// Undecided: it depends on levels nobody states.
	Undecided ChoiceOutcome = "undecided"
	// NoProfile: the line has no profile for so high a need.
	NoProfile ChoiceOutcome = "noProfile"
)

// Values returns the accepted values.
func (ChoiceOutcome) Values() []string { return []string{"chosen", "undecided", "noProfile"} }

// MissingLevel is a level nobody states.
type MissingLevel struct {
	Asset string `json:"asset"`
	Goal  Goal   `json:"goal"`
	// Decides reports whether the choice may depend on it.
	Decides bool `json:"decides"`
}

// ChoiceRule is a rule of choosing.
type ChoiceRule string

// The rules, in the order in which they are applied.
const (
	// ByDistribution lowers the availability of an asset.
	ByDistribution ChoiceRule = "distribution"
	// ByMaximum takes for a goal the highest need of all assets.
	ByMaximum ChoiceRule = "maximum"
	// ByCumulation raises the need for a goal.
	ByCumulation ChoiceRule = "cumulation"
	// ByHighest takes the highest need of the three goals.
	ByHighest ChoiceRule = "highest"
	// ByLine takes the profile of the line for that need.
	ByLine ChoiceRule = "line"
)

// Values returns the accepted values.
func (ChoiceRule) Values() []string {
	return []string{"distribution", "maximum", "cumulation", "highest", "line"}
}

// Step is one rule applied.
type Step struct {
	Rule ChoiceRule `json:"rule"`
	// Goals are the goals it is about; of [ByHighest], those that decided.
	Goals []Goal `json:"goals,omitzero"`
	// Assets are those it is about; of [ByMaximum], those that decided.
	Assets []string `json:"assets,omitzero"`
	// From is what was there, To what came of it. They are equal where the rule
	// changed nothing; From is absent where nothing was there.
	From *Range `json:"from,omitzero"`
	To   Range  `json:"to"`
	// Decision is the id of the decision applied, which Decided repeats.
	Decision string   `json:"decision,omitzero"`
	Decided  *Decided `json:"decided,omitzero"`
	// Source is where the rule is from, Unverified that nobody has looked it up
	// in the document; without a source it is Trias' own.
	Source     string `json:"source,omitzero"`
	Unverified bool   `json:"unverified,omitzero"`
}

// inheritance is where the rules are from by which a protection need is handed
// down. The document was not at hand.
const inheritance = "BSI-Standard 200-2, 8.2"

// Choose says which profile of a line a protection need calls for. The rules, in
// order:
//
//   - A distribution lowers the availability of its assets, never that of others
//     and never another goal.
//   - For each goal the highest need of all assets counts (Maximumprinzip).
//   - A cumulation raises the need for its goal. It comes after distributions, so
//     that none of these undoes it.
//   - The highest need of the three goals counts. The three stay in the choice:
//     a tender may have reasons to treat them apart.
//   - The line has a profile for that need or a higher one, or the choice says
//     that it has none. Never is one for a lower need taken instead.
//
// A level that nobody states may be any. Where every level it may be calls for
// the same profile, that is the choice; else it stays undecided and says which
// levels it depends on.
//
// The error is about a need built in Go that no file could state.
func Choose(n Need, line Line) (Choice, error) {
	if err := n.check(); err != nil {
		return Choice{}, err
	}
	c := Choice{Line: line.ID}
	available := make([]Range, len(n.Assets))
	for i := range n.Assets {
		available[i] = rangeOf(n.Assets[i].Availability)
		c.Assets = append(c.Assets, AssetName{n.Assets[i].ID, n.Assets[i].Name})
	}
	index := map[string]int{}
	for i := range n.Assets {
		index[n.Assets[i].ID] = i
	}
	for _, d := range n.Distribution {
		// Assets that it does the same to share a step: a decision may name many.
		var changes []change
		seen := map[int]bool{}
		for _, id := range d.Assets {
			i := index[id]
			if seen[i] {
				continue
			}
			seen[i] = true
			x := change{from: available[i], to: available[i].lowered(rangeOf(d.To))}
			available[i] = x.to
			at := slices.IndexFunc(changes, func(y change) bool { return y.from == x.from && y.to == x.to })
			if at < 0 {
				changes, at = append(changes, x), len(changes)
			}
			changes[at].assets = append(changes[at].assets, id)
		}
		for _, x := range changes {
			c.decision(ByDistribution, Availability, x.assets, x.from, x.to, d.ID, d.Decided)
		}
	}
	of := func(i int, g Goal) Range {
		if g == Availability {
			return available[i]
		}
		return rangeOf(n.Assets[i].Level(g))
	}
	for _, g := range goals() {
		c.maximum(n.Assets, g, of)
	}
	for _, k := range n.Cumulation {
		need := c.need(k.Goal)
		from := *need
		*need = from.raised(rangeOf(k.To))
		c.decision(ByCumulation, k.Goal, k.Assets, from, *need, k.ID, k.Decided)
	}
	c.Level = c.Confidentiality.raised(c.Integrity).raised(c.Availability)
	for _, g := range goals() {
		if c.Need(g).AtLeast == c.Level.AtLeast {
			c.DecidedBy = append(c.DecidedBy, g)
		}
	}
	c.Steps = append(c.Steps, Step{Rule: ByHighest, Goals: c.DecidedBy, To: c.Level})
	c.take(line)
	for i := range n.Assets {
		for _, g := range goals() {
			if n.Assets[i].Level(g) == "" {
				c.Missing = append(c.Missing, MissingLevel{n.Assets[i].ID, g,
					compareLevels(of(i, g).AtMost, c.Level.AtLeast) > 0 && line.covering(of(i, g).AtMost) != line.covering(c.Level.AtLeast)})
			}
		}
	}
	return c, nil
}

// change is what a distribution does to some assets.
type change struct {
	assets   []string
	from, to Range
}

func (c *Choice) decision(rule ChoiceRule, g Goal, assets []string, from, to Range, id string, d Decided) {
	c.Steps = append(c.Steps, Step{Rule: rule, Goals: []Goal{g}, Assets: assets, From: &from, To: to, Decision: id, Decided: &d,
		Source: inheritance, Unverified: true})
}

// maximum takes for a goal the highest need of all assets.
func (c *Choice) maximum(assets []Asset, g Goal, of func(i int, g Goal) Range) {
	need := of(0, g)
	for i := range assets {
		need = need.raised(of(i, g))
	}
	var deciding []string
	for i := range assets {
		if of(i, g).AtLeast == need.AtLeast {
			deciding = append(deciding, assets[i].ID)
		}
	}
	*c.need(g) = need
	if len(assets) == 1 {
		return // nothing to compare
	}
	c.Steps = append(c.Steps, Step{Rule: ByMaximum, Goals: []Goal{g}, Assets: deciding, To: need, Source: inheritance, Unverified: true})
}

// take chooses from the line.
func (c *Choice) take(line Line) {
	c.Steps = append(c.Steps, Step{Rule: ByLine, To: c.Level})
	least := line.covering(c.Level.AtLeast)
	undecided := false
	for _, level := range levels() {
		within := compareLevels(level, c.Level.AtLeast) >= 0 && compareLevels(level, c.Level.AtMost) <= 0
		undecided = undecided || within && line.covering(level) != least
	}
	switch {
	case undecided:
		c.Outcome, c.AtLeast = Undecided, least
	case least != "":
		c.Outcome, c.Profile = Chosen, least
	default:
		c.Outcome = NoProfile
		for _, level := range levels() { // the strictest it has
			if id := line.At(level); id != "" {
				c.Together = []string{id}
			}
		}
		for _, other := range Lines() {
			if id := other.At(c.Level.AtMost); other.ID == General && line.ID != General && id != "" {
				c.Together = append(c.Together, id)
			}
		}
	}
}
