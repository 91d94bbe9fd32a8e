package criteria_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evidence"
)

func ExampleNewCrosswalk() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := criteria.NewCrosswalk(catalogue, frameworks.ParseName("DataAct@2023/2854"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range x.Rows {
		if strings.HasPrefix(row.Clause, "Art. 30") || row.Clause == "Art. 23" {
			fmt.Println(row.Clause, row.Coverage)
			for _, link := range row.Links {
				fmt.Println("  ", link.Criterion, link.Relation)
			}
		}
	}
	fmt.Println("all clauses listed:", x.Complete)
	// Output:
	// Art. 23 none
	// Art. 30 below
	// Art. 30(1) direct
	//    TEC-CHO-02 related
	// Art. 30(2) direct
	//    TEC-CHO-06 related
	//    TEC-CHO-08 related
	// Art. 30(3) direct
	//    TEC-CHO-01 related
	//    TEC-CHO-05 related
	// Art. 30(4) none
	// Art. 30(5) direct
	//    DAT-CHO-01 related
	//    DAT-CAP-04 related
	// all clauses listed: false
}

// someCatalogue draws a catalogue with a framework of its own, a tree of some
// clauses, and criteria that refer to them.
func someCatalogue(t *rapid.T) criteria.Definition {
	text := evidence.Text{EN: "t", DE: "t"}
	f := frameworks.Edition{ID: "F", Version: "1", Title: text, Publisher: "p", Status: frameworks.Draft, Source: text,
		Complete: rapid.Bool().Draw(t, "complete")}
	n := rapid.IntRange(1, 12).Draw(t, "clauses")
	for i := range n {
		c := frameworks.Clause{ID: fmt.Sprint("c", i)}
		if i > 0 && rapid.Bool().Draw(t, "part") {
			c.Below = fmt.Sprint("c", rapid.IntRange(0, i-1).Draw(t, "below"))
		}
		f.Clauses = append(f.Clauses, c)
	}
	d := criteria.Definition{ID: "c", Version: version(t), Language: criteria.Language, Title: text, Frameworks: []frameworks.Edition{f}}
	for i := range rapid.IntRange(1, 4).Draw(t, "criteria") {
		k := criteria.Criterion{ID: fmt.Sprint("K-", i), Dimension: criteria.Choice, Domain: criteria.Data, Title: text, Question: text, Rule: "data.keys.customerCanRotate"}
		for range rapid.IntRange(0, 2).Draw(t, "references") {
			clause := fmt.Sprint("c", rapid.IntRange(0, n-1).Draw(t, "clause"))
			if rapid.IntRange(0, 9).Draw(t, "whole") == 0 {
				clause = ""
			}
			k.References = append(k.References, criteria.Reference{Framework: "F", Version: "1", Clause: clause, Relation: criteria.PartOf})
		}
		d.Criteria = append(d.Criteria, k)
	}
	return d
}

func version(t *rapid.T) evidence.Version {
	var v evidence.Version
	if err := v.UnmarshalText([]byte("1.0.0")); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestCrosswalkLaws compares every row with what follows from the references
// one by one.
func TestCrosswalkLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := someCatalogue(t)
		c, err := criteria.New(d)
		if err != nil {
			t.Fatal(err)
		}
		x, err := criteria.NewCrosswalk(c, frameworks.ParseName("F@1"))
		if err != nil {
			t.Fatal(err)
		}
		below := map[string]string{}
		for _, clause := range d.Frameworks[0].Clauses {
			below[clause.ID] = clause.Below
		}
		within := func(part, whole string) bool { // or the same
			for ; part != ""; part = below[part] {
				if part == whole {
					return true
				}
			}
			return false
		}
		links, whole := 0, 0
		for _, row := range x.Rows {
			want, parts := criteria.None, false
			rank := map[criteria.Coverage]int{criteria.None: 0, criteria.Above: 1, criteria.Below: 2, criteria.Direct: 3}
			for _, k := range d.Criteria {
				for _, r := range k.References {
					got := criteria.None
					switch {
					case r.Clause == "":
					case r.Clause == row.Clause:
						got = criteria.Direct
					case within(r.Clause, row.Clause):
						got = criteria.Below
					case within(row.Clause, r.Clause):
						got = criteria.Above
					}
					if rank[got] > rank[want] {
						want = got
					}
				}
			}
			for other := range below {
				parts = parts || below[other] == row.Clause
			}
			if row.Coverage != want || row.Parts != parts {
				t.Errorf("%s: coverage %s, parts %v, want %s, %v", row.Clause, row.Coverage, row.Parts, want, parts)
			}
			links += len(row.Links)
		}
		references := 0
		for _, k := range d.Criteria {
			references += len(k.References)
		}
		whole = len(x.Whole)
		if links+whole != references {
			t.Errorf("%d links and %d to the whole, of %d references", links, whole, references)
		}
		var leaves, direct, above, none int64
		for _, row := range x.Rows {
			if row.Parts {
				continue
			}
			leaves++
			switch row.Coverage {
			case criteria.Direct:
				direct++
			case criteria.Above:
				above++
			case criteria.None:
				none++
			}
		}
		if want := (criteria.Counts{Clauses: leaves, Direct: direct, Above: above, None: none}); x.Counts != want || direct+above+none != leaves {
			t.Errorf("counts %+v, want %+v", x.Counts, want)
		}
	})
}

// TestCrosswalkFormats: every framework can be written, twice the same, and CSV
// and JSON say the same of every clause.
func TestCrosswalkFormats(t *testing.T) {
	t.Parallel()
	c, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range c.Frameworks() {
		var texts [2][]byte
		var tables [2]bytes.Buffer
		for i := range texts {
			x, err := criteria.NewCrosswalk(c, name)
			if err != nil {
				t.Fatal(err)
			}
			if texts[i], err = x.EncodeJSON(); err != nil {
				t.Fatal(err)
			}
			if err := x.WriteCSV(&tables[i], "de"); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(texts[0], texts[1]) || !bytes.Equal(tables[0].Bytes(), tables[1].Bytes()) {
			t.Errorf("%s: not the same twice", name)
		}
		var x struct {
			Rows []struct{ Clause, Coverage string }
		}
		if err := json.Unmarshal(texts[0], &x); err != nil {
			t.Fatal(err)
		}
		table, err := csv.NewReader(&tables[0]).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		inTable := map[string]string{}
		for _, line := range table[1:] {
			inTable[line[3]] = line[7]
		}
		for _, row := range x.Rows {
			if inTable[row.Clause] != row.Coverage {
				t.Errorf("%s %s: JSON says %s, CSV %s", name, row.Clause, row.Coverage, inTable[row.Clause])
			}
		}
	}
	if _, err := criteria.NewCrosswalk(c, frameworks.ParseName("C5@1999")); !errors.Is(err, frameworks.ErrUnknown) {
		t.Error(err)
	}
}

// TestCrosswalkInert: no text of a catalogue becomes a formula of a spreadsheet.
func TestCrosswalkInert(t *testing.T) {
	t.Parallel()
	c, err := criteria.Decode("c.yaml", catalogueWith(`frameworks:
  - framework: F
    version: "1"
    title: {en: t, de: t}
    publisher: p
    status: draft
    source: {en: s, de: s}
    complete: true
    clauses: [{clause: "=1+1", title: {en: "@SUM(A1)", de: t}}]
`))
	if err != nil {
		t.Fatal(err)
	}
	x, err := criteria.NewCrosswalk(c, frameworks.ParseName("F@1"))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := x.WriteCSV(&out, "en"); err != nil {
		t.Fatal(err)
	}
	if want := "F,1,draft,'=1+1,,'@SUM(A1),false,none,,,,true\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("got %s, want %s", out.String(), want)
	}
}
