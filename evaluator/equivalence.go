package evaluator

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// EquivalencesFormat is the format marker of a file of equivalences.
const EquivalencesFormat = "equivalences/v1"

// MaxEquivalences is how many equivalences a file, or an evaluation, may have:
// each is tried on every criterion that is not met and that it bears on.
const MaxEquivalences = 32

// ErrEquivalenceInTender is returned when an equivalence that is for one subject
// is given within a tender: what is accepted of one bidder is accepted of all.
// Equivalences as such do have a place there: Directive 2014/24/EU, Art. 43(1) and
// 44(1) and (2), obliges contracting authorities to accept them.
var ErrEquivalenceInTender = errors.New("within a tender an equivalence cannot be for one subject alone")

// Attested names an attestation: a scheme, and a level of it.
type Attested struct {
	// Scheme is the attestation scheme.
	Scheme evidence.Scheme `json:"scheme" required:"true"`
	// SchemeName is what the scheme is called where Scheme is other, and only
	// there, spelled as dossiers spell it.
	SchemeName evidence.SchemeName `json:"schemeName,omitzero" pattern:"[^ ]" maxLen:"120"`
	// Level is the level within the scheme; left out where it has none.
	Level *int64 `json:"level,omitzero" min:"1" max:"3"`
}

// level is 1 for a scheme without levels.
func (a *Attested) level() int64 {
	if a.Level == nil {
		return 1
	}
	return *a.Level
}

// EquivalenceScope narrows what an equivalence is for. What it leaves out it
// does not limit.
type EquivalenceScope struct {
	// Profile is the id of the only profile it is for.
	Profile string `json:"profile,omitzero" maxLen:"64"`
	// Criteria are the ids of the only criteria it is for.
	Criteria []string `json:"criteria,omitzero" minItems:"1" maxLen:"64"`
	// Subject is the id of the only subject it is for, and Version the only
	// version of that. Within a tender there can be no such limit.
	Subject string           `json:"subject,omitzero" maxLen:"64"`
	Version evidence.Version `json:"version,omitzero"`
}

// Equivalence is a recorded, dated, owned decision to accept another attestation
// as equivalent to the one that profiles and criteria ask for by name: Directive
// 2014/24/EU, Art. 43(1) for labels and Art. 44(1) and (2) for test reports,
// certificates and other means of proof; in Germany § 34 VgV for the former and
// § 33 VgV for the latter. Whether two are equivalent is for the authority to
// find: Trias records it and derives nothing of its own. It is the assessor's,
// given beside the dossier and never inside it.
//
// Within its scope and dates
//
//   - a proof that is the accepted attestation, of its level or a higher one,
//     satisfies what is demanded as attested() of the demanded scheme up to its
//     level. It must still cover the fact, count on the day, speak of the
//     subject, and be as young and as inspected as demanded;
//   - an entry of a list of facts that names the accepted scheme and level
//     (operational.attestations) counts as if there were also an entry with the
//     demanded scheme and level and all else the same: who issued it, when, and
//     what it covers must still do.
//
// A criterion is judged without equivalences first, and one that is met is left
// at that. See [Result.Equivalences] for what rests on them. What is accepted as
// a second attestation is not accepted as a third one that this one is accepted
// as. An equivalence counts for criteria: it opens no fast track, see
// [profiles.Stage.Given] and [profiles.FastTrack], which a profile can open for
// the accepted attestation itself.
type Equivalence struct {
	// ID names the equivalence.
	ID string `json:"id" required:"true"`
	// Demanded is what profiles and criteria ask for, Accepted what is accepted
	// instead, of its level or a higher one.
	Demanded Attested `json:"demanded" required:"true"`
	Accepted Attested `json:"accepted" required:"true"`
	// For narrows what it is for.
	For *EquivalenceScope `json:"for,omitzero"`
	// Basis is the document and clause that the decision rests on.
	Basis evidence.Text `json:"basis" required:"true"`
	// Authority is who decided, Reason why the two are equivalent.
	Authority string `json:"authority" required:"true" pattern:"[^ ]" maxLen:"200"`
	Reason    string `json:"reason" required:"true" pattern:"[^ ]" maxLen:"2000"`
	// From and Until are the first and last day it has effect.
	From  evidence.Date `json:"from" required:"true"`
	Until evidence.Date `json:"until" required:"true"`
	// Decision is the id of the record of the decision, if there is one: see
	// [WithDecisions].
	Decision string `json:"decision,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
}

// EquivalenceStatus is what became of an equivalence.
type EquivalenceStatus string

// The statuses.
const (
	EquivalenceUsed       EquivalenceStatus = "used"        // results rest on it
	EquivalenceNotNeeded  EquivalenceStatus = "notNeeded"   // every criterion it bears on is met without it
	EquivalenceExpired    EquivalenceStatus = "expired"     // its last day has passed
	EquivalenceNotYet     EquivalenceStatus = "notYetValid" // its first day is to come
	EquivalenceNotMatched EquivalenceStatus = "notMatched"  // it is for another subject, version, profile or criterion
	EquivalenceNoEffect   EquivalenceStatus = "noEffect"    // a criterion it bears on is not met, and it does not help
)

// Values returns the accepted values.
func (EquivalenceStatus) Values() []string {
	return []string{"used", "notNeeded", "expired", "notYetValid", "notMatched", "noEffect"}
}

// AppliedEquivalence is an equivalence and what became of it.
type AppliedEquivalence struct {
	Equivalence
	Status EquivalenceStatus `json:"status" required:"true"`
	// Criteria are those whose results rest on it, in the order of the verdict.
	Criteria []string `json:"criteria,omitzero"`
}

type equivalenceFile struct {
	Trias        string        `json:"trias" required:"true" const:"equivalences/v1"`
	Equivalences []Equivalence `json:"equivalences" required:"true"`
}

// DecodeEquivalences reads a file of equivalences from YAML or JSON.
func DecodeEquivalences(name string, data []byte) ([]Equivalence, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var f equivalenceFile
	problems := append(doc.Problems(nil).With(err), doc.Bind(node, &f)...)
	if len(f.Equivalences) > MaxEquivalences {
		problems = append(problems, node.Get("equivalences").Problem(doc.Semantic,
			fmt.Sprintf("there are %d equivalences, more than %d", len(f.Equivalences), MaxEquivalences), "drop those that have ended"))
	}
	for i := range f.Equivalences {
		f.Equivalences[i].check(func(pointer, message, hint string) {
			problems = append(problems, node.Find(fmt.Sprintf("/equivalences/%d%s", i, pointer)).Problem(doc.Semantic, message, hint))
		})
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return f.Equivalences, nil
}

// check finds what a schema cannot express.
func (e *Equivalence) check(report func(pointer, message, hint string)) {
	if e.Demanded.Scheme == evidence.OtherScheme {
		report("/demanded/scheme", "no profile can demand another scheme than those named", "name the scheme that is demanded")
	}
	for _, side := range []struct {
		at string
		*Attested
	}{{"/demanded", &e.Demanded}, {"/accepted", &e.Accepted}} {
		levels := int64(side.Scheme.Levels())
		switch {
		case side.Scheme == "":
		case side.Scheme == evidence.OtherScheme && side.SchemeName == "":
			report(side.at, "an attestation of another scheme names it", "add schemeName: and what the scheme is called")
		case side.Scheme != evidence.OtherScheme && side.SchemeName != "":
			report(side.at+"/schemeName", "only a scheme without a name of its own here has a schemeName", "leave it out, or write scheme: other")
		case side.Level != nil && *side.Level > levels:
			report(side.at+"/level", fmt.Sprintf("scheme %s has no level %d", side.Scheme, *side.Level), fmt.Sprintf("it has levels 1 to %d", levels))
		case side.Level == nil && levels > 1:
			report(side.at, fmt.Sprintf("an attestation of scheme %s has a level", side.Scheme), fmt.Sprintf("add level: 1 to %d", levels))
		}
	}
	if s := e.Demanded.Scheme; s != "" && s != evidence.OtherScheme && s == e.Accepted.Scheme && e.Accepted.level() >= e.Demanded.level() {
		report("/accepted", "what is accepted is what is demanded, or more", "drop the equivalence, or name another scheme or a lower level")
	}
	if f := e.For; f != nil && f.Version != "" && f.Subject == "" {
		report("/for/version", "a version is one of a subject", "add subject: and its id")
	}
	if !e.From.IsZero() && !e.Until.IsZero() && e.Until.Compare(e.From) < 0 {
		report("", "the equivalence ends before it begins", "swap from and until")
	}
}

// checkEquivalences refuses equivalences built in Go that a file could not
// state, and returns the digest of the others.
func checkEquivalences(es []Equivalence) (string, error) {
	text, err := doc.Canonical(equivalenceFile{EquivalencesFormat, es})
	if err != nil {
		return "", fmt.Errorf("equivalences: %w", err)
	}
	if _, err := DecodeEquivalences("equivalences.json", text); err != nil {
		return "", err
	}
	return doc.Digest(text), nil
}

// WithEquivalences gives the attestations an authority has decided to accept as
// equivalent to others.
func WithEquivalences(equivalences ...Equivalence) Option {
	return optionFunc(func(o *options) { o.equivalences = append(o.equivalences, equivalences...) })
}

// checkEquivalences looks at the equivalences that are given.
func (o *options) checkEquivalences() (err error) {
	if len(o.equivalences) == 0 {
		return nil
	}
	for i := range o.equivalences {
		if f := o.equivalences[i].For; o.tender && f != nil && f.Subject != "" {
			return fmt.Errorf("%w: %s is for %s", ErrEquivalenceInTender, o.equivalences[i].ID, f.Subject)
		}
	}
	o.equivalencesDigest, err = checkEquivalences(o.equivalences)
	return err
}

// matches reports whether an equivalence is for what is evaluated.
func (e *Equivalence) matches(subject *evidence.Subject, profile string) bool {
	f := e.For
	return f == nil || (f.Profile == "" || f.Profile == profile) && (f.Subject == "" || f.Subject == subject.ID) &&
		(f.Version == "" || f.Version == subject.Version)
}

// names reports whether an equivalence is for a criterion.
func (e *Equivalence) names(criterion string) bool {
	return e.For == nil || e.For.Criteria == nil || slices.Contains(e.For.Criteria, criterion)
}

// inForce reports whether an equivalence has effect on a day.
func (e *Equivalence) inForce(today civil.Date) bool {
	return e.From.Compare(today) <= 0 && e.Until.Compare(today) >= 0
}

func (a *Attested) rule() rules.Attested {
	return rules.Attested{Scheme: a.Scheme, Name: a.SchemeName, Level: a.level()}
}

// offered is an equivalence that may be used in an evaluation.
type offered struct {
	*Equivalence
	rules.Equivalent
	twins bool // the dossier has a proof that is accepted
	given int  // its place among those that were given
}

// offer finds the equivalences that may be used, in the order given.
func (r *run) offer() {
	if len(r.options.equivalences) == 0 {
		return
	}
	subject := r.dossier.Subject()
	for i := range r.options.equivalences {
		e := &r.options.equivalences[i]
		if !e.matches(&subject, r.evaluator.profile.ID()) || !e.inForce(r.equivalenceDay(e)) {
			continue
		}
		o := offered{e, rules.Equivalent{ID: e.ID, Demanded: e.Demanded.rule(), Accepted: e.Accepted.rule()}, false, i}
		for p := range r.proofs {
			if _, ok := o.Twin(r.proofs[p]); ok {
				o.twins = true
				break
			}
		}
		r.offered = append(r.offered, o)
	}
}

// settle judges a criterion as [run.outcome] does and, if it is not met, with
// the equivalences that bear on it: each alone, in their order, then all
// together, of which those go that are not needed. The first of the best
// outcomes counts, and that without any before all.
func (r *run) settle(ctx context.Context, c *criterion, explain func(judged) error) (judged, error) {
	if len(r.offered) == 0 {
		return r.outcome(c, explain)
	}
	j, err := r.outcome(c, nil)
	if err != nil {
		return j, err
	}
	best := j.outcome
	var set []int
	var bear []int
	if !best.Met() {
		bear = r.bearing(c)
	}
	try := func(of []int) (Outcome, error) {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		j, err := r.accept(of, c, nil)
		return j.outcome, err
	}
	for k := 0; k < len(bear) && !best.Met(); k++ {
		o, err := try(bear[k : k+1])
		if err != nil {
			return j, err
		}
		if o.Rank() > best.Rank() {
			best, set = o, bear[k:k+1]
		}
	}
	if len(bear) > 1 && !best.Met() {
		o, err := try(bear)
		if err != nil {
			return j, err
		}
		if o.Rank() > best.Rank() {
			best, set = o, bear
			for k := len(bear) - 1; k >= 0; k-- {
				without := slices.DeleteFunc(slices.Clone(set), func(i int) bool { return i == bear[k] })
				o, err := try(without)
				if err != nil {
					return j, err
				}
				if o.Rank() >= best.Rank() {
					best, set = o, without
				}
			}
		}
	}
	if explain == nil && set == nil {
		return j, nil
	}
	return r.accept(set, c, explain)
}

// bearing lists the offered equivalences that may change a criterion's outcome.
func (r *run) bearing(c *criterion) (bear []int) {
	for i := range r.offered {
		o := &r.offered[i]
		if !o.names(c.ID) {
			continue
		}
		for _, reads := range [...][]read{c.whenReads, c.ruleReads} {
			if slices.ContainsFunc(reads, func(rd read) bool { return o.twins && rd.demand.Asks(o.Equivalent.Demanded) || r.lists(o, rd.slot) }) {
				bear = append(bear, i)
				break
			}
		}
	}
	return bear
}

// lists reports whether a fact lists what is accepted.
func (r *run) lists(o *offered, slot int) bool {
	if !r.evaluator.env.Attests(slot) {
		return false
	}
	return slices.ContainsFunc(r.prepared.stated[slot].Alternatives, func(a evidence.Alternative) bool { return o.Bears(slot, a.Value) })
}

// accept judges a criterion while some of the offered equivalences hold.
func (r *run) accept(of []int, c *criterion, explain func(judged) error) (judged, error) {
	if len(of) > 0 {
		r.accepting = r.acceptance(of)
		defer func() { r.accepting = nil }()
	}
	return r.outcome(c, explain)
}

// acceptance is what holds while some equivalences do. The nil acceptance is
// that of none.
type acceptance struct {
	of          []int // of the offered
	equivalents []rules.Equivalent
	proofs      []evidence.SupportingProof // those of the dossier, and the twins of those that are accepted
	original    []int                      // by place behind the dossier's proofs: whose twin it is
	by          []string                   // and by which equivalence
	covering    [][2][]int                 // sets of proofs, and each with its twins
}

// acceptance makes one, or returns it if it was made in this run.
func (r *run) acceptance(of []int) *acceptance {
	for _, a := range r.acceptances {
		if slices.Equal(a.of, of) {
			return a
		}
	}
	a := &acceptance{of: slices.Clone(of), proofs: slices.Clone(r.proofs)}
	for _, i := range of {
		e := &r.offered[i].Equivalent
		a.equivalents = append(a.equivalents, *e)
		for p := range r.proofs {
			if twin, ok := e.Twin(r.proofs[p]); ok {
				a.proofs = append(a.proofs, twin)
				a.original, a.by = append(a.original, p), append(a.by, e.ID)
			}
		}
	}
	r.acceptances = append(r.acceptances, a)
	return a
}

// ids names the equivalences, in their order.
func (a *acceptance) ids() (ids []string) {
	if a == nil {
		return nil
	}
	for i := range a.equivalents {
		ids = append(ids, a.equivalents[i].ID)
	}
	return ids
}

// visible are the proofs that count at the moment, twins included.
func (r *run) visible() []evidence.SupportingProof {
	if r.accepting == nil {
		return r.proofs
	}
	return r.accepting.proofs
}

// covering adds to a set of proofs their twins. The same set gives the same
// slice, so that what follows from it can be remembered.
func (r *run) covering(proofs []int) []int {
	a := r.accepting
	if a == nil || len(proofs) == 0 || len(a.original) == 0 {
		return proofs
	}
	for _, known := range a.covering {
		if len(known[0]) == len(proofs) && &known[0][0] == &proofs[0] {
			return known[1]
		}
	}
	with := slices.Clone(proofs)
	for k, p := range a.original {
		if slices.Contains(proofs, p) {
			with = append(with, len(r.proofs)+k)
		}
	}
	if len(with) == len(proofs) {
		with = proofs
	}
	a.covering = append(a.covering, [2][]int{proofs, with})
	return with
}

// value is what rules see of a stated value, with the counterparts of entries
// that are accepted as others.
func (r *run) value(slot int, s evidence.Stated) (rules.Val, error) {
	if r.accepting == nil {
		return r.evaluator.env.Value(slot, s)
	}
	return r.evaluator.env.ValueWith(slot, s, r.accepting.equivalents)
}

// counterparts shows the machine for trials the counterparts of entries of what
// a criterion reads. Contradicted facts are shown by [run.try].
func (r *run) counterparts(c *criterion) error {
	if r.accepting == nil {
		return nil
	}
	for _, reads := range [...][]read{c.whenReads, c.ruleReads} {
		for _, rd := range reads {
			alternatives := r.prepared.stated[rd.slot].Alternatives
			if len(alternatives) != 1 || !r.evaluator.env.Attests(rd.slot) {
				continue
			}
			v, err := r.value(rd.slot, alternatives[0].Value)
			if err != nil {
				return err
			}
			r.trial.Set(rd.slot, v)
		}
	}
	return nil
}

// candidates says of each covering proof why it does not do: of one that is
// accepted as another, why it does not do even so.
func (r *run) candidates(d *rules.Demand, proofs []int) []rules.Candidate {
	all := d.Candidates(r.visible(), r.covering(proofs), r.today)
	if r.accepting == nil {
		return all
	}
	var out []rules.Candidate
	for _, c := range all { // the best first
		if twin := c.Proof - len(r.proofs); twin >= 0 {
			c.Proof = r.accepting.original[twin]
		}
		if !slices.ContainsFunc(out, func(o rules.Candidate) bool { return o.Proof == c.Proof }) {
			out = append(out, c)
		}
	}
	return out
}

// acceptedBy names the equivalences by which proofs of what a test looks at do
// that would not do else.
func (r *run) acceptedBy(l *rules.Leaf, reads []read, res Outcome) []string {
	a := r.accepting
	if a == nil {
		return nil
	}
	used := map[string]bool{}
	for _, rd := range reads {
		alt := r.alternative(rd.slot)
		if alt == nil || rd.slot != l.Slot && !slices.Contains(l.Also, rd.slot) || res == Unproven && !r.supports(rd.demand, alt) {
			continue
		}
		for _, part := range alt.Parts {
			for _, p := range r.covering(part.Proofs) {
				twin := p - len(r.proofs)
				if twin >= 0 && rd.demand.Supports(&a.proofs[p], r.today) && !rd.demand.Supports(&r.proofs[a.original[twin]], r.today) {
					used[a.by[twin]] = true
				}
			}
		}
	}
	return slices.DeleteFunc(a.ids(), func(id string) bool { return !used[id] })
}

// appliedEquivalences says what became of the equivalences that were given.
func (r *run) appliedEquivalences(results []Result) []AppliedEquivalence {
	var out []AppliedEquivalence
	subject := r.dossier.Subject()
	for i := range r.options.equivalences {
		e := &r.options.equivalences[i]
		applied := AppliedEquivalence{Equivalence: *e}
		known, helpless := false, false
		for k := range r.evaluator.criteria {
			c := &r.evaluator.criteria[k]
			switch {
			case !e.names(c.ID):
				continue
			case slices.Contains(results[k].Equivalences, e.ID):
				applied.Criteria = append(applied.Criteria, c.ID)
			case !results[k].Outcome.Met() && r.asks(e, c):
				helpless = true
			}
			known = true
		}
		switch {
		case !e.matches(&subject, r.evaluator.profile.ID()) || !known:
			applied.Status = EquivalenceNotMatched
		case e.Until.Compare(r.today) < 0:
			applied.Status = EquivalenceExpired
		case e.From.Compare(r.today) > 0:
			applied.Status = EquivalenceNotYet
		case applied.Criteria != nil:
			applied.Status = EquivalenceUsed
		case helpless:
			applied.Status = EquivalenceNoEffect
		default:
			applied.Status = EquivalenceNotNeeded
		}
		out = append(out, applied)
	}
	return out
}

// asks reports whether a criterion asks for what an equivalence is about.
func (r *run) asks(e *Equivalence, c *criterion) bool {
	return e.For != nil && e.For.Criteria != nil || slices.ContainsFunc(slices.Concat(c.whenReads, c.ruleReads), func(rd read) bool {
		return rd.demand.Asks(e.Demanded.rule()) || r.evaluator.env.Attests(rd.slot)
	})
}
