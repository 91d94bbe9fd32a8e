package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
)

// Dossier returns the schema of dossiers with the facts that a catalogue, and
// those it extends, declare for themselves: their types, units, questions and
// closed sets. Of an extension that is declared it refuses facts that are not,
// which lint warns of; other extensions it lets be.
func Dossier(c *criteria.Catalogue) ([]byte, error) {
	data, err := Document("dossier")
	if err != nil {
		return nil, err
	}
	facts := c.Facts()
	extensions := ordered{}
	for _, group := range slices.Sorted(maps.Keys(facts)) {
		extensions = append(extensions, member{group, extension(facts[group])})
	}
	id := "https://trias-sovereignty.github.io/schema/dossier-v1.json"
	for _, change := range []struct{ key, old, new string }{
		{"$id", id, fmt.Sprintf("%s?catalogue=%s&version=%s", id, url.QueryEscape(c.ID()), url.QueryEscape(string(c.Version())))},
		{"title", "Trias dossier", fmt.Sprintf("Trias dossier with the facts of %s %s", c.ID(), c.Version())},
	} {
		if data, err = replace(data, "  ", change.key, change.old, change.new); err != nil {
			return nil, err
		}
	}
	other := ordered{{"additionalProperties", ordered{{"$ref", "#/$defs/Value"}}}, {"type", "object"}}
	const text = "Ext holds the facts that catalogues declare for themselves, by name of the extension and of the fact."
	return replace(data, "    ", "ext",
		ordered{{"additionalProperties", other}, {"type", "object"}, {"description", text}},
		ordered{{"properties", extensions}, {"additionalProperties", other}, {"type", "object"}, {"description", text}})
}

// extension is the schema of the facts of one extension.
func extension(facts map[string]criteria.Fact) ordered {
	properties := ordered{}
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		f := facts[name]
		s := scalar(f)
		if f.List {
			s = ordered{{"items", s}, {"type", "array"}}
		}
		s = append(s, member{"description", f.Question.EN}, member{"x-question-de", f.Question.DE})
		if f.Unit != "" {
			s = append(s, member{"x-unit", f.Unit})
		}
		properties = append(properties, member{name, s})
	}
	return ordered{{"properties", properties}, {"additionalProperties", false}, {"type", "object"}}
}

// maxWhole bounds whole numbers, maxText a text; see criteria.
const (
	maxWhole = 1 << 53
	maxText  = 1000
)

// scalar is the schema of one value of a fact.
func scalar(f criteria.Fact) ordered {
	switch f.Type {
	case "bool":
		return ordered{{"type", "boolean"}}
	case "int":
		return ordered{{"type", "integer"}, {"maximum", maxWhole}, {"minimum", -maxWhole}}
	case "number":
		return ordered{{"type", "number"}}
	case "date":
		return ordered{{"$ref", "#/$defs/Date"}}
	case "version":
		return ordered{{"$ref", "#/$defs/Version"}}
	}
	if f.Values != nil {
		return ordered{{"type", "string"}, {"enum", f.Values}}
	}
	return ordered{{"type", "string"}, {"maxLength", maxText}}
}

// ordered is an object that keeps the order of its members.
type ordered []member

type member struct {
	key   string
	value any
}

// MarshalJSON writes the members in order.
func (o ordered) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		for j, v := range []any{m.key, m.value} {
			text, err := plain(v)
			if err != nil {
				return nil, err
			}
			if j > 0 {
				b.WriteByte(':')
			}
			b.Write(text)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// plain encodes without the escapes that are for HTML.
func plain(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// replace puts another value in the place of one of a generated document, which
// has it once at that indent.
func replace(data []byte, indent, key string, old, with any) ([]byte, error) {
	var lines [2][]byte
	for i, v := range []any{old, with} {
		text, err := plain(v)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		fmt.Fprintf(&b, "\n%s%q: ", indent, key)
		if err := json.Indent(&b, text, indent, "  "); err != nil {
			return nil, err
		}
		lines[i] = b.Bytes()
	}
	if bytes.Count(data, lines[0]) != 1 {
		return nil, fmt.Errorf("the schema of dossiers has no %s of the form expected", key) // a test would notice
	}
	return bytes.Replace(data, lines[0], lines[1], 1), nil
}
