package civil_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/trias-sovereignty/trias/internal/civil"
)

func date(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func period(t testing.TB, s string) civil.Period {
	t.Helper()
	p, err := civil.ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in      string
		y, m, d int
	}{
		{"1900-01-01", 1900, 1, 1},
		{"1900-02-28", 1900, 2, 28},
		{"1969-12-31", 1969, 12, 31},
		{"1970-01-01", 1970, 1, 1},
		{"2000-02-29", 2000, 2, 29},
		{"2024-02-29", 2024, 2, 29},
		{"2027-01-12", 2027, 1, 12},
		{"2199-12-31", 2199, 12, 31},
	} {
		d, err := civil.ParseDate(tt.in)
		if err != nil {
			t.Errorf("ParseDate(%q): %v", tt.in, err)
		}
		if d.Year() != tt.y || d.Month() != time.Month(tt.m) || d.Day() != tt.d || d.String() != tt.in || d.IsZero() {
			t.Errorf("ParseDate(%q) = %v (%d, %v, %d)", tt.in, d, d.Year(), d.Month(), d.Day())
		}
	}
}

func TestParseDateErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"2023-02-29", `invalid date: "2023-02-29": February 2023 has 28 days`},
		{"1900-02-29", `invalid date: "1900-02-29": February 1900 has 28 days`},
		{"2024-02-30", `invalid date: "2024-02-30": February 2024 has 29 days`},
		{"2024-04-31", `invalid date: "2024-04-31": April 2024 has 30 days`},
		{"2024-01-00", `invalid date: "2024-01-00": January 2024 has 31 days`},
		{"2024-13-01", `invalid date: "2024-13-01": there is no month 13, months go from 01 to 12`},
		{"1899-12-31", `invalid date: "1899-12-31": the year must be from 1900 to 2199`},
		{"2200-01-01", `invalid date: "2200-01-01": the year must be from 1900 to 2199`},
		{"2024-10-3", `invalid date: "2024-10-3": write 2024-10-03`},
		{"2024/1/3", `invalid date: "2024/1/3": write 2024-01-03`},
		{"20241003", `invalid date: "20241003": write 2024-10-03`},
		{"3.10.2024", `invalid date: "3.10.2024": write 2024-10-03`},
		{"03. 10. 2024", `invalid date: "03. 10. 2024": write 2024-10-03`},
		{"2024-10-03T12:00:00Z", `invalid date: "2024-10-03T12:00:00Z": write 2024-10-03`},
		{"2023-2-30", `invalid date: "2023-2-30": want the form YYYY-MM-DD, such as 2027-01-12`},
		{"10/3/2024", `invalid date: "10/3/2024": want the form YYYY-MM-DD, such as 2027-01-12`},
		{" 2024-10-03", `invalid date: " 2024-10-03": want the form YYYY-MM-DD, such as 2027-01-12`},
		{"٢٠٢٤-10-03", `invalid date: "٢٠٢٤-10-03": want the form YYYY-MM-DD, such as 2027-01-12`},
		{"", `invalid date: "": want the form YYYY-MM-DD, such as 2027-01-12`},
		{strings.Repeat("x", 50), `invalid date: "` + strings.Repeat("x", 40) + `…": want the form YYYY-MM-DD, such as 2027-01-12`},
	} {
		d, err := civil.ParseDate(tt.in)
		if err == nil || err.Error() != tt.want || !errors.Is(err, civil.ErrDate) || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %v, want %s", tt.in, d, err, tt.want)
		}
	}
}

// TestEveryDay walks the whole range and compares with package time.
func TestEveryDay(t *testing.T) {
	t.Parallel()
	d := date(t, "1900-01-01")
	last := date(t, "2199-12-31")
	for tm := time.Date(1900, 1, 1, 12, 0, 0, 0, time.UTC); tm.Year() < 2200; tm = tm.AddDate(0, 0, 1) {
		if d.String() != tm.Format(time.DateOnly) || civil.DateOf(tm, time.UTC) != d {
			t.Fatalf("%v, want %v", d, tm)
		}
		if back := date(t, d.String()); back != d {
			t.Fatalf("%v is read back as %v", d, back)
		}
		if n := civil.FirstDay.DaysUntil(d); civil.FirstDay.AddDays(n) != d || d.DaysUntil(civil.FirstDay) != -n {
			t.Fatalf("%v is %d days after the first", d, n)
		}
		next := d.AddDays(1)
		if d != last && (next.Compare(d) != 1 || d.Compare(next) != -1 || next.AddDays(-1) != d) {
			t.Fatalf("%v is followed by %v", d, next)
		}
		d = next
	}
	if d != last || civil.LastDay != last || civil.FirstDay != date(t, "1900-01-01") {
		t.Errorf("the last day is %v, want %v; the first is %v and the last %v", d, last, civil.FirstDay, civil.LastDay)
	}
}

func TestZeroDate(t *testing.T) {
	t.Parallel()
	var d civil.Date
	if !d.IsZero() || d.Year() != 0 || d.Month() != 0 || d.Day() != 0 || d.String() != "no date" {
		t.Errorf("zero date: %v, %d, %d, %d", d, d.Year(), d.Month(), d.Day())
	}
	if got := d.AddDays(1); !got.IsZero() {
		t.Errorf("AddDays(1) = %v", got)
	}
	if got := d.Add(civil.Period{Years: 1}).Sub(civil.Period{Days: 1}); !got.IsZero() {
		t.Errorf("Add and Sub = %v", got)
	}
	if !d.Start(time.UTC).IsZero() || !d.End(time.UTC).IsZero() {
		t.Errorf("Start = %v, End = %v", d.Start(time.UTC), d.End(time.UTC))
	}
	if _, err := d.MarshalText(); !errors.Is(err, civil.ErrDate) {
		t.Errorf("MarshalText: %v", err)
	}
	first := date(t, "1900-01-01")
	if d.Compare(first) != -1 || first.Compare(d) != 1 || d.Compare(civil.Date{}) != 0 {
		t.Error("the zero date does not sort before 1900-01-01")
	}
}

func TestDateOf(t *testing.T) {
	t.Parallel()
	berlin := zone(t, "Europe/Berlin")
	for _, tt := range []struct {
		at   string
		loc  *time.Location
		want string
	}{
		{"2026-12-31T22:59:59Z", berlin, "2026-12-31"},
		{"2026-12-31T23:00:00Z", berlin, "2027-01-01"},
		{"2026-12-31T23:00:00Z", time.UTC, "2026-12-31"},
		{"2026-06-30T22:00:00Z", berlin, "2026-07-01"},
		{"1899-12-31T23:59:59Z", time.UTC, "1900-01-01"},
		{"0800-12-25T00:00:00Z", time.UTC, "1900-01-01"},
		{"2200-01-01T00:00:00Z", time.UTC, "2199-12-31"},
		{"9999-01-01T00:00:00Z", time.UTC, "2199-12-31"},
	} {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := civil.DateOf(at, tt.loc); got != date(t, tt.want) {
			t.Errorf("DateOf(%s, %v) = %v, want %s", tt.at, tt.loc, got, tt.want)
		}
	}
	if got := civil.DateOf(time.Time{}, time.UTC); !got.IsZero() {
		t.Errorf("DateOf(zero time) = %v", got)
	}
}

func TestStartAndEnd(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ zone, date, start, end string }{
		{"UTC", "2026-10-02", "2026-10-02T00:00:00Z", "2026-10-03T00:00:00Z"},
		{"UTC", "1900-01-01", "1900-01-01T00:00:00Z", "1900-01-02T00:00:00Z"},
		{"UTC", "2199-12-31", "2199-12-31T00:00:00Z", "2200-01-01T00:00:00Z"},
		{"Europe/Berlin", "2026-03-29", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"},
		{"Europe/Berlin", "2026-10-25", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"},
		{"Europe/Berlin", "2199-12-31", "2199-12-31T00:00:00+01:00", "2200-01-01T00:00:00+01:00"},
		// Midnight is skipped.
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"},
		// At midnight the clocks go back to 23:00 of the same day.
		{"America/Sao_Paulo", "2018-02-17", "2018-02-17T00:00:00-02:00", "2018-02-18T00:00:00-03:00"},
		// Midnight comes twice, at 00:00 and when 01:00 turns back to 00:00.
		{"America/Havana", "2024-11-03", "2024-11-03T00:00:00-04:00", "2024-11-04T00:00:00-05:00"},
		// One minute after midnight the clocks go back to 23:01 of the day before.
		{"America/St_Johns", "2010-11-07", "2010-11-07T00:00:00-02:30", "2010-11-08T00:00:00-03:30"},
		// The whole day is skipped.
		{"Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00", "2011-12-31T00:00:00+14:00"},
		{"Pacific/Apia", "2011-12-31", "2011-12-31T00:00:00+14:00", "2012-01-01T00:00:00+14:00"},
		{"Pacific/Kiritimati", "2026-01-01", "2026-01-01T00:00:00+14:00", "2026-01-02T00:00:00+14:00"},
	} {
		loc := zone(t, tt.zone)
		d := date(t, tt.date)
		if got := d.Start(loc).Format(time.RFC3339); got != tt.start {
			t.Errorf("%s in %s starts at %s, want %s", d, loc, got, tt.start)
		}
		if got := d.End(loc).Format(time.RFC3339); got != tt.end {
			t.Errorf("%s in %s ends at %s, want %s", d, loc, got, tt.end)
		}
	}
}

// TestStartIsFirst checks in zones with all kinds of clock changes that a day starts where DateOf first shows it.
func TestStartIsFirst(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"Africa/Cairo", "America/Havana", "America/Sao_Paulo", "America/St_Johns", "Asia/Beirut", "Asia/Manila",
		"Europe/Berlin", "Pacific/Apia", "Pacific/Kwajalein",
	} {
		loc := zone(t, name)
		for d := date(t, "1965-01-01"); d.Year() < 2030; d = d.AddDays(1) {
			start := d.Start(loc)
			if got := civil.DateOf(start, loc); got.Compare(d) < 0 || got.Compare(d) > 0 && start != d.End(loc) {
				t.Errorf("%s in %s starts at %v", d, loc, start)
			}
			if before := civil.DateOf(start.Add(-1), loc); before.Compare(d) >= 0 {
				t.Errorf("%s in %s starts before %v", d, loc, start)
			}
		}
	}
}

func TestAddAndSub(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ date, period, plus, minus string }{
		{"2023-01-31", "P1M", "2023-02-28", "2022-12-31"},
		{"2024-01-31", "P1M", "2024-02-29", "2023-12-31"},
		{"2024-01-30", "P1M", "2024-02-29", "2023-12-30"},
		{"2024-02-29", "P1M", "2024-03-29", "2024-01-29"},
		{"2024-02-29", "P1Y", "2025-02-28", "2023-02-28"},
		{"2024-02-29", "P4Y", "2028-02-29", "2020-02-29"},
		{"2024-03-31", "P1M", "2024-04-30", "2024-02-29"},
		{"2024-12-31", "P2M", "2025-02-28", "2024-10-31"},
		{"2024-10-31", "P4M", "2025-02-28", "2024-06-30"},
		// Years and months are added as one, so the end of February 2025 does not clamp the day.
		{"2024-02-29", "P1Y1M", "2025-03-29", "2023-01-29"},
		// Days come last: clamping is done by then.
		{"2024-01-31", "P1M1D", "2024-03-01", "2023-12-30"},
		{"2024-01-31", "P30D", "2024-03-01", "2024-01-01"},
		{"2024-01-15", "P2W", "2024-01-29", "2024-01-01"},
		{"2024-06-15", "P0D", "2024-06-15", "2024-06-15"},
		{"2024-01-15", "P14M", "2025-03-15", "2022-11-15"},
		{"2024-06-15", "P124Y", "2148-06-15", "1900-06-15"},
		{"2024-06-15", "P176Y", "2199-12-31", "1900-01-01"},
		{"2024-06-15", "P999999Y999999M999999D", "2199-12-31", "1900-01-01"},
		{"2024-06-15", "P999999D", "2199-12-31", "1900-01-01"},
		{"2199-12-31", "P1D", "2199-12-31", "2199-12-30"},
		{"1900-01-01", "P1M", "1900-02-01", "1900-01-01"},
		// The months alone leave the range.
		{"2199-12-01", "P1M1D", "2199-12-31", "2199-10-31"},
		{"1900-01-20", "P1M5D", "1900-02-25", "1900-01-01"},
	} {
		d, p := date(t, tt.date), period(t, tt.period)
		if got := d.Add(p).String(); got != tt.plus {
			t.Errorf("%s + %s = %s, want %s", d, p, got, tt.plus)
		}
		if got := d.Sub(p).String(); got != tt.minus {
			t.Errorf("%s - %s = %s, want %s", d, p, got, tt.minus)
		}
	}
}

func TestAddDaysSaturates(t *testing.T) {
	t.Parallel()
	d := date(t, "2026-10-02")
	for n, want := range map[int]string{
		math.MaxInt: "2199-12-31", math.MaxInt32: "2199-12-31", 100_000: "2199-12-31", 90: "2026-12-31", 0: "2026-10-02",
		-1: "2026-10-01", -100_000: "1900-01-01", math.MinInt32: "1900-01-01", math.MinInt: "1900-01-01",
	} {
		if got := d.AddDays(n).String(); got != want {
			t.Errorf("AddDays(%d) = %s, want %s", n, got, want)
		}
	}
	huge := civil.Period{Years: math.MaxInt32, Months: math.MaxInt32, Days: math.MaxInt32}
	if plus, minus := d.Add(huge).String(), d.Sub(huge).String(); plus != "2199-12-31" || minus != "1900-01-01" {
		t.Errorf("by the longest period: %s and %s", plus, minus)
	}
}

// TestAddIsMonotone checks on pairs of neighbouring days that a period keeps their order.
func TestAddIsMonotone(t *testing.T) {
	t.Parallel()
	periods := []civil.Period{
		{}, {Days: 1}, {Months: 1}, {Years: 1}, {Months: 1, Days: 1}, {Months: 11, Days: 30}, {Years: 4, Months: 2, Days: 29},
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 5 {
		periods = append(periods, civil.Period{Years: r.Int32N(80), Months: r.Int32N(60), Days: r.Int32N(2000)})
	}
	// Leap years with and without, and both ends of the range.
	for _, p := range periods {
		for d := date(t, "1900-01-01"); d.String() != "2199-12-31"; d = d.AddDays(1) {
			if y := d.Year(); y > 1908 && y < 1996 || y > 2004 && y < 2096 || y > 2104 && y < 2192 {
				d = d.Add(civil.Period{Years: 1})
				continue
			}
			if n := civil.FirstDay.DaysUntil(d); civil.FirstDay.AddDays(n) != d || d.DaysUntil(civil.FirstDay) != -n {
				t.Fatalf("%v is %d days after the first", d, n)
			}
			next := d.AddDays(1)
			if d.Add(p).Compare(next.Add(p)) > 0 || d.Sub(p).Compare(next.Sub(p)) > 0 {
				t.Fatalf("%s and %s change their order with %s", d, next, p)
			}
			if d.Add(p).Compare(d) < 0 || d.Sub(p).Compare(d) > 0 {
				t.Fatalf("%s moves the wrong way with %s", d, p)
			}
		}
	}
}

func TestParsePeriod(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in    string
		want  civil.Period
		canon string
	}{
		{"P2M", civil.Period{Months: 2}, "P2M"},
		{"P30D", civil.Period{Days: 30}, "P30D"},
		{"P1Y6M", civil.Period{Years: 1, Months: 6}, "P1Y6M"},
		{"P1Y2M3D", civil.Period{Years: 1, Months: 2, Days: 3}, "P1Y2M3D"},
		{"P12M", civil.Period{Months: 12}, "P12M"},
		{"P2W", civil.Period{Days: 14}, "P14D"},
		{"P0D", civil.Period{}, "P0D"},
		{"P0Y", civil.Period{}, "P0D"},
		{"P06M", civil.Period{Months: 6}, "P6M"},
		{"P0Y1M0D", civil.Period{Months: 1}, "P1M"},
		{"P999999Y", civil.Period{Years: 999999}, "P999999Y"},
		{"P100000W", civil.Period{Days: 700000}, "P700000D"},
	} {
		got, err := civil.ParsePeriod(tt.in)
		if err != nil || got != tt.want || got.String() != tt.canon {
			t.Errorf("ParsePeriod(%q) = %+v (%s), %v, want %+v (%s)", tt.in, got, got, err, tt.want, tt.canon)
		}
	}
}

func TestParsePeriodErrors(t *testing.T) {
	t.Parallel()
	const form = "want years, months and days in this order, such as P1Y6M, P2M or P30D, or weeks alone, such as P2W"
	for _, tt := range []struct{ in, want string }{
		{"", `invalid period: "": ` + form},
		{"P", `invalid period: "P": ` + form},
		{"p", `invalid period: "p": ` + form},
		{"30", `invalid period: "30": ` + form},
		{"P30", `invalid period: "P30": ` + form},
		{"P1M1Y", `invalid period: "P1M1Y": ` + form},
		{"P1M1M", `invalid period: "P1M1M": ` + form},
		{"P1Y2W", `invalid period: "P1Y2W": ` + form},
		{"P1.5Y", `invalid period: "P1.5Y": ` + form},
		{"6 months", `invalid period: "6 months": ` + form},
		{"30d", `invalid period: "30d": write P30D`},
		{"p2m", `invalid period: "p2m": write P2M`},
		{" P2W ", `invalid period: " P2W ": write P2W`},
		{"PT2H", `invalid period: "PT2H": a period has no time part; its smallest unit is the day, as in P30D`},
		{"P1DT2H", `invalid period: "P1DT2H": a period has no time part; its smallest unit is the day, as in P30D`},
		{"-P1D", `invalid period: "-P1D": a period is not negative; want a form such as P2M`},
		{"P-1D", `invalid period: "P-1D": a period is not negative; want a form such as P2M`},
		{"P1000000D", `invalid period: "P1000000D": "1000000" has more than 6 digits`},
		{"P1000000W", `invalid period: "P1000000W": "1000000" has more than 6 digits`},
		{
			"P1000000Y2000000M",
			`invalid period: "P1000000Y2000000M": "1000000" has more than 6 digits` + "\n" +
				`invalid period: "P1000000Y2000000M": "2000000" has more than 6 digits`,
		},
	} {
		p, err := civil.ParsePeriod(tt.in)
		if err == nil || err.Error() != tt.want || !errors.Is(err, civil.ErrPeriod) || p != (civil.Period{}) {
			t.Errorf("ParsePeriod(%q) = %v, %v, want %s", tt.in, p, err, tt.want)
		}
	}
}

func TestPeriodMarshalErrors(t *testing.T) {
	t.Parallel()
	for _, p := range []civil.Period{{Years: -1}, {Months: -1}, {Days: -1}, {Days: 1_000_000}, {Years: math.MinInt32}} {
		if text, err := p.MarshalText(); !errors.Is(err, civil.ErrPeriod) {
			t.Errorf("%+v marshals as %q, %v", p, text, err)
		}
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	type record struct {
		On  *civil.Date   `json:"on,omitzero"`
		Day civil.Date    `json:"day,omitzero"`
		For *civil.Period `json:"for,omitzero"`
	}
	for _, text := range []string{`{}`, `{"on":"2027-01-12","day":"2026-10-02","for":"P1Y6M"}`} {
		var r record
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			t.Fatal(err)
		}
		if back, err := json.Marshal(r); err != nil || string(back) != text {
			t.Errorf("%s comes back as %s, %v", text, back, err)
		}
	}
	r := record{Day: date(t, "2026-10-02")}
	if err := json.Unmarshal([]byte(`{"day":"2027-02-29"}`), &r); !errors.Is(err, civil.ErrDate) {
		t.Errorf("an impossible date decodes: %v", err)
	}
	if r.Day != date(t, "2026-10-02") {
		t.Errorf("a failed decode changes the date to %v", r.Day)
	}
	p := civil.Period{Days: 1}
	if err := p.UnmarshalText([]byte("1")); !errors.Is(err, civil.ErrPeriod) || p != (civil.Period{Days: 1}) {
		t.Errorf("a wrong period decodes: %v, %v", p, err)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024-02-29", "2023-02-29", "2024-10-3", "3.10.2024", "20241003", "2024-10-03T00:00:00Z", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := civil.ParseDate(s)
		tm, timeErr := time.Parse(time.DateOnly, s)
		valid := timeErr == nil && tm.Year() >= 1900 && tm.Year() < 2200
		if (err == nil) != valid {
			t.Fatalf("ParseDate(%q) = %v, %v, but time.Parse = %v, %v", s, d, err, tm, timeErr)
		}
		if err == nil && d.String() != s {
			t.Errorf("ParseDate(%q) = %v", s, d)
		}
	})
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"P2M", "P30D", "P1Y6M", "P2W", "PT1H", "P", "-P1D", "P999999Y999999M999999D", "P142857W", "P142858W", "P999999W"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := civil.ParsePeriod(s)
		if err != nil {
			return
		}
		if p.Years < 0 || p.Months < 0 || p.Days < 0 {
			t.Errorf("ParsePeriod(%q) = %+v", s, p)
		}
		if back, err := civil.ParsePeriod(p.String()); err != nil || back != p {
			t.Errorf("ParsePeriod(%q) = %s, which is read back as %s, %v", s, p, back, err)
		}
	})
}

func FuzzAdd(f *testing.F) {
	f.Add(0, 31, int32(0), int32(1), int32(0))
	f.Add(100_000, 1, int32(300), int32(12), int32(109_573))
	f.Fuzz(func(t *testing.T, from, step int, years, months, days int32) {
		if years < 0 || months < 0 || days < 0 || step < 0 {
			return
		}
		p := civil.Period{Years: years, Months: months, Days: days}
		a := date(t, "1900-01-01").AddDays(from)
		b := a.AddDays(step)
		if a.Add(p).Compare(b.Add(p)) > 0 || a.Sub(p).Compare(b.Sub(p)) > 0 {
			t.Errorf("%s and %s change their order with %s", a, b, p)
		}
	})
}
