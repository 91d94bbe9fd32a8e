package circuit

import (
	"math/bits"
	"slices"
)

// Weighted is a number that counts where the node holds.
type Weighted struct {
	Node   Node
	Weight uint64
}

// Sum adds, for every record, the weights of the terms whose nodes hold. The
// sum comes as planes of its binary digits, lowest first, at most as many as the
// sum of all weights needs: none if there are no terms. It is exact, also beyond
// 64 digits.
//
// Terms of equal weight, but for a power of two, are counted before they are
// weighed, and digits are added in threes (carry-save), which takes five gates
// for each digit less.
func Sum(b *Builder, terms []Weighted) []Node {
	var order []uint64 // odd parts of the weights
	alike := map[uint64][]digit{}
	for _, t := range terms {
		if t.Weight == 0 || t.Node == False {
			continue
		}
		shift := bits.TrailingZeros64(t.Weight)
		odd := t.Weight >> shift
		if alike[odd] == nil {
			order = append(order, odd)
		}
		alike[odd] = append(alike[odd], digit{t.Node, shift})
	}
	slices.Sort(order)
	var digits []digit
	for _, odd := range order {
		counted := alike[odd]
		if odd != 1 && len(counted) > 2 {
			sum := add(b, counted)
			counted = counted[:0]
			for place, n := range sum {
				counted = append(counted, digit{n, place})
			}
		}
		for _, c := range counted {
			for w := odd; w != 0; w &= w - 1 {
				digits = append(digits, digit{c.node, c.place + bits.TrailingZeros64(w)})
			}
		}
	}
	return add(b, digits)
}

// digit is a node that counts two to the power of place.
type digit struct {
	node  Node
	place int
}

// add adds digits.
func add(b *Builder, digits []digit) []Node {
	var columns [][]Node
	put := func(place int, n Node) {
		if n == False {
			return
		}
		for place >= len(columns) {
			columns = append(columns, nil)
		}
		columns[place] = append(columns[place], n)
	}
	for _, d := range digits {
		put(d.place, d.node)
	}
	var sum []Node
	for place := 0; place < len(columns); place++ {
		column := columns[place]
		for len(column) > 2 {
			x, y, z := column[0], column[1], column[2]
			either := b.Xor(x, y)
			// The carry is z where x and y differ, and otherwise either of them.
			put(place+1, b.If(either, z, x))
			column = append(column[3:], b.Xor(either, z))
		}
		switch len(column) {
		case 0:
			sum = append(sum, False)
		case 1:
			sum = append(sum, column[0])
		case 2:
			put(place+1, b.and(column[0], column[1]))
			sum = append(sum, b.Xor(column[0], column[1]))
		}
	}
	return sum
}

// AtLeast holds where the number of the digits, lowest first, is at least the
// bound.
func (b *Builder) AtLeast(digits []Node, bound uint64) Node {
	if len(digits) < bits.Len64(bound) {
		return False
	}
	holds := True // of the digits so far: they are at least the bound's
	for i, d := range digits {
		if i < 64 && bound>>i&1 != 0 {
			holds = b.and(d, holds)
		} else {
			holds = b.Or(d, holds)
		}
	}
	return holds
}

// Values are the numbers of 64 records from the planes of their digits, lowest
// first: records 64*word to 64*word+63. Only the lowest 64 digits count, and
// words beyond the end of a plane are false.
func Values(digits [][]uint64, word int) (values [64]uint64) {
	digits = digits[:min(len(digits), 64)]
	// The digits are a matrix with a row for each digit and a column for each
	// record, padded to width rows. Swapping blocks of half the size in every
	// square, then of a quarter and so on, transposes all its squares at once:
	// word r then holds, in its field f of width bits, the number of record
	// f*width+r.
	width := 1
	for width < len(digits) {
		width *= 2
	}
	for i, plane := range digits {
		if word >= 0 && word < len(plane) {
			values[i] = plane[word]
		}
	}
	for half := width / 2; half > 0; half /= 2 {
		mask := ^uint64(0) / (1<<half + 1) // half ones, half zeros, repeated
		for i := 0; i < width; i = (i + half + 1) &^ half {
			low, high := values[i], values[i+half]
			swap := (low>>half ^ high) & mask
			values[i], values[i+half] = low^swap<<half, high^swap
		}
	}
	if width == 64 {
		return values
	}
	rows := values
	field := uint64(1)<<width - 1
	for r := range values {
		values[r] = rows[r%width] >> (r / width * width) & field
	}
	return values
}

// Histogram counts the records of the mask by their number, whose digits the
// planes are, lowest first: counts[v] goes up by the number of records whose
// number is v. A nil mask is all records of the first plane; of no planes, none
// are counted. Numbers without a place in counts are counted together in what
// it returns.
func Histogram(digits [][]uint64, mask []uint64, counts []uint64) (beyond uint64) {
	if len(digits) == 0 {
		return 0
	}
	words := len(digits[0])
	if mask != nil {
		words = min(words, len(mask))
	}
	for w := range words {
		among := ^uint64(0)
		if mask != nil {
			among = mask[w]
		}
		if among == 0 {
			continue
		}
		values := Values(digits, w)
		for ; among != 0; among &= among - 1 {
			if v := values[bits.TrailingZeros64(among)]; v < uint64(len(counts)) {
				counts[v]++
			} else {
				beyond++
			}
		}
	}
	return beyond
}
