// Package sarif writes what a linter found as SARIF 2.1.0 (OASIS Standard, 27
// March 2020), which editors and code scanning read.
//
// It knows the small part of the format that a linter of text files needs: one
// run with its rules, results with their places, and notifications about what
// could not be looked at. The same log gives the same bytes; nothing in it is a
// time, a machine or a random id.
//
// It is a writer of its own rather than a library: that part is one file, and
// libraries bring the whole format and modules with it.
package sarif

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// Schema is the address of the format's JSON Schema, as a log names it.
const Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// FingerprintName is the name fingerprints have in a log.
const FingerprintName = "triasFinding/v1"

// Level is how bad a result is (§ 3.27.10).
type Level string

// The levels.
const (
	Error   Level = "error"
	Warning Level = "warning"
	Note    Level = "note"
)

// Log is one run of a linter.
type Log struct {
	// Tool and Version name the linter; Version may be empty.
	Tool, Version string
	// Rules are what it looks for; each id is there once.
	Rules []Rule
	// Results are what it found, in the order they are to be shown.
	Results []Result
	// Failures are what it could not look at, in words.
	Failures []string
}

// Rule is what a linter looks for.
type Rule struct {
	// ID is stable over releases: users name it in settings.
	ID    string
	Level Level
	// Title is a few words, Help says why and what to do.
	Title, Help string
}

// Result is one thing found.
type Result struct {
	// Rule is the id of one of the log's rules.
	Rule    string
	Message string
	// File is a path as users write it, relative or absolute.
	File string
	// Region is the place in the file; the zero Region is the whole file.
	Region Region
	// Fingerprint tells the result from all others, and is the same in the next
	// run although lines have moved.
	Fingerprint string
}

// Region is a part of a text file. Lines and columns count from 1, columns in
// Unicode code points; EndColumn is the one behind the last character. Without
// an end it goes to the end of the line.
type Region struct {
	StartLine, StartColumn, EndLine, EndColumn int
}

// Encode writes the log as JSON, with a line break at the end. The error names a
// result whose rule the log does not have.
func (l *Log) Encode() ([]byte, error) {
	index := map[string]int{}
	rules := make([]ruleJSON, len(l.Rules))
	for i, r := range l.Rules {
		index[r.ID] = i
		rules[i] = ruleJSON{r.ID, say(r.Title), say(r.Help), say(r.Help), level{r.Level}}
	}
	results := make([]resultJSON, len(l.Results))
	for i, r := range l.Results {
		at, ok := index[r.Rule]
		if !ok {
			return nil, fmt.Errorf("result %d: there is no rule %q", i, r.Rule)
		}
		physical := physicalJSON{Artifact: artifactJSON{URI(r.File)}}
		if r.Region != (Region{}) {
			physical.Region = &regionJSON{r.Region.StartLine, r.Region.StartColumn, r.Region.EndLine, r.Region.EndColumn}
		}
		results[i] = resultJSON{RuleID: r.Rule, RuleIndex: at, Level: l.Rules[at].Level, Message: say(r.Message),
			Locations: []locationJSON{{physical}}}
		if r.Fingerprint != "" {
			results[i].Fingerprints = map[string]string{FingerprintName: r.Fingerprint}
		}
	}
	invocation := invocationJSON{Successful: len(l.Failures) == 0}
	for _, f := range l.Failures {
		invocation.Notifications = append(invocation.Notifications, notificationJSON{Error, say(f)})
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(logJSON{Schema, "2.1.0", []runJSON{{
		Tool:        toolJSON{driverJSON{l.Tool, l.Version, rules}},
		Invocations: []invocationJSON{invocation},
		ColumnKind:  "unicodeCodePoints",
		Results:     results,
	}}})
	return out.Bytes(), err
}

// say writes words as a message string, in which a brace is written twice (§
// 3.11.5).
func say(words string) text {
	return text{strings.NewReplacer("{", "{{", "}", "}}").Replace(words)}
}

// URI writes a path as the URI of an artifact (§ 3.4.3): relative ones stay
// relative, so that who reads the log can find the file below its own root.
func URI(file string) string {
	slashed := filepath.ToSlash(file)
	if filepath.IsAbs(file) || path.IsAbs(slashed) {
		return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(slashed, "/")}).String()
	}
	return (&url.URL{Path: slashed}).String()
}

// The objects of the format, with the names it gives their properties.
type (
	logJSON struct {
		Schema  string    `json:"$schema"`
		Version string    `json:"version"`
		Runs    []runJSON `json:"runs"`
	}
	runJSON struct {
		Tool        toolJSON         `json:"tool"`
		Invocations []invocationJSON `json:"invocations"`
		ColumnKind  string           `json:"columnKind"`
		Results     []resultJSON     `json:"results"`
	}
	toolJSON struct {
		Driver driverJSON `json:"driver"`
	}
	driverJSON struct {
		Name    string     `json:"name"`
		Version string     `json:"version,omitempty"`
		Rules   []ruleJSON `json:"rules"`
	}
	ruleJSON struct {
		ID    string `json:"id"`
		Short text   `json:"shortDescription"`
		Full  text   `json:"fullDescription"`
		Help  text   `json:"help"`
		Level level  `json:"defaultConfiguration"`
	}
	text struct {
		Text string `json:"text"`
	}
	level struct {
		Level Level `json:"level"`
	}
	invocationJSON struct {
		Successful    bool               `json:"executionSuccessful"`
		Notifications []notificationJSON `json:"toolExecutionNotifications,omitempty"`
	}
	notificationJSON struct {
		Level   Level `json:"level"`
		Message text  `json:"message"`
	}
	resultJSON struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        Level             `json:"level"`
		Message      text              `json:"message"`
		Locations    []locationJSON    `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints,omitempty"`
	}
	locationJSON struct {
		Physical physicalJSON `json:"physicalLocation"`
	}
	physicalJSON struct {
		Artifact artifactJSON `json:"artifactLocation"`
		Region   *regionJSON  `json:"region,omitempty"`
	}
	artifactJSON struct {
		URI string `json:"uri"`
	}
	regionJSON struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
)
