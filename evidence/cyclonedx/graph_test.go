package cyclonedx_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The depth is that of the longest chain from the subject, and unknown if one can go in a circle, or come to something of
// which the document does not say what it depends on. Here it is found by walking all chains of small graphs.
func TestDepth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "nodes")
		edge := make([][]bool, n)
		var deps []string
		for i := range edge {
			edge[i] = make([]bool, n)
			var on []string
			for j := range n {
				if rapid.IntRange(0, 4).Draw(t, "edge") == 0 {
					edge[i][j] = true
					on = append(on, fmt.Sprintf("%q", fmt.Sprint(j)))
				}
			}
			if i > 0 && rapid.IntRange(0, 5).Draw(t, "silent") == 0 {
				edge[i] = nil
				continue
			}
			deps = append(deps, fmt.Sprintf(`{"ref":"%d","dependsOn":[%s]}`, i, strings.Join(on, ",")))
		}
		document := fmt.Sprintf(`{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"library","name":"s","bom-ref":"0"}},
			"components":[],"dependencies":[%s]}`, strings.Join(deps, ","))
		f, err := claim("bom", []byte(document))
		if err != nil {
			t.Fatal(err)
		}
		got := f.SupplyChain.SBOM.DependencyDepth
		some := false
		for i := range edge {
			for j, is := range edge[i] {
				some = some || is && i != j
			}
		}
		want, known := longest(edge, 0, nil)
		switch {
		case !some || !known:
			if got != nil {
				t.Fatalf("depth %d, want none: %s", *got, document)
			}
		case got == nil || *got != int64(want):
			t.Fatalf("depth %v, want %d: %s", value(got), want, document)
		}
	})
}

// longest walks all chains from i; path are the nodes on the way to it.
func longest(edge [][]bool, i int, path []int) (steps int, known bool) {
	if edge[i] == nil || slices.Contains(path, i) {
		return 0, false
	}
	for j, is := range edge[i] {
		if is && j != i {
			further, known := longest(edge, j, append(slices.Clone(path), i))
			if !known {
				return 0, false
			}
			steps = max(steps, further+1)
		}
	}
	return steps, true
}
