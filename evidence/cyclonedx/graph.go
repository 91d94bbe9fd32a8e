package cyclonedx

import (
	"slices"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
)

// graph is what the document says depends on what, by reference.
type graph struct {
	root string
	// edges are what a node depends on; of a node without an entry the document says nothing, not that it depends on
	// nothing (CycloneDX 1.5, dependencies).
	edges map[string][]string
	some  bool // there is at least one edge
	// provided are references to what something provides. That does not mean that it is used (CycloneDX 1.6,
	// dependencies.provides).
	provided map[string]bool
	used     map[string]bool // references to what something depends on
	identity map[string]string
	others   map[string]bool // references to what is no software component: services, cryptographic assets
	// incomplete reports whether a node is said to depend on more than is named.
	incomplete func(ref string) bool
}

func (b *bill) graph(software []*component) *graph {
	g := &graph{root: b.subjectRef(), edges: map[string][]string{}, provided: map[string]bool{}, used: map[string]bool{}, identity: map[string]string{}, others: b.noComponents()}
	open := false // of the subject by another name
	for ref := range b.subjectRefs {
		open = open || b.completeness.open[ref]
	}
	g.incomplete = func(ref string) bool {
		return b.completeness.openAll || b.completeness.open[ref] || open && ref != "" && ref == g.root
	}
	for _, c := range software {
		for _, at := range c.places {
			if at.BOMRef != "" {
				g.identity[at.BOMRef] = c.identity
			}
		}
	}
	if b.Dependencies == nil {
		return g
	}
	// The subject is one node, whatever it is called.
	node := func(ref string) string {
		if ref != "" && g.root != "" && b.subjectRefs[ref] {
			return g.root
		}
		return ref
	}
	for _, d := range *b.Dependencies {
		from := node(d.Ref)
		on := g.edges[from]
		if on == nil {
			on = []string{}
		}
		if d.Dependencies != nil {
			for _, ref := range *d.Dependencies {
				on = append(on, node(ref))
			}
		}
		g.edges[from] = on
		if d.Provides != nil {
			for _, ref := range *d.Provides {
				g.provided[ref] = true
			}
		}
	}
	for ref, on := range g.edges {
		slices.Sort(on)
		on = slices.DeleteFunc(slices.Compact(on), func(other string) bool { return other == ref })
		g.edges[ref] = on
		g.some = g.some || len(on) > 0
		for _, other := range on {
			g.used[other] = true
		}
	}
	return g
}

// refersToSubject says that a reference is to the subject.
func (b *bill) refersToSubject(ref string) {
	if ref == "" {
		return
	}
	if b.subjectRefs == nil {
		b.subjectRefs = map[string]bool{}
	}
	b.subjectRefs[ref] = true
}

// ofSubject returns what the subject depends on, and whether the document says all of it.
func (g *graph) ofSubject() (on []string, all bool) {
	if !g.some || g.root == "" {
		return nil, false
	}
	on, said := g.edges[g.root]
	return on, said && !g.incomplete(g.root)
}

func (g *graph) facts(s *evidence.SBOM, software []*component) {
	s.DependencyGraph = &g.some
	s.DependenciesStatedPercent = share(software, func(c *component) bool {
		return c.has(func(at *cdx.Component) bool {
			_, said := g.edges[at.BOMRef]
			return said && at.BOMRef != ""
		})
	})
	if on, all := g.ofSubject(); all {
		s.DirectDependencies = evidence.Known(int64(g.components(on)))
		if depth, known := g.depth(); known {
			s.DependencyDepth = evidence.Known(int64(depth))
		}
	}
}

// noComponents are the references to what is no software component: services and cryptographic assets.
func (b *bill) noComponents() map[string]bool {
	out := map[string]bool{}
	b.eachService(func(s *cdx.Service) { out[s.BOMRef] = true })
	for _, a := range b.assets {
		out[a.BOMRef] = true
	}
	return out
}

// components counts the components among references: each once, however often it stands in the document, and what the
// document refers to beyond itself.
func (g *graph) components(refs []string) int {
	distinct := map[string]bool{}
	for _, ref := range refs {
		if id, known := g.identity[ref]; known {
			ref = "\x00" + id
		}
		if !g.others[ref] {
			distinct[ref] = true
		}
	}
	return len(distinct)
}

// direct reports whether the subject depends on the component directly, nil if the document does not say. One without a
// reference cannot stand in the graph.
func (g *graph) direct(c *component) *bool {
	on, all := g.ofSubject()
	if c.has(func(at *cdx.Component) bool {
		_, found := slices.BinarySearch(on, at.BOMRef)
		return found && at.BOMRef != ""
	}) {
		return evidence.Known(true)
	}
	if !all || c.has(func(at *cdx.Component) bool { return at.BOMRef == "" }) {
		return nil
	}
	return evidence.Known(false)
}

// depth is the number of steps on the longest chain of components from the subject. It is not known where the document does not say, of
// everything on the way, what it depends on, and where dependencies run in a circle. There is no recursion: a chain may
// be as long as the document.
func (g *graph) depth() (steps int, known bool) {
	type visit struct {
		ref  string
		next int // edge to follow next
	}
	const open = -1 // on the path, so that coming back to it closes a circle
	longest := map[string]int{g.root: open}
	path := []visit{{ref: g.root}}
	for len(path) > 0 {
		at := &path[len(path)-1]
		edges, said := g.edges[at.ref]
		if !said || g.incomplete(at.ref) {
			return 0, false
		}
		if at.next < len(edges) {
			on := edges[at.next]
			at.next++
			switch d, seen := longest[on]; {
			case g.others[on]:
			case !seen:
				longest[on] = open
				path = append(path, visit{ref: on})
			case d == open:
				return 0, false
			}
			continue
		}
		steps := 0
		for _, on := range edges {
			if !g.others[on] {
				steps = max(steps, longest[on]+1)
			}
		}
		longest[at.ref] = steps
		path = path[:len(path)-1]
	}
	return longest[g.root], true
}
