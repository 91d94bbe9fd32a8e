package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	goversion "github.com/hashicorp/go-version"
)

// ErrVersion is wrapped by every error about a text that is not a [Version].
var ErrVersion = errors.New("invalid version")

const maxVersion = 64

// Version is a version number as github.com/hashicorp/go-version reads it: an optional v, numbers separated by dots, an
// optional pre-release and optional build metadata, at most 64 bytes: "2.1", "v1.30.2", "1.0.0-rc.1+build.5". It keeps
// the text it was read from. The zero Version is no version and does not marshal.
type Version string

// UnmarshalText reads a version number and leaves v alone on an error, which wraps [ErrVersion].
func (v *Version) UnmarshalText(text []byte) error {
	if _, err := parseVersion(string(text)); err != nil {
		return err
	}
	*v = Version(text)
	return nil
}

// MarshalText returns the text as it was read. A Version that would not be read back is an error that wraps
// [ErrVersion].
func (v Version) MarshalText() ([]byte, error) {
	if _, err := parseVersion(string(v)); err != nil {
		return nil, err
	}
	return []byte(v), nil
}

func parseVersion(s string) (*goversion.Version, error) {
	switch {
	case s == "":
		return nil, fmt.Errorf("%w: it is empty; leave the fact out if it is not known", ErrVersion)
	case len(s) > maxVersion:
		return nil, fmt.Errorf("%w: %q…: it is %d bytes long, at most %d are read",
			ErrVersion, s[:maxVersion], len(s), maxVersion)
	}
	v, err := goversion.NewVersion(s)
	if err != nil {
		return nil, fmt.Errorf("%w: %q: want numbers separated by dots, such as 2.1 or 1.0.0-rc.1", ErrVersion, s)
	}
	return v, nil
}

// Compare returns -1, 0 or +1 as v is older than, as old as or newer than w. Versions that differ only in a leading v,
// in trailing zero numbers or in build metadata are equally old. It is a total order of these classes, which the
// comparison of go-version is not: it puts 1.0-a.1 before 1.0-a.b, that before 1.0-a, and that before 1.0-a.1.
//
//   - Numbers are compared from the left, a missing one counts as zero: 1.2 and 1.2.0.0 are equal.
//   - With equal numbers a pre-release is older than none; two of them are compared by the rules of Semantic
//     Versioning 2.0.0, clause 11: field by field, digits as numbers and before text, and fewer fields before more.
//   - A text that is no version is older than every version; two such texts have the order of their bytes.
func (v Version) Compare(w Version) int {
	a, errA := parseVersion(string(v))
	b, errB := parseVersion(string(w))
	switch {
	case errA != nil && errB != nil:
		return strings.Compare(string(v), string(w))
	case errA != nil:
		return -1
	case errB != nil:
		return 1
	}
	return cmp.Or(compareNumbers(a.Segments64(), b.Segments64()), comparePreReleases(a.Prerelease(), b.Prerelease()))
}

func compareNumbers(a, b []int64) int {
	for i := range max(len(a), len(b)) {
		var x, y int64
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if c := cmp.Compare(x, y); c != 0 {
			return c
		}
	}
	return 0
}

func comparePreReleases(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		if c := compareFields(x[i], y[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(x), len(y))
}

func compareFields(a, b string) int {
	digitsA, digitsB := isDigits(a), isDigits(b)
	switch {
	case digitsA && digitsB:
		a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
	case digitsA:
		return -1
	case digitsB:
		return 1
	}
	return strings.Compare(a, b)
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
