package hostile

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// Case is a document of a test suite.
type Case struct {
	Name string // ends in .json or .yaml
	Data []byte
	// Malformed says that the suite wants it refused. Others may be refused or
	// not.
	Malformed bool
}

// Root is the folder of the test corpus, which is no part of the repository:
// the environment variable TRIAS_CORPUS names it.
func Root() string {
	if dir := os.Getenv("TRIAS_CORPUS"); dir != "" {
		return dir
	}
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "..", "..", "..", "shared", "corpus", "files")
}

// Files returns the files of a folder of the test corpus, sorted. Where there
// is none the test is skipped, or fails while CI is set.
func Files(tb testing.TB, folder string) []string {
	tb.Helper()
	files, err := files(folder)
	if len(files) == 0 {
		Missing(tb, folder, err)
	}
	return files
}

// File returns a file of the test corpus. Where there is none the test is
// skipped, or fails while CI is set.
func File(tb testing.TB, path string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join(Root(), path))
	if err != nil {
		Missing(tb, path, err)
	}
	return data
}

// Missing ends a test that lacks a part of the test corpus: it is skipped, or
// fails while CI is set.
func Missing(tb testing.TB, part string, err error) {
	tb.Helper()
	if os.Getenv("CI") != "" {
		tb.Fatalf("corpus %s is missing: %v; set TRIAS_CORPUS", part, err)
	}
	tb.Skipf("corpus %s is missing: %v; set TRIAS_CORPUS", part, err)
}

func files(folder string) (out []string, err error) {
	err = filepath.WalkDir(filepath.Join(Root(), folder), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return err
	})
	return out, err
}

// JSON returns the JSON parsing test suite (nst/JSONTestSuite): what is named
// n_… is malformed.
func JSON(tb testing.TB) []Case {
	tb.Helper()
	var cases []Case
	for _, file := range Files(tb, "hostile-json") {
		name := filepath.Base(file)
		cases = append(cases, Case{name, read(tb, file), strings.HasPrefix(name, "n_")})
	}
	return cases
}

// visible undoes how the YAML test suite writes characters one does not see.
var visible = strings.NewReplacer("␣", " ", "————»", "\t", "———»", "\t", "——»", "\t", "—»", "\t", "»", "\t",
	"↵", "", "∎\n", "", "∎", "", "←", "\r", "⇔", "\ufeff")

// YAML returns the cases of the YAML test suite (yaml/yaml-test-suite): what
// says "fail: true" is malformed.
func YAML(tb testing.TB) []Case {
	tb.Helper()
	var cases []Case
	for _, file := range Files(tb, "hostile-yaml") {
		var entries []struct {
			YAML *string `yaml:"yaml"`
			Fail bool    `yaml:"fail"`
		}
		if err := yaml.Unmarshal(read(tb, file), &entries); err != nil {
			tb.Fatalf("%s: %v", file, err)
		}
		for _, e := range entries {
			if e.YAML != nil {
				cases = append(cases, Case{filepath.Base(file), []byte(visible.Replace(*e.YAML)), e.Fail})
			}
		}
	}
	return cases
}

func read(tb testing.TB, file string) []byte {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// maxSeed is the largest seed: what is larger slows a fuzzer down more than it
// teaches it.
const maxSeed = 8 << 10

// Seeds returns documents to start fuzzing from: both suites, and of the real
// files in the given folders of the corpus those in YAML or JSON, none larger
// than 8 KiB. Where the corpus is absent there are none, or the test fails
// while CI is set.
func Seeds(tb testing.TB, folders ...string) [][]byte {
	tb.Helper()
	if _, err := os.Stat(Root()); err != nil && os.Getenv("CI") == "" {
		tb.Logf("no seeds from the corpus: %v; set TRIAS_CORPUS", err)
		return nil
	}
	var seeds [][]byte
	add := func(data []byte) {
		if len(data) <= maxSeed {
			seeds = append(seeds, data)
		}
	}
	for _, cases := range [][]Case{JSON(tb), YAML(tb)} {
		for _, c := range cases {
			add(c.Data)
		}
	}
	for _, folder := range folders {
		for _, file := range Files(tb, folder) {
			switch filepath.Ext(file) {
			case ".json", ".yaml", ".yml":
				add(read(tb, file))
			}
		}
	}
	return seeds
}
