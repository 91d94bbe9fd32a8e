package profiles

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// refuseLooser refuses parameters of a profile that claims to be stricter with
// which a rule surely comes out better on some evidence, where the rule's text
// alone does not tell which way they tighten, or where parts of it may break: then
// both versions are compared.
// What is not decided loads; evaluator.LintProfile reports it.
//
// It is left out for the embedded profiles, which tests compare.
func (p *Profile) refuseLooser(report func(pointer, hint, format string, args ...any)) error {
	if p.base == nil || p.Claims() != Stricter {
		return nil
	}
	var work *rules.Work
	for _, id := range p.order {
		is, was := p.settings[id], p.base.settings[id]
		if was == nil || is == was {
			continue
		}
		var changed []string
		for _, name := range slices.Sorted(maps.Keys(is.Params)) {
			if !is.Params[name].Equal(was.Params[name]) {
				changed = append(changed, name)
			}
		}
		if len(changed) == 0 {
			continue
		}
		compiled, _ := p.catalogue.Compiled(id)
		rule, when := compiled.Rules()
		before, _, err := compiled.Bind(was.Params)
		if err != nil {
			return err
		}
		after, _, err := compiled.Bind(is.Params)
		if err != nil {
			return err
		}
		sides := [2]rules.Side{{Rule: rule, When: when, Given: before}, {Rule: rule, When: when, Given: after}}
		directions := rules.Directions(rule, when)
		if !slices.ContainsFunc(changed, func(name string) bool {
			d, named := directions["params."+name]
			return named && d == rules.Undecided
		}) && !sides[0].MayBreak() && !sides[1].MayBreak() {
			continue // these are checked one by one
		}
		if work == nil {
			work = rules.NewWork(rules.MaxWork)
		}
		answer, _ := rules.NeverBetter(sides[0], sides[1], work)
		if answer != rules.Refuted {
			continue
		}
		values := func(of map[string]evidence.Value) string {
			var parts []string
			for _, name := range changed {
				parts = append(parts, fmt.Sprintf("%s %s", name, of[name]))
			}
			return strings.Join(parts, " and ")
		}
		report(p.paramsAt(id), "keep the values of "+p.base.ID()+", or build on another profile; trias profiles check shows the evidence for a profile without the claim",
			"with %s, %s comes out better on some evidence than with %s in %s; the profile is to be no less strict", values(is.Params), id, values(was.Params), p.base.ID())
	}
	return nil
}

// paramsAt is where the profile sets parameters of a criterion.
func (p *Profile) paramsAt(id string) string {
	for i, c := range p.definition.Changes {
		if c.Criterion == id && len(c.Params) > 0 {
			return changeAt(i, "params")
		}
	}
	if _, ok := p.definition.Criteria[id]; ok {
		return doc.Pointer("criteria", id, "params")
	}
	return ""
}
