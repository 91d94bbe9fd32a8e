package main

import (
	"os"
	"strings"
)

// processor is the name of the processor, as Linux tells it.
func processor() string {
	data, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "a processor"
	}
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "a processor"
}

// readme is the file around the table.
func readme(table string) string {
	return `# Trias beside cel-go, OPA and plain Go

The same criteria, generated from one source, answered by Trias and by what people would use in its place. This module is
kept apart so that no user of Trias has to fetch the peers.

    go run .                # compares, and prints the table below
    go run . -write         # writes it here
    go run . -growth DIR    # how the batch grows, as CSV and pictures
    go run ./gen            # writes the plain Go anew after a change of the catalogue

` + table
}
