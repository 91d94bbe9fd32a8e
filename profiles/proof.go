package profiles

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Proof is what a profile demands of the proofs of the facts a criterion reads.
// In YAML it is one demand,
//
//	proof: by("contract") || by("documentation")
//
// or a mapping where the demand differs:
//
//	proof:
//	  rule: by("documentation")                     # of every fact of the rule
//	  when: by("declaration")                       # of every fact of the when; the rule's if left out
//	  facts: {data.deletion: by("contract")}        # of facts by path or the start of one; the longest counts
//
// "none" demands no proof and must be written out. See [DemandLanguage].
type Proof struct {
	Rule  string
	When  string
	Facts map[string]string
}

// DemandLanguage describes the language of proof demands.
const DemandLanguage = `by(kind), by(kind, age), attested(scheme), attested(scheme, level), attested(scheme, level, age),
inspected(demand), gapless(demand, span, bridge); combined with && and ||; or none`

type proofMapping struct {
	Rule  string            `json:"rule" required:"true"`
	When  string            `json:"when,omitzero"`
	Facts map[string]string `json:"facts,omitzero"`
}

// UnmarshalJSON reads either form.
func (p *Proof) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*p = Proof{Rule: text}
		return nil
	}
	node, err := doc.ParseJSON("", data, doc.DefaultLimits())
	if err != nil {
		return err
	}
	var m proofMapping
	if problems := doc.Bind(node, &m); len(problems) > 0 {
		var texts []string
		for _, q := range problems {
			s := q.Message
			if q.Pointer != "" {
				s = strings.TrimPrefix(q.Pointer, "/") + ": " + s
			}
			if q.Hint != "" {
				s += " (" + q.Hint + ")"
			}
			texts = append(texts, s)
		}
		return fmt.Errorf("not a proof demand: %s", strings.Join(texts, "; "))
	}
	*p = Proof(m)
	return nil
}

// MarshalJSON writes the shorter form where it says all.
func (p Proof) MarshalJSON() ([]byte, error) {
	if p.When == "" && len(p.Facts) == 0 {
		return doc.EncodeJSON(p.Rule)
	}
	return doc.EncodeJSON(proofMapping(p))
}

// Demands are the compiled proof demands of one criterion.
type Demands struct {
	rule, when *rules.Demand
	facts      []factDemand // longest path first
}

type factDemand struct {
	path   string
	demand *rules.Demand
}

// Of returns the demand on a fact by its path: of the when's facts or of the
// rule's.
func (d *Demands) Of(path string, when bool) *rules.Demand {
	for _, f := range d.facts {
		if path == f.path || strings.HasPrefix(path, f.path+".") {
			return f.demand
		}
	}
	if when {
		return d.when
	}
	return d.rule
}

// compileProof compiles a demand; source maps a part of it to its place. What
// compiles is kept by its text: most criteria of a profile share a few demands.
func compileProof(p *Proof, kept map[string]*rules.Demand, source func(part, text string) rules.Source) (*Demands, doc.Problems) {
	var problems doc.Problems
	compile := func(part, text string) *rules.Demand {
		if d, ok := kept[text]; ok {
			return d
		}
		d, ps := rules.CompileDemand(source(part, text))
		if len(ps) == 0 {
			kept[text] = d
		}
		problems = append(problems, ps...)
		return d
	}
	d := &Demands{rule: compile("rule", p.Rule)}
	d.when = d.rule
	if p.When != "" {
		d.when = compile("when", p.When)
	}
	for _, path := range slices.Sorted(maps.Keys(p.Facts)) {
		d.facts = append(d.facts, factDemand{path, compile("facts/"+path, p.Facts[path])})
	}
	slices.SortStableFunc(d.facts, func(a, b factDemand) int { return len(b.path) - len(a.path) })
	return d, problems
}

// conjoin returns demands that hold exactly where those of base and of derived
// hold, for every path, and how many parts the largest has. Where these are too
// many it returns early.
func conjoin(base, derived *Demands) (out *Demands, parts int) {
	out = &Demands{rule: base.rule.And(derived.rule), when: base.when.And(derived.when)}
	parts = max(out.rule.Parts(), out.when.Parts())
	paths := map[string]bool{}
	for _, f := range base.facts {
		paths[f.path] = true
	}
	for _, f := range derived.facts {
		paths[f.path] = true
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		if parts > rules.MaxDemandParts {
			return out, parts
		}
		// A path's demand holds for rule and when alike, so where only one side
		// names it the other side's are both asked for.
		both := base.Of(path, false).And(derived.Of(path, false))
		if !base.names(path) {
			both = both.And(base.Of(path, true))
		}
		if !derived.names(path) {
			both = both.And(derived.Of(path, true))
		}
		parts = max(parts, both.Parts())
		out.facts = append(out.facts, factDemand{path, both})
	}
	slices.SortStableFunc(out.facts, func(a, b factDemand) int { return len(b.path) - len(a.path) })
	return out, parts
}

func (d *Demands) names(path string) bool {
	return slices.ContainsFunc(d.facts, func(f factDemand) bool { return path == f.path || strings.HasPrefix(path, f.path+".") })
}

// paths lists the paths with a demand of their own.
func (d *Demands) paths() []string {
	var out []string
	for _, f := range d.facts {
		out = append(out, f.path)
	}
	return out
}

// String writes the demands for readers and digests.
func (d *Demands) canonical() map[string]string {
	m := map[string]string{"rule": d.rule.String(), "when": d.when.String()}
	for _, f := range d.facts {
		m["facts/"+f.path] = f.demand.String()
	}
	return m
}
