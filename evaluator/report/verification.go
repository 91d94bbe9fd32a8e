package report

import (
	"io"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
)

// verificationTexts are what is said of a stored verdict that was derived anew.
type verificationTexts struct {
	// Heads are the first line and Meaning what it means, by status.
	Heads   map[string]string `json:"heads" required:"true"`
	Meaning map[string]string `json:"meaning" required:"true"`
	Of      string            `json:"of" required:"true"`
	// Inputs heads the inputs; Names name them, and Status says whether they are
	// what the verdict names.
	Inputs  string            `json:"inputs" required:"true"`
	Names   map[string]string `json:"names" required:"true"`
	Status  map[string]string `json:"status" required:"true"`
	Wanted  string            `json:"wanted" required:"true"`
	Given   string            `json:"given" required:"true"`
	Brought string            `json:"brought" required:"true"`
	Version string            `json:"version" required:"true"`
	// Sources says that the verdict does not tell which source is another one,
	// Surplus that one is too many, and Renamed that one has another name.
	Sources string `json:"sources" required:"true"`
	Surplus string `json:"surplus" required:"true"`
	Renamed string `json:"renamed" required:"true"`
	// Differences heads the places in which the verdict is not what follows.
	Differences plural `json:"differences" required:"true"`
	Place       string `json:"place" required:"true"`
	Stored      string `json:"stored" required:"true"`
	Follows     string `json:"follows" required:"true"`
	Nothing     string `json:"nothing" required:"true"`
	More        plural `json:"more" required:"true"`
	File        string `json:"file" required:"true"`
}

// Verification writes whether a stored verdict follows from its inputs, for
// readers. Equal verifications and options give equal bytes. The error wraps
// [ErrLanguage].
func Verification(w io.Writer, x *evaluator.Verification, opts Options) error {
	r, err := begin(opts, nil)
	if err != nil {
		return err
	}
	r.verdict = &evaluator.Verdict{Subject: x.Subject}
	r.verification(x)
	return r.finish(w)
}

var verificationStyle = map[evaluator.VerificationStatus]style{evaluator.Verified: green, evaluator.Differs: red, evaluator.NotReplayable: yellow}

func (r *renderer) verification(x *evaluator.Verification) {
	t := &r.language.Verification
	status := string(x.Status)
	if x.Rewritten {
		status = "rewritten"
	}
	named := func(name, version string) string { return strings.TrimSpace(name + " " + version) }
	r.page.head(1, 0, verificationStyle[x.Status], fill(t.Heads[status], "subject", r.subject(), "conformity", r.Conformity[string(x.Conformity)]))
	r.confidentiality(x.Confidential)
	r.page.text(0, 0, plain, fill(t.Of, "profile", named(x.Profile, string(x.ProfileVersion)), "catalogue", named(x.Catalogue, string(x.CatalogueVersion)), "instant", r.instant(x.At)))
	r.page.text(0, 0, plain, t.Meaning[status])
	for _, s := range x.Renamed {
		r.page.text(0, 0, plain, fill(t.Renamed, "stored", s.Stored, "given", s.Given))
	}
	if len(x.Discrepancies) > 0 {
		n := len(x.Discrepancies) + int(x.More)
		r.title(t.Differences.Count(n))
		for i := range x.Discrepancies {
			r.discrepancy(&x.Discrepancies[i])
		}
		if x.More > 0 {
			r.page.text(atSection, 2, plain, t.More.Count(int(x.More)))
		}
	}
	r.title(t.Inputs)
	for i := range x.Inputs {
		r.verified(&x.Inputs[i])
	}
	r.page.text(atSection, 2, plain, t.File)
	r.page.table(atCriterion, []row{{t.Given, x.Stored}})
}

// verified says whether an input is what the verdict names.
func (r *renderer) verified(i *evaluator.VerifiedInput) {
	t := &r.language.Verification
	s := plain
	if i.Status == evaluator.InputOther || i.Status == evaluator.InputMissing {
		s = yellow
	}
	r.page.text(atSection, 2, s, r.Named(t.Names[string(i.Input)], t.Status[string(i.Status)]))
	if i.Input == evaluator.InputLanguage {
		if i.Status != evaluator.InputSame {
			r.page.table(atCriterion, []row{{t.Wanted, fill(t.Version, "version", i.Wanted)}, {t.Given, fill(t.Version, "version", i.Given)}})
		}
		return
	}
	said := func(name, version, digest string) string {
		return strings.TrimSpace(strings.TrimSpace(name+" "+version) + " " + digest)
	}
	given := t.Given
	if i.Brought {
		given = t.Brought
	}
	var rows []row
	if i.Wanted != "" {
		rows = append(rows, row{t.Wanted, said(i.Name, string(i.Version), i.Wanted)})
	}
	if i.Given != "" && i.Given != i.Wanted {
		rows = append(rows, row{given, said(i.GivenName, string(i.GivenVersion), i.Given)})
	}
	r.page.table(atCriterion, rows)
	if i.Input == evaluator.InputDossier && i.Status == evaluator.InputOther {
		text := t.Sources
		if i.Surplus != nil {
			text = fill(t.Surplus, "sources", r.Enumerate(i.Surplus...))
		}
		r.page.text(atCriterion, 2, plain, text)
	}
}

// discrepancy says what stands in one place, and what should.
func (r *renderer) discrepancy(d *evaluator.Discrepancy) {
	t := &r.language.Verification
	place := d.Pointer
	if d.Criterion != "" {
		place = fill(t.Place, "pointer", place, "criterion", d.Criterion)
	}
	none := func(s string) string {
		if s == "" {
			return t.Nothing
		}
		return s
	}
	r.page.text(atSection, 2, plain, place)
	r.page.table(atCriterion, []row{{t.Stored, none(d.Stored)}, {t.Follows, none(d.Follows)}})
}
