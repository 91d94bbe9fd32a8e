package criteriatest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Fate is what became of a mutant.
type Fate string

// The fates.
const (
	Killed         Fate = "killed"         // some case does not hold any more
	Justified      Fate = "justified"      // no case notices, and the file says why none can
	Survived       Fate = "survived"       // no case notices
	DoesNotCompile Fate = "doesNotCompile" // it is no rule, and not counted
)

// Mutant is a criterion with one small mistake.
type Mutant struct {
	// Name tells the mutants of a criterion apart: part, line and column of its
	// text, and what is changed.
	Name string
	// Mutation is the kind of mistake: "comparison flipped".
	Mutation string
	// Excerpt is the line with a caret under the place.
	Excerpt string
	Fate    Fate
	// By is the line of the case that kills it.
	By int
}

// mutants makes all mutants, lets the cases judge them and compares the
// survivors with those that are justified.
func (c *checker) mutants() {
	_, when := c.compiled.Rules()
	c.part("rule")
	if when != nil {
		c.part("when")
	}
	fates := map[string]Fate{}
	for i := range c.report.Mutants {
		m := &c.report.Mutants[i]
		justified := slices.ContainsFunc(c.fixtures.file.Survivors, func(s survivor) bool { return s.Mutant == m.Name })
		if m.Fate == Survived && justified {
			m.Fate = Justified
		}
		fates[m.Name] = m.Fate
		if m.Fate == Survived {
			c.add("/cases", CheckSurvivor, "add a case that differs, at the limit where there is one, or justify it under survivors",
				"no case notices the mutant %s", m.Name)
			c.report.Problems[len(c.report.Problems)-1].Excerpt = m.Excerpt
		}
	}
	for i, s := range c.fixtures.file.Survivors {
		at := fmt.Sprintf("/survivors/%d/mutant", i)
		switch fates[s.Mutant] {
		case "":
			c.add(at, CheckJustification, "copy the name the bench prints, or drop it", "%s has no mutant %s", c.report.Criterion, s.Mutant)
		case Killed, DoesNotCompile:
			c.add(at, CheckJustification, "drop the justification", "the mutant %s needs no justification: it is %s", s.Mutant,
				map[Fate]string{Killed: "killed", DoesNotCompile: "no rule"}[fates[s.Mutant]])
		}
	}
}

// part makes and judges the mutants of the rule or of the when.
func (c *checker) part(part string) {
	rule, when := c.compiled.Rules()
	original := rule
	if part == "when" {
		original = when
	}
	var settings []map[string]evidence.Value
	for _, s := range c.settings {
		settings = append(settings, s.params)
	}
	mutants, err := c.compiled.Mutants(part == "when", settings)
	if err != nil {
		c.add("/criterion", CheckSurvivor, "please report this", "the %s cannot be read: %v", part, err)
		return
	}
	for i := range mutants {
		if c.ctx.Err() != nil {
			return
		}
		m := &mutants[i]
		out := Mutant{Name: nameOf(part, original.Text, m), Mutation: string(m.Mutation), Excerpt: m.Excerpt(original.Text)}
		out.Fate, out.By = c.judgeMutant(part, original, m)
		c.report.Mutants = append(c.report.Mutants, out)
	}
}

// nameOf says where a mutant differs, and how.
func nameOf(part, text string, m *rules.Mutant) string {
	before := text[:m.Place(text)]
	line := 1 + strings.Count(before, "\n")
	column := 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	was, is := short(text[m.Offset:m.End]), short(m.With)
	change := fmt.Sprintf("%s becomes %s", was, is)
	switch {
	case m.Param != "":
		change = is
	case is == "":
		change = was + " dropped"
	case was == "":
		change = is + " added"
	}
	return fmt.Sprintf("%s %d:%d: %s", part, line, column, change)
}

// short writes a piece of a rule in one line, without the comma of a list.
func short(text string) string {
	text = strings.Trim(strings.Join(strings.Fields(text), " "), ", ")
	const most = 100
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most-1]) + "…"
	}
	return text
}

// judgeMutant runs the cases until one does not hold any more.
func (c *checker) judgeMutant(part string, original *rules.Rule, m *rules.Mutant) (Fate, int) {
	rule, when := c.compiled.Rules()
	mutated := original
	if text := m.Text(original.Text); text != original.Text {
		variant, problems := c.compiled.Variant(text)
		if len(problems) > 0 {
			return DoesNotCompile, 0
		}
		mutated = variant
	}
	if part == "when" {
		when = mutated
	} else {
		rule = mutated
	}
	evaluators := make([]*evaluator.Evaluator, len(c.settings))
	for i := range c.fixtures.file.Cases {
		at := c.of[i]
		if evaluators[at] == nil {
			s := c.settings[at]
			params := map[string]evidence.Value{}
			for name, v := range s.params {
				params[name] = m.Value(name, v)
			}
			var err error
			if evaluators[at], err = s.evaluator.Only(c.report.Criterion, rule, when, params); err != nil {
				return DoesNotCompile, 0
			}
		}
		got, err := c.judge(evaluators[at], i)
		if err != nil || !got.expected(&c.fixtures.file.Cases[i]) {
			return Killed, c.line(i)
		}
	}
	return Survived, 0
}

func (c *checker) line(i int) int {
	return c.fixtures.node.Find(doc.Pointer("cases", fmt.Sprint(i))).Line
}
