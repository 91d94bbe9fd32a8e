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
	return &cobra.Command{
		Use:   "schema " + strings.Join(kinds, "|"),
		Short: "Write the JSON Schema of a document",
		Long: `Schema writes the JSON Schema (draft 2020-12) of a document that Trias reads or writes.
Editors that know JSON Schema check and complete YAML files with it, too. Files of fixtures
have none; package criteriatest describes them.`,
		Example: `  trias schema dossier > dossier.schema.json`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name one of %s (see %s --help)", strings.Join(kinds, ", "), c.CommandPath())
			}
			return nil
		},
		ValidArgs:             kinds,
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if !slices.Contains(kinds, args[0]) {
				hint := "there are " + strings.Join(kinds, ", ")
				if near := doc.Suggest(args[0], kinds); near != "" {
					hint = fmt.Sprintf("did you mean %q?", near)
				}
				return fmt.Errorf("%s has no schema (%s)", doc.Quote(args[0]), hint)
			}
			data, err := schema.Document(args[0])
			if err != nil {
				return err
			}
			p.out.Write(data)
			return nil
		},
	}
}
