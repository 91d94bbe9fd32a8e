package population_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/population"
)

// TestEndsOfTheCalendar compares records with their dossiers on the first and the last
// day there is, with proofs that would begin before or end after these.
func TestEndsOfTheCalendar(t *testing.T) {
	t.Parallel()
	e := evaluatorOf(t, "{}", `by("test", months(6)) || attested("bsi-c5", 2) || inspected(by("contract"))`, `data.keys.custody == "customer"`, `data.protection.determinedOn <= at`)
	for _, day := range []time.Time{time.Date(1900, 1, 1, 12, 0, 0, 0, time.UTC), time.Date(1900, 1, 20, 12, 0, 0, 0, time.UTC), time.Date(2198, 12, 31, 12, 0, 0, 0, time.UTC)} {
		for _, proof := range []string{"complete: true", "kind: test", "kind: contract, inspected: true", "kind: attestation, scheme: bsi-c5, level: 2, period: P1Y, inspected: true", "kind: attestation, scheme: bsi-c5, level: 2, period: P1D", "kind: test, period: P100Y"} {
			more := ""
			if proof != "complete: true" {
				more = ", age: {from: 0, to: 36500}, lasts: P100Y"
			}
			text := fmt.Sprintf(`trias: population/v1
id: ends
title: {en: Ends, de: Enden}
facts:
  data.keys.custody: {values: {customer: 0.5, provider: 0.5}}
  data.protection.determinedOn: {ranges: [{share: 1, from: "1900-01-01", to: "2199-12-31"}]}
proofs:
  - {id: p, covers: [data], each: true, oneOf: [{share: 1, %s%s}]}
`, proof, more)
			p, err := population.Decode("ends.yaml", []byte(text), nil)
			if err != nil {
				t.Fatalf("%s: %v", proof, err)
			}
			plan, err := batch.Compile(day, batch.Variant{Evaluator: e})
			if err != nil {
				t.Fatal(err)
			}
			s, err := p.Compile(plan, 5, 100)
			if err != nil {
				t.Fatalf("%s on %s: %v", proof, day.Format(time.DateOnly), err)
			}
			for n := range s.Records() {
				if _, err := s.Dossier(n); err != nil {
					t.Fatalf("%s on %s, record %d: %v", proof, day.Format(time.DateOnly), n, err)
				}
			}
			agree(t, s, 1)
		}
	}
}
