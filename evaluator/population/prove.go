package population

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// proving is how proofs are drawn, and what they satisfy.
type proving struct {
	kinds []proofKind // by index of the population's proofs
	// common are the planes that are the same for all facts with the same covering
	// proofs, all of which are drawn once.
	common      []commonPlane
	commonIndex map[string]int
	terms       map[string][]term
	// anyKept says that each-proofs are collected over all facts, for tracks.
	anyKept bool
}

// proofKind is a proof with its symbols: what it may turn out to be, as far as any
// demand of the plan tells.
type proofKind struct {
	*proof
	symbols []symbol
	// ages are for each alternative the draws of the groups of ages, nil if there is
	// one; the numbers of the symbols are in the same order.
	groups [][]uint64 // for each alternative where its groups of ages begin, as u
	first  []int      // the first symbol of each alternative
}

// symbol is an alternative at an age that stands for all those alike.
type symbol struct {
	alternative int
	proofs      []evidence.Proof
}

// literal says that a proof turned out to be a symbol.
type literal struct{ proof, symbol int }

// term is what satisfies a demand together.
type term []literal

// commonPlane is where proofs that are drawn once satisfy a demand.
type commonPlane struct{ terms []term }

// provenBy is how one proven plane of a column comes about.
type provenBy struct {
	demand int
	common int // the index of a common plane, or -1
	terms  []term
}

// eachProof is a proof that is drawn for the fact alone.
type eachProof struct {
	proof int
	draws instance
}

// instance draws a proof, once or for one fact.
type instance struct {
	choice *draw // a plane for each alternative
	ages   []*draw
}

// track is a fast track: a demand on all proofs of a record together.
type track struct {
	column *batch.Column
	terms  []term
}

// prove compiles the proofs.
func (s *Sampler) prove() error {
	s.proving = proving{commonIndex: map[string]int{}, terms: map[string][]term{}}
	var leaves []leaf
	seen := map[string]bool{}
	for _, c := range s.plan.Columns() {
		for _, d := range c.Demands() {
			if key := demandKey(d); !seen[key] {
				seen[key] = true
				more, err := leavesOf(d)
				if err != nil {
					return err
				}
				leaves = append(leaves, more...)
			}
		}
	}
	for _, p := range s.population.proofs {
		s.proving.kinds = append(s.proving.kinds, s.kind(p, leaves))
	}
	s.instances = make([]instance, len(s.proving.kinds))
	for i := range s.proving.kinds {
		if k := &s.proving.kinds[i]; !k.each {
			s.instances[i] = s.instance(k, "")
		}
	}
	if s.population.resample != nil {
		return s.proveResampled()
	}
	all := make([]int, len(s.proving.kinds))
	for i := range all {
		all[i] = i
	}
	for _, c := range s.plan.Columns() {
		if c.Kind() != batch.Track {
			continue
		}
		s.proving.anyKept = true
		terms, err := s.termsOf(all, c.Demands()[0])
		if err != nil {
			return err
		}
		s.tracks = append(s.tracks, &track{c, terms})
	}
	for _, d := range s.facts {
		if strings.HasPrefix(d.path, "subject.") {
			continue
		}
		covering := s.population.covering(d.path)
		for _, i := range covering {
			if k := &s.proving.kinds[i]; k.each && (s.proving.anyKept || d.column != nil && len(d.column.Demands()) > 0) {
				d.each = append(d.each, eachProof{i, s.instance(k, d.path)})
			}
		}
		if d.column == nil {
			continue
		}
		for n, demand := range d.column.Demands() {
			terms, err := s.termsOf(covering, demand)
			if err != nil {
				return fmt.Errorf("%s: %w", d.path, err)
			}
			d.proven = append(d.proven, provenBy{n, s.commonOf(terms), terms})
		}
	}
	return nil
}

func demandKey(d batch.Demand) string { return d.Text + "\x00" + d.Day.String() }

// leaf is a part of a demand, on a day.
type leaf struct {
	demand *rules.Demand
	day    evidence.Date
}

func leavesOf(d batch.Demand) (out []leaf, err error) {
	demand, problems := rules.CompileDemand(rules.Source{Text: d.Text})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	for _, l := range demand.Leaves() {
		out = append(out, leaf{l, d.Day})
	}
	return out, nil
}

// kind finds the symbols of a proof: ages are put together that no part of any
// demand tells apart.
func (s *Sampler) kind(p *proof, leaves []leaf) proofKind {
	k := proofKind{proof: p}
	for i := range p.oneOf {
		a := &p.oneOf[i]
		from, n := a.ages()
		// Periods of several proofs may leave no gap together: then every day counts.
		apart := slices.ContainsFunc(leaves, func(l leaf) bool { return (a.Period != nil || a.Complete) && l.demand.IsGapless() })
		var before string
		var groups []uint64
		k.first = append(k.first, len(k.symbols))
		for j := range n {
			proofs := a.proofs(p.id, s.today, from+int64(j))
			var b strings.Builder
			for _, l := range leaves {
				if l.demand.SatisfiedBy(proofs, l.day) {
					b.WriteByte('1')
				} else {
					b.WriteByte('0')
				}
			}
			if j > 0 && !apart && b.String() == before {
				continue
			}
			before = b.String()
			groups = append(groups, whole.at(j, n))
			k.symbols = append(k.symbols, symbol{i, proofs})
		}
		k.groups = append(k.groups, groups)
	}
	return k
}

// instance compiles the draws of a proof, for the fact with the path or for all.
func (s *Sampler) instance(k *proofKind, path string) (in instance) {
	in.choice = &draw{key: s.keys.of(proofStream(k.id, path)), part: s.partition(conditionsOf(k.cases, proofCase.condition)), outs: len(k.oneOf)}
	for _, c := range k.cases {
		var segments []segment
		end, full := uint64(0), false
		for i, x := range c.oneOf {
			if x.empty {
				continue
			}
			sets := make([]bool, len(k.oneOf))
			sets[i] = true
			segments = append(segments, segment{x.lo, sets})
			end, full = x.hi+1, x.hi == 1<<64-1
		}
		if !full {
			segments = append(segments, segment{end, make([]bool, len(k.oneOf))})
		}
		in.choice.rows = append(in.choice.rows, rowOf(segments, len(k.oneOf)))
	}
	in.choice.end()
	in.ages = make([]*draw, len(k.oneOf))
	for i, groups := range k.groups {
		if len(groups) < 2 {
			continue
		}
		var segments []segment
		for g, lo := range groups {
			sets := make([]bool, len(groups))
			sets[g] = true
			segments = append(segments, segment{lo, sets})
		}
		in.ages[i] = (&draw{key: s.keys.of(ageStream(k.id, path)), outs: len(groups), rows: []drawRow{rowOf(segments, len(groups))}}).end()
	}
	return in
}

// maxTrials is how many combinations of proofs are tried for one demand.
const maxTrials = 1 << 18

// termsOf finds the smallest combinations of what covering proofs may be that satisfy
// a demand: more proof never hurts, and what the demand does not ask for is in none.
func (s *Sampler) termsOf(covering []int, d batch.Demand) ([]term, error) {
	key := fmt.Sprint(covering, demandKey(d))
	if terms, ok := s.proving.terms[key]; ok {
		return terms, nil
	}
	var terms []term
	trials := 0
	concerned := make([][]int, len(covering)) // symbols that may be in a combination
	for i, k := range covering {
		for symbol := range s.proving.kinds[k].symbols {
			proofs := s.proving.kinds[k].symbols[symbol].proofs
			if slices.ContainsFunc(proofs, func(p evidence.Proof) bool { return d.Concerns(&p) }) {
				concerned[i] = append(concerned[i], symbol)
			}
		}
	}
	var fail error
	var try func(t term, from, size int)
	try = func(t term, from, size int) {
		if size == 0 {
			if trials++; trials > maxTrials {
				fail = fmt.Errorf("more than %d combinations of proofs are to be tried for %s: let fewer proofs cover one fact", maxTrials, d.Text)
			}
			if fail != nil {
				return
			}
			var proofs []evidence.Proof
			for _, l := range t {
				proofs = append(proofs, s.proving.kinds[l.proof].symbols[l.symbol].proofs...)
			}
			if d.SatisfiedBy(proofs...) {
				terms = append(terms, slices.Clone(t))
			}
			return
		}
		for i := from; i <= len(covering)-size && fail == nil; i++ {
			for _, symbol := range concerned[i] {
				next := append(t, literal{covering[i], symbol})
				// What satisfies it already is no part of a smallest combination.
				if !slices.ContainsFunc(terms, func(u term) bool { return within64(u, next) }) {
					try(next, i+1, size-1)
				}
			}
		}
	}
	for size := 1; size <= len(covering); size++ {
		try(nil, 0, size)
	}
	if fail != nil {
		return nil, fail
	}
	s.proving.terms[key] = terms
	return terms, nil
}

// within64 reports whether all literals of u are in t.
func within64(u, t term) bool {
	for _, l := range u {
		if !slices.Contains(t, l) {
			return false
		}
	}
	return true
}

// commonOf is the index of the plane of terms of proofs that are all drawn once, or
// -1.
func (s *Sampler) commonOf(terms []term) int {
	for _, t := range terms {
		for _, l := range t {
			if s.proving.kinds[l.proof].each {
				return -1
			}
		}
	}
	key := fmt.Sprint(terms)
	i, ok := s.proving.commonIndex[key]
	if !ok {
		i = len(s.proving.common)
		s.proving.commonIndex[key] = i
		s.proving.common = append(s.proving.common, commonPlane{terms})
	}
	return i
}

// bring draws a proof: the plane of each of its symbols.
func (sc *scratch) bring(k *proofKind, in *instance, out []plane) {
	choice := make([]*plane, len(k.oneOf))
	for i := range choice {
		choice[i] = &out[k.first[i]]
	}
	in.choice.run(sc, choice)
	for i, ages := range in.ages {
		if ages == nil {
			continue
		}
		first, n := k.first[i], len(k.groups[i])
		brought := out[first]
		groups := make([]*plane, n)
		for g := range groups {
			groups[g] = &out[first+g]
		}
		ages.run(sc, groups)
		for _, g := range groups {
			both(g, &brought)
		}
	}
}

// satisfy adds to out the records whose proofs make one of the terms true.
func satisfy(terms []term, planes func(literal) *plane, out *plane) {
	for _, t := range terms {
		all := *planes(t[0])
		for _, l := range t[1:] {
			both(&all, planes(l))
		}
		for g := range out {
			out[g] |= all[g]
		}
	}
}
