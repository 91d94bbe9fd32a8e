package simulate_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// A golden case is an archive of text files in testdata/cases. It says in its first
// lines what it shows and holds study.yaml and the files that this names, and what must
// follow:
//
//	records.txt   every record: its facts, with the kinds of their proofs, and what each
//	              profile says of it
//	rows.csv      the results, row by row
//
// With a dozen records whoever reads a case can count them. To add one, copy a case,
// change it and run
//
//	go test ./evaluator/simulate -run TestGoldenCases -update
//
// Then count.
var update = flag.Bool("update", false, "write what follows into the golden cases")

func TestGoldenCases(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			given := fstest.MapFS{}
			for _, f := range a.Files {
				given[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			study, err := simulate.Load("study.yaml", given["study.yaml"].Data, given)
			if err != nil {
				t.Fatal(err)
			}
			c, err := study.Compile()
			if err != nil {
				t.Fatal(err)
			}
			rows, err := results(t, c, 0).EncodeCSV()
			if err != nil {
				t.Fatal(err)
			}
			got := map[string][]byte{"records.txt": shown(t, c), "rows.csv": bytes.ReplaceAll(rows, []byte("\r\n"), []byte("\n"))}
			for name, text := range got {
				k := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
				switch {
				case *update && k < 0:
					a.Files = append(a.Files, txtar.File{Name: name, Data: text})
				case *update:
					a.Files[k].Data = text
				case k < 0:
					t.Errorf("%s is missing", name)
				case !bytes.Equal(a.Files[k].Data, text):
					t.Errorf("%s is\n%s", name, text)
				}
			}
			if *update {
				slices.SortStableFunc(a.Files, func(x, y txtar.File) int { return rankOf(x.Name) - rankOf(y.Name) })
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// rankOf puts what follows behind what is given.
func rankOf(name string) int { return slices.Index([]string{"records.txt", "rows.csv"}, name) }

// shown are the records, one a line.
func shown(t *testing.T, c *simulate.Compiled) []byte {
	t.Helper()
	var b bytes.Buffer
	d := c.Study().Definition()
	for i := range d.Records {
		dossier, err := c.Dossier(i)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%2d", i)
		for _, path := range stated(c) {
			fact := dossier.Ext(path)
			if len(fact.Alternatives) == 0 {
				fmt.Fprintf(&b, "  %s ?", last(path))
				continue
			}
			alternative := fact.Alternatives[0]
			fmt.Fprintf(&b, "  %s %v", last(path), alternative.Value.Scalar)
			for _, part := range alternative.Parts {
				for _, p := range part.Proofs {
					fmt.Fprintf(&b, " (%s)", dossier.Proofs()[p].Kind)
				}
			}
		}
		for _, p := range d.Profiles {
			e := c.Study().Evaluator(p.ID)
			decision, err := e.Decide(context.Background(), dossier, c.Study().At())
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "  %s:", p.ID)
			for k, id := range e.Profile().Criteria() {
				fmt.Fprintf(&b, " %s %s,", id, decision.Outcomes[k])
			}
			fmt.Fprintf(&b, " %s", decision.Conformity)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// stated are the catalogue's own facts that the plan reads.
func stated(c *simulate.Compiled) (paths []string) {
	for _, column := range c.Plan().Columns() {
		if p := column.Paths(); len(p) == 1 && strings.HasPrefix(p[0], "ext.") {
			paths = append(paths, p[0])
		}
	}
	return paths
}

func last(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }
