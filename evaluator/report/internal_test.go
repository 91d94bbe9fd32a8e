package report

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/regions"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestComplete: every language has a text for whatever a verdict may say.
func TestComplete(t *testing.T) {
	all, err := languages.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"de", "en"} { // and any other there is a file for
		if all[code] == nil {
			t.Errorf("no language %s among %v", code, Languages())
		}
	}
	for code, l := range all {
		check := func(table string, have map[string]string, want []string) {
			for _, key := range want {
				if have[key] == "" {
					t.Errorf("%s: %s lacks %q", code, table, key)
				}
			}
			for key := range have {
				if !slices.Contains(want, key) {
					t.Errorf("%s: %s has %q, which nothing uses", code, table, key)
				}
			}
		}
		check("conformity", l.Conformity, evaluator.Conformity("").Values())
		check("outcome", l.Outcome, evaluator.Outcome("").Values())
		check("obligation", l.Obligation, profiles.Obligation("").Values())
		check("dimension", l.Dimension, criteria.Dimension("").Values())
		check("efforts", l.Efforts, criteria.Effort("").Values())
		check("standings", l.Standings, []string{"proposal", "neverAdopted", "superseded", "withdrawn"})
		check("shortfalls", l.Shortfalls, evaluator.ShortReason("").Values())
		check("regions", l.OfProfile.Regions, regions.Names())
		check("government", l.OfProfile.Government, profiles.Government("").Values())
		var bound []string
		for _, status := range evaluator.BindingStatus("").Values() {
			bound = append(bound, status, status+"Until")
		}
		check("bound", l.OfProfile.Bound, bound)
		check("choice.goals", l.Choice.Goals, profiles.Goal("").Values())
		check("choice.of", l.Choice.Of, profiles.Goal("").Values())
		check("choice.levels", l.Choice.Levels, append(evidence.ProtectionLevel("").Values(), "open"))
		check("choice.steps", l.Choice.Steps, append(profiles.ChoiceRule("").Values(), "distributionNoChange", "cumulationNoChange", "maximumOpen", "highestOpen", "lineOpen"))
		check("list.layers", l.List.Layers, evidence.Layer("").Values())
		changes := slices.DeleteFunc(criteria.Change("").Values(), func(c string) bool { return c == string(criteria.ChangeNone) })
		check("change.sections", l.Change.Sections, changes)
		for _, c := range changes {
			if !slices.Contains(sectionOrder, criteria.Change(c)) {
				t.Errorf("no section for what is %s", c)
			}
		}
		check("change.notes", l.Change.Notes, []string{"tightened", "loosened", "changed", "notDecided", "equivalent"})
		check("change.short", l.Change.Short, []string{"tightened", "loosened", "changed", "notDecided", "equivalent"})
		check("change.steps", l.Change.Steps, criteria.Step("").Values())
		check("change.alterations", l.Change.Alterations, criteria.Alteration("").Values())
		check("change.texts", l.Change.Texts, []string{"title", "extends", "form", "question", "rationale", "remedy", "references", "dimension", "domain", "answeredBy", "layout"})
		check("change.replay.causes", l.Change.Replay.Causes, evaluator.CauseKind("").Values())
		moves := evaluator.Move("").Values()
		check("comparison.heads", l.Comparison.Heads, []string{"worse", "better", "same"})
		check("comparison.only", l.Comparison.Only, evaluator.Basis("").Values())
		check("comparison.basis", l.Comparison.Basis, evaluator.Basis("").Values())
		check("comparison.count", l.Comparison.Count, append(moves, "unchanged"))
		check("comparison.sections", l.Comparison.Sections, moves)
		check("comparison.inputs", l.Comparison.Inputs, evaluator.InputKind("").Values())
		check("comparison.gate.kinds", l.Comparison.Gate.Kinds, evaluator.SetbackKind("").Values())
		check("comparison.gate.counted", l.Comparison.Gate.Counted, profiles.Obligation("").Values())
		verified := append(evaluator.VerificationStatus("").Values(), "rewritten")
		check("verification.heads", l.Verification.Heads, verified)
		check("verification.meaning", l.Verification.Meaning, verified)
		check("verification.names", l.Verification.Names, evaluator.InputKind("").Values())
		check("verification.status", l.Verification.Status, evaluator.InputStatus("").Values())
		check("horizon.causes", l.Horizon.Causes, append(evaluator.EventCauseKind("").Values(), "dateSet", "dateReached", "datePast", "dateOld"))
		check("horizon.states", l.Horizon.States, append(criteria.Standing("").Values(), "waived", "notWaived", "dueBy", "due", "rests", "restsNot"))
		statuses := evaluator.OnboardingStatus("").Values()
		for _, term := range []string{"toList", "recertification", "sunset"} {
			for _, status := range evaluator.TermStatus("").Values() {
				statuses = append(statuses, term+"."+status)
			}
		}
		check("horizon.statuses", l.Horizon.Statuses, statuses)
		check("waiverStatus", l.WaiverStatus, evaluator.WaiverStatus("").Values())
		check("equivalence.status", l.Equivalence.Status, evaluator.EquivalenceStatus("").Values())
		check("decision.status", l.Decision.Status, evaluator.DecisionStatus("").Values())
		check("decision.of", l.Decision.Of, profiles.Decidable("").Values())
		kinds := slices.DeleteFunc(evidence.ProofKind("").Values(), func(k string) bool { return k == string(evidence.Attestation) })
		check("proofs", l.Proofs, append(kinds, "none"))
		for _, s := range evidence.Scheme("").Named() {
			if len(l.Schemes[s]) != evidence.Scheme(s).Levels() {
				t.Errorf("%s: scheme %s has %d texts for %d levels", code, s, len(l.Schemes[s]), evidence.Scheme(s).Levels())
			}
		}
		operators := []string{"==", "!=", "<", "<=", ">", ">=", "in", "notIn", "all", "notAll", "exists", "none"}
		for _, f := range []string{"inRegion", "osiApproved", "licensedUnder", "satisfies", "contains", "startsWith", "endsWith"} {
			operators = append(operators, f, "not:"+f)
		}
		check("operators", l.Operators, operators)
		check("dateOperators", l.DateOperators, []string{"!=", "<", "<=", ">", ">="})
		check("versionOperators", l.VersionOperators, []string{"<", "<=", ">", ">="})
		check("sizeOperators", l.SizeOperators, []string{"!=", "<", "notIn"})
		check("factOperators", l.FactOperators, []string{"==", "!=", "<", "<=", ">", ">="})
		check("dateFactOperators", l.DateFactOperators, []string{"<", "<=", ">", ">="})
		check("versionFactOperators", l.VersionFactOperators, []string{"<", "<=", ">", ">="})
		check("causes", l.Causes, []string{"integer overflow"})
		check("labels", l.Labels, []string{"condition", "parameter", "at", "subject.layer", "subject.version", "subject.regions", "subject.services"})
		for unit := range unitsIn(evidence.FactSchema()) {
			if _, ok := l.Units[unit]; !ok {
				t.Errorf("%s: no word for the unit %s", code, unit)
			}
		}
	}
}

func unitsIn(r *evidence.Record) map[string]bool {
	units := map[string]bool{}
	for _, f := range r.Fields {
		if f.Unit != "" {
			units[f.Unit] = true
		}
		if f.Elem != nil {
			for u := range unitsIn(f.Elem) {
				units[u] = true
			}
		}
	}
	return units
}

func TestDemand(t *testing.T) {
	for _, c := range []struct{ demand, en, de string }{
		{`none`, "no proof", "kein Nachweis"},
		{`by("contract")`, "a contract clause", "eine Vertragsklausel"},
		{`by("contract") || by("documentation")`, "a contract clause, or documentation", "eine Vertragsklausel oder eine Dokumentation"},
		{`by("contract") && by("test", months(12))`, "a contract clause, and a test with its result (not older than 12 months)",
			"eine Vertragsklausel und ein Test mit Ergebnis (höchstens 12 Monate alt)"},
		{`by("test") && (by("contract") || attested("bsi-c5", 2))`, "a test with its result; and a contract clause or a BSI C5 report of Type 2",
			"ein Test mit Ergebnis; und eine Vertragsklausel oder ein Prüfbericht nach BSI C5 vom Typ 2"},
		{`by("test") || by("log") && (by("code") || by("register"))`,
			"a test with its result; or logs of the operation and (evidence from the code such as an analysis or SBOM or an entry in a register)",
			"ein Test mit Ergebnis; oder Protokolle aus dem Betrieb und (ein Nachweis aus dem Code wie eine Analyse oder SBOM oder ein Registereintrag)"},
		{`inspected(by("audit", days(1)))`, "an independent audit (not older than 1 day; with a record of who inspected it)",
			"ein unabhängiges Audit (höchstens 1 Tag alt; mit festgehaltener Einsichtnahme)"},
		{`gapless(attested("bsi-c5", 2), years(1), days(90))`,
			"a BSI C5 report of Type 2 (without a gap over 1 year, the last period having ended at most 90 days ago)",
			"ein Prüfbericht nach BSI C5 vom Typ 2 (lückenlos über 1 Jahr, das Ende des letzten Zeitraums liegt höchstens 90 Tage zurück)"},
	} {
		for code, want := range map[string]string{"en": c.en, "de": c.de} {
			l, err := lookup(code)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := l.demand(c.demand); err != nil || got != want {
				t.Errorf("%s: got %q, %v, want %q", c.demand, got, err, want)
			}
		}
	}
}

func TestNoDemand(t *testing.T) {
	l, err := lookup("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "by", "by()", `by(contract)`, `by("contract"`, `by("contract"))`, `by("contract") |`, `by("contract") | by("test")`,
		`by("hearsay")`, `attested("bsi-c5", 3)`, `attested("bsi-c5", 99999999999999999999)`, `by("test", weeks(2))`, `gapless(by("test"))`,
		`!by("test")`, `has("x")`, `by("test") by("test")`, `by('t')`, strings.Repeat("(", 100) + `by("test")`, "\x00"} {
		if got, err := l.demand(text); err == nil {
			t.Errorf("%q is %q", text, got)
		}
	}
}

func FuzzDemand(f *testing.F) {
	f.Add(`by("test", months(12)) && (inspected(by("audit")) || gapless(attested("bsi-c5", 2), years(1), days(9)))`)
	l, err := lookup("de")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := l.demand(text); err == nil && got == "" {
			t.Errorf("%q is an empty sentence", text)
		}
	})
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text        string
		first, rest int
		want        []string
	}{
		{"", 5, 5, []string{""}},
		{"a bb ccc", 4, 4, []string{"a bb", "ccc"}},
		{"äöü äöü", 3, 7, []string{"äöü", "äöü"}},
		{"abcdefgh", 3, 3, []string{"abc", "def", "gh"}},
		{"a abcdefgh", 3, 4, []string{"a", "abcd", "efgh"}},
		{"one two", 2, 9, []string{"on", "e two"}},
	} {
		if got := wrap(c.text, c.first, c.rest); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d, %d: got %q, want %q", c.text, c.first, c.rest, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	de, err := lookup("de")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		v    any
		unit string
		want string
	}{
		{99.5, "percent", "99,5 %"}, {int64(1), "days", "1 Tag"}, {int64(0), "days", "0 Tage"}, {1e6, "", "1000000"},
		{0.000001, "count", "0,000001"}, {int64(3), "furlongs", "3 furlongs"}, {int64(2027), "year", "2027"},
	} {
		if got := de.number(c.v, c.unit); got != c.want {
			t.Errorf("%v %s: got %q, want %q", c.v, c.unit, got, c.want)
		}
	}
}

func TestPaths(t *testing.T) {
	for path, want := range map[string]string{
		"data.keys.custody":                       "data.keys.custody",
		"supplyChain.subcontractors[a.b].seat":    "supplyChain.subcontractors[].seat",
		"supplyChain.subcontractors[+]":           "supplyChain.subcontractors",
		"supplyChain.subcontractors[a].countries": "supplyChain.subcontractors[].countries",
		"supplyChain.subcontractors[a]seat":       "",
		"supplyChain.subcontractors[a":            "",
		"data.keys.custody[x].y":                  "",
		"data.keys":                               "",
		"":                                        "",
	} {
		got := ""
		if whole, _, ok := splitPath(path); ok {
			if f := field(whole); f != nil {
				got = f.Path
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
}

// shown writes a tree in one line: tests by their paths, choices in braces.
func shown(p *part) string {
	var out []string
	for _, t := range p.tests {
		text := t.seen[0].Path
		if len(t.seen) > 1 {
			text += "*" + strconv.Itoa(len(t.seen))
		}
		if len(t.demands) > 1 {
			text += map[bool]string{true: "|", false: "&"}[t.either] + strconv.Itoa(len(t.demands))
		}
		out = append(out, text)
	}
	for _, c := range p.choices {
		var alternatives []string
		for _, a := range c.alternatives {
			text := shown(a)
			if a.entries != nil {
				text = "one of " + strings.Join(a.entries, ",") + ": " + text
			}
			alternatives = append(alternatives, text)
		}
		text := "{" + strings.Join(alternatives, " / ") + "}"
		if c.each {
			text = "each " + text
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// TestTree: alternatives become choices, and what is said twice is joined.
func TestTree(t *testing.T) {
	for _, c := range []struct{ reasons, want string }{
		{"", ""},
		{"b a", "b a"},
		{"a@A1 b@A2", "{a / b}"},
		{"a@A1", "a"},
		{"x a@A1 b@A1 c@A2 y", "x y {a b / c}"},
		{"a@A1 b@A2 c@B1 d@B2", "{a / b} {c / d}"},
		{"a@A1 b@A2.B1 c@A2.B2", "{a / b / c}"},
		{"a@A1 b@A2 c@A2.B1 d@A2.B2", "{a / b {c / d}}"},
		{"a@A1 b@A2.B1", "{a / b}"},
		// Letters repeat where there are many choices.
		{"a@A1 b@A2 c@A1 d@A2", "{a / b} {c / d}"},
		{"a@A1 b@A2 x c@A2 d@A3", "x {a / b} {c / d}"},
		// Demands on one fact.
		{"a>=1 a<=3", "a&2"},
		{"a>=1 a>=1", "a"},
		{"a>=1@A1 a<=3@A2", "a|2"},
		{"a>=1@A1 b@A2 a<=3@A3", "{a|2 / b}"},
		{"a>=1@A1 a<=3@A1 a>=9@A2", "{a&2 / a}"},
		// Entries that lack the same.
		{"l[x].a l[y].a l[z].a", "l[x].a*3"},
		{"l[x].a l[y].b", "l[x].a l[y].b"},
		{"l[x].a@A1 l[y].a@A2", "{one of x,y: l[x].a*2}"},
		{"l[x].a@A1 l[x].b@A1 l[y].a@A2 l[y].b@A2 c@A3", "{one of x,y: l[x].a*2 l[x].b*2 / c}"},
		{"l[x].a@A1 l[x].b@A2 l[y].a@B1 l[y].b@B2", "each {l[x].a*2 / l[x].b*2}"},
		// A verdict may come from a file.
		{"a@A b@. c@1 d@A1..B2 e@A99999999999999999999", "a b c {d / e}"},
	} {
		var reasons []evaluator.Reason
		for text := range strings.FieldsSeq(c.reasons) {
			test, alternative, _ := strings.Cut(text, "@")
			x := evaluator.Reason{Path: test, Operator: "==", Wanted: evidence.Bool(true), Alternative: alternative}
			for _, op := range []string{">=", "<="} {
				if path, n, ok := strings.Cut(test, op); ok {
					x.Path, x.Operator, x.Wanted = path, op, evidence.String(n)
				}
			}
			reasons = append(reasons, x)
		}
		if got := shown(tree(reasons)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.reasons, got, c.want)
		}
	}
}

// TestMany: a thousand entries that lack the same take a few lines.
func TestMany(t *testing.T) {
	var conjunction, choice []evaluator.Reason
	for i := range 1000 {
		path := "supplyChain.subcontractors[s" + strconv.Itoa(i) + "]."
		conjunction = append(conjunction,
			evaluator.Reason{Path: path + "seat", Operator: "==", Wanted: evidence.String("DE"), Alternative: string(rune('A'+i%26)) + "1"},
			evaluator.Reason{Path: path + "critical", Operator: "==", Wanted: evidence.Bool(false), Alternative: string(rune('A'+i%26)) + "2"})
		choice = append(choice, evaluator.Reason{Path: path + "seat", Operator: "==", Got: evidence.String("X" + strconv.Itoa(i)), Wanted: evidence.String("DE"), Alternative: "A" + strconv.Itoa(i+1)})
	}
	for name, c := range map[string]struct {
		outcome evaluator.Outcome
		reasons []evaluator.Reason
	}{"all": {evaluator.Unknown, conjunction}, "exists": {evaluator.Fail, choice}} {
		for _, code := range Languages() {
			l, err := lookup(code)
			if err != nil {
				t.Fatal(err)
			}
			catalogue, err := criteria.Embedded()
			if err != nil {
				t.Fatal(err)
			}
			r := &renderer{language: l, page: page{width: 100}, catalogue: catalogue, verdict: &evaluator.Verdict{}}
			r.explain(&evaluator.Result{Outcome: c.outcome, Reasons: c.reasons})
			text := r.page.String()
			if n := strings.Count(text, "\n"); n > 20 || !strings.Contains(text, "990") {
				t.Errorf("%s, %s: %d lines:\n%s", name, code, n, text)
			}
		}
	}
}

// TestDemanded: what two facts, or the length of a list, must be.
func TestDemanded(t *testing.T) {
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		reason evaluator.Reason
		en, de string
	}{
		{evaluator.Reason{Path: "supplyChain.subcontractors", Operator: "size>", Wanted: evidence.Int(0)}, "at least one entry", "mindestens ein Eintrag"},
		{evaluator.Reason{Path: "supplyChain.subcontractors", Operator: "size>=", Wanted: evidence.Int(2)}, "at least 2 entries", "mindestens 2 Einträge"},
		{evaluator.Reason{Path: "supplyChain.subcontractors", Operator: "size<", Wanted: evidence.Int(1)}, "no entry", "kein Eintrag"},
		{evaluator.Reason{Path: "resilience.availability.measured.lowestPercent", Operator: ">=", WantedPath: "resilience.availability.agreedPercent", Wanted: evidence.Number(99.5)},
			"at least the value of “Which availability is promised by contract?” (99.5 %)",
			"mindestens der Wert von „Welche Verfügbarkeit ist vertraglich zugesagt?“ (99,5 %)"},
		{evaluator.Reason{Path: "resilience.availability.measured.lowestPercent", Operator: ">=", WantedPath: "resilience.availability.agreedPercent"},
			"at least the value of “Which availability is promised by contract?” (not known)",
			"mindestens der Wert von „Welche Verfügbarkeit ist vertraglich zugesagt?“ (nicht bekannt)"},
		{evaluator.Reason{Path: "resilience.restore.outcome", Operator: "!=", Wanted: evidence.String("notDone")},
			"anything but not carried out (notDone)", "ein anderer Wert als nicht durchgeführt (notDone)"},
	} {
		for code, want := range map[string]string{"en": c.en, "de": c.de} {
			l, err := lookup(code)
			if err != nil {
				t.Fatal(err)
			}
			r := &renderer{language: l, catalogue: catalogue, verdict: &evaluator.Verdict{}}
			if got := r.demanded(c.reason, r.fact(c.reason.Path)); got != want {
				t.Errorf("%s %s: got %q, want %q", c.reason.Path, c.reason.Operator, got, want)
			}
		}
	}
}

// Headings of Markdown leave no level out, and those that a report asks for alike
// are alike.
func TestHeadings(t *testing.T) {
	t.Parallel()
	var m markdown
	for _, level := range []int{1, 3, 4, 4, 3, 2, 4, 3, 4} {
		m.heading(level, strconv.Itoa(level))
	}
	if got, want := strings.Join(strings.Fields(m.String()), " "), "# 1 ## 3 ### 4 ### 4 ## 3 ## 2 ### 4 ### 3 #### 4"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	var list markdown
	list.heading(2, "a")
	list.heading(2, "b")
	if got := list.String(); got != "## a\n\n## b\n" {
		t.Errorf("%q", got)
	}
}

// Why proofs do not suffice is said once for all that it is the same for.
func TestShortfallsTogether(t *testing.T) {
	t.Parallel()
	s := evaluator.Shown{Got: evidence.Bool(true), Unproven: true, Have: []evaluator.Shortfall{
		{Proof: "a", Why: "tooWeak"}, {Proof: "b", Why: "expired"}, {Proof: "c", Why: "tooWeak"}}}
	for lang, want := range map[string]string{
		"en": "yes; not sufficiently proven; a, c, each: it is not of the kind, scheme or level demanded; b: its validity has ended",
		"de": "ja; nicht ausreichend nachgewiesen; a, c, jeweils: ",
	} {
		r, err := begin(Options{Lang: lang}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.shown(&s, false, fact{kind: evidence.KindBool}); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
}
