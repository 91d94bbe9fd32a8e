package simulate

import (
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// sensitivityPlan is where the sums are kept that indices are computed from.
type sensitivityPlan struct {
	targets []target
	columns []factorColumn
	hidden  []hiddenFactor
	records int64 // how many of the first are looked at
	// totals are the counters of the number of records, and then of each target the
	// sum, and the sum of squares in two parts.
	totals int
}

// hiddenFactor is a factor of the population that records do not state: the type of
// offer, or a common cause.
type hiddenFactor struct {
	factor int // of the sampler
	kind   FactorKind
	paths  []string
	levels []string
	counts int // of each level: records, and of each target the sum
}

// target is a result that is explained: that a profile excludes a record, or a view of
// a score.
type target struct {
	profile, variant int // -1 for a score
	score            int // -1 for a profile
}

// targetCounts is how many counters each target has.
const targetCounts = 3

// squareBits is where the sum of squares of a target is cut in two, so that it stays
// within 64 bits for any number of records.
const squareBits = 20

// factorColumn is a column whose classes are factors.
type factorColumn struct {
	column *batch.Column
	kind   FactorKind
	// proofs are the counters of each demand on its proofs: records, and of each target
	// the sum.
	proofs  []int
	demands []string
	classes []*batch.Class // those known before anything ran, for their texts
}

func (c *Compiled) planSensitivity() {
	x := c.study.definition.Sensitivity
	if x == nil {
		return
	}
	p := &sensitivityPlan{records: c.study.definition.Records}
	if x.Records > 0 && x.Records < p.records {
		p.records = x.Records
	}
	if x.Profiles != nil || x.Scores == nil {
		for _, i := range c.chosen(x.Profiles) {
			p.targets = append(p.targets, target{profile: i, variant: c.rates[i].variant, score: -1})
		}
	}
	for _, id := range x.Scores {
		i := slices.IndexFunc(c.study.definition.Scores, func(s ScoreEntry) bool { return s.ID == id })
		p.targets = append(p.targets, target{profile: -1, variant: -1, score: i})
		p.records = min(p.records, c.scores[i].records)
	}
	p.totals = c.take(1 + targetCounts*len(p.targets))
	for _, column := range c.plan.Columns() {
		f := factorColumn{column: column}
		switch column.Kind() {
		case batch.Fact:
			f.kind = FactorFact
		case batch.Subject:
			f.kind = FactorSubject
		case batch.Relation:
			f.kind = FactorRelation
		case batch.View:
			// Of the views of some facts the one of what is stated is a factor. Those of what
			// is proven, or would be known, tell what other factors do.
			if slices.ContainsFunc(column.Sees(), func(s batch.Sight) bool { return s.Whole || s.Demand >= 0 }) {
				continue
			}
			f.kind = FactorRelation
		default:
			f.kind = FactorProof
		}
		for _, d := range column.Demands() {
			f.proofs = append(f.proofs, c.take(1+len(p.targets)))
			f.demands = append(f.demands, d.Text)
		}
		f.classes = column.Classes()
		p.columns = append(p.columns, f)
	}
	types := len(c.study.population.Definition().Types) > 0
	for i, f := range c.sampler.Factors() {
		h := hiddenFactor{factor: i, kind: FactorCause, paths: []string{f.Name}, levels: f.Levels}
		if i == 0 && types {
			h.kind, h.paths = FactorType, nil
		}
		h.counts = c.take(len(f.Levels) * (1 + len(p.targets)))
		p.hidden = append(p.hidden, h)
	}
	c.sensitivity = p
}
