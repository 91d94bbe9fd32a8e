package eucsf

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Objective is one of the eight objectives, with its ladders.
type Objective struct {
	// ID is that of the framework: "SOV-1".
	ID    string        `json:"id" required:"true"`
	Title evidence.Text `json:"title" required:"true"`
	// Ladders are in the order of the calculator.
	Ladders []Ladder `json:"ladders" required:"true" minItems:"1"`
}

// Ladder is one criterion of the calculator: steps from the worst to the best, of
// which an offer is on one.
type Ladder struct {
	// ID names it, and the objective it is in: "SOV-1.Q1". The numbers are those of
	// the calculator's encodings; the sheet has none.
	ID    string        `json:"id" required:"true"`
	Title evidence.Text `json:"title" required:"true"`
	// Steps are 3 to 5, the worst first. Step 1 is Steps[0].
	Steps []Step `json:"steps" required:"true" minItems:"2"`
}

// Step is one rung of a ladder. Points and levels never fall from a step to the
// next.
type Step struct {
	// Points count towards the objective's nominal maximum of 1000.
	Points exact.Number `json:"points" required:"true"`
	// Seal is the level, 0 to 4, that the step lets the objective have at most.
	Seal int64 `json:"seal" required:"true" min:"0" max:"4"`
	// Title is what the step says, in a few words of our own.
	Title evidence.Text `json:"title" required:"true"`
}

// Objective returns the id of the objective the ladder is in.
func (l *Ladder) Objective() string {
	if l == nil {
		return ""
	}
	objective, _, _ := strings.Cut(l.ID, ".")
	return objective
}

// Inert reports whether the level is 4 whatever the answer: the ladder counts in
// the score and never in the level. Nine of the 48 are so.
func (l *Ladder) Inert() bool {
	return l != nil && !slices.ContainsFunc(l.Steps, func(s Step) bool { return s.Seal != 4 })
}

// Fact returns the path of the fact that states the step in a dossier:
// ext.eucsf.sov1q1.
func (l *Ladder) Fact() string {
	if l == nil {
		return ""
	}
	return "ext." + factGroup + "." + l.fact()
}

const factGroup = "eucsf"

func (l *Ladder) fact() string {
	return strings.NewReplacer("-", "", ".", "").Replace(strings.ToLower(l.ID))
}

// best returns the points of the best step.
func (l *Ladder) best() exact.Number { return l.Steps[len(l.Steps)-1].Points }

// What is embedded are ladders.yaml and weights.yaml as JSON.
//
//go:embed embedded/ladders.json
var laddersJSON []byte

//go:embed embedded/weights.json
var weightsJSON []byte

// sheet is ladders.yaml.
type sheet struct {
	Source     evidence.Text `json:"source" required:"true"`
	Maximum    exact.Number  `json:"maximum" required:"true"`
	Objectives []Objective   `json:"objectives" required:"true" minItems:"1"`

	digest  string
	ladders map[string]*Ladder // by id
}

// set is one of weights.yaml.
type set struct {
	Name    string                  `json:"name" required:"true"`
	Version string                  `json:"version" required:"true"`
	Title   evidence.Text           `json:"title" required:"true"`
	Source  string                  `json:"source" required:"true"`
	Weights map[string]exact.Number `json:"weights" required:"true"`
}

func (s *set) identity() score.Identity {
	return score.Identity{Name: s.Name, Version: s.Version, Title: s.Title, Source: s.Source}
}

// What is embedded is read on first use and never changes.
var (
	loadSheet = sync.OnceValues(func() (*sheet, error) {
		var s sheet
		if err := doc.Read("ladders.json", laddersJSON, doc.DefaultLimits(), &s); err != nil {
			return nil, err
		}
		canonical, err := doc.Canonical(s)
		if err != nil {
			return nil, err
		}
		s.digest, s.ladders = doc.Digest(canonical), map[string]*Ladder{}
		for i := range s.Objectives {
			for j := range s.Objectives[i].Ladders {
				l := &s.Objectives[i].Ladders[j]
				s.ladders[l.ID] = l
			}
		}
		return &s, nil
	})
	loadWeights = sync.OnceValues(func() ([]set, error) {
		var sets []set
		if err := doc.Read("weights.json", weightsJSON, doc.DefaultLimits(), &sets); err != nil {
			return nil, err
		}
		return sets, nil
	})
)

// Objectives returns the eight objectives with their 48 ladders, a copy.
func Objectives() ([]Objective, error) {
	s, err := loadSheet()
	if err != nil {
		return nil, err
	}
	out := slices.Clone(s.Objectives)
	for i := range out {
		out[i].Ladders = slices.Clone(out[i].Ladders)
		for j := range out[i].Ladders {
			out[i].Ladders[j].Steps = slices.Clone(out[i].Ladders[j].Steps)
		}
	}
	return out, nil
}
