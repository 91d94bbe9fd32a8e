package questionnaire_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestOpen: of a dossier that lacks an answer, a field of an entry and a proof,
// these are open, and nothing else.
func TestOpen(t *testing.T) {
	t.Parallel()
	q, err := questionnaire.New(tinyProfile(t, "profile.yaml"), questionnaire.Options{})
	if err != nil {
		t.Fatal(err)
	}
	whole := string(file(t, "offer.yaml"))
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"share: 99.75, ", "", "ext.desk.share unanswered CHO-1"},
		{"share: 99.75", "share: 1", ""}, // not met, whatever else
		{"auditRight: true", "", "supplyChain.subcontractors[mailer].auditRight unanswered CON-2"},
		{"critical: true", "critical: false", ""},
		{", supplyChain.subcontractors]", "]", "supplyChain.subcontractors unproven CON-2"},
		{"exists: true, ", "", "ext.desk.exists unanswered CHO-1"}, // met, and may yet turn out not to apply
		{"layer: platform", "layer: infrastructure", ""},
		{"custody: trustee, ", "", "data.keys.custody unanswered CON-1"},
	} {
		f, err := evidence.Decode("offer.yaml", []byte(strings.Replace(whole, c.old, c.new, 1)))
		if err != nil {
			t.Fatal(err)
		}
		d, err := evidence.Merge(f)
		if err != nil {
			t.Fatal(err)
		}
		open, err := q.Open(context.Background(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, o := range open {
			got = append(got, fmt.Sprint(o.Fact, " ", o.State, " ", strings.Join(o.Criteria, ",")))
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%q instead of %q: %s, not %s", c.new, c.old, text, c.want)
		}
	}
	// The layer alone tells of one criterion that it does not apply.
	d, err := evidence.Merge(&evidence.Fragment{Subject: &evidence.Subject{ID: "s"}})
	if err != nil {
		t.Fatal(err)
	}
	open, err := q.Open(context.Background(), d, testkit.At)
	if err != nil || len(open) != len(q.Questions) || open[0].Fact != "subject.layer" || open[0].State != evaluator.OpenUnanswered {
		t.Errorf("%v %+v", err, open)
	}
}

func BenchmarkNew(b *testing.B) {
	p, err := profiles.Lookup("high")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := questionnaire.New(p, questionnaire.Options{Layer: "platform"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	p, err := profiles.Lookup("high")
	if err != nil {
		b.Fatal(err)
	}
	e, err := evaluator.Compile(p.Catalogue(), p)
	if err != nil {
		b.Fatal(err)
	}
	d := testkit.Dossier(b, testkit.New(3, testkit.Varied(1)).Fragments())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Open(context.Background(), d, testkit.At); err != nil {
			b.Fatal(err)
		}
	}
}
