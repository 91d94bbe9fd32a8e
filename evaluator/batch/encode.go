package batch

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Encoder writes dossiers into blocks of a plan: of every column the class of what
// the dossier states, and whether its proofs satisfy what is demanded. It is not
// safe for concurrent use; see [Plan.NewEncoder].
//
// A dossier says no more than it states. A variant that reveals a fact
// ([Variant].Reveal) sees of a dossier what it would if it proved the fact
// ([Variant].Prove).
//
// Three things have no place in planes, and the evaluator decides a record that has
// one of them (see [Block.Patch]): facts on which sources disagree; lists of which
// some parts are proven and others not, unless no question tells the proven part
// from the whole; and both only if a variant asks about them.
type Encoder struct {
	plan    *Plan
	facts   []encoded
	related []*Column // relations and views
	tracks  []*Column
	fields  []*Column // of the subject
	demands []Demand  // distinct
	envs    []ownFacts
	// alone are the evaluators that decide what has no place in planes.
	alone []*evaluator.Evaluator
	// sharing spares them from asking the same of one dossier.
	sharing evaluator.Option

	values []evidence.Stated // of the record, by column
	known  []known           // by column
	sets   [][]int           // distinct sets of proofs of the dossier
	met    []verdict         // by set and demand
	all    []int             // the indices of all proofs
	coded  int64
	alones int64

	key     []byte // scratch
	several []evidence.Stated
}

// known are classes of a column's values that were seen before.
type known struct {
	scalars map[any]*Class
	lists   map[string]*Class // by key
	bytes   int               // of keys
	entries *Gathering        // nil where lists are asked about as a whole
}

// encoded is a column of a fact.
type encoded struct {
	*Column
	slot    int   // of the evidence schema, -1 for a catalogue's own fact
	demands []int // by demand of the column, its place among those of the encoder
	related bool  // a relation or a view has it, too
}

// ownFacts are the facts that a catalogue declares itself.
type ownFacts struct {
	env   *rules.Env
	slots []int
	paths []string
}

// verdict is whether proofs satisfy a demand.
type verdict uint8

const (
	unweighed verdict = iota
	satisfied
	unsatisfied
)

// maxScalars and maxListBytes bound the values of one column that an encoder
// remembers: by their number, and by the bytes of their keys. A list that takes up
// a good part of that is not remembered.
const (
	maxScalars   = 1 << 12
	maxListBytes = 1 << 18
)

// NewEncoder returns an encoder of dossiers for blocks of the plan.
func (p *Plan) NewEncoder() *Encoder {
	e := &Encoder{plan: p, sharing: evaluator.WithTruths(new(rules.Truths)), values: make([]evidence.Stated, len(p.columns)), known: make([]known, len(p.columns))}
	number := map[string]int{}
	related := map[string]bool{}
	for _, c := range p.columns {
		if c.kind == Relation || c.kind == View {
			for _, path := range c.paths {
				related[path] = true
			}
		}
	}
	numbered := func(c *Column) []int {
		out := make([]int, len(c.demands))
		for i, d := range c.demands {
			key := d.Text + " on " + d.Day.String()
			n, ok := number[key]
			if !ok {
				n = len(e.demands)
				number[key] = n
				e.demands = append(e.demands, d)
			}
			out[i] = n
		}
		return out
	}
	for _, c := range p.columns {
		switch c.kind {
		case Subject:
			e.fields = append(e.fields, c)
		case Relation, View:
			e.related = append(e.related, c)
		case Track:
			e.tracks = append(e.tracks, c)
		default:
			f := encoded{Column: c, slot: -1, demands: numbered(c), related: related[c.paths[0]]}
			if field := evidence.FactSchema().Field(c.paths[0]); field != nil {
				f.slot = field.Slot
			}
			e.facts = append(e.facts, f)
		}
		e.known[c.index] = known{scalars: map[any]*Class{}, lists: map[string]*Class{}}
		e.known[c.index].entries, _ = c.Gathering()
	}
	for _, v := range p.variants {
		env := v.Evaluator.Catalogue().Environment()
		if slices.ContainsFunc(e.envs, func(o ownFacts) bool { return o.env == env }) {
			continue
		}
		own := ownFacts{env: env}
		for slot := range env.Slots() {
			if path := env.Info(slot).Path; strings.HasPrefix(path, "ext.") {
				own.slots, own.paths = append(own.slots, slot), append(own.paths, path)
			}
		}
		e.envs = append(e.envs, own)
	}
	return e
}

// Encode makes the dossier the record of a block, which must have been reset since
// the record was last written. The context is for records that the evaluator
// decides.
//
// The error is one that [evaluator.Evaluator.Decide] returns for the dossier: one
// that is nil or zero, a fact of a catalogue's own that has the wrong type, a
// cancelled context. The record is then as after [Block.Reset].
func (e *Encoder) Encode(ctx context.Context, b *Block, record int, d *evidence.Dossier) error {
	if b.plan != e.plan || record < 0 || record >= b.records {
		return fmt.Errorf("record %d of %d, of the same plan: %t", record, b.records, b.plan == e.plan)
	}
	if err := e.encode(ctx, b, record, d); err != nil {
		b.forget(record)
		return err
	}
	e.coded++
	return nil
}

// Encoded is how many records were encoded, and how many of them the evaluator
// decided.
func (e *Encoder) Encoded() (records, decided int64) { return e.coded, e.alones }

// forget makes a record one of which nothing is known.
func (b *Block) forget(record int) {
	for at := record / 64; at < len(b.planes); at += words {
		b.planes[at] &^= 1 << (record % 64)
	}
	b.patches = slices.DeleteFunc(b.patches, func(p patch) bool { return p.record == record })
}

func (e *Encoder) encode(ctx context.Context, b *Block, record int, d *evidence.Dossier) error {
	if d == nil || d.Subject().ID == "" {
		return fmt.Errorf("%w: there is no dossier", evaluator.ErrNoInput)
	}
	for _, own := range e.envs {
		for i, slot := range own.slots {
			if alternatives := d.Ext(own.paths[i]).Alternatives; len(alternatives) > 0 {
				if _, err := own.env.Value(slot, alternatives[0].Value); err != nil {
					return own.env.Wrong(d, slot, err)
				}
			}
		}
	}
	e.sets, e.met = e.sets[:0], e.met[:0]
	subject := d.Subject()
	for _, c := range e.fields {
		e.values[c.index] = fieldOf(&subject, c.paths[0])
		if err := e.set(b, record, c); err != nil {
			return err
		}
	}
	alone := false
	for i := range e.facts {
		f := &e.facts[i]
		e.values[f.index] = evidence.Stated{}
		var alternatives []evidence.Alternative
		if f.slot >= 0 {
			alternatives = d.Fact(f.slot).Alternatives
		} else {
			alternatives = d.Ext(f.paths[0]).Alternatives
		}
		switch len(alternatives) {
		case 0:
			continue
		case 1:
		default:
			alone = true
			continue
		}
		e.values[f.index] = alternatives[0].Value
		if err := e.set(b, record, f.Column); err != nil {
			return err
		}
		for k := range f.demands {
			proven, coded, err := e.proven(f, k, d, &alternatives[0])
			if err != nil {
				return err
			}
			alone = alone || !coded
			if proven {
				b.Proven(f.Column, k)[record/64] |= 1 << (record % 64)
			}
		}
	}
	for _, c := range e.related {
		if err := e.relate(b, record, c); err != nil {
			return err
		}
	}
	for _, c := range e.tracks {
		for len(e.all) < len(d.Proofs()) {
			e.all = append(e.all, len(e.all))
		}
		if c.demands[0].Satisfied(d.Proofs(), e.all[:len(d.Proofs())]) {
			b.Proven(c, 0)[record/64] |= 1 << (record % 64)
		}
	}
	if alone {
		return e.decide(ctx, b, record, d)
	}
	return nil
}

// set gives the record the class of its value in a column.
func (e *Encoder) set(b *Block, record int, c *Column) error {
	class, err := e.classOf(c, e.values[c.index])
	if err != nil {
		return err
	}
	b.put(c, record, class)
	return nil
}

// put is Set where the record's planes are empty.
func (b *Block) put(c *Column, record int, class *Class) {
	or(b.Planes(c), record/64, class, 1<<(record%64))
	if c.whole {
		or(b.WholePlanes(c), record/64, class, 1<<(record%64))
	}
}

// classOf finds the class of a value among those of the values seen before, or
// asks for it.
func (e *Encoder) classOf(c *Column, value evidence.Stated) (*Class, error) {
	switch {
	case value.IsZero():
		return c.unknown, nil
	case value.List != nil && e.known[c.index].entries != nil:
		return e.known[c.index].entries.list(value)
	case value.List != nil:
		return e.classOfAll(c, value)
	}
	known := &e.known[c.index]
	if class, ok := known.scalars[value.Scalar]; ok {
		return class, nil
	}
	class, ok := c.ofCell(value)
	if !ok {
		var err error
		if class, err = c.classify([]evidence.Stated{value}); err != nil {
			return nil, err
		}
	}
	if len(known.scalars) >= maxScalars {
		clear(known.scalars)
	}
	known.scalars[value.Scalar] = class
	return class, nil
}

// classOfAll is classOf for lists, and for the values of a relation, none of which
// is unknown.
func (e *Encoder) classOfAll(c *Column, values ...evidence.Stated) (*Class, error) {
	key := e.key[:0]
	for _, v := range values {
		key = appendKey(key, v)
	}
	e.key = key
	known := &e.known[c.index]
	if class, ok := known.lists[string(key)]; ok {
		return class, nil
	}
	class, err := c.classify(values)
	if err != nil || len(key) > maxListBytes/16 {
		return class, err
	}
	if known.bytes += len(key); known.bytes > maxListBytes {
		clear(known.lists)
		known.bytes = len(key)
	}
	known.lists[string(key)] = class
	return class, nil
}

// appendKey appends what tells a value from all others as far as rules can see:
// the ids of entries are none of it.
func appendKey(key []byte, v evidence.Stated) []byte {
	if v.List == nil {
		return appendScalar(key, v.Scalar)
	}
	key = append(key, '[')
	if v.List.Open {
		key = append(key, '+')
	}
	for i := range v.List.Items {
		item := &v.List.Items[i]
		if item.Scalar != nil {
			key = appendScalar(key, item.Scalar)
			continue
		}
		key = append(key, '{')
		for k := range item.Values {
			if !item.Values[k].IsZero() {
				key = binary.AppendUvarint(key, uint64(k)+1)
				key = appendKey(key, item.Values[k])
			}
		}
		key = append(key, 0)
	}
	return append(key, ']')
}

func appendScalar(key []byte, scalar any) []byte {
	switch v := scalar.(type) {
	case nil: // of a view that does not see it
		return append(key, 'u')
	case bool:
		if v {
			return append(key, 't')
		}
		return append(key, 'f')
	case int64:
		return binary.LittleEndian.AppendUint64(append(key, 'i'), uint64(v))
	case float64:
		return binary.LittleEndian.AppendUint64(append(key, 'n'), math.Float64bits(v))
	case string:
		return append(binary.AppendUvarint(append(key, 's'), uint64(len(v))), v...)
	case evidence.Date:
		return binary.LittleEndian.AppendUint32(append(key, 'd'), uint32(evidence.Date{}.DaysUntil(v)))
	}
	return fmt.Appendf(key, "%T%q", scalar, fmt.Sprint(scalar)) // of no fact there is
}

// relate gives the record its class in a column of several facts.
func (e *Encoder) relate(b *Block, record int, c *Column) error {
	values := e.several[:0]
	unknown := 0
	for i, path := range c.paths {
		one := e.plan.byName[path]
		v := e.values[one.index]
		if c.kind == View {
			if d := c.sees[i].Demand; d >= 0 && b.Proven(one, d)[record/64]>>(record%64)&1 == 0 {
				v = evidence.Stated{}
			}
		}
		if v.IsZero() {
			unknown++
		}
		values = append(values, v)
	}
	e.several = values
	if unknown == len(values) || unknown > 0 && c.kind != View {
		return nil
	}
	class, err := e.classOfAll(c, values...)
	if err != nil {
		return err
	}
	b.put(c, record, class)
	return nil
}

// proven reports whether the proofs of a fact satisfy a demand of its column; coded
// is false where they do so of a part of its value that a question may tell from
// the whole.
func (e *Encoder) proven(f *encoded, demand int, d *evidence.Dossier, alt *evidence.Alternative) (proven, coded bool, err error) {
	n := 0
	for p := range alt.Parts {
		if e.satisfies(f.demands[demand], d, alt.Parts[p].Proofs) {
			n++
		}
	}
	if n == 0 || n == len(alt.Parts) {
		return n > 0, true, nil
	}
	if f.related {
		return false, false, nil
	}
	var joined evidence.Stated
	for p := range alt.Parts {
		if e.satisfies(f.demands[demand], d, alt.Parts[p].Proofs) {
			joined, _ = joined.Join(alt.Parts[p].Value)
		}
	}
	whole, err := e.classOf(f.Column, alt.Value)
	if err != nil {
		return false, false, err
	}
	part, err := e.classOf(f.Column, joined)
	return whole == part, whole == part, err
}

// satisfies reports whether proofs satisfy a demand. Facts that the same proofs
// cover share one set of them.
func (e *Encoder) satisfies(demand int, d *evidence.Dossier, proofs []int) bool {
	if len(proofs) == 0 {
		return false
	}
	set := slices.IndexFunc(e.sets, func(s []int) bool { return len(s) == len(proofs) && &s[0] == &proofs[0] })
	if set < 0 {
		set = len(e.sets)
		e.sets = append(e.sets, proofs)
		for range e.demands {
			e.met = append(e.met, unweighed)
		}
	}
	at := &e.met[set*len(e.demands)+demand]
	if *at == unweighed {
		*at = unsatisfied
		if e.demands[demand].Satisfied(d.Proofs(), proofs) {
			*at = satisfied
		}
	}
	return *at == satisfied
}

// decide leaves the record to the evaluators.
func (e *Encoder) decide(ctx context.Context, b *Block, record int, d *evidence.Dossier) error {
	if e.alone == nil {
		var err error
		if e.alone, err = e.plan.references(); err != nil {
			return err
		}
	}
	decisions := make([]evaluator.Decision, len(e.alone))
	for i, v := range e.alone {
		var err error
		if decisions[i], err = v.Decide(ctx, d, e.plan.at, e.sharing); err != nil {
			return err
		}
	}
	e.alones++
	return b.Patch(record, decisions)
}

// references are evaluators that decide on dossiers as the variants do.
func (p *Plan) references() (out []*evaluator.Evaluator, err error) {
	for _, v := range p.variants {
		e := v.Evaluator
		if trusted := slices.Concat(v.Reveal, v.Prove); len(trusted) > 0 {
			if e, err = e.Vary(evaluator.Variation{Trusted: trusted}); err != nil {
				return nil, err
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// fieldOf is a field of the subject as a value.
func fieldOf(s *evidence.Subject, path string) evidence.Stated {
	switch path {
	case "subject.layer":
		return textOf(string(s.Layer))
	case "subject.version":
		return textOf(string(s.Version))
	case "subject.regions":
		return textsOf(s.Regions)
	case "subject.services":
		return textsOf(s.Services)
	}
	return evidence.Stated{}
}

func textOf(text string) evidence.Stated {
	if text == "" {
		return evidence.Stated{}
	}
	return evidence.Stated{Scalar: text}
}

func textsOf[T ~string](texts []T) evidence.Stated {
	if texts == nil {
		return evidence.Stated{}
	}
	list := &evidence.StatedList{Items: make([]evidence.Item, len(texts))}
	for i, text := range texts {
		list.Items[i].Scalar = string(text)
	}
	return evidence.Stated{List: list}
}
