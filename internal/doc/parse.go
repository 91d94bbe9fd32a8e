package doc

import (
	"bytes"
	"path"
	"regexp"
	"strings"
)

// Parse reads a document. The name decides the format: *.json is JSON, *.yaml
// and *.yml are YAML; for any other name the text does: what starts like a
// JSON object or array and is JSON is read as such, the rest as YAML.
//
// The error is of type [Problems]. Where the problems leave the shape of the
// document readable (a duplicate key, say), the node is returned along with
// them, so that [Bind] can report its problems too; otherwise it is nil.
func Parse(name string, data []byte, lim Limits) (*Node, error) {
	n, problems := parse(name, data, lim.withDefaults())
	return n, problems.Err()
}

// ParseYAML is [Parse] for YAML, whatever the name.
func ParseYAML(name string, data []byte, lim Limits) (*Node, error) {
	n, problems := parseYAML(name, data, lim.withDefaults())
	return n, problems.Err()
}

// ParseJSON is [Parse] for JSON, whatever the name.
func ParseJSON(name string, data []byte, lim Limits) (*Node, error) {
	n, problems := parseJSON(name, data, lim.withDefaults())
	return n, problems.Err()
}

// Read parses a document and binds it to target, a non-nil pointer. It returns
// the problems of both steps.
func Read(name string, data []byte, lim Limits, target any) error {
	n, problems := parse(name, data, lim.withDefaults())
	if n != nil {
		problems = append(problems, Bind(n, target)...)
		problems.Sort()
	}
	return problems.Err()
}

// ReadJSON is [Read] for JSON, whatever the name: for what Trias itself wrote.
func ReadJSON[T any](name string, data []byte, lim Limits) (*T, error) {
	n, problems := parseJSON(name, data, lim.withDefaults())
	if n == nil {
		return nil, problems.Err()
	}
	var x T
	problems = append(problems, Bind(n, &x)...)
	problems.Sort()
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return &x, nil
}

func parse(name string, data []byte, lim Limits) (*Node, Problems) {
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		return parseJSON(name, data, lim)
	case ".yaml", ".yml":
		return parseYAML(name, data, lim)
	}
	if text := bytes.TrimLeft(bytes.TrimPrefix(data, utf8BOM), " \t\r\n"); len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return parseYAML(name, data, lim)
	}
	asJSON, inJSON := parseJSON(name, data, lim)
	if !hasSyntax(inJSON) || asJSON != nil {
		return asJSON, inJSON
	}
	asYAML, inYAML := parseYAML(name, data, lim)
	if asYAML == nil && (startsLikeJSON.Match(data) || further(inJSON, inYAML)) {
		return nil, inJSON
	}
	return asYAML, inYAML
}

// startsLikeJSON matches a first key or text in double quotes, which in YAML
// people seldom write.
var startsLikeJSON = regexp.MustCompile(`^\s*[{\[]\s*"`)

func hasSyntax(ps Problems) bool {
	for _, p := range ps {
		if p.Kind == Syntax {
			return true
		}
	}
	return false
}

// further reports whether reading got further before a came up than before b:
// the format in which more of the text makes sense is the one that was meant.
func further(a, b Problems) bool {
	x, y := a[len(a)-1], b[len(b)-1]
	return x.Line > y.Line || x.Line == y.Line && x.Column > y.Column
}
