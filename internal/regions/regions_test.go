package regions_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/regions"
)

func date(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNamesAndKnown(t *testing.T) {
	t.Parallel()
	want := []string{"EEA", "EFTA", "EU", "EuroArea", "Schengen"}
	if got := regions.Names(); !slices.Equal(got, want) {
		t.Errorf("Names() = %q, want %q", got, want)
	}
	for _, name := range append(want, regions.Countries()...) {
		if !regions.Known(name) {
			t.Errorf("Known(%q) = false", name)
		}
	}
	for _, name := range []string{"", "eu", "de", "UK", "XK", "EL", "AN", "SU", "Europe", "DEU"} {
		if regions.Known(name) {
			t.Errorf("Known(%q) = true", name)
		}
	}
}

func TestCountries(t *testing.T) {
	t.Parallel()
	all := regions.Countries()
	if len(all) != 249 || !slices.IsSorted(all) || len(slices.Compact(slices.Clone(all))) != 249 {
		t.Errorf("%d countries, sorted: %v", len(all), slices.IsSorted(all))
	}
	for _, c := range all {
		if len(c) != 2 || strings.Trim(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			t.Errorf("%q is no alpha-2 code", c)
		}
	}
	all[0] = "??"
	if regions.Countries()[0] != "AD" {
		t.Error("a caller can change the table")
	}
}

func TestContains(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		region, country, on string
		want                bool
	}{
		{"EU", "DE", "1957-12-31", false},
		{"EU", "DE", "1958-01-01", true},
		{"EU", "GB", "1972-12-31", false},
		{"EU", "GB", "1973-01-01", true},
		{"EU", "GB", "2020-01-31", true},
		{"EU", "GB", "2020-02-01", false},
		{"EU", "GB", "2020-12-31", false},
		{"EU", "HR", "2013-06-30", false},
		{"EU", "HR", "2013-07-01", true},
		{"EU", "CH", "2026-01-01", false},
		{"EU", "NO", "2026-01-01", false},
		{"EU", "US", "2026-01-01", false},
		{"EU", "RE", "2026-01-01", false},
		{"EEA", "DE", "1993-12-31", false},
		{"EEA", "DE", "1994-01-01", true},
		{"EEA", "LI", "1995-04-30", false},
		{"EEA", "LI", "1995-05-01", true},
		{"EEA", "RO", "2007-07-31", false},
		{"EEA", "RO", "2007-08-01", true},
		{"EEA", "HR", "2014-04-11", false},
		{"EEA", "HR", "2014-04-12", true},
		{"EEA", "GB", "2020-01-31", true},
		{"EEA", "GB", "2020-02-01", false},
		{"EEA", "CH", "2026-01-01", false},
		{"EFTA", "CH", "1960-05-02", false},
		{"EFTA", "CH", "1960-05-03", true},
		{"EFTA", "GB", "1972-12-31", true},
		{"EFTA", "GB", "1973-01-01", false},
		{"EFTA", "AT", "1994-12-31", true},
		{"EFTA", "AT", "1995-01-01", false},
		{"Schengen", "DE", "1995-03-26", true},
		{"Schengen", "HR", "2022-12-31", false},
		{"Schengen", "HR", "2023-01-01", true},
		{"Schengen", "BG", "2024-12-31", false},
		{"Schengen", "BG", "2025-01-01", true},
		{"Schengen", "RO", "2025-01-01", true},
		{"Schengen", "IE", "2026-01-01", false},
		{"Schengen", "CY", "2026-01-01", false},
		{"Schengen", "GB", "2010-01-01", false},
		{"EuroArea", "DE", "1998-12-31", false},
		{"EuroArea", "DE", "1999-01-01", true},
		{"EuroArea", "HR", "2023-01-01", true},
		{"EuroArea", "BG", "2025-12-31", false},
		{"EuroArea", "BG", "2026-01-01", true},
		{"EuroArea", "SE", "2026-01-01", false},
		{"EuroArea", "ME", "2026-01-01", false},
		{"DE", "DE", "1900-01-01", true},
		{"DE", "DE", "2199-12-31", true},
		{"DE", "FR", "2026-01-01", false},
		{"US", "US", "2026-01-01", true},
	} {
		got, err := regions.Contains(tt.region, tt.country, date(t, tt.on))
		if err != nil || got != tt.want {
			t.Errorf("Contains(%q, %q, %s) = %v, %v, want %v", tt.region, tt.country, tt.on, got, err, tt.want)
		}
	}
}

func TestMembers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		region, on string
		n          int
		want       string // all members, if not ""
	}{
		{"EU", "1957-12-31", 0, ""},
		{"EU", "1958-01-01", 6, "BE DE FR IT LU NL"},
		{"EU", "1973-01-01", 9, ""},
		{"EU", "1981-01-01", 10, ""},
		{"EU", "1986-01-01", 12, ""},
		{"EU", "1995-01-01", 15, ""},
		{"EU", "2004-05-01", 25, ""},
		{"EU", "2007-01-01", 27, ""},
		{"EU", "2013-07-01", 28, ""},
		{"EU", "2020-01-31", 28, ""},
		{"EU", "2020-02-01", 27, "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"},
		{"EEA", "1994-01-01", 17, ""},
		{"EEA", "2013-07-01", 30, ""},
		{"EEA", "2014-04-12", 31, ""},
		{"EEA", "2026-01-01", 30, "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"},
		{"EFTA", "1960-05-03", 7, "AT CH DK GB NO PT SE"},
		{"EFTA", "1991-09-01", 7, "AT CH FI IS LI NO SE"},
		{"EFTA", "2026-01-01", 4, "CH IS LI NO"},
		{"Schengen", "1995-03-26", 7, "BE DE ES FR LU NL PT"},
		{"Schengen", "2007-12-21", 24, ""},
		{"Schengen", "2011-12-19", 26, ""},
		{"Schengen", "2023-01-01", 27, ""},
		{"Schengen", "2025-01-01", 29, "AT BE BG CH CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"},
		{"EuroArea", "1999-01-01", 11, ""},
		{"EuroArea", "2015-01-01", 19, ""},
		{"EuroArea", "2023-01-01", 20, ""},
		{"EuroArea", "2026-01-01", 21, "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"},
		{"DE", "2026-01-01", 1, "DE"},
	} {
		got, err := regions.Members(tt.region, date(t, tt.on))
		if err != nil || got == nil || len(got) != tt.n || tt.want != "" && strings.Join(got, " ") != tt.want {
			t.Errorf("Members(%q, %s) = %d %q, %v, want %d %s", tt.region, tt.on, len(got), got, err, tt.n, tt.want)
		}
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	today := date(t, "2026-10-02")
	for _, tt := range []struct {
		region, country string
		on              civil.Date
		is              error
		want            string
	}{
		{"eu", "DE", today, regions.ErrRegion, `unknown region "eu": write "EU"`},
		{"euroarea", "DE", today, regions.ErrRegion, `unknown region "euroarea": write "EuroArea"`},
		{
			"Europe", "DE", today, regions.ErrRegion,
			`unknown region "Europe": want one of EEA, EFTA, EU, EuroArea, Schengen or an ISO 3166-1 alpha-2 code`,
		},
		{"EU", "UK", today, regions.ErrCountry, `unknown country "UK": want an ISO 3166-1 alpha-2 code such as "DE"`},
		{"EU", "", today, regions.ErrCountry, `unknown country "": want an ISO 3166-1 alpha-2 code such as "DE"`},
		{"EU", "DE", civil.Date{}, civil.ErrDate, `invalid date: membership of a region needs a day`},
	} {
		_, err := regions.Contains(tt.region, tt.country, tt.on)
		if !errors.Is(err, tt.is) || err.Error() != tt.want {
			t.Errorf("Contains(%q, %q, %v): %v, want %s", tt.region, tt.country, tt.on, err, tt.want)
		}
		if tt.is == regions.ErrCountry {
			continue
		}
		if _, err := regions.Members(tt.region, tt.on); !errors.Is(err, tt.is) || err.Error() != tt.want {
			t.Errorf("Members(%q, %v): %v, want %s", tt.region, tt.on, err, tt.want)
		}
	}
	_, err := regions.Contains("", "", civil.Date{})
	for _, is := range []error{regions.ErrRegion, regions.ErrCountry, civil.ErrDate} {
		if !errors.Is(err, is) {
			t.Errorf("%v does not tell %v", err, is)
		}
	}
}

func TestChangesAfter(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ region, on, want string }{
		{"EU", "2006-12-31", "[2007-01-01 2013-07-01 2020-02-01]"},
		{"EU", "2007-01-01", "[2013-07-01 2020-02-01]"},
		{"EU", "2020-01-31", "[2020-02-01]"},
		{"EU", "2020-02-01", "[]"},
		{"EFTA", "1972-01-01", "[1973-01-01 1986-01-01 1991-09-01 1995-01-01]"},
		{"Schengen", "2022-12-31", "[2023-01-01 2025-01-01]"},
		{"EuroArea", "2025-12-31", "[2026-01-01]"},
		{"DE", "1900-01-01", "[]"},
		{"Europe", "1900-01-01", "[]"},
	} {
		var got []string
		for _, d := range regions.ChangesAfter(tt.region, date(t, tt.on)) {
			got = append(got, d.String())
		}
		if s := "[" + strings.Join(got, " ") + "]"; s != tt.want {
			t.Errorf("ChangesAfter(%q, %s) = %s, want %s", tt.region, tt.on, s, tt.want)
		}
	}
	if all := regions.ChangesAfter("EU", civil.Date{}); len(all) != 9 || all[0] != date(t, "1958-01-01") {
		t.Errorf("ChangesAfter(EU, zero) = %v", all)
	}
}

// TestChanges checks that members change on the days of ChangesAfter and on no other, and that they are countries.
func TestChanges(t *testing.T) {
	t.Parallel()
	for _, region := range append(regions.Names(), "DE") {
		changes := regions.ChangesAfter(region, date(t, "1957-12-31"))
		var before []string
		for d := date(t, "1957-12-31"); d.Year() < 2031; d = d.AddDays(1) {
			now, err := regions.Members(region, d)
			if err != nil {
				t.Fatal(err)
			}
			changed := d.String() != "1957-12-31" && !slices.Equal(before, now)
			if changed != slices.Contains(changes, d) {
				t.Errorf("%s on %s: members change: %v", region, d, changed)
			}
			if len(slices.Compact(slices.Clone(now))) != len(now) {
				t.Errorf("%s on %s: a member is listed twice: %q", region, d, now)
			}
			if changed {
				for _, c := range regions.Countries() {
					if ok, err := regions.Contains(region, c, d); err != nil || ok != slices.Contains(now, c) {
						t.Errorf("Contains(%q, %q, %s) = %v, %v", region, c, d, ok, err)
					}
				}
				for _, c := range now {
					if !slices.Contains(regions.Countries(), c) {
						t.Errorf("%s has the member %q", region, c)
					}
				}
			}
			before = now
		}
	}
}

// TestSubsets checks what holds between the regions on every day.
func TestSubsets(t *testing.T) {
	t.Parallel()
	for d := date(t, "1960-05-03"); d.Year() < 2031; d = d.AddDays(31) {
		members := map[string][]string{}
		for _, name := range regions.Names() {
			members[name], _ = regions.Members(name, d)
		}
		for _, c := range members["EuroArea"] {
			if !slices.Contains(members["EU"], c) {
				t.Errorf("%s: %s has the euro but is not in the EU", d, c)
			}
		}
		for _, c := range slices.Concat(members["EEA"], members["Schengen"]) {
			if !slices.Contains(members["EU"], c) && !slices.Contains(members["EFTA"], c) {
				t.Errorf("%s: %s is in the EEA or Schengen, but neither in the EU nor in EFTA", d, c)
			}
		}
		for _, c := range members["EFTA"] {
			if slices.Contains(members["EU"], c) {
				t.Errorf("%s: %s is in EFTA and in the EU", d, c)
			}
		}
	}
}

func FuzzContains(f *testing.F) {
	f.Add("EU", "GB", 0)
	f.Add("DE", "DE", 50_000)
	f.Add("", "", 1)
	f.Fuzz(func(t *testing.T, region, country string, n int) {
		on := date(t, "1900-01-01").AddDays(n)
		_, err := regions.Contains(region, country, on)
		known := regions.Known(region) && slices.Contains(regions.Countries(), country)
		if (err == nil) != known {
			t.Errorf("Contains(%q, %q, %s): %v", region, country, on, err)
		}
	})
}
