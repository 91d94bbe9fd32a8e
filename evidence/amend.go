package evidence

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// Amendment is evidence that takes the place of other evidence: see
// [Dossier.Amend].
type Amendment struct {
	// Name is the name of the source that states it.
	Name string
	// Subject holds the fields of the subject that are to be others; ID and Name
	// stay, and so does what it leaves out.
	Subject Subject
	// Facts are the facts that it states, by path; a path that starts with "ext." is
	// a catalogue's own fact.
	Facts map[string]Stated
	// Settles are facts on which sources disagree and what they are settled on, one
	// of the [Alternative] values. It states nothing of them itself.
	Settles map[string]Stated
	// Confirms are facts that it states as other sources do, for Proofs to cover.
	Confirms map[string]Stated
	// Proofs support facts of the amendment.
	Proofs []Proof
}

// Amend returns the dossier as it would be if one more source stated what is
// amended, and no other source stated of those facts, or of those that are settled,
// what is not so then. A source that says the same, or less, goes on saying it, and
// its proofs go on supporting that: of a list of records to which a field of an
// entry is added, all that was proven before. Proofs support what their own source
// states, and so what is amended has no others than these and those of the
// amendment. What is confidential stays so.
//
// It is an error if the amendment names what is no fact, or states what no file
// could.
func (d *Dossier) Amend(a Amendment) (*Dossier, error) {
	own := &Fragment{Name: a.Name, Subject: &Subject{ID: d.subject.ID, Version: a.Subject.Version, Layer: a.Subject.Layer,
		Regions: a.Subject.Regions, Services: a.Subject.Services}, Proofs: a.Proofs}
	for _, facts := range []map[string]Stated{a.Facts, a.Confirms} {
		for _, path := range slices.Sorted(maps.Keys(facts)) {
			if err := own.state(path, facts[path]); err != nil {
				return nil, err
			}
			if d.Confidential(path) {
				own.Confidential = append(own.Confidential, path)
			}
		}
	}
	added, problems, err := own.checked()
	if err != nil {
		return nil, fmt.Errorf("amending: %w", err)
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, fmt.Errorf("amending: %w", problems)
	}
	sources := []source{added}
	for _, f := range d.fragments {
		// What was checked stays right with less in it.
		f = f.without(&a)
		for _, path := range slices.Sorted(maps.Keys(a.Settles)) {
			// It stays confidential, whichever source is right.
			if d.Confidential(path) && !f.marks(path) && !f.stated(path).IsZero() {
				f.Confidential = append(slices.Clip(f.Confidential), path)
			}
		}
		text, err := doc.Canonical(f.marked())
		if err != nil {
			return nil, fmt.Errorf("amending %s: %w", f.Name, err)
		}
		sources = append(sources, source{f, text})
	}
	return merge(sources)
}

// without returns the fragment less what is amended. The fragment itself stays as
// it is: dossiers share it.
func (f *Fragment) without(a *Amendment) *Fragment {
	g := *f
	if f.Subject != nil {
		s := *f.Subject
		if a.Subject.Version != "" {
			s.Version = ""
		}
		if a.Subject.Layer != "" {
			s.Layer = ""
		}
		if a.Subject.Regions != nil {
			s.Regions = nil
		}
		if a.Subject.Services != nil {
			s.Services = nil
		}
		g.Subject = &s
	}
	schema := FactSchema()
	root := reflect.ValueOf(&g.Facts).Elem()
	gone := map[string]bool{}
	for _, facts := range []map[string]Stated{a.Facts, a.Settles} {
		for path, s := range facts {
			if v := f.stated(path); !v.IsZero() && !s.implies(v) {
				gone[path] = true
			}
		}
	}
	for path := range gone {
		if field := schema.Field(path); field != nil {
			root.FieldByIndex(field.index).SetZero()
			continue
		}
		group, name, ok := extPath(path)
		if _, stated := f.Ext[group][name]; !ok || !stated {
			continue
		}
		if reflect.ValueOf(g.Ext).Pointer() == reflect.ValueOf(f.Ext).Pointer() {
			g.Ext = maps.Clone(f.Ext)
		}
		// The group stays, if empty: proofs may cover it.
		g.Ext[group] = maps.Clone(g.Ext[group])
		delete(g.Ext[group], name)
	}
	g.Partial = slices.DeleteFunc(slices.Clone(f.Partial), func(path string) bool { return gone[path] })
	return &g
}

// stated is what the fragment states of a fact.
func (f *Fragment) stated(path string) Stated {
	if field := FactSchema().Field(path); field != nil {
		s := field.read(reflect.ValueOf(f.Facts))
		if s.List != nil && slices.Contains(f.Partial, path) {
			s.List.Open = true
		}
		return s
	}
	if group, name, ok := extPath(path); ok {
		if v, stated := f.Ext[group][name]; stated {
			return extValue(v)
		}
	}
	return Stated{}
}

// implies reports whether a value says all that another one does.
func (s Stated) implies(t Stated) bool {
	both, ok := s.join(t)
	return ok && both.equal(s)
}

// Settled returns what would be stated about a fact if the sources stated nothing
// of it that a value does not say: see [Amendment.Settles].
func (d *Dossier) Settled(path string, value Stated) Fact {
	var vs []version
	for _, f := range d.fragments {
		if s := f.stated(path); !s.IsZero() && value.implies(s) {
			vs = addVersion(vs, s, f)
		}
	}
	return d.fact(path, vs, d.supporting)
}

// extPath takes the path of a catalogue's own fact apart.
func extPath(path string) (group, name string, ok bool) {
	rest, ok := strings.CutPrefix(path, "ext.")
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, ".")
}

// state makes the fragment state a fact.
func (f *Fragment) state(path string, s Stated) error {
	if field := FactSchema().Field(path); field != nil {
		if s.List != nil && s.List.Open {
			f.Partial = append(f.Partial, path)
		}
		return field.write(reflect.ValueOf(&f.Facts).Elem(), s)
	}
	group, name, ok := extPath(path)
	if !ok {
		return fmt.Errorf("%s names no fact", doc.Quote(path))
	}
	if f.Ext == nil {
		f.Ext = map[string]map[string]Value{}
	}
	if f.Ext[group] == nil {
		f.Ext[group] = map[string]Value{}
	}
	f.Ext[group][name] = s.plain()
	return nil
}

// plain is the value as a catalogue's own fact is written.
func (s Stated) plain() Value {
	if s.List == nil {
		return plainScalar(s.Scalar)
	}
	list := make([]Value, len(s.List.Items))
	for i, item := range s.List.Items {
		list[i] = plainScalar(item.Scalar)
	}
	return Value{list}
}

func plainScalar(v any) Value {
	switch v := v.(type) {
	case bool:
		return Bool(v)
	case int64:
		return Int(v)
	case float64:
		return Number(v)
	case string:
		return String(v)
	case Date:
		return String(v.String())
	}
	return Value{}
}

// write puts a value into the field's struct: what read would take out.
func (f *Field) write(record reflect.Value, s Stated) error {
	v := record.FieldByIndex(f.index)
	if f.Kind != KindList {
		p := reflect.New(f.typ)
		if err := setScalar(p.Elem(), s.Scalar); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		v.Set(p)
		return nil
	}
	if s.List == nil {
		return fmt.Errorf("%s is a list, and the value is none", f.Path)
	}
	v.Set(reflect.MakeSlice(v.Type(), len(s.List.Items), len(s.List.Items)))
	for i, item := range s.List.Items {
		at := v.Index(i)
		if f.Elem == nil {
			if err := setScalar(at, item.Scalar); err != nil {
				return fmt.Errorf("%s: %w", f.Path, err)
			}
			continue
		}
		at.FieldByName("ID").SetString(item.ID)
		for k := range f.Elem.Fields {
			if k < len(item.Values) && !item.Values[k].IsZero() {
				if err := f.Elem.Fields[k].write(at, item.Values[k]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func setScalar(at reflect.Value, scalar any) error {
	v := reflect.ValueOf(scalar)
	switch {
	case scalar == nil:
		return fmt.Errorf("no value is given")
	case v.Type() == at.Type():
		at.Set(v)
	case v.Kind() == at.Kind() && v.Kind() != reflect.Struct && v.CanConvert(at.Type()):
		at.Set(v.Convert(at.Type()))
	case v.Kind() == reflect.Int64 && at.Kind() == reflect.Float64:
		at.SetFloat(float64(v.Int()))
	default:
		return fmt.Errorf("%v is no value of this fact", scalar)
	}
	return nil
}
