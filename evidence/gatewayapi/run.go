package gatewayapi

import (
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// run makes the facts of the profile at a position of the list.
func (r *Report) run(i int, o Options) evidence.ConformanceRun {
	p := r.Profiles[i]
	run := evidence.ConformanceRun{
		ID:                r.runID(i),
		Suite:             evidence.Known(evidence.ConformanceSuiteGatewayAPI),
		SuiteVersion:      intake.Version(r.SuiteVersion),
		Profile:           listed[evidence.ConformanceProfile](p.Name),
		Channel:           listed[evidence.SpecificationChannel](r.Channel),
		SubjectVersion:    intake.Version(r.Implementation.Version),
		ReviewedByProject: o.ReviewedByProject,
		Published:         o.Published,
		Required:          p.Core.counts(),
		Optional:          p.Extended.counts(),
	}
	if !r.Date.IsZero() {
		run.RunOn = &r.Date
	}
	if o.RunBy != "" {
		run.RunBy = &o.RunBy
	}
	if p.Extended != nil {
		run.SupportedFeatures = features(p.Extended.SupportedFeatures)
		run.UnsupportedFeatures = features(p.Extended.UnsupportedFeatures)
	}
	return run
}

// counts makes the facts of one part. How many tests the suite has is not stated, so Tests and Missing stay unknown. The
// suite knows no errors: a test that breaks off has failed.
func (p *Part) counts() evidence.TestCounts {
	if p == nil {
		return evidence.TestCounts{}
	}
	c := evidence.TestCounts{Passed: p.Passed, Failed: p.Failed, Skipped: p.Skipped}
	if p.Failed != nil {
		c.Errored = evidence.Known[int64](0)
	}
	if p.Result != "" {
		c.Result = &p.Result
	}
	return c
}

func features(names []string) []evidence.FeatureName {
	if names == nil {
		return nil
	}
	out := make([]evidence.FeatureName, 0, len(names))
	for _, n := range names {
		if f := evidence.FeatureName(n); !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// listed returns a value of an enumeration, or nil where text is none.
func listed[E interface {
	~string
	Values() []string
}](text string) *E {
	v := E(text)
	if !slices.Contains(v.Values(), text) {
		return nil
	}
	return &v
}

// runID names a run by profile and release, for readers, and by the first digits of the digest of the report: nothing that
// a report says of itself tells it from every other. Profiles that are not listed may look alike in an id, so they have
// their position too.
func (r *Report) runID(i int) string {
	name := r.Profiles[i].Name
	id := idPart(name, 24) + "-" + idPart(r.SuiteVersion, 20) + "-" + strings.TrimPrefix(r.Digest, "sha256:")[:12]
	if listed[evidence.ConformanceProfile](name) == nil {
		id += "-" + strconv.Itoa(i+1) // at most evidence.MaxList, four digits
	}
	return id
}

// idPart keeps of a text what may stand in an id, at most max characters of it.
func idPart(text string, max int) string {
	kept := strings.Map(func(c rune) rune {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '-', c == '_':
			return c
		}
		return '_'
	}, text)
	if kept = strings.TrimLeft(kept[:min(len(kept), max)], "._-"); kept == "" {
		return "x"
	}
	return kept
}
