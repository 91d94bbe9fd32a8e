package population

import (
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Problem and Problems say what is wrong, and where; see [evidence.Problem].
type (
	Problem  = doc.Problem
	Problems = doc.Problems
)

// Population is how the facts and proofs of offers are distributed. It is immutable
// and safe for concurrent use.
type Population struct {
	definition Definition
	digest     string
	factors    []*factor
	facts      []*fact // each after those its conditions name
	byPath     map[string]*fact
	missing    []rule
	unproven   []rule
	proofs     []*proof
	resample   *resample
	node       *doc.Node
	opened     *opened
}

// rule is a rate of some facts.
type rule struct {
	of     []string
	when   condition
	chance chance
}

// Decode reads a population from YAML or JSON. Files that it names are read from
// files, relative to its root; nil if there are none. The error is a [Problems] with
// everything that is wrong.
func Decode(name string, data []byte, files fs.FS) (*Population, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	return bind(node, files, Problems(nil).With(err))
}

// Bind is [Decode] for a population that is part of another document.
func Bind(node *doc.Node, files fs.FS) (*Population, error) { return bind(node, files, nil) }

func bind(node *doc.Node, files fs.FS, found Problems) (*Population, error) {
	p := &Population{byPath: map[string]*fact{}, node: node, opened: &opened{dossiers: map[string]openedDossier{}}}
	r := &reader{Population: p, node: node, files: files, index: map[string]int{}}
	r.Add(append(found, doc.Bind(node, &p.definition)...)...)
	if r.Total() == 0 {
		r.readAll()
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	text, err := doc.Canonical(p.definition)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", node.File(), err)
	}
	for _, d := range r.opened.digests {
		text = append(text, d...)
	}
	p.digest = doc.Digest(text)
	return p, nil
}

// Definition returns the population as it is written. It is not to be changed.
func (p *Population) Definition() Definition { return p.definition }

// Digest identifies the population: "sha256:" over its RFC 8785 form, and over the
// digests of the dossiers it draws from.
func (p *Population) Digest() string { return p.digest }

// reader turns a definition into what records are drawn from.
type reader struct {
	doc.Collector
	*Population
	node  *doc.Node
	files fs.FS
	index map[string]int // of factors, by name
	// own are the facts that the catalogues of a plan declare; nil as long as there is
	// no plan.
	own map[string]*declared
	// wanted are the values that cases wait for, judged when all are described.
	wanted []wanted
}

// wanted is a value of a fact that a case waits for.
type wanted struct {
	at     []string
	text   string
	fact   *fact
	accept accepted
}

// unreachable refuses cases that wait for what a fact never is: they would never
// count, and nobody would notice.
func (r *reader) unreachable() {
	for _, w := range r.wanted {
		switch {
		case isOwn(w.fact.path) && r.own == nil: // what they are is not known yet
		case w.fact.takes(w.accept):
		case len(w.fact.shapes) == 0 && w.fact.resampled == nil:
			r.report(w.at, "give it values, or leave the case out", "%s never has a value", w.fact.path)
		default:
			r.report(w.at, "name a value it has; a share of 0 keeps one that is not taken now", "%s is never %s", w.fact.path, w.text)
		}
	}
}

// repeated refuses a case with the condition of one before that speaks of the same.
func (r *reader) repeated(at []string, seen map[string]int, i int, c condition) {
	if len(c) == 0 || slices.ContainsFunc(c, func(t *test) bool { return t.accepts == nil && !slices.Contains(t.levels, true) }) {
		return // not read
	}
	if first, ok := seen[c.text()]; ok {
		r.report(below(at, "when"), "of cases that fit the first counts: join the two", "the case never counts: case %d has the same condition", first+1)
		return
	}
	seen[c.text()] = i
}

// report adds a problem at a place, named by tokens below the document.
func (r *reader) report(at []string, hint, format string, args ...any) {
	r.Add(r.node.Find(doc.Pointer(at...)).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint))
}

// refuse reports an error about a value at a place.
func (r *reader) refuse(at []string, err error) {
	var w *wrong
	var m *misread
	switch {
	case errors.As(err, &w):
		r.report(at, w.hint, "%s", w.message)
	case errors.As(err, &m):
		for _, p := range m.problems {
			below := strings.TrimPrefix(p.Pointer, m.at)
			place := r.node.Find(doc.Pointer(at...) + below)
			q := place.Problem(p.Kind, p.Message, p.Hint)
			q.Rule, q.Cause = p.Rule, p.Cause
			r.Add(q)
		}
	default:
		r.report(at, "", "%v", err)
	}
}

func below(at []string, tokens ...string) []string { return append(slices.Clip(at), tokens...) }

func (r *reader) readAll() {
	d := &r.definition
	if d.Resample != nil {
		r.readResample()
	}
	r.readTypes()
	r.readCauses()
	r.declare()
	r.readBase()
	for _, name := range sortedKeys(d.Subject) {
		if f := r.byPath["subject."+name]; f != nil {
			r.distribution([]string{"subject", name}, f, d.Subject[name])
		}
	}
	for _, path := range sortedKeys(d.Facts) {
		if f := r.byPath[path]; f != nil {
			r.distribution([]string{"facts", path}, f, d.Facts[path])
		}
	}
	r.order()
	r.missing = r.rate("missing", d.Missing)
	r.unproven = r.rate("unproven", d.Unproven)
	r.readProofs()
	if r.Total() == 0 {
		r.unreachable()
	}
}

// ordered is what the values of a fact are put in order by: those of a catalogue's own
// by what they look like, so that their order does not depend on a catalogue.
func (f *fact) ordered() *evidence.Field {
	if isOwn(f.path) {
		return nil
	}
	return f.field
}

func (r *reader) readTypes() {
	types := r.definition.Types
	if types == nil {
		return
	}
	if len(types) > MaxLevels {
		r.report([]string{"types"}, "", "there are %d types, more than %d", len(types), MaxLevels)
		return
	}
	f := &factor{name: "type"}
	var shares []exact.Number
	var places [][]string
	for i, t := range types {
		f.levels = append(f.levels, t.ID)
		shares = append(shares, t.Share)
		places = append(places, []string{"types", fmt.Sprint(i), "share"})
	}
	f.cases = []levelCase{{levels: r.shares([]string{"types"}, places, shares, "the types")}}
	r.add(f)
}

func (r *reader) add(f *factor) {
	r.index[f.name] = len(r.factors)
	r.factors = append(r.factors, f)
}

// MaxLevels is the largest number of types, and of levels of a cause.
const MaxLevels = 256

func (r *reader) readCauses() {
	for i, c := range r.definition.Causes {
		at := []string{"causes", fmt.Sprint(i)}
		_, taken := r.index[c.ID]
		if taken || c.ID == "type" || evidence.FactSchema().Field(c.ID) != nil || strings.HasPrefix(c.ID, "subject.") || strings.HasPrefix(c.ID, "ext.") {
			r.report(below(at, "id"), "give the cause another name", "%s means something else already", doc.Quote(c.ID))
			continue
		}
		f := &factor{name: c.ID, title: c.Title}
		var shares []exact.Number
		var places [][]string
		for j, l := range c.Levels {
			f.levels = append(f.levels, l.ID)
			shares = append(shares, l.Share)
			places = append(places, below(at, "levels", fmt.Sprint(j), "share"))
		}
		if len(f.levels) > MaxLevels {
			r.report(below(at, "levels"), "", "there are %d levels, more than %d", len(f.levels), MaxLevels)
			continue
		}
		seen := map[string]int{}
		for k, cs := range c.Cases {
			at := below(at, "cases", fmt.Sprint(k))
			given := make([]exact.Number, len(f.levels))
			var places [][]string
			for id, share := range cs.Shares {
				j := slices.Index(f.levels, id)
				if j < 0 {
					r.report(below(at, "shares", id), hintOf(id, f.levels), "%s is no level of %s", doc.Quote(id), c.ID)
					continue
				}
				given[j] = share
				places = append(places, below(at, "shares", id))
			}
			slices.SortFunc(places, func(a, b []string) int { return slices.Compare(a, b) })
			for j := range given {
				if _, said := cs.Shares[f.levels[j]]; !said {
					given[j] = exact.Number{}
				}
			}
			when := r.condition(below(at, "when"), cs.When, false)
			r.repeated(at, seen, k, when)
			f.cases = append(f.cases, levelCase{when, r.shares(below(at, "shares"), places, given, "the levels")})
		}
		f.cases = append(f.cases, levelCase{levels: r.shares(below(at, "levels"), places, shares, "the levels")})
		r.add(f)
	}
}

func hintOf(got string, known []string) string {
	if near := doc.Suggest(got, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(known) > 0 && len(known) <= 12 {
		return "one of " + strings.Join(known, ", ")
	}
	return ""
}

// shares turns shares that add up to 1 into intervals; places are theirs.
func (r *reader) shares(at []string, places [][]string, shares []exact.Number, what string) []interval {
	var rats []*big.Rat
	sum := new(big.Rat)
	fine := true
	for i, s := range shares {
		place := at
		if i < len(places) {
			place = places[i]
		}
		fine = r.share(place, s) && fine
		rats = append(rats, s.Rat())
		sum.Add(sum, s.Rat())
	}
	if fine && sum.Cmp(one) != 0 {
		r.report(at, "make them add up to 1; thirds are written 1/3", "the shares of %s add up to %s, not to 1", what, exact.OfRat(sum))
		fine = false
	}
	if !fine {
		return make([]interval, len(shares))
	}
	out, _ := intervals(rats)
	return out
}

// share reports whether a number is from 0 to 1.
func (r *reader) share(at []string, n exact.Number) bool {
	if n.Sign() < 0 || n.Cmp(exact.Int(1)) > 0 {
		r.report(at, "write it as a share: 0.25 is a quarter", "%s is not from 0 to 1", n)
		return false
	}
	return true
}

func (r *reader) chance(at []string, n exact.Number) chance {
	if !r.share(at, n) {
		return chance{}
	}
	return chanceOf(n)
}

// declare makes the facts that are named, so that conditions may name them.
func (r *reader) declare() {
	for _, name := range sortedKeys(r.definition.Subject) {
		field := subjectFields()[name]
		if field == nil {
			r.report([]string{"subject", name}, hintOf(name, sortedKeys(subjectFields())), "the subject has no field %s that rules see", doc.Quote(name))
			continue
		}
		r.byPath[field.Path] = &fact{path: field.Path, field: field, stated: true}
	}
	for _, path := range sortedKeys(r.definition.Facts) {
		field := evidence.FactSchema().Field(path)
		if field == nil && !extFact.MatchString(path) {
			hint := pathHint(path)
			if name, ok := strings.CutPrefix(path, "subject."); ok && subjectFields()[name] != nil {
				hint = "describe it under subject:, as " + name
			}
			r.report([]string{"facts", path}, hint, "%s names no fact", doc.Quote(path))
			continue
		}
		if field == nil {
			field = r.ownField([]string{"facts", path}, path)
		}
		r.byPath[path] = &fact{path: path, field: field, stated: true}
	}
}

func pathHint(path string) string {
	known := map[string]bool{}
	for _, f := range evidence.FactSchema().Fields {
		for path := f.Path; path != ""; {
			known[path] = true
			i := strings.LastIndexByte(path, '.')
			path = path[:max(i, 0)]
		}
	}
	return hintOf(path, sortedKeys(known))
}

// condition reads a condition. Types and causes may be named before they are all
// read: a cause depends on those above it.
func (r *reader) condition(at []string, c Condition, facts bool) (out condition) {
	for _, key := range sortedKeys(c) {
		at := below(at, key)
		values := c[key]
		if len(values) == 0 {
			r.report(at, "name the values for which the case counts", "no value fits")
			continue
		}
		if i, ok := r.index[key]; ok {
			t := &test{factor: i, levels: make([]bool, len(r.factors[i].levels)), text: key}
			for k, v := range values {
				text, _ := v.Any().(string)
				j := slices.Index(r.factors[i].levels, text)
				if j < 0 {
					r.report(below(at, fmt.Sprint(k)), hintOf(v.String(), r.factors[i].levels), "%s is no level of %s", doc.Quote(v.String()), key)
					continue
				}
				t.levels[j] = true
			}
			for j, in := range t.levels {
				if in {
					t.text += " " + r.factors[i].levels[j]
				}
			}
			out = append(out, t)
			continue
		}
		f := r.byPath[key]
		if !facts || f == nil {
			hint := "name a type, a cause above, or a fact that is described here"
			if near := doc.Suggest(key, append(sortedKeys(r.index), sortedKeys(r.byPath)...)); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			r.report(at, hint, "nothing here is called %s", doc.Quote(key))
			continue
		}
		if f.field != nil && f.field.Kind == evidence.KindList {
			r.report(at, "name a fact that is no list, or a cause", "%s is a list, and a case cannot depend on it", key)
			continue
		}
		t := &test{factor: -1, fact: f, text: key}
		for k, v := range values {
			a, err := accept(f.field, v)
			if err != nil {
				r.refuse(below(at, fmt.Sprint(k)), err)
				continue
			}
			t.accepts = append(t.accepts, a)
			t.text += " " + fmt.Sprintf("%q", v.String())
			r.wanted = append(r.wanted, wanted{below(at, fmt.Sprint(k)), v.String(), f, a})
		}
		out = append(out, t)
	}
	return out
}

// accept reads a value, or a range, of a condition.
func accept(field *evidence.Field, v evidence.Value) (a accepted, err error) {
	text := v.String()
	from, to, isRange := strings.Cut(text, "..")
	if isRange && field == nil { // a text may have two points, too
		for _, end := range []string{from, to} {
			if v, err := parse(nil, end); end != "" && (err != nil || !hasOrder(v.Scalar)) {
				isRange = false
			}
		}
		isRange = isRange && text != ".."
	}
	ordered := field != nil && (field.Kind == evidence.KindInt || field.Kind == evidence.KindNumber || field.Kind == evidence.KindDate)
	if !isRange || field != nil && !ordered {
		s, err := parse(field, text)
		return accepted{value: s.Scalar}, err
	}
	a.ranged = true
	for _, end := range []struct {
		text string
		at   *any
	}{{from, &a.from}, {to, &a.to}} {
		if end.text == "" {
			continue
		}
		s, err := parse(field, end.text)
		if err != nil {
			return a, err
		}
		*end.at = s.Scalar
	}
	switch {
	case a.from == nil && a.to == nil:
		return a, &wrong{"the range has no end", "write for example 10..20"}
	case a.from != nil && a.to != nil && compareScalars(a.from, a.to) > 0:
		return a, &wrong{fmt.Sprintf("the range %s ends before it begins", text), fmt.Sprintf("write %s..%s", to, from)}
	}
	return a, nil
}

// hasOrder reports whether a value is a number or a date.
func hasOrder(x any) bool {
	switch x.(type) {
	case int64, float64, evidence.Date:
		return true
	}
	return false
}

// MaxCases is the largest number of cases of one fact.
const MaxCases = 250

// distribution reads how a fact is distributed.
func (r *reader) distribution(at []string, f *fact, d Distribution) {
	if len(d.Cases) > MaxCases {
		r.report(below(at, "cases"), "", "there are %d cases, more than %d", len(d.Cases), MaxCases)
		return
	}
	never := d.Missing != nil && d.Missing.Cmp(exact.Int(1)) == 0 && d.Shape.empty() && d.Cases == nil
	shapes, missing, unproven := map[string]int{}, map[string]int{}, map[string]int{}
	for i, c := range d.Cases {
		at := below(at, "cases", fmt.Sprint(i))
		when := r.condition(below(at, "when"), c.When, true)
		if c.Shape.empty() && c.Missing == nil && c.Unproven == nil {
			r.report(at, "add values:, missing: or unproven:", "the case changes nothing")
		}
		if !c.Shape.empty() {
			r.repeated(at, shapes, i, when)
			f.shapes = append(f.shapes, shapeCase{when, r.shape(at, f, c.Shape).end()})
		}
		if c.Missing != nil {
			r.repeated(at, missing, i, when)
			f.missing = append(f.missing, chanceCase{when, r.chance(below(at, "missing"), *c.Missing)})
		}
		if c.Unproven != nil {
			r.repeated(at, unproven, i, when)
			f.unproven = append(f.unproven, chanceCase{when, r.chance(below(at, "unproven"), *c.Unproven)})
		}
		if c.Unproven != nil && (f.element || strings.HasPrefix(f.path, "subject.")) {
			r.report(below(at, "unproven"), "leave it out", "%s", noProofs)
		}
	}
	switch {
	case !d.Shape.empty():
		f.shapes = append(f.shapes, shapeCase{nil, r.shape(at, f, d.Shape).end()})
	case !never:
		r.report(at, "add values:, ranges: or lists:, or write missing: 1 alone", "nothing says which values %s has where no case fits", f.path)
	}
	if d.Missing != nil {
		f.missing = append(f.missing, chanceCase{nil, r.chance(below(at, "missing"), *d.Missing)})
	}
	if d.Unproven != nil {
		f.unproven = append(f.unproven, chanceCase{nil, r.chance(below(at, "unproven"), *d.Unproven)})
		if f.element || strings.HasPrefix(f.path, "subject.") {
			r.report(below(at, "unproven"), "leave it out", "%s", noProofs)
		}
	}
}

const noProofs = "proofs cover whole facts: neither fields of the subject nor fields of elements"

func (s *Shape) empty() bool {
	return s.Yes == nil && s.Values == nil && s.Ranges == nil && s.Lists == nil && s.Members == nil && s.Length == nil && s.Fields == nil && s.Open == nil
}

// shape reads one distribution.
func (r *reader) shape(at []string, f *fact, d Shape) *shape {
	s := &shape{}
	list := f.field != nil && f.field.Kind == evidence.KindList
	if d.Open != nil {
		if s.open = r.chance(below(at, "open"), *d.Open); !list {
			r.report(below(at, "open"), "leave it out", "only a list can be open")
		} else if strings.HasPrefix(f.path, "subject.") || f.element {
			r.report(below(at, "open"), "leave it out", "only a list of facts can be open")
		}
	}
	whole := d.Values != nil || d.Ranges != nil || d.Lists != nil
	kinds := 0
	for _, is := range []bool{d.Yes != nil, whole, d.Members != nil, d.Length != nil || d.Fields != nil} {
		if is {
			kinds++
		}
	}
	if kinds != 1 {
		r.report(at, "write either yes:, or values:, ranges: and lists:, or members:, or length: and fields:", "it is not said in one way which values %s has", f.path)
		return s
	}
	switch {
	case d.Yes != nil:
		r.yes(below(at, "yes"), f, *d.Yes, s)
	case whole:
		r.whole(at, f, d, s)
	case d.Members != nil:
		r.members(below(at, "members"), f, d, s)
	default:
		r.records(at, f, d, s)
	}
	return s
}

// yes reads the share of true.
func (r *reader) yes(at []string, f *fact, share exact.Number, s *shape) {
	if f.field != nil && f.field.Kind != evidence.KindBool {
		r.report(at, "use values:", "%s is neither true nor false", f.path)
		return
	}
	if !r.share(at, share) {
		return
	}
	shares := []*big.Rat{share.Rat(), new(big.Rat).Sub(one, share.Rat())}
	in, _ := intervals(shares)
	for i, v := range []bool{true, false} {
		s.atoms = append(s.atoms, atom{share: shares[i], interval: in[i], value: evidence.Stated{Scalar: v}, count: 1})
	}
}

// whole reads values, ranges and lists.
func (r *reader) whole(at []string, f *fact, d Shape, s *shape) {
	type entry struct {
		atom
		place []string
		key   string
		order any
	}
	var values []entry
	for _, key := range sortedKeys(d.Values) {
		at := below(at, "values", key)
		v, err := parse(f.field, key)
		if err != nil {
			r.refuse(at, err)
			continue
		}
		order := v
		if isOwn(f.path) {
			order, _ = parse(nil, key)
		}
		values = append(values, entry{atom{share: d.Values[key].Rat(), value: v, count: 1}, at, key, order.Scalar})
	}
	slices.SortStableFunc(values, func(a, b entry) int { return compareValues(f.ordered(), a.order, b.order) })
	for i := 1; i < len(values) && f.field != nil; i++ {
		if compareScalars(values[i-1].value.Scalar, values[i].value.Scalar) == 0 {
			r.report(values[i].place, "keep one", "%s is the same value as %s", doc.Quote(values[i].key), doc.Quote(values[i-1].key))
		}
	}
	for i, g := range d.Ranges {
		at := below(at, "ranges", fmt.Sprint(i))
		if a, ok := r.span(at, f, g); ok {
			values = append(values, entry{a, at, "", nil})
		}
	}
	for i, l := range d.Lists {
		at := below(at, "lists", fmt.Sprint(i))
		v, ok := r.list(at, f, l)
		if ok {
			values = append(values, entry{atom{share: l.Share.Rat(), value: v, count: 1}, at, "", nil})
		}
	}
	if len(values) < len(d.Values)+len(d.Ranges)+len(d.Lists) {
		return
	}
	var shares []exact.Number
	var places [][]string
	for _, v := range values {
		place := v.place
		if v.key == "" {
			place = below(place, "share")
		}
		shares, places = append(shares, exact.OfRat(v.share)), append(places, place)
	}
	for i, in := range r.shares(at, places, shares, "the values") {
		a := values[i].atom
		a.interval = in
		s.atoms = append(s.atoms, a)
	}
}

// compareValues puts the values of a fact in order: numbers and dates by size,
// closed sets as the fact lists them, everything else by its text.
func compareValues(field *evidence.Field, a, b any) int {
	if x, ok := a.(string); ok {
		if y, ok := b.(string); ok {
			if field != nil && field.Values != nil {
				return slices.Index(field.Values, x) - slices.Index(field.Values, y)
			}
			return strings.Compare(x, y)
		}
	}
	switch a.(type) {
	case int64, float64, evidence.Date:
		if _, text := b.(string); !text {
			return compareScalars(a, b)
		}
	}
	return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
}

// span reads a range.
func (r *reader) span(at []string, f *fact, g Range) (a atom, ok bool) {
	kind := looksLike(g)
	if f.field != nil {
		kind = f.field.Kind
	}
	if kind != evidence.KindInt && kind != evidence.KindNumber && kind != evidence.KindDate {
		r.report(at, "use values:", "%s is neither a number nor a date", f.path)
		return a, false
	}
	ends := make([]evidence.Stated, 2)
	for i, end := range []struct {
		name  string
		value evidence.Value
	}{{"from", g.From}, {"to", g.To}} {
		v, err := parse(f.field, end.value.String())
		if err != nil {
			r.refuse(below(at, end.name), err)
			return a, false
		}
		ends[i] = v
	}
	step := exact.Int(1)
	if g.Step != nil {
		step = *g.Step
	} else if kind == evidence.KindNumber {
		r.report(at, "add step: and the distance between two values", "nothing says how fine the numbers are")
		return a, false
	}
	if step.Sign() <= 0 || kind != evidence.KindNumber && !step.Rat().IsInt() {
		r.report(below(at, "step"), "write a whole number of 1 or more", "%s is no distance between values of %s", step, f.path)
		return a, false
	}
	a = atom{share: g.Share.Rat(), grid: grid{kind: kind, step: step.Rat()}}
	width := new(big.Rat)
	if kind == evidence.KindDate {
		from, to := ends[0].Scalar.(evidence.Date), ends[1].Scalar.(evidence.Date)
		a.grid.day = from
		if step.Cmp(exact.Int(1<<20)) > 0 {
			r.report(below(at, "step"), "", "%s days is longer than there are dates", step)
			return a, false
		}
		a.grid.days = int(step.Rat().Num().Int64())
		width.SetInt64(int64(daysBetween(from, to)))
		a.grid.step = new(big.Rat).SetInt64(int64(a.grid.days))
	} else {
		from, to := ratOf(g.From), ratOf(g.To)
		if from == nil || to == nil {
			r.report(at, "", "the range has no ends")
			return a, false
		}
		a.grid.from = from
		width.Sub(to, from)
	}
	if width.Sign() < 0 {
		r.report(at, "swap from and to", "the range ends before it begins")
		return a, false
	}
	width.Quo(width, a.grid.step)
	n := new(big.Int).Quo(width.Num(), width.Denom())
	if n.BitLen() > 53 {
		r.report(at, "choose a larger step", "the range has more values than can be told apart")
		return a, false
	}
	if !width.IsInt() {
		r.report(at, "end the range on one of its steps", "the last step of %s goes beyond its end", step)
		return a, false
	}
	if a.count = n.Uint64() + 1; a.count == 1 {
		a.value = ends[0]
	}
	return a, true
}

// looksLike is what the ends of a range look like.
func looksLike(g Range) evidence.Kind {
	_, err := evidence.ParseDate(g.From.String())
	_, err2 := evidence.ParseDate(g.To.String())
	switch {
	case err == nil && err2 == nil:
		return evidence.KindDate
	case ratOf(g.From) == nil || ratOf(g.To) == nil:
		return evidence.KindText
	case g.whole() && (g.Step == nil || g.Step.Rat().IsInt()):
		return evidence.KindInt
	}
	return evidence.KindNumber
}

// whole reports whether the ends of a range are whole numbers.
func (g Range) whole() bool {
	for _, end := range []evidence.Value{g.From, g.To} {
		if n := ratOf(end); n == nil || !n.IsInt() {
			return false
		}
	}
	return true
}

// ratOf is the number as it is written.
func ratOf(v evidence.Value) *big.Rat {
	r, ok := new(big.Rat).SetString(v.String())
	if !ok {
		return nil
	}
	return r
}

// daysBetween counts the days from one date to another.
func daysBetween(from, to evidence.Date) int {
	lo, hi := -1<<20, 1<<20
	for lo < hi { // the dates have no difference of their own
		mid := lo + (hi-lo)/2
		if from.AddDays(mid).Compare(to) < 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// list reads a whole list.
func (r *reader) list(at []string, f *fact, l List) (evidence.Stated, bool) {
	if f.field != nil && f.field.Kind != evidence.KindList {
		r.report(at, "use values:", "%s is no list", f.path)
		return evidence.Stated{}, false
	}
	path, slot := f.path, -1
	value := l.Items.node.Value()
	if f.element {
		var name string
		path, name, _ = strings.Cut(f.path, "[].")
		value, slot = []any{nested(name, value, "id", "e")}, f.field.Slot
	}
	v, err := stated(path, value)
	if err != nil {
		r.refuse(below(at, "items"), err)
		return v, false
	}
	if slot >= 0 {
		v = v.List.Items[0].Values[slot]
	}
	if isOwn(f.path) {
		fine := true
		v = ownStated(f.field, v, func(entry int, err error) {
			fine = false
			r.refuse(below(at, "items", fmt.Sprint(entry)), err)
		})
		if !fine {
			return v, false
		}
	}
	if v.List == nil {
		r.report(at, "use values:", "%s is no list", f.path)
		return v, false
	}
	if v.List.Open = l.Open; l.Open && (f.element || f.field == nil || strings.HasPrefix(f.path, "subject.")) {
		r.report(below(at, "open"), "leave it out", "only a list of facts can be open")
	}
	return v, true
}

// members reads the members of a list of texts.
func (r *reader) members(at []string, f *fact, d Shape, s *shape) {
	s.members = []member{}
	if f.field == nil && isOwn(f.path) { // what it is is not known yet
		for _, key := range sortedKeys(d.Members) {
			s.members = append(s.members, member{key, r.chance(below(at, key), d.Members[key])})
		}
		return
	}
	if f.field == nil || f.field.Kind != evidence.KindList || f.field.Elem != nil || f.field.Item != evidence.KindText {
		r.report(at, "use values:, lists:, or length: with fields:", "%s is no list of texts", f.path)
		return
	}
	for _, key := range sortedKeys(d.Members) {
		at := below(at, key)
		v, err := scalar(f.field, f.field.Item, key)
		if err != nil {
			r.refuse(at, err)
			continue
		}
		s.members = append(s.members, member{v.Scalar.(string), r.chance(at, d.Members[key])})
	}
	slices.SortStableFunc(s.members, func(a, b member) int { return compareValues(f.ordered(), a.text, b.text) })
}

// records reads lengths and fields.
func (r *reader) records(at []string, f *fact, d Shape, s *shape) {
	if f.field == nil || f.field.Elem == nil {
		r.report(at, "use values:, lists: or members:", "%s is no list of records", f.path)
		return
	}
	if d.Length == nil {
		r.report(at, "add length: with shares", "nothing says how long the list is")
		return
	}
	type entry struct {
		n     int
		share exact.Number
		place []string
	}
	var entries []entry
	for _, key := range sortedKeys(d.Length) {
		at := below(at, "length", key)
		n, err := length(key)
		if err != nil {
			r.refuse(at, err)
			continue
		}
		entries = append(entries, entry{n, d.Length[key], at})
	}
	slices.SortFunc(entries, func(a, b entry) int { return a.n - b.n })
	var shares []exact.Number
	var places [][]string
	s.lengths = []int{}
	for _, e := range entries {
		s.lengths = append(s.lengths, e.n)
		shares, places = append(shares, e.share), append(places, e.place)
	}
	s.length = r.shares(below(at, "length"), places, shares, "the lengths")
	for _, name := range sortedKeys(d.Fields) {
		at := below(at, "fields", name)
		field := f.field.Elem.Field(name)
		if field == nil {
			var known []string
			for _, f := range f.field.Elem.Fields {
				known = append(known, f.Name)
			}
			r.report(at, hintOf(name, known), "elements of %s have no field %s", f.path, doc.Quote(name))
			continue
		}
		e := &fact{path: field.Path, field: field, element: true, stated: true}
		r.distribution(at, e, d.Fields[name])
		for _, c := range e.shapes {
			if c.shape.lengths != nil {
				r.report(at, "use lists:", "records within records are given as whole lists")
			}
		}
		s.fields = append(s.fields, e)
	}
	slices.SortFunc(s.fields, func(a, b *fact) int { return a.field.Slot - b.field.Slot })
}

// order puts facts after those they depend on, and refuses circles.
func (r *reader) order() {
	state := map[*fact]int{} // 1 while it is looked at, 2 after that
	var trail []string
	var visit func(f *fact) bool
	visit = func(f *fact) bool {
		switch state[f] {
		case 2:
			return true
		case 1:
			from := slices.Index(trail, f.path)
			circle := append(slices.Clone(trail[from:]), f.path)
			at := []string{"facts", f.path}
			if name, ok := strings.CutPrefix(f.path, "subject."); ok {
				at = []string{"subject", name}
			}
			r.report(at, "make one of them depend on a cause instead", "facts depend on each other in a circle: %s", strings.Join(circle, " depends on "))
			return false
		}
		state[f] = 1
		trail = append(trail, f.path)
		fine := true
		for _, g := range f.depends() {
			fine = fine && visit(g)
		}
		trail = trail[:len(trail)-1]
		state[f] = 2
		if fine {
			r.facts = append(r.facts, f)
		}
		return fine
	}
	for _, path := range sortedKeys(r.byPath) {
		if !visit(r.byPath[path]) {
			return
		}
	}
}

// depends lists the facts that the values of a fact depend on, those in its
// elements included; whether it is stated may depend on any.
func (f *fact) depends() (out []*fact) {
	add := func(c condition) {
		for _, t := range c {
			if t.fact != nil && !slices.Contains(out, t.fact) {
				out = append(out, t.fact)
			}
		}
	}
	for _, c := range f.shapes {
		add(c.when)
		for _, e := range c.shape.fields {
			for _, g := range e.depends() {
				if !slices.Contains(out, g) {
					out = append(out, g)
				}
			}
			for _, m := range e.missing {
				add(m.when)
			}
		}
	}
	return out
}

// rate reads a rate of many facts.
func (r *reader) rate(name string, d *Rate) []rule {
	if d == nil {
		return nil
	}
	var out []rule
	seen := map[string]int{}
	for i, c := range d.Cases {
		at := []string{name, "cases", fmt.Sprint(i)}
		if c.Of == nil && len(c.When) == 0 {
			r.report(at, "add of: or when:", "the case counts for everything")
		}
		r.paths(below(at, "of"), c.Of)
		when := r.condition(below(at, "when"), c.When, true)
		if c.Of == nil {
			r.repeated(at, seen, i, when)
		}
		out = append(out, rule{c.Of, when, r.chance(below(at, "rate"), c.Rate)})
	}
	return append(out, rule{chance: r.chance([]string{name, "rate"}, d.Rate)})
}

// paths checks starts of paths.
func (r *reader) paths(at []string, paths []string) {
	schema := evidence.FactSchema()
	for i, p := range paths {
		_, group := schema.Group(p)
		if p != "" && (group || schema.Field(p) != nil) || p == "ext" || strings.HasPrefix(p, "ext.") {
			continue
		}
		r.report(below(at, fmt.Sprint(i)), pathHint(p), "%s names no fact", doc.Quote(p))
	}
}

// within reports whether a path is one of the paths, or below one.
func within(path string, paths []string) bool {
	for _, p := range paths {
		if rest, ok := strings.CutPrefix(path, p); ok && (rest == "" || rest[0] == '.') {
			return true
		}
	}
	return false
}

func (r *reader) readProofs() {
	for i, d := range r.definition.Proofs {
		at := []string{"proofs", fmt.Sprint(i)}
		r.paths(below(at, "covers"), d.Covers)
		p := &proof{id: d.ID, covers: d.Covers, each: d.Each, oneOf: d.OneOf}
		var base []exact.Number
		for k, a := range d.OneOf {
			at := below(at, "oneOf", fmt.Sprint(k))
			base = append(base, a.Share)
			r.alternative(at, a)
		}
		seen := map[string]int{}
		for k, c := range d.Cases {
			at := below(at, "cases", fmt.Sprint(k))
			if len(c.Shares) != len(d.OneOf) {
				r.report(below(at, "shares"), "give one share for each entry of oneOf", "there are %d shares for %d alternatives", len(c.Shares), len(d.OneOf))
				continue
			}
			when := r.condition(below(at, "when"), c.When, true)
			r.repeated(at, seen, k, when)
			p.cases = append(p.cases, proofCase{when, r.part(below(at, "shares"), c.Shares)})
		}
		p.cases = append(p.cases, proofCase{nil, r.part(below(at, "oneOf"), base)})
		r.proofs = append(r.proofs, p)
	}
}

// part turns shares that add up to 1 at most into intervals.
func (r *reader) part(at []string, shares []exact.Number) []interval {
	var rats []*big.Rat
	sum := new(big.Rat)
	fine := true
	for i, s := range shares {
		fine = r.share(below(at, fmt.Sprint(i)), s) && fine
		rats = append(rats, s.Rat())
		sum.Add(sum, s.Rat())
	}
	if fine && sum.Cmp(one) > 0 {
		r.report(at, "an offer brings one of them at most", "the shares of the alternatives add up to %s, more than 1", exact.OfRat(sum))
		fine = false
	}
	if !fine {
		return make([]interval, len(shares))
	}
	out, _ := intervals(rats)
	return out
}

// alternative checks a kind of proof: the reader of dossiers judges one that is made
// of it.
func (r *reader) alternative(at []string, a Alternative) {
	if a.Age != nil && a.Age.To < a.Age.From {
		r.report(below(at, "age"), "swap from and to", "the age ends before it begins")
		return
	}
	if a.Complete {
		bare := Alternative{Share: a.Share, Complete: true}
		if a != bare {
			r.report(at, "leave the rest out", "a complete set of proofs needs nothing else")
		}
		return
	}
	if a.Kind == "" {
		r.report(at, "add kind:, or complete: true", "nothing says what sort of proof it is")
		return
	}
	proofs := a.proofs("p", sampleDay, 0)
	fragment := &evidence.Fragment{Name: "proof", Subject: &evidence.Subject{ID: "x"}}
	for _, p := range proofs {
		p.Covers = []string{"data"}
		fragment.Proofs = append(fragment.Proofs, p)
	}
	_, err := evidence.Merge(fragment)
	var problems doc.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			r.report(at, p.Hint, "%s", p.Message)
		}
	} else if err != nil {
		r.report(at, "", "%v", err)
	}
}
