package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
)

// drawn is a picture that is well-formed, says in words what it shows, fetches
// nothing, and keeps everything within its edges.
func drawn(t *testing.T, h *evaluator.Horizon, catalogue *criteria.Catalogue, lang string) string {
	t.Helper()
	var b, again bytes.Buffer
	if err := report.HorizonPicture(&b, h, catalogue, report.Options{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	if err := report.HorizonPicture(&again, h, catalogue, report.Options{Lang: lang}); err != nil || again.String() != b.String() {
		t.Fatalf("twice is not the same (%v)", err)
	}
	return goodPicture(t, lang, b.String())
}

// goodPicture returns a picture that is well-formed, says in words what it shows,
// fetches nothing, and keeps everything within its edges.
func goodPicture(t *testing.T, lang, text string) string {
	t.Helper()
	var width, height int
	count := map[string]int{}
	var open []string
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			open = append(open, x.Name.Local)
			if !slices.Contains([]string{"svg", "title", "desc", "style", "g", "rect", "line", "circle", "polygon", "text"}, x.Name.Local) {
				t.Errorf("%s: there is a %s", lang, x.Name.Local)
			}
			count[x.Name.Local]++
			for _, a := range x.Attr {
				n, err := strconv.Atoi(a.Value)
				if err != nil {
					continue
				}
				switch name := a.Name.Local; {
				case x.Name.Local == "svg" && name == "width":
					width = n
				case x.Name.Local == "svg" && name == "height":
					height = n
				case strings.Contains("x x1 x2 cx", name) && (n < 0 || n > width), strings.Contains("y y1 y2 cy", name) && (n < 0 || n > height):
					t.Errorf("%s: %s of a %s is %d, of %d × %d", lang, name, x.Name.Local, n, width, height)
				}
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if n := utf8.RuneCount(x); len(open) > 0 && open[len(open)-1] == "text" && n > 140 {
				t.Errorf("%s: a line of %d characters: %s", lang, n, x)
			}
		}
	}
	if count["title"] == 0 || count["desc"] != 1 {
		t.Errorf("%s: it has no title or description", lang)
	}
	for _, bad := range []string{"<script", "href", "url(", "%!"} {
		if strings.Contains(text, bad) {
			t.Errorf("%s: it contains %q", lang, bad)
		}
	}
	if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && r != '\u00a0' && r != '\u202f' && !unicode.IsPrint(r) }); i >= 0 {
		t.Errorf("%s: it contains %q", lang, text[i:min(len(text), i+20)])
	}
	return text
}

// Every kind of cause and state can be drawn in every language, and a day is
// marked for each event.
func TestHorizonPicture(t *testing.T) {
	t.Parallel()
	h, catalogue := everyCause(t)
	for _, lang := range report.Languages() {
		text := drawn(t, h, catalogue, lang)
		if n := strings.Count(text, "<circle"); n != min(len(h.Events), report.MaxPictureEvents) {
			t.Errorf("%s: %d of %d events", lang, n, len(h.Events))
		}
		if !strings.Contains(text, `class="open"`) {
			t.Errorf("%s: nothing says that the search ended before", lang)
		}
		if strings.ContainsAny(text[strings.Index(text, "</style>"):], "{}") {
			t.Errorf("%s: a placeholder is left", lang)
		}
	}
	// Whatever stands in a dossier or a catalogue, it brings in no markup.
	bad, _ := everyCause(t)
	spoil(reflect.ValueOf(bad))
	drawn(t, bad, catalogue, "en")
	if err := report.HorizonPicture(io.Discard, h, catalogue, report.Options{Lang: "xx"}); !errors.Is(err, report.ErrLanguage) {
		t.Error(err)
	}
	h.Digests.Catalogue = "sha256:other"
	if err := report.HorizonPicture(io.Discard, h, catalogue, report.Options{}); !errors.Is(err, report.ErrCatalogue) {
		t.Error(err)
	}
}

// However many events there are, and however long names are, a picture is one
// page; the days on which the verdict as a whole changes are on it.
func TestHorizonPictureIsBounded(t *testing.T) {
	t.Parallel()
	h, catalogue := everyCause(t)
	day := h.Day
	h.Subject.Name, h.Subject.ID = strings.Repeat("<b>&amp;Ω", 5000), "offer-1"
	h.Events, h.Through = nil, nil
	for i := range evaluator.MaxEvents {
		d := day.AddDays(1 + i*3)
		e := evaluator.Event{At: evaluator.Instant{Time: d.Start(time.UTC)}, Day: d, Before: evaluator.Conformant, After: evaluator.Conformant}
		if i == 900 {
			e.After = evaluator.NonConformant
		} else if i > 900 {
			e.Before, e.After = evaluator.NonConformant, evaluator.NonConformant
		}
		e.Criteria = []evaluator.EventChange{{Criterion: strings.Repeat("X", 200), Obligation: "must", Before: evaluator.EventState{Outcome: evaluator.Pass}, After: evaluator.EventState{Outcome: evaluator.Fail}}}
		h.Events = append(h.Events, e)
	}
	h.Until = evaluator.Instant{Time: day.AddDays(3100).Start(time.UTC)}
	text := drawn(t, h, catalogue, "en")
	if turn := ": not conformant, so far conformant"; strings.Count(text, turn) < 2 { // the text and the description
		t.Error("it lacks the day on which the verdict changes")
	}
	if !strings.Contains(text, fmt.Sprintf("%d more days", evaluator.MaxEvents-report.MaxPictureEvents)) || len(text) > 300_000 {
		t.Errorf("%d bytes", len(text))
	}
	// From a day to the same day, over a month, over all time.
	for _, days := range []int{0, 1, 5, 20, 45, 100, 400, 800, 3000, 60_000} {
		h.Events, h.Until = nil, evaluator.Instant{Time: day.AddDays(days).Start(time.UTC)}
		if n := strings.Count(drawn(t, h, catalogue, "de"), `class="grid"`); n > 12 || n == 0 && days < 3 {
			t.Errorf("%d days: %d names of days", days, n)
		}
	}
	h.Zone, h.Conformity, h.Until = "Nowhere/Land", "strange", evaluator.Instant{}
	h.Events = []evaluator.Event{{Day: evidence.Date{}, After: "worse"}}
	drawn(t, h, catalogue, "en")
	drawn(t, &evaluator.Horizon{Digests: h.Digests}, catalogue, "en")
}
