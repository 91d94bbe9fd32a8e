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
// version, so that an invalid document is refused with the place of every fault. XML Schema has no validator in Go; an XML
// document is checked for the values this package reads, and whether it is valid stays unknown.
//
// A document within [DefaultLimits] takes bounded time and memory; a larger one is refused as soon as the limit is passed.
// Entities, document types and duplicate names are refused.
//
// # What is stated
//
// supplyChain.sbom: every component counts once, by package URL, else by type, group, name and version, nested ones
// included, the document's own subject (metadata.component) and cryptographic assets excluded. Shares are in percent of
// these components; the shares of open-source and copyleft licences are in percent of those whose licence is known, and
// unknownLicensePercent says how many are not. Over no component every share is unknown. What the document does not say
// stays unknown: without dependencies there is no depth, without a timestamp no age, and a missing signature means
// nothing, as one may come with the document.
//
// data.cryptography: the algorithms, protocols and certificates among the components of type cryptographic-asset (a CBOM).
//
// Lists are open unless the document says it is complete, and hold at most [evidence.MaxList] elements, the first by id.
//
// # Who says so
//
// The fragment has one proof, of kind code: the document, with its digest, date, tool and the version it speaks of. It is
// the word of whoever vouches for it, which [evidence.Origin] says, and otherwise the author that the document itself
// names: metadata.manufacturer, else metadata.authors, else metadata.supplier. The importer never guesses a subject. That
// a signature is present is a fact; nothing here verifies it.
package cyclonedx
