package population

import (
	"fmt"
	"math/big"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evidence"
)

// Generic values are those that [OthersGeneric] gives facts that are not named. They
// stand for no market at all; they are for finding out what an engine does with
// values of all sorts:
//
//   - true and false, and the values of a closed set, alike;
//   - whole numbers: 0, 1, 2, 3, 5, 10, 15, 24, 30, 60, 90, 128, 180, 256, 365,
//     1000, 1440, 3072, as far as the fact's bounds allow, alike;
//   - numbers: 0, 0.5, 1, 1.2, 1.5, 5, 10, 25, 50, 75, 90, 99, 99.9, 99.99, 100 in the
//     same way;
//   - every day from 2020-01-01 to 2031-12-31, alike;
//   - versions 0.9, 1.0, 1.1, 1.2, 1.3, 2.0, 2.1, alike;
//   - lists of texts: each of the values of a closed set in half of the lists; of
//     countries DE in 1/2, FR in 1/4, NL, CH and US in 1/8 each;
//   - countries DE, FR, NL, CH, US, alike;
//   - records: none to three, alike, with all fields but lists within them.
func generic(f *fact) error {
	s, err := genericShape(f.field)
	if err != nil {
		return err
	}
	f.shapes = []shapeCase{{nil, s}}
	return nil
}

var genericValues = map[evidence.Kind][]string{
	evidence.KindBool:    {"true", "false"},
	evidence.KindInt:     {"0", "1", "2", "3", "5", "10", "15", "24", "30", "60", "90", "128", "180", "256", "365", "1000", "1440", "3072"},
	evidence.KindNumber:  {"0", "0.5", "1", "1.2", "1.5", "5", "10", "25", "50", "75", "90", "99", "99.9", "99.99", "100"},
	evidence.KindVersion: {"0.9", "1.0", "1.1", "1.2", "1.3", "2.0", "2.1"},
}

var genericCountries = []member{
	{"CH", chanceOf(exact.MustParse("1/8"))}, {"DE", chanceOf(exact.MustParse("1/2"))}, {"FR", chanceOf(exact.MustParse("1/4"))},
	{"NL", chanceOf(exact.MustParse("1/8"))}, {"US", chanceOf(exact.MustParse("1/8"))},
}

// isCountry reports whether the values of a field are countries.
func isCountry(field *evidence.Field) bool { return len(field.Values) > 200 }

func genericShape(field *evidence.Field) (*shape, error) {
	if field == nil {
		return nil, fmt.Errorf("a catalogue's own fact has no generic values")
	}
	s := &shape{}
	if field.Kind == evidence.KindList {
		switch {
		case field.Elem != nil:
			s.lengths = []int{0, 1, 2, 3}
			quarter := big.NewRat(1, 4)
			s.length, _ = intervals([]*big.Rat{quarter, quarter, quarter, quarter})
			for i := range field.Elem.Fields {
				e := &field.Elem.Fields[i]
				if e.Kind == evidence.KindList {
					continue
				}
				f := &fact{path: e.Path, field: e, element: true}
				if err := generic(f); err != nil {
					return nil, err
				}
				s.fields = append(s.fields, f)
			}
		case isCountry(field):
			s.members = genericCountries
		case field.Values != nil:
			half := chanceOf(exact.MustParse("1/2"))
			for _, v := range field.Values {
				s.members = append(s.members, member{v, half})
			}
		case field.Item == evidence.KindText:
			s.members = []member{{"a", chanceOf(exact.MustParse("1/2"))}, {"b", chanceOf(exact.MustParse("1/2"))}}
			for i := range s.members {
				if _, err := scalar(field, field.Item, s.members[i].text); err != nil {
					return nil, fmt.Errorf("%s has no generic values", field.Path)
				}
			}
		default:
			return nil, fmt.Errorf("%s has no generic values", field.Path)
		}
		return s, nil
	}
	if field.Kind == evidence.KindDate {
		from, _ := evidence.ParseDate("2020-01-01")
		to, _ := evidence.ParseDate("2031-12-31")
		in, _ := intervals([]*big.Rat{one})
		n := uint64(daysBetween(from, to)) + 1
		s.atoms = []atom{{share: one, interval: in[0], count: n, grid: grid{kind: field.Kind, day: from, days: 1, step: one}}}
		return s, nil
	}
	texts := genericValues[field.Kind]
	switch {
	case field.Values != nil && isCountry(field):
		texts = []string{"CH", "DE", "FR", "NL", "US"}
	case field.Values != nil:
		texts = field.Values
	case field.Kind == evidence.KindText:
		texts = []string{"EUPL-1.2", "MIT", "text"}
	}
	var values []evidence.Stated
	for _, t := range texts {
		if v, err := scalar(field, field.Kind, t); err == nil {
			values = append(values, v)
		}
	}
	if values == nil {
		return nil, fmt.Errorf("%s has no generic values", field.Path)
	}
	shares := make([]*big.Rat, len(values))
	for i := range shares {
		shares[i] = big.NewRat(1, int64(len(values)))
	}
	in, _ := intervals(shares)
	for i, v := range values {
		s.atoms = append(s.atoms, atom{share: shares[i], interval: in[i], value: v, count: 1})
	}
	return s, nil
}
