package doc_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/trias-sovereignty/trias/internal/doc"
	"pgregory.net/rapid"
)

// hard are texts that some reader of YAML takes for something else.
var hard = []string{
	"", " ", "~", "null", "Null", "true", "yes", "No", "off", "y", "1", "-1", "1.5", "1e3", "0x1f", "0o7", "007", "1_000",
	".inf", "-.INF", ".nan", "2026-09-01", "12:30:45", "=", "<<", "-", "- a", "?", "? a", ":", ":a", "a:", "a: b", "a #b", "#a", "a#b",
	"&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'", "\"", "'a'", "\"a\"", "[", "]", "{", "}", ",", "a, b", "[a]", "{a: b}",
	"---", "...", "--- a", "a\n", "\na", "a\n\n", "a\nb", "a\nb\n", "  a\nb", "a\n  b\n", "a \nb", "a\n \nb", "a\n\nb", "#a\nb", "- a\n- b\n", "a: b\nc: d",
	"a\tb", "\ta", "a\n\tb", "a\rb", "a\r\nb", "\x00", "\x1f", "\x7f", "\u0085", "\u00a0", "\u00ad", "\u2028", "\u2029", "\ufeff", "\ufeffa", "\ufffe", "\U0001F600", "\U000E0001",
	"é", "e\u0301", "\u202eabc", "a\u2028b\n", "ümläut", "<b>&amp;</b>", "\\", "\\n", "a\\", "data.x == \"y\" &&\n  size(list) > 0\n",
}

func texts() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom(hard), rapid.String(), rapid.StringMatching(`[a-z #:\-\n"'{},|]{0,20}`))
}

func mapKeys() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom(hard), rapid.StringMatching(`[a-zA-Z0-9._ \-/~]{0,12}`))
}

func maybe[T any](t *rapid.T, name string, g *rapid.Generator[T]) *T {
	if !rapid.Bool().Draw(t, name+" known") {
		return nil
	}
	v := g.Draw(t, name)
	return &v
}

// lists draws nil, empty and filled lists.
func lists[T any](t *rapid.T, name string, least int, g *rapid.Generator[T]) []T {
	if !rapid.Bool().Draw(t, name+" known") {
		return nil
	}
	return rapid.SliceOfN(g, least, 4).Draw(t, name)
}

func maps[K comparable, V any](t *rapid.T, name string, k *rapid.Generator[K], v *rapid.Generator[V]) map[K]V {
	if !rapid.Bool().Draw(t, name+" known") {
		return nil
	}
	return rapid.MapOfN(k, v, 0, 4).Draw(t, name)
}

func keyGroups() *rapid.Generator[keys] {
	return rapid.Custom(func(t *rapid.T) keys {
		return keys{
			Custody:  maybe(t, "custody", rapid.SampledFrom([]custody{"provider", "shared", "customer"})),
			Rotation: maybe(t, "rotation", rapid.Int64Range(0, 3650)),
			External: maybe(t, "external", rapid.Bool()),
		}
	})
}

func whole() *rapid.Generator[int] {
	return rapid.OneOf(rapid.IntRange(-1<<53, 1<<53), rapid.SampledFrom([]int{0, 1 << 53, -1 << 53, 1000, 10}))
}

func values() *rapid.Generator[any] {
	return rapid.OneOf(
		rapid.Map(texts(), func(s string) any { return s }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(whole(), func(i int) any { return json.Number(strconv.Itoa(i)) }),
		rapid.Map(rapid.SliceOfN(texts(), 0, 3), func(list []string) any {
			out := []any{}
			for _, s := range list {
				out = append(out, s)
			}
			return out
		}),
		rapid.Map(rapid.MapOfN(mapKeys(), rapid.Bool(), 0, 3), func(m map[string]bool) any {
			out := map[string]any{}
			for k, v := range m {
				out[k] = v
			}
			return out
		}),
	)
}

func dossiers() *rapid.Generator[dossier] {
	return rapid.Custom(func(t *rapid.T) dossier {
		d := dossier{
			header: header{Trias: "dossier/v1"},
			Data: data{
				Keys:     keyGroups().Draw(t, "keys"),
				Share:    maybe(t, "share", rapid.Float64Range(0, 100)),
				Storage:  lists(t, "storage", 1, rapid.SampledFrom([]country{"DE", "FR", "SE"})),
				Exported: maybe(t, "exported", rapid.Just(day{2026, 9, 1})),
			},
			Nested:    lists(t, "nested", 0, rapid.SliceOfN(whole(), 0, 3)),
			Limits:    maps(t, "limits", mapKeys(), whole()),
			ByCustody: maps(t, "byCustody", rapid.SampledFrom([]custody{"provider", "shared"}), rapid.Bool()),
			More:      maps(t, "more", mapKeys(), keyGroups()),
			Small:     maybe(t, "small", rapid.Int8()),
			Count:     maybe(t, "count", rapid.Uint16()),
		}
		if rapid.Bool().Draw(t, "named") {
			d.Name = rapid.SampledFrom([]string{"x", "yes", "ümläut", "a: b", "2.1"}).Draw(t, "name")
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "components") {
			d.Components = append(d.Components, component{
				ID:      "c" + strconv.Itoa(i),
				Version: maybe(t, "version", rapid.Just(release{"1.2"})),
				Open:    maybe(t, "open", rapid.Bool()),
				Tags:    lists(t, "tags", 0, rapid.StringMatching(`[a-z]{1,5}`)),
			})
		}
		if rapid.Bool().Draw(t, "demand known") {
			d.Demand = &demand{Rule: rapid.StringMatching(`[a-z("\n |)]{0,20}`).Draw(t, "rule")}
			if rapid.Bool().Draw(t, "facts known") {
				d.Demand.Facts = map[string]string{mapKeys().Draw(t, "fact"): texts().Draw(t, "demand")}
			}
		}
		if rapid.Bool().Draw(t, "at known") {
			at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0).UTC()
			d.At = &at
		}
		if rapid.Bool().Draw(t, "any known") {
			d.Any = values().Draw(t, "any")
		}
		return d
	})
}

// TestRoundTrip writes random dossiers, reads them back, and writes them again.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := dossiers().Draw(t, "dossier")
		checkRoundTrip(t, "x.yaml", d, doc.EncodeYAML)
		checkRoundTrip(t, "x.json", d, doc.EncodeJSON)
		checkRoundTrip(t, "x.json", d, doc.Canonical)
	})
}

// TestRoundTripText writes single texts, at the root, in a list, in a mapping
// and as a key.
func TestRoundTripText(t *testing.T) {
	t.Parallel()
	for _, s := range hard {
		checkRoundTripText(t, s)
	}
	rapid.Check(t, func(t *rapid.T) { checkRoundTripText(t, texts().Draw(t, "text")) })
}

type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

func checkRoundTripText(t tester, s string) {
	t.Helper()
	for name, encode := range map[string]func(any) ([]byte, error){"x.yaml": doc.EncodeYAML, "x.json": doc.EncodeJSON} {
		checkRoundTrip(t, name, s, encode)
		checkRoundTrip(t, name, []string{s, s}, encode)
		checkRoundTrip(t, name, [][]string{{s}, {s, s}}, encode)
		checkRoundTrip(t, name, map[string][]string{"a": {s}}, encode)
		if len(s) <= 250 {
			checkRoundTrip(t, name, map[string]map[string]string{s: {s: s}, s + "a": {}}, encode)
		}
	}
}

func checkRoundTrip[T any](t tester, name string, v T, encode func(any) ([]byte, error)) {
	t.Helper()
	text, err := encode(v)
	if err != nil {
		t.Fatalf("%#v: %v", v, err)
	}
	var back T
	if err := doc.Read(name, text, doc.Limits{}, &back); err != nil {
		t.Fatalf("%v\nin\n%s", err, text)
	}
	if diff := cmp.Diff(v, back, cmp.AllowUnexported(dossier{}, day{}, release{})); diff != "" {
		t.Fatalf("changed (-want +got):\n%s\nin\n%s", diff, text)
	}
	again, err := encode(&back)
	if err != nil {
		t.Fatalf("%v", err)
	}
	if string(again) != string(text) {
		t.Fatalf("written differently:\n%s\n%s", text, again)
	}
}

// TestEncode fixes what encoded documents look like.
func TestEncode(t *testing.T) {
	t.Parallel()
	no, zero := false, int64(0)
	d := dossier{
		header: header{Trias: "dossier/v1", Name: "2.1"},
		Data:   data{Keys: keys{Rotation: &zero, External: &no}, Storage: []country{"DE"}},
		Components: []component{
			{ID: "a", Tags: []string{}},
			{ID: "b", Version: &release{"1.2"}},
		},
		Nested: [][]int{{1, 2}, {}, {3}},
		Demand: &demand{Rule: "by(\"contract\") &&\n  by(\"test\")\n"},
		More:   map[string]keys{"z": {}, "a b": {External: &no}},
		Raw:    &doc.Node{Kind: doc.List, Items: []*doc.Node{{Kind: doc.Null}, {Kind: doc.Number, Text: "1.0"}}},
	}
	const wantYAML = `trias: dossier/v1
name: "2.1"
data:
  keys:
    rotationDays: 0
    external: false
  storage:
    - DE
components:
  - id: a
    tags: []
  - id: b
    version: "1.2"
nested:
  - - 1
    - 2
  - []
  - - 3
more:
  "a b":
    external: false
  z: {}
demand: |
  by("contract") &&
    by("test")
raw:
  - null
  - 1.0
`
	got, err := doc.EncodeYAML(d)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wantYAML, string(got)); diff != "" {
		t.Error(diff)
	}
	const wantJSON = `{
  "a": [
    "<&>",
    {}
  ],
  "b": []
}
`
	v := struct {
		A []any  `json:"a"`
		B []int  `json:"b"`
		C []int  `json:"c"`
		D *int   `json:"d"`
		E any    `json:"e"`
		F string `json:"f,omitempty"`
		G int    `json:"-"`
	}{A: []any{"<&>", struct{}{}}, B: []int{}}
	if got, err = doc.EncodeJSON(v); err != nil || string(got) != wantJSON {
		t.Errorf("%s %v", got, err)
	}
	if got, err = doc.Canonical(d); err != nil || string(got) != `{"components":[{"id":"a","tags":[]},{"id":"b","version":"1.2"}],"data":{"keys":{"external":false,"rotationDays":0},"storage":["DE"]},"demand":"by(\"contract\") &&\n  by(\"test\")\n","more":{"a b":{"external":false},"z":{}},"name":"2.1","nested":[[1,2],[],[3]],"raw":[null,1],"trias":"dossier/v1"}` {
		t.Errorf("%s %v", got, err)
	}
}

type loop struct {
	Next *loop `json:"next"`
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	circle := &loop{}
	circle.Next = circle
	var none *int
	for want, v := range map[string]any{
		"encode YAML: is nil":                                                  none,
		"encode YAML: /1: is nil":                                              []*int{new(int), nil},
		"encode YAML: /a: 9007199254740993 is beyond 2^53":                     map[string]int64{"a": 1<<53 + 1},
		"encode YAML: text \"\\xff\" is not valid UTF-8":                       "\xff",
		"encode YAML: /a: type func() is not supported":                        map[string]any{"a": func() {}},
		"encode YAML: type []uint8 is not supported":                           []byte("a"),
		"encode YAML: type map[int]int is not supported":                       map[int]int{1: 1},
		"encode YAML: is a node without a kind":                                &doc.Node{},
		"encode YAML: \"1_000\" is not a number":                               json.Number("1_000"),
		"encode YAML: 18446744073709551615 is beyond 2^53":                     ^uint64(0),
		"encode YAML: key \"\\xff\" is not valid UTF-8":                        map[string]int{"\xff": 1},
		"encode YAML: /x: \"\" is not a number":                                map[string]*doc.Node{"x": {Kind: doc.Number}},
		"encode YAML: /more: Time.MarshalText: year outside of range [0,9999]": map[string]time.Time{"more": time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		if _, err := doc.EncodeYAML(v); err == nil || err.Error() != want {
			t.Errorf("%T: got %v, want %s", v, err, want)
		}
	}
	if _, err := doc.EncodeJSON(circle); err == nil {
		t.Error("circle: no error")
	}
	for _, s := range []string{"9007199254740993", "1e400"} {
		if _, err := doc.Canonical(json.Number(s)); err == nil {
			t.Errorf("%s: no error", s)
		}
	}
	for s, want := range map[string]string{"-0": "0", "1.50": "1.5", "1e2": "100", "9007199254740992": "9007199254740992"} {
		if got, err := doc.Canonical(json.Number(s)); err != nil || string(got) != want {
			t.Errorf("%s: got %s, %v", s, got, err)
		}
	}
}

// ratio reads and writes itself as JSON.
type ratio struct{ of, per int }

func (r ratio) MarshalJSON() ([]byte, error) { return json.Marshal([]int{r.of, r.per}) }

func (r *ratio) UnmarshalJSON(text []byte) error {
	var pair [2]int
	if err := json.Unmarshal(text, &pair); err != nil {
		return err
	}
	if pair[1] == 0 {
		return errors.New("must not divide by zero")
	}
	r.of, r.per = pair[0], pair[1]
	return nil
}

// since is left out when it is the beginning of time.
type since struct{ Year int }

func (s *since) IsZero() bool { return s.Year <= 0 }

type odd struct {
	Ratio  ratio             `json:"ratio"`
	Number json.Number       `json:"number,omitempty"`
	List   []string          `json:"list,omitempty"`
	Map    map[string]string `json:"map,omitempty"`
	Group  struct{}          `json:"group,omitempty"`
	Since  since             `json:"since,omitzero"`
	Flag   bool              `json:"flag,omitempty"`
	Float  float32           `json:"float"`
}

// TestMethods uses the methods encoding/json knows where types bring no others.
func TestMethods(t *testing.T) {
	t.Parallel()
	v := odd{Ratio: ratio{1, 3}, Number: "1.50", List: []string{}, Since: since{-1}, Float: 0.1}
	const want = "ratio:\n  - 1\n  - 3\nnumber: 1.50\ngroup: {}\nfloat: 0.1\n"
	got, err := doc.EncodeYAML(v)
	if err != nil || string(got) != want {
		t.Fatalf("%s, %v", got, err)
	}
	var back odd
	if err := doc.Read("x.yaml", got, doc.Limits{}, &back); err != nil {
		t.Fatal(err)
	}
	if back.Ratio != v.Ratio || back.Number != v.Number || back.Float != v.Float {
		t.Errorf("%+v", back)
	}
	err = doc.Read("x.yaml", []byte("ratio: [1, 0]\nnumber: x\nlist: true\nmap: 1\nfloat: 1e-99"), doc.Limits{}, &back)
	const problems = `x.yaml:1:8: /ratio: must not divide by zero
x.yaml:2:9: /number: is text "x", not a number (write a number without quotes)
x.yaml:3:7: /list: is true, not a list (write a list, even of one: [true])
x.yaml:4:6: /map: is the number 1, not a mapping (write entries as "key: value")
x.yaml:5:8: /float: 1e-99 is too small to tell from 0 (write 0)`
	if err == nil || err.Error() != problems {
		t.Errorf("%v", err)
	}
}
