package doc

import (
	"errors"
	"fmt"
	"reflect"
)

// ComparePlain reports whether YAML is read the short way. The error says how
// what comes of that is not what is made by way of yaml.v3.
func ComparePlain(data []byte, lim Limits) (plain bool, err error) {
	lim = lim.withDefaults()
	src, problems := open("x.yaml", data, lim)
	for _, check := range []func() Problems{func() Problems { return checkCharacters(src) }, func() Problems { return checkDensity(src, lim) },
		func() Problems { return checkDirectives(src) }} {
		if problems == nil {
			problems = check()
		}
	}
	if problems != nil {
		return false, nil
	}
	got, plain := parsePlain(src, lim)
	if !plain {
		return false, nil
	}
	want, problems := parseAnyYAML(src, lim)
	if problems != nil {
		return true, fmt.Errorf("it is refused: %w", problems)
	}
	if !reflect.DeepEqual(got, want) {
		return true, errors.New("the nodes differ:\n" + describe(got, "") + "\n" + describe(want, ""))
	}
	return true, nil
}

func describe(n *Node, indent string) string {
	s := fmt.Sprintf("%s%s %d:%d %d:%d %q %t style %d key %q index %d\n", indent, n.Kind, n.Line, n.Column, n.ContentLine, n.ContentColumn, n.Text, n.Bool, n.style, n.key, n.index)
	for _, item := range n.Items {
		s += describe(item, indent+"  ")
	}
	for _, e := range n.Entries {
		s += fmt.Sprintf("%s%q %d:%d\n", indent, e.Key, e.KeyLine, e.KeyColumn) + describe(e.Value, indent+"  ")
	}
	return s
}
