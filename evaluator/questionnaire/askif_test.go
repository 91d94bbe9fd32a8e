package questionnaire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestAskIf: on what the last question that a rule asks depends.
func TestAskIf(t *testing.T) {
	t.Parallel()
	const list = "supplyChain.subcontractors"
	for _, c := range []struct{ rule, fact, want string }{
		{"ext.x.a && ext.x.b", "ext.x.b", ""}, // all that is lacking is to be seen
		{"ext.x.a || ext.x.b", "ext.x.b", "ext.x.a == false"},
		{"!ext.x.a || ext.x.b", "ext.x.b", "ext.x.a == true"},
		{"ext.x.a ? ext.x.b : ext.x.c", "ext.x.b", "ext.x.a == true"},
		{"ext.x.a ? ext.x.b : ext.x.c", "ext.x.c", "ext.x.a == false"},
		{"ext.x.a && ext.x.b || ext.x.c", "ext.x.c", "ext.x.a == false | ext.x.b == false"},
		{"ext.x.a && ext.x.b || ext.x.c", "ext.x.b", "ext.x.a == true"},
		{`ext.x.k == "p" || ext.x.n > 3`, "ext.x.n", "ext.x.k != p"},
		{`ext.x.k == "p" || ext.x.k == "q" && ext.x.n > 3`, "ext.x.n", "ext.x.k == q"},
		{list + ".all(s, !s.critical || s.auditRight)", list + "[].auditRight", list + "[].critical == true"},
		{list + ".exists(s, s.critical) ? ext.x.a : ext.x.b", "ext.x.a", "some " + list + "[].critical == true"},
		{list + ".exists(s, s.critical) ? ext.x.a : ext.x.b", "ext.x.b", "each " + list + "[].critical == false"},
		// Of one entry critical is asked, of another auditRight.
		{list + ".all(s, " + list + ".exists(u, s.critical || u.auditRight))", list + "[].auditRight", ""},
		{"ext.x.d <= at || ext.x.n > 3", "ext.x.n", ""},               // the day is not known yet
		{`ext.x.l.exists(e, e == "u") || ext.x.n > 3`, "ext.x.n", ""}, // plain entries are not spoken of
		{`size(ext.x.l) > 1 || ext.x.n > 3`, "ext.x.n", "ext.x.l size<= 1"},
	} {
		d := criteria.Definition{ID: "small", Version: "1.0.0", Language: criteria.Language, Title: text("Small"), Facts: map[string]map[string]criteria.Fact{"x": smallFacts},
			Criteria: []criteria.Criterion{{ID: "C", Dimension: criteria.Control, Domain: criteria.Data, Title: text("x"), Question: text("x"), Remedy: criteria.Remedy{Effort: criteria.Low}, Rule: c.rule}}}
		catalogue, err := criteria.New(d)
		if err != nil {
			t.Fatal(err)
		}
		p, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: small\ncriteria:\n  C: {obligation: must, proof: none}\n"), catalogue)
		if err != nil {
			t.Fatal(err)
		}
		q, err := questionnaire.New(p, questionnaire.Options{})
		if err != nil {
			t.Fatal(err)
		}
		x, ok := q.Lookup(c.fact)
		if !ok {
			t.Errorf("%s: %s is not asked for", c.rule, c.fact)
			continue
		}
		var alternatives []string
		for _, alt := range x.AskIf {
			var all []string
			for _, c := range alt.All {
				all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", c.Of, c.Path, c.Operator, c.Wanted)))
			}
			alternatives = append(alternatives, strings.Join(all, " & "))
		}
		if got := strings.Join(alternatives, " | "); got != c.want {
			t.Errorf("%s: %s is asked if %q, not %q", c.rule, c.fact, got, c.want)
		}
	}
}
