package main

import (
	"github.com/trias-sovereignty/trias/evaluator"
)

// stored reads a file that Trias wrote, which may be larger than what people
// write. It returns the name under which problems speak of it; ok is false if it
// cannot be read.
func (in *input) stored(arg string) (name string, data []byte, ok bool) {
	limit := int64(evaluator.VerdictLimits().Bytes) + 1 // one more, so that the decoder says that it is exceeded
	return in.fileWithin(arg, limit)
}

// storedVerdict reads a verdict that trias assess wrote; nil if there is a
// problem.
func storedVerdict(in *input, arg string) (*evaluator.Verdict, []byte) {
	name, data, ok := in.stored(arg)
	if !ok {
		return nil, nil
	}
	v, err := evaluator.DecodeVerdict(name, data)
	if err != nil {
		in.refuse(err, name, data, evaluator.VerdictFormat)
		return nil, nil
	}
	return v, data
}
