package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/simulate/plot"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/offers"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// curve is one figure by another.
type curve struct {
	file, title, x, y, note string
	// also are further figures of the same unit, drawn beside the first, and more are
	// figures of the table alone, after those.
	first  string // its name where there are others beside it
	also   []string
	more   []string
	points [][]float64 // x, y, also and more
	logged bool        // axes of ratios
	to     float64     // where the axis of y ends at least
}

func (c *curve) add(progress io.Writer, values ...float64) {
	c.points = append(c.points, values)
	fmt.Fprintf(progress, "%s: %v\n", c.file, values)
}

// grow measures how the time of the batch grows, and writes tables and pictures.
func grow(o options, dir string, most int64) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	source, err := asked.Read(asked.Profile, testkit.At)
	if err != nil {
		return err
	}
	for _, measure := range []func() (*curve, error){
		func() (*curve, error) { return byCriteria(o, 20, 50, 100, 200, 500, 1000, 2000) },
		func() (*curve, error) { return byListLength(o, source, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) },
		func() (*curve, error) { return byThresholds(o, source, 1, 2, 5, 10, 20, 50) },
		func() (*curve, error) { return byRecords(o, source, most) },
	} {
		c, err := measure()
		if err != nil {
			return err
		}
		if err := c.write(dir); err != nil {
			return fmt.Errorf("%s: %w", c.file, err)
		}
	}
	return nil
}

// write writes the figures as CSV, and draws the first of them.
func (c *curve) write(dir string) error {
	var table bytes.Buffer
	w := csv.NewWriter(&table)
	names := append([]string{cmp.Or(c.first, c.y)}, c.also...)
	rows := [][]string{slices.Concat([]string{c.x}, names, c.more)}
	curves := make([]plot.Curve, len(names))
	for i, name := range names {
		curves[i] = plot.Curve{Series: plot.Series{Name: name}}
	}
	for _, p := range c.points {
		var row []string
		for _, v := range p {
			row = append(row, shortly(v))
		}
		rows = append(rows, row)
		for i := range curves {
			curves[i].Points = append(curves[i].Points, plot.Point{X: p[0], Y: p[1+i]})
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	picture := plot.Picture{Title: c.title, Note: c.note, Text: c.title + ". " + c.note,
		Chart: plot.Curves{X: plot.Axis{Label: c.x, Log: c.logged}, Y: plot.Axis{Label: c.y, Log: c.logged, To: c.to}, Curves: curves}}
	svg, err := picture.SVG()
	if err != nil {
		return err
	}
	png, err := picture.PNG()
	if err != nil {
		return err
	}
	for ext, data := range map[string][]byte{".csv": table.Bytes(), ".svg": svg, ".png": png} {
		if err := os.WriteFile(filepath.Join(dir, c.file+ext), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// shortly writes a figure to four digits, and whole numbers to all.
func shortly(v float64) string {
	if v == math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	four, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 4, 64), 64)
	return strconv.FormatFloat(four, 'f', -1, 64)
}

// took is the median time of a pass, in nanoseconds.
func took(o options, pass func() error) (float64, error) {
	t, err := measure([]*engine{{name: "pass", records: 1, pass: pass}}, o.runs, o.clock, io.Discard)
	if err != nil {
		return 0, err
	}
	return t[0].median(), nil
}

// synthetic is an evaluator of a catalogue of n criteria like those of the
// embedded one, six tests each, which all read facts of their own.
func synthetic(n int) (*evaluator.Evaluator, error) {
	text := evidence.Text{EN: "x", DE: "x"}
	d := criteria.Definition{ID: "synthetic", Version: "1.0.0", Language: criteria.Language, Facts: map[string]map[string]criteria.Fact{}}
	var profile strings.Builder
	profile.WriteString("trias: profile/v1\nid: synthetic\nversion: 1.0.0\ncatalogue: synthetic\ncriteria:\n")
	for i := range n {
		id, at := fmt.Sprintf("C-%d", i), fmt.Sprintf("g%d", i)
		fact := func(kind criteria.FactType, values ...string) criteria.Fact {
			return criteria.Fact{Type: kind, Values: values, Question: text}
		}
		d.Facts[at] = map[string]criteria.Fact{"a": fact("bool"), "b": fact("bool"), "c": fact("bool"), "days": fact("int"),
			"kind": fact("text", "p", "q", "r"), "tested": fact("date")}
		d.Criteria = append(d.Criteria, criteria.Criterion{ID: id, Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text,
			Remedy: criteria.Remedy{Effort: criteria.Low},
			Params: map[string]criteria.Param{"most": {Type: "int", Default: evidence.Int(int64(10 + i%90)), Source: text}},
			Rule:   strings.ReplaceAll(`F.a && !F.b && (F.c || F.days <= params.most) && F.kind in ["p", "q"] && F.tested + months(12) >= at`, "F.", "ext."+at+".")})
		fmt.Fprintf(&profile, "  %s: {obligation: must, proof: 'by(\"%s\")'}\n", id, []string{"documentation", "contract", "test"}[i%3])
	}
	catalogue, err := criteria.New(d)
	if err != nil {
		return nil, err
	}
	p, err := profiles.Decode("synthetic.yaml", []byte(profile.String()), catalogue)
	if err != nil {
		return nil, err
	}
	return evaluator.Compile(catalogue, p)
}

// fill draws the values of a synthetic catalogue: one in ten is missing, three
// in ten are not proven.
func fill(b *batch.Block, r *rand.Rand) error {
	b.Reset(batch.BlockSize)
	codes := make([]uint8, batch.BlockSize)
	for _, c := range b.Plan().Columns() {
		var palette []*batch.Class
		add := func(values ...any) error {
			for _, v := range values {
				class, err := c.Class(evidence.Stated{Scalar: v})
				if err != nil {
					return err
				}
				palette = append(palette, class)
			}
			return nil
		}
		var err error
		switch name := c.Name(); {
		case strings.HasSuffix(name, ".days"):
			err = add(int64(5), int64(60), int64(200))
		case strings.HasSuffix(name, ".kind"):
			err = add("p", "q", "r")
		case strings.HasSuffix(name, ".tested"):
			err = add("2026-10-01", "2025-01-01")
		default:
			err = add(true, true, true, false)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", c.Name(), err)
		}
		palette = append(palette, c.Unknown())
		for i := range codes {
			codes[i] = uint8(len(palette) - 1)
			if r.IntN(10) > 0 {
				codes[i] = uint8(r.IntN(len(palette) - 1))
			}
		}
		if err := b.Fill(c, palette, codes); err != nil {
			return err
		}
		for k := range c.Demands() {
			for i := range b.Records() {
				if err := b.SetProven(c, k, i, r.IntN(10) >= 3); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// byCriteria measures catalogues of 20 to 2,000 criteria.
func byCriteria(o options, sizes ...int) (*curve, error) {
	c := &curve{file: "criteria", x: "criteria", y: "nanoseconds per offer",
		title: "Time of the batch by the number of criteria",
		more:  []string{"nanoseconds per offer and criterion", "bytes per offer", "milliseconds to compile the plan"},
		note:  "Synthetic catalogues: six tests in each criterion, of facts of its own; both views; one core; planes read from memory, not from caches."}
	for _, n := range sizes {
		e, err := synthetic(n)
		if err != nil {
			return nil, fmt.Errorf("%d criteria: %w", n, err)
		}
		start := time.Now()
		plan, err := batch.Compile(testkit.At, batch.Variant{Evaluator: e})
		if err != nil {
			return nil, err
		}
		compiled := time.Since(start)
		r := rand.New(rand.NewPCG(o.seed, uint64(n)))
		blocks := make([]*batch.Block, 4)
		for i := range blocks {
			blocks[i] = plan.NewBlock()
			if err := fill(blocks[i], r); err != nil {
				return nil, err
			}
		}
		blocks = copies(blocks, resident/2) // or small catalogues would be judged from the caches
		machine := plan.NewMachine(batch.Want{Outcomes: true})
		nanos, err := took(o, func() error {
			for _, b := range blocks {
				machine.Run(b)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		nanos /= float64(len(blocks) * batch.BlockSize)
		c.add(o.progress, float64(n), nanos, nanos/float64(n), float64(plan.Planes())/8, float64(compiled.Microseconds())/1000)
	}
	return c, nil
}

// byListLength measures a list of 1 to 1,000 entries: how long it takes to find
// its class, which is done once for each dossier, where its entries were never seen
// before and where they were, and to judge it afterwards.
func byListLength(o options, s *asked.Source, lengths ...int) (*curve, error) {
	const path = "supplyChain.subcontractors"
	c := &curve{file: "list", x: "entries of a list", y: "microseconds", title: "Time of a list by its length", logged: true,
		first: "batch: encoding, all entries new", also: []string{"batch: encoding, entries seen before", "single verdict on the whole dossier"},
		more: []string{"batch: nanoseconds per offer, encoded"},
		note: "The list " + path + ", which five criteria ask; all its entries are looked at. Once encoded a list costs the batch the same, however long it is."}
	plan, err := batch.Compile(s.At, batch.Variant{Evaluator: s.Evaluator})
	if err != nil {
		return nil, err
	}
	column, ok := plan.Column(path)
	if !ok {
		return nil, fmt.Errorf("no column %s", path)
	}
	gathering, ok := column.Gathering()
	if !ok {
		return nil, fmt.Errorf("%s is not encoded by its entries", path)
	}
	kit := testkit.New(o.seed, testkit.Options{})
	slot, _ := s.Evaluator.Catalogue().Environment().Slot(path)
	day := testkit.Today
	listOf := func(n int, assessed func(entry int) evidence.Date) (*evidence.Dossier, evidence.Stated, error) {
		f := kit.Met()
		f.Proofs = kit.GoodProofs()
		entries := f.SupplyChain.Subcontractors
		for len(f.SupplyChain.Subcontractors) < n {
			f.SupplyChain.Subcontractors = append(f.SupplyChain.Subcontractors, entries...)
		}
		f.SupplyChain.Subcontractors = f.SupplyChain.Subcontractors[:n:n]
		for k := range f.SupplyChain.Subcontractors {
			e := &f.SupplyChain.Subcontractors[k]
			on := assessed(k)
			e.ID, e.RiskAssessedOn = fmt.Sprintf("e%d", k), &on
		}
		d, err := evidence.Merge(f)
		if err != nil {
			return nil, evidence.Stated{}, err
		}
		return d, d.Fact(slot).Alternatives[0].Value, nil
	}
	for _, n := range lengths {
		const lists = 16
		var fresh, seen []evidence.Stated
		var dossiers []*evidence.Dossier
		for i := range lists {
			_, v, err := listOf(n, func(int) evidence.Date { day = day.AddDays(-1); return day }) // no entry occurs twice
			if err != nil {
				return nil, err
			}
			fresh = append(fresh, v)
			d, v, err := listOf(n, func(entry int) evidence.Date { return testkit.Today.AddDays(-i - entry%7) })
			if err != nil {
				return nil, err
			}
			dossiers, seen = append(dossiers, d), append(seen, v)
		}
		var class *batch.Class
		encode := func(values []evidence.Stated) error {
			for _, v := range values {
				gathering.Reset()
				for _, item := range v.List.Items {
					entry, err := gathering.Entry(item)
					if err != nil {
						return err
					}
					gathering.Add(entry)
				}
				if class, err = gathering.Class(len(v.List.Items), v.List.Open, func() evidence.Stated { return v }); err != nil {
					return err
				}
			}
			return nil
		}
		start := o.clock()
		if err := encode(fresh); err != nil { // new only once: no median
			return nil, err
		}
		first := float64((o.clock() - start).Nanoseconds()) / 1000 / lists
		again, err := took(o, func() error { return encode(seen) })
		if err != nil {
			return nil, err
		}
		single, err := took(o, func() error {
			for _, d := range dossiers[:8] {
				if _, err := s.Evaluator.Decide(context.Background(), d, s.At); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		block, machine := plan.NewBlock(), plan.NewMachine(batch.Want{Outcomes: true})
		block.Reset(batch.BlockSize)
		for i := range batch.BlockSize {
			if err := block.Set(column, i, class); err != nil {
				return nil, err
			}
		}
		judged, err := took(o, func() error { machine.Run(block); return nil })
		if err != nil {
			return nil, err
		}
		c.add(o.progress, float64(n), first, again/lists/1000, single/8/1000, judged/batch.BlockSize)
	}
	return c, nil
}

// byThresholds measures sweeps over thresholds of one criterion in one pass, the
// first of one, with the outcome of the criterion and the conformity for each.
func byThresholds(o options, s *asked.Source, numbers ...int) (*curve, error) {
	const criterion, parameter = "DAT-CON-06", "maxDays"
	c := &curve{file: "sweep", x: "thresholds in one pass", y: "times a single run", to: 3,
		title: "Time of a sweep by the number of thresholds",
		more:  []string{"nanoseconds per offer"},
		note:  "Thresholds of the parameter " + parameter + " of " + criterion + ", with the conformity under each; full catalogue, both views, one core."}
	var single float64
	for _, n := range numbers {
		var variants []batch.Variant
		for i := range n {
			e, err := s.Evaluator.Vary(evaluator.Variation{Params: map[string]map[string]evidence.Value{criterion: {parameter: evidence.Int(int64(5 + 2*i))}}})
			if err != nil {
				return nil, err
			}
			variants = append(variants, batch.Variant{Evaluator: e})
		}
		plan, err := batch.Compile(s.At, variants...)
		if err != nil {
			return nil, err
		}
		block, err := sampled(o, s, plan)
		if err != nil {
			return nil, err
		}
		index := slices.IndexFunc(s.Questions, func(q asked.Question) bool { return q.ID == criterion })
		machine := plan.NewMachine(batch.Want{Conformity: true}, batch.Want{Outcomes: true, Criteria: []int{index}})
		blocks := copies([]*batch.Block{block}, resident/4)
		nanos, err := took(o, func() error {
			for _, b := range blocks {
				machine.Run(b)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		nanos /= float64(len(blocks) * batch.BlockSize)
		if single == 0 {
			single = nanos
		}
		c.add(o.progress, float64(n), nanos/single, nanos)
	}
	return c, nil
}

// sampled is a block of a few hundred offers, again and again.
func sampled(o options, s *asked.Source, plan *batch.Plan) (*batch.Block, error) {
	const few = 256
	maker := offers.New(s, o.seed, o.rates(0.1))
	block := plan.NewBlock()
	block.Reset(batch.BlockSize)
	for i := range few {
		offer, err := maker.Make(i)
		if err != nil {
			return nil, err
		}
		if err := maker.Encode(block, i, offer.Dossier); err != nil {
			return nil, err
		}
	}
	planes(block, func(p []uint64) {
		for at := 0; at < len(p); at += batch.BlockSize / 64 {
			plane := p[at : at+batch.BlockSize/64]
			for i := range plane {
				plane[i] = plane[i%(few/64)]
			}
		}
	})
	return block, nil
}
