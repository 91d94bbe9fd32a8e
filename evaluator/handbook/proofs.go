package handbook

import (
	"github.com/trias-sovereignty/trias/internal/proofset"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// needs says which proofs show that a tree holds.
func (t *tree) needs(env *rules.Env, demands *profiles.Demands) *proofset.Need {
	var parts []*proofset.Need
	for _, p := range t.parts {
		parts = append(parts, p.needs(env, demands))
	}
	for _, g := range t.guards {
		parts = append(parts, g.not.needs(env, demands))
	}
	switch t.kind {
	case Any:
		return proofset.AnyOf(parts)
	case Test:
		for _, o := range t.atom.Facts {
			parts = append(parts, covering(o, env, demands))
		}
	case Each, Some:
		if t.list.IsFact() {
			parts = append(parts, covering(t.list, env, demands))
		}
	}
	return proofset.AllOf(parts)
}

// covering is what is demanded of the proofs of a fact. Lists are covered
// whole.
func covering(o *rules.Operand, env *rules.Env, demands *profiles.Demands) *proofset.Need {
	if o.Info == nil || o.Info.Slot < 0 {
		return proofset.AllOf(nil)
	}
	return proofset.Of(demands.Of(env.Info(o.Info.Slot).Path, false))
}
