// Package score puts a number on a dossier, by a named and versioned method, with
// the table it sums up from.
//
// A score is never a gate in disguise: it says how much, and whether an offer is
// let in at all is another result ([Gate], or the verdict). It comes as what is
// stated, as what is proven, and as the interval it may still take by what is
// unknown or unproven; a missing answer is never silently a zero.
package score

import (
	"context"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// Format is the format marker of a score.
const Format = "score/v1"

// Method computes scores. Whoever has a method of its own implements it; nothing
// in Trias needs to know. A method is a pure function of its input: safe for
// concurrent use, and the same input gives the same score.
type Method interface {
	Identity() Identity
	// Score computes. An error is one of computing, never a bad score.
	Score(ctx context.Context, in *Input) (*Score, error)
}

// Identity names a method.
type Identity struct {
	// Name is what the method is called: "eucsf-2026".
	Name string `json:"name" required:"true" pattern:"^[a-z0-9][a-z0-9.-]*$" maxLen:"64"`
	// Version is that of the definition.
	Version string `json:"version" required:"true" pattern:"[^ ]" maxLen:"64"`
	// Title is what readers are shown.
	Title evidence.Text `json:"title" required:"true"`
	// Source is the document and clause that define it.
	Source string `json:"source" required:"true" pattern:"[^ ]" maxLen:"2000"`
	// Unverified says that the definition was not read in its source.
	Unverified bool `json:"unverified,omitzero"`
}

// Input is what a method may look at.
type Input struct {
	// Profile and Verdict are those of the dossier, at the instant At. Methods over
	// the criteria of a profile need both.
	Profile *profiles.Profile
	Verdict *evaluator.Verdict
	// Dossier is what is known. Methods with criteria of their own need it.
	Dossier *evidence.Dossier
	At      time.Time
	// Possible says of each criterion of the profile what may still become of it, by
	// its id; [NewInput] fills it in. A criterion that is not in it may become
	// whatever its outcome allows.
	Possible map[string]evaluator.Possibility
	// Given are points that people awarded, by award criterion; see [Award.Given].
	// Those that are not in it are unknown.
	Given map[string]exact.Number
}

// Unit is what a score counts.
type Unit string

// The units.
const (
	Percent Unit = "percent" // of the nominal maximum
	Points  Unit = "points"
)

// Values returns the accepted values.
func (Unit) Values() []string { return []string{"percent", "points"} }

// Values are a number seen four ways.
type Values struct {
	// Stated follows from what is stated, proven or not; nil while something that
	// is not known leaves it open.
	Stated *exact.Number `json:"stated,omitempty"`
	// Proven follows from what is proven, by the rule of the method for what is not.
	// Gates look at it.
	Proven exact.Number `json:"proven" required:"true"`
	// Worst and Best bound what it can become by more evidence: whatever the unknown
	// turns out to be, and whatever becomes of what is only claimed, as long as no
	// value stated now changes for the better.
	Worst exact.Number `json:"worst" required:"true"`
	Best  exact.Number `json:"best" required:"true"`
	// Award is what ranks in a tender: Proven, and in addition what the tender
	// announced for what is only claimed. It is absent in methods that announce
	// nothing; there Proven is awarded. See [Values.Awarded].
	Award *exact.Number `json:"award,omitempty"`
}

// Awarded is what ranks: Award, or Proven where nothing was announced.
func (v *Values) Awarded() exact.Number {
	switch {
	case v == nil:
		return exact.Number{}
	case v.Award != nil:
		return *v.Award
	}
	return v.Proven
}

// Score is what a method says of one dossier.
type Score struct {
	Trias  string   `json:"trias" required:"true" const:"score/v1"`
	Method Identity `json:"method" required:"true"`
	// Subject is what was scored; absent for answers that name none.
	Subject *evaluator.SubjectRef `json:"subject,omitzero"`
	// At is the instant it holds for; absent if it depends on none.
	At *evaluator.Instant `json:"at,omitzero"`
	// Inputs are the digests of what it was computed from, by what it is: dossier,
	// profile, catalogue, answers.
	Inputs map[string]string `json:"inputs" required:"true"`
	Unit   Unit              `json:"unit" required:"true"`
	// Maximum is the nominal maximum.
	Maximum exact.Number `json:"maximum" required:"true"`
	// Score is [Values.Stated] of the total: absent while that is open.
	Score *exact.Number `json:"score,omitempty"`
	Total Values        `json:"total" required:"true"`
	// Seal is the overall level by what is stated, Levels all that is known of it,
	// and Objectives each objective, by id: of the EU Cloud Sovereignty Framework,
	// absent in other methods. Seal is absent while it is open.
	Seal       *int64               `json:"seal,omitzero" min:"0" max:"4"`
	Levels     *Levels              `json:"levels,omitzero"`
	Objectives map[string]Objective `json:"objectives,omitzero"`
	// Rows are the table that the total sums up from: in each of the four ways to
	// see it the shares add up to the total exactly.
	Rows []Row `json:"rows" required:"true"`
	// Gates are minimums that were asked for, and what became of them.
	Gates []Gate `json:"gates,omitzero"`
	// Notes are remarks a reader needs.
	Notes []Note `json:"notes,omitzero"`
}

// Levels are a SEAL of the EU Cloud Sovereignty Framework, 0 to 4, seen as
// [Values] are.
type Levels struct {
	Stated *int64 `json:"stated,omitzero" min:"0" max:"4"`
	Proven int64  `json:"proven" required:"true" min:"0" max:"4"`
	Worst  int64  `json:"worst" required:"true" min:"0" max:"4"`
	Best   int64  `json:"best" required:"true" min:"0" max:"4"`
}

// Objective is one of the eight objectives of the EU Cloud Sovereignty Framework.
type Objective struct {
	// Seal is the lowest level of its criteria by what is stated, and Points their
	// sum: absent while open.
	Seal   *int64        `json:"seal,omitzero" min:"0" max:"4"`
	Points *exact.Number `json:"points,omitempty"`
	// Levels and Totals are all that is known of the two.
	Levels Levels `json:"levels" required:"true"`
	Totals Values `json:"totals" required:"true"`
	// Weight is its weight in percent, and Maximum the nominal maximum of its points.
	Weight  exact.Number `json:"weight" required:"true"`
	Maximum exact.Number `json:"maximum" required:"true"`
}

// State says how well the points of a row are known.
type State string

// The states.
const (
	Settled      State = "settled"      // proven, or refuted
	Unproven     State = "unproven"     // stated without sufficient proof
	Unknown      State = "unknown"      // not stated
	Contradicted State = "contradicted" // stated in ways that contradict each other
)

// Values returns the accepted values.
func (State) Values() []string { return []string{"settled", "unproven", "unknown", "contradicted"} }

// Row is one line of the contribution table.
type Row struct {
	// ID is that of the criterion, or of the criterion of the tender.
	ID string `json:"id" required:"true"`
	// Groups are the groups it is in, the widest first.
	Groups []string `json:"groups,omitzero"`
	// Criteria are the criteria of the catalogue it rests on, if they are others.
	Criteria []string `json:"criteria,omitzero"`
	// Outcome is that of the verdict; absent where the row rests on none.
	Outcome evaluator.Outcome `json:"outcome,omitzero"`
	State   State             `json:"state" required:"true"`
	// Excluded says that the method leaves the row out, as XCCDF does with what does
	// not apply: it has no weight then, and no share.
	Excluded bool `json:"excluded,omitzero"`
	// Weight is the part of the maximum that full points make: the share is Weight ·
	// points / MaxPoints. Where a method gives weights by what counts, as the default
	// model of XCCDF does, it is that of the proven view; the other shares are by the
	// weights of their own. In the absolute model, which is all or nothing, shares
	// are 0 unless all is earned.
	Weight exact.Number `json:"weight" required:"true"`
	// MaxPoints are full points, and Points those there are.
	MaxPoints exact.Number `json:"maxPoints" required:"true"`
	Points    Values       `json:"points" required:"true"`
	// Share is what the row adds to the total. Worst and Best are those of the
	// completion in which the total is worst and best.
	Share Values `json:"share" required:"true"`
	// Levels are its SEAL, in methods that have one, and Inert says that it is the
	// same whatever the answer.
	Levels *Levels `json:"levels,omitzero"`
	Inert  bool    `json:"inert,omitzero"`
	// Rule is what the points were derived by, where they were derived from facts.
	Rule string `json:"rule,omitzero"`
}

// GateStatus says what became of a minimum.
type GateStatus string

// The statuses.
const (
	GateMet    GateStatus = "met"    // proven
	GateNotMet GateStatus = "notMet" // by what is stated, no proof can meet it
	GateOpen   GateStatus = "open"   // unproven or unknown
)

// Values returns the accepted values.
func (GateStatus) Values() []string { return []string{"met", "notMet", "open"} }

// Gate is a minimum, which is looked at on the proven side.
type Gate struct {
	// Of names what has a minimum: "total", "seal", an objective, a group or a row.
	Of      string       `json:"of" required:"true"`
	Minimum exact.Number `json:"minimum" required:"true"`
	Values  Values       `json:"values" required:"true"`
	Status  GateStatus   `json:"status" required:"true"`
}

// NoteCode says what a remark is about.
type NoteCode string

// The codes.
const (
	// AboveMaximum: the best points exceed the nominal maximum, by rounding in the
	// published sheet; nothing is cut off.
	AboveMaximum NoteCode = "aboveMaximum"
	// Contradiction: a declared step contradicts the one derived from facts.
	Contradiction NoteCode = "contradiction"
	// UnverifiedMethod: the definition was not read in its source.
	UnverifiedMethod NoteCode = "unverifiedMethod"
	// MaximumVaries: the maximum depends on what applies, so that scores of two
	// subjects may not be comparable.
	MaximumVaries NoteCode = "maximumVaries"
	// NothingCounts: nothing counts by what is proven, so that the score is what the
	// method says of that.
	NothingCounts NoteCode = "nothingCounts"
	// Confidential: the points of these rows may tell facts that a source marks as
	// confidential, since a ladder has few steps. The table is for the authority's
	// own file.
	Confidential NoteCode = "confidential"
)

// Values returns the accepted values.
func (NoteCode) Values() []string {
	return []string{"aboveMaximum", "contradiction", "unverifiedMethod", "maximumVaries", "nothingCounts", "confidential"}
}

// Note is a remark, with the rows it is about.
type Note struct {
	Code NoteCode `json:"code" required:"true"`
	Rows []string `json:"rows,omitzero"`
}
