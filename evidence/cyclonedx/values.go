package cyclonedx

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/cyclonedx/internal/schemas"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// checkValues checks, in an XML document, the values this package reads: types of components, their names, hash
// algorithms, SPDX identifiers, flows of data, statements on completeness. Places are paths of elements, as XPath has them.
func (b *bill) checkValues(file string) doc.Problems {
	var c checker
	if b.Metadata != nil && b.Metadata.Component != nil {
		c.component("/bom/metadata/component", b.Metadata.Component)
	}
	c.components("/bom/components", b.Components)
	c.services("/bom/services", b.Services)
	if b.Compositions != nil {
		for i, composition := range *b.Compositions {
			aggregates := append(evidence.SBOMComposition("").Values(), "unknown", "not_specified")
			c.oneOf(fmt.Sprintf("/bom/compositions/composition[%d]/aggregate", i+1), string(composition.Aggregate), aggregates)
		}
	}
	problems, _ := c.found.Err().(doc.Problems)
	for i := range problems {
		problems[i].File = file
	}
	return problems
}

type checker struct {
	found doc.Collector
	refs  map[string]string // where each reference is given
}

// ref checks that no two parts of the document are referred to in the same way.
func (c *checker) ref(at, ref string) {
	if ref == "" {
		return
	}
	if first, twice := c.refs[ref]; twice {
		c.found.Add(problem(at+"/@bom-ref", "", "%s refers to %s already", doc.Quote(ref), first))
		return
	}
	if c.refs == nil {
		c.refs = map[string]string{}
	}
	c.refs[ref] = at
}

// hashText are hexadecimal digits, as many as 128, 160, 256, 384 or 512 bits have.
var hashText = regexp.MustCompile(`^([a-fA-F0-9]{32}|[a-fA-F0-9]{40}|[a-fA-F0-9]{64}|[a-fA-F0-9]{96}|[a-fA-F0-9]{128})$`)

func (c *checker) oneOf(at, got string, known []string) {
	if slices.Contains(known, got) {
		return
	}
	hint := ""
	if !c.found.Full() {
		if near := doc.Suggest(got, known); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
	}
	c.found.Add(problem(at, hint, "%s is not known here", doc.Quote(got)))
}

// componentTypes are those of CycloneDX 1.7.
var componentTypes = evidence.SBOMComponentType("").Values()

var hashAlgorithms = append([]string{string(cdx.HashAlgoMD5), string(cdx.HashAlgoSHA1)}, func() []string {
	var names []string
	for h := range strongHashes {
		names = append(names, string(h))
	}
	slices.Sort(names)
	return names
}()...)

func (c *checker) components(at string, list *[]cdx.Component) {
	if list == nil {
		return
	}
	for i := range *list {
		c.component(fmt.Sprintf("%s/component[%d]", at, i+1), &(*list)[i])
	}
}

func (c *checker) component(at string, component *cdx.Component) {
	c.ref(at, component.BOMRef)
	c.oneOf(at+"/@type", string(component.Type), componentTypes)
	if component.Name == "" {
		c.found.Add(problem(at, "", "lacks a name"))
	}
	if component.Hashes != nil {
		for i, h := range *component.Hashes {
			at := fmt.Sprintf("%s/hashes/hash[%d]", at, i+1)
			c.oneOf(at+"/@alg", string(h.Algorithm), hashAlgorithms)
			if !hashText.MatchString(strings.TrimSpace(h.Value)) {
				c.found.Add(problem(at, "", "%s is no hash in hexadecimal digits", doc.Quote(h.Value)))
			}
		}
	}
	if component.Licenses != nil {
		for i, choice := range *component.Licenses {
			if choice.License != nil && choice.License.ID != "" && !schemas.IsSPDX(choice.License.ID) {
				c.oneOf(fmt.Sprintf("%s/licenses/license[%d]/id", at, i+1), choice.License.ID, schemas.SPDX())
			}
		}
	}
	c.components(at+"/components", component.Components)
}

func (c *checker) services(at string, list *[]cdx.Service) {
	if list == nil {
		return
	}
	for i := range *list {
		s := &(*list)[i]
		at := fmt.Sprintf("%s/service[%d]", at, i+1)
		c.ref(at, s.BOMRef)
		if s.Name == "" {
			c.found.Add(problem(at, "", "lacks a name"))
		}
		if s.Data != nil {
			for k, d := range *s.Data {
				c.oneOf(fmt.Sprintf("%s/data[%d]/@flow", at, k+1), string(d.Flow), []string{"inbound", "outbound", "bi-directional", "unknown"})
			}
		}
		c.services(at+"/services", s.Services)
	}
}

// problem is one without a line, as cyclonedx-go keeps none.
func problem(path, hint, format string, args ...any) doc.Problem {
	return doc.Problem{Pointer: path, Kind: doc.Semantic, Message: fmt.Sprintf(format, args...), Hint: hint}
}
