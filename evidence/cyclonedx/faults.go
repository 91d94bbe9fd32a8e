package cyclonedx

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// faults turns what the validator found into problems with places, for which it reads the document again.
func faults(f *intake.File, limits doc.Limits, err error) error {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	root, err := doc.ParseJSON(f.Name, f.Data, limits)
	if err != nil {
		return err
	}
	var out doc.Collector
	for _, leaf := range leaves(invalid) {
		what, hint := wording(leaf)
		at := pointer(leaf.InstanceLocation)
		p := root.Find(at).Problem(doc.Structural, what, hint)
		p.Pointer = at
		out.Add(p)
	}
	return out.Err()
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
	quoted := make([]string, len(names))
	for i, n := range slices.Sorted(slices.Values(names)) {
		quoted[i] = strconv.Quote(n)
		if len(n) > 60 {
			quoted[i] = doc.Quote(n)
		}
	}
	return strings.Join(quoted, ", ")
}
