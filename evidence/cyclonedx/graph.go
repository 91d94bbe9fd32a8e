package cyclonedx

import (
	"slices"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
)

// graph is what the document says depends on what, by reference.
type graph struct {
	root  string
	edges map[string][]string // a node without an entry says nothing of what it depends on
	some  bool                // there is at least one edge
	// services are the references to services.
	services map[string]bool
}

func (b *bill) graph() *graph {
	if b.Dependencies == nil {
		return nil
	}
	g := &graph{root: b.subjectRef(), edges: map[string][]string{}, services: map[string]bool{}}
	b.eachService(func(s *cdx.Service) { g.services[s.BOMRef] = true })
	for _, d := range *b.Dependencies {
		on := g.edges[d.Ref]
		if on == nil {
			on = []string{}
		}
		if d.Dependencies != nil {
			on = append(on, *d.Dependencies...)
		}
		g.edges[d.Ref] = on
		g.some = g.some || len(on) > 0
	}
	for ref, on := range g.edges {
		slices.Sort(on)
		g.edges[ref] = slices.Compact(on)
	}
	return g
}

// ofSubject returns what the subject depends on, and whether the document says so.
func (g *graph) ofSubject() ([]string, bool) {
	if g == nil || !g.some || g.root == "" {
		return nil, false
	}
	on, said := g.edges[g.root]
	return on, said
}

func (g *graph) shares(s *evidence.SBOM, software []*component) {
	if g == nil {
		return
	}
	s.DependencyGraph = &g.some
	s.DependenciesStatedPercent = share(software, func(c *component) bool {
		for _, at := range c.places {
			if _, said := g.edges[at.BOMRef]; said && at.BOMRef != "" {
				return true
			}
		}
		return false
	})
	if on, said := g.ofSubject(); said {
		s.DirectDependencies = evidence.Known(int64(g.components(on, software)))
		s.DependencyDepth = evidence.Known(int64(g.depth()))
	}
}

// components counts the components among references: each once, however often it stands in the document, and what the
// document refers to beyond itself; services are none.
func (g *graph) components(refs []string, software []*component) int {
	identity := map[string]string{}
	for _, c := range software {
		for _, at := range c.places {
			identity[at.BOMRef] = c.identity
		}
	}
	distinct := map[string]bool{}
	for _, ref := range refs {
		if id, known := identity[ref]; known {
			ref = "\x00" + id
		}
		if !g.services[ref] {
			distinct[ref] = true
		}
	}
	return len(distinct)
}

// direct reports whether the subject depends on the component directly, nil if the document does not say what it depends
// on.
func (g *graph) direct(c *component) *bool {
	on, said := g.ofSubject()
	if !said {
		return nil
	}
	for _, at := range c.places {
		if _, found := slices.BinarySearch(on, at.BOMRef); found {
			return evidence.Known(true)
		}
	}
	return evidence.Known(false)
}

// depth is the number of steps on the longest chain from the subject. What depends on each other in a circle counts as
// one: within a circle there is no longest chain.
func (g *graph) depth() int {
	circle := g.circles()
	// The circles come out in an order in which everything a circle depends on stands before it (Tarjan 1972), so that
	// each is finished when it is needed.
	steps := make([]int, len(circle.members))
	for i, members := range circle.members {
		for _, ref := range members {
			for _, on := range g.edges[ref] {
				if other := circle.of[on]; other != i {
					steps[i] = max(steps[i], steps[other]+1)
				}
			}
		}
	}
	return steps[circle.of[g.root]]
}

type circles struct {
	of      map[string]int // the circle of each node
	members [][]string
}

// circles finds the strongly connected components of what the subject reaches (Tarjan 1972), without recursion: a chain
// may be as long as the document.
func (g *graph) circles() circles {
	out := circles{of: map[string]int{}}
	type visit struct {
		ref  string
		next int // edge to follow next
	}
	index := map[string]int{} // order of discovery
	low := map[string]int{}
	open := map[string]bool{}
	var stack []string
	enter := func(ref string) visit {
		index[ref], low[ref] = len(index), len(index)
		stack = append(stack, ref)
		open[ref] = true
		return visit{ref: ref}
	}
	path := []visit{enter(g.root)}
	for len(path) > 0 {
		at := &path[len(path)-1]
		if edges := g.edges[at.ref]; at.next < len(edges) {
			on := edges[at.next]
			at.next++
			if _, seen := index[on]; !seen {
				path = append(path, enter(on))
			} else if open[on] {
				low[at.ref] = min(low[at.ref], index[on])
			}
			continue
		}
		if low[at.ref] == index[at.ref] {
			var members []string
			for {
				ref := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				open[ref] = false
				out.of[ref] = len(out.members)
				members = append(members, ref)
				if ref == at.ref {
					break
				}
			}
			out.members = append(out.members, members)
		}
		done := at.ref
		path = path[:len(path)-1]
		if len(path) > 0 {
			parent := path[len(path)-1].ref
			low[parent] = min(low[parent], low[done])
		}
	}
	return out
}
