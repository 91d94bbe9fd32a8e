package circuit

// Truth is a four-valued truth per record: where it is true, where false and
// where an error. At most one holds of a record, and where none does the truth
// is unknown. The zero Truth is unknown everywhere.
//
// The connectives are those of the rules: false beats unknown beats error
// beats true in a conjunction, and the dual holds of a disjunction.
type Truth struct{ T, F, E Node }

// Not negates; unknown and error stay what they are.
func (t Truth) Not() Truth { return Truth{T: t.F, F: t.T, E: t.E} }

// Unknown holds where a truth is none of the others.
func (b *Builder) Unknown(t Truth) Node {
	return b.and(b.and(t.T^1, t.F^1), t.E^1)
}

// AndTruth is the conjunction: false where any is false; an error where all
// are true or an error, and not all are true. Of none it is true.
func (b *Builder) AndTruth(ts ...Truth) Truth {
	all, some, sound := make([]Node, len(ts)), make([]Node, len(ts)), make([]Node, len(ts))
	for i, t := range ts {
		all[i], some[i], sound[i] = t.T, t.F, b.Or(t.T, t.E)
	}
	holds := b.And(all...)
	return Truth{T: holds, F: b.Or(some...), E: b.and(b.And(sound...), holds^1)}
}

// OrTruth is the disjunction: true where any is true; an error where all are
// false or an error, and not all are false. Of none it is false.
func (b *Builder) OrTruth(ts ...Truth) Truth {
	negated := make([]Truth, len(ts))
	for i, t := range ts {
		negated[i] = t.Not()
	}
	return b.AndTruth(negated...).Not()
}

// IfTruth is the conditional: then where the condition is true, els where it
// is false, and the condition itself where that is unknown or an error.
func (b *Builder) IfTruth(condition, then, els Truth) Truth {
	choose := func(t, e Node) Node { return b.Or(b.and(condition.T, t), b.and(condition.F, e)) }
	return Truth{
		T: choose(then.T, els.T),
		F: choose(then.F, els.F),
		E: b.Or(condition.E, choose(then.E, els.E)),
	}
}
