package population

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/evidence"
)

// keys are the streams of one seed.
type keys struct {
	seed  uint64
	known sync.Map // from the name of a stream to its key
}

func (k *keys) of(stream string) key {
	if v, ok := k.known.Load(stream); ok {
		return v.(key)
	}
	v := keyOf(k.seed, stream)
	k.known.Store(stream, v)
	return v
}

// place is where a record is.
type place struct {
	block int64
	index int // within the block
}

// record is one record, quantity by quantity. It is how records are defined; what
// fills blocks does the same for 64 of them at once.
type record struct {
	*Population
	keys   *keys
	facts  []*fact
	place  place
	levels []int
	values map[*fact]evidence.Stated
}

// number is the number of one random quantity.
func (r *record) number(stream string) uint64 {
	return r.keys.of(stream).block(r.place.block).number(r.place.index)
}

// meets reports whether the record meets a chance.
func (r *record) meets(c chance, stream string) bool {
	return r.keys.of(stream).block(r.place.block).meets(c, r.place.index)
}

func (r *record) holds(c condition) bool {
	for _, t := range c {
		if t.factor >= 0 {
			if !t.levels[r.levels[t.factor]] {
				return false
			}
		} else if !t.holds(r.values[t.fact]) {
			return false
		}
	}
	return true
}

// draw draws all but what is missing and how it is proven.
func (r *record) draw() {
	r.levels = make([]int, len(r.factors))
	for i, f := range r.factors {
		u := r.number(factorStream(f.name))
		for _, c := range f.cases {
			if r.holds(c.when) {
				r.levels[i] = slices.IndexFunc(c.levels, func(i interval) bool { return i.has(u) })
				break
			}
		}
	}
	r.values = make(map[*fact]evidence.Stated, len(r.facts))
	for _, f := range r.facts {
		r.values[f] = r.value(f)
	}
}

func (r *record) value(f *fact) evidence.Stated {
	if f.resampled != nil {
		return f.resampled[r.levels[0]]
	}
	for _, c := range f.shapes {
		if r.holds(c.when) {
			return r.shaped(f, c.shape)
		}
	}
	return evidence.Stated{}
}

func (r *record) shaped(f *fact, s *shape) (v evidence.Stated) {
	switch {
	case s.members != nil:
		v.List = &evidence.StatedList{Items: []evidence.Item{}}
		for _, m := range s.members {
			if r.meets(m.chance, memberStream(f.path, m.text)) {
				v.List.Items = append(v.List.Items, evidence.Item{Scalar: m.text})
			}
		}
	case s.lengths != nil:
		u := r.number(lengthStream(f.path))
		n := s.lengths[slices.IndexFunc(s.length, func(i interval) bool { return i.has(u) })]
		v.List = &evidence.StatedList{Items: make([]evidence.Item, n)}
		for i := range n {
			item := evidence.Item{ID: elementID(i), Values: make([]evidence.Stated, len(f.field.Elem.Fields))}
			for _, e := range s.fields {
				item.Values[e.field.Slot] = r.element(f, i, e)
			}
			v.List.Items[i] = item
		}
	default:
		v = s.find(r.number(f.path))
	}
	if v.List != nil && r.meets(s.open, openStream(f.path)) {
		open := *v.List
		open.Open = true
		v.List = &open
	}
	return v
}

func elementID(i int) string { return "e" + strconv.Itoa(i+1) }

// element draws one field of one element.
func (r *record) element(f *fact, i int, e *fact) evidence.Stated {
	for _, c := range e.missing {
		if r.holds(c.when) {
			if r.meets(c.chance, missingStream(elementStream(f.path, i, e.field.Name))) {
				return evidence.Stated{}
			}
			break
		}
	}
	for _, c := range e.shapes {
		if !r.holds(c.when) {
			continue
		}
		if c.shape.members == nil {
			return c.shape.find(r.number(elementStream(f.path, i, e.field.Name)))
		}
		list := &evidence.StatedList{Items: []evidence.Item{}}
		for _, m := range c.shape.members {
			if r.meets(m.chance, memberStream(elementStream(f.path, i, e.field.Name), m.text)) {
				list.Items = append(list.Items, evidence.Item{Scalar: m.text})
			}
		}
		return evidence.Stated{List: list}
	}
	return evidence.Stated{}
}

// rows are the chances of a fact under their conditions, in the order in which they
// are tried: its own, then what holds for many facts.
func rows(path string, own []chanceCase, common []rule) []chanceCase {
	out := slices.Clone(own)
	if len(own) > 0 && own[len(own)-1].when == nil {
		return out
	}
	for _, r := range common {
		if r.of == nil || within(path, r.of) {
			out = append(out, chanceCase{r.when, r.chance})
			if r.when == nil {
				break
			}
		}
	}
	return out
}

// missingRows are the chances that a fact is not stated. Fields of the subject are
// given: only what they say themselves counts.
func (p *Population) missingRows(f *fact) []chanceCase {
	if strings.HasPrefix(f.path, "subject.") {
		return f.missing
	}
	return rows(f.path, f.missing, p.missing)
}

func (p *Population) unprovenRows(f *fact) []chanceCase { return rows(f.path, f.unproven, p.unproven) }

func (r *record) met(rows []chanceCase, stream string) bool {
	for _, c := range rows {
		if r.holds(c.when) {
			return r.meets(c.chance, stream)
		}
	}
	return false
}

func (r *record) isMissing(f *fact) bool {
	return r.met(r.missingRows(f), missingStream(f.path))
}

func (r *record) isUnproven(f *fact) bool {
	return r.met(r.unprovenRows(f), unprovenStream(f.path))
}

// brought is which alternative of a proof is brought, at which age in days; none
// is -1. Path is that of a fact for a proof that is drawn for each.
func (r *record) brought(p *proof, path string) (alternative int, age int64) {
	u := r.number(proofStream(p.id, path))
	for _, c := range p.cases {
		if !r.holds(c.when) {
			continue
		}
		k := slices.IndexFunc(c.oneOf, func(i interval) bool { return i.has(u) })
		if k < 0 {
			return -1, 0
		}
		from, n := p.oneOf[k].ages()
		if n > 1 {
			from += int64(whole.part(r.number(ageStream(p.id, path)), n))
		}
		return k, from
	}
	return -1, 0
}

// whole is the interval of everything.
var whole = interval{hi: 1<<64 - 1}

// has reports whether u is in the interval.
func (i interval) has(u uint64) bool { return !i.empty && i.lo <= u && u <= i.hi }

// bundle is a proof of a record with what it covers.
type bundle struct {
	proof  *proof
	id     string
	choice int
	age    int64
	covers []string
}

// fragment writes the record as one source would state it.
func (r *record) fragment(id string, today evidence.Date) (*evidence.Fragment, error) {
	if r.resample != nil {
		return r.resampledFragment(id)
	}
	subject := map[string]any{"id": id}
	file := map[string]any{"trias": evidence.Format, "subject": subject}
	var partial []any
	var proven []*fact
	for _, f := range r.facts {
		v := r.values[f]
		if v.IsZero() || r.isMissing(f) {
			continue
		}
		put(file, f.path, plain(f.field, v))
		if v.List != nil && v.List.Open {
			partial = append(partial, f.path)
		}
		if !strings.HasPrefix(f.path, "subject.") && !r.isUnproven(f) {
			proven = append(proven, f)
		}
	}
	if partial != nil {
		file["partial"] = partial
	}
	slices.SortFunc(proven, func(a, b *fact) int { return strings.Compare(a.path, b.path) })
	fragment, err := decodeMap(id, file)
	if err != nil {
		return nil, err
	}
	stated := map[string]bool{}
	for _, f := range r.facts {
		stated[f.path] = !r.values[f].IsZero() && !r.isMissing(f)
	}
	for _, p := range r.proofs {
		for _, b := range r.bundles(p, proven) {
			if b.covers == nil {
				b.covers = []string{unstated(p.covers, stated, fragment.Ext)}
			}
			for _, q := range p.oneOf[b.choice].proofs(b.id, today, b.age) {
				q.Covers = b.covers
				fragment.Proofs = append(fragment.Proofs, q)
			}
		}
	}
	return fragment, nil
}

// unstated is a path that a proof may cover and that nothing is stated at: of the
// preferred ones if there is any. An offer has the proofs it has, and they count where
// only their being there matters, though they support nothing that it states.
func unstated(preferred []string, stated map[string]bool, ext map[string]map[string]evidence.Value) string {
	free := ""
	for i := range evidence.FactSchema().Fields {
		path := evidence.FactSchema().Fields[i].Path
		switch {
		case stated[path]:
		case within(path, preferred):
			return path
		case free == "":
			free = path
		}
	}
	if free != "" {
		return free
	}
	for _, group := range sortedKeys(ext) {
		for n := 0; ; n++ {
			if name := "none" + strconv.Itoa(n); ext[group][name].IsZero() {
				return "ext." + group + "." + name
			}
		}
	}
	return "ext"
}

// bundles are the proofs of one kind that a record brings: what is drawn once, and
// what is drawn for any of the facts.
func (r *record) bundles(p *proof, facts []*fact) (out []bundle) {
	if !p.each {
		k, age := r.brought(p, "")
		if k < 0 {
			return nil
		}
		b := bundle{proof: p, id: p.id, choice: k, age: age}
		for _, f := range facts {
			if within(f.path, p.covers) {
				b.covers = append(b.covers, f.path)
			}
		}
		return append(out, b)
	}
	for _, f := range facts {
		if !within(f.path, p.covers) {
			continue
		}
		k, age := r.brought(p, f.path)
		if k < 0 {
			continue
		}
		i := slices.IndexFunc(out, func(b bundle) bool { return b.choice == k && b.age == age })
		if i < 0 {
			i = len(out)
			out = append(out, bundle{proof: p, id: fmt.Sprintf("%s-%d", p.id, i+1), choice: k, age: age})
		}
		out[i].covers = append(out[i].covers, f.path)
	}
	return out
}
