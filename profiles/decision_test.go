package profiles_test

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/profiles"
)

func ExampleDecodeDecisions() {
	decisions, err := profiles.DecodeDecisions("decisions.yaml", []byte(`
trias: decisions/v1
decisions:
  - id: D-2026-15
    title: Weights of the city
    about: {kind: profile, id: city, version: 1.0.0}
    decided: The city applies the profile city to all new contracts.
    authority: Example City, council
    on: 2026-09-01
    reason: Its data may lie abroad in no case.
    basis: Council decision 26/118
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	d := decisions[0]
	fmt.Println(d.ID, "of", d.On, "is about", d.About.Kind, d.About.ID, d.About.Version)
	// Output: D-2026-15 of 2026-09-01 is about profile city 1.0.0
}

// TestDecodeDecisions: every problem is named at once, with its place.
func TestDecodeDecisions(t *testing.T) {
	const one = "{id: ID, title: t, about: {kind: need, id: n}, decided: d, authority: a, on: ON, reason: rREST}"
	record := func(id, on, rest string) string {
		return strings.NewReplacer("ID", id, "ON", on, "REST", rest).Replace(one)
	}
	file := func(records ...string) string {
		return "trias: decisions/v1\ndecisions: [" + strings.Join(records, ", ") + "]\n"
	}
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"none":                   {file(), nil},
		"a chain":                {file(record("A", "2026-01-01", ""), record("B", "2026-02-01", ", replaces: A"), record("C", "2026-02-01", ", replaces: B")), nil},
		"replaced in any order":  {file(record("B", "2026-02-01", ", replaces: A"), record("A", "2026-01-01", "")), nil},
		"two of one":             {file(record("A", "2026-01-01", ""), record("B", "2026-02-01", ", replaces: A"), record("C", "2026-03-01", ", replaces: A")), nil},
		"a circle":               {file(record("A", "2026-01-01", ", replaces: C"), record("B", "2026-02-01", ", replaces: A"), record("C", "2026-03-01", ", replaces: B")), []string{"/decisions/0/replaces", "which is later"}},
		"itself":                 {file(record("A", "2026-01-01", ", replaces: A")), []string{"replaces itself"}},
		"unknown":                {file(record("A-10", "2026-01-01", ""), record("B", "2026-01-01", ", replaces: A-11")), []string{"/decisions/1/replaces", `did you mean "A-10"`}},
		"no day":                 {file(record("A", "2026-02-30", "")), []string{"/decisions/0/on"}},
		"about nothing known":    {strings.Replace(file(record("A", "2026-01-01", "")), "need", "needs", 1), []string{"/decisions/0/about/kind", "did you mean need"}},
		"nobody, for no reason":  {strings.NewReplacer("authority: a", "authority: ' '", "reason: r", "reason: ''").Replace(file(record("A", "2026-01-01", ""))), []string{"/decisions/0/authority", "/decisions/0/reason"}},
		"a document of no form":  {file(record("A", "2026-01-01", ", digest: abc, url: 'ftp://x'")), []string{"/decisions/0/digest", "/decisions/0/url"}},
		"one id, twice":          {file(record("A", "2026-01-01", ""), record("A", "2026-01-01", "")), []string{"/decisions/1/id"}},
		"another kind of file":   {"trias: waivers/v1\nwaivers: []\n", []string{"write decisions/v1"}},
		"something nobody knows": {file(record("A", "2026-01-01", ", by: me")), []string{"/decisions/0"}},
	} {
		got, err := profiles.DecodeDecisions("decisions.yaml", []byte(c.text))
		if (err == nil) != (c.want == nil) || got != nil && err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %s", name, err, want)
			}
		}
	}
}

// Whatever a file of decisions says, it is refused with problems that have a
// place, or it is written and read without change.
func FuzzDecodeDecisions(f *testing.F) {
	example, err := os.ReadFile("../examples/equivalence/decisions.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(example)
	for _, seed := range hostile.Seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		decisions, err := profiles.DecodeDecisions("x", data)
		if err != nil {
			hostile.Placed(t, "x", err)
			if decisions != nil {
				t.Fatal("decisions beside an error")
			}
			return
		}
		text, err := doc.EncodeYAML(struct {
			Trias     string                    `json:"trias"`
			Decisions []profiles.DecisionRecord `json:"decisions"`
		}{profiles.DecisionsFormat, decisions})
		if err != nil {
			t.Fatal(err)
		}
		again, err := profiles.DecodeDecisions("again.yaml", text)
		if err != nil || !reflect.DeepEqual(decisions, again) {
			t.Fatalf("written and read otherwise (%v):\n%s", err, text)
		}
		if _, err := profiles.CheckDecisions(decisions); err != nil {
			t.Fatalf("what is read cannot be built in Go: %v", err)
		}
	})
}
