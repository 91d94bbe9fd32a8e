package rules

import (
	"github.com/google/cel-go/cel"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// CompileLong compiles a rule with cel-go's parser and checker, whatever it
// looks like.
func (s *Scope) CompileLong(src Source) (*Rule, doc.Problems) {
	return s.compile(src, func(c *compiler) (*cel.Ast, bool) {
		if !c.measure() {
			return nil, false
		}
		return c.judge()
	})
}
