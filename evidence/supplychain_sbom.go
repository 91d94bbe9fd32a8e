package evidence

// SBOM is the software bill of materials of the subject in its version. Where it consists of several documents, dates
// are the oldest, levels the weakest and shares those over all components together, each component (by purl, else by
// name and version) counted once. Shares are in percent and unknown where there is no component. Sources: CRA Annex I
// Part II (1), BSI TR-03183-2, BSI C3A SOV-5-01.
type SBOM struct {
	// Available reports whether customers get the bill of materials of every version they use; on request is enough.
	Available *bool `json:"available,omitzero" en:"Can the customer obtain the software bill of materials of every version in use?" de:"Kann der Kunde die Softwarestückliste jeder eingesetzten Version erhalten?"`
	// PerRelease reports whether a new bill of materials is made for every released version. Source: BSI TR-03183-2.
	PerRelease *bool `json:"perRelease,omitzero" en:"Is a new bill of materials made for every released version?" de:"Wird für jede veröffentlichte Version eine neue Stückliste erstellt?"`
	// Format is the machine-readable format.
	Format *SBOMFormat `json:"format,omitzero" en:"In which machine-readable format is the bill of materials?" de:"In welchem maschinenlesbaren Format liegt die Stückliste vor?"`
	// FormatVersion is the version of the format, such as 1.6. Source: BSI TR-03183-2 (version 2.1 asks for CycloneDX
	// 1.6 or SPDX 3.0.1 at least).
	FormatVersion *Version `json:"formatVersion,omitzero" en:"In which version of the format is the bill of materials?" de:"In welcher Version des Formats liegt die Stückliste vor?"`
	// GeneratedOn is the day of the timestamp in the document (CycloneDX metadata.timestamp, SPDX created).
	GeneratedOn *Date `json:"generatedOn,omitzero" en:"On which day was the bill of materials made, by its timestamp?" de:"An welchem Tag wurde die Stückliste laut Zeitstempel erstellt?"`
	// ToolGenerated reports whether a tool made it (CycloneDX metadata.tools, SPDX creator „Tool“).
	ToolGenerated *bool `json:"toolGenerated,omitzero" en:"Was the bill of materials made by a tool?" de:"Wurde die Stückliste von einem Werkzeug erstellt?"`
	// Signed reports whether it carries a digital signature or comes with one. That one is present does not mean it was
	// verified.
	Signed *bool `json:"signed,omitzero" en:"Does the bill of materials carry a digital signature?" de:"Trägt die Stückliste eine digitale Signatur?"`
	// SchemaValid reports whether it conforms to the official schema of its format and version.
	SchemaValid *bool `json:"schemaValid,omitzero" en:"Does the bill of materials conform to the official schema of its format?" de:"Entspricht die Stückliste dem offiziellen Schema ihres Formats?"`
	// Depth is how deep it resolves dependencies, as its maker declares. Source: BSI TR-03183-2.
	Depth *SBOMDepth `json:"depth,omitzero" en:"How deep does the bill of materials resolve dependencies?" de:"Wie tief löst die Stückliste Abhängigkeiten auf?"`
	// Composition is what the document says about its own completeness (CycloneDX compositions.aggregate); the weakest
	// statement counts. A document that says unknown, or nothing, leaves the fact unknown.
	Composition *SBOMComposition `json:"composition,omitzero" en:"What does the bill of materials say about its own completeness?" de:"Was sagt die Stückliste über ihre eigene Vollständigkeit aus?"`
	// ComponentCount is the number of components, nested ones included, the subject itself excluded.
	ComponentCount *int64 `json:"componentCount,omitzero" unit:"count" min:"0" en:"How many components does the bill of materials list?" de:"Wie viele Komponenten führt die Stückliste auf?"`
	// DependencyGraph reports whether it states at least one dependency between components.
	DependencyGraph *bool `json:"dependencyGraph,omitzero" en:"Does the bill of materials state dependencies between components?" de:"Gibt die Stückliste Abhängigkeiten zwischen Komponenten an?"`
	// DependenciesStatedPercent is the share of components for which it says what they depend on, be it nothing. Source:
	// BSI TR-03183-2.
	DependenciesStatedPercent *float64 `json:"dependenciesStatedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"For what share of components does the bill of materials state their dependencies?" de:"Für welchen Anteil der Komponenten gibt die Stückliste deren Abhängigkeiten an?"`
	// DirectDependencies is the number of components the subject depends on directly. Unknown without a dependency
	// graph, and where the document says that it does not name all of them.
	DirectDependencies *int64 `json:"directDependencies,omitzero" unit:"count" min:"0" en:"On how many components does the subject depend directly?" de:"Von wie vielen Komponenten hängt der Gegenstand unmittelbar ab?"`
	// DependencyDepth is the number of steps on the longest chain of dependencies from the subject; 1 means only direct
	// ones. Unknown without a dependency graph, not 0; where the document does not say of everything on the way what it
	// depends on; and where dependencies run in a circle, for then there is no longest chain.
	DependencyDepth *int64 `json:"dependencyDepth,omitzero" unit:"count" min:"0" en:"How many steps long is the longest chain of dependencies?" de:"Wie viele Schritte lang ist die längste Kette von Abhängigkeiten?"`
	// LicensedPercent is the share of components with any statement of a licence; NOASSERTION and NONE are no statement.
	LicensedPercent *float64 `json:"licensedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of components has a licence statement?" de:"Welcher Anteil der Komponenten hat eine Lizenzangabe?"`
	// SPDXLicensedPercent is the share of components whose licence is stated as valid SPDX identifiers or expressions
	// throughout.
	SPDXLicensedPercent *float64 `json:"spdxLicensedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of components has a valid SPDX licence?" de:"Welcher Anteil der Komponenten hat eine gültige SPDX-Lizenzangabe?"`
	// OSIApprovedPercent is the share of components under OSI-approved licences, of those whose licence is known; an
	// expression counts if it can be met by approved licences alone. Unknown if no licence is known. Read it together
	// with UnknownLicensePercent.
	OSIApprovedPercent *float64 `json:"osiApprovedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"Of the components whose licence is known, what share is under OSI-approved licences?" de:"Welcher Anteil der Komponenten mit bekannter Lizenz steht unter von der OSI anerkannten Lizenzen?"`
	// CopyleftPercent is the share of components that can be used under copyleft licences only, weak ones included, of
	// those whose licence is known. Unknown where it is not known of each of these licences whether it is one.
	CopyleftPercent *float64 `json:"copyleftPercent,omitzero" unit:"percent" min:"0" max:"100" en:"Of the components whose licence is known, what share is under copyleft licences only?" de:"Welcher Anteil der Komponenten mit bekannter Lizenz steht ausschließlich unter Copyleft-Lizenzen?"`
	// UnknownLicensePercent is the share of components whose licence is not known: no statement, a text that maps to no
	// SPDX licence, or a LicenseRef. The rest is the population of OSIApprovedPercent and CopyleftPercent.
	UnknownLicensePercent *float64 `json:"unknownLicensePercent,omitzero" unit:"percent" min:"0" max:"100" en:"For what share of components is the licence unknown?" de:"Bei welchem Anteil der Komponenten ist die Lizenz unbekannt?"`
	// PurlPercent is the share of components with a valid package URL.
	PurlPercent *float64 `json:"purlPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of components has a valid package URL?" de:"Welcher Anteil der Komponenten hat eine gültige Package-URL?"`
	// HashPercent is the share of components with at least one cryptographic hash of SHA-256 strength or better.
	HashPercent *float64 `json:"hashPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of components has a cryptographic hash?" de:"Welcher Anteil der Komponenten hat einen kryptografischen Hashwert?"`
	// SupplierPercent is the share of components whose supplier or manufacturer is named; author and publisher do not
	// count.
	SupplierPercent *float64 `json:"supplierPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of components names its supplier?" de:"Bei welchem Anteil der Komponenten ist der Lieferant genannt?"`
	// OriginCountryPercent is the share of components whose country of origin is stated, here or in a list that goes
	// with it. Source: BSI C3A SOV-5-01.
	OriginCountryPercent *float64 `json:"originCountryPercent,omitzero" unit:"percent" min:"0" max:"100" en:"For what share of components is the country of origin stated?" de:"Bei welchem Anteil der Komponenten ist das Herkunftsland angegeben?"`
	// Components are the components themselves, by purl or another stable identifier. A document that does not say it is
	// complete gives a partial list.
	Components []SBOMComponent `json:"components,omitzero" en:"Which software components does the subject contain?" de:"Welche Softwarekomponenten enthält der Gegenstand?"`
}

// SaaSBOM is what a bill of materials says of services. It is a statement of its maker about how a system is built, which
// nothing in the software shows.
type SaaSBOM struct {
	// Services are the services the document lists, as it describes them: the subject's own parts or those of others, which
	// it does not tell apart. Source: CycloneDX, services.
	Services []SBOMService `json:"services,omitzero" en:"Which services does the bill of materials list?" de:"Welche Dienste führt die Stückliste auf?"`
}

// SBOMFormat is a format for bills of materials.
type SBOMFormat string

// The values of [SBOMFormat].
const (
	// SBOMFormatCycloneDX is OWASP CycloneDX (ECMA-424).
	SBOMFormatCycloneDX SBOMFormat = "CycloneDX"
	// SBOMFormatSPDX is SPDX (ISO/IEC 5962 and later versions).
	SBOMFormatSPDX SBOMFormat = "SPDX"
	// SBOMFormatSWID is software identification tags (ISO/IEC 19770-2).
	SBOMFormatSWID SBOMFormat = "SWID"
)

// Values returns the closed set, in the order of the type's documentation.
func (SBOMFormat) Values() []string {
	return []string{
		"CycloneDX",
		"SPDX",
		"SWID",
	}
}

// SBOMDepth is how deep a bill of materials resolves dependencies, weakest first. The names follow BSI TR-03183-2, the
// wording here decides.
type SBOMDepth string

// The values of [SBOMDepth].
const (
	// SBOMDepthTopLevel is the direct dependencies of the subject only.
	SBOMDepthTopLevel SBOMDepth = "topLevel"
	// SBOMDepthNLevel is a fixed number of levels greater than one.
	SBOMDepthNLevel SBOMDepth = "nLevel"
	// SBOMDepthTransitive is every level until the first component that is not part of the delivery.
	SBOMDepthTransitive SBOMDepth = "transitive"
	// SBOMDepthDeliveryItem is everything delivered, at every level, and the first component beyond.
	SBOMDepthDeliveryItem SBOMDepth = "deliveryItem"
	// SBOMDepthComplete is every level, delivered or not.
	SBOMDepthComplete SBOMDepth = "complete"
)

// Values returns the closed set, in the order of the type's documentation.
func (SBOMDepth) Values() []string {
	return []string{
		"topLevel",
		"nLevel",
		"transitive",
		"deliveryItem",
		"complete",
	}
}

// SBOMComposition is what a bill of materials says about its own completeness, in the spelling of CycloneDX.
type SBOMComposition string

// The values of [SBOMComposition].
const (
	// SBOMCompositionIncomplete means: more relationships exist.
	SBOMCompositionIncomplete SBOMComposition = "incomplete"
	// SBOMCompositionFirstPartyOnly means: only first-party components are shown.
	SBOMCompositionFirstPartyOnly SBOMComposition = "incomplete_first_party_only"
	// SBOMCompositionFirstPartyProprietaryOnly means: only proprietary first-party components are shown.
	SBOMCompositionFirstPartyProprietaryOnly SBOMComposition = "incomplete_first_party_proprietary_only"
	// SBOMCompositionFirstPartyOpenSourceOnly means: only open-source first-party components are shown.
	SBOMCompositionFirstPartyOpenSourceOnly SBOMComposition = "incomplete_first_party_opensource_only"
	// SBOMCompositionThirdPartyOnly means: only third-party components are shown.
	SBOMCompositionThirdPartyOnly SBOMComposition = "incomplete_third_party_only"
	// SBOMCompositionThirdPartyProprietaryOnly means: only proprietary third-party components are shown.
	SBOMCompositionThirdPartyProprietaryOnly SBOMComposition = "incomplete_third_party_proprietary_only"
	// SBOMCompositionThirdPartyOpenSourceOnly means: only open-source third-party components are shown.
	SBOMCompositionThirdPartyOpenSourceOnly SBOMComposition = "incomplete_third_party_opensource_only"
	// SBOMCompositionComplete means: no further relationships are known to exist.
	SBOMCompositionComplete SBOMComposition = "complete"
)

// Values returns the closed set, in the order of the type's documentation.
func (SBOMComposition) Values() []string {
	return []string{
		"incomplete",
		"incomplete_first_party_only",
		"incomplete_first_party_proprietary_only",
		"incomplete_first_party_opensource_only",
		"incomplete_third_party_only",
		"incomplete_third_party_proprietary_only",
		"incomplete_third_party_opensource_only",
		"complete",
	}
}

// SBOMComponent is one software component of the subject.
type SBOMComponent struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Type is what it is, in the terms of CycloneDX.
	Type *SBOMComponentType `json:"type,omitzero" en:"What type of component is it?" de:"Welcher Typ von Komponente ist es?"`
	// Version is its version, where it can be read as one.
	Version *Version `json:"version,omitzero" en:"Which version of the component is used?" de:"Welche Version der Komponente wird verwendet?"`
	// License is its licence as an SPDX expression, the concluded one if there is one, else the declared one.
	License *License `json:"license,omitzero" en:"Under which licence is the component?" de:"Unter welcher Lizenz steht die Komponente?"`
	// Direct reports whether the subject depends on it directly.
	Direct *bool `json:"direct,omitzero" en:"Does the subject depend on the component directly?" de:"Hängt der Gegenstand unmittelbar von der Komponente ab?"`
	// SupplierCountry is the seat of its supplier, where stated.
	SupplierCountry *Country `json:"supplierCountry,omitzero" en:"In which country is the component's supplier seated?" de:"In welchem Land hat der Lieferant der Komponente seinen Sitz?"`
	// Hashed reports whether a cryptographic hash of SHA-256 strength or better is stated.
	Hashed *bool `json:"hashed,omitzero" en:"Is a cryptographic hash of the component stated?" de:"Ist ein kryptografischer Hashwert der Komponente angegeben?"`
	// SupportEndsOn is the last day on which this version gets security updates.
	SupportEndsOn *Date `json:"supportEndsOn,omitzero" en:"Until which day does this version get security updates?" de:"Bis zu welchem Tag erhält diese Version Sicherheitsaktualisierungen?"`
}

// SBOMService is one service a bill of materials lists.
type SBOMService struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Authenticated reports whether the service asks its users to prove who they are. Source: CycloneDX,
	// services.authenticated.
	Authenticated *bool `json:"authenticated,omitzero" en:"Does the service require authentication?" de:"Verlangt der Dienst eine Authentifizierung?"`
	// CrossesTrustBoundary reports whether using the service crosses a trust zone or boundary, as the document's maker
	// draws it. Source: CycloneDX, services.x-trust-boundary.
	CrossesTrustBoundary *bool `json:"crossesTrustBoundary,omitzero" en:"Does use of the service cross a trust boundary?" de:"Überschreitet die Nutzung des Dienstes eine Vertrauensgrenze?"`
	// ProviderNamed reports whether the document names the organisation that provides the service.
	ProviderNamed *bool `json:"providerNamed,omitzero" en:"Does the bill of materials name who provides the service?" de:"Nennt die Stückliste, wer den Dienst erbringt?"`
	// ReceivesData and SendsData report whether data flow into the service and out of it. False only where every flow
	// stated has a direction and none has this one. Source: CycloneDX, services.data.flow, which is relative to the
	// service.
	ReceivesData *bool `json:"receivesData,omitzero" en:"Do data flow into the service?" de:"Fließen Daten in den Dienst hinein?"`
	// SendsData: see ReceivesData.
	SendsData *bool `json:"sendsData,omitzero" en:"Do data flow out of the service?" de:"Fließen Daten aus dem Dienst heraus?"`
	// DataClassifications is the complete set of classifications of these data, as the document spells them. Source:
	// CycloneDX, services.data.classification, a free text.
	DataClassifications []DataClassification `json:"dataClassifications,omitzero" maxLen:"200" en:"How does the bill of materials classify the data that flow to and from the service?" de:"Wie stuft die Stückliste die Daten ein, die zum und vom Dienst fließen?"`
}

// DataClassification is a classification of data in its maker's own words, such as PII or public.
type DataClassification string

// SBOMComponentType is a type of component, in the spelling of CycloneDX.
type SBOMComponentType string

// The values of [SBOMComponentType].
const (
	// SBOMComponentTypeApplication is an application.
	SBOMComponentTypeApplication SBOMComponentType = "application"
	// SBOMComponentTypeFramework is a framework.
	SBOMComponentTypeFramework SBOMComponentType = "framework"
	// SBOMComponentTypeLibrary is a library.
	SBOMComponentTypeLibrary SBOMComponentType = "library"
	// SBOMComponentTypeContainer is a container image.
	SBOMComponentTypeContainer SBOMComponentType = "container"
	// SBOMComponentTypePlatform is a runtime environment.
	SBOMComponentTypePlatform SBOMComponentType = "platform"
	// SBOMComponentTypeOperatingSystem is an operating system.
	SBOMComponentTypeOperatingSystem SBOMComponentType = "operating-system"
	// SBOMComponentTypeDevice is a hardware device.
	SBOMComponentTypeDevice SBOMComponentType = "device"
	// SBOMComponentTypeDeviceDriver is a device driver.
	SBOMComponentTypeDeviceDriver SBOMComponentType = "device-driver"
	// SBOMComponentTypeFirmware is firmware.
	SBOMComponentTypeFirmware SBOMComponentType = "firmware"
	// SBOMComponentTypeFile is a file.
	SBOMComponentTypeFile SBOMComponentType = "file"
	// SBOMComponentTypeMachineLearningModel is a trained model.
	SBOMComponentTypeMachineLearningModel SBOMComponentType = "machine-learning-model"
	// SBOMComponentTypeData is data or configuration.
	SBOMComponentTypeData SBOMComponentType = "data"
	// SBOMComponentTypeCryptographicAsset is a cryptographic asset.
	SBOMComponentTypeCryptographicAsset SBOMComponentType = "cryptographic-asset"
)

// Values returns the closed set, in the order of the type's documentation.
func (SBOMComponentType) Values() []string {
	return []string{
		"application",
		"framework",
		"library",
		"container",
		"platform",
		"operating-system",
		"device",
		"device-driver",
		"firmware",
		"file",
		"machine-learning-model",
		"data",
		"cryptographic-asset",
	}
}
