package frameworks_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria/frameworks"
)

func lookup(t testing.TB, name string) *frameworks.Framework {
	t.Helper()
	f, err := frameworks.Lookup(frameworks.ParseName(name))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestCounts compares the lists with figures that others publish about the
// documents.
func TestCounts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		what  string
		count func(id string) bool
		want  int
	}{
		{"C5@2020", "criteria", func(id string) bool { return strings.Contains(id, "-") }, 121},
		{"C5@2020", "areas", func(id string) bool { return !strings.Contains(id, "-") }, 17},
		{"C5@2026", "criteria", func(id string) bool { return strings.Contains(id, "-") && !strings.HasPrefix(id, "GC-") }, 168},
		{"C5@2026", "areas", func(id string) bool { return !strings.Contains(id, "-") }, 17},
		{"C5@2026", "general conditions", func(id string) bool { return strings.HasPrefix(id, "GC-") }, 6},
		{"C3A@1.0", "groups", func(id string) bool { return strings.Count(id, "-") == 2 }, 30},
		// 43 and 16: SOV-4-01-C3 is an additional criterion in spite of its name.
		{"C3A@1.0", "criteria", func(id string) bool { return strings.Contains(id, "-C") }, 43 + 1},
		{"C3A@1.0", "additional criteria", func(id string) bool { return strings.Contains(id, "-AC") }, 16 - 1},
		{"EUCSF@2026", "criteria", func(id string) bool { return strings.Contains(id, ".Q") }, 48},
		{"EUCSF@1.2.1", "objectives", func(string) bool { return true }, 8},
		{"ISO27001@2022", "measures of Annex A", func(id string) bool { return strings.HasPrefix(id, "A.") && strings.Count(id, ".") == 2 }, 93},
		{"MST-ECD@2.1", "nodes", func(string) bool { return true }, 107},
		{"CADA@COM(2026)502", "requirements", func(id string) bool { return strings.Contains(id, "(") }, 40},
		{"NIS2@2022/2555", "measures", func(id string) bool { return strings.HasPrefix(id, "Art. 21(2)(") }, 10},
	} {
		got := 0
		for _, id := range lookup(t, tt.name).IDs() {
			if tt.count(id) {
				got++
			}
		}
		if got != tt.want {
			t.Errorf("%s has %d %s, want %d", tt.name, got, tt.what, tt.want)
		}
	}
}

// TestStatus: what is no law and no standard must not look like one.
func TestStatus(t *testing.T) {
	t.Parallel()
	want := map[frameworks.Status][]string{
		frameworks.NeverAdopted: {"EUCS@2020-12"},
		frameworks.Proposal:     {"CADA@COM(2026)502"},
		frameworks.Draft:        {"GS++@2026-07", "ZenDiS@2026-draft"},
		frameworks.InForce: {"CRA@2024/2847", "DORA@2022/2554", "DataAct@2023/2854", "EUCC@2024/482", "GDPR@2016/679",
			"MST-ECD@2.1", "NIS2@2022/2555"},
	}
	got := map[frameworks.Status][]string{}
	for _, name := range frameworks.Names() {
		status := lookup(t, name.String()).Edition().Status
		if status != frameworks.Published {
			got[status] = append(got[status], name.String())
		}
	}
	if !maps.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestIndex compares what Contains says with what the files say.
func TestIndex(t *testing.T) {
	t.Parallel()
	if files, err := filepath.Glob("*.yaml"); err != nil || len(files) != len(frameworks.Names()) {
		t.Errorf("%d files, %d names (%v)", len(files), len(frameworks.Names()), err)
	}
	for _, name := range frameworks.Names() {
		f := lookup(t, name.String())
		if frameworks.StatusOf(name) != f.Edition().Status {
			t.Errorf("%s: the index says %s, the file %s", name, frameworks.StatusOf(name), f.Edition().Status)
		}
		if f.Name() != name || !frameworks.Known(name) {
			t.Errorf("%s leads to %s", name, f.Name())
		}
		for _, id := range f.IDs() {
			if !frameworks.Contains(name, id) || !f.Contains(id) {
				t.Errorf("%s does not contain %q", name, id)
			}
			for _, other := range []string{id + "x", "x" + id, id[:len(id)-1], id[1:], id + "\n", "\n" + id, strings.ToLower(id) + " "} {
				if frameworks.Contains(name, other) != f.Contains(other) {
					t.Errorf("%s: index and file differ about %q", name, other)
				}
			}
		}
		for _, other := range []string{"", "\n", "=", name.Framework} {
			if frameworks.Contains(name, other) != f.Contains(other) {
				t.Errorf("%s: index and file differ about %q", name, other)
			}
		}
	}
}

// TestAll: a clause stands after the one it is part of, one deeper.
func TestAll(t *testing.T) {
	t.Parallel()
	for _, name := range frameworks.Names() {
		depths := map[string]int{}
		for depth, c := range lookup(t, name.String()).All() {
			want := 0
			if c.Below != "" {
				above, seen := depths[c.Below]
				if !seen {
					t.Errorf("%s: %s stands before %s", name, c.ID, c.Below)
				}
				want = above + 1
			}
			if depth != want {
				t.Errorf("%s: %s has depth %d, want %d", name, c.ID, depth, want)
			}
			depths[c.ID] = depth
		}
	}
}

// TestTexts: titles are in both languages, and what Trias says is short.
func TestTexts(t *testing.T) {
	t.Parallel()
	for _, name := range frameworks.Names() {
		e := lookup(t, name.String()).Edition()
		if e.Title.EN == "" || e.Title.DE == "" || e.Source.EN == "" || e.Source.DE == "" || (e.Note.EN == "") != (e.Note.DE == "") {
			t.Errorf("%s lacks a language", name)
		}
		for _, c := range e.Clauses {
			if (c.Title.EN == "") != (c.Title.DE == "") {
				t.Errorf("%s %s lacks a language", name, c.ID)
			}
			if len(c.Title.EN) > 100 || len(c.Title.DE) > 100 {
				t.Errorf("%s %s: the title is a sentence", name, c.ID)
			}
		}
	}
}

func TestUnknown(t *testing.T) {
	t.Parallel()
	for _, name := range []frameworks.Name{{}, {Framework: "C5"}, {Framework: "C5", Version: "2019"}, {Framework: "c5", Version: "2020"}} {
		if _, err := frameworks.Lookup(name); !errors.Is(err, frameworks.ErrUnknown) {
			t.Errorf("%v: %v", name, err)
		}
		if frameworks.Known(name) || frameworks.StatusOf(name) != "" || frameworks.Contains(name, "OIS-01") {
			t.Errorf("%v is known", name)
		}
	}
}

func ExampleLookup() {
	f, err := frameworks.Lookup(frameworks.ParseName("EUCS@2020-12"))
	if err != nil {
		fmt.Println(err)
		return
	}
	e := f.Edition()
	fmt.Println(e.Title.EN)
	fmt.Println(e.Status, "– list of clauses complete:", e.Complete)
	fmt.Println(e.Note.EN)
	// Output:
	// European cybersecurity certification scheme for cloud services (candidate)
	// neverAdopted – list of clauses complete: false
	// Never adopted; its sovereignty criteria were disputed. No offer can hold a certificate.
}

func ExampleDecode() {
	_, err := frameworks.Decode("house.yaml", []byte(`trias: framework/v1
framework: House-Rules
version: "3"
title: {en: House rules, de: Hausregeln}
publisher: Example City
status: enacted
source: {en: the document itself, de: das Dokument selbst}
complete: true
clauses:
  - {clause: "4.1", below: "4"}
  - {clause: "5, 6"}
`))
	fmt.Println(err)
	// Output:
	// house.yaml:6:9: /status: "enacted" is not known here (one of inForce, published, draft, proposal, neverAdopted, superseded, withdrawn)
	// house.yaml:10:28: /clauses/0/below: clause "4" is not listed before "4.1" (list a clause before its parts)
	// house.yaml:11:14: /clauses/1/clause: "5, 6" does not have the right form (it must match ^[^\s,;]+( [^\s,;]+)*$)
}

// BenchmarkIndex is what the first question about a framework costs.
func BenchmarkIndex(b *testing.B) {
	for b.Loop() {
		if frameworks.ReadIndex() == 0 {
			b.Fatal("nothing read")
		}
	}
}

// BenchmarkContains asks for the last clause of the longest list.
func BenchmarkContains(b *testing.B) {
	name := frameworks.ParseName("IT-Grundschutz@2023")
	ids := lookup(b, name.String()).IDs()
	for b.Loop() {
		if !frameworks.Contains(name, ids[len(ids)-1]) {
			b.Fatal("not found")
		}
	}
}

// FuzzDecode: whatever a file says, it is refused with problems, or it is a
// framework that finds each of its clauses.
func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), 4<<10)])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		framework, err := frameworks.Decode("f.yaml", data)
		if err != nil {
			var problems frameworks.Problems
			if framework != nil || !errors.As(err, &problems) || len(problems) == 0 {
				t.Fatalf("%v, %v", framework, err)
			}
			return
		}
		for _, id := range framework.IDs() {
			if !framework.Contains(id) || strings.ContainsAny(id, ",;\n") {
				t.Errorf("%q", id)
			}
		}
	})
}
