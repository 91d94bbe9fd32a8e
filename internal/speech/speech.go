// Package speech holds all that Trias says, in one file for each language below
// lang: how numbers, days and enumerations are written, and the sentences of every
// package that renders, each in a section of its own. Adding a file adds a
// language.
//
// A file is read when its language is first asked for, and a section is bound to
// the type of the package that speaks it when that package first asks.
package speech

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// sections are those of a file, beside its name, its formats and its
// translations. A file has them all, and no other.
var sections = []string{"report", "award", "handbook", "crosswalk", "questionnaire", "values", "simulation"}

//go:embed lang/*.yaml
var embedded embed.FS

var brought = NewFiles(embedded, "lang")

// Codes returns the codes of the languages there are, sorted.
func Codes() []string { return brought.Codes() }

// Files are the languages of a folder. They are safe for concurrent use.
type Files struct {
	codes []string
	files map[string]func() (*file, error)
}

// NewFiles returns the languages of a folder's files "<code>.yaml", of which none
// is read yet. A folder that cannot be listed has none.
func NewFiles(from fs.FS, folder string) *Files {
	names, _ := fs.Glob(from, path.Join(folder, "*.yaml")) // the pattern is a good one
	f := &Files{files: map[string]func() (*file, error){}}
	for _, name := range names {
		code := strings.TrimSuffix(path.Base(name), ".yaml")
		f.codes = append(f.codes, code)
		f.files[code] = sync.OnceValues(func() (*file, error) {
			data, err := fs.ReadFile(from, name)
			if err != nil {
				return nil, err
			}
			return read(code, data)
		})
	}
	slices.Sort(f.codes)
	return f
}

// Codes returns the codes of the languages, sorted.
func (f *Files) Codes() []string { return slices.Clone(f.codes) }

// file is a language that was read.
type file struct {
	name     string
	Formats  Formats
	sections map[string]*doc.Node
}

// read reads a file but for its sections, which it only finds.
func read(code string, data []byte) (*file, error) {
	root, err := doc.Parse(code+".yaml", data, doc.DefaultLimits())
	if err != nil {
		return nil, err
	}
	f := &file{sections: map[string]*doc.Node{}}
	var texts []translation
	var problems []error
	bind := func(n *doc.Node, target any) { problems = append(problems, doc.Bind(n, target).Err()) }
	for _, e := range root.Entries {
		switch {
		case e.Key == "name":
			bind(e.Value, &f.name)
		case e.Key == "formats":
			bind(e.Value, &f.Formats)
		case e.Key == "texts":
			bind(e.Value, &texts)
		case slices.Contains(sections, e.Key):
			f.sections[e.Key] = e.Value
		default:
			problems = append(problems, fmt.Errorf("%s.yaml: no package speaks %s", code, doc.Quote(e.Key)))
		}
	}
	for _, section := range append([]string{"name", "formats"}, sections...) {
		if root.Get(section) == nil {
			problems = append(problems, fmt.Errorf("%s.yaml: it has no %q", code, section))
		}
	}
	problems = append(problems, f.Formats.complete(code, texts))
	return f, errors.Join(problems...)
}

// translation is a text of the catalogue, of profiles or of facts, which these
// have in English and German only.
type translation struct {
	EN   string `json:"en" required:"true"`
	Text string `json:"text" required:"true"`
}

// Book is what a package says, by language: a section of every file, bound to a T.
// It is safe for concurrent use.
type Book[T any] struct {
	files   *Files
	section string
	of      func(code string, f *Formats) *T
	bound   map[string]func() (*T, error)
}

// NewBook returns the section of the languages that Trias brings, bound to what of
// makes for a language. What a section lacks or has too much of is an error when
// its language is asked for.
func NewBook[T any](section string, of func(code string, f *Formats) *T) *Book[T] {
	return BookOf(brought, section, of)
}

// BookOf is [NewBook] of other languages.
func BookOf[T any](files *Files, section string, of func(code string, f *Formats) *T) *Book[T] {
	b := &Book[T]{files, section, of, map[string]func() (*T, error){}}
	for code, load := range files.files {
		b.bound[code] = sync.OnceValues(func() (*T, error) {
			f, err := load()
			if err != nil {
				return nil, err
			}
			t := of(code, &f.Formats)
			if err := doc.Bind(f.sections[section], t).Err(); err != nil {
				return nil, err
			}
			f.Formats.teach(t)
			return t, nil
		})
	}
	return b
}

// Find returns a language by its code. The error wraps unknown and says which
// there are, or says what is wrong with the file.
func (b *Book[T]) Find(code string, unknown error) (*T, error) {
	if load, ok := b.bound[code]; ok {
		return load()
	}
	codes := b.files.Codes()
	hint := "there are " + strings.Join(codes, ", ")
	if near := doc.Suggest(code, codes); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("%w: %q (%s)", unknown, code, hint)
}

// All returns every language, by its code.
func (b *Book[T]) All() (map[string]*T, error) {
	all := map[string]*T{}
	for code, load := range b.bound {
		t, err := load()
		if err != nil {
			return nil, err
		}
		all[code] = t
	}
	return all, nil
}

// Has reports whether [Formats.Text] says a text in the language itself, and not in
// English for want of a translation.
func (f *Formats) Has(t evidence.Text) bool {
	if f.code == "en" || f.code == "de" {
		return t.In(f.code) != ""
	}
	_, ok := f.texts[t.EN]
	return ok
}

// Fill replaces placeholders: Fill("{a} is {b}", "a", x, "b", y).
func Fill(text string, pairs ...string) string {
	replace := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		replace = append(replace, "{"+pairs[i]+"}", pairs[i+1])
	}
	return strings.NewReplacer(replace...).Replace(text)
}

// Text returns a text in the language: as it is where it is English or German, and
// else as the file translates it, or in English where it does not.
func (f *Formats) Text(t evidence.Text) string {
	if f.code == "en" || f.code == "de" {
		return t.In(f.code)
	}
	if text, ok := f.texts[t.EN]; ok {
		return text
	}
	return t.EN
}
