package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// check shows a document to the schema and to the structural stage of the
// decoder, reports where they disagree, and returns whether both accept.
func (k *kind) check(t testing.TB, name string, data []byte) bool {
	t.Helper()
	n, err := doc.Parse(name, data, k.limits)
	if err != nil {
		t.Errorf("%s does not parse: %v\n%s", name, err, data)
		return false
	}
	return k.agree(t, n, data)
}

func (k *kind) agree(t testing.TB, n *doc.Node, data []byte) bool {
	t.Helper()
	problems := k.bind(n)
	bySchema := k.schema().Validate(n.Value())
	byDecoder := slices.ContainsFunc(problems, structural)
	if byDecoder != (bySchema != nil) {
		t.Errorf("schema and decoder disagree on this %s:\n%s\nschema:  %v\ndecoder: %v", k.name, data, bySchema, problems)
	}
	return bySchema == nil && !byDecoder
}

func structural(p doc.Problem) bool { return p.Kind == doc.Structural }

func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// TestTable holds cases a reader can follow; the other tests are made by
// machine. What both accept may still break a semantic rule.
func TestTable(t *testing.T) {
	t.Parallel()
	const (
		catalogue = "trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ncriteria:\n  - "
		profile   = "trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\ncriteria: "
		waiver    = "id: w, subject: s, version: '1', profile: p, criterion: c, authority: a, reason: r, from: 2026-01-01, until: 2026-02-01"
	)
	for _, tt := range []struct {
		name, kind, text string
		want             bool
	}{
		{"smallest dossier", "dossier", "trias: dossier/v1", true},
		{"not a mapping", "dossier", "[trias]", false},
		{"null", "dossier", "null", false},
		{"empty mapping", "dossier", "{}", false},
		{"other format", "dossier", "trias: dossier/v2", false},
		{"unknown field", "dossier", "{trias: dossier/v1, facts: {}}", false},
		{"unknown fact", "dossier", "{trias: dossier/v1, data: {keys: {custodian: customer}}}", false},
		{"fact of a closed set", "dossier", "{trias: dossier/v1, data: {keys: {custody: customer}}}", true},
		{"fact outside its closed set", "dossier", "{trias: dossier/v1, data: {keys: {custody: Customer}}}", false},
		{"null for unknown", "dossier", "{trias: dossier/v1, data: {keys: {custody: null}}}", false},
		{"empty group", "dossier", "{trias: dossier/v1, data: {keys: {}}}", true},
		{"bool as text", "dossier", "{trias: dossier/v1, data: {keys: {providerCanUse: 'true'}}}", false},
		{"whole number", "dossier", "{trias: dossier/v1, data: {keys: {rotationDays: 90}}}", true},
		{"whole number with a fraction of zero", "dossier", "{trias: dossier/v1, data: {keys: {rotationDays: 90.0}}}", true},
		{"whole number with exponent", "dossier", "{trias: dossier/v1, data: {keys: {rotationDays: 9e1}}}", true},
		{"fraction", "dossier", "{trias: dossier/v1, data: {keys: {rotationDays: 90.5}}}", false},
		{"number in quotes", "dossier", "{trias: dossier/v1, data: {keys: {rotationDays: '90'}}}", false},
		{"below the minimum", "dossier", "{trias: dossier/v1, data: {keys: {rotationDays: -1}}}", false},
		{"beyond 2^53", "dossier", "{trias: dossier/v1, data: {keys: {rotationDays: 9007199254740993}}}", false},
		{"2^53", "dossier", "{trias: dossier/v1, data: {keys: {rotationDays: 9007199254740992}}}", true},
		{"percentage", "dossier", "{trias: dossier/v1, data: {location: {storageEUPercent: 99.5}}}", true},
		{"percentage above 100", "dossier", "{trias: dossier/v1, data: {location: {storageEUPercent: 100.5}}}", false},
		{"known to be empty", "dossier", "{trias: dossier/v1, data: {location: {storageCountries: []}}}", true},
		{"one instead of a list", "dossier", "{trias: dossier/v1, data: {location: {storageCountries: DE}}}", false},
		{"no country", "dossier", "{trias: dossier/v1, data: {location: {storageCountries: [EU]}}}", false},
		{"null in a list", "dossier", "{trias: dossier/v1, data: {location: {storageCountries: [DE, null]}}}", false},
		{"element without id", "dossier", "{trias: dossier/v1, data: {standards: [{}]}}", false},
		{"element with id", "dossier", "{trias: dossier/v1, data: {standards: [{id: x}]}}", true},
		{"same id twice is semantic", "dossier", "{trias: dossier/v1, data: {standards: [{id: x}, {id: x}]}}", true},
		{"form of an element's id is semantic", "dossier", "{trias: dossier/v1, data: {standards: [{id: '?'}]}}", true},
		{"date", "onboarding", "{trias: onboarding/v1, subject: x, profile: p, authority: a, applied: 2028-02-29}", true},
		{"day that is not", "onboarding", "{trias: onboarding/v1, subject: x, profile: p, authority: a, applied: 2027-02-29}", false},
		{"date too early", "onboarding", "{trias: onboarding/v1, subject: x, profile: p, authority: a, applied: 1899-12-31}", false},
		{"date too late", "onboarding", "{trias: onboarding/v1, subject: x, profile: p, authority: a, applied: 2200-01-01}", false},
		{"date with time", "onboarding", "{trias: onboarding/v1, subject: x, profile: p, authority: a, applied: '2027-02-01T00:00:00Z'}", false},
		{"German date", "onboarding", "{trias: onboarding/v1, subject: x, profile: p, authority: a, applied: 1.2.2027}", false},
		{"subject without id", "dossier", "{trias: dossier/v1, subject: {name: x}}", false},
		{"form of the subject's id", "dossier", "{trias: dossier/v1, subject: {id: a b}}", false},
		{"subject's id of 64", "dossier", "{trias: dossier/v1, subject: {id: " + strings.Repeat("x", 64) + "}}", true},
		{"subject's id of 65", "dossier", "{trias: dossier/v1, subject: {id: " + strings.Repeat("x", 65) + "}}", false},
		{"length counts characters", "dossier", "{trias: dossier/v1, subject: {id: x, name: " + strings.Repeat("ß", 200) + "}}", true},
		{"201 characters", "dossier", "{trias: dossier/v1, subject: {id: x, name: " + strings.Repeat("ß", 201) + "}}", false},
		{"service of 65", "dossier", "{trias: dossier/v1, subject: {id: x, services: [a, " + strings.Repeat("x", 65) + "]}}", false},
		{"proof of nobody", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: '', issued: 2026-01-01, covers: [data]}]}", false},
		{"proof inspected by a blank", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, issued: 2026-01-01, covers: [data], inspected: {by: ' ', on: 2026-01-01}}]}", false},
		{"version as number", "dossier", "{trias: dossier/v1, subject: {id: x, version: 2.1}}", false},
		{"extension", "dossier", "{trias: dossier/v1, ext: {acme: {x: true, y: [1, a, [false]]}}}", true},
		{"null in an extension", "dossier", "{trias: dossier/v1, ext: {acme: {x: null}}}", false},
		{"mapping in an extension", "dossier", "{trias: dossier/v1, ext: {acme: {x: {y: 1}}}}", false},
		{"null in a list of an extension", "dossier", "{trias: dossier/v1, ext: {acme: {x: [[null]]}}}", false},
		{"extension without facts", "dossier", "{trias: dossier/v1, ext: {acme: 1}}", false},
		{"proof", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, covers: [data]}]}", true},
		{"proof that covers nothing", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, covers: []}]}", false},
		{"proof without issuer", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, covers: [data]}]}", false},
		{"level 4", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, level: 4, covers: [data]}]}", false},
		{"digest in capitals", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, covers: [data], digest: 'sha256:" + strings.Repeat("A", 64) + "'}]}", false},
		{"digest", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, covers: [data], digest: 'sha256:" + strings.Repeat("a", 64) + "'}]}", true},
		{"digest with a line break", "dossier", `{"trias": "dossier/v1", "proofs": [{"id": "p", "kind": "test", "issuer": "x", "covers": ["data"], "digest": "sha256:` + strings.Repeat("a", 64) + `\n"}]}`, false},
		{"half a period", "dossier", "{trias: dossier/v1, proofs: [{id: p, kind: test, issuer: x, covers: [data], period: {from: 2026-01-01}}]}", false},

		{"criterion", "catalogue", catalogue + "{id: a, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a}, rule: 'true'}", true},
		{"criterion in one language", "catalogue", catalogue + "{id: a, dimension: choice, domain: data, title: {en: a}, question: {en: a, de: a}, rule: 'true'}", false},
		{"criterion without rule", "catalogue", catalogue + "{id: a, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a}}", false},
		{"rule that is no text", "catalogue", catalogue + "{id: a, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a}, rule: true}", false},
		{"dimension", "catalogue", catalogue + "{id: a, dimension: cost, domain: data, title: {en: a, de: a}, question: {en: a, de: a}, rule: 'true'}", false},
		{"no criterion", "catalogue", "{trias: catalogue/v1, id: c, version: 1.0.0, language: 1, criteria: []}", false},
		{"language 0", "catalogue", "{trias: catalogue/v1, id: c, version: 1.0.0, language: 0, criteria: [{}]}", false},
		{"parameter without default", "catalogue", catalogue + "{id: a, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a}, rule: 'true', params: {x: {type: int}}}", false},

		{"no setting", "profile", profile + "{}", true},
		{"empty setting", "profile", profile + "{A: {}}", true},
		{"demand", "profile", profile + "{A: {proof: none}}", true},
		{"demands by fact", "profile", profile + "{A: {proof: {rule: none, when: none, facts: {data: none}}}}", true},
		{"demands without rule", "profile", profile + "{A: {proof: {when: none}}}", false},
		{"demands with another field", "profile", profile + "{A: {proof: {rule: none, fact: {data: none}}}}", false},
		{"demand for a fact that is no text", "profile", profile + "{A: {proof: {rule: none, facts: {data: 1}}}}", false},
		{"demands as a list", "profile", profile + "{A: {proof: [none]}}", false},
		{"weight", "profile", profile + "{A: {weight: 12.125}}", true},
		{"weight 0", "profile", profile + "{A: {weight: 0}}", true},
		{"weight below 0", "profile", profile + "{A: {weight: -1}}", false},
		{"weight too fine", "profile", profile + "{A: {weight: 0.0005}}", false},
		{"weight too large", "profile", profile + "{A: {weight: 1000000}}", false},
		{"largest weight", "profile", profile + "{A: {weight: 999999.999}}", true},
		{"weight in quotes", "profile", profile + "{A: {weight: '1'}}", false},
		{"weight with exponent", "profile", profile + "{A: {weight: 1e1}}", true},
		{"weight with a fraction of zero", "profile", profile + "{A: {weight: 1.0000}}", true},
		{"obligation in capitals", "profile", profile + "{A: {obligation: MUST}}", false},
		{"stage that never begins is semantic", "profile", profile + "{}\nstages: {later: {}}", true},
		{"form of a term is semantic", "profile", profile + "{}\nstages: {later: {term: two months}}", true},
		{"term that is no text", "profile", profile + "{}\nstages: {later: {term: 2}}", false},
		{"value null", "profile", profile + "{A: {params: {x: null}}}", false},

		{"no waiver", "waivers", "{trias: waivers/v1, waivers: []}", true},
		{"waiver", "waivers", "{trias: waivers/v1, waivers: [{" + waiver + ", accepts: [fail]}]}", true},
		{"waiver of nobody", "waivers", "{trias: waivers/v1, waivers: [{" + strings.Replace(waiver, "authority: a", "authority: ''", 1) + ", accepts: [fail]}]}", false},
		{"waiver without a reason", "waivers", "{trias: waivers/v1, waivers: [{" + strings.Replace(waiver, "reason: r", "reason: '  '", 1) + ", accepts: [fail]}]}", false},
		{"waiver that accepts nothing", "waivers", "{trias: waivers/v1, waivers: [{" + waiver + ", accepts: []}]}", false},
		{"waiver that accepts an error", "waivers", "{trias: waivers/v1, waivers: [{" + waiver + ", accepts: [error]}]}", false},
		{"waiver in a tender", "waivers", "{trias: waivers/v1, waivers: [{" + waiver + ", accepts: [fail], status: used}]}", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := kindOf(tt.kind).check(t, "x", []byte(tt.text)); got != tt.want {
				t.Errorf("accepted: %v, want %v\n%s", got, tt.want, tt.text)
			}
		})
	}
}

// TestInstants shows that an instant has one spelling, where RFC 3339 leaves
// many.
func TestInstants(t *testing.T) {
	t.Parallel()
	k := kindOf("verdict")
	for text, want := range map[string]bool{
		"2026-11-01T00:00:00Z":            true,
		"2026-11-01T00:00:00.000000001Z":  true,
		"2026-11-01T23:59:59.5Z":          true,
		"2026-11-01T23:59:59.50Z":         false,
		"2026-11-01T23:59:59.0Z":          false,
		"2026-11-01T00:00:00.0000000001Z": false,
		"2026-11-01T00:00:00.Z":           false,
		"2026-11-01T00:00:00,5Z":          false,
		"2026-11-01T24:00:00Z":            false,
		"2026-11-01T00:60:00Z":            false,
		"2026-11-01T00:00:60Z":            false,
		"2026-11-01T23:59:60Z":            false,
		"2026-11-01t00:00:00z":            false,
		"2026-11-01 00:00:00Z":            false,
		"2026-11-01T0:00:00Z":             false,
		"2026-11-01T00:00:00":             false,
		"2026-11-01T00:00:00+00:00":       false,
		"2026-11-01T00:00:00+01:00":       false,
		"2026-11-01T00:00:00-00:00":       false,
		"2026-11-31T00:00:00Z":            false,
		"2026-11-01":                      false,
		"":                                false,
	} {
		v := minimal.value(k.typ, "").(map[string]any)
		v["at"] = text
		if got := k.check(t, "x.json", encode(v)); got != want {
			t.Errorf("%s: accepted: %v, want %v", text, got, want)
		}
	}
}

// TestEveryField puts everything that could go wrong at every place of a
// document of every kind.
func TestEveryField(t *testing.T) {
	t.Parallel()
	for _, k := range kinds() {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			var cases, accepted, wrong, site int
			for s := range sites(k.typ) {
				if site++; testing.Short() && site%10 != 1 {
					continue
				}
				for _, v := range s.trials() {
					cases++
					probe := &silent{TB: t}
					if k.check(probe, "x.json", encode(s.put(v))) {
						accepted++
					}
					if probe.failed != "" {
						if wrong++; wrong <= 20 {
							t.Errorf("%s: %s", s.pointer, probe.failed)
						}
					}
				}
			}
			t.Logf("%d cases, %d accepted, %d disagreements", cases, accepted, wrong)
			if accepted == 0 || accepted == cases {
				t.Error("the cases decide nothing")
			}
		})
	}
}

// silent keeps what is reported, so that a flood can be cut short.
type silent struct {
	testing.TB
	failed string
}

func (s *silent) Helper() {}

func (s *silent) Errorf(format string, args ...any) { s.failed = fmt.Sprintf(format, args...) }

// TestRandom makes whole documents that are right, and breaks each in several
// places at once.
func TestRandom(t *testing.T) {
	t.Parallel()
	documents, mutations := 200, 20
	if testing.Short() {
		documents = 40
	}
	for _, k := range kinds() {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			var cases, accepted, wrong int
			for seed := range uint64(documents) {
				rng := rand.New(rand.NewPCG(seed, 1))
				// Mostly a few fields, sometimes all of them.
				s := &sampler{rng: rng, fill: 0.05}
				switch {
				case seed%50 == 0:
					s.fill = 1
				case seed%10 == 0:
					s.fill = 0.3
				}
				v := s.value(k.typ, "")
				if !k.check(t, "x.json", encode(v)) {
					t.Fatalf("seed %d is refused: %s", seed, encode(v))
				}
				for range mutations {
					broken := clone(v)
					for range 1 + rng.IntN(3) {
						broken = mutate(rng, broken)
					}
					cases++
					probe := &silent{TB: t}
					if k.check(probe, "x.json", encode(broken)) {
						accepted++
					}
					if probe.failed != "" {
						if wrong++; wrong <= 5 {
							t.Errorf("seed %d: %s", seed, probe.failed)
						}
					}
				}
			}
			t.Logf("%d cases, %d accepted, %d disagreements", cases, accepted, wrong)
			if accepted == 0 || accepted == cases {
				t.Error("the cases decide nothing")
			}
		})
	}
}

// TestFiles shows that waiverFile, equivalenceFile and decisionFile have the
// shapes that their decoders read.
func TestFiles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"waivers", "equivalences", "decisions"} {
		k := kindOf(name)
		for s := range sites(k.typ) {
			for _, v := range s.trials() {
				data := encode(s.put(v))
				n, err := doc.Parse("x.json", data, k.limits)
				if err != nil {
					t.Fatal(err)
				}
				var problems doc.Problems
				err = decode(name, data)
				errors.As(err, &problems)
				if got, want := slices.ContainsFunc(problems, structural), slices.ContainsFunc(k.bind(n), structural); got != want {
					t.Fatalf("%s\n%s: %v", data, name, err)
				}
			}
		}
	}
}

// FuzzAgreement puts what no generator thought of at any place of a document;
// the first place is the document itself.
func FuzzAgreement(f *testing.F) {
	ks := kinds()
	places := make([][]site, len(ks))
	for i, k := range ks {
		places[i] = slices.Collect(sites(k.typ))
		for seed := range uint64(4) {
			s := &sampler{rng: rand.New(rand.NewPCG(seed, 2)), fill: 0.05}
			f.Add(uint8(i), uint16(0), encode(s.value(k.typ, "")))
		}
		for at, s := range places[i] {
			if trials := s.trials(); at < 100 {
				f.Add(uint8(i), uint16(at), encode(trials[len(trials)-1]))
			}
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, at uint16, value []byte) {
		i := int(which) % len(ks)
		v, err := doc.Parse("x", value, ks[i].limits)
		if err != nil || !exactly(v) {
			return
		}
		data := encode(places[i][int(at)%len(places[i])].put(v.Value()))
		n, err := doc.Parse("x.json", data, ks[i].limits)
		if err != nil {
			return // too deep, now that it is part of a document
		}
		ks[i].agree(t, n, data)
	})
}

// exactly reports whether every number of a document is one that a double holds
// or nearly holds. Of others RFC 8259, section 6, promises nothing: the decoder
// reads the nearest double, and a validator whatever it is built to.
func exactly(n *doc.Node) bool {
	for _, item := range n.Items {
		if !exactly(item) {
			return false
		}
	}
	for _, e := range n.Entries {
		if !exactly(e.Value) {
			return false
		}
	}
	if n.Kind != doc.Number {
		return true
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(n.Text), "e")
	e, err := strconv.Atoi(exponent)
	if exponent != "" && (err != nil || e < -20 || e > 20) {
		return false
	}
	digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(mantissa), "0")
	return len(digits) <= 15 || len(digits) <= 20 && exponent == "" && !strings.Contains(mantissa, ".")
}
