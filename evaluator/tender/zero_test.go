package tender_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/eucsf"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// A number that is 0 is not one that is unknown, whoever writes it: encoding/json
// drops a pointer tagged omitzero if what it points to says that it is zero.
func TestZeroIsWritten(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(typ reflect.Type, path string)
	walk = func(typ reflect.Type, path string) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
			walk(typ.Elem(), path)
			return
		case reflect.Struct:
		default:
			return
		}
		if seen[typ] || !strings.Contains(typ.PkgPath(), "/trias/evaluator") {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			if f.Type == reflect.TypeFor[*exact.Number]() && strings.Contains(f.Tag.Get("json"), "omitzero") {
				t.Errorf("%s.%s is left out if it is 0: use omitempty", path, f.Name)
			}
			walk(f.Type, path+"."+f.Name)
		}
	}
	for _, root := range []any{tender.Definition{}, tender.Ranking{}, tender.Checked{}, tender.Qualification{}, rank.Field{}, rank.Stability{}, score.Score{}, score.Scheme{}, eucsf.Answers{}} {
		walk(reflect.TypeOf(root), reflect.TypeOf(root).String())
	}
	zero := exact.Int(0)
	data, err := json.Marshal(rank.Sensitivity{Points: &zero})
	if err != nil || !strings.Contains(string(data), `"points":"0"`) {
		t.Errorf("no points at all are written as %s (%v)", data, err)
	}
}
