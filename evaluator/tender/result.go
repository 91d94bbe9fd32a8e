package tender

import (
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
)

// The format markers.
const (
	Format              = "tender/v1"
	RankingFormat       = "ranking/v1"
	QualificationFormat = "qualification/v1"
)

// Ranking is what follows from a tender and its offers: who is let in, how many
// points each has, and who is first.
type Ranking struct {
	Trias string `json:"trias" required:"true" const:"ranking/v1"`
	// Tender names the tender; absent where a file gives nothing but numbers.
	Tender *Ref `json:"tender,omitzero"`
	// At is the instant the verdicts hold for; absent where there are none.
	At     *evaluator.Instant `json:"at,omitzero"`
	Method rank.Method        `json:"method" required:"true"`
	// Formula, Source, Unverified and Basis are those of [rank.Ranking].
	Formula    string                  `json:"formula" required:"true"`
	Source     string                  `json:"source" required:"true"`
	Unverified bool                    `json:"unverified,omitzero"`
	Basis      map[string]exact.Number `json:"basis,omitzero"`
	// Ranking are the offers that are ranked, the first first.
	Ranking  []rank.Ranked  `json:"ranking" required:"true"`
	Warnings []rank.Warning `json:"warnings" required:"true"`
	// Stability is absent unless it was asked for.
	Stability *rank.Stability `json:"stability,omitzero"`
	// Offers are all offers, in the order of the tender, with what became of each.
	Offers []Assessed `json:"offers" required:"true"`
}

// Ref names a tender, and says whether it is the one that was announced.
type Ref struct {
	ID      string        `json:"id" required:"true"`
	Version string        `json:"version" required:"true"`
	Title   evidence.Text `json:"title" required:"true"`
	// Digest is that of all that is announced: the tender without its offers, with
	// the profile, the catalogue and the methods it uses.
	Digest string `json:"digest" required:"true"`
	// Announced is the digest that was announced, and Changed says that it is another.
	Announced string `json:"announced,omitzero"`
	Changed   bool   `json:"changed,omitzero"`
}

// Status says what became of an offer.
type Status string

// The statuses.
const (
	IsRanked     Status = "ranked"
	Excluded     Status = "excluded"     // an A-criterion is not met
	Inconclusive Status = "inconclusive" // an A-criterion is open
	BelowMinimum Status = "belowMinimum" // a minimum of the performance is not reached
	Lapsed       Status = "lapsed"       // the qualification it rests on has lapsed
)

// Values returns the accepted values.
func (Status) Values() []string {
	return []string{"ranked", "excluded", "inconclusive", "belowMinimum", "lapsed"}
}

// Assessed is one offer and what became of it.
type Assessed struct {
	ID     string `json:"id" required:"true"`
	Bidder string `json:"bidder,omitzero"`
	Status Status `json:"status" required:"true"`
	// Conformity is that of its verdict; absent where there is none.
	Conformity evaluator.Conformity `json:"conformity,omitzero"`
	// Unmet are the A-criteria that exclude it, and Open those that are open.
	Unmet []string `json:"unmet,omitzero"`
	Open  []string `json:"open,omitzero"`
	// Gates are further minimums, of levels and of performance.
	Gates []score.Gate `json:"gates,omitzero"`
	// Requests are what to ask of the bidder, and whether that may be asked.
	Requests []Request `json:"requests,omitzero"`
	// Performance is its score by the B-criteria; absent if it was given directly.
	Performance *score.Score `json:"performance,omitzero"`
	// Dossier is the digest of its evidence.
	Dossier string `json:"dossier,omitzero"`
}

// Request is what an open criterion lacks, and whether it may be requested after
// the offers were opened.
type Request struct {
	// Criterion is the criterion of the catalogue or of the tender.
	Criterion string `json:"criterion" required:"true"`
	// Facts are those that are not known, and Proofs those not proven.
	Facts  []string `json:"facts,omitzero"`
	Proofs []string `json:"proofs,omitzero"`
	// May says that it may be requested, and Why not or on what ground: document and
	// clause.
	May bool   `json:"may,omitzero"`
	Why string `json:"why" required:"true"`
}
