package criteria

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Coverage says how the criteria of a catalogue reach a clause.
type Coverage string

// The coverages, strongest first.
const (
	// Direct: a criterion refers to the clause.
	Direct Coverage = "direct"
	// Below: criteria refer only to parts of the clause.
	Below Coverage = "below"
	// Above: a criterion refers only to the whole that the clause is part of;
	// whether it means this part, the reference does not say.
	Above Coverage = "above"
	// None: no criterion refers to the clause, to a part of it or to a clause
	// that it is part of.
	None Coverage = "none"
)

// Values returns the accepted values.
func (Coverage) Values() []string { return []string{"direct", "below", "above", "none"} }

// Crosswalk says which clauses of a framework the criteria of a catalogue refer
// to, and how. It is a view of the references, no judgement of its own: that a
// criterion is part of a clause is the word of the catalogue's author.
type Crosswalk struct {
	Catalogue        string           `json:"catalogue"`
	CatalogueVersion evidence.Version `json:"catalogueVersion"`
	CatalogueDigest  string           `json:"catalogueDigest"`
	// Framework and Version name what is looked at. Title, Publisher, Status,
	// Date, ApplicableFrom, URL, Source, Unverified and Note are as in
	// [frameworks.Edition].
	Framework      string             `json:"framework"`
	Version        string             `json:"version"`
	Title          evidence.Text      `json:"title"`
	Publisher      string             `json:"publisher"`
	Status         frameworks.Status  `json:"status"`
	Date           *evidence.Date     `json:"date,omitzero"`
	ApplicableFrom *evidence.Date     `json:"applicableFrom,omitzero"`
	URL            string             `json:"url,omitzero"`
	Source         evidence.Text      `json:"source"`
	Unverified     []frameworks.Field `json:"unverified,omitzero"`
	Note           evidence.Text      `json:"note,omitzero"`
	// Complete says whether all clauses of the document are listed. Only then
	// is what has coverage none all that no criterion refers to.
	Complete bool `json:"complete"`
	// Whole are the criteria that refer to the framework and name no clause.
	Whole []Link `json:"whole,omitzero"`
	// Rows are the clauses in the order of the document.
	Rows []Row `json:"rows"`
	// Counts sums up the rows of the clauses that have no parts.
	Counts Counts `json:"counts"`
}

// Row is one clause and the criteria that refer to it.
type Row struct {
	Clause string        `json:"clause"`
	Below  string        `json:"below,omitzero"`
	Title  evidence.Text `json:"title,omitzero"`
	// Unverified marks a clause that nobody has looked up.
	Unverified bool     `json:"unverified,omitzero"`
	Coverage   Coverage `json:"coverage"`
	// Links are the criteria that refer to this very clause, in the order of
	// the catalogue.
	Links []Link `json:"links,omitzero"`
	// Parts says whether other clauses are part of this one, and Depth how many
	// it is itself below.
	Parts bool  `json:"parts,omitzero"`
	Depth int64 `json:"depth"`
}

// Link is a criterion that refers to a clause.
type Link struct {
	Criterion string        `json:"criterion"`
	Relation  Relation      `json:"relation"`
	Title     evidence.Text `json:"title"`
}

// Counts says how many of the clauses without parts have which coverage.
type Counts struct {
	Clauses int64 `json:"clauses"`
	Direct  int64 `json:"direct"`
	Above   int64 `json:"above"`
	None    int64 `json:"none"`
}

// NewCrosswalk compares a catalogue with a framework. The error wraps
// [frameworks.ErrUnknown] if criteria of the catalogue cannot refer to it.
func NewCrosswalk(c *Catalogue, name frameworks.Name) (*Crosswalk, error) {
	f, err := c.Framework(name)
	if err != nil {
		return nil, err
	}
	e := f.Edition()
	x := &Crosswalk{
		Catalogue: c.ID(), CatalogueVersion: c.Version(), CatalogueDigest: c.Digest(),
		Framework: e.ID, Version: e.Version, Title: e.Title, Publisher: e.Publisher, Status: e.Status,
		Date: e.Date, ApplicableFrom: e.ApplicableFrom, URL: e.URL, Source: e.Source,
		Unverified: e.Unverified, Note: e.Note, Complete: e.Complete,
	}
	links := map[string][]Link{}
	for _, criterion := range c.criteria {
		for _, r := range criterion.References {
			if r.Name() == name {
				links[r.Clause] = append(links[r.Clause], Link{criterion.ID, r.Relation, criterion.Title})
			}
		}
	}
	x.Whole = links[""]
	for depth, clause := range f.All() {
		x.Rows = append(x.Rows, Row{
			Clause: clause.ID, Below: clause.Below, Title: clause.Title, Coverage: None, Links: links[clause.ID],
			Unverified: clause.Unverified || slices.Contains(e.Unverified, "clauses"), Depth: int64(depth),
		})
	}
	x.cover()
	return x, nil
}

// cover settles the coverage of every row. A clause stands before its parts, so
// one way down and one way up see all.
func (x *Crosswalk) cover() {
	at := make(map[string]int, len(x.Rows))
	for i := range x.Rows {
		row := &x.Rows[i]
		at[row.Clause] = i
		above, part := at[row.Below]
		switch {
		case len(row.Links) > 0:
			row.Coverage = Direct
		case part && (x.Rows[above].Coverage == Direct || x.Rows[above].Coverage == Above):
			row.Coverage = Above
		}
	}
	for i := len(x.Rows) - 1; i >= 0; i-- {
		row := &x.Rows[i]
		if above, part := at[row.Below]; part {
			x.Rows[above].Parts = true
			if (row.Coverage == Direct || row.Coverage == Below) && x.Rows[above].Coverage != Direct {
				x.Rows[above].Coverage = Below
			}
		}
		if !row.Parts {
			x.Counts.add(row.Coverage)
		}
	}
}

func (n *Counts) add(c Coverage) {
	n.Clauses++
	switch c {
	case Direct:
		n.Direct++
	case Above:
		n.Above++
	case None:
		n.None++
	}
}

// EncodeJSON writes the crosswalk as JSON, byte-stable.
func (x *Crosswalk) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(x) }

// WriteCSV writes one line for each clause and criterion that refers to it, and
// one for each clause that none refers to, titles in the language of the code.
// The line of a criterion that names no clause has an empty clause.
func (x *Crosswalk) WriteCSV(w io.Writer, lang string) error {
	out := csv.NewWriter(w)
	lines := [][]string{{"framework", "version", "status", "clause", "below", "title", "unverified", "coverage", "relation", "criterion", "criterionTitle", "listComplete"}}
	add := func(row Row, link Link) {
		lines = append(lines, []string{x.Framework, x.Version, string(x.Status), inert(row.Clause), inert(row.Below), inert(row.Title.In(lang)),
			strconv.FormatBool(row.Unverified), string(row.Coverage), string(link.Relation), link.Criterion, inert(link.Title.In(lang)), strconv.FormatBool(x.Complete)})
	}
	for _, link := range x.Whole {
		add(Row{Coverage: Direct}, link)
	}
	for _, row := range x.Rows {
		if len(row.Links) == 0 {
			add(row, Link{})
		}
		for _, link := range row.Links {
			add(row, link)
		}
	}
	return out.WriteAll(lines)
}

// inert keeps spreadsheets from taking a text of somebody's catalogue for a
// formula.
func inert(text string) string {
	if r, _ := utf8.DecodeRuneInString(text); text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) {
		return "'" + text
	}
	return text
}
