package rules_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// TestBothWays compiles well-typed rules, and what comes of them when words are
// lost, doubled, swapped and changed, the short way where that is taken and with
// cel-go's parser and checker: rule, cost and problems are the same.
func TestBothWays(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	_, again := scope(t) // of its own, since what a parameter is compared with is kept
	short, compiled, refused := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		w := &ruleWriter{pick: func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }}
		text := w.rule()
		plain, ok, err := bothWays(s, again, text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if plain {
			short++
		}
		if ok {
			compiled++
		} else {
			refused++
		}
	})
	if short == 0 || compiled == 0 || refused == 0 {
		t.Errorf("%d were read the short way, %d compile, %d do not", short, compiled, refused)
	}
}

// bothWays compiles a rule both ways. The error says how they differ.
func bothWays(s, again *rules.Scope, text string) (plain, ok bool, err error) {
	if len(text) > 8<<10 { // which nobody parses
		text = text[:8<<10]
	}
	if _, err := rules.CompareParsers(text, true); err != nil {
		return false, false, fmt.Errorf("parsers: %w", err)
	}
	if plain, err = rules.CompareCheckers(s, text); err != nil {
		return plain, false, fmt.Errorf("checkers: %w", err)
	}
	src := rules.Source{File: "c.yaml", Pointer: "/criteria/0/rule", Text: text}
	long, problems := again.CompileLong(src)
	got, short := s.Compile(src)
	if a, b := fmt.Sprint(doc.Problems(short).Error()), fmt.Sprint(doc.Problems(problems).Error()); a != b || !reflect.DeepEqual(short, problems) {
		return plain, false, fmt.Errorf("problems the short way\n%s\nand the long\n%s", a, b)
	}
	if (got == nil) != (long == nil) {
		return plain, false, fmt.Errorf("one way compiles and the other does not")
	}
	if got == nil {
		return plain, false, nil
	}
	if got.Cost != long.Cost || !reflect.DeepEqual(got.Reads, long.Reads) || got.UsesAt != long.UsesAt {
		return plain, true, fmt.Errorf("the rules differ: cost %d and %d, reads %v and %v", got.Cost, long.Cost, got.Reads, long.Reads)
	}
	if a, b := outline(got), outline(long); a != b {
		return plain, true, fmt.Errorf("the trees differ:\n%s\n%s", a, b)
	}
	return plain, true, nil
}

// outline writes down a rule's tree.
func outline(r *rules.Rule) string {
	var b strings.Builder
	var write func(n *rules.Node)
	write = func(n *rules.Node) {
		fmt.Fprintf(&b, "(%d %s", n.Kind, n.Var)
		if n.Range != nil {
			fmt.Fprintf(&b, " over %s", n.Range.Info.Path)
		}
		if a := n.Atom; a != nil {
			fmt.Fprintf(&b, " %q %d %d %q %v", a.Text, a.Offset, a.Class, a.Op, a.Params())
			for _, f := range a.Facts {
				fmt.Fprintf(&b, " %s", f.Info.Path)
			}
			if a.Fact != nil && a.Fact.Info != nil {
				fmt.Fprintf(&b, " tests %s", a.Fact.Info.Path)
			}
			for _, cut := range a.Cuts {
				fmt.Fprintf(&b, " at %s", cut.Text)
			}
		}
		for _, c := range n.Children {
			write(c)
		}
		b.WriteString(")")
	}
	write(r.Root)
	return b.String()
}

// ruleWriter writes rules. Nearly all are well-typed before they are spoilt.
type ruleWriter struct {
	pick  func(n int) int
	loops []string // variables over records
	texts []string // variables over texts
}

func (w *ruleWriter) of(from ...string) string { return from[w.pick(len(from))] }

func (w *ruleWriter) rule() string {
	w.loops, w.texts = nil, nil
	text := w.truth(1 + w.pick(5))
	if w.pick(8) == 0 {
		text = w.of("(", "((", "!(", "!!(", " ", "\n", "// a\n", "// ä\n") + text + w.of(")", "))", "", " // b", "\t", "//ü")
	}
	if w.pick(8) == 0 {
		text = w.deep(text)
	}
	for range max(0, w.pick(6)-3) {
		text = w.spoil(text)
	}
	return text
}

// deep brings a rule near the limits on depth and nodes, or beyond.
func (w *ruleWriter) deep(text string) string {
	n := w.pick(50)
	around := func(before, after string) string { return strings.Repeat(before, n) + text + strings.Repeat(after, n) }
	switch w.pick(9) {
	case 0:
		return around("(", ")")
	case 1:
		return around("!(", ")")
	case 2:
		return around("ext.lab.passed ? true : ", "")
	case 3:
		return around("(params.flag ? ", " : false)")
	case 4:
		return "ext.lab.runs" + strings.Repeat(w.of(" + 1", " - -1", "*ext.lab.runs"), n) + " > 3 && (" + text + ")"
	case 5:
		return around(w.of("ext.lab.names.all(n, ", "supplyChain.subcontractors.exists(x, "), ")")
	case 6:
		return strings.Repeat("!", n) + "(" + text + ")"
	case 7:
		return text + strings.Repeat(" && ext.lab.passed", w.pick(1100))
	}
	return "ext.lab.runs in [1" + strings.Repeat(", 2", w.pick(2100)) + "] || " + text
}

// spoil changes a word of a rule.
func (w *ruleWriter) spoil(text string) string {
	words := splitWords(text)
	if len(words) == 0 {
		return text
	}
	i, j := w.pick(len(words)), w.pick(len(words))
	switch w.pick(7) {
	case 0:
		words[i] = ""
	case 1:
		words[i] += words[i]
	case 2:
		words[i], words[j] = words[j], words[i]
	case 3:
		words[i] = words[j]
	case 4:
		words[i] += w.of(" ", "\n", "\t", "//x\n", "\r", "\r\n", "\f")
	default:
		words[i] = w.of("true", "false", "null", "1", "-1", "0", "1.5", "2u", "1e3", ".5", "0x1F", "\"\"", "\"a\\n\"", "'b'", "r'c'", "b'd'", "\"ä\"", "\"\"\"x\"\"\"",
			"(", ")", "[", "]", "{", "}", "[]", ",", ".", "!", "-", "--", "!!", "?", ":", "&&", "||", "&", "==", "!=", "<", "in", "+", "*", "/", "%", "as", "package", "size",
			"has", "has(data.keys.custody)", "type", "dyn", "dyn(1)", "__result__", "@open", "@result", "data", "params", "at", "x", "y", ".all(x, true)", ".exists(x, x)", ".map(x, x)",
			".exists_one(x, true)", ".filter(x, true)", "data.keys", "data.keys.nothing", "bool", "int", "int(1)", "string(1)", "duration('1s')", "timestamp", "[1, 2.0]", "[[1]]", "a.b",
			"ext.lab", "ext", "trias.data", "`x`", "'\\''", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1_000", "01", "1.0", "1.", "subject", "params.names", "…")
	}
	return strings.Join(words, "")
}

// splitWords splits a text into runs of letters, of spaces, and single signs.
func splitWords(text string) []string {
	class := func(c byte) int {
		switch {
		case c == ' ' || c == '\n' || c == '\t':
			return 1
		case c == '_' || c == '"' || c == '\'' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z':
			return 2
		}
		return 0
	}
	var words []string
	for i := 0; i < len(text); {
		j := i + 1
		for k := class(text[i]); k != 0 && j < len(text) && class(text[j]) == k; {
			j++
		}
		words = append(words, text[i:j])
		i = j
	}
	return words
}

func (w *ruleWriter) truth(depth int) string {
	if depth <= 0 {
		if n := len(w.loops); n > 0 && w.pick(3) > 0 {
			return w.loops[w.pick(n)] + w.of(".critical", ".auditRight", ".mandatory", ".direct", ".countries.exists(c, c == \"DE\")", ".countries.size() > 1")
		}
		return w.of("true", "false", "ext.lab.passed", "params.flag", "data.keys.providerCanExtract", "(ext.lab.passed)")
	}
	t := func() string { return w.truth(depth - 1 - w.pick(2)) }
	cmp := func() string { return w.of(" == ", " != ", "==", "!=") }
	ord := func() string { return w.of(" < ", " <= ", ">", " >= ", "\n<\n") }
	switch w.pick(17) {
	case 0:
		return "(" + t() + ")"
	case 1:
		return w.of("!", "!!", "! ") + "(" + t() + ")"
	case 2, 3, 4:
		op, text := w.of(" && ", " || ", "&&", "\n\t|| "), t()
		for range 1 + w.pick(5) {
			text += op + t()
		}
		return text
	case 5:
		return "(" + t() + ") ? " + t() + " : " + t()
	case 6:
		return w.number(depth-1) + w.of(cmp(), ord()) + w.number(depth-1)
	case 7:
		return w.real(depth-1) + w.of(cmp(), ord()) + w.real(depth-1)
	case 8:
		return w.text(depth-1) + cmp() + w.text(depth-1)
	case 9:
		return w.text(depth-1) + " in " + w.of(`["a", "b"]`, `["basic", "full"]`, "params.names", `["DE"]`, "ext.lab.names", "params.licences")
	case 10:
		return w.date(depth-1) + w.of(ord(), cmp()) + w.of(w.date(depth-1), w.date(depth-1), "at")
	case 11:
		return w.version() + w.of(ord(), cmp()) + w.version()
	case 12:
		return w.version() + ".satisfies(" + w.of(`">= 1.2"`, "params.suites", `"< 3"`) + ")"
	case 13:
		return w.of(w.text(depth-1)+`.startsWith("a")`, w.text(depth-1)+".contains("+w.text(depth-1)+")", "osiApproved("+w.text(depth-1)+")",
			"licensedUnder("+w.text(depth-1)+", "+w.of(`["MIT"]`, "params.licences")+")", "inRegion("+w.text(depth-1)+", "+w.of(`"EU"`, "params.region", `"XX"`)+", at)")
	case 14:
		list, name := w.of("supplyChain.subcontractors", "supplyChain.externalServices", "data.standards", "supplyChain.sbom.components", "nothing.listed"), w.of("x", "y", "z", "s", "data", "package")
		w.loops = append(w.loops, name)
		defer func() { w.loops = w.loops[:len(w.loops)-1] }()
		return list + w.of(".all(", ".exists(", ".all (") + name + ", " + t() + ")"
	case 15:
		list, name := w.of("ext.lab.names", "params.names", "subject.regions", "subject.services", "params.licences"), w.of("n", "x", "m")
		w.texts = append(w.texts, name)
		defer func() { w.texts = w.texts[:len(w.texts)-1] }()
		return list + w.of(".all(", ".exists(") + name + "," + t() + ")"
	case 16:
		return "(" + t() + ")" + cmp() + "(" + t() + ")"
	}
	return w.truth(0)
}

func (w *ruleWriter) number(depth int) string {
	if depth > 0 && w.pick(3) == 0 {
		return w.number(depth-1) + w.of(" + ", " - ", "*", " -", "-") + w.number(depth-1)
	}
	return w.of("1", "0", "-1", "12", "ext.lab.runs", "params.maxRuns", "size(ext.lab.names)", "params.names.size()", "size(supplyChain.subcontractors)", "ext.lab.suites.size()",
		`size(["a", "b"])`, "[1, 2].size()")
}

func (w *ruleWriter) real(depth int) string {
	if depth > 0 && w.pick(3) == 0 {
		return w.real(depth-1) + w.of(" + ", " - ", "*") + w.real(depth-1)
	}
	return w.of("1.5", "-0.25", "100.0", "ext.lab.share", "params.minShare", "(ext.lab.share)")
}

func (w *ruleWriter) text(depth int) string {
	if depth > 0 && w.pick(8) == 0 {
		return "(ext.lab.passed ? " + w.text(depth-1) + " : " + w.text(depth-1) + ")"
	}
	if n := len(w.texts); n > 0 && w.pick(2) == 0 {
		return w.texts[w.pick(n)]
	}
	if n := len(w.loops); n > 0 && w.pick(2) == 0 {
		return w.loops[w.pick(n)] + w.of(".alternative", ".seat", ".family", ".license", ".governance", ".id")
	}
	return w.of(`"a"`, `'b'`, `""`, `"full"`, `"DE"`, "ext.lab.grade", "ext.lab.licence", "ext.lab.country", "params.name", "params.region", "subject.layer", "data.keys.custody", `"customer"`)
}

func (w *ruleWriter) date(depth int) string {
	if depth > 0 && w.pick(2) == 0 {
		return w.date(depth-1) + w.of(" + ", " - ") + w.of("days(3)", "months(12)", "years(1)", "params.maxAge", "days(params.maxRuns)", "days(ext.lab.runs)")
	}
	return w.of("ext.lab.on", "params.from", `date("2026-01-01")`, `date("2026-02-30")`, "ext.lab.on")
}

func (w *ruleWriter) version() string {
	return w.of("ext.lab.suite", "subject.version", `version("1.2")`, `version("x")`)
}
