// Command gen makes the compact schemas of package schemas from the official ones:
//
//	CYCLONEDX_SCHEMAS=DIR go generate ./evidence/cyclonedx/...
//
// DIR is the folder schema of a checkout of github.com/CycloneDX/specification. (Those that ship in the module
// cyclonedx-go lack cryptography-defs.schema.json and are older.) Without it nothing changes.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/trias-sovereignty/trias/evidence/cyclonedx/internal/schemas"
)

func main() {
	if err := run(os.Getenv("CYCLONEDX_SCHEMAS")); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	if dir == "" {
		fmt.Fprintln(os.Stderr, "gen: CYCLONEDX_SCHEMAS names no folder; the schemas stay as they are")
		return nil
	}
	for _, name := range schemas.Names() {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		compact, err := schemas.Compact(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(name, compact, 0o644); err != nil {
			return err
		}
	}
	return nil
}
