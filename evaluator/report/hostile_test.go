package report_test

import (
	"bytes"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// What others write may say anything: commands for terminals, markup, HTML,
// links, places to be filled in.
const (
	markup  = "<script>alert(1)</script> <!-- --> [x](https://example.org) ![x](y) https://example.org www.example.org a@example.org `c` **b** ~~s~~ | t | &lt; {text} {n}"
	hostile = "# h \x1b[31m\x07\u009b2J\u202e\r\n\n# heading\n- item\n1. item\n> quote\n\n---\n```\n[ ] task\n" + markup
)

// spoil puts hostile text into every text of a value that nothing else hangs on.
// What has to be read, or is a value of a closed set, stays as it is.
func spoil(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		// A dossier made up by Trias is written as a file, which takes no such text.
		if !v.IsNil() && v.Type() != reflect.TypeFor[*evidence.Fragment]() {
			spoil(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			spoil(v.Index(i))
		}
	case reflect.Struct:
		if value, ok := v.Addr().Interface().(*evidence.Value); ok {
			switch value.Any().(type) {
			case string:
				*value = evidence.String(hostile)
			case []evidence.Value:
				*value = evidence.List(evidence.String(hostile), evidence.Int(1), evidence.String(hostile))
			}
			return
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			// Demands and gains are read, digests and ids of criteria looked up.
			if field.IsExported() && !slices.Contains([]string{"Digests", "CatalogueDigest", "Digest", "Criterion", "Criteria", "Needs", "Gain", "Alternative"}, field.Name) || field.Name == "Criteria" && field.Type.Elem().Kind() == reflect.Struct {
				spoil(v.Field(i))
			}
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() || v.Type() == reflect.TypeFor[evidence.Version]() {
			v.SetString(hostile)
		}
	}
}

// hostileRenderers writes with each renderer what has hostile text wherever it
// may have text.
func hostileRenderers(t *testing.T) map[string]func(io.Writer, report.Options) error {
	t.Helper()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	text := strings.NewReplacer("Others", markup, "Subcontractors within the region", markup, "Unterauftragnehmer in der Region", markup,
		"Does every subcontractor have its seat in the region?", markup, "Who sits elsewhere is under other law.", "'"+markup+"'", "Choose others.", "'"+markup+"'", "Andere wählen.", "'"+markup+"'").Replace(manyCatalogue)
	text = strings.NewReplacer("title: {en: "+markup+", de: "+markup+"}", "title: {en: '"+markup+"', de: '"+markup+"'}").Replace(text)
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(text))
	must(err)
	later, err := criteria.Decode("catalogue.yaml", []byte(strings.NewReplacer("version: 1.0.0", "version: 2.0.0", " && s.obligationsPassedOn", "", "remedy: {effort: medium, en: '", "remedy: {effort: medium, en: 'A ").Replace(text)))
	must(err)
	profileOf := func(c *criteria.Catalogue, obligation string) *profiles.Profile {
		p, err := profiles.Decode("profile.yaml", []byte(strings.NewReplacer("{en: Many, de: Viele}", "{en: '"+markup+"', de: '"+markup+"'}", "must", obligation).Replace(manyProfile)), c)
		must(err)
		return p
	}
	profile, weaker, next := profileOf(catalogue, "must"), profileOf(catalogue, "should"), profileOf(later, "must")
	e, err := evaluator.Compile(catalogue, profile)
	must(err)
	renewed, err := evaluator.Compile(later, next)
	must(err)
	bad := subcontractors(t, 3, func(i int) string { return []string{"US", "", "DE"}[i] })
	good := subcontractors(t, 3, func(int) string { return "DE" })
	open := subcontractors(t, 3, func(i int) string { return []string{"DE", "", "DE"}[i] })
	options := []evaluator.Option{evaluator.WithTrace("REGION"), evaluator.WithHorizon(manyAt.AddDate(1, 0, 0)),
		evaluator.WithWaivers(evaluator.Waiver{ID: "W", Subject: "offer", Version: "1.0", Profile: "many", Criterion: "REGION", Accepts: []evaluator.Waivable{"unknown"},
			Authority: "A", Reason: "R", From: evidence.DateOf(manyAt, manyAt.Location()), Until: evidence.DateOf(manyAt, manyAt.Location())})}
	var explanations []*evaluator.Explanation
	for _, d := range []*evidence.Dossier{bad, good, open} {
		x, err := e.Explain(ctx, d, manyAt, options...)
		must(err)
		explanations = append(explanations, &x)
	}
	stored, err := explanations[0].Verdict.EncodeJSON()
	must(err)
	verification, err := evaluator.Verify(ctx, stored, evaluator.Inputs{Catalogue: later, Profile: next, Sources: good.Sources()})
	must(err)
	verification.Discrepancies, verification.Renamed = []evaluator.Discrepancy{{Pointer: "/", Stored: "a", Follows: "b"}}, []evaluator.RenamedSource{{Stored: "a", Given: "b"}}
	comparison, err := evaluator.Compare(&explanations[1].Verdict, &explanations[0].Verdict)
	must(err)
	comparison = comparison.Gated()
	horizon, _ := everyCause(t)
	horizon.Digests.Catalogue = catalogue.Digest()
	for i := range horizon.Events {
		for k := range horizon.Events[i].Criteria {
			horizon.Events[i].Criteria[k].Criterion = "REGION"
		}
	}
	levels, err := e.Levels(ctx, bad, manyAt)
	must(err)
	strictness, err := evaluator.Stricter(ctx, weaker, profile)
	must(err)
	differences := profiles.Diff(profile, weaker)
	choice, err := profiles.Choose(profiles.Need{Assets: []profiles.Asset{{ID: "files", Name: "F", Confidentiality: "high", Integrity: "high", Availability: "high"}}},
		profiles.Line{ID: "many", Normal: "normal", High: "high", VeryHigh: "very-high"})
	must(err)
	difference := criteria.Diff(catalogue, later)
	replayed := &report.Replayed{Old: e, New: renewed, At: evaluator.Instant{Time: manyAt}, Difference: difference, Summary: &evaluator.ReplaySummary{}}
	for tr, err := range evaluator.Replay(ctx, e, renewed, func(yield func(*evidence.Dossier, error) bool) { _ = yield(bad, nil) && yield(open, nil) }, manyAt) {
		must(err)
		replayed.Summary.Add(&tr)
		replayed.Worse = append(replayed.Worse, tr)
	}
	sum, seal, ranked := schemeScore(), sealScore(), extendedRanking()
	ranked.Ranking[0].Warnings = []rank.Warning{{Code: "unheard of", Offers: []string{""}, Without: []string{""}, Source: "s"}}
	ranked.Stability.Weights.Reversal.At = map[string]exact.Number{hostile: exact.Int(1)}
	ranked.Basis[hostile] = exact.Int(1)
	for _, x := range []any{sum, seal, ranked, &explanations, &verification, &comparison, horizon, &levels, &strictness, &differences, &choice, &replayed.Worse} {
		spoil(reflect.ValueOf(x))
	}
	each := func(write func(*evaluator.Explanation) error) error {
		for _, x := range explanations {
			if err := write(x); err != nil {
				return err
			}
		}
		return nil
	}
	return map[string]func(io.Writer, report.Options) error{
		"Text": func(w io.Writer, o report.Options) error {
			return each(func(x *evaluator.Explanation) error { return report.Text(w, &x.Verdict, catalogue, o) })
		},
		"Explanation": func(w io.Writer, o report.Options) error {
			return each(func(x *evaluator.Explanation) error { return report.Explanation(w, x, catalogue, o) })
		},
		"Verification": func(w io.Writer, o report.Options) error { return report.Verification(w, &verification, o) },
		"Comparison":   func(w io.Writer, o report.Options) error { return report.Comparison(w, &comparison, catalogue, o) },
		"Horizon":      func(w io.Writer, o report.Options) error { return report.Horizon(w, horizon, catalogue, o) },
		"Levels":       func(w io.Writer, o report.Options) error { return report.Levels(w, &levels, catalogue, o) },
		"Strictness":   func(w io.Writer, o report.Options) error { return report.Strictness(w, &strictness, catalogue, o) },
		"ProfileDiff":  func(w io.Writer, o report.Options) error { return report.ProfileDiff(w, &differences, catalogue, o) },
		"Profiles": func(w io.Writer, o report.Options) error {
			return report.Profiles(w, []*profiles.Profile{profile, weaker}, o)
		},
		"Choice": func(w io.Writer, o report.Options) error { return report.Choice(w, &choice, o) },
		"Difference": func(w io.Writer, o report.Options) error {
			return report.Difference(w, difference, catalogue, later, o)
		},
		"Methods": func(w io.Writer, o report.Options) error {
			return report.Methods(w, []score.Identity{sum.Method, seal.Method}, o)
		},
		"Ranking": func(w io.Writer, o report.Options) error {
			o.Titles = map[string]evidence.Text{hostile: {EN: hostile, DE: hostile}}
			return report.Ranking(w, ranked, catalogue, o)
		},
		"Score": func(w io.Writer, o report.Options) error {
			o.Titles = map[string]evidence.Text{hostile: {EN: hostile, DE: hostile}}
			return errors.Join(report.Score(w, sum, catalogue, o), report.Score(w, seal, nil, o))
		},
		"Replay": func(w io.Writer, o report.Options) error { return report.Replay(w, replayed, o) },
	}
}

// No renderer lets what others wrote command a terminal or bring in markup, in no
// language, format and mode.
func TestHostileEverywhere(t *testing.T) {
	t.Parallel()
	renderers := hostileRenderers(t)
	if names := slices.Sorted(maps.Keys(renderers)); !slices.Equal(names, writers(t)) {
		t.Fatalf("renderers are %v, and this test knows %v", writers(t), names)
	}
	allowed := []string{"Document", "Heading", "Paragraph", "TextBlock", "List", "ListItem", "Emphasis", "Text", "String", "Table", "TableHeader", "TableRow", "TableCell", "FencedCodeBlock"}
	for name, write := range renderers {
		for _, opts := range []report.Options{{}, {Full: true}, {Color: true}, {Rules: true, Full: true}, {Criteria: []string{"REGION"}, More: []string{hostile}}} {
			for _, opts.Lang = range report.Languages() {
				for _, opts.Format = range report.Formats() {
					var b bytes.Buffer
					if err := write(&b, opts); err != nil {
						t.Errorf("%s, %+v: %v", name, opts, err)
						continue
					}
					text := b.String()
					if opts.Color {
						text = colours.ReplaceAllStringFunc(text, func(s string) string {
							// Only those the renderer itself begins and ends.
							return map[bool]string{true: "", false: s}[slices.Contains([]string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[1;32m", "\x1b[1;33m"}, s)]
						})
					}
					if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && r != '\u00a0' && r != '\u202f' && !unicode.IsPrint(r) }); i >= 0 {
						t.Errorf("%s, %+v: holds %q", name, opts, text[max(0, i-60):min(len(text), i+20)])
					}
					if opts.Format != report.FormatMarkdown {
						continue
					}
					_, kinds := read(t, text)
					for kind := range kinds {
						if !slices.Contains(allowed, kind) {
							t.Errorf("%s, %+v: there is a %s in\n%s", name, opts, kind, text)
						}
					}
					for line := range strings.Lines(hostile) {
						if line = strings.TrimSpace(line); line != "" && strings.Contains(text, "\n"+line+"\n") {
							t.Errorf("%s, %+v: %q begins a line", name, opts, line)
						}
					}
				}
			}
		}
	}
}

// writers are the package's functions that write a report. A picture is not one:
// see [TestHorizonPicture] and [TestAwardPictures].
func writers(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !f.Name.IsExported() || len(f.Type.Params.List) == 0 || strings.HasSuffix(f.Name.Name, "Picture") {
				continue
			}
			if s, ok := f.Type.Params.List[0].Type.(*ast.SelectorExpr); ok && s.Sel.Name == "Writer" {
				out = append(out, f.Name.Name)
			}
		}
	}
	slices.Sort(out)
	return out
}
