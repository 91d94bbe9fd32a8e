package intake

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Stated is what a document says of its own origin.
type Stated struct {
	// Issuer is the author it names, and IssuerAt where ("/metadata/manufacturer/name").
	Issuer, IssuerAt string
	// Issued is its date, the zero Date if it bears none, and IssuedAt where.
	Issued   evidence.Date
	IssuedAt string
	// Undated says why it bears no date that can be read, where it tries to.
	Undated string
	// Tool is what made it, with its version.
	Tool string
	// Version is the version of its subject, as it spells it, and VersionAt where, if that is known.
	Version   string
	VersionAt *doc.Node
	// Remarks are for readers, one sentence each.
	Remarks []string
}

// Proof makes the proof that the document is. What nobody states is a problem; all of them are returned at once.
func (f *File) Proof(kind evidence.ProofKind, prefix string, o evidence.Origin, s Stated, covers []string) (evidence.Proof, doc.Problems) {
	p := evidence.Proof{ID: o.ID, Kind: kind, Issuer: o.Issuer, Scope: o.Scope, Tool: clip(s.Tool, 200), Digest: f.Digest, URL: o.URL, Covers: covers}
	if p.ID == "" {
		p.ID = prefix + "-" + strings.TrimPrefix(f.Digest, "sha256:")[:12]
	}
	var problems doc.Problems
	missing := func(message, hint string) {
		problems = append(problems, doc.Problem{File: f.Name, Kind: doc.Semantic, Message: message, Hint: hint})
	}
	remarks := s.Remarks
	switch {
	case p.Issuer != "" && s.Issuer != "" && p.Issuer != s.Issuer:
		remarks = append(remarks, fmt.Sprintf("The document itself names %s as its author, at %s.", doc.Quote(s.Issuer), s.IssuerAt))
	case p.Issuer != "":
	case s.Issuer != "":
		p.Issuer = clip(s.Issuer, 200)
		remarks = append(remarks, fmt.Sprintf("The issuer is the one the document names at %s; nobody has checked that.", s.IssuerAt))
	default:
		missing("nobody vouches for it: the document names no author", "say who does (Origin.Issuer, --issuer), or import the facts as a claim, without a proof (Origin.Claim, --claim)")
	}
	switch stated, given := s.Issued != (evidence.Date{}), o.Issued != (evidence.Date{}); {
	case stated && given && s.Issued != o.Issued:
		missing(fmt.Sprintf("it bears the date %s at %s, but is said to be issued on %s", s.Issued, s.IssuedAt, o.Issued), "leave Origin.Issued (--issued) out")
	case stated:
		p.Issued = &s.Issued
	case given:
		p.Issued = &o.Issued
		remarks = append(remarks, "The day of issue was given at import; the document bears no date.")
	default:
		missing(cmp.Or(s.Undated, "it bears no date"), "say when it was given (Origin.Issued, --issued), or import the facts as a claim, without a proof (Origin.Claim, --claim)")
	}
	switch version := doc.Quote(s.Version); {
	case p.Scope != nil && s.Version != "" && p.Scope.Versions != "= "+s.Version:
		remarks = append(remarks, fmt.Sprintf("The document itself names version %s of its subject.", version))
	case p.Scope != nil:
	case s.Version == "":
		// Whoever says less must not prove more: a document of no version would be one of every version.
		missing("it names no version of its subject", `say which versions it speaks of (Origin.Scope, --versions "= 2.1", or any)`)
	case Version(s.Version) == nil:
		missing(fmt.Sprintf("it speaks of version %s, which is no version number", version),
			`say which versions of the subject it speaks of (Origin.Scope, --versions "= 2.1", or any)`)
		if last := &problems[len(problems)-1]; s.VersionAt != nil {
			*last = s.VersionAt.Problem(last.Kind, last.Message, last.Hint)
		}
	default:
		p.Scope = &evidence.Scope{Versions: "= " + s.Version}
	}
	p.Note = clip(strings.Join(remarks, " "), 2000)
	if len(problems) == 0 {
		problems = f.refused(p)
	}
	return p, problems
}

// refused says what a dossier would refuse of the proof, such as an address that is none.
func (f *File) refused(p evidence.Proof) doc.Problems {
	_, err := evidence.Merge(&evidence.Fragment{Subject: &evidence.Subject{ID: "any"}, Proofs: []evidence.Proof{p}})
	var problems doc.Problems
	if !errors.As(err, &problems) {
		return nil
	}
	for i := range problems {
		problems[i].File = f.Name
		problems[i].Message = "what was said of its origin makes no proof: " + strings.TrimPrefix(problems[i].Pointer, "/proofs/0/") + ": " + problems[i].Message
		problems[i].Pointer = ""
	}
	return problems
}

// hash matches what may be the hash of a commit, whole or cut as git shows it; letter, what makes it one rather than a
// number such as a day. A hash that begins with a digit would else be read as a version with a pre-release.
var (
	hash   = regexp.MustCompile(`^[0-9a-f]{7,64}$`)
	letter = regexp.MustCompile(`[a-f]`)
)

// Version returns a text as a version, or nil if it is none: "latest", the hash of a commit.
func Version(text string) *evidence.Version {
	var v evidence.Version
	if hash.MatchString(text) && letter.MatchString(text) || v.UnmarshalText([]byte(text)) != nil {
		return nil
	}
	return &v
}

// clip shortens a text to so many characters.
func clip(s string, max int) string {
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	return string([]rune(s)[:max-1]) + "…"
}
