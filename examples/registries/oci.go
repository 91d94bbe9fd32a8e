package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// product is what PRODUCT.yaml says; opencontainers/oci-conformance, instructions.md, says what its fields are. The version
// is kept as it is written: 1.20 is no number.
type product struct {
	Vendor  string    `yaml:"vendor"`
	Name    string    `yaml:"name"`
	Version yaml.Node `yaml:"version"`
	Type    string    `yaml:"type"`
}

// product reads a product and the results beside it, and reports whether there are any.
func (c *collection) product(folder fs.FS, name, spec string) (results bool) {
	var p product
	data, err := read(folder, name)
	if err == nil {
		err = yaml.Unmarshal(data, &p)
	}
	if err == nil && (p.Vendor == "" || p.Name == "") {
		err = errors.New("names no vendor or no product")
	}
	r := &Report{
		Suite: OCI, Vendor: p.Vendor, Product: p.Name, Version: p.Version.Value, Type: p.Type, Spec: spec,
		File: path.Join(path.Dir(name), "junit.xml"),
	}
	xml, missing := read(folder, r.File)
	switch {
	case err != nil:
		c.refuse(name, fmt.Errorf("%s: %w", name, err))
		return missing == nil
	case errors.Is(missing, fs.ErrNotExist):
		r.File, r.Lacks = name, LacksReport
	case missing != nil:
		c.refuse(r.File, missing)
		r.Lacks = LacksSense
	default:
		if err := r.results(xml); err != nil {
			c.refuse(r.File, err)
			r.Facts, r.Lacks = nil, LacksSense
		}
	}
	c.reports = append(c.reports, r)
	return !errors.Is(missing, fs.ErrNotExist)
}

// results imports a JUnit report of the OCI distribution conformance suite.
func (r *Report) results(data []byte) error {
	report, err := junit.Read(r.File, bytes.NewReader(data), junit.DefaultLimits())
	if err != nil {
		return err
	}
	r.Date, r.Digest = report.Date, report.Digest
	var version evidence.Version
	switch {
	case report.Date.IsZero():
		r.Lacks = LacksDate
	case version.UnmarshalText([]byte(r.Version)) != nil:
		r.Lacks = LacksVersion
	}
	_ = version.UnmarshalText([]byte(r.Version)) // what is no version stays unknown
	runs, err := ociRuns(report, r.Spec)
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	// The vendor vouches: PRODUCT.yaml names "the legal entity that is certifying".
	r.Facts, err = junit.Import(r.File, bytes.NewReader(data), junit.Options{
		Origin:         evidence.Origin{Issuer: r.Vendor, Claim: r.Lacks != ""},
		Suite:          evidence.ConformanceSuiteOCIDistribution,
		SuiteVersion:   evidence.Version(r.Spec),
		SubjectVersion: version,
		Runs:           runs,
	})
	return err
}
