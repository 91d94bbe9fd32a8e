package main

import (
	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// decidedFlags name files of what authorities have decided, besides waivers.
type decidedFlags struct {
	equivalences []string
	decisions    []string
	authority    bool
}

func (f *decidedFlags) add(c *cobra.Command) {
	f.addEquivalences(c)
	c.Flags().StringArrayVar(&f.decisions, "decisions", nil, "`FILE` of records of decisions, which the verdict cites; those of several count together")
}

// addEquivalences is for commands that show no decisions.
func (f *decidedFlags) addEquivalences(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.equivalences, "equivalences", nil, "`FILE` of attestations that are accepted as equivalent; those of several count together")
}

// addAuthority is for commands that evaluate dossiers.
func (f *decidedFlags) addAuthority(c *cobra.Command) {
	c.Flags().BoolVar(&f.authority, "authority", false, "show confidential facts, which are masked otherwise: for the authority's own file, not to be passed on")
}

// load reads the files, and gives the options of evaluations.
func (f *decidedFlags) load(in *input) []evaluator.Option {
	equivalences, decisions := f.read(in)
	options := []evaluator.Option{evaluator.WithEquivalences(equivalences...), evaluator.WithDecisions(decisions...)}
	if f.authority {
		options = append(options, evaluator.ForAuthority())
	}
	return options
}

func (f *decidedFlags) read(in *input) ([]evaluator.Equivalence, []profiles.DecisionRecord) {
	equivalences := loadAll(in, f.equivalences, "an equivalence", evaluator.EquivalencesFormat, evaluator.DecodeEquivalences,
		func(e *evaluator.Equivalence) string { return e.ID })
	if len(equivalences) > evaluator.MaxEquivalences {
		in.addf("--equivalences: the files hold %d, more than %d (drop those that have ended)", len(equivalences), evaluator.MaxEquivalences)
	}
	decisions := loadAll(in, f.decisions, "a decision", profiles.DecisionsFormat, profiles.DecodeDecisions,
		func(d *profiles.DecisionRecord) string { return d.ID })
	return equivalences, decisions
}

// loadAll reads things with ids from all files. An id is its thing's own.
func loadAll[T any](in *input, args []string, what, format string, decode func(name string, data []byte) ([]T, error), id func(*T) string) (all []T) {
	from := map[string]string{}
	for _, arg := range args {
		name, data, ok := in.file(arg)
		if !ok {
			continue
		}
		some, err := decode(name, data)
		if err != nil {
			in.refuse(err, name, data, format)
			continue
		}
		for i := range some {
			if other, taken := from[id(&some[i])]; taken {
				in.addf("%s: %s %s is in %s, too (give each an id of its own)", name, what, doc.Quote(id(&some[i])), other)
				continue
			}
			from[id(&some[i])] = name
			all = append(all, some[i])
		}
	}
	return all
}
