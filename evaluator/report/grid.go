package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	gfm "github.com/trias-sovereignty/trias/internal/markdown"
)

// grid is a table of texts and numbers.
type grid struct {
	// head are the names of the columns, and right those whose cells are numbers.
	head  []string
	right []bool
	rows  [][]string
	// sums is how many of the last rows add up those before.
	sums int
	// broken is the column whose texts are broken over lines where they do not fit.
	broken int
}

// gap stands between two columns, and minBroken is the least room for texts that
// are broken over lines.
const (
	gap       = 2
	minBroken = 14
)

// grid writes a table. Where it is too wide for the page texts are broken between
// words, then those of the column that is meant for it stand below their rows, and
// at last all rows are written one below the other, each cell after the name of its
// column.
func (p *page) grid(indent int, g grid) {
	rows := make([][]string, 0, len(g.rows)+1)
	for _, cells := range append([][]string{g.head}, g.rows...) {
		row := make([]string, len(g.head))
		for k := range row {
			if k < len(cells) {
				row[k] = clean(cells[k])
			}
		}
		rows = append(rows, row)
	}
	if p.md != nil {
		p.md.grid(rows, g.right, g.sums)
		return
	}
	sizes, total := measured(rows)
	over := g.squeeze(sizes, rows, indent+total-p.width)
	var below []string // texts that have a line of their own
	if broken := longestOf(rows, g.broken); g.broken > 0 && (over > 0 || sizes[g.broken] < broken) {
		for i := range rows {
			below = append(below, rows[i][g.broken])
			rows[i] = slices.Delete(slices.Clone(rows[i]), g.broken, g.broken+1)
		}
		g.right = slices.Delete(slices.Clone(g.right), g.broken, g.broken+1)
		g.broken = 0
		sizes, total = measured(rows)
		over = g.squeeze(sizes, rows, indent+total-p.width)
		below[0] = ""
	}
	if over > 0 {
		p.stacked(indent, rows, below)
		return
	}
	for i, row := range rows {
		s := plain
		switch {
		case i == 0:
			s = faint
		case i >= len(rows)-g.sums:
			s = bold
		}
		if i > 0 && i == len(rows)-g.sums {
			p.line(indent, faint, strings.Repeat("─", min(total, p.width-indent)))
		}
		p.gridRow(indent, s, row, sizes, g.right)
		if below != nil && below[i] != "" {
			p.text(indent+2, 0, s, below[i])
		}
	}
}

// measured are how wide columns are, and all of them with the gaps. The head may be
// broken between words.
func measured(rows [][]string) (sizes []int, total int) {
	sizes = make([]int, len(rows[0]))
	for k := range sizes {
		sizes[k] = longestWord(rows[0][k])
		for _, row := range rows[1:] {
			sizes[k] = max(sizes[k], utf8.RuneCountInString(row[k]))
		}
		total += sizes[k] + gap
	}
	return sizes, total - gap
}

// longestOf is how long the longest word of a column is.
func longestOf(rows [][]string, column int) (size int) {
	for _, row := range rows {
		size = max(size, longestWord(row[column]))
	}
	return size
}

// squeeze breaks texts, first those of the column that is meant for it, until so
// many characters are saved. It returns how many are still too much.
func (g *grid) squeeze(sizes []int, rows [][]string, over int) int {
	columns := []int{g.broken}
	for k := range sizes {
		if k > 0 && k != g.broken && !g.right[k] {
			columns = append(columns, k)
		}
	}
	for _, k := range columns {
		least := longestOf(rows, k)
		if k == g.broken && k > 0 {
			least = min(least, minBroken)
		}
		if saved := min(over, sizes[k]-least); saved > 0 {
			sizes[k] -= saved
			over -= saved
		}
	}
	return over
}

// gridRow writes a row, its cells broken over as many lines as they take.
func (p *page) gridRow(indent int, s style, row []string, sizes []int, right []bool) {
	cells, height := make([][]string, len(row)), 1
	for k, cell := range row {
		cells[k] = wrap(cell, sizes[k], sizes[k])
		height = max(height, len(cells[k]))
	}
	for i := range height {
		var line strings.Builder
		for k := range cells {
			text := ""
			if i < len(cells[k]) {
				text = cells[k][i]
			}
			room := strings.Repeat(" ", sizes[k]-utf8.RuneCountInString(text))
			if k > 0 {
				line.WriteString(strings.Repeat(" ", gap))
			}
			if right[k] {
				line.WriteString(room + text)
			} else {
				line.WriteString(text + room)
			}
		}
		p.line(indent, s, line.String())
	}
}

// stacked writes the rows of a table one below the other.
func (p *page) stacked(indent int, rows [][]string, below []string) {
	for i, row := range rows[1:] {
		head := row[0]
		if below != nil {
			head = strings.TrimSpace(head + " " + below[i+1])
		}
		p.text(indent, 2, bold, head)
		var cells []string
		for k, cell := range row[1:] {
			if cell != "" {
				cells = append(cells, strings.TrimSpace(rows[0][k+1]+" "+cell))
			}
		}
		p.text(indent+2, 2, plain, strings.Join(cells, "; "))
	}
}

func longestWord(text string) (size int) {
	for word := range strings.FieldsSeq(strings.ReplaceAll(text, "\u00a0", "x")) {
		size = max(size, utf8.RuneCountInString(word))
	}
	return size
}

// grid writes a table whose first row is the head; sums of its last rows add up
// those before.
func (m *markdown) grid(rows [][]string, right []bool, sums int) {
	m.open = nil
	m.apart()
	for i, cells := range rows {
		escaped := make([]string, len(cells))
		for k, cell := range cells {
			escaped[k] = gfm.Escape(strings.TrimSpace(cell))
			if i > 0 && i >= len(rows)-sums && escaped[k] != "" {
				escaped[k] = "**" + escaped[k] + "**"
			}
		}
		m.WriteString(gfm.Row(escaped))
		if i > 0 {
			continue
		}
		for _, r := range right {
			m.WriteString(map[bool]string{true: "| ---: ", false: "| --- "}[r])
		}
		m.WriteString("|\n")
	}
}

// dropColumns leaves out columns of a table.
func (g *grid) dropColumns(drop func(column int) bool) {
	keep := func(cells []string) (out []string) {
		for k, cell := range cells {
			if !drop(k) {
				out = append(out, cell)
			}
		}
		return out
	}
	var right []bool
	for k, r := range g.right {
		if !drop(k) {
			right = append(right, r)
		}
	}
	broken := g.broken
	for k := range g.broken {
		if drop(k) {
			broken--
		}
	}
	g.broken, g.right, g.head = broken, right, keep(g.head)
	rows := slices.Clone(g.rows)
	for i := range rows {
		rows[i] = keep(rows[i])
	}
	g.rows = rows
}
