package cyclonedx

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// validate checks a document against its schema and says what is wrong with it, with places.
//
// The validator builds an error for every fault before it returns any. So components and services, of which there may be
// very many, are checked one at a time, each in a document of its own, until enough is found: then a document that is wrong
// throughout takes no more memory than one that is right.
func validate(f *intake.File, limits doc.Limits, schema *jsonschema.Schema, tree map[string]any) error {
	v := &validator{schema: schema, tree: tree}
	lists := v.takeOut(tree)
	v.check(tree, nil, nil)
	for _, l := range lists {
		v.list(l)
	}
	putBack(tree, lists)
	if v.err != nil {
		return fmt.Errorf("%s: %w", f.Name, v.err)
	}
	if len(v.found) == 0 {
		return nil
	}
	// Places are found by reading the document again: nobody needs them otherwise.
	root, err := doc.ParseJSON(f.Name, f.Data, limits)
	if err != nil {
		return err
	}
	var out doc.Collector
	for _, fault := range v.found {
		what, hint := wording(fault.error)
		at := pointer(fault.at)
		if hint == "" && strings.Contains(at, "/licenses") {
			hint = "licences are a list of licences, or of one expression alone"
		}
		p := root.Find(at).Problem(doc.Structural, what, hint)
		p.Pointer = at
		out.Add(p)
	}
	return out.Err()
}

type validator struct {
	schema *jsonschema.Schema
	tree   map[string]any
	found  []fault
	err    error // of the validator itself
}

type fault struct {
	at    []string
	error *jsonschema.ValidationError
}

// enough is when looking for faults stops: at a few more than are reported.
const enough = 1200

// listed are the lists that are checked element by element; each may contain itself.
var listed = []string{"components", "services"}

// sublist is a list that was taken out of an object, and where it stood.
type sublist struct {
	key  string
	at   []string
	list []any
}

// takeOut replaces the lists of an object by empty ones.
func (v *validator) takeOut(object map[string]any, at ...string) (out []sublist) {
	for _, key := range listed {
		if list, ok := object[key].([]any); ok {
			out = append(out, sublist{key, append(slices.Clone(at), key), list})
			object[key] = []any{}
		}
	}
	return out
}

func putBack(object map[string]any, lists []sublist) {
	for _, l := range lists {
		object[l.key] = l.list
	}
}

// check validates a document; what stands at inner within it stands at outer in the whole one.
func (v *validator) check(document any, inner, outer []string) {
	err := v.schema.Validate(document)
	var invalid *jsonschema.ValidationError
	switch {
	case err == nil:
	case errors.As(err, &invalid):
		for _, leaf := range leaves(invalid) {
			at := leaf.InstanceLocation
			if len(at) >= len(inner) && slices.Equal(at[:len(inner)], inner) {
				at = append(slices.Clone(outer), at[len(inner):]...)
			}
			v.found = append(v.found, fault{at, leaf})
		}
	case v.err == nil:
		v.err = err
	}
}

// list validates the elements of a list in documents of their own.
func (v *validator) list(l sublist) {
	if at, twice := twins(l.list); twice {
		v.found = append(v.found, fault{l.at, &jsonschema.ValidationError{ErrorKind: &kind.UniqueItems{Duplicates: at}}})
	}
	for i, item := range l.list {
		if len(v.found) >= enough || v.err != nil {
			return
		}
		at := append(slices.Clone(l.at), strconv.Itoa(i))
		object, _ := item.(map[string]any)
		lists := v.takeOut(object, at...)
		v.check(map[string]any{"bomFormat": v.tree["bomFormat"], "specVersion": v.tree["specVersion"], "version": json.Number("1"), l.key: []any{item}},
			[]string{l.key, "0"}, at)
		for _, inner := range lists {
			v.list(inner)
		}
		putBack(object, lists)
	}
}

var unique = sync.OnceValues(func() (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	if err := c.AddResource("unique.json", map[string]any{"uniqueItems": true}); err != nil {
		return nil, err
	}
	return c.Compile("unique.json")
})

// twins finds two elements of a list that are the same, which no schema allows.
func twins(list []any) (at [2]int, found bool) {
	schema, err := unique()
	if err != nil {
		return at, false
	}
	var invalid *jsonschema.ValidationError
	if errors.As(schema.Validate(list), &invalid) {
		for _, leaf := range leaves(invalid) {
			if k, ok := leaf.ErrorKind.(*kind.UniqueItems); ok {
				return k.Duplicates, true
			}
		}
	}
	return at, false
}

func pointer(tokens []string) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteByte('/')
		b.WriteString(strings.ReplaceAll(strings.ReplaceAll(t, "~", "~0"), "/", "~1"))
	}
	return b.String()
}

// leaves are the faults everything else follows from. Where a value fits none of several forms, those of the form that
// was probably meant: the one whose fault lies deepest, then the one with the fewest faults.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var all [][]*jsonschema.ValidationError
	for _, cause := range e.Causes {
		all = append(all, leaves(cause))
	}
	switch e.ErrorKind.(type) {
	case *kind.OneOf, *kind.AnyOf:
		return slices.MinFunc(all, func(a, b []*jsonschema.ValidationError) int {
			if d := deepest(b) - deepest(a); d != 0 {
				return d
			}
			return len(a) - len(b)
		})
	}
	return slices.Concat(all...)
}

func deepest(es []*jsonschema.ValidationError) int {
	depth := 0
	for _, e := range es {
		depth = max(depth, len(e.InstanceLocation))
	}
	return depth
}

// wording says what is wrong in the words of the reader, not of the schema language.
func wording(e *jsonschema.ValidationError) (what, hint string) {
	switch k := e.ErrorKind.(type) {
	case *kind.Required:
		return "lacks " + quoteAll(k.Missing), ""
	case *kind.AdditionalProperties:
		return fmt.Sprintf("has %s, which this version of CycloneDX does not know here", quoteAll(k.Properties)), ""
	case *kind.FalseSchema:
		return "must not be here", ""
	case *kind.Type:
		return fmt.Sprintf("is %s, not %s", k.Got, strings.Join(k.Want, " or ")), ""
	case *kind.Enum:
		return enumWording(k)
	case *kind.Const:
		return fmt.Sprintf("is %s, not %s", short(k.Got), short(k.Want)), ""
	case *kind.Pattern:
		return fmt.Sprintf("is %s, which does not follow the pattern %s", doc.Quote(k.Got), k.Want), ""
	case *kind.Format:
		return fmt.Sprintf("is %s, which is no %s", short(k.Got), k.Want), ""
	case *kind.UniqueItems:
		return fmt.Sprintf("has the same entry twice, at %d and %d", k.Duplicates[0], k.Duplicates[1]), "keep one of the two"
	case *kind.Not:
		return "has fields that exclude each other", ""
	case *kind.OneOf:
		return "fits more than one of the forms allowed here", "leave out what belongs to the other form"
	}
	return e.ErrorKind.LocalizedString(message.NewPrinter(language.English)), ""
}

func enumWording(k *kind.Enum) (what, hint string) {
	var known []string
	for _, w := range k.Want {
		if text, ok := w.(string); ok {
			known = append(known, text)
		}
	}
	got, isText := k.Got.(string)
	if near := doc.Suggest(got, known); isText && near != "" {
		return short(k.Got) + " is not known here", fmt.Sprintf("did you mean %q?", near)
	}
	if len(known) <= 24 {
		return short(k.Got) + " is not known here", "one of " + strings.Join(known, ", ")
	}
	return short(k.Got) + " is not known here", fmt.Sprintf("%d values are, see the schema", len(known))
}

func short(v any) string {
	if text, ok := v.(string); ok {
		return doc.Quote(text)
	}
	return strings.Trim(doc.Quote(fmt.Sprint(v)), `"`)
}

func quoteAll(names []string) string {
	const most = 10
	names = slices.Sorted(slices.Values(names))
	quoted := make([]string, min(len(names), most))
	for i := range quoted {
		quoted[i] = doc.Quote(names[i])
	}
	text := strings.Join(quoted, ", ")
	if more := len(names) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
