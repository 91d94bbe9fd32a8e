package testkit

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// leaf is a fact that can be stated.
type leaf struct {
	path     string
	index    []int
	typ      reflect.Type // of the scalar or of a list's element
	list     bool
	elem     []*leaf // of a list of records
	min, max *float64
	read     bool // an embedded rule reads it
	cuts     cuts
}

// cuts are values that rules compare a fact with, and their neighbours.
type cuts struct {
	numbers []float64
	dates   []civil.Date
}

// Leaves returns the paths of all facts that can be stated, those of list
// elements included.
func Leaves() []string {
	var out []string
	var add func([]*leaf)
	add = func(ls []*leaf) {
		for _, l := range ls {
			out = append(out, l.path)
			add(l.elem)
		}
	}
	add(model())
	return out
}

var model = sync.OnceValue(func() []*leaf {
	all := walk(reflect.TypeFor[evidence.Facts](), "", nil)
	byPath := map[string]*leaf{}
	var enter func(ls []*leaf)
	enter = func(ls []*leaf) {
		for _, l := range ls {
			byPath[l.path] = l
			enter(l.elem)
		}
	}
	enter(all)
	collectCuts(byPath)
	return all
})

// walk finds the leaves of a struct of facts by reflection, independently of
// the schema that the evidence package derives.
func walk(t reflect.Type, path string, index []int) []*leaf {
	var out []*leaf
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "id" && strings.HasSuffix(path, "[]") {
			continue
		}
		l := &leaf{path: strings.TrimPrefix(path+"."+name, "."), index: append(slices.Clone(index), i), typ: f.Type,
			min: bound(f.Tag.Get("min")), max: bound(f.Tag.Get("max"))}
		switch f.Type.Kind() {
		case reflect.Struct:
			out = append(out, walk(f.Type, l.path, l.index)...)
			continue
		case reflect.Slice:
			l.list = true
		}
		l.typ = f.Type.Elem()
		if l.list && l.typ.Kind() == reflect.Struct {
			if _, isRecord := l.typ.FieldByName("ID"); isRecord {
				l.elem = walk(l.typ, l.path+"[]", nil)
			}
		}
		out = append(out, l)
	}
	return out
}

func bound(s string) *float64 {
	if s == "" {
		return nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return &f
}

func (l *leaf) bounded(n float64) float64 {
	if l.min != nil {
		n = max(n, *l.min)
	}
	if l.max != nil {
		n = min(n, *l.max)
	}
	return n
}

// of returns the leaf's place in a fragment.
func (l *leaf) of(f *evidence.Fragment) reflect.Value { return l.in(reflect.ValueOf(&f.Facts).Elem()) }

// in returns the leaf's place in its record.
func (l *leaf) in(record reflect.Value) reflect.Value { return record.FieldByIndex(l.index) }

var param = regexp.MustCompile(`params\.([A-Za-z0-9]+)`)

// together are the facts that are read together: by each embedded rule, and by
// each condition; conditions of several criteria that read the same count once.
type together struct{ rules, conditions [][]*leaf }

var readTogether = sync.OnceValue(func() together {
	catalogue, err := criteria.Embedded()
	if err != nil {
		panic(err)
	}
	byPath := map[string]*leaf{}
	for _, l := range model() {
		byPath[l.path] = l
	}
	read := func(r *rules.Rule) (out []*leaf) {
		for _, slot := range r.Reads {
			out = append(out, byPath[catalogue.Environment().Info(slot).Path])
		}
		return out
	}
	var out together
	for _, c := range catalogue.Criteria() {
		compiled, _ := catalogue.Compiled(c.ID)
		rule, when := compiled.Rules()
		out.rules = append(out.rules, read(rule))
		if when == nil || len(when.Reads) == 0 {
			continue
		}
		facts := read(when)
		if !slices.ContainsFunc(out.conditions, func(other []*leaf) bool { return slices.Equal(other, facts) }) {
			out.conditions = append(out.conditions, facts)
		}
	}
	return out
})

// collectCuts takes from the embedded rules which facts they read and what they
// compare them with, under every embedded profile.
func collectCuts(byPath map[string]*leaf) {
	catalogue, err := criteria.Embedded()
	if err != nil {
		panic(err)
	}
	var all []*profiles.Profile
	for _, id := range profiles.Names() {
		p, err := profiles.Lookup(id)
		if err != nil {
			panic(err)
		}
		if p.ID() != profiles.Entry { // which has the parameters of normal
			all = append(all, p)
		}
	}
	for _, c := range catalogue.Criteria() {
		compiled, _ := catalogue.Compiled(c.ID)
		rule, when := compiled.Rules()
		for _, r := range []*rules.Rule{rule, when} {
			if r == nil {
				continue
			}
			for _, slot := range r.Reads {
				byPath[catalogue.Environment().Info(slot).Path].read = true
			}
			r.Root.Atoms(func(a *rules.Atom) {
				if a.Fact == nil || a.Fact.Info == nil || byPath[a.Fact.Info.Path] == nil {
					return
				}
				l := byPath[a.Fact.Info.Path]
				l.read = true
				for _, cut := range a.Cuts {
					l.cuts.add(cut.Text)
				}
				for _, m := range param.FindAllStringSubmatch(a.Text, -1) {
					for _, p := range all {
						if applied, ok := p.Applied(c.ID); ok {
							l.cuts.add(applied.Params[m[1]].String())
						}
					}
				}
			})
		}
	}
}

// add enters what a text may stand for as a value to compare with.
func (c *cuts) add(text string) {
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		c.numbers = append(c.numbers, f-1, f, f+1)
		if f != float64(int64(f)) {
			c.numbers = append(c.numbers, f-0.001, f+0.001)
		}
	}
	if p, err := civil.ParsePeriod(text); err == nil {
		for n := range 3 {
			c.dates = append(c.dates, Today.Sub(p).AddDays(n-1))
		}
	}
	if d, err := civil.ParseDate(text); err == nil {
		for n := range 3 {
			c.dates = append(c.dates, d.AddDays(n-1))
		}
	}
}

// Clone returns a deep copy of a fragment.
func Clone(f *evidence.Fragment) *evidence.Fragment {
	return clone(reflect.ValueOf(f)).Interface().(*evidence.Fragment)
}

// CloneAll returns deep copies of fragments.
func CloneAll(frags []*evidence.Fragment) []*evidence.Fragment {
	out := make([]*evidence.Fragment, len(frags))
	for i, f := range frags {
		out[i] = Clone(f)
	}
	return out
}

func clone(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(clone(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(clone(v.Index(i)))
			}
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMap(v.Type()))
			for it := v.MapRange(); it.Next(); {
				out.SetMapIndex(it.Key(), clone(it.Value()))
			}
		}
	case reflect.Struct:
		out.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(clone(v.Field(i)))
			}
		}
	default:
		out.Set(v)
	}
	return out
}
