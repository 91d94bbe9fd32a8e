package evidence

// DataUse is what the provider may do with customer data for itself, as the contract says, subcontractors included.
// Sources: Art. 28(3)(a) GDPR, SecNumCloud 3.2, 19.1.k, COM(2026) 502 (CADA), Annex II, level 2 (f).
type DataUse struct {
	// OwnPurposesExcluded reports whether the contract forbids processing of customer data for purposes of the provider
	// or third parties. A clause that lets the provider change this on its own makes the answer no.
	OwnPurposesExcluded *bool `json:"ownPurposesExcluded,omitzero" en:"Does the contract forbid the use of customer data for purposes of the provider or third parties?" de:"Verbietet der Vertrag die Nutzung von Kundendaten für Zwecke des Anbieters oder Dritter?"`
	// TrainingExcluded reports whether the contract forbids training or improving AI models with customer data, derived
	// data included, without the customer's prior order.
	TrainingExcluded *bool `json:"trainingExcluded,omitzero" en:"Does the contract forbid training AI models with customer data without the customer's order?" de:"Verbietet der Vertrag das Training von KI-Modellen mit Kundendaten ohne Auftrag des Kunden?"`
	// TelemetryExcluded reports whether the contract forbids the use of telemetry and derived data for purposes other
	// than running, securing and billing the offer.
	TelemetryExcluded *bool `json:"telemetryExcluded,omitzero" en:"Does the contract forbid the use of telemetry beyond running, securing and billing the offer?" de:"Verbietet der Vertrag die Nutzung von Telemetriedaten über Betrieb, Absicherung und Abrechnung hinaus?"`
	// BindsSubcontractors reports whether subcontractors are bound in the same way; true if there are none.
	BindsSubcontractors *bool `json:"bindsSubcontractors,omitzero" en:"Are subcontractors bound by the same limits of use?" de:"Sind Unterauftragnehmer an dieselben Nutzungsgrenzen gebunden?"`
	// LastAuditedOn is the day on which an independent party last audited compliance with these limits.
	LastAuditedOn *Date `json:"lastAuditedOn,omitzero" en:"On which day did an independent party last audit compliance with these limits of use?" de:"An welchem Tag hat eine unabhängige Stelle die Einhaltung dieser Nutzungsgrenzen zuletzt geprüft?"`
}

// AIControl is the AI functions of the offer. Sources: EUCSF SOV-3.Q5, COM(2026) 502 (CADA), Annex II, level 2 (f).
type AIControl struct {
	// Used reports whether the offer contains functions that process customer data with AI models.
	Used *bool `json:"used,omitzero" en:"Does the offer process customer data with AI models?" de:"Verarbeitet das Angebot Kundendaten mit KI-Modellen?"`
	// CanBeDisabled reports whether the customer can switch off all these functions without losing others.
	CanBeDisabled *bool `json:"canBeDisabled,omitzero" en:"Can the customer switch off all AI functions without losing other functions?" de:"Kann der Kunde alle KI-Funktionen abschalten, ohne andere Funktionen zu verlieren?"`
	// SelfHostable reports whether all these functions can run on models the customer hosts or chooses to have hosted.
	SelfHostable *bool `json:"selfHostable,omitzero" en:"Can all AI functions run on models the customer hosts itself or has hosted by whom it chooses?" de:"Können alle KI-Funktionen mit Modellen laufen, die der Kunde selbst betreibt oder von einer Stelle seiner Wahl betreiben lässt?"`
	// Exchangeable reports whether the customer can replace each model through an open interface.
	Exchangeable *bool `json:"exchangeable,omitzero" en:"Can the customer replace each AI model through an open interface?" de:"Kann der Kunde jedes KI-Modell über eine offene Schnittstelle austauschen?"`
	// Models are the models in use. Empty means: none.
	Models []AIModel `json:"models,omitzero" en:"Which AI models are in use?" de:"Welche KI-Modelle werden eingesetzt?"`
	// Accelerators is the complete set of seats of those who design the accelerators the models run on.
	Accelerators []Country `json:"accelerators,omitzero" en:"In which countries are the designers of the accelerators seated that the AI models run on?" de:"In welchen Ländern haben die Entwickler der Beschleuniger ihren Sitz, auf denen die KI-Modelle laufen?"`
	// AcceleratorsRestricted reports whether export control of a non-EU state applies to these accelerators.
	AcceleratorsRestricted *bool `json:"acceleratorsRestricted,omitzero" en:"Are these accelerators subject to export control of a non-EU state?" de:"Unterliegen diese Beschleuniger der Exportkontrolle eines Nicht-EU-Staats?"`
}

// AIModel is one AI model the offer uses.
type AIModel struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Openness is how open it is.
	Openness *AIModelOpenness `json:"openness,omitzero" en:"How open is the model?" de:"Wie offen ist das Modell?"`
	// License is the licence of its weights.
	License *License `json:"license,omitzero" en:"Under which licence are the weights of the model?" de:"Unter welcher Lizenz stehen die Gewichte des Modells?"`
	// DeveloperCountries is the complete set of seats of those who developed it, its base model included.
	DeveloperCountries []Country `json:"developerCountries,omitzero" en:"In which countries are the developers of the model and its base model seated?" de:"In welchen Ländern haben die Entwickler des Modells und seines Basismodells ihren Sitz?"`
	// ControlCountry is the seat of the entity that ultimately controls its developer.
	ControlCountry *Country `json:"controlCountry,omitzero" en:"In which country is the entity seated that ultimately controls the developer of the model?" de:"In welchem Land hat die Stelle ihren Sitz, die den Entwickler des Modells letztlich beherrscht?"`
	// TrainingCountries is the complete set of countries in which it was trained.
	TrainingCountries []Country `json:"trainingCountries,omitzero" en:"In which countries was the model trained?" de:"In welchen Ländern wurde das Modell trainiert?"`
	// HostingCountries is the complete set of countries in which it runs for this offer.
	HostingCountries []Country `json:"hostingCountries,omitzero" en:"In which countries does the model run for this offer?" de:"In welchen Ländern läuft das Modell für dieses Angebot?"`
	// HostCountries is the complete set of seats of those who run it for this offer.
	HostCountries []Country `json:"hostCountries,omitzero" en:"In which countries are those seated who run the model for this offer?" de:"In welchen Ländern haben die Betreiber des Modells für dieses Angebot ihren Sitz?"`
	// PipelineDocumented reports whether origin and processing of its training data are documented for the customer.
	PipelineDocumented *bool `json:"pipelineDocumented,omitzero" en:"Are origin and processing of the training data documented for the customer?" de:"Sind Herkunft und Aufbereitung der Trainingsdaten für den Kunden dokumentiert?"`
	// Auditable reports whether the customer may have the model examined by a third party, with access to its weights.
	Auditable *bool `json:"auditable,omitzero" en:"May the customer have the model examined by a third party with access to its weights?" de:"Darf der Kunde das Modell mit Zugang zu den Gewichten durch Dritte prüfen lassen?"`
}

// AIModelOpenness is how open an AI model is, weakest first.
type AIModelOpenness string

// The values of [AIModelOpenness].
const (
	// AIModelOpennessClosed is it can only be used through a service of its owner.
	AIModelOpennessClosed AIModelOpenness = "closed"
	// AIModelOpennessLicensed is its weights are handed over under terms that limit use.
	AIModelOpennessLicensed AIModelOpenness = "licensed"
	// AIModelOpennessOpenWeights is its weights are freely available, training is not documented enough to be repeated.
	AIModelOpennessOpenWeights AIModelOpenness = "openWeights"
	// AIModelOpennessOpenSource is weights, code and a description of the training data meet the Open Source AI Definition.
	AIModelOpennessOpenSource AIModelOpenness = "openSource"
)

// Values returns the closed set, in the order of the type's documentation.
func (AIModelOpenness) Values() []string {
	return []string{
		"closed",
		"licensed",
		"openWeights",
		"openSource",
	}
}
