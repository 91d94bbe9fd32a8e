package batch

import (
	"slices"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/circuit"
	"github.com/trias-sovereignty/trias/profiles"
)

// Result is what follows for the records of a block. What was not wanted of the
// machine is empty: a nil plane, no outcome, no conformity, a count of 0. So is all
// of a nil Result, and what is asked of a variant, criterion or record there is not.
//
// A variant is given by its index among [Plan.Variants], a criterion by its index
// among [profiles.Profile.Criteria] of the variant's profile.
//
// Planes have 64 words, with bit r%64 of word r/64 for record r, and zeros beyond
// the number of records. They must not be changed.
type Result struct {
	plan    *Plan
	program *program
	records int
	planes  [][]uint64
	owned   []uint64 // where planes were changed
}

// Records is the number of records.
func (r *Result) Records() int {
	if r == nil {
		return 0
	}
	return r.records
}

// empty reports whether no machine made the result.
func (r *Result) empty() bool { return r == nil || r.program == nil }

// plane is output k of a group that begins at first, nil if it is not wanted.
func (r *Result) plane(first, k int) []uint64 {
	if first < 0 || k < 0 {
		return nil
	}
	return r.planes[first+k]
}

func (r *Result) outcomesAt(variant, criterion int) int {
	if r.empty() {
		return -1
	}
	return at(r.program.outcomes, variant, criterion)
}

func (r *Result) possibleAt(variant, criterion int) int {
	if r.empty() {
		return -1
	}
	return at(r.program.possible, variant, criterion)
}

// at is the first output of a criterion of a variant, -1 for none.
func at(first [][]int, variant, criterion int) int {
	if variant < 0 || variant >= len(first) || criterion < 0 || criterion >= len(first[variant]) {
		return -1
	}
	return first[variant][criterion]
}

func (r *Result) conformityAt(variant int) int {
	if r.empty() || variant < 0 || variant >= len(r.program.conformity) {
		return -1
	}
	return r.program.conformity[variant]
}

// Plane is where a criterion has an outcome.
func (r *Result) Plane(variant, criterion int, o evaluator.Outcome) []uint64 {
	return r.plane(r.outcomesAt(variant, criterion), slices.Index(outcomes, o))
}

// Outcome is the outcome of a criterion for a record.
func (r *Result) Outcome(variant, criterion, record int) evaluator.Outcome {
	first := r.outcomesAt(variant, criterion)
	if first < 0 || record < 0 || record >= r.records {
		return ""
	}
	for k, o := range outcomes {
		if bit(r.planes[first+k], record) {
			return o
		}
	}
	return ""
}

// Count is how many records have an outcome of a criterion.
func (r *Result) Count(variant, criterion int, o evaluator.Outcome) int {
	return Count(r.Plane(variant, criterion, o))
}

// finals are what a criterion may end with, in the order of the planes.
var finals = []evaluator.Outcome{evaluator.Pass, evaluator.Fail, evaluator.NotApplicable}

// May is where a criterion may still end with an outcome, pass, fail or notApplicable:
// [evaluator.Possibility.Final]. Of a record that was put in by [Block.Patch] it is
// whatever its outcome allows.
func (r *Result) May(variant, criterion int, o evaluator.Outcome) []uint64 {
	return r.plane(r.possibleAt(variant, criterion), slices.Index(finals, o))
}

// Stated is where a criterion would have an outcome, pass, fail or notApplicable, if
// everything that is stated were proven: [evaluator.Possibility.Stated]. It is open where
// it is none of the three, and of a record that was put in by [Block.Patch] where its
// outcome leaves it open.
func (r *Result) Stated(variant, criterion int, o evaluator.Outcome) []uint64 {
	k := slices.Index(finals, o)
	if k < 0 {
		return nil
	}
	return r.plane(r.possibleAt(variant, criterion), len(finals)+k)
}

// ConformityPlane is where records are of a conformity.
func (r *Result) ConformityPlane(variant int, c evaluator.Conformity) []uint64 {
	return r.plane(r.conformityAt(variant), slices.Index(conformities, c))
}

// Conformity is the conformity of a record.
func (r *Result) Conformity(variant, record int) evaluator.Conformity {
	first := r.conformityAt(variant)
	if first < 0 || record < 0 || record >= r.records {
		return ""
	}
	for k, c := range conformities {
		if bit(r.planes[first+k], record) {
			return c
		}
	}
	return ""
}

// CountConformity is how many records are of a conformity.
func (r *Result) CountConformity(variant int, c evaluator.Conformity) int {
	return Count(r.ConformityPlane(variant, c))
}

// Excluded is where records are neither conformant nor provisional:
// nonConformant or inconclusive.
func (r *Result) Excluded(variant int) []uint64 {
	return r.plane(r.conformityAt(variant), len(conformities))
}

// Blocking is where a criterion excludes a record, alone or with others: a must that
// fails or is open and is not postponed, or a should, where the profile wants a record
// of deviations.
func (r *Result) Blocking(variant, criterion int) []uint64 {
	if r.empty() {
		return nil
	}
	return r.excluding(r.program.blocking, variant, criterion)
}

// Sole is where a criterion is all that excludes a record: without it, the
// record would be conformant or provisional.
func (r *Result) Sole(variant, criterion int) []uint64 {
	if r.empty() {
		return nil
	}
	return r.excluding(r.program.sole, variant, criterion)
}

// excluding is a plane of a criterion among those that begin at first, by variant.
func (r *Result) excluding(first []int, variant, criterion int) []uint64 {
	if variant < 0 || variant >= len(first) || criterion < 0 || criterion >= len(r.plan.compiled[variant].judged) {
		return nil
	}
	return r.plane(first[variant], criterion)
}

// Count is how many bits of a plane are set.
func Count(plane []uint64) int { return circuit.Ones(plane) }

func bit(plane []uint64, record int) bool { return plane[record/64]>>(record%64)&1 != 0 }

// own makes the planes the result's own, empties them beyond the records, and
// puts in what the evaluator decided. Outputs that are alike may have shared a
// plane.
func (r *Result) own(b *Block) {
	if r.owned == nil {
		r.owned = make([]uint64, len(r.planes)*words)
	}
	for k, from := range r.planes {
		to := r.owned[k*words : (k+1)*words : (k+1)*words]
		copy(to, from)
		for w := b.records / 64; w < words; w++ {
			if w > b.records/64 {
				to[w] = 0
			} else {
				to[w] &= 1<<(b.records%64) - 1
			}
		}
		r.planes[k] = to
	}
	for _, p := range b.patches {
		for v := range p.decisions {
			r.patch(b, p.record, v, &p.decisions[v])
		}
	}
}

// patch replaces what follows for a record under a variant.
func (r *Result) patch(b *Block, record, variant int, d *evaluator.Decision) {
	put := func(plane []uint64, holds bool) {
		p := &plane[record/64]
		*p &^= 1 << (record % 64)
		if holds {
			*p |= 1 << (record % 64)
		}
	}
	v := r.plan.compiled[variant]
	for i, o := range d.Outcomes {
		if first := r.program.outcomes[variant][i]; first >= 0 {
			for k := range outcomes {
				put(r.planes[first+k], outcomes[k] == o)
			}
		}
		if first := r.program.possible[variant][i]; first >= 0 {
			always := v.parts[i].When == nil
			for k, f := range finals {
				may, stated := o == f, o == f
				switch {
				case o == evaluator.Fail || o == evaluator.NotApplicable: // which is final
				case f == evaluator.NotApplicable:
					may = !always
				default: // whatever is not final may pass, and what does not pass may fail
					may = may || o != evaluator.Pass
					stated = f == evaluator.Pass && always && (o == evaluator.Pass || o == evaluator.Unproven)
				}
				put(r.planes[first+k], may)
				put(r.planes[first+len(finals)+k], stated)
			}
		}
	}
	if first := r.program.conformity[variant]; first >= 0 {
		for k := range conformities {
			put(r.planes[first+k], conformities[k] == d.Conformity)
		}
		put(r.planes[first+len(conformities)], d.Conformity == evaluator.NonConformant || d.Conformity == evaluator.Inconclusive)
	}
	blocking, first := r.program.blocking[variant], r.program.sole[variant]
	if blocking < 0 && first < 0 {
		return
	}
	layer := b.layer(record)
	sole, several := -1, false
	for i, o := range d.Outcomes {
		blocks := v.blocks(b, i, record, layer, o)
		if blocks {
			several = sole >= 0
			sole = i
		}
		if blocking >= 0 {
			put(r.planes[blocking+i], blocks)
		}
	}
	if first < 0 {
		return
	}
	for i := range d.Outcomes {
		put(r.planes[first+i], i == sole && !several)
	}
}

// layer is the layer of a record, "" if it is not known or does not matter.
func (b *Block) layer(record int) evidence.Layer {
	c, ok := b.plan.Column("subject.layer")
	if !ok {
		return ""
	}
	for _, a := range c.asked {
		if a.layer != "" && bit(b.span(c.planes+a.t, 1), record) {
			return a.layer
		}
	}
	return ""
}

// blocks reports whether a criterion excludes a record by its outcome.
func (v *variant) blocks(b *Block, criterion, record int, layer evidence.Layer, o evaluator.Outcome) bool {
	s := &v.standing[criterion]
	if !s.counts || o.Met() {
		return false
	}
	if s.postponed && (s.track == nil || (o == evaluator.Unknown || o == evaluator.Unproven) && bit(b.Proven(s.track, 0), record)) {
		return false
	}
	switch s.applied.At(layer) {
	case profiles.Must:
		return true
	case profiles.Should:
		return v.recorded
	}
	return false
}
