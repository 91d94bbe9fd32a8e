package report_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

var update = flag.Bool("update", false, "write the reports into the golden files")

// scenario is a verdict made from the files of an archive.
type scenario struct {
	verdict   evaluator.Verdict
	catalogue *criteria.Catalogue
}

func load(t testing.TB, archive *txtar.Archive) scenario {
	t.Helper()
	files := map[string][]byte{}
	var fragments []*evidence.Fragment
	for _, f := range archive.Files {
		files[f.Name] = f.Data
		if bytes.HasPrefix(f.Data, []byte("trias: dossier/v1")) {
			fragment, err := evidence.Decode(f.Name, f.Data)
			if err != nil {
				t.Fatal(err)
			}
			fragments = append(fragments, fragment)
		}
	}
	catalogue, err := criteria.Decode("catalogue.yaml", files["catalogue.yaml"])
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Decode("profile.yaml", files["profile.yaml"], catalogue)
	if err != nil {
		t.Fatal(err)
	}
	var waivers []evaluator.Waiver
	if data, ok := files["waivers.yaml"]; ok {
		if waivers, err = evaluator.DecodeWaivers("waivers.yaml", data); err != nil {
			t.Fatal(err)
		}
	}
	var records []evaluator.Onboarding
	if data, ok := files["onboarding.yaml"]; ok {
		record, err := evaluator.DecodeOnboarding("onboarding.yaml", data)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, *record)
	}
	dossier, err := evidence.Merge(fragments...)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(string(files["at"])))
	if err != nil {
		t.Fatal(err)
	}
	verdict, err := e.Evaluate(context.Background(), dossier, at, evaluator.WithWaivers(waivers...), evaluator.WithOnboarding(records...))
	if err != nil {
		t.Fatal(err)
	}
	return scenario{verdict, catalogue}
}

func render(t testing.TB, s scenario, opts report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, &s.verdict, s.catalogue, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func archives(t testing.TB) map[string]*txtar.Archive {
	t.Helper()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	all := map[string]*txtar.Archive{}
	for _, name := range names {
		if all[name], err = txtar.ParseFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// modes are the ways to say more or less of a verdict.
func modes(s scenario) []report.Options {
	var all []string
	for _, x := range s.verdict.Results {
		all = append(all, x.Criterion)
	}
	return []report.Options{{}, {Full: true}, {Criteria: all}, {Criteria: all[:1], More: []string{"a", "b"}}}
}

// TestGolden compares the reports of the verdicts in testdata with the files
// report.en.txt and report.de.txt there, in full with full.en.txt and full.de.txt,
// and as Markdown with report.en.md and report.de.md.
func TestGolden(t *testing.T) {
	for name, archive := range archives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			s := load(t, archive)
			var kept []txtar.File
			want := map[string]string{}
			for _, f := range archive.Files {
				if strings.HasPrefix(f.Name, "report.") || strings.HasPrefix(f.Name, "full.") {
					want[f.Name] = string(f.Data)
					continue
				}
				kept = append(kept, f)
			}
			for _, lang := range report.Languages() {
				for _, form := range []struct {
					file string
					opts report.Options
				}{
					{"report." + lang + ".txt", report.Options{}},
					{"full." + lang + ".txt", report.Options{Full: true}},
					{"report." + lang + ".md", report.Options{Format: report.FormatMarkdown}},
				} {
					form.opts.Lang, form.opts.More = lang, []string{"ask"}
					file, got := form.file, render(t, s, form.opts)
					if !*update && got != want[file] {
						t.Errorf("%s: got:\n%s\nwant:\n%s", file, got, want[file])
					}
					kept = append(kept, txtar.File{Name: file, Data: []byte(got)})
				}
			}
			if *update {
				archive.Files = kept
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestWidth(t *testing.T) {
	for name, archive := range archives(t) {
		s := load(t, archive)
		for _, lang := range report.Languages() {
			for width, limit := range map[int]int{0: 100, 10: 60, 60: 60, 77: 77, 120: 120, 500: 120} {
				for _, opts := range modes(s) {
					opts.Lang, opts.Width = lang, width
					for line := range strings.Lines(render(t, s, opts)) {
						line = strings.TrimSuffix(line, "\n")
						if n := utf8.RuneCountInString(line); n > limit {
							t.Errorf("%s, width %d: %d characters: %s", name, width, n, line)
						}
						if line != strings.TrimRight(line, " ") {
							t.Errorf("%s, width %d: trailing space: %q", name, width, line)
						}
					}
				}
			}
		}
	}
}

var colours = regexp.MustCompile("\x1b\\[[0-9;]*m")

// TestColor: colour adds nothing but colour, and is not there unasked.
func TestColor(t *testing.T) {
	for _, archive := range archives(t) {
		s := load(t, archive)
		plain, coloured := render(t, s, report.Options{}), render(t, s, report.Options{Color: true})
		if strings.Contains(plain, "\x1b") || !strings.Contains(coloured, "\x1b") {
			t.Error("colour is there without being asked for, or not there although it was")
		}
		trim := regexp.MustCompile(`(?m) +$`)
		if got := trim.ReplaceAllString(colours.ReplaceAllString(coloured, ""), ""); got != plain {
			t.Errorf("colour changes the text:\n%s", got)
		}
	}
}

// TestNoRuleLanguage: nothing of the rule language reaches a reader.
func TestNoRuleLanguage(t *testing.T) {
	syntax := regexp.MustCompile(`&&|\|\||==|!=|by\(|attested\(|inspected\(|gapless\(|\.all\(|\.exists\(|params\.|\{|\}`)
	for name, archive := range archives(t) {
		s := load(t, archive)
		for _, lang := range report.Languages() {
			for _, opts := range modes(s) {
				opts.Lang = lang
				if got := syntax.FindString(render(t, s, opts)); got != "" {
					t.Errorf("%s, %s: the report shows %q", name, lang, got)
				}
			}
		}
	}
}

func TestDeterministic(t *testing.T) {
	for _, archive := range archives(t) {
		first := render(t, load(t, archive), report.Options{})
		for range 20 {
			if render(t, load(t, archive), report.Options{}) != first {
				t.Fatal("two reports of one verdict differ")
			}
		}
	}
}

// TestDecoded: a stored verdict gives the same report.
func TestDecoded(t *testing.T) {
	for _, archive := range archives(t) {
		s := load(t, archive)
		data, err := s.verdict.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		stored, err := evaluator.DecodeVerdict("verdict.json", data)
		if err != nil {
			t.Fatal(err)
		}
		if got := render(t, scenario{*stored, s.catalogue}, report.Options{}); got != render(t, s, report.Options{}) {
			t.Error("the report of a stored verdict differs")
		}
	}
}

func some(t *testing.T) scenario {
	t.Helper()
	return load(t, archives(t)["testdata/everything.txtar"])
}

// TestMeaning: what every conformity means, in words.
func TestMeaning(t *testing.T) {
	s := some(t)
	due, err := evidence.ParseDate("2027-01-12")
	if err != nil {
		t.Fatal(err)
	}
	result := func(o profiles.Obligation, outcome evaluator.Outcome) evaluator.Result {
		return evaluator.Result{Criterion: "MET", Dimension: criteria.Capability, Obligation: o, Outcome: outcome}
	}
	waived, later := result(profiles.Must, evaluator.Fail), result(profiles.Must, evaluator.Unknown)
	waived.Waived, later.DueBy = true, &due
	waivedMay, laterShould := result(profiles.May, evaluator.Fail), result(profiles.Should, evaluator.Fail)
	waivedMay.Waived, laterShould.DueBy = true, &due
	contradicted := result(profiles.Must, evaluator.Unknown)
	contradicted.Contradicted = []evidence.Contradiction{{Path: "data.keys.custody"}}
	for _, c := range []struct {
		conformity evaluator.Conformity
		results    []evaluator.Result
		en, de     string
	}{
		{evaluator.Conformant, []evaluator.Result{result(profiles.Must, evaluator.Pass)},
			"Every MUST and SHOULD requirement is met with the proof the profile demands",
			"Alle MUSS- und SOLL-Anforderungen sind mit den Nachweisen, die das Profil verlangt, erfüllt"},
		{evaluator.Conformant, []evaluator.Result{laterShould}, "One SHOULD requirement whose term is still running", "Eine SOLL-Anforderung, deren Frist noch läuft"},
		{evaluator.ConformantWithDeviations, []evaluator.Result{waived}, "There is one deviation", "Es besteht eine Abweichung"},
		{evaluator.ConformantWithDeviations, []evaluator.Result{waived, result(profiles.Should, evaluator.Unproven), result(profiles.May, evaluator.Fail)},
			"There are 2 deviations", "Es bestehen 2 Abweichungen"},
		{evaluator.ConformantWithDeviations, []evaluator.Result{waivedMay}, "There is one deviation", "Es besteht eine Abweichung"},
		{evaluator.Inconclusive, []evaluator.Result{contradicted}, "neither affirmed nor denied. What is to be clarified is listed below.",
			"weder bejahen noch verneinen. Was zu klären ist, ist unten aufgeführt."},
		{evaluator.Inconclusive, []evaluator.Result{contradicted, result(profiles.Must, evaluator.Unproven)}, "What is missing is listed below.",
			"Was fehlt, ist unten aufgeführt."},
		{evaluator.Inconclusive, []evaluator.Result{result(profiles.Must, evaluator.Error)}, "One MUST requirement could not be evaluated",
			"Eine MUSS-Anforderung ließ sich nicht auswerten"},
		{evaluator.Provisional, []evaluator.Result{later}, "The verdict holds until 12 January 2027", "Das Ergebnis gilt bis 12.01.2027"},
		{evaluator.Inconclusive, []evaluator.Result{result(profiles.Must, evaluator.Unproven), waived, later},
			"One MUST requirement can be neither", "Eine MUSS-Anforderung lässt sich"},
		{evaluator.Inconclusive, []evaluator.Result{result(profiles.Should, evaluator.Fail)}, "without a recorded reason", "ohne dass ein Grund festgehalten ist"},
		{evaluator.NonConformant, []evaluator.Result{result(profiles.Must, evaluator.Fail), result(profiles.Must, evaluator.Fail), result(profiles.Must, evaluator.Unknown)},
			"2 MUST requirements are not met. Proof of the same statements cannot change that; the statements themselves would have to change. One more MUST requirement is open.",
			"2 MUSS-Anforderungen nicht erfüllt. Zusätzliche Nachweise zu denselben Angaben ändern daran nichts; dazu müssten sich die Angaben selbst ändern. Eine weitere MUSS-Anforderung ist offen."},
	} {
		s.verdict.Conformity, s.verdict.Results, s.verdict.ProvisionalUntil = c.conformity, c.results, nil
		if c.conformity == evaluator.Provisional {
			s.verdict.ProvisionalUntil = &due
		}
		for lang, want := range map[string]string{"en": c.en, "de": c.de} {
			text := strings.Join(strings.Fields(render(t, s, report.Options{Lang: lang})), " ")
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing in\n%s", c.conformity, want, text)
			}
		}
	}
}

// TestSubject: a subject is named by what is known of it.
func TestSubject(t *testing.T) {
	s := some(t)
	for want, subject := range map[string]evidence.Subject{
		"Example 2.1 (offer-1): ":               {ID: "offer-1", Name: "Example", Version: "2.1"},
		"offer-1 2.1: ":                         {ID: "offer-1", Version: "2.1"},
		"offer-1, no version named: ":           {ID: "offer-1"},
		"Example (offer-1), no version named: ": {ID: "offer-1", Name: "Example"},
		"{profile} 2.1 (offer-1): ":             {ID: "offer-1", Name: "{profile}", Version: "2.1"},
	} {
		s.verdict.Subject = subject
		if got := render(t, s, report.Options{}); !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q", got[:60], want)
		}
	}
}

// TestHostile: what comes from a dossier cannot command a terminal.
func TestHostile(t *testing.T) {
	s := some(t)
	s.verdict.Subject.Name = "a\x1b[2Jb\nc\u202ed"
	s.verdict.Waivers = []evaluator.AppliedWaiver{{Waiver: evaluator.Waiver{ID: "w", Reason: "x\r\x07y"}, Status: evaluator.WaiverExpired}}
	text := render(t, s, report.Options{})
	if strings.ContainsAny(text, "\x1b\r\x07\u202e") || !strings.Contains(text, "a\uFFFD[2Jb c\uFFFDd") {
		t.Errorf("got %q", text[:100])
	}
}

func TestErrors(t *testing.T) {
	s := some(t)
	embedded, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	broken := s.verdict
	broken.Results = []evaluator.Result{{Criterion: "X", Dimension: criteria.Choice, Obligation: profiles.Must, Outcome: evaluator.Unproven,
		Unproven: []evaluator.ProofGap{{Path: "data.keys.custody", Needs: `by("hearsay")`}}}}
	for name, c := range map[string]struct {
		verdict   *evaluator.Verdict
		catalogue *criteria.Catalogue
		lang      string
		want      error
	}{
		"catalogue": {&s.verdict, embedded, "en", report.ErrCatalogue},
		"language":  {&s.verdict, s.catalogue, "dee", report.ErrLanguage},
		"demand":    {&broken, s.catalogue, "de", report.ErrDemand},
	} {
		var b bytes.Buffer
		if err := report.Text(&b, c.verdict, c.catalogue, report.Options{Lang: c.lang}); !errors.Is(err, c.want) || b.Len() > 0 {
			t.Errorf("%s: got %v and %d bytes", name, err, b.Len())
		}
	}
}

// TestBroken: an outcome that no shipped rule has.
func TestBroken(t *testing.T) {
	s := some(t)
	s.verdict.Results = []evaluator.Result{{Criterion: "MET", Dimension: criteria.Capability, Obligation: profiles.Must, Outcome: evaluator.Error,
		Reasons: []evaluator.Reason{{Path: "params.x == 3", Operator: "is", Error: "integer overflow"}, {Path: "at", Operator: ">", Got: evidence.String("2026-11-01")}}}}
	text := render(t, s, report.Options{})
	for _, want := range []string{"Could not be evaluated", "too large to be calculated with", "a condition of the criterion that reads no fact", "1 November 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}
