package simulate

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// defaultSearch is how many records a best set is searched among if nothing is said.
const defaultSearch = 65536

// loadInformation looks whether the facts exist that would be found out.
func (l *loader) loadInformation() {
	x := l.definition.Information
	if x == nil {
		return
	}
	for _, list := range []struct {
		name  string
		paths []string
	}{{"reveal", x.Reveal}, {"prove", x.Prove}} {
		for i, path := range list.paths {
			for k := range l.profiles {
				if len(x.Profiles) > 0 && !slices.Contains(x.Profiles, l.profiles[k].id) {
					continue
				}
				if _, err := l.profiles[k].evaluator.Vary(evaluator.Variation{Trusted: []string{path}}); err != nil {
					l.report(fmt.Sprintf("/information/%s/%d", list.name, i), "name a fact or a group of facts of the catalogue", "profile %s: %v", l.profiles[k].id, err)
					break
				}
			}
		}
	}
}

func (b *builder) information(ctx context.Context, p *informationPlan) (Information, error) {
	profile := &b.c.study.profiles[p.profile]
	open := b.t.counts[b.c.rates[p.profile].counts+3]
	info := Information{Profile: profile.id, Open: b.all(open), Items: []InformationItem{}}
	for k, item := range p.items {
		at := b.t.counts[p.counts+2*k:]
		info.Items = append(info.Items, InformationItem{item.kind, []string{item.path}, b.share(at[0]+at[1], open), b.share(at[0], open), b.share(at[1], open)})
	}
	slices.SortStableFunc(info.Items, func(x, y InformationItem) int {
		if n := compareInts(y.Resolved.Count, x.Resolved.Count); n != 0 {
			return n
		}
		return compareInts(y.Admitted.Count, x.Admitted.Count)
	})
	x := b.c.study.definition.Information
	if x.Best == 0 {
		return info, nil
	}
	info.SearchRecords = int64(defaultSearch)
	if x.Search > 0 {
		info.SearchRecords = x.Search
	}
	info.SearchRecords = min(info.SearchRecords, b.c.study.definition.Records)
	var set []informationItem
	for range x.Best {
		step, next, err := b.better(ctx, p, set, info.SearchRecords)
		if err != nil {
			return info, err
		}
		if next == nil {
			break
		}
		set = append(set, *next)
		info.Best = append(info.Best, step)
	}
	return info, nil
}

// better finds what resolves most in addition to a set of items: of equal ones what
// admits most, and then the first of the study. It is nil if nothing resolves more than
// the set does.
func (b *builder) better(ctx context.Context, p *informationPlan, set []informationItem, records int64) (step BestStep, next *informationItem, err error) {
	e := b.c.study.profiles[p.profile].evaluator
	variants := []batch.Variant{{Evaluator: e}, variantOf(e, set)}
	var candidates []informationItem
	for _, item := range p.items {
		if !foundOut(set, item) {
			candidates = append(candidates, item)
			variants = append(variants, variantOf(e, append(slices.Clone(set), item)))
		}
	}
	plan, err := batch.Compile(b.c.study.at, variants...)
	if err != nil {
		return step, nil, err
	}
	sampler, err := b.c.study.population.Compile(plan, uint64(*b.c.study.definition.Seed), b.c.study.definition.Records)
	if err != nil {
		return step, nil, err
	}
	block, machine := plan.NewBlock(), plan.NewMachine(batch.Want{Conformity: true})
	valid, open := make(plane, words), int64(0)
	w := &Worker{}
	admitted, excluded := make([]int64, len(variants)), make([]int64, len(variants))
	for i := int64(0); i*batch.BlockSize < records; i++ {
		if err := sampler.Fill(ctx, i, block); err != nil {
			return step, nil, err
		}
		r := machine.Run(block)
		w.limit(valid, i*batch.BlockSize, records)
		is := r.ConformityPlane(0, evaluator.Inconclusive)
		were := both(valid, is)
		open += were
		for v := range variants {
			non := three(valid, is, r.ConformityPlane(v, evaluator.NonConformant))
			still := three(valid, is, r.ConformityPlane(v, evaluator.Inconclusive))
			excluded[v] += non
			admitted[v] += were - non - still
		}
	}
	best := 1
	for v := 2; v < len(variants); v++ {
		n := compareInts(admitted[v]+excluded[v], admitted[best]+excluded[best])
		if n > 0 || n == 0 && best > 1 && admitted[v] > admitted[best] {
			best = v
		}
	}
	if best == 1 {
		return step, nil, nil
	}
	item := candidates[best-2]
	step = BestStep{item.kind, []string{item.path}, b.share(admitted[best]+excluded[best], open), b.share(admitted[best], open), b.share(excluded[best], open)}
	return step, &item, nil
}

// foundOut reports whether a set finds out already what an item would.
func foundOut(set []informationItem, item informationItem) bool {
	return slices.ContainsFunc(set, func(have informationItem) bool {
		within := have.path == item.path || strings.HasPrefix(item.path, have.path+".")
		return within && (have.kind == Reveal || item.kind == Prove)
	})
}
