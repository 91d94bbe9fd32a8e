package cyclonedx

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence/cyclonedx/internal/schemas"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

func decode(f *intake.File, limits doc.Limits) (*bill, error) {
	text := bytes.TrimLeft(bytes.TrimPrefix(f.Data, []byte("\xef\xbb\xbf")), " \t\r\n")
	utf16 := bytes.HasPrefix(text, []byte("\xff\xfe<\x00")) || bytes.HasPrefix(text, []byte("\xfe\xff\x00<"))
	switch {
	case len(text) == 0:
		return nil, doc.Problems{f.Problem(0, doc.Syntax, "export the bill of materials as JSON or XML", "the document is empty")}
	case text[0] == '<' || utf16:
		return decodeXML(f, limits)
	case text[0] == '{' || text[0] == '[' || text[0] == 0xff || text[0] == 0xfe: // the last two are UTF-16, which JSON is not read in
		return decodeJSON(f, limits)
	}
	return nil, doc.Problems{f.Problem(int64(len(f.Data)-len(text)), doc.Syntax, "export the bill of materials as JSON or XML",
		"is neither JSON nor XML")}
}

func decodeJSON(f *intake.File, limits doc.Limits) (*bill, error) {
	root, err := doc.ParseJSON(f.Name, f.Data, limits)
	if err != nil {
		return nil, err
	}
	version, err := versionOf(root)
	if err != nil {
		return nil, err
	}
	if err := checkNumbers(root); err != nil {
		return nil, err
	}
	schema, err := schemas.Schema(version)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	tree := root.Value().(map[string]any)
	root = nil // a large document must not lie in memory in three forms at once
	if err := validate(f, limits, schema, tree); err != nil {
		return nil, err
	}
	b := &bill{version: version, valid: true, signed: tree["signature"] != nil}
	tree = nil
	data := bytes.TrimPrefix(f.Data, []byte("\xef\xbb\xbf"))
	if err := b.decode(data); err != nil {
		if data, err = withoutUnread(f, limits); err == nil {
			err = b.decode(data)
		}
		if err != nil {
			return nil, doc.Problems{f.Problem(0, doc.Structural, "please report it, with the document", "is valid, but cannot be decoded: %v", err)}
		}
	}
	return b, nil
}

func (b *bill) decode(data []byte) error {
	b.BOM = cdx.BOM{}
	return cdx.NewBOMDecoder(bytes.NewReader(data), cdx.BOMFileFormatJSON).Decode(&b.BOM)
}

// unread are the parts of a document nothing is read from. They may be left out where cyclonedx-go 0.12 cannot decode what
// is valid, as it cannot with declarations.evidence.data.classification and patentAssertions.asserter.
var unread = []string{
	"annotations", "citations", "declarations", "definitions", "evidence", "formulation", "modelCard", "patentAssertions",
	"pedigree", "properties", "releaseNotes", "vulnerabilities",
}

// withoutUnread returns the document without them, at any depth.
func withoutUnread(f *intake.File, limits doc.Limits) ([]byte, error) {
	root, err := doc.ParseJSON(f.Name, f.Data, limits)
	if err != nil {
		return nil, err
	}
	var leaveOut func(v any)
	leaveOut = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				leaveOut(item)
			}
		case map[string]any:
			for _, key := range unread {
				delete(v, key)
			}
			for key, value := range v {
				if number, ok := value.(json.Number); ok {
					v[key] = whole(number)
				}
				leaveOut(value)
			}
		}
	}
	tree := root.Value().(map[string]any)
	leaveOut(tree)
	delete(tree, "version") // of the document; it may be written 1.0
	return json.Marshal(tree)
}

// whole writes a whole number without fraction and exponent, which the decoder demands and the schemas do not.
func whole(n json.Number) json.Number {
	if f, err := n.Float64(); err == nil && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return json.Number(strconv.FormatInt(int64(f), 10))
	}
	return n
}

// checkNumbers refuses numbers of more than maxNumber characters or with an exponent of more than three digits. The
// validator computes with fractions of any size: the time one number takes grows with the square of its digits.
func checkNumbers(root *doc.Node) error {
	var found doc.Collector
	var walk func(n *doc.Node)
	walk = func(n *doc.Node) {
		if n.Kind == doc.Number {
			_, exponent, _ := strings.Cut(strings.ToLower(n.Text), "e")
			if len(n.Text) > maxNumber || len(strings.TrimLeft(exponent, "+-")) > 3 {
				found.Add(n.Problem(doc.Structural, fmt.Sprintf("%s is no number this format needs", doc.Quote(n.Text)), ""))
			}
		}
		for _, item := range n.Items {
			walk(item)
		}
		for _, e := range n.Entries {
			walk(e.Value)
		}
	}
	walk(root)
	return found.Err()
}

const maxNumber = 40

// versionOf says which version of the specification a JSON document follows.
func versionOf(root *doc.Node) (string, error) {
	format, version := root.Get("bomFormat"), root.Get("specVersion")
	switch {
	case root.Kind != doc.Mapping || format == nil && version == nil:
		return "", doc.Problems{root.Problem(doc.Structural, `is no CycloneDX document: it has no "bomFormat"`, "SPDX and other formats are not read here")}
	case version == nil:
		return "", doc.Problems{root.Problem(doc.Structural, `does not say which version of CycloneDX it follows: "specVersion" is missing`, "")}
	case version.Kind != doc.String || !slices.Contains(schemas.Versions(), version.Text):
		return "", doc.Problems{version.Problem(doc.Structural, fmt.Sprintf("%s is not a version of CycloneDX that is read", doc.Quote(version.Text)), readVersions())}
	}
	return version.Text, nil
}

func readVersions() string { return "versions are " + strings.Join(schemas.Versions(), ", ") }

// namespace is that of an XML document, without its version.
const namespace = "http://cyclonedx.org/schema/bom/"

func decodeXML(f *intake.File, limits doc.Limits) (*bill, error) {
	if err := f.XML(limits); err != nil {
		return nil, err
	}
	o, err := outlineOf(f)
	if err != nil {
		return nil, err
	}
	root := o.root
	version, ours := strings.CutPrefix(root.Name.Space, namespace)
	switch {
	case root.Name.Local != "bom" || !ours:
		return nil, doc.Problems{f.Problem(0, doc.Structural, "the root of a CycloneDX document is bom in the namespace "+namespace+"1.x",
			"is no CycloneDX document: its root is %s in the namespace %s", doc.Quote(root.Name.Local), doc.Quote(root.Name.Space))}
	case !slices.Contains(schemas.Versions(), version):
		return nil, doc.Problems{f.Problem(0, doc.Structural, readVersions(), "%s is not a version of CycloneDX that is read", doc.Quote(version))}
	}
	b := &bill{version: version, signed: o.signed}
	if err := o.decode(f, &b.BOM); err != nil {
		return nil, err
	}
	o.restore(b)
	if err := b.reread(f, o); err != nil {
		return nil, err
	}
	if problems := b.checkValues(f.Name); len(problems) > 0 {
		return nil, problems
	}
	return b, nil
}

// outline is what stands at the top of an XML document.
type outline struct {
	root   xml.StartElement
	below  map[string]bool // the elements directly below
	signed bool            // one of them is a signature over the whole (XML Signature)
}

func outlineOf(f *intake.File) (outline, error) {
	o := outline{below: map[string]bool{}}
	dec := xml.NewDecoder(bytes.NewReader(f.Data))
	depth := 0
	for {
		token, err := dec.Token()
		if token == nil {
			return o, nil
		}
		if err != nil {
			return o, fmt.Errorf("%s: %w", f.Name, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch {
			case depth == 0:
				o.root = t.Copy()
			case depth == 1 && t.Name.Space == o.root.Name.Space:
				o.below[t.Name.Local] = true
			case depth == 1 && t.Name.Local == "Signature" && t.Name.Space == "http://www.w3.org/2000/09/xmldsig#":
				o.signed = true
			}
			depth++
		case xml.EndElement:
			depth--
		}
	}
}

// decode decodes the elements of the document's own namespace: another one's are extensions, whatever they are called.
func (o outline) decode(f *intake.File, target any) error {
	own := &ownElements{dec: xml.NewDecoder(bytes.NewReader(f.Data)), space: o.root.Name.Space}
	if err := xml.NewTokenDecoder(own).Decode(target); err != nil {
		return doc.Problems{f.Problem(0, doc.Structural, "", "is no CycloneDX document: %v", err)}
	}
	return nil
}

// ownElements passes on the elements of one namespace, with the attributes that are of none.
type ownElements struct {
	dec   *xml.Decoder
	space string
}

// Token implements xml.TokenReader.
func (o *ownElements) Token() (xml.Token, error) {
	for {
		token, err := o.dec.Token()
		if err != nil || token == nil {
			return nil, cmp.Or(err, io.EOF)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			return xml.CopyToken(token), nil
		}
		if start.Name.Space != o.space {
			if err := o.dec.Skip(); err != nil {
				return nil, err
			}
			continue
		}
		start = start.Copy()
		start.Attr = slices.DeleteFunc(start.Attr, func(a xml.Attr) bool { return a.Name.Space != "" && a.Name.Space != "xmlns" })
		return start, nil
	}
}

// restore tells lists that are empty from those that are absent, which the decoder does not.
func (o outline) restore(b *bill) {
	if o.below["components"] && b.Components == nil {
		b.Components = &[]cdx.Component{}
	}
	if o.below["services"] && b.Services == nil {
		b.Services = &[]cdx.Service{}
	}
	if o.below["dependencies"] && b.Dependencies == nil {
		b.Dependencies = &[]cdx.Dependency{}
	}
}

// xmlService is a service with its flows of data, which cyclonedx-go 0.12 does not read as the XML Schemas have them: up to
// version 1.4 as data/classification, since then as data/dataflow/classification, too.
type xmlService struct {
	Old []xmlFlow `xml:"data>classification"`
	New []struct {
		Flow xmlFlow `xml:"classification"`
	} `xml:"data>dataflow"`
	Services []xmlService `xml:"services>service"`
}

type xmlFlow struct {
	Direction string `xml:"flow,attr"`
	Text      string `xml:",chardata"`
}

// xmlComponent is a component with the references of its certificate, which cyclonedx-go 0.12 does not read as the XML
// Schemas have them: as text.
type xmlComponent struct {
	Signature  string         `xml:"cryptoProperties>certificateProperties>signatureAlgorithmRef"`
	Key        string         `xml:"cryptoProperties>certificateProperties>subjectPublicKeyRef"`
	Components []xmlComponent `xml:"components>component"`
}

// reread reads what the decoder reads wrong in XML.
func (b *bill) reread(f *intake.File, o outline) error {
	var root struct {
		Inner        []xmlComponent   `xml:"metadata>component>components>component"`
		Components   []xmlComponent   `xml:"components>component"`
		Services     []xmlService     `xml:"services>service"`
		Compositions []xmlComposition `xml:"compositions>composition"`
	}
	if err := o.decode(f, &root); err != nil {
		return err
	}
	setFlows(b.Services, root.Services)
	setReferences(b.Components, root.Components)
	if b.Metadata != nil && b.Metadata.Component != nil {
		setReferences(b.Metadata.Component.Components, root.Inner)
	}
	if b.Compositions != nil && len(*b.Compositions) == len(root.Compositions) {
		for i, c := range root.Compositions {
			c.restore(&(*b.Compositions)[i])
		}
	}
	return nil
}

// xmlComposition tells lists of references that are empty from those that are absent: a statement about nothing from one
// about everything.
type xmlComposition struct {
	Assemblies      *struct{} `xml:"assemblies"`
	Dependencies    *struct{} `xml:"dependencies"`
	Vulnerabilities *struct{} `xml:"vulnerabilities"`
}

func (x xmlComposition) restore(c *cdx.Composition) {
	for _, list := range []struct {
		there bool
		refs  **[]cdx.BOMReference
	}{{x.Assemblies != nil, &c.Assemblies}, {x.Dependencies != nil, &c.Dependencies}, {x.Vulnerabilities != nil, &c.Vulnerabilities}} {
		if list.there && *list.refs == nil {
			*list.refs = &[]cdx.BOMReference{}
		}
	}
}

func setReferences(to *[]cdx.Component, from []xmlComponent) {
	if to == nil || len(*to) != len(from) {
		return
	}
	for i := range from {
		c := &(*to)[i]
		if p := c.CryptoProperties; p != nil && p.CertificateProperties != nil {
			p.CertificateProperties.SignatureAlgorithmRef = cdx.BOMReference(strings.TrimSpace(from[i].Signature))
			p.CertificateProperties.SubjectPublicKeyRef = cdx.BOMReference(strings.TrimSpace(from[i].Key))
		}
		setReferences(c.Components, from[i].Components)
	}
}

func setFlows(to *[]cdx.Service, from []xmlService) {
	if to == nil || len(*to) != len(from) {
		return
	}
	for i := range from {
		s := &(*to)[i]
		flows := from[i].Old
		for _, d := range from[i].New {
			if d.Flow.Direction == "" {
				d.Flow.Direction = string(cdx.DataFlowUnknown) // a flow need not be classified
			}
			flows = append(flows, d.Flow)
		}
		s.Data = nil
		if len(flows) > 0 {
			data := make([]cdx.DataClassification, len(flows))
			for k, d := range flows {
				data[k] = cdx.DataClassification{Flow: cdx.DataFlow(d.Direction), Classification: d.Text}
			}
			s.Data = &data
		}
		setFlows(s.Services, from[i].Services)
	}
}
