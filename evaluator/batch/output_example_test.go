package batch_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// A register of offers, a dossier in JSON on each line, is judged anew. The third
// line is no dossier: with Skip it is reported and counted.
func ExamplePlan_StreamNDJSON() {
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(`
trias: catalogue/v1
id: example
version: 1.0.0
language: 1
criteria:
  - {id: KEYS, dimension: control, domain: data, title: {en: Keys, de: Schlüssel}, question: {en: "…", de: "…"}, rule: data.keys.custody == "customer"}
  - {id: EXIT, dimension: choice, domain: data, title: {en: Exit, de: Ausstieg}, question: {en: "…", de: "…"}, rule: data.deletion.maxDays <= 30}
`))
	if err != nil {
		log.Fatal(err)
	}
	profile, err := profiles.Decode("profile.yaml", []byte(`
trias: profile/v1
id: ours
version: 1.0.0
catalogue: example
criteria:
  KEYS: {obligation: must, proof: by("contract")}
  EXIT: {obligation: must, proof: none}
`), catalogue)
	if err != nil {
		log.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		log.Fatal(err)
	}
	plan, err := batch.Compile(time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC), batch.Variant{Evaluator: e})
	if err != nil {
		log.Fatal(err)
	}
	offers := `{"trias":"dossier/v1","subject":{"id":"alpha"},"data":{"keys":{"custody":"customer"},"deletion":{"maxDays":30}}}
{"trias":"dossier/v1","subject":{"id":"beta","version":"2.1"},"data":{"keys":{"custody":"provider"}}}
{"trias":"dossier/v1","subject":{"id":"gamma"},"data":{"keys":{"custodian":"customer"}}}
`
	out, counts := plan.NewNDJSONWriter(os.Stdout), plan.NewCounts()
	for chunk, err := range plan.StreamNDJSON(context.Background(), "offers.ndjson", strings.NewReader(offers), batch.StreamOptions{Skip: true}) {
		if err != nil {
			log.Fatal(err)
		}
		if err := out.Write(chunk); err != nil {
			log.Fatal(err)
		}
		counts.Add(chunk)
	}
	fmt.Printf("%d judged, %d skipped\n", counts.Records, counts.Skipped)

	// Output:
	// {"record":0,"line":1,"subject":"alpha","variant":0,"profile":"ours","profileVersion":"1.0.0","catalogue":"example","catalogueVersion":"1.0.0","at":"2026-11-01T00:00:00Z","conformity":"inconclusive","outcomes":{"KEYS":"unproven","EXIT":"pass"}}
	// {"record":1,"line":2,"subject":"beta","version":"2.1","variant":0,"profile":"ours","profileVersion":"1.0.0","catalogue":"example","catalogueVersion":"1.0.0","at":"2026-11-01T00:00:00Z","conformity":"nonConformant","outcomes":{"KEYS":"fail","EXIT":"unknown"}}
	// {"record":2,"line":3,"error":"offers.ndjson:3:64: /data/keys/custodian: field \"custodian\" is not known (did you mean \"custody\"?)"}
	// 2 judged, 1 skipped
}

// A profile becomes stricter, and a marketplace asks which of its offers change sides.
// The old and the new version are two variants of one plan, so that what they have in
// common is found out once.
func ExamplePlan_Stream() {
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(`
trias: catalogue/v1
id: example
version: 1.0.0
language: 1
criteria:
  - id: EXIT
    dimension: choice
    domain: data
    title: {en: Exit, de: Ausstieg}
    question: {en: "…", de: "…"}
    rule: data.deletion.maxDays <= params.maxDays
    params: {maxDays: {type: int, default: 30}}
`))
	if err != nil {
		log.Fatal(err)
	}
	var variants []batch.Variant
	for _, text := range []string{
		"{trias: profile/v1, id: ours, version: 1.0.0, catalogue: example, criteria: {EXIT: {obligation: must, proof: none}}}",
		"{trias: profile/v1, id: ours, version: 1.1.0, catalogue: example, criteria: {EXIT: {obligation: must, proof: none, params: {maxDays: 14}}}}",
	} {
		profile, err := profiles.Decode("profile.yaml", []byte(text), catalogue)
		if err != nil {
			log.Fatal(err)
		}
		e, err := evaluator.Compile(catalogue, profile)
		if err != nil {
			log.Fatal(err)
		}
		variants = append(variants, batch.Variant{Evaluator: e})
	}
	plan, err := batch.Compile(time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC), variants...)
	if err != nil {
		log.Fatal(err)
	}
	offers := func(yield func(*evidence.Dossier, error) bool) { // from a database, say
		for i, days := range []int64{10, 20, 40} {
			f := &evidence.Fragment{Subject: &evidence.Subject{ID: fmt.Sprint("offer-", i+1)}}
			f.Data.Deletion.MaxDays = evidence.Known(days)
			if !yield(evidence.Merge(f)) {
				return
			}
		}
	}
	for chunk, err := range plan.Stream(context.Background(), offers, batch.StreamOptions{Workers: runtime.GOMAXPROCS(0)}) {
		if err != nil {
			log.Fatal(err)
		}
		for i, r := range chunk.Records {
			if was, is := chunk.Result.Conformity(0, i), chunk.Result.Conformity(1, i); was != is {
				fmt.Printf("%s was %s and is %s\n", r.Subject.ID, was, is)
			}
		}
	}
	// Output: offer-2 was conformant and is nonConformant
}
