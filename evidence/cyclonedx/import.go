package cyclonedx

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
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

// DefaultLimits returns the limits that are on unless others are given: 64 MiB, 64 levels, 3,000,000 values, 100,000 entries
// in one list, 16 MiB in one text.
func DefaultLimits() evidence.Limits {
	return evidence.Limits{Bytes: 64 << 20, Depth: 64, Nodes: 3_000_000, Items: 100_000, String: 16 << 20}
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

	complete bool     // it says that nothing is missing
	partial  []string // lists that may lack elements
	remarks  []string
	meanings map[string]*meaning // by text
}

func (b *bill) remark(format string, args ...any) {
	b.remarks = append(b.remarks, fmt.Sprintf(format, args...))
}

func (b *bill) fragment(file *intake.File, o evidence.Origin) (*evidence.Fragment, error) {
	f := &evidence.Fragment{Name: file.Name}
	b.complete = b.isComplete()
	var covers []string
	software, assets := b.components()
	if b.isInventory(software) {
		b.sbom(&f.SupplyChain.SBOM, software)
		covers = append(covers, "supplyChain.sbom")
	}
	if len(assets) > 0 {
		b.cryptography(&f.Data.Cryptography, assets)
		covers = append(covers, "data.cryptography")
	}
	if covers == nil {
		return nil, fmt.Errorf("%s: %w: the document is CycloneDX %s and lists neither components, services nor cryptography", file.Name, ErrNothing, b.version)
	}
	slices.Sort(b.partial)
	f.Partial = b.partial
	if o.Claim {
		return f, nil
	}
	proof, problems := file.Proof(evidence.Code, "cyclonedx", o, b.stated(), covers)
	if len(problems) > 0 {
		return nil, problems
	}
	f.Proofs = []evidence.Proof{proof}
	return f, nil
}

// isInventory reports whether the document lists components or services, be it none. A document about vulnerabilities,
// attestations or cryptography alone is no bill of what its subject is made of.
func (b *bill) isInventory(software []*component) bool {
	assetsOnly := b.Components != nil && len(*b.Components) > 0 && len(software) == 0
	return len(software) > 0 || b.Services != nil || b.Components != nil && !assetsOnly
}

// list cuts a list down to what a dossier holds, the first by id, and notes under its path that elements may be lacking:
// those cut off, or those the document does not say it has all of.
func list[T any](b *bill, path string, all []T, id func(T) string) []T {
	slices.SortFunc(all, func(x, y T) int { return strings.Compare(id(x), id(y)) })
	if len(all) > evidence.MaxList {
		b.remark("Of %s, a list of %d, the first %d by id are listed.", path, len(all), evidence.MaxList)
		all = all[:evidence.MaxList]
		b.partial = append(b.partial, path)
	} else if !b.complete {
		b.partial = append(b.partial, path)
	}
	return all
}
