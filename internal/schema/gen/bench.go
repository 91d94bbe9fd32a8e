package main

import (
	"reflect"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// authoring lists the documents of whoever writes criteria.
func authoring() []document {
	return []document{
		{
			"fixtures", "Trias fixtures",
			"Examples of one criterion with the outcome that must follow: a base on which every case rests, and what each case changes.",
			reflect.TypeFor[fixtures](), nil,
		},
		{
			"findings", "Trias findings",
			"What trias lint finds, as it writes it with --format json.",
			reflect.TypeFor[findings](), nil,
		},
	}
}

// fixtures is the file that criteriatest.Decode reads.
type fixtures struct {
	Trias     string                    `json:"trias" required:"true" const:"fixtures/v1"`
	Criterion string                    `json:"criterion" required:"true" pattern:"[^ ]" en:"The id of the criterion."`
	Profile   string                    `json:"profile,omitzero" en:"The profile that says what proof is demanded; for a criterion without one there is proof."`
	Proof     *Demand                   `json:"proof,omitzero" en:"What is demanded of proofs, where no profile says it."`
	At        *evidence.Date            `json:"at" required:"true" en:"The day of the verdict."`
	Params    map[string]evidence.Value `json:"params,omitzero" en:"Values of the criterion's parameters, where they are others than the profile's."`
	Base      Base                      `json:"base" required:"true" en:"What is known, as in a dossier: what every case starts from."`
	Cases     []Fixture                 `json:"cases" required:"true" minItems:"1"`
	Survivors []Survivor                `json:"survivors,omitzero" en:"Mutants of the rule that mean the same as the rule, so that no case can tell them apart."`
}

// Demand is what is demanded of proofs: profiles.Proof, whose name the proofs of a
// dossier have.
type Demand profiles.Proof

// Base is a dossier without the marker of its format.
type Base struct {
	Subject *evidence.Subject `json:"subject,omitzero"`
	evidence.Facts
	Ext     map[string]map[string]evidence.Value `json:"ext,omitzero" en:"The facts the catalogue declares for itself, by name of the extension and of the fact."`
	Partial []string                             `json:"partial,omitzero" en:"Lists that the source knows not to be complete."`
	Proofs  []evidence.Proof                     `json:"proofs,omitzero"`
}

// Fixture is one case.
type Fixture struct {
	Shows   string                    `json:"shows" required:"true" pattern:"[^ ]" en:"What the case shows, in a sentence."`
	Profile string                    `json:"profile,omitzero" en:"Another profile than the file's."`
	At      *evidence.Date            `json:"at,omitzero" en:"Another day than the file's."`
	Params  map[string]evidence.Value `json:"params,omitzero" en:"Other values of parameters than the file's."`
	Set     map[string]Anything       `json:"set,omitzero" en:"What is different from the base, by path: data.keys.custody, subject.layer, ext.desk.opens, proofs[contract].issued."`
	Unset   []string                  `json:"unset,omitzero" en:"Paths of what the base has and this case has not."`
	Outcome evaluator.Outcome         `json:"outcome" required:"true"`
	Because []string                  `json:"because,omitzero" en:"All facts the outcome must follow from."`
}

// Survivor justifies a mutant that no case can kill.
type Survivor struct {
	Mutant string `json:"mutant" required:"true" pattern:"[^ ]" en:"The mutant's name, as trias test prints it."`
	Why    string `json:"why" required:"true" pattern:"[^ ]" en:"Why it means the same as the rule."`
}

// Anything is a value of which the schema says nothing: what may stand at a path
// depends on the path.
type Anything struct{}

// findings is what trias lint writes as JSON.
type findings struct {
	Trias    string    `json:"trias" required:"true" const:"findings/v1"`
	Findings []Finding `json:"findings" required:"true"`
	Failures []string  `json:"failures,omitzero" en:"What could not be looked at, and why."`
}

// Finding is one finding of lint.
type Finding struct {
	File        string            `json:"file" required:"true" en:"The file, as it was named to the command; stdin for standard input."`
	Line        int64             `json:"line,omitzero" min:"1" en:"The line where what is found begins, from 1; absent if it has no place."`
	Column      int64             `json:"column,omitzero" min:"1" en:"The column in characters, from 1."`
	EndLine     int64             `json:"endLine,omitzero" min:"1" en:"The line where it ends, if it is part of a text."`
	EndColumn   int64             `json:"endColumn,omitzero" min:"1" en:"The column after its last character."`
	Pointer     string            `json:"pointer" required:"true" en:"The place as JSON pointer (RFC 6901)."`
	Check       string            `json:"check" required:"true" en:"The check that found it; its name never changes."`
	Severity    criteria.Severity `json:"severity" required:"true"`
	Message     string            `json:"message" required:"true"`
	Hint        string            `json:"hint,omitzero" en:"A way out."`
	Fingerprint string            `json:"fingerprint" required:"true" pattern:"^[0-9a-f]{32}$" en:"Tells the finding from others and stays the same when the file is edited elsewhere."`
}
