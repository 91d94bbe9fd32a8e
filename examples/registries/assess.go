package main

import (
	"context"
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// The catalogue and the profile of the matrix: what is asked, and on what proof.
var (
	//go:embed catalogue.yaml
	catalogueYAML []byte
	//go:embed profile.yaml
	profileYAML []byte
)

// judge assesses reports.
type judge struct{ evaluator *evaluator.Evaluator }

func newJudge() (*judge, error) {
	catalogue, err := criteria.Decode("catalogue.yaml", catalogueYAML)
	if err != nil {
		return nil, err
	}
	profile, err := profiles.Decode("profile.yaml", profileYAML, catalogue)
	if err != nil {
		return nil, err
	}
	e, err := evaluator.Compile(catalogue, profile)
	return &judge{e}, err
}

// Column is a criterion of the catalogue: one profile or group of a suite.
type Column struct {
	Criterion string
	Title     evidence.Text
	Profile   evidence.ConformanceProfile
}

// profileOf names the profile a column is about, by criterion.
var profileOf = map[string]evidence.ConformanceProfile{
	"GW-HTTP": evidence.ConformanceProfileGatewayHTTP, "GW-GRPC": evidence.ConformanceProfileGatewayGRPC,
	"GW-TLS": evidence.ConformanceProfileGatewayTLS, "GW-TCP": evidence.ConformanceProfileGatewayTCP,
	"GW-UDP": evidence.ConformanceProfileGatewayUDP, "GW-MESH-HTTP": evidence.ConformanceProfileMeshHTTP,
	"GW-MESH-GRPC": evidence.ConformanceProfileMeshGRPC, "OCI-PULL": evidence.ConformanceProfilePull,
	"OCI-PUSH": evidence.ConformanceProfilePush, "OCI-DISCOVERY": evidence.ConformanceProfileContentDiscovery,
	"OCI-MANAGEMENT": evidence.ConformanceProfileContentManagement,
}

// columnProfiles are the profiles that have a column.
func columnProfiles() (out []string) {
	for _, p := range profileOf {
		out = append(out, string(p))
	}
	return out
}

// columns returns the criteria of a suite, in the order of the catalogue.
func (j *judge) columns(s Suite) (out []Column) {
	prefix := map[Suite]string{Gateway: "GW-", OCI: "OCI-"}[s]
	for _, c := range j.evaluator.Catalogue().Criteria() {
		if strings.HasPrefix(c.ID, prefix) {
			out = append(out, Column{c.ID, c.Title, profileOf[c.ID]})
		}
	}
	return out
}

// Cell is what a report shows of one column.
type Cell struct {
	Outcome evaluator.Outcome
	// Run are the counts; nil if the report has none.
	Run *evidence.ConformanceRun
	// Why says what keeps the outcome from being a pass.
	Why []Why
}

// assess evaluates one report: its facts, and beside them what is known of the subject.
func (j *judge) assess(ctx context.Context, r *Report, at evidence.Date) ([]Cell, error) {
	subject := &evidence.Subject{ID: slug(r.Product), Name: r.Product, Version: versionOf(r.Version)}
	sources := []*evidence.Fragment{{Name: "subject", Subject: subject}}
	if r.Facts != nil {
		// An importer cannot know of other runs and marks its list as partial. The matrix asks what this report shows, so
		// here the list is complete. A run of a profile that evidence does not list is of none of the columns; its facts do
		// not say that, since the profile is unknown to them, but the report does.
		facts := *r.Facts
		facts.Partial = nil
		facts.Technological.ConformanceRuns = slices.DeleteFunc(slices.Clone(facts.Technological.ConformanceRuns),
			func(run evidence.ConformanceRun) bool { return run.Profile == nil })
		sources = append(sources, &facts)
	}
	dossier, err := evidence.Merge(sources...)
	if err != nil {
		return nil, err
	}
	verdict, err := j.evaluator.Evaluate(ctx, dossier, at.Start(time.UTC))
	if err != nil {
		return nil, err
	}
	var cells []Cell
	for _, column := range j.columns(r.Suite) {
		result, _ := verdict.Result(column.Criterion)
		run := r.run(column.Profile)
		cells = append(cells, Cell{Outcome: result.Outcome, Run: run, Why: why(r, result, run)})
	}
	return cells, nil
}

// run returns the run of a profile, or nil.
func (r *Report) run(p evidence.ConformanceProfile) *evidence.ConformanceRun {
	if r.Facts == nil {
		return nil
	}
	runs := r.Facts.Technological.ConformanceRuns
	if i := slices.IndexFunc(runs, func(run evidence.ConformanceRun) bool { return run.Profile != nil && *run.Profile == p }); i >= 0 {
		return &runs[i]
	}
	return nil
}

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

func slug(name string) string {
	s := strings.Trim(notInSlug.ReplaceAllString(strings.ToLower(name), "-"), "-")
	return "s-" + s[:min(len(s), 60)]
}
