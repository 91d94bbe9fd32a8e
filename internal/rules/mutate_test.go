package rules_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// shape writes the tree of a rule.
func shape(n *rules.Node) string {
	out := fmt.Sprint(n.Kind)
	if n.Atom != nil {
		out += "{" + n.Atom.Text + "}"
	}
	if n.Range != nil && n.Range.Info != nil {
		out += " " + n.Var + " of " + n.Range.Info.Path
	}
	for _, c := range n.Children {
		out += "(" + shape(c) + ")"
	}
	return out
}

// sameTree reports whether the reader of spans understands a rule as cel-go
// does: written with every part in parentheses it is the same rule.
func sameTree(t rapid.TB, s *rules.Scope, r *rules.Rule) {
	t.Helper()
	text, err := rules.Parenthesised(r.Text)
	if err != nil {
		t.Fatalf("%q compiles and cannot be read: %v", r.Text, err)
	}
	again, _ := s.Compile(rules.Source{Text: text})
	if again == nil {
		return // too deep with all those parentheses
	}

	if got, want := shape(again.Root), shape(r.Root); got != want {
		t.Errorf("%q is read as %q:\n got %s\nwant %s", r.Text, text, got, want)
	}
}

// anyRule draws a rule over the facts and parameters of [scope].
func anyRule(depth int) *rapid.Generator[string] {
	atoms := []string{"ext.lab.passed", "params.flag", "ext.lab.runs <= params.maxRuns", "ext.lab.runs + 1 > 0", "3 < ext.lab.runs * 2", "ext.lab.share >= 99.5",
		"params.minShare<ext.lab.share", `ext.lab.grade == "basic"`, `ext.lab.grade in ["full"]`, `ext.lab.licence in params.names`, "ext.lab.on + params.maxAge >= at",
		"at < params.from", `ext.lab.on - months(12) > date("2026-02-28")`, `ext.lab.suite.satisfies(params.suites)`, `ext.lab.suite.satisfies(">= 1.2, < 2")`,
		`ext.lab.suite >= version("1.9")`, `inRegion(ext.lab.country, params.region, at)`, `inRegion(ext.lab.country, "EU", at)`,
		`licensedUnder(ext.lab.licence, params.licences)`, `licensedUnder(ext.lab.licence, ["MIT", "EUPL-1.2"])`, `osiApproved(ext.lab.licence)`,
		"size(ext.lab.names) > 0", "ext.lab.names.size() != 2", "ext.lab.passed == false", `ext.lab.licence.startsWith("a && b")`, "ext.lab.licence == params.name",
		"(ext.lab.runs) == (3)", "((params.flag))", "(!ext.lab.passed)", "(! params.flag)", `(params.name) == (ext.lab.licence)`, `("basic") == ext.lab.grade`,
		`ext.lab.on + (params.maxAge) < (at)`, "(true)", `(ext.lab.licence) in (params.names)`, `ext.lab.suite.satisfies((params.suites))`,
		"true // always || never\n", "subject.layer != 'platform'"}
	if depth == 0 {
		return rapid.SampledFrom(atoms)
	}
	return rapid.Custom(func(t *rapid.T) string {
		draw := func(label string) string { return anyRule(depth-1).Draw(t, label) }
		switch rapid.IntRange(0, 8).Draw(t, "form") {
		case 0:
			return draw("a") + " && " + draw("b")
		case 1:
			return draw("a") + "||" + draw("b") + "\n  && " + draw("c")
		case 2:
			return "(" + draw("a") + ") && (" + draw("b") + " || " + draw("c") + ")"
		case 3:
			return "!(" + draw("a") + ")"
		case 4:
			return "( " + draw("a") + " ) ? ( " + draw("b") + " ) : " + draw("c")
		case 5:
			return `ext.lab.names.exists(n, n == "a" || ` + draw("a") + ")"
		case 6:
			return `ext.lab.suites.all(v, v >= version("1.2") && ` + draw("a") + ")"
		case 7:
			return "!" + rapid.SampledFrom([]string{"ext.lab.passed", "params.flag"}).Draw(t, "fact") + " || " + draw("a")
		}
		return draw("a")
	})
}

var setting = map[string]evidence.Value{"flag": evidence.Bool(true), "maxRuns": evidence.Int(1), "minShare": evidence.Number(99.25),
	"name": evidence.String("a"), "names": evidence.Strings("a", "b"), "from": evidence.String("2027-01-12"), "maxAge": evidence.String("P1Y"),
	"region": evidence.String("EU"), "suites": evidence.String(">= 1.2, < 2"), "licences": evidence.Strings("MIT", "EUPL-1.2")}

func atomsOf(r *rules.Rule) (texts []string) {
	r.Root.Atoms(func(a *rules.Atom) { texts = append(texts, a.Text) })
	return texts
}

// without returns what is in a and not in b, each as often as it is missing.
func without(a, b []string) []string {
	b = slices.Clone(b)
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool {
		i := slices.Index(b, s)
		if i >= 0 {
			b = slices.Delete(b, i, i+1)
		}
		return i >= 0
	})
}

// A mutant differs from its rule where it says and nowhere else: in its text,
// in the atoms of its tree, or in the value of one parameter. No two mutants
// are the same.
func TestMutantsDifferOnlyWhereTheySay(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	rapid.Check(t, func(t *rapid.T) {
		text := anyRule(rapid.IntRange(0, 3).Draw(t, "depth")).Draw(t, "rule")
		r, problems := s.Compile(rules.Source{Text: text})
		if r == nil {
			t.Skip(problems)
		}
		sameTree(t, s, r)
		mutants, err := s.Mutants(r, []map[string]evidence.Value{setting})
		if err != nil {
			t.Fatal(err)
		}
		if len(mutants) == 0 {
			t.Fatalf("%q has no mutant", text)
		}
		seen := map[string]bool{}
		for _, m := range mutants {
			id := fmt.Sprint(m.Offset, " ", m.End, " ", m.With)
			if seen[id] {
				t.Errorf("%q: twice the mutant %s", text, id)
			}
			seen[id] = true
			got := m.Text(text)
			if m.Param != "" {
				if got != text {
					t.Errorf("%q: the mutant %s changes the rule to %q", text, id, got)
				}
				for name, v := range setting {
					if changed := m.Value(name, v).String() != v.String(); changed != (name == m.Param) {
						t.Errorf("%q: the mutant %s turns %s into %s", text, id, name, m.Value(name, v))
					}
				}
				if name := text[m.Offset:m.End]; name != "params."+m.Param {
					t.Errorf("%q: the mutant %s is at %q", text, id, name)
				}
				continue
			}
			if got == text {
				t.Errorf("%q: the mutant %s changes nothing", text, id)
			}
			if got[:m.Offset] != text[:m.Offset] || !strings.HasSuffix(got, text[m.End:]) || len(got) != m.Offset+len(m.With)+len(text)-m.End {
				t.Errorf("%q: the mutant %s is %q", text, id, got)
			}
			mutated, _ := s.Compile(rules.Source{Text: got})
			if mutated == nil {
				continue
			}
			gone, come := without(atomsOf(r), atomsOf(mutated)), without(atomsOf(mutated), atomsOf(r))
			switch m.Mutation {
			case rules.ConditionDropped:
				if len(gone) == 0 || len(come) > 0 {
					t.Errorf("%q: the mutant %s drops %q and adds %q", text, id, gone, come)
				}
			case rules.AndOrSwapped, rules.NegationAdded, rules.NegationDropped, rules.QuantifierSwapped, rules.BranchesSwapped:
				same := shape(mutated.Root) == shape(r.Root) && m.Mutation != rules.BranchesSwapped // which may be the same
				if len(gone)+len(come) > 0 || same {
					t.Errorf("%q: the mutant %s drops %q and adds %q", text, id, gone, come)
				}
			default:
				if len(gone) != 1 || len(come) != 1 {
					t.Errorf("%q: the mutant %s drops %q and adds %q", text, id, gone, come)
				}
			}
		}
	})
}

// What is said of one parameter leaves a setting alone that does not have the
// value the mutant speaks of.
func TestMutantsOfValues(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	r, problems := s.Compile(rules.Source{Text: `ext.lab.grade in params.names && ext.lab.suite.satisfies(params.suites)`})
	if r == nil {
		t.Fatal(problems)
	}
	other := map[string]evidence.Value{"names": evidence.Strings("full"), "suites": evidence.String(">= 2")}
	normal := map[string]evidence.Value{"names": evidence.Strings("basic", "full"), "suites": evidence.String(">= 1.2")}
	mutants, err := s.Mutants(r, []map[string]evidence.Value{normal, other})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range mutants {
		if m.Param != "" {
			got = append(got, fmt.Sprintf("%s: %s, %s", m.With, m.Value(m.Param, normal[m.Param]), m.Value(m.Param, other[m.Param])))
		}
	}
	want := []string{
		`params.names with "basic": [basic, full], [full, basic]`,
		`params.names without "basic": [full], [full]`,
		`params.names without "full": [basic], []`,
		`params.suites ">= 1.1": >= 1.1, >= 2`,
		`params.suites ">= 1.3": >= 1.3, >= 2`,
		`params.suites ">= 1": >= 1.2, >= 1`,
		`params.suites ">= 3": >= 1.2, >= 3`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestMutantsAsListed lists the mutants of the rules of testdata/mutants.txtar.
func TestMutantsAsListed(t *testing.T) {
	t.Parallel()
	const file = "testdata/mutants.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, s := scope(t)
	for i, c := range archive.Files {
		text, _, _ := strings.Cut(string(c.Data), line)
		text = strings.TrimSuffix(text, "\n")
		r, problems := s.Compile(rules.Source{Text: text})
		if r == nil {
			t.Errorf("%s: %v", c.Name, problems)
			continue
		}
		mutants, err := s.Mutants(r, []map[string]evidence.Value{setting})
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
		var b strings.Builder
		b.WriteString(text + "\n" + line)
		for _, m := range mutants {
			shown := m.Text(text)
			if m.Param != "" {
				shown = m.With
			} else if v, _ := s.Compile(rules.Source{Text: shown}); v == nil {
				shown += "   (does not compile)"
			}
			fmt.Fprintf(&b, "%s: %s\n", m.Mutation, strings.ReplaceAll(shown, "\n", "⏎"))
		}
		if *update {
			archive.Files[i].Data = []byte(b.String())
		} else if b.String() != string(c.Data) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.Name, b.String(), c.Data)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Whatever compiles is read as cel-go reads it, and has mutants that can be
// made.
func FuzzMutants(f *testing.F) {
	seeds(f, "testdata/problems.txtar")
	seeds(f, "testdata/mutants.txtar")
	catalogue, err := criteria.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range catalogue.Criteria() {
		f.Add(c.Rule)
		f.Add(c.When)
	}
	_, s := scope(f)
	f.Fuzz(func(t *testing.T, text string) {
		r, _ := s.Compile(rules.Source{Text: text})
		if r == nil {
			return
		}
		sameTree(t, s, r)
		mutants, err := s.Mutants(r, []map[string]evidence.Value{setting})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for _, m := range mutants {
			if m.Param == "" && m.Text(text) == text {
				t.Errorf("%q: the mutant %q at %d changes nothing", text, m.With, m.Offset)
			}
		}
	})
}

// What is no rule is refused and never panics.
func TestSpansOfWhatIsNoRule(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a &&", "a b", "(a", "a)", "[1", "[1 2]", "f(a", "f(a b)", "a.", "a.1", "a.all(x)", "a.all(x, y", "a ? b", "a ? b :",
		`"a`, `"a\`, "'''a'", "#", "a == ", "!", "-", "a.all(1 2)", "a in", "ä"} {
		if read, err := rules.Parenthesised(text); err == nil {
			t.Errorf("%q is read as %q", text, read)
		} else if err.Error() == "" {
			t.Errorf("%q is refused without a reason", text)
		}
	}
}
