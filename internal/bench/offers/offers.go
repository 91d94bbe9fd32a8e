// Package offers makes random offers that do not repeat: as dossiers, and in the
// form the peers read. The i-th offer depends on the seed, the rates and i alone.
package offers

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// Rates say what is left out, each from 0 to 1.
type Rates struct {
	// Missing is the rate of facts nobody states, Unproven that of facts without a
	// proof. Of the others nine in ten have proofs that just satisfy what is
	// demanded, and one in ten a proof of any kind.
	Missing, Unproven float64
}

// Maker makes offers. It is safe for concurrent use.
type Maker struct {
	source *asked.Source
	seed   uint64
	rates  Rates
	met    *evidence.Facts
	all    []evidence.Proof // satisfy every demand together
	fields []*field
	slots  map[string]int
	day    civil.Date
}

// field is a fact and where it lies.
type field struct {
	*evidence.Field
	stated []int // in evidence.Facts, or in an element
	byhand []int // in byhand.Facts, or in an element
	elem   []*field
	just   [][]int // sets of proofs that just satisfy what is demanded
	// what rules compare it with
	numbers []float64
	texts   []string
	// days are added to a date: more than a period can have break the rule
	days bool
}

// New returns a maker of offers for what is asked.
func New(source *asked.Source, seed uint64, rates Rates) *Maker {
	kit := testkit.New(seed, testkit.Options{Sources: 1})
	m := &Maker{source: source, seed: seed, rates: rates, met: &kit.Met().Facts, all: kit.GoodProofs(), slots: map[string]int{},
		day: civil.DateOf(source.At, source.Evaluator.Profile().Zone())}
	byPath := map[string]*field{}
	m.fields = places(source, source.Facts, reflect.TypeFor[evidence.Facts](), reflect.TypeFor[byhand.Facts](), byPath)
	for i, f := range evidence.FactSchema().Fields {
		m.slots[f.Path] = i
	}
	for _, q := range source.Questions {
		constants(q.Rule, byPath)
		if q.When != nil {
			constants(q.When, byPath)
		}
	}
	r := rand.New(rand.NewPCG(seed, 0))
	for _, f := range m.fields {
		for range 4 {
			f.just = append(f.just, m.just(f, r))
		}
	}
	return m
}

// just returns proofs that satisfy what is demanded of a fact in every view, and
// none of which can be left out, by index of all.
func (m *Maker) just(f *field, r *rand.Rand) []int {
	kept := make([]bool, len(m.all))
	for i := range kept {
		kept[i] = true
	}
	satisfied := func() bool {
		var proofs []evidence.Proof
		for i := range kept {
			if kept[i] {
				proofs = append(proofs, m.all[i])
			}
		}
		for _, v := range m.source.Views {
			if d := v[f.Path]; d != nil && !d.SatisfiedBy(proofs, m.day) {
				return false
			}
		}
		return true
	}
	for _, i := range r.Perm(len(kept)) {
		kept[i] = false
		kept[i] = !satisfied()
	}
	var out []int
	for i := range kept {
		if kept[i] {
			out = append(out, i)
		}
	}
	return out
}

// places finds fields in the structs by the names in their tags.
func places(source *asked.Source, fields []*evidence.Field, stated, hand reflect.Type, byPath map[string]*field) []*field {
	var out []*field
	for _, f := range fields {
		p := &field{Field: f, stated: index(stated, "json", f.Name), byhand: index(hand, "cel", f.Name)}
		if f.Elem != nil {
			p.elem = places(source, source.Elements[f.Path], stated.FieldByIndex(p.stated).Type.Elem(), hand.FieldByIndex(p.byhand).Type.Elem(), byPath)
		}
		byPath[f.Path] = p
		out = append(out, p)
	}
	return out
}

func index(t reflect.Type, tag, path string) (out []int) {
	for name := range strings.SplitSeq(path, ".") {
		for i := range t.NumField() {
			if first, _, _ := strings.Cut(t.Field(i).Tag.Get(tag), ","); first == name {
				out, t = append(out, i), t.Field(i).Type
				break
			}
		}
	}
	return out
}

func constants(e *asked.Expr, byPath map[string]*field) {
	e.Walk(func(x *asked.Expr) {
		if x.Op == asked.PlusDays {
			byPath[x.Args[1].Ref.Field.Path].days = true
		}
		if len(x.Args) == 0 || x.Args[0].Op != asked.Fact || x.Args[0].Ref.Field == nil {
			return
		}
		f := byPath[x.Args[0].Ref.Field.Path]
		f.texts = append(f.texts, x.Texts...)
		if len(x.Args) == 2 && x.Args[1].Op == asked.Const {
			switch v := x.Args[1].Value.(type) {
			case int64:
				f.numbers = append(f.numbers, float64(v))
			case float64:
				f.numbers = append(f.numbers, v)
			case string:
				f.texts = append(f.texts, v)
			}
		}
	})
}

// Offer is one offer.
type Offer struct {
	Dossier *evidence.Dossier
	Record  *byhand.Record
}

// Make makes the i-th offer.
func (m *Maker) Make(i int) (Offer, error) {
	d := &draw{Maker: m, Rand: rand.New(rand.NewPCG(m.seed, uint64(i)))}
	d.good = 0.6 + 0.4*d.Float64()
	f := &evidence.Fragment{Name: "offer.yaml", Subject: &evidence.Subject{ID: fmt.Sprintf("offer-%d", i), Name: "Example", Version: "2.1",
		Layer: evidence.Layer(pick(d.Rand, "infrastructure", "platform", "base-service", "application"))}}
	covers := make([][]string, len(m.all))
	facts := reflect.ValueOf(&f.Facts).Elem()
	for _, p := range m.fields {
		if d.Float64() < m.rates.Missing {
			continue
		}
		facts.FieldByIndex(p.stated).Set(d.value(p, reflect.ValueOf(m.met).Elem().FieldByIndex(p.stated)))
		switch {
		case d.Float64() < m.rates.Unproven:
		case d.IntN(10) == 0:
			i := d.IntN(len(m.all))
			covers[i] = append(covers[i], p.Path)
		default:
			for _, i := range pick(d.Rand, p.just...) {
				covers[i] = append(covers[i], p.Path)
			}
		}
	}
	for i, p := range m.all {
		if covers[i] != nil {
			p.Covers = covers[i]
			f.Proofs = append(f.Proofs, p)
		}
	}
	dossier, err := evidence.Merge(f)
	if err != nil {
		return Offer{}, err
	}
	return Offer{dossier, m.record(f, dossier)}, nil
}

type draw struct {
	*Maker
	*rand.Rand
	good float64 // the rate of values that are asked for
}

func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

// value draws a fact, of the type of one that is asked for.
func (d *draw) value(f *field, good reflect.Value) reflect.Value {
	if f.days && d.IntN(8) == 0 {
		days := int64(asked.MaxDays + 1)
		return reflect.ValueOf(&days)
	}
	if d.Float64() < d.good && f.elem == nil && !good.IsNil() {
		return good
	}
	switch {
	case f.elem != nil:
		list := reflect.MakeSlice(good.Type(), 0, 4)
		for n := range d.IntN(5) {
			list = reflect.Append(list, d.element(f, good, n))
		}
		return list
	case f.Kind == evidence.KindList:
		list := reflect.MakeSlice(good.Type(), 0, 4)
		for range d.IntN(4) {
			v := reflect.New(good.Type().Elem()).Elem()
			d.scalar(f, f.Item, v)
			if !contains(list, v) {
				list = reflect.Append(list, v)
			}
		}
		return list
	}
	v := reflect.New(good.Type().Elem())
	d.scalar(f, f.Kind, v.Elem())
	return v
}

func contains(list, v reflect.Value) bool {
	for i := range list.Len() {
		if list.Index(i).Interface() == v.Interface() {
			return true
		}
	}
	return false
}

// element draws an entry of a list: one that is asked for with some fields
// changed.
func (d *draw) element(f *field, good reflect.Value, n int) reflect.Value {
	e := reflect.New(good.Type().Elem()).Elem()
	if good.Len() > 0 {
		e.Set(good.Index(d.IntN(good.Len())))
	}
	e.FieldByName("ID").SetString(fmt.Sprintf("e%d", n))
	for _, p := range f.elem {
		at := e.FieldByIndex(p.stated)
		if d.Float64() < d.rates.Missing {
			at.SetZero()
		} else {
			at.Set(d.value(p, at))
		}
	}
	return e
}

func (d *draw) scalar(f *field, kind evidence.Kind, v reflect.Value) {
	switch kind {
	case evidence.KindBool:
		v.SetBool(d.IntN(2) == 0)
	case evidence.KindInt:
		v.SetInt(int64(d.number(f)))
	case evidence.KindNumber:
		v.SetFloat(d.number(f) + pick(d.Rand, 0, 0.5))
		if f.Max != nil {
			v.SetFloat(min(v.Float(), *f.Max))
		}
	case evidence.KindDate:
		day := d.day.AddDays(d.IntN(2000) - 1000)
		if len(f.numbers) > 0 && d.IntN(2) == 0 {
			day = d.day.AddDays(int(pick(d.Rand, f.numbers...)) - int(asked.Day(d.day)) + d.IntN(3) - 1)
		}
		v.Set(reflect.ValueOf(day))
	case evidence.KindVersion:
		v.SetString(pick(d.Rand, "1.0", "1.1", "1.2", "1.3", "1.5", "1.6.0", "2.1", "2.2", "2.3", "3.0.1"))
	default:
		v.SetString(d.text(f, v.Type()))
	}
}

func (d *draw) number(f *field) float64 {
	n := float64(pick(d.Rand, 0, 1, d.IntN(10), d.IntN(100), d.IntN(5000)))
	if len(f.numbers) > 0 && d.IntN(2) == 0 {
		n = pick(d.Rand, f.numbers...) + float64(d.IntN(3)-1)
	}
	if f.Min != nil {
		n = max(n, *f.Min)
	}
	if f.Max != nil {
		n = min(n, *f.Max)
	}
	return n
}

func (d *draw) text(f *field, t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[evidence.Country]():
		return pick(d.Rand, "DE", "FR", "AT", "NL", "PL", "NO", "CH", "GB", "US", "CN")
	case t == reflect.TypeFor[evidence.License]():
		return pick(d.Rand, "MIT", "EUPL-1.2", "Apache-2.0 OR MIT", "AGPL-3.0-only", "BUSL-1.1", "LicenseRef-own")
	case len(f.Values) > 0:
		return pick(d.Rand, f.Values...)
	case len(f.texts) > 0 && d.IntN(2) == 0:
		return pick(d.Rand, f.texts...)
	}
	return pick(d.Rand, "a", "b", "c")
}

// record brings an offer into the form the peers read.
func (m *Maker) record(f *evidence.Fragment, dossier *evidence.Dossier) *byhand.Record {
	r := &byhand.Record{Claimed: &byhand.Facts{}}
	for i := range r.Proven {
		r.Proven[i] = &byhand.Facts{}
	}
	layer, version := string(f.Subject.Layer), string(f.Subject.Version)
	r.Subject = byhand.Subject{Layer: &layer, Version: &version}
	values := arena{}
	stated, claimed := reflect.ValueOf(&f.Facts).Elem(), reflect.ValueOf(r.Claimed).Elem()
	for _, p := range m.fields {
		from, to := stated.FieldByIndex(p.stated), claimed.FieldByIndex(p.byhand)
		if from.IsNil() {
			continue
		}
		values.convert(p, from, to)
		part := dossier.Fact(m.slots[p.Path]).Alternatives[0].Parts[0]
		for i, view := range m.source.Views {
			if demand := view[p.Path]; demand != nil && demand.Satisfied(dossier.Proofs(), part.Proofs, m.day) {
				reflect.ValueOf(r.Proven[i]).Elem().FieldByIndex(p.byhand).Set(to)
			}
		}
	}
	return r
}

// arena holds the values of one offer side by side, so that who reads them finds
// them in few lines of the processor's cache.
type arena map[reflect.Type]reflect.Value

// new returns a pointer to a place for a value.
func (a arena) new(t reflect.Type) reflect.Value {
	const chunk = 256
	s, ok := a[t]
	if !ok || s.Len() == s.Cap() {
		s = reflect.MakeSlice(reflect.SliceOf(t), 0, chunk)
	}
	s = s.Slice(0, s.Len()+1)
	a[t] = s
	return s.Index(s.Len() - 1).Addr()
}

func (a arena) convert(f *field, from, to reflect.Value) {
	switch {
	case from.IsNil():
	case f.elem != nil:
		to.Set(reflect.MakeSlice(to.Type(), from.Len(), from.Len()))
		for i := range from.Len() {
			for _, p := range f.elem {
				a.convert(p, from.Index(i).FieldByIndex(p.stated), to.Index(i).FieldByIndex(p.byhand))
			}
		}
	case f.Kind == evidence.KindList:
		to.Set(reflect.MakeSlice(to.Type(), from.Len(), from.Len()))
		for i := range from.Len() {
			to.Index(i).Set(plain(from.Index(i), to.Type().Elem()))
		}
	default:
		to.Set(a.new(to.Type().Elem()))
		to.Elem().Set(plain(from.Elem(), to.Type().Elem()))
	}
}

func plain(v reflect.Value, t reflect.Type) reflect.Value {
	if d, ok := v.Interface().(civil.Date); ok {
		return reflect.ValueOf(asked.Day(d))
	}
	return v.Convert(t)
}
