package report

import (
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// stepsTexts are the sentences that say what is to be done.
type stepsTexts struct {
	// State asks for a fact that nobody states, StateAny for one where any value
	// does, StateAll for all entries of a list that is stated in part; Settle for
	// agreement on one, Change for another value of one.
	State    string `json:"state" required:"true"`
	StateAny string `json:"stateAny" required:"true"`
	StateAll string `json:"stateAll" required:"true"`
	Settle   string `json:"settle" required:"true"`
	Change   string `json:"change" required:"true"`
	// Add and Remove speak of values in a list, AddEntry and RemoveEntry of entries
	// that have fields.
	Add         string `json:"add" required:"true"`
	Remove      string `json:"remove" required:"true"`
	AddEntry    plural `json:"addEntry" required:"true"`
	RemoveEntry string `json:"removeEntry" required:"true"`
	// Field says what is stated of a field of an entry, FieldOf of which entry, too;
	// MoreFields counts those that are not shown.
	Field      string `json:"field" required:"true"`
	FieldOf    string `json:"fieldOf" required:"true"`
	MoreFields plural `json:"moreFields" required:"true"`
	// Of names a fact of an entry, Demanded adds to a change what is demanded.
	Of       string `json:"of" required:"true"`
	Demanded string `json:"demanded" required:"true"`
	// Prove asks for proof of facts, ProveShown of those that are shown before. One
	// document may be proof of all of them.
	Prove      string `json:"prove" required:"true"`
	ProveShown string `json:"proveShown" required:"true"`
	// Effort says what a way takes, EffortAll what one takes with the steps that are
	// said before it: the others count what takes how long.
	Effort     string `json:"effort" required:"true"`
	EffortAll  string `json:"effortAll" required:"true"`
	High       plural `json:"high" required:"true"`
	Medium     plural `json:"medium" required:"true"`
	Low        plural `json:"low" required:"true"`
	Statements plural `json:"statements" required:"true"`
	// MoreSteps counts those that are not shown.
	MoreSteps plural `json:"moreSteps" required:"true"`
	// OneOf heads alternatives; MoreWays counts those that are not shown, MayBeMore
	// says that there may be others.
	OneOf     string `json:"oneOf" required:"true"`
	MoreWays  plural `json:"moreWays" required:"true"`
	MayBeMore string `json:"mayBeMore" required:"true"`
}

// sentences say what is to be done, one for each step; proofs of which the same
// is demanded are one step to a reader, who may bring one document for all. x is
// the result that they are to turn, if it is one.
func (r *renderer) sentences(steps []evaluator.Step, x *evaluator.Result) []sentence {
	t := &r.language.Explanation.Steps
	var out []sentence
	var needs []string
	proven := map[string][]string{}
	alike := map[string][]*evaluator.Step{}
	var order []string
	for i := range steps {
		s := &steps[i]
		if s.Kind != evaluator.StepProve {
			key := stepShape(s)
			if alike[key] == nil {
				order = append(order, key)
			}
			alike[key] = append(alike[key], s)
			continue
		}
		if proven[s.Needs] == nil {
			needs = append(needs, s.Needs)
		}
		proven[s.Needs] = append(proven[s.Needs], s.Path)
	}
	for _, key := range order {
		out = append(out, r.sentence(alike[key], x))
	}
	for _, n := range needs {
		text := t.Prove
		if claimsAll(x, proven[n]) {
			text = t.ProveShown
		}
		out = append(out, sentence{text: fill(text, "facts", r.some(proven[n], r.Others), "proof", r.proof(n))})
	}
	return out
}

// sentence says what is to be done, with details below it.
type sentence struct {
	text    string
	details []string
}

// claimsAll reports whether paths are the facts that a result shows as claimed and
// not proven, and too many to be named again.
func claimsAll(x *evaluator.Result, paths []string) bool {
	if x == nil || x.Outcome != evaluator.Unproven || len(paths) < 3 {
		return false
	}
	gaps := map[string]bool{}
	for _, g := range x.Unproven {
		gaps[g.Path] = true
	}
	for _, p := range paths {
		if !gaps[p] {
			return false
		}
	}
	return len(gaps) == len(paths)
}

// stepShape is the same for steps that differ in the entries of lists alone, and
// do the same about each.
func stepShape(s *evaluator.Step) string {
	if len(s.Entries) > 0 {
		return string(s.Kind) + "\x00" + s.Path
	}
	key := string(s.Kind) + "\x00" + pattern(s.Path) + "\x00" + s.To.String()
	if !strings.HasSuffix(s.Path, "]") { // of an entry as such nothing else is said
		key += "\x00" + s.From.String()
	}
	return key
}

// sentence says what is to be done about a fact, or about the same fact of
// several entries of a list.
func (r *renderer) sentence(steps []*evaluator.Step, x *evaluator.Result) sentence {
	t, s := &r.language.Explanation.Steps, steps[0]
	f := r.fact(s.Path)
	about, path := fill(r.Quoted, "text", f.label), s.Path
	var ids []string
	for _, each := range steps {
		if id := entryOf(each.Path); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(steps) > 1 {
		path = f.path
	}
	entry := r.entries(ids)
	record := strings.HasSuffix(s.Path, "]") // an entry as such
	if len(ids) > 0 && !record {
		about = fill(t.Of, "fact", about, "entry", entry)
	}
	text := ""
	switch s.Kind {
	case evaluator.StepState:
		switch text = t.State; {
		case s.To.IsZero():
			text = t.StateAny
		case !s.From.IsZero(): // a list that its source does not list in full
			text = t.StateAll
		}
	case evaluator.StepClarify:
		text = t.Settle
	case evaluator.StepChange:
		text = t.Change
	case evaluator.StepAdd:
		if text = t.Add; record {
			text = t.AddEntry.Count(len(ids))
		}
	case evaluator.StepRemove:
		if text = t.Remove; record {
			text = t.RemoveEntry
		}
	}
	measure := ""
	if demand := r.demandOn(s, x, f); demand != "" && s.Kind == evaluator.StepChange {
		measure = fill(t.Demanded, "demand", demand)
	}
	text = fill(text, "fact", about, "entry", entry, "from", r.value(s.From, f), "to", r.value(s.To, f), "demanded", measure, "path", path)
	return sentence{text, r.fields(s.Path, s.Entries)}
}

// fields say what is stated of entries of a list.
func (r *renderer) fields(path string, entries []evaluator.Entry) []string {
	t := &r.language.Explanation.Steps
	list, _, _ := splitPath(path)
	list = strings.TrimSuffix(list, "[]")
	text := t.Field
	if len(entries) > 1 {
		text = t.FieldOf
	}
	var said []string
	for _, e := range entries {
		for _, field := range e.Fields {
			f := r.fact(list + "[" + e.ID + "]." + field.Name)
			name := r.quoted(f.label)
			if f.path == "" {
				name = field.Name
			}
			said = append(said, fill(text, "entry", e.ID, "fact", name, "value", r.value(field.Value, f)))
		}
	}
	if left := len(said) - shownSteps; left > 1 && !r.all {
		said = append(said[:shownSteps], t.MoreFields.Count(left))
	}
	return said
}

// demandOn is what a result demands of the fact of a step, where that is measured:
// of a choice the value itself says it.
func (r *renderer) demandOn(s *evaluator.Step, x *evaluator.Result, f fact) string {
	switch f.kind {
	case evidence.KindInt, evidence.KindNumber, evidence.KindDate, evidence.KindVersion:
	default:
		return ""
	}
	if x == nil {
		return ""
	}
	for _, reason := range x.Reasons {
		if reason.Path == s.Path && reason.Role != evaluator.Condition {
			return r.demanded(reason, f)
		}
	}
	return ""
}

// effort says what something takes; empty if nothing.
func (r *renderer) effort(e evaluator.Effort) string {
	t := &r.language.Explanation.Steps
	var parts []string
	for _, part := range []struct {
		n    int64
		text plural
	}{{e.High, t.High}, {e.Medium, t.Medium}, {e.Low, t.Low}, {e.Statements, t.Statements}} {
		if part.n > 0 {
			parts = append(parts, part.text.Count(int(part.n)))
		}
	}
	return r.Enumerate(parts...)
}

// Of many steps and ways a text shows a few, and counts the others, unless
// [Options.Full] asks for all.
const (
	shownSteps = 12
	shownWays  = 3
)

// steps writes what is to be done, each step a paragraph, and then rows about it.
func (r *renderer) steps(indent int, steps []evaluator.Step, x *evaluator.Result, rows ...row) {
	sentences := r.sentences(steps, x)
	left := 0
	if limit := shownSteps; !r.all && len(sentences) > limit+1 {
		left = len(sentences) - limit
		sentences = sentences[:limit]
	}
	r.page.heads(indent, &r.mark)
	for _, s := range sentences {
		r.say(indent, plain, s.text)
		for _, detail := range s.details {
			r.page.text(indent+2, 2, plain, detail)
		}
	}
	if left > 0 {
		r.page.text(indent, 2, faint, r.language.Explanation.Steps.MoreSteps.Count(left))
	}
	r.page.table(r.page.below(indent), rows)
}

// alternatives writes ways of which one suffices, each by show; oneOf heads them.
func (r *renderer) alternatives(indent, count int, more bool, oneOf string, show func(i, indent int)) {
	t := &r.language.Explanation.Steps
	shown := count
	if !r.all && count > shownWays+1 {
		shown = shownWays
	}
	switch {
	case count > 1:
		r.say(indent, plain, oneOf)
		for i := range shown {
			r.mark = "(" + letters(i) + ")"
			show(i, indent+markWidth)
			r.mark = ""
		}
	case count == 1:
		show(0, indent)
	}
	if shown < count {
		r.page.text(indent, 2, faint, t.MoreWays.Count(count-shown))
	}
	if more {
		r.page.text(indent, 2, faint, t.MayBeMore)
	}
}

// effortRow is the row that says what something takes.
func (r *renderer) effortRow(label string, e evaluator.Effort) []row {
	if text := r.effort(e); text != "" {
		return []row{{label, text}}
	}
	return nil
}

// needed lists the criteria that something is for, a few of many.
func (r *renderer) needed(ids []string) string { return r.some(slices.Clone(ids), r.Others) }
