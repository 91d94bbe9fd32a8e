package frameworks

import (
	"fmt"
	"strconv"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// Format is the format marker of a framework file.
const Format = "framework/v1"

// Problem and Problems say what is wrong with a framework, and where; see
// evidence.Problem.
type (
	Problem  = doc.Problem
	Problems = doc.Problems
)

// File is a framework as a file of its own states it.
type File struct {
	// Trias marks the format.
	Trias string `json:"trias" required:"true" const:"framework/v1"`
	Edition
}

// Decode reads a framework from YAML or JSON. The error is a [Problems] with
// everything that is wrong.
func Decode(name string, data []byte) (*Framework, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var file File
	problems := append(Problems(nil).With(err), doc.Bind(node, &file)...)
	problems.Sort()
	f, semantic := New(file.Edition, node)
	if problems = problems.With(semantic.Err()); len(problems) > 0 {
		return nil, problems
	}
	return f, nil
}

// New prepares an edition for use. The problems are those that the shape of
// a document does not show, each at its place below node, which may be nil.
func New(d Edition, node *doc.Node) (*Framework, Problems) {
	if node == nil {
		node = &doc.Node{}
	}
	f := &Framework{edition: d, index: make(map[string]int, len(d.Clauses)), depth: make([]int, len(d.Clauses))}
	var problems doc.Collector
	for i, c := range d.Clauses {
		report := func(field, message, hint string) {
			at := "/clauses/" + strconv.Itoa(i) + "/" + field
			problems.Add(node.Find(at).Problem(doc.Semantic, message, hint))
		}
		if above, listed := f.index[c.Below]; listed {
			f.depth[i] = f.depth[above] + 1
		} else if c.Below != "" {
			report("below", fmt.Sprintf("clause %s is not listed before %s", doc.Quote(c.Below), doc.Quote(c.ID)), "list a clause before its parts")
		}
		switch _, again := f.index[c.ID]; {
		case c.ID == "": // reported with the structure
		case again:
			report("clause", "clause "+doc.Quote(c.ID)+" is listed twice", "list each clause once")
		default:
			f.index[c.ID] = i
		}
	}
	return f, problems.Sorted()
}
