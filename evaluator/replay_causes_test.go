package evaluator_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

const (
	replayCatalogue = `trias: catalogue/v1
id: example
version: 1.0.0
language: 1
criteria:
  - id: DELETE
    dimension: control
    domain: data
    title: {en: Deletion, de: Löschung}
    question: {en: "Is it so?", de: "Ist es so?"}
    params:
      maxDays: {type: int, default: 30, unit: days}
      backupMaxDays: {type: int, default: 90, unit: days}
    rule: data.deletion.maxDays <= params.maxDays && data.deletion.backupMaxDays <= params.backupMaxDays
  - id: KEYS
    dimension: control
    domain: data
    title: {en: Keys, de: Schlüssel}
    question: {en: "Is it so?", de: "Ist es so?"}
    rule: data.keys.customerCanRotate
  - id: EXTRA
    dimension: control
    domain: data
    title: {en: More, de: Mehr}
    question: {en: "Is it so?", de: "Ist es so?"}
    rule: data.keys.customerCanRevoke
  - id: MORE
    dimension: control
    domain: data
    title: {en: More, de: Mehr}
    question: {en: "Is it so?", de: "Ist es so?"}
    rule: data.deletion.includesBackups
  - id: ATTEST
    dimension: control
    domain: data
    title: {en: Attested, de: Bescheinigt}
    question: {en: "Is it so?", de: "Ist es so?"}
    rule: data.deletion.atContractEnd
`
	replayProfile = `trias: profile/v1
id: ours
version: 1.0.0
catalogue: example
criteria:
  DELETE: {obligation: must, proof: none}
  ATTEST: {obligation: may, proof: 'attested("bsi-c5", 1)'}
  EXTRA: {stage: later, obligation: should, proof: none}
  KEYS: {obligation: should, proof: none}
stages: {later: {title: {en: Later, de: Später}, term: P12M}}
`
	replayDossier = `trias: dossier/v1
subject: {id: offer, version: "1.0"}
data:
  deletion: {maxDays: 20, backupMaxDays: 60, atContractEnd: true}
  keys: {customerCanRotate: false}
proofs:
  - {id: deed, kind: contract, issuer: Example GmbH, issued: 2026-01-01, validUntil: 2026-12-31, covers: [data]}
  - {id: iso, kind: attestation, issuer: Example Audit GmbH, issued: 2026-01-01, validUntil: 2027-12-31, covers: [data], scheme: iso27001}
`
)

// replayed evaluates the dossier above before and after edits of the catalogue
// and the profile.
func replayed(t *testing.T, at string, catalogue, profile [][2]string, options ...evaluator.Option) evaluator.Transition {
	t.Helper()
	edit := func(text string, edits [][2]string) []byte {
		for _, e := range edits {
			if !strings.Contains(text, e[0]) {
				t.Fatalf("there is no %q", e[0])
			}
			text = strings.ReplaceAll(text, e[0], e[1])
		}
		return []byte(text)
	}
	compile := func(catalogue, profile []byte) *evaluator.Evaluator {
		c, err := criteria.Decode("catalogue.yaml", catalogue)
		if err != nil {
			t.Fatal(err)
		}
		p, err := profiles.Decode("profile.yaml", profile, c)
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(c, p)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	old := compile([]byte(replayCatalogue), []byte(replayProfile))
	new := compile(edit(replayCatalogue, catalogue), edit(replayProfile, profile))
	f, err := evidence.Decode("dossier.yaml", []byte(replayDossier))
	if err != nil {
		t.Fatal(err)
	}
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	instant, err := time.Parse(time.RFC3339, at)
	if err != nil {
		t.Fatal(err)
	}
	for tr, err := range evaluator.Replay(context.Background(), old, new, each([]*evidence.Dossier{d}), instant, options...) {
		if err != nil {
			t.Fatal(err)
		}
		return tr
	}
	t.Fatal("nothing is replayed")
	return evaluator.Transition{}
}

// Each thing that can be changed is named as the cause of what it moves, and
// nothing else is.
func TestReplayCauses(t *testing.T) {
	t.Parallel()
	waivers, err := evaluator.DecodeWaivers("waivers.yaml", []byte(`trias: waivers/v1
waivers:
  - {id: w1, subject: offer, version: "1.0", profile: ours, criterion: KEYS, accepts: [fail], authority: CIO, reason: why, from: 2026-01-01, until: 2027-12-31}
`))
	if err != nil {
		t.Fatal(err)
	}
	day := func(text string) *evidence.Date {
		d, err := evidence.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return &d
	}
	accepted, err := evaluator.DecodeEquivalences("equivalences.yaml", []byte(`trias: equivalences/v1
equivalences:
  - id: e1
    demanded: {scheme: bsi-c5, level: 1}
    accepted: {scheme: iso27001}
    for: {profile: ours}
    basis: {en: "Art. 43(1)", de: "Art. 43 Abs. 1"}
    authority: CIO of Example City
    reason: Fictional.
    from: 2026-01-01
    until: 2027-12-31
`))
	if err != nil {
		t.Fatal(err)
	}
	listed := evaluator.Onboarding{Subject: "offer", Profile: "ours", Applied: *day("2026-05-01"), Decided: day("2026-05-20"), Listed: day("2026-06-01"), Authority: "Example City"}
	elsewhere := listed
	elsewhere.Profile, elsewhere.Listed = "others", day("2026-07-01")
	type edits = [][2]string
	const at = "2026-11-01T00:00:00Z"
	seen := map[string]bool{}
	for name, c := range map[string]struct {
		at                 string
		catalogue, profile edits
		waivers            []evaluator.Waiver
		equivalences       []evaluator.Equivalence
		listings           []evaluator.Onboarding
		want               string // criteria with their causes, and those of the whole
	}{
		"nothing":                       {want: ""},
		"texts":                         {catalogue: edits{{"en: Keys", "en: The keys"}}, want: ""},
		"written otherwise":             {catalogue: edits{{"rule: data.keys.customerCanRotate", `rule: "!(!data.keys.customerCanRotate)"`}}, want: ""},
		"a rule":                        {catalogue: edits{{"rule: data.keys.customerCanRotate", "rule: data.keys.customerCanRotate || data.deletion.maxDays < 25"}}, want: "KEYS: rule loosened"},
		"a default":                     {catalogue: edits{{"default: 30", "default: 10"}}, want: "DELETE: defaults tightened maxDays"},
		"a default and a value":         {catalogue: edits{{"default: 30", "default: 10"}}, profile: edits{{"DELETE: {", "DELETE: {params: {backupMaxDays: 50}, "}}, want: "DELETE: defaults tightened maxDays, params tightened backupMaxDays"},
		"a default that is set":         {catalogue: edits{{"default: 30", "default: 10"}}, profile: edits{{"DELETE: {", "DELETE: {params: {maxDays: 30}, "}}, want: ""},
		"a value":                       {profile: edits{{"DELETE: {", "DELETE: {params: {maxDays: 5}, "}}, want: "DELETE: params tightened maxDays"},
		"a value, a rule":               {catalogue: edits{{"data.deletion.backupMaxDays <=", "data.deletion.backupMaxDays <"}}, profile: edits{{"DELETE: {", "DELETE: {params: {maxDays: 5}, "}}, want: "DELETE: rule tightened, params tightened maxDays"},
		"how binding":                   {profile: edits{{"KEYS: {obligation: should", "KEYS: {obligation: must"}}, want: "KEYS: obligation"},
		"proof":                         {profile: edits{{"DELETE: {obligation: must, proof: none", `DELETE: {obligation: must, proof: 'by("audit")'`}}, want: "DELETE: proof"},
		"proof that is there":           {profile: edits{{"DELETE: {obligation: must, proof: none", `DELETE: {obligation: must, proof: 'by("contract")'`}}, want: ""},
		"a stage":                       {profile: edits{{"KEYS: {obligation: should", "KEYS: {stage: later, obligation: should"}}, want: "KEYS: term"},
		"not applied":                   {profile: edits{{"  KEYS: {obligation: should, proof: none}\n", ""}}, want: "KEYS: dropped"},
		"applied":                       {profile: edits{{"  KEYS:", "  MORE: {obligation: may, proof: none}\n  KEYS:"}}, want: "MORE: applied"},
		"removed":                       {catalogue: edits{{"id: KEYS", "id: OTHER"}, {"rule: data.keys.customerCanRotate", "rule: data.keys.customerCanRevoke"}}, profile: edits{{"KEYS", "OTHER"}}, want: "OTHER: added; KEYS: removed"},
		"renamed":                       {catalogue: edits{{"id: KEYS", "id: OTHER"}}, profile: edits{{"KEYS", "OTHER"}}, want: ""},
		"renamed and waived":            {catalogue: edits{{"id: KEYS", "id: OTHER"}}, profile: edits{{"KEYS", "OTHER"}}, waivers: waivers, want: "OTHER: waivers"},
		"another profile, waived":       {profile: edits{{"id: ours", "id: others"}}, waivers: waivers, want: "KEYS: waivers; EXTRA: onboarding"},
		"another profile, listed":       {profile: edits{{"id: ours", "id: others"}}, want: "EXTRA: onboarding"},
		"another profile, listed later": {profile: edits{{"id: ours", "id: others"}}, listings: []evaluator.Onboarding{elsewhere}, want: "EXTRA: onboarding"},
		"another profile, met":          {catalogue: edits{{"rule: data.keys.customerCanRotate", "rule: data.keys.customerCanRotate || data.deletion.maxDays < 25"}}, profile: edits{{"id: ours", "id: others"}, {"stage: later, ", ""}, {"stages: {later: {title: {en: Later, de: Später}, term: P12M}}", ""}}, waivers: waivers, want: "KEYS: rule loosened; EXTRA: term"},
		"another profile, equivalence":  {profile: edits{{"id: ours", "id: others"}}, equivalences: accepted, want: "EXTRA: onboarding; ATTEST: equivalences"},
		"ended":                         {catalogue: edits{{"    rule: data.keys.customerCanRotate", "    deprecated: {version: 1.0.0, on: 2026-01-01, until: 2026-10-31}\n    rule: data.keys.customerCanRotate"}}, want: "KEYS: life"},
		"deprecated":                    {catalogue: edits{{"    rule: data.keys.customerCanRotate", "    deprecated: {version: 1.0.0, on: 2026-11-01}\n    rule: data.keys.customerCanRotate"}}, want: "KEYS: life"},
		"to come":                       {catalogue: edits{{"    rule: data.keys.customerCanRotate", "    introduced: {version: 1.0.0, on: 2026-11-02}\n    rule: data.keys.customerCanRotate"}}, want: "KEYS: life"},
		"another day":                   {at: "2026-12-31T23:30:00Z", catalogue: nil, profile: edits{{"catalogue: example", "catalogue: example\nzone: Europe/Berlin"}, {"DELETE: {obligation: must, proof: none", `DELETE: {obligation: must, proof: 'by("contract")'`}}, want: "DELETE: proof, day"},
		"deviations without reason":     {profile: edits{{"version: 1.0.0", "version: 1.0.0\ndeviations: inconclusive"}}, want: "whole: deviations"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.at == "" {
				c.at = at
			}
			tr := replayed(t, c.at, c.catalogue, c.profile, evaluator.WithWaivers(c.waivers...), evaluator.WithOnboarding(append([]evaluator.Onboarding{listed}, c.listings...)...), evaluator.WithEquivalences(c.equivalences...))
			said := func(of string, causes []evaluator.Cause) string {
				var out []string
				for _, x := range causes {
					seen[string(x.Kind)] = true
					out = append(out, strings.Join(strings.Fields(fmt.Sprint(x.Kind, " ", x.Change, " ", strings.Join(x.Params, " "))), " "))
				}
				return of + ": " + strings.Join(out, ", ")
			}
			var got []string
			for _, m := range tr.Criteria {
				got = append(got, said(m.Criterion, m.Why))
			}
			if tr.Why != nil {
				got = append(got, said("whole", tr.Why))
			}
			if text := strings.Join(got, "; "); text != c.want {
				t.Errorf("got %q, want %q", text, c.want)
			}
		})
	}
	for _, kind := range evaluator.CauseKind("").Values() {
		if !seen[kind] {
			t.Errorf("no case shows the cause %s", kind)
		}
	}
}

// A summary counts what it is given, names no more subjects than it should, and
// does not depend on the order of what it counts.
func TestReplaySummary(t *testing.T) {
	t.Parallel()
	var list []evaluator.Transition
	for i := range evaluator.MaxNamed + 20 {
		tr := evaluator.Transition{Subject: evidence.Subject{ID: fmt.Sprint("s", i)}, Before: evaluator.Conformant, After: evaluator.NonConformant}
		if i%4 == 3 {
			tr.After = evaluator.Conformant
		}
		if i%10 == 9 {
			tr.Before = evaluator.Inconclusive
		}
		tr.Criteria = []evaluator.Moved{
			{Criterion: "B", Before: &evaluator.State{Outcome: evaluator.Pass}, After: &evaluator.State{Outcome: evaluator.Fail}},
			{Criterion: "A", After: &evaluator.State{Outcome: evaluator.Unknown}},
			{Criterion: "C", Before: &evaluator.State{Outcome: evaluator.Fail}},
			{Criterion: "D", Before: &evaluator.State{Outcome: evaluator.Fail, Obligation: profiles.Should}, After: &evaluator.State{Outcome: evaluator.Fail, Obligation: profiles.Must}},
		}
		list = append(list, tr, tr)
	}
	var forth, back evaluator.ReplaySummary
	for i := range list {
		forth.Add(&list[i])
		back.Add(&list[len(list)-1-i])
	}
	if len(forth.ExcludedSubjects) != evaluator.MaxNamed || forth.Excluded <= evaluator.MaxNamed || forth.Dossiers != len(list) ||
		forth.Worse+forth.Better+forth.Same != forth.Dossiers {
		t.Errorf("%d named of %d, %d + %d + %d of %d", len(forth.ExcludedSubjects), forth.Excluded, forth.Worse, forth.Better, forth.Same, forth.Dossiers)
	}
	n := 0
	for _, m := range forth.Conformity {
		n += m.Dossiers
	}
	if n != forth.Dossiers {
		t.Errorf("the conformities add up to %d of %d", n, forth.Dossiers)
	}
	var ids []string
	for _, c := range forth.Criteria {
		ids = append(ids, c.Criterion)
		if len(c.Moves) != 1 || c.Moves[0].Dossiers != len(list) {
			t.Errorf("%s: %+v", c.Criterion, c.Moves)
		}
	}
	if !slices.Equal(ids, []string{"A", "B", "C"}) {
		t.Errorf("criteria %v", ids)
	}
	forth.ExcludedSubjects, back.ExcludedSubjects = nil, nil
	if a, b := fmt.Sprintf("%+v", forth), fmt.Sprintf("%+v", back); a != b {
		t.Errorf("the order matters:\n%s\n%s", a, b)
	}
}

// A transition is one line of NDJSON.
func TestTransitionIsALine(t *testing.T) {
	t.Parallel()
	tr := replayed(t, "2026-11-01T00:00:00Z", [][2]string{{"default: 30", "default: 10"}}, nil)
	line, err := tr.EncodeJSON()
	if err != nil || bytes.ContainsRune(line, '\n') || !bytes.HasPrefix(line, []byte(`{"after":"nonConformant"`)) {
		t.Errorf("%s (%v)", line, err)
	}
}

// Whom a change of a catalogue hits, and why.
func ExampleReplay() {
	compile := func(maxDays string) *evaluator.Evaluator {
		catalogue, err := criteria.Decode("catalogue.yaml", []byte(strings.Replace(replayCatalogue, "default: 30", "default: "+maxDays, 1)))
		if err != nil {
			log.Fatal(err)
		}
		profile, err := profiles.Decode("profile.yaml", []byte(replayProfile), catalogue)
		if err != nil {
			log.Fatal(err)
		}
		e, err := evaluator.Compile(catalogue, profile)
		if err != nil {
			log.Fatal(err)
		}
		return e
	}
	dossiers := func(yield func(*evidence.Dossier, error) bool) {
		f, err := evidence.Decode("offer.yaml", []byte(replayDossier))
		if err != nil {
			yield(nil, err)
			return
		}
		yield(evidence.Merge(f))
	}
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	var summary evaluator.ReplaySummary
	for t, err := range evaluator.Replay(context.Background(), compile("30"), compile("14"), dossiers, at) {
		if err != nil {
			log.Fatal(err)
		}
		summary.Add(&t)
		fmt.Println(t.Subject.ID, t.Before, "to", t.After)
		for _, m := range t.Criteria {
			fmt.Println(" ", m.Criterion, m.Before.Outcome, "to", m.After.Outcome, "-", m.Why[0].Kind, m.Why[0].Params, m.Why[0].Change)
		}
	}
	fmt.Println(summary.Worse, "worse,", summary.Better, "better")
	// Output:
	// offer conformantWithDeviations to nonConformant
	//   DELETE pass to fail - defaults [maxDays] tightened
	// 1 worse, 0 better
}
