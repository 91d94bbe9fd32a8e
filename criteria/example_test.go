package criteria_test

import (
	"fmt"
	"log"

	"github.com/trias-sovereignty/trias/criteria"
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
