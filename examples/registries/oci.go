package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// product is what PRODUCT.yaml says; opencontainers/oci-conformance, instructions.md, says what its fields are. All are
// kept as they are written: 1.20 is no number.
type product struct {
	Vendor, Name, Version, Type word
}

// word is a text as it is written, empty where there is none.
type word string

// UnmarshalYAML is not asked about null, which leaves the word empty.
func (w *word) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return fmt.Errorf("line %d: is no text but a list or a mapping", n.Line)
	}
	*w = word(printable(n.Value))
	return nil
}

func readProduct(data []byte) (p product, err error) {
	in := yaml.NewDecoder(bytes.NewReader(data))
	if err := in.Decode(&p); err != nil && !errors.Is(err, io.EOF) {
		return p, err
	}
	var more yaml.Node
	switch err := in.Decode(&more); {
	case err == nil:
		return p, errors.New("has more than one document; which of them is the product is open")
	case !errors.Is(err, io.EOF):
		return p, err
	case p.Vendor == "" || p.Name == "":
		return p, errors.New("names no vendor or no product")
	}
	return p, nil
}

// product reads a product and the results beside it, if there are any.
func (c *collection) product(folder fs.FS, name, spec string, results bool) {
	var p product
	data, err := read(folder, name)
	if err == nil {
		if p, err = readProduct(data); err != nil {
			err = fmt.Errorf("%s: %w", name, err)
		}
	}
	if err != nil {
		c.refuse(name, err)
		return
	}
	r := &Report{
		Suite: OCI, Vendor: string(p.Vendor), Product: string(p.Name), Version: string(p.Version), Type: string(p.Type), Spec: spec,
		File: printable(name), Lacks: LacksReport,
	}
	if results {
		file := path.Join(path.Dir(name), "junit.xml")
		r.File = printable(file)
		data, err := read(folder, file)
		if err == nil {
			err = r.results(file, data)
		}
		if err != nil {
			c.refuse(file, err)
			r.Facts, r.Lacks = nil, LacksSense
		}
	}
	c.reports = append(c.reports, r)
}

// results imports a JUnit report of the OCI distribution conformance suite.
func (r *Report) results(file string, data []byte) error {
	report, err := junit.Read(file, bytes.NewReader(data), junit.DefaultLimits())
	if err != nil {
		return err
	}
	r.Date, r.Digest, r.Loose = report.Date, report.Digest, report.LooseFailures || report.LooseSkips
	version := versionOf(r.Version) // what is no version stays unknown
	switch {
	case report.Date.IsZero():
		r.Lacks = LacksDate
	case version == "":
		r.Lacks = LacksVersion
	default:
		r.Lacks = ""
	}
	measured, err := ociRuns(report, r.Spec)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	r.Open = measured.open
	// The vendor vouches: PRODUCT.yaml names "the legal entity that is certifying".
	r.Facts, err = junit.Import(file, bytes.NewReader(data), junit.Options{
		Origin:         evidence.Origin{Issuer: r.Vendor, Claim: r.Lacks != ""},
		Suite:          evidence.ConformanceSuiteOCIDistribution,
		SuiteVersion:   evidence.Version(r.Spec),
		SubjectVersion: version,
		Runs:           measured.runs,
	})
	return err
}
