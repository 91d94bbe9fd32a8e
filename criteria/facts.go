package criteria

import (
	"fmt"
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// CheckFacts compares what a source states about the facts that the catalogue,
// or one it extends, declares for itself with how they are declared: their types
// and closed sets only the catalogue knows, so that [evidence.Decode] lets every
// value pass. Facts the catalogue does not declare are another catalogue's, or another
// version's, and not looked at.
//
// The error is a [Problems] with everything that is wrong. The text is the file
// that the source was read from; problems then name line and column. Without it,
// nil, they name the JSON pointer alone.
//
// Whoever does not check beforehand learns of the first such problem from the
// error of the evaluation. Of a merged dossier, check each of
// [evidence.Dossier.Sources].
func (c *Catalogue) CheckFacts(f *evidence.Fragment, text []byte) error {
	check := &factCheck{catalogue: c, declared: c.Facts(), file: f.Name, text: text}
	for _, group := range slices.Sorted(maps.Keys(f.Ext)) {
		for _, name := range slices.Sorted(maps.Keys(f.Ext[group])) {
			check.fact(group, name, f.Ext[group][name])
		}
	}
	if check.problems.Total() == 0 {
		return nil
	}
	return check.problems.Sorted()
}

type factCheck struct {
	catalogue *Catalogue
	declared  map[string]map[string]Fact
	file      string
	text      []byte
	node      *doc.Node // of the text, once it is asked for
	problems  doc.Collector
}

func (k *factCheck) fact(group, name string, v evidence.Value) {
	path, at := "ext."+group+"."+name, doc.Pointer("ext", group, name)
	slot, ok := k.catalogue.env.Slot(path)
	if !ok {
		return // another catalogue's, or another version's
	}
	declared := k.declared[group][name]
	list, isList := v.Any().([]evidence.Value)
	if !isList || !declared.List {
		k.value(slot, at, declared, v, statedAs(v))
		return
	}
	for i, e := range list { // each by itself, to name its place
		k.value(slot, fmt.Sprintf("%s/%d", at, i), declared, e, statedAs(evidence.List(e)))
	}
}

func (k *factCheck) value(slot int, at string, declared Fact, v evidence.Value, stated evidence.Stated) {
	_, err := k.catalogue.env.Value(slot, stated)
	if err == nil {
		return
	}
	hint := ""
	if text, ok := v.Any().(string); ok && declared.Values != nil {
		if near := doc.Suggest(text, declared.Values); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
	}
	k.report(at, hint, err.Error())
}

func (k *factCheck) report(at, hint, message string) {
	if k.node == nil && k.text != nil {
		if node, err := doc.Parse(k.file, k.text, evidence.DefaultLimits()); err == nil {
			k.node = node
		}
		k.text = nil // not again, if it is another text
	}
	if k.node == nil {
		k.problems.Add(Problem{File: k.file, Pointer: at, Message: message, Hint: hint, Kind: doc.Semantic})
		return
	}
	k.problems.Add(k.node.Find(at).Problem(doc.Semantic, message, hint))
}

// statedAs gives a value the form of a fact that a source states.
func statedAs(v evidence.Value) evidence.Stated {
	list, ok := v.Any().([]evidence.Value)
	if !ok {
		return evidence.Stated{Scalar: v.Any()}
	}
	s := evidence.Stated{List: &evidence.StatedList{}}
	for _, e := range list {
		s.List.Items = append(s.List.Items, evidence.Item{Scalar: e.Any()})
	}
	return s
}
