package doc_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

// TestJSONCorpus replays the JSON parsing test suite: n_ files are not JSON,
// y_ files are, and on i_ files readers may differ.
func TestJSONCorpus(t *testing.T) {
	t.Parallel()
	lim := doc.DefaultLimits()
	refused, accepted := 0, 0
	for _, file := range hostile.Files(t, "hostile-json") {
		name := filepath.Base(file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n, err := doc.ParseJSON(name, data, lim)
		checkOutcome(t, name, n, err)
		switch {
		case strings.HasPrefix(name, "n_"):
			refused++
			if err == nil {
				t.Errorf("%s: accepted", name)
			}
		case strings.HasPrefix(name, "y_") && name != "y_object_duplicated_key.json" && name != "y_object_duplicated_key_and_value.json":
			accepted++
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	t.Logf("%d files refused, %d accepted", refused, accepted)
	if refused == 0 {
		t.Error("no n_ file found")
	}
}

// TestYAMLCorpus replays the YAML test suite: what is not YAML is refused.
func TestYAMLCorpus(t *testing.T) {
	t.Parallel()
	unmark := strings.NewReplacer("␣", " ", "————»", "\t", "———»", "\t", "——»", "\t", "—»", "\t", "»", "\t",
		"↵", "", "∎\n", "", "∎", "", "←", "\r", "⇔", "\ufeff")
	lim := doc.DefaultLimits()
	invalid, valid, read := 0, 0, 0
	for _, file := range hostile.Files(t, "hostile-yaml") {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var cases []struct {
			YAML *string `yaml:"yaml"`
			Fail *bool   `yaml:"fail"`
		}
		if err := yaml.Unmarshal(data, &cases); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, c := range cases {
			if c.YAML == nil {
				continue
			}
			fail := c.Fail != nil && *c.Fail
			id := name
			if i > 0 {
				id += "/" + string(rune('0'+i%10))
			}
			text := unmark.Replace(*c.YAML)
			n, err := doc.ParseYAML(id, []byte(text), lim)
			checkOutcome(t, id, n, err)
			switch {
			case fail:
				invalid++
				if err == nil {
					t.Errorf("%s: accepted:\n%s", id, text)
				}
			default:
				valid++
				if err == nil {
					read++
				}
			}
		}
	}
	t.Logf("%d invalid cases; %d valid cases, %d of them in the JSON data model", invalid, valid, read)
	if invalid == 0 || read == 0 {
		t.Error("no case found")
	}
}

// TestCorpusDocuments reads every other YAML and JSON file of the corpus: real
// documents must come through, or be refused with a place.
func TestCorpusDocuments(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	lim := doc.Limits{Bytes: 64 << 20, Depth: 200, Nodes: 5_000_000, Items: 1_000_000, String: 8 << 20}
	for _, file := range hostile.Files(t, "") {
		if strings.Contains(file, "hostile-") {
			continue
		}
		switch filepath.Ext(file) {
		case ".json", ".yaml", ".yml":
		default:
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		n, err := doc.Parse(name, data, lim)
		checkOutcome(t, name, n, err)
		if err != nil {
			t.Logf("%v", strings.SplitN(err.Error(), "\n", 2)[0])
			continue
		}
		again, err := doc.EncodeYAML(n)
		if err != nil {
			t.Logf("%s: %v", name, err)
			continue
		}
		back, err := doc.ParseYAML(name, again, lim)
		if err != nil {
			t.Errorf("%s: written as YAML: %v", name, err)
			continue
		}
		one, _ := doc.EncodeJSON(n)
		two, _ := doc.EncodeJSON(back)
		if string(one) != string(two) {
			t.Errorf("%s: changed by writing it as YAML", name)
		}
		if third, err := doc.ParseJSON(name, two, lim); err != nil {
			t.Errorf("%s: written as JSON: %v", name, err)
		} else if three, _ := doc.EncodeJSON(third); string(three) != string(two) {
			t.Errorf("%s: changed by writing it as JSON", name)
		}
	}
}

// checkOutcome checks what holds for every result of Parse.
func checkOutcome(t *testing.T, name string, n *doc.Node, err error) {
	t.Helper()
	if n == nil && err == nil {
		t.Errorf("%s: neither node nor error", name)
	}
	if err == nil {
		return
	}
	problems, ok := err.(doc.Problems)
	if !ok {
		t.Fatalf("%s: error of type %T", name, err)
	}
	for _, p := range problems {
		if p.File != name || p.Message == "" || p.Kind == 0 {
			t.Errorf("%s: incomplete problem %#v", name, p)
		}
		if p.Line < 1 || p.Column < 1 {
			t.Errorf("%s: problem without place: %v", name, p)
		}
	}
}
