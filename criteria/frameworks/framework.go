package frameworks

import (
	"iter"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// Name is what a framework is called in one version: "C5" "2020".
type Name struct {
	Framework string
	Version   string
}

// String returns "C5@2020".
func (n Name) String() string { return n.Framework + "@" + n.Version }

// ParseName reads "C5@2020". Without "@" the version is empty.
func ParseName(text string) Name {
	framework, version, _ := strings.Cut(text, "@")
	return Name{framework, version}
}

// Status says what standing a version of a framework has.
type Status string

// The standings.
const (
	InForce      Status = "inForce"      // law, or a rule that binds those it names
	Published    Status = "published"    // final, and binding only where a law or a contract says so
	Draft        Status = "draft"        // put up for comment; ids may still move
	Proposal     Status = "proposal"     // a bill that is not adopted
	NeverAdopted Status = "neverAdopted" // prepared and not adopted: nothing can be certified against it
	Superseded   Status = "superseded"   // replaced by a later version
	Withdrawn    Status = "withdrawn"    // taken back without a successor
)

// Values returns the accepted values.
func (Status) Values() []string {
	return []string{"inForce", "published", "draft", "proposal", "neverAdopted", "superseded", "withdrawn"}
}

// Field is a field of a framework that may be marked as not verified.
type Field string

// Values returns the accepted values.
func (Field) Values() []string {
	return []string{"version", "title", "publisher", "status", "date", "applicableFrom", "url", "licence", "clauses"}
}

// Edition is a framework in one version as its YAML states it.
type Edition struct {
	// ID names the framework, in all its versions: "C5".
	ID string `json:"framework" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9+._-]*$" maxLen:"64"`
	// Version names the version as its publisher does: "2020", "2023/2854".
	Version string `json:"version" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9+._/()-]*$" maxLen:"64"`
	// Title is what readers know it by.
	Title evidence.Text `json:"title" required:"true"`
	// Publisher is who answers for the document.
	Publisher string `json:"publisher" required:"true" pattern:"[^ ]"`
	// Status says what standing the document has.
	Status Status `json:"status" required:"true"`
	// Date is when the document was adopted or published. It is absent where
	// the day is not known.
	Date *evidence.Date `json:"date,omitzero"`
	// ApplicableFrom is the first day it applies, if it names one.
	ApplicableFrom *evidence.Date `json:"applicableFrom,omitzero"`
	// URL is where its publisher keeps it.
	URL string `json:"url,omitzero" pattern:"^https?://[^ ]+$"`
	// Licence says under which terms the document may be used.
	Licence string `json:"licence,omitzero"`
	// Source says where the ids of the clauses come from.
	Source evidence.Text `json:"source" required:"true"`
	// Complete says whether all clauses of the document are listed.
	Complete bool `json:"complete" required:"true"`
	// Unverified names what nobody has compared with the document or with an
	// encoding of it that Source names.
	Unverified []Field `json:"unverified,omitzero"`
	// Note says what a reader has to know: what moved, what is disputed.
	Note evidence.Text `json:"note,omitzero"`
	// Clauses are the parts of the document, in its order, each after the
	// clause it is part of.
	Clauses []Clause `json:"clauses" required:"true"`
}

// Name returns framework and version.
func (d *Edition) Name() Name { return Name{d.ID, d.Version} }

// Clause is a part of a framework that can be referred to.
type Clause struct {
	// ID is the clause as the document counts it, in full: "Art. 25(2)(e)". It
	// holds no comma and no semicolon, so that one text is always one clause.
	ID string `json:"clause" required:"true" pattern:"^[^\\s,;]+( [^\\s,;]+)*$" maxLen:"100"`
	// Below is the clause that it is part of, listed before it; empty at the
	// top.
	Below string `json:"below,omitzero" maxLen:"100"`
	// Title is what it is about, in Trias' own words; empty if nobody has put
	// it into words.
	Title evidence.Text `json:"title,omitzero"`
	// Unverified marks a clause that nobody has looked up.
	Unverified bool `json:"unverified,omitzero"`
}

// Framework is a framework that was read. It is immutable and safe for
// concurrent use.
type Framework struct {
	edition Edition
	index   map[string]int // of a clause by its id
	depth   []int
}

// Edition returns what the framework states. It must not be changed.
func (f *Framework) Edition() *Edition { return &f.edition }

// Name returns framework and version.
func (f *Framework) Name() Name { return f.edition.Name() }

// Contains reports whether the framework lists a clause.
func (f *Framework) Contains(clause string) bool {
	_, ok := f.index[clause]
	return ok
}

// IDs returns the ids of all clauses in the order of the document.
func (f *Framework) IDs() []string {
	out := make([]string, len(f.edition.Clauses))
	for i, c := range f.edition.Clauses {
		out[i] = c.ID
	}
	return out
}

// All goes through all clauses in the order of the document, each with its
// depth; that of a clause at the top is 0.
func (f *Framework) All() iter.Seq2[int, *Clause] {
	return func(yield func(int, *Clause) bool) {
		for i := range f.edition.Clauses {
			if !yield(f.depth[i], &f.edition.Clauses[i]) {
				return
			}
		}
	}
}
