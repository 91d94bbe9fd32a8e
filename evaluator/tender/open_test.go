package tender_test

import (
	"strings"
	"testing"
)

// What is wrong with offers is said all at once, each with its place in the file.
func TestOpenProblems(t *testing.T) {
	text := head + award + method + `offers:
  - {id: A, dossiers: [a.yaml], points: {migratoin: 1}, price: 1}
  - {id: B, dossiers: [nowhere.yaml], points: {migration: 11, logs: 2}, price: 1}
  - {id: C, dossiers: [a.yaml, b.yaml], points: {migration: 1}, price: 1}
  - {id: D, dossiers: [profile.yaml], points: {migration: 1}, price: 1}
`
	_, err := load(t, text, world()).Open()
	if err == nil {
		t.Fatal("it opens")
	}
	for _, want := range []string{
		`/offers/0/points/migratoin: points are given for "migratoin", which is no award criterion (did you mean "migration"?)`,
		"/offers/1/points/migration: it has 11 points for migration, and there are 0 to 10",
		"/offers/1/points/logs: points are given for logs, which is measured by evidence",
		`/offers/1/dossiers/0: "nowhere.yaml": file does not exist`,
		"/offers/2/dossiers: ", // two subjects are no one offer
		"profile.yaml:1:",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s is not said of\n%v", want, err)
		}
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		if !strings.Contains(line, ".yaml:") {
			t.Errorf("no place: %s", line)
		}
	}
}
