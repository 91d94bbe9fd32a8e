package criteria

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	goversion "github.com/hashicorp/go-version"

	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Extension names the catalogue that another one extends: its base. The
// extending catalogue contains all criteria of the base unchanged, its facts and
// its frameworks, and adds its own.
type Extension struct {
	// Catalogue is the id of the base.
	Catalogue string `json:"catalogue" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Version is a constraint on the base's version, ">= 0.2.0, < 0.3.0": the
	// versions its author has looked at. A base of another version does not load
	// below it, for its criteria may say something else.
	Version string `json:"version" required:"true" pattern:"[^ ]" maxLen:"200"`
}

// Extends returns the catalogue this one extends, or nil.
func (c *Catalogue) Extends() *Catalogue { return c.base }

// Contains reports whether all criteria of another catalogue are in this one,
// unchanged: it is this one, the one it extends, or one that one extends in turn.
func (c *Catalogue) Contains(other *Catalogue) bool {
	for ; c != nil; c = c.base {
		if c.digest == other.digest {
			return true
		}
	}
	return false
}

// Facts returns the facts the catalogue declares for itself and those of the
// catalogues it extends, by name of the extension and of the fact.
func (c *Catalogue) Facts() map[string]map[string]Fact {
	facts := map[string]map[string]Fact{}
	for ; c != nil; c = c.base {
		for group, declared := range c.definition.Facts {
			if facts[group] == nil {
				facts[group] = map[string]Fact{}
			}
			maps.Copy(facts[group], declared)
		}
	}
	return facts
}

// Fact returns a fact ext.<extension>.<name> that the catalogue, or one it
// extends, declares.
func (c *Catalogue) Fact(extension, name string) (Fact, bool) {
	for ; c != nil; c = c.base {
		if f, ok := c.definition.Facts[extension][name]; ok {
			return f, true
		}
	}
	return Fact{}, false
}

// findBase finds the catalogue that the one with the given id extends, among the
// given ones or in what Trias brings: the first of its id and of a version that
// it admits. It returns nil if there is none that will do, which it reports.
//
// A catalogue is only ever found that is complete already, so that no two can
// extend each other.
func findBase(e *Extension, id string, given []*Catalogue, brought func() (*Catalogue, error), report reporter) (*Catalogue, error) {
	if e.Catalogue == "" || e.Version == "" {
		return nil, nil // reported with the structure
	}
	if e.Catalogue == id {
		report("/extends/catalogue", "name the base, or give this catalogue an id of its own", "the catalogue would extend itself")
		return nil, nil
	}
	constraint, err := goversion.NewConstraint(e.Version)
	if err != nil {
		report("/extends/version", `write for example ">= 0.2.0, < 0.3.0"`, "%s is not a version constraint", doc.Quote(e.Version))
		return nil, nil
	}
	admits := func(c *Catalogue) (bool, error) {
		version, err := goversion.NewVersion(string(c.Version()))
		if err != nil {
			return false, fmt.Errorf("catalogue %s: %w", c.ID(), err) // it had not been decoded
		}
		return constraint.Check(version), nil
	}
	// Two versions of a catalogue may be there, one of them brought by Trias.
	var base, other *Catalogue
	var known []string
	look := func(all []*Catalogue) error {
		for _, c := range all {
			if c == nil {
				continue
			}
			known = append(known, c.ID())
			if c.ID() != e.Catalogue || base != nil {
				continue
			}
			ok, err := admits(c)
			switch {
			case err != nil:
				return err
			case ok:
				base = c
			case other == nil:
				other = c
			}
		}
		return nil
	}
	if err := look(given); err != nil {
		return nil, err
	}
	if base == nil {
		own, err := brought()
		if err != nil {
			return nil, err
		}
		if err := look([]*Catalogue{own}); err != nil {
			return nil, err
		}
	}
	switch {
	case base == nil && other != nil:
		report("/extends/version", "read what has changed in it and widen the constraint, or give a version that it admits",
			"%s is there in version %s, which the constraint %s does not admit", other.ID(), other.Version(), doc.Quote(e.Version))
		return nil, nil
	case base == nil:
		hint := "give that catalogue, too"
		if near := doc.Suggest(e.Catalogue, known); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		report("/extends/catalogue", hint, "no catalogue %s to extend", doc.Quote(e.Catalogue))
		return nil, nil
	}
	for c := base; c != nil; c = c.base {
		if c.ID() == id {
			report("/id", "give this catalogue an id of its own", "%s extends a catalogue %s, too", base.ID(), id)
			return nil, nil
		}
	}
	return base, nil
}

// reporter reports a problem at a place.
type reporter func(pointer, hint, format string, args ...any)

// checkAgainst reports what a catalogue states anew that its base has already:
// nothing of the base may come to mean something else.
func (d *Definition) checkAgainst(base *Catalogue, report reporter) {
	for _, group := range slices.Sorted(maps.Keys(d.Facts)) {
		for _, name := range slices.Sorted(maps.Keys(d.Facts[group])) {
			if _, taken := base.Fact(group, name); taken {
				report("/facts/"+group+"/"+name, "drop it, or give it another name", "%s declares ext.%s.%s already", base.ID(), group, name)
			}
		}
	}
	used := map[frameworks.Name]bool{}
	for _, c := range base.criteria {
		for _, r := range c.References {
			used[r.Name()] = true
		}
	}
	for i := range d.Frameworks {
		name, at := d.Frameworks[i].Name(), "/frameworks/"+strconv.Itoa(i)
		switch {
		case base.library[name] != nil:
			report(at, "drop it: references lead into that one", "%s brings %s already", base.ID(), name)
		case used[name]:
			report(at, "drop it, or give it a name or version of its own", "criteria of %s refer to the %s that Trias brings, and would refer to this one", base.ID(), name)
		}
	}
	for i := range d.Criteria {
		if _, taken := base.Lookup(d.Criteria[i].ID); taken {
			report(fmt.Sprintf("/criteria/%d/id", i), "give it an id of its own; a profile can set parameters and demand other proof",
				"%s has a criterion %s, which a catalogue that extends it keeps", base.ID(), d.Criteria[i].ID)
		}
	}
}

// adopt takes over the criteria of the base and returns what their rules cost.
// They are compiled once more, since the facts lie elsewhere beside the
// catalogue's own.
func (c *Catalogue) adopt() (cost uint64, err error) {
	for i := range c.base.criteria {
		criterion := c.base.criteria[i]
		was := c.base.compiled[criterion.ID]
		k := &Compiled{Criterion: criterion, params: was.params}
		if k.scope, err = c.env.Scope(criterion.ID, k.params); err != nil {
			return 0, err
		}
		compile := func(field, text string) (*rules.Rule, error) {
			at := fmt.Sprintf("/criteria/%d/%s", i, field)
			rule, problems := k.scope.Compile(rules.Source{File: c.base.ID(), Pointer: at, Text: text})
			if len(problems) > 0 { // it has been compiled before
				return nil, fmt.Errorf("criterion %s of catalogue %s: %w", criterion.ID, c.base.ID(), problems)
			}
			cost += rule.Cost
			return rule, nil
		}
		if k.rule, err = compile("rule", criterion.Rule); err != nil {
			return 0, err
		}
		if was.when != nil {
			if k.when, err = compile("when", criterion.When); err != nil {
				return 0, err
			}
		}
		c.compiled[criterion.ID] = k
	}
	return cost, nil
}

// seal computes the digest: over the definition and, if it extends another
// catalogue, that one's digest, so that a changed base changes it.
func (c *Catalogue) seal() error {
	var stated any = c.definition
	if c.base != nil {
		stated = struct {
			Base      string     `json:"base"`
			Catalogue Definition `json:"catalogue"`
		}{c.base.digest, c.definition}
	}
	canonical, err := doc.Canonical(stated)
	if err != nil {
		return err
	}
	c.digest = doc.Digest(canonical)
	return nil
}
