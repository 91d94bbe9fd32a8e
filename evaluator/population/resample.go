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
	digest   string
}

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
		{"others", r.definition.Others != ""}, {"proofs", r.definition.Proofs != nil}} {
		if other.is {
			r.report([]string{other.name}, "leave out one of the two", "offers are drawn from dossiers, which say that already")
		}
	}
	if r.files == nil {
		r.report([]string{"resample", "dossiers"}, "", "no files can be opened here")
		return
	}
	var names []string
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
	names = slices.Compact(names)
	rs := &resample{}
	var weights []*big.Rat
	sum := new(big.Rat)
	for _, name := range names {
		at := []string{"resample", "dossiers"}
		data, err := fs.ReadFile(r.files, name)
		if err != nil {
			r.report(at, "", "%s cannot be read: %v", doc.Quote(name), plainError(err))
			continue
		}
		fragment, err := evidence.Decode(name, data)
		var problems doc.Problems
		if errors.As(err, &problems) {
			r.Add(problems...)
			continue
		} else if err != nil {
			r.report(at, "", "%s: %v", doc.Quote(name), err)
			continue
		}
		dossier, err := evidence.Merge(fragment)
		if err != nil {
			r.report(at, "", "%s: %v", doc.Quote(name), err)
			continue
		}
		weight := exact.Int(1)
		if w, ok := d.Weights[name]; ok {
			if weight = w; w.Sign() < 0 {
				r.report([]string{"resample", "weights", name}, "", "a weight is not negative")
			}
		}
		rs.dossiers = append(rs.dossiers, resampled{name, fragment, dossier, dossier.Digest()})
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
	n := len(r.resample.dossiers)
	state := func(path string, field *evidence.Field, i int, v evidence.Stated) {
		if v.IsZero() {
			return
		}
		f := r.byPath[path]
		if f == nil {
			f = &fact{path: path, field: field, stated: true, resampled: make([]evidence.Stated, n)}
			r.byPath[path] = f
		}
		f.resampled[i] = v
	}
	for i, d := range r.resample.dossiers {
		subject := d.dossier.Subject()
		for name, field := range subjectFields() {
			state(field.Path, field, i, subjectStated(&subject, name))
		}
		for slot := range evidence.FactSchema().Fields {
			field := &evidence.FactSchema().Fields[slot]
			if a := d.dossier.Fact(slot).Alternatives; len(a) > 0 {
				state(field.Path, field, i, a[0].Value)
			}
		}
		for group, facts := range d.fragment.Ext {
			for name := range facts {
				path := strings.Join([]string{"ext", group, name}, ".")
				if a := d.dossier.Ext(path).Alternatives; len(a) > 0 {
					state(path, nil, i, a[0].Value)
				}
			}
		}
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
	gone := map[string]bool{}
	for _, f := range r.facts {
		v := r.values[f]
		if v.IsZero() {
			continue
		}
		if r.isMissing(f) {
			take(file, f.path)
			gone[f.path] = true
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
	var kept []any
	for i, p := range proofs {
		if covers[i] != nil {
			slices.Sort(covers[i])
			p.(map[string]any)["covers"] = covers[i]
			kept = append(kept, p)
		}
	}
	if delete(file, "proofs"); kept != nil {
		file["proofs"] = kept
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
				if d.field != nil {
					f = x.dossier.Fact(d.field.Slot)
				}
				return len(f.Alternatives) > 0 && demand.Satisfied(x.dossier.Proofs(), f.Alternatives[0].Parts[0].Proofs)
			}))
		}
	}
	return nil
}
