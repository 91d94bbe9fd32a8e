package report_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// verdicts are those of the golden files and of the example dossiers under
// embedded profiles.
func verdicts(t testing.TB) map[string]scenario {
	t.Helper()
	all := map[string]scenario{}
	for name, archive := range archives(t) {
		all[name] = load(t, archive)
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"normal", "very-high"} {
		profile, err := profiles.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(catalogue, profile)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"weak.yaml", "complete.yaml"} {
			data, err := os.ReadFile("../../examples/dossiers/" + file)
			if err != nil {
				t.Fatal(err)
			}
			source, err := evidence.Decode(file, data)
			if err != nil {
				t.Fatal(err)
			}
			dossier, err := evidence.Merge(source)
			if err != nil {
				t.Fatal(err)
			}
			v, err := e.Evaluate(context.Background(), dossier, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
			if err != nil {
				t.Fatal(err)
			}
			all[file+" under "+name] = scenario{v, catalogue}
		}
	}
	return all
}

// decisive is the rule of the package comment.
func decisive(x *evaluator.Result) bool {
	switch x.Obligation {
	case profiles.Must:
		return !x.Outcome.Met()
	case profiles.Should:
		return x.Outcome == evaluator.Fail || x.Outcome == evaluator.Error
	}
	return false
}

var explanation = regexp.MustCompile(`^    ([A-Z][A-Z0-9-]*) .*\n +\S`)

// paragraphs are the results that a text explains: each from its id to the next
// blank line.
func paragraphs(text string) map[string][]string {
	out := map[string][]string{}
	for _, p := range strings.Split(text, "\n\n") {
		if m := explanation.FindStringSubmatch(p); m != nil {
			out[m[1]] = append(out[m[1]], p)
		}
	}
	return out
}

// counted is the sum of the numbers in the paragraph that begins with a text.
func counted(text, begins string) (sum int) {
	_, after, _ := strings.Cut(text, "\n"+begins)
	line, _, _ := strings.Cut(after, "\n")
	for _, n := range regexp.MustCompile(`\d+`).FindAllString(line, -1) {
		i, _ := strconv.Atoi(n)
		sum += i
	}
	return sum
}

// TestNothingIsLost: whatever a report explains, it names every result, and
// counts those it only names.
func TestNothingIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	for name, s := range verdicts(t) {
		short, full := render(t, s, report.Options{}), render(t, s, report.Options{Full: true})
		german := render(t, s, report.Options{Lang: "de"})
		explained := 0
		for i := range s.verdict.Results {
			x := &s.verdict.Results[i]
			word := regexp.MustCompile(`\b` + regexp.QuoteMeta(x.Criterion) + `\b`)
			for _, text := range []string{short, full, german} {
				if !word.MatchString(text) {
					t.Errorf("%s: %s is not named", name, x.Criterion)
				}
			}
			if decisive(x) {
				explained++
			}
			ps := paragraphs(short)[x.Criterion]
			if decisive(x) != (len(ps) > 0) {
				t.Errorf("%s: %s, a %s that is %s: %d explanations", name, x.Criterion, x.Obligation, x.Outcome, len(ps))
			}
			for _, p := range ps {
				if !strings.Contains(full, p+"\n") {
					t.Errorf("%s: in full, %s is explained in another way than\n%s", name, x.Criterion, p)
				}
			}
		}
		left := len(s.verdict.Results) - explained
		if got := counted(short, "Named without explanation: "); got != left {
			t.Errorf("%s: %d results are named without explanation, the report counts %d", name, left, got)
		}
		if got := counted(german, "Ohne Erläuterung genannt: "); got != left {
			t.Errorf("%s: %d results are named without explanation, the German report counts %d", name, left, got)
		}
		if strings.Contains(full, "Named without") {
			t.Errorf("%s: the full report leaves something out", name)
		}
	}
}

// TestCriteria: a criterion that is asked for is explained as in full, whatever
// came out, and the others are counted.
func TestCriteria(t *testing.T) {
	for name, s := range verdicts(t) {
		full := paragraphs(render(t, s, report.Options{Full: true}))
		n := len(s.verdict.Results)
		for i := range s.verdict.Results {
			if n > 20 && i%7 > 0 {
				continue // some of many
			}
			x := &s.verdict.Results[i]
			text := render(t, s, report.Options{Criteria: []string{x.Criterion, x.Criterion}, More: []string{"ask"}})
			got := paragraphs(text)
			if len(got) != 1 || got[x.Criterion] == nil {
				t.Errorf("%s: asked for %s, explained are %d criteria:\n%s", name, x.Criterion, len(got), text)
			}
			if !x.Outcome.Met() && strings.Join(got[x.Criterion], "\n") != strings.Join(full[x.Criterion], "\n") {
				t.Errorf("%s: %s is explained in another way than in full", name, x.Criterion)
			}
			if got := counted(text, "Other criteria, not shown: "); got != n-1 {
				t.Errorf("%s: %d criteria are not shown, the report counts %d", name, n-1, got)
			}
		}
	}
	s := some(t)
	err := report.Text(&bytes.Buffer{}, &s.verdict, s.catalogue, report.Options{Criteria: []string{"MET", "PROOF-3"}})
	if want := `the verdict has no such criterion: "PROOF-3" (did you mean "PROOF-1"?)`; !errors.Is(err, report.ErrCriterion) || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestMore: the ways to see more are named where there is more to see.
func TestMore(t *testing.T) {
	s := some(t)
	for want, opts := range map[string]report.Options{
		"\nTo see more: a or b.\n": {More: []string{"a", "b"}},
		"\nMehr dazu: a.\n":        {More: []string{"a"}, Lang: "de", Criteria: []string{"MET"}},
	} {
		if text := render(t, s, opts); !strings.HasSuffix(text, want) {
			t.Errorf("%q does not end %q", text[len(text)-100:], want)
		}
	}
	s.verdict.Results = s.verdict.Results[:1]
	for _, opts := range []report.Options{{More: []string{"a"}}, {Full: true, More: []string{"a"}}} {
		if text := render(t, s, opts); strings.Contains(text, "To see more") {
			t.Errorf("nothing is left out, but the report says so:\n%s", text)
		}
	}
}

// TestReasonsDecide: where nothing keeps a verdict open but SHOULDs without a
// recorded reason, those are explained.
func TestReasonsDecide(t *testing.T) {
	s := some(t)
	if paragraphs(render(t, s, report.Options{}))["PROOF-1"] != nil {
		t.Error("an open SHOULD is explained while open MUSTs decide")
	}
	kept := s.verdict.Results[:0:0]
	for _, x := range s.verdict.Results {
		if x.Obligation == profiles.Should || x.Outcome.Met() || x.Waived || x.DueBy != nil {
			kept = append(kept, x)
		}
	}
	s.verdict.Results = kept
	if got := paragraphs(render(t, s, report.Options{})); got["PROOF-1"] == nil || got["PROOF-2"] == nil {
		t.Error("the SHOULDs that keep the verdict open are not explained")
	}
}

// ExampleText asks for one criterion, as an officer does who has read the
// report.
func ExampleText() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		panic(err)
	}
	profile, err := profiles.Lookup("normal")
	if err != nil {
		panic(err)
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		panic(err)
	}
	source, err := evidence.Decode("offer.yaml", []byte(`
trias: dossier/v1
subject: {id: offer-1, name: Example, version: "2.1", layer: platform}
operational: {exit: {terms: {noticeDays: 93}}}
`))
	if err != nil {
		panic(err)
	}
	dossier, err := evidence.Merge(source)
	if err != nil {
		panic(err)
	}
	verdict, err := e.Evaluate(context.Background(), dossier, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		panic(err)
	}
	var text strings.Builder
	opts := report.Options{Criteria: []string{"OPS-CHO-02"}} // without it, what decides
	if err := report.Text(&text, &verdict, catalogue, opts); err != nil {
		panic(err)
	}
	_, explanation, _ := strings.Cut(text.String(), "\n\n")
	explanation, _, _ = strings.Cut(explanation, "\nDigests")
	fmt.Println(explanation)
	// Output:
	// Not met
	//   What is shown suffices for the outcome; there may be more that is not met.
	//
	//     OPS-CHO-02  Switching periods in the contract                                               MUST
	//                 Does the contract limit notice and transition periods, let the provider extend the
	//                 transition only within the limit, with reasons and announced in time, and leave
	//                 enough time to retrieve data?
	//       How many days' notice at most must the customer give before switching begins?
	//         fact        operational.exit.terms.noticeDays
	//         stated      93 days
	//         demanded    at most 62 days
	//         limit from  Regulation (EU) 2023/2854 (Data Act), Art. 25(2)(d): two months
	//       remedy (effort: low)  Amend the standard contract so that its periods for notice, transition
	//                             and data retrieval stay within the limits.
	//       basis                 DataAct 2023/2854 Art. 25(2)(a), Art. 25(2)(d), Art. 25(2)(g), Art.
	//                             25(4); MST-ECD 2.1 NCD.2.2.06.a
}
