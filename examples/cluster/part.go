package main

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// Part is what was counted over some blocks, and which these are.
type Part struct {
	blocks account
	tally  *simulate.Tally // nil for none
}

// merge adds what another part counted, and leaves that as it is.
func (p *Part) merge(other Part) error {
	if other.tally == nil {
		return nil
	}
	if p.tally == nil {
		// Runners may use a part again.
		data, err := encodePart(other)
		if err != nil {
			return err
		}
		*p, err = decodePart(data)
		return err
	}
	if err := p.tally.Merge(other.tally); err != nil {
		return err
	}
	p.blocks.merge(other.blocks)
	return nil
}

// encodePart writes a part: the number of its edges, the edges, ascending, and the
// tally; nothing for none.
func encodePart(p Part) ([]byte, error) {
	if p.tally == nil {
		return nil, nil
	}
	data := binary.AppendUvarint(nil, uint64(len(p.blocks)))
	for _, at := range slices.Sorted(maps.Keys(p.blocks)) {
		data = binary.AppendVarint(data, at)
		data = binary.AppendVarint(data, p.blocks[at])
	}
	tally, err := p.tally.MarshalBinary()
	return append(data, tally...), err
}

var errPart = errors.New("damaged part of a tally")

func decodePart(data []byte) (Part, error) {
	if len(data) == 0 {
		return Part{}, nil
	}
	p := Part{blocks: account{}, tally: new(simulate.Tally)}
	n, size := binary.Uvarint(data)
	if size <= 0 || n > uint64(len(data)) {
		return Part{}, errPart
	}
	data = data[size:]
	number := func() int64 {
		x, size := binary.Varint(data)
		if size <= 0 {
			data = nil
			return 0
		}
		data = data[size:]
		return x
	}
	for range n {
		at := number()
		p.blocks[at] = number()
	}
	if err := p.tally.UnmarshalBinary(data); err != nil {
		return Part{}, errors.Join(errPart, err)
	}
	return p, nil
}
