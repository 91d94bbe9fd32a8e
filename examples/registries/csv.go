package main

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evidence"
)

// header names the columns of the CSV form. Words are codes that do not depend on the language; a count that is not known
// is empty.
var header = []string{
	"at", "suite", "vendor", "product", "version", "prerelease", "type", "specification", "channel", "mode", "date", "newest",
	"criterion", "profile", "outcome", "why",
	"required_result", "required_passed", "required_failed", "required_errored", "required_skipped", "required_missing",
	"optional_result", "optional_passed", "optional_failed", "optional_errored", "optional_skipped", "optional_missing",
	"file", "digest",
}

// writeCSV writes one line for each report and column, and one without outcome for each file that could not be read. It is as
// RFC 4180 says, in UTF-8, with a header, but for lines that end as on Unix.
func writeCSV(w io.Writer, m *Matrix, _ words) error {
	out := csv.NewWriter(w)
	lines := [][]string{header}
	for _, t := range m.Tables {
		for _, row := range t.Rows {
			for i, e := range row.Entries() {
				for c, cell := range e.Cells {
					lines = append(lines, line(m, e, t.Columns[c], cell, i < len(row.Newest)))
				}
			}
		}
	}
	for _, r := range m.Refused {
		refused := make([]string, len(header))
		refused[0], refused[slices.Index(header, "why")], refused[slices.Index(header, "file")] = m.At.String(), "refused", safe(printable(r.File))
		lines = append(lines, refused)
	}
	return out.WriteAll(lines)
}

func line(m *Matrix, e Entry, column Column, cell Cell, newest bool) []string {
	day := ""
	if !e.Date.IsZero() {
		day = e.Date.String()
	}
	var why []string
	for _, y := range cell.Why {
		why = append(why, y.Code)
	}
	var required, optional evidence.TestCounts
	if cell.Run != nil {
		required, optional = cell.Run.Required, cell.Run.Optional
	}
	out := []string{
		m.At.String(), string(e.Suite), safe(e.Vendor), safe(e.Product), safe(e.Version), strconv.FormatBool(e.PreRelease()), safe(e.Type), safe(e.Spec), safe(e.Channel), safe(e.Mode), day,
		strconv.FormatBool(newest), column.Criterion, string(column.Profile), string(cell.Outcome), strings.Join(why, "; "),
		result(required), count(required.Passed), count(required.Failed), count(required.Errored), count(required.Skipped), count(required.Missing),
		result(optional), count(optional.Passed), count(optional.Failed), count(optional.Errored), count(optional.Skipped), count(optional.Missing),
	}
	return append(out, safe(e.File), e.Digest)
}

func result(c evidence.TestCounts) string {
	if c.Result == nil {
		return ""
	}
	return string(*c.Result)
}

func count(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// safe keeps spreadsheets from taking a name out of a report for a formula. Some take the wide signs of East Asian scripts
// for the signs they resemble.
func safe(text string) string {
	if r, _ := utf8.DecodeRuneInString(text); text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) {
		return "'" + text
	}
	return text
}
