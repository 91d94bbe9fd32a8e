package evaluator_test

import (
	"slices"
	"testing"
)

// What a profile changes of another is linted where it says so. What is left out
// by a record is meant; what the base leaves out without one is not.
func TestLintTailoredProfile(t *testing.T) {
	t.Parallel()
	const because = ", reason: {en: So we decided., de: So entschieden.}}"
	whole, got := lintedProfile(t, `id: whole
criteria:
  A: {obligation: must, proof: by("contract")}
  B: {obligation: may, proof: by("contract")}
`)
	if len(got) > 0 {
		t.Errorf("whole: got %v", got)
	}
	tailored, got := lintedProfile(t, "id: tailored\ntailors: whole\nchanges:\n  - {change: exclude, criterion: B"+because+"\n", whole)
	if len(got) > 0 {
		t.Errorf("excluded with a reason: got %v", got)
	}
	if _, got := lintedProfile(t, "id: derived\nextends: tailored\ncriteria: {}\n", tailored); len(got) > 0 {
		t.Errorf("what extends it: got %v", got)
	}
	_, got = lintedProfile(t, `id: lax
tailors: whole
changes:
  - {change: tighten, criterion: B, obligation: must`+because+`
  - {change: reweigh, criterion: B, weight: 0`+because+`
  - {change: prove, criterion: B, proof: none`+because+`
  - {change: prove, criterion: A, proof: none`+because+`
`, whole)
	if want := []string{"/changes/3/proof no-proof", "/changes/1/weight zero-weight", "/changes/2/proof no-proof"}; !slices.Equal(got, want) {
		t.Errorf("lax: got %v, want %v", got, want)
	}
	part, _ := lintedProfile(t, "id: part\ncriteria:\n  A: {obligation: must, proof: by(\"contract\")}\n")
	if _, got := lintedProfile(t, "id: more\ntailors: part\nchanges:\n  - {change: reweigh, criterion: A, weight: 2"+because+"\n", part); !slices.Equal(got, []string{"/changes not-applied"}) {
		t.Errorf("left out by the base: got %v", got)
	}
}
