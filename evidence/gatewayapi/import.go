package gatewayapi

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// Options say what a report cannot.
type Options struct {
	// Origin says who vouches for the report and what it speaks of. Where it does not, the report does: its organization,
	// its date, the version it tested.
	Origin evidence.Origin
	// RunBy is who ran the suite; empty, it stays unknown. That the organization named in the report ran it is usual, and
	// is not stated.
	RunBy evidence.TestingParty
	// ReviewedByProject is whether the Gateway API project accepted the report, and Published whether the public can read
	// it; nil is unknown.
	ReviewedByProject, Published *bool
	// Limits bound the report; a field that is zero stands for that of [DefaultLimits].
	Limits evidence.Limits
}

// DefaultLimits returns the limits that are on unless others are given. They are a hundred times what the largest
// published report needs: 1 MiB, 16 levels, 50,000 values, 1,000 entries in one list, texts of 4 KiB. A list has never
// more than [evidence.MaxList] entries.
func DefaultLimits() evidence.Limits {
	return evidence.Limits{Bytes: 1 << 20, Depth: 16, Nodes: 50_000, Items: evidence.MaxList, String: 4 << 10}
}

const runs = "technological.conformanceRuns"

// Import reads a report, in YAML or JSON as [evidence.Decode] tells them apart, and makes a fragment of it: its runs, and
// the proof of kind [evidence.Test] that the report is. The name is quoted in problems and names the fragment. The
// fragment names no subject; merge it with one that does.
//
// The error, if any, is an [evidence.Problems] with everything that is wrong, or what r returned. A report of no version,
// or of something that is no version number ("latest", a commit), is refused unless Options.Origin.Scope says which
// versions it speaks of, or it is imported as a claim.
func Import(name string, r io.Reader, o Options) (*evidence.Fragment, error) {
	problems := o.check(name)
	report, file, err := read(name, r, o.Limits)
	if err != nil {
		var more doc.Problems
		if !errors.As(err, &more) {
			return nil, err
		}
		return nil, append(problems, more...)
	}
	f := &evidence.Fragment{Name: name, Trias: evidence.Format, Partial: []string{runs}}
	for i := range report.Profiles {
		f.Technological.ConformanceRuns = append(f.Technological.ConformanceRuns, report.run(i, o))
	}
	if !o.Origin.Claim {
		proof, more := report.proof(file, o.Origin)
		problems = append(problems, more...)
		f.Proofs = []evidence.Proof{proof}
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return f, nil
}

// check finds what is wrong with the options themselves.
func (o *Options) check(name string) doc.Problems {
	if o.RunBy == "" || slices.Contains(o.RunBy.Values(), string(o.RunBy)) {
		return nil
	}
	return doc.Problems{{File: name, Kind: doc.Semantic, Message: fmt.Sprintf("Options.RunBy is %s, which is no known value", doc.Quote(string(o.RunBy))),
		Hint: "want one of " + strings.Join(o.RunBy.Values(), ", ") + "; leave it empty if unknown"}}
}

// Read gives the report itself. Its errors are those of [Import], except that nobody needs to vouch for it.
func Read(name string, r io.Reader, limits evidence.Limits) (*Report, error) {
	report, _, err := read(name, r, limits)
	return report, err
}

// proof makes the proof that the report is.
func (r *Report) proof(file *intake.File, o evidence.Origin) (evidence.Proof, doc.Problems) {
	stated := intake.Stated{
		Issuer: r.Implementation.Organization, IssuerAt: "/implementation/organization",
		Issued: r.Date, IssuedAt: "/date",
		Remarks: r.remarks(),
	}
	stated.Version, stated.VersionAt = r.Implementation.Version, r.places.version
	return file.Proof(evidence.Test, "gatewayapi", o, stated, []string{runs})
}

// remarks are what a reader of the proof should know and no fact says.
func (r *Report) remarks() []string {
	var out []string
	if r.Mode != "" {
		out = append(out, fmt.Sprintf("The suite was run in mode %s.", doc.Quote(r.Mode)))
	}
	if n := len(r.ProvisionalTests); n > 0 {
		out = append(out, fmt.Sprintf("Of the tests that passed, %d are provisional.", n))
	}
	if len(r.unread) > 0 {
		out = append(out, "Unknown for want of a statement that can be read: "+strings.Join(r.unread, "; ")+".")
	}
	return out
}
