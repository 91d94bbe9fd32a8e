package evaluator_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

const lintCatalogue = `trias: catalogue/v1
id: tiny
version: 1.0.0
language: 1
criteria:
  - {id: A, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a}, rule: data.keys.customerCanRotate && data.keys.customerCanRevoke}
  - {id: B, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a}, rule: data.keys.customerCanRotate}
`

func found(findings []criteria.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Pointer+" "+f.Check)
	}
	return out
}

func lintedProfile(t *testing.T, text string, bases ...*profiles.Profile) (*profiles.Profile, []string) {
	t.Helper()
	var catalogue *criteria.Catalogue
	var err error
	if len(bases) > 0 {
		catalogue = bases[0].Catalogue()
	} else if catalogue, err = criteria.Decode("tiny.yaml", []byte(lintCatalogue)); err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nversion: 1.0.0\ncatalogue: tiny\n"+text), catalogue, bases...)
	if err != nil {
		t.Fatal(err)
	}
	return p, found(evaluator.LintProfile(p))
}

func TestLintProfile(t *testing.T) {
	base, got := lintedProfile(t, `id: base
criteria:
  A: {obligation: must, weight: 0, proof: {rule: 'by("contract")', facts: {data.keys.customerCanRevoke: none}}}
`)
	if want := []string{"/criteria/A/weight zero-weight", "/criteria/A/proof no-proof", "/criteria not-applied"}; !slices.Equal(got, want) {
		t.Errorf("base: got %v, want %v", got, want)
	}
	// What is inherited is reported where it is stated.
	if _, got := lintedProfile(t, "id: derived\nextends: base\ncriteria:\n  B: {obligation: should, weight: 0, proof: none}\n", base); len(got) > 0 {
		t.Errorf("derived: got %v", got)
	}
	// A should without proof or weight becomes a must.
	lax, _ := lintedProfile(t, "id: lax\ncriteria:\n  A: {obligation: should, weight: 0, proof: none}\n  B: {obligation: may, proof: none}\n")
	_, got = lintedProfile(t, "id: strict\nextends: lax\ncriteria:\n  A: {obligation: must}\n", lax)
	if want := []string{"/criteria/A zero-weight", "/criteria/A no-proof"}; !slices.Equal(got, want) {
		t.Errorf("strict: got %v, want %v", got, want)
	}
}

// TestLintProfileParameters: values of parameters can make a criterion
// impossible to meet, where the profile gives them.
func TestLintProfileParameters(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Decode("tiny.yaml", []byte(`trias: catalogue/v1
id: tiny
version: 1.0.0
language: 1
criteria:
  - {id: A, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a},
     params: {least: {type: int, default: 1}}, rule: data.deletion.maxDays >= params.least && data.deletion.maxDays <= 30}
`))
	if err != nil {
		t.Fatal(err)
	}
	for least, want := range map[string][]string{"30": nil, "31": {"/criteria/A/params never-passes"}} {
		p, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nversion: 1.0.0\ncatalogue: tiny\nid: p\ncriteria:\n"+
			"  A: {obligation: may, params: {least: "+least+"}, proof: none}\n"), catalogue)
		if err != nil {
			t.Fatal(err)
		}
		if got := found(evaluator.LintProfile(p)); !slices.Equal(got, want) {
			t.Errorf("at least %s: got %v, want %v", least, got, want)
		}
	}
}

// TestChecks: the checks of this package are described, and none twice.
func TestChecks(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, c := range append(criteria.Checks(), evaluator.Checks()...) {
		if seen[c.Name] || c.Title == "" || c.Why == "" || c.Severity == "" {
			t.Errorf("%+v", c)
		}
		seen[c.Name] = true
	}
}

// TestLintEmbeddedProfiles: what Trias brings is what it asks of others.
func TestLintEmbeddedProfiles(t *testing.T) {
	for _, id := range profiles.Names() {
		p, err := profiles.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range evaluator.LintProfile(p) {
			t.Errorf("%s: %s", id, f)
		}
	}
}

func TestLintDossier(t *testing.T) {
	day, err := evidence.ParseDate("2026-11-01")
	if err != nil {
		t.Fatal(err)
	}
	const subject = "subject: {id: s, version: \"2.0\"}\n"
	proof := func(rest string) string {
		return "proofs: [{id: p, kind: contract, issuer: X, issued: 2026-01-01, " + rest + "}]\n"
	}
	for name, c := range map[string]struct {
		text  string
		given evidence.Subject
		want  []string
	}{
		"clean":      {text: subject + "data: {keys: {custody: customer}}\n" + proof("covers: [data.keys]")},
		"fact":       {text: subject + "data: {keys: {custody: customer, customerCanRotate: false}}\n" + proof("covers: [data.keys.custody]"), want: []string{"/data/keys/customerCanRotate uncovered"}},
		"ext":        {text: subject + "ext: {a: {b: 1, c: 2}}\n" + proof("covers: [ext.a.b, ext.a.d]"), want: []string{"/proofs/0/covers/1 covers-nothing", "/ext/a/c uncovered"}},
		"nothing":    {text: subject + proof("covers: [data, data.deletion]"), want: []string{"/proofs/0/covers/0 covers-nothing", "/proofs/0/covers/1 covers-nothing"}},
		"expired":    {text: subject + "data: {keys: {custody: customer}}\n" + proof("validUntil: 2026-10-31, covers: [data.keys]"), want: []string{"/proofs/0/validUntil expired"}},
		"last day":   {text: subject + "data: {keys: {custody: customer}}\n" + proof("validUntil: 2026-11-01, covers: [data.keys]")},
		"early":      {text: subject + "data: {keys: {custody: customer}}\nproofs: [{id: p, kind: contract, issuer: X, issued: 2026-11-02, covers: [data]}]\n", want: []string{"/proofs/0 not-yet-valid"}},
		"scope":      {text: subject + "data: {keys: {custody: customer}}\n" + proof("scope: {versions: \"< 2\"}, covers: [data]"), want: []string{"/proofs/0/scope out-of-scope"}},
		"no subject": {text: "data: {keys: {custody: customer}}\n" + proof("scope: {versions: \"< 2\"}, covers: [data]")},
		"subject of another": {text: "data: {keys: {custody: customer}}\n" + proof("scope: {versions: \"< 2\"}, covers: [data]"),
			given: evidence.Subject{ID: "s", Version: "3.0"}, want: []string{"/proofs/0/scope out-of-scope"}},
		"partial": {text: subject + "partial: [supplyChain.subcontractors]\n", want: []string{"/partial/0 partial-empty"}},
		"partial and empty": {text: subject + "supplyChain: {subcontractors: []}\npartial: [supplyChain.subcontractors]\n" + proof("covers: [supplyChain]"),
			want: []string{"/partial/0 partial-empty"}},
		"partial and shown": {text: subject + "supplyChain: {subcontractors: [{id: a}]}\npartial: [supplyChain.subcontractors]\n" + proof("covers: [supplyChain]")},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := evidence.Decode("d.yaml", []byte("trias: dossier/v1\n"+c.text))
			if err != nil {
				t.Fatal(err)
			}
			findings, err := evaluator.LintDossier(f, c.given, day)
			if err != nil {
				t.Fatal(err)
			}
			if got := found(findings); !slices.Equal(got, c.want) {
				t.Errorf("got %s, want %v", strings.Join(got, ", "), c.want)
			}
			if c.given.ID == "" && strings.Contains(c.text, "subject") != (f.Subject != nil) {
				t.Error("the fragment was changed")
			}
		})
	}
}
