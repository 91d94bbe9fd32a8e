package profiles

import "github.com/trias-sovereignty/trias/evidence"

// BindsNoLater reports whether the criterion surely binds no later than with the
// settings of b: whoever is assessed, whenever listed and on whatever day, where
// it may stay unmet, it may with those, too. False says nothing.
func (a *Applied) BindsNoLater(b *Applied) bool { return a.noLater(b) }

// BindsFrom describes the stage from which the criterion binds, nil if at once.
func (a *Applied) BindsFrom() *Stage {
	if a.stage == nil {
		return nil
	}
	s := &Stage{Title: a.stage.title, Given: a.Given}
	if a.stage.term != nil {
		s.Term = evidence.Known(*a.stage.term)
	}
	if a.stage.from != nil {
		s.From = evidence.Known(*a.stage.from)
	}
	return s
}
