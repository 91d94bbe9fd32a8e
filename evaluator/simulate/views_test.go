package simulate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// stalls is a catalogue in which whole domains may not apply, by facts that may be
// unknown, unproven, or break the rule.
func stalls() string {
	var b strings.Builder
	b.WriteString("trias: catalogue/v1\nid: kiosks\nversion: 1.0.0\nlanguage: 1\nfacts:\n  stall:\n")
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		fmt.Fprintf(&b, "    %s: {type: bool, question: {en: x, de: x}}\n", name)
	}
	b.WriteString("criteria:\n")
	for i, c := range []struct{ domain, when, rule string }{
		{"data", "ext.stall.a", "ext.stall.b"},
		{"data", "ext.stall.b", "ext.stall.c"},
		{"data", "ext.stall.a || ext.stall.c", "ext.stall.d && ext.stall.e"},
		{"operational", "ext.stall.c", "ext.stall.a"},
		{"operational", "ext.stall.d", "ext.stall.a || ext.stall.b"},
		{"resilience", "ext.stall.e", "ext.stall.b && ext.stall.c"},
		{"technological", "ext.stall.a && ext.stall.b", "ext.stall.e"},
		{"technological", "", "ext.stall.d"},
		{"supplyChain", "ext.stall.b", "ext.stall.a && !ext.stall.a"},
	} {
		fmt.Fprintf(&b, "  - id: S-%d\n    dimension: control\n    domain: %s\n    title: {en: x, de: x}\n    question: {en: x, de: x}\n", i, c.domain)
		if c.when != "" {
			fmt.Fprintf(&b, "    when: %s\n", c.when)
		}
		fmt.Fprintf(&b, "    rule: %q\n", c.rule)
	}
	return b.String()
}

// Every view of every model is that of the method on every record, where criteria and
// whole domains may turn out not to apply.
func TestViewsOfWhatMayNotApply(t *testing.T) {
	t.Parallel()
	study := strings.ReplaceAll(plain, "records: 100\n", "records: 1200\n")
	study = strings.ReplaceAll(study, "kiosks", "stalls")
	// Without the criterion that always applies nothing may count at all.
	study += "  - {id: optional, profile: optional.yaml, catalogue: stalls-catalogue.yaml}\nscores:\n"
	for _, profile := range []string{"plain", "optional"} {
		for _, m := range score.Builtin() {
			name := m.Identity().Name
			study += fmt.Sprintf("  - {id: %s-%s, profile: %s, method: %s, views: [proven, stated, worst, best]}\n", profile, name, profile, name)
		}
	}
	profile := func(id, rest string) string {
		return "trias: profile/v1\nid: " + id + "\nversion: 1.0.0\ntitle: {en: x, de: x}\ncatalogue: kiosks\ncriteria:\n" +
			"  S-0: {obligation: must, weight: 3, proof: 'by(\"contract\")'}\n  S-1: {obligation: must, proof: none}\n" +
			"  S-2: {obligation: must, weight: 0.5, proof: {rule: 'by(\"contract\")', when: none}}\n  S-3: {obligation: must, weight: 2, proof: 'by(\"test\")'}\n" +
			"  S-4: {obligation: must, proof: {rule: none, when: 'by(\"contract\")'}}\n  S-5: {obligation: must, weight: 7, proof: 'by(\"contract\")'}\n" +
			"  S-6: {obligation: must, proof: none}\n  S-8: {obligation: must, weight: 0, proof: none}\n" + rest
	}
	population := "trias: population/v1\nid: stalls\ntitle: {en: x, de: x}\nfacts:\n"
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		population += "  ext.stall." + name + ": {yes: 0.6}\n"
	}
	population += "missing: {rate: 0.25}\nproofs:\n" +
		"  - {id: p, covers: [ext], each: true, oneOf: [{share: 0.5, kind: contract}, {share: 0.2, kind: test}]}\n"
	c := compiled(t, "study.yaml", map[string]string{
		"study.yaml": study, "stalls.yaml": population, "stalls-catalogue.yaml": stalls(),
		"stalls-plain.yaml": profile("plain", "  S-7: {obligation: must, weight: 2, proof: 'by(\"contract\")'}\n"), "optional.yaml": profile("optional", ""),
	})
	r := results(t, c, 2)
	methods := map[string]score.Method{}
	for _, m := range score.Builtin() {
		methods[m.Identity().Name] = m
	}
	newNaive(t, c).scores(r, methods)
	for _, s := range r.Scores {
		if s.Engine != simulate.ByCounting {
			t.Errorf("%s is not counted", s.ID)
		}
		for _, v := range s.Views {
			if v.View == simulate.Stated && (v.Open == 0 || v.Records == 0) {
				t.Errorf("%s: %d records are open and %d are not: too few to tell", s.ID, v.Open, v.Records)
			}
		}
	}
}
