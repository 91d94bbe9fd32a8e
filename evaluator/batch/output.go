package batch

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Writer writes the results of chunks, record by record: see [Plan.NewNDJSONWriter]
// and [Plan.NewCSVWriter]. The same chunks give the same bytes.
type Writer interface {
	// Write writes what a chunk has. Its error is one of writing.
	Write(*Chunk) error
	// Flush writes what was kept back.
	Flush() error
}

// NewNDJSONWriter writes a line of JSON for each record and variant:
//
//	{"record":0,"line":1,"subject":"offer-1","version":"2.1","layer":"platform","variant":0,"profile":"high",
//	 "conformity":"inconclusive","outcomes":{"DAT-CHO-01":"pass","DAT-CHO-02":"unproven"}}
//
// on one line. What is not known of the subject is left out, and so is line where
// the stream was no NDJSON. Of a record that was skipped it is one line:
//
//	{"record":1,"line":2,"error":"offers.ndjson:2:17: /data/keys/custody: …"}
func (p *Plan) NewNDJSONWriter(w io.Writer) Writer {
	n := &ndjson{w: w}
	for _, v := range p.variants {
		profile := v.Evaluator.Profile()
		var keys []string
		for i, id := range profile.Criteria() {
			key := strconv.Quote(id) + `:"` // ids have neither quotes nor escapes
			if i > 0 {
				key = "," + key
			}
			keys = append(keys, key)
		}
		n.keys = append(n.keys, keys)
		n.profiles = append(n.profiles, profile.ID())
	}
	return n
}

type ndjson struct {
	w        io.Writer
	b        []byte
	keys     [][]string // by variant and criterion
	profiles []string
}

func (n *ndjson) Write(c *Chunk) error {
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
			n.b = strconv.AppendInt(append(n.b, `,"variant":`...), int64(v), 10)
			n.b = append(append(append(n.b, `,"profile":"`...), n.profiles[v]...), '"')
			n.b = append(append(append(n.b, `,"conformity":"`...), c.Result.Conformity(v, i)...), `","outcomes":{`...)
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
// conformity, error, then the criteria of all profiles in the order in which they
// first occur. A criterion that a profile does not apply is empty in its rows. A
// record that was skipped has one row, with nothing but its place and its error.
func (p *Plan) NewCSVWriter(w io.Writer) Writer {
	t := &table{w: csv.NewWriter(w), header: []string{"record", "line", "subject", "version", "layer", "variant", "profile", "conformity", "error"}}
	at := map[string]int{}
	for _, v := range p.variants {
		profile := v.Evaluator.Profile()
		var places []int
		for _, id := range profile.Criteria() {
			place, ok := at[id]
			if !ok {
				place = len(t.header)
				at[id] = place
				t.header = append(t.header, id)
			}
			places = append(places, place)
		}
		t.places = append(t.places, places)
		t.profiles = append(t.profiles, profile.ID())
	}
	return t
}

type table struct {
	w        *csv.Writer
	header   []string
	begun    bool
	places   [][]int // by variant and criterion, the column
	profiles []string
}

// begin writes the header, once.
func (t *table) begin() error {
	if t.begun {
		return nil
	}
	t.begun = true
	return t.w.Write(t.header)
}

func (t *table) Write(c *Chunk) error {
	if err := t.begin(); err != nil {
		return err
	}
	skipped := c.Skipped
	bad := func() error {
		row := t.row(skipped[0].Number, skipped[0].Line)
		row[8] = skipped[0].Error()
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
			row[5], row[6], row[7] = strconv.Itoa(v), t.profiles[v], string(c.Result.Conformity(v, i))
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
	// Variants are those of the plan, in its order.
	Variants []VariantCounts `json:"variants"`
}

// VariantCounts are the counts of one variant.
type VariantCounts struct {
	Profile string `json:"profile"`
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
	n := &Counts{}
	for _, v := range p.variants {
		profile := v.Evaluator.Profile()
		of := VariantCounts{Profile: profile.ID(), Conformity: map[evaluator.Conformity]int64{}}
		for _, id := range profile.Criteria() {
			of.Criteria = append(of.Criteria, CriterionCounts{id, map[evaluator.Outcome]int64{}})
		}
		n.Variants = append(n.Variants, of)
	}
	return n
}

// Add counts a chunk of a stream of the same plan.
func (n *Counts) Add(c *Chunk) {
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
