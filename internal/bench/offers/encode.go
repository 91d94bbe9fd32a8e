package offers

import (
	"fmt"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
)

// Encode puts an offer into a block. Its dossier is of one source, so every fact
// has one value and the proofs of that.
func (m *Maker) Encode(b *batch.Block, record int, d *evidence.Dossier) error {
	type weighed struct {
		demand string
		proofs *int
		n      int
	}
	proofs, kept := d.Proofs(), map[weighed]bool{}
	for _, c := range b.Plan().Columns() {
		var values []evidence.Stated
		var covering []int
		sees := c.Sees()
		for i, path := range c.Paths() {
			v, by := m.value(d, path)
			if sees != nil && sees[i].Demand >= 0 {
				one, _ := b.Plan().Column(path)
				if !one.Demands()[sees[i].Demand].Satisfied(proofs, by) {
					v = evidence.Stated{}
				}
			}
			values, covering = append(values, v), by
		}
		if c.Kind() != batch.Track {
			class, err := c.Class(values...)
			if err != nil {
				return fmt.Errorf("%s: %w", c.Name(), err)
			}
			if err := b.Set(c, record, class); err != nil {
				return err
			}
		}
		for k, demand := range c.Demands() {
			key := weighed{demand: demand.Text, n: len(covering)}
			if key.n > 0 {
				key.proofs = &covering[0]
			}
			satisfied, ok := kept[key]
			if !ok {
				satisfied = demand.Satisfied(proofs, covering)
				kept[key] = satisfied
			}
			if err := b.SetProven(c, k, record, satisfied); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *Maker) value(d *evidence.Dossier, path string) (v evidence.Stated, proofs []int) {
	switch path {
	case "subject.layer":
		return evidence.Stated{Scalar: string(d.Subject().Layer)}, nil
	case "subject.version":
		return evidence.Stated{Scalar: string(d.Subject().Version)}, nil
	}
	f := d.Fact(m.slots[path])
	if len(f.Alternatives) == 0 {
		return v, nil
	}
	return f.Alternatives[0].Value, f.Alternatives[0].Parts[0].Proofs
}
