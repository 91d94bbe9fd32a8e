package simulate

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
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

// askedPlane is a plane that scores need: where a criterion has an outcome, may still
// end with it, or has it by what is stated.
type askedPlane struct {
	variant, criterion int
	outcome            evaluator.Outcome
	of                 planeKind
}

type planeKind uint8

const (
	isOutcome planeKind = iota
	mayBecome
	byStatement
)

// in is the plane of a result.
func (a askedPlane) in(r *batch.Result) plane {
	switch a.of {
	case mayBecome:
		return r.May(a.variant, a.criterion, a.outcome)
	case byStatement:
		return r.Stated(a.variant, a.criterion, a.outcome)
	}
	return r.Plane(a.variant, a.criterion, a.outcome)
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
	return c.input(askedPlane{variant, criterion, o, isOutcome})
}

func (c *scoreCircuit) input(key askedPlane) circuit.Node {
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
	// groups are there in place of digits where the score is the least mean of quotients
	// that there may be, highest where it is the greatest. Where both are there it lies
	// between the two, and where these differ there is no value.
	groups, highest []quotients
	// open is the output of where there is no value, -1 for nowhere.
	open int
}

// quotients are the outputs with what passes and what counts in a group.
type quotients struct {
	passes, counts []int
	optional       int // see quotient; -1 for nowhere
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

// percentStep is what percentages are rounded to that are no sums of weights.
var percentStep = exact.MustParse("0.001")

// quotient is what passes of what counts in a group. One that is optional may be left
// out.
type quotient struct {
	passes, counts uint64
	optional       bool
}

// meanOf returns the mean of passes/counts over the groups in which something counts, as
// a fraction; 0 if nothing counts anywhere. Optional groups are left out where that makes
// the mean smaller, or greater if it is to be great: see the models of XCCDF in package
// score. The groups are overwritten.
//
// A group raises the mean exactly if it is above it, so that they are added from the
// greatest down as long as they do; and the other way round. One in which nothing counts
// yet, though something may, never helps: all of it would pass where little, and fail
// where much is looked for.
func meanOf(groups []quotient, great bool) (num, den uint64) {
	common := uint64(1)
	for i := range groups {
		if g := &groups[i]; g.counts > 0 {
			common *= g.counts
		}
	}
	// Each as a fraction of the common denominator.
	part := func(g *quotient) uint64 { return common / g.counts * g.passes }
	n, optional := uint64(0), groups[:0]
	for _, g := range groups {
		switch {
		case g.counts == 0:
		case g.optional:
			optional = append(optional, g)
		default:
			num, n = num+part(&g), n+1
		}
	}
	slices.SortFunc(optional, func(a, b quotient) int {
		if great {
			return cmp.Compare(part(&b), part(&a))
		}
		return cmp.Compare(part(&a), part(&b))
	})
	for i := range optional {
		p := part(&optional[i])
		if n == 0 && great || n > 0 && (great && p*n > num || !great && p*n < num) {
			num, n = num+p, n+1
		}
	}
	if n == 0 {
		return 0, 1
	}
	return num, common * n
}

// percent is a fraction in thousandths of a percent, half up.
func percent(num, den uint64) uint64 {
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

// chances are where a criterion may pass, fail and not apply.
type chances struct{ pass, fail, exempt circuit.Node }

// chancesOf are what a criterion may come to: in the view of what is stated, by that; in
// those of the worst and the best, by more evidence.
func (c *scoreCircuit) chancesOf(variant int, s *scored, view View) chances {
	b := c.builder
	is := func(o evaluator.Outcome) circuit.Node { return c.is(variant, s.index, o) }
	if !s.when { // it applies in any case, and the outcome tells all
		ch := chances{pass: b.Not(is(evaluator.Fail)), fail: b.Not(is(evaluator.Pass))}
		if view == Stated {
			ch.fail = b.Or(is(evaluator.Fail), is(evaluator.Unknown), is(evaluator.Error))
		}
		return ch
	}
	may := func(o evaluator.Outcome) circuit.Node {
		return c.input(askedPlane{variant, s.index, o, mayBecome})
	}
	ch := chances{may(evaluator.Pass), may(evaluator.Fail), may(evaluator.NotApplicable)}
	if view != Stated {
		return ch
	}
	// What is stated settles it, or it may come to anything it may come to; but what
	// holds by what is stated, whether it applies or not, does not fail.
	stated := func(o evaluator.Outcome) circuit.Node {
		return c.input(askedPlane{variant, s.index, o, byStatement})
	}
	pass, fail, exempt := stated(evaluator.Pass), stated(evaluator.Fail), stated(evaluator.NotApplicable)
	open := b.Not(b.Or(pass, fail, exempt))
	return chances{
		pass:   b.Or(pass, b.And(open, ch.pass)),
		fail:   b.Or(fail, b.And(open, ch.fail, b.Not(is(evaluator.Unproven)))),
		exempt: b.Or(exempt, b.And(open, ch.exempt)),
	}
}

// picked is what each criterion comes to: where it passes, and where it counts.
type picked struct{ passes, counts []circuit.Node }

// picks are what criteria come to in a view: in the best one they pass where they may,
// else they do not apply; in the worst one they fail where they may, else they do not
// apply. What is stated lies between the two picks that it returns, of which there is one
// in the other views.
func (c *scoreCircuit) picks(variant int, all []scored, view View) (low, high picked, may []chances) {
	b := c.builder
	for i := range all {
		if view == Proven {
			pass, exempt := c.is(variant, all[i].index, evaluator.Pass), circuit.False
			if all[i].when {
				exempt = c.is(variant, all[i].index, evaluator.NotApplicable)
			}
			low.passes, low.counts = append(low.passes, pass), append(low.counts, b.Not(exempt))
			continue
		}
		ch := c.chancesOf(variant, &all[i], view)
		may = append(may, ch)
		low.passes = append(low.passes, b.And(b.Not(ch.fail), b.Not(ch.exempt)))
		low.counts = append(low.counts, b.Or(ch.fail, b.Not(ch.exempt)))
		high.passes = append(high.passes, ch.pass)
		high.counts = append(high.counts, b.Or(ch.pass, b.Not(ch.exempt)))
	}
	return low, high, may
}

// xccdf counts a view of a model of XCCDF: ok is false if its numbers are too long, or
// if there is no such view.
func (c *scoreCircuit) xccdf(method string, variant int, all []scored, view View) (out counted, ok bool) {
	if view == Awarded {
		return out, false
	}
	b := c.builder
	low, high, may := c.picks(variant, all, view)
	if method == score.XCCDFDefault {
		return c.means(all, low, high, may, view)
	}
	terms := func(p picked) (out []term) {
		if method == score.XCCDFAbsolute {
			var unmet []circuit.Node
			for i := range all {
				unmet = append(unmet, b.And(p.counts[i], b.Not(p.passes[i])))
			}
			return []term{{b.Not(b.OrTree(unmet)), exact.Int(1)}}
		}
		for i := range all {
			out = append(out, term{p.passes[i], all[i].weight})
		}
		return out
	}
	switch view {
	case Best:
		return c.linear(terms(high), circuit.False)
	case Stated:
		// Passing is never less than not passing: the sums are equal where all terms are.
		least := terms(low)
		var open []circuit.Node
		for i, most := range terms(high) {
			open = append(open, b.Xor(least[i].node, most.node))
		}
		return c.linear(least, b.OrTree(open))
	}
	return c.linear(terms(low), circuit.False)
}

// means counts the default model: the mean over domains of what passes in them.
func (c *scoreCircuit) means(all []scored, low, high picked, may []chances, view View) (out counted, ok bool) {
	out = counted{open: -1, step: percentStep, most: maxSteps, rounded: true}
	var weights []term
	for i := range all {
		weights = append(weights, term{weight: all[i].weight})
	}
	unit := unitOf(weights)
	var domains []criteria.Domain
	of, most := map[criteria.Domain][]int{}, map[criteria.Domain]uint64{}
	units := make([]uint64, len(all))
	for i := range all {
		n := new(big.Rat).Quo(all[i].weight.Rat(), unit).Num()
		if n.Cmp(big.NewInt(maxUnits)) > 0 {
			return out, false
		}
		d := all[i].domain
		if _, ok := most[d]; !ok {
			domains = append(domains, d)
		}
		units[i] = n.Uint64()
		of[d] = append(of[d], i)
		if most[d] += units[i]; most[d] > maxUnits {
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
	groups := func(p picked) (out []quotients) {
		for _, d := range domains {
			q := quotients{optional: -1}
			var pass, count []circuit.Weighted
			optional := circuit.True
			for _, i := range of[d] {
				pass = append(pass, circuit.Weighted{Node: c.builder.And(p.passes[i], p.counts[i]), Weight: units[i]})
				count = append(count, circuit.Weighted{Node: p.counts[i], Weight: units[i]})
				if may == nil {
					optional = circuit.False
				} else {
					optional = c.builder.And(optional, may[i].exempt)
				}
			}
			q.passes, q.counts = c.all(circuit.Sum(c.builder, pass)), c.all(circuit.Sum(c.builder, count))
			if optional != circuit.False {
				q.optional = c.output(optional)
			}
			out = append(out, q)
		}
		return out
	}
	switch view {
	case Best:
		out.highest = groups(high)
	case Stated:
		out.groups, out.highest = groups(low), groups(high)
	default:
		out.groups = groups(low)
	}
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
