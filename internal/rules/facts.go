package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Slots is the number of facts of the environment: those of the evidence
// schema, then the catalogue's own.
func (e *Env) Slots() int { return len(e.facts.fields) }

// Info describes the fact in a slot.
func (e *Env) Info(slot int) *FieldInfo { return e.facts.fields[slot].info }

// Slot returns the slot of a fact by its path.
func (e *Env) Slot(path string) (int, bool) {
	slot, ok := e.facts.slots[path]
	return slot, ok
}

// Has reports whether there is a fact of that path, or a group of facts.
func (e *Env) Has(path string) bool {
	return slices.ContainsFunc(e.facts.fields, func(f layoutField) bool {
		return f.info.Path == path || strings.HasPrefix(f.info.Path, path+".")
	})
}

// Stated returns what a dossier states about a fact.
func (e *Env) Stated(d *evidence.Dossier, slot int) evidence.Fact {
	if own := len(e.facts.fields) - len(e.ext); slot >= own {
		return d.Ext(e.facts.fields[slot].info.Path)
	}
	return d.Fact(slot)
}

// Value turns a stated value into the form rules compute with. It fails only
// for a catalogue's own facts, whose type the dossier cannot know.
func (e *Env) Value(slot int, s evidence.Stated) (Val, error) {
	f := &e.facts.fields[slot]
	if own := len(e.facts.fields) - len(e.ext); slot >= own {
		v, err := e.ext[slot-own].value(s)
		return Val{v}, err
	}
	return Val{value(f, s, f.info.Path)}, nil
}

// Facts turns everything a dossier claims into the form rules compute with; of
// contradicted facts the first alternative.
func (e *Env) Facts(d *evidence.Dossier) (*Facts, error) {
	r := &record{layout: e.facts, slots: make([]ref.Val, len(e.facts.fields))}
	for slot := range r.slots {
		alternatives := e.Stated(d, slot).Alternatives
		if len(alternatives) == 0 {
			continue
		}
		v, err := e.Value(slot, alternatives[0].Value)
		if err != nil {
			return nil, e.Wrong(d, slot, err)
		}
		r.slots[slot] = v.v
	}
	return &Facts{r.show()}, nil
}

// Wrong is the error for a fact of the catalogue's own that has the wrong type; of
// a confidential one it does not quote the value.
func (e *Env) Wrong(d *evidence.Dossier, slot int, err error) error {
	own := len(e.facts.fields) - len(e.ext)
	if slot < own || !d.Confidential(e.ext[slot-own].Path()) {
		return err
	}
	return fmt.Errorf("%s is declared as %s, and the dossier states something else, which is confidential", e.ext[slot-own].Path(), e.ext[slot-own].typeName())
}

// value turns what the evidence package has checked into a CEL value.
func value(f *layoutField, s evidence.Stated, path string) ref.Val {
	if s.List == nil {
		return scalar(f.info.Kind, s.Scalar)
	}
	l := &listVal{path: path, items: make([]ref.Val, len(s.List.Items)), names: make([]string, len(s.List.Items))}
	for i, item := range s.List.Items {
		if f.elem == nil {
			l.items[i] = scalar(f.info.Item, item.Scalar)
			continue
		}
		r := &record{layout: f.elem, slots: make([]ref.Val, len(f.elem.fields)), path: path + "[" + item.ID + "]"}
		for k, v := range item.Values {
			if !v.IsZero() {
				r.slots[k] = value(&f.elem.fields[k], v, r.path+"."+f.elem.fields[k].name)
			}
		}
		l.items[i], l.names[i] = r.show(), item.ID
	}
	if f.elem == nil {
		l.shown = l.public()
	}
	if s.List.Open {
		l.open = openItem(f, path)
	}
	return l
}

func openItem(f *layoutField, path string) ref.Val {
	at := path + "[" + openElement + "]"
	if f.elem == nil {
		return unknownAt(at)
	}
	return (&record{layout: f.elem, slots: make([]ref.Val, len(f.elem.fields)), path: at, open: true}).show()
}

func scalar(kind evidence.Kind, v any) ref.Val {
	switch v := v.(type) {
	case bool:
		return types.Bool(v)
	case int64:
		return types.Int(v)
	case float64:
		return types.Double(v)
	case evidence.Date:
		return dateVal{v}
	case string:
		if kind == evidence.KindVersion {
			w, err := newVersion(v)
			if err != nil {
				return nil
			}
			return w
		}
		return types.String(v)
	}
	return nil
}

// value gives a catalogue's own fact the type the catalogue declares.
func (f ExtFact) value(s evidence.Stated) (ref.Val, error) {
	if f.List != (s.List != nil) {
		return nil, fmt.Errorf("%s is declared as %s, and the dossier states %s", f.Path(), f.typeName(), s)
	}
	if s.List == nil {
		return f.scalar(s.Scalar)
	}
	l := &listVal{path: f.Path()}
	for _, item := range s.List.Items {
		v, err := f.scalar(item.Scalar)
		if err != nil {
			return nil, err
		}
		l.items, l.names = append(l.items, v), append(l.names, "")
	}
	if s.List.Open {
		l.open = unknownAt(l.path + "[" + openElement + "]")
	}
	return l, nil
}

func (f ExtFact) typeName() string {
	if f.List {
		return "list of " + f.Kind.String()
	}
	return f.Kind.String()
}

func (f ExtFact) scalar(v any) (ref.Val, error) {
	wrong := fmt.Errorf("%s is declared as %s, and the dossier states %v", f.Path(), f.typeName(), v)
	switch f.Kind {
	case evidence.KindBool:
		if b, ok := v.(bool); ok {
			return types.Bool(b), nil
		}
	case evidence.KindInt:
		if i, ok := v.(int64); ok && i >= -maxNumber && i <= maxNumber {
			return types.Int(i), nil
		}
	case evidence.KindNumber:
		switch n := v.(type) {
		case float64:
			return types.Double(n), nil
		case int64:
			return types.Double(n), nil
		}
	default:
		s, ok := v.(string)
		if !ok {
			return nil, wrong
		}
		switch f.Kind {
		case evidence.KindDate:
			d, err := civil.ParseDate(s)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.Path(), err)
			}
			return dateVal{d}, nil
		case evidence.KindVersion:
			w, err := newVersion(s)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.Path(), err)
			}
			return w, nil
		}
		if len(s) > maxExtText {
			return nil, fmt.Errorf("%s: the text is longer than %d bytes", f.Path(), maxExtText)
		}
		if f.Values != nil && !slices.Contains(f.Values, s) {
			return nil, fmt.Errorf("%s: %q is not one of its values: %s", f.Path(), s, strings.Join(f.Values, ", "))
		}
		return types.String(s), nil
	}
	return nil, wrong
}

const (
	maxNumber  = 1 << 53
	maxExtText = 1000
)

// Subject makes the subject's rule-visible fields a given record. Identity is
// not among them.
func (e *Env) Subject(s evidence.Subject) *Given {
	r := &record{layout: e.subject, slots: make([]ref.Val, len(e.subject.fields))}
	if s.Layer != "" {
		r.slots[0] = types.String(s.Layer)
	}
	if s.Version != "" {
		r.slots[1] = scalar(evidence.KindVersion, string(s.Version))
	}
	if s.Regions != nil {
		l := &listVal{path: "subject.regions"}
		for _, c := range s.Regions {
			l.items, l.names = append(l.items, types.String(c)), append(l.names, "")
		}
		r.slots[2] = l
	}
	if s.Services != nil {
		l := &listVal{path: "subject.services"}
		for _, c := range s.Services {
			l.items, l.names = append(l.items, types.String(c)), append(l.names, "")
		}
		r.slots[3] = l
	}
	return &Given{record: r.show()}
}

// strings returns the texts of a list that is no evidence: a literal or a
// parameter.
func textsOf(v ref.Val) ([]string, bool) {
	l, ok := v.(traits.Lister)
	if !ok {
		return nil, false
	}
	var out []string
	for it := l.Iterator(); it.HasNext() == types.True; {
		s, ok := it.Next().(types.String)
		if !ok {
			return nil, false
		}
		out = append(out, string(s))
	}
	return out, true
}
