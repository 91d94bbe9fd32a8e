package evaluator

import (
	"errors"
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// WaiversFormat is the format marker of a file of waivers.
const WaiversFormat = "waivers/v1"

// ErrWaiverInTender is returned when waivers are given within a tender: bidders
// are treated alike, and a gate that one of them may miss is none.
var ErrWaiverInTender = errors.New("waivers have no place in a tender")

// Waivable is an outcome a waiver may accept.
type Waivable string

// Values returns the accepted values.
func (Waivable) Values() []string { return []string{"fail", "unproven", "unknown"} }

// Waiver is a recorded, dated, owned decision to accept an unmet criterion. It
// is the assessor's, given beside the dossier and never inside it. For a should
// it is the recorded reason of a deviation.
type Waiver struct {
	// ID names the waiver.
	ID string `json:"id" required:"true"`
	// Subject and Version name what it is for. It is for that version only.
	Subject string           `json:"subject" required:"true" maxLen:"64"`
	Version evidence.Version `json:"version" required:"true"`
	// Profile and Criterion name what is waived.
	Profile   string `json:"profile" required:"true" maxLen:"64"`
	Criterion string `json:"criterion" required:"true" maxLen:"64"`
	// Accepts are the outcomes it accepts. An error is never accepted.
	Accepts []Waivable `json:"accepts" required:"true" minItems:"1"`
	// Authority is who decided, Reason why.
	Authority string `json:"authority" required:"true" pattern:"[^ ]" maxLen:"200"`
	Reason    string `json:"reason" required:"true" pattern:"[^ ]" maxLen:"2000"`
	// From and Until are the first and last day it has effect.
	From  evidence.Date `json:"from" required:"true"`
	Until evidence.Date `json:"until" required:"true"`
	// Decision is the id of the record of the decision, if there is one: see
	// [WithDecisions].
	Decision string `json:"decision,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
}

// WaiverStatus is what became of a waiver.
type WaiverStatus string

// The statuses.
const (
	WaiverUsed       WaiverStatus = "used"        // it accepts an unmet criterion
	WaiverNotNeeded  WaiverStatus = "notNeeded"   // the criterion is met
	WaiverExpired    WaiverStatus = "expired"     // its last day has passed
	WaiverNotYet     WaiverStatus = "notYetValid" // its first day is to come
	WaiverNotMatched WaiverStatus = "notMatched"  // another subject, version, profile or criterion
	WaiverNoEffect   WaiverStatus = "noEffect"    // it does not accept this outcome
	WaiverNotAsked   WaiverStatus = "notAsked"    // the criterion is not asked on that day
)

// Values returns the accepted values.
func (WaiverStatus) Values() []string {
	return []string{"used", "notNeeded", "expired", "notYetValid", "notMatched", "noEffect", "notAsked"}
}

// AppliedWaiver is a waiver and what became of it.
type AppliedWaiver struct {
	Waiver
	Status WaiverStatus `json:"status" required:"true"`
}

type waiverFile struct {
	Trias   string   `json:"trias" required:"true" const:"waivers/v1"`
	Waivers []Waiver `json:"waivers" required:"true"`
}

// DecodeWaivers reads a file of waivers from YAML or JSON.
func DecodeWaivers(name string, data []byte) ([]Waiver, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var f waiverFile
	problems := append(doc.Problems(nil).With(err), doc.Bind(node, &f)...)
	for i, w := range f.Waivers {
		if !w.From.IsZero() && !w.Until.IsZero() && w.Until.Compare(w.From) < 0 {
			at := node.Get("waivers")
			if at != nil && i < len(at.Items) {
				problems = append(problems, at.Items[i].Problem(doc.Semantic, "the waiver ends before it begins", "swap from and until"))
			}
		}
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return f.Waivers, nil
}

// checkWaivers refuses waivers built in Go that a file could not state, and
// returns the digest of the others.
func checkWaivers(ws []Waiver) (string, error) {
	text, err := doc.Canonical(waiverFile{WaiversFormat, ws})
	if err != nil {
		return "", fmt.Errorf("waivers: %w", err)
	}
	if _, err := DecodeWaivers("waivers.json", text); err != nil {
		return "", err
	}
	return doc.Digest(text), nil
}

// status says what becomes of a waiver whose criterion has the outcome, or, for
// an empty outcome, none in this profile, and counts or not.
func (w *Waiver) status(subject *evidence.Subject, profile string, outcome Outcome, counts bool, today civil.Date) WaiverStatus {
	switch {
	case w.Subject != subject.ID || w.Version != subject.Version || w.Profile != profile || outcome == "":
		return WaiverNotMatched
	case w.Until.Compare(today) < 0:
		return WaiverExpired
	case w.From.Compare(today) > 0:
		return WaiverNotYet
	case !counts:
		return WaiverNotAsked
	case outcome.Met():
		return WaiverNotNeeded
	case outcome == Error || !slices.Contains(w.Accepts, Waivable(outcome)):
		return WaiverNoEffect
	}
	return WaiverUsed
}
