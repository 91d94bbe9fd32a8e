package evidence

// DataStandard is one domain data standard (fachlicher Datenstandard) in one version, as the offer reads or writes it.
type DataStandard struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Family is the family the standard belongs to.
	Family *DataStandardFamily `json:"family,omitzero" en:"To which family does the data standard belong?" de:"Zu welcher Familie gehört der Datenstandard?"`
	// Version is the version implemented.
	Version *Version `json:"version,omitzero" en:"Which version of the data standard is implemented?" de:"Welche Version des Datenstandards ist umgesetzt?"`
	// InForce reports whether the body that decides on the standard lists this version as valid for use: the current
	// one, or an older one whose transition period still runs.
	InForce *bool `json:"inForce,omitzero" en:"Does the body that decides on the data standard list this version as valid?" de:"Führt die für den Datenstandard zuständige Stelle diese Version als gültig?"`
	// Governance is who decides on the standard.
	Governance *DataStandardGovernance `json:"governance,omitzero" en:"Who decides on the data standard?" de:"Wer entscheidet über den Datenstandard?"`
	// Mandatory reports whether law or a decision of the IT-Planungsrat obliges to use it for this purpose.
	Mandatory *bool `json:"mandatory,omitzero" en:"Is the data standard binding for this purpose by law or decision of the IT-Planungsrat?" de:"Ist der Datenstandard für diesen Zweck durch Rechtsvorschrift oder Beschluss des IT-Planungsrats verbindlich?"`
	// Direction is whether the offer reads it, writes it or both.
	Direction *DataDirection `json:"direction,omitzero" en:"Does the offer read or write data in this standard?" de:"Liest oder schreibt das Angebot Daten in diesem Standard?"`
	// Complete reports whether all mandatory elements of the profile used are implemented.
	Complete *bool `json:"complete,omitzero" en:"Are all mandatory elements of the data standard implemented?" de:"Sind alle Pflichtelemente des Datenstandards umgesetzt?"`
	// Extended reports whether data are lost for a receiver that does not know extensions of the provider.
	Extended *bool `json:"extended,omitzero" en:"Do receivers lose data if they do not know extensions of the provider?" de:"Gehen Empfängern Daten verloren, wenn sie Erweiterungen des Anbieters nicht kennen?"`
	// LastTestedOn is the day on which conformity was last tested with test cases or a validator of the standard.
	LastTestedOn *Date `json:"lastTestedOn,omitzero" en:"On which day was conformity with the data standard last tested?" de:"An welchem Tag wurde die Konformität mit dem Datenstandard zuletzt getestet?"`
	// TestPassed reports whether that test was passed without an error.
	TestPassed *bool `json:"testPassed,omitzero" en:"Was the last conformity test passed without an error?" de:"Wurde der letzte Konformitätstest fehlerfrei bestanden?"`
}

// DataFlow is one flow of customer data between the offer and another system. What a bill of materials says of services,
// which need be neither another system nor receive customer data, is in supplyChain.saasbom.services.
type DataFlow struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Direction is the direction of the flow as seen from the offer.
	Direction *DataDirection `json:"direction,omitzero" en:"In which direction do the data flow, as seen from the offer?" de:"In welche Richtung fließen die Daten, vom Angebot aus gesehen?"`
	// Classification is the highest protection need of the data for confidentiality.
	Classification *ProtectionLevel `json:"classification,omitzero" en:"What is the highest confidentiality need of the data in the flow?" de:"Welchen höchsten Schutzbedarf an Vertraulichkeit haben die Daten des Flusses?"`
	// Categories is the complete set of categories of the data.
	Categories []DataCategory `json:"categories,omitzero" en:"Into which categories do the data of the flow fall?" de:"In welche Kategorien fallen die Daten des Flusses?"`
	// Openness is how open the format is in which the data flow.
	Openness *FormatOpenness `json:"openness,omitzero" en:"How open is the format in which the data flow?" de:"Wie offen ist das Format, in dem die Daten fließen?"`
	// Authenticated reports whether both ends prove their identity before data flow.
	Authenticated *bool `json:"authenticated,omitzero" en:"Do both ends of the flow prove their identity?" de:"Weisen beide Enden des Flusses ihre Identität nach?"`
	// Encrypted reports whether the data are encrypted on the whole way.
	Encrypted *bool `json:"encrypted,omitzero" en:"Are the data of the flow encrypted on the whole way?" de:"Sind die Daten des Flusses auf dem gesamten Weg verschlüsselt?"`
	// CrossesTrustBoundary reports whether the other system is run by anyone but the provider or the customer.
	CrossesTrustBoundary *bool `json:"crossesTrustBoundary,omitzero" en:"Is the other system run by a third party?" de:"Wird das andere System von einem Dritten betrieben?"`
	// Countries is the complete set of countries in which the other end stores or processes the data.
	Countries []Country `json:"countries,omitzero" en:"In which countries does the other end store or process the data?" de:"In welchen Ländern speichert oder verarbeitet die Gegenstelle die Daten?"`
	// CanBeDisabled reports whether the customer can switch the flow off.
	CanBeDisabled *bool `json:"canBeDisabled,omitzero" en:"Can the customer switch the flow off?" de:"Kann der Kunde den Datenfluss abschalten?"`
}

// DataStandardFamily is a family of domain data standards.
type DataStandardFamily string

// The values of [DataStandardFamily].
const (
	// DataStandardFamilyXOEV is XÖV, such as XMeld, XDomea or XBau, FIM data fields included.
	DataStandardFamilyXOEV DataStandardFamily = "xoev"
	// DataStandardFamilyXRechnung is XRechnung and other profiles of EN 16931.
	DataStandardFamilyXRechnung DataStandardFamily = "xrechnung"
	// DataStandardFamilyOOTS is the formats of the European once-only technical system.
	DataStandardFamilyOOTS DataStandardFamily = "oots"
	// DataStandardFamilyFHIR is HL7 FHIR and its national profiles.
	DataStandardFamilyFHIR DataStandardFamily = "fhir"
	// DataStandardFamilyHL7 is HL7 version 2, version 3 or CDA.
	DataStandardFamilyHL7 DataStandardFamily = "hl7"
	// DataStandardFamilyDICOM is DICOM.
	DataStandardFamilyDICOM DataStandardFamily = "dicom"
	// DataStandardFamilyINSPIRE is INSPIRE data specifications.
	DataStandardFamilyINSPIRE DataStandardFamily = "inspire"
	// DataStandardFamilyOGC is standards of the Open Geospatial Consortium.
	DataStandardFamilyOGC DataStandardFamily = "ogc"
	// DataStandardFamilyXPlanung is XPlanung.
	DataStandardFamilyXPlanung DataStandardFamily = "xplanung"
	// DataStandardFamilyCityGML is CityGML and CityJSON.
	DataStandardFamilyCityGML DataStandardFamily = "cityGML"
	// DataStandardFamilyIFC is Industry Foundation Classes (ISO 16739).
	DataStandardFamilyIFC DataStandardFamily = "ifc"
	// DataStandardFamilyDCAT is DCAT and DCAT-AP.
	DataStandardFamilyDCAT DataStandardFamily = "dcat"
	// DataStandardFamilyXBRL is XBRL.
	DataStandardFamilyXBRL DataStandardFamily = "xbrl"
	// DataStandardFamilyISO20022 is ISO 20022.
	DataStandardFamilyISO20022 DataStandardFamily = "iso20022"
	// DataStandardFamilySDMX is SDMX.
	DataStandardFamilySDMX DataStandardFamily = "sdmx"
	// DataStandardFamilyUBL is UBL and UN/CEFACT messages.
	DataStandardFamilyUBL DataStandardFamily = "ubl"
	// DataStandardFamilyDATEX is DATEX II, NeTEx and SIRI.
	DataStandardFamilyDATEX DataStandardFamily = "datex2"
	// DataStandardFamilyNGSI is ETSI NGSI-LD and smart data models.
	DataStandardFamilyNGSI DataStandardFamily = "ngsiLD"
	// DataStandardFamilyXTA is XTA 2 and OSCI as carriers of domain messages.
	DataStandardFamilyXTA DataStandardFamily = "xta"
	// DataStandardFamilyVC is W3C Verifiable Credentials, ISO 18013-5 and SD-JWT VC.
	DataStandardFamilyVC DataStandardFamily = "verifiableCredentials"
	// DataStandardFamilyOther is any other.
	DataStandardFamilyOther DataStandardFamily = "other"
)

// Values returns the closed set, in the order of the type's documentation.
func (DataStandardFamily) Values() []string {
	return []string{
		"xoev",
		"xrechnung",
		"oots",
		"fhir",
		"hl7",
		"dicom",
		"inspire",
		"ogc",
		"xplanung",
		"cityGML",
		"ifc",
		"dcat",
		"xbrl",
		"iso20022",
		"sdmx",
		"ubl",
		"datex2",
		"ngsiLD",
		"xta",
		"verifiableCredentials",
		"other",
	}
}

// DataStandardGovernance is who decides on a data standard, most closed first.
type DataStandardGovernance string

// The values of [DataStandardGovernance].
const (
	// DataStandardGovernanceVendor is one vendor.
	DataStandardGovernanceVendor DataStandardGovernance = "vendor"
	// DataStandardGovernanceConsortium is a closed group.
	DataStandardGovernanceConsortium DataStandardGovernance = "consortium"
	// DataStandardGovernanceOpen is a body open to all interested parties.
	DataStandardGovernanceOpen DataStandardGovernance = "open"
	// DataStandardGovernancePublic is a public body or a standards organisation recognised under Regulation (EU) 1025/2012.
	DataStandardGovernancePublic DataStandardGovernance = "public"
)

// Values returns the closed set, in the order of the type's documentation.
func (DataStandardGovernance) Values() []string {
	return []string{
		"vendor",
		"consortium",
		"open",
		"public",
	}
}

// DataDirection is a direction, as seen from the offer.
type DataDirection string

// The values of [DataDirection].
const (
	// DataDirectionInbound is into the offer: it reads.
	DataDirectionInbound DataDirection = "inbound"
	// DataDirectionOutbound is out of the offer: it writes.
	DataDirectionOutbound DataDirection = "outbound"
	// DataDirectionBoth is both.
	DataDirectionBoth DataDirection = "both"
)

// Values returns the closed set, in the order of the type's documentation.
func (DataDirection) Values() []string {
	return []string{
		"inbound",
		"outbound",
		"both",
	}
}
