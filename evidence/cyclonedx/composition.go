package cyclonedx

import (
	"slices"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
)

// composition is what the document says about its own completeness: the weakest of its statements. It says nothing if one
// of them is unknown or not specified, and it does not say that it is complete if it says so of parts alone: that a library
// is complete says nothing about the rest.
func (b *bill) composition() (evidence.SBOMComposition, bool) {
	if b.Compositions == nil {
		return "", false
	}
	about := false
	order := evidence.SBOMComposition("").Values()
	weakest := len(order)
	for _, c := range *b.Compositions {
		if c.Vulnerabilities != nil && c.Assemblies == nil && c.Dependencies == nil {
			continue // how complete the list of vulnerabilities is, is another matter
		}
		at := slices.Index(order, string(c.Aggregate))
		if at < 0 {
			return "", false
		}
		weakest = min(weakest, at)
		about = about || b.isAboutSubject(c)
	}
	if weakest == len(order) || evidence.SBOMComposition(order[weakest]) == evidence.SBOMCompositionComplete && !about {
		return "", false
	}
	return evidence.SBOMComposition(order[weakest]), true
}

// isComplete reports whether the document says that nothing is missing.
func (b *bill) isComplete() bool {
	c, ok := b.composition()
	return ok && c == evidence.SBOMCompositionComplete
}

// isAboutSubject reports whether a statement is about the subject or about the document as a whole.
func (b *bill) isAboutSubject(c cdx.Composition) bool {
	var refs []cdx.BOMReference
	for _, list := range []*[]cdx.BOMReference{c.Assemblies, c.Dependencies} {
		if list != nil {
			refs = append(refs, *list...)
		}
	}
	subject := b.subjectRef()
	return len(refs) == 0 || subject != "" && slices.Contains(refs, cdx.BOMReference(subject))
}

// subjectRef is how the document refers to its own subject, or "".
func (b *bill) subjectRef() string {
	if b.Metadata == nil || b.Metadata.Component == nil {
		return ""
	}
	return b.Metadata.Component.BOMRef
}
