package criteria

import (
	"regexp"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

func (l *linter) rules(at string, c *Criterion) {
	k := l.catalogue.compiled[c.ID]
	given, _, err := k.Bind(nil)
	if err != nil {
		return // then it had not loaded
	}
	if len(k.rule.Reads) == 0 {
		l.report(CheckReadsNothing, at+"/rule", 0, "", "test a fact, or move the condition into when", "the rule of %s reads no fact", c.ID)
	} else if l.holdsOnNothing(k) {
		l.report(CheckHoldsOnNothing, at+"/rule", 0, "", "move what depends on the subject alone into when",
			"the rule of %s can hold of a subject nothing is known about", c.ID)
	}
	if len(k.rule.Reads) > 0 {
		l.logic(at, c.ID, k, given)
	}
	l.names(at+"/rule", c, k.rule)
	if !mentionsEmpty(c.Rationale) {
		l.lists(at, c.ID, k, given)
	}
	if k.when != nil {
		l.names(at+"/when", c, k.when)
	}
}

// holdsOnNothing tries the rule where no fact is known, on subjects of every
// layer and at the ends of time.
func (l *linter) holdsOnNothing(k *Compiled) bool {
	given, _, err := k.Bind(nil)
	if err != nil {
		return false
	}
	m := l.catalogue.env.NewMachine()
	for _, at := range endsOfTime() {
		for _, layer := range append([]string{""}, evidence.Layer("").Values()...) {
			m.Given(l.catalogue.env.Subject(evidence.Subject{Layer: evidence.Layer(layer)}), given, at)
			if truth, _ := k.rule.Eval(m); truth == rules.True {
				return true
			}
		}
	}
	return false
}

// logic reports what is proven of the rules in every world. The gravest of it
// makes the rest idle talk.
func (l *linter) logic(at, id string, k *Compiled, given *rules.Given) {
	r := rules.NewReasoner(k.rule, k.when, nil, l.work)
	where := ""
	if k.when != nil {
		where = " where it applies"
	}
	switch {
	case r.Applies() == rules.No:
		l.report(CheckNeverApplies, at+"/when", 0, "", "mend the when, or drop the criterion", "%s can never apply: no dossier makes its when true", id)
		return
	case r.Passes() == rules.No:
		l.report(CheckNeverPasses, at+"/rule", 0, "", "mend the rule", "%s can never be met: no dossier makes its rule true%s", id, where)
		return
	case r.Fails() == rules.No:
		l.report(CheckNeverFails, at+"/rule", 0, "", "mend the rule, or drop the criterion", "%s can never fail: no dossier makes its rule false%s", id, where)
		return
	case rules.NewReasoner(k.rule, k.when, given, l.work).Passes() == rules.No:
		l.report(CheckNeverPasses, at+"/rule", 0, "by default", "mend the defaults, or the rule",
			"%s can never be met with the values its parameters have: no dossier makes its rule true%s", id, where)
	}
	l.idle(at+"/rule", "rule", id, r.Idle(false))
	if k.when != nil {
		l.idle(at+"/when", "when", id, r.Idle(true))
	}
}

func (l *linter) idle(pointer, field, id string, found []rules.Idle) {
	for _, part := range found {
		text := part.Node.String()
		l.report(CheckNoDifference, pointer, part.Node.Offset(), text, "drop it, or mend it or what it repeats",
			"in the %s of %s the part %s decides nothing: it could as well be %v", field, id, brief(text), part.Always)
	}
}

// brief cuts a text that is too long for a message.
func brief(text string) string {
	const most = 80
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// lists reports each list that can be empty, or lack what the rule looks for,
// and thereby satisfies the rule.
func (l *linter) lists(at, id string, k *Compiled, given *rules.Given) {
	r := rules.NewReasoner(k.rule, k.when, given, l.work)
	seen := map[string]bool{}
	var walk func(*rules.Node)
	walk = func(n *rules.Node) {
		if n.Range != nil && n.Range.IsFact() && n.Range.Info != nil {
			l.list(at, id, r, n, seen)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(k.rule.Root)
}

func (l *linter) list(at, id string, r *rules.Reasoner, n *rules.Node, seen map[string]bool) {
	list := n.Range.Info.Path
	answer := r.HoldsOnEmpty(n)
	// What cannot be told of an all() is left to the author.
	if !seen[list] && (answer == rules.Possible || answer == rules.Open && n.Kind == rules.AllNode) {
		seen[list] = true
		l.report(CheckEmptyList, at+"/rule", n.Offset(), list, "also ask for "+list+".size() > 0, or say in the rationale what an empty list means",
			"an empty %s satisfies %s in %s", list, quantifier(n), id)
	}
	if n.Kind != rules.AllNode {
		return
	}
	for _, spared := range sparedByName(n.Children[0]) {
		if r.HoldsOnOthers(n, spared) == rules.Possible {
			l.report(CheckNoneOfThatName, at+"/rule", spared.Offset(), spared.String(), "also ask with "+list+".exists() for it, or say in the rationale what an empty list means",
				"if %s holds of all %s, all() in %s does, too, and nothing is examined", spared, list, id)
		}
	}
}

func quantifier(n *rules.Node) string {
	if n.Kind == rules.AllNode {
		return "all()"
	}
	return "!exists()"
}

// sparedByName lists the parts of an all() that spare elements by a text:
// r.profile != "X" of r.profile != "X" || r.passed. Which elements have a
// property that is true or false each of them tells; that there is one of a name
// or kind none does.
func sparedByName(body *rules.Node) (out []*rules.Node) {
	if body.Kind != rules.OrNode {
		return nil
	}
	for _, c := range body.Children {
		switch {
		case c.Kind == rules.AtomNode && c.Atom.Op == "!=" && onText(c.Atom):
			out = append(out, c)
		case c.Kind == rules.NotNode && c.Children[0].Kind == rules.AtomNode && (c.Children[0].Atom.Op == "==" || c.Children[0].Atom.Op == "in") && onText(c.Children[0].Atom):
			out = append(out, c)
		}
	}
	return out
}

func onText(a *rules.Atom) bool {
	return a.Class == rules.ClassSingle && a.Fact.IsFact() && a.Fact.Info != nil && a.Fact.Info.Kind == evidence.KindText
}

var emptyWords = regexp.MustCompile(`(?i)\b(empty|leer)`)

func mentionsEmpty(t evidence.Text) bool {
	return emptyWords.MatchString(t.EN) || emptyWords.MatchString(t.DE)
}
