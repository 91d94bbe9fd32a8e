package evidence_test

import (
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

// What is wrong with the text, the shape and the content of a file is told at
// once, as far as the text can be read.
func TestEverythingWrongAtOnce(t *testing.T) {
	t.Parallel()
	const text = `trias: dossier/v1
subject: {id: s, id: t}
data: {keys: {custodian: customer}}
partial: [data.keys]
`
	want := []string{
		`x.yaml:2:18: /subject/id: key "id" stands here a second time; first at line 2, column 11 (keep one of the two)`,
		`x.yaml:3:15: /data/keys/custodian: field "custodian" is not known (did you mean "custody"?)`,
		`x.yaml:4:11: /partial/0: "data.keys" names no list (trias schema dossier lists the facts)`,
	}
	if _, err := evidence.Decode("x.yaml", []byte(text)); err == nil || err.Error() != strings.Join(want, "\n") {
		t.Errorf("got\n%v\nwant\n%s", err, strings.Join(want, "\n"))
	}
}
