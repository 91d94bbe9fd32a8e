// Package circuit evaluates boolean circuits over many records at once.
//
// A yes-or-no question about a record has one bit for an answer. A plane holds
// that bit of many records, 64 in a word, so that one machine instruction
// decides and, or, not for 64 records, without a branch. A Builder makes the
// circuit: what the questions have to do with each other. Its gates are
// hash-consed, which means that what two outputs have in common exists once,
// however they were put together. Compile orders the gates that the outputs
// depend on, gives them registers and yields a Program; a Machine runs it over
// planes of any length.
//
// Truth carries the four truth values of rules (true, false, unknown and
// error) on planes, and Sum adds up numbers that planes select, as planes
// again.
package circuit
