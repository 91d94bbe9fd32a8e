package criteria_test

import (
	"os"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
)

// Every criterion of the embedded catalogue has fixtures that hold, and they
// notice every small mistake in its rule that is not justified there.
func TestFixtures(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	criteriatest.Run(t, catalogue, nil, os.DirFS("fixtures"))
}
