package rules_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// gathers are rules about one list, and how their answers follow from its entries:
// how, then the fields of an entry that they depend on, "*" for any.
var gathers = []struct{ rule, how string }{
	{`ext.lab.names.all(n, n == "a")`, "every *"},
	{`ext.lab.names.exists(n, n in params.names)`, "some *"},
	{`ext.lab.suites.all(s, s.satisfies(params.suites))`, "every *"},
	{`ext.lab.names.exists(n, osiApproved(n))`, "some *"},
	{`subject.services.exists(v, v == "a")`, "some *"},
	{`size(ext.lab.names) > 2`, "length"},
	{`size(ext.lab.names) in [1, 3]`, "length"},
	{`size(supplyChain.subcontractors) == params.maxRuns`, "length"},
	{`size(ext.lab.names) * size(ext.lab.names) > 1`, "whole"},
	{`size(ext.lab.names) > (ext.lab.names.exists(n, n == "a") ? 2 : 1)`, "whole"},
	{`(ext.lab.names.all(n, n == "a")) == true`, "whole"},
	{`resilience.exercises.exists(e, resilience.exercises.all(o, o.heldOn <= e.heldOn))`, "whole"},
	{`supplyChain.subcontractors.all(c, supplyChain.subcontractors.exists(d, d.critical) || c.critical)`, "whole"},
	{`supplyChain.subcontractors.all(s, s.critical || s.riskAssessedOn <= at)`, "every critical riskAssessedOn"},
	{`supplyChain.subcontractors.exists(s, size(s.functions) > 0 && s.countries.all(c, inRegion(c, params.region, at)))`, "some functions countries"},
	{`supplyChain.subcontractors.all(s, s.countries.exists(c, inRegion(c, params.region, at)) == s.critical)`, "every countries critical"},
	{`supplyChain.subcontractors.exists(s, s.riskAssessedOn + params.maxAge >= at ? s.critical : s.customerDataAccess)`, "some critical customerDataAccess riskAssessedOn"},
	{`ext.lab.names.all(n, n == "a" || ext.lab.passed)`, "whole"}, // of two facts
	{`supplyChain.openSource.projects.all(p, p.activity.commitsSixMonths >= params.maxRuns)`, "every activity.commitsSixMonths"},
	{`supplyChain.openSource.projects.exists(p, osiApproved(p.license))`, "some license"},
}

func shownGather(t testing.TB, q *rules.Question) string {
	t.Helper()
	by, fields, all := q.Gather()
	text := map[rules.Gather]string{rules.GatherNone: "whole", rules.GatherEvery: "every", rules.GatherSome: "some", rules.GatherLength: "length"}[by]
	if all {
		return text + " *"
	}
	if len(fields) == 0 {
		return text
	}
	elem := evidence.FactSchema().Field(q.Paths[0]).Elem
	for _, k := range fields {
		text += " " + elem.Fields[k].Name
	}
	return text
}

func TestGather(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	given := bind(t, s)
	for _, test := range gathers {
		q := ask(t, s, given, test.rule)
		if got := shownGather(t, q); got != test.how {
			t.Errorf("%s: %s, not %s", test.rule, got, test.how)
		}
	}
	// What is the same for all entries does not keep an answer from following from them,
	// once it is given.
	q := ask(t, s, given, `supplyChain.subcontractors.all(c, supplyChain.subcontractors.exists(d, d.critical) || c.critical)`)
	if got := shownGather(t, q.Assume(q.Foreign()[0], rules.False)); got != "every critical" {
		t.Errorf("with its foreign part given: %s", got)
	}
}

// gatheredValue draws a value of a field, often an unusual one.
func gatheredValue(t *rapid.T, f *evidence.Field, kind evidence.Kind) evidence.Stated {
	if kind == evidence.KindList {
		list := &evidence.StatedList{Open: rapid.Bool().Draw(t, "open")}
		for range rapid.IntRange(0, 2).Draw(t, "length") {
			list.Items = append(list.Items, evidence.Item{Scalar: gatheredValue(t, f, f.Item).Scalar})
		}
		return evidence.Stated{List: list}
	}
	texts := []string{"a", "DE", "US", "MIT", "no licence(", "name-3", "", "1.2", "0.3"}
	if f != nil && f.Values != nil {
		texts = f.Values
	}
	switch kind {
	case evidence.KindBool:
		return evidence.Stated{Scalar: rapid.Bool().Draw(t, "bool")}
	case evidence.KindInt:
		return evidence.Stated{Scalar: rapid.SampledFrom([]int64{0, 1, 2, 7}).Draw(t, "int")}
	case evidence.KindNumber:
		return evidence.Stated{Scalar: rapid.SampledFrom([]float64{0, 1, 99.5}).Draw(t, "number")}
	case evidence.KindDate:
		return evidence.Stated{Scalar: questionDay.AddDays(rapid.SampledFrom([]int{-366, -365, -1, 0, 1}).Draw(t, "day"))}
	case evidence.KindVersion:
		return evidence.Stated{Scalar: rapid.SampledFrom([]string{"1.2.0", "0.3.0", "1.0.0"}).Draw(t, "version")}
	}
	return evidence.Stated{Scalar: rapid.SampledFrom(texts).Draw(t, "text")}
}

// gatheredList draws a list of up to four entries.
func gatheredList(t *rapid.T, env *rules.Env, path string) evidence.StatedList {
	list := evidence.StatedList{Open: rapid.Bool().Draw(t, "open"), Items: []evidence.Item{}}
	f := evidence.FactSchema().Field(path)
	for i := range rapid.IntRange(0, 4).Draw(t, "length") {
		if f == nil || f.Elem == nil {
			slot, _ := env.Slot(path)
			list.Items = append(list.Items, evidence.Item{Scalar: gatheredValue(t, nil, env.Info(slot).Item).Scalar})
			continue
		}
		item := evidence.Item{ID: fmt.Sprint("e", i), Values: make([]evidence.Stated, len(f.Elem.Fields))}
		for k := range item.Values {
			if e := &f.Elem.Fields[k]; rapid.IntRange(0, 3).Draw(t, e.Name) > 0 && (e.Kind != evidence.KindList || e.Elem == nil) {
				item.Values[k] = gatheredValue(t, e, e.Kind)
			}
		}
		list.Items = append(list.Items, item)
	}
	return list
}

// The answer about a list is what its entries, its open end and its length say, and
// depends on no other fields of an entry than those that are named.
func TestGatherFollowsFromEntries(t *testing.T) {
	t.Parallel()
	env, s := scope(t)
	given := bind(t, s)
	var questions []*rules.Question
	for _, test := range gathers {
		q := ask(t, s, given, test.rule)
		if by, _, _ := q.Gather(); by != rules.GatherNone && len(q.Paths) > 0 {
			questions = append(questions, q)
		}
	}
	seen := map[rules.Truth]int{}
	for _, q := range questions { // each in turn, so that every answer is seen whatever is drawn
		rapid.Check(t, func(t *rapid.T) {
			m := env.NewMachine()
			nobody := env.Subject(evidence.Subject{})
			answer := func(list evidence.StatedList) rules.Truth {
				v, err := env.Value(q.Slots[0], evidence.Stated{List: &list})
				if err != nil {
					t.Fatal(err)
				}
				m.Set(q.Slots[0], v)
				return q.Answer(m, nobody)
			}
			list := gatheredList(t, env, q.Paths[0])
			by, fields, all := q.Gather()
			want := answer(list)
			seen[want]++
			var got rules.Truth
			switch by {
			case rules.GatherLength:
				same := evidence.StatedList{Open: list.Open}
				for range list.Items {
					same.Items = append(same.Items, list.Items[0])
				}
				got = answer(same)
			default:
				join := rules.Truth.And
				if got = rules.True; by == rules.GatherSome {
					got, join = rules.False, rules.Truth.Or
				}
				for _, item := range list.Items {
					if !all && item.Values != nil {
						read := make([]evidence.Stated, len(item.Values))
						for _, k := range fields {
							read[k] = item.Values[k]
						}
						item = evidence.Item{Values: read}
					}
					got = join(got, answer(evidence.StatedList{Items: []evidence.Item{item}}))
				}
				if list.Open {
					got = join(got, answer(evidence.StatedList{Open: true}))
				}
			}
			if got != want {
				t.Fatalf("%s of %v is %s; its parts say %s", q.Text, evidence.Stated{List: &list}, want, got)
			}
		})
	}
	for _, truth := range []rules.Truth{rules.True, rules.False, rules.Unknown, rules.Error} {
		if seen[truth] == 0 {
			t.Errorf("no answer was %s: %v", truth, seen)
		}
	}
}
