package profiles_test

import (
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/profiles"
)

// Where the text of a rule does not tell which way a parameter tightens, a value
// that is surely weaker is refused all the same, and a stricter one loads.
func TestLooserParametersAreRefusedWhereNoDirectionIsKnown(t *testing.T) {
	t.Parallel()
	tailored := strings.Replace(head("p", "normal"), "extends: normal", "tailors: normal\nclaims: stricter", 1)
	change := func(params string) string {
		return tailored + "changes: [{change: set, criterion: SUP-CAP-01, params: " + params + ", reason: {en: x, de: x}}]"
	}
	for name, c := range map[string]struct{ text, want string }{
		"extends, weaker":    {head("p", "normal") + `criteria: {SUP-CAP-01: {params: {cycloneDX: ">= 1.2"}}}`, `/criteria/SUP-CAP-01/params: with cycloneDX >= 1.2, SUP-CAP-01 comes out better on some evidence than with cycloneDX >= 1.4 in normal`},
		"extends, stricter":  {head("p", "normal") + `criteria: {SUP-CAP-01: {params: {cycloneDX: ">= 1.6"}}}`, ""},
		"extends, both ways": {head("p", "normal") + `criteria: {SUP-CAP-01: {params: {cycloneDX: ">= 1.6", spdx: ">= 2.0"}}}`, "spdx >= 2.0"},
		"claims, weaker":     {change(`{cycloneDX: ">= 1.2"}`), "/changes/0/params"},
		"claims, stricter":   {change(`{cycloneDX: ">= 1.6"}`), ""},
		"no claim, weaker":   {strings.Replace(change(`{cycloneDX: ">= 1.2"}`), "claims: stricter\n", "", 1), ""},
	} {
		_, err := profiles.Decode("p.yaml", []byte(c.text), catalogue(t))
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: want %q, got %v", name, c.want, err)
		}
	}
}
