package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/cyclonedx"
	"github.com/trias-sovereignty/trias/evidence/gatewayapi"
	"github.com/trias-sovereignty/trias/evidence/junit"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// importFlags are the flags all importers have: what a file cannot or need not say of its own origin.
type importFlags struct {
	issuer, issued, versions, url, id, format once
	regions, services                         []string
	claim                                     bool
	limits                                    int
}

const importLong = `The fragment says nothing about whom it is about: trias assess merges it with a
dossier file that names the subject.

Who vouches for the file is stated with --issuer; without it, it is the author the file
itself names. When it was given, and which versions of the subject it speaks of, the
file's own date and version say, or --issued and --versions where it has none. What
neither says is an error, unless the facts are imported as a --claim, without a proof.

Exit status:
  0  the fragment is on standard output
  2  wrong usage or bad input; then nothing is written to standard output`

func (p *program) imports() *cobra.Command {
	c := &cobra.Command{
		Use:   "import cyclonedx|junit|gatewayapi|questionnaire",
		Short: "Make a fragment of a dossier from a file that others wrote",
		Long:  "Import reads a file that others wrote and prints what it says: facts, and a proof.\n\n" + importLong + "\n\nA filled-in questionnaire names the offer and its proofs itself.",
		Example: `  trias import cyclonedx --issuer "Example GmbH" bom.json > sbom.yaml
  trias assess offer.yaml sbom.yaml`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("name what to import (see %s --help)", c.CommandPath())
			}
			return fmt.Errorf("there is no importer of that name: use cyclonedx, junit, gatewayapi or questionnaire (see %s --help)", c.CommandPath())
		},
	}
	c.AddCommand(p.importCycloneDX(), p.importGatewayAPI(), p.importJUnit(), p.importQuestionnaire())
	return c
}

// reading is an import with the flags all importers have in the library's form. Where flags of its own are wrong it adds
// that to in and returns nothing.
type reading func(in *input, name string, r io.Reader, o evidence.Origin, scaled func(evidence.Limits) evidence.Limits) (*evidence.Fragment, error)

// importer makes the command of an importer.
func (p *program) importer(use, short, long, example string, read reading) *cobra.Command {
	f := importFlags{format: once{value: "yaml"}, limits: 1}
	c := &cobra.Command{
		Use:     use + " [flags] FILE",
		Short:   short,
		Long:    long + "\n\n" + importLong,
		Example: example,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name one file, or - for standard input (see %s --help)", c.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return p.runImport(&f, args[0], read)
		},
	}
	flags := c.Flags()
	flags.Var(&f.issuer, "issuer", "`NAME` of who vouches for the file")
	flags.Var(&f.issued, "issued", "`DATE` on which the file was given, if it bears none")
	flags.Var(&f.versions, "versions", "versions of the subject the file speaks of: a `CONSTRAINT` such as \">= 2.0, < 3\", or any")
	flags.StringSliceVar(&f.regions, "regions", nil, "`COUNTRIES` the file speaks of, separated by commas")
	flags.StringSliceVar(&f.services, "services", nil, "`PARTS` of the offer the file speaks of, separated by commas")
	flags.Var(&f.url, "url", "`URL` where the file can be had")
	flags.Var(&f.id, "id", "`ID` of the proof")
	flags.BoolVar(&f.claim, "claim", false, "import the facts without a proof")
	flags.Var(&f.format, "format", "yaml or json")
	flags.IntVar(&f.limits, "limits", 1, "read files `TIMES` as large as by default")
	return c
}

func (p *program) runImport(f *importFlags, arg string, read reading) error {
	in := newInput(p.stdin)
	oneOf(in, "--format", f.format.value, []string{"yaml", "json"})
	origin := f.origin(in)
	if f.limits < 1 || f.limits > 1000 {
		in.addf("--limits: %d is not between 1 and 1000", f.limits)
	}
	name, r, done := in.stream(arg)
	defer done()
	if r != nil {
		// Whatever else is wrong, the file's problems are told as well.
		fragment, err := read(in, name, r, origin, f.scaled)
		switch {
		case err != nil:
			in.add(inFlags(name, err))
		case fragment != nil && len(in.problems) == 0:
			// A fragment is held to the same rules as a file.
			if _, err := evidence.Merge(&evidence.Fragment{Subject: &evidence.Subject{ID: "any"}}, fragment); err != nil {
				in.add(err)
				break
			}
			encode := fragment.EncodeYAML
			if f.format.value == "json" {
				encode = fragment.EncodeJSON
			}
			data, err := encode()
			if err != nil {
				return err
			}
			p.out.Write(data)
			if !bytes.HasSuffix(data, []byte("\n")) {
				p.out.WriteByte('\n')
			}
		}
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	return nil
}

// inFlags words an error of an importer for whoever sets flags, not fields.
func inFlags(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%s: %w", name, because(err))
	}
	var problems doc.Problems
	if errors.As(err, &problems) {
		for i := range problems {
			problems[i].Message = fields.Replace(problems[i].Message)
			problems[i].Hint = fields.Replace(problems[i].Hint)
		}
		return problems
	}
	return err
}

// fields are the flags that set the fields of the importers' options.
var fields = strings.NewReplacer("Options.Runs[0].Required[0]", "--required", "Options.Runs[0].Required", "--required",
	"Options.Runs[0].Tests", "--tests", "Options.Runs[0].Expected", "--expected", "Options.Runs[0].Profile", "--profile",
	"Options.SubjectVersion", "--subject-version", "Options.SuiteVersion", "--suite-version", "Options.Suite", "--suite",
	"Options.RunOn", "--run-on", "Options.RunBy", "--run-by",
	"split it, or raise the limit when reading it", "raise the limits with --limits", "split it, or raise the limit when importing it", "raise the limits with --limits",
	"(Origin.Issuer, --issuer)", "with --issuer", "(Origin.Claim, --claim)", "with --claim", "(Origin.Issued, --issued)", "with --issued",
	"Origin.Issued (--issued)", "--issued", "(Origin.Scope, --versions", "(--versions")

// scaled are the limits of an importer as the flags want them. How deep a file is nested has nothing to do with its size.
func (f *importFlags) scaled(l evidence.Limits) evidence.Limits {
	times := max(f.limits, 1)
	l.Bytes, l.Nodes, l.Items, l.String = l.Bytes*times, l.Nodes*times, l.Items*times, l.String*times
	return l
}

func (f *importFlags) origin(in *input) evidence.Origin {
	o := evidence.Origin{Issuer: f.issuer.value, URL: f.url.value, ID: f.id.value, Claim: f.claim}
	if f.issued.given {
		o.Issued = dayFlag(in, "--issued", f.issued.value)
	}
	if f.versions.given || f.regions != nil || f.services != nil {
		o.Scope = &evidence.Scope{Services: f.services}
		if f.versions.value != "any" {
			o.Scope.Versions = f.versions.value
		}
		for _, r := range f.regions {
			o.Scope.Regions = append(o.Scope.Regions, evidence.Country(r))
		}
	}
	if f.claim {
		for _, flag := range []struct {
			name  string
			given bool
		}{{"--issuer", f.issuer.given}, {"--issued", f.issued.given}, {"--versions", f.versions.given}, {"--regions", f.regions != nil},
			{"--services", f.services != nil}, {"--url", f.url.given}, {"--id", f.id.given}} {
			if flag.given {
				in.addf("%s: a --claim has no proof that it could belong to", flag.name)
			}
		}
	}
	return o
}

func dayFlag(in *input, flag, text string) evidence.Date {
	day, err := evidence.ParseDate(text)
	if err != nil {
		in.addf("%s: %w", flag, err)
	}
	return day
}

// stream opens a file, or standard input for "-". The reader is nil if it cannot be opened.
func (in *input) stream(arg string) (name string, r io.Reader, done func()) {
	switch arg {
	case "":
		in.addf("a file name is empty (name a file, or - for standard input)")
		return "", nil, func() {}
	case "-":
		if in.read["-"] {
			in.addf("%s: is given twice", stdinName)
			return stdinName, nil, func() {}
		}
		in.read["-"] = true
		return stdinName, in.stdin, func() {}
	}
	file, err := os.Open(arg)
	if err != nil {
		in.addf("%s: %w", arg, because(err))
		return arg, nil, func() {}
	}
	return arg, file, func() { file.Close() }
}

func (p *program) importCycloneDX() *cobra.Command {
	return p.importer("cyclonedx", "Import a CycloneDX bill of materials (SBOM, SaaSBOM, CBOM)",
		`Cyclonedx reads a CycloneDX bill of materials, version 1.2 to 1.7, JSON or XML, and prints
a fragment: facts about components, licences, services and cryptography, with a proof of
kind code, and of kind declaration for services. JSON is checked against the official
schema of its version, XML only for the values that are read.`,
		`  trias import cyclonedx --issuer "Example GmbH" bom.json > sbom.yaml
  trias import cyclonedx --claim bom.xml`,
		func(_ *input, name string, r io.Reader, o evidence.Origin, scaled func(evidence.Limits) evidence.Limits) (*evidence.Fragment, error) {
			return cyclonedx.Import(name, r, cyclonedx.Options{Origin: o, Limits: scaled(cyclonedx.DefaultLimits())})
		})
}

func (p *program) importGatewayAPI() *cobra.Command {
	var runBy once
	var told publicity
	var c *cobra.Command
	c = p.importer("gatewayapi", "Import a Gateway API conformance report",
		`Gatewayapi reads a ConformanceReport of the Kubernetes Gateway API and prints a fragment:
one conformance run per profile, and a proof of kind test.`,
		`  trias import gatewayapi --reviewed --published report.yaml > gateway.yaml`,
		func(in *input, name string, r io.Reader, o evidence.Origin, scaled func(evidence.Limits) evidence.Limits) (*evidence.Fragment, error) {
			before := len(in.problems)
			options := gatewayapi.Options{Origin: o, RunBy: runByFlag(in, runBy), Limits: scaled(gatewayapi.DefaultLimits())}
			options.ReviewedByProject, options.Published = told.given(c)
			if len(in.problems) > before {
				return nil, nil
			}
			return gatewayapi.Import(name, r, options)
		})
	c.Flags().Var(&runBy, "run-by", "`PARTY` who ran the suite: provider, customer or independent")
	told.flags(c)
	return c
}

// publicity are the flags about what became of a report. What is not given is unknown.
type publicity struct{ reviewed, published bool }

func (p *publicity) flags(c *cobra.Command) {
	c.Flags().BoolVar(&p.reviewed, "reviewed", false, "the body that publishes the suite has accepted the report")
	c.Flags().BoolVar(&p.published, "published", false, "the public can read the report")
}

func (p *publicity) given(c *cobra.Command) (reviewed, published *bool) {
	if c.Flags().Changed("reviewed") {
		reviewed = &p.reviewed
	}
	if c.Flags().Changed("published") {
		published = &p.published
	}
	return reviewed, published
}

func runByFlag(in *input, runBy once) evidence.TestingParty {
	if runBy.given {
		oneOf(in, "--run-by", runBy.value, evidence.TestingParty("").Values())
	}
	return evidence.TestingParty(runBy.value)
}

func (p *program) importJUnit() *cobra.Command {
	var suite, suiteVersion, subjectVersion, runOn, runBy, profile, tests, expected once
	var required []string
	var told publicity
	var c *cobra.Command
	c = p.importer("junit", "Import a test report in JUnit XML",
		`Junit reads a test report in JUnit XML and prints a fragment: a conformance run with its
tests passed, failed, errored, skipped and missing, and a proof of kind test.

A report does not say which tests its suite demands. --required is a regular expression
over full test names, and may be given several times; the other tests are optional. With
--expected, a file with one full test name per line or a report of the whole suite, tests
without a result are counted as missing; without it, how many are missing is unknown.
--tests picks the tests of one profile of the suite.`,
		`  trias import junit --suite ociDistribution --suite-version 1.1 --profile pull \
    --tests ' Pull ' --required . --subject-version 2.1 --issuer "Example GmbH" junit.xml`,
		func(in *input, name string, r io.Reader, o evidence.Origin, scaled func(evidence.Limits) evidence.Limits) (*evidence.Fragment, error) {
			before := len(in.problems)
			options := junit.Options{
				Origin: o, Suite: evidence.ConformanceSuite(suite.value), SuiteVersion: evidence.Version(suiteVersion.value),
				SubjectVersion: evidence.Version(subjectVersion.value), RunBy: runByFlag(in, runBy), Limits: scaled(junit.DefaultLimits()),
			}
			options.ReviewedByProject, options.Published = told.given(c)
			if suite.given {
				oneOf(in, "--suite", suite.value, evidence.ConformanceSuite("").Values())
			}
			if profile.given {
				oneOf(in, "--profile", profile.value, evidence.ConformanceProfile("").Values())
			}
			if runOn.given {
				options.RunOn = dayFlag(in, "--run-on", runOn.value)
			}
			if profile.given || tests.given || required != nil || expected.given {
				options.Runs = []junit.Run{{Profile: evidence.ConformanceProfile(profile.value), Tests: tests.value, Required: required}}
				if expected.given {
					options.Runs[0].Expected = expectedTests(in, expected.value, options.Limits)
				}
			}
			if len(in.problems) > before {
				return nil, nil
			}
			return junit.Import(name, r, options)
		})
	told.flags(c)
	flags := c.Flags()
	flags.Var(&suite, "suite", "`NAME` of the suite, if it is a known one: "+strings.Join(evidence.ConformanceSuite("").Values(), ", "))
	flags.Var(&suiteVersion, "suite-version", "`VERSION` of the specification the suite tests")
	flags.Var(&subjectVersion, "subject-version", "`VERSION` of the offer that was tested")
	flags.Var(&profile, "profile", "`NAME` of the suite's profile")
	flags.Var(&runOn, "run-on", "`DATE` of the run, if the file bears none")
	flags.Var(&runBy, "run-by", "`PARTY` who ran the suite: provider, customer or independent")
	flags.Var(&tests, "tests", "`REGEXP` of the tests that belong to the profile")
	flags.StringArrayVar(&required, "required", nil, "`REGEXP` of tests the suite demands; . for all")
	flags.Var(&expected, "expected", "`FILE` with the full names of the suite's tests, one per line, or a report that has them all")
	return c
}

// expectedTests reads names of tests from a text or from a report.
func expectedTests(in *input, arg string, limits evidence.Limits) []string {
	name, r, done := in.stream(arg)
	defer done()
	if r == nil {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(limits.Bytes)+1))
	if err != nil {
		in.addf("%s: %w", name, because(err))
		return nil
	}
	if len(data) > limits.Bytes {
		in.addf("%s: has more than the %d bytes allowed (see --limits)", name, limits.Bytes)
		return nil
	}
	var names []string
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("<")) {
		report, err := junit.Read(name, bytes.NewReader(data), limits)
		if err != nil {
			in.add(err)
			return nil
		}
		for _, c := range report.Cases {
			names = append(names, c.Name)
		}
		return names
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			names = append(names, line)
		}
	}
	if names == nil {
		in.addf("%s: names no test (write one full name per line)", name)
	}
	return names
}
