package eucsf

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// The names of the two methods that Trias brings.
const (
	V121  = "eucsf-1.2.1" // weights of version 1.2.1, October 2025
	V2026 = "eucsf-2026"  // weights of the implementation guidance of 1 June 2026
)

// Errors of making a method.
var (
	// ErrMethod is wrapped by the error for a name that no method has, and for a
	// method that neither Lookup nor New made.
	ErrMethod = errors.New("no such method")
	// ErrWeights is wrapped by the error for weights that are not one of each
	// objective, at least 0, or do not add up to 100.
	ErrWeights = errors.New("the weights cannot be used")
	// ErrIdentity is wrapped by the error for own weights without a name, a version
	// or a source of their own.
	ErrIdentity = errors.New("a method with weights of its own needs a name, a version and a source of its own")
	// ErrMinimum is wrapped by the error for a minimum that is not a level of
	// something that has one.
	ErrMinimum = errors.New("the minimum cannot be used")
)

// Method scores by the EU Cloud Sovereignty Framework. It implements
// [score.Method], is immutable and safe for concurrent use.
type Method struct {
	identity score.Identity
	weights  map[string]exact.Number
	minimums []Minimum
	sheet    *sheet
	engine   *engine // nil for the one of DefaultProof
}

var _ score.Method = (*Method)(nil)

// Names returns the names of the methods that Trias brings.
func Names() []string { return []string{V121, V2026} }

// Lookup returns a method that Trias brings, [V121] or [V2026]. They differ in
// their weights alone. The error wraps [ErrMethod].
func Lookup(name string) (*Method, error) {
	sets, err := loadWeights()
	if err != nil {
		return nil, err
	}
	for i := range sets {
		if sets[i].Name == name {
			return build(sets[i].identity(), sets[i].Weights)
		}
	}
	hint := "there are " + strings.Join(Names(), " and ")
	if near := doc.Suggest(name, Names()); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("%w as %s (%s)", ErrMethod, doc.Quote(name), hint)
}

// New returns a method with weights of one's own, in percent by objective: the
// contracting authority may adapt them, says the guidance. All eight have one, and
// they add up to 100. A result names the weights it rests on, so that the method
// needs a name, a version and a source that are not those of a published set.
//
// The error wraps [ErrWeights] or [ErrIdentity].
func New(identity score.Identity, weights map[string]exact.Number) (*Method, error) {
	sets, err := loadWeights()
	if err != nil {
		return nil, err
	}
	// What a score would not be read back with is refused at once.
	data, err := doc.EncodeJSON(identity)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrIdentity, err)
	}
	var readable score.Identity
	if err := doc.Read("", data, doc.DefaultLimits(), &readable); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrIdentity, err)
	}
	for i := range sets {
		if sets[i].Name == identity.Name {
			return nil, fmt.Errorf("%w: %s is published", ErrIdentity, identity.Name)
		}
	}
	return build(identity, weights)
}

func build(identity score.Identity, weights map[string]exact.Number) (*Method, error) {
	s, err := loadSheet()
	if err != nil {
		return nil, err
	}
	var errs []error
	report := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("%w: "+format, append([]any{ErrWeights}, args...)...))
	}
	known := s.ids()
	for _, id := range slices.Sorted(maps.Keys(weights)) {
		if !slices.Contains(known, id) {
			report("there is no objective %s", doc.Quote(id))
		}
	}
	var sum exact.Number
	for _, id := range known {
		w, ok := weights[id]
		switch {
		case !ok:
			report("%s has none (write 0 if it is not to count)", id)
		case w.Sign() < 0:
			report("%s has %s, less than 0", id, w)
		}
		sum = sum.Add(w)
	}
	if len(errs) == 0 && !sum.Equal(exact.Int(100)) {
		report("they add up to %s, not to 100", sum)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return &Method{identity: identity, weights: maps.Clone(weights), sheet: s}, nil
}

// ids lists the objectives.
func (s *sheet) ids() []string {
	out := make([]string, len(s.Objectives))
	for i := range s.Objectives {
		out[i] = s.Objectives[i].ID
	}
	return out
}

// Identity names the method.
func (m *Method) Identity() score.Identity {
	if m == nil {
		return score.Identity{}
	}
	return m.identity
}

// Weights returns the weights in percent, by objective.
func (m *Method) Weights() map[string]exact.Number {
	if m == nil {
		return nil
	}
	return maps.Clone(m.weights)
}

// made refuses a method that nobody made.
func (m *Method) made() error {
	if m == nil || m.sheet == nil {
		return fmt.Errorf("%w: there is nothing to score by", ErrMethod)
	}
	return nil
}

// Overall is what a [Minimum] is of that is not of one objective.
const Overall = "seal"

// Minimum is a SEAL that the authority demands in its tender, of the offer as a
// whole or of an objective; the framework itself prescribes none (guidance, page
// 10). It is a gate beside the score and changes nothing in it.
type Minimum struct {
	// Of is an objective, "SOV-3", or [Overall].
	Of string `json:"of" required:"true"`
	// Level is 0 to 4.
	Level int64 `json:"level" required:"true" min:"0" max:"4"`
}

// With returns a method that looks at minimums, too, in the order given. A minimum
// is met by what is proven, not met if nothing but other statements could meet
// it, and open otherwise. The error wraps [ErrMinimum] or [ErrMethod].
func (m *Method) With(minimums ...Minimum) (*Method, error) {
	if err := m.made(); err != nil {
		return nil, err
	}
	var errs []error
	known := append([]string{Overall}, m.sheet.ids()...)
	taken := map[string]bool{}
	for _, min := range m.minimums {
		taken[min.Of] = true
	}
	for _, min := range minimums {
		switch {
		case !slices.Contains(known, min.Of):
			hint := ""
			if near := doc.Suggest(min.Of, known); near != "" {
				hint = fmt.Sprintf(" (did you mean %q?)", near)
			}
			errs = append(errs, fmt.Errorf("%w: there is no objective %s%s", ErrMinimum, doc.Quote(min.Of), hint))
		case min.Level < 0 || min.Level > 4:
			errs = append(errs, fmt.Errorf("%w: %s is to have SEAL %d; levels are 0 to 4", ErrMinimum, min.Of, min.Level))
		case taken[min.Of]:
			errs = append(errs, fmt.Errorf("%w: %s has two", ErrMinimum, min.Of))
		}
		taken[min.Of] = true
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	with := *m
	with.minimums = slices.Concat(m.minimums, minimums)
	return &with, nil
}
