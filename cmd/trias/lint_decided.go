package main

import (
	"fmt"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// The checks of what names decisions.
const (
	checkUnknownDecision  = "unknown-decision"
	checkDecisionMismatch = "decision-mismatch"
)

// citing is something in a file that names a decision, at a place.
type citing struct {
	file     *linted
	pointer  string
	by       profiles.DecisionSubject
	decision string
}

func (l *linter) lintEquivalences(f *linted) {
	if f.kind != evaluator.EquivalencesFormat {
		return
	}
	equivalences, err := evaluator.DecodeEquivalences(f.name, f.data)
	if err != nil {
		l.in.add(err)
		return
	}
	for i, e := range equivalences {
		at := fmt.Sprintf("/equivalences/%d", i)
		l.citing = append(l.citing, citing{f, at + "/decision", profiles.DecisionSubject{Kind: profiles.AboutEquivalence, ID: e.ID}, e.Decision})
		if e.For != nil && e.For.Profile != "" {
			f.findings = append(f.findings, l.lintEquivalenceFor(at+"/for", e)...)
		}
		if e.Until.Compare(l.day) < 0 {
			f.findings = append(f.findings, criteria.Finding{Check: evaluator.CheckExpired, Pointer: at + "/until",
				Message: fmt.Sprintf("equivalence %s ended on %s, before %s", e.ID, e.Until, l.day), Hint: "renew it, or drop it"})
		}
	}
}

// citeChanges notes the decisions that a profile's changes name.
func (l *linter) citeChanges(f *linted) {
	p := f.profile
	for i, c := range p.Definition().Changes {
		l.citing = append(l.citing, citing{f, fmt.Sprintf("/changes/%d/decision", i),
			profiles.DecisionSubject{Kind: profiles.AboutProfile, ID: p.ID(), Version: p.Version()}, c.Decision})
	}
}

// citeOnboarding notes the decision that an onboarding record names.
func (l *linter) citeOnboarding(f *linted, o *evaluator.Onboarding) {
	l.citing = append(l.citing, citing{f, "/decision", profiles.DecisionSubject{Kind: profiles.AboutOnboarding, ID: o.Subject, Version: o.Version}, o.Decision})
}

// lintEquivalenceFor looks for the profile and the criteria an equivalence names.
func (l *linter) lintEquivalenceFor(at string, e evaluator.Equivalence) (findings []criteria.Finding) {
	if e.For.Criteria == nil {
		for _, f := range l.lintNamed("equivalence "+e.ID, e.For.Profile, at+"/profile", "", "") {
			if f.Check == checkUnknownProfile {
				findings = append(findings, f)
			}
		}
	}
	for k, id := range e.For.Criteria {
		found := l.lintNamed("equivalence "+e.ID, e.For.Profile, at+"/profile", id, fmt.Sprintf("%s/criteria/%d", at, k))
		findings = append(findings, found...)
		if len(found) > 0 && found[0].Check == checkUnknownProfile {
			break // said once
		}
	}
	return findings
}

// lintDecisions compares what names decisions with the records in the files, if
// there are any.
func (l *linter) lintDecisions() {
	records := map[string]profiles.DecisionRecord{}
	replaced := map[string]string{}
	var ids []string
	given := false
	for _, f := range l.files {
		if f.kind != profiles.DecisionsFormat {
			continue
		}
		decisions, err := profiles.DecodeDecisions(f.name, f.data)
		if err != nil {
			l.in.add(err)
			return // what is missing then says nothing
		}
		given = true
		for _, d := range decisions {
			records[d.ID], ids = d, append(ids, d.ID)
			if d.On.Compare(l.day) <= 0 {
				replaced[d.Replaces] = d.ID
			}
		}
	}
	for _, c := range l.citing {
		if c.decision == "" || !given {
			continue
		}
		report := func(check, hint, format string, args ...any) {
			c.file.findings = append(c.file.findings, criteria.Finding{Check: check, Pointer: c.pointer,
				Message: fmt.Sprintf("%s %s names ", c.by.Kind, c.by.ID) + fmt.Sprintf(format, args...), Hint: hint})
		}
		record, ok := records[c.decision]
		switch {
		case !ok:
			hint := "record the decision"
			if near := doc.Suggest(c.decision, ids); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			report(checkUnknownDecision, hint, "a decision %s, of which there is no record", doc.Quote(c.decision))
		case !record.About.Covers(c.by):
			report(checkDecisionMismatch, "name the decision about it", "decision %s, which is about %s %s", c.decision, record.About.Kind, record.About.ID)
		case record.On.Compare(l.day) > 0:
			report(checkDecisionMismatch, "check the dates", "decision %s of %s, after %s", c.decision, record.On, l.day)
		case replaced[c.decision] != "":
			report(checkDecisionMismatch, "name the later one, if it still holds", "decision %s, which %s has replaced", c.decision, replaced[c.decision])
		}
	}
}
