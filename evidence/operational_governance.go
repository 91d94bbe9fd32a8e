package evidence

// Responsibility is who has to do what in the course of operation: the
// shared-responsibility matrix (C5 PSS-01, OIS-03; MST-ECD NCD.2.3.01).
type Responsibility struct {
	// Documented says that there is a written matrix that assigns the tasks of
	// operating and using this service to parties.
	Documented *bool `json:"documented,omitzero" en:"Is there a written matrix that assigns the tasks of operating and using the service to parties?" de:"Gibt es eine schriftliche Matrix, die die Aufgaben aus Betrieb und Nutzung des Dienstes den Beteiligten zuordnet?"`
	// Parties is the complete set of parties the matrix assigns tasks to.
	Parties []ResponsibleParty `json:"parties,omitzero" en:"To which parties does the matrix assign tasks?" de:"Welchen Beteiligten ordnet die Matrix Aufgaben zu?"`
	// Topics is the complete set of topics whose tasks the matrix assigns.
	Topics []ResponsibilityTopic `json:"topics,omitzero" en:"Which topics does the matrix cover?" de:"Welche Themen deckt die Matrix ab?"`
	// UnassignedTasks is how many tasks of the matrix have no party, or more
	// than one, accountable for them.
	UnassignedTasks *int64 `json:"unassignedTasks,omitzero" unit:"count" min:"0" en:"How many tasks of the matrix have no party, or more than one, accountable for them?" de:"Für wie viele Aufgaben der Matrix ist niemand oder mehr als ein Beteiligter verantwortlich?"`
	// CustomerControlsListed says that everything the customer itself has to
	// do for secure use is listed, such as the complementary controls of a C5
	// report (MST-ECD NCD.2.3.01.b).
	CustomerControlsListed *bool `json:"customerControlsListed,omitzero" en:"Is everything listed that the customer itself has to do for secure use?" de:"Ist vollständig aufgeführt, was der Kunde selbst für die sichere Nutzung tun muss?"`
	// PartOfContract says that the matrix is part of the contract.
	PartOfContract *bool `json:"partOfContract,omitzero" en:"Is the matrix part of the contract?" de:"Ist die Matrix Bestandteil des Vertrags?"`
	// ReviewedOn is the day the matrix was last reviewed, or written if it
	// never was since.
	ReviewedOn *Date `json:"reviewedOn,omitzero" en:"On which day was the matrix last reviewed or written?" de:"An welchem Tag wurde die Matrix zuletzt überprüft oder erstellt?"`
}

// ResponsibleParty is a party to operation and use.
type ResponsibleParty string

// The values of ResponsibleParty.
const (
	// Who offers the service and owes it.
	ResponsiblePartyProvider ResponsibleParty = "provider"
	// Who runs it for the provider.
	ResponsiblePartyOperator ResponsibleParty = "operator"
	// Who contributes a part to it.
	ResponsiblePartySubcontractor ResponsibleParty = "subcontractor"
	// Who makes the software.
	ResponsiblePartyManufacturer ResponsibleParty = "manufacturer"
	// The authority or company that has the contract.
	ResponsiblePartyCustomer ResponsibleParty = "customer"
	// Who uses it within the customer's organisation.
	ResponsiblePartyUser ResponsibleParty = "user"
)

// Values returns the accepted values.
func (ResponsibleParty) Values() []string {
	return []string{"provider", "operator", "subcontractor", "manufacturer", "customer", "user"}
}

// ResponsibilityTopic is a topic whose tasks have to be assigned.
type ResponsibilityTopic string

// The values of ResponsibilityTopic.
const (
	// Accounts, rights and logins.
	ResponsibilityTopicIdentities ResponsibilityTopic = "identities"
	// Classification, protection and deletion of data.
	ResponsibilityTopicData ResponsibilityTopic = "data"
	// Cryptographic keys.
	ResponsibilityTopicKeys ResponsibilityTopic = "keys"
	// Configuration and hardening.
	ResponsibilityTopicConfiguration ResponsibilityTopic = "configuration"
	// Networks and their separation.
	ResponsibilityTopicNetwork ResponsibilityTopic = "network"
	// Patches and changes.
	ResponsibilityTopicUpdates ResponsibilityTopic = "updates"
	// Backups and restores.
	ResponsibilityTopicBackups ResponsibilityTopic = "backups"
	// Logs and monitoring.
	ResponsibilityTopicLogging ResponsibilityTopic = "logging"
	// Detection, reporting and handling of incidents.
	ResponsibilityTopicIncidents ResponsibilityTopic = "incidents"
	// Emergency and recovery.
	ResponsibilityTopicContinuity ResponsibilityTopic = "continuity"
	// Data protection, evidence and audits.
	ResponsibilityTopicCompliance ResponsibilityTopic = "compliance"
	// Return of data and handover at the end.
	ResponsibilityTopicExit ResponsibilityTopic = "exit"
)

// Values returns the accepted values.
func (ResponsibilityTopic) Values() []string {
	return []string{
		"identities", "data", "keys", "configuration", "network", "updates", "backups",
		"logging", "incidents", "continuity", "compliance", "exit",
	}
}

// ServiceGovernance is who owns, runs and pays for the service, and where it
// is going. It matters most for base services that others build on.
type ServiceGovernance struct {
	// Owner is who decides on the service's purpose and scope.
	Owner *GovernancePartyKind `json:"owner,omitzero" en:"What kind of body owns the service and decides on its purpose and scope?" de:"Welche Art von Stelle verantwortet den Dienst und entscheidet über Zweck und Umfang?"`
	// OwnerSeat is the country where the owner has its seat.
	OwnerSeat *Country `json:"ownerSeat,omitzero" en:"In which country is the owner seated?" de:"In welchem Land hat die verantwortliche Stelle ihren Sitz?"`
	// Operator is who runs the service.
	Operator *GovernancePartyKind `json:"operator,omitzero" en:"What kind of body operates the service?" de:"Welche Art von Stelle betreibt den Dienst?"`
	// OperatorSeat is the country where the operator has its seat.
	OperatorSeat *Country `json:"operatorSeat,omitzero" en:"In which country is the operator seated?" de:"In welchem Land hat die betreibende Stelle ihren Sitz?"`
	// SeparateOperator says that the operator is another legal person than the
	// provider who contracts with the customer.
	SeparateOperator *bool `json:"separateOperator,omitzero" en:"Is the operator another legal person than the contracting provider?" de:"Ist der Betreiber eine andere juristische Person als der vertragschließende Anbieter?"`
	// BindingFor is the complete set of levels of government that are bound to
	// use the service by law or agreement. Empty if its use is free.
	BindingFor []GovernmentLevel `json:"bindingFor,omitzero" en:"Which levels of government are bound to use the service?" de:"Für welche staatlichen Ebenen ist die Nutzung des Dienstes verbindlich?"`
	// PartiesPublished says that it is published, by name, who owns the service,
	// who operates it and who pays for its operation.
	PartiesPublished *bool `json:"partiesPublished,omitzero" en:"Is it published by name who owns the service, who operates it and who pays for its operation?" de:"Ist namentlich veröffentlicht, wer den Dienst verantwortet, wer ihn betreibt und wer den Betrieb finanziert?"`
	// EscalationDefined says that it is published who decides when owner,
	// operator and users disagree.
	EscalationDefined *bool `json:"escalationDefined,omitzero" en:"Is it published who decides when owner, operator and users disagree?" de:"Ist veröffentlicht, wer bei Uneinigkeit zwischen verantwortlicher Stelle, Betreiber und Nutzern entscheidet?"`
	// DecisionsPublished says that decisions on architecture and scope are
	// published with their reasons.
	DecisionsPublished *bool `json:"decisionsPublished,omitzero" en:"Are decisions on architecture and scope published with their reasons?" de:"Werden Entscheidungen zu Architektur und Umfang mit Begründung veröffentlicht?"`
	// DependenciesPublished says that it is published which other base
	// services the service depends on.
	DependenciesPublished *bool `json:"dependenciesPublished,omitzero" en:"Is it published which other base services the service depends on?" de:"Ist veröffentlicht, von welchen anderen Basisdiensten der Dienst abhängt?"`
	// Financing is how operation and development are paid for.
	Financing ServiceFinancing `json:"financing,omitzero"`
	// Roadmap is where the service is going.
	Roadmap ServiceRoadmap `json:"roadmap,omitzero"`
}

// GovernancePartyKind is a kind of owner or operator.
type GovernancePartyKind string

// The values of GovernancePartyKind.
const (
	// An authority or institution of a federation or central state.
	GovernancePartyKindFederal GovernancePartyKind = "federal"
	// An authority or institution of a Land or region.
	GovernancePartyKindState GovernancePartyKind = "state"
	// A municipality or an association of them.
	GovernancePartyKindMunicipal GovernancePartyKind = "municipal"
	// A body several levels of government run together.
	GovernancePartyKindJointPublic GovernancePartyKind = "jointPublic"
	// A body of the European Union.
	GovernancePartyKindUnion GovernancePartyKind = "union"
	// A company owned by public bodies only.
	GovernancePartyKindPublicCompany GovernancePartyKind = "publicCompany"
	// A company with private owners.
	GovernancePartyKindPrivateCompany GovernancePartyKind = "privateCompany"
	// An association, foundation or cooperative.
	GovernancePartyKindNonProfit GovernancePartyKind = "nonProfit"
)

// Values returns the accepted values.
func (GovernancePartyKind) Values() []string {
	return []string{
		"federal", "state", "municipal", "jointPublic", "union", "publicCompany",
		"privateCompany", "nonProfit",
	}
}

// GovernmentLevel is a level of government.
type GovernmentLevel string

// The values of GovernmentLevel.
const (
	// The European Union.
	GovernmentLevelUnion GovernmentLevel = "union"
	// The federation or central state.
	GovernmentLevelFederal GovernmentLevel = "federal"
	// The Länder or regions.
	GovernmentLevelState GovernmentLevel = "state"
	// The municipalities.
	GovernmentLevelMunicipal GovernmentLevel = "municipal"
)

// Values returns the accepted values.
func (GovernmentLevel) Values() []string {
	return []string{"union", "federal", "state", "municipal"}
}

// ServiceFinancing is how operation and development of the service are paid
// for.
type ServiceFinancing struct {
	// Model is where most of the money for operation comes from.
	Model *FinancingModel `json:"model,omitzero" en:"Where does most of the money for operating the service come from?" de:"Woraus wird der Betrieb des Dienstes überwiegend finanziert?"`
	// Secured says that operation is financed by a law, an agreement or
	// running contracts up to SecuredUntil, or without an end.
	Secured *bool `json:"secured,omitzero" en:"Is operation financed by law, agreement or running contracts?" de:"Ist der Betrieb durch Gesetz, Vereinbarung oder laufende Verträge finanziert?"`
	// SecuredUntil is the last day for which that holds. Leave it out if it
	// has no end; then PermanentlySecured says so.
	SecuredUntil *Date `json:"securedUntil,omitzero" en:"Until which day is the financing of operation secured?" de:"Bis zu welchem Tag ist die Finanzierung des Betriebs gesichert?"`
	// PermanentlySecured says that the financing of operation has no end date.
	PermanentlySecured *bool `json:"permanentlySecured,omitzero" en:"Is the financing of operation secured without an end date?" de:"Ist die Finanzierung des Betriebs ohne Enddatum gesichert?"`
	// DevelopmentFunded says that further development is financed apart from
	// operation.
	DevelopmentFunded *bool `json:"developmentFunded,omitzero" en:"Is further development financed apart from operation?" de:"Ist die Weiterentwicklung gesondert vom Betrieb finanziert?"`
	// CostsPublished says that the yearly cost of operation, or the price per
	// unit, is published.
	CostsPublished *bool `json:"costsPublished,omitzero" en:"Is the yearly cost of operation or the price per unit published?" de:"Werden die jährlichen Betriebskosten oder der Preis je Einheit veröffentlicht?"`
}

// FinancingModel is where the money for operation comes from, least lasting
// first.
type FinancingModel string

// The values of FinancingModel.
const (
	// It is not financed.
	FinancingModelNone FinancingModel = "none"
	// Project money with an end.
	FinancingModelProject FinancingModel = "project"
	// Several of these, none of which prevails.
	FinancingModelMixed FinancingModel = "mixed"
	// Fees of those who use it.
	FinancingModelUsageFees FinancingModel = "usageFees"
	// Shares of several public bodies under an agreement.
	FinancingModelSharedBudget FinancingModel = "sharedBudget"
	// A permanent item in a public budget.
	FinancingModelBudget FinancingModel = "budget"
	// The owner's own money.
	FinancingModelOwnFunds FinancingModel = "ownFunds"
)

// Values returns the accepted values.
func (FinancingModel) Values() []string {
	return []string{"none", "project", "mixed", "usageFees", "sharedBudget", "budget", "ownFunds"}
}

// ServiceRoadmap is the published plan for the service.
type ServiceRoadmap struct {
	// Published says that a roadmap can be read by those who use or might use
	// the service.
	Published *bool `json:"published,omitzero" en:"Is a roadmap for the service published?" de:"Ist eine Roadmap für den Dienst veröffentlicht?"`
	// UpdatedOn is the day it was last updated.
	UpdatedOn *Date `json:"updatedOn,omitzero" en:"On which day was the roadmap last updated?" de:"An welchem Tag wurde die Roadmap zuletzt aktualisiert?"`
	// ReachesUntil is the last day it plans for.
	ReachesUntil *Date `json:"reachesUntil,omitzero" en:"Up to which day does the roadmap reach?" de:"Bis zu welchem Tag reicht die Roadmap?"`
	// MilestonesDated says that its milestones have target dates.
	MilestonesDated *bool `json:"milestonesDated,omitzero" en:"Do the milestones of the roadmap have target dates?" de:"Sind die Meilensteine der Roadmap mit Zielterminen versehen?"`
	// TestsPlanned says that it contains interoperability tests with dates.
	TestsPlanned *bool `json:"testsPlanned,omitzero" en:"Does the roadmap contain interoperability tests with dates?" de:"Enthält die Roadmap terminierte Interoperabilitätstests?"`
	// Maturity is how far the service has come.
	Maturity *ServiceMaturity `json:"maturity,omitzero" en:"How far has the service come?" de:"Welchen Reifegrad hat der Dienst erreicht?"`
}

// ServiceMaturity is how far a service has come, earliest first.
type ServiceMaturity string

// The values of ServiceMaturity.
const (
	// It is decided on or described.
	ServiceMaturityPlanned ServiceMaturity = "planned"
	// It is being built.
	ServiceMaturityDevelopment ServiceMaturity = "development"
	// Selected customers use it.
	ServiceMaturityPilot ServiceMaturity = "pilot"
	// It is open to all intended customers.
	ServiceMaturityProduction ServiceMaturity = "production"
	// Its end is announced.
	ServiceMaturityRetiring ServiceMaturity = "retiring"
)

// Values returns the accepted values.
func (ServiceMaturity) Values() []string {
	return []string{"planned", "development", "pilot", "production", "retiring"}
}

// Onboarding is the way of the offer into the register or marketplace that
// applies the profile. Its dates make time-to-list a number.
type Onboarding struct {
	// AppliedOn is the day a complete application was received.
	AppliedOn *Date `json:"appliedOn,omitzero" en:"On which day was the complete application for listing received?" de:"An welchem Tag ging der vollständige Antrag auf Aufnahme ein?"`
	// Decided says that a decision on the application was taken.
	Decided *bool `json:"decided,omitzero" en:"Has a decision on the application been taken?" de:"Ist über den Antrag entschieden?"`
	// DecidedOn is the day of that decision.
	DecidedOn *Date `json:"decidedOn,omitzero" en:"On which day was the decision on the application taken?" de:"An welchem Tag wurde über den Antrag entschieden?"`
	// Listed says that the offer can be found and ordered there.
	Listed *bool `json:"listed,omitzero" en:"Is the offer listed and available to order?" de:"Ist das Angebot gelistet und abrufbar?"`
	// ListedOn is the first day it could.
	ListedOn *Date `json:"listedOn,omitzero" en:"Since which day has the offer been listed?" de:"Seit welchem Tag ist das Angebot gelistet?"`
	// Route is how the offer was admitted.
	Route *OnboardingRoute `json:"route,omitzero" en:"By which route was the offer admitted?" de:"Auf welchem Weg wurde das Angebot aufgenommen?"`
	// ReassessedOn is the day conformity was last assessed again after
	// listing. Leave it out if it never was.
	ReassessedOn *Date `json:"reassessedOn,omitzero" en:"On which day was conformity last assessed again after listing?" de:"An welchem Tag wurde die Konformität nach der Aufnahme zuletzt erneut geprüft?"`
	// ReassessmentDueOn is the day the next assessment is due.
	ReassessmentDueOn *Date `json:"reassessmentDueOn,omitzero" en:"On which day is the next assessment of conformity due?" de:"An welchem Tag ist die nächste Konformitätsprüfung fällig?"`
}

// OnboardingRoute is how an offer was admitted.
type OnboardingRoute string

// The values of OnboardingRoute.
const (
	// After a full assessment.
	OnboardingRouteRegular OnboardingRoute = "regular"
	// On the strength of attestations already held.
	OnboardingRouteFastTrack OnboardingRoute = "fastTrack"
	// For a limited time, with requirements that rise.
	OnboardingRouteProvisional OnboardingRoute = "provisional"
)

// Values returns the accepted values.
func (OnboardingRoute) Values() []string {
	return []string{"regular", "fastTrack", "provisional"}
}

// Deprecation is the end of the service or of the version offered: the rules
// for it, and the end itself if it is announced.
type Deprecation struct {
	// PolicyPublished says that rules for ending the service or a version,
	// with periods, are published.
	PolicyPublished *bool `json:"policyPublished,omitzero" en:"Are rules with periods for ending the service or a version published?" de:"Sind Regeln mit Fristen für die Abkündigung des Dienstes oder einer Version veröffentlicht?"`
	// NoticeDays is how many days at least lie between the announcement of the
	// end and the end; 0 if nothing is assured. Here twelve months count as
	// 365 days and single ones as 30, so that an end announced so many months
	// ahead keeps to them.
	NoticeDays *int64 `json:"noticeDays,omitzero" unit:"days" min:"0" en:"How many days at least lie between the announcement of the end and the end (0 if nothing is assured)?" de:"Wie viele Tage liegen mindestens zwischen Abkündigung und Ende (0, wenn nichts zugesichert ist)?"`
	// Announced says that the end of the service or version offered is
	// announced.
	Announced *bool `json:"announced,omitzero" en:"Has the end of the service or version offered been announced?" de:"Ist das Ende des Dienstes oder der angebotenen Version angekündigt?"`
	// AnnouncedOn is the day it was announced. Leave it out if it was not.
	AnnouncedOn *Date `json:"announcedOn,omitzero" en:"On which day was the end announced?" de:"An welchem Tag wurde das Ende angekündigt?"`
	// NewCustomersUntil is the last day new customers are accepted. Leave it
	// out if no such day is set.
	NewCustomersUntil *Date `json:"newCustomersUntil,omitzero" en:"Until which day are new customers accepted?" de:"Bis zu welchem Tag werden neue Kunden aufgenommen?"`
	// SupportEndsOn is the last day of support with security patches for the
	// version offered. Leave it out if no such day is set.
	SupportEndsOn *Date `json:"supportEndsOn,omitzero" en:"On which day does support with security patches end?" de:"An welchem Tag endet die Unterstützung mit Sicherheitsaktualisierungen?"`
	// ShutdownOn is the day the service is switched off. Leave it out if no
	// such day is set.
	ShutdownOn *Date `json:"shutdownOn,omitzero" en:"On which day is the service switched off?" de:"An welchem Tag wird der Dienst abgeschaltet?"`
	// SuccessorNamed says that a successor, or a way to continue elsewhere, is
	// named. Answer true if no end is announced and the rules require one to
	// be named.
	SuccessorNamed *bool `json:"successorNamed,omitzero" en:"Is a successor or a way to continue elsewhere named?" de:"Ist ein Nachfolger oder ein Weg zur Fortführung an anderer Stelle benannt?"`
}

// Adoption is how much the service is used and liked, as counted at
// MeasuredOn.
type Adoption struct {
	// Measured says that use is counted at fixed intervals by a described
	// method.
	Measured *bool `json:"measured,omitzero" en:"Is use of the service counted at fixed intervals by a described method?" de:"Wird die Nutzung des Dienstes in festen Abständen nach beschriebener Methode gemessen?"`
	// MeasuredOn is the last day of the period the figures of use speak of.
	MeasuredOn *Date `json:"measuredOn,omitzero" en:"Up to which day do the figures of use reach?" de:"Bis zu welchem Tag reichen die Nutzungszahlen?"`
	// ProductiveCustomers is how many authorities or companies use the service
	// productively.
	ProductiveCustomers *int64 `json:"productiveCustomers,omitzero" unit:"count" min:"0" en:"How many authorities or companies use the service productively?" de:"Wie viele Behörden oder Unternehmen nutzen den Dienst produktiv?"`
	// AdoptionPercent is the share of the intended customers that use it
	// productively.
	AdoptionPercent *float64 `json:"adoptionPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the intended customers uses the service productively?" de:"Welcher Anteil der vorgesehenen Kunden nutzt den Dienst produktiv?"`
	// ActiveUsers is how many people used it in the last 31 days of the
	// period.
	ActiveUsers *int64 `json:"activeUsers,omitzero" unit:"count" min:"0" en:"How many people used the service in the last 31 days of the period?" de:"Wie viele Personen haben den Dienst in den letzten 31 Tagen des Zeitraums genutzt?"`
	// Reuses is how many other services build on it productively.
	Reuses *int64 `json:"reuses,omitzero" unit:"count" min:"0" en:"How many other services build on the service productively?" de:"Wie viele andere Dienste bauen produktiv auf dem Dienst auf?"`
	// FiguresPublished says that these figures are published at least once a
	// year.
	FiguresPublished *bool `json:"figuresPublished,omitzero" en:"Are figures of use published at least once a year?" de:"Werden Nutzungszahlen mindestens jährlich veröffentlicht?"`
	// Satisfaction is how content users are.
	Satisfaction UserSatisfaction `json:"satisfaction,omitzero"`
	// Sunset is what follows from too little use.
	Sunset SunsetRule `json:"sunset,omitzero"`
}

// UserSatisfaction is how content users are, by the last survey.
type UserSatisfaction struct {
	// Surveyed says that users are asked at fixed intervals by a described
	// method.
	Surveyed *bool `json:"surveyed,omitzero" en:"Are users asked for their satisfaction at fixed intervals by a described method?" de:"Wird die Zufriedenheit der Nutzenden in festen Abständen nach beschriebener Methode erhoben?"`
	// SurveyedOn is the last day of the last survey.
	SurveyedOn *Date `json:"surveyedOn,omitzero" en:"On which day did the last survey end?" de:"An welchem Tag endete die letzte Erhebung?"`
	// Responses is how many answers it rests on.
	Responses *int64 `json:"responses,omitzero" unit:"count" min:"0" en:"How many answers does the last survey rest on?" de:"Auf wie vielen Antworten beruht die letzte Erhebung?"`
	// SatisfiedPercent is the share of answers in the upper two of five
	// grades, or the equivalent on another scale.
	SatisfiedPercent *float64 `json:"satisfiedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of answers is in the upper two of five grades?" de:"Welcher Anteil der Antworten liegt in den oberen zwei von fünf Stufen?"`
}

// SunsetRule is the rule by which a service is ended that is hardly used.
type SunsetRule struct {
	// Agreed says that there is such a rule, with a threshold and a period.
	Agreed *bool `json:"agreed,omitzero" en:"Is there a rule by which the service is ended if it is hardly used?" de:"Gibt es eine Regel, nach der der Dienst bei zu geringer Nutzung beendet wird?"`
	// ThresholdPercent is the adoption below which it applies.
	ThresholdPercent *float64 `json:"thresholdPercent,omitzero" unit:"percent" min:"0" max:"100" en:"Below which adoption does the rule apply?" de:"Unterhalb welcher Nutzungsquote greift die Regel?"`
	// ObservationDays is for how many days adoption must stay below the
	// threshold.
	ObservationDays *int64 `json:"observationDays,omitzero" unit:"days" min:"0" en:"For how many days must adoption stay below the threshold?" de:"Wie viele Tage muss die Nutzung unter der Schwelle liegen?"`
	// BelowThreshold says that adoption was below the threshold at MeasuredOn.
	BelowThreshold *bool `json:"belowThreshold,omitzero" en:"Was adoption below the threshold when last measured?" de:"Lag die Nutzung bei der letzten Messung unter der Schwelle?"`
	// BelowSince is the day since which it has been. Leave it out if it is
	// not.
	BelowSince *Date `json:"belowSince,omitzero" en:"Since which day has adoption been below the threshold?" de:"Seit welchem Tag liegt die Nutzung unter der Schwelle?"`
}
