package batch

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// StreamOptions say how a stream of dossiers is judged. The zero StreamOptions
// judge them in the goroutine of the caller, and end at the first that cannot be
// judged.
type StreamOptions struct {
	// Workers is how many goroutines decode, encode and judge, all of which end with
	// the stream; less than 2 start none. There are no more than
	// [runtime.GOMAXPROCS], since none of them waits for anything but its turn. The
	// results are the same, and in the same order.
	Workers int
	// Skip goes on after a record that cannot be judged: it is left out of the
	// results, reported in [Chunk].Skipped and counted. Without it the stream ends
	// there with the error; so it does in any case with a bug of Trias,
	// [evaluator.ErrContradiction].
	Skip bool
	// Limits bound each dossier of [Plan.StreamNDJSON], as those of
	// [evidence.DecodeLimited] do; one that is zero is that of
	// [evidence.DefaultLimits].
	Limits evidence.Limits
}

// Chunk is a stretch of a stream. It is valid until the next one is asked for.
type Chunk struct {
	// Records are what was judged, in the order of the stream; Result has the
	// results of the i-th as those of record i.
	Records []Record
	Result  *Result
	// Skipped are the records among and after these that could not be judged, with
	// [StreamOptions].Skip.
	Skipped []*BadRecord
}

// Record is one dossier of a stream.
type Record struct {
	// Number is its place in the stream, from 0; those that are skipped count.
	Number int64
	// Line is where it stands in NDJSON, from 1, otherwise 0.
	Line int64
	// Subject is what the dossier is about.
	Subject evidence.Subject
	// Decided reports whether the evaluator decided it, since planes cannot hold it;
	// see [Encoder].
	Decided bool
}

// BadRecord is the error for a dossier that cannot be judged: what is wrong with a
// line of NDJSON, an error of the sequence, or one of [Encoder.Encode].
type BadRecord struct {
	// Number and Line are its place, as in [Record]; File is the name of the NDJSON.
	Number int64
	Line   int64
	File   string
	Err    error
}

// Error says where the record is and what is wrong with it: all problems of a
// line, with their JSON pointers.
func (b *BadRecord) Error() string {
	var problems evidence.Problems
	switch {
	case errors.As(b.Err, &problems):
		return b.Err.Error() // each has its place
	case b.Line > 0:
		said := strings.TrimPrefix(b.Err.Error(), b.File+": ") // the sources of a line bear its name
		return fmt.Sprintf("%s:%d: %s", b.File, b.Line, said)
	}
	return fmt.Sprintf("record %d: %v", b.Number, b.Err)
}

// Unwrap returns what is wrong.
func (b *BadRecord) Unwrap() error { return b.Err }

const (
	// chunkRecords and chunkBytes bound a chunk: what is in memory at once is a
	// handful of them for each worker.
	chunkRecords = 256
	chunkBytes   = 4 << 20
)

// Stream judges dossiers one by one as they come, and yields the results in their
// order, some hundred at a time. Memory stays the same however many there are. The
// sequence is run, and the results are yielded, in the caller's goroutine. Who breaks
// off the loop ends the stream, and with it all that it started.
//
// The error ends the stream: a [*BadRecord] unless those are skipped, or that of
// the context. What was judged before comes first.
//
// To find what a change of profile or catalogue changes, make the old and the new one
// variants of one plan, and compare what they say of each record: see the example.
func (p *Plan) Stream(ctx context.Context, dossiers iter.Seq2[*evidence.Dossier, error], o StreamOptions) iter.Seq2[*Chunk, error] {
	return p.stream(ctx, o, func(yield func(item) bool) error {
		number := int64(0)
		for d, err := range dossiers {
			if !yield(item{dossier: d, err: err, number: number}) {
				break
			}
			number++
		}
		return nil
	})
}

// StreamNDJSON judges the dossiers of a text in NDJSON: each line is one dossier in
// JSON, or a list of what several sources say about one subject, as
// [evidence.ReadJSON] reads them; lines about the same subject are records of their
// own, and nothing is merged across lines. Lines of white space alone are no records,
// and a byte order mark may come first. [json.Compact] makes a line of what
// [evidence.Fragment.EncodeJSON] writes.
//
// See [Plan.Stream]; the name is for errors. An error of reading ends the stream in
// any case, and so does a text that is compressed or no UTF-8 from its first bytes on;
// neither is a [*BadRecord]. The text is read once: to range over the sequence again
// goes on where the reader stands. A context cannot end a call of the reader's Read
// that waits.
func (p *Plan) StreamNDJSON(ctx context.Context, name string, r io.Reader, o StreamOptions) iter.Seq2[*Chunk, error] {
	limit := o.Limits.Bytes
	if limit <= 0 {
		limit = evidence.DefaultLimits().Bytes
	}
	return p.stream(ctx, o, func(yield func(item) bool) error {
		in := bufio.NewReaderSize(r, 64<<10)
		number := int64(0)
		if err := unreadable(in); err != nil && ctx.Err() == nil {
			return fmt.Errorf("%s:1: %w", name, err) // every line would be wrong
		}
		for line := int64(1); ; line++ {
			text, err := readLine(ctx, in, limit+1, line == 1)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil && err != io.EOF:
				return fmt.Errorf("%s:%d: %w", name, line, err)
			}
			if len(text) > limit || len(bytes.TrimLeft(text, " \t\r")) > 0 {
				if !yield(item{text: text, file: name, line: line, number: number}) {
					return nil
				}
				number++
			}
			if err == io.EOF {
				return nil
			}
		}
	})
}

// mark is a byte order mark.
const mark = "\ufeff"

// beginnings are those of files that are no text in UTF-8.
var beginnings = []struct{ bytes, is string }{
	{"\x1f\x8b", "is compressed with gzip (decompress it, in Go with gzip.NewReader)"},
	{"\x28\xb5\x2f\xfd", "is compressed with Zstandard (decompress it)"},
	{"BZh", "is compressed with bzip2 (decompress it, in Go with bzip2.NewReader)"},
	{"\xfd7zXZ", "is compressed with xz (decompress it)"},
	{"PK\x03\x04", "is a ZIP archive (unpack it)"},
	{"\xff\xfe", "is UTF-16, not UTF-8 (save the file as UTF-8)"},
	{"\xfe\xff", "is UTF-16, not UTF-8 (save the file as UTF-8)"},
}

// unreadable says why no line can be read: what the text is, or an error of its reader
// before there is a line.
func unreadable(in *bufio.Reader) error {
	start, err := in.Peek(6)
	for _, b := range beginnings {
		if strings.HasPrefix(string(start), b.bytes) {
			return errors.New(b.is)
		}
	}
	if err == io.EOF { // shorter texts are none
		return nil
	}
	return err
}

// readLine reads a line without its end, and the first one without a byte order mark.
// It keeps so many bytes at most: more than a dossier may have are read over. A context
// that is done ends it: a line may have no end.
func readLine(ctx context.Context, in *bufio.Reader, keep int, first bool) (line []byte, err error) {
	room := keep + len("\r\n")
	if first {
		room += len(mark)
	}
	for ctx.Err() == nil {
		part, err := in.ReadSlice('\n')
		line = append(line, part[:min(len(part), room-len(line))]...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if first {
			line = bytes.TrimPrefix(line, []byte(mark))
		}
		if text, ended := bytes.CutSuffix(line, []byte("\n")); ended {
			line = bytes.TrimSuffix(text, []byte("\r"))
		}
		return line[:min(len(line), keep)], err
	}
	return nil, ctx.Err()
}

const ndjsonHint = "in NDJSON every line is a whole dossier"

// item is what a record is made of.
type item struct {
	dossier *evidence.Dossier
	text    []byte
	err     error
	file    string
	number  int64
	line    int64
}

// read makes the item a dossier.
func (i *item) read(limits evidence.Limits) (*evidence.Dossier, error) {
	if i.text == nil {
		return i.dossier, i.err
	}
	d, err := evidence.ReadJSON(i.file, i.text, limits)
	var problems evidence.Problems
	if errors.As(err, &problems) {
		for k := range problems {
			p := &problems[k]
			i.place(p)
			switch {
			case len(i.text) > limits.Bytes: // and nobody counted by how much
				p.Message = fmt.Sprintf("the line has more than the %d bytes allowed", limits.Bytes)
			case p.Pointer == "" && p.Hint == "" && !json.Valid(i.text):
				p.Hint = ndjsonHint
			case p.Pointer == "" && !json.Valid(i.text):
				p.Hint += "; " + ndjsonHint
			}
		}
	}
	return d, err
}

// place says where a problem of the item is, which was found in its text alone.
func (i *item) place(p *evidence.Problem) {
	p.Line, p.Column = int(i.line), max(p.Column, 1)
	const alone = "line 1, column "
	whole := fmt.Sprintf("line %d, column ", i.line)
	p.Message, p.Hint = strings.ReplaceAll(p.Message, alone, whole), strings.ReplaceAll(p.Hint, alone, whole)
}

// wrongFacts finds all that is wrong with the facts of the catalogues' own, where an
// evaluator stops at the first, and where it stands in the line; nil if nothing is.
func (p *Plan) wrongFacts(i *item, d *evidence.Dossier) error {
	var problems evidence.Problems
	var checked []*criteria.Catalogue
	for _, v := range p.variants {
		c := v.Evaluator.Catalogue()
		if slices.Contains(checked, c) {
			continue
		}
		checked = append(checked, c)
		sources := d.Sources()
		for _, f := range sources {
			text := i.text
			if len(sources) > 1 { // which of the list's it is cannot be told
				text = nil
			}
			var found evidence.Problems
			if errors.As(c.CheckFacts(f, text), &found) {
				for _, problem := range found {
					i.place(&problem)
					if !slices.ContainsFunc(problems, func(known evidence.Problem) bool { return known.Error() == problem.Error() }) {
						problems = append(problems, problem)
					}
				}
			}
		}
	}
	if len(problems) == 0 {
		return nil
	}
	problems.Sort()
	return problems
}

// judge has what it takes to judge chunks, one after the other.
type judge struct {
	options StreamOptions
	block   *Block
	encoder *Encoder
	machine *Machine
}

func (p *Plan) newJudge(o StreamOptions) *judge {
	return &judge{options: o, block: p.NewBlock(), encoder: p.NewEncoder(), machine: p.NewMachine()}
}

// job is a chunk, from the items it is made of to its result.
type job struct {
	items  []item
	bytes  int
	chunk  Chunk
	result Result
	err    error
	done   chan struct{}
}

// full reports whether the chunk has as much as one may.
func (w *job) full() bool { return len(w.items) >= chunkRecords || w.bytes >= chunkBytes }

// judge judges the items.
func (j *judge) judge(ctx context.Context, w *job) {
	w.chunk, w.err = Chunk{Records: w.chunk.Records[:0]}, nil
	j.block.Reset(len(w.items))
	for k := range w.items {
		i := &w.items[k]
		if w.err = ctx.Err(); w.err != nil {
			break
		}
		d, err := i.read(j.options.Limits)
		_, before := j.encoder.Encoded()
		if err == nil {
			err = j.encoder.Encode(ctx, j.block, len(w.chunk.Records), d)
			if err != nil && i.text != nil {
				err = cmp.Or(j.block.plan.wrongFacts(i, d), err)
			}
		}
		if w.err = ctx.Err(); w.err != nil {
			break
		}
		if err == nil {
			_, decided := j.encoder.Encoded()
			w.chunk.Records = append(w.chunk.Records, Record{Number: i.number, Line: i.line, Subject: d.Subject(), Decided: decided > before})
			continue
		}
		bad := &BadRecord{Number: i.number, Line: i.line, File: i.file, Err: err}
		if !j.options.Skip || errors.Is(err, evaluator.ErrContradiction) {
			w.err = bad
			break
		}
		w.chunk.Skipped = append(w.chunk.Skipped, bad)
	}
	clear(w.items)
	w.items, w.bytes = w.items[:0], 0
	j.block.shrink(len(w.chunk.Records))
	// The chunk outlives the next run of the machine.
	if w.result.program == nil {
		w.result = j.machine.newResult()
	}
	j.machine.run(j.block, &w.result)
	w.result.own(j.block)
	w.chunk.Result = &w.result
}

// shrink leaves out the last records, of which nothing is known.
func (b *Block) shrink(records int) { b.records = records }

// stream runs a source of items and yields what becomes of them in order: the
// chunks that are at work wait in a queue, the oldest first.
func (p *Plan) stream(ctx context.Context, o StreamOptions, source func(yield func(item) bool) error) iter.Seq2[*Chunk, error] {
	if o.Limits.Bytes <= 0 {
		o.Limits.Bytes = evidence.DefaultLimits().Bytes
	}
	return func(yield func(*Chunk, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var wait sync.WaitGroup
		jobs := make(chan *job)
		defer wait.Wait()
		defer close(jobs)
		defer cancel()
		workers, started := min(o.Workers, runtime.GOMAXPROCS(0)), 0
		room := 1
		var own *judge // of the caller's goroutine
		if workers > 1 {
			room = 2 * workers
		} else {
			own = p.newJudge(o)
		}
		var idle, queue []*job
		var filling *job
		start := func() {
			filling.done = make(chan struct{}, 1)
			queue = append(queue, filling)
			switch {
			case own != nil:
				own.judge(ctx, filling)
				filling.done <- struct{}{}
			default:
				if started < workers { // short streams need not all
					started++
					wait.Go(func() {
						j := p.newJudge(o)
						for w := range jobs {
							j.judge(ctx, w)
							w.done <- struct{}{}
						}
					})
				}
				jobs <- filling
			}
			filling = nil
		}
		// finish yields the oldest chunk, and reports whether to go on.
		finish := func() bool {
			w := queue[0]
			queue = queue[1:]
			<-w.done
			if len(w.chunk.Records)+len(w.chunk.Skipped) > 0 && !yield(&w.chunk, nil) {
				return false
			}
			if w.err != nil {
				yield(nil, w.err)
				return false
			}
			idle = append(idle, w)
			return true
		}
		on := true
		err := source(func(i item) bool {
			if filling == nil {
				if len(queue) >= room {
					if on = finish(); !on {
						return false
					}
				}
				if n := len(idle); n > 0 {
					filling, idle = idle[n-1], idle[:n-1]
				} else {
					filling = &job{}
				}
			}
			filling.items = append(filling.items, i)
			filling.bytes += len(i.text)
			if filling.full() {
				start()
			}
			return true
		})
		if on && filling != nil && len(filling.items) > 0 {
			start()
		}
		for on && len(queue) > 0 {
			on = finish()
		}
		if on && err != nil {
			yield(nil, err)
		}
	}
}
