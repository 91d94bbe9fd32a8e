package doc_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/gowebpki/jcs"
	"github.com/trias-sovereignty/trias/internal/doc"
	"pgregory.net/rapid"
)

// TestCanonical compares with what package jcs makes of the same text.
func TestCanonical(t *testing.T) {
	t.Parallel()
	for _, s := range hard {
		checkCanonical(t, s)
		if len(s) < 250 {
			checkCanonical(t, map[string]any{s: s, s + "a": nil, "a" + s: []string{s}})
		}
	}
	checkCanonical(t, map[string]any{"\ue000": 1, "\U0001f600": 2, "\U0001f601": 3, "\ud7ff": 4, "\uffff": 5, "a\U0001f600": 6, "a\ufb00": 7, "a": 8, "": 9})
	checkCanonical(t, "\x00\x01\b\t\n\v\f\r\x1f \"/\\\x7f\u2028\u2029")
	for _, n := range []json.Number{"0", "-0", "-0.0", "0e9", "1", "-1", "999999999999999", "-9007199254740992", "100000000000000000000", "1e21", "1e-7",
		"0.000001", "123456789.123456789", "5e-324", "1e-400", "1.7976931348623157e308", "1E+2"} {
		checkCanonical(t, n)
	}
	for _, f := range []float64{0, math.Copysign(0, -1), 0.1, 1, 1e-6, 1e-7, 1e15, 1 << 53, -1<<53 - 2, 1e20, 1e21, math.SmallestNonzeroFloat64, -math.MaxFloat64} {
		checkCanonical(t, f)
		checkCanonical(t, []any{f, &f, float32(f), map[string]float64{"x": f}})
	}
	for _, f := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got, err := doc.Canonical([]any{1, f}); err == nil || !strings.Contains(err.Error(), "is not a finite number") {
			t.Errorf("%v: %s, %v", f, got, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		checkCanonical(t, dossiers().Draw(t, "dossier"))
		checkCanonical(t, rapid.MapOf(rapid.StringN(0, 20, 80), rapid.String()).Draw(t, "map"))
		checkCanonical(t, rapid.Float64Range(-1e300, 1e300).Draw(t, "float"))
		checkCanonical(t, rapid.Int64Range(-1<<53, 1<<53).Draw(t, "int"))
	})
}

func checkCanonical(t tester, v any) {
	t.Helper()
	text, err := doc.EncodeJSON(v)
	if err != nil {
		return // neither writes it
	}
	want, err := jcs.Transform(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if got, err := doc.Canonical(v); err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%s %v\nwant\n%s", got, err, want)
	}
}

// TestCanonicalTwice refuses what has no canonical form.
func TestCanonicalTwice(t *testing.T) {
	t.Parallel()
	one := &doc.Node{Kind: doc.Null}
	_, err := doc.Canonical(map[string]*doc.Node{"x": {Kind: doc.Mapping, Entries: []doc.Entry{{Key: "a", Value: one}, {Key: "b", Value: one}, {Key: "a", Value: one}}}})
	if err == nil || err.Error() != `canonical JSON: /x: key "a" is there twice` {
		t.Errorf("got %v", err)
	}
}
