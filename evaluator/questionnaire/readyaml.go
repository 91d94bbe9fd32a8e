package questionnaire

import (
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// yaml reads the questionnaire as YAML or JSON.
func (r *reading) yaml(data []byte) error {
	n, err := doc.Parse(r.name, data, evidence.DefaultLimits())
	if err != nil {
		return err
	}
	if !r.mapping(n, "", "a questionnaire") {
		return nil
	}
	head := map[string]item{}
	if marker := n.Get("trias"); marker == nil {
		r.wrong(at(n), "", wrongf("begin with trias: "+AnswersFormat, "the format marker is missing"))
		return nil
	} else {
		head["trias"] = item{"trias", value(marker), at(marker)}
	}
	for _, e := range n.Entries {
		if e.Key == "eucsf" {
			// Answers to the calculator share the marker, and nothing else.
			r.wrong(place{line: e.KeyLine, column: e.KeyColumn}, e.Key, wrongf("score it with an EUCSF method, or take out eucsf",
				"these are answers to the calculator of the EU Cloud Sovereignty Framework, not a filled-in questionnaire: no facts follow from them"))
			return nil
		}
	}
	for _, e := range n.Entries {
		switch e.Key {
		case "trias":
		case "questionnaire":
			if r.mapping(e.Value, e.Key, "what it was made from") {
				for _, f := range e.Value.Entries {
					if r.oneOfKeys(e.Value, f, "profile", "version", "digest", "layer", "party", "obligation") {
						head["questionnaire."+f.Key] = item{f.Key, value(f.Value), at(f.Value)}
					}
				}
			}
		case "subject":
			if r.mapping(e.Value, e.Key, "the offer") {
				for _, f := range e.Value.Entries {
					if r.oneOfKeys(e.Value, f, "id", "name", "version", "layer", "regions", "services") {
						r.add(item{"subject." + f.Key, value(f.Value), at(f.Value)})
					}
				}
			}
		case "partial":
			r.add(item{"partial", value(e.Value), at(e.Value)})
		case "answers":
			r.each(e.Value, e.Key, r.yamlAnswer)
		case "proofs":
			r.each(e.Value, e.Key, func(n *doc.Node) { r.yamlEntry(n, "proofs") })
		default:
			r.oneOfKeys(n, e, "trias", "questionnaire", "subject", "answers", "partial", "proofs")
		}
	}
	r.source(head)
	return nil
}

// at is the place of a node.
func at(n *doc.Node) place { return place{line: n.Line, column: n.Column} }

// value is a node as an answer.
func value(n *doc.Node) raw {
	switch n.Kind {
	case doc.Null, doc.Invalid:
		return raw{}
	case doc.Bool:
		if n.Bool {
			return raw{text: "true", literal: true}
		}
		return raw{text: "false", literal: true}
	case doc.Number:
		return raw{text: n.Text, literal: true}
	case doc.List:
		out := raw{isList: true}
		for _, e := range n.Items {
			out.list = append(out.list, value(e))
		}
		return out
	case doc.Mapping:
		return raw{isList: true, list: []raw{{isList: true}}} // which no answer is
	}
	return raw{text: n.Text}
}

func (r *reading) mapping(n *doc.Node, about, what string) bool {
	if n.Kind == doc.Null && about != "" {
		return false
	}
	if n.Kind != doc.Mapping {
		r.wrong(at(n), about, wrongf("", "%s is a mapping, not %s", what, n.Kind))
		return false
	}
	return true
}

func (r *reading) each(n *doc.Node, about string, visit func(*doc.Node)) {
	switch n.Kind {
	case doc.Null:
	case doc.List:
		for _, e := range n.Items {
			visit(e)
		}
	default:
		r.wrong(at(n), about, wrongf(`begin each with "- "`, "a list is expected, not %s", n.Kind))
	}
}

func (r *reading) oneOfKeys(n *doc.Node, e doc.Entry, known ...string) bool {
	for _, k := range known {
		if e.Key == k {
			return true
		}
	}
	hint := "there are " + strings.Join(known, ", ")
	if near := doc.Suggest(e.Key, known); near != "" {
		hint = "did you mean \"" + near + "\"?"
	}
	r.wrong(place{line: e.KeyLine, column: e.KeyColumn}, "", wrongf(hint, "there is no field %s here", doc.Quote(e.Key)))
	return false
}

// yamlAnswer reads one answer.
func (r *reading) yamlAnswer(n *doc.Node) {
	if !r.mapping(n, "answers", "an answer") {
		return
	}
	fact := n.Get("fact")
	if fact == nil || fact.Kind != doc.String || fact.Text == "" {
		r.wrong(at(n), "answers", wrongf("write - fact: and its path", "an answer names the fact it is about"))
		return
	}
	for _, e := range n.Entries {
		if !r.oneOfKeys(n, e, "fact", "answer", "proof", "entries") {
			continue
		}
		switch e.Key {
		case "answer":
			v := value(e.Value)
			// A text may be known to be empty.
			if f, w := r.fact(fact.Text); w == nil && v.blank() && e.Value.Kind == doc.String && f.kind == "text" && f.values == nil && f.set == "" {
				v = raw{text: `""`, cell: true}
			}
			r.add(item{fact.Text, v, at(e.Value)})
		case "proof":
			r.proven(fact.Text, value(e.Value), at(e.Value))
		case "entries":
			if f, w := r.fact(fact.Text); w != nil || !f.entries() {
				if w == nil && e.Value.Kind != doc.Null {
					r.wrong(place{line: e.KeyLine, column: e.KeyColumn}, fact.Text, wrongf("write its answer behind answer:", "the fact has no entries"))
				} else if w != nil && n.Get("answer") == nil {
					r.wrong(at(fact), fact.Text, w)
				}
				continue
			}
			r.each(e.Value, fact.Text, func(n *doc.Node) { r.yamlEntry(n, fact.Text) })
		}
	}
	// What is not asked for is wrong even without an answer.
	if answer := n.Get("answer"); (answer == nil || value(answer).blank()) && n.Get("entries") == nil {
		if _, w := r.fact(fact.Text); w != nil {
			r.wrong(at(fact), "", w)
		}
	}
}

// yamlEntry reads an entry of a list of records, or a proof.
func (r *reading) yamlEntry(n *doc.Node, list string) {
	if !r.mapping(n, list, "an entry") {
		return
	}
	id := n.Get("id")
	if id == nil || id.Text == "" {
		r.wrong(at(n), list, wrongf("begin it with - id: and a short name", "an entry has a name"))
		return
	}
	if strings.ContainsAny(id.Text, "[]") {
		r.wrong(at(id), list, wrongf("use letters, digits, dots and dashes", "%s cannot name an entry", doc.Quote(id.Text)))
		return
	}
	path := list + "[" + id.Text + "]"
	r.add(item{path, raw{text: id.Text}, at(id)})
	var fields func(n *doc.Node, at_ string)
	fields = func(n *doc.Node, prefix string) {
		for _, e := range n.Entries {
			if prefix == path && e.Key == "id" {
				continue
			}
			at_ := prefix + "." + e.Key
			if e.Value.Kind == doc.Mapping { // a group, as a dossier has it
				fields(e.Value, at_)
				continue
			}
			v := value(e.Value)
			if v.blank() && e.Value.Kind == doc.String {
				v = raw{text: `""`, cell: true}
				if f, w := r.fact(at_); w == nil && (f.kind != "text" || f.values != nil || f.set != "") {
					v = raw{}
				}
			}
			if v.blank() {
				if _, w := r.fact(at_); w != nil && list != "proofs" {
					r.wrong(place{line: e.KeyLine, column: e.KeyColumn}, "", w)
				}
			}
			r.add(item{at_, v, at(e.Value)})
		}
	}
	fields(n, path)
}
