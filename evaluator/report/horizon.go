package report

import (
	"io"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// horizonTexts are what is said of when a verdict changes by itself.
type horizonTexts struct {
	// Holds and Changes are the first sentence. Becomes, Stays and Moves, of an
	// event of the onboarding alone, say what the first event makes of the verdict
	// as a whole, First which later event is the first that makes something else of
	// it.
	Holds   string `json:"holds" required:"true"`
	Changes string `json:"changes" required:"true"`
	Becomes string `json:"becomes" required:"true"`
	Stays   string `json:"stays" required:"true"`
	Moves   string `json:"moves" required:"true"`
	First   string `json:"first" required:"true"`
	Never   string `json:"never" required:"true"`
	// Meant says what is left out of account.
	Meant string `json:"meant" required:"true"`
	Title string `json:"title" required:"true"`
	// Turn heads an event that changes the verdict as a whole, Still one that does
	// not; Until is added where it is provisional.
	Turn  string `json:"turn" required:"true"`
	Still string `json:"still" required:"true"`
	Until string `json:"until" required:"true"`
	// Others are the criteria that are not explained.
	Others plural `json:"others" required:"true"`
	// Outcome says how an outcome changes, Same that it does not. States say what
	// else changes, by what it is.
	Outcome string            `json:"outcome" required:"true"`
	Same    string            `json:"same" required:"true"`
	States  map[string]string `json:"states" required:"true"`
	Because string            `json:"because" required:"true"`
	// MoreCauses says that there are more.
	MoreCauses string `json:"moreCauses" required:"true"`
	// Causes are by kind, and those of dates by what they are called. Of names the fact of a date, OfEntry one of
	// an entry, Parameter and Rule what sets a date; Computed is a date that no
	// fact states.
	Causes     map[string]string `json:"causes" required:"true"`
	Of         string            `json:"of" required:"true"`
	OfEntry    string            `json:"ofEntry" required:"true"`
	Parameter  string            `json:"parameter" required:"true"`
	Rule       string            `json:"rule" required:"true"`
	Computed   string            `json:"computed" required:"true"`
	Onboarding string            `json:"onboarding" required:"true"`
	// Terms adds to where an onboarding stands its terms; Statuses are by status,
	// of a term after its name and a dot.
	Terms    string            `json:"terms" required:"true"`
	Statuses map[string]string `json:"statuses" required:"true"`
	Through  string            `json:"through" required:"true"`
	// Verdict is what a verdict says of its horizon.
	Verdict string       `json:"verdict" required:"true"`
	Picture pictureTexts `json:"picture" required:"true"`
}

// maxChanges is how many criteria of one event are explained.
const maxChanges = 8

// Horizon writes when a verdict changes by itself: until when it holds, what comes
// next and because of what, then one event after the other. Of an event that
// changes many criteria it explains the first few and names the others;
// [Options.Full] explains all. Equal horizons and options give equal bytes. The
// error wraps [ErrCatalogue] for another catalogue than that of the horizon,
// [ErrLanguage] or [ErrFormat].
func Horizon(w io.Writer, h *evaluator.Horizon, catalogue *criteria.Catalogue, opts Options) error {
	if err := under(catalogue, h.Catalogue, h.CatalogueVersion, h.Digests.Catalogue); err != nil {
		return err
	}
	r, err := begin(opts, catalogue)
	if err != nil {
		return err
	}
	r.verdict, r.more = &evaluator.Verdict{Subject: h.Subject, Zone: h.Zone, Day: h.Day}, opts.More
	for i := range h.Events {
		for k := range h.Events[i].Criteria {
			r.fit(h.Events[i].Criteria[k].Criterion)
		}
	}
	r.horizon(h)
	return r.finish(w)
}

func (r *renderer) horizon(h *evaluator.Horizon) {
	t := &r.language.Horizon
	changes := h.Next() != nil
	r.page.head(1, 0, outcomeStyle[string(h.Conformity)], r.holds(h))
	r.confidentiality(h.Confidential)
	if h.Zone != "UTC" {
		r.page.text(0, 2, faint, fill(r.DayOf, "day", r.date(h.Day), "zone", h.Zone))
	}
	r.foretold(h)
	r.page.text(0, 2, plain, t.Meant)
	r.through(h.Through, h.Zone)
	if changes {
		r.title(t.Title)
	}
	hidden := false
	for i := range h.Events {
		hidden = r.event(&h.Events[i]) || hidden
	}
	if hidden && len(r.more) > 0 {
		r.page.blank()
		r.page.text(0, 2, plain, fill(r.Short.More, "ways", join(r.more, r.ListOr)))
	}
}

// holds says until when the verdict holds as it is.
func (r *renderer) holds(h *evaluator.Horizon) string {
	t := &r.language.Horizon
	last, changes := h.HoldsUntil()
	sentence, until := t.Holds, r.day(last, h.Zone)
	if changes {
		sentence, until = t.Changes, r.date(h.Next().Day.AddDays(-1))
	}
	return fill(sentence, "subject", r.subject(), "conformity", r.Conformity[string(h.Conformity)], "profile", h.Profile+" "+string(h.ProfileVersion),
		"catalogue", h.Catalogue+" "+string(h.CatalogueVersion), "instant", r.instant(h.At), "last", until)
}

// foretold says what the first event makes of the verdict as a whole, and when the
// first one comes that makes something else of it.
func (r *renderer) foretold(h *evaluator.Horizon) {
	t := &r.language.Horizon
	next := h.Next()
	if next == nil {
		return
	}
	names := []string{"day", r.date(next.Day), "before", r.Conformity[string(next.Before)], "after", r.Conformity[string(next.After)]}
	if next.After != next.Before {
		r.page.text(0, 2, outcomeStyle[string(next.After)], fill(t.Becomes, names...))
		return
	}
	text := t.Stays
	if len(next.Criteria) == 0 {
		text = t.Moves
	}
	text = fill(text, names...)
	turns := slices.IndexFunc(h.Events, func(e evaluator.Event) bool { return e.After != e.Before })
	if turns < 0 {
		r.page.text(0, 2, plain, text+" "+t.Never)
		return
	}
	e := &h.Events[turns]
	r.page.text(0, 2, plain, text+" "+fill(t.First, "day", r.date(e.Day), "before", r.Conformity[string(e.Before)], "after", r.Conformity[string(e.After)]))
}

func (r *renderer) through(through *evaluator.Instant, zone string) {
	if through != nil {
		r.page.text(0, 2, yellow, fill(r.language.Horizon.Through, "day", r.day(through.Time, zone)))
	}
}

// day is the calendar day of an instant, in words.
func (r *renderer) day(at time.Time, zone string) string { return r.date(dayOf(at, zone)) }

// dayOf is the calendar day of an instant.
func dayOf(at time.Time, zone string) evidence.Date {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC // of a horizon built in Go
	}
	return evidence.DateOf(at, loc)
}

// event writes one event and reports whether it left something out.
func (r *renderer) event(e *evaluator.Event) (hidden bool) {
	t := &r.language.Horizon
	r.page.blank()
	r.page.head(3, atSection, outcomeStyle[string(e.After)], r.eventHead(e))
	shown := e.Criteria
	if len(shown) > maxChanges+1 && !r.full { // one more is as long as saying that there is one
		shown = shown[:maxChanges]
	}
	for i := range shown {
		r.eventChange(&shown[i], e.Day)
	}
	if rest := e.Criteria[len(shown):]; len(rest) > 0 {
		hidden = true
		var ids []string
		for i := range rest {
			ids = append(ids, rest[i].Criterion)
		}
		r.page.text(atCriterion, 2, plain, t.Others.Count(len(ids), "ids", r.Enumerate(ids...)))
	}
	if o := e.Onboarding; o != nil {
		r.page.text(atCriterion, 2, plain, r.onboardingChange(o))
	}
	return hidden
}

// eventHead says on which day the verdict as a whole becomes what.
func (r *renderer) eventHead(e *evaluator.Event) string {
	t := &r.language.Horizon
	text := t.Still
	if e.After != e.Before {
		text = t.Turn
	}
	text = fill(text, "day", r.date(e.Day), "before", r.Conformity[string(e.Before)], "after", r.Conformity[string(e.After)])
	if e.ProvisionalUntil != nil {
		text = fill(t.Until, "text", text, "until", r.date(*e.ProvisionalUntil))
	}
	return text
}

// onboardingChange says where an onboarding stands, and where it stood.
func (r *renderer) onboardingChange(o *evaluator.EventOnboarding) string {
	return fill(r.language.Horizon.Onboarding, "before", r.onboardingState(o.Before, o.After), "after", r.onboardingState(o.After, o.Before))
}

// eventWhat says how a criterion changes.
func (r *renderer) eventWhat(c *evaluator.EventChange) (what []string) {
	t := &r.language.Horizon
	before, after := r.language.Outcome[string(c.Before.Outcome)], r.language.Outcome[string(c.After.Outcome)]
	if c.Before.Outcome == c.After.Outcome {
		what = []string{fill(t.Same, "outcome", after)}
	} else {
		what = []string{fill(t.Outcome, "before", before, "after", after)}
	}
	return append(what, r.eventStates(c)...)
}

// eventChange names a criterion and says how it changes.
func (r *renderer) eventChange(c *evaluator.EventChange, day evidence.Date) {
	title := ""
	if x, ok := r.catalogue.Lookup(c.Criterion); ok {
		title = r.Text(x.Title)
	}
	r.page.entry(atCriterion, r.idColumn, c.Criterion, title, r.Obligation[string(c.Obligation)], plain)
	r.page.text(atCriterion+2, 2, plain, r.changeOf(c, day))
}

// changeOf says how a criterion changes, and because of what.
func (r *renderer) changeOf(c *evaluator.EventChange, day evidence.Date) string {
	t := &r.language.Horizon
	var causes []string
	for i := range c.Causes {
		causes = append(causes, r.eventCause(&c.Causes[i], day))
	}
	if c.MoreCauses {
		causes = append(causes, t.MoreCauses)
	}
	return fill(t.Because, "what", r.Chain(r.eventWhat(c)...), "causes", r.Chain(causes...))
}

// eventStates says what changes besides the outcome.
func (r *renderer) eventStates(c *evaluator.EventChange) (out []string) {
	say := func(key string, pairs ...string) { out = append(out, fill(r.language.Horizon.States[key], pairs...)) }
	b, a := &c.Before, &c.After
	if b.Standing != a.Standing {
		standing := string(a.Standing)
		if standing == "" {
			standing = "inForce"
		}
		say(standing)
	}
	switch {
	case a.Waived && !b.Waived:
		say("waived")
	case b.Waived && !a.Waived:
		say("notWaived")
	}
	switch {
	case a.DueBy != nil && (b.DueBy == nil || *a.DueBy != *b.DueBy):
		say("dueBy", "date", r.date(*a.DueBy))
	case a.DueBy == nil && b.DueBy != nil && !a.Outcome.Met():
		say("due")
	}
	if !slices.Equal(a.Equivalences, b.Equivalences) {
		if len(a.Equivalences) > 0 {
			say("rests", "ids", join(a.Equivalences, r.ListAnd))
		} else {
			say("restsNot", "ids", join(b.Equivalences, r.ListAnd))
		}
	}
	return out
}

// eventCause says what begins or ends on a day.
func (r *renderer) eventCause(c *evaluator.EventCause, day evidence.Date) string {
	t := &r.language.Horizon
	stage := r.Text(c.StageTitle)
	if stage == "" {
		stage = c.Stage
	}
	names := []string{"proof", c.Proof, "stage", fill(r.Quoted, "text", stage), "waiver", c.Waiver, "equivalence", c.Equivalence, "region", c.Region}
	if name := r.OfProfile.Regions[c.Region]; name != "" {
		names[len(names)-1] = name
	}
	kind, value, of := string(c.Kind), t.Computed, ""
	param, isParam := strings.CutPrefix(c.Path, "params.")
	switch {
	case isParam:
		of = fill(t.Parameter, "name", param)
	case c.Path != "":
		f := r.fact(c.Path)
		if !c.Value.IsZero() {
			if c.Region == "" {
				f.kind = evidence.KindDate
			}
			value = r.value(c.Value, f)
		}
		of = fill(t.Of, "fact", f.label)
		if len(f.entries) > 0 {
			of = fill(t.OfEntry, "fact", f.label, "entry", strings.Join(f.entries, nested))
		}
	default:
		of = t.Rule
	}
	if (isParam || c.Path == "") && !c.Value.IsZero() && c.Region == "" {
		kind, value = "dateSet", r.value(c.Value, fact{kind: evidence.KindDate})
	}
	if kind == string(c.Kind) {
		kind = plainly(c, day)
	}
	return strings.TrimSpace(fill(t.Causes[kind], append(names, "value", value, "of", of)...))
}

// plainly is what a date is called that begins or ceases to hold on a day: it has
// come, or passed, or lies too far back. Rules can ask for other things, too.
func plainly(c *evaluator.EventCause, day evidence.Date) string {
	text, _ := c.Value.Any().(string)
	date, err := evidence.ParseDate(text)
	switch {
	case err != nil || c.Path == "":
	case c.Kind == evaluator.EventDateHolds && date == day:
		return "dateReached"
	case c.Kind == evaluator.EventDateLapses && date == day.AddDays(-1):
		return "datePast"
	case c.Kind == evaluator.EventDateLapses && date.Compare(day) < 0:
		return "dateOld"
	}
	return string(c.Kind)
}

// onboardingState says where an onboarding stands, with those of its terms that
// stand otherwise in another state.
func (r *renderer) onboardingState(s, other evaluator.OnboardingState) string {
	t := &r.language.Horizon
	text := t.Statuses[string(s.Status)]
	var terms []string
	for _, x := range []struct {
		key    string
		is, in evaluator.TermStatus
	}{{"toList", s.ToList, other.ToList}, {"recertification", s.Recertification, other.Recertification}, {"sunset", s.Sunset, other.Sunset}} {
		if said := t.Statuses[x.key+"."+string(x.is)]; said != "" && x.is != x.in {
			terms = append(terms, said)
		}
	}
	if terms == nil {
		return text
	}
	return fill(t.Terms, "status", text, "terms", r.Enumerate(terms...))
}

// foretells says in a verdict's report until when it holds, if that was asked for.
func (r *renderer) foretells() {
	h := r.verdict.Horizon
	if h == nil || r.chosen != nil {
		return
	}
	t := &r.language.Horizon
	r.title(t.Title)
	if h.Next == nil {
		through := h.Until
		if h.Through != nil {
			through = *h.Through
		}
		r.page.text(atSection, 2, plain, fill(t.Verdict, "last", r.day(through.Time, r.verdict.Zone)))
		r.through(h.Through, r.verdict.Zone)
		return
	}
	r.event(h.Next)
}
