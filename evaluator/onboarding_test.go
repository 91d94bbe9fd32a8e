package evaluator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

const onboardingHead = "trias: onboarding/v1\nsubject: s\nprofile: tiny\nauthority: a\napplied: 2026-01-10\n"

// Days that cannot be as a record has them are refused, all at once and each at
// its place.
func TestOnboardingRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string // pointers
	}{
		"open":                       {"", nil},
		"decided on the same day":    {"decided: 2026-01-10\nlisted: 2026-01-10\n", nil},
		"refused":                    {"decided: 2026-01-11\nrefused: true\n", nil},
		"recertified twice":          {"decided: 2026-01-11\nlisted: 2026-01-12\nrecertified: [2026-01-13, 2027-01-13]\nendOfLife: 2026-01-12\n", nil},
		"decided before":             {"decided: 2026-01-09\n", []string{"/decided"}},
		"listed without a decision":  {"listed: 2026-01-12\n", []string{"/listed"}},
		"listed before the decision": {"decided: 2026-01-12\nlisted: 2026-01-11\n", []string{"/listed"}},
		"refused without a decision": {"refused: true\n", []string{"/refused"}},
		"refused and listed":         {"decided: 2026-01-11\nrefused: true\nlisted: 2026-01-12\n", []string{"/listed"}},
		"recertified, never listed":  {"recertified: [2026-01-12]\n", []string{"/recertified/0"}},
		"recertified when listed":    {"decided: 2026-01-11\nlisted: 2026-01-12\nrecertified: [2026-01-12]\n", []string{"/recertified/0"}},
		"recertified twice at once":  {"decided: 2026-01-11\nlisted: 2026-01-12\nrecertified: [2026-02-12, 2026-02-12]\n", []string{"/recertified/1"}},
		"ends, never listed":         {"endOfLife: 2027-01-01\n", []string{"/endOfLife"}},
		"ends before it began":       {"decided: 2026-01-11\nlisted: 2026-01-12\nendOfLife: 2026-01-11\n", []string{"/endOfLife"}},
		"all of it": {"decided: 2026-01-09\nlisted: 2026-01-08\nrecertified: [2026-01-07, 2026-01-06]\nendOfLife: 2026-01-05\n",
			[]string{"/decided", "/listed", "/recertified/0", "/recertified/1", "/endOfLife"}},
		"unknown field": {"admitted: 2026-01-12\n", []string{"/admitted"}},
		"a day twice":   {"decided: 2026-01-11\ndecided: 2026-01-11\n", []string{"/decided"}},
	} {
		o, err := evaluator.DecodeOnboarding("x", []byte(onboardingHead+c.text))
		var problems doc.Problems
		errors.As(err, &problems)
		var got []string
		for _, p := range problems {
			got = append(got, p.Pointer)
		}
		if strings.Join(got, " ") != strings.Join(c.want, " ") || (o == nil) != (c.want != nil) {
			t.Errorf("%s: %v, want problems at %v", name, err, c.want)
		}
		if o == nil {
			continue
		}
		text, err := o.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := evaluator.DecodeOnboarding("y", text)
		if err != nil {
			t.Fatalf("%s: what was written is refused: %v\n%s", name, err, text)
		}
		if written, err := again.EncodeYAML(); err != nil || !bytes.Equal(written, text) {
			t.Errorf("%s: what was written reads otherwise: %v\n%s", name, err, text)
		}
	}
}

// Two records about the subject under the profile are refused; one of another
// profile is no second one. What a file could not state, Go cannot give either.
func TestOnboardingsGiven(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "", "A: {obligation: must")
	d := testkit.Dossier(t, []*evidence.Fragment{source("a.yaml", map[string]state{"aWhen": states[4], "aRule": states[4]})})
	day, earlier := testkit.Today, testkit.Today.AddDays(-1)
	record := evaluator.Onboarding{Subject: "s", Profile: "tiny", Authority: "a", Applied: day}
	other := record
	other.Profile = "other"
	backwards := record
	backwards.Decided = &earlier
	evaluate := func(records ...evaluator.Onboarding) (evaluator.Verdict, error) {
		return e.Evaluate(context.Background(), d, testkit.At, evaluator.WithOnboarding(records...))
	}
	if _, err := evaluate(record, record); !errors.Is(err, evaluator.ErrTwoOnboardings) {
		t.Errorf("two records: %v", err)
	}
	if _, err := evaluate(backwards); err == nil || !strings.Contains(err.Error(), "before the application") {
		t.Errorf("decided before the application: %v", err)
	}
	if _, err := evaluate(evaluator.Onboarding{}); err == nil {
		t.Error("an empty record is taken")
	}
	if _, err := e.Decide(context.Background(), d, testkit.At, evaluator.InTender(), evaluator.WithOnboarding(other)); !errors.Is(err, evaluator.ErrOnboardingInTender) {
		t.Errorf("in a tender: %v", err)
	}
	v, err := evaluate(other, record)
	if err != nil || v.Onboarding.Profile != "tiny" || v.Onboarding.Status != evaluator.OnboardingOpen {
		t.Errorf("of two profiles: %+v (%v)", v.Onboarding, err)
	}
	if v, err := evaluate(other); err != nil || v.Onboarding.Status != evaluator.OnboardingNotMatched || v.Digests.Onboarding == "" {
		t.Errorf("of another profile: %+v (%v)", v.Onboarding, err)
	}
	if v, err := evaluate(); err != nil || v.Onboarding != nil || v.Digests.Onboarding != "" {
		t.Errorf("without a record: %+v (%v)", v.Onboarding, err)
	}
}

// An onboarding decides nothing but from when stages bind: without stages a
// verdict is the same with any record, save for what it says of the record.
func TestOnboardingDecidesNothingElse(t *testing.T) {
	every(t, many()/2, func(t *testing.T, g *testkit.Generator, c generated) {
		e := embedded()[0]
		day := testkit.Today.AddDays(-g.IntN(2000))
		record := evaluator.Onboarding{Subject: c.dossier.Subject().ID, Profile: e.Profile().ID(), Authority: "a", Applied: day, Decided: &day, Listed: &day, EndOfLife: &day}
		v, err := e.Evaluate(context.Background(), c.dossier, testkit.At, evaluator.WithOnboarding(record))
		if err != nil {
			t.Fatal(err)
		}
		if v.Onboarding == nil || v.Onboarding.ToList.Days != 0 {
			t.Errorf("the record is not shown: %+v", v.Onboarding)
		}
		v.Onboarding, v.Digests.Onboarding = nil, ""
		if want, got := encode(t, c.verdicts[0]), encode(t, v); !bytes.Equal(want, got) {
			t.Errorf("the record changes more than stages: %s", firstDifference(want, got))
		}
	})
}

// Whatever an onboarding record says, it is refused with problems that have a
// place, or it has a status and changes no outcome.
func FuzzDecodeOnboarding(f *testing.F) {
	for _, seed := range seedParts(f, "onboarding.yaml") {
		f.Add(seed)
	}
	example, err := os.ReadFile("../examples/newcomer/onboarding.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(example)
	for _, seed := range hostile.Seeds(f) {
		f.Add(seed)
	}
	e, dossier := fuzzed(f)
	without, err := e.Evaluate(context.Background(), dossier, testkit.At)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := evaluator.DecodeOnboarding("x", data)
		if err != nil {
			hostile.Placed(t, "x", err)
			if o != nil {
				t.Fatal("a record beside an error")
			}
			return
		}
		text, err := o.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := evaluator.DecodeOnboarding("again.yaml", text)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, text)
		}
		o.Subject, again.Subject = dossier.Subject().ID, dossier.Subject().ID
		o.Profile, again.Profile, o.Version, again.Version = e.Profile().ID(), e.Profile().ID(), "", ""
		with, err := e.Evaluate(context.Background(), dossier, testkit.At, evaluator.WithOnboarding(*o))
		if err != nil {
			t.Fatal(err)
		}
		same, err := e.Evaluate(context.Background(), dossier, testkit.At, evaluator.WithOnboarding(*again))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(encode(t, with), encode(t, same)) {
			t.Fatal("a record that was written and read again gives another verdict")
		}
		if with.Onboarding == nil || with.Onboarding.Status == "" || with.Onboarding.Status == evaluator.OnboardingNotMatched {
			t.Fatalf("no status: %+v", with.Onboarding)
		}
		for i := range without.Results {
			if with.Results[i].Outcome != without.Results[i].Outcome {
				t.Fatalf("%s: an onboarding changes an outcome", with.Results[i].Criterion)
			}
		}
	})
}

func ExampleWithOnboarding() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	profile, err := profiles.Lookup(profiles.Entry)
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		fmt.Println(err)
		return
	}
	offer, err := evidence.Merge(&evidence.Fragment{Subject: &evidence.Subject{ID: "offer-1"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := evaluator.DecodeOnboarding("onboarding.yaml", []byte(`
trias: onboarding/v1
subject: offer-1
profile: entry
authority: Example Marketplace
applied: 2026-02-02
decided: 2026-03-20
listed: 2026-04-01
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
	verdict, err := e.Evaluate(context.Background(), offer, at, evaluator.WithOnboarding(*record))
	if err != nil {
		fmt.Println(err)
		return
	}
	o := verdict.Onboarding
	fmt.Println(o.Status, "after", o.ToList.Days, "days,", o.ToList.Status)
	fmt.Println("to be recertified by", o.Recertification.By)
	result, _ := verdict.Result("OPS-CHO-01")
	fmt.Println("an exit plan is due by", result.DueBy)
	// Output:
	// listed after 58 days, inTime
	// to be recertified by 2028-04-01
	// an exit plan is due by 2027-04-01
}
