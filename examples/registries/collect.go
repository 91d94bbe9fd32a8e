package main

import (
	"errors"
	"fmt"
	"io"
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
	// File is the path of the report in the folder; Digest identifies its bytes, and is empty where there is no report.
	File, Digest string
	// Facts are what the importer made of it; nil if there are no results.
	Facts *evidence.Fragment
	// Lacks says why there is no proof or there are no facts; empty if there are both.
	Lacks Lack
	// Loose is whether the report contradicts itself about how many tests failed or were skipped.
	Loose bool
	// Open says of groups why it is not known which required tests the report lacks.
	Open map[evidence.ConformanceProfile]Why
	// Other are the profiles of the report that have no column.
	Other []string
}

// Implementation names what is assessed.
func (r *Report) Implementation() string {
	if r.Vendor == "" {
		return r.Product
	}
	return r.Product + " (" + r.Vendor + ")"
}

// preRelease matches what makers write into the version of what is not released yet. A hyphen alone does not tell: 1.36.2-gke.1 is
// a release.
var preRelease = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:alpha|beta|rc|pre|preview|dev|nightly|snapshot)(?:$|[^a-z])`)

// PreRelease reports whether the version says that it is none yet.
func (r *Report) PreRelease() bool { return preRelease.MatchString(r.Version) }

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

// Refusal is a file that says it is a report and cannot be read as one, or a folder that cannot be read.
type Refusal struct {
	File string
	Err  error
}

// Lines are the problems, one a line, without anything that a terminal would obey or that looks like another line.
func (r Refusal) Lines() (out []string) {
	for line := range strings.SplitSeq(strings.ReplaceAll(r.Err.Error(), r.File, printable(r.File)), "\n") {
		out = append(out, printable(line))
	}
	return out
}

// collection is what a folder holds.
type collection struct {
	reports []*Report
	refused []Refusal
	skipped int // files that are no reports
}

// claimsToBeReport finds the kind of a Gateway API report in YAML or JSON without reading the file as either. The importer
// says what is wrong with a key in other letters.
var claimsToBeReport = regexp.MustCompile(`(?im)(?:^|[{,])[ \t]*["']?kind["']?\s*:\s*["']?ConformanceReport\b`)

// specFolder is the name of a folder of OCI conformance results: that of the version of the specification.
var specFolder = regexp.MustCompile(`^v(\d+\.\d+)$`)

// collect walks through the folder. A file that is no report is counted, one that should be and cannot be read is refused;
// neither stops the others. Links and devices are not followed: what a report says is in the folder.
func collect(folder fs.FS, segments []string) (*collection, error) {
	c := &collection{}
	regular, order := map[string]bool{}, []string{}
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == ".":
			return err
		case err != nil:
			c.refuse(name, fmt.Errorf("%s: %w", name, err))
			return fs.SkipDir
		case d.IsDir() && d.Name() == ".git":
			return fs.SkipDir
		case !d.IsDir():
			regular[name] = d.Type().IsRegular()
			order = append(order, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, name := range order {
		spec, oci := ociFolder(append(slices.Clone(segments), strings.Split(name, "/")...))
		beside := func(other string) string { return path.Join(path.Dir(name), other) }
		_, hasProduct := regular[beside("PRODUCT.yaml")]
		switch base := path.Base(name); {
		case oci && base == "junit.xml" && hasProduct: // read with the product
		case oci && base == "junit.xml":
			c.refuse(name, fmt.Errorf("%s: there is no PRODUCT.yaml beside it, so nobody knows of what it is", name))
		case oci && base == "PRODUCT.yaml" && !regular[name]:
			c.refuse(name, fmt.Errorf("%s: %w", name, errKind))
		case oci && base == "PRODUCT.yaml":
			_, hasReport := regular[beside("junit.xml")]
			c.product(folder, name, spec, hasReport)
		case regular[name] && slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(path.Ext(name))):
			c.gateway(folder, name)
		default:
			c.skipped++
		}
	}
	return c, nil
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

// maxFile bounds what is read of one file; the importers have limits of their own.
const maxFile = 16 << 20

var (
	errSize = fmt.Errorf("has more than the %d bytes a report may have", maxFile)
	errKind = errors.New("is no regular file (links are not followed)")
)

// read reads a regular file of the folder within the limit. It does not believe the size the file system tells.
func read(folder fs.FS, name string) ([]byte, error) {
	info, err := fs.Lstat(folder, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", name, errKind)
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case len(data) > maxFile:
		return nil, fmt.Errorf("%s: %w", name, errSize)
	}
	return data, nil
}

// hash matches the hash of a commit, whole or shortened. It is no version: nobody can say which of two is newer.
var hash = regexp.MustCompile(`^[0-9a-f]{7,40}$`)

// versionOf returns what can be compared as a version, or nothing.
func versionOf(text string) evidence.Version {
	var v evidence.Version
	if hash.MatchString(text) && strings.ContainsAny(text, "abcdef") || v.UnmarshalText([]byte(text)) != nil {
		return ""
	}
	return v
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
		errs = append(errs, errors.New(strings.Join(r.Lines(), "\n")))
	}
	return errors.Join(errs...)
}
