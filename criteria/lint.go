package criteria

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Finding is a weakness of something that loads. Where it is, Pointer and
// Offset say: a JSON pointer (RFC 6901) into the file and a byte offset in the
// text there.
type Finding struct {
	// Check names the check: "empty-list".
	Check   string
	Pointer string
	Offset  int
	Message string
	// Hint is a way out.
	Hint string
}

// String returns "pointer: message (hint) [check]".
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s (%s) [%s]", f.Pointer, f.Message, f.Hint, f.Check)
}

// The checks of [Lint].
const (
	CheckHoldsOnNothing  = "holds-on-nothing"  // a rule that holds of a subject nothing is known about
	CheckReadsNothing    = "reads-nothing"     // a rule that reads no fact
	CheckEmptyList       = "empty-list"        // a rule that an empty list satisfies
	CheckProductName     = "product-name"      // a text that looks like the name of a product or provider
	CheckUnusedParameter = "unused-parameter"  // a parameter that neither rule nor when uses
	CheckNoSource        = "no-source"         // a parameter without the source of its value
	CheckNoReference     = "no-reference"      // a criterion that goes back to no framework
	CheckUnusedFramework = "unused-framework"  // a framework of its own that no criterion refers to
	CheckShadows         = "shadows-framework" // a framework of its own that Trias brings, too
	CheckNoClause        = "no-clause"         // a reference that names no clause
	CheckNoRemedy        = "no-remedy"         // a criterion that does not say what can be done
	CheckNoRationale     = "no-rationale"      // a criterion that does not say why it matters
	CheckOneLanguage     = "one-language-only" // a text that lacks English or German
)

// Lint finds what loads and should not be published: rules that hold too
// easily, texts that are missing, values without a source, and texts in rules
// that seem to name a product. An empty result promises nothing.
//
// That all() holds on an empty list is not reported where the rule or the when
// also asks for the list's size or for an element, or where the rationale says
// what an empty list means, using the word "empty" or "leer".
//
// Findings are in the order of the catalogue.
func Lint(c *Catalogue) []Finding {
	l := &linter{catalogue: c}
	l.text("/title", "the catalogue's title", c.definition.Title)
	for _, group := range slices.Sorted(maps.Keys(c.definition.Facts)) {
		for _, name := range slices.Sorted(maps.Keys(c.definition.Facts[group])) {
			l.text("/facts/"+group+"/"+name+"/question", "the question of ext."+group+"."+name, c.definition.Facts[group][name].Question)
		}
	}
	l.frameworks()
	for i := range c.definition.Criteria {
		l.criterion(fmt.Sprintf("/criteria/%d", i), &c.definition.Criteria[i])
	}
	return l.findings
}

type linter struct {
	catalogue *Catalogue
	findings  []Finding
}

func (l *linter) report(check, pointer string, offset int, hint, format string, args ...any) {
	l.findings = append(l.findings, Finding{check, pointer, offset, fmt.Sprintf(format, args...), hint})
}

func (l *linter) text(pointer, what string, t evidence.Text) {
	for _, lang := range []struct{ text, code string }{{t.EN, "en"}, {t.DE, "de"}} {
		if strings.TrimSpace(lang.text) == "" {
			l.report(CheckOneLanguage, pointer, 0, "add "+lang.code, "%s lacks %s", what, lang.code)
		}
	}
}

// frameworks looks at those the catalogue brings itself.
func (l *linter) frameworks() {
	used := map[frameworks.Name]bool{}
	for _, c := range l.catalogue.definition.Criteria {
		for _, r := range c.References {
			used[r.Name()] = true
		}
	}
	for i := range l.catalogue.definition.Frameworks {
		f, at := &l.catalogue.definition.Frameworks[i], fmt.Sprintf("/frameworks/%d", i)
		l.text(at+"/title", f.Name().String()+"'s title", f.Title)
		l.text(at+"/source", f.Name().String()+"'s source", f.Source)
		if !used[f.Name()] {
			l.report(CheckUnusedFramework, at, 0, "refer to it, or drop it", "no criterion refers to %s", f.Name())
		}
		if frameworks.Known(f.Name()) {
			l.report(CheckShadows, at+"/framework", 0, "drop it, or give it a name of its own", "%s is a framework that Trias brings; references mean this one", f.Name())
		}
	}
}

func (l *linter) criterion(at string, c *Criterion) {
	l.text(at+"/title", c.ID+"'s title", c.Title)
	l.text(at+"/question", c.ID+"'s question", c.Question)
	l.rules(at, c)
	l.params(at, c)
	switch {
	case c.Rationale == (evidence.Text{}):
		l.report(CheckNoRationale, at, 0, "add rationale, in en and de", "%s does not say why it matters", c.ID)
	default:
		l.text(at+"/rationale", c.ID+"'s rationale", c.Rationale)
	}
	switch {
	case c.Remedy == (Remedy{}):
		l.report(CheckNoRemedy, at, 0, "add remedy: with effort, en and de", "%s does not say what can be done if it is not met", c.ID)
	default:
		l.text(at+"/remedy", c.ID+"'s remedy", evidence.Text{EN: c.Remedy.EN, DE: c.Remedy.DE})
	}
	if len(c.References) == 0 {
		l.report(CheckNoReference, at, 0, "add references: with framework, version and clause", "%s goes back to no framework", c.ID)
	}
	for i, r := range c.References {
		if strings.TrimSpace(r.Clause) == "" {
			l.report(CheckNoClause, fmt.Sprintf("%s/references/%d", at, i), 0, "add clause", "%s refers to %s and names no clause", c.ID, r.Framework)
		}
	}
}

func (l *linter) params(at string, c *Criterion) {
	for _, name := range slices.Sorted(maps.Keys(c.Params)) {
		pointer := at + "/params/" + name
		used := regexp.MustCompile(`\bparams\s*\.\s*` + name + `\b`)
		if !used.MatchString(c.Rule) && !used.MatchString(c.When) {
			l.report(CheckUnusedParameter, pointer, 0, "use it, or drop it", "no rule of %s uses the parameter %s", c.ID, name)
		}
		if strings.TrimSpace(c.Params[name].Source) == "" {
			l.report(CheckNoSource, pointer, 0, `add source: document and clause, or "own setting" and why`,
				"nothing says where the value of %s's parameter %s comes from", c.ID, name)
		}
	}
}

func (l *linter) rules(at string, c *Criterion) {
	k := l.catalogue.compiled[c.ID]
	if len(k.rule.Reads) == 0 {
		l.report(CheckReadsNothing, at+"/rule", 0, "test a fact, or move the condition into when", "the rule of %s reads no fact", c.ID)
	} else if l.holdsOnNothing(k) {
		l.report(CheckHoldsOnNothing, at+"/rule", 0, "move what depends on the subject alone into when",
			"the rule of %s can hold of a subject nothing is known about", c.ID)
	}
	guards := guardsOf(nil, k.when)
	for _, part := range []struct {
		field string
		rule  *rules.Rule
	}{{"rule", k.rule}, {"when", k.when}} {
		if part.rule == nil {
			continue
		}
		l.names(at+"/"+part.field, c, part.rule)
		if part.field == "rule" && !mentionsEmpty(c.Rationale) {
			v := &vacuity{seen: map[string]bool{}}
			v.walk(part.rule.Root, true, guards)
			for _, list := range v.lists {
				l.report(CheckEmptyList, at+"/rule", listOffset(part.rule.Text, list),
					"also ask for "+list+".size() > 0, or say in the rationale what an empty list means",
					"an empty %s satisfies all() in %s", list, c.ID)
			}
		}
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
	for _, day := range []string{"1900-01-01", "2026-01-01", "2199-12-31"} {
		at, err := civil.ParseDate(day)
		if err != nil {
			return false
		}
		for _, layer := range append([]string{""}, evidence.Layer("").Values()...) {
			m.Given(l.catalogue.env.Subject(evidence.Subject{Layer: evidence.Layer(layer)}), given, at)
			if truth, _ := k.rule.Eval(m); truth == rules.True {
				return true
			}
		}
	}
	return false
}

// guardsOf adds the lists that a rule asks to have an element.
func guardsOf(guards []string, r *rules.Rule) []string {
	if r == nil {
		return guards
	}
	return append(guards, nonEmpty(r.Root)...)
}

// nonEmpty lists the lists that have an element wherever a node holds.
func nonEmpty(n *rules.Node) []string {
	switch n.Kind {
	case rules.AndNode:
		var out []string
		for _, c := range n.Children {
			out = append(out, nonEmpty(c)...)
		}
		return out
	case rules.ExistsNode:
		return []string{n.Range.Info.Path}
	case rules.AtomNode:
		if list := asksForElements(n.Atom); list != "" {
			return []string{list}
		}
	}
	return nil
}

// asksForElements returns the list whose size an atom asks to be above zero.
func asksForElements(a *rules.Atom) string {
	if a.Fact == nil || a.Fact.Info == nil || a.Fact.Info.Kind != evidence.KindList || len(a.Cuts) != 1 || !strings.Contains(a.Text, "size(") {
		return ""
	}
	zero := a.Cuts[0].Text == "0"
	switch a.Op {
	case ">":
		return a.Fact.Info.Path
	case ">=", "==":
		if !zero {
			return a.Fact.Info.Path
		}
	case "!=":
		if zero {
			return a.Fact.Info.Path
		}
	}
	return ""
}

// vacuity finds the lists of facts over which an all() can hold because they
// are empty.
type vacuity struct {
	seen  map[string]bool
	lists []string
}

// walk goes down with the lists known to have an element wherever the node
// counts. positive tells whether the rule wants the node to hold.
func (v *vacuity) walk(n *rules.Node, positive bool, guards []string) {
	switch {
	case n.Kind == rules.NotNode:
		v.walk(n.Children[0], !positive, guards)
		return
	case n.Kind == rules.AllNode && positive, n.Kind == rules.ExistsNode && !positive:
		if list := n.Range.Info.Path; n.Range.IsFact() && !slices.Contains(guards, list) && !v.seen[list] {
			v.seen[list] = true
			v.lists = append(v.lists, list)
		}
	case n.Kind == rules.AndNode && positive:
		guards = append(slices.Clone(guards), nonEmpty(n)...)
	case n.Kind == rules.CondNode:
		v.walk(n.Children[1], positive, append(slices.Clone(guards), nonEmpty(n.Children[0])...))
		v.walk(n.Children[2], positive, guards)
		return
	}
	for _, c := range n.Children {
		v.walk(c, positive, guards)
	}
}

var emptyWords = regexp.MustCompile(`(?i)\b(empty|leer)`)

func mentionsEmpty(t evidence.Text) bool {
	return emptyWords.MatchString(t.EN) || emptyWords.MatchString(t.DE)
}

// listOffset finds where a rule names a list.
func listOffset(rule, list string) int {
	name := list
	if i := strings.LastIndex(list, "[]."); i >= 0 {
		name = list[i+len("[]"):]
	}
	return max(0, strings.Index(rule, name))
}

var literal = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`)

// names reports texts that free text is compared with: what is not a member of
// a closed set may be the name of a product or provider, which a criterion must
// not ask for.
func (l *linter) names(pointer string, c *Criterion, r *rules.Rule) {
	r.Root.Atoms(func(a *rules.Atom) {
		switch a.Op {
		case "==", "!=", "in", "contains", "startsWith", "endsWith":
		default:
			return
		}
		if a.Fact == nil || a.Fact.Info == nil || !a.Fact.IsFact() || len(a.Cuts) == 0 {
			return
		}
		if info := a.Fact.Info; info.Kind != evidence.KindText || info.Values != nil {
			return
		}
		for _, cut := range a.Cuts {
			if name, ok := strings.CutPrefix(cut.Text, "params."); ok {
				for _, text := range texts(c.Params[name].Default) {
					l.name(pointer, a, c.ID, `"`+text+`" (by the parameter `+name+`)`)
				}
				continue
			}
			for _, text := range literal.FindAllString(cut.Text, -1) {
				l.name(pointer, a, c.ID, text)
			}
		}
	})
}

func (l *linter) name(pointer string, a *rules.Atom, id, text string) {
	l.report(CheckProductName, pointer, a.Offset, "ask for a property, or give the fact a closed set of values",
		"%s compares %s, which is free text, with %s: it may name a product or provider", id, a.Fact.Info.Path, text)
}

func texts(v evidence.Value) []string {
	switch x := v.Any().(type) {
	case string:
		return []string{x}
	case []evidence.Value:
		var out []string
		for _, e := range x {
			out = append(out, texts(e)...)
		}
		return out
	}
	return nil
}
