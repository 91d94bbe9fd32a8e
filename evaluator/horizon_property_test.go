package evaluator_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// horizons is how many generated cases the horizon is compared with evaluating at
// every instant of the calendar.
var horizons = flag.Int("horizons", 30, "how many horizons are compared with evaluating day by day")

// standsAt is all of a verdict that a horizon speaks of.
type standsAt struct {
	conformity evaluator.Conformity
	until      string
	criteria   []evaluator.EventState
	onboarding evaluator.OnboardingState
}

func standing(v *evaluator.Verdict) standsAt {
	s := standsAt{conformity: v.Conformity}
	if v.ProvisionalUntil != nil {
		s.until = v.ProvisionalUntil.String()
	}
	for _, r := range v.Results {
		x := evaluator.EventState{Outcome: r.Outcome, Waived: r.Waived, DueBy: r.DueBy, Equivalences: r.Equivalences}
		if r.Standing != nil {
			x.Standing = r.Standing.Status
		}
		s.criteria = append(s.criteria, x)
	}
	if o := v.Onboarding; o != nil {
		s.onboarding.Status = o.Status
		if o.ToList != nil {
			s.onboarding.ToList = o.ToList.Status
		}
		if o.Recertification != nil {
			s.onboarding.Recertification = o.Recertification.Status
		}
		if o.Sunset != nil {
			s.onboarding.Sunset = o.Sunset.Status
		}
	}
	return s
}

func sameState(a, b evaluator.EventState) bool {
	return a.Outcome == b.Outcome && a.Standing == b.Standing && a.Waived == b.Waived && fmt.Sprint(a.DueBy) == fmt.Sprint(b.DueBy) && slices.Equal(a.Equivalences, b.Equivalences)
}

func (s standsAt) same(o standsAt) bool {
	return s.conformity == o.conformity && s.until == o.until && s.onboarding == o.onboarding && slices.EqualFunc(s.criteria, o.criteria, sameState)
}

// dawns lists the instants at which the calendar of a zone may show another day:
// the start of each day and, where clocks change, each minute around it.
func dawns(from, to time.Time, zone *time.Location) (out []time.Time) {
	for day := civil.DateOf(from, zone); ; day = day.AddDays(1) {
		at := day.Start(zone)
		if at.After(to) {
			break
		}
		out = append(out, at)
	}
	for t := from.AddDate(0, 0, -1).In(zone); ; {
		_, end := t.ZoneBounds()
		if end.IsZero() || end.After(to) {
			break
		}
		for n := range 150 {
			out = append(out, end.Add(time.Duration(n)*time.Minute))
		}
		t = end
	}
	slices.SortFunc(out, time.Time.Compare)
	out = slices.CompactFunc(out, time.Time.Equal)
	return slices.DeleteFunc(out, func(t time.Time) bool { return !t.After(from) || t.After(to) })
}

// exact compares a horizon with evaluating at every instant at which the calendar
// shows another day, and a nanosecond before each event.
func exact(t *testing.T, e *evaluator.Evaluator, d *evidence.Dossier, at, until time.Time, opts ...evaluator.Option) evaluator.Horizon {
	t.Helper()
	ctx := context.Background()
	look := func(at time.Time) standsAt {
		v, err := e.Evaluate(ctx, d, at, opts...)
		if err != nil {
			t.Fatal(err)
		}
		return standing(&v)
	}
	h, err := e.Horizon(ctx, d, at, until, opts...)
	if err != nil {
		t.Fatal(err)
	}
	if h.Through != nil {
		t.Fatalf("only through %s", h.Through)
	}
	is := look(at)
	if h.Conformity != is.conformity {
		t.Errorf("it begins %s, the verdict is %s", h.Conformity, is.conformity)
	}
	events := h.Events
	for _, instant := range dawns(at, until, e.Profile().Zone()) {
		announced := len(events) > 0 && events[0].At.Equal(instant)
		was := is
		is = look(instant)
		if announced == is.same(was) {
			t.Errorf("at %s: announced: %v\nwas %+v\nis  %+v", instant, announced, was, is)
			return h
		}
		if !announced {
			continue
		}
		event := events[0]
		events = events[1:]
		if before := look(instant.Add(-1)); !before.same(was) {
			t.Errorf("at %s: a nanosecond before it is %+v, and was %+v", instant, before, was)
		}
		checkEvent(t, e, &event, was, is)
	}
	for _, event := range events {
		t.Errorf("announced at %s, where no day begins or long before", event.At)
	}
	return h
}

// checkEvent compares what is announced with what is.
func checkEvent(t *testing.T, e *evaluator.Evaluator, event *evaluator.Event, was, is standsAt) {
	t.Helper()
	until := ""
	if event.ProvisionalUntil != nil {
		until = event.ProvisionalUntil.String()
	}
	if event.Before != was.conformity || event.After != is.conformity || until != is.until {
		t.Errorf("at %s: announced %s to %s until %q, found %s to %s until %q", event.At, event.Before, event.After, until, was.conformity, is.conformity, is.until)
	}
	if event.Day != civil.DateOf(event.At.Time, e.Profile().Zone()) {
		t.Errorf("at %s: the day is %s", event.At, event.Day)
	}
	changes := event.Criteria
	for i, id := range e.Profile().Criteria() {
		a, b := was.criteria[i], is.criteria[i]
		if sameState(a, b) {
			continue
		}
		if len(changes) == 0 || changes[0].Criterion != id {
			t.Errorf("at %s: %s changes from %+v to %+v, and is not named", event.At, id, a, b)
			return
		}
		if !sameState(changes[0].Before, a) || !sameState(changes[0].After, b) {
			t.Errorf("at %s: %s: announced %+v to %+v, found %+v to %+v", event.At, id, changes[0].Before, changes[0].After, a, b)
		}
		if len(changes[0].Causes) == 0 {
			t.Errorf("at %s: %s changes by nothing", event.At, id)
		}
		changes = changes[1:]
	}
	if len(changes) > 0 {
		t.Errorf("at %s: %s is named and does not change", event.At, changes[0].Criterion)
	}
	if onboarding := event.Onboarding; (onboarding != nil) != (was.onboarding != is.onboarding) || onboarding != nil && (onboarding.Before != was.onboarding || onboarding.After != is.onboarding) {
		t.Errorf("at %s: onboarding: announced %+v, found %+v to %+v", event.At, onboarding, was.onboarding, is.onboarding)
	}
}

// passing is a generated case: whatever may change by itself, all at once.
type passing struct {
	evaluator *evaluator.Evaluator
	fragments []*evidence.Fragment
	options   []evaluator.Option
	at, until time.Time
}

// passingCase draws one. Its days lie within half a year.
func passingCase(t testing.TB, rng *rand.Rand) passing {
	t.Helper()
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	year := []int{2010, 2011, 2019, 2022, 2024, 2025, 2026}[rng.IntN(7)]
	at := time.Date(year, time.October, 25, rng.IntN(24), rng.IntN(60), rng.IntN(60), rng.IntN(2), time.UTC)
	first := civil.DateOf(at, time.UTC)
	length := 100 + rng.IntN(80)
	zone := pick("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "America/Havana")
	var odd civil.Date // clocks go back across midnight on it, or there is no such day
	switch year {
	case 2010:
		zone, odd = "America/St_Johns", civil.DateOf(time.Date(2010, time.November, 7, 12, 0, 0, 0, time.UTC), time.UTC)
	case 2011:
		zone, odd = "Pacific/Apia", civil.DateOf(time.Date(2011, time.December, 30, 12, 0, 0, 0, time.UTC), time.UTC)
	}
	near := func() civil.Date {
		if !odd.IsZero() && rng.IntN(5) == 0 {
			return odd
		}
		return first.AddDays(rng.IntN(length+40) - 30)
	}
	text := evidence.Text{EN: "x", DE: "x"}
	facts := map[string]criteria.Fact{}
	for name, typ := range map[string]string{"flag": "bool", "on": "date", "by": "date", "days": "dates", "country": "text", "number": "int"} {
		f := criteria.Fact{Type: criteria.FactType(typ), Question: text}
		if typ == "dates" {
			f.Type, f.List = "date", true
		}
		facts[name] = f
	}
	op := func() string { return pick("<", "<=", ">", ">=") }
	test := func() string {
		day := pick("ext.x.on", "ext.x.by", "ext.x.on + days(30)", "ext.x.by - months(1)", "ext.x.on + days(ext.x.number)", "(ext.x.flag ? ext.x.on : ext.x.by)",
			fmt.Sprintf("date(%q)", near()), "(at "+op()+" ext.x.by ? ext.x.on : ext.x.by + months(1))")
		switch rng.IntN(7) {
		case 0:
			return fmt.Sprintf(`inRegion(ext.x.country, %s, at)`, pick(`"EU"`, `"Schengen"`, `"EuroArea"`))
		case 1:
			return fmt.Sprintf("ext.x.days.%s(d, d %s at)", pick("all", "exists"), op())
		case 2:
			return "ext.x.flag"
		case 3:
			return fmt.Sprintf("at %s %s", op(), day)
		}
		return fmt.Sprintf("%s %s at", day, op())
	}
	rule := func() string {
		switch rng.IntN(5) {
		case 0:
			return test() + " && " + test()
		case 1:
			return test() + " || " + test()
		case 2:
			return "!(" + test() + ")"
		case 3:
			return test() + " ? " + test() + " : " + test()
		}
		return test()
	}
	d := criteria.Definition{ID: "passing", Version: "2.0.0", Language: criteria.Language, Facts: map[string]map[string]criteria.Fact{"x": facts}}
	ids := []string{"A", "B", "C", "D", "E"}
	for _, id := range ids {
		c := criteria.Criterion{ID: id, Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text, Rule: rule(), Remedy: criteria.Remedy{Effort: criteria.Low}}
		if id == "E" {
			c.Rule = `operational.attestations.exists(a, a.scheme == "bsi-c5" && a.level >= 2)`
		}
		if rng.IntN(3) == 0 {
			c.When = rule()
		}
		switch rng.IntN(6) {
		case 0:
			c.Introduced = &criteria.Introduced{Version: "1.0.0", On: evidence.Known(near())}
		case 1:
			on := near()
			c.Deprecated = &criteria.Deprecated{Version: "1.0.0", On: on}
			if rng.IntN(2) == 0 {
				c.Deprecated.Until = evidence.Known(on.AddDays(rng.IntN(60)))
			}
		}
		d.Criteria = append(d.Criteria, c)
	}
	catalogue, err := criteria.New(d)
	if err != nil {
		t.Fatal(err)
	}
	yaml := fmt.Sprintf("trias: profile/v1\nid: base\nversion: 1.0.0\ncatalogue: passing\nzone: %s\nstages:\n  soon: {term: P%dD}\n  day: {from: %s}\n  fast: {%s, given: '%s'}\n",
		zone, 30+rng.IntN(150), near(), pick("term: P5M", "from: "+near().String()),
		pick(`by("test")`, `by("test", months(2)) || attested("bsi-c5", 2)`))
	if rng.IntN(2) == 0 {
		yaml += fmt.Sprintf("onboarding: {timeToList: P%dD, recertification: P%dD, sunset: P1M}\n", 10+rng.IntN(40), 20+rng.IntN(100))
	}
	if rng.IntN(3) == 0 {
		yaml += "deviations: inconclusive\n"
	}
	demand := func() string {
		return pick(`by("test")`, `by("test", months(2))`, "none", `by("test", days(45)) || by("contract")`, `by("test") && by("contract")`, `inspected(by("test"))`,
			`attested("bsi-c5", 2)`, `attested("bsi-c5", 1, months(3)) || by("contract", days(60))`, `gapless(by("test"), days(30), days(20))`)
	}
	yaml += "criteria:\n"
	for _, id := range ids {
		yaml += fmt.Sprintf("  %s: {obligation: %s, proof: {rule: '%s', when: '%s'}", id, pick("must", "must", "should", "may"), demand(), demand())
		if rng.IntN(2) == 0 {
			yaml += ", stage: " + pick("soon", "day", "fast")
		}
		yaml += "}\n"
	}
	p, err := profiles.Decode("base.yaml", []byte(yaml), catalogue)
	if err != nil {
		t.Fatalf("%v\n%s", err, yaml)
	}
	out := passing{at: at, until: at.AddDate(0, 0, length)}
	if out.evaluator, err = evaluator.Compile(catalogue, p); err != nil {
		t.Fatal(err)
	}
	for n := range 1 + rng.IntN(2) {
		f := &evidence.Fragment{Name: fmt.Sprintf("%d.yaml", n), Subject: &evidence.Subject{ID: "s", Version: "1.0"}, Ext: map[string]map[string]evidence.Value{"x": {}}}
		for _, x := range []struct {
			name string
			draw func() evidence.Value
		}{
			{"flag", func() evidence.Value { return evidence.Bool(rng.IntN(2) == 0) }},
			{"on", func() evidence.Value { return evidence.String(near().String()) }},
			{"by", func() evidence.Value { return evidence.String(near().String()) }},
			{"days", func() evidence.Value { return evidence.Strings(near().String(), near().String(), near().String()) }},
			{"country", func() evidence.Value { return evidence.String(pick("HR", "RO", "BG", "GB")) }},
			{"number", func() evidence.Value { return evidence.Int(int64(rng.IntN(60) - 2)) }},
		} {
			if rng.IntN(8) > 0 && (n == 0 || rng.IntN(2) == 0) {
				f.Ext["x"][x.name] = x.draw()
			}
		}
		for i := range rng.IntN(3) {
			f.Operational.Attestations = append(f.Operational.Attestations, evidence.HeldAttestation{ID: fmt.Sprintf("a%d", i),
				Scheme: evidence.Known([]evidence.AttestationScheme{evidence.AttestationSchemeBSIC5, evidence.AttestationSchemeENS}[rng.IntN(2)]), Level: evidence.Known(int64(1 + rng.IntN(2)))})
		}
		for i := range rng.IntN(7) {
			pr := evidence.Proof{ID: fmt.Sprintf("p%d-%d", n, i), Kind: []evidence.ProofKind{evidence.Test, evidence.Test, evidence.Contract, evidence.Attestation}[rng.IntN(4)], Issuer: "i", Issued: evidence.Known(near().AddDays(-40)),
				Covers: []string{"ext.x"}}
			if pr.Kind == evidence.Attestation {
				pr.Scheme, pr.Level = evidence.BSIC5, evidence.Known(int64(1+rng.IntN(2)))
				if rng.IntN(2) == 0 {
					pr.Scheme = evidence.ENS
				}
			}
			if rng.IntN(2) == 0 {
				pr.ValidUntil = evidence.Known(pr.Issued.AddDays(rng.IntN(150)))
			}
			if pr.Kind == evidence.Attestation && pr.Scheme == evidence.BSIC5 && *pr.Level == 2 || rng.IntN(3) == 0 {
				pr.Period = &evidence.Span{From: pr.Issued.AddDays(-50), To: pr.Issued.AddDays(-rng.IntN(10))}
			}
			if rng.IntN(2) == 0 {
				pr.Inspected = &evidence.Inspection{By: "assessor", On: pr.Issued.AddDays(rng.IntN(60))}
			}
			if f.Operational.Attestations != nil && rng.IntN(2) == 0 {
				pr.Covers = []string{"operational.attestations"}
			}
			if pr.Covers[0] == "ext.x" && len(f.Ext["x"]) == 0 {
				pr.Covers = []string{"data.keys"}
			}
			f.Proofs = append(f.Proofs, pr)
		}
		out.fragments = append(out.fragments, f)
	}
	if rng.IntN(2) == 0 {
		o := evaluator.Onboarding{Subject: "s", Profile: "base", Authority: "a", Applied: near().AddDays(-40)}
		if rng.IntN(4) > 0 {
			o.Decided = evidence.Known(o.Applied.AddDays(rng.IntN(30)))
			if rng.IntN(4) > 0 {
				o.Listed = evidence.Known(o.Decided.AddDays(rng.IntN(30)))
				if rng.IntN(2) == 0 {
					o.Recertified = []evidence.Date{o.Listed.AddDays(1 + rng.IntN(60))}
				}
				if rng.IntN(3) == 0 {
					o.EndOfLife = evidence.Known(o.Listed.AddDays(rng.IntN(200)))
				}
			} else {
				o.Refused = true
			}
		}
		out.options = append(out.options, evaluator.WithOnboarding(o))
	}
	for i := range rng.IntN(3) {
		from := near()
		out.options = append(out.options, evaluator.WithWaivers(evaluator.Waiver{ID: fmt.Sprintf("W%d", i), Subject: "s", Version: "1.0", Profile: "base", Criterion: ids[rng.IntN(5)],
			Accepts: []evaluator.Waivable{"fail", "unknown", "unproven"}[rng.IntN(3):], Authority: "CIO", Reason: "why", From: from, Until: from.AddDays(rng.IntN(90))}))
	}
	for i := range rng.IntN(3) {
		from := near()
		out.options = append(out.options, evaluator.WithEquivalences(evaluator.Equivalence{ID: fmt.Sprintf("E%d", i%2), Demanded: evaluator.Attested{Scheme: evidence.BSIC5, Level: evidence.Known(int64(1 + rng.IntN(2)))},
			Accepted: evaluator.Attested{Scheme: evidence.ENS, Level: evidence.Known(int64(1 + rng.IntN(2)))}, Basis: evidence.Text{EN: "clause", DE: "Absatz"}, Authority: "CIO", Reason: "why",
			From: from, Until: from.AddDays(rng.IntN(90))}))
	}
	return out
}

// Horizons announce every change, at its instant and not before, and no other:
// found by evaluating at every instant at which the calendar shows another day,
// over all that may change by itself at once, also where clocks go back across
// midnight or a day is skipped.
func TestHorizonAgainstEveryDay(t *testing.T) {
	t.Parallel()
	n := *horizons
	if testing.Short() {
		n = min(n, 4)
	}
	rng := rand.New(rand.NewPCG(71, 72+*seed))
	events, seen := 0, map[evaluator.EventCauseKind]int{}
	for i := range n {
		c := passingCase(t, rng)
		h := exact(t, c.evaluator, testkit.Dossier(t, c.fragments), c.at, c.until, c.options...)
		if t.Failed() {
			yaml, _ := c.evaluator.Profile().EncodeYAML()
			for _, id := range c.evaluator.Profile().Criteria() {
				k, _ := c.evaluator.Catalogue().Lookup(id)
				t.Logf("%s: %s when %s", id, k.Rule, k.When)
			}
			for _, f := range c.fragments {
				t.Logf("%v %+v", f.Ext, f.Proofs)
			}
			t.Fatalf("case %d under\n%s", i, yaml)
		}
		events += len(h.Events)
		for _, event := range h.Events {
			for _, change := range event.Criteria {
				for _, cause := range change.Causes {
					seen[cause.Kind]++
				}
			}
		}
	}
	t.Logf("%d cases, %d events: %v", n, events, seen)
	for _, kind := range evaluator.EventCauseKind("").Values() {
		// Of two contradicting values each is tried.
		if n >= 1000 && seen[evaluator.EventCauseKind(kind)] == 0 && kind != string(evaluator.EventDates) {
			t.Errorf("never %s", kind)
		}
	}
}
