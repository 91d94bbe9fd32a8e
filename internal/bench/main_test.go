package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
	"github.com/trias-sovereignty/trias/internal/bench/offers"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

func source(t testing.TB) (*asked.Source, *batch.Plan) {
	t.Helper()
	s, err := asked.Read(asked.Profile, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := batch.Compile(s.At, batch.Variant{Evaluator: s.Evaluator})
	if err != nil {
		t.Fatal(err)
	}
	return s, plan
}

var few = options{seed: 7, records: 40, cel: 20, opa: 5, single: 5, runs: 1, unproven: 0.3, clock: wallClock, cores: 1, progress: io.Discard}

// All engines give the outcomes of single verdicts, at every rate of missing
// facts, and among them every outcome there is.
func TestEnginesAgree(t *testing.T) {
	t.Parallel()
	s, plan := source(t)
	seen := map[byhand.Outcome]bool{}
	for _, missing := range []float64{0, 0.1, 0.3} {
		sample, err := draw(s, plan, offers.New(s, few.seed, few.rates(missing)), few.records, few.single)
		if err != nil {
			t.Fatal(err)
		}
		engines, err := sample.engines(few, missing, plan, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range engines {
			if e.outcomes == nil {
				continue
			}
			if err := sample.differs(e); err != nil {
				t.Error(err)
			}
		}
		if err := sample.conforms(plan); err != nil {
			t.Error(err)
		}
		for _, outcomes := range sample.want {
			for _, o := range outcomes {
				seen[o] = true
			}
		}
	}
	for o := byhand.Pass; o <= byhand.Error; o++ {
		if !seen[o] {
			t.Errorf("no offer is %s", o)
		}
	}
}

// A difference is reported with the offer, the criterion and both answers.
func TestDifferencesAreFound(t *testing.T) {
	t.Parallel()
	s, plan := source(t)
	sample, err := draw(s, plan, offers.New(s, 1, few.rates(0.1)), 3, 0)
	if err != nil {
		t.Fatal(err)
	}
	wrong := &engine{name: "wrong", records: 3, outcomes: func(i int, out *[byhand.Criteria]byhand.Outcome) error {
		byhand.Both(sample.records[i], out)
		if i == 2 {
			out[5] = byhand.Error
		}
		return nil
	}}
	want := "wrong, offer 2, " + s.Questions[5].ID + ": error, and Trias says " + sample.want[2][5].String()
	if err := sample.differs(wrong); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A value that differs from the one asked for changes an outcome in every form
// alike: the peers do not agree by being given the same answers.
func TestPeersReadTheFacts(t *testing.T) {
	t.Parallel()
	s, plan := source(t)
	sample, err := draw(s, plan, offers.New(s, 3, offers.Rates{}), 4, 0)
	if err != nil {
		t.Fatal(err)
	}
	r := sample.records[0]
	days := int64(400)
	r.Claimed.Data.Deletion.MaxDays, r.Proven[0].Data.Deletion.MaxDays = &days, &days
	cel, err := celStructs(s, sample.records, false)
	if err != nil {
		t.Fatal(err)
	}
	maps, err := celMaps(s, sample.records, true)
	if err != nil {
		t.Fatal(err)
	}
	opa, err := newOPA(s, sample.records[:1])
	if err != nil {
		t.Fatal(err)
	}
	wasm, err := newWasm(s, sample.records[:1])
	if err != nil {
		t.Fatal(err)
	}
	for k, q := range s.Questions {
		if q.ID != "DAT-CON-06" {
			continue
		}
		for name, outcomes := range map[string]func(int, *[byhand.Criteria]byhand.Outcome) error{
			"structs": cel.outcomes, "maps": maps.outcomes, "OPA": opa.outcomes, "WebAssembly": wasm.outcomes,
			"Go": func(i int, out *[byhand.Criteria]byhand.Outcome) error {
				byhand.Needed(sample.records[i], out)
				return nil
			},
		} {
			var out [byhand.Criteria]byhand.Outcome
			if err := outcomes(0, &out); err != nil || out[k] != byhand.Fail {
				t.Errorf("%s: %s, %v, want fail", name, out[k], err)
			}
		}
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	engines := []*engine{{name: batchName, records: 4096}, {name: memoryName, records: 4096}, {name: handName, records: 10},
		{name: structsName, records: 10, prepare: 1_500_000}, {name: mapsName, records: 10}, {name: wholeName, records: 10},
		{name: flatName, records: 10}, {name: valuesName, records: 10}}
	var timings []*timing
	for i, nanos := range []float64{20, 10, 1_000, 20_000, 30_000, 400, 800, 16_000} {
		timings = append(timings, &timing{engine: engines[i], nanos: []float64{nanos * 0.9, nanos, nanos * 1.2}})
	}
	_, plan := source(t)
	r := &report{options: few, criteria: 122, plan: plan}
	r.add(0.1, &sample{want: make([][byhand.Criteria]byhand.Outcome, 2)}, timings)
	text := r.markdown()
	for _, want := range []string{
		"| cel-go on structs, two passes | 20,000 ± 20 % | 1,000 | 164 | 0 | 10 | 1.5 ms |",
		"judges 50 million offers per second and core, 800 times as fast as cel-go at its quickest doing the same two passes and 40 times as fast as plain Go",
		"are 40 times as fast as the evaluation alone by cel-go",
		"pass 100 %",
		"at 50 % of what reading allows",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
}

func TestNumber(t *testing.T) {
	t.Parallel()
	for f, want := range map[float64]string{0: "0", 0.0123: "0.0123", 1: "1", 12.34: "12.3", 999.6: "1,000", 1234: "1,230", 12_345_678: "12,300,000"} {
		if got := number(f); got != want {
			t.Errorf("number(%v) = %s, want %s", f, got, want)
		}
	}
}

// Growth is measured and drawn, here in the smallest.
func TestGrowth(t *testing.T) {
	t.Parallel()
	s, _ := source(t)
	dir := t.TempDir()
	for _, measure := range []func() (*curve, error){
		func() (*curve, error) { return byCriteria(few, 2, 4) },
		func() (*curve, error) { return byListLength(few, s, 1, 3) },
		func() (*curve, error) { return byRecords(few, s, 10_000) },
	} {
		c, err := measure()
		if err != nil {
			t.Fatal(err)
		}
		if c.file == "records" { // a single point is no curve
			c.points = append(c.points, []float64{20_000, 2 * c.points[0][1], 1, 1})
		}
		if err := c.write(dir); err != nil {
			t.Fatal(err)
		}
		table, err := os.ReadFile(filepath.Join(dir, c.file+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		if lines := strings.Count(string(table), "\n"); lines != 3 {
			t.Errorf("%s.csv has %d lines:\n%s", c.file, lines, table)
		}
	}
}
