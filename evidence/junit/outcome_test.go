package junit_test

import (
	"encoding/json"
	"testing"

	"github.com/trias-sovereignty/trias/evidence/junit"
)

// Text that is no outcome is neither read nor written; the zero Outcome is none.
func TestOutcomeText(t *testing.T) {
	t.Parallel()
	for _, name := range junit.Passed.Values() {
		var o junit.Outcome
		if err := json.Unmarshal([]byte(`"`+name+`"`), &o); err != nil || string(o) != name {
			t.Errorf("%s is read as %q: %v", name, o, err)
		}
		if text, err := json.Marshal(o); err != nil || string(text) != `"`+name+`"` {
			t.Errorf("%s is written as %s: %v", name, text, err)
		}
	}
	for _, name := range []string{"", "ok", "Passed", "passed "} {
		o := junit.Failed
		if err := o.UnmarshalText([]byte(name)); err == nil || o != junit.Failed {
			t.Errorf("%q is read as %q", name, o)
		}
		if _, err := json.Marshal(junit.Outcome(name)); err == nil {
			t.Errorf("%q is written", name)
		}
	}
}
