package eucsf_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/eucsf"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

var at = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

func merged(t testing.TB, texts map[string]string) *evidence.Dossier {
	t.Helper()
	var frags []*evidence.Fragment
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		f, err := evidence.Decode(name, []byte(texts[name]))
		if err != nil {
			t.Fatal(err)
		}
		frags = append(frags, f)
	}
	return testkit.Dossier(t, frags)
}

func scoredDossier(t testing.TB, m *eucsf.Method, d *evidence.Dossier) *score.Score {
	t.Helper()
	s, err := m.Score(context.Background(), &score.Input{Dossier: d, At: at})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func row(t testing.TB, s *score.Score, id string) score.Row {
	t.Helper()
	i := slices.IndexFunc(s.Rows, func(r score.Row) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("no row %s", id)
	}
	return s.Rows[i]
}

// Every case of testdata/dossiers is a dossier of one or more files, and what is
// said of it by the weights of 2026 at the first of November.
func TestDossiersGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/dossiers/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			texts := map[string]string{}
			var out []txtar.File
			for _, f := range a.Files {
				if strings.HasSuffix(f.Name, ".yaml") {
					texts[f.Name] = string(f.Data)
					out = append(out, f)
				}
			}
			s, err := method(t, eucsf.V2026).Score(context.Background(), &score.Input{Dossier: merged(t, texts), At: at})
			if err != nil {
				out = append(out, txtar.File{Name: "problems.txt", Data: []byte(err.Error() + "\n")})
			} else {
				out = append(out, txtar.File{Name: "score.txt", Data: []byte(table(s))})
			}
			got := txtar.Format(&txtar.Archive{Comment: a.Comment, Files: out})
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := txtar.Format(a); string(got) != string(want) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// declare states steps in a dossier, with a declaration as proof if proven.
func declare(steps map[string]int, proven bool) string {
	var b strings.Builder
	b.WriteString("trias: dossier/v1\nsubject: {id: offer, version: \"1\"}\next:\n  eucsf:\n")
	for _, id := range slices.Sorted(maps.Keys(steps)) {
		l := eucsf.Ladder{ID: id}
		fmt.Fprintf(&b, "    %s: %d\n", strings.TrimPrefix(l.Fact(), "ext.eucsf."), steps[id])
	}
	if proven {
		b.WriteString("proofs:\n  - {id: p, kind: declaration, issuer: Example GmbH, issued: 2026-10-01, covers: [ext.eucsf]}\n")
	}
	return b.String()
}

// A declared step counts as the same step of a file of answers, and as proven
// with a proof.
func TestDeclared(t *testing.T) {
	objectives, err := eucsf.Objectives()
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]int{}
	for _, o := range objectives {
		for i, l := range o.Ladders {
			declared[l.ID] = 1 + i%len(l.Steps)
		}
	}
	n := -1
	text := steps(t, func(l *eucsf.Ladder) int { n++; return declared[l.ID] })
	for _, name := range eucsf.Names() {
		want := scored(t, name, text)
		claimed := scoredDossier(t, method(t, name), merged(t, map[string]string{"a.yaml": declare(declared, false)}))
		if table(claimed) != table(want) {
			t.Errorf("declared:\n%s\nanswered:\n%s", table(claimed), table(want))
		}
		proven := scoredDossier(t, method(t, name), merged(t, map[string]string{"a.yaml": declare(declared, true)}))
		for _, v := range []string{proven.Total.Proven.String(), proven.Total.Worst.String(), proven.Total.Best.String(), proven.Score.String()} {
			if v != want.Score.String() {
				t.Errorf("proven: %+v, want %s", proven.Total, want.Score)
			}
		}
		if *proven.Seal != *want.Seal || proven.Levels.Proven != *want.Seal {
			t.Errorf("proven: %+v, want SEAL %d", proven.Levels, *want.Seal)
		}
		strict, err := method(t, name).Demanding(`by("audit")`)
		if err != nil {
			t.Fatal(err)
		}
		if s := scoredDossier(t, strict, merged(t, map[string]string{"a.yaml": declare(declared, true)})); !s.Total.Proven.IsZero() {
			t.Errorf("a declaration proves where an audit is demanded: %+v", s.Total)
		}
	}
	if _, err := method(t, eucsf.V2026).Demanding(`by("magic")`); !errors.Is(err, eucsf.ErrProof) || strings.Contains(err.Error(), "\n") {
		t.Error(err)
	}
}

func TestScoreRefuses(t *testing.T) {
	m := method(t, eucsf.V2026)
	ctx := context.Background()
	d := merged(t, map[string]string{"a.yaml": declare(map[string]int{"SOV-1.Q1": 1}, false)})
	for _, in := range []*score.Input{nil, {At: at}, {Dossier: &evidence.Dossier{}, At: at}} {
		if _, err := m.Score(ctx, in); !errors.Is(err, evaluator.ErrNoInput) {
			t.Error(err)
		}
	}
	if _, err := m.Score(ctx, &score.Input{Dossier: d}); !errors.Is(err, evaluator.ErrInstant) {
		t.Error(err)
	}
	if _, err := m.ScoreAnswers(nil); !errors.Is(err, evaluator.ErrNoInput) {
		t.Error(err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := m.Score(stopped, &score.Input{Dossier: d, At: at}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// The derivations name each ladder once, in order, give a note where they do not
// derive in full, and count as documented.
func TestDerivations(t *testing.T) {
	all, err := eucsf.Derivations()
	if err != nil {
		t.Fatal(err)
	}
	objectives, err := eucsf.Objectives()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, o := range objectives {
		for _, l := range o.Ladders {
			ids = append(ids, l.ID)
		}
	}
	count := map[eucsf.Derived]int{}
	for i, d := range all {
		if i >= len(ids) || d.Ladder != ids[i] {
			t.Fatalf("%s is out of order", d.Ladder)
		}
		count[d.Derived]++
		if d.Derived != eucsf.InFull && (d.Note.EN == "" || d.Note.DE == "") {
			t.Errorf("%s: no note says why it is not derived in full", d.Ladder)
		}
		if (len(d.Rules) == 0) != (d.Derived == eucsf.NotDerived) {
			t.Errorf("%s: %s with %d rules", d.Ladder, d.Derived, len(d.Rules))
		}
	}
	if want := (map[eucsf.Derived]int{eucsf.InFull: 13, eucsf.Bounded: 35}); !maps.Equal(count, want) || len(all) != 48 {
		t.Errorf("%v, want %v", count, want)
	}
	c, err := eucsf.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	base, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if !c.Contains(base) || len(c.Facts()["eucsf"]) != 48 {
		t.Errorf("%d facts", len(c.Facts()["eucsf"]))
	}
}

// Random evidence, from nothing known to everything known and proven, with
// sources that contradict each other: the table adds up and what facts derive in
// full is one step once its facts are known; every proof and every fact more keeps
// lower bounds where they were or raises them, and upper ones or lowers them.
func TestRandomEvidence(t *testing.T) {
	runs := 120
	if testing.Short() {
		runs = 30
	}
	m := method(t, eucsf.V2026)
	derivations, err := eucsf.Derivations()
	if err != nil {
		t.Fatal(err)
	}
	degree := map[string]eucsf.Derived{}
	for _, d := range derivations {
		degree[d.Ladder] = d.Derived
	}
	states := map[score.State]int{}
	reached, settled := map[string]map[string]bool{}, map[string]bool{}
	for n := range runs {
		g := testkit.New(uint64(n), testkit.Varied(n))
		frags := g.Fragments()
		before := scoredDossier(t, m, testkit.Dossier(t, frags))
		checkShares(t, before)
		for _, r := range before.Rows {
			states[r.State]++
			if r.Points.Stated != nil {
				if reached[r.ID] == nil {
					reached[r.ID] = map[string]bool{}
				}
				reached[r.ID][r.Points.Stated.String()] = true
				settled[r.ID] = settled[r.ID] || r.State == score.Settled
			}
		}
		more, what := g.AddProof(frags)
		proven := scoredDossier(t, m, testkit.Dossier(t, more))
		for i, r := range proven.Rows {
			was := before.Rows[i]
			if r.Points.Worst.Cmp(was.Points.Worst) < 0 || r.Points.Proven.Cmp(was.Points.Proven) < 0 || !r.Points.Best.Equal(was.Points.Best) {
				t.Fatalf("run %d, with %s: %s went from %+v to %+v", n, what, r.ID, was.Points, r.Points)
			}
		}
		more, what = g.AddFact(frags)
		known := scoredDossier(t, m, testkit.Dossier(t, more))
		for i, r := range known.Rows {
			was := before.Rows[i]
			if was.State == score.Contradicted || r.State == score.Contradicted {
				continue
			}
			if r.Points.Worst.Cmp(was.Points.Worst) < 0 || r.Points.Best.Cmp(was.Points.Best) > 0 {
				t.Fatalf("run %d, with %s: %s went from %+v to %+v", n, what, r.ID, was.Points, r.Points)
			}
		}
	}
	for _, s := range []score.State{score.Settled, score.Unproven, score.Unknown} {
		if states[s] == 0 {
			t.Errorf("no row is %s: %v", s, states)
		}
	}
	for id, d := range degree {
		if !testing.Short() && d == eucsf.InFull && len(reached[id]) < 2 {
			t.Errorf("%s is derived in full and came to %v", id, reached[id])
		}
	}
	t.Logf("%v", states)
}

// Each line of testdata/steps.txt gives facts and the steps they leave, written
// down from the words of the calculator and not from the rules.
func TestSteps(t *testing.T) {
	text, err := os.ReadFile("testdata/steps.txt")
	if err != nil {
		t.Fatal(err)
	}
	objectives, err := eucsf.Objectives()
	if err != nil {
		t.Fatal(err)
	}
	ladders, seen := map[string]eucsf.Ladder{}, map[string]map[int]bool{}
	for _, o := range objectives {
		for _, l := range o.Ladders {
			ladders[l.ID], seen[l.ID] = l, map[int]bool{}
		}
	}
	m := method(t, eucsf.V2026)
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		head, facts, ok := strings.Cut(line, "|")
		words := strings.Fields(head)
		if !ok || len(words) != 2 {
			t.Fatalf("line %d: %s", i+1, line)
		}
		id, steps := words[0], words[1]
		from, to, isRange := strings.Cut(steps, "-")
		if !isRange {
			to = from
		}
		facts = strings.TrimSpace(facts)
		if !strings.HasPrefix(facts, "{") {
			facts = "{" + facts + "}"
		}
		dossier := `{trias: dossier/v1, subject: {id: offer, version: "1"}, ` +
			`proofs: [{id: p, kind: audit, issuer: Example GmbH, issued: 2026-10-01, covers: [data, operational, technological, resilience, supplyChain]}], ` +
			strings.TrimPrefix(facts, "{")
		r := row(t, scoredDossier(t, m, merged(t, map[string]string{"a.yaml": dossier})), id)
		step := func(n string) int { return int(n[0] - '0') }
		l := ladders[id]
		if !r.Points.Worst.Equal(l.Steps[step(from)-1].Points) || !r.Points.Best.Equal(l.Steps[step(to)-1].Points) {
			t.Errorf("line %d: %s from %s to %s, want steps %s\n%s", i+1, id, r.Points.Worst, r.Points.Best, steps, r.Rule)
		}
		seen[id][step(from)], seen[id][step(to)] = true, true
	}
	for id, steps := range seen {
		if !steps[len(ladders[id].Steps)] && id != "SOV-5.Q1" || len(steps) < 2 {
			t.Errorf("%s: no line for the best step, or for another", id)
		}
	}
}

// Where everything is known, facts that fit together leave one step of what is
// derived in full, and contradict nothing; of what is bounded, several at times.
func TestCompleteEvidence(t *testing.T) {
	runs := 100
	if testing.Short() {
		runs = 20
	}
	m := method(t, eucsf.V2026)
	all, err := eucsf.Derivations()
	if err != nil {
		t.Fatal(err)
	}
	open := map[string]int{}
	for n := range runs {
		g := testkit.New(uint64(n), testkit.Options{Good: float64(n%5) / 5, Unread: 1, Proven: float64(n % 2)})
		for _, r := range scoredDossier(t, m, testkit.Dossier(t, g.Fragments())).Rows {
			if r.State == score.Contradicted {
				t.Errorf("run %d: %s is contradicted by\n%s", n, r.ID, r.Rule)
			}
			if r.Points.Stated == nil {
				open[r.ID]++
			}
		}
	}
	for _, d := range all {
		few := testing.Short() && d.Derived == eucsf.Bounded // too few to meet each open one
		if !few && (open[d.Ladder] > 0) != (d.Derived == eucsf.Bounded) {
			t.Errorf("%s is derived %s, and open in %d of %d cases", d.Ladder, d.Derived, open[d.Ladder], runs)
		}
	}
}

// Rules of a ladder never leave nothing: who is on a step is on the lower ones, in
// both views, however little is known. No declared step is in play, and one source.
func TestRulesAgree(t *testing.T) {
	runs := 150
	if testing.Short() {
		runs = 40
	}
	m := method(t, eucsf.V2026)
	for n := range runs {
		g := testkit.New(uint64(n), testkit.Options{Good: float64(n%5) / 5, Unread: 1, Missing: float64(n%4) / 4, Proven: float64(n%3) / 2})
		for _, f := range g.Fragments() {
			delete(f.Ext, "eucsf")
			for _, r := range scoredDossier(t, m, testkit.Dossier(t, []*evidence.Fragment{f})).Rows {
				if r.State == score.Contradicted || r.Points.Proven.Cmp(r.Points.Best) > 0 {
					t.Errorf("run %d: %s is contradicted by\n%s", n, r.ID, r.Rule)
				}
			}
		}
	}
}

// A score says which of its rows may tell confidential facts: those whose step is
// declared by one, and those that rest on one, even if another decided.
func TestConfidential(t *testing.T) {
	m := method(t, eucsf.V2026)
	const text = `trias: dossier/v1
subject: {id: offer, version: "1"}
ext: {eucsf: {sov1q3: 2, sov1q4: 3}}
supplyChain: {provider: {changeOfControl: {takeoverLikelihood: likely}, seat: US, ownership: {controlCountries: [US]}}}
`
	for _, c := range []struct {
		marked string
		want   []string
	}{
		{"", nil},
		{"confidential: [ext.eucsf.sov1q3]\n", []string{"SOV-1.Q3"}},
		{"confidential: [ext.eucsf, supplyChain.provider]\n", []string{"SOV-1.Q1", "SOV-1.Q2", "SOV-1.Q3", "SOV-1.Q4"}},
		{"confidential: [supplyChain.provider.ownership]\n", []string{"SOV-1.Q1"}},
	} {
		s := scoredDossier(t, m, merged(t, map[string]string{"a.yaml": text + c.marked}))
		var got []string
		for _, n := range s.Notes {
			if n.Code == score.Confidential {
				got = n.Rows
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.marked, got, c.want)
		}
	}
}

// The table of derivations is rendered for readers, in both languages.
func TestMarkdown(t *testing.T) {
	for _, lang := range []string{"en", "de"} {
		got, err := eucsf.Markdown(lang)
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/derivations." + lang + ".md"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if want, err := os.ReadFile(file); err != nil || string(want) != got {
			t.Errorf("%s is out of date: %v", file, err)
		}
	}
}

// The score of half-answered questions spans what every way to answer the others
// comes to, and both ends are reached: all 625 ways of the last objective.
func TestEveryCompletion(t *testing.T) {
	m := method(t, eucsf.V121)
	for _, known := range []map[string]int{{}, {"SOV-8.Q1": 3}, {"SOV-8.Q1": 3, "SOV-8.Q3": 2}} {
		open := &eucsf.Answers{Objectives: map[string]eucsf.Answer{"SOV-1": {Score: number("50"), Seal: level(3)}}}
		given := map[string]int64{}
		for id, n := range known {
			given[strings.TrimPrefix(id, "SOV-8.")] = int64(n)
		}
		if len(given) > 0 {
			open.Objectives["SOV-8"] = eucsf.Answer{Steps: given}
		}
		part, err := m.ScoreAnswers(open)
		if err != nil {
			t.Fatal(err)
		}
		bounds := part.Objectives["SOV-8"]
		lowest, highest := false, false
		for n := range 625 {
			all := map[string]int64{"Q1": int64(1 + n%5), "Q2": int64(1 + n/5%5), "Q3": int64(1 + n/25%5), "Q4": int64(1 + n/125)}
			fits := true
			for q, v := range given {
				fits = fits && all[q] == v
			}
			if !fits {
				continue
			}
			full, err := m.ScoreAnswers(&eucsf.Answers{Objectives: map[string]eucsf.Answer{"SOV-8": {Steps: all}}})
			if err != nil {
				t.Fatal(err)
			}
			o := full.Objectives["SOV-8"]
			if o.Points.Cmp(bounds.Totals.Worst) < 0 || o.Points.Cmp(bounds.Totals.Best) > 0 || *o.Seal < bounds.Levels.Worst || *o.Seal > bounds.Levels.Best {
				t.Fatalf("%v: %s, SEAL %d, outside %+v", all, o.Points, *o.Seal, bounds)
			}
			highest = highest || o.Points.Equal(bounds.Totals.Best)
			lowest = lowest || o.Points.Sign() == 0 || len(given) > 0
		}
		if !lowest || !highest {
			t.Errorf("%v: an end of %+v is not reached", known, bounds.Totals)
		}
	}
}

func number(text string) *exact.Number { n := exact.MustParse(text); return &n }

func level(n int64) *int64 { return &n }

// The order of sources, and scoring again or at the same time, change no byte.
func TestSameBytes(t *testing.T) {
	m := method(t, eucsf.V2026)
	for n := range 12 {
		frags := testkit.New(uint64(n), testkit.Varied(n)).Fragments()
		want, err := doc.EncodeJSON(scoredDossier(t, m, testkit.Dossier(t, frags)))
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(frags)
		d := testkit.Dossier(t, frags)
		got := make(chan string)
		for range 3 {
			go func() {
				s, err := m.Score(context.Background(), &score.Input{Dossier: d, At: at})
				if err != nil {
					got <- err.Error()
					return
				}
				data, err := doc.EncodeJSON(s)
				if err != nil {
					got <- err.Error()
					return
				}
				got <- string(data)
			}()
		}
		for range 3 {
			if text := <-got; text != string(want) {
				t.Errorf("run %d: another order gives another score", n)
			}
		}
	}
}

// BenchmarkScore is of one dossier with most facts known, read and compiled
// before; BenchmarkScoreAnswers of answers to all questions.
func BenchmarkScore(b *testing.B) {
	m := method(b, eucsf.V2026)
	frags := testkit.New(1, testkit.Options{Good: 0.9, Proven: 1}).Fragments()
	for b.Loop() {
		d, err := evidence.Merge(frags...)
		if err != nil {
			b.Fatal(err)
		}
		scoredDossier(b, m, d)
	}
}

func BenchmarkScoreAnswers(b *testing.B) {
	m := method(b, eucsf.V2026)
	a := answers(b, steps(b, func(l *eucsf.Ladder) int { return 2 }))
	for b.Loop() {
		if _, err := m.ScoreAnswers(a); err != nil {
			b.Fatal(err)
		}
	}
}

// What is written reads back as it was, whatever it came from.
func TestReadsBack(t *testing.T) {
	m, err := method(t, eucsf.V2026).With(eucsf.Minimum{Of: eucsf.Overall, Level: 2}, eucsf.Minimum{Of: "SOV-4", Level: 3})
	if err != nil {
		t.Fatal(err)
	}
	scores := []*score.Score{scoredDossier(t, m, merged(t, map[string]string{"a.yaml": declare(map[string]int{"SOV-1.Q3": 4, "SOV-8.Q2": 1}, true)}))}
	for n := range 6 {
		scores = append(scores, scoredDossier(t, m, testkit.Dossier(t, testkit.New(uint64(n), testkit.Varied(n)).Fragments())))
	}
	answered, err := m.ScoreAnswers(answers(t, safespring))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(scores, answered) {
		data, err := s.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		back, err := score.Decode("score.json", data)
		if err != nil {
			t.Fatal(err)
		}
		again, err := back.EncodeJSON()
		if err != nil || string(again) != string(data) {
			t.Errorf("%v\n%s\n%s", err, data, again)
		}
	}
}
