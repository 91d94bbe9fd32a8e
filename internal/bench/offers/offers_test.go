package offers_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/offers"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// An offer depends on seed and number alone, and no two are alike.
func TestOffersRepeatForTheSameSeedOnly(t *testing.T) {
	t.Parallel()
	s, err := asked.Read(asked.Profile, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	digests := map[string]int{}
	a, b := offers.New(s, 1, offers.Rates{Missing: 0.1, Unproven: 0.3}), offers.New(s, 1, offers.Rates{Missing: 0.1, Unproven: 0.3})
	for i := range 10 {
		x, err := a.Make(i)
		if err != nil {
			t.Fatal(err)
		}
		y, err := b.Make(9 - i)
		if err != nil {
			t.Fatal(err)
		}
		digests[x.Dossier.Digest()]++
		digests[y.Dossier.Digest()]++
	}
	if len(digests) != 10 {
		t.Errorf("%d different offers, want 10", len(digests))
	}
	for digest, n := range digests {
		if n != 2 {
			t.Errorf("offer %s was made %d times, want twice", digest, n)
		}
	}
}
