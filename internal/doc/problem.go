package doc

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ProblemKind says what sort of rule a document breaks. The zero value is not
// a kind.
type ProblemKind int

const (
	// Syntax: the text is not YAML or JSON as this package reads it.
	Syntax ProblemKind = iota + 1
	// Limit: the document is larger than [Limits] allows.
	Limit
	// Structural: the document has the wrong shape; a JSON Schema can say so.
	Structural
	// Semantic: the shape is right and the content is not; see [SemanticRules].
	Semantic
)

// String returns the name of the kind in lower case.
func (k ProblemKind) String() string {
	switch k {
	case Syntax:
		return "syntax"
	case Limit:
		return "limit"
	case Structural:
		return "structural"
	case Semantic:
		return "semantic"
	}
	return "ProblemKind(" + strconv.Itoa(int(k)) + ")"
}

// Problem is one thing wrong with a document, where it is and what to do.
type Problem struct {
	File    string      // name given to Parse
	Line    int         // from 1; 0 when there is no place
	Column  int         // from 1, in characters
	Pointer string      // RFC 6901; empty for the document itself
	Message string      // what is wrong
	Hint    string      // the way out; may be empty
	Excerpt string      // the lines to look at, with a caret; may be empty
	Kind    ProblemKind // what sort of rule is broken
	Rule    string      // name of the semantic rule broken; empty for other kinds
	Cause   error       // what the problem rests on, such as a *LimitError; may be nil
}

// Error returns "file:line:column: /pointer: message (hint)", leaving out the
// parts that are not known.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		if p.File != "" {
			b.WriteByte(':')
		}
		fmt.Fprintf(&b, "%d:%d", p.Line, p.Column)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	if p.Pointer != "" {
		b.WriteString(printable(p.Pointer))
		b.WriteString(": ")
	}
	b.WriteString(p.Message)
	if p.Hint != "" {
		b.WriteString(" (")
		b.WriteString(p.Hint)
		b.WriteByte(')')
	}
	if p.Excerpt != "" {
		b.WriteByte('\n')
		b.WriteString(p.Excerpt)
	}
	return b.String()
}

// Unwrap returns the cause.
func (p Problem) Unwrap() error { return p.Cause }

// Problems are all the problems of a document, sorted by place.
type Problems []Problem

// Error returns one line for each problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns each [Problem] as an error.
func (ps Problems) Unwrap() []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}

// Err returns the problems as an error, or nil when there are none. Use it
// instead of assigning Problems to an error, which would never be nil.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// With returns the problems together with those err carries, sorted. What a
// later stage finds at a place that an earlier one has reported already is left
// out: it usually follows from it.
func (ps Problems) With(err error) Problems {
	var more Problems
	if !errors.As(err, &more) {
		return ps
	}
	out := slices.Clone(ps)
	for _, p := range more {
		follows := slices.ContainsFunc(ps, func(q Problem) bool {
			return p.Pointer == q.Pointer || strings.HasPrefix(q.Pointer, p.Pointer+"/") || strings.HasPrefix(p.Pointer, q.Pointer+"/")
		})
		if !follows {
			out = append(out, p)
		}
	}
	out.Sort()
	return out
}

// Sort orders the problems by file, line, column, pointer and message.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Pointer, b.Pointer),
			strings.Compare(a.Message, b.Message),
		)
	})
}

// maxProblems bounds how many problems one step reports, so that a hostile
// document cannot make the report larger than itself.
const maxProblems = 1000

// Collector gathers the problems of one step, up to 1000 of them, and counts
// the rest. The zero Collector is ready for use.
type Collector struct {
	problems Problems
	total    int
	last     Problem
}

// Add adds problems.
func (c *Collector) Add(ps ...Problem) {
	for _, p := range ps {
		c.total++
		if len(c.problems) < maxProblems {
			c.problems = append(c.problems, p)
		} else {
			c.last = p
		}
	}
}

// Total returns how many problems were added.
func (c *Collector) Total() int { return c.total }

// Full reports whether further problems are only counted: what is dear to find
// out about them, such as what was meant, nobody will read.
func (c *Collector) Full() bool { return len(c.problems) >= maxProblems }

// Sorted returns what was gathered, with a closing remark if something was
// left off.
func (c *Collector) Sorted() Problems {
	c.problems.Sort()
	if left := c.total - len(c.problems); left > 0 {
		c.problems = append(c.problems, Problem{
			File: c.last.File, Line: c.last.Line, Column: c.last.Column, Kind: c.last.Kind,
			Message: fmt.Sprintf("%d more problems are not shown", left),
			Hint:    "mend those above first",
		})
	}
	return c.problems
}

// Err returns what [Collector.Sorted] does, as an error, or nil.
func (c *Collector) Err() error { return c.Sorted().Err() }

// Names of the semantic rules, as they stand in [Problem.Rule].
const (
	RuleIDMissing   = "id-missing"
	RuleIDFormat    = "id-format"
	RuleIDDuplicate = "id-duplicate"
	RuleText        = "text"
	RuleNumber      = "number"
)

// Rule describes something [Bind] checks that a JSON Schema does not express.
type Rule struct {
	Name string // as in Problem.Rule
	Doc  string // one sentence
}

// SemanticRules lists what [Bind] reports as [Semantic].
func SemanticRules() []Rule {
	return []Rule{
		{RuleIDMissing, "an id is not empty"},
		{RuleIDFormat, "an id matches " + idPattern + " and has at most " + strconv.Itoa(maxID) + " characters"},
		{RuleIDDuplicate, "no two elements of a list have the same id"},
		{RuleText, "text with a grammar of its own, such as a version or a licence, follows it"},
		{RuleNumber, "a number of a value without a field of its own is one that 64-bit floating point keeps: within its range, not rounded to 0, and not rounded if whole"},
	}
}
