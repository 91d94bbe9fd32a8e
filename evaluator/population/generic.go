package population

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// Generic values are those that [OthersGeneric] gives facts that are not named. They
// stand for no market at all; they are for finding out what an engine does with
// values of all sorts, all of one fact alike:
//
//   - true and false, and the values of a closed set; of countries CH, DE, FR, NL, US;
//   - whole numbers: 0, 1, 2, 3, 5, 10, 15, 24, 30, 60, 90, 128, 180, 256, 365,
//     1000, 1440, 3072, as far as the fact's bounds allow;
//   - numbers: 0, 0.5, 1, 1.2, 1.5, 5, 10, 25, 50, 75, 90, 99, 99.9, 99.99, 100 in the
//     same way;
//   - twenty-four dates from 2020-01-01 on, each 182 days after the one before;
//   - versions 0.9, 1.0, 1.1, 1.2, 1.3, 2.0, 2.1;
//   - other texts: EUPL-1.2, MIT, text, whichever the fact takes;
//   - sixteen lists: an empty one, one that is open, if a dossier may say so of the
//     list, and others of one to five elements, whose values are taken from the above
//     by a fixed rule; one field of an element in eight is unknown, and so are those
//     that have none of these values.
//
// A catalogue's own facts have the values of the type it declares.
func generic(f *fact) error {
	values, err := genericValues(f.field)
	if err != nil {
		return err
	}
	s := &shape{}
	shares := make([]*big.Rat, len(values))
	for i := range shares {
		shares[i] = big.NewRat(1, int64(len(values)))
	}
	in, _ := intervals(shares)
	for i, v := range values {
		s.atoms = append(s.atoms, atom{share: shares[i], interval: in[i], value: v, count: 1})
	}
	f.shapes = []shapeCase{{nil, s.end()}}
	return nil
}

var genericTexts = map[evidence.Kind][]string{
	evidence.KindBool:    {"true", "false"},
	evidence.KindInt:     {"0", "1", "2", "3", "5", "10", "15", "24", "30", "60", "90", "128", "180", "256", "365", "1000", "1440", "3072"},
	evidence.KindNumber:  {"0", "0.5", "1", "1.2", "1.5", "5", "10", "25", "50", "75", "90", "99", "99.9", "99.99", "100"},
	evidence.KindVersion: {"0.9", "1.0", "1.1", "1.2", "1.3", "2.0", "2.1"},
	evidence.KindText:    {"EUPL-1.2", "MIT", "text"},
}

// genericDay is the first of the dates.
var genericDay, _ = evidence.ParseDate("2020-01-01")

// genericValues are the values of a field.
func genericValues(field *evidence.Field) ([]evidence.Stated, error) {
	switch {
	case field == nil:
		return nil, fmt.Errorf("it is not said what the fact is")
	case field.Kind == evidence.KindList:
		return genericLists(field)
	}
	return genericScalars(field, field.Kind)
}

func genericScalars(field *evidence.Field, kind evidence.Kind) (values []evidence.Stated, err error) {
	texts := genericTexts[kind]
	if field.Values != nil {
		texts = field.Values
	}
	if slices.Contains(texts, "DE") && slices.Contains(texts, "US") { // countries
		texts = []string{"CH", "DE", "FR", "NL", "US"}
	}
	if kind == evidence.KindDate {
		for i := range 24 {
			values = append(values, evidence.Stated{Scalar: genericDay.AddDays(i * 182)})
		}
		return values, nil
	}
	for _, t := range texts {
		if v, err := scalar(field, kind, t); err == nil {
			values = append(values, v)
		}
	}
	if values == nil {
		return nil, fmt.Errorf("%s has no generic values", field.Path)
	}
	return values, nil
}

// genericLists are sixteen lists; the stream of words that chooses their values
// depends on nothing but the path.
func genericLists(field *evidence.Field) ([]evidence.Stated, error) {
	st := keyOf(0, "generic:"+field.Path).block(0)
	n := uint64(0)
	choose := func(of int) int {
		n++
		return int(st.word(n) % uint64(of))
	}
	var fields [][]evidence.Stated
	if field.Elem == nil {
		values, err := genericScalars(field, field.Item)
		if err != nil {
			return nil, err
		}
		if isOwn(field.Path) { // whose lists have days as texts
			for i, v := range values {
				if day, ok := v.Scalar.(evidence.Date); ok {
					values[i].Scalar = day.String()
				}
			}
		}
		fields = [][]evidence.Stated{values}
	} else {
		for i := range field.Elem.Fields {
			e := &field.Elem.Fields[i]
			values := []evidence.Stated{{}} // unknown, where there are none
			switch {
			case e.Kind == evidence.KindList && e.Elem == nil:
				values[0].List = &evidence.StatedList{Items: []evidence.Item{}}
				if items, err := genericScalars(e, e.Item); err == nil {
					for range 3 {
						values = append(values, scalars(items, min(1+choose(2), len(items)), choose))
					}
				}
			case e.Kind != evidence.KindList:
				if known, err := genericScalars(e, e.Kind); err == nil {
					values = known
				}
			}
			fields = append(fields, values)
		}
	}
	var out []evidence.Stated
	for j := range 16 {
		if field.Elem == nil {
			v := scalars(fields[0], min((j+2)/3, len(fields[0])), choose)
			v.List.Open = j == 15 && !isOwn(field.Path) && !strings.HasPrefix(field.Path, "subject.")
			out = append(out, v)
			continue
		}
		list := &evidence.StatedList{Open: j == 15, Items: make([]evidence.Item, (j+2)/3)}
		for i := range list.Items {
			item := evidence.Item{ID: elementID(i), Values: make([]evidence.Stated, len(fields))}
			for slot, values := range fields {
				if v := values[choose(len(values))]; choose(8) > 0 {
					item.Values[slot] = v
				}
			}
			list.Items[i] = item
		}
		out = append(out, evidence.Stated{List: list})
	}
	return out, nil
}

// scalars is a list of n different values, in their order.
func scalars(values []evidence.Stated, n int, choose func(int) int) evidence.Stated {
	in := make([]bool, len(values))
	for k := n; k > 0; {
		if i := choose(len(values)); !in[i] {
			in[i] = true
			k--
		}
	}
	list := &evidence.StatedList{Items: []evidence.Item{}}
	for i, v := range values {
		if in[i] {
			list.Items = append(list.Items, evidence.Item{Scalar: v.Scalar})
		}
	}
	return evidence.Stated{List: list}
}
