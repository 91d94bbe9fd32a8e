package report

import (
	"fmt"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
)

// traceTexts are what is said of the tree of a rule.
type traceTexts struct {
	Title  string `json:"title" required:"true"`
	Legend string `json:"legend" required:"true"`
	// When and Rule head the two rules of a criterion.
	When string `json:"when" required:"true"`
	Rule string `json:"rule" required:"true"`
	// And, Or, Not, All and Exists say how what is below belongs together; If, Then
	// and Else do so of a condition.
	And    string `json:"and" required:"true"`
	Or     string `json:"or" required:"true"`
	Not    string `json:"not" required:"true"`
	All    string `json:"all" required:"true"`
	Exists string `json:"exists" required:"true"`
	If     string `json:"if" required:"true"`
	Then   string `json:"then" required:"true"`
	Else   string `json:"else" required:"true"`
	// Test says what is stated of a fact and what is asked, Asked the second alone
	// and Tested the first, where what is asked cannot be said of the fact alone.
	Test   string `json:"test" required:"true"`
	Asked  string `json:"asked" required:"true"`
	Tested string `json:"tested" required:"true"`
	Entry  string `json:"entry" required:"true"`
	// Failing and Holding count the entries that decide.
	Failing plural `json:"failing" required:"true"`
	Holding plural `json:"holding" required:"true"`
	// Entries counts the entries of a list, OpenList says that it may have others,
	// Left counts those that are not shown.
	Entries  plural `json:"entries" required:"true"`
	OpenList string `json:"openList" required:"true"`
	Left     plural `json:"left" required:"true"`
	Decides  string `json:"decides" required:"true"`
	RestsOn  string `json:"restsOn" required:"true"`
	Needs    string `json:"needs" required:"true"`
	At       string `json:"at" required:"true"`
	// Choice says what would follow if one of the sources was right.
	Choice      string `json:"choice" required:"true"`
	MoreChoices plural `json:"moreChoices" required:"true"`
}

// truthMarks stand before what is true, claimed to be true, false, unknown,
// broken, and not said.
const (
	markTrue    = "✓"
	markClaimed = "○"
	markFalse   = "✗"
	markUnknown = "?"
	markBroken  = "!"
	markMasked  = "■"
)

func truthMark(n *evaluator.TraceNode) string {
	switch {
	case n.Claimed == evaluator.TruthConfidential:
		return markMasked
	case n.Proven == evaluator.TruthTrue:
		return markTrue
	case n.Claimed == evaluator.TruthTrue:
		return markClaimed
	case n.Claimed == evaluator.TruthFalse:
		return markFalse
	case n.Claimed == evaluator.TruthUnknown:
		return markUnknown
	}
	return markBroken
}

// trace writes the tree of a criterion's rules.
func (r *renderer) trace(t *evaluator.Trace) {
	texts := &r.language.Explanation.Trace
	r.page.text(atFact, 2, bold, texts.Title)
	r.page.text(atRow, 0, faint, texts.Legend)
	if c := t.Confidential; c != nil && c.Status == evaluator.ConfidentialMasked {
		r.page.text(atRow, 0, faint, r.language.Confidential.Legend)
	}
	for _, c := range t.Choices {
		var values []string
		for _, v := range c.Values {
			f := r.fact(v.Path)
			values = append(values, r.Named(fill(r.Quoted, "text", f.label), fill(r.Said, "value", r.saying(v.Value, v.Confidential, f), "sources", r.Enumerate(v.Sources...))))
		}
		r.page.text(atRow, 2, plain, fill(texts.Choice, "values", r.Chain(values...), "outcome", r.Outcome[string(c.Outcome)]))
	}
	if t.MoreChoices > 0 {
		r.page.text(atRow, 2, faint, texts.MoreChoices.Count(int(t.MoreChoices)))
	}
	if t.When != nil {
		r.page.text(atRow, 2, plain, texts.When)
		r.node(t.When, atRow+2, "")
	}
	r.page.text(atRow, 2, plain, texts.Rule)
	r.node(&t.Rule, atRow+2, "")
}

const deepestNode = 40 // of indents on a line of text

// node writes a node and all below; before is what is said before it.
func (r *renderer) node(n *evaluator.TraceNode, indent int, before string) {
	t := &r.language.Explanation.Trace
	var said string
	switch n.Kind {
	case evaluator.TraceAnd:
		said = t.And
	case evaluator.TraceOr:
		said = t.Or
	case evaluator.TraceNot:
		said = t.Not
	case evaluator.TraceCondition:
		said = t.If
	case evaluator.TraceAll, evaluator.TraceExists:
		said = t.All
		if n.Kind == evaluator.TraceExists {
			said = t.Exists
		}
		entries := t.Entries.Count(int(n.Entries))
		if n.Claimed == evaluator.TruthConfidential && n.Children == nil {
			entries = r.Values.Confidential
		} else if n.Claimed == evaluator.TruthUnknown && n.Entries == 0 && !n.Open {
			entries = r.Values.Unknown
		} else if n.Open {
			entries = r.Enumerate(entries, t.OpenList)
		}
		switch deciding := int(n.Deciding); {
		case deciding > 0 && n.Kind == evaluator.TraceAll:
			entries = r.Enumerate(entries, t.Failing.Count(deciding))
		case deciding > 0:
			entries = r.Enumerate(entries, t.Holding.Count(deciding))
		}
		said = fill(said, "fact", fill(r.Quoted, "text", r.fact(n.Path).label), "entries", entries)
	default:
		said = r.tested(n)
	}
	more := []string{}
	if len(n.Proofs) > 0 {
		more = append(more, fill(t.RestsOn, "proofs", r.some(n.Proofs, r.Others)))
	}
	if n.Needs != "" {
		more = append(more, fill(t.Needs, "proof", r.proof(n.Needs)))
	}
	if n.Error != "" {
		more = append(more, r.cause(n.Error))
	}
	if r.rules {
		place := fmt.Sprintf("%d:%d", n.Line, n.Column)
		more = append(more, strings.TrimSpace(fill(t.At, "place", place, "rule", n.Text)))
	}
	if before != "" {
		said = before + " " + said
	}
	text := truthMark(n) + " " + r.Chain(append([]string{said}, more...)...)
	switch {
	case len(n.Children) > 0:
		text = strings.TrimSpace(r.Named(text, ""))
	case n.Decides:
		text += " " + t.Decides
	}
	r.page.text(indent, 2, plain, text)
	below := min(indent+2, deepestNode)
	for i := range n.Children {
		c := &n.Children[i]
		switch {
		case n.Kind == evaluator.TraceCondition && i > 0:
			r.node(c, below, []string{t.Then, t.Else}[i-1])
		case c.Entry != "":
			r.node(c, below, fill(t.Entry, "entry", r.entryName(c)))
		default:
			r.node(c, below, "")
		}
	}
	if n.Left > 0 {
		r.page.text(below, 2, faint, t.Left.Count(int(n.Left)))
	}
}

// entryName names the entry of a list that a node is about.
func (r *renderer) entryName(n *evaluator.TraceNode) string {
	if !n.Value.IsZero() {
		return r.value(n.Value, r.fact(n.Entry))
	}
	ids := entryOf(n.Entry)
	if ids == openEntry || strings.HasSuffix(ids, nested+openEntry) {
		return r.FurtherEntries
	}
	return ids
}

// tested says what a test asks of a fact, and what is stated.
func (r *renderer) tested(n *evaluator.TraceNode) string {
	t := &r.language.Explanation.Trace
	f := r.fact(n.Path)
	x := evaluator.Reason{Path: n.Path, Operator: n.Operator, Got: n.Got, Wanted: n.Wanted, WantedPath: n.WantedPath, Rule: n.Text}
	about, demand := fill(r.Quoted, "text", f.label), r.demanded(x, f)
	switch {
	case demand != "" && n.Entry == n.Path && !n.Value.IsZero(): // said with the list
		return fill(t.Asked, "demanded", demand)
	case demand != "":
		return fill(t.Test, "fact", about, "stated", r.stated(x, f), "demanded", demand)
	}
	return fill(t.Tested, "fact", about, "stated", r.stated(x, f))
}
