package report

import (
	"regexp"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

var parameters = regexp.MustCompile(`\bparams\.([A-Za-z_][A-Za-z0-9_]*)`)

// limits name where the limits of a test come from.
func (r *renderer) limits(t *test, x *evaluator.Result) []row {
	c, ok := r.catalogue.Lookup(x.Criterion)
	if !ok {
		return nil
	}
	var rows []row
	for _, d := range t.demands {
		found := parameters.FindAllStringSubmatch(d.Rule, -1)
		for _, name := range found {
			p, ok := c.Params[name[1]]
			if !ok {
				continue
			}
			text := r.Text(p.Source)
			if len(found) == 1 && r.changed(p, d) {
				text = fill(r.ByProfile, "value", r.setting(p, r.fact(d.Path)), "source", text)
				text = strings.TrimSuffix(text, " ()") // no source is named
			}
			if next := (row{r.Rows.Limit, text}); text != "" && !slices.Contains(rows, next) {
				rows = append(rows, next)
			}
		}
	}
	return rows
}

// setting writes a parameter's value in the catalogue.
func (r *renderer) setting(p criteria.Param, f fact) string {
	text, ok := p.Default.Any().(string)
	if !ok {
		f.unit = p.Unit
		if list, ok := p.Default.Any().([]evidence.Value); ok && len(list) > 0 {
			return join(r.items(list, f), r.ListOr)
		}
		return r.value(p.Default, f)
	}
	if p.Type == "period" {
		if span, err := evidence.ParsePeriod(text); err == nil {
			return r.period(span)
		}
	}
	return r.value(p.Default, f)
}

var period = regexp.MustCompile(`([0-9]+)([YMD])`)

// period writes a length of time.
func (r *renderer) period(p evidence.Period) string {
	var out []string
	for _, part := range period.FindAllStringSubmatch(p.String(), -1) {
		unit := map[string]string{"Y": "years", "M": "months", "D": "days"}[part[2]]
		n := int64(0)
		for _, digit := range part[1] {
			n = n*10 + int64(digit-'0')
		}
		out = append(out, r.number(n, unit))
	}
	return join(out, r.ListAnd)
}

// changed reports whether a test shows that the profile sets a parameter to
// another value than the catalogue. What cannot be told is not changed.
func (r *renderer) changed(p criteria.Param, x evaluator.Reason) bool {
	if x.Wanted.IsZero() || x.WantedPath != "" {
		return false
	}
	if p.Type == "period" {
		return r.otherPeriod(p, x)
	}
	if strings.ContainsAny(x.Rule, "+*") || strings.Contains(x.Rule, " - ") {
		return false // the parameter is not what the fact is measured against
	}
	a, ok := float(x.Wanted)
	b, ok2 := float(p.Default)
	if ok && ok2 {
		return a != b
	}
	return !x.Wanted.Equal(p.Default)
}

// otherPeriod looks at "fact + params.x >= at": which first day would do says
// how long the period is.
func (r *renderer) otherPeriod(p criteria.Param, x evaluator.Reason) bool {
	text, _ := p.Default.Any().(string)
	span, err := evidence.ParsePeriod(text)
	wanted, _ := x.Wanted.Any().(string)
	first, err2 := evidence.ParseDate(wanted)
	if err != nil || err2 != nil || r.verdict.Day.IsZero() || x.Operator != ">=" || !strings.HasSuffix(x.Rule, " >= at") || strings.Contains(x.Rule, " - ") {
		return false
	}
	today := r.verdict.Day
	return first.Add(span).Compare(today) < 0 || first.AddDays(-1).Add(span).Compare(today) >= 0
}

// asked writes what a criterion demands of a fact in any case. The verdict says
// so for facts that decided; for others the rule does.
func (r *renderer) asked(x *evaluator.Result, path string, f fact) []string {
	var about []evaluator.Reason
	for _, reason := range x.Reasons {
		if reason.Path == path && reason.Role != evaluator.Condition && reason.Alternative == "" {
			about = append(about, reason)
		}
	}
	if about != nil {
		var out []string
		for _, t := range tree(about).tests {
			out = append(out, r.demands(t, f)...)
		}
		return out
	}
	compiled, ok := r.catalogue.Compiled(x.Criterion)
	if !ok {
		return nil
	}
	rule, _ := compiled.Rules()
	var out []string
	for _, a := range needed(rule.Root) {
		if a.Fact == nil || !a.Fact.IsFact() || a.Fact.Info == nil || a.Fact.Info.Path != path {
			continue
		}
		if text := r.literal(a, compiled.Params, f); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// needed are the tests that a rule demands in any case.
func needed(n *rules.Node) []*rules.Atom {
	switch n.Kind {
	case rules.AtomNode:
		return []*rules.Atom{n.Atom}
	case rules.AndNode:
		var out []*rules.Atom
		for _, c := range n.Children {
			out = append(out, needed(c)...)
		}
		return out
	}
	return nil
}

var comparison = regexp.MustCompile(`^[A-Za-z.]+ (==|!=|<|<=|>|>=|in) (.+)$`)

// literal writes the demand of a test that compares a fact with a literal or a
// parameter; empty if it is of another form.
func (r *renderer) literal(a *rules.Atom, params map[string]criteria.Param, f fact) string {
	x := evaluator.Reason{Operator: "==", Wanted: evidence.Bool(true)}
	if a.Text == a.Fact.Info.Path && f.kind == evidence.KindBool {
		return r.demanded(x, f)
	}
	m := comparison.FindStringSubmatch(a.Text)
	if m == nil {
		return ""
	}
	x.Operator = m[1]
	if name, ok := strings.CutPrefix(m[2], "params."); ok {
		p, ok := params[name]
		if !ok || p.Type == "period" {
			return ""
		}
		x.Wanted = p.Default
		return fill(r.UnlessProfile, "demand", r.demanded(x, f))
	}
	if x.Wanted.UnmarshalJSON([]byte(m[2])) != nil {
		return ""
	}
	return r.demanded(x, f)
}
