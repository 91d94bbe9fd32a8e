package evaluator

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// Counterexample is a dossier that comes out better under a profile than under
// the base it is compared with. It is made up; it was evaluated under both.
type Counterexample struct {
	// Dossier is the evidence, a source that states all of it.
	Dossier *evidence.Fragment `json:"dossier" required:"true"`
	// At is the instant of both verdicts.
	At Instant `json:"at" required:"true"`
	// Listed is the day on which the subject was listed under both profiles, if it
	// was; see [Counterexample.Onboarding].
	Listed *evidence.Date `json:"listed,omitzero"`
	// Criterion is the one that comes out better, or else the one on which the
	// better verdict hangs.
	Criterion string `json:"criterion" required:"true"`
	// Base and Profile are what comes out under each.
	Base    ComparedOutcome `json:"base" required:"true"`
	Profile ComparedOutcome `json:"profile" required:"true"`
}

// ComparedOutcome is what one of the two profiles makes of a counterexample.
type ComparedOutcome struct {
	// Outcome is that of the criterion; absent if the profile does not apply it.
	Outcome    Outcome    `json:"outcome,omitzero"`
	Conformity Conformity `json:"conformity" required:"true"`
	// ProvisionalUntil is the last day a provisional verdict holds.
	ProvisionalUntil *evidence.Date `json:"provisionalUntil,omitzero"`
}

// Better reports whether the verdict as a whole comes out better under the
// profile; if not, the criterion does.
func (c *Counterexample) Better() bool {
	return c.Profile.Conformity.Rank() > c.Base.Conformity.Rank()
}

// Onboarding is the record of the listing under one of the two profiles, nil if
// the subject is not listed. It is as made up as the dossier.
func (c *Counterexample) Onboarding(profile string) *Onboarding {
	if c.Listed == nil {
		return nil
	}
	return &Onboarding{Subject: c.Dossier.Subject.ID, Profile: profile, Authority: "Example", Applied: *c.Listed, Decided: c.Listed, Listed: c.Listed}
}

// counterexampleID names what is made up.
const counterexampleID = "made-up"

// EncodeYAML writes the dossier as a file that can be assessed, with a comment
// that says what it is.
func (c *Counterexample) EncodeYAML() ([]byte, error) {
	text, err := c.Dossier.EncodeYAML()
	if err != nil {
		return nil, err
	}
	head := "# Made up by trias profiles check to show a difference between two profiles. It is no offer there is.\n" +
		"# Frei erfunden von trias profiles check, um einen Unterschied zweier Profile zu zeigen. Das ist kein wirkliches Angebot.\n"
	return append([]byte(head), text...), nil
}

// searchDays are the days counterexamples are looked for on. Months have 28, 29,
// 30 and 31 days before them.
var searchDays = func() []civil.Date {
	var out []civil.Date
	for _, text := range []string{"2027-03-01", "2027-07-31", "2028-02-29", "2027-05-01"} {
		d, err := civil.ParseDate(text)
		if err != nil {
			panic(err)
		}
		out = append(out, d)
	}
	return out
}()

// searcher looks for counterexamples.
type searcher struct {
	*comparer
	is, was *Evaluator // of profile and base
	work    *rules.Work
	env     *rules.Env
	at      time.Time
	day     civil.Date // of at, in the base's zone
	best    *Counterexample
	// met are the facts that meet all criteria but one, by that one and a layer.
	met   map[string]*evidence.Fragment
	tries int
	// order are the criteria to meet, by layer.
	order map[evidence.Layer][]string
}

// search looks for a counterexample for each ground that is not proven.
func (c *comparer) search() error {
	s := &searcher{comparer: c, work: rules.NewWork(maxSearchWork), env: c.base.Catalogue().Environment(), met: map[string]*evidence.Fragment{}, order: map[evidence.Layer][]string{}}
	open := func(grounds []Ground) bool {
		return slices.ContainsFunc(grounds, func(g Ground) bool { return g.Answer == StrictnessNotDecided })
	}
	if !open(c.result.Grounds) && !slices.ContainsFunc(c.result.Criteria, func(x CriterionStrictness) bool { return open(x.Grounds) }) {
		return nil
	}
	var err error
	if s.was, err = Compile(c.base.Catalogue(), c.base); err != nil {
		return err
	}
	if s.is, err = Compile(c.profile.Catalogue(), c.profile); err != nil {
		return err
	}
	for i := range c.result.Criteria {
		one := &c.result.Criteria[i]
		for k := range one.Grounds {
			g := &one.Grounds[k]
			if g.Answer != StrictnessNotDecided {
				continue
			}
			if err := c.ctx.Err(); err != nil {
				return err
			}
			shown, err := s.shows(one.Criterion, g)
			if err != nil {
				return err
			}
			if shown {
				g.Answer = NotStricter
			}
		}
	}
	for k := range c.result.Grounds {
		g := &c.result.Grounds[k]
		if g.Answer != StrictnessNotDecided {
			continue
		}
		shown, err := s.showsWhole(g)
		if err != nil {
			return err
		}
		if shown {
			g.Answer = NotStricter
		}
	}
	c.result.Counterexample = s.best
	return nil
}

// on takes the instant for what is tried next.
func (s *searcher) on(day civil.Date) {
	s.day = day
	s.at = day.Start(time.UTC)
	if civil.DateOf(s.at, s.base.Zone()) != day {
		s.at = day.Start(s.base.Zone())
	}
}

// shows looks for a counterexample to one ground of one criterion.
func (s *searcher) shows(id string, g *Ground) (bool, error) {
	s.on(searchDays[0])
	was, _ := s.base.Applied(id)
	is, _ := s.profile.Applied(id)
	switch g.Kind {
	case GroundNotApplied, GroundObligation, GroundStage:
		return s.showsBinding(id, was, is, g)
	case GroundProof:
		for _, day := range searchDays {
			s.on(day)
			if shown, err := s.showsProof(id, was, is, g); shown || err != nil {
				return shown, err
			}
		}
	case GroundParameter:
		return s.showsParams(id, was, is)
	}
	return false, nil
}

// criterion is a criterion with the parameters of a profile.
func (s *searcher) criterion(id string, a *profiles.Applied) (c goals, err error) {
	compiled, ok := s.base.Catalogue().Compiled(id)
	if !ok || a == nil {
		return goals{}, fmt.Errorf("%s is not applied", id)
	}
	c.rule, c.when = compiled.Rules()
	c.given, _, err = compiled.Bind(a.Params)
	return c, err
}

// goals make goals of a criterion's rules.
type goals struct {
	rule, when *rules.Rule
	given      *rules.Given
}

// holds asks that the criterion applies and its rule holds or not.
func (c goals) holds(holds bool) []rules.Goal {
	out := []rules.Goal{{Rule: c.rule, Given: c.given, Holds: holds}}
	if c.when != nil {
		out = append(out, rules.Goal{Rule: c.when, Given: c.given, Holds: true})
	}
	return out
}

// spared asks that the criterion does not apply.
func (c goals) spared() []rules.Goal {
	return []rules.Goal{{Rule: c.when, Given: c.given, Holds: false}}
}

// showsBinding looks for a verdict that is better because the criterion binds
// less. Alone a failed criterion shows a must that has fallen; where the rest of
// the profile would hide the difference all of it has to be met.
func (s *searcher) showsBinding(id string, was, is *profiles.Applied, g *Ground) (bool, error) {
	c, err := s.criterion(id, was)
	if err != nil {
		return false, err
	}
	for _, day := range s.days(id, was, is) {
		s.on(day)
		listed := s.listings(was, is)
		for _, layer := range s.layers(g) {
			f := s.env.NewFinder(s.day, s.work)
			f.AtLayer(layer)
			if !f.Find(c.holds(false)...) {
				continue
			}
			fragment, err := f.Fragment(counterexampleID, madeUp)
			if err != nil {
				continue // no file could say so
			}
			if shown, err := s.listed(fragment, id, listed); shown || err != nil {
				return shown, err
			}
		}
		// It fails, or where it cannot, nothing is known of it.
		for _, unmet := range [][]rules.Goal{c.holds(false), nil} {
			for _, layer := range s.layers(g) {
				fragment := s.allMet(id, unmet, layer)
				if fragment == nil {
					continue
				}
				if shown, err := s.listed(fragment, id, listed); shown || err != nil {
					return shown, err
				}
				if shown, err := s.onTrack(fragment, id, was, is, listed); shown || err != nil {
					return shown, err
				}
			}
		}
	}
	if is != nil {
		return false, nil
	}
	// A criterion that is not applied is as good as met, whatever the verdict.
	for _, layer := range s.layers(g) {
		fragment := &evidence.Fragment{Subject: &evidence.Subject{ID: counterexampleID, Name: madeUp, Layer: layer}}
		if shown, err := s.try(fragment, id, nil, false); shown || err != nil {
			return shown, err
		}
	}
	return false, nil
}

// days are those on which the two profiles may differ in what binds: one on
// which the criterion counts, and the last before a stage begins.
func (s *searcher) days(id string, was, is *profiles.Applied) []civil.Date {
	out := []civil.Date{searchDays[0]}
	add := func(day civil.Date) {
		if day.Year() > 1900 && day.Year() < 2198 { // a verdict can be given, in every zone
			out = append(out, day)
		}
	}
	if c, _ := s.base.Catalogue().Lookup(id); !c.StandingOn(searchDays[0]).Counts() {
		out = nil
		if c.Introduced != nil && c.Introduced.On != nil {
			add(*c.Introduced.On)
		}
		if c.Deprecated != nil && c.Deprecated.Until != nil {
			add(*c.Deprecated.Until)
		}
	}
	for _, a := range []*profiles.Applied{is, was} {
		if a == nil || a.From.IsZero() {
			continue
		}
		add(a.From.AddDays(-1))
	}
	return out
}

// listed tries a dossier listed on each of some days.
func (s *searcher) listed(f *evidence.Fragment, id string, days []*evidence.Date) (bool, error) {
	for _, day := range days {
		if shown, err := s.try(f, id, day, true); shown || err != nil {
			return shown, err
		}
	}
	return false, nil
}

// onTrack tries a dossier with proofs that are enough for a fast track of the
// profile and not for that of the base.
func (s *searcher) onTrack(f *evidence.Fragment, id string, was, is *profiles.Applied, days []*evidence.Date) (bool, error) {
	if is == nil || is.FastTrack() == nil || was.FastTrack() == nil {
		return false, nil // every proof does
	}
	covers := []string{"data"} // whatever facts it covers
	if len(f.Proofs) > 0 {
		covers = f.Proofs[0].Covers
	}
	for _, set := range s.weak(was.FastTrack(), is.FastTrack()) {
		g := *f
		g.Proofs = slices.DeleteFunc(slices.Clone(f.Proofs), func(p evidence.Proof) bool {
			s := evidence.SupportingProof{Proof: &p, Scoped: true, Begins: *p.Issued, Dated: *p.Issued}
			return was.FastTrack().Supports(&s, *p.Issued)
		})
		for _, p := range set {
			p.Covers = covers
			g.Proofs = append(g.Proofs, p)
		}
		if shown, err := s.listed(&g, id, days); shown || err != nil {
			return shown, err
		}
	}
	return false, nil
}

// madeUp is the name of the subject of what is made up.
const madeUp = "Made-up example"

// layers are the layers at which a ground differs, the most binding first, and
// none.
func (s *searcher) layers(g *Ground) []evidence.Layer {
	if len(g.Layers) > 0 {
		return g.Layers
	}
	return layersToCompare()
}

// listings are days of listing at which terms of the two profiles have and have
// not passed; nil is none.
func (s *searcher) listings(was, is *profiles.Applied) []*evidence.Date {
	out := []*evidence.Date{nil}
	staged := false
	for _, a := range []*profiles.Applied{is, was} {
		if a == nil || a.Stage == "" || !a.From.IsZero() {
			continue
		}
		staged = true
		// The first day of listing on which the term still runs today.
		d := s.day.Sub(a.Term).AddDays(-4)
		for d.Add(a.Term).Compare(s.day) < 0 {
			d = d.AddDays(1)
		}
		before := d.AddDays(-1)
		for _, day := range []evidence.Date{d, before} {
			if day.Compare(s.day) <= 0 {
				out = append(out, &day)
			}
		}
	}
	if staged {
		day := s.day
		out = append(out, &day)
	}
	return out
}

// maxRounds bounds how often facts that meet all criteria are looked for.
const maxRounds = 5

// allMet returns facts, proven in every way, that meet all criteria of both
// profiles that matter but one, of which the goals are asked; nil if none are
// found.
func (s *searcher) allMet(id string, goals []rules.Goal, layer evidence.Layer) *evidence.Fragment {
	key := fmt.Sprint(id, " ", len(goals) > 0, " ", layer, " ", s.day)
	if f, ok := s.met[key]; ok {
		return f
	}
	s.met[key] = nil
	// first are solved together: alone they found no way beside what was found
	// before.
	first := slices.Clone(goals)
	for range maxRounds {
		f := s.env.NewFinder(s.day, s.work)
		f.AtLayer(layer)
		if !f.Find(first...) {
			return nil
		}
		stuck := ""
		for _, o := range s.others(layer) {
			if o != id && !s.meet(f, o) {
				stuck = o
				break
			}
		}
		if stuck == "" {
			fragment, err := f.Fragment(counterexampleID, madeUp)
			if err != nil {
				return nil
			}
			fragment.Proofs = s.everyProof(roots(f.Paths()), "all")
			s.met[key] = fragment
			return fragment
		}
		held, _ := s.bothMet(stuck)
		first = append(first, held...)
		s.sooner(layer, stuck)
	}
	return nil
}

// others are the criteria that matter at a layer, under either profile. What
// was hard to meet comes first.
func (s *searcher) others(layer evidence.Layer) []string {
	if out, ok := s.order[layer]; ok {
		return out
	}
	var out []string
	for _, p := range []*profiles.Profile{s.profile, s.base} {
		for _, o := range p.Criteria() {
			if a, _ := p.Applied(o); a.At(layer) != profiles.May && !slices.Contains(out, o) {
				out = append(out, o)
			}
		}
	}
	s.order[layer] = out
	return out
}

func (s *searcher) sooner(layer evidence.Layer, id string) {
	rest := slices.DeleteFunc(slices.Clone(s.order[layer]), func(o string) bool { return o == id })
	s.order[layer] = append([]string{id}, rest...)
}

// meet adds facts that meet a criterion under both profiles.
func (s *searcher) meet(f *rules.Finder, id string) bool {
	held, spared := s.bothMet(id)
	if f.Find(held...) || len(spared) > 0 && f.Find(spared...) {
		return true
	}
	slices.Reverse(held)
	return f.Find(held...)
}

// bothMet asks that a criterion holds under both profiles, or that it applies under
// neither.
func (s *searcher) bothMet(id string) (held, spared []rules.Goal) {
	// Where the base is the stricter one its values do for both.
	for _, p := range []*profiles.Profile{s.base, s.profile} {
		a, ok := p.Applied(id)
		if !ok {
			continue
		}
		c, err := s.criterion(id, a)
		if err != nil {
			continue // it was compiled with these values before
		}
		held = append(held, rules.Goal{Rule: c.rule, Given: c.given, Holds: true})
		if c.when != nil {
			spared = append(spared, c.spared()...)
		}
	}
	return held, spared
}

// roots shortens paths to domains, and to extensions of a catalogue.
func roots(paths []string) []string {
	var out []string
	for _, p := range paths {
		parts := strings.Split(p, ".")
		root := parts[0]
		if root == "ext" && len(parts) > 1 {
			root += "." + parts[1]
		}
		if !slices.Contains(out, root) {
			out = append(out, root)
		}
	}
	return out
}

// everyProof returns a proof of every kind and of every scheme in its highest
// level, inspected, for the whole of the last years, over some facts: what any
// demand can ask for.
func (s *searcher) everyProof(covers []string, prefix string) []evidence.Proof {
	if len(covers) == 0 {
		return nil
	}
	var out []evidence.Proof
	day := s.day
	add := func(p evidence.Proof, name string) {
		p.ID, p.Issuer, p.Covers = prefix+"-"+name, "Example", covers
		p.Issued = &day
		p.Period = &evidence.Span{From: day.Sub(civil.Period{Years: 20}), To: day}
		p.Inspected = &evidence.Inspection{By: "Example", On: day}
		out = append(out, p)
	}
	for _, k := range evidence.ProofKind("").Values() {
		if kind := evidence.ProofKind(k); kind != evidence.Attestation {
			add(evidence.Proof{Kind: kind}, k)
		}
	}
	for _, text := range evidence.Scheme("").Named() {
		p := evidence.Proof{Kind: evidence.Attestation, Scheme: evidence.Scheme(text)}
		if n := int64(p.Scheme.Levels()); n > 1 {
			p.Level = &n
		}
		add(p, text)
	}
	return out
}

// showsProof looks for proofs that are enough for the profile and not for the
// base, on one of the facts, where all else is proven in every way.
func (s *searcher) showsProof(id string, was, is *profiles.Applied, g *Ground) (bool, error) {
	c, err := s.criterion(id, is)
	if err != nil {
		return false, err
	}
	for _, path := range g.Facts {
		from, to := was.Demands().Of(path, g.When), is.Demands().Of(path, g.When)
		weak := s.weak(from, to)
		if len(weak) == 0 {
			continue
		}
		slot, ok := s.env.Slot(path)
		if !ok {
			continue
		}
		asked := [][]rules.Goal{c.holds(true)}
		if g.When {
			asked = [][]rules.Goal{c.spared(), c.holds(true)}
		}
		for _, goals := range asked {
			for _, layer := range layersToCompare() {
				f := s.env.NewFinder(s.day, s.work)
				f.AtLayer(layer)
				f.Prefer(slot)
				if !f.Find(goals...) || !slices.Contains(f.Paths(), path) {
					continue
				}
				fragment, err := f.Fragment(counterexampleID, madeUp)
				if err != nil {
					continue
				}
				others := slices.DeleteFunc(f.Paths(), func(p string) bool { return p == path })
				for _, set := range weak {
					fragment.Proofs = s.everyProof(others, "other")
					for _, p := range set {
						p.Covers = []string{path}
						fragment.Proofs = append(fragment.Proofs, p)
					}
					if shown, err := s.try(fragment, id, nil, false); shown || err != nil {
						return shown, err
					}
				}
				break // another layer changes nothing about proofs
			}
		}
	}
	return false, nil
}

// weak are sets of proofs that satisfy the one demand and not the other.
func (s *searcher) weak(from, to *rules.Demand) (out [][]evidence.Proof) {
	for _, unaged := range []civil.Date{s.day.AddDays(-10), s.day.Sub(civil.Period{Years: 12})} {
		for _, set := range to.Weakest(s.day, unaged) {
			if len(out) < maxWeak && !from.SatisfiedBy(set, s.day) {
				out = append(out, set)
			}
		}
	}
	return out
}

// maxWeak bounds how many sets of proofs are tried on one fact.
const maxWeak = 8

// showsParams looks for facts on which the rule comes out better with the
// profile's parameters.
func (s *searcher) showsParams(id string, was, is *profiles.Applied) (bool, error) {
	if w := s.witnesses[id]; w != nil && w.Facts != nil {
		s.on(w.At)
		fragment := *w.Facts
		fragment.Subject = madeUpSubject(w.Facts.Subject)
		paths, err := s.stated(&fragment)
		if err != nil {
			return false, err
		}
		fragment.Proofs = s.everyProof(roots(paths), "all")
		if shown, err := s.try(&fragment, id, nil, false); shown || err != nil {
			return shown, err
		}
	}
	before, err := s.criterion(id, was)
	if err != nil {
		return false, err
	}
	after, err := s.criterion(id, is)
	if err != nil {
		return false, err
	}
	for _, day := range searchDays[:2] {
		s.on(day)
		// What is to fail goes first: it leaves a choice of which facts to bend.
		ways := [][]rules.Goal{slices.Concat(before.holds(false), after.holds(true)), slices.Concat(after.holds(true), before.holds(false))}
		if after.when != nil {
			ways = append(ways, slices.Concat(before.holds(false), after.spared()),
				// Under the base it does not apply, and only the proofs of the rule suffice.
				slices.Concat(before.holds(false)[:1], before.spared(), after.holds(true)[:1]))
		}
		for _, goals := range ways {
			for _, layer := range layersToCompare() {
				f := s.env.NewFinder(s.day, s.work)
				f.AtLayer(layer)
				if !f.Find(goals...) {
					continue
				}
				fragment, err := f.Fragment(counterexampleID, madeUp)
				if err != nil {
					continue
				}
				fragment.Proofs = s.everyProof(roots(f.Paths()), "all")
				if shown, err := s.try(fragment, id, nil, false); shown || err != nil {
					return shown, err
				}
				fragment.Proofs = s.ruleProofs(f.Paths(), is)
				if shown, err := s.try(fragment, id, nil, false); shown || err != nil {
					return shown, err
				}
			}
		}
	}
	return false, nil
}

// ruleProofs are the weakest proofs that suffice for a criterion's rule.
func (s *searcher) ruleProofs(paths []string, a *profiles.Applied) []evidence.Proof {
	var out []evidence.Proof
	for i, path := range paths {
		for _, p := range a.Demands().Of(path, false).Weakest(s.day, s.day.AddDays(-10))[0] {
			p.ID, p.Covers = fmt.Sprintf("f%d-%s", i+1, p.ID), []string{path}
			out = append(out, p)
		}
	}
	return out
}

func madeUpSubject(s *evidence.Subject) *evidence.Subject {
	out := evidence.Subject{}
	if s != nil {
		out = *s
	}
	out.ID, out.Name = counterexampleID, madeUp
	return &out
}

// stated lists the paths a fragment states.
func (s *searcher) stated(f *evidence.Fragment) ([]string, error) {
	d, err := evidence.Merge(f)
	if err != nil {
		return nil, err
	}
	return statedPaths(f, d), nil
}

// showsWhole looks for a counterexample to a difference of the profiles as a
// whole.
func (s *searcher) showsWhole(g *Ground) (bool, error) {
	ids := s.base.Criteria()
	switch g.Kind {
	case GroundDeviations:
		s.on(searchDays[0])
		for _, id := range ids {
			was, _ := s.base.Applied(id)
			is, ok := s.profile.Applied(id)
			if !ok {
				continue
			}
			for _, layer := range layersToCompare() {
				if was.At(layer) != profiles.Should || noWeaker(was, is, layer, s.base.Deviations(), s.profile.Deviations()) {
					continue
				}
				if err := s.ctx.Err(); err != nil {
					return false, err
				}
				shown, err := s.showsBinding(id, was, is, &Ground{Layers: []evidence.Layer{layer}})
				if shown || err != nil {
					return shown, err
				}
			}
		}
	case GroundZone:
		return s.showsZone(ids)
	}
	return false, nil
}

// showsZone looks for an instant at which it is another day in the profile's
// zone, and a proof that counts on that day alone.
func (s *searcher) showsZone(ids []string) (bool, error) {
	for _, day := range searchDays {
		start := day.Start(time.UTC)
		for half := range 96 {
			at := start.Add(time.Duration(half) * 30 * time.Minute)
			here, there := civil.DateOf(at, s.base.Zone()), civil.DateOf(at, s.profile.Zone())
			if here == there {
				continue
			}
			tried := 0
			for _, id := range ids {
				is, ok := s.profile.Applied(id)
				if !ok {
					continue
				}
				if tried++; tried > maxZoneCriteria {
					return false, nil
				}
				if err := s.ctx.Err(); err != nil {
					return false, err
				}
				s.at, s.day = at, there
				shown, err := s.provenOn(id, is)
				if shown || err != nil {
					return shown, err
				}
			}
		}
	}
	return false, nil
}

// maxZoneCriteria bounds how many criteria are tried with proofs of one day.
const maxZoneCriteria = 10

// provenOn tries a criterion met by proofs that count on the searcher's day and
// on no other.
func (s *searcher) provenOn(id string, is *profiles.Applied) (bool, error) {
	c, err := s.criterion(id, is)
	if err != nil {
		return false, err
	}
	f := s.env.NewFinder(s.day, s.work)
	if !f.Find(c.holds(true)...) {
		return false, nil
	}
	fragment, err := f.Fragment(counterexampleID, madeUp)
	if err != nil {
		return false, nil
	}
	fragment.Proofs = s.everyProof(roots(f.Paths()), "all")
	for i := range fragment.Proofs {
		until := s.day
		fragment.Proofs[i].ValidUntil = &until
	}
	return s.try(fragment, id, nil, false)
}

// maxTries bounds how many dossiers are evaluated under both profiles, those
// apart that make a counterexample smaller.
const maxTries = 5_000

// tried is a comparison of what two profiles make of a dossier.
type tried struct {
	was, is ComparedOutcome
	better  bool // the criterion, or the verdict
}

// try evaluates a dossier under both profiles and keeps it as counterexample if
// it is better under the profile: the verdict, or the criterion unless only
// the verdict counts.
func (s *searcher) try(f *evidence.Fragment, id string, listed *evidence.Date, verdictOnly bool) (bool, error) {
	if s.tries++; s.tries > maxTries {
		return false, nil
	}
	t, err := s.outcomes(s.ctx, f, id, listed)
	if err != nil || !t.better || verdictOnly && t.is.Conformity.Rank() <= t.was.Conformity.Rank() {
		return false, err
	}
	c := &Counterexample{Dossier: f, At: Instant{s.at}, Listed: listed, Criterion: id, Base: t.was, Profile: t.is}
	if s.best != nil && (s.best.Better() || !c.Better()) {
		return true, nil
	}
	if err := s.shrink(c); err != nil {
		return false, err
	}
	s.best = c
	return true, nil
}

// outcomes evaluates a dossier under both profiles.
func (s *searcher) outcomes(ctx context.Context, f *evidence.Fragment, id string, listed *evidence.Date) (tried, error) {
	d, err := evidence.Merge(f)
	if err != nil {
		var problems evidence.Problems
		if errors.As(err, &problems) {
			return tried{}, nil // no file could say so
		}
		return tried{}, err
	}
	if _, err := s.was.prepare(d); err != nil {
		return tried{}, nil // a fact of the catalogue's own that cannot be so
	}
	decide := func(e *Evaluator) (Decision, error) {
		record := (&Counterexample{Dossier: f, Listed: listed}).Onboarding(e.profile.ID())
		if record == nil {
			return e.Decide(ctx, d, s.at)
		}
		return e.Decide(ctx, d, s.at, WithOnboarding(*record))
	}
	was, err := decide(s.was)
	if errors.Is(err, ErrInstant) {
		return tried{}, nil
	}
	if err != nil {
		return tried{}, err
	}
	is, err := decide(s.is)
	if err != nil {
		return tried{}, err
	}
	of := func(e *Evaluator, d *Decision) ComparedOutcome {
		c := ComparedOutcome{Conformity: d.Conformity, ProvisionalUntil: d.ProvisionalUntil}
		if i := slices.IndexFunc(e.criteria, func(c criterion) bool { return c.ID == id }); i >= 0 {
			c.Outcome = d.Outcomes[i]
		}
		return c
	}
	t := tried{was: of(s.was, &was), is: of(s.is, &is)}
	// A criterion that is not applied is as good as met.
	rank := Pass.Rank()
	if t.is.Outcome != "" {
		rank = t.is.Outcome.Rank()
	}
	t.better = t.is.Conformity.Rank() > t.was.Conformity.Rank() || t.was.Outcome != "" && rank > t.was.Outcome.Rank()
	return t, nil
}

// maxShrink bounds how often a counterexample is evaluated to make it smaller.
const maxShrink = 120

// shrink drops proofs and facts of a counterexample that it does not need, as
// long as it shows the same.
func (s *searcher) shrink(c *Counterexample) error {
	left := maxShrink
	try := func(change func(*evidence.Fragment)) (bool, error) {
		if left--; left < 0 {
			return false, nil
		}
		g := *c.Dossier
		subject := *g.Subject
		g.Subject = &subject
		g.Proofs = slices.Clone(g.Proofs)
		change(&g)
		t, err := s.outcomes(s.ctx, &g, c.Criterion, c.Listed)
		if err != nil || !sameOutcome(t.was, c.Base) || !sameOutcome(t.is, c.Profile) {
			return false, err
		}
		c.Dossier, c.Base, c.Profile = &g, t.was, t.is
		return true, nil
	}
	_, err := try(func(f *evidence.Fragment) { f.Proofs = nil })
	if err != nil {
		return err
	}
	if n := len(c.Dossier.Proofs); n > 0 {
		kinds := map[evidence.ProofKind]bool{}
		for _, p := range c.Dossier.Proofs {
			kinds[p.Kind] = true
		}
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			if _, err := try(func(f *evidence.Fragment) {
				f.Proofs = slices.DeleteFunc(f.Proofs, func(p evidence.Proof) bool { return p.Kind == kind })
			}); err != nil {
				return err
			}
		}
		for i := len(c.Dossier.Proofs) - 1; i >= 0; i-- {
			if _, err := try(func(f *evidence.Fragment) { f.Proofs = slices.Delete(f.Proofs, i, i+1) }); err != nil {
				return err
			}
		}
		for i := range c.Dossier.Proofs {
			if _, err := try(func(f *evidence.Fragment) { f.Proofs[i].Inspected = nil }); err != nil {
				return err
			}
			if c.Dossier.Proofs[i].Issued == nil {
				continue
			}
			if _, err := try(func(f *evidence.Fragment) { f.Proofs[i].Period = nil }); err != nil {
				return err
			}
		}
	}
	if _, err := try(func(f *evidence.Fragment) { f.Subject.Layer = "" }); err != nil {
		return err
	}
	return nil
}

func sameOutcome(a, b ComparedOutcome) bool {
	return a.Outcome == b.Outcome && a.Conformity == b.Conformity
}
