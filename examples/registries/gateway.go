package main

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"

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
		Suite:  Gateway,
		Vendor: printable(report.Implementation.Organization), Product: printable(report.Implementation.Project),
		Version: printable(report.Implementation.Version), Spec: printable(report.SuiteVersion),
		Channel: printable(report.Channel), Mode: printable(report.Mode),
		Date: report.Date, File: printable(name), Digest: report.Digest,
	}
	for _, p := range report.Profiles {
		if !slices.Contains(columnProfiles(), p.Name) {
			r.Other = append(r.Other, printable(p.Name))
		}
	}
	switch {
	case report.Date.IsZero():
		r.Lacks = LacksDate
	case report.Implementation.Organization == "":
		r.Lacks = LacksIssuer
	case versionOf(report.Implementation.Version) == "":
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
