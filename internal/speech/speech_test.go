package speech_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/trias-sovereignty/trias/internal/speech"
)

type language struct {
	Code string        `json:"-"`
	Bye  string        `json:"bye" required:"true"`
	Days speech.Plural `json:"days" required:"true"`
}

func of(code string) *language { return &language{Code: code} }

var errNone = errors.New("no such language")

func TestLanguages(t *testing.T) {
	t.Parallel()
	all, err := speech.Load(fstest.MapFS{
		"lang/en.yaml": {Data: []byte("bye: Bye {who}\ndays: {one: '{n} day', many: '{n} days'}\n")},
		"lang/de.yaml": {Data: []byte("bye: Tschüs {who}\ndays: {one: '{n} Tag', many: '{n} Tage'}\n")},
		"lang/README":  {Data: []byte("no language")},
	}, "lang", of)
	if err != nil {
		t.Fatal(err)
	}
	if codes := speech.Codes(all); !slices.Equal(codes, []string{"de", "en"}) {
		t.Errorf("languages %v", codes)
	}
	de, err := speech.Find(all, "de", errNone)
	if err != nil {
		t.Fatal(err)
	}
	for want, got := range map[string]string{
		"Tschüs {n}": speech.Fill(de.Bye, "who", "{n}", "n", "x"), // what is filled in is not filled again
		"1 Tag":      de.Days.Count(1),
		"0 Tage":     de.Days.Count(0),
		"21 Tage":    de.Days.Count(21),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for code, hint := range map[string]string{"dee": `did you mean "de"?`, "fr": "there are de, en"} {
		if _, err := speech.Find(all, code, errNone); !errors.Is(err, errNone) || !strings.Contains(err.Error(), hint) {
			t.Errorf("%s: %v", code, err)
		}
	}
	for _, text := range []string{"bye: Bye\n", "bye: Bye\ndays: {one: a, many: b}\nmore: c\n", "bye: [\n"} {
		if _, err := speech.Load(fstest.MapFS{"lang/en.yaml": {Data: []byte(text)}}, "lang", of); err == nil || !strings.Contains(err.Error(), "en.yaml") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
