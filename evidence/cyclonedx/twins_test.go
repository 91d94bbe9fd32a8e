package cyclonedx_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/google/go-cmp/cmp"
)

// TestTwins writes JSON documents as XML, with cyclonedx-go, and imports both: the facts must be the same, but for validity,
// which is not known of XML.
func TestTwins(t *testing.T) {
	t.Parallel()
	versions := map[string]cdx.SpecVersion{"1.2": cdx.SpecVersion1_2, "1.3": cdx.SpecVersion1_3, "1.4": cdx.SpecVersion1_4, "1.5": cdx.SpecVersion1_5,
		"1.6": cdx.SpecVersion1_6, "1.7": cdx.SpecVersion1_7}
	files := corpus(t, "cyclonedx")
	compared := 0
	for _, path := range names(files) {
		name := filepath.Base(path)
		fromJSON, err := claim(name, files[path])
		if filepath.Ext(path) != ".json" || err != nil || bytes.Contains(files[path], []byte("cryptographic-asset")) {
			continue // the encoder makes applications of cryptographic assets
		}
		var bom cdx.BOM
		if err := cdx.NewBOMDecoder(bytes.NewReader(files[path]), cdx.BOMFileFormatJSON).Decode(&bom); err != nil {
			t.Fatal(err)
		}
		var head struct{ SpecVersion string }
		if err := json.Unmarshal(files[path], &head); err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if err := cdx.NewBOMEncoder(&text, cdx.BOMFileFormatXML).EncodeVersion(&bom, versions[head.SpecVersion]); err != nil {
			t.Fatal(err)
		}
		fromXML, err := claim(name, text.Bytes())
		if err != nil {
			t.Errorf("%s as XML: %v", path, err)
			continue
		}
		compared++
		fromJSON.SupplyChain.SBOM.SchemaValid = nil
		one, err := fromJSON.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		two, err := fromXML.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(one), string(two)); diff != "" {
			t.Errorf("%s (-JSON +XML):\n%s", path, diff)
		}
	}
	if compared < 10 {
		t.Errorf("only %d documents compared", compared)
	}
}
