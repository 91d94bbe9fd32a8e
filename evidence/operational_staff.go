package evidence

// Independence is who could run and support the service besides the provider,
// and what happens when somebody it depends on falls away (EUCSF SOV-4.Q2,
// SOV-4.Q6). Companies count as independent if neither controls the other and
// no third party controls both.
type Independence struct {
	// Operators is how many independent companies or public bodies, the
	// provider not counted, have the rights and the skills to run the whole
	// service today.
	Operators *int64 `json:"operators,omitzero" unit:"count" min:"0" en:"How many companies or bodies independent of the provider have the rights and skills to run the whole service today?" de:"Wie viele vom Anbieter unabhängige Unternehmen oder Stellen verfügen heute über Rechte und Fachwissen, um den gesamten Dienst zu betreiben?"`
	// UnionOperators is how many of Operators have their seat in the European
	// Union and are not controlled from outside it.
	UnionOperators *int64 `json:"unionOperators,omitzero" unit:"count" min:"0" en:"How many of them are seated in the European Union and not controlled from outside it?" de:"Wie viele davon haben ihren Sitz in der Europäischen Union und werden nicht von außerhalb kontrolliert?"`
	// Supporters is how many independent companies or public bodies, the
	// provider not counted, offer support for the service up to fixing faults.
	// Those counted in Operators count here too if they offer it.
	Supporters *int64 `json:"supporters,omitzero" unit:"count" min:"0" en:"How many companies or bodies independent of the provider offer support up to fixing faults?" de:"Wie viele vom Anbieter unabhängige Unternehmen oder Stellen bieten Support bis hin zur Fehlerbehebung an?"`
	// UnionSupporters is how many of Supporters have their seat in the
	// European Union and are not controlled from outside it.
	UnionSupporters *int64 `json:"unionSupporters,omitzero" unit:"count" min:"0" en:"How many of these supporters are seated in the European Union and not controlled from outside it?" de:"Wie viele dieser Support-Anbieter haben ihren Sitz in der Europäischen Union und werden nicht von außerhalb kontrolliert?"`
	// StandbyContracts is with how many of the independent operators a
	// contract obliges them to take over on call.
	StandbyContracts *int64 `json:"standbyContracts,omitzero" unit:"count" min:"0" en:"With how many independent operators is a takeover on call agreed by contract?" de:"Mit wie vielen unabhängigen Betreibern ist eine Übernahme auf Abruf vertraglich vereinbart?"`
	// VendorOutsideUnionNeeded says that operation, maintenance or support
	// need people, services or approvals of a software manufacturer outside
	// the European Union, licence servers included. Downloading published
	// patches does not count.
	VendorOutsideUnionNeeded *bool `json:"vendorOutsideUnionNeeded,omitzero" en:"Does operating, maintaining or supporting the service need a software manufacturer outside the European Union?" de:"Ist für Betrieb, Pflege oder Unterstützung des Dienstes die Mitwirkung eines Softwareherstellers außerhalb der Europäischen Union nötig?"`
	// QualifiedStaff is how many people in the Union, at the provider or at
	// independent operators under contract, are qualified to run the service
	// without the manufacturer.
	QualifiedStaff *int64 `json:"qualifiedStaff,omitzero" unit:"count" min:"0" en:"How many people in the European Union are qualified to run the service without its manufacturer?" de:"Wie viele Personen in der Europäischen Union sind qualifiziert, den Dienst ohne den Hersteller zu betreiben?"`
	// TakeoverDrill is how the last exercise ended in which somebody other
	// than the usual team or manufacturer ran the service.
	TakeoverDrill *OperationalDrill `json:"takeoverDrill,omitzero" en:"How did the last exercise end in which somebody other than the usual team or manufacturer ran the service?" de:"Wie ging die letzte Übung aus, bei der andere als das übliche Team oder der Hersteller den Dienst betrieben haben?"`
	// TakeoverDrilledOn is the day that exercise ended. Leave it out if there
	// was none.
	TakeoverDrilledOn *Date `json:"takeoverDrilledOn,omitzero" en:"On which day did that takeover exercise end?" de:"An welchem Tag endete diese Übernahmeübung?"`
	// SupplierLoss is what happens to the service when the critical supplier
	// or subcontractor whose loss does most harm stops delivering from one day
	// to the next (EUCSF SOV-4.Q6).
	SupplierLoss *SupplierLossEffect `json:"supplierLoss,omitzero" en:"What happens to the service when its most critical supplier or subcontractor stops delivering?" de:"Was geschieht mit dem Dienst, wenn der kritischste Lieferant oder Unterauftragnehmer seine Leistung einstellt?"`
	// ContinuationDays is for how many days after such a loss the contract
	// assures the service; 0 if it assures nothing.
	ContinuationDays *int64 `json:"continuationDays,omitzero" unit:"days" min:"0" en:"For how many days after the loss of a critical supplier does the contract assure the service (0 if not at all)?" de:"Für wie viele Tage nach dem Wegfall eines kritischen Lieferanten sichert der Vertrag den Dienst zu (0, wenn gar nicht)?"`
}

// SupplierLossEffect is what the loss of a critical supplier does to the
// service, weakest first.
type SupplierLossEffect string

// The values of SupplierLossEffect.
const (
	// The service stops at once.
	SupplierLossEffectImmediateStop SupplierLossEffect = "immediateStop"
	// The service stops after a time in which customers can react.
	SupplierLossEffectDelayedStop SupplierLossEffect = "delayedStop"
	// The service goes on for a time the contract assures.
	SupplierLossEffectAssuredForAPeriod SupplierLossEffect = "assuredForAPeriod"
	// The service goes on, because the supplier can be replaced or its part
	// taken over in-house.
	SupplierLossEffectReplaceable SupplierLossEffect = "replaceable"
	// The service goes on without the supplier and without limit.
	SupplierLossEffectUnaffected SupplierLossEffect = "unaffected"
)

// Values returns the accepted values.
func (SupplierLossEffect) Values() []string {
	return []string{"immediateStop", "delayedStop", "assuredForAPeriod", "replaceable", "unaffected"}
}

// OperationalDrill is how an exercise or test ended, weakest first.
type OperationalDrill string

// The values of OperationalDrill.
const (
	// There was none.
	OperationalDrillNotDone OperationalDrill = "notDone"
	// It missed its target and the findings are open.
	OperationalDrillFailed OperationalDrill = "failed"
	// It reached its target with findings that are open.
	OperationalDrillPassedWithFindings OperationalDrill = "passedWithFindings"
	// It reached its target and no finding is open.
	OperationalDrillPassed OperationalDrill = "passed"
)

// Values returns the accepted values.
func (OperationalDrill) Values() []string {
	return []string{"notDone", "failed", "passedWithFindings", "passed"}
}

// OperationStaff is everybody who has logical or physical access to the
// systems the service runs on, at the provider, its affiliates and its
// subcontractors (EUCSF SOV-4.Q2 and Q3, C3A SOV-4-01). Shares are of working
// time (full-time equivalents) over the last full calendar year.
type OperationStaff struct {
	// Locations are all countries from which members of the regular team work,
	// remote work included.
	Locations []Country `json:"locations,omitzero" en:"From which countries do the people who operate the service work?" de:"Aus welchen Ländern arbeiten die Personen, die den Dienst betreiben?"`
	// EscalationLocations are all countries from which people outside the
	// regular team are called in for difficult cases, the manufacturer's
	// experts included. Empty if nobody is called in.
	EscalationLocations []Country `json:"escalationLocations,omitzero" en:"From which countries are further experts called in when the regular operations team cannot solve a case?" de:"Aus welchen Ländern werden weitere Fachleute hinzugezogen, wenn das reguläre Betriebsteam einen Fall nicht lösen kann?"`
	// UnionSharePercent is the share of the team's working time done from
	// within the European Union.
	UnionSharePercent *float64 `json:"unionSharePercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the operations team's working time is done from within the European Union?" de:"Welcher Anteil der Arbeitszeit des Betriebsteams wird aus der Europäischen Union heraus geleistet?"`
	// CriticalTasksOutsideUnion says that at least one task without which the
	// service cannot run is done by people outside the European Union, be it
	// as a rule or as the only ones able to.
	CriticalTasksOutsideUnion *bool `json:"criticalTasksOutsideUnion,omitzero" en:"Is any task without which the service cannot run done by people outside the European Union?" de:"Wird mindestens eine für den Betrieb unverzichtbare Aufgabe von Personen außerhalb der Europäischen Union wahrgenommen?"`
	// Residences are all countries where members of the team have their main
	// residence.
	Residences []Country `json:"residences,omitzero" en:"In which countries do the people who operate the service have their main residence?" de:"In welchen Ländern haben die Personen, die den Dienst betreiben, ihren Hauptwohnsitz?"`
	// UnionCitizensOnly says that everybody on the team is a citizen of a
	// member state of the Union (C3A SOV-4-01).
	UnionCitizensOnly *bool `json:"unionCitizensOnly,omitzero" en:"Is everybody who operates the service a citizen of a member state of the European Union?" de:"Sind alle Personen, die den Dienst betreiben, Staatsangehörige eines Mitgliedstaats der Europäischen Union?"`
	// ManagementUnionCitizensOnly says that everybody who manages the provider
	// with legal power is a citizen of a member state with main residence in
	// the Union (C3A SOV-4-01).
	ManagementUnionCitizensOnly *bool `json:"managementUnionCitizensOnly,omitzero" en:"Is everybody who manages the provider a Union citizen with main residence in the European Union?" de:"Sind alle Personen mit Leitungsbefugnis beim Anbieter Unionsbürger mit Hauptwohnsitz in der Europäischen Union?"`
	// EmployerSeats are all countries where the employers of the team have
	// their seat.
	EmployerSeats []Country `json:"employerSeats,omitzero" en:"In which countries are the employers of the people who operate the service seated?" de:"In welchen Ländern haben die Arbeitgeber der Personen, die den Dienst betreiben, ihren Sitz?"`
	// Clearance is the lowest clearance anybody on the team holds who works
	// unaccompanied.
	Clearance *StaffClearance `json:"clearance,omitzero" en:"What is the lowest clearance held by anybody who operates the service unaccompanied?" de:"Welche Überprüfung liegt mindestens für jede Person vor, die den Dienst unbegleitet betreibt?"`
}

// StaffClearance is how far people were checked, weakest first. The three
// levels of state screening follow the Sicherheitsüberprüfungsgesetz (SÜG §§ 8
// to 10); a clearance of another member state counts as the level that gives
// access to the same classification.
type StaffClearance string

// The values of StaffClearance.
const (
	// No check beyond identity.
	StaffClearanceNone StaffClearance = "none"
	// The employer checked references and a certificate of conduct.
	StaffClearanceEmployerScreening StaffClearance = "employerScreening"
	// A simple security check by the state (Ü1), up to VS-VERTRAULICH.
	StaffClearanceBasicStateScreening StaffClearance = "basicStateScreening"
	// An extended security check by the state (Ü2), up to GEHEIM.
	StaffClearanceExtendedStateScreening StaffClearance = "extendedStateScreening"
	// An extended check with security investigations (Ü3), up to STRENG
	// GEHEIM.
	StaffClearanceInvestigatedStateScreening StaffClearance = "investigatedStateScreening"
)

// Values returns the accepted values.
func (StaffClearance) Values() []string {
	return []string{
		"none", "employerScreening", "basicStateScreening", "extendedStateScreening",
		"investigatedStateScreening",
	}
}

// SupportStaff is everybody who handles customers' requests and sees what they
// contain, at the provider, its affiliates and its subcontractors (EUCSF
// SOV-4.Q4). Shares are of working time (full-time equivalents) over the last
// full calendar year.
type SupportStaff struct {
	// Locations are all countries from which members of the regular support
	// team work, remote work and nights included.
	Locations []Country `json:"locations,omitzero" en:"From which countries does the support team work?" de:"Aus welchen Ländern arbeitet das Support-Team?"`
	// EscalationLocations are all countries from which people outside the
	// regular team handle escalated requests. Empty if nobody does.
	EscalationLocations []Country `json:"escalationLocations,omitzero" en:"From which countries are escalated support requests handled by others?" de:"Aus welchen Ländern werden eskalierte Support-Anfragen von anderen bearbeitet?"`
	// UnionSharePercent is the share of the team's working time done from
	// within the European Union.
	UnionSharePercent *float64 `json:"unionSharePercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the support team's working time is done from within the European Union?" de:"Welcher Anteil der Arbeitszeit des Support-Teams wird aus der Europäischen Union heraus geleistet?"`
	// Residences are all countries where members of the team have their main
	// residence.
	Residences []Country `json:"residences,omitzero" en:"In which countries do the members of the support team have their main residence?" de:"In welchen Ländern haben die Mitglieder des Support-Teams ihren Hauptwohnsitz?"`
	// UnionCitizensOnly says that everybody on the team is a citizen of a
	// member state of the Union.
	UnionCitizensOnly *bool `json:"unionCitizensOnly,omitzero" en:"Is everybody on the support team a citizen of a member state of the European Union?" de:"Sind alle Mitglieder des Support-Teams Staatsangehörige eines Mitgliedstaats der Europäischen Union?"`
	// EmployerSeats are all countries where the employers of the team have
	// their seat.
	EmployerSeats []Country `json:"employerSeats,omitzero" en:"In which countries are the employers of the support team seated?" de:"In welchen Ländern haben die Arbeitgeber des Support-Teams ihren Sitz?"`
	// Clearance is the lowest clearance anybody on the team holds.
	Clearance *StaffClearance `json:"clearance,omitzero" en:"What is the lowest clearance held by anybody on the support team?" de:"Welche Überprüfung liegt mindestens für jedes Mitglied des Support-Teams vor?"`
	// OutsideAccessRecorded says that every support access from outside the
	// Union is listed, supervised and shown to the customer (SecNumCloud
	// 19.2.e). Answer true if there is none.
	OutsideAccessRecorded *bool `json:"outsideAccessRecorded,omitzero" en:"Is every support access from outside the European Union listed, supervised and shown to the customer?" de:"Wird jeder Support-Zugriff von außerhalb der Europäischen Union erfasst, beaufsichtigt und dem Kunden offengelegt?"`
	// Hours is when critical faults are taken and worked on.
	Hours *SupportHours `json:"hours,omitzero" en:"When are critical faults taken and worked on?" de:"Zu welchen Zeiten werden kritische Störungen angenommen und bearbeitet?"`
	// CriticalResponseMinutes is within how many minutes of service time the
	// contract assures a qualified response to a critical fault.
	CriticalResponseMinutes *int64 `json:"criticalResponseMinutes,omitzero" unit:"minutes" min:"0" en:"Within how many minutes does the contract assure a qualified response to a critical fault?" de:"Innerhalb von wie vielen Minuten sichert der Vertrag bei kritischen Störungen eine qualifizierte Reaktion zu?"`
	// GermanSpoken says that requests can be made and are answered in German
	// during all support hours.
	GermanSpoken *bool `json:"germanSpoken,omitzero" en:"Is support given in German during all support hours?" de:"Wird Support während der gesamten Servicezeit in deutscher Sprache geleistet?"`
}

// SupportHours is when support is given, weakest first.
type SupportHours string

// The values of SupportHours.
const (
	// No hours are agreed.
	SupportHoursNone SupportHours = "none"
	// Working days in the hours of a normal office.
	SupportHoursBusinessHours SupportHours = "businessHours"
	// More than that, but not always.
	SupportHoursExtendedHours SupportHours = "extendedHours"
	// At every hour of every day.
	SupportHoursRoundTheClock SupportHours = "roundTheClock"
)

// Values returns the accepted values.
func (SupportHours) Values() []string {
	return []string{"none", "businessHours", "extendedHours", "roundTheClock"}
}

// OperatingKnowledge is the documentation and know-how needed to run the
// service, and where it is kept (EUCSF SOV-4.Q5).
type OperatingKnowledge struct {
	// HandedOver is the complete set of documents the customer or an operator
	// of its choice gets.
	HandedOver []OperatingDocument `json:"handedOver,omitzero" en:"Which operating documents are handed over to the customer or an operator of its choice?" de:"Welche Betriebsunterlagen werden dem Kunden oder einem von ihm benannten Betreiber übergeben?"`
	// Handover is when they are handed over.
	Handover *HandoverTime `json:"handover,omitzero" en:"When are the operating documents handed over?" de:"Wann werden die Betriebsunterlagen übergeben?"`
	// ReviewedOn is the day the documents handed over were last checked
	// against the running service, or written if they never were since.
	ReviewedOn *Date `json:"reviewedOn,omitzero" en:"On which day were the operating documents last checked against the running service?" de:"An welchem Tag wurden die Betriebsunterlagen zuletzt mit dem laufenden Dienst abgeglichen?"`
	// UseDrill is how the last test ended in which people who did not write
	// the documents set up or ran the service with them.
	UseDrill *OperationalDrill `json:"useDrill,omitzero" en:"How did the last test end in which others set up or ran the service from these documents alone?" de:"Wie ging der letzte Test aus, bei dem andere den Dienst allein anhand dieser Unterlagen aufgebaut oder betrieben haben?"`
	// UseDrilledOn is the day that test ended. Leave it out if there was none.
	UseDrilledOn *Date `json:"useDrilledOn,omitzero" en:"On which day did that test of the documents end?" de:"An welchem Tag endete dieser Test der Unterlagen?"`
	// TrainingIncluded says that the contract lets the customer or an operator
	// of its choice be trained in running the service.
	TrainingIncluded *bool `json:"trainingIncluded,omitzero" en:"Does the contract include training in running the service?" de:"Umfasst der Vertrag Schulungen für den Betrieb des Dienstes?"`
	// UnionStorage is whether documentation and know-how can be kept in the
	// European Union.
	UnionStorage *UnionStorage `json:"unionStorage,omitzero" en:"How far is keeping documentation and know-how in the European Union provided for?" de:"Inwieweit ist die Aufbewahrung von Dokumentation und Betriebswissen in der Europäischen Union vorgesehen?"`
	// PrimaryLocations are all countries where the leading repositories of
	// documentation, source code and operating know-how are stored.
	PrimaryLocations []Country `json:"primaryLocations,omitzero" en:"In which countries are the leading repositories of documentation, source code and operating know-how stored?" de:"In welchen Ländern liegen die führenden Ablagen von Dokumentation, Quellcode und Betriebswissen?"`
	// CopyLocations are all countries where their metadata, backups and
	// replicas are stored. Copies of what is published for everybody, such as
	// mirrors of open source code, are left out.
	CopyLocations []Country `json:"copyLocations,omitzero" en:"In which countries are their metadata, backups and replicas stored, copies of published content aside?" de:"In welchen Ländern liegen deren Metadaten, Sicherungen und Replikate, Kopien veröffentlichter Inhalte ausgenommen?"`
	// AdminLocations are all countries from which the repositories are
	// administered or supported with privileged rights.
	AdminLocations []Country `json:"adminLocations,omitzero" en:"From which countries are these repositories administered or supported with privileged rights?" de:"Aus welchen Ländern werden diese Ablagen mit privilegierten Rechten administriert oder unterstützt?"`
}

// OperatingDocument is a kind of document needed to run the service.
type OperatingDocument string

// The values of OperatingDocument.
const (
	// Structure, components, data flows and dependencies.
	OperatingDocumentArchitecture OperatingDocument = "architecture"
	// How to set the service up from nothing.
	OperatingDocumentInstallation OperatingDocument = "installation"
	// The configuration in use, with its reasons.
	OperatingDocumentConfiguration OperatingDocument = "configuration"
	// Recurring tasks and known faults, step by step.
	OperatingDocumentRunbooks OperatingDocument = "runbooks"
	// What is watched, with thresholds and reactions.
	OperatingDocumentMonitoring OperatingDocument = "monitoring"
	// How data is saved and brought back.
	OperatingDocumentBackupAndRestore OperatingDocument = "backupAndRestore"
	// What to do when the service fails.
	OperatingDocumentEmergencyPlan OperatingDocument = "emergencyPlan"
	// Protection need, measures, remaining risks.
	OperatingDocumentSecurityConcept OperatingDocument = "securityConcept"
	// Interfaces and data formats.
	OperatingDocumentInterfaces OperatingDocument = "interfaces"
	// How to build the software from source.
	OperatingDocumentBuildInstructions OperatingDocument = "buildInstructions"
	// The source code, own parts and adaptations.
	OperatingDocumentSourceCode OperatingDocument = "sourceCode"
)

// Values returns the accepted values.
func (OperatingDocument) Values() []string {
	return []string{
		"architecture", "installation", "configuration", "runbooks", "monitoring",
		"backupAndRestore", "emergencyPlan", "securityConcept", "interfaces",
		"buildInstructions", "sourceCode",
	}
}

// HandoverTime is when documents change hands, weakest first.
type HandoverTime string

// The values of HandoverTime.
const (
	// They are not handed over.
	HandoverTimeNever HandoverTime = "never"
	// When asked for, without a fixed time.
	HandoverTimeOnRequest HandoverTime = "onRequest"
	// When the contract ends.
	HandoverTimeAtContractEnd HandoverTime = "atContractEnd"
	// From the start of use and with every change.
	HandoverTimeContinuously HandoverTime = "continuously"
)

// Values returns the accepted values.
func (HandoverTime) Values() []string {
	return []string{"never", "onRequest", "atContractEnd", "continuously"}
}

// UnionStorage is whether keeping something in the Union is possible, usual or
// ensured, weakest first.
type UnionStorage string

// The values of UnionStorage.
const (
	// It is kept outside the Union, and nothing else is on offer.
	UnionStorageUnavailable UnionStorage = "unavailable"
	// The customer can choose the Union, but it is not ensured.
	UnionStorageOptional UnionStorage = "optional"
	// It is kept in the Union as a rule; exceptions such as recovery or
	// support are possible.
	UnionStorageUsual UnionStorage = "usual"
	// It is technically or contractually ensured that it is kept in the Union
	// only.
	UnionStorageEnforced UnionStorage = "enforced"
)

// Values returns the accepted values.
func (UnionStorage) Values() []string {
	return []string{"unavailable", "optional", "usual", "enforced"}
}
