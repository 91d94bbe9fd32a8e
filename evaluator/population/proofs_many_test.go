package population_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// Proofs of every kind may cover one fact, where all profiles together tell several ages
// of them apart.
func TestProofsOfEveryKind(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("trias: population/v1\nid: p\ntitle: {en: x, de: x}\nothers: generic\nproofs:\n")
	for _, kind := range evidence.ProofKind("").Values() {
		scheme := ""
		switch kind {
		case "attestation":
			scheme = ", scheme: bsi-c5, level: 2, period: P1Y"
		case "certificate":
			scheme = ", scheme: iso27001-it-grundschutz, period: P1Y"
		}
		fmt.Fprintf(&b, "  - {id: %s, covers: [data, operational, technological, resilience, supplyChain], oneOf: [{share: 0.9, kind: %[1]s%s, age: {from: 5, to: 150}, inspected: true}]}\n", kind, scheme)
	}
	p, err := population.Decode("p.yaml", []byte(b.String()), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Compile(planOf(t, compiled(t, profiles.Names()...)...), 7, 100); err != nil {
		t.Error(err)
	}
}
