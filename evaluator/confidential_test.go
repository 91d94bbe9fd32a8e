package evaluator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// canaryCatalogue asks for facts of every kind, in conditions and alternatives, of
// entries, compared with each other, and calculated with.
const canaryCatalogue = `
trias: catalogue/v1
id: canaries
version: 1.0.0
language: 1
facts:
  c:
    flag: {type: bool, question: {en: "Flag?", de: "Merkmal?"}}
    word: {type: text, question: {en: "Word?", de: "Wort?"}}
    other: {type: text, question: {en: "Other?", de: "Anderes?"}}
    count: {type: int, unit: days, question: {en: "Count?", de: "Anzahl?"}}
    limit: {type: int, unit: days, question: {en: "Limit?", de: "Grenze?"}}
    floor: {type: int, unit: days, question: {en: "Floor?", de: "Untergrenze?"}}
    share: {type: number, question: {en: "Share?", de: "Anteil?"}}
    day: {type: date, question: {en: "Day?", de: "Tag?"}}
    release: {type: version, question: {en: "Release?", de: "Ausgabe?"}}
    names: {type: text, list: true, question: {en: "Names?", de: "Namen?"}}
criteria:
`

// canaryRules are rules, and what they show.
var canaryRules = []string{
	`ext.c.word == "right"`, `ext.c.word != "wrong"`, `ext.c.word in ["right", "other"] || ext.c.count > 5`,
	`ext.c.count <= 30`, `ext.c.count >= 30`, `ext.c.count + 1 <= 30`, `ext.c.count <= ext.c.limit`, `ext.c.limit <= ext.c.count`, `ext.c.limit >= ext.c.count`,
	`ext.c.count * 4611686018427387 > 3`, `ext.c.share < 0.5`, `ext.c.share >= 0.5`,
	`ext.c.day > at`, `ext.c.day + days(30) >= at`, `ext.c.release >= version("9.0.0")`, `ext.c.release < version("9.0.0")`,
	`ext.c.names.all(n, n in ["a", "b"])`, `ext.c.names.exists(n, n == "a")`, `size(ext.c.names) > 30`, `ext.c.names.exists(n, n == ext.c.other)`,
	`!(ext.c.word == "right") || ext.c.count > 30`, `ext.c.count > 30 ? ext.c.word == "right" : ext.c.share < 0.5`,
	`supplyChain.subcontractors.all(s, s.seat == "DE")`, `supplyChain.subcontractors.exists(s, s.seat == "DE")`,
	`supplyChain.subcontractors.all(s, s.countries.all(c, c == "DE"))`, `size(supplyChain.subcontractors) == 0`,
	`data.cryptography.certificates.all(c, c.validUntil > at)`, `data.cryptography.certificates.exists(c, c.validUntil > at)`,
	`ext.c.word == "right" || ext.c.other == "right"`, `ext.c.limit >= ext.c.floor && ext.c.floor >= ext.c.count`,
	`supplyChain.subcontractors.all(s, s.reviewedOn >= s.riskAssessedOn)`, `ext.c.word == ext.c.other`,
}

// canaries are values that nothing else has.
var canaries = []string{"zqword", "zqother", "7310731", "7310739", "731.4242", "2031-07-19", "19.07.2031", "7.31.7310", "zqname", "zqsub", "zqcert", "zqfirm", "7.310.731", "7,310,731", "731,4242", "19 July 2031", "FK", "zqsecond"}

// conditions are when rules.
var canaryWhens = []string{"", `ext.c.word != "elsewhere"`, `ext.c.count < 5`, `supplyChain.subcontractors.exists(s, s.seat == "DE")`}

type leak struct{ what, canary, around string }

func leaks(what string, text []byte) (out []leak) {
	for _, c := range canaries {
		if i := bytes.Index(text, []byte(c)); i >= 0 {
			out = append(out, leak{what, c, string(text[max(0, i-120):min(len(text), i+120)])})
		}
	}
	return out
}

// allSaid runs all that says something about a dossier, and returns what is
// said by what says it.
func allSaid(t *testing.T, e *evaluator.Evaluator, d *evidence.Dossier, at time.Time, opts ...evaluator.Option) map[string][]byte {
	t.Helper()
	ctx := context.Background()
	out := map[string][]byte{}
	keep := func(what string, data []byte, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		out[what] = data
	}
	plain := func(what string, v any) {
		t.Helper()
		data, err := json.Marshal(v)
		keep(what, data, err)
		keep(what+" in Go", fmt.Appendf(nil, "%+v", v), nil)
	}
	var texts []report.Options
	for _, lang := range report.Languages() {
		for _, format := range report.Formats() {
			texts = append(texts, report.Options{Lang: lang, Format: format, Full: true, Rules: true}, report.Options{Lang: lang, Format: format})
		}
	}
	render := func(what string, write func(*bytes.Buffer, report.Options) error) {
		t.Helper()
		for _, o := range texts {
			var b bytes.Buffer
			err := write(&b, o)
			keep(fmt.Sprintf("%s %s %s %t", what, o.Lang, o.Format, o.Full), b.Bytes(), err)
		}
	}
	catalogue, until := e.Catalogue(), at.AddDate(9, 0, 0)
	opts = append(opts, evaluator.WithHorizon(until))
	v, err := e.Evaluate(ctx, d, at, opts...)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := v.EncodeJSON()
	keep("verdict", stored, err)
	plain("verdict as Go has it", v)
	render("verdict", func(b *bytes.Buffer, o report.Options) error { return report.Text(b, &v, catalogue, o) })
	x, err := e.Explain(ctx, d, at, append(opts, evaluator.WithTrace(e.Profile().Criteria()...), evaluator.WithAllEntries())...)
	if err != nil {
		t.Fatal(err)
	}
	data, err := x.EncodeJSON()
	keep("explanation", data, err)
	render("explanation", func(b *bytes.Buffer, o report.Options) error { return report.Explanation(b, &x, catalogue, o) })
	for _, id := range e.Profile().Criteria() {
		trace, err := e.Trace(ctx, d, at, id, opts...)
		if err != nil {
			t.Fatal(err)
		}
		plain("trace of "+id, trace)
	}
	m, err := e.Missing(ctx, d, at, opts...)
	if err != nil {
		t.Fatal(err)
	}
	data, err = m.EncodeJSON()
	keep("missing", data, err)
	k, err := e.Counterfactuals(ctx, d, at, opts...)
	if err != nil {
		t.Fatal(err)
	}
	data, err = k.EncodeJSON()
	keep("counterfactuals", data, err)
	h, err := e.Horizon(ctx, d, at, until, opts...)
	if err != nil {
		t.Fatal(err)
	}
	data, err = h.EncodeJSON()
	keep("horizon", data, err)
	render("horizon", func(b *bytes.Buffer, o report.Options) error { return report.Horizon(b, &h, catalogue, o) })
	render("picture", func(b *bytes.Buffer, o report.Options) error { return report.HorizonPicture(b, &h, catalogue, o) })
	l, err := e.Levels(ctx, d, at, opts...)
	if err != nil {
		t.Fatal(err)
	}
	data, err = l.EncodeJSON()
	keep("levels", data, err)
	render("levels", func(b *bytes.Buffer, o report.Options) error { return report.Levels(b, &l, catalogue, o) })
	// A verdict on nothing known, to compare with.
	empty := testkit.Dossier(t, []*evidence.Fragment{{Name: "empty", Subject: &evidence.Subject{ID: d.Subject().ID}}})
	none, err := e.Evaluate(ctx, empty, at)
	if err != nil {
		t.Fatal(err)
	}
	for what, pair := range map[string][2]*evaluator.Verdict{"from nothing": {&none, &v}, "to nothing": {&v, &none}} {
		c, err := evaluator.Compare(pair[0], pair[1])
		if err != nil {
			t.Fatal(err)
		}
		data, err = c.EncodeJSON()
		keep("comparison "+what, data, err)
		render("comparison "+what, func(b *bytes.Buffer, o report.Options) error { return report.Comparison(b, &c, catalogue, o) })
	}
	for what, text := range map[string][]byte{"as stored": stored, "changed": bytes.Replace(stored, []byte(`"outcome": "fail"`), []byte(`"outcome": "pass"`), 1)} {
		y, err := evaluator.Verify(ctx, text, evaluator.Inputs{Sources: d.Sources(), Catalogue: catalogue, Profile: e.Profile()})
		if err != nil {
			t.Fatal(err)
		}
		if what == "as stored" && y.Status != evaluator.Verified {
			t.Errorf("the verdict is not verified: %+v", y)
		}
		data, err = y.EncodeJSON()
		keep("verification "+what, data, err)
		render("verification "+what, func(b *bytes.Buffer, o report.Options) error { return report.Verification(b, &y, o) })
	}
	open, err := e.Open(ctx, d, at, opts...)
	plain("open", open)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// allReplayed replays a dossier from one evaluator to another.
func allReplayed(t *testing.T, old, new *evaluator.Evaluator, d *evidence.Dossier, at time.Time, opts ...evaluator.Option) map[string][]byte {
	t.Helper()
	var dossiers iter.Seq2[*evidence.Dossier, error] = func(yield func(*evidence.Dossier, error) bool) { yield(d, nil) }
	out := map[string][]byte{}
	for x, err := range evaluator.Replay(context.Background(), old, new, dossiers, at, opts...) {
		if err != nil {
			t.Fatal(err)
		}
		data, err := x.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		out["transition"] = data
		for _, lang := range report.Languages() {
			var b bytes.Buffer
			var summary evaluator.ReplaySummary
			summary.Add(&x)
			err := report.Replay(&b, &report.Replayed{Old: old, New: new, At: evaluator.Instant{Time: at}, Summary: &summary,
				Worse: []evaluator.Transition{x}, Better: []evaluator.Transition{x}}, report.Options{Lang: lang, Full: true})
			if err != nil {
				t.Fatal(err)
			}
			out["replay "+lang] = b.Bytes()
		}
	}
	return out
}

func canaryEvaluator(t *testing.T, obligation string) *evaluator.Evaluator {
	t.Helper()
	return canaryEvaluatorOf(t, obligation, canaryRules, canaryWhens)
}

// canaryEvaluatorOf asks each rule without a condition and under one of those given.
func canaryEvaluatorOf(t *testing.T, obligation string, canaryRules, canaryWhens []string) *evaluator.Evaluator {
	t.Helper()
	var text, profile strings.Builder
	text.WriteString(canaryCatalogue)
	profile.WriteString("trias: profile/v1\nid: ours\nversion: 1.0.0\ncatalogue: canaries\ncriteria:\n")
	for i, rule := range canaryRules {
		for k, when := range canaryWhens {
			if k != 0 && k != i%len(canaryWhens) {
				continue
			}
			fmt.Fprintf(&text, "  - {id: C-%02d-%d, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: '%s'", i, k, rule)
			if when != "" {
				fmt.Fprintf(&text, ", when: '%s'", when)
			}
			text.WriteString("}\n")
			proof := "none"
			if i%2 == 1 {
				proof = `'by("contract")'`
			}
			fmt.Fprintf(&profile, "  C-%02d-%d: {obligation: %s, proof: %s}\n", i, k, obligation, proof)
		}
	}
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("profile.yaml", []byte(profile.String()), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const canarySource = `
trias: dossier/v1
subject: {id: offer, version: "2.1"}
supplyChain:
  subcontractors:
    - {id: zqsub-1, seat: FK, countries: [FK, DE], riskAssessedOn: 2031-07-19, reviewedOn: 2025-07-31}
    - {id: zqsub-2, seat: FK, countries: [FK]}
    - {id: zqsub-3, countries: []}
data:
  cryptography:
    certificates: [{id: zqcert-1, validUntil: 2031-07-19}, {id: zqcert-2, validUntil: 2031-07-19}]
ext:
  c: {flag: true, word: zqword, other: zqother, count: 7310731, share: 731.4242, day: 2031-07-19, release: "7.31.7310", names: [zqname, a]%s}
confidential: [ext.c.flag, ext.c.word, ext.c.other, ext.c.count, ext.c.share, ext.c.day, ext.c.release, ext.c.names, supplyChain.subcontractors, data.cryptography.certificates]
proofs:
  - {id: p1, kind: contract, issuer: Example GmbH, issued: 2026-01-01, covers: [ext.c, supplyChain, data]}
`

// second contradicts the first source.
const canarySecond = `
trias: dossier/v1
ext:
  c: {word: zqsecond, count: 7310739, day: 2031-07-19}
supplyChain:
  subcontractors:
    - {id: zqsub-1, seat: FK}
partial: [supplyChain.subcontractors]
confidential: [ext, supplyChain]
`

// canaryThird contradicts the first source in entries.
const canaryThird = `
trias: dossier/v1
supplyChain:
  subcontractors:
    - {id: zqsub-1, seat: DE}
    - {id: zqsub-2, seat: DE}
data:
  cryptography:
    certificates: [{id: zqcert-1, validUntil: 2020-01-01}]
confidential: [supplyChain, data]
`

var canaryDay = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func canaryDossiers(t *testing.T) map[string]*evidence.Dossier {
	t.Helper()
	decode := func(name, text string) *evidence.Fragment {
		f, err := evidence.Decode(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	first, limited := decode("a.yaml", fmt.Sprintf(canarySource, "")), decode("a.yaml", fmt.Sprintf(canarySource, ", limit: 7"))
	unproven := decode("a.yaml", fmt.Sprintf(canarySource, ", limit: 9000000"))
	unproven.Proofs = nil
	return map[string]*evidence.Dossier{
		"one source":            testkit.Dossier(t, []*evidence.Fragment{first}),
		"beside a public limit": testkit.Dossier(t, []*evidence.Fragment{limited}),
		"without proof":         testkit.Dossier(t, []*evidence.Fragment{unproven}),
		"beside a floor":        testkit.Dossier(t, []*evidence.Fragment{decode("a.yaml", fmt.Sprintf(canarySource, ", limit: 9000001, floor: 9000000"))}),
		"entries contradict":    testkit.Dossier(t, []*evidence.Fragment{first, decode("c.yaml", canaryThird)}),
		"two sources":           testkit.Dossier(t, []*evidence.Fragment{first, decode("b.yaml", canarySecond)}),
	}
}

// withoutDays leaves out when something changes, which is said: see
// [evaluator.Confidentiality]. In JSON that has a place of its own; texts have
// nothing that JSON has not.
func withoutDays(what string, text []byte) []byte {
	if !strings.Contains(what, "horizon") && !strings.Contains(what, "picture") && !strings.Contains(what, "verdict") && !strings.Contains(what, "explanation") && !strings.Contains(what, "verification") {
		return text
	}
	for _, s := range []string{"2031-07-19T00:00:00Z", `"day": "2031-07-19"`, `"day":"2031-07-19"`, "2031-07-19 00:00:00 +0000 UTC", "Day:2031-07-19", "19 July 2031", "19.07.2031"} {
		text = bytes.ReplaceAll(text, []byte(s), nil)
	}
	return text
}

// Nothing that is said by default has a confidential value, an id of an entry or
// what contradicting sources state; for the authority all of it is there.
func TestConfidentialFactsDoNotGetOut(t *testing.T) {
	e, other := canaryEvaluator(t, "must"), canaryEvaluator(t, "should")
	for name, d := range canaryDossiers(t) {
		seen := map[string]bool{}
		outputs := allSaid(t, e, d, canaryDay)
		for what, text := range allReplayed(t, other, e, d, canaryDay) {
			outputs[what] = text
		}
		for what, text := range outputs {
			for _, l := range leaks(what, withoutDays(what, text)) {
				if !seen[l.what+l.canary] {
					seen[l.what+l.canary] = true
					t.Errorf("%s: %s has %s: …%s…", name, l.what, l.canary, l.around)
				}
			}
		}
		shown := allSaid(t, e, d, canaryDay, evaluator.ForAuthority())
		for what, text := range allReplayed(t, other, e, d, canaryDay, evaluator.ForAuthority()) {
			shown[what] = text
		}
		for what, text := range shown {
			if !strings.HasPrefix(what, "open") && !strings.HasPrefix(what, "picture") && !strings.Contains(what, "missing") && !strings.Contains(what, "trace") &&
				!strings.HasPrefix(what, "verification") && !strings.HasPrefix(what, "horizon") && len(leaks(what, text)) == 0 {
				t.Errorf("%s: %s does not show anything confidential to the authority", name, what)
			}
			if bytes.Contains(text, []byte(`"confidential": true`)) || bytes.Contains(text, []byte("***")) {
				t.Errorf("%s: %s masks something for the authority", name, what)
			}
		}
	}
}

// Ids of entries of lists of what Trias brings do not get out either.
func TestConfidentialEntriesDoNotGetOut(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, seed := range []uint64{1} {
		g := testkit.New(seed, testkit.Varied(int(seed)))
		frags := g.Fragments()
		for _, f := range frags {
			renameEntries(reflect.ValueOf(&f.Facts).Elem())
			f.Confidential = []string{"data", "operational", "technological", "resilience", "supplyChain"}
		}
		d := testkit.Dossier(t, frags)
		p, err := profiles.Lookup("entry")
		if err != nil {
			t.Fatal(err)
		}
		e := compileProfile(t, p)
		for what, text := range allSaid(t, e, d, testkit.At) {
			if i := bytes.Index(text, []byte("zqsub")); i >= 0 {
				t.Fatalf("seed %d: %s names an entry: …%s…", seed, what, text[max(0, i-200):min(len(text), i+100)])
			}
		}
		q, err := questionnaire.New(p, questionnaire.Options{})
		if err != nil {
			t.Fatal(err)
		}
		open, err := q.Open(context.Background(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range open {
			if strings.Contains(o.Fact, "zqsub") {
				t.Errorf("an open question names an entry: %s", o.Fact)
			}
		}
	}
}

// renameEntries gives all entries of lists ids that nothing else has.
func renameEntries(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			renameEntries(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				if f.Name == "ID" {
					v.Field(i).SetString("zqsub-" + v.Field(i).String())
					continue
				}
				renameEntries(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			renameEntries(v.Index(i))
		}
	}
}

// What the values are makes no difference to what is said, where it makes none to
// what follows.
func TestMaskedVerdictsAreAlike(t *testing.T) {
	e := canaryEvaluator(t, "must")
	verdict := func(text string) evaluator.Verdict {
		f, err := evidence.Decode("a.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		v, err := e.Evaluate(context.Background(), testkit.Dossier(t, []*evidence.Fragment{f}), canaryDay)
		if err != nil {
			t.Fatal(err)
		}
		v.Digests = evaluator.Digests{}
		return v
	}
	text := fmt.Sprintf(canarySource, "")
	a := verdict(text)
	b := verdict(strings.NewReplacer("7310731", "7310777", "zqsub", "other", "zqword", "zqwort", "731.4242", "733", "2031-07-19", "2031-08-01").Replace(text))
	if !reflect.DeepEqual(a, b) {
		t.Error("a masked verdict tells values apart that give the same outcomes")
	}
}

// Which of two contradicting statements is the smaller one is not told by their
// order.
func TestMaskedContradictionsAreAlike(t *testing.T) {
	e := canaryEvaluatorOf(t, "must", []string{`ext.c.count <= 30`, `ext.c.word == "right"`}, []string{""})
	said := func(a, b string) []evaluator.Result {
		var frags []*evidence.Fragment
		for name, text := range map[string]string{"a.yaml": "subject: {id: offer, version: \"2.1\"}\next: {c: {" + a + "}}", "b.yaml": "ext: {c: {" + b + "}}"} {
			f, err := evidence.Decode(name, []byte("trias: dossier/v1\n"+text+"\nconfidential: [ext]\n"))
			if err != nil {
				t.Fatal(err)
			}
			frags = append(frags, f)
		}
		slices.SortFunc(frags, func(a, b *evidence.Fragment) int { return strings.Compare(a.Name, b.Name) })
		v, err := e.Evaluate(context.Background(), testkit.Dossier(t, frags), canaryDay)
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Results[0].Contradicted) == 0 || len(v.Results[1].Contradicted) == 0 {
			t.Fatalf("nothing is contradicted: %+v", v.Results)
		}
		return v.Results
	}
	if a, b := said("count: 10, word: right", "count: 40, word: wrong"), said("count: 40, word: wrong", "count: 10, word: right"); !reflect.DeepEqual(a, b) {
		t.Errorf("who states what is told:\n%+v\n%+v", a, b)
	}
}

// Of a criterion alone is said what turns the verdict, too; where many are asked,
// nothing does. What is masked is said once, so that nobody counts entries.
func TestConfidentialFactsOfOneCriterionDoNotGetOut(t *testing.T) {
	ctx := context.Background()
	dossiers := canaryDossiers(t)
	turns, ways, causes := 0, 0, 0
	for i, rule := range canaryRules {
		for _, when := range []string{"", canaryWhens[1+i%(len(canaryWhens)-1)]} {
			if when != "" && testing.Short() {
				continue
			}
			e := canaryEvaluatorOf(t, "must", []string{rule}, []string{when})
			for name, d := range dossiers {
				v, err := e.Evaluate(ctx, d, canaryDay, evaluator.WithHorizon(canaryDay.AddDate(9, 0, 0)))
				if err != nil {
					t.Fatal(err)
				}
				m, err := e.Missing(ctx, d, canaryDay)
				if err != nil {
					t.Fatal(err)
				}
				k, err := e.Counterfactuals(ctx, d, canaryDay)
				if err != nil {
					t.Fatal(err)
				}
				h, err := e.Horizon(ctx, d, canaryDay, canaryDay.AddDate(9, 0, 0))
				if err != nil {
					t.Fatal(err)
				}
				open, err := e.Open(ctx, d, canaryDay)
				if err != nil {
					t.Fatal(err)
				}
				turns, ways = turns+len(k.Turns), ways+len(m.Verdict.Ways.Ways)
				for what, x := range map[string]any{"verdict": v, "missing": m, "counterfactuals": k, "horizon": h, "open": open} {
					data, err := json.Marshal(x)
					if err != nil {
						t.Fatal(err)
					}
					for _, l := range leaks(what, withoutDays("horizon", data)) {
						t.Errorf("%s under %q of %s: %s has %s: …%s…", rule, when, name, what, l.canary, l.around)
					}
				}
				for _, event := range h.Events {
					for _, c := range event.Criteria {
						for i := range c.Causes {
							causes++
							if c.Causes[i].Value.IsMasked() && slices.ContainsFunc(c.Causes[:i], func(o evaluator.EventCause) bool { return reflect.DeepEqual(o, c.Causes[i]) }) {
								t.Errorf("%s of %s: a cause is said twice: %+v", rule, name, c.Causes[i])
							}
						}
					}
				}
				for i, o := range open {
					if slices.ContainsFunc(open[:i], func(p evaluator.OpenFact) bool { return p.Path == o.Path && p.State == o.State }) {
						t.Errorf("%s of %s: %s is open twice", rule, name, o.Path)
					}
				}
			}
		}
	}
	if turns == 0 || ways == 0 || causes == 0 {
		t.Errorf("%d turns, %d ways and %d causes are too few to tell", turns, ways, causes)
	}
}

// A masked verdict and one for the authority compare as two masked ones do.
func TestCompareMaskedWithDisclosed(t *testing.T) {
	e := canaryEvaluator(t, "must")
	d := canaryDossiers(t)["one source"]
	ctx := context.Background()
	masked, err := e.Evaluate(ctx, d, canaryDay)
	if err != nil {
		t.Fatal(err)
	}
	disclosed, err := e.Evaluate(ctx, d, canaryDay, evaluator.ForAuthority())
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]*evaluator.Verdict{{&masked, &disclosed}, {&disclosed, &masked}} {
		c, err := evaluator.Compare(pair[0], pair[1])
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Criteria) > 0 || c.Confidential.Status != evaluator.ConfidentialMasked {
			t.Errorf("the same dossier differs from itself: %+v", c.Criteria)
		}
	}
	// What the disclosed one has more is masked where the two differ, too.
	other, err := e.Evaluate(ctx, testkit.Dossier(t, []*evidence.Fragment{{Name: "less", Subject: &evidence.Subject{ID: d.Subject().ID}}}), canaryDay)
	if err != nil {
		t.Fatal(err)
	}
	other.Confidential = masked.Confidential
	for _, pair := range [][2]*evaluator.Verdict{{&other, &disclosed}, {&disclosed, &other}} {
		c, err := evaluator.Compare(pair[0], pair[1])
		if err != nil {
			t.Fatal(err)
		}
		data, err := c.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Criteria) == 0 {
			t.Error("nothing differs")
		}
		if l := leaks("comparison", data); len(l) > 0 {
			t.Errorf("a comparison with a masked verdict has %+v", l[0])
		}
	}
	c, err := evaluator.Compare(&disclosed, &disclosed)
	if err != nil || c.Confidential.Status != evaluator.ConfidentialDisclosed {
		t.Errorf("%+v, %v", c.Confidential, err)
	}
}

func TestConfidentialityIsStated(t *testing.T) {
	e := canaryEvaluator(t, "must")
	d := canaryDossiers(t)["one source"]
	v, err := e.Evaluate(context.Background(), d, canaryDay)
	if err != nil {
		t.Fatal(err)
	}
	// No rule reads the flag.
	want := []string{"data.cryptography.certificates", "ext.c.count", "ext.c.day", "ext.c.names", "ext.c.other", "ext.c.release", "ext.c.share", "ext.c.word", "supplyChain.subcontractors"}
	if c := v.Confidential; c == nil || c.Status != evaluator.ConfidentialMasked || !slices.Equal(c.Facts, want) {
		t.Errorf("the verdict says %+v, not that it masks %v", c, want)
	}
	data, err := v.EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	again, err := evaluator.DecodeVerdict("verdict.json", data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(*again, v) {
		t.Error("a masked verdict does not read back as it was written")
	}
	k, err := e.Counterfactuals(context.Background(), d, canaryDay)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, c := range k.Criteria {
		for _, x := range c.Counterfactuals {
			if slices.ContainsFunc(x.Steps, func(s evaluator.Step) bool { return s.Confidential }) {
				if _, err := x.Apply(d); !errors.Is(err, evaluator.ErrMasked) {
					t.Errorf("%s: masked steps are applied: %v", c.Criterion, err)
				}
				tried++
			}
		}
	}
	if tried == 0 {
		t.Error("no step is masked")
	}
}
