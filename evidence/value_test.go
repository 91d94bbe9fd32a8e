package evidence_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

// Numbers are kept exactly or refused, never rounded to another whole number or
// to zero.
func TestNumbersOfValues(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		"0": int64(0), "-0": int64(0), "-0.0": 0.0, "0e5": 0.0, "7": int64(7), "7.0": 7.0, "1e2": 100.0, "0.1": 0.1,
		"9007199254740992": int64(1 << 53), "-9007199254740992": int64(-1 << 53),
		"9007199254740993": nil, "-9007199254740993": nil, "12345678901234567890": nil,
		"100000000000000000": 1e17, "1e17": 1e17, "1e300": 1e300, "-1.5e21": -1.5e21,
		"1e-300": 1e-300, "1e-400": nil, "1e400": nil, "1e999999999": nil, "1e-999999999": nil,
		"1e99999999999999999999": nil, "0e99999999999999999999": 0.0,
		"1 2": nil, "[1] x": nil, "01": nil, "null": nil, "{}": nil, "[null]": nil, "": nil,
	} {
		var v evidence.Value
		err := v.UnmarshalJSON([]byte(text))
		if (err == nil) != (want != nil) || v.Any() != want {
			t.Errorf("%s: got %v, %v; want %v", text, v.Any(), err, want)
		}
	}
}

// Names of the catalogues' own facts have no dots: a path would have two
// meanings, and which of two facts it means would be chance.
func TestNamesOfExtensions(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`ext: {lab: {passed: true}}`:                       "",
		`ext: {}`:                                          "",
		`ext: {"a.b": {c: 1}, a: {"b.c": 2}}`:              "/ext/a.b /ext/a/b.c",
		`ext: {"": {c: 1}}`:                                "/ext/",
		`ext: {lab: {Passed: true, "a/b": 1}}`:             "/ext/lab/Passed /ext/lab/a~1b",
		`ext: {lab: {` + strings.Repeat("a", 65) + `: 1}}`: "/ext/lab/" + strings.Repeat("a", 65),
	} {
		_, err := evidence.Decode("x.yaml", []byte("trias: dossier/v1\n"+text))
		var got []string
		var problems evidence.Problems
		if errors.As(err, &problems) {
			for _, p := range problems {
				got = append(got, p.Pointer)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// A number of any size that a file can state is one a dossier can hold.
func TestMergeHoldsLargeNumbers(t *testing.T) {
	t.Parallel()
	f, err := evidence.Decode("x.yaml", []byte("trias: dossier/v1\nsubject: {id: s}\noperational: {environment: {efficiency: {pue: 1e300}}}\next: {lab: {runs: 1.5e21}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := evidence.Merge(f); err != nil {
		t.Error(err)
	}
}

// Numbers are shown as people write them, whether built in Go or read back.
func TestNumbersAsText(t *testing.T) {
	t.Parallel()
	for number, want := range map[float64]string{1e6: "1000000", 0.5: "0.5", 1e10: "10000000000", 1e21: "1e+21", 1e-6: "0.000001", 1e-7: "1e-07"} {
		if got := evidence.Number(number).String(); got != want {
			t.Errorf("%v: got %s, want %s", number, got, want)
		}
	}
}

// What a value reads, it writes so that it reads the same; and it reads nothing
// that is not JSON.
func FuzzValue(f *testing.F) {
	for _, seed := range hostile.Seeds(f) {
		if len(seed) < 1000 {
			f.Add(seed)
		}
	}
	for _, text := range []string{"true", "30", "0.5", "-0.0", "1e17", "9007199254740993", `"P30D"`, `["DE", "FR"]`, `[1, [2, "a"]]`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v evidence.Value
		err := v.UnmarshalJSON(data)
		if err != nil {
			if !v.IsZero() {
				t.Fatalf("%q is refused (%v) and leaves %v", data, err, v)
			}
			return
		}
		if !json.Valid(data) {
			t.Fatalf("%q is no JSON and read as %v", data, v)
		}
		text, err := v.MarshalJSON()
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		var again evidence.Value
		if err := again.UnmarshalJSON(text); err != nil {
			t.Fatalf("%q is written as %q, which is refused: %v", data, text, err)
		}
		if !again.Equal(v) || !v.Equal(again) || again.String() != v.String() {
			t.Fatalf("%q is %v, written as %q and read as %v", data, v, text, again)
		}
		if twice, err := again.MarshalJSON(); err != nil || !bytes.Equal(text, twice) {
			t.Fatalf("%q is written as %q and then as %q (%v)", data, text, twice, err)
		}
		// A reader of files takes it too, within its limits, and writes it likewise.
		file := fmt.Appendf(nil, `{"trias": "dossier/v1", "subject": {"id": "s"}, "ext": {"lab": {"fact": %s}}}`, data)
		fragment, err := evidence.Decode("x.json", file)
		if err != nil {
			return
		}
		if got := fragment.Ext["lab"]["fact"]; !got.Equal(v) {
			t.Fatalf("%q is %v, and %v in a file", data, v, got)
		}
		if canonical, err := doc.Canonical(v); err != nil {
			t.Fatalf("%q has no canonical form: %v", canonical, err)
		}
		if _, err := evidence.Merge(fragment); err != nil {
			t.Fatalf("%q: %v", data, err)
		}
	})
}
