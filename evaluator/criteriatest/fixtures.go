package criteriatest

import (
	"fmt"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// Format is the format marker of a file of fixtures.
const Format = "fixtures/v1"

// Problem and Problems say what is wrong, and where; see [evidence.Problem].
type (
	Problem  = doc.Problem
	Problems = doc.Problems
)

// MaxCases is how many cases a file may have.
const MaxCases = 500

// Fixtures are the cases of one criterion. They are immutable.
type Fixtures struct {
	name string
	node *doc.Node
	file file
	// dossiers are what is known in each case.
	dossiers []*evidence.Dossier
	bytes    int // of the dossiers as they were composed
}

// file is a file of fixtures as it is written.
type file struct {
	Trias     string                    `json:"trias" required:"true" const:"fixtures/v1"`
	Criterion string                    `json:"criterion" required:"true" pattern:"[^ ]"`
	Profile   string                    `json:"profile,omitzero"`
	Proof     *profiles.Proof           `json:"proof,omitzero"`
	At        *evidence.Date            `json:"at" required:"true"`
	Params    map[string]evidence.Value `json:"params,omitzero"`
	Base      *doc.Node                 `json:"base" required:"true"`
	Cases     []fixture                 `json:"cases" required:"true" minItems:"1"`
	Survivors []survivor                `json:"survivors,omitzero"`
}

// fixture is one case.
type fixture struct {
	Shows   string                    `json:"shows" required:"true" pattern:"[^ ]"`
	Profile string                    `json:"profile,omitzero"`
	At      *evidence.Date            `json:"at,omitzero"`
	Params  map[string]evidence.Value `json:"params,omitzero"`
	Set     map[string]*doc.Node      `json:"set,omitzero"`
	Unset   []string                  `json:"unset,omitzero"`
	Outcome evaluator.Outcome         `json:"outcome" required:"true"`
	Because []string                  `json:"because,omitzero"`
}

// survivor justifies a mutant that no case can kill.
type survivor struct {
	Mutant string `json:"mutant" required:"true" pattern:"[^ ]"`
	Why    string `json:"why" required:"true" pattern:"[^ ]"`
}

// Decode reads a file of fixtures from YAML or JSON. The error is a [Problems]
// with everything that is wrong.
func Decode(name string, data []byte) (*Fixtures, error) {
	node, err := doc.Parse(name, data, evidence.DefaultLimits())
	if node == nil {
		return nil, err
	}
	f := &Fixtures{name: name, node: node}
	problems := append(Problems(nil).With(err), doc.Bind(node, &f.file)...)
	problems = append(problems, f.check()...)
	if len(problems) == 0 {
		problems = f.compose()
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return f, nil
}

// Criterion returns the id of the criterion.
func (f *Fixtures) Criterion() string { return f.file.Criterion }

// check finds what the shape of the file does not tell.
func (f *Fixtures) check() Problems {
	var out Problems
	report := func(pointer, message, hint string) {
		out = append(out, f.problem(pointer, message, hint))
	}
	switch proof := f.file.Proof != nil; {
	case proof && f.file.Profile != "":
		report("/proof", "the profile says what proof is demanded", "leave out profile or proof")
	case !proof && f.file.Profile == "":
		report("", "nothing says what proof is demanded", `add profile: and its id, or proof: by("documentation")`)
	}
	if len(f.file.Cases) > MaxCases {
		report("/cases", fmt.Sprintf("there are %d cases, more than %d", len(f.file.Cases), MaxCases), "split the criterion")
	}
	justified := map[string]bool{}
	for i, s := range f.file.Survivors {
		if justified[s.Mutant] {
			report(fmt.Sprintf("/survivors/%d", i), "the mutant is justified twice", "keep one")
		}
		justified[s.Mutant] = true
	}
	return out
}

func (f *Fixtures) problem(pointer, message, hint string) Problem {
	return f.node.Find(pointer).Problem(doc.Semantic, message, hint)
}
