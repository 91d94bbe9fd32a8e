package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/schema"
)

func (p *program) schema() *cobra.Command {
	kinds := schema.Kinds()
	catalogue := once{several: true}
	c := &cobra.Command{
		Use:   "schema [flags] " + strings.Join(kinds, "|"),
		Short: "Write the JSON Schema of a document",
		Long: `Schema writes the JSON Schema (draft 2020-12) of a document that Trias reads or writes.
Editors that know JSON Schema check and complete YAML files with it, too.

With --catalogue the schema of dossiers knows the facts that the catalogue declares for
itself.`,
		Example: `  trias schema dossier > dossier.schema.json
  trias schema dossier --catalogue catalogue.yaml > dossier.schema.json`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name one of %s (see %s --help)", strings.Join(kinds, ", "), c.CommandPath())
			}
			return nil
		},
		ValidArgs:             kinds,
		DisableFlagsInUseLine: true,
		RunE:                  func(_ *cobra.Command, args []string) error { return p.runSchema(args[0], catalogue) },
	}
	c.Flags().Var(&catalogue, "catalogue", "catalogue `FILE`, after those it extends, whose own facts a dossier may state")
	return c
}

func (p *program) runSchema(kind string, arg once) error {
	kinds := schema.Kinds()
	if !slices.Contains(kinds, kind) {
		hint := "there are " + strings.Join(kinds, ", ")
		if near := doc.Suggest(kind, kinds); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return fmt.Errorf("%s has no schema (%s)", doc.Quote(kind), hint)
	}
	if !arg.given {
		data, err := schema.Document(kind)
		if err != nil {
			return err
		}
		p.out.Write(data)
		return nil
	}
	if kind != "dossier" {
		return fmt.Errorf("--catalogue: the schema of %s is the same with any catalogue (leave it out)", kind)
	}
	in := newInput(p.stdin)
	catalogue := loadCatalogue(in, arg)
	if catalogue == nil {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	data, err := schema.Dossier(catalogue)
	if err != nil {
		return err
	}
	p.out.Write(data)
	return nil
}
