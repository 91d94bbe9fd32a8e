package evidence_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// render writes a value so that equal values have equal texts, whatever the
// order of their lists.
func render(s evidence.Stated) string {
	if s.List == nil {
		return fmt.Sprintf("%T %v", s.Scalar, s.Scalar)
	}
	var items []string
	for _, it := range s.List.Items {
		text := fmt.Sprintf("%s%v", it.ID, it.Scalar)
		for k, v := range it.Values {
			if !v.IsZero() {
				text += fmt.Sprintf(" %d:%s", k, render(v))
			}
		}
		items = append(items, "("+text+")")
	}
	slices.Sort(items)
	if s.List.Open {
		items = append(items, "…")
	}
	return "[" + strings.Join(items, " ") + "]"
}

// renderFact writes all there is about a fact: the alternatives, what each is
// made of, who says it, and which proofs support it.
func renderFact(d *evidence.Dossier, f evidence.Fact) string {
	var out []string
	for _, a := range f.Alternatives {
		var parts []string
		for _, p := range a.Parts {
			var refs []string
			for _, i := range p.Proofs {
				refs = append(refs, d.Proofs()[i].Ref)
			}
			slices.Sort(refs)
			parts = append(parts, fmt.Sprintf("%s by %v on %v", render(p.Value), slices.Sorted(slices.Values(p.Sources)), refs))
		}
		slices.Sort(parts)
		out = append(out, render(a.Value)+" from "+strings.Join(parts, ", "))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func facts(d *evidence.Dossier) map[string]string {
	out := map[string]string{}
	for i, f := range evidence.FactSchema().Fields {
		if text := renderFact(d, d.Fact(i)); text != "" {
			out[f.Path] = text
		}
	}
	return out
}

func values(f evidence.Fact) []string {
	var out []string
	for _, a := range f.Alternatives {
		out = append(out, render(a.Value))
	}
	slices.Sort(out)
	return out
}

// many generates dossiers of two and more sources that agree, refine and
// contradict each other.
func many(t *testing.T, n int, f func(g *testkit.Generator, frags []*evidence.Fragment)) {
	t.Helper()
	t.Parallel()
	for seed := range n {
		g := testkit.New(uint64(seed), testkit.Options{Missing: 0.1, Good: 0.9, Proven: 0.3, Sources: 5, Contradict: 0.4, Unread: 0.1})
		frags := g.Fragments()
		for len(frags) < 2 {
			frags = g.Fragments()
		}
		f(g, frags)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// The order of sources changes nothing, saying a thing twice adds nothing.
func TestMergeIsCommutativeAndIdempotent(t *testing.T) {
	contradicted := 0
	many(t, 25, func(g *testkit.Generator, frags []*evidence.Fragment) {
		d := testkit.Dossier(t, frags)
		contradicted += len(d.Contradictions())
		shuffled := slices.Clone(frags)
		g.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		e := testkit.Dossier(t, shuffled)
		if diff := cmp.Diff(facts(d), facts(e)); diff != "" || d.Digest() != e.Digest() {
			t.Errorf("another order, other facts:\n%s", diff)
		}
		if diff := cmp.Diff(d.Subject(), e.Subject()); diff != "" {
			t.Errorf("another order, another subject:\n%s", diff)
		}
		if a, b := fmt.Sprint(d.Contradictions()), fmt.Sprint(e.Contradictions()); a != b {
			t.Errorf("another order, other contradictions:\n%s\n%s", a, b)
		}
		echo := testkit.Clone(frags[g.IntN(len(frags))])
		echo.Name, echo.Proofs = "echo.yaml", nil
		twice := testkit.Dossier(t, append(slices.Clone(frags), echo))
		for i := range evidence.FactSchema().Fields {
			if diff := cmp.Diff(values(d.Fact(i)), values(twice.Fact(i))); diff != "" {
				t.Errorf("%s: said twice:\n%s", evidence.FactSchema().Fields[i].Path, diff)
			}
		}
	})
	if contradicted < 100 {
		t.Errorf("only %d contradictions", contradicted)
	}
}

// The alternatives of a fact are the joins of the largest sets of stated values
// that can be true together, found here by trying every set.
func TestAlternativesAreTheLargestConsistentSets(t *testing.T) {
	several := 0
	many(t, 25, func(_ *testkit.Generator, frags []*evidence.Fragment) {
		d := testkit.Dossier(t, frags)
		alone := apart(t, frags)
		for i, field := range evidence.FactSchema().Fields {
			joins := map[int]evidence.Stated{}
			for mask := 1; mask < 1<<len(alone); mask++ {
				var joined evidence.Stated
				ok := true
				for k := range alone {
					if mask&(1<<k) == 0 {
						continue
					}
					stated := alone[k].Fact(i).Alternatives
					if ok = ok && len(stated) == 1; ok {
						joined, ok = joined.Join(stated[0].Value)
					}
				}
				if ok {
					joins[mask] = joined
				}
			}
			var want []string
			for mask, joined := range joins {
				largest := true
				for other := range joins {
					if other != mask && other&mask == mask {
						largest = false
					}
				}
				if largest {
					want = append(want, render(joined))
				}
			}
			slices.Sort(want)
			if len(want) > 2 {
				several++
			}
			if diff := cmp.Diff(want, values(d.Fact(i))); diff != "" {
				t.Errorf("%s (-every set +merge):\n%s", field.Path, diff)
			}
		}
	})
	if several < 10 {
		t.Errorf("only %d facts with more than two alternatives", several)
	}
}

// apart makes a dossier of each source.
func apart(t *testing.T, frags []*evidence.Fragment) []*evidence.Dossier {
	t.Helper()
	var out []*evidence.Dossier
	for _, f := range frags {
		g := testkit.Clone(f)
		g.Subject = frags[0].Subject
		out = append(out, testkit.Dossier(t, []*evidence.Fragment{g}))
	}
	return out
}

// Join is commutative, associative and idempotent, as far as it is defined.
func TestJoinLaws(t *testing.T) {
	joined, refused := 0, 0
	many(t, 25, func(_ *testkit.Generator, frags []*evidence.Fragment) {
		alone := apart(t, frags)
		for i, field := range evidence.FactSchema().Fields {
			var vs []evidence.Stated
			for _, d := range alone {
				if alternatives := d.Fact(i).Alternatives; len(alternatives) > 0 {
					vs = append(vs, alternatives[0].Value)
				}
			}
			for _, a := range vs {
				if self, ok := a.Join(a); !ok || render(self) != render(a) {
					t.Errorf("%s: %s with itself is %s", field.Path, render(a), render(self))
				}
				if with, ok := a.Join(evidence.Stated{}); !ok || render(with) != render(a) {
					t.Errorf("%s: %s with nothing is %s", field.Path, render(a), render(with))
				}
				for _, b := range vs {
					ab, ok := a.Join(b)
					ba, ok2 := b.Join(a)
					if ok != ok2 || ok && render(ab) != render(ba) {
						t.Errorf("%s: not commutative: %s, %s", field.Path, render(a), render(b))
					}
					if ok {
						joined++
					} else {
						refused++
					}
					for _, c := range vs {
						left, okLeft := evidence.Stated{}, false
						if ok {
							left, okLeft = ab.Join(c)
						}
						right, okRight := b.Join(c)
						if okRight {
							right, okRight = a.Join(right)
						}
						if okLeft != okRight || okLeft && render(left) != render(right) {
							t.Errorf("%s: not associative: %s, %s, %s", field.Path, render(a), render(b), render(c))
						}
					}
				}
			}
		}
	})
	if joined < 100 || refused < 100 {
		t.Errorf("%d joined, %d refused", joined, refused)
	}
}

func decode(t *testing.T, name, text string) *evidence.Fragment {
	t.Helper()
	f, err := evidence.Decode(name, []byte("trias: dossier/v1\nsubject: {id: s, version: \"2.1\", regions: [DE, FR], services: [registry]}\n"+text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func slot(t *testing.T, path string) int {
	t.Helper()
	f := evidence.FactSchema().Field(path)
	if f == nil {
		t.Fatalf("no fact %s", path)
	}
	return f.Slot
}

// Lists, closed and open.
func TestListsOfSeveralSources(t *testing.T) {
	t.Parallel()
	const path = "supplyChain.subcontractors"
	const open = "\npartial: [" + path + "]"
	list := func(items string) string { return "supplyChain: {subcontractors: [" + items + "]}" }
	const a, b = "{id: a, critical: true}", "{id: b, critical: false}"
	for name, c := range map[string]struct {
		sources []string
		want    []string // ids, "…" if open, per alternative
	}{
		"the same":                           {[]string{list(a), list(a)}, []string{"[a]"}},
		"closed, one has more":               {[]string{list(a), list(a + "," + b)}, []string{"[a b]", "[a]"}},
		"open and closed with more":          {[]string{list(a) + open, list(a + "," + b)}, []string{"[a b]"}},
		"open with more and closed":          {[]string{list(a+","+b) + open, list(a)}, []string{"[a b …]", "[a]"}},
		"both open":                          {[]string{list(a) + open, list(b) + open}, []string{"[a b …]"}},
		"an element refined":                 {[]string{list("{id: a, tier: 1}"), list(a)}, []string{"[a]"}},
		"an element contradicted":            {[]string{list("{id: a, critical: false}"), list(a)}, []string{"[a]", "[a]"}},
		"closed and empty, open and empty":   {[]string{list(""), list("") + open}, []string{"[]"}},
		"closed and empty, open with one":    {[]string{list(""), list(a) + open}, []string{"[]", "[a …]"}},
		"two disagree on a, two on b":        {[]string{list("{id: x, critical: true}") + open, list("{id: x, critical: false}") + open, list("{id: x, tier: 1}") + open, list("{id: x, tier: 2}") + open}, []string{"[x …]", "[x …]", "[x …]", "[x …]"}},
		"silence and an empty list":          {[]string{"data: {}", list("")}, []string{"[]"}},
		"open by both, the same element":     {[]string{list(a) + open, list(a) + open}, []string{"[a …]"}},
		"closed by a third":                  {[]string{list(a) + open, list(b) + open, list(a + "," + b)}, []string{"[a b]"}},
		"closed by a third that knows fewer": {[]string{list(a) + open, list(b) + open, list(a)}, []string{"[a b …]", "[a]"}},
	} {
		var frags []*evidence.Fragment
		for i, s := range c.sources {
			frags = append(frags, decode(t, fmt.Sprint(i, ".yaml"), s))
		}
		d := testkit.Dossier(t, frags)
		var got []string
		for _, alt := range d.Fact(slot(t, path)).Alternatives {
			got = append(got, alt.Value.String())
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		if contradicted := len(d.Contradictions()) > 0; contradicted != (len(c.want) > 1) {
			t.Errorf("%s: contradictions %v", name, d.Contradictions())
		}
	}
}

// A proof supports what its own source states, as long as it states it.
func TestProofsBindToValues(t *testing.T) {
	t.Parallel()
	proof := func(id, covers string) string {
		return "\nproofs: [{id: " + id + ", kind: contract, issuer: i, issued: 2026-01-01, covers: [" + covers + "]}]"
	}
	const custody, customer, provider = "data.keys.custody", "data: {keys: {custody: customer}}", "data: {keys: {custody: provider}}"
	const subs, two = "supplyChain.subcontractors", "supplyChain: {subcontractors: [{id: a, critical: true, tier: 1}]}"
	for name, c := range map[string]struct {
		path    string
		sources []string
		want    map[string]string // value to the proofs of its parts
	}{
		"by the fact's path":               {custody, []string{customer + proof("p", custody)}, map[string]string{"string customer": "[p]"}},
		"by a group above":                 {custody, []string{customer + proof("p", "data.keys")}, map[string]string{"string customer": "[p]"}},
		"by the domain":                    {custody, []string{customer + proof("p", "data")}, map[string]string{"string customer": "[p]"}},
		"another group":                    {custody, []string{customer + proof("p", "data.export")}, map[string]string{"string customer": "[]"}},
		"another source, another value":    {custody, []string{customer + proof("p", "data"), provider}, map[string]string{"string customer": "[p]", "string provider": "[]"}},
		"each its own":                     {custody, []string{customer + proof("p", "data"), provider + proof("q", "data")}, map[string]string{"string customer": "[p]", "string provider": "[q]"}},
		"the same value twice":             {custody, []string{customer + proof("p", "data"), customer + proof("q", "data")}, map[string]string{"string customer": "[p q]"}},
		"a source that does not state it":  {custody, []string{customer, "data: {keys: {heldIn: customer}}" + proof("p", "data")}, map[string]string{"string customer": "[]"}},
		"the value changed":                {custody, []string{provider + proof("p", "data")}, map[string]string{"string provider": "[p]"}},
		"whole lists":                      {subs, []string{two + proof("p", subs)}, map[string]string{"[(a<nil> %tier:int64 1 %critical:bool true)]": "[p]"}},
		"a proof of more is one of less":   {subs, []string{two + proof("p", subs), "supplyChain: {subcontractors: [{id: a, tier: 1}]}"}, map[string]string{"[(a<nil> %tier:int64 1 %critical:bool true)]": "[p] [p]"}},
		"a proof of less is none of more":  {subs, []string{two, "supplyChain: {subcontractors: [{id: a, tier: 1}]}" + proof("p", subs)}, map[string]string{"[(a<nil> %tier:int64 1 %critical:bool true)]": "[] [p]"}},
		"a proof of something else stated": {subs, []string{two + proof("p", "supplyChain.suppliers")}, map[string]string{"[(a<nil> %tier:int64 1 %critical:bool true)]": "[]"}},
	} {
		var frags []*evidence.Fragment
		for i, s := range c.sources {
			frags = append(frags, decode(t, fmt.Sprint(i, ".yaml"), s))
		}
		d := testkit.Dossier(t, frags)
		elem := evidence.FactSchema().Field(subs).Elem
		got := map[string]string{}
		for _, alt := range d.Fact(slot(t, c.path)).Alternatives {
			var parts []string
			for _, p := range alt.Parts {
				refs := []string{}
				for _, i := range p.Proofs {
					refs = append(refs, d.Proofs()[i].ID)
				}
				slices.Sort(refs)
				parts = append(parts, fmt.Sprint(refs))
			}
			slices.Sort(parts)
			got[render(alt.Value)] = strings.Join(parts, " ")
		}
		want := map[string]string{}
		for value, refs := range c.want {
			fields := []struct {
				name string
				slot int
			}{{"tier", elem.Field("tier").Slot}, {"critical", elem.Field("critical").Slot}}
			if fields[0].slot > fields[1].slot {
				value = strings.Replace(value, "%tier:int64 1 %critical:bool true", "%critical:bool true %tier:int64 1", 1)
			}
			for _, f := range fields {
				value = strings.ReplaceAll(value, "%"+f.name, fmt.Sprint(f.slot))
			}
			want[value] = refs
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// A scope must contain the subject, or the proof does not count.
func TestScopeContainsTheSubject(t *testing.T) {
	t.Parallel()
	const full = `{id: s, version: "2.1", regions: [DE, FR], services: [registry]}`
	for _, c := range []struct {
		subject, scope string
		in             bool
	}{
		{full, `{}`, true},
		{full, `{versions: ">= 2.0, < 3"}`, true},
		{full, `{versions: "2.1.0"}`, true},
		{full, `{versions: "< 2"}`, false},
		{full, `{regions: [DE, FR]}`, true},
		{full, `{regions: [FR, DE, AT]}`, true},
		{full, `{regions: [DE]}`, false},
		{full, `{regions: []}`, false},
		{full, `{services: [registry, builds]}`, true},
		{full, `{services: [builds]}`, false},
		{full, `{versions: "2.1", regions: [DE, FR], services: [registry]}`, true},
		{full, `{versions: "2.1", regions: [DE, FR], services: [builds]}`, false},
		// What the subject does not say cannot be contained.
		{`{id: s}`, `{versions: ">= 0"}`, false},
		{`{id: s}`, `{regions: [DE]}`, false},
		{`{id: s}`, `{services: [registry]}`, false},
		{`{id: s}`, `{}`, true},
	} {
		f, err := evidence.Decode("f.yaml", []byte("trias: dossier/v1\nsubject: "+c.subject+
			"\nproofs: [{id: p, kind: test, issuer: i, issued: 2026-01-01, covers: [data], scope: "+c.scope+"}]"))
		if err != nil {
			t.Fatal(err)
		}
		p := testkit.Dossier(t, []*evidence.Fragment{f}).Proofs()[0]
		if p.Scoped != c.in || (p.Outside == "") != c.in {
			t.Errorf("%s in %s: %v (%s)", c.subject, c.scope, p.Scoped, p.Outside)
		}
	}
}

// A proof counts from its issue or the end of its period, and its age is
// measured from the end of its period or its issue.
func TestProofDates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ dates, begins, dated string }{
		{"issued: 2026-03-01", "2026-03-01", "2026-03-01"},
		{"period: {from: 2025-01-01, to: 2025-12-31}", "2025-12-31", "2025-12-31"},
		{"issued: 2026-03-01, period: {from: 2025-01-01, to: 2025-12-31}", "2026-03-01", "2025-12-31"},
	} {
		f := decode(t, "f.yaml", "proofs: [{id: p, kind: log, issuer: i, covers: [data], "+c.dates+"}]")
		p := testkit.Dossier(t, []*evidence.Fragment{f}).Proofs()[0]
		if p.Begins.String() != c.begins || p.Dated.String() != c.dated {
			t.Errorf("%s: begins %s, dated %s", c.dates, p.Begins, p.Dated)
		}
	}
}

// What several sources say of the subject joins, in any order.
func TestSubjectsJoin(t *testing.T) {
	t.Parallel()
	fragment := func(name, subject string) *evidence.Fragment {
		f, err := evidence.Decode(name, []byte("trias: dossier/v1\nsubject: "+subject))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for _, c := range []struct{ a, b, want string }{
		{`{id: s}`, `{id: s, version: "1.0", layer: platform}`, "s 1.0 platform [] []"},
		{`{id: s, regions: [FR, DE]}`, `{id: s, regions: [DE, FR]}`, "s   [DE FR] []"},
		{`{id: s, services: [a]}`, `{id: s, name: N}`, "s   [] [a]"},
		{`{id: s}`, `{id: t}`, "two subjects"},
		{`{id: s, version: "1.0"}`, `{id: s, version: "1.1"}`, "disagree on the subject's version"},
		{`{id: s, layer: platform}`, `{id: s, layer: application}`, "disagree on the subject's layer"},
		{`{id: s, regions: [DE]}`, `{id: s, regions: [DE, FR]}`, "disagree on the subject's regions"},
		{`{id: s, services: [a]}`, `{id: s, services: [b]}`, "disagree on the subject's services"},
	} {
		for _, frags := range [][]*evidence.Fragment{
			{fragment("a.yaml", c.a), fragment("b.yaml", c.b)}, {fragment("b.yaml", c.b), fragment("a.yaml", c.a)},
		} {
			d, err := evidence.Merge(frags...)
			if err != nil {
				if !strings.Contains(err.Error(), c.want) {
					t.Errorf("%s and %s: %v, want %s", c.a, c.b, err, c.want)
				}
				continue
			}
			s := d.Subject()
			if got := fmt.Sprintf("%s %s %s %v %v", s.ID, s.Version, s.Layer, s.Regions, s.Services); got != c.want {
				t.Errorf("%s and %s: %s, want %s", c.a, c.b, got, c.want)
			}
		}
	}
	if _, err := evidence.Merge(&evidence.Fragment{Name: "a.yaml"}); !errors.Is(err, evidence.ErrNoSubject) {
		t.Errorf("no subject: %v", err)
	}
}

// A catalogue's own facts merge as the others do.
func TestFactsOfExtensions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		a, b string
		want []string
	}{
		"the same":             {"1", "1", []string{"int64 1"}},
		"one number, two ways": {"1", "1.0", []string{"int64 1"}},
		"contradicted":         {"1", "2", []string{"int64 1", "int64 2"}},
		"of two types":         {"1", `"1"`, []string{"int64 1", "string 1"}},
		"lists as sets":        {"[a, b]", "[b, a, a]", []string{"[(a) (b)]"}},
		"lists contradicted":   {"[a]", "[b]", []string{"[(a)]", "[(b)]"}},
		"a list and a text":    {"[a]", "a", []string{"[(a)]", "string a"}},
		"empty lists":          {"[]", "[]", []string{"[]"}},
	} {
		d := testkit.Dossier(t, []*evidence.Fragment{decode(t, "a.yaml", "ext: {x: {f: "+c.a+"}}"), decode(t, "b.yaml", "ext: {x: {f: "+c.b+"}}")})
		if diff := cmp.Diff(c.want, values(d.Ext("ext.x.f"))); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	d := testkit.Dossier(t, []*evidence.Fragment{decode(t, "f.yaml",
		"ext: {x: {f: 1, ff: 2}}\nproofs: [{id: p, kind: test, issuer: i, issued: 2026-01-01, covers: [ext.x.f]}]")})
	if f, ff := d.Ext("ext.x.f").Alternatives[0].Parts[0].Proofs, d.Ext("ext.x.ff").Alternatives[0].Parts[0].Proofs; len(f) != 1 || len(ff) != 0 {
		t.Errorf("a proof of ext.x.f covers %v, and %v of ext.x.ff", f, ff)
	}
	_, err := evidence.Decode("f.yaml", []byte("trias: dossier/v1\next: {x: {f: [[1], [2]]}}"))
	if err == nil || !strings.Contains(err.Error(), "f.yaml:2:15: /ext/x/f/0: ") {
		t.Errorf("lists of lists: %v", err)
	}
	nested := &evidence.Fragment{Subject: &evidence.Subject{ID: "s"}, Ext: map[string]map[string]evidence.Value{"x": {"f": evidence.List(evidence.List(evidence.Int(1)))}}}
	if _, err := evidence.Merge(nested, testkit.Clone(nested)); err == nil {
		t.Error("lists of lists merge")
	}
}

// However many sources disagree, merging ends soon, with more alternatives than
// an evaluator tries.
func TestManyContradictions(t *testing.T) {
	t.Parallel()
	var frags []*evidence.Fragment
	for i := range 40 { // twenty elements, two sources at odds on each
		frags = append(frags, decode(t, fmt.Sprint(i, ".yaml"),
			fmt.Sprintf("supplyChain: {subcontractors: [{id: e%d, critical: %v}]}\npartial: [supplyChain.subcontractors]", i/2, i%2 == 0)))
	}
	alternatives := testkit.Dossier(t, frags).Fact(slot(t, "supplyChain.subcontractors")).Alternatives
	if len(alternatives) <= 64 || len(alternatives) > 200 {
		t.Errorf("%d alternatives", len(alternatives))
	}
}

// What Go code states is held to the rules of files.
func TestMergeChecksWhatGoStates(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]*evidence.Fragment{
		"no such value":     {Facts: evidence.Facts{Data: evidence.Data{Keys: evidence.DataKeys{Custody: evidence.Known(evidence.KeyCustody("nobody"))}}}},
		"covers nothing":    {Proofs: []evidence.Proof{{ID: "p", Kind: evidence.Test, Issuer: "i", Issued: evidence.Known(testkit.Today), Covers: []string{"data.kees"}}}},
		"no date":           {Proofs: []evidence.Proof{{ID: "p", Kind: evidence.Test, Issuer: "i", Covers: []string{"data"}}}},
		"zero date":         {Proofs: []evidence.Proof{{ID: "p", Kind: evidence.Test, Issuer: "i", Issued: new(evidence.Date), Covers: []string{"data"}}}},
		"partial no list":   {Partial: []string{"data.keys.custody"}},
		"impossible number": {Facts: evidence.Facts{Data: evidence.Data{Location: evidence.DataLocation{StorageEUPercent: evidence.Known(101.0)}}}},
	} {
		f.Subject = &evidence.Subject{ID: "s"}
		if _, err := evidence.Merge(f); err == nil {
			t.Errorf("%s: merged", name)
		}
	}
}
