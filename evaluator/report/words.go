package report

import (
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// Words say in one language what a catalogue and its profiles demand, as
// [Text] says it of a verdict: for whoever writes another text about them. They
// are safe for concurrent use.
type Words struct{ r *renderer }

// NewWords returns the words of a language, "en" or "de", for a catalogue's
// facts. The error wraps [ErrLanguage].
func NewWords(lang string, catalogue *criteria.Catalogue) (*Words, error) {
	l, err := lookup(lang)
	if err != nil {
		return nil, err
	}
	return &Words{&renderer{language: l, catalogue: catalogue}}, nil
}

// Obligation names an obligation: MUST.
func (w *Words) Obligation(o profiles.Obligation) string { return w.r.language.Obligation[string(o)] }

// Dimension names a dimension: Choice.
func (w *Words) Dimension(d criteria.Dimension) string { return w.r.language.Dimension[string(d)] }

// Outcome names an outcome: not proven.
func (w *Words) Outcome(o evaluator.Outcome) string { return w.r.language.Outcome[string(o)] }

// Conformity names a conformity: provisional.
func (w *Words) Conformity(c evaluator.Conformity) string {
	return w.r.language.Conformity[string(c)]
}

// Level names a level of conformity: entry 0.1.0, stage “After one year”.
func (w *Words) Level(l *evaluator.Level) string {
	if l.Stage == nil {
		return fill(w.r.Levels.AtOnce, "profile", l.Profile+" "+string(l.ProfileVersion))
	}
	return w.r.level(l)
}

// Demand writes a proof demand as a sentence names it: "a contract clause, or
// documentation". The error wraps [ErrDemand].
func (w *Words) Demand(text string) (string, error) { return w.r.demand(text) }

// Proof names a kind of proof, or an attestation of a scheme at its lowest
// level: "a contract clause".
func (w *Words) Proof(kind evidence.ProofKind, scheme evidence.Scheme) string {
	if levels := w.r.Schemes[string(scheme)]; kind == evidence.Attestation && len(levels) > 0 {
		return levels[0]
	}
	return w.r.Proofs[string(kind)]
}

// Question asks for a fact by its path; it is empty if there is none.
func (w *Words) Question(path string) string {
	if f := field(path); f != nil {
		return w.r.Text(f.Question)
	}
	if own, ok := w.r.ownFact(path); ok {
		return own.label
	}
	return ""
}

// Label names what a path of a rule stands for: the question of a fact, or
// words for the subject's fields, the instant and what is calculated.
func (w *Words) Label(path string) string { return w.r.fact(path).label }

// Member names a member of a closed set, with the value as dossiers have it:
// "in the customer's hands (customer)".
func (w *Words) Member(set, value string) string { return w.r.labelled(set, value) }

// Value writes a value of the fact at a path; unit counts where the path has
// none.
func (w *Words) Value(v evidence.Value, path, unit string) string {
	f := w.like(path)
	if f.unit == "" {
		f.unit = unit
	}
	return w.r.listed(v, f)
}

// Period writes a length of time: "12 months".
func (w *Words) Period(p evidence.Period) string { return w.r.period(p) }

// Date writes a day.
func (w *Words) Date(d evidence.Date) string { return w.r.date(d) }

// Localised says which region counts where criteria ask for one.
func (w *Words) Localised(l *profiles.Localisation) string { return w.r.localised(l) }

// Region names a region.
func (w *Words) Region(name string) string { return w.r.region(name) }

// Binds says whom a profile binds by itself and from when, in a sentence;
// Nobody, that it binds nobody.
func (w *Words) Binds(b profiles.Binding) string {
	// No day is spoken of, so that none is in force yet.
	return fill(w.r.OfProfile.Binds, "whom", w.r.bound(&evaluator.AppliedBinding{Binding: b, Status: evaluator.BindingToCome}))
}
func (w *Words) Nobody() string { return w.r.OfProfile.Nobody }

// Unit names a unit, of many.
func (w *Words) Unit(unit string) string {
	if forms, ok := w.r.Units[unit]; ok {
		return forms.Many
	}
	return unit
}

// Any joins alternatives, All what belongs together.
func (w *Words) Any(items []string) string { return join(items, w.r.ListOr) }
func (w *Words) All(items []string) string { return join(items, w.r.ListAnd) }

// Quoted puts a text in the quotation marks of the language.
func (w *Words) Quoted(text string) string { return fill(w.r.Quoted, "text", text) }

// Demanded writes what an operator demands of the fact at a path, "at most 30
// days"; it is empty where that cannot be said of the fact alone.
func (w *Words) Demanded(op string, wanted evidence.Value, path string) string {
	f := w.like(path)
	if list, ok := wanted.Any().([]evidence.Value); ok && (op == "in" || op == "notIn") { // in full, however many
		return fill(w.r.Operators[op], "any", join(w.r.items(list, f), w.r.ListOr))
	}
	return w.r.demanded(evaluator.Reason{Operator: op, Wanted: wanted}, f)
}

// Measured writes what an operator demands of the fact at a path that is
// measured by another: "at most the value of …".
func (w *Words) Measured(op, path, by string) string {
	text := w.r.FactOperators[op]
	switch w.like(path).scalarKind() {
	case evidence.KindDate:
		if t := w.r.DateFactOperators[op]; t != "" {
			text = t
		}
	case evidence.KindVersion:
		if t := w.r.VersionFactOperators[op]; t != "" {
			text = t
		}
	}
	if text == "" {
		text = w.r.DependsOn
	}
	return fill(text, "v", by)
}

// like describes the fact at a path without its entries.
func (w *Words) like(path string) fact {
	if path == "" {
		return fact{}
	}
	return w.r.fact(path)
}

// listed writes a value, a list as alternatives and in full.
func (r *renderer) listed(v evidence.Value, f fact) string {
	if list, ok := v.Any().([]evidence.Value); ok && len(list) > 0 {
		return join(r.items(list, f), r.ListOr)
	}
	return r.value(v, f)
}

// Fact describes how the fact at a path is stated: its kind, for a list the kind
// of an entry, its unit and the values of a closed set. Of a path that names no
// fact nothing is known.
func (w *Words) Fact(path string) evidence.Field {
	if f := field(path); f != nil {
		return *f
	}
	own, ok := w.r.ownFact(path)
	if !ok {
		return evidence.Field{}
	}
	group, name, _ := strings.Cut(strings.TrimPrefix(own.path, "ext."), ".")
	declared, _ := w.r.catalogue.Fact(group, name)
	return evidence.Field{Path: own.path, Kind: own.kind, Item: own.item, Unit: own.unit, Set: own.set, Values: declared.Values}
}

// Label returns what a language calls a value of a closed set, or the value
// itself.
func Label(lang, set, value string) string { return label(lang, set, value) }
