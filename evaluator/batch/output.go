package batch

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Writer writes the results of chunks, record by record: see [Plan.NewNDJSONWriter]
// and [Plan.NewCSVWriter]. The same chunks give the same bytes.
type Writer interface {
	// Write writes what a chunk has; a nil one has nothing. Its error is one of writing.
	Write(*Chunk) error
	// Flush writes what was kept back.
	Flush() error
}

// applied says under what the records of a variant are judged.
func (p *Plan) applied(variant int) VariantCounts {
	v := p.variants[variant]
	profile, catalogue := v.Evaluator.Profile(), v.Evaluator.Catalogue()
	region := ""
	if l := profile.Localisation(); l != nil {
		region = l.Region
	}
	return VariantCounts{
		Profile: profile.ID(), ProfileVersion: profile.Version(), ProfileDigest: profile.Digest(), Localisation: region,
		Catalogue: catalogue.ID(), CatalogueVersion: catalogue.Version(), CatalogueDigest: catalogue.Digest(),
		Varied: v.Evaluator.Varied() || len(v.Reveal)+len(v.Prove) > 0,
	}
}

// NewNDJSONWriter writes a line of JSON for each record and variant, here broken into
// four:
//
//	{"record":0,"line":1,"subject":"offer-1","version":"2.1","layer":"platform","variant":0,
//	 "profile":"high","profileVersion":"1.0.0","localisation":"EU","catalogue":"trias","catalogueVersion":"1.0.0",
//	 "at":"2026-11-01T00:00:00Z",
//	 "conformity":"inconclusive","outcomes":{"DAT-CHO-01":"pass","DAT-CHO-02":"unproven"}}
//
// What is not known of the subject is left out, and so is line where the stream was
// no NDJSON, and localisation where the profile speaks of no region. A variant that is not the profile itself, but a variation of it or a
// look as if more were known or proven, has "varied":true before the instant. Of a
// record that was skipped it is one line:
//
//	{"record":1,"line":2,"error":"offers.ndjson:2:17: /data/keys/custody: …"}
//
// Where it has several problems, the text of the error has a line for each.
func (p *Plan) NewNDJSONWriter(w io.Writer) Writer {
	n := &ndjson{w: w}
	for i, v := range p.variants {
		var keys []string
		for k, id := range v.Evaluator.Profile().Criteria() {
			key := strconv.Quote(id) + `:"` // ids have neither quotes nor escapes
			if k > 0 {
				key = "," + key
			}
			keys = append(keys, key)
		}
		n.keys = append(n.keys, keys)
		of := p.applied(i)
		head := fmt.Appendf(nil, `,"variant":%d,"profile":%s,"profileVersion":%s`, i, quoted(of.Profile), quoted(string(of.ProfileVersion)))
		if of.Localisation != "" {
			head = fmt.Appendf(head, `,"localisation":%s`, quoted(of.Localisation))
		}
		head = fmt.Appendf(head, `,"catalogue":%s,"catalogueVersion":%s`, quoted(of.Catalogue), quoted(string(of.CatalogueVersion)))
		if of.Varied {
			head = append(head, `,"varied":true`...)
		}
		head = fmt.Appendf(head, `,"at":"%s","conformity":"`, instant(p.at))
		n.heads = append(n.heads, head)
	}
	return n
}

// instant is a moment as verdicts have it.
func instant(at time.Time) string { return at.UTC().Format(time.RFC3339Nano) }

type ndjson struct {
	w     io.Writer
	b     []byte
	keys  [][]string // by variant and criterion
	heads [][]byte   // by variant: what all its records have
}

func (n *ndjson) Write(c *Chunk) error {
	if c == nil {
		return nil
	}
	skipped := c.Skipped
	for i := range c.Records {
		r := &c.Records[i]
		for len(skipped) > 0 && skipped[0].Number < r.Number {
			n.bad(skipped[0])
			skipped = skipped[1:]
		}
		for v := range n.keys {
			n.record(r)
			n.b = append(n.b, `,"subject":"`...)
			n.b = append(n.b, r.Subject.ID...)
			n.b = append(n.b, '"')
			if r.Subject.Version != "" {
				n.b = append(append(n.b, `,"version":`...), quoted(string(r.Subject.Version))...)
			}
			if r.Subject.Layer != "" {
				n.b = append(append(append(n.b, `,"layer":"`...), r.Subject.Layer...), '"')
			}
			n.b = append(append(append(n.b, n.heads[v]...), c.Result.Conformity(v, i)...), `","outcomes":{`...)
			for k, key := range n.keys[v] {
				n.b = append(append(append(n.b, key...), c.Result.Outcome(v, k, i)...), '"')
			}
			n.b = append(n.b, "}}\n"...)
		}
	}
	for _, bad := range skipped {
		n.bad(bad)
	}
	return n.Flush()
}

func (n *ndjson) record(r *Record) {
	n.b = strconv.AppendInt(append(n.b, `{"record":`...), r.Number, 10)
	if r.Line > 0 {
		n.b = strconv.AppendInt(append(n.b, `,"line":`...), r.Line, 10)
	}
}

func (n *ndjson) bad(bad *BadRecord) {
	n.record(&Record{Number: bad.Number, Line: bad.Line})
	n.b = append(append(append(n.b, `,"error":`...), quoted(bad.Error())...), "}\n"...)
}

func (n *ndjson) Flush() error {
	_, err := n.w.Write(n.b)
	n.b = n.b[:0]
	return err
}

// quoted is a text as JSON has it.
func quoted(text string) []byte {
	b, err := doc.Canonical(text)
	if err != nil { // no valid text in UTF-8
		return strconv.AppendQuoteToASCII(nil, text)
	}
	return b
}

// NewCSVWriter writes a table (RFC 4180) with a row for each record and variant.
// Its columns are record, line, subject, version, layer, variant, profile,
// profileVersion, localisation, catalogue, catalogueVersion, varied, at, conformity, error, as
// [Plan.NewNDJSONWriter] has them, then the criteria of all profiles in the order in
// which they first occur. A criterion that a profile does not apply is empty in its
// rows. A record that was skipped has one row, with nothing but its place and its
// error. A stream without records gives the header, once it is flushed.
func (p *Plan) NewCSVWriter(w io.Writer) Writer {
	t := &table{w: csv.NewWriter(w), header: []string{"record", "line", "subject", "version", "layer", "variant",
		"profile", "profileVersion", "localisation", "catalogue", "catalogueVersion", "varied", "at", "conformity", "error"}}
	at := map[string]int{}
	for i, v := range p.variants {
		var places []int
		for _, id := range v.Evaluator.Profile().Criteria() {
			place, ok := at[id]
			if !ok {
				place = len(t.header)
				at[id] = place
				t.header = append(t.header, id)
			}
			places = append(places, place)
		}
		t.places = append(t.places, places)
		of := p.applied(i)
		varied := ""
		if of.Varied {
			varied = "true"
		}
		t.heads = append(t.heads, []string{strconv.Itoa(i), of.Profile, string(of.ProfileVersion), of.Localisation, of.Catalogue, string(of.CatalogueVersion), varied, instant(p.at)})
	}
	return t
}

type table struct {
	w      *csv.Writer
	header []string
	begun  bool
	places [][]int    // by variant and criterion, the column
	heads  [][]string // by variant: what all its rows have
}

// variantColumn, conformityColumn and errorColumn are places in the header.
const variantColumn, conformityColumn, errorColumn = 5, 13, 14

// begin writes the header, once.
func (t *table) begin() error {
	if t.begun {
		return nil
	}
	t.begun = true
	return t.w.Write(t.header)
}

func (t *table) Write(c *Chunk) error {
	if c == nil {
		return nil
	}
	if err := t.begin(); err != nil {
		return err
	}
	skipped := c.Skipped
	bad := func() error {
		row := t.row(skipped[0].Number, skipped[0].Line)
		row[errorColumn] = skipped[0].Error()
		skipped = skipped[1:]
		return t.w.Write(row)
	}
	for i := range c.Records {
		r := &c.Records[i]
		for len(skipped) > 0 && skipped[0].Number < r.Number {
			if err := bad(); err != nil {
				return err
			}
		}
		for v := range t.places {
			row := t.row(r.Number, r.Line)
			row[2], row[3], row[4] = r.Subject.ID, string(r.Subject.Version), string(r.Subject.Layer)
			copy(row[variantColumn:], t.heads[v])
			row[conformityColumn] = string(c.Result.Conformity(v, i))
			for k, place := range t.places[v] {
				row[place] = string(c.Result.Outcome(v, k, i))
			}
			if err := t.w.Write(row); err != nil {
				return err
			}
		}
	}
	for len(skipped) > 0 {
		if err := bad(); err != nil {
			return err
		}
	}
	return t.Flush()
}

// row is a row of a record.
func (t *table) row(number, line int64) []string {
	row := make([]string, len(t.header))
	row[0] = strconv.FormatInt(number, 10)
	if line > 0 {
		row[1] = strconv.FormatInt(line, 10)
	}
	return row
}

func (t *table) Flush() error {
	if err := t.begin(); err != nil { // a table without rows has its header
		return err
	}
	t.w.Flush()
	return t.w.Error()
}

// Counts are how many records of a stream have which results. They are exact, and
// the same however the stream was cut into chunks.
type Counts struct {
	// Records were judged, Decided of them by the evaluator alone (see [Encoder]);
	// Skipped could not be.
	Records int64 `json:"records"`
	Decided int64 `json:"decided"`
	Skipped int64 `json:"skipped"`
	// At is the instant of the plan.
	At evaluator.Instant `json:"at"`
	// Variants are those of the plan, in its order.
	Variants []VariantCounts `json:"variants"`
}

// VariantCounts are the counts of one variant.
type VariantCounts struct {
	// Profile and Catalogue are what was applied, in which version; the digests are
	// those of verdicts. Localisation is the region that the profile speaks of (see
	// [profiles.Profile.Localisation]), empty if it speaks of none.
	Profile          string           `json:"profile"`
	ProfileVersion   evidence.Version `json:"profileVersion"`
	ProfileDigest    string           `json:"profileDigest"`
	Localisation     string           `json:"localisation,omitzero"`
	Catalogue        string           `json:"catalogue"`
	CatalogueVersion evidence.Version `json:"catalogueVersion"`
	CatalogueDigest  string           `json:"catalogueDigest"`
	// Varied says that it is not the profile itself, but a variation of it
	// ([evaluator.Evaluator.Vary]) or a look as if more were known or proven.
	Varied bool `json:"varied,omitzero"`
	// Conformity is the number of records of each conformity; of those left out
	// there are none.
	Conformity map[evaluator.Conformity]int64 `json:"conformity"`
	// Criteria are in the order of [profiles.Profile.Criteria].
	Criteria []CriterionCounts `json:"criteria"`
}

// CriterionCounts are the counts of one criterion.
type CriterionCounts struct {
	ID string `json:"id"`
	// Outcomes is the number of records with each outcome; of those left out there
	// are none.
	Outcomes map[evaluator.Outcome]int64 `json:"outcomes"`
}

// NewCounts returns counts of nothing.
func (p *Plan) NewCounts() *Counts {
	n := &Counts{At: evaluator.Instant{Time: p.at.UTC()}}
	for i, v := range p.variants {
		of := p.applied(i)
		of.Conformity = map[evaluator.Conformity]int64{}
		for _, id := range v.Evaluator.Profile().Criteria() {
			of.Criteria = append(of.Criteria, CriterionCounts{id, map[evaluator.Outcome]int64{}})
		}
		n.Variants = append(n.Variants, of)
	}
	return n
}

// Add counts a chunk of a stream of the same plan; a nil one has nothing.
func (n *Counts) Add(c *Chunk) {
	if c == nil {
		return
	}
	n.Skipped += int64(len(c.Skipped))
	n.Records += int64(len(c.Records))
	for i := range c.Records {
		if c.Records[i].Decided {
			n.Decided++
		}
	}
	for v := range n.Variants {
		of := &n.Variants[v]
		for _, k := range conformities {
			if count := c.Result.CountConformity(v, k); count > 0 {
				of.Conformity[k] += int64(count)
			}
		}
		for i := range of.Criteria {
			for _, o := range outcomes {
				if count := c.Result.Count(v, i, o); count > 0 {
					of.Criteria[i].Outcomes[o] += int64(count)
				}
			}
		}
	}
}

// EncodeJSON writes the counts as JSON; the same counts give the same bytes.
func (n *Counts) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(n) }
