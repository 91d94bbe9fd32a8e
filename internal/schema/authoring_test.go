package schema_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/schema"
)

// The schema of fixtures accepts all that come with Trias, and they load.
func TestShippedFixtures(t *testing.T) {
	t.Parallel()
	s := compile("fixtures")
	files, err := filepath.Glob("../../criteria/fixtures/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files (%v)", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n, err := doc.Parse(file, data, evidence.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(n.Value()); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// The schema and the decoder of fixtures agree.
func TestFixtures(t *testing.T) {
	t.Parallel()
	s := compile("fixtures")
	const (
		head  = "trias: fixtures/v1\ncriterion: C\nproof: none\nat: 2026-11-01\n"
		base  = "base: {subject: {id: s}, data: {keys: {customerCanRotate: true}}, ext: {desk: {opens: 3}}}\n"
		cases = "cases: [{shows: it, outcome: pass}]\n"
	)
	for name, test := range map[string]struct {
		text string
		want bool
	}{
		"smallest":            {head + base + cases, true},
		"set and unset":       {head + base + "cases: [{shows: it, set: {data.keys.customerCanRotate: false, ext.desk: {}}, unset: [subject.id], outcome: fail, because: []}]\n", false},
		"set":                 {head + base + "cases: [{shows: it, at: 2026-01-01, set: {data.keys.customerCanRotate: false}, unset: [ext.desk.opens], outcome: fail, because: []}]\n", true},
		"survivor":            {head + base + cases + "survivors: [{mutant: m, why: w}]\n", true},
		"survivor without":    {head + base + cases + "survivors: [{mutant: m}]\n", false},
		"demand by fact":      {strings.Replace(head, "none", "{rule: none, facts: {data.keys: none}}", 1) + base + cases, true},
		"no day":              {strings.Replace(head, "at: 2026-11-01\n", "", 1) + base + cases, false},
		"no base":             {head + cases, false},
		"base is text":        {head + "base: text\n" + cases, false},
		"unknown fact":        {head + "base: {subject: {id: s}, data: {keys: {rotate: true}}}\n" + cases, false},
		"no case":             {head + base + "cases: []\n", false},
		"no outcome":          {head + base + "cases: [{shows: it}]\n", false},
		"unknown outcome":     {head + base + "cases: [{shows: it, outcome: passed}]\n", false},
		"unknown field":       {head + base + "cases: [{shows: it, outcome: pass, why: x}]\n", false},
		"blank":               {head + base + "cases: [{shows: ' ', outcome: pass}]\n", false},
		"day that is not one": {strings.Replace(head, "11-01", "11-31", 1) + base + cases, false},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := criteriatest.Decode("f.yaml", []byte(test.text))
			n, parsed := doc.Parse("f.yaml", []byte(test.text), evidence.DefaultLimits())
			if parsed != nil {
				t.Fatal(parsed)
			}
			bySchema := s.Validate(n.Value())
			if name == "set and unset" { // what a case comes to only the decoder knows
				bySchema = err
			}
			if (err == nil) != test.want || (bySchema == nil) != test.want {
				t.Errorf("want %t, decoder: %v, schema: %v", test.want, err, bySchema)
			}
		})
	}
}

// The schema of dossiers with a catalogue's own facts accepts what the catalogue
// does, and says what is asked and in which unit.
func TestDossierOfCatalogue(t *testing.T) {
	t.Parallel()
	c, err := criteria.Decode("c.yaml", []byte(`trias: catalogue/v1
id: c
version: 1.0.0+a
language: 1
facts:
  port:
    power: {type: bool, question: {en: "Is it < 1 & > 0?", de: Strom}}
    days: {type: int, unit: days, question: {en: q, de: q}}
    share: {type: number, question: {en: q, de: q}}
    since: {type: date, question: {en: q, de: q}}
    system: {type: version, question: {en: q, de: q}}
    plug: {type: text, values: [low, high], question: {en: q, de: q}}
    quays: {type: text, list: true, question: {en: q, de: q}}
    depths: {type: int, list: true, question: {en: q, de: q}}
    sides: {type: text, list: true, values: [left, right], question: {en: q, de: q}}
criteria:
  - {id: A, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: ext.port.power}
`))
	if err != nil {
		t.Fatal(err)
	}
	data, err := schema.Dossier(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"description": "Is it < 1 & > 0?"`, `"x-question-de": "Strom"`, `"x-unit": "days"`, `"title": "Trias dossier with the facts of c 1.0.0+a"`, `?catalogue=c&version=1.0.0%2Ba"`} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s is missing", want)
		}
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("dossier", v); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("dossier")
	if err != nil {
		t.Fatal(err)
	}
	for name, stated := range map[string][]string{
		"power":  {"true", "1", "'true'", "[true]"},
		"days":   {"3", "-3", "1.5", "three", "9007199254740993", "[]"},
		"share":  {"3", "1.5", "true", "'1'"},
		"since":  {"2026-02-28", "2026-02-30", "1.2.2026", "1"},
		"system": {"'1.2'", "1.2"},
		"plug":   {"low", "Low", "[low]"},
		"quays":  {"[]", "[a, b]", "[1]", "a"},
		"depths": {"[1, 2]", "[1, a]", "1"},
		"sides":  {"[left]", "[left, top]", "left"},
	} {
		for _, value := range stated {
			text := []byte("{trias: dossier/v1, subject: {id: s}, ext: {port: {" + name + ": " + value + "}, elsewhere: {x: 1}}}")
			n, err := doc.Parse("d.yaml", text, evidence.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			f, err := evidence.Decode("d.yaml", text)
			if err == nil {
				err = c.CheckFacts(f, text)
			}
			if bySchema := s.Validate(n.Value()); (bySchema == nil) != (err == nil) {
				t.Errorf("%s: %s: catalogue: %v, schema: %v", name, value, err, bySchema)
			}
		}
	}
	n, err := doc.Parse("d.yaml", []byte("{trias: dossier/v1, ext: {port: {powr: true}}}"), evidence.DefaultLimits())
	if err != nil || s.Validate(n.Value()) == nil {
		t.Error("a fact that is not declared is accepted")
	}
}
