package intake

import (
	"bytes"
	"fmt"
	"io"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// File is a document as it was read, within the limit on its size.
type File struct {
	Name string
	// Data are the bytes; after [File.XML] those in UTF-8, without the XML declaration.
	Data []byte
	// Digest is "sha256:" over the bytes as they were read.
	Digest string

	places *doc.Places
}

// Read reads a document and stops one byte after lim.Bytes, however much there is. A document that is larger, or that
// cannot be read, is an error: [doc.Problems] for the former, what the reader returned for the latter.
func Read(name string, r io.Reader, lim doc.Limits) (*File, error) {
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(r, int64(lim.Bytes)+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f := &File{Name: name, Data: b.Bytes()}
	if n > int64(lim.Bytes) {
		return nil, doc.Problems{f.limit(0, "bytes", lim.Bytes, int(n))}
	}
	f.Digest = doc.Digest(f.Data)
	return f, nil
}

// Problem returns a problem at a byte offset of Data; the way out may be empty.
func (f *File) Problem(offset int64, kind doc.ProblemKind, hint, format string, args ...any) doc.Problem {
	line, col := f.At(offset)
	return doc.Problem{File: f.Name, Line: line, Column: col, Kind: kind, Message: fmt.Sprintf(format, args...), Hint: hint}
}

// At returns line and column of a byte offset of Data.
func (f *File) At(offset int64) (line, col int) {
	if f.places == nil {
		f.places = doc.NewPlaces(f.Data)
	}
	return f.places.At(int(offset))
}

// limit returns the problem that a limit is exceeded at an offset.
func (f *File) limit(offset int64, limit string, max, actual int) doc.Problem {
	cause := &doc.LimitError{Limit: limit, Max: max, Actual: actual}
	p := f.Problem(offset, doc.Limit, "split it, or raise the limit when importing it", "%s", cause.Error())
	p.Cause = cause
	return p
}

// Limits fills the fields of given that are zero or negative from def, so that no limit can be switched off by accident.
func Limits(given, def doc.Limits) doc.Limits {
	for _, f := range []struct {
		v *int
		d int
	}{
		{&given.Bytes, def.Bytes}, {&given.Depth, def.Depth}, {&given.Nodes, def.Nodes}, {&given.Items, def.Items},
		{&given.String, def.String},
	} {
		if *f.v <= 0 {
			*f.v = f.d
		}
	}
	return given
}
