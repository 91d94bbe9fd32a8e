package evaluator_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// hostileTurns are rules and dossiers made to take long.
func hostileTurns(t testing.TB) map[string]func() (evaluator.Counterfactuals, error) {
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
		long.SupplyChain.Subcontractors = append(long.SupplyChain.Subcontractors, evidence.Subcontractor{ID: fmt.Sprint("s", i), Critical: evidence.Known(i%2 == 0)})
	}
	part := testkit.Clone(long)
	for i := range part.SupplyChain.Subcontractors {
		part.SupplyChain.Subcontractors[i].Critical = evidence.Known(i%4 > 0)
	}
	var disputes []*evidence.Fragment
	stated := &evidence.Fragment{Subject: subject}
	for n := range 2 {
		f := &evidence.Fragment{Name: fmt.Sprint(n), Subject: subject}
		v := n == 0
		f.Data.Export.SelfService, f.Data.Export.Documented, f.Data.Export.Metadata, f.Data.Export.Logs, f.Data.Export.Configuration = &v, &v, &v, &v, &v
		f.Data.Export.AccessRules, f.Data.Export.MachineReadable, f.Data.Export.AllCustomerData = &v, &v, &v
		disputes = append(disputes, f)
		stated.Facts = f.Facts
	}
	call := func(rule string, sources ...*evidence.Fragment) func() (evaluator.Counterfactuals, error) {
		e, d := oneRule(t, rule), testkit.Dossier(t, sources)
		return func() (evaluator.Counterfactuals, error) {
			return e.Counterfactuals(context.Background(), d, testkit.At)
		}
	}
	return map[string]func() (evaluator.Counterfactuals, error){
		"and of or":             call(strings.Join(ands, " && "), stated),
		"or of and":             call(strings.Join(ors, " || "), stated),
		"thousand, every":       call("supplyChain.subcontractors.all(s, s.critical)", long),
		"thousand, a quarter":   call("supplyChain.subcontractors.all(s, s.critical)", part),
		"thousand, every other": call("supplyChain.subcontractors.all(s, s.critical || size(s.countries) > 0)", long),
		"thousand, more":        call("size(supplyChain.subcontractors) < 10", long),
		"thousand, some":        call("supplyChain.subcontractors.exists(s, s.critical && size(s.countries) > 3)", long),
		"contradictions, and":   call(strings.Join(facts[:8], " && "), disputes...),
		"contradictions, mixed": call(strings.Join(ands, " && "), disputes...),
	}
}

// Rules and dossiers made to take long take no more than the bounds.
func TestCounterfactualsAreBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for name, turns := range hostileTurns(t) {
		began := time.Now()
		c, err := turns()
		if err != nil {
			t.Fatal(name, err)
		}
		took := time.Since(began)
		if len(c.Criteria) == 0 {
			t.Logf("%s: %v, met", name, took)
			continue
		}
		steps := 0
		for _, k := range c.Criteria[0].Counterfactuals {
			steps = max(steps, len(k.Steps))
		}
		t.Logf("%s: %v, %d counterfactuals of up to %d steps, none %q, more %v, %d turns", name, took, len(c.Criteria[0].Counterfactuals), steps, c.Criteria[0].None, c.Criteria[0].More, len(c.Turns))
		if took > 60*time.Second { // some twenty times what it takes on an idle machine
			t.Errorf("%s takes %v", name, took)
		}
	}
}

func BenchmarkHostileCounterfactuals(b *testing.B) {
	for name, turns := range hostileTurns(b) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := turns(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A call that is cancelled ends with the context's error, and leaves nothing
// behind that a later call would see.
func TestCounterfactualsAreCancelled(t *testing.T) {
	t.Parallel()
	e, d := under(t, "normal"), shippedDossier(t, "zot.yaml")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Counterfactuals(ctx, d, turnDay); err != context.Canceled {
		t.Errorf("it ends with %v", err)
	}
}
