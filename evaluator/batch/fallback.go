package batch

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/internal/rules"
)

// Fallback is a question that is not answered by a code of a single fact: the
// rule engine is asked it once for every combination of values that occurs, or, of
// the entries of a list, for every entry that occurs.
type Fallback struct {
	// Question is the question as a rule writes it, and Criteria are the criteria
	// that ask it.
	Question string
	Criteria []string
	// Paths are what it reads.
	Paths []string
	// Why says what keeps it from being coded.
	Why string
	// Cost is the bound on one answer in CEL's cost units, that of the whole rule
	// the question is a part of, at the longest lists there may be. In practice an
	// answer takes some 2 µs of two facts, of an entry of a list, or of a list of one
	// entry, and more the longer the list is: see BenchmarkClass.
	Cost uint64
}

// Fallbacks lists the questions that the rule engine is asked value by value,
// rather than once for each class in advance.
func (p *Plan) Fallbacks() []Fallback {
	var out []Fallback
	for _, c := range p.columns {
		for _, a := range c.asked {
			why := c.why(a)
			if why == "" {
				continue
			}
			out = append(out, Fallback{Question: a.text, Criteria: slices.Clone(a.where), Paths: c.Paths(), Why: why, Cost: a.question.Cost()})
		}
	}
	return out
}

// why says what keeps a question from being answered in advance, "" if nothing
// does.
func (c *Column) why(a *asked) string {
	switch {
	case a.question == nil || len(c.cells) > 0 || len(c.closed) > 0:
		return ""
	case c.kind == Relation:
		return "it relates several facts"
	case c.kind == View:
		return "it relates several facts, and some of them may settle it"
	case a.only != "":
		return "it relates the fact with another, which is not known"
	case c.gathers(a) == rules.GatherLength:
		return "it is about the length of a list"
	case c.gathers(a) != rules.GatherNone:
		return "it is about the entries of a list, each of which is asked about"
	case a.question.Open:
		return "it is about a list as a whole"
	}
	return "it has no cut points"
}

// String describes the plan for people: what of it has to be asked value by value and
// what that takes, its columns with their planes, and the size of its circuit.
func (p *Plan) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d variants at %s\n", len(p.variants), p.at.Format("2006-01-02T15:04:05Z07:00"))
	fmt.Fprintf(&b, "%d columns, %d planes, %d bytes a record\n", len(p.columns), p.planes, (p.planes+7)/8)
	outputs := p.program(nil)
	fmt.Fprintf(&b, "%d operations on planes for the outcomes and conformity of %d records\n", outputs.Ops(), BlockSize)
	p.summarise(&b)
	for _, c := range p.columns {
		fmt.Fprintf(&b, "\n%s %s: %d planes", c.kind, c.Name(), c.width)
		if c.whole {
			b.WriteString(", twice")
		}
		if n := len(c.cells); n > 0 {
			fmt.Fprintf(&b, ", %d cells", n)
		}
		b.WriteByte('\n')
		for _, a := range c.asked {
			fmt.Fprintf(&b, "  %s\n", a.line())
			if why := c.why(a); why != "" {
				fmt.Fprintf(&b, "    value by value: %s, at most %d units\n", why, a.question.Cost())
			}
		}
		for _, d := range c.demands {
			fmt.Fprintf(&b, "  proof: %s on %s\n", d.Text, d.Day)
		}
	}
	return b.String()
}

// summarise says how much is asked value by value, and what to expect of it.
func (p *Plan) summarise(b *strings.Builder) {
	questions, slow := 0, p.Fallbacks()
	for _, c := range p.columns {
		questions += len(c.asked)
	}
	if len(slow) == 0 {
		fmt.Fprintf(b, "\nAll %d questions are answered in advance, once for each class of values: the rule\nengine is not asked about records.\n", questions)
		return
	}
	whys := map[string]int{}
	for _, f := range slow {
		whys[f.Why]++
	}
	fmt.Fprintf(b, "\n%d of %d questions are asked value by value (marked below), the others were answered in\nadvance, once for each class of values:\n", len(slow), questions)
	for _, why := range sortedBy(whys) {
		fmt.Fprintf(b, "%6d because %s\n", whys[why], why)
	}
	b.WriteString(`The rule engine is asked them for each value, entry of a list, or combination of values
that it has not lately been asked about. An answer takes some 2 µs of two facts or of an
entry, and of a list as a whole more the longer the list is. The most it may take, of the
longest lists a dossier may have, is given for the whole rule in CEL's cost units; a
comparison of two numbers is a few.
`)
}

// sortedBy are the reasons, the most frequent first.
func sortedBy(whys map[string]int) []string {
	return slices.SortedFunc(maps.Keys(whys), func(x, y string) int {
		return cmp.Or(cmp.Compare(whys[y], whys[x]), strings.Compare(x, y))
	})
}

// maxGiven bounds how much of the value of a parameter is shown, in bytes.
const maxGiven = 100

// line shows a question in one line, with the values of parameters and the
// criteria that ask it.
func (a *asked) line() string {
	if a.question == nil {
		return a.text + " (for obligations by layer)"
	}
	line := strings.Join(strings.Fields(a.text), " ")
	for i, given := range a.question.Given {
		if len(given) > maxGiven {
			given = strings.ToValidUTF8(given[:maxGiven], "") + "…"
		}
		if i == 0 {
			line += ", with "
		} else {
			line += ", "
		}
		line += given
	}
	return line + " (" + strings.Join(a.where, ", ") + ")"
}
