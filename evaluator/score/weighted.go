package score

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// Fault is something wrong in a scheme: where, as a JSON pointer from the scheme,
// what, and the way out.
type Fault struct{ Pointer, Message, Hint string }

// Error names place, fault and way out.
func (f Fault) Error() string {
	text := f.Message
	if f.Pointer != "" {
		text = f.Pointer + ": " + text
	}
	if f.Hint != "" {
		text += " (" + f.Hint + ")"
	}
	return text
}

// Weighed is an award criterion and what it counts in the whole.
type Weighed struct {
	*Award
	// Pointer is where it stands, as a JSON pointer from the scheme.
	Pointer string
	// Groups are the ids of the groups it is in, the widest first.
	Groups []string
	// Share is the product of the weights above it and its own, as a fraction of 1:
	// what it counts in the whole.
	Share exact.Number
}

// Awards lists the award criteria in the order of the scheme. Where weights do not
// add up, which [Scheme.Check] finds, the shares do not either; where its numbers
// are beyond [MaxDigits] they are 0.
func (s *Scheme) Awards() []Weighed {
	var out []Weighed
	if s == nil {
		return nil
	}
	sized := s.sized()
	part := func(of, weight, whole exact.Number) exact.Number {
		if !sized {
			return exact.Number{}
		}
		n, _ := of.Mul(weight).Quo(whole)
		return n
	}
	var walk func(groups []Group, at string, above []string, share exact.Number)
	walk = func(groups []Group, at string, above []string, share exact.Number) {
		var whole exact.Number
		if sized {
			whole = wholeOf(weightsOf(groups))
		}
		for i := range groups {
			g, at := &groups[i], at+"/"+strconv.Itoa(i)
			ids := append(slices.Clone(above), g.ID)
			of := part(share, g.Weight, whole)
			if len(ids) < maxLevels {
				walk(g.Groups, at+"/groups", ids, of)
			}
			var within exact.Number
			if sized {
				within = wholeOf(weightsWithin(g.Criteria))
			}
			for k := range g.Criteria {
				out = append(out, Weighed{&g.Criteria[k], at + "/criteria/" + strconv.Itoa(k), ids, part(of, g.Criteria[k].Weight, within)})
			}
		}
	}
	walk(s.Groups, "/groups", nil, exact.Int(1))
	return out
}

// maxLevels is how deep groups go: main groups, and groups within them.
const maxLevels = 2

func weightsOf(groups []Group) []exact.Number {
	var out []exact.Number
	for i := range groups {
		out = append(out, groups[i].Weight)
	}
	return out
}

func weightsWithin(awards []Award) []exact.Number {
	var out []exact.Number
	for i := range awards {
		out = append(out, awards[i].Weight)
	}
	return out
}

// wholeOf is what weights of one level are parts of: 100 if they add up to more
// than 1, else 1.
func wholeOf(weights []exact.Number) exact.Number {
	if exact.Sum(weights...).Cmp(exact.Int(1)) > 0 {
		return exact.Int(100)
	}
	return exact.Int(1)
}

// AnnouncedFor is what is announced for an award criterion: its own, or that of
// the scheme.
func (s *Scheme) AnnouncedFor(a *Award) Announced {
	switch {
	case a != nil && a.Announced != nil:
		return *a.Announced
	case s != nil:
		return s.Announced
	}
	return Announced{}
}

// Check finds everything that is wrong with the scheme by itself: weights that do
// not add up, criteria that are measured in no way or in two, minimums nobody can
// reach, points beyond the scale, announcements that would reward silence.
func (s *Scheme) Check() []Fault {
	if s == nil {
		return []Fault{{"", "there is no scheme", "write the groups of award criteria"}}
	}
	c := checker{scheme: s, seen: map[string]string{"total": "the whole"}}
	if !s.sized() {
		digits := strconv.Itoa(MaxDigits)
		return []Fault{{"", "its numbers are too long to calculate with", "write decimals, or fractions that have a common denominator of at most " + digits + " digits, and full points and a maximum of at most " + digits + " digits"}}
	}
	if s.Points.Sign() <= 0 {
		c.fault("/points", "full points are "+s.Points.String(), "write a number above 0, such as 10")
	}
	if s.Maximum.Sign() <= 0 {
		c.fault("/maximum", "the maximum is "+s.Maximum.String(), "write a number above 0, such as 100")
	}
	c.announced("/announced", &s.Announced)
	if len(s.Groups) == 0 {
		c.fault("/groups", "there is no group", "write at least one with its award criteria")
	}
	c.groups("/groups", s.Groups, 1)
	c.minimum("/minimum", s.Minimum, s.Maximum)
	c.reach("/groups", s.Groups, s.Maximum, 1)
	return c.faults
}

type checker struct {
	scheme *Scheme
	faults []Fault
	seen   map[string]string // what an id names
	uneven bool              // weights of some level do not add up
}

func (c *checker) fault(pointer, message, hint string) {
	c.faults = append(c.faults, Fault{pointer, message, hint})
}

func (c *checker) announced(at string, a *Announced) {
	full := c.scheme.Points
	if full.Sign() <= 0 { // there is no scale
		return
	}
	if a.Unproven.Sign() < 0 || a.Unproven.Cmp(full) > 0 {
		c.fault(at+"/unproven", a.Unproven.String()+" is not on the scale", "write a number from 0 to "+full.String())
	}
	if !a.Unknown.IsZero() {
		c.fault(at+"/unknown", a.Unknown.String()+" points for what an offer does not say reward silence", "write 0: who does not meet a criterion earns no more by leaving out that it does not")
	}
	if !a.NotApplicable.Equal(full) {
		c.fault(at+"/notApplicable", a.NotApplicable.String()+" is not what is awarded for what is met", "write "+full.String()+": what is proven not to apply is no worse than what is met")
	}
}

func (c *checker) id(at, id, what string) {
	switch was, taken := c.seen[id]; {
	case id == "":
		c.fault(at, what+" has no id", "name it")
	case taken:
		c.fault(at+"/id", doc.Quote(id)+" names "+was+" already", "give each group and each criterion an id of its own")
	default:
		c.seen[id] = what
	}
}

func (c *checker) minimum(at string, minimum *exact.Number, most exact.Number) {
	if minimum == nil || most.Sign() <= 0 { // the scale itself is at fault
		return
	}
	if minimum.Sign() <= 0 || minimum.Cmp(most) > 0 {
		c.fault(at, "the minimum "+minimum.String()+" is no gate that can be passed and missed", "write a number above 0 and up to "+most.String())
	}
}

func (c *checker) weights(at string, weights []exact.Number) {
	for i, w := range weights {
		if w.Sign() <= 0 {
			c.fault(at+"/"+strconv.Itoa(i)+"/weight", "the weight is "+w.String(), "write a number above 0, or leave out what does not count")
		}
	}
	if sum := exact.Sum(weights...); !sum.Equal(exact.Int(1)) && !sum.Equal(exact.Int(100)) {
		c.uneven = true
		c.fault(at, "the weights add up to "+sum.String(), "weights of one level add up to 1 or to 100")
	}
}

func (c *checker) groups(at string, groups []Group, level int) {
	if len(groups) == 0 {
		return
	}
	c.weights(at, weightsOf(groups))
	for i := range groups {
		g, at := &groups[i], at+"/"+strconv.Itoa(i)
		c.id(at, g.ID, "a group")
		switch {
		case len(g.Groups) > 0 && level >= maxLevels:
			c.fault(at+"/groups", "a group within a main group has groups", "there are main groups, groups and criteria: write the criteria here")
		case len(g.Groups) > 0 && len(g.Criteria) > 0:
			c.fault(at, "has groups and criteria", "weights of one level add up, so a group has either: put the criteria in a group of their own")
		case len(g.Groups) == 0 && len(g.Criteria) == 0:
			c.fault(at, "has neither groups nor criteria", "write the award criteria, or leave the group out")
		default:
			c.groups(at+"/groups", g.Groups, level+1)
			c.awards(at+"/criteria", g.Criteria)
		}
	}
}

// reach looks whether the minimums of groups can be reached, by what these have of
// most together. Where weights do not add up that is not known.
func (c *checker) reach(at string, groups []Group, most exact.Number, level int) {
	whole := wholeOf(weightsOf(groups))
	for i := range groups {
		at, of := at+"/"+strconv.Itoa(i), most
		if !c.uneven {
			of, _ = most.Mul(groups[i].Weight).Quo(whole)
		}
		c.minimum(at+"/minimum", groups[i].Minimum, of)
		if level < maxLevels {
			c.reach(at+"/groups", groups[i].Groups, of, level+1)
		}
	}
}

func (c *checker) awards(at string, awards []Award) {
	if len(awards) == 0 {
		return
	}
	c.weights(at, weightsWithin(awards))
	full := c.scheme.Points
	for i := range awards {
		a, at := &awards[i], at+"/"+strconv.Itoa(i)
		c.id(at, a.ID, "an award criterion")
		ways := 0
		for _, way := range [...]bool{a.Criterion != "", len(a.Steps) > 0, a.Method != "", a.Given} {
			if way {
				ways++
			}
		}
		const measures = "one of criterion, steps, method, given: true"
		switch {
		case ways == 0:
			c.fault(at, "nothing says how it is measured", "write "+measures)
		case ways > 1:
			c.fault(at, "it is measured in more than one way", "write only "+measures)
		}
		if a.Announced != nil {
			c.announced(at+"/announced", a.Announced)
		}
		most := full
		var last exact.Number
		criteria := map[string]bool{}
		for k := range a.Steps {
			step, at := &a.Steps[k], at+"/steps/"+strconv.Itoa(k)
			switch {
			case step.Criterion == "":
				c.fault(at, "names no criterion", "name one of the profile")
			case criteria[step.Criterion]:
				c.fault(at+"/criterion", doc.Quote(step.Criterion)+" is a step already", "each step has a criterion of its own")
			}
			criteria[step.Criterion] = true
			switch {
			case step.Points.Cmp(last) <= 0:
				c.fault(at+"/points", step.Points.String()+" is not more than "+last.String(), "the points of steps rise from above 0")
			case full.Sign() > 0 && step.Points.Cmp(full) > 0:
				c.fault(at+"/points", step.Points.String()+" is not on the scale", "write a number up to "+full.String())
			}
			last = step.Points
		}
		if len(a.Steps) > 0 {
			most = last
		}
		c.minimum(at+"/minimum", a.Minimum, exact.Min(most, full))
	}
}

// WeightedSum is the method of a [Scheme]. What each award criterion adds is
// looked at by itself: that two of them read the same facts may rule out
// combinations, which makes Worst and Best bounds that are not always reached.
//
// A criterion of the catalogue counts here by its outcome, whatever its
// obligation, and also where it is upcoming or has ended on the day: the scheme
// names it.
type WeightedSum struct {
	identity Identity
	scheme   Scheme
	digest   string
	awards   []Weighed
	methods  map[string]Method
}

// NewWeightedSum makes the method of a definition. Methods are those that award
// criteria name. The error joins every [Fault] and wraps [ErrMethod].
func NewWeightedSum(d *Definition, methods ...Method) (*WeightedSum, error) {
	if d == nil {
		return nil, fmt.Errorf("%w: there is no definition", ErrMethod)
	}
	var errs []error
	for _, f := range d.Check() {
		errs = append(errs, f)
	}
	m := &WeightedSum{identity: d.Identity, methods: map[string]Method{}}
	if len(errs) == 0 {
		text, err := d.EncodeYAML() // a copy that is nobody else's
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrMethod, err)
		}
		own, err := DecodeDefinition("method.yaml", text)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrMethod, err)
		}
		if m.digest, err = own.Digest(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrMethod, err)
		}
		m.scheme = own.Scheme
		m.awards = m.scheme.Awards()
	}
	for _, a := range m.awards {
		if a.Method == "" {
			continue
		}
		method, err := Lookup(a.Method, methods...)
		if varies, ok := method.(interface{ MaximumVaries() bool }); err == nil && ok && varies.MaximumVaries() {
			err = fmt.Errorf("%w: the maximum of %s varies with what applies, so that its percentage is not comparable", ErrMethod, doc.Quote(a.Method))
		}
		if err != nil {
			errs = append(errs, Fault{a.Pointer + "/method", strings.TrimPrefix(err.Error(), ErrMethod.Error()+": "), ""})
			continue
		}
		m.methods[a.Method] = method
	}
	if len(errs) > 0 {
		return nil, fmt.Errorf("%w: %w", ErrMethod, errors.Join(errs...))
	}
	return m, nil
}

// Identity names the method.
func (m *WeightedSum) Identity() Identity {
	if m == nil {
		return Identity{}
	}
	return m.identity
}

// Scheme returns the scheme. It is not to be changed.
func (m *WeightedSum) Scheme() *Scheme {
	if m == nil {
		return nil
	}
	return &m.scheme
}

// Digest identifies the definition: see [Definition.Digest].
func (m *WeightedSum) Digest() string {
	if m == nil {
		return ""
	}
	return m.digest
}

// Criteria lists the criteria of a profile that earn points: those that award
// criteria and their steps name, and those of the methods that they name.
func (m *WeightedSum) Criteria(p *profiles.Profile) []string {
	if m == nil {
		return nil
	}
	var ids []string
	for _, a := range m.awards {
		if a.Criterion != "" {
			ids = append(ids, a.Criterion)
		}
		for _, s := range a.Steps {
			if !s.Points.IsZero() {
				ids = append(ids, s.Criterion)
			}
		}
		if method, ok := m.methods[a.Method].(interface {
			Criteria(*profiles.Profile) []string
		}); ok {
			ids = append(ids, method.Criteria(p)...)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Score computes the score. The error wraps [ErrInput], or [ErrMethod] if
// [NewWeightedSum] did not make the method, is that of the context, or that of a
// method an award criterion is measured by.
func (m *WeightedSum) Score(ctx context.Context, in *Input) (*Score, error) {
	if m == nil || len(m.awards) == 0 {
		return nil, fmt.Errorf("%w: a weighted sum that NewWeightedSum did not make", ErrMethod)
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	if err := m.checkGiven(in); err != nil {
		return nil, err
	}
	s := in.begin(m.identity, Points)
	s.Inputs["method"] = m.digest
	s.Maximum = m.scheme.Maximum
	zero := exact.Number{}
	none := func() Values { v := all(zero); v.Award = &zero; return v }
	s.Total = none()
	groups := map[string]Values{}
	scores := map[string]*Score{}
	results := make(map[string]*evaluator.Result, len(in.Verdict.Results))
	for i := range in.Verdict.Results {
		results[in.Verdict.Results[i].Criterion] = &in.Verdict.Results[i]
	}
	for i := range m.awards {
		a := &m.awards[i]
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		row := Row{ID: a.ID, Groups: a.Groups, State: Settled, Weight: m.scheme.Maximum.Mul(a.Share), MaxPoints: m.scheme.Points}
		if err := m.measure(ctx, in, a, &row, results, scores); err != nil {
			return nil, err
		}
		factor, err := row.Weight.Quo(row.MaxPoints)
		if err != nil {
			return nil, err
		}
		row.Share = row.Points.times(factor)
		s.Total = s.Total.add(row.Share)
		for _, g := range a.Groups {
			sum, ok := groups[g]
			if !ok {
				sum = none()
			}
			groups[g] = sum.add(row.Share)
		}
		s.Rows = append(s.Rows, row)
	}
	s.Score = s.Total.Stated
	m.gates(s, groups)
	if m.identity.Unverified {
		s.Notes = append(s.Notes, Note{Code: UnverifiedMethod})
	}
	return s, nil
}

// checkGiven refuses points for what is not given, and beyond the scale.
func (m *WeightedSum) checkGiven(in *Input) error {
	var errs []error
	known := map[string]bool{}
	var points []exact.Number
	for i := range m.awards {
		a := &m.awards[i]
		p, ok := in.Given[a.ID]
		if known[a.ID] = true; !ok {
			continue
		}
		points = append(points, p)
		switch {
		case !a.Given:
			errs = append(errs, fmt.Errorf("points are given for %s, which is measured otherwise", doc.Quote(a.ID)))
		case p.Sign() < 0 || p.Cmp(m.scheme.Points) > 0:
			errs = append(errs, fmt.Errorf("%s has %s points, and the scale is 0 to %s", doc.Quote(a.ID), p, m.scheme.Points))
		}
	}
	var unknown []string
	for id := range in.Given {
		if !known[id] {
			unknown = append(unknown, id)
		}
	}
	slices.Sort(unknown)
	for _, id := range unknown {
		errs = append(errs, fmt.Errorf("points are given for %s, which is no award criterion", doc.Quote(id)))
	}
	if !exact.Commensurable(MaxDigits, points...) {
		errs = append(errs, fmt.Errorf("the points that are given are too long to calculate with: write decimals, or fractions that have a common denominator of at most %d digits", MaxDigits))
	}
	if len(errs) > 0 {
		return fmt.Errorf("%w: %w", ErrInput, errors.Join(errs...))
	}
	return nil
}

// gates looks at the minimums: first those of the criteria, then of the groups,
// then of the total.
func (m *WeightedSum) gates(s *Score, groups map[string]Values) {
	for i := range m.awards {
		if minimum := m.awards[i].Minimum; minimum != nil {
			s.Gates = append(s.Gates, gate(m.awards[i].ID, *minimum, s.Rows[i].Points))
		}
	}
	var walk func(of []Group)
	walk = func(of []Group) {
		for i := range of {
			if of[i].Minimum != nil {
				s.Gates = append(s.Gates, gate(of[i].ID, *of[i].Minimum, groups[of[i].ID]))
			}
			walk(of[i].Groups)
		}
	}
	walk(m.scheme.Groups)
	if m.scheme.Minimum != nil {
		s.Gates = append(s.Gates, gate("total", *m.scheme.Minimum, s.Total))
	}
}

// measure fills in the points of an award criterion.
func (m *WeightedSum) measure(ctx context.Context, in *Input, a *Weighed, row *Row, results map[string]*evaluator.Result, scores map[string]*Score) error {
	full := m.scheme.Points
	claimed := exact.Number{} // with what is unknown as nothing
	switch {
	case a.Given:
		p, ok := in.Given[a.ID]
		if !ok {
			row.State, row.Points = Unknown, Values{Best: full}
			break
		}
		row.Points, claimed = all(p), p
	case a.Method != "":
		sub := scores[a.Method]
		if sub == nil {
			var err error
			own := *in
			own.Given = nil // points are given by award criteria of this scheme, which that one does not know
			if sub, err = m.methods[a.Method].Score(ctx, &own); err != nil {
				return fmt.Errorf("%s: %w", a.ID, err)
			}
			if sub == nil || sub.Maximum.Sign() <= 0 {
				return fmt.Errorf("%s: %w: %s gives no score with a maximum", a.ID, ErrMethod, a.Method)
			}
			scores[a.Method] = sub
		}
		row.Points, row.State = m.portion(sub), stateOfScore(sub)
		claimed = row.Points.Proven
		if row.Points.Stated != nil {
			claimed = exact.Max(claimed, *row.Points.Stated)
		}
	default:
		steps := a.Steps
		if a.Criterion != "" {
			steps = []Step{{Criterion: a.Criterion, Points: full}}
		}
		if err := ladder(in, steps, row, results, &claimed); err != nil {
			return fmt.Errorf("%s: %w", a.ID, err)
		}
	}
	part, err := m.scheme.AnnouncedFor(a.Award).Unproven.Quo(full)
	if err != nil {
		return err
	}
	award := row.Points.Proven.Add(claimed.Sub(row.Points.Proven).Mul(part))
	row.Points.Award = &award
	return nil
}

// portion is a score as a part of full points, never more than these: the best
// of some methods exceeds their maximum.
func (m *WeightedSum) portion(sub *Score) Values {
	of := func(n exact.Number) exact.Number {
		p, _ := n.Mul(m.scheme.Points).Quo(sub.Maximum)
		return exact.Max(exact.Number{}, exact.Min(p, m.scheme.Points))
	}
	v := Values{Proven: of(sub.Total.Proven), Worst: of(sub.Total.Worst), Best: of(sub.Total.Best)}
	if sub.Total.Stated != nil {
		n := of(*sub.Total.Stated)
		v.Stated = &n
	}
	return v
}

// stateOfScore says how well a score is known: the worst of its rows.
func stateOfScore(sub *Score) State {
	state := Settled
	for i := range sub.Rows {
		state = worseState(state, sub.Rows[i].State)
	}
	return state
}

// ladder fills in the points of the highest step that is met: by what is proven,
// by what is stated, and in the worst and the best case.
func ladder(in *Input, steps []Step, row *Row, results map[string]*evaluator.Result, claimed *exact.Number) error {
	var statedMost exact.Number
	for _, step := range steps { // they rise
		r := results[step.Criterion]
		if r == nil {
			return fmt.Errorf("%w: the profile %s does not apply the criterion %s", ErrInput, in.Profile.ID(), doc.Quote(step.Criterion))
		}
		p := in.possible(r)
		always, maybe := met(p.Final)
		said, saidMaybe := met(byStatement(&p))
		if r.Outcome.Met() {
			row.Points.Proven = step.Points
		}
		if always {
			row.Points.Worst = step.Points
		}
		if maybe {
			row.Points.Best = step.Points
		}
		if said {
			*claimed = step.Points
		}
		if saidMaybe {
			statedMost = step.Points
		}
		row.Criteria = append(row.Criteria, step.Criterion)
		row.Outcome = r.Outcome
		row.State = worseState(row.State, stateOf(r))
	}
	if len(steps) > 1 {
		row.Outcome = "" // several
	}
	if claimed.Equal(statedMost) {
		row.Points.Stated = &statedMost
	}
	// Below a step that is met for certain nothing matters.
	if row.Points.Worst.Equal(row.Points.Best) {
		row.State = Settled
	}
	return nil
}

func worseState(a, b State) State {
	order := State("").Values()
	if slices.Index(order, string(b)) > slices.Index(order, string(a)) {
		return b
	}
	return a
}

// met reports whether all, or some, of the outcomes meet the criterion.
func met(outcomes []evaluator.Outcome) (always, maybe bool) {
	always = true
	for _, o := range outcomes {
		if o.Met() {
			maybe = true
		} else {
			always = false
		}
	}
	return always, maybe
}
