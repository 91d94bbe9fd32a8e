package gatewayapi

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// kind and apiVersions say that a document is a report this package reads.
const kind = "ConformanceReport"

var apiVersions = []string{"gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1alpha1"}

// places are values of the report to which later problems point.
type places struct{ version *doc.Node }

func read(name string, in io.Reader, limits evidence.Limits) (*Report, *intake.File, error) {
	limits = intake.Limits(limits, DefaultLimits())
	limits.Items = min(limits.Items, evidence.MaxList)
	file, err := intake.Read(name, in, limits)
	if err != nil {
		return nil, nil, err
	}
	node, err := doc.Parse(name, file.Data, limits)
	if node == nil {
		return nil, nil, err
	}
	r := &reader{}
	var problems doc.Problems
	if errors.As(err, &problems) {
		r.Add(problems...)
	}
	report := r.report(node)
	report.Digest, report.unread = file.Digest, r.unread
	if err := r.Err(); err != nil {
		return nil, nil, err
	}
	return report, file, nil
}

func (r *reader) report(n *doc.Node) *Report {
	out := &Report{}
	keys := []string{"apiVersion", "kind", "date", "mode", "gatewayAPIVersion", "gatewayAPIChannel", "implementation", "profiles", "succeededProvisionalTests"}
	o := r.open(n, keys)
	if !r.isReport(o) {
		return out
	}
	r.reportSlips(o, keys)
	out.APIVersion = r.apiVersion(r.need(o, "apiVersion"))
	out.Date = r.date(o.values["date"])
	out.Mode = r.text(o.values["mode"])
	out.SuiteVersion = r.text(r.want(o, "gatewayAPIVersion"))
	if out.SuiteVersion != "" && intake.Version(out.SuiteVersion) == nil {
		r.remark("/gatewayAPIVersion", out.SuiteVersion, "is no version number")
	}
	out.Channel = r.text(r.want(o, "gatewayAPIChannel"))
	if out.Channel != "" && listed[evidence.SpecificationChannel](out.Channel) == nil {
		r.remark("/gatewayAPIChannel", out.Channel, "is no channel that evidence knows")
	}
	out.ProvisionalTests = r.texts(o.values["succeededProvisionalTests"])
	if n := r.need(o, "implementation"); n != nil {
		r.implementation(n, out)
	}
	if n := r.need(o, "profiles"); n != nil {
		out.Profiles = r.profiles(n)
	}
	return out
}

// isReport reports whether the document says it is a report. If not, nothing else in it is worth a problem.
func (r *reader) isReport(o object) bool {
	switch what := o.values["kind"]; {
	case o.node.Kind != doc.Mapping:
		return false
	case what == nil:
		r.problem(o.node, doc.Structural, "", "is not a conformance report: field \"kind\" is missing")
		return false
	case what.Kind != doc.String || what.Text != kind:
		r.problem(what, doc.Semantic, "", "is not a conformance report, whose kind is %s", kind)
		return false
	}
	return true
}

func (r *reader) apiVersion(n *doc.Node) string {
	text := r.text(n)
	if text != "" && !slices.Contains(apiVersions, text) {
		r.problem(n, doc.Semantic, "it is "+strings.Join(apiVersions, " or "), "%s is not a format that is read here", doc.Quote(text))
	}
	return text
}

// remark notes a text that did not become a fact.
func (r *reader) remark(pointer, text, why string) {
	r.unread = append(r.unread, fmt.Sprintf("%s %s %s", pointer, doc.Quote(text), why))
}

func (r *reader) implementation(n *doc.Node, out *Report) {
	o := r.object(n, "organization", "project", "url", "version", "contact")
	out.Implementation = Implementation{
		Organization: r.text(o.values["organization"]), Project: r.text(o.values["project"]), URL: r.text(o.values["url"]),
		Version: r.text(r.want(o, "version")), Contact: r.texts(o.values["contact"]),
	}
	out.places.version = o.values["version"]
	if v := out.Implementation.Version; v != "" && intake.Version(v) == nil {
		r.remark("/implementation/version", v, "is no version number")
	}
}

func (r *reader) profiles(n *doc.Node) []Profile {
	if n.Kind != doc.List {
		r.problem(n, doc.Structural, "write a list", "is %s, not a list", n.Kind)
		return nil
	}
	if len(n.Items) == 0 {
		r.problem(n, doc.Semantic, "there is nothing to import", "lists no profile")
	}
	var out []Profile
	first := map[string]*doc.Node{}
	for _, item := range n.Items {
		o := r.object(item, "name", "summary", "core", "extended")
		p := Profile{Summary: r.text(o.values["summary"])}
		if at := r.need(o, "name"); at != nil {
			p.Name = r.text(at)
			r.profileName(p.Name, at, first)
		}
		p.Core = r.part(r.want(o, "core"))
		p.Extended = r.part(o.values["extended"], "supportedFeatures", "unsupportedFeatures")
		out = append(out, p)
	}
	return out
}

func (r *reader) profileName(name string, at *doc.Node, first map[string]*doc.Node) {
	switch {
	case name == "":
		if at.Kind == doc.String {
			r.problem(at, doc.Structural, "write the name of the profile", "is empty")
		}
	case first[name] != nil:
		r.problem(at, doc.Semantic, "keep the one that holds", "profile %s stands already in line %d", doc.Quote(name), first[name].Line)
	default:
		first[name] = at
		if listed[evidence.ConformanceProfile](name) == nil {
			r.remark(at.Pointer(), name, "is no profile that evidence knows")
		}
	}
}

// part reads the core or the extended part of a profile; more are the keys that only the latter has. Nil is nil.
func (r *reader) part(n *doc.Node, more ...string) *Part {
	if n == nil {
		return nil
	}
	o := r.object(n, append([]string{"result", "statistics", "skippedTests", "failedTests"}, more...)...)
	if n.Kind != doc.Mapping {
		return nil
	}
	p := &Part{
		Result:              r.result(r.want(o, "result")),
		SkippedTests:        r.texts(o.values["skippedTests"]),
		FailedTests:         r.texts(o.values["failedTests"]),
		SupportedFeatures:   r.texts(o.values["supportedFeatures"]),
		UnsupportedFeatures: r.texts(o.values["unsupportedFeatures"]),
	}
	if at := r.want(o, "statistics"); at != nil {
		s := r.object(at, "Passed", "Failed", "Skipped")
		p.Passed, p.Failed, p.Skipped = r.count(r.want(s, "Passed")), r.count(r.want(s, "Failed")), r.count(r.want(s, "Skipped"))
	}
	r.consistent(p, o)
	return p
}

func (r *reader) result(n *doc.Node) evidence.ConformanceResult {
	text := r.text(n)
	if text == "" {
		return ""
	}
	v := listed[evidence.ConformanceResult](text)
	if v == nil {
		r.problem(n, doc.Semantic, "it is success, partial or failure", "%s is no result", doc.Quote(text))
		return ""
	}
	return *v
}

// consistent reports where a part contradicts itself. How the suite comes to its result is in compileResults of
// conformance/utils/suite/reports.go: failure if a test failed, else partial if one was skipped, else success. The rules
// for reports allow partial without a skipped test, for a run with steps the suite does not expect.
func (r *reader) consistent(p *Part, o object) {
	named := func(key string, names []string, counted *int64) {
		if names != nil && counted != nil && int64(len(names)) != *counted {
			r.problem(o.values[key], doc.Semantic, "mend the one that is wrong", "lists %d tests, and the statistics count %d", len(names), *counted)
		}
	}
	named("skippedTests", p.SkippedTests, p.Skipped)
	named("failedTests", p.FailedTests, p.Failed)
	failed, skipped := p.Failed != nil && *p.Failed > 0, p.Skipped != nil && *p.Skipped > 0
	none := p.Failed != nil && *p.Failed == 0
	if p.Result == evidence.ConformanceResultSuccess && (failed || skipped) ||
		p.Result == evidence.ConformanceResultPartial && failed || p.Result == evidence.ConformanceResultFailure && none {
		r.problem(o.values["result"], doc.Semantic, "mend the one that is wrong", "%s contradicts the statistics: %s", p.Result, p.tally())
	}
	if p.SupportedFeatures == nil || p.UnsupportedFeatures == nil {
		return
	}
	for _, item := range o.values["unsupportedFeatures"].Items {
		if slices.Contains(p.SupportedFeatures, item.Text) {
			r.problem(item, doc.Semantic, "keep the one that holds", "feature %s is supported as well", doc.Quote(item.Text))
		}
	}
}

// tally words the counts that can contradict a result.
func (p *Part) tally() string {
	var out []string
	for _, c := range []struct {
		n    *int64
		word string
	}{{p.Failed, "failed"}, {p.Skipped, "skipped"}} {
		if c.n != nil {
			out = append(out, fmt.Sprintf("%d %s", *c.n, c.word))
		}
	}
	return strings.Join(out, ", ")
}

// layouts are the forms of a date: that of the suite, and what is found where a report was touched by hand.
var layouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly}

// date reads the day of a report, in UTC where it names an instant; without a zone it is the day as written. The oldest
// reports of the project have "-" for a date they do not bear.
func (r *reader) date(n *doc.Node) evidence.Date {
	text := r.text(n)
	if text == "" || text == "-" {
		return evidence.Date{}
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			if day := evidence.DateOf(t, time.UTC); !day.IsZero() && day.String() == t.UTC().Format(time.DateOnly) {
				return day
			}
		}
	}
	r.problem(n, doc.Semantic, "write it like 2026-09-01T12:00:00Z", "%s is no date from 1900 to 2199", doc.Quote(text))
	return evidence.Date{}
}
