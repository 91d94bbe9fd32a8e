package main

import (
	"errors"

	"github.com/trias-sovereignty/trias/internal/speech"
)

// crosswalkWords are the words of a crosswalk in a language: the section
// "crosswalk" of its file.
type crosswalkWords struct {
	*speech.Formats `json:"-"`

	Status   map[string]string `json:"status" required:"true"`
	Relation map[string]string `json:"relation" required:"true"`
	Field    map[string]string `json:"field" required:"true"`
	// By to Note are rows of the head.
	By          string `json:"by" required:"true"`
	AppliesFrom string `json:"appliesFrom" required:"true"`
	Source      string `json:"source" required:"true"`
	Unverified  string `json:"unverified" required:"true"`
	Note        string `json:"note" required:"true"`
	Complete    string `json:"complete" required:"true"`
	Incomplete  string `json:"incomplete" required:"true"`
	Counts      string `json:"counts" required:"true"`
	// Whole to NoneListed head lists of clauses.
	Whole      string `json:"whole" required:"true"`
	Direct     string `json:"direct" required:"true"`
	Above      string `json:"above" required:"true"`
	None       string `json:"none" required:"true"`
	NoneListed string `json:"noneListed" required:"true"`
	Nothing    string `json:"nothing" required:"true"`
	Mark       string `json:"mark" required:"true"`
	// Framework to Referred are columns of the list of frameworks; Partial is the
	// number of clauses where more are not listed.
	Framework string `json:"framework" required:"true"`
	Standing  string `json:"standing" required:"true"`
	Clauses   string `json:"clauses" required:"true"`
	Referred  string `json:"referred" required:"true"`
	Partial   string `json:"partial" required:"true"`
}

var crosswalkLanguages = speech.NewBook("crosswalk", func(_ string, f *speech.Formats) *crosswalkWords { return &crosswalkWords{Formats: f} })

var errLanguage = errors.New("no such language")

// crosswalkIn returns the words of a language. The error wraps errLanguage.
func crosswalkIn(lang string) (*crosswalkWords, error) {
	return crosswalkLanguages.Find(lang, errLanguage)
}
