package criteria

import (
	_ "embed"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sync"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Language is the version of the rule language this release speaks.
const Language = rules.Language

// Catalogue is a compiled, versioned set of criteria. It is immutable and safe
// for concurrent use.
type Catalogue struct {
	definition Definition
	base       *Catalogue // what it extends; nil if nothing
	criteria   []Criterion
	ext        []rules.ExtFact
	digest     string
	env        *rules.Env
	compiled   map[string]*Compiled
	library    library
}

// Compiled is a criterion with its rules compiled, for the evaluator.
type Compiled struct {
	Criterion
	rule, when *rules.Rule
	scope      *rules.Scope
	params     []rules.ParamDecl
}

// embedded is catalogue.yaml as JSON.
//
//go:embed embedded/catalogue.json
var embedded []byte

var loadEmbedded = sync.OnceValues(func() (*Catalogue, error) {
	return decode("catalogue.json", embedded, nil, func() (*Catalogue, error) { return nil, nil })
})

// Embedded returns the catalogue that Trias brings. It is compiled on first
// use.
func Embedded() (*Catalogue, error) { return loadEmbedded() }

// Decode reads and compiles a catalogue from YAML or JSON. The error is a
// [Problems] with everything that is wrong, the structure and every rule that
// does not compile.
//
// What the catalogue extends is looked up by its id among bases, and then in what
// Trias brings: the first of a version that it admits counts.
//
// A catalogue is untrusted input. Whatever it contains, it either loads with
// rules of bounded cost or is refused.
func Decode(name string, data []byte, bases ...*Catalogue) (*Catalogue, error) {
	return decode(name, data, bases, Embedded)
}

// decode is [Decode]; brought returns the catalogue that Trias brings, nil while
// that is read itself.
func decode(name string, data []byte, bases []*Catalogue, brought func() (*Catalogue, error)) (*Catalogue, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var d Definition
	problems := append(Problems(nil).With(err), doc.Bind(node, &d)...)
	problems.Sort()
	c, err := compile(d, node, name, bases, brought)
	if len(problems) == 0 {
		return c, err
	}
	return nil, problems.With(err)
}

// New compiles a catalogue built in Go; bases are as for [Decode].
func New(d Definition, bases ...*Catalogue) (*Catalogue, error) {
	d.Trias = Format
	data, err := doc.EncodeJSON(d)
	if err != nil {
		return nil, fmt.Errorf("catalogue %s: %w", d.ID, err)
	}
	return Decode(d.ID+".json", data, bases...)
}

var nameFormat = regexp.MustCompile(`^[a-z][A-Za-z0-9]{0,63}$`)

func compile(d Definition, node *doc.Node, name string, bases []*Catalogue, brought func() (*Catalogue, error)) (*Catalogue, error) {
	var problems doc.Collector
	report := func(pointer, hint, format string, args ...any) {
		problems.Add(node.Find(pointer).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint))
	}
	if d.Language != Language {
		report("/language", fmt.Sprintf("this release speaks version %d", Language), "the rules need version %d of the rule language", d.Language)
	}
	var base *Catalogue
	var ext []rules.ExtFact
	if d.Extends != nil {
		var err error
		if base, err = findBase(d.Extends, d.ID, bases, brought, report); err != nil {
			return nil, err
		}
		if base == nil {
			return nil, problems.Sorted()
		}
		d.checkAgainst(base, report)
		ext = slices.Clone(base.ext)
	}
	for _, group := range slices.Sorted(maps.Keys(d.Facts)) {
		if !nameFormat.MatchString(group) {
			report("/facts/"+group, "use letters and digits, a small letter first", "%q cannot name an extension", group)
		}
		for _, fact := range slices.Sorted(maps.Keys(d.Facts[group])) {
			f := d.Facts[group][fact]
			at := "/facts/" + group + "/" + fact
			if !nameFormat.MatchString(fact) {
				report(at, "use letters and digits, a small letter first", "%q cannot name a fact", fact)
			}
			if f.Values != nil && f.Type != "text" {
				report(at+"/values", "use type: text", "only a text has a closed set of values")
			}
			values := map[string]bool{}
			for i, value := range f.Values {
				if values[value] {
					report(fmt.Sprintf("%s/values/%d", at, i), "name it once", "%s is named twice", doc.Quote(value))
				}
				values[value] = true
			}
			for _, value := range slices.Sorted(maps.Keys(f.Labels)) {
				if !values[value] {
					report(at+doc.Pointer("labels", value), "name one of its values", "ext.%s.%s is never %s", group, fact, doc.Quote(value))
				}
			}
			ext = append(ext, rules.ExtFact{Group: group, Name: fact, Kind: f.Type.kind(), List: f.List, Values: f.Values, Unit: f.Unit})
		}
	}
	d.lifecycle(base, report)
	own := newLibrary(d.Frameworks, node, &problems)
	if base != nil {
		maps.Copy(own, base.library)
	}
	if problems.Total() > 0 {
		return nil, problems.Sorted()
	}
	env, err := rules.NewEnv(ext)
	if err != nil {
		return nil, err
	}
	c := &Catalogue{definition: d, base: base, criteria: d.Criteria, ext: ext, env: env, compiled: map[string]*Compiled{}, library: own}
	referee := newReferee(own, &problems)
	var total uint64
	if base != nil {
		c.criteria = slices.Concat(base.criteria, d.Criteria)
		if total, err = c.adopt(); err != nil {
			return nil, err
		}
	}
	for i, criterion := range d.Criteria {
		if problems.Full() {
			break // nobody reads what else is wrong
		}
		at := fmt.Sprintf("/criteria/%d", i)
		if _, again := c.compiled[criterion.ID]; again || criterion.ID == "" {
			continue // reported with the structure
		}
		for j, r := range criterion.References {
			referee.check(r, node, fmt.Sprintf("%s/references/%d", at, j))
		}
		k := &Compiled{Criterion: criterion}
		defaults := map[string]evidence.Value{}
		for _, p := range slices.Sorted(maps.Keys(criterion.Params)) {
			param := criterion.Params[p]
			if !nameFormat.MatchString(p) {
				report(at+"/params/"+p, "use letters and digits, a small letter first", "%q cannot name a parameter", p)
				continue
			}
			if _, err := rules.ParamValue(rules.ParamType(param.Type), param.Default); err != nil {
				report(at+"/params/"+p+"/default", "", "%v", err)
			}
			k.params = append(k.params, rules.ParamDecl{Name: p, Type: rules.ParamType(param.Type)})
			defaults[p] = param.Default
		}
		if k.scope, err = env.Scope(criterion.ID, k.params); err != nil {
			return nil, err
		}
		source := func(field, text string) rules.Source {
			n := node.Find(at + "/" + field)
			return rules.Source{File: name, Pointer: at + "/" + field, Text: text, Position: n.Position}
		}
		var ps Problems
		if k.rule, ps = k.scope.Compile(source("rule", criterion.Rule)); len(ps) > 0 {
			problems.Add(ps...)
		}
		if criterion.When != "" {
			if k.when, ps = k.scope.Compile(source("when", criterion.When)); len(ps) > 0 {
				problems.Add(ps...)
			}
		}
		c.compiled[criterion.ID] = k
		if problems.Total() == 0 {
			total += k.rule.Cost
			if k.when != nil {
				total += k.when.Cost
			}
		}
		if problems.Total() == 0 { // now that the rules tell what parameters are compared with
			if _, _, err := k.Bind(nil); err != nil {
				report(at+"/params", "", "%v", err)
			}
		}
	}
	if total > rules.MaxCatalogueCost {
		report("/criteria", "split the catalogue", "its rules may cost %d units together, more than the budget of %d", total, rules.MaxCatalogueCost)
	}
	if problems.Total() > 0 {
		return nil, problems.Sorted()
	}
	return c, c.seal()
}

// ID returns the catalogue's name.
func (c *Catalogue) ID() string { return c.definition.ID }

// Version returns the catalogue's version.
func (c *Catalogue) Version() evidence.Version { return c.definition.Version }

// Digest identifies the catalogue: "sha256:" over its RFC 8785 form. Layout and
// comments do not enter; every word of every rule and text does, also of what it
// extends.
func (c *Catalogue) Digest() string { return c.digest }

// Definition returns what the catalogue itself states, without what it extends.
// It must not be changed.
func (c *Catalogue) Definition() Definition { return c.definition }

// Criteria returns the criteria in the order of the catalogue: those of what it
// extends, then its own.
func (c *Catalogue) Criteria() []Criterion { return slices.Clone(c.criteria) }

// Lookup returns the criterion with the given id.
func (c *Catalogue) Lookup(id string) (Criterion, bool) {
	k, ok := c.compiled[id]
	if !ok {
		return Criterion{}, false
	}
	return k.Criterion, true
}

// EncodeYAML writes what the catalogue itself states as YAML, byte-stable.
func (c *Catalogue) EncodeYAML() ([]byte, error) { return doc.EncodeYAML(c.definition) }

// Environment returns the rules' environment. It is for the evaluator; its type
// is internal.
func (c *Catalogue) Environment() *rules.Env { return c.env }

// Compiled returns a criterion with its compiled rules. It is for the
// evaluator.
func (c *Catalogue) Compiled(id string) (*Compiled, bool) {
	k, ok := c.compiled[id]
	return k, ok
}

// Rules returns the criterion's rule and its when, nil if it always applies.
func (k *Compiled) Rules() (rule, when *rules.Rule) { return k.rule, k.when }

// Layers lists the layers a criterion can apply to: those at which its when can
// hold, whatever the facts and the day are, with the values the catalogue gives
// its parameters. It is empty if there is no such criterion.
func (c *Catalogue) Layers(id string) []evidence.Layer { return c.LayersWith(id, nil) }

// LayersWith is [Catalogue.Layers] with other values for some parameters, as a
// profile gives them. It is empty if one of these does not take its value.
func (c *Catalogue) LayersWith(id string, params map[string]evidence.Value) []evidence.Layer {
	k, ok := c.compiled[id]
	if !ok {
		return nil
	}
	given, _, err := k.Bind(params)
	if err != nil {
		return nil
	}
	var layers []evidence.Layer
	for _, text := range evidence.Layer("").Values() {
		if layer := evidence.Layer(text); k.when == nil || c.canHold(k.when, given, layer) {
			layers = append(layers, layer)
		}
	}
	return layers
}

// canHold reports whether a rule is not settled as false on a subject of which
// only the layer is known, whatever the day is.
func (c *Catalogue) canHold(rule *rules.Rule, params *rules.Given, layer evidence.Layer) bool {
	m := c.env.NewMachine()
	m.Given(c.env.Subject(evidence.Subject{Layer: layer}), params, civil.Date{})
	if rule.UsesAt {
		return rule.Root.Settled(m) != rules.False
	}
	truth, _ := rule.Eval(m)
	return truth != rules.False
}

// endsOfTime are days at which rules that depend on the day alone take their
// values: long before, about now and long after.
func endsOfTime() []civil.Date {
	var days []civil.Date
	for _, text := range []string{"1900-01-01", "2026-01-01", "2199-12-31"} {
		day, err := civil.ParseDate(text)
		if err != nil {
			panic(err) // the texts are written here
		}
		days = append(days, day)
	}
	return days
}

// Mutants lists the ways in which the criterion's rule, or its when, could be
// wrong by little. Settings are the parameter values it is used with. It is for
// the author's test bench.
func (k *Compiled) Mutants(when bool, settings []map[string]evidence.Value) ([]rules.Mutant, error) {
	if when {
		return k.scope.Mutants(k.when, settings)
	}
	return k.scope.Mutants(k.rule, settings)
}

// Variant compiles another rule with the facts and parameters of the criterion.
// It is for the author's test bench and, unlike everything else here, must not
// be called while the catalogue is used elsewhere.
func (k *Compiled) Variant(text string) (*rules.Rule, Problems) {
	return k.scope.Compile(rules.Source{File: k.ID, Text: text})
}

// Bind gives the parameters their values: those of the catalogue, or the given
// ones instead. The error names every parameter that does not exist or does not
// take its value.
func (k *Compiled) Bind(set map[string]evidence.Value) (*rules.Given, map[string]evidence.Value, error) {
	values := make(map[string]evidence.Value, len(k.Params))
	for name, p := range k.Params {
		values[name] = p.Default
	}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if _, ok := k.Params[name]; !ok {
			hint := ""
			if near := doc.Suggest(name, slices.Sorted(maps.Keys(k.Params))); near != "" {
				hint = fmt.Sprintf("; did you mean %q?", near)
			}
			return nil, nil, fmt.Errorf("criterion %s has no parameter %q%s", k.ID, name, hint)
		}
		values[name] = set[name]
	}
	given, err := k.scope.Bind(k.params, values)
	return given, values, err
}
