package population_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evidence"
)

// kindFacts are facts of a catalogue's own, of every kind, and kindRules ask about them
// and about facts of every kind that there are anyway.
const kindFacts = `{x: {
  b: {type: bool, question: {en: B, de: B}}, n: {type: int, question: {en: N, de: N}}, f: {type: number, question: {en: F, de: F}},
  k: {type: text, values: [b, a, "10", "true", "2026-01-01"], question: {en: K, de: K}}, t: {type: text, question: {en: T, de: T}},
  d: {type: date, question: {en: D, de: D}}, v: {type: version, question: {en: V, de: V}},
  lt: {type: text, list: true, question: {en: L, de: L}}, lk: {type: text, list: true, values: [DE, FR, a], question: {en: L, de: L}}, ln: {type: int, list: true, question: {en: L, de: L}},
  lf: {type: number, list: true, question: {en: L, de: L}}, ld: {type: date, list: true, question: {en: L, de: L}}, lb: {type: bool, list: true, question: {en: L, de: L}}, lv: {type: version, list: true, question: {en: L, de: L}}}}`

var kindRules = []string{
	`ext.x.b`, `ext.x.n > 3`, `ext.x.f >= 0.5`, `ext.x.k != "a"`, `ext.x.t.startsWith("a")`, `ext.x.d <= at`, `ext.x.v >= version("1.2")`, `ext.x.v.satisfies(">= 1.5")`,
	`ext.x.lt.all(e, e != "a")`, `ext.x.lk.all(e, inRegion(e, "EU", at))`, `ext.x.ln.exists(e, e > 3)`, `ext.x.lf.exists(e, e > 0.5)`, `ext.x.ld.all(e, e <= at)`, `ext.x.lb.all(e, e)`, `ext.x.lv.all(e, e >= version("1.2"))`,
	`ext.x.d + days(ext.x.n) >= at`, `ext.x.t == "a" || ext.x.k == "b"`,
	`data.keys.providerCanUse`, `data.bindingStandardsMissing > 3`, `data.location.storageEUPercent > 50.0`, `operational.environment.efficiency.pue < 1.5`, `data.keys.custody == "customer"`,
	`data.protection.determinedOn <= at`, `data.encryption.transit.minTLSVersion >= version("1.2")`, `data.location.storageCountries.all(c, inRegion(c, "EU", at))`,
	`data.standards.all(s, s.inForce && s.lastTestedOn <= at && s.version >= version("1.2") && s.governance == "public")`,
	`data.ai.models.all(m, osiApproved(m.license))`, `technological.conformanceRuns.exists(r, r.supportedFeatures.exists(f, f == "a"))`,
	`subject.layer == "platform"`, `subject.version >= version("1.2")`, `subject.regions.all(r, inRegion(r, "EU", at))`, `subject.services.exists(s, s == "a")`,
}

// oddTexts are values of some kinds and of no others.
var oddTexts = []string{"true", "false", "True", "0", "1", "-1", "3", "3.0", "3.5", "-0", "1e3", "1e-400", "1e400", "9007199254740992", "9007199254740993", "9223372036854775808", "-9007199254740994",
	"NaN", "Infinity", "0x10", "010", "+1", " 5", "", " ", "customer", "custmer", "public", "platform", "a", "b", "c", "10", "DE", "de", "XX", "MIT", "no licence (", "2026-02-28", "2026-02-30", "2026-2-3", "1899-12-31", "2199-12-31", "2200-01-01",
	"2026-01-01", "2026-01-01T00:00:00Z", "1.2.3", "1.2", "1.10", "v1.3", "1.2.3.4.5-rc1+x", "not a version", "null", "[1]", "{}", "1..2", "..", "2026-01-01..2026-02-01",
	strings.Repeat("x", 1000), strings.Repeat("x", 1001), "a\x00b", "a\nb", "\u202eb"}

// kindOf is a fact of some kind, with a value that it may have.
type kindOf struct {
	path, good string
	json       bool // values are written as JSON, not as text
	ordered    bool // there may be ranges
	list       bool
	members    bool
}

var kinds = []kindOf{
	{path: "ext.x.b", good: "true", json: true}, {path: "ext.x.n", good: "7", json: true, ordered: true}, {path: "ext.x.f", good: "7", json: true, ordered: true},
	{path: "ext.x.k", good: "a"}, {path: "ext.x.t", good: "other"}, {path: "ext.x.d", good: "2026-05-05", ordered: true}, {path: "ext.x.v", good: "1.7"},
	{path: "ext.x.lt", good: "a", list: true, members: true}, {path: "ext.x.lk", good: "DE", list: true, members: true}, {path: "ext.x.ln", good: "7", json: true, list: true},
	{path: "ext.x.lf", good: "7.5", json: true, list: true}, {path: "ext.x.ld", good: "2026-05-05", list: true}, {path: "ext.x.lb", good: "true", json: true, list: true}, {path: "ext.x.lv", good: "1.7", list: true},
	{path: "data.keys.providerCanUse", good: "true", json: true}, {path: "data.bindingStandardsMissing", good: "7", json: true, ordered: true},
	{path: "data.location.storageEUPercent", good: "7", json: true, ordered: true}, {path: "operational.environment.efficiency.pue", good: "7", json: true, ordered: true},
	{path: "data.keys.custody", good: "trustee"}, {path: "data.protection.determinedOn", good: "2026-05-05", ordered: true}, {path: "data.encryption.transit.minTLSVersion", good: "1.7"},
	{path: "data.location.storageCountries", good: "FR", list: true, members: true},
	{path: "data.standards[].inForce", good: "true", json: true}, {path: "data.standards[].lastTestedOn", good: "2026-05-05", ordered: true}, {path: "data.standards[].version", good: "1.7"}, {path: "data.standards[].governance", good: "vendor"},
	{path: "data.ai.models[].license", good: "MIT"}, {path: "technological.conformanceRuns[].supportedFeatures", good: "other", list: true, members: true},
	{path: "subject.layer", good: "application"}, {path: "subject.version", good: "1.7"}, {path: "subject.regions", good: "FR", list: true, members: true}, {path: "subject.services", good: "other", list: true, members: true},
}

// form is a value as a dossier has it.
func (k kindOf) form(text string) any {
	if k.json && json.Valid([]byte(text)) && text != "null" {
		return json.RawMessage(text)
	}
	return text
}

// stated puts a value into mappings, at the fact's path.
func (k kindOf) stated(v any) map[string]any {
	out := map[string]any{"trias": "dossier/v1", "subject": map[string]any{"id": "offer"}}
	path, field, element := strings.Cut(k.path, "[].")
	if k.list {
		v = []any{v}
	}
	if element {
		v = []any{map[string]any{"id": "e1", field: v}}
	}
	at := out
	names := strings.Split(path, ".")
	for _, name := range names[:len(names)-1] {
		below, ok := at[name].(map[string]any)
		if !ok {
			below = map[string]any{}
			at[name] = below
		}
		at = below
	}
	at[names[len(names)-1]] = v
	return out
}

// takes reports whether a dossier may state the value: that is what the reader of
// dossiers, and the evaluator, say.
func (k kindOf) takes(t *testing.T, e *evaluator.Evaluator, text string) bool {
	data, err := json.Marshal(k.stated(k.form(text)))
	if err != nil {
		return false
	}
	if raw, ok := k.form(text).(json.RawMessage); ok && new(evidence.Value).UnmarshalJSON(raw) != nil {
		return false // a population takes no number that has to be rounded
	}
	fragment, err := evidence.Decode("dossier.json", data)
	if err != nil {
		return false
	}
	d, err := evidence.Merge(fragment)
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.Decide(context.Background(), d, at)
	return err == nil
}

// described are populations in which a fact takes the text, each in another place.
func (k kindOf) described(text string) map[string]map[string]any {
	one := func(v any) map[string]any { return map[string]any{"values": map[string]any{v.(string): 1}} }
	out := map[string]map[string]any{}
	if k.list {
		list := func(v any) map[string]any {
			return map[string]any{"lists": []any{map[string]any{"share": 1, "items": []any{v}}}}
		}
		out["lists"] = list(k.form(text))
		cased := list(k.form(k.good))
		half := list(k.form(text))
		half["when"] = map[string]any{"type": []string{"a"}}
		cased["cases"] = []any{half}
		out["lists in a case"] = cased
		if k.members {
			out["members"] = map[string]any{"members": map[string]any{text: 0.5}}
		}
	} else {
		out["values"] = one(text)
		cased := one(k.good)
		half := one(text)
		half["when"] = map[string]any{"type": []string{"a"}}
		cased["cases"] = []any{half}
		out["values in a case"] = cased
		span := map[string]any{"share": 1, "from": k.form(text), "to": k.form(text), "step": 1}
		out["ranges"] = map[string]any{"ranges": []any{span}}
	}
	return out
}

// waiting is a population in which another fact waits for the text.
func (k kindOf) waiting(text string) map[string]any {
	p := populationOf(k, map[string]any{"values": map[string]any{k.good: 0.5, text: 0.5}})
	facts, _ := p["facts"].(map[string]any)
	if facts == nil {
		facts = map[string]any{}
		p["facts"] = facts
	}
	facts["data.deletion.maxDays"] = map[string]any{"values": map[string]any{"1": 1},
		"cases": []any{map[string]any{"when": map[string]any{k.path: []any{text}}, "values": map[string]any{"2": 1}}}}
	return p
}

// populationOf describes one fact, or one field of elements.
func populationOf(k kindOf, d map[string]any) map[string]any {
	p := map[string]any{"trias": "population/v1", "id": "kinds", "title": map[string]string{"en": "K", "de": "K"}, "others": "missing",
		"types": []any{map[string]any{"id": "a", "share": 0.5}, map[string]any{"id": "b", "share": 0.5}}}
	path, field, element := strings.Cut(k.path, "[].")
	if element {
		d = map[string]any{"length": map[string]any{"1": 1}, "fields": map[string]any{field: d}}
	}
	if name, ok := strings.CutPrefix(path, "subject."); ok {
		p["subject"] = map[string]any{name: d}
	} else {
		p["facts"] = map[string]any{path: d}
	}
	return p
}

// sampled decodes and compiles a population; the error is of either.
func sampled(t *testing.T, plan *batch.Plan, p map[string]any) (*population.Sampler, string, error) {
	t.Helper()
	data, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := population.Decode("population.json", data, nil)
	if err != nil {
		return nil, string(data), err
	}
	s, err := decoded.Compile(plan, 3, 4)
	return s, string(data), err
}

// TestValues describes facts of every kind with values of all kinds, in every place
// where a value may stand: those that a dossier may state are drawn and judged as in
// dossiers, and of all others the place is told before anything is drawn.
func TestValues(t *testing.T) {
	t.Parallel()
	e := evaluatorOf(t, kindFacts, "none", kindRules...)
	plan := planOf(t, e)
	for _, k := range kinds {
		t.Run(k.path, func(t *testing.T) {
			t.Parallel()
			taken, refused := 0, 0
			for _, text := range append(slices.Clone(oddTexts), k.good) {
				may := k.takes(t, e, text)
				for place, d := range k.described(text) {
					want := may && (len(text) <= 250 || place[:5] == "lists") && (place != "ranges" || k.ordered) // the longest key
					s, written, err := sampled(t, plan, populationOf(k, d))
					if (err == nil) != want {
						t.Errorf("%s: %q may be stated: %t, but it is taken: %v", place, text, want, err)
						continue
					}
					if err != nil {
						refused++
						placed(t, err, written)
						continue
					}
					taken++
					agree(t, s, 1)
				}
				if k.list || strings.Contains(k.path, "[]") || text == k.good || len(text) > 250 {
					continue
				}
				s, written, err := sampled(t, plan, k.waiting(text))
				if (err == nil) != may {
					t.Errorf("when: %q may be stated: %t, but it is taken: %v", text, may, err)
				} else if err == nil {
					agree(t, s, 1)
				} else if placed(t, err, written); !strings.Contains(text, "..") && !strings.Contains(err.Error(), "/when/") {
					t.Errorf("when: %q is not told where it is waited for: %v", text, err)
				}
			}
			if taken == 0 || refused == 0 {
				t.Errorf("%d were taken, %d refused", taken, refused)
			}
		})
	}
}

// placed checks that an error tells a place within the described facts, and no more
// than one for each mistake.
func placed(t *testing.T, err error, written string) {
	t.Helper()
	var problems population.Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("%v tells no place in\n%s", err, written)
	}
	for _, p := range problems {
		if p.File != "population.json" || p.Line < 2 || p.Column < 1 || !strings.HasPrefix(p.Pointer, "/facts/") && !strings.HasPrefix(p.Pointer, "/subject/") || p.Message == "" {
			t.Fatalf("%v tells no place in\n%s", fmt.Sprint(p), written)
		}
	}
}
