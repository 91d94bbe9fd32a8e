package evaluator_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// oneRule evaluates one rule of which proof is demanded.
func oneRule(t testing.TB, rule string) *evaluator.Evaluator {
	t.Helper()
	text := evidence.Text{EN: "x", DE: "x"}
	d := tinyDefinition()
	d.Criteria = append(d.Criteria, criteria.Criterion{ID: "W", Dimension: criteria.Control, Domain: criteria.Operational, Title: text, Question: text,
		Rule: rule, Remedy: criteria.Remedy{Effort: criteria.Low}})
	catalogue, err := criteria.New(d)
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("one.yaml", []byte(fmt.Sprintf(`
trias: profile/v1
id: one
version: 1.0.0
title: {en: One, de: Eins}
catalogue: %s
criteria:
  W: {obligation: must, proof: 'by("test")'}
`, d.ID)), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// hostileMissing are rules and dossiers made to take long.
func hostileMissing(t testing.TB) map[string]func() (evaluator.Missing, error) {
	facts := []string{"data.export.selfService", "data.export.documented", "data.export.metadata", "data.export.logs", "data.export.configuration",
		"data.export.accessRules", "data.export.machineReadable", "data.export.allCustomerData", "data.export.viaInterface", "data.export.schemaMachineReadable"}
	var ands, ors []string
	for n := 0; len(strings.Join(ands, " && ")) < 7<<10; n++ {
		ands = append(ands, fmt.Sprintf("(%s || %s || !%s)", facts[n%10], facts[(n*3+1)%10], facts[(n*7+2)%10]))
	}
	for n := 0; len(strings.Join(ors, " || ")) < 7<<10; n++ {
		ors = append(ors, fmt.Sprintf("(%s && !%s && %s)", facts[n%10], facts[(n*3+1)%10], facts[(n*7+2)%10]))
	}
	subject := &evidence.Subject{ID: "s", Version: "1", Layer: "platform"}
	long := &evidence.Fragment{Subject: subject}
	for i := range evidence.MaxList {
		long.SupplyChain.Subcontractors = append(long.SupplyChain.Subcontractors, evidence.Subcontractor{ID: fmt.Sprint("s", i)})
	}
	open := testkit.Clone(long)
	open.Partial = []string{"supplyChain.subcontractors"}
	var disputes []*evidence.Fragment
	for n := range 2 {
		f := &evidence.Fragment{Name: fmt.Sprint(n), Subject: subject}
		v := n == 0
		f.Data.Export.SelfService, f.Data.Export.Documented, f.Data.Export.Metadata, f.Data.Export.Logs, f.Data.Export.Configuration = &v, &v, &v, &v, &v
		f.Data.Export.AccessRules, f.Data.Export.MachineReadable, f.Data.Export.AllCustomerData = &v, &v, &v
		disputes = append(disputes, f)
	}
	empty := testkit.Dossier(t, []*evidence.Fragment{{Subject: subject}})
	call := func(rule string, d *evidence.Dossier) func() (evaluator.Missing, error) {
		e := oneRule(t, rule)
		return func() (evaluator.Missing, error) { return e.Missing(context.Background(), d, testkit.At) }
	}
	return map[string]func() (evaluator.Missing, error){
		"and of or":             call(strings.Join(ands, " && "), empty),
		"or of and":             call(strings.Join(ors, " || "), empty),
		"thousand, every":       call("supplyChain.subcontractors.all(s, s.critical || size(s.countries) > 0)", testkit.Dossier(t, []*evidence.Fragment{long})),
		"thousand, some":        call("supplyChain.subcontractors.exists(s, s.critical && size(s.countries) > 3)", testkit.Dossier(t, []*evidence.Fragment{long})),
		"thousand, open":        call("supplyChain.subcontractors.all(s, s.critical) && size(supplyChain.subcontractors) > 1000", testkit.Dossier(t, []*evidence.Fragment{open})),
		"contradictions, and":   call(strings.Join(facts[:8], " && "), testkit.Dossier(t, disputes)),
		"contradictions, mixed": call(strings.Join(ands, " && "), testkit.Dossier(t, disputes)),
	}
}

// Rules and dossiers made to take long take no more than the bound.
func TestMissingIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for name, missing := range hostileMissing(t) {
		began := time.Now()
		m, err := missing()
		if err != nil {
			t.Fatal(name, err)
		}
		took := time.Since(began)
		t.Logf("%s: %v, %d ways, more %v", name, took, len(m.Criteria[0].Ways.Ways), m.Criteria[0].More)
		if took > 20*time.Second { // a hundred times what it takes on an idle machine
			t.Errorf("%s takes %v", name, took)
		}
	}
}
