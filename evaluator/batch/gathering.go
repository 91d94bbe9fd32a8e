package batch

import (
	"encoding/binary"
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Gathering finds the classes of lists entry by entry: whatever list an entry
// stands in, it adds the same to the answers about the list. The rule engine is
// asked about each entry once, as far as the questions can tell entries apart, and
// about each length once, so that a list costs some tenth of a microsecond an entry
// once its entries are known. Lists and entries that were found are remembered, up
// to a bound. It is not safe for concurrent use.
//
//	g, ok := column.Gathering()
//	…
//	g.Reset()
//	for _, item := range list.Items {
//		entry, err := g.Entry(item)
//		…
//		g.Add(entry)
//	}
//	class, err := g.Class(len(list.Items), list.Open, …)
type Gathering struct {
	column *Column
	*gathered
	bits    []uint64
	entries map[string]*Entry
	parts   []map[string]*Entry // by facet
	lengths map[int]*Entry      // of open lists at -1-n
	end     *Entry
	classes map[string]*Class
	key     []byte // scratch
}

// Entry is what an entry adds to the answers about a list it stands in.
type Entry struct {
	// bits are, for each question, whether the entry decides it (one that is not met
	// decides all, one that is met decides exists), leaves it unknown, and breaks it:
	// three stretches of words. Lists have those of all their entries.
	bits []uint64
}

// gathered says which questions of a column follow from the entries of its lists.
type gathered struct {
	words   int            // of a stretch of bits
	by      []rules.Gather // of each question
	others  bool           // some do not, and are asked about the list as a whole
	length  bool           // some depend on the length
	reading                // of all questions together
	facets  []facet        // of those about entries
}

// reading is which fields of an entry answers may depend on.
type reading struct {
	fields []int
	all    bool // on any
}

// facet are the questions about entries that read the same fields. An entry that
// differs from others in one field is asked no more than what reads that field.
type facet struct {
	reading
	asked []int
}

// gathers says how the answer to a question follows from the entries of the
// column's lists.
func (c *Column) gathers(a *asked) rules.Gather {
	if c.gathered == nil {
		return rules.GatherNone
	}
	return c.gathered.by[slices.Index(c.asked, a)]
}

// gatherable finds out which questions of a column follow from the entries of its
// lists: nil if none does.
func (c *Column) gatherable() *gathered {
	if len(c.paths) != 1 {
		return nil
	}
	out := &gathered{words: (len(c.asked) + 63) / 64, by: make([]rules.Gather, len(c.asked))}
	read, found := map[int]bool{}, false
	for i, a := range c.asked {
		if a.question == nil || a.only != "" {
			out.others = true
			continue
		}
		by, fields, all := a.question.Gather()
		out.by[i] = by
		out.all = out.all || all
		found = found || by != rules.GatherNone
		out.others = out.others || by == rules.GatherNone
		out.length = out.length || by == rules.GatherLength
		for _, k := range fields {
			read[k] = true
		}
		if by == rules.GatherEvery || by == rules.GatherSome {
			at := slices.IndexFunc(out.facets, func(f facet) bool { return f.all == all && slices.Equal(f.fields, fields) })
			if at < 0 {
				at, out.facets = len(out.facets), append(out.facets, facet{reading: reading{fields, all}})
			}
			out.facets[at].asked = append(out.facets[at].asked, i)
		}
	}
	if !found {
		return nil
	}
	out.fields = slices.Sorted(maps.Keys(read))
	return out
}

// maxEntries bounds how many entries, lengths and lists a gathering remembers, and
// maxEntryKey how many bytes what tells an entry from others may have to be
// remembered.
const (
	maxEntries  = 1 << 12
	maxEntryKey = 256
)

// Gathering returns a new gathering of the column's lists, false where some answer
// does not follow from the entries: of questions that compare entries with each
// other, and of columns that hold no lists.
func (c *Column) Gathering() (*Gathering, bool) {
	if c.gathered == nil || c.gathered.others {
		return nil, false
	}
	return c.newGathering(), true
}

func (c *Column) newGathering() *Gathering {
	g := &Gathering{column: c, gathered: c.gathered, bits: make([]uint64, 3*c.gathered.words), entries: map[string]*Entry{},
		lengths: map[int]*Entry{}, classes: map[string]*Class{}}
	for range g.facets {
		g.parts = append(g.parts, map[string]*Entry{})
	}
	return g
}

// Reads reports whether the answers may depend on the field of an entry that has
// the slot, see [evidence.Record]. What they do not depend on need not be in
// entries.
func (g *Gathering) Reads(slot int) bool {
	_, ok := slices.BinarySearch(g.fields, slot)
	return ok || g.all
}

// Reset begins another list.
func (g *Gathering) Reset() { clear(g.bits) }

// Add adds an entry to the list. An entry may be added more than once.
func (g *Gathering) Add(e *Entry) {
	for i, w := range e.bits {
		g.bits[i] |= w
	}
}

// Entry finds what an entry adds to the answers. The error is one of
// [Column.Class]; an entry that is like a known one in all that is read is not looked
// at further.
func (g *Gathering) Entry(item evidence.Item) (*Entry, error) {
	g.key = g.appendEntry(g.key[:0], item)
	if e, ok := g.entries[string(g.key)]; ok {
		return e, nil
	}
	if err := g.column.check(g.column.paths[0], evidence.Stated{List: &evidence.StatedList{Items: []evidence.Item{item}}}); err != nil {
		return nil, err
	}
	return g.entry(item)
}

// entry is Entry for what a dossier states.
func (g *Gathering) entry(item evidence.Item) (*Entry, error) {
	g.key = g.appendEntry(g.key[:0], item)
	if e, ok := g.entries[string(g.key)]; ok {
		return e, nil
	}
	e := &Entry{bits: make([]uint64, 3*g.words)}
	for i := range g.facets {
		part, err := g.part(i, item)
		if err != nil {
			return nil, err
		}
		for k, w := range part.bits {
			e.bits[k] |= w
		}
	}
	if g.key = g.appendEntry(g.key[:0], item); len(g.key) <= maxEntryKey {
		remember(g.entries, string(g.key), e)
	}
	return e, nil
}

// part finds what the entry adds to the answers of a facet.
func (g *Gathering) part(i int, item evidence.Item) (*Entry, error) {
	f := &g.facets[i]
	g.key = f.appendEntry(g.key[:0], item)
	if e, ok := g.parts[i][string(g.key)]; ok {
		return e, nil
	}
	if item.Values != nil && !f.all { // what is not read need not be shown
		read := make([]evidence.Stated, len(item.Values))
		for _, k := range f.fields {
			read[k] = item.Values[k]
		}
		item = evidence.Item{Values: read}
	}
	e, err := g.ask(evidence.StatedList{Items: []evidence.Item{item}}, func(q int) bool { return slices.Contains(f.asked, q) })
	if err == nil && len(g.key) <= maxEntryKey {
		remember(g.parts[i], string(g.key), e)
	}
	return e, err
}

// appendEntry appends what tells an entry from others.
func (r *reading) appendEntry(key []byte, item evidence.Item) []byte {
	switch {
	case item.Scalar != nil:
		return appendScalar(key, item.Scalar)
	case r.all:
		for k := range item.Values {
			key = appendField(key, k, item.Values[k])
		}
		return key
	}
	for _, k := range r.fields {
		if k < len(item.Values) {
			key = appendField(key, k, item.Values[k])
		}
	}
	return key
}

func appendField(key []byte, k int, v evidence.Stated) []byte {
	if v.IsZero() {
		return key
	}
	return appendKey(binary.AppendUvarint(key, uint64(k)+1), v)
}

// length finds what the length of a list adds to the answers.
func (g *Gathering) length(n int, open bool, list func() evidence.Stated) (*Entry, error) {
	at := n
	if open {
		at = -1 - n
	}
	if e, ok := g.lengths[at]; ok {
		return e, nil
	}
	e, err := g.ask(evidence.StatedList{Items: list().List.Items, Open: open}, func(q int) bool { return g.by[q] == rules.GatherLength })
	if err == nil {
		remember(g.lengths, at, e)
	}
	return e, err
}

func remember[K comparable, V any](known map[K]V, key K, v V) {
	if len(known) >= maxEntries {
		clear(known)
	}
	known[key] = v
}

// ask asks the questions that are wanted about a list that is such a part of one as
// they follow from.
func (g *Gathering) ask(list evidence.StatedList, wanted func(int) bool) (*Entry, error) {
	answers := make([]rules.Truth, len(g.by))
	if err := g.column.ask.some(g.column, []evidence.Stated{{List: &list}}, answers, wanted); err != nil {
		return nil, err
	}
	e := &Entry{bits: make([]uint64, 3*g.words)}
	for i, t := range answers {
		at := -1
		switch {
		case t == g.decisive(i):
			at = 0
		case t == rules.Unknown:
			at = 1
		case t == rules.Error:
			at = 2
		}
		if at >= 0 && wanted(i) {
			e.bits[at*g.words+i/64] |= 1 << (i % 64)
		}
	}
	return e, nil
}

// decisive is the answer that one entry gives for the whole list.
func (g *Gathering) decisive(question int) rules.Truth {
	if g.by[question] == rules.GatherEvery {
		return rules.False
	}
	return rules.True
}

// Class is the class of the list whose entries were added since the last
// [Gathering.Reset]. It has n of them, each added or not, if they are known to be
// equal to others; open says that there may be more. The list itself is asked for where
// it is the first that has this class or length.
func (g *Gathering) Class(n int, open bool, list func() evidence.Stated) (*Class, error) {
	if open {
		if g.end == nil {
			end, err := g.ask(evidence.StatedList{Open: true}, func(q int) bool { return g.by[q] == rules.GatherEvery || g.by[q] == rules.GatherSome })
			if err != nil {
				return nil, err
			}
			g.end = end
		}
		g.Add(g.end)
	}
	if g.gathered.length {
		e, err := g.length(n, open, list)
		if err != nil {
			return nil, err
		}
		g.Add(e)
	}
	if g.others {
		return g.class(list())
	}
	key := g.key[:0]
	for _, w := range g.bits {
		key = binary.LittleEndian.AppendUint64(key, w)
	}
	g.key = key
	if k, ok := g.classes[string(key)]; ok {
		return k, nil
	}
	k, err := g.class(list())
	if err == nil {
		remember(g.classes, string(key), k)
	}
	return k, err
}

// class finds the class of a list whose entries, end and length were added.
func (g *Gathering) class(list evidence.Stated) (*Class, error) {
	answers := make([]rules.Truth, len(g.by))
	values := []evidence.Stated{list}
	if g.others {
		if err := g.column.ask.some(g.column, values, answers, func(i int) bool { return g.by[i] == rules.GatherNone }); err != nil {
			return nil, err
		}
	}
	for i, by := range g.by {
		has := func(at int) bool { return g.bits[at*g.words+i/64]>>(i%64)&1 != 0 }
		switch {
		case by == rules.GatherNone:
		case has(0):
			answers[i] = g.decisive(i)
		case has(1):
			answers[i] = rules.Unknown
		case has(2):
			answers[i] = rules.Error
		default:
			answers[i] = g.decisive(i).Not()
		}
	}
	return g.column.answered(answers, values)
}

// list finds the class of a list.
func (g *Gathering) list(v evidence.Stated) (*Class, error) {
	g.Reset()
	for i := range v.List.Items {
		e, err := g.entry(v.List.Items[i])
		if err != nil {
			return nil, err
		}
		g.Add(e)
	}
	return g.Class(len(v.List.Items), v.List.Open, func() evidence.Stated { return v })
}
