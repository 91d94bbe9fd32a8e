// Command gen writes the catalogue, the profiles and the data of package eucsf
// that Trias brings as JSON, from the YAML files people edit. Run it with go
// generate at the module's root.
//
// The library embeds the JSON, since reading it takes a tenth of the time YAML
// takes. A test holds the two to say the same.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	files, err := texts(root)
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// texts returns the text of each file to write. What is wrong with rules and
// demands is not found here: that is for tests.
func texts(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	text, err := text[criteria.Definition](filepath.Join(root, "criteria", "catalogue.yaml"))
	if err != nil {
		return nil, err
	}
	files[filepath.Join(root, "criteria", "embedded", "catalogue.json")] = text
	names, err := filepath.Glob(filepath.Join(root, "profiles", "*.yaml"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := profile(name)
		if err != nil {
			return nil, err
		}
		base := strings.TrimSuffix(filepath.Base(name), ".yaml") + ".json"
		files[filepath.Join(root, "profiles", "embedded", base)] = text
	}
	for _, base := range []string{"ladders", "weights", "derivations"} {
		text, err := plain(filepath.Join(root, "evaluator", "eucsf", base+".yaml"))
		if err != nil {
			return nil, err
		}
		files[filepath.Join(root, "evaluator", "eucsf", "embedded", base+".json")] = text
	}
	return files, nil
}

func profile(name string) ([]byte, error) { return text[profiles.Definition](name) }

// plain reads YAML and writes it as JSON, whatever it is.
func plain(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	node, err := doc.Parse(filepath.ToSlash(name), data, doc.DefaultLimits())
	if err != nil {
		return nil, err
	}
	return doc.EncodeJSON(node.Value())
}

// text reads YAML as T and writes it as JSON.
func text[T any](name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	node, err := doc.Parse(filepath.ToSlash(name), data, doc.DefaultLimits())
	if err != nil {
		return nil, err
	}
	var d T
	if problems := doc.Bind(node, &d); len(problems) > 0 {
		return nil, problems
	}
	return doc.EncodeJSON(d)
}
