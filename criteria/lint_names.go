package criteria

import (
	"regexp"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

var literal = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`)

// names reports texts that free text is compared with: what is not a member of
// a closed set may be the name of a product or provider, which a criterion must
// not ask for. Of one rule it reports 20 texts, and that there are more.
func (l *linter) names(pointer string, c *Criterion, r *rules.Rule) {
	reported := 0
	report := func(a *rules.Atom, text string) {
		switch reported++; {
		case reported <= maxNames:
			l.name(pointer, a, c.ID, text)
		case reported == maxNames+1:
			l.report(CheckProductName, pointer, a.Offset, "more", "look at those above first", "%s compares free text with more texts than %d", c.ID, maxNames)
		}
	}
	r.Root.Atoms(func(a *rules.Atom) {
		if reported > maxNames {
			return
		}
		switch a.Op {
		case "==", "!=", "in", "contains", "startsWith", "endsWith":
		default:
			return
		}
		if a.Fact == nil || a.Fact.Info == nil || !a.Fact.IsFact() || len(a.Cuts) == 0 {
			return
		}
		if info := a.Fact.Info; info.Kind != evidence.KindText || info.Values != nil {
			return
		}
		for _, cut := range a.Cuts {
			if name, ok := strings.CutPrefix(cut.Text, "params."); ok {
				for _, text := range texts(c.Params[name].Default) {
					report(a, `"`+text+`" (by the parameter `+name+`)`)
				}
				continue
			}
			for _, text := range literal.FindAllString(cut.Text, -1) {
				report(a, text)
			}
		}
	})
}

// maxNames is how many texts of one rule are reported: who sees those looks at
// the rule anew.
const maxNames = 20

func (l *linter) name(pointer string, a *rules.Atom, id, text string) {
	l.report(CheckProductName, pointer, a.Offset, text, "ask for a property, or give the fact a closed set of values",
		"%s compares %s, which is free text, with %s: it may name a product or provider", id, a.Fact.Info.Path, text)
}

func texts(v evidence.Value) []string {
	switch x := v.Any().(type) {
	case string:
		return []string{x}
	case []evidence.Value:
		var out []string
		for _, e := range x {
			out = append(out, texts(e)...)
		}
		return out
	}
	return nil
}
