package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
)

// canonical writes a part of a rule so that what means the same is written the
// same: the variables of quantifiers by the elements they stand for, parameters
// by their values.
func (s *viewSide) canonical(text string, in *instance) string {
	var out strings.Builder
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '"' || c == '\'':
			end := i + 1
			for end < len(text) && text[end] != c {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(text))
			out.WriteString(text[i:end])
			i = end
		case isNameByte(c):
			end := i
			for end < len(text) && (isNameByte(text[end]) || isDigit(text[end])) {
				end++
			}
			name := text[i:end]
			if i > 0 && (text[i-1] == '.' || isDigit(text[i-1])) {
				out.WriteString(name)
				i = end
				continue
			}
			if name == "params" && end < len(text) && text[end] == '.' {
				stop := end + 1
				for stop < len(text) && (isNameByte(text[stop]) || isDigit(text[stop])) {
					stop++
				}
				out.WriteString(s.parameter(text[i:stop]))
				i = stop
				continue
			}
			if e := in.find(name); e != nil {
				name = "<" + e.place + ">"
			}
			out.WriteString(name)
			i = end
		default:
			out.WriteByte(c)
			i++
		}
	}
	return out.String()
}

// parameter writes a parameter by its type and value, of which two with the same
// text mean the same. Long values are written by a hash: names that hold them are
// compared and kept over and over.
func (s *viewSide) parameter(name string) string {
	if text, ok := s.written[name]; ok {
		return text
	}
	text := s.writeParameter(name)
	s.written[name] = text
	return text
}

func (s *viewSide) writeParameter(name string) string {
	if s.Given == nil {
		return name
	}
	slot, ok := s.Given.record.layout.slots[name]
	if !ok || s.Given.record.slots[slot] == nil {
		return name
	}
	text, err := json.Marshal(public(s.Given.record.slots[slot]))
	if err != nil {
		return name
	}
	if len(text) > sha256.Size {
		sum := sha256.Sum256(text)
		text = hex.AppendEncode(nil, sum[:])
	}
	return "<" + string(s.Given.record.layout.fields[slot].info.Param) + " " + string(text) + ">"
}

// operands are what an atom reads by name.
func (a *Atom) operands() []*Operand {
	out := slices.Clone(a.Facts)
	add := func(o *Operand) {
		if o != nil && o.Root != "at" && o.Root != "params" && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	add(a.Fact)
	if a.subject != nil {
		add(a.subject.operand)
	}
	for _, t := range a.Cuts {
		add(t.operand)
	}
	return out
}

// isStrict reports whether an atom is unknown as soon as one thing it reads is:
// it has no logic of its own, and all it reads is named.
func (a *Atom) isStrict() bool {
	for _, sign := range []string{"?", "&&", "||", "!", ".all(", ".exists("} {
		text := a.Text
		if sign == "!" {
			text = strings.ReplaceAll(text, "!=", "")
		}
		if strings.Contains(text, sign) {
			return false
		}
	}
	// Fields of the subject are not listed where they stand within a sum.
	named := 0
	for _, o := range a.operands() {
		if o.Root == "subject" {
			named++
		}
	}
	return strings.Count(a.Text, "subject.") <= named
}

func (v *views) ofAtom(s *viewSide, a *Atom, in *instance) three {
	var places []string
	strict := a.isStrict()
	for _, o := range a.operands() {
		e := in.find(o.Root)
		switch {
		case e != nil && e.open:
			if strict {
				return constantThree(Unknown)
			}
			continue
		case e == nil && !isVariable(o.Root): // an element of a quantifier within
			strict = false
			continue
		case o.Info.Kind == evidence.KindList: // open, it is known and has no size
			strict = false
			continue
		}
		if place := v.at(o, in); !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	slices.Sort(places)
	if constants := s.constantsOf(a); constants != nil {
		return v.ofCells(s, a, constants, in)
	}
	left, right := s.compared(a, in)
	if left != nil {
		return v.ofSides(s, a, in, left, right, places)
	}
	return v.free(s, a, in, places, strict)
}

// ofCells is a fact compared with values.
func (v *views) ofCells(s *viewSide, a *Atom, constants []ref.Val, in *instance) three {
	place, shape := typed(a.Fact, a.Fact.place(in)), typedShape(a)
	// A unit for some of the comparisons of each cell with each constant.
	charge := func(cells []ref.Val) { v.work.spend(len(cells) * len(constants) / compareChunk) }
	if a.size {
		list := v.list(a.Fact, in)
		x := v.variables[list.size]
		charge(x.cells)
		return v.says(s, nil, in, list.size, meetAll(a.Op, x.cells, constants))
	}
	i := v.variable(place, func() *viewVariable {
		values := cells(v.constants[shape], v.infos[shape], math.Inf(-1))
		if info := v.infos[shape]; info != nil && info.Values != nil {
			values = slices.DeleteFunc(values, func(t ref.Val) bool { return !slices.Contains(info.Values, string(textOf(t))) })
		}
		if place == "at" {
			values = slices.DeleteFunc(values, func(d ref.Val) bool { return d.(dateVal).Compare(dateVal{comparedFrom}) == types.IntNegOne })
		}
		x := &viewVariable{group: place, cells: append([]ref.Val{nil}, values...)}
		x.sizes = len(x.cells)
		if place != "at" {
			x.places, x.exact = []string{place}, true
		}
		return x
	})
	charge(v.variables[i].cells)
	return v.says(s, a, in, i, meetAll(a.Op, v.variables[i].cells, constants))
}

// compareChunk is how many comparisons of values take a unit of work.
const compareChunk = 50

func meetAll(op string, cells, constants []ref.Val) []Truth {
	truths := []Truth{Unknown}
	for _, c := range cells[1:] {
		truths = append(truths, truthOf(meets(op, c, constants)))
	}
	return truths
}

// compared are the two values an atom compares as to which is greater, nil if it
// does something else.
func (s *viewSide) compared(a *Atom, in *instance) (left, right *viewTerm) {
	switch a.Op {
	case "==", "!=", "<", "<=", ">", ">=":
	default:
		return nil, nil
	}
	if len(a.Cuts) != 1 || a.size || a.bare {
		return nil, nil
	}
	side := a.Fact
	if a.subject != nil {
		side = a.subject.operand
	} else if a.Class == ClassFallback {
		return nil, nil
	}
	if side == nil || side.Root == "params" {
		return nil, nil
	}
	left = &viewTerm{place: typed(side, side.place(in))}
	if a.shift != nil {
		p, ok := s.given(a.shift).(periodVal)
		if !ok {
			return nil, nil
		}
		left.shift = &signedPeriod{p.Period, a.sub}
	}
	cut := a.Cuts[0]
	switch value := s.given(cut); {
	case value != nil:
		right = &viewTerm{place: "= " + value.Type().TypeName() + " " + public(value).String(), value: value}
	case cut.operand != nil && cut.operand.Root != "params":
		right = &viewTerm{place: typed(cut.operand, cut.operand.place(in))}
	default:
		return nil, nil
	}
	return left, right
}

func (t *viewTerm) String() string {
	switch {
	case t.shift == nil:
		return t.place
	case t.shift.sub:
		return t.place + " - " + t.shift.period.String()
	}
	return t.place + " + " + t.shift.period.String()
}

// ofSides is a comparison of which only is known on which side of the other a
// value lies.
func (v *views) ofSides(s *viewSide, a *Atom, in *instance, left, right *viewTerm, places []string) three {
	turned := right.value == nil && right.String() < left.String()
	if turned {
		left, right = right, left
	}
	i := v.variable(left.String()+" <> "+right.String(), func() *viewVariable {
		group := left.place
		if group == "at" {
			group = right.place
		}
		return &viewVariable{group: group, sizes: 1 + len(sides), places: places, exact: true, left: left, right: right}
	})
	truths := []Truth{Unknown}
	for _, side := range sides {
		if turned {
			side = -side
		}
		truths = append(truths, truthOf(relates(a.Op, side)))
	}
	return v.says(s, a, in, i, truths)
}

var (
	freeTruths      = []Truth{Unknown, False, True}
	breakableTruths = []Truth{Unknown, False, True, Error}
)

// truthsOf are the truths an atom can have that is not looked into.
func (s *viewSide) truthsOf(a *Atom, call *viewCall) []Truth {
	if call != nil && call.neverBreaks() || call == nil && a.isPlain() {
		return freeTruths
	}
	return breakableTruths
}

// isPlain reports whether an atom surely does not break: it compares and adds,
// numbers that are far from too large.
func (a *Atom) isPlain() bool {
	for _, sign := range []string{"*", "days(", "months(", "years(", "osiApproved(", "licensedUnder(", "inRegion(", "satisfies(", "date(", "version(", "params."} {
		if strings.Contains(a.Text, sign) {
			return false
		}
	}
	return strings.Count(a.Text, "+")+strings.Count(a.Text, "-") <= maxPlainTerms
}

// maxPlainTerms keeps sums of numbers up to [maxNumber] within 64 bits.
const maxPlainTerms = 500

// free is an atom that is not looked into. The same words about the same facts
// are the same.
func (v *views) free(s *viewSide, a *Atom, in *instance, places []string, strict bool) three {
	name := s.canonical(a.Text, in)
	for _, o := range a.Facts {
		if t := typed(o, ""); t != "" {
			name += "|" + o.Info.Path + t
		}
	}
	call := s.call(a, in)
	truths := s.truthsOf(a, call)
	i := v.variable(name, func() *viewVariable {
		x := &viewVariable{truths: truths, sizes: len(truths), places: places, relation: call, group: name}
		if len(places) > 0 {
			x.group = places[0]
		}
		x.exact = strict && (len(truths) == len(freeTruths) || len(places) == 1)
		return x
	})
	return v.says(s, a, in, i, v.variables[i].truths)
}
