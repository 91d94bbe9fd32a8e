package population

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"path"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// resample is what records are drawn from, where they are drawn from dossiers.
type resample struct {
	dossiers []resampled
}

// resampled is a dossier of one source.
type resampled struct {
	file     string
	fragment *evidence.Fragment
	dossier  *evidence.Dossier
}

// opened are the files that a population names: they are read once.
type opened struct {
	names    []string // those that records are drawn from
	dossiers map[string]openedDossier
	digests  []string
}

// openedDossier is a dossier of one source.
type openedDossier struct {
	fragment *evidence.Fragment
	dossier  *evidence.Dossier
	node     *doc.Node // nil if it states no fact of a catalogue's own
}

// maxDossiers is from how many dossiers records can be drawn.
const maxDossiers = 1 << 16

// dossierFactor is the name of the factor that says which dossier a record was
// drawn from.
const dossierFactor = "dossier"

// readResample reads the dossiers. A file is a dossier: one source cannot disagree
// with itself.
func (r *reader) readResample() {
	d := r.definition.Resample
	for _, other := range []struct {
		name string
		is   bool
	}{{"types", r.definition.Types != nil}, {"subject", r.definition.Subject != nil}, {"facts", r.definition.Facts != nil},
		{"base", r.definition.Base != ""}, {"others", r.definition.Others != ""}, {"proofs", r.definition.Proofs != nil}} {
		if other.is {
			r.report([]string{other.name}, "leave out one of the two", "offers are drawn from dossiers, which say that already")
		}
	}
	names := r.opened.names
	if names == nil {
		if r.files == nil {
			r.report([]string{"resample", "dossiers"}, "", "no files can be opened here")
			return
		}
		names = r.resampledNames(d)
		r.opened.names = names
	}
	if len(names) > maxDossiers {
		r.report([]string{"resample", "dossiers"}, "", "there are %d dossiers, more than %d", len(names), maxDossiers)
		return
	}
	rs := &resample{}
	var weights []*big.Rat
	sum := new(big.Rat)
	for _, name := range names {
		at := []string{"resample", "dossiers"}
		fragment, dossier, ok := r.dossier(at, name)
		if !ok {
			continue
		}
		weight := exact.Int(1)
		if w, ok := d.Weights[name]; ok {
			if weight = w; w.Sign() < 0 {
				r.report([]string{"resample", "weights", name}, "", "a weight is not negative")
			}
		}
		rs.dossiers = append(rs.dossiers, resampled{name, fragment, dossier})
		weights = append(weights, weight.Rat())
		sum.Add(sum, weight.Rat())
	}
	for _, name := range sortedKeys(d.Weights) {
		if !slices.Contains(names, name) {
			r.report([]string{"resample", "weights", name}, hintOf(name, names), "%s is not among the dossiers", doc.Quote(name))
		}
	}
	if r.Total() > 0 {
		return
	}
	if sum.Sign() == 0 {
		r.report([]string{"resample"}, "", "all weights are 0")
		return
	}
	f := &factor{name: dossierFactor}
	for i := range weights {
		f.levels = append(f.levels, rs.dossiers[i].file)
		weights[i].Quo(weights[i], sum)
	}
	in, _ := intervals(weights)
	f.cases = []levelCase{{levels: in}}
	r.add(f)
	r.resample = rs
	r.resampledFacts()
}

// resampledNames are the files that records are drawn from.
func (r *reader) resampledNames(d *Resample) (names []string) {
	for i, name := range d.Dossiers {
		at := []string{"resample", "dossiers", fmt.Sprint(i)}
		if !fs.ValidPath(name) {
			r.report(at, "name it relative to the population, without ..", "%s is no file here", doc.Quote(name))
			continue
		}
		info, err := fs.Stat(r.files, name)
		if err != nil {
			r.report(at, "", "%s cannot be opened: %v", doc.Quote(name), plainError(err))
			continue
		}
		if !info.IsDir() {
			names = append(names, name)
			continue
		}
		entries, err := fs.ReadDir(r.files, name)
		if err != nil {
			r.report(at, "", "%s cannot be read: %v", doc.Quote(name), plainError(err))
			continue
		}
		found := false
		for _, e := range entries {
			if ext := path.Ext(e.Name()); !e.IsDir() && slices.Contains([]string{".yaml", ".yml", ".json"}, ext) {
				names, found = append(names, path.Join(name, e.Name())), true
			}
		}
		if !found {
			r.report(at, "", "there is no dossier in %s", doc.Quote(name))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// dossier reads a dossier of one source, if it was not read before.
func (r *reader) dossier(at []string, name string) (*evidence.Fragment, *evidence.Dossier, bool) {
	if o, ok := r.opened.dossiers[name]; ok {
		return o.fragment, o.dossier, true
	}
	if r.files == nil {
		r.report(at, "", "no files can be opened here")
		return nil, nil, false
	}
	data, err := fs.ReadFile(r.files, name)
	if err != nil {
		r.report(at, "", "%s cannot be read: %v", doc.Quote(name), plainError(err))
		return nil, nil, false
	}
	fragment, err := evidence.Decode(name, data)
	var problems doc.Problems
	if errors.As(err, &problems) {
		r.Add(problems...)
		return nil, nil, false
	}
	var dossier *evidence.Dossier
	if err == nil {
		dossier, err = evidence.Merge(fragment)
	}
	if err != nil {
		r.report(at, "", "%s: %v", doc.Quote(name), err)
		return nil, nil, false
	}
	o := openedDossier{fragment: fragment, dossier: dossier}
	if fragment.Ext != nil {
		o.node, _ = doc.Parse(name, data, doc.DefaultLimits())
	}
	r.opened.dossiers[name] = o
	r.opened.digests = append(r.opened.digests, dossier.Digest())
	return fragment, dossier, true
}

// readBase makes a fact of whatever the base states and nobody names.
func (r *reader) readBase() {
	name := r.definition.Base
	at := []string{"base"}
	switch {
	case name == "":
		return
	case !fs.ValidPath(name):
		r.report(at, "name it relative to the population, without ..", "%s is no file here", doc.Quote(name))
		return
	}
	fragment, dossier, ok := r.dossier(at, name)
	if !ok {
		return
	}
	if len(fragment.Proofs) > 0 {
		r.report(at, "take them out of it, and describe under proofs: which offers bring", "%s brings proofs", doc.Quote(name))
	}
	in, _ := intervals([]*big.Rat{one})
	r.statedBy(name, fragment, dossier, func(path string, field *evidence.Field, v evidence.Stated) {
		if r.byPath[path] == nil {
			r.byPath[path] = &fact{path: path, field: field, stated: true, base: true,
				shapes: []shapeCase{{nil, (&shape{atoms: []atom{{share: one, interval: in[0], value: v, count: 1}}}).end()}}}
		}
	})
}

// statedBy calls yield for all that a dossier of one source states, which is known by
// the name of its file.
func (r *reader) statedBy(name string, fragment *evidence.Fragment, dossier *evidence.Dossier, yield func(path string, field *evidence.Field, v evidence.Stated)) {
	subject := dossier.Subject()
	for _, name := range sortedKeys(subjectFields()) {
		if v := subjectStated(&subject, name); !v.IsZero() {
			yield(subjectFields()[name].Path, subjectFields()[name], v)
		}
	}
	for slot := range evidence.FactSchema().Fields {
		field := &evidence.FactSchema().Fields[slot]
		if a := dossier.Fact(slot).Alternatives; len(a) > 0 {
			yield(field.Path, field, a[0].Value)
		}
	}
	for _, group := range sortedKeys(fragment.Ext) {
		for _, of := range sortedKeys(fragment.Ext[group]) {
			path := strings.Join([]string{"ext", group, of}, ".")
			a := dossier.Ext(path).Alternatives
			if len(a) == 0 {
				continue
			}
			refuse := func(entry int, err error) {
				at := doc.Pointer("ext", group, of)
				if entry >= 0 {
					at += fmt.Sprintf("/%d", entry)
				}
				w := &wrong{message: err.Error()}
				errors.As(err, &w)
				r.Add(r.opened.dossiers[name].node.Find(at).Problem(doc.Semantic, w.message, w.hint))
			}
			var field *evidence.Field
			if d := r.own[path]; d != nil {
				if field = d.field; d.clash != "" {
					refuse(-1, &wrong{d.clash, clashHint})
				}
			}
			yield(path, field, ownStated(field, a[0].Value, refuse))
		}
	}
}

// plainError leaves out of an error which operation failed on which file: the
// message says so already.
func plainError(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// resampledFacts makes a fact of whatever one of the dossiers states.
func (r *reader) resampledFacts() {
	for i, d := range r.resample.dossiers {
		r.statedBy(d.file, d.fragment, d.dossier, func(path string, field *evidence.Field, v evidence.Stated) {
			f := r.byPath[path]
			if f == nil {
				f = &fact{path: path, field: field, stated: true, resampled: make([]evidence.Stated, len(r.resample.dossiers))}
				r.byPath[path] = f
			}
			f.resampled[i] = v
		})
	}
}

// resampledFragment writes the record as the dossier it was drawn from, less what is
// missing and unproven.
func (r *record) resampledFragment(id string) (*evidence.Fragment, error) {
	source := r.resample.dossiers[r.levels[0]].fragment
	data, err := source.EncodeJSON()
	if err != nil {
		return nil, err
	}
	var file map[string]any
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	subject, _ := file["subject"].(map[string]any)
	subject["id"] = id
	delete(subject, "name")
	covers := make([][]string, len(source.Proofs))
	gone, stated := map[string]bool{}, map[string]bool{}
	for _, f := range r.facts {
		v := r.values[f]
		if v.IsZero() {
			continue
		}
		stated[f.path] = true
		if r.isMissing(f) {
			take(file, f.path)
			gone[f.path], stated[f.path] = true, false
			continue
		}
		if strings.HasPrefix(f.path, "subject.") || r.isUnproven(f) {
			continue
		}
		for i := range source.Proofs {
			if source.Proofs[i].Supports(f.path) {
				covers[i] = append(covers[i], f.path)
			}
		}
	}
	keep := func(name string) {
		list, _ := file[name].([]any)
		list = slices.DeleteFunc(list, func(p any) bool { return gone[p.(string)] })
		if delete(file, name); len(list) > 0 {
			file[name] = list
		}
	}
	keep("partial")
	delete(file, "confidential")
	proofs, _ := file["proofs"].([]any)
	for i, p := range proofs {
		if covers[i] == nil {
			covers[i] = []string{unstated(source.Proofs[i].Covers, stated, source.Ext)}
		}
		slices.Sort(covers[i])
		p.(map[string]any)["covers"] = covers[i]
	}
	return decodeMap(id, file)
}

// take removes what is at a path of nested mappings.
func take(m map[string]any, path string) {
	name, rest, ok := strings.Cut(path, ".")
	if !ok {
		delete(m, name)
		return
	}
	if below, _ := m[name].(map[string]any); below != nil {
		take(below, rest)
	}
}

// decodeMap reads a file that was made here.
func decodeMap(id string, file map[string]any) (*evidence.Fragment, error) {
	data, err := json.Marshal(file)
	if err != nil {
		return nil, err
	}
	fragment, err := evidence.Decode(id+".json", data)
	if err != nil {
		return nil, err
	}
	fragment.Name = "population"
	return fragment, nil
}

// trackTable is a fast track that is open to records from some dossiers.
type trackTable struct {
	column *batch.Column
	table  int
}

// proveResampled finds of which dossiers the proofs satisfy the demands.
func (s *Sampler) proveResampled() error {
	index := map[string]int{}
	table := func(satisfied func(d *resampled) bool) int {
		in := make([]bool, len(s.population.resample.dossiers))
		for i := range in {
			in[i] = satisfied(&s.population.resample.dossiers[i])
		}
		key := fmt.Sprint(in)
		i, ok := index[key]
		if !ok {
			i = len(s.tables)
			index[key] = i
			s.tables = append(s.tables, in)
		}
		return i
	}
	for _, c := range s.plan.Columns() {
		if c.Kind() != batch.Track {
			continue
		}
		demand := c.Demands()[0]
		s.tracksOf = append(s.tracksOf, trackTable{c, table(func(d *resampled) bool {
			proofs := d.dossier.Proofs()
			all := make([]int, len(proofs))
			for i := range all {
				all[i] = i
			}
			return demand.Satisfied(proofs, all)
		})})
	}
	for _, d := range s.facts {
		if d.column == nil || strings.HasPrefix(d.path, "subject.") {
			continue
		}
		for _, demand := range d.column.Demands() {
			d.provenTables = append(d.provenTables, table(func(x *resampled) bool {
				f := x.dossier.Ext(d.path)
				if d.field != nil && !isOwn(d.path) {
					f = x.dossier.Fact(d.field.Slot)
				}
				return len(f.Alternatives) > 0 && demand.Satisfied(x.dossier.Proofs(), f.Alternatives[0].Parts[0].Proofs)
			}))
		}
	}
	return nil
}
