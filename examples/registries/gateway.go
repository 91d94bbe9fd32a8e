package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/gatewayapi"
)

// gateway reads a file that may be a Gateway API conformance report.
func (c *collection) gateway(folder fs.FS, name string) {
	data, err := read(folder, name)
	switch {
	case errors.Is(err, errSize), err == nil && !claimsToBeReport.Match(data):
		c.skipped++
		return
	case err != nil:
		c.refuse(name, err)
		return
	}
	report, err := gatewayapi.Read(name, bytes.NewReader(data), gatewayapi.DefaultLimits())
	if err != nil {
		c.refuse(name, err)
		return
	}
	r := &Report{
		Suite: Gateway, Vendor: report.Implementation.Organization, Product: report.Implementation.Project, Version: report.Implementation.Version,
		Spec: report.SuiteVersion, Channel: report.Channel, Mode: report.Mode, Date: report.Date, File: name, Digest: report.Digest,
	}
	var version evidence.Version
	switch {
	case report.Date.IsZero():
		r.Lacks = LacksDate
	case report.Implementation.Organization == "":
		r.Lacks = LacksIssuer
	case version.UnmarshalText([]byte(r.Version)) != nil:
		r.Lacks = LacksVersion
	}
	// The organization named in the report vouches for it. What lacks a date, a name or a version to speak of cannot be a
	// proof; its facts are then claims.
	r.Facts, err = gatewayapi.Import(name, bytes.NewReader(data), gatewayapi.Options{Origin: evidence.Origin{Claim: r.Lacks != ""}})
	if err != nil {
		c.refuse(name, err)
		return
	}
	c.reports = append(c.reports, r)
}

var errSize = fmt.Errorf("has more than the %d bytes a report may have", maxFile)

// read reads a file of the folder within the limit.
func read(folder fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(folder, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("%s: %w", name, errSize)
	}
	return fs.ReadFile(folder, name)
}
