package evaluator_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// document is what is stored beside verdicts.
type document interface{ EncodeJSON() ([]byte, error) }

// readBack decodes a document and, if it is one, writes it, reads that, and shows
// both to readers.
func readBack[D document](decode func(string, []byte) (D, error), show func(io.Writer, D, report.Options) error) func(*testing.T, []byte) {
	return func(t *testing.T, data []byte) {
		d, err := decode("x", data)
		if err != nil {
			hostile.Placed(t, "x", err)
			return
		}
		text, err := d.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		again, err := decode("again.json", text)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, text)
		}
		twice, err := again.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(text, twice) {
			t.Fatalf("what is stored reads otherwise: %s", firstDifference(text, twice))
		}
		for _, lang := range report.Languages() {
			for _, format := range []report.Format{report.FormatText, report.FormatMarkdown} {
				var a, b bytes.Buffer
				errA := show(&a, d, report.Options{Lang: lang, Format: format})
				errB := show(&b, again, report.Options{Lang: lang, Format: format})
				if fmt.Sprint(errA) != fmt.Sprint(errB) || !bytes.Equal(a.Bytes(), b.Bytes()) {
					t.Fatalf("what was written and read is shown otherwise: %v, %v, %s", errA, errB, firstDifference(a.Bytes(), b.Bytes()))
				}
			}
		}
	}
}

// Whatever a stored explanation, horizon, comparison, verification, or list of
// ways says, it is refused with problems that have a place, or it is written and
// read without change, and showing it does not fail.
func FuzzDecodeDocuments(f *testing.F) {
	e, dossier := fuzzed(f)
	catalogue := e.Catalogue()
	ctx := context.Background()
	add := func(d document, err error) {
		f.Helper()
		if err != nil {
			f.Fatal(err)
		}
		text, err := d.EncodeJSON()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	verdict, err := e.Evaluate(ctx, dossier, testkit.At)
	if err != nil {
		f.Fatal(err)
	}
	explanation, err := e.Explain(ctx, dossier, testkit.At, evaluator.WithTrace(catalogue.Criteria()[0].ID))
	add(&explanation, err)
	missing, err := e.Missing(ctx, dossier, testkit.At)
	add(&missing, err)
	turned, err := e.Counterfactuals(ctx, dossier, testkit.At)
	add(&turned, err)
	horizon, err := e.Horizon(ctx, dossier, testkit.At, testkit.At.AddDate(2, 0, 0))
	add(&horizon, err)
	other := verdict
	other.Results = other.Results[1:]
	comparison, err := evaluator.Compare(&verdict, &other)
	add(&comparison, err)
	stored, in := tampered(f)
	verification := verify(f, stored, in)
	add(&verification, nil)
	for _, seed := range hostile.Seeds(f) {
		f.Add(seed)
	}
	readers := []func(*testing.T, []byte){
		readBack(evaluator.DecodeExplanation, func(w io.Writer, x *evaluator.Explanation, o report.Options) error {
			return report.Explanation(w, x, catalogue, o)
		}),
		readBack(evaluator.DecodeHorizon, func(w io.Writer, h *evaluator.Horizon, o report.Options) error {
			return report.Horizon(w, h, catalogue, o)
		}),
		readBack(evaluator.DecodeComparison, func(w io.Writer, c *evaluator.Comparison, o report.Options) error {
			return report.Comparison(w, c, catalogue, o)
		}),
		readBack(evaluator.DecodeVerification, report.Verification),
		readBack(evaluator.DecodeMissing, func(_ io.Writer, _ *evaluator.Missing, _ report.Options) error { return nil }),
		readBack(evaluator.DecodeCounterfactuals, func(_ io.Writer, _ *evaluator.Counterfactuals, _ report.Options) error { return nil }),
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range readers {
			read(t, data)
		}
	})
}
