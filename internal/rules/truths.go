package rules

import "github.com/trias-sovereignty/trias/internal/civil"

// Truths remember what rules make of the facts of one dossier, for whoever decides
// on it under many profiles, parameters and days: nothing but what the key says
// goes into the truth of a rule. The zero Truths are empty and ready. They are not
// safe for concurrent use.
type Truths struct {
	facts *Facts
	known map[*Rule]*[]knownTruth
}

// knownTruth is what a rule came out as. It was asked for a few times: to look at
// each costs less than to find it by a key.
type knownTruth struct {
	hidden uint64
	day    civil.Date // zero for a rule that does not depend on it
	truth  Truth
	params string
}

// MaxHidden is how many facts of a rule may be told apart as hidden or shown.
const MaxHidden = 64

// Of makes the truths those of the facts: of others they forget all. The subject is
// taken to be the same as long as the facts are.
func (t *Truths) Of(facts *Facts) {
	if t.facts == facts {
		return
	}
	t.facts = facts
	for _, known := range t.known {
		*known = (*known)[:0]
	}
}

// Truth returns the truth of a rule on a day when the machine shows the facts but
// those hidden, by their index in [Rule].Reads: it is asked for only if it was not
// asked for before.
func (t *Truths) Truth(rule *Rule, params *Given, day civil.Date, hidden uint64, ask func() (Truth, error)) (Truth, error) {
	sought := knownTruth{hidden: hidden}
	if params != nil {
		sought.params = params.values
	}
	if rule.UsesAt {
		sought.day = day
	}
	known := t.known[rule]
	if known == nil {
		if t.known == nil {
			t.known = map[*Rule]*[]knownTruth{}
		}
		known = new([]knownTruth)
		t.known[rule] = known
	}
	for i := range *known {
		if k := &(*known)[i]; k.hidden == hidden && k.day == sought.day && k.params == sought.params {
			return k.truth, nil
		}
	}
	var err error
	if sought.truth, err = ask(); err == nil {
		*known = append(*known, sought)
	}
	return sought.truth, err
}
