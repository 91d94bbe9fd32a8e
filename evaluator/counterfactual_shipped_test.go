package evaluator_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// turnDay is the day on which the examples are looked at.
var turnDay = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)

func shippedDossier(t testing.TB, name string) *evidence.Dossier {
	t.Helper()
	text, err := os.ReadFile("../examples/dossiers/" + name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := evidence.Decode(name, text)
	if err != nil {
		t.Fatal(err)
	}
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func under(t testing.TB, profile string) *evaluator.Evaluator {
	t.Helper()
	for _, e := range embedded() {
		if e.Profile().ID() == profile {
			return e
		}
	}
	t.Fatal(profile)
	return nil
}

// Every criterion that the example dossiers do not meet is turned, and so is the
// verdict, or it is said why not; looked at one by one as on generated ones.
func TestShippedDossiersTurn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		dossier, profile string
		short            bool
		turns            int // at least
	}{
		{"weak.yaml", "normal", true, 2},
		{"weak.yaml", "federal-high", false, 2},
		{"complete.yaml", "normal", false, 0},
		{"complete.yaml", "very-high", false, 1},
		{"zot.yaml", "normal", false, 1},
		{"zot.yaml", "high", false, 1},
	} {
		if testing.Short() && !tt.short {
			continue
		}
		every := 71 // one of them with and without each step
		if testing.Short() {
			every = 1000
		}
		var n turnCheck
		all := n.holds(t, under(t, tt.profile), shippedDossier(t, tt.dossier), turnDay, every)
		t.Logf("%s under %s: %d unmet (none for %v, more for %d), %d counterfactuals of %d steps, %d turns to %s, stuck %v", tt.dossier, tt.profile,
			n.criteria, n.none, n.open, n.counterfactuals, n.steps, n.turns, last(all), all.Stuck)
		if n.turns < tt.turns {
			t.Errorf("%s under %s: only %d turns", tt.dossier, tt.profile, n.turns)
		}
	}
}

func last(c evaluator.Counterfactuals) evaluator.Conformity {
	if len(c.Turns) == 0 {
		return c.Conformity
	}
	return c.Turns[len(c.Turns)-1].Reached.Conformity
}

// What is proposed for the weak offer is what a reader expects.
func TestWeakOfferTurns(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	all, err := under(t, "normal").Counterfactuals(context.Background(), shippedDossier(t, "weak.yaml"), turnDay)
	if err != nil {
		t.Fatal(err)
	}
	for criterion, want := range map[string]string{
		"OPS-CHO-02": "  change operational.exit.terms.noticeDays from 93 to 62\n  prove operational.exit.terms.noticeDays needs by(\"contract\")\n",
		"DAT-CON-09": "  change data.use.trainingExcluded from false to true\n  prove data.use.trainingExcluded needs by(\"contract\")\n",
	} {
		of, _ := all.Criterion(criterion)
		if len(of.Counterfactuals) != 1 || show(&of.Counterfactuals[0]) != want {
			t.Errorf("%s: %+v", criterion, of)
		}
	}
	if len(all.Turns) < 2 || all.Turns[0].Reached.Conformity != evaluator.Inconclusive || all.Turns[1].Reached.Conformity.Rank() <= evaluator.Provisional.Rank() {
		t.Errorf("%+v", all.Turns)
	}
}

// The counterfactuals of a whole verdict are the same every time, whoever asks.
func TestCounterfactualsAreRepeatable(t *testing.T) {
	t.Parallel()
	e, d := under(t, "normal"), shippedDossier(t, "zot.yaml")
	if !testing.Short() {
		d = shippedDossier(t, "weak.yaml")
	}
	texts := make(chan string, 3)
	for range cap(texts) {
		go func() {
			c, err := e.Counterfactuals(context.Background(), d, turnDay)
			if err != nil {
				texts <- err.Error()
				return
			}
			text, err := c.EncodeJSON()
			if err != nil {
				texts <- err.Error()
				return
			}
			texts <- string(text)
		}()
	}
	first := <-texts
	for range cap(texts) - 1 {
		if other := <-texts; other != first {
			t.Fatal("two calls give different counterfactuals")
		}
	}
	again, err := evaluator.DecodeCounterfactuals("c.json", []byte(first))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := again.EncodeJSON(); err != nil || string(text) != first {
		t.Errorf("read and written again they differ: %v", err)
	}
	if _, err := evaluator.DecodeCounterfactuals("c.json", []byte(`{"trias": "counterfactuals/v1"}`)); err == nil {
		t.Error("half a document is read")
	}
}

func BenchmarkCounterfactuals(b *testing.B) {
	e := under(b, "normal")
	for _, name := range []string{"weak.yaml", "complete.yaml", "zot.yaml"} {
		d := shippedDossier(b, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Counterfactuals(context.Background(), d, turnDay); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
