package criteriatest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// Bench checks fixtures of one catalogue. It must not be used by two goroutines
// at once.
type Bench struct {
	// catalogue and profiles are the bench's own, since mutants are compiled in
	// them.
	catalogue *criteria.Catalogue
	profiles  map[string]*profiles.Profile
	embedded  bool
}

// New makes a bench for a catalogue and the profiles that fixtures may name.
// Those that Trias brings need not be given for the catalogue it brings, or for
// one that extends it. The error is what [criteria.New] and [profiles.New] return.
func New(catalogue *criteria.Catalogue, given ...*profiles.Profile) (*Bench, error) {
	own, err := criteria.New(catalogue.Definition(), catalogue.Extends())
	if err != nil {
		return nil, err
	}
	b := &Bench{catalogue: own, profiles: map[string]*profiles.Profile{}}
	if brought, err := criteria.Embedded(); err == nil {
		b.embedded = catalogue.Contains(brought)
	}
	for _, p := range given {
		if _, err := b.adopt(p); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// adopt resolves a profile, and before it what it extends, against the bench's
// own catalogue.
func (b *Bench) adopt(p *profiles.Profile) (*profiles.Profile, error) {
	if own, done := b.profiles[p.ID()]; done {
		if own.Digest() != p.Digest() {
			return nil, fmt.Errorf("there are two profiles %s that differ, %s and %s (give every profile that extends the one that is meant, too)",
				p.ID(), own.Digest(), p.Digest())
		}
		return own, nil
	}
	var bases []*profiles.Profile
	if p.Base() != nil {
		base, err := b.adopt(p.Base())
		if err != nil {
			return nil, err
		}
		bases = append(bases, base)
	}
	own, err := profiles.New(p.Definition(), b.catalogue, bases...)
	if err != nil {
		return nil, fmt.Errorf("the profile %s does not fit the catalogue: %w", p.ID(), placeless(err))
	}
	b.profiles[p.ID()] = own
	return own, nil
}

// placeless leaves out lines of a text that nobody has: the profile was written
// anew.
func placeless(err error) error {
	var problems evidence.Problems
	if !errors.As(err, &problems) {
		return err
	}
	problems = slices.Clone(problems)
	for i := range problems {
		problems[i].File, problems[i].Line, problems[i].Column, problems[i].Excerpt = "", 0, 0, ""
	}
	return problems
}

func (b *Bench) profile(id string) (*profiles.Profile, error) {
	if p, ok := b.profiles[id]; ok {
		return p, nil
	}
	if b.embedded && slices.Contains(profiles.Names(), id) {
		p, err := profiles.Lookup(id)
		if err != nil {
			return nil, err
		}
		return b.adopt(p)
	}
	known := slices.Sorted(maps.Keys(b.profiles))
	if b.embedded {
		known = append(known, profiles.Names()...)
	}
	hint := "give it, as a file or to criteriatest.New"
	if !b.embedded && slices.Contains(profiles.Names(), id) {
		hint += "; the profiles that Trias brings are for the catalogue that it brings"
	}
	if near := doc.Suggest(id, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("no profile %s (%s)", doc.Quote(id), hint)
}

// Report is what the bench finds.
type Report struct {
	// File and Criterion say whose fixtures were checked.
	File      string
	Criterion string
	// Cases is how many cases there are, Held how many give the outcome they
	// expect.
	Cases, Held int
	// Mutants are all mutants of the criterion's rule and when; none if a case
	// does not hold.
	Mutants []Mutant
	// Problems are the cases that do not hold and outcomes that no case shows, by
	// place; then mutants that survive and are not justified, by their place in
	// the rule; then justifications that are not needed.
	Problems Problems
}

// Count returns how many mutants met a fate.
func (r *Report) Count(fate Fate) int {
	n := 0
	for _, m := range r.Mutants {
		if m.Fate == fate {
			n++
		}
	}
	return n
}

// The checks of [Bench.Check], as they stand in [evidence.Problem].Rule.
const (
	CheckSetting        = "setting"         // a criterion, profile or parameter that there is not
	CheckCase           = "case"            // a case does not hold
	CheckOutcomeMissing = "outcome-missing" // no case shows an outcome the criterion can have
	CheckSurvivor       = "survivor"        // no case kills a mutant
	CheckJustification  = "justification"   // a survivor is justified that is killed or that there is not
)

// Check runs the cases of a criterion and, if all hold, its mutants. A rule of
// the usual length takes some milliseconds; one from a stranger may be dear, and
// ctx ends the work. The error is that of the context; what is wrong with the
// fixtures or the rule is in the report.
func (b *Bench) Check(ctx context.Context, f *Fixtures) (Report, error) {
	c := &checker{ctx: ctx, bench: b, fixtures: f, report: Report{File: f.name, Criterion: f.file.Criterion, Cases: len(f.file.Cases)}}
	if c.prepare() {
		c.cases()
		c.outcomes()
	}
	c.report.Problems.Sort()
	if c.report.Held == c.report.Cases {
		c.mutants()
	}
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	return c.report, nil
}

// checker checks one file.
type checker struct {
	ctx      context.Context // of the one call a checker serves
	bench    *Bench
	fixtures *Fixtures
	made     *profiles.Profile // of the file's proof demand, once it is needed
	compiled *criteria.Compiled
	settings []setting
	of       []int // by case, index of its setting
	report   Report
}

// setting is a profile and the parameters with which cases are evaluated.
type setting struct {
	profile   *profiles.Profile
	evaluator *evaluator.Evaluator // of the profile
	params    map[string]evidence.Value
	own       *evaluator.Evaluator // of the criterion with these parameters
}

func (c *checker) add(pointer, check, hint, format string, args ...any) {
	p := c.fixtures.problem(pointer, fmt.Sprintf(format, args...), hint)
	p.Rule = check
	c.report.Problems = append(c.report.Problems, p)
}

// prepare finds the criterion and the setting of every case.
func (c *checker) prepare() bool {
	id := c.fixtures.file.Criterion
	compiled, ok := c.bench.catalogue.Compiled(id)
	if !ok {
		var known []string
		for _, k := range c.bench.catalogue.Criteria() {
			known = append(known, k.ID)
		}
		hint := "name one of the catalogue"
		if near := doc.Suggest(id, known); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		c.add("/criterion", CheckSetting, hint, "the catalogue has no criterion %s", doc.Quote(id))
		return false
	}
	c.compiled = compiled
	for i := range c.fixtures.file.Cases {
		pointer, err := c.setting(&c.fixtures.file.Cases[i])
		if err != nil {
			if pointer == "/profile" && c.fixtures.file.Cases[i].Profile != "" || pointer == "/params" && c.fixtures.file.Cases[i].Params != nil {
				pointer = fmt.Sprintf("/cases/%d", i) + pointer
			}
			c.add(pointer, CheckSetting, "", "%v", err)
			return false
		}
	}
	return true
}

// setting finds or makes the setting of a case. The pointer says what an error
// is about.
func (c *checker) setting(k *fixture) (pointer string, err error) {
	f := &c.fixtures.file
	p, err := c.demanded(k)
	if err != nil {
		if f.Proof != nil && k.Profile == "" {
			return "/proof", err
		}
		return "/profile", err
	}
	applied, ok := p.Applied(f.Criterion)
	if !ok {
		return "/profile", fmt.Errorf("profile %s does not apply %s", p.ID(), f.Criterion)
	}
	params := maps.Clone(applied.Params)
	maps.Copy(params, f.Params)
	maps.Copy(params, k.Params)
	if _, _, err := c.compiled.Bind(params); err != nil {
		return "/params", err
	}
	at := slices.IndexFunc(c.settings, func(s setting) bool { return s.profile == p && same(s.params, params) })
	if at < 0 {
		s := setting{profile: p, params: params}
		if s.evaluator, err = evaluator.Compile(c.bench.catalogue, p); err != nil {
			return "/profile", err
		}
		rule, when := c.compiled.Rules()
		if s.own, err = s.evaluator.Only(f.Criterion, rule, when, params); err != nil {
			return "/params", err
		}
		at = len(c.settings)
		c.settings = append(c.settings, s)
	}
	c.of = append(c.of, at)
	return "", nil
}

func same(a, b map[string]evidence.Value) bool {
	return maps.EqualFunc(a, b, func(v, w evidence.Value) bool { return v.String() == w.String() })
}

// demanded returns the profile of a case: the one that is named, or one made of
// the proof demand.
func (c *checker) demanded(k *fixture) (*profiles.Profile, error) {
	f := &c.fixtures.file
	if k.Profile != "" {
		return c.bench.profile(k.Profile)
	}
	if f.Proof == nil {
		return c.bench.profile(f.Profile)
	}
	if c.made == nil {
		p, err := profiles.New(profiles.Definition{ID: "fixtures", Version: "1.0.0", Catalogue: c.bench.catalogue.ID(),
			Criteria: map[string]profiles.Setting{f.Criterion: {Obligation: profiles.Must, Proof: f.Proof}}}, c.bench.catalogue)
		if err != nil {
			return nil, err
		}
		c.made = p
	}
	return c.made, nil
}

// cases runs every case on the rule as it is.
func (c *checker) cases() {
	for i := range c.fixtures.file.Cases {
		k := &c.fixtures.file.Cases[i]
		got, err := c.judge(c.settings[c.of[i]].own, i)
		at := fmt.Sprintf("/cases/%d", i)
		switch {
		case err != nil:
			c.add(at, CheckCase, "", "%s: %v", k.Shows, err)
		case got.outcome != k.Outcome:
			c.add(at+"/outcome", CheckCase, "mend the case, or the rule", "%s: the outcome is %s%s, not %s", k.Shows, got.outcome, by(got.because), k.Outcome)
		case !got.expected(k):
			c.add(at+"/because", CheckCase, "mend the case, or the rule", "%s: %s%s, not%s", k.Shows, got.outcome, by(got.because), by(sorted(k.Because)))
		default:
			c.report.Held++
		}
	}
}

func by(paths []string) string {
	if len(paths) == 0 {
		return " by nothing"
	}
	return " by " + strings.Join(paths, ", ")
}

// judgement is the outcome of a case and the facts it follows from.
type judgement struct {
	outcome evaluator.Outcome
	because []string
}

func (j judgement) expected(k *fixture) bool {
	return j.outcome == k.Outcome && (k.Because == nil || slices.Equal(j.because, sorted(k.Because)))
}

func sorted(paths []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(paths)))
}

// judge evaluates a case.
func (c *checker) judge(e *evaluator.Evaluator, i int) (judgement, error) {
	at := c.fixtures.file.At
	if own := c.fixtures.file.Cases[i].At; own != nil {
		at = own
	}
	v, err := e.Evaluate(c.ctx, c.fixtures.dossiers[i], at.Start(e.Profile().Zone()))
	if err != nil {
		return judgement{}, err
	}
	r := v.Results[0]
	j := judgement{outcome: r.Outcome}
	switch r.Outcome {
	case evaluator.Unknown:
		j.because = slices.Clone(r.Missing)
		for _, x := range r.Contradicted {
			j.because = append(j.because, x.Path)
		}
	case evaluator.Unproven:
		for _, gap := range r.Unproven {
			j.because = append(j.because, gap.Path)
		}
	default:
		for _, reason := range r.Reasons {
			j.because = append(j.because, reason.Path)
		}
	}
	j.because = sorted(j.because)
	return j, nil
}

// outcomes finds outcomes that no case shows.
func (c *checker) outcomes() {
	shown := map[evaluator.Outcome]bool{}
	for _, k := range c.fixtures.file.Cases {
		shown[k.Outcome] = true
	}
	rule, when := c.compiled.Rules()
	wanted := []evaluator.Outcome{evaluator.Pass, evaluator.Fail}
	if len(rule.Reads) > 0 {
		wanted = append(wanted, evaluator.Unknown)
	}
	if c.demandsProof() {
		wanted = append(wanted, evaluator.Unproven)
	}
	if when != nil {
		wanted = append(wanted, evaluator.NotApplicable)
	}
	for _, o := range wanted {
		if !shown[o] {
			c.add("/cases", CheckOutcomeMissing, "add a case with outcome: "+string(o), "no case of %s shows %s", c.report.Criterion, o)
		}
	}
}

// demandsProof reports whether some setting demands proof of a fact.
func (c *checker) demandsProof() bool {
	rule, _ := c.compiled.Rules()
	for _, s := range c.settings {
		applied, _ := s.profile.Applied(c.report.Criterion)
		for _, slot := range rule.Reads {
			if !applied.Demands().Of(c.bench.catalogue.Environment().Info(slot).Path, false).IsNone() {
				return true
			}
		}
	}
	return false
}
