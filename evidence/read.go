package evidence

import (
	"math"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// ReadJSON reads the dossier of one subject from JSON: what one source says, as
// [Decode] reads it, or a list of what several sources say, which are merged as
// [Merge] does. All of them bear the name given. The limits are those of
// [DecodeLimited], for all sources together.
//
// It is for many dossiers at once, such as the lines of a file in NDJSON: it makes
// the same dossier as [Decode] and [Merge], in about two thirds of the time, since
// it need not check again what nobody can have changed since it was decoded.
//
// The error is a [Problems] with everything that is wrong with any of the sources,
// [ErrNoSubject], or that of [Merge] for sources that are about different subjects.
func ReadJSON(name string, data []byte, limits Limits) (*Dossier, error) {
	node, err := doc.ParseJSON(name, data, listed(limits))
	if node == nil {
		return nil, err
	}
	problems := Problems(nil).With(err)
	nodes := []*doc.Node{node}
	if node.Kind == doc.List {
		nodes = node.Items
	}
	sources := make([]source, len(nodes))
	for i, n := range nodes {
		var found Problems
		sources[i].fragment, found = bind(name, n)
		problems = append(problems, found...)
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	for i := range sources {
		sources[i].fragment.asWritten()
		if sources[i].canonical, err = doc.Canonical(sources[i].fragment.marked()); err != nil {
			return nil, err
		}
	}
	return merge(sources)
}

// asWritten makes of the facts of a catalogue's own what they are once they were
// written and read: 1.0 is written as 1, which is a whole number.
func (f *Fragment) asWritten() {
	for _, group := range f.Ext {
		for name, v := range group {
			group[name] = v.asWritten()
		}
	}
}

func (v Value) asWritten() Value {
	switch x := v.v.(type) {
	case float64:
		if x == math.Trunc(x) && math.Abs(x) <= maxWhole {
			return Int(int64(x))
		}
	case []Value:
		for i := range x {
			x[i] = x[i].asWritten()
		}
	}
	return v
}

// bind makes a fragment of a document that was parsed.
func bind(name string, node *doc.Node) (*Fragment, Problems) {
	f := &Fragment{Name: name}
	problems := doc.Bind(node, f)
	for i := range problems {
		if problems[i].Pointer == node.Pointer()+"/subject/admitted" {
			problems[i].Hint = "nobody states its own admission; the assessor gives it in an onboarding record beside the dossier"
		}
	}
	return f, append(problems, semantic(f, node)...)
}
