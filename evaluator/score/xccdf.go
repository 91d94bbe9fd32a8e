package score

import (
	"context"
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// Names of the scoring models of XCCDF 1.2, NIST IR 7275 revision 4, section
// 7.3.2. They compute over all criteria of a profile, with its weights, whatever
// the obligation. A waiver changes no score: what it accepts is still not met.
//
// The result of a rule is: pass for pass, fail for fail, unknown for unknown and
// for unproven, error for error, notapplicable for notApplicable; and notselected
// for a criterion that is upcoming or has ended on the day. As published,
// notapplicable and notselected are left out of every model; all other results
// count, and only pass earns. So what is only claimed counts and earns nothing.
//
// As published means also that a criterion that is met and turns out not to apply
// takes its weight out of the score: in the flat models that lowers it. A score of
// a tender, where what does not apply is no worse than what is met, is a
// [WeightedSum].
const (
	// XCCDFDefault is urn:xccdf:scoring:default (7.3.2.2, table 40): at each node of
	// the tree the mean of what counts below it, by weights relative to siblings, in
	// percent. The tree has a group of weight 1 for each domain, which holds the
	// criteria of that domain with the weights of the profile. A group in which
	// nothing counts is left out; so is one in which everything that counts has the
	// weight 0, since the published quotient does not exist there. If nothing counts
	// at all it does not exist either: the score is 0, with the note
	// [NothingCounts].
	XCCDFDefault = "xccdf-default"
	// XCCDFFlat is urn:xccdf:scoring:flat (7.3.2.3, table 41): the sum of the weights
	// of the criteria that pass, of the sum of the weights of those that count. That
	// maximum varies with what applies, so scores of two subjects may not be
	// comparable, as the specification warns: see [MaximumVaries].
	XCCDFFlat = "xccdf-flat"
	// XCCDFFlatUnweighted is urn:xccdf:scoring:flat-unweighted (7.3.2.4): the same
	// with every weight 1 that is not 0.
	XCCDFFlatUnweighted = "xccdf-flat-unweighted"
	// XCCDFAbsolute is urn:xccdf:scoring:absolute (7.3.2.5): 1 if the flat score is
	// its maximum, else 0. By that it is 1 if nothing counts, with the note
	// [NothingCounts] and a row of its own, [NothingRow].
	XCCDFAbsolute = "xccdf-absolute"
)

// NothingRow is the id of the row that the absolute model has where nothing
// counts.
const NothingRow = "nothing-counts"

// xccdf is one of the four models.
type xccdf struct {
	name, clause string
	title        evidence.Text
}

func models() []xccdf {
	return []xccdf{
		{XCCDFDefault, "7.3.2.2, urn:xccdf:scoring:default", evidence.Text{EN: "XCCDF default model", DE: "XCCDF-Standardmodell"}},
		{XCCDFFlat, "7.3.2.3, urn:xccdf:scoring:flat", evidence.Text{EN: "XCCDF flat model", DE: "XCCDF-Flachmodell"}},
		{XCCDFFlatUnweighted, "7.3.2.4, urn:xccdf:scoring:flat-unweighted", evidence.Text{EN: "XCCDF flat model without weights", DE: "XCCDF-Flachmodell ohne Gewichte"}},
		{XCCDFAbsolute, "7.3.2.5, urn:xccdf:scoring:absolute", evidence.Text{EN: "XCCDF absolute model", DE: "XCCDF-Absolutmodell"}},
	}
}

// Builtin returns the methods of this package that need no definition: the four
// models of XCCDF. Those of other packages are joined to them by whoever wants to
// choose among all.
func Builtin() []Method {
	var out []Method
	for _, m := range models() {
		out = append(out, m)
	}
	return out
}

// Identity names the model.
func (m xccdf) Identity() Identity {
	return Identity{Name: m.name, Version: "1.2", Title: m.title, Source: "NIST IR 7275 Rev. 4, Specification for XCCDF 1.2 (March 2012), " + m.clause}
}

// MaximumVaries reports whether the maximum depends on what applies.
func (m xccdf) MaximumVaries() bool { return m.name == XCCDFFlat || m.name == XCCDFFlatUnweighted }

// Criteria lists the criteria that the model scores under a profile: all of them,
// but those without weight.
func (m xccdf) Criteria(p *profiles.Profile) []string {
	var ids []string
	for _, id := range p.Criteria() {
		if a, ok := p.Applied(id); ok && a.Weight.Thousandths() > 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// result is what a rule of XCCDF comes to.
type result uint8

const (
	leftOut result = iota // notapplicable, notselected
	counted               // fail, unknown, error: counts and earns nothing
	passed
)

func resultOf(o evaluator.Outcome) result {
	switch o {
	case evaluator.Pass:
		return passed
	case evaluator.NotApplicable:
		return leftOut
	}
	return counted
}

// rule is a criterion as a rule of XCCDF.
type rule struct {
	weight exact.Number
	group  criteria.Domain
	may    [3]bool // by result
}

// pick is a result of every rule.
type pick []result

// Score computes the score. The error wraps [ErrInput], or is that of the
// context.
func (m xccdf) Score(ctx context.Context, in *Input) (*Score, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	n := len(in.Verdict.Results)
	rules, stated, proven := make([]rule, n), make([]rule, n), make(pick, n)
	for i := range in.Verdict.Results {
		r := &in.Verdict.Results[i]
		applied, ok := in.Profile.Applied(r.Criterion)
		if !ok {
			return nil, fmt.Errorf("%w: the profile does not apply %s", ErrInput, r.Criterion)
		}
		weight := exact.Int(applied.Weight.Thousandths())
		weight, _ = weight.Quo(exact.Int(1000))
		if m.name == XCCDFFlatUnweighted && !weight.IsZero() {
			weight = exact.Int(1)
		}
		rules[i] = rule{weight: weight, group: r.Domain}
		stated[i] = rules[i]
		if !r.Counts() {
			rules[i].may[leftOut], stated[i].may[leftOut] = true, true
			continue
		}
		proven[i] = resultOf(r.Outcome)
		p := in.possible(r)
		for _, o := range p.Final {
			rules[i].may[resultOf(o)] = true
		}
		for _, o := range byStatement(&p) {
			stated[i].may[resultOf(o)] = true
		}
	}
	unit, maximum := Percent, exact.Int(100)
	if m.name != XCCDFDefault {
		unit, maximum = Points, exact.Int(1)
	}
	s := in.begin(m.Identity(), unit)
	worst, best := m.extreme(rules, false), m.extreme(rules, true)
	shown, other := m.extreme(stated, false), m.extreme(stated, true)
	views := map[string]outcomeOf{"proven": m.sum(rules, proven), "worst": m.sum(rules, worst), "best": m.sum(rules, best), "stated": m.sum(rules, shown)}
	known := views["stated"].total.Equal(m.sum(rules, other).total)
	if m.MaximumVaries() {
		maximum = views["proven"].counts
		s.Notes = append(s.Notes, Note{Code: MaximumVaries})
	}
	s.Maximum = maximum
	s.Total = Values{Proven: views["proven"].total, Worst: views["worst"].total, Best: views["best"].total}
	if known {
		total := views["stated"].total
		s.Total.Stated, s.Score = &total, &total
	}
	for i := range in.Verdict.Results {
		r := &in.Verdict.Results[i]
		row := Row{ID: r.Criterion, Groups: []string{string(r.Domain)}, Outcome: r.Outcome, State: stateOf(r), Excluded: proven[i] == leftOut,
			Weight: views["proven"].weights[i], MaxPoints: exact.Int(1),
			Points: Values{Proven: earned(proven[i]), Worst: earned(worst[i]), Best: earned(best[i])},
			Share:  Values{Proven: views["proven"].shares[i], Worst: views["worst"].shares[i], Best: views["best"].shares[i]}}
		if known {
			points, share := earned(shown[i]), views["stated"].shares[i]
			row.Points.Stated, row.Share.Stated = &points, &share
		}
		s.Rows = append(s.Rows, row)
	}
	if views["proven"].counts.IsZero() {
		s.Notes = append(s.Notes, Note{Code: NothingCounts})
	}
	if m.name == XCCDFAbsolute {
		m.nothing(s, views, known)
	}
	return s, nil
}

// nothing adds the row of a score of 1 that no criterion earns, in the views in
// which nothing counts.
func (xccdf) nothing(s *Score, views map[string]outcomeOf, known bool) {
	of := func(view string) exact.Number {
		if views[view].counts.IsZero() {
			return exact.Int(1)
		}
		return exact.Number{}
	}
	v := Values{Proven: of("proven"), Worst: of("worst"), Best: of("best")}
	if known {
		stated := of("stated")
		v.Stated = &stated
	}
	if v.Proven.IsZero() && v.Worst.IsZero() && v.Best.IsZero() && (v.Stated == nil || v.Stated.IsZero()) {
		return
	}
	s.Rows = append(s.Rows, Row{ID: NothingRow, State: Settled, Excluded: v.Proven.IsZero(), Weight: v.Proven, MaxPoints: exact.Int(1), Points: v, Share: v})
}

func earned(r result) exact.Number {
	if r == passed {
		return exact.Int(1)
	}
	return exact.Number{}
}

// outcomeOf is the score of one result of every rule.
type outcomeOf struct {
	total, counts   exact.Number // counts is the sum of the weights that count
	weights, shares []exact.Number
}

// tally is what counts and what passes, by weight.
type tally struct{ counts, passes exact.Number }

// sum computes the score as published.
func (m xccdf) sum(rules []rule, results pick) outcomeOf {
	out := outcomeOf{weights: make([]exact.Number, len(rules)), shares: make([]exact.Number, len(rules))}
	groups := map[criteria.Domain]*tally{}
	var whole tally
	for i, r := range results {
		w := rules[i].weight
		if r == leftOut || w.IsZero() {
			continue
		}
		g := groups[rules[i].group]
		if g == nil {
			g = &tally{}
			groups[rules[i].group] = g
		}
		g.counts, whole.counts = g.counts.Add(w), whole.counts.Add(w)
		if r == passed {
			g.passes, whole.passes = g.passes.Add(w), whole.passes.Add(w)
		}
	}
	out.counts, out.total = whole.counts, whole.passes
	all := whole.passes.Equal(whole.counts)
	// A share is the weight by a factor, which in the default model the group has.
	factors := map[criteria.Domain]exact.Number{}
	switch m.name {
	case XCCDFDefault:
		out.total = exact.Number{}
		for domain, g := range groups {
			f, _ := exact.Int(100).Quo(g.counts.Mul(exact.Int(int64(len(groups)))))
			factors[domain] = f
			out.total = out.total.Add(g.passes.Mul(f))
		}
	case XCCDFAbsolute:
		out.total = exact.Number{}
		if all {
			out.total = exact.Int(1)
		}
		f, _ := exact.Int(1).Quo(whole.counts)
		for domain := range groups {
			factors[domain] = f
		}
	}
	for i, r := range results {
		w := rules[i].weight
		if r == leftOut || w.IsZero() {
			continue
		}
		if f, ok := factors[rules[i].group]; ok {
			w = w.Mul(f)
		}
		out.weights[i] = w
		if r == passed && (all || m.name != XCCDFAbsolute) {
			out.shares[i] = w
		}
	}
	return out
}

// extreme picks of what every rule may come to results that make the score the
// least or the greatest there is.
//
// In the flat models each rule is on its own, since only passing adds to the sum.
// The absolute model is 1 if nothing that counts fails. In the default model let P
// of C be the weights that pass of those that count in a group. A rule of the
// weight w that passes makes it (P+w)/(C+w), one that fails P/(C+w), one that does
// not apply P/C; and P/(C+w) ≤ P/C ≤ (P+w)/(C+w) whatever P ≤ C are, so the best
// is to pass, else not to apply, else to fail, for each rule by itself. Of the
// groups those that may be left out remain: see byGroups.
func (m xccdf) extreme(rules []rule, best bool) pick {
	order := [3]result{counted, leftOut, passed}
	if best {
		order = [3]result{passed, leftOut, counted}
	}
	out := make(pick, len(rules))
	for i := range rules {
		for _, r := range order {
			if rules[i].may[r] {
				out[i] = r
				break
			}
		}
	}
	if m.name == XCCDFDefault {
		byGroups(rules, out, best)
	}
	return out
}

// group is a group of rules and its score, as a fraction of 1.
type group struct {
	rules []int
	value exact.Number
	may   bool // be left out
}

// activate lets one rule count in a group whose rules were all picked to be left
// out.
func (g *group) activate(rules []rule, out pick, best bool) {
	of := passed
	if best {
		of = counted
	}
	for _, i := range g.rules {
		if out[i] != leftOut {
			return
		}
	}
	for _, i := range g.rules {
		if rules[i].may[of] {
			out[i] = of
			return
		}
	}
}

// byGroups settles which groups are left out that may be. The score is the mean of
// those that are not. A group raises the greatest mean exactly if it is above the
// mean without it, so they are added from the greatest down while they are; and
// the other way round. If all may be left out, that is the least score, 0, and the
// greatest has one group.
func byGroups(rules []rule, out pick, best bool) {
	var groups []*group
	byName := map[criteria.Domain]*group{}
	for i := range rules {
		if rules[i].weight.IsZero() {
			continue
		}
		g := byName[rules[i].group]
		if g == nil {
			g = &group{may: true}
			byName[rules[i].group] = g
			groups = append(groups, g)
		}
		g.rules = append(g.rules, i)
		g.may = g.may && rules[i].may[leftOut]
	}
	var sum exact.Number
	var optional []*group
	n := int64(0)
	for _, g := range groups {
		var pass, counts exact.Number
		for _, i := range g.rules {
			if out[i] != leftOut {
				counts = counts.Add(rules[i].weight)
			}
			if out[i] == passed {
				pass = pass.Add(rules[i].weight)
			}
		}
		switch {
		case counts.IsZero():
			// Its only values are 1 where it is to be little and 0 where it is to be
			// much, since nothing in it may fail or pass, respectively.
			if g.value = exact.Int(1); best {
				g.value = exact.Number{}
			}
			of := passed
			if best {
				of = counted
			}
			if slices.IndexFunc(g.rules, func(i int) bool { return rules[i].may[of] }) < 0 {
				continue // it is left out in any case
			}
		default:
			g.value, _ = pass.Quo(counts)
		}
		if g.may {
			optional = append(optional, g)
			continue
		}
		sum, n = sum.Add(g.value), n+1
	}
	slices.SortStableFunc(optional, func(a, b *group) int {
		if best {
			return b.value.Cmp(a.value)
		}
		return a.value.Cmp(b.value)
	})
	for _, g := range optional {
		// Compared with the mean sum/n, without dividing.
		c := g.value.Mul(exact.Int(n)).Cmp(sum)
		if n == 0 && best || n > 0 && (best && c > 0 || !best && c < 0) {
			sum, n = sum.Add(g.value), n+1
			g.activate(rules, out, best)
			continue
		}
		for _, i := range g.rules {
			out[i] = leftOut
		}
	}
}
