package batch_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

func columnOf(t testing.TB, p *batch.Plan, name string) *batch.Column {
	t.Helper()
	c, ok := p.Column(name)
	if !ok {
		t.Fatalf("no column %s", name)
	}
	return c
}

// What no dossier can state is an error that says what is wrong with it: never a
// class, a panic or a bug.
func TestClassesOfWhatCannotBeStated(t *testing.T) {
	t.Parallel()
	own := plan(t, testkit.At, batch.Variant{Evaluator: fewest(t)})
	high := plan(t, testkit.At, batch.Variant{Evaluator: embedded(t, "high")})
	models := columnOf(t, high, "data.ai.models")
	entry := func(v evidence.Stated) evidence.Stated {
		values := make([]evidence.Stated, len(evidence.FactSchema().Field("data.ai.models").Elem.Fields))
		for i := range values {
			values[i] = v
		}
		return evidence.Stated{List: &evidence.StatedList{Items: []evidence.Item{{ID: "m", Values: values}}}}
	}
	for _, test := range []struct {
		column *batch.Column
		value  evidence.Stated
		says   string
	}{
		{columnOf(t, own, "ext.x.n1"), evidence.Stated{Scalar: []string{"a"}}, "declared as int"},
		{columnOf(t, own, "ext.x.n1"), evidence.Stated{Scalar: int64(1)<<53 + 1}, "declared as int"},
		{columnOf(t, own, "ext.x.n1"), evidence.Stated{Scalar: int64(math.MinInt64)}, "declared as int"},
		{columnOf(t, own, "ext.x.n1"), evidence.Stated{Scalar: 3}, "declared as int"},
		{columnOf(t, own, "ext.x.k1"), evidence.Stated{Scalar: []string{"a"}}, "declared as text"},
		{columnOf(t, own, "ext.x.f1"), evidence.Stated{Scalar: math.NaN()}, "cannot be NaN"},
		{columnOf(t, own, "ext.x.f1"), evidence.Stated{Scalar: math.Inf(1)}, "cannot be +Inf"},
		{columnOf(t, own, "ext.x.d1"), evidence.Stated{Scalar: evidence.Date{}}, "invalid date"},
		{columnOf(t, own, "ext.x.d1"), evidence.Stated{Scalar: "1899-12-31"}, "the year must be"},
		{columnOf(t, own, "ext.x.l1"), evidence.Stated{List: &evidence.StatedList{Items: []evidence.Item{{}}}}, "list of text"},
		{columnOf(t, own, "subject.layer"), evidence.Stated{Scalar: "mars"}, "one of infrastructure, platform, base-service, application and"},
		{columnOf(t, own, "subject.layer"), evidence.Stated{Scalar: evidence.Layer("platform")}, "cannot be platform"},
		{columnOf(t, own, "subject.layer"), evidence.Stated{List: &evidence.StatedList{}}, "cannot be []"},
		{columnOf(t, high, "subject.version"), evidence.Stated{Scalar: "not a version!!"}, "is version and cannot be"},
		{columnOf(t, high, "subject.version"), evidence.Stated{Scalar: int64(3)}, "is version and cannot be"},
		{columnOf(t, high, "data.accessLog.aiUse"), evidence.Stated{Scalar: map[string]int{}}, "is bool and cannot be"},
		{models, evidence.Stated{Scalar: "m", List: &evidence.StatedList{}}, "is list and cannot be"},
		{models, entry(evidence.Stated{Scalar: "x"}), "data.ai.models[].openness is one of"},
		{models, entry(evidence.Stated{Scalar: 1.5}), "data.ai.models[].openness is one of"},
		{models, entry(evidence.Stated{List: &evidence.StatedList{}}), "data.ai.models[].openness is text"},
		{&batch.Column{}, evidence.Stated{Scalar: true}, "no values"},
	} {
		k, err := test.column.Class(test.value)
		if err == nil {
			t.Errorf("%s = %v is of class %+v", test.column.Name(), test.value, k)
		} else if !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "bug") {
			t.Errorf("%s = %v: %v", test.column.Name(), test.value, err)
		}
	}
}

// The ends of what a fact can be have classes as all between them.
func TestClassesAtTheEnds(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: fewest(t)})
	for _, test := range []struct {
		name         string
		value, alike any
	}{
		{"ext.x.n1", int64(1) << 53, int64(10)},
		{"ext.x.n1", -int64(1) << 53, int64(3)},
		{"ext.x.f1", math.MaxFloat64, 0.5},
		{"ext.x.f1", -math.MaxFloat64, math.Nextafter(0.5, 0)},
		{"ext.x.f1", math.Copysign(0, -1), 0.0},
		{"ext.x.f1", math.SmallestNonzeroFloat64, 0.0},
		{"ext.x.d1", "1900-01-01", testkit.Today},
		{"ext.x.d1", "2199-12-31", testkit.Today.AddDays(1)},
	} {
		c := columnOf(t, p, test.name)
		k, err := c.Class(evidence.Stated{Scalar: test.value})
		alike, err2 := c.Class(evidence.Stated{Scalar: test.alike})
		if err != nil || err2 != nil || k != alike || !k.Known() {
			t.Errorf("%s: %v is %+v, %v is %+v; %v, %v", test.name, test.value, k, test.alike, alike, err, err2)
		}
	}
}

// A block takes nothing of another plan, and gives nothing that it does not have.
func TestBlocksOfAnotherPlan(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: fewest(t)})
	q := plan(t, testkit.At, batch.Variant{Evaluator: embedded(t, "high")})
	b := p.NewBlock()
	b.Reset(100)
	n := columnOf(t, p, "ext.x.n1")
	four, err := n.Class(evidence.Stated{Scalar: int64(4)})
	if err != nil {
		t.Fatal(err)
	}
	twin := columnOf(t, plan(t, testkit.At, batch.Variant{Evaluator: fewest(t)}), "ext.x.n1")
	codes, lanes := make([]uint8, 100), make([]uint64, 64)
	for _, c := range append(q.Columns(), twin, nil, &batch.Column{}) {
		class := &batch.Class{}
		if c != nil && c.Unknown() != nil {
			class = c.Unknown()
		}
		for name, err := range map[string]error{"Set": b.Set(c, 3, class), "SetWhole": b.SetWhole(c, 3, class), "Fill": b.Fill(c, []*batch.Class{class}, codes),
			"Add": b.Add(c, class, lanes), "SetProven": b.SetProven(c, 0, 3, true)} {
			if err == nil {
				t.Errorf("%s takes a column of another plan", name)
			}
		}
		if b.Planes(c) != nil || b.WholePlanes(c) != nil || b.Proven(c, 0) != nil {
			t.Error("planes of another plan")
		}
	}
	track := columnOf(t, p, `by("contract") on 2026-11-01`)
	if b.Planes(track) != nil || b.WholePlanes(track) != nil || len(b.Proven(track, 0)) != 64 {
		t.Error("planes of a track")
	}
	for _, demand := range []int{-1, 1, 1 << 40} {
		if b.Proven(n, demand) != nil {
			t.Errorf("a plane of demand %d", demand)
		}
	}
	long := make([]*batch.Class, 300)
	for i := range long {
		long[i] = four
	}
	if err := b.Fill(n, long, codes); err != nil {
		t.Error(err)
	}
	if err := b.Set(n, 3, nil); err == nil {
		t.Error("no class")
	}
}

// Zero values and what was refused say nothing, and do not break.
func TestNothingBreaks(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: fewest(t)})
	n := columnOf(t, p, "ext.x.n1")
	if k := (&batch.Class{}); k.Known() || k.Bit(-1) || k.Bit(1000) || n.Unknown().Bit(1<<40) {
		t.Error("a class of nothing has bits")
	}
	if (batch.Demand{}).SatisfiedBy() || (batch.Demand{}).Satisfied(nil, nil) {
		t.Error("no demand is satisfied")
	}
	if _, err := batch.Compile(testkit.At, batch.Variant{Evaluator: &evaluator.Evaluator{}}); err == nil {
		t.Error("an evaluator of nothing")
	}
	nothing := &batch.Block{}
	nothing.Reset(5)
	if nothing.Patch(0, nil) == nil || nothing.Set(n, 0, n.Unknown()) == nil || nothing.Planes(n) != nil {
		t.Error("a block of no plan")
	}
	zero := &batch.Plan{}
	if !strings.HasPrefix(zero.String(), "0 variants") || zero.NewMachine().Run(zero.NewBlock()).Records() != 0 {
		t.Error("a plan of nothing")
	}
	for _, p := range []*batch.Plan{p, zero} {
		var out strings.Builder
		lines, rows, n := p.NewNDJSONWriter(&out), p.NewCSVWriter(&out), p.NewCounts()
		n.Add(nil)
		if lines.Write(nil) != nil || rows.Write(nil) != nil || out.Len() > 0 || n.Records != 0 {
			t.Errorf("of no chunk comes %s", &out)
		}
	}
	for c, err := range zero.StreamNDJSON(t.Context(), "x", strings.NewReader(fine), batch.StreamOptions{}) {
		if err != nil || len(c.Records) != 1 || c.Result.Outcome(0, 0, 0) != "" {
			t.Errorf("a plan of nothing streams %+v, %v", c, err)
		}
	}
	for i, r := range []*batch.Result{nil, {}, (&batch.Machine{}).Run(nothing), p.NewMachine().Run(nil), p.NewMachine().Run(nothing)} {
		said := fmt.Sprint(r.Records(), r.Outcome(0, 0, 0), r.Count(0, 0, evaluator.Pass), r.Conformity(0, 0), r.CountConformity(0, evaluator.Conformant),
			r.Excluded(0), r.Sole(0, 0), r.Blocking(0, 0), r.Plane(0, 0, evaluator.Pass), r.ConformityPlane(0, evaluator.Conformant))
		if said != fmt.Sprint(0, "", 0, "", 0, []uint64{}, []uint64{}, []uint64{}, []uint64{}, []uint64{}) {
			t.Errorf("result %d of nothing says %s", i, said)
		}
	}
}

// Classes show of long lists only the beginning: they stay, and there may be many.
func TestClassesShowLittle(t *testing.T) {
	t.Parallel()
	c := columnOf(t, plan(t, testkit.At, batch.Variant{Evaluator: fewest(t)}), "ext.x.l1")
	list := &evidence.StatedList{}
	for i := range 1000 {
		list.Items = append(list.Items, evidence.Item{Scalar: fmt.Sprint("Ärger ", i)})
	}
	k, err := c.Class(evidence.Stated{List: list})
	if err != nil || len(k.Text) > 410 || !strings.HasSuffix(k.Text, "…") {
		t.Errorf("%d bytes: %s; %v", len(k.Text), k.Text, err)
	}
}
