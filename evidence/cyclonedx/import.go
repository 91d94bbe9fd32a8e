package cyclonedx

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// ErrNothing is wrapped by the error about a valid document that lists neither components, services nor cryptography, such
// as one that holds only vulnerabilities, attestations or a standard.
var ErrNothing = errors.New("nothing to import")

// Options say what a bill of materials need not say of itself.
type Options struct {
	// Origin is who vouches for the document, and what else its proof needs.
	Origin evidence.Origin
	// Limits bound what is read; fields that are zero stand for those of [DefaultLimits].
	Limits evidence.Limits
}

// DefaultLimits returns the limits that are on unless others are given: 32 MiB, 64 levels, 1,500,000 values, 50,000 entries
// in one list, 8 MiB in one text. Of the shapes BenchmarkHostile tries none takes more than 1.1 GB of memory or 7 seconds at
// them, valid or not; both grow with the limits.
func DefaultLimits() evidence.Limits {
	return evidence.Limits{Bytes: 32 << 20, Depth: 64, Nodes: 1_500_000, Items: 50_000, String: 8 << 20}
}

// Import reads a CycloneDX document and returns what it says. The name is for problems and becomes the fragment's.
//
// The error is an [evidence.Problems] with everything that is wrong and where, one that wraps [ErrNothing], or what the
// reader returned.
func Import(name string, r io.Reader, o Options) (*evidence.Fragment, error) {
	limits := intake.Limits(o.Limits, DefaultLimits())
	file, err := intake.Read(name, r, limits)
	if err != nil {
		return nil, err
	}
	b, err := decode(file, limits)
	if err != nil {
		return nil, err
	}
	return b.fragment(file, o.Origin)
}

// bill is a decoded document.
type bill struct {
	cdx.BOM
	version string // of the specification
	valid   bool   // by the official schema; false is unknown
	signed  bool   // has a signature over the whole

	assets       []*cdx.Component // of type cryptographic-asset
	bareAssets   bool             // some of them do not say what they are
	subjectRefs  map[string]bool  // how the subject is referred to where it stands among the components
	completeness completeness
	partial      []string // lists that may lack elements
	remarks      []string
	meanings     map[string]*meaning // by text
}

func (b *bill) remark(format string, args ...any) {
	b.remarks = append(b.remarks, fmt.Sprintf(format, args...))
}

func (b *bill) fragment(file *intake.File, o evidence.Origin) (*evidence.Fragment, error) {
	f := &evidence.Fragment{Name: file.Name}
	software := b.components()
	b.completeness = b.completenessOf(b.references(software))
	g := b.graph(software)
	var covers []string
	if b.isInventory(software) {
		b.sbom(&f.SupplyChain.SBOM, software, g)
		covers = append(covers, "supplyChain.sbom")
	}
	if b.cryptography(&f.Data.Cryptography, g) {
		covers = append(covers, "data.cryptography")
	}
	if b.Services != nil {
		f.SupplyChain.SaaSBOM.Services = b.services()
	}
	if covers == nil && b.Services == nil {
		return nil, fmt.Errorf("%s: %w: the document is CycloneDX %s and lists neither components, services nor cryptography", file.Name, ErrNothing, b.version)
	}
	slices.Sort(b.partial)
	f.Partial = b.partial
	if o.Claim {
		return f, nil
	}
	var problems doc.Problems
	prove := func(kind evidence.ProofKind, prefix string, covers ...string) {
		if len(covers) == 0 {
			return
		}
		o := o
		if o.ID != "" && len(f.Proofs) > 0 {
			o.ID += "-services"
		}
		proof, missing := file.Proof(kind, prefix, o, b.stated(), covers)
		if len(problems) == 0 { // two proofs lack the same
			problems = missing
		}
		f.Proofs = append(f.Proofs, proof)
	}
	prove(evidence.Code, "cyclonedx", covers...)
	if b.Services != nil {
		prove(evidence.Declaration, "cyclonedx-services", "supplyChain.saasbom")
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return f, nil
}

// references are how the document refers to its components, cryptographic assets and services; not all are named if one of
// them has no reference.
func (b *bill) references(software []*component) (refs []string, all bool) {
	all = true
	add := func(ref string) {
		all = all && ref != ""
		refs = append(refs, ref)
	}
	for _, c := range software {
		for _, at := range c.places {
			add(at.BOMRef)
		}
	}
	for _, a := range b.assets {
		add(a.BOMRef)
	}
	b.eachService(func(s *cdx.Service) { add(s.BOMRef) })
	return refs, all
}

// isInventory reports whether the document lists software components, be it none. A document about vulnerabilities,
// attestations, services or cryptography alone is no bill of what its subject is made of.
func (b *bill) isInventory(software []*component) bool {
	return len(software) > 0 || b.Components != nil && len(*b.Components) == 0
}

// list cuts a list down to what a dossier holds, the first by id, and notes under its path that elements may be lacking:
// those cut off, or those the document does not say it has all of.
func list[T any](b *bill, path string, all []T, id func(T) string) []T {
	slices.SortFunc(all, func(x, y T) int { return strings.Compare(id(x), id(y)) })
	if len(all) > evidence.MaxList {
		b.remark("Of %s, a list of %d, the first %d by id are listed.", path, len(all), evidence.MaxList)
		all = all[:evidence.MaxList]
		b.partial = append(b.partial, path)
	} else if !b.completeness.all || b.bareAssets && strings.HasPrefix(path, "data.cryptography.") {
		b.partial = append(b.partial, path)
	}
	return all
}
