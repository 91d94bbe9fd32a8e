package batch

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/circuit"
)

// ErrNoVariant is returned by [Compile] if there is nothing to evaluate.
var ErrNoVariant = errors.New("a plan needs an evaluator")

// Variant is one way to look at every record: under one profile, real or varied
// (see [evaluator.Evaluator.Vary]), and as if some things were known or proven
// that are not.
type Variant struct {
	Evaluator *evaluator.Evaluator
	// Reveal are facts, or groups of them, that are taken as they are in truth, and
	// as proven, though a record does not state or prove them. Only generators
	// know more than a record states.
	Reveal []string
	// Prove are facts, or groups of them, whose stated values count as proven.
	Prove []string
}

// Plan is what variants have in common with each other, compiled for blocks of
// records. It is immutable and safe for concurrent use.
type Plan struct {
	at       time.Time
	variants []Variant
	compiled []*variant
	columns  []*Column
	byName   map[string]*Column
	planes   int

	mu       sync.Mutex // of builder and programs
	builder  *circuit.Builder
	programs map[string]*program
}

// Compile makes a plan of variants at an instant: the calendar day of that
// instant, in the zone of each variant's profile, is what dates are compared
// with. Catalogues and profiles may differ.
//
// The error is [ErrNoVariant], [evaluator.ErrInstant], or all paths that name no fact.
func Compile(at time.Time, variants ...Variant) (*Plan, error) {
	if len(variants) == 0 {
		return nil, ErrNoVariant
	}
	for i, v := range variants {
		if v.Evaluator == nil || v.Evaluator.Profile() == nil || v.Evaluator.Catalogue() == nil {
			return nil, fmt.Errorf("variant %d: %w", i, ErrNoVariant)
		}
	}
	if year := at.UTC().Year(); year < 1900 || year >= 2199 {
		return nil, fmt.Errorf("%w: %s", evaluator.ErrInstant, at)
	}
	p := &Plan{at: at, variants: slices.Clone(variants), byName: map[string]*Column{}, builder: circuit.New(), programs: map[string]*program{}}
	c := newCompiler(p)
	if err := c.compile(); err != nil {
		return nil, err
	}
	return p, nil
}

// At is the instant the plan is for.
func (p *Plan) At() time.Time { return p.at }

// Variants are the plan's variants, in their order.
func (p *Plan) Variants() []Variant { return slices.Clone(p.variants) }

// Columns are the columns of the plan's blocks, in the order of their indices:
// fields of the subject, facts, relations, views and tracks, each by name.
func (p *Plan) Columns() []*Column { return slices.Clone(p.columns) }

// Column returns a column by its name: the path of a fact or of a field of the
// subject, or several as [Column.Name] joins them.
func (p *Plan) Column(name string) (*Column, bool) {
	c, ok := p.byName[name]
	return c, ok
}

// Planes is the number of planes a block of the plan has.
func (p *Plan) Planes() int { return p.planes }

// Conformities are the conformities in the order of their planes.
var conformities = []evaluator.Conformity{evaluator.Conformant, evaluator.ConformantWithDeviations, evaluator.Provisional,
	evaluator.Inconclusive, evaluator.NonConformant}

// outcomes are the outcomes in the order of their planes.
var outcomes = []evaluator.Outcome{evaluator.Pass, evaluator.Fail, evaluator.Unproven, evaluator.Unknown, evaluator.NotApplicable, evaluator.Error}

// under reports whether a path is one of the facts or within one of the groups.
func under(groups []string, path string) bool {
	return slices.ContainsFunc(groups, func(g string) bool { return path == g || strings.HasPrefix(path, g+".") })
}

var layers = func() (out []evidence.Layer) {
	for _, l := range evidence.Layer("").Values() {
		out = append(out, evidence.Layer(l))
	}
	return out
}()
