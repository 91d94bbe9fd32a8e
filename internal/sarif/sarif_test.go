package sarif_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/internal/sarif"
)

func Example() {
	log := sarif.Log{
		Tool:  "trias",
		Rules: []sarif.Rule{{ID: "no-clause", Level: sarif.Warning, Title: "A reference names no clause", Help: "Name the clause."}},
		Results: []sarif.Result{{Rule: "no-clause", Message: "A-1 refers to C5 and names no clause", File: "my catalogue.yaml",
			Region: sarif.Region{StartLine: 3, StartColumn: 7}, Fingerprint: "0a1b"}},
	}
	data, err := log.Encode()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(data))
	// Output:
	// {
	//   "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
	//   "version": "2.1.0",
	//   "runs": [
	//     {
	//       "tool": {
	//         "driver": {
	//           "name": "trias",
	//           "rules": [
	//             {
	//               "id": "no-clause",
	//               "shortDescription": {
	//                 "text": "A reference names no clause"
	//               },
	//               "fullDescription": {
	//                 "text": "Name the clause."
	//               },
	//               "help": {
	//                 "text": "Name the clause."
	//               },
	//               "defaultConfiguration": {
	//                 "level": "warning"
	//               }
	//             }
	//           ]
	//         }
	//       },
	//       "invocations": [
	//         {
	//           "executionSuccessful": true
	//         }
	//       ],
	//       "columnKind": "unicodeCodePoints",
	//       "results": [
	//         {
	//           "ruleId": "no-clause",
	//           "ruleIndex": 0,
	//           "level": "warning",
	//           "message": {
	//             "text": "A-1 refers to C5 and names no clause"
	//           },
	//           "locations": [
	//             {
	//               "physicalLocation": {
	//                 "artifactLocation": {
	//                   "uri": "my%20catalogue.yaml"
	//                 },
	//                 "region": {
	//                   "startLine": 3,
	//                   "startColumn": 7
	//                 }
	//               }
	//             }
	//           ],
	//           "partialFingerprints": {
	//             "triasFinding/v1": "0a1b"
	//           }
	//         }
	//       ]
	//     }
	//   ]
	// }
}

// schema compiles the official schema, which is part of the test corpus.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(hostile.File(t, "schemas/sarif-schema-2.1.0.json")))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", v); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLogsAreValid(t *testing.T) {
	t.Parallel()
	official := schema(t)
	rule := sarif.Rule{ID: "a", Level: sarif.Error, Title: "t", Help: "h"}
	for name, log := range map[string]sarif.Log{
		"empty":   {Tool: "trias"},
		"failure": {Tool: "trias", Version: "1.0.0", Failures: []string{"x.yaml: there is no such file"}},
		"results": {Tool: "trias", Rules: []sarif.Rule{rule}, Results: []sarif.Result{
			{Rule: "a", Message: "m", File: "x.yaml"},
			{Rule: "a", Message: "<ü> & \x00", File: "/tmp/ü %.yaml", Region: sarif.Region{StartLine: 1, StartColumn: 2, EndLine: 1, EndColumn: 3}},
			{Rule: "a", Message: "m", File: "../a:b.yaml", Region: sarif.Region{StartLine: 1}, Fingerprint: "f"},
		}},
	} {
		data, err := log.Encode()
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := official.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The schema is one that can refuse.
	var broken any
	if err := json.Unmarshal([]byte(`{"version": "2.1.0", "runs": [{"results": []}]}`), &broken); err != nil {
		t.Fatal(err)
	}
	if official.Validate(broken) == nil {
		t.Error("a run without a tool is valid")
	}
}

// A brace in a message would be a placeholder.
func TestBraces(t *testing.T) {
	t.Parallel()
	log := sarif.Log{Tool: "trias", Failures: []string{"write {id: x}"}}
	data, err := log.Encode()
	if err != nil || !bytes.Contains(data, []byte(`"write {{id: x}}"`)) {
		t.Errorf("got %s, %v", data, err)
	}
}

func TestUnknownRule(t *testing.T) {
	t.Parallel()
	log := sarif.Log{Tool: "trias", Results: []sarif.Result{{Rule: "b", Message: "m", File: "x"}}}
	if _, err := log.Encode(); err == nil || !strings.Contains(err.Error(), `no rule "b"`) {
		t.Errorf("got %v", err)
	}
}

func TestURI(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"a.yaml": "a.yaml", "./a.yaml": "./a.yaml", "b/ä c.yaml": "b/%C3%A4%20c.yaml", "../a.yaml": "../a.yaml",
		"a:b.yaml": "./a:b.yaml", "/tmp/a#1.yaml": "file:///tmp/a%231.yaml", "50%.yaml": "50%25.yaml",
	} {
		if got := sarif.URI(file); got != want {
			t.Errorf("%s: got %s, want %s", file, got, want)
		}
	}
}
