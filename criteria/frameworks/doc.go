// Package frameworks holds, as versioned data, the documents that criteria
// refer to: laws, standards, catalogues of others, and drafts of them.
//
// Reach for it to learn which frameworks Trias knows ([Names]), what one says of
// itself and which clauses it has ([Lookup]), or to read one of your own
// ([Decode]). What the criteria of a catalogue cover of a framework is the work
// of criteria.NewCrosswalk.
//
// # A framework
//
//	trias: framework/v1
//	framework: DataAct
//	version: "2023/2854"
//	title: {en: Data Act, de: Datenverordnung}
//	publisher: European Union
//	status: inForce
//	date: 2023-12-13
//	applicableFrom: 2025-09-12
//	url: https://eur-lex.europa.eu/eli/reg/2023/2854/oj
//	licence: free to reuse with the source named (Decision 2011/833/EU)
//	source: {en: where the ids of the clauses come from, de: woher die Kennungen stammen}
//	complete: false
//	unverified: [date]
//	clauses:
//	  - clause: Art. 25
//	    title: {en: Contract terms on switching, de: Vertragsklauseln zum Wechsel}
//	  - clause: Art. 25(2)
//	    below: Art. 25
//
// A reference repeats the first three keys: framework, version, clause.
//
// # What the data promise
//
// A clause has the id its document gives it, written out in full, so that it can
// be found without the clauses above it: "Art. 25(2)(e)" is below "Art. 25(2)",
// and that below "Art. 25". Titles are Trias' own short words, not the document's; a clause that
// nobody has put into words has none.
//
// Whether the list of clauses is that of the whole document, complete says. Where
// it is not, a clause that is not listed may exist all the same.
//
// What nobody has compared with the document itself, or with an encoding of it
// that is named under source, is marked: a clause by its own mark, everything
// else by its name under unverified. A mark is not a doubt; it says that a reader
// who relies on it has to look.
//
// # How it is loaded
//
// The ids of all clauses lie in one text beside the YAML files, made from them by
// the command in gen. [Contains] looks there and reads no YAML, so that a
// catalogue loads fast; [Lookup] reads the one file it is asked for.
package frameworks
