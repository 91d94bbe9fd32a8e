// Package rules compiles, evaluates, explains and bounds the rules of catalogues
// and the proof demands of profiles. It is the only package that imports cel-go;
// no type of cel-go leaves it.
//
// # Unknown
//
// The provider that shows facts to CEL is driven by the evidence schema. All
// groups of a record (data, data.keys, …) are views of one array of slots, and an
// empty slot is read as cel-go's Unknown with the fact's path, down to the list
// element. cel-go's own and, or, not, conditional and comprehensions treat
// Unknown as Kleene's third value; every function here is strict in it. An open
// list iterates over one more element, wholly unknown, and has no size.
//
// # What the language leaves out
//
// Every operator is monotone in information: learning more may settle a result
// and never reverse it. cel-go's in, == and != are not, over lists with unknown
// elements, and has() and defaults ask whether a fact is known. They are not in
// the environment, or are refused after type checking; see vet. The macros are
// all and exists.
//
// # Loading
//
// Rules that are plainly written and typed are read by [parse] and typed by
// [Scope.typed]; cel-go's own parser and checker, which take many times as long,
// judge the rest. Both ways make the same trees.
//
// # Trees
//
// A checked rule is decomposed into a tree of and, or, not, conditional and
// quantifiers over atoms. Explanations walk it; each atom knows which facts it
// reads, what they are compared with, and whether it tests a single fact
// ([ClassSingle]), so that a batch executor can code the fact by its cuts.
//
// # Worlds
//
// A [Reasoner] decides what a rule can come to where everything is known, with
// the same trees: facts are cut at the constants they are compared with, lists
// are as many elements as quantifiers look for, and a search tries them. Lint
// reports what it proves.
//
// # Comparisons
//
// [NeverBetter] decides for two versions of a criterion, of two profiles or two
// catalogues, whether one ever comes out better than the other, on any view of
// the evidence in which some things are known and others are not. First, parts
// are paired ([paired]): where each part is never truer than its like, the whole
// is not. Otherwise [views] make one proposition of both versions, over what each
// fact can be, unknown included, and a decision diagram ([diagram]) tells whether
// it can hold. What is proven needs no trust in how facts were told apart, since
// they are taken to be freer than they are; what is refuted comes with a dossier
// on which the very rules were run.
package rules
