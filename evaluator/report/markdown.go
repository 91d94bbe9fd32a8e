package report

import (
	"strings"

	gfm "github.com/trias-sovereignty/trias/internal/markdown"
)

// markdown writes a page as Markdown. What is set off by indents on a page of
// text is a list within a list: an entry belongs to the last one before it that
// has a smaller indent, as far back as the last heading.
type markdown struct {
	strings.Builder
	open  []int     // indents of the entries that are open
	above []heading // that are open
	item  bool      // the last line is one of a list
	code  []string
	fence bool // lines are code
	at    int  // indent of the code
}

// heading is one as a report asks for it, and as it is written.
type heading struct{ level, written int }

// heading begins a part; level 1 is the report itself. A part within a part is
// one level below it, also where a report leaves a level between them out.
func (m *markdown) heading(level int, text string) {
	if text == "" {
		return
	}
	m.open = nil
	m.apart()
	for len(m.above) > 0 && m.above[len(m.above)-1].level >= level {
		m.above = m.above[:len(m.above)-1]
	}
	h := heading{level, level}
	if n := len(m.above); n > 0 {
		h.written = m.above[n-1].written + 1
	}
	m.above = append(m.above, h)
	m.WriteString(strings.Repeat("#", h.written) + " " + text + "\n")
}

// apart leaves a line free before what follows.
func (m *markdown) apart() {
	if m.Len() > 0 {
		m.WriteByte('\n')
	}
	m.item = false
}

// within closes all entries that an indent is not within, and says how deep it
// is.
func (m *markdown) within(indent int) (depth int) {
	for len(m.open) > 0 && m.open[len(m.open)-1] >= indent {
		m.open = m.open[:len(m.open)-1]
	}
	return len(m.open)
}

// paragraph writes text that belongs to no list.
func (m *markdown) paragraph(text string) {
	if text == "" {
		return
	}
	m.open = nil
	m.apart()
	m.WriteString(text + "\n")
}

// entry writes an entry of a list.
func (m *markdown) entry(indent int, text string) {
	if text == "" {
		return
	}
	depth := m.within(indent)
	if !m.item {
		m.apart()
		m.item = true
	}
	m.WriteString(strings.Repeat("  ", depth) + "- " + text + "\n")
	m.open = append(m.open, indent)
}

// table writes rows of cells, the first of them the head.
func (m *markdown) table(rows [][]string) {
	m.open = nil
	m.apart()
	for i, cells := range rows {
		escaped := make([]string, len(cells))
		for k, cell := range cells {
			escaped[k] = gfm.Escape(cell)
		}
		if i == 0 {
			m.WriteString(gfm.Head(escaped, true))
		} else {
			m.WriteString(gfm.Row(escaped))
		}
	}
}

// begin makes what follows code, end writes it.
func (m *markdown) begin(indent int) {
	m.fence, m.at, m.code = true, indent, nil
}

func (m *markdown) end(language string) {
	m.fence = false
	margin := strings.Repeat("  ", m.within(m.at))
	m.apart()
	fence := gfm.Fence(strings.Join(m.code, "\n"))
	m.WriteString(margin + fence + language + "\n")
	for _, line := range m.code {
		m.WriteString(strings.TrimRight(margin+line, " ") + "\n")
	}
	m.WriteString(margin + fence + "\n")
}
