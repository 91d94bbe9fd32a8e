package batch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"
	"weak"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// some are a few random dossiers, made once.
var some = sync.OnceValue(func() (out []*evidence.Dossier) {
	for n := range uint64(24) {
		out = append(out, sure(randomRecord(n)))
	}
	return out
})

// line is a dossier as one line of NDJSON.
func line(d *evidence.Dossier) string {
	var texts []string
	for _, f := range d.Sources() {
		var b bytes.Buffer
		if err := json.Compact(&b, sure(f.EncodeJSON())); err != nil {
			panic(err)
		}
		texts = append(texts, b.String())
	}
	if len(texts) == 1 {
		return texts[0]
	}
	return "[" + strings.Join(texts, ",") + "]"
}

// over yields dossiers again and again.
func over(dossiers []*evidence.Dossier, times int) iter.Seq2[*evidence.Dossier, error] {
	return func(yield func(*evidence.Dossier, error) bool) {
		for range times {
			for _, d := range dossiers {
				if !yield(d, nil) {
					return
				}
			}
		}
	}
}

var streamPlan = sync.OnceValue(func() *batch.Plan {
	return sure(batch.Compile(testkit.At, batch.Variant{Evaluator: shipped()[0]}, batch.Variant{Evaluator: breaking()[0]}))
})

// written is everything a stream gives, as text.
func written(t *testing.T, plan *batch.Plan, chunks iter.Seq2[*batch.Chunk, error]) (ndjson, table, counts string, err error) {
	t.Helper()
	var a, b bytes.Buffer
	lines, rows, n := plan.NewNDJSONWriter(&a), plan.NewCSVWriter(&b), plan.NewCounts()
	for c, failed := range chunks {
		if failed != nil {
			err = failed
			break
		}
		if err := errors.Join(lines.Write(c), rows.Write(c)); err != nil {
			t.Fatal(err)
		}
		n.Add(c)
	}
	if err := errors.Join(lines.Flush(), rows.Flush()); err != nil {
		t.Fatal(err)
	}
	return a.String(), b.String(), string(sure(n.EncodeJSON())), err
}

// A stream gives each dossier the results the evaluator gives it, in the order of
// the stream, and the same bytes with any number of workers.
func TestStream(t *testing.T) {
	t.Parallel()
	const times = 12 // more than a chunk
	plan := streamPlan()
	var first string
	for _, workers := range []int{0, 2, 5} {
		lines, rows, counts, err := written(t, plan, plan.Stream(t.Context(), over(some(), times), batch.StreamOptions{Workers: workers}))
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = lines + rows + counts
		}
		if lines+rows+counts != first {
			t.Fatalf("%d workers give other results", workers)
		}
	}
	n := 0
	for c, err := range plan.Stream(t.Context(), over(some(), times), batch.StreamOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range c.Records {
			d := some()[n%len(some())]
			if r.Number != int64(n) || r.Line != 0 || r.Subject.ID != d.Subject().ID {
				t.Fatalf("record %d is %+v", n, r)
			}
			n++
			if n > len(some()) {
				continue
			}
			for v, variant := range plan.Variants() {
				want := sure(variant.Evaluator.Decide(t.Context(), d, plan.At()))
				if got := c.Result.Conformity(v, i); got != want.Conformity {
					t.Errorf("record %d is %s, not %s", n, got, want.Conformity)
				}
				for k, o := range want.Outcomes {
					if got := c.Result.Outcome(v, k, i); got != o {
						t.Errorf("record %d, criterion %d of variant %d: %s, not %s", n, k, v, got, o)
					}
				}
			}
		}
	}
	if n != times*len(some()) {
		t.Errorf("%d records", n)
	}
}

// What is read from NDJSON has the results of the dossiers themselves, and the
// line it stands on.
func TestStreamNDJSON(t *testing.T) {
	t.Parallel()
	plan := streamPlan()
	var text strings.Builder
	text.WriteString("\ufeff") // a byte order mark
	for i, d := range some() {
		text.WriteString(line(d) + []string{"\n", "\r\n", "\n\n", "\n \t\n"}[i%4])
	}
	input := strings.TrimRight(text.String(), "\n") // the last line need not end
	want, _, _, err := written(t, plan, plan.Stream(t.Context(), over(some(), 1), batch.StreamOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []io.Reader{strings.NewReader(input), iotest.OneByteReader(strings.NewReader(input))} {
		got, rows, _, err := written(t, plan, plan.StreamNDJSON(t.Context(), "offers.ndjson", r, batch.StreamOptions{Workers: 2}))
		if err != nil {
			t.Fatal(err)
		}
		var plain []string
		at := 1
		for i, l := range strings.SplitAfter(strings.TrimSuffix(got, "\n"), "\n") {
			record := i / 2 // there are two variants
			if i%2 == 0 && i > 0 {
				at += []int{1, 1, 2, 2}[(record-1)%4]
			}
			place := fmt.Sprintf(`{"record":%d,"line":%d,`, record, at)
			if !strings.HasPrefix(l, place) {
				t.Fatalf("line %d begins %.40s, not %s", i, l, place)
			}
			plain = append(plain, strings.Replace(l, place, fmt.Sprintf(`{"record":%d,`, record), 1))
		}
		if strings.Join(plain, "")+"\n" != want {
			t.Error("what is read has other results")
		}
		agree := sure(csv.NewReader(strings.NewReader(rows)).ReadAll())
		if len(agree) != 1+2*len(some()) {
			t.Fatalf("%d rows", len(agree))
		}
		// Both outputs say the same.
		for i, l := range strings.Split(strings.TrimSuffix(got, "\n"), "\n") {
			var record struct {
				Record, Line, Variant                                int
				Subject, Version, Layer                              string
				Profile, ProfileVersion, Catalogue, CatalogueVersion string
				Localisation                                         string
				At, Conformity                                       string
				Varied                                               bool
				Outcomes                                             map[string]string
			}
			if err := json.Unmarshal([]byte(l), &record); err != nil {
				t.Fatal(err)
			}
			row := map[string]string{}
			for k, name := range agree[0] {
				if value := agree[i+1][k]; value != "" {
					row[name] = value
				}
			}
			varied := map[bool]string{true: "true"}[record.Varied]
			for name, value := range map[string]string{"varied": varied, "at": record.At, "profileVersion": record.ProfileVersion, "localisation": record.Localisation, "catalogue": record.Catalogue, "catalogueVersion": record.CatalogueVersion,
				"record": strconv.Itoa(record.Record), "line": strconv.Itoa(record.Line), "variant": strconv.Itoa(record.Variant),
				"subject": record.Subject, "version": record.Version, "layer": record.Layer, "profile": record.Profile, "conformity": record.Conformity} {
				if row[name] != value {
					t.Fatalf("row %d has %s %q, the line %q", i+1, name, row[name], value)
				}
				delete(row, name)
			}
			if fmt.Sprint(row) != fmt.Sprint(record.Outcomes) {
				t.Fatalf("row %d has %v, the line %v", i+1, row, record.Outcomes)
			}
		}
	}
}

const (
	fine      = `{"trias":"dossier/v1","subject":{"id":"a"}}`
	misspelt  = `{"trias":"dossier/v1","subject":{"id":"a"},"data":{"keys":{"custdy":"customer","heldIn":"nowhere"}}}`
	wrongType = `{"trias":"dossier/v1","subject":{"id":"a"},"ext":{"lab":{"flag":3}}}`
)

// A line that cannot be judged ends the stream with its place and all that is
// wrong with it, after the results of those before.
func TestStreamEndsAtABadLine(t *testing.T) {
	t.Parallel()
	plan := streamPlan()
	for name, c := range map[string]struct {
		bad  string
		want []string
		is   error
	}{
		"not JSON":         {`{"trias"`, []string{"x:3:9: expected"}, nil},
		"two of a key":     {`{"trias":"dossier/v1","trias":"dossier/v1"}`, []string{`x:3:23: /trias: key "trias" stands here a second time; first at line 3, column 2`}, nil},
		"not closed":       {`{"trias":"dossier/v1",`, []string{"x:3:23: ", `close with "}" what line 3, column 1 opens`}, nil},
		"two problems":     {misspelt, []string{"x:3:", "/data/keys/custdy", `did you mean "custody"`, "/data/keys/heldIn"}, nil},
		"a fact's type":    {wrongType, []string{"x:3:65: /ext/lab/flag: ext.lab.flag is declared as bool, and the dossier states 3"}, nil},
		"two facts' types": {`{"trias":"dossier/v1","subject":{"id":"a"},"ext":{"lab":{"made":"2026-02-30","flag":3}}}`, []string{"x:3:65: /ext/lab/made: ", "x:3:85: /ext/lab/flag: "}, nil},
		"of two sources":   {`[` + fine + `,` + wrongType + `]`, []string{"x:3:1: /ext/lab/flag: "}, nil},
		"no subject":       {`{"trias":"dossier/v1"}`, []string{"x:3: "}, evidence.ErrNoSubject},
		"two subjects":     {`[` + fine + `,{"trias":"dossier/v1","subject":{"id":"b"}}]`, []string{`x:3: two subjects: "a" and "b"`}, nil},
		"not UTF-8":        {"{\"trias\":\"\xff\"}", []string{"x:3:"}, nil},
		"too long":         {`{"trias":"dossier/v1","subject":{"id":"a","name":"` + strings.Repeat("x", 5<<20) + `"}}`, []string{"x:3:1: the line has more than the 4194304 bytes allowed"}, nil},
		"a number of text": {`{"trias":"dossier/v1","subject":{"id":"a"},"data":{"deletion":{"maxDays":1e400}}}`, []string{"x:3:", "/data/deletion/maxDays"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			input := fine + "\n\n" + c.bad + "\n" + fine + "\n"
			for _, workers := range []int{0, 3} {
				lines, _, counts, err := written(t, plan, plan.StreamNDJSON(t.Context(), "x", strings.NewReader(input), batch.StreamOptions{Workers: workers}))
				var bad *batch.BadRecord
				if !errors.As(err, &bad) || bad.Line != 3 || bad.Number != 1 || c.is != nil && !errors.Is(err, c.is) {
					t.Fatalf("the error is %v", err)
				}
				for _, w := range c.want {
					if !strings.Contains(err.Error(), w) {
						t.Errorf("the error does not say %q: %.300s", w, err.Error())
					}
				}
				if strings.Count(lines, "\n") != 2 || !strings.Contains(counts, `"records": 1`) {
					t.Errorf("before it: %s %s", lines, counts)
				}
				lines, rows, counts, err := written(t, plan, plan.StreamNDJSON(t.Context(), "x", strings.NewReader(input), batch.StreamOptions{Workers: workers, Skip: true}))
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(counts, `"records": 2`) || !strings.Contains(counts, `"skipped": 1`) {
					t.Errorf("counts of all: %s", counts)
				}
				parts := strings.Split(lines, "\n")
				if len(parts) != 6 || !strings.HasPrefix(parts[2], `{"record":1,"line":3,"error":"x:3:`) || !strings.HasPrefix(parts[3], `{"record":2,"line":4,`) {
					t.Errorf("lines: %s", lines)
				}
				var record struct{ Error string }
				if err := json.Unmarshal([]byte(parts[2]), &record); err != nil || record.Error != bad.Error() {
					t.Errorf("the line says %q, the error %q (%v)", record.Error, bad, err)
				}
				table := sure(csv.NewReader(strings.NewReader(rows)).ReadAll())
				if len(table) != 6 || table[3][0] != "1" || table[3][1] != "3" || table[3][14] != bad.Error() || table[3][13] != "" {
					t.Errorf("rows: %q", table)
				}
			}
		})
	}
}

// An error of the sequence is that of a record; one of reading ends the stream.
func TestStreamErrors(t *testing.T) {
	t.Parallel()
	plan := streamPlan()
	broken := errors.New("broken")
	seq := func(yield func(*evidence.Dossier, error) bool) {
		_ = yield(some()[0], nil) && yield(nil, broken) && yield(nil, nil) && yield(some()[1], nil)
	}
	_, _, counts, err := written(t, plan, plan.Stream(t.Context(), seq, batch.StreamOptions{}))
	if !errors.Is(err, broken) || err.Error() != "record 1: broken" || !strings.Contains(counts, `"records": 1`) {
		t.Errorf("%v after %s", err, counts)
	}
	lines, _, counts, err := written(t, plan, plan.Stream(t.Context(), seq, batch.StreamOptions{Skip: true, Workers: 2}))
	if err != nil || !strings.Contains(counts, `"records": 2`) || !strings.Contains(counts, `"skipped": 2`) ||
		!strings.Contains(lines, `{"record":1,"error":"record 1: broken"}`) || !strings.Contains(lines, `{"record":2,"error":"record 2: an input is lacking`) {
		t.Errorf("%v, %s, %s", err, counts, lines)
	}
	r := io.MultiReader(strings.NewReader(fine+"\n"+fine), iotest.ErrReader(broken))
	_, _, counts, err = written(t, plan, plan.StreamNDJSON(t.Context(), "x", r, batch.StreamOptions{Skip: true, Workers: 2}))
	if !errors.Is(err, broken) || err.Error() != "x:2: broken" || !strings.Contains(counts, `"records": 1`) {
		t.Errorf("%v after %s", err, counts)
	}
}

// A context that is cancelled ends a stream with its error, even one that skips
// what is bad; so does a caller who breaks off, without one.
func TestStreamStops(t *testing.T) {
	t.Parallel()
	plan := sure(batch.Compile(testkit.At, batch.Variant{Evaluator: breaking()[0]}))
	for _, workers := range []int{0, 1, 3} {
		ctx, cancel := context.WithCancel(t.Context())
		pulled, chunks := 0, 0
		var last error
		endless := func(yield func(*evidence.Dossier, error) bool) {
			for ; yield(some()[pulled%len(some())], nil); pulled++ {
			}
		}
		for c, err := range plan.Stream(ctx, endless, batch.StreamOptions{Workers: workers, Skip: true}) {
			if last = err; err != nil {
				break
			}
			if chunks++; chunks == 2 {
				cancel()
			}
			if len(c.Skipped) > 0 {
				t.Errorf("skipped: %v", c.Skipped[0])
			}
		}
		cancel()
		if !errors.Is(last, context.Canceled) || chunks < 2 {
			t.Errorf("%d workers: %v after %d chunks", workers, last, chunks)
		}
		pulled = 0
		for range plan.Stream(t.Context(), endless, batch.StreamOptions{Workers: workers}) {
			break
		}
		if pulled == 0 || pulled > 5000 {
			t.Errorf("%d dossiers were pulled for one chunk", pulled)
		}
	}
}

// What was judged is not held on to: however long the stream, only the dossiers of
// the chunk at work are in memory.
func TestStreamForgets(t *testing.T) {
	t.Parallel()
	plan := sure(batch.Compile(testkit.At, batch.Variant{Evaluator: breaking()[0]}))
	var made []weak.Pointer[evidence.Dossier]
	dossiers := func(yield func(*evidence.Dossier, error) bool) {
		for n := range 1500 {
			d, err := evidence.Merge(&evidence.Fragment{Subject: &evidence.Subject{ID: fmt.Sprintf("offer-%d", n)}})
			made = append(made, weak.Make(d))
			if !yield(d, err) {
				return
			}
		}
	}
	judged := 0
	for c, err := range plan.Stream(t.Context(), dossiers, batch.StreamOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		judged += len(c.Records)
		runtime.GC()
		alive := 0
		for _, d := range made {
			if d.Value() != nil {
				alive++
			}
		}
		if alive > 600 {
			t.Fatalf("%d dossiers of %d are in memory", alive, len(made))
		}
	}
	if judged != 1500 {
		t.Errorf("%d were judged", judged)
	}
}

// An encoder refuses what the evaluator refuses, for the same reason, and leaves
// nothing of it behind.
func TestEncoderRefuses(t *testing.T) {
	t.Parallel()
	plan := streamPlan()
	e := plan.Variants()[1].Evaluator
	encoder, block, machine := plan.NewEncoder(), plan.NewBlock(), plan.NewMachine()
	met := testkit.New(1, testkit.Options{}).Met()
	met.Proofs = testkit.New(1, testkit.Options{}).GoodProofs()
	met.Ext = map[string]map[string]evidence.Value{"lab": {"flag": evidence.Bool(true), "places": evidence.Strings("a"), "made": evidence.String("2026-02-30")}}
	bare := testkit.Dossier(t, []*evidence.Fragment{{Subject: met.Subject}})
	block.Reset(1)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	contradicted := testkit.Dossier(t, []*evidence.Fragment{
		{Subject: met.Subject, Ext: map[string]map[string]evidence.Value{"lab": {"flag": evidence.Bool(true)}}},
		{Subject: met.Subject, Ext: map[string]map[string]evidence.Value{"lab": {"flag": evidence.Bool(false)}}}})
	for name, c := range map[string]struct {
		ctx context.Context
		d   *evidence.Dossier
	}{"nil": {t.Context(), nil}, "zero": {t.Context(), new(evidence.Dossier)}, "type": {t.Context(), testkit.Dossier(t, []*evidence.Fragment{met})}, "cancelled": {cancelled, contradicted}} {
		err := encoder.Encode(c.ctx, block, 0, c.d)
		_, want := e.Decide(c.ctx, c.d, plan.At())
		if err == nil || want == nil || err.Error() != want.Error() {
			t.Errorf("%s: the encoder says %v, the evaluator %v", name, err, want)
		}
	}
	if err := encoder.Encode(t.Context(), block, 1, bare); err == nil {
		t.Error("a record beyond the block is taken")
	}
	if err := encoder.Encode(t.Context(), sure(batch.Compile(plan.At(), plan.Variants()...)).NewBlock(), 0, bare); err == nil {
		t.Error("a block of another plan is taken")
	}
	if err := encoder.Encode(t.Context(), block, 0, bare); err != nil {
		t.Fatal(err)
	}
	want := sure(e.Decide(t.Context(), bare, plan.At()))
	r := machine.Run(block)
	for k, o := range want.Outcomes {
		if got := r.Outcome(1, k, 0); got != o {
			t.Errorf("criterion %d of a record that was refused before: %s, not %s", k, got, o)
		}
	}
}

// What no column can hold is left to the evaluator, and what it can is not.
func TestEncoderLeavesToTheEvaluator(t *testing.T) {
	t.Parallel()
	plan := streamPlan()
	subject := &evidence.Subject{ID: "a"}
	lab := func(name string, v evidence.Value) map[string]map[string]evidence.Value {
		return map[string]map[string]evidence.Value{"lab": {name: v}}
	}
	flow := func(id string, known bool) evidence.DataFlow {
		f := evidence.DataFlow{ID: id}
		if known {
			f.CanBeDisabled = evidence.Known(true)
		}
		return f
	}
	proof := evidence.Proof{ID: "p", Kind: evidence.Documentation, Issuer: "i", Issued: evidence.Known(testkit.Today.AddDays(-3)), Covers: []string{"data"}}
	flows := func() []*evidence.Fragment { // which some question relates to another fact
		a := &evidence.Fragment{Name: "a", Subject: subject, Partial: []string{"data.flows"}, Proofs: []evidence.Proof{proof}}
		a.Data.Flows = []evidence.DataFlow{flow("x", false)}
		b := &evidence.Fragment{Name: "b", Subject: subject}
		b.Data.Flows = []evidence.DataFlow{flow("x", true), flow("y", true)}
		return []*evidence.Fragment{a, b}
	}
	// Standards of which one source proves less than another one states: what it
	// leaves out is asked about, or it is not.
	standards := func(more func(*evidence.DataStandard)) []*evidence.Fragment {
		met := testkit.New(1, testkit.Options{})
		a := &evidence.Fragment{Name: "a", Subject: subject, Partial: []string{"data.standards"}, Proofs: met.GoodProofs()}
		a.Data.StandardsExist, a.Data.BindingStandardsMissing = met.Met().Data.StandardsExist, met.Met().Data.BindingStandardsMissing
		b := &evidence.Fragment{Name: "b", Subject: subject, Partial: []string{"data.standards"}}
		b.Data.Standards = testkit.Clone(met.Met()).Data.Standards[:1]
		a.Data.Standards = testkit.Clone(b).Data.Standards
		more(&a.Data.Standards[0])
		return []*evidence.Fragment{a, b}
	}
	for name, c := range map[string]struct {
		frags []*evidence.Fragment
		want  bool
	}{
		"one source":                             {[]*evidence.Fragment{{Subject: subject, Ext: lab("flag", evidence.Bool(true))}}, false},
		"two that agree":                         {[]*evidence.Fragment{{Name: "a", Subject: subject, Ext: lab("flag", evidence.Bool(true))}, {Name: "b", Subject: subject, Ext: lab("flag", evidence.Bool(true))}}, false},
		"two that disagree":                      {[]*evidence.Fragment{{Name: "a", Subject: subject, Ext: lab("flag", evidence.Bool(true))}, {Name: "b", Subject: subject, Ext: lab("flag", evidence.Bool(false))}}, true},
		"two that disagree on what is not asked": {[]*evidence.Fragment{{Name: "a", Subject: subject, Ext: lab("unasked", evidence.Bool(true))}, {Name: "b", Subject: subject, Ext: lab("unasked", evidence.Bool(false))}}, false},
		"a related list proven in part":          {flows(), true},
		"a list proven in part":                  {standards(func(s *evidence.DataStandard) { s.InForce = nil }), true},
		"but for what is not asked":              {standards(func(s *evidence.DataStandard) { s.Version = nil }), false},
	} {
		d := testkit.Dossier(t, c.frags)
		encoder, block := plan.NewEncoder(), plan.NewBlock()
		block.Reset(1)
		if err := encoder.Encode(t.Context(), block, 0, d); err != nil {
			t.Fatal(err)
		}
		if _, decided := encoder.Encoded(); decided == 1 != c.want {
			t.Errorf("%s: left to the evaluator: %t", name, decided == 1)
		}
		r := plan.NewMachine().Run(block)
		for v, variant := range plan.Variants() {
			want := sure(variant.Evaluator.Decide(t.Context(), d, plan.At()))
			for k, o := range want.Outcomes {
				if got := r.Outcome(v, k, 0); got != o {
					t.Errorf("%s: criterion %s: %s, not %s", name, variant.Evaluator.Profile().Criteria()[k], got, o)
				}
			}
		}
	}
}

// Whatever the lines are, each that is not blank is a record or skipped, in order.
func FuzzStreamNDJSON(f *testing.F) {
	f.Add([]byte(fine + "\n" + misspelt + "\n\n[" + fine + "]\r\n{"))
	f.Add([]byte("\xef\xbb\xbf\n[]\nnull\n" + wrongType))
	f.Add([]byte("\x1f\x8b\n"))
	plan := sure(batch.Compile(testkit.At, batch.Variant{Evaluator: breaking()[1]}))
	f.Fuzz(func(t *testing.T, text []byte) {
		want := 0
		for l := range bytes.SplitSeq(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\n")) {
			if len(bytes.TrimLeft(l, " \t\r")) > 0 {
				want++
			}
		}
		var numbers []int64
		for c, err := range plan.StreamNDJSON(t.Context(), "x", bytes.NewReader(text), batch.StreamOptions{Skip: true}) {
			if err != nil {
				if strings.HasPrefix(err.Error(), "x:1: is ") && len(numbers) == 0 { // no text at all
					return
				}
				t.Fatal(err)
			}
			for i, r := range c.Records {
				numbers = append(numbers, r.Number)
				if o := c.Result.Outcome(0, 0, i); !slices.Contains(evaluator.Outcome("").Values(), string(o)) {
					t.Fatalf("record %d has outcome %q", r.Number, o)
				}
			}
			for _, b := range c.Skipped {
				numbers = append(numbers, b.Number)
				if !strings.HasPrefix(b.Error(), "x:"+strconv.FormatInt(b.Line, 10)+":") {
					t.Fatalf("an error without its place: %v", b)
				}
			}
		}
		slices.Sort(numbers)
		for i, n := range numbers {
			if n != int64(i) {
				t.Fatalf("record %d is number %d", i, n)
			}
		}
		if len(numbers) != want {
			t.Fatalf("%d records of %d lines", len(numbers), want)
		}
	})
}

// A dossier that is spread over lines is told what NDJSON is, and a byte order mark on a
// line of its own is no record.
func TestStreamNDJSONOfOtherForm(t *testing.T) {
	t.Parallel()
	plan := streamPlan()
	for _, text := range []string{"{\n\"trias\":\"dossier/v1\"}", "[" + fine + ",\n" + fine + "]", fine + fine} {
		_, _, _, err := written(t, plan, plan.StreamNDJSON(t.Context(), "x", strings.NewReader(text), batch.StreamOptions{}))
		if err == nil || !strings.Contains(err.Error(), "in NDJSON every line is a whole dossier") {
			t.Errorf("%q: %v", text, err)
		}
	}
	_, _, counts, err := written(t, plan, plan.StreamNDJSON(t.Context(), "x", strings.NewReader("\ufeff\n"+fine), batch.StreamOptions{}))
	if err != nil || !strings.Contains(counts, `"records": 1`) {
		t.Errorf("%v, %s", err, counts)
	}
}

// endless is text without end that cancels a context on its way.
type endless struct {
	text   string
	left   int
	cancel func()
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left--; e.left == 0 {
		e.cancel()
	}
	n := 0
	for n < len(p) {
		n += copy(p[n:], e.text)
	}
	return n, nil
}

// Neither a line without end nor lines without a record keep a context waiting.
func TestStreamNDJSONWithoutEnd(t *testing.T) {
	t.Parallel()
	plan := streamPlan()
	for _, text := range []string{"x", "\n"} {
		for _, workers := range []int{0, 2} {
			ctx, cancel := context.WithCancel(t.Context())
			_, _, _, err := written(t, plan, plan.StreamNDJSON(ctx, "x", &endless{text, 20, cancel}, batch.StreamOptions{Workers: workers}))
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%q: %v", text, err)
			}
			cancel()
		}
	}
}

// A text that is no NDJSON from its first bytes on ends the stream with one error that
// says what it is, even one that skips what is bad; so does a reader that fails at once.
func TestStreamNDJSONOfOtherBytes(t *testing.T) {
	t.Parallel()
	plan := streamPlan()
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := io.WriteString(z, strings.Repeat(fine+"\n", 9)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	for _, c := range []struct {
		r    io.Reader
		want string
	}{
		{&zipped, "x:1: is compressed with gzip (decompress it, in Go with gzip.NewReader)"},
		{strings.NewReader("\xff\xfe{\x00}\x00\n\x00"), "x:1: is UTF-16, not UTF-8 (save the file as UTF-8)"},
		{strings.NewReader("\xfe\xff\x00{"), "x:1: is UTF-16, not UTF-8 (save the file as UTF-8)"},
		{strings.NewReader("PK\x03\x04"), "x:1: is a ZIP archive (unpack it)"},
		{strings.NewReader("BZh91"), "x:1: is compressed with bzip2 (decompress it, in Go with bzip2.NewReader)"},
		{strings.NewReader("\xfd7zXZ\x00"), "x:1: is compressed with xz (decompress it)"},
		{strings.NewReader("\x28\xb5\x2f\xfd\x00"), "x:1: is compressed with Zstandard (decompress it)"},
		{iotest.ErrReader(broken), "x:1: broken"},
		{&once{err: broken}, "x:1: broken"},
	} {
		_, _, counts, err := written(t, plan, plan.StreamNDJSON(t.Context(), "x", c.r, batch.StreamOptions{Skip: true}))
		var bad *batch.BadRecord
		if err == nil || err.Error() != c.want || errors.As(err, &bad) || !strings.Contains(counts, `"records": 0`) || !strings.Contains(counts, `"skipped": 0`) {
			t.Errorf("%v, not %s", err, c.want)
		}
	}
	for _, text := range []string{"", "\n", "\n\r\n \t", "\ufeff"} { // nothing is no mistake
		if lines, _, _, err := written(t, plan, plan.StreamNDJSON(t.Context(), "x", strings.NewReader(text), batch.StreamOptions{})); err != nil || lines != "" {
			t.Errorf("%q: %v, %s", text, err, lines)
		}
	}
}

// once is a reader that fails, and is at its end if it is asked again.
type once struct{ err error }

func (o *once) Read([]byte) (int, error) {
	err := o.err
	o.err = io.EOF
	return 0, err
}

// A dossier may have as many bytes as the limits say, whatever the line ends with, and
// not one more. A line that begins with more white space than that is too long, too, and
// not taken for an empty one.
func TestStreamNDJSONAtTheLimit(t *testing.T) {
	t.Parallel()
	plan := streamPlan()
	o := batch.StreamOptions{Skip: true, Limits: evidence.DefaultLimits()}
	o.Limits.Bytes = 1000
	full := strings.Repeat(" ", o.Limits.Bytes-len(fine)) + fine
	for text, want := range map[string]string{
		full:                     "10",
		full + "\n":              "10",
		full + "\r\n":            "10",
		"\ufeff" + full + "\r\n": "10",
		full + "\n" + full:       "20",
		full + " \n":             "01",
		" " + full + "\r\n":      "01",
		full + "\r \n" + full:    "11",
		strings.Repeat(" ", 9000) + fine + "\n" + fine: "11",
	} {
		got, tooLong := "", true
		for c, err := range plan.StreamNDJSON(t.Context(), "x", strings.NewReader(text), o) {
			if err != nil {
				t.Fatal(err)
			}
			got += fmt.Sprint(len(c.Records)) + fmt.Sprint(len(c.Skipped))
			for _, b := range c.Skipped {
				tooLong = tooLong && strings.HasPrefix(b.Error(), fmt.Sprintf("x:%d:1: the line has more than the 1000 bytes allowed", b.Line))
			}
		}
		if got != want || !tooLong {
			t.Errorf("%d bytes, ending in %q: %s records and skipped, not %s", len(text), text[len(text)-3:], got, want)
		}
	}
}

// However many workers are asked for, there are no more than can run; and all of them
// end with the stream, however it ends. (It counts goroutines, so it runs alone.)
func TestStreamWorkers(t *testing.T) {
	plan := streamPlan()
	before := runtime.NumGoroutine()
	text := strings.Repeat(fine+"\n", 3000)
	for _, workers := range []int{-1, 1e6} {
		for name, stop := range map[string]int{"whole": -1, "broken off": 2} {
			chunks, most := 0, 0
			for _, err := range plan.StreamNDJSON(t.Context(), "x", strings.NewReader(text+misspelt), batch.StreamOptions{Workers: workers}) {
				most = max(most, runtime.NumGoroutine()-before)
				if err != nil && stop > 0 {
					t.Fatal(err)
				}
				if chunks++; chunks == stop {
					break
				}
			}
			if allowed := runtime.GOMAXPROCS(0); most > allowed || workers < 2 && most > 0 {
				t.Errorf("%d workers, %s: %d goroutines, of %d allowed", workers, name, most, allowed)
			}
			after := runtime.NumGoroutine()
			for range 1000 { // one that has ended may yet have to go
				if after <= before {
					break
				}
				time.Sleep(time.Millisecond)
				after = runtime.NumGoroutine()
			}
			if after > before {
				t.Errorf("%d workers, %s: %d goroutines are left", workers, name, after-before)
			}
		}
	}
}

// What is no answer under the profile itself says so in every output, and what is says
// which versions it is an answer under.
func TestOutputsSayWhatWasApplied(t *testing.T) {
	t.Parallel()
	e := breaking()[0]
	varied := sure(e.Vary(evaluator.Variation{}))
	at := testkit.At.Add(time.Nanosecond).In(time.FixedZone("", 3600))
	plan := sure(batch.Compile(at, batch.Variant{Evaluator: e}, batch.Variant{Evaluator: varied}, batch.Variant{Evaluator: e, Prove: []string{"data"}}))
	lines, rows, counts, err := written(t, plan, plan.Stream(t.Context(), over(some()[:1], 1), batch.StreamOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	profile, catalogue := e.Profile(), e.Catalogue()
	table := sure(csv.NewReader(strings.NewReader(rows)).ReadAll())
	var all struct {
		At       string
		Variants []struct{ Profile, ProfileVersion, ProfileDigest, Localisation, Catalogue, CatalogueVersion, CatalogueDigest, Varied any }
	}
	if err := json.Unmarshal([]byte(counts), &all); err != nil {
		t.Fatal(err)
	}
	instant := string(sure(evaluator.Instant{Time: at}.MarshalText()))
	if all.At != instant {
		t.Errorf("the counts are of %s", all.At)
	}
	for i, l := range strings.Split(strings.TrimSpace(lines), "\n") {
		var record map[string]any
		if err := json.Unmarshal([]byte(l), &record); err != nil {
			t.Fatal(err)
		}
		want := map[string]any{"profile": profile.ID(), "profileVersion": string(profile.Version()), "localisation": profile.Localisation().Region, "catalogue": catalogue.ID(), "catalogueVersion": string(catalogue.Version()), "at": instant}
		if i > 0 {
			want["varied"] = true
		}
		for k, name := range []string{"profile", "profileVersion", "localisation", "catalogue", "catalogueVersion", "varied", "at"} {
			cell, ok := want[name]
			if record[name] != cell || table[0][6+k] != name || ok && table[1+i][6+k] != fmt.Sprint(cell) || !ok && table[1+i][6+k] != "" {
				t.Errorf("variant %d has %s %v and %q", i, name, record[name], table[1+i][6+k])
			}
		}
		got := all.Variants[i]
		if fmt.Sprint(got) != fmt.Sprint(struct{ a, b, c, d, e, f, g, h any }{want["profile"], want["profileVersion"], profile.Digest(), want["localisation"], want["catalogue"], want["catalogueVersion"], catalogue.Digest(), want["varied"]}) {
			t.Errorf("variant %d counts as %v", i, got)
		}
	}
}
