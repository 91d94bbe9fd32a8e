package main

import (
	"context"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
)

// chapter is a day of the story, and what the town sees on it.
type chapter struct {
	day   string
	title evidence.Text
	tale  evidence.Text
	shows func(*town) func(context.Context, io.Writer) error
}

// heads are the title of the story in each language, and what it is.
var heads = map[string][2]string{
	"en": {"A year of a file exchange", "Everything here is fictional: the town, the offer, its provider and every figure."},
	"de": {"Ein Jahr mit einem Dateiaustausch", "Alles hier ist erfunden: die Stadt, das Angebot, sein Anbieter und jede Zahl."},
}

// chapters are the story, the earliest first.
var chapters = []chapter{
	{
		"2026-09-01", evidence.Text{EN: "What will be asked", DE: "Was gefragt wird"},
		evidence.Text{
			EN: "The town of Nirgendheim looks for a service with which offices exchange files with citizens. Before it asks anyone, it looks at its own questionnaire: eight questions, and two proofs that take weeks. That is bearable for a small provider, too.",
			DE: "Die Stadt Nirgendheim sucht einen Dienst, über den Ämter mit Bürgern Dateien austauschen. Bevor sie jemanden fragt, sieht sie sich den eigenen Fragebogen an: acht Fragen und zwei Nachweise, die Wochen dauern. Das kann auch ein kleiner Anbieter leisten.",
		},
		func(t *town) func(context.Context, io.Writer) error { return t.asks },
	},
	{
		firstDay, evidence.Text{EN: "The first answers", DE: "Die ersten Antworten"},
		evidence.Text{
			EN: "A provider fills it in. The verdict is not the end of the matter: it names what fails, what is only claimed, and what would turn it. One period in the contract has to become shorter, a brochure is not enough, and one question was left open.",
			DE: "Ein Anbieter füllt ihn aus. Mit dem Ergebnis ist die Sache nicht zu Ende: Es nennt, was nicht erfüllt und was nur behauptet ist, und was es wenden würde. Eine Frist im Vertrag muss kürzer werden, ein Prospekt reicht nicht, und eine Frage blieb offen.",
		},
		func(t *town) func(context.Context, io.Writer) error { return t.explains },
	},
	{
		acceptedDay, evidence.Text{EN: "The second answers", DE: "Die zweiten Antworten"},
		evidence.Text{
			EN: "The provider changes its standard contract, documents the export and answers what was open. The town accepts the offer and stores the verdict.",
			DE: "Der Anbieter ändert seinen Standardvertrag, dokumentiert den Export und beantwortet, was offen war. Die Stadt nimmt das Angebot an und legt das Ergebnis ab.",
		},
		func(t *town) func(context.Context, io.Writer) error { return t.accepts },
	},
	{
		acceptedDay, evidence.Text{EN: "Until when that holds", DE: "Bis wann das gilt"},
		evidence.Text{
			EN: "On the same day the town asks until when it may rely on that. A test will be a year old in April, and a manual expires in September: two dates for the calendar, of the provider as well.",
			DE: "Am selben Tag fragt die Stadt, bis wann sie sich darauf verlassen kann. Im April ist ein Test ein Jahr alt, Ende September läuft ein Handbuch ab: zwei Termine, die auch der Anbieter sich notiert.",
		},
		func(t *town) func(context.Context, io.Writer) error { return t.looksAhead },
	},
	{
		testedDay, evidence.Text{EN: "New evidence, and the gate", DE: "Neue Nachweise und die Schranke"},
		evidence.Text{
			EN: "The test is repeated in time. But with the new manual the keys have moved to the provider. Held against the stored verdict, that is worse, and it is named.",
			DE: "Der Test wird rechtzeitig wiederholt. Mit dem neuen Handbuch sind aber die Schlüssel zum Anbieter gewandert. Gemessen am abgelegten Ergebnis ist das schlechter, und es wird benannt.",
		},
		func(t *town) func(context.Context, io.Writer) error { return t.compares("2027-04", testedDay) },
	},
	{
		mendedDay, evidence.Text{EN: "Mended", DE: "Behoben"},
		evidence.Text{
			EN: "The provider takes that back for this customer. Nothing is worse than what was accepted.",
			DE: "Der Anbieter macht das für diesen Kunden rückgängig. Nichts ist schlechter als das, was angenommen wurde.",
		},
		func(t *town) func(context.Context, io.Writer) error { return t.compares("2027-05", mendedDay) },
	},
	{
		"2027-11-08", evidence.Text{EN: "The auditors", DE: "Die Rechnungsprüfung"},
		evidence.Text{
			EN: "A year later the auditors want to know whether the offer was rightly accepted. They derive the stored verdict anew from the answers of that day.",
			DE: "Ein Jahr später fragt die Rechnungsprüfung, ob das Angebot zu Recht angenommen wurde. Sie leitet das abgelegte Ergebnis aus den Antworten von damals neu ab.",
		},
		func(t *town) func(context.Context, io.Writer) error { return t.verifies("2026-12") },
	},
	{
		"2027-11-08", evidence.Text{EN: "From the wrong file", DE: "Aus der falschen Datei"},
		evidence.Text{
			EN: "At first they had taken the answers of May. Nothing was said of the verdict then, but which input was another one.",
			DE: "Zuerst hatte sie die Antworten vom Mai genommen. Über das Ergebnis war damit nichts gesagt, wohl aber, welche Eingabe eine andere ist.",
		},
		func(t *town) func(context.Context, io.Writer) error { return t.verifies("2027-05") },
	},
}

const width = 98

// story writes chapter after chapter, each with what the town sees.
func (t *town) story(ctx context.Context, w io.Writer) error {
	words, err := report.NewWords(t.options.Lang, t.catalogue)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(t.head[0] + "\n" + strings.Repeat("=", utf8.RuneCountInString(t.head[0])) + "\n\n")
	wrap(&b, t.head[1])
	for _, c := range t.chapters {
		on, err := evidence.ParseDate(c.day)
		if err != nil {
			return err
		}
		title := words.Date(on) + " – " + c.title.In(t.options.Lang)
		b.WriteString("\n\n" + title + "\n" + strings.Repeat("=", utf8.RuneCountInString(title)) + "\n\n")
		wrap(&b, c.tale.In(t.options.Lang))
		var shown strings.Builder
		if err := c.shows(t)(ctx, &shown); err != nil {
			return err
		}
		b.WriteString("\n")
		for line := range strings.Lines(shown.String()) {
			if strings.TrimSpace(line) != "" {
				b.WriteString("  | " + line)
			} else {
				b.WriteString("  |\n")
			}
		}
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// wrap writes a paragraph.
func wrap(b *strings.Builder, text string) {
	used := 0
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case used > 0 && used+1+n > width:
			b.WriteString("\n")
			used = 0
		case used > 0:
			b.WriteString(" ")
			used++
		}
		b.WriteString(word)
		used += n
	}
	b.WriteString("\n")
}

// day is the beginning of a day.
func day(text string) (time.Time, error) { return time.Parse(time.DateOnly, text) }
