package rules

import (
	"flag"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// turning is how many sets of proofs are weighed day by day.
var turning = flag.Int("turning", 4_000, "how many sets of proofs are weighed day by day")

var turningDemands = []string{`by("test")`, `by("test", months(2))`, `by("test", days(100)) && attested("bsi-c5", 2)`, `by("contract") || attested("bsi-c5", 1, years(1))`,
	`inspected(by("test")) || by("contract", days(30))`, `inspected(attested("bsi-c5", 1, months(3))) && (by("test") || by("contract", days(20)))`,
	`gapless(attested("bsi-c5", 2), months(3), days(60))`, `gapless(inspected(by("test")), days(60), months(3)) || by("contract", days(50))`, `gapless(by("test", months(4)), days(30), days(0))`, `none`}

// randomProofs draws proofs whose days lie around one.
func randomProofs(rng *rand.Rand, around civil.Date, most int) (all []evidence.SupportingProof, covering []int) {
	level := int64(2)
	for i := range rng.IntN(most + 1) {
		p := evidence.SupportingProof{Proof: &evidence.Proof{}, Scoped: rng.IntN(8) > 0}
		p.Kind = []evidence.ProofKind{evidence.Test, evidence.Contract, evidence.Attestation}[rng.IntN(3)]
		if p.Kind == evidence.Attestation {
			p.Scheme, p.Level = "bsi-c5", &level
		}
		p.Dated = around.AddDays(rng.IntN(300) - 150)
		p.Begins = p.Dated.AddDays(rng.IntN(3) * rng.IntN(20))
		if rng.IntN(2) == 0 {
			p.Period = &evidence.Span{From: p.Dated.AddDays(-rng.IntN(200)), To: p.Dated}
		}
		if rng.IntN(2) == 0 {
			p.ValidUntil = evidence.Known(around.AddDays(rng.IntN(200) - 30))
		}
		if rng.IntN(2) == 0 {
			p.Inspected = &evidence.Inspection{By: "a", On: p.Dated.AddDays(rng.IntN(150))}
		}
		all = append(all, p)
		if rng.IntN(8) > 0 {
			covering = append(covering, i)
		}
	}
	return all, covering
}

// A demand is satisfied on the days that its turns say, found by weighing the
// proofs on every day; and every turn has proofs that make it.
func TestTurnsAgainstEveryDay(t *testing.T) {
	t.Parallel()
	sets := *turning
	if testing.Short() {
		sets = min(sets, 500)
	}
	rng := rand.New(rand.NewPCG(63, 64))
	const days = 200
	begun, ended := 0, 0
	why := map[ProofTurn]int{}
	for n := range sets {
		demand, problems := CompileDemand(Source{Text: turningDemands[n%len(turningDemands)]})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		all, covering := randomProofs(rng, today, 6)
		to := today.AddDays(days)
		satisfied, turns := demand.Turns(all, covering, today, to)
		if satisfied != demand.Satisfied(all, covering, today) {
			t.Fatalf("%s: %v on the first day\n%+v", demand, satisfied, all)
		}
		for k := 1; k <= days; k++ {
			day := today.AddDays(k)
			is := demand.Satisfied(all, covering, day)
			if turn := slices.Contains(turns, day); turn != (is != satisfied) {
				t.Fatalf("%s: on %s it turns from %v to %v, and the turns are %v\n%+v", demand, day, satisfied, is, turns, all)
			}
			if is != satisfied {
				turned := demand.Turned(all, covering, day.AddDays(-1), day)
				if len(turned) == 0 {
					t.Fatalf("%s: turns to %v on %s by nothing\n%+v", demand, is, day, all)
				}
				for _, x := range turned {
					why[x.Why]++
				}
			}
			if satisfied = is; is {
				begun++
			} else {
				ended++
			}
		}
		if !slices.IsSortedFunc(turns, civil.Date.Compare) {
			t.Fatalf("%v is not in order", turns)
		}
	}
	for _, w := range []ProofTurn{ProofBegins, ProofInspected, ProofEnds, ProofTooOld, ProofLongAgo} {
		if why[w] < 3 {
			t.Errorf("%d times %s: too few to tell", why[w], w)
		}
	}
	t.Logf("%d sets of proofs on %d days each: satisfied on %d, not on %d; %v", sets, days, begun, ended, why)
}

// A thousand proofs, each with days of its own, are no trouble.
func BenchmarkTurnsOfManyProofs(b *testing.B) {
	for _, text := range []string{`by("test", months(2)) || attested("bsi-c5", 2)`, `gapless(by("test"), days(60), months(3))`} {
		b.Run(text, func(b *testing.B) {
			demand, problems := CompileDemand(Source{Text: text})
			if len(problems) > 0 {
				b.Fatal(problems)
			}
			rng := rand.New(rand.NewPCG(65, 66))
			all, covering := randomProofs(rng, today, 0)
			for len(covering) < 1000 {
				more, _ := randomProofs(rng, today.AddDays(rng.IntN(2000)), 3)
				for _, p := range more {
					covering, all = append(covering, len(all)), append(all, p)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				demand.Turns(all, covering, today, today.AddDays(3000))
			}
		})
	}
}
