package profiles

import (
	"fmt"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// DecisionsFormat is the format marker of a file of decision records.
const DecisionsFormat = "decisions/v1"

// Decidable is what a decision is about.
type Decidable string

// What decisions are about.
const (
	AboutProfile     Decidable = "profile"     // a profile, or its changes of another
	AboutWaiver      Decidable = "waiver"      // an unmet criterion that is accepted
	AboutEquivalence Decidable = "equivalence" // an attestation that is accepted as another
	AboutOnboarding  Decidable = "onboarding"  // the admission of a subject
	AboutCatalogue   Decidable = "catalogue"   // a catalogue of criteria
	AboutNeed        Decidable = "need"        // a protection need
)

// Values returns the accepted values.
func (Decidable) Values() []string {
	return []string{"profile", "waiver", "equivalence", "onboarding", "catalogue", "need"}
}

// DecisionSubject names what a decision is about.
type DecisionSubject struct {
	// Kind is what sort of thing it is, ID which one: of an onboarding the id of
	// the subject.
	Kind Decidable `json:"kind" required:"true"`
	ID   string    `json:"id" required:"true" pattern:"[^ ]" maxLen:"64"`
	// Version is the only version of it that was decided on; left out, the
	// decision holds for every version.
	Version evidence.Version `json:"version,omitzero"`
}

// Covers reports whether what a decision is about is what names it. A version
// that either does not state does not tell them apart.
func (s DecisionSubject) Covers(by DecisionSubject) bool {
	return s.Kind == by.Kind && s.ID == by.ID && (s.Version == "" || by.Version == "" || s.Version.Compare(by.Version) == 0)
}

// DecisionRecord is the record of a decision of an authority: what was decided,
// by whom, when and why. Profiles, waivers and equivalences name it by its id. It
// is for readers, and decides nothing in a verdict: what it is about has the
// effect it states itself.
type DecisionRecord struct {
	// ID names the decision, such as its file reference.
	ID string `json:"id" required:"true"`
	// Title says in a few words what it is.
	Title string `json:"title" required:"true" pattern:"[^ ]" maxLen:"200"`
	// About is what it is about.
	About DecisionSubject `json:"about" required:"true"`
	// Decided is what was decided.
	Decided string `json:"decided" required:"true" pattern:"[^ ]" maxLen:"2000"`
	// Authority is who decided, On the day, Reason why.
	Authority string        `json:"authority" required:"true" pattern:"[^ ]" maxLen:"200"`
	On        evidence.Date `json:"on" required:"true"`
	Reason    string        `json:"reason" required:"true" pattern:"[^ ]" maxLen:"2000"`
	// Basis is the document and clause the decision rests on.
	Basis string `json:"basis,omitzero" maxLen:"500"`
	// Replaces is the id of an earlier decision that this one takes the place of.
	Replaces string `json:"replaces,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// URL is where the signed document can be had, Reference its file reference
	// where that is not the id, and Digest identifies it: "sha256:" and 64
	// hexadecimal digits.
	URL       string `json:"url,omitzero" pattern:"^https?://[^ ]+$" maxLen:"2000"`
	Reference string `json:"reference,omitzero" maxLen:"200"`
	Digest    string `json:"digest,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
}

type decisionFile struct {
	Trias     string           `json:"trias" required:"true" const:"decisions/v1"`
	Decisions []DecisionRecord `json:"decisions" required:"true"`
}

// DecodeDecisions reads a file of decision records from YAML or JSON. A decision
// that another one replaces is in the same file, and is not later than that one.
func DecodeDecisions(name string, data []byte) ([]DecisionRecord, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var f decisionFile
	problems := append(doc.Problems(nil).With(err), doc.Bind(node, &f)...)
	problems = append(problems, checkReplaced(f.Decisions, node)...)
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return f.Decisions, nil
}

// checkReplaced looks at what decisions replace. As what is replaced is earlier,
// or of the same day and further up, there is no circle.
func checkReplaced(records []DecisionRecord, node *doc.Node) doc.Problems {
	var problems doc.Collector
	place := make(map[string]int, len(records))
	ids := make([]string, len(records))
	for i := range records {
		place[records[i].ID], ids[i] = i, records[i].ID
	}
	for i := range records {
		r := &records[i]
		if r.Replaces == "" {
			continue
		}
		report := func(hint, format string, args ...any) {
			problems.Add(node.Find(fmt.Sprintf("/decisions/%d/replaces", i)).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint))
		}
		k, known := place[r.Replaces]
		switch {
		case !known:
			hint := "keep the decisions that are replaced in the file"
			if problems.Full() {
				hint = "" // nobody reads it
			} else if near := doc.Suggest(r.Replaces, ids); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			report(hint, "there is no decision %s here", doc.Quote(r.Replaces))
		case k == i:
			report("name an earlier decision, or leave it out", "%s replaces itself", doc.Quote(r.ID))
		case !r.On.IsZero() && !records[k].On.IsZero() && r.On.Compare(records[k].On) < 0:
			report("check the dates", "%s of %s cannot replace %s of %s, which is later", r.ID, r.On, records[k].ID, records[k].On)
		case !r.On.IsZero() && r.On.Compare(records[k].On) == 0 && k > i:
			report("write decisions of the same day in their order", "%s replaces %s of the same day, which is written after it", r.ID, records[k].ID)
		}
	}
	return problems.Sorted()
}

// CheckDecisions refuses decision records built in Go that a file could not
// state, and returns the digest of the others: "sha256:" over their RFC 8785
// form.
func CheckDecisions(records []DecisionRecord) (string, error) {
	text, err := doc.Canonical(decisionFile{DecisionsFormat, records})
	if err != nil {
		return "", fmt.Errorf("decisions: %w", err)
	}
	if _, err := DecodeDecisions("decisions.json", text); err != nil {
		return "", err
	}
	return doc.Digest(text), nil
}
