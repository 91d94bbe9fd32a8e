// Package doc reads and writes the structured documents of Trias: dossiers,
// catalogues, profiles, waivers and verdicts.
//
// Reading has two steps. [Parse] turns YAML or JSON into a tree of [Node]
// values that remember where they were written. [Bind] moves such a tree into
// Go values. Both report every problem they find, each with file, line, column
// and JSON pointer, and with a way out; [Read] does both steps at once.
//
// # What is accepted
//
// YAML is read as the JSON data model. A document is exactly one value made of
// mappings with text keys, lists, text, numbers, true, false and null. A plain
// scalar is null when it is empty or spelled null, a boolean when it is spelled
// true or false, a number when it follows the grammar of JSON numbers, and text
// otherwise: 2026-09-01, yes, 0x10, 1_000, .inf and ~ are text. Anchors,
// aliases, tags, merge keys, directives, duplicate keys, invalid UTF-8 and
// control characters are refused.
//
// JSON is read as RFC 8259 defines it, with duplicate names, lone surrogates
// and invalid UTF-8 refused.
//
// Size, depth and number of values are bounded by [Limits], which are on by
// default.
//
// # Writing
//
// [EncodeYAML] and [EncodeJSON] write what [Bind] reads, byte for byte the same
// on every run. [Canonical] writes the form that digests are taken of.
package doc
