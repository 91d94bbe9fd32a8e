package report_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
)

var pictures = flag.String("pictures", "", "folder to write pictures into, to look at them")

// Pictures of scores and rankings are good ones in every language, and name what
// they draw.
func TestAwardPictures(t *testing.T) {
	t.Parallel()
	weights := &rank.Weights{Performance: num("70"), Price: num("30")}
	hostileTitles := map[string]evidence.Text{hostile: {EN: hostile, DE: hostile}}
	badScore, badRanking := sealScore(), extendedRanking()
	badScore.Objectives = map[string]score.Objective{hostile: badScore.Objectives["SOV-1"]}
	spoil(reflect.ValueOf(badScore))
	spoil(reflect.ValueOf(badRanking))
	for name, c := range map[string]struct {
		write  func(io.Writer, report.Options) error
		titles map[string]evidence.Text
		names  []string
	}{
		"sum":  {func(w io.Writer, o report.Options) error { return report.ScorePicture(w, schemeScore(), nil, o) }, scoreTitles, []string{"data", "software"}},
		"seal": {func(w io.Writer, o report.Options) error { return report.ScorePicture(w, sealScore(), nil, o) }, scoreTitles, []string{"SOV-1", "SOV-2", "SEAL-4"}},
		"extended": {func(w io.Writer, o report.Options) error { return report.RankingPicture(w, extendedRanking(), nil, o) }, rankingTitles,
			[]string{"A1", "A2", "A3", "B1", "B2", "1013", "<polygon"}},
		"numbers": {func(w io.Writer, o report.Options) error {
			return report.RankingPicture(w, weightedRanking(t, rank.Method{Name: rank.Median, Weights: weights}), nil, o)
		}, nil, []string{"A1", "A2", "A3"}},
		"none":        {func(w io.Writer, o report.Options) error { return report.RankingPicture(w, &tender.Ranking{}, nil, o) }, nil, nil},
		"bad score":   {func(w io.Writer, o report.Options) error { return report.ScorePicture(w, badScore, nil, o) }, hostileTitles, nil},
		"bad ranking": {func(w io.Writer, o report.Options) error { return report.RankingPicture(w, badRanking, nil, o) }, hostileTitles, nil},
	} {
		for _, lang := range report.Languages() {
			var b, again bytes.Buffer
			opts := report.Options{Lang: lang, Titles: c.titles}
			if err := errors.Join(c.write(&b, opts), c.write(&again, opts)); err != nil {
				t.Fatal(err)
			}
			if b.String() != again.String() {
				t.Errorf("%s, %s: twice is not the same", name, lang)
			}
			text := goodPicture(t, lang, b.String())
			for _, want := range c.names {
				if !strings.Contains(text, want) {
					t.Errorf("%s, %s: %s is not there", name, lang, want)
				}
			}
			if left := text[strings.LastIndex(text, "</style>"):]; strings.ContainsAny(left, "{}") && c.names != nil {
				t.Errorf("%s, %s: a placeholder is left", name, lang)
			}
			if *pictures != "" {
				if err := os.WriteFile(fmt.Sprintf("%s/%s-%s.svg", *pictures, strings.ReplaceAll(name, " ", "-"), lang), b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := report.ScorePicture(io.Discard, nil, nil, report.Options{}); !errors.Is(err, report.ErrNothing) {
		t.Error(err)
	}
	if err := report.RankingPicture(io.Discard, nil, nil, report.Options{}); !errors.Is(err, report.ErrNothing) {
		t.Error(err)
	}
}

// However many offers there are, and however far apart their numbers, a picture
// keeps within its edges and counts what it does not draw.
func TestPictureOfMany(t *testing.T) {
	t.Parallel()
	r := &tender.Ranking{Method: rank.Method{Name: rank.Simple}}
	huge := num("1" + strings.Repeat("0", 300))
	for i := range 300 {
		x := rank.Ranked{ID: fmt.Sprintf("offer-%d", i), Rank: int64(i + 1), Performance: exact.Int(int64(i)), Price: num("0.01"), Shown: "0"}
		if i == 7 {
			x.Performance = huge
		}
		if i == 8 {
			x.Price = huge
		}
		r.Ranking = append(r.Ranking, x)
	}
	var b bytes.Buffer
	if err := report.RankingPicture(&b, r, nil, report.Options{}); err != nil {
		t.Fatal(err)
	}
	text := goodPicture(t, "en", b.String())
	if n := strings.Count(text, "<circle"); n != 300 || !strings.Contains(text, fmt.Sprintf("%d more offers", 300-report.MaxPictureRows)) {
		t.Errorf("%d offers are drawn", n)
	}
}
