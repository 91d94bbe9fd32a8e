package questionnaire_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

var (
	seed  = flag.Uint64("seed", 0, "first seed of the property tests")
	cases = flag.Int("cases", 240, "number of dossiers per property of generated rules; 100000 for the full number")
)

func many() int {
	if testing.Short() {
		return min(*cases, 60)
	}
	return *cases
}

// small is a generated catalogue, a profile of it and a questionnaire.
type small struct {
	profile   *profiles.Profile
	evaluator *evaluator.Evaluator
	q         *questionnaire.Questionnaire
	rules     string
	layer     evidence.Layer
	// obligation is what it is narrowed down to.
	obligation profiles.Obligation
}

// writer writes rules over the facts of [smallFacts], subcontractors and
// countries.
type writer struct{ *rand.Rand }

func (w writer) of(texts ...string) string { return texts[w.IntN(len(texts))] }

func (w writer) atom(in string) string {
	if in != "" && w.IntN(3) > 0 {
		return w.of(in+".critical", in+".tier >= 2", in+".tier < 3", in+`.countries.all(c, c in ["DE", "FR"])`, in+".auditRight == params.flag",
			in+`.countries.exists(c, c == "US")`, "!"+in+".auditRight")
	}
	return w.of("ext.x.a", "ext.x.b", "ext.x.c", "ext.x.n >= 2", "ext.x.n < params.cut", `ext.x.k == "p"`, `ext.x.k in ["p", "q"]`, "ext.x.k in params.none", `ext.x.k != "r"`,
		"params.flag", "!params.flag", `subject.layer == "platform"`, `subject.layer in ["platform", "application"]`, "subject.regions.all(r, r == \"DE\")", "size(ext.x.l) > 1",
		`ext.x.l.exists(e, e == "u")`, `ext.x.l.all(e, e != "v")`, "ext.x.d <= at", "ext.x.d >= date(\"2026-06-01\")", "ext.x.n > ext.x.m", "ext.x.n + 1 > ext.x.m", "true",
		`ext.x.v == version("1.2")`, "(ext.x.a ? ext.x.n : ext.x.m) > 2")
}

func (w writer) rule(depth int, in string) string {
	if depth == 0 {
		return w.atom(in)
	}
	sub := func() string { return w.rule(w.IntN(depth), in) }
	switch w.IntN(9) {
	case 0, 1:
		return "(" + sub() + " && " + sub() + w.of("", " && "+sub()) + ")"
	case 2, 3:
		return "(" + sub() + " || " + sub() + w.of("", " || "+sub()) + ")"
	case 4:
		return "(!" + sub() + " || " + sub() + ")"
	case 5:
		return "!(" + sub() + ")"
	case 6:
		return "(" + sub() + " ? " + sub() + " : " + sub() + ")"
	case 7:
		if in == "" {
			v := w.of("s", "t")
			return "supplyChain.subcontractors." + w.of("all", "exists") + "(" + v + ", " + w.rule(w.IntN(depth), v) + ")"
		}
		if in != "u" {
			return "supplyChain.subcontractors." + w.of("all", "exists") + "(u, " + w.of(in, "u") + ".critical || " + w.rule(w.IntN(depth), "u") + ")"
		}
	}
	return w.atom(in)
}

func text(s string) evidence.Text { return evidence.Text{EN: s, DE: s} }

// smallFacts are the catalogue's own.
var smallFacts = map[string]criteria.Fact{
	"a": {Type: "bool"}, "b": {Type: "bool"}, "c": {Type: "bool"}, "n": {Type: "int"}, "m": {Type: "int"}, "d": {Type: "date"}, "v": {Type: "version"},
	"k": {Type: "text", Values: []string{"p", "q", "r"}}, "l": {Type: "text", List: true, Values: []string{"u", "v", "w"}}, "unread": {Type: "bool"},
}

func init() {
	for name, f := range smallFacts {
		f.Question = text("Question " + name + "?")
		smallFacts[name] = f
	}
}

func generate(t testing.TB, n uint64) *small {
	w := writer{rand.New(rand.NewPCG(n, 0x9e5))}
	d := criteria.Definition{ID: "small", Version: "1.0.0", Language: criteria.Language, Title: text("Small"), Facts: map[string]map[string]criteria.Fact{"x": smallFacts}}
	p := strings.Builder{}
	fmt.Fprintf(&p, "trias: profile/v1\nid: p\nversion: 1.0.0\ntitle: {en: P, de: P}\ncatalogue: small\ncriteria:\n")
	s := &small{}
	params := func() map[string]criteria.Param {
		return map[string]criteria.Param{
			"flag": {Type: "bool", Default: evidence.Bool(w.IntN(2) == 0), Source: text("x")},
			"cut":  {Type: "int", Default: evidence.Int(int64(w.IntN(4))), Source: text("x")},
			"none": {Type: "strings", Default: evidence.Strings(), Source: text("x")},
		}
	}
	for i := range 1 + w.IntN(3) {
		c := criteria.Criterion{ID: fmt.Sprintf("C-%d", i), Dimension: criteria.Control, Domain: criteria.Data, Title: text("x"), Question: text("x"), Remedy: criteria.Remedy{Effort: criteria.Low},
			Params: params(), Rule: w.rule(1+w.IntN(4), "")}
		if w.IntN(2) == 0 {
			c.When = w.rule(w.IntN(3), "")
		}
		for name := range c.Params {
			if !strings.Contains(c.Rule+c.When, "params."+name) {
				delete(c.Params, name)
			}
		}
		s.rules += fmt.Sprintf("%s: when %s: %s\n", c.ID, c.When, c.Rule)
		d.Criteria = append(d.Criteria, c)
		fmt.Fprintf(&p, "  %s: {obligation: %s, weight: 1, proof: {rule: '%s', when: '%s'}}\n", c.ID, w.of("must", "should", "may"), w.demand(), w.demand())
	}
	catalogue, err := criteria.New(d)
	if err != nil {
		return nil // a part that is of no use, or too dear
	}
	if s.profile, err = profiles.Decode("p.yaml", []byte(p.String()), catalogue); err != nil {
		t.Fatalf("%v\n%s", err, p.String())
	}
	if s.evaluator, err = evaluator.Compile(catalogue, s.profile); err != nil {
		t.Fatal(err)
	}
	if w.IntN(3) == 0 {
		s.layer = evidence.Layer(w.of(evidence.Layer("").Values()...))
	}
	if w.IntN(4) == 0 {
		s.obligation = profiles.Obligation(w.of(profiles.Obligation("").Values()...))
	}
	if s.q, err = questionnaire.New(s.profile, questionnaire.Options{Layer: s.layer, Obligation: s.obligation}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (w writer) demand() string {
	return w.of("none", `by("test")`, `by("contract") || by("documentation")`, `by("test") && by("contract")`, `by("audit", months(12))`)
}

// fragment states everything.
func (s *small) fragment(w writer) *evidence.Fragment {
	b := func() *bool { return evidence.Known(w.IntN(2) == 0) }
	f := &evidence.Fragment{Name: "f", Subject: &evidence.Subject{ID: "s", Version: "1.0", Layer: evidence.Layer(w.of(evidence.Layer("").Values()...))}}
	if s.layer != "" {
		f.Subject.Layer = s.layer
	}
	countries := func() []evidence.Country {
		out := []evidence.Country{}
		for _, c := range []evidence.Country{"DE", "FR", "US"} {
			if w.IntN(2) == 0 {
				out = append(out, c)
			}
		}
		return out
	}
	f.Subject.Regions = countries()
	if len(f.Subject.Regions) == 0 {
		f.Subject.Regions = []evidence.Country{"DE"} // an empty one is not stated
	}
	f.Subject.Services = []string{"x"}
	list := []evidence.Value{}
	for _, e := range []string{"u", "v", "w"} {
		if w.IntN(2) == 0 {
			list = append(list, evidence.String(e))
		}
	}
	f.Ext = map[string]map[string]evidence.Value{"x": {
		"a": evidence.Bool(*b()), "b": evidence.Bool(*b()), "c": evidence.Bool(*b()), "n": evidence.Int(int64(w.IntN(5))), "m": evidence.Int(int64(w.IntN(5))),
		"d": evidence.String(w.of("2026-05-31", "2026-06-01", "2026-11-01", "2027-01-01")), "v": evidence.String(w.of("1.2", "1.2.0", "2")), "k": evidence.String(w.of("p", "q", "r")), "l": evidence.List(list...), "unread": evidence.Bool(*b()),
	}}
	f.SupplyChain.Subcontractors = []evidence.Subcontractor{}
	for i := range w.IntN(3) {
		f.SupplyChain.Subcontractors = append(f.SupplyChain.Subcontractors, evidence.Subcontractor{ID: fmt.Sprintf("e%d", i)})
		fillIn(w, reflect.ValueOf(&f.SupplyChain.Subcontractors[i]).Elem(), countries)
	}
	f.Proofs = proofs()
	return f
}

func proofs() (out []evidence.Proof) {
	for _, k := range []evidence.ProofKind{"test", "contract", "documentation", "audit"} {
		out = append(out, evidence.Proof{ID: "p-" + string(k), Kind: k, Issuer: "x", Issued: evidence.Known(testkit.Today.AddDays(-3)), Covers: []string{"data", "operational", "technological", "resilience", "supplyChain", "ext"}})
	}
	return out
}

// fillIn states every field of a record that it knows how to.
func fillIn(w writer, v reflect.Value, countries func() []evidence.Country) {
	for i := range v.NumField() {
		f := v.Field(i)
		switch f.Interface().(type) {
		case *bool:
			f.Set(reflect.ValueOf(evidence.Known(w.IntN(2) == 0)))
		case *int64:
			f.Set(reflect.ValueOf(evidence.Known(int64(1 + w.IntN(4)))))
		case []evidence.Country:
			f.Set(reflect.ValueOf(countries()))
		default:
			if f.Kind() == reflect.Struct {
				fillIn(w, f, countries)
			}
		}
	}
}

// keep leaves of a fragment what is stated at the paths, and the layer where the
// questionnaire is for one.
func (s *small) keep(t testing.TB, f *evidence.Fragment, asked []string) *evidence.Fragment {
	t.Helper()
	if s.layer != "" {
		asked = append(slices.Clone(asked), "subject.layer")
	}
	g, err := questionnaire.Keep(f, asked)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func outcomes(t testing.TB, e *evaluator.Evaluator, frags ...*evidence.Fragment) []evaluator.Outcome {
	t.Helper()
	d, err := evidence.Merge(frags...)
	if err != nil {
		t.Fatal(err)
	}
	decision, err := e.Decide(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	return decision.Outcomes
}

// outcomes are those of the criteria that the questionnaire asks for.
func (s *small) outcomes(t testing.TB, f *evidence.Fragment) (out []evaluator.Outcome) {
	for i, o := range outcomes(t, s.evaluator, f) {
		id := s.profile.Criteria()[i]
		if slices.ContainsFunc(s.q.Criteria, func(c questionnaire.Criterion) bool { return c.ID == id }) {
			out = append(out, o)
		}
	}
	return out
}

// TestGeneratedRules: of generated rules and dossiers,
//
//   - who answers all that is asked with the proofs demanded leaves nothing unknown
//     or unproven, and what else is stated changes nothing;
//   - who answers only what AskIf says is asked gets the outcomes of whoever answers
//     all;
//   - what is not open changes no outcome, and when nothing is open all is decided.
func TestGeneratedRules(t *testing.T) {
	t.Parallel()
	skipped, decided, open, refused := 0, map[evaluator.Outcome]int{}, 0, 0
	var mutex sync.Mutex
	const perRule = 12
	for n, done := *seed, 0; done < many(); n++ {
		s := generate(t, n)
		if s == nil {
			refused++
			continue
		}
		done += perRule
		w := writer{rand.New(rand.NewPCG(n, 0xd05))}
		for range perRule {
			full := s.fragment(w)
			want := s.outcomes(t, full)
			var all []string
			for i := range s.q.Questions {
				all = append(all, s.q.Questions[i].Path)
			}
			fail := func(format string, args ...any) {
				data, _ := full.EncodeYAML()
				t.Fatalf("-seed %d: %s\n%s\n%s", n, fmt.Sprintf(format, args...), s.rules, data)
			}
			every := s.keep(t, full, all)
			got := s.outcomes(t, every)
			for i, o := range got {
				if o == evaluator.Unknown || o == evaluator.Unproven {
					fail("all answered, and criterion %d is %s", i, o)
				}
				decided[o]++
			}
			if !slices.Equal(got, want) {
				fail("outcomes %v, and with other facts %v", got, want)
			}
			asked, err := s.q.Asked(full)
			if err != nil {
				t.Fatal(err)
			}
			some := s.keep(t, full, asked)
			if got := s.outcomes(t, some); !slices.Equal(got, want) {
				fail("asked only %v: %v, not %v", asked, got, want)
			}
			every2, err := s.q.Asked(every)
			if err != nil || !slices.Equal(every2, asked) {
				fail("%v %v", err, every2)
			}
			skipped += len(questionnaire.Paths(every)) - len(questionnaire.Paths(some))
			if s.obligation == "" {
				open += s.checkOpen(t, w, full, want, fail)
			}
		}
	}
	mutex.Lock()
	defer mutex.Unlock()
	t.Logf("%d answers skipped, %d left open, outcomes %v, %d catalogues refused", skipped, open, decided, refused)
	if many() < 240 {
		return // too few to see everything
	}
	if skipped == 0 || open == 0 || decided[evaluator.Pass] == 0 || decided[evaluator.Fail] == 0 || decided[evaluator.NotApplicable] == 0 {
		t.Error("something never came up")
	}
}

// checkOpen answers at random, and then everything but what is open, and holds
// outcomes against each other. It reports how much was not open.
func (s *small) checkOpen(t *testing.T, w writer, full *evidence.Fragment, want []evaluator.Outcome, fail func(string, ...any)) int {
	var known []string
	for _, path := range questionnaire.Paths(full) {
		if w.IntN(2) == 0 {
			known = append(known, path)
		}
	}
	part := s.keep(t, full, known)
	part.Proofs = slices.DeleteFunc(part.Proofs, func(evidence.Proof) bool { return w.IntN(3) == 0 })
	d, err := evidence.Merge(part)
	if err != nil {
		t.Fatal(err)
	}
	open, err := s.evaluator.Open(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	isOpen := map[string]evaluator.OpenState{}
	for _, f := range open {
		isOpen[f.Path] = f.State
		path := f.Path
		if i := strings.Index(path, "["); i >= 0 {
			path = path[:i] + "[]" + path[strings.Index(path, "]")+1:]
		}
		if _, ok := s.q.Lookup(path); !ok && s.layer == "" {
			fail("%s is open and not asked for", f.Path)
		}
	}
	before := outcomes(t, s.evaluator, part)
	settled := true
	for _, o := range before {
		settled = settled && o != evaluator.Unknown && o != evaluator.Unproven
	}
	if len(open) == 0 && !settled {
		fail("nothing is open, and outcomes are %v by %v", before, known)
	}
	// State what is not open, and prove what is stated.
	more := slices.Clone(known)
	closed := 0
	for _, path := range questionnaire.Paths(full) {
		if slices.Contains(known, path) {
			continue
		}
		generic := path
		if i := strings.Index(path, "["); i >= 0 {
			generic = path[:i] + "[]" + path[strings.Index(path, "]")+1:]
			if !slices.Contains(known, path[:i]) {
				continue // of an entry nobody names
			}
		}
		if isOpen[path] == "" && isOpen[generic] == "" {
			more = append(more, path)
			closed++
		}
	}
	with := s.keep(t, full, more)
	with.Proofs = nil
	have := map[string]bool{}
	for _, p := range part.Proofs {
		have[p.ID] = true
		with.Proofs = append(with.Proofs, p)
	}
	for _, p := range proofs() { // proof of all that is not open to proof
		if have[p.ID] {
			continue
		}
		var covers []string
		for _, path := range questionnaire.Paths(with) {
			root, _, _ := strings.Cut(path, "[")
			if !strings.HasPrefix(path, "subject.") && root == path && isOpen[root] == "" && !openBelow(isOpen, root) {
				covers = append(covers, root)
			}
		}
		if covers != nil {
			p.Covers = covers
			with.Proofs = append(with.Proofs, p)
		}
	}
	if after := outcomes(t, s.evaluator, with); !slices.Equal(before, after) {
		fail("by %v: %v; with %v: %v; open was %v", known, before, more, after, open)
	}
	return closed
}

func openBelow(open map[string]evaluator.OpenState, root string) bool {
	for path := range open {
		if strings.HasPrefix(path, root+"[") {
			return true
		}
	}
	return false
}
