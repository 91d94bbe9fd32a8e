package evidence_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// A dossier that is read at once is the one that is decoded and merged.
func TestReadJSONIsDecodeAndMerge(t *testing.T) {
	t.Parallel()
	for n := range 24 {
		frags := testkit.New(uint64(n), testkit.Varied(n)).Fragments()
		var decoded []*evidence.Fragment
		var texts []string
		for _, f := range frags {
			text, err := f.EncodeJSON()
			if err != nil {
				t.Fatal(err)
			}
			g, err := evidence.Decode("line.json", text)
			if err != nil {
				t.Fatal(err)
			}
			decoded, texts = append(decoded, g), append(texts, string(text))
		}
		want := testkit.Dossier(t, decoded)
		text := "[" + strings.Join(texts, ",") + "]"
		if len(texts) == 1 {
			text = texts[0]
		}
		got, err := evidence.ReadJSON("line.json", []byte(text), evidence.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if got.Digest() != want.Digest() || !reflect.DeepEqual(got.Subject(), want.Subject()) {
			t.Fatalf("seed %d: %s of %v, want %s of %v", n, got.Digest(), got.Subject(), want.Digest(), want.Subject())
		}
		for slot := range evidence.FactSchema().Fields {
			if !reflect.DeepEqual(got.Fact(slot), want.Fact(slot)) {
				t.Fatalf("seed %d: %s is %v, want %v", n, evidence.FactSchema().Fields[slot].Path, got.Fact(slot), want.Fact(slot))
			}
		}
		for i, p := range want.Proofs() {
			if q := got.Proofs()[i]; q.Ref != p.Ref || q.Scoped != p.Scoped || q.Begins != p.Begins || !reflect.DeepEqual(q.Covers, p.Covers) {
				t.Fatalf("seed %d: proof %+v, want %+v", n, q, p)
			}
		}
	}
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
