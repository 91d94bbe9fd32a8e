package evidence

import (
	"reflect"
	"testing"
)

// TestTagsOf compares with what reflect reads of every fact's tag.
func TestTagsOf(t *testing.T) {
	t.Parallel()
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		for i := range typ.NumField() {
			sf := typ.Field(i)
			tags := tagsOf(sf.Tag)
			for _, key := range []string{"json", "unit", "en", "de", "min", "max", "none"} {
				if got, want := tags[key], sf.Tag.Get(key); got != want {
					t.Errorf("%s.%s: %s is %q, want %q", typ, sf.Name, key, got, want)
				}
			}
			elem := sf.Type
			for elem.Kind() == reflect.Pointer || elem.Kind() == reflect.Slice {
				elem = elem.Elem()
			}
			if elem.Kind() == reflect.Struct && elem != reflect.TypeFor[Date]() {
				walk(elem)
			}
		}
	}
	walk(reflect.TypeFor[Facts]())
}
