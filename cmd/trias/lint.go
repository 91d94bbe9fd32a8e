package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

func (p *program) lint() *cobra.Command {
	var at, format once
	c := &cobra.Command{
		Use:   "lint [flags] FILE...",
		Short: "Find what is probably not meant in catalogues, profiles, dossiers and decisions about them",
		Long: `Lint finds what loads and is probably not meant: rules that can never be met, can
never fail or hold too easily, parts of rules that decide nothing, texts and sources
that are missing, criteria a profile leaves out, proofs that support nothing or have
expired, facts that nothing supports, waivers and equivalences that have ended or name a
profile, criterion or decision there is not. Of frameworks, fixtures, protection needs
and onboarding records it says whether they load; trias test runs fixtures.

What a file is, its first line says ("trias: dossier/v1"). A profile is read with the
catalogue and the profiles among the files that it names, and else with those that
Trias brings, and so is a catalogue that extends another; of that one it looks at its
own criteria alone. The facts a catalogue among the files declares for itself are
looked for in the dossiers.

The format sarif is SARIF 2.1.0, for editors and code scanning; sarif and json also
hold why each file that does not load does not, as findings of does-not-load.

Exit status:
  0  nothing found
  1  findings
  2  wrong usage, or a file that cannot be read or does not load`,
		Example: `  trias lint offer.yaml
  trias lint --at 2027-01-01 offer.yaml
  trias lint catalogue.yaml profile.yaml
  trias lint --format sarif catalogue.yaml > lint.sarif`,
		Args: atLeastOneFile,
		RunE: func(_ *cobra.Command, args []string) error { return p.runLint(at, format.value, args) },
	}
	format.value = lintFormats[0]
	c.Flags().Var(&at, "at", "`DATE` on which proofs and waivers must count (default today)")
	c.Flags().Var(&format, "format", "`FORMAT` of the findings: text, json or sarif")
	return c
}

// linted is one file and what is found in it.
type linted struct {
	name     string
	data     []byte
	node     *doc.Node
	kind     string // its marker
	findings []criteria.Finding

	catalogue *criteria.Catalogue
	profile   *profiles.Profile
	fragment  *evidence.Fragment
	visited   bool // and, while reading, what it builds on
	reading   bool
}

// linter looks at several files together.
type linter struct {
	in         *input
	files      []*linted
	day        evidence.Date
	catalogues []*criteria.Catalogue // of the files, those that load

	citing []citing // what names decisions
}

func (p *program) runLint(at once, format string, args []string) error {
	l := &linter{in: newInput(p.stdin)}
	oneOf(l.in, "--format", format, lintFormats)
	_, l.day = today(p.now)
	if at.given {
		t, day, err := instant(at.value)
		switch {
		case err != nil:
			l.in.add(err)
		case day != nil:
			l.day = *day
		default:
			_, l.day = today(t)
		}
	}
	l.load(args)
	// Profiles need their catalogue, proofs the subject another file may name.
	l.readCatalogues()
	for _, f := range l.files {
		l.readOnly(f)
		l.readFragment(f)
	}
	for _, f := range l.files {
		l.readProfile(f)
		l.lintFragment(f)
	}
	for _, f := range l.files {
		l.lintWaivers(f) // by then all profiles are read
		l.lintEquivalences(f)
	}
	l.lintDecisions()
	var found []placed
	for _, f := range l.files {
		found = append(found, f.places()...)
	}
	if err := p.writeFindings(format, found, l.in.problems); err != nil {
		return err
	}
	switch {
	case len(l.in.problems) > 0:
		l.in.report(p.stderr)
		return exit{statusBadInput}
	case len(found) > 0:
		return exit{statusNegative}
	}
	return nil
}

// markers are the formats lint knows.
var markers = []string{criteria.Format, frameworks.Format, profiles.Format, profiles.NeedFormat, evidence.Format, evaluator.WaiversFormat, evaluator.OnboardingFormat, criteriatest.Format,
	evaluator.EquivalencesFormat, profiles.DecisionsFormat}

func (l *linter) load(args []string) {
	for _, arg := range args {
		name, data, ok := l.in.file(arg)
		if !ok {
			continue
		}
		node, err := doc.Parse(name, data, doc.DefaultLimits()) // each kind's reader has limits of its own
		if err != nil {
			l.in.add(err)
			continue
		}
		marker := node.Get("trias")
		switch {
		case marker == nil:
			l.in.add(node.Problem(doc.Structural, "does not say what it is", `begin with for example "trias: `+evidence.Format+`"`))
			continue
		case kinds[marker.Text] != "" && !slices.Contains(markers, marker.Text):
			l.in.add(marker.Problem(doc.Structural, "is "+kinds[marker.Text]+", in which lint looks for nothing", "leave it out"))
			continue
		case !slices.Contains(markers, marker.Text):
			hint := fmt.Sprintf("use one of %v", markers)
			if near := doc.Suggest(marker.Text, markers); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			l.in.add(marker.Problem(doc.Structural, "there is no format "+doc.Quote(marker.Text), hint))
			continue
		}
		l.files = append(l.files, &linted{name: name, data: data, node: node, kind: marker.Text})
	}
}

// readOnly reads a framework, a file of fixtures, a protection need or an
// onboarding record: that it loads is all there is to look at.
func (l *linter) readOnly(f *linted) {
	var err error
	switch f.kind {
	case frameworks.Format:
		_, err = frameworks.Decode(f.name, f.data)
	case criteriatest.Format:
		_, err = criteriatest.Decode(f.name, f.data)
	case profiles.NeedFormat:
		_, err = profiles.DecodeNeed(f.name, f.data)
	case evaluator.OnboardingFormat:
		var o *evaluator.Onboarding
		if o, err = evaluator.DecodeOnboarding(f.name, f.data); err == nil {
			l.citeOnboarding(f, o)
		}
	}
	if err != nil {
		l.in.add(err)
	}
}

// readProfile reads a profile and before it those of the other files that it
// extends.
func (l *linter) readProfile(f *linted) {
	if f.kind != profiles.Format || f.visited {
		return
	}
	f.visited = true
	catalogue := l.catalogueOf(f)
	if catalogue == nil {
		return
	}
	f.reading = true
	defer func() { f.reading = false }()
	var bases []*profiles.Profile
	for _, g := range l.files {
		for _, how := range []string{"extends", "tailors"} {
			if g.kind != profiles.Format || f.text(how) == "" || g.text("id") != f.text(how) {
				continue
			}
			if g.reading && g != f {
				l.in.add(doc.Problems{f.node.Find("/"+how).Problem(doc.Semantic, "profiles build on each other in a circle: "+g.name+" rests on this one",
					"let one of them build on none, or on another")})
				return
			}
			if l.readProfile(g); g.profile == nil && g != f {
				return // all that could be said of it follows from that
			}
			if g.profile != nil {
				bases = append(bases, g.profile)
			}
		}
	}
	profile, err := profiles.Decode(f.name, f.data, catalogue, bases...)
	if err != nil {
		l.in.add(err)
		return
	}
	f.profile = profile
	l.citeChanges(f)
	f.findings = evaluator.LintProfile(profile)
}

// catalogueOf returns the catalogue a profile names: one of the files, or the
// one Trias brings. It is nil if that file does not load.
func (l *linter) catalogueOf(f *linted) *criteria.Catalogue {
	for _, g := range l.files {
		if g.kind == criteria.Format && g.text("id") == f.text("catalogue") {
			return g.catalogue
		}
	}
	c, err := criteria.Embedded()
	if err != nil {
		l.in.addf("the catalogue Trias brings does not load: %w", err)
		return nil
	}
	return c
}

// text returns a text at the top of the file.
func (f *linted) text(key string) string {
	if n := f.node.Get(key); n != nil {
		return n.Text
	}
	return ""
}

func (l *linter) readFragment(f *linted) {
	if f.kind != evidence.Format {
		return
	}
	fragment, err := evidence.Decode(f.name, f.data)
	if err != nil {
		l.in.add(err)
		return
	}
	f.fragment = fragment
}

func (l *linter) lintFragment(f *linted) {
	if f.fragment == nil {
		return
	}
	findings, err := evaluator.LintDossier(f.fragment, l.subject(), l.day)
	if err != nil {
		l.in.add(err)
		return
	}
	f.findings = findings
	l.lintOwnFacts(f)
}

// subject is the one subject the files name, if they name one.
func (l *linter) subject() evidence.Subject {
	var subject evidence.Subject
	for _, f := range l.files {
		if f.fragment == nil || f.fragment.Subject == nil {
			continue
		}
		if subject.ID != "" && subject.ID != f.fragment.Subject.ID {
			return evidence.Subject{}
		}
		subject = *f.fragment.Subject
	}
	return subject
}

func (l *linter) lintWaivers(f *linted) {
	if f.kind != evaluator.WaiversFormat {
		return
	}
	waivers, err := evaluator.DecodeWaivers(f.name, f.data)
	if err != nil {
		l.in.add(err)
		return
	}
	for i, w := range waivers {
		l.citing = append(l.citing, citing{f, fmt.Sprintf("/waivers/%d/decision", i), profiles.DecisionSubject{Kind: profiles.AboutWaiver, ID: w.ID}, w.Decision})
		f.findings = append(f.findings, l.lintTarget(i, w)...)
		if w.Until.Compare(l.day) < 0 {
			f.findings = append(f.findings, criteria.Finding{Check: evaluator.CheckExpired, Pointer: fmt.Sprintf("/waivers/%d/until", i),
				Message: fmt.Sprintf("waiver %s ended on %s, before %s", w.ID, w.Until, l.day), Hint: "renew it, or drop it"})
		}
	}
}

// The checks of lint alone.
const (
	checkUnknownProfile   = "unknown-profile"
	checkUnknownCriterion = "unknown-criterion"
	checkDoesNotLoad      = "does-not-load"
)

// checks describes all checks of lint.
func checks() []criteria.Check {
	return slices.Concat([]criteria.Check{{Name: checkDoesNotLoad, Severity: criteria.SeverityError, Title: "The file does not load",
		Why: "Nothing else can be said of a file that is no valid catalogue, framework, profile, dossier, file of waivers or file of fixtures."}},
		criteria.Checks(), evaluator.Checks(), []criteria.Check{
			{Name: checkUnknownProfile, Severity: criteria.SeverityWarning, Title: "A waiver or an equivalence is for a profile that is not given",
				Why: "The name is nearly that of a known profile. What is for another profile has no effect."},
			{Name: checkUnknownCriterion, Severity: criteria.SeverityWarning, Title: "A waiver or an equivalence is for a criterion that its profile does not have",
				Why: "What is for a criterion that is not applied has no effect. Mostly the id is misspelt."},
			{Name: checkUnknownDecision, Severity: criteria.SeverityWarning, Title: "A decision is named of which there is no record",
				Why: "Who reads the verdict looks for the record of the decision. It is in none of the files of decisions given."},
			{Name: checkDecisionMismatch, Severity: criteria.SeverityWarning, Title: "The record of a decision does not fit what names it",
				Why: "The record is about something else, is of a later day, or was replaced. Every verdict that cites it says so."},
		})
}

// lintTarget looks for the profile and the criterion a waiver names.
func (l *linter) lintTarget(i int, w evaluator.Waiver) []criteria.Finding {
	return l.lintNamed("waiver "+w.ID, w.Profile, fmt.Sprintf("/waivers/%d/profile", i), w.Criterion, fmt.Sprintf("/waivers/%d/criterion", i))
}

// lintNamed looks for a profile and a criterion of it that something names, at
// two places: in the files, and in what Trias brings. A profile of another name
// may be one that is not given here.
func (l *linter) lintNamed(what, wanted, at, criterion, criterionAt string) []criteria.Finding {
	known := map[string]*profiles.Profile{}
	for _, id := range profiles.Names() {
		if p, err := profiles.Lookup(id); err == nil {
			known[id] = p
		}
	}
	for _, f := range l.files {
		if f.kind == profiles.Format {
			known[f.text("id")] = f.profile // nil if it does not load
		}
	}
	profile, found := known[wanted]
	if !found {
		near := doc.Suggest(wanted, slices.Sorted(maps.Keys(known)))
		if near == "" {
			return nil
		}
		return []criteria.Finding{{Check: checkUnknownProfile, Pointer: at,
			Message: fmt.Sprintf("%s is for a profile %s that is not given here", what, doc.Quote(wanted)), Hint: fmt.Sprintf("did you mean %q?", near)}}
	}
	if profile == nil || slices.Contains(profile.Criteria(), criterion) {
		return nil
	}
	hint := "see the criteria of the profile"
	if near := doc.Suggest(criterion, profile.Criteria()); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return []criteria.Finding{{Check: checkUnknownCriterion, Pointer: criterionAt,
		Message: fmt.Sprintf("%s is for %s, and the profile %s has no such criterion", what, doc.Quote(criterion), wanted), Hint: hint}}
}
