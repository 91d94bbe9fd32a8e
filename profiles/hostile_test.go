package profiles_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/profiles"
)

func readProfile(catalogue *criteria.Catalogue, bases ...*profiles.Profile) hostile.Reader {
	return func(name string, data []byte) error {
		_, err := profiles.Decode(name, data, catalogue, bases...)
		return err
	}
}

func embeddedCatalogue(tb testing.TB) *criteria.Catalogue {
	tb.Helper()
	catalogue, err := criteria.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return catalogue
}

// Whatever a file contains, reading it ends soon, with problems that have a
// place.
func TestHostile(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	hostile.Refused(t, readProfile(embeddedCatalogue(t)))
	hostile.Refused(t, func(name string, data []byte) error {
		_, err := profiles.DecodeNeed(name, data)
		return err
	})
	hostile.Refused(t, func(name string, data []byte) error {
		_, err := profiles.DecodeDecisions(name, data)
		return err
	})
}

// Of many mistakes of one kind the first thousand are told; what was meant by the
// others is not looked for, which would take minutes.
func TestManyDecisionsThatReplaceNothing(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`{"trias":"decisions/v1","decisions":[`)
	for i := range 1500 {
		fmt.Fprintf(&b, `{"id":"D-%d","title":"t","about":{"kind":"need","id":"n"},"decided":"d","authority":"a","on":"2026-01-01","reason":"r","replaces":"Q-%d"},`, i, i)
	}
	_, err := profiles.DecodeDecisions("d.json", []byte(strings.TrimSuffix(b.String(), ",")+"]}"))
	var problems profiles.Problems
	if !errors.As(err, &problems) || len(problems) != 1001 {
		t.Errorf("%d problems, want 1000 and how many more there are", len(problems))
	}
}

// largeCatalogue has n criteria that each read two facts.
func largeCatalogue(tb testing.TB, n int) *criteria.Catalogue {
	tb.Helper()
	d := criteria.Definition{ID: "large", Version: "1.0.0", Language: criteria.Language}
	for i := range n {
		d.Criteria = append(d.Criteria, criteria.Criterion{ID: fmt.Sprintf("K-%d", i), Dimension: criteria.Control, Domain: criteria.Data,
			Rule: `data.keys.customerCanRotate && data.keys.custody == "customer"`})
	}
	catalogue, err := criteria.New(d)
	if err != nil {
		tb.Fatal(err)
	}
	return catalogue
}

// alternatives is a demand of so many parts of which none implies another.
func alternatives(parts, shift int) string {
	var out []string
	for i := range parts / 2 {
		out = append(out, fmt.Sprintf(`by("log", days(%d)) && by("test", days(%d))`, i+1+shift, 90_000-i-shift))
	}
	return strings.Join(out, " || ")
}

func profileOf(id, extends string, criteria int, setting string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"trias": "profile/v1", "id": %q, "version": "1.0.0", "catalogue": "large", %s"criteria": {`, id, extends)
	for i := range criteria {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `"K-%d": %s`, i, setting)
	}
	return b.String() + "}}"
}

// tailoringOf tailors base by a change of so many criteria, each with a reason.
func tailoringOf(criteria int, change string) string {
	var b strings.Builder
	b.WriteString(`{"trias": "profile/v1", "id": "t", "version": "1.0.0", "catalogue": "large", "tailors": "base", "claims": "stricter", "changes": [`)
	for i := range criteria {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `{"criterion": "K-%d", %s, "reason": {"en": "r", "de": "g"}}`, i, change)
	}
	return b.String() + "]}"
}

func must(demand string) string { return fmt.Sprintf(`{"obligation": "must", "proof": %q}`, demand) }

// A profile extends what exists already: no chain leads back to itself.
func TestProfilesExtendNoCircle(t *testing.T) {
	t.Parallel()
	catalogue := largeCatalogue(t, 1)
	decode := func(id, extends string, bases ...*profiles.Profile) (*profiles.Profile, error) {
		return profiles.Decode("x.json", []byte(profileOf(id, extends, 1, must("none"))), catalogue, bases...)
	}
	if _, err := decode("a", `"extends": "a", `); err == nil || !strings.Contains(err.Error(), "/extends") {
		t.Errorf("a extends a: %v", err)
	}
	a, err := decode("a", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := decode("a", `"extends": "a", `, a); err == nil || !strings.Contains(err.Error(), "/id") {
		t.Errorf("another a extends a: %v", err)
	}
	b, err := decode("b", `"extends": "a", `, a)
	if err != nil {
		t.Fatal(err)
	}
	// A second "a" over b is another profile; what b rests on is unchanged.
	second, err := decode("a", `"extends": "b", `, a, b)
	if err != nil {
		t.Fatal(err)
	}
	if second.Extends().Extends() != a || a.Extends() != nil {
		t.Error("the chain is not a, b, a")
	}
}

// A chain of profiles is as long as one likes; what it demands together is not.
func TestDemandsOfAChainAreBounded(t *testing.T) {
	t.Parallel()
	catalogue := largeCatalogue(t, 1)
	chain := func(n int, demand func(i int) string) error {
		var bases []*profiles.Profile
		extends := ""
		for i := range n {
			p, err := profiles.Decode("x.json", []byte(profileOf(fmt.Sprintf("p%d", i), extends, 1, must(demand(i)))), catalogue, bases...)
			if err != nil {
				return err
			}
			bases, extends = []*profiles.Profile{p}, fmt.Sprintf(`"extends": "p%d", `, i)
		}
		return nil
	}
	if err := chain(200, func(i int) string { return fmt.Sprintf(`by("log", days(%d))`, 1000-i) }); err != nil {
		t.Errorf("200 profiles, each stricter than the one before: %v", err)
	}
	if err := chain(2, func(i int) string { return alternatives(16, 100*i) }); err != nil {
		t.Errorf("two demands of 16 parts: %v", err)
	}
	for name, err := range map[string]error{
		"34 parts at once":  chain(1, func(int) string { return alternatives(34, 0) }),
		"48 parts together": chain(3, func(i int) string { return alternatives(16, 100*i) }),
	} {
		var problems profiles.Problems
		if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Pointer != "/criteria/K-0/proof" || !strings.Contains(err.Error(), "more than 32") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What it takes to refuse hostile files of the largest size.
func BenchmarkHostile(b *testing.B) { hostile.Benchmark(b, readProfile(embeddedCatalogue(b))) }

// What it takes to load or refuse profiles of the largest size over a large
// catalogue.
func BenchmarkHostileProfiles(b *testing.B) {
	const most = 9_999
	catalogue := largeCatalogue(b, most)
	base, err := profiles.Decode("base.json", []byte(profileOf("base", "", 1_800, must(alternatives(16, 0)))), catalogue)
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range []struct{ name, text string }{
		{"all criteria", profileOf("p", "", most, must("none"))},
		{"largest demands", profileOf("p", "", doc.DefaultLimits().Bytes/1_700, must(alternatives(32, 0)))},
		{"largest demands on large ones", profileOf("p", `"extends": "base", `, 1_800, must(alternatives(16, 100)))},
		{"too large demands on large ones", profileOf("p", `"extends": "base", `, 1_800, must(alternatives(30, 100)))},
		{"unknown criteria", strings.ReplaceAll(profileOf("p", "", most, must("none")), "K-", "KK-")},
		{"tailors all", tailoringOf(1_800, `"change": "reweigh", "weight": 2`)},
		{"tailors with largest demands", tailoringOf(1_200, fmt.Sprintf(`"change": "prove", "proof": %q`, alternatives(32, 0)))},
		{"tailors what is not", strings.ReplaceAll(tailoringOf(5_000, `"change": "exclude"`), "K-", "KK-")},
		{"wrong demands", profileOf("p", "", 480, must(strings.Repeat(`by("lox")||`, 650)+"none"))},
	} {
		b.Run(strings.ReplaceAll(p.name, " ", "-"), func(b *testing.B) {
			if len(p.text) > doc.DefaultLimits().Bytes {
				b.Fatalf("%d bytes", len(p.text))
			}
			hostile.Measure(b, p.text, func(data []byte) { _ = readProfile(catalogue, base)("x.json", data) })
		})
	}
}
