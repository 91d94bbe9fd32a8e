package tender

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// Severity says how bad a finding is.
type Severity string

// The severities.
const (
	// IsError: the tender cannot be announced like this, and nothing is ranked by it.
	IsError Severity = "error"
	// IsWarning: it can, and somebody should know.
	IsWarning Severity = "warning"
)

// Values returns the accepted values.
func (Severity) Values() []string { return []string{"error", "warning"} }

// FindingCode says what a finding is about.
type FindingCode string

// The codes of errors.
const (
	// BadScheme: weights do not add up, a minimum cannot be reached, or something
	// else is wrong with the award criteria as such: see [score.Scheme.Check].
	BadScheme FindingCode = "scheme"
	// BadMethod: a parameter of the ranking method is missing, useless or out of its
	// range.
	BadMethod FindingCode = "method"
	// UnknownCriterion: a criterion is not in the profile. About names it.
	UnknownCriterion FindingCode = "unknownCriterion"
	// UnknownMethod: no scoring method of that name is known.
	UnknownMethod FindingCode = "unknownMethod"
	// ScoredMust: an exclusion criterion is scored again. An offer that is let in
	// meets it; scored, it only dilutes the weights of what is announced.
	ScoredMust FindingCode = "scoredMust"
	// RaisedMust: what is raised to an exclusion criterion is one already.
	RaisedMust FindingCode = "raisedMust"
	// ScoredTwice: two award criteria measure the same criterion.
	ScoredTwice FindingCode = "scoredTwice"
	// DecidesUnknown: what decides in the corridor or in a tie is no award criterion.
	DecidesUnknown FindingCode = "decidesUnknown"
	// LaterForAward: evidence for an award criterion is to be requested later.
	LaterForAward FindingCode = "laterForAward"
	// LaterUnknown: it is said of a criterion that excludes nothing whether evidence
	// for it may be requested.
	LaterUnknown FindingCode = "laterUnknown"
)

// The codes of warnings.
const (
	// NoAward: the tender ranks by a performance that nothing measures.
	NoAward FindingCode = "noAward"
	// RoundingOpen: nothing says how Z is rounded; the exact one ranks.
	RoundingOpen FindingCode = "roundingOpen"
	// TiesOpen: nothing says what decides in a tie.
	TiesOpen FindingCode = "tiesOpen"
	// Flipping: under the method a third offer can turn the order of two others.
	Flipping FindingCode = "flipping"
	// Unverified: the formula was not read in the source that defines it.
	Unverified FindingCode = "unverifiedFormula"
	// EvenWeights: the method counts as an announced weighting of 50 to 50.
	EvenWeights FindingCode = "simpleAs5050"
	// HeavyPrice: the price has 90 % of the weight or more.
	HeavyPrice FindingCode = "priceWeight90"
	// WideCorridor: the corridor is wider than the 10 % that are recommended.
	WideCorridor FindingCode = "corridorWide"
	// SharedEvidence: an exclusion criterion rests on facts that an award criterion
	// rests on as well, so that evidence on them cannot be requested for the former
	// either. About are the exclusion criterion and the facts.
	SharedEvidence FindingCode = "sharedEvidence"
	// IdleShould: shoulds of the profile that nothing scores; an offer that does not
	// meet them loses nothing by it.
	IdleShould FindingCode = "idleShould"
	// DigestDiffers: the tender is another one than was announced.
	DigestDiffers FindingCode = "digestDiffers"
	// LaterNotSaid: nothing says whether evidence may be requested later; what the
	// law allows for may be.
	LaterNotSaid FindingCode = "laterNotSaid"
	// RecordedDeviations: the profile wants a recorded reason for each unmet should;
	// a tender knows none, and an unmet should excludes nobody.
	RecordedDeviations FindingCode = "recordedDeviations"
)

// Values returns the accepted values.
func (FindingCode) Values() []string {
	codes := []FindingCode{
		BadScheme, BadMethod, UnknownCriterion, UnknownMethod, ScoredMust, RaisedMust, ScoredTwice, DecidesUnknown, LaterForAward, LaterUnknown,
		NoAward, RoundingOpen, TiesOpen, Flipping, Unverified, EvenWeights, HeavyPrice, WideCorridor, SharedEvidence, IdleShould, DigestDiffers, LaterNotSaid, RecordedDeviations,
	}
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	return out
}

// Finding is one thing that is wrong with a tender, or that somebody should know
// of.
type Finding struct {
	Severity Severity    `json:"severity" required:"true"`
	Code     FindingCode `json:"code" required:"true"`
	// Pointer, Line and Column are the place in the file of the tender; Pointer is a
	// JSON pointer, empty for the whole.
	Pointer string `json:"pointer,omitzero"`
	Line    int64  `json:"line,omitzero"`
	Column  int64  `json:"column,omitzero"`
	// About names what it is about: criteria, groups, facts.
	About []string `json:"about,omitzero"`
	// Message says what is the matter, in English, and Hint the way out.
	Message string `json:"message" required:"true"`
	Hint    string `json:"hint,omitzero"`
	// Source is the document and clause it rests on, where there is one.
	Source string `json:"source,omitzero"`

	problem doc.Problem
}

// Checked is what [Check] finds, and what there is to announce.
type Checked struct {
	// Tender names the tender; absent where a file gives nothing but numbers.
	Tender *Ref `json:"tender,omitzero"`
	// Digest is what to announce: see [Tender.Digest].
	Digest string `json:"digest" required:"true"`
	// Profile and Catalogue are the digests of the profile, tailored and localised,
	// and of its catalogue; absent if there is none.
	Profile   string `json:"profile,omitzero"`
	Catalogue string `json:"catalogue,omitzero"`
	// Methods are the scoring methods that the award criteria and minimums name.
	Methods []score.Identity `json:"methods,omitzero"`
	// Exclusion are the ids of all exclusion criteria, and Award those of the award
	// criteria with their share of the whole performance, which adds up to 1.
	Exclusion []string `json:"exclusion,omitzero"`
	Award     []Share  `json:"award,omitzero"`
	// Findings are what was found, errors and warnings, in the order of the file.
	Findings []Finding `json:"findings" required:"true"`
}

// Share is the share of an award criterion in the whole performance.
type Share struct {
	Criterion string       `json:"criterion" required:"true"`
	Share     exact.Number `json:"share" required:"true"`
}

// EncodeJSON writes what was found, byte-stable.
func (c *Checked) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(c) }

// Sound reports whether there is no error among the findings.
func (c *Checked) Sound() bool {
	return c != nil && !slices.ContainsFunc(c.Findings, func(f Finding) bool { return f.Severity == IsError })
}

// Errors are the findings that keep the tender from being announced, as a list of
// problems; nil if there is none.
func (c *Checked) Errors() error {
	if c == nil {
		return ErrNoTender
	}
	var problems doc.Problems
	for _, f := range c.Findings {
		if f.Severity == IsError {
			problems = append(problems, f.problem)
		}
	}
	return problems.Err()
}

// Check looks at a tender before any offer is opened: whether weights add up
// exactly, every award criterion can be measured and none is an exclusion criterion
// as well, the ranking method has all its parameters and nothing it has no use for,
// minimums can be reached, and what may be requested later is allowed. It finds
// everything at once.
func Check(t *Tender) (*Checked, error) {
	if t == nil || t.node == nil {
		return nil, ErrNoTender
	}
	c := checker{Tender: t}
	c.out = &Checked{Tender: t.ref(""), Digest: t.digest, Methods: t.methods, Findings: []Finding{}}
	if t.profile != nil {
		c.out.Profile, c.out.Catalogue = t.profile.Digest(), t.catalogue.Digest()
		c.out.Exclusion = t.exclusion()
		c.checkExclusion()
	}
	c.checkAward()
	c.checkMethod()
	if err := c.checkLater(); err != nil {
		return nil, err
	}
	if announced, changed := t.announced(""); changed {
		c.warn(DigestDiffers, "/announced/digest", "announce the correction, or restore what was announced", "", nil,
			"the digest of the tender is %s, and %s was announced", t.digest, announced)
	}
	slices.SortStableFunc(c.out.Findings, func(a, b Finding) int {
		return compareInts(a.Line, b.Line, a.Column, b.Column)
	})
	return c.out, nil
}

func compareInts(pairs ...int64) int {
	for i := 0; i < len(pairs); i += 2 {
		switch {
		case pairs[i] < pairs[i+1]:
			return -1
		case pairs[i] > pairs[i+1]:
			return 1
		}
	}
	return 0
}

// ErrNoTender is returned for a tender that [Load] did not make.
var ErrNoTender = errors.New("there is no tender")

type checker struct {
	*Tender
	out *Checked
}

func (c *checker) add(s Severity, code FindingCode, pointer, hint, source string, about []string, message string) {
	p := c.node.Find(pointer).Problem(doc.Semantic, message, hint)
	c.out.Findings = append(c.out.Findings, Finding{Severity: s, Code: code, Pointer: p.Pointer, Line: int64(p.Line), Column: int64(p.Column),
		About: about, Message: message, Hint: hint, Source: source, problem: p})
}

func (c *checker) err(code FindingCode, pointer, hint string, about []string, format string, args ...any) {
	c.add(IsError, code, pointer, hint, "", about, fmt.Sprintf(format, args...))
}

func (c *checker) warn(code FindingCode, pointer, hint, source string, about []string, format string, args ...any) {
	c.add(IsWarning, code, pointer, hint, source, about, fmt.Sprintf(format, args...))
}

// take adds the problems of another check, whose pointers begin at a place.
func (c *checker) take(code FindingCode, at string, err error) {
	var problems doc.Problems
	if !errors.As(err, &problems) {
		if err != nil {
			c.err(code, at, "", nil, "%v", err)
		}
		return
	}
	for _, p := range problems {
		c.err(code, at+p.Pointer, p.Hint, nil, "%s", p.Message)
	}
}

// binding is how binding a criterion of the profile is for what is bought.
func (t *Tender) binding(id string) (profiles.Obligation, bool) {
	if t.profile == nil {
		return "", false
	}
	a, ok := t.profile.Applied(id)
	if !ok {
		return "", false
	}
	return a.At(t.definition.Layer), true
}

// exclusion lists the exclusion criteria in the order of the profile: its musts, and
// those that the tender raises.
func (t *Tender) exclusion() (ids []string) {
	raised := t.raised()
	for _, id := range t.profile.Criteria() {
		if o, _ := t.binding(id); o == profiles.Must || raised[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

func (t *Tender) raised() map[string]bool {
	raised := map[string]bool{}
	if x := t.definition.Exclusion; x != nil {
		for _, r := range x.Criteria {
			raised[r.Criterion] = true
		}
	}
	return raised
}

// meant suggests a criterion of the profile.
func (c *checker) meant(id string) string {
	if c.profile == nil {
		return "add profile"
	}
	if near := doc.Suggest(id, c.profile.Criteria()); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if _, ok := c.catalogue.Lookup(id); ok {
		return "the catalogue has it and the profile does not: select it under tailoring"
	}
	return ""
}

func (c *checker) checkExclusion() {
	if c.profile.Deviations() == profiles.Inconclusive {
		c.warn(RecordedDeviations, "/profile", "raise the criteria that matter, or score them", "", nil,
			"the profile %s wants a recorded reason for each should that is not met; in a tender nobody records one, and such a should excludes nobody", c.profile.ID())
	}
	x := c.definition.Exclusion
	if x == nil {
		return
	}
	if x.Seal != nil {
		c.checkScoring("/exclusion/seal/method", x.Seal.Method)
	}
	for i, r := range x.Criteria {
		at := fmt.Sprintf("/exclusion/criteria/%d/criterion", i)
		switch o, ok := c.binding(r.Criterion); {
		case !ok:
			c.err(UnknownCriterion, at, c.meant(r.Criterion), []string{r.Criterion}, "the profile %s does not apply %s", c.profile.ID(), doc.Quote(r.Criterion))
		case o == profiles.Must:
			c.err(RaisedMust, at, "drop it", []string{r.Criterion}, "%s is a must of the profile and excludes anyway", r.Criterion)
		}
	}
}

// measured are the criteria of the profile that an award criterion measures, with
// the place where it says so.
type measured struct{ criterion, at string }

func measures(a *score.Award, at string) (out []measured) {
	if a.Criterion != "" {
		out = append(out, measured{a.Criterion, at + "/criterion"})
	}
	for i, s := range a.Steps {
		out = append(out, measured{s.Criterion, fmt.Sprintf("%s/steps/%d/criterion", at, i)})
	}
	return out
}

func (c *checker) checkAward() {
	s := c.definition.Award
	if s == nil {
		m := c.definition.Method
		if !c.definition.numbers() && m != nil && m.Name != rank.LowestPrice {
			c.warn(NoAward, "/method", "add award criteria", "", nil, "no award criterion measures the performance; each offer states its own")
		}
		return
	}
	for _, f := range s.Check() {
		c.err(BadScheme, "/award"+f.Pointer, f.Hint, nil, "%s", f.Message)
	}
	if c.schemeErr != nil {
		c.err(BadScheme, "/award", "", nil, "%v", c.schemeErr)
	}
	exclusion := map[string]bool{}
	if c.profile != nil {
		for _, id := range c.exclusion() {
			exclusion[id] = true
		}
	}
	first := map[string]string{}
	for _, weighed := range s.Awards() {
		a, at := weighed.Award, "/award"+weighed.Pointer
		c.out.Award = append(c.out.Award, Share{a.ID, weighed.Share})
		if a.Later {
			c.add(IsError, LaterForAward, at+"/later", "drop it", "VgV § 56(3)", []string{a.ID},
				"documents on the performance that concern the evaluation by the award criteria may not be requested after the offers were opened")
		}
		c.checkScoring(at+"/method", a.Method)
		c.checkScoredBy(at+"/method", a, exclusion)
		for i, m := range measures(a, at) {
			if _, ok := c.binding(m.criterion); !ok {
				name := "nothing"
				if c.profile != nil {
					name = c.profile.ID()
				}
				c.err(UnknownCriterion, m.at, c.meant(m.criterion), []string{m.criterion}, "%s cannot be measured: the profile %s does not apply %s", a.ID, name, doc.Quote(m.criterion))
				continue
			}
			harmless := a.Criterion == "" && a.Steps[i].Points.IsZero()
			if exclusion[m.criterion] && !harmless {
				c.err(ScoredMust, m.at, "drop it here, or relax it under tailoring", []string{a.ID, m.criterion},
					"%s excludes, and is scored again: every offer that is let in has these points", m.criterion)
			}
			if before, twice := first[m.criterion]; twice && before != a.ID {
				c.err(ScoredTwice, m.at, "keep one of the two", []string{before, a.ID, m.criterion}, "%s is scored by %s already", m.criterion, before)
			} else {
				first[m.criterion] = a.ID
			}
		}
		for _, id := range c.scoredBy(a.Method) {
			if first[id] == "" {
				first[id] = a.ID
			}
		}
	}
	c.checkIdle(first)
}

// checkScoring looks whether a scoring method is known.
func (c *checker) checkScoring(at, name string) {
	if name == "" {
		return
	}
	if _, err := score.Lookup(name, c.sources.Methods...); err != nil {
		c.err(UnknownMethod, at, "", []string{name}, "%v", err)
	}
}

// scorer is a scoring method that says which criteria of a profile it scores, as
// those of package score do. A method over facts scores none.
type scorer interface {
	Criteria(*profiles.Profile) []string
}

// scoredBy lists the criteria of the profile that a scoring method scores.
func (t *Tender) scoredBy(method string) []string {
	if method == "" || t.profile == nil {
		return nil
	}
	m, err := score.Lookup(method, t.sources.Methods...)
	if err != nil {
		return nil // a finding of its own
	}
	s, ok := m.(scorer)
	if !ok {
		return nil
	}
	return s.Criteria(t.profile)
}

// checkScoredBy looks whether a scoring method that measures an award criterion
// scores what excludes, or what the profile does not apply.
func (c *checker) checkScoredBy(at string, a *score.Award, exclusion map[string]bool) {
	if m, err := score.Lookup(a.Method, c.sources.Methods...); err == nil {
		if own, ok := m.(*score.WeightedSum); ok {
			for _, w := range own.Scheme().Awards() {
				if w.Given {
					c.err(BadScheme, at, "make it an award criterion of the tender", []string{a.ID, w.ID},
						"%s cannot be measured: people award the points of %s in %s, and offers have points for award criteria of the tender alone", a.ID, w.ID, a.Method)
				}
			}
		}
	}
	var again []string
	for _, id := range c.scoredBy(a.Method) {
		if exclusion[id] {
			again = append(again, id)
		} else if _, ok := c.binding(id); !ok {
			c.err(UnknownCriterion, at, c.meant(id), []string{id}, "%s cannot be measured: %s scores %s, and the profile %s does not apply it", a.ID, a.Method, doc.Quote(id), c.profile.ID())
		}
	}
	if again != nil {
		c.err(ScoredMust, at, "use a method that leaves them out, or relax them under tailoring", append([]string{a.ID}, again...),
			"%s scores what excludes: %s; every offer that is let in has these points", a.Method, shortList(again))
	}
}

// checkIdle warns of shoulds that nothing scores.
func (c *checker) checkIdle(scored map[string]string) {
	if c.profile == nil {
		return
	}
	raised := c.raised()
	var idle []string
	for _, id := range c.profile.Criteria() {
		if o, _ := c.binding(id); o == profiles.Should && scored[id] == "" && !raised[id] {
			idle = append(idle, id)
		}
	}
	if len(idle) > 0 {
		c.warn(IdleShould, "/award", "score or raise those that matter", "", idle, "of the shoulds of the profile %d are neither scored nor do they exclude: %s", len(idle), shortList(idle))
	}
}

// shortList names a few.
func shortList(ids []string) string {
	const few = 6
	if len(ids) <= few {
		return strings.Join(ids, ", ")
	}
	return strings.Join(ids[:few], ", ") + ", …"
}

func (c *checker) checkMethod() {
	m := c.definition.Method
	if m == nil {
		return
	}
	c.take(BadMethod, "/method", m.Check())
	c.checkDecides()
	if m.Rounding == nil {
		c.warn(RoundingOpen, "/method", "add rounding: {places: 6, mode: halfUp}, with ranks: true if the rounded one ranks", "", nil,
			"nothing says how Z is rounded; the exact one ranks")
	}
	if len(m.Ties) == 0 {
		c.warn(TiesOpen, "/method", "add ties: [{by: price}], or whatever decides", "", nil, "nothing says what decides between offers of equal rank; they share it")
	}
	switch m.Name {
	case rank.Mean, rank.Median:
		c.warn(Flipping, "/method/name", "use reference values", "UfAB 2018", nil, "under %s an offer that does not win can turn the order of others, by moving what all are measured by", m.Name)
	case rank.Simple, rank.Extended:
		c.warn(EvenWeights, "/method/name", "", "VK Lüneburg, 5 September 2023, VgK-20/2023", nil, "Z = L / P counts as an announced weighting of performance and price of 50 to 50")
	}
	if _, unverified := m.Name.Source(); unverified {
		c.warn(Unverified, "/method/name", "compare the formula with the announcement", "", nil, "the formula of %s was not read in the source that defines it: %s", m.Name, m.Name.Formula())
	}
	if w := m.Weights; w != nil {
		sum := w.Performance.Add(w.Price)
		if share, err := w.Price.Quo(sum); err == nil && share.Cmp(exact.MustParse("0.9")) >= 0 {
			c.warn(HeavyPrice, "/method/weights/price", "", "OLG Düsseldorf, 9 January 2013, Verg 33/12", nil, "the price has %s of %s of the weight; 90 %% was held to be unlawful", w.Price, sum)
		}
	}
	if m.Corridor != nil && m.Corridor.Cmp(exact.MustParse("0.1")) > 0 && m.Corridor.Cmp(exact.Int(1)) < 0 {
		c.warn(WideCorridor, "/method/corridor", "", "UfAB 2018", nil, "the corridor is %s %% wide; 10 %% at most are recommended", m.Corridor.Mul(exact.Int(100)))
	}
}

// checkDecides looks whether the award criteria that decide are there.
func (c *checker) checkDecides() {
	m := c.definition.Method
	if c.definition.numbers() {
		return // each offer states its points
	}
	known := map[string]bool{}
	for _, a := range c.out.Award {
		known[a.Criterion] = true
	}
	look := func(at, id string) {
		if id == "" || known[id] {
			return
		}
		hint := "name an award criterion"
		if near := doc.Suggest(id, sortedKeys(known)); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		c.err(DecidesUnknown, at, hint, []string{id}, "there is no award criterion %s to decide by", doc.Quote(id))
	}
	look("/method/decideBy", m.DecideBy)
	for i, t := range m.Ties {
		look(fmt.Sprintf("/method/ties/%d/criterion", i), t.Criterion)
	}
}

func (c *checker) checkLater() error {
	l := c.definition.Later
	if l == nil {
		if c.profile != nil {
			c.warn(LaterNotSaid, "", "add later: {documents: asLaw}, or none", "VgV § 56(2)", nil,
				"nothing says whether missing evidence may be requested after the offers were opened; what the law allows for may be")
		}
	} else {
		excludes := map[string]bool{}
		if c.profile != nil {
			for _, id := range c.exclusion() {
				excludes[id] = true
			}
		}
		award := map[string]bool{}
		for _, a := range c.out.Award {
			award[a.Criterion] = true
		}
		look := func(at, id string, may bool) {
			switch {
			case award[id] && may:
				c.add(IsError, LaterForAward, at, "drop it", "VgV § 56(3)", []string{id},
					"documents on the performance that concern the evaluation by the award criteria may not be requested after the offers were opened")
			case !award[id] && !excludes[id]:
				c.err(LaterUnknown, at, c.meant(id), []string{id}, "%s is neither an exclusion criterion nor an award criterion", doc.Quote(id))
			}
		}
		for i, id := range l.Company {
			look(fmt.Sprintf("/later/company/%d", i), id, true)
		}
		for _, id := range sortedKeys(l.Criteria) {
			look("/later/criteria"+doc.Pointer(id), id, l.Criteria[id])
		}
	}
	if c.profile == nil || c.definition.Award == nil || l != nil && l.Documents == NoDocuments {
		return nil
	}
	scored, err := c.scoredFacts()
	if err != nil {
		return err
	}
	for _, id := range c.exclusion() {
		if l != nil {
			if may, said := l.Criteria[id]; said && !may || slices.Contains(l.Company, id) {
				continue
			}
		}
		var shared []string
		for _, fact := range c.reads(id) {
			if scored[fact] {
				shared = append(shared, fact)
			}
		}
		if len(shared) > 0 {
			c.warn(SharedEvidence, "/award", "", "VgV § 56(3)", append([]string{id}, shared...),
				"%s excludes and rests on %s, as award criteria do: evidence on that may not be requested after the offers were opened", id, strings.Join(shared, ", "))
		}
	}
	return nil
}

// reads lists the facts that a criterion of the profile reads.
func (t *Tender) reads(id string) (facts []string) {
	compiled, ok := t.catalogue.Compiled(id)
	if !ok {
		return nil
	}
	return factsOf(t.catalogue, compiled)
}

func factsOf(catalogue *criteria.Catalogue, compiled *criteria.Compiled) (facts []string) {
	rule, when := compiled.Rules()
	add := func(slots []int) {
		for _, slot := range slots {
			facts = append(facts, catalogue.Environment().Info(slot).Path)
		}
	}
	if rule != nil {
		add(rule.Reads)
	}
	if when != nil {
		add(when.Reads)
	}
	slices.Sort(facts)
	return slices.Compact(facts)
}

// reader is a scoring method that says which facts it rests on, as
// [github.com/trias-sovereignty/trias/evaluator/eucsf.Method] does.
type reader interface{ Reads() ([]string, error) }

// scoredFacts are the facts that award criteria rest on. What a scoring method
// reads that does not say so is not among them.
func (t *Tender) scoredFacts() (map[string]bool, error) {
	facts := map[string]bool{}
	if t.definition.Award == nil || t.profile == nil {
		return facts, nil
	}
	for _, a := range t.definition.Award.Awards() {
		for _, m := range measures(a.Award, a.Pointer) {
			for _, fact := range t.reads(m.criterion) {
				facts[fact] = true
			}
		}
		for _, id := range t.scoredBy(a.Method) {
			for _, fact := range t.reads(id) {
				facts[fact] = true
			}
		}
		if a.Method == "" {
			continue
		}
		method, err := score.Lookup(a.Method, t.sources.Methods...)
		if err != nil {
			continue // a finding of its own
		}
		if r, ok := method.(reader); ok {
			read, err := r.Reads()
			if err != nil {
				return nil, err
			}
			for _, fact := range read {
				facts[fact] = true
			}
		}
	}
	return facts, nil
}
