package doc_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/doc"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the golden cases should say")

// TestMessages reads each file of the cases in testdata/messages and compares
// its problems with the file of the same name and the ending .problems. To add
// a case, add a file and run the test with -update.
func TestMessages(t *testing.T) {
	t.Parallel()
	cases, err := filepath.Glob(filepath.Join("testdata", "messages", "*.txtar"))
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range cases {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			for _, f := range archive.Files {
				if name, ok := strings.CutSuffix(f.Name, ".problems"); ok {
					want[name] = string(f.Data)
				}
			}
			now := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				if strings.HasSuffix(f.Name, ".problems") {
					continue
				}
				got := "no problem\n"
				if err := doc.Read(f.Name, f.Data, doc.Limits{}, new(dossier)); err != nil {
					got = err.Error() + "\n"
				}
				if got != want[f.Name] && !*update {
					t.Errorf("%s\n%s\ngot\n%s\nwant\n%s", f.Name, f.Data, got, want[f.Name])
				}
				now.Files = append(now.Files, f, txtar.File{Name: f.Name + ".problems", Data: []byte(got)})
			}
			if *update {
				if text := txtar.Format(now); !bytes.Equal(text, txtar.Format(archive)) {
					if err := os.WriteFile(path, text, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		})
	}
}
