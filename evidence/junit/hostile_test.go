package junit_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// stream yields a head and then the same text again and again, up to a size, without ever holding it.
type stream struct {
	head, again string
	left        int
	taken       int
}

func (s *stream) Read(p []byte) (int, error) {
	if s.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p, s.head)
	s.head = s.head[n:]
	for n < len(p) {
		c := copy(p[n:], s.again[s.taken%len(s.again):])
		s.taken += c
		n += c
	}
	s.left -= n
	return n, nil
}

// An endless report is refused once the limit is passed; no more than twice the limit is taken from the reader.
func TestEndless(t *testing.T) {
	t.Parallel()
	s := &stream{head: "<testsuite>", again: "<testcase name='a'/>", left: 1 << 30}
	limit := junit.DefaultLimits().Bytes
	_, err := junit.Read("x.xml", s, evidence.Limits{})
	if got := limitOf(err); got != "bytes" {
		t.Errorf("%v, want the limit on bytes", err)
	}
	if s.taken > 2*limit {
		t.Errorf("%d bytes were taken, the limit is %d", s.taken, limit)
	}
}

// limitOf returns the limit that an error says is exceeded.
func limitOf(err error) string {
	var limit *evidence.LimitError
	if errors.As(err, &limit) {
		return limit.Limit
	}
	return ""
}

func utf16LE(s string) string {
	var b bytes.Buffer
	b.WriteString("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	return b.String()
}

func TestHostile(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 1<<20)
	one := `<testsuite><testcase name="grün"/></testsuite>`
	for _, test := range []struct {
		name, text string
		limit      string // that refuses it, or
		refused    string // part of why it is refused, or
		want       junit.Counts
	}{
		{name: "a hundred thousand suites within each other", text: strings.Repeat("<testsuite>", 100_000), limit: "depth"},
		{name: "a hundred thousand elements within a failure", text: `<testsuite><testcase name="a"><failure>` + strings.Repeat("<b>", 100_000), limit: "depth"},
		{name: "an attribute of 9 MiB", text: `<testsuite><testcase name="` + strings.Repeat("a", 9<<20) + `"/></testsuite>`, limit: "string"},
		{name: "a log of 9 MiB", text: `<testsuite><system-out>` + strings.Repeat("a", 9<<20) + `</system-out></testsuite>`, limit: "string"},
		{name: "a million cases in one suite", text: "<testsuite>" + strings.Repeat(`<testcase name="a"/>`, 1_000_000) + "</testsuite>", limit: "items"},
		{name: "a million cases in ten suites",
			text: "<testsuites>" + strings.Repeat("<testsuite>"+strings.Repeat(`<testcase name="a"/>`, 100_000)+"</testsuite>", 10) + "</testsuites>", limit: "nodes"},
		{name: "a hundred thousand cases on one line",
			text: "<testsuite>" + strings.Repeat(`<testcase name="a"/>`, 100_000) + "</testsuite>", want: junit.Counts{Tests: 100_000, Passed: 100_000}},
		{name: "a hundred thousand cases without a name on one line",
			text: "<testsuite>" + strings.Repeat(`<testcase/>`, 100_000) + "</testsuite>", refused: "99000 more problems are not shown"},
		{name: "ten thousand cases in an element with a name of a megabyte",
			text: "<testsuite><" + long + ">" + strings.Repeat(`<testcase/>`, 10_000) + "</" + long + "></testsuite>", refused: "stands within <aaaa"},
		{name: "ten thousand words and names of many kilobytes",
			text: "<testsuite>" + strings.Repeat(`<testcase name="`+long[:2000]+`" status="`+long[:2000]+`"/>`, 10_000) + "</testsuite>", refused: "tells nothing that is known"},
		{name: "entities that double", text: `<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>`, refused: "document type"},
		{name: "an entity of a file", text: `<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]><testsuite><testcase name="&a;"/></testsuite>`, refused: "document type"},
		{name: "UTF-16", text: utf16LE(`<?xml version="1.0" encoding="UTF-16"?>` + one), want: junit.Counts{Tests: 1, Passed: 1}},
		{name: "Latin-1", text: `<?xml version="1.0" encoding="ISO-8859-1"?>` + strings.ReplaceAll(one, "ü", "\xfc"), want: junit.Counts{Tests: 1, Passed: 1}},
		{name: "Latin-1 that says it is UTF-8", text: `<?xml version="1.0" encoding="UTF-8"?>` + strings.ReplaceAll(one, "ü", "\xfc"), refused: "not valid UTF-8"},
		{name: "empty", text: "", refused: "the document is empty"},
		{name: "JSON", text: `{"testsuites": []}`, refused: "is not XML"},
		{name: "cut off", text: one[:20], refused: "not well-formed"},
		{name: "totals beyond any number", text: `<testsuite tests="99999999999999999999" failures="0"><testcase name="a"/></testsuite>`, want: junit.Counts{Tests: 1, Passed: 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			report, err := junit.Read("x.xml", strings.NewReader(test.text), evidence.Limits{})
			switch {
			case test.limit != "":
				if limitOf(err) != test.limit {
					t.Errorf("%v, want the limit on %s", err, test.limit)
				}
			case test.refused != "":
				if err == nil || !strings.Contains(err.Error(), test.refused) {
					t.Errorf("%v, want an error about %q", err, test.refused)
				}
			case err != nil:
				t.Error(err)
			case report.Counts() != test.want:
				t.Errorf("%+v, want %+v", report.Counts(), test.want)
			}
			if err != nil {
				checkProblems(t, err)
				if n := len(err.Error()); n > 1<<20 {
					t.Errorf("the error is %d bytes long", n)
				}
			}
		})
	}
}

// A name is the same in every encoding.
func TestEncodings(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"<testsuite><testcase name=\"grün €\"/></testsuite>",
		"\xef\xbb\xbf<testsuite><testcase name=\"grün €\"/></testsuite>",
		"<testsuite><testcase name=\"gr&#252;n &#x20AC;\"/></testsuite>",
		utf16LE("<testsuite><testcase name=\"grün €\"/></testsuite>"),
		"<?xml version='1.0' encoding='ISO-8859-15'?><testsuite><testcase name=\"gr\xfcn \xa4\"/></testsuite>",
		"<?xml version='1.0' encoding='windows-1252'?><testsuite><testcase name=\"gr\xfcn \x80\"/></testsuite>",
	} {
		report, err := junit.Read("x.xml", strings.NewReader(text), evidence.Limits{})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := report.Cases[0].Name; got != "grün €" {
			t.Errorf("%q: %q", text, got)
		}
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, os.ErrPermission }

// What the reader returns is not taken for a problem of the file.
func TestReaderFails(t *testing.T) {
	t.Parallel()
	_, err := junit.Import("x.xml", failing{}, junit.Options{Suite: "none"})
	var problems evidence.Problems
	if !errors.Is(err, os.ErrPermission) || errors.As(err, &problems) {
		t.Errorf("%v", err)
	}
}

func BenchmarkImport(b *testing.B) {
	_, root := corpus(b)
	data := readFile(b, filepath.Join(root, "conformance-tests", "opencontainers__oci-conformance", "distribution-spec", "v1.1", "olareg", "junit.xml"))
	options := junit.Options{
		Origin: evidence.Origin{Issuer: "Example GmbH"}, RunOn: date(b, "2026-06-24"), Suite: evidence.ConformanceSuiteOCIDistribution, SubjectVersion: "2.1",
		Runs: []junit.Run{{Required: []string{"."}}},
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := junit.Import("junit.xml", bytes.NewReader(data), options); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadManyCases(b *testing.B) {
	var text strings.Builder
	text.WriteString("<testsuite>")
	for i := range 100_000 {
		fmt.Fprintf(&text, `<testcase classname="org.example.Suite" name="test%d" time="0.001"/>`, i)
	}
	text.WriteString("</testsuite>")
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := junit.Read("x.xml", strings.NewReader(text.String()), evidence.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHostile shows time and memory of reports that are as large as may be, or would be larger.
func BenchmarkHostile(b *testing.B) {
	limits := junit.DefaultLimits()
	suite := "<testsuite>" + strings.Repeat(`<testcase name="a"/>`, limits.Items-1) + "</testsuite>"
	for name, text := range map[string]string{
		"as_many_cases_as_may_be":      "<testsuites>" + strings.Repeat(suite, 4) + "</testsuites>",
		"as_long_names_as_may_be":      `<testsuite>` + strings.Repeat(`<testcase name="`+strings.Repeat("a", limits.String-100)+`"><failure/></testcase>`, 7) + `</testsuite>`,
		"more_cases_than_may_be":       "<testsuites>" + strings.Repeat(suite, 10) + "</testsuites>",
		"a_log_as_large_as_the_limits": `<testsuite><testcase name="a"/>` + strings.Repeat("<system-out>"+strings.Repeat("a", limits.String-100)+"</system-out>", 7) + `</testsuite>`,
		"unread_words":                 `<testsuite>` + strings.Repeat(`<testcase name="a" status="odd"><odd/></testcase>`, limits.Items-1) + `</testsuite>`,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				_, _ = junit.Import("junit.xml", strings.NewReader(text), junit.Options{Origin: evidence.Origin{Claim: true}})
			}
		})
	}
}
