package main

import (
	"context"
	"embed"
	"fmt"
	"io"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// files are what the town asks and what it was answered.
//
//go:embed catalogue.yaml profile.yaml answers/*.yaml
var files embed.FS

// town is who asks.
type town struct {
	catalogue *criteria.Catalogue
	profile   *profiles.Profile
	form      *questionnaire.Questionnaire
	evaluator *evaluator.Evaluator
	options   report.Options
	chapters  []chapter
	head      [2]string
}

// open reads what the town asks.
func open(lang string) (*town, error) {
	head, ok := heads[lang]
	if !ok {
		return nil, fmt.Errorf("there is no language %q (use de or en)", lang)
	}
	t := &town{options: report.Options{Lang: lang, Full: true}, chapters: chapters, head: head}
	data, err := files.ReadFile("catalogue.yaml")
	if err != nil {
		return nil, err
	}
	if t.catalogue, err = criteria.Decode("catalogue.yaml", data); err != nil {
		return nil, err
	}
	if data, err = files.ReadFile("profile.yaml"); err != nil {
		return nil, err
	}
	if t.profile, err = profiles.Decode("profile.yaml", data, t.catalogue); err != nil {
		return nil, err
	}
	if t.form, err = questionnaire.New(t.profile, questionnaire.Options{}); err != nil {
		return nil, err
	}
	t.evaluator, err = evaluator.Compile(t.catalogue, t.profile)
	return t, err
}

// source reads a questionnaire that was filled in.
func (t *town) source(name string) (*evidence.Fragment, error) {
	name += ".yaml"
	data, err := files.ReadFile("answers/" + name)
	if err != nil {
		return nil, err
	}
	return t.form.Read(name, data)
}

// answers are a questionnaire that was filled in, as a dossier.
func (t *town) answers(name string) (*evidence.Dossier, error) {
	source, err := t.source(name)
	if err != nil {
		return nil, err
	}
	return evidence.Merge(source)
}

// The days on which the town looks, and the last one it looks ahead to.
const (
	firstDay, acceptedDay = "2026-11-02", "2026-12-01"
	lastDay               = "2027-12-31"
	testedDay, mendedDay  = "2027-04-12", "2027-05-20"
)

// asks writes the questionnaire as text.
func (t *town) asks(_ context.Context, w io.Writer) error { return t.form.Text(w, t.options.Lang) }

// explains writes what is wrong with the first answers, and the way out.
func (t *town) explains(ctx context.Context, w io.Writer) error {
	dossier, err := t.answers("2026-11")
	if err != nil {
		return err
	}
	at, err := day(firstDay)
	if err != nil {
		return err
	}
	x, err := t.evaluator.Explain(ctx, dossier, at)
	if err != nil {
		return err
	}
	return report.Explanation(w, &x, t.catalogue, t.options)
}

// accepted is the verdict on the second answers, as the town stores it.
func (t *town) accepted(ctx context.Context) ([]byte, error) {
	verdict, err := t.evaluate(ctx, "2026-12", acceptedDay)
	if err != nil {
		return nil, err
	}
	return verdict.EncodeJSON()
}

func (t *town) evaluate(ctx context.Context, answers, on string) (*evaluator.Verdict, error) {
	dossier, err := t.answers(answers)
	if err != nil {
		return nil, err
	}
	at, err := day(on)
	if err != nil {
		return nil, err
	}
	verdict, err := t.evaluator.Evaluate(ctx, dossier, at)
	return &verdict, err
}

// accepts writes the verdict on the second answers.
func (t *town) accepts(ctx context.Context, w io.Writer) error {
	verdict, err := t.evaluate(ctx, "2026-12", acceptedDay)
	if err != nil {
		return err
	}
	short := t.options
	short.Full = false
	return report.Text(w, verdict, t.catalogue, short)
}

// horizon says until when that verdict holds.
func (t *town) horizon(ctx context.Context) (*evaluator.Horizon, error) {
	dossier, err := t.answers("2026-12")
	if err != nil {
		return nil, err
	}
	at, err := day(acceptedDay)
	if err != nil {
		return nil, err
	}
	until, err := day(lastDay)
	if err != nil {
		return nil, err
	}
	h, err := t.evaluator.Horizon(ctx, dossier, at, until)
	return &h, err
}

func (t *town) looksAhead(ctx context.Context, w io.Writer) error {
	h, err := t.horizon(ctx)
	if err != nil {
		return err
	}
	return report.Horizon(w, h, t.catalogue, t.options)
}

// picture draws it.
func (t *town) picture(ctx context.Context, w io.Writer) error {
	h, err := t.horizon(ctx)
	if err != nil {
		return err
	}
	return report.HorizonPicture(w, h, t.catalogue, t.options)
}

// compares holds new answers against the verdict that is stored, and asks
// whether they are no worse.
func (t *town) compares(answers, on string) func(context.Context, io.Writer) error {
	return func(ctx context.Context, w io.Writer) error {
		stored, err := t.accepted(ctx)
		if err != nil {
			return err
		}
		before, err := evaluator.DecodeVerdict("accepted.json", stored)
		if err != nil {
			return err
		}
		after, err := t.evaluate(ctx, answers, on)
		if err != nil {
			return err
		}
		c, err := evaluator.Compare(before, after)
		if err != nil {
			return err
		}
		c = c.Gated()
		return report.Comparison(w, &c, t.catalogue, t.options)
	}
}

// verifies derives the stored verdict anew: from the answers it was given on, or
// from others.
func (t *town) verifies(answers string) func(context.Context, io.Writer) error {
	return func(ctx context.Context, w io.Writer) error {
		stored, err := t.accepted(ctx)
		if err != nil {
			return err
		}
		source, err := t.source(answers)
		if err != nil {
			return err
		}
		x, err := evaluator.Verify(ctx, stored, evaluator.Inputs{Sources: []*evidence.Fragment{source}, Catalogue: t.catalogue, Profile: t.profile})
		if err != nil {
			return err
		}
		return report.Verification(w, &x, t.options)
	}
}
