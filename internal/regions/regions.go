// Package regions knows which countries belong to the EU, the EEA, EFTA, the Schengen area and the euro area, and
// since and until when.
//
// Reach for it to answer whether a country is in a region on a given day: membership is a matter of dates, and a verdict
// over an old dossier must not follow a later accession. Members are states, by their ISO 3166-1 alpha-2 code;
// territories with a code of their own (RE, AX, GL) are in no region but themselves.
package regions

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/internal/civil"
)

var (
	// ErrRegion is wrapped by the error about a name that is no region.
	ErrRegion = errors.New("unknown region")
	// ErrCountry is wrapped by the error about a text that is no ISO 3166-1 alpha-2 code.
	ErrCountry = errors.New("unknown country")
)

// Names returns the regions whose members are dated, in alphabetical order: EEA, EFTA, EU, EuroArea, Schengen. Every
// country is a region too; see [Countries] for those.
func Names() []string {
	names := make([]string, len(sets))
	for i, s := range sets {
		names[i] = s.name
	}
	return names
}

// Known reports whether name is a region: one of [Names], or a country of [Countries], which is a region of one. Case
// matters.
func Known(name string) bool {
	_, err := lookup(name)
	return err == nil
}

// Contains reports whether country is a member of region on the day given. The first and the last day of a membership
// count; days before a region existed have no members. A country that is used as a region contains itself on every day.
// The error wraps [ErrRegion], [ErrCountry] or, if on is the zero date, [civil.ErrDate].
func Contains(region, country string, on civil.Date) (bool, error) {
	spans, err := lookup(region)
	if !isCountry(country) {
		err = errors.Join(err, fmt.Errorf("%w %q: want an ISO 3166-1 alpha-2 code such as %q", ErrCountry, country, "DE"))
	}
	if err = errors.Join(err, checkDay(on)); err != nil {
		return false, err
	}
	return slices.ContainsFunc(spans, func(s span) bool { return s.country == country && s.on(on) }), nil
}

// Members returns the countries in region on the day given, in alphabetical order. The error wraps [ErrRegion] or, if on
// is the zero date, [civil.ErrDate].
func Members(region string, on civil.Date) ([]string, error) {
	spans, err := lookup(region)
	if err = errors.Join(err, checkDay(on)); err != nil {
		return nil, err
	}
	members := []string{}
	for _, s := range spans {
		if s.on(on) {
			members = append(members, s.country)
		}
	}
	slices.Sort(members)
	return members, nil
}

// ChangesAfter returns the days after on, in order, on which the members of region differ from those of the day before:
// the first day of a new member and the day after the last one of a former member. It is empty for a country and for a
// name that is no region. The zero date is before every change.
func ChangesAfter(region string, on civil.Date) []civil.Date {
	spans, err := lookup(region)
	if err != nil {
		return nil
	}
	var days []civil.Date
	for _, s := range spans {
		if !s.from.IsZero() {
			days = append(days, s.from)
		}
		if !s.to.IsZero() {
			days = append(days, s.to.AddDays(1))
		}
	}
	days = slices.DeleteFunc(days, func(d civil.Date) bool { return d.Compare(on) <= 0 })
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}

func lookup(name string) ([]span, error) {
	for _, s := range sets {
		if s.name == name {
			return s.spans, nil
		}
	}
	if isCountry(name) {
		return []span{{country: name}}, nil
	}
	for _, s := range sets {
		if strings.EqualFold(s.name, name) {
			return nil, fmt.Errorf("%w %q: write %q", ErrRegion, name, s.name)
		}
	}
	names := strings.Join(Names(), ", ")
	return nil, fmt.Errorf("%w %q: want one of %s or an ISO 3166-1 alpha-2 code", ErrRegion, name, names)
}

// on reports whether the membership includes the day d; the zero date opens either end.
func (s span) on(d civil.Date) bool {
	return s.from.Compare(d) <= 0 && (s.to.IsZero() || d.Compare(s.to) <= 0)
}

func checkDay(on civil.Date) error {
	if on.IsZero() {
		return fmt.Errorf("%w: membership of a region needs a day", civil.ErrDate)
	}
	return nil
}
