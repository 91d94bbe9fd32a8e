package simulate

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/big"
	"math/bits"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/internal/circuit"
)

// words is how many machine words a plane has.
const words = batch.BlockSize / 64

// plane has a bit for each record of a block.
type plane = []uint64

// maxDense is how many counters of 8 bytes a worker has at most for distributions of
// bounded values. Distributions beyond are counted by the values that occur, which is
// slower; a sweep over many weights would take gigabytes otherwise.
const maxDense = 1 << 22

// Worker counts blocks of a study. It is for one goroutine, and needs the same memory
// however many blocks it counts.
type Worker struct {
	c       *Compiled
	block   *batch.Block
	machine *batch.Machine
	scoring *circuit.Machine
	tally   *Tally

	in      []uint64 // planes for the circuit of scores
	valid   plane    // the records there are
	scores  []scoreState
	dense   [][]uint64 // by distribution: records by value, nil where they are in the tally
	classes []classMask
	spare   []plane
}

// scoreState is a score of the records of a block: as digits, and as values.
type scoreState struct {
	digits []plane
	known  plane // records that have one
	values []uint64
	filled bool // values are those of this block
}

// NewWorker returns a worker with an empty tally.
func (c *Compiled) NewWorker() *Worker {
	w := &Worker{c: c, block: c.plan.NewBlock(), machine: c.plan.NewMachine(c.wants...), scoring: c.scoring.NewMachine(), tally: c.NewTally(), valid: make(plane, words)}
	w.in = make([]uint64, len(c.scoringIn)*words)
	cells := int64(0)
	for _, most := range c.spreads {
		var counts []uint64
		if most >= 0 && cells+most < maxDense {
			counts = make([]uint64, most+1)
			cells += most + 1
		}
		w.dense = append(w.dense, counts)
		w.scores = append(w.scores, scoreState{known: make(plane, words), values: make([]uint64, batch.BlockSize)})
	}
	return w
}

// Tally returns what was counted so far, as a copy.
func (w *Worker) Tally() *Tally {
	t := w.c.NewTally()
	_ = t.Merge(w.tally) // it has the same shape
	for i, counts := range w.dense {
		for value, n := range counts {
			if n > 0 {
				t.spreads[i][uint64(value)] += int64(n)
			}
		}
	}
	return t
}

// Block counts block i, each of which is to be counted once. If there is an error
// nothing was counted: it is that of the context or of the sampler, or of a scoring
// method.
func (w *Worker) Block(ctx context.Context, i int64) error {
	if i < 0 || i >= w.c.Blocks() {
		return fmt.Errorf("%w: there is no block %d, only 0 to %d", evaluator.ErrNoInput, i, w.c.Blocks()-1)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := w.c.sampler.Fill(ctx, i, w.block); err != nil {
		return fmt.Errorf("block %d: %w", i, err)
	}
	result := w.machine.Run(w.block)
	first := i * batch.BlockSize
	w.limit(w.valid, first, w.c.study.definition.Records)
	if err := w.score(ctx, first, result); err != nil {
		return fmt.Errorf("block %d: %w", i, err)
	}
	// From here on there are no errors.
	t := w.tally
	t.blocks++
	t.check += mark(i)
	t.records += int64(result.Records())
	w.countRates(result)
	w.countCompetition(result)
	w.countSweeps(result)
	w.countScores(first)
	w.countWeights(first)
	w.countSensitivity(first, result)
	w.countInformation(result)
	w.countComparisons(first, result)
	w.countSample(first, result)
	return nil
}

// limit makes a plane of the records of a block below a limit.
func (w *Worker) limit(p plane, first, limit int64) {
	n := min(max(limit-first, 0), batch.BlockSize)
	for k := range p {
		switch at := int64(k) * 64; {
		case at+64 <= n:
			p[k] = ^uint64(0)
		case at < n:
			p[k] = 1<<(n-at) - 1
		default:
			p[k] = 0
		}
	}
}

// bitsOf is a plane of the length that it has, which spares looking at it.
func bitsOf(p plane) *[words]uint64 { return (*[words]uint64)(p) }

// count is how many bits are set in a plane, both in two of them, and three in three;
// countBut in a plane and not in another.
func count(a plane) int64          { return int64(circuit.Ones(a)) }
func both(a, b plane) int64        { return int64(circuit.OnesBoth(a, b)) }
func countBut(of, not plane) int64 { return int64(circuit.OnesBut(of, not)) }

func three(a, b, c plane) (n int64) {
	x, y, z := bitsOf(a), bitsOf(b), bitsOf(c)
	for k := range x {
		n += int64(bits.OnesCount64(x[k] & y[k] & z[k]))
	}
	return n
}

func (w *Worker) countRates(r *batch.Result) {
	for _, p := range w.c.rates {
		at := p.counts
		for _, of := range conformities {
			w.tally.counts[at] += count(r.ConformityPlane(p.variant, of))
			at++
		}
		for k := range p.criteria {
			for _, o := range outcomes {
				w.tally.counts[at] += count(r.Plane(p.variant, k, o))
				at++
			}
		}
	}
}

func (w *Worker) countCompetition(r *batch.Result) {
	for i := range w.c.competition {
		p := &w.c.competition[i]
		one, two, more := w.plane(), w.plane(), w.plane()
		for k := range p.criteria {
			for x, b := range r.Blocking(p.variant, k) {
				more[x] |= two[x] & b
				two[x] |= one[x] & b
				one[x] |= b
			}
		}
		// alone: blocked by one; pair: by two.
		alone, pair := w.plane(), two
		for x := range one {
			alone[x] = one[x] &^ two[x]
			pair[x] &^= more[x]
		}
		for k := range p.criteria {
			b, fails := r.Blocking(p.variant, k), r.Plane(p.variant, k, evaluator.Fail)
			at := w.tally.counts[p.counts+mustCounts*k:]
			at[0] += count(b)
			at[1] += both(b, fails)
			at[2] += both(b, alone)
			at[3] += three(b, alone, fails)
		}
		if p.limit > 0 {
			w.countPairs(p, pair, r)
		}
		w.free(one, two, more, alone)
	}
}

// countPairs counts which two criteria block the records that two block.
func (w *Worker) countPairs(p *competitionPlan, pair plane, r *batch.Result) {
	if count(pair) == 0 {
		return
	}
	var first [batch.BlockSize]int32
	seen := w.plane()
	for k := range p.criteria {
		for x, b := range r.Blocking(p.variant, k) {
			for rest := b & pair[x]; rest != 0; rest &= rest - 1 {
				bit := rest & -rest
				record := x*64 + bits.TrailingZeros64(rest)
				if seen[x]&bit == 0 {
					seen[x] |= bit
					first[record] = int32(k)
					continue
				}
				w.tally.counts[p.pairs+int(first[record])*p.criteria+k]++
			}
		}
	}
	w.free(seen)
}

func (w *Worker) countSweeps(r *batch.Result) {
	for i := range w.c.sweeps {
		p := &w.c.sweeps[i]
		own := r.Excluded(p.variant)
		for k, v := range p.points {
			at := w.tally.counts[p.counts+pointCounts*k:]
			for x, of := range conformities {
				at[x] += count(r.ConformityPlane(v, of))
			}
			for x, o := range outcomes {
				at[5+x] += count(r.Plane(v, p.criterion, o))
			}
			excluded := r.Excluded(v)
			at[11] += countBut(excluded, own)
			at[12] += countBut(own, excluded)
		}
	}
}

func (w *Worker) countInformation(r *batch.Result) {
	for i := range w.c.information {
		p := &w.c.information[i]
		open := r.ConformityPlane(p.variant, evaluator.Inconclusive)
		for k := range p.items {
			v := p.items[k].variant
			at := w.tally.counts[p.counts+2*k:]
			at[0] += countBut(open, r.Excluded(v))
			at[1] += both(open, r.ConformityPlane(v, evaluator.NonConformant))
		}
	}
}

// noOutcome stands for the outcome of a criterion that is not applied.
const noOutcome = 255

func (w *Worker) countComparisons(first int64, r *batch.Result) {
	for i := range w.c.comparisons {
		p := &w.c.comparisons[i]
		at := w.tally.counts[p.counts:]
		for x, from := range conformities {
			for y, to := range conformities {
				at[5*x+y] += both(r.ConformityPlane(p.from, from), r.ConformityPlane(p.to, to))
			}
		}
		sides := w.plane()
		was, is := r.Excluded(p.from), r.Excluded(p.to)
		any := uint64(0)
		for x := range sides {
			sides[x] = (was[x] ^ is[x]) & w.valid[x]
			any |= sides[x]
		}
		if any == 0 {
			w.free(sides)
			continue
		}
		differs := make([]plane, len(p.criteria))
		for k := range p.criteria {
			differs[k] = w.differ(p, &p.criteria[k], r)
			at[25+k] += both(differs[k], sides)
		}
		w.listSides(i, first, sides, differs, r)
		w.free(differs...)
		w.free(sides)
	}
}

// differ is where a criterion blocks under one profile and not under the other, be it by
// its outcome or by how binding it is. One that a profile does not apply never blocks.
func (w *Worker) differ(p *comparisonPlan, c *comparedCriterion, r *batch.Result) plane {
	d := w.plane()
	for _, b := range []plane{r.Blocking(p.from, c.from), r.Blocking(p.to, c.to)} {
		for x, word := range b {
			d[x] ^= word
		}
	}
	return d
}

// listSides keeps the first records that change sides.
func (w *Worker) listSides(i int, first int64, sides plane, differs []plane, r *batch.Result) {
	p := &w.c.comparisons[i]
	limit, list := w.tally.limits[i], w.tally.sides[i]
	var found []side
	for x, word := range sides {
		for ; word != 0; word &= word - 1 {
			k := x*64 + bits.TrailingZeros64(word)
			record := first + int64(k)
			if int64(len(found)) >= limit || int64(len(list)) >= limit && list[len(list)-1].record < record {
				w.tally.sides[i] = firstSides(append(list, found...), limit)
				return
			}
			s := side{record: record, from: conformityIndex(r.Conformity(p.from, k)), to: conformityIndex(r.Conformity(p.to, k))}
			for n, d := range differs {
				if d[x]>>(k%64)&1 == 0 {
					continue
				}
				c := sideCriterion{n, noOutcome, noOutcome}
				if of := p.criteria[n].from; of >= 0 {
					c.from = outcomeIndex(r.Outcome(p.from, of, k))
				}
				if of := p.criteria[n].to; of >= 0 {
					c.to = outcomeIndex(r.Outcome(p.to, of, k))
				}
				s.criteria = append(s.criteria, c)
			}
			found = append(found, s)
		}
	}
	w.tally.sides[i] = firstSides(append(list, found...), limit)
}

func conformityIndex(c evaluator.Conformity) uint8 { return uint8(slices.Index(conformities, c)) }
func outcomeIndex(o evaluator.Outcome) uint8       { return uint8(slices.Index(outcomes, o)) }

func (w *Worker) countSample(first int64, r *batch.Result) {
	at, _ := slices.BinarySearch(w.c.sample, first)
	for ; at < len(w.c.sample) && w.c.sample[at] < first+int64(r.Records()); at++ {
		s := sampled{record: w.c.sample[at]}
		for _, p := range w.c.rates {
			s.conformity = append(s.conformity, conformityIndex(r.Conformity(p.variant, int(s.record-first))))
		}
		w.tally.sample = append(w.tally.sample, s)
	}
	slices.SortFunc(w.tally.sample, func(a, b sampled) int { return compareInts(a.record, b.record) })
}

// plane returns an empty plane, free gives planes back.
func (w *Worker) plane() plane {
	if n := len(w.spare); n > 0 {
		p := w.spare[n-1]
		w.spare = w.spare[:n-1]
		clear(p)
		return p
	}
	return make(plane, words)
}

func (w *Worker) free(planes ...plane) { w.spare = append(w.spare, planes...) }

// score computes all scores of the records of a block.
func (w *Worker) score(ctx context.Context, first int64, r *batch.Result) error {
	if len(w.c.spreads) == 0 {
		return nil
	}
	for i, of := range w.c.scoringIn {
		copy(w.in[i*words:(i+1)*words], of.in(r))
	}
	w.scoring.Run(w.in, words)
	for i := range w.c.scores {
		p := &w.c.scores[i]
		if p.byMethod {
			if err := w.scoreByMethod(ctx, p, first, r); err != nil {
				return err
			}
			continue
		}
		for k := range p.views {
			w.scoreByCounting(&p.views[k], first, p.records)
		}
	}
	for i := range w.c.weights {
		p := &w.c.weights[i]
		for k := range p.points {
			w.scoreByCounting(&p.points[k], first, w.c.scores[p.score].records)
		}
	}
	return nil
}

func (w *Worker) outputs(of []int) []plane {
	out := make([]plane, len(of))
	for i, k := range of {
		out[i] = w.scoring.Output(k)
	}
	return out
}

func (w *Worker) scoreByCounting(v *viewPlan, first, records int64) {
	s, c := &w.scores[v.spread], &v.counted
	w.limit(s.known, first, records)
	if c.open >= 0 {
		for x, open := range w.scoring.Output(c.open) {
			s.known[x] &^= open
		}
	}
	s.filled = false
	means := c.groups != nil || c.highest != nil
	if !means && c.value == nil {
		s.digits = w.outputs(c.digits)
		return
	}
	s.filled = true
	if means {
		w.scoreMeans(s, c)
	} else {
		digits := w.outputs(c.digits)
		for x := range words {
			for k, sum := range circuit.Values(digits, x) {
				s.values[x*64+k] = c.value(sum)
			}
		}
	}
	s.digits = digitsOf(s.values, s.digits)
}

// scoreMeans fills in means of quotients.
func (w *Worker) scoreMeans(s *scoreState, c *counted) {
	low, high := w.groupsOf(c.groups), w.groupsOf(c.highest)
	var groups []quotient
	for x := range words {
		low.load(x)
		high.load(x)
		for k := range 64 {
			num, den, known := uint64(0), uint64(1), true
			if c.groups != nil {
				groups = low.of(groups[:0], k)
				num, den = meanOf(groups, false)
			}
			if c.highest != nil {
				groups = high.of(groups[:0], k)
				most, of := meanOf(groups, true)
				if c.groups != nil {
					known = sameFraction(num, den, most, of)
				}
				num, den = most, of
			}
			if s.values[x*64+k] = percent(num, den); !known {
				s.known[x] &^= 1 << k
			}
		}
	}
}

// sameFraction reports whether a/b is c/d.
func sameFraction(a, b, c, d uint64) bool {
	high, low := bits.Mul64(a, d)
	more, less := bits.Mul64(c, b)
	return high == more && low == less
}

// groupPlanes are the planes of quotients, and those of 64 records as numbers.
type groupPlanes struct {
	passes, counts     [][]plane
	optional           []plane
	passesOf, countsOf [][64]uint64
	optionalOf         []uint64
}

func (w *Worker) groupsOf(all []quotients) *groupPlanes {
	p := &groupPlanes{}
	for _, g := range all {
		var optional plane
		if g.optional >= 0 {
			optional = w.scoring.Output(g.optional)
		}
		p.passes, p.counts = append(p.passes, w.outputs(g.passes)), append(p.counts, w.outputs(g.counts))
		p.optional = append(p.optional, optional)
	}
	n := len(all)
	p.passesOf, p.countsOf, p.optionalOf = make([][64]uint64, n), make([][64]uint64, n), make([]uint64, n)
	return p
}

// load takes the records of a word.
func (p *groupPlanes) load(x int) {
	for g := range p.passes {
		p.passesOf[g], p.countsOf[g] = circuit.Values(p.passes[g], x), circuit.Values(p.counts[g], x)
		if p.optional[g] != nil {
			p.optionalOf[g] = p.optional[g][x]
		}
	}
}

// of appends the quotients of a record.
func (p *groupPlanes) of(out []quotient, k int) []quotient {
	for g := range p.passesOf {
		out = append(out, quotient{p.passesOf[g][k], p.countsOf[g][k], p.optionalOf[g]>>k&1 != 0})
	}
	return out
}

// digitsOf makes planes of binary digits of values, the lowest first, reusing planes.
func digitsOf(values []uint64, planes []plane) []plane {
	most := uint64(0)
	for _, v := range values {
		most |= v
	}
	n := bits.Len64(most)
	for len(planes) < n {
		planes = append(planes, make(plane, words))
	}
	planes = planes[:n]
	for d := range planes {
		for x := range words {
			word := uint64(0)
			for k := range 64 {
				word |= values[x*64+k] >> d & 1 << k
			}
			planes[d][x] = word
		}
	}
	return planes
}

// scoreByMethod runs the method on each record.
func (w *Worker) scoreByMethod(ctx context.Context, p *scorePlan, first int64, r *batch.Result) error {
	for k := range p.views {
		s := &w.scores[p.views[k].spread]
		w.limit(s.known, first, p.records)
		clear(s.values)
		s.filled = true
	}
	for n := range r.Records() {
		record := first + int64(n)
		if record >= p.records {
			break
		}
		made, err := w.c.scoreRecord(ctx, p, record)
		if err != nil {
			return fmt.Errorf("scores/%d: record %d: %w", p.index, record, err)
		}
		for k := range p.views {
			v := &p.views[k]
			s := &w.scores[v.spread]
			value := &made.Total.Proven
			switch v.view {
			case Stated:
				value = made.Total.Stated
			case Worst:
				value = &made.Total.Worst
			case Best:
				value = &made.Total.Best
			case Awarded:
				awarded := made.Total.Awarded()
				value = &awarded
			}
			if value == nil {
				s.known[n/64] &^= 1 << (n % 64)
				continue
			}
			steps, ok := stepsOf(*value, v.counted.step)
			if !ok {
				return fmt.Errorf("scores/%d: record %d: %s is no score that can be counted: it is negative or too great", p.index, record, value)
			}
			s.values[n] = steps
		}
	}
	for k := range p.views {
		s := &w.scores[p.views[k].spread]
		s.digits = digitsOf(s.values, s.digits)
	}
	return nil
}

// maxValue is how many steps a score may have that its method computes.
const maxValue = 1 << 31

// stepsOf is a value as a number of steps, half up, of at most maxValue.
func stepsOf(value, step exact.Number) (uint64, bool) {
	q, err := value.Quo(step)
	if err != nil {
		return 0, false
	}
	n := q.Round(0, exact.HalfUp).Rat().Num()
	if n.Sign() < 0 || n.Cmp(big.NewInt(maxValue)) > 0 {
		return 0, false
	}
	return n.Uint64(), true
}

// valuesOf are the values of a score, in steps.
func (w *Worker) valuesOf(spread int) []uint64 {
	s := &w.scores[spread]
	if !s.filled {
		s.filled = true
		for x := range words {
			values := circuit.Values(s.digits, x)
			copy(s.values[x*64:], values[:])
		}
	}
	return s.values
}

func (w *Worker) countSpread(v *viewPlan, first, records int64) {
	s := &w.scores[v.spread]
	if dense := w.dense[v.spread]; dense != nil {
		if len(s.digits) == 0 {
			dense[0] += uint64(count(s.known))
		} else {
			circuit.Histogram(s.digits, s.known, dense)
		}
	} else {
		values := w.valuesOf(v.spread)
		for x, word := range s.known {
			for ; word != 0; word &= word - 1 {
				w.tally.spreads[v.spread][values[x*64+bits.TrailingZeros64(word)]]++
			}
		}
	}
	within := w.plane()
	w.limit(within, first, records)
	w.tally.counts[v.open] += countBut(within, s.known)
	w.free(within)
}

func (w *Worker) countSensitivity(first int64, r *batch.Result) {
	p := w.c.sensitivity
	if p == nil || first >= p.records {
		return
	}
	block := first / batch.BlockSize
	within := w.plane()
	w.limit(within, first, p.records)
	w.tally.counts[p.totals] += count(within)
	sums := make([]func(mask plane) int64, len(p.targets))
	for i, t := range p.targets {
		at := w.tally.counts[p.totals+1+targetCounts*i:]
		if t.score < 0 {
			excluded := r.Excluded(t.variant)
			sums[i] = func(mask plane) int64 { return both(mask, excluded) }
			n := both(within, excluded)
			at[0] += n
			at[1] += n >> squareBits
			at[2] += n & (1<<squareBits - 1)
			continue
		}
		spread := w.c.scores[t.score].views[0].spread
		s := &w.scores[spread]
		sums[i] = func(mask plane) (sum int64) {
			for d, digit := range s.digits {
				sum += both(mask, digit) << d
			}
			return sum
		}
		at[0] += sums[i](within)
		values := w.valuesOf(spread)
		for x, word := range within {
			for ; word != 0; word &= word - 1 {
				v := values[x*64+bits.TrailingZeros64(word)]
				at[1] += int64(v * v >> squareBits)
				at[2] += int64(v * v & (1<<squareBits - 1))
			}
		}
	}
	row := make([]int64, 1+len(p.targets))
	var codes [batch.BlockSize]uint16
	take := func(mask plane) []int64 {
		row[0] = count(mask)
		for i := range sums {
			row[1+i] = sums[i](mask)
		}
		return row
	}
	for i := range p.columns {
		f := &p.columns[i]
		for k, at := range f.proofs {
			proven := w.plane()
			for x, word := range w.block.Proven(f.column, k) {
				proven[x] = word & within[x]
			}
			for n, sum := range take(proven) {
				w.tally.counts[at+n] += sum
			}
			w.free(proven)
		}
		if f.column.Planes() > 0 {
			w.split(f.column, within)
			for _, class := range w.classes {
				addTo(w.tally.factors[i], string(class.key), take(class.mask))
				w.free(class.mask)
			}
		}
	}
	for k := range p.hidden {
		h := &p.hidden[k]
		n := w.c.sampler.Levels(block, h.factor, codes[:])
		for level := range h.levels {
			mask := w.plane()
			for r := range n {
				if int(codes[r]) == level {
					mask[r/64] |= 1 << (r % 64)
				}
			}
			for x := range mask {
				mask[x] &= within[x]
			}
			for i, sum := range take(mask) {
				w.tally.counts[h.counts+level*len(row)+i] += sum
			}
			w.free(mask)
		}
	}
	w.free(within)
}

// classMask is where the records of a block are of a class.
type classMask struct {
	key  []byte
	mask plane
}

// split finds the classes of a column that occur, by their bits.
func (w *Worker) split(column *batch.Column, within plane) {
	planes := column.Planes()
	size := (planes + 63) / 64 * 8
	all := w.plane()
	copy(all, within)
	w.classes = append(w.classes[:0], classMask{make([]byte, size), all})
	has := w.block.Planes(column)
	for k := range planes {
		of := bitsOf(has[k*words : (k+1)*words])
		for i := range w.classes {
			class := &w.classes[i]
			mask := bitsOf(class.mask)
			some, rest := uint64(0), uint64(0)
			for x := range mask {
				some |= mask[x] & of[x]
				rest |= mask[x] &^ of[x]
			}
			if some == 0 {
				continue
			}
			key := slices.Clone(class.key)
			word := binary.LittleEndian.Uint64(key[k/64*8:]) | 1<<(k%64)
			binary.LittleEndian.PutUint64(key[k/64*8:], word)
			if rest == 0 {
				class.key = key
				continue
			}
			set := w.plane()
			for x := range mask {
				set[x] = mask[x] & of[x]
				mask[x] &^= of[x]
			}
			w.classes = append(w.classes, classMask{key, set})
		}
	}
}

func (w *Worker) countScores(first int64) {
	for i := range w.c.scores {
		p := &w.c.scores[i]
		for k := range p.views {
			w.countSpread(&p.views[k], first, p.records)
		}
	}
}

func (w *Worker) countWeights(first int64) {
	for i := range w.c.weights {
		p := &w.c.weights[i]
		score := &w.c.scores[p.score]
		own := score.views[0].spread
		for k := range p.points {
			point := &p.points[k]
			w.countSpread(point, first, score.records)
			w.countPairsOf(own, point.spread, w.tally.counts[p.counts+weightCounts*k:])
		}
	}
}

// countPairsOf counts the pairs of records 2i and 2i+1 that have both scores, and those
// whose order differs between them: reversed, equal only in the first, and equal only in
// the second.
func (w *Worker) countPairsOf(own, other int, at []int64) {
	a, b := w.valuesOf(own), w.valuesOf(other)
	for x := range words {
		known := w.scores[own].known[x] & w.scores[other].known[x]
		known &= known >> 1
		for pairs := known & 0x5555555555555555; pairs != 0; pairs &= pairs - 1 {
			k := x*64 + bits.TrailingZeros64(pairs)
			was, is := compareUints(a[k], a[k+1]), compareUints(b[k], b[k+1])
			at[0]++
			switch {
			case was == is:
			case was == 0:
				at[2]++
			case is == 0:
				at[3]++
			default:
				at[1]++
			}
		}
	}
}

func compareUints(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
