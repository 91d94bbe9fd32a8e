package criteria_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

// names reads testdata/names.txt as one expression for whole words.
func names(t *testing.T) *regexp.Regexp {
	t.Helper()
	data, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			words = append(words, regexp.QuoteMeta(line))
		}
	}
	return regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(` + strings.Join(words, "|") + `)(?:[^\pL\pN]|$)`)
}

// address is where a document is found, which no demand rests on.
var address = regexp.MustCompile(`https?://\S+`)

// specification is a value of the closed set of interface standards, as it is
// spelled there. The set names specifications; one of them shares its name with
// a product.
var specification = regexp.MustCompile(`\b(` + strings.Join(evidence.InterfaceStandard("").Values(), "|") + `)\b`)

// TestNoNames: no rule, text, reference, parameter or fixture of what the
// project asks names a provider or product, comments included. Frameworks are
// what others ask, and name the documents their clauses were found in.
func TestNoNames(t *testing.T) {
	if testing.Short() {
		t.Skip("reads files line by line: no work for the race detector")
	}
	t.Parallel()
	name := names(t)
	files := []string{filepath.Join("..", "examples", "registries", "catalogue.yaml"), filepath.Join("..", "examples", "registries", "profile.yaml")}
	for _, folder := range []string{".", filepath.Join("..", "profiles")} {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() == "frameworks" {
				return fs.SkipDir
			}
			if err == nil && slices.Contains([]string{".yaml", ".yml", ".json", ".txtar"}, filepath.Ext(path)) {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(files) < 10 {
		t.Fatalf("only %d files found", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(data)) {
			n++
			line = specification.ReplaceAllString(address.ReplaceAllString(line, ""), "…")
			for _, found := range name.FindAllStringSubmatch(line, -1) {
				t.Errorf("%s:%d names %q", file, n, found[1])
			}
		}
	}
}

// TestNamesAreFound: the expression of TestNoNames finds whole words in any
// case, and no parts of words.
func TestNamesAreFound(t *testing.T) {
	t.Parallel()
	name := names(t)
	for text, want := range map[string]string{
		"runs on AZURE": "AZURE", `x == "zot"`: "zot", "(Red Hat)": "Red Hat", "t-systems": "t-systems",
		"the laws of a land": "", "safe harbors": "", "Microsofts Dienst": "", "": "",
	} {
		got := ""
		if found := name.FindStringSubmatch(text); found != nil {
			got = found[1]
		}
		if got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}
