package evaluator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// ErrCriterion is returned for a criterion that the profile does not apply.
var ErrCriterion = errors.New("the profile has no such criterion")

// Bounds of a [Trace]. What is beyond them is counted, never left out silently.
const (
	// TraceEntries is how many entries of a list a trace shows, those that decide
	// first: as many as a reader takes in. [WithAllEntries] shows all.
	TraceEntries = 3
	// MaxTraceNodes is how many nodes a trace shows below entries of lists, however
	// many are asked for: a rule over lists within lists of a thousand entries has
	// millions, and nobody reads more than these.
	MaxTraceNodes = 50_000
	// TraceChoices is how many combinations of contradicted values a trace shows.
	TraceChoices = 8
)

// WithAllEntries lets traces show all entries of lists, up to [MaxTraceNodes].
// Verdicts it does not concern.
func WithAllEntries() Option { return optionFunc(func(o *options) { o.allEntries = true }) }

// Trace is how one criterion was evaluated: every test of its rules, whether it
// decided or not. A verdict's reasons are the short form of it.
type Trace struct {
	Criterion string  `json:"criterion" required:"true"`
	Outcome   Outcome `json:"outcome" required:"true"`
	// When is the tree of the criterion's when; absent if it has none.
	When *TraceNode `json:"when,omitzero"`
	// Rule is the tree of its rule.
	Rule TraceNode `json:"rule" required:"true"`
	// Contradicted are the facts on which sources disagree. If that leaves the
	// outcome open they are unknown in the trees; else the trees are those of the
	// values with which the outcome comes out worst.
	Contradicted []evidence.Contradiction `json:"contradicted,omitzero"`
	// Choices say what the outcome would be with each of the values stated, if no
	// source stated the others: at most [TraceChoices], and MoreChoices counts the
	// others. They are absent where there are more combinations than are tried.
	Choices     []TraceChoice `json:"choices,omitzero"`
	MoreChoices int64         `json:"moreChoices,omitzero" min:"0"`
	// Confidential says which facts are confidential, and whether their values are
	// masked; absent if none is.
	Confidential *Confidentiality `json:"confidential,omitzero"`
}

// TraceChoice is what follows from one choice among contradicted values.
type TraceChoice struct {
	Values  []ChosenValue `json:"values" required:"true" minItems:"1"`
	Outcome Outcome       `json:"outcome" required:"true"`
}

// ChosenValue is a contradicted fact, one of the values stated and who states it.
type ChosenValue struct {
	Path string `json:"path" required:"true"`
	// Value is absent if it is masked.
	Value   string   `json:"value,omitzero"`
	Sources []string `json:"sources" required:"true"`
	// Confidential reports that the value is masked.
	Confidential bool `json:"confidential,omitzero"`
}

// TraceNode is a node of a rule: a test, or what joins the nodes below.
//
//	and        true if all are; false if one is false, else unknown if one is,
//	           else error if one is
//	or         false if all are; true if one is true, else unknown if one is,
//	           else error if one is
//	not        true if the one below is false, and the other way round
//	condition  the second node below if the first is true, the third if it is
//	           false, else what the first is
//	all        and over the entries of a list, true of an empty one
//	exists     or over the entries of a list, false of an empty one
type TraceNode struct {
	Kind TraceKind `json:"kind" required:"true"`
	// Text is a test as the catalogue writes it, or the head of an all or exists;
	// of what else joins nodes it is absent. Line and Column are where the node
	// starts: see [Place].
	Text   string `json:"text,omitzero"`
	Line   int64  `json:"line" required:"true" min:"1"`
	Column int64  `json:"column" required:"true" min:"1"`
	// Claimed is the node's truth by what sources claim, Proven by what is proven.
	Claimed Truth `json:"claimed" required:"true"`
	Proven  Truth `json:"proven" required:"true"`
	// Decides reports that the outcome rests on the node: it is a reason, or there
	// is one below.
	Decides bool `json:"decides,omitzero"`
	// Entry is the entry of the list of the all or exists above that this node is
	// about; of a list of single values it is the list, and Value the value.
	Entry string         `json:"entry,omitzero"`
	Value evidence.Value `json:"value,omitzero"`

	// Path is the fact a test is about, or the list of an all or exists. Operator
	// and Wanted say what the test asks as it is written, Got what there is; see
	// [Reason] for all of these.
	Path       string         `json:"path,omitzero"`
	Operator   string         `json:"operator,omitzero"`
	Got        evidence.Value `json:"got,omitzero"`
	Wanted     evidence.Value `json:"wanted,omitzero"`
	Unit       string         `json:"unit,omitzero"`
	WantedPath string         `json:"wantedPath,omitzero"`
	Facts      []string       `json:"facts,omitzero"`
	Error      string         `json:"error,omitzero"`
	// Proofs are the proofs the fact rests on; Needs is what the profile demands
	// of them, where they do not satisfy it: see [profiles.DemandLanguage].
	Proofs []string `json:"proofs,omitzero"`
	Needs  string   `json:"needs,omitzero"`

	// Entries is the number of entries of the list that are stated, Open that it
	// may have others, Left how many of them are not among Children.
	Entries int64 `json:"entries,omitzero" min:"0"`
	Open    bool  `json:"open,omitzero"`
	Left    int64 `json:"left,omitzero" min:"0"`
	// Deciding is the number of entries each of which alone makes an all false, or
	// an exists true, by what is claimed.
	Deciding int64 `json:"deciding,omitzero" min:"0"`
	// Children are the nodes below, in the order of the rule; of an all or exists
	// one for each entry that is shown, those that decide first.
	Children []TraceNode `json:"children,omitzero"`
}

// TraceKind is the kind of a node of a rule.
type TraceKind string

// The kinds of nodes.
const (
	TraceTest      TraceKind = "test"
	TraceAnd       TraceKind = "and"
	TraceOr        TraceKind = "or"
	TraceNot       TraceKind = "not"
	TraceCondition TraceKind = "condition"
	TraceAll       TraceKind = "all"
	TraceExists    TraceKind = "exists"
)

// Values returns the accepted values.
func (TraceKind) Values() []string {
	return []string{"test", "and", "or", "not", "condition", "all", "exists"}
}

var traceKinds = map[rules.NodeKind]TraceKind{rules.AtomNode: TraceTest, rules.AndNode: TraceAnd, rules.OrNode: TraceOr, rules.NotNode: TraceNot,
	rules.CondNode: TraceCondition, rules.AllNode: TraceAll, rules.ExistsNode: TraceExists}

// Truth is the truth of a node of a rule: true, false, unknown, or error; or that
// it is not said, because it rests on a confidential fact.
type Truth string

// The truths.
const (
	TruthTrue    Truth = "true"
	TruthFalse   Truth = "false"
	TruthUnknown Truth = "unknown"
	TruthError   Truth = "error"

	TruthConfidential Truth = "confidential"
)

// Values returns the accepted values.
func (Truth) Values() []string { return []string{"true", "false", "unknown", "error", "confidential"} }

// Trace evaluates one criterion as [Evaluator.Evaluate] does and returns the whole
// tree of its rules. The errors are those of Evaluate and [ErrCriterion].
func (e *Evaluator) Trace(ctx context.Context, dossier *evidence.Dossier, at time.Time, id string, opts ...Option) (Trace, error) {
	i := slices.IndexFunc(e.criteria, func(c criterion) bool { return c.ID == id })
	if i < 0 {
		return Trace{}, fmt.Errorf("%w: %s has no %s", ErrCriterion, e.profile.ID(), doc.Quote(id))
	}
	r, err := e.begin(dossier, at, opts)
	if err != nil {
		return Trace{}, err
	}
	defer r.end()
	return r.traced(ctx, &e.criteria[i])
}

// traced traces one criterion.
func (r *run) traced(ctx context.Context, c *criterion) (Trace, error) {
	if err := ctx.Err(); err != nil {
		return Trace{}, err
	}
	t := Trace{Criterion: c.ID}
	if _, err := r.settle(ctx, c, func(j judged) error { return r.trace(&t, c, j) }); err != nil {
		return Trace{}, err
	}
	t.Confidential = r.confidentiality()
	return r.masked(t.Confidential).trace(t), nil
}

func (r *run) trace(t *Trace, c *criterion, j judged) error {
	t.Outcome = j.outcome
	for _, slot := range j.contradicted {
		t.Contradicted = append(t.Contradicted, r.prepared.stated[slot].Contradictions(r.evaluator.env.Info(slot).Path)...)
	}
	if j.open {
		if err := r.choices(t, c); err != nil {
			return err
		}
		for _, slot := range j.contradicted {
			r.trial.Set(slot, rules.Val{})
			r.pick[r.index(slot)] = -1
		}
	}
	tracer := rules.Tracer{Shown: TraceEntries, Nodes: MaxTraceNodes}
	if r.options.allEntries {
		tracer.Shown = MaxTraceNodes
	}
	if c.when != nil {
		decides := j.open || j.outcome == NotApplicable || j.outcome == Fail || j.outcome != Pass && j.when.claimed != rules.True
		node, err := r.traceOf(&tracer, c.when, c.whenReads, decides, j.outcome == NotApplicable, true)
		if err != nil {
			return err
		}
		t.When = &node
	}
	decides := j.open || j.outcome == Pass || j.outcome == Fail || j.outcome != NotApplicable && j.rule.claimed != rules.False
	var err error
	t.Rule, err = r.traceOf(&tracer, c.rule, c.ruleReads, decides, j.outcome == Pass, false)
	return err
}

// choices says what would follow from each combination of contradicted values.
func (r *run) choices(t *Trace, c *criterion) error {
	contradicted, combinations := r.contradicted(c)
	if combinations > maxAlternatives {
		return nil
	}
	t.MoreChoices = int64(max(combinations-TraceChoices, 0))
	for n := range min(combinations, TraceChoices) {
		if err := r.try(contradicted, n); err != nil {
			return err
		}
		j, err := r.judge(c)
		if err != nil {
			return err
		}
		choice := TraceChoice{Outcome: j.outcome}
		for _, slot := range contradicted {
			alternative := r.alternative(slot)
			value := ChosenValue{Path: r.evaluator.env.Info(slot).Path, Value: alternative.Value.String()}
			for _, part := range alternative.Parts {
				value.Sources = append(value.Sources, part.Sources...)
			}
			slices.Sort(value.Sources)
			value.Sources = slices.Compact(value.Sources)
			choice.Values = append(choice.Values, value)
		}
		t.Choices = append(t.Choices, choice)
	}
	return nil
}

// traceOf traces one of the criterion's rules. decides says that the outcome
// rests on it, byProof that it does by what is proven alone.
func (r *run) traceOf(tracer *rules.Tracer, rule *rules.Rule, reads []read, decides, byProof, negate bool) (TraceNode, error) {
	proven, err := r.proven(reads)
	if err != nil {
		return TraceNode{}, err
	}
	var reasons []rules.Leaf
	if decides {
		m := r.claimed
		if byProof {
			m = proven
		}
		reasons = slices.Clone(rule.Explain(m, negate).Leaves)
	}
	x := tracer.Trace(rule, r.claimed, proven, reasons)
	if proven == r.scratch {
		r.forget(reads)
	}
	return r.traceNode(x, reads), nil
}

func (r *run) traceNode(x *rules.Traced, reads []read) TraceNode {
	place := x.Node.Place()
	n := TraceNode{Kind: traceKinds[x.Node.Kind], Text: x.Node.Head(), Line: int64(place.Line), Column: int64(place.Column),
		Claimed: Truth(x.Claimed.String()), Proven: Truth(x.Proven.String()), Decides: x.Decides,
		Entry: x.Entry, Value: x.Value}
	switch {
	case x.Leaf != nil:
		l := x.Leaf
		n.Path, n.Operator, n.Got, n.Wanted, n.Unit, n.WantedPath, n.Facts, n.Error = l.Path, l.Op, l.Got, l.Wanted, l.Unit, l.WantedPath, l.Facts, l.Err
		if l.Slot >= 0 && !l.Got.IsZero() {
			n.Proofs = r.restsOn(l.Slot, l.Also, reads, Pass)
		}
		if x.Proven != x.Claimed {
			n.Needs = r.lacks(append([]int{l.Slot}, l.Also...), reads)
		}
	case x.Node.Range != nil:
		n.Path, n.Entries, n.Open, n.Left, n.Deciding = x.Path, int64(x.Entries), x.Open, int64(x.Left), int64(x.Deciding)
		if x.Slot >= 0 && x.Known {
			n.Proofs = r.restsOn(x.Slot, nil, reads, Pass)
		}
		if x.Proven != x.Claimed {
			n.Needs = r.lacks([]int{x.Slot}, reads)
		}
	}
	for _, c := range x.Children {
		n.Children = append(n.Children, r.traceNode(c, reads))
	}
	return n
}

// lacks is the demand on the first of some facts whose proofs do not satisfy it.
func (r *run) lacks(slots []int, reads []read) string {
	for _, slot := range slots {
		if slot < 0 {
			continue
		}
		alternative := r.alternative(slot)
		for _, rd := range reads {
			if rd.slot == slot && alternative != nil && !r.supports(rd.demand, alternative) {
				return rd.demand.String()
			}
		}
	}
	return ""
}
