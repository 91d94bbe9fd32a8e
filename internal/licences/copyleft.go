package licences

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed copyleft.txt
var copyleft string

//go:embed permissive.txt
var permissive string

//go:embed otherwise.txt
var otherwise string

// Copyleft reports whether what is under expr can be used only under a licence that binds derived works to its own terms,
// weak copyleft included: for "or" both sides must be, for "and" one is enough.
//
//   - An exception (WITH) is ignored: it narrows what the licence binds, and does not lift it.
//   - An identifier with + or -or-later is what the version named is.
//
// It is not certain where the answer hangs on licences that no source classes, LicenseRef among them. The error is that
// of [Check]. Sources: copyleft.txt, permissive.txt and otherwise.txt, see there.
func Copyleft(expr string) (is, certain bool, err error) {
	root, err := parse(expr)
	if err != nil {
		return false, false, err
	}
	free, err := root.holds(func(l licence) (bool, error) { return classes()[l.class()] == isFree, nil })
	if err != nil || free {
		return false, err == nil, err
	}
	mayBeFree, err := root.holds(func(l licence) (bool, error) { return classes()[l.class()] != isCopyleft, nil })
	return !mayBeFree && err == nil, !mayBeFree && err == nil, err
}

type class int

const (
	isCopyleft class = iota + 1
	isFree           // binds no derived work
)

// classes holds the licences by [licence.class].
var classes = sync.OnceValue(func() map[any]class {
	table := map[any]class{}
	for _, source := range []struct {
		text  string
		class class
	}{{permissive, isFree}, {otherwise, isFree}, {copyleft, isCopyleft}} {
		for line := range strings.Lines(source.text) {
			if id := strings.TrimSpace(line); id != "" && !strings.HasPrefix(id, "#") {
				table[licence{id: id}.class()] = source.class
			}
		}
	}
	return table
})

// class is equal for two licences if one is the other under another identifier: their version of their family, or the
// identifier of one that has no versions.
func (l licence) class() any {
	id, _ := l.base()
	id, _, _ = strings.Cut(id, "-with-")
	if at, ok := ranges()[id]; ok {
		return at
	}
	return id
}
