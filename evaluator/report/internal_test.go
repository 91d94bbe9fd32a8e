package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestComplete: every language has a text for whatever a verdict may say.
func TestComplete(t *testing.T) {
	all, err := languages()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(Languages(), []string{"de", "en"}) {
		t.Errorf("languages: %v", Languages())
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
		check("shortfalls", l.Shortfalls, evaluator.ShortReason("").Values())
		check("waiverStatus", l.WaiverStatus, evaluator.WaiverStatus("").Values())
		kinds := slices.DeleteFunc(evidence.ProofKind("").Values(), func(k string) bool { return k == string(evidence.Attestation) })
		check("proofs", l.Proofs, append(kinds, "none"))
		for _, s := range evidence.Scheme("").Values() {
			if len(l.Schemes[s]) != evidence.Scheme(s).Levels() {
				t.Errorf("%s: scheme %s has %d texts for %d levels", code, s, len(l.Schemes[s]), evidence.Scheme(s).Levels())
			}
		}
		operators := []string{"==", "!=", "<", "<=", ">", ">=", "in", "notIn", "all", "notAll", "exists", "none", "other"}
		for _, f := range []string{"inRegion", "osiApproved", "licensedUnder", "satisfies", "contains", "startsWith", "endsWith"} {
			operators = append(operators, f, "not:"+f)
		}
		check("operators", l.Operators, operators)
		check("dateOperators", l.DateOperators, []string{"<", "<=", ">", ">="})
		check("versionOperators", l.VersionOperators, []string{"<", "<=", ">", ">="})
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
