package main

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/trias-sovereignty/trias/internal/schema"
)

// What lint writes as JSON is what the schema of findings says.
func TestFindingsSchema(t *testing.T) {
	data, err := schema.Document("findings")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("findings", v); err != nil {
		t.Fatal(err)
	}
	s := c.MustCompile("findings")
	dir := t.TempDir()
	write(t, dir+"/broken.yaml", []byte("trias: dossier/v1\nsubject: {id: s, nmae: x}\n"))
	write(t, dir+"/bare.yaml", []byte("trias: dossier/v1\nsubject: {id: s}\ndata: {keys: {customerCanRotate: true}}\n"))
	write(t, dir+"/odd.yaml", []byte("trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ncriteria:\n  - id: A\n    dimension: choice\n    domain: data\n"+
		"    title: {en: t, de: t}\n    question: {en: q, de: q}\n    rule: data.deletion.maxDays <= 7 && data.deletion.maxDays <= 30\n"))
	for _, files := range [][]string{{dir + "/bare.yaml"}, {dir + "/broken.yaml", dir + "/missing.yaml"}, {dir + "/odd.yaml"}, {"testdata/shared/catalogue.yaml"}} {
		_, stdout, stderr := call(t, append([]string{"lint", "--format", "json"}, files...)...)
		found, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(stdout)))
		if err != nil {
			t.Fatalf("%v: %v\n%s", files, err, stderr)
		}
		if err := s.Validate(found); err != nil {
			t.Errorf("%v: %v\n%s", files, err, stdout)
		}
	}
}
