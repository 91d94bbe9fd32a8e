package evidence

// Technological is what the offer is built of and how it can be reached, tested,
// separated, updated, inspected and rebuilt.
//
// Two conventions hold throughout. A test has an outcome, whose weakest value
// says that there was none, and a date, which is left out then: so a rule is
// decided where a missing date alone could not decide it. And a date is the day
// on which the thing was completed, not the day of its report.
type Technological struct {
	// Interfaces are all interfaces through which customers or their systems use,
	// control, observe or leave the offer. The list is complete: an interface that
	// is not on it does not exist. User interfaces without a protocol of their own
	// are not interfaces here.
	Interfaces []ServiceInterface `json:"interfaces,omitzero" en:"Which interfaces do customers or their systems use?" de:"Über welche Schnittstellen nutzen und steuern Kunden oder ihre Systeme das Angebot?"`
	// CriticalFunctions counts how the offer's critical functions can be reached
	// (EUCSF SOV-6.Q1).
	CriticalFunctions CriticalFunctions `json:"criticalFunctions,omitzero"`
	// Standards is the provider's policy on open standards (EUCSF SOV-6.Q2).
	Standards StandardsPolicy `json:"standards,omitzero"`
	// API is how programming interfaces are described, versioned and retired.
	API APIGovernance `json:"api,omitzero"`
	// ConformanceRuns are the runs of published interoperability and conformance
	// test suites against the offer, passed or not.
	ConformanceRuns []ConformanceRun `json:"conformanceRuns,omitzero" en:"Which interoperability and conformance test suites were run against the offer?" de:"Welche Interoperabilitäts- und Konformitätstests wurden mit dem Angebot durchgeführt?"`
	// Portability is whether a customer's workload runs on another platform.
	Portability WorkloadPortability `json:"portability,omitzero"`
	// Workflow is whether process and decision models can be taken elsewhere.
	Workflow WorkflowPortability `json:"workflow,omitzero"`
	// Identity is the use of the customer's own identity provider.
	Identity IdentityFederation `json:"identity,omitzero"`
	// CoreComponents are all software components without which the offer cannot
	// deliver its contracted main function; libraries inside them are not listed
	// (those belong to the software bill of materials).
	CoreComponents []CoreComponent `json:"coreComponents,omitzero" en:"Which software components are needed for the main function of the offer?" de:"Welche Softwarekomponenten sind für die Hauptfunktion des Angebots erforderlich?"`
	// Architecture is how far design, data flows and dependencies are disclosed
	// (EUCSF SOV-6.Q4).
	Architecture ArchitectureInsight `json:"architecture,omitzero"`
	// Roadmap is who may shape the development of the offer.
	Roadmap RoadmapInfluence `json:"roadmap,omitzero"`
	// HPC is the origin of high-performance computing capacity (EUCSF SOV-6.Q5).
	HPC HighPerformanceComputing `json:"hpc,omitzero"`
	// Separation is how tenants are kept apart.
	Separation TenantSeparation `json:"separation,omitzero"`
	// ConfidentialComputing is the protection of data while it is processed.
	ConfidentialComputing ConfidentialComputing `json:"confidentialComputing,omitzero"`
	// RemoteInfluence is what third parties can do to, or learn from, the running
	// offer over the network.
	RemoteInfluence RemoteInfluence `json:"remoteInfluence,omitzero"`
	// SecurityProducts are all security-critical products in the offer: hardware
	// security modules, hypervisors, VPN gateways, identity components and the
	// like.
	SecurityProducts []SecurityProduct `json:"securityProducts,omitzero" en:"Which security-critical products does the offer contain?" de:"Welche sicherheitskritischen Produkte enthält das Angebot?"`
	// Updates is how updates are checked and released before production.
	Updates UpdateIntake `json:"updates,omitzero"`
	// Vulnerabilities is how weaknesses are found, published and removed.
	Vulnerabilities VulnerabilityHandling `json:"vulnerabilities,omitzero"`
	// Build is whether the software can be rebuilt from source.
	Build ReproducibleBuild `json:"build,omitzero"`
	// Automation is whether the environment is described and rebuilt from code.
	Automation EnvironmentAutomation `json:"automation,omitzero"`
}

// ServiceInterface is one interface of the offer.
type ServiceInterface struct {
	// ID identifies the interface within the dossier.
	ID string `json:"id"`
	// Kind is what the interface is for. An interface that serves several purposes
	// is listed once per purpose.
	Kind *InterfaceKind `json:"kind,omitzero" en:"What is this interface for?" de:"Wofür dient diese Schnittstelle?"`
	// Standard is the standard the interface implements; InterfaceStandardNone if
	// it is of the provider's own design, even when described in an open language
	// such as OpenAPI; InterfaceStandardOther if it implements one that is not listed.
	Standard *InterfaceStandard `json:"standard,omitzero" en:"Which standard does this interface implement?" de:"Welchen Standard setzt diese Schnittstelle um?"`
	// StandardVersion is the version of that standard.
	StandardVersion *Version `json:"standardVersion,omitzero" en:"Which version of the standard does this interface implement?" de:"Welche Version des Standards setzt diese Schnittstelle um?"`
	// Governance is who decides on the specification the interface follows.
	Governance *StandardGovernance `json:"governance,omitzero" en:"Who decides on the specification this interface follows?" de:"Wer entscheidet über die Spezifikation, der diese Schnittstelle folgt?"`
	// Documentation is who can read the complete documentation of the interface,
	// inbound and outbound, without asking individually (C5:2020 PI-01).
	Documentation *DesignDisclosure `json:"documentation,omitzero" en:"Who can read the complete documentation of this interface?" de:"Wer kann die vollständige Dokumentation dieser Schnittstelle einsehen?"`
	// MachineReadable is whether a formal description in an open description
	// language (OpenAPI, AsyncAPI, WSDL, XSD, Protocol Buffers, JSON Schema …)
	// covers the whole interface.
	MachineReadable *bool `json:"machineReadable,omitzero" en:"Is this interface completely described in an open, machine-readable description language?" de:"Ist diese Schnittstelle vollständig in einer offenen, maschinenlesbaren Beschreibungssprache beschrieben?"`
	// Versioned is whether every incompatible change appears under a new version.
	Versioned *bool `json:"versioned,omitzero" en:"Does every incompatible change of this interface appear under a new version?" de:"Erscheint jede inkompatible Änderung dieser Schnittstelle unter einer neuen Version?"`
	// FreelyImplementable is whether anyone may implement both sides of the
	// interface without a fee and without a licence agreement.
	FreelyImplementable *bool `json:"freelyImplementable,omitzero" en:"May anyone implement this interface without a fee and without a licence agreement?" de:"Darf jeder diese Schnittstelle ohne Entgelt und ohne Lizenzvereinbarung implementieren?"`
	// OpenToCustomers is whether every customer, and whoever a customer authorises,
	// may use the interface without a partner contract or an extra fee for access.
	// Charges for the consumption of the service itself do not count.
	OpenToCustomers *bool `json:"openToCustomers,omitzero" en:"May every customer and every system a customer authorises use this interface without a partner contract or an access fee?" de:"Darf jeder Kunde und jedes von ihm berechtigte System diese Schnittstelle ohne Partnervertrag und ohne Zugangsentgelt nutzen?"`
	// VendorExtensionsRequired is whether the purpose of the interface can only be
	// reached with elements the standard does not define. False where extensions
	// exist but can be left aside.
	VendorExtensionsRequired *bool `json:"vendorExtensionsRequired,omitzero" en:"Does this interface fulfil its purpose only with extensions that the standard does not define?" de:"Erfüllt diese Schnittstelle ihren Zweck nur mit Erweiterungen, die der Standard nicht vorsieht?"`
	// ConformanceTest is how the last test of all mandatory parts against the
	// specification ended.
	ConformanceTest *OperationalDrill `json:"conformanceTest,omitzero" en:"How did the last test of this interface against its specification end?" de:"Wie ging der letzte Test dieser Schnittstelle gegen ihre Spezifikation aus?"`
	// ConformanceTestedOn is the date of that test.
	ConformanceTestedOn *Date `json:"conformanceTestedOn,omitzero" en:"When was this interface last tested against its specification?" de:"Wann wurde diese Schnittstelle zuletzt gegen ihre Spezifikation getestet?"`
}

// CriticalFunctions counts the functions without which a customer could not use,
// administer or leave the offer. It decides the steps of EUCSF SOV-6.Q1 where
// the list of interfaces cannot count.
type CriticalFunctions struct {
	// Total is the number of critical functions, as the service description
	// lists them.
	Total *int64 `json:"total,omitzero" unit:"count" min:"0" en:"How many critical functions does the service description list?" de:"Wie viele kritische Funktionen führt die Leistungsbeschreibung auf?"`
	// ViaInterface is how many of them can be used through any programming
	// interface available to customers.
	ViaInterface *int64 `json:"viaInterface,omitzero" unit:"count" min:"0" en:"How many critical functions can customers use through a programming interface?" de:"Wie viele kritische Funktionen können Kunden über eine Programmierschnittstelle nutzen?"`
	// Unrestricted is how many can be used through an interface without partner
	// contract, access fee or reduced scope compared with the provider's own
	// clients.
	Unrestricted *int64 `json:"unrestricted,omitzero" unit:"count" min:"0" en:"How many critical functions can customers use through an interface in the same scope as the provider's own clients, without partner contract or access fee?" de:"Wie viele kritische Funktionen können Kunden über eine Schnittstelle im selben Umfang wie die eigenen Clients des Anbieters nutzen, ohne Partnervertrag und Zugangsentgelt?"`
	// Documented is how many can be used through a documented interface.
	Documented *int64 `json:"documented,omitzero" unit:"count" min:"0" en:"How many critical functions can customers use through a documented interface?" de:"Wie viele kritische Funktionen können Kunden über eine dokumentierte Schnittstelle nutzen?"`
	// OpenInterface is how many can be used through a documented interface whose
	// specification is published and openly governed (StandardGovernanceOpenProject
	// or StandardGovernanceStandardsBody).
	OpenInterface *int64 `json:"openInterface,omitzero" unit:"count" min:"0" en:"How many critical functions can customers use through a documented interface that follows an openly governed standard?" de:"Wie viele kritische Funktionen können Kunden über eine dokumentierte Schnittstelle nutzen, die einem offen gepflegten Standard folgt?"`
	// OpenFormat is how many take in and give out their data only in formats that
	// are openly governed.
	OpenFormat *int64 `json:"openFormat,omitzero" unit:"count" min:"0" en:"How many critical functions take in and give out data only in openly governed formats?" de:"Wie viele kritische Funktionen nehmen Daten ausschließlich in offen gepflegten Formaten entgegen und geben sie so aus?"`
}

// StandardsPolicy is how the provider decides on open standards for its core
// services: identity and access, data formats, messaging, security, logging,
// integration protocols (EUCSF SOV-6.Q2). An open standard is one whose
// governance is StandardGovernanceOpenProject or StandardGovernanceStandardsBody.
type StandardsPolicy struct {
	// Adopted is whether a written policy that demands open standards is in force.
	Adopted *bool `json:"adopted,omitzero" en:"Is a written policy in force that demands open standards?" de:"Ist eine schriftliche Vorgabe in Kraft, die offene Standards verlangt?"`
	// AdoptedOn is when the policy came into force.
	AdoptedOn *Date `json:"adoptedOn,omitzero" en:"When did the policy on open standards come into force?" de:"Wann ist die Vorgabe zu offenen Standards in Kraft getreten?"`
	// ExceptionsRecorded is whether every exception from the policy is recorded
	// with its reason; true if the policy knows no exceptions.
	ExceptionsRecorded *bool `json:"exceptionsRecorded,omitzero" en:"Is every exception from the policy recorded with its reason?" de:"Ist jede Ausnahme von der Vorgabe mit Begründung erfasst?"`
	// CoreServices is the number of core services of the offer.
	CoreServices *int64 `json:"coreServices,omitzero" unit:"count" min:"0" en:"How many core services (identity, data formats, messaging, security, logging, integration) does the offer have?" de:"Wie viele Kerndienste (Identität, Datenformate, Nachrichten, Sicherheit, Protokollierung, Integration) hat das Angebot?"`
	// UsingOpenStandards is how many of them use open standards at all, documented
	// or not.
	UsingOpenStandards *int64 `json:"usingOpenStandards,omitzero" unit:"count" min:"0" en:"How many core services use open standards?" de:"Wie viele Kerndienste nutzen offene Standards?"`
	// Documented is for how many of them the open standards used are documented.
	Documented *int64 `json:"documented,omitzero" unit:"count" min:"0" en:"For how many core services are the open standards in use documented?" de:"Für wie viele Kerndienste sind die genutzten offenen Standards dokumentiert?"`
	// Mandated is for how many of them the policy demands open standards without
	// an exception being in force.
	Mandated *int64 `json:"mandated,omitzero" unit:"count" min:"0" en:"For how many core services does the policy demand open standards without an exception in force?" de:"Für wie viele Kerndienste verlangt die Vorgabe offene Standards, ohne dass eine Ausnahme gilt?"`
}

// APIGovernance is how the offer's programming interfaces as a whole are
// described, versioned, tested and retired.
type APIGovernance struct {
	// Described is whether every programming interface over HTTP that is of the
	// provider's own design has a published description that matches the running
	// version, in OpenAPI or, where its style has a description language of its own
	// (GraphQL, SOAP), in that; true if there is none. An interface that follows an
	// openly governed standard is described by that.
	Described *bool `json:"described,omitzero" en:"Is every HTTP programming interface of the provider's own design described in OpenAPI, or in the description language of its style, in a way that matches the running version?" de:"Ist jede vom Anbieter selbst entworfene HTTP-Programmierschnittstelle passend zur laufenden Version in OpenAPI oder in der Beschreibungssprache ihrer Bauart beschrieben?"`
	// VersioningScheme is how versions are named.
	VersioningScheme *VersioningScheme `json:"versioningScheme,omitzero" en:"By which scheme are the programming interfaces versioned?" de:"Nach welchem Schema werden die Programmierschnittstellen versioniert?"`
	// DeprecationPolicy is whether rules for retiring interfaces are published.
	DeprecationPolicy *bool `json:"deprecationPolicy,omitzero" en:"Are rules for retiring interfaces published?" de:"Sind Regeln für die Abkündigung von Schnittstellen veröffentlicht?"`
	// DeprecationNoticeDays is the shortest time, in calendar days, between the
	// announcement that an interface or operation is retired and its end. A sooner
	// end that law or an acute danger to security forces does not count.
	DeprecationNoticeDays *int64 `json:"deprecationNoticeDays,omitzero" unit:"days" min:"0" en:"How many calendar days before its end is the retirement of an interface announced at the latest?" de:"Wie viele Kalendertage vor dem Ende wird die Abkündigung einer Schnittstelle spätestens angekündigt?"`
	// ParallelDays is the shortest time, in calendar days, during which the former
	// version keeps running after an incompatible successor is available. A sooner
	// end that law or an acute danger to security forces does not count.
	ParallelDays *int64 `json:"parallelDays,omitzero" unit:"days" min:"0" en:"For how many calendar days does the former version keep running after an incompatible successor is available?" de:"Wie viele Kalendertage läuft die Vorgängerversion weiter, nachdem eine inkompatible Nachfolgeversion verfügbar ist?"`
	// Operations is the number of operations in the published descriptions.
	Operations *int64 `json:"operations,omitzero" unit:"count" min:"0" en:"How many operations do the published interface descriptions contain?" de:"Wie viele Operationen enthalten die veröffentlichten Schnittstellenbeschreibungen?"`
	// DeprecatedOperations is how many of them are marked as deprecated.
	DeprecatedOperations *int64 `json:"deprecatedOperations,omitzero" unit:"count" min:"0" en:"How many operations are marked as deprecated?" de:"Wie viele Operationen sind als veraltet gekennzeichnet?"`
	// DeprecatedWithoutEnd is how many of the deprecated operations have no
	// announced end date.
	DeprecatedWithoutEnd *int64 `json:"deprecatedWithoutEnd,omitzero" unit:"count" min:"0" en:"How many deprecated operations have no announced end date?" de:"Für wie viele veraltete Operationen ist kein Enddatum angekündigt?"`
	// ContractTests is whether automated tests compare every release with the
	// published descriptions before it goes into production.
	ContractTests *bool `json:"contractTests,omitzero" en:"Is every release compared with the published interface descriptions by automated contract tests before production?" de:"Wird jedes Release vor der Produktivsetzung durch automatisierte Schnittstellentests gegen die veröffentlichten Schnittstellenbeschreibungen geprüft?"`
	// LastContractTestPassedOn is when these tests last passed completely.
	LastContractTestPassedOn *Date `json:"lastContractTestPassedOn,omitzero" en:"When did the contract tests last pass completely?" de:"Wann wurden die Schnittstellentests zuletzt vollständig bestanden?"`
	// PortalParity is whether everything the provider's own portal can do can also
	// be done through a documented interface.
	PortalParity *bool `json:"portalParity,omitzero" en:"Can everything the provider's portal does also be done through a documented interface?" de:"Lässt sich alles, was das Portal des Anbieters kann, auch über eine dokumentierte Schnittstelle erledigen?"`
	// TestEnvironment is whether customers and third parties can test against a
	// reference or staging environment. A test installation that customers may set
	// up themselves without another licence counts.
	TestEnvironment *bool `json:"testEnvironment,omitzero" en:"Is a reference or staging environment available to customers for interoperability tests?" de:"Steht Kunden eine Referenz- oder Staging-Umgebung für Interoperabilitätstests zur Verfügung?"`
}

// ConformanceRun is one run of a published test suite for one profile of it.
//
// The shape holds what JUnit XML and the Gateway API ConformanceReport say. Of a
// report with several profiles each profile is one run; its core part is
// Required, its extended part Optional. Of a JUnit file the tests that the
// suite's rules demand for the profile are Required (for Kubernetes those marked
// as conformance tests; for a registry those of the workflow category, except
// for what the specification leaves to the registry or a setting of the suite
// leaves out) and all others of the profile are Optional; a suite that knows no
// optional tests has an Optional with zero tests. So a file with many skipped
// tests neither passes nor fails by that alone: what counts is the required
// part.
type ConformanceRun struct {
	// ID identifies the run within the dossier.
	ID string `json:"id"`
	// Suite is the test suite. Unknown if the suite is not listed.
	Suite *ConformanceSuite `json:"suite,omitzero" en:"Which test suite was run?" de:"Welche Testsuite wurde ausgeführt?"`
	// SuiteVersion is the version of the specification the suite tests, such as
	// 1.1 of the distribution specification or 1.33 of Kubernetes.
	SuiteVersion *Version `json:"suiteVersion,omitzero" en:"For which version of the specification was the suite run?" de:"Für welche Version der Spezifikation wurde die Suite ausgeführt?"`
	// Profile is the profile, scope or workflow category of the suite.
	Profile *ConformanceProfile `json:"profile,omitzero" en:"Which profile of the suite was run?" de:"Welches Profil der Suite wurde ausgeführt?"`
	// Channel is the release channel of the specification.
	Channel *SpecificationChannel `json:"channel,omitzero" en:"Which release channel of the specification was tested?" de:"Welcher Veröffentlichungskanal der Spezifikation wurde getestet?"`
	// SubjectVersion is the version that was tested. A run of another version than
	// the assessed one says nothing about the subject.
	SubjectVersion *Version `json:"subjectVersion,omitzero" en:"Which version of the offer was tested?" de:"Welche Version des Angebots wurde getestet?"`
	// RunOn is the day of the run.
	RunOn *Date `json:"runOn,omitzero" en:"When was the suite run?" de:"Wann wurde die Suite ausgeführt?"`
	// RunBy is who ran it.
	RunBy *TestingParty `json:"runBy,omitzero" en:"Who ran the suite?" de:"Wer hat die Suite ausgeführt?"`
	// ReviewedByProject is whether the body that publishes the suite has reviewed
	// and accepted the result.
	ReviewedByProject *bool `json:"reviewedByProject,omitzero" en:"Has the body that publishes the suite reviewed and accepted the result?" de:"Hat die herausgebende Stelle der Suite das Ergebnis geprüft und angenommen?"`
	// Published is whether the complete result can be read by the public, as in a
	// compatibility matrix.
	Published *bool `json:"published,omitzero" en:"Is the complete result public?" de:"Ist das vollständige Ergebnis öffentlich einsehbar?"`
	// Required are the tests the suite demands for the profile.
	Required TestCounts `json:"required,omitzero"`
	// Optional are all other tests of the profile.
	Optional TestCounts `json:"optional,omitzero"`
	// SupportedFeatures is the complete set of the suite's optional features the
	// offer declares and was tested for, spelled as the suite spells them.
	SupportedFeatures []FeatureName `json:"supportedFeatures,omitzero" en:"Which optional features of the suite does the offer support?" de:"Welche optionalen Merkmale der Suite unterstützt das Angebot?"`
	// UnsupportedFeatures is the complete set of the suite's optional features the
	// offer does not support, spelled as the suite spells them.
	UnsupportedFeatures []FeatureName `json:"unsupportedFeatures,omitzero" en:"Which optional features of the suite does the offer not support?" de:"Welche optionalen Merkmale der Suite unterstützt das Angebot nicht?"`
}

// TestCounts counts the tests of one part of a run. Where everything is known,
// Tests is the sum of Passed, Failed, Errored, Skipped and Missing.
type TestCounts struct {
	// Result is the verdict the suite itself gives on this part. Unknown where the
	// suite gives none, as JUnit XML does not.
	Result *ConformanceResult `json:"result,omitzero" en:"What is the suite's own verdict on this part?" de:"Welches Ergebnis gibt die Suite selbst für diesen Teil aus?"`
	// Tests is the number of tests the suite has for this part, run or not. It
	// comes from the suite, not from the number of results in a file.
	Tests *int64 `json:"tests,omitzero" unit:"count" min:"0" en:"How many tests does the suite have for this part?" de:"Wie viele Tests hat die Suite für diesen Teil?"`
	// Passed is how many passed.
	Passed *int64 `json:"passed,omitzero" unit:"count" min:"0" en:"How many of these tests passed?" de:"Wie viele dieser Tests wurden bestanden?"`
	// Failed is how many ran and found a deviation.
	Failed *int64 `json:"failed,omitzero" unit:"count" min:"0" en:"How many of these tests failed?" de:"Wie viele dieser Tests sind fehlgeschlagen?"`
	// Errored is how many broke off without a finding; 0 where the format does not
	// tell errors from failures.
	Errored *int64 `json:"errored,omitzero" unit:"count" min:"0" en:"How many of these tests broke off with an error?" de:"Wie viele dieser Tests sind mit einem Fehler abgebrochen?"`
	// Skipped is how many the result lists as not run, including disabled ones.
	Skipped *int64 `json:"skipped,omitzero" unit:"count" min:"0" en:"How many of these tests were skipped?" de:"Wie viele dieser Tests wurden übersprungen?"`
	// Missing is how many the suite has but the result does not mention.
	Missing *int64 `json:"missing,omitzero" unit:"count" min:"0" en:"How many of these tests does the result not mention?" de:"Wie viele dieser Tests fehlen im Ergebnis?"`
}

// WorkloadPortability is whether a customer's workload was carried to another
// platform. What an application or base service itself runs on is a fact of the
// supply chain.
type WorkloadPortability struct {
	// Deployments are all deployments of a reference workload of the offer on
	// platforms other than the one assessed. Empty: it was never tried.
	Deployments []PlatformDeployment `json:"deployments,omitzero" en:"On which other platforms was a reference workload deployed?" de:"Auf welchen anderen Plattformen wurde eine Referenzanwendung bereitgestellt?"`
}

// PlatformDeployment is one deployment of the workload on another platform.
type PlatformDeployment struct {
	// ID identifies the deployment within the dossier.
	ID string `json:"id"`
	// IndependentOperator is whether the other platform is run by a company that
	// neither controls the provider nor is controlled by it or by the same parent.
	IndependentOperator *bool `json:"independentOperator,omitzero" en:"Is this platform run by a company outside the provider's group?" de:"Wird diese Plattform von einem Unternehmen außerhalb der Unternehmensgruppe des Anbieters betrieben?"`
	// IndependentTechnology is whether the other platform is based on another
	// implementation of the interfaces the workload uses.
	IndependentTechnology *bool `json:"independentTechnology,omitzero" en:"Does this platform use another implementation of the interfaces the workload needs?" de:"Nutzt diese Plattform eine andere Implementierung der von der Anwendung benötigten Schnittstellen?"`
	// ConformantWith is the complete set of suites the other platform holds a
	// passed result of.
	ConformantWith []ConformanceSuite `json:"conformantWith,omitzero" en:"Which conformance suites has this platform passed?" de:"Welche Konformitätssuiten hat diese Plattform bestanden?"`
	// OperatorSeat is the country of the other operator's registered office.
	OperatorSeat *Country `json:"operatorSeat,omitzero" en:"In which country is the operator of this platform established?" de:"In welchem Staat hat der Betreiber dieser Plattform seinen Sitz?"`
	// DeployedOn is when the workload last ran there.
	DeployedOn *Date `json:"deployedOn,omitzero" en:"When was the workload last deployed on this platform?" de:"Wann wurde die Anwendung zuletzt auf dieser Plattform bereitgestellt?"`
	// TestsPassed is whether the workload's acceptance tests passed there.
	TestsPassed *bool `json:"testsPassed,omitzero" en:"Did the workload pass its acceptance tests on this platform?" de:"Hat die Anwendung auf dieser Plattform ihre Abnahmetests bestanden?"`
	// CodeChanged is whether source code of the workload had to be changed.
	// Configuration does not count.
	CodeChanged *bool `json:"codeChanged,omitzero" en:"Did source code of the workload have to be changed for this platform?" de:"Musste für diese Plattform Quellcode der Anwendung geändert werden?"`
	// EffortHours is the working time the deployment took, in person-hours.
	EffortHours *int64 `json:"effortHours,omitzero" unit:"hours" min:"0" en:"How many person-hours did the deployment take?" de:"Wie viele Personenstunden hat die Bereitstellung erfordert?"`
}

// WorkflowPortability is whether models of processes, cases and decisions can be
// moved to another engine.
type WorkflowPortability struct {
	// Used is whether the offer executes process, case or decision models that
	// customers create.
	Used *bool `json:"used,omitzero" en:"Does the offer execute process, case or decision models that customers create?" de:"Führt das Angebot Prozess-, Fall- oder Entscheidungsmodelle aus, die Kunden erstellen?"`
	// Kinds is the complete set of kinds of such models.
	Kinds []ModelKind `json:"kinds,omitzero" en:"Which kinds of models do customers create?" de:"Welche Arten von Modellen erstellen Kunden?"`
	// ModelFormats are all formats in which such models can be exchanged.
	ModelFormats []ModelFormat `json:"modelFormats,omitzero" en:"In which formats can models be exchanged?" de:"In welchen Formaten können Modelle ausgetauscht werden?"`
}

// ModelFormat is one format for process, case or decision models.
type ModelFormat struct {
	// ID identifies the format within the dossier.
	ID string `json:"id"`
	// Notation is the modelling standard.
	Notation *ModelNotation `json:"notation,omitzero" en:"Which notation does this format use?" de:"Welche Notation nutzt dieses Format?"`
	// Version is the version of the notation.
	Version *Version `json:"version,omitzero" en:"Which version of the notation does this format use?" de:"Welche Version der Notation nutzt dieses Format?"`
	// Import is whether models can be read in by the customer.
	Import *bool `json:"import,omitzero" en:"Can customers import models in this format?" de:"Können Kunden Modelle in diesem Format importieren?"`
	// Export is whether models can be written out by the customer.
	Export *bool `json:"export,omitzero" en:"Can customers export models in this format?" de:"Können Kunden Modelle in diesem Format exportieren?"`
	// Executable is whether the export carries all that execution needs (data
	// mappings, conditions, assignments), not only the diagram.
	Executable *bool `json:"executable,omitzero" en:"Does the export contain everything needed for execution, not only the diagram?" de:"Enthält der Export alles für die Ausführung Erforderliche und nicht nur das Diagramm?"`
	// VendorExtensionsRequired is whether exported models run only with extension
	// elements the notation does not define.
	VendorExtensionsRequired *bool `json:"vendorExtensionsRequired,omitzero" en:"Do exported models need extension elements that the notation does not define?" de:"Benötigen exportierte Modelle Erweiterungselemente, die die Notation nicht vorsieht?"`
	// OpenServiceCalls is whether models call external services only through
	// documented interfaces.
	OpenServiceCalls *bool `json:"openServiceCalls,omitzero" en:"Do models call external services only through documented interfaces?" de:"Rufen Modelle externe Dienste ausschließlich über dokumentierte Schnittstellen auf?"`
	// RoundTripPassed is whether exporting and importing again left the reference
	// models unchanged.
	RoundTripPassed *bool `json:"roundTripPassed,omitzero" en:"Do reference models stay unchanged when exported and imported again?" de:"Bleiben Referenzmodelle nach Export und erneutem Import unverändert?"`
	// SecondEngineTest is how the last execution of exported reference models on an
	// engine by another manufacturer ended.
	SecondEngineTest *OperationalDrill `json:"secondEngineTest,omitzero" en:"How did the last execution of exported models on another manufacturer's engine end?" de:"Wie ging die letzte Ausführung exportierter Modelle auf einer Engine eines anderen Herstellers aus?"`
	// SecondEngineTestedOn is when that last happened.
	SecondEngineTestedOn *Date `json:"secondEngineTestedOn,omitzero" en:"When were exported models last executed on an engine by another manufacturer?" de:"Wann wurden exportierte Modelle zuletzt auf einer Engine eines anderen Herstellers ausgeführt?"`
	// ReferenceModels is the number of reference models in that test.
	ReferenceModels *int64 `json:"referenceModels,omitzero" unit:"count" min:"0" en:"How many reference models were tested on the second engine?" de:"Wie viele Referenzmodelle wurden auf der zweiten Engine getestet?"`
	// ReferenceModelsPassed is how many of them ran there with the same result.
	ReferenceModelsPassed *int64 `json:"referenceModelsPassed,omitzero" unit:"count" min:"0" en:"How many reference models gave the same result on the second engine?" de:"Wie viele Referenzmodelle lieferten auf der zweiten Engine dasselbe Ergebnis?"`
}

// IdentityFederation is the use of an identity provider the customer chooses
// (C3A SOV-3-03).
type IdentityFederation struct {
	// Users is whether all ordinary users of the customer can sign in through it;
	// true if there are none. Members of the public are no users of the customer.
	Users *bool `json:"users,omitzero" en:"Can all users of the customer sign in through an identity provider the customer chooses?" de:"Können sich alle Nutzer des Kunden über einen vom Kunden gewählten Identitätsanbieter anmelden?"`
	// Administrators is whether all of the customer's administrators can.
	Administrators *bool `json:"administrators,omitzero" en:"Can all administrators of the customer sign in through an identity provider the customer chooses?" de:"Können sich alle Administratoren des Kunden über einen vom Kunden gewählten Identitätsanbieter anmelden?"`
	// Protocols is the complete set of protocols for signing in and provisioning.
	Protocols []FederationProtocol `json:"protocols,omitzero" en:"Which protocols are supported for sign-in and provisioning?" de:"Welche Protokolle werden für Anmeldung und Bereitstellung von Konten unterstützt?"`
	// LocalAccountsRequired is whether working accounts in the provider's directory
	// stay necessary; sealed emergency accounts do not count.
	LocalAccountsRequired *bool `json:"localAccountsRequired,omitzero" en:"Are accounts in the provider's own directory still required, apart from sealed emergency accounts?" de:"Bleiben Konten im Verzeichnis des Anbieters erforderlich, abgesehen von versiegelten Notfallkonten?"`
	// SignInTest is how the last test of signing in through a customer's identity
	// provider, for users and administrators, ended.
	SignInTest *OperationalDrill `json:"signInTest,omitzero" en:"How did the last test of signing in through a customer's identity provider end?" de:"Wie ging der letzte Test der Anmeldung über einen Identitätsanbieter des Kunden aus?"`
	// SignInTestedOn is the date of that test.
	SignInTestedOn *Date `json:"signInTestedOn,omitzero" en:"When was signing in through a customer's identity provider last tested?" de:"Wann wurde die Anmeldung über einen Identitätsanbieter des Kunden zuletzt getestet?"`
}

// CoreComponent is one software component the offer cannot do without.
type CoreComponent struct {
	// ID identifies the component within the dossier.
	ID string `json:"id"`
	// License is the licence of the component as the offer uses it, as an SPDX
	// expression. With a choice of licences it is the whole choice ("MIT OR
	// EUPL-1.2"); for a proprietary one a LicenseRef.
	License *License `json:"license,omitzero" en:"Under which licence (SPDX expression) does the offer use this component?" de:"Unter welcher Lizenz (SPDX-Ausdruck) nutzt das Angebot diese Komponente?"`
	// SourceAccess is who may read the source of the version in use.
	SourceAccess *SourceAccess `json:"sourceAccess,omitzero" en:"Who may read the source code of the version in use?" de:"Wer darf den Quellcode der eingesetzten Version einsehen?"`
	// ModificationPermitted is whether the customer may change the component.
	ModificationPermitted *bool `json:"modificationPermitted,omitzero" en:"May the customer modify this component?" de:"Darf der Kunde diese Komponente verändern?"`
	// RedistributionPermitted is whether the customer may pass it on, changed or
	// not, to any other public body or company.
	RedistributionPermitted *bool `json:"redistributionPermitted,omitzero" en:"May the customer pass this component on to others, modified or not?" de:"Darf der Kunde diese Komponente verändert oder unverändert weitergeben?"`
	// BuiltFromPublicSource is whether the running artefact is built from the
	// published source without unpublished changes.
	BuiltFromPublicSource *bool `json:"builtFromPublicSource,omitzero" en:"Is the running version of this component built from published source without unpublished changes?" de:"Ist die laufende Version dieser Komponente ohne unveröffentlichte Änderungen aus veröffentlichtem Quellcode gebaut?"`
	// ProprietaryPartsRequired is whether the function the offer uses needs parts
	// under a proprietary licence ("open core").
	ProprietaryPartsRequired *bool `json:"proprietaryPartsRequired,omitzero" en:"Does the function in use need parts of this component under a proprietary licence?" de:"Benötigt die genutzte Funktion Teile dieser Komponente unter proprietärer Lizenz?"`
	// Stewardship is who decides on the development of the component.
	Stewardship *Stewardship `json:"stewardship,omitzero" en:"Who decides on the development of this component?" de:"Wer entscheidet über die Weiterentwicklung dieser Komponente?"`
	// StewardSeat is the country of that steward's registered office.
	StewardSeat *Country `json:"stewardSeat,omitzero" en:"In which country is the steward of this component established?" de:"In welchem Staat hat die verantwortliche Organisation dieser Komponente ihren Sitz?"`
	// StewardshipTransferable is whether name, repository and release rights can be
	// handed to another body without the present steward's discretion, or a fork
	// under another name is possible with full history.
	StewardshipTransferable *bool `json:"stewardshipTransferable,omitzero" en:"Can another body take over development of this component with its full history?" de:"Kann eine andere Stelle die Entwicklung dieser Komponente mit vollständiger Historie übernehmen?"`
	// EUContributionPercent is the share of changes in the last full calendar year
	// made by people working in the EU or EEA, in percent.
	EUContributionPercent *float64 `json:"euContributionPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the changes in the last full calendar year came from people working in the EU or EEA?" de:"Welcher Anteil der Änderungen im letzten vollen Kalenderjahr stammt von Personen, die in der EU oder im EWR arbeiten?"`
}

// ArchitectureInsight is who can see how the offer works (EUCSF SOV-6.Q4, C3A
// SOV-4-08 and SOV-5-03, C5:2020 COS-07). Disclosed means complete and matching
// the running version.
type ArchitectureInsight struct {
	// Design is who can read the documentation of the architecture.
	Design *DesignDisclosure `json:"design,omitzero" en:"Who can read the documentation of the architecture?" de:"Wer kann die Dokumentation der Architektur einsehen?"`
	// DataFlows is who can read the description of the data flows.
	DataFlows *DesignDisclosure `json:"dataFlows,omitzero" en:"Who can read the description of the data flows?" de:"Wer kann die Beschreibung der Datenflüsse einsehen?"`
	// Dependencies is who can read the list of software, services and suppliers
	// the offer depends on.
	Dependencies *DesignDisclosure `json:"dependencies,omitzero" en:"Who can read the list of dependencies?" de:"Wer kann die Liste der Abhängigkeiten einsehen?"`
	// Operations is who can read how the offer is operated: runbooks, service
	// levels, incident reviews.
	Operations *DesignDisclosure `json:"operations,omitzero" en:"Who can read the operating documentation?" de:"Wer kann die Betriebsdokumentation einsehen?"`
	// ReviewedOn is when all of these were last compared with the running system.
	ReviewedOn *Date `json:"reviewedOn,omitzero" en:"When was this documentation last compared with the running system?" de:"Wann wurde diese Dokumentation zuletzt mit dem laufenden System abgeglichen?"`
	// AuditorInspectedOn is when an independent auditor last compared it.
	AuditorInspectedOn *Date `json:"auditorInspectedOn,omitzero" en:"When did an independent auditor last inspect this documentation?" de:"Wann hat eine unabhängige Prüfstelle diese Dokumentation zuletzt eingesehen?"`
	// ContributionsAccepted is whether customers can contribute changes to the
	// service and such changes were taken over under published rules.
	ContributionsAccepted *bool `json:"contributionsAccepted,omitzero" en:"Can customers contribute changes to the service under published rules?" de:"Können Kunden nach veröffentlichten Regeln Änderungen zum Dienst beitragen?"`
}

// RoadmapInfluence is by what means customers and public bodies shape the
// development of the offer. How much say EU actors have as a whole (EUCSF
// SOV-1.Q3) is a fact of the supply chain, the roadmap's publication one of
// operation.
type RoadmapInfluence struct {
	// FeedbackChannel is whether there is a channel for wishes of customers whose
	// handling they can follow.
	FeedbackChannel *bool `json:"feedbackChannel,omitzero" en:"Is there a channel for customers' wishes whose handling they can follow?" de:"Gibt es einen Kanal für Kundenwünsche, deren Bearbeitung die Kunden verfolgen können?"`
	// GoverningBody is whether a body with written rules decides or advises on the
	// roadmap.
	GoverningBody *bool `json:"governingBody,omitzero" en:"Does a body with written rules decide or advise on the roadmap?" de:"Entscheidet oder berät ein Gremium nach schriftlichen Regeln über die Roadmap?"`
	// CustomerSeat is whether customers have a seat in that body.
	CustomerSeat *bool `json:"customerSeat,omitzero" en:"Do customers have a seat in the body that decides or advises on the roadmap?" de:"Haben Kunden einen Sitz in dem Gremium, das über die Roadmap entscheidet oder berät?"`
	// PublicBodySeat is whether public bodies of the EU or its member states have.
	PublicBodySeat *bool `json:"publicBodySeat,omitzero" en:"Do public bodies of the EU or its member states have a seat in that body?" de:"Haben öffentliche Stellen der EU oder ihrer Mitgliedstaaten einen Sitz in diesem Gremium?"`
	// BindingVote is whether the decisions of that body bind the provider.
	BindingVote *bool `json:"bindingVote,omitzero" en:"Do that body's decisions on the roadmap bind the provider?" de:"Binden die Entscheidungen dieses Gremiums zur Roadmap den Anbieter?"`
	// ForkRight is whether licence or contract allows the customer to continue the
	// whole offer's software independently.
	ForkRight *bool `json:"forkRight,omitzero" en:"Does licence or contract allow the customer to continue the software independently?" de:"Erlauben Lizenz oder Vertrag dem Kunden, die Software eigenständig weiterzuführen?"`
}

// HighPerformanceComputing is where high-performance computing comes from, with
// processors, accelerators and software (EUCSF SOV-6.Q5).
type HighPerformanceComputing struct {
	// Used is whether the offer contains high-performance computing: many machines
	// joined by a fast network that work on one task. Single servers, with
	// accelerators or without, are none.
	Used *bool `json:"used,omitzero" en:"Does the offer contain high-performance computing?" de:"Enthält das Angebot Hochleistungsrechnen?"`
	// DesignDisclosed is who can read the system's design down to its processors,
	// accelerators and firmware; a black box is DesignDisclosureNone.
	DesignDisclosed *DesignDisclosure `json:"designDisclosed,omitzero" en:"Who can read the design of the high-performance computers?" de:"Wer kann den Aufbau der Hochleistungsrechner einsehen?"`
	// HostedIn is the complete set of countries where the machines stand.
	HostedIn []Country `json:"hostedIn,omitzero" en:"In which countries do the high-performance computers stand?" de:"In welchen Staaten stehen die Hochleistungsrechner?"`
	// OperatedFrom is the complete set of countries from which they are operated.
	OperatedFrom []Country `json:"operatedFrom,omitzero" en:"From which countries are the high-performance computers operated?" de:"Aus welchen Staaten werden die Hochleistungsrechner betrieben?"`
	// IntegratedIn is the complete set of countries where the systems were
	// designed as a whole, or put together from parts.
	IntegratedIn []Country `json:"integratedIn,omitzero" en:"In which countries were the high-performance computers designed or integrated?" de:"In welchen Staaten wurden die Hochleistungsrechner entworfen oder integriert?"`
	// ProcessorIPHeldIn is the complete set of countries where the holders of the
	// processor and accelerator designs are established.
	ProcessorIPHeldIn []Country `json:"processorIPHeldIn,omitzero" en:"In which countries are the owners of the processor and accelerator designs established?" de:"In welchen Staaten sitzen die Inhaber der Prozessor- und Beschleunigerentwürfe?"`
	// ProcessorFabricatedIn is the complete set of countries where processors and
	// accelerators are fabricated.
	ProcessorFabricatedIn []Country `json:"processorFabricatedIn,omitzero" en:"In which countries are the processors and accelerators fabricated?" de:"In welchen Staaten werden die Prozessoren und Beschleuniger gefertigt?"`
	// OpenSoftwareStack is whether compilers, drivers, libraries and schedulers are
	// all under licences approved by the Open Source Initiative.
	OpenSoftwareStack *bool `json:"openSoftwareStack,omitzero" en:"Is the complete software stack for high-performance computing open source?" de:"Ist der gesamte Software-Stack für Hochleistungsrechnen quelloffen?"`
}

// TenantSeparation is how data, computing and traffic of one customer are kept
// from all others (C5:2020 OPS-24, COS-06). An offer in which each customer has a
// physical installation of their own answers with the strongest values.
type TenantSeparation struct {
	// ConceptDocumented is whether a written separation concept covers storage,
	// computing and network of the whole offer.
	ConceptDocumented *bool `json:"conceptDocumented,omitzero" en:"Does a written separation concept cover storage, computing and network of the whole offer?" de:"Deckt ein schriftliches Trennungskonzept Speicherung, Verarbeitung und Netz des gesamten Angebots ab?"`
	// RiskAnalysedOn is when the risk analysis behind the concept was last done.
	RiskAnalysedOn *Date `json:"riskAnalysedOn,omitzero" en:"When was the risk analysis behind the separation concept last done?" de:"Wann wurde die Risikoanalyse zum Trennungskonzept zuletzt durchgeführt?"`
	// Compute is the weakest means that separates processing of two customers
	// anywhere in the offer.
	Compute *ComputeSeparation `json:"compute,omitzero" en:"What is the weakest means that separates the processing of two customers?" de:"Was ist das schwächste Mittel, das die Verarbeitung zweier Kunden trennt?"`
	// Storage is the weakest means that separates stored data of two customers,
	// backups included.
	Storage *StorageSeparation `json:"storage,omitzero" en:"What is the weakest means that separates the stored data of two customers?" de:"Was ist das schwächste Mittel, das die gespeicherten Daten zweier Kunden trennt?"`
	// Network is the weakest means that separates traffic of two customers in
	// networks they share.
	Network *NetworkSeparation `json:"network,omitzero" en:"What is the weakest means that separates the traffic of two customers in shared networks?" de:"Was ist das schwächste Mittel, das den Datenverkehr zweier Kunden in gemeinsamen Netzen trennt?"`
	// ManagementNetworkSeparated is whether the operator administers the offer in
	// networks that customers' traffic cannot reach. Interfaces through which
	// customers administer their own part do not count.
	ManagementNetworkSeparated *bool `json:"managementNetworkSeparated,omitzero" en:"Does the operator administer the offer in networks that customers' traffic cannot reach?" de:"Administriert der Betreiber das Angebot in Netzen, die vom Datenverkehr der Kunden aus nicht erreichbar sind?"`
	// Test is how the last attempt to reach data or traffic of one customer from
	// another ended, on its own or as part of a penetration test with that scope;
	// passed means it could not be done.
	Test *OperationalDrill `json:"test,omitzero" en:"How did the last test end that tried to reach one customer from another?" de:"Wie ging der letzte Test aus, bei dem ein Kunde von einem anderen aus erreicht werden sollte?"`
	// TestedOn is the date of that test.
	TestedOn *Date `json:"testedOn,omitzero" en:"When was the separation of customers last tested?" de:"Wann wurde die Trennung der Kunden zuletzt getestet?"`
	// TestedBy is who tested it.
	TestedBy *TestingParty `json:"testedBy,omitzero" en:"Who tested the separation of customers?" de:"Wer hat die Trennung der Kunden getestet?"`
	// OpenBreaches is the number of known ways around the separation, from tests,
	// reports or incidents, that are not closed yet.
	OpenBreaches *int64 `json:"openBreaches,omitzero" unit:"count" min:"0" en:"How many known ways around the separation are not closed yet?" de:"Wie viele bekannte Umgehungen der Trennung sind noch nicht geschlossen?"`
}

// ConfidentialComputing is the protection of data in use by hardware.
type ConfidentialComputing struct {
	// Available is whether customers can order it for the assessed offer.
	Available *bool `json:"available,omitzero" en:"Can customers order confidential computing for the offer?" de:"Können Kunden für das Angebot Confidential Computing bestellen?"`
	// MemoryEncrypted is whether memory is encrypted with keys the operator's
	// software and staff cannot read.
	MemoryEncrypted *bool `json:"memoryEncrypted,omitzero" en:"Is memory encrypted with keys that the operator's software and staff cannot read?" de:"Wird der Arbeitsspeicher mit Schlüsseln verschlüsselt, die Software und Personal des Betreibers nicht lesen können?"`
	// RemoteAttestation is whether the running environment proves its state to a
	// remote party before it receives data or keys.
	RemoteAttestation *bool `json:"remoteAttestation,omitzero" en:"Does the running environment prove its state by remote attestation?" de:"Weist die laufende Umgebung ihren Zustand durch Remote-Attestierung nach?"`
	// AttestationVerifier is who checks that proof.
	AttestationVerifier *AttestationVerifier `json:"attestationVerifier,omitzero" en:"Who checks the remote attestation?" de:"Wer prüft die Remote-Attestierung?"`
	// VerifierSeat is the country in which the body that checks it is established.
	VerifierSeat *Country `json:"verifierSeat,omitzero" en:"In which country is the body that checks the remote attestation established?" de:"In welchem Staat hat die Stelle ihren Sitz, die die Remote-Attestierung prüft?"`
	// KeyReleaseBound is whether keys are released only after the check succeeded.
	KeyReleaseBound *bool `json:"keyReleaseBound,omitzero" en:"Are keys released only after a successful attestation check?" de:"Werden Schlüssel erst nach erfolgreicher Prüfung der Attestierung freigegeben?"`
	// AttestationTest is how the last test of the remote attestation by a customer
	// or an independent party ended.
	AttestationTest *OperationalDrill `json:"attestationTest,omitzero" en:"How did the last test of the remote attestation by a customer or an independent party end?" de:"Wie ging der letzte Test der Remote-Attestierung durch einen Kunden oder eine unabhängige Stelle aus?"`
	// AttestationTestedOn is the date of that test.
	AttestationTestedOn *Date `json:"attestationTestedOn,omitzero" en:"When was the remote attestation last tested by a customer or an independent party?" de:"Wann wurde die Remote-Attestierung zuletzt durch einen Kunden oder eine unabhängige Stelle getestet?"`
}

// RemoteInfluence is what parties other than the operator and the customer can do
// to the running offer, or learn from it, over the network (C3A SOV-4-07 and
// SOV-4-08; a company of the provider's group is such a third party).
type RemoteInfluence struct {
	// DisableByThirdParty is whether a third party can switch off, lock or degrade
	// the offer or a part of it: by command, by withdrawing a licence or key, by
	// ending an online check. That a disclosed subcontractor could stop machines or
	// lines that it runs for the offer itself does not count.
	DisableByThirdParty *bool `json:"disableByThirdParty,omitzero" en:"Can a third party switch off, lock or degrade the offer remotely?" de:"Kann ein Dritter das Angebot aus der Ferne abschalten, sperren oder einschränken?"`
	// OnlineCheckRequired is whether the offer must reach a third party's licence or
	// activation service to keep running.
	OnlineCheckRequired *bool `json:"onlineCheckRequired,omitzero" en:"Must the offer reach a licence or activation service of a third party to keep running?" de:"Muss das Angebot für den Weiterbetrieb einen Lizenz- oder Aktivierungsdienst eines Dritten erreichen?"`
	// OnlineCheckGraceDays is for how many calendar days it runs in full without
	// reaching that service; not to be answered if none is required.
	OnlineCheckGraceDays *int64 `json:"onlineCheckGraceDays,omitzero" unit:"days" min:"0" en:"For how many calendar days does the offer run in full without reaching that service?" de:"Wie viele Kalendertage läuft das Angebot ohne Verbindung zu diesem Dienst uneingeschränkt weiter?"`
	// ExcludedByContract is whether the contract rules out undisclosed remote
	// functions, telemetry and data flows.
	ExcludedByContract *bool `json:"excludedByContract,omitzero" en:"Does the contract rule out undisclosed remote functions, telemetry and data flows?" de:"Schließt der Vertrag nicht offengelegte Fernfunktionen, Telemetrie und Datenflüsse aus?"`
	// Telemetry is the setting telemetry to third parties has unless the customer
	// or operator decides otherwise.
	Telemetry *TelemetryMode `json:"telemetry,omitzero" en:"How is telemetry to third parties controlled?" de:"Wie wird Telemetrie an Dritte gesteuert?"`
	// Connections are all connections between the offer and third parties, whoever
	// opens them, that the offer's function does not need: telemetry, licence
	// checks, updates, support. The list is complete. Connections to customers do
	// not count, and external services the function needs are facts of the supply
	// chain.
	Connections []ThirdPartyConnection `json:"connections,omitzero" en:"Which connections to third parties exist that the function of the offer does not need?" de:"Welche Verbindungen zu Dritten bestehen, die das Angebot für seine Funktion nicht benötigt?"`
	// GatewaysOnly is whether data reaches third parties only through documented
	// gateways that block everything not expressly allowed; true if none does.
	GatewaysOnly *bool `json:"gatewaysOnly,omitzero" en:"Do data reach third parties only through documented gateways that block everything not expressly allowed?" de:"Gelangen Daten nur über dokumentierte Übergänge zu Dritten, die alles nicht ausdrücklich Erlaubte sperren?"`
	// Monitored is whether the exchange with third parties is monitored for
	// deviations from what is documented; true if there is none.
	Monitored *bool `json:"monitored,omitzero" en:"Is the exchange with third parties monitored for deviations from the documentation?" de:"Wird der Austausch mit Dritten auf Abweichungen von der Dokumentation überwacht?"`
	// LastCheckedOn is when all exchange was last compared with the documentation.
	LastCheckedOn *Date `json:"lastCheckedOn,omitzero" en:"When was the exchange with third parties last compared with the documentation?" de:"Wann wurde der Austausch mit Dritten zuletzt mit der Dokumentation abgeglichen?"`
	// CheckedBy is who did that.
	CheckedBy *TestingParty `json:"checkedBy,omitzero" en:"Who compared the exchange with the documentation?" de:"Wer hat den Austausch mit der Dokumentation abgeglichen?"`
	// UndocumentedFlows is how many undocumented flows that check found that still
	// exist or are still undocumented.
	UndocumentedFlows *int64 `json:"undocumentedFlows,omitzero" unit:"count" min:"0" en:"How many undocumented data flows to third parties are known and not yet settled?" de:"Wie viele undokumentierte Datenflüsse zu Dritten sind bekannt und noch nicht bereinigt?"`
}

// ThirdPartyConnection is one connection between the offer and a third party.
type ThirdPartyConnection struct {
	// ID identifies the connection within the dossier.
	ID string `json:"id"`
	// Purpose is what it is for.
	Purpose *ConnectionPurpose `json:"purpose,omitzero" en:"What is this connection for?" de:"Wofür dient diese Verbindung?"`
	// RecipientSeat is the country where the third party is established.
	RecipientSeat *Country `json:"recipientSeat,omitzero" en:"In which country is the third party established?" de:"In welchem Staat hat der Dritte seinen Sitz?"`
	// Disclosure is who can read that the connection exists and what it carries.
	Disclosure *DesignDisclosure `json:"disclosure,omitzero" en:"Who can read what this connection carries?" de:"Wer kann einsehen, was über diese Verbindung übertragen wird?"`
	// CustomerContent is whether content of customers passes over it.
	CustomerContent *bool `json:"customerContent,omitzero" en:"Does customers' content pass over this connection?" de:"Werden über diese Verbindung Inhalte von Kunden übertragen?"`
	// CanBeSwitchedOff is whether the customer or operator can switch it off.
	CanBeSwitchedOff *bool `json:"canBeSwitchedOff,omitzero" en:"Can the customer or operator switch this connection off?" de:"Können Kunde oder Betreiber diese Verbindung abschalten?"`
	// RunsWithout is whether the offer runs in full for 90 days without it. The
	// figure is that of C3A SOV-4-10.
	RunsWithout *bool `json:"runsWithout,omitzero" en:"Does the offer run in full for 90 days without this connection?" de:"Läuft das Angebot ohne diese Verbindung 90 Tage lang uneingeschränkt?"`
}

// SecurityProduct is one security-critical product and its certificate.
type SecurityProduct struct {
	// ID identifies the product within the dossier.
	ID string `json:"id"`
	// Role is what the product does in the offer.
	Role *SecurityProductRole `json:"role,omitzero" en:"Which role does this product have in the offer?" de:"Welche Aufgabe hat dieses Produkt im Angebot?"`
	// Certification is the scheme under which it is certified; the strongest one
	// if there are several.
	Certification *ProductCertification `json:"certification,omitzero" en:"Under which scheme is this product certified?" de:"Nach welchem Schema ist dieses Produkt zertifiziert?"`
	// EvaluationAssuranceLevel is the EAL of a Common Criteria certificate, 1 to 7;
	// 0 if there is none. An augmentation ("+") is not counted.
	EvaluationAssuranceLevel *int64 `json:"evaluationAssuranceLevel,omitzero" unit:"count" min:"0" max:"7" en:"Which evaluation assurance level (EAL) does the certificate state?" de:"Welche Vertrauenswürdigkeitsstufe (EAL) nennt das Zertifikat?"`
	// VulnerabilityAnalysisLevel is the AVA_VAN component of the certificate, 1 to
	// 5; 0 if there is none. It decides the EUCC level: 1 and 2 are substantial, 3
	// to 5 high (Regulation (EU) 2024/482).
	VulnerabilityAnalysisLevel *int64 `json:"vulnerabilityAnalysisLevel,omitzero" unit:"count" min:"0" max:"5" en:"Which vulnerability analysis level (AVA_VAN) does the certificate state?" de:"Welche Stufe der Schwachstellenanalyse (AVA_VAN) nennt das Zertifikat?"`
	// CertifiedUntil is the last day on which the certificate is valid.
	CertifiedUntil *Date `json:"certifiedUntil,omitzero" en:"Until when is the certificate of this product valid?" de:"Bis wann ist das Zertifikat dieses Produkts gültig?"`
	// CertifiedVersionInUse is whether the certified version runs, in the certified
	// configuration.
	CertifiedVersionInUse *bool `json:"certifiedVersionInUse,omitzero" en:"Is the certified version in use in its certified configuration?" de:"Wird die zertifizierte Version in der zertifizierten Konfiguration eingesetzt?"`
}

// UpdateIntake is the way an update takes from its origin to production (C3A
// SOV-4-05 and SOV-4-06; C5:2020 DEV-03 to DEV-09). Updates are new versions of
// any software in the offer, firmware included. What customers decide about
// updates are facts of operation, how the provider signs its own releases are
// facts of the supply chain.
type UpdateIntake struct {
	// SignatureVerified is whether the signature of every update is checked before
	// it is installed. Where the maker signs nothing, the operator's own signature
	// counts if it is given on intake, after the digest was compared with one
	// obtained in another way.
	SignatureVerified *bool `json:"signatureVerified,omitzero" en:"Is the signature of every update verified before installation?" de:"Wird die Signatur jeder Aktualisierung vor der Installation geprüft?"`
	// ProvenanceVerified is whether the build provenance is checked of every update
	// whose maker gives one; false if none does.
	ProvenanceVerified *bool `json:"provenanceVerified,omitzero" en:"Is the build provenance of every update whose maker gives one verified before installation?" de:"Wird der Herkunftsnachweis des Builds jeder Aktualisierung, zu der ihr Hersteller einen liefert, vor der Installation geprüft?"`
	// IngressZone is whether updates first enter a zone cut off from production,
	// in which they are checked for malware and known vulnerabilities.
	IngressZone *bool `json:"ingressZone,omitzero" en:"Do updates first enter a zone cut off from production, where they are checked for malware and known vulnerabilities?" de:"Gelangen Aktualisierungen zunächst in eine von der Produktion getrennte Zone und werden dort auf Schadsoftware und bekannte Schwachstellen geprüft?"`
	// ThreatAnalysed is whether the threats an update may bring are analysed and
	// the result recorded before its release.
	ThreatAnalysed *bool `json:"threatAnalysed,omitzero" en:"Are the threats an update may bring analysed and recorded before its release?" de:"Werden die von einer Aktualisierung ausgehenden Bedrohungen vor der Freigabe analysiert und dokumentiert?"`
	// TestedBeforeProduction is whether every update, urgent ones included, is
	// tested outside production first.
	TestedBeforeProduction *bool `json:"testedBeforeProduction,omitzero" en:"Is every update tested outside production first?" de:"Wird jede Aktualisierung zuerst außerhalb der Produktion getestet?"`
	// ReleaseApproved is whether an authorised role releases every update by
	// recorded criteria.
	ReleaseApproved *bool `json:"releaseApproved,omitzero" en:"Does an authorised role release every update for production by recorded criteria?" de:"Gibt eine befugte Rolle jede Aktualisierung nach dokumentierten Kriterien für die Produktion frei?"`
	// DutiesSeparated is whether nobody can release a change of their own.
	DutiesSeparated *bool `json:"dutiesSeparated,omitzero" en:"Is it impossible to release one's own change alone?" de:"Ist es ausgeschlossen, eine eigene Änderung allein freizugeben?"`
	// VendorPush is whether any third party can bring an update into production
	// without the operator's release.
	VendorPush *bool `json:"vendorPush,omitzero" en:"Can a third party bring updates into production without the operator's release?" de:"Kann ein Dritter Aktualisierungen ohne Freigabe des Betreibers in die Produktion bringen?"`
	// RolloutStages is the number of steps in which an update reaches production;
	// 1 means everything at once.
	RolloutStages *int64 `json:"rolloutStages,omitzero" unit:"count" min:"1" en:"In how many stages does an update reach production?" de:"In wie vielen Stufen gelangt eine Aktualisierung in die Produktion?"`
	// RollbackTest is how the last test of going back to the former version ended.
	RollbackTest *OperationalDrill `json:"rollbackTest,omitzero" en:"How did the last test of going back to the former version end?" de:"Wie ging der letzte Test der Rückkehr zur vorherigen Version aus?"`
	// RollbackTestedOn is the date of that test.
	RollbackTestedOn *Date `json:"rollbackTestedOn,omitzero" en:"When was going back to the former version last tested?" de:"Wann wurde die Rückkehr zur vorherigen Version zuletzt getestet?"`
}

// VulnerabilityHandling is how weaknesses are found, judged, published and
// removed (C5:2020 OPS-18 to OPS-22, PSS-02, PSS-03; Cyber Resilience Act Annex I
// Part II).
type VulnerabilityHandling struct {
	// ProcessDocumented is whether a written process covers finding, rating,
	// priority, deadlines and exceptions for all parts of the offer.
	ProcessDocumented *bool `json:"processDocumented,omitzero" en:"Does a written process cover finding, rating, deadlines and exceptions for all parts of the offer?" de:"Regelt ein schriftlicher Prozess Erkennung, Bewertung, Fristen und Ausnahmen für alle Teile des Angebots?"`
	// ScanIntervalDays is the longest time, in calendar days, between two automated
	// scans of the same component for known vulnerabilities.
	ScanIntervalDays *int64 `json:"scanIntervalDays,omitzero" unit:"days" min:"0" en:"How many calendar days pass at most between two scans for known vulnerabilities?" de:"Wie viele Kalendertage liegen höchstens zwischen zwei Prüfungen auf bekannte Schwachstellen?"`
	// Remediation is how fast weaknesses are removed.
	Remediation RemediationTimes `json:"remediation,omitzero"`
	// PenetrationTest is the last penetration test.
	PenetrationTest PenetrationTest `json:"penetrationTest,omitzero"`
	// Disclosure is how outsiders report weaknesses and learn of them.
	Disclosure VulnerabilityDisclosure `json:"disclosure,omitzero"`
}

// RemediationTimes are deadlines and open cases by severity in the Common
// Vulnerability Scoring System: critical 9.0 to 10.0, high 7.0 to 8.9, medium 4.0
// to 6.9. A deadline runs, in hours, from the moment a correction or a workable
// mitigation is available until it is effective in all of production. Where the
// provider's deadline is in days, 24 hours are a day.
type RemediationTimes struct {
	// CriticalHours is the deadline for critical weaknesses.
	CriticalHours *int64 `json:"criticalHours,omitzero" unit:"hours" min:"0" en:"Within how many hours are critical vulnerabilities (CVSS 9.0 or more) removed or mitigated?" de:"Innerhalb wie vieler Stunden werden kritische Schwachstellen (CVSS ab 9,0) behoben oder entschärft?"`
	// HighHours is the deadline for high ones.
	HighHours *int64 `json:"highHours,omitzero" unit:"hours" min:"0" en:"Within how many hours are high vulnerabilities (CVSS 7.0 to 8.9) removed or mitigated?" de:"Innerhalb wie vieler Stunden werden hohe Schwachstellen (CVSS 7,0 bis 8,9) behoben oder entschärft?"`
	// MediumHours is the deadline for medium ones.
	MediumHours *int64 `json:"mediumHours,omitzero" unit:"hours" min:"0" en:"Within how many hours are medium vulnerabilities (CVSS 4.0 to 6.9) removed or mitigated?" de:"Innerhalb wie vieler Stunden werden mittlere Schwachstellen (CVSS 4,0 bis 6,9) behoben oder entschärft?"`
	// OverdueCritical is how many critical ones are open past their deadline.
	OverdueCritical *int64 `json:"overdueCritical,omitzero" unit:"count" min:"0" en:"How many critical vulnerabilities are open past their deadline?" de:"Wie viele kritische Schwachstellen sind über ihre Frist hinaus offen?"`
	// OverdueHigh is how many high ones are.
	OverdueHigh *int64 `json:"overdueHigh,omitzero" unit:"count" min:"0" en:"How many high vulnerabilities are open past their deadline?" de:"Wie viele hohe Schwachstellen sind über ihre Frist hinaus offen?"`
	// CountedOn is the day of these two counts.
	CountedOn *Date `json:"countedOn,omitzero" en:"On which day were the overdue vulnerabilities counted?" de:"An welchem Tag wurden die überfälligen Schwachstellen gezählt?"`
}

// PenetrationTest is the last penetration test of the running offer (C5:2020
// OPS-19). Automated scans do not count.
type PenetrationTest struct {
	// Performed is whether there ever was one.
	Performed *bool `json:"performed,omitzero" en:"Has a penetration test of the offer been performed?" de:"Wurde ein Penetrationstest des Angebots durchgeführt?"`
	// LastOn is the last day of the last one.
	LastOn *Date `json:"lastOn,omitzero" en:"When was the last penetration test completed?" de:"Wann wurde der letzte Penetrationstest abgeschlossen?"`
	// By is who did it.
	By *TestingParty `json:"by,omitzero" en:"Who performed the last penetration test?" de:"Wer hat den letzten Penetrationstest durchgeführt?"`
	// CoversOffer is whether it covered all components a risk analysis names as
	// relevant for the offer.
	CoversOffer *bool `json:"coversOffer,omitzero" en:"Did the penetration test cover all components that the risk analysis names as relevant?" de:"Umfasste der Penetrationstest alle in der Risikoanalyse als relevant benannten Komponenten?"`
	// OpenCritical is how many critical findings of it are not closed.
	OpenCritical *int64 `json:"openCritical,omitzero" unit:"count" min:"0" en:"How many critical findings of the penetration test are not closed?" de:"Wie viele kritische Feststellungen des Penetrationstests sind nicht geschlossen?"`
	// OpenHigh is how many high ones are not.
	OpenHigh *int64 `json:"openHigh,omitzero" unit:"count" min:"0" en:"How many high findings of the penetration test are not closed?" de:"Wie viele hohe Feststellungen des Penetrationstests sind nicht geschlossen?"`
	// SummaryDisclosure is who can read at least a summary of the result.
	SummaryDisclosure *DesignDisclosure `json:"summaryDisclosure,omitzero" en:"Who can read a summary of the penetration test?" de:"Wer kann eine Zusammenfassung des Penetrationstests einsehen?"`
}

// VulnerabilityDisclosure is the exchange with those who find weaknesses and
// those who must act on them.
type VulnerabilityDisclosure struct {
	// Policy is whether a policy for coordinated disclosure is published, with a
	// contact (such as security.txt, RFC 9116).
	Policy *bool `json:"policy,omitzero" en:"Is a policy for coordinated vulnerability disclosure published with a contact?" de:"Ist eine Richtlinie zur koordinierten Offenlegung von Schwachstellen mit Kontakt veröffentlicht?"`
	// RegisterPublished is whether customers can read an up-to-date register of
	// known vulnerabilities of the offer (C5:2020 PSS-03).
	RegisterPublished *bool `json:"registerPublished,omitzero" en:"Can customers read an up-to-date register of known vulnerabilities of the offer?" de:"Können Kunden ein aktuelles Verzeichnis bekannter Schwachstellen des Angebots einsehen?"`
	// Formats is the complete set of formats in which advisories are published;
	// empty if none are.
	Formats []AdvisoryFormat `json:"formats,omitzero" en:"In which formats are security advisories published?" de:"In welchen Formaten werden Sicherheitshinweise veröffentlicht?"`
	// LastAdvisoryOn is when an advisory was last published or changed.
	LastAdvisoryOn *Date `json:"lastAdvisoryOn,omitzero" en:"When was an advisory last published or changed?" de:"Wann wurde zuletzt ein Sicherheitshinweis veröffentlicht oder geändert?"`
	// NotificationHours is the longest time, in hours, from knowledge of an
	// actively exploited vulnerability until affected customers are told.
	NotificationHours *int64 `json:"notificationHours,omitzero" unit:"hours" min:"0" en:"Within how many hours are customers told of an actively exploited vulnerability?" de:"Innerhalb wie vieler Stunden werden Kunden über eine aktiv ausgenutzte Schwachstelle informiert?"`
}

// ReproducibleBuild is whether the offer's own software can be built anew from
// its source: what the provider develops, has developed or changes, and if that
// is nothing, the core components as they run. Where and under whose law it is
// regularly built (EUCSF SOV-5.Q5) are facts of the supply chain.
type ReproducibleBuild struct {
	// SourceAccess is who may read the complete source of the offer's software.
	SourceAccess *SourceAccess `json:"sourceAccess,omitzero" en:"Who may read the complete source code of the offer's software?" de:"Wer darf den vollständigen Quellcode der Software des Angebots einsehen?"`
	// InstructionsComplete is whether somebody has built it by the written
	// instructions alone.
	InstructionsComplete *bool `json:"instructionsComplete,omitzero" en:"Has the software been built by the written instructions alone?" de:"Wurde die Software allein nach der schriftlichen Anleitung gebaut?"`
	// BitIdentical is whether a rebuild gives the released artefacts bit by bit.
	BitIdentical *bool `json:"bitIdentical,omitzero" en:"Does a rebuild give the released artefacts bit by bit?" de:"Ergibt ein erneuter Build bitgenau die veröffentlichten Artefakte?"`
	// Hermetic is whether the build needs no network beyond recorded, mirrored
	// inputs.
	Hermetic *bool `json:"hermetic,omitzero" en:"Does the build need only recorded and mirrored inputs?" de:"Benötigt der Build ausschließlich erfasste und gespiegelte Eingaben?"`
	// ToolchainMirrored is whether compilers, build tools and dependencies are
	// kept where the EU build team can reach them without third parties.
	ToolchainMirrored *bool `json:"toolchainMirrored,omitzero" en:"Are compilers, build tools and dependencies kept where they can be reached without third parties?" de:"Werden Compiler, Build-Werkzeuge und Abhängigkeiten so vorgehalten, dass sie ohne Dritte erreichbar sind?"`
	// RebuildableFrom is the complete set of countries from which people have
	// carried out the whole build, the releasing team or others.
	RebuildableFrom []Country `json:"rebuildableFrom,omitzero" en:"From which countries have people carried out the whole build?" de:"Aus welchen Staaten haben Personen den gesamten Build durchgeführt?"`
	// Reproduced is whether the build was ever repeated by others than the team
	// that releases, on machines other than the pipeline's.
	Reproduced *bool `json:"reproduced,omitzero" en:"Has the build been repeated independently of the releasing team?" de:"Wurde der Build unabhängig vom veröffentlichenden Team wiederholt?"`
	// ReproducedOn is when that last happened.
	ReproducedOn *Date `json:"reproducedOn,omitzero" en:"When was the build last repeated independently?" de:"Wann wurde der Build zuletzt unabhängig wiederholt?"`
	// ReproducedVersion is the version that was rebuilt.
	ReproducedVersion *Version `json:"reproducedVersion,omitzero" en:"Which version was rebuilt?" de:"Welche Version wurde erneut gebaut?"`
	// ReproducedBy is who rebuilt it.
	ReproducedBy *TestingParty `json:"reproducedBy,omitzero" en:"Who repeated the build?" de:"Wer hat den Build wiederholt?"`
}

// EnvironmentAutomation is whether the environment of the offer is described as
// code and rebuilt from it.
type EnvironmentAutomation struct {
	// Declarative is whether the whole production environment is described in
	// machine-readable definitions from which it is built.
	Declarative *bool `json:"declarative,omitzero" en:"Is the whole production environment described in definitions from which it is built automatically?" de:"Ist die gesamte Produktionsumgebung in Definitionen beschrieben, aus denen sie automatisiert aufgebaut wird?"`
	// VersionControlled is whether these definitions are under version control and
	// changed only there.
	VersionControlled *bool `json:"versionControlled,omitzero" en:"Are these definitions under version control and changed only there?" de:"Stehen diese Definitionen unter Versionskontrolle und werden nur dort geändert?"`
	// DriftDetected is whether deviations of the running environment are found
	// automatically.
	DriftDetected *bool `json:"driftDetected,omitzero" en:"Are deviations of the running environment from its definitions detected automatically?" de:"Werden Abweichungen der laufenden Umgebung von ihren Definitionen automatisch erkannt?"`
	// AutomatedTests is whether automated tests decide if a rebuilt environment is
	// fit for use.
	AutomatedTests *bool `json:"automatedTests,omitzero" en:"Do automated tests check a rebuilt environment?" de:"Prüfen automatisierte Tests eine neu aufgebaute Umgebung?"`
	// DefinitionsDisclosure is who receives these definitions.
	DefinitionsDisclosure *DesignDisclosure `json:"definitionsDisclosure,omitzero" en:"Who can obtain these definitions?" de:"Wer kann diese Definitionen erhalten?"`
	// Rebuild is how the last attempt to rebuild a complete environment from these
	// definitions ended; passed means that all tests passed in it.
	Rebuild *OperationalDrill `json:"rebuild,omitzero" en:"How did the last rebuild of a complete environment from these definitions end?" de:"Wie ging der letzte Neuaufbau einer vollständigen Umgebung aus diesen Definitionen aus?"`
	// RebuiltOn is the date of that rebuild.
	RebuiltOn *Date `json:"rebuiltOn,omitzero" en:"When was a complete environment last rebuilt from these definitions?" de:"Wann wurde zuletzt eine vollständige Umgebung aus diesen Definitionen neu aufgebaut?"`
	// RebuildMinutes is how long that took, in minutes.
	RebuildMinutes *int64 `json:"rebuildMinutes,omitzero" unit:"minutes" min:"0" en:"How many minutes did the last rebuild take?" de:"Wie viele Minuten dauerte der letzte Neuaufbau?"`
	// Delivery are the four usual measures of software delivery.
	Delivery DeliveryMeasures `json:"delivery,omitzero"`
}

// DeliveryMeasures are the four measures of software delivery known from the DORA
// research programme (not the EU regulation), over the last full quarter.
type DeliveryMeasures struct {
	// LeadTimeHours is the median time, in hours, from a change being accepted to
	// it running in production.
	LeadTimeHours *int64 `json:"leadTimeHours,omitzero" unit:"hours" min:"0" en:"How many hours (median) pass from the acceptance of a change until it runs in production?" de:"Wie viele Stunden (Median) vergehen von der Annahme einer Änderung bis zum Produktivbetrieb?"`
	// Deployments is the number of deployments to production in the quarter.
	Deployments *int64 `json:"deployments,omitzero" unit:"count" min:"0" en:"How many deployments to production took place in the last full quarter?" de:"Wie viele Produktivsetzungen gab es im letzten vollen Quartal?"`
	// ChangeFailurePercent is the share of deployments that had to be repaired or
	// taken back, in percent.
	ChangeFailurePercent *float64 `json:"changeFailurePercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of deployments had to be repaired or taken back?" de:"Welcher Anteil der Produktivsetzungen musste repariert oder zurückgenommen werden?"`
	// RecoveryMinutes is the median time, in minutes, to recover from those.
	RecoveryMinutes *int64 `json:"recoveryMinutes,omitzero" unit:"minutes" min:"0" en:"How many minutes (median) does recovery from a failed deployment take?" de:"Wie viele Minuten (Median) dauert die Wiederherstellung nach einer fehlgeschlagenen Produktivsetzung?"`
}

// FeatureName is the name of an optional feature of a test suite, spelled as the
// suite spells it ("HTTPRouteRequestTimeout"). The set is not closed: suites add
// features with every version.
type FeatureName string

// InterfaceKind is what an interface is for.
type InterfaceKind string

// The purposes of interfaces.
const (
	InterfaceKindFunctional InterfaceKind = "functional" // the main function of the offer
	InterfaceKindManagement InterfaceKind = "management" // ordering, configuration, administration
	InterfaceKindIdentity   InterfaceKind = "identity"   // sign-in, authorisation, provisioning of accounts
	InterfaceKindMonitoring InterfaceKind = "monitoring" // logs, metrics, traces, status
	InterfaceKindEvents     InterfaceKind = "events"     // messages and events
	InterfaceKindSecurity   InterfaceKind = "security"   // keys, certificates, secrets
	InterfaceKindExport     InterfaceKind = "export"     // import and export of data and configuration
	InterfaceKindBilling    InterfaceKind = "billing"    // consumption and cost
)

// Values lists the purposes.
func (InterfaceKind) Values() []string {
	return []string{"functional", "management", "identity", "monitoring", "events", "security", "export", "billing"}
}

// InterfaceStandard is the standard an interface implements. It names
// specifications, never products; more are added as offers need them.
type InterfaceStandard string

// The standards of interfaces.
const (
	InterfaceStandardNone            InterfaceStandard = "none"            // the provider's own design
	InterfaceStandardOther           InterfaceStandard = "other"           // a standard that is not listed here
	InterfaceStandardKubernetes      InterfaceStandard = "kubernetes"      // the Kubernetes API
	InterfaceStandardGatewayAPI      InterfaceStandard = "gatewayApi"      // Gateway API
	InterfaceStandardOCIDistribution InterfaceStandard = "ociDistribution" // OCI Distribution Specification
	InterfaceStandardOCIImage        InterfaceStandard = "ociImage"        // OCI Image Format Specification
	InterfaceStandardOpenStack       InterfaceStandard = "openStack"       // the OpenStack APIs
	InterfaceStandardSECA            InterfaceStandard = "seca"            // Sovereign European Cloud API
	InterfaceStandardRedfish         InterfaceStandard = "redfish"         // DMTF Redfish
	InterfaceStandardOIDC            InterfaceStandard = "oidc"            // OpenID Connect Core, ISO/IEC 26131
	InterfaceStandardOAuth2          InterfaceStandard = "oauth2"          // RFC 6749
	InterfaceStandardSAML2           InterfaceStandard = "saml2"           // OASIS SAML 2.0
	InterfaceStandardSCIM2           InterfaceStandard = "scim2"           // RFC 7643, RFC 7644
	InterfaceStandardLDAP            InterfaceStandard = "ldap"            // RFC 4511
	InterfaceStandardKMIP            InterfaceStandard = "kmip"            // OASIS KMIP
	InterfaceStandardPKCS11          InterfaceStandard = "pkcs11"          // OASIS PKCS #11
	InterfaceStandardACME            InterfaceStandard = "acme"            // RFC 8555
	InterfaceStandardSyslog          InterfaceStandard = "syslog"          // RFC 5424
	InterfaceStandardOpenTelemetry   InterfaceStandard = "openTelemetry"   // OpenTelemetry Protocol
	InterfaceStandardOpenMetrics     InterfaceStandard = "openMetrics"     // OpenMetrics exposition format
	InterfaceStandardCloudEvents     InterfaceStandard = "cloudEvents"     // CloudEvents
	InterfaceStandardAMQP            InterfaceStandard = "amqp"            // ISO/IEC 19464
	InterfaceStandardMQTT            InterfaceStandard = "mqtt"            // OASIS MQTT, ISO/IEC 20922
	InterfaceStandardSQL             InterfaceStandard = "sql"             // ISO/IEC 9075
	InterfaceStandardNFS             InterfaceStandard = "nfs"             // RFC 8881
	InterfaceStandardISCSI           InterfaceStandard = "iscsi"           // RFC 7143
	InterfaceStandardS3              InterfaceStandard = "s3"              // the object storage interface in wide use, set by one vendor
	InterfaceStandardWebDAV          InterfaceStandard = "webdav"          // RFC 4918
	InterfaceStandardCalDAV          InterfaceStandard = "caldav"          // RFC 4791
	InterfaceStandardCMIS            InterfaceStandard = "cmis"            // OASIS CMIS
	InterfaceStandardIMAP            InterfaceStandard = "imap"            // RFC 9051
	InterfaceStandardSMTP            InterfaceStandard = "smtp"            // RFC 5321
	InterfaceStandardMatrix          InterfaceStandard = "matrix"          // Matrix
	InterfaceStandardXOEV            InterfaceStandard = "xoev"            // a standard of the XÖV framework
	InterfaceStandardXTA             InterfaceStandard = "xta"             // XTA 2, with OSCI transport
	InterfaceStandardFITConnect      InterfaceStandard = "fitConnect"      // FIT-Connect
	InterfaceStandardOGCAPI          InterfaceStandard = "ogcApi"          // an OGC API or OGC web service
	InterfaceStandardFHIR            InterfaceStandard = "fhir"            // HL7 FHIR
	InterfaceStandardNGSILD          InterfaceStandard = "ngsiLd"          // ETSI NGSI-LD
	InterfaceStandardOData           InterfaceStandard = "odata"           // ISO/IEC 20802
	InterfaceStandardSPARQL          InterfaceStandard = "sparql"          // W3C SPARQL
	InterfaceStandardBPMN            InterfaceStandard = "bpmn"            // ISO/IEC 19510
	InterfaceStandardDSP             InterfaceStandard = "dataspace"       // Dataspace Protocol
)

// Values lists the standards.
func (InterfaceStandard) Values() []string {
	return []string{
		"none", "other", "kubernetes", "gatewayApi", "ociDistribution", "ociImage", "openStack", "seca", "redfish",
		"oidc", "oauth2", "saml2", "scim2", "ldap", "kmip", "pkcs11", "acme",
		"syslog", "openTelemetry", "openMetrics", "cloudEvents", "amqp", "mqtt",
		"sql", "nfs", "iscsi", "s3", "webdav", "caldav", "cmis", "imap", "smtp", "matrix",
		"xoev", "xta", "fitConnect", "ogcApi", "fhir", "ngsiLd", "odata", "sparql", "bpmn", "dataspace",
	}
}

// StandardGovernance is who decides on a specification, weakest first.
type StandardGovernance string

// The ways specifications are governed.
const (
	StandardGovernanceUndisclosed   StandardGovernance = "undisclosed"   // one vendor decides and does not publish it
	StandardGovernanceVendor        StandardGovernance = "vendor"        // one vendor decides and publishes it
	StandardGovernanceOpenProject   StandardGovernance = "openProject"   // a community or foundation decides by published rules open to everyone
	StandardGovernanceStandardsBody StandardGovernance = "standardsBody" // a standards organisation does: ISO/IEC, ITU, CEN/CENELEC, ETSI, IETF, W3C, OASIS, a national or public one
)

// Values lists the kinds of governance, weakest first.
func (StandardGovernance) Values() []string {
	return []string{"undisclosed", "vendor", "openProject", "standardsBody"}
}

// DesignDisclosure is who can read a description, weakest first. Each includes
// those before it.
type DesignDisclosure string

// The circles of readers.
const (
	DesignDisclosureNone      DesignDisclosure = "none"      // nobody outside, or there is no such description
	DesignDisclosureAuditors  DesignDisclosure = "auditors"  // auditors and authorities during an audit
	DesignDisclosureCustomers DesignDisclosure = "customers" // every customer, if need be under a duty of confidentiality
	DesignDisclosurePublic    DesignDisclosure = "public"    // everyone
)

// Values lists the circles of readers, weakest first.
func (DesignDisclosure) Values() []string {
	return []string{"none", "auditors", "customers", "public"}
}

// VersioningScheme is how versions of interfaces are named, weakest first.
type VersioningScheme string

// The schemes.
const (
	VersioningSchemeNone       VersioningScheme = "none"       // interfaces have no version
	VersioningSchemeSequential VersioningScheme = "sequential" // v1, v2, …: a new number for incompatible changes
	VersioningSchemeDate       VersioningScheme = "date"       // a date names the version the caller relies on
	VersioningSchemeSemantic   VersioningScheme = "semantic"   // Semantic Versioning
)

// Values lists the schemes, weakest first.
func (VersioningScheme) Values() []string {
	return []string{"none", "sequential", "date", "semantic"}
}

// ConformanceSuite is a published test suite for interoperability. The set grows
// with the suites the field accepts.
type ConformanceSuite string

// The suites.
const (
	ConformanceSuiteOCIDistribution ConformanceSuite = "ociDistribution" // OCI distribution conformance
	ConformanceSuiteOCIRuntime      ConformanceSuite = "ociRuntime"      // OCI runtime validation
	ConformanceSuiteKubernetes      ConformanceSuite = "kubernetes"      // Certified Kubernetes conformance
	ConformanceSuiteGatewayAPI      ConformanceSuite = "gatewayApi"      // Gateway API conformance
	ConformanceSuiteSCSIaaS         ConformanceSuite = "scsIaas"         // SCS-compatible IaaS
	ConformanceSuiteSCSKaaS         ConformanceSuite = "scsKaas"         // SCS-compatible KaaS
	ConformanceSuiteSECA            ConformanceSuite = "seca"            // Sovereign European Cloud API conformance
	ConformanceSuiteOpenID          ConformanceSuite = "openId"          // OpenID Foundation conformance suite
	ConformanceSuiteBPMNMIWG        ConformanceSuite = "bpmnMiwg"        // OMG BPMN Model Interchange Working Group
	ConformanceSuiteOGC             ConformanceSuite = "ogc"             // OGC compliance tests
	ConformanceSuiteDataspace       ConformanceSuite = "dataspace"       // Dataspace Protocol compatibility kit
)

// Values lists the suites.
func (ConformanceSuite) Values() []string {
	return []string{
		"ociDistribution", "ociRuntime", "kubernetes", "gatewayApi", "scsIaas", "scsKaas", "seca",
		"openId", "bpmnMiwg", "ogc", "dataspace",
	}
}

// ConformanceProfile is the part of a suite that was run: a conformance profile
// of Gateway API in its own spelling, a workflow category of the OCI distribution
// suite, or the whole suite.
type ConformanceProfile string

// The profiles.
const (
	ConformanceProfileWhole             ConformanceProfile = "whole"             // the suite has no profiles
	ConformanceProfileGatewayHTTP       ConformanceProfile = "GATEWAY-HTTP"      // Gateway API
	ConformanceProfileGatewayGRPC       ConformanceProfile = "GATEWAY-GRPC"      // Gateway API
	ConformanceProfileGatewayTLS        ConformanceProfile = "GATEWAY-TLS"       // Gateway API
	ConformanceProfileGatewayTCP        ConformanceProfile = "GATEWAY-TCP"       // Gateway API
	ConformanceProfileGatewayUDP        ConformanceProfile = "GATEWAY-UDP"       // Gateway API
	ConformanceProfileMeshHTTP          ConformanceProfile = "MESH-HTTP"         // Gateway API
	ConformanceProfileMeshGRPC          ConformanceProfile = "MESH-GRPC"         // Gateway API
	ConformanceProfileHTTP              ConformanceProfile = "HTTP"              // Gateway API up to 1.0
	ConformanceProfileTLS               ConformanceProfile = "TLS"               // Gateway API up to 1.0
	ConformanceProfileMesh              ConformanceProfile = "MESH"              // Gateway API up to 1.0
	ConformanceProfilePull              ConformanceProfile = "pull"              // OCI distribution
	ConformanceProfilePush              ConformanceProfile = "push"              // OCI distribution
	ConformanceProfileContentDiscovery  ConformanceProfile = "contentDiscovery"  // OCI distribution
	ConformanceProfileContentManagement ConformanceProfile = "contentManagement" // OCI distribution
)

// Values lists the profiles.
func (ConformanceProfile) Values() []string {
	return []string{
		"whole", "GATEWAY-HTTP", "GATEWAY-GRPC", "GATEWAY-TLS", "GATEWAY-TCP", "GATEWAY-UDP", "MESH-HTTP", "MESH-GRPC",
		"HTTP", "TLS", "MESH", "pull", "push", "contentDiscovery", "contentManagement",
	}
}

// SpecificationChannel is the release channel of a specification, weakest first.
type SpecificationChannel string

// The channels.
const (
	SpecificationChannelExperimental SpecificationChannel = "experimental" // may still change incompatibly
	SpecificationChannelStandard     SpecificationChannel = "standard"     // released for general use
)

// Values lists the channels, weakest first.
func (SpecificationChannel) Values() []string {
	return []string{"experimental", "standard"}
}

// ConformanceResult is a suite's own verdict on a part of a run, weakest first.
type ConformanceResult string

// The verdicts, as in the Gateway API ConformanceReport.
const (
	ConformanceResultFailure ConformanceResult = "failure" // at least one test failed
	ConformanceResultPartial ConformanceResult = "partial" // none failed, some were skipped
	ConformanceResultSuccess ConformanceResult = "success" // all passed
)

// Values lists the verdicts, weakest first.
func (ConformanceResult) Values() []string {
	return []string{"failure", "partial", "success"}
}

// TestingParty is who tested, checked, measured or rehearsed, weakest first.
type TestingParty string

// The parties.
const (
	TestingPartyProvider    TestingParty = "provider"    // the provider or a company of its group or in its chain
	TestingPartyCustomer    TestingParty = "customer"    // a customer, or somebody on a customer's behalf
	TestingPartyIndependent TestingParty = "independent" // a body with no interest in the result, whoever pays
)

// Values lists the parties, weakest first.
func (TestingParty) Values() []string {
	return []string{"provider", "customer", "independent"}
}

// ModelKind is what a model describes.
type ModelKind string

// The kinds of models.
const (
	ModelKindProcess  ModelKind = "process"  // a sequence of steps
	ModelKindDecision ModelKind = "decision" // rules that turn inputs into a result
	ModelKindCase     ModelKind = "case"     // work whose order is decided as it goes
)

// Values lists the kinds.
func (ModelKind) Values() []string {
	return []string{"process", "decision", "case"}
}

// ModelNotation is a notation for processes, cases and decisions.
type ModelNotation string

// The notations.
const (
	ModelNotationProprietary        ModelNotation = "proprietary"        // a notation of the manufacturer
	ModelNotationBPMN               ModelNotation = "bpmn"               // OMG BPMN, ISO/IEC 19510
	ModelNotationDMN                ModelNotation = "dmn"                // OMG DMN
	ModelNotationCMMN               ModelNotation = "cmmn"               // OMG CMMN
	ModelNotationServerlessWorkflow ModelNotation = "serverlessWorkflow" // CNCF Serverless Workflow
)

// Values lists the notations.
func (ModelNotation) Values() []string {
	return []string{"proprietary", "bpmn", "dmn", "cmmn", "serverlessWorkflow"}
}

// FederationProtocol is a protocol between the offer and an identity provider.
type FederationProtocol string

// The protocols.
const (
	FederationProtocolOIDC     FederationProtocol = "oidc"     // OpenID Connect
	FederationProtocolSAML2    FederationProtocol = "saml2"    // SAML 2.0
	FederationProtocolSCIM2    FederationProtocol = "scim2"    // provisioning of accounts
	FederationProtocolLDAP     FederationProtocol = "ldap"     // directory access
	FederationProtocolKerberos FederationProtocol = "kerberos" // RFC 4120
	FederationProtocolWebAuthn FederationProtocol = "webauthn" // W3C Web Authentication with the customer's authenticators
)

// Values lists the protocols.
func (FederationProtocol) Values() []string {
	return []string{"oidc", "saml2", "scim2", "ldap", "kerberos", "webauthn"}
}

// SourceAccess is who may read source code, weakest first.
type SourceAccess string

// The circles of readers of source code.
const (
	SourceAccessNone      SourceAccess = "none"      // nobody outside
	SourceAccessEscrow    SourceAccess = "escrow"    // a trustee, released in agreed cases
	SourceAccessReview    SourceAccess = "review"    // customers or authorities, for review only
	SourceAccessCustomers SourceAccess = "customers" // every customer receives a copy
	SourceAccessPublic    SourceAccess = "public"    // everyone
)

// Values lists the circles, weakest first.
func (SourceAccess) Values() []string {
	return []string{"none", "escrow", "review", "customers", "public"}
}

// Stewardship is who decides on the development of software, weakest first.
type Stewardship string

// The kinds of stewards.
const (
	StewardshipSingleCompany    Stewardship = "singleCompany"    // one company decides alone
	StewardshipClosedFoundation Stewardship = "closedFoundation" // a body that admits members at its discretion or where one member can decide alone
	StewardshipOpenCommunity    Stewardship = "openCommunity"    // maintainers by published rules, no legal entity of its own
	StewardshipOpenFoundation   Stewardship = "openFoundation"   // an independent legal entity with open membership in which nobody decides alone
	StewardshipPublicBody       Stewardship = "publicBody"       // a public body
)

// Values lists the kinds of stewards, weakest first.
func (Stewardship) Values() []string {
	return []string{"singleCompany", "closedFoundation", "openCommunity", "openFoundation", "publicBody"}
}

// ComputeSeparation is a means that separates processing, weakest first.
type ComputeSeparation string

// The means that separate processing.
const (
	ComputeSeparationNone           ComputeSeparation = "none"           // nothing does
	ComputeSeparationApplication    ComputeSeparation = "application"    // checks in shared application code
	ComputeSeparationContainer      ComputeSeparation = "container"      // containers or processes on a shared kernel
	ComputeSeparationVirtualMachine ComputeSeparation = "virtualMachine" // virtual machines, small ones for containers included
	ComputeSeparationDedicatedHost  ComputeSeparation = "dedicatedHost"  // hosts for one customer only
)

// Values lists the means, weakest first.
func (ComputeSeparation) Values() []string {
	return []string{"none", "application", "container", "virtualMachine", "dedicatedHost"}
}

// StorageSeparation is a means that separates stored data, weakest first.
type StorageSeparation string

// The means that separate stored data.
const (
	StorageSeparationNone           StorageSeparation = "none"           // nothing does
	StorageSeparationApplication    StorageSeparation = "application"    // checks in shared application code, such as a tenant column
	StorageSeparationLogicalStore   StorageSeparation = "logicalStore"   // a database, schema, bucket or volume per customer with accounts of its own
	StorageSeparationTenantKey      StorageSeparation = "tenantKey"      // besides, encrypted under a key per customer
	StorageSeparationDedicatedMedia StorageSeparation = "dedicatedMedia" // media for one customer only
)

// Values lists the means, weakest first.
func (StorageSeparation) Values() []string {
	return []string{"none", "application", "logicalStore", "tenantKey", "dedicatedMedia"}
}

// NetworkSeparation is a means that separates traffic, weakest first.
type NetworkSeparation string

// The means that separate traffic.
const (
	NetworkSeparationNone             NetworkSeparation = "none"             // nothing does
	NetworkSeparationSession          NetworkSeparation = "session"          // only the encrypted session of each user
	NetworkSeparationPacketFilter     NetworkSeparation = "packetFilter"     // filter rules per customer in a shared network
	NetworkSeparationVirtualNetwork   NetworkSeparation = "virtualNetwork"   // a virtual network per customer
	NetworkSeparationEncryptedNetwork NetworkSeparation = "encryptedNetwork" // a virtual network per customer, encrypted by BSI TR-02102
	NetworkSeparationPhysical         NetworkSeparation = "physical"         // physical networks for one customer only
)

// Values lists the means, weakest first.
func (NetworkSeparation) Values() []string {
	return []string{"none", "session", "packetFilter", "virtualNetwork", "encryptedNetwork", "physical"}
}

// AttestationVerifier is who checks a remote attestation, weakest first.
type AttestationVerifier string

// The verifiers.
const (
	AttestationVerifierProvider     AttestationVerifier = "provider"     // the provider itself
	AttestationVerifierManufacturer AttestationVerifier = "manufacturer" // a service of the hardware's manufacturer
	AttestationVerifierIndependent  AttestationVerifier = "independent"  // an independent service
	AttestationVerifierCustomer     AttestationVerifier = "customer"     // the customer, with a verifier of their own
)

// Values lists the verifiers, weakest first.
func (AttestationVerifier) Values() []string {
	return []string{"provider", "manufacturer", "independent", "customer"}
}

// TelemetryMode is how telemetry to third parties is controlled, weakest first.
type TelemetryMode string

// The modes.
const (
	TelemetryModeAlways TelemetryMode = "always" // it cannot be switched off
	TelemetryModeOptOut TelemetryMode = "optOut" // it is on until switched off
	TelemetryModeOptIn  TelemetryMode = "optIn"  // it is off until switched on
	TelemetryModeAbsent TelemetryMode = "absent" // there is none
)

// Values lists the modes, weakest first.
func (TelemetryMode) Values() []string {
	return []string{"always", "optOut", "optIn", "absent"}
}

// ConnectionPurpose is what a connection to a third party is for.
type ConnectionPurpose string

// The purposes of connections.
const (
	ConnectionPurposeTelemetry ConnectionPurpose = "telemetry" // usage and diagnostic data
	ConnectionPurposeLicensing ConnectionPurpose = "licensing" // licence and activation checks
	ConnectionPurposeUpdates   ConnectionPurpose = "updates"   // updates, signatures, block lists
	ConnectionPurposeSupport   ConnectionPurpose = "support"   // support and remote maintenance
	ConnectionPurposeBilling   ConnectionPurpose = "billing"   // consumption and cost
)

// Values lists the purposes.
func (ConnectionPurpose) Values() []string {
	return []string{"telemetry", "licensing", "updates", "support", "billing"}
}

// SecurityProductRole is what a security-critical product does.
type SecurityProductRole string

// The roles.
const (
	SecurityProductRoleHSM             SecurityProductRole = "hsm"             // hardware security module
	SecurityProductRoleHypervisor      SecurityProductRole = "hypervisor"      // hypervisor or separation kernel
	SecurityProductRoleOperatingSystem SecurityProductRole = "operatingSystem" // operating system
	SecurityProductRoleVPN             SecurityProductRole = "vpn"             // VPN gateway or line encryptor
	SecurityProductRoleFirewall        SecurityProductRole = "firewall"        // firewall or security gateway
	SecurityProductRoleDataDiode       SecurityProductRole = "dataDiode"       // one-way gateway
	SecurityProductRoleIdentity        SecurityProductRole = "identity"        // identity and access component
	SecurityProductRoleTPM             SecurityProductRole = "tpm"             // trusted platform module or other root of trust
	SecurityProductRoleSmartcard       SecurityProductRole = "smartcard"       // card, token or secure element
)

// Values lists the roles.
func (SecurityProductRole) Values() []string {
	return []string{"hsm", "hypervisor", "operatingSystem", "vpn", "firewall", "dataDiode", "identity", "tpm", "smartcard"}
}

// ProductCertification is the scheme of a product certificate.
type ProductCertification string

// The schemes.
const (
	ProductCertificationNone            ProductCertification = "none"            // no certificate
	ProductCertificationFixedTime       ProductCertification = "fixedTime"       // fixed-time evaluation: BSZ, CSPN, EN 17640
	ProductCertificationFIPS140         ProductCertification = "fips140"         // FIPS 140 validation
	ProductCertificationCommonCriteria  ProductCertification = "commonCriteria"  // Common Criteria outside EUCC (SOG-IS, CCRA)
	ProductCertificationEUCCSubstantial ProductCertification = "euccSubstantial" // EUCC, level substantial
	ProductCertificationEUCCHigh        ProductCertification = "euccHigh"        // EUCC, level high
)

// Values lists the schemes.
func (ProductCertification) Values() []string {
	return []string{"none", "fixedTime", "fips140", "commonCriteria", "euccSubstantial", "euccHigh"}
}

// AdvisoryFormat is a format of security advisories.
type AdvisoryFormat string

// The formats.
const (
	AdvisoryFormatText         AdvisoryFormat = "text"         // for people only
	AdvisoryFormatCSAF         AdvisoryFormat = "csaf"         // OASIS CSAF 2.0 or later (BSI TR-03183-3), its VEX profile included
	AdvisoryFormatOpenVEX      AdvisoryFormat = "openVex"      // OpenVEX
	AdvisoryFormatCycloneDXVEX AdvisoryFormat = "cycloneDxVex" // CycloneDX VEX
	AdvisoryFormatOSV          AdvisoryFormat = "osv"          // Open Source Vulnerability format
)

// Values lists the formats.
func (AdvisoryFormat) Values() []string {
	return []string{"text", "csaf", "openVex", "cycloneDxVex", "osv"}
}
