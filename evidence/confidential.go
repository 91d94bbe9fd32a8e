package evidence

import (
	"reflect"
	"slices"
	"strings"
)

// masked is what a masked value holds.
type masked struct{}

// Masked returns the value that stands in the place of a confidential one: it
// says that there is a value and not which one. It is written as
//
//	{"confidential": true}
//
// and no fact, parameter or other input may have it.
func Masked() Value { return Value{masked{}} }

// IsMasked reports whether the value is kept back: see [Masked].
func (v Value) IsMasked() bool { return v.v == masked{} }

const maskedJSON = `{"confidential":true}`

// MaskedText is how a masked value reads in messages.
const MaskedText = "confidential"

// marks reports whether the fragment marks the fact with the given path as
// confidential.
func (f *Fragment) marks(path string) bool { return within(path, f.Confidential) }

// within reports whether a path is one of some paths, or below one of them.
func within(path string, paths []string) bool {
	for _, p := range paths {
		if path == p || strings.HasPrefix(path, p) && path[len(p)] == '.' {
			return true
		}
	}
	return false
}

// Confidential reports whether the fact with the given path is confidential: a
// source that states it marks it, see [Fragment.Confidential]. A path into a list
// counts as the list.
func (d *Dossier) Confidential(path string) bool {
	if len(d.confidential) == 0 {
		return false
	}
	root, _, _ := strings.Cut(path, "[")
	_, found := slices.BinarySearch(d.confidential, root)
	return found
}

// ConfidentialFacts lists the paths of all confidential facts, sorted: see
// [Dossier.Confidential].
func (d *Dossier) ConfidentialFacts() []string { return slices.Clone(d.confidential) }

// collectConfidential finds the facts that a source states and marks.
func (d *Dossier) collectConfidential() {
	var paths []string
	for _, f := range d.fragments {
		if len(f.Confidential) == 0 {
			continue
		}
		root := reflect.ValueOf(f.Facts)
		schema := FactSchema()
		for i := range schema.Fields {
			if field := &schema.Fields[i]; f.marks(field.Path) && !root.FieldByIndex(field.index).IsNil() {
				paths = append(paths, field.Path)
			}
		}
		for group, facts := range f.Ext {
			for name := range facts {
				if path := "ext." + group + "." + name; f.marks(path) {
					paths = append(paths, path)
				}
			}
		}
	}
	slices.Sort(paths)
	d.confidential = slices.Compact(paths)
}
