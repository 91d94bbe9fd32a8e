package evaluator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// VerificationFormat is the format marker of an encoded verification.
const VerificationFormat = "verification/v1"

// MaxDiscrepancies is how many places a [Verification] names in which a stored
// verdict is not what follows: enough to see what is wrong, where somebody gave
// a wholly different verdict. All others it counts.
const MaxDiscrepancies = 100

// Verification is whether a stored verdict follows from its inputs.
type Verification struct {
	Trias string `json:"trias" required:"true" const:"verification/v1"`
	// Subject to CatalogueVersion are those that the stored verdict names.
	Subject          evidence.Subject `json:"subject" required:"true"`
	Conformity       Conformity       `json:"conformity" required:"true"`
	At               Instant          `json:"at" required:"true"`
	Profile          string           `json:"profile" required:"true"`
	ProfileVersion   evidence.Version `json:"profileVersion" required:"true"`
	Catalogue        string           `json:"catalogue" required:"true"`
	CatalogueVersion evidence.Version `json:"catalogueVersion" required:"true"`
	// Stored is the digest of the stored file, byte for byte.
	Stored string `json:"stored" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	// Status is what came out.
	Status VerificationStatus `json:"status" required:"true"`
	// Rewritten reports of a verified verdict that the file says the same in other
	// bytes than Trias writes, for example with other line breaks. A signature is
	// over the bytes, and so this is said.
	Rewritten bool `json:"rewritten,omitzero"`
	// Renamed are sources that the stored verdict calls by other names than they
	// were given under now. Names of sources are no part of a dossier's digest, and
	// are taken from the verdict for the replay.
	Renamed []RenamedSource `json:"renamed,omitzero"`
	// Confidential is that of the stored verdict: whether the values below are of
	// confidential facts.
	Confidential *Confidentiality `json:"confidential,omitzero"`
	// Inputs are the inputs that the verdict names, and those that were given and
	// are none of them, in the order of [InputKind.Values].
	Inputs []VerifiedInput `json:"inputs" required:"true"`
	// Discrepancies are the places in which the stored verdict is not what
	// follows, in the order of the document, at most [MaxDiscrepancies]; More
	// counts the others.
	Discrepancies []Discrepancy `json:"discrepancies,omitzero"`
	More          int64         `json:"more,omitzero" min:"0"`
}

// VerificationStatus is what comes of verifying a verdict. There is no zero
// VerificationStatus.
type VerificationStatus string

// The statuses.
const (
	// Verified: the verdict follows from its inputs.
	Verified VerificationStatus = "verified"
	// Differs: something else follows from its inputs.
	Differs VerificationStatus = "differs"
	// NotReplayable: an input that the verdict names is missing, or another one
	// was given. Nothing was evaluated, and nothing is said of the verdict.
	NotReplayable VerificationStatus = "notReplayable"
)

// Values returns the accepted values.
func (VerificationStatus) Values() []string { return []string{"verified", "differs", "notReplayable"} }

// VerifiedInput is an input that a verdict names, or that was given.
type VerifiedInput struct {
	Input  InputKind   `json:"input" required:"true"`
	Status InputStatus `json:"status" required:"true"`
	// Name and Version are those by which the verdict names a catalogue or a
	// profile, GivenName and GivenVersion those of what was given, or else brought
	// by Trias.
	Name         string           `json:"name,omitzero"`
	Version      evidence.Version `json:"version,omitzero"`
	GivenName    string           `json:"givenName,omitzero"`
	GivenVersion evidence.Version `json:"givenVersion,omitzero"`
	// Brought reports that the input was not given, and Trias brings it, or
	// another one of that name.
	Brought bool `json:"brought,omitzero"`
	// Wanted is what the verdict names, and Given what there is: digests, and of
	// the rule language versions. Given is absent where nothing was given.
	Wanted string `json:"wanted,omitzero"`
	Given  string `json:"given,omitzero"`
	// Surplus names the source without which those given are the dossier that the
	// verdict names; it is looked for among at most [MaxSurplus].
	Surplus []string `json:"surplus,omitzero"`
}

// InputStatus says whether an input is what the verdict names. There is no zero
// InputStatus.
type InputStatus string

// The statuses of an input.
const (
	InputSame    InputStatus = "same"
	InputOther   InputStatus = "other"
	InputMissing InputStatus = "missing"
	// InputNotNamed: it was given, and the verdict rests on none. It is left out.
	InputNotNamed InputStatus = "notNamed"
)

// Values returns the accepted values.
func (InputStatus) Values() []string { return []string{"same", "other", "missing", "notNamed"} }

// RenamedSource is a source under two names.
type RenamedSource struct {
	Stored string `json:"stored" required:"true"`
	Given  string `json:"given" required:"true"`
}

// Discrepancy is a place in which a stored verdict is not what follows.
type Discrepancy struct {
	// Pointer is the place, as a JSON pointer (RFC 6901).
	Pointer string `json:"pointer" required:"true"`
	// Criterion is the one that the place is about, if it is about one.
	Criterion string `json:"criterion,omitzero"`
	// Stored is what the verdict says there and Follows what it should say, as
	// JSON, cut off after [MaxShown] characters; absent where nothing is there.
	Stored  string `json:"stored,omitzero"`
	Follows string `json:"follows,omitzero"`
}

// MaxShown is how many characters of a value a [Discrepancy] shows: the pointer
// leads to the rest.
const MaxShown = 200

// Inputs are what a verdict is derived from anew. Whatever is left out is not
// given.
type Inputs struct {
	// Sources are what the dossier was merged of.
	Sources []*evidence.Fragment
	// Catalogue is the catalogue; nil for the one Trias brings.
	Catalogue *criteria.Catalogue
	// Profile is the profile; nil for the one of the verdict's id that Trias brings.
	// It may be in any localisation: the verdict says which one it needs.
	Profile *profiles.Profile
	// Waivers, Equivalences, Decisions and Onboarding are as [Evaluator.Evaluate]
	// was given them, in the same order.
	Waivers      []Waiver
	Equivalences []Equivalence
	Decisions    []profiles.DecisionRecord
	Onboarding   []Onboarding
}

// Verify derives a stored verdict anew from its inputs and compares the two byte
// for byte. The inputs are told by the digests that the verdict names; if any of
// them is missing or another one, or the verdict was given under another version
// of the rule language, nothing is evaluated. A line break at the end of the file
// makes no difference.
//
// The instant is an input that the verdict alone names, and so is the last one of
// its horizon. What is verified is that this verdict follows at the instant it
// states, not that this was the one it was asked for.
//
// The error is that of [DecodeVerdict], of [evidence.Merge] or
// [Evaluator.Evaluate], or that of a cancelled context; it is never an answer.
func Verify(ctx context.Context, stored []byte, in Inputs) (Verification, error) {
	if in.Profile != nil {
		if err := checkProfile(in.Profile); err != nil {
			return Verification{}, err
		}
	}
	v, err := DecodeVerdict("verdict", stored)
	if err != nil {
		return Verification{}, err
	}
	x := Verification{Trias: VerificationFormat, Subject: v.Subject, Conformity: v.Conformity, At: v.At, Profile: v.Profile, ProfileVersion: v.ProfileVersion,
		Catalogue: v.Catalogue, CatalogueVersion: v.CatalogueVersion, Stored: doc.Digest(stored), Status: NotReplayable, Confidential: v.Confidential}
	given, err := x.look(v, &in)
	if err != nil {
		return Verification{}, err
	}
	if slices.ContainsFunc(x.Inputs, func(i VerifiedInput) bool { return i.Status == InputOther || i.Status == InputMissing }) {
		return x, nil
	}
	e, err := Compile(given.profile.Catalogue(), given.profile)
	if err != nil {
		return Verification{}, err
	}
	follows := func(d *evidence.Dossier) (*Verdict, []byte, error) {
		is, err := e.Evaluate(ctx, d, v.At.Time, given.options...)
		if err != nil {
			return nil, nil, err
		}
		text, err := is.EncodeJSON()
		return &is, text, err
	}
	said, err := v.EncodeJSON()
	if err != nil {
		return Verification{}, err
	}
	is, text, err := follows(given.dossier)
	if err != nil {
		return Verification{}, err
	}
	if !bytes.Equal(text, said) {
		// Only names of sources may be others, which no digest covers.
		if d, renamed := renameSources(v, is, given.dossier); renamed != nil {
			if _, again, err := follows(d); err != nil {
				return Verification{}, err
			} else if bytes.Equal(again, said) {
				text, x.Renamed = again, renamed
			}
		}
	}
	if bytes.Equal(text, said) {
		x.Status, x.Rewritten = Verified, !sameBytes(stored, text)
		return x, nil
	}
	x.Status = Differs
	x.discrepancies(v, said, text)
	return x, nil
}

// EncodeJSON writes the verification. Equal verifications give equal bytes.
func (x *Verification) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(x) }

// DecodeVerification reads what [Verification.EncodeJSON] wrote, as strictly as
// [DecodeVerdict] reads verdicts and within the same limits.
func DecodeVerification(name string, data []byte) (*Verification, error) {
	return decodeStored[Verification](name, data)
}

// Lacking are the inputs that keep the verdict from being replayed.
func (x *Verification) Lacking() []VerifiedInput {
	var out []VerifiedInput
	for _, i := range x.Inputs {
		if i.Status == InputOther || i.Status == InputMissing {
			out = append(out, i)
		}
	}
	return out
}

// sameBytes compares files without the line break at their end.
func sameBytes(a, b []byte) bool {
	return bytes.Equal(bytes.TrimSuffix(a, []byte("\n")), bytes.TrimSuffix(b, []byte("\n")))
}

// replayed is what a verdict is derived from anew.
type replayed struct {
	dossier *evidence.Dossier
	profile *profiles.Profile
	options []Option
}

// look finds the inputs that a verdict names among those given.
func (x *Verification) look(v *Verdict, in *Inputs) (replayed, error) {
	var r replayed
	var err error
	dossier := VerifiedInput{Input: InputDossier, Wanted: v.Digests.Dossier, Name: v.Subject.ID, Version: v.Subject.Version}
	if len(in.Sources) > 0 {
		if r.dossier, err = evidence.Merge(in.Sources...); err != nil {
			return r, err
		}
		subject := r.dossier.Subject()
		dossier.Given, dossier.GivenName, dossier.GivenVersion = r.dossier.Digest(), subject.ID, subject.Version
	}
	dossier.settle()
	if dossier.Status == InputOther {
		dossier.Surplus = surplus(in.Sources, dossier.Wanted)
	}
	catalogue, ofCatalogue, err := lookCatalogue(v, in.Catalogue)
	if err != nil {
		return r, err
	}
	profile, ofProfile, err := lookProfile(v, in.Profile, catalogue)
	if err != nil {
		return r, err
	}
	r.profile = profile
	if v.Horizon != nil { // it says itself how far it looks
		r.options = append(r.options, WithHorizon(v.Horizon.Until.Time))
	}
	if v.Confidential != nil && v.Confidential.Status == ConfidentialDisclosed {
		r.options = append(r.options, ForAuthority())
	}
	language := VerifiedInput{Input: InputLanguage, Wanted: strconv.FormatInt(v.Language, 10), Given: strconv.Itoa(rules.Language)}
	language.settle()
	x.Inputs = []VerifiedInput{dossier, ofCatalogue, ofProfile, language}
	add := func(kind InputKind, wanted string, n int, digest func() (string, error), option Option) error {
		if wanted == "" && n == 0 {
			return nil
		}
		i := VerifiedInput{Input: kind, Wanted: wanted}
		if n > 0 {
			if i.Given, err = digest(); err != nil {
				return err
			}
		}
		i.settle()
		if i.Status == InputSame {
			r.options = append(r.options, option)
		}
		x.Inputs = append(x.Inputs, i)
		return nil
	}
	o := options{equivalences: in.Equivalences}
	return r, errors.Join(
		add(InputWaivers, v.Digests.Waivers, len(in.Waivers), func() (string, error) { return checkWaivers(in.Waivers) }, WithWaivers(in.Waivers...)),
		add(InputEquivalences, v.Digests.Equivalences, len(in.Equivalences), func() (string, error) {
			err := o.checkEquivalences()
			return o.equivalencesDigest, err
		}, WithEquivalences(in.Equivalences...)),
		add(InputDecisions, v.Digests.Decisions, len(in.Decisions), func() (string, error) { return profiles.CheckDecisions(in.Decisions) }, WithDecisions(in.Decisions...)),
		add(InputOnboarding, v.Digests.Onboarding, len(in.Onboarding), func() (string, error) { return checkOnboardings(in.Onboarding) }, WithOnboarding(in.Onboarding...)),
	)
}

// settle says whether what is given is what is wanted.
func (i *VerifiedInput) settle() {
	switch {
	case i.Given == "":
		i.Status = InputMissing
	case i.Wanted == "":
		i.Status = InputNotNamed
	case i.Given == i.Wanted:
		i.Status = InputSame
	default:
		i.Status = InputOther
	}
}

// lookCatalogue returns the catalogue that was given, or that Trias brings.
func lookCatalogue(v *Verdict, given *criteria.Catalogue) (*criteria.Catalogue, VerifiedInput, error) {
	i := VerifiedInput{Input: InputCatalogue, Name: v.Catalogue, Version: v.CatalogueVersion, Wanted: v.Digests.Catalogue}
	c := given
	if c == nil {
		brought, err := criteria.Embedded()
		if err != nil {
			return nil, i, err
		}
		if brought.ID() != v.Catalogue {
			i.settle()
			return nil, i, nil
		}
		c, i.Brought = brought, true
	}
	i.GivenName, i.GivenVersion, i.Given = c.ID(), c.Version(), c.Digest()
	i.settle()
	return c, i, nil
}

// lookProfile returns the profile that was given, or that Trias brings, in the
// verdict's localisation.
func lookProfile(v *Verdict, given *profiles.Profile, catalogue *criteria.Catalogue) (*profiles.Profile, VerifiedInput, error) {
	i := VerifiedInput{Input: InputProfile, Name: v.Profile, Version: v.ProfileVersion, Wanted: v.Digests.Profile}
	p := given
	if p == nil {
		brought, err := profiles.Lookup(v.Profile)
		switch {
		case errors.Is(err, profiles.ErrUnknown):
			i.settle()
			return nil, i, nil
		case err != nil:
			return nil, i, err
		}
		p, i.Brought = brought, true
	}
	if catalogue != nil {
		if under, err := p.Under(catalogue); err == nil {
			p = under
		}
	}
	if l := v.Localisation; p.Digest() != v.Digests.Profile && l != nil && l.Region != "" {
		// A region that the profile does not take is that of another profile.
		if q, err := p.Localised(l.Region); err == nil && q.Digest() == v.Digests.Profile {
			p = q
		}
	}
	if catalogue != nil && catalogue.Digest() == v.Digests.Catalogue && p.Catalogue().Digest() != catalogue.Digest() {
		// The digest of a profile tells its catalogue by its id alone. One that Trias
		// brings for another version of the catalogue is none for this one.
		i.settle()
		return nil, i, nil
	}
	i.GivenName, i.GivenVersion, i.Given = p.ID(), p.Version(), p.Digest()
	i.settle()
	return p, i, nil
}

// MaxSurplus is up to how many sources [Verify] tries whether one is too many:
// each try merges all others, which for many large ones takes long.
const MaxSurplus = 16

// surplus names the source without which the others are the dossier of a digest;
// nil if none is.
func surplus(sources []*evidence.Fragment, wanted string) []string {
	if len(sources) < 2 || len(sources) > MaxSurplus {
		return nil
	}
	for i, f := range sources {
		if d, err := evidence.Merge(slices.Delete(slices.Clone(sources), i, i+1)...); err == nil && d.Digest() == wanted {
			return []string{f.Name}
		}
	}
	return nil
}

// renameSources gives the sources of a dossier the names that a verdict on it
// uses, as far as it differs in nothing else from what follows; nil if it does.
// A verdict names sources where they contradict each other, and before the ids
// of proofs that several of them have.
func renameSources(stored, follows *Verdict, d *evidence.Dossier) (*evidence.Dossier, []RenamedSource) {
	sources := d.Sources()
	names := make([]string, len(sources))
	for i, f := range sources {
		names[i] = f.Name
	}
	to := map[string]string{} // by the name it was given under
	taken := map[string]bool{}
	pair := func(was, is string) {
		for i, name := range names {
			if is != name && is != strings.TrimSpace(fmt.Sprintf("%s source %d", name, i+1)) {
				continue
			}
			if _, known := to[name]; !known && !taken[was] {
				to[name], taken[was] = was, true
			}
		}
	}
	refs := func(was, is []string) {
		for i := range min(len(was), len(is)) {
			a, idA, ok := cutLast(was[i])
			b, idB, again := cutLast(is[i])
			if ok && again && idA == idB {
				pair(a, b)
			}
		}
	}
	for i := range min(len(stored.Results), len(follows.Results)) {
		a, b := &stored.Results[i], &follows.Results[i]
		for k := range min(len(a.Reasons), len(b.Reasons)) {
			refs(a.Reasons[k].Proofs, b.Reasons[k].Proofs)
		}
		for k := range min(len(a.Unproven), len(b.Unproven)) {
			x, y := a.Unproven[k].Have, b.Unproven[k].Have
			for n := range min(len(x), len(y)) {
				refs([]string{x[n].Proof}, []string{y[n].Proof})
			}
		}
		refs(a.Given, b.Given)
		for k := range min(len(a.Contradicted), len(b.Contradicted)) {
			x, y := a.Contradicted[k].Stated, b.Contradicted[k].Stated
			for n := range min(len(x), len(y)) {
				for m := range min(len(x[n].Sources), len(y[n].Sources)) {
					pair(x[n].Sources[m], y[n].Sources[m])
				}
			}
		}
	}
	var renamed []RenamedSource
	fragments := make([]*evidence.Fragment, len(sources))
	for i, f := range sources {
		own := *f
		if name, ok := to[f.Name]; ok && name != f.Name {
			own.Name = name
			renamed = append(renamed, RenamedSource{name, f.Name})
		}
		fragments[i] = &own
	}
	if renamed == nil {
		return nil, nil
	}
	again, err := evidence.Merge(fragments...)
	if err != nil {
		return nil, nil
	}
	return again, renamed
}

// cutLast cuts a reference to a proof into its source and its id.
func cutLast(ref string) (source, id string, ok bool) {
	i := strings.LastIndexByte(ref, ':')
	if i < 0 {
		return "", ref, false
	}
	return ref[:i], ref[i+1:], true
}
