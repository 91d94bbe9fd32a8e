package profiles_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

var (
	kindsIn   = regexp.MustCompile(`by\("([^"]+)"`)
	schemesIn = regexp.MustCompile(`attested\("([^"]+)"(?:, ([0-9]+))?`)
	agesIn    = regexp.MustCompile(`(days|months|years)\(([0-9]+)\)`)
)

// candidates are proofs that suffice to tell two demands apart on a day: of
// every kind, scheme and level that own names and of no other, as old as either
// allows, a day older, and older than anything; looked at or not. Whatever
// satisfies a part of own is at least as strong as one of them that does, so
// that it satisfies whatever that one does.
func candidates(own, base *rules.Demand, today civil.Date) []evidence.SupportingProof {
	both := own.String() + " " + base.String()
	dates := []civil.Date{today.Sub(civil.Period{Years: 90})}
	for _, m := range agesIn.FindAllStringSubmatch(both, -1) {
		n, _ := strconv.Atoi(m[2])
		age := map[string]civil.Period{"days": {Days: int32(n)}, "months": {Months: int32(n)}, "years": {Years: int32(n)}}[m[1]]
		oldest := today.Sub(age)
		for oldest.Add(age).Compare(today) < 0 { // months of different length
			oldest = oldest.AddDays(1)
		}
		for oldest.AddDays(-1).Add(age).Compare(today) >= 0 {
			oldest = oldest.AddDays(-1)
		}
		dates = append(dates, oldest, oldest.AddDays(-1))
	}
	slices.SortFunc(dates, civil.Date.Compare)
	var proofs []evidence.Proof
	for _, m := range kindsIn.FindAllStringSubmatch(own.String(), -1) {
		proofs = append(proofs, evidence.Proof{ID: m[1], Kind: evidence.ProofKind(m[1])})
	}
	for _, m := range schemesIn.FindAllStringSubmatch(own.String(), -1) {
		level, _ := strconv.ParseInt(m[2], 10, 64)
		level = max(level, 1)
		proofs = append(proofs, evidence.Proof{ID: fmt.Sprintf("%s level %d", m[1], level), Kind: evidence.Attestation, Scheme: evidence.Scheme(m[1]), Level: &level})
	}
	slices.SortFunc(proofs, func(a, b evidence.Proof) int { return strings.Compare(a.ID, b.ID) })
	proofs = slices.CompactFunc(proofs, func(a, b evidence.Proof) bool { return a.ID == b.ID })
	looks := []*evidence.Inspection{nil}
	if strings.Contains(both, "inspected(") {
		looks = append(looks, &evidence.Inspection{By: "x", On: today})
	}
	var out []evidence.SupportingProof
	for _, proof := range proofs {
		for _, date := range slices.Compact(dates) {
			for _, look := range looks {
				p := proof
				p.Inspected = look
				ref := fmt.Sprintf("%s of %s", p.ID, date)
				if look != nil {
					ref += ", inspected"
				}
				out = append(out, evidence.SupportingProof{Proof: &p, Ref: ref, Scoped: true, Begins: date, Dated: date})
			}
		}
	}
	return out
}

// hidden looks for proofs that satisfy what a profile demands itself and not what
// its base demands: then what counts is more than the profile says. It is exact
// but for gapless, where it trusts what implies what.
func hidden(own, base *rules.Demand) (counterexample string, found bool) {
	if own.IsNone() || strings.Contains(own.String()+base.String(), "gapless(") {
		return "what was not examined", !own.Implies(base)
	}
	// Ends of months of several lengths, and a leap day.
	for _, text := range []string{"2026-11-01", "2027-03-31", "2028-02-29", "2028-03-01"} {
		today, err := civil.ParseDate(text)
		if err != nil {
			panic(err)
		}
		all := candidates(own, base, today)
		var try func(set []int, from int) bool
		try = func(set []int, from int) bool {
			if own.Satisfied(all, set, today) {
				if base.Satisfied(all, set, today) {
					return false // and so do all that are more
				}
				var names []string
				for _, i := range set {
					names = append(names, all[i].Ref)
				}
				counterexample = strings.Join(names, " and ") + " on " + today.String()
				return true
			}
			if len(set) == own.Parts() {
				return false
			}
			for i := from; i < len(all); i++ {
				if try(append(slices.Clip(set), i), i+1) {
					return true
				}
			}
			return false
		}
		if try(nil, 0) {
			return counterexample, true
		}
	}
	return "", false
}

func demandOf(t *testing.T, text string) *rules.Demand {
	t.Helper()
	d, problems := rules.CompileDemand(rules.Source{File: "x", Text: text})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return d
}

func TestHidden(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		own, base string
		want      bool
	}{
		{`by("test")`, `by("documentation")`, false},
		{`by("documentation")`, `by("test")`, true},
		{`by("documentation")`, `by("contract")`, true},
		{`by("contract")`, `by("contract") || by("documentation")`, false},
		{`by("contract") || by("log")`, `by("contract") || by("documentation")`, false},
		{`by("test", months(12))`, `by("test", days(366))`, false},
		{`by("test", months(12))`, `by("test", days(365))`, true}, // over a leap day
		{`by("test", months(24))`, `by("test", months(12))`, true},
		{`by("test")`, `by("test", months(12))`, true},
		{`attested("bsi-c5", 2)`, `by("documentation") || attested("bsi-c5", 1)`, false},
		{`attested("bsi-c5", 1)`, `attested("bsi-c5", 2)`, true},
		{`attested("bsi-c5", 2)`, `by("documentation")`, true},
		{`by("audit") && by("contract")`, `by("documentation") && by("contract")`, false},
		{`by("audit") && (by("contract") || by("log"))`, `by("audit") && by("contract")`, true},
		// True, and not seen from the parts alone.
		{`by("audit") && (by("contract") || by("log"))`, `by("audit") && by("contract") || by("audit") && by("log")`, false},
		{`inspected(by("test"))`, `by("test")`, false},
		{`by("test")`, `inspected(by("test"))`, true},
		{`none`, `by("declaration")`, true},
		{`by("declaration")`, `none`, false},
		{`gapless(by("log"), months(12), days(30))`, `by("log")`, false},
	} {
		if how, got := hidden(demandOf(t, c.own), demandOf(t, c.base)); got != c.want {
			t.Errorf("%s over %s: %v (%s), want %v", c.own, c.base, got, how, c.want)
		}
	}
}

// What an embedded profile itself demands of the proofs of a fact is enough for
// what its base demands of it: whoever reads the profile alone reads all that
// counts.
func TestStepsStandAlone(t *testing.T) {
	t.Parallel()
	for _, id := range profiles.Names() {
		p, err := profiles.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		if p.Extends() == nil {
			continue
		}
		for _, criterion := range p.Criteria() {
			own := p.Definition().Criteria[criterion].Proof
			was, inherited := p.Extends().Applied(criterion)
			if own == nil || !inherited {
				continue
			}
			alone, err := profiles.New(profiles.Definition{ID: "alone", Version: "1.0.0", Catalogue: p.Catalogue().ID(),
				Criteria: map[string]profiles.Setting{criterion: {Obligation: profiles.Must, Proof: own}}}, p.Catalogue())
			if err != nil {
				t.Fatal(err)
			}
			is, _ := alone.Applied(criterion)
			compiled, _ := p.Catalogue().Compiled(criterion)
			rule, when := compiled.Rules()
			var said []string
			for _, r := range []*rules.Rule{rule, when} {
				if r == nil {
					continue
				}
				for _, slot := range r.Reads {
					path := p.Catalogue().Environment().Info(slot).Path
					demand, before := is.Demands().Of(path, r == when), was.Demands().Of(path, r == when)
					how, found := hidden(demand, before)
					text := fmt.Sprintf("%s demands %s, and %s demands %s (%s)", p.ID(), demand, p.Extends().ID(), before, how)
					if found && !slices.Contains(said, text) {
						t.Errorf("%s, %s: %s", criterion, path, text)
						said = append(said, text)
					}
				}
			}
		}
	}
}
