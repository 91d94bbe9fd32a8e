package simulate

import (
	"math/big"
	"math/bits"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/internal/circuit"
)

// maxSteps is how many steps a counted score has at most between 0 and its maximum.
// Scores with finer values are rounded.
const maxSteps = 100_000

// maxUnits is the greatest sum of weights that is counted, in the greatest unit that
// all are multiples of: small enough that it can be doubled and multiplied by maxSteps.
const maxUnits = 1 << 44

// asked is a plane of outcomes that scores need.
type askedPlane struct {
	variant, criterion int
	outcome            evaluator.Outcome
}

// scoreCircuit adds up scores from planes of outcomes.
type scoreCircuit struct {
	builder *circuit.Builder
	inputs  []askedPlane
	index   map[askedPlane]circuit.Node
	outputs []circuit.Node
}

func newScoreCircuit() *scoreCircuit {
	return &scoreCircuit{builder: circuit.New(), index: map[askedPlane]circuit.Node{}}
}

// is where a criterion of a variant has an outcome.
func (c *scoreCircuit) is(variant, criterion int, o evaluator.Outcome) circuit.Node {
	key := askedPlane{variant, criterion, o}
	n, ok := c.index[key]
	if !ok {
		n = c.builder.Input(len(c.inputs))
		c.index[key] = n
		c.inputs = append(c.inputs, key)
	}
	return n
}

// output returns the number of an output of the program.
func (c *scoreCircuit) output(n circuit.Node) int {
	c.outputs = append(c.outputs, n)
	return len(c.outputs) - 1
}

func (c *scoreCircuit) all(nodes []circuit.Node) (out []int) {
	for _, n := range nodes {
		out = append(out, c.output(n))
	}
	return out
}

// counted is one view of a score that is computed from planes. Its values are whole
// multiples of step, from 0 to most of them.
type counted struct {
	step    exact.Number
	most    int64
	rounded bool
	// digits are the outputs with the binary digits of a sum of weights, in units of
	// which the value in steps is value(sum); nil if the sum is in steps itself.
	digits []int
	value  func(sum uint64) uint64
	// groups are there in place of digits where the score is a mean of quotients.
	groups []quotients
	quo    *meanOfQuotients
	// open is the output of where there is no value, -1 for nowhere.
	open int
}

// quotients are the outputs with what passes and what counts in a group.
type quotients struct {
	passes, counts []int
	most           int64 // that can count
}

// term is a weight that counts where a node holds.
type term struct {
	node   circuit.Node
	weight exact.Number
}

// unitOf is the greatest number that all weights are whole multiples of, nil if there
// is none but 0.
func unitOf(terms []term) *big.Rat {
	num, den := new(big.Int), big.NewInt(1)
	for _, t := range terms {
		r := t.weight.Rat()
		if r.Sign() == 0 {
			continue
		}
		// gcd(a/b, c/d) = gcd(ad, cb)/bd; reduced at the end.
		a := new(big.Int).Mul(num, r.Denom())
		b := new(big.Int).Mul(r.Num(), den)
		num, den = new(big.Int).GCD(nil, nil, a, b), new(big.Int).Mul(den, r.Denom())
		reduced := new(big.Rat).SetFrac(num, den)
		num, den = new(big.Int).Set(reduced.Num()), new(big.Int).Set(reduced.Denom())
	}
	if num.Sign() == 0 {
		return nil
	}
	return new(big.Rat).SetFrac(num, den)
}

// linear is a sum of weights; ok is false if its numbers are too long to count with.
func (c *scoreCircuit) linear(terms []term, open circuit.Node) (out counted, ok bool) {
	out = counted{open: -1, step: exact.Int(1)}
	if open != circuit.False {
		out.open = c.output(open)
	}
	unit := unitOf(terms)
	if unit == nil {
		return out, true
	}
	var weighted []circuit.Weighted
	most := new(big.Int)
	for _, t := range terms {
		units := new(big.Rat).Quo(t.weight.Rat(), unit)
		most.Add(most, units.Num())
		if most.Cmp(big.NewInt(maxUnits)) > 0 {
			return out, false
		}
		weighted = append(weighted, circuit.Weighted{Node: t.node, Weight: units.Num().Uint64()})
	}
	out.digits = c.all(circuit.Sum(c.builder, weighted))
	out.most, out.step = most.Int64(), exact.OfRat(unit)
	if out.most <= maxSteps {
		return out, true
	}
	// The least power of ten that leaves few enough steps, and half up to it.
	maximum := out.step.Mul(exact.Int(out.most))
	step := coarse(maximum)
	ratio, _ := out.step.Quo(step) // steps per unit, below 1
	num, den := ratio.Rat().Num(), ratio.Rat().Denom()
	if !num.IsUint64() || !den.IsUint64() || num.Uint64() > maxSteps*1000 || den.Uint64() > 1<<62 {
		return out, false
	}
	n, d := num.Uint64(), den.Uint64()
	out.value = func(sum uint64) uint64 {
		high, low := bits.Mul64(sum, 2*n)
		low, carry := bits.Add64(low, d, 0)
		q, _ := bits.Div64(high+carry, low, 2*d)
		return q
	}
	out.step, out.rounded = step, true
	out.most = int64(out.value(uint64(most.Int64())))
	return out, true
}

// coarse is the least power of ten that a maximum has at most maxSteps of.
func coarse(maximum exact.Number) exact.Number {
	ten := exact.Int(10)
	step := exact.Int(1)
	for maximum.Cmp(step.Mul(exact.Int(maxSteps))) > 0 {
		step = step.Mul(ten)
	}
	for {
		finer, _ := step.Quo(ten)
		if maximum.Cmp(finer.Mul(exact.Int(maxSteps))) > 0 {
			return step
		}
		step = finer
	}
}

// meanOfQuotients rounds the mean of quotients, in percent, to a thousandth.
type meanOfQuotients struct{ groups int }

// percentStep is what percentages are rounded to that are no sums of weights.
var percentStep = exact.MustParse("0.001")

// of returns the mean over the groups in which something counts of passes/counts, in
// thousandths of a percent, half up; 0 if nothing counts.
func (m meanOfQuotients) of(passes, counts []uint64) uint64 {
	// Σ p_g/c_g = Σ p_g·Π_{h≠g} c_h / Π c_h.
	num, den, n := uint64(0), uint64(1), uint64(0)
	for g, c := range counts {
		if c == 0 {
			continue
		}
		n++
		num, den = num*c+passes[g]*den, den*c
	}
	if n == 0 {
		return 0
	}
	den *= n
	high, low := bits.Mul64(num, 2*maxSteps)
	low, carry := bits.Add64(low, den, 0)
	q, _ := bits.Div64(high+carry, low, 2*den)
	return q
}

// scored is a criterion as the models of XCCDF score it.
type scored struct {
	index  int // in the profile
	id     string
	domain criteria.Domain
	weight exact.Number
	when   bool
}

// scoredOf lists the criteria that a model of XCCDF scores: those that count on the
// day and have weight. Weights replace those of the profile, by criterion.
func scoredOf(p *loadedProfile, method string, parts []evaluator.Part, weights map[string]exact.Number) (out []scored) {
	for i := range parts {
		id := parts[i].ID
		if !parts[i].Counts {
			continue
		}
		applied, _ := p.profile.Applied(id)
		weight, _ := exact.Int(applied.Weight.Thousandths()).Quo(exact.Int(1000))
		if w, ok := weights[id]; ok {
			weight = w
		}
		if weight.IsZero() {
			continue
		}
		if method == score.XCCDFFlatUnweighted {
			weight = exact.Int(1)
		}
		criterion, _ := p.catalogue.Lookup(id)
		out = append(out, scored{index: i, id: id, domain: criterion.Domain, weight: weight, when: parts[i].When != nil})
	}
	return out
}

// xccdf counts a view of a model of XCCDF. Views other than the proven one are counted
// where all that has weight applies in any case: what may still turn out not to apply
// takes more than outcomes to tell.
func (c *scoreCircuit) xccdf(method string, variant int, all []scored, view View) (out counted, ok bool) {
	b := c.builder
	if view == Awarded {
		return out, false
	}
	if view != Proven {
		for i := range all {
			if all[i].when {
				return out, false
			}
		}
	}
	passes := make([]circuit.Node, len(all))
	counts := make([]circuit.Node, len(all))
	open := circuit.False
	for i := range all {
		is := func(o evaluator.Outcome) circuit.Node { return c.is(variant, all[i].index, o) }
		passes[i], counts[i] = is(evaluator.Pass), circuit.True
		if all[i].when {
			counts[i] = b.Not(is(evaluator.NotApplicable))
		}
		switch view {
		case Best:
			passes[i] = b.Not(is(evaluator.Fail))
		case Stated:
			passes[i] = b.Or(is(evaluator.Pass), is(evaluator.Unproven))
			open = b.Or(open, is(evaluator.Unknown), is(evaluator.Error))
		}
	}
	switch method {
	case score.XCCDFFlat, score.XCCDFFlatUnweighted:
		var terms []term
		for i := range all {
			terms = append(terms, term{passes[i], all[i].weight})
		}
		return c.linear(terms, open)
	case score.XCCDFAbsolute:
		var unmet []circuit.Node
		for i := range all {
			unmet = append(unmet, b.And(counts[i], b.Not(passes[i])))
		}
		if view == Stated {
			// It is known where what is open cannot change it: something fails in any case.
			var fails []circuit.Node
			for i := range all {
				fails = append(fails, c.is(variant, all[i].index, evaluator.Fail))
			}
			open = b.And(open, b.Not(b.OrTree(fails)))
		}
		return c.linear([]term{{b.Not(b.OrTree(unmet)), exact.Int(1)}}, open)
	case score.XCCDFDefault:
		return c.means(all, passes, counts, open)
	}
	return out, false
}

// means counts the default model: the mean over domains of what passes in them.
func (c *scoreCircuit) means(all []scored, passes, counts []circuit.Node, open circuit.Node) (out counted, ok bool) {
	out = counted{open: -1, step: percentStep, most: maxSteps, rounded: true}
	if open != circuit.False {
		out.open = c.output(open)
	}
	var weights []term
	for i := range all {
		weights = append(weights, term{weight: all[i].weight})
	}
	unit := unitOf(weights)
	var domains []criteria.Domain
	pass, count, most := map[criteria.Domain][]circuit.Weighted{}, map[criteria.Domain][]circuit.Weighted{}, map[criteria.Domain]uint64{}
	for i := range all {
		units := new(big.Rat).Quo(all[i].weight.Rat(), unit).Num()
		if units.Cmp(big.NewInt(maxUnits)) > 0 {
			return out, false
		}
		d, w := all[i].domain, units.Uint64()
		if _, ok := most[d]; !ok {
			domains = append(domains, d)
		}
		pass[d] = append(pass[d], circuit.Weighted{Node: c.builder.And(passes[i], counts[i]), Weight: w})
		count[d] = append(count[d], circuit.Weighted{Node: counts[i], Weight: w})
		if most[d] += w; most[d] > maxUnits {
			return out, false
		}
	}
	product := big.NewInt(int64(len(domains)))
	for _, d := range domains {
		product.Mul(product, new(big.Int).SetUint64(most[d]))
	}
	if product.Cmp(big.NewInt(1<<62)) > 0 {
		return out, false
	}
	for _, d := range domains {
		out.groups = append(out.groups, quotients{c.all(circuit.Sum(c.builder, pass[d])), c.all(circuit.Sum(c.builder, count[d])), int64(most[d])})
	}
	out.quo = &meanOfQuotients{len(domains)}
	return out, true
}

// weighted counts a view of a weighted sum; ok is false if one of its award criteria
// is measured by another method.
//
// An award criterion is met as a criterion of the catalogue is by its outcome: proven
// by pass and notApplicable; stated by unproven as well, and open where the outcome is
// unknown or an error; at best by everything but fail. What is proven is never lost by
// more evidence, so that the worst is what is proven. Of steps the highest that is met
// counts, which is the sum of what each adds to the one below it, where it or any
// above it is met.
func (c *scoreCircuit) weighted(variant int, scheme *score.Scheme, index map[string]int, view View) (out counted, ok bool) {
	b := c.builder
	var terms []term
	open := circuit.False
	for _, a := range scheme.Awards() {
		factor, err := a.Share.Mul(scheme.Maximum).Quo(scheme.Points)
		if err != nil || a.Method != "" {
			return out, false
		}
		steps := a.Steps
		if a.Criterion != "" {
			steps = []score.Step{{Criterion: a.Criterion, Points: scheme.Points}}
		}
		if a.Given {
			// Nobody has awarded points: nothing is earned yet, and all may be.
			switch view {
			case Best:
				terms = append(terms, term{circuit.True, factor.Mul(scheme.Points)})
			case Stated:
				open = circuit.True
			}
			continue
		}
		proven, claimed, most := circuit.False, circuit.False, circuit.False
		part, err := scheme.AnnouncedFor(a.Award).Unproven.Quo(scheme.Points)
		if err != nil {
			return out, false
		}
		for k := len(steps) - 1; k >= 0; k-- { // from the highest down
			i, ok := index[steps[k].Criterion]
			if !ok {
				return out, false
			}
			is := func(o evaluator.Outcome) circuit.Node { return c.is(variant, i, o) }
			met := b.Or(is(evaluator.Pass), is(evaluator.NotApplicable))
			proven = b.Or(proven, met)
			claimed = b.Or(claimed, met, is(evaluator.Unproven))
			most = b.Or(most, b.Not(is(evaluator.Fail)))
			adds := steps[k].Points
			if k > 0 {
				adds = adds.Sub(steps[k-1].Points)
			}
			adds = adds.Mul(factor)
			switch view {
			case Proven, Worst:
				terms = append(terms, term{proven, adds})
			case Best:
				terms = append(terms, term{most, adds})
			case Stated:
				terms = append(terms, term{claimed, adds})
				open = b.Or(open, b.Xor(claimed, most))
			case Awarded:
				terms = append(terms, term{proven, adds.Mul(exact.Int(1).Sub(part))}, term{claimed, adds.Mul(part)})
			}
		}
	}
	return c.linear(terms, open)
}
