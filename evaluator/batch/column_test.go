package batch_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// few is an evaluator of criteria over the facts of [hardFacts]; each is an entry
// of the catalogue's criteria and one of the profile's.
func few(t testing.TB, of ...[2]string) *evaluator.Evaluator {
	t.Helper()
	c := "trias: catalogue/v1\nid: few\nversion: 1.0.0\nlanguage: 1\nfacts: " + hardFacts + "\ncriteria:\n"
	p := "trias: profile/v1\nid: few\nversion: 1.0.0\ncatalogue: few\nstages: {fast: {from: 2027-03-01, given: 'by(\"contract\")'}}\ncriteria:\n"
	for i, k := range of {
		c += fmt.Sprintf("  - {id: %c, dimension: control, domain: data, title: {en: C, de: C}, question: {en: C, de: C}, remedy: {effort: low, en: R, de: R}, %s}\n", 'A'+i, k[0])
		p += fmt.Sprintf("  %c: {%s}\n", 'A'+i, k[1])
	}
	return decoded(t, c, p)
}

// fewest has a criterion of each sort.
func fewest(t testing.TB) *evaluator.Evaluator {
	return few(t,
		[2]string{`rule: 'ext.x.n1 > 3 && ext.x.n1 <= 9'`, `obligation: must, proof: {rule: 'by("contract")'}`},
		[2]string{`rule: 'ext.x.k1 != "c" && ext.x.b1', when: 'subject.layer == "platform"'`, `obligation: must, stage: fast, proof: {rule: 'by("test")', when: none}`},
		[2]string{`rule: 'ext.x.l1.all(e, e == ext.x.t1 || ext.x.b1)'`, `obligation: should, layers: {platform: must}, proof: {rule: 'by("contract")'}`},
		[2]string{`rule: 'ext.x.n1 < ext.x.n2 && ext.x.f1 >= 0.5 && ext.x.d1 <= at'`, `obligation: may, proof: {rule: none}`})
}

// A plan says what it holds, and what the rule engine is still asked.
func TestPlanForPeople(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: fewest(t)})
	text := p.String()
	for _, part := range []string{
		"subject subject.layer: 6 planes\n",
		"fact ext.x.n1: 3 planes, 3 cells\n  ext.x.n1 > 3 (A)\n  ext.x.n1 <= 9 (A)\n  proof: by(\"contract\") on 2026-11-01\n",
		"fact ext.x.b1: 2 planes\n",
		"  subject.layer is platform (for obligations by layer)\n",
		" questions are asked value by value (marked below)",
		" because it relates several facts\n",
		"relation ext.x.n1, ext.x.n2: 2 planes\n  ext.x.n1 < ext.x.n2 (D)\n    value by value: it relates several facts, at most ",
		"relation ext.x.l1, ext.x.t1: ",
		"track by(\"contract\") on 2026-11-01: 0 planes\n",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in:\n%s", part, text)
		}
	}
	var questions []string
	for _, f := range p.Fallbacks() {
		questions = append(questions, fmt.Sprintf("%s: %s", f.Why, strings.Join(f.Paths, " ")))
		if f.Cost == 0 || len(f.Criteria) == 0 || f.Question == "" {
			t.Errorf("%+v", f)
		}
	}
	slices.Sort(questions)
	questions = slices.Compact(questions)
	want := []string{"it relates several facts: ext.x.l1 ext.x.t1", "it relates several facts: ext.x.n1 ext.x.n2",
		"it relates the fact with another, which is not known: ext.x.l1", "it relates the fact with another, which is not known: ext.x.t1"}
	if !slices.Equal(questions, want) {
		t.Errorf("fallbacks: %q", questions)
	}
	for i, c := range p.Columns() {
		found, ok := p.Column(c.Name())
		if c.Index() != i || !ok || found != c {
			t.Errorf("column %d: %s", i, c.Name())
		}
		if !slices.Contains(c.Kind().Values(), string(c.Kind())) {
			t.Errorf("%s is %s", c.Name(), c.Kind())
		}
		if (c.Kind() == batch.Track) != (c.Planes() == 0) || c.Kind() == batch.Track && (c.Unknown() != nil || len(c.Paths()) > 0) {
			t.Errorf("%s: %d planes", c.Name(), c.Planes())
		}
	}
}

// Questions that differ in a parameter are told apart by its value.
func TestPlanShowsParameters(t *testing.T) {
	t.Parallel()
	var variants []batch.Variant
	for _, days := range []int64{10, 20} {
		e, err := embedded(t, "high").Vary(evaluator.Variation{Params: map[string]map[string]evidence.Value{"DAT-CON-06": {"maxDays": evidence.Int(days)}}})
		if err != nil {
			t.Fatal(err)
		}
		variants = append(variants, batch.Variant{Evaluator: e})
	}
	text := plan(t, testkit.At, variants...).String()
	for _, line := range []string{
		"\n  data.deletion.maxDays <= params.maxDays, with params.maxDays = 10 (DAT-CON-06)\n",
		"\n  data.deletion.maxDays <= params.maxDays, with params.maxDays = 20 (DAT-CON-06)\n",
	} {
		if strings.Count(text, line) != 1 {
			t.Errorf("%q is there %d times", line, strings.Count(text, line))
		}
	}
}

// Of the embedded catalogue only questions that relate facts and questions about
// lists are asked value by value, and some of free texts and versions.
func TestFallbacksOfTheEmbeddedCatalogue(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, everyProfile(t)...)
	count := map[string]int{}
	for _, f := range p.Fallbacks() {
		count[f.Why]++
		if f.Why == "it has no cut points" && !strings.Contains(f.Question, "ersion") {
			t.Errorf("%s has no cut points", f.Question)
		}
	}
	if relations := count["it relates several facts"]; relations == 0 || relations > 25 {
		t.Errorf("%d relations", relations)
	}
	t.Log(count)
}

func TestClasses(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: fewest(t)})
	class := func(name string, values ...any) *batch.Class {
		t.Helper()
		c, ok := p.Column(name)
		if !ok {
			t.Fatalf("no column %s", name)
		}
		var all []evidence.Stated
		for _, v := range values {
			all = append(all, evidence.Stated{Scalar: v})
		}
		k, err := c.Class(all...)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	n := class("ext.x.n1", int64(4))
	for _, v := range []int64{5, 9} {
		if class("ext.x.n1", v) != n {
			t.Errorf("%d is of another class than 4", v)
		}
	}
	for _, v := range []int64{3, 10, math.MinInt32} {
		if class("ext.x.n1", v) == n {
			t.Errorf("%d is of the class of 4", v)
		}
	}
	if n.Text != "4 to 9" || !n.Known() || !n.Bit(0) || !n.Bit(1) || !n.Bit(2) {
		t.Errorf("%+v", n)
	}
	if k := class("ext.x.n1", nil); k.Known() || k.Pattern[0] != 0 {
		t.Errorf("unknown is %+v", k)
	}
	if k := class("ext.x.k1", "a"); k != class("ext.x.k1", "b") || k == class("ext.x.k1", "c") || k.Text != "a, b" {
		t.Errorf("a is %+v", k)
	}
	// A number that a catalogue's own fact states as a whole one, and a day as text.
	if class("ext.x.f1", int64(1)) != class("ext.x.f1", 0.5) || class("ext.x.f1", math.Nextafter(0.5, 0)) == class("ext.x.f1", 0.5) {
		t.Error("numbers")
	}
	if class("ext.x.d1", testkit.Today) != class("ext.x.d1", testkit.Today.String()) || class("ext.x.d1", testkit.Today) == class("ext.x.d1", testkit.Today.AddDays(1)) {
		t.Error("days")
	}
	if less := class("ext.x.n1, ext.x.n2", int64(1), int64(2)); less != class("ext.x.n1, ext.x.n2", int64(-7), int64(8)) || less == class("ext.x.n1, ext.x.n2", int64(2), int64(2)) {
		t.Error("relations")
	}
	if k := class("ext.x.n1, ext.x.n2", int64(1), nil); k.Known() {
		t.Error("a relation of which one side is unknown")
	}

	for _, test := range []struct {
		name   string
		values []evidence.Stated
	}{
		{"ext.x.n1", nil},
		{"ext.x.n1", []evidence.Stated{{Scalar: "four"}}},
		{"ext.x.n1", []evidence.Stated{{Scalar: 4.0}}},
		{"ext.x.n1", []evidence.Stated{{List: &evidence.StatedList{}}}},
		{"ext.x.d1", []evidence.Stated{{Scalar: "tomorrow"}}},
		{"ext.x.k1", []evidence.Stated{{Scalar: "d"}}},
		{"ext.x.l1", []evidence.Stated{{Scalar: "a"}}},
		{"ext.x.n1, ext.x.n2", []evidence.Stated{{Scalar: int64(1)}}},
		{`by("contract") on 2026-11-01`, []evidence.Stated{{Scalar: true}}},
	} {
		c, ok := p.Column(test.name)
		if !ok {
			t.Fatalf("no column %s", test.name)
		}
		if k, err := c.Class(test.values...); err == nil {
			t.Errorf("%s = %v is of class %+v", test.name, test.values, k)
		}
	}
}

// Facts of the schema are checked as decoders check them.
func TestClassesOfWrongTypes(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: embedded(t, "very-high")})
	wrong := map[string][]any{
		"data.keys.custody":            {"nobody", true, int64(1), evidence.Date{}},
		"data.deletion.maxDays":        {1.0, "1", true},
		"data.encryption.rest.backups": {"true", int64(1)},
		"data.protection.determinedOn": {"soon", int64(1), evidence.Date{}},
		"supplyChain.subcontractors":   {"acme"},
		"resilience.takeover.states":   {"DE"},
	}
	for name, values := range wrong {
		c, ok := p.Column(name)
		if !ok {
			t.Errorf("no column %s", name)
			continue
		}
		for _, v := range values {
			if k, err := c.Class(evidence.Stated{Scalar: v}); err == nil {
				t.Errorf("%s = %v is of class %+v", name, v, k)
			}
		}
	}
	for name, item := range map[string]evidence.Item{
		"supplyChain.subcontractors": {ID: "a", Values: make([]evidence.Stated, 1)},
		"resilience.takeover.states": {Scalar: int64(49)},
		"data.deletion.maxDays":      {Scalar: int64(1)},
	} {
		c, _ := p.Column(name)
		if k, err := c.Class(evidence.Stated{List: &evidence.StatedList{Items: []evidence.Item{item}}}); err == nil {
			t.Errorf("%s is of class %+v", name, k)
		}
	}
}

// Cells cover all values a fact can have, in order, and each value is of the class
// of its cell: of the ends as the rule engine says.
func TestCellsCover(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, everyProfile(t)...)
	cut := 0
	for _, c := range p.Columns() {
		cells := c.Cells()
		if len(cells) == 0 {
			continue
		}
		cut++
		for i, cell := range cells {
			for _, v := range []any{cell.Low, cell.High} {
				k, err := c.Class(evidence.Stated{Scalar: v})
				if err != nil || k != cell.Class {
					t.Errorf("%s: %v is %+v, not of its cell's class; %v", c.Name(), v, k, err)
				}
			}
			if i > 0 && following(cells[i-1].High) != cell.Low {
				t.Errorf("%s: after %v comes %v", c.Name(), cells[i-1].High, cell.Low)
			}
			if i > 0 && cells[i-1].Class == cell.Class {
				t.Errorf("%s: two cells of one class meet at %v", c.Name(), cell.Low)
			}
		}
	}
	if cut < 100 {
		t.Errorf("only %d columns have cells", cut)
	}
}

func following(v any) any {
	switch v := v.(type) {
	case int64:
		return v + 1
	case float64:
		return math.Nextafter(v, math.Inf(1))
	case evidence.Date:
		return v.AddDays(1)
	}
	return nil
}

// Plans are compiled for one block layout, and refuse what cannot be.
func TestCompileErrors(t *testing.T) {
	t.Parallel()
	e := fewest(t)
	for name, test := range map[string]struct {
		at       time.Time
		variants []batch.Variant
	}{
		"none":         {testkit.At, nil},
		"no evaluator": {testkit.At, []batch.Variant{{}}},
		"no such day":  {time.Date(1500, 1, 1, 0, 0, 0, 0, time.UTC), []batch.Variant{{Evaluator: e}}},
		"reveal":       {testkit.At, []batch.Variant{{Evaluator: e, Reveal: []string{"ext.x.n9"}}}},
		"prove":        {testkit.At, []batch.Variant{{Evaluator: e, Prove: []string{"subject.layer"}}}},
	} {
		if _, err := batch.Compile(test.at, test.variants...); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Blocks take no record, class, demand or decision that they cannot have.
func TestBlockErrors(t *testing.T) {
	t.Parallel()
	e := fewest(t)
	p := plan(t, testkit.At, batch.Variant{Evaluator: e, Reveal: []string{"ext.x.b1"}})
	other := plan(t, testkit.At, batch.Variant{Evaluator: e})
	b := p.NewBlock()
	b.Reset(70)
	if b.Records() != 70 || b.Plan() != p {
		t.Error("the block is not as it was made")
	}
	n1, _ := p.Column("ext.x.n1")
	b1, _ := p.Column("ext.x.b1")
	theirs, _ := other.Column("ext.x.n1")
	track, _ := p.Column(`by("contract") on 2026-11-01`)
	mine, err := n1.Class(evidence.Stated{Scalar: int64(5)})
	must(t, err)
	for name, err := range map[string]error{
		"another column's class":   b.Set(b1, 0, mine),
		"another plan's class":     b.Set(n1, 0, theirs.Unknown()),
		"no class":                 b.Set(n1, 0, nil),
		"no such record":           b.Set(n1, 70, mine),
		"a record before":          b.Set(n1, -1, mine),
		"whole, no such record":    b.SetWhole(b1, 70, b1.Unknown()),
		"proof, no such record":    b.SetProven(n1, 0, 70, true),
		"proof, no such demand":    b.SetProven(n1, 1, 0, true),
		"too few codes":            b.Fill(n1, []*batch.Class{mine}, make([]uint8, 69)),
		"a code without class":     b.Fill(n1, []*batch.Class{mine}, slices.Repeat([]uint8{1}, 70)),
		"a palette of another":     b.Fill(b1, []*batch.Class{mine}, make([]uint8, 70)),
		"lanes of another":         b.Add(b1, mine, make([]uint64, 64)),
		"a decision too few":       b.Patch(0, nil),
		"a patch to no record":     b.Patch(70, []evaluator.Decision{{}}),
		"a decision that is empty": b.Patch(0, []evaluator.Decision{{}}),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	must(t, b.SetWhole(n1, 0, mine)) // which is not whole, and left alone
	if b.WholePlanes(n1) != nil || b.WholePlanes(b1) == nil || !b1.Whole() {
		t.Error("whole planes")
	}
	must(t, b.SetProven(track, 0, 69, true))
	must(t, b.SetProven(track, 0, 68, true))
	must(t, b.SetProven(track, 0, 68, false))
	if got := b.Proven(track, 0)[1]; got != 1<<5 {
		t.Errorf("the track is open for %b", got)
	}
	if r := p.NewMachine().Run(other.NewBlock()); r != nil {
		t.Error("a machine ran a block of another plan")
	}
	if r := p.NewMachine().Run(nil); r != nil {
		t.Error("a machine ran no block")
	}
	b.Reset(1 << 20)
	if b.Records() != batch.BlockSize {
		t.Errorf("%d records", b.Records())
	}
}

// What was not wanted is empty, and what there is not as well.
func TestResultsThatWereNotWanted(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: fewest(t)}, batch.Variant{Evaluator: fewest(t)})
	b := p.NewBlock()
	b.Reset(5)
	r := p.NewMachine(batch.Want{Variants: []int{1}, Outcomes: true, Criteria: []int{2}}).Run(b)
	if r.Records() != 5 || r.Plane(1, 2, evaluator.Unknown) == nil || r.Count(1, 2, evaluator.Unknown) != 5 {
		t.Error("what was wanted is not there")
	}
	for name, empty := range map[string]bool{
		"another variant":    r.Plane(0, 2, evaluator.Unknown) == nil,
		"another criterion":  r.Plane(1, 1, evaluator.Unknown) == nil && r.Outcome(1, 1, 0) == "" && r.Count(1, 1, evaluator.Unknown) == 0,
		"no such variant":    r.Plane(2, 0, evaluator.Fail) == nil && r.Conformity(-1, 0) == "" && r.Sole(7, 0) == nil && r.Blocking(7, 0) == nil,
		"no such criterion":  r.Plane(1, 99, evaluator.Fail) == nil && r.Sole(1, 99) == nil && r.Blocking(1, 99) == nil,
		"no such outcome":    r.Plane(1, 2, "perhaps") == nil,
		"no such record":     r.Outcome(1, 2, 5) == "" && r.Outcome(1, 2, -1) == "",
		"conformity":         r.ConformityPlane(1, evaluator.Conformant) == nil && r.Conformity(1, 0) == "" && r.CountConformity(1, evaluator.Conformant) == 0,
		"no such conformity": r.ConformityPlane(1, "perhaps") == nil,
		"exclusion":          r.Excluded(1) == nil && r.Sole(1, 0) == nil && r.Blocking(1, 0) == nil,
	} {
		if !empty {
			t.Errorf("%s is not empty", name)
		}
	}
}

// There are three ways to give records their classes, and they come to the same.
func TestWaysIn(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: fewest(t), Reveal: []string{"ext.x.n1"}})
	c, _ := p.Column("ext.x.n1")
	palette := []*batch.Class{c.Unknown()}
	for _, cell := range c.Cells() {
		palette = append(palette, cell.Class)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 63, 64, 65, 130, 4095, batch.BlockSize}).Draw(t, "records")
		codes := make([]uint8, n)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		one, many, lanes := p.NewBlock(), p.NewBlock(), p.NewBlock()
		for _, b := range []*batch.Block{one, many, lanes} {
			b.Reset(n)
		}
		of := make([][]uint64, len(palette))
		for i := range of {
			of[i] = make([]uint64, batch.BlockSize/64)
		}
		for i := range codes {
			codes[i] = uint8(r.IntN(len(palette)))
			of[codes[i]][i/64] |= 1 << (i % 64)
			if err := one.Set(c, i, palette[r.IntN(len(palette))]); err != nil { // which the next replaces
				t.Fatal(err)
			}
			if err := one.Set(c, i, palette[codes[i]]); err != nil {
				t.Fatal(err)
			}
		}
		if err := many.Fill(c, palette, codes); err != nil {
			t.Fatal(err)
		}
		for i, class := range palette {
			if err := lanes.Add(c, class, of[i]); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(one.Planes(c), many.Planes(c)) || !slices.Equal(one.Planes(c), lanes.Planes(c)) || !slices.Equal(one.WholePlanes(c), many.WholePlanes(c)) {
			t.Fatal("they differ")
		}
	})
}

// A plan serves any number of goroutines, each with its machine and block, and
// classes are the same whoever asks first.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: embedded(t, "high")})
	var dossiers []*evidence.Dossier
	for n := range 8 {
		o := testkit.Varied(n)
		o.Sources = 1
		dossiers = append(dossiers, testkit.Dossier(t, testkit.New(uint64(n), o).Fragments()))
	}
	counts := make([]string, 4)
	var wait sync.WaitGroup
	for g := range counts {
		wait.Go(func() {
			m, b := p.NewMachine(), p.NewBlock()
			b.Reset(len(dossiers))
			for n, d := range dossiers {
				encode(t, b, n, d)
			}
			r := m.Run(b)
			for i := range p.Variants()[0].Evaluator.Profile().Criteria() {
				for n := range dossiers {
					counts[g] += string(r.Outcome(0, i, n)) + " "
				}
			}
		})
	}
	wait.Wait()
	for _, c := range counts[1:] {
		if c != counts[0] {
			t.Error("goroutines differ")
		}
	}
}

// BenchmarkClass measures what it takes to ask the rule engine about a value that
// was not seen before, by kind of column.
func BenchmarkClass(b *testing.B) {
	p := plan(b, testkit.At, batch.Variant{Evaluator: embedded(b, "high")})
	for _, name := range []string{"resilience.takeover.states", "supplyChain.subcontractors", "resilience.recovery.measuredRtoMinutes, resilience.recovery.rtoMinutes", "data.deletion.maxDays"} {
		c, ok := p.Column(name)
		if !ok {
			b.Fatalf("no column %s", name)
		}
		b.Run(name, func(b *testing.B) {
			g := testkit.New(1, testkit.Options{Good: 1})
			d := testkit.Dossier(b, []*evidence.Fragment{g.Met()})
			var values []evidence.Stated
			for _, path := range c.Paths() {
				values = append(values, statedOf(b, p.Variants()[0].Evaluator, d, path))
			}
			for n := int64(0); b.Loop(); n++ {
				fresh(values, n)
				if _, err := c.Class(values...); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(c.Questions())), "questions")
		})
	}
}

// fresh changes values so that they were not seen before.
func fresh(values []evidence.Stated, n int64) {
	for i := range values {
		switch {
		case values[i].List == nil:
			values[i].Scalar = n % 100_000
		case values[i].List.Items[0].Values == nil:
			countries := evidence.Country("").Values()
			items := make([]evidence.Item, 3)
			for k := range items {
				items[k].Scalar = countries[n%int64(len(countries))]
				n = n/int64(len(countries)) + int64(k)
			}
			values[i] = evidence.Stated{List: &evidence.StatedList{Items: items}}
		default:
			items := slices.Clone(values[i].List.Items)
			for k := range items {
				items[k].ID = fmt.Sprint("entry-", n, "-", k)
				items[k].Values = slices.Clone(items[k].Values)
				for f, v := range items[k].Values {
					if _, ok := v.Scalar.(evidence.Date); ok {
						items[k].Values[f].Scalar = testkit.Today.AddDays(-int(n % 40_000))
					}
				}
			}
			values[i] = evidence.Stated{List: &evidence.StatedList{Items: items}}
		}
	}
}
