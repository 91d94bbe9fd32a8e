package evaluator

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// ComparisonFormat is the format marker of an encoded comparison.
const ComparisonFormat = "comparison/v1"

// Errors of [Compare].
var (
	// ErrNoVerdict reports that one of the verdicts is nil.
	ErrNoVerdict = errors.New("there are two verdicts to compare")
	// ErrSubjects reports verdicts on subjects with different ids.
	ErrSubjects = errors.New("the verdicts are on different subjects")
)

// Comparison is in what two verdicts on one subject differ, and because of which
// inputs. It is made of the verdicts alone: nothing is evaluated.
type Comparison struct {
	Trias string `json:"trias" required:"true" const:"comparison/v1"`
	// Subject is what was assessed, as the second verdict has it. Its id is that
	// of both; whatever else may differ, its version for example.
	Subject evidence.Subject `json:"subject" required:"true"`
	// Before and After say what the verdicts are.
	Before Compared `json:"before" required:"true"`
	After  Compared `json:"after" required:"true"`
	// Move is what became of the verdict on the whole: better, worse or same, by
	// [Conformity.Rank].
	Move Move `json:"move" required:"true"`
	// Basis says what kinds of inputs changed. With one entry it says that only
	// the evidence changed, or only the rules, or only the day; it is empty if
	// nothing did that can change an outcome.
	Basis []Basis `json:"basis" required:"true"`
	// Inputs are the inputs that are others, in the order of [InputKind.Values].
	Inputs []InputChange `json:"inputs" required:"true"`
	// Confidential says which facts are confidential by one of the verdicts or by
	// both. They are masked if they are in one of the verdicts; that one of them has
	// another value is not said then.
	Confidential *Confidentiality `json:"confidential,omitzero"`
	// Counts counts all criteria of both verdicts by what became of each.
	Counts MoveCounts `json:"counts" required:"true"`
	// Criteria are those of which anything is another, in the order of the second
	// verdict, those that only the first has last.
	Criteria []CriterionComparison `json:"criteria" required:"true"`
	// Unchanged are the ids of the others.
	Unchanged []string `json:"unchanged" required:"true"`
	// Gate is the answer to whether the second verdict is no worse, if that was
	// asked: see [Comparison.Gated].
	Gate *Gate `json:"gate,omitzero"`
}

// Compared is one of two verdicts that are compared.
type Compared struct {
	// Version is that of the subject; absent if it states none.
	Version    evidence.Version `json:"version,omitzero"`
	Conformity Conformity       `json:"conformity" required:"true"`
	// ProvisionalUntil is the last day a provisional verdict holds.
	ProvisionalUntil *evidence.Date `json:"provisionalUntil,omitzero"`
	At               Instant        `json:"at" required:"true"`
	// Day is the day that dates were compared with, in the profile's zone.
	Day              evidence.Date          `json:"day" required:"true"`
	Profile          string                 `json:"profile" required:"true"`
	ProfileVersion   evidence.Version       `json:"profileVersion" required:"true"`
	Localisation     *profiles.Localisation `json:"localisation,omitzero"`
	Catalogue        string                 `json:"catalogue" required:"true"`
	CatalogueVersion evidence.Version       `json:"catalogueVersion" required:"true"`
	Digests          Digests                `json:"digests" required:"true"`
}

// Move is what became of something from one verdict to the other. There is no
// zero Move.
type Move string

// The moves. For a criterion, better and worse go by this order, the worst
// first: error and fail; unknown; unproven; unmet, and accepted by a waiver or
// due later; pass and notApplicable.
const (
	MoveWorse  Move = "worse"
	MoveBetter Move = "better"
	// MoveAdded and MoveRemoved: the criterion is asked in one of the verdicts
	// only. It is not asked where the profile does not apply it, and while it is
	// upcoming or has ended.
	MoveAdded   Move = "added"
	MoveRemoved Move = "removed"
	// MoveSame: neither better nor worse. For a criterion, what it rests on or
	// what is asked may still be another.
	MoveSame Move = "same"
)

// Values returns the accepted values.
func (Move) Values() []string { return []string{"worse", "better", "added", "removed", "same"} }

// Basis is a kind of inputs. There is no zero Basis.
type Basis string

// The kinds of inputs.
const (
	BasisEvidence Basis = "evidence" // the dossier
	BasisRules    Basis = "rules"    // catalogue, profile, rule language
	BasisDecided  Basis = "decided"  // waivers, equivalences, decisions, onboarding records
	BasisDay      Basis = "day"      // the calendar day of the instant
)

// Values returns the accepted values.
func (Basis) Values() []string { return []string{"evidence", "rules", "decided", "day"} }

// InputKind is one of what a verdict follows from. There is no zero InputKind.
type InputKind string

// The inputs.
const (
	InputDossier      InputKind = "dossier"
	InputCatalogue    InputKind = "catalogue"
	InputProfile      InputKind = "profile"
	InputLanguage     InputKind = "language" // the version of the rule language
	InputWaivers      InputKind = "waivers"
	InputEquivalences InputKind = "equivalences"
	InputDecisions    InputKind = "decisions"
	InputOnboarding   InputKind = "onboarding"
	InputInstant      InputKind = "instant"
)

// Values returns the accepted values.
func (InputKind) Values() []string {
	return []string{"dossier", "catalogue", "profile", "language", "waivers", "equivalences", "decisions", "onboarding", "instant"}
}

// InputChange is an input that is another one in the second verdict.
type InputChange struct {
	Input InputKind `json:"input" required:"true"`
	// Before and After are the digests, for the instant the instants, and for the
	// rule language the versions; absent where the input was not given.
	Before string `json:"before,omitzero"`
	After  string `json:"after,omitzero"`
}

// MoveCounts counts criteria by what became of each. Each of both verdicts'
// criteria is counted once.
type MoveCounts struct {
	Worse   int64 `json:"worse" required:"true" min:"0"`
	Better  int64 `json:"better" required:"true" min:"0"`
	Added   int64 `json:"added" required:"true" min:"0"`
	Removed int64 `json:"removed" required:"true" min:"0"`
	// Same are neither better nor worse, and yet something about them is another.
	Same      int64 `json:"same" required:"true" min:"0"`
	Unchanged int64 `json:"unchanged" required:"true" min:"0"`
}

func (n *MoveCounts) of(m Move) *int64 {
	switch m {
	case MoveWorse:
		return &n.Worse
	case MoveBetter:
		return &n.Better
	case MoveAdded:
		return &n.Added
	case MoveRemoved:
		return &n.Removed
	}
	return &n.Same
}

// Aspect is something about a criterion that may be another in the second
// verdict. There is no zero Aspect.
type Aspect string

// The aspects.
const (
	AspectOutcome    Aspect = "outcome"
	AspectObligation Aspect = "obligation" // how binding it is
	AspectStanding   Aspect = "standing"   // whether it is in force, and until when
	AspectWaived     Aspect = "waived"
	AspectDue        Aspect = "due"      // until when it may stay unmet
	AspectAsked      Aspect = "asked"    // see [Result.Asked]
	AspectEvidence   Aspect = "evidence" // what the outcome rests on
)

// Values returns the accepted values.
func (Aspect) Values() []string {
	return []string{"outcome", "obligation", "standing", "waived", "due", "asked", "evidence"}
}

// CriterionComparison is a criterion of which anything is another.
type CriterionComparison struct {
	Criterion string `json:"criterion" required:"true"`
	Move      Move   `json:"move" required:"true"`
	// Before and After say how it stands; absent where it has no result.
	Before *State `json:"before,omitzero"`
	After  *State `json:"after,omitzero"`
	// Changed says what is another; empty where it has one result only.
	Changed []Aspect `json:"changed" required:"true"`
	// Why are the inputs that can account for that: nothing else of what its
	// result follows from changed. If there is one, that is the cause; of several
	// the verdicts alone do not tell which it was.
	Why []InputKind `json:"why" required:"true"`
	// Evidence says of which facts the results show something else, by path. Facts
	// that only one of the results speaks of are in it unless what is asked is
	// another: then they say nothing about the evidence.
	Evidence []EvidenceChange `json:"evidence,omitzero"`
	// Result explains the outcome of the second verdict, where there is one.
	Result *Result `json:"result,omitzero"`
}

// Compare says in what the second of two verdicts on one subject differs from
// the first. They may be of different versions of the subject, under different
// profiles and catalogues, and at different instants; the comparison says so.
// Criteria are the same if their ids are. The comparison shares what it shows
// with the verdicts.
//
// The error wraps [ErrNoVerdict] or [ErrSubjects].
func Compare(before, after *Verdict) (Comparison, error) {
	if before == nil || after == nil {
		return Comparison{}, ErrNoVerdict
	}
	if before.Subject.ID != after.Subject.ID {
		return Comparison{}, fmt.Errorf("%w: %s and %s", ErrSubjects, doc.Quote(before.Subject.ID), doc.Quote(after.Subject.ID))
	}
	confidential := before.Confidential.and(after.Confidential)
	if confidential != nil && confidential.Status == ConfidentialMasked {
		m := newMasker(confidential.Facts)
		a, b := m.verdict(*before), m.verdict(*after)
		before, after = &a, &b
	}
	c := Comparison{Trias: ComparisonFormat, Confidential: confidential, Subject: after.Subject, Before: comparedOf(before), After: comparedOf(after),
		Move: moveOf(cmp.Compare(after.Conformity.Rank(), before.Conformity.Rank())), Basis: []Basis{}, Inputs: inputChanges(before, after),
		Criteria: []CriterionComparison{}, Unchanged: []string{}}
	k := contrast{before: before, after: after}
	for _, x := range c.Inputs {
		k.other = append(k.other, x.Input)
	}
	k.day = before.Day != after.Day
	c.Basis = k.basis()
	was := make(map[string]*Result, len(before.Results))
	for i := range before.Results {
		was[before.Results[i].Criterion] = &before.Results[i]
	}
	seen := make(map[string]bool, len(after.Results))
	add := func(a, b *Result) {
		x, changed := k.criterion(a, b)
		if !changed {
			c.Counts.Unchanged++
			c.Unchanged = append(c.Unchanged, x.Criterion)
			return
		}
		*c.Counts.of(x.Move)++
		c.Criteria = append(c.Criteria, x)
	}
	for i := range after.Results {
		is := &after.Results[i]
		if seen[is.Criterion] {
			continue // no evaluation gives two, but a verdict can be built in Go
		}
		seen[is.Criterion] = true
		add(was[is.Criterion], is)
	}
	for i := range before.Results {
		if r := &before.Results[i]; !seen[r.Criterion] {
			seen[r.Criterion] = true
			add(was[r.Criterion], nil)
		}
	}
	return c, nil
}

// EncodeJSON writes the comparison. Equal comparisons give equal bytes.
func (c *Comparison) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(c) }

// DecodeComparison reads what [Comparison.EncodeJSON] wrote, as strictly as
// [DecodeVerdict] reads verdicts and within the same limits.
func DecodeComparison(name string, data []byte) (*Comparison, error) {
	return decodeStored[Comparison](name, data)
}

func comparedOf(v *Verdict) Compared {
	return Compared{v.Subject.Version, v.Conformity, v.ProvisionalUntil, v.At, v.Day, v.Profile, v.ProfileVersion, v.Localisation,
		v.Catalogue, v.CatalogueVersion, v.Digests}
}

func moveOf(sign int) Move {
	switch {
	case sign < 0:
		return MoveWorse
	case sign > 0:
		return MoveBetter
	}
	return MoveSame
}

// inputs lists what a verdict follows from; what was not given is empty.
func (v *Verdict) inputs() [9]InputChange {
	at, _ := v.At.MarshalText()
	d := v.Digests
	return [9]InputChange{{Input: InputDossier, After: d.Dossier}, {Input: InputCatalogue, After: d.Catalogue}, {Input: InputProfile, After: d.Profile},
		{Input: InputLanguage, After: strconv.FormatInt(v.Language, 10)}, {Input: InputWaivers, After: d.Waivers}, {Input: InputEquivalences, After: d.Equivalences},
		{Input: InputDecisions, After: d.Decisions}, {Input: InputOnboarding, After: d.Onboarding}, {Input: InputInstant, After: string(at)}}
}

func inputChanges(before, after *Verdict) []InputChange {
	out := []InputChange{}
	was := before.inputs()
	for i, is := range after.inputs() {
		if is.Before = was[i].After; is.Before != is.After {
			out = append(out, is)
		}
	}
	return out
}

// contrast compares the results of two verdicts.
type contrast struct {
	before, after *Verdict
	other         []InputKind // that are others
	day           bool        // the day is another
}

func (k *contrast) basis() []Basis {
	out := []Basis{}
	for _, b := range []struct {
		basis  Basis
		inputs []InputKind
	}{
		{BasisEvidence, []InputKind{InputDossier}},
		{BasisRules, []InputKind{InputCatalogue, InputProfile, InputLanguage}},
		{BasisDecided, []InputKind{InputWaivers, InputEquivalences, InputDecisions, InputOnboarding}},
	} {
		if slices.ContainsFunc(b.inputs, func(i InputKind) bool { return slices.Contains(k.other, i) }) {
			out = append(out, b.basis)
		}
	}
	if k.day {
		out = append(out, BasisDay)
	}
	return out
}

// criterion compares two results, of which one may be nil; changed reports
// whether anything is another.
func (k *contrast) criterion(was, is *Result) (x CriterionComparison, changed bool) {
	x = CriterionComparison{Before: stateOf(was), After: stateOf(is), Changed: []Aspect{}, Result: is}
	x.Move = move(x.Before, x.After)
	if was == nil || is == nil {
		x.Criterion = cmp.Or(is, was).Criterion
		x.Why = k.those(InputCatalogue, InputProfile)
		return x, true
	}
	x.Criterion = is.Criterion
	asked := was.Asked != is.Asked
	aspects := map[Aspect]bool{
		AspectOutcome:    was.Outcome != is.Outcome,
		AspectObligation: was.Obligation != is.Obligation,
		AspectStanding:   !sameStanding(was.Standing, is.Standing),
		AspectWaived:     was.Waived != is.Waived,
		AspectDue:        !sameDay(was.DueBy, is.DueBy),
		AspectAsked:      asked,
	}
	// With the same evidence, day and equivalences another rule alone shows other
	// facts.
	if k.day || slices.Contains(k.other, InputDossier) || slices.Contains(k.other, InputEquivalences) {
		x.Evidence = evidenceChanges(was, is, asked)
		aspects[AspectEvidence] = len(x.Evidence) > 0
	}
	for _, a := range Aspect("").Values() {
		if aspects[Aspect(a)] {
			x.Changed = append(x.Changed, Aspect(a))
		}
	}
	x.Why = k.why(aspects)
	return x, len(x.Changed) > 0
}

// why lists the inputs that can account for what is another. Each aspect follows
// from some inputs alone; those of them that are the same cannot.
func (k *contrast) why(aspects map[Aspect]bool) []InputKind {
	var from []InputKind
	if aspects[AspectAsked] {
		from = append(from, InputCatalogue, InputProfile, InputLanguage)
	}
	if aspects[AspectOutcome] || aspects[AspectEvidence] {
		from = append(from, InputDossier, InputEquivalences, InputInstant)
		if k.before.Profile != k.after.Profile && k.after.Digests.Equivalences != "" {
			from = append(from, InputProfile) // an equivalence may be for one profile
		}
	}
	if aspects[AspectObligation] {
		from = append(from, InputProfile, InputDossier) // for the subject's layer
	}
	if aspects[AspectStanding] {
		from = append(from, InputCatalogue, InputInstant)
	}
	if aspects[AspectWaived] {
		// A waiver is for an outcome, a version of the subject and a profile.
		from = append(from, InputWaivers, InputDossier, InputInstant)
		if k.before.Profile != k.after.Profile {
			from = append(from, InputProfile)
		}
	}
	if aspects[AspectDue] {
		from = append(from, InputProfile, InputOnboarding, InputWaivers, InputDossier, InputEquivalences, InputInstant)
	}
	return k.those(from...)
}

// those are the inputs among some that are others, in their order. The instant
// counts by its day: rules compare dates, and see no hours.
func (k *contrast) those(from ...InputKind) []InputKind {
	out := []InputKind{}
	for _, input := range k.other {
		if slices.Contains(from, input) && (input != InputInstant || k.day) {
			out = append(out, input)
		}
	}
	return out
}

func stateOf(r *Result) *State {
	if r == nil {
		return nil
	}
	return &State{r.Obligation, r.Outcome, r.Standing, r.Waived, r.DueBy}
}

func sameStanding(a, b *AppliedStanding) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Status == b.Status && sameDay(a.From, b.From) && sameDay(a.Until, b.Until) && slices.Equal(a.SupersededBy, b.SupersededBy)
}

// move says what became of a criterion.
func move(before, after *State) Move {
	switch was, is := before.Counts(), after.Counts(); {
	case was && is:
		return moveOf(cmp.Compare(after.rank(), before.rank()))
	case was:
		return MoveRemoved
	case is:
		return MoveAdded
	}
	return MoveSame
}

// metRank and excusedRank are ranks above those of the outcomes that are not met.
const (
	excusedRank = 3 // accepted by a waiver, or due later
	metRank     = 4
)

// rank orders states as [Move] says.
func (s *State) rank() int {
	switch {
	case s.Outcome.Met():
		return metRank
	case s.Waived || s.DueBy != nil:
		return excusedRank
	}
	return s.Outcome.Rank()
}
