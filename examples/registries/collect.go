package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// Suite is one of the two kinds of reports.
type Suite string

// The suites.
const (
	Gateway Suite = "Gateway API"
	OCI     Suite = "OCI Distribution"
)

// Report is what a file of the folder says about one version of one implementation.
type Report struct {
	Suite Suite
	// Vendor and Product name the implementation, and Version what was tested, as the report spells them.
	Vendor, Product, Version string
	// Type is what an OCI product says it is: distribution, hosted; Channel and Mode are those of a Gateway API report.
	Type, Channel, Mode string
	// Spec is the version of the specification that was tested.
	Spec string
	// Date is the day of the report; zero if it bears none.
	Date evidence.Date
	// File is the path of the report in the folder; Digest identifies its bytes.
	File, Digest string
	// Facts are what the importer made of it; nil if there are no results.
	Facts *evidence.Fragment
	// Lacks says why there is no proof or there are no facts; empty if there are both.
	Lacks Lack
}

// Implementation names what is assessed.
func (r *Report) Implementation() string {
	if r.Vendor == "" {
		return r.Product
	}
	return r.Product + " (" + r.Vendor + ")"
}

// Lack is what a report lacks.
type Lack string

// What reports lack. All but the last two leave claims without a proof.
const (
	LacksDate    Lack = "date"    // it bears no date
	LacksIssuer  Lack = "issuer"  // it names nobody who vouches
	LacksVersion Lack = "version" // what it tested is no version number
	LacksReport  Lack = "report"  // there is a product and no report
	LacksSense   Lack = "sense"   // there is a report, and it is refused
)

// Refusal is a file that says it is a report and cannot be read as one.
type Refusal struct {
	File string
	Err  error
}

// collection is what a folder holds.
type collection struct {
	reports []*Report
	refused []Refusal
	skipped int // files that are no reports
}

// maxFile bounds what is read of one file; the importers have limits of their own.
const maxFile = 16 << 20

// claimsToBeReport finds the kind of a Gateway API report in YAML or JSON without reading the file as either.
var claimsToBeReport = regexp.MustCompile(`(?m)^[ \t{]*"?kind"?[ \t]*:[ \t]*["']?ConformanceReport\b`)

// specFolder is the name of a folder of OCI conformance results: that of the version of the specification.
var specFolder = regexp.MustCompile(`^v(\d+\.\d+)$`)

// collect walks through the folder. A file that is no report is counted, one that should be and cannot be read is refused;
// neither stops the others.
func collect(folder fs.FS, segments []string) (*collection, error) {
	c := &collection{}
	beside := map[string]bool{} // reports read together with the product they are of
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return fs.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		if spec, is := ociFolder(append(slices.Clone(segments), strings.Split(name, "/")...)); is && d.Name() == "PRODUCT.yaml" {
			if c.product(folder, name, spec) {
				beside[path.Join(path.Dir(name), "junit.xml")] = true
			}
			return nil
		}
		switch path.Ext(name) {
		case ".yaml", ".yml", ".json":
			c.gateway(folder, name)
		default:
			c.skipped++
		}
		return nil
	})
	c.skipped -= len(beside)
	return c, err
}

// ociFolder tells from the path of a file, distribution-spec/v1.1/product/file, for which version of the specification the
// results beside it are.
func ociFolder(segments []string) (spec string, is bool) {
	n := len(segments)
	if n < 4 || segments[n-4] != "distribution-spec" {
		return "", false
	}
	m := specFolder.FindStringSubmatch(segments[n-3])
	if m == nil {
		return "", false
	}
	return m[1], true
}

func (c *collection) refuse(file string, err error) {
	c.refused = append(c.refused, Refusal{file, err})
}

// newest is the newest date in the reports.
func (c *collection) newest() (day evidence.Date) {
	for _, r := range c.reports {
		if r.Date.Compare(day) > 0 {
			day = r.Date
		}
	}
	return day
}

// nothing says why there is no matrix.
func (c *collection) nothing() error {
	errs := []error{fmt.Errorf("there is no report in the folder: %d other files, %d refused", c.skipped, len(c.refused))}
	for _, r := range c.refused {
		errs = append(errs, r.Err)
	}
	return errors.Join(errs...)
}

// newer orders reports of one implementation, newest first. Gateway API reports go by their date, since projects test new
// versions against old specifications too; results of registries, few of which bear a date, by the version of the
// specification before it. Then follow the versions of specification and implementation, the standard channel and the
// default mode before others, and the path. Without a date is oldest.
func newer(a, b *Report) int {
	date, spec := b.Date.Compare(a.Date), evidence.Version(b.Spec).Compare(evidence.Version(a.Spec))
	if a.Suite == OCI {
		date, spec = spec, date
	}
	return cmp.Or(
		date, spec,
		evidence.Version(b.Version).Compare(evidence.Version(a.Version)),
		strings.Compare(b.Channel, a.Channel),
		first(a.Mode == "default", b.Mode == "default"),
		strings.Compare(a.File, b.File),
	)
}

// first orders what is so before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
