package doc

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gowebpki/jcs"
)

// appendCanonical writes n in the JSON Canonicalization Scheme. It sorts the
// entries of n in place. Numbers are left to package jcs, whose Transform tests
// compare everything else with: to write the text first and let Transform parse
// it again takes several times as long.
func appendCanonical(b []byte, n *Node) ([]byte, error) {
	var err error
	switch n.Kind {
	case Bool:
		return strconv.AppendBool(b, n.Bool), nil
	case Number:
		return appendCanonicalNumber(b, n.Text)
	case String:
		return appendCanonicalString(b, n.Text), nil
	case List:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = appendCanonical(b, item); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	case Mapping:
		slices.SortFunc(n.Entries, func(a, b Entry) int { return compareUTF16(a.Key, b.Key) })
		b = append(b, '{')
		for i, e := range n.Entries {
			if i > 0 {
				if n.Entries[i-1].Key == e.Key {
					return nil, n.encodeError(fmt.Errorf("key %s is there twice", Quote(e.Key)))
				}
				b = append(b, ',')
			}
			b = append(appendCanonicalString(b, e.Key), ':')
			if b, err = appendCanonical(b, e.Value); err != nil {
				return nil, err
			}
		}
		return append(b, '}'), nil
	}
	return append(b, "null"...), nil
}

// size is about how many bytes the canonical text of n has.
func (n *Node) size() int {
	size := len(n.Text) + 6
	for _, item := range n.Items {
		size += item.size()
	}
	for _, e := range n.Entries {
		size += len(e.Key) + 4 + e.Value.size()
	}
	return size
}

// appendCanonicalNumber writes a number as ECMAScript does (RFC 8785, section
// 3.2.2.3).
func appendCanonicalNumber(b []byte, text string) ([]byte, error) {
	if d := strings.TrimPrefix(text, "-"); d != "0" && len(d) <= 15 && digits(d) == len(d) {
		return append(b, text...), nil // whole, and as floating point keeps it
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, fmt.Errorf("the number %s is out of range", printable(text))
	}
	number, err := jcs.NumberToJSON(f)
	if err != nil {
		return nil, err
	}
	return append(b, number...), nil
}

// appendCanonicalString writes text with the shortest escapes, and those that
// have to be (RFC 8785, section 3.2.2.2).
func appendCanonicalString(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[done:i]...)
		done = i + 1
		if at := strings.IndexByte("\"\\\b\f\n\r\t", c); at >= 0 {
			b = append(b, '\\', `"\bfnrt`[at])
		} else {
			b = fmt.Appendf(b, `\u%04x`, c)
		}
	}
	return append(append(b, s[done:]...), '"')
}

// compareUTF16 compares as RFC 8785, section 3.2.3, orders keys: by their UTF-16
// code units. That is the order of the bytes, except that characters beyond
// U+FFFF are written with units of U+D800 to U+DFFF and stand before U+E000.
func compareUTF16(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(a) || i == len(b) {
		return len(a) - len(b)
	}
	for i > 0 && !utf8.RuneStart(a[i]) {
		i--
	}
	x, _ := utf8.DecodeRuneInString(a[i:])
	y, _ := utf8.DecodeRuneInString(b[i:])
	return cmp.Or(cmp.Compare(leadUnit(x), leadUnit(y)), cmp.Compare(x, y))
}

// leadUnit orders as the first of a character's UTF-16 code units does.
func leadUnit(r rune) rune {
	if r > 0xffff {
		return 0xd800
	}
	return r
}
