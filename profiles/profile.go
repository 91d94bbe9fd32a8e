package profiles

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // so that zones are known on every machine

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// ErrUnknown is returned by [Lookup] for a name that no embedded profile has.
var ErrUnknown = errors.New("no such profile")

// Profile is a profile with everything it inherits resolved. It is immutable
// and safe for concurrent use.
type Profile struct {
	definition Definition
	base       *Profile
	catalogue  *criteria.Catalogue
	named      *criteria.Catalogue // the one it is made for: catalogue, or one that this extends
	settings   map[string]*Applied
	order      []string
	zone       *time.Location
	// localisation is the region chosen for parameters of type region; "" leaves
	// them to the catalogue.
	localisation string
	stages       map[string]*stage // its own
	onboarding   *OnboardingRules
	fastTrack    *rules.Demand
	deviations   Deviations
	// tailoring are the steps of tailoring the profile rests on, the nearest first.
	tailoring []Tailoring
	digest    string
}

// Applied is how the profile applies one criterion, inheritance resolved.
type Applied struct {
	Criterion string
	// Obligation is how binding the criterion is where Layers says nothing else;
	// [Applied.At] takes both together.
	Obligation Obligation
	Layers     Layers
	Weight     Weight
	// Stage is the stage from which the criterion binds, "" for at once. Term is
	// the stage's, or From its day, which is not zero then; Given is the proof
	// demand of a fast track, else "". See [Stage].
	Stage string
	Term  evidence.Period
	From  evidence.Date
	Given string
	// Params are all parameter values.
	Params map[string]evidence.Value

	demands *Demands
	set     map[string]evidence.Value
	stage   *stage
}

// Demands returns the compiled proof demands. They are for the evaluator; the
// demands' type is internal.
func (a *Applied) Demands() *Demands { return a.demands }

// embedded are the profiles' YAML files as JSON.
//
//go:embed embedded/*.json
var embedded embed.FS

// loadEmbedded has a function for each embedded profile that loads it, and what
// it extends, once.
var loadEmbedded = sync.OnceValue(func() map[string]func() (*Profile, error) {
	load := map[string]func() (*Profile, error){}
	for _, id := range Names() {
		load[id] = sync.OnceValues(func() (*Profile, error) {
			catalogue, err := criteria.Embedded()
			if err != nil {
				return nil, err
			}
			data, err := embedded.ReadFile("embedded/" + id + ".json")
			if err != nil {
				return nil, err
			}
			return decode(id+".json", data, catalogue, true, func(base string) (*Profile, error) {
				if load[base] == nil {
					return nil, nil
				}
				return load[base]()
			})
		})
	}
	return load
})

// Entry is the embedded profile for offers that are new to a register or
// marketplace: normal, with requirements that rise after the listing. No
// protection need chooses it.
const Entry = "entry"

// Names returns the names of the embedded profiles, each line from the lowest
// protection need to the highest, and each after the one it builds on.
func Names() []string {
	return []string{"normal", "high", "very-high", "federal-normal", "federal-high", Entry}
}

// Lookup returns an embedded profile, by one of [Names]. The error wraps
// [ErrUnknown] if there is none of that name.
func Lookup(id string) (*Profile, error) {
	if load, ok := loadEmbedded()[id]; ok {
		return load()
	}
	hint := "there are " + strings.Join(Names(), ", ")
	if near := doc.Suggest(id, Names()); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("%w: %q (%s)", ErrUnknown, id, hint)
}

// Decode reads a profile from YAML or JSON and resolves it against a catalogue.
// What it extends is looked up among bases and then among the embedded
// profiles. The error is a [Problems] with everything that is wrong.
func Decode(name string, data []byte, catalogue *criteria.Catalogue, bases ...*Profile) (*Profile, error) {
	return decode(name, data, catalogue, false, func(id string) (*Profile, error) {
		for _, b := range bases {
			if b.ID() == id {
				return b, nil
			}
		}
		if !slices.Contains(Names(), id) {
			return nil, nil
		}
		return Lookup(id)
	})
}

// New resolves a profile built in Go, as [Decode] does one that is read: for
// whoever varies profiles in a program.
func New(d Definition, catalogue *criteria.Catalogue, bases ...*Profile) (*Profile, error) {
	d.Trias = Format
	data, err := doc.EncodeJSON(d)
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", d.ID, err)
	}
	return Decode(d.ID+".json", data, catalogue, bases...)
}

func decode(name string, data []byte, catalogue *criteria.Catalogue, embedded bool, lookup func(string) (*Profile, error)) (*Profile, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var d Definition
	problems := append(Problems(nil).With(err), doc.Bind(node, &d)...)
	problems.Sort()
	p, err := resolve(d, node, name, catalogue, embedded, lookup)
	if len(problems) == 0 {
		return p, err
	}
	return nil, problems.With(err)
}

func resolve(d Definition, node *doc.Node, name string, catalogue *criteria.Catalogue, embedded bool, lookup func(string) (*Profile, error)) (*Profile, error) {
	var problems doc.Collector
	report := func(pointer, hint, format string, args ...any) {
		problems.Add(node.Find(pointer).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint))
	}
	p := &Profile{definition: d, catalogue: catalogue, settings: map[string]*Applied{}, zone: time.UTC}
	if p.named = madeFor(d.Catalogue, catalogue); p.named == nil {
		report("/catalogue", "give the catalogue the profile is made for", "the profile is made for catalogue %q, not for %q", d.Catalogue, catalogue.ID())
		return nil, problems.Sorted()
	}
	d.checkBuildsOn(node, report)
	if id, how := d.base(); id != "" {
		base, err := lookup(id)
		if err != nil {
			return nil, err
		}
		if base == nil {
			hint := "give the base profile too, or " + how + " " + strings.Join(Names(), ", ")
			if id == d.ID {
				report("/"+how+"s", "name another profile", "the profile %ss itself", how)
			} else {
				report("/"+how+"s", hint, "no profile %q to %s", id, how)
			}
			return nil, problems.Sorted()
		}
		other := base
		if base = base.under(p.named, catalogue); base == nil {
			report("/"+how+"s", "", "profile %q is made for another catalogue, %s %s", id, other.definition.Catalogue, other.catalogue.Version())
			return nil, problems.Sorted()
		}
		if base.ID() == d.ID {
			report("/id", "give it an id of its own", "the profile has the id of the one it %ss", how)
		}
		p.base, p.zone = base, base.zone
	}
	if d.Zone != "" {
		zone, err := time.LoadLocation(d.Zone)
		if err != nil || d.Zone == "Local" {
			report("/zone", `write for example "Europe/Berlin"`, "no time zone %q", d.Zone)
		} else {
			if p.base != nil && zone.String() != p.base.zone.String() {
				report("/zone", "leave it out, or build on another profile", "days are those of %s in %s; a profile that builds on another keeps them", p.base.zone, p.base.ID())
			}
			p.zone = zone
		}
	}
	p.localise(report)
	checkBindings(d.Binding, report)
	p.resolveStages(name, node, report, &problems)
	p.resolveOnboarding(name, node, report, &problems)
	known := sync.OnceValue(func() (ids []string) {
		for _, c := range p.named.Criteria() {
			ids = append(ids, c.ID)
		}
		return ids
	})
	meant := func(id string) string {
		if _, above := catalogue.Lookup(id); above {
			return "name the catalogue that has it: " + catalogue.ID()
		}
		if near := doc.Suggest(id, known()); near != "" {
			return fmt.Sprintf("did you mean %q?", near)
		}
		return ""
	}
	kept := map[string]*rules.Demand{}
	for _, id := range slices.Sorted(maps.Keys(d.Criteria)) {
		if problems.Full() {
			break // nobody reads what else is wrong
		}
		p.apply(id, d.Criteria[id], doc.Pointer("criteria", id), node, name, kept, meant, report, &problems)
	}
	t := &tailor{Profile: p, changes: d.Changes, node: node, name: name, kept: kept, meant: meant, report: report, problems: &problems}
	if d.Tailors != "" {
		t.apply()
	}
	if p.base != nil {
		for id, a := range p.base.settings {
			if _, excluded := t.excluded[id]; !excluded && p.settings[id] == nil {
				p.settings[id] = a
			}
		}
	}
	if len(p.settings) == 0 && d.Criteria != nil {
		report("/criteria", "name at least one criterion", "the profile applies no criterion")
	}
	if len(p.settings) == 0 && d.Tailors != "" {
		report("/changes", "keep at least one", "the changes exclude every criterion")
	}
	if problems.Total() > 0 {
		return nil, problems.Sorted()
	}
	p.deviations = d.deviations(p.base)
	for _, c := range catalogue.Criteria() {
		if p.settings[c.ID] != nil {
			p.order = append(p.order, c.ID)
		}
	}
	if !embedded {
		if err := p.refuseLooser(report); err != nil {
			return nil, err
		}
		if problems.Total() > 0 {
			return nil, problems.Sorted()
		}
	}
	return p, p.seal()
}

func (p *Profile) apply(id string, s Setting, at string, node *doc.Node, name string, kept map[string]*rules.Demand, meant func(id string) string, report func(pointer, hint, format string, args ...any), problems *doc.Collector) {
	compiled, ok := p.asked(id)
	if !ok {
		report(at, meant(id), "the catalogue has no criterion %s", doc.Quote(id))
		return
	}
	a := &Applied{Criterion: id, Obligation: s.Obligation, Weight: NewWeight(1), set: map[string]evidence.Value{}}
	var inherited *Applied
	if p.base != nil {
		inherited = p.base.settings[id]
	}
	if inherited != nil {
		a.Weight, a.demands = inherited.Weight, inherited.demands
		a.postpone(inherited.stage)
		maps.Copy(a.set, inherited.set)
		switch {
		case a.Obligation == "":
			a.Obligation = inherited.Obligation
		case a.Obligation.rank() < inherited.Obligation.rank():
			report(at+"/obligation", "leave it out, or extend another profile", "%s is %s in %s; a profile that extends another does not relax it",
				id, inherited.Obligation, p.base.ID())
		}
	}
	if a.Obligation == "" {
		report(at, "add obligation: must, should or may", "%s has no obligation", id)
	}
	a.layered(s, inherited, at, func() string { return p.base.ID() }, report)
	if s.Weight != nil {
		a.Weight = *s.Weight
	}
	maps.Copy(a.set, s.Params)
	if inherited != nil {
		p.checkParams(compiled, inherited, s.Params, at, report)
		p.checkRegions(compiled, inherited, s.Params, at, report)
	}
	var err error
	if a.Params, err = p.bind(compiled, a.set); err != nil {
		report(at+"/params", "", "%v", err)
	}
	if s.Stage != "" {
		p.applyStage(a, s.Stage, inherited, at+"/stage", report)
	}
	if s.Proof != nil {
		base := at + "/proof"
		demands, ps := compileProof(s.Proof, kept, proofSource(node, name, base))
		problems.Add(ps...)
		if len(ps) == 0 {
			p.checkPaths(compiled, demands, base, report)
			if a.demands == nil {
				a.demands = demands
			} else {
				var n int
				if a.demands, n = conjoin(a.demands, demands); n > rules.MaxDemandParts {
					report(base, "demand less, or extend another profile", "with what it inherits the demand has %d parts, more than %d", n, rules.MaxDemandParts)
				}
			}
		}
	} else if a.demands == nil {
		report(at, `add proof: by("documentation"), or proof: none if none is needed`, "%s has no proof requirement", id)
	}
	p.settings[id] = a
}

// checkParams refuses parameters that make a rule weaker than the base has it.
// Where the rule's text does not tell which way a parameter tightens, the
// profile's author has to know.
func (p *Profile) checkParams(c *criteria.Compiled, inherited *Applied, set map[string]evidence.Value, at string, report func(pointer, hint, format string, args ...any)) {
	directions := rules.Directions(c.Rules())
	for _, name := range slices.Sorted(maps.Keys(set)) {
		declared, ok := c.Params[name]
		if !ok {
			continue // reported with the other parameters
		}
		if loosens(declared, directions["params."+name], inherited.Params[name], set[name]) {
			report(at+"/params/"+name, "leave it out, or extend another profile", "%s is %s in %s, and %s is weaker; a profile that extends another does not relax it",
				name, inherited.Params[name], p.base.ID(), set[name])
		}
	}
}

// checkPaths refuses demands on facts the criterion does not read.
func (p *Profile) checkPaths(c *criteria.Compiled, d *Demands, at string, report func(pointer, hint, format string, args ...any)) {
	var reads []string
	rule, when := c.Rules()
	for _, r := range []*rules.Rule{rule, when} {
		if r != nil {
			for _, slot := range r.Reads {
				reads = append(reads, p.catalogue.Environment().Info(slot).Path)
			}
		}
	}
	for _, path := range d.paths() {
		if slices.ContainsFunc(reads, func(r string) bool { return r == path || strings.HasPrefix(r, path+".") }) {
			continue
		}
		hint := ""
		if near := doc.Suggest(path, reads); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		report(at+"/facts", hint, "%s does not read %q", c.ID, path)
	}
}

// seal computes the digest: over what the profile comes to, inheritance
// resolved, so that a changed base changes it; and over what is shown of it: what
// is recorded of tailoring, and the names of stages.
func (p *Profile) seal() error {
	p.tailoring = p.steps()
	type applied struct {
		Obligation Obligation                `json:"obligation"`
		Layers     Layers                    `json:"layers,omitzero"`
		Weight     Weight                    `json:"weight"`
		Stage      string                    `json:"stage,omitzero"`
		StageTitle evidence.Text             `json:"stageTitle,omitzero"`
		Term       string                    `json:"term,omitzero"`
		From       string                    `json:"from,omitzero"`
		Given      string                    `json:"given,omitzero"`
		Params     map[string]evidence.Value `json:"params,omitzero"`
		Proof      map[string]string         `json:"proof"`
	}
	resolved := struct {
		Trias      string             `json:"trias"`
		ID         string             `json:"id"`
		Version    evidence.Version   `json:"version"`
		Title      evidence.Text      `json:"title,omitzero"`
		Catalogue  string             `json:"catalogue"`
		Zone       string             `json:"zone"`
		Region     string             `json:"localisation,omitzero"`
		Binding    []Binding          `json:"binding,omitzero"`
		Deviations Deviations         `json:"deviations"`
		Onboarding *OnboardingRules   `json:"onboarding,omitzero"`
		Criteria   map[string]applied `json:"criteria"`
		Tailoring  []Tailoring        `json:"tailoring,omitzero"`
	}{Format, p.ID(), p.Version(), p.Title(), p.definition.Catalogue, p.zone.String(), "", p.definition.Binding, p.Deviations(), p.onboarding, map[string]applied{}, p.tailoring}
	if l := p.Localisation(); l != nil {
		resolved.Region = l.Region
	}
	for id, a := range p.settings {
		x := applied{Weight: a.Weight, Params: a.Params, Proof: a.demands.canonical()}
		x.Obligation, x.Layers = a.obligations()
		if a.stage != nil {
			x.Stage, x.StageTitle, x.Given = a.Stage, a.stage.title, a.Given
			if a.stage.from != nil {
				x.From = a.From.String()
			} else {
				x.Term = a.Term.String()
			}
		}
		resolved.Criteria[id] = x
	}
	text, err := doc.Canonical(resolved)
	if err != nil {
		return err
	}
	p.digest = doc.Digest(text)
	return nil
}

// ID returns the profile's name.
func (p *Profile) ID() string { return p.definition.ID }

// Version returns the profile's version.
func (p *Profile) Version() evidence.Version { return p.definition.Version }

// Title returns the profile's title.
func (p *Profile) Title() evidence.Text { return p.definition.Title }

// Extends returns the profile this one extends, and so claims to be stricter
// than, or nil.
func (p *Profile) Extends() *Profile {
	if p.definition.Extends == "" {
		return nil
	}
	return p.base
}

// Catalogue returns the catalogue the profile was resolved against.
func (p *Profile) Catalogue() *criteria.Catalogue { return p.catalogue }

// Zone returns the time zone whose calendar days count.
func (p *Profile) Zone() *time.Location { return p.zone }

// Deviations says what an unmet should without a recorded reason does. It is
// inherited; a profile that extends another can only make it stricter, one that
// tailors another records a change of it.
func (p *Profile) Deviations() Deviations { return p.deviations }

// deviations are those of a profile over its base, nil if there is none.
func (d *Definition) deviations(base *Profile) Deviations {
	for _, c := range d.Changes {
		if c.Kind == ChangeDeviations {
			return c.Deviations
		}
	}
	if d.Deviations == Inconclusive || base != nil && base.deviations == Inconclusive {
		return Inconclusive
	}
	return Remark
}

// base names the profile that the definition builds on, and how: by extend or
// by tailor.
func (d *Definition) base() (id, how string) {
	if d.Tailors != "" {
		return d.Tailors, "tailor"
	}
	return d.Extends, "extend"
}

// Digest identifies the profile: "sha256:" over the RFC 8785 form of what it
// comes to once everything inherited is resolved, with all that verdicts and
// levels show of it: its title, its stages, and the changes it rests on with
// their reasons.
func (p *Profile) Digest() string { return p.digest }

// Criteria returns the ids of the criteria that apply, in the catalogue's order.
func (p *Profile) Criteria() []string { return slices.Clone(p.order) }

// Applied returns how the profile applies a criterion. It must not be changed.
func (p *Profile) Applied(id string) (*Applied, bool) {
	a, ok := p.settings[id]
	return a, ok
}

// Definition returns what the profile itself states, nothing inherited. It must
// not be changed.
func (p *Profile) Definition() Definition { return p.definition }

// EncodeYAML writes what the profile itself states as YAML, byte-stable.
func (p *Profile) EncodeYAML() ([]byte, error) { return doc.EncodeYAML(p.definition) }
