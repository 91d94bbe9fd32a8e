package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// equivalenceTexts speak of attestations that are accepted as others.
type equivalenceTexts struct {
	Section  string            `json:"section" required:"true"`
	Digest   string            `json:"digest" required:"true"`
	Rest     plural            `json:"rest" required:"true"`    // of results, in the summary
	RestsOn  string            `json:"restsOn" required:"true"` // of one result
	Other    string            `json:"other" required:"true"`   // an attestation of another scheme
	By       plural            `json:"by" required:"true"`      // of a value
	ProofBy  string            `json:"proofBy" required:"true"` // of proofs
	Limits   equivalenceLimits `json:"limits" required:"true"`
	NotFor   equivalenceLimits `json:"notFor" required:"true"`
	Anything string            `json:"anything" required:"true"`
	Rows     struct {
		Accepted string `json:"accepted" required:"true"`
		Rest     string `json:"rest" required:"true"`
		Decision string `json:"decision" required:"true"`
	} `json:"rows" required:"true"`
	Status map[string]string `json:"status" required:"true"`
}

// equivalenceLimits say what an equivalence is for.
type equivalenceLimits struct {
	Subject  string `json:"subject" required:"true"`
	Version  string `json:"version" required:"true"`
	Profile  string `json:"profile" required:"true"`
	Criteria plural `json:"criteria" required:"true"`
}

// decisionTexts speak of the records of decisions.
type decisionTexts struct {
	Section string            `json:"section" required:"true"`
	Digest  string            `json:"digest" required:"true"`
	Status  map[string]string `json:"status" required:"true"`
	Of      map[string]string `json:"of" required:"true"` // by kind
	Version string            `json:"version" required:"true"`
	On      string            `json:"on" required:"true"`
	Rows    struct {
		CitedBy  string `json:"citedBy" required:"true"`
		About    string `json:"about" required:"true"`
		Decided  string `json:"decided" required:"true"`
		Replaces string `json:"replaces" required:"true"`
		Document string `json:"document" required:"true"`
	} `json:"rows" required:"true"`
}

// attested names an attestation as a sentence does: "a BSI C5 report of Type 2".
func (r *renderer) attested(a evaluator.Attested) string {
	level := 1
	if a.Level != nil {
		level = int(*a.Level)
	}
	if levels := r.Schemes[string(a.Scheme)]; level >= 1 && level <= len(levels) {
		return levels[level-1]
	}
	name := string(a.SchemeName)
	if a.Scheme != evidence.OtherScheme {
		name = strings.TrimSpace(string(a.Scheme) + " " + strconv.Itoa(level)) // of a verdict from elsewhere
	}
	return fill(r.Equivalence.Other, "name", fill(r.Quoted, "text", name))
}

// resting says in the summary how many results rest on equivalences.
func (r *renderer) resting() {
	n := 0
	for i := range r.verdict.Results {
		if len(r.verdict.Results[i].Equivalences) > 0 {
			n++
		}
	}
	if n > 0 {
		r.page.text(0, 0, plain, r.Equivalence.Rest.Count(n))
	}
}

// rests says of a result on which equivalences it rests, and on whose word.
func (r *renderer) rests(x *evaluator.Result) {
	for _, id := range x.Equivalences {
		for _, e := range r.verdict.Equivalences {
			if e.ID == id {
				r.page.text(atFact, 2, yellow, fill(r.Equivalence.RestsOn, "id", id, "authority", e.Authority, "from", r.date(e.From),
					"until", r.date(e.Until), "basis", r.Text(e.Basis), "reason", e.Reason))
			}
		}
	}
}

// acceptedRows say of a test by which equivalences what is stated counts as what
// is demanded.
func (r *renderer) acceptedRows(t *test) []row {
	var ids []string
	for _, x := range t.seen {
		if x.Accepted != "" && !slices.Contains(ids, x.Accepted) {
			ids = append(ids, x.Accepted)
		}
	}
	if ids == nil {
		return nil
	}
	return []row{{r.Equivalence.Rows.Accepted, r.Equivalence.By.Count(len(ids), "ids", join(ids, r.ListAnd))}}
}

// proofsBy writes the proofs of a test, and by which equivalences they do.
func (r *renderer) proofsBy(t *test, proofs string) string {
	var ids []string
	for _, x := range t.seen {
		for _, id := range x.Equivalences {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if ids == nil {
		return proofs
	}
	return fill(r.Equivalence.ProofBy, "proofs", proofs, "ids", join(ids, r.ListAnd))
}

// equivalences writes those that were given, and what became of each.
func (r *renderer) equivalences() {
	begun := false
	for i := range r.verdict.Equivalences {
		e := &r.verdict.Equivalences[i]
		if r.chosen != nil && !slices.ContainsFunc(e.Criteria, r.shows) {
			continue
		}
		if !begun {
			r.title(r.Equivalence.Section)
			begun = true
		}
		r.page.text(atSection, 2, plain, r.Named(e.ID, r.equivalenceStatus(e)))
		rows := []row{
			{r.Rows.Demanded, r.attested(e.Demanded)},
			{r.Equivalence.Rows.Accepted, r.attested(e.Accepted)},
			{r.Rows.For, r.equivalenceFor(e)},
		}
		var criteria []string
		for _, id := range e.Criteria {
			if x, ok := r.verdict.Result(id); ok {
				criteria = append(criteria, r.Remarked(id, r.Outcome[string(x.Outcome)]))
			}
		}
		if criteria != nil {
			rows = append(rows, row{r.Equivalence.Rows.Rest, r.Enumerate(criteria...)})
		}
		rows = append(rows, row{r.Rows.Decided, e.Authority}, row{r.Rows.Basis, r.Text(e.Basis)}, row{r.Rows.Reason, e.Reason},
			row{r.Rows.Valid, fill(r.Span, "from", r.date(e.From), "to", r.date(e.Until))})
		if e.Decision != "" {
			rows = append(rows, row{r.Equivalence.Rows.Decision, e.Decision})
		}
		r.page.table(atCriterion, rows)
	}
}

// equivalenceFor writes what an equivalence is for.
func (r *renderer) equivalenceFor(e *evaluator.AppliedEquivalence) string {
	f := e.For
	if f == nil {
		return r.Equivalence.Anything
	}
	var said []string
	add := func(text string, pairs ...string) { said = append(said, fill(text, pairs...)) }
	l := &r.Equivalence.Limits
	if f.Profile != "" {
		add(l.Profile, "profile", f.Profile)
	}
	if f.Criteria != nil {
		said = append(said, l.Criteria.Count(len(f.Criteria), "criteria", r.Enumerate(f.Criteria...)))
	}
	if f.Subject != "" {
		add(l.Subject, "subject", f.Subject)
	}
	if f.Version != "" {
		add(l.Version, "version", string(f.Version))
	}
	if said == nil {
		return r.Equivalence.Anything
	}
	return r.Chain(said...)
}

// equivalenceStatus writes what became of an equivalence; of one that is for
// something else, what the verdict is about instead.
func (r *renderer) equivalenceStatus(e *evaluator.AppliedEquivalence) string {
	v := r.verdict
	said := []string{r.Equivalence.Status[string(e.Status)]}
	if f, not := e.For, &r.Equivalence.NotFor; e.Status == evaluator.EquivalenceNotMatched && f != nil {
		if f.Profile != "" && f.Profile != v.Profile {
			said = append(said, fill(not.Profile, "profile", v.Profile))
		}
		if f.Subject != "" && f.Subject != v.Subject.ID {
			said = append(said, fill(not.Subject, "subject", v.Subject.ID))
		}
		if f.Version != "" && f.Version != v.Subject.Version {
			given := string(v.Subject.Version)
			if given == "" {
				given = r.Differs.NoVersion
			}
			said = append(said, fill(not.Version, "version", given))
		}
		if f.Criteria != nil && !slices.ContainsFunc(f.Criteria, func(id string) bool { _, ok := v.Result(id); return ok }) {
			said = append(said, not.Criteria.Count(len(f.Criteria), "criteria", r.Enumerate(f.Criteria...)))
		}
	}
	return r.Chain(said...)
}

// decided names what a decision is about, or what names it.
func (r *renderer) decided(s profiles.DecisionSubject) string {
	text := fill(r.Decision.Of[string(s.Kind)], "id", s.ID)
	if s.Version != "" {
		text = fill(r.Decision.Version, "what", text, "version", string(s.Version))
	}
	return text
}

// decisions writes the decisions that the verdict cites, and whether their
// records fit.
func (r *renderer) decisions() {
	begun := false
	for i := range r.verdict.Decisions {
		d := &r.verdict.Decisions[i]
		if !r.showsCited(d.CitedBy) {
			continue
		}
		if !begun {
			r.title(r.Decision.Section)
			begun = true
		}
		style := plain
		if d.Status != evaluator.DecisionGiven {
			style = yellow
		}
		name := d.Decision
		if d.Record != nil {
			name += " " + fill(r.Quoted, "text", d.Record.Title)
		}
		r.page.text(atSection, 2, style, r.Named(name, fill(r.Decision.Status[string(d.Status)], "by", d.ReplacedBy)))
		rows := []row{{r.Decision.Rows.CitedBy, r.decided(d.CitedBy)}}
		if record := d.Record; record != nil {
			rows = append(rows, row{r.Decision.Rows.About, r.decided(record.About)}, row{r.Decision.Rows.Decided, record.Decided},
				row{r.Rows.Decided, fill(r.Decision.On, "authority", record.Authority, "date", r.date(record.On))}, row{r.Rows.Reason, record.Reason})
			if record.Basis != "" {
				rows = append(rows, row{r.Rows.Basis, record.Basis})
			}
			if record.Replaces != "" {
				rows = append(rows, row{r.Decision.Rows.Replaces, record.Replaces})
			}
			var document []string
			for _, text := range []string{record.Reference, record.URL, record.Digest} {
				if text != "" {
					document = append(document, text)
				}
			}
			if document != nil {
				rows = append(rows, row{r.Decision.Rows.Document, r.Enumerate(document...)})
			}
		}
		r.page.table(atCriterion, rows)
	}
}

// showsCited reports whether anything is said of what names a decision.
func (r *renderer) showsCited(by profiles.DecisionSubject) bool {
	if r.chosen == nil {
		return true
	}
	switch by.Kind {
	case profiles.AboutWaiver:
		return slices.ContainsFunc(r.verdict.Waivers, func(w evaluator.AppliedWaiver) bool { return w.ID == by.ID && r.shows(w.Criterion) })
	case profiles.AboutEquivalence:
		return slices.ContainsFunc(r.verdict.Equivalences, func(e evaluator.AppliedEquivalence) bool {
			return e.ID == by.ID && slices.ContainsFunc(e.Criteria, r.shows)
		})
	}
	return false
}
