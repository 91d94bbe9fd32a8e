package questionnaire

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// New makes the questionnaire of a profile. The error wraps [ErrLayer],
// [ErrParty], [ErrObligation], [ErrCatalogue], [ErrSize] or
// [evaluator.ErrNoInput].
func New(profile *profiles.Profile, o Options) (*Questionnaire, error) {
	q, err := build(profile, o)
	if err != nil {
		return nil, err
	}
	for _, p := range o.Beside {
		if err := checkProfile(p); err != nil {
			return nil, err
		}
		if p.Catalogue().Digest() != profile.Catalogue().Digest() {
			return nil, fmt.Errorf("%w: %s and %s", ErrCatalogue, profile.ID(), p.ID())
		}
		other, err := build(p, o)
		if err != nil {
			return nil, err
		}
		c := Comparison{Profile: other.Profile, Burden: other.Burden}
		for i := range q.Questions {
			if _, ok := other.Lookup(q.Questions[i].Path); !ok {
				c.OnlyHere = append(c.OnlyHere, q.Questions[i].Path)
			}
		}
		for i := range other.Questions {
			if _, ok := q.Lookup(other.Questions[i].Path); !ok {
				c.OnlyThere = append(c.OnlyThere, other.Questions[i].Path)
			}
		}
		q.Beside = append(q.Beside, c)
	}
	return q, nil
}

// checkProfile refuses a profile that profiles did not make.
func checkProfile(p *profiles.Profile) error {
	if p == nil || p.Catalogue() == nil {
		return fmt.Errorf("%w: there is no profile", evaluator.ErrNoInput)
	}
	return nil
}

func oneOf[T ~string](unknown error, got T, known []string) error {
	if got == "" || slices.Contains(known, string(got)) {
		return nil
	}
	hint := "there are " + strings.Join(known, ", ")
	if near := doc.Suggest(string(got), known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Errorf("%w: %q (%s)", unknown, string(got), hint)
}

func build(profile *profiles.Profile, o Options) (*Questionnaire, error) {
	if err := oneOf(ErrLayer, o.Layer, evidence.Layer("").Values()); err != nil {
		return nil, err
	}
	if err := oneOf(ErrParty, o.Party, criteria.Party("").Values()); err != nil {
		return nil, err
	}
	obligations := profiles.Obligation("").Values()
	if err := oneOf(ErrObligation, o.Obligation, obligations); err != nil {
		return nil, err
	}
	if err := checkProfile(profile); err != nil {
		return nil, err
	}
	catalogue := profile.Catalogue()
	b := &builder{
		q: &Questionnaire{Trias: Format, Layer: o.Layer, Party: o.Party, Obligation: o.Obligation, profile: profile, env: catalogue.Environment(),
			Profile:   Profile{profile.ID(), profile.Version(), profile.Title(), profile.Digest()},
			Catalogue: Catalogue{catalogue.ID(), catalogue.Version(), catalogue.Definition().Title, catalogue.Digest()},
			Criteria:  []Criterion{}, Questions: []Question{}, Groups: []Group{},
		},
		options: o, asked: map[string]*asked{}, first: map[string]map[string]bool{},
	}
	if b.q.Profile.Title == (evidence.Text{}) {
		b.q.Profile.Title = evidence.Text{EN: profile.ID(), DE: profile.ID()}
	}
	words, err := newWords(catalogue)
	if err != nil {
		return nil, err
	}
	b.en, b.de = words.en, words.de
	for _, c := range catalogue.Criteria() {
		applied, ok := profile.Applied(c.ID)
		if !ok || o.Party != "" && c.Respondent() != o.Party {
			continue
		}
		if o.Obligation != "" && slices.Index(obligations, string(applied.At(o.Layer))) < slices.Index(obligations, string(o.Obligation)) {
			continue
		}
		if err := b.criterion(c, applied); err != nil {
			return nil, err
		}
	}
	if len(b.asked) > MaxQuestions {
		return nil, fmt.Errorf("%w: %d, and %d are allowed", ErrSize, len(b.asked), MaxQuestions)
	}
	if err := b.questions(); err != nil {
		return nil, err
	}
	b.burden()
	return b.q, nil
}

// newWords returns a builder that has words and nothing else.
func newWords(catalogue *criteria.Catalogue) (*builder, error) {
	en, err := report.NewWords("en", catalogue)
	if err != nil {
		return nil, err
	}
	de, err := report.NewWords("de", catalogue)
	return &builder{en: en, de: de}, err
}

// text is a text in both languages, made of what words say in each.
func (b *builder) text(of func(l *language, words *report.Words) string) (t evidence.Text) {
	if l, err := lookup("en"); err == nil {
		t.EN = of(l, b.en)
	}
	if l, err := lookup("de"); err == nil {
		t.DE = of(l, b.de)
	}
	return t
}

// builder fills in a questionnaire.
type builder struct {
	q        *Questionnaire
	options  Options
	en, de   *report.Words
	asked    map[string]*asked
	criteria []*needed
	// first says, by fact, which others are best asked before it.
	first map[string]map[string]bool
	texts map[string]evidence.Text // of demands
}

// asked is a question in the making.
type asked struct {
	path    string
	needs   []Need
	parties []criteria.Party
	demand  *rules.Demand
	if_     dnf
}

// criterion adds what a criterion needs, if it can apply at all.
func (b *builder) criterion(c criteria.Criterion, applied *profiles.Applied) error {
	compiled, _ := b.q.profile.Catalogue().Compiled(c.ID)
	given, _, err := compiled.Bind(applied.Params)
	if err != nil {
		return err // then the profile had not loaded
	}
	rule, when := compiled.Rules()
	n := &needed{criterion: c, applied: applied, rule: rule, when: when, m: b.q.env.Blank(b.options.Layer, given), obligation: applied.At(b.options.Layer)}
	if when != nil && when.Root.SettledBy(n.m) == rules.False {
		return nil
	}
	b.criteria = append(b.criteria, n)
	r := &reader{m: n.m}
	applies := always
	if when != nil {
		r.read(when.Root, true, false, always)
		for i := range r.occurrences {
			b.see(n, &r.occurrences[i], true)
		}
		r.order(when.Root, rule.Root)
		applies = r.unless(when.Root, rules.False)
	}
	known := len(r.occurrences)
	r.read(rule.Root, true, true, applies)
	for i := range r.occurrences[known:] {
		b.see(n, &r.occurrences[known+i], false)
	}
	for _, pair := range r.first {
		if b.first[pair[1]] == nil {
			b.first[pair[1]] = map[string]bool{}
		}
		b.first[pair[1]][pair[0]] = true
	}
	return nil
}

// see notes that a rule of a criterion reads a fact. Of a field of an entry the
// list is asked for, too.
func (b *builder) see(n *needed, o *occurrence, when bool) {
	for path := o.path; path != ""; path = listOf(path) {
		a := b.asked[path]
		if a == nil {
			a = &asked{path: path, demand: rules.None}
			b.asked[path] = a
		}
		a.if_ = either(a.if_, o.if_)
		if list := listOf(path); list != "" { // conditions on the entry are none on the list
			o = &occurrence{list, without(o.if_)}
		}
		if !slices.ContainsFunc(a.needs, func(x Need) bool { return x.Criterion == n.criterion.ID && x.When == when }) {
			need := Need{Criterion: n.criterion.ID, Obligation: n.obligation, When: when}
			if !isSubject(path) {
				d := n.applied.Demands().Of(root(path), when)
				need.Demand, a.demand = d.String(), a.demand.And(d)
			}
			a.needs = append(a.needs, need)
		}
		if party := n.criterion.Respondent(); !slices.Contains(a.parties, party) {
			a.parties = append(a.parties, party)
			slices.Sort(a.parties)
		}
		if !slices.Contains(n.paths, path) {
			n.paths = append(n.paths, path)
		}
	}
}

// without leaves out conditions on fields of the entry at hand.
func without(if_ dnf) dnf {
	var out dnf
	for _, c := range if_ {
		var kept conjunction
		for _, x := range c {
			if x.of != "" || !strings.Contains(x.path, "[]") {
				kept = append(kept, x)
			}
		}
		out = either(out, dnf{kept})
	}
	return out
}

func isSubject(path string) bool { return strings.HasPrefix(path, "subject.") }

// root is the list that a field of an entry belongs to: lists are proven whole.
func root(path string) string {
	list, _, _ := strings.Cut(path, "[")
	return list
}

// order lists the facts by their place in the schema, but each after those that
// are best asked before it. Where these go round in a circle the place decides.
func (b *builder) order() []string {
	place := map[string]int{}
	var number func(record *evidence.Record)
	number = func(record *evidence.Record) {
		for i := range record.Fields {
			f := &record.Fields[i]
			place[f.Path] = len(place)
			if f.Elem != nil {
				number(f.Elem)
			}
		}
	}
	number(evidence.FactSchema())
	of := func(path string) int {
		if i, ok := place[path]; ok {
			return i
		}
		if isSubject(path) {
			return slices.Index([]string{"subject.layer", "subject.version", "subject.regions", "subject.services"}, path) - 10
		}
		return len(place) // a catalogue's own, by name
	}
	paths := slices.SortedFunc(maps.Keys(b.asked), func(x, y string) int {
		return cmp.Or(cmp.Compare(of(x), of(y)), strings.Compare(x, y))
	})
	rank := map[string]int{}
	for i, path := range paths {
		rank[path] = i
	}
	var out []string
	seen := map[string]bool{}
	var visit func(path string)
	visit = func(path string) {
		if seen[path] || b.asked[path] == nil {
			return
		}
		seen[path] = true
		if isSubject(path) { // first of all, whatever it depends on
			out = append(out, path)
			return
		}
		for _, before := range slices.SortedFunc(maps.Keys(b.first[path]), func(x, y string) int { return cmp.Compare(rank[x], rank[y]) }) {
			visit(before)
		}
		if list := listOf(path); list != "" {
			visit(list)
		}
		out = append(out, path)
	}
	for _, path := range paths {
		visit(path)
	}
	return together(out)
}

// together puts the fields of entries right behind their list, in their order.
func together(paths []string) []string {
	fields := map[string][]string{}
	for _, path := range paths {
		if list := listOf(path); list != "" {
			fields[list] = append(fields[list], path)
		}
	}
	var out []string
	var add func(path string)
	add = func(path string) {
		out = append(out, path)
		for _, f := range fields[path] {
			add(f)
		}
	}
	for _, path := range paths {
		if listOf(path) == "" {
			add(path)
		}
	}
	return out
}

// questions numbers the questions and says when they are asked.
func (b *builder) questions() error {
	numbers := map[string]int64{}
	for i, path := range b.order() {
		numbers[path] = int64(i + 1)
		q := b.question(b.asked[path], numbers)
		b.q.Questions = append(b.q.Questions, q)
		if q.Group != "" && !slices.ContainsFunc(b.q.Groups, func(g Group) bool { return g.Path == q.Group }) {
			b.q.Groups = append(b.q.Groups, Group{q.Group, text(func(l *language) string { return l.group(q.Group) })})
		}
	}
	for _, n := range b.criteria {
		c := n.criterion
		x := Criterion{ID: c.ID, Title: c.Title, Question: c.Question, Domain: c.Domain, Dimension: c.Dimension, Obligation: n.obligation, Party: c.Respondent(), Questions: []int64{}}
		if b.options.Layer == "" && n.applied.ByLayer() {
			for _, layer := range b.q.profile.Catalogue().LayersWith(c.ID, n.applied.Params) {
				x.Layers = append(x.Layers, LayerObligation{layer, n.applied.At(layer)})
			}
		}
		for _, path := range n.paths {
			x.Questions = append(x.Questions, numbers[path])
		}
		slices.Sort(x.Questions)
		b.q.Criteria = append(b.q.Criteria, x)
	}
	return nil
}

func (b *builder) question(a *asked, numbers map[string]int64) Question {
	q := Question{Number: numbers[a.path], Path: a.path, Group: groupOf(a.path), Parties: a.parties, Needs: a.needs}
	if list := listOf(a.path); list != "" {
		q.List = numbers[list]
	}
	b.form(&q)
	if !isSubject(a.path) {
		q.Proof = b.demand(a.demand)
	}
	q.AskIf = b.askIf(a, numbers)
	return q
}

// form says how an answer looks.
func (b *builder) form(q *Question) {
	if isSubject(q.Path) {
		field := strings.TrimPrefix(q.Path, "subject.")
		q.Question = text(func(l *language) string { return l.Subject[field] })
		switch field {
		case "layer":
			q.Kind, q.Set = "text", "Layer"
			for _, v := range evidence.Layer("").Values() {
				q.Values = append(q.Values, Member{v, text(func(l *language) string { return l.member("Layer", v) })})
			}
		case "version":
			q.Kind = "version"
		case "regions":
			q.Kind, q.Item, q.Set = "list", "text", "Country"
		default:
			q.Kind, q.Item = "list", "text"
		}
		return
	}
	f := b.en.Fact(q.Path)
	q.Question = evidence.Text{EN: b.en.Question(q.Path), DE: b.de.Question(q.Path)}
	q.Kind, q.Unit, q.Min, q.Max, q.Set = f.Kind.String(), f.Unit, f.Min, f.Max, f.Set
	if f.Kind == evidence.KindList && f.Item != 0 {
		q.Item = f.Item.String()
	}
	if f.Set == country {
		return
	}
	for _, v := range f.Values {
		q.Values = append(q.Values, Member{v, text(func(l *language) string { return l.member(f.Set, v) })})
	}
}

// country is the closed set whose members are not listed.
const country = "Country"

func (b *builder) demand(d *rules.Demand) *Demand {
	key := d.String()
	if b.texts == nil {
		b.texts = map[string]evidence.Text{}
	}
	t, ok := b.texts[key]
	if !ok {
		var err error
		if t.EN, err = b.en.Demand(key); err != nil {
			t.EN = key // conjunctions may grow beyond what a profile may write
		}
		if t.DE, err = b.de.Demand(key); err != nil {
			t.DE = key
		}
		b.texts[key] = t
	}
	return &Demand{key, t}
}

// askIf keeps the conditions on what is asked before.
func (b *builder) askIf(a *asked, numbers map[string]int64) []Alternative {
	var kept dnf
	for _, c := range a.if_ {
		var k conjunction
		for _, x := range c {
			if n := numbers[x.path]; n > 0 && n < numbers[a.path] {
				k = append(k, x)
			}
		}
		k = k.shorter()
		if len(k) == 0 {
			return nil
		}
		kept = either(kept, dnf{k})
	}
	if len(kept) > MaxAlternatives {
		return nil
	}
	var out []Alternative
	for _, c := range kept {
		var alt Alternative
		for _, x := range c {
			one := Condition{Question: numbers[x.path], Path: x.path, Of: x.of, Operator: x.op, Wanted: x.wanted}
			one.Text = b.text(func(l *language, words *report.Words) string { return l.wanted(words, &one) })
			alt.All = append(alt.All, one)
		}
		slices.SortStableFunc(alt.All, func(x, y Condition) int { return cmp.Compare(x.Question, y.Question) })
		out = append(out, alt)
	}
	slices.SortStableFunc(out, func(x, y Alternative) int { return cmp.Compare(x.All[0].Question, y.All[0].Question) })
	return out
}

// wanted says what a condition wants, a closed set's members by their labels.
func (l *language) wanted(words *report.Words, c *Condition) string {
	op, v := c.Operator, c.Wanted
	if x, ok := v.Any().(bool); ok && op == "!=" {
		op, v = "==", evidence.Bool(!x)
	}
	if c.Path == "subject.layer" {
		return words.Demanded(op, l.layers(v), "")
	}
	if text := words.Demanded(op, v, c.Path); text != "" {
		return text
	}
	return op + " " + v.String()
}

// layers names layers.
func (l *language) layers(v evidence.Value) evidence.Value {
	name := func(x string) string { return cmp.Or(l.Layers[x], x) }
	switch x := v.Any().(type) {
	case string:
		return evidence.String(name(x))
	case []evidence.Value:
		var names []string
		for _, e := range x {
			names = append(names, name(e.String()))
		}
		return evidence.Strings(names...)
	}
	return v
}

// generic takes the ids of entries out of a path.
func generic(path string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(path, "[")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		_, after, closed := strings.Cut(rest, "]")
		if !closed {
			out.WriteString("[" + rest)
			return out.String()
		}
		out.WriteString("[]")
		path = after
	}
}
