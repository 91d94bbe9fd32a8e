package simulate

import (
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Problems is everything that is wrong with a file.
type Problems = doc.Problems

// EncodeJSON writes the results. Equal results give equal bytes.
func (r *Results) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(r) }

// resultLimits are wider than those of what people write: a study over all criteria
// has many rows.
func resultLimits() doc.Limits {
	l := doc.DefaultLimits()
	l.Bytes, l.Nodes, l.Items = 256<<20, 1<<24, 1<<20
	return l
}

// DecodeResults reads what [Results.EncodeJSON] wrote. The error is a list of
// everything that is wrong.
func DecodeResults(name string, data []byte) (*Results, error) {
	return doc.ReadJSON[Results](name, data, resultLimits())
}
