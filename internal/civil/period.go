package civil

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// ErrPeriod is wrapped by every error about a text or a value that is not a [Period].
var ErrPeriod = errors.New("invalid period")

// Period is a length of time in calendar units: years, months and days, none of them negative. Its length in days
// depends on the date it is added to, so two periods have no order; the zero Period is no time at all.
//
// The fields are kept as they were written: twelve months and one year add alike but are different values.
type Period struct {
	Years, Months, Days int32
}

// maxDigits keeps every field, weeks turned into days included, within an int32.
const maxDigits = 6

var (
	periodForm = regexp.MustCompile(`^P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?$`)
	weekForm   = regexp.MustCompile(`^P([0-9]+)W$`)
	timePart   = regexp.MustCompile(`^P[0-9YMD]*T`)
)

// ParsePeriod reads an ISO 8601 duration of whole years, months and days, in this order, each at most six digits:
// P2M, P30D, P1Y6M. Weeks stand alone and are read as seven days each: P2W is P14D. There is no time part, no fraction
// and no sign. Its errors wrap [ErrPeriod] and give the right form where it can be guessed.
func ParsePeriod(s string) (Period, error) {
	if f := weekForm.FindStringSubmatch(s); f != nil {
		weeks, err := field(s, f[1])
		if err == nil && 7*weeks >= 1_000_000 {
			return Period{}, fmt.Errorf("%w: %q: as days it has more than %d digits", ErrPeriod, clip(s), maxDigits)
		}
		return Period{Days: 7 * weeks}, err
	}
	f := periodForm.FindStringSubmatch(s)
	if f == nil || s == "P" {
		return Period{}, fmt.Errorf("%w: %q: %s", ErrPeriod, clip(s), periodAdvice(s))
	}
	y, errY := field(s, f[1])
	m, errM := field(s, f[2])
	d, errD := field(s, f[3])
	if err := errors.Join(errY, errM, errD); err != nil {
		return Period{}, err
	}
	return Period{Years: y, Months: m, Days: d}, nil
}

func field(s, digits string) (int32, error) {
	if digits == "" {
		return 0, nil
	}
	if len(digits) > maxDigits {
		return 0, fmt.Errorf("%w: %q: %q has more than %d digits", ErrPeriod, clip(s), clip(digits), maxDigits)
	}
	return int32(atoi(digits)), nil
}

func periodAdvice(s string) string {
	right := strings.ToUpper(strings.TrimSpace(s))
	if !strings.HasPrefix(right, "P") {
		right = "P" + right
	}
	switch {
	case right != s && right != "P" && periodForm.MatchString(right), right != s && weekForm.MatchString(right):
		return "write " + right
	case timePart.MatchString(right):
		return "a period has no time part; its smallest unit is the day, as in P30D"
	case strings.Contains(right, "-"):
		return "a period is not negative; want a form such as P2M"
	default:
		return "want years, months and days in this order, such as P1Y6M, P2M or P30D, or weeks alone, such as P2W"
	}
}

// String returns the ISO 8601 text without fields that are zero, or P0D if all are.
func (p Period) String() string {
	if p == (Period{}) {
		return "P0D"
	}
	b := []byte{'P'}
	for _, f := range []struct {
		n    int32
		unit byte
	}{{p.Years, 'Y'}, {p.Months, 'M'}, {p.Days, 'D'}} {
		if f.n != 0 {
			b = append(strconv.AppendInt(b, int64(f.n), 10), f.unit)
		}
	}
	return string(b)
}

// MarshalText returns [Period.String]. A field that is negative or longer than [ParsePeriod] reads is an error that
// wraps [ErrPeriod].
func (p Period) MarshalText() ([]byte, error) {
	s := p.String()
	if _, err := ParsePeriod(s); err != nil {
		return nil, err
	}
	return []byte(s), nil
}

// UnmarshalText reads what [ParsePeriod] reads and leaves p alone on an error.
func (p *Period) UnmarshalText(text []byte) error {
	v, err := ParsePeriod(string(text))
	if err != nil {
		return err
	}
	*p = v
	return nil
}

// NoLonger reports whether p is surely no longer than q, from whatever day both
// run: a month has 28 to 31 days.
func (p Period) NoLonger(q Period) bool {
	pm, qm := 12*int64(p.Years)+int64(p.Months), 12*int64(q.Years)+int64(q.Months)
	pd, qd := int64(p.Days), int64(q.Days)
	return pm <= qm && pd <= qd || 31*pm+pd <= 28*qm+qd
}
