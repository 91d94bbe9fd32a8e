package evaluator

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// ErrOtherDossier is wrapped by the error of [Counterfactual.Apply] for a dossier
// that the steps do not fit: an entry they speak of is not there.
var ErrOtherDossier = errors.New("the steps are for another dossier")

// counterfactual names the source of what is made up.
const counterfactual = "counterfactual"

// Apply returns the dossier as it would be with the steps taken. One more source,
// named "counterfactual", states what they say and brings the proofs of
// [Counterfactual.Proofs]; other sources give way where they state what is not so
// then. The dossier itself stays as it is.
//
// A proof supports the values its own source states, so that what is changed
// loses the proofs it had; they go on supporting all else they cover, and what is
// settled on or only added to keeps those that it had. See [evidence.Dossier.Amend].
//
// What comes out is for trying and not for keeping: the proofs in it are made up,
// and both their issuer and a note say so.
//
// The error wraps [ErrOtherDossier] if the dossier has not what the steps speak
// of, [ErrMasked] if something of its steps is masked, or [ErrNoInput] if there is
// no dossier; else it says what no file could state.
func (c *Counterfactual) Apply(d *evidence.Dossier) (*evidence.Dossier, error) {
	if err := checkDossier(d); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(c.Steps, func(s Step) bool { return s.Confidential }) {
		return nil, ErrMasked
	}
	a, err := amendment(d, c.Steps, c.Proofs)
	if err != nil {
		return nil, err
	}
	return d.Amend(a)
}

// amendment is what steps amend of a dossier. Of the proofs it has those that the
// steps ask for, over the facts they ask for.
func amendment(d *evidence.Dossier, steps []Step, proofs []SuggestedProof) (evidence.Amendment, error) {
	a := amender{dossier: d, lists: map[string]*evidence.StatedList{}, Amendment: evidence.Amendment{Name: counterfactual, Facts: map[string]evidence.Stated{},
		Settles: map[string]evidence.Stated{}, Confirms: map[string]evidence.Stated{}}}
	for i := range steps {
		if err := a.take(&steps[i]); err != nil {
			return evidence.Amendment{}, fmt.Errorf("%s %s: %w", steps[i].Kind, steps[i].Path, err)
		}
	}
	asks := asking(steps)
	for i := range proofs {
		if covers := asks.of(&proofs[i]); len(covers) > 0 {
			p := proofs[i].Proof
			p.ID, p.Covers = fmt.Sprintf("%s-%d", counterfactual, len(a.Proofs)+1), covers
			a.Proofs = append(a.Proofs, p)
		}
	}
	return a.Amendment, nil
}

// asks are the proofs that steps ask for, by path and demand.
type asks map[[2]string]bool

func asking(steps []Step) asks {
	out := asks{}
	for i := range steps {
		if s := &steps[i]; s.Kind == StepProve {
			out[[2]string{s.Path, s.Needs}] = true
		}
	}
	return out
}

// of are the facts for which a proof is asked.
func (a asks) of(p *SuggestedProof) (paths []string) {
	for _, path := range p.Proof.Covers {
		if a[[2]string{path, p.Needs}] {
			paths = append(paths, path)
		}
	}
	return paths
}

// amender takes steps.
type amender struct {
	evidence.Amendment
	dossier *evidence.Dossier
	lists   map[string]*evidence.StatedList // that were copied
}

func (a *amender) take(s *Step) error {
	if !slices.Contains(s.Kind.Values(), string(s.Kind)) {
		return fmt.Errorf("%w: there is no such step", ErrOtherDossier)
	}
	if name, ok := strings.CutPrefix(s.Path, "subject."); ok {
		return a.subject(name, s)
	}
	root, entry, rest, err := splitPath(s.Path)
	if err != nil {
		return err
	}
	field := evidence.FactSchema().Field(root)
	if field == nil && !strings.HasPrefix(root, "ext.") {
		return fmt.Errorf("%w: there is no such fact", ErrOtherDossier)
	}
	now := a.present(root)
	if s.Kind == StepProve {
		if entry != "" {
			return fmt.Errorf("%w: a proof is for a whole list", ErrOtherDossier)
		}
		if _, changed := a.Facts[root]; !changed && !now.IsZero() {
			a.Confirms[root] = now
		}
		return nil
	}
	next, err := a.next(field, root, now, entry, rest, s)
	switch {
	case err != nil:
		return err
	case s.Kind == StepClarify:
		a.Settles[root] = next
	default:
		a.Facts[root] = next
		delete(a.Settles, root)
	}
	delete(a.Confirms, root)
	return nil
}

// present is what is stated of a fact so far.
func (a *amender) present(path string) evidence.Stated {
	if s, ok := a.Facts[path]; ok {
		return s
	}
	if s, ok := a.Settles[path]; ok {
		return s
	}
	if f := statedOf(a.dossier, path); len(f.Alternatives) > 0 {
		return f.Alternatives[0].Value
	}
	return evidence.Stated{}
}

func statedOf(d *evidence.Dossier, path string) evidence.Fact {
	if field := evidence.FactSchema().Field(path); field != nil {
		return d.Fact(field.Slot)
	}
	return d.Ext(path)
}

// next is the value of a fact after a step.
func (a *amender) next(field *evidence.Field, root string, now evidence.Stated, entry, rest string, s *Step) (evidence.Stated, error) {
	_, begun := a.Facts[root]
	if _, settled := a.Settles[root]; !begun && !settled {
		fact := statedOf(a.dossier, root)
		switch {
		case s.Kind == StepClarify && entry == "":
			if v, ok := clarified(field, fact, s); ok {
				return v, nil
			}
			return evidence.Stated{}, fmt.Errorf("%w: no source states that value", ErrOtherDossier)
		case len(fact.Alternatives) > 1 && (entry != "" || s.Kind != StepChange):
			return evidence.Stated{}, fmt.Errorf("%w: sources contradict each other, and no step settles that", ErrOtherDossier)
		}
	}
	if entry == "" {
		return changed(field, now, s)
	}
	if field == nil || field.Elem == nil {
		return evidence.Stated{}, fmt.Errorf("%w: no list of records", ErrOtherDossier)
	}
	list := a.lists[root]
	if list == nil || list != now.List {
		list = &evidence.StatedList{}
		if now.List != nil {
			list.Open, list.Items = now.List.Open, slices.Clone(now.List.Items)
		}
		a.lists[root] = list // from here on its own
	}
	at := slices.IndexFunc(list.Items, func(i evidence.Item) bool { return i.ID == entry })
	switch {
	case s.Kind == StepAdd && rest == "":
		if at >= 0 || len(s.Entries) != 1 {
			return evidence.Stated{}, fmt.Errorf("%w: there is such an entry, or nothing is said of it", ErrOtherDossier)
		}
		item, err := itemOf(field, &s.Entries[0])
		if err != nil {
			return evidence.Stated{}, err
		}
		item.ID = entry
		list.Items = append(list.Items, item)
	case at < 0:
		return evidence.Stated{}, fmt.Errorf("%w: there is no such entry", ErrOtherDossier)
	case s.Kind == StepRemove && rest == "":
		list.Items = slices.Delete(list.Items, at, at+1)
	default:
		below := field.Elem.Field(rest)
		if below == nil {
			return evidence.Stated{}, fmt.Errorf("%w: an entry has no such field", ErrOtherDossier)
		}
		item := evidence.Item{ID: entry, Values: slices.Clone(list.Items[at].Values)}
		var err error
		if item.Values[below.Slot], err = changed(below, item.Values[below.Slot], s); err != nil {
			return evidence.Stated{}, err
		}
		list.Items[at] = item
	}
	return evidence.Stated{List: list}, nil
}

// changed is the value of a scalar or a whole list after a step.
func changed(field *evidence.Field, now evidence.Stated, s *Step) (evidence.Stated, error) {
	kind, item := evidence.Kind(0), evidence.Kind(0)
	if field != nil {
		kind, item = field.Kind, field.Item
	}
	if s.Kind == StepAdd || s.Kind == StepRemove {
		list := &evidence.StatedList{}
		if now.List != nil {
			list.Open, list.Items = now.List.Open, slices.Clone(now.List.Items)
		}
		value := s.To
		if s.Kind == StepRemove {
			value = s.From
		}
		scalar, err := scalarOf(item, value)
		if err != nil {
			return evidence.Stated{}, err
		}
		list.Items = slices.DeleteFunc(list.Items, func(i evidence.Item) bool { return i.Scalar == scalar })
		if s.Kind == StepAdd {
			list.Items = append(list.Items, evidence.Item{Scalar: scalar})
		}
		return evidence.Stated{List: list}, nil
	}
	values, isList := s.To.Any().([]evidence.Value)
	if !isList {
		if kind == evidence.KindList {
			return evidence.Stated{}, fmt.Errorf("%s is no list", s.To)
		}
		scalar, err := scalarOf(kind, s.To)
		return evidence.Stated{Scalar: scalar}, err
	}
	list := &evidence.StatedList{Items: []evidence.Item{}}
	if s.Kind == StepState && now.List != nil {
		// Nothing else is to come: To is the list as it is then.
		list.Items = append(list.Items, now.List.Items...)
		return evidence.Stated{List: list}, nil
	}
	for _, v := range values {
		if field == nil || field.Elem == nil {
			scalar, err := scalarOf(item, v)
			if err != nil {
				return evidence.Stated{}, err
			}
			list.Items = append(list.Items, evidence.Item{Scalar: scalar})
			continue
		}
		id, _ := v.Any().(string)
		entry := &Entry{ID: id}
		if i := slices.IndexFunc(s.Entries, func(e Entry) bool { return e.ID == id }); i >= 0 {
			entry = &s.Entries[i]
		} else if now.List != nil {
			if i := slices.IndexFunc(now.List.Items, func(e evidence.Item) bool { return e.ID == id }); i >= 0 {
				list.Items = append(list.Items, now.List.Items[i])
				continue
			}
		}
		record, err := itemOf(field, entry)
		if err != nil {
			return evidence.Stated{}, err
		}
		list.Items = append(list.Items, record)
	}
	return evidence.Stated{List: list}, nil
}

// itemOf is an entry as a list holds it.
func itemOf(field *evidence.Field, e *Entry) (evidence.Item, error) {
	item := evidence.Item{ID: e.ID, Values: make([]evidence.Stated, len(field.Elem.Fields))}
	for _, f := range e.Fields {
		below := field.Elem.Field(f.Name)
		if below == nil {
			return item, fmt.Errorf("%w: an entry has no field %s", ErrOtherDossier, doc.Quote(f.Name))
		}
		v, err := changed(below, evidence.Stated{}, &Step{Kind: StepState, To: f.Value})
		if err != nil {
			return item, fmt.Errorf("%s: %w", f.Name, err)
		}
		item.Values[below.Slot] = v
	}
	return item, nil
}

// scalarOf is a value as evidence holds it; of a catalogue's own fact, whose kind
// is 0, as it is written.
func scalarOf(kind evidence.Kind, v evidence.Value) (any, error) {
	switch x := v.Any().(type) {
	case bool:
		if kind == 0 || kind == evidence.KindBool {
			return x, nil
		}
	case int64:
		switch kind {
		case 0, evidence.KindInt:
			return x, nil
		case evidence.KindNumber:
			return float64(x), nil
		}
	case float64:
		if kind == 0 || kind == evidence.KindNumber {
			return x, nil
		}
	case string:
		switch kind {
		case 0, evidence.KindText, evidence.KindVersion:
			return x, nil
		case evidence.KindDate:
			return evidence.ParseDate(x)
		}
	}
	return nil, fmt.Errorf("%s is no value of this fact", v)
}

// valueOf is a stated value as steps and reasons show it: of a list of records
// the ids.
func valueOf(s evidence.Stated) evidence.Value {
	scalar := func(v any) evidence.Value {
		switch v := v.(type) {
		case bool:
			return evidence.Bool(v)
		case int64:
			return evidence.Int(v)
		case float64:
			return evidence.Number(v)
		case evidence.Date:
			return evidence.String(v.String())
		case string:
			return evidence.String(v)
		}
		return evidence.Value{}
	}
	if s.List == nil {
		return scalar(s.Scalar)
	}
	list := make([]evidence.Value, len(s.List.Items))
	for i, item := range s.List.Items {
		if list[i] = scalar(item.Scalar); item.Scalar == nil {
			list[i] = evidence.String(item.ID)
		}
	}
	return evidence.List(list...)
}

// subject takes a step about what the subject is.
func (a *amender) subject(name string, s *Step) error {
	text, isText := s.To.Any().(string)
	var texts []string
	values, isList := s.To.Any().([]evidence.Value)
	for _, v := range values {
		t, ok := v.Any().(string)
		if !ok {
			return fmt.Errorf("%s is no text", v)
		}
		texts = append(texts, t)
	}
	if texts == nil {
		texts = []string{}
	}
	switch {
	case s.Kind == StepProve || s.Kind == StepClarify:
		return fmt.Errorf("%w: what the subject is needs no proof and cannot be contradicted", ErrOtherDossier)
	case s.Kind == StepAdd || s.Kind == StepRemove:
		return fmt.Errorf("%w: of the subject whole lists are stated", ErrOtherDossier)
	case name == "version" && isText:
		a.Subject.Version = evidence.Version(text)
	case name == "layer" && isText:
		a.Subject.Layer = evidence.Layer(text)
	case name == "regions" && isList:
		a.Subject.Regions = []evidence.Country{}
		for _, t := range texts {
			a.Subject.Regions = append(a.Subject.Regions, evidence.Country(t))
		}
	case name == "services" && isList:
		a.Subject.Services = texts
	default:
		return fmt.Errorf("%w: the subject has no such field, or not of that kind", ErrOtherDossier)
	}
	return nil
}

// splitPath takes a path apart: the fact, the id of a list's entry, and the field
// below it.
func splitPath(path string) (root, entry, rest string, err error) {
	root, tail, isEntry := strings.Cut(path, "[")
	if !isEntry {
		return root, "", "", nil
	}
	// Ids may have brackets, fields have none.
	end := strings.LastIndex(tail, "]")
	if end < 0 {
		return "", "", "", fmt.Errorf("%w: the path has no closing bracket", ErrOtherDossier)
	}
	entry, rest = tail[:end], tail[end+1:]
	rest, ok := strings.CutPrefix(rest, ".")
	if !ok && rest != "" || entry == "" {
		return "", "", "", fmt.Errorf("%w: the path is none of a fact", ErrOtherDossier)
	}
	return root, entry, rest, nil
}
