package evidence

// DataAccessLog is the log of access to customer data, whoever accesses: users, the provider's staff, subcontractors and
// AI functions. Sources: EUCSF SOV-3.Q2, BSI C3A SOV-3-04, C5:2020 OPS-10 to OPS-15.
type DataAccessLog struct {
	// Kept reports whether access to customer data is logged.
	Kept *bool `json:"kept,omitzero" en:"Is access to customer data logged?" de:"Wird der Zugriff auf Kundendaten protokolliert?"`
	// UserAccess reports whether every access by the customer's users is logged.
	UserAccess *bool `json:"userAccess,omitzero" en:"Is every access by the customer's users logged?" de:"Wird jeder Zugriff von Nutzenden des Kunden protokolliert?"`
	// ProviderAccess reports whether every access by staff of the provider and its subcontractors is logged.
	ProviderAccess *bool `json:"providerAccess,omitzero" en:"Is every access by staff of the provider and its subcontractors logged?" de:"Wird jeder Zugriff von Personal des Anbieters und seiner Unterauftragnehmer protokolliert?"`
	// MachineAccess reports whether every access by programs and interfaces is logged.
	MachineAccess *bool `json:"machineAccess,omitzero" en:"Is every access by programs and interfaces logged?" de:"Wird jeder Zugriff durch Programme und Schnittstellen protokolliert?"`
	// AIUse reports whether every processing of customer data by an AI model is logged, with the model; true if there is
	// none.
	AIUse *bool `json:"aiUse,omitzero" en:"Is every processing of customer data by an AI model logged?" de:"Wird jede Verarbeitung von Kundendaten durch ein KI-Modell protokolliert?"`
	// RecordsTime reports whether each entry has date and time.
	RecordsTime *bool `json:"recordsTime,omitzero" en:"Does each entry state date and time?" de:"Nennt jeder Eintrag Datum und Uhrzeit?"`
	// RecordsIdentity reports whether each entry has the person or program that accessed.
	RecordsIdentity *bool `json:"recordsIdentity,omitzero" en:"Does each entry state the person or program that accessed?" de:"Nennt jeder Eintrag die zugreifende Person oder das zugreifende Programm?"`
	// RecordsAction reports whether each entry has the kind of access and the data concerned.
	RecordsAction *bool `json:"recordsAction,omitzero" en:"Does each entry state the kind of access and the data concerned?" de:"Nennt jeder Eintrag die Art des Zugriffs und die betroffenen Daten?"`
	// RecordsOrigin reports whether each entry has the means and origin of access, such as address and interface.
	RecordsOrigin *bool `json:"recordsOrigin,omitzero" en:"Does each entry state means and origin of the access?" de:"Nennt jeder Eintrag Mittel und Herkunft des Zugriffs?"`
	// CustomerReads reports whether the customer can read all entries about its data without asking the provider.
	CustomerReads *bool `json:"customerReads,omitzero" en:"Can the customer read all entries about its data without asking the provider?" de:"Kann der Kunde alle Einträge zu seinen Daten ohne Anfrage beim Anbieter lesen?"`
	// CustomerControlled reports whether the customer decides on scope, retention and readers of these logs.
	CustomerControlled *bool `json:"customerControlled,omitzero" en:"Does the customer decide on scope, retention and readers of these logs?" de:"Bestimmt der Kunde über Umfang, Aufbewahrung und Leserkreis dieser Protokolle?"`
	// DelaySeconds is the longest time from an access to its entry being visible to the customer, in seconds.
	DelaySeconds *int64 `json:"delaySeconds,omitzero" unit:"seconds" min:"0" en:"After how many seconds at most is an access visible to the customer?" de:"Nach wie vielen Sekunden ist ein Zugriff für den Kunden spätestens sichtbar?"`
	// StandardInterface reports whether entries can be fetched or streamed in an open format over a standard protocol.
	StandardInterface *bool `json:"standardInterface,omitzero" en:"Can entries be fetched or streamed in an open format over a standard protocol?" de:"Lassen sich Einträge in einem offenen Format über ein Standardprotokoll abrufen oder übertragen?"`
	// Integrity is the strongest protection of all entries against change.
	Integrity *LogIntegrity `json:"integrity,omitzero" en:"By what strongest means are all entries protected against change?" de:"Durch welches stärkste Mittel sind alle Einträge vor Veränderung geschützt?"`
	// RetentionDays is how long entries remain readable for the customer, in days.
	RetentionDays *int64 `json:"retentionDays,omitzero" unit:"days" min:"0" en:"For how many days do entries remain readable for the customer?" de:"Wie viele Tage bleiben Einträge für den Kunden lesbar?"`
	// StorageCountries is the complete set of countries in which the logs are stored; empty means there are none.
	StorageCountries []Country `json:"storageCountries,omitzero" en:"In which countries are the logs stored?" de:"In welchen Ländern werden die Protokolle gespeichert?"`
	// IndependentlyAuditable reports whether the customer may have the logs checked by a third party of its choice.
	IndependentlyAuditable *bool `json:"independentlyAuditable,omitzero" en:"May the customer have the logs checked by a third party of its choice?" de:"Darf der Kunde die Protokolle durch einen Dritten seiner Wahl prüfen lassen?"`
	// LastTestedOn is the day on which completeness was last tested by comparing known accesses with the log.
	LastTestedOn *Date `json:"lastTestedOn,omitzero" en:"On which day was completeness last tested by comparing known accesses with the log?" de:"An welchem Tag wurde die Vollständigkeit zuletzt durch Abgleich bekannter Zugriffe getestet?"`
}

// DataDisclosure is how requests of authorities for customer data are handled. Requests mean those of authorities of
// non-EU states unless a field says otherwise. Sources: C5:2020 INQ-01 to INQ-04, Art. 32 Data Act, EUCSF SOV-2.Q3.
type DataDisclosure struct {
	// LegallyExamined reports whether each request of any authority is examined by qualified lawyers for its legal basis
	// before anything is disclosed. Source: C5:2020 INQ-01.
	LegallyExamined *bool `json:"legallyExamined,omitzero" en:"Is each request of an authority legally examined before anything is disclosed?" de:"Wird jedes Ersuchen einer Behörde vor einer Herausgabe juristisch geprüft?"`
	// CustomerNotified reports whether the customer is told of each request of any authority before disclosure, except
	// where law forbids it. Source: C5:2020 INQ-02.
	CustomerNotified *bool `json:"customerNotified,omitzero" en:"Is the customer told of each request before disclosure, unless law forbids it?" de:"Wird der Kunde vor der Herausgabe über jedes Ersuchen unterrichtet, sofern das Recht es nicht verbietet?"`
	// Notification is in which cases the customer is told in fact, prohibitions to tell taken into account.
	Notification *DisclosureNotification `json:"notification,omitzero" en:"In which cases is the customer told, prohibitions to tell taken into account?" de:"In welchen Fällen wird der Kunde unter Berücksichtigung von Mitteilungsverboten unterrichtet?"`
	// OnlyWithLegalBasis reports whether data are disclosed only if the examination found a valid legal basis. Source:
	// C5:2020 INQ-03.
	OnlyWithLegalBasis *bool `json:"onlyWithLegalBasis,omitzero" en:"Are data disclosed only if the examination found a valid legal basis?" de:"Werden Daten nur herausgegeben, wenn die Prüfung eine gültige Rechtsgrundlage ergeben hat?"`
	// LimitedToRequest reports whether no more data are disclosed than the request covers. Source: C5:2020 INQ-04.
	LimitedToRequest *bool `json:"limitedToRequest,omitzero" en:"Are no more data disclosed than the request covers?" de:"Werden nicht mehr Daten herausgegeben, als das Ersuchen umfasst?"`
	// Response is how the contract binds the provider to answer requests of non-EU authorities without a basis in Union
	// law or the law of a member state.
	Response *DisclosureResponse `json:"response,omitzero" en:"How must the provider by contract answer requests of non-EU authorities?" de:"Wie muss der Anbieter Ersuchen von Behörden aus Nicht-EU-Staaten nach dem Vertrag beantworten?"`
	// Compellable reports whether a non-EU authority can, by law, contract or technical means, compel access to data or
	// systems of the offer, through the provider, its group or a subcontractor.
	Compellable *bool `json:"compellable,omitzero" en:"Can a non-EU authority compel access to data or systems of the offer?" de:"Kann eine Behörde eines Nicht-EU-Staats Zugang zu Daten oder Systemen des Angebots erzwingen?"`
	// Channels is the complete set of channels for that; empty means none.
	Channels []DisclosureChannel `json:"channels,omitzero" en:"Through which channels could a non-EU authority get access to data or systems?" de:"Über welche Kanäle könnte eine Behörde eines Nicht-EU-Staats Zugang zu Daten oder Systemen erlangen?"`
	// RequestCount is the number of requests of non-EU authorities in the last complete calendar year.
	RequestCount *int64 `json:"requestCount,omitzero" unit:"count" min:"0" en:"How many requests did non-EU authorities make in the last calendar year?" de:"Wie viele Ersuchen haben Behörden aus Nicht-EU-Staaten im letzten Kalenderjahr gestellt?"`
	// DisclosedCount is the number of these that were met in full or in part.
	DisclosedCount *int64 `json:"disclosedCount,omitzero" unit:"count" min:"0" en:"How many of these requests were met in full or in part?" de:"Wie vielen dieser Ersuchen wurde ganz oder teilweise entsprochen?"`
	// ReportedOn is the day of the last public report on such requests.
	ReportedOn *Date `json:"reportedOn,omitzero" en:"On which day was the last public report on such requests issued?" de:"An welchem Tag erschien der letzte öffentliche Bericht über solche Ersuchen?"`
	// SafeguardsPublished reports whether the measures against access by non-EU authorities are published, with the
	// jurisdiction of the infrastructure. Source: Art. 28 Data Act.
	SafeguardsPublished *bool `json:"safeguardsPublished,omitzero" en:"Are the measures against access by non-EU authorities published?" de:"Sind die Maßnahmen gegen Zugriffe von Behörden aus Nicht-EU-Staaten veröffentlicht?"`
}

// LogIntegrity is a protection of log entries against change, weakest first.
type LogIntegrity string

// The values of [LogIntegrity].
const (
	// LogIntegrityNone is none.
	LogIntegrityNone LogIntegrity = "none"
	// LogIntegrityAccessControl is access rights alone.
	LogIntegrityAccessControl LogIntegrity = "accessControl"
	// LogIntegrityDetectable is each change can be detected, by hash chains or signatures.
	LogIntegrityDetectable LogIntegrity = "detectable"
	// LogIntegrityImmutable is entries cannot be changed or erased before the end of their retention, not even by the provider's administrators.
	LogIntegrityImmutable LogIntegrity = "immutable"
)

// Values returns the closed set, in the order of the type's documentation.
func (LogIntegrity) Values() []string {
	return []string{
		"none",
		"accessControl",
		"detectable",
		"immutable",
	}
}

// DisclosureNotification is in which cases the customer is told of a request, weakest first. Source: EUCSF SOV-2.Q3.
type DisclosureNotification string

// The values of [DisclosureNotification].
const (
	// DisclosureNotificationNever is never.
	DisclosureNotificationNever DisclosureNotification = "never"
	// DisclosureNotificationSomeCases is not in some cases, because a law that binds the provider can forbid it.
	DisclosureNotificationSomeCases DisclosureNotification = "someCases"
	// DisclosureNotificationAllCases is in all cases.
	DisclosureNotificationAllCases DisclosureNotification = "allCases"
)

// Values returns the closed set, in the order of the type's documentation.
func (DisclosureNotification) Values() []string {
	return []string{
		"never",
		"someCases",
		"allCases",
	}
}

// DisclosureResponse is the answer to a request of a non-EU authority, weakest first. Source: EUCSF SOV-2.Q3.
type DisclosureResponse string

// The values of [DisclosureResponse].
const (
	// DisclosureResponseComply is it is met once the legal examination is done.
	DisclosureResponseComply DisclosureResponse = "comply"
	// DisclosureResponseDispute is it is contested with all legal remedies and may be met in the end.
	DisclosureResponseDispute DisclosureResponse = "dispute"
	// DisclosureResponseReject is it is always rejected.
	DisclosureResponseReject DisclosureResponse = "reject"
)

// Values returns the closed set, in the order of the type's documentation.
func (DisclosureResponse) Values() []string {
	return []string{
		"comply",
		"dispute",
		"reject",
	}
}

// DisclosureChannel is a channel through which an authority could get access.
type DisclosureChannel string

// The values of [DisclosureChannel].
const (
	// DisclosureChannelProviderLaw is law that binds the provider.
	DisclosureChannelProviderLaw DisclosureChannel = "providerLaw"
	// DisclosureChannelGroupLaw is law that binds its parent or another company of its group.
	DisclosureChannelGroupLaw DisclosureChannel = "groupLaw"
	// DisclosureChannelSubcontractorLaw is law that binds a subcontractor.
	DisclosureChannelSubcontractorLaw DisclosureChannel = "subcontractorLaw"
	// DisclosureChannelStaffLaw is law that binds staff by nationality or whereabouts.
	DisclosureChannelStaffLaw DisclosureChannel = "staffLaw"
	// DisclosureChannelContract is a clause that allows disclosure.
	DisclosureChannelContract DisclosureChannel = "contract"
	// DisclosureChannelRemoteAccess is technical access from abroad.
	DisclosureChannelRemoteAccess DisclosureChannel = "remoteAccess"
	// DisclosureChannelUpdates is updates from a vendor abroad.
	DisclosureChannelUpdates DisclosureChannel = "updates"
	// DisclosureChannelKeys is keys held abroad.
	DisclosureChannelKeys DisclosureChannel = "keys"
)

// Values returns the closed set, in the order of the type's documentation.
func (DisclosureChannel) Values() []string {
	return []string{
		"providerLaw",
		"groupLaw",
		"subcontractorLaw",
		"staffLaw",
		"contract",
		"remoteAccess",
		"updates",
		"keys",
	}
}
