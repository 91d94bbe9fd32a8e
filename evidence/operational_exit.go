package evidence

// Exit is how a customer leaves the service.
type Exit struct {
	// Plan is the exit plan for this service.
	Plan ExitPlan `json:"plan,omitzero"`
	// Terms are the periods and duties the contract sets for switching.
	Terms ExitTerms `json:"terms,omitzero"`
	// Charges is what switching costs.
	Charges ExitCharges `json:"charges,omitzero"`
}

// ExitPlan is a written plan for leaving the service, whether the provider
// offers it or the customer and provider wrote it together (DORA Art. 28(8),
// Data Act Art. 25(2)(b)). All its facts speak of the plan's current version.
type ExitPlan struct {
	// Documented says that there is a written exit plan for this service. A
	// general statement of willingness to help is none.
	Documented *bool `json:"documented,omitzero" en:"Is there a written exit plan for this service?" de:"Gibt es für diesen Dienst einen schriftlichen Exit-Plan?"`
	// Costed says that the plan states the expected cost of leaving, own
	// effort included, as an amount or a calculation with its assumptions.
	Costed *bool `json:"costed,omitzero" en:"Does the exit plan state the expected cost of leaving, internal effort included?" de:"Weist der Exit-Plan die voraussichtlichen Kosten des Ausstiegs einschließlich des internen Aufwands aus?"`
	// RolesNamed says that for every step the plan names who carries it out,
	// as a role or a person.
	RolesNamed *bool `json:"rolesNamed,omitzero" en:"Does the exit plan name who is responsible for each step?" de:"Benennt der Exit-Plan für jeden Schritt eine verantwortliche Stelle oder Rolle?"`
	// DeadlinesSet says that every step has a duration or a deadline.
	DeadlinesSet *bool `json:"deadlinesSet,omitzero" en:"Does the exit plan set a duration or deadline for each step?" de:"Legt der Exit-Plan für jeden Schritt eine Dauer oder Frist fest?"`
	// TargetNamed says that the plan describes at least one concrete target
	// environment the workload could move to.
	TargetNamed *bool `json:"targetNamed,omitzero" en:"Does the exit plan describe at least one concrete target environment?" de:"Beschreibt der Exit-Plan mindestens eine konkrete Zielumgebung?"`
	// TotalDays is how many days the plan needs from the decision to leave
	// until productive operation elsewhere.
	TotalDays *int64 `json:"totalDays,omitzero" unit:"days" min:"0" en:"How many days does the exit plan need from the decision to leave until productive operation elsewhere?" de:"Wie viele Tage sieht der Exit-Plan von der Ausstiegsentscheidung bis zum Produktivbetrieb in der Zielumgebung vor?"`
	// ReviewedOn is the day the plan was last reviewed, or written if it never
	// was since.
	ReviewedOn *Date `json:"reviewedOn,omitzero" en:"On which day was the exit plan last reviewed or written?" de:"An welchem Tag wurde der Exit-Plan zuletzt überprüft oder erstellt?"`
	// DeskDrill is how the last exercise ended in which the plan was walked
	// through step by step with those it names, without moving anything.
	DeskDrill *OperationalDrill `json:"deskDrill,omitzero" en:"How did the last exercise end in which the exit plan was walked through without moving anything?" de:"Wie ging die letzte Übung aus, bei der der Exit-Plan ohne tatsächlichen Umzug durchgespielt wurde?"`
	// DeskDrilledOn is the day that exercise ended. Leave it out if there was
	// none.
	DeskDrilledOn *Date `json:"deskDrilledOn,omitzero" en:"On which day did that walk-through of the exit plan end?" de:"An welchem Tag endete dieses Durchspielen des Exit-Plans?"`
	// MoveDrill is how the last exercise ended in which data and workload were
	// moved to another environment and used there. A customer's real move
	// counts.
	MoveDrill *OperationalDrill `json:"moveDrill,omitzero" en:"How did the last exercise or real exit end in which data and workload were moved and used elsewhere?" de:"Wie ging die letzte Übung oder der letzte reale Ausstieg aus, bei dem Daten und Workload umgezogen und andernorts genutzt wurden?"`
	// MoveDrilledOn is the day that exercise ended. Leave it out if there was
	// none.
	MoveDrilledOn *Date `json:"moveDrilledOn,omitzero" en:"On which day did that exercise or real exit end?" de:"An welchem Tag endete diese Übung oder dieser reale Ausstieg?"`
	// CompleteInstanceMoved says that in it everything one customer has was
	// moved, not a part. Answer false if there was none.
	CompleteInstanceMoved *bool `json:"completeInstanceMoved,omitzero" en:"Was everything one customer has moved in that exercise or exit?" de:"Wurde dabei der vollständige Bestand eines Kunden umgezogen?"`
}

// ExitTerms are the terms the contract sets for switching to another provider
// or to own premises (Data Act Art. 25). They speak of the contract the
// customer is offered, not of what was done in single cases. Where the
// contract is silent on a period, state what the law gives only if the
// contract refers to it.
type ExitTerms struct {
	// NoticeDays is the longest notice a customer has to give before switching
	// begins, in days; a month counts as 31, so 'two months' are 62 (Data Act
	// Art. 25(2)(d)).
	NoticeDays *int64 `json:"noticeDays,omitzero" unit:"days" min:"0" en:"How many days' notice at most must the customer give before switching begins?" de:"Welche Kündigungsfrist in Tagen muss der Kunde vor Beginn des Wechsels höchstens einhalten?"`
	// TransitionDays is the regular maximum of the transition period, counted
	// from the end of the notice period (Data Act Art. 25(2)(a)).
	TransitionDays *int64 `json:"transitionDays,omitzero" unit:"days" min:"0" en:"How many days at most does the regular transition period last after the notice period has ended?" de:"Wie viele Tage dauert der reguläre Übergangszeitraum nach Ablauf der Kündigungsfrist höchstens?"`
	// ExtendedTransitionDays is the longest transition period the provider may
	// claim where the regular one is technically unfeasible (Data Act Art.
	// 25(4)); 0 if the contract allows no longer one.
	ExtendedTransitionDays *int64 `json:"extendedTransitionDays,omitzero" unit:"days" min:"0" en:"How many days at most may the provider extend the transition period to where the regular one is technically unfeasible (0 if never)?" de:"Auf wie viele Tage darf der Anbieter den Übergangszeitraum höchstens verlängern, wenn der reguläre technisch nicht einzuhalten ist (0, wenn gar nicht)?"`
	// ExtensionReasoned says that the provider must justify such an extension
	// by its technical unfeasibility (Data Act Art. 25(4)). Answer true if no
	// extension is allowed.
	ExtensionReasoned *bool `json:"extensionReasoned,omitzero" en:"Must the provider justify an extension of the transition period in each case?" de:"Muss der Anbieter eine Verlängerung des Übergangszeitraums im Einzelfall begründen?"`
	// ExtensionNoticeWorkingDays is within how many working days of the
	// switching request the provider must announce an extension; 14 in Data
	// Act Art. 25(4). State 0 if no extension is allowed.
	ExtensionNoticeWorkingDays *int64 `json:"extensionNoticeWorkingDays,omitzero" unit:"workingDays" min:"0" en:"Within how many working days of the switching request must the provider announce an extension (0 if none is allowed)?" de:"Innerhalb von wie vielen Arbeitstagen nach dem Wechselverlangen muss der Anbieter eine Verlängerung anzeigen (0, wenn keine zulässig ist)?"`
	// CustomerMayExtend says that the customer may extend the transition
	// period once to a length it finds suitable (Data Act Art. 25(5)).
	CustomerMayExtend *bool `json:"customerMayExtend,omitzero" en:"May the customer extend the transition period once at its own choice?" de:"Darf der Kunde den Übergangszeitraum einmal nach eigenem Ermessen verlängern?"`
	// RetrievalDays is how many days after the end of the transition period
	// the customer can still retrieve its data (Data Act Art. 25(2)(g)).
	RetrievalDays *int64 `json:"retrievalDays,omitzero" unit:"days" min:"0" en:"For how many days after the transition period can the customer still retrieve its data?" de:"Wie viele Tage nach Ende des Übergangszeitraums kann der Kunde seine Daten noch abrufen?"`
	// ContinuityAssured says that the provider must keep the contracted
	// service running, at the same level of security, until the transition is
	// complete (Data Act Art. 25(2)(a)(ii) and (iv)).
	ContinuityAssured *bool `json:"continuityAssured,omitzero" en:"Must the service keep running at the same level of security until the transition is complete?" de:"Muss der Dienst bis zum Abschluss des Übergangs mit unverändertem Sicherheitsniveau fortgeführt werden?"`
	// AssistanceAssured says that the provider must assist the customer and
	// third parties it authorises in switching (Data Act Art. 25(2)(a)(i)).
	AssistanceAssured *bool `json:"assistanceAssured,omitzero" en:"Must the provider assist the customer and authorised third parties during switching?" de:"Muss der Anbieter den Kunden und von ihm beauftragte Dritte beim Wechsel unterstützen?"`
	// ExportablesListed says that the contract exhaustively lists the
	// categories of data and digital assets that can be taken along (Data Act
	// Art. 25(2)(e)).
	ExportablesListed *bool `json:"exportablesListed,omitzero" en:"Does the contract exhaustively list the data and digital assets that can be taken along?" de:"Führt der Vertrag abschließend auf, welche Daten und digitalen Vermögenswerte mitgenommen werden können?"`
	// ProviderNoticeDays is the shortest notice after which the provider may
	// end the contract without the customer being at fault (MST-ECD
	// NCD.2.2.06); 0 if it may do so at any time. Where it may not do so
	// before a fixed term ends, state the days of that term.
	ProviderNoticeDays *int64 `json:"providerNoticeDays,omitzero" unit:"days" min:"0" en:"How many days' notice at least must the provider give before ending the contract without the customer being at fault?" de:"Welche Frist in Tagen muss der Anbieter mindestens einhalten, wenn er ohne Verschulden des Kunden kündigt?"`
	// CustomBuilt says that most main features were built for this one
	// customer and are not on general offer, so that Data Act Art. 31(1)
	// exempts the service from Art. 23(d), 29 and 30(1) and (3).
	CustomBuilt *bool `json:"customBuilt,omitzero" en:"Were most main features built for this one customer only and are not on general offer?" de:"Wurden die meisten Hauptfunktionen eigens für diesen einen Kunden entwickelt und werden nicht allgemein angeboten?"`
}

// ExitCharges is what the contract lets the provider charge for switching,
// beyond the fees of the service itself (Data Act Art. 29 and 34). Early
// termination penalties are no switching charges and are stated apart.
type ExitCharges struct {
	// Switching is the highest charge for the actions of switching other than
	// moving data out: assistance, export, handover. It holds until
	// WaivedFrom.
	Switching *ChargeLevel `json:"switching,omitzero" en:"What may the provider charge for switching, apart from moving data out?" de:"Was darf der Anbieter für den Wechsel berechnen, abgesehen vom Datenabfluss?"`
	// Egress is the highest charge for moving data out in the course of
	// switching. It holds until WaivedFrom.
	Egress *ChargeLevel `json:"egress,omitzero" en:"What may the provider charge for moving data out when the customer switches?" de:"Was darf der Anbieter für den Datenabfluss beim Wechsel berechnen?"`
	// WaiverAgreed says that the contract fixes a day from which all switching
	// and egress charges for switching cease. Answer false if charges are owed
	// without such a day; where no charge exists at all it makes no
	// difference.
	WaiverAgreed *bool `json:"waiverAgreed,omitzero" en:"Does the contract fix a day from which all charges for switching, data egress included, cease?" de:"Legt der Vertrag einen Tag fest, ab dem alle Wechselentgelte einschließlich Datenabfluss entfallen?"`
	// WaivedFrom is that day. Leave it out if none is agreed.
	WaivedFrom *Date `json:"waivedFrom,omitzero" en:"From which day do all charges for switching cease?" de:"Ab welchem Tag entfallen alle Wechselentgelte?"`
	// DisclosedBeforeContract says that service fees, early termination
	// penalties and switching charges are made known to every customer before
	// the contract is concluded (Data Act Art. 29(4)).
	DisclosedBeforeContract *bool `json:"disclosedBeforeContract,omitzero" en:"Are service fees, early termination penalties and switching charges disclosed before the contract is concluded?" de:"Werden Dienstentgelte, Vertragsstrafen bei vorzeitiger Beendigung und Wechselentgelte vor Vertragsschluss offengelegt?"`
	// ParallelUseEgress is the highest charge for moving data out while the
	// service is used in parallel with another (Data Act Art. 34(2): at cost
	// also after 2027).
	ParallelUseEgress *ChargeLevel `json:"parallelUseEgress,omitzero" en:"What may the provider charge for data egress while the service is used in parallel with another?" de:"Was darf der Anbieter für Datenabfluss berechnen, solange der Dienst parallel zu einem anderen genutzt wird?"`
	// EarlyTerminationPenalty says that a customer who switches before the end
	// of a fixed term owes a penalty or the remaining fees.
	EarlyTerminationPenalty *bool `json:"earlyTerminationPenalty,omitzero" en:"Does a customer who switches before the end of a fixed term owe a penalty or the remaining fees?" de:"Schuldet der Kunde bei einem Wechsel vor Ende einer festen Laufzeit eine Vertragsstrafe oder die Restentgelte?"`
}

// ChargeLevel is how high a charge may be, weakest protection first.
type ChargeLevel string

// The values of ChargeLevel.
const (
	// The charge is not limited to the provider's cost.
	ChargeLevelAboveCost ChargeLevel = "aboveCost"
	// The charge does not exceed the cost directly linked to the action (Data
	// Act Art. 29(3)).
	ChargeLevelAtCost ChargeLevel = "atCost"
	// There is no charge.
	ChargeLevelNone ChargeLevel = "none"
)

// Values returns the accepted values.
func (ChargeLevel) Values() []string {
	return []string{"aboveCost", "atCost", "none"}
}

// Portability is what is promised for moving workloads to another operator
// (EUCSF SOV-4.Q1). Export formats are facts of the data domain, interfaces of
// the technological one.
type Portability struct {
	// Commitment is what the provider commits to for exporting data and
	// workload.
	Commitment *PortabilityCommitment `json:"commitment,omitzero" en:"What does the provider commit to for exporting data and workload?" de:"Wozu verpflichtet sich der Anbieter beim Export von Daten und Workload?"`
	// MigrationService says that the provider offers a defined service, with
	// scope and price, for moving customers out to another operator.
	MigrationService *bool `json:"migrationService,omitzero" en:"Does the provider offer a defined service for moving customers out to another operator?" de:"Bietet der Anbieter eine definierte Leistung für den Umzug von Kunden zu einem anderen Betreiber an?"`
	// OnUnionInfrastructure says that the service is in productive use on
	// infrastructure whose operator has its seat in the Union and is not
	// controlled from outside it.
	OnUnionInfrastructure *bool `json:"onUnionInfrastructure,omitzero" en:"Is the service already in productive use on infrastructure whose operator is seated in, and controlled from, the European Union?" de:"Wird der Dienst bereits produktiv auf Infrastruktur eines Betreibers mit Sitz in und Kontrolle aus der Europäischen Union betrieben?"`
}

// PortabilityCommitment is what is promised for leaving, weakest first.
type PortabilityCommitment string

// The values of PortabilityCommitment.
const (
	// Nothing is promised.
	PortabilityCommitmentNone PortabilityCommitment = "none"
	// Help is given as far as it is reasonable, without a described method or
	// result.
	PortabilityCommitmentBestEffort PortabilityCommitment = "bestEffort"
	// Standard methods of export are documented and may be relied on under the
	// contract.
	PortabilityCommitmentDocumented PortabilityCommitment = "documented"
)

// Values returns the accepted values.
func (PortabilityCommitment) Values() []string {
	return []string{"none", "bestEffort", "documented"}
}

// Migration is how existing systems get into the service.
type Migration struct {
	// GuidePublished says that a guide for moving existing systems into the
	// service can be read before a contract is concluded.
	GuidePublished *bool `json:"guidePublished,omitzero" en:"Can a guide for moving existing systems into the service be read before a contract is concluded?" de:"Ist ein Leitfaden für die Überführung bestehender Systeme in den Dienst vor Vertragsschluss einsehbar?"`
	// AssistanceOffered says that the provider or a named partner carries out
	// migrations into the service as a defined service.
	AssistanceOffered *bool `json:"assistanceOffered,omitzero" en:"Is carrying out migrations into the service offered as a defined service?" de:"Wird die Durchführung von Migrationen in den Dienst als definierte Leistung angeboten?"`
	// Paths are the described ways from a kind of existing system into the
	// service. An empty list says that none is described.
	Paths []MigrationPath `json:"paths,omitzero" en:"From which kinds of existing systems are migration paths described?" de:"Für welche Arten von Bestandssystemen sind Migrationspfade beschrieben?"`
}

// MigrationPath is one described way from existing systems into the service.
type MigrationPath struct {
	// ID tells elements of the list apart; rules do not see it.
	ID string `json:"id"`
	// Source is the kind of system the path starts from.
	Source *LegacySource `json:"source,omitzero" en:"From which kind of existing system does this path start?" de:"Von welcher Art Bestandssystem geht dieser Pfad aus?"`
	// Approach is what happens to the existing system on this path.
	Approach *MigrationApproach `json:"approach,omitzero" en:"What happens to the existing system on this path?" de:"Was geschieht auf diesem Pfad mit dem Bestandssystem?"`
	// MappingDocumented says that it is written down how data structures and
	// functions of the source correspond to the target's.
	MappingDocumented *bool `json:"mappingDocumented,omitzero" en:"Is it documented how data and functions of the source correspond to the target?" de:"Ist dokumentiert, wie Daten und Funktionen des Quellsystems auf das Zielsystem abgebildet werden?"`
	// ToolingAvailable says that tools for this path are available to the
	// customer.
	ToolingAvailable *bool `json:"toolingAvailable,omitzero" en:"Are tools for this migration path available to the customer?" de:"Stehen dem Kunden Werkzeuge für diesen Migrationspfad zur Verfügung?"`
	// RollbackPossible says that the move can be undone without loss of data
	// until it is accepted.
	RollbackPossible *bool `json:"rollbackPossible,omitzero" en:"Can the migration be undone without loss of data until it is accepted?" de:"Lässt sich die Migration bis zur Abnahme ohne Datenverlust rückgängig machen?"`
	// ParallelRunDays is how many days old and new system can be run side by
	// side; 0 if not at all.
	ParallelRunDays *int64 `json:"parallelRunDays,omitzero" unit:"days" min:"0" en:"For how many days can old and new system be run side by side (0 if not at all)?" de:"Wie viele Tage können Alt- und Neusystem parallel betrieben werden (0, wenn gar nicht)?"`
	// TypicalDays is how many days a migration of average size takes on this
	// path, from start to acceptance.
	TypicalDays *int64 `json:"typicalDays,omitzero" unit:"days" min:"0" en:"How many days does an average migration on this path take?" de:"Wie viele Tage dauert eine durchschnittliche Migration auf diesem Pfad?"`
	// Completed is how many productive systems have moved along this path so
	// far.
	Completed *int64 `json:"completed,omitzero" unit:"count" min:"0" en:"How many productive systems have moved along this path so far?" de:"Wie viele produktive Systeme wurden bisher auf diesem Pfad migriert?"`
	// LastCompletedOn is the day the most recent of them was accepted.
	LastCompletedOn *Date `json:"lastCompletedOn,omitzero" en:"On which day was the most recent of these migrations accepted?" de:"An welchem Tag wurde die letzte dieser Migrationen abgenommen?"`
}

// LegacySource is the kind of existing system a migration starts from.
type LegacySource string

// The values of LegacySource.
const (
	// A specialist application of an authority (Fachverfahren).
	LegacySourceSpecialistApplication LegacySource = "specialistApplication"
	// A register or another database kept by law.
	LegacySourceRegister LegacySource = "register"
	// Records, document or content management.
	LegacySourceDocumentSystem LegacySource = "documentSystem"
	// Mail, calendar, files and other tools of the workplace.
	LegacySourceWorkplace LegacySource = "workplace"
	// A directory, accounts and access rights.
	LegacySourceIdentityService LegacySource = "identityService"
	// Middleware, messaging or workflow automation.
	LegacySourceIntegrationPlatform LegacySource = "integrationPlatform"
	// Workload on virtual machines or physical servers.
	LegacySourceVirtualMachines LegacySource = "virtualMachines"
	// Workload in containers on another platform.
	LegacySourceContainerPlatform LegacySource = "containerPlatform"
	// The same product, operated by somebody else.
	LegacySourceOtherInstance LegacySource = "otherInstance"
)

// Values returns the accepted values.
func (LegacySource) Values() []string {
	return []string{
		"specialistApplication", "register", "documentSystem", "workplace", "identityService",
		"integrationPlatform", "virtualMachines", "containerPlatform", "otherInstance",
	}
}

// MigrationApproach is what happens to an existing system.
type MigrationApproach string

// The values of MigrationApproach.
const (
	// It stays and is connected through interfaces.
	MigrationApproachIntegrate MigrationApproach = "integrate"
	// It moves unchanged.
	MigrationApproachRehost MigrationApproach = "rehost"
	// It moves and is adapted to the new platform.
	MigrationApproachReplatform MigrationApproach = "replatform"
	// It is rebuilt in parts for the new platform.
	MigrationApproachRefactor MigrationApproach = "refactor"
	// Its data moves, and it is switched off.
	MigrationApproachReplace MigrationApproach = "replace"
)

// Values returns the accepted values.
func (MigrationApproach) Values() []string {
	return []string{"integrate", "rehost", "replatform", "refactor", "replace"}
}
