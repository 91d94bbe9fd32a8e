package junit

import (
	"regexp"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// timestamp is the form of ISO 8601 that reports use: a day, with or without a time, with or without a zone.
var timestamp = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?)? ?(Z|UTC|[+-]\d{2}(:?\d{2})?)?$`)

// unixStart reports whether a day is that of the beginning of Unix time in some zone; tools write it where they measured
// nothing.
func unixStart(day string) bool { return day == "1970-01-01" || day == "1969-12-31" }

// date notes the day of a timestamp.
func (p *parser) date(text string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	var day evidence.Date
	var err error
	m := timestamp.FindStringSubmatch(text)
	if m != nil {
		day, err = evidence.ParseDate(m[1])
	}
	switch r := p.report; {
	case m == nil, err != nil:
		p.remark("The timestamp %s at line %d is not read as a day.", doc.Quote(text), p.at.line)
	case unixStart(m[1]):
		p.remark("The timestamp %s at line %d is the start of Unix time, not a day.", doc.Quote(text), p.at.line)
	default:
		if r.Begun == (evidence.Date{}) || day.Compare(r.Begun) < 0 {
			r.Begun, r.begunAt = day, p.at
		}
		if r.Date == (evidence.Date{}) || day.Compare(r.Date) > 0 {
			r.Date, r.dateAt = day, p.at
		}
	}
}
