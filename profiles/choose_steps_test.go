package profiles_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestStepsOfDistribution: a decision has a step for each way in which it changes
// something, whatever the number of its assets, so that its reason is not
// repeated for every one; and an asset named twice counts once.
func TestStepsOfDistribution(t *testing.T) {
	t.Parallel()
	need := profiles.Need{}
	var ids []string
	for i := range 3000 {
		level := []evidence.ProtectionLevel{evidence.ProtectionLevelNormal, evidence.ProtectionLevelHigh, evidence.ProtectionLevelVeryHigh}[i%3]
		need.Assets = append(need.Assets, profiles.Asset{ID: fmt.Sprintf("a%d", i), Confidentiality: level, Integrity: level, Availability: level})
		ids = append(ids, fmt.Sprintf("a%d", i))
	}
	on, err := evidence.ParseDate("2026-09-01")
	if err != nil {
		t.Fatal(err)
	}
	decided := profiles.Decided{Authority: "IT", On: on, Reason: strings.Repeat("Why. ", 400)}
	need.Distribution = []profiles.Distribution{{ID: "d", Assets: append(slices.Clone(ids), ids...), To: evidence.ProtectionLevelHigh, Decided: decided}}
	line, err := profiles.LookupLine(profiles.General)
	if err != nil {
		t.Fatal(err)
	}
	c, err := profiles.Choose(need, line)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range c.Steps {
		if s.Rule == profiles.ByDistribution {
			got = append(got, fmt.Sprintf("%s to %s: %d", s.From.AtLeast, s.To.AtLeast, len(s.Assets)))
		}
	}
	if want := []string{"normal to normal: 1000", "high to high: 1000", "veryHigh to high: 1000"}; !slices.Equal(got, want) {
		t.Errorf("steps %q, want %q", got, want)
	}
	if text, err := c.EncodeJSON(); err != nil || len(text) > 1<<20 {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}
