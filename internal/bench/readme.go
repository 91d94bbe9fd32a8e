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
    go run . -growth growth # how the batch grows: the pictures below, and their figures
    go run ./gen            # writes the plain Go anew after a change of the catalogue

` + table + growth
}

// growth shows how the batch grows.
const growth = `
## How the batch grows

One run of ` + "`go run . -growth growth`" + `; the figures are beside the pictures, as CSV. The first is from end to end:
drawing offers, judging them and counting.

![Time by the number of records](growth/records.svg)

![Time by the number of criteria](growth/criteria.svg)

![Time of a list by its length](growth/list.svg)

![Time of a sweep by the number of thresholds](growth/sweep.svg)
`
