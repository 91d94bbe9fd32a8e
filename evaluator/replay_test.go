package evaluator_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// edit is what the test does to a criterion of the embedded catalogue.
type edit string

const (
	tighten  edit = "tighten"  // one more demand
	loosen   edit = "loosen"   // one more way to meet it
	rewrite  edit = "rewrite"  // the same, written otherwise
	reword   edit = "reword"   // another title
	lower    edit = "lower"    // a parameter's default that tightens
	remove   edit = "remove"   // it is gone, from the profile, too
	add      edit = "add"      // a copy of it is there, too
	rename   edit = "rename"   // another id, in the profile, too
	end      edit = "end"      // its last day has passed
	postpone edit = "postpone" // its first day is to come
	drop     edit = "drop"     // the profile does not apply it any more
	relax    edit = "relax"    // the profile makes it a may
	leave    edit = ""
)

// edits are spread over the catalogue.
var edits = []edit{tighten, loosen, rewrite, reword, lower, leave, remove, leave, add, leave, rename, end, leave, postpone, drop, leave, relax}

// lowered are defaults that tighten a criterion; the profile does not set them.
var lowered = map[string]evidence.Value{
	"maxDays": evidence.Int(1), "maxAge": evidence.String("P1M"), "maxTestAge": evidence.String("P1M"), "maxReviewAge": evidence.String("P1M"), "maxExerciseAge": evidence.String("P1M"),
}

// edited returns the embedded catalogue after the edits, the profile that goes
// with it, and what was done to each criterion, by its old id.
func edited(t *testing.T, catalogue *criteria.Catalogue, profile *profiles.Profile) (*criteria.Catalogue, *profiles.Profile, map[string]edit) {
	t.Helper()
	day := func(text string) *evidence.Date {
		d, err := evidence.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return &d
	}
	d, p := catalogue.Definition(), profile.Definition()
	p.Version, d.Version = "9.0.0", "9.0.0"
	settings := map[string]profiles.Setting{}
	done := map[string]edit{}
	var list []criteria.Criterion
	for i, c := range d.Criteria {
		what := edits[i%len(edits)]
		setting := p.Criteria[c.ID]
		kept := c
		switch what {
		case tighten:
			c.Rule = "(" + c.Rule + ") && data.keys.customerCanRotate"
		case loosen:
			c.Rule = "(" + c.Rule + ") || data.keys.customerCanRotate"
		case rewrite:
			c.Rule = "!(!(" + c.Rule + "))"
		case reword:
			c.Title.EN += ", again"
		case lower:
			what = leave
			c.Params = map[string]criteria.Param{}
			for name, param := range kept.Params {
				if to, ok := lowered[name]; ok && setting.Params[name].IsZero() {
					param.Default, what = to, lower
				}
				c.Params[name] = param
			}
		case end:
			c.Deprecated = &criteria.Deprecated{Version: "9.0.0", On: *day("2026-01-01"), Until: day("2026-10-31")}
		case postpone:
			c.Introduced = &criteria.Introduced{Version: "9.0.0", On: day("2026-11-02")}
		case rename:
			c.ID += "x"
		case relax:
			setting.Obligation, setting.Layers = profiles.May, profiles.Layers{}
			if applied, _ := profile.Applied(c.ID); applied.Obligation == profiles.May {
				what = leave
			}
		}
		done[kept.ID] = what
		if what == remove {
			continue
		}
		list = append(list, c)
		if what != drop {
			settings[c.ID] = setting
		}
		if what == add {
			c.ID += "x"
			list = append(list, c)
			settings[c.ID] = setting
		}
	}
	d.Criteria, p.Criteria = list, settings
	changed, err := criteria.New(d)
	if err != nil {
		t.Fatal(err)
	}
	after, err := profiles.New(p, changed)
	if err != nil {
		t.Fatal(err)
	}
	return changed, after, done
}

// each is a sequence of dossiers.
func each(dossiers []*evidence.Dossier) iter.Seq2[*evidence.Dossier, error] {
	return func(yield func(*evidence.Dossier, error) bool) {
		for _, d := range dossiers {
			if !yield(d, nil) {
				return
			}
		}
	}
}

var replayedDossiers = flag.Int("replayed", 300, "how many dossiers a change of catalogue and profile is replayed on")

// A change of catalogue and profile is replayed on generated dossiers. What is
// reported equals what is found by evaluating each twice, every move is explained
// by a change that was made, and each change moves outcomes in no direction but
// its own.
func TestReplayEqualsEvaluatingTwice(t *testing.T) {
	t.Parallel()
	n := *replayedDossiers
	if testing.Short() {
		n = 60
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	changed, after, done := edited(t, catalogue, profile)
	old, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		t.Fatal(err)
	}
	new, err := evaluator.Compile(changed, after)
	if err != nil {
		t.Fatal(err)
	}
	difference := criteria.Diff(catalogue, changed)
	checkKinds(t, difference, done)

	dossiers := make([]*evidence.Dossier, n)
	for i := range dossiers {
		dossiers[i] = testkit.Dossier(t, testkit.New(uint64(i), testkit.Varied(i)).Fragments())
	}
	var summary, recount evaluator.ReplaySummary
	moves := map[edit]int{}
	i := 0
	for got, err := range evaluator.Replay(context.Background(), old, new, each(dossiers), testkit.At) {
		if err != nil {
			t.Fatal(err)
		}
		summary.Add(&got)
		want := twice(t, old, new, dossiers[i])
		if diff := cmp.Diff(want, outline(&got)); diff != "" {
			t.Fatalf("dossier %d (-evaluated twice, +replayed):\n%s", i, diff)
		}
		checkMoves(t, i, &got, done, moves)
		if i%300 == 0 {
			checkResults(t, new, dossiers[i], &got)
			for again, err := range evaluator.Replay(context.Background(), old, new, each(dossiers[i:i+1]), testkit.At) {
				a, _ := got.EncodeJSON()
				b, wrong := again.EncodeJSON()
				if err != nil || wrong != nil || !bytes.Equal(a, b) {
					t.Errorf("dossier %d: a second replay gives other bytes (%v, %v)", i, err, wrong)
				}
			}
		}
		recount.Dossiers++
		switch {
		case got.Before.Rank() > got.After.Rank():
			recount.Worse++
		case got.Before.Rank() < got.After.Rank():
			recount.Better++
		default:
			recount.Same++
		}
		if got.After == evaluator.NonConformant && got.Before != evaluator.NonConformant {
			recount.Excluded++
		}
		i++
	}
	if i != n || summary.Dossiers != recount.Dossiers || summary.Worse != recount.Worse || summary.Better != recount.Better || summary.Same != recount.Same || summary.Excluded != recount.Excluded {
		t.Errorf("%d dossiers, summary %+v, recounted %+v", i, summary, recount)
	}
	t.Logf("%d dossiers: %d worse, %d better, %d newly not conformant; moves by edit: %v", n, summary.Worse, summary.Better, summary.Excluded, moves)
	for _, what := range []edit{tighten, loosen, lower, remove, add, end, postpone, drop, relax} {
		if moves[what] == 0 {
			t.Errorf("no dossier shows what %s does", what)
		}
	}
	if !testing.Short() && (summary.Worse == 0 || summary.Better == 0) {
		t.Error("the verdicts move in one direction only")
	}
}

// checkKinds compares what the difference says of each criterion with what was
// done to it.
func checkKinds(t *testing.T, d *criteria.Difference, done map[string]edit) {
	t.Helper()
	kinds := map[edit]criteria.Change{tighten: criteria.ChangeTightened, loosen: criteria.ChangeLoosened, rewrite: criteria.ChangeEquivalent,
		reword: criteria.ChangeReworded, lower: criteria.ChangeTightened, remove: criteria.ChangeRemoved, rename: criteria.ChangeRenamed,
		end: criteria.ChangeLife, postpone: criteria.ChangeLife}
	total, open := 0, 0
	for id, what := range done {
		x, listed := d.Criterion(id)
		want, changes := kinds[what]
		if listed != changes {
			t.Errorf("%s (%s): listed as %q", id, what, x.Change)
			continue
		}
		if !listed {
			continue
		}
		total++
		if x.Change == criteria.ChangeNotDecided {
			open++
			t.Logf("%s (%s) is not decided", id, what)
			continue
		}
		if x.Change != want && !(x.Change == criteria.ChangeEquivalent && (what == tighten || what == loosen)) {
			t.Errorf("%s (%s): %s, want %s", id, what, x.Change, want)
		}
	}
	t.Logf("%d of %d changes are not decided", open, total)
	if open*10 > total {
		t.Errorf("%d of %d changes are not decided", open, total)
	}
}

// brief is a transition without what explains it: the verdicts, and by criterion
// "obligation outcome standing" before and after.
type brief struct {
	Before, After evaluator.Conformity
	Criteria      map[string]string
}

func outline(t *evaluator.Transition) brief {
	state := func(s *evaluator.State) string {
		if s == nil {
			return "none"
		}
		standing := criteria.InForce
		if s.Standing != nil {
			standing = s.Standing.Status
		}
		return fmt.Sprint(s.Obligation, " ", s.Outcome, " ", standing)
	}
	b := brief{t.Before, t.After, map[string]string{}}
	for i := range t.Criteria {
		m := &t.Criteria[i]
		b.Criteria[m.Criterion] = state(m.Before) + " to " + state(m.After)
	}
	return b
}

// twice finds what changes by deciding on a dossier under each evaluator alone.
func twice(t *testing.T, old, new *evaluator.Evaluator, d *evidence.Dossier) brief {
	t.Helper()
	states := func(e *evaluator.Evaluator) (evaluator.Conformity, map[string]string) {
		decision, err := e.Decide(context.Background(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for i, id := range e.Profile().Criteria() {
			applied, _ := e.Profile().Applied(id)
			c, _ := e.Catalogue().Lookup(id)
			out[id] = fmt.Sprint(applied.At(d.Subject().Layer), " ", decision.Outcomes[i], " ", c.StandingOn(testkit.Today))
		}
		return decision.Conformity, out
	}
	var b brief
	var was, is map[string]string
	b.Before, was = states(old)
	b.After, is = states(new)
	b.Criteria = map[string]string{}
	for id, after := range is {
		before, ok := was[id]
		if x := strings.TrimSuffix(id, "x"); !ok && x != id && is[x] == "" {
			before, ok = was[x], true // renamed
		}
		if !ok {
			before = "none"
		}
		if before != after {
			b.Criteria[id] = before + " to " + after
		}
	}
	for id, before := range was {
		if is[id] == "" && is[id+"x"] == "" {
			b.Criteria[id] = before + " to none"
		}
	}
	return b
}

// checkMoves holds every move against what was done to the criterion.
func checkMoves(t *testing.T, n int, tr *evaluator.Transition, done map[string]edit, moves map[edit]int) {
	t.Helper()
	causes := map[edit]evaluator.CauseKind{tighten: evaluator.CauseRule, loosen: evaluator.CauseRule, lower: evaluator.CauseDefaults,
		remove: evaluator.CauseRemoved, add: evaluator.CauseAdded, end: evaluator.CauseLife, postpone: evaluator.CauseLife,
		drop: evaluator.CauseDropped, relax: evaluator.CauseObligation}
	for _, m := range tr.Criteria {
		what, known := done[m.Criterion]
		if !known {
			what = done[strings.TrimSuffix(m.Criterion, "x")]
		}
		moves[what]++
		if len(m.Why) != 1 || m.Why[0].Kind != causes[what] {
			t.Errorf("dossier %d: %s (%s) moves because of %+v", n, m.Criterion, what, m.Why)
			continue
		}
		if m.Before == nil || m.After == nil {
			continue
		}
		before, after := m.Before.Outcome.Rank(), m.After.Outcome.Rank()
		if (what == tighten || what == lower) && after > before || what == loosen && after < before ||
			(what == end || what == postpone || what == relax) && after != before {
			t.Errorf("dossier %d: %s (%s) goes from %s to %s", n, m.Criterion, what, m.Before.Outcome, m.After.Outcome)
		}
	}
}

// checkResults compares the explanations with those of the verdict.
func checkResults(t *testing.T, e *evaluator.Evaluator, d *evidence.Dossier, tr *evaluator.Transition) {
	t.Helper()
	v, err := e.Evaluate(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range tr.Criteria {
		want, ok := v.Result(m.Criterion)
		switch {
		case ok != (m.Result != nil):
			t.Errorf("%s: explained %v, in the verdict %v", m.Criterion, m.Result != nil, ok)
		case ok:
			if diff := cmp.Diff(want, *m.Result, cmp.Comparer(evidence.Value.Equal), cmp.Comparer(func(a, b evidence.Date) bool { return a == b })); diff != "" {
				t.Errorf("%s is explained otherwise than in the verdict:\n%s", m.Criterion, diff)
			}
		}
	}
}

// Between embedded profiles of one catalogue, and with one evaluator for both,
// replay says what evaluating twice says, and gives a reason for every move.
func TestReplayOfProfiles(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var es []*evaluator.Evaluator
	for _, id := range []string{"normal", "high", "federal-normal"} {
		p, err := profiles.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(catalogue, p)
		if err != nil {
			t.Fatal(err)
		}
		es = append(es, e)
	}
	dossiers := make([]*evidence.Dossier, *replayedDossiers/15)
	for i := range dossiers {
		dossiers[i] = testkit.Dossier(t, testkit.New(uint64(i), testkit.Varied(i)).Fragments())
	}
	for _, old := range es {
		for _, new := range es {
			i := 0
			for got, err := range evaluator.Replay(context.Background(), old, new, each(dossiers), testkit.At) {
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(twice(t, old, new, dossiers[i]), outline(&got)); diff != "" {
					t.Errorf("dossier %d, %s to %s (-evaluated twice, +replayed):\n%s", i, old.Profile().ID(), new.Profile().ID(), diff)
				}
				if old == new && len(got.Criteria) > 0 {
					t.Errorf("dossier %d: %d criteria move, and nothing changed", i, len(got.Criteria))
				}
				for _, m := range got.Criteria {
					if len(m.Why) == 0 {
						t.Errorf("dossier %d, %s to %s: %s moves for no reason", i, old.Profile().ID(), new.Profile().ID(), m.Criterion)
					}
				}
				i++
			}
		}
	}
}

// What is wrong with one dossier does not keep the others from being replayed;
// a cancelled context does.
func TestReplayGoesOn(t *testing.T) {
	t.Parallel()
	e := embedded()[0]
	broken := errors.New("cannot be read")
	d := testkit.Dossier(t, testkit.New(1, testkit.Varied(5)).Fragments())
	dossiers := func(yield func(*evidence.Dossier, error) bool) {
		_ = yield(nil, broken) && yield(d, nil) && yield(nil, broken) && yield(d, nil)
	}
	var got []string
	for tr, err := range evaluator.Replay(context.Background(), e, e, dossiers, testkit.At) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, tr.Subject.ID)
	}
	subject := d.Subject()
	if want := []string{broken.Error(), subject.ID, broken.Error(), subject.ID}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	var last error
	for _, err := range evaluator.Replay(ctx, e, e, dossiers, testkit.At) {
		n++
		last = err
		if n == 2 {
			cancel()
		}
	}
	cancel()
	if n > 3 || n == 3 && !errors.Is(last, context.Canceled) {
		t.Errorf("after it was cancelled it goes on: %d, %v", n, last)
	}
	for range evaluator.Replay(context.Background(), e, e, dossiers, testkit.At) {
		break // must not go on
	}
}
