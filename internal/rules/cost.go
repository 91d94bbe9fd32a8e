package rules

import (
	"strings"

	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/ast"

	"github.com/trias-sovereignty/trias/evidence"
)

// sizes tells cel-go's cost estimator how long lists and texts can be: as long
// as the decoder lets in. A hint for every list and text keeps the estimate
// finite and honest.
type sizes struct{ scope *Scope }

// The longest a text may be, in characters, where no closed set bounds it.
const longestText = 1000

func (s sizes) EstimateSize(node checker.AstNode) *checker.SizeEstimate {
	limit := uint64(longestText)
	if e := node.Expr(); e.Kind() == ast.SelectKind && isNamed(e.AsSelect().Operand(), "params") {
		limit = evidence.MaxList
	} else if node.Type() != nil && node.Type().TypeName() == "list" {
		limit = evidence.MaxList
		// A list of members of a closed set is a set: no longer than that.
		if f := s.field(node.Expr()); f != nil && len(f.Values) > 0 && len(f.Values) < evidence.MaxList {
			limit = uint64(len(f.Values))
		}
	}
	return &checker.SizeEstimate{Max: limit}
}

func isNamed(e ast.Expr, name string) bool { return e.Kind() == ast.IdentKind && e.AsIdent() == name }

func (s sizes) field(e ast.Expr) *FieldInfo {
	if e.Kind() != ast.SelectKind {
		return nil
	}
	if root, _ := chain(e); root == "" {
		return nil
	}
	return s.scope.env.sets[e.AsSelect().FieldName()]
}

// setsOf lists the lists of members of closed sets by the last part of their
// names. Where two lists share one the longer bound is taken.
func setsOf(p *provider) map[string]*FieldInfo {
	sets := map[string]*FieldInfo{}
	for _, st := range p.all {
		for name, slot := range st.slots {
			info := st.layout.fields[slot].info
			if info.Kind != evidence.KindList {
				continue
			}
			known, ok := sets[name]
			switch {
			case len(info.Values) == 0:
				sets[name] = nil // and stays so
			case !ok, known != nil && len(info.Values) > len(known.Values):
				sets[name] = info
			}
		}
	}
	return sets
}

// What a call of ours costs, in units of a comparison.
var callCosts = map[string]uint64{
	"inRegion": 4, "osiApproved": 2000, "licensedUnder": 2000, "satisfies": 100, "date": 2, "version": 20,
}

// versionCost is what comparing two versions costs: both texts are taken apart.
const versionCost = 50

func (s sizes) EstimateCallCost(function, overload string, _ *checker.AstNode, _ []checker.AstNode) *checker.CallEstimate {
	n, ok := callCosts[function]
	if strings.HasSuffix(overload, "_version") {
		n, ok = versionCost, true
	}
	if ok {
		return &checker.CallEstimate{CostEstimate: checker.CostEstimate{Min: n, Max: n}}
	}
	return nil
}
