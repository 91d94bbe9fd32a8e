package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/sarif"
)

// placed is a finding with its place in a file.
type placed struct {
	file        string
	region      sarif.Region
	pointer     string
	check       string
	message     string
	hint        string
	fingerprint string
}

// places lists the findings of a file by place.
func (f *linted) places() []placed {
	out := make([]placed, len(f.findings))
	for i, finding := range f.findings {
		out[i] = placed{file: f.name, region: f.region(finding), pointer: finding.Pointer, check: finding.Check,
			message: finding.Message, hint: finding.Hint}
	}
	seen := map[string]int{}
	for i, finding := range f.findings {
		key := f.identity(finding)
		out[i].fingerprint = fingerprint(key, seen[key])
		seen[key]++
	}
	slices.SortStableFunc(out, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.region.StartLine, b.region.StartLine), cmp.Compare(a.region.StartColumn, b.region.StartColumn))
	})
	return out
}

// region is where a finding is: where the part of a rule it is about stands in
// the text as it is, all of it.
func (f *linted) region(finding criteria.Finding) sarif.Region {
	node := f.node.Find(finding.Pointer)
	r := sarif.Region{StartLine: node.Line, StartColumn: node.Column}
	if finding.Offset > 0 {
		r.StartLine, r.StartColumn = node.Position(finding.Offset)
	}
	if n := span(node.Text[min(finding.Offset, len(node.Text)):], finding.About); n > 0 {
		r.StartLine, r.StartColumn = node.Position(finding.Offset)
		// One back and one on: what ends a line does not begin the next.
		r.EndLine, r.EndColumn = node.Position(finding.Offset + n - 1)
		r.EndColumn++
	}
	return r
}

// span is how much of a text its beginning takes that reads like the words,
// white space apart; 0 if it begins otherwise.
func span(text, words string) int {
	at := 0
	for _, w := range words {
		if unicode.IsSpace(w) {
			continue
		}
		rest := strings.TrimLeftFunc(text[at:], unicode.IsSpace)
		if !strings.HasPrefix(rest, string(w)) {
			return 0
		}
		at = len(text) - len(rest) + utf8.RuneLen(w)
	}
	return at
}

// identity names a finding by what it is about rather than by where it stands:
// elements of lists by their ids or contents, so that edits elsewhere leave it
// the same. The message is no part of it: it may name the day.
func (f *linted) identity(finding criteria.Finding) string {
	parts := []string{f.kind, f.text("id"), finding.Check}
	if subject := f.node.Get("subject"); subject != nil {
		if id := subject.Get("id"); id != nil {
			parts = append(parts, id.Text)
		}
	}
	at := f.node
	for _, token := range strings.Split(strings.TrimPrefix(finding.Pointer, "/"), "/") {
		below := at.Find("/" + token)
		if below != at && at.Kind == doc.List {
			token = elementName(below, token)
		}
		parts = append(parts, token)
		at = below
	}
	return strings.Join(append(parts, finding.About), "\x00")
}

// elementName names an element of a list by its id, a framework by its name and
// version, another by its plain values, and by its place if it has none.
func elementName(n *doc.Node, place string) string {
	if id := n.Get("id"); id != nil {
		return id.Text
	}
	if n.Get("clauses") != nil { // a framework
		var name [2]string
		for i, key := range []string{"framework", "version"} {
			if v := n.Get(key); v != nil {
				name[i] = v.Text
			}
		}
		return name[0] + "@" + name[1]
	}
	if n.Kind == doc.String {
		return n.Text
	}
	var values []string
	for _, e := range n.Entries {
		if e.Value.Kind == doc.String || e.Value.Kind == doc.Number {
			values = append(values, e.Key+"="+e.Value.Text)
		}
	}
	if values == nil {
		return place
	}
	return strings.Join(values, "\x01")
}

// fingerprint shortens an identity; n counts findings of the same identity.
func fingerprint(identity string, n int) string {
	if n > 0 {
		identity += "\x00" + strconv.Itoa(n)
	}
	sum := sha256.Sum256([]byte(identity))
	return hex.EncodeToString(sum[:16])
}
