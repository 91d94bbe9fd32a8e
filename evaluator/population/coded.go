package population

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
)

// coded is a fact, or a field of an element, whose values have numbers: of each
// record the number is found, and what follows from it is remembered by number. It is
// for what has no planes of its own: facts that are related to others, lists that are
// drawn, and resampled ones. The number 0 stands for no value.
type coded struct {
	part      int
	key       key // of the number that atoms are read off
	cases     []codedCase
	total     uint64 // numbers are below it
	resampled []evidence.Stated
	// fixed says that all records have one number, which is filled in once.
	fixed bool
}

type codedCase struct {
	shape *shape
	base  uint64
	first []uint64 // the number of each atom's first value, less the base
	from  int      // the first atom that any number leads to
	// short are the numbers, less the base, by the first eight digits; where these do
	// not tell, it is the complement of the first atom that they may lead to. quick says
	// that they mostly do.
	short [1 << deep]int64
	quick bool
	// single says that all lead to one.
	single bool
	// members are the draws of the members, in their order; open is that of being open,
	// nil for never. Where a list may be open, numbers count twice.
	members []*event
	open    *event
}

// maxMembers is how many members a list may have that is drawn by itself; maxNumbers
// how many different values a fact may have.
const (
	maxMembers = 40
	maxNumbers = 1 << 60
)

func (s *Sampler) coded(path string, cases []shapeCase, resampled []evidence.Stated, stream string) (*coded, error) {
	c := &coded{key: s.keys.of(stream), total: 1, resampled: resampled}
	c.part = s.partition(conditionsOf(cases, shapeCase.condition))
	if resampled != nil {
		c.total += uint64(len(resampled))
		return c, nil
	}
	for _, k := range cases {
		x := codedCase{shape: k.shape, base: c.total}
		n := uint64(0)
		if k.shape.members != nil {
			if len(k.shape.members) > maxMembers {
				return nil, &wrong{fmt.Sprintf("%s has more than %d members", path, maxMembers), "give whole lists instead"}
			}
			for _, m := range k.shape.members {
				x.members = append(x.members, s.chances([]chanceCase{{nil, m.chance}}, memberStream(stream, m.text)))
			}
			n = 1 << len(k.shape.members)
		}
		for _, a := range k.shape.atoms {
			x.first = append(x.first, n)
			n += a.count
			if n > maxNumbers {
				return nil, &wrong{path + " has too many values to tell apart", "choose a larger step"}
			}
		}
		x.shorten()
		if x.open = s.chances([]chanceCase{{nil, k.shape.open}}, openStream(stream)); x.open != nil {
			n *= 2
		}
		c.cases = append(c.cases, x)
		if c.total += n; c.total > maxNumbers {
			return nil, &wrong{path + " has too many values to tell apart", "choose a larger step"}
		}
	}
	c.fixed = c.part == everything && c.cases[0].single && c.cases[0].open == nil
	return c, nil
}

// value is the value of a number.
func (c *coded) value(code uint64) (v evidence.Stated) {
	if code == 0 {
		return v
	}
	if c.resampled != nil {
		return c.resampled[code-1]
	}
	i := len(c.cases) - 1
	for c.cases[i].base > code {
		i--
	}
	k := &c.cases[i]
	code -= k.base
	open := false
	if k.open != nil {
		open, code = code&1 != 0, code/2
	}
	if k.shape.members != nil {
		v.List = &evidence.StatedList{Open: open, Items: make([]evidence.Item, 0, bits.OnesCount64(code))}
		for m, member := range k.shape.members {
			if code>>m&1 != 0 {
				v.List.Items = append(v.List.Items, evidence.Item{Scalar: member.text})
			}
		}
		return v
	}
	a, found := slices.BinarySearch(k.first, code)
	if !found {
		a--
	}
	v = k.shape.atoms[a].at(code - k.first[a])
	if open && v.List != nil {
		list := *v.List
		list.Open = true
		v.List = &list
	}
	return v
}

// codes finds the numbers of all records of the block.
func (sc *scratch) codes(c *coded, out *[batch.BlockSize]uint64) {
	clear(out[:])
	if c.resampled != nil {
		for r, k := range sc.from {
			if !c.resampled[k].IsZero() {
				out[r] = uint64(k) + 1
			}
		}
		return
	}
	masks := sc.masks(c.part)
	numbered := false
	for i := range c.cases {
		k, mask := &c.cases[i], &masks[i]
		if *mask == (plane{}) {
			continue
		}
		base := k.base
		if k.open != nil {
			base = 0 // which is added to twice the number
		}
		switch {
		case k.shape.members != nil:
			spreadOne(mask, base, out)
			for m, d := range k.members {
				if d == nil {
					continue
				}
				d.run(sc, &sc.one)
				both(&sc.one, mask)
				each(&sc.one, func(r int) { out[r] += 1 << m })
			}
		case k.single:
			spreadOne(mask, base+k.first[k.from], out)
		case k.quick:
			sc.shortly(k, c.key.block(sc.block), mask, base, out)
		default:
			if !numbered {
				sc.numbers(c.key.block(sc.block), &sc.uniform)
				numbered = true
			}
			each(mask, func(r int) { out[r] = base + k.find(sc.uniform[r]) })
		}
		if k.open != nil {
			each(mask, func(r int) { out[r] = k.base + 2*out[r] })
			k.open.run(sc, &sc.one)
			both(&sc.one, mask)
			each(&sc.one, func(r int) { out[r]++ })
		}
	}
}

// spreadOne gives all records of the mask one number.
func spreadOne(mask *plane, code uint64, out *[batch.BlockSize]uint64) {
	for g, m := range mask {
		o := (*[64]uint64)(out[64*g : 64*g+64])
		if m == ^uint64(0) {
			for l := range o {
				o[l] = code
			}
			continue
		}
		for ; m != 0; m &= m - 1 {
			o[bits.TrailingZeros64(m)] = code
		}
	}
}

// find is the number, less the base, that a uniform number leads to.
func (k *codedCase) find(u uint64) uint64 {
	lo, hi := k.from, len(k.shape.atoms)-1
	for lo < hi { // the first that does not end before u
		mid := (lo + hi) / 2
		if a := &k.shape.atoms[mid]; a.ends < u {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return k.within(lo, u)
}

// within is the number, less the base, that a uniform number leads to that an atom ends
// with or after.
func (k *codedCase) within(atom int, u uint64) uint64 {
	a := &k.shape.atoms[atom]
	if a.count == 1 {
		return k.first[atom]
	}
	return k.first[atom] + a.part(u, a.count)
}

// shorten finds out what the first digits tell.
func (k *codedCase) shorten() {
	if len(k.shape.atoms) == 0 {
		return
	}
	for k.from < len(k.shape.atoms)-1 && k.shape.atoms[k.from].empty {
		k.from++
	}
	told := 0
	for b := range k.short {
		lo := uint64(b) << (64 - deep)
		if code := k.find(lo); code == k.find(lo|(1<<(64-deep)-1)) {
			k.short[b] = int64(code)
			told++
			continue
		}
		atom := k.from
		for k.shape.atoms[atom].ends < lo {
			atom++
		}
		k.short[b] = ^int64(atom)
	}
	k.quick = told > len(k.short)/2
	k.single = k.find(0) == k.find(1<<64-1)
}

// shortly finds numbers by the first digits, and by more where these do not tell.
func (sc *scratch) shortly(k *codedCase, st stream, mask *plane, base uint64, out *[batch.BlockSize]uint64) {
	for g, m := range mask {
		if m == 0 {
			continue
		}
		w := st.planes(g)
		digits := upper(&w)
		o := (*[64]uint64)(out[64*g : 64*g+64])
		open := uint64(0)
		for b, x := range digits {
			for l := range 8 {
				if m>>(8*b+l)&1 == 0 {
					continue
				}
				code := k.short[x>>(8*l)&(1<<deep-1)]
				open |= uint64(code) >> 63 << (8*b + l)
				o[8*b+l] = base + uint64(code)
			}
		}
		for ; open != 0; open &= open - 1 {
			l := bits.TrailingZeros64(open)
			u := digits[l/8]>>(l%8*8)<<(64-deep) | st.tail(64*g+l)
			atom := int(^(o[l] - base))
			for k.shape.atoms[atom].ends < u {
				atom++
			}
			o[l] = base + k.within(atom, u)
		}
	}
}

// each calls f for every record of a plane.
func each(p *plane, f func(record int)) {
	for g, w := range p {
		for ; w != 0; w &= w - 1 {
			f(64*g + bits.TrailingZeros64(w))
		}
	}
}

// both leaves in p what is in q too.
func both(p, q *plane) {
	for g := range p {
		p[g] &= q[g]
	}
}

// memo remembers the classes of numbers. Which are remembered has no influence on
// what is found.
type memo struct {
	// dense are the patterns of the classes, with a bit that says that one is known,
	// where there are few numbers and planes.
	dense []atomic.Uint64
	other *bounded
}

// bounded is a map that takes so many entries and no more.
type bounded struct {
	entries sync.Map
	n       atomic.Int64
}

const (
	// maxDense is up to how many numbers the classes of all of them are kept, and how
	// many are otherwise.
	maxDense = 1 << 16
	// known marks a pattern that was found.
	known = 1 << 63
)

func newMemo(total uint64, width int) memo {
	if total <= maxDense && width < 64 {
		return memo{dense: make([]atomic.Uint64, total)}
	}
	return memo{other: &bounded{}}
}

// pattern is the pattern of a number's class.
func (m *memo) pattern(code uint64, find func(code uint64) (*batch.Class, error)) (uint64, error) {
	if p := m.dense[code].Load(); p != 0 {
		return p &^ known, nil
	}
	k, err := find(code)
	if err != nil {
		return 0, err
	}
	m.dense[code].Store(k.Pattern[0] | known)
	return k.Pattern[0], nil
}

// class is the class of a number or text.
func (b *bounded) class(key any, find func() (*batch.Class, error)) (*batch.Class, error) {
	if k, ok := b.entries.Load(key); ok {
		return k.(*batch.Class), nil
	}
	k, err := find()
	if err == nil && b.n.Load() < maxDense {
		if _, there := b.entries.LoadOrStore(key, k); !there {
			b.n.Add(1)
		}
	}
	return k, err
}

// scatter gives the records of the block their classes.
func (sc *scratch) scatter(planes []uint64, class func(record int) (*batch.Class, error)) error {
	clear(planes)
	for g := 0; 64*g < sc.records; g++ {
		n := 0
		for l := 0; l < 64 && 64*g+l < sc.records; l++ {
			k, err := class(64*g + l)
			if err != nil {
				return err
			}
			i := 0
			for i < n && sc.classes[i] != k {
				i++
			}
			if i == n {
				sc.classes[n], sc.lanes[n] = k, 0
				n++
			}
			sc.lanes[i] |= 1 << l
		}
		for i := range n {
			for p := 0; p*words < len(planes); p++ {
				if sc.classes[i].Bit(p) {
					planes[p*words+g] |= sc.lanes[i]
				}
			}
		}
	}
	return nil
}

// spread gives the records of the block the patterns of their numbers. It is for
// columns of which the memo is dense.
func (sc *scratch) spread(planes []uint64, m *memo, codes *[batch.BlockSize]uint64, find func(code uint64) (*batch.Class, error)) error {
	width := len(planes) / words
	for g := range words {
		of, rows := (*[64]uint64)(codes[64*g:64*g+64]), &sc.rows
		same := 1
		for same < len(of) && of[same] == of[0] {
			same++
		}
		if same == len(of) {
			p, err := m.pattern(of[0], find)
			if err != nil {
				return err
			}
			for k := range width {
				planes[k*words+g] = -(p >> k & 1)
			}
			continue
		}
		for l := range rows {
			p, err := m.pattern(of[l], find)
			if err != nil {
				return err
			}
			rows[l] = p
		}
		if width > 8 {
			transpose(rows)
			for k := range width {
				planes[k*words+g] = rows[k]
			}
			continue
		}
		var out [8]uint64
		for b := range 8 {
			// Bytes of eight records, then the same bit of all eight.
			r := rows[8*b : 8*b+8 : 8*b+8]
			x := r[0] | r[1]<<8 | r[2]<<16 | r[3]<<24 | r[4]<<32 | r[5]<<40 | r[6]<<48 | r[7]<<56
			for k := range width {
				out[k] |= (x >> k & 0x0101010101010101 * 0x0102040810204080 >> 56) << (8 * b)
			}
		}
		for k := range width {
			planes[k*words+g] = out[k]
		}
	}
	return nil
}

// free are lists of records whose fields are drawn, alone or beside others. A value is
// known by a text: that of the case, then the number of a value, or the length and the
// numbers of all fields of all elements.
type free struct {
	part  int
	cases []freeCase
	slots int // of an element
}

type freeCase struct {
	coded *coded // or
	shape *shape
	// length is the stream of lengths, elements the fields of each.
	length   key
	elements [][]freeField
	open     *event
}

type freeField struct {
	slot    int
	coded   *coded
	missing *event
}

func (s *Sampler) free(d *drawn) (*free, error) {
	f := &free{part: d.parts, slots: len(d.field.Elem.Fields)}
	for _, c := range d.shapes {
		if c.shape.lengths == nil {
			one, err := s.coded(d.path, []shapeCase{{nil, c.shape}}, nil, d.path)
			if err != nil {
				return nil, err
			}
			f.cases = append(f.cases, freeCase{coded: one})
			continue
		}
		k := freeCase{shape: c.shape, length: s.keys.of(lengthStream(d.path)), open: s.chances([]chanceCase{{nil, c.shape.open}}, openStream(d.path))}
		for i := range slices.Max(append(slices.Clone(c.shape.lengths), 0)) {
			var fields []freeField
			for _, e := range c.shape.fields {
				stream := elementStream(d.path, i, e.field.Name)
				one, err := s.coded(e.path, e.shapes, nil, stream)
				if err != nil {
					return nil, err
				}
				fields = append(fields, freeField{e.field.Slot, one, s.chances(e.missing, missingStream(stream))})
			}
			k.elements = append(k.elements, fields)
		}
		f.cases = append(f.cases, k)
	}
	return f, nil
}

// texts finds what the values of the block's records are known by, "" for none.
func (sc *scratch) texts(f *free, out []string) {
	clear(out)
	masks := sc.masks(f.part)
	for i := range f.cases {
		k, mask := &f.cases[i], &masks[i]
		if *mask == (plane{}) {
			continue
		}
		var built [batch.BlockSize][]byte
		if k.coded != nil {
			sc.codes(k.coded, &sc.numbersOf)
			each(mask, func(r int) { built[r] = binary.AppendUvarint([]byte{byte(i)}, sc.numbersOf[r]) })
		} else {
			sc.build(k, i, mask, &built)
		}
		each(mask, func(r int) { out[r] = string(built[r]) })
	}
}

func (sc *scratch) build(k *freeCase, i int, mask *plane, built *[batch.BlockSize][]byte) {
	var length [batch.BlockSize]int
	var open plane
	sc.lengths(k, mask, &length, &open)
	each(mask, func(r int) {
		built[r] = binary.AppendUvarint(append(make([]byte, 0, 4+length[r]*len(k.shape.fields)), byte(i)), uint64(length[r]))
		built[r] = append(built[r], byte(open[r/64]>>(r%64)&1))
	})
	for e, fields := range k.elements {
		var longer plane
		each(mask, func(r int) {
			if length[r] > e {
				longer[r/64] |= 1 << (r % 64)
			}
		})
		for i := range fields {
			sc.fieldOf(&fields[i])
			each(&longer, func(r int) { built[r] = binary.AppendUvarint(built[r], sc.numbersOf[r]) })
		}
	}
}

// lengths draws how long the lists of the mask are, and which are open.
func (sc *scratch) lengths(k *freeCase, mask *plane, length *[batch.BlockSize]int, open *plane) {
	sc.numbers(k.length.block(sc.block), &sc.uniform)
	each(mask, func(r int) {
		u := sc.uniform[r]
		length[r] = k.shape.lengths[slices.IndexFunc(k.shape.length, func(i interval) bool { return i.has(u) })]
	})
	if k.open != nil {
		k.open.run(sc, open)
	}
}

// fieldOf draws a field of an entry for all records of the block, into
// scratch.numbersOf.
func (sc *scratch) fieldOf(field *freeField) {
	sc.codes(field.coded, &sc.numbersOf)
	if m := field.missing; m != nil {
		m.run(sc, &sc.one)
		each(&sc.one, func(r int) { sc.numbersOf[r] = 0 })
	}
}

// value is the value of a text.
func (f *free) value(text string) (v evidence.Stated) {
	if text == "" {
		return v
	}
	b := []byte(text[1:])
	next := func() uint64 {
		x, n := binary.Uvarint(b)
		b = b[n:]
		return x
	}
	k := &f.cases[text[0]]
	if k.coded != nil {
		return k.coded.value(next())
	}
	v.List = &evidence.StatedList{Items: make([]evidence.Item, next())}
	v.List.Open = b[0] != 0
	b = b[1:]
	for i := range v.List.Items {
		item := evidence.Item{ID: elementID(i), Values: make([]evidence.Stated, f.slots)}
		for _, field := range k.elements[i] {
			item.Values[field.slot] = field.coded.value(next())
		}
		v.List.Items[i] = item
	}
	return v
}

// code finds out how a fact without planes of its own is drawn.
func (s *Sampler) code(d *drawn) (err error) {
	for _, c := range d.shapes {
		if c.shape.lengths != nil {
			d.free, err = s.free(d)
			d.classes = memo{other: &bounded{}}
			d.gathered = err == nil && d.column != nil && !d.indexed && d.free.gathers(d.column)
			return err
		}
	}
	if d.coded, err = s.coded(d.path, d.shapes, d.resampled, d.path); err == nil {
		d.classes = newMemo(d.coded.total, d.width)
	}
	return err
}
