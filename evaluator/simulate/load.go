package simulate

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// FileLimit is how many bytes a file may have that a study names.
const FileLimit = 16 << 20

// ErrNoFiles is the cause of a problem with a file that a study names where there are
// none.
var ErrNoFiles = errors.New("no files can be opened here")

// Study is a study with all that it names. It is immutable and safe for concurrent
// use.
type Study struct {
	definition Definition
	node       *doc.Node // of the definition, for the places of problems
	population *population.Population
	profiles   []loadedProfile
	methods    []score.Method // one for each score of the definition
	sweeps     []loadedSweep
	at         time.Time
	digest     string
}

// loadedProfile is a profile of a study.
type loadedProfile struct {
	id        string
	title     evidence.Text
	profile   *profiles.Profile
	catalogue *criteria.Catalogue
	evaluator *evaluator.Evaluator
}

// Load reads a study and what it names: population, catalogues, profiles and scoring
// methods, from files relative to the study. Methods are scoring methods besides those
// of package score that scores may name. The error is a list of everything that is
// wrong: in the file of the study by itself, or, if nothing is, together with what it
// names.
func Load(name string, data []byte, files fs.FS, methods ...score.Method) (*Study, error) {
	d, node, err := decode(name, data)
	if err != nil {
		return nil, err
	}
	l := &loader{Study: &Study{definition: *d, node: node}, files: files, known: slices.Clone(methods), catalogues: map[string]*criteria.Catalogue{}}
	l.loadPopulation()
	for i := range d.Profiles {
		l.loadProfile(i)
	}
	l.loadMethods()
	// What follows passes over what did not load, which is reported already.
	l.loadDay()
	for i := range d.Sweeps {
		l.loadSweep(i)
	}
	for i := range d.Weights {
		l.loadWeights(i)
	}
	l.loadInformation()
	if len(l.problems) > 0 {
		l.problems.Sort()
		return nil, l.problems
	}
	if err := l.seal(); err != nil {
		return nil, err
	}
	return l.Study, nil
}

// problem is something wrong with the study at a place in its file.
func (s *Study) problem(pointer, hint, format string, args ...any) doc.Problem {
	return s.node.Find(pointer).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint)
}

// Definition returns the study as it is stated. It is not to be changed.
func (s *Study) Definition() Definition {
	if s == nil {
		return Definition{}
	}
	return s.definition
}

// Population returns the population.
func (s *Study) Population() *population.Population {
	if s == nil {
		return nil
	}
	return s.population
}

// Evaluator returns the evaluator of a profile, by what the study calls it; nil if
// there is none.
func (s *Study) Evaluator(profile string) *evaluator.Evaluator {
	if s == nil {
		return nil
	}
	for i := range s.profiles {
		if s.profiles[i].id == profile {
			return s.profiles[i].evaluator
		}
	}
	return nil
}

// At returns the instant that all verdicts are given for: the start of the day in the
// zone of the profiles.
func (s *Study) At() time.Time {
	if s == nil {
		return time.Time{}
	}
	return s.at
}

// Digest identifies the study with all that it names: "sha256:" and 64 hexadecimal
// digits over the RFC 8785 form of the definition and the digests of population,
// profiles, catalogues and methods.
func (s *Study) Digest() string {
	if s == nil {
		return ""
	}
	return s.digest
}

// WithRecords returns the study with another number of records, WithSeed with another
// seed: other studies, with digests of their own. The error says what is wrong with it.
func (s *Study) WithRecords(records int64) (*Study, error) {
	if records < 1 || records > MaxRecords {
		return nil, fmt.Errorf("a study has 1 to %d records, not %d", int64(MaxRecords), records)
	}
	if x := s.Definition().Sample; x != nil {
		for _, r := range append(slices.Clone(x.Records), x.First-1) {
			if r >= records {
				return nil, fmt.Errorf("the study singles out record %d, and there would be %d", r, records)
			}
		}
	}
	return s.with(func(d *Definition) { d.Records = records })
}

// WithSeed returns the study with another seed, from 0 to [MaxSeed].
func (s *Study) WithSeed(seed int64) (*Study, error) {
	if seed < 0 || seed > MaxSeed {
		return nil, fmt.Errorf("a seed is 0 to %d, not %d", int64(MaxSeed), seed)
	}
	return s.with(func(d *Definition) { d.Seed = &seed })
}

func (s *Study) with(change func(*Definition)) (*Study, error) {
	if s == nil || s.population == nil {
		return nil, fmt.Errorf("%w: there is no study", evaluator.ErrNoInput)
	}
	c := *s
	change(&c.definition)
	if err := c.seal(); err != nil {
		return nil, err
	}
	return &c, nil
}

// loader loads a study.
type loader struct {
	*Study
	files      fs.FS
	known      []score.Method
	catalogues map[string]*criteria.Catalogue
	problems   doc.Problems
}

func (l *loader) report(pointer, hint, format string, args ...any) {
	l.problems = append(l.problems, l.problem(pointer, hint, format, args...))
}

// refuse takes what is wrong with something that the study names.
func (l *loader) refuse(pointer, file string, err error) {
	var several doc.Problems
	if errors.As(err, &several) {
		l.problems = append(l.problems, several...)
		return
	}
	p := l.node.Find(pointer).Problem(doc.Semantic, fmt.Sprintf("%s: %v", doc.Quote(file), err), "")
	p.Cause = err
	l.problems = append(l.problems, p)
}

// elsewhereError is what is wrong with the path of a file that is not below the study.
type elsewhereError struct{}

func (elsewhereError) Error() string {
	return `it is not below the folder of the study: write a path with slashes and without ".."`
}
func (elsewhereError) Unwrap() error { return fs.ErrInvalid }

// open reads a file that the study names.
func (l *loader) open(file string) ([]byte, error) {
	if l.files == nil {
		return nil, ErrNoFiles
	}
	if !fs.ValidPath(file) {
		return nil, elsewhereError{}
	}
	f, err := l.files.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: it is no file, but a folder or a device", fs.ErrInvalid)
	}
	data, err := io.ReadAll(io.LimitReader(f, FileLimit+1))
	if err == nil && len(data) > FileLimit {
		err = fmt.Errorf("it has more than the %d bytes that it may have", FileLimit)
	}
	return data, err
}

// loadFile reads a file that the study names; the zero T if there is a problem.
func loadFile[T any](l *loader, pointer, file string, decode func(name string, data []byte) (T, error)) (out T) {
	data, err := l.open(file)
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

func (l *loader) loadCatalogue(pointer, file string) *criteria.Catalogue {
	if c, ok := l.catalogues[file]; ok {
		return c
	}
	var c *criteria.Catalogue
	if file == "" {
		var err error
		if c, err = criteria.Embedded(); err != nil {
			l.refuse(pointer, "trias", err)
		}
	} else {
		c = loadFile(l, pointer+"/catalogue", file, func(name string, data []byte) (*criteria.Catalogue, error) { return criteria.Decode(name, data) })
	}
	l.catalogues[file] = c
	return c
}

func (l *loader) loadProfile(i int) {
	e := &l.definition.Profiles[i]
	at := fmt.Sprintf("/profiles/%d", i)
	catalogue := l.loadCatalogue(at, e.Catalogue)
	if catalogue == nil {
		return
	}
	profile := l.baseProfile(at+"/profile", e.Profile, catalogue)
	if profile == nil {
		return
	}
	if e.Localisation != "" {
		localised, err := profile.Localised(e.Localisation)
		if err != nil {
			l.report(at+"/localisation", "", "%v", err)
			return
		}
		profile = localised
	}
	compiled, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		l.report(at, "", "%v", err)
		return
	}
	p := loadedProfile{id: e.ID, title: profile.Title(), profile: profile, catalogue: catalogue, evaluator: compiled}
	if e.Title != nil {
		p.title = *e.Title
	}
	l.profiles = append(l.profiles, p)
}

// baseProfile is a profile before it is localised. The id of one that Trias brings
// wins over a file.
func (l *loader) baseProfile(pointer, name string, catalogue *criteria.Catalogue) *profiles.Profile {
	if slices.Contains(profiles.Names(), name) {
		p, err := profiles.Lookup(name)
		if err == nil {
			p, err = p.Under(catalogue)
		}
		if err != nil {
			l.refuse(pointer, name, err)
			return nil
		}
		return p
	}
	if near := doc.Suggest(name, profiles.Names()); near != "" && !strings.ContainsAny(name, `./`) {
		l.report(pointer, fmt.Sprintf("did you mean %q?", near), "no profile of the name %s", doc.Quote(name))
		return nil
	}
	var bases []*profiles.Profile
	for i := range l.profiles {
		if p := &l.profiles[i]; p.catalogue == catalogue && !slices.Contains(bases, p.profile) {
			bases = append(bases, p.profile)
		}
	}
	return loadFile(l, pointer, name, func(name string, data []byte) (*profiles.Profile, error) {
		return profiles.Decode(name, data, catalogue, bases...)
	})
}

// of returns a loaded profile by what the study calls it.
func (s *Study) of(profile string) *loadedProfile {
	for i := range s.profiles {
		if s.profiles[i].id == profile {
			return &s.profiles[i]
		}
	}
	return nil
}

// loadMethods reads the scoring methods that are files, and finds those that scores
// name.
func (l *loader) loadMethods() {
	failed := false
	for i, file := range l.definition.Methods {
		at := fmt.Sprintf("/methods/%d", i)
		d := loadFile(l, at, file, score.DecodeDefinition)
		if d == nil {
			failed = true
			continue
		}
		if _, err := score.Lookup(d.Name, l.known...); err == nil {
			l.report(at, "give the method in the file another name", "%s: there is a scoring method of the name %s already", doc.Quote(file), d.Name)
			continue
		}
		m, err := score.NewWeightedSum(d, l.known...)
		if err != nil {
			failed = true
			l.report(at, "", "%s: %v", doc.Quote(file), err)
			continue
		}
		l.known = append(l.known, m)
	}
	for i, s := range l.definition.Scores {
		m, err := score.Lookup(s.Method, l.known...)
		if err != nil && !failed { // it may be one of those that do not load
			l.report(fmt.Sprintf("/scores/%d/method", i), "", "%v", err)
		}
		l.methods = append(l.methods, m)
		if p := l.of(s.Profile); err == nil && p != nil {
			l.checkScored(i, m, p)
		}
	}
}

// checkScored looks whether a profile applies what a method scores.
func (l *loader) checkScored(i int, m score.Method, p *loadedProfile) {
	at := fmt.Sprintf("/scores/%d", i)
	if scored, ok := m.(interface {
		Criteria(*profiles.Profile) []string
	}); ok {
		for _, id := range scored.Criteria(p.profile) {
			if _, ok := p.profile.Applied(id); !ok {
				l.report(at+"/method", "name another method, or another profile", "%s scores %s, which the profile %s does not apply", m.Identity().Name, doc.Quote(id), p.profile.ID())
			}
		}
	}
	if _, weighted := m.(*score.WeightedSum); !weighted {
		for k, v := range l.definition.Scores[i].Views {
			if v == Awarded {
				l.report(fmt.Sprintf("%s/views/%d", at, k), "write proven", "%s announces no points for claims, so what is awarded is what is proven", m.Identity().Name)
			}
		}
	}
}

// loadDay finds the instant, which is to be on the day of the study in the zones of
// all profiles.
func (l *loader) loadDay() {
	day := *l.definition.Day
	if len(l.profiles) < len(l.definition.Profiles) {
		return // of the others there may be an instant that these do not have
	}
	l.at = day.Start(l.profiles[0].profile.Zone())
	for i := range l.profiles {
		zone := l.profiles[i].profile.Zone()
		if l.at.Before(day.Start(zone)) {
			l.at = day.Start(zone)
		}
	}
	for i := range l.profiles {
		if zone := l.profiles[i].profile.Zone(); !l.at.Before(day.AddDays(1).Start(zone)) {
			l.report(fmt.Sprintf("/profiles/%d", i), "compare profiles of nearer time zones", "in the zone %s of the profile there is no instant of the day %s that is one for the other profiles as well", zone, day)
		}
	}
	if year := l.at.UTC().Year(); year < 1900 || year >= 2199 {
		l.report("/day", "", "%v", evaluator.ErrInstant)
	}
}

// loadedSweep is a sweep with the values to try.
type loadedSweep struct {
	points []loadedPoint
	base   int // index of the point that is the profile's own, -1 if it is none of them
}

// loadedPoint is one value of a sweep.
type loadedPoint struct {
	text   string
	number *exact.Number
	// evaluator is the one of the value.
	evaluator *evaluator.Evaluator
	dropped   bool
}

// loadSweep varies the profile of a sweep.
func (l *loader) loadSweep(i int) {
	s := &l.definition.Sweeps[i]
	at := fmt.Sprintf("/sweeps/%d", i)
	p := l.of(s.Profile)
	if p == nil {
		return
	}
	applied, ok := p.profile.Applied(s.Criterion)
	if !ok {
		hint := "name a criterion of the profile"
		if near := doc.Suggest(s.Criterion, p.profile.Criteria()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		l.report(at+"/criterion", hint, "the profile %s does not apply %s", p.profile.ID(), doc.Quote(s.Criterion))
		return
	}
	loaded := loadedSweep{base: -1}
	try := func(pointer, text string, v evaluator.Variation) {
		e, err := p.evaluator.Vary(v)
		if err != nil {
			l.report(pointer, "", "%v", err)
			return
		}
		loaded.points = append(loaded.points, loadedPoint{text: text, evaluator: e})
	}
	switch {
	case s.Drop:
		try(at, "applied", evaluator.Variation{})
		try(at, "dropped", evaluator.Variation{Dropped: []string{s.Criterion}})
		if len(loaded.points) == 2 {
			loaded.base, loaded.points[1].dropped = 0, true
		}
	case s.Obligations != nil:
		for k, o := range s.Obligations {
			// A profile that obliges layers in other ways has no value of this sweep.
			if o == applied.Obligation && applied.Layers == (profiles.Layers{}) {
				loaded.base = k
			}
			try(fmt.Sprintf("%s/obligations/%d", at, k), string(o), evaluator.Variation{Obligations: map[string]profiles.Obligation{s.Criterion: o}})
		}
	default:
		own, ok := applied.Params[s.Parameter]
		if !ok {
			var names []string
			for name := range applied.Params {
				names = append(names, name)
			}
			slices.Sort(names)
			hint := "its parameters are " + strings.Join(names, ", ")
			if len(names) == 0 {
				hint = "it has none; vary its obligations, or drop it"
			}
			l.report(at+"/parameter", hint, "%s has no parameter %s", s.Criterion, doc.Quote(s.Parameter))
			return
		}
		for k, v := range s.valuesLike(own) {
			pointer := at + "/from"
			if s.Values != nil {
				pointer = fmt.Sprintf("%s/values/%d", at, k)
			}
			if v.Equal(own) {
				loaded.base = k
			}
			before := len(loaded.points)
			try(pointer, v.String(), evaluator.Variation{Params: map[string]map[string]evidence.Value{s.Criterion: {s.Parameter: v}}})
			if len(loaded.points) == before {
				if s.Values == nil {
					break // the others fail like the first
				}
				continue
			}
			switch v.Any().(type) {
			case int64, float64:
				if n, err := exact.Parse(v.String()); err == nil {
					loaded.points[before].number = &n
				}
			}
		}
	}
	l.sweeps = append(l.sweeps, loaded)
}

// valuesLike are the values of a sweep over a parameter. Those of a range are whole
// numbers if all are, and the profile's own value is one.
func (s *SweepEntry) valuesLike(own evidence.Value) []evidence.Value {
	if s.Values != nil {
		return s.Values
	}
	_, whole := own.Any().(int64)
	var out []evidence.Value
	for n := *s.From; n.Cmp(*s.To) <= 0 && len(out) < MaxPoints; n = n.Add(*s.Step) {
		r := n.Rat()
		if whole && r.IsInt() && r.Num().IsInt64() {
			out = append(out, evidence.Int(r.Num().Int64()))
			continue
		}
		f, _ := r.Float64()
		out = append(out, evidence.Number(f))
	}
	return out
}

func (l *loader) loadPopulation() {
	d := &l.definition
	var err error
	if d.Inline != nil {
		if l.population, err = population.Bind(l.node.Find("/inline"), l.files); err != nil {
			l.refuse("/inline", "inline", err)
		}
		return
	}
	l.population = loadFile(l, "/population", d.Population, func(name string, data []byte) (*population.Population, error) {
		return population.Decode(name, data, l.files)
	})
}

// sealed is what the digest of a study covers.
type sealed struct {
	// Engine changes when the same study would be computed to other numbers.
	Engine     string         `json:"engine"`
	Definition *Definition    `json:"definition"`
	Population string         `json:"population"`
	Profiles   []sealedInput  `json:"profiles"`
	Methods    []sealedMethod `json:"methods"`
}

type sealedInput struct {
	Profile   string `json:"profile"`
	Catalogue string `json:"catalogue"`
}

// sealedMethod identifies a scoring method: one that is a file by what the file
// holds, others by their name and version.
type sealedMethod struct {
	Identity score.Identity `json:"identity"`
	Digest   string         `json:"digest,omitzero"`
}

// digester is a scoring method that is defined as data.
type digester interface{ Digest() string }

func (s *Study) seal() error {
	x := sealed{Engine: engineVersion, Definition: &s.definition, Population: s.population.Digest(), Methods: []sealedMethod{}}
	for i := range s.profiles {
		x.Profiles = append(x.Profiles, sealedInput{s.profiles[i].profile.Digest(), s.profiles[i].catalogue.Digest()})
	}
	for _, m := range s.methods {
		e := sealedMethod{Identity: m.Identity()}
		if d, ok := m.(digester); ok {
			e.Digest = d.Digest()
		}
		x.Methods = append(x.Methods, e)
	}
	text, err := doc.Canonical(x)
	if err != nil {
		return fmt.Errorf("study %s: %w", s.definition.ID, err)
	}
	s.digest = doc.Digest(text)
	return nil
}
