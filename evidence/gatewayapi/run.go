package gatewayapi

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// run makes the facts of one profile.
func (r *Report) run(p Profile, o Options) evidence.ConformanceRun {
	run := evidence.ConformanceRun{
		ID:                r.runID(p),
		Suite:             evidence.Known(evidence.ConformanceSuiteGatewayAPI),
		SuiteVersion:      asVersion(r.SuiteVersion),
		Profile:           listed[evidence.ConformanceProfile](p.Name),
		Channel:           listed[evidence.SpecificationChannel](r.Channel),
		SubjectVersion:    asVersion(r.Implementation.Version),
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

// commit matches the hash of a commit. One that begins with a digit would else be read as a version with a pre-release.
var commit = regexp.MustCompile(`^[0-9a-f]{40}$`)

// asVersion returns text as a version, or nil where it is none.
func asVersion(text string) *evidence.Version {
	var v evidence.Version
	if commit.MatchString(text) || v.UnmarshalText([]byte(text)) != nil {
		return nil
	}
	return &v
}

// runID names a run by profile and release, for readers, and by a digest of everything that tells one run from another.
// The same report gives the same ids; another version, channel, mode or day gives others.
func (r *Report) runID(p Profile) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", []string{
		p.Name, r.SuiteVersion, r.Channel, r.Mode, r.Implementation.Organization, r.Implementation.Project,
		r.Implementation.Version, r.date(),
	}))
	return idPart(p.Name, 24) + "-" + idPart(r.SuiteVersion, 20) + "-" + hex.EncodeToString(sum[:])[:12]
}

func (r *Report) date() string {
	if r.Date.IsZero() {
		return ""
	}
	return r.Date.String()
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
