package main

import (
	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// catalogueFile is a file that holds a catalogue.
type catalogueFile struct {
	name          string
	data          []byte
	node          *doc.Node
	reading, done bool
	catalogue     *criteria.Catalogue // nil until it is read, or if it does not load
}

func (f *catalogueFile) id() string { return f.node.Find("/id").Text }

// extends returns the id of the catalogue it extends, "" for none.
func (f *catalogueFile) extends() string {
	if f.node.Get("extends") == nil {
		return ""
	}
	return f.node.Find("/extends/catalogue").Text
}

// containsBrought reports whether a catalogue is the one Trias brings, or extends
// it, so that the profiles Trias brings are for it, too.
func containsBrought(c *criteria.Catalogue) bool {
	brought, err := criteria.Embedded()
	return err == nil && c != nil && c.Contains(brought)
}

// readCatalogues reads catalogues in any order: each after the one among them
// that it extends. One whose base does not load is not looked at, since all that
// could be said of it follows from that.
func readCatalogues(in *input, files []*catalogueFile) {
	var read func(f *catalogueFile)
	read = func(f *catalogueFile) {
		if f.done || f.reading {
			return
		}
		f.reading = true
		defer func() { f.reading, f.done = false, true }()
		var bases []*criteria.Catalogue
		for _, g := range files {
			if g == f || f.extends() == "" || g.id() != f.extends() {
				continue
			}
			if g.reading {
				in.add(doc.Problems{f.node.Find("/extends").Problem(doc.Semantic, "catalogues extend each other in a circle: "+g.name+" rests on this one",
					"let one of them extend none")})
				return
			}
			read(g)
			if g.catalogue == nil {
				return
			}
			bases = append(bases, g.catalogue)
		}
		c, err := criteria.Decode(f.name, f.data, bases...)
		if err != nil {
			in.add(err)
			return
		}
		f.catalogue = c
	}
	for _, f := range files {
		read(f)
	}
}

// outermost returns the catalogues that no other one contains.
func outermost(all []*criteria.Catalogue) (out []*criteria.Catalogue) {
	for _, c := range all {
		inner := false
		for _, other := range all {
			inner = inner || other.Digest() != c.Digest() && other.Contains(c)
		}
		if !inner {
			out = append(out, c)
		}
	}
	return out
}

// readCatalogues reads the catalogues among the files and looks at them.
func (l *linter) readCatalogues() {
	var files []*catalogueFile
	for _, f := range l.files {
		if f.kind == criteria.Format {
			files = append(files, &catalogueFile{name: f.name, data: f.data, node: f.node})
		}
	}
	readCatalogues(l.in, files)
	for _, f := range l.files {
		if f.kind != criteria.Format {
			continue
		}
		if f.catalogue, files = files[0].catalogue, files[1:]; f.catalogue != nil {
			f.findings = criteria.Lint(f.catalogue)
			l.catalogues = append(l.catalogues, f.catalogue)
		}
	}
}

// lintOwnFacts looks in a dossier at the facts that the catalogues among the
// files declare for themselves.
func (l *linter) lintOwnFacts(f *linted) {
	for _, c := range outermost(l.catalogues) {
		if err := c.CheckFacts(f.fragment, f.data); err != nil {
			l.in.add(err)
			continue
		}
		f.findings = append(f.findings, evaluator.LintFacts(c, f.fragment)...)
	}
}
