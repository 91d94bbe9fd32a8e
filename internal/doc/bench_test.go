package doc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// criterion is shaped like those of a catalogue.
type criterion struct {
	ID        string `json:"id" required:"true"`
	Dimension custody
	Title     map[string]string
	Question  map[string]string
	Rule      string
	Params    map[string]map[string]string
	Remedy    map[string]string
}

// BenchmarkRead reads a catalogue of about 60 KB.
func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	for i := 0; text.Len() < 60_000; i++ {
		fmt.Fprintf(&text, `- id: DAT-CON-%02d
  Dimension: customer
  Title: {en: Deletion with proof, de: Löschung mit Nachweis}
  Question:
    en: Does the provider delete all data at the end of the contract and confirm it?
    de: Löscht der Anbieter nach Vertragsende alle Daten und bestätigt er dies?
  Params:
    maxDays: {type: int, default: "30", unit: days, source: {en: "Regulation (EU) 2023/2854, Art. 25(2)(g)", de: "Verordnung (EU) 2023/2854, Art. 25 Abs. 2 Buchst. g"}}
  Rule: |
    data.deletion.atContractEnd &&
      data.deletion.maxDays <= params.maxDays
  Remedy: {effort: medium, en: Agree on deletion, de: Löschung vereinbaren}
`, i)
	}
	for name, data := range map[string][]byte{"yaml": []byte(text.String()), "json": nil} {
		if data == nil {
			n, err := doc.ParseYAML("x", []byte(text.String()), doc.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			if data, err = doc.EncodeJSON(n); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				var catalogue []criterion
				if err := doc.Read("x."+name, data, doc.Limits{}, &catalogue); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
