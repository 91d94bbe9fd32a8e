package evidence

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	goversion "github.com/hashicorp/go-version"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// Format is the format marker of a dossier file.
const Format = "dossier/v1"

// Problem is one thing wrong with an input, and where: file, line and column,
// JSON pointer, message and a way out.
type Problem = doc.Problem

// Problems is everything wrong with one input. Reading a file returns it as
// error; errors.As finds it, and errors.As with [*LimitError] tells whether a
// limit was exceeded.
type Problems = doc.Problems

// LimitError says which limit an input exceeds.
type LimitError = doc.LimitError

// Limits bound what a reader accepts, so that no input can exhaust it.
type Limits = doc.Limits

// MaxList is the largest number of elements a list of facts may have. Bounds on
// the cost of rules rest on it.
const MaxList = 1000

// DefaultLimits returns the limits that are on unless others are given. A list
// has at most [MaxList] elements.
func DefaultLimits() Limits {
	l := doc.DefaultLimits()
	l.Items = MaxList
	return l
}

// listed are limits under which no list has more than [MaxList] elements.
func listed(l Limits) Limits {
	if l.Items <= 0 || l.Items > MaxList {
		l.Items = MaxList
	}
	return l
}

// Fragment is what one source says: facts, and the proofs it brings for them.
// It is the content of one dossier file. The fragments of all sources make a
// [Dossier]; a fragment may leave out the subject, so that a tool that reads a
// file need not guess whom it is about.
type Fragment struct {
	// Name is the source's name, as problems and contradictions quote it:
	// usually the file's name.
	Name string `json:"-"`
	// Trias marks the format.
	Trias string `json:"trias" required:"true" const:"dossier/v1"`
	// Subject is what the fragment is about, where the source knows.
	Subject *Subject `json:"subject,omitzero"`
	Facts
	// Ext holds the facts that catalogues declare for themselves, by name of
	// the extension and of the fact.
	Ext map[string]map[string]Value `json:"ext,omitzero"`
	// Partial names lists that the source knows not to be complete, such as the
	// components of an SBOM with an incomplete composition. Such a list behaves
	// as if it had one more element of which nothing is known.
	Partial []string `json:"partial,omitzero"`
	// Confidential names the facts that are business secrets or otherwise to be
	// kept in confidence, each by a path or the start of one, as the covers of a
	// proof do; a list is marked as a whole. What is marked is masked in all that
	// an evaluator says, unless it is for the authority's own file. It takes part
	// in the evaluation as any other fact does.
	Confidential []string `json:"confidential,omitzero"`
	// Proofs support the facts of this fragment.
	Proofs []Proof `json:"proofs,omitzero"`
}

// Decode reads a fragment from YAML or JSON. The name decides: *.json is JSON,
// *.yaml and *.yml are YAML, and otherwise the content does. The error, if any,
// is a [Problems] with everything that is wrong.
func Decode(name string, data []byte) (*Fragment, error) {
	return DecodeLimited(name, data, DefaultLimits())
}

// DecodeLimited is [Decode] under other limits. Where one of them is zero or
// negative, it is that of [DefaultLimits]; and no list has more than [MaxList]
// elements.
func DecodeLimited(name string, data []byte, limits Limits) (*Fragment, error) {
	node, err := doc.Parse(name, data, listed(limits))
	if node == nil {
		return nil, err
	}
	f, found := bind(name, node)
	problems := append(Problems(nil).With(err), found...)
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return f, nil
}

// EncodeYAML writes the fragment as YAML. The same fragment gives the same
// bytes, and reading them gives the same fragment.
func (f *Fragment) EncodeYAML() ([]byte, error) { return doc.EncodeYAML(f.marked()) }

// EncodeJSON writes the fragment as JSON; see [Fragment.EncodeYAML].
func (f *Fragment) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(f.marked()) }

func (f *Fragment) marked() *Fragment {
	g := *f
	g.Trias = Format
	return &g
}

// semantic finds what a schema cannot express. The node gives the places.
func semantic(f *Fragment, node *doc.Node) Problems {
	var out doc.Collector
	report := func(pointer, hint, format string, args ...any) {
		out.Add(node.Find(pointer).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint))
	}
	for i, p := range f.Proofs {
		at := fmt.Sprintf("/proofs/%d", i)
		for j, c := range p.Covers {
			if hint, ok := coverable(c, f.Ext, "a proof covers", out.Full()); !ok {
				report(fmt.Sprintf("%s/covers/%d", at, j), hint, "%s names no fact", doc.Quote(c))
			}
		}
		if p.Kind == Attestation && p.Scheme == "" {
			report(at, "add scheme: bsi-c5, iso27001, …", "an attestation names its scheme")
		}
		if p.Kind != Attestation && p.Kind != "" && (p.Scheme != "" || p.Level != nil) {
			report(at, "use kind: attestation, or leave scheme and level out", "a proof of kind %s has no scheme or level", p.Kind)
		}
		if p.Scheme == OtherScheme && p.SchemeName == "" {
			report(at, "add schemeName: and what the scheme is called", "an attestation of another scheme names it")
		}
		if p.Scheme != OtherScheme && p.SchemeName != "" {
			report(at+"/schemeName", "leave it out, or write scheme: other", "only a scheme without a name of its own here has a schemeName")
		}
		if p.Scheme != "" && p.Level != nil && *p.Level > int64(p.Scheme.Levels()) {
			report(at+"/level", fmt.Sprintf("it has levels 1 to %d", p.Scheme.Levels()), "scheme %s has no level %d", p.Scheme, *p.Level)
		}
		if p.Scheme.Levels() > 1 && p.Scheme != "" && p.Level == nil {
			report(at, fmt.Sprintf("add level: 1 to %d", p.Scheme.Levels()), "an attestation of scheme %s has a level", p.Scheme)
		}
		if p.Scheme == BSIC5 && p.Level != nil && *p.Level == 2 && p.Period == nil {
			report(at, "add period: with from and to", "a C5 report of Type 2 speaks of a period")
		}
		if p.Issued == nil && p.Period == nil {
			report(at, "add issued: and the day, or period: with from and to", "a proof has an issue date or a period")
		}
		if p.Period != nil && p.Period.To.Compare(p.Period.From) < 0 {
			report(at+"/period", "swap from and to", "the period ends before it begins")
		}
		if begin := p.counts(); begin != nil && p.ValidUntil != nil && p.ValidUntil.Compare(*begin) < 0 {
			report(at+"/validUntil", "check the year", "the proof ends on %s, before it counts from %s", p.ValidUntil, begin)
		}
		if p.Scope != nil && p.Scope.Versions != "" {
			if _, err := goversion.NewConstraint(p.Scope.Versions); err != nil {
				report(at+"/scope/versions", `write for example ">= 2.0, < 3"`, "%q is not a version constraint", p.Scope.Versions)
			}
		}
	}
	for _, group := range slices.Sorted(maps.Keys(f.Ext)) {
		if !extName.MatchString(group) {
			report(doc.Pointer("ext", group), extHint, "%s cannot name an extension", doc.Quote(group))
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(f.Ext[group])) {
			if !extName.MatchString(name) {
				report(doc.Pointer("ext", group, name), extHint, "%s cannot name a fact", doc.Quote(name))
				continue
			}
			if f.Ext[group][name].IsMasked() {
				report(doc.Pointer("ext", group, name), "state the value, and name the fact under confidential", "a masked value is no fact")
			}
			list, _ := f.Ext[group][name].v.([]Value)
			for i, e := range list {
				if _, nested := e.v.([]Value); nested {
					report(fmt.Sprintf("/ext/%s/%s/%d", group, name, i), "make it one list", "a list of lists is no fact")
				}
			}
		}
	}
	for i, path := range f.Confidential {
		if hint, ok := coverable(path, f.Ext, "it marks", out.Full()); !ok {
			report(fmt.Sprintf("/confidential/%d", i), hint, "%s names no fact", doc.Quote(path))
		}
	}
	for i, path := range f.Partial {
		at := fmt.Sprintf("/partial/%d", i)
		field := FactSchema().Field(path)
		switch {
		case field == nil || field.Kind != KindList:
			hint := ""
			if !out.Full() {
				hint = didYouMean(path, listPaths())
			}
			report(at, hint, "%s names no list", doc.Quote(path))
		}
	}
	return out.Sorted()
}

// extName is how the facts of catalogues and their groups are named: without
// dots, so that a path has one meaning. Catalogues declare no others.
var extName = regexp.MustCompile(`^[a-z][A-Za-z0-9]{0,63}$`)

const extHint = "use letters and digits, a small letter first, as the catalogue that declares it does"

// counts is the first day a proof counts: its issue, or the end of its period.
func (p *Proof) counts() *Date {
	if p.Issued != nil {
		return p.Issued
	}
	if p.Period != nil {
		return &p.Period.To
	}
	return nil
}

// coverable reports whether a path may stand in covers or confidential, and if
// not, why, unless that is of no interest.
func coverable(path string, ext map[string]map[string]Value, does string, briefly bool) (hint string, ok bool) {
	if strings.ContainsAny(path, "[]") {
		return does + " a whole list: leave the brackets out", false
	}
	schema := FactSchema()
	if path != "" && schema.Field(path) != nil {
		return "", true
	}
	if _, group := schema.Group(path); path != "" && group {
		return "", true
	}
	if name, isExt := strings.CutPrefix(path, "ext."); isExt || path == "ext" {
		// Which facts an extension has is the catalogue's to say; here only
		// the extension must be one this source speaks of.
		group, _, _ := strings.Cut(name, ".")
		if path == "ext" || ext[group] != nil {
			return "", true
		}
		return "this source states no fact of that extension", false
	}
	if briefly {
		return "", false
	}
	return didYouMean(path, factPaths()), false
}

func didYouMean(got string, known []string) string {
	if s := doc.Suggest(got, known); s != "" {
		return fmt.Sprintf("did you mean %q?", s)
	}
	return "trias schema dossier lists the facts"
}

// factPaths lists the facts and their groups.
var factPaths = sync.OnceValue(func() []string {
	var paths []string
	for _, f := range FactSchema().Fields {
		paths = append(paths, f.Path)
	}
	for _, g := range slices.Sorted(maps.Keys(FactSchema().groups)) {
		if g != "" {
			paths = append(paths, g)
		}
	}
	return paths
})

var listPaths = sync.OnceValue(func() []string {
	var paths []string
	for _, f := range FactSchema().Fields {
		if f.Kind == KindList {
			paths = append(paths, f.Path)
		}
	}
	return paths
})
