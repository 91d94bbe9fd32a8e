package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// part is what is demanded together: all tests, and of each choice one
// alternative.
type part struct {
	tests   []*test
	choices []*choice
	// entries are the entries of a list of which one has to meet the part.
	entries []string

	first   int     // place of the part's first reason
	current *choice // the choice that grows, while reasons are added
}

// choice is a set of parts of which one suffices.
type choice struct {
	alternatives []*part
	each         bool // several entries have the same choice

	letter string
	number int // of the last alternative
	first  int
}

// test is what is demanded of a fact, or of the same fact of several entries of
// a list.
type test struct {
	seen    []evaluator.Reason // one for each entry
	demands []evaluator.Reason // what is demanded, as of the first entry
	either  bool               // one of the demands suffices
	first   int
}

func (t *test) condition() bool { return t.seen[0].Role == evaluator.Condition }

// tree orders reasons by what is needed together and what is a choice.
func tree(reasons []evaluator.Reason) *part {
	root := &part{}
	for i, x := range reasons {
		at := root
		for segment := range strings.SplitSeq(x.Alternative, ".") {
			if segment == "" {
				break
			}
			letter := strings.TrimRight(segment, "0123456789")
			number, _ := strconv.Atoi(segment[len(letter):])
			at = at.alternative(letter, number, i)
		}
		if x.Role != evaluator.Condition {
			at.current = nil // the reasons of a choice follow each other
		}
		at.tests = append(at.tests, &test{seen: []evaluator.Reason{x}, demands: []evaluator.Reason{x}, first: i})
	}
	root.settle()
	return root
}

// alternative finds or begins an alternative. Letters repeat where there are
// many choices; a number that falls begins another choice.
func (p *part) alternative(letter string, number, i int) *part {
	c := p.current
	if c == nil || c.letter != letter || number < c.number {
		c = &choice{letter: letter, number: number, first: i, alternatives: []*part{{first: i}}}
		p.choices, p.current = append(p.choices, c), c
	}
	if number > c.number {
		c.number = number
		c.alternatives = append(c.alternatives, &part{first: i})
	}
	return c.alternatives[len(c.alternatives)-1]
}

// settle joins what is said more than once.
func (p *part) settle() {
	var choices []*choice
	for _, c := range p.choices {
		if !c.impossible() {
			c.alternatives = slices.DeleteFunc(c.alternatives, (*part).impossible)
		}
		for _, a := range c.alternatives {
			a.settle()
		}
		c.settle()
		if only := c.alternatives[0]; len(c.alternatives) == 1 && only.entries == nil {
			p.tests = append(p.tests, only.tests...) // no choice
			choices = append(choices, only.choices...)
			continue
		}
		choices = append(choices, c)
	}
	slices.SortStableFunc(p.tests, func(a, b *test) int { return cmp.Compare(a.first, b.first) })
	p.tests = joined(p.tests, func(t *test) string {
		if t.either {
			return ""
		}
		return t.fact()
	}, func(into, t *test) { into.demand(t) })
	p.tests = joined(p.tests, func(t *test) string {
		if !strings.Contains(t.seen[0].Path, "[") {
			return ""
		}
		return t.shape()
	}, func(into, t *test) { into.see(t) })
	p.choices = joined(choices, (*choice).shape, func(into, c *choice) {
		into.each = true
		for i, a := range into.alternatives {
			a.see(c.alternatives[i])
		}
	})
}

// impossible reports whether nothing meets the part: where it demands one of
// the values that a setting names, and it names none.
func (p *part) impossible() bool {
	return slices.ContainsFunc(p.tests, (*test).impossible) || slices.ContainsFunc(p.choices, (*choice).impossible)
}

func (c *choice) impossible() bool {
	return !slices.ContainsFunc(c.alternatives, func(a *part) bool { return !a.impossible() })
}

func (t *test) impossible() bool {
	x := t.demands[0]
	values, isList := x.Wanted.Any().([]evidence.Value)
	return x.Operator == "in" && !t.condition() && isList && len(values) == 0
}

// settle joins the alternatives that are demands on one fact, and those that
// demand the same of several entries.
func (c *choice) settle() {
	var flat []*part
	for _, a := range c.alternatives {
		if len(a.tests) == 0 && len(a.choices) == 1 {
			flat = append(flat, a.choices[0].alternatives...) // a choice of choices is one
		} else {
			flat = append(flat, a)
		}
	}
	c.alternatives = flat
	c.alternatives = joined(c.alternatives, func(a *part) string {
		if len(a.tests) != 1 || len(a.choices) > 0 || a.tests[0].condition() || len(a.tests[0].demands) > 1 && !a.tests[0].either {
			return ""
		}
		return a.tests[0].fact()
	}, func(into, a *part) {
		into.tests[0].demand(a.tests[0])
		into.tests[0].either = len(into.tests[0].demands) > 1
	})
	c.alternatives = joined(c.alternatives, func(a *part) string {
		if a.entry() == "" {
			return ""
		}
		return a.shape()
	}, func(into, a *part) {
		if into.entries == nil {
			into.entries = []string{into.entry()}
		}
		into.entries = append(into.entries, a.entry())
		into.see(a)
	})
}

// joined joins the items with the same key into the first of them; those with
// an empty key stay as they are.
func joined[T any](items []*T, key func(*T) string, join func(into, item *T)) []*T {
	first := map[string]*T{}
	var out []*T
	for _, x := range items {
		k := key(x)
		if into, ok := first[k]; ok && k != "" {
			join(into, x)
			continue
		}
		first[k] = x
		out = append(out, x)
	}
	return out
}

// fact tells tests of different facts apart.
func (t *test) fact() string {
	x := t.seen[0]
	sized := strconv.FormatBool(strings.HasPrefix(x.Operator, "size"))
	return strings.Join([]string{x.Path, sized, string(x.Role), x.Error, x.Got.String()}, "\x00")
}

func (t *test) demand(other *test) {
	for _, x := range other.demands {
		same := func(d evaluator.Reason) bool {
			return d.Operator == x.Operator && d.Wanted.Equal(x.Wanted) && d.WantedPath == x.WantedPath
		}
		if !slices.ContainsFunc(t.demands, same) {
			t.demands = append(t.demands, x)
		}
	}
}

func (t *test) see(other *test) {
	for _, x := range other.seen {
		if !slices.ContainsFunc(t.seen[max(0, len(t.seen)-1):], func(s evaluator.Reason) bool { return s.Path == x.Path }) {
			t.seen = append(t.seen, x)
		}
	}
}

func (p *part) see(other *part) {
	for i, t := range p.tests {
		t.see(other.tests[i])
	}
	for i, c := range p.choices {
		for k, a := range c.alternatives {
			a.see(other.choices[i].alternatives[k])
		}
	}
}

// shape is the same for what differs in the entries of lists alone.
func (t *test) shape() string {
	var b strings.Builder
	b.WriteString(pattern(t.seen[0].Path) + "\x00" + string(t.seen[0].Role) + "\x00" + strconv.FormatBool(t.either))
	for _, x := range t.demands {
		b.WriteString("\x00" + x.Operator + "\x00" + x.Wanted.String() + "\x00" + pattern(x.WantedPath) + "\x00" + x.Error)
	}
	return b.String()
}

func (p *part) shape() string {
	var b strings.Builder
	for _, t := range p.tests {
		b.WriteString(t.shape() + "\x01")
	}
	for _, c := range p.choices {
		b.WriteString("\x02" + c.shape() + "\x03")
	}
	return b.String()
}

func (c *choice) shape() string {
	var b strings.Builder
	for _, a := range c.alternatives {
		b.WriteString(a.shape() + "\x04")
	}
	return b.String()
}

func pattern(path string) string {
	whole, _, _ := splitPath(path)
	return whole
}

// entry is the entry of a list that a part speaks of.
func (p *part) entry() string {
	for _, t := range p.tests {
		if _, entries, _ := splitPath(t.seen[0].Path); len(entries) > 0 {
			return strings.Join(entries, nested)
		}
	}
	for _, c := range p.choices {
		for _, a := range c.alternatives {
			if e := a.entry(); e != "" {
				return e
			}
		}
	}
	return ""
}

// walk visits all tests.
func (p *part) walk(visit func(*test)) {
	for _, t := range p.tests {
		visit(t)
	}
	for _, c := range p.choices {
		for _, a := range c.alternatives {
			a.walk(visit)
		}
	}
}
