package criteria

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Relation says how a criterion and a clause of a framework relate, seen from
// the criterion.
type Relation string

// The relations.
const (
	Equal   Relation = "equal"   // the criterion asks what the clause asks
	PartOf  Relation = "partOf"  // the criterion asks a part of what the clause asks
	Related Relation = "related" // the two overlap
)

// Values returns the accepted values.
func (Relation) Values() []string { return []string{"equal", "partOf", "related"} }

// Reference names one clause of a framework: one that the catalogue brings
// itself under frameworks, or one of package frameworks. A reference to anything
// else does not load.
type Reference struct {
	Framework string `json:"framework" required:"true"`
	Version   string `json:"version" required:"true"`
	// Clause is the clause's id, one and no list of several. Without it the
	// reference is to the framework as a whole.
	Clause   string   `json:"clause,omitzero"`
	Relation Relation `json:"relation" required:"true"`
}

// Name returns framework and version.
func (r Reference) Name() frameworks.Name {
	return frameworks.Name{Framework: r.Framework, Version: r.Version}
}

// Frameworks returns the frameworks that criteria of the catalogue can refer to,
// its own and those Trias brings, sorted.
func (c *Catalogue) Frameworks() []frameworks.Name { return c.library.names() }

// Framework returns a framework that criteria of the catalogue can refer to. Its
// own count before those that Trias brings, so that a catalogue goes on meaning
// what it meant when Trias learns a framework of the same name. The error wraps
// [frameworks.ErrUnknown].
func (c *Catalogue) Framework(name frameworks.Name) (*frameworks.Framework, error) {
	if own := c.library[name]; own != nil {
		return own, nil
	}
	return frameworks.Lookup(name)
}

// FrameworkStatus returns the status of a framework that criteria of the
// catalogue can refer to; empty for others.
func (c *Catalogue) FrameworkStatus(name frameworks.Name) frameworks.Status {
	if own := c.library[name]; own != nil {
		return own.Edition().Status
	}
	return frameworks.StatusOf(name)
}

// library holds a catalogue's own frameworks.
type library map[frameworks.Name]*frameworks.Framework

// newLibrary prepares a catalogue's own frameworks.
func newLibrary(own []frameworks.Edition, node *doc.Node, problems *doc.Collector) library {
	l := library{}
	for i, d := range own {
		if d.ID == "" || d.Version == "" {
			continue // reported with the structure
		}
		at := "/frameworks/" + strconv.Itoa(i)
		f, wrong := frameworks.New(d, node.Find(at))
		problems.Add(wrong...)
		if l[d.Name()] != nil {
			problems.Add(node.Find(at+"/version").Problem(doc.Semantic,
				fmt.Sprintf("%s is listed twice", d.Name()), "list each version of a framework once"))
			continue
		}
		l[d.Name()] = f
	}
	return l
}

func (l library) names() []frameworks.Name {
	out := frameworks.Names()
	for name := range l {
		if !frameworks.Known(name) {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, frameworks.Compare)
	return out
}

func (l library) knows(name frameworks.Name) bool { return l[name] != nil || frameworks.Known(name) }

func (l library) contains(r Reference) bool {
	if own := l[r.Name()]; own != nil {
		return own.Contains(r.Clause)
	}
	return frameworks.Contains(r.Name(), r.Clause)
}

// referee checks references. What was probably meant is dear to find out, so it
// does that for the first problems only, and nothing twice.
type referee struct {
	library  library
	problems *doc.Collector
	names    []frameworks.Name  // all there are, once they are asked for
	good     map[Reference]bool // apart from their relation
	read     map[frameworks.Name]*frameworks.Framework
	hints    int
}

// maxHints bounds for how many unknown references something similar is looked
// for.
const maxHints = 10

func newReferee(l library, problems *doc.Collector) *referee {
	return &referee{library: l, problems: problems, good: map[Reference]bool{}, read: map[frameworks.Name]*frameworks.Framework{}}
}

// check looks whether the reference at a place leads somewhere.
func (r *referee) check(ref Reference, node *doc.Node, at string) {
	report := func(field, message, hint string) {
		r.problems.Add(node.Find(at+field).Problem(doc.Semantic, message, hint))
	}
	ref.Relation = ""
	if ref.Framework == "" || ref.Version == "" || r.good[ref] || r.problems.Full() {
		return // an empty one is reported with the structure
	}
	known := r.library.knows(ref.Name())
	var versions []string
	if !known {
		versions = r.versions(ref.Framework)
	}
	switch {
	case len(versions) > 0:
		hint := "there is " + strings.Join(versions[:min(len(versions), 12)], ", ")
		if near := r.suggest(ref.Version, versions); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		report("/version", fmt.Sprintf("%s is not known in version %s", ref.Framework, doc.Quote(ref.Version)), hint)
	case !known:
		hint := "add it under frameworks, or use one that trias crosswalk lists"
		if near := r.suggest(ref.Framework, r.frameworks()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		report("/framework", "there is no framework "+doc.Quote(ref.Framework), hint)
	case ref.Clause != "" && !r.library.contains(ref):
		report("/clause", fmt.Sprintf("%s has no clause %s", ref.Name(), doc.Quote(ref.Clause)), r.clauseHint(ref))
	default:
		r.good[ref] = true
	}
}

func (r *referee) all() []frameworks.Name {
	if r.names == nil {
		r.names = r.library.names()
	}
	return r.names
}

// framework returns one that is known.
func (r *referee) framework(name frameworks.Name) *frameworks.Framework {
	if own := r.library[name]; own != nil {
		return own
	}
	f, seen := r.read[name]
	if !seen {
		f, _ = frameworks.Lookup(name) // a test reads them all
		r.read[name] = f
	}
	return f
}

func (r *referee) versions(framework string) []string {
	var out []string
	for _, name := range r.all() {
		if name.Framework == framework {
			out = append(out, name.Version)
		}
	}
	return out
}

func (r *referee) frameworks() []string {
	var out []string
	for _, name := range r.all() {
		out = append(out, name.Framework)
	}
	return slices.Compact(out)
}

func (r *referee) suggest(got string, known []string) string {
	if r.hints++; r.hints > maxHints {
		return ""
	}
	return doc.Suggest(got, known)
}

// clauseHint says what was probably meant instead of a clause that is not
// listed.
func (r *referee) clauseHint(ref Reference) string {
	if strings.ContainsAny(ref.Clause, ",;") {
		return "write a reference of its own for each clause"
	}
	f := r.framework(ref.Name())
	if f == nil {
		return ""
	}
	if near := r.suggest(ref.Clause, f.IDs()); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if r.library[ref.Name()] != nil {
		return "add it to the framework's clauses, under frameworks in this catalogue"
	}
	if !f.Edition().Complete {
		return "its list of clauses is not complete: if the clause exists, have it added, or bring the framework under frameworks"
	}
	return fmt.Sprintf("see trias crosswalk %s", ref.Name())
}
