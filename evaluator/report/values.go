package report

import (
	"github.com/trias-sovereignty/trias/internal/speech"
)

// sets are what a language calls the values of closed sets, by set and value.
type sets map[string]map[string]string

var valueLabels = speech.NewBook("values", func(string, *speech.Formats) *sets { return &sets{} })

// label returns what a language calls a value of a closed set (the Set of a
// field of the fact schema), or the value itself if it has no name of its own.
func label(lang, set, value string) string {
	all, err := valueLabels.Find(lang, ErrLanguage)
	if err != nil { // there is none, or the file is broken, which a test finds
		return value
	}
	if text := (*all)[set][value]; text != "" {
		return text
	}
	return value
}
