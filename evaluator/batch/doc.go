// Package batch judges millions of records under compiled profiles: the same
// outcomes as [evaluator.Evaluator.Decide], found for 64 records at a time. Reach
// for it where a population is simulated, or a register of offers is judged anew
// because a rule has changed; for single dossiers there is the evaluator.
//
//	plan, err := batch.Compile(at, batch.Variant{Evaluator: high}, batch.Variant{Evaluator: normal})
//	…
//	machine, block := plan.NewMachine(), plan.NewBlock()
//	for … {
//		block.Reset(n)
//		… // encode n records
//		result := machine.Run(block)
//		n := result.Count(0, criterion, evaluator.Fail)
//	}
//
// # Planes
//
// A [Block] holds up to [BlockSize] records. What is known of them lies in
// planes: one bit for each record, 64 records in one machine word. A [Plan]
// compiles the rules of all its variants into one boolean circuit over these
// planes, and a [Machine] runs it, word by word. What several criteria, profiles
// or parameter values have in common is in the circuit once, so that a sweep
// over fifty thresholds costs little more than one of them.
//
// # Columns and classes
//
// Each rule is taken apart by and, or, not and conditional, down to questions:
// atoms, and outermost quantifiers. What they read makes a [Column]: a fact, a
// field of the subject, or, of questions that relate several facts, all of these
// together. A column has a plane that says where its value is known, and for each
// question one that says where the answer is true; where the answer to a known
// value may be open (of lists) or an error there are more. All values that the
// plan's questions cannot tell apart are one [Class].
//
// A question that relates several facts, and that some of them may settle though
// others are unknown, is asked with each of two facts alone, too. Where there are
// more, their sets are too many: it has a column for each view of a record, of what
// is claimed and of what is proven under each distinct demand, in which what the view
// does not see counts as unknown. See [View]; whoever fills blocks by other means
// than an [Encoder] gives views their classes once it is known what is proven.
//
// The answers are those of the rule engine: [Column.Class] asks it, value by
// value, and keeps what it said. Nothing is binned or approximated, and there is
// no second implementation of any operator. Of lists it is asked entry by entry,
// where a question is about all of them, or about one there is: what an entry says
// of a list is the same in all lists, see [Gathering].
//
// # Claimed and proven
//
// A criterion is judged by what is claimed and by what is proven (see package
// evaluator). For each distinct demand on the proofs of a fact, its column has a
// plane that says where they satisfy it. The proven view of a question is its
// claimed one, where the proofs suffice, and what it is without the fact
// elsewhere.
//
// What cannot be said that way, because sources contradict each other or the
// parts of a list are not proven alike, is decided by the evaluator, and
// [Block.Patch] puts its decision in. Waivers, equivalences and onboarding
// records are decisions about single subjects and have no place here.
//
// # Dossiers
//
// Dossiers that are there come in one by one: an [Encoder] makes one a record of a
// block, [Plan.Stream] judges a sequence of them and [Plan.StreamNDJSON] a text
// with one on each line, on as many cores as are asked for, in order and in little
// memory. What comes out is written record by record as NDJSON or CSV, or counted:
// see [Plan.NewNDJSONWriter], [Plan.NewCSVWriter] and [Counts]. The command trias
// batch does the same.
//
// Of a line of NDJSON, reading takes four fifths of the time and judging the rest:
// whoever judges the same dossiers again and again keeps them as they are in Go.
package batch
