package evidence_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

func TestLicenseText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"EUPL-1.2", "mit", "MIT OR  Apache-2.0", "(MIT OR ISC) AND GPL-2.0+", "GPL-2.0-only WITH Classpath-exception-2.0",
		"LicenseRef-Example", strings.Repeat(" ", 197) + "MIT",
	} {
		var l evidence.License
		if err := l.UnmarshalText([]byte(text)); err != nil {
			t.Errorf("UnmarshalText(%q): %v", text, err)
		}
		if back, err := l.MarshalText(); err != nil || string(back) != text {
			t.Errorf("%q comes back as %q, %v", text, back, err)
		}
	}
}

func TestLicenseTextErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"", "invalid licence expression: the expression is empty; leave the fact out if the licence is not known"},
		{"Apache2", `invalid licence expression: column 1: unknown licence "Apache2", did you mean "Apache-2.0"?`},
		{"MIT or ISC", `invalid licence expression: column 5: "or": operators are in capitals, write OR`},
		{strings.Repeat(" ", 198) + "MIT", "invalid licence expression: the expression is 201 bytes long, at most 200 are read"},
	} {
		l := evidence.License("MIT")
		err := l.UnmarshalText([]byte(tt.text))
		if err == nil || err.Error() != tt.want || !errors.Is(err, evidence.ErrLicense) || l != "MIT" {
			t.Errorf("UnmarshalText(%q) = %q, %v, want %s", tt.text, l, err, tt.want)
		}
		if _, err := evidence.License(tt.text).MarshalText(); !errors.Is(err, evidence.ErrLicense) {
			t.Errorf("MarshalText of %q: %v", tt.text, err)
		}
	}
}

func FuzzLicense(f *testing.F) {
	for _, s := range []string{"MIT", "MIT OR ISC", "GPLv3", "((", "A WITH B", "LicenseRef-a", "Apache-2.0-or-later"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var l evidence.License
		if err := l.UnmarshalText([]byte(s)); err != nil {
			if !errors.Is(err, evidence.ErrLicense) {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		if back, err := l.MarshalText(); err != nil || string(back) != s {
			t.Errorf("%q comes back as %q, %v", s, back, err)
		}
	})
}
