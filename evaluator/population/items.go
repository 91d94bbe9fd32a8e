package population

import "github.com/trias-sovereignty/trias/internal/doc"

// Items are the elements of a list, as they stand in a dossier: scalars, or
// mappings with an id.
type Items struct{ node *doc.Node }

// UnmarshalNode keeps a list as it is written; what may stand in it depends on the
// fact.
func (i *Items) UnmarshalNode(n *doc.Node) doc.Problems {
	if n.Kind != doc.List {
		return doc.Problems{n.Problem(doc.Structural, "is "+n.Kind.String()+", not a list", "write a list, even of one: [DE]")}
	}
	i.node = n
	return nil
}

// MarshalNode gives the list as it was written.
func (i Items) MarshalNode() (*doc.Node, error) {
	if i.node == nil {
		return &doc.Node{Kind: doc.List, Items: []*doc.Node{}}, nil
	}
	return i.node, nil
}
