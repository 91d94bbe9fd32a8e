package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
)

// words are what the story says in one language beside its chapters.
type words struct {
	title, fictional                              string
	verdict, until, level, next, due, onboarding  string
	none, nothing, of                             string
	status                                        map[evaluator.OnboardingStatus]string
	toList, toListOpen, recertify, announced      string
	pictureTitle, pictureText                     string
	rowListing, rowStages, rowVerdict, assessedOn string
	applied, listed, recertified, until2          string
}

var texts = map[string]words{
	"en": {
		title: "A newcomer under the profile entry", fictional: "Everything here is fictional: the offer, its provider, the authority and every figure.",
		verdict: "verdict", until: "%s until %s", level: "level", next: "next level", due: "due", onboarding: "onboarding",
		none: "none reached", nothing: "nothing is left", of: "%d of %d: %s",
		status: map[evaluator.OnboardingStatus]string{evaluator.OnboardingOpen: "applied for", evaluator.OnboardingListed: "listed", evaluator.OnboardingEnded: "no longer listed"},
		toList: "after %d days, within the limit of %s", toListOpen: "to be listed by %s", recertify: "recertification due by %s", announced: "ends on %s",
		pictureTitle: "Three years of a newcomer", pictureText: "Timeline from the application on %s to the end of the listing on %s.",
		rowListing: "Listing", rowStages: "May stay unmet", rowVerdict: "Verdict on", assessedOn: "%s: %s, %d of %d levels reached.",
		applied: "applied", listed: "listed", recertified: "recertified", until2: "until %s",
	},
	"de": {
		title: "Ein Neuling unter dem Profil entry", fictional: "Alles hier ist erfunden: das Angebot, sein Anbieter, die Behörde und jede Zahl.",
		verdict: "Ergebnis", until: "%s bis %s", level: "Konformitätsstufe", next: "die nächste", due: "fällig", onboarding: "Aufnahme",
		none: "keine erreicht", nothing: "nichts mehr offen", of: "%d von %d: %s",
		status: map[evaluator.OnboardingStatus]string{evaluator.OnboardingOpen: "beantragt", evaluator.OnboardingListed: "gelistet", evaluator.OnboardingEnded: "nicht mehr gelistet"},
		toList: "nach %d Tagen, innerhalb der Frist bis %s", toListOpen: "zu listen bis %s", recertify: "Rezertifizierung fällig bis %s", announced: "endet am %s",
		pictureTitle: "Drei Jahre eines Neulings", pictureText: "Zeitstrahl vom Antrag am %s bis zum Ende der Listung am %s.",
		rowListing: "Listung", rowStages: "Darf offen sein", rowVerdict: "Ergebnis am", assessedOn: "%s: %s, %d von %d Konformitätsstufen erreicht.",
		applied: "beantragt", listed: "gelistet", recertified: "rezertifiziert", until2: "bis %s",
	},
}

// writer writes the story in one language.
type writer struct {
	words
	lang      string
	says      *report.Words
	catalogue *criteria.Catalogue
}

func newWriter(lang string, t words, catalogue *criteria.Catalogue) (*writer, error) {
	says, err := report.NewWords(lang, catalogue)
	if err != nil {
		return nil, err
	}
	return &writer{t, lang, says, catalogue}, nil
}

const width = 98

// story tells every chapter and what follows.
func (w *writer) story(scenes []scene) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n%s\n", w.title, strings.Repeat("═", utf8.RuneCountInString(w.title)), w.fictional)
	for _, s := range scenes {
		head := w.says.Date(s.on) + ": " + s.title.In(w.lang)
		fmt.Fprintf(&b, "\n%s\n%s\n", head, strings.Repeat("─", utf8.RuneCountInString(head)))
		wrap(&b, "", "", s.tale.In(w.lang))
		b.WriteString("\n")
		for _, row := range w.rows(s) {
			wrap(&b, fmt.Sprintf("  %-19s", row[0]), strings.Repeat(" ", 21), row[1])
		}
	}
	return b.String()
}

// rows are what follows on the day of a scene.
func (w *writer) rows(s scene) [][2]string {
	rows := [][2]string{{w.verdict, w.outcome(&s.verdict)}, {w.level, w.reached(&s.levels)}}
	if next := s.levels.Next(); next != nil {
		var open []string
		for _, r := range next.Separates {
			c, _ := w.catalogue.Lookup(r.Criterion)
			open = append(open, fmt.Sprintf("%s %s (%s)", r.Criterion, c.Title.In(w.lang), w.says.Outcome(r.Outcome)))
		}
		rows = append(rows, [2]string{w.next, w.says.Level(next) + ": " + strings.Join(open, "; ")})
	} else {
		rows = append(rows, [2]string{w.next, w.nothing})
	}
	return append(rows, [2]string{w.onboarding, w.standing(s.verdict.Onboarding, s.on)})
}

// outcome is the conformity, and until when it is provisional.
func (w *writer) outcome(v *evaluator.Verdict) string {
	text := w.says.Conformity(v.Conformity)
	if v.ProvisionalUntil != nil {
		return fmt.Sprintf(w.until, text, w.says.Date(*v.ProvisionalUntil))
	}
	return text
}

func (w *writer) reached(l *evaluator.Levels) string {
	if l.Highest() == nil {
		return w.none
	}
	return fmt.Sprintf(w.of, l.Reached, len(l.Levels), w.says.Level(l.Highest()))
}

// standing is where the onboarding stands, and what is to come.
func (w *writer) standing(o *evaluator.AppliedOnboarding, on evidence.Date) string {
	said := []string{w.status[o.Status]}
	if t := o.ToList; t != nil && t.By != nil {
		switch {
		case t.Status == evaluator.TermOpen:
			said = append(said, fmt.Sprintf(w.toListOpen, w.says.Date(*t.By)))
		case o.Status == evaluator.OnboardingListed && *o.Listed == on:
			said = append(said, fmt.Sprintf(w.toList, t.Days, w.says.Date(*t.By)))
		}
	}
	switch {
	case o.Sunset != nil && o.Status == evaluator.OnboardingListed:
		said = append(said, fmt.Sprintf(w.announced, w.says.Date(o.Sunset.Ends)))
	case o.Recertification != nil && o.Status == evaluator.OnboardingListed:
		said = append(said, fmt.Sprintf(w.recertify, w.says.Date(o.Recertification.By)))
	}
	return strings.Join(said, "; ")
}

// timeline is a line for each day.
func (w *writer) timeline(scenes []scene) string {
	var b strings.Builder
	for _, s := range scenes {
		line := fmt.Sprintf("%s  %-32s  %d/%d  %s", s.day, w.outcome(&s.verdict), s.levels.Reached, len(s.levels.Levels), s.title.In(w.lang))
		b.WriteString(line + "\n")
	}
	return b.String()
}

// wrap writes a paragraph with a label before its first line.
func wrap(b *strings.Builder, label, indent, text string) {
	line := label
	used := utf8.RuneCountInString(label)
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if i > 0 && used+1+n > width {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line, used = indent, utf8.RuneCountInString(indent)
		} else if i > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+n
	}
	b.WriteString(line + "\n")
}
