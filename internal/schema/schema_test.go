package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/schema"
	"github.com/trias-sovereignty/trias/profiles"
)

// kind is a kind of document with its two judges: the schema and the decoder.
type kind struct {
	name   string
	typ    reflect.Type
	limits doc.Limits
	bind   func(*doc.Node) doc.Problems
	schema func() *jsonschema.Schema
}

func kinds() []*kind {
	return []*kind{
		newKind[evidence.Fragment]("dossier", evidence.DefaultLimits()),
		newKind[criteria.Definition]("catalogue", doc.DefaultLimits()),
		newKind[frameworks.File]("framework", doc.DefaultLimits()),
		newKind[profiles.Definition]("profile", doc.DefaultLimits()),
		newKind[profiles.Need]("need", doc.DefaultLimits()),
		newKind[evaluator.Verdict]("verdict", doc.DefaultLimits()),
		newKind[evaluator.Levels]("levels", doc.DefaultLimits()),
		newKind[evaluator.Horizon]("horizon", doc.DefaultLimits()),
		newKind[evaluator.Comparison]("comparison", doc.DefaultLimits()),
		newKind[evaluator.Verification]("verification", doc.DefaultLimits()),
		newKind[score.Score]("score", doc.DefaultLimits()),
		newKind[score.Definition]("method", doc.DefaultLimits()),
		newKind[tender.Definition]("tender", doc.DefaultLimits()),
		newKind[tender.Ranking]("ranking", doc.DefaultLimits()),
		newKind[tender.Qualification]("qualification", doc.DefaultLimits()),
		newKind[population.Definition]("population", doc.DefaultLimits()),
		newKind[simulate.Definition]("study", doc.DefaultLimits()),
		newKind[simulate.Results]("simulation", doc.DefaultLimits()),
		newKind[evaluator.Missing]("missing", doc.DefaultLimits()),
		newKind[evaluator.Counterfactuals]("counterfactuals", doc.DefaultLimits()),
		newKind[waiverFile]("waivers", doc.DefaultLimits()),
		newKind[equivalenceFile]("equivalences", doc.DefaultLimits()),
		newKind[decisionFile]("decisions", doc.DefaultLimits()),
		newKind[onboardingFile]("onboarding", doc.DefaultLimits()),
		newKind[questionnaire.Questionnaire]("questionnaire", doc.DefaultLimits()),
	}
}

func kindOf(name string) *kind {
	for _, k := range kinds() {
		if k.name == name {
			return k
		}
	}
	panic("no kind " + name)
}

// waiverFile stands for the type that evaluator.DecodeWaivers reads, which
// TestFiles compares it with; and so do those below for theirs.
type waiverFile struct {
	Trias   string             `json:"trias" required:"true" const:"waivers/v1"`
	Waivers []evaluator.Waiver `json:"waivers" required:"true"`
}

type equivalenceFile struct {
	Trias        string                  `json:"trias" required:"true" const:"equivalences/v1"`
	Equivalences []evaluator.Equivalence `json:"equivalences" required:"true"`
}

type decisionFile struct {
	Trias     string                    `json:"trias" required:"true" const:"decisions/v1"`
	Decisions []profiles.DecisionRecord `json:"decisions" required:"true"`
}

// onboardingFile stands for the type that evaluator.DecodeOnboarding reads.
type onboardingFile struct {
	Trias string `json:"trias" required:"true" const:"onboarding/v1"`
	evaluator.Onboarding
}

var compiled sync.Map // name of a kind to func() *jsonschema.Schema

func newKind[T any](name string, limits doc.Limits) *kind {
	once, _ := compiled.LoadOrStore(name, sync.OnceValue(func() *jsonschema.Schema { return compile(name) }))
	return &kind{
		name: name, typ: reflect.TypeFor[T](), limits: limits,
		bind:   func(n *doc.Node) doc.Problems { return doc.Bind(n, new(T)) },
		schema: once.(func() *jsonschema.Schema),
	}
}

// compile compiles a schema as a strict validator uses it: format is asserted,
// and the schema itself is checked against the metaschema.
func compile(name string) *jsonschema.Schema {
	data, err := schema.Document(name)
	if err != nil {
		panic(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		panic(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	id := v.(map[string]any)["$id"].(string)
	if err := c.AddResource(id, v); err != nil {
		panic(err)
	}
	return c.MustCompile(id)
}

func TestDocument(t *testing.T) {
	t.Parallel()
	for _, name := range schema.Kinds() {
		data, err := schema.Document(name)
		if err != nil {
			t.Fatal(err)
		}
		var head struct {
			Schema string `json:"$schema"`
			ID     string `json:"$id"`
			Title  string `json:"title"`
		}
		if err := json.Unmarshal(data, &head); err != nil {
			t.Fatal(err)
		}
		if head.Schema != "https://json-schema.org/draft/2020-12/schema" || head.Title != "Trias "+name ||
			head.ID != "https://trias-sovereignty.github.io/schema/"+name+"-v1.json" {
			t.Errorf("%s: %+v", name, head)
		}
	}
	_, err := schema.Document("dosier")
	if !errors.Is(err, schema.ErrUnknown) {
		t.Fatalf("got %v, want ErrUnknown", err)
	}
	for _, name := range schema.Kinds() {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%q does not name %s", err, name)
		}
	}
}

// TestShipped validates every document that comes with Trias.
func TestShipped(t *testing.T) {
	t.Parallel()
	for _, shipped := range []struct{ kind, glob string }{
		{"catalogue", "../../criteria/*.yaml"},
		{"framework", "../../criteria/frameworks/*.yaml"},
		{"profile", "../../profiles/*.yaml"},
		{"dossier", "../../examples/dossiers/*.yaml"},
		{"dossier", "../../examples/newcomer/dossier/*.yaml"},
		{"need", "../../examples/needs/*.yaml"},
		{"waivers", "../../examples/waivers/*.yaml"},
		{"equivalences", "../../examples/equivalence/equivalences.yaml"},
		{"decisions", "../../examples/equivalence/decisions.yaml"},
		{"onboarding", "../../examples/newcomer/onboarding*.yaml"},
		{"profile", "../../examples/tailoring/[cr]*.yaml"},
		{"decisions", "../../examples/tailoring/decisions.yaml"},
		{"catalogue", "../../examples/catalogue/catalogue.yaml"},
		{"population", "../../evaluator/population/testdata/*[dyc].yaml"},
		{"study", "../../evaluator/simulate/testdata/study.yaml"},
		{"catalogue", "../../examples/change/hosting-*.yaml"},
		{"dossier", "../../examples/change/offers/*.yaml"},
	} {
		k := kindOf(shipped.kind)
		files, err := filepath.Glob(shipped.glob)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files (%v)", shipped.glob, len(files), err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !k.check(t, filepath.Base(file), data) {
				t.Errorf("%s is refused", file)
			}
		}
	}
}

// TestFacts looks for every fact in the schema, with what is asked and in which
// unit.
func TestFacts(t *testing.T) {
	t.Parallel()
	data, err := schema.Document("dossier")
	if err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	resolve := func(s map[string]any) map[string]any {
		if ref, ok := s["$ref"].(string); ok {
			return root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
		}
		return s
	}
	var facts func(s map[string]any, r *evidence.Record)
	facts = func(s map[string]any, r *evidence.Record) {
		for _, f := range r.Fields {
			at, property := resolve(s), map[string]any(nil)
			for name := range strings.SplitSeq(f.Name, ".") {
				properties, _ := at["properties"].(map[string]any)
				property, _ = properties[name].(map[string]any)
				at = resolve(property)
			}
			text := func(key string) string { v, _ := property[key].(string); return v }
			if text("description") != f.Question.EN || text("x-question-de") != f.Question.DE || text("x-unit") != f.Unit {
				t.Errorf("%s: schema has %q, %q, %q", f.Path, text("description"), text("x-question-de"), text("x-unit"))
			}
			if f.Elem != nil {
				items, _ := property["items"].(map[string]any)
				facts(items, f.Elem)
			}
		}
	}
	facts(root, evidence.FactSchema())
}
