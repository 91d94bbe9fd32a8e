package questionnaire_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/speech"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestEmbedded: of every embedded profile, at every layer, whoever answers what
// is asked leaves nothing open; other facts change nothing; whoever answers only
// what AskIf asks gets the same outcomes.
func TestEmbedded(t *testing.T) {
	t.Parallel()
	dossiers, ids, layers := uint64(max(1, *cases/240)), profiles.Names(), append(evidence.Layer("").Values(), "")
	if testing.Short() {
		ids, layers = ids[:1], []string{"platform", ""}
	}
	skipped, outside := 0, 0
	for _, id := range ids {
		p, err := profiles.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(p.Catalogue(), p)
		if err != nil {
			t.Fatal(err)
		}
		for _, layer := range layers {
			q, err := questionnaire.New(p, questionnaire.Options{Layer: evidence.Layer(layer)})
			if err != nil {
				t.Fatal(err)
			}
			for i := range q.Questions {
				x := &q.Questions[i]
				if x.Question.EN == "" || x.Question.DE == "" || x.Kind == "" || x.Number != int64(i+1) {
					t.Errorf("%s: %+v", id, x)
				}
				if x.Group == "" && !strings.HasPrefix(x.Path, "subject.") || !strings.HasPrefix(x.Path, x.Group) && !strings.HasPrefix(x.Path, "data.") {
					t.Errorf("%s: question %d about %s stands in the group %q", id, x.Number, x.Path, x.Group)
				}
				for _, alt := range x.AskIf {
					for _, c := range alt.All {
						if c.Question >= x.Number || c.Text.EN == "" || c.Text.DE == "" {
							t.Errorf("%s: question %d: %+v", id, x.Number, c)
						}
					}
				}
			}
			for n := range 1 + dossiers {
				g := testkit.New(n, testkit.Options{Good: []float64{1, 0.9, 0.6}[n%3], Unread: 1})
				full := g.Fragments()[0]
				full.Subject.Layer = evidence.Layer(layer)
				full.Proofs = g.GoodProofs()
				want := outcomes(t, e, full)
				asked, err := q.Asked(full)
				if err != nil {
					t.Fatal(err)
				}
				all := []string{"subject.layer"}
				for i := range q.Questions {
					all = append(all, q.Questions[i].Path)
				}
				every, err := questionnaire.Keep(full, all)
				if err != nil {
					t.Fatal(err)
				}
				some, err := questionnaire.Keep(full, append(asked, "subject.layer"))
				if err != nil {
					t.Fatal(err)
				}
				outside += len(questionnaire.Paths(full)) - len(questionnaire.Paths(every))
				skipped += len(questionnaire.Paths(every)) - len(questionnaire.Paths(some))
				if got := outcomes(t, e, every); !slices.Equal(got, want) {
					t.Errorf("%s at %q, dossier %d: all questions %v, all facts %v", id, layer, n, got, want)
				}
				if got := outcomes(t, e, some); !slices.Equal(got, want) {
					t.Errorf("%s at %q, dossier %d: asked %v, all %v", id, layer, n, got, want)
				}
				for i, o := range want {
					if layer != "" && (o == evaluator.Unknown || o == evaluator.Unproven) && n%3 == 0 {
						t.Errorf("%s at %q, dossier %d: %s is %s", id, layer, n, p.Criteria()[i], o)
					}
				}
			}
		}
	}
	t.Logf("%d answers skipped, %d facts not asked for", skipped, outside)
	if skipped == 0 || outside == 0 {
		t.Error("something never came up")
	}
}

// TestTitles: the questions about every fact stand under a heading, in every
// language.
func TestTitles(t *testing.T) {
	t.Parallel()
	for _, lang := range questionnaire.Languages() {
		if lacking, err := questionnaire.Untitled(lang); err != nil || lacking != nil {
			t.Errorf("%s: %v %v", lang, lacking, err)
		}
	}
}

// TestLater: what binds only from a later stage is counted apart.
func TestLater(t *testing.T) {
	t.Parallel()
	p, err := profiles.Lookup("entry")
	if err != nil {
		t.Fatal(err)
	}
	q, err := questionnaire.New(p, questionnaire.Options{Layer: "platform", Obligation: profiles.Must})
	if err != nil {
		t.Fatal(err)
	}
	later := int64(0)
	for _, id := range p.Criteria() {
		if a, ok := p.Applied(id); ok && a.Stage != "" && a.At("platform") == profiles.Must {
			later++
		}
	}
	b := q.Burden[0]
	if b.Obligation != profiles.Must || later == 0 || b.Later != later || b.Postponed == 0 || b.Postponed >= b.Questions || len(q.Criteria) != int(b.Criteria) {
		t.Errorf("%d criteria bind later, and %+v", later, b)
	}
}

// TestForeign: a language that catalogues have no texts in says what its file says,
// and not the English of the questionnaire.
func TestForeign(t *testing.T) {
	t.Parallel()
	q, err := questionnaire.New(tinyProfile(t, "profile.yaml"), questionnaire.Options{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := questionnaire.Foreign(q, &speech.Formats{}, questionnaire.WriteOptions{Lang: "de"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{",Klucze (data.keys),", ",Jaki?,", ",Wer kontrolliert die Schlüssel für gespeicherte Kundendaten?,", "trustee (durch einen Treuhänder des Kunden)", ",eine Dokumentation oder ein Prüfbericht nach BSI C5 vom Typ 2,", "platform (Plattform)", "Antwort 1: Plattform oder Anwendung"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing like %q in\n%s", want, text)
		}
	}
}
