package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// input reads files and gathers what is wrong with them, so that a user learns
// of all problems at once.
type input struct {
	stdin    io.Reader
	read     map[string]bool
	texts    map[string][]byte // by name
	problems []error
}

func newInput(stdin io.Reader) *input {
	return &input{stdin: stdin, read: map[string]bool{}, texts: map[string][]byte{}}
}

func (in *input) add(err error) { in.problems = append(in.problems, err) }

func (in *input) addf(format string, args ...any) { in.add(fmt.Errorf(format, args...)) }

// stdinName is what problems call standard input.
const stdinName = "stdin"

// file reads a file, or standard input for "-". It returns the name under which
// problems speak of it; ok is false if it cannot be read.
func (in *input) file(arg string) (name string, data []byte, ok bool) {
	name = arg
	key := filepath.Clean(arg)
	if arg == "-" {
		name, key = stdinName, "-"
	}
	if in.read[key] {
		in.addf("%s: is given twice", name)
		return name, nil, false
	}
	in.read[key] = true
	r := in.stdin
	if arg != "-" {
		f, err := os.Open(arg)
		if err != nil {
			in.addf("%s: %w", name, because(err))
			return name, nil, false
		}
		defer f.Close()
		r = f
	}
	// One byte more than the limit lets the decoder say that it is exceeded.
	data, err := io.ReadAll(io.LimitReader(r, int64(evidence.DefaultLimits().Bytes)+1))
	if err != nil {
		in.addf("%s: %w", name, because(err))
		return name, nil, false
	}
	in.texts[name] = data
	return name, data, true
}

// because strips what an error of the file system repeats.
func because(err error) error {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("may not be read")
	case errors.As(err, &path):
		return path.Err
	}
	return err
}

// report writes all problems, one per line.
func (in *input) report(w io.Writer) {
	for _, err := range in.problems {
		fmt.Fprintln(w, strings.TrimRight(err.Error(), "\n"))
	}
}

// instant reads a point in time: a day or an RFC 3339 instant. A day also
// returns itself; the instant is then its first in UTC.
func instant(text string) (time.Time, *evidence.Date, error) {
	d, wrong := evidence.ParseDate(text)
	if wrong == nil {
		return d.Start(time.UTC), &d, nil
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	switch {
	case err == nil && (t.UTC().Year() < 1900 || t.UTC().Year() > 2199):
		return time.Time{}, nil, errors.New("--at: an instant is between the years 1900 and 2199")
	case err == nil:
		return t.UTC(), nil, nil
	case looksLikeDay.MatchString(text):
		return time.Time{}, nil, fmt.Errorf("--at: %w", wrong)
	}
	return time.Time{}, nil, fmt.Errorf("--at: %s is neither a day nor an instant: write 2026-11-01 or 2026-11-01T08:00:00Z", doc.Quote(text))
}

var looksLikeDay = regexp.MustCompile(`^[0-9]+-[0-9]+-[0-9]+$`)

// today is the first instant of the day in UTC.
func today(now time.Time) (time.Time, evidence.Date) {
	d := evidence.DateOf(now, time.UTC)
	return d.Start(time.UTC), d
}
