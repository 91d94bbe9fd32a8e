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
	// does; Settle for agreement on one, Change for another value of one.
	State    string `json:"state" required:"true"`
	StateAny string `json:"stateAny" required:"true"`
	Settle   string `json:"settle" required:"true"`
	Change   string `json:"change" required:"true"`
	// Add and Remove speak of values in a list, AddEntry and RemoveEntry of entries
	// that have fields.
	Add         string `json:"add" required:"true"`
	Remove      string `json:"remove" required:"true"`
	AddEntry    string `json:"addEntry" required:"true"`
	RemoveEntry string `json:"removeEntry" required:"true"`
	// With says what is stated of an entry, Field one field of it.
	With  string `json:"with" required:"true"`
	Field string `json:"field" required:"true"`
	// Of names a fact of an entry, Demanded adds to a change what is demanded.
	Of       string `json:"of" required:"true"`
	Demanded string `json:"demanded" required:"true"`
	// Prove asks for proof of facts. One document may be proof of all of them.
	Prove string `json:"prove" required:"true"`
	// Effort says what all takes: the others count what takes how long.
	Effort     string `json:"effort" required:"true"`
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
func (r *renderer) sentences(steps []evaluator.Step, x *evaluator.Result) []string {
	t := &r.language.Explanation.Steps
	var out, needs []string
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
		out = append(out, fill(t.Prove, "facts", r.some(proven[n], r.Others), "proof", r.proof(n)))
	}
	return out
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
func (r *renderer) sentence(steps []*evaluator.Step, x *evaluator.Result) string {
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
		if text = t.State; s.To.IsZero() {
			text = t.StateAny
		}
	case evaluator.StepClarify:
		text = t.Settle
	case evaluator.StepChange:
		text = t.Change
	case evaluator.StepAdd:
		if text = t.Add; record {
			text = t.AddEntry
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
	for _, e := range s.Entries {
		if said := r.fields(s.Path, e); said != "" {
			text += " " + fill(t.With, "entry", e.ID, "fields", said)
		}
	}
	return text
}

// fields says what is stated of an entry of a list.
func (r *renderer) fields(path string, e evaluator.Entry) string {
	list, _, _ := splitPath(path)
	list = strings.TrimSuffix(list, "[]")
	var said []string
	for _, field := range e.Fields {
		f := r.fact(list + "[" + e.ID + "]." + field.Name)
		said = append(said, fill(r.language.Explanation.Steps.Field, "name", field.Name, "value", r.value(field.Value, f)))
	}
	return r.Chain(said...)
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
	for i, text := range sentences {
		if i == 0 {
			r.say(indent, plain, text)
		} else {
			r.page.text(indent, 2, plain, text)
		}
	}
	if left > 0 {
		r.page.text(indent, 2, faint, r.language.Explanation.Steps.MoreSteps.Count(left))
	}
	r.page.table(indent+2, rows)
}

// alternatives writes ways of which one suffices, each by show.
func (r *renderer) alternatives(indent, count int, more bool, show func(i, indent int)) {
	t := &r.language.Explanation.Steps
	shown := count
	if !r.all && count > shownWays+1 {
		shown = shownWays
	}
	switch {
	case count > 1:
		r.say(indent, plain, t.OneOf)
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
func (r *renderer) effortRow(e evaluator.Effort) []row {
	if text := r.effort(e); text != "" {
		return []row{{r.language.Explanation.Steps.Effort, text}}
	}
	return nil
}

// needed lists the criteria that something is for, a few of many.
func (r *renderer) needed(ids []string) string { return r.some(slices.Clone(ids), r.Others) }
