// Package dossiers_test holds the shipped dossiers to what they are shipped to
// show, and to the laws of evaluation.
package dossiers_test

import (
	"fmt"
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

	{"weak.yaml", "normal", "2026-11-01", evaluator.NonConformant},
	{"weak.yaml", "normal", "2026-11-23", evaluator.NonConformant},
	{"weak.yaml", "high", "2026-11-23", evaluator.NonConformant},
	{"weak.yaml", "very-high", "2026-11-23", evaluator.NonConformant},

	{"zot.yaml", "normal", "2026-11-01", evaluator.Inconclusive},
	{"zot.yaml", "normal", "2026-11-23", evaluator.Inconclusive},
	{"zot.yaml", "high", "2026-11-23", evaluator.Inconclusive},
	{"zot.yaml", "very-high", "2026-11-23", evaluator.Inconclusive},
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

// The complete offer meets normal; what it lacks for high is a C5 report of
// Type 2 and an open standard for one interface.
func TestCompleteUnderHigh(t *testing.T) {
	t.Parallel()
	v := evaluate(t, load(t, "complete.yaml"), "high", "2026-11-23")
	want := map[string]evaluator.Outcome{
		"OPS-CON-08": evaluator.Fail,
		"TEC-CHO-01": evaluator.Fail,
		"TEC-CON-01": evaluator.Unproven,
	}
	if diff := cmp.Diff(want, unmet(v)); diff != "" {
		t.Errorf("unmet (-want +got):\n%s", diff)
	}
}

// Two figures must be renewed each quarter; everything else lasts.
func TestCompleteLasts(t *testing.T) {
	t.Parallel()
	f := load(t, "complete.yaml")
	stale := map[string]evaluator.Outcome{"RES-CON-04": evaluator.Fail, "TEC-CON-06": evaluator.Fail}
	for _, day := range []string{"2027-02-01", "2027-06-30"} {
		if diff := cmp.Diff(stale, unmet(evaluate(t, f, "normal", day))); diff != "" {
			t.Errorf("unmet on %s (-want +got):\n%s", day, diff)
		}
	}
	f.Resilience.Availability.Measured.Until = date(t, "2027-05-31")
	f.Technological.Vulnerabilities.Remediation.CountedOn = date(t, "2027-05-31")
	if v := evaluate(t, f, "normal", "2027-06-30"); v.Conformity != evaluator.Conformant {
		t.Errorf("with both figures renewed: %s on 2027-06-30; unmet: %v", v.Conformity, unmet(v))
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
	}
	if diff := cmp.Diff(want, unmet(v)); diff != "" {
		t.Errorf("unmet (-want +got):\n%s", diff)
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

// What is published about zot settles nothing against it.
func TestZotFailsNothing(t *testing.T) {
	t.Parallel()
	v := evaluate(t, load(t, "zot.yaml"), "normal", "2026-11-23")
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

// Taking out any one fact may leave a question open; it never answers one, and
// never turns an answer round.
func TestDeletingAFact(t *testing.T) {
	t.Parallel()
	for _, file := range shipped(t) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			f := load(t, file)
			before := decide(t, f)
			lost := map[question]bool{}
			deleteEach(reflect.ValueOf(&f.Facts).Elem(), "", func(path string) {
				for q, less := range decide(t, f) {
					if more := before[q]; !factMayTurn(less, more) {
						t.Errorf("%v is %s, and %s without %s", q, more, less, path)
					} else if less != more {
						lost[q] = true
					}
				}
			})
			for q, outcome := range before {
				if outcome == evaluator.Pass && !lost[q] {
					t.Errorf("%v passes whatever fact is missing", q)
				}
			}
		})
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
			before, proofs := decide(t, f), f.Proofs
			for i := range proofs {
				f.Proofs = slices.Delete(slices.Clone(proofs), i, i+1)
				for q, less := range decide(t, f) {
					if more := before[q]; less.Rank() > more.Rank() || !proofMayTurn(less, more) {
						t.Errorf("%v is %s, and %s without proof %s", q, more, less, proofs[i].ID)
					}
				}
			}
			f.Proofs = nil
			for q, less := range decide(t, f) {
				if less.Met() {
					t.Errorf("%v is %s without any proof", q, less)
				}
			}
		})
	}
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
func decide(t *testing.T, f *evidence.Fragment) map[question]evaluator.Outcome {
	t.Helper()
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := map[question]evaluator.Outcome{}
	for _, profile := range profiles.Names() {
		e := compiled(t, profile)
		for _, day := range lawDays {
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
