package score

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// EncodeJSON writes the score. Equal scores give equal bytes.
func (s *Score) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(s) }

// Decode reads what [Score.EncodeJSON] wrote, as strictly as
// [evaluator.DecodeVerdict] reads verdicts and within the same limits.
func Decode(name string, data []byte) (*Score, error) {
	return doc.ReadJSON[Score](name, data, evaluator.VerdictLimits())
}

// Lookup returns the method of a name among [Builtin] and more. The error wraps
// [ErrMethod] and lists the names.
func Lookup(name string, more ...Method) (Method, error) {
	var names []string
	for _, m := range append(Builtin(), more...) {
		if m == nil {
			continue
		}
		if m.Identity().Name == name {
			return m, nil
		}
		if name := m.Identity().Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	hint := "there are " + strings.Join(names, ", ")
	if near := doc.Suggest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %s? %s", near, hint)
	}
	return nil, fmt.Errorf("%w: %s (%s)", ErrMethod, doc.Quote(name), hint)
}
