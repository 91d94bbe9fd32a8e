package simulate

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// engineVersion is part of what studies and tallies are identified by. It changes
// whenever the same study would be counted otherwise.
const engineVersion = "trias-simulate/1"

// ErrTally is wrapped by the error for a tally that cannot be read, and for one of
// another study.
var ErrTally = errors.New("no tally of this study")

// ErrIncomplete is wrapped by the error for a tally in which blocks are missing, or
// counted twice.
var ErrIncomplete = errors.New("the tally does not have every block once")

// Tally is what was counted over some blocks of a study: whole numbers only. Merged in
// any order, tallies of the same blocks are the same, byte for byte. It is for one
// goroutine at a time.
type Tally struct {
	study [32]byte // what it counts, see [Compiled]
	// blocks and records are how many there are, and check the sum of a number for each
	// block that tells whether all blocks are there once.
	blocks, check uint64
	records       int64

	counts  []int64
	factors []map[string][]int64 // by column: sums by the bits of a class
	spreads []map[uint64]int64   // by distribution: records by value
	sides   [][]side             // by comparison: the first records, ascending
	limits  []int64              // by comparison: how many of them
	sample  []sampled            // ascending
}

// side is a record that changes sides.
type side struct {
	record   int64
	from, to uint8 // conformities
	criteria []sideCriterion
}

// sideCriterion is a criterion that makes the difference for a record that changes sides.
type sideCriterion struct {
	index    int   // among the criteria of the comparison
	from, to uint8 // outcomes, noOutcome for none
}

// sampled is a record that is singled out.
type sampled struct {
	record     int64
	conformity []uint8 // by profile
}

// newTally is an empty tally of the shape that a study has.
func newTally(study [32]byte, counts, columns, spreads int, limits []int64) *Tally {
	t := &Tally{study: study, counts: make([]int64, counts), sides: make([][]side, len(limits)), limits: slices.Clone(limits)}
	for range columns {
		t.factors = append(t.factors, map[string][]int64{})
	}
	for range spreads {
		t.spreads = append(t.spreads, map[uint64]int64{})
	}
	return t
}

// Blocks is how many blocks were counted, and Records how many records they have.
func (t *Tally) Blocks() int64 { return int64(t.blocks) }

// Records is how many records were counted.
func (t *Tally) Records() int64 { return t.records }

// mark is the number of a block in the check of a tally: the finaliser of SplitMix64
// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
func mark(block int64) uint64 {
	z := (uint64(block) + 1) * 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Merge adds what another tally of the same study counted, of other blocks. The error
// wraps [ErrTally] if it is of another study; then nothing is added.
func (t *Tally) Merge(other *Tally) error {
	if t == nil || other == nil {
		return fmt.Errorf("%w: there is none", ErrTally)
	}
	if t.study != other.study || len(t.counts) != len(other.counts) || len(t.factors) != len(other.factors) || len(t.spreads) != len(other.spreads) || !slices.Equal(t.limits, other.limits) {
		return fmt.Errorf("%w: it counts another one", ErrTally)
	}
	t.blocks, t.check, t.records = t.blocks+other.blocks, t.check+other.check, t.records+other.records
	for i, n := range other.counts {
		t.counts[i] += n
	}
	for i, of := range other.factors {
		for key, sums := range of {
			addTo(t.factors[i], key, sums)
		}
	}
	for i, of := range other.spreads {
		for value, n := range of {
			t.spreads[i][value] += n
		}
	}
	for i := range other.sides {
		t.sides[i] = firstSides(append(t.sides[i], other.sides[i]...), t.limits[i])
	}
	t.sample = append(t.sample, other.sample...)
	slices.SortStableFunc(t.sample, func(a, b sampled) int { return compareInts(a.record, b.record) })
	return nil
}

func compareInts(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func addTo(of map[string][]int64, key string, sums []int64) {
	have, ok := of[key]
	if !ok {
		of[key] = slices.Clone(sums)
		return
	}
	for i, n := range sums {
		if i < len(have) {
			have[i] += n
		}
	}
}

func firstSides(all []side, limit int64) []side {
	slices.SortStableFunc(all, func(a, b side) int { return compareInts(a.record, b.record) })
	if int64(len(all)) > limit {
		all = slices.Clone(all[:limit])
	}
	return all
}

// tallyMark begins a written tally.
const tallyMark = "trias tally/1\n"

// MarshalBinary writes the tally. Tallies of the same blocks of a study give the same
// bytes.
func (t *Tally) MarshalBinary() ([]byte, error) {
	w := writer{bytes: append([]byte(tallyMark), t.study[:]...)}
	w.uint(t.blocks)
	w.uint(t.check)
	w.int(t.records)
	w.uint(uint64(len(t.counts)))
	last := 0
	for i, n := range t.counts {
		if n != 0 {
			w.uint(uint64(i - last + 1)) // 0 ends the list
			w.int(n)
			last = i
		}
	}
	w.uint(0)
	w.uint(uint64(len(t.factors)))
	for _, of := range t.factors {
		w.uint(uint64(len(of)))
		for _, key := range slices.Sorted(maps.Keys(of)) {
			w.text(key)
			w.ints(of[key])
		}
	}
	w.uint(uint64(len(t.spreads)))
	for _, of := range t.spreads {
		w.uint(uint64(len(of)))
		last := uint64(0)
		for _, value := range slices.Sorted(maps.Keys(of)) {
			w.uint(value - last)
			w.int(of[value])
			last = value
		}
	}
	w.ints(t.limits)
	for _, list := range t.sides {
		w.uint(uint64(len(list)))
		for _, s := range list {
			w.int(s.record)
			w.bytes = append(w.bytes, s.from, s.to)
			w.uint(uint64(len(s.criteria)))
			for _, c := range s.criteria {
				w.uint(uint64(c.index))
				w.bytes = append(w.bytes, c.from, c.to)
			}
		}
	}
	w.uint(uint64(len(t.sample)))
	for _, s := range t.sample {
		w.int(s.record)
		w.text(string(s.conformity))
	}
	return w.bytes, nil
}

type writer struct{ bytes []byte }

func (w *writer) uint(n uint64) { w.bytes = binary.AppendUvarint(w.bytes, n) }
func (w *writer) int(n int64)   { w.bytes = binary.AppendVarint(w.bytes, n) }
func (w *writer) text(s string) { w.uint(uint64(len(s))); w.bytes = append(w.bytes, s...) }
func (w *writer) ints(list []int64) {
	w.uint(uint64(len(list)))
	for _, n := range list {
		w.int(n)
	}
}

// maxCounts is how many counters a tally may have.
const maxCounts = 1 << 24

// UnmarshalBinary reads what [Tally.MarshalBinary] wrote, and nothing else: other bytes
// of the same meaning are refused. The error wraps [ErrTally]. Whether it is of a
// study only [Tally.Merge] and [Compiled.Results] can tell.
func (t *Tally) UnmarshalBinary(data []byte) error {
	rest, ok := bytes.CutPrefix(data, []byte(tallyMark))
	if !ok || len(rest) < len(t.study) {
		return fmt.Errorf("%w: it does not begin like one", ErrTally)
	}
	r := reader{rest: rest[len(t.study):]}
	read := &Tally{study: [32]byte(rest[:len(t.study)]), blocks: r.uint(), check: r.uint(), records: r.int()}
	n := r.uint()
	if n > maxCounts {
		return fmt.Errorf("%w: it has %d counters", ErrTally, n)
	}
	read.counts = make([]int64, n)
	for at := uint64(0); !r.bad; {
		step := r.uint()
		if step == 0 {
			break
		}
		if at += step - 1; at >= n {
			r.bad = true
			break
		}
		read.counts[at] = r.int()
	}
	for range r.length() {
		of := map[string][]int64{}
		for range r.length() {
			of[r.text()] = r.ints()
		}
		read.factors = append(read.factors, of)
	}
	for range r.length() {
		of, value := map[uint64]int64{}, uint64(0)
		for range r.length() {
			value += r.uint()
			of[value] = r.int()
		}
		read.spreads = append(read.spreads, of)
	}
	read.limits = r.ints()
	if slices.ContainsFunc(read.limits, negative) {
		r.bad = true
	}
	for range read.limits {
		var list []side
		for range r.length() {
			s := side{record: r.int(), from: r.byte(), to: r.byte()}
			for range r.length() {
				s.criteria = append(s.criteria, sideCriterion{int(r.uint() & (1<<31 - 1)), r.byte(), r.byte()})
			}
			list = append(list, s)
		}
		read.sides = append(read.sides, list)
	}
	for range r.length() {
		read.sample = append(read.sample, sampled{r.int(), []byte(r.text())})
	}
	if !read.ordered() {
		r.bad = true
	}
	again, err := read.MarshalBinary()
	if err != nil || r.bad || len(r.rest) > 0 || !bytes.Equal(again, data) {
		return fmt.Errorf("%w: it is damaged", ErrTally)
	}
	*t = *read
	return nil
}

// ordered reports whether the lists of records are as [Tally.Merge] keeps them:
// ascending, and no longer than their limits.
func (t *Tally) ordered() bool {
	for i, list := range t.sides {
		if int64(len(list)) > t.limits[i] || !slices.IsSortedFunc(list, func(a, b side) int { return compareInts(a.record, b.record) }) {
			return false
		}
	}
	return slices.IsSortedFunc(t.sample, func(a, b sampled) int { return compareInts(a.record, b.record) })
}

// reader reads what writer wrote; bad says that it was something else.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) uint() uint64 {
	n, size := binary.Uvarint(r.rest)
	return n * r.took(size)
}

func (r *reader) int() int64 {
	n, size := binary.Varint(r.rest)
	return n * int64(r.took(size))
}

// took moves on by some bytes: 1, or 0 if they are not there.
func (r *reader) took(size int) uint64 {
	if size <= 0 || r.bad {
		r.bad = true
		return 0
	}
	r.rest = r.rest[size:]
	return 1
}

// length is a number of things that follow, each of at least one byte.
func (r *reader) length() int {
	n := r.uint()
	if n > uint64(len(r.rest)) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *reader) byte() uint8 {
	if len(r.rest) == 0 {
		r.bad = true
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *reader) text() string {
	n := r.length()
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	return s
}

func (r *reader) ints() []int64 {
	var out []int64
	for range r.length() {
		out = append(out, r.int())
	}
	return out
}
