package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Format is how a report is written down.
type Format string

// The formats. All say the same in the same order.
const (
	// FormatText is for terminals and for files that are read as they are, with
	// lines of a bounded length.
	FormatText Format = "text"
	// FormatMarkdown is GitHub Flavored Markdown, which pandoc reads the same way:
	// headings, lists and tables, a paragraph in one line. What others wrote is
	// escaped, so that no dossier can bring in markup, links or HTML.
	FormatMarkdown Format = "markdown"
)

// ErrFormat reports a format that is none.
var ErrFormat = errors.New("no such format")

// Formats returns all formats, text first.
func Formats() []Format { return []Format{FormatText, FormatMarkdown} }

// known returns the format that an option asks for: text if empty. The error
// wraps [ErrFormat].
func (f Format) known() (Format, error) {
	if f == "" {
		return FormatText, nil
	}
	if all := Formats(); !slices.Contains(all, f) {
		var names []string
		for _, x := range all {
			names = append(names, string(x))
		}
		return "", fmt.Errorf("%w: %q (there are %s)", ErrFormat, string(f), strings.Join(names, ", "))
	}
	return f, nil
}
