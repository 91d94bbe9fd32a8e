package report

import (
	"embed"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/internal/doc"
)

//go:embed values/*.yaml
var valueFiles embed.FS

// valueLabels holds what every language calls the values of closed sets, by
// language, set and value.
var valueLabels = sync.OnceValues(func() (map[string]map[string]map[string]string, error) {
	entries, err := valueFiles.ReadDir("values")
	if err != nil {
		return nil, err
	}
	all := map[string]map[string]map[string]string{}
	for _, e := range entries {
		data, err := valueFiles.ReadFile("values/" + e.Name())
		if err != nil {
			return nil, err
		}
		var sets map[string]map[string]string
		if err := doc.Read(e.Name(), data, doc.DefaultLimits(), &sets); err != nil {
			return nil, err
		}
		all[strings.TrimSuffix(e.Name(), ".yaml")] = sets
	}
	return all, nil
})

// label returns what a language calls a value of a closed set (the Set of a
// field of the fact schema), or the value itself if it has no name of its own.
func label(lang, set, value string) string {
	all, err := valueLabels()
	if err != nil { // the files are embedded and tested
		return value
	}
	if text := all[lang][set][value]; text != "" {
		return text
	}
	return value
}
