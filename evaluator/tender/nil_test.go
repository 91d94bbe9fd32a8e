package tender_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/eucsf"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// surface is what a package exports: its functions, and its types with methods.
type surface struct {
	functions map[string]any
	types     []reflect.Type
}

var surfaces = map[string]surface{
	"exact": {map[string]any{"Commensurable": exact.Commensurable, "Fraction": exact.Fraction, "Int": exact.Int, "Max": exact.Max, "Min": exact.Min, "OfRat": exact.OfRat, "Parse": exact.Parse, "Sum": exact.Sum},
		[]reflect.Type{reflect.TypeFor[exact.Mode](), reflect.TypeFor[exact.Number]()}},
	"score": {map[string]any{"Builtin": score.Builtin, "Decode": score.Decode, "DecodeDefinition": score.DecodeDefinition, "Lookup": score.Lookup, "NewInput": score.NewInput, "NewWeightedSum": score.NewWeightedSum},
		[]reflect.Type{reflect.TypeFor[score.Definition](), reflect.TypeFor[score.Fault](), reflect.TypeFor[score.GateStatus](), reflect.TypeFor[score.NoteCode](), reflect.TypeFor[score.Scheme](), reflect.TypeFor[score.Score](), reflect.TypeFor[score.State](), reflect.TypeFor[score.Unit](), reflect.TypeFor[score.Values](), reflect.TypeFor[score.WeightedSum]()}},
	"eucsf": {map[string]any{"Catalogue": eucsf.Catalogue, "Derivations": eucsf.Derivations, "IsAnswers": eucsf.IsAnswers, "Lookup": eucsf.Lookup, "Markdown": eucsf.Markdown, "Names": eucsf.Names, "New": eucsf.New, "Objectives": eucsf.Objectives, "ReadAnswers": eucsf.ReadAnswers},
		[]reflect.Type{reflect.TypeFor[eucsf.Answers](), reflect.TypeFor[eucsf.Derived](), reflect.TypeFor[eucsf.Ladder](), reflect.TypeFor[eucsf.Means](), reflect.TypeFor[eucsf.Method]()}},
	"rank": {map[string]any{"Rank": rank.Rank, "Stable": rank.Stable},
		[]reflect.Type{reflect.TypeFor[rank.Answer](), reflect.TypeFor[rank.Criterion](), reflect.TypeFor[rank.Decision](), reflect.TypeFor[rank.Field](), reflect.TypeFor[rank.Method](), reflect.TypeFor[rank.Name](), reflect.TypeFor[rank.Tolerances](), reflect.TypeFor[rank.WarningCode]()}},
	"tender": {map[string]any{"Check": tender.Check, "Decode": tender.Decode, "DecodeQualification": tender.DecodeQualification, "DecodeRanking": tender.DecodeRanking, "Load": tender.Load, "New": tender.New, "Qualify": tender.Qualify, "Rank": tender.Rank},
		[]reflect.Type{reflect.TypeFor[tender.Checked](), reflect.TypeFor[tender.Documents](), reflect.TypeFor[tender.FindingCode](), reflect.TypeFor[tender.Ground](), reflect.TypeFor[tender.LapseReason](), reflect.TypeFor[tender.Procedure](), reflect.TypeFor[tender.Qualification](), reflect.TypeFor[tender.QualifiedStatus](), reflect.TypeFor[tender.Ranking](), reflect.TypeFor[tender.Severity](), reflect.TypeFor[tender.Status](), reflect.TypeFor[tender.Tender]()}},
	"report": {map[string]any{"Methods": report.Methods, "Score": report.Score, "ScorePicture": report.ScorePicture, "Ranking": report.Ranking, "RankingPicture": report.RankingPicture, "TenderCheck": report.TenderCheck, "Qualification": report.Qualification}, nil},
}

// TestNothingGiven calls all that these packages export with nothing: nil, and
// values in which nothing is set.
func TestNothingGiven(t *testing.T) {
	for name, s := range surfaces {
		t.Run(name, func(t *testing.T) {
			functions, types := exported(t, filepath.Join("..", name))
			if name == "report" { // the rest of that package has tests of its own
				functions, types = slices.Sorted(maps.Keys(s.functions)), nil
			}
			if got := slices.Sorted(maps.Keys(s.functions)); !slices.Equal(got, functions) {
				t.Errorf("called are\n%v, exported are\n%v", got, functions)
			}
			var got []string
			for _, typ := range s.types {
				got = append(got, typ.Name())
			}
			if slices.Sort(got); !slices.Equal(got, types) {
				t.Errorf("types whose methods are called are\n%v, those exported are\n%v", got, types)
			}
			for name, f := range s.functions {
				callWithNothing(t, name, reflect.ValueOf(f))
			}
			for _, typ := range s.types {
				for i := range typ.NumMethod() {
					callWithNothing(t, typ.Name()+"."+typ.Method(i).Name, reflect.Zero(typ).Method(i))
				}
				pointer := reflect.PointerTo(typ)
				for i := range pointer.NumMethod() {
					method := pointer.Method(i).Name
					callWithNothing(t, "new "+typ.Name()+"."+method, reflect.New(typ).Method(i))
					_, value := typ.MethodByName(method)
					if !value && !inner(typ, method) { // Go itself does not find these in nil
						callWithNothing(t, "nil "+typ.Name()+"."+method, reflect.Zero(pointer).Method(i))
					}
				}
			}
		})
	}
}

// inner reports whether a method is that of an embedded value.
func inner(typ reflect.Type, method string) bool {
	for i := range typ.NumField() {
		if f := typ.Field(i); f.Anonymous {
			if _, ok := reflect.PointerTo(f.Type).MethodByName(method); ok {
				return true
			}
		}
	}
	return false
}

// exported are the names of a package's exported functions, and of its types
// with exported methods.
func exported(t *testing.T, dir string) (functions, types []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, entry.Name()), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() || f.Name.Name == "MustParse" { // which panics by design
				continue
			}
			if f.Recv == nil {
				functions = append(functions, f.Name.Name)
				continue
			}
			receiver := f.Recv.List[0].Type
			if star, ok := receiver.(*ast.StarExpr); ok {
				receiver = star.X
			}
			if name := receiver.(*ast.Ident); name.IsExported() {
				types = append(types, name.Name)
			}
		}
	}
	slices.Sort(functions)
	slices.Sort(types)
	return functions, slices.Compact(types)
}

// callWithNothing calls a function twice: with nil wherever that can be, and
// with pointers to values, and lists of one value, in which nothing is set.
func callWithNothing(t *testing.T, name string, f reflect.Value) {
	t.Helper()
	for _, empty := range []bool{false, true} {
		var args []reflect.Value
		for i := range f.Type().NumIn() {
			in := f.Type().In(i)
			arg := reflect.Zero(in)
			switch {
			case in == reflect.TypeFor[context.Context]():
				arg = reflect.ValueOf(context.Background())
			case in == reflect.TypeFor[io.Writer]():
				arg = reflect.ValueOf(io.Discard)
			case empty && in.Kind() == reflect.Pointer:
				arg = reflect.New(in.Elem())
			case empty && in.Kind() == reflect.Slice:
				arg = reflect.MakeSlice(in, 1, 1)
			}
			args = append(args, arg)
		}
		func() {
			defer func() {
				if broke := recover(); broke != nil {
					t.Errorf("%s with nothing (empty values: %t): %v", name, empty, broke)
				}
			}()
			if f.Type().IsVariadic() {
				f.CallSlice(args)
			} else {
				f.Call(args)
			}
		}()
	}
}
