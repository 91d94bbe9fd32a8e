package rules_test

import (
	"fmt"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

var c5ByENS = rules.Equivalent{ID: "E", Demanded: rules.Attested{Scheme: evidence.BSIC5, Level: 2}, Accepted: rules.Attested{Scheme: evidence.ENS, Level: 2}}

// TestCounterparts: what rules see of entries that are accepted as others. A
// counterpart is found by quantifiers, and is no further entry where entries are
// counted.
func TestCounterparts(t *testing.T) {
	t.Parallel()
	env, err := rules.NewEnv(nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := env.Scope("X", nil)
	if err != nil {
		t.Fatal(err)
	}
	slot, ok := env.Slot("operational.attestations")
	if !ok || !env.Attests(slot) {
		t.Fatal("operational.attestations are no attestations")
	}
	if other, _ := env.Slot("supplyChain.subcontractors"); env.Attests(other) {
		t.Error("subcontractors are attestations")
	}
	f, err := evidence.Decode("offer.yaml", []byte(`trias: dossier/v1
subject: {id: x}
operational:
  attestations:
    - {id: media, scheme: ens, level: 2, coversService: true}
    - {id: basica, scheme: ens, level: 1, coversService: false}
    - {id: open, scheme: ens, coversRegions: true}
`))
	if err != nil {
		t.Fatal(err)
	}
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	v, err := env.ValueWith(slot, d.Fact(slot).Alternatives[0].Value, []rules.Equivalent{c5ByENS})
	if err != nil {
		t.Fatal(err)
	}
	m := env.NewMachine()
	m.Set(slot, v)
	m.Given(nil, nil, civil.Date{})
	for _, c := range []struct {
		rule string
		want rules.Truth
		path string // of the first leaf
		by   string
		got  string
	}{
		{`operational.attestations.exists(a, a.scheme == "bsi-c5" && a.level >= 2 && a.coversService)`, rules.True, "operational.attestations[media].scheme", "E", "ens"},
		{`operational.attestations.exists(a, a.scheme == "ens" && a.level == 2)`, rules.True, "operational.attestations[media].scheme", "", "ens"},
		{`operational.attestations.exists(a, a.scheme == "iso27001" && a.coversService)`, rules.Unknown, "", "", ""}, // the open one may be no ENS
		{`operational.attestations.exists(a, a.coversService == false && a.scheme == "bsi-c5")`, rules.Unknown, "", "", ""},
		{`operational.attestations.exists(a, a.coversRegions && a.scheme == "bsi-c5")`, rules.Unknown, "", "", ""},
		{`operational.attestations.all(a, a.scheme in ["ens", "bsi-c5"])`, rules.Unknown, "", "", ""},
		{`operational.attestations.all(a, a.scheme != "scs" || a.coversService)`, rules.Unknown, "", "", ""},
		{`size(operational.attestations) == 3`, rules.True, "operational.attestations", "", "3"},
	} {
		r, problems := s.Compile(rules.Source{File: "x", Text: c.rule})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		got, _ := r.Eval(m)
		x := r.Explain(m, false)
		if got != c.want || x.Truth != got {
			t.Errorf("%s is %s, explained %s, not %s", c.rule, got, x.Truth, c.want)
			continue
		}
		if c.path == "" {
			continue
		}
		if l := x.Leaves[0]; l.Path != c.path || l.By != c.by || l.Got.String() != c.got {
			t.Errorf("%s: %s is %s by %q", c.rule, l.Path, l.Got, l.By)
		}
	}
}

// TestManyCounterparts: a list grows to twice its length at most; what else is
// accepted is unknown, never denied.
func TestManyCounterparts(t *testing.T) {
	t.Parallel()
	env, err := rules.NewEnv(nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := env.Scope("X", nil)
	if err != nil {
		t.Fatal(err)
	}
	slot, _ := env.Slot("operational.attestations")
	f := &evidence.Fragment{Subject: &evidence.Subject{ID: "x"}}
	for i := range evidence.MaxList {
		f.Operational.Attestations = append(f.Operational.Attestations, evidence.HeldAttestation{ID: fmt.Sprintf("a%d", i),
			Scheme: evidence.Known(evidence.AttestationSchemeENS), Level: evidence.Known(int64(2))})
	}
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	scs := c5ByENS
	scs.Demanded = rules.Attested{Scheme: evidence.SCS, Level: 1}
	for _, c := range []struct {
		by   []rules.Equivalent
		want rules.Truth
	}{{[]rules.Equivalent{c5ByENS}, rules.False}, {[]rules.Equivalent{c5ByENS, scs}, rules.Unknown}} {
		v, err := env.ValueWith(slot, d.Fact(slot).Alternatives[0].Value, c.by)
		if err != nil {
			t.Fatal(err)
		}
		m := env.NewMachine()
		m.Set(slot, v)
		m.Given(nil, nil, civil.Date{})
		r, problems := s.Compile(rules.Source{File: "x", Text: `operational.attestations.exists(a, a.scheme == "gaia-x")`})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if got, _ := r.Eval(m); got != c.want || r.Explain(m, false).Truth != got {
			t.Errorf("%d equivalences: %s", len(c.by), got)
		}
	}
}

// TestTwin: an accepted attestation is what it is accepted as, and else what it
// was.
func TestTwin(t *testing.T) {
	t.Parallel()
	p := func(kind evidence.ProofKind, scheme evidence.Scheme, name evidence.SchemeName, level int64) evidence.SupportingProof {
		q := &evidence.Proof{ID: "p", Kind: kind, Scheme: scheme, SchemeName: name, Level: &level}
		if level == 0 {
			q.Level = nil
		}
		return evidence.SupportingProof{Proof: q, Ref: "file:p", Scoped: true}
	}
	label := rules.Equivalent{Demanded: c5ByENS.Demanded, Accepted: rules.Attested{Scheme: evidence.OtherScheme, Name: "Example Label", Level: 1}}
	for _, c := range []struct {
		what string
		by   rules.Equivalent
		p    evidence.SupportingProof
		want bool
	}{
		{"of the level", c5ByENS, p(evidence.Attestation, evidence.ENS, "", 2), true},
		{"of a higher level", c5ByENS, p(evidence.Attestation, evidence.ENS, "", 3), true},
		{"of a lower level", c5ByENS, p(evidence.Attestation, evidence.ENS, "", 1), false},
		{"of another scheme", c5ByENS, p(evidence.Attestation, evidence.SOC2, "", 2), false},
		{"no attestation", c5ByENS, p(evidence.Audit, "", "", 0), false},
		{"of the name", label, p(evidence.Attestation, evidence.OtherScheme, "Example Label", 0), true},
		{"of another name", label, p(evidence.Attestation, evidence.OtherScheme, "Example Seal", 0), false},
	} {
		was := *c.p.Proof
		twin, ok := c.by.Twin(c.p)
		if ok != c.want || c.p.Scheme != was.Scheme || c.p.SchemeName != was.SchemeName {
			t.Errorf("%s: %t", c.what, ok)
		}
		if ok && (twin.Scheme != evidence.BSIC5 || *twin.Level != 2 || twin.SchemeName != "" || twin.Ref != "file:p" || !twin.Scoped || c.p.Scheme == evidence.BSIC5) {
			t.Errorf("%s: %+v", c.what, twin.Proof)
		}
	}
}

// TestAsks: which demands an attestation bears on.
func TestAsks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"none": false, `by("contract")`: false, `attested("bsi-c5", 1)`: true, `attested("bsi-c5", 2)`: true, `attested("ens", 3)`: false,
		`by("contract") && (by("audit") || inspected(attested("bsi-c5", 2, months(3))))`: true, `gapless(attested("bsi-c5", 2), months(12), months(3))`: true,
	} {
		d, problems := rules.CompileDemand(rules.Source{File: "x", Text: text})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if d.Asks(c5ByENS.Demanded) != want {
			t.Errorf("%s: %t", text, !want)
		}
		if lower := (rules.Attested{Scheme: evidence.BSIC5, Level: 1}); d.Asks(lower) != (text == `attested("bsi-c5", 1)`) {
			t.Errorf("%s asks for Type 1: %t", text, d.Asks(lower))
		}
	}
	if _, problems := rules.CompileDemand(rules.Source{File: "x", Text: `attested("other")`}); len(problems) == 0 {
		t.Error("another scheme can be demanded, whatever it is")
	}
}
