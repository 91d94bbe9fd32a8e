package evaluator_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// A golden case is an archive of text files in testdata/cases. It says in its
// first lines which rule of evaluation it shows and holds
//
//	at               the instant of the verdict; several, one a line, where the day makes the difference
//	catalogue.yaml   what is asked
//	base.yaml        the profile that profile.yaml extends or tailors, if it does
//	profile.yaml     how strictly
//	dossier.yaml     what is known; what other sources know is in dossier-2.yaml, dossier-3.yaml, …
//	waivers.yaml     what the assessor accepts, if anything
//	equivalences.yaml  what is accepted as another attestation
//	decisions.yaml   the records of decisions that these name
//	onboarding.yaml  since when the subject is listed, if it is
//
// and what must follow:
//
//	results.txt      the outcome of every criterion at every instant, and why, in the words of the Go API
//	verdict.en.txt   what readers get to see at the last instant, in English and in German;
//	verdict.de.txt   digests are left out
//	verdict.json     the verdict at the last instant, where a case is to show all of it
//
// To add a case, copy one, change it and run
//
//	go test ./evaluator -run TestGoldenCases -update
//
// Then read what was written.
type goldenCase struct {
	catalogue *criteria.Catalogue
	evaluator *evaluator.Evaluator
	dossier   *evidence.Dossier
	waivers   []evaluator.Waiver
	options   []evaluator.Option // waivers included
	records   []evaluator.Onboarding
	inputs    evaluator.Inputs
	instants  []instant
}

// instant is a line of the file at: a day, which begins at 00:00 UTC, or a moment.
type instant struct {
	text string
	time time.Time
}

var updateCases = flag.Bool("update", false, "write what follows into the golden cases")

var (
	goldenInput    = regexp.MustCompile(`^(at|catalogue\.yaml|base\.yaml|profile\.yaml|dossier(-[2-9])?\.yaml|(waivers|equivalences|decisions|onboarding)\.yaml)$`)
	goldenExpected = regexp.MustCompile(`^(results\.txt|verdict\.en\.txt|verdict\.de\.txt|verdict\.json|counterfactuals\.txt|explanation\.(en|de)\.txt)$`)
)

func goldenArchives(t *testing.T) map[string]*txtar.Archive {
	t.Helper()
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	archives := map[string]*txtar.Archive{}
	for _, name := range names {
		if archives[name], err = txtar.ParseFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return archives
}

func readCase(t *testing.T, archive *txtar.Archive) goldenCase {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(bytes.TrimSpace(archive.Comment)) == 0 {
		t.Fatal("the case does not say what it shows")
	}
	files := map[string][]byte{}
	var sources []*evidence.Fragment
	for _, f := range archive.Files {
		switch {
		case goldenInput.MatchString(f.Name):
			files[f.Name] = f.Data
		case !goldenExpected.MatchString(f.Name):
			t.Fatalf("a case has no file %q", f.Name)
		}
		if strings.HasPrefix(f.Name, "dossier") {
			source, err := evidence.Decode(f.Name, f.Data)
			must(err)
			sources = append(sources, source)
		}
	}
	var c goldenCase
	for text := range strings.FieldsSeq(string(files["at"])) {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			at, err = time.Parse(time.RFC3339, text)
		}
		must(err)
		c.instants = append(c.instants, instant{text, at})
	}
	if len(c.instants) == 0 {
		t.Fatal("the case has no instant: write for example 2026-11-01 into the file at")
	}
	var err error
	c.catalogue, err = criteria.Decode("catalogue.yaml", files["catalogue.yaml"])
	must(err)
	var bases []*profiles.Profile
	if base, ok := files["base.yaml"]; ok {
		p, err := profiles.Decode("base.yaml", base, c.catalogue)
		must(err)
		bases = append(bases, p)
	}
	profile, err := profiles.Decode("profile.yaml", files["profile.yaml"], c.catalogue, bases...)
	must(err)
	if waivers, ok := files["waivers.yaml"]; ok {
		c.waivers, err = evaluator.DecodeWaivers("waivers.yaml", waivers)
		must(err)
		c.options = append(c.options, evaluator.WithWaivers(c.waivers...))
	}
	if equivalences, ok := files["equivalences.yaml"]; ok {
		all, err := evaluator.DecodeEquivalences("equivalences.yaml", equivalences)
		must(err)
		c.inputs.Equivalences = all
		c.options = append(c.options, evaluator.WithEquivalences(all...))
	}
	if decisions, ok := files["decisions.yaml"]; ok {
		records, err := profiles.DecodeDecisions("decisions.yaml", decisions)
		must(err)
		c.inputs.Decisions = records
		c.options = append(c.options, evaluator.WithDecisions(records...))
	}
	if record, ok := files["onboarding.yaml"]; ok {
		o, err := evaluator.DecodeOnboarding("onboarding.yaml", record)
		must(err)
		c.records = append(c.records, *o)
		c.options = append(c.options, evaluator.WithOnboarding(*o))
	}
	c.inputs.Sources, c.inputs.Catalogue, c.inputs.Profile, c.inputs.Waivers, c.inputs.Onboarding = sources, c.catalogue, profile, c.waivers, c.records
	c.dossier, err = evidence.Merge(sources...)
	must(err)
	c.evaluator, err = evaluator.Compile(c.catalogue, profile)
	must(err)
	return c
}

// verdicts evaluates the case at every instant. On the way it checks what holds
// for every verdict: the short way decides the same, and a stored verdict is
// read back as it was written.
func (c *goldenCase) verdicts(t *testing.T) []evaluator.Verdict {
	t.Helper()
	var out []evaluator.Verdict
	for _, at := range c.instants {
		v, err := c.evaluator.Evaluate(context.Background(), c.dossier, at.time, c.options...)
		if err != nil {
			t.Fatal(err)
		}
		decision, err := c.evaluator.Decide(context.Background(), c.dossier, at.time, c.options...)
		if err != nil {
			t.Fatal(err)
		}
		if decision.Conformity != v.Conformity {
			t.Errorf("decide: %s, evaluate: %s", decision.Conformity, v.Conformity)
		}
		for i, r := range v.Results {
			if decision.Outcomes[i] != r.Outcome {
				t.Errorf("%s: decide: %s, evaluate: %s", r.Criterion, decision.Outcomes[i], r.Outcome)
			}
		}
		text := encode(t, v)
		stored, err := evaluator.DecodeVerdict("verdict.json", text)
		if err != nil {
			t.Fatal(err)
		}
		if again := encode(t, *stored); !bytes.Equal(text, again) {
			t.Errorf("a stored verdict reads otherwise: %s", firstDifference(text, again))
		}
		out = append(out, v)
	}
	return out
}

// TestGoldenCases: every branch of evaluation as a case people can read and add
// to; see [goldenCase].
func TestGoldenCases(t *testing.T) {
	for path, archive := range goldenArchives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			c := readCase(t, archive)
			verdicts := c.verdicts(t)
			last := &verdicts[len(verdicts)-1]
			follows := []txtar.File{{Name: "results.txt", Data: c.results(verdicts)}}
			for _, lang := range report.Languages() {
				follows = append(follows, txtar.File{Name: "verdict." + lang + ".txt", Data: c.report(t, last, lang)})
			}
			expected := map[string][]byte{}
			for _, f := range archive.Files {
				if goldenExpected.MatchString(f.Name) {
					expected[f.Name] = f.Data
				}
			}
			if _, whole := expected["verdict.json"]; whole {
				follows = append(follows, txtar.File{Name: "verdict.json", Data: encode(t, *last)})
			}
			if *updateCases {
				archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return goldenExpected.MatchString(f.Name) })
				archive.Files = append(archive.Files, follows...)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, f := range follows {
				if !bytes.Equal(f.Data, expected[f.Name]) {
					t.Errorf("%s, %s; got:\n%s\nwant:\n%s", f.Name, firstDifference(f.Data, expected[f.Name]), f.Data, expected[f.Name])
				}
			}
		})
	}
}

// report is what readers get to see, up to the digests.
func (c *goldenCase) report(t *testing.T, v *evaluator.Verdict, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, v, c.catalogue, report.Options{Lang: lang, Width: 100, Full: true}); err != nil {
		t.Fatal(err)
	}
	return upToDigests(t, b.Bytes(), v)
}

// upToDigests cuts a report where its digests begin.
func upToDigests(t *testing.T, text []byte, v *evaluator.Verdict) []byte {
	t.Helper()
	first := bytes.Index(text, []byte(v.Digests.Dossier))
	if first < 0 {
		t.Fatalf("the report does not name the dossier's digest:\n%s", text)
	}
	blank := bytes.LastIndex(text[:first], []byte("\n\n"))
	return text[:blank+1]
}

// results writes what follows at every instant, one fact a line.
func (c *goldenCase) results(verdicts []evaluator.Verdict) []byte {
	var b bytes.Buffer
	for i, v := range verdicts {
		fmt.Fprintf(&b, "%s %s", c.instants[i].text, v.Conformity)
		if v.ProvisionalUntil != nil {
			fmt.Fprintf(&b, " until %s", v.ProvisionalUntil)
		}
		b.WriteString("\n")
		for _, r := range v.Results {
			fmt.Fprintf(&b, "  %s %s %s", r.Criterion, r.Obligation, r.Outcome)
			if r.Waived {
				b.WriteString(", waived")
			}
			if r.DueBy != nil {
				fmt.Fprintf(&b, ", due by %s", r.DueBy)
			}
			if len(r.Equivalences) > 0 {
				fmt.Fprintf(&b, ", by %s", strings.Join(r.Equivalences, ", "))
			}
			if r.Given != nil {
				fmt.Fprintf(&b, " given %s", strings.Join(r.Given, ", "))
			}
			if s := r.Standing; s != nil {
				fmt.Fprintf(&b, ", %s", s.Status)
				if s.From != nil {
					fmt.Fprintf(&b, " from %s", s.From)
				}
				if s.Until != nil {
					fmt.Fprintf(&b, " until %s", s.Until)
				}
				if s.SupersededBy != nil {
					fmt.Fprintf(&b, " superseded by %s", strings.Join(s.SupersededBy, ", "))
				}
			}
			b.WriteString("\n")
			resultLines(&b, r)
		}
		for _, w := range v.Waivers {
			fmt.Fprintf(&b, "  waiver %s %s\n", w.ID, w.Status)
		}
		for _, e := range v.Equivalences {
			fmt.Fprintf(&b, "  equivalence %s %s\n", e.ID, strings.TrimSpace(string(e.Status)+" "+strings.Join(e.Criteria, ", ")))
		}
		for _, d := range v.Decisions {
			fmt.Fprintf(&b, "  decision %s of %s %s: %s\n", d.Decision, d.CitedBy.Kind, d.CitedBy.ID, strings.TrimSpace(string(d.Status)+" "+d.ReplacedBy))
		}
		onboardingLines(&b, v.Onboarding)
	}
	return b.Bytes()
}

func onboardingLines(b *bytes.Buffer, o *evaluator.AppliedOnboarding) {
	if o == nil {
		return
	}
	fmt.Fprintf(b, "  onboarding %s\n", o.Status)
	if t := o.ToList; t != nil {
		fmt.Fprintf(b, "    to list %d days, %s", t.Days, t.Track)
		if t.Proofs != nil {
			fmt.Fprintf(b, " given %s", strings.Join(t.Proofs, ", "))
		}
		if t.By != nil {
			fmt.Fprintf(b, ", by %s: %s", t.By, t.Status)
		}
		b.WriteString("\n")
	}
	if t := o.Recertification; t != nil {
		fmt.Fprintf(b, "    recertify by %s: %s\n", t.By, t.Status)
	}
	if t := o.Sunset; t != nil {
		fmt.Fprintf(b, "    ends %s, %s: %s\n", t.Ends, t.Cause, t.Status)
	}
}

func resultLines(b *bytes.Buffer, r evaluator.Result) {
	for _, why := range r.Reasons {
		fmt.Fprintf(b, "    reason %s %s", why.Path, why.Operator)
		if !why.Wanted.IsZero() {
			fmt.Fprintf(b, " %s", why.Wanted)
		}
		if !why.Got.IsZero() {
			fmt.Fprintf(b, ", got %s", why.Got)
		}
		if why.Accepted != "" {
			fmt.Fprintf(b, ", accepted by %s", why.Accepted)
		}
		if len(why.Proofs) > 0 {
			fmt.Fprintf(b, ", rests on %s", strings.Join(why.Proofs, ", "))
		}
		if len(why.Equivalences) > 0 {
			fmt.Fprintf(b, ", by %s", strings.Join(why.Equivalences, ", "))
		}
		if why.Error != "" {
			fmt.Fprintf(b, ", error: %s", why.Error)
		}
		b.WriteString("\n")
	}
	for _, path := range r.Missing {
		fmt.Fprintf(b, "    missing %s\n", path)
	}
	for _, c := range r.Contradicted {
		fmt.Fprintf(b, "    contradicted %s:", c.Path)
		for i, s := range c.Stated {
			if i > 0 {
				b.WriteString(";")
			}
			fmt.Fprintf(b, " %s by %s", s.Value, strings.Join(s.Sources, ", "))
		}
		b.WriteString("\n")
	}
	for _, gap := range r.Unproven {
		fmt.Fprintf(b, "    unproven %s needs %s", gap.Path, gap.Needs)
		for i, have := range gap.Have {
			if i == 0 {
				b.WriteString(", has")
			} else {
				b.WriteString(",")
			}
			fmt.Fprintf(b, " %s: %s", have.Proof, have.Why)
		}
		b.WriteString("\n")
	}
}

// TestGoldenCasesAreComplete: the cases show every value of every closed set a
// verdict has.
func TestGoldenCasesAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for path, archive := range goldenArchives(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			c := readCase(t, archive)
			for _, v := range c.verdicts(t) {
				seen["conformity "+string(v.Conformity)] = true
				for _, r := range v.Results {
					seen["outcome "+string(r.Outcome)] = true
					seen["obligation "+string(r.Obligation)] = true
					if r.Standing != nil {
						seen["standing "+string(r.Standing.Status)] = true
					} else {
						seen["standing "+string(criteria.InForce)] = true
					}
					for _, gap := range r.Unproven {
						for _, have := range gap.Have {
							seen["shortfall "+string(have.Why)] = true
						}
					}
				}
				for _, w := range v.Waivers {
					seen["waiver "+string(w.Status)] = true
				}
				for _, e := range v.Equivalences {
					seen["equivalence "+string(e.Status)] = true
				}
				for _, d := range v.Decisions {
					seen["decision "+string(d.Status)] = true
				}
				if o := v.Onboarding; o != nil {
					seen["onboarding "+string(o.Status)] = true
					if t := o.ToList; t != nil {
						seen["term "+string(t.Status)], seen["track "+string(t.Track)] = true, true
					}
					if t := o.Sunset; t != nil {
						seen["term "+string(t.Status)], seen["sunset "+string(t.Cause)] = true, true
					}
				}
			}
		})
	}
	for set, values := range map[string][]string{
		"outcome": evaluator.Outcome("").Values(), "conformity": evaluator.Conformity("").Values(),
		"obligation": profiles.Obligation("").Values(), "shortfall": evaluator.ShortReason("").Values(),
		"standing": criteria.Standing("").Values(),
		"waiver":   evaluator.WaiverStatus("").Values(), "equivalence": evaluator.EquivalenceStatus("").Values(),
		"decision":   evaluator.DecisionStatus("").Values(),
		"onboarding": evaluator.OnboardingStatus("").Values(), "term": evaluator.TermStatus("").Values(),
		"track": evaluator.Track("").Values(), "sunset": evaluator.SunsetCause("").Values(),
	} {
		for _, value := range values {
			if !seen[set+" "+value] {
				t.Errorf("no case shows %s %s", set, value)
			}
		}
	}
}

// Waivers have no place in a tender, whatever becomes of them outside one; a
// tender without waivers is evaluated like anything else.
func TestNoWaiversInATender(t *testing.T) {
	e := embedded()[0]
	c := generate(t, 1)
	subject := c.dossier.Subject()
	valid, err := evaluator.DecodeWaivers("waivers.yaml", fmt.Appendf(nil, `trias: waivers/v1
waivers:
  - {id: w1, subject: %q, version: %q, profile: normal, criterion: %s, accepts: [fail], authority: CIO, reason: why, from: 2026-01-01, until: 2036-12-31}
  - {id: w2, subject: another, version: "1", profile: another, criterion: ANOTHER, accepts: [fail], authority: CIO, reason: why, from: 2020-01-01, until: 2020-12-31}
`, subject.ID, subject.Version, e.Profile().Criteria()[0]))
	if err != nil {
		t.Fatal(err)
	}
	for name, given := range map[string]struct {
		options []evaluator.Option
		refused bool
	}{
		"a waiver":                       {[]evaluator.Option{evaluator.InTender(), evaluator.WithWaivers(valid[0])}, true},
		"the options the other way":      {[]evaluator.Option{evaluator.WithWaivers(valid[0]), evaluator.InTender()}, true},
		"a waiver for something else":    {[]evaluator.Option{evaluator.InTender(), evaluator.WithWaivers(valid[1])}, true},
		"a tender without waivers":       {[]evaluator.Option{evaluator.InTender()}, false},
		"a tender with an empty list":    {[]evaluator.Option{evaluator.InTender(), evaluator.WithWaivers()}, false},
		"waivers, and it is no tender":   {[]evaluator.Option{evaluator.WithWaivers(valid...)}, false},
		"neither waivers nor any tender": {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := e.Evaluate(context.Background(), c.dossier, testkit.At, given.options...)
			if errors.Is(err, evaluator.ErrWaiverInTender) != given.refused || err != nil && !given.refused {
				t.Fatalf("evaluate: got %v, refused should be %v", err, given.refused)
			}
			if (v.Conformity == "") != given.refused {
				t.Errorf("a Go error is never a verdict: got %q", v.Conformity)
			}
			if _, err := e.Decide(context.Background(), c.dossier, testkit.At, given.options...); errors.Is(err, evaluator.ErrWaiverInTender) != given.refused {
				t.Errorf("decide: got %v, refused should be %v", err, given.refused)
			}
		})
	}
}

// A stored verdict is read strictly: what is not a known value is an error,
// never a default.
func TestVerdictDecodesStrictly(t *testing.T) {
	const verdict = `{
  "trias": "verdict/v1",
  "subject": {"id": "offer", "version": "2.1"},
  "conformity": "inconclusive",
  "at": "2026-11-01T00:00:00Z", "day": "2026-11-01", "zone": "UTC",
  "profile": "ours", "profileVersion": "1.0.0",
  "catalogue": "example", "catalogueVersion": "1.0.0",
  "language": 1,
  "digests": {
    "dossier": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "catalogue": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "profile": "sha256:0000000000000000000000000000000000000000000000000000000000000000"
  },
  "results": [{
    "criterion": "KEYS", "dimension": "control", "domain": "data", "obligation": "must", "outcome": "unproven",
    "asked": "00000000000000000000000000000000",
    "reasons": [{"path": "data.keys.custody", "operator": "==", "got": "customer", "wanted": "customer"}],
    "missing": [],
    "unproven": [{"path": "data.keys.custody", "needs": "by(\"contract\")", "have": [{"proof": "handbook", "why": "tooWeak"}]}]
  }],
  "waivers": [{
    "id": "w1", "subject": "offer", "version": "2.0", "profile": "ours", "criterion": "KEYS", "accepts": ["unproven"],
    "authority": "CIO", "reason": "why", "from": "2026-01-01", "until": "2026-12-31", "status": "notMatched"
  }]
}`
	if _, err := evaluator.DecodeVerdict("verdict.json", []byte(verdict)); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]struct{ from, to, want string }{
		"unknown outcome":          {`"outcome": "unproven"`, `"outcome": "passed"`, "/results/0/outcome"},
		"outcome in capitals":      {`"outcome": "unproven"`, `"outcome": "Pass"`, "/results/0/outcome"},
		"empty outcome":            {`"outcome": "unproven"`, `"outcome": ""`, "/results/0/outcome"},
		"outcome null":             {`"outcome": "unproven"`, `"outcome": null`, "/results/0"},
		"outcome left out":         {`, "outcome": "unproven"`, ``, "/results/0"},
		"unknown conformity":       {`"inconclusive"`, `"compliant"`, "/conformity"},
		"conformity left out":      {`"conformity": "inconclusive",`, ``, "conformity"},
		"unknown obligation":       {`"must"`, `"shall"`, "/results/0/obligation"},
		"unknown dimension":        {`"control"`, `"custody"`, "/results/0/dimension"},
		"unknown shortfall":        {`"tooWeak"`, `"weak"`, "/results/0/unproven/0/have/0/why"},
		"unknown waiver status":    {`"notMatched"`, `"ignored"`, "/waivers/0/status"},
		"waived outcome not known": {`["unproven"]`, `["error"]`, "/waivers/0/accepts/0"},
		"unknown field":            {`"language": 1,`, `"language": 1, "score": 99,`, "/score"},
		"another format":           {`verdict/v1`, `verdict/v2`, "/trias"},
		"no instant":               {`2026-11-01T00:00:00Z`, `2026-11-01`, "/at"},
		"impossible date":          {`"until": "2026-12-31"`, `"until": "2026-02-30"`, "/waivers/0/until"},
		"digest cut short":         {`"dossier": "sha256:00`, `"dossier": "sha256:`, "/digests/dossier"},
		"what is asked left out":   {`"asked": "00000000000000000000000000000000",`, ``, "/results/0"},
		"no results":               {`"results"`, `"result"`, "result"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(verdict, edit.from, edit.to, 1)
			if text == verdict {
				t.Fatalf("%s is not in the verdict", edit.from)
			}
			v, err := evaluator.DecodeVerdict("verdict.json", []byte(text))
			if err == nil {
				t.Fatalf("got %+v", v)
			}
			if v != nil || !strings.Contains(err.Error(), edit.want) {
				t.Errorf("got %v and %q, which does not name %s", v, err, edit.want)
			}
		})
	}
}
