package criteria_test

import (
	"fmt"
	"log"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
)

func ExampleEmbedded() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	c, _ := catalogue.Lookup("OPS-CHO-02")
	fmt.Println(c.Title.EN)
	fmt.Println(c.Title.DE)
	fmt.Println(c.Params["minRetrievalDays"].Default, c.Params["minRetrievalDays"].Source.In("de"))
	// Output:
	// Switching periods in the contract
	// Wechselfristen im Vertrag
	// 30 Verordnung (EU) 2023/2854 (Data Act), Art. 25 Abs. 2 Buchst. g
}

func ExampleDecode() {
	_, err := criteria.Decode("ours.yaml", []byte(`trias: catalogue/v1
id: ours
version: 1.0.0
language: 1
criteria:
  - id: KEYS-1
    dimension: control
    domain: data
    title: {en: Keys, de: Schlüssel}
    question: {en: Who holds the keys, de: Wer hält die Schlüssel}
    rule: data.keys.custodian == "customer"
`))
	fmt.Println(err)
	// Output:
	// ours.yaml:11:21: /criteria/0/rule: there is no fact "data.keys.custodian" (did you mean "data.keys.custody"?)
	//     data.keys.custodian == "customer"
	//               ^
}

// A catalogue that extends the one Trias brings, by a fact and a criterion.
func ExampleDecode_extends() {
	catalogue, err := criteria.Decode("harbours.yaml", []byte(`trias: catalogue/v1
id: harbours
version: 1.0.0
language: 1
extends: {catalogue: trias, version: ">= 0.2.0"}
facts:
  harbour:
    stopMinutes: {type: int, unit: minutes, question: {en: "How soon does it stop?", de: "Wie bald steht es still?"}}
criteria:
  - id: STOP
    dimension: control
    domain: operational
    title: {en: It can be stopped, de: Es lässt sich anhalten}
    question: {en: "Can the harbour stop it in time?", de: "Kann der Hafen es rechtzeitig anhalten?"}
    params: {maxMinutes: {type: int, default: 5, unit: minutes, source: {en: own setting, de: eigene Festlegung}}}
    rule: ext.harbour.stopMinutes <= params.maxMinutes
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	all := catalogue.Criteria()
	_, theirs := catalogue.Lookup("DAT-CON-06")
	fmt.Println("the last of all criteria:", all[len(all)-1].ID)
	fmt.Println("contains DAT-CON-06:", theirs)
	fmt.Println("extends:", catalogue.Extends().ID())
	// Output:
	// the last of all criteria: STOP
	// contains DAT-CON-06: true
	// extends: trias
}

// What a source states about facts of the catalogue's own has the type it
// declares, or every problem is named with its place.
func ExampleCatalogue_CheckFacts() {
	catalogue, err := criteria.Decode("desks.yaml", []byte(`trias: catalogue/v1
id: desks
version: 1.0.0
language: 1
facts:
  desk:
    opens: {type: date, question: {en: "Since when is it open?", de: "Seit wann ist sie offen?"}}
    kind: {type: text, values: [public, private], question: {en: "For whom?", de: "Für wen?"}}
criteria:
  - {id: DESK, dimension: choice, domain: operational, title: {en: Desk, de: Stelle}, question: {en: Open to all, de: Offen für alle},
     rule: ext.desk.kind == "public" && ext.desk.opens <= at}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	text := []byte(`trias: dossier/v1
subject: {id: offer-1}
ext: {desk: {opens: soon, kind: pubilc}}
`)
	source, err := evidence.Decode("offer.yaml", text)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(catalogue.CheckFacts(source, text))
	// Output:
	// offer.yaml:3:21: /ext/desk/opens: ext.desk.opens: invalid date: "soon": want the form YYYY-MM-DD, such as 2027-01-12
	// offer.yaml:3:33: /ext/desk/kind: ext.desk.kind: "pubilc" is not one of its values: public, private (did you mean "public"?)
}

func ExampleLint() {
	catalogue, err := criteria.Decode("ours.yaml", []byte(`trias: catalogue/v1
id: ours
version: 1.0.0
language: 1
title: {en: Ours, de: Unserer}
criteria:
  - id: DEL-1
    dimension: control
    domain: data
    title: {en: Deletion, de: Löschung}
    question: {en: "Are data erased in time?", de: "Werden Daten rechtzeitig gelöscht?"}
    rule: data.deletion.maxDays <= 7 && data.deletion.maxDays <= 30
    rationale: {en: "What stays behind is out of control.", de: "Was zurückbleibt, entzieht sich der Kontrolle."}
    remedy: {effort: low, en: "Erase earlier.", de: "Früher löschen."}
    references: [{framework: C5, version: "2020", clause: PI-03, relation: related}]
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range criteria.Lint(catalogue) {
		fmt.Println(f)
	}
	// Output:
	// /criteria/0/rule: in the rule of DEL-1 the part data.deletion.maxDays <= 30 decides nothing: it could as well be true (drop it, or mend it or what it repeats) [no-difference]
}

// What changed between two versions of a catalogue, and whether the version says
// so.
func ExampleDiff() {
	catalogue := func(version, maxDays string) *criteria.Catalogue {
		c, err := criteria.Decode("catalogue.yaml", []byte(`
trias: catalogue/v1
id: example
version: `+version+`
language: 1
criteria:
  - id: DELETE
    dimension: control
    domain: data
    title: {en: Deletion, de: Löschung}
    question: {en: "Are data deleted in time?", de: "Werden Daten rechtzeitig gelöscht?"}
    params: {maxDays: {type: int, default: `+maxDays+`, unit: days}}
    rule: data.deletion.maxDays <= params.maxDays
`))
		if err != nil {
			log.Fatal(err)
		}
		return c
	}
	d := criteria.Diff(catalogue("1.0.0", "30"), catalogue("1.1.0", "14"))
	for _, c := range d.Criteria {
		fmt.Println(c.Criterion, c.Change, "- worse for", *c.Worse.Dossier.Data.Deletion.MaxDays, "days")
	}
	fmt.Println("needed:", d.Versioning.Needed, "stated:", d.Versioning.Stated, "enough:", d.Versioning.Enough)
	// Output:
	// DELETE tightened - worse for 15 days
	// needed: major stated: minor enough: false
}
