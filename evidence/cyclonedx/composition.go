package cyclonedx

import (
	"slices"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
)

// completeness is what the document says about its own completeness. References do not cascade: a statement is about what
// it names, not about the parts or the dependencies of that (CycloneDX 1.6, compositions.assemblies and .dependencies).
type completeness struct {
	// weakest is the weakest statement, and stated whether there is one whose meaning is known.
	weakest evidence.SBOMComposition
	stated  bool
	// all: every statement says complete, and together they speak of the whole document.
	all bool
	// open are the references whose dependencies are said not to be complete; of everything, if openAll.
	open    map[string]bool
	openAll bool
}

// completenessOf reads the statements. The document says that it is complete if it says so without naming anything, or if
// it says so, of the subject and of each component and service, that its parts or that its dependencies are complete.
func (b *bill) completenessOf(refs []string, named bool) completeness {
	c := completeness{open: map[string]bool{}}
	order := evidence.SBOMComposition("").Values()
	weakest := len(order)
	assemblies, dependencies := map[string]bool{}, map[string]bool{}
	whole, clear := false, true
	if b.Compositions == nil {
		return c
	}
	for _, s := range *b.Compositions {
		if s.Assemblies == nil && s.Dependencies == nil && s.Vulnerabilities != nil {
			continue // how complete the list of vulnerabilities is, is another matter
		}
		at := slices.Index(order, string(s.Aggregate))
		clear = clear && at >= 0
		if at >= 0 {
			weakest = min(weakest, at)
		}
		complete := evidence.SBOMComposition(s.Aggregate) == evidence.SBOMCompositionComplete
		switch everything := s.Assemblies == nil && s.Dependencies == nil; {
		case everything && complete:
			whole = true
		case everything:
			c.openAll = true
		}
		note(assemblies, s.Assemblies, complete)
		note(dependencies, s.Dependencies, complete)
		if !complete {
			note(c.open, s.Dependencies, true)
		}
	}
	covered := func(by map[string]bool) bool {
		subject := b.subjectRef()
		return named && subject != "" && by[subject] && !slices.ContainsFunc(refs, func(ref string) bool { return !by[ref] })
	}
	c.all = clear && weakest == len(order)-1 && (whole || covered(assemblies) || covered(dependencies))
	c.stated = clear && weakest < len(order) && (weakest < len(order)-1 || c.all)
	if c.stated {
		c.weakest = evidence.SBOMComposition(order[weakest])
	}
	return c
}

// note marks references; one that a statement holds against keeps that.
func note(in map[string]bool, refs *[]cdx.BOMReference, value bool) {
	if refs == nil {
		return
	}
	for _, ref := range *refs {
		if before, known := in[string(ref)]; known {
			in[string(ref)] = before && value
			continue
		}
		in[string(ref)] = value
	}
}

// subjectRef is how the document refers to its own subject, or "".
func (b *bill) subjectRef() string {
	if b.Metadata == nil || b.Metadata.Component == nil {
		return ""
	}
	return b.Metadata.Component.BOMRef
}
