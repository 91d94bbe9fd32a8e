package testkit

import (
	"fmt"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

func known[T any](v T) *T { return &v }

func (g *Generator) proofID() string {
	g.serial++
	return fmt.Sprintf("p%d-%d", g.seed, g.serial)
}

// domains cover everything.
var domains = []string{"data", "operational", "technological", "resilience", "supplyChain"}

// goodProofs returns a fresh, inspected proof of nearly every kind, and of both
// attestations the embedded profiles ask for, over all facts of a source. Each
// is left out at the given rate.
func (g *Generator) goodProofs(without float64) []evidence.Proof {
	var out []evidence.Proof
	add := func(p evidence.Proof) {
		if g.chance(without) {
			return
		}
		p.ID, p.Issuer, p.Covers = g.proofID(), "issuer", domains
		p.Issued, p.ValidUntil = known(Today.AddDays(-10)), known(Today.AddDays(300))
		p.Inspected = &evidence.Inspection{By: "assessor", On: Today.AddDays(-5)}
		out = append(out, p)
	}
	for _, k := range evidence.ProofKind("").Values() {
		switch kind := evidence.ProofKind(k); kind {
		case evidence.Attestation:
			add(evidence.Proof{Kind: kind, Scheme: evidence.BSIC5, Level: known(int64(2)),
				Period: &evidence.Span{From: Today.AddDays(-400), To: Today.AddDays(-20)}})
			add(evidence.Proof{Kind: kind, Scheme: evidence.ISO27001Grundschutz})
		case evidence.Log:
			add(evidence.Proof{Kind: kind, Period: &evidence.Span{From: Today.AddDays(-200), To: Today.AddDays(-12)}})
		default:
			add(evidence.Proof{Kind: kind})
		}
	}
	return out
}

// GoodProofs returns proofs that satisfy every demand of the embedded profiles
// on every fact of a source.
func (g *Generator) GoodProofs() []evidence.Proof { return g.goodProofs(0) }

// Proof returns any valid proof: of any kind and age, expired, to come or in
// force, of a scope that holds the subject or not, inspected or not.
func (g *Generator) Proof() evidence.Proof {
	p := evidence.Proof{ID: g.proofID(), Kind: evidence.ProofKind(Pick(g, evidence.ProofKind("").Values()...)), Issuer: Pick(g, "supplier", "laboratory")}
	if p.Kind == evidence.Attestation {
		p.Scheme = evidence.Scheme(Pick(g, append(evidence.Scheme("").Values(), "bsi-c5", "bsi-c5", "bsi-c5", "bsi-c5", "bsi-c5", "bsi-c5", "ens", "ens", "bsi-c5", "iso27001-it-grundschutz")...))
		if p.Scheme.Levels() > 1 || g.chance(0.3) {
			p.Level = known(int64(1 + g.IntN(p.Scheme.Levels())))
		}
		if p.Scheme == evidence.OtherScheme {
			p.SchemeName = Pick[evidence.SchemeName](g, "Example Label", "Example Seal")
		}
	}
	begin := Today.AddDays(-Pick(g, -5, 0, 1, 20, 85, 200, 364, 365, 366, 500, 800))
	// A C5 report of Type 2 speaks of a period.
	if g.chance(0.4) || p.Scheme == evidence.BSIC5 && *p.Level == 2 {
		to := begin.AddDays(-g.IntN(60))
		p.Period = &evidence.Span{From: to.AddDays(-g.IntN(400)), To: to}
	}
	if p.Period == nil || g.chance(0.5) {
		p.Issued = known(begin)
	} else {
		begin = p.Period.To
	}
	if g.chance(0.6) {
		p.ValidUntil = known(later(begin, Today.AddDays(Pick(g, -30, -1, 0, 1, 200))))
	}
	if g.chance(0.6) {
		p.Inspected = &evidence.Inspection{By: "assessor", On: Today.AddDays(Pick(g, -30, 0, 3))}
	}
	if g.chance(0.4) {
		p.Scope = &evidence.Scope{}
		if g.chance(0.5) {
			p.Scope.Versions = Pick(g, ">= 2.0, < 3", "2.1", "< 2")
		}
		if g.chance(0.4) {
			p.Scope.Regions = Pick(g, []evidence.Country{"DE", "FR", "AT"}, []evidence.Country{"DE"})
		}
		if g.chance(0.4) {
			p.Scope.Services = Pick(g, []string{"registry", "builds"}, []string{"builds"})
		}
	}
	for range 1 + g.IntN(5) {
		// A domain, a group or a single fact.
		parts := strings.Split(Pick(g, model()...).path, ".")
		if g.chance(0.5) {
			parts = parts[:1+g.IntN(len(parts))]
		}
		if c := strings.Join(parts, "."); !contains(p.Covers, c) {
			p.Covers = append(p.Covers, c)
		}
	}
	return p
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func later(a, b civil.Date) civil.Date {
	if a.Compare(b) > 0 {
		return a
	}
	return b
}
