package main

import (
	"bytes"
	"fmt"
	"go/format"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
)

// exported is the Go name of one part of a path.
func exported(part string) string { return strings.ToUpper(part[:1]) + part[1:] }

// typeName is the Go name of the struct at a path.
func typeName(path string) string {
	var b strings.Builder
	for _, part := range strings.Split(strings.TrimSuffix(path, "[]"), ".") {
		b.WriteString(exported(strings.TrimSuffix(part, "[]")))
	}
	return b.String()
}

// selector is the Go form of a path within a struct.
func selector(path string) string {
	parts := strings.Split(path, ".")
	for i := range parts {
		parts[i] = exported(parts[i])
	}
	return strings.Join(parts, ".")
}

func scalar(k evidence.Kind) string {
	switch k {
	case evidence.KindBool:
		return "bool"
	case evidence.KindInt, evidence.KindDate:
		return "int64"
	case evidence.KindNumber:
		return "float64"
	}
	return "string"
}

// flatScalar is the same where texts are codes.
func flatScalar(k evidence.Kind) string {
	if t := scalar(k); t != "string" {
		return t
	}
	return "Text"
}

// member is the type of a fact that may be unknown.
func member(f *evidence.Field, flat bool) string {
	item := scalar(f.Item)
	if flat {
		item = flatScalar(f.Item)
	}
	if f.Elem != nil {
		item = typeName(f.Path)
	}
	list := f.Elem != nil || f.Kind == evidence.KindList
	switch {
	case flat && list:
		return "Value[[]" + item + "]"
	case flat:
		return "Value[" + flatScalar(f.Kind) + "]"
	case list:
		return "[]" + item
	}
	return "*" + scalar(f.Kind)
}

// facts writes the structs of the facts that are read, as pointers.
func facts(s *asked.Source) ([]byte, error) { return allStructs(s, false) }

// flatFacts writes the same as values.
func flatFacts(s *asked.Source) ([]byte, error) { return allStructs(s, true) }

func allStructs(s *asked.Source, flat bool) ([]byte, error) {
	b := buffer{flat: flat}
	b.WriteString(head(flat))
	if !flat {
		fmt.Fprintf(&b, "// Views is the number of proven views.\nconst Views = %d\n\n", len(s.Views))
	}
	structs(&b, "Facts", "", "Facts are the facts of an offer that criteria read. Dates are numbers of days from 1970-01-01.", s.Facts)
	for _, f := range s.Facts {
		if f.Elem != nil {
			structs(&b, typeName(f.Path), typeName(f.Path), "", s.Elements[f.Path])
		}
	}
	return format.Source(b.Bytes())
}

type buffer struct {
	bytes.Buffer
	flat bool
}

// structs writes the struct of some fields and those of its groups.
func structs(b *buffer, name, prefix, comment string, fields []*evidence.Field) {
	type entry struct{ name, typ, tag string }
	var members []entry
	var groups []string
	grouped := map[string][]*evidence.Field{}
	for _, f := range fields {
		first, rest, below := strings.Cut(f.Name, ".")
		if below {
			if grouped[first] == nil {
				groups = append(groups, first)
				members = append(members, entry{exported(first), prefix + exported(first), first})
			}
			g := *f
			g.Name = rest
			grouped[first] = append(grouped[first], &g)
			continue
		}
		members = append(members, entry{exported(f.Name), member(f, b.flat), f.Name})
	}
	if comment == "" {
		comment = name + " is a part of the facts of an offer."
	}
	fmt.Fprintf(b, "// %s\ntype %s struct {\n", comment, name)
	for _, m := range members {
		fmt.Fprintf(b, "%s %s", m.name, m.typ)
		if !b.flat {
			fmt.Fprintf(b, " `cel:%q`", m.tag)
		}
		b.WriteString("\n")
	}
	b.WriteString("}\n\n")
	for _, g := range groups {
		structs(b, prefix+exported(g), prefix+exported(g), "", grouped[g])
	}
}
