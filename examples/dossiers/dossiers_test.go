// Package dossiers_test holds the shipped dossiers to what they are shipped to
// show, and to the laws of evaluation.
package dossiers_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// conformities pins the verdict on every shipped dossier.
var conformities = []struct {
	file, profile, at string
	want              evaluator.Conformity
}{
	{"complete.yaml", "normal", "2026-11-01", evaluator.Conformant},
	{"complete.yaml", "normal", "2026-11-23", evaluator.Conformant},
	{"complete.yaml", "normal", "2027-01-31", evaluator.Conformant},
	{"complete.yaml", "normal", "2027-02-01", evaluator.NonConformant},
	{"complete.yaml", "high", "2026-11-01", evaluator.NonConformant},
	{"complete.yaml", "high", "2026-11-23", evaluator.NonConformant},
	{"complete.yaml", "very-high", "2026-11-01", evaluator.NonConformant},
	{"complete.yaml", "very-high", "2026-11-23", evaluator.NonConformant},
	{"complete.yaml", "federal-normal", "2026-11-01", evaluator.NonConformant},
	{"complete.yaml", "federal-normal", "2026-11-23", evaluator.NonConformant},
	{"complete.yaml", "federal-high", "2026-11-23", evaluator.NonConformant},
	{"complete.yaml", profiles.Entry, "2026-11-23", evaluator.Conformant}, // not listed, it is measured by normal

	{"weak.yaml", "normal", "2026-11-01", evaluator.NonConformant},
	{"weak.yaml", "normal", "2026-11-23", evaluator.NonConformant},
	{"weak.yaml", "high", "2026-11-23", evaluator.NonConformant},
	{"weak.yaml", "very-high", "2026-11-23", evaluator.NonConformant},
	{"weak.yaml", "federal-normal", "2026-11-23", evaluator.NonConformant},
	{"weak.yaml", "federal-high", "2026-11-23", evaluator.NonConformant},
	{"weak.yaml", profiles.Entry, "2026-11-23", evaluator.NonConformant}, // not listed, it is measured by normal

	{"zot.yaml", "normal", "2026-11-01", evaluator.Inconclusive},
	{"zot.yaml", "normal", "2026-11-23", evaluator.Inconclusive},
	{"zot.yaml", "high", "2026-11-23", evaluator.Inconclusive},
	{"zot.yaml", "very-high", "2026-11-23", evaluator.Inconclusive},
	{"zot.yaml", "federal-normal", "2026-11-23", evaluator.Inconclusive},
	{"zot.yaml", "federal-high", "2026-11-23", evaluator.Inconclusive},
	{"zot.yaml", profiles.Entry, "2026-11-23", evaluator.Inconclusive}, // not listed, it is measured by normal
}

func TestConformity(t *testing.T) {
	t.Parallel()
	for _, c := range conformities {
		t.Run(c.file+" "+c.profile+" "+c.at, func(t *testing.T) {
			t.Parallel()
			v := evaluate(t, load(t, c.file), c.profile, c.at)
			if v.Conformity != c.want {
				t.Errorf("%s, want %s; unmet: %v", v.Conformity, c.want, unmet(v))
			}
		})
	}
}

func TestEveryDossierIsPinned(t *testing.T) {
	t.Parallel()
	for _, file := range shipped(t) {
		for _, profile := range profiles.Names() {
			pinned := false
			for _, c := range conformities {
				pinned = pinned || c.file == file && c.profile == profile
			}
			if !pinned {
				t.Errorf("add %s under %s to conformities", file, profile)
			}
		}
	}
}

// TestComplete pins what the complete offer lacks under each profile. It meets
// normal. What it lacks for high is a C5 report of Type 2 and an open standard
// for one interface; what it lacks for the federal profiles all waits for that
// report.
func TestComplete(t *testing.T) {
	t.Parallel()
	federal := map[string]evaluator.Outcome{
		"DAT-CON-03": evaluator.Unproven,
		"OPS-CON-01": evaluator.Unproven,
		"OPS-CON-02": evaluator.Unproven,
		"OPS-CON-08": evaluator.Fail,
		"RES-CON-01": evaluator.Unproven,
		"TEC-CON-01": evaluator.Unproven,
		"TEC-CON-04": evaluator.Unproven,
		"TEC-CON-06": evaluator.Unproven,
		"TEC-CON-10": evaluator.Unproven,
	}
	high := map[string]evaluator.Outcome{
		"OPS-CON-08": evaluator.Fail,
		"TEC-CHO-01": evaluator.Fail,     // ordering
		"TEC-CON-01": evaluator.Unproven, // no report of Type 2
		"RES-CON-05": evaluator.Unproven, // may: no document on what was deposited
		"SUP-CAP-08": evaluator.Fail,     // may: origin of firmware disclosed in part
	}
	both := maps.Clone(federal)
	maps.Copy(both, high)
	f := load(t, "complete.yaml")
	for profile, want := range map[string]map[string]evaluator.Outcome{
		"normal": {}, "high": high, "federal-normal": federal, "federal-high": both,
	} {
		if diff := cmp.Diff(want, unmet(evaluate(t, f, profile, "2026-11-23"))); diff != "" {
			t.Errorf("unmet under %s (-want +got):\n%s", profile, diff)
		}
	}
	// Very high asks for stronger proofs of nearly everything; these it rules out.
	want := []string{
		"OPS-CON-02", "OPS-CON-08", "TEC-CHO-01", "TEC-CON-01", "TEC-CON-06", "RES-CON-01", "RES-CON-04",
		"SUP-CHO-02", "SUP-CON-16", "SUP-CAP-07", "SUP-CAP-08",
	}
	var failed []string
	for _, r := range evaluate(t, f, "very-high", "2026-11-23").Results {
		switch r.Outcome {
		case evaluator.Fail:
			failed = append(failed, r.Criterion)
		case evaluator.Unknown, evaluator.Error:
			t.Errorf("%s is %s under very-high: the dossier answers everything", r.Criterion, r.Outcome)
		}
	}
	if diff := cmp.Diff(want, failed); diff != "" {
		t.Errorf("failed under very-high (-want +got):\n%s", diff)
	}
}

// With a C5 report of Type 2 on the same matters, all that stands between the
// offer and the profiles for high protection need is the ordering interface.
func TestCompleteWithReportOfTypeTwo(t *testing.T) {
	t.Parallel()
	f := load(t, "complete.yaml")
	level := int64(2)
	from, to := date(t, "2025-10-01"), date(t, "2026-09-30")
	report := &f.Operational.Attestations[0]
	report.Level, report.IssuedOn, report.PeriodFrom, report.PeriodTo = &level, date(t, "2026-11-16"), from, to
	report.ContinuousSince, report.BridgedUntil = from, to
	i := slices.IndexFunc(f.Proofs, func(p evidence.Proof) bool { return p.Scheme == evidence.BSIC5 })
	proof := &f.Proofs[i]
	proof.Level, proof.Issued, proof.Period = &level, date(t, "2026-11-16"), &evidence.Span{From: *from, To: *to}
	rest := map[string]evaluator.Outcome{
		"TEC-CHO-01": evaluator.Fail,
		"RES-CON-05": evaluator.Unproven,
		"SUP-CAP-08": evaluator.Fail,
	}
	for profile, want := range map[string]map[string]evaluator.Outcome{
		"normal": {}, "high": rest, "federal-normal": {}, "federal-high": rest,
	} {
		if diff := cmp.Diff(want, unmet(evaluate(t, f, profile, "2026-11-23"))); diff != "" {
			t.Errorf("unmet under %s (-want +got):\n%s", profile, diff)
		}
	}
}

// Three figures must be renewed each quarter; everything else lasts.
func TestCompleteLasts(t *testing.T) {
	t.Parallel()
	f := load(t, "complete.yaml")
	stale := map[string]evaluator.Outcome{
		"RES-CHO-03": evaluator.Fail,
		"RES-CON-04": evaluator.Fail,
		"TEC-CON-06": evaluator.Fail,
	}
	for _, day := range []string{"2027-02-01", "2027-06-30"} {
		if diff := cmp.Diff(stale, unmet(evaluate(t, f, "normal", day))); diff != "" {
			t.Errorf("unmet on %s (-want +got):\n%s", day, diff)
		}
	}
	f.Resilience.Availability.Measured.Until = date(t, "2027-05-31")
	f.Resilience.CustomerCopy.LastCopyOn = date(t, "2027-05-31")
	f.Technological.Vulnerabilities.Remediation.CountedOn = date(t, "2027-05-31")
	if diff := cmp.Diff(map[string]evaluator.Outcome{}, unmet(evaluate(t, f, "normal", "2027-06-30"))); diff != "" {
		t.Errorf("unmet on 2027-06-30 with the figures renewed (-want +got):\n%s", diff)
	}
}

func TestWeakUnderNormal(t *testing.T) {
	t.Parallel()
	v := evaluate(t, load(t, "weak.yaml"), "normal", "2026-11-23")
	want := map[string]evaluator.Outcome{
		"DAT-CHO-01": evaluator.Fail,     // no export without help
		"DAT-CON-03": evaluator.Unproven, // proof out of scope
		"DAT-CON-06": evaluator.Unproven, // no contract
		"DAT-CON-07": evaluator.Unknown,  // are customers told?
		"DAT-CON-09": evaluator.Fail,     // trains its models
		"DAT-CAP-03": evaluator.Unknown,  // protection need not determined
		"OPS-CHO-01": evaluator.Fail,     // exit plan without cost, never tried
		"OPS-CHO-02": evaluator.Fail,     // three months' notice
		"OPS-CON-01": evaluator.Unproven, // proof expired
		"OPS-CON-02": evaluator.Unknown,  // told of access when?
		"OPS-CON-08": evaluator.Fail,     // no C5 report
		"OPS-CON-09": evaluator.Unknown,  // tasks left over?
		"TEC-CON-01": evaluator.Unproven, // the provider's word only
		"TEC-CON-06": evaluator.Unknown,  // penetration tests?
		"RES-CON-02": evaluator.Fail,     // restore never tested
		"RES-CON-04": evaluator.Fail,     // availability missed
		"SUP-CON-04": evaluator.Fail,     // a subcontractor without a task
		"SUP-CON-05": evaluator.Unknown,  // when was it assessed?

		// Of what should or may be met, what the dossier rules out; the rest is
		// unknown.
		"DAT-CHO-02": evaluator.Fail, // only the payload is exported
		"DAT-CON-01": evaluator.Fail, // processed in the United States
		"DAT-CON-02": evaluator.Fail, // and observed from there
		"DAT-CON-04": evaluator.Fail, // keys with the provider
		"OPS-CON-03": evaluator.Fail, // support from the United States
		"OPS-CON-04": evaluator.Fail, // administration, too
		"TEC-CON-02": evaluator.Fail, // can be switched off from afar
		"RES-CON-07": evaluator.Fail, // backups that can be overwritten
		"SUP-CON-01": evaluator.Fail, // controlled from the United States
		"SUP-CON-15": evaluator.Fail, // critical subcontractor there
	}
	got, open := map[string]evaluator.Outcome{}, map[profiles.Obligation]int{}
	for _, r := range v.Results {
		switch {
		case r.Outcome.Met():
		case r.Outcome == evaluator.Unknown && r.Obligation != profiles.Must:
			open[r.Obligation]++
		default:
			got[r.Criterion] = r.Outcome
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("unmet (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[profiles.Obligation]int{profiles.Should: 31, profiles.May: 45}, open); diff != "" {
		t.Errorf("unknown of what should or may be met (-want +got):\n%s", diff)
	}
	short := map[string]evaluator.ShortReason{}
	for _, r := range v.Results {
		for _, gap := range r.Unproven {
			for _, have := range gap.Have {
				short[have.Proof] = have.Why
			}
		}
	}
	shortfalls := map[string]evaluator.ShortReason{
		"crypto-white-paper": "outOfScope",
		"trust-white-paper":  "tooWeak",
		"access-review":      "expired",
		"self-declaration":   "tooWeak",
	}
	if diff := cmp.Diff(shortfalls, short); diff != "" {
		t.Errorf("why proofs do not do (-want +got):\n%s", diff)
	}
	if r, _ := v.Result("SUP-CON-04"); len(r.Reasons) != 1 || r.Reasons[0].Path != "supplyChain.subcontractors[sub-affiliate].functions" {
		t.Errorf("SUP-CON-04 fails for %v, want the functions of sub-affiliate alone", r.Reasons)
	}
}

// What is published about zot settles nothing against it, and one thing for it:
// everybody may carry it on. The rest that is met is asked of other layers only.
func TestZotFailsNothing(t *testing.T) {
	t.Parallel()
	v := evaluate(t, load(t, "zot.yaml"), "normal", "2026-11-23")
	want := map[string]evaluator.Outcome{
		"TEC-CAP-03": evaluator.Pass,
		"OPS-CON-10": evaluator.NotApplicable,
		"OPS-CON-11": evaluator.NotApplicable,
		"OPS-CAP-04": evaluator.NotApplicable,
	}
	met := map[string]evaluator.Outcome{}
	for _, r := range v.Results {
		if r.Outcome.Met() {
			met[r.Criterion] = r.Outcome
		}
	}
	if diff := cmp.Diff(want, met); diff != "" {
		t.Errorf("met (-want +got):\n%s", diff)
	}
	for _, r := range v.Results {
		if r.Outcome == evaluator.Fail || r.Outcome == evaluator.Error {
			t.Errorf("%s is %s: %v", r.Criterion, r.Outcome, r.Reasons)
		}
		if r.Outcome == evaluator.Unknown && len(r.Missing) == 0 {
			t.Errorf("%s is unknown and names nothing that is missing", r.Criterion)
		}
	}
}

func TestWaivers(t *testing.T) {
	t.Parallel()
	path := filepath.Join("..", "waivers", "waivers.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	waivers, err := evaluator.DecodeWaivers(path, data)
	if err != nil {
		t.Fatal(err)
	}
	f := load(t, "complete.yaml")
	for _, c := range []struct {
		at     string
		want   evaluator.Conformity
		status []evaluator.WaiverStatus
	}{
		{"2026-11-23", evaluator.ConformantWithDeviations,
			[]evaluator.WaiverStatus{evaluator.WaiverUsed, evaluator.WaiverUsed, evaluator.WaiverUsed}},
		{"2027-05-01", evaluator.NonConformant,
			[]evaluator.WaiverStatus{evaluator.WaiverExpired, evaluator.WaiverExpired, evaluator.WaiverUsed}},
	} {
		v := evaluate(t, f, "high", c.at, evaluator.WithWaivers(waivers...))
		if v.Conformity != c.want {
			t.Errorf("%s: %s, want %s", c.at, v.Conformity, c.want)
		}
		var status []evaluator.WaiverStatus
		for _, w := range v.Waivers {
			status = append(status, w.Status)
		}
		if diff := cmp.Diff(c.status, status); diff != "" {
			t.Errorf("%s: status (-want +got):\n%s", c.at, diff)
		}
	}
}

// lawDays are days on which the laws are checked: one on which the dossiers are
// fresh and one on which dates and proofs have lapsed.
var lawDays = []string{"2026-11-23", "2027-06-30"}

// twoWays are criteria that a dossier may meet in two ways at once, so that no
// one fact is needed; TestTwoWays takes both away.
var twoWays = []string{"TEC-CAP-03"}

var lapsedEvery = flag.Int("lapsed", 8, "of how many facts that are taken out one is on the day on which dates have lapsed too")

// Taking out any one fact may leave a question open; it never answers one, and
// never turns an answer round.
func TestDeletingAFact(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("decides thousands of dossiers")
	}
	for _, file := range shipped(t) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			f := load(t, file)
			before, given := decide(t, f, lawDays...), decide(t, subjectOf(f), lawDays...)
			lost := map[question]bool{}
			deleted := 0
			deleteEach(reflect.ValueOf(&f.Facts).Elem(), "", func(path string) {
				days := lawDays[:1]
				if deleted++; deleted%*lapsedEvery == 0 {
					days = lawDays
				}
				for q, less := range decide(t, f, days...) {
					if more := before[q]; !factMayTurn(less, more) {
						t.Errorf("%v is %s, and %s without %s", q, more, less, path)
					} else if less != more {
						lost[q] = true
					}
				}
			})
			for q, outcome := range before {
				if q.day == lawDays[0] && outcome.Met() && !given[q].Met() && !lost[q] && !slices.Contains(twoWays, q.criterion) {
					t.Errorf("%v is %s whatever fact is missing", q, outcome)
				}
			}
		})
	}
}

// The complete offer gives customers a seat and the right to go on alone; either
// is enough, and one of them is needed.
func TestTwoWays(t *testing.T) {
	t.Parallel()
	outcome := func(forget func(*evidence.RoadmapInfluence)) evaluator.Outcome {
		f := load(t, "complete.yaml")
		forget(&f.Technological.Roadmap)
		v := evaluate(t, f, "normal", "2026-11-23")
		r, _ := v.Result("TEC-CAP-03")
		return r.Outcome
	}
	seats := func(r *evidence.RoadmapInfluence) { r.CustomerSeat, r.PublicBodySeat = nil, nil }
	fork := func(r *evidence.RoadmapInfluence) { r.ForkRight = nil }
	for name, c := range map[string]struct {
		forget func(*evidence.RoadmapInfluence)
		want   evaluator.Outcome
	}{
		"without seats":      {seats, evaluator.Pass},
		"without the right":  {fork, evaluator.Pass},
		"without either way": {func(r *evidence.RoadmapInfluence) { seats(r); fork(r) }, evaluator.Unknown},
	} {
		if got := outcome(c.forget); got != c.want {
			t.Errorf("%s TEC-CAP-03 is %s, want %s", name, got, c.want)
		}
	}
}

// Taking out any one proof makes nothing better, and nothing but what is proven
// worse.
func TestDeletingAProof(t *testing.T) {
	t.Parallel()
	for _, file := range shipped(t) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			f := load(t, file)
			before, proofs := decide(t, f, lawDays...), f.Proofs
			for i := range proofs {
				f.Proofs = slices.Delete(slices.Clone(proofs), i, i+1)
				for q, less := range decide(t, f, lawDays...) {
					if more := before[q]; less.Rank() > more.Rank() || !proofMayTurn(less, more) {
						t.Errorf("%v is %s, and %s without proof %s", q, more, less, proofs[i].ID)
					}
				}
			}
			f.Proofs = nil
			given := decide(t, subjectOf(f), lawDays...)
			for q, less := range decide(t, f, lawDays...) {
				if less.Met() && less != given[q] {
					t.Errorf("%v is %s without any proof", q, less)
				}
			}
		})
	}
}

// The subject is given, not proven: its layer alone decides that some criteria
// do not apply to it, and nothing else.
func TestSubjectAlone(t *testing.T) {
	t.Parallel()
	for _, file := range shipped(t) {
		f := load(t, file)
		elsewhere := map[string]bool{}
		for q, outcome := range decide(t, subjectOf(f), lawDays...) {
			switch {
			case outcome == evaluator.NotApplicable:
				elsewhere[q.criterion] = true
			case outcome != evaluator.Unknown:
				t.Errorf("%s: %v is %s without any fact", file, q, outcome)
			}
		}
		want := map[evidence.Layer][]string{
			evidence.LayerPlatform: {"OPS-CAP-04", "OPS-CON-10", "OPS-CON-11"},
			evidence.LayerApplication: {"DAT-CAP-02", "OPS-CAP-04", "OPS-CON-10", "OPS-CON-11", "RES-CAP-06", "SUP-CAP-02",
				"SUP-CAP-08", "TEC-CHO-02"},
		}[f.Subject.Layer]
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(elsewhere))); diff != "" {
			t.Errorf("%s: not applicable at this layer (-want +got):\n%s", file, diff)
		}
	}
}

// subjectOf returns the subject of a fragment, without facts and proofs.
func subjectOf(f *evidence.Fragment) *evidence.Fragment {
	return &evidence.Fragment{Subject: f.Subject}
}

// factMayTurn reports whether one more fact, contradicting none, may turn an
// outcome into another.
func factMayTurn(from, to evaluator.Outcome) bool {
	switch from {
	case evaluator.Unknown:
		return true
	case evaluator.Unproven:
		return to == from || to.Met()
	case evaluator.Pass:
		return to.Met()
	}
	return to == from
}

// proofMayTurn reports whether one more proof may turn an outcome into another.
func proofMayTurn(from, to evaluator.Outcome) bool {
	switch from {
	case evaluator.Unproven:
		return to == from || to.Met()
	case evaluator.Pass:
		return to.Met()
	}
	return to == from
}

// deleteEach calls do once for every fact that is stated, with it taken out: for
// each scalar, each list, and each fact of a list's elements.
func deleteEach(v reflect.Value, path string, do func(path string)) {
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if name != "id" {
				deleteEach(v.Field(i), strings.TrimPrefix(path+"."+name, "."), do)
			}
		}
		return
	}
	if v.IsNil() {
		return
	}
	stated := reflect.ValueOf(v.Interface())
	v.SetZero()
	do(path)
	v.Set(stated)
	if v.Kind() != reflect.Slice {
		return
	}
	for i := range v.Len() {
		if id := recordID(v.Index(i)); id != "" {
			deleteEach(v.Index(i), path+"["+id+"]", do)
		}
	}
}

// recordID returns the id of a list's element, "" for a scalar.
func recordID(v reflect.Value) string {
	if v.Kind() != reflect.Struct {
		return ""
	}
	id := v.FieldByName("ID")
	if !id.IsValid() {
		return ""
	}
	return id.String()
}

// question is a criterion asked under a profile on a day.
type question struct{ criterion, profile, day string }

// decide gives the outcome of every criterion under every profile on every day
// of lawDays.
func decide(t *testing.T, f *evidence.Fragment, days ...string) map[question]evaluator.Outcome {
	t.Helper()
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := map[question]evaluator.Outcome{}
	for _, profile := range profiles.Names() {
		e := compiled(t, profile)
		for _, day := range days {
			decision, err := e.Decide(t.Context(), d, instant(t, day))
			if err != nil {
				t.Fatal(err)
			}
			for i, criterion := range e.Profile().Criteria() {
				outcomes[question{criterion, profile, day}] = decision.Outcomes[i]
			}
		}
	}
	return outcomes
}

func shipped(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no dossiers", err)
	}
	return files
}

func load(t *testing.T, file string) *evidence.Fragment {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := evidence.Decode(file, data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func evaluate(t *testing.T, f *evidence.Fragment, profile, day string, opts ...evaluator.Option) evaluator.Verdict {
	t.Helper()
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	v, err := compiled(t, profile).Evaluate(t.Context(), d, instant(t, day), opts...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func compiled(t *testing.T, profile string) *evaluator.Evaluator {
	t.Helper()
	all, err := compileAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[profile]
}

var compileAll = sync.OnceValues(func() (map[string]*evaluator.Evaluator, error) {
	catalogue, err := criteria.Embedded()
	if err != nil {
		return nil, err
	}
	all := map[string]*evaluator.Evaluator{}
	for _, name := range profiles.Names() {
		profile, err := profiles.Lookup(name)
		if err != nil {
			return nil, err
		}
		if all[name], err = evaluator.Compile(catalogue, profile); err != nil {
			return nil, err
		}
	}
	return all, nil
})

func unmet(v evaluator.Verdict) map[string]evaluator.Outcome {
	out := map[string]evaluator.Outcome{}
	for _, r := range v.Results {
		if !r.Outcome.Met() {
			out[r.Criterion] = r.Outcome
		}
	}
	return out
}

func instant(t *testing.T, day string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func date(t *testing.T, day string) *evidence.Date {
	t.Helper()
	d := new(evidence.Date)
	if err := d.UnmarshalText([]byte(day)); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", day, err))
	}
	return d
}
