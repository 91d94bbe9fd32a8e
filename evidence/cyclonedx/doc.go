// Package cyclonedx makes evidence of CycloneDX bills of materials: what an offer is made of, under which licences, from
// whom, which services it uses and which cryptography.
//
// Reach for it where a supplier hands over an SBOM, a SaaSBOM or a CBOM:
//
//	fragment, err := cyclonedx.Import("bom.json", file, cyclonedx.Options{
//		Origin: evidence.Origin{Issuer: "Example GmbH"},
//	})
//	dossier, err := evidence.Merge(declared, fragment) // declared names the subject
//
// # What is read
//
// CycloneDX 1.2 to 1.7 (ECMA-424), JSON and XML, told apart by content. JSON is checked against the official schema of its
// version, of 1.2 and 1.3 the strict one, so that an invalid document is refused with the place of every fault. XML Schema
// has no validator in Go; of an XML document only the words and numbers this package reads are checked, not for instance times
// or references, and whether it is valid stays unknown.
//
// A document larger than [DefaultLimits] is refused as soon as a limit is passed; entities, document types and duplicate
// names are refused whatever the size. See there for the time and memory that a document within the limits may take.
//
// # What is stated
//
// supplyChain.sbom: every component counts once, by package URL, else by type, group, name and version, nested ones
// included, the document's own subject and cryptographic assets excluded. Shares are in percent of these components; the
// shares of open-source and copyleft licences are in percent of those whose licence is known, and unknownLicensePercent
// says how many are not. Over no component every share is unknown. What the document does not say stays unknown: without a
// timestamp there is no age; a depth is known only where everything on the way says what it depends on; and a missing
// signature means nothing, as one may come with the document.
//
// supplyChain.saasbom: the services the document lists, with trust boundaries, flows of data and their classification.
//
// data.cryptography: the algorithms, protocols and certificates among the components of type cryptographic-asset (a CBOM).
// They are what the maker of the document found in the subject; what something only provides is left out. Sizes and families
// are taken from the document's properties, and else from names where these are unmistakable. Cipher suites have no fact.
//
// Lists are open unless the document says that it is complete as a whole, or says so of the subject and of everything it
// lists: its statements do not cascade. They hold at most [evidence.MaxList] elements, the first by id.
//
// # Who says so
//
// The document is the proof, with its digest, date, tool and the version it speaks of: of kind code for what it lists, and of
// kind declaration for services, which nothing in the software shows. It is the word of whoever vouches for it, which
// [evidence.Origin] says, and otherwise the author that the document itself names: metadata.manufacturer, else
// metadata.authors. The importer never guesses a subject. That a signature is present is a fact; nothing here verifies it.
package cyclonedx
