package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/sarif"
)

// lintFormats are the formats of findings, the default first.
var lintFormats = []string{"text", "json", "sarif"}

// writeFindings writes what was found. Formats for machines also hold what was
// wrong with files that do not load, which text leaves to standard error.
func (p *program) writeFindings(format string, found []placed, problems []error) error {
	if format == "text" {
		for _, f := range found {
			problem := doc.Problem{File: f.file, Line: f.region.StartLine, Column: f.region.StartColumn, Message: f.message, Hint: f.hint}
			fmt.Fprintf(&p.out, "%s [%s]\n", problem.Error(), f.check)
		}
		return nil
	}
	broken, failures := unloaded(problems)
	found = append(broken, found...)
	var data []byte
	var err error
	switch format {
	case "json":
		data, err = asJSON(found, failures)
	case "sarif":
		data, err = asSARIF(found, failures)
	}
	p.out.Write(data) // nothing in a format there is not
	return err
}

// unloaded makes findings of the problems that have a place in a file. The rest,
// such as a file that is missing, is why the run is not complete.
func unloaded(problems []error) (found []placed, failures []string) {
	seen := map[string]int{}
	for _, err := range problems {
		var several doc.Problems
		var one doc.Problem
		switch {
		case errors.As(err, &several):
		case errors.As(err, &one):
			several = doc.Problems{one}
		default:
			failures = append(failures, err.Error())
			continue
		}
		for _, b := range several {
			identity := strings.Join([]string{checkDoesNotLoad, b.File, b.Pointer, b.Message}, "\x00")
			found = append(found, placed{file: b.File, region: sarif.Region{StartLine: b.Line, StartColumn: b.Column}, pointer: b.Pointer,
				check: checkDoesNotLoad, message: b.Message, hint: b.Hint, fingerprint: fingerprint(identity, seen[identity])})
			seen[identity]++
		}
	}
	return found, failures
}

func (f placed) words() string {
	if f.hint == "" {
		return f.message
	}
	return f.message + " (" + f.hint + ")"
}

// asSARIF names no version of Trias: the same findings give the same bytes,
// however the program was built.
func asSARIF(found []placed, failures []string) ([]byte, error) {
	log := sarif.Log{Tool: "trias", Failures: failures}
	for _, c := range checks() {
		log.Rules = append(log.Rules, sarif.Rule{ID: c.Name, Level: sarif.Level(c.Severity), Title: c.Title, Help: c.Why})
	}
	for _, f := range found {
		log.Results = append(log.Results, sarif.Result{Rule: f.check, Message: f.words(), File: f.file, Region: f.region, Fingerprint: f.fingerprint})
	}
	return log.Encode()
}

// findingsFormat marks findings as JSON.
const findingsFormat = "findings/v1"

type findingsJSON struct {
	Trias    string        `json:"trias"`
	Findings []findingJSON `json:"findings"`
	// Failures say what could not be looked at.
	Failures []string `json:"failures,omitempty"`
}

type findingJSON struct {
	File        string            `json:"file"`
	Line        int               `json:"line,omitempty"`
	Column      int               `json:"column,omitempty"`
	EndLine     int               `json:"endLine,omitempty"`
	EndColumn   int               `json:"endColumn,omitempty"`
	Pointer     string            `json:"pointer"`
	Check       string            `json:"check"`
	Severity    criteria.Severity `json:"severity"`
	Message     string            `json:"message"`
	Hint        string            `json:"hint,omitempty"`
	Fingerprint string            `json:"fingerprint"`
}

func asJSON(found []placed, failures []string) ([]byte, error) {
	severities := map[string]criteria.Severity{}
	for _, c := range checks() {
		severities[c.Name] = c.Severity
	}
	out := findingsJSON{Trias: findingsFormat, Findings: []findingJSON{}, Failures: failures}
	for _, f := range found {
		out.Findings = append(out.Findings, findingJSON{f.file, f.region.StartLine, f.region.StartColumn, f.region.EndLine, f.region.EndColumn,
			f.pointer, f.check, severities[f.check], f.message, f.hint, f.fingerprint})
	}
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(out)
	return []byte(text.String()), err
}
