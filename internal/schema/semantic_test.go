package schema_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// decode reads a document as an importer does.
func decode(kind string, data []byte) error {
	var err error
	switch kind {
	case "dossier":
		_, err = evidence.Decode("x", data)
	case "catalogue":
		_, err = criteria.Decode("x", data)
	case "framework":
		_, err = frameworks.Decode("x", data)
	case "profile":
		var catalogue *criteria.Catalogue
		if catalogue, err = criteria.Embedded(); err == nil {
			_, err = profiles.Decode("x", data, catalogue)
		}
	case "need":
		_, err = profiles.DecodeNeed("x", data)
	case "verdict":
		_, err = evaluator.DecodeVerdict("x.json", data)
	case "levels":
		_, err = evaluator.DecodeLevels("x.json", data)
	case "horizon":
		_, err = evaluator.DecodeHorizon("x.json", data)
	case "comparison":
		_, err = evaluator.DecodeComparison("x.json", data)
	case "verification":
		_, err = evaluator.DecodeVerification("x.json", data)
	case "score":
		_, err = score.Decode("x.json", data)
	case "method":
		_, err = score.DecodeDefinition("x", data)
	case "tender":
		_, err = tender.Decode("x", data)
	case "ranking":
		_, err = tender.DecodeRanking("x.json", data)
	case "qualification":
		_, err = tender.DecodeQualification("x.json", data)
	case "population":
		_, err = population.Decode("x", data, nil)
	case "study":
		_, err = simulate.Decode("x", data)
	case "simulation":
		_, err = simulate.DecodeResults("x.json", data)
	case "missing":
		_, err = evaluator.DecodeMissing("x.json", data)
	case "counterfactuals":
		_, err = evaluator.DecodeCounterfactuals("x.json", data)
	case "questionnaire":
		_, err = questionnaire.Decode("x", data)
	case "waivers":
		_, err = evaluator.DecodeWaivers("x", data)
	case "equivalences":
		_, err = evaluator.DecodeEquivalences("x", data)
	case "decisions":
		_, err = profiles.DecodeDecisions("x", data)
	case "onboarding":
		_, err = evaluator.DecodeOnboarding("x", data)
	default:
		err = fmt.Errorf("no decoder for kind %q", kind)
	}
	return err
}

// framework is one up to its clauses.
const framework = "trias: framework/v1\nframework: F\nversion: '1'\ntitle: {en: a, de: a}\npublisher: P\nstatus: draft\nsource: {en: a, de: a}\ncomplete: true\nclauses: "

// equivalence is one up to what it is about.
const equivalence = "trias: equivalences/v1\nequivalences: [{id: e, authority: a, reason: r, basis: {en: a, de: a}, "

// decision is one of a day, in the place of another one if that is named.
func decision(id, on, replaces string) string {
	text := "{id: " + id + ", title: t, about: {kind: waiver, id: w}, decided: d, authority: a, reason: r, 'on': " + on
	if replaces != "" {
		text += ", replaces: " + replaces
	}
	return text + "}"
}

// method is one with an award criterion.
func method(award string) string {
	return "trias: method/v1\nname: m\nversion: '1'\ntitle: {en: a, de: a}\nsource: s\npoints: 10\nmaximum: 100\nannounced: {unproven: 5, unknown: 0, notApplicable: 10}\n" +
		"groups: [{id: g, title: {en: a, de: a}, weight: 1, criteria: [{id: c, title: {en: a, de: a}, " + award + "}]}]"
}

// wholeTender is a tender without offers.
const wholeTender = "trias: tender/v1\nid: t\nversion: '1'\ntitle: {en: a, de: a}\nsubject: {en: a, de: a}\nauthority: a\nprocedure: open\ncurrency: EUR\n" +
	"day: 2026-11-02\nprofile: normal\nmethod: {name: ufab-simple}\n"

// numbersOnly is a tender of nothing but numbers, with an offer.
func numbersOnly(offer string) string {
	return "method: {name: ufab-simple}\noffers: [{" + offer + "}]"
}

// TestSemantic lists what only the decoder checks: the schema accepts each of
// these documents, and the decoder refuses it for this one reason.
func TestSemantic(t *testing.T) {
	t.Parallel()
	const (
		proof = "trias: dossier/v1\nproofs: [{id: p, issuer: x, covers: [data.keys], "
		rule  = "trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ncriteria:\n" +
			"  - {id: A, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a}, rule: "
		references = "data.keys.providerCanUse, references: ["
		ext        = "data.keys.providerCanUse}\nfacts: "
		profile    = "trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: trias\n"
		setting    = profile + "criteria: {DAT-CHO-01: {obligation: must, proof: none}}\n"
		waiver     = "trias: waivers/v1\nwaivers: [{id: w, subject: s, profile: p, criterion: c, authority: a, reason: r, accepts: [fail], "
	)
	verdict := func(field string, value any) string {
		m := minimal.value(kindOf("verdict").typ, "").(map[string]any)
		m[field] = value
		return string(encode(m))
	}
	tests := []struct {
		name, kind, text string
		rule             string // of doc.SemanticRules; empty for the packages' own
		pointer          string
	}{
		{"duplicate id", "dossier", "{trias: dossier/v1, data: {standards: [{id: x}, {id: x}]}}", doc.RuleIDDuplicate, "/data/standards/1/id"},
		{"duplicate id of a proof", "dossier", proof + "kind: test, issued: 2026-01-01}, {id: p, issuer: x, kind: test, covers: [data], issued: 2026-01-01}]", doc.RuleIDDuplicate, "/proofs/1/id"},
		{"form of an id", "dossier", "{trias: dossier/v1, data: {standards: [{id: a b}]}}", doc.RuleIDFormat, "/data/standards/0/id"},
		{"length of an id", "dossier", "{trias: dossier/v1, data: {standards: [{id: " + strings.Repeat("x", 65) + "}]}}", doc.RuleIDFormat, "/data/standards/0/id"},
		{"empty id", "dossier", "{trias: dossier/v1, data: {standards: [{id: ''}]}}", doc.RuleIDMissing, "/data/standards/0/id"},
		{"version", "dossier", "{trias: dossier/v1, subject: {id: x, version: latest}}", doc.RuleText, "/subject/version"},
		{"licence", "dossier", "{trias: dossier/v1, supplyChain: {sbom: {components: [{id: x, license: Apache}]}}}", doc.RuleText, "/supplyChain/sbom/components/0/license"},
		{"covers that names nothing", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, issued: 2026-01-01, covers: [data.key]}]}", "", "/proofs/0/covers/0"},
		{"covers that names an element", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, issued: 2026-01-01, covers: ['data.standards[x]']}]}", "", "/proofs/0/covers/0"},
		{"covers that names another source's extension", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, issued: 2026-01-01, covers: [ext.acme]}]}", "", "/proofs/0/covers/0"},
		{"attestation without scheme", "dossier", proof + "kind: attestation, issued: 2026-01-01}]", "", "/proofs/0"},
		{"scheme without attestation", "dossier", proof + "kind: test, scheme: scs, issued: 2026-01-01}]", "", "/proofs/0"},
		{"level without attestation", "dossier", proof + "kind: test, level: 1, issued: 2026-01-01}]", "", "/proofs/0"},
		{"level too high for the scheme", "dossier", proof + "kind: attestation, scheme: iso27001, level: 2, issued: 2026-01-01}]", "", "/proofs/0/level"},
		{"proof without a day", "dossier", proof + "kind: test}]", "", "/proofs/0"},
		{"period that ends before it begins", "dossier", proof + "kind: test, period: {from: 2026-02-01, to: 2026-01-01}}]", "", "/proofs/0/period"},
		{"proof that ends before it counts", "dossier", proof + "kind: test, issued: 2026-02-01, validUntil: 2026-01-01}]", "", "/proofs/0/validUntil"},
		{"scope that is no constraint", "dossier", proof + "kind: test, issued: 2026-02-01, scope: {versions: two}}]", "", "/proofs/0/scope/versions"},
		{"number that would be rounded", "dossier", "{trias: dossier/v1, ext: {acme: {x: [9007199254740993]}}}", doc.RuleNumber, "/ext/acme/x"},
		{"number that would be taken for 0", "dossier", "{trias: dossier/v1, ext: {acme: {x: 1e-400}}}", doc.RuleNumber, "/ext/acme/x"},
		{"name of an extension with a dot", "dossier", "{trias: dossier/v1, ext: {acme.x: {y: 1}}}", "", "/ext/acme.x"},
		{"name of an extension's fact", "dossier", "{trias: dossier/v1, ext: {acme: {X: 1}}}", "", "/ext/acme/X"},
		{"partial that names no list", "dossier", "{trias: dossier/v1, partial: [data.keys.custody]}", "", "/partial/0"},
		{"partial that names nothing", "dossier", "{trias: dossier/v1, partial: [data.key]}", "", "/partial/0"},

		{"empty rule", "catalogue", rule + "''}", "", "/criteria/0/rule"},
		{"rule of blanks", "catalogue", rule + "' '}", "", "/criteria/0/rule"},
		{"rule that does not compile", "catalogue", rule + "data.keys.providerCanUse &&}", "", "/criteria/0/rule"},
		{"rule over a fact that is not", "catalogue", rule + "data.keys.providerCanUs}", "", "/criteria/0/rule"},
		{"rule of the wrong type", "catalogue", rule + "data.keys.custody}", "", "/criteria/0/rule"},
		{"when that does not compile", "catalogue", rule + "data.keys.providerCanUse, when: '('}", "", "/criteria/0/when"},
		{"default of the wrong type", "catalogue", rule + "data.keys.providerCanUse, params: {x: {type: int, default: a}}}", "", "/criteria/0/params/x/default"},
		{"name of a parameter", "catalogue", rule + "data.keys.providerCanUse, params: {X-1: {type: int, default: 1}}}", "", "/criteria/0/params/X-1"},
		{"duplicate criterion", "catalogue", rule + "'true'}\n  - {id: A, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a}, rule: 'true'}", doc.RuleIDDuplicate, "/criteria/1/id"},
		{"version of a catalogue", "catalogue", strings.Replace(rule, "1.0.0", "next", 1) + "data.keys.providerCanUse}", doc.RuleText, "/version"},
		{"language to come", "catalogue", strings.Replace(rule, "language: 1", "language: 99", 1) + "data.keys.providerCanUse}", "", "/language"},
		{"name of an extension", "catalogue", rule + ext + "{Acme: {x: {type: bool, question: {en: a, de: a}}}}", "", "/facts/Acme"},
		{"name of an extension's fact", "catalogue", rule + ext + "{acme: {X: {type: bool, question: {en: a, de: a}}}}", "", "/facts/acme/X"},
		{"closed set of numbers", "catalogue", rule + ext + "{acme: {x: {type: int, values: ['1'], question: {en: a, de: a}}}}", "", "/facts/acme/x/values"},

		{"unknown framework", "catalogue", rule + references + "{framework: XYZZY, version: '1', relation: equal}]}", "", "/criteria/0/references/0/framework"},
		{"unknown version", "catalogue", rule + references + "{framework: C5, version: '1', relation: equal}]}", "", "/criteria/0/references/0/version"},
		{"unknown clause", "catalogue", rule + references + "{framework: C5, version: '2020', clause: XYZ-01, relation: equal}]}", "", "/criteria/0/references/0/clause"},

		{"clause listed twice", "framework", framework + "[{clause: A}, {clause: A}]", "", "/clauses/1/clause"},
		{"clause before the one it is part of", "framework", framework + "[{clause: A.1, below: A}, {clause: A}]", "", "/clauses/0/below"},

		{"version of a profile", "profile", strings.Replace(setting, "1.0.0", "next", 1), doc.RuleText, "/version"},
		{"criterion that is not", "profile", setting[:len(setting)-2] + ", DAT-CHO-99: {obligation: must, proof: none}}", "", "/criteria/DAT-CHO-99"},
		{"no criterion", "profile", profile + "criteria: {}", "", "/criteria"},
		{"asset that is not", "need", "{trias: need/v1, assets: [{id: a}], distribution: [{id: d, assets: [b], to: normal, authority: x, on: 2026-01-01, reason: y}]}", "", "/distribution/0/assets/0"},
		{"duplicate asset", "need", "{trias: need/v1, assets: [{id: a}, {id: a}]}", doc.RuleIDDuplicate, "/assets/1/id"},

		{"region that is none", "profile", strings.Replace(setting, "catalogue: trias\n", "catalogue: trias\nlocalisation: EUU\n", 1), "", "/localisation"},
		{"binding that ends before it begins", "profile", setting + "binding: [{level: state, basis: {en: a, de: a}, from: 2026-02-01, until: 2026-01-01, consequence: {en: a, de: a}}]\n", "", "/binding/0/until"},
		{"binding without a basis", "profile", setting + "binding: [{level: state, basis: {en: '', de: a}, from: 2026-02-01, consequence: {en: a, de: a}}]\n", "", "/binding/0/basis/en"},
		{"no obligation", "profile", profile + "criteria: {DAT-CHO-01: {proof: none}}", "", "/criteria/DAT-CHO-01"},
		{"no proof requirement", "profile", profile + "criteria: {DAT-CHO-01: {obligation: must}}", "", "/criteria/DAT-CHO-01"},
		{"proof requirement that does not compile", "profile", profile + "criteria: {DAT-CHO-01: {obligation: must, proof: contract}}", "", "/criteria/DAT-CHO-01/proof"},
		{"proof requirement on a fact not read", "profile", profile + "criteria: {DAT-CHO-01: {obligation: must, proof: {rule: none, facts: {data.keys: none}}}}", "", "/criteria/DAT-CHO-01/proof/facts"},
		{"parameter that is not", "profile", profile + "criteria: {DAT-CHO-01: {obligation: must, proof: none, params: {xyzzy: 1}}}", "", "/criteria/DAT-CHO-01/params"},
		{"stage that is not", "profile", profile + "criteria: {DAT-CHO-01: {obligation: must, proof: none, stage: later}}", "", "/criteria/DAT-CHO-01/stage"},
		{"term", "profile", setting + "stages: {later: {term: two months}}", doc.RuleText, "/stages/later/term"},
		{"other catalogue", "profile", strings.Replace(setting, "catalogue: trias", "catalogue: other", 1), "", "/catalogue"},
		{"base that is not", "profile", setting + "extends: other", "", "/extends"},
		{"relaxed obligation", "profile", profile + "extends: normal\ncriteria: {DAT-CHO-01: {obligation: may}}", "", "/criteria/DAT-CHO-01/obligation"},
		{"time zone", "profile", setting + "zone: Europe/Bonn", "", "/zone"},

		{"version of a verdict's catalogue", "verdict", verdict("catalogueVersion", "next"), doc.RuleText, "/catalogueVersion"},

		{"method whose weights do not add up", "method", method("weight: 99, given: true"), "", "/groups/0/criteria"},
		{"method without a measure", "method", method("weight: 100"), "", "/groups/0/criteria/0"},
		{"method with two measures", "method", method("weight: 100, given: true, criterion: DAT-CHO-01"), "", "/groups/0/criteria/0"},
		{"method with a minimum that is out of reach", "method", method("weight: 100, given: true, minimum: 11"), "", "/groups/0/criteria/0/minimum"},
		{"method whose steps do not rise", "method", method("weight: 100, steps: [{criterion: a, points: 5}, {criterion: b, points: 5}]"), "", "/groups/0/criteria/0/steps/1/points"},
		{"method that rewards silence", "method", strings.Replace(method("weight: 100, given: true"), "unknown: 0", "unknown: 1", 1), "", "/announced/unknown"},
		{"method that is worse where nothing applies", "method", strings.Replace(method("weight: 100, given: true"), "notApplicable: 10", "notApplicable: 5", 1), "", "/announced/notApplicable"},
		{"tender of nothing", "tender", "{}", "", ""},
		{"tender without a name", "tender", strings.Replace(wholeTender, "id: t\n", "", 1), "", ""},
		{"tender without a day", "tender", strings.Replace(wholeTender, "day: 2026-11-02\n", "", 1), "", ""},
		{"tender that excludes by nothing", "tender", wholeTender + "exclusion: {}\n", "", "/exclusion"},
		{"tender with a level that is none", "tender", wholeTender + "exclusion: {seal: {method: m, objectives: {SOV-1: 5}}}\n", "", "/exclusion/seal/objectives/SOV-1"},
		{"tender that raises a criterion twice", "tender", wholeTender + "exclusion: {criteria: [{criterion: A, reason: {en: a, de: a}}, {criterion: A, reason: {en: a, de: a}}]}\n", "", "/exclusion/criteria/1"},
		{"offer without evidence", "tender", wholeTender + "offers: [{id: o, performance: 1, price: 1}]\n", "", "/offers/0"},
		{"offer at no price", "tender", numbersOnly("id: a, performance: 1, price: 0"), "", "/offers/0/price"},
		{"offer without a price", "tender", numbersOnly("id: a, performance: 1"), "", "/offers/0"},
		{"offer below nothing", "tender", numbersOnly("id: a, performance: -1, price: 1"), "", "/offers/0/performance"},
		{"offer with points for nothing", "tender", numbersOnly("id: a, performance: 1, price: 1, points: {a: 1}"), "", "/offers/0/points"},
		{"number with an exponent", "method", strings.Replace(method("weight: 100, given: true"), "maximum: 100", "maximum: 1e2", 1), doc.RuleNumber, "/maximum"},

		{"waiver's version", "waivers", waiver + "version: next, from: 2026-01-01, until: 2026-02-01}]", doc.RuleText, "/waivers/0/version"},
		{"waiver that ends before it begins", "waivers", waiver + "version: '1', from: 2026-02-01, until: 2026-01-01}]", "", "/waivers/0"},
		{"equivalence that ends before it begins", "equivalences", equivalence + "demanded: {scheme: bsi-c5, level: 2}, accepted: {scheme: ens, level: 3}, from: 2026-02-01, until: 2026-01-01}]", "", "/equivalences/0"},
		{"another scheme demanded", "equivalences", equivalence + "demanded: {scheme: other, schemeName: x}, accepted: {scheme: ens, level: 3}, from: 2026-01-01, until: 2026-02-01}]", "", "/equivalences/0/demanded/scheme"},
		{"another scheme without a name", "equivalences", equivalence + "demanded: {scheme: iso27001}, accepted: {scheme: other}, from: 2026-01-01, until: 2026-02-01}]", "", "/equivalences/0/accepted"},
		{"a name of a scheme that has one", "equivalences", equivalence + "demanded: {scheme: iso27001}, accepted: {scheme: scs, schemeName: x}, from: 2026-01-01, until: 2026-02-01}]", "", "/equivalences/0/accepted/schemeName"},
		{"equivalence without a level", "equivalences", equivalence + "demanded: {scheme: bsi-c5}, accepted: {scheme: iso27001}, from: 2026-01-01, until: 2026-02-01}]", "", "/equivalences/0/demanded"},
		{"equivalence of no such level", "equivalences", equivalence + "demanded: {scheme: bsi-c5, level: 3}, accepted: {scheme: iso27001}, from: 2026-01-01, until: 2026-02-01}]", "", "/equivalences/0/demanded/level"},
		{"equivalence of the same", "equivalences", equivalence + "demanded: {scheme: bsi-c5, level: 1}, accepted: {scheme: bsi-c5, level: 2}, from: 2026-01-01, until: 2026-02-01}]", "", "/equivalences/0/accepted"},
		{"equivalence for a version of no subject", "equivalences", equivalence + "demanded: {scheme: iso27001}, accepted: {scheme: scs}, for: {version: '1'}, from: 2026-01-01, until: 2026-02-01}]", "", "/equivalences/0/for/version"},
		{"decision that replaces none", "decisions", "trias: decisions/v1\ndecisions: [" + decision("D-1", "2026-01-01", "D-0") + "]", "", "/decisions/0/replaces"},
		{"decision that replaces itself", "decisions", "trias: decisions/v1\ndecisions: [" + decision("D-1", "2026-01-01", "D-1") + "]", "", "/decisions/0/replaces"},
		{"decision that replaces a later one", "decisions", "trias: decisions/v1\ndecisions: [" + decision("D-1", "2026-01-01", "D-2") + ", " + decision("D-2", "2026-01-02", "") + "]", "", "/decisions/0/replaces"},
		{"decisions that replace each other", "decisions", "trias: decisions/v1\ndecisions: [" + decision("D-1", "2026-01-01", "D-2") + ", " + decision("D-2", "2026-01-01", "D-1") + "]", "", "/decisions/0/replaces"},
		{"duplicate decision", "decisions", "trias: decisions/v1\ndecisions: [" + decision("D-1", "2026-01-01", "") + ", " + decision("D-1", "2026-01-01", "") + "]", doc.RuleIDDuplicate, "/decisions/1/id"},
		{"listing before the decision", "onboarding", "trias: onboarding/v1\nsubject: s\nprofile: p\nauthority: a\napplied: 2026-01-01\ndecided: 2026-01-02\nlisted: 2026-01-01", "", "/listed"},
		{"stage that never begins", "profile", setting + "stages: {later: {}}", "", "/stages/later"},
		{"fast track on no proof", "profile", setting + "stages: {later: {term: P1Y, given: none}}", "", "/stages/later/given"},
		{"sunset of nothing", "profile", setting + "onboarding: {sunset: P1Y}", "", "/onboarding/sunset"},
		{"duplicate waiver", "waivers", waiver + "version: '1', from: 2026-01-01, until: 2026-02-01}, " + waiver[strings.Index(waiver, "{"):] + "version: '1', from: 2026-01-01, until: 2026-02-01}]", doc.RuleIDDuplicate, "/waivers/1/id"},
	}
	covered := map[string]bool{}
	for _, tt := range tests {
		covered[tt.rule] = true
		t.Run(tt.kind+"/"+tt.name, func(t *testing.T) {
			t.Parallel()
			k := kindOf(tt.kind)
			n, err := doc.Parse("x", []byte(tt.text), k.limits)
			if err != nil {
				t.Fatal(err)
			}
			if err := k.schema().Validate(n.Value()); err != nil {
				t.Errorf("the schema refuses it: %v", err)
			}
			var problems doc.Problems
			if err := decode(tt.kind, []byte(tt.text)); !errors.As(err, &problems) {
				t.Fatalf("the decoder says %v", err)
			}
			for _, p := range problems {
				if p.Kind != doc.Semantic || p.Rule != tt.rule || p.Pointer != tt.pointer {
					t.Errorf("%v is %v, rule %q, at %s", p, p.Kind, p.Rule, p.Pointer)
				}
			}
		})
	}
	for _, r := range doc.SemanticRules() {
		if !covered[r.Name] {
			t.Errorf("rule %s has no case", r.Name)
		}
	}
}

// TestNothingElse shows that the documents TestSemantic breaks are right
// without the break.
func TestNothingElse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ kind, text string }{
		{"dossier", "trias: dossier/v1\nproofs: [{id: p, issuer: x, covers: [data.keys, data.standards], kind: attestation, scheme: eucc, level: 2, " +
			"period: {from: 2026-01-01, to: 2026-02-01}, validUntil: 2026-02-01, scope: {versions: '>= 2'}}]\npartial: [data.standards]\n" +
			"data: {standards: [{id: x}]}\nsubject: {id: x, version: 2.1.0}\nsupplyChain: {sbom: {components: [{id: x, license: Apache-2.0}]}}"},
		{"catalogue", "trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ncriteria:\n" +
			"  - {id: A, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a}, rule: data.keys.providerCanUse, params: {x: {type: int, default: 1}}}\n" +
			"facts: {acme: {x: {type: text, values: [a], question: {en: a, de: a}}}}"},
		{"framework", framework + "[{clause: A}, {clause: A.1, below: A}]"},
		{"profile", "trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: trias\ncriteria: {DAT-CHO-01: {obligation: must, proof: none, stage: later}}\n" +
			"stages: {later: {term: P2M}}\nzone: Europe/Berlin"},
		{"verdict", string(encode(minimal.value(kindOf("verdict").typ, "")))},
		{"levels", string(encode(minimal.value(kindOf("levels").typ, "")))},
		{"horizon", string(encode(minimal.value(kindOf("horizon").typ, "")))},
		{"comparison", string(encode(minimal.value(kindOf("comparison").typ, "")))},
		{"verification", string(encode(minimal.value(kindOf("verification").typ, "")))},
		{"score", string(encode(minimal.value(kindOf("score").typ, "")))},
		{"method", method("weight: 100, given: true")},
		{"tender", wholeTender},
		{"tender", numbersOnly("id: a, performance: 1, price: 1")},
		{"ranking", string(encode(minimal.value(kindOf("ranking").typ, "")))},
		{"qualification", string(encode(minimal.value(kindOf("qualification").typ, "")))},
		{"population", "trias: population/v1\nid: p\ntitle: {en: a, de: a}\ntypes: [{id: a, share: 1}]\nfacts: {data.keys.custody: {values: {customer: 1}}}"},
		{"missing", string(encode(minimal.value(kindOf("missing").typ, "")))},
		{"counterfactuals", string(encode(minimal.value(kindOf("counterfactuals").typ, "")))},
		{"waivers", "trias: waivers/v1\nwaivers: [{id: w, subject: s, profile: p, criterion: c, authority: a, reason: r, accepts: [fail], version: '1', from: 2026-01-01, until: 2026-01-01}]"},
		{"equivalences", equivalence + "demanded: {scheme: bsi-c5, level: 2}, accepted: {scheme: bsi-c5, level: 1}, for: {subject: s, version: '1'}, from: 2026-01-01, until: 2026-01-01}]"},
		{"decisions", "trias: decisions/v1\ndecisions: [" + decision("D-1", "2026-01-01", "") + ", " + decision("D-2", "2026-01-01", "D-1") + "]"},
		{"onboarding", "trias: onboarding/v1\nsubject: s\nversion: '1'\nprofile: p\nauthority: a\napplied: 2026-01-01\ndecided: 2026-01-01\nlisted: 2026-01-01\nrecertified: [2026-01-02]\nendOfLife: 2026-01-01\ndecision: d"},
	} {
		if err := decode(tt.kind, []byte(tt.text)); err != nil {
			t.Errorf("%s: %v", tt.kind, err)
		}
		if !kindOf(tt.kind).check(t, "x", []byte(tt.text)) {
			t.Errorf("%s is refused", tt.kind)
		}
	}
}

// TestKinds shows that every kind has a decoder to be compared with.
func TestKinds(t *testing.T) {
	t.Parallel()
	for _, k := range kinds() {
		var problems doc.Problems
		if err := decode(k.name, []byte("[]")); !errors.As(err, &problems) || !slices.ContainsFunc(problems, structural) {
			t.Errorf("%s: %v", k.name, err)
		}
	}
}
