package main

import (
	"cmp"
	"context"
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
	// Newest is its newest report, and Older are the others, newest first.
	Newest Entry
	Older  []Entry
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
			slices.SortFunc(reports, newer)
			row := Row{Name: reports[0].Implementation()}
			for i, r := range reports {
				cells, err := j.assess(ctx, r, at)
				if err != nil {
					return nil, err
				}
				if i == 0 {
					row.Newest = Entry{r, cells}
				} else {
					row.Older = append(row.Older, Entry{r, cells})
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
func (r Row) Entries() []Entry { return append([]Entry{r.Newest}, r.Older...) }

// Reports counts the reports of a table.
func (t Table) Reports() (n int) {
	for _, r := range t.Rows {
		n += 1 + len(r.Older)
	}
	return n
}

func (t Table) folder() string {
	folder := path.Dir(t.Rows[0].Newest.File)
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
		for _, c := range r.Newest.Cells {
			n[c.Outcome]++
		}
	}
	return n
}

// Counts are the tests of one part of a run: how many passed, of how many that the report knows of.
type Counts struct {
	Passed, Total int64
	Known         bool
}

func countsOf(c evidence.TestCounts) Counts {
	if c.Passed == nil {
		return Counts{}
	}
	out := Counts{Passed: *c.Passed, Known: true}
	for _, n := range []*int64{c.Passed, c.Failed, c.Errored, c.Skipped, c.Missing} {
		if n != nil {
			out.Total += *n
		}
	}
	return out
}

// Required counts the required tests of a cell, and Optional the others.
func (c Cell) Required() Counts {
	if c.Run == nil {
		return Counts{}
	}
	return countsOf(c.Run.Required)
}

// Optional counts the tests that are not required: the extended tests of a Gateway API profile, and of an OCI group those
// that prepare or clean up or depend on an answer of the registry.
func (c Cell) Optional() Counts {
	if c.Run == nil {
		return Counts{}
	}
	return countsOf(c.Run.Optional)
}
