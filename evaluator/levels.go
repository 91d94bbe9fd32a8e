package evaluator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// LevelsFormat is the format marker of encoded levels.
const LevelsFormat = "levels/v1"

// ErrNoLevels is returned by [Ladder] for no evaluators.
var ErrNoLevels = errors.New("a ladder has at least one profile")

// Levels are the levels of conformity of one profile, or of several as one
// ladder, and which of them a dossier has reached.
type Levels struct {
	Trias string `json:"trias" required:"true" const:"levels/v1"`
	// Subject is what was assessed, and At the instant it was assessed for.
	Subject evidence.Subject `json:"subject" required:"true"`
	At      Instant          `json:"at" required:"true"`
	// Catalogue is the catalogue of all profiles.
	Catalogue        string           `json:"catalogue" required:"true"`
	CatalogueVersion evidence.Version `json:"catalogueVersion" required:"true"`
	// Dossier is the digest of the dossier. It and the others identify the inputs
	// beside the profiles, as [Digests] do those of a verdict; those of what was not
	// given are absent.
	Dossier            string `json:"dossier" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	CatalogueDigest    string `json:"catalogueDigest" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	WaiversDigest      string `json:"waiversDigest,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
	EquivalencesDigest string `json:"equivalencesDigest,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
	OnboardingDigest   string `json:"onboardingDigest,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
	// Confidential says which facts are confidential, and whether their values are
	// masked; absent if none is.
	Confidential *Confidentiality `json:"confidential,omitzero"`
	// Reached is how many levels are reached from the first one on, without one
	// left out: Levels[Reached] is the next.
	Reached int64   `json:"reached" required:"true" min:"0"`
	Levels  []Level `json:"levels" required:"true"`
}

// Level is one level: a profile with all requirements of some of its stages
// binding, and those of later stages not yet.
type Level struct {
	Profile        string           `json:"profile" required:"true"`
	ProfileVersion evidence.Version `json:"profileVersion" required:"true"`
	ProfileTitle   evidence.Text    `json:"profileTitle,omitzero"`
	ProfileDigest  string           `json:"profileDigest" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	// Day is the day that dates were compared with, in the profile's zone.
	Day evidence.Date `json:"day" required:"true"`
	// Stage is the stage that binds at this level and not at the one below;
	// absent at the profile's first level, where what binds at once does.
	Stage *profiles.StageApplied `json:"stage,omitzero"`
	// Due is the last day on which the stage's requirements may stay unmet: of a
	// fast track no later than its proof does; absent where they bind at once, or
	// where the subject is not listed, so that no term runs.
	Due *evidence.Date `json:"due,omitzero"`
	// Adds are the criteria with a must or should that bind at this level for
	// this subject and not at the one below, in the catalogue's order. What fails
	// is on no fast track and binds at once.
	Adds []string `json:"adds" required:"true"`
	// Conformity is the verdict there would be if all requirements up to this
	// level bound and no later one did. The level is reached if that is neither
	// inconclusive nor non-conformant.
	Conformity Conformity `json:"conformity" required:"true"`
	Reached    bool       `json:"reached" required:"true"`
	// Separates are the results that keep the level from being reached, and
	// nothing else does: it is reached as soon as all of them are met or waived,
	// and not while one of them is neither.
	Separates []Result `json:"separates" required:"true"`
}

// Highest returns the highest level reached, nil if none is.
func (l *Levels) Highest() *Level {
	if l.Reached < 1 || l.Reached > int64(len(l.Levels)) {
		return nil
	}
	return &l.Levels[l.Reached-1]
}

// Next returns the level after the highest one reached, nil if all are.
func (l *Levels) Next() *Level {
	if l.Reached < 0 || l.Reached >= int64(len(l.Levels)) {
		return nil
	}
	return &l.Levels[l.Reached]
}

// EncodeJSON writes the levels. Equal levels give equal bytes.
func (l *Levels) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(l) }

// DecodeLevels reads what [Levels.EncodeJSON] wrote, as strictly as
// [DecodeVerdict] reads verdicts and within the same limits.
func DecodeLevels(name string, data []byte) (*Levels, error) {
	return decodeStored[Levels](name, data)
}

// Levels says which of the profile's levels a dossier has reached, and what
// separates it from the others: first what binds at once, then each of
// [profiles.Profile.Stages] in addition. Whether a stage binds already on that
// day makes no difference. A fast track is no level for a subject without the
// proof it asks for: what it would postpone binds at once. Options and errors
// are those of [Evaluator.Evaluate].
func (e *Evaluator) Levels(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts ...Option) (Levels, error) {
	return Ladder(ctx, []*Evaluator{e}, dossier, at, opts...)
}

// Ladder is [Evaluator.Levels] of several profiles of one catalogue, one after
// the other from the lowest to the highest. The error is [ErrNoLevels] for no
// profile and wraps [ErrCatalogues] for two catalogues; else it is as for
// [Evaluator.Evaluate].
func Ladder(ctx context.Context, evaluators []*Evaluator, dossier *evidence.Dossier, at time.Time, opts ...Option) (Levels, error) {
	if len(evaluators) == 0 {
		return Levels{}, ErrNoLevels
	}
	if err := checkDossier(dossier); err != nil {
		return Levels{}, err
	}
	catalogue := evaluators[0].catalogue
	l := Levels{Trias: LevelsFormat, Subject: dossier.Subject(), At: Instant{at.UTC()}, Catalogue: catalogue.ID(), CatalogueVersion: catalogue.Version(),
		Dossier: dossier.Digest(), CatalogueDigest: catalogue.Digest()}
	for _, e := range evaluators {
		if e.catalogue.Digest() != catalogue.Digest() {
			return Levels{}, fmt.Errorf("%w: %s and %s", ErrCatalogues, evaluators[0].profile.ID(), e.profile.ID())
		}
		levels, of, err := e.levels(ctx, dossier, at, opts)
		if err != nil {
			return Levels{}, err
		}
		l.WaiversDigest, l.EquivalencesDigest, l.OnboardingDigest = of.Digests.Waivers, of.Digests.Equivalences, of.Digests.Onboarding
		l.Confidential = l.Confidential.and(of.Confidential)
		l.Levels = append(l.Levels, levels...)
	}
	for l.Reached < int64(len(l.Levels)) && l.Levels[l.Reached].Reached {
		l.Reached++
	}
	return l, nil
}

func (e *Evaluator) levels(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts []Option) ([]Level, Verdict, error) {
	r, err := e.begin(dossier, at, opts)
	if err != nil {
		return nil, Verdict{}, err
	}
	defer r.end()
	v, err := r.verdict(ctx)
	if err != nil {
		return nil, Verdict{}, err
	}
	stages := slices.DeleteFunc(e.profile.Stages(), func(s profiles.StageApplied) bool {
		applied, _ := e.profile.Applied(s.Criteria[0])
		return !r.holds(applied)
	})
	layer := r.dossier.Subject().Layer
	outcomes := make([]Outcome, len(e.criteria))
	of := make([]int, len(e.criteria)) // the level at which a criterion begins to bind
	due := make([]*evidence.Date, len(stages)+1)
	for i := range e.criteria {
		outcomes[i] = v.Results[i].Outcome
		applied := e.criteria[i].applied
		k := slices.IndexFunc(stages, func(s profiles.StageApplied) bool { return slices.Contains(s.Criteria, applied.Criterion) })
		if k < 0 {
			continue
		}
		due[k+1] = r.lastDay(applied)
		if outcomes[i].Met() || r.onTrack(applied, outcomes[i]) {
			of[i] = k + 1
		}
	}
	levels := make([]Level, len(stages)+1)
	for k := range levels {
		level := Level{Profile: e.profile.ID(), ProfileVersion: e.profile.Version(), ProfileTitle: e.profile.Title(), ProfileDigest: e.profile.Digest(),
			Day: v.Day, Due: due[k], Adds: []string{}, Separates: []Result{}}
		if k > 0 {
			level.Stage = &stages[k-1]
		}
		for i := range e.criteria {
			if applied := e.criteria[i].applied; of[i] == k && applied.At(layer) != profiles.May && e.criteria[i].counts(r.today) {
				level.Adds = append(level.Adds, applied.Criterion)
			}
		}
		c := r.conformIf(outcomes, func(i int) (*evidence.Date, bool) { return nil, of[i] > k })
		level.Conformity = c.conformity
		level.Reached = c.conformity.Rank() >= Provisional.Rank()
		for _, i := range c.unmet {
			level.Separates = append(level.Separates, v.Results[i])
		}
		levels[k] = level
	}
	return levels, v, nil
}
