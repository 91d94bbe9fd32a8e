package rules

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Offset is where the node starts in the rule, in bytes.
func (n *Node) Offset() int {
	switch n.Kind {
	case AtomNode:
		return n.Atom.Offset
	case AllNode, ExistsNode:
		return n.offset
	}
	least := -1
	for _, c := range n.Children {
		if at := c.Offset(); least < 0 || at < least {
			least = at
		}
	}
	return max(least, 0)
}

// Place is where something starts in a rule: line and column from 1, the column
// counted in characters.
type Place struct{ Line, Column int }

func placeOf(text string, offset int) Place {
	before := text[:min(offset, len(text))]
	line := strings.LastIndexByte(before, '\n') + 1
	return Place{Line: 1 + strings.Count(before, "\n"), Column: 1 + utf8.RuneCountInString(before[line:])}
}

// Place is where the node starts, as a reader counts.
func (n *Node) Place() Place {
	switch n.Kind {
	case AtomNode:
		return n.Atom.Place
	case AllNode, ExistsNode:
		return n.place
	}
	var least Place
	for _, c := range n.Children {
		if at := c.Place(); least.Line == 0 || at.Line < least.Line || at.Line == least.Line && at.Column < least.Column {
			least = at
		}
	}
	return least
}

// dependsOn reports whether all tests below the node, and all lists, depend on a
// variable.
func (n *Node) dependsOn(variable string) bool {
	if n.Atom != nil {
		return slices.Contains(n.Atom.vars, variable)
	}
	if n.Range != nil && !slices.Contains(n.around, variable) {
		return false
	}
	return !slices.ContainsFunc(n.Children, func(c *Node) bool { return !c.dependsOn(variable) })
}

// String writes the node as a rule, in the order of the text.
func (n *Node) String() string {
	switch n.Kind {
	case AtomNode:
		return n.Atom.Text
	case AllNode:
		return n.Range.String() + ".all(" + n.Var + ", " + n.Children[0].String() + ")"
	case ExistsNode:
		return n.Range.String() + ".exists(" + n.Var + ", " + n.Children[0].String() + ")"
	case NotNode:
		return "!" + n.Children[0].grouped()
	case CondNode:
		return n.Children[0].grouped() + " ? " + n.Children[1].grouped() + " : " + n.Children[2].grouped()
	}
	// As they stand in the rule; the tree may have them in another order.
	children := slices.Clone(n.Children)
	slices.SortStableFunc(children, func(a, b *Node) int { return a.Offset() - b.Offset() })
	parts := make([]string, len(children))
	for i, c := range children {
		if parts[i] = c.grouped(); c.Kind == AtomNode && !strings.Contains(c.Atom.Text, "?") {
			parts[i] = c.Atom.Text // a comparison binds closer
		}
	}
	if n.Kind == AndNode {
		return strings.Join(parts, " && ")
	}
	return strings.Join(parts, " || ")
}

// grouped writes the node in brackets where it needs some.
func (n *Node) grouped() string {
	switch n.Kind {
	case AllNode, ExistsNode, NotNode:
		return n.String()
	case AtomNode:
		if !strings.Contains(n.Atom.Text, " ") {
			return n.Atom.Text
		}
	}
	return "(" + n.String() + ")"
}

// String writes the operand as a rule names it.
func (o *Operand) String() string {
	switch {
	case isVariable(o.Root) && o.Info != nil:
		return o.Info.Path
	case o.slot < 0:
		return o.Root
	}
	return o.Root + "." + o.layout.fields[o.slot].name
}
