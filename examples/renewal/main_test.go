package main

import (
	"bytes"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

var update = flag.Bool("update", false, "write the story and the pictures anew")

// TestTold compares what the program writes with the files beside it, in both
// languages.
func TestTold(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "de"} {
		for file, args := range map[string][]string{
			"story." + lang + ".txt":   {"-lang", lang},
			"horizon." + lang + ".svg": {"-lang", lang, "-picture"},
		} {
			var got bytes.Buffer
			if err := run(t.Context(), &got, io.Discard, args); err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s (-want +got), run with -update and read the difference:\n%s", file, diff)
			}
		}
	}
}

// TestStored compares the verdict that is stored with what follows today, so that
// the command can be tried on it, and with what verifying says of it.
func TestStored(t *testing.T) {
	t.Parallel()
	town, err := open("en")
	if err != nil {
		t.Fatal(err)
	}
	verdict, err := town.accepted(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const file = "accepted.json"
	if *update {
		if err := os.WriteFile(file, verdict, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(stored), string(verdict)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
	source, err := town.source("2026-12")
	if err != nil {
		t.Fatal(err)
	}
	x, err := evaluator.Verify(t.Context(), stored, evaluator.Inputs{Sources: []*evidence.Fragment{source}, Catalogue: town.catalogue, Profile: town.profile})
	if err != nil || x.Status != evaluator.Verified {
		t.Errorf("%s: %s, %v", file, x.Status, err)
	}
}

// What the story is about: each of its turns, as data.
func TestTurns(t *testing.T) {
	t.Parallel()
	town, err := open("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		answers, on string
		want        evaluator.Conformity
		worse       bool
	}{
		{"2026-11", firstDay, evaluator.NonConformant, true},
		{"2026-12", acceptedDay, evaluator.Conformant, false},
		{"2027-04", testedDay, evaluator.NonConformant, true},
		{"2027-05", mendedDay, evaluator.Conformant, false},
	} {
		accepted, err := town.evaluate(t.Context(), "2026-12", acceptedDay)
		if err != nil {
			t.Fatal(err)
		}
		verdict, err := town.evaluate(t.Context(), x.answers, x.on)
		if err != nil {
			t.Fatal(err)
		}
		c, err := evaluator.Compare(accepted, verdict)
		if err != nil {
			t.Fatal(err)
		}
		if worse := len(c.Worse()) > 0; verdict.Conformity != x.want || worse != x.worse {
			t.Errorf("%s: %s, worse: %t", x.on, verdict.Conformity, worse)
		}
	}
	// The new test comes before the day on which the old one is too old, and puts it
	// off.
	h, err := town.horizon(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := h.Next(); n == nil || n.Day.String() <= testedDay || n.After != evaluator.NonConformant || len(h.Events) != 2 {
		t.Errorf("%+v", h.Events)
	}
	// The chapters are in their order.
	for i := 1; i < len(town.chapters); i++ {
		if town.chapters[i].day < town.chapters[i-1].day {
			t.Errorf("chapter %d comes too late", i)
		}
	}
}

// The README names every file of answers and shows the pictures that there are.
func TestReadme(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"answers/2026-11.yaml", "answers/2026-12.yaml", "answers/2027-04.yaml", "answers/2027-05.yaml", "(horizon.en.svg)", "story.en.txt", "story.de.txt", "fictional"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the README lacks %s", want)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-lang", "xx"}, {"more"}, {"-no"}} {
		var out bytes.Buffer
		if err := run(t.Context(), &out, io.Discard, args); err == nil || out.Len() > 0 {
			t.Errorf("%q: %v, %d bytes", args, err, out.Len())
		}
	}
}
