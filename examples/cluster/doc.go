// Command cluster runs a study of package simulate as an Apache Beam pipeline, and
// writes the very bytes that "trias simulate --format json" writes.
//
// Usage:
//
//	go run . [flags] [STUDY]
//
// Without flags the pipeline runs in this process, on Prism, Beam's local runner. The
// flags of Beam choose another one: see README.md.
//
// The elements of the pipeline are ranges of blocks. Each is counted by a worker that
// has the study as bytes inside the pipeline and needs no files; what workers count
// are whole numbers, which are summed in whatever order they come; and beside the sums
// goes the account of which blocks they are of. If that is not each block once, there
// are no results but an error.
package main
