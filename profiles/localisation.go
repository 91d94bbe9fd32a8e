package profiles

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Errors of [Profile.Localised].
var (
	// ErrRegion reports a name that is no region, or a region that a criterion
	// compares with a fact that never has it.
	ErrRegion = errors.New("no such region")
	// ErrNoRegion reports a profile in which no criterion leaves a region to
	// choose: choosing one would promise what nothing looks at.
	ErrNoRegion = errors.New("the profile leaves no region to choose")
)

// Localisation is the region a profile speaks of: what its criteria ask to lie,
// work or sit "at home" lies there. It is a choice of whoever uses the profile
// and no step of strictness: what is right within Germany may be wrong within
// the EU, and the other way round.
type Localisation struct {
	// Region is the region chosen, or else the one that all criteria that leave
	// the choice name themselves. It is absent if these differ.
	Region string `json:"region,omitzero"`
	// Exceptions are the parameters that name another region: those the profile
	// sets for itself and, without a choice, those of the catalogue.
	Exceptions []RegionParam `json:"exceptions,omitzero"`
}

// RegionParam is the value of a parameter of type region.
type RegionParam struct {
	Criterion string `json:"criterion" required:"true"`
	Parameter string `json:"parameter" required:"true"`
	Region    string `json:"region" required:"true"`
}

// Localised returns the same profile in another localisation: EU, EEA, another
// region of the rule language, or a country such as DE. Every parameter of type
// region takes it, except those that the profile or one it extends sets itself.
// What the profile extends is localised alike, so that a profile stays at least
// as strict as its base. The id stays; the digest is another one, except for the
// region the profile speaks of already, which changes nothing.
//
// The error wraps [ErrRegion] or [ErrNoRegion].
func (p *Profile) Localised(region string) (*Profile, error) {
	if hint, ok := rules.KnownRegion(region); !ok {
		return nil, fmt.Errorf("%w: %q (%s)", ErrRegion, region, hint)
	}
	open := slices.ContainsFunc(p.regionParams(), func(r regionParam) bool { return !r.set })
	if !open {
		return nil, fmt.Errorf("%w: %s", ErrNoRegion, p.ID())
	}
	return p.localised(region)
}

func (p *Profile) localised(region string) (*Profile, error) {
	q := *p
	if p.base != nil {
		base, err := p.base.localised(region)
		if err != nil {
			return nil, err
		}
		q.base = base
	}
	q.localisation = region
	if p.base == nil || p.definition.Localisation != "" {
		q.definition.Localisation = region // so that it is written and read again
	}
	q.settings = make(map[string]*Applied, len(p.settings))
	for _, id := range p.order {
		a := p.settings[id]
		if p.base != nil && p.base.settings[id] == a {
			q.settings[id] = q.base.settings[id]
			continue
		}
		b := *a
		compiled, _ := p.catalogue.Compiled(id)
		var err error
		if b.Params, err = q.bind(compiled, a.set); err != nil {
			return nil, fmt.Errorf("%w: %q for %s: %w", ErrRegion, region, id, err)
		}
		q.settings[id] = &b
	}
	return &q, q.seal()
}

// bind gives the parameters of a criterion their values: those that are set,
// the localisation for regions, the catalogue's for the rest.
func (p *Profile) bind(c *criteria.Compiled, set map[string]evidence.Value) (map[string]evidence.Value, error) {
	values := set
	if p.localisation != "" {
		for name, declared := range c.Params {
			if _, own := set[name]; own || !isRegion(declared) {
				continue
			}
			if len(values) == len(set) {
				values = maps.Clone(set)
			}
			values[name] = evidence.String(p.localisation)
		}
	}
	_, params, err := c.Bind(values)
	return params, err
}

func isRegion(p criteria.Param) bool { return p.Type == criteria.ParamType(rules.RegionParam) }

// regionParam is a parameter of type region; set says that a profile sets it
// itself.
type regionParam struct {
	RegionParam
	set bool
}

// regionParams lists the parameters of type region in the order of the
// catalogue.
func (p *Profile) regionParams() []regionParam {
	var out []regionParam
	for _, id := range p.order {
		a := p.settings[id]
		compiled, _ := p.catalogue.Compiled(id)
		for _, name := range slices.Sorted(maps.Keys(compiled.Params)) {
			if !isRegion(compiled.Params[name]) {
				continue
			}
			region, _ := a.Params[name].Any().(string)
			_, set := a.set[name]
			out = append(out, regionParam{RegionParam{id, name, region}, set})
		}
	}
	return out
}

// Localisation returns the region the profile speaks of, nil if no criterion it
// applies has a parameter of type region.
func (p *Profile) Localisation() *Localisation {
	params := p.regionParams()
	if len(params) == 0 {
		return nil
	}
	l := &Localisation{Region: p.localisation}
	if l.Region == "" {
		l.Region = common(params)
	}
	for _, r := range params {
		if r.Region != l.Region {
			l.Exceptions = append(l.Exceptions, r.RegionParam)
		}
	}
	return l
}

// common is the region all parameters that are not set have, or all there are
// if each is; "" if they differ.
func common(params []regionParam) string {
	open := slices.DeleteFunc(slices.Clone(params), func(r regionParam) bool { return r.set })
	if len(open) == 0 {
		open = params
	}
	for _, r := range open {
		if r.Region != open[0].Region {
			return ""
		}
	}
	return open[0].Region
}

// localise takes the localisation that the profile states or inherits.
func (p *Profile) localise(report func(pointer, hint, format string, args ...any)) {
	stated := p.definition.Localisation
	if p.base != nil {
		p.localisation = p.base.localisation
	}
	if stated == "" || p.definition.Tailors != "" { // of one that tailors another it is refused already
		return
	}
	if hint, ok := rules.KnownRegion(stated); !ok {
		report("/localisation", hint, "no region %q", stated)
		return
	}
	if p.base != nil {
		was, of := p.base.localisation, p.base.Localisation()
		if was == "" && of != nil {
			was = of.Region
		}
		if (was != "" || of != nil) && was != stated {
			if was == "" {
				was = "several regions"
			}
			report("/localisation", "leave it out and choose the localisation where the profile is used, or extend another profile",
				"%s speaks of %s and this profile of %s; a localisation is a choice and no step of strictness, so a profile that extends another keeps it", p.base.ID(), was, stated)
			return
		}
	}
	p.localisation = stated
}

// checkRegions refuses a region that a derived profile sets for a criterion it
// inherits: whether it is stricter than the base's would depend on which
// localisation is chosen.
func (p *Profile) checkRegions(c *criteria.Compiled, inherited *Applied, set map[string]evidence.Value, at string, report func(pointer, hint, format string, args ...any)) {
	for _, name := range slices.Sorted(maps.Keys(set)) {
		declared, ok := c.Params[name]
		if !ok || !isRegion(declared) {
			continue
		}
		if was, own := inherited.set[name]; own && was.Equal(set[name]) {
			continue
		}
		report(at+"/params/"+name, "leave it out and choose the localisation where the profile is used, or extend another profile",
			"%s is %s in %s; a localisation is a choice and no step of strictness, so a profile that extends another keeps it", name, inherited.Params[name], p.base.ID())
	}
}
