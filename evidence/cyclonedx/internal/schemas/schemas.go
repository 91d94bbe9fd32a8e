// Package schemas holds the official JSON Schemas of CycloneDX 1.2 to 1.7, reduced to what decides about validity.
//
// The official files are by the OWASP Foundation under the Apache License 2.0, see NOTICE. Titles, descriptions, examples
// and other annotations are left out, which halves their size and changes no answer; a test makes the reduced files anew
// from the official ones and compares them byte for byte. For 1.2 and 1.3 they are the strict variants, which the
// specification's own test cases are written against: the other ones accept any unknown property.
package schemas

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:generate go run ./gen

//go:embed *.schema.json
var files embed.FS

// base is the address under which the schemas refer to each other.
const base = "http://cyclonedx.org/schema/"

// Names lists the files: a schema per version and what they refer to.
func Names() []string {
	return []string{
		"bom-1.2-strict.schema.json", "bom-1.3-strict.schema.json", "bom-1.4.schema.json", "bom-1.5.schema.json",
		"bom-1.6.schema.json", "bom-1.7.schema.json", "cryptography-defs.schema.json", "jsf-0.82.schema.json", "spdx.schema.json",
	}
}

// Versions lists the versions of the specification there are schemas for, oldest first.
func Versions() []string { return []string{"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"} }

var compiled = func() map[string]func() (*jsonschema.Schema, error) {
	m := map[string]func() (*jsonschema.Schema, error){}
	for _, v := range Versions() {
		m[v] = sync.OnceValues(func() (*jsonschema.Schema, error) { return compile(v) })
	}
	return m
}()

// Schema returns the compiled schema of a version, which is safe for concurrent use. It is compiled at first use.
func Schema(version string) (*jsonschema.Schema, error) {
	get, known := compiled[version]
	if !known {
		return nil, fmt.Errorf("there is no schema of CycloneDX %s", version)
	}
	return get()
}

func compile(version string) (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	for _, name := range Names() {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := c.AddResource(base+name, doc); err != nil {
			return nil, err
		}
	}
	name := "bom-" + version + ".schema.json"
	if version == "1.2" || version == "1.3" {
		name = "bom-" + version + "-strict.schema.json"
	}
	return c.Compile(base + name)
}

var spdx = sync.OnceValue(func() []string {
	var schema struct{ Enum []string }
	data, err := files.ReadFile("spdx.schema.json")
	if err != nil || json.Unmarshal(data, &schema) != nil {
		return nil // a test reads it
	}
	slices.Sort(schema.Enum)
	return schema.Enum
})

// SPDX lists the identifiers that a licence may have as its id, sorted. It must not be changed.
func SPDX() []string { return spdx() }

// IsSPDX reports whether SPDX lists an identifier.
func IsSPDX(id string) bool {
	_, found := slices.BinarySearch(spdx(), id)
	return found
}

// annotations are the keywords without influence on validity.
var annotations = []string{"title", "description", "examples", "$comment", "meta:enum", "deprecated", "default", "comment"}

// maps are the keywords whose value maps names to schemas, so that a name must not be taken for a keyword.
var maps = []string{"properties", "patternProperties", "definitions", "$defs"}

// Compact removes from a schema what has no influence on validity.
func Compact(schema []byte) ([]byte, error) {
	var root any
	dec := json.NewDecoder(bytes.NewReader(schema))
	dec.UseNumber()
	if err := dec.Decode(&root); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(strip(root))
	return b.Bytes(), err
}

func strip(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = strip(v[i])
		}
	case map[string]any:
		for key, inner := range v {
			switch named, _ := inner.(map[string]any); {
			case slices.Contains(annotations, key):
				delete(v, key)
			case key == "enum" || key == "const" || key == "required":
			case slices.Contains(maps, key) && named != nil:
				for name := range named {
					named[name] = strip(named[name])
				}
			default:
				v[key] = strip(inner)
			}
		}
	}
	return v
}
