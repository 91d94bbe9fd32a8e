package report_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// What an administrator reads first, in both languages.
func TestChoiceSaysFirstWhatToDo(t *testing.T) {
	t.Parallel()
	const normal, high, veryHigh = evidence.ProtectionLevelNormal, evidence.ProtectionLevelHigh, evidence.ProtectionLevelVeryHigh
	general := profiles.Line{ID: "general", Normal: "normal", High: "high", VeryHigh: "very-high"}
	federal := profiles.Line{ID: "federal", Normal: "federal-normal", High: "federal-high"}
	files := func(c, i, a evidence.ProtectionLevel) profiles.Asset {
		return profiles.Asset{ID: "files", Name: "Case files", Confidentiality: c, Integrity: i, Availability: a}
	}
	portal := profiles.Asset{ID: "portal", Confidentiality: normal, Integrity: high}
	for _, c := range []struct {
		line   profiles.Line
		assets []profiles.Asset
		en, de string
	}{
		{general, []profiles.Asset{files(high, high, normal)},
			"Apply the profile high. The protection need is high because of confidentiality and integrity.",
			"Anzuwenden ist das Profil high. Der Schutzbedarf ist hoch; ausschlaggebend: Vertraulichkeit und Integrität."},
		{general, []profiles.Asset{files(normal, "", "")},
			"Apply at least the profile normal. Whether more is needed depends on what nobody states: the integrity and the availability.",
			"Anzuwenden ist mindestens das Profil normal. Ob ein strengeres nötig ist, hängt von Angaben ab, die fehlen: die Integrität und die Verfügbarkeit."},
		{general, []profiles.Asset{files(normal, normal, ""), portal},
			"Apply at least the profile high. Whether more is needed depends on what nobody states: the availability of Case files and the availability of portal.",
			"Anzuwenden ist mindestens das Profil high. Ob ein strengeres nötig ist, hängt von Angaben ab, die fehlen: die Verfügbarkeit von Case files und die Verfügbarkeit von portal."},
		{federal, []profiles.Asset{files(veryHigh, normal, normal)},
			"The line federal has no profile for a protection need that is very high. Apply the profiles federal-high and very-high together: an offer must conform to each of them.",
			"In der Reihe federal gibt es kein Profil für einen Schutzbedarf, der sehr hoch ist. Anzuwenden sind die Profile federal-high und very-high zusammen: Ein Angebot muss jedes davon einhalten."},
	} {
		choice, err := profiles.Choose(profiles.Need{Assets: c.assets}, c.line)
		if err != nil {
			t.Fatal(err)
		}
		for lang, want := range map[string]string{"en": c.en, "de": c.de} {
			var b bytes.Buffer
			if err := report.Choice(&b, &choice, report.Options{Lang: lang}); err != nil {
				t.Fatal(err)
			}
			first, _, _ := strings.Cut(b.String(), "\n\n")
			if got := strings.Join(strings.Fields(first), " "); got != want {
				t.Errorf("%s: %s\nwant %s", lang, got, want)
			}
			for line := range strings.Lines(b.String()) {
				if strings.ContainsAny(line, "{}") || len([]rune(line)) > 101 {
					t.Errorf("%s: %q", lang, line)
				}
			}
		}
	}
}

func TestChoiceAndListInNoSuchLanguage(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := report.Choice(&b, &profiles.Choice{}, report.Options{Lang: "fr"}); !errors.Is(err, report.ErrLanguage) {
		t.Errorf("choice: %v", err)
	}
	if err := report.Profiles(&b, nil, report.Options{Lang: "fr"}); !errors.Is(err, report.ErrLanguage) {
		t.Errorf("list: %v", err)
	}
	if b.Len() > 0 {
		t.Errorf("written: %q", b.String())
	}
}
