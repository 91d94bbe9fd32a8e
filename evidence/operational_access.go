package evidence

// AdminAccess is administrative access to the systems the service runs on and
// to customers' environments.
type AdminAccess struct {
	// Privileged is how privileged rights are given, used and checked.
	Privileged PrivilegedAccess `json:"privileged,omitzero"`
	// Customer is how the provider's people get at a customer's environment.
	Customer CustomerEnvironmentAccess `json:"customer,omitzero"`
	// Remote is from where administration is possible.
	Remote RemoteAdministration `json:"remote,omitzero"`
}

// PrivilegedAccess is how the provider and its subcontractors handle
// privileged rights: those that change the production environment or reach
// customers' data in clear (C5 IDM-06). Where parts of the service differ, the
// weakest part counts.
type PrivilegedAccess struct {
	// SeparateAccounts says that privileged work is done with accounts used
	// for nothing else.
	SeparateAccounts *bool `json:"separateAccounts,omitzero" en:"Is privileged work done only with accounts that are used for nothing else?" de:"Werden privilegierte Tätigkeiten ausschließlich mit gesonderten Konten ausgeführt?"`
	// PersonalAccounts says that every privileged account and every technical
	// user is assigned to exactly one person, sealed emergency accounts aside
	// whose every use is attributed to a person.
	PersonalAccounts *bool `json:"personalAccounts,omitzero" en:"Is every privileged account assigned to exactly one person?" de:"Ist jedes privilegierte Konto genau einer Person zugeordnet?"`
	// TaskBound says that rights are given by role, only as far as the task
	// needs them, and with the approval of somebody other than who receives
	// them (C5 IDM-01, IDM-06).
	TaskBound *bool `json:"taskBound,omitzero" en:"Are privileged rights given by role and only as far as the task needs them, approved by a second person?" de:"Werden privilegierte Rechte rollenbasiert, nur im für die Aufgabe nötigen Umfang und mit Freigabe durch eine zweite Person vergeben?"`
	// TimeLimited says that privileged rights lapse by themselves when the
	// approved time or task ends.
	TimeLimited *bool `json:"timeLimited,omitzero" en:"Do privileged rights lapse by themselves when the approved time or task ends?" de:"Erlöschen privilegierte Rechte nach Ablauf der freigegebenen Zeit oder Aufgabe von selbst?"`
	// Authentication is the weakest way anybody can log in with privileged
	// rights.
	Authentication *AdminAuthentication `json:"authentication,omitzero" en:"What is the weakest way of logging in with privileged rights?" de:"Welches ist das schwächste Verfahren, mit dem eine privilegierte Anmeldung möglich ist?"`
	// Reviewed says that all privileged rights are reviewed at fixed intervals
	// by people who can judge whether they are needed (C5 IDM-05).
	Reviewed *bool `json:"reviewed,omitzero" en:"Are all privileged rights reviewed at fixed intervals?" de:"Werden alle privilegierten Rechte in festen Abständen überprüft?"`
	// LastReviewedOn is the day the last complete review was finished.
	LastReviewedOn *Date `json:"lastReviewedOn,omitzero" en:"On which day was the last complete review of privileged rights finished?" de:"An welchem Tag wurde die letzte vollständige Überprüfung der privilegierten Rechte abgeschlossen?"`
	// WithdrawalHours is within how many hours privileged rights are withdrawn
	// after a person's task ends or changes (C5 IDM-04: 48).
	WithdrawalHours *int64 `json:"withdrawalHours,omitzero" unit:"hours" min:"0" en:"Within how many hours are privileged rights withdrawn after a person's task ends or changes?" de:"Innerhalb von wie vielen Stunden werden privilegierte Rechte nach Ende oder Änderung der Aufgabe entzogen?"`
	// ActivitiesLogged says that everything done with privileged rights is
	// logged where those who did it cannot change the log.
	ActivitiesLogged *bool `json:"activitiesLogged,omitzero" en:"Is everything done with privileged rights logged where those who did it cannot change the log?" de:"Werden alle Tätigkeiten mit privilegierten Rechten so protokolliert, dass die Handelnden das Protokoll nicht ändern können?"`
	// MisuseMonitored says that these logs are watched automatically for signs
	// of misuse and that somebody is alerted (C5 IDM-06).
	MisuseMonitored *bool `json:"misuseMonitored,omitzero" en:"Are these logs watched automatically for signs of misuse?" de:"Werden diese Protokolle automatisch auf Anzeichen von Missbrauch überwacht?"`
}

// AdminAuthentication is how somebody logs in, weakest first.
type AdminAuthentication string

// The values of AdminAuthentication.
const (
	// With one factor.
	AdminAuthenticationPassword AdminAuthentication = "password"
	// With at least two independent factors, one of which can be phished, such
	// as a one-time code.
	AdminAuthenticationMultiFactor AdminAuthentication = "multiFactor"
	// With at least two factors bound to the service, such as FIDO2 or a smart
	// card.
	AdminAuthenticationPhishingResistant AdminAuthentication = "phishingResistant"
)

// Values returns the accepted values.
func (AdminAuthentication) Values() []string {
	return []string{"password", "multiFactor", "phishingResistant"}
}

// CustomerEnvironmentAccess is access of anybody on the provider's side,
// subcontractors and manufacturers included, to the part of the service that
// holds one customer's data, configuration or workload (C5 IDM-07). Where
// kinds of access differ, the least protected counts.
type CustomerEnvironmentAccess struct {
	// Possible says that somebody on the provider's side can reach a
	// customer's environment or its data in clear at all. False only if
	// technology prevents it, and nobody on the provider's side can undo that
	// alone.
	Possible *bool `json:"possible,omitzero" en:"Can anybody on the provider's side technically reach a customer's environment or its data in clear?" de:"Kann irgendjemand auf Anbieterseite technisch auf die Umgebung eines Kunden oder auf dessen Klardaten zugreifen?"`
	// Approval is who has to agree before each access. Emergencies are covered
	// by EmergencyBypass.
	Approval *AccessApproval `json:"approval,omitzero" en:"Who has to agree before each access to a customer's environment?" de:"Wer muss vor jedem Zugriff auf die Umgebung eines Kunden zustimmen?"`
	// ApprovalEnforced says that access is technically impossible before that
	// approval.
	ApprovalEnforced *bool `json:"approvalEnforced,omitzero" en:"Is access technically impossible until it has been approved?" de:"Ist der Zugriff technisch ausgeschlossen, solange die Freigabe fehlt?"`
	// EmergencyBypass says that in emergencies access is possible before the
	// approval.
	EmergencyBypass *bool `json:"emergencyBypass,omitzero" en:"Is access possible before approval in emergencies?" de:"Ist in Notfällen ein Zugriff vor der Freigabe möglich?"`
	// EveryAccessLogged says that every access is logged without exception,
	// emergencies included.
	EveryAccessLogged *bool `json:"everyAccessLogged,omitzero" en:"Is every access to a customer's environment logged, emergencies included?" de:"Wird jeder Zugriff auf die Umgebung eines Kunden protokolliert, auch in Notfällen?"`
	// LogContent is the complete set of what is recorded of each access.
	LogContent []AccessLogContent `json:"logContent,omitzero" en:"What is recorded of each access?" de:"Welche Angaben werden zu jedem Zugriff protokolliert?"`
	// Visibility is how the customer learns of each access.
	Visibility *AccessVisibility `json:"visibility,omitzero" en:"How does the customer learn of each access?" de:"Wie erfährt der Kunde von jedem Zugriff?"`
	// NoticeHours is after how many hours at most the customer knows of an
	// access or can see it, emergencies included; 0 if at once (C5 IDM-07:
	// 72).
	NoticeHours *int64 `json:"noticeHours,omitzero" unit:"hours" min:"0" en:"After how many hours at most does the customer know of an access or can see it (0 if at once)?" de:"Nach wie vielen Stunden spätestens weiß der Kunde von einem Zugriff oder kann ihn einsehen (0, wenn sofort)?"`
	// TamperEvident says that a later change of the log is impossible or is
	// noticed, also if the provider's administrators make it.
	TamperEvident *bool `json:"tamperEvident,omitzero" en:"Is a later change of the access log impossible or noticed, even if made by the provider's administrators?" de:"Ist eine nachträgliche Änderung des Zugriffsprotokolls ausgeschlossen oder erkennbar, auch durch Administratoren des Anbieters?"`
	// LogRetentionDays is for how many days the customer can get at the log of
	// an access.
	LogRetentionDays *int64 `json:"logRetentionDays,omitzero" unit:"days" min:"0" en:"For how many days can the customer get at the log of an access?" de:"Wie viele Tage kann der Kunde das Protokoll eines Zugriffs abrufen?"`
	// SessionsRecorded says that what was done is recorded, not only that
	// somebody logged in.
	SessionsRecorded *bool `json:"sessionsRecorded,omitzero" en:"Are sessions recorded so that what was done can be retraced?" de:"Werden Sitzungen so aufgezeichnet, dass die vorgenommenen Handlungen nachvollziehbar sind?"`
}

// AccessApproval is who agrees to an access beforehand, weakest first.
type AccessApproval string

// The values of AccessApproval.
const (
	// Nobody has to.
	AccessApprovalNone AccessApproval = "none"
	// A second person on the provider's side, in each case.
	AccessApprovalProvider AccessApproval = "provider"
	// The customer, in each case.
	AccessApprovalCustomer AccessApproval = "customer"
)

// Values returns the accepted values.
func (AccessApproval) Values() []string {
	return []string{"none", "provider", "customer"}
}

// AccessVisibility is how a customer learns of accesses, weakest first.
type AccessVisibility string

// The values of AccessVisibility.
const (
	// Not at all.
	AccessVisibilityNone AccessVisibility = "none"
	// When it asks.
	AccessVisibilityOnRequest AccessVisibility = "onRequest"
	// It is told of each access without asking.
	AccessVisibilityNotified AccessVisibility = "notified"
	// It can look at the log itself at any time.
	AccessVisibilitySelfService AccessVisibility = "selfService"
	// Log entries reach its own systems as they arise, over a documented
	// interface.
	AccessVisibilityStream AccessVisibility = "stream"
)

// Values returns the accepted values.
func (AccessVisibility) Values() []string {
	return []string{"none", "onRequest", "notified", "selfService", "stream"}
}

// AccessLogContent is something an access log records.
type AccessLogContent string

// The values of AccessLogContent.
const (
	// Who had access, so that a person can be named.
	AccessLogContentPerson AccessLogContent = "person"
	// When it began and ended.
	AccessLogContentTime AccessLogContent = "time"
	// Which system or data was reached.
	AccessLogContentObject AccessLogContent = "object"
	// What was done.
	AccessLogContentAction AccessLogContent = "action"
	// Why, with the request or the approval.
	AccessLogContentReason AccessLogContent = "reason"
	// From which country or network.
	AccessLogContentOrigin AccessLogContent = "origin"
)

// Values returns the accepted values.
func (AccessLogContent) Values() []string {
	return []string{"person", "time", "object", "action", "reason", "origin"}
}

// RemoteAdministration is from where the service can be administered (C3A
// SOV-4-02, SecNumCloud 19.6(c)).
type RemoteAdministration struct {
	// ReachableFrom are all countries from which an administrative login can
	// succeed. Where nothing limits it technically, name every country the
	// rules in force allow and answer Enforcement accordingly.
	ReachableFrom []Country `json:"reachableFrom,omitzero" en:"From which countries can an administrative login succeed?" de:"Aus welchen Ländern ist eine administrative Anmeldung möglich?"`
	// Enforcement is what keeps administration from other countries out.
	Enforcement *AccessEnforcement `json:"enforcement,omitzero" en:"What keeps administrative access from other countries out?" de:"Wodurch wird administrativer Zugriff aus anderen Ländern verhindert?"`
	// ManagedDevicesOnly says that administration works only from devices the
	// provider manages and that verify themselves.
	ManagedDevicesOnly *bool `json:"managedDevicesOnly,omitzero" en:"Is administration possible only from devices the provider manages?" de:"Ist die Administration nur von Geräten möglich, die der Anbieter verwaltet?"`
	// SupplierAccess is how manufacturers and suppliers get remote access to
	// productive systems.
	SupplierAccess *SupplierRemoteAccess `json:"supplierAccess,omitzero" en:"How do manufacturers and suppliers get remote access to productive systems?" de:"Wie erhalten Hersteller und Lieferanten Fernzugriff auf produktive Systeme?"`
	// BlockDrill is how the last test ended in which administrative logins
	// from outside the countries named were tried.
	BlockDrill *OperationalDrill `json:"blockDrill,omitzero" en:"How did the last test end in which administrative logins from other countries were tried?" de:"Wie ging der letzte Test aus, bei dem administrative Anmeldungen aus anderen Ländern versucht wurden?"`
	// BlockDrilledOn is the day of that test. Leave it out if there was none.
	BlockDrilledOn *Date `json:"blockDrilledOn,omitzero" en:"On which day was that test?" de:"An welchem Tag fand dieser Test statt?"`
}

// AccessEnforcement is what keeps an access out, weakest first.
type AccessEnforcement string

// The values of AccessEnforcement.
const (
	// Nothing does.
	AccessEnforcementNone AccessEnforcement = "none"
	// A rule or a contract forbids it.
	AccessEnforcementContract AccessEnforcement = "contract"
	// Technology prevents it.
	AccessEnforcementTechnical AccessEnforcement = "technical"
)

// Values returns the accepted values.
func (AccessEnforcement) Values() []string {
	return []string{"none", "contract", "technical"}
}

// SupplierRemoteAccess is how suppliers reach productive systems, weakest
// first.
type SupplierRemoteAccess string

// The values of SupplierRemoteAccess.
const (
	// They can log in by themselves.
	SupplierRemoteAccessUnattended SupplierRemoteAccess = "unattended"
	// They can log in after an approval in each case.
	SupplierRemoteAccessApproved SupplierRemoteAccess = "approved"
	// They work only while the provider's staff watches and can interrupt.
	SupplierRemoteAccessSupervised SupplierRemoteAccess = "supervised"
	// They cannot; the provider's staff acts for them.
	SupplierRemoteAccessNone SupplierRemoteAccess = "none"
)

// Values returns the accepted values.
func (SupplierRemoteAccess) Values() []string {
	return []string{"unattended", "approved", "supervised", "none"}
}

// SecurityLogs is who sees the security logs and monitoring of the service
// (EUCSF SOV-7.Q4). Logs of access to data are facts of the data domain.
type SecurityLogs struct {
	// CustomerAccess is how far a customer sees the security logs and
	// monitoring of its own use.
	CustomerAccess *LogAccess `json:"customerAccess,omitzero" en:"How far does a customer see the security logs and monitoring of its own use?" de:"Inwieweit sieht ein Kunde die Sicherheitsprotokolle und das Monitoring seiner eigenen Nutzung?"`
	// StorageLocations are all countries where security logs are stored,
	// copies included.
	StorageLocations []Country `json:"storageLocations,omitzero" en:"In which countries are security logs stored, copies included?" de:"In welchen Ländern werden Sicherheitsprotokolle einschließlich Kopien gespeichert?"`
	// TamperProof says that stored entries cannot be changed or deleted before
	// their time, also not by the provider's administrators.
	TamperProof *bool `json:"tamperProof,omitzero" en:"Are stored log entries protected from change and early deletion, even by the provider's administrators?" de:"Sind gespeicherte Protokolleinträge vor Änderung und vorzeitiger Löschung geschützt, auch durch Administratoren des Anbieters?"`
	// RealTime says that entries reach the customer within a minute.
	RealTime *bool `json:"realTime,omitzero" en:"Do log entries reach the customer within a minute?" de:"Stehen Protokolleinträge dem Kunden innerhalb einer Minute zur Verfügung?"`
	// StandardInterface says that the customer's own systems can take the logs
	// over through a documented interface in a standard format (C3A SOV-3-04).
	StandardInterface *bool `json:"standardInterface,omitzero" en:"Can the customer's own systems take the logs over through a documented standard interface?" de:"Können die Systeme des Kunden die Protokolle über eine dokumentierte Standardschnittstelle übernehmen?"`
	// RetentionDays is for how many days security logs are kept.
	RetentionDays *int64 `json:"retentionDays,omitzero" unit:"days" min:"0" en:"For how many days are security logs kept?" de:"Wie viele Tage werden Sicherheitsprotokolle aufbewahrt?"`
	// AuthorityAccess says that a competent authority of a member state can
	// get at the logs directly on a legal basis.
	AuthorityAccess *bool `json:"authorityAccess,omitzero" en:"Can a competent authority of a member state get at the logs directly on a legal basis?" de:"Kann eine zuständige Behörde eines Mitgliedstaats auf gesetzlicher Grundlage unmittelbar auf die Protokolle zugreifen?"`
}

// LogAccess is how far a customer sees logs, weakest first.
type LogAccess string

// The values of LogAccess.
const (
	// It does not.
	LogAccessNone LogAccess = "none"
	// It gets reports made from them.
	LogAccessPeriodicReports LogAccess = "periodicReports"
	// It sees selected figures in a portal.
	LogAccessPortal LogAccess = "portal"
	// It can read all entries that concern it directly.
	LogAccessFull LogAccess = "full"
)

// Values returns the accepted values.
func (LogAccess) Values() []string {
	return []string{"none", "periodicReports", "portal", "full"}
}

// SecurityOperations is the security operations centre (SOC) that detects and
// handles incidents, whether the provider's own or a contractor's (EUCSF
// SOV-7.Q3, C3A SOV-4-04).
type SecurityOperations struct {
	// Established says that a team with this task exists.
	Established *bool `json:"established,omitzero" en:"Is there a security operations centre for the service?" de:"Gibt es für den Dienst ein Security Operations Center?"`
	// PrimaryLocation is the country where most of the team works.
	PrimaryLocation *Country `json:"primaryLocation,omitzero" en:"In which country does most of the security operations team work?" de:"In welchem Land arbeitet der größte Teil des Security-Operations-Teams?"`
	// Locations are all countries from which the team works, nights and
	// deputies included.
	Locations []Country `json:"locations,omitzero" en:"From which countries does the security operations team work?" de:"Aus welchen Ländern arbeitet das Security-Operations-Team?"`
	// EscalationLocations are all countries from which other teams handle
	// incidents or see incident data. Empty if none does.
	EscalationLocations []Country `json:"escalationLocations,omitzero" en:"From which countries do other teams handle incidents or see incident data?" de:"Aus welchen Ländern bearbeiten andere Teams Vorfälle oder sehen Vorfallsdaten ein?"`
	// OperatorSeats are all countries where a company that runs the centre, or
	// may instruct it, has its seat.
	OperatorSeats []Country `json:"operatorSeats,omitzero" en:"In which countries are the companies seated that run or may instruct the security operations centre?" de:"In welchen Ländern haben die Unternehmen ihren Sitz, die das Security Operations Center betreiben oder ihm Weisungen erteilen dürfen?"`
	// RoundTheClock says that somebody watches at every hour of every day.
	RoundTheClock *bool `json:"roundTheClock,omitzero" en:"Is the security operations centre staffed at every hour of every day?" de:"Ist das Security Operations Center rund um die Uhr besetzt?"`
	// Standalone says that the centre stays able to work when every connection
	// to parties outside the Union is cut (C3A SOV-4-04).
	Standalone *bool `json:"standalone,omitzero" en:"Does the centre stay able to work when every connection to parties outside the European Union is cut?" de:"Bleibt das Center arbeitsfähig, wenn alle Verbindungen zu Stellen außerhalb der Europäischen Union getrennt sind?"`
	// Intelligence is where threat intelligence and incident data mostly come
	// from.
	Intelligence *ThreatIntelligence `json:"intelligence,omitzero" en:"Where do threat intelligence and incident data come from?" de:"Woher stammen Bedrohungsinformationen und Vorfallsdaten?"`
	// UnionSharing says that the team takes an active part in information
	// sharing of ENISA or the CSIRTs network.
	UnionSharing *bool `json:"unionSharing,omitzero" en:"Does the team take an active part in information sharing of ENISA or the CSIRTs network?" de:"Beteiligt sich das Team aktiv am Informationsaustausch der ENISA oder des CSIRTs-Netzwerks?"`
}

// ThreatIntelligence is where threat intelligence comes from.
type ThreatIntelligence string

// The values of ThreatIntelligence.
const (
	// Mainly from sources outside the Union.
	ThreatIntelligenceMainlyOutsideUnion ThreatIntelligence = "mainlyOutsideUnion"
	// Mainly from sources in the Union.
	ThreatIntelligenceMainlyUnion ThreatIntelligence = "mainlyUnion"
	// From sources all over the world, chosen in the Union.
	ThreatIntelligenceWorldwide ThreatIntelligence = "worldwide"
)

// Values returns the accepted values.
func (ThreatIntelligence) Values() []string {
	return []string{"mainlyOutsideUnion", "mainlyUnion", "worldwide"}
}

// IncidentReporting is what is reported of security incidents, to whom and how
// fast (EUCSF SOV-7.Q5, MST-ECD NCD.2.2.05). Deadlines are those the contract
// assures to every affected customer.
type IncidentReporting struct {
	// Process is how reporting is organised.
	Process *ReportingProcess `json:"process,omitzero" en:"How is reporting of security incidents organised?" de:"Wie ist die Meldung von Sicherheitsvorfällen organisiert?"`
	// Clock is the event from which the deadlines run.
	Clock *IncidentClock `json:"clock,omitzero" en:"From which event do the reporting deadlines run?" de:"Ab welchem Ereignis laufen die Meldefristen?"`
	// FirstReportHours is within how many hours affected customers get a first
	// report.
	FirstReportHours *int64 `json:"firstReportHours,omitzero" unit:"hours" min:"0" en:"Within how many hours do affected customers get a first report?" de:"Innerhalb von wie vielen Stunden erhalten betroffene Kunden eine Erstmeldung?"`
	// FollowUpReportHours is within how many hours, from the same event, they
	// get a report that assesses severity and impact.
	FollowUpReportHours *int64 `json:"followUpReportHours,omitzero" unit:"hours" min:"0" en:"Within how many hours do affected customers get a report on severity and impact?" de:"Innerhalb von wie vielen Stunden erhalten betroffene Kunden eine Meldung mit Bewertung von Schwere und Auswirkungen?"`
	// FinalReportDays is within how many days, from the follow-up report or
	// from the end of an incident that lasts longer, they get a final report
	// with causes and measures; a month counts as 31.
	FinalReportDays *int64 `json:"finalReportDays,omitzero" unit:"days" min:"0" en:"Within how many days do affected customers get a final report on causes and measures?" de:"Innerhalb von wie vielen Tagen erhalten betroffene Kunden einen Abschlussbericht zu Ursachen und Maßnahmen?"`
	// PersonalDataBreachHours is within how many hours of becoming aware of it
	// the provider reports a personal data breach to the controller (GDPR Art.
	// 33(2)).
	PersonalDataBreachHours *int64 `json:"personalDataBreachHours,omitzero" unit:"hours" min:"0" en:"Within how many hours does the provider report a personal data breach to the controller?" de:"Innerhalb von wie vielen Stunden meldet der Anbieter dem Verantwortlichen eine Verletzung des Schutzes personenbezogener Daten?"`
	// InternalTargetHours is the provider's own monitored target for the first
	// report; state FirstReportHours if there is no tighter one.
	InternalTargetHours *int64 `json:"internalTargetHours,omitzero" unit:"hours" min:"0" en:"Within how many hours does the provider's own monitored target require the first report?" de:"Innerhalb von wie vielen Stunden muss die Erstmeldung nach der eigenen, überwachten Vorgabe des Anbieters erfolgen?"`
	// PenaltyPercent is the contractual penalty for failing to report, in
	// percent of the order volume; 0 if none (MST-ECD NCD.2.2.05).
	PenaltyPercent *float64 `json:"penaltyPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What contractual penalty is due for failing to report, in percent of the order volume (0 if none)?" de:"Welche Vertragsstrafe ist bei Verletzung der Meldepflicht vereinbart, in Prozent des Auftragsvolumens (0, wenn keine)?"`
	// CSIRTCooperation is how incident data is shared with CSIRTs of the Union
	// and its member states.
	CsirtCooperation *CSIRTCooperation `json:"csirtCooperation,omitzero" en:"How is incident data shared with CSIRTs in the European Union?" de:"Wie werden Vorfallsdaten mit CSIRTs in der Europäischen Union geteilt?"`
	// InvestigationSupport says that the provider is bound by contract to
	// support investigations led by authorities of the Union or a member
	// state.
	InvestigationSupport *bool `json:"investigationSupport,omitzero" en:"Is the provider bound by contract to support investigations led by authorities of the Union or a member state?" de:"Ist der Anbieter vertraglich verpflichtet, Untersuchungen von Behörden der Union oder eines Mitgliedstaats zu unterstützen?"`
	// InvestigationDrill is how the last exercise of supporting such an
	// investigation, or the last real one, ended.
	InvestigationDrill *OperationalDrill `json:"investigationDrill,omitzero" en:"How did the last exercise or real case of supporting such an investigation end?" de:"Wie ging die letzte Übung oder der letzte reale Fall einer solchen Unterstützung aus?"`
	// VulnerabilitiesDisclosed says that the provider discloses
	// vulnerabilities of the service by itself, without waiting to be asked.
	VulnerabilitiesDisclosed *bool `json:"vulnerabilitiesDisclosed,omitzero" en:"Does the provider disclose vulnerabilities of the service on its own initiative?" de:"Legt der Anbieter Schwachstellen des Dienstes von sich aus offen?"`
	// ThreatIntelligenceShared says that the provider passes threat
	// intelligence on to customers or CSIRTs.
	ThreatIntelligenceShared *bool `json:"threatIntelligenceShared,omitzero" en:"Does the provider pass threat intelligence on to customers or CSIRTs?" de:"Gibt der Anbieter Bedrohungsinformationen an Kunden oder CSIRTs weiter?"`
	// ProcessAudited says that an independent auditor has audited the
	// reporting process.
	ProcessAudited *bool `json:"processAudited,omitzero" en:"Has an independent auditor audited the reporting process?" de:"Hat eine unabhängige Stelle den Meldeprozess geprüft?"`
	// ProcessAuditedOn is the day of the last such audit report. Leave it out
	// if there was none.
	ProcessAuditedOn *Date `json:"processAuditedOn,omitzero" en:"On which day was the last audit report on the reporting process issued?" de:"An welchem Tag wurde der letzte Prüfbericht zum Meldeprozess erstellt?"`
}

// ReportingProcess is how reporting is organised, weakest first.
type ReportingProcess string

// The values of ReportingProcess.
const (
	// Case by case, or not at all.
	ReportingProcessAdHoc ReportingProcess = "adHoc"
	// There is a procedure, without assured times.
	ReportingProcessReactive ReportingProcess = "reactive"
	// There is a procedure with assured times.
	ReportingProcessDocumented ReportingProcess = "documented"
	// There is a procedure with assured times, and keeping them is measured.
	ReportingProcessMonitored ReportingProcess = "monitored"
)

// Values returns the accepted values.
func (ReportingProcess) Values() []string {
	return []string{"adHoc", "reactive", "documented", "monitored"}
}

// IncidentClock is the event from which deadlines run, weakest first.
type IncidentClock string

// The values of IncidentClock.
const (
	// When the provider has confirmed and classified the incident.
	IncidentClockConfirmation IncidentClock = "confirmation"
	// When the provider becomes aware of the incident (NIS2 Art. 23(4)).
	IncidentClockAwareness IncidentClock = "awareness"
	// When a system or person first detects signs of it.
	IncidentClockDetection IncidentClock = "detection"
)

// Values returns the accepted values.
func (IncidentClock) Values() []string {
	return []string{"confirmation", "awareness", "detection"}
}

// CSIRTCooperation is how incident data is shared with CSIRTs, weakest first.
type CSIRTCooperation string

// The values of CSIRTCooperation.
const (
	// Not at all.
	CSIRTCooperationNone CSIRTCooperation = "none"
	// As far as circumstances allow.
	CSIRTCooperationBestEffort CSIRTCooperation = "bestEffort"
	// It is assured, on request or after the event.
	CSIRTCooperationAssured CSIRTCooperation = "assured"
	// As it arises, by machine.
	CSIRTCooperationRealTime CSIRTCooperation = "realTime"
)

// Values returns the accepted values.
func (CSIRTCooperation) Values() []string {
	return []string{"none", "bestEffort", "assured", "realTime"}
}

// AuditRights is who may audit the service, and how deep (EUCSF SOV-7.Q7, DORA
// Art. 30(3)(e)).
type AuditRights struct {
	// Customer is what the contract lets the customer do.
	Customer *AuditAccess `json:"customer,omitzero" en:"How far may the customer audit the service?" de:"Inwieweit darf der Kunde den Dienst prüfen?"`
	// Authority is what a competent authority of the Union or a member state
	// may do, by law or contract (C3A SOV-2-02).
	Authority *AuditAccess `json:"authority,omitzero" en:"How far may a competent authority of the Union or a member state audit the service?" de:"Inwieweit darf eine zuständige Behörde der Union oder eines Mitgliedstaats den Dienst prüfen?"`
	// Independent is what an auditor of the customer's choice, seated in the
	// Union, may do.
	Independent *AuditAccess `json:"independent,omitzero" en:"How far may an independent auditor of the customer's choice audit the service?" de:"Inwieweit darf eine vom Kunden gewählte unabhängige Prüfstelle den Dienst prüfen?"`
	// CriticalSubcontractors is what the customer or its auditor may do at the
	// critical subcontractor that allows least. State full if there is no
	// critical subcontractor.
	CriticalSubcontractors *AuditAccess `json:"criticalSubcontractors,omitzero" en:"How far may the customer or its auditor audit critical subcontractors?" de:"Inwieweit darf der Kunde oder seine Prüfstelle kritische Unterauftragnehmer prüfen?"`
	// AttestationOnDemand says that the customer may have an audit under a
	// security scheme carried out where no report exists (MST-ECD
	// NCD.2.2.01.j). Answer true if a report exists and is handed over.
	AttestationOnDemand *bool `json:"attestationOnDemand,omitzero" en:"May the customer commission an audit under a security scheme where no report exists?" de:"Darf der Kunde eine Prüfung nach einem Sicherheitsstandard beauftragen, wenn kein Prüfbericht vorliegt?"`
	// NoticeDays is how many days ahead an audit without special occasion must
	// be announced.
	NoticeDays *int64 `json:"noticeDays,omitzero" unit:"days" min:"0" en:"How many days ahead must a regular audit be announced?" de:"Wie viele Tage vorher muss eine anlasslose Prüfung angekündigt werden?"`
	// PerYear is how many audits without special occasion the customer may
	// carry out each year; state 365 if there is no limit.
	PerYear *int64 `json:"perYear,omitzero" unit:"count" min:"0" en:"How many regular audits may the customer carry out each year (365 if unlimited)?" de:"Wie viele anlasslose Prüfungen darf der Kunde pro Jahr durchführen (365, wenn unbegrenzt)?"`
	// Exercised says that a customer, authority or auditor of a customer has
	// used these rights for this service.
	Exercised *bool `json:"exercised,omitzero" en:"Have these audit rights ever been used for this service?" de:"Wurden diese Prüfrechte für diesen Dienst schon einmal ausgeübt?"`
	// LastExercisedOn is the day the last such audit ended. Leave it out if
	// there was none.
	LastExercisedOn *Date `json:"lastExercisedOn,omitzero" en:"On which day did the last such audit end?" de:"An welchem Tag endete die letzte solche Prüfung?"`
}

// AuditAccess is how far somebody may audit, weakest first.
type AuditAccess string

// The values of AuditAccess.
const (
	// Not at all.
	AuditAccessNone AuditAccess = "none"
	// They get what the provider chooses to give, such as reports.
	AuditAccessProviderData AuditAccess = "providerData"
	// They may check by samples whether what the provider gave is right.
	AuditAccessVerification AuditAccess = "verification"
	// They may ask for any document or record and get it.
	AuditAccessRequest AuditAccess = "request"
	// They may audit everything, on site and in the systems, at a time of
	// their choice after notice.
	AuditAccessFull AuditAccess = "full"
)

// Values returns the accepted values.
func (AuditAccess) Values() []string {
	return []string{"none", "providerData", "verification", "request", "full"}
}

// UpdateControl is who decides when and with what the service is changed
// (EUCSF SOV-7.Q6).
type UpdateControl struct {
	// Deployment is who decides when security patches are put into production
	// for a customer.
	Deployment *UpdateDeployment `json:"deployment,omitzero" en:"Who decides when security patches are put into production?" de:"Wer entscheidet, wann Sicherheitsaktualisierungen produktiv gesetzt werden?"`
	// TestBefore says that the customer can test security patches in an
	// environment of its own before they are put into production, urgent ones
	// possibly aside.
	TestBefore *bool `json:"testBefore,omitzero" en:"Can the customer test security patches before they are put into production?" de:"Kann der Kunde Sicherheitsaktualisierungen vor der Produktivsetzung testen?"`
	// CustomerChecks says that the customer can make putting a patch into
	// production depend on checks of its own, urgent ones included.
	CustomerChecks *bool `json:"customerChecks,omitzero" en:"Can the customer make every patch depend on checks of its own before production?" de:"Kann der Kunde jede Aktualisierung von eigenen Prüfungen vor der Produktivsetzung abhängig machen?"`
	// UrgentExempt says that patches against vulnerabilities already exploited
	// are put into production without notice or test.
	UrgentExempt *bool `json:"urgentExempt,omitzero" en:"Are urgent patches put into production without notice or test?" de:"Werden dringende Aktualisierungen ohne Ankündigung und Test produktiv gesetzt?"`
	// NoticeDays is how many days ahead customers are told of regular security
	// patches; 0 if not ahead.
	NoticeDays *int64 `json:"noticeDays,omitzero" unit:"days" min:"0" en:"How many days ahead are customers told of regular security patches (0 if not ahead)?" de:"Wie viele Tage vorher werden Kunden über reguläre Sicherheitsaktualisierungen informiert (0, wenn nicht vorab)?"`
	// ChangeNoticeDays is how many days ahead customers are told of changes
	// that may require them to adapt; 0 if not ahead.
	ChangeNoticeDays *int64 `json:"changeNoticeDays,omitzero" unit:"days" min:"0" en:"How many days ahead are customers told of changes they may have to adapt to (0 if not ahead)?" de:"Wie viele Tage vorher werden Kunden über Änderungen informiert, die Anpassungen erfordern können (0, wenn nicht vorab)?"`
	// DeferralDays is for how many days the customer can put off an update
	// that is not urgent; 0 if not at all.
	DeferralDays *int64 `json:"deferralDays,omitzero" unit:"days" min:"0" en:"For how many days can the customer put off an update that is not urgent (0 if not at all)?" de:"Um wie viele Tage kann der Kunde eine nicht dringende Aktualisierung aufschieben (0, wenn gar nicht)?"`
	// RefusalPossible says that the customer can refuse an update for good
	// without losing the service.
	RefusalPossible *bool `json:"refusalPossible,omitzero" en:"Can the customer refuse an update without losing the service?" de:"Kann der Kunde eine Aktualisierung ablehnen, ohne den Dienst zu verlieren?"`
	// SelfBuild says that the customer, or an operator in the Union of its
	// choice, has source code, rights and instructions to build and put into
	// production patches of its own.
	SelfBuild *bool `json:"selfBuild,omitzero" en:"Can the customer or an operator in the European Union build and put into production patches of its own?" de:"Kann der Kunde oder ein Betreiber in der Europäischen Union eigene Aktualisierungen erstellen und produktiv setzen?"`
	// SelfBuildDrill is how the last test of this ended.
	SelfBuildDrill *OperationalDrill `json:"selfBuildDrill,omitzero" en:"How did the last test of building and deploying an own patch end?" de:"Wie ging der letzte Test einer selbst erstellten und eingespielten Aktualisierung aus?"`
	// SelfBuildDrilledOn is the day that test ended. Leave it out if there was
	// none.
	SelfBuildDrilledOn *Date `json:"selfBuildDrilledOn,omitzero" en:"On which day did that test end?" de:"An welchem Tag endete dieser Test?"`
}

// UpdateDeployment is who puts patches into production when, weakest first.
type UpdateDeployment string

// The values of UpdateDeployment.
const (
	// The provider, without telling when.
	UpdateDeploymentProviderOnly UpdateDeployment = "providerOnly"
	// The provider, by a schedule the customer knows.
	UpdateDeploymentProviderSchedule UpdateDeployment = "providerSchedule"
	// The provider, within times the customer sets.
	UpdateDeploymentCustomerWindow UpdateDeployment = "customerWindow"
	// The customer, or an operator of its choice.
	UpdateDeploymentCustomer UpdateDeployment = "customer"
)

// Values returns the accepted values.
func (UpdateDeployment) Values() []string {
	return []string{"providerOnly", "providerSchedule", "customerWindow", "customer"}
}
