package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// questionnaireFlags are the flags of trias questionnaire.
type questionnaireFlags struct {
	profiles  []string
	beside    []string
	region    once
	catalogue once
	layer     once
	party     once
	atLeast   once
	prefill   once
	lang      once
	format    once
	excel     bool
}

func (p *program) questionnaire() *cobra.Command {
	f := questionnaireFlags{lang: once{value: "en"}, format: once{value: "text"}}
	c := &cobra.Command{
		Use:   "questionnaire [flags]",
		Short: "Say what a profile asks, of whom, and what answering takes",
		Long: `Questionnaire says what a profile asks before there is any evidence: every fact, which
criteria need it, which proof they demand, on which earlier answers a question depends, and
what answering takes in questions, proofs and effort.

Text and Markdown are to be read, HTML also to be printed and filled in by hand. YAML and CSV
are to be filled in: trias assess takes what comes back as it takes a dossier, and trias
import questionnaire makes a dossier file of it. With --prefill they have the answers of a
dossier in them already. JSON has everything as data.

With --layer nothing is asked that is of no concern at that layer, with --party only what that
party answers, and with --obligation only what criteria need that are at least as binding:
must asks what must be met. With --beside the burden of other profiles stands beside it.`,
		Example: `  trias questionnaire --profile high --layer platform
  trias questionnaire --profile entry --beside normal --beside high --format markdown
  trias questionnaire --profile normal --obligation must --format html > questions.html
  trias questionnaire --lang de --party provider --format yaml > angaben.yaml
  trias questionnaire --lang de --format csv --excel > angaben.csv
  trias questionnaire --prefill offer.yaml --format csv > answers.csv
  trias assess answers.csv`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("it takes no files but those of its flags (see %s --help)", c.CommandPath())
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE:                  func(*cobra.Command, []string) error { return p.runQuestionnaire(&f) },
	}
	c.Flags().StringArrayVar(&f.profiles, "profile", []string{"normal"}, "profile `ID|FILE`; of several the last counts, which may extend or tailor the others")
	c.Flags().StringArrayVar(&f.beside, "beside", nil, "profile `ID|FILE` to compare the burden with")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for: EU, EEA, a country such as DE; the profile's own if left out")
	catalogueFlag(c, &f.catalogue)
	c.Flags().Var(&f.layer, "layer", "layer of the offer: "+strings.Join(evidence.Layer("").Values(), ", ")+"; asked for if left out")
	c.Flags().Var(&f.party, "party", "who answers: "+strings.Join(criteria.Party("").Values(), " or ")+"; both if left out")
	c.Flags().Var(&f.atLeast, "obligation", "least obligation of the criteria that are asked for: must, should or may; any if left out")
	c.Flags().Var(&f.prefill, "prefill", "dossier `FILE` whose answers are filled in, in YAML and CSV")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(questionnaire.Languages()))
	c.Flags().Var(&f.format, "format", strings.Join(questionnaireFormats, ", "))
	c.Flags().BoolVar(&f.excel, "excel", false, "CSV as a German Excel expects it: with semicolons, and marked as UTF-8")
	return c
}

var questionnaireFormats = []string{"text", "json", "markdown", "html", "yaml", "csv"}

func (p *program) runQuestionnaire(f *questionnaireFlags) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, questionnaire.Languages())
	oneOf(in, "--format", f.format.value, questionnaireFormats)
	if f.layer.given {
		oneOf(in, "--layer", f.layer.value, evidence.Layer("").Values())
	}
	if f.party.given {
		oneOf(in, "--party", f.party.value, criteria.Party("").Values())
	}
	if f.atLeast.given {
		oneOf(in, "--obligation", f.atLeast.value, profiles.Obligation("").Values())
	}
	filled := f.format.value == "yaml" || f.format.value == "csv"
	if f.prefill.given && !filled {
		in.addf("--prefill: only YAML and CSV are filled in (add --format yaml or --format csv)")
	}
	if f.excel && f.format.value != "csv" {
		in.addf("--excel: is about CSV (add --format csv)")
	}
	catalogue := loadCatalogue(in, f.catalogue)
	var profile *profiles.Profile
	var beside []*profiles.Profile
	if catalogue != nil {
		profile = localised(in, loadProfile(in, f.profiles, catalogue), f.region)
		for _, arg := range f.beside {
			if other := localised(in, oneProfile(in, "--beside: ", arg, catalogue, nil), f.region); other != nil {
				beside = append(beside, other)
			}
		}
	}
	var prefill *evidence.Fragment
	if f.prefill.given {
		prefill = loadSource(in, f.prefill.value)
		if prefill != nil && catalogue != nil {
			if err := catalogue.CheckFacts(prefill, in.texts[prefill.Name]); err != nil {
				in.add(err)
			}
		}
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	q, err := questionnaire.New(profile, questionnaire.Options{Layer: evidence.Layer(f.layer.value), Party: criteria.Party(f.party.value), Obligation: profiles.Obligation(f.atLeast.value), Beside: beside})
	if err != nil {
		return err
	}
	if prefill != nil {
		left, err := q.Left(prefill)
		if err != nil {
			return err
		}
		if left != nil {
			fmt.Fprintf(p.stderr, "%s: states what is not asked for and left out: %s\n", prefill.Name, strings.Join(left, ", "))
		}
	}
	o := questionnaire.WriteOptions{Lang: f.lang.value, Prefill: prefill, Semicolon: f.excel, BOM: f.excel}
	var data []byte
	switch f.format.value {
	case "text":
		return q.Text(&p.out, f.lang.value)
	case "markdown":
		return q.Markdown(&p.out, f.lang.value)
	case "html":
		return q.HTML(&p.out, f.lang.value)
	case "yaml":
		data, err = q.YAML(o)
	case "csv":
		data, err = q.CSV(o)
	default:
		data, err = q.EncodeJSON()
	}
	return p.writeDocument(data, err)
}

// loadSource reads one dossier file, or a filled-in questionnaire; nil if there is
// a problem.
func loadSource(in *input, arg string) *evidence.Fragment {
	name, data, ok := in.file(arg)
	if !ok {
		return nil
	}
	f, err := in.source(name, data)
	if err != nil {
		in.refuseSource(err, name, data)
		return nil
	}
	return f
}

// source reads a source of a dossier: a dossier file, or a filled-in questionnaire
// of whatever profile, since facts are facts.
func (in *input) source(name string, data []byte) (*evidence.Fragment, error) {
	if !questionnaire.IsAnswers(name, data) && !isTable(name) {
		return evidence.Decode(name, data)
	}
	catalogue := in.catalogue
	if catalogue == nil { // which does not load, and is reported
		var err error
		if catalogue, err = criteria.Embedded(); err != nil {
			return nil, err
		}
	}
	f, err := questionnaire.ReadAny(name, data, catalogue)
	if err == nil {
		in.filled = append(in.filled, name)
	}
	return f, err
}

// refuseSource adds why a source does not load: of a filled-in questionnaire all that
// is wrong with it, although it is no dossier.
func (in *input) refuseSource(err error, name string, data []byte) {
	if questionnaire.IsAnswers(name, data) || isTable(name) {
		in.add(err)
		return
	}
	in.refuse(err, name, data, evidence.Format)
}

// isTable reports whether a file is CSV: as a source that can only be a
// questionnaire.
func isTable(name string) bool { return strings.EqualFold(filepath.Ext(name), ".csv") }

// isFilled reports whether a source is a filled-in questionnaire, whose own facts
// are checked as it is read.
func (in *input) isFilled(name string) bool { return slices.Contains(in.filled, name) }

// importQuestionnaireFlags are the flags of trias import questionnaire.
type importQuestionnaireFlags struct {
	profiles  []string
	region    once
	catalogue once
	format    once
}

func (p *program) importQuestionnaire() *cobra.Command {
	f := importQuestionnaireFlags{format: once{value: "yaml"}}
	c := &cobra.Command{
		Use:   "questionnaire [flags] FILE",
		Short: "Make a dossier file of a filled-in questionnaire",
		Long: `Questionnaire reads a questionnaire that trias questionnaire wrote as YAML or CSV and somebody
filled in, and prints a dossier file with its answers and proofs. What is wrong is named with
its line, in CSV also with its cell.

With --profile the questionnaire must have been made from that profile, in that version, and
answer nothing else; without, it may be of any profile of the catalogue.

Exit status:
  0  the dossier file is on standard output
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias import questionnaire answers.csv > offer.yaml
  trias import questionnaire --profile high answers.yaml > offer.yaml`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name one file, or - for standard input (see %s --help)", c.CommandPath())
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE:                  func(_ *cobra.Command, args []string) error { return p.runImportQuestionnaire(&f, args[0]) },
	}
	c.Flags().StringArrayVar(&f.profiles, "profile", nil, "profile `ID|FILE` that the questionnaire was made from; of several the last counts")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for, if one was chosen for the questionnaire")
	catalogueFlag(c, &f.catalogue)
	c.Flags().Var(&f.format, "format", "yaml or json")
	return c
}

func (p *program) runImportQuestionnaire(f *importQuestionnaireFlags, arg string) error {
	in := newInput(p.stdin)
	oneOf(in, "--format", f.format.value, []string{"yaml", "json"})
	catalogue := loadCatalogue(in, f.catalogue)
	var profile *profiles.Profile
	if catalogue != nil && f.profiles != nil {
		profile = localised(in, loadProfile(in, f.profiles, catalogue), f.region)
	} else if f.region.given {
		in.addf("--localisation: belongs to a --profile")
	}
	name, data, ok := in.file(arg)
	var fragment *evidence.Fragment
	if ok && len(in.problems) == 0 {
		var err error
		switch {
		case !questionnaire.IsAnswers(name, data) && !isTable(name):
			in.addf("%s: is no questionnaire to fill in (trias questionnaire --format yaml writes one)", name)
		case profile != nil:
			fragment, err = questionnaire.Read(name, data, profile)
		default:
			fragment, err = questionnaire.ReadAny(name, data, catalogue)
		}
		if err != nil {
			in.add(err)
		}
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	encode := fragment.EncodeYAML
	if f.format.value == "json" {
		encode = fragment.EncodeJSON
	}
	out, err := encode()
	if err != nil {
		return err
	}
	p.out.Write(out)
	if !bytes.HasSuffix(out, []byte("\n")) {
		p.out.WriteByte('\n')
	}
	return nil
}
