// Package schema holds the JSON Schemas (draft 2020-12) of the documents Trias
// reads and writes: for editors that complete and check a file while it is
// written, and for tools that are not written in Go.
//
// The schemas are generated from the Go structs the documents are decoded into,
// by the command in gen, and embedded. A document a schema accepts is one whose
// shape the decoder accepts, and the other way round; what a schema cannot
// express (a rule that compiles, ids that differ, the limits on size) the decoder
// checks besides.
package schema

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"
)

//go:generate go run ./gen

// ErrUnknown is wrapped by the error of [Document] for a kind that has no
// schema.
var ErrUnknown = errors.New("no such schema")

//go:embed *.schema.json
var files embed.FS

// Kinds returns the kinds of documents that have a schema.
func Kinds() []string {
	return []string{"dossier", "catalogue", "framework", "profile", "need", "verdict", "explanation", "levels", "missing", "counterfactuals", "horizon", "comparison", "verification", "score", "method", "tender", "ranking", "qualification", "population", "study", "simulation", "waivers", "equivalences", "decisions", "onboarding", "questionnaire", "answers", "fixtures", "findings"}
}

// Document returns the schema of a kind of document, one of [Kinds]. The error
// wraps [ErrUnknown] and lists them.
func Document(kind string) ([]byte, error) {
	if !slices.Contains(Kinds(), kind) {
		return nil, fmt.Errorf("%w: %q (there are %s)", ErrUnknown, kind, strings.Join(Kinds(), ", "))
	}
	return files.ReadFile(kind + ".schema.json")
}
