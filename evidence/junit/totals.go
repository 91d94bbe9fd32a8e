package junit

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// suite is an open suite: the totals it states, and what its cases come to so far.
type suite struct {
	line     int
	whole    bool // it is the root of several suites, whose totals are for all of them
	tests    *int
	failing  *int // failures and errors together: dialects tell them apart differently
	skipped  *int // skipped and disabled together: Ginkgo divides them differently at two levels
	own, all tally
}

// tally is what cases come to, by their outcomes and by the elements they bear.
type tally struct {
	Counts
	findings    int // elements that tell of a failure or an error, of attempts too
	alsoSkipped int // cases that bear skipped and yet are worse
}

func (t *tally) plus(u tally) {
	t.Counts.plus(u.Counts)
	t.findings += u.findings
	t.alsoSkipped += u.alsoSkipped
}

func (p *parser) openSuite(t xml.StartElement) {
	p.date(attribute(t.Attr, "timestamp"))
	p.suites = append(p.suites, suite{
		line: p.at.line, whole: t.Name.Local == "testsuites",
		tests:   p.total(t.Attr, "tests"),
		failing: p.total(t.Attr, "failures", "errors"),
		skipped: p.total(t.Attr, "skipped", "disabled", "skip", "skips", "ignored"),
	})
}

// total returns the sum of attributes that count; nil if there is none.
func (p *parser) total(attrs []xml.Attr, names ...string) *int {
	var sum *int
	for _, name := range names {
		text := strings.TrimSpace(attribute(attrs, name))
		if text == "" {
			continue
		}
		n, err := strconv.ParseUint(text, 10, 31)
		if err != nil {
			p.remark("The total %s at line %d is %s, which is no number.", name, p.at.line, doc.Quote(text))
			continue
		}
		if sum == nil {
			sum = new(int)
		}
		*sum += int(n)
	}
	return sum
}

func (p *parser) endSuite() {
	last := len(p.suites) - 1
	s := p.suites[last]
	p.suites = p.suites[:last]
	s.all.plus(s.own)
	if last > 0 {
		p.suites[last-1].all.plus(s.all)
	}
	p.compare(s)
}

// compare tells where the totals of a suite and its cases disagree. A suite with suites in it may state the total of its
// own cases or of all.
func (p *parser) compare(s suite) {
	own := s.own
	if s.whole {
		own = s.all
	}
	if n := s.tests; n != nil && *n != own.Tests && *n != s.all.Tests {
		p.remark("The suite at line %d gives its number of tests as %d; its cases are %d.", s.line, *n, s.all.Tests)
	}
	if n := s.failing; n != nil {
		failing := s.all.Failed + s.all.Errored
		if *n != own.Failed+own.Errored && *n != failing && *n != s.all.findings {
			p.remark("The suite at line %d gives its number of failures and errors as %d; of its cases %d failed or broke off.", s.line, *n, failing)
		}
		p.report.LooseFailures = p.report.LooseFailures || *n > max(failing, s.all.findings)
	}
	if n := s.skipped; n != nil {
		if *n != own.Skipped && *n != s.all.Skipped {
			p.remark("The suite at line %d gives its number of skipped and disabled tests as %d; of its cases %d were skipped.", s.line, *n, s.all.Skipped)
		}
		p.report.LooseSkips = p.report.LooseSkips || *n > s.all.Skipped+s.all.alsoSkipped
	}
}

// maxRemarks bounds the remarks on one report; a file in which every suite disagrees is told by a few.
const maxRemarks = 6

func (p *parser) remark(format string, args ...any) {
	if len(p.report.Remarks) == maxRemarks {
		p.unsaid++
		return
	}
	p.report.Remarks = append(p.report.Remarks, fmt.Sprintf(format, args...))
}

func (p *parser) closeRemarks() {
	if p.unsaid > 0 {
		p.report.Remarks = append(p.report.Remarks, fmt.Sprintf("Remarks left out: %d.", p.unsaid))
	}
}
