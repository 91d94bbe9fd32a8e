package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"
)

// A made-up language: English with an accent on every vowel, and its own way with
// numbers, days and lists.
const madeUp = "xx"

var (
	accents  = strings.NewReplacer("a", "á", "e", "é", "i", "í", "o", "ó", "u", "ú", "A", "Á", "E", "É", "I", "Í", "O", "Ó", "U", "Ú")
	plainly  = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "Á", "A", "É", "E", "Í", "I", "Ó", "O", "Ú", "U")
	holes    = regexp.MustCompile(`\{[A-Za-z0-9]*\}`)
	lowWords = regexp.MustCompile(`\pL{3,}`)
)

// accented puts accents on a text, but not on its placeholders.
func accented(text string) string {
	var b strings.Builder
	at := 0
	for _, hole := range holes.FindAllStringIndex(text, -1) {
		b.WriteString(accents.Replace(text[at:hole[0]]) + text[hole[0]:hole[1]])
		at = hole[1]
	}
	return b.String() + accents.Replace(text[at:])
}

// accentTexts puts accents on all texts below a node, not on keys.
func accentTexts(n *yaml.Node) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 1; i < len(n.Content); i += 2 {
			accentTexts(n.Content[i])
		}
	case yaml.SequenceNode:
		for _, x := range n.Content {
			accentTexts(x)
		}
	case yaml.ScalarNode:
		if n.Tag == "!!str" {
			n.Value = accented(n.Value)
		}
	}
}

// withLanguages builds the command with more files of languages, by their codes,
// and nothing else changed.
func withLanguages(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	replace := map[string]string{}
	for code, file := range files {
		name := filepath.Join(dir, code+".yaml")
		write(t, name, file)
		replace[filepath.Join(root, "internal/speech/lang", code+".yaml")] = name
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "overlay.json"), overlay)
	program := filepath.Join(dir, "trias")
	if out, err := exec.Command("go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// TestOneMoreLanguage: adding a file adds a language to everything that is written
// for readers. What the scripts ask for is asked in the made-up language. But for
// accents it says what it says in English, and what has none is from the input.
func TestOneMoreLanguage(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command")
	}
	t.Parallel()
	data, err := os.ReadFile("../../internal/speech/lang/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file yaml.Node
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(file.Content[0].Content); i += 2 {
		switch value := file.Content[0].Content[i+1]; file.Content[0].Content[i].Value {
		case "name":
		case "formats":
			for k := 0; k+1 < len(value.Content); k += 2 {
				if key := value.Content[k].Value; key == "months" || key == "or" || key == "and" {
					accentTexts(value.Content[k+1])
				}
			}
		default:
			accentTexts(value)
		}
	}
	accentedFile, err := yaml.Marshal(&file)
	if err != nil {
		t.Fatal(err)
	}
	program := withLanguages(t, map[string][]byte{madeUp: accentedFile, "fr": []byte(french(t, string(data)))})
	t.Run("formats", func(t *testing.T) { testFormats(t, program) })

	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	shared, err := filepath.Glob("testdata/shared/*")
	if err != nil {
		t.Fatal(err)
	}
	inCatalogues := known(t, "../../criteria", "../../profiles", "../../evidence", "../../evaluator/score", "../../evaluator/eucsf")
	asked := map[string]int{}
	for _, script := range scripts {
		archive, err := txtar.ParseFile(script)
		if err != nil {
			t.Fatal(err)
		}
		dir, input := t.TempDir(), map[string]bool{}
		stdin := ""
		for _, name := range shared {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			archive.Files = append(archive.Files, txtar.File{Name: filepath.Base(name), Data: text})
		}
		for _, f := range archive.Files {
			write(t, filepath.Join(dir, f.Name), f.Data)
			for _, word := range lowWords.FindAllString(f.Name+" "+string(f.Data), -1) {
				input[word] = true
			}
			if f.Name == "stdin" {
				stdin = string(f.Data)
			}
		}
		for line := range strings.Lines(string(archive.Comment)) {
			command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ trias ")
			args := strings.Fields(command)
			if i := slices.Index(args, "--lang"); i >= 0 {
				args = slices.Delete(args, i, i+2)
			}
			if !ok || !forReaders(args) || asked[args[0]] >= 4 || slices.Contains(args, "--counterexample") {
				continue
			}
			say := func(lang string) (string, bool) {
				c := exec.Command(program, append(slices.Clone(args), "--lang", lang)...)
				c.Dir, c.Stdin = dir, strings.NewReader(stdin)
				out, _ := c.Output() // the exit status is a verdict
				return string(out), c.ProcessState.ExitCode() != statusBadInput
			}
			if !slices.Contains(args, "--at") && (args[0] == "assess" || args[0] == "levels") {
				args = append(args, "--at", "2026-11-01")
			}
			english, good := say("en")
			if !good || english == "" {
				continue
			}
			asked[args[0]]++
			got, _ := say(madeUp)
			if plainly.Replace(got) != plainly.Replace(strings.ReplaceAll(english, `lang="en"`, `lang="`+madeUp+`"`)) {
				t.Errorf("%s: %v: got:\n%s\nwant, with accents:\n%s", filepath.Base(script), args, got, english)
			}
			for _, word := range lowWords.FindAllString(markup.ReplaceAllString(got, " "), -1) {
				if accents.Replace(word) != word && !input[word] && !inCatalogues[word] && !slices.Contains(args, word) && word != "explain" { // a command that is named
					t.Errorf("%s: %v: %q is in no file", filepath.Base(script), args, word)
				}
			}
		}
	}
	for _, command := range []string{"score", "assess", "levels", "choose", "profiles", "catalogue", "crosswalk", "handbook"} {
		if asked[command] < 2 {
			t.Errorf("%s was asked %d times", command, asked[command])
		}
	}
}

// french is the English file with formats as they are in French, and translations
// of some texts of the catalogue in shared.
func french(t *testing.T, file string) string {
	t.Helper()
	for _, c := range [][2]string{
		{"name: English", "name: français\ntexts:\n  - {en: Attested, text: Attesté}\n  - {en: 'How many places does it have?', text: 'Combien de places y a-t-il ?'}"},
		{`[January, February, March,`, `[janvier, février, mars,`},
		{`decimal: "."`, `decimal: ","`},
		{`thousands: ","`, "thousands: \"\u202f\""},
		{`measure: "{n} {unit}"`, "measure: \"{n}\u00a0{unit}\""},
		{`plurals: {one: "i = 1 and v = 0"}`, `plurals: {one: "i = 0,1"}`},
		{`or: {two: " or ", more: ", ", last: " or "`, `or: {two: " ou ", more: ", ", last: " ou "`},
		{`quoted: "“{text}”"`, "quoted: \"«\u00a0{text}\u00a0»\""},
		{`colon: "{label}: {text}"`, "colon: \"{label}\u00a0: {text}\""},
	} {
		if !strings.Contains(file, c[0]) {
			t.Fatalf("the English file has no %s", c[0])
		}
		file = strings.Replace(file, c[0], c[1], 1)
	}
	return file
}

// testFormats looks at numbers, days, lists and translated texts.
func testFormats(t *testing.T, program string) {
	dir := t.TempDir()
	archive, err := txtar.ParseFile("testdata/language/formats.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		write(t, filepath.Join(dir, f.Name), f.Data)
	}
	c := exec.Command(program, "assess", "--lang", "fr", "--catalogue", "catalogue.yaml", "--profile", "profile.yaml", "--at", "2026-03-01", "offer.yaml")
	var stdout, stderr strings.Builder
	c.Dir, c.Stdout, c.Stderr = dir, &stdout, &stderr
	if _ = c.Run(); c.ProcessState.ExitCode() != statusNegative {
		t.Fatalf("%s", stderr.String())
	}
	if got, want := stdout.String(), string(archive.Comment); *update {
		archive.Comment = []byte(got)
		write(t, "testdata/language/formats.txtar", txtar.Format(archive))
	} else if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	c = exec.Command(program, "assess", "--lang", "zz", "offer.yaml")
	c.Dir = dir
	if out, _ := c.CombinedOutput(); !strings.Contains(string(out), `--lang: there is no "zz" (use de, en, fr or xx)`) {
		t.Errorf("%s", out)
	}
}

// markup is what is for machines in what is written for readers.
var markup = regexp.MustCompile("(?s)<style.*?</style>|<script.*?</script>|<[^>]*>|```.*?```|`[^`]*`|sha256:[0-9a-f]*|&[a-z]*;|\\]\\(#[^)]*\\)")

// forReaders reports whether a command writes text, Markdown or HTML in a language.
func forReaders(args []string) bool {
	if len(args) == 0 || !slices.Contains([]string{"assess", "levels", "choose", "profiles", "catalogue", "crosswalk", "handbook",
		"explain", "questionnaire", "horizon", "diff", "verify", "score"}, args[0]) {
		return false
	}
	i := slices.Index(args, "--format")
	return (i < 0 || i+1 < len(args) && slices.Contains([]string{"text", "markdown", "html"}, args[i+1])) && !slices.Contains(args, "--help")
}

// known are the words of what Trias brings beside its languages.
func known(t *testing.T, folders ...string) map[string]bool {
	t.Helper()
	words := map[string]bool{}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || !slices.Contains([]string{".yaml", ".go"}, filepath.Ext(path)) || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := os.ReadFile(path)
			for _, word := range lowWords.FindAllString(string(data), -1) {
				words[word] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return words
}
