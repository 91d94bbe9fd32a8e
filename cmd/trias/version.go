package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/profiles"
)

func (p *program) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which Trias, rule language, catalogue and profiles these are",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("it takes no arguments (see %s --help)", c.CommandPath())
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			release := "unknown"
			if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
				release = info.Main.Version
			}
			fmt.Fprintf(&p.out, "trias %s\nrule language %d\n", release, criteria.Language)
			c, err := criteria.Embedded()
			if err != nil {
				return err
			}
			fmt.Fprintf(&p.out, "catalogue %s %s %s\n", c.ID(), c.Version(), c.Digest())
			for _, id := range profiles.Names() {
				profile, err := profiles.Lookup(id)
				if err != nil {
					return err
				}
				fmt.Fprintf(&p.out, "profile %s %s %s\n", profile.ID(), profile.Version(), profile.Digest())
			}
			return nil
		},
	}
}
