package evidence_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

// TestSchemes: proofs and facts name schemes alike, and a scheme that has no
// name here says what it is called.
func TestSchemes(t *testing.T) {
	if !slices.Equal(evidence.Scheme("").Values(), evidence.AttestationScheme("").Values()) {
		t.Error("proofs and facts know different schemes")
	}
	if slices.Contains(evidence.Scheme("").Named(), "other") || !slices.Contains(evidence.Scheme("").Values(), "other") {
		t.Error("another scheme is a value without a name of its own")
	}
	for _, c := range []struct{ attested, wrong string }{
		{"scheme: ens, level: 3", ""},
		{"scheme: iso27017", ""},
		{"scheme: soc2, level: 2", ""},
		{"scheme: other, schemeName: Example Label", ""},
		{"scheme: ens", "has a level"},
		{"scheme: soc2, level: 3", "no level 3"},
		{"scheme: other", "names it"},
		{"scheme: other, schemeName: Example Label, level: 2", "no level 2"},
		{"scheme: other, schemeName: ' '", "is empty"},
		{"scheme: ens, level: 1, schemeName: Example Label", "leave it out"},
	} {
		_, err := evidence.Decode("offer.yaml", []byte("trias: dossier/v1\nproofs:\n  - {id: p, kind: attestation, issuer: Example, issued: 2026-01-01, covers: [operational], "+c.attested+"}\n"))
		if (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s: %v", c.attested, err)
		}
	}
}
