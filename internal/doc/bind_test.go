package doc_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// TestBindKinds checks which problems count as structural and which as
// semantic, and that the semantic ones name their rule.
func TestBindKinds(t *testing.T) {
	t.Parallel()
	n, err := doc.Parse("x.yaml", []byte(`
trias: dossier/v2
nme: x
small: text
data: {exportedOn: 2026-02-30, storage: [XX]}
at: now
components:
  - {id: a, version: none}
  - {id: a, version: 2}
  - {id: "-"}
  - {}
`), doc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	problems := doc.Bind(n, new(dossier))
	got := map[string]string{}
	for _, p := range problems {
		got[p.Pointer] = p.Kind.String() + " " + p.Rule
	}
	want := map[string]string{
		"/trias":                "structural ",
		"/nme":                  "structural ",
		"/small":                "structural ",
		"/data/exportedOn":      "structural ",
		"/data/storage/0":       "structural ",
		"/at":                   "structural ",
		"/components/0/version": "semantic text",
		"/components/1/id":      "semantic id-duplicate",
		"/components/1/version": "structural ",
		"/components/2/id":      "semantic id-format",
		"/components/3":         "structural ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !errors.Is(problems, errRelease) {
		t.Error("the cause is lost")
	}
	known := map[string]bool{}
	for _, r := range doc.SemanticRules() {
		known[r.Name] = r.Doc != ""
	}
	for _, p := range problems {
		if p.Kind == doc.Semantic && !known[p.Rule] {
			t.Errorf("%v: rule %q is not listed", p, p.Rule)
		}
	}
}

// TestBindKeepsGoing stores what is right beside what is wrong.
func TestBindKeepsGoing(t *testing.T) {
	t.Parallel()
	var d dossier
	err := doc.Read("x.yaml", []byte("trias: dossier/v1\ndata: {share: x, keys: {rotationDays: 1e1, external: no, custody: shared}}\nlimits: {a: 1.0, b: c}\nraw: [~]\nraw: 2\n"), doc.Limits{}, &d)
	if err == nil || strings.Count(err.Error(), "\n") != 3 {
		t.Errorf("%v", err)
	}
	if d.Trias != "dossier/v1" || d.Data.Share != nil || d.Data.Keys.External != nil || *d.Data.Keys.Rotation != 10 ||
		*d.Data.Keys.Custody != "shared" || !cmp.Equal(d.Limits, map[string]int{"a": 1}) || d.Raw.Kind != doc.List {
		t.Errorf("%+v", d)
	}
}

func TestBindMistakes(t *testing.T) {
	t.Parallel()
	n, err := doc.Parse("x.yaml", []byte("a: x"), doc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if ps := doc.Bind(nil, new(dossier)); len(ps) != 1 {
		t.Errorf("no node: %v", ps)
	}
	for name, target := range map[string]any{
		"no pointer":  dossier{},
		"nil pointer": (*dossier)(nil),
		"nil":         nil,
		"channel": &struct {
			A chan int `json:"a"`
		}{},
		"bytes": &struct {
			A []byte `json:"a"`
		}{},
		"bad pattern": &struct {
			A string `json:"a" pattern:"("`
		}{},
		"bad bound": &struct {
			A int `json:"a" min:"x"`
		}{},
		"bad length": &struct {
			A string `json:"a" maxLen:"x"`
		}{},
		"map key": &map[int]string{},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			doc.Bind(n, target)
		}()
	}
}

// TestEmbedded lets the nearer of two fields with one name win, as in Go.
func TestEmbedded(t *testing.T) {
	t.Parallel()
	type inner struct {
		A string `json:"a"`
		B string `json:"b"`
	}
	var v struct {
		inner
		A int `json:"a"`
		C *inner
		d int
	}
	if err := doc.Read("x.yaml", []byte("a: 1\nb: x\nC: {a: y}"), doc.Limits{}, &v); err != nil {
		t.Fatal(err)
	}
	if v.A != 1 || v.inner.A != "" || v.B != "x" || v.C.A != "y" || v.d != 0 {
		t.Errorf("%+v", v)
	}
}

// TestManyProblems bounds the report.
func TestManyProblems(t *testing.T) {
	t.Parallel()
	err := doc.Read("x.yaml", []byte("trias: dossier/v1\nnested: ["+strings.Repeat("x, ", 5000)+"]"), doc.Limits{}, new(dossier))
	problems, ok := err.(doc.Problems)
	if !ok || len(problems) != 1001 || !strings.Contains(problems[1000].Message, "4000 more problems") {
		t.Errorf("%d problems", len(problems))
	}
}

func TestProblem(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]doc.Problem{
		"f:1:2: /a: m (h)": {File: "f", Line: 1, Column: 2, Pointer: "/a", Message: "m", Hint: "h"},
		"1:2: m":           {Line: 1, Column: 2, Message: "m"},
		"f: m":             {File: "f", Message: "m"},
		"m":                {Message: "m"},
		"/a\uFFFDb: m":     {Pointer: "/a\nb", Message: "m"},
	} {
		if got := p.Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if doc.Problems(nil).Err() != nil {
		t.Error("no problem is an error")
	}
	ps := doc.Problems{{File: "b"}, {File: "a", Line: 2}, {File: "a", Line: 1, Column: 3}, {File: "a", Line: 1, Column: 1, Message: "x"}, {File: "a", Line: 1, Column: 1, Message: "w"}}
	ps.Sort()
	if got := ps.Error(); got != "a:1:1: w\na:1:1: x\na:1:3: \na:2:0: \nb: " {
		t.Errorf("%q", got)
	}
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	known := []string{"custody", "rotationDays", "external", "ISO27001", "by", "id"}
	for got, want := range map[string]string{
		"custody": "custody", "Custody": "custody", "costudy": "custody", "custdy": "custody", "rotation_days": "rotationDays",
		"rotation-day": "rotationDays", "iso-27001": "ISO27001", "ISO 27002": "ISO27001", "x": "", "": "", "xyz": "", "extern": "external",
		strings.Repeat("custody", 10): "",
	} {
		if s := doc.Suggest(got, known); s != want {
			t.Errorf("%s: got %q, want %q", got, s, want)
		}
	}
}

func TestQuote(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"":                       `""`,
		"a\n\x00ä\u202e\"":       `"a\n\x00ä\u202e\""`,
		strings.Repeat("ä", 60):  `"` + strings.Repeat("ä", 60) + `"`,
		strings.Repeat("ä", 61):  `"` + strings.Repeat("ä", 59) + `…"`,
		"\xff":                   `"\xff"`,
		strings.Repeat("a", 1e6): `"` + strings.Repeat("a", 59) + `…"`,
	} {
		if got := doc.Quote(s); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestTextCutAtAComma says what to do with a text in braces that a comma ends.
func TestTextCutAtAComma(t *testing.T) {
	t.Parallel()
	n, err := doc.Parse("x.yaml", []byte(`{proof: attested("bsi-c5", 2)}`), doc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	ps := doc.Bind(n, &struct {
		Proof string `json:"proof"`
	}{})
	if len(ps) != 1 || !strings.Contains(ps[0].Hint, "quote the text") {
		t.Errorf("got %v", ps)
	}
}
