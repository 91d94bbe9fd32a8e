package profiles

import (
	"fmt"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// NeedFormat is the format marker of a file with a protection need.
const NeedFormat = "need/v1"

// Goal is a goal of protection (Grundwert, Schutzziel).
type Goal string

// The goals.
const (
	Confidentiality Goal = "confidentiality"
	Integrity       Goal = "integrity"
	Availability    Goal = "availability"
)

// Values returns the accepted values.
func (Goal) Values() []string { return []string{"confidentiality", "integrity", "availability"} }

func goals() []Goal { return []Goal{Confidentiality, Integrity, Availability} }

// Need is the protection need (Schutzbedarf) of what is to run on an offer, as
// its file states it, with the decisions recorded about it. [Choose] turns it
// into a profile.
type Need struct {
	// Trias marks the format.
	Trias string `json:"trias" required:"true" const:"need/v1"`
	// Line names the line of profiles to choose from, see [Lines]; general if
	// left out.
	Line string `json:"line,omitzero" maxLen:"64"`
	// Assets are what is to be protected.
	Assets []Asset `json:"assets" required:"true" minItems:"1"`
	// Cumulation raises the need, Distribution lowers that for availability.
	Cumulation   []Cumulation   `json:"cumulation,omitzero"`
	Distribution []Distribution `json:"distribution,omitzero"`
}

// Asset is a business process, an application or information with a protection
// need of its own. A level that is left out is not known.
type Asset struct {
	// ID names the asset.
	ID string `json:"id" required:"true"`
	// Name is what people call it.
	Name string `json:"name,omitzero" maxLen:"200"`
	// The three levels, each by the worst damage that could come about.
	Confidentiality evidence.ProtectionLevel `json:"confidentiality,omitzero"`
	Integrity       evidence.ProtectionLevel `json:"integrity,omitzero"`
	Availability    evidence.ProtectionLevel `json:"availability,omitzero"`
	// Reason is why, by damage scenario.
	Reason string `json:"reason,omitzero" maxLen:"2000"`
}

// Level returns the level for a goal, "" if it is not known.
func (a *Asset) Level(g Goal) evidence.ProtectionLevel {
	switch g {
	case Confidentiality:
		return a.Confidentiality
	case Integrity:
		return a.Integrity
	}
	return a.Availability
}

// Cumulation is a decision that damages of several assets, or of many records of
// one, add up (Kumulationseffekt): together they need more than the highest of
// them.
type Cumulation struct {
	ID string `json:"id" required:"true"`
	// Assets are the ids of what adds up.
	Assets []string `json:"assets" required:"true" minItems:"1" maxLen:"64"`
	// Goal is for which goal, To what they need together.
	Goal Goal                     `json:"goal" required:"true"`
	To   evidence.ProtectionLevel `json:"to" required:"true"`
	Decided
}

// Distribution is a decision that an outage of the offer harms the assets less
// than their availability says (Verteilungseffekt): because only minor parts of
// them run there, or because others take over. It speaks of availability alone:
// that less is stored in one place makes nothing less confidential, and no less
// in need of being right.
type Distribution struct {
	ID string `json:"id" required:"true"`
	// Assets are the ids of what is distributed.
	Assets []string `json:"assets" required:"true" minItems:"1" maxLen:"64"`
	// To is what their availability counts as here.
	To evidence.ProtectionLevel `json:"to" required:"true"`
	Decided
}

// Decided records a decision: who answers for it, since when, and why.
type Decided struct {
	Authority string        `json:"authority" required:"true" pattern:"[^ ]" maxLen:"200"`
	On        evidence.Date `json:"on" required:"true"`
	Reason    string        `json:"reason" required:"true" pattern:"[^ ]" maxLen:"2000"`
}

// DecodeNeed reads a protection need from YAML or JSON. The error is a
// [Problems] with everything that is wrong.
func DecodeNeed(name string, data []byte) (*Need, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var n Need
	var problems doc.Collector
	problems.Add(Problems(nil).With(err)...)
	problems.Add(doc.Bind(node, &n)...)
	known := map[string]bool{}
	var ids []string
	for _, a := range n.Assets {
		known[a.ID] = true
		ids = append(ids, a.ID)
	}
	assets := func(list string, i int, named []string) {
		for j, id := range named {
			if known[id] || problems.Full() {
				continue
			}
			hint := "name an asset of this file"
			if near := doc.Suggest(id, ids); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			at := node.Find(fmt.Sprintf("/%s/%d/assets/%d", list, i, j))
			problems.Add(at.Problem(doc.Semantic, "there is no asset "+doc.Quote(id), hint))
		}
	}
	for i, c := range n.Cumulation {
		assets("cumulation", i, c.Assets)
	}
	for i, d := range n.Distribution {
		assets("distribution", i, d.Assets)
	}
	if problems.Total() > 0 {
		return nil, problems.Sorted()
	}
	return &n, nil
}

// EncodeYAML writes the need as YAML, byte-stable.
func (n *Need) EncodeYAML() ([]byte, error) { return doc.EncodeYAML(n) }

// JoinNeeds makes one need of several. Each asset and decision has an id of its
// own, and those that name a line of profiles name the same.
func JoinNeeds(needs ...Need) (Need, error) {
	joined := Need{Trias: NeedFormat}
	for _, n := range needs {
		if n.Line != "" && joined.Line != "" && n.Line != joined.Line {
			return Need{}, fmt.Errorf("two lines of profiles are named, %q and %q", joined.Line, n.Line)
		}
		if n.Line != "" {
			joined.Line = n.Line
		}
		joined.Assets = append(joined.Assets, n.Assets...)
		joined.Cumulation = append(joined.Cumulation, n.Cumulation...)
		joined.Distribution = append(joined.Distribution, n.Distribution...)
	}
	var assets, decisions []string
	for _, a := range joined.Assets {
		assets = append(assets, a.ID)
	}
	for _, c := range joined.Cumulation {
		decisions = append(decisions, "cumulation "+doc.Quote(c.ID))
	}
	for _, d := range joined.Distribution {
		decisions = append(decisions, "distribution "+doc.Quote(d.ID))
	}
	if id, again := twice(assets); again {
		return Need{}, fmt.Errorf("the asset %s is stated twice (give each an id of its own)", doc.Quote(id))
	}
	if id, again := twice(decisions); again {
		return Need{}, fmt.Errorf("the %s is stated twice (give each an id of its own)", id)
	}
	return joined, joined.check()
}

// twice returns the first text that is there again.
func twice(texts []string) (text string, again bool) {
	seen := map[string]bool{}
	for _, text := range texts {
		if seen[text] {
			return text, true
		}
		seen[text] = true
	}
	return "", false
}

// check refuses a need built in Go that a file could not state.
func (n *Need) check() error {
	n.Trias = NeedFormat
	data, err := doc.EncodeJSON(n)
	if err != nil {
		return fmt.Errorf("protection need: %w", err)
	}
	_, err = DecodeNeed("need.json", data)
	return err
}

// NeedOf takes the protection need of the data from the facts of a dossier,
// data.protection, as one asset named like the subject. The customer determines
// it: a provider's dossier states what the offer is made for. What the sources
// contradict each other on is returned and counts as not known; what each of them
// states of a confidential fact is masked there.
func NeedOf(d *evidence.Dossier) (Need, []evidence.Contradiction) {
	subject := d.Subject()
	asset := Asset{ID: subject.ID, Name: subject.Name}
	var contradicted []evidence.Contradiction
	level := func(g Goal) evidence.ProtectionLevel {
		path := "data.protection." + string(g)
		fact := d.Fact(evidence.FactSchema().Field(path).Slot)
		switch len(fact.Alternatives) {
		case 0:
			return ""
		case 1:
			text, _ := fact.Alternatives[0].Value.Scalar.(string)
			return evidence.ProtectionLevel(text)
		}
		for _, c := range fact.Contradictions(path) {
			for i := range c.Stated {
				if d.Confidential(path) {
					c.Stated[i] = evidence.Saying{Sources: c.Stated[i].Sources, Confidential: true}
				}
			}
			contradicted = append(contradicted, c)
		}
		return ""
	}
	asset.Confidentiality, asset.Integrity, asset.Availability = level(Confidentiality), level(Integrity), level(Availability)
	return Need{Trias: NeedFormat, Assets: []Asset{asset}}, contradicted
}
