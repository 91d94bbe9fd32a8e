package score_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// portalEvaluator has the criteria that testdata/method.yaml names, each over a
// fact of its own; EXIT applies unless ext.x.local is false.
func portalEvaluator(t testing.TB) *evaluator.Evaluator {
	t.Helper()
	const text = "dimension: choice, domain: data, title: {en: x, de: x}, question: {en: x, de: x}"
	catalogue, err := criteria.Decode("portal.yaml", []byte(`trias: catalogue/v1
id: portal
version: 1.0.0
language: 1
facts:
  x:
    one: {type: bool, question: {en: x, de: x}}
    two: {type: bool, question: {en: x, de: x}}
    exit: {type: bool, question: {en: x, de: x}}
    local: {type: bool, question: {en: x, de: x}}
criteria:
  - {id: KEYS-1, `+text+`, rule: ext.x.one}
  - {id: KEYS-2, `+text+`, rule: ext.x.two}
  - {id: EXIT, `+text+`, when: ext.x.local, rule: ext.x.exit}
`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("portal-profile.yaml", []byte("trias: profile/v1\nid: portal\nversion: 1.0.0\ncatalogue: portal\ncriteria:\n"+
		"  KEYS-1: {obligation: should, proof: 'by(\"test\")'}\n  KEYS-2: {obligation: should, weight: 2, proof: 'by(\"test\")'}\n  EXIT: {obligation: should, proof: 'by(\"test\")'}\n"), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func portalMethod(t testing.TB) *score.WeightedSum {
	t.Helper()
	data, err := os.ReadFile("testdata/method.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, err := score.DecodeDefinition("testdata/method.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	m, err := score.NewWeightedSum(d)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// portalInput states facts, with a proof where the name ends with "!".
func portalInput(t testing.TB, facts map[string]bool, given string) *score.Input {
	t.Helper()
	f := &evidence.Fragment{Name: "offer", Subject: &evidence.Subject{ID: "s", Version: "1.0"}, Ext: map[string]map[string]evidence.Value{"x": {}}}
	for fact, value := range facts {
		name, proven := strings.CutSuffix(fact, "!")
		f.Ext["x"][name] = evidence.Bool(value)
		if proven {
			f.Proofs = append(f.Proofs, evidence.Proof{ID: "p-" + name, Kind: evidence.Test, Issuer: "i", Issued: evidence.Known(testkit.Today), Covers: []string{"ext.x." + name}})
		}
	}
	in := input(t, portalEvaluator(t), testkit.Dossier(t, []*evidence.Fragment{f}))
	if given != "" {
		in.Given = map[string]exact.Number{"migration": exact.MustParse(given)}
	}
	return in
}

func show(v score.Values) string {
	text := "open"
	if v.Stated != nil {
		text = v.Stated.String()
	}
	return text + " " + v.Proven.String() + " " + v.Worst.String() + " " + v.Best.String() + " " + v.Awarded().String()
}

// The numbers are worked out by hand: the weights are 30 (keys: 60 · 0.75 · 2/3),
// 15 (exit), 15 (everything) and 40 (migration), and the points as below; each is
// stated, proven, worst, best, awarded.
func TestWeightedSum(t *testing.T) {
	for _, test := range []struct {
		name                               string
		facts                              map[string]bool
		given                              string
		keys, exit, everything, given10    string
		total                              string
		keysGate, sovereigntyGate, allGate score.GateStatus
	}{
		{
			"everything proven", map[string]bool{"one!": true, "two!": true, "exit!": true, "local!": true}, "8",
			"10 10 10 10 10", "10 10 10 10 10", "10 10 10 10 10", "8 8 8 8 8",
			"92 92 92 92 92", score.GateMet, score.GateMet, score.GateMet,
		}, {
			// Keys: step 1 proven, 2 claimed: 4, claimed 10, so 4 + 5/10 · 6 = 7. Everything: 1 of 4
			// weights proven, 3 stated, EXIT unknown; it may be 1/4 (EXIT fails) to 1; the award is
			// the proven 2.5, since what is stated is open.
			"partly claimed", map[string]bool{"one!": true, "two": true}, "8",
			"10 4 4 10 7", "open 0 0 10 0", "open 2.5 2.5 10 2.5", "8 8 8 8 8",
			// 30 · 0.4 + 0 + 15 · 0.25 + 32 = 47.75; best 30 + 15 + 15 + 32; award 30 · 0.7 + 0 + 3.75 + 32
			"open 47.75 47.75 92 56.75", score.GateMet, score.GateOpen, score.GateMet,
		}, {
			// What does not apply is worth full points; in the XCCDF model it is left out: 0 of 3.
			"not applicable", map[string]bool{"one": false, "two": false, "local!": false}, "0",
			"0 0 0 0 0", "10 10 10 10 10", "0 0 0 0 0", "0 0 0 0 0",
			"15 15 15 15 15", score.GateNotMet, score.GateNotMet, score.GateNotMet,
		}, {
			// Claims that nothing proves earn half, and nothing at a gate. Everything: stated 4 of 4.
			"all claimed, no points given", map[string]bool{"one": true, "two": true, "exit": true, "local": true}, "",
			"10 0 0 10 5", "10 0 0 10 5", "10 0 0 10 5", "open 0 0 10 0",
			"open 0 0 100 30", score.GateOpen, score.GateOpen, score.GateOpen,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := scored(t, portalMethod(t), portalInput(t, test.facts, test.given))
			for i, want := range []string{test.keys, test.exit, test.everything, test.given10} {
				if got := show(s.Rows[i].Points); got != want {
					t.Errorf("%s has %s points, want %s", s.Rows[i].ID, got, want)
				}
			}
			if got := show(s.Total); got != test.total {
				t.Errorf("the total is %s, want %s", got, test.total)
			}
			for i, want := range []score.GateStatus{test.keysGate, test.sovereigntyGate, test.allGate} {
				if g := s.Gates[i]; g.Status != want || g.Of != []string{"keys", "sovereignty", "total"}[i] {
					t.Errorf("gate %s is %s, want %s", g.Of, g.Status, want)
				}
			}
			data, err := s.EncodeJSON()
			if err != nil {
				t.Fatal(err)
			}
			back, err := score.Decode("score.json", data)
			if err != nil {
				t.Fatal(err)
			}
			if again, err := back.EncodeJSON(); err != nil || !bytes.Equal(again, data) {
				t.Errorf("reads back as %s, %v", again, err)
			}
		})
	}
}

func TestDefinitionRoundTrip(t *testing.T) {
	data, err := os.ReadFile("testdata/method.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, err := score.DecodeDefinition("method.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	text, err := d.EncodeYAML()
	if err != nil {
		t.Fatal(err)
	}
	back, err := score.DecodeDefinition("method.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	one, err := d.Digest()
	if err != nil {
		t.Fatal(err)
	}
	if two, err := back.Digest(); err != nil || one != two {
		t.Errorf("digests %s and %s, %v", one, two, err)
	}
	back.Scheme.Groups[0].Weight = exact.Int(61)
	if two, err := back.Digest(); err != nil || one == two {
		t.Errorf("another weight has the digest %s, %v", two, err)
	}
}

// Everything that is wrong is told at once, with its place and a way out.
func TestFaults(t *testing.T) {
	data, err := os.ReadFile("testdata/method.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, change := range [][2]string{
		{"unproven: 5, unknown: 0", "unproven: 11, unknown: 1"},
		{"minimum: 40", "minimum: 101"},
		{"weight: 60", "weight: 61"},
		{"minimum: 20", "minimum: 0"},
		{"id: control", "id: keys"},
		{"minimum: 4\n", "minimum: 10.5\n"},
		{"{criterion: KEYS-2, points: 10}", "{criterion: KEYS-1, points: 4}"},
		{"weight: 1, method: xccdf-default", "weight: 1"},
		{"given: true, announced: {unproven: 0, unknown: 0, notApplicable: 10}", "given: true, criterion: EXIT, announced: {unproven: 0, unknown: 0, notApplicable: 0}"},
	} {
		if !strings.Contains(text, change[0]) {
			t.Fatalf("no %q", change[0])
		}
		text = strings.Replace(text, change[0], change[1], 1)
	}
	_, err = score.DecodeDefinition("method.yaml", []byte(text))
	if err == nil {
		t.Fatal("it is read")
	}
	want := strings.TrimSpace(`
method.yaml:8:23: /announced/unproven: 11 is not on the scale (write a number from 0 to 10)
method.yaml:8:36: /announced/unknown: 1 points for what an offer does not say reward silence (write 0: who does not meet a criterion earns no more by leaving out that it does not)
method.yaml:9:10: /minimum: the minimum 101 is no gate that can be passed and missed (write a number above 0 and up to 100)
`)
	got := err.Error()
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant it to begin with\n%s", got, want)
	}
	for _, part := range []string{
		"/groups: the weights add up to 101 ", "/groups/0/minimum: the minimum 0 is no gate", `"keys" names a group already`,
		"/groups/0/groups/0/criteria/0/minimum: the minimum 10.5", `"KEYS-1" is a step already`, "/steps/1/points: 4 is not more than 4",
		"/groups/0/groups/1/criteria/0: nothing says how it is measured", "/groups/1/criteria/0: it is measured in more than one way", "0 is not what is awarded for what is met",
	} {
		if !strings.Contains(got, part) {
			t.Errorf("%q is not in\n%s", part, got)
		}
	}
}

// A scale that is none hides nothing else, and weights that do not add up make no
// minimum unreachable.
func TestFaultsBesideTheScale(t *testing.T) {
	data, err := os.ReadFile("testdata/method.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("points: 10\nmaximum: 100", "points: -1\nmaximum: 0", "weight: 60\n", "weight: 0.6\n", "weight: 2/3", "weight: 1/2", "id: control", "id: keys").Replace(string(data))
	_, err = score.DecodeDefinition("method.yaml", []byte(text))
	if err == nil {
		t.Fatal("it is read")
	}
	var got []string
	for _, line := range strings.Split(err.Error(), "\n") {
		line = strings.TrimLeft(strings.TrimPrefix(line, "method.yaml:"), "0123456789:")
		line, _, _ = strings.Cut(line, " (")
		got = append(got, strings.TrimSpace(line))
	}
	want := []string{
		"/points: full points are -1", "/maximum: the maximum is 0", "/groups: the weights add up to 40.6",
		"/groups/0/groups/0/criteria: the weights add up to 5/6", `/groups/0/groups/0/criteria/0/id: "keys" names a group already`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Numbers that would take hours to add up are refused, in a file and given.
func TestLongNumbers(t *testing.T) {
	hostile := func(i int) exact.Number {
		return exact.MustParse(fmt.Sprintf("1/1%0390d", 2*i+1)) // hardly two of them have a factor in common
	}
	title := evidence.Text{EN: "x", DE: "x"}
	d := score.Definition{Identity: score.Identity{Name: "sum", Version: "1", Title: title, Source: "a test"},
		Scheme: score.Scheme{Points: exact.Int(10), Maximum: exact.Int(100), Announced: score.Announced{NotApplicable: exact.Int(10)},
			Groups: []score.Group{{ID: "g", Title: title, Weight: exact.Int(1)}}}}
	given := map[string]exact.Number{}
	for i := range 3000 {
		id := fmt.Sprintf("B%d", i)
		given[id] = hostile(i)
		d.Groups[0].Criteria = append(d.Groups[0].Criteria, score.Award{ID: id, Title: title, Given: true, Weight: exact.MustParse("1/3000")})
	}
	m, err := score.NewWeightedSum(&d)
	if err != nil {
		t.Fatal(err)
	}
	in := portalInput(t, nil, "")
	in.Given = given
	if _, err := m.Score(context.Background(), in); !errors.Is(err, score.ErrInput) || !strings.Contains(err.Error(), "at most 40 digits") {
		t.Errorf("given: %v", err)
	}
	for i := range d.Groups[0].Criteria {
		d.Groups[0].Criteria[i].Weight = hostile(i)
	}
	if faults := d.Check(); len(faults) != 1 || !strings.Contains(faults[0].Error(), "at most 40 digits") {
		t.Errorf("as weights: %v", faults)
	}
	for _, a := range d.Awards() {
		if !a.Share.IsZero() {
			t.Fatalf("%s counts %s", a.ID, a.Share)
		}
	}
	d.Groups[0].Criteria = []score.Award{{ID: "B", Title: title, Given: true, Weight: exact.Int(1)}}
	d.Maximum = exact.MustParse("1" + strings.Repeat("0", 40))
	if faults := d.Check(); len(faults) != 1 {
		t.Errorf("as maximum: %v", faults)
	}
	// What is read at all makes scores that read back.
	d.Maximum = exact.MustParse(strings.Repeat("7", 40))
	d.Points = exact.MustParse(strings.Repeat("3", 40))
	d.Announced.NotApplicable = d.Points
	fine := exact.MustParse("1/" + new(big.Int).Lsh(big.NewInt(1), 129).String())
	d.Groups = []score.Group{{ID: "g", Title: title, Weight: exact.Int(1), Groups: []score.Group{
		{ID: "h", Title: title, Weight: fine, Criteria: []score.Award{{ID: "B", Title: title, Given: true, Weight: fine}, {ID: "C", Title: title, Given: true, Weight: exact.Int(1).Sub(fine)}}},
		{ID: "i", Title: title, Weight: exact.Int(1).Sub(fine), Criteria: []score.Award{{ID: "D", Title: title, Given: true, Weight: exact.Int(1)}}},
	}}}
	if m, err = score.NewWeightedSum(&d); err != nil {
		t.Fatal(err)
	}
	in.Given = map[string]exact.Number{"B": exact.MustParse("1/1" + strings.Repeat("0", 37) + "7")}
	data, err := scored(t, m, in).EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := score.Decode("score.json", data); err != nil {
		t.Error(err)
	}
}

func TestBadInput(t *testing.T) {
	m := portalMethod(t)
	good := portalInput(t, map[string]bool{"one": true}, "3")
	other := input(t, smallEvaluator(t), testkit.Dossier(t, []*evidence.Fragment{{Name: "x", Subject: &evidence.Subject{ID: "s"}}}))
	given := *good
	given.Given = map[string]exact.Number{"migration": exact.Int(11), "exit": exact.Int(1), "exti": exact.Int(1)}
	mixed := *good
	mixed.Profile = other.Profile
	noVerdict := *good
	noVerdict.Verdict = nil
	for name, test := range map[string]struct {
		in   *score.Input
		want []string
	}{
		"none":             {nil, []string{"there is no verdict"}},
		"no verdict":       {&noVerdict, []string{"there is no verdict"}},
		"empty":            {&score.Input{Verdict: &evaluator.Verdict{}}, []string{"there is no profile"}},
		"another profile":  {&mixed, []string{"under another profile than small"}},
		"other criteria":   {other, []string{`keys: `, `does not apply the criterion "KEYS-1"`}},
		"points not given": {&given, []string{`"migration" has 11 points, and the scale is 0 to 10`, `points are given for "exit", which is measured otherwise`, `points are given for "exti", which is no award criterion`}},
	} {
		_, err := m.Score(context.Background(), test.in)
		if !errors.Is(err, score.ErrInput) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, want := range test.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q is not in %q", name, want, err)
			}
		}
	}
	for _, m := range score.Builtin() {
		if _, err := m.Score(context.Background(), nil); !errors.Is(err, score.ErrInput) {
			t.Errorf("%s: %v", m.Identity().Name, err)
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := m.Score(cancelled, good); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := score.NewInput(context.Background(), nil, nil, testkit.At); !errors.Is(err, score.ErrInput) {
		t.Errorf("no evaluator: %v", err)
	}
	if _, err := score.NewInput(context.Background(), smallEvaluator(t), nil, testkit.At); !errors.Is(err, evaluator.ErrNoInput) {
		t.Errorf("no dossier: %v", err)
	}
	if _, err := score.NewWeightedSum(nil); !errors.Is(err, score.ErrMethod) {
		t.Errorf("no definition: %v", err)
	}
	if _, err := score.NewWeightedSum(&score.Definition{}); !errors.Is(err, score.ErrMethod) {
		t.Errorf("empty definition: %v", err)
	}
	if _, err := score.Lookup("xccdf-flta"); !errors.Is(err, score.ErrMethod) || !strings.Contains(err.Error(), "did you mean xccdf-flat?") {
		t.Errorf("Lookup: %v", err)
	}
	data, err := os.ReadFile("testdata/method.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"xccdf-flat": "varies with what applies", "eucsf": "there are xccdf-default"} {
		d, err := score.DecodeDefinition("method.yaml", bytes.Replace(data, []byte("xccdf-default"), []byte(name), 1))
		if err != nil {
			t.Fatal(err)
		}
		// Builtin methods given once more are named once.
		if _, err := score.NewWeightedSum(d, score.Builtin()...); !errors.Is(err, score.ErrMethod) || !strings.Contains(err.Error(), want) || strings.Count(err.Error(), "xccdf-absolute") > 1 || strings.Count(err.Error(), score.ErrMethod.Error()) > 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecodeDefinition(f *testing.F) {
	data, err := os.ReadFile("testdata/method.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("{trias: method/v1, points: 0, maximum: -1/3, groups: [{groups: [{groups: [{}]}]}]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := score.DecodeDefinition("method.yaml", data)
		if err != nil {
			return
		}
		sum := exact.Number{}
		for _, a := range d.Awards() {
			sum = sum.Add(a.Share)
		}
		if !sum.Equal(exact.Int(1)) {
			t.Errorf("the shares add up to %s", sum)
		}
		if _, err := score.NewWeightedSum(d); err != nil && !errors.Is(err, score.ErrMethod) {
			t.Error(err)
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, m := range append(score.Builtin(), portalMethod(f)) {
		data, err := scored(f, m, portalInput(f, map[string]bool{"one!": true, "two": true}, "3")).EncodeJSON()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := score.Decode("score.json", data)
		if err != nil {
			return
		}
		text, err := s.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := score.Decode("score.json", text); err != nil {
			t.Errorf("%s does not read back: %v", text, err)
		}
	})
}
