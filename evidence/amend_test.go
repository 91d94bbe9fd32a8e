package evidence_test

import (
	"errors"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// Whatever is stated can be stated anew, and then the source that does so is the
// only one that states it; all else stays as it was.
func TestAmendStatesAnew(t *testing.T) {
	t.Parallel()
	schema := evidence.FactSchema()
	dossiers := 12
	if testing.Short() {
		dossiers = 2
	}
	tried := 0
	for seed := range uint64(dossiers) {
		g := testkit.New(seed, testkit.Varied(int(seed)))
		d := testkit.Dossier(t, g.Fragments())
		a := evidence.Amendment{Name: "anew", Facts: map[string]evidence.Stated{}}
		for i := range schema.Fields {
			if f := d.Fact(i); len(f.Alternatives) > 0 && g.IntN(8) == 0 {
				a.Facts[schema.Fields[i].Path] = f.Alternatives[0].Value
			}
		}
		amended, err := d.Amend(a)
		if err != nil {
			t.Fatal(err)
		}
		for i := range schema.Fields {
			path := schema.Fields[i].Path
			was, is := d.Fact(i), amended.Fact(i)
			value, anew := a.Facts[path]
			if !anew {
				if len(was.Alternatives) != len(is.Alternatives) || len(was.Alternatives) > 0 && !sameValue(was.Alternatives[0].Value, is.Alternatives[0].Value) {
					t.Errorf("seed %d: %s was amended", seed, path)
				}
				continue
			}
			tried++
			if len(is.Alternatives) != 1 || !sameValue(is.Alternatives[0].Value, value) {
				t.Errorf("seed %d: %s is %v, not %v", seed, path, is, value)
				continue
			}
			// What it says the sources went on saying that said it, and nobody else.
			says := map[string]int{"anew": 0}
			for _, p := range d.Settled(path, value).Alternatives[0].Parts {
				for _, name := range p.Sources {
					says[name] = len(p.Proofs)
				}
			}
			for _, p := range was.Alternatives[0].Parts {
				for _, name := range p.Sources {
					if _, ok := says[name]; !ok {
						t.Errorf("seed %d: %s says nothing of %s any more", seed, name, path)
					}
				}
			}
			for _, p := range is.Alternatives[0].Parts {
				for _, name := range p.Sources {
					if proofs, ok := says[name]; !ok || name != "anew" && proofs != len(p.Proofs) {
						t.Errorf("seed %d: %s rests on %v of %v", seed, path, p.Proofs, p.Sources)
					}
					delete(says, name)
				}
			}
			if len(says) > 0 {
				t.Errorf("seed %d: %s is not said by %v", seed, path, says)
			}
		}
	}
	if tried < 10 {
		t.Errorf("only %d facts were tried", tried)
	}
}

// sameValue reports whether two values say the same: each implies the other.
func sameValue(a, b evidence.Stated) bool {
	both, ok := a.Join(b)
	return ok && len(both.String()) == len(a.String()) && len(both.String()) == len(b.String())
}

func TestAmend(t *testing.T) {
	t.Parallel()
	decode := func(name, text string) *evidence.Fragment {
		f, err := evidence.Decode(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	first := decode("first.yaml", `trias: dossier/v1
subject: {id: offer, version: "1.0"}
data: {deletion: {maxDays: 90, includesBackups: true}}
ext: {lab: {passed: false, runs: 3}}
proofs:
  - {id: deed, kind: contract, issuer: Example GmbH, issued: 2026-09-01, covers: [data.deletion]}
  - {id: report, kind: test, issuer: Example GmbH, issued: 2026-09-01, covers: [ext.lab]}
`)
	second := decode("second.yaml", "trias: dossier/v1\ndata: {deletion: {maxDays: 60}}\n")
	d, err := evidence.Merge(first, second)
	if err != nil {
		t.Fatal(err)
	}
	digest := d.Digest()
	days, passed := evidence.Stated{Scalar: int64(30)}, evidence.Stated{Scalar: true}
	amended, err := d.Amend(evidence.Amendment{
		Name:     "amendment",
		Subject:  evidence.Subject{Version: "2.0"},
		Facts:    map[string]evidence.Stated{"data.deletion.maxDays": days, "ext.lab.passed": passed},
		Confirms: map[string]evidence.Stated{"data.deletion.includesBackups": {Scalar: true}},
		Proofs:   []evidence.Proof{{ID: "deed", Kind: evidence.Contract, Issuer: "Example", Issued: evidence.Known(testkit.Today), Covers: []string{"data.deletion"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	fact := func(d *evidence.Dossier, path string) evidence.Fact {
		if f := evidence.FactSchema().Field(path); f != nil {
			return d.Fact(f.Slot)
		}
		return d.Ext(path)
	}
	if f := fact(amended, "data.deletion.maxDays"); len(f.Alternatives) != 1 || f.Alternatives[0].Value != days || len(f.Alternatives[0].Parts[0].Proofs) != 1 {
		t.Errorf("maxDays: %+v", f)
	}
	if f := fact(amended, "ext.lab.passed"); len(f.Alternatives) != 1 || f.Alternatives[0].Value != passed || len(f.Alternatives[0].Parts[0].Proofs) != 0 {
		t.Errorf("passed: %+v", f)
	}
	if f := fact(amended, "ext.lab.runs"); len(f.Alternatives[0].Parts[0].Proofs) != 1 {
		t.Errorf("runs lost its proof: %+v", f)
	}
	if f := fact(amended, "data.deletion.includesBackups"); len(f.Alternatives[0].Parts[0].Proofs) != 2 {
		t.Errorf("includesBackups is to have both proofs: %+v", f)
	}
	if v := amended.Subject().Version; v != "2.0" || d.Subject().Version != "1.0" {
		t.Errorf("version %s, and was %s", v, d.Subject().Version)
	}
	if d.Digest() != digest || len(fact(d, "data.deletion.maxDays").Alternatives) != 2 || amended.Digest() == digest {
		t.Error("the dossier itself was amended")
	}
	// It is the dossier that its sources make.
	again, err := evidence.Merge(amended.Sources()...)
	if err != nil {
		t.Fatal(err)
	}
	if again.Digest() != amended.Digest() {
		t.Error("the sources of what was amended make another dossier")
	}
	for _, bad := range []evidence.Amendment{
		{Facts: map[string]evidence.Stated{"data.nothing": days}},
		{Facts: map[string]evidence.Stated{"data.deletion.maxDays": passed}},
		{Facts: map[string]evidence.Stated{"data.deletion.maxDays": {}}},
		{Facts: map[string]evidence.Stated{"data.deletion.method": {Scalar: "burning"}}},
		{Facts: map[string]evidence.Stated{"data.location.storageCountries": days}},
		{Facts: map[string]evidence.Stated{"ext": days}},
		{Facts: map[string]evidence.Stated{"ext.lab": days}},
		{Subject: evidence.Subject{Layer: "basement"}},
		{Proofs: []evidence.Proof{{ID: "p"}}},
	} {
		if _, err := d.Amend(bad); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
	_, err = d.Amend(evidence.Amendment{Facts: map[string]evidence.Stated{"data.deletion.method": {Scalar: "burning"}}})
	if problems := (evidence.Problems)(nil); !errors.As(err, &problems) {
		t.Errorf("the problems are not told: %v", err)
	}
}

// Who states more of a list goes on proving what was proven of it, and who states
// something else does not.
func TestAmendKeepsProofsOfWhatIsSo(t *testing.T) {
	t.Parallel()
	f, err := evidence.Decode("a.yaml", []byte(`trias: dossier/v1
subject: {id: offer}
supplyChain: {subcontractors: [{id: s1, critical: true}]}
data: {accessLog: {storageCountries: [DE, FR]}}
partial: [data.accessLog.storageCountries]
proofs: [{id: p, kind: contract, issuer: Example GmbH, issued: 2026-09-01, covers: [supplyChain, data]}]
`))
	if err != nil {
		t.Fatal(err)
	}
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	elem := evidence.FactSchema().Field("supplyChain.subcontractors").Elem
	contractor := func(id string, critical, audit any) evidence.Item {
		it := evidence.Item{ID: id, Values: make([]evidence.Stated, len(elem.Fields))}
		it.Values[elem.Field("critical").Slot].Scalar, it.Values[elem.Field("auditRight").Slot].Scalar = critical, audit
		return it
	}
	list := func(open bool, items ...evidence.Item) evidence.Stated {
		return evidence.Stated{List: &evidence.StatedList{Open: open, Items: items}}
	}
	text := func(s string) evidence.Item { return evidence.Item{Scalar: s} }
	for _, tt := range []struct {
		name, path string
		to         evidence.Stated
		stays      bool
	}{
		{"a field more", "supplyChain.subcontractors", list(false, contractor("s1", true, true)), true},
		{"another field", "supplyChain.subcontractors", list(false, contractor("s1", false, nil)), false},
		{"another entry", "supplyChain.subcontractors", list(false, contractor("s1", true, nil), contractor("s2", nil, nil)), false},
		{"nothing else is to come", "data.accessLog.storageCountries", list(false, text("DE"), text("FR")), true},
		{"an entry more", "data.accessLog.storageCountries", list(true, text("DE"), text("FR"), text("AT")), true},
		{"an entry less", "data.accessLog.storageCountries", list(true, text("DE")), false},
	} {
		amended, err := d.Amend(evidence.Amendment{Name: "more", Facts: map[string]evidence.Stated{tt.path: tt.to}})
		if err != nil {
			t.Fatal(err)
		}
		is := amended.Fact(evidence.FactSchema().Field(tt.path).Slot)
		proven := 0
		for _, p := range is.Alternatives[0].Parts {
			proven += len(p.Proofs)
		}
		if len(is.Alternatives) != 1 || !sameValue(is.Alternatives[0].Value, tt.to) || proven != map[bool]int{true: 1}[tt.stays] {
			t.Errorf("%s: %+v", tt.name, is)
		}
	}
}
