package intake_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

var limits = doc.Limits{Bytes: 1 << 20, Depth: 8, Nodes: 1000, Items: 100, String: 1000}

func read(t *testing.T, text string) *intake.File {
	t.Helper()
	f, err := intake.Read("x.xml", strings.NewReader(text), limits)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// endless yields one byte for ever and counts what was taken.
type endless struct{ taken int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.taken += len(p)
	return len(p), nil
}

// Reading stops where the limit is passed, whatever is to come.
func TestReadStopsEarly(t *testing.T) {
	t.Parallel()
	e := &endless{}
	_, err := intake.Read("x", e, limits)
	var limit *doc.LimitError
	if !errors.As(err, &limit) || limit.Limit != "bytes" {
		t.Fatalf("%v, want the limit on bytes", err)
	}
	if e.taken > 4*limits.Bytes {
		t.Errorf("%d bytes were taken, the limit is %d", e.taken, limits.Bytes)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestReadFails(t *testing.T) {
	t.Parallel()
	if _, err := intake.Read("x", broken{}, limits); !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(err.Error(), "x: ") {
		t.Errorf("%v", err)
	}
}

func TestXML(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"plain", "<a><b c='1'/>x</a>", ""},
		{"declaration", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a/>", ""},
		{"byte order mark", "\xef\xbb\xbf<a/>", ""},
		{"Latin 1", "<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xe4'/>", ""},
		{"Latin 1 on two lines", "<?xml version='1.0'\n encoding='ISO-8859-1'?>\n<a b='\xe4'/>", ""},
		{"UTF-16", "\xff\xfe<\x00a\x00/\x00>\x00", ""},
		{"quotes in tags", "<a b='>' c=\">\"/>", ""},
		{"comment and CDATA", "<a><!-- <!DOCTYPE --><![CDATA[<!DOCTYPE]]></a>", ""},
		{"unknown encoding", "<?xml version='1.0' encoding='EBCDIC'?><a/>", `x.xml:1:1: is in encoding "EBCDIC", which is not read (save the file as UTF-8)`},
		{"not UTF-8", "<a>\n\xe4</a>", "x.xml:2:1: byte 0xe4 is not valid UTF-8 (save the file as UTF-8)"},
		{"empty", "", "x.xml:1:1: the document is empty"},
		{"only a comment", "<!-- a -->", "x.xml:1:1: the document is empty"},
		{"text", "hello", "x.xml:1:1: is not XML: text stands outside of any element"},
		{"two documents", "<a/>\n<b/>", "x.xml:2:1: a second document starts here (keep one document in each file)"},
		{"not closed", "<a>\n<b>", "x.xml:2:4: is not well-formed XML: unexpected EOF"},
		{"crossed", "<a><b></a></b>", "x.xml:1:11: is not well-formed XML: element <b> closed by </a>"},
		{"document type", "<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>", "x.xml:1:1: document type declarations are not read (remove it, and write out what its entities stand for)"},
		{"entity", "<a>&b;</a>", "x.xml:1:7: is not well-formed XML: invalid character entity &b; (only &lt; &gt; &amp; &quot; &apos; and numbers such as &#10; are read)"},
		{"depth", strings.Repeat("<a>", 9), "x.xml:1:25: is nested more than 8 levels deep (split it, or raise the limit when importing it)"},
		{"children", "<a>" + strings.Repeat("<b/>", 101) + "</a>", "x.xml:1:404: has more than the 100 entries allowed in one list or mapping (split it, or raise the limit when importing it)"},
		{"nodes", "<a>" + strings.Repeat("<b c='' d='' e='' f='' g='' h='' i='' j='' k='' l='' m='' n='' o=''/>", 99) + "</a>", "x.xml:1:4903: has more than the 1000 values allowed (split it, or raise the limit when importing it)"},
		{"text too long", "<a>\n" + strings.Repeat("b", 1001) + "</a>", "x.xml:1:4: is text of 1002 bytes, more than the 1000 allowed (split it, or raise the limit when importing it)"},
		{"tag too long", "<a b='" + strings.Repeat("c", 1000) + "'/>", "x.xml:1:1: is text of 1009 bytes, more than the 1000 allowed (split it, or raise the limit when importing it)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if err := read(t, test.text).XML(limits); err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func ExampleFile_Proof() {
	f, _ := intake.Read("bom.json", strings.NewReader("{}"), limits)
	_, problems := f.Proof(evidence.Code, "cyclonedx", evidence.Origin{}, intake.Stated{Version: "nightly"}, []string{"supplyChain.sbom"})
	fmt.Println(problems)
	day, _ := evidence.ParseDate("2026-11-01")
	proof, _ := f.Proof(evidence.Code, "cyclonedx", evidence.Origin{Issuer: "Example GmbH"},
		intake.Stated{Version: "2.1", Issued: day, Tool: "generator 1.0"}, []string{"supplyChain.sbom"})
	fmt.Println(proof.ID, proof.Issuer, proof.Issued, proof.Scope.Versions, proof.Tool)
	// Output:
	// bom.json: nobody vouches for it: the document names no author (say who does (Origin.Issuer, --issuer), or import the facts as a claim, without a proof (Origin.Claim, --claim))
	// bom.json: it bears no date (say when it was given (Origin.Issued, --issued), or import the facts as a claim, without a proof (Origin.Claim, --claim))
	// bom.json: it speaks of version "nightly", which is no version number (say which versions of the subject it speaks of (Origin.Scope, --versions "= 2.1", or any))
	// cyclonedx-44136fa355b3 Example GmbH 2026-11-01 = 2.1 generator 1.0
}

// What a dossier would refuse is refused at import, where it can be mended.
func TestProofRefused(t *testing.T) {
	t.Parallel()
	f := read(t, "<a/>")
	day, err := evidence.ParseDate("2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	_, problems := f.Proof(evidence.Test, "x", evidence.Origin{Issuer: "x", Issued: day, URL: "ftp://example.org", ID: "an id", Scope: &evidence.Scope{Versions: "newest"}},
		intake.Stated{}, []string{"supplyChain.sbom"})
	if len(problems) != 3 {
		t.Fatalf("%v", problems)
	}
	for i, want := range []string{"id", "scope/versions", "url"} {
		if p := problems[i]; p.File != "x.xml" || !strings.HasPrefix(p.Message, "what was said of its origin makes no proof: "+want+": ") {
			t.Errorf("%v, want one about %s", p, want)
		}
	}
}

// What is said at import and differs from what the document says is told; the document is not overruled in silence.
func TestProofRemarks(t *testing.T) {
	t.Parallel()
	f := read(t, "<a/>")
	day, err := evidence.ParseDate("2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	stated := intake.Stated{Issuer: "Jane", IssuerAt: "/author", Issued: day, IssuedAt: "/date", Version: "2.1"}
	for _, test := range []struct {
		origin evidence.Origin
		want   string
	}{
		{evidence.Origin{}, "The issuer is the one the document names at /author; nobody has checked that."},
		{evidence.Origin{Issuer: "Jane", Scope: &evidence.Scope{Versions: "= 2.1"}}, ""},
		{evidence.Origin{Issuer: "Example GmbH", Scope: &evidence.Scope{}},
			`The document itself names "Jane" as its author, at /author. The document itself names version "2.1" of its subject.`},
	} {
		p, problems := f.Proof(evidence.Test, "x", test.origin, stated, []string{"supplyChain.sbom"})
		if problems != nil || p.Note != test.want {
			t.Errorf("%v: %q, want %q", problems, p.Note, test.want)
		}
	}
	stated.Version = ""
	if _, problems := f.Proof(evidence.Test, "x", evidence.Origin{}, stated, []string{"supplyChain.sbom"}); len(problems) != 1 ||
		!strings.Contains(problems[0].Message, "names no version") {
		t.Errorf("a document of no version is one of every version: %v", problems)
	}
}
