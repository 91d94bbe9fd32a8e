package tender

import (
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
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
	// At is the instant the verdicts hold for, and Day its calendar day; absent where
	// there are none.
	At     *evaluator.Instant `json:"at,omitzero"`
	Day    *evidence.Date     `json:"day,omitzero"`
	Method rank.Method        `json:"method" required:"true"`
	// Currency is the ISO 4217 code of all prices; absent where the file states none.
	Currency string `json:"currency,omitzero" pattern:"^[A-Z]{3}$"`
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
	// Qualification is the digest of the qualification that lets offers in; absent
	// where exclusion criteria were looked at here.
	Qualification string `json:"qualification,omitzero"`
	// Offers are all offers by id, with what became of each.
	Offers []Assessed `json:"offers" required:"true"`
}

// Ref names a tender, and says whether it is the one that was announced.
type Ref struct {
	ID      string        `json:"id" required:"true"`
	Version string        `json:"version" required:"true"`
	Title   evidence.Text `json:"title" required:"true"`
	// Subject, Authority and Procedure are those of [Definition]: what is bought, who
	// buys, and how.
	Subject   *evidence.Text `json:"subject,omitzero"`
	Authority string         `json:"authority,omitzero"`
	Procedure Procedure      `json:"procedure,omitzero"`
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
	Excluded     Status = "excluded"     // an exclusion criterion, or a minimum level, is not met
	Inconclusive Status = "inconclusive" // an exclusion criterion, or a minimum level, is open
	BelowMinimum Status = "belowMinimum" // a minimum of the performance is not reached
	Lapsed       Status = "lapsed"       // the qualification it rests on has lapsed, or there is none
)

// Values returns the accepted values.
func (Status) Values() []string {
	return []string{"ranked", "excluded", "inconclusive", "belowMinimum", "lapsed"}
}

// Assessed is one offer and what became of it. The first that fits is its status:
// the qualification it rests on has lapsed; an exclusion criterion or a minimum
// level is not met by what the offer itself states; a minimum of the performance is
// not reached by what is proven, which nothing requested later may change; an
// exclusion criterion or a minimum level is open; else it is ranked.
type Assessed struct {
	ID     string `json:"id" required:"true"`
	Bidder string `json:"bidder,omitzero"`
	Status Status `json:"status" required:"true"`
	// Subject is what was assessed; absent where there is no evidence.
	Subject *evaluator.SubjectRef `json:"subject,omitzero"`
	// Conformity is that of its verdict; absent where there is none. It says more
	// than whether the offer is let in: a should that is not met excludes nobody.
	Conformity evaluator.Conformity `json:"conformity,omitzero"`
	// Unmet are the exclusion criteria that exclude it, and Open those that are open.
	Unmet []string `json:"unmet,omitzero"`
	Open  []string `json:"open,omitzero"`
	// Results are those of the verdict for what is in Unmet and Open, with the tests
	// that decided: what is demanded, what is stated and what proves it. So the
	// ranking says why an offer is excluded and not only by what. They are absent
	// where the offer is ranked.
	Results []evaluator.Result `json:"results,omitzero"`
	// Confidential says which of the facts that the verdict rests on are
	// confidential, and whether Results show them: see [Options.Authority]. Absent
	// without Results, and where nothing is confidential.
	Confidential *evaluator.Confidentiality `json:"confidential,omitzero"`
	// Gates are further minimums: of levels of the EU Cloud Sovereignty Framework
	// ("seal" or an objective), and of performance.
	Gates []score.Gate `json:"gates,omitzero"`
	// Requests are what to ask of the bidder, and whether that may be asked.
	Requests []Request `json:"requests,omitzero"`
	// Performance is its score by the award criteria; absent if it was given
	// directly, and for an offer that is excluded or whose qualification has lapsed:
	// what is not let in is not scored.
	Performance *score.Score `json:"performance,omitzero"`
	// Price is its price; absent for who only wants to qualify.
	Price *exact.Number `json:"price,omitempty"`
	// IfAdmitted is the rank an inconclusive offer has if all inconclusive offers are
	// let in as they are; absent for the others.
	IfAdmitted *int64 `json:"ifAdmitted,omitzero" min:"1"`
	// Lapse says why the qualification does not carry the offer.
	Lapse *Lapse `json:"lapse,omitzero"`
	// Dossier is the digest of its evidence.
	Dossier string `json:"dossier,omitzero"`
	// Verdict is the digest of the verdict, in the form that
	// [evaluator.Verdict.EncodeJSON] writes: who computes the same verdict gets the
	// same digest.
	Verdict string `json:"verdict,omitzero"`
}

// Ground says on what ground something may be requested, or not.
type Ground string

// The grounds. By § 15(5) VgV only clarification may be asked for besides.
const (
	// Lacking: it is missing or incomplete, and may be requested (§ 56(2) VgV).
	Lacking Ground = "lacking"
	// Correctable: a document on the company does not do, and may be corrected
	// (§ 56(2) VgV).
	Correctable Ground = "correctable"
	// Unclear: sources contradict each other, or a value makes no sense; it may be
	// clarified, and the offer may not be changed by that (§ 15(5) VgV).
	Unclear Ground = "unclear"
	// HandedIn: a document on the performance was handed in and does not do. It is
	// neither missing nor incomplete, and may not be exchanged for another (§ 56(2)
	// VgV). Where it is about the company after all the tender can say so:
	// [Later.Company].
	HandedIn Ground = "handedIn"
	// Scored: it concerns the evaluation by the award criteria, and may not be
	// requested (§ 56(3) VgV).
	Scored Ground = "scored"
	// NotAnnounced: the tender announced that nothing, or nothing for this
	// criterion, will be requested (§ 56(2), second sentence, VgV).
	NotAnnounced Ground = "notAnnounced"
)

// Values returns the accepted values.
func (Ground) Values() []string {
	return []string{"lacking", "correctable", "unclear", "handedIn", "scored", "notAnnounced"}
}

// clause is the document and clause of the ground.
func (g Ground) clause() string {
	switch g {
	case Unclear:
		return "VgV § 15(5)"
	case Scored:
		return "VgV § 56(3)"
	}
	return "VgV § 56(2)"
}

// Request is what an open criterion lacks, and whether it may be requested after
// the offers were opened. A criterion that lacks several things on several grounds
// has a request for each ground. Whatever is requested, the time limit is set by
// the calendar (§ 56(4) VgV), and the decision and what came of it are recorded
// (§ 56(5) VgV).
type Request struct {
	// Criterion is the exclusion criterion, or the criterion of the EU Cloud
	// Sovereignty Framework that keeps a minimum level open.
	Criterion string `json:"criterion" required:"true"`
	// Facts are those that are not known or contradicted, and Proofs those stated and
	// not proven.
	Facts  []string `json:"facts,omitzero"`
	Proofs []string `json:"proofs,omitzero"`
	// Needs is what is demanded of the proofs of each of these, by path: see
	// [profiles.DemandLanguage].
	Needs map[string]string `json:"needs,omitzero"`
	// May says that it may be requested, Ground on what ground, or why not, and Why
	// the document and clause.
	May    bool   `json:"may,omitzero"`
	Ground Ground `json:"ground" required:"true"`
	Why    string `json:"why" required:"true"`
}

// Confidential adds up what is confidential in the offers; nil if nothing is.
func (r *Ranking) Confidential() *evaluator.Confidentiality {
	if r == nil {
		return nil
	}
	var all []*evaluator.Confidentiality
	for i := range r.Offers {
		all = append(all, r.Offers[i].Confidential)
	}
	return evaluator.AllConfidential(all...)
}

// EncodeJSON writes the ranking. Equal rankings give equal bytes.
func (r *Ranking) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(r) }

// DecodeRanking reads what [Ranking.EncodeJSON] wrote, strictly.
func DecodeRanking(name string, data []byte) (*Ranking, error) {
	return doc.ReadJSON[Ranking](name, data, evaluator.VerdictLimits())
}
