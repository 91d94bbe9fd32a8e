package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/eucsf"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evidence"
)

// object is a part of a schema that no struct stands for.
type object map[string]any

// answers is the schema of a questionnaire filled in as YAML. No struct stands for
// it: an answer is written as people write it, in any language, and may be blank.
// So the schema proposes and explains more than it refuses; what it refuses, the
// reader refuses, too.
func answers(d document) object {
	date := object{"type": []string{"string", "null"}}
	text := object{"type": []string{"string", "null"}}
	texts := object{"anyOf": []object{{"type": []string{"string", "null"}}, {"type": "array", "items": object{"type": "string"}}}}
	forms := answerForms{}
	var paths, cases []object
	alike := map[string][]string{} // facts by the name of their form
	schema := evidence.FactSchema()
	only := func(facts any, then object) {
		cases = append(cases, object{"if": object{"properties": object{"fact": facts}, "required": []string{"fact"}}, "then": object{"properties": then}})
	}
	for i := range schema.Fields {
		f := &schema.Fields[i]
		paths = append(paths, object{"const": f.Path, "description": f.Question.EN, "x-question-de": f.Question.DE})
		if f.Elem == nil {
			name := forms.name(f)
			alike[name] = append(alike[name], f.Path)
			continue
		}
		fields := object{"id": object{"type": []string{"string", "integer"}}}
		for i := range f.Elem.Fields {
			e := &f.Elem.Fields[i]
			fields[e.Name] = object{"$ref": "#/$defs/" + forms.name(e), "description": e.Question.EN, "x-question-de": e.Question.DE}
		}
		only(object{"const": f.Path}, object{
			"answer":  object{"type": []string{"string", "array", "null"}},
			"entries": object{"type": []string{"array", "null"}, "items": object{"properties": fields}},
		})
	}
	for _, name := range slices.Sorted(maps.Keys(alike)) {
		only(object{"enum": alike[name]}, object{"answer": object{"$ref": "#/$defs/" + name}})
	}
	paths = append(paths, object{"type": "string", "pattern": `^ext\.`, "description": "A fact that a catalogue declares for itself."})
	values := func(values []string) object {
		return object{"anyOf": []object{{"enum": values}, {"type": []string{"string", "null"}}}}
	}
	proof := object{
		"id": object{"type": []string{"string", "integer"}, "description": "The number or short name by which answers refer to the proof."}, "kind": values(evidence.ProofKind("").Values()), "scheme": values(evidence.Scheme("").Values()), "schemeName": text,
		"level": object{"type": []string{"integer", "string", "null"}}, "issuer": text, "issued": date, "period.from": date, "period.to": date, "validUntil": date,
		"scope.versions": text, "scope.regions": texts, "scope.services": texts, "tool": text, "digest": text, "url": text,
		"inspected.by": text, "inspected.on": date, "note": text, "covers": texts,
	}
	for name := range proof { // a group may be written as a mapping, as in a dossier
		if group, _, ok := strings.Cut(name, "."); ok {
			proof[group] = object{"type": "object"}
		}
	}
	closed := func(properties object, required ...string) object {
		out := object{"type": "object", "properties": properties, "additionalProperties": false}
		if required != nil {
			out["required"] = required
		}
		return out
	}
	orNone := func(s object) object { return object{"anyOf": []object{s, {"type": "null"}}} }
	answer := closed(object{
		"fact":    object{"anyOf": paths, "description": "The path of the fact."},
		"answer":  object{"not": object{"type": "object"}, "description": "The answer; blank for unknown."},
		"proof":   object{"anyOf": []object{{"type": []string{"string", "integer", "null"}}, {"type": "array"}}, "description": "The numbers of the proofs that support the answer."},
		"entries": object{"type": []string{"array", "null"}, "items": object{"type": "object", "required": []string{"id"}}, "description": "The entries of a list, each with a short name."},
	}, "fact")
	answer["allOf"] = cases
	questions := closed(object{
		"trias":         object{"const": questionnaire.AnswersFormat},
		"questionnaire": orNone(closed(object{"profile": text, "version": text, "digest": text, "layer": values(evidence.Layer("").Values()), "party": text, "obligation": text})),
		"subject":       orNone(closed(object{"id": text, "name": text, "version": object{"type": []string{"string", "number", "null"}}, "layer": values(evidence.Layer("").Values()), "regions": texts, "services": texts})),
		"partial":       texts,
		"answers":       orNone(object{"type": "array", "items": answer}),
		"proofs":        orNone(object{"type": "array", "items": closed(proof, "id")}),
	}, "trias")
	// Answers to the EU calculator share the marker; they alone have a field eucsf.
	forms["questionnaire"], forms["calculator"] = questions, calculator(closed)
	root := object{
		"type": "object", "required": []string{"trias"},
		"if": object{"required": []string{"eucsf"}}, "then": object{"$ref": "#/$defs/calculator"}, "else": object{"$ref": "#/$defs/questionnaire"},
	}
	root["$defs"] = forms
	root["$schema"], root["$id"], root["title"], root["description"] = "https://json-schema.org/draft/2020-12/schema", d.id(), d.title, d.description
	return root
}

// calculator is the schema of answers to the calculator of the EU Cloud
// Sovereignty Framework.
func calculator(closed func(properties object, required ...string) object) object {
	step := func(last int) object { return object{"type": "integer", "minimum": 1, "maximum": last} }
	found, err := eucsf.Objectives()
	if err != nil { // it is embedded, and its own tests read it
		panic(err)
	}
	objectives := object{}
	for _, o := range found {
		steps := object{}
		for i := range o.Ladders {
			l := &o.Ladders[i]
			one := step(len(l.Steps))
			one["description"], one["x-description-de"] = l.Title.EN, l.Title.DE
			steps[strings.TrimPrefix(l.ID, o.ID+".")] = one
		}
		answer := closed(object{
			"score": object{"description": "Percent of the objective, 0 to 100.", "anyOf": []object{{"type": "string", "pattern": `^[0-9]{1,400}([./][0-9]{1,400})?$`}, {"type": "number", "minimum": 0, "maximum": 100}}},
			"seal":  object{"type": "integer", "minimum": 0, "maximum": 4, "description": "The level of the objective."},
			"steps": object{"type": "object", "properties": steps, "additionalProperties": false, "description": "The step of each question, counted from 1, the worst."},
		})
		answer["description"], answer["x-description-de"] = o.Title.EN, o.Title.DE
		answer["minProperties"] = 1
		answer["not"] = object{"required": []string{"steps"}, "anyOf": []object{{"required": []string{"score"}}, {"required": []string{"seal"}}}}
		objectives[o.ID] = answer
	}
	all := closed(objectives)
	all["minProperties"] = 1
	return closed(object{
		"trias":   object{"const": eucsf.AnswersFormat},
		"subject": closed(object{"id": object{"type": "string", "minLength": 1}, "name": object{"type": "string"}, "version": object{"type": "string"}}, "id"),
		"eucsf":   all,
	}, "trias", "eucsf")
}

// answerForms are what answers may be, by name.
type answerForms map[string]object

// name notes the form of the answer to a field, and returns its name.
func (a answerForms) name(f *evidence.Field) string {
	form := object{"type": []string{"string", "number", "boolean", "null"}}
	name := f.Kind.String()
	if f.Set != "" {
		name = f.Set
	}
	switch {
	case f.Kind == evidence.KindList:
		item := f.Set
		if item == "" {
			item = f.Item.String()
		}
		items := *f
		items.Kind, items.Item = f.Item, 0
		name = "list of " + item
		form = object{"anyOf": []object{{"type": "array", "items": object{"$ref": "#/$defs/" + a.name(&items)}}, {"type": []string{"string", "number", "null"}}}}
	case f.Values != nil: // proposed, since a member may be named by what it is called
		form = object{"anyOf": []object{{"enum": f.Values}, {"type": []string{"string", "null"}}}}
	case f.Kind == evidence.KindBool:
		form["type"] = []string{"boolean", "string", "null"}
	case f.Kind == evidence.KindInt:
		form["type"] = []string{"integer", "string", "null"}
	case f.Kind == evidence.KindNumber:
		form["type"] = []string{"number", "string", "null"}
	}
	name = strings.ReplaceAll(name, " ", "-")
	a[name] = form
	return name
}
