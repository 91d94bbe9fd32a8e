package simulate

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"iter"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// Row is one number of the results, for tables: everything that [Results] has as
// numbers, in one shape for other tools.
type Row struct {
	// Analysis is the part of the results: rates, competition, pairs, sweep, score,
	// weights, sensitivity, levels, information, best, comparison, sides or sample.
	Analysis string `json:"analysis"`
	// Of is what the study calls it: a profile, a sweep, a score or a comparison.
	Of string `json:"of"`
	// Item is what the number is about: a criterion, several joined by blanks, a view
	// of a score, facts; empty for the whole.
	Item string `json:"item,omitempty"`
	// Point is the value or the class the number holds at: of a sweep, a weight or a
	// factor.
	Point string `json:"point,omitempty"`
	// Measure is what is measured, such as conformant, alone, mean, "quantile 0.05" or
	// index.
	Measure string `json:"measure"`
	// Value is the number, Low and High its interval; of a bin of a distribution, which
	// has no value, the least and the greatest score in it. They are decimals: what is a
	// fraction, such as a score of 100/3, is rounded half up to [Places], and exact in
	// [Results].
	Value *exact.Number `json:"value,omitempty"`
	Low   *exact.Number `json:"low,omitempty"`
	High  *exact.Number `json:"high,omitempty"`
	// Count and Total are the records that a share is of, Count alone those of a bin or
	// a class.
	Count *int64 `json:"count,omitempty"`
	Total *int64 `json:"total,omitempty"`
}

// columns are the columns of the table.
var columns = []string{"analysis", "of", "item", "point", "measure", "value", "low", "high", "count", "total"}

// rower yields rows until it is told to stop.
type rower struct {
	yield func(Row) bool
	done  bool
	row   Row // what rows have in common
}

func (r *rower) put(measure string, value, low, high *exact.Number, count, total *int64) {
	if r.done {
		return
	}
	row := r.row
	row.Measure, row.Value, row.Low, row.High, row.Count, row.Total = measure, decimal(value), decimal(low), decimal(high), count, total
	r.done = !r.yield(row)
}

// decimal is a number as one that other tools read.
func decimal(n *exact.Number) *exact.Number {
	if n == nil || !strings.Contains(n.String(), "/") {
		return n
	}
	return rounded(*n)
}

func (r *rower) share(measure string, s Share) {
	r.put(measure, s.Share, s.Low, s.High, &s.Count, &s.Of)
}

func (r *rower) number(measure string, n *exact.Number) { r.put(measure, n, nil, nil, nil, nil) }

func (r *rower) count(measure string, n int64) { r.put(measure, nil, nil, nil, &n, nil) }

// at begins rows of one kind.
func (r *rower) at(analysis, of, item, point string) {
	r.row = Row{Analysis: analysis, Of: of, Item: item, Point: point}
}

func (r *rower) conformity(shares []ConformityShare, admitted Share) {
	for _, s := range shares {
		r.share(string(s.Conformity), s.Share)
	}
	r.share("admitted", admitted)
}

func (r *rower) outcomes(shares []OutcomeShare) {
	for _, s := range shares {
		r.share(string(s.Outcome), s.Share)
	}
}

func (r *rower) spread(analysis, of, item, point string, s *Spread) {
	r.at(analysis, of, item, point)
	r.put("mean", s.Mean, s.Low, s.High, &s.Records, nil)
	r.number("deviation", s.Deviation)
	r.count("open", s.Open)
	for _, q := range s.Quantiles {
		r.number("quantile "+q.At.String(), &q.Value)
	}
	for _, b := range s.Bins {
		r.put("bin", nil, &b.From, &b.To, &b.Count, nil)
	}
}

// Rows are the numbers of the results as rows, in the order of the results.
func (r *Results) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		if r == nil {
			return
		}
		w := &rower{yield: yield}
		r.rates(w)
		r.sweeps(w)
		r.spreads(w)
		r.indices(w)
		r.information(w)
		r.changes(w)
	}
}

func (r *Results) rates(w *rower) {
	for _, x := range r.Rates {
		w.at("rates", x.Profile, "", "")
		w.conformity(x.Conformity, x.Admitted)
		for _, c := range x.Criteria {
			w.at("rates", x.Profile, c.Criterion, "")
			w.outcomes(c.Outcomes)
		}
	}
	for _, x := range r.Competition {
		w.at("competition", x.Profile, "", "")
		w.share("excluded", x.Excluded)
		for _, m := range x.Musts {
			w.at("competition", x.Profile, m.Criterion, "")
			w.share("blocks", m.Blocks)
			w.share("fails", m.Fails)
			w.share("open", m.Open)
			w.share("alone", m.Alone)
			w.share("aloneFails", m.AloneFails)
			w.share("aloneOpen", m.AloneOpen)
		}
		for _, p := range x.Pairs {
			w.at("pairs", x.Profile, strings.Join(p.Criteria, " "), "")
			w.share("together", p.Together)
		}
	}
}

func (r *Results) sweeps(w *rower) {
	for _, x := range r.Sweeps {
		for _, p := range x.Points {
			w.at("sweep", x.ID, "", p.Value)
			w.conformity(p.Conformity, p.Admitted)
			w.share("lost", p.Lost)
			w.share("gained", p.Gained)
			w.at("sweep", x.ID, x.Criterion, p.Value)
			w.outcomes(p.Outcomes)
		}
	}
}

func (r *Results) spreads(w *rower) {
	for _, x := range r.Scores {
		for _, v := range x.Views {
			w.spread("score", x.ID, string(v.View), "", &v.Spread)
		}
	}
	for _, x := range r.WeightSweeps {
		for _, p := range x.Points {
			point := p.Weight.String()
			w.spread("weights", x.ID, x.Criterion, point, &p.Spread)
			w.at("weights", x.ID, x.Criterion, point)
			w.share("reversed", p.Reversed)
			w.share("untied", p.Untied)
			w.share("tied", p.Tied)
		}
	}
}

func (r *Results) indices(w *rower) {
	for _, x := range r.Sensitivity {
		of := x.Profile + x.Score
		w.at("sensitivity", of, "", "")
		w.put("mean", &x.Mean, nil, nil, &x.Records, nil)
		w.number("variance", &x.Variance)
		for _, f := range x.Factors {
			item, point := strings.Join(f.Paths, " "), strings.TrimSpace(string(f.Kind)+" "+f.Demand)
			w.at("sensitivity", of, item, point)
			w.put("index", &f.Index, f.Low, f.High, nil, nil)
			w.number("ratio", &f.Ratio)
			w.number("floor", &f.Floor)
			w.count("classes", f.Classes)
			for _, l := range f.Levels {
				w.at("levels", of, item, point+": "+l.Text)
				w.put("mean", &l.Mean, nil, nil, &l.Records, nil)
			}
		}
	}
}

func (r *Results) information(w *rower) {
	for _, x := range r.Information {
		w.at("information", x.Profile, "", "")
		w.share("open", x.Open)
		for _, i := range x.Items {
			w.at("information", x.Profile, strings.Join(i.Paths, " "), string(i.Kind))
			w.share("resolved", i.Resolved)
			w.share("admitted", i.Admitted)
			w.share("excluded", i.Excluded)
		}
		for k, i := range x.Best {
			w.at("best", x.Profile, strings.Join(i.Paths, " "), strconv.Itoa(k+1)+" "+string(i.Kind))
			w.share("resolved", i.Resolved)
			w.share("admitted", i.Admitted)
			w.share("excluded", i.Excluded)
		}
	}
}

func (r *Results) changes(w *rower) {
	for _, x := range r.Comparisons {
		w.at("comparison", x.ID, "", "")
		w.share("changed", x.Changed)
		w.share("lost", x.Lost)
		w.share("gained", x.Gained)
		for _, m := range x.Table {
			w.at("comparison", x.ID, "", string(m.From)+" "+string(m.To))
			w.count("records", m.Count)
		}
		for _, c := range x.Criteria {
			w.at("comparison", x.ID, c.Criterion, "")
			w.share("changed", c.Changed)
		}
		for _, s := range x.Sides {
			w.at("sides", x.ID, "", strconv.FormatInt(s.Record, 10))
			w.count(string(s.From)+" "+string(s.To), 1)
			for _, c := range s.Criteria {
				w.at("sides", x.ID, c.Criterion, strconv.FormatInt(s.Record, 10))
				w.count(strings.TrimSpace(string(c.From)+" "+string(c.To)), 1)
			}
		}
	}
	for _, s := range r.Sample {
		for k, c := range s.Conformity {
			of := strconv.Itoa(k)
			if k < len(r.Profiles) {
				of = r.Profiles[k].ID
			}
			w.at("sample", of, "", strconv.FormatInt(s.Record, 10))
			w.count(string(c), 1)
		}
	}
}

// EncodeCSV writes the rows as a table (RFC 4180) with a head, byte-stable. Texts that a
// spreadsheet would take for a formula have an apostrophe before them.
func (r *Results) EncodeCSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(columns); err != nil {
		return nil, err
	}
	for row := range r.Rows() {
		cells := []string{guarded(row.Analysis), guarded(row.Of), guarded(row.Item), guarded(row.Point), guarded(row.Measure)}
		for _, n := range []*exact.Number{row.Value, row.Low, row.High} {
			text := ""
			if n != nil {
				text = n.String()
			}
			cells = append(cells, text)
		}
		for _, n := range []*int64{row.Count, row.Total} {
			text := ""
			if n != nil {
				text = strconv.FormatInt(*n, 10)
			}
			cells = append(cells, text)
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// guarded keeps a spreadsheet from taking a text for a formula.
func guarded(text string) string {
	if _, err := exact.Parse(text); err == nil {
		return text
	}
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// EncodeNDJSON writes the rows as JSON, one on each line, byte-stable. Value, low and
// high are numbers there.
func (r *Results) EncodeNDJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for row := range r.Rows() {
		line := struct {
			Row
			Value json.Number `json:"value,omitempty"`
			Low   json.Number `json:"low,omitempty"`
			High  json.Number `json:"high,omitempty"`
			Count *int64      `json:"count,omitempty"`
			Total *int64      `json:"total,omitempty"`
		}{row, plain(row.Value), plain(row.Low), plain(row.High), row.Count, row.Total}
		if err := e.Encode(line); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

func plain(n *exact.Number) json.Number {
	if n == nil {
		return ""
	}
	return json.Number(n.String())
}
