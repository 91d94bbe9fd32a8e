package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// chooseFlags are the flags of trias choose.
type chooseFlags struct {
	levels map[profiles.Goal]*once
	line   once
	lang   once
	format once
}

func (p *program) choose() *cobra.Command {
	f := chooseFlags{lang: once{value: "en"}, format: once{value: "text"}, levels: map[profiles.Goal]*once{}}
	c := &cobra.Command{
		Use:   "choose [flags] [FILE...]",
		Short: "Choose a profile from a protection need, and say why",
		Long: `Choose says which profile a protection need calls for, and how that follows.

The need is that of what is to run on an offer, for confidentiality, integrity and
availability: normal, high or veryHigh. It is given by flags, or by files: protection
needs ("trias: need/v1") of one or more assets with the decisions recorded about them, and
dossiers of which data.protection counts. The highest need decides; a recorded cumulation
raises it, and a recorded distribution lowers that for availability.

A level that nobody states may be any: unless that makes no difference, the answer is then
"at least" a profile, with what is missing.

Exit status:
  0  a profile is chosen
  1  the line of profiles has none for so high a need
  3  undecided: levels are missing
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias choose --confidentiality high --integrity normal --availability high
  trias choose need.yaml
  trias choose --lang de need.yaml more.yaml
  trias choose --format json need.yaml`,
		RunE: func(_ *cobra.Command, args []string) error { return p.runChoose(&f, args) },
	}
	for _, g := range profiles.Goal("").Values() {
		f.levels[profiles.Goal(g)] = &once{}
		c.Flags().Var(f.levels[profiles.Goal(g)], g, "`LEVEL` of protection need: normal, high or veryHigh")
	}
	var lines []string
	for _, l := range profiles.Lines() {
		lines = append(lines, l.ID)
	}
	c.Flags().Var(&f.line, "line", "`LINE` of profiles to choose from: "+strings.Join(lines, " or ")+" (default the files', or general)")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json or markdown")
	return c
}

func (p *program) runChoose(f *chooseFlags, files []string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	need, contradicted := f.need(in, files)
	line := f.chooseFrom(in, need)
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	choice, err := profiles.Choose(need, line)
	if err != nil {
		return err
	}
	for _, c := range contradicted {
		var said []string
		for _, s := range c.Stated {
			value := s.Value
			if s.Confidential {
				value = evidence.MaskedText
			}
			said = append(said, fmt.Sprintf("%s by %s", value, strings.Join(s.Sources, ", ")))
		}
		fmt.Fprintf(p.stderr, "%s is contradicted and counts as not known: %s\n", c.Path, strings.Join(said, "; "))
	}
	if err := p.writeChoice(&choice, f); err != nil {
		return err
	}
	switch choice.Outcome {
	case profiles.NoProfile:
		return exit{statusNegative}
	case profiles.Undecided:
		return exit{statusInconclusive}
	}
	return nil
}

// need reads the need from the flags or from the files.
func (f *chooseFlags) need(in *input, files []string) (profiles.Need, []evidence.Contradiction) {
	given := false
	asset := profiles.Asset{ID: "workload"}
	for _, g := range profiles.Goal("").Values() {
		flag := f.levels[profiles.Goal(g)]
		if !flag.given {
			continue
		}
		given = true
		oneOf(in, "--"+g, flag.value, evidence.ProtectionLevel("").Values())
		level := evidence.ProtectionLevel(flag.value)
		switch profiles.Goal(g) {
		case profiles.Confidentiality:
			asset.Confidentiality = level
		case profiles.Integrity:
			asset.Integrity = level
		case profiles.Availability:
			asset.Availability = level
		}
	}
	switch {
	case given && len(files) > 0:
		in.addf("the protection need is given by flags and by files (drop one of them)")
		return profiles.Need{}, nil
	case given:
		return profiles.Need{Assets: []profiles.Asset{asset}}, nil
	case len(files) == 0:
		in.addf("no protection need is given (name a file, or for example --confidentiality high; see trias choose --help)")
		return profiles.Need{}, nil
	}
	return needOfFiles(in, files)
}

// needOfFiles joins the needs that files state; dossier files are sources about
// one subject.
func needOfFiles(in *input, files []string) (profiles.Need, []evidence.Contradiction) {
	var needs []profiles.Need
	var fragments []*evidence.Fragment
	failed := false
	for _, arg := range files {
		name, data, ok := in.file(arg)
		if !ok {
			failed = true
			continue
		}
		if formatOf(name, data) == evidence.Format {
			f, err := evidence.Decode(name, data)
			if err != nil {
				in.refuse(err, name, data, evidence.Format)
				failed = true
				continue
			}
			fragments = append(fragments, f)
			continue
		}
		n, err := profiles.DecodeNeed(name, data)
		if err != nil {
			in.refuse(err, name, data, profiles.NeedFormat)
			failed = true
			continue
		}
		if err := knownLine(n, name, data); err != nil {
			in.add(err)
			failed = true
			continue
		}
		needs = append(needs, *n)
	}
	if failed {
		return profiles.Need{}, nil
	}
	var contradicted []evidence.Contradiction
	if len(fragments) > 0 {
		d, err := evidence.Merge(fragments...)
		if err != nil {
			in.add(err)
			return profiles.Need{}, nil
		}
		var n profiles.Need
		n, contradicted = profiles.NeedOf(d)
		needs = append(needs, n)
	}
	need, err := profiles.JoinNeeds(needs...)
	if err != nil {
		in.add(err)
	}
	return need, contradicted
}

// knownLine reports a line of profiles that a file names and there is not.
func knownLine(n *profiles.Need, name string, data []byte) error {
	if n.Line == "" {
		return nil
	}
	_, err := profiles.LookupLine(n.Line)
	if err == nil {
		return nil
	}
	node, problem := doc.Parse(name, data, evidence.DefaultLimits())
	if problem != nil {
		return err // then it had not been decoded
	}
	return doc.Problems{node.Find("/line").Problem(doc.Semantic, err.Error(), "")}
}

// formatOf returns a file's marker, "" if it has none.
func formatOf(name string, data []byte) string {
	node, err := doc.Parse(name, data, evidence.DefaultLimits())
	if err != nil {
		return ""
	}
	if marker := node.Get("trias"); marker != nil {
		return marker.Text
	}
	return ""
}

// chooseFrom returns the line of profiles that the flag or the files name.
func (f *chooseFlags) chooseFrom(in *input, need profiles.Need) profiles.Line {
	name := profiles.General
	switch {
	case f.line.given && need.Line != "" && f.line.value != need.Line:
		in.addf("--line: the files name the line %s, not %s (drop one of them)", doc.Quote(need.Line), doc.Quote(f.line.value))
		return profiles.Line{}
	case f.line.given:
		name = f.line.value
	case need.Line != "":
		name = need.Line
	}
	line, err := profiles.LookupLine(name)
	if err != nil { // what files name is there
		in.addf("--line: %w", err)
	}
	return line
}

func (p *program) writeChoice(c *profiles.Choice, f *chooseFlags) error {
	if f.format.value == "json" {
		return p.writeDocument(c.EncodeJSON())
	}
	return report.Choice(&p.out, c, p.reportOptions(f.lang, f.format))
}
