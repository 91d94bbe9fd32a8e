package gatewayapi

import (
	"fmt"
	"strings"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// reader collects what is wrong with a report while it is read.
type reader struct {
	doc.Collector
	unread []string // as in Report
}

// problem reports what is wrong at a value; the way out may be empty.
func (r *reader) problem(n *doc.Node, kind doc.ProblemKind, hint, format string, args ...any) {
	r.Add(n.Problem(kind, fmt.Sprintf(format, args...), hint))
}

// object is a mapping of the report: the values of the keys that are known there.
type object struct {
	node    *doc.Node
	values  map[string]*doc.Node
	unknown []doc.Entry     // other keys
	slips   map[string]bool // known keys of which a misspelling was reported
}

// object reads a mapping. Keys count in any case of letters; null is left out; a key that is not known is left aside,
// unless it resembles a known one that is missing.
func (r *reader) object(n *doc.Node, keys ...string) object {
	o := r.open(n, keys)
	r.reportSlips(o, keys)
	return o
}

// open is object without a look at the keys that are not known.
func (r *reader) open(n *doc.Node, keys []string) object {
	o := object{node: n, values: map[string]*doc.Node{}, slips: map[string]bool{}}
	if n.Kind != doc.Mapping {
		if n.Kind != doc.Invalid {
			r.problem(n, doc.Structural, "", "is %s, not a mapping", n.Kind)
		}
		return o
	}
	for _, e := range n.Entries {
		key := fold(e.Key, keys)
		switch {
		case key == "":
			o.unknown = append(o.unknown, e)
		case o.values[key] != nil:
			r.Add(n.KeyProblem(e, doc.Structural, fmt.Sprintf("field %s stands here twice", doc.Quote(key)), "keep the one that holds"))
		case e.Value.Kind != doc.Null && e.Value.Kind != doc.Invalid:
			o.values[key] = e.Value
		}
	}
	return o
}

// reportSlips takes keys that resemble a missing one for a misspelling of it.
func (r *reader) reportSlips(o object, keys []string) {
	var missing []string
	for _, key := range keys {
		if o.values[key] == nil {
			missing = append(missing, key)
		}
	}
	for _, e := range o.unknown {
		if meant := doc.Suggest(e.Key, missing); meant != "" {
			o.slips[meant] = true
			r.Add(o.node.KeyProblem(e, doc.Structural, fmt.Sprintf("field %s is not known", doc.Quote(e.Key)), fmt.Sprintf("did you mean %q?", meant)))
		}
	}
}

// fold returns the key that is spelled like text in some case of letters, or "".
func fold(text string, keys []string) string {
	for _, key := range keys {
		if strings.EqualFold(text, key) {
			return key
		}
	}
	return ""
}

// need returns the value of a key that must be there, or nil.
func (r *reader) need(o object, key string) *doc.Node {
	n := o.values[key]
	if n == nil && o.node.Kind == doc.Mapping && !o.slips[key] {
		hint := "add it"
		if len(o.unknown) > 0 {
			hint = fmt.Sprintf("add it, or is it %s that was meant?", doc.Quote(o.unknown[0].Key))
		}
		r.problem(o.node, doc.Structural, hint, "field %q is missing", key)
	}
	return n
}

// want returns the value of a key that every report of the suite has, or nil; that it is left out is remarked.
func (r *reader) want(o object, key string) *doc.Node {
	n := o.values[key]
	if n == nil && o.node.Kind == doc.Mapping {
		r.unread = append(r.unread, o.node.Pointer()+"/"+key+" is left out")
	}
	return n
}

// text returns a text, or a number as it is written: a version such as 1.24 may lack its quotes. Nil is "".
func (r *reader) text(n *doc.Node) string {
	switch {
	case n == nil || n.Kind == doc.Invalid:
		return ""
	case n.Kind == doc.String || n.Kind == doc.Number:
		return n.Text
	}
	r.problem(n, doc.Structural, "write one text", "is %s, not text", n.Kind)
	return ""
}

// texts returns a list of texts. Nil is nil.
func (r *reader) texts(n *doc.Node) []string {
	switch {
	case n == nil || n.Kind == doc.Invalid:
		return nil
	case n.Kind != doc.List:
		r.problem(n, doc.Structural, "write a list", "is %s, not a list", n.Kind)
		return nil
	}
	out := make([]string, 0, len(n.Items))
	for _, item := range n.Items {
		if item.Kind == doc.Null || item.Kind == doc.String && item.Text == "" {
			r.problem(item, doc.Structural, "leave the entry out", "is empty")
			continue
		}
		out = append(out, r.text(item))
	}
	return out
}

// count returns a number of tests. Nil is nil.
func (r *reader) count(n *doc.Node) *int64 {
	if n == nil {
		return nil
	}
	var c uint64 // not negative
	if problems := doc.Bind(n, &c); len(problems) > 0 {
		r.Add(problems...)
		return nil
	}
	v := int64(c) // at most 2^53
	return &v
}
