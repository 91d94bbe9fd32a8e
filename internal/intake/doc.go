// Package intake is what the importers of evidence share: reading a file that others wrote within limits, finding places
// in it, and making the proof that it is.
//
// A file passes three gates before an importer believes its shape: [Read] bounds its size, [File.XML] or the JSON reader
// of package doc bounds its depth and number of values and refuses what can blow up (entities, document types, duplicate
// names), and only then a library decodes it. So no library sees input that the limits did not pass.
package intake
