package criteriatest_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
)

// Of a catalogue that extends the one Trias brings, its own criteria need
// fixtures; those of the base may have some, and profiles Trias brings may be
// named.
func TestExtendedCatalogue(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Decode("above.yaml", []byte(`trias: catalogue/v1
id: above
version: 1.0.0
language: 1
extends: {catalogue: trias, version: ">= 0.0.1"}
facts: {port: {power: {type: bool, question: {en: q, de: q}}}}
criteria:
  - {id: A-1, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: ext.port.power}
`))
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile("../../criteria/fixtures/DAT-CON-09.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own := `trias: fixtures/v1
criterion: A-1
proof: by("documentation")
at: 2026-11-01
base:
  subject: {id: offer, version: "1.0", layer: platform}
  ext: {port: {power: true}}
  proofs: [{id: p, kind: documentation, issuer: Example, issued: 2026-01-01, covers: [ext.port]}]
cases:
  - {shows: There is power., outcome: pass}
  - {shows: There is none., set: {ext.port.power: false}, outcome: fail}
  - {shows: Nobody says., unset: [ext.port.power], outcome: unknown}
  - {shows: Nothing proves it., unset: [proofs], outcome: unproven}
`
	for name, test := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"own":         {fstest.MapFS{"A-1.yaml": {Data: []byte(own)}}, ""},
		"both":        {fstest.MapFS{"A-1.yaml": {Data: []byte(own)}, "b.yaml": {Data: theirs}}, ""},
		"base's only": {fstest.MapFS{"b.yaml": {Data: theirs}}, "A-1 has no fixtures"},
		"not applied": {fstest.MapFS{"A-1.yaml": {Data: []byte(strings.Replace(own, `proof: by("documentation")`, "profile: normal", 1))}}, "profile normal does not apply A-1"},
	} {
		t.Run(name, func(t *testing.T) {
			r := &recorder{}
			criteriatest.Run(r, catalogue, nil, test.files)
			got := strings.Join(r.errors, "\n")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
