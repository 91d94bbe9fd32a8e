package simulate_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// Both tables have the same rows, and every number of the results is in one of them.
func TestRows(t *testing.T) {
	t.Parallel()
	r := written()
	table, err := r.EncodeCSV()
	if err != nil {
		t.Fatal(err)
	}
	read, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(read[0], ","); got != "analysis,of,item,point,measure,value,low,high,count,total" {
		t.Errorf("head %s", got)
	}
	lines, err := r.EncodeNDJSON()
	if err != nil {
		t.Fatal(err)
	}
	n := 1
	for s := bufio.NewScanner(bytes.NewReader(lines)); s.Scan(); n++ {
		var row map[string]any
		d := json.NewDecoder(bytes.NewReader(s.Bytes()))
		d.UseNumber()
		if err := d.Decode(&row); err != nil {
			t.Fatal(err)
		}
		for k, name := range read[0] {
			want := ""
			switch v := row[name].(type) {
			case string:
				want = v
			case json.Number:
				want = v.String()
			}
			if number := k > 4; number && want != "" {
				if _, ok := row[name].(json.Number); !ok {
					t.Errorf("row %d: %s is no number: %v", n, name, row[name])
				}
			}
			if got := read[n][k]; got != want {
				t.Errorf("row %d: %s is %q and %q", n, name, got, want)
			}
		}
	}
	if n != len(read) {
		t.Errorf("%d lines and %d rows", n, len(read))
	}
	analyses := map[string]bool{}
	for row := range r.Rows() {
		analyses[row.Analysis] = true
	}
	for _, name := range []string{"rates", "competition", "pairs", "sweep", "score", "weights", "sensitivity", "levels", "information", "best", "comparison", "sides", "sample"} {
		if !analyses[name] {
			t.Errorf("there is no row of %s", name)
		}
	}
	for range r.Rows() { // stops when it is told to
		break
	}
	for range (*simulate.Results)(nil).Rows() {
		t.Error("there are rows of no results")
	}
}

// Scores are fractions, and tables have decimals; a bin has its ends.
func TestRowsHaveDecimals(t *testing.T) {
	t.Parallel()
	r := written()
	spread := &r.WeightSweeps[0].Points[0].Spread
	spread.Quantiles[0].Value = *number("200/3")
	spread.Bins[0].From, spread.Bins[0].To = *number("1/3"), *number("2")
	table, err := r.EncodeCSV()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"weights,v,A,2,quantile 0.5,66.66666667,,,,", "weights,v,A,2,bin,,0.33333333,2,1,"} {
		if !strings.Contains(string(table), want+"\r\n") {
			t.Errorf("no row %s", want)
		}
	}
	lines, err := r.EncodeNDJSON()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(lines), `"value":66.66666667}`) {
		t.Error("no line with the quantile as a number")
	}
}

// A class that is called like a formula is none in a spreadsheet; a number stays one.
func TestCSVHasNoFormulas(t *testing.T) {
	t.Parallel()
	r := written()
	r.Sweeps[0].Points[0].Value = "=cmd()"
	r.Sensitivity[0].Profile = "@x"
	r.WeightSweeps[0].Points[0].Weight = *number("-2")
	table, err := r.EncodeCSV()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(table), "\r\n") {
		for _, cell := range strings.Split(line, ",") {
			if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") {
				t.Errorf("%s", line)
			}
		}
	}
	if !strings.Contains(string(table), ",-2,mean,") || !strings.Contains(string(table), ",'=cmd(),") {
		t.Error("a number was quoted, or a formula not")
	}
}
