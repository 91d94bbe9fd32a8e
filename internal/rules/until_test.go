package rules

import (
	"math/rand/v2"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Until is the day before the first one on which the demand is not satisfied,
// found by trying each day.
func TestUntil(t *testing.T) {
	t.Parallel()
	from, err := civil.ParseDate("2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	level := int64(2)
	const days = 500
	to := from.AddDays(days)
	ended, whole := 0, 0
	for _, text := range []string{`by("test")`, `by("test", months(6))`, `by("test", days(100)) && attested("bsi-c5", 2)`, `by("contract") || attested("bsi-c5", 1, years(1))`,
		`inspected(by("test")) || by("contract", days(30))`, `gapless(attested("bsi-c5", 2), months(3), days(90))`, `gapless(by("test"), days(60), months(6)) || by("contract")`} {
		demand, problems := CompileDemand(Source{Text: text})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for range 400 {
			var all []evidence.SupportingProof
			var covering []int
			for i := range 1 + rng.IntN(5) {
				p := evidence.SupportingProof{Proof: &evidence.Proof{}, Scoped: rng.IntN(8) > 0}
				p.Kind = []evidence.ProofKind{evidence.Test, evidence.Contract, evidence.Attestation}[rng.IntN(3)]
				if p.Kind == evidence.Attestation {
					p.Scheme, p.Level = "bsi-c5", &level
				}
				p.Dated = from.AddDays(rng.IntN(500) - 400)
				p.Begins = p.Dated
				if rng.IntN(2) == 0 {
					p.Period = &evidence.Span{From: p.Dated.AddDays(-rng.IntN(200)), To: p.Dated}
				}
				if rng.IntN(2) == 0 {
					p.ValidUntil = evidence.Known(from.AddDays(rng.IntN(700) - 50))
				}
				if rng.IntN(2) == 0 {
					p.Inspected = &evidence.Inspection{By: "a", On: p.Dated.AddDays(rng.IntN(200))}
				}
				all, covering = append(all, p), append(covering, i)
			}
			if !demand.Satisfied(all, covering, from) {
				continue
			}
			want := to
			for n := range days {
				if !demand.Satisfied(all, covering, from.AddDays(n+1)) {
					want = from.AddDays(n)
					break
				}
			}
			if want == to {
				whole++
			} else {
				ended++
			}
			if got := demand.Until(all, covering, from, to); got != want {
				t.Fatalf("%s: until %s, want %s\n%+v", text, got, want, all)
			}
		}
	}
	if ended < 100 || whole < 100 {
		t.Errorf("%d end and %d do not: too few to tell", ended, whole)
	}
}

// Many proofs take no longer than is bearable, and give a day that is not too late.
func TestUntilOfManyProofs(t *testing.T) {
	t.Parallel()
	from, err := civil.ParseDate("2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	demand, problems := CompileDemand(Source{Text: `by("test", days(40000))`})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var all []evidence.SupportingProof
	var covering []int
	for i := range 20000 {
		p := evidence.SupportingProof{Proof: &evidence.Proof{}, Scoped: true, Begins: from, Dated: from}
		p.Kind, p.ValidUntil = evidence.Test, evidence.Known(from.AddDays(i))
		all, covering = append(all, p), append(covering, i)
	}
	if got, want := demand.Until(all, covering, from, from.AddDays(30000)), from.AddDays(19999); got != want {
		t.Errorf("until %s, want %s", got, want)
	}
}
