package frameworks

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:generate go run ./gen

//go:embed *.yaml
var files embed.FS

// index holds the ids of all clauses. For each file of a framework there is one
// line "=framework TAB version TAB status TAB file", and one line for each
// clause.
//
//go:embed index.txt
var index string

// ErrUnknown is wrapped by the error of [Lookup] for a framework or a version
// that Trias does not bring.
var ErrUnknown = errors.New("no such framework")

// section is the part of the index about one framework: its clauses, one a
// line, with a line break before the first and after the last.
type section struct {
	status  Status
	file    string
	clauses string
}

// sections cuts the index at its headings and leaves the clauses as they are:
// few are ever asked for.
var sections = sync.OnceValue(readIndex)

func readIndex() map[Name]section {
	out := map[Name]section{}
	for rest := index; rest != ""; {
		head, _, _ := strings.Cut(rest, "\n")
		tail := rest[len(head):]
		end := strings.Index(tail, "\n=")
		if end < 0 {
			end = len(tail) - 1
		}
		part := strings.Split(strings.TrimPrefix(head, "="), "\t")
		out[Name{part[0], part[1]}] = section{Status(part[2]), part[3], tail[:end+1]}
		rest = tail[end+1:]
	}
	return out
}

// Names returns the frameworks Trias brings, sorted.
func Names() []Name {
	out := make([]Name, 0, len(sections()))
	for name := range sections() {
		out = append(out, name)
	}
	slices.SortFunc(out, Compare)
	return out
}

// Compare orders names by framework, then version.
func Compare(a, b Name) int {
	if c := strings.Compare(a.Framework, b.Framework); c != 0 {
		return c
	}
	return strings.Compare(a.Version, b.Version)
}

// Known reports whether Trias brings a framework in a version.
func Known(name Name) bool {
	_, ok := sections()[name]
	return ok
}

// StatusOf returns the status of a framework that Trias brings; empty for
// others.
func StatusOf(name Name) Status { return sections()[name].status }

// Contains reports whether a framework that Trias brings lists a clause.
func Contains(name Name, clause string) bool {
	return clause != "" && !strings.Contains(clause, "\n") && strings.Contains(sections()[name].clauses, "\n"+clause+"\n")
}

// Lookup returns a framework that Trias brings. The error wraps [ErrUnknown] if
// there is none.
func Lookup(name Name) (*Framework, error) {
	s, ok := sections()[name]
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrUnknown, name)
	}
	data, err := files.ReadFile(s.file)
	if err != nil {
		return nil, err
	}
	return Decode(s.file, data)
}
