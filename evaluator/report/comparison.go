package report

import (
	"io"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/profiles"
)

// comparisonTexts are what is said of two verdicts on one subject.
type comparisonTexts struct {
	// Heads are the first line, by what became of the verdict on the whole.
	Heads map[string]string `json:"heads" required:"true"`
	// Before and Now label the two verdicts, and what each shows.
	Before      string `json:"before" required:"true"`
	Now         string `json:"now" required:"true"`
	Side        string `json:"side" required:"true"`
	SideVersion string `json:"sideVersion" required:"true"`
	// NoBasis, Only and Several say what kinds of inputs changed.
	NoBasis string            `json:"noBasis" required:"true"`
	Only    map[string]string `json:"only" required:"true"`
	Several string            `json:"several" required:"true"`
	Basis   map[string]string `json:"basis" required:"true"`
	// Counts says how many criteria became what.
	Counts   string            `json:"counts" required:"true"`
	Count    map[string]string `json:"count" required:"true"`
	Sections map[string]string `json:"sections" required:"true"`
	// SameEvidence and SameAsked list criteria with the same outcome of which the
	// evidence alone is another, or what is asked.
	SameEvidence plural `json:"sameEvidence" required:"true"`
	SameAsked    plural `json:"sameAsked" required:"true"`
	OtherFacts   string `json:"otherFacts" required:"true"`
	Asked        string `json:"asked" required:"true"`
	// Why names the one input that accounts for a change, WhyOf several that can.
	Why    string            `json:"why" required:"true"`
	WhyOf  string            `json:"whyOf" required:"true"`
	Inputs map[string]string `json:"inputs" required:"true"`
	// RestsOn to Shortfall are what a verdict shows of a fact.
	RestsOn    string `json:"restsOn" required:"true"`
	Missing    string `json:"missing" required:"true"`
	Unproven   string `json:"unproven" required:"true"`
	UnprovenBy string `json:"unprovenBy" required:"true"`
	Shortfall  plural `json:"shortfall" required:"true"`
	MoreFacts  plural `json:"moreFacts" required:"true"`
	// OpenNow heads what is explained, ChangedInputs the digests.
	OpenNow       string    `json:"openNow" required:"true"`
	ChangedInputs string    `json:"changedInputs" required:"true"`
	None          string    `json:"none" required:"true"`
	Gate          gateTexts `json:"gate" required:"true"`
}

// gateTexts answer whether a verdict is no worse.
type gateTexts struct {
	Passed       string            `json:"passed" required:"true"`
	Failed       string            `json:"failed" required:"true"`
	PassedCommon string            `json:"passedCommon" required:"true"`
	FailedCommon string            `json:"failedCommon" required:"true"`
	Counted      map[string]string `json:"counted" required:"true"`
	Kinds        map[string]string `json:"kinds" required:"true"`
}

// MaxFacts is of how many facts [Comparison] says for one criterion what changed;
// all others it counts. Facts that only one of the verdicts speaks of it leaves
// out, since they tell what decided and not what changed.
const MaxFacts = 5

// Comparison writes in what two verdicts differ, for readers: what became of the
// verdict on the whole, because of what, and of each criterion. What is worse or
// newly asked and is not met or open is explained; with [Options.Full] all that
// changed and is not met or open. Criteria with the same outcome of which the
// evidence alone is another, or what is asked, are named by their ids unless the
// report is full. The catalogue is that of the second verdict; a
// criterion that only the first has is named by its id. Equal comparisons and
// options give equal bytes. The error wraps [ErrCatalogue], [ErrLanguage] or
// [ErrDemand].
func Comparison(w io.Writer, c *evaluator.Comparison, catalogue *criteria.Catalogue, opts Options) error {
	if err := under(catalogue, c.After.Catalogue, c.After.CatalogueVersion, c.After.Digests.Catalogue); err != nil {
		return err
	}
	r, err := begin(opts, catalogue)
	if err != nil {
		return err
	}
	for i := range c.Criteria {
		r.fit(c.Criteria[i].Criterion)
	}
	r.verdict = &evaluator.Verdict{Subject: c.Subject, At: c.After.At, Day: c.After.Day, Profile: c.After.Profile}
	r.comparison(c)
	return r.finish(w)
}

// moveStyle colours what became of something.
var moveStyle = map[evaluator.Move]style{evaluator.MoveWorse: red, evaluator.MoveBetter: green}

// moves in the order they are told: first what may cost the subject its verdict.
var moves = []evaluator.Move{evaluator.MoveWorse, evaluator.MoveAdded, evaluator.MoveRemoved, evaluator.MoveBetter, evaluator.MoveSame}

func (r *renderer) comparison(c *evaluator.Comparison) {
	t := &r.language.Comparison
	r.page.head(1, 0, moveStyle[c.Move], fill(t.Heads[string(c.Move)], "subject", r.subject(),
		"from", r.Conformity[string(c.Before.Conformity)], "to", r.Conformity[string(c.After.Conformity)]))
	r.confidentiality(c.Confidential)
	r.page.table(atSection, []row{{t.Before, r.ofVerdict(&c.Before, c)}, {t.Now, r.ofVerdict(&c.After, c)}})
	r.page.text(0, 0, plain, r.basisOf(c))
	r.page.text(0, 0, plain, fill(t.Counts, "counts", r.moveCounts(c)))
	if c.Gate != nil {
		r.page.blank()
		r.gate(c.Gate)
	}
	several := len(c.Inputs) > 1
	var explained []*evaluator.Result
	for _, m := range moves {
		first := true
		var onEvidence, asked []string
		for i := range c.Criteria {
			x := &c.Criteria[i]
			if x.Move != m {
				continue
			}
			if first {
				r.title(t.Sections[string(m)])
				first = false
			}
			if rest := slices.DeleteFunc(slices.Clone(x.Changed), func(a evaluator.Aspect) bool { return a == evaluator.AspectEvidence || a == evaluator.AspectAsked }); m == evaluator.MoveSame && len(rest) == 0 && !r.full {
				if slices.Contains(x.Changed, evaluator.AspectAsked) {
					asked = append(asked, x.Criterion)
				} else {
					onEvidence = append(onEvidence, x.Criterion)
				}
				continue
			}
			r.criterionComparison(x, several)
			if x.Result != nil && !x.After.Outcome.Met() && (r.full || x.After.Counts() && x.After.Obligation != profiles.May && (m == evaluator.MoveWorse || m == evaluator.MoveAdded)) {
				explained = append(explained, x.Result)
			}
		}
		if onEvidence != nil {
			r.page.text(atSection, 2, plain, t.SameEvidence.Count(len(onEvidence), "criteria", r.Enumerate(onEvidence...)))
		}
		if asked != nil {
			r.page.text(atSection, 2, plain, t.SameAsked.Count(len(asked), "criteria", r.Enumerate(asked...)))
		}
	}
	if explained != nil {
		r.title(t.OpenNow)
		r.sections(explained, func(*evaluator.Result) bool { return true })
	}
	r.changedInputs(c)
}

// ofVerdict says what one of the verdicts is.
func (r *renderer) ofVerdict(v *evaluator.Compared, c *evaluator.Comparison) string {
	t := &r.language.Comparison
	text := fill(t.Side, "profile", strings.TrimSpace(v.Profile+" "+string(v.ProfileVersion)),
		"catalogue", strings.TrimSpace(v.Catalogue+" "+string(v.CatalogueVersion)), "instant", r.instant(v.At))
	if c.Before.Version != c.After.Version {
		version := string(v.Version)
		if version == "" {
			version = r.Differs.NoVersion
		}
		text = fill(t.SideVersion, "version", version, "side", text)
	}
	return text
}

func (r *renderer) basisOf(c *evaluator.Comparison) string {
	t := &r.language.Comparison
	switch len(c.Basis) {
	case 0:
		return t.NoBasis
	case 1:
		return t.Only[string(c.Basis[0])]
	}
	var what []string
	for _, b := range c.Basis {
		what = append(what, t.Basis[string(b)])
	}
	return fill(t.Several, "what", join(what, r.ListAnd))
}

func (r *renderer) moveCounts(c *evaluator.Comparison) string {
	n := c.Counts
	var out []string
	for _, x := range []struct {
		what string
		n    int64
	}{{"worse", n.Worse}, {"better", n.Better}, {"added", n.Added}, {"removed", n.Removed}, {"same", n.Same}, {"unchanged", n.Unchanged}} {
		if x.n > 0 || x.what == "unchanged" {
			out = append(out, fill(r.language.Comparison.Count[x.what], "n", r.Int(int(x.n))))
		}
	}
	return r.Enumerate(out...)
}

// gate answers whether the second verdict is no worse, and in what it is.
func (r *renderer) gate(g *evaluator.Gate) {
	t := &r.language.Comparison.Gate
	text, s := t.Passed, green
	switch failed := len(g.Setbacks) > 0; {
	case failed && g.CommonOnly:
		text, s = t.FailedCommon, red
	case failed:
		text, s = t.Failed, red
	case g.CommonOnly:
		text = t.PassedCommon
	}
	r.page.text(0, 0, s, fill(text, "counted", t.Counted[string(g.DownTo)]))
	var rows []row
	for _, kind := range evaluator.SetbackKind("").Values() {
		var ids []string
		whole := false
		for _, x := range g.Setbacks {
			if string(x.Kind) == kind {
				whole = whole || x.Criterion == ""
				ids = append(ids, x.Criterion)
			}
		}
		switch {
		case whole:
			rows = append(rows, row{t.Kinds[kind], t.Kinds[string(evaluator.SetbackWorse)]})
		case ids != nil:
			rows = append(rows, row{t.Kinds[kind], r.Enumerate(ids...)})
		}
	}
	r.page.table(atSection, rows)
}

// criterionComparison says what became of one criterion, and on what evidence.
func (r *renderer) criterionComparison(x *evaluator.CriterionComparison, several bool) {
	t := &r.language.Comparison
	c, _ := r.catalogue.Lookup(x.Criterion)
	r.page.headEntry(3, atSection, r.idColumn, x.Criterion, r.Text(c.Title), "", plain)
	r.page.text(atCriterion, 2, plain, r.stateMove(x.Before, x.After))
	if slices.Contains(x.Changed, evaluator.AspectAsked) {
		r.page.text(atCriterion, 2, plain, t.Asked)
	}
	if several && len(x.Why) > 0 {
		var why []string
		for _, input := range x.Why {
			why = append(why, t.Inputs[string(input)])
		}
		text := t.WhyOf
		if len(why) == 1 {
			text = t.Why
		}
		r.page.text(atCriterion, 2, plain, fill(text, "why", join(why, r.ListOr)))
	}
	var both []evaluator.EvidenceChange
	for _, e := range x.Evidence {
		if e.Before != nil && e.After != nil {
			both = append(both, e)
		}
	}
	if both == nil && x.Evidence != nil && x.Move == evaluator.MoveSame {
		r.page.text(atCriterion, 2, plain, t.OtherFacts)
	}
	for i := range both[:min(len(both), MaxFacts)] {
		e := &both[i]
		f := r.fact(e.Path)
		r.block(atCriterion, f, row{t.Before, r.shown(e.Before, e.Size, f)}, row{t.Now, r.shown(e.After, e.Size, f)})
	}
	if more := len(both) - MaxFacts; more > 0 {
		r.page.text(atCriterion, 2, plain, t.MoreFacts.Count(more))
	}
}

// stateMove says how a criterion stood and stands.
func (r *renderer) stateMove(before, after *evaluator.State) string {
	obliged := func(s *evaluator.State, text string) string {
		return r.Named(r.Obligation[string(s.Obligation)], text)
	}
	was, is := r.stateSaid(before), r.stateSaid(after)
	if before != nil && after != nil && before.Obligation == after.Obligation {
		if was != is {
			is = fill(r.Change.Replay.Move, "from", was, "to", is)
		}
		return obliged(after, is)
	}
	if before != nil {
		was = obliged(before, was)
	}
	if after != nil {
		is = obliged(after, is)
	}
	return fill(r.Change.Replay.Move, "from", was, "to", is)
}

// stateSaid says how a criterion stands.
func (r *renderer) stateSaid(s *evaluator.State) string {
	if s == nil {
		return r.Change.Replay.NotAsked
	}
	text := r.Outcome[string(s.Outcome)]
	switch {
	case s.Waived:
		text = r.Enumerate(text, r.Waived)
	case s.DueBy != nil:
		text = r.Enumerate(text, fill(r.DueBy, "date", r.date(*s.DueBy)))
	}
	if s.Standing != nil {
		text = r.Enumerate(text, r.standing(s.Standing))
	}
	return text
}

// shown says what a verdict shows of a fact.
func (r *renderer) shown(s *evaluator.Shown, size bool, f fact) string {
	t := &r.language.Comparison
	var said []string
	switch {
	case !s.Got.IsZero() && size && !s.Got.IsMasked():
		said = append(said, r.number(s.Got.Any(), "entries"))
	case !s.Got.IsZero():
		said = append(said, r.value(s.Got, f))
	}
	var stated []string
	for _, x := range s.Stated {
		stated = append(stated, fill(r.Said, "value", r.saying(x.Value, x.Confidential, f), "sources", r.some(x.Sources, r.Others)))
	}
	if stated != nil {
		said = append(said, r.some(stated, r.Others))
	}
	if said != nil && len(s.Proofs) > 0 {
		said[0] = fill(t.RestsOn, "value", said[0], "proofs", r.some(s.Proofs, r.Others))
	}
	if s.Missing || said == nil && !s.Unproven {
		said = append(said, t.Missing)
	}
	if s.Unproven {
		// Why proofs do not suffice is said once for all that it is the same for.
		var why []string
		proofs := map[string][]string{}
		for _, x := range s.Have {
			text := r.Shortfalls[string(x.Why)]
			if proofs[text] == nil {
				why = append(why, text)
			}
			proofs[text] = append(proofs[text], x.Proof)
		}
		for i, text := range why {
			why[i] = t.Shortfall.Count(len(proofs[text]), "proof", r.some(proofs[text], r.Others), "why", text)
		}
		if why == nil {
			said = append(said, t.Unproven)
		} else {
			said = append(said, fill(t.UnprovenBy, "proofs", r.Chain(why...)))
		}
	}
	return r.Chain(said...)
}

// changedInputs lists the inputs that are others, with their digests.
func (r *renderer) changedInputs(c *evaluator.Comparison) {
	if len(c.Inputs) == 0 {
		return
	}
	t := &r.language.Comparison
	r.title(t.ChangedInputs)
	for _, x := range c.Inputs {
		before, after := x.Before, x.After
		if x.Input == evaluator.InputInstant {
			before, after = r.instant(c.Before.At), r.instant(c.After.At)
		}
		none := func(s string) string {
			if s == "" {
				return t.None
			}
			return s
		}
		r.page.text(atSection, 2, plain, r.language.Verification.Names[string(x.Input)])
		r.page.table(atCriterion, []row{{t.Before, none(before)}, {t.Now, none(after)}})
	}
}
