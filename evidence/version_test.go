package evidence_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

func TestVersionText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"1", "2.1", "v1.30.2", "1.0.0-rc.1+build.5", "1.2.3.4", "1.0rc1", "01.02", "2026.04", "1.2-beta", "1.0.0~rc1",
		strings.Repeat("1.", 31) + "22",
	} {
		var v evidence.Version
		if err := v.UnmarshalText([]byte(text)); err != nil {
			t.Errorf("UnmarshalText(%q): %v", text, err)
		}
		if back, err := v.MarshalText(); err != nil || string(back) != text {
			t.Errorf("%q comes back as %q, %v", text, back, err)
		}
	}
}

func TestVersionTextErrors(t *testing.T) {
	t.Parallel()
	const form = "want numbers separated by dots, such as 2.1 or 1.0.0-rc.1"
	for _, tt := range []struct{ text, want string }{
		{"", "invalid version: it is empty; leave the fact out if it is not known"},
		{"latest", `invalid version: "latest": ` + form},
		{"1..2", `invalid version: "1..2": ` + form},
		{" 1.2", `invalid version: " 1.2": ` + form},
		{"1.2\n", `invalid version: "1.2\n": ` + form},
		{">= 1.2", `invalid version: ">= 1.2": ` + form},
		{"99999999999999999999", `invalid version: "99999999999999999999": ` + form},
		{
			strings.Repeat("1", 65),
			`invalid version: "` + strings.Repeat("1", 64) + `"…: it is 65 bytes long, at most 64 are read`,
		},
	} {
		v := evidence.Version("1.0")
		err := v.UnmarshalText([]byte(tt.text))
		if err == nil || err.Error() != tt.want || !errors.Is(err, evidence.ErrVersion) || v != "1.0" {
			t.Errorf("UnmarshalText(%q) = %q, %v, want %s", tt.text, v, err, tt.want)
		}
		if _, err := evidence.Version(tt.text).MarshalText(); err == nil || err.Error() != tt.want {
			t.Errorf("MarshalText of %q: %v, want %s", tt.text, err, tt.want)
		}
	}
}

// ascending are versions from old to new, in groups of equally old ones.
var ascending = [][]evidence.Version{
	{""},
	{"latest"},
	{"nightly"},
	{"0"},
	{"0.9.9"},
	{"1.0-0", "1.0-00"},
	{"1.0-1"},
	{"1.0-2"},
	{"1.0-10"},
	{"1.0-99999999999999999999"},
	{"1.0-999999999999999999999"},
	{"1.0-a", "v1.0.0-a", "1.0.0.0-a"},
	{"1.0-a.1", "1-a.1+x"},
	{"1.0-a.b"},
	{"1.0-beta"},
	{"1.0-rc.1", "1.0rc.1"},
	{"1.0-rc.2"},
	{"1", "1.0", "v1.0.0", "1.0.0.0", "1.0+build", "01.0"},
	{"1.0.0.1"},
	{"1.2"},
	{"1.10"},
	{"2.0-rc1"},
	{"2.0"},
}

func TestVersionCompare(t *testing.T) {
	t.Parallel()
	for i, group := range ascending {
		for j, other := range ascending {
			for _, v := range group {
				for _, w := range other {
					want := 0
					switch {
					case i < j:
						want = -1
					case i > j:
						want = 1
					}
					if got := v.Compare(w); got != want {
						t.Errorf("%q.Compare(%q) = %d, want %d", v, w, got, want)
					}
				}
			}
		}
	}
}

func FuzzVersion(f *testing.F) {
	for i, group := range ascending {
		f.Add(string(group[0]), string(ascending[(i+1)%len(ascending)][0]), string(ascending[(i+2)%len(ascending)][0]))
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		u, v, w := evidence.Version(a), evidence.Version(b), evidence.Version(c)
		if u.Compare(u) != 0 || u.Compare(v) != -v.Compare(u) {
			t.Errorf("%q and %q: %d and %d", u, v, u.Compare(v), v.Compare(u))
		}
		if u.Compare(v) <= 0 && v.Compare(w) <= 0 && u.Compare(w) > 0 {
			t.Errorf("%q <= %q <= %q, but the first is newer than the last", u, v, w)
		}
		var back evidence.Version
		if text, err := json.Marshal(u); err == nil {
			if err := json.Unmarshal(text, &back); err != nil || back != u {
				t.Errorf("%q comes back as %q, %v", u, back, err)
			}
		}
	})
}
