package criteria

import (
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Change is what became of a criterion from one version of a catalogue to
// another. There is no zero Change.
type Change string

// The changes. What is said of outcomes holds with the values each catalogue
// gives its parameters, on every dossier that states the catalogue's own facts as
// both catalogues declare them, for every choice of proofs, and for verdicts on
// days from the year 2026 on; a profile that sets parameters may see another
// change. It is about one value of each fact: of contradicted ones no more values
// are tried than the evaluator's bound lets, and of two rules that say the same
// the one may stay within it where the other does not.
const (
	// ChangeAdded: the old catalogue does not have the criterion.
	ChangeAdded Change = "added"
	// ChangeRemoved: the new catalogue does not have it.
	ChangeRemoved Change = "removed"
	// ChangeRenamed: it has another id and asks the same as the one it had. The
	// new catalogue may still have that one, deprecated.
	ChangeRenamed Change = "renamed"
	// ChangeTightened: it is proven that no outcome gets better. Worse has an
	// example of one that gets worse; without it, none was found.
	ChangeTightened Change = "tightened"
	// ChangeLoosened: it is proven that no outcome gets worse. Better has an
	// example of one that gets better; without it, none was found.
	ChangeLoosened Change = "loosened"
	// ChangeEquivalent: the rule is written otherwise and it is proven that no
	// outcome changes.
	ChangeEquivalent Change = "equivalent"
	// ChangeBoth: some outcomes get better and some worse; there is an example
	// of either.
	ChangeBoth Change = "changed"
	// ChangeNotDecided: the rule changed, and in which direction was not found
	// out. An example of one direction may be there.
	ChangeNotDecided Change = "notDecided"
	// ChangeLife: the rule is the same; what it says of its introduction or
	// deprecation changed, and so perhaps from when or until when it is asked.
	ChangeLife Change = "life"
	// ChangeReworded: only texts, references, the remedy or where it belongs
	// changed.
	ChangeReworded Change = "reworded"
	// ChangeNone: it is the same, word for word.
	ChangeNone Change = "unchanged"
)

// Values returns the accepted values.
func (Change) Values() []string {
	return []string{"added", "removed", "renamed", "tightened", "loosened", "equivalent", "changed", "notDecided", "life", "reworded", "unchanged"}
}

// Difference is what changed from one catalogue to another.
type Difference struct {
	Old Revision `json:"old" required:"true"`
	New Revision `json:"new" required:"true"`
	// Criteria has one entry for each criterion that is not the same, in the
	// order of the new catalogue; those removed come last, in that of the old.
	Criteria []CriterionChange `json:"criteria" required:"true"`
	// Unchanged are the ids of the others.
	Unchanged []string `json:"unchanged" required:"true"`
	// Facts are changes of the catalogue's own facts, by path.
	Facts []FactChange `json:"facts,omitzero"`
	// Frameworks are changes of the frameworks the catalogue brings itself.
	Frameworks []FrameworkChange `json:"frameworks,omitzero"`
	// Texts names what else is worded otherwise: "title", "extends" for what it says
	// it extends, or, if there is no other difference, "form" for what has no meaning,
	// such as the order of the criteria.
	Texts []string `json:"texts,omitzero"`
	// Versioning says whether the version is raised as the changes call for.
	Versioning Versioning `json:"versioning" required:"true"`
}

// Revision names one version of a catalogue.
type Revision struct {
	Catalogue string           `json:"catalogue" required:"true"`
	Version   evidence.Version `json:"version" required:"true"`
	Language  int64            `json:"language" required:"true"`
	Digest    string           `json:"digest" required:"true"`
	// Extends is the catalogue it extends; what that says belongs to it.
	Extends *Revision `json:"extends,omitzero"`
}

// CriterionChange is what became of one criterion.
type CriterionChange struct {
	// Criterion is its id: in the new catalogue, or in the old for one that is
	// removed.
	Criterion string `json:"criterion" required:"true"`
	Change    Change `json:"change" required:"true"`
	// Was is the id it had, of one that is renamed.
	Was string `json:"was,omitzero"`
	// Rule and When are the rules as written, where they differ.
	Rule *TextChange `json:"rule,omitzero"`
	When *TextChange `json:"when,omitzero"`
	// Params are the parameters that differ, by name.
	Params []ParamChange `json:"params,omitzero"`
	// Life says from when and until when it is asked, where that differs.
	Life *LifeChange `json:"life,omitzero"`
	// Texts names what else differs: "title", "question", "rationale", "remedy",
	// "references", "dimension", "domain", "answeredBy", "params.maxDays.source", or
	// "layout" for line breaks and spaces of the rules.
	Texts []string `json:"texts,omitzero"`
	// Better and Worse are made-up evidence on which the outcome is better or
	// worse than it was.
	Better *Example `json:"better,omitzero"`
	Worse  *Example `json:"worse,omitzero"`

	kept bool // the new catalogue has the id it had, too
}

// TextChange is a text before and after; absent is empty.
type TextChange struct {
	Old string `json:"old,omitzero"`
	New string `json:"new,omitzero"`
}

// ParamChange is a parameter before and after: nil where it is not there.
type ParamChange struct {
	Param string      `json:"param" required:"true"`
	Old   *ParamState `json:"old,omitzero"`
	New   *ParamState `json:"new,omitzero"`
}

// ParamState is what of a parameter decides.
type ParamState struct {
	Type    ParamType      `json:"type" required:"true"`
	Default evidence.Value `json:"default" required:"true"`
	Unit    string         `json:"unit,omitzero"`
}

// LifeChange is the life of a criterion before and after.
type LifeChange struct {
	OldIntroduced *Introduced `json:"oldIntroduced,omitzero"`
	NewIntroduced *Introduced `json:"newIntroduced,omitzero"`
	OldDeprecated *Deprecated `json:"oldDeprecated,omitzero"`
	NewDeprecated *Deprecated `json:"newDeprecated,omitzero"`
}

// Example is evidence on which two versions of a criterion come out otherwise.
// It is made up: no dossier was looked at.
type Example struct {
	// Day is the day of the verdict.
	Day evidence.Date `json:"day" required:"true"`
	// Dossier states what matters, without proofs; all else is unknown.
	Dossier *evidence.Fragment `json:"dossier" required:"true"`
}

// Alteration is what became of a fact or framework of a catalogue's own. There
// is no zero Alteration.
type Alteration string

// The alterations.
const (
	AlterationAdded    Alteration = "added"
	AlterationRemoved  Alteration = "removed"
	AlterationRetyped  Alteration = "retyped"  // another type, unit or closed set that lacks a value
	AlterationWidened  Alteration = "widened"  // a closed set with more values
	AlterationReworded Alteration = "reworded" // texts, or anything else about a framework
)

// Values returns the accepted values.
func (Alteration) Values() []string {
	return []string{"added", "removed", "retyped", "widened", "reworded"}
}

// FactChange is what became of a fact of the catalogue's own.
type FactChange struct {
	// Fact is its path: "ext.city.desk".
	Fact   string     `json:"fact" required:"true"`
	Change Alteration `json:"change" required:"true"`
	Old    *Fact      `json:"old,omitzero"`
	New    *Fact      `json:"new,omitzero"`
}

// FrameworkChange is what became of a framework the catalogue brings.
type FrameworkChange struct {
	Framework string     `json:"framework" required:"true"`
	Version   string     `json:"version" required:"true"`
	Change    Alteration `json:"change" required:"true"`
}

// maxDiffWork bounds the search for proofs and examples in a catalogue.
const maxDiffWork = 20 * rules.MaxWork

// Diff says what changed from one catalogue to another: for each criterion
// whether it is tightened or loosened, decided from the rules where they can be
// decided. The catalogues are usually two versions of one; nothing is assumed of
// their ids.
func Diff(old, new *Catalogue) *Difference {
	d := &Difference{Old: old.revision(), New: new.revision(), Criteria: []CriterionChange{}, Unchanged: []string{}}
	work := rules.NewWork(maxDiffWork)
	renamed := renamings(old, new, work)
	gone := map[string]bool{} // ids of the old catalogue that have another now
	for i := range new.criteria {
		c := &new.criteria[i]
		was := old.compiled[c.ID]
		x := CriterionChange{Criterion: c.ID, Change: ChangeAdded}
		if was == nil {
			if id, ok := renamed[c.ID]; ok {
				was, x.Was, gone[id] = old.compiled[id], id, true
			}
		}
		if was != nil {
			x.compare(was, new.compiled[c.ID], work)
			if x.Was != "" {
				x.Change, x.kept = ChangeRenamed, new.compiled[x.Was] != nil
			}
		}
		if x.Change == ChangeNone {
			d.Unchanged = append(d.Unchanged, c.ID)
			continue
		}
		d.Criteria = append(d.Criteria, x)
	}
	for i := range old.criteria {
		if id := old.criteria[i].ID; new.compiled[id] == nil && !gone[id] {
			d.Criteria = append(d.Criteria, CriterionChange{Criterion: id, Change: ChangeRemoved})
		}
	}
	d.facts(old, new)
	d.frameworks(old, new)
	if old.definition.Title != new.definition.Title {
		d.Texts = append(d.Texts, "title")
	}
	if a, b := old.definition.Extends, new.definition.Extends; a != b && (a == nil || b == nil || *a != *b) {
		d.Texts = append(d.Texts, "extends")
	}
	if len(d.Criteria)+len(d.Facts)+len(d.Frameworks)+len(d.Texts) == 0 && !slices.Equal(old.form(), new.form()) {
		d.Texts = append(d.Texts, "form")
	}
	d.Versioning = d.versioning()
	return d
}

// Criterion returns the change of a criterion by its id in either catalogue.
//
// An id that the new catalogue kept when it renamed the criterion stands for what
// became of the id, if anything did, and else for the renaming.
func (d *Difference) Criterion(id string) (CriterionChange, bool) {
	renamed := -1
	for i, c := range d.Criteria {
		switch {
		case c.Criterion == id:
			return c, true
		case c.Was == id && renamed < 0:
			renamed = i
		}
	}
	if renamed >= 0 {
		return d.Criteria[renamed], true
	}
	return CriterionChange{}, false
}

// form is what the catalogue and those it extends state, but for their versions.
func (c *Catalogue) form() (out []string) {
	for ; c != nil; c = c.base {
		d := c.definition
		d.ID, d.Version = "any", "0.0.0"
		data, err := doc.Canonical(d)
		if err != nil {
			data = []byte(err.Error()) // none that was read
		}
		out = append(out, string(data))
	}
	return out
}

// leaves reports whether the new catalogue does not extend one that the old one
// extends, so that profiles made for that do not load below it.
func (d *Difference) leaves() bool {
	is := map[string]bool{}
	for r := &d.New; r != nil; r = r.Extends {
		is[r.Catalogue] = true
	}
	for r := d.Old.Extends; r != nil; r = r.Extends {
		if !is[r.Catalogue] {
			return true
		}
	}
	return false
}

// EncodeJSON writes the difference. Equal differences give equal bytes.
func (d *Difference) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(d) }

func (c *Catalogue) revision() Revision {
	r := Revision{c.ID(), c.Version(), c.definition.Language, c.digest, nil}
	if c.base != nil {
		base := c.base.revision()
		r.Extends = &base
	}
	return r
}

// brings lists the frameworks of the catalogue and of those it extends.
func (c *Catalogue) brings() (out []frameworks.Edition) {
	for ; c != nil; c = c.base {
		out = append(out, c.definition.Frameworks...)
	}
	return out
}

// compare fills in what changed between two versions of a criterion.
func (x *CriterionChange) compare(was, is *Compiled, work *rules.Work) {
	x.Change = ChangeNone
	if x.Texts = textsChanged(&was.Criterion, &is.Criterion); x.Texts != nil {
		x.Change = ChangeReworded
	}
	if life := (LifeChange{was.Introduced, is.Introduced, was.Deprecated, is.Deprecated}); !life.none() {
		x.Life, x.Change = &life, ChangeLife
	}
	if was.Rule != is.Rule {
		x.Rule = &TextChange{was.Rule, is.Rule}
	}
	if was.When != is.When {
		x.When = &TextChange{was.When, is.When}
	}
	x.Params = paramsChanged(was.Params, is.Params)
	change, better, worse := is.Since(was, nil, nil, work)
	if change == ChangeEquivalent && x.Params == nil && x.laidOut() {
		if x.Rule != nil || x.When != nil {
			x.Texts = append(x.Texts, "layout")
			if x.Life == nil {
				x.Change = ChangeReworded
			}
		}
		x.Rule, x.When, change = nil, nil, ChangeNone // or the facts differ, which is said of them
	}
	if change != ChangeNone {
		x.Change, x.Better, x.Worse = change, better, worse
	} else if x.Params != nil && x.Change != ChangeLife {
		x.Change = ChangeEquivalent // the rule does not look at them
	}
}

// laidOut reports whether the rules differ in line breaks and spaces only. That
// could be within a literal; it counts only if the rules mean the same.
func (x *CriterionChange) laidOut() bool {
	for _, t := range []*TextChange{x.Rule, x.When} {
		if t != nil && !slices.Equal(strings.Fields(t.Old), strings.Fields(t.New)) {
			return false
		}
	}
	return true
}

// Since says what became of the criterion since an earlier version of it, with
// the given parameter values in place of the catalogues': tightened, loosened,
// equivalent, changed, not decided, or unchanged if rules, values and facts are
// the same. It is for the evaluator; the type of work is internal.
func (k *Compiled) Since(was *Compiled, wasParams, params map[string]evidence.Value, work *rules.Work) (change Change, better, worse *Example) {
	before, old, err := was.Bind(wasParams)
	after, new, err2 := k.Bind(params)
	if err != nil || err2 != nil {
		return ChangeNotDecided, nil, nil // no catalogue or profile that loads has such values
	}
	if was.sameRules(k) && sameValues(old, new) {
		return ChangeNone, nil, nil
	}
	a, b := rules.Side{Rule: was.rule, When: was.when, Given: before}, rules.Side{Rule: k.rule, When: k.when, Given: after}
	up, witness := rules.NeverBetter(a, b, work)
	better = example(up, witness)
	down, witness := rules.NeverBetter(b, a, work)
	worse = example(down, witness)
	switch {
	case up == rules.Proven && down == rules.Proven:
		return ChangeEquivalent, nil, nil
	case up == rules.Proven:
		return ChangeTightened, nil, worse
	case down == rules.Proven:
		return ChangeLoosened, better, nil
	case up == rules.Refuted && down == rules.Refuted:
		return ChangeBoth, better, worse
	}
	return ChangeNotDecided, better, worse
}

func example(c rules.Comparison, w *rules.Witness) *Example {
	if c != rules.Refuted || w == nil || w.Facts == nil {
		return nil
	}
	f := *w.Facts
	f.Trias = evidence.Format
	return &Example{w.At, &f}
}

// sameRules reports whether two versions have the same rules over the same
// facts and parameters.
func (k *Compiled) sameRules(is *Compiled) bool {
	if k.Rule != is.Rule || k.When != is.When {
		return false
	}
	types := func(params map[string]Param) map[string]ParamType {
		out := map[string]ParamType{}
		for name, p := range params {
			out[name] = p.Type
		}
		return out
	}
	if !maps.Equal(types(k.Params), types(is.Params)) {
		return false
	}
	// The text names the same facts; of a catalogue's own, what they are may differ.
	return slices.EqualFunc(k.facts(), is.facts(), func(a, b rules.ExtFact) bool {
		return a.Group == b.Group && a.Name == b.Name && a.Kind == b.Kind && a.List == b.List && slices.Equal(a.Values, b.Values)
	})
}

// facts are the catalogue's own facts that the criterion reads, those of the
// rule first.
func (k *Compiled) facts() []rules.ExtFact {
	out := k.rule.OwnFacts()
	if k.when != nil {
		out = append(out, k.when.OwnFacts()...)
	}
	return out
}

func sameValues(a, b map[string]evidence.Value) bool {
	return maps.EqualFunc(a, b, evidence.Value.Equal)
}

// renamings finds criteria of the new catalogue that ask what a criterion with
// another id did: one that is not there any more and had the same rules, or one
// that is deprecated and names the new one as its successor, if the rules are
// proven to be equivalent. It maps new ids to old ones.
func renamings(old, new *Catalogue, work *rules.Work) map[string]string {
	key := func(k *Compiled) string {
		var b strings.Builder
		b.WriteString(strings.TrimSpace(k.Rule) + "\x00" + strings.TrimSpace(k.When))
		for _, name := range slices.Sorted(maps.Keys(k.Params)) {
			b.WriteString("\x00" + name + "\x00" + string(k.Params[name].Type) + "\x00" + k.Params[name].Default.String())
		}
		return b.String()
	}
	added, removed := map[string][]string{}, map[string][]string{} // ids by rules
	for i := range new.criteria {
		if id := new.criteria[i].ID; old.compiled[id] == nil {
			k := key(new.compiled[id])
			added[k] = append(added[k], id)
		}
	}
	for i := range old.criteria {
		if id := old.criteria[i].ID; new.compiled[id] == nil {
			k := key(old.compiled[id])
			removed[k] = append(removed[k], id)
		}
	}
	out := map[string]string{}
	same := func(id, was string) bool {
		change, _, _ := new.compiled[id].Since(old.compiled[was], nil, nil, work)
		return change == ChangeEquivalent || change == ChangeNone
	}
	for _, k := range slices.Sorted(maps.Keys(removed)) { // in a fixed order, since the work is bounded
		// Of several with the same rules nobody can tell which is which.
		if is, was := added[k], removed[k]; len(was) == 1 && len(is) == 1 && same(is[0], was[0]) {
			out[is[0]] = was[0]
		}
	}
	for i := range new.criteria {
		c := &new.criteria[i]
		if old.compiled[c.ID] == nil || c.Deprecated == nil {
			continue
		}
		for _, id := range c.Deprecated.SupersededBy {
			if _, taken := out[id]; taken || old.compiled[id] != nil {
				continue
			}
			if same(id, c.ID) {
				out[id] = c.ID
			}
		}
	}
	return out
}

// Renamed maps ids of the new catalogue to those that the criteria had in the old
// one, as [Diff] finds them; it is empty if none has another id.
func Renamed(old, new *Catalogue) map[string]string {
	return renamings(old, new, rules.NewWork(maxDiffWork))
}

func (l *LifeChange) none() bool {
	same := func(a, b *evidence.Date) bool { return a == b || a != nil && b != nil && *a == *b }
	in, out := l.OldIntroduced, l.NewIntroduced
	if (in == nil) != (out == nil) || in != nil && (in.Version != out.Version || !same(in.On, out.On)) {
		return false
	}
	a, b := l.OldDeprecated, l.NewDeprecated
	return a == b || a != nil && b != nil && a.Version == b.Version && a.On == b.On && same(a.Until, b.Until) &&
		slices.Equal(a.SupersededBy, b.SupersededBy) && a.Reason == b.Reason
}

func textsChanged(was, is *Criterion) (out []string) {
	for _, x := range []struct {
		name string
		same bool
	}{
		{"title", was.Title == is.Title}, {"question", was.Question == is.Question}, {"rationale", was.Rationale == is.Rationale},
		{"remedy", was.Remedy == is.Remedy}, {"references", slices.Equal(was.References, is.References)},
		{"dimension", was.Dimension == is.Dimension}, {"domain", was.Domain == is.Domain}, {"answeredBy", was.Respondent() == is.Respondent()},
	} {
		if !x.same {
			out = append(out, x.name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(is.Params)) {
		if p, ok := was.Params[name]; ok && p.Source != is.Params[name].Source {
			out = append(out, "params."+name+".source")
		}
	}
	return out
}

func paramsChanged(was, is map[string]Param) (out []ParamChange) {
	all := maps.Clone(was)
	if all == nil {
		all = map[string]Param{}
	}
	maps.Copy(all, is)
	state := func(in map[string]Param, name string) *ParamState {
		p, ok := in[name]
		if !ok {
			return nil
		}
		return &ParamState{p.Type, p.Default, p.Unit}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		old, new := state(was, name), state(is, name)
		if old != nil && new != nil && old.Type == new.Type && old.Unit == new.Unit && old.Default.Equal(new.Default) {
			continue
		}
		out = append(out, ParamChange{name, old, new})
	}
	return out
}

// facts finds what became of the catalogues' own facts.
func (d *Difference) facts(old, new *Catalogue) {
	all := map[string]bool{}
	facts := func(c *Catalogue) map[string]Fact {
		out := map[string]Fact{}
		for group, names := range c.Facts() {
			for name, f := range names {
				out["ext."+group+"."+name] = f
				all["ext."+group+"."+name] = true
			}
		}
		return out
	}
	was, is := facts(old), facts(new)
	for _, path := range slices.Sorted(maps.Keys(all)) {
		a, before := was[path]
		b, after := is[path]
		x := FactChange{Fact: path}
		if before {
			x.Old = &a
		}
		if after {
			x.New = &b
		}
		left := map[string]bool{}
		for _, v := range b.Values {
			left[v] = true
		}
		lacks := slices.ContainsFunc(a.Values, func(v string) bool { return !left[v] })
		switch {
		case !before:
			x.Change = AlterationAdded
		case !after:
			x.Change = AlterationRemoved
		case a.Type != b.Type || a.List != b.List || a.Unit != b.Unit || b.Values != nil && (a.Values == nil || lacks):
			x.Change = AlterationRetyped
		case len(a.Values) != len(b.Values):
			x.Change = AlterationWidened
		case a.Question != b.Question || !slices.Equal(a.Values, b.Values) || !maps.Equal(a.Labels, b.Labels):
			x.Change = AlterationReworded
		default:
			continue
		}
		d.Facts = append(d.Facts, x)
	}
}

// frameworks finds what became of the frameworks the catalogues bring.
func (d *Difference) frameworks(old, new *Catalogue) {
	text := func(f *frameworks.Edition) string {
		data, err := doc.Canonical(f)
		if err != nil {
			return err.Error() // none that was read
		}
		return string(data)
	}
	was := map[frameworks.Name]string{}
	before, after := old.brings(), new.brings()
	for i := range before {
		was[before[i].Name()] = text(&before[i])
	}
	is := map[frameworks.Name]bool{}
	for i := range after {
		f := &after[i]
		is[f.Name()] = true
		before, ok := was[f.Name()]
		switch {
		case !ok:
			d.Frameworks = append(d.Frameworks, FrameworkChange{f.ID, f.Version, AlterationAdded})
		case before != text(f):
			d.Frameworks = append(d.Frameworks, FrameworkChange{f.ID, f.Version, AlterationReworded})
		}
	}
	for i := range before {
		if f := &before[i]; !is[f.Name()] {
			d.Frameworks = append(d.Frameworks, FrameworkChange{f.ID, f.Version, AlterationRemoved})
		}
	}
}
