package evaluator

import (
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// EvidenceChange is a fact of which two results show something else.
type EvidenceChange struct {
	// Path is the fact, as in [Reason.Path].
	Path string `json:"path" required:"true"`
	// Size reports that the values are the length of the list.
	Size bool `json:"size,omitzero"`
	// Before and After are what the results show; absent where the result does not
	// speak of the fact: something else decided.
	Before *Shown `json:"before,omitzero"`
	After  *Shown `json:"after,omitzero"`
}

// Shown is what a result shows of a fact.
type Shown struct {
	// Got is the value; absent if none is known.
	Got evidence.Value `json:"got,omitzero"`
	// Proofs are those it rests on.
	Proofs []string `json:"proofs,omitzero"`
	// Missing reports that the criterion is unknown because the fact is.
	Missing bool `json:"missing,omitzero"`
	// Stated is what the sources state, where they disagree.
	Stated []evidence.Saying `json:"stated,omitzero"`
	// Unproven reports that the proofs do not satisfy the profile; Have are those
	// there are, and why each does not do.
	Unproven bool        `json:"unproven,omitzero"`
	Have     []Shortfall `json:"have,omitzero"`
}

func (s *Shown) equal(o *Shown) bool {
	return s.Got.Equal(o.Got) && slices.Equal(s.Proofs, o.Proofs) && s.Missing == o.Missing &&
		slices.EqualFunc(s.Stated, o.Stated, func(a, b evidence.Saying) bool {
			return a.Value == b.Value && a.Confidential == b.Confidential && slices.Equal(a.Sources, b.Sources)
		}) &&
		s.Unproven == o.Unproven && slices.Equal(s.Have, o.Have)
}

// measure is a fact, or the length of a list.
type measure struct {
	path string
	size bool
}

// shown gathers what a result shows of each fact. Where several reasons speak of
// one they have the same value, since it has one.
func (r *Result) shown() map[measure]*Shown {
	out := map[measure]*Shown{}
	of := func(path string, size bool) *Shown {
		m := measure{path, size}
		if out[m] == nil {
			out[m] = &Shown{}
		}
		return out[m]
	}
	for i := range r.Reasons {
		x := &r.Reasons[i]
		s := of(x.Path, strings.HasPrefix(x.Operator, "size"))
		if !x.Got.IsZero() {
			s.Got = x.Got
		}
		s.Proofs = append(s.Proofs, x.Proofs...)
		if x.WantedPath != "" {
			if s := of(x.WantedPath, false); !x.Wanted.IsZero() {
				s.Got = x.Wanted
			}
		}
	}
	for _, path := range r.Missing {
		of(path, false).Missing = true
	}
	for i := range r.Contradicted {
		of(r.Contradicted[i].Path, false).Stated = r.Contradicted[i].Stated
	}
	for i := range r.Unproven {
		s := of(r.Unproven[i].Path, false)
		s.Unproven = true
		s.Have = append(s.Have, r.Unproven[i].Have...)
	}
	for _, s := range out {
		slices.Sort(s.Proofs)
		s.Proofs = slices.Compact(s.Proofs)
	}
	return out
}

// evidenceChanges lists the facts of which two results show something else; with
// common only among those that both speak of.
func evidenceChanges(was, is *Result, common bool) []EvidenceChange {
	a, b := was.shown(), is.shown()
	var out []EvidenceChange
	for m, x := range a {
		switch y := b[m]; {
		case y == nil && common, y != nil && x.equal(y):
		default:
			out = append(out, EvidenceChange{m.path, m.size, x, y})
		}
	}
	if !common {
		for m := range maps.Keys(b) {
			if a[m] == nil {
				out = append(out, EvidenceChange{m.path, m.size, nil, b[m]})
			}
		}
	}
	slices.SortFunc(out, func(a, b EvidenceChange) int {
		if c := strings.Compare(a.Path, b.Path); c != 0 || a.Size == b.Size {
			return c
		}
		if a.Size {
			return 1
		}
		return -1
	})
	return out
}
