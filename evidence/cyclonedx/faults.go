package cyclonedx

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
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
// The validator builds an error for every fault before it returns any, some kilobytes each. So the entries of every list at
// the top, and of components and services at any depth, are checked one at a time, each in a document of its own, until
// enough is found; and no such piece may have more than a fifteenth of the values a document may have.
func validate(f *intake.File, limits doc.Limits, schema *jsonschema.Schema, tree map[string]any) error {
	v := &validator{schema: schema, version: tree["specVersion"], most: max(limits.Nodes/15, 1000)}
	v.document(tree)
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
		at := pointer(fault.at)
		p := root.Find(at).Problem(doc.Structural, "", "")
		p.Pointer = at
		if fault.limit != nil {
			p.Kind, p.Cause, p.Message, p.Hint = doc.Limit, fault.limit, "is one entry that "+fault.limit.Error(), "leave out what is not needed, or raise the limit when importing it"
			out.Add(p)
			continue
		}
		p.Message, p.Hint = wording(fault.error)
		if p.Hint == "" && strings.Contains(at, "/licenses") {
			p.Hint = "licences are a list of licences, or of one expression alone"
		}
		out.Add(p)
	}
	return out.Err()
}

type validator struct {
	schema  *jsonschema.Schema
	version any // of the specification
	most    int // values in one piece
	found   []fault
	err     error // of the validator itself
}

type fault struct {
	at    []string
	error *jsonschema.ValidationError
	limit *doc.LimitError
}

// enough is when looking for faults stops: at a few more than are reported.
const enough = 1200

// sublist is a list to be checked entry by entry: as one at the top of a document under key.
type sublist struct {
	key  string
	at   []string
	list []any
	back func() // puts it back where it was taken from
}

// takeOut replaces a list of an object by an empty one.
func takeOut(object map[string]any, key, as string, at ...string) (sublist, bool) {
	list, ok := object[key].([]any)
	if !ok || len(list) == 0 {
		return sublist{}, false
	}
	object[key] = []any{}
	return sublist{as, append(slices.Clone(at), key), list, func() { object[key] = list }}, true
}

// document checks a whole document: what is left of it without its lists, and then these.
func (v *validator) document(tree map[string]any) {
	var lists []sublist
	take := func(object map[string]any, key, as string, at ...string) {
		if l, ok := takeOut(object, key, as, at...); ok {
			lists = append(lists, l)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		take(tree, key, key)
	}
	if metadata, ok := tree["metadata"].(map[string]any); ok {
		if subject, ok := metadata["component"].(map[string]any); ok {
			take(subject, "components", "components", "metadata", "component")
		}
		if tools, ok := metadata["tools"].(map[string]any); ok {
			take(tools, "components", "components", "metadata", "tools")
			take(tools, "services", "services", "metadata", "tools")
		}
	}
	v.check(tree, nil, nil)
	for _, l := range lists {
		v.list(l)
		l.back()
	}
}

// check validates a document; what stands at inner within it stands at outer in the whole one.
func (v *validator) check(document any, inner, outer []string) {
	if n := size(document); n > v.most {
		v.found = append(v.found, fault{at: outer, limit: &doc.LimitError{Limit: "nodes", Max: v.most, Actual: n}})
		return
	}
	err := v.schema.Validate(document)
	var invalid *jsonschema.ValidationError
	switch {
	case err == nil:
	case errors.As(err, &invalid):
		for _, leaf := range leaves(invalid) {
			at := leaf.InstanceLocation
			if len(at) < len(inner) || !slices.Equal(at[:len(inner)], inner) {
				continue // the list is at fault, not its entry; that was found without its entries
			}
			at = append(slices.Clone(outer), at[len(inner):]...)
			v.found = append(v.found, fault{at: at, error: leaf})
		}
	case v.err == nil:
		v.err = err
	}
}

// size is the number of values.
func size(value any) int {
	n := 1
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			n += size(item)
		}
	case map[string]any:
		for _, item := range value {
			n += size(item)
		}
	}
	return n
}

// list validates the entries of a list in documents of their own.
func (v *validator) list(l sublist) {
	// A list that may hold itself, components in a component, is taken out of its entries in turn.
	nested := l.key == "components" || l.key == "services"
	if nested || v.uniqueItems(l.key) {
		if at, twice := twins(l.list); twice {
			v.found = append(v.found, fault{at: l.at, error: &jsonschema.ValidationError{ErrorKind: &kind.UniqueItems{Duplicates: at}}})
		}
	}
	for i, item := range l.list {
		if len(v.found) >= enough || v.err != nil {
			return
		}
		at := append(slices.Clone(l.at), strconv.Itoa(i))
		object, _ := item.(map[string]any)
		inner, taken := sublist{}, false
		if nested {
			inner, taken = takeOut(object, l.key, l.key, at...)
		}
		v.check(map[string]any{"bomFormat": "CycloneDX", "specVersion": v.version, "version": json.Number("1"), l.key: []any{item}}, []string{l.key, "0"}, at)
		if taken {
			v.list(inner)
			inner.back()
		}
	}
}

// uniqueItems reports whether the schema forbids twins in a list of the document.
func (v *validator) uniqueItems(key string) bool {
	list := v.schema.Properties[key]
	return list != nil && list.UniqueItems
}

var unique = sync.OnceValues(func() (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	if err := c.AddResource("unique.json", map[string]any{"uniqueItems": true}); err != nil {
		return nil, err
	}
	return c.Compile("unique.json")
})

// twins finds two elements of a list that are the same, which no schema allows where it has uniqueItems.
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
