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

// facts writes the structs of the facts that are read.
func facts(s *asked.Source) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(head)
	fmt.Fprintf(&b, "// Views is the number of proven views.\nconst Views = %d\n\n", len(s.Views))
	structs(&b, "Facts", "", "Facts are the facts of an offer that criteria read. Dates are numbers of days from 1970-01-01.", s.Facts)
	for _, f := range s.Facts {
		if f.Elem != nil {
			structs(&b, typeName(f.Path), typeName(f.Path), "", s.Elements[f.Path])
		}
	}
	return format.Source(b.Bytes())
}

// structs writes the struct of some fields and those of its groups.
func structs(b *bytes.Buffer, name, prefix, comment string, fields []*evidence.Field) {
	type member struct{ name, typ, tag string }
	var members []member
	var groups []string
	grouped := map[string][]*evidence.Field{}
	for _, f := range fields {
		first, rest, below := strings.Cut(f.Name, ".")
		if below {
			if grouped[first] == nil {
				groups = append(groups, first)
				members = append(members, member{exported(first), prefix + exported(first), first})
			}
			g := *f
			g.Name = rest
			grouped[first] = append(grouped[first], &g)
			continue
		}
		typ := "*" + scalar(f.Kind)
		switch {
		case f.Elem != nil:
			typ = "[]" + typeName(f.Path)
		case f.Kind == evidence.KindList:
			typ = "[]" + scalar(f.Item)
		}
		members = append(members, member{exported(f.Name), typ, f.Name})
	}
	if comment == "" {
		comment = name + " is a part of the facts of an offer."
	}
	fmt.Fprintf(b, "// %s\ntype %s struct {\n", comment, name)
	for _, m := range members {
		fmt.Fprintf(b, "%s %s `cel:%q`\n", m.name, m.typ, m.tag)
	}
	b.WriteString("}\n\n")
	for _, g := range groups {
		structs(b, prefix+exported(g), prefix+exported(g), "", grouped[g])
	}
}
