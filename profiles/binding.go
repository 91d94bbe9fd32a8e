package profiles

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// Government is a level of government in Germany.
type Government string

// The levels: Bund, Länder, Kommunen.
const (
	Federal   Government = "federal"
	State     Government = "state"
	Municipal Government = "municipal"
)

// Values returns the accepted values, from the federation down.
func (Government) Values() []string { return []string{"federal", "state", "municipal"} }

// Binding says that a profile binds a level of government by itself: by which
// rule, from when, and what follows for whoever does not keep to it. It is
// information for readers of a verdict and decides nothing in it. Without any a
// profile binds nobody by itself; a contract or a tender may still make it
// binding between its parties.
//
// It is never inherited: that the base binds somebody says nothing of what a
// derived profile demands on top.
type Binding struct {
	// Level is who is bound.
	Level Government `json:"level" required:"true"`
	// Basis names the rule: document and clause.
	Basis evidence.Text `json:"basis" required:"true"`
	// From and Until are the first and the last day; without Until it has no end.
	From  evidence.Date  `json:"from" required:"true"`
	Until *evidence.Date `json:"until,omitzero"`
	// Consequence is what follows for whoever does not keep to the profile.
	Consequence evidence.Text `json:"consequence" required:"true"`
	// Unverified marks a basis that nobody has looked up in the document.
	Unverified bool `json:"unverified,omitzero"`
}

// On reports whether the binding is in force on a day, and whether it is still
// to come.
func (b *Binding) On(day evidence.Date) (inForce, toCome bool) {
	switch {
	case b.From.Compare(day) > 0:
		return false, true
	case b.Until != nil && b.Until.Compare(day) < 0:
		return false, false
	}
	return true, false
}

// Bindings returns whom the profile binds by itself, in the order of the file;
// nothing is inherited.
func (p *Profile) Bindings() []Binding { return slices.Clone(p.definition.Binding) }

func checkBindings(bindings []Binding, report func(pointer, hint, format string, args ...any)) {
	for i, b := range bindings {
		at := fmt.Sprintf("/binding/%d", i)
		if b.Until != nil && !b.From.IsZero() && b.Until.Compare(b.From) < 0 {
			report(at+"/until", "swap from and until", "it ends before it begins")
		}
		for _, said := range []struct{ field, text string }{
			{"basis/en", b.Basis.EN}, {"basis/de", b.Basis.DE}, {"consequence/en", b.Consequence.EN}, {"consequence/de", b.Consequence.DE},
		} {
			if strings.TrimSpace(said.text) == "" {
				report(at+"/"+said.field, "say it, or leave the binding out", "it says nothing")
			}
		}
	}
}
