package main

import (
	"bytes"
	"context"
	"flag"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/simulate/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

var (
	update = flag.Bool("update", false, "write the reports and the pictures anew")
	whole  = flag.Bool("whole", false, "count all offers by hand, not the first ones")
)

// full are the results of the study, which are computed once.
var full = sync.OnceValues(func() (*simulate.Results, error) {
	c, err := compile()
	if err != nil {
		return nil, err
	}
	return simulated(context.Background(), c)
})

func results(t *testing.T) *simulate.Results {
	t.Helper()
	r, err := full()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// first is the study of the first records alone.
func first(t *testing.T, records int64) *simulate.Compiled {
	t.Helper()
	c, err := compile()
	if err != nil {
		t.Fatal(err)
	}
	d := c.Study().Definition()
	d.Records = min(records, d.Records)
	data, err := doc.EncodeJSON(&d)
	if err != nil {
		t.Fatal(err)
	}
	study, err := simulate.Load("study.yaml", data, files)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = study.Compile(); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestTold compares what the program writes with the files in results, in both
// languages: every report in Markdown and every picture as SVG.
func TestTold(t *testing.T) {
	t.Parallel()
	r := results(t)
	all, err := report.Files(r, report.Options{Command: command}, false)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]byte{}
	stored, err := filepath.Glob("results/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range stored {
		if *update {
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if want[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range all {
		if strings.HasSuffix(name, ".html") { // holds what the others have
			continue
		}
		if *update {
			if err := os.WriteFile(filepath.Join("results", name), data, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(string(want[name]), string(data)); diff != "" {
			t.Errorf("%s (-want +got), run with -update and look at the difference:\n%.2000s", name, diff)
		}
		delete(want, name)
	}
	for name := range want {
		t.Errorf("%s is no longer written", name)
	}
}

// blocks reports whether an outcome of a MUST keeps an offer from being admitted.
func blocks(o evaluator.Outcome) bool { return o != evaluator.Pass && o != evaluator.NotApplicable }

// TestByHand counts again without any of the code that counted: it writes each offer
// out as a dossier, lets the evaluator decide it under the profile and under profiles of
// other deadlines, and counts in a plain loop.
func TestByHand(t *testing.T) {
	t.Parallel()
	records := int64(150)
	if *whole {
		records = math.MaxInt64
	}
	c := first(t, records)
	r, err := simulated(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	evaluators := map[string]*evaluator.Evaluator{"30": c.Study().Evaluator("high")}
	high := evaluators["30"].Profile()
	for _, days := range []string{"7", "14"} {
		p, err := profiles.Decode("strict.yaml", []byte("trias: profile/v1\nid: other\nversion: 1.0.0\ntitle: {en: other, de: andere}\ncatalogue: trias\nextends: high\n"+
			"criteria:\n  DAT-CON-06: {params: {maxDays: "+days+"}}\n"), evaluators["30"].Catalogue(), high)
		if err != nil {
			t.Fatal(err)
		}
		if evaluators[days], err = evaluator.Compile(evaluators["30"].Catalogue(), p); err != nil {
			t.Fatal(err)
		}
	}
	longest, err := evaluators["30"].Vary(evaluator.Variation{Params: map[string]map[string]evidence.Value{"DAT-CON-06": {"maxDays": evidence.Int(60)}}})
	if err != nil { // a profile that extends another must not relax it
		t.Fatal(err)
	}
	evaluators["60"] = longest
	admitted := map[string]int64{}
	alone := map[string]int64{}
	for i := range r.Records {
		d, err := c.Dossier(i)
		if err != nil {
			t.Fatal(err)
		}
		for days, e := range evaluators {
			decision, err := e.Decide(t.Context(), d, r.At.Time)
			if err != nil {
				t.Fatal(err)
			}
			if decision.Conformity != evaluator.NonConformant && decision.Conformity != evaluator.Inconclusive {
				admitted[days]++
				continue
			}
			if days != "30" {
				continue
			}
			var unmet []string
			for k, id := range high.Criteria() {
				applied, _ := high.Applied(id) // it lists what it applies
				if applied.At(d.Subject().Layer) == profiles.Must && blocks(decision.Outcomes[k]) {
					unmet = append(unmet, id)
				}
			}
			if len(unmet) == 1 {
				alone[unmet[0]]++
			}
		}
	}
	if got := r.Rates[0].Admitted.Count; got != admitted["30"] {
		t.Errorf("admitted: %d, by hand %d", got, admitted["30"])
	}
	for _, p := range r.Sweeps[0].Points {
		if want, counted := admitted[p.Value]; counted && p.Admitted.Count != want {
			t.Errorf("admitted within %s days: %d, by hand %d", p.Value, p.Admitted.Count, want)
		}
	}
	for _, m := range r.Competition[0].Musts {
		if m.Alone.Count != alone[m.Criterion] {
			t.Errorf("%s excludes %d alone, by hand %d", m.Criterion, m.Alone.Count, alone[m.Criterion])
		}
	}
	if len(alone) < 3 || admitted["7"] >= admitted["14"] || admitted["14"] >= admitted["30"] || admitted["30"] >= admitted["60"] {
		t.Errorf("the study no longer shows what it asks for: %v alone, %v admitted", alone, admitted)
	}
}

// TestWilson computes the intervals of the study again, by the formula of Wilson (1927)
// in floating point.
func TestWilson(t *testing.T) {
	t.Parallel()
	r := results(t)
	const z = 1.959963984540054 // the 0.975 quantile of the normal distribution
	near := func(what string, got *exact.Number, want float64) {
		t.Helper()
		if got == nil {
			t.Errorf("%s: there is none", what)
			return
		}
		if f, _ := got.Rat().Float64(); math.Abs(f-want) > 1e-8 {
			t.Errorf("%s: %v, by the formula %v", what, f, want)
		}
	}
	check := func(what string, s simulate.Share) {
		t.Helper()
		n := float64(s.Of)
		p := float64(s.Count) / n
		middle, half := (p+z*z/(2*n))/(1+z*z/n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))/(1+z*z/n)
		near(what+", share", s.Share, p)
		near(what+", low", s.Low, max(middle-half, 0))
		near(what+", high", s.High, middle+half)
	}
	check("admitted", r.Rates[0].Admitted)
	for _, c := range r.Rates[0].Conformity {
		check(string(c.Conformity), c.Share)
	}
	for _, m := range r.Competition[0].Musts {
		check(m.Criterion, m.Alone)
	}
	for _, p := range r.Sweeps[0].Points {
		check("within "+p.Value+" days", p.Admitted)
	}
}

// TestReadme: what the README says of the results is what the report says.
func TestReadme(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := report.Markdown(&out, results(t), report.Options{}); err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?m)^> - (.*)$`).FindAllStringSubmatch(string(text), -1)
	if len(shown) < 3 {
		t.Fatalf("the README shows %d answers", len(shown))
	}
	for _, x := range shown {
		if !strings.Contains(out.String(), "\n- "+x[1]+"\n") {
			t.Errorf("the report does not say: %s", x[1])
		}
	}
	for _, x := range regexp.MustCompile(`!\[[^\]]*\]\(([^)]*)\)`).FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat(x[1]); err != nil {
			t.Error(err)
		}
	}
	if want := strconv.FormatInt(results(t).Records, 10); !strings.Contains(strings.ReplaceAll(string(text), ",", ""), want+" offers") {
		t.Errorf("the README does not speak of %s offers", want)
	}
}

// TestOut: everything is written to a folder, pixels and pages too, and what the
// results hold is the same.
func TestOut(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := run(t.Context(), io.Discard, io.Discard, []string{"-out", dir}); err != nil {
		t.Fatal(err)
	}
	stored, err := filepath.Glob("results/*")
	if err != nil || len(stored) < 16 {
		t.Fatalf("%d results are stored (%v)", len(stored), err)
	}
	for _, name := range stored {
		a, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(filepath.Join(dir, filepath.Base(name))); err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s is written otherwise (%v)", name, err)
		}
		if picture, ok := strings.CutSuffix(filepath.Base(name), ".svg"); ok {
			f, err := os.Open(filepath.Join(dir, picture+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := png.DecodeConfig(f); err != nil {
				t.Errorf("%s: %v", picture, err)
			}
			f.Close()
		}
	}
	for _, lang := range report.Languages() {
		if page, err := os.ReadFile(filepath.Join(dir, "report."+lang+".html")); err != nil || !bytes.Contains(page, []byte("<svg role=\"img\"")) {
			t.Errorf("the page in %s holds no picture (%v)", lang, err)
		}
	}
}

func TestWrongUse(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-lang", "fr"}, {"more"}, {"-no"}} {
		var out bytes.Buffer
		if err := run(t.Context(), &out, io.Discard, args); err == nil || out.Len() > 0 {
			t.Errorf("%q: %v, and %d bytes were written", args, err, out.Len())
		}
	}
}
