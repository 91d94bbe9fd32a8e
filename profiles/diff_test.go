package profiles_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// summary writes differences in lines a reader can check.
func summary(d profiles.Differences) string {
	var b strings.Builder
	line := func(x profiles.Difference) {
		var notes []string
		for _, g := range x.Grounds {
			notes = append(notes, string(g.Kind)+" by "+g.Profile)
		}
		name := strings.TrimSpace(strings.Join([]string{string(x.Aspect), string(x.Layer), x.Param, x.Part}, " "))
		fmt.Fprintf(&b, "  %s: %s -> %s, %s %v\n", strings.Join(strings.Fields(name), " "), x.From, x.To, x.Direction, notes)
	}
	for _, x := range d.Profile {
		line(x)
	}
	for _, c := range d.Criteria {
		fmt.Fprintf(&b, "%s %s, %s", c.Criterion, c.Presence, c.Direction)
		for _, g := range c.Grounds {
			fmt.Fprintf(&b, ", %s by %s", g.Kind, g.Profile)
		}
		b.WriteString("\n")
		for _, x := range c.Differences {
			line(x)
		}
	}
	return b.String()
}

// What differs is named with what both say, which way it goes, and which change
// records it.
func TestDiff(t *testing.T) {
	t.Parallel()
	base := tailoringBase(t)
	city := decode(t, tailored("", "change: exclude, criterion: DAT-CON-01", "change: set, criterion: DAT-CON-06, params: {maxDays: 60}",
		"change: relax, criterion: DAT-CON-07, layers: {platform: may}", "change: tighten, criterion: DAT-CON-07, layers: {application: must}",
		"change: advance, criterion: DAT-CON-09, stage: soon", "change: reweigh, criterion: DAT-CON-09, weight: 0.5",
		`change: prove, criterion: OPS-CON-02, proof: {rule: 'by("log")', when: none, facts: {operational.access.customer: 'by("audit") && by("log")'}}`,
		"change: select, criterion: DAT-CHO-01, obligation: must, layers: {application: may}, proof: 'by(\"test\")'",
		"change: deviations, deviations: inconclusive"), base)
	office := decode(t, head("office", "city")+"criteria: {DAT-CON-06: {params: {maxDays: 45}}}\n", city)
	const want = `  deviations: remark -> inconclusive, tighter [deviations by city]
DAT-CHO-01 added, tighter, select by city
  obligation infrastructure: nothing -> must, neutral []
  obligation platform: nothing -> must, neutral []
  obligation base-service: nothing -> must, neutral []
  obligation application: nothing -> may, neutral []
  weight: nothing -> 1, neutral []
  param formats: nothing -> [published, openStandard], neutral []
  proof rule: nothing -> by("test"), neutral []
DAT-CON-01 removed, looser, exclude by city
  obligation: may -> nothing, neutral []
  weight: 1 -> nothing, neutral []
  param region: EU -> nothing, neutral []
  proof rule: by("declaration") -> nothing, neutral []
DAT-CON-06 altered, looser
  param maxDays: 30 -> 60, looser [set by city]
DAT-CON-07 altered, unclear
  obligation platform: must -> may, looser [relax by city]
  obligation application: should -> must, tighter [tighten by city]
DAT-CON-09 altered, tighter
  weight: 1 -> 0.5, neutral [reweigh by city]
  stage: late -> soon, tighter [advance by city]
OPS-CON-02 altered, unclear
  proof rule: by("documentation") -> by("log"), tighter [prove by city]
  proof when: by("documentation") -> none, looser [prove by city]
  proof operational.access.customer: by("documentation") -> by("audit") && by("log"), tighter [prove by city]
`
	d := profiles.Diff(base, city)
	if got := summary(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if d.Same != 0 || d.Claims != "" || d.From.ID != "base" || d.To.Digest != city.Digest() {
		t.Errorf("%+v", d)
	}
	if s := d.Criteria[4].Differences[1]; s.FromStage.Term.String() != "P12M" || s.ToStage.Term.String() != "P3M" {
		t.Errorf("%+v", s)
	}
	// Through the chain, what the nearer profile changes without a record has the
	// record of the one that has it.
	if got := summary(profiles.Diff(base, office)); got != strings.Replace(want, "30 -> 60", "30 -> 45", 1) {
		t.Errorf("got\n%s", got)
	}
	if d := profiles.Diff(city, office); summary(d) != "DAT-CON-06 altered, tighter\n  param maxDays: 60 -> 45, tighter []\n" || d.Claims != profiles.Stricter || d.Same != 4 {
		t.Errorf("%+v", d)
	}
	// The way back has no records.
	if back := profiles.Diff(city, base); len(back.Criteria) != len(d.Criteria) || strings.Contains(summary(back), " by ") {
		t.Errorf("got\n%s", summary(back))
	}
}

// The times a profile sets for listing are shown, and go neither way.
func TestDiffOfOnboarding(t *testing.T) {
	t.Parallel()
	base := tailoringBase(t)
	timed := decode(t, tailored("onboarding: {timeToList: P3M, fastTrack: {proof: 'by(\"audit\")', timeToList: P1M}, recertification: P24M, sunset: P2M}\n",
		"change: deviations, deviations: inconclusive"), base)
	const want = `  deviations: remark -> inconclusive, tighter [deviations by city]
  timeToList: nothing -> P3M, neutral []
  fastTrack: nothing -> P1M, neutral []
  fastTrackProof: nothing -> by("audit"), neutral []
  recertification: nothing -> P24M, neutral []
  sunset: nothing -> P2M, neutral []
`
	if got := summary(profiles.Diff(base, timed)); got != want {
		t.Errorf("got\n%s", got)
	}
	later := decode(t, head("later", "city")+"onboarding: {timeToList: P2M}\ncriteria: {}\n", timed)
	if got := summary(profiles.Diff(timed, later)); !strings.Contains(got, "timeToList: P3M -> P2M") || !strings.Contains(got, "sunset: P2M -> nothing") {
		t.Errorf("got\n%s", got)
	}
}

// Every profile equals itself and its twin; whatever one setting alone changes
// is the only difference, and goes the other way on the way back.
func TestDiffLaws(t *testing.T) {
	t.Parallel()
	var all []*profiles.Profile
	for _, id := range profiles.Names() {
		p, err := profiles.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
		german, err := p.Localised("DE")
		if err != nil {
			t.Fatal(err)
		}
		if d := profiles.Diff(p, p); !d.None() || d.Same != int64(len(p.Criteria())) {
			t.Errorf("%s differs from itself: %s", id, summary(d))
		}
		for _, c := range profiles.Diff(p, german).Criteria {
			for _, x := range c.Differences {
				if x.Direction != profiles.Neutral || x.Param == "" {
					t.Errorf("localised: %+v", x)
				}
			}
		}
	}
	// What extends another is looser in nothing.
	for _, p := range all {
		if p.Extends() == nil {
			continue
		}
		for _, c := range profiles.Diff(p.Extends(), p).Criteria {
			for _, x := range c.Differences {
				if x.Direction == profiles.Looser {
					t.Errorf("%s extends %s: %s %+v", p.ID(), p.Extends().ID(), c.Criterion, x)
				}
			}
		}
	}
	opposite := map[profiles.Direction]profiles.Direction{profiles.Tighter: profiles.Looser, profiles.Looser: profiles.Tighter, profiles.Neutral: profiles.Neutral, profiles.Unclear: profiles.Unclear}
	seen := map[profiles.Direction]int{}
	for _, from := range all {
		for _, to := range all {
			there, back := profiles.Diff(from, to), profiles.Diff(to, from)
			if len(there.Criteria) != len(back.Criteria) || there.Same != back.Same {
				t.Fatalf("%s and %s: %d and %d", from.ID(), to.ID(), len(there.Criteria), len(back.Criteria))
			}
			for i, c := range there.Criteria {
				if b := back.Criteria[i]; b.Criterion != c.Criterion || b.Direction != opposite[c.Direction] || len(b.Differences) != len(c.Differences) {
					t.Errorf("%s to %s: %+v, back %+v", from.ID(), to.ID(), c, b)
				}
				seen[c.Direction]++
			}
		}
	}
	if seen[profiles.Tighter] < 100 || seen[profiles.Looser] < 100 {
		t.Errorf("%v", seen)
	}
}

// One change of a kind is one criterion that differs, in what the kind is about,
// and everything else stays: over random criteria of an embedded profile.
func TestOneChangeIsOneDifference(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 6))
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	ids := normal.Criteria()
	aspects := map[profiles.ChangeKind]profiles.Aspect{profiles.Tighten: profiles.OfObligation, profiles.Relax: profiles.OfObligation, profiles.Postpone: profiles.OfStage,
		profiles.Reweigh: profiles.OfWeight, profiles.Prove: profiles.OfProof}
	weight := profiles.NewWeight(77)
	done := map[profiles.ChangeKind]int{}
	for range 300 {
		id := ids[rng.IntN(len(ids))]
		c := profiles.Change{Criterion: id, Reason: evidence.Text{EN: "So we decided.", DE: "So entschieden."}}
		switch a, _ := normal.Applied(id); rng.IntN(6) {
		case 0:
			c.Kind = profiles.Exclude
		case 1:
			c.Kind, c.Stage = profiles.Postpone, "later"
		case 2:
			c.Kind, c.Weight = profiles.Reweigh, &weight
		case 3:
			c.Kind, c.Proof = profiles.Prove, &profiles.Proof{Rule: `by("audit") && by("log", days(3))`}
		case 4:
			if c.Kind, c.Obligation = profiles.Tighten, profiles.Must; a.At("") == profiles.Must {
				c.Kind, c.Obligation = profiles.Relax, profiles.May
			}
		case 5:
			if c.Kind, c.Obligation = profiles.Relax, profiles.May; a.At("") == profiles.May && !a.ByLayer() {
				c.Kind, c.Obligation = profiles.Tighten, profiles.Should
			}
		}
		period, err := evidence.ParsePeriod("P12M")
		if err != nil {
			t.Fatal(err)
		}
		p, err := profiles.New(profiles.Definition{ID: "city", Version: "1.0.0", Catalogue: "trias", Tailors: "normal",
			Stages: map[string]profiles.Stage{"later": {Term: &period}}, Changes: []profiles.Change{c}}, catalogue(t))
		if err != nil {
			t.Fatal(err)
		}
		d := profiles.Diff(normal, p)
		if len(d.Criteria) != 1 || d.Criteria[0].Criterion != id || d.Same != int64(len(ids)-1) || len(d.Profile) != 0 {
			t.Fatalf("%+v\n%s", c, summary(d))
		}
		for _, x := range d.Criteria[0].Differences {
			if c.Kind != profiles.Exclude && (x.Aspect != aspects[c.Kind] || len(x.Grounds) != 1 || x.Grounds[0].Kind != c.Kind) {
				t.Errorf("%+v: %+v", c, x)
			}
		}
		for _, other := range ids {
			was, _ := normal.Applied(other)
			if is, _ := p.Applied(other); (is == was) == (other == id) {
				t.Errorf("%+v: %s", c, other)
			}
		}
		done[c.Kind]++
	}
	for kind := range aspects {
		if done[kind] < 15 {
			t.Errorf("%s: %d times", kind, done[kind])
		}
	}
}
