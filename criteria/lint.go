package criteria

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
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
	// About tells the finding from others of the same check at the same
	// pointer: a part of a rule, a text, a fact. It does not change with what is
	// written elsewhere or with the day.
	About string
}

// String returns "pointer: message (hint) [check]".
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s (%s) [%s]", f.Pointer, f.Message, f.Hint, f.Check)
}

// Lint finds what loads and should not be published: rules that cannot be met,
// cannot fail or hold too easily, parts of rules that decide nothing, texts that
// are missing, values without a source, and texts in rules that seem to name a
// product; [Checks] lists them. An empty result promises nothing.
//
// That a criterion never applies, passes or fails, and that a part of a rule
// decides nothing, is proven: parts that are not understood count as free. What
// is not decided is not reported.
//
// That all() holds on an empty list, or on one without an element of the name it
// looks for, is not reported where the rule or the when also asks for an
// element, or where the rationale says what an empty list means, using the word
// "empty" or "leer".
//
// Of texts that seem to name a product the first 20 of a rule are reported, and
// that there are more.
//
// Findings are in the order of the catalogue. Of one that extends another only
// what it states itself is looked at.
func Lint(c *Catalogue) []Finding {
	l := &linter{catalogue: c, work: rules.NewWork(maxLintWork)}
	l.text("/title", "the catalogue's title", c.definition.Title)
	for _, group := range slices.Sorted(maps.Keys(c.definition.Facts)) {
		for _, name := range slices.Sorted(maps.Keys(c.definition.Facts[group])) {
			fact, at := c.definition.Facts[group][name], "/facts/"+group+"/"+name
			l.text(at+"/question", "the question of ext."+group+"."+name, fact.Question)
			for _, value := range slices.Sorted(maps.Keys(fact.Labels)) {
				l.text(at+doc.Pointer("labels", value), "the label "+value+" of ext."+group+"."+name, fact.Labels[value])
			}
		}
	}
	l.frameworks()
	for i := range c.definition.Criteria {
		l.criterion(fmt.Sprintf("/criteria/%d", i), &c.definition.Criteria[i])
	}
	return l.findings
}

// maxLintWork bounds the search for proofs in a catalogue; it lasts a few seconds
// and for thousands of rules as people write them. Rules that come after are
// looked at without it.
const maxLintWork = 20 * rules.MaxWork

type linter struct {
	catalogue *Catalogue
	findings  []Finding
	work      *rules.Work
}

// report adds a finding. What it is about, beyond the pointer, may be empty.
func (l *linter) report(check, pointer string, offset int, about, hint, format string, args ...any) {
	l.findings = append(l.findings, Finding{check, pointer, offset, fmt.Sprintf(format, args...), hint, about})
}

func (l *linter) text(pointer, what string, t evidence.Text) {
	for _, lang := range []struct{ text, code string }{{t.EN, "en"}, {t.DE, "de"}} {
		if strings.TrimSpace(lang.text) == "" {
			l.report(CheckOneLanguage, pointer, 0, lang.code, "add "+lang.code, "%s lacks %s", what, lang.code)
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
			l.report(CheckUnusedFramework, at, 0, "", "refer to it, or drop it", "no criterion refers to %s", f.Name())
		}
		if frameworks.Known(f.Name()) {
			l.report(CheckShadowsFramework, at+"/framework", 0, "", "drop it, or give it a name of its own", "%s is a framework that Trias brings; references mean this one", f.Name())
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
		l.report(CheckNoRationale, at, 0, "", "add rationale, in en and de", "%s does not say why it matters", c.ID)
	default:
		l.text(at+"/rationale", c.ID+"'s rationale", c.Rationale)
	}
	switch {
	case c.Remedy == (Remedy{}):
		l.report(CheckNoRemedy, at, 0, "", "add remedy: with effort, en and de", "%s does not say what can be done if it is not met", c.ID)
	default:
		l.text(at+"/remedy", c.ID+"'s remedy", evidence.Text{EN: c.Remedy.EN, DE: c.Remedy.DE})
	}
	if len(c.References) == 0 {
		l.report(CheckNoReference, at, 0, "", "add references: with framework, version and clause", "%s goes back to no framework", c.ID)
	}
	l.lifecycle(at, c)
	for i, r := range c.References {
		if strings.TrimSpace(r.Clause) == "" {
			l.report(CheckNoClause, fmt.Sprintf("%s/references/%d", at, i), 0, "", "add clause", "%s refers to %s and names no clause", c.ID, r.Framework)
		}
	}
}

func (l *linter) params(at string, c *Criterion) {
	k := l.catalogue.compiled[c.ID]
	directions := rules.Directions(k.rule, k.when)
	for _, name := range slices.Sorted(maps.Keys(c.Params)) {
		pointer := at + "/params/" + name
		used := regexp.MustCompile(`\bparams\s*\.\s*` + name + `\b`)
		if !used.MatchString(c.Rule) && !used.MatchString(c.When) {
			l.report(CheckUnusedParameter, pointer, 0, "", "use it, or drop it", "no rule of %s uses the parameter %s", c.ID, name)
		}
		if ordered(c.Params[name].Type) && directions["params."+name] == rules.Undecided {
			l.report(CheckNoDirection, pointer, 0, "", "compare with it as a whole and in one direction only",
				"the rule of %s does not tell which way the parameter %s tightens it", c.ID, name)
		}
		switch source := c.Params[name].Source; {
		case source == (evidence.Text{}):
			l.report(CheckNoSource, pointer, 0, "", `add source: document and clause, or "own setting" and why, in en and de`,
				"nothing says where the value of %s's parameter %s comes from", c.ID, name)
		default:
			l.text(pointer+"/source", "the source of "+c.ID+"'s parameter "+name, source)
		}
	}
}

// ordered reports whether one value of a type can be stricter than another by
// order alone. Constraints, regions and single texts are what they are.
func ordered(t ParamType) bool {
	switch rules.ParamType(t) {
	case rules.BoolParam, rules.IntParam, rules.NumberParam, rules.DateParam, rules.PeriodParam, rules.StringsParam:
		return true
	}
	return false
}
