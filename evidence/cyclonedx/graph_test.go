package cyclonedx_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The depth is that of the longest chain in the graph in which everything that depends on each other is one: computed here
// by trying all reachable pairs on small graphs.
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
				if rapid.IntRange(0, 3).Draw(t, "edge") == 0 {
					edge[i][j] = true
					on = append(on, fmt.Sprintf("%q", fmt.Sprint(j)))
				}
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
		if !strings.Contains(document, `"dependsOn":["`) {
			if got != nil {
				t.Fatalf("depth %d of a document without dependencies", *got)
			}
			return
		}
		if want := depth(edge); got == nil || *got != int64(want) {
			t.Fatalf("depth %v, want %d: %s", value(got), want, document)
		}
	})
}

func depth(edge [][]bool) int {
	n := len(edge)
	reach := make([][]bool, n)
	for i := range reach {
		reach[i] = append([]bool(nil), edge[i]...)
		reach[i][i] = true
	}
	for k := range n {
		for i := range n {
			for j := range n {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	var longest func(i int) int
	longest = func(i int) int {
		most := 0
		for a := range n {
			if !reach[i][a] || !reach[a][i] {
				continue // not in the same circle
			}
			for b := range n {
				if edge[a][b] && !reach[b][a] {
					most = max(most, 1+longest(b))
				}
			}
		}
		return most
	}
	return longest(0)
}
