package rules

import (
	"slices"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	goversion "github.com/hashicorp/go-version"

	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/regions"
)

// relate adds what variables have to do with each other. Each of its sentences
// is true of all views; what it does not say is free.
func (v *views) relate() {
	if at, ok := v.index["at"]; ok {
		v.constraints = append(v.constraints, not(v.unknown(at)))
	}
	v.knowledge()
	pairs := 0
	for i := range v.variables {
		for j := range i {
			if pairs++; pairs > maxPairs || v.work.Left() == 0 {
				return
			}
			v.work.spend(1)
			v.relateTwo(j, i)
		}
	}
	v.triangles()
	v.cellsAndSides()
}

const (
	maxPairs = 20_000
	maxSides = 24
	// regionWork is what it takes to look at all countries.
	regionWork = 500
)

func (v *views) unknown(i int) *formula { return isValue(i, v.variables[i].sizes, 0) }

// knowledge ties variables that rest on the same facts: they are unknown
// together.
func (v *views) knowledge() {
	mentioned := map[string]int{}
	for _, x := range v.variables {
		if !x.exact {
			continue
		}
		for _, p := range x.places {
			if mentioned[p]++; len(x.places) > 1 {
				mentioned[p]++
			}
		}
	}
	for i, x := range slices.Clone(v.variables) {
		if !x.exact || len(x.places) == 0 {
			continue
		}
		var missing []*formula
		alone := false
		for _, p := range x.places {
			switch at := v.places[p]; {
			case at != nil && at.isEntry(): // of a list that is there, it is known
			case mentioned[p] < 2:
				alone = true
			default:
				k := v.variable(p+" known", func() *viewVariable { return &viewVariable{group: p, sizes: 2} })
				missing = append(missing, isValue(k, 2, 0))
			}
		}
		if alone {
			continue
		}
		unknown := v.unknown(i)
		v.constraints = append(v.constraints, or(not(unknown), or(missing...)), or(unknown, not(or(missing...))))
	}
}

func (p *viewPlace) isEntry() bool { return p.operand.slot < 0 && p.in.find(p.operand.Root) != nil }

// relateTwo relates two comparisons of the same values, two functions of the
// same fact, and a fact with a function of it.
func (v *views) relateTwo(i, j int) {
	a, b := v.variables[i], v.variables[j]
	switch {
	case a.left != nil && b.left != nil:
		v.relateSides(i, j)
	case a.relation != nil && b.relation != nil && a.relation.place == b.relation.place:
		v.relateCalls(i, j)
	case a.relation != nil && b.cells != nil && b.name == a.relation.place:
		v.relateCell(j, i)
	case b.relation != nil && a.cells != nil && a.name == b.relation.place:
		v.relateCell(i, j)
	}
}

// relateCell relates the cells of a fact with a function of it.
func (v *views) relateCell(fact, of int) {
	x, call := v.variables[fact], v.variables[of].relation
	if call.name == "inRegion" {
		v.work.spend(regionWork * len(x.cells))
		v.relateRegion(fact, of)
		return
	}
	for n, cell := range x.cells {
		if n == 0 || !slices.ContainsFunc(v.constants[v.shapeAt(x.name)], func(c ref.Val) bool { return c.Equal(cell) == types.True }) {
			continue // it stands for more than one text
		}
		if truth := call.of(cell); slices.Contains(v.variables[of].truths, truth) {
			v.constraints = append(v.constraints, or(not(isValue(fact, x.sizes, n)), v.holds(of, truth)))
		}
	}
}

// of is what a function of a text says of one, as the rule would find it; no truth
// if that is not told here.
func (c *viewCall) of(text ref.Val) Truth {
	s, ok := text.(types.String)
	if !ok {
		return 0
	}
	var result ref.Val
	given := string(textOf(c.given))
	switch c.name {
	case "startsWith":
		result = types.Bool(strings.HasPrefix(string(s), given))
	case "endsWith":
		result = types.Bool(strings.HasSuffix(string(s), given))
	case "contains":
		result = types.Bool(strings.Contains(string(s), given))
	case "osiApproved":
		result = osiApproved(s)
	case "licensedUnder":
		result = licensedUnder(s, c.given)
	default:
		return 0
	}
	t, _ := truthOfValue(result, nil)
	return t
}

// side is true if a comparison came out as one of the given sides.
func (v *views) side(i int, which ...int) *formula {
	values := make([]int, len(which))
	for k, w := range which {
		values[k] = w + 2
	}
	return isValue(i, v.variables[i].sizes, values...)
}

// relateSides relates two comparisons that differ in what is added or in the
// value compared with.
func (v *views) relateSides(i, j int) {
	a, b := v.variables[i], v.variables[j]
	noLessLeft, lessLeft := a.left.order(b.left)
	noLessRight, lessRight := a.right.order(b.right)
	if noLessLeft&below != 0 && noLessRight&above != 0 {
		v.atMost(i, j, lessLeft || lessRight)
	}
	if noLessLeft&above != 0 && noLessRight&below != 0 {
		v.atMost(j, i, lessLeft || lessRight)
	}
}

// atMost says that one comparison never comes out higher than another; strictly
// if it comes out lower wherever it can.
func (v *views) atMost(i, j int, strictly bool) {
	v.constraints = append(v.constraints,
		or(not(v.side(i, 1)), not(v.side(j, -1, 0))),
		or(not(v.side(i, 0)), not(v.side(j, -1))))
	if strictly {
		v.constraints = append(v.constraints, or(not(v.side(i, 0)), not(v.side(j, 0))))
	}
}

const (
	below = 1 << iota // or equal
	above
)

// order tells where a value lies to another in every view: a set of below and
// above, and whether they are never equal.
func (t *viewTerm) order(u *viewTerm) (sides int, apart bool) {
	if t.value != nil && u.value != nil {
		if t.value.Type() != u.value.Type() {
			return 0, false
		}
		c, ok := t.value.(traits.Comparer)
		if !ok {
			return 0, false
		}
		switch c.Compare(u.value) {
		case types.IntNegOne:
			return below, true
		case types.IntZero:
			return below | above, false
		case types.IntOne:
			return above, true
		}
		return 0, false
	}
	if t.place != u.place || (t.value == nil) != (u.value == nil) {
		return 0, false
	}
	if t.shift.atMost(u.shift) {
		sides |= below
	}
	if u.shift.atMost(t.shift) {
		sides |= above
	}
	return sides, false
}

// atMost reports whether from whatever day, one leads no later than the other.
func (p *signedPeriod) atMost(q *signedPeriod) bool {
	var zero civil.Period
	a, b := zero, zero
	aSub, bSub := false, false
	if p != nil {
		a, aSub = p.period, p.sub
	}
	if q != nil {
		b, bSub = q.period, q.sub
	}
	switch {
	case aSub && bSub:
		return b.NoLonger(a)
	case aSub:
		return true
	case bSub:
		return a == zero && b == zero
	}
	return a.NoLonger(b)
}

// triangles relates three comparisons of three values: of two that are in order
// the first is not above the third.
func (v *views) triangles() {
	type edge struct{ from, to string }
	edges := map[edge]int{}
	var terms []string
	for i, x := range v.variables {
		if x.left == nil {
			continue
		}
		edges[edge{x.left.String(), x.right.String()}] = i
		for _, t := range []string{x.left.String(), x.right.String()} {
			if !slices.Contains(terms, t) {
				terms = append(terms, t)
			}
		}
	}
	if len(terms) > maxSides {
		return
	}
	slices.Sort(terms)
	// side of the comparison of two terms, whichever way round it is there
	between := func(a, b string, side int) *formula {
		if i, ok := edges[edge{a, b}]; ok {
			return v.side(i, side)
		}
		if i, ok := edges[edge{b, a}]; ok {
			return v.side(i, -side)
		}
		return nil
	}
	for x, a := range terms {
		for y, b := range terms[x+1:] {
			for _, c := range terms[x+1+y+1:] {
				if between(a, b, 0) == nil || between(b, c, 0) == nil || between(a, c, 0) == nil {
					continue
				}
				for _, p := range sides {
					for _, q := range sides {
						for _, r := range sides {
							if !consistent(p, q, r) {
								v.constraints = append(v.constraints, not(and(between(a, b, p), between(b, c, q), between(a, c, r))))
							}
						}
					}
				}
			}
		}
	}
}

// consistent reports whether a can lie so to b, b so to c, and a so to c.
func consistent(ab, bc, ac int) bool {
	switch {
	case ab == 0:
		return bc == ac
	case bc == 0, ab == bc:
		return ab == ac
	}
	return true
}

// cellsAndSides relates comparisons of two facts with what is known of each.
func (v *views) cellsAndSides() {
	known := map[string][]reached{} // by place: it takes a look at all pairs of constants
	at := func(place string) []reached {
		out, ok := known[place]
		if !ok {
			out = v.reaches(place)
			known[place] = out
		}
		return out
	}
	for i, x := range v.variables {
		if x.left == nil || x.left.shift != nil || x.right.shift != nil || x.right.value != nil ||
			v.countReaches(x.left.place)*v.countReaches(x.right.place) > maxReaches {
			continue
		}
		left, right := at(x.left.place), at(x.right.place)
		for _, a := range left {
			for _, b := range right {
				for _, side := range sides {
					if !canLie(a.reach, b.reach, side) {
						v.constraints = append(v.constraints, not(and(a.is, b.is, v.side(i, side))))
					}
				}
			}
		}
	}
}

// countReaches is how many reaches there are at most.
func (v *views) countReaches(place string) int {
	if i, ok := v.index[place]; ok && v.variables[i].cells != nil {
		return len(v.variables[i].cells)
	}
	return 1
}

const maxReaches = 2500

// reached is a reach, and when a fact lies there.
type reached struct {
	reach
	is *formula
}

// reaches are where a fact can lie.
func (v *views) reaches(place string) (out []reached) {
	i, ok := v.index[place]
	switch {
	case ok && v.variables[i].cells != nil:
		x := v.variables[i]
		for n, c := range x.cells {
			if n > 0 {
				out = append(out, reached{v.between(i, c), isValue(i, x.sizes, n)})
			}
		}
	case place == "at":
		out = append(out, reached{reach{low: dateVal{comparedFrom}, closed: true}, constantly(true)})
	}
	return out
}

// reach is where the values lie that a cell stands for: at one value, or between
// two, which count if it is closed; nil is no bound.
type reach struct {
	low, high           ref.Val
	exact, closed, none bool // none: nothing is known
}

func (r reach) kind() ref.Type {
	switch {
	case r.low != nil:
		return r.low.Type()
	case r.high != nil:
		return r.high.Type()
	}
	return nil
}

func (v *views) between(variable int, cell ref.Val) reach {
	x := v.variables[variable]
	shape := "at"
	if p := v.places[x.name]; p != nil {
		shape = typed(p.operand, p.operand.Info.Path)
		if p.isEntry() {
			shape = typed(p.operand, p.operand.Info.Path+"[]")
		}
	}
	constants := v.constants[shape]
	switch cell.(type) {
	case types.Int, types.Double, dateVal:
	case types.Bool:
		return reach{low: cell, high: cell, exact: true, closed: true}
	default:
		return reach{none: true}
	}
	if len(constants) == 0 {
		return reach{none: true}
	}
	var r reach
	for _, c := range constants {
		switch n := compareValues(c, cell); {
		case n == 0:
			return reach{low: cell, high: cell, exact: true, closed: true}
		case n < 0 && (r.low == nil || compareValues(c, r.low) > 0):
			r.low = c
		case n > 0 && (r.high == nil || compareValues(c, r.high) < 0):
			r.high = c
		}
	}
	r.low, r.high = next(r.low, 1), next(r.high, -1)
	_, fraction := cell.(types.Double)
	r.closed = !fraction
	return r
}

// next is the next day or whole number, or the one before; anything else stays.
func next(v ref.Val, by int) ref.Val {
	switch v := v.(type) {
	case types.Int:
		return v + types.Int(by)
	case dateVal:
		return dateVal{v.AddDays(by)}
	}
	return v
}

func canLie(a, b reach, side int) bool {
	if a.none || b.none || a.kind() != b.kind() {
		return true
	}
	if side > 0 {
		a, b, side = b, a, -1
	}
	if side == 0 {
		// Both at one value, or within each other's bounds.
		if a.exact && b.exact {
			return compareValues(a.low, b.low) == 0
		}
		return !disjoint(a, b) && !disjoint(b, a)
	}
	// Some value of a below one of b: the least of a below the greatest of b.
	if a.low == nil || b.high == nil {
		return true
	}
	n := compareValues(a.low, b.high)
	return n < 0
}

// disjoint reports whether all of a lies below all of b.
func disjoint(a, b reach) bool {
	if a.high == nil || b.low == nil {
		return false
	}
	n := compareValues(a.high, b.low)
	return n < 0 || n == 0 && (!a.closed || !b.closed)
}

// call describes an atom that is a function of one fact and of what is given.
func (s *viewSide) call(a *Atom, in *instance) *viewCall {
	if a.Class == ClassFallback || a.Fact == nil || a.loose || a.size || a.shift != nil || a.subject != nil || a.bare || a.Fact.Root == "at" || a.Fact.Root == "params" {
		return nil
	}
	c := &viewCall{name: a.Op, place: typed(a.Fact, a.Fact.place(in)), info: a.Fact.Info}
	switch a.Op {
	case "inRegion", "satisfies", "licensedUnder", "startsWith", "endsWith", "contains":
		if len(a.Cuts) != 1 {
			return nil
		}
		if c.given = s.given(a.Cuts[0]); c.given == nil {
			return nil
		}
	case "osiApproved":
	default:
		return nil
	}
	return c
}

// neverBreaks reports whether the function has a value for all there can be.
func (c *viewCall) neverBreaks() bool {
	switch c.name {
	case "inRegion":
		given, ok := c.given.(types.String)
		return ok && regions.Known(string(given)) && len(c.info.Values) > 0 && !slices.ContainsFunc(c.info.Values, func(country string) bool {
			_, err := regions.Contains("EU", country, comparedFrom)
			return err != nil
		})
	case "satisfies":
		given, ok := c.given.(types.String)
		if !ok {
			return false
		}
		_, err := newConstraint(string(given))
		return err == nil
	case "licensedUnder", "osiApproved":
		// The evidence schema knows licences; a catalogue's own facts are any texts.
		return !strings.HasPrefix(c.info.Path, "ext.") && (c.info.Path == "license" || strings.HasSuffix(c.info.Path, ".license"))
	}
	return true
}

// relateCalls relates two functions of one fact, of which the one may be true
// only where the other is.
func (v *views) relateCalls(i, j int) {
	a, b := v.variables[i].relation, v.variables[j].relation
	if a.name != b.name || a.given == nil || b.given == nil {
		return
	}
	if a.name == "inRegion" {
		v.work.spend(regionWork)
		v.exclude(i, j, regionPairs(a.info, string(textOf(a.given)), string(textOf(b.given))))
		return
	}
	if implies(a, b) {
		v.constraints = append(v.constraints, or(not(v.holds(i, True)), v.holds(j, True)))
	}
	if implies(b, a) {
		v.constraints = append(v.constraints, or(not(v.holds(j, True)), v.holds(i, True)))
	}
}

func textOf(v ref.Val) types.String {
	s, _ := v.(types.String)
	return s
}

// holds is true if a free atom has that truth.
func (v *views) holds(i int, truth Truth) *formula { return is(i, v.variables[i].truths, truth) }

// exclude rules out the pairs of truths that two atoms never have together.
func (v *views) exclude(i, j int, seen map[[2]bool]bool) {
	for _, p := range []bool{false, true} {
		for _, q := range []bool{false, true} {
			if !seen[[2]bool{p, q}] {
				v.constraints = append(v.constraints, not(and(v.holds(i, truthOf(p)), v.holds(j, truthOf(q)))))
			}
		}
	}
}

// regionDays are the days from comparedFrom on at which a state joins or leaves a
// region, and comparedFrom itself.
func regionDays(names ...string) []civil.Date {
	days := []civil.Date{comparedFrom}
	for _, name := range names {
		days = append(days, regions.ChangesAfter(name, comparedFrom)...)
	}
	return days
}

// regionPairs are the pairs of truths of a country's being in two regions, of all
// countries and days.
func regionPairs(info *FieldInfo, one, two string) map[[2]bool]bool {
	seen := map[[2]bool]bool{}
	for _, day := range regionDays(one, two) {
		for _, country := range countriesOf(info) {
			p, err := regions.Contains(one, country, day)
			q, err2 := regions.Contains(two, country, day)
			if err != nil || err2 != nil {
				continue
			}
			seen[[2]bool{p, q}] = true
		}
	}
	return seen
}

// countriesOf are the countries a fact can be.
func countriesOf(info *FieldInfo) []string {
	if info.Values != nil {
		return info.Values
	}
	return regions.Countries()
}

// relateRegion relates a country's cells with its being in a region.
func (v *views) relateRegion(fact, in int) {
	x, call := v.variables[fact], v.variables[in].relation
	region := string(textOf(call.given))
	named := map[string]bool{}
	for _, c := range v.constants[v.shapeAt(x.name)] {
		named[string(textOf(c))] = true
	}
	for n, cell := range x.cells {
		if n == 0 {
			continue
		}
		var seen [2]bool
		text := string(textOf(cell))
		for _, country := range countriesOf(call.info) {
			if country != text && (named[text] || named[country]) {
				continue // the cell is that country alone, or is none of those named
			}
			for _, day := range regionDays(region) {
				if yes, err := regions.Contains(region, country, day); err == nil {
					if yes {
						seen[1] = true
					} else {
						seen[0] = true
					}
				}
			}
		}
		if !seen[0] && !seen[1] {
			continue
		}
		for k, truth := range []Truth{False, True} {
			if !seen[k] {
				v.constraints = append(v.constraints, not(and(isValue(fact, x.sizes, n), v.holds(in, truth))))
			}
		}
	}
}

// shapeAt is the shape of a place.
func (v *views) shapeAt(place string) string {
	p := v.places[place]
	switch {
	case p == nil:
		return "at"
	case p.isEntry():
		return typed(p.operand, p.operand.Info.Path+"[]")
	}
	return typed(p.operand, p.operand.Info.Path)
}

// implies reports whether a function of a fact is true wherever another is, and
// breaks or is unknown together with it.
func implies(a, b *viewCall) bool {
	switch a.name {
	case "satisfies":
		return constraintImplies(string(textOf(a.given)), string(textOf(b.given)))
	case "licensedUnder":
		was, ok := textsOf(a.given)
		is, ok2 := textsOf(b.given)
		return ok && ok2 && !slices.ContainsFunc(was, func(s string) bool { return !slices.Contains(is, s) })
	case "startsWith":
		return strings.HasPrefix(string(textOf(a.given)), string(textOf(b.given)))
	case "endsWith":
		return strings.HasSuffix(string(textOf(a.given)), string(textOf(b.given)))
	case "contains":
		return strings.Contains(string(textOf(a.given)), string(textOf(b.given)))
	}
	return false
}

// bound is one part of a constraint on versions.
type bound struct {
	op      string
	version *goversion.Version
}

// boundsOf reads a constraint that is made of plain bounds, without pre-releases:
// those a constraint admits by rules of their own.
func boundsOf(text string) ([]bound, bool) {
	var out []bound
	for _, part := range strings.Split(text, ",") {
		part = strings.TrimSpace(part)
		number := strings.TrimLeft(part, "<>=!~ ")
		op := strings.TrimSpace(strings.TrimSuffix(part, number))
		switch op {
		case ">", ">=", "<", "<=":
		case "", "=":
			op = "="
		default:
			return nil, false
		}
		version, err := goversion.NewVersion(number)
		if err != nil || version.Prerelease() != "" || version.Metadata() != "" {
			return nil, false
		}
		out = append(out, bound{op, version})
	}
	return out, true
}

// constraintImplies reports whether each version that satisfies one constraint
// satisfies another.
func constraintImplies(one, two string) bool {
	as, ok := boundsOf(one)
	bs, ok2 := boundsOf(two)
	if !ok || !ok2 {
		return false
	}
	return !slices.ContainsFunc(bs, func(b bound) bool { return !slices.ContainsFunc(as, func(a bound) bool { return a.implies(b) }) })
}

func (b bound) implies(c bound) bool {
	n := b.version.Compare(c.version)
	switch c.op {
	case ">=":
		return (b.op == ">=" || b.op == ">" || b.op == "=") && n >= 0
	case ">":
		return b.op == ">" && n >= 0 || (b.op == ">=" || b.op == "=") && n > 0
	case "<=":
		return (b.op == "<=" || b.op == "<" || b.op == "=") && n <= 0
	case "<":
		return b.op == "<" && n <= 0 || (b.op == "<=" || b.op == "=") && n < 0
	}
	return b.op == "=" && n == 0
}
