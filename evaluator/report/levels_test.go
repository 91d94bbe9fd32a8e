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
	"github.com/trias-sovereignty/trias/profiles"
)

// entryLevels are the levels under entry of an offer that states nothing.
func entryLevels(t testing.TB) (evaluator.Levels, *criteria.Catalogue) {
	t.Helper()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Lookup(profiles.Entry)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		t.Fatal(err)
	}
	d, err := evidence.Merge(&evidence.Fragment{Subject: &evidence.Subject{ID: "offer", Name: "A\x1b[31mB"}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := e.Levels(context.Background(), d, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return l, catalogue
}

// Levels keep to the width, name everything that separates, explain all of it in
// full, and pass on nothing that commands a terminal.
func TestLevels(t *testing.T) {
	t.Parallel()
	l, catalogue := entryLevels(t)
	for _, lang := range report.Languages() {
		var first string
		for width, limit := range map[int]int{0: 100, 60: 60, 120: 120} {
			for _, full := range []bool{false, true} {
				var b bytes.Buffer
				if err := report.Levels(&b, &l, catalogue, report.Options{Lang: lang, Width: width, Full: full}); err != nil {
					t.Fatal(err)
				}
				text := b.String()
				for line := range strings.Lines(text) {
					line = strings.TrimSuffix(line, "\n")
					if utf8.RuneCountInString(line) > limit || line != strings.TrimRight(line, " ") {
						t.Errorf("%s, width %d: %q", lang, width, line)
					}
				}
				if strings.ContainsAny(text, "\x1b{}") {
					t.Errorf("%s: the text holds an escape or a placeholder", lang)
				}
				for _, level := range l.Levels {
					for _, x := range level.Separates {
						c, _ := catalogue.Lookup(x.Criterion)
						if !strings.Contains(text, x.Criterion) || full && width == 120 && !strings.Contains(text, c.Title.In(lang)) {
							t.Errorf("%s: %s is not named", lang, x.Criterion)
						}
					}
				}
				if width == 0 && !full {
					if first != "" && first != text {
						t.Error("the same levels are written otherwise")
					}
					first = text
				}
			}
		}
	}
}

func TestLevelsRefused(t *testing.T) {
	t.Parallel()
	l, catalogue := entryLevels(t)
	var b bytes.Buffer
	if err := report.Levels(&b, &l, catalogue, report.Options{Lang: "fr"}); !errors.Is(err, report.ErrLanguage) {
		t.Errorf("another language: %v", err)
	}
	broken := l
	stage := *l.Levels[1].Stage
	stage.Given = "by("
	broken.Levels = append([]evaluator.Level(nil), l.Levels...)
	broken.Levels[1].Stage = &stage
	if err := report.Levels(&b, &broken, catalogue, report.Options{}); !errors.Is(err, report.ErrDemand) {
		t.Errorf("a demand that is none: %v", err)
	}
	l.CatalogueDigest = "sha256:0"
	if err := report.Levels(&b, &l, catalogue, report.Options{}); !errors.Is(err, report.ErrCatalogue) {
		t.Errorf("another catalogue: %v", err)
	}
	if b.Len() > 0 {
		t.Errorf("something was written: %q", b.String())
	}
}
