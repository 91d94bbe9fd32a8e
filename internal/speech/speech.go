// Package speech holds what every renderer needs whose sentences are data: one
// file for each language, placeholders, and forms for one and for many.
package speech

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// Load reads a folder's files "<code>.yaml", each into a T that of makes for its
// code. What a file lacks or has too much of is an error.
func Load[T any](files fs.FS, folder string, of func(code string) *T) (map[string]*T, error) {
	names, err := fs.Glob(files, path.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	all := map[string]*T{}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		code := strings.TrimSuffix(path.Base(name), ".yaml")
		l := of(code)
		if err := doc.Read(path.Base(name), data, doc.DefaultLimits(), l); err != nil {
			return nil, err
		}
		all[code] = l
	}
	return all, nil
}

// Codes returns the codes of languages, sorted.
func Codes[T any](all map[string]*T) []string { return slices.Sorted(maps.Keys(all)) }

// Find returns a language by its code. The error wraps unknown and says which
// there are.
func Find[T any](all map[string]*T, code string, unknown error) (*T, error) {
	if l, ok := all[code]; ok {
		return l, nil
	}
	hint := "there are " + strings.Join(Codes(all), ", ")
	if near := doc.Suggest(code, Codes(all)); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("%w: %q (%s)", unknown, code, hint)
}

// Fill replaces placeholders: Fill("{a} is {b}", "a", x, "b", y).
func Fill(text string, pairs ...string) string {
	replace := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		replace = append(replace, "{"+pairs[i]+"}", pairs[i+1])
	}
	return strings.NewReplacer(replace...).Replace(text)
}

// Plural is a text for one and for any other number.
type Plural struct {
	One  string `json:"one" required:"true"`
	Many string `json:"many" required:"true"`
}

// Count picks the form for a number and fills it in as {n}.
func (p Plural) Count(n int, pairs ...string) string {
	text := p.Many
	if n == 1 {
		text = p.One
	}
	return Fill(text, append(pairs, "n", strconv.Itoa(n))...)
}
