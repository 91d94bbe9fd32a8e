package tender

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// Sources are what a tender names and does not hold: the package opens no files by
// itself.
type Sources struct {
	// Open returns the content of a file that the tender names, by the name it has
	// there: mostly relative to the tender's own file. Nil: there are no files.
	Open func(file string) ([]byte, error)
	// Methods are scoring methods that award criteria and minimum levels may name.
	Methods []score.Method
}

// ErrNoFiles is returned by a tender that names a file where there are none.
var ErrNoFiles = errors.New("no files can be opened here")

func (s Sources) open(file string) ([]byte, error) {
	if s.Open == nil {
		return nil, ErrNoFiles
	}
	return s.Open(file)
}

// Tender is a tender with all that it names but the offers. It is immutable and
// safe for concurrent use.
type Tender struct {
	definition Definition
	node       *doc.Node
	sources    Sources

	catalogue     *criteria.Catalogue
	profile       *profiles.Profile
	evaluator     *evaluator.Evaluator
	equivalences  []evaluator.Equivalence
	qualification *Qualification
	seal          score.Method
	scheme        *score.WeightedSum
	schemeErr     error // why there is none, where the scheme by itself has no fault
	methods       []score.Identity
	sealed, files []sealedMethod // those methods, and all that the tender names as files
	digest        string
}

// Load reads a tender and what it names: catalogue, profile, equivalences,
// qualification and scoring methods, and not the offers, which [Tender.Open]
// reads. The error is a list of everything that does not load; whether the tender
// is sound is what [Check] says.
func Load(name string, data []byte, sources Sources) (*Tender, error) {
	d, node, err := decode(name, data)
	if err != nil {
		return nil, err
	}
	return load(d, node, sources)
}

// New is [Load] for a tender that is built in Go.
func New(d Definition, sources Sources) (*Tender, error) {
	data, err := doc.EncodeJSON(d)
	if err != nil {
		return nil, fmt.Errorf("tender %s: %w", d.ID, err)
	}
	name := "tender.json"
	if d.ID != "" {
		name = d.ID + ".json"
	}
	return Load(name, data, sources)
}

func load(d *Definition, node *doc.Node, sources Sources) (*Tender, error) {
	l := loader{Tender: &Tender{definition: *d, node: node, sources: sources}}
	l.sources.Methods = slices.Clone(sources.Methods)
	l.loadProfile()
	l.loadFiles()
	l.loadMethods()
	l.equivalences = loadFile(&l, "/equivalences", d.Equivalences, evaluator.DecodeEquivalences)
	for i, e := range l.equivalences {
		if e.For != nil && e.For.Subject != "" {
			l.report("/equivalences", "drop its for.subject", "%v: %s, entry %d", evaluator.ErrEquivalenceInTender, doc.Quote(d.Equivalences), i)
		}
	}
	l.qualification = loadFile(&l, "/qualification", d.Qualification, DecodeQualification)
	if len(l.problems) > 0 {
		l.problems.Sort()
		return nil, l.problems
	}
	if l.profile != nil {
		var err error
		if l.evaluator, err = evaluator.Compile(l.catalogue, l.profile); err != nil {
			return nil, err
		}
	}
	if err := l.seals(); err != nil {
		return nil, err
	}
	return l.Tender, nil
}

type loader struct {
	*Tender
	problems doc.Problems
}

func (l *loader) report(pointer, hint, format string, args ...any) {
	l.problems = append(l.problems, l.node.Find(pointer).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint))
}

// refuse takes what is wrong with a file that the tender names.
func (l *loader) refuse(pointer, file string, err error) {
	var several doc.Problems
	if errors.As(err, &several) {
		l.problems = append(l.problems, several...)
		return
	}
	l.report(pointer, "", "%s: %v", doc.Quote(file), err)
}

// loadFile reads a file that the tender names; the zero T if it names none, or if
// there is a problem.
func loadFile[T any](l *loader, pointer, file string, decode func(name string, data []byte) (T, error)) (out T) {
	if file == "" {
		return out
	}
	data, err := l.sources.open(file)
	if err != nil {
		l.refuse(pointer, file, err)
		return out
	}
	read, err := decode(file, data)
	if err != nil {
		l.refuse(pointer, file, err)
		return out
	}
	return read
}

// isFile tells a file from the id of a profile that Trias brings: the id wins.
func isFile(profile string) bool { return !slices.Contains(profiles.Names(), profile) }

func (l *loader) loadProfile() {
	d := &l.definition
	if d.Profile == "" {
		return
	}
	if d.Catalogue == "" {
		var err error
		if l.catalogue, err = criteria.Embedded(); err != nil {
			l.refuse("/profile", d.Profile, err)
			return
		}
	} else if l.catalogue = loadFile(l, "/catalogue", d.Catalogue, func(name string, data []byte) (*criteria.Catalogue, error) {
		return criteria.Decode(name, data)
	}); l.catalogue == nil {
		return
	}
	profile := l.baseProfile()
	if profile == nil {
		return
	}
	if len(d.Tailoring) > 0 {
		if profile = l.tailored(profile); profile == nil {
			return
		}
	}
	if d.Localisation != "" {
		localised, err := profile.Localised(d.Localisation)
		if err != nil {
			l.report("/localisation", "", "%v", err)
			return
		}
		profile = localised
	}
	l.profile = profile
}

// baseProfile is the profile before tailoring.
func (l *loader) baseProfile() *profiles.Profile {
	d := &l.definition
	if !isFile(d.Profile) {
		p, err := profiles.Lookup(d.Profile)
		if err == nil {
			p, err = p.Under(l.catalogue)
		}
		if err != nil {
			l.refuse("/profile", d.Profile, err)
			return nil
		}
		return p
	}
	if near := doc.Suggest(d.Profile, profiles.Names()); near != "" && !strings.ContainsAny(d.Profile, `./\`) {
		l.report("/profile", fmt.Sprintf("did you mean %q?", near), "no profile of the name %s", doc.Quote(d.Profile))
		return nil
	}
	return loadFile(l, "/profile", d.Profile, func(name string, data []byte) (*profiles.Profile, error) {
		return profiles.Decode(name, data, l.catalogue)
	})
}

// tailored is the profile with the changes of the tender. It has a name that says
// so and nothing of the tender's, so that a call within a dynamic purchasing system
// that records the same changes asks by the same profile.
func (l *loader) tailored(base *profiles.Profile) *profiles.Profile {
	d := profiles.Definition{
		ID: base.ID() + ".tailored", Version: base.Version(), Title: base.Title(), Catalogue: base.Definition().Catalogue,
		Tailors: base.ID(), Changes: l.definition.Tailoring,
	}
	if base.Zone() != time.UTC {
		d.Zone = base.Zone().String()
	}
	p, err := profiles.New(d, l.catalogue, base)
	if err == nil {
		return p
	}
	var problems doc.Problems
	if !errors.As(err, &problems) {
		l.report("/tailoring", "", "%v", err)
		return nil
	}
	for _, p := range problems {
		pointer := "/tailoring"
		if rest, ok := strings.CutPrefix(p.Pointer, "/changes"); ok {
			pointer += rest
		}
		// What the changes come to together may have no place in them.
		at := l.node.Find(pointer).Problem(p.Kind, p.Message, p.Hint)
		at.Rule, at.Cause = p.Rule, p.Cause
		l.problems = append(l.problems, at)
	}
	return nil
}

// sealedMethod identifies a scoring method in the digest: one that is a file by what
// the file holds, others by their name and version.
type sealedMethod struct {
	score.Identity
	Digest string `json:"digest,omitzero"`
}

// digester is a scoring method that is defined as data, such as [score.WeightedSum].
type digester interface{ Digest() string }

func sealed(m score.Method) sealedMethod {
	s := sealedMethod{Identity: m.Identity()}
	if d, ok := m.(digester); ok {
		s.Digest = d.Digest()
	}
	return s
}

// loadFiles reads the scoring methods that the tender names as files. They may rest
// on those that are known, and on those before them.
func (l *loader) loadFiles() {
	for i, file := range l.definition.Methods {
		at := fmt.Sprintf("/methods/%d", i)
		d := loadFile(l, at, file, score.DecodeDefinition)
		if d == nil {
			continue
		}
		if _, err := score.Lookup(d.Name, l.sources.Methods...); err == nil {
			l.report(at, "give the method in the file another name", "%s: there is a scoring method of the name %s already", doc.Quote(file), d.Name)
			continue
		}
		m, err := score.NewWeightedSum(d, l.sources.Methods...)
		if err != nil {
			l.report(at, "", "%s: %v", doc.Quote(file), err)
			continue
		}
		l.sources.Methods = append(l.sources.Methods, m)
		l.files = append(l.files, sealed(m))
	}
}

// loadMethods finds the scoring methods. What is wrong with them [Check] says.
func (l *loader) loadMethods() {
	d := &l.definition
	names := map[string]bool{}
	if d.Award != nil {
		for _, a := range d.Award.Awards() {
			names[a.Method] = true
		}
	}
	if x := d.Exclusion; x != nil && x.Seal != nil {
		names[x.Seal.Method] = true
		l.seal, _ = score.Lookup(x.Seal.Method, l.sources.Methods...)
	}
	delete(names, "")
	known := true
	for _, name := range sortedKeys(names) {
		m, err := score.Lookup(name, l.sources.Methods...)
		if err != nil {
			known = false
			continue
		}
		l.methods, l.sealed = append(l.methods, m.Identity()), append(l.sealed, sealed(m))
	}
	if d.Award == nil || !known || len(d.Award.Check()) > 0 {
		return
	}
	method := score.Definition{Identity: score.Identity{Name: "award", Version: string(d.Version), Title: *d.Title, Source: "the tender " + d.ID}, Scheme: *d.Award}
	l.scheme, l.schemeErr = score.NewWeightedSum(&method, l.sources.Methods...)
}

// Definition returns the tender as it is stated. It is not to be changed.
func (t *Tender) Definition() Definition {
	if t == nil {
		return Definition{}
	}
	return t.definition
}

// Catalogue returns the catalogue of the profile; nil if there is none.
func (t *Tender) Catalogue() *criteria.Catalogue {
	if t == nil {
		return nil
	}
	return t.catalogue
}

// Profile returns the profile, tailored and localised; nil if there is none.
func (t *Tender) Profile() *profiles.Profile {
	if t == nil {
		return nil
	}
	return t.profile
}

// Evaluator returns the evaluator of the profile; nil if there is none.
func (t *Tender) Evaluator() *evaluator.Evaluator {
	if t == nil {
		return nil
	}
	return t.evaluator
}

// Digest returns the digest of all that is announced: "sha256:" and 64 hexadecimal
// digits over the RFC 8785 form of the tender without its offers and without what
// was announced, with the digests of what the files hold that it names, and with
// the names, the versions and, where they are data, the content of the scoring
// methods.
func (t *Tender) Digest() string {
	if t == nil {
		return ""
	}
	return t.digest
}

// At is the first instant of the day that verdicts are given for.
func (t *Tender) At() time.Time {
	if t == nil || t.profile == nil || t.definition.Day == nil {
		return time.Time{}
	}
	return t.definition.Day.Start(t.profile.Zone())
}

// seals computes the digest. Where a file lies does not matter, only what it
// holds.
func (l *loader) seals() error {
	d := l.definition
	d.Offers, d.Announced, d.Methods = nil, nil, nil
	sealed := struct {
		Tender        Definition     `json:"tender"`
		Profile       string         `json:"profile,omitzero"`
		Catalogue     string         `json:"catalogue,omitzero"`
		Equivalences  string         `json:"equivalences,omitzero"`
		Qualification string         `json:"qualification,omitzero"`
		Methods       []sealedMethod `json:"methods,omitzero"`
		Files         []sealedMethod `json:"files,omitzero"`
	}{Methods: l.sealed, Files: l.files}
	if l.profile != nil {
		d.Profile, d.Catalogue = l.profile.ID(), l.catalogue.ID()
		sealed.Profile, sealed.Catalogue = l.profile.Digest(), l.catalogue.Digest()
	}
	for _, x := range []struct {
		file *string
		to   *string
		what any
	}{{&d.Equivalences, &sealed.Equivalences, l.equivalences}, {&d.Qualification, &sealed.Qualification, l.qualification}} {
		if *x.file == "" {
			continue
		}
		*x.file = ""
		text, err := doc.Canonical(x.what)
		if err != nil {
			return fmt.Errorf("digest of the tender: %w", err)
		}
		*x.to = doc.Digest(text)
	}
	sealed.Tender = d
	text, err := doc.Canonical(sealed)
	if err != nil {
		return fmt.Errorf("digest of the tender: %w", err)
	}
	l.digest = doc.Digest(text)
	return nil
}

// ref names the tender, and says whether it is the one that was announced; nil if
// it is nothing but numbers.
func (t *Tender) ref(announced string) *Ref {
	d := &t.definition
	if d.numbers() {
		return nil
	}
	announced, changed := t.announced(announced)
	return &Ref{ID: d.ID, Version: string(d.Version), Title: *d.Title, Subject: d.Subject, Authority: d.Authority, Procedure: d.Procedure,
		Digest: t.digest, Announced: announced, Changed: changed}
}

// announced is the digest that was announced, by whom ranks or else by the tender
// itself, and whether it is another than that of the tender.
func (t *Tender) announced(digest string) (announced string, changed bool) {
	if a := t.definition.Announced; digest == "" && a != nil {
		digest = a.Digest
	}
	return digest, digest != "" && digest != t.digest
}

// Offer is what was offered.
type Offer struct {
	// ID names the offer, and Bidder who offers.
	ID, Bidder string
	// Dossier is its evidence; nil where the tender names no profile.
	Dossier *evidence.Dossier
	// Points are those that evaluators gave, by award criterion.
	Points map[string]exact.Number
	// Performance is given where there are no award criteria.
	Performance *exact.Number
	// Price is the price that was checked; nil where offers have none, as those do
	// that want to qualify.
	Price *exact.Number
	// Qualified is the id under which the qualification has the bidder; ID if empty.
	Qualified string
}

// Open reads the offers that the file of the tender names, and checks the facts
// that the catalogue declares and the points that people awarded. The error is a list of everything that does not
// load.
func (t *Tender) Open() ([]Offer, error) {
	if t == nil {
		return nil, ErrNoTender
	}
	l := loader{Tender: t}
	out := make([]Offer, 0, len(t.definition.Offers))
	for i := range t.definition.Offers {
		e := &t.definition.Offers[i]
		o := Offer{ID: e.ID, Bidder: e.Bidder, Points: maps.Clone(e.Points), Performance: e.Performance, Price: e.Price, Qualified: e.Qualified}
		if len(e.Dossiers) > 0 {
			o.Dossier = l.dossier(i, e.Dossiers)
		}
		for _, w := range t.wrongPoints(e.Points) {
			l.report(fmt.Sprintf("/offers/%d/points%s", i, doc.Pointer(w.criterion)), w.hint, "%s", w.message)
		}
		out = append(out, o)
	}
	if len(l.problems) > 0 {
		l.problems.Sort()
		return nil, l.problems
	}
	return out, nil
}

// dossier merges the sources of an offer; nil if there is a problem.
func (l *loader) dossier(offer int, files []string) *evidence.Dossier {
	var fragments []*evidence.Fragment
	for k, file := range files {
		at := fmt.Sprintf("/offers/%d/dossiers/%d", offer, k)
		f := loadFile(l, at, file, func(name string, data []byte) (*evidence.Fragment, error) {
			f, err := evidence.Decode(name, data)
			if err != nil {
				return nil, err
			}
			return f, l.catalogue.CheckFacts(f, data)
		})
		if f == nil {
			return nil
		}
		fragments = append(fragments, f)
	}
	d, err := evidence.Merge(fragments...)
	if err != nil {
		l.refuse(fmt.Sprintf("/offers/%d/dossiers", offer), strings.Join(files, ", "), err)
		return nil
	}
	return d
}

// Titles returns the titles of the groups and award criteria, by their ids.
func (t *Tender) Titles() map[string]evidence.Text {
	if t == nil {
		return nil
	}
	return t.definition.Award.Titles()
}
