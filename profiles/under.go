package profiles

import (
	"errors"
	"fmt"

	"github.com/trias-sovereignty/trias/criteria"
)

// ErrCatalogue is returned by [Profile.Under] for a catalogue that does not
// contain the one the profile was resolved against.
var ErrCatalogue = errors.New("the catalogue does not contain the profile's")

// Under returns the profile for use under a catalogue that extends the profile's
// own: one that contains all of its criteria unchanged. What the profile asks
// stays the same to the letter, and so does its digest; the criteria that the
// extending catalogue adds are not applied. Profiles that are to apply them
// extend or tailor this one; [Decode] finds it by itself.
//
// The error wraps [ErrCatalogue].
func (p *Profile) Under(catalogue *criteria.Catalogue) (*Profile, error) {
	if p.catalogue.Digest() == catalogue.Digest() {
		return p, nil
	}
	if !catalogue.Contains(p.catalogue) {
		return nil, fmt.Errorf("%w: %s is made for %s %s, and %s %s does not extend it", ErrCatalogue, p.ID(),
			p.catalogue.ID(), p.catalogue.Version(), catalogue.ID(), catalogue.Version())
	}
	q := *p
	q.catalogue = catalogue
	if p.base != nil {
		base, err := p.base.Under(catalogue)
		if err != nil {
			return nil, err
		}
		q.base = base
	}
	return &q, nil
}

// MadeFor returns the catalogue that the profile names: the one it was resolved
// against, or one that this extends. Its criteria are all that the profile can
// apply.
func (p *Profile) MadeFor() *criteria.Catalogue { return p.named }

// madeFor returns the catalogue that a profile names: the given one, or one it
// extends, whose criteria are all that the profile may name. It is nil if there
// is none of that id.
func madeFor(id string, catalogue *criteria.Catalogue) *criteria.Catalogue {
	for c := catalogue; c != nil; c = c.Extends() {
		if c.ID() == id {
			return c
		}
	}
	return nil
}

// asked returns a criterion that the profile may name: one of the catalogue it is
// made for.
func (p *Profile) asked(id string) (*criteria.Compiled, bool) {
	if _, ok := p.named.Lookup(id); !ok {
		return nil, false
	}
	return p.catalogue.Compiled(id)
}

// under returns a base as a profile can build on it that names a catalogue and
// is resolved against the same one or one that extends it; nil if the base is
// made for criteria that the named catalogue does not have.
func (p *Profile) under(named, catalogue *criteria.Catalogue) *Profile {
	q, err := p.Under(catalogue)
	if err != nil || !named.Contains(p.named) {
		return nil
	}
	return q
}
