package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// The exit statuses. assess and choose use all of them, lint the first three: clean,
// findings, unreadable.
const (
	statusOK           = 0
	statusNegative     = 1 // non-conformant, or findings
	statusBadInput     = 2 // wrong usage, bad input, or a bug: there is no answer
	statusInconclusive = 3
)

// exit is an answer that is not [statusOK] and needs no message.
type exit struct{ status int }

func (e exit) Error() string { return fmt.Sprintf("exit status %d", e.status) }

// program is one call of the command.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            time.Time
	// out gathers the answer, so that a failure half way leaves nothing behind.
	out bytes.Buffer
}

// run executes a command line and returns the exit status. Whatever goes wrong,
// standard output stays empty unless there is an answer.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, now time.Time) (status int) {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr, now: now}
	defer func() {
		if broken := recover(); broken != nil {
			fmt.Fprintf(stderr, "trias: this is a bug in Trias, please report it: %v\n", broken)
			status = statusBadInput
		}
	}()
	root := p.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(&p.out)
	root.SetErr(stderr)
	if len(args) == 0 {
		root.SetOut(stderr)
		_ = root.Help() // a failure to write leaves nothing to say it with
		return statusBadInput
	}
	err := root.Execute()
	if _, _, unknown := root.Find(args); unknown != nil {
		named := slices.IndexFunc(args, func(arg string) bool { return !strings.HasPrefix(arg, "-") })
		err = noCommand(root, args[max(named, 0)])
	}
	var answer exit
	if err != nil && !errors.As(err, &answer) {
		fmt.Fprintln(stderr, "trias: "+strings.TrimSpace(err.Error()))
		return statusBadInput
	}
	if _, err := stdout.Write(p.out.Bytes()); err != nil {
		fmt.Fprintf(stderr, "trias: %v\n", err)
		return statusBadInput
	}
	return answer.status
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "trias",
		Short: "Decides and explains how digitally sovereign an offer is",
		Long: `Trias decides and explains how digitally sovereign an offer is.

A dossier says what is known about an offer, a catalogue asks, a profile says how
strictly. Trias answers with a verdict that says what is met, what is not, what is
missing, and what would prove what is only claimed.`,
		Example: `  trias assess offer.yaml
  trias assess --profile high --at 2026-11-01 --lang de offer.yaml audit.yaml
  trias import cyclonedx bom.json > sbom.yaml
  trias lint offer.yaml
  trias schema dossier > dossier.schema.json`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w (see %s --help)", err, c.CommandPath())
	})
	root.SetHelpCommand(p.help(root))
	root.AddCommand(p.assess(), p.batch(), p.catalogue(), p.choose(), p.crosswalk(), p.diff(), p.explain(), p.handbook(), p.horizon(), p.imports(), p.levels(), p.lint(), p.profiles(), p.questionnaire(), p.rank(), p.schema(), p.score(), p.simulate(), p.tender(), p.test(), p.verify(), p.version())
	return root
}

// help is cobra's command of that name, but for a topic that is none.
func (p *program) help(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about any command",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return noCommand(root, strings.Join(args, " "))
			}
			c.InitDefaultHelpFlag()
			return c.Help()
		},
		DisableFlagsInUseLine: true,
	}
}

// noCommand says that there is no command of that name, and which may be meant.
func noCommand(root *cobra.Command, name string) error {
	hint := "see " + root.CommandPath() + " --help"
	if near := root.SuggestionsFor(name); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return fmt.Errorf("there is no command %s (%s)", doc.Quote(name), hint)
}

// atLeastOneFile is cobra's check with a message that says what is missing.
func atLeastOneFile(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("name at least one file, or - for standard input (see %s --help)", c.CommandPath())
	}
	return nil
}

// terminal reports whether the answer goes to one, and its width.
func (p *program) terminal() (width int, color bool) {
	f, ok := p.stdout.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return width, os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
