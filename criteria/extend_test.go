package criteria_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evidence"
)

// ground is a small catalogue that others extend.
const ground = `trias: catalogue/v1
id: ground
version: 1.4.0
language: 1
facts:
  desk: {opens: {type: int, unit: days, question: {en: q, de: q}}}
frameworks:
  - framework: House-Rules
    version: "3"
    title: {en: House rules, de: Hausregeln}
    publisher: Example City
    status: inForce
    source: {en: the document, de: das Dokument}
    complete: true
    clauses: [{clause: "4", title: {en: Exit, de: Ausstieg}}]
criteria:
  - {id: G-1, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: data.keys.customerCanRotate,
     references: [{framework: House-Rules, version: "3", clause: "4", relation: related}, {framework: C5, version: "2020", clause: CRY-04, relation: related}]}
  - {id: G-2, dimension: choice, domain: operational, title: {en: t, de: t}, question: {en: q, de: q},
     when: subject.layer == "platform", params: {maxDays: {type: int, default: 30}}, rule: ext.desk.opens <= params.maxDays}
`

// above is the beginning of a catalogue that extends ground.
const above = `trias: catalogue/v1
id: above
version: 1.0.0
language: 1
extends: {catalogue: ground, version: ">= 1.2, < 2"}
`

const ownCriterion = `criteria:
  - {id: A-1, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: ext.port.power && ext.desk.opens < 3,
     references: [{framework: House-Rules, version: "3", clause: "4", relation: equal}]}
`

const ownFacts = `facts:
  port: {power: {type: bool, question: {en: q, de: q}}}
`

func decode(t *testing.T, name, text string, bases ...*criteria.Catalogue) *criteria.Catalogue {
	t.Helper()
	c, err := criteria.Decode(name, []byte(text), bases...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func ids(c *criteria.Catalogue) (out []string) {
	for _, k := range c.Criteria() {
		out = append(out, k.ID)
	}
	return out
}

func TestExtends(t *testing.T) {
	t.Parallel()
	base := decode(t, "ground.yaml", ground)
	c := decode(t, "above.yaml", above+ownFacts+ownCriterion, base)
	if got := ids(c); !slices.Equal(got, []string{"G-1", "G-2", "A-1"}) {
		t.Errorf("criteria are %v", got)
	}
	if c.Extends() != base || base.Extends() != nil || !c.Contains(base) || !c.Contains(c) || base.Contains(c) {
		t.Error("it does not say what it extends")
	}
	for _, id := range ids(base) {
		was, _ := base.Compiled(id)
		is, ok := c.Compiled(id)
		if !ok {
			t.Fatalf("%s is lost", id)
		}
		rule, when := was.Rules()
		rule2, when2 := is.Rules()
		if rule.Text != rule2.Text || rule.Cost != rule2.Cost || (when == nil) != (when2 == nil) {
			t.Errorf("%s is another one", id)
		}
		if fmt.Sprint(base.Layers(id)) != fmt.Sprint(c.Layers(id)) {
			t.Errorf("%s applies to other layers", id)
		}
	}
	if f, ok := c.Fact("desk", "opens"); !ok || f.Unit != "days" {
		t.Error("it does not know the base's fact")
	}
	if facts := c.Facts(); len(facts) != 2 || len(facts["port"]) != 1 {
		t.Errorf("facts are %v", facts)
	}
	if n := len(c.Definition().Criteria); n != 1 {
		t.Errorf("it states %d criteria itself", n)
	}
	x, err := criteria.NewCrosswalk(c, frameworks.Name{Framework: "House-Rules", Version: "3"})
	if err != nil || len(x.Rows) != 1 || len(x.Rows[0].Links) != 2 {
		t.Errorf("the crosswalk is %+v (%v)", x, err)
	}
	text, err := c.EncodeYAML()
	if err != nil || strings.Contains(string(text), "G-1") {
		t.Errorf("it writes what it extends (%v):\n%s", err, text)
	}
	if again := decode(t, "again.yaml", string(text), base); again.Digest() != c.Digest() {
		t.Error("written and read again it is another one")
	}
	if built, err := criteria.New(c.Definition(), base); err != nil || built.Digest() != c.Digest() {
		t.Errorf("built in Go it is another one (%v)", err)
	}
}

// A changed base changes the digest of what extends it, and nothing else of it
// need change.
func TestExtendsDigest(t *testing.T) {
	t.Parallel()
	one := decode(t, "above.yaml", above+ownFacts+ownCriterion, decode(t, "ground.yaml", ground))
	other := decode(t, "above.yaml", above+ownFacts+ownCriterion, decode(t, "ground.yaml", strings.Replace(ground, "default: 30", "default: 31", 1)))
	if one.Digest() == other.Digest() {
		t.Error("the digest does not cover the base")
	}
	if other.Contains(one.Extends()) {
		t.Error("it contains what is changed")
	}
}

// A chain: each link contains all below it.
func TestExtendsChain(t *testing.T) {
	t.Parallel()
	base := decode(t, "ground.yaml", ground)
	middle := decode(t, "above.yaml", above+ownFacts+ownCriterion, base)
	const top = `trias: catalogue/v1
id: top
version: 1.0.0
language: 1
extends: {catalogue: above, version: "= 1.0.0"}
facts:
  desk: {staffed: {type: bool, question: {en: q, de: q}}}
criteria:
  - {id: T-1, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: ext.port.power && ext.desk.staffed && ext.desk.opens < 9}
`
	c := decode(t, "top.yaml", top, base, middle)
	if got := ids(c); !slices.Equal(got, []string{"G-1", "G-2", "A-1", "T-1"}) {
		t.Errorf("criteria are %v", got)
	}
	if !c.Contains(base) || !c.Contains(middle) {
		t.Error("it does not contain what it extends")
	}
	circle := strings.Replace(top, "id: top", "id: ground", 1)
	if _, err := criteria.Decode("circle.yaml", []byte(circle), middle); err == nil || !strings.Contains(err.Error(), "above extends a catalogue ground, too") {
		t.Errorf("a circle: %v", err)
	}
}

// What Trias brings is found by itself.
func TestExtendsEmbedded(t *testing.T) {
	t.Parallel()
	brought, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(above, `ground, version: ">= 1.2, < 2"`, fmt.Sprintf("%s, version: %q", brought.ID(), "= "+string(brought.Version())), 1) + `facts:
  port: {power: {type: bool, question: {en: q, de: q}}}
criteria:
  - {id: A-1, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: ext.port.power}
`
	c := decode(t, "above.yaml", text)
	if !slices.Equal(ids(c), append(ids(brought), "A-1")) || !c.Contains(brought) {
		t.Error("it does not contain what Trias brings")
	}
	for _, f := range criteria.Lint(c) {
		if !strings.HasPrefix(f.Pointer, "/criteria/0") && f.Pointer != "/title" {
			t.Errorf("a finding in what it extends: %s", f)
		}
	}
}

func TestExtendsRefused(t *testing.T) {
	t.Parallel()
	base := decode(t, "ground.yaml", ground)
	for name, test := range map[string]struct{ text, want string }{
		"unknown base": {strings.Replace(above, "catalogue: ground", "catalogue: grund", 1) + ownFacts + ownCriterion,
			`x.yaml:5:22: /extends/catalogue: no catalogue "grund" to extend (did you mean "ground"?)`},
		"no base of that kind": {strings.Replace(above, "catalogue: ground", "catalogue: elsewhere", 1) + ownFacts + ownCriterion,
			`no catalogue "elsewhere" to extend (give that catalogue, too)`},
		"itself": {strings.Replace(above, "id: above", "id: ground", 1) + ownFacts + ownCriterion,
			`/extends/catalogue: the catalogue would extend itself`},
		"no constraint": {strings.Replace(above, ">= 1.2, < 2", "newest", 1) + ownFacts + ownCriterion,
			`/extends/version: "newest" is not a version constraint (write for example ">= 0.2.0, < 0.3.0")`},
		"no version": {strings.Replace(above, `, version: ">= 1.2, < 2"`, "", 1) + ownFacts + ownCriterion,
			`/extends: field "version" is missing`},
		"another version": {strings.Replace(above, ">= 1.2, < 2", ">= 1.5", 1) + ownFacts + ownCriterion,
			`/extends/version: ground is there in version 1.4.0, which the constraint ">= 1.5" does not admit`},
		"a criterion again": {above + ownFacts + strings.Replace(ownCriterion, "A-1", "G-1", 1),
			`/criteria/0/id: ground has a criterion G-1, which a catalogue that extends it keeps`},
		"a fact again": {above + strings.Replace(strings.Replace(ownFacts, "port", "desk", 1), "power", "opens", 1) + ownCriterion,
			`/facts/desk/opens: ground declares ext.desk.opens already`},
		"a framework again": {above + ownFacts + `frameworks:
  - {framework: House-Rules, version: "3", title: {en: t, de: t}, publisher: p, status: inForce, source: {en: s, de: s}, complete: true, clauses: [{clause: "4"}]}
` + ownCriterion,
			`/frameworks/0: ground brings House-Rules@3 already`},
		"a framework the base refers to": {above + ownFacts + `frameworks:
  - {framework: C5, version: "2020", title: {en: t, de: t}, publisher: p, status: inForce, source: {en: s, de: s}, complete: true, clauses: [{clause: "X"}]}
` + ownCriterion,
			`/frameworks/0: criteria of ground refer to the C5@2020 that Trias brings, and would refer to this one`},
		"a rule that does not compile": {above + ownFacts + strings.Replace(ownCriterion, "ext.port.power", "ext.port.powr", 1),
			`/criteria/0/rule: there is no fact "ext.port.powr" (did you mean "ext.port.power"?)`},
		"a value twice": {above + strings.Replace(ownFacts, "type: bool", "type: text, values: [low, high, low]", 1) + strings.Replace(ownCriterion, "power", `power == "low"`, 1),
			`/facts/port/power/values/2: "low" is named twice (name it once)`},
		"a closed set of nothing": {above + strings.Replace(ownFacts, "type: bool", "type: text, values: []", 1) + strings.Replace(ownCriterion, "ext.port.power && ", "", 1),
			`/facts/port/power/values: `},
		"a label of no value": {above + strings.Replace(ownFacts, "type: bool", "type: text, values: [low], labels: {high: {en: l, de: l}}", 1) + strings.Replace(ownCriterion, "power", `power == "low"`, 1),
			`/facts/port/power/labels/high: ext.port.power is never "high" (name one of its values)`},
		"superseded by what is nowhere": {above + ownFacts + strings.Replace(ownCriterion, "{id: A-1,", "{id: A-1, deprecated: {version: 1.0.0, on: 2026-01-01, supersededBy: [G-9]},", 1),
			`/criteria/0/deprecated/supersededBy/0: the catalogue has no criterion "G-9" (name a criterion of this catalogue)`},
		"no criterion of its own": {above + ownFacts + "criteria: []\n",
			`/criteria: `},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := criteria.Decode("x.yaml", []byte(test.text), base)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// Several problems are reported at once.
func TestExtendsAllAtOnce(t *testing.T) {
	t.Parallel()
	base := decode(t, "ground.yaml", ground)
	text := above + strings.Replace(strings.Replace(ownFacts, "port", "desk", 1), "power", "opens", 1) +
		strings.Replace(strings.Replace(ownCriterion, "A-1", "G-2", 1), "ext.port.power && ", "", 1)
	_, err := criteria.Decode("x.yaml", []byte(text), base)
	for _, want := range []string{"/facts/desk/opens", "/criteria/0/id"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is missing in %v", want, err)
		}
	}
}

// The rules of base and extension have one budget.
func TestExtendsBudget(t *testing.T) {
	t.Parallel()
	heavy := func(id, extends string, n int) string {
		var b strings.Builder
		fmt.Fprintf(&b, "trias: catalogue/v1\nid: %s\nversion: 1.0.0\nlanguage: 1\n%scriteria:\n", id, extends)
		for i := range n {
			fmt.Fprintf(&b, "  - {id: %s-%d, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, "+
				"rule: 'supplyChain.subcontractors.all(s, s.countries.all(c, inRegion(c, \"EU\", at)))'}\n", id, i)
		}
		return b.String()
	}
	n := 1
	var base *criteria.Catalogue
	for ; ; n *= 2 { // the largest power of two that loads
		c, err := criteria.Decode("base.yaml", []byte(heavy("base", "", n)))
		if err != nil {
			break
		}
		base = c
	}
	extends := "extends: {catalogue: base, version: '1'}\n"
	if _, err := criteria.Decode("small.yaml", []byte(heavy("small", "", n/2))); err != nil {
		t.Fatal(err)
	}
	if _, err := criteria.Decode("more.yaml", []byte(heavy("more", extends, n/2)), base); err == nil || !strings.Contains(err.Error(), "budget") {
		t.Errorf("twice the rules: %v", err)
	}
}

func TestCheckFacts(t *testing.T) {
	t.Parallel()
	base := decode(t, "ground.yaml", ground)
	c := decode(t, "above.yaml", above+`facts:
  port:
    power: {type: bool, question: {en: q, de: q}}
    share: {type: number, question: {en: q, de: q}}
    since: {type: date, question: {en: q, de: q}}
    system: {type: version, question: {en: q, de: q}}
    plug: {type: text, values: [low, high], question: {en: q, de: q}}
    quays: {type: text, list: true, question: {en: q, de: q}}
    depths: {type: int, list: true, question: {en: q, de: q}}
`+strings.Replace(ownCriterion, "ext.port.power &&", "ext.port.power && ext.port.plug == \"low\" &&", 1), base)
	for name, test := range map[string]struct{ ext, want string }{
		"right":          {`{port: {power: true, share: 1, since: 2026-01-01, system: "1.2", plug: low, quays: [], depths: [1, 2]}, desk: {opens: 3}}`, ""},
		"others'":        {`{port: {other: 1}, elsewhere: {power: 1}}`, ""},
		"base's":         {`{desk: {opens: soon}}`, "d.yaml:3:22: /ext/desk/opens: ext.desk.opens is declared as int, and the dossier states soon\n"},
		"not in the set": {`{port: {plug: hihg}}`, "d.yaml:3:21: /ext/port/plug: ext.port.plug: \"hihg\" is not one of its values: low, high (did you mean \"high\"?)\n"},
		"no date":        {`{port: {since: 2026-02-30}}`, "d.yaml:3:22: /ext/port/since: ext.port.since: "},
		"elements":       {`{port: {depths: [1, deep, 3, 1.5]}}`, "d.yaml:3:27: /ext/port/depths/1: ext.port.depths is declared as list of int, and the dossier states deep\nd.yaml:3:36: /ext/port/depths/3: "},
		"no list":        {`{port: {quays: one}}`, "d.yaml:3:22: /ext/port/quays: ext.port.quays is declared as list of text, and the dossier states one\n"},
		"a list":         {`{port: {power: [true]}}`, "d.yaml:3:22: /ext/port/power: ext.port.power is declared as bool, and the dossier states [true]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			text := []byte("trias: dossier/v1\nsubject: {id: s}\next:  " + test.ext + "\n")
			f, err := evidence.Decode("d.yaml", text)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := c.CheckFacts(f, text); err != nil {
				got = err.Error() + "\n"
			}
			if test.want == "" && got != "" || !strings.HasPrefix(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			placeless := c.CheckFacts(f, nil)
			if (placeless == nil) != (test.want == "") {
				t.Errorf("without the text: %v", placeless)
			}
		})
	}
}

// What readers call the values of a closed set is for both languages.
func TestLintLabels(t *testing.T) {
	t.Parallel()
	base := decode(t, "ground.yaml", ground)
	label := func(text string) string {
		facts := strings.Replace(ownFacts, "type: bool", "type: text, values: [low], labels: {low: "+text+"}", 1)
		out := ""
		for _, f := range criteria.Lint(decode(t, "above.yaml", above+facts+strings.Replace(ownCriterion, "power", `power == "low"`, 1), base)) {
			if strings.HasPrefix(f.Pointer, "/facts/") {
				out += f.String()
			}
		}
		return out
	}
	if got := label("{en: low, de: niedrig}"); got != "" {
		t.Error(got)
	}
	if got := label("{en: low, de: ' '}"); got != "/facts/port/power/labels/low: the label low of ext.port.power lacks de (add de) [one-language-only]" {
		t.Error(got)
	}
}

// A criterion may give way to one of the base: the base has learnt to ask it.
func TestSupersededByBase(t *testing.T) {
	t.Parallel()
	decode(t, "above.yaml", above+ownFacts+strings.Replace(ownCriterion, "{id: A-1,",
		"{id: A-1, deprecated: {version: 1.0.0, on: 2026-01-01, supersededBy: [G-1], reason: {en: r, de: r}},", 1), decode(t, "ground.yaml", ground))
}

// The difference of two catalogues is also that of what they extend.
func TestDiffExtended(t *testing.T) {
	t.Parallel()
	old := decode(t, "above.yaml", above+ownFacts+ownCriterion, decode(t, "ground.yaml", ground))
	stricter := strings.NewReplacer("default: 30", "default: 20", "title: {en: House rules", "title: {en: Rules of the house").Replace(ground)
	d := criteria.Diff(old, decode(t, "above.yaml", above+ownFacts+ownCriterion, decode(t, "ground.yaml", stricter)))
	if len(d.Criteria) != 1 || d.Criteria[0].Criterion != "G-2" || d.Criteria[0].Change != criteria.ChangeTightened {
		t.Errorf("criteria: %+v", d.Criteria)
	}
	if len(d.Frameworks) != 1 || len(d.Unchanged) != 2 {
		t.Errorf("frameworks: %+v; unchanged: %v", d.Frameworks, d.Unchanged)
	}
	// Who begins to extend adds what the base has.
	alone := decode(t, "alone.yaml", strings.Replace(strings.Replace(above, `extends: {catalogue: ground, version: ">= 1.2, < 2"}`, "", 1)+ownFacts, "id: above", "id: alone", 1)+
		"criteria:\n  - {id: A-1, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: ext.port.power}\n")
	added := 0
	for _, x := range criteria.Diff(alone, old).Criteria {
		if x.Change == criteria.ChangeAdded {
			added++
		}
	}
	if added != 2 {
		t.Errorf("%d criteria are added", added)
	}
}

// Of two versions of a base each catalogue gets the one it admits, whatever
// comes first: so that two versions of a catalogue that rest on two versions of a
// base can be compared.
func TestBasesOfTwoVersions(t *testing.T) {
	t.Parallel()
	one := decode(t, "ground-1.yaml", ground)
	two := decode(t, "ground-2.yaml", strings.Replace(ground, "version: 1.4.0", "version: 2.0.0", 1))
	for _, bases := range [][]*criteria.Catalogue{{one, two}, {two, one}, {nil, two, nil, one}} {
		for constraint, want := range map[string]*criteria.Catalogue{">= 1.2, < 2": one, ">= 2": two} {
			c := decode(t, "above.yaml", strings.Replace(above, ">= 1.2, < 2", constraint, 1)+ownFacts+ownCriterion, bases...)
			if c.Extends() != want {
				t.Errorf("%s: extends %s", constraint, c.Extends().Version())
			}
		}
	}
	// A base that is given does not hide the one that Trias brings.
	brought, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	older := decode(t, "older.yaml", strings.NewReplacer("id: ground", "id: "+brought.ID(), "version: 1.4.0", "version: 0.0.1").Replace(ground))
	c := decode(t, "above.yaml", strings.NewReplacer("catalogue: ground", "catalogue: "+brought.ID(), ">= 1.2, < 2", fmt.Sprint("= ", brought.Version())).Replace(above)+
		"criteria:\n  - {id: A-1, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: data.keys.customerCanRotate}\n", older)
	if c.Extends() != brought {
		t.Errorf("extends %s", c.Extends().Version())
	}
}
