// Package circuit evaluates boolean circuits over many records at once.
//
// A yes-or-no question about a record has one bit for an answer. A plane holds
// that bit of many records, 64 in a word, so that one machine instruction
// decides an and, an or or a not for 64 records, without a branch. What a rule
// makes of such answers is a circuit of gates:
//
//   - A [Builder] makes it. Its gates are hash-consed: what two outputs have in
//     common exists once, however they were put together. Inversion is a
//     property of the edge between two gates and costs nothing.
//   - [Builder.Compile] makes a [Program] of what the wanted outputs depend on:
//     a straight line of instructions, each a function of up to four planes. A
//     gate that only one other gate makes use of becomes a part of the other's
//     instruction. Gates are computed when they are first needed, depth first,
//     and a register is used again once its gate has been read for the last
//     time, so that few of them are in use at once and stay in the processor's
//     cache.
//   - A [Machine] runs it, an instruction at a time over 64 words of each plane.
//
// [Truth] carries the four truth values of rules (true, false, unknown and
// error) on planes. [Sum] adds up numbers that planes select, as planes again,
// and [Values] and [Histogram] read such numbers.
//
// # Speed
//
// Nothing in a run depends on the data: its time is that of the instructions
// and of reading the planes. Built with GOEXPERIMENT=simd on amd64 and run on a
// processor with AVX-512, instructions are vector instructions, which takes
// about half the time of plain Go; the results are the same. The benchmarks
// give the time per record (BenchmarkRun), and that of only reading the same
// planes (BenchmarkRead), which bounds it from below.
package circuit
