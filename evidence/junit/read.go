package junit

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// DefaultLimits returns the limits that are on unless others are given: 64 MiB, elements nested 32 deep, 2,000,000
// elements and attributes, 200,000 children of one element, 8 MiB in one tag or text. A report of a million test cases is
// beyond them.
func DefaultLimits() evidence.Limits {
	return evidence.Limits{Bytes: 64 << 20, Depth: 32, Nodes: 2_000_000, Items: 200_000, String: 8 << 20}
}

// Read reads a report. Fields of limits that are zero are those of [DefaultLimits]. The error is an [evidence.Problems]
// with everything that is wrong with the file, or what the reader returned.
func Read(name string, r io.Reader, limits evidence.Limits) (*Report, error) {
	_, report, err := read(name, r, limits)
	return report, err
}

func read(name string, r io.Reader, limits evidence.Limits) (*intake.File, *Report, error) {
	limits = intake.Limits(limits, DefaultLimits())
	file, err := intake.Read(name, r, limits)
	if err != nil {
		return nil, nil, err
	}
	if err := file.XML(limits); err != nil {
		return nil, nil, err
	}
	// The file is known to be well-formed, so raw tokens will do; their names keep the prefix apart.
	p := &parser{file: file, dec: xml.NewDecoder(bytes.NewReader(file.Data)), report: &Report{Digest: file.Digest}, at: place{line: 1, column: 1}}
	if err := p.document(); err != nil {
		return nil, nil, err
	}
	return file, p.report, nil
}

// parser turns the tokens of one file into a report.
type parser struct {
	file     *intake.File
	dec      *xml.Decoder
	report   *Report
	problems doc.Collector
	suites   []suite // those that are open
	at       place   // of the token being read
	unsaid   int     // remarks beyond maxRemarks
}

// place is a position in the file. It only moves on, so that asking for the place of every case takes linear time even in
// a file of a single line.
type place struct{ offset, line, column int }

func (p *place) move(data []byte, offset int) {
	passed := data[p.offset:offset]
	p.offset = offset
	if end := bytes.LastIndexByte(passed, '\n'); end >= 0 {
		p.line += bytes.Count(passed, []byte{'\n'})
		p.column = 1
		passed = passed[end+1:]
	}
	p.column += utf8.RuneCount(passed)
}

// token returns the next tag; nil at the end.
func (p *parser) token() (xml.Token, error) {
	for {
		at := p.dec.InputOffset()
		token, err := p.dec.RawToken()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, doc.Problems{p.file.Problem(at, doc.Syntax, "", "is not well-formed XML: %v", err)}
		}
		switch token.(type) {
		case xml.StartElement, xml.EndElement:
			p.at.move(p.file.Data, int(at))
			return token, nil
		}
	}
}

func (p *parser) document() error {
	for {
		token, err := p.token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case nil:
			p.closeRemarks()
			return p.problems.Err()
		case xml.StartElement:
			if len(p.suites) == 0 && t.Name.Local != "testsuites" && t.Name.Local != "testsuite" {
				return doc.Problems{p.foreign(t.Name.Local)}
			}
			if err := p.element(t); err != nil {
				return err
			}
		case xml.EndElement:
			p.endSuite()
		}
	}
}

// element reads what begins within the suites that are open.
func (p *parser) element(t xml.StartElement) error {
	switch name := t.Name.Local; name {
	case "testsuites", "testsuite":
		p.openSuite(t)
		return nil
	case "testcase":
		return p.testCase(t)
	default:
		// A suite that itself fails, breaks off or is skipped tells of tests that it may not list.
		switch elements[name] {
		case Failed, Errored:
			p.report.LooseFailures = true
			p.remark("A suite at line %d bears <%s> itself; which of its tests that concerns is not told.", p.at.line, name)
		case Skipped:
			p.report.LooseSkips = true
			p.remark("A suite at line %d bears <%s> itself; which of its tests that concerns is not told.", p.at.line, name)
		}
		return p.skip(name)
	}
}

// skip reads up to the end of an element that says nothing of tests, and refuses tests within it, which would be lost.
func (p *parser) skip(name string) error {
	for depth := 1; depth > 0; {
		token, err := p.token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case nil:
			return nil
		case xml.StartElement:
			depth++
			p.refuseLost(t.Name.Local, name)
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// refuseLost refuses tests in a place where they are not read.
func (p *parser) refuseLost(name, within string) {
	switch name {
	case "testcase", "testsuite", "testsuites":
		p.problem("move it into a suite", "%s stands within %s, where it is not read", tag(name), tag(within))
	}
}

func (p *parser) testCase(t xml.StartElement) error {
	c := Case{Name: fullName(t.Attr), Outcome: Passed, Line: p.at.line, Column: p.at.column}
	if strings.TrimSpace(c.Name) == "" {
		p.problem("give it a name", "a test case has no name")
	}
	p.date(attribute(t.Attr, "timestamp"))
	p.attributes(&c, t.Attr)
	if err := p.children(&c); err != nil {
		return err
	}
	p.suites[len(p.suites)-1].own.add(c.Outcome, 1)
	p.report.Cases = append(p.report.Cases, c)
	return nil
}

// attributes reads what the attributes of a test case say of its outcome.
func (p *parser) attributes(c *Case, attrs []xml.Attr) {
	p.words(c, attrs)
	p.flags(c, attrs)
}

func (p *parser) words(c *Case, attrs []xml.Attr) {
	for _, name := range []string{"status", "result"} {
		said := attribute(attrs, name)
		if said == "" {
			continue
		}
		o, known := words[strings.ToLower(strings.TrimSpace(said))]
		if !known {
			p.problem(`write "passed", "failed", "error" or "skipped"`, "the test case %s has the %s %s, which tells nothing that is known",
				doc.Quote(c.Name), name, doc.Quote(said))
			continue
		}
		c.Outcome = worse(c.Outcome, o)
	}
}

func (p *parser) flags(c *Case, attrs []xml.Attr) {
	for _, f := range flags {
		said := attribute(attrs, f.name)
		if said == "" {
			continue
		}
		value, known := truth[strings.ToLower(strings.TrimSpace(said))]
		switch {
		case !known:
			p.problem(`write "true" or "false"`, "the test case %s has the attribute %s=%s, which is neither true nor false",
				doc.Quote(c.Name), f.name, doc.Quote(said))
		case value == f.notRun:
			c.Outcome = worse(c.Outcome, Skipped)
		}
	}
}

// children reads up to the end of a test case what its elements say of its outcome.
func (p *parser) children(c *Case) error {
	own := &p.suites[len(p.suites)-1].own
	skipped := false
	for {
		token, err := p.token()
		if err != nil {
			return err
		}
		child, opens := token.(xml.StartElement)
		if !opens {
			break
		}
		name := child.Name.Local
		p.refuseLost(name, "testcase")
		switch o, tells := elements[name]; {
		case tells:
			c.Outcome = worse(c.Outcome, o)
			skipped = skipped || o == Skipped
			if o != Skipped {
				own.findings++
			}
		case !slices.Contains(beside, name):
			p.remark("A test case at line %d bears %s, which is not read.", c.Line, tag(name))
		}
		if err := p.skip(name); err != nil {
			return err
		}
	}
	if skipped && c.Outcome != Skipped {
		own.alsoSkipped++
	}
	return nil
}

// tag returns the tag of an element for a message. A long name is cut without looking at all of it: it may be asked for
// at every test case.
func tag(name string) string {
	const limit = 60
	if len(name) <= limit {
		return "<" + name + ">"
	}
	cut := limit
	for !utf8.RuneStart(name[cut]) {
		cut--
	}
	return "<" + name[:cut] + "…>"
}

// fullName returns classname, a dot and name, or name alone where it begins with the class already.
func fullName(attrs []xml.Attr) string {
	class, name := attribute(attrs, "classname"), attribute(attrs, "name")
	switch rest, repeats := strings.CutPrefix(name, class); {
	case class == "":
		return name
	case name == "":
		return class
	case repeats && !startsWord(rest):
		return name
	}
	return class + "." + name
}

// startsWord reports whether a text goes on with a letter or a digit.
func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// attribute returns the value of an attribute without prefix; "" if there is none.
func attribute(attrs []xml.Attr, name string) string {
	i := slices.IndexFunc(attrs, func(a xml.Attr) bool { return a.Name.Space == "" && a.Name.Local == name })
	if i < 0 {
		return ""
	}
	return attrs[i].Value
}

// problem adds a problem at the tag being read.
func (p *parser) problem(hint, format string, args ...any) {
	p.problems.Add(doc.Problem{File: p.file.Name, Line: p.at.line, Column: p.at.column, Kind: doc.Structural,
		Message: fmt.Sprintf(format, args...), Hint: hint})
}
