package rules

import (
	"slices"
	"sync"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
)

// Attested is an attestation scheme with a level, or one of any level from 1 on.
type Attested struct {
	Scheme evidence.Scheme
	Name   evidence.SchemeName // of [evidence.OtherScheme]
	Level  int64
}

// Equivalent says that one attestation, of its level or a higher one, is
// accepted as another.
type Equivalent struct {
	ID       string // names the decision
	Demanded Attested
	Accepted Attested
}

// Twin returns an attestation that counts as the accepted one as what it is
// accepted as. All else, its age, scope and inspection, stays what it is.
func (e *Equivalent) Twin(p evidence.SupportingProof) (evidence.SupportingProof, bool) {
	level := int64(1)
	if p.Level != nil {
		level = *p.Level
	}
	if p.Kind != evidence.Attestation || p.Scheme != e.Accepted.Scheme || p.SchemeName != e.Accepted.Name || level < e.Accepted.Level {
		return p, false
	}
	twin := *p.Proof
	twin.Scheme, twin.SchemeName, twin.Level = e.Demanded.Scheme, "", &e.Demanded.Level
	p.Proof = &twin
	return p, true
}

// Asks reports whether a part of the demand is for the attestation, or for a
// lower level of it.
func (d *Demand) Asks(a Attested) bool { return d.root != nil && d.root.asks(a) }

func (n *demandNode) asks(a Attested) bool {
	if n.op == "attested" {
		return n.scheme == a.Scheme && n.level <= a.Level
	}
	return slices.ContainsFunc(n.children, func(c *demandNode) bool { return c.asks(a) })
}

// attesting are the slots, within the elements of a list, that say what was
// attested; name and level are -1 where there is no such field.
type attesting struct{ scheme, name, level int }

// attestations are the lists of facts whose elements name an attestation scheme,
// by slot.
var attestations = sync.OnceValue(func() map[int]attesting {
	out := map[int]attesting{}
	for _, f := range evidence.FactSchema().Fields {
		if f.Elem == nil {
			continue
		}
		for _, e := range f.Elem.Fields {
			if e.Set != "AttestationScheme" || e.Kind != evidence.KindText {
				continue
			}
			at := attesting{e.Slot, -1, -1}
			if name := f.Elem.Field("schemeName"); name != nil {
				at.name = name.Slot
			}
			if level := f.Elem.Field("level"); level != nil {
				at.level = level.Slot
			}
			out[f.Slot] = at
		}
	}
	return out
})

// Attests reports whether the fact in a slot is a list of attestations.
func (e *Env) Attests(slot int) bool {
	_, ok := attestations()[slot]
	return ok && slot < len(e.facts.fields)-len(e.ext)
}

// Bears reports whether an element of a list of attestations is, or may turn out
// to be, what is accepted.
func (e *Equivalent) Bears(slot int, s evidence.Stated) bool {
	at, ok := attestations()[slot]
	return ok && s.List != nil && slices.ContainsFunc(s.List.Items, func(i evidence.Item) bool {
		counts, _ := at.counts(i, e.Accepted)
		return counts != False
	})
}

// counts reports whether an element is an attestation, and of which field that
// is not known it depends.
func (at attesting) counts(item evidence.Item, a Attested) (truth Truth, lacks int) {
	truth, lacks = True, -1
	field := func(slot int, is func(v any) bool) {
		switch {
		case slot < 0 || slot >= len(item.Values) || item.Values[slot].IsZero():
			if truth = truth.And(Unknown); lacks < 0 {
				lacks = slot
			}
		default:
			truth = truth.And(truthOf(is(item.Values[slot].Scalar)))
		}
	}
	field(at.scheme, func(v any) bool { return v == string(a.Scheme) })
	if a.Scheme == evidence.OtherScheme {
		field(at.name, func(v any) bool { return v == string(a.Name) })
	}
	if a.Level > 1 {
		field(at.level, func(v any) bool { level, ok := v.(int64); return ok && level >= a.Level })
	}
	return truth, lacks
}

// ValueWith is [Env.Value] of a list of attestations with counterparts: for each
// element that is accepted as another attestation there is also an element with
// that one's scheme and level and all else the same. Of an element of which it
// is not known whether it is accepted there is a counterpart whose scheme and
// level are not known: so that, as everywhere, knowing more reverses nothing. A
// counterpart is no further element where elements are counted, and has none of
// its own. There are at most [maxCounterparts], as the cost of rules is bounded by
// the length of lists; beyond, the list is open: what else is accepted is unknown.
func (e *Env) ValueWith(slot int, s evidence.Stated, equivalents []Equivalent) (Val, error) {
	v, err := e.Value(slot, s)
	at, ok := attestations()[slot]
	if err != nil || !ok || s.List == nil || !e.Attests(slot) {
		return v, err
	}
	list := v.v.(*listVal)
	with := &listVal{items: slices.Clone(list.items), names: slices.Clone(list.names), open: list.open, path: list.path}
	for i, item := range s.List.Items {
		for k := range equivalents {
			counts, lacks := at.counts(item, equivalents[k].Accepted)
			if counts == False {
				continue
			}
			if with.counterparts == maxCounterparts {
				with.open = openItem(&e.facts.fields[slot], list.path)
				return Val{with}, nil
			}
			with.items = append(with.items, counterpart(list.items[i].(*record), at, &equivalents[k], lacks))
			with.names = append(with.names, item.ID)
			with.counterparts++
		}
	}
	return Val{with}, nil
}

// maxCounterparts makes a list at most twice as long as a dossier can.
const maxCounterparts = evidence.MaxList

// counterpart makes the counterpart of an element. It shows what the element
// itself says, and where it lacks something, what that is.
func counterpart(of *record, at attesting, e *Equivalent, lacks int) *record {
	r := &record{layout: of.layout, slots: slices.Clone(of.slots), path: of.path, shown: of.shown, paths: of.paths,
		by: &byEquivalent{id: e.ID, at: at}}
	var scheme, level ref.Val = types.String(e.Demanded.Scheme), types.Int(e.Demanded.Level)
	if lacks >= 0 {
		scheme, level, r.by.lacks = nil, nil, of.paths[lacks]
	}
	r.slots[at.scheme] = scheme
	if at.level >= 0 {
		r.slots[at.level] = level
	}
	return r
}

// byEquivalent marks a counterpart.
type byEquivalent struct {
	id    string
	at    attesting
	lacks string // the path of what is not known of the element
}

// mark adds to what is found in a slot by which decision it counts.
func (b *byEquivalent) mark(f *found, slot int) {
	if b != nil && (slot == b.at.scheme || slot == b.at.level) {
		f.by, f.lacks = b.id, b.lacks
	}
}
