package criteria_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

func readCatalogue(name string, data []byte) error {
	_, err := criteria.Decode(name, data)
	return err
}

// Whatever a file contains, reading it ends soon, with problems that have a
// place.
func TestHostile(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	hostile.Refused(t, readCatalogue)
}

// catalogueOf writes a catalogue of n criteria with one rule.
func catalogueOf(n int, params, rule string) string {
	var b strings.Builder
	b.WriteString(`{"trias": "catalogue/v1", "id": "heavy", "version": "1.0.0", "language": 1, "criteria": [`)
	for i := range n {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `{"id": "K-%d", "dimension": "choice", "domain": "data", "title": {"en": "t", "de": "t"}, "question": {"en": "q", "de": "f"}%s, "rule": %q}`,
			i, params, rule)
	}
	return b.String() + "]}"
}

// fitting is how many criteria with such a rule fit into the largest file.
func fitting(params, rule string) int {
	return min(doc.DefaultLimits().Items, (doc.DefaultLimits().Bytes-200)/(len(catalogueOf(1, params, rule))+5))
}

// line joins as many copies of a clause as one rule may have.
func line(clause, operator string) string {
	return strings.Repeat(clause+operator, (8<<10)/len(clause+operator)-1) + clause
}

const parameter = `, "params": {"most": {"type": "int", "default": 3}}`

// hostileCatalogues are catalogues of the largest size, full of rules that are
// dear to read or to explain what is wrong with.
var hostileCatalogues = []struct {
	name, params, rule string
	loads              bool
}{
	{"as many criteria as fit", "", "data.keys.customerCanRotate", true},
	{"as many parameters as fit", parameter, "data.deletion.maxDays <= params.most", true},
	{"longest rules", "", line("data.keys.customerCanRotate", "&&"), true},
	{"negations", "", strings.Repeat("!", 8000) + "data.keys.customerCanRotate", true},
	{"small rules with a mistake", "", "data.keys.custodx", false},
	{"a mistake in every clause", "", line("data.keys.custodx", "&&"), false},
	{"a wrong value in every clause", "", line(`data.keys.custody == "custmer"`, "&&"), false},
	{"a macro in every clause", "", line("supplyChain.subcontractors.all(s, s.critical)", "&&"), false},
	{"a long list", "", `data.keys.custody in ["a"` + strings.Repeat(`,"a"`, 2000) + `]`, false},
	{"open brackets", "", strings.Repeat("(", 8000), false},
	{"brackets", "", strings.Repeat("(", 4000) + "true" + strings.Repeat(")", 4000), false},
	{"open lists", "", strings.Repeat("[", 8000), false},
	{"conditions", "", strings.Repeat("true?true:", 800) + "true", false},
	{"selections", "", strings.Repeat("a.", 4000) + "b", false},
	{"calls", "", strings.Repeat("a(", 4000), false},
	{"macros in macros", "", strings.Repeat("a.all(x,", 1000), false},
	{"quotes", "", strings.Repeat(`"`, 8000), false},
	{"no tokens", "", strings.Repeat("@", 8000), false},
	{"operators", "", strings.Repeat("?:", 4000), false},
	{"rules over the limit", "", strings.Repeat(" ", 8<<10) + "true", false},
	{"nested quantifiers", "", "supplyChain.subcontractors.all(a, supplyChain.subcontractors.all(b, supplyChain.subcontractors.all(c, a.critical && b.critical && c.critical)))", false},
}

// A catalogue of the largest size loads, or is refused with a report that a
// person can read.
func TestHostileCatalogues(t *testing.T) {
	t.Parallel()
	for _, c := range hostileCatalogues {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			n := 4
			if len(c.rule) < 200 {
				n = 1100 // so that there are more problems than a report has
			}
			err := readCatalogue("x.json", []byte(catalogueOf(n, c.params, c.rule)))
			switch {
			case c.loads && err != nil:
				t.Fatal(err)
			case !c.loads && err == nil:
				t.Fatal("accepted")
			case err != nil:
				hostile.Placed(t, "x.json", err)
			}
		})
	}
}

// Lint of what loads ends soon as well, with so many findings for each rule as
// a person can read.
func TestLintHostileCatalogues(t *testing.T) {
	t.Parallel()
	for _, h := range hostileCatalogues {
		if !h.loads {
			continue
		}
		c, err := criteria.Decode("x.json", []byte(catalogueOf(20, h.params, h.rule)))
		if err != nil {
			t.Fatal(err)
		}
		if found := criteria.Lint(c); len(found) < 20 || len(found) > 20*25 {
			t.Errorf("%s: %d findings in 20 criteria", h.name, len(found))
		}
	}
}

// BenchmarkLintHostileCatalogues is lint of catalogues of the largest size.
func BenchmarkLintHostileCatalogues(b *testing.B) {
	for _, h := range hostileCatalogues {
		if !h.loads {
			continue
		}
		b.Run(strings.ReplaceAll(h.name, " ", "-"), func(b *testing.B) {
			c, err := criteria.Decode("x.json", []byte(catalogueOf(fitting(h.params, h.rule), h.params, h.rule)))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				criteria.Lint(c)
			}
		})
	}
}

// One rule reports its first problems and that there are more.
func TestProblemsOfOneRule(t *testing.T) {
	t.Parallel()
	err := readCatalogue("x.json", []byte(catalogueOf(1, "", line("data.keys.custodx", "&&"))))
	var problems criteria.Problems
	if !errors.As(err, &problems) || len(problems) != 21 {
		t.Fatalf("%d problems: %v", len(problems), err)
	}
	if last := problems[20]; !strings.Contains(last.Message, "more problems") {
		t.Errorf("%v", last)
	}
}

// What it takes to refuse hostile files of the largest size.
func BenchmarkHostile(b *testing.B) { hostile.Benchmark(b, readCatalogue) }

// What it takes to load or refuse catalogues of the largest size.
func BenchmarkHostileCatalogues(b *testing.B) {
	for _, c := range hostileCatalogues {
		b.Run(strings.ReplaceAll(c.name, " ", "-"), func(b *testing.B) {
			hostile.Measure(b, catalogueOf(fitting(c.params, c.rule), c.params, c.rule), func(data []byte) { _ = readCatalogue("x.json", data) })
		})
	}
}

// Comparing two catalogues ends soon, however many values facts may have and
// however many criteria look at them.
func TestDiffOfLargeClosedSets(t *testing.T) {
	t.Parallel()
	var values []string
	for i := range 9_999 {
		values = append(values, fmt.Sprintf("v%d", i))
	}
	large := func(value string) *criteria.Catalogue {
		var b strings.Builder
		b.WriteString("trias: catalogue/v1\nid: heavy\nversion: 1.0.0\nlanguage: 1\nfacts:\n  g:\n")
		for i := range 3 {
			fmt.Fprintf(&b, "    a%d: {type: text, values: [%s], question: {en: q, de: f}}\n", i, strings.Join(values, ", "))
		}
		b.WriteString("criteria:\n")
		for i := range 100 {
			fmt.Fprintf(&b, "  - {id: K-%d, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: f}, rule: 'ext.g.a0 == \"%s\" || ext.g.a1 == ext.g.a2'}\n", i, value)
		}
		return decode(t, "heavy.yaml", b.String())
	}
	old, new := large("v0"), large("v1")
	begin := time.Now()
	d := criteria.Diff(old, new)
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("it takes %s", took)
	}
	if len(d.Criteria) != 100 || d.Criteria[99].Change != criteria.ChangeBoth {
		t.Errorf("%d criteria changed", len(d.Criteria))
	}
}

// listCatalogues are catalogues of 240 criteria that look up facts in lists of
// 300 texts as often as a rule may.
func listCatalogues() map[string]string {
	var values []string
	for i := range 300 {
		values = append(values, fmt.Sprintf("value-%d-of-the-list", i))
	}
	list := strings.Join(values, ", ")
	catalogue := func(facts int, kind, when, operator string) string {
		var b strings.Builder
		b.WriteString("trias: catalogue/v1\nid: heavy\nversion: 1.0.0\nlanguage: 1\nfacts:\n  g:\n")
		for i := range facts {
			fmt.Fprintf(&b, "    a%d: {%s, question: {en: q, de: f}}\n", i, kind)
		}
		var atoms []string
		for i := range 150 {
			atoms = append(atoms, fmt.Sprintf("ext.g.a%d in params.l", i%facts))
		}
		b.WriteString("criteria:\n")
		for i := range 240 {
			fmt.Fprintf(&b, "  - {id: K-%d, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: f}, params: {l: {type: strings, default: [%s]}}, %srule: '%s'}\n",
				i, list, when, strings.Join(atoms, operator))
		}
		return b.String()
	}
	return map[string]string{
		"one free text":    catalogue(1, "type: text", "", " && "),
		"many free texts":  catalogue(150, "type: text", "", " && "),
		"one of many":      catalogue(150, "type: text", "", " || "),
		"many closed sets": catalogue(150, "type: text, values: [other, "+list+"]", "", " && "),
		"with a when":      catalogue(150, "type: text", `when: 'ext.g.a0 in params.l || !(ext.g.a1 in params.l)', `, " && "),
	}
}

// Lint ends soon, however many texts each part of a rule looks up a fact in, and
// says of each rule no more than a person can read.
func TestLintOfLongLists(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	t.Parallel()
	catalogues := listCatalogues()
	for _, name := range slices.Sorted(maps.Keys(catalogues)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := decode(t, "heavy.yaml", catalogues[name])
			found := criteria.Lint(c)
			if len(found) < 240 || len(found) > 240*50 {
				t.Errorf("%d findings in 240 criteria", len(found))
			}
		})
	}
}

// BenchmarkLintOfLongLists is lint of catalogues full of long lists.
func BenchmarkLintOfLongLists(b *testing.B) {
	for name, text := range listCatalogues() {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			c, err := criteria.Decode("heavy.yaml", []byte(text))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				criteria.Lint(c)
			}
		})
	}
}

// Of the texts a rule compares free text with lint reports the first ones and
// that there are more.
func TestLintOfManyNames(t *testing.T) {
	t.Parallel()
	for _, names := range []struct{ given, reported, more int }{{20, 20, 0}, {21, 20, 1}, {300, 20, 1}} {
		var texts []string
		for i := range names.given {
			texts = append(texts, fmt.Sprintf("n%d", i))
		}
		c := decode(t, "names.yaml", "trias: catalogue/v1\nid: names\nversion: 1.0.0\nlanguage: 1\nfacts: {g: {a: {type: text, question: {en: q, de: f}}}}\n"+
			"criteria:\n  - {id: K, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: f}, params: {l: {type: strings, default: ["+
			strings.Join(texts, ", ")+"]}}, rule: 'ext.g.a in params.l'}\n")
		reported, more := 0, 0
		for _, f := range criteria.Lint(c) {
			switch {
			case f.Check != criteria.CheckProductName:
			case f.About == "more":
				more++
			default:
				reported++
			}
		}
		if reported != names.reported || more != names.more {
			t.Errorf("of %d texts %d are reported, and %d times that there are more", names.given, reported, more)
		}
	}
}
