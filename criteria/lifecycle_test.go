package criteria_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
)

// living is a catalogue of two criteria with what is said of their lives.
func living(a, b string) []byte {
	one := func(id, life string) string {
		return fmt.Sprintf(`  - id: %s
    dimension: control
    domain: data
    title: {en: Keys, de: Schlüssel}
    question: {en: "Is it so?", de: "Ist es so?"}
    rule: data.keys.customerCanRotate
%s`, id, life)
	}
	return []byte("trias: catalogue/v1\nid: example\nversion: 2.0.0\nlanguage: 1\ncriteria:\n" + one("A", a) + one("B", b))
}

// A pre-release can say what its release will.
func TestLifeInPreRelease(t *testing.T) {
	t.Parallel()
	for version, loads := range map[string]bool{"2.1.0-rc.1": true, "2.1.0-rc.1+7": true, "2.0.9": false, "2.0.9-rc.1": false} {
		text := strings.Replace(string(living("    introduced: {version: 2.1.0}\n", "")), "version: 2.0.0", "version: "+version, 1)
		if _, err := criteria.Decode("c.yaml", []byte(text)); (err == nil) != loads {
			t.Errorf("%s: %v", version, err)
		}
	}
}

// The life of a criterion is refused where it cannot be, with the place and a
// way out, and all that is wrong at once.
func TestLivesThatCannotBe(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		a, b string
		want []string // none: it loads
	}{
		"nothing said":                  {},
		"introduced":                    {a: "    introduced: {version: 2.0.0}\n"},
		"introduced on":                 {a: "    introduced: {version: 1.0.0, on: 2026-12-01}\n"},
		"deprecated, no end":            {a: "    deprecated: {version: 2.0.0, on: 2026-12-01}\n"},
		"ends the day it is announced":  {a: "    deprecated: {version: 2.0.0, on: 2026-12-01, until: 2026-12-01}\n"},
		"ends the day it is introduced": {a: "    introduced: {version: 1.0.0, on: 2027-01-01}\n    deprecated: {version: 2.0.0, on: 2026-12-01, until: 2027-01-01}\n"},
		"superseded":                    {a: "    deprecated: {version: 2.0.0, on: 2026-12-01, supersededBy: [B]}\n"},

		"later version": {a: "    introduced: {version: 2.0.1}\n",
			want: []string{"/criteria/0/introduced/version: version 2.0.1 is later than the catalogue's, 2.0.0"}},
		"deprecated in a later version": {b: "    deprecated: {version: 3.0.0, on: 2026-12-01}\n",
			want: []string{"/criteria/1/deprecated/version: version 3.0.0 is later"}},
		"deprecated before it was there": {a: "    introduced: {version: 2.0.0}\n    deprecated: {version: 1.0.0, on: 2026-12-01}\n",
			want: []string{"/criteria/0/deprecated/version: A is deprecated in an earlier version"}},
		"ends before it is announced": {a: "    deprecated: {version: 2.0.0, on: 2026-12-01, until: 2026-11-30}\n",
			want: []string{"/criteria/0/deprecated/until: A ends before that is announced (swap on and until)"}},
		"ends before it begins": {a: "    introduced: {version: 1.0.0, on: 2027-01-02}\n    deprecated: {version: 2.0.0, on: 2026-12-01, until: 2027-01-01}\n",
			want: []string{"/criteria/0/deprecated/until: A ends on 2027-01-01, before it is introduced on 2027-01-02"}},
		"no such successor": {a: "    deprecated: {version: 2.0.0, on: 2026-12-01, supersededBy: [Bb]}\n",
			want: []string{`/criteria/0/deprecated/supersededBy/0: the catalogue has no criterion "Bb" (`}},
		"its own successor": {a: "    deprecated: {version: 2.0.0, on: 2026-12-01, supersededBy: [A]}\n",
			want: []string{"/criteria/0/deprecated/supersededBy/0: A supersedes itself"}},
		"a successor twice": {a: "    deprecated: {version: 2.0.0, on: 2026-12-01, supersededBy: [B, B]}\n",
			want: []string{"/criteria/0/deprecated/supersededBy/1: B is named twice"}},
		"each the other's": {a: "    deprecated: {version: 2.0.0, on: 2026-12-01, supersededBy: [B]}\n", b: "    deprecated: {version: 2.0.0, on: 2026-12-01, supersededBy: [A]}\n",
			want: []string{"and that leads back to it"}},
		"two at once": {a: "    introduced: {version: 3.0.0}\n", b: "    deprecated: {version: 2.0.0, on: 2026-12-01, until: 2025-12-01, supersededBy: [C]}\n",
			want: []string{"/criteria/0/introduced/version", "/criteria/1/deprecated/until", "/criteria/1/deprecated/supersededBy/0"}},
		"no version":       {a: "    introduced: {on: 2026-12-01}\n", want: []string{"version"}},
		"no day announced": {a: "    deprecated: {version: 2.0.0}\n", want: []string{"on"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := criteria.Decode("catalogue.yaml", living(c.a, c.b))
			if len(c.want) == 0 {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil {
				t.Fatal("it loads")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got\n%v\nwhich does not say %q", err, want)
				}
			}
		})
	}
}

// Where a criterion stands changes from one day to the next, on the days it
// states.
func TestStandingOn(t *testing.T) {
	t.Parallel()
	c, err := criteria.Decode("catalogue.yaml", living(
		"    introduced: {version: 1.0.0, on: 2026-12-01}\n    deprecated: {version: 2.0.0, on: 2027-06-01, until: 2027-12-31, supersededBy: [B]}\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	a, _ := c.Lookup("A")
	b, _ := c.Lookup("B")
	for _, x := range []struct {
		day    string
		want   criteria.Standing
		counts bool
	}{
		{"2026-11-30", criteria.Upcoming, false},
		{"2026-12-01", criteria.InForce, true},
		{"2027-05-31", criteria.InForce, true},
		{"2027-06-01", criteria.InDeprecation, true},
		{"2027-12-31", criteria.InDeprecation, true},
		{"2028-01-01", criteria.Ended, false},
	} {
		day, err := evidence.ParseDate(x.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.StandingOn(day); got != x.want || got.Counts() != x.counts {
			t.Errorf("%s: A is %s (counts: %v), want %s", x.day, got, got.Counts(), x.want)
		}
		if got := b.StandingOn(day); got != criteria.InForce {
			t.Errorf("%s: B is %s", x.day, got)
		}
	}
}
