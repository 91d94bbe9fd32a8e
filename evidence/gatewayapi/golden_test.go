package gatewayapi_test

import (
	"bytes"
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/gatewayapi"
)

var update = flag.Bool("update", false, "write what follows into the golden files")

// A golden file in testdata/cases is an archive of text files. A case is a folder of it:
//
//	NAME/report.yaml   the report (or report.json)
//	NAME/options       what is said at import, one "key value" a line: issuer, issued, versions, url, id, claim, runBy,
//	                   reviewed, published; left out where nothing is said
//	NAME/want          the fragment, or what is wrong
//
// To add a case, copy one, change it and run
//
//	go test ./evidence/gatewayapi -run TestGoldenCases -update
//
// Then read what was written.
func TestGoldenCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range cases(t, archive) {
				got := c.run()
				if *update {
					c.setWant(archive, got)
				} else if got != c.want {
					t.Errorf("%s\ngot:\n%s\nwant:\n%s", c.name, got, c.want)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

type goldenCase struct {
	name, file, want string
	report           []byte
	options          gatewayapi.Options
}

// cases returns the cases of an archive in the order they are written.
func cases(t testing.TB, archive *txtar.Archive) []*goldenCase {
	t.Helper()
	var out []*goldenCase
	for _, f := range archive.Files {
		name, file := path.Split(f.Name)
		name = strings.TrimSuffix(name, "/")
		i := slices.IndexFunc(out, func(c *goldenCase) bool { return c.name == name })
		if i < 0 {
			out, i = append(out, &goldenCase{name: name}), len(out)
		}
		switch c := out[i]; file {
		case "report.yaml", "report.json":
			c.file, c.report = file, f.Data
		case "options":
			c.options = parseOptions(t, string(f.Data))
		case "want":
			c.want = string(f.Data)
		default:
			t.Fatalf("%s is no file of a case", f.Name)
		}
	}
	return out
}

func parseOptions(t testing.TB, text string) (o gatewayapi.Options) {
	t.Helper()
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "issuer":
			o.Origin.Issuer = value
		case "issued":
			day, err := evidence.ParseDate(value)
			if err != nil {
				t.Fatal(err)
			}
			o.Origin.Issued = day
		case "versions":
			o.Origin.Scope = &evidence.Scope{Versions: value}
			if value == "any" {
				o.Origin.Scope.Versions = ""
			}
		case "url":
			o.Origin.URL = value
		case "id":
			o.Origin.ID = value
		case "claim":
			o.Origin.Claim = value == "true"
		case "runBy":
			o.RunBy = evidence.TestingParty(value)
		case "reviewed":
			o.ReviewedByProject = evidence.Known(value == "true")
		case "published":
			o.Published = evidence.Known(value == "true")
		default:
			t.Fatalf("%q is no option of a case", key)
		}
	}
	return o
}

// run imports the report and words the result: the fragment as YAML, or the problems.
func (c *goldenCase) run() string {
	fragment, err := gatewayapi.Import(c.file, bytes.NewReader(c.report), c.options)
	if err != nil {
		return err.Error() + "\n"
	}
	text, err := fragment.EncodeYAML()
	if err != nil {
		return "does not encode: " + err.Error() + "\n"
	}
	return string(text)
}

func (c *goldenCase) setWant(archive *txtar.Archive, got string) {
	name := c.name + "/want"
	i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 {
		after := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == c.name+"/"+c.file })
		i = after + 1
		archive.Files = slices.Insert(archive.Files, i, txtar.File{Name: name})
	}
	archive.Files[i].Data = []byte(got)
}
