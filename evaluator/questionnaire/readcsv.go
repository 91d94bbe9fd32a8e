package questionnaire

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// columns of a table, in their order.
var columns = []string{"number", "fact", "question", "form", "criteria", "demand", "askIf", "answer", "proof"}

// cellAt is one cell and where it stands.
type cellAt struct {
	text         string
	line, column int
}

// table takes CSV apart by RFC 4180. Unlike encoding/csv it keeps empty rows, by
// which spreadsheets count, and line ends within cells, but for carriage returns.
func table(data string, comma byte) (rows [][]cellAt, bad *cellAt) {
	line, start := 1, 0    // of the line that i is on
	counted, runes := 0, 0 // characters of the line up to a place, counted once
	column := func(i int) int {
		if counted < start {
			counted, runes = start, 0
		}
		runes += utf8.RuneCountInString(data[counted:i])
		counted = i
		return runes + 1
	}
	var row []cellAt
	for i := 0; i < len(data); {
		c := cellAt{line: line, column: column(i)}
		if data[i] == '"' {
			var b strings.Builder
			for i++; ; i++ {
				if i >= len(data) {
					c.text = "is opened with a quotation mark that nothing closes"
					return nil, &c
				}
				if data[i] == '"' {
					if i+1 < len(data) && data[i+1] == '"' {
						i++
					} else {
						i++
						break
					}
				}
				if data[i] == '\n' {
					line, start = line+1, i+1
				}
				if data[i] != '\r' || i+1 >= len(data) || data[i+1] != '\n' {
					b.WriteByte(data[i])
				}
			}
			if i < len(data) && data[i] != comma && data[i] != '\n' && data[i] != '\r' {
				c.text = "goes on behind its closing quotation mark"
				return nil, &c
			}
			c.text = b.String()
		} else {
			from := i
			for i < len(data) && data[i] != comma && data[i] != '\n' && data[i] != '\r' {
				i++
			}
			c.text = data[from:i]
		}
		row = append(row, c)
		if i >= len(data) {
			break
		}
		if data[i] == comma {
			if i++; i == len(data) {
				row = append(row, cellAt{line: line, column: column(i)})
			}
			continue
		}
		if data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n' {
			i++
		}
		i++
		rows, row = append(rows, row), nil
		line, start = line+1, i
	}
	if row != nil {
		rows = append(rows, row)
	}
	return rows, nil
}

// address names a cell as spreadsheets do: H17.
func address(row, column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return fmt.Sprintf("%s%d", name, row+1)
}

// csv reads the questionnaire as a table.
func (r *reading) csv(data []byte) error {
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !utf8.ValidString(text) {
		good := 0 // bytes
		for good < len(text) {
			c, n := utf8.DecodeRuneInString(text[good:])
			if c == utf8.RuneError && n == 1 {
				break
			}
			good += n
		}
		line := strings.Count(text[:good], "\n")
		column := utf8.RuneCountInString(text[strings.LastIndexByte(text[:good], '\n')+1 : good])
		r.wrong(place{line: line + 1, column: column + 1}, "", wrongf(`save it as "CSV UTF-8"`, "the file is not in UTF-8"))
		return nil
	}
	var rows [][]cellAt
	var l *language
	at := -1 // the row with the heads of the columns
	var of []int
	for _, comma := range []byte{';', ',', '\t'} {
		found, _ := table(text, comma)
		for i := 0; i < min(len(found), 5) && at < 0; i++ {
			for _, spoken := range spoken() {
				if cols := heads(found[i], spoken); cols != nil {
					rows, l, at, of = found, spoken, i, cols
					break
				}
			}
		}
		if at >= 0 {
			break
		}
	}
	if at < 0 {
		// Perhaps a quotation mark keeps the rows from being found.
		for _, comma := range []byte{';', ','} {
			if _, bad := table(text, comma); bad != nil {
				r.wrong(place{line: bad.line, column: bad.column}, "", wrongf("double quotation marks within a cell, and close it", "a cell %s", bad.text))
				return nil
			}
		}
		if r.lacking(text) {
			return nil
		}
		var names []string
		for _, l := range spoken() {
			names = append(names, doc.Quote(l.Columns["fact"])+" and "+doc.Quote(l.Columns["answer"]))
		}
		r.wrong(place{line: 1, column: 1}, "", wrongf("keep the row with the heads of the columns; cells are parted by commas or semicolons", "no row has the columns %s", strings.Join(names, ", or ")))
		return nil
	}
	for i, c := range rows[at] {
		if of[i] < 0 && strings.TrimSpace(c.text) != "" {
			var names []string
			for _, name := range columns {
				names = append(names, l.Columns[name])
			}
			hint := "there are " + strings.Join(names, ", ")
			if near := doc.Suggest(c.text, names); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			r.wrong(place{c.line, c.column, address(at, i)}, "", wrongf(hint, "there is no column %s", doc.Quote(c.text)))
		}
	}
	head := map[string]item{}
	for i := at + 1; i < len(rows); i++ {
		r.row(rows[i], i, of, l, head)
	}
	if _, ok := head["trias"]; !ok {
		r.wrong(place{line: 1, column: 1}, "", wrongf("keep the rows at its head", "the row for the fact trias is missing"))
		return nil
	}
	r.source(head)
	return nil
}

// lacking finds a row with some of the heads of the columns, and says which it
// lacks.
func (r *reading) lacking(text string) bool {
	for _, comma := range []byte{';', ',', '\t'} {
		rows, _ := table(text, comma)
		for i := range rows[:min(len(rows), 5)] {
			for _, l := range spoken() {
				at := map[string]int{}
				for j, c := range rows[i] {
					at[strings.ToLower(strings.TrimSpace(c.text))] = j
				}
				for _, pair := range [][2]string{{"fact", "answer"}, {"answer", "fact"}} {
					there, ok := at[strings.ToLower(l.Columns[pair[0]])]
					if _, both := at[strings.ToLower(l.Columns[pair[1]])]; !ok || both {
						continue
					}
					c := rows[i][there]
					r.wrong(place{c.line, c.column, address(i, there)}, "", wrongf("restore its head", "beside the column %s there is no column %s", doc.Quote(l.Columns[pair[0]]), doc.Quote(l.Columns[pair[1]])))
					return true
				}
			}
		}
	}
	return false
}

// heads says which column of the questionnaire each column is, -1 for none; nil
// if the row is not the one with the heads.
func heads(row []cellAt, l *language) []int {
	var out []int
	for _, c := range row {
		found := -1
		for i, name := range columns {
			if strings.EqualFold(strings.TrimSpace(c.text), l.Columns[name]) && !slices.Contains(out, i) {
				found = i
			}
		}
		out = append(out, found)
	}
	if !slices.Contains(out, slices.Index(columns, "fact")) || !slices.Contains(out, slices.Index(columns, "answer")) {
		return nil
	}
	return out
}

// row reads one row.
func (r *reading) row(cells []cellAt, n int, of []int, l *language, head map[string]item) {
	get := func(name string) (cellAt, place) {
		i := slices.Index(of, slices.Index(columns, name))
		if i < 0 || i >= len(cells) {
			last := cellAt{line: 0, column: 0}
			if len(cells) > 0 {
				last = cells[0]
			}
			return cellAt{}, place{last.line, last.column, address(n, max(i, 0))}
		}
		return cells[i], place{cells[i].line, cells[i].column, address(n, i)}
	}
	for i, c := range cells {
		if (i >= len(of) || of[i] < 0) && strings.TrimSpace(c.text) != "" {
			r.wrong(place{c.line, c.column, address(n, i)}, "", wrongf("move it into the column "+doc.Quote(l.Columns["answer"])+", or delete it", "stands in a column without a head"))
		}
	}
	fact, factAt := get("fact")
	answer, answerAt := get("answer")
	proof, proofAt := get("proof")
	path := strings.TrimSpace(fact.text)
	blank := strings.TrimSpace(answer.text) == ""
	value := raw{text: answer.text, cell: true, comma: l.Comma}
	if blank {
		value.text = ""
	}
	switch {
	case path == "":
		for _, c := range []struct {
			cellAt
			place
		}{{answer, answerAt}, {proof, proofAt}} {
			if strings.TrimSpace(c.text) != "" {
				r.wrong(c.place, "", wrongf("restore the column "+doc.Quote(l.Columns["fact"])+" of this row", "an answer to nothing: the row names no fact"))
			}
		}
		return
	case path == "trias" || strings.HasPrefix(path, "questionnaire."):
		value.text = strings.TrimSpace(answer.text)
		if _, twice := head[path]; twice {
			r.wrong(factAt, path, wrongf("keep one of the rows", "stands there twice"))
		}
		head[path] = item{path, value, answerAt}
		return
	}
	// A row that asks for what there is not is wrong even if it is blank.
	if m := entryPath.FindStringSubmatch(path); m == nil || m[1] != "proofs" {
		if _, w := r.fact(path); w != nil {
			r.wrong(factAt, "", w)
			return
		}
	}
	if m := entryPath.FindStringSubmatch(path); m != nil && m[1] != "proofs" && m[3] == "" {
		r.wrong(factAt, "", wrongf("name a field of the entry", "%s is no fact", doc.Quote(path)))
		return
	}
	r.add(item{path, value, answerAt})
	if strings.TrimSpace(proof.text) != "" {
		if strings.HasPrefix(path, "proofs[") {
			r.wrong(proofAt, path, wrongf("leave it empty", "a proof needs no proof"))
			return
		}
		r.proven(path, raw{text: proof.text, cell: true}, proofAt)
	}
}
