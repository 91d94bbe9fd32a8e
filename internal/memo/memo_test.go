package memo_test

import (
	"errors"
	"testing"

	"github.com/trias-sovereignty/trias/internal/memo"
)

func TestGet(t *testing.T) {
	var c memo.Cell
	made := 0
	get := func(key any, err error) int {
		v, _ := memo.Get(&c, key, func() (int, error) { made++; return made, err })
		return v
	}
	if a, b := get("x", nil), get("x", nil); a != 1 || b != 1 {
		t.Errorf("the same key gave %d, then %d", a, b)
	}
	if v := get("y", nil); v != 2 {
		t.Errorf("another key gave %d", v)
	}
	if v := get("z", errors.New("no")); v != 3 {
		t.Errorf("a failed make gave %d", v)
	}
	if v := get("y", nil); v != 2 {
		t.Errorf("a failed make replaced what was kept: %d", v)
	}
}
