package offers_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/offers"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

func BenchmarkMake(b *testing.B) {
	s, err := asked.Read(asked.Profile, testkit.At)
	if err != nil {
		b.Fatal(err)
	}
	m := offers.New(s, 1, offers.Rates{Unproven: 0.3})
	for i := range b.N {
		m.Make(i)
	}
}
