package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
)

var awardAt = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func num(text string) exact.Number { return exact.MustParse(text) }

func ptr[T any](v T) *T { return &v }

// seen are the four ways to see a number; stated is "" where it is open.
func seen(stated, proven, worst, best string) score.Values {
	v := score.Values{Proven: num(proven), Worst: num(worst), Best: num(best)}
	if stated != "" {
		v.Stated = ptr(num(stated))
	}
	return v
}

func same(text string) score.Values { return seen(text, text, text, text) }

// schemeScore is a weighted sum of thirds, of which nothing but the sums is whole.
func schemeScore() *score.Score {
	return &score.Score{
		Trias:   score.Format,
		Method:  score.Identity{Name: "example-sum", Version: "1", Title: evidence.Text{EN: "Weighted sum", DE: "Gewichtete Summe"}, Source: "made up for this test"},
		Subject: &evaluator.SubjectRef{ID: "offer-1", Name: "Fictional Cloud", Version: "2.1"},
		At:      &evaluator.Instant{Time: awardAt}, Inputs: map[string]string{"dossier": "sha256:d", "profile": "sha256:p"},
		Unit: score.Points, Maximum: num("10"), Score: nil, Total: seen("", "10/3", "10/3", "9"),
		Rows: []score.Row{
			{ID: "KEYS", Groups: []string{"data", "crypto"}, Outcome: evaluator.Pass, State: score.Settled, Weight: num("10/3"), MaxPoints: num("10"), Points: same("10"), Share: same("10/3")},
			{ID: "EXIT", Groups: []string{"data", "exit"}, Outcome: evaluator.Unproven, State: score.Unproven, Weight: num("10/3"), MaxPoints: num("10"), Points: seen("7", "0", "0", "7"), Share: seen("7/3", "0", "0", "7/3")},
			{ID: "OPEN", Groups: []string{"software"}, Outcome: evaluator.Unknown, State: score.Unknown, Weight: num("10/3"), MaxPoints: num("10"), Points: seen("", "0", "0", "10"), Share: seen("", "0", "0", "10/3")},
			{ID: "NONE", Groups: []string{"software"}, Outcome: evaluator.NotApplicable, State: score.Settled, Excluded: true, MaxPoints: num("10"), Points: same("0"), Share: same("0")},
		},
		Gates: []score.Gate{
			{Of: "total", Minimum: num("5"), Values: seen("", "10/3", "10/3", "9"), Status: score.GateOpen},
			{Of: "data", Minimum: num("2"), Values: seen("17/3", "10/3", "10/3", "17/3"), Status: score.GateMet},
		},
	}
}

// sealScore is one of the EU Cloud Sovereignty Framework, shortened to two objectives.
func sealScore() *score.Score {
	level := func(n int64) score.Levels { return score.Levels{Stated: &n, Proven: n, Worst: n, Best: n} }
	open := score.Levels{Proven: 0, Worst: 0, Best: 4}
	return &score.Score{
		Trias:  score.Format,
		Method: score.Identity{Name: "eucsf-2026", Version: "2026", Title: evidence.Text{EN: "EU Cloud Sovereignty Framework", DE: "EU-Rahmen für Cloud-Souveränität"}, Source: "calculator of 1 June 2026, column D", Unverified: true},
		Inputs: map[string]string{"answers": "sha256:a"},
		Unit:   score.Percent, Maximum: num("100"), Score: ptr(num("86.25")), Total: seen("86.25", "0", "0", "86.25"),
		Seal: nil, Levels: &open,
		Objectives: map[string]score.Objective{
			"SOV-1": {Seal: ptr(int64(4)), Points: ptr(num("1000")), Levels: level(4), Totals: seen("1000", "0", "0", "1000"), Weight: num("60"), Maximum: num("1000")},
			"SOV-2": {Points: ptr(num("656.25")), Levels: open, Totals: seen("656.25", "0", "0", "656.25"), Weight: num("40"), Maximum: num("1000")},
		},
		Rows: []score.Row{
			{ID: "SOV-1", State: score.Unproven, Weight: num("60"), MaxPoints: num("1000"), Points: seen("1000", "0", "0", "1000"), Share: seen("60", "0", "0", "60"), Levels: ptr(level(4)), Inert: true, Rule: "data.keys.custody == 'customer'"},
			{ID: "SOV-2", State: score.Contradicted, Weight: num("40"), MaxPoints: num("1000"), Points: seen("656.25", "0", "0", "656.25"), Share: seen("26.25", "0", "0", "26.25"), Levels: &open},
		},
		Gates: []score.Gate{{Of: "seal", Minimum: num("2"), Values: seen("", "0", "0", "4"), Status: score.GateOpen}, {Of: "SOV-1", Minimum: num("3"), Values: same("4"), Status: score.GateMet}},
		Notes: []score.Note{{Code: score.AboveMaximum}, {Code: score.Contradiction, Rows: []string{"SOV-2"}}, {Code: score.UnverifiedMethod}},
	}
}

var scoreTitles = map[string]evidence.Text{
	"KEYS": {EN: "Who holds the keys", DE: "Wer die Schlüssel hält"}, "data": {EN: "Data", DE: "Daten"},
	"SOV-1": {EN: "Strategic sovereignty", DE: "Strategische Souveränität"}, "SOV-2": {EN: "Legal sovereignty", DE: "Rechtliche Souveränität"},
}

// golden compares what is written with the files of an archive, each named by its
// language and format, or writes them with -update.
func golden(t *testing.T, name string, write func(io.Writer, report.Options) error, opts report.Options) {
	t.Helper()
	file := "testdata/award/" + name + ".txtar"
	want := map[string]string{}
	if archive, err := txtar.ParseFile(file); err == nil {
		for _, f := range archive.Files {
			want[f.Name] = string(f.Data)
		}
	}
	var got txtar.Archive
	got.Comment = []byte("What is written of a value made up in the tests. Run them with -update to write it anew, and read it.\n\n")
	for _, opts.Lang = range report.Languages() {
		for _, opts.Format = range report.Formats() {
			var b bytes.Buffer
			if err := write(&b, opts); err != nil {
				t.Fatal(err)
			}
			key := fmt.Sprintf("%s.%s", opts.Lang, map[report.Format]string{report.FormatText: "txt", report.FormatMarkdown: "md"}[opts.Format])
			got.Files = append(got.Files, txtar.File{Name: key, Data: b.Bytes()})
			if strings.ContainsAny(b.String(), "{}\x1b") || strings.Contains(b.String(), "%!") {
				t.Errorf("%s of %s holds a placeholder or an escape:\n%s", key, name, b.String())
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSuffix(line, "\n")
				if opts.Format == report.FormatText && (utf8.RuneCountInString(line) > 100 || line != strings.TrimRight(line, " ")) {
					t.Errorf("%s of %s: %q", key, name, line)
				}
			}
			if !*update && want[key] != b.String() {
				t.Errorf("%s of %s: got:\n%s\nwant:\n%s", key, name, b.String(), want[key])
			}
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(&got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestScoreGolden(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*score.Score{"score-sum": schemeScore(), "score-seal": sealScore()} {
		golden(t, name, func(w io.Writer, o report.Options) error { return report.Score(w, s, nil, o) }, report.Options{Titles: scoreTitles, Rules: true})
	}
}

// However narrow the page, no line is longer, and every row is written.
func TestScoreNarrow(t *testing.T) {
	t.Parallel()
	for _, s := range []*score.Score{schemeScore(), sealScore()} {
		for _, lang := range report.Languages() {
			var b bytes.Buffer
			if err := report.Score(&b, s, nil, report.Options{Lang: lang, Width: 60, Titles: scoreTitles}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > 60 {
					t.Errorf("%s: %q", lang, line)
				}
			}
			for _, x := range s.Rows {
				if !strings.Contains(b.String(), x.ID) {
					t.Errorf("%s: %s is not named", lang, x.ID)
				}
			}
		}
	}
}

func TestScoreErrors(t *testing.T) {
	t.Parallel()
	if err := report.Score(io.Discard, nil, nil, report.Options{}); !errors.Is(err, report.ErrNothing) {
		t.Error(err)
	}
	if err := report.Score(io.Discard, schemeScore(), nil, report.Options{Lang: "xx"}); !errors.Is(err, report.ErrLanguage) {
		t.Error(err)
	}
	if err := report.Score(io.Discard, schemeScore(), nil, report.Options{Format: "pdf"}); !errors.Is(err, report.ErrFormat) {
		t.Error(err)
	}
}
