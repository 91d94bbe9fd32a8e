package main

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// Matrix is what the reports of a folder show on a day.
type Matrix struct {
	At     evidence.Date
	Tables []Table
	// Refused are the reports that could not be read, and Skipped counts the files that are none.
	Refused []Refusal
	Skipped int
}

// Table is the matrix of one suite.
type Table struct {
	Suite   Suite
	Columns []Column
	// Rows are the implementations, by name.
	Rows []Row
	// Folder is the innermost folder that holds all reports of the table.
	Folder string
}

// Row is one implementation.
type Row struct {
	Name string
	// Newest are its newest reports: more than one where a version was tested in several modes or channels on a day.
	Newest []Entry
	// Others are the other reports, newest first.
	Others []Entry
}

// Entry is one report with a cell for each column.
type Entry struct {
	*Report
	Cells []Cell
}

// matrix assesses every report and orders the results.
func (j *judge) matrix(ctx context.Context, found *collection, at evidence.Date) (*Matrix, error) {
	m := &Matrix{At: at, Refused: found.refused, Skipped: found.skipped}
	for _, suite := range []Suite{Gateway, OCI} {
		t := Table{Suite: suite, Columns: j.columns(suite)}
		of := map[string][]*Report{}
		for _, r := range found.reports {
			if r.Suite == suite {
				of[r.Implementation()] = append(of[r.Implementation()], r)
			}
		}
		for _, reports := range of {
			row := Row{Name: reports[0].Implementation()}
			for i, r := range newestFirst(reports) {
				cells, err := j.assess(ctx, r, at)
				if err != nil {
					return nil, err
				}
				if i == 0 || together(row.Newest[0].Report, r) {
					row.Newest = append(row.Newest, Entry{r, cells})
				} else {
					row.Others = append(row.Others, Entry{r, cells})
				}
			}
			t.Rows = append(t.Rows, row)
		}
		if len(t.Rows) == 0 {
			continue
		}
		slices.SortFunc(t.Rows, func(a, b Row) int {
			return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Name, b.Name))
		})
		t.Folder = t.folder()
		m.Tables = append(m.Tables, t)
	}
	return m, nil
}

// Entries are all reports of a row, newest first.
func (r Row) Entries() []Entry { return slices.Concat(r.Newest, r.Others) }

// Several says what tells one of several newest reports from the others: its mode, its channel, or else what only its file
// has in its name. It is empty for the only one.
func (r Row) Several(e Entry) string {
	var out []string
	mode, channel := func(e Entry) string { return e.Mode }, func(e Entry) string { return e.Channel }
	for _, of := range []func(Entry) string{mode, channel} {
		if len(alike(r.Newest, e, of)) < len(r.Newest) {
			out = append(out, of(e))
		}
	}
	if twins := alike(alike(r.Newest, e, mode), e, channel); len(twins) > 1 {
		out = append(out, own(e.File, twins))
	}
	return strings.Join(out, ", ")
}

// alike returns the entries that have what e has.
func alike(entries []Entry, e Entry, of func(Entry) string) (out []Entry) {
	for _, other := range entries {
		if of(other) == of(e) {
			out = append(out, other)
		}
	}
	return out
}

// own leaves out of a path what all entries begin and end with: of a/x-hybrid.yaml and a/x-single.yaml, hybrid and single.
func own(file string, all []Entry) string {
	before, after := file, file
	for _, e := range all {
		for !strings.HasPrefix(e.File, before) {
			before = before[:len(before)-1]
		}
		for !strings.HasSuffix(e.File, after) {
			after = after[1:]
		}
	}
	before = before[:strings.LastIndexAny(before, "/-_. ")+1]
	if i := strings.IndexAny(after, "/-_. "); i >= 0 {
		after = after[i:]
	} else {
		after = ""
	}
	if len(before)+len(after) >= len(file) {
		return file
	}
	return file[len(before) : len(file)-len(after)]
}

// Reports counts the reports of a table, and Others those of them that are not its newest. An entry of a product without
// results is none.
func (t Table) Reports() (n int) {
	for _, r := range t.Rows {
		n += withResults(r.Newest)
	}
	return n + t.Others()
}

// Others counts the reports that are not the newest.
func (t Table) Others() (n int) {
	for _, r := range t.Rows {
		n += withResults(r.Others)
	}
	return n
}

// withResults counts the entries that have a report that could be read.
func withResults(entries []Entry) (n int) {
	for _, e := range entries {
		if e.Digest != "" {
			n++
		}
	}
	return n
}

func (t Table) folder() string {
	folder := path.Dir(t.Rows[0].Newest[0].File)
	for _, r := range t.Rows {
		for _, e := range r.Entries() {
			for folder != "." && !strings.HasPrefix(e.File, folder+"/") {
				folder = path.Dir(folder)
			}
		}
	}
	return folder
}

// Path is the path of a report below the folder of the table.
func (t Table) Path(e Entry) string { return strings.TrimPrefix(e.File, t.Folder+"/") }

// outcomes is the order in which outcomes are shown.
var outcomes = []evaluator.Outcome{evaluator.Pass, evaluator.Fail, evaluator.Unproven, evaluator.Unknown, evaluator.NotApplicable, evaluator.Error}

// Tally counts the cells of the newest reports by outcome.
func (t Table) Tally() map[evaluator.Outcome]int {
	n := map[evaluator.Outcome]int{}
	for _, r := range t.Rows {
		for _, e := range r.Newest {
			for _, c := range e.Cells {
				n[c.Outcome]++
			}
		}
	}
	return n
}

// Explained are the outcomes of the legend: all, but an error only where there is one.
func (m *Matrix) Explained() []evaluator.Outcome {
	return slices.DeleteFunc(slices.Clone(outcomes), func(o evaluator.Outcome) bool { return o == evaluator.Error && !m.has(o) })
}

func (m *Matrix) has(o evaluator.Outcome) bool {
	for _, t := range m.Tables {
		for _, r := range t.Rows {
			for _, e := range r.Entries() {
				if slices.ContainsFunc(e.Cells, func(c Cell) bool { return c.Outcome == o }) {
					return true
				}
			}
		}
	}
	return false
}

// Counts are the tests of one part of a run: how many passed, of how many that the report has.
type Counts struct {
	Passed, Of int64
	// Known is whether the report says how many passed, and Whole whether it says that of all outcomes.
	Known, Whole bool
}

func countsOf(c evidence.TestCounts) Counts {
	if c.Passed == nil {
		return Counts{}
	}
	out := Counts{Passed: *c.Passed, Of: *c.Passed, Known: true, Whole: true}
	for _, n := range []*int64{c.Failed, c.Errored, c.Skipped} {
		if n == nil {
			out.Whole = false
			continue
		}
		out.Of += *n
	}
	return out
}

// String writes 26/38, or 26/? where the whole is not known.
func (c Counts) String() string {
	if !c.Whole {
		return fmt.Sprintf("%d/?", c.Passed)
	}
	return fmt.Sprintf("%d/%d", c.Passed, c.Of)
}

// Required counts the required tests of a cell, and Optional the others.
func (c Cell) Required() Counts {
	if c.Run == nil {
		return Counts{}
	}
	return countsOf(c.Run.Required)
}

// Optional counts the tests that are not required: the extended tests of a Gateway API profile, and of an OCI group those
// that prepare or clean up or depend on a setting or an answer of the registry.
func (c Cell) Optional() Counts {
	if c.Run == nil {
		return Counts{}
	}
	return countsOf(c.Run.Optional)
}
