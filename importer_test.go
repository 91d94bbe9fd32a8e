package trias_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestImporter builds tiny modules that import Trias and looks at what comes
// with it: the modules whose packages are linked, and the requirements the go
// command writes into the importer's go.mod.
func TestImporter(t *testing.T) {
	const (
		trias   = "github.com/trias-sovereignty/trias"
		version = "github.com/hashicorp/go-version"
		jcs     = "github.com/gowebpki/jcs"
		spdx    = "github.com/github/go-spdx/v2"
		yaml    = "go.yaml.in/yaml/v3"
	)
	reading := []string{spdx, jcs, version, trias, yaml}
	deciding := append(slices.Clone(reading), "cel.dev/expr", "github.com/antlr4-go/antlr/v4", "github.com/google"+"/cel-go",
		"golang.org/x/exp", "google.golang.org/genproto/googleapis/api", "google.golang.org/genproto/googleapis/rpc",
		"google.golang.org/protobuf")
	text := "golang.org/x/text" // encodings other than UTF-8
	bill := append(slices.Clone(reading), text, "github.com/CycloneDX/cyclonedx-go", "github.com/package-url/packageurl-go", "github.com/santhosh-tekuri/jsonschema/v6")
	for _, test := range []struct {
		name    string
		imports []string
		want    []string
	}{
		{"evidence", []string{"evidence"}, reading},
		{"cyclonedx", []string{"evidence/cyclonedx"}, bill},
		{"gatewayapi", []string{"evidence/gatewayapi"}, append(slices.Clone(reading), text)},
		{"junit", []string{"evidence/junit"}, append(slices.Clone(reading), text)},
		{"evaluator", []string{"criteria", "evaluator", "evidence", "profiles"}, deciding},
		{"simulate", []string{"evaluator/simulate"}, deciding},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			root, err := os.Getwd()
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			source := "package main\n\nimport (\n"
			for _, p := range test.imports {
				source += "\t_ \"" + trias + "/" + p + "\"\n"
			}
			write(t, dir, "main.go", source+")\n\nfunc main() {}\n")
			write(t, dir, "go.mod", "module example.org/importer\n\ngo 1.26\n\nrequire "+trias+" v0.0.0\n\nreplace "+trias+" => "+root+"\n")
			sums, err := os.ReadFile("go.sum")
			if err != nil {
				t.Fatal(err)
			}
			write(t, dir, "go.sum", string(sums))

			linked := lines(run(t, dir, "list", "-mod=mod", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "."))
			linked = slices.DeleteFunc(linked, func(m string) bool { return m == "example.org/importer" })
			want := slices.Clone(test.want)
			slices.Sort(want)
			if !slices.Equal(linked, want) {
				t.Errorf("linked modules:\n got %v\nwant %v", linked, want)
			}
			var required []string
			for _, line := range strings.Split(run(t, dir, "list", "-mod=mod", "-m", "-f", "{{if not .Main}}{{.Path}}{{end}}", "all"), "\n") {
				if line != "" {
					required = append(required, line)
				}
			}
			t.Logf("module graph of an importer of %v: %d modules\n%s", test.imports, len(required), strings.Join(required, "\n"))
			run(t, dir, "build", "-mod=mod", "-o", os.DevNull, ".")
			mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
			if err != nil {
				t.Fatal(err)
			}
			for _, unwanted := range []string{"cobra", "invopop", "rapid", "go-cmp", "x/tools", "gonum", "progressbar", "freetype", "x/image"} {
				if strings.Contains(string(mod), unwanted) {
					t.Errorf("an importer's go.mod requires %s:\n%s", unwanted, mod)
				}
			}
			if unwanted := "santhosh-tekuri"; strings.Contains(string(mod), unwanted) && test.name != "cyclonedx" {
				t.Errorf("an importer's go.mod requires %s:\n%s", unwanted, mod)
			}
		})
	}
}

// TestApart: who evaluates does not link what scores and ranks, and who writes
// reports does not link the catalogue of the EU framework, which is embedded.
func TestApart(t *testing.T) {
	t.Parallel()
	for name, apart := range map[string][]string{
		"evaluator":        {"exact", "score", "eucsf", "rank", "tender", "report"},
		"evaluator/rank":   {"score", "eucsf", "tender", "report"},
		"evaluator/score":  {"eucsf", "rank", "tender", "report"},
		"evaluator/tender": {"eucsf", "report"},
		"evaluator/report": {"eucsf"},
	} {
		linked := lines(run(t, ".", "list", "-deps", "./"+name))
		for _, other := range apart {
			if slices.Contains(linked, "github.com/trias-sovereignty/trias/evaluator/"+other) {
				t.Errorf("%s links evaluator/%s", name, other)
			}
		}
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	var problems strings.Builder
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, problems.String())
	}
	return string(out)
}

func lines(s string) []string {
	all := strings.Fields(s)
	slices.Sort(all)
	return slices.Compact(all)
}
