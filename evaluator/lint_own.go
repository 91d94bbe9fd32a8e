package evaluator

import (
	"fmt"

	"github.com/trias-sovereignty/trias/profiles"
)

// ownSetting is what a profile itself states of a criterion, and where.
type ownSetting struct {
	profiles.Setting
	place string            // of the setting, or of the first change
	parts map[string]string // pointers to what is stated
}

// at points to a part of the setting, or to the whole where the profile does not
// state that part.
func (s *ownSetting) at(part string) string {
	if pointer, ok := s.parts[part]; ok {
		return pointer
	}
	return s.place
}

// state notes what a setting says and where.
func (s *ownSetting) state(x profiles.Setting, place string) {
	if s.parts == nil {
		s.place, s.parts = place, map[string]string{}
	}
	if x.Layers != (profiles.Layers{}) {
		s.Layers, s.parts["layers"] = x.Layers, place+"/layers"
	}
	if x.Weight != nil {
		s.Weight, s.parts["weight"] = x.Weight, place+"/weight"
	}
	if x.Params != nil {
		s.Params, s.parts["params"] = x.Params, place+"/params"
	}
	if x.Proof != nil {
		s.Proof, s.parts["proof"] = x.Proof, place+"/proof"
	}
}

// ownSettings are what a profile itself states of criteria: as settings, or by
// the changes it records.
func ownSettings(p *profiles.Profile) map[string]*ownSetting {
	own := map[string]*ownSetting{}
	add := func(id string, x profiles.Setting, place string) {
		if own[id] == nil {
			own[id] = &ownSetting{}
		}
		own[id].state(x, place)
	}
	for id, x := range p.Definition().Criteria {
		add(id, x, "/criteria/"+id)
	}
	for i, c := range p.Changes() {
		if c.Criterion != "" {
			add(c.Criterion, profiles.Setting{Layers: c.Layers, Weight: c.Weight, Params: c.Params, Proof: c.Proof}, fmt.Sprintf("/changes/%d", i))
		}
	}
	return own
}
