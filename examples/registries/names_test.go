package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sources is a folder of checkouts of opencontainers/distribution-spec, one for each tag, named by it. With it the lists of
// suites/ are compared with the code they come from; with -update they are written.
var sources = flag.String("suites", "", "`folder` with a checkout of opencontainers/distribution-spec for each tag, to derive suites/ from")

// The lists of tests in suites/ are those of the code of each tag.
func TestNamesAreThoseOfTheSource(t *testing.T) {
	t.Parallel()
	if *sources == "" {
		t.Skip("no source of the suites: give -suites FOLDER")
	}
	suites, err := readSuites()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range suites {
		if s.Names == "" {
			continue
		}
		tag := strings.TrimSuffix(strings.TrimPrefix(s.Names, "ginkgo-"), ".txt")
		got := derive(t, filepath.Join(*sources, tag, "conformance"), tag)
		file := filepath.Join("suites", s.Names)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// derive lists the tests of a suite of Ginkgo in the order of the code, each with what it depends on.
func derive(t *testing.T, folder, tag string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "0[1-4]_*_test.go"))
	if err != nil || len(files) != 4 {
		t.Fatalf("%s: %d files of tests, %v", folder, len(files), err)
	}
	d := &derivation{t: t, files: token.NewFileSet()}
	fmt.Fprintf(&d.out, "# opencontainers/distribution-spec, tag %s, conformance/*_test.go (written by TestNamesAreThoseOfTheSource).\n", tag)
	d.out.WriteString("# Each line is a test; behind a tab follows what must hold for it to be run at all.\n")
	for _, file := range files {
		code, err := parser.ParseFile(d.files, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Walk(visit{d, nil, nil}, code)
	}
	return d.out.String()
}

type derivation struct {
	t     *testing.T
	files *token.FileSet
	out   bytes.Buffer
}

// visit walks into the tree of contexts; it knows their titles and the conditions they are under.
type visit struct {
	*derivation
	titles, conditions []string
}

var titles = map[string]string{
	"titlePull": "Pull", "titlePush": "Push", "titleContentDiscovery": "Content Discovery", "titleContentManagement": "Content Management",
}

func (v visit) Visit(n ast.Node) ast.Visitor {
	if branch, is := n.(*ast.IfStmt); is {
		inside := v
		inside.conditions = append(v.conditions[:len(v.conditions):len(v.conditions)], "if "+v.text(branch.Cond))
		ast.Walk(inside, branch.Body)
		if branch.Else != nil {
			ast.Walk(inside, branch.Else)
		}
		return nil
	}
	call, is := n.(*ast.CallExpr)
	if !is || len(call.Args) != 2 {
		return v
	}
	kind, is := call.Fun.(*ast.SelectorExpr)
	if !is || kind.Sel.Name != "Context" && kind.Sel.Name != "Specify" {
		return v
	}
	inside := v
	inside.titles = append(v.titles[:len(v.titles):len(v.titles)], v.title(call.Args[0]))
	if kind.Sel.Name == "Context" {
		ast.Walk(inside, call.Args[1])
		return nil
	}
	conditions := append(v.conditions[:len(v.conditions):len(v.conditions)], v.runOnly(call.Args[1])...)
	fmt.Fprintf(&v.out, "%s", strings.Join(inside.titles, " "))
	if len(conditions) > 0 {
		fmt.Fprintf(&v.out, "\t%s", strings.Join(conditions, ", "))
	}
	v.out.WriteString("\n")
	return nil
}

func (v visit) title(e ast.Expr) string {
	if name, is := e.(*ast.Ident); is && titles[name.Name] != "" {
		return titles[name.Name]
	}
	text, is := e.(*ast.BasicLit)
	if !is {
		v.t.Fatalf("%s: a title that is no text", v.files.Position(e.Pos()))
	}
	title, err := strconv.Unquote(text.Value)
	if err != nil {
		v.t.Fatal(err)
	}
	return title
}

// runOnly finds the calls that skip a test. SkipIfDisabled is left out: it skips a category as a whole.
func (v visit) runOnly(body ast.Expr) (out []string) {
	ast.Inspect(body, func(n ast.Node) bool {
		call, is := n.(*ast.CallExpr)
		if !is {
			return true
		}
		if name, is := call.Fun.(*ast.Ident); is && strings.HasPrefix(name.Name, "RunOnlyIf") {
			out = append(out, v.text(call))
		}
		return true
	})
	return out
}

func (v visit) text(n ast.Node) string {
	var out strings.Builder
	if err := printer.Fprint(&out, v.files, n); err != nil {
		v.t.Fatal(err)
	}
	return out.String()
}
