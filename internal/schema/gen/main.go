// Command gen writes the JSON Schemas of package schema. Run it with
// go generate ./internal/schema; it works from any directory of the module.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run() error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	// The comments of the structs are read by paths relative to the module.
	if err := os.Chdir(root); err != nil {
		return err
	}
	for _, d := range documents() {
		data, err := d.generate()
		if err != nil {
			return fmt.Errorf("%s: %w", d.kind, err)
		}
		if err := os.WriteFile(d.file(), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// moduleRoot returns the nearest directory above that holds a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("no go.mod above %s", dir)
		}
		dir = parent
	}
}
