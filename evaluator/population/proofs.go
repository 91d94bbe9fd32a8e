package population

import (
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// sampleDay is a day for proofs that are made to be looked at by the reader.
var sampleDay, _ = evidence.ParseDate("2026-01-01")

// ages is how many ages a proof may have, in days.
func (a *Alternative) ages() (from int64, n uint64) {
	if a.Age == nil {
		return 0, 1
	}
	return a.Age.From, uint64(a.Age.To-a.Age.From) + 1
}

// proofs returns the proofs an alternative stands for, on a day, at an age in
// days; they cover nothing yet.
func (a *Alternative) proofs(id string, today evidence.Date, age int64) []evidence.Proof {
	issued := today.AddDays(-int(age))
	base := evidence.Proof{ID: id, Kind: a.Kind, Scheme: a.Scheme, Level: a.Level, SchemeName: a.Name, Issuer: "population", Issued: &issued}
	if a.Lasts != nil {
		until := issued.Add(*a.Lasts)
		base.ValidUntil = &until
	}
	if a.Period != nil {
		base.Period = &evidence.Span{From: issued.Sub(*a.Period).AddDays(1), To: issued}
		if base.Period.From.Compare(issued) > 0 { // on the first day there is
			base.Period.From = issued
		}
	}
	if a.Inspected {
		base.Inspected = &evidence.Inspection{By: "population", On: issued}
	}
	if !a.Complete {
		return []evidence.Proof{base}
	}
	base.Inspected = &evidence.Inspection{By: "population", On: issued}
	base.Period = &evidence.Span{From: issued.Sub(civil.Period{Years: 10}), To: issued}
	var out []evidence.Proof
	for _, kind := range evidence.ProofKind("").Values() {
		if kind := evidence.ProofKind(kind); kind != evidence.Attestation {
			p := base
			p.ID, p.Kind = id+"-"+string(kind), kind
			out = append(out, p)
		}
	}
	for _, scheme := range evidence.Scheme("").Named() {
		scheme := evidence.Scheme(scheme)
		p := base
		p.ID, p.Kind, p.Scheme = id+"-"+string(scheme), evidence.Attestation, scheme
		if n := int64(scheme.Levels()); n > 1 {
			p.Level = &n
		}
		out = append(out, p)
	}
	return out
}

// covering lists the proofs that may cover a fact, by index.
func (p *Population) covering(path string) (out []int) {
	for i, proof := range p.proofs {
		if within(path, proof.covers) {
			out = append(out, i)
		}
	}
	return slices.Clip(out)
}
