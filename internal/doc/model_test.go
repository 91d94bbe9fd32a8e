package doc_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// custody is an enum.
type custody string

func (custody) Values() []string { return []string{"provider", "shared", "customer"} }

// country is an enum with many values.
type country string

func (country) Values() []string {
	return strings.Fields("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
}

// day is a text type whose failures a schema can state.
type day struct{ year, month, day int }

func (d day) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%04d-%02d-%02d", d.year, d.month, d.day), nil
}

func (d *day) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return fmt.Errorf("%s is not a date", doc.Quote(string(text)))
	}
	d.year, d.month, d.day = t.Year(), int(t.Month()), t.Day()
	return nil
}

func (day) SchemaFormat() string { return "date" }

// release is a text type whose failures only its grammar explains.
type release struct{ text string }

var errRelease = hinted{errors.New("is not a version")}

type hinted struct{ error }

func (hinted) Hint() string { return "write it like 1.2.3" }

func (r release) MarshalText() ([]byte, error) { return []byte(r.text), nil }

func (r *release) UnmarshalText(text []byte) error {
	if !strings.Contains(string(text), ".") {
		return errRelease
	}
	r.text = string(text)
	return nil
}

// demand reads itself from text or a mapping.
type demand struct {
	Rule  string            `json:"rule" required:"true"`
	Facts map[string]string `json:"facts,omitzero"`
}

func (d *demand) UnmarshalNode(n *doc.Node) doc.Problems {
	if n.Kind == doc.String {
		d.Rule = n.Text
		if i := strings.Index(n.Text, "$"); i >= 0 {
			return doc.Problems{n.ProblemAt(i, doc.Semantic, `"$" is not part of a rule`, "remove it")}
		}
		return nil
	}
	type plain demand
	return doc.Bind(n, (*plain)(d))
}

func (d demand) MarshalNode() (*doc.Node, error) {
	if d.Facts == nil {
		return &doc.Node{Kind: doc.String, Text: d.Rule}, nil
	}
	n := &doc.Node{Kind: doc.Mapping, Entries: []doc.Entry{
		{Key: "rule", Value: &doc.Node{Kind: doc.String, Text: d.Rule}},
	}}
	facts := &doc.Node{Kind: doc.Mapping}
	for k, v := range d.Facts {
		facts.Entries = append(facts.Entries, doc.Entry{Key: k, Value: &doc.Node{Kind: doc.String, Text: v}})
	}
	n.Entries = append(n.Entries, doc.Entry{Key: "facts", Value: facts})
	return n, nil
}

type header struct {
	Trias string `json:"trias" required:"true" const:"dossier/v1"`
	Name  string `json:"name,omitzero" maxLen:"20"`
}

type keys struct {
	Custody  *custody `json:"custody,omitzero"`
	Rotation *int64   `json:"rotationDays,omitzero" min:"0" max:"3650"`
	External *bool    `json:"external,omitzero"`
}

type data struct {
	Keys     keys      `json:"keys,omitzero"`
	Share    *float64  `json:"share,omitzero" min:"0" max:"100"`
	Storage  []country `json:"storage,omitzero" minItems:"1"`
	Exported *day      `json:"exportedOn,omitzero"`
}

type component struct {
	ID      string   `json:"id"`
	Version *release `json:"version,omitzero"`
	Open    *bool    `json:"open,omitzero"`
	Tags    []string `json:"tags,omitzero" pattern:"^[a-z]+$"`
}

type dossier struct {
	header
	Data       data             `json:"data,omitzero"`
	Components []component      `json:"components,omitzero"`
	Nested     [][]int          `json:"nested,omitzero"`
	Limits     map[string]int   `json:"limits,omitzero"`
	ByCustody  map[custody]bool `json:"byCustody,omitzero"`
	More       map[string]keys  `json:"more,omitzero"`
	Demand     *demand          `json:"demand,omitzero"`
	At         *time.Time       `json:"at,omitzero"`
	Small      *int8            `json:"small,omitzero"`
	Count      *uint16          `json:"count,omitzero"`
	Raw        *doc.Node        `json:"raw,omitzero"`
	Any        any              `json:"any,omitzero"`
	Ignored    string           `json:"-"`
	unexported string           //lint:ignore U1000 the binder must pass over it
}
