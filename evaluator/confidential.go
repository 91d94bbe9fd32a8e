package evaluator

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// ErrMasked is returned for what would have to be done with values that were
// masked: see [ForAuthority].
var ErrMasked = errors.New("confidential facts are masked in it: make it with ForAuthority")

// Confidentiality says that sources mark facts as confidential, and whether a
// document shows them. It is absent where none of the facts that the rules read
// is confidential.
//
// A contracting authority does not pass on what a company sent it and marked as
// confidential, business secrets above all (Directive 2014/24/EU, Article 21 (1);
// VgV § 5 (1)); a review body refuses to show files as far as business secrets ask
// for it, and who sends files marks them there (GWB § 165 (2) and (3)). Whether
// something is a business secret, GeschGehG § 2 Nr. 1 says. So the mark is the
// source's to set, and the authority's to judge.
//
// What is masked are values of facts, the ids of entries of lists, what sources
// state that contradict each other, which of several alternatives or conditions a
// confidential fact decided, and which tests of it hold. A document still says
// what follows, and that can tell something:
//
//   - An outcome tells on which side of the rule's demand a fact is, and when an
//     outcome changes by itself, the dates on which that rests.
//
//   - A value that is proposed for a fact tells the demand, not what is stated;
//     where facts are compared with confidential ones it is masked, too. How much
//     would have to change is counted.
//   - A score tells points, and of a ladder with few steps they can be the fact
//     itself. It says of which rows that is so.
//   - A digest of a dossier tells its sources to whoever can guess all of them,
//     and of few possible values that is easily done.
//
//   - Points tell outcomes, and those of a step that is declared for the EU Cloud
//     Sovereignty Framework tell the step. Scores have nothing else of a dossier.
//
// What a source writes is not masked: a dossier is its owner's, and so are problems
// with reading one, which quote it to whoever gives it.
type Confidentiality struct {
	Status ConfidentialStatus `json:"status" required:"true"`
	// Facts are the confidential facts among those that the rules read, sorted.
	Facts []string `json:"facts" required:"true" minItems:"1"`
}

// ConfidentialStatus says whether a document shows confidential facts. There is
// no zero ConfidentialStatus.
type ConfidentialStatus string

// The statuses.
const (
	// ConfidentialMasked: their values are masked.
	ConfidentialMasked ConfidentialStatus = "masked"
	// ConfidentialDisclosed: they are shown. The document is for the authority's own
	// file and must not be passed on.
	ConfidentialDisclosed ConfidentialStatus = "disclosed"
)

// Values returns the accepted values.
func (ConfidentialStatus) Values() []string { return []string{"masked", "disclosed"} }

// ForAuthority shows confidential facts, which are masked otherwise: for the file
// of the authority that the dossier was sent to, and nobody else. See
// [Confidentiality].
func ForAuthority() Option { return optionFunc(func(o *options) { o.authority = true }) }

// MaskedEntry stands in a path for the id of an entry of a confidential list. No
// entry has it.
const MaskedEntry = "***"

// MaskedOperator is the operator of a reason of which a confidential fact decided
// in a way that would tell its value: it is a condition, or one of several
// alternatives.
const MaskedOperator = "confidential"

// MaskedError is what [Reason.Error] says of a test of confidential facts that
// broke.
const MaskedError = "it cannot be computed; of confidential facts is not said why"

// confidentiality says which confidential facts the rules read; nil if none.
func (r *run) confidentiality() *Confidentiality {
	var facts []string
	for _, path := range r.dossier.ConfidentialFacts() {
		if slot, ok := r.evaluator.env.Slot(path); ok {
			if _, read := slices.BinarySearch(r.evaluator.slots, slot); read {
				facts = append(facts, path)
			}
		}
	}
	if facts == nil {
		return nil
	}
	status := ConfidentialMasked
	if r.options.authority {
		status = ConfidentialDisclosed
	}
	return &Confidentiality{status, facts}
}

// and adds up what is confidential in two documents. What either masks is masked
// in both.
func (c *Confidentiality) and(o *Confidentiality) *Confidentiality {
	if c == nil || o == nil {
		return cmp.Or(c, o)
	}
	both := &Confidentiality{c.Status, slices.Concat(c.Facts, o.Facts)}
	if o.Status == ConfidentialMasked {
		both.Status = ConfidentialMasked
	}
	slices.Sort(both.Facts)
	both.Facts = slices.Compact(both.Facts)
	return both
}

// ConfidentialIn adds up what is confidential in several transitions; nil if
// nothing is.
func ConfidentialIn(transitions ...Transition) *Confidentiality {
	var c *Confidentiality
	for i := range transitions {
		c = c.and(transitions[i].Confidential)
	}
	return c
}

// AllConfidential adds up what is confidential in several documents; nil if nothing
// is. If one of them shows confidential facts, all of them together do.
func AllConfidential(all ...*Confidentiality) *Confidentiality {
	var sum *Confidentiality
	for _, c := range all {
		shown := sum.shows() || c.shows()
		if sum = sum.and(c); shown {
			sum = &Confidentiality{ConfidentialDisclosed, sum.Facts}
		}
	}
	return sum
}

func (c *Confidentiality) shows() bool { return c != nil && c.Status == ConfidentialDisclosed }

// Mask masks what changes tell of confidential facts, for a document that is not
// for the authority and quotes one that is. It changes nothing that it is given;
// of nil nothing is confidential.
func (c *Confidentiality) Mask(changes []EventChange) []EventChange {
	if !c.shows() {
		return changes
	}
	return newMasker(c.Facts).changes(changes)
}

// masked makes the masker of a run; nil if there is nothing to be masked.
func (r *run) masked(c *Confidentiality) *masker {
	if c == nil || c.Status == ConfidentialDisclosed {
		return nil
	}
	m := newMasker(c.Facts)
	// What is compared with a confidential fact, or with what is, tells of it.
	for again := true; again; {
		again = false
		for i := range r.evaluator.criteria {
			k := &r.evaluator.criteria[i]
			groups := k.rule.Compared()
			if k.when != nil {
				groups = append(groups, k.when.Compared()...)
			}
			for _, slots := range groups {
				known := func(slot int) bool {
					path := r.evaluator.env.Info(slot).Path
					return m.facts[path] || m.telling[path]
				}
				if !slices.ContainsFunc(slots, known) {
					continue
				}
				for _, slot := range slots {
					if path := r.evaluator.env.Info(slot).Path; m.facts[path] {
						m.compared[path] = true
					} else if !known(slot) {
						m.telling[path], again = true, true
					}
				}
			}
		}
	}
	return m
}

// masker takes what is confidential out of documents. A nil masker takes out
// nothing. It changes nothing that it is given: documents share much.
type masker struct {
	facts map[string]bool
	// telling are facts that are not confidential and compared with such.
	telling map[string]bool
	// compared are confidential facts that are compared with facts, or with
	// themselves.
	compared map[string]bool
}

func newMasker(facts []string) *masker {
	m := &masker{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, f := range facts {
		m.facts[f] = true
	}
	return m
}

// hides reports whether a path leads to or into a confidential fact.
func (m *masker) hides(path string) bool {
	root, _, _ := strings.Cut(path, "[")
	return m.facts[root]
}

func (m *masker) hidesAny(paths []string) bool { return slices.ContainsFunc(paths, m.hides) }

// path masks the entries that a path leads through.
func (m *masker) path(path string) string {
	if !m.hides(path) || !strings.Contains(path, "[") {
		return path
	}
	var b strings.Builder
	for {
		before, after, inside := strings.Cut(path, "[")
		b.WriteString(before)
		if !inside {
			return b.String()
		}
		id, rest, _ := strings.Cut(after, "]")
		if id != rules.OpenElement {
			id = MaskedEntry
		}
		b.WriteString("[" + id + "]")
		path = rest
	}
}

func (m *masker) paths(paths []string) []string {
	if !m.hidesAny(paths) {
		return paths
	}
	out := make([]string, 0, len(paths))
	for _, p := range paths {
		if p = m.path(p); !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// value masks a value that there is.
func mask(v evidence.Value) evidence.Value {
	if v.IsZero() {
		return v
	}
	return evidence.Masked()
}

// verdict masks a verdict.
func (m *masker) verdict(v Verdict) Verdict {
	if m == nil {
		return v
	}
	v.Results = m.results(v.Results)
	if v.Horizon != nil && v.Horizon.Next != nil {
		horizon := *v.Horizon
		horizon.Next = &m.events([]Event{*horizon.Next})[0]
		v.Horizon = &horizon
	}
	return v
}

func (m *masker) results(results []Result) []Result {
	if m == nil {
		return results
	}
	out := make([]Result, len(results))
	for i := range results {
		out[i] = m.result(results[i])
	}
	return out
}

func (m *masker) result(r Result) Result {
	if m == nil {
		return r
	}
	reasons := make([]Reason, 0, len(r.Reasons))
	var masked []Reason
	for _, x := range r.Reasons {
		if m.hides(x.Path) || m.hides(x.WantedPath) || m.hidesAny(x.Facts) {
			x = m.reason(x, r.Outcome)
			// What is said of several entries is said once, so that nobody counts them.
			if slices.ContainsFunc(masked, func(o Reason) bool { return reflect.DeepEqual(o, x) }) {
				continue
			}
			masked = append(masked, x)
		}
		reasons = append(reasons, x)
	}
	r.Reasons, r.Missing, r.Contradicted = reasons, m.paths(r.Missing), m.contradictions(r.Contradicted)
	return r
}

func (m *masker) reason(x Reason, outcome Outcome) Reason {
	path, other, computed := m.hides(x.Path), m.hides(x.WantedPath), m.hidesAny(x.Facts)
	x.Path, x.WantedPath, x.Facts = m.path(x.Path), m.path(x.WantedPath), m.paths(x.Facts)
	if path || computed {
		x.Got = mask(x.Got)
	}
	if other || computed {
		x.Wanted = mask(x.Wanted)
	}
	if x.Error != "" {
		x.Error = MaskedError
	}
	// A demand that has to be met in any case is the rule's. What was found, and by
	// which of several alternatives the demand is met, is the fact's.
	if x.Role == Condition || x.Place.Of == InWhen || x.Alternative != "" && outcome.Rank() >= Unproven.Rank() {
		x.Operator, x.Got, x.Wanted, x.WantedPath, x.Unit = MaskedOperator, mask(x.Got), evidence.Value{}, "", ""
		x.Alternative, x.Rule, x.Place = "", "", Place{}
	}
	return x
}

func (m *masker) contradictions(cs []evidence.Contradiction) []evidence.Contradiction {
	if m == nil || !slices.ContainsFunc(cs, func(c evidence.Contradiction) bool { return m.hides(c.Path) }) {
		return cs
	}
	var out []evidence.Contradiction
	for _, c := range cs {
		if m.hides(c.Path) {
			masked := evidence.Contradiction{Path: m.path(c.Path)}
			for _, s := range c.Stated {
				masked.Stated = append(masked.Stated, evidence.Saying{Sources: s.Sources, Confidential: true})
			}
			// In the order of the values they would tell which is the smaller one.
			slices.SortFunc(masked.Stated, func(a, b evidence.Saying) int { return slices.Compare(a.Sources, b.Sources) })
			c = masked
		}
		if !slices.ContainsFunc(out, func(o evidence.Contradiction) bool { return reflect.DeepEqual(o, c) }) {
			out = append(out, c)
		}
	}
	return out
}

func (m *masker) events(events []Event) []Event {
	if m == nil {
		return events
	}
	out := slices.Clone(events)
	for i := range out {
		out[i].Criteria = m.changes(out[i].Criteria)
	}
	return out
}

func (m *masker) changes(changes []EventChange) []EventChange {
	out := slices.Clone(changes)
	for i := range out {
		var causes []EventCause
		for _, cause := range out[i].Causes {
			if m.hides(cause.Path) {
				cause.Path, cause.Value = m.path(cause.Path), mask(cause.Value)
			}
			if !slices.ContainsFunc(causes, cause.same) {
				causes = append(causes, cause)
			}
		}
		out[i].Causes = causes
	}
	return out
}

// ways masks ways, and counts each once that is the same then.
func (m *masker) ways(w Ways) Ways {
	if m == nil {
		return w
	}
	ways := make([]Way, 0, len(w.Ways))
	for _, x := range w.Ways {
		x.Steps = m.steps(x.Steps)
		if !slices.ContainsFunc(ways, func(o Way) bool { return reflect.DeepEqual(o, x) }) {
			ways = append(ways, x)
		}
	}
	w.Ways = ways
	return w
}

func (m *masker) steps(steps []Step) []Step {
	var out []Step
	for _, s := range steps {
		if s = m.step(s); !s.Confidential || !slices.ContainsFunc(out, func(o Step) bool { return reflect.DeepEqual(o, s) }) {
			out = append(out, s)
		}
	}
	// The order is not to tell of the ids.
	slices.SortStableFunc(out, func(a, b Step) int {
		key := func(s *Step) (proof, root string) {
			if s.Kind == StepProve {
				proof = s.Needs + " "
			}
			root, _, _ = strings.Cut(s.Path, "[")
			return proof, root
		}
		p, x := key(&a)
		q, y := key(&b)
		if c := cmp.Or(cmp.Compare(min(len(p), 1), min(len(q), 1)), strings.Compare(x, y), strings.Compare(p, q)); c != 0 || !m.hides(x) {
			return c
		}
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(string(a.Kind), string(b.Kind)))
	})
	return out
}

// step masks what is stated now, and of what is to be stated what may repeat it:
// one of the values that are stated, the entries that a list has already, and what
// is near to another fact. A value in place of another one, or of none, is made of
// the rules' demands.
func (m *masker) step(s Step) Step {
	hides := m.hides(s.Path)
	root, _, _ := strings.Cut(s.Path, "[")
	if s.Kind == StepProve || !hides && !m.telling[root] {
		return s
	}
	_, list := s.To.Any().([]evidence.Value)
	made := s.Kind == StepState && s.From.IsZero() // nothing is stated that could be repeated
	s.Confidential = true
	if hides {
		s.Path, s.From = m.path(s.Path), mask(s.From)
	}
	if m.telling[root] || m.compares(root) || s.Kind == StepClarify || list && !made && s.Kind != StepAdd {
		s.To = mask(s.To)
	}
	if !made || m.telling[root] || m.compares(root) {
		s.Entries = nil
	}
	return s
}

// compares reports whether a confidential fact is compared with others.
func (m *masker) compares(root string) bool { return m.compared[root] }

func (m *masker) counterfactual(c Counterfactual) Counterfactual {
	if m == nil {
		return c
	}
	c.Steps = m.steps(c.Steps)
	return c
}

func (m *masker) counterfactuals(c Counterfactuals) Counterfactuals {
	if m == nil {
		return c
	}
	c.Turns = slices.Clone(c.Turns)
	for i := range c.Turns {
		c.Turns[i].Counterfactual = m.counterfactual(c.Turns[i].Counterfactual)
	}
	c.Criteria = slices.Clone(c.Criteria)
	for i := range c.Criteria {
		k := &c.Criteria[i]
		ways := make([]Counterfactual, 0, len(k.Counterfactuals))
		for _, x := range k.Counterfactuals {
			if x = m.counterfactual(x); !slices.ContainsFunc(ways, func(o Counterfactual) bool { return reflect.DeepEqual(o, x) }) {
				ways = append(ways, x)
			}
		}
		k.Counterfactuals = ways
	}
	return c
}

func (m *masker) missing(x Missing) Missing {
	if m == nil {
		return x
	}
	x.Verdict.Ways = m.ways(x.Verdict.Ways)
	x.Criteria = slices.Clone(x.Criteria)
	for i := range x.Criteria {
		x.Criteria[i].Ways = m.ways(x.Criteria[i].Ways)
	}
	return x
}

func (m *masker) trace(t Trace) Trace {
	if m == nil {
		return t
	}
	t.Contradicted = m.contradictions(t.Contradicted)
	if t.When != nil {
		when := *t.When
		m.node(&when)
		t.When = &when
	}
	m.node(&t.Rule)
	t.Choices = slices.Clone(t.Choices)
	for i := range t.Choices {
		values := slices.Clone(t.Choices[i].Values)
		for k := range values {
			if m.hides(values[k].Path) {
				values[k] = ChosenValue{Path: m.path(values[k].Path), Sources: values[k].Sources, Confidential: true}
			}
		}
		t.Choices[i].Values = values
	}
	return t
}

// node masks a node, and reports whether its truth rests on a confidential fact.
// What is below the test of a list says what the list has.
func (m *masker) node(n *TraceNode) bool {
	path, other, computed := m.hides(n.Path), m.hides(n.WantedPath), m.hidesAny(n.Facts)
	hides := path || other || computed
	if path && n.Kind != TraceTest {
		n.Children, n.Entries, n.Left, n.Deciding = nil, 0, 0, 0
	}
	n.Children = slices.Clone(n.Children)
	for i := range n.Children {
		if m.node(&n.Children[i]) {
			hides = true
		}
	}
	if !hides {
		return false
	}
	n.Claimed, n.Proven, n.Decides, n.Deciding = TruthConfidential, TruthConfidential, false, 0
	n.Path, n.WantedPath, n.Facts = m.path(n.Path), m.path(n.WantedPath), m.paths(n.Facts)
	if path || computed {
		n.Got = mask(n.Got)
	}
	if other || computed {
		n.Wanted = mask(n.Wanted)
	}
	if n.Error != "" {
		n.Error = MaskedError
	}
	return true
}

func (m *masker) open(facts []OpenFact) []OpenFact {
	if m == nil {
		return facts
	}
	var out []OpenFact
	for _, f := range facts {
		f.Path = m.path(f.Path)
		at := slices.IndexFunc(out, func(o OpenFact) bool { return o.Path == f.Path && o.State == f.State })
		if at < 0 {
			out = append(out, f)
			continue
		}
		criteria := slices.Clone(out[at].Criteria)
		for _, id := range f.Criteria {
			if !slices.Contains(criteria, id) {
				criteria = append(criteria, id)
			}
		}
		out[at].Criteria = criteria
	}
	return out
}
