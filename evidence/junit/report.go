package junit

import "github.com/trias-sovereignty/trias/evidence"

// Report is a JUnit XML file: the tests it has results for, and what it says of itself.
type Report struct {
	// Cases are the test cases in the order of the file.
	Cases []Case
	// Digest is "sha256:" over the bytes of the file.
	Digest string
	// Begun and Date are the first and the last day of any timestamp in the file, as written there; zero if none can be read.
	Begun, Date evidence.Date
	// LooseFailures is whether the file tells of failures or errors that no case bears, and LooseSkips of skipped tests.
	// Which tests they concern is unknown.
	LooseFailures, LooseSkips bool
	// Remarks say for readers what in the file disagrees or could not be read, one sentence each.
	Remarks []string

	begunAt, dateAt place // of Begun and Date
}

// Case is one test case of a report.
type Case struct {
	// Name is the full name of the test; the package's documentation says what that is.
	Name string
	// Outcome is how it ended.
	Outcome Outcome
	// Line and Column are where it begins in the file, from 1, the column in characters.
	Line, Column int
}

// Counts is how many test cases ended how.
type Counts struct{ Tests, Passed, Failed, Errored, Skipped int }

// Counts counts the cases of the report by outcome. Tests is the number of cases.
func (r *Report) Counts() Counts {
	var c Counts
	for _, k := range r.Cases {
		c.add(k.Outcome, 1)
	}
	return c
}

func (c *Counts) add(o Outcome, n int) {
	c.Tests += n
	switch o {
	case Passed:
		c.Passed += n
	case Failed:
		c.Failed += n
	case Errored:
		c.Errored += n
	case Skipped:
		c.Skipped += n
	}
}

// plus adds the counts of a part.
func (c *Counts) plus(d Counts) {
	c.Tests += d.Tests
	c.Passed += d.Passed
	c.Failed += d.Failed
	c.Errored += d.Errored
	c.Skipped += d.Skipped
}
