package doc

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// appendJSON writes n; indent stands in front of every line after the first.
func appendJSON(b []byte, n *Node, indent string) []byte {
	inner := indent + "  "
	switch n.Kind {
	case Bool:
		return strconv.AppendBool(b, n.Bool)
	case Number:
		return append(b, n.Text...)
	case String:
		return appendJSONString(b, n.Text)
	case List:
		if len(n.Items) == 0 {
			return append(b, "[]"...)
		}
		for i, item := range n.Items {
			b = append(b, ",["[btoi(i == 0)], '\n')
			b = appendJSON(append(b, inner...), item, inner)
		}
		return append(append(append(b, '\n'), indent...), ']')
	case Mapping:
		if len(n.Entries) == 0 {
			return append(b, "{}"...)
		}
		for i, e := range n.Entries {
			b = append(b, ",{"[btoi(i == 0)], '\n')
			b = appendJSONString(append(b, inner...), e.Key)
			b = appendJSON(append(b, ": "...), e.Value, inner)
		}
		return append(append(append(b, '\n'), indent...), '}')
	}
	return append(b, "null"...)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// writeYAML writes n as a document in block style.
func writeYAML(n *Node) []byte {
	var w yamlWriter
	switch {
	case isFlat(n):
		w.scalar(n, -1)
		w.buf = append(w.buf, '\n')
	default:
		w.block(n, 0)
	}
	return w.buf
}

type yamlWriter struct{ buf []byte }

func (w *yamlWriter) indent(n int) {
	for range n {
		w.buf = append(w.buf, ' ')
	}
}

// isFlat reports whether n is written on the line it starts on.
func isFlat(n *Node) bool { return len(n.Items) == 0 && len(n.Entries) == 0 }

// block writes a list or mapping that is not empty. The cursor stands at the
// column given by indent already.
func (w *yamlWriter) block(n *Node, indent int) {
	for i, item := range n.Items {
		if i > 0 {
			w.indent(indent)
		}
		w.buf = append(w.buf, "- "...)
		if isFlat(item) {
			w.scalar(item, indent)
			w.buf = append(w.buf, '\n')
		} else {
			w.block(item, indent+2)
		}
	}
	for i, e := range n.Entries {
		if i > 0 {
			w.indent(indent)
		}
		w.key(e.Key)
		w.buf = append(w.buf, ':')
		if isFlat(e.Value) {
			w.buf = append(w.buf, ' ')
			w.scalar(e.Value, indent)
			w.buf = append(w.buf, '\n')
		} else {
			w.buf = append(w.buf, '\n')
			w.indent(indent + 2)
			w.block(e.Value, indent+2)
		}
	}
}

func (w *yamlWriter) key(key string) {
	for _, c := range []byte(key) {
		if !isWordByte(c) || c == '+' {
			w.buf = appendYAMLString(w.buf, key)
			return
		}
	}
	if !isPlainSafe(key) {
		w.buf = appendYAMLString(w.buf, key)
		return
	}
	w.buf = append(w.buf, key...)
}

// scalar writes a value without a line break at its end. The text of a block
// scalar is indented by two more than indent; a negative indent rules it out.
func (w *yamlWriter) scalar(n *Node, indent int) {
	switch {
	case n.Kind != String:
		w.buf = appendJSON(w.buf, n, "")
	case isPlainSafe(n.Text):
		w.buf = append(w.buf, n.Text...)
	case indent >= 0 && isLiteralSafe(n.Text):
		text, clipped := strings.CutSuffix(n.Text, "\n")
		w.buf = append(w.buf, '|')
		if !clipped {
			w.buf = append(w.buf, '-')
		}
		for line := range strings.SplitSeq(text, "\n") {
			w.buf = append(w.buf, '\n')
			if line != "" {
				w.indent(indent + 2)
				w.buf = append(w.buf, line...)
			}
		}
	default:
		w.buf = appendYAMLString(w.buf, n.Text)
	}
}

// isPlainSafe reports whether s needs no quotes in a block of any YAML.
func isPlainSafe(s string) bool {
	if s == "" || s[len(s)-1] == ' ' || s[len(s)-1] == ':' || strings.Contains(s, ": ") || strings.Contains(s, " #") {
		return false
	}
	for i, r := range s {
		if i == 0 && !unicode.IsLetter(r) || !isYAMLPrintable(r) {
			return false
		}
	}
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return false
	}
	return true
}

// isYAMLPrintable reports whether every reader takes r as it stands.
func isYAMLPrintable(r rune) bool { return unicode.IsPrint(r) }

// isLiteralSafe reports whether s can be read back from a literal block scalar
// without a hint on its indentation, and looks the same to a person.
func isLiteralSafe(s string) bool {
	text, _ := strings.CutSuffix(s, "\n")
	if !strings.Contains(s, "\n") || text == "" || text[0] == ' ' || text[0] == '\n' || text[len(text)-1] == '\n' {
		return false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasSuffix(line, " ") {
			return false
		}
		for _, r := range line {
			if !isYAMLPrintable(r) {
				return false
			}
		}
	}
	return true
}

// appendYAMLString writes s in double quotes on one line.
func appendYAMLString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case isYAMLPrintable(r):
			b = utf8.AppendRune(b, r)
		case r <= 0xff:
			b = fmt.Appendf(b, `\x%02x`, r)
		case r <= 0xffff:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = fmt.Appendf(b, `\U%08x`, r)
		}
	}
	return append(b, '"')
}
