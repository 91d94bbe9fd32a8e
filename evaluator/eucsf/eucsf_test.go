package eucsf_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/eucsf"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
)

var update = flag.Bool("update", false, "write the goldens anew")

func method(t testing.TB, name string) *eucsf.Method {
	t.Helper()
	m, err := eucsf.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func answers(t testing.TB, text string) *eucsf.Answers {
	t.Helper()
	a, err := eucsf.ReadAnswers("answers.yaml", []byte("trias: answers/v1\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func scored(t testing.TB, name, text string) *score.Score {
	t.Helper()
	s, err := method(t, name).ScoreAnswers(answers(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Both sets add up to 100 and differ in three objectives, so that a sum would not
// notice a mistake. The numbers are those of version 1.2.1, October 2025, and of
// the guidance of 1 June 2026.
func TestWeights(t *testing.T) {
	for name, want := range map[string][]string{
		eucsf.V121:  {"15", "10", "10", "15", "20", "15", "10", "5"},
		eucsf.V2026: {"20", "10", "10", "15", "10", "15", "15", "5"},
	} {
		got := method(t, name).Weights()
		if len(got) != 8 {
			t.Errorf("%s: %d weights", name, len(got))
		}
		for i, w := range want {
			if id := fmt.Sprintf("SOV-%d", i+1); got[id].String() != w {
				t.Errorf("%s: %s weighs %s, want %s", name, id, got[id], w)
			}
		}
	}
}

// Of the 48 ladders, every number of points and every level. The table is laid out
// as section 1.5 of the figures the project started from has it, one line each.
func TestLadders(t *testing.T) {
	objectives, err := eucsf.Objectives()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	steps, inert := 0, []string{}
	for _, o := range objectives {
		for _, l := range o.Ladders {
			var points, seals []string
			for _, s := range l.Steps {
				points, seals = append(points, s.Points.String()), append(seals, fmt.Sprint(s.Seal))
				steps++
			}
			got = append(got, l.ID+" | "+strings.Join(points, " / ")+" | "+strings.Join(seals, " / "))
			if l.Inert() {
				inert = append(inert, l.ID)
			}
			if l.Objective() != o.ID {
				t.Errorf("%s is in %s", l.ID, l.Objective())
			}
			if !slices.IsSortedFunc(l.Steps, func(a, b eucsf.Step) int { return max(a.Points.Cmp(b.Points), int(a.Seal-b.Seal)) }) {
				t.Errorf("%s falls", l.ID)
			}
		}
	}
	want, err := os.ReadFile("testdata/ladders.txt")
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(got, "\n") + "\n"; text != string(want) {
		t.Errorf("the ladders are\n%s", text)
	}
	if len(got) != 48 || steps != 235 {
		t.Errorf("%d ladders with %d steps", len(got), steps)
	}
	if want := []string{"SOV-1.Q2", "SOV-1.Q4", "SOV-1.Q5", "SOV-1.Q6", "SOV-1.Q7", "SOV-2.Q5", "SOV-5.Q3", "SOV-7.Q2", "SOV-8.Q4"}; !slices.Equal(inert, want) {
		t.Errorf("inert are %v", inert)
	}
}

// Safespring's self-assessment of 6 November 2025: one input, two results.
const safespring = `eucsf:
  SOV-1: {score: "100", seal: 4}
  SOV-2: {score: "100", seal: 4}
  SOV-3: {score: "100", seal: 4}
  SOV-4: {score: "100", seal: 4}
  SOV-5: {score: "50", seal: 2}
  SOV-6: {score: "75", seal: 3}
  SOV-7: {score: "100", seal: 4}
  SOV-8: {score: "100", seal: 4}
`

func TestWorkedExample(t *testing.T) {
	points := []int64{100, 100, 100, 100, 50, 75, 100, 100}
	for name, c := range map[string]struct {
		weights []int64
		want    string
	}{
		eucsf.V121:  {[]int64{15, 10, 10, 15, 20, 15, 10, 5}, "86.25"},
		eucsf.V2026: {[]int64{20, 10, 10, 15, 10, 15, 15, 5}, "91.25"},
	} {
		sum := new(big.Rat) // by hand, with nothing of what is tested
		for i := range points {
			sum.Add(sum, big.NewRat(points[i]*c.weights[i], 100))
		}
		if got := exact.OfRat(sum).String(); got != c.want {
			t.Fatalf("%s: %s by hand, published is %s", name, got, c.want)
		}
		s := scored(t, name, safespring)
		if s.Score == nil || s.Score.String() != c.want || s.Seal == nil || *s.Seal != 2 {
			t.Errorf("%s: score %v, SEAL %v", name, s.Score, s.Seal)
		}
		if s.Total.Proven.Sign() != 0 || s.Total.Worst.Sign() != 0 || s.Levels.Proven != 0 {
			t.Errorf("%s: something is proven: %+v", name, s.Total)
		}
		// Without levels there is none, and none is made of the score.
		bare := scored(t, name, strings.NewReplacer(", seal: 4", "", ", seal: 3", "", ", seal: 2", "").Replace(safespring))
		if bare.Score.String() != c.want || bare.Seal != nil || *bare.Levels != (score.Levels{Best: 4}) {
			t.Errorf("%s: score %v, SEAL %v", name, bare.Score, bare.Levels)
		}
	}
}

// steps answers every question, each with the step that pick gives.
func steps(t testing.TB, pick func(l *eucsf.Ladder) int) string {
	t.Helper()
	objectives, err := eucsf.Objectives()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("eucsf:\n")
	for _, o := range objectives {
		fmt.Fprintf(&b, "  %s:\n    steps: {", o.ID)
		for i := range o.Ladders {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "Q%d: %d", i+1, pick(&o.Ladders[i]))
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func TestExtremes(t *testing.T) {
	// The best points of each objective as the table has them, times the weights.
	best := []string{"1000.03", "1002", "1000", "1002", "1001", "1000", "1001", "1000"}
	for name, c := range map[string]struct {
		weights []int64
		want    string
	}{
		eucsf.V121:  {[]int64{15, 10, 10, 15, 20, 15, 10, 5}, "100.08045"},
		eucsf.V2026: {[]int64{20, 10, 10, 15, 10, 15, 15, 5}, "100.0756"},
	} {
		sum := new(big.Rat)
		for i, b := range best {
			p, _ := new(big.Rat).SetString(b)
			sum.Add(sum, p.Mul(p, big.NewRat(c.weights[i], 1000)))
		}
		if got := exact.OfRat(sum).String(); got != c.want {
			t.Fatalf("%s: %s by hand", name, got)
		}
		all := scored(t, name, steps(t, func(l *eucsf.Ladder) int { return len(l.Steps) }))
		if all.Score.String() != c.want || *all.Seal != 4 {
			t.Errorf("%s, all best: %v, SEAL %d", name, all.Score, *all.Seal)
		}
		for i, b := range best {
			if o := all.Objectives[fmt.Sprintf("SOV-%d", i+1)]; o.Points.String() != b || *o.Seal != 4 {
				t.Errorf("SOV-%d: %v, SEAL %d, want %s", i+1, o.Points, *o.Seal, b)
			}
		}
		if len(all.Notes) != 1 || all.Notes[0].Code != score.AboveMaximum {
			t.Errorf("%s: notes %v", name, all.Notes)
		}
		none := scored(t, name, steps(t, func(*eucsf.Ladder) int { return 1 }))
		if none.Score.String() != "0" || *none.Seal != 0 || none.Notes != nil {
			t.Errorf("%s, all worst: %v, SEAL %d, %v", name, none.Score, *none.Seal, none.Notes)
		}
		if none.Total.Best.String() != "0" {
			t.Errorf("%s: whoever admits the worst could still become %s", name, none.Total.Best)
		}
	}
}

// Some tools make a level of the score, by 90, 75, 55 and 40. That contradicts
// the rule of the minimum: one low step caps the level whatever the score.
func TestLevelIsNotMadeOfTheScore(t *testing.T) {
	for _, c := range []struct {
		one  string // the only question not answered best
		step int
		seal int64
	}{{"SOV-1.Q8", 1, 0}, {"SOV-2.Q3", 4, 1}, {"SOV-7.Q7", 4, 1}, {"SOV-3.Q1", 3, 2}, {"SOV-1.Q2", 1, 4}} {
		s := scored(t, eucsf.V2026, steps(t, func(l *eucsf.Ladder) int {
			if l.ID == c.one {
				return c.step
			}
			return len(l.Steps)
		}))
		if s.Score.Cmp(exact.Int(90)) < 0 || *s.Seal != c.seal {
			t.Errorf("%s at step %d: score %s, SEAL %d", c.one, c.step, s.Score, *s.Seal)
		}
	}
}

// Every case of testdata/answers is a file of answers and what is said of them.
func TestAnswersGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/answers/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "answers.yaml" })
			if i < 0 {
				t.Fatal("no answers.yaml")
			}
			in := a.Files[i].Data
			out := []txtar.File{{Name: "answers.yaml", Data: in}}
			read, err := eucsf.ReadAnswers("answers.yaml", in)
			if err != nil {
				out = append(out, txtar.File{Name: "problems.txt", Data: []byte(err.Error() + "\n")})
			} else {
				for _, name := range eucsf.Names() {
					s, err := method(t, name).ScoreAnswers(read)
					if err != nil {
						t.Fatal(err)
					}
					out = append(out, txtar.File{Name: name + ".txt", Data: []byte(table(s))})
				}
			}
			got := &txtar.Archive{Comment: a.Comment, Files: out}
			if *update {
				if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := txtar.Format(a); string(txtar.Format(got)) != string(want) {
				t.Errorf("got\n%s", txtar.Format(got))
			}
		})
	}
}

// table writes what a score comes to, by objective.
func table(s *score.Score) string {
	var b strings.Builder
	number := func(n *exact.Number) string {
		if n == nil {
			return "open"
		}
		return n.String()
	}
	level := func(n *int64) string {
		if n == nil {
			return "open"
		}
		return fmt.Sprint(*n)
	}
	line := func(what string, v score.Values, l score.Levels) {
		fmt.Fprintf(&b, "%s: %s, proven %s, from %s to %s; SEAL %s, proven %d, from %d to %d\n", what,
			number(v.Stated), v.Proven, v.Worst, v.Best, level(l.Stated), l.Proven, l.Worst, l.Best)
	}
	line("total", s.Total, *s.Levels)
	for _, id := range slices.Sorted(maps.Keys(s.Objectives)) {
		o := s.Objectives[id]
		line(id, o.Totals, o.Levels)
	}
	for _, g := range s.Gates {
		fmt.Fprintf(&b, "%s at least %s: %s\n", g.Of, g.Minimum, g.Status)
	}
	for _, r := range s.Rows {
		if r.State == score.Unknown && r.Rule == "" {
			continue
		}
		fmt.Fprintf(&b, "  %s %s: %s of %s, proven %s, from %s to %s, share %s; SEAL %s", r.ID, r.State, number(r.Points.Stated), r.MaxPoints,
			r.Points.Proven, r.Points.Worst, r.Points.Best, number(r.Share.Stated), level(r.Levels.Stated))
		if r.Inert {
			b.WriteString(", inert")
		}
		b.WriteString("\n")
		if r.Rule != "" {
			b.WriteString("    " + strings.ReplaceAll(r.Rule, "\n", "\n    ") + "\n")
		}
	}
	for _, n := range s.Notes {
		fmt.Fprintf(&b, "note %s %s\n", n.Code, strings.Join(n.Rows, ", "))
	}
	return b.String()
}

func TestOwnWeights(t *testing.T) {
	weights := method(t, eucsf.V2026).Weights()
	weights["SOV-8"], weights["SOV-1"] = exact.Int(0), exact.Int(25)
	own := score.Identity{Name: "eucsf-harbour", Version: "1", Title: evidence.Text{EN: "ours", DE: "unsere"}, Source: "fictional"}
	m, err := eucsf.New(own, weights)
	if err != nil {
		t.Fatal(err)
	}
	weights["SOV-1"] = exact.Int(1) // it is the method's own copy
	s, err := m.ScoreAnswers(answers(t, safespring))
	if err != nil || s.Score.String() != "91.25" || s.Method != own {
		t.Errorf("%v %v %v", s.Score, s.Method, err)
	}
	change := func(id string, w exact.Number) map[string]exact.Number {
		weights := method(t, eucsf.V2026).Weights()
		weights[id] = w
		return weights
	}
	without := method(t, eucsf.V2026).Weights()
	delete(without, "SOV-5")
	for _, c := range []struct {
		identity score.Identity
		weights  map[string]exact.Number
		want     error
	}{
		{own, change("SOV-1", exact.Int(21)), eucsf.ErrWeights},
		{own, change("SOV-9", exact.Int(0)), eucsf.ErrWeights},
		{own, change("SOV-1", exact.Int(-1)), eucsf.ErrWeights},
		{own, without, eucsf.ErrWeights},
		{own, nil, eucsf.ErrWeights},
		{score.Identity{Version: "1", Source: "x"}, method(t, eucsf.V2026).Weights(), eucsf.ErrIdentity},
		{score.Identity{Name: eucsf.V121, Version: "1", Source: "x"}, method(t, eucsf.V2026).Weights(), eucsf.ErrIdentity},
	} {
		if _, err := eucsf.New(c.identity, c.weights); !errors.Is(err, c.want) {
			t.Errorf("%v: %v, want %v", c.weights, err, c.want)
		}
	}
	if _, err := eucsf.Lookup("eucsf-2025"); !errors.Is(err, eucsf.ErrMethod) {
		t.Error(err)
	}
}

func TestMinimums(t *testing.T) {
	m, err := method(t, eucsf.V2026).With(eucsf.Minimum{Of: eucsf.Overall, Level: 3}, eucsf.Minimum{Of: "SOV-1", Level: 3}, eucsf.Minimum{Of: "SOV-5", Level: 0})
	if err != nil {
		t.Fatal(err)
	}
	s, err := m.ScoreAnswers(answers(t, safespring))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range s.Gates {
		got = append(got, fmt.Sprintf("%s %s %s", g.Of, g.Minimum, g.Status))
	}
	if want := []string{"seal 3 notMet", "SOV-1 3 open", "SOV-5 0 met"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if s.Score.String() != "91.25" {
		t.Error("a gate changed the score")
	}
	for _, bad := range [][]eucsf.Minimum{{{Of: "SOV-9", Level: 1}}, {{Of: "SOV-1", Level: 5}}, {{Of: "SOV-1", Level: -1}}, {{Of: "SOV-1"}, {Of: "SOV-1"}}} {
		if _, err := method(t, eucsf.V2026).With(bad...); !errors.Is(err, eucsf.ErrMinimum) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if _, err := m.With(eucsf.Minimum{Of: "SOV-1", Level: 4}); !errors.Is(err, eucsf.ErrMinimum) {
		t.Errorf("a second minimum of SOV-1: %v", err)
	}
}

// checkShares: the table adds up to the total and to the objectives in each way
// of seeing it, and each is within its bounds.
func checkShares(t rapid.TB, s *score.Score) {
	t.Helper()
	var proven, worst, best exact.Number
	for _, r := range s.Rows {
		proven, worst, best = proven.Add(r.Share.Proven), worst.Add(r.Share.Worst), best.Add(r.Share.Best)
		if q, err := r.Weight.Mul(r.Points.Best).Quo(r.MaxPoints); err != nil || !q.Equal(r.Share.Best) {
			t.Fatalf("%s: %s of %s at weight %s is a share of %s", r.ID, r.Points.Best, r.MaxPoints, r.Weight, r.Share.Best)
		}
		if r.Points.Worst.Cmp(r.Points.Proven) > 0 || r.Points.Proven.Cmp(r.Points.Best) > 0 {
			t.Fatalf("%s: %+v", r.ID, r.Points)
		}
	}
	if !proven.Equal(s.Total.Proven) || !worst.Equal(s.Total.Worst) || !best.Equal(s.Total.Best) {
		t.Fatalf("the table comes to %s, %s, %s, the total is %+v", proven, worst, best, s.Total)
	}
	lowest := int64(4)
	for _, o := range s.Objectives {
		lowest = min(lowest, o.Levels.Worst)
	}
	if lowest != s.Levels.Worst {
		t.Fatalf("the lowest of the objectives is %d, overall is %+v", lowest, s.Levels)
	}
}

// Whatever part of the answers is known: the interval contains what answering the
// rest comes to, and one answer more never widens it.
func TestAnswersInterval(t *testing.T) {
	objectives, err := eucsf.Objectives()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		full, part := &eucsf.Answers{Objectives: map[string]eucsf.Answer{}}, &eucsf.Answers{Objectives: map[string]eucsf.Answer{}}
		for _, o := range objectives {
			all, some := map[string]int64{}, map[string]int64{}
			for _, l := range o.Ladders {
				q := strings.TrimPrefix(l.ID, o.ID+".")
				all[q] = int64(rapid.IntRange(1, len(l.Steps)).Draw(t, l.ID))
				if rapid.Bool().Draw(t, "known") {
					some[q] = all[q]
				}
			}
			full.Objectives[o.ID] = eucsf.Answer{Steps: all}
			if len(some) > 0 {
				part.Objectives[o.ID] = eucsf.Answer{Steps: some}
			}
		}
		if len(part.Objectives) == 0 {
			return
		}
		m, err := eucsf.Lookup(rapid.SampledFrom(eucsf.Names()).Draw(t, "method"))
		if err != nil {
			t.Fatal(err)
		}
		f, err := m.ScoreAnswers(full)
		if err != nil {
			t.Fatal(err)
		}
		p, err := m.ScoreAnswers(part)
		if err != nil {
			t.Fatal(err)
		}
		checkShares(t, f)
		checkShares(t, p)
		if f.Score == nil || f.Seal == nil || !f.Score.Equal(f.Total.Best) {
			t.Fatalf("%+v", f.Total)
		}
		if f.Score.Cmp(p.Total.Best) > 0 || f.Score.Cmp(p.Total.Worst) < 0 || *f.Seal > p.Levels.Best || *f.Seal < p.Levels.Worst {
			t.Fatalf("%s, SEAL %d is outside %+v, %+v", f.Score, *f.Seal, p.Total, p.Levels)
		}
		if p.Seal != nil && *p.Seal != *f.Seal || p.Score != nil && !p.Score.Equal(*f.Score) {
			t.Fatal("what was settled has changed")
		}
	})
}

func FuzzReadAnswers(f *testing.F) {
	f.Add("a.yaml", "trias: answers/v1\n"+safespring)
	f.Add("a.yaml", "trias: answers/v1\neucsf: {SOV-1: {steps: {Q1: 4, Q2: 9}}, SOV-2: {seal: 4}}\n")
	f.Add("a.json", `{"trias": "answers/v1", "eucsf": {"SOV-1": {"score": 12.5}}}`)
	m, err := eucsf.Lookup(eucsf.V2026)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		a, err := eucsf.ReadAnswers(name, []byte(text))
		if err != nil {
			return
		}
		s, err := m.ScoreAnswers(a)
		if err != nil {
			t.Fatal(err)
		}
		if !eucsf.IsAnswers(name, []byte(text)) {
			t.Fatal("it is read and not recognised")
		}
		data, err := a.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		back, err := eucsf.ReadAnswers("a.json", data)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		again, err := m.ScoreAnswers(back)
		if err != nil || again.Inputs["answers"] != s.Inputs["answers"] || !again.Total.Best.Equal(s.Total.Best) {
			t.Fatalf("%v: %+v, %+v", err, again, s)
		}
	})
}

func ExampleMethod_ScoreAnswers() {
	a, err := eucsf.ReadAnswers("answers.yaml", []byte(`
trias: answers/v1
eucsf:
  SOV-1: {score: "100", seal: 4}
  SOV-2: {steps: {Q1: 3, Q2: 4, Q3: 5, Q4: 5, Q5: 5, Q6: 5}}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := eucsf.Lookup(eucsf.V2026)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := m.ScoreAnswers(a)
	if err != nil {
		fmt.Println(err)
		return
	}
	o := s.Objectives["SOV-2"]
	fmt.Println("SOV-2:", o.Points, "points, SEAL", *o.Seal)
	fmt.Println("score:", s.Score, "between", s.Total.Worst, "and", s.Total.Best)
	// Output:
	// SOV-2: 960.25 points, SEAL 2
	// score: <nil> between 0 and 99.6575
}

// Answers to the calculator and filled-in questionnaires share a marker: each
// reader says what the other's file is.
func TestTwoKindsOfAnswers(t *testing.T) {
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{safespring, "eucsf: {SOV-1: {seal: 4}}\nanswers: []\n"} {
		if !eucsf.IsAnswers("a.yaml", []byte("trias: answers/v1\n"+text)) {
			t.Errorf("not recognised: %s", text)
		}
		if _, err := questionnaire.ReadAny("a.yaml", []byte("trias: answers/v1\n"+text), catalogue); err == nil || !strings.Contains(err.Error(), "calculator of the EU Cloud Sovereignty Framework") {
			t.Errorf("read as a questionnaire: %v", err)
		}
	}
	for _, text := range []string{"trias: answers/v1\nanswers: []\n", "trias: dossier/v1\neucsf: {}\n", "eucsf: {}\n", "[]", ""} {
		if eucsf.IsAnswers("a.yaml", []byte(text)) {
			t.Errorf("taken for answers to the calculator: %s", text)
		}
	}
	if broken := "trias: answers/v1\neucsf: {SOV-1: {seal: 4}\n"; !eucsf.IsAnswers("a.yaml", []byte(broken)) {
		t.Error("a file with a bracket missing is not recognised")
	}
	if _, err := eucsf.ReadAnswers("a.yaml", []byte("trias: answers/v1\nanswers: []\n")); err == nil || !strings.Contains(err.Error(), "eucsf") {
		t.Errorf("a questionnaire is read: %v", err)
	}
}
