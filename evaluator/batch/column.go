package batch

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// ColumnKind says what a column holds.
type ColumnKind string

// The kinds of columns.
const (
	// Fact columns hold one fact.
	Fact ColumnKind = "fact"
	// Subject columns hold one field of the subject, which needs no proof.
	Subject ColumnKind = "subject"
	// Relation columns hold the answers to questions that compare several facts or
	// fields with each other. Each of these has a column of its own, which says
	// whether it is known and proven; the relation is known where all of them are.
	Relation ColumnKind = "relation"
	// View columns hold the answers to questions that relate many facts or fields
	// and may be settled by some of them: given what one view of a record sees of
	// these, see [Column.Sees]. The others count as unknown.
	View ColumnKind = "view"
	// Track columns hold whether the proofs of a dossier, all together, open a fast
	// track of a profile. They have one demand and no value.
	Track ColumnKind = "track"
)

// Values returns the kinds.
func (ColumnKind) Values() []string { return []string{"fact", "subject", "relation", "view", "track"} }

// Column is what blocks hold of one fact, one field of the subject, several
// related ones, or one fast track. It is safe for concurrent use.
type Column struct {
	plan    *Plan
	index   int
	kind    ColumnKind
	paths   []string
	asked   []*asked
	demands []Demand
	whole   bool
	sees    []Sight // of a view, by path

	// first planes within a block, -1 for none
	planes, proven, wholes int
	width                  int // planes of a class, the known one included

	cells      []Cell
	closed     map[any]*Class // by value, of a closed set or a truth value
	unknown    *Class
	ask        *asker
	groups     []group
	gathered   *gathered // nil if no question follows from the entries of lists
	gatherings sync.Pool

	mu       sync.RWMutex
	interned map[string]*Class
	cached   map[string]*Class
}

// Sight is what a view sees of a fact, or of a field of the subject.
type Sight struct {
	// Whole says that it sees the value as it is, whether or not the record states or
	// proves it; see [Variant].
	Whole bool
	// Demand is the index of the demand that the proofs of a stated value are to
	// satisfy, among those of the column of the path; -1 for what needs no proof.
	Demand int

	demand string // the text and the day of the demand
}

// asked is a question within a plan.
type asked struct {
	question *rules.Question // nil for a layer
	layer    evidence.Layer  // what subject.layer is compared with
	paths    []string        // what it reads, none if its answer is always the same
	column   *Column         // nil for one that is answered for each view
	// only is the path whose value the question is asked with, where the other it
	// reads is taken as unknown; empty for all.
	only string
	// parts answer a question that relates two facts, and that one may settle, where
	// only one is known: that of the same index in paths, nil if it settles nothing.
	parts []*asked
	// views answer a question that relates more, and that some may settle, by what a
	// view sees; nil for others.
	views   map[string]*asked
	nowhere rules.Truth // the answer where nothing is known
	// planes within the column's class: where it is true, false (-1: where it is
	// neither true nor an error) and an error (-1: nowhere)
	t, f, e  int
	mayBreak bool // the answer may be an error

	where []string // the criteria that ask it, in the order of the variants
	text  string
}

// Demand is what some criterion demands of the proofs of a column's fact, on the
// day of its profile.
type Demand struct {
	// Text is the demand as a profile writes it, Day the day it is to be met on.
	Text string
	Day  evidence.Date

	demand *rules.Demand
}

// Satisfied reports whether the proofs with the given indices satisfy the
// demand; see [evidence.Dossier.Proofs] and [evidence.Part].
func (d Demand) Satisfied(proofs []evidence.SupportingProof, covering []int) bool {
	return d.demand != nil && d.demand.Satisfied(proofs, covering, d.Day)
}

// SatisfiedBy reports whether proofs whose scope contains the subject, and that
// all cover the fact, satisfy the demand.
func (d Demand) SatisfiedBy(proofs ...evidence.Proof) bool {
	return d.demand != nil && d.demand.SatisfiedBy(proofs, d.Day)
}

// Concerns reports whether a proof may make a difference to whether the demand is
// satisfied: it does not if no part of the demand asks for its kind, scheme and level.
func (d Demand) Concerns(p *evidence.Proof) bool {
	return d.demand != nil && p != nil && d.demand.Concerns(p)
}

// Class is all values of a column that no question of the plan tells apart.
type Class struct {
	// Pattern has a bit for each plane of the column, the first in the lowest bit
	// of the first word: bit 0 is set where the value is known. It must not be
	// changed.
	Pattern []uint64
	// Text shows for people what is in the class, the first of it where that is a
	// lot, or one value where it cannot be told in advance.
	Text string

	column *Column
	index  int
}

// Known reports whether the class is that of known values.
func (c *Class) Known() bool { return c.Bit(0) }

// Bit reports whether the class is in a plane of its column.
func (c *Class) Bit(plane int) bool {
	return plane >= 0 && plane/64 < len(c.Pattern) && c.Pattern[plane/64]>>(plane%64)&1 != 0
}

// Cell is a range of numbers or days between which no question of the plan
// distinguishes, both ends included.
type Cell struct {
	// Low and High are int64, float64 or [evidence.Date], as the fact is.
	Low, High any
	Class     *Class
}

// Index is the column's place among [Plan.Columns].
func (c *Column) Index() int { return c.index }

// Kind says what the column holds.
func (c *Column) Kind() ColumnKind { return c.kind }

// Paths are the paths of the facts or fields of the subject it holds, sorted; a
// track has none.
func (c *Column) Paths() []string { return slices.Clone(c.paths) }

// Name is the paths joined by ", ", or a track's demand. That of a view begins with
// "view of " and says of each path what is demanded of it, in brackets.
func (c *Column) Name() string {
	switch c.kind {
	case Track:
		return c.demands[0].Text + " on " + c.demands[0].Day.String()
	case View:
		return nameOfView(c.paths, c.sees)
	}
	return strings.Join(c.paths, ", ")
}

func nameOfView(paths []string, sees []Sight) string {
	parts := slices.Clone(paths)
	for i, s := range sees {
		switch {
		case s.Whole:
			parts[i] += " [as it is]"
		case s.demand != "":
			parts[i] += " [" + s.demand + "]"
		}
	}
	return "view of " + strings.Join(parts, ", ")
}

// Sees is what a view sees of each of its paths, in their order; nil for columns of
// other kinds.
func (c *Column) Sees() []Sight { return slices.Clone(c.sees) }

// Planes is how many planes a class has. Of a track it is 0.
func (c *Column) Planes() int { return c.width }

// Whole reports whether some variant reveals what the column holds, so that
// blocks have its values twice: as the record states them, and as they are.
func (c *Column) Whole() bool { return c.whole }

// Demands are the distinct demands on the proofs of the column's fact, without
// the one that demands nothing. A relation and a view have none of their own.
func (c *Column) Demands() []Demand { return slices.Clone(c.demands) }

// Questions are the questions about the column as rules write them, for people.
func (c *Column) Questions() []string {
	out := make([]string, len(c.asked))
	for i, a := range c.asked {
		out[i] = a.text
	}
	return out
}

// Unknown is the class of what is not known. Its pattern is all zero.
func (c *Column) Unknown() *Class { return c.unknown }

// Describe says what the answers to the column's questions are for a class, given by
// its pattern: those that are true as rules write them, the others with a remark.
func (c *Column) Describe(pattern []uint64) string {
	bit := func(plane int) bool { return plane/64 < len(pattern) && pattern[plane/64]>>(plane%64)&1 != 0 }
	if !bit(0) {
		return "unknown"
	}
	var parts []string
	for _, a := range c.asked {
		switch {
		case bit(a.t):
			parts = append(parts, a.text)
		case a.e >= 0 && bit(a.e):
			parts = append(parts, a.text+" is an error")
		case a.f >= 0 && !bit(a.f) && c.kind == View:
			parts = append(parts, a.text+" is unknown")
		case a.f >= 0 && !bit(a.f):
			parts = append(parts, a.text+" is open")
		default:
			parts = append(parts, a.text+" is false")
		}
	}
	return strings.Join(parts, "; ")
}

// Classes are the classes of the column that values were seen of until now, in the
// order they were. More may follow as long as values are classed.
func (c *Column) Classes() []*Class {
	c.mu.RLock()
	defer c.mu.RUnlock()
	out := make([]*Class, len(c.interned))
	for _, k := range c.interned {
		out[k.index] = k
	}
	return out
}

// Cells are the ranges of a number or a date within which all values are of one
// class, in order and without gaps. It is nil for columns of other kinds, and for
// those that are asked something that has no cut points, whose class has to be
// found value by value.
func (c *Column) Cells() []Cell { return slices.Clone(c.cells) }

// mine reports whether a class is the column's.
func (c *Column) mine(class *Class) bool { return class != nil && class.column == c }

// maxCached bounds how many values a column remembers the class of, and maxKey
// how long one may be in bytes: long lists are hardly ever seen twice.
const (
	maxCached = 4096
	maxKey    = 1024
)

// Class finds the class of a value, or of one value for each of the paths; the
// zero value is unknown, and a day of a catalogue's own fact may be a text or an
// [evidence.Date]. A relation of which one is unknown is unknown, and a view of which
// all are: the values it does not see are to be left zero. It is
// exact: the rule engine is asked every question, unless the value's class
// follows from its cell or was found before.
//
// The error is a value that no dossier states: of another type than the fact has,
// outside of its closed set, no number, no version.
func (c *Column) Class(values ...evidence.Stated) (*Class, error) {
	if len(c.paths) == 0 {
		return nil, fmt.Errorf("%s has no values", c.Name())
	}
	if len(values) != len(c.paths) {
		return nil, fmt.Errorf("%s has %d values, not %d", c.Name(), len(c.paths), len(values))
	}
	values = slices.Clone(values)
	unknown := 0
	for i, v := range values {
		if v.IsZero() {
			unknown++
			continue
		}
		values[i] = c.natural(v)
	}
	if unknown == len(values) || unknown > 0 && c.kind != View {
		return c.unknown, nil
	}
	if len(values) == 1 {
		if k, ok := c.ofCell(values[0]); ok {
			return k, nil
		}
		if k, ok := c.ofSet(values[0]); ok {
			return k, nil
		}
	}
	for i, path := range c.paths {
		if values[i].IsZero() {
			continue
		}
		if err := c.check(path, values[i]); err != nil {
			return nil, err
		}
	}
	key := keyOf(values)
	c.mu.RLock()
	k, ok := c.cached[key]
	c.mu.RUnlock()
	if ok {
		return k, nil
	}
	k, err := c.classify(values)
	if err != nil {
		return nil, err
	}
	if len(key) > maxKey {
		return k, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.cached) >= maxCached {
		clear(c.cached)
	}
	c.cached[key] = k
	return k, nil
}

// natural gives a number or a day of a catalogue's own the form in which others
// are stated: dossiers do not know that they are.
func (c *Column) natural(v evidence.Stated) evidence.Stated {
	if len(c.cells) == 0 {
		return v
	}
	switch c.cells[0].Low.(type) {
	case float64:
		if n, ok := v.Scalar.(int64); ok {
			v.Scalar = float64(n)
		}
	case evidence.Date:
		if text, ok := v.Scalar.(string); ok {
			if d, err := civil.ParseDate(text); err == nil {
				v.Scalar = d
			}
		}
	}
	return v
}

// ofCell finds the class of a number or a day among the cells.
func (c *Column) ofCell(v evidence.Stated) (*Class, bool) {
	if len(c.cells) == 0 || v.List != nil {
		return nil, false
	}
	i, ok := slices.BinarySearchFunc(c.cells, v.Scalar, func(cell Cell, v any) int {
		n, _ := compareScalars(cell.Low, v)
		return n
	})
	if !ok {
		i--
	}
	if i < 0 {
		return nil, false
	}
	low, ok := compareScalars(c.cells[i].Low, v.Scalar)
	high, ok2 := compareScalars(v.Scalar, c.cells[i].High)
	if !ok || !ok2 || low > 0 || high > 0 {
		return nil, false
	}
	return c.cells[i].Class, true
}

// ofSet finds the class of a truth value or a member of a closed set.
func (c *Column) ofSet(v evidence.Stated) (k *Class, ok bool) {
	if v.List != nil {
		return nil, false
	}
	switch v.Scalar.(type) {
	case bool, string: // others may not even be comparable
		k, ok = c.closed[v.Scalar]
	}
	return k, ok
}

// compareScalars orders numbers and days of one type.
func compareScalars(a, b any) (int, bool) {
	switch a := a.(type) {
	case int64:
		if b, ok := b.(int64); ok {
			return compare(a, b), true
		}
	case float64:
		if b, ok := b.(float64); ok {
			return compare(a, b), a == a && b == b
		}
	case evidence.Date:
		if b, ok := b.(evidence.Date); ok {
			return a.Compare(b), !b.IsZero()
		}
	}
	return 0, false
}

func compare[T int64 | float64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// keyOf tells values apart as far as rules can see.
func keyOf(values []evidence.Stated) string {
	var key []byte
	for _, v := range values {
		key = appendKey(key, v)
	}
	return string(key)
}

// classify asks the rule engine all questions about known values; of a view some may
// be unknown.
func (c *Column) classify(values []evidence.Stated) (*Class, error) {
	if c.gathered != nil && values[0].List != nil {
		g, ok := c.gatherings.Get().(*Gathering)
		if !ok {
			g = c.newGathering()
		}
		defer c.gatherings.Put(g)
		return g.list(values[0])
	}
	answers := make([]rules.Truth, len(c.asked))
	if err := c.ask.some(c, values, answers, func(int) bool { return true }); err != nil {
		return nil, err
	}
	return c.answered(answers, values)
}

// answered is the class of the answers about known values.
func (c *Column) answered(answers []rules.Truth, values []evidence.Stated) (*Class, error) {
	pattern := make([]uint64, (c.width+63)/64)
	set := func(plane int) { pattern[plane/64] |= 1 << (plane % 64) }
	for i, a := range c.asked {
		switch t := answers[i]; {
		case t == rules.True:
			set(a.t)
		case t == rules.False && a.f >= 0:
			set(a.f)
		case t == rules.Error && a.e >= 0:
			set(a.e)
		case t == rules.False, t == rules.Unknown && a.f >= 0:
		case t == unread: // the value has no form rules can read, and is unknown to them
			return c.unknown, nil
		default:
			return nil, fmt.Errorf("bug: %q is %s for %s = %s, which the plan took to be impossible", a.text, t, c.Name(), show(values))
		}
	}
	set(0)
	return c.intern(pattern, values), nil
}

// maxInterned bounds how many classes a column remembers. Questions about lists may
// have so many patterns of answers that nearly every list has one of its own.
const maxInterned = 1 << 16

// intern returns the one class of a pattern, shown by the values that had it first;
// of a pattern beyond those that are remembered, one that is its own.
func (c *Column) intern(pattern []uint64, values []evidence.Stated) *Class {
	key := make([]byte, 0, 8*len(pattern))
	for _, w := range pattern {
		key = binary.LittleEndian.AppendUint64(key, w)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.interned[string(key)]
	if !ok {
		k = &Class{Pattern: pattern, Text: show(values), column: c, index: len(c.interned)}
		if len(c.interned) < maxInterned {
			c.interned[string(key)] = k
		}
	}
	return k
}

func show(values []evidence.Stated) string {
	if len(values) == 0 {
		return "unknown"
	}
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = v.String()
	}
	text := strings.Join(parts, ", ")
	if len(text) > maxText { // classes stay, and a list may have ten thousand entries
		text = strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	return text
}

// maxText bounds how much of its values a class shows, in bytes.
const maxText = 400

// unread is no truth: a value could not be shown to the rules.
const unread rules.Truth = 0

// asker asks questions. It is safe for concurrent use.
type asker struct{ machines sync.Map } // of pools of asking, by environment

// asking is what asks questions of one environment: a machine, and a subject of
// which nothing is known.
type asking struct {
	*rules.Machine
	nobody *rules.Given
}

func (k *asker) machine(env *rules.Env) (m *asking, done func()) {
	pool, ok := k.machines.Load(env)
	if !ok {
		pool, _ = k.machines.LoadOrStore(env, &sync.Pool{New: func() any { return &asking{env.NewMachine(), env.Subject(evidence.Subject{})} }})
	}
	m = pool.(*sync.Pool).Get().(*asking)
	return m, func() { pool.(*sync.Pool).Put(m) }
}

// group are the questions of a column that are of one environment.
type group struct {
	env   *rules.Env
	slots []int // of the column's paths, -1 for fields of the subject
	asked []int // indices of the column's
}

// grouped groups the questions of a column. What is compared with a layer is
// asked of nobody.
func (c *Column) grouped() (out []group, err error) {
	for i, a := range c.asked {
		if a.question == nil {
			continue
		}
		env := a.question.Env()
		at := slices.IndexFunc(out, func(g group) bool { return g.env == env })
		if at < 0 {
			g := group{env: env}
			for _, path := range c.paths {
				slot, ok := env.Slot(path)
				switch {
				case isField(path):
					slot = -1
				case !ok:
					return nil, fmt.Errorf("there is no fact %s", path)
				}
				g.slots = append(g.slots, slot)
			}
			at, out = len(out), append(out, g)
		}
		out[at].asked = append(out[at].asked, i)
	}
	return out, nil
}

// some asks those questions of a column that are wanted about values that are known.
func (k *asker) some(c *Column, values []evidence.Stated, answers []rules.Truth, wanted func(int) bool) error {
	for i, a := range c.asked {
		if a.question == nil && wanted(i) {
			answers[i] = rules.False
			if values[0].Scalar == string(a.layer) {
				answers[i] = rules.True
			}
		}
	}
	for i := range c.groups {
		if err := k.of(c, &c.groups[i], values, answers, wanted); err != nil {
			return err
		}
	}
	return nil
}

// of asks the questions of one environment.
func (k *asker) of(c *Column, g *group, values []evidence.Stated, answers []rules.Truth, wanted func(int) bool) error {
	m, done := k.machine(g.env)
	defer done()
	subject := m.nobody
	if slices.Contains(g.slots, -1) {
		subject = g.env.Subject(subjectOf(c.paths, values))
	}
	readable := true
	for i, slot := range g.slots {
		if slot < 0 || values[i].IsZero() {
			continue
		}
		v, err := g.env.Value(slot, asWritten(c.paths[i], values[i]))
		if err != nil {
			return err
		}
		readable = readable && (!v.IsZero() || c.kind == View)
		m.Set(slot, v)
		defer m.Set(slot, rules.Val{})
	}
	for _, i := range g.asked {
		if !wanted(i) {
			continue
		}
		if answers[i] = unread; readable {
			answers[i] = c.asked[i].question.Answer(m.Machine, subject)
		}
	}
	return nil
}

// asWritten is a value in the form in which dossiers state it: the days of a
// catalogue's own facts are texts there.
func asWritten(path string, v evidence.Stated) evidence.Stated {
	if day, ok := v.Scalar.(evidence.Date); ok && strings.HasPrefix(path, "ext.") {
		return evidence.Stated{Scalar: day.String()}
	}
	return v
}

func isField(path string) bool { return strings.HasPrefix(path, "subject.") }

// subjectOf is a subject of which nothing but the given fields is known.
func subjectOf(paths []string, values []evidence.Stated) (s evidence.Subject) {
	for i, path := range paths {
		text, _ := values[i].Scalar.(string)
		switch path {
		case "subject.layer":
			s.Layer = evidence.Layer(text)
		case "subject.version":
			s.Version = evidence.Version(text)
		case "subject.regions":
			s.Regions = listed[evidence.Country](values[i])
		case "subject.services":
			s.Services = listed[string](values[i])
		}
	}
	return s
}

func listed[T ~string](v evidence.Stated) []T {
	if v.List == nil {
		return nil
	}
	out := make([]T, len(v.List.Items))
	for i, item := range v.List.Items {
		text, _ := item.Scalar.(string)
		out[i] = T(text)
	}
	return out
}

// check reports a value that no dossier states about a fact or a field of the
// subject: of another type, outside of a closed set, no number.
func (c *Column) check(path string, v evidence.Stated) error {
	if f, ok := float(v); ok && (math.IsNaN(f) || math.IsInf(f, 0)) {
		return fmt.Errorf("%s is a number and cannot be %s", path, v)
	}
	if f, ok := fields[path]; ok {
		return fits(&f, v)
	}
	if f := evidence.FactSchema().Field(path); f != nil {
		return fits(f, v)
	}
	return nil // a catalogue's own, which the environment looks at itself
}

func float(v evidence.Stated) (float64, bool) {
	f, ok := v.Scalar.(float64)
	return f, ok && v.List == nil
}

// fields describe the fields of the subject as those of the facts are described.
var fields = map[string]evidence.Field{
	"subject.layer":    {Path: "subject.layer", Kind: evidence.KindText, Values: evidence.Layer("").Values()},
	"subject.version":  {Path: "subject.version", Kind: evidence.KindVersion},
	"subject.regions":  {Path: "subject.regions", Kind: evidence.KindList, Item: evidence.KindText},
	"subject.services": {Path: "subject.services", Kind: evidence.KindList, Item: evidence.KindText},
}

// fits reports a value of another type than the field has, or within a list.
func fits(f *evidence.Field, v evidence.Stated) error {
	if v.List == nil {
		if f.Kind == evidence.KindList || !suits(f.Kind, f.Values, v.Scalar) {
			return wrong(f.Path, f.Kind, f.Values, v)
		}
		return nil
	}
	if f.Kind != evidence.KindList || v.Scalar != nil {
		return wrong(f.Path, f.Kind, nil, v)
	}
	for _, item := range v.List.Items {
		if f.Elem == nil {
			if !suits(f.Item, f.Values, item.Scalar) {
				return wrong("an entry of "+f.Path, f.Item, f.Values, item.Scalar)
			}
			continue
		}
		if len(item.Values) != len(f.Elem.Fields) {
			return fmt.Errorf("an entry of %s has %d fields, not %d", f.Path, len(f.Elem.Fields), len(item.Values))
		}
		for k, of := range item.Values {
			if of.IsZero() {
				continue
			}
			if err := fits(&f.Elem.Fields[k], of); err != nil {
				return err
			}
		}
	}
	return nil
}

func wrong(what string, kind evidence.Kind, values []string, x any) error {
	if values != nil {
		return fmt.Errorf("%s is one of %s and cannot be %v", what, strings.Join(values, ", "), x)
	}
	return fmt.Errorf("%s is %s and cannot be %v", what, kind, x)
}

// suits reports whether a scalar is of a kind, and one of a closed set if there
// is one.
func suits(kind evidence.Kind, values []string, x any) bool {
	switch x := x.(type) {
	case bool:
		return kind == evidence.KindBool
	case int64:
		return kind == evidence.KindInt
	case float64:
		return kind == evidence.KindNumber
	case evidence.Date:
		return kind == evidence.KindDate && !x.IsZero()
	case string:
		if kind == evidence.KindVersion {
			_, err := evidence.Version(x).MarshalText()
			return err == nil
		}
		return kind == evidence.KindText && (values == nil || slices.Contains(values, x))
	}
	return false
}
