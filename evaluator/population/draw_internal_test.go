package population

import (
	"fmt"
	"math/big"
	"math/bits"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// divided is a random division of the numbers, with parts of no length among it.
func divided(t *rapid.T) *shape {
	weights := rapid.SliceOfN(rapid.Int64Range(0, 5), 1, 30).Draw(t, "weights")
	weights[rapid.IntRange(0, len(weights)-1).Draw(t, "one")]++
	sum := int64(0)
	for _, w := range weights {
		sum += w
	}
	shares := make([]*big.Rat, len(weights))
	for i, w := range weights {
		shares[i] = big.NewRat(w, sum)
	}
	in, rest := intervals(shares)
	if !rest.empty {
		t.Fatal("shares that add up to 1 leave something over")
	}
	s := &shape{}
	for i := range in {
		s.atoms = append(s.atoms, atom{share: shares[i], interval: in[i], count: rapid.Uint64Range(2, 50).Draw(t, "count")})
	}
	return s.end()
}

// TestIntervals shows that every number is in one interval, of the length of its
// share to less than one, and that parts of intervals and their first numbers agree.
func TestIntervals(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := divided(t)
		next, full := uint64(0), false
		for _, a := range s.atoms {
			if a.empty {
				continue
			}
			if full || a.lo != next {
				t.Fatalf("an interval starts at %d, not at %d", a.lo, next)
			}
			next, full = a.hi+1, a.hi == 1<<64-1
			for k := range a.count {
				first := a.interval.at(k, a.count)
				if got := a.part(first, a.count); got != k {
					t.Fatalf("the first number of part %d is in part %d", k, got)
				}
				if k > 0 {
					if got := a.part(first-1, a.count); got != k-1 {
						t.Fatalf("the number before part %d is in part %d", k, got)
					}
				}
			}
			if got := a.part(a.hi, a.count); got != a.count-1 {
				t.Fatalf("the last number is in part %d of %d", got, a.count)
			}
		}
		if !full {
			t.Fatalf("the intervals end at %d", next)
		}
	})
}

// TestShortcuts compares what finds values of 64 records at once, or by their first
// digits, with what finds them by their numbers.
func TestShortcuts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := divided(t)
		k := codedCase{shape: s}
		total := uint64(0)
		for _, a := range s.atoms {
			k.first = append(k.first, total)
			total += a.count
		}
		k.shorten()
		seed := rapid.Uint64().Draw(t, "seed")
		sc := (&Sampler{population: &Population{}, partitions: []partition{{[]condition{nil}}}}).newScratch()
		sc.block = rapid.Int64Range(0, 1<<40).Draw(t, "block")
		st := keyOf(seed, "stream").block(sc.block)
		sc.numbers(st, &sc.uniform)
		all := full
		var codes [batch.BlockSize]uint64
		sc.shortly(&k, st, &all, 0, &codes)
		bound := sc.uniform[rapid.IntRange(0, batch.BlockSize-1).Draw(t, "record")] + rapid.Uint64Range(0, 1).Draw(t, "beyond")
		if digits := rapid.IntRange(0, 64).Draw(t, "digits"); digits < 64 {
			bound = bound>>(64-digits)<<(64-digits) | 1<<63>>digits
		}
		d := (&draw{key: keyOf(seed, "stream"), outs: 1, rows: []drawRow{rowOf([]segment{{0, []bool{false}}, {max(bound, 1), []bool{true}}}, 1)}}).end()
		var above plane
		d.run(sc, []*plane{&above})
		for r, u := range sc.uniform {
			if r%257 == 0 && u != st.number(r) {
				t.Fatalf("record %d has the numbers %d and %d", r, u, st.number(r))
			}
			if want := k.find(u); codes[r] != want {
				t.Fatalf("record %d: value %d by its digits, %d by its number", r, codes[r], want)
			}
			if got := above[r/64]>>(r%64)&1 != 0; got != (u >= max(bound, 1)) {
				t.Fatalf("record %d: %d at least %d is %t", r, u, bound, got)
			}
		}
	})
}

// TestEvents compares what finds 64 records at once that meet a chance, each one under
// its own conditions, with what finds one.
func TestEvents(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := &Sampler{population: &Population{}, keys: &keys{seed: rapid.Uint64().Draw(t, "seed")}, boundsIndex: map[string]int{}, partitionIndex: map[string]int{}}
		s.partition([]condition{nil})
		block := rapid.Int64Range(0, 1<<40).Draw(t, "block")
		st := s.keys.of("event").block(block)
		chances := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) chance {
			// Bounds that a record just is below, or just not.
			if r := rapid.IntRange(0, 2*batch.BlockSize).Draw(t, "of record"); r < batch.BlockSize {
				beyond := rapid.Uint64Range(0, 1).Draw(t, "beyond")
				var f few
				if st.few(&f); f.in[r/64]>>(r%64)&1 != 0 {
					return chance{below: max(1, st.tail(r)+beyond)}
				}
				return chance{below: 1 << 60, above: st.number(r) + beyond}
			}
			of := rapid.SampledFrom([]int64{1, 2, 3, 10, 256, 300, 1000, 4096, 1 << 40}).Draw(t, "of")
			n, err := exact.Parse(fmt.Sprintf("%d/%d", rapid.Int64Range(0, of).Draw(t, "share"), of))
			if err != nil {
				t.Fatal(err)
			}
			return chanceOf(n)
		}), 1, 4).Draw(t, "chances")
		var cases []chanceCase
		for i, c := range chances {
			cases = append(cases, chanceCase{condition{{factor: 0, text: fmt.Sprint(i)}}, c})
		}
		e := s.chances(cases, "event")
		if e == nil {
			return
		}
		sc := s.newScratch()
		sc.block = block
		// Records take turns, and some are under none of the conditions.
		masks := make([]plane, len(chances))
		of := func(r int) int { return r * 7 / 3 % (len(chances) + 1) }
		for r := range batch.BlockSize {
			if i := of(r); i < len(masks) {
				masks[i][r/64] |= 1 << (r % 64)
			}
		}
		part := s.bounds[e.bounds].part
		sc.parts[part], sc.parted[part] = masks, true
		var met plane
		e.run(sc, &met)
		for r := range batch.BlockSize {
			want := false
			if i := of(r); i < len(chances) {
				want = st.meets(chances[i], r)
			}
			if got := met[r/64]>>(r%64)&1 != 0; got != want {
				t.Fatalf("record %d: %t among others, %t alone", r, got, want)
			}
		}
	})
}

// TestWords looks at the generator: half of its bits are set, and neighbours of
// each kind (words, records, blocks, streams, seeds) have nothing in common. The
// bounds are six standard deviations.
func TestWords(t *testing.T) {
	t.Parallel()
	const n = 1 << 14
	base := keyOf(1, "a").block(0)
	for name, other := range map[string]func(i uint64) uint64{
		"next word":   func(i uint64) uint64 { return base.word(i + 1) },
		"next record": func(i uint64) uint64 { return bits.RotateLeft64(base.word(i), 1) },
		"next group":  func(i uint64) uint64 { return base.word(i + deep) },
		"next block":  keyOf(1, "a").block(1).word,
		"next stream": keyOf(1, "b").block(0).word,
		"next seed":   keyOf(2, "a").block(0).word,
	} {
		ones, differ := 0, 0
		for i := range uint64(n) {
			ones += bits.OnesCount64(base.word(i))
			differ += bits.OnesCount64(base.word(i) ^ other(i))
		}
		const mean, most = n * 32, 6 * 512 // √(64·2¹⁴)/2 = 512
		if ones < mean-most || ones > mean+most || differ < mean-most || differ > mean+most {
			t.Errorf("%s: %d of %d bits are set, %d differ", name, ones, n*64, differ)
		}
	}
}
