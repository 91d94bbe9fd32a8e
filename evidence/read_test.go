package evidence_test

import (
	"encoding/json"
	"errors"
	"flag"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// asDecoded compares what is read at once with what is decoded and merged: both are
// refused, or all that a dossier has is the same.
func asDecoded(t *testing.T, text string) (accepted bool) {
	t.Helper()
	got, err := evidence.ReadJSON("line.json", []byte(text), evidence.DefaultLimits())
	var parts []json.RawMessage
	if json.Unmarshal([]byte(text), &parts) != nil || parts == nil {
		parts = []json.RawMessage{json.RawMessage(text)}
	}
	var fragments []*evidence.Fragment
	var wrong error
	for _, part := range parts {
		f, err := evidence.Decode("line.json", part)
		if err != nil {
			wrong = err
			break
		}
		fragments = append(fragments, f)
	}
	var want *evidence.Dossier
	if wrong == nil {
		want, wrong = evidence.Merge(fragments...)
	}
	if (err == nil) != (wrong == nil) {
		t.Fatalf("read at once: %v; decoded and merged: %v\n%s", err, wrong, text)
	}
	if err != nil {
		var problems evidence.Problems
		if len(parts) == 1 && text[0] == '{' && errors.As(wrong, &problems) && err.Error() != wrong.Error() {
			t.Fatalf("read at once: %v; decoded: %v\n%s", err, wrong, text)
		}
		return false
	}
	same := func(what string, a, b any) {
		t.Helper()
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("%s: read at once %+v, decoded and merged %+v\n%s", what, a, b, text)
		}
	}
	same("digest", got.Digest(), want.Digest())
	same("subject", got.Subject(), want.Subject())
	same("proofs", got.Proofs(), want.Proofs())
	same("contradictions", got.Contradictions(), want.Contradictions())
	same("confidential", got.ConfidentialFacts(), want.ConfidentialFacts())
	for slot, field := range evidence.FactSchema().Fields {
		same(field.Path, got.Fact(slot), want.Fact(slot))
	}
	for _, f := range want.Sources() {
		for group, facts := range f.Ext {
			for name := range facts {
				path := "ext." + group + "." + name
				same(path, got.Ext(path), want.Ext(path))
			}
		}
	}
	return true
}

// lines are sources of random dossiers, as they stand on lines.
func lines(t testing.TB, n int) (out []string) {
	t.Helper()
	for i := range n {
		var texts []string
		for _, f := range testkit.New(uint64(i), testkit.Varied(i)).Fragments() {
			if i%3 == 0 {
				f.Ext = map[string]map[string]evidence.Value{"lab": {"n": evidence.Int(int64(i)), "list": evidence.List(evidence.Int(1), evidence.Number(1.5)), "flag": evidence.Bool(true)}}
			}
			text, err := f.EncodeJSON()
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, strings.TrimSpace(string(text)))
		}
		if len(texts) == 1 && i%2 == 0 {
			out = append(out, texts[0])
		} else {
			out = append(out, "["+strings.Join(texts, ",")+"]")
		}
	}
	return out
}

// A dossier that is read at once is the one that is decoded and merged, and so is one
// whose values were changed for others.
func TestReadJSONIsDecodeAndMerge(t *testing.T) {
	t.Parallel()
	token := regexp.MustCompile(`"(?:[^"\\\\]|\\\\.)*"|-?[0-9][0-9.eE+-]*|true|false`)
	others := []string{`1.0`, `-0`, `-0.0`, `1e3`, `0.5`, `9007199254740992.0`, `9007199254740993`, `1e16`, `1e400`, `1e-400`, `-1`, `101`, `""`, `"\u0000"`, `"\ud800"`, `"A\u0308"`, `"x"`, `true`, `null`, `[]`, `{}`,
		`[1.0,2]`, `[null]`, `"2026-02-30"`, `"2026-02-28"`, `"ext"`, `"data"`, `"id"`, `{"confidential":true}`}
	rng := rand.New(rand.NewPCG(5, 5))
	accepted, tried := 0, 0
	for _, text := range lines(t, *mutated/20) {
		if !asDecoded(t, text) {
			t.Fatalf("refused: %s", text)
		}
		places := slices.DeleteFunc(token.FindAllStringIndex(text, -1), func(at []int) bool { return strings.HasPrefix(text[at[1]:], ":") }) // values
		for range 20 {
			at := places[rng.IntN(len(places))]
			other := others[rng.IntN(len(others))]
			for range 20 * rng.IntN(2) { // one of its kind
				if from := places[rng.IntN(len(places))]; text[from[0]] == text[at[0]] {
					other = text[from[0]:from[1]]
				}
			}
			changed := text[:at[0]] + other + text[at[1]:]
			tried++
			if asDecoded(t, changed) {
				accepted++
			}
		}
	}
	t.Logf("%d of %d changed texts are dossiers", accepted, tried)
	if accepted == 0 || accepted == tried {
		t.Errorf("%d of %d changed texts are dossiers", accepted, tried)
	}
	for _, value := range []string{`1.0`, `1e3`, `-0.0`, `[1.0,2]`, `9007199254740992.0`, `1e16`} {
		if text := `{"trias":"dossier/v1","subject":{"id":"a"},"ext":{"lab":{"x":` + value + `}}}`; !asDecoded(t, text) {
			t.Errorf("refused: %s", text)
		}
	}
}

var mutated = flag.Int("mutated", 100, "how many dossiers in JSON are changed at random to compare the ways to read them")

// However a text is cut up, it is read at once as it is decoded and merged.
func FuzzReadJSON(f *testing.F) {
	for _, text := range lines(f, 6) {
		f.Add(text)
	}
	f.Add(`[{"trias":"dossier/v1","subject":{"id":"a"}},{"trias":"dossier/v1","ext":{"lab":{"x":1.0}}}]`)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.HasPrefix(text, "{") { // everything else may be YAML
			asDecoded(t, text)
		}
	})
}

func TestReadJSONSaysAllThatIsWrong(t *testing.T) {
	t.Parallel()
	const fine = `{"trias":"dossier/v1","subject":{"id":"a"}}`
	for name, c := range map[string]struct {
		text string
		want []string // in the message
		is   error
	}{
		"not JSON":     {`trias: dossier/v1`, []string{"f:1:1"}, nil},
		"two sources":  {`[{"trias":"dossier/v1","data":{"kess":{}}},{"trias":"dossier/v1","subject":{"id":"a"},"supplyChain":{"x":1}}]`, []string{"/0/data/kess", "/1/supplyChain/x"}, nil},
		"no document":  {`3`, []string{"a mapping"}, nil},
		"no subject":   {`[{"trias":"dossier/v1"}]`, nil, evidence.ErrNoSubject},
		"nothing":      {`[]`, nil, evidence.ErrNoSubject},
		"two subjects": {`[` + fine + `,{"trias":"dossier/v1","subject":{"id":"b"}}]`, []string{`"a" and "b"`}, nil},
		"admission":    {`[{"trias":"dossier/v1","subject":{"id":"b","admitted":"2026-01-01"}}]`, []string{"/0/subject/admitted", "onboarding record"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := evidence.ReadJSON("f", []byte(c.text), evidence.DefaultLimits())
			if err == nil || d != nil {
				t.Fatalf("it reads as %v", d)
			}
			if c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("the error is %v", err)
			}
			for _, w := range c.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("the error does not say %q: %v", w, err)
				}
			}
		})
	}
}

func BenchmarkReadJSON(b *testing.B) {
	f := testkit.New(1, testkit.Options{Missing: 0.1, Good: 0.9, Proven: 1}).Fragments()[0]
	text, err := f.EncodeJSON()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("at once", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := evidence.ReadJSON("f", text, evidence.DefaultLimits()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("in two steps", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			g, err := evidence.Decode("f.json", text)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := evidence.Merge(g); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Whatever limits are given, no list is longer than rules are bounded for.
func TestListsWithinAnyLimits(t *testing.T) {
	t.Parallel()
	text := func(n int) []byte {
		return []byte(`{"trias":"dossier/v1","subject":{"id":"a"},"data":{"location":{"storageCountries":["DE"` + strings.Repeat(`,"DE"`, n-1) + `]}}}`)
	}
	for _, limits := range []evidence.Limits{{}, {Bytes: 8 << 20}, {Items: -1}, {Items: 5000}, evidence.DefaultLimits()} {
		for n, allowed := range map[int]bool{evidence.MaxList: true, evidence.MaxList + 1: false} {
			_, one := evidence.DecodeLimited("x.json", text(n), limits)
			_, many := evidence.ReadJSON("x.json", text(n), limits)
			for _, err := range []error{one, many} {
				var limit *evidence.LimitError
				if allowed != (err == nil) || !allowed && (!errors.As(err, &limit) || limit.Max != evidence.MaxList) {
					t.Errorf("%d elements under %+v: %v", n, limits, err)
				}
			}
		}
	}
	if _, err := evidence.ReadJSON("x.json", text(9), evidence.Limits{Items: 8}); err == nil {
		t.Error("a stricter limit is not kept")
	}
}
