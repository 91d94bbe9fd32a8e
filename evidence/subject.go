package evidence

import "fmt"

// Layer says at which layer of a stack a subject works.
type Layer string

// The layers, from the ground up.
const (
	LayerInfrastructure Layer = "infrastructure"
	LayerPlatform       Layer = "platform"
	LayerBaseService    Layer = "base-service"
	LayerApplication    Layer = "application"
)

// Values returns the accepted values.
func (Layer) Values() []string {
	return []string{"infrastructure", "platform", "base-service", "application"}
}

// Subject is what is assessed: an offer, product or service, in one version,
// at one layer.
//
// Rules see Layer, Version, Regions and Services, which are given rather than
// proven. ID and Name are identity: they are in the dossier and never visible
// to rules, so that a criterion cannot ask who made the subject.
type Subject struct {
	// ID identifies the subject for whoever assesses it.
	ID string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Name is what people call the subject.
	Name string `json:"name,omitzero" maxLen:"200"`
	// Version is the version that was looked at. A proof scoped to versions
	// counts only if it names this one.
	Version Version `json:"version,omitzero"`
	// Layer is the layer of the stack the subject works at.
	Layer Layer `json:"layer,omitzero"`
	// Regions are the countries the offer is provided in. A proof scoped to
	// regions counts only if it names all of these.
	Regions []Country `json:"regions,omitzero"`
	// Services are the parts of the offer that are assessed. A proof scoped to
	// services counts only if it names all of these.
	Services []string `json:"services,omitzero" maxLen:"64"`
}

// join merges what two sources say of one subject. They may each leave out
// what they do not know; what both state must agree.
func (s *Subject) join(t *Subject) (*Subject, error) {
	j := *s
	if s.ID != t.ID {
		return nil, fmt.Errorf("two subjects: %q and %q; a dossier is about one", s.ID, t.ID)
	}
	conflict := func(field, a, b string) error {
		return fmt.Errorf("the sources disagree on the subject's %s: %q and %q", field, a, b)
	}
	if err := joinText(&j.Name, t.Name); err != nil {
		return nil, conflict("name", s.Name, t.Name)
	}
	if err := joinText(&j.Version, t.Version); err != nil {
		return nil, conflict("version", string(s.Version), string(t.Version))
	}
	if err := joinText(&j.Layer, t.Layer); err != nil {
		return nil, conflict("layer", string(s.Layer), string(t.Layer))
	}
	if err := joinSet(&j.Regions, t.Regions); err != nil {
		return nil, conflict("regions", fmt.Sprint(s.Regions), fmt.Sprint(t.Regions))
	}
	if err := joinSet(&j.Services, t.Services); err != nil {
		return nil, conflict("services", fmt.Sprint(s.Services), fmt.Sprint(t.Services))
	}
	return &j, nil
}
