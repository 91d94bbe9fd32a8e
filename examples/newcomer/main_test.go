package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/profiles"
)

var update = flag.Bool("update", false, "write the story and the pictures anew")

// TestTold compares what the program writes with the files beside it, in both
// languages.
func TestTold(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "de"} {
		for file, args := range map[string][]string{
			"story." + lang + ".txt":    {"-lang", lang},
			"timeline." + lang + ".svg": {"-lang", lang, "-picture"},
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
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		}
	}
}

// The README shows the timeline as it is.
func TestReadme(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := run(t.Context(), &got, io.Discard, []string{"-timeline"}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(got.String()) {
		if !strings.Contains(string(data), "    "+line) {
			t.Errorf("the README lacks: %s", line)
		}
	}
}

// What the story is about: each turn of it, and that it is what the profile
// normal asks in the end.
func TestTurns(t *testing.T) {
	t.Parallel()
	scenes, _, profile, err := tell(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const (
		non, provisional, conformant = evaluator.NonConformant, evaluator.Provisional, evaluator.Conformant
		open, listed, ended          = evaluator.OnboardingOpen, evaluator.OnboardingListed, evaluator.OnboardingEnded
	)
	want := []struct {
		conformity evaluator.Conformity
		status     evaluator.OnboardingStatus
		reached    int64
	}{
		{non, open, 1}, {provisional, listed, 1}, {provisional, listed, 2}, {provisional, listed, 2}, {non, listed, 2},
		{provisional, listed, 3}, {conformant, listed, 4}, {conformant, listed, 4}, {conformant, listed, 4}, {conformant, ended, 4},
	}
	if len(scenes) != len(want) {
		t.Fatalf("%d scenes", len(scenes))
	}
	for i, s := range scenes {
		if s.verdict.Conformity != want[i].conformity || s.verdict.Onboarding.Status != want[i].status || s.levels.Reached != want[i].reached {
			t.Errorf("%s: %s, %s, %d levels", s.day, s.verdict.Conformity, s.verdict.Onboarding.Status, s.levels.Reached)
		}
		if i > 0 && s.on.Compare(scenes[i-1].on) <= 0 {
			t.Errorf("%s comes after %s", s.day, scenes[i-1].day)
		}
		// While it is provisional, the day it ends on is one of a stage's.
		if until := s.verdict.ProvisionalUntil; until != nil && !slices.ContainsFunc(profile.Stages(), func(x profiles.StageApplied) bool {
			a, _ := profile.Applied(x.Criteria[0])
			return *a.DueBy(s.verdict.Onboarding.Listed) == *until
		}) {
			t.Errorf("%s: provisional until %s", s.day, until)
		}
	}
}

// The pictures are well-formed, say in words what they show, and fetch nothing.
func TestPictures(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "de"} {
		var got bytes.Buffer
		if err := run(t.Context(), &got, io.Discard, []string{"-lang", lang, "-picture"}); err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(got.Bytes()))
		seen := map[string]int{}
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := token.(xml.StartElement); ok {
				seen[e.Name.Local]++
			}
		}
		if seen["title"] != 1 || seen["desc"] != 1 || seen["circle"] != len(chapters)+1 || seen["script"]+seen["image"]+seen["style"] > 0 {
			t.Errorf("%s: %v", lang, seen)
		}
		if text := got.String(); strings.Count(text, "http") != 1 || !strings.Contains(text, `role="img"`) || !strings.Contains(text, `lang="`+lang+`"`) {
			t.Errorf("%s: the picture refers to something, or does not say what it is", lang)
		}
	}
}

// Whoever opens one of the files alone reads that it is made up.
func TestFilesAreMarkedFictional(t *testing.T) {
	t.Parallel()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		if err == nil && !bytes.HasPrefix(data, []byte("# Fictional")) {
			t.Errorf("%s does not begin with saying that it is fictional", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWrongArguments(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-lang", "fr"}, {"-nothing"}, {"timeline"}} {
		if err := run(t.Context(), io.Discard, io.Discard, args); err == nil || errors.Is(err, flag.ErrHelp) {
			t.Errorf("%v is taken: %v", args, err)
		}
	}
	var usage bytes.Buffer
	if err := run(t.Context(), io.Discard, &usage, []string{"-h"}); !errors.Is(err, flag.ErrHelp) || !strings.Contains(usage.String(), "-timeline") {
		t.Errorf("asked for help it says %v and\n%s", err, &usage)
	}
}
