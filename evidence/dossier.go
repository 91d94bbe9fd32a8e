package evidence

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	goversion "github.com/hashicorp/go-version"

	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/memo"
)

// ErrNoSubject is returned by [Merge] when no fragment says whom it is about.
var ErrNoSubject = errors.New("no source names the subject: one of them needs a subject with an id")

// Dossier is all that is known about one subject: what every source states,
// merged, and the proofs. It is immutable and safe for concurrent use.
type Dossier struct {
	subject   Subject
	fragments []*Fragment
	proofs    []SupportingProof
	facts     []Fact          // by slot of FactSchema
	ext       map[string]Fact // by path "ext.name.fact"
	digest    string
	coverings [][]int // distinct sets of covering proofs
	// confidential are the paths of confidential facts, sorted.
	confidential []string
	memo         memo.Cell
}

// SupportingProof is a proof as the dossier sees it.
type SupportingProof struct {
	*Proof
	// Ref names the proof in verdicts: its id, with the source's name before it
	// where several sources use the same id.
	Ref string
	// Source is the name of the source that brings it.
	Source string
	// Scoped reports whether the proof's scope contains the subject; if not,
	// Outside says why.
	Scoped  bool
	Outside string
	// Begins is the first day the proof counts.
	Begins Date
	// Dated is the day its age is measured from: the end of its period, or its
	// issue where that is earlier.
	Dated Date

	fragment *Fragment
}

// Fact is what the sources state about one fact.
//
// No alternative means unknown, one means known, several mean contradicted:
// the sources cannot all be right.
type Fact struct {
	Alternatives []Alternative
}

// Alternative is one value a fact may have by what the sources state.
type Alternative struct {
	// Value is the value if everything compatible is believed.
	Value Stated
	// Parts are what single sources contribute, each with the proofs that
	// support it. The join of the parts is Value; the join of the proven parts
	// is what is proven.
	Parts []Part
}

// Part is a value that a source states.
type Part struct {
	Value Stated
	// Proofs index [Dossier.Proofs]; they support this value.
	Proofs []int
	// Sources are the names of the sources that state it.
	Sources []string
}

// Merge makes a dossier of what several sources say about one subject. Facts
// merge by path, list elements by id. Sources that disagree make a fact
// contradicted; every stated value is kept. The order of the fragments has no
// influence.
//
// It is an error if no fragment names a subject, if two name different ones, or
// if a fragment built in Go breaks a rule a decoded one cannot break.
func Merge(fragments ...*Fragment) (*Dossier, error) {
	var sources []source
	var problems Problems
	for i, f := range fragments {
		if f == nil {
			return nil, fmt.Errorf("source %d is nil", i)
		}
		s, found, err := f.checked()
		if err != nil {
			return nil, err
		}
		problems = append(problems, found...)
		sources = append(sources, s)
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return merge(sources)
}

// source is a checked fragment that nobody else can change.
type source struct {
	fragment  *Fragment
	canonical []byte
}

func merge(sources []source) (*Dossier, error) {
	d := &Dossier{}
	slices.SortStableFunc(sources, func(a, b source) int {
		return cmp.Or(bytes.Compare(a.canonical, b.canonical), strings.Compare(a.fragment.Name, b.fragment.Name))
	})
	for _, s := range sources {
		switch subject := s.fragment.Subject; {
		case subject == nil:
		case d.subject.ID == "":
			d.subject = *subject
		default:
			joined, err := d.subject.join(subject)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.fragment.Name, err)
			}
			d.subject = *joined
		}
	}
	if d.subject.ID == "" {
		return nil, ErrNoSubject
	}
	sum := sha256.New()
	sum.Write([]byte("["))
	for i, s := range sources {
		if i > 0 {
			sum.Write([]byte(","))
		}
		sum.Write(s.canonical)
		d.fragments = append(d.fragments, s.fragment)
	}
	sum.Write([]byte("]"))
	d.digest = "sha256:" + hex.EncodeToString(sum.Sum(nil))
	d.collectProofs()
	d.collectFacts()
	d.collectConfidential()
	return d, nil
}

// checked reads back what the fragment writes: that checks fragments built in Go
// as strictly as files, and gives a copy nobody else can change.
func (f *Fragment) checked() (source, Problems, error) {
	text, err := doc.Canonical(f.marked())
	if err != nil {
		return source{}, nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	g := &Fragment{Name: f.Name}
	node, err := doc.ParseJSON(f.Name, text, DefaultLimits())
	if err != nil {
		return source{}, nil, err
	}
	found := append(doc.Bind(node, g), semantic(g, node)...)
	for i := range found {
		found[i].Line, found[i].Column = 0, 0 // places in a text nobody has seen
	}
	return source{g, text}, found, nil
}

// Subject returns what the dossier is about.
func (d *Dossier) Subject() Subject { return d.subject }

// Sources returns the fragments the dossier was made of, in canonical order.
// They must not be changed.
func (d *Dossier) Sources() []*Fragment { return slices.Clone(d.fragments) }

// Proofs returns all proofs; the parts of facts refer to them by index. The
// slice must not be changed.
func (d *Dossier) Proofs() []SupportingProof { return d.proofs }

// Fact returns what is stated about the fact with the given slot of
// [FactSchema].
func (d *Dossier) Fact(slot int) Fact { return d.facts[slot] }

// Ext returns what is stated about an extension's fact, by its whole path
// ("ext.name.fact"). Its values are as written; the catalogue that declares the
// fact gives them their type.
func (d *Dossier) Ext(path string) Fact { return d.ext[path] }

// Digest identifies the dossier: "sha256:" over the RFC 8785 form of the list
// of its sources, in the order of those forms. One changed character of one
// fact or proof gives another digest; the names of files do not enter.
func (d *Dossier) Digest() string { return d.digest }

// Memo keeps what an evaluator derives from the dossier. It is for the evaluator;
// its type is internal.
func (d *Dossier) Memo() *memo.Cell { return &d.memo }

// Contradictions returns everything on which the sources disagree, sorted by
// path; see [Fact.Contradictions].
func (d *Dossier) Contradictions() []Contradiction {
	var out []Contradiction
	for i, f := range d.facts {
		out = append(out, f.Contradictions(FactSchema().Fields[i].Path)...)
	}
	for path, f := range d.ext {
		out = append(out, f.Contradictions(path)...)
	}
	slices.SortFunc(out, func(a, b Contradiction) int { return strings.Compare(a.Path, b.Path) })
	return out
}

func (d *Dossier) collectProofs() {
	count := map[string]int{}
	for _, f := range d.fragments {
		for _, p := range f.Proofs {
			count[p.ID]++
		}
	}
	names := d.sourceNames()
	for n, f := range d.fragments {
		for i := range f.Proofs {
			p := &f.Proofs[i]
			s := SupportingProof{Proof: p, fragment: f, Ref: p.ID, Source: f.Name, Begins: *p.counts()}
			if count[p.ID] > 1 {
				s.Ref = names[n] + ":" + p.ID
			}
			s.Dated = s.Begins
			if p.Period != nil && p.Period.To.Compare(s.Begins) < 0 {
				s.Dated = p.Period.To
			}
			s.Outside = p.Scope.excludes(&d.subject)
			s.Scoped = s.Outside == ""
			d.proofs = append(d.proofs, s)
		}
	}
}

// sourceNames gives every source a name of its own: the one it has, or with its
// number where it has none or shares it.
func (d *Dossier) sourceNames() []string {
	count := map[string]int{}
	for _, f := range d.fragments {
		count[f.Name]++
	}
	names := make([]string, len(d.fragments))
	for i, f := range d.fragments {
		if names[i] = f.Name; f.Name == "" || count[f.Name] > 1 {
			names[i] = strings.TrimSpace(fmt.Sprintf("%s source %d", f.Name, i+1))
		}
	}
	return names
}

// excludes says why the scope does not contain the subject, or returns "".
func (s *Scope) excludes(subject *Subject) string {
	if s == nil {
		return ""
	}
	if s.Versions != "" {
		if subject.Version == "" {
			return "it speaks of versions " + s.Versions + ", and the subject names none"
		}
		constraint, err := goversion.NewConstraint(s.Versions)
		v, err2 := goversion.NewVersion(string(subject.Version))
		if err != nil || err2 != nil || !constraint.Check(v) {
			return "it speaks of versions " + s.Versions + ", the subject is version " + string(subject.Version)
		}
	}
	if s.Regions != nil {
		if len(subject.Regions) == 0 {
			return fmt.Sprintf("it speaks of regions %v, and the subject names none", s.Regions)
		}
		for _, r := range subject.Regions {
			if !slices.Contains(s.Regions, r) {
				return fmt.Sprintf("it speaks of regions %v, the subject is also in %s", s.Regions, r)
			}
		}
	}
	if s.Services != nil {
		if len(subject.Services) == 0 {
			return fmt.Sprintf("it speaks of services %v, and the subject names none", s.Services)
		}
		for _, r := range subject.Services {
			if !slices.Contains(s.Services, r) {
				return fmt.Sprintf("it speaks of services %v, the subject also has %s", s.Services, r)
			}
		}
	}
	return ""
}
