package profiles_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

const manyStages = `stages:
  month: {term: P1M}
  days: {term: P31D}
  year: {term: P12M}
  fast: {term: P12M, given: 'attested("bsi-c5", 1)'}
  soon: {from: 2027-01-01}
  late: {from: 2028-01-01}
  lateFast: {from: 2028-01-01, given: 'attested("bsi-c5", 2) || by("audit")'}
`

// A profile that extends another postpones nothing, whatever kinds of stages the
// two have.
func TestExtendsNeverPostpones(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		base, derived string
		loads         bool
	}{
		{"", "month", false}, {"", "late", false}, {"", "fast", false},
		{"year", "month", true}, {"month", "year", false}, {"month", "days", false}, {"days", "month", true}, {"year", "year", true},
		// A term may run longer than to any day, and for who is not listed not at all.
		{"year", "soon", false}, {"soon", "month", false}, {"soon", "late", false}, {"late", "soon", true}, {"late", "late", true},
		// A fast track postpones for fewer, and the one for fewer still that asks for more.
		{"year", "fast", true}, {"fast", "year", false}, {"fast", "month", false}, {"late", "lateFast", true}, {"lateFast", "soon", false},
		{"fast", "stronger", true}, {"fast", "other", false}, {"fast", "stronger2", false}, {"lateFast", "audit", true}, {"lateFast", "weaker", false},
	} {
		setting := func(stage string) string {
			if stage == "" {
				return "criteria: {DAT-CON-06: {obligation: must, proof: none}}"
			}
			return "criteria: {DAT-CON-06: {obligation: must, proof: none, stage: " + stage + "}}"
		}
		base := decode(t, head("base", "")+manyStages+setting(c.base))
		own := `stages:
  stronger: {term: P6M, given: 'attested("bsi-c5", 2) && by("test")'}
  stronger2: {term: P2Y, given: 'attested("bsi-c5", 2)'}
  other: {term: P6M, given: 'attested("iso27001")'}
  audit: {from: 2027-06-01, given: by("audit")}
  weaker: {from: 2027-06-01, given: 'attested("bsi-c5", 1) || by("audit")'}
`
		_, err := profiles.Decode("p.yaml", []byte(head("p", "base")+own+setting(c.derived)), catalogue(t), base)
		if (err == nil) != c.loads || err != nil && (!strings.Contains(err.Error(), "does not postpone it") || !strings.Contains(err.Error(), "/criteria/DAT-CON-06/stage")) {
			t.Errorf("%q under %q: %v, want it to load: %v", c.derived, c.base, err, c.loads)
		}
	}
}

// What is wrong with a stage or with times of onboarding is said at its place.
func TestStagesThatDoNotLoad(t *testing.T) {
	t.Parallel()
	long := "stages: {"
	for i := range profiles.MaxStages + 1 {
		long += fmt.Sprintf("s%d: {term: P1M}, ", i)
	}
	for name, c := range map[string]struct{ text, pointer, want string }{
		"never":                  {"stages: {x: {}}\n", "/stages/x", "does not say when"},
		"a term and a day":       {"stages: {x: {term: P1M, from: 2027-01-01}}\n", "/stages/x", "both a term and a day"},
		"on no proof":            {"stages: {x: {term: P1M, given: none}}\n", "/stages/x/given", "demands none"},
		"on a proof there isn't": {"stages: {x: {term: P1M, given: 'by(\"tset\")'}}\n", "/stages/x/given", `did you mean "test"?`},
		"too many":               {long + "}\n", "/stages", "more than 32"},
		"misspelt":               {"stages: {later: {term: P1M}}\ncriteria: {DAT-CON-09: {obligation: must, proof: none, stage: latter}}\n", "/criteria/DAT-CON-09/stage", `did you mean "later"?`},
		"no times":               {"onboarding: {}\n", "/onboarding", "sets no time"},
		"sunset alone":           {"onboarding: {sunset: P1M}\n", "/onboarding/sunset", "none is asked for"},
		"fast track alone":       {"onboarding: {fastTrack: {proof: by(\"audit\"), timeToList: P1M}}\n", "/onboarding/fastTrack", "no other"},
		"slow fast track":        {"onboarding: {timeToList: P30D, fastTrack: {proof: by(\"audit\"), timeToList: P1M}}\n", "/onboarding/fastTrack/timeToList", "not surely shorter"},
		"fast track on no proof": {"onboarding: {timeToList: P3M, fastTrack: {proof: none, timeToList: P1M}}\n", "/onboarding/fastTrack/proof", "demands none"},
	} {
		text := head("p", "") + c.text
		if !strings.Contains(text, "criteria:") {
			text += "criteria: {DAT-CON-06: {obligation: must, proof: none}}\n"
		}
		_, err := profiles.Decode("p.yaml", []byte(text), catalogue(t))
		var problems profiles.Problems
		if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Pointer != c.pointer || !strings.Contains(problems[0].Error(), c.want) || problems[0].Line == 0 {
			t.Errorf("%s: want %q at %s, got\n%v", name, c.want, c.pointer, err)
		}
	}
}

// Stages are in an order that does not depend on their names, and each says
// which criteria bind from it, inherited ones included.
func TestStagesInOrder(t *testing.T) {
	t.Parallel()
	base := decode(t, head("base", "")+manyStages+`criteria:
  DAT-CON-06: {obligation: must, proof: none, stage: late}
  DAT-CON-07: {obligation: must, proof: none, stage: year}
  DAT-CON-09: {obligation: must, proof: none, stage: fast}
  OPS-CON-01: {obligation: must, proof: none, stage: lateFast}
`)
	p := decode(t, head("p", "base")+`stages: {month: {term: P1M, title: {en: A month, de: Ein Monat}}, year: {term: P12M}}
criteria:
  DAT-CHO-01: {obligation: must, proof: none, stage: soon}
  OPS-CON-02: {obligation: must, proof: none, stage: year}
  OPS-CON-07: {obligation: must, proof: none, stage: month}
  OPS-CON-09: {obligation: must, proof: none, stage: days}
  TEC-CON-01: {obligation: must, proof: none}
`, base)
	var got []string
	for _, s := range p.Stages() {
		when := ""
		if s.Term != nil {
			when = s.Term.String()
		}
		if s.From != nil {
			when = s.From.String()
		}
		if s.Given != "" {
			when += " given " + s.Given
		}
		got = append(got, s.ID+" "+when+": "+strings.Join(s.Criteria, " "))
	}
	want := []string{
		"month P1M: OPS-CON-07", "days P31D: OPS-CON-09", "year P12M: DAT-CON-07 OPS-CON-02", `fast P12M given attested("bsi-c5", 1): DAT-CON-09`,
		"soon 2027-01-01: DAT-CHO-01", "late 2028-01-01: DAT-CON-06", `lateFast 2028-01-01 given attested("bsi-c5", 2) || by("audit"): OPS-CON-01`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if title := p.Stages()[0].Title.EN; title != "A month" {
		t.Errorf("titled %q", title)
	}
}

// Until when a criterion may stay unmet, for who was listed on 31 January or not
// at all.
func TestDueBy(t *testing.T) {
	t.Parallel()
	p := decode(t, head("p", "")+manyStages+`criteria:
  DAT-CON-06: {obligation: must, proof: none, stage: month}
  DAT-CON-07: {obligation: must, proof: none, stage: soon}
  DAT-CON-09: {obligation: must, proof: none, stage: fast}
  OPS-CON-01: {obligation: must, proof: none}
`)
	listed, err := evidence.ParseDate("2026-01-31")
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][2]string{"DAT-CON-06": {"2026-02-28", ""}, "DAT-CON-07": {"2026-12-31", "2026-12-31"}, "DAT-CON-09": {"2027-01-31", ""}, "OPS-CON-01": {"", ""}} {
		a, _ := p.Applied(id)
		for i, day := range []*evidence.Date{&listed, nil} {
			got := ""
			if due := a.DueBy(day); due != nil {
				got = due.String()
			}
			if got != want[i] {
				t.Errorf("%s, listed %v: %q, want %q", id, day, got, want[i])
			}
		}
	}
}

// Stages and times of onboarding are part of what a digest covers, what they are
// called is not; and what was written is read again.
func TestDigestOfStages(t *testing.T) {
	t.Parallel()
	digest := func(top, stage string) string {
		p := decode(t, head("p", "")+top+"criteria: {DAT-CON-06: {obligation: must, proof: none, stage: "+stage+"}}\n")
		text, err := p.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		if again := decode(t, string(text)); again.Digest() != p.Digest() {
			t.Errorf("written and read again, it is another profile:\n%s", text)
		}
		return p.Digest()
	}
	seen := map[string]string{}
	for _, stage := range []string{"month", "days", "year", "fast", "soon", "late", "lateFast"} {
		d := digest(manyStages, stage)
		if other, same := seen[d]; same {
			t.Errorf("%s and %s have one digest", stage, other)
		}
		seen[d] = stage
	}
	// Levels show what stages are called.
	for _, called := range []string{"stages: {anno: {term: P12M}}\n", "stages: {anno: {term: P12M, title: {en: y, de: j}}}\n"} {
		d := digest(called, "anno")
		if other, same := seen[d]; same {
			t.Errorf("%s and %s have one digest", called, other)
		}
		seen[d] = called
	}
	for _, times := range []string{"{timeToList: P3M}", "{timeToList: P4M}", "{timeToList: P3M, fastTrack: {proof: by(\"audit\"), timeToList: P1M}}",
		"{recertification: P1Y}", "{recertification: P1Y, sunset: P1M}"} {
		d := digest(manyStages+"onboarding: "+times+"\n", "year")
		if other, same := seen[d]; same {
			t.Errorf("%s and %s have one digest", times, other)
		}
		seen[d] = times
	}
}

// Times of onboarding are inherited as a whole or stated as a whole.
func TestOnboardingIsInheritedAsAWhole(t *testing.T) {
	t.Parallel()
	base := decode(t, head("base", "")+"onboarding: {timeToList: P3M, fastTrack: {proof: by(\"audit\"), timeToList: P1M}, recertification: P1Y}\ncriteria: {DAT-CON-06: {obligation: must, proof: none}}\n")
	same := decode(t, head("p", "base")+"criteria: {}\n", base)
	if o := same.Onboarding(); o == nil || o.TimeToList.String() != "P3M" || same.FastTrack() == nil {
		t.Errorf("inherited: %+v", o)
	}
	own := decode(t, head("p", "base")+"onboarding: {timeToList: P2M}\ncriteria: {}\n", base)
	if o := own.Onboarding(); o.TimeToList.String() != "P2M" || o.Recertification != nil || own.FastTrack() != nil {
		t.Errorf("stated: %+v", o)
	}
	if none := decode(t, head("p", "")+"criteria: {DAT-CON-06: {obligation: must, proof: none}}\n"); none.Onboarding() != nil || none.FastTrack() != nil {
		t.Errorf("neither: %+v", none.Onboarding())
	}
}

// The entry profile: a newcomer's requirements, by the time they bind.
func ExampleProfile_Stages() {
	p, err := profiles.Lookup(profiles.Entry)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range p.Stages() {
		fmt.Println(s.Title.EN, s.Term, s.Criteria)
	}
	fmt.Println("to be listed within", p.Onboarding().TimeToList)
	// Output:
	// After half a year P6M [RES-CON-01 RES-CON-04]
	// Half a year with an attestation P6M [OPS-CON-01 OPS-CON-02 TEC-CON-01 TEC-CON-06]
	// After one year P12M [OPS-CHO-01 RES-CON-03 SUP-CON-05 SUP-CAP-01]
	// After two years P24M [OPS-CON-08]
	// to be listed within P3M
}
