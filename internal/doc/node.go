package doc

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Kind is the type of a value in the JSON data model.
type Kind uint8

const (
	// Invalid stands for a value that Parse has reported and that Bind skips.
	Invalid Kind = iota
	// Null is the absence of a value.
	Null
	// Bool is true or false.
	Bool
	// Number is a number, kept as it is written.
	Number
	// String is text.
	String
	// List is a sequence of values.
	List
	// Mapping is a sequence of keys with their values.
	Mapping
)

// String returns the name of the kind as messages use it.
func (k Kind) String() string {
	switch k {
	case Null:
		return "null"
	case Bool:
		return "true or false"
	case Number:
		return "a number"
	case String:
		return "text"
	case List:
		return "a list"
	case Mapping:
		return "a mapping"
	}
	return "unreadable"
}

// Node is one value of a document and the place it was read from. Nodes are
// not changed after Parse; a Node built by hand has no place.
type Node struct {
	Kind   Kind
	style  style
	Bool   bool // value of a Bool
	Line   int  // from 1
	Column int  // from 1, in characters

	// ContentLine and ContentColumn are where the text of a block scalar
	// starts. For every other node they equal Line and Column.
	ContentLine   int
	ContentColumn int

	Text    string  // text, or the literal of a number
	Items   []*Node // elements of a List
	Entries []Entry // entries of a Mapping, in the order they are written

	src    *source
	parent *Node
	key    string // key in a parent that is a mapping
	index  int    // index in a parent that is a list
}

// Entry is one key of a mapping with its value.
type Entry struct {
	Key       string
	KeyLine   int
	KeyColumn int
	Value     *Node
}

// style says how a value is spelled.
type style uint8

const (
	plain style = iota
	singleQuoted
	doubleQuoted
	literal
	folded
)

// File returns the name of the document the node was read from.
func (n *Node) File() string {
	if n.src == nil {
		return ""
	}
	return n.src.name
}

// Pointer returns the JSON pointer (RFC 6901) of the node in its document.
func (n *Node) Pointer() string {
	if n.parent == nil {
		return ""
	}
	var tokens []string
	for at := n; at.parent != nil; at = at.parent {
		if at.parent.Kind == List {
			tokens = append(tokens, strconv.Itoa(at.index))
		} else {
			tokens = append(tokens, escapePointer(at.key))
		}
	}
	var b strings.Builder
	for i := len(tokens) - 1; i >= 0; i-- {
		b.WriteByte('/')
		b.WriteString(tokens[i])
	}
	return b.String()
}

// Pointer returns the JSON pointer (RFC 6901) made of the tokens.
func Pointer(tokens ...string) string {
	var b strings.Builder
	for _, token := range tokens {
		b.WriteByte('/')
		b.WriteString(escapePointer(token))
	}
	return b.String()
}

func escapePointer(token string) string {
	if !strings.ContainsAny(token, "~/") {
		return token
	}
	return strings.ReplaceAll(strings.ReplaceAll(token, "~", "~0"), "/", "~1")
}

// Get returns the value of a key of a mapping, or nil.
func (n *Node) Get(key string) *Node {
	for _, e := range n.Entries {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// Value returns the node in the types of encoding/json: map[string]any, []any,
// string, json.Number, bool or nil.
func (n *Node) Value() any {
	switch n.Kind {
	case Bool:
		return n.Bool
	case Number:
		return json.Number(n.Text)
	case String:
		return n.Text
	case List:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = item.Value()
		}
		return list
	case Mapping:
		m := make(map[string]any, len(n.Entries))
		for _, e := range n.Entries {
			m[e.Key] = e.Value.Value()
		}
		return m
	}
	return nil
}

// Find returns the node a JSON pointer below n leads to, or the nearest one
// above it.
func (n *Node) Find(pointer string) *Node {
	if pointer == "" {
		return n
	}
	for _, token := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		token = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
		next := n.Get(token)
		if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(n.Items) {
			next = n.Items[i]
		}
		if next == nil {
			return n
		}
		n = next
	}
	return n
}

// Problem returns a problem at the place of the node.
func (n *Node) Problem(kind ProblemKind, message, hint string) Problem {
	return Problem{
		File: n.File(), Line: n.Line, Column: n.Column, Pointer: n.Pointer(),
		Message: message, Hint: hint, Kind: kind,
	}
}

// ProblemAt returns a problem at a byte offset in the text of the node; see
// [Node.Position].
func (n *Node) ProblemAt(offset int, kind ProblemKind, message, hint string) Problem {
	p := n.Problem(kind, message, hint)
	p.Line, p.Column = n.Position(offset)
	return p
}

// KeyProblem returns a problem at the place of a key of the mapping n.
func (n *Node) KeyProblem(e Entry, kind ProblemKind, message, hint string) Problem {
	return Problem{
		File: n.File(), Line: e.KeyLine, Column: e.KeyColumn,
		Pointer: n.Pointer() + "/" + escapePointer(e.Key),
		Message: message, Hint: hint, Kind: kind,
	}
}

// limitProblem returns a problem at n that a limit is exceeded.
func (n *Node) limitProblem(limit string, max, actual int) Problem {
	return asLimit(n.Problem(Limit, "", ""), limit, max, actual)
}

func asLimit(p Problem, limit string, max, actual int) Problem {
	err := &LimitError{Limit: limit, Max: max, Actual: actual}
	p.Kind, p.Cause, p.Message = Limit, err, err.Error()
	if p.Hint == "" {
		p.Hint = "split it, or raise the limit when reading it"
	}
	return p
}
