package questionnaire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// AnswersFormat is the format marker of a filled-in questionnaire.
const AnswersFormat = "answers/v1"

// IsAnswers reports whether a file is a questionnaire to be filled in, by its
// format marker. It may be wrong in other respects, or be answers to the EU
// calculator, which share the marker and which [Read] refuses: package eucsf tells
// them apart.
func IsAnswers(name string, data []byte) bool {
	head := data[:min(len(data), 64<<10)]
	if isCSV(name, head) {
		return markedCSV.Match(head)
	}
	return markedYAML.Match(head)
}

var (
	markedYAML = regexp.MustCompile(`(?m)^\s*[{]?\s*"?trias"?\s*:\s*"?answers/v`)
	markedCSV  = regexp.MustCompile(`(?m)(^|[;,\t])"?trias"?[;,\t].*answers/v`)
)

func isCSV(name string, data []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv":
		return true
	case ".yaml", ".yml", ".json":
		return false
	}
	return markedCSV.Match(data[:min(len(data), 64<<10)])
}

// Read reads a filled-in questionnaire of a profile, YAML or CSV, as a source of
// a dossier. The name decides, *.csv, *.yaml or *.json, and otherwise the content.
//
// Answers are accepted in any language, where they have one meaning: yes and ja, a
// member of a closed set or what it is called, 2026-12-31 and 31.12.2026. Blank
// ones are unknown. Nothing is guessed and nothing is dropped: what is not asked
// for, is answered twice or may be read in two ways is an error.
//
// The error is an [evidence.Problems] with everything that is wrong, each with
// line and column, of a CSV file with the cell as a spreadsheet names it. It is
// one, too, if the questionnaire is of another profile, or version of it, than
// the given: see [ReadAny].
func Read(name string, data []byte, profile *profiles.Profile) (*evidence.Fragment, error) {
	q, err := New(profile, Options{})
	if err != nil {
		return nil, err
	}
	return q.Read(name, data)
}

// Read is [Read] for a questionnaire that is at hand.
func (q *Questionnaire) Read(name string, data []byte) (*evidence.Fragment, error) {
	if q.profile == nil {
		return nil, ErrData
	}
	r := &reading{name: name, catalogue: q.profile.Catalogue(), of: q}
	return r.read(data)
}

// ReadAny is [Read] for a questionnaire of whatever profile of a catalogue: it
// accepts all facts that there are.
func ReadAny(name string, data []byte, catalogue *criteria.Catalogue) (*evidence.Fragment, error) {
	r := &reading{name: name, catalogue: catalogue}
	return r.read(data)
}

// item is one answer and where it stands.
type item struct {
	path  string
	value raw
	place place
}

// place is where something stands in a file.
type place struct {
	line, column int
	at           string // as a person finds it: H17
}

// reading is one file being read.
type reading struct {
	name      string
	catalogue *criteria.Catalogue
	of        *Questionnaire // nil for any
	facts     *builder       // says how other facts are stated
	doc.Collector

	items   []item
	places  map[string]place // of items, by path
	proofs  map[string][]proofUse
	entryAt map[string]place    // the first of an entry
	named   map[string][]string // the entries that the answer for a list names
}

// proofUse is an answer that names a proof.
type proofUse struct {
	path  string
	place place
}

func (r *reading) wrong(at place, about string, w *wrong) {
	pointer := at.at
	if about != "" {
		pointer = strings.TrimPrefix(pointer+" ", " ") + about
	}
	r.Add(doc.Problem{File: r.name, Line: at.line, Column: at.column, Pointer: pointer, Message: w.message, Hint: w.hint, Kind: doc.Semantic})
}

func (r *reading) read(data []byte) (*evidence.Fragment, error) {
	limits := evidence.DefaultLimits()
	if len(data) > limits.Bytes {
		err := &doc.LimitError{Limit: "bytes", Max: limits.Bytes, Actual: len(data)}
		return nil, doc.Problems{{File: r.name, Message: err.Error(), Kind: doc.Limit, Cause: err}}
	}
	r.places, r.proofs, r.named, r.entryAt = map[string]place{}, map[string][]proofUse{}, map[string][]string{}, map[string]place{}
	var err error
	if isCSV(r.name, data) {
		err = r.csv(data)
	} else {
		err = r.yaml(data)
	}
	if err != nil {
		return nil, err
	}
	return r.fragment()
}

// fact says how a fact is stated: one that is asked for, or any.
func (r *reading) fact(path string) (form, *wrong) {
	at := generic(path)
	if f, ok := subjectForms()[at]; ok {
		return f, nil
	}
	if r.of != nil {
		if q, ok := r.of.Lookup(at); ok {
			return q.answered(), nil
		}
	}
	known, f := r.known(at)
	switch {
	case !known:
		hint := ""
		if !r.Full() {
			var paths []string
			if r.of != nil {
				for i := range r.of.Questions {
					paths = append(paths, r.of.Questions[i].Path)
				}
			} else {
				paths = factPaths()
				for group, facts := range r.catalogue.Facts() {
					for name := range facts {
						paths = append(paths, "ext."+group+"."+name)
					}
				}
				slices.Sort(paths)
			}
			if near := doc.Suggest(at, paths); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
		}
		return form{}, wrongf(hint, "%s is no fact", doc.Quote(path))
	case r.of != nil:
		return form{}, wrongf("state it in a dossier file, or leave it out", "this questionnaire does not ask for %s", doc.Quote(path))
	}
	return f, nil
}

func factPaths() []string {
	var out []string
	var add func(record *evidence.Record)
	add = func(record *evidence.Record) {
		for i := range record.Fields {
			out = append(out, record.Fields[i].Path)
			if e := record.Fields[i].Elem; e != nil {
				add(e)
			}
		}
	}
	add(evidence.FactSchema())
	return out
}

// known reports whether there is a fact, and how it is stated.
func (r *reading) known(path string) (bool, form) {
	if r.facts == nil {
		b, err := newWords(r.catalogue)
		if err != nil {
			return false, form{}
		}
		r.facts = b
	}
	f := r.facts.en.Fact(path)
	if f.Kind == 0 || f.Path != path {
		return false, form{}
	}
	q := Question{Path: path}
	r.facts.form(&q)
	return true, q.answered()
}

// subjectForms are the fields of the subject and what else a source states.
func subjectForms() map[string]form {
	layers := form{kind: "text", set: "Layer"}
	for _, v := range evidence.Layer("").Values() {
		layers.values = append(layers.values, Member{v, text(func(l *language) string { return l.member("Layer", v) })})
	}
	return map[string]form{
		"subject.id": {kind: "text"}, "subject.name": {kind: "text"}, "subject.version": {kind: "version"}, "subject.layer": layers,
		"subject.regions": {kind: "list", item: "text", set: country}, "subject.services": {kind: "list", item: "text"}, "partial": {kind: "list", item: "text"},
	}
}

// proofFields are the fields of a proof but its id, in the order in which they
// are asked for.
func proofFields() []Question {
	set := func(name string, values []string) (out []Member) {
		for _, v := range values {
			out = append(out, Member{v, text(func(l *language) string { return l.member(name, v) })})
		}
		return out
	}
	fields := []Question{
		{Path: "kind", Kind: "text", Set: "ProofKind", Values: set("ProofKind", evidence.ProofKind("").Values())},
		{Path: "scheme", Kind: "text", Set: "AttestationScheme", Values: set("AttestationScheme", evidence.Scheme("").Values())},
		{Path: "schemeName", Kind: "text"}, {Path: "level", Kind: "int"},
		{Path: "issuer", Kind: "text"}, {Path: "issued", Kind: "date"}, {Path: "period.from", Kind: "date"}, {Path: "period.to", Kind: "date"}, {Path: "validUntil", Kind: "date"},
		{Path: "scope.versions", Kind: "text"}, {Path: "scope.regions", Kind: "list", Item: "text", Set: country}, {Path: "scope.services", Kind: "list", Item: "text"},
		{Path: "tool", Kind: "text"}, {Path: "digest", Kind: "text"}, {Path: "url", Kind: "text"},
		{Path: "inspected.by", Kind: "text"}, {Path: "inspected.on", Kind: "date"}, {Path: "note", Kind: "text"}, {Path: "covers", Kind: "list", Item: "text"},
	}
	for i := range fields {
		name := fields[i].Path
		fields[i].Question = text(func(l *language) string { return l.Proof[name] })
	}
	return fields
}

var entryPath = regexp.MustCompile(`^([^\[\]]+)\[([^\[\]]*)\](?:\.(.+))?$`)

// add takes an answer. Blank ones are left out: they are unknown.
func (r *reading) add(it item) {
	if it.value.blank() {
		return
	}
	if strings.Contains(it.path, "[]") {
		r.wrong(it.place, it.path, wrongf("copy the row, and write for example "+strings.Replace(it.path, "[]", "[a]", 1), "the entry has no name: nothing stands between the brackets"))
		return
	}
	if first, twice := r.places[it.path]; twice {
		where := first.at
		if where == "" {
			where = fmt.Sprintf("line %d", first.line)
		}
		r.wrong(it.place, it.path, wrongf("keep one of the answers", "is answered twice, first in %s", where))
		return
	}
	r.places[it.path] = it.place
	if end := strings.IndexByte(it.path, ']'); end >= 0 {
		if entry := it.path[:end+1]; r.entryAt[entry] == (place{}) {
			r.entryAt[entry] = it.place
		}
	}
	r.items = append(r.items, it)
}

// record is a JSON object in the making, list one of records.
type record struct {
	keys   []string
	values map[string]any // any JSON value, *record or *list
}

type list struct {
	ids     []string
	entries map[string]*record
	place   place
}

func (o *record) set(key string, v any) {
	if o.values == nil {
		o.values = map[string]any{}
	}
	if _, ok := o.values[key]; !ok {
		o.keys = append(o.keys, key)
	}
	o.values[key] = v
}

// below walks down the names of a path but the last.
func (o *record) below(path string) (*record, string) {
	names := strings.Split(path, ".")
	for _, name := range names[:len(names)-1] {
		next, ok := o.values[name].(*record)
		if !ok {
			next = &record{}
			o.set(name, next)
		}
		o = next
	}
	return o, names[len(names)-1]
}

func (o *record) list(path string) *list {
	parent, name := o.below(path)
	l, ok := parent.values[name].(*list)
	if !ok {
		l = &list{entries: map[string]*record{}}
		parent.set(name, l)
	}
	return l
}

func (l *list) entry(id string) *record {
	e := l.entries[id]
	if e == nil {
		e = &record{}
		e.set("id", id)
		l.entries[id], l.ids = e, append(l.ids, id)
	}
	return e
}

// write makes JSON, and notes where what stands at a pointer was read.
func (r *reading) write(b *bytes.Buffer, v any, pointer, path string, places map[string]place) {
	if at, ok := r.places[path]; ok {
		places[pointer] = at
	}
	switch v := v.(type) {
	case *record:
		b.WriteByte('{')
		for i, key := range v.keys {
			if i > 0 {
				b.WriteByte(',')
			}
			name, _ := json.Marshal(key)
			b.Write(name)
			b.WriteByte(':')
			r.write(b, v.values[key], pointer+doc.Pointer(key), strings.TrimPrefix(path+"."+key, "."), places)
		}
		b.WriteByte('}')
	case *list:
		b.WriteByte('[')
		for i, id := range v.ids {
			if i > 0 {
				b.WriteByte(',')
			}
			at := fmt.Sprintf("%s/%d", pointer, i)
			places[at] = r.entryPlace(path+"["+id+"]", v.place)
			r.write(b, v.entries[id], at, path+"["+id+"]", places)
		}
		b.WriteByte(']')
	default:
		text, err := json.Marshal(v)
		if err != nil {
			text = []byte("null")
		}
		b.Write(text)
	}
}

func (r *reading) entryPlace(path string, otherwise place) place {
	if at, ok := r.entryAt[path]; ok {
		return at
	}
	return otherwise
}

// fragment makes the source of what was read.
func (r *reading) fragment() (*evidence.Fragment, error) {
	tree := &record{}
	tree.set("trias", evidence.Format)
	fields := proofFields()
	for i, it := range r.items {
		if r.Full() { // what is wrong with the rest nobody reads
			r.wrong(it.place, "", wrongf("mend those above first", "the %d answers from here on were not looked at", len(r.items)-i))
			break
		}
		r.answer(tree, it, fields)
	}
	r.covers(tree)
	if r.Total() > 0 {
		return nil, r.Err()
	}
	places := map[string]place{}
	var b bytes.Buffer
	r.write(&b, tree, "", "", places)
	f, err := evidence.Decode("answers.json", b.Bytes())
	if err == nil {
		f.Name = r.name
		err = r.catalogue.CheckFacts(f, nil)
	}
	var problems doc.Problems
	switch {
	case err == nil:
		return f, nil
	case !errors.As(err, &problems):
		return nil, err
	}
	for _, p := range problems {
		at := p.Pointer
		for {
			if found, ok := places[at]; ok {
				p.Line, p.Column = found.line, found.column
				if found.at != "" {
					p.Pointer = found.at + " " + p.Pointer
				}
				break
			}
			if at == "" {
				p.Line, p.Column = 0, 0
				break
			}
			at = at[:strings.LastIndexByte(at, '/')]
		}
		p.File, p.Excerpt = r.name, ""
		r.Add(p)
	}
	return nil, r.Err()
}

// answer puts an answer into the tree.
func (r *reading) answer(tree *record, it item, proofs []Question) {
	about := it.path
	m := entryPath.FindStringSubmatch(it.path)
	if m != nil && m[1] == "proofs" {
		if m[3] == "" {
			tree.list("proofs").entry(m[2])
			return
		}
		i := slices.IndexFunc(proofs, func(q Question) bool { return q.Path == m[3] })
		if i < 0 {
			var names []string
			for _, q := range proofs {
				names = append(names, q.Path)
			}
			hint := "a proof has " + strings.Join(names, ", ")
			if near := doc.Suggest(m[3], names); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			r.wrong(it.place, about, wrongf(hint, "a proof has no field of that name"))
			return
		}
		v, w := proofs[i].answered().convert(it.value)
		if w != nil {
			r.wrong(it.place, about, w)
			return
		}
		e, name := tree.list("proofs").entry(m[2]).below(m[3])
		e.set(name, v)
		return
	}
	if m != nil && m[3] == "" { // an entry, as YAML names it
		if f, w := r.fact(m[1]); w != nil || !f.entries() {
			r.wrong(it.place, "", wrongf("", "%s has no entries", doc.Quote(m[1])))
			return
		}
		tree.list(m[1]).entry(m[2])
		return
	}
	f, w := r.fact(it.path)
	if w != nil {
		r.wrong(it.place, "", w)
		return
	}
	if f.entries() {
		r.entries(tree, it)
		return
	}
	v, w := f.convert(it.value)
	if w != nil {
		r.wrong(it.place, about, w)
		return
	}
	if m == nil {
		o, name := tree.below(it.path)
		o.set(name, v)
		return
	}
	l := tree.list(m[1])
	if named, ok := r.named[m[1]]; ok && !slices.Contains(named, m[2]) {
		hint := "add it there, or leave this out"
		if near := doc.Suggest(m[2], named); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		r.wrong(it.place, about, wrongf(hint, "the list %s does not name the entry %s", m[1], doc.Quote(m[2])))
		return
	}
	e, name := l.entry(m[2]).below(m[3])
	e.set(name, v)
}

// entries takes the answer to the question for a list of records: none, or the
// names of its entries.
func (r *reading) entries(tree *record, it item) {
	ids := form{kind: "list", item: "text"}
	if !it.value.isList {
		it.value.cell = true // names are parted by | in YAML, too
	}
	v, w := ids.convert(it.value)
	if w != nil {
		r.wrong(it.place, it.path, w)
		return
	}
	l := tree.list(it.path)
	l.place = it.place
	r.named[it.path] = []string{}
	for _, id := range v.([]any) {
		name := id.(string)
		if slices.Contains(r.named[it.path], name) {
			r.wrong(it.place, it.path, wrongf("give each entry a name of its own", "names the entry %s twice", doc.Quote(name)))
			continue
		}
		r.named[it.path] = append(r.named[it.path], name)
		l.entry(name)
	}
	for _, id := range l.ids {
		if !slices.Contains(r.named[it.path], id) {
			r.wrong(it.place, it.path, wrongf("name it here, too, or leave out what is answered about it", "does not name the entry %s", doc.Quote(id)))
		}
	}
}

// covers adds to the proofs the facts whose answers name them.
func (r *reading) covers(tree *record) {
	var ids []string
	if l, ok := tree.values["proofs"].(*list); ok {
		ids = l.ids
	}
	for _, id := range slices.Sorted(keysOf(r.proofs)) {
		uses := r.proofs[id]
		if !slices.Contains(ids, id) {
			hint := "describe the proof under its number"
			if near := doc.Suggest(id, ids); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			for _, u := range uses {
				r.wrong(u.place, u.path, wrongf(hint, "there is no proof %s", doc.Quote(id)))
			}
			continue
		}
		e := tree.list("proofs").entry(id)
		covers, _ := e.values["covers"].([]any)
		known := map[string]bool{}
		for _, c := range covers {
			if text, ok := c.(string); ok {
				known[text] = true
			}
		}
		for _, u := range uses {
			fact := root(u.path)
			if !covered(known, fact) {
				known[fact] = true
				covers = append(covers, fact)
			}
		}
		e.set("covers", covers)
	}
}

// covered reports whether a fact, or a group that it is in, is among those known.
func covered(known map[string]bool, fact string) bool {
	for {
		if known[fact] {
			return true
		}
		i := strings.LastIndexByte(fact, '.')
		if i < 0 {
			return false
		}
		fact = fact[:i]
	}
}

func keysOf[V any](m map[string]V) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// proven notes that an answer names proofs.
func (r *reading) proven(path string, value raw, at place) {
	var ids []string
	switch {
	case value.blank():
		return
	case value.isList:
		for _, e := range value.list {
			ids = append(ids, e.text)
		}
	default:
		ids = strings.FieldsFunc(unguarded(value.text), func(c rune) bool { return strings.ContainsRune("|,; \t\r\n", c) })
	}
	if isSubject(path) || path == "partial" {
		r.wrong(at, path, wrongf("leave it out", "what the offer is needs no proof"))
		return
	}
	for _, id := range ids {
		r.proofs[id] = append(r.proofs[id], proofUse{path, at})
	}
}

// source checks which questionnaire it is.
func (r *reading) source(fields map[string]item) {
	if marker := fields["trias"]; marker.value.text != AnswersFormat {
		r.wrong(marker.place, "", wrongf("write trias: "+AnswersFormat, "%s is no version of a filled-in questionnaire that is known", doc.Quote(marker.value.text)))
	}
	if r.of == nil {
		return
	}
	p := r.of.Profile
	profile, version, digest := fields["questionnaire.profile"], fields["questionnaire.version"], fields["questionnaire.digest"]
	again := "make the questionnaire anew and carry the answers over (trias questionnaire --prefill), or read it as of any profile"
	switch {
	case profile.value.text == "" || digest.value.text == "":
		r.wrong(fields["trias"].place, "", wrongf("take over what stands at its head: profile, version and digest", "it does not say from which profile it was made"))
	case unguarded(profile.value.text) != p.ID:
		r.wrong(profile.place, "", wrongf("read it under that profile", "it is a questionnaire of the profile %s, not of %s", doc.Quote(unguarded(profile.value.text)), p.ID))
	case unguarded(version.value.text) != string(p.Version):
		r.wrong(version.place, "", wrongf(again, "it was made from version %s of %s; this is version %s", unguarded(version.value.text), p.ID, p.Version))
	case digest.value.text != p.Digest:
		r.wrong(digest.place, "", wrongf(again, "it was made from another %s %s: the digests differ", p.ID, p.Version))
	}
}
