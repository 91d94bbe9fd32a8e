package report_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// everyWay renders in every language, format and width, and checks what holds of
// any report: lines of the width, no placeholder left, nothing that commands a
// terminal, and the same bytes again.
func everyWay(t *testing.T, write func(b *bytes.Buffer, opts report.Options) error) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, lang := range report.Languages() {
		for _, format := range report.Formats() {
			for _, full := range []bool{false, true} {
				for width, limit := range map[int]int{0: 100, 60: 60, 120: 120} {
					opts := report.Options{Lang: lang, Format: format, Width: width, Full: full}
					var b, again bytes.Buffer
					if err := write(&b, opts); err != nil {
						t.Fatal(err)
					}
					if err := write(&again, opts); err != nil || again.String() != b.String() {
						t.Errorf("%+v: a second time it is written otherwise (%v)", opts, err)
					}
					for line := range strings.Lines(b.String()) {
						line = strings.TrimSuffix(line, "\n")
						if format == report.FormatText && utf8.RuneCountInString(line) > limit || line != strings.TrimRight(line, " ") {
							t.Errorf("%+v: %q", opts, line)
						}
					}
					if strings.ContainsAny(b.String(), "\x1b{}") {
						t.Errorf("%+v: the text holds an escape or a placeholder:\n%s", opts, b.String())
					}
					if width == 0 {
						key := lang + " " + string(format)
						if full {
							key += " full"
						}
						out[key] = b.String()
					}
				}
			}
		}
	}
	return out
}

// generatedVerdicts are verdicts on generated dossiers of one subject, under
// profiles that ask more and more.
func generatedVerdicts(t testing.TB) (out []evaluator.Verdict, catalogue *criteria.Catalogue) {
	t.Helper()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for i := range uint64(3) {
		for _, id := range []string{"normal", "very-high"} {
			p, err := profiles.Lookup(id)
			if err != nil {
				t.Fatal(err)
			}
			e, err := evaluator.Compile(catalogue, p)
			if err != nil {
				t.Fatal(err)
			}
			d := testkit.Dossier(t, testkit.New(i, testkit.Varied(int(i))).Fragments())
			v, err := e.Evaluate(context.Background(), d, testkit.At.AddDate(0, int(i), 0))
			if err != nil {
				t.Fatal(err)
			}
			v.Subject = evidence.Subject{ID: "offer", Name: "A\x1b[31mB", Version: "1.0"}
			out = append(out, v)
		}
	}
	return out, catalogue
}

// Comparisons name every criterion that is worse, better, added or removed, in
// every way they can be written.
func TestComparison(t *testing.T) {
	t.Parallel()
	verdicts, catalogue := generatedVerdicts(t)
	pairs := [][2]int{{0, 1}, {0, 2}, {3, 0}, {2, 5}}
	if testing.Short() {
		pairs = pairs[2:3]
	}
	for _, pair := range pairs {
		c, err := evaluator.Compare(&verdicts[pair[0]], &verdicts[pair[1]])
		if err != nil {
			t.Fatal(err)
		}
		c = c.Gated(evaluator.DownTo(profiles.Should))
		for way, text := range everyWay(t, func(b *bytes.Buffer, opts report.Options) error { return report.Comparison(b, &c, catalogue, opts) }) {
			for _, x := range c.Criteria {
				if !strings.Contains(text, x.Criterion) {
					t.Errorf("%s: %s is not named", way, x.Criterion)
				}
			}
		}
	}
}

func TestComparisonRefused(t *testing.T) {
	t.Parallel()
	verdicts, catalogue := generatedVerdicts(t)
	c, err := evaluator.Compare(&verdicts[0], &verdicts[1])
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.Comparison(&b, &c, catalogue, report.Options{Lang: "fr"}); !errors.Is(err, report.ErrLanguage) {
		t.Errorf("another language: %v", err)
	}
	c.After.Digests.Catalogue = "sha256:" + strings.Repeat("0", 64)
	if err := report.Comparison(&b, &c, catalogue, report.Options{}); !errors.Is(err, report.ErrCatalogue) {
		t.Errorf("another catalogue: %v", err)
	}
	if err := report.Verification(&b, &evaluator.Verification{}, report.Options{Lang: "fr"}); !errors.Is(err, report.ErrLanguage) {
		t.Errorf("another language: %v", err)
	}
	if b.Len() > 0 {
		t.Errorf("written nevertheless: %s", b.String())
	}
}

// Verifications say everything in every way: whatever the status of an input.
func TestVerification(t *testing.T) {
	t.Parallel()
	x := evaluator.Verification{Trias: evaluator.VerificationFormat, Subject: evidence.Subject{ID: "offer", Name: "A\x1b[31mB"}, Conformity: evaluator.Conformant,
		At: evaluator.Instant{Time: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}, Profile: "p", ProfileVersion: "1.0.0", Catalogue: "c", CatalogueVersion: "1.0.0",
		Stored: "sha256:stored", Renamed: []evaluator.RenamedSource{{Stored: "a\x1b.yaml", Given: "b.yaml"}}, More: 7,
		Discrepancies: []evaluator.Discrepancy{{Pointer: "/results/0/outcome", Criterion: "A-1", Stored: `"pass"`, Follows: `"fail"`}, {Pointer: "/waivers"}}}
	for i, kind := range evaluator.InputKind("").Values() {
		statuses := evaluator.InputStatus("").Values()
		x.Inputs = append(x.Inputs, evaluator.VerifiedInput{Input: evaluator.InputKind(kind), Status: evaluator.InputStatus(statuses[(i+1)%len(statuses)]), Name: "name", Version: "2.0",
			GivenName: "other", GivenVersion: "3.0", Brought: i%2 == 0, Wanted: "wanted-" + kind, Given: "given-" + kind})
	}
	for _, status := range evaluator.VerificationStatus("").Values() {
		for _, rewritten := range []bool{false, true} {
			x.Status, x.Rewritten = evaluator.VerificationStatus(status), rewritten
			x.Inputs[0].Surplus = map[bool][]string{true: {"more.yaml"}}[rewritten]
			for way, text := range everyWay(t, func(b *bytes.Buffer, opts report.Options) error { return report.Verification(b, &x, opts) }) {
				for _, want := range []string{"A-1", "/results/0/outcome", "sha256:stored", "wanted-dossier", "given-dossier", "wanted-profile"} {
					if !strings.Contains(text, want) {
						t.Errorf("%s: %s is not named in\n%s", way, want, text)
					}
				}
				if strings.Contains(text, "more.yaml") != rewritten {
					t.Errorf("%s: the surplus source is told of wrongly", way)
				}
			}
		}
	}
}
