// Package civil holds calendar dates and calendar periods: the time of contracts, certificates and statutes, which know
// days but no clocks.
//
// Reach for it where a document says "valid until 31 August" or "within two months". An instant turns into a date, and
// a date into the instants it begins and ends at, only with a time zone that the caller names.
package civil

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// ErrDate is wrapped by every error about a text that is not a [Date].
var ErrDate = errors.New("invalid date")

const (
	minYear = 1900
	maxYear = 2199

	layout = time.DateOnly
	day    = 24 * time.Hour
)

// Date is one day of the proleptic Gregorian calendar, from 1900-01-01 to 2199-12-31, without a time or a zone.
//
// The zero Date is no day at all: [Date.IsZero] reports it, it does not marshal, it sorts before every day, and
// arithmetic leaves it as it is. Dates may be compared with == and used as map keys.
type Date struct {
	n int32 // 1 is 1900-01-01, so that the zero value is none
}

var (
	eve     = time.Date(minYear, time.January, 1, 0, 0, 0, 0, time.UTC).Add(-day) // the day before number 1
	maxDate = fromTime(time.Date(maxYear, time.December, 31, 0, 0, 0, 0, time.UTC))
	minDate = Date{n: 1}

	strict  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	ymd     = regexp.MustCompile(`^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?$`)
	compact = regexp.MustCompile(`^([0-9]{4})([0-9]{2})([0-9]{2})$`)
	dmy     = regexp.MustCompile(`^([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})$`)
)

// ParseDate reads a date in the one form YYYY-MM-DD (ISO 8601 extended, RFC 3339 full-date), with years from 1900 to
// 2199. Its errors wrap [ErrDate]; they give the length of the month for a day that does not exist, and the right form
// for a date that is recognisable but written otherwise. A form that is read differently in different countries, such
// as 10/3/2024, gets no suggestion.
func ParseDate(s string) (Date, error) {
	if !strict.MatchString(s) {
		if right := suggest(s); right != "" {
			return Date{}, fmt.Errorf("%w: %q: write %s", ErrDate, s, right)
		}
		return Date{}, fmt.Errorf("%w: %q: want the form YYYY-MM-DD, such as 2027-01-12", ErrDate, clip(s))
	}
	y, m, d := atoi(s[:4]), atoi(s[5:7]), atoi(s[8:])
	switch {
	case y < minYear || y > maxYear:
		return Date{}, fmt.Errorf("%w: %q: the year must be from %d to %d", ErrDate, s, minYear, maxYear)
	case m < 1 || m > 12:
		return Date{}, fmt.Errorf("%w: %q: there is no month %d, months go from 01 to 12", ErrDate, s, m)
	case d < 1 || d > daysIn(y, m):
		return Date{}, fmt.Errorf("%w: %q: %s %d has %d days", ErrDate, s, time.Month(m), y, daysIn(y, m))
	}
	return fromCivil(y, m, d), nil
}

// suggest returns the right form of a date that is written otherwise, or "" if s is not recognisable beyond doubt.
func suggest(s string) string {
	var y, m, d string
	if f := ymd.FindStringSubmatch(s); f != nil {
		y, m, d = f[1], f[2], f[3]
	} else if f := compact.FindStringSubmatch(s); f != nil {
		y, m, d = f[1], f[2], f[3]
	} else if f := dmy.FindStringSubmatch(s); f != nil {
		y, m, d = f[3], f[2], f[1]
	} else {
		return ""
	}
	right := fmt.Sprintf("%s-%02d-%02d", y, atoi(m), atoi(d))
	if _, err := ParseDate(right); err != nil {
		return ""
	}
	return right
}

// DateOf returns the day that a calendar in loc shows at the instant t. The zero [time.Time] gives the zero Date; any
// other instant outside the range gives the nearest end of the range. A nil loc panics, as in [time.Time.In].
func DateOf(t time.Time, loc *time.Location) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, d := t.In(loc).Date()
	switch {
	case y < minYear:
		return minDate
	case y > maxYear:
		return maxDate
	}
	return fromCivil(y, int(m), d)
}

// IsZero reports whether d is the zero Date, which is no day.
func (d Date) IsZero() bool { return d.n == 0 }

// Year returns the year, or 0 for the zero Date.
func (d Date) Year() int {
	y, _, _ := d.civil()
	return y
}

// Month returns the month, or 0 for the zero Date.
func (d Date) Month() time.Month {
	_, m, _ := d.civil()
	return time.Month(m)
}

// Day returns the day of the month, or 0 for the zero Date.
func (d Date) Day() int {
	_, _, day := d.civil()
	return day
}

// String returns the date as YYYY-MM-DD, or "no date" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return "no date"
	}
	return d.utc().Format(layout)
}

// The first and the last day there is.
var (
	FirstDay = minDate
	LastDay  = maxDate
)

// DaysUntil returns how many days e is after d, negative if it is before. The zero Date lies one day before the first.
func (d Date) DaysUntil(e Date) int { return int(e.n - d.n) }

// Compare returns -1, 0 or +1 as d is before, the same as or after e. The zero Date is before every day.
func (d Date) Compare(e Date) int { return cmp.Compare(d.n, e.n) }

// MarshalText returns the form that [ParseDate] reads. The zero Date is an error that wraps [ErrDate].
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, fmt.Errorf("%w: the zero date has no text", ErrDate)
	}
	return d.utc().AppendFormat(nil, layout), nil
}

// UnmarshalText reads what [ParseDate] reads and leaves d alone on an error.
func (d *Date) UnmarshalText(text []byte) error {
	v, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// SchemaFormat names the JSON Schema format of a date.
func (Date) SchemaFormat() string { return "date" }

// AddDays returns the date n days after d, or before it if n is negative. A result beyond the range is the range's end.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	// No step longer than the whole range makes a difference, and shorter ones cannot overflow.
	n = min(max(n, -int(maxDate.n)), int(maxDate.n))
	return Date{n: min(max(d.n+int32(n), minDate.n), maxDate.n)}
}

// Add returns the date p after d: first years and months together, then days.
//
// If the month reached lacks the day of d, its last day counts (BGB § 188 (3)): 31 January and a month is 28 or 29
// February. A result beyond the range is the range's end. For a fixed p the result never decreases as d grows; it may
// stay the same, as 30 and 31 January both lead to the end of February.
func (d Date) Add(p Period) Date { return d.shift(p, 1) }

// Sub returns the date p before d: first years and months together, then days, with the rules of [Date.Add]. It is not
// the inverse of Add where a month's end was clamped: 31 March less a month is 28 or 29 February, and a month later
// that is 28 or 29 March.
func (d Date) Sub(p Period) Date { return d.shift(p, -1) }

func (d Date) shift(p Period, sign int64) Date {
	if d.IsZero() {
		return d
	}
	y, m, dd := d.civil()
	months := int64(y)*12 + int64(m) - 1 + sign*(int64(p.Years)*12+int64(p.Months))
	switch {
	case months < minYear*12:
		d = minDate
	case months >= (maxYear+1)*12:
		d = maxDate
	default:
		y, m = int(months/12), int(months%12)+1
		d = fromCivil(y, m, min(dd, daysIn(y, m)))
	}
	return d.AddDays(int(sign) * int(p.Days))
}

// Start returns the first instant at which a calendar in loc shows d or a later day; the zero Date gives the zero
// [time.Time]. It is midnight, except where the clocks skip midnight (the day then starts when they have moved on) or
// skip the whole day (its start is then that of the next day). Where clocks go back across midnight it is the first of
// the two. A nil loc panics.
func (d Date) Start(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	// No zone is ever more than a day from UTC, so the walk over the zone's periods may start two days early.
	midnight := d.utc()
	for t := midnight.Add(-2 * day).In(loc); ; {
		_, offset := t.Zone()
		start, end := t.ZoneBounds()
		first := midnight.Add(-time.Duration(offset) * time.Second).In(loc)
		if first.Before(start) {
			first = start
		}
		if end.IsZero() || first.Before(end) {
			return first
		}
		t = end
	}
}

// End returns the first instant after d, the [Date.Start] of the next day: d lasts from Start up to, but not including,
// End. The zero Date gives the zero [time.Time].
func (d Date) End(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return Date{n: d.n + 1}.Start(loc)
}

func (d Date) civil() (y, m, day int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	yy, mm, dd := d.utc().Date()
	return yy, int(mm), dd
}

func (d Date) utc() time.Time { return eve.AddDate(0, 0, int(d.n)) }

func fromCivil(y, m, d int) Date {
	return fromTime(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC))
}

func fromTime(t time.Time) Date {
	// In seconds: the range is longer than a time.Duration.
	return Date{n: int32((t.Unix() - eve.Unix()) / int64(day/time.Second))}
}

func daysIn(y, m int) int {
	return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// atoi reads digits that a pattern has already matched and bounded.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// clip shortens a text that is only quoted to say that it is wrong.
func clip(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
