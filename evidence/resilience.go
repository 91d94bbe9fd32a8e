package evidence

// Resilience is what happens to the offer when something breaks, is lost or is
// cut off, and what is left to the customer then.
//
// Times are those of the whole offer: where parts have different values, the
// worst one counts. A test has an outcome, whose weakest value says that there
// was none, and a date, which is left out then.
type Resilience struct {
	// Continuity is the provider's business continuity management.
	Continuity ContinuityManagement `json:"continuity,omitzero"`
	// Recovery is how fast, and with what loss of data, the offer comes back.
	Recovery RecoveryObjectives `json:"recovery,omitzero"`
	// Exercises are all exercises of the recovery plan in the last five years.
	// Empty: there was none.
	Exercises []ContinuityExercise `json:"exercises,omitzero" en:"Which exercises of the recovery plan took place in the last five years?" de:"Welche Übungen des Wiederanlaufplans haben in den letzten fünf Jahren stattgefunden?"`
	// Backup is how the provider backs up the customer's data and the offer.
	Backup ProviderBackup `json:"backup,omitzero"`
	// Restore is the last restore test from these backups.
	Restore RestoreTest `json:"restore,omitzero"`
	// CustomerCopy is the customer's own copy outside the provider's control.
	CustomerCopy CustomerCopy `json:"customerCopy,omitzero"`
	// Availability is what is agreed and what was measured.
	Availability ServiceAvailability `json:"availability,omitzero"`
	// Failover is whether the offer moves to another site or provider.
	Failover ServiceFailover `json:"failover,omitzero"`
	// Connectivity is the redundancy of network connections.
	Connectivity NetworkConnectivity `json:"connectivity,omitzero"`
	// GeoRedundancy is the redundancy over distance.
	GeoRedundancy GeoRedundancy `json:"geoRedundancy,omitzero"`
	// CutOff is operation without parties from outside the EU.
	CutOff CutOffResilience `json:"cutOff,omitzero"`
	// Capacity is where and how capacity is planned.
	Capacity CapacityPlanning `json:"capacity,omitzero"`
	// Takeover is the takeover of operations by the state in a crisis.
	Takeover CrisisTakeover `json:"takeover,omitzero"`
	// EmergencyMode is how the customer works on without the offer.
	EmergencyMode CustomerEmergencyMode `json:"emergencyMode,omitzero"`
}

// ContinuityManagement is the provider's business continuity management for the
// offer (C5:2020 BCM-01 to BCM-04; BSI standard 200-4).
type ContinuityManagement struct {
	// ManagementResponsible is whether a member of top management owns it.
	ManagementResponsible *bool `json:"managementResponsible,omitzero" en:"Is a member of top management responsible for business continuity?" de:"Ist ein Mitglied der obersten Leitung für das Notfallmanagement verantwortlich?"`
	// Standards is the complete set of standards it follows.
	Standards []ContinuityStandard `json:"standards,omitzero" en:"Which standards does business continuity management follow?" de:"Welchen Standards folgt das Notfallmanagement?"`
	// ImpactAnalysedOn is when the business impact analysis for the offer was last
	// done or confirmed.
	ImpactAnalysedOn *Date `json:"impactAnalysedOn,omitzero" en:"When was the business impact analysis for the offer last done or confirmed?" de:"Wann wurde die Business-Impact-Analyse für das Angebot zuletzt durchgeführt oder bestätigt?"`
	// PlanInForce is whether a written recovery plan approved by management covers
	// the whole offer.
	PlanInForce *bool `json:"planInForce,omitzero" en:"Does a written recovery plan approved by management cover the whole offer?" de:"Deckt ein von der Leitung freigegebener schriftlicher Wiederanlaufplan das gesamte Angebot ab?"`
	// PlanApprovedOn is when the plan in force was approved.
	PlanApprovedOn *Date `json:"planApprovedOn,omitzero" en:"When was the recovery plan in force approved?" de:"Wann wurde der geltende Wiederanlaufplan freigegeben?"`
	// PlanReviewedOn is when the plan was last reviewed, whether it changed or not;
	// the day of approval if there was no review since.
	PlanReviewedOn *Date `json:"planReviewedOn,omitzero" en:"When was the recovery plan last reviewed?" de:"Wann wurde der Wiederanlaufplan zuletzt überprüft?"`
	// CoversSupplierLoss is whether it covers the sudden loss of each supplier
	// without whom the offer stops.
	CoversSupplierLoss *bool `json:"coversSupplierLoss,omitzero" en:"Does the plan cover the sudden loss of every supplier without whom the offer stops?" de:"Behandelt der Plan den plötzlichen Ausfall jedes Lieferanten, ohne den das Angebot stillsteht?"`
	// CoversCyberAttack is whether it covers an attack that also reaches backups
	// and administration.
	CoversCyberAttack *bool `json:"coversCyberAttack,omitzero" en:"Does the plan cover an attack that also reaches backups and administration?" de:"Behandelt der Plan einen Angriff, der auch Datensicherungen und Administration erfasst?"`
	// CustomerContacts is whether it names how and within what time customers are
	// told.
	CustomerContacts *bool `json:"customerContacts,omitzero" en:"Does the plan state how and within what time customers are informed?" de:"Legt der Plan fest, wie und innerhalb welcher Zeit Kunden informiert werden?"`
}

// RecoveryObjectives are the declared and the measured times of recovery, in
// minutes. Measured values come from the last real recovery or full exercise,
// whichever is later.
type RecoveryObjectives struct {
	// RTOMinutes is the recovery time objective: the longest time, in minutes, from
	// the failure until customers can use the offer again.
	RTOMinutes *int64 `json:"rtoMinutes,omitzero" unit:"minutes" min:"0" en:"Within how many minutes after a failure can customers use the offer again (recovery time objective)?" de:"Innerhalb wie vieler Minuten nach einem Ausfall können Kunden das Angebot wieder nutzen (Recovery Time Objective)?"`
	// RPOMinutes is the recovery point objective: the longest span, in minutes,
	// whose data may be lost.
	RPOMinutes *int64 `json:"rpoMinutes,omitzero" unit:"minutes" min:"0" en:"From how many minutes before a failure may data be lost at most (recovery point objective)?" de:"Aus wie vielen Minuten vor einem Ausfall dürfen Daten höchstens verloren gehen (Recovery Point Objective)?"`
	// AgreedByContract is whether both are promised to the customer by contract.
	AgreedByContract *bool `json:"agreedByContract,omitzero" en:"Are both objectives promised to the customer by contract?" de:"Sind beide Ziele dem Kunden vertraglich zugesagt?"`
	// MeasuredRTOMinutes is the recovery time that was measured.
	MeasuredRTOMinutes *int64 `json:"measuredRtoMinutes,omitzero" unit:"minutes" min:"0" en:"How many minutes did the last recovery of the offer take?" de:"Wie viele Minuten dauerte die letzte Wiederherstellung des Angebots?"`
	// MeasuredRPOMinutes is the span of lost data that was measured.
	MeasuredRPOMinutes *int64 `json:"measuredRpoMinutes,omitzero" unit:"minutes" min:"0" en:"Data of how many minutes were lost in the last recovery of the offer?" de:"Daten aus wie vielen Minuten gingen bei der letzten Wiederherstellung des Angebots verloren?"`
	// MeasuredOn is when that recovery was.
	MeasuredOn *Date `json:"measuredOn,omitzero" en:"When was the last recovery of the offer?" de:"Wann war die letzte Wiederherstellung des Angebots?"`
}

// ContinuityExercise is one exercise of the recovery plan.
type ContinuityExercise struct {
	// ID identifies the exercise within the dossier.
	ID string `json:"id"`
	// Kind is how real it was.
	Kind *ExerciseKind `json:"kind,omitzero" en:"What kind of exercise was it?" de:"Welche Art von Übung war es?"`
	// Scenario is what was assumed to happen.
	Scenario *ExerciseScenario `json:"scenario,omitzero" en:"Which scenario was exercised?" de:"Welches Szenario wurde geübt?"`
	// HeldOn is its last day.
	HeldOn *Date `json:"heldOn,omitzero" en:"When was this exercise held?" de:"Wann fand diese Übung statt?"`
	// Recorded is whether a written report states course, times and findings.
	Recorded *bool `json:"recorded,omitzero" en:"Does a written report state course, times and findings of this exercise?" de:"Hält ein schriftlicher Bericht Ablauf, Zeiten und Feststellungen dieser Übung fest?"`
	// ObjectivesMet is whether recovery time and recovery point were met; not to be
	// answered for a discussion.
	ObjectivesMet *bool `json:"objectivesMet,omitzero" en:"Were recovery time and recovery point objectives met in this exercise?" de:"Wurden Wiederherstellungszeit und Wiederherstellungspunkt in dieser Übung eingehalten?"`
	// CustomersInvolved is whether affected customers took part.
	CustomersInvolved *bool `json:"customersInvolved,omitzero" en:"Did affected customers take part in this exercise?" de:"Haben betroffene Kunden an dieser Übung teilgenommen?"`
	// ObservedBy is the least partial party that ran or watched it.
	ObservedBy *TestingParty `json:"observedBy,omitzero" en:"Who ran or watched this exercise?" de:"Wer hat diese Übung durchgeführt oder beobachtet?"`
	// OpenMeasures is how many measures decided upon afterwards are not done.
	OpenMeasures *int64 `json:"openMeasures,omitzero" unit:"count" min:"0" en:"How many measures decided upon after this exercise are not done?" de:"Wie viele nach dieser Übung beschlossene Maßnahmen sind noch nicht umgesetzt?"`
}

// ProviderBackup is the backup the provider makes of the customer's data and of
// everything needed to run the offer (C5:2020 OPS-06 to OPS-09).
type ProviderBackup struct {
	// Performed is whether there is one.
	Performed *bool `json:"performed,omitzero" en:"Does the provider back up the customer's data and the configuration of the offer?" de:"Sichert der Anbieter die Daten des Kunden und die Konfiguration des Angebots?"`
	// IntervalMinutes is the longest time, in minutes, between two backups of the
	// same data; 0 if changes are saved continuously.
	IntervalMinutes *int64 `json:"intervalMinutes,omitzero" unit:"minutes" min:"0" en:"How many minutes pass at most between two backups of the same data?" de:"Wie viele Minuten liegen höchstens zwischen zwei Sicherungen derselben Daten?"`
	// RetentionDays is the shortest time, in calendar days, a backup is kept.
	RetentionDays *int64 `json:"retentionDays,omitzero" unit:"days" min:"0" en:"For how many calendar days is a backup kept at least?" de:"Wie viele Kalendertage wird eine Sicherung mindestens aufbewahrt?"`
	// Copies is the number of copies besides the live data.
	Copies *int64 `json:"copies,omitzero" unit:"count" min:"0" en:"How many copies exist besides the live data?" de:"Wie viele Kopien bestehen neben den Produktivdaten?"`
	// RemoteDistanceKilometres is the distance of the farthest copy from the live
	// data as the crow flies; 0 if all are at the same site.
	RemoteDistanceKilometres *int64 `json:"remoteDistanceKilometres,omitzero" unit:"kilometres" min:"0" en:"How many kilometres away from the live data is the farthest copy?" de:"Wie viele Kilometer ist die entfernteste Kopie von den Produktivdaten entfernt?"`
	// StoredIn is the complete set of countries where copies are stored.
	StoredIn []Country `json:"storedIn,omitzero" en:"In which countries are the copies stored?" de:"In welchen Staaten liegen die Kopien?"`
	// Encrypted is whether all copies are encrypted, at rest and on the way.
	Encrypted *bool `json:"encrypted,omitzero" en:"Are all copies encrypted at rest and in transit?" de:"Sind alle Kopien gespeichert und bei der Übertragung verschlüsselt?"`
	// Immutable is whether one copy at least cannot be changed or deleted before its
	// time by anyone, administrators included.
	Immutable *bool `json:"immutable,omitzero" en:"Is there a copy that nobody, not even an administrator, can change or delete before its time?" de:"Gibt es eine Kopie, die niemand, auch kein Administrator, vorzeitig ändern oder löschen kann?"`
	// RestoredApart is whether copies are restored on systems physically and
	// logically apart from the source systems (Regulation (EU) 2022/2554 Art.
	// 12(3)).
	RestoredApart *bool `json:"restoredApart,omitzero" en:"Are copies restored on systems physically and logically apart from the source systems?" de:"Werden Kopien auf Systemen wiederhergestellt, die physisch und logisch von den Quellsystemen getrennt sind?"`
	// Monitored is whether failed backups raise an alarm.
	Monitored *bool `json:"monitored,omitzero" en:"Does a failed backup raise an alarm?" de:"Löst eine fehlgeschlagene Sicherung einen Alarm aus?"`
}

// RestoreTest is the last test of restoring from the provider's backups (C5:2020
// OPS-08).
type RestoreTest struct {
	// Outcome is how the last test ended; it reached its target if everything it was
	// to restore was complete and usable.
	Outcome *OperationalDrill `json:"outcome,omitzero" en:"How did the last test of restoring from backups end?" de:"Wie ging der letzte Test der Wiederherstellung aus Sicherungen aus?"`
	// IntervalDays is the longest planned time, in calendar days, between two.
	IntervalDays *int64 `json:"intervalDays,omitzero" unit:"days" min:"0" en:"How many calendar days pass at most between two planned restore tests?" de:"Wie viele Kalendertage liegen höchstens zwischen zwei geplanten Wiederherstellungstests?"`
	// TestedOn is the date of that test.
	TestedOn *Date `json:"testedOn,omitzero" en:"When was restoring from backups last tested?" de:"Wann wurde die Wiederherstellung aus Sicherungen zuletzt getestet?"`
	// Scope is how much it restored.
	Scope *RestoreScope `json:"scope,omitzero" en:"How much was restored in the last restore test?" de:"Was wurde im letzten Wiederherstellungstest wiederhergestellt?"`
	// Recorded is whether its result is recorded with scope, times and findings.
	Recorded *bool `json:"recorded,omitzero" en:"Is the result of the last restore test recorded with scope, times and findings?" de:"Ist das Ergebnis des letzten Wiederherstellungstests mit Umfang, Zeiten und Feststellungen dokumentiert?"`
	// DurationMinutes is how long the restore took, in minutes; for samples the
	// time to which it extrapolates for the whole.
	DurationMinutes *int64 `json:"durationMinutes,omitzero" unit:"minutes" min:"0" en:"How many minutes did the last restore test take, extrapolated to the whole offer?" de:"Wie viele Minuten dauerte der letzte Wiederherstellungstest, hochgerechnet auf das gesamte Angebot?"`
	// LossMinutes is the span, in minutes, whose data the restored state lacked.
	LossMinutes *int64 `json:"lossMinutes,omitzero" unit:"minutes" min:"0" en:"Data of how many minutes were missing after the last restore test?" de:"Daten aus wie vielen Minuten fehlten nach dem letzten Wiederherstellungstest?"`
	// ResultsForCustomers is whether customers receive the results on request.
	ResultsForCustomers *bool `json:"resultsForCustomers,omitzero" en:"Do customers receive the results of restore tests on request?" de:"Erhalten Kunden die Ergebnisse der Wiederherstellungstests auf Verlangen?"`
}

// CustomerCopy is the customer's own backup copy, outside the provider's control
// (GS++ NOT.4.13 and BES.5.13; C5:2020 OPS-09).
type CustomerCopy struct {
	// Possible is whether customers can draw a complete copy at any time, without
	// asking, in a documented format.
	Possible *bool `json:"possible,omitzero" en:"Can customers draw a complete backup copy at any time in a documented format?" de:"Können Kunden jederzeit eine vollständige Sicherungskopie in einem dokumentierten Format abrufen?"`
	// Automated is whether this can be scheduled through an interface.
	Automated *bool `json:"automated,omitzero" en:"Can drawing the customer's own copy be scheduled through an interface?" de:"Lässt sich der Abruf der eigenen Kopie über eine Schnittstelle zeitlich planen?"`
	// DataInOffer is whether the customer already keeps productive data in the
	// offer. Before the contract begins it does not. It is the customer's to say.
	DataInOffer *bool `json:"dataInOffer,omitzero" en:"Does the customer already keep productive data in the offer?" de:"Liegen bereits Produktivdaten des Kunden im Angebot?"`
	// Held is whether the customer of the assessed workload holds such a copy now.
	Held *bool `json:"held,omitzero" en:"Does the customer hold a copy of their own?" de:"Hält der Kunde eine eigene Kopie vor?"`
	// Location is where it lies.
	Location *CopyLocation `json:"location,omitzero" en:"Where does the customer's own copy lie?" de:"Wo liegt die eigene Kopie des Kunden?"`
	// IntervalMinutes is the longest time, in minutes, between two such copies.
	IntervalMinutes *int64 `json:"intervalMinutes,omitzero" unit:"minutes" min:"0" en:"How many minutes pass at most between two copies of the customer's own?" de:"Wie viele Minuten liegen höchstens zwischen zwei eigenen Kopien des Kunden?"`
	// LastCopyOn is when the last one was completed.
	LastCopyOn *Date `json:"lastCopyOn,omitzero" en:"When was the customer's own copy last made?" de:"Wann wurde die eigene Kopie des Kunden zuletzt erstellt?"`
	// ReadableWithoutProvider is whether it can be decrypted and read without keys,
	// software or help of the provider.
	ReadableWithoutProvider *bool `json:"readableWithoutProvider,omitzero" en:"Can the customer's own copy be read without keys, software or help of the provider?" de:"Lässt sich die eigene Kopie ohne Schlüssel, Software oder Hilfe des Anbieters lesen?"`
	// RestoreTest is how the last test of restoring from it without the provider
	// ended.
	RestoreTest *OperationalDrill `json:"restoreTest,omitzero" en:"How did the last test of restoring from the customer's own copy without the provider end?" de:"Wie ging der letzte Test der Wiederherstellung aus der eigenen Kopie ohne den Anbieter aus?"`
	// RestoreTestedOn is the date of that test.
	RestoreTestedOn *Date `json:"restoreTestedOn,omitzero" en:"When was restoring from the customer's own copy last tested?" de:"Wann wurde die Wiederherstellung aus der eigenen Kopie zuletzt getestet?"`
}

// ServiceAvailability is the agreed and the measured availability (EVB-IT Cloud;
// C5:2020 OPS-02). Percentages are of the agreed service hours.
type ServiceAvailability struct {
	// AgreedPercent is the availability promised by contract, in percent.
	AgreedPercent *float64 `json:"agreedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"Which availability is promised by contract?" de:"Welche Verfügbarkeit ist vertraglich zugesagt?"`
	// Period is the period over which the promised value is averaged.
	Period *AvailabilityPeriod `json:"period,omitzero" en:"Over which period is the availability averaged?" de:"Über welchen Zeitraum wird die Verfügbarkeit gemittelt?"`
	// MaintenanceCounts is whether planned maintenance counts as downtime.
	MaintenanceCounts *bool `json:"maintenanceCounts,omitzero" en:"Does planned maintenance count as downtime?" de:"Zählen geplante Wartungsarbeiten als Ausfallzeit?"`
	// MeasuringPoint is where availability is measured.
	MeasuringPoint *MeasuringPoint `json:"measuringPoint,omitzero" en:"Where is availability measured?" de:"Wo wird die Verfügbarkeit gemessen?"`
	// CreditsAgreed is whether the contract states what follows if it is missed.
	CreditsAgreed *bool `json:"creditsAgreed,omitzero" en:"Does the contract state a consequence for missing the promised availability?" de:"Regelt der Vertrag eine Folge für das Unterschreiten der zugesagten Verfügbarkeit?"`
	// Measured is what was measured.
	Measured MeasuredAvailability `json:"measured,omitzero"`
	// Reporting is what customers learn of it.
	Reporting ServiceReporting `json:"reporting,omitzero"`
}

// MeasuredAvailability is the availability measured over complete periods of the
// agreed length, at the agreed point and by the agreed rules.
type MeasuredAvailability struct {
	// LowestPercent is the lowest value of any single period between From and
	// Until, in percent. It is not an average over periods.
	LowestPercent *float64 `json:"lowestPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What was the lowest availability measured in any single period?" de:"Wie hoch war die niedrigste in einem einzelnen Zeitraum gemessene Verfügbarkeit?"`
	// From is the first day of the first period.
	From *Date `json:"from,omitzero" en:"On which day did the measurement begin?" de:"An welchem Tag begann die Messung?"`
	// Until is the last day of the last complete period.
	Until *Date `json:"until,omitzero" en:"On which day did the last complete period end?" de:"An welchem Tag endete der letzte vollständige Zeitraum?"`
	// By is who measured.
	By *TestingParty `json:"by,omitzero" en:"Who measured the availability?" de:"Wer hat die Verfügbarkeit gemessen?"`
}

// ServiceReporting is what customers learn of the service levels.
type ServiceReporting struct {
	// Provided is whether customers receive reports of the agreed key figures.
	Provided *bool `json:"provided,omitzero" en:"Do customers receive reports of the agreed key figures?" de:"Erhalten Kunden Berichte über die vereinbarten Kennzahlen?"`
	// IntervalDays is the longest time, in calendar days, between two reports; a
	// month counts as 31 days.
	IntervalDays *int64 `json:"intervalDays,omitzero" unit:"days" min:"0" en:"How many calendar days pass at most between two reports of key figures?" de:"Wie viele Kalendertage liegen höchstens zwischen zwei Kennzahlenberichten?"`
	// LastOn is when the last report was delivered.
	LastOn *Date `json:"lastOn,omitzero" en:"When was the last report of key figures delivered?" de:"Wann wurde der letzte Kennzahlenbericht übermittelt?"`
	// LiveStatus is whether customers see availability and faults at any time.
	LiveStatus *bool `json:"liveStatus,omitzero" en:"Can customers see availability and faults at any time?" de:"Können Kunden Verfügbarkeit und Störungen jederzeit einsehen?"`
	// MachineReadable is whether these figures can be fetched through an interface.
	MachineReadable *bool `json:"machineReadable,omitzero" en:"Can the key figures be fetched through a documented interface?" de:"Lassen sich die Kennzahlen über eine dokumentierte Schnittstelle abrufen?"`
}

// ServiceFailover is whether the offer moves elsewhere when its site or provider
// is lost (Regulation (EU) 2022/2554 Art. 12(4); GS++ ARCH.8.3).
type ServiceFailover struct {
	// Target is the most independent place the offer can move to.
	Target *FailoverTarget `json:"target,omitzero" en:"Where can the offer move when its site is lost?" de:"Wohin kann das Angebot ausweichen, wenn sein Standort ausfällt?"`
	// TargetCountry is the country of that place.
	TargetCountry *Country `json:"targetCountry,omitzero" en:"In which country is the place the offer moves to?" de:"In welchem Staat liegt das Ausweichziel?"`
	// Automatic is whether it moves without anybody's action.
	Automatic *bool `json:"automatic,omitzero" en:"Does the offer move there without anybody's action?" de:"Weicht das Angebot ohne menschliches Eingreifen dorthin aus?"`
	// CapacityPercent is the share of usual capacity available there, in percent.
	CapacityPercent *float64 `json:"capacityPercent,omitzero" unit:"percent" min:"0" en:"What share of the usual capacity is available there?" de:"Welcher Anteil der üblichen Kapazität steht dort zur Verfügung?"`
	// Test is how the last test of the move with the running offer ended; it reached
	// its target if customers could use the offer there.
	Test *OperationalDrill `json:"test,omitzero" en:"How did the last test of the move with the running offer end?" de:"Wie ging der letzte Test des Ausweichens mit dem laufenden Angebot aus?"`
	// TestedOn is the date of that test.
	TestedOn *Date `json:"testedOn,omitzero" en:"When was the move last tested?" de:"Wann wurde das Ausweichen zuletzt getestet?"`
	// DurationMinutes is how long the move took in that test, in minutes.
	DurationMinutes *int64 `json:"durationMinutes,omitzero" unit:"minutes" min:"0" en:"How many minutes did the move take in the last test?" de:"Wie viele Minuten dauerte das Ausweichen im letzten Test?"`
	// LossMinutes is the span, in minutes, whose data were lost in that test.
	LossMinutes *int64 `json:"lossMinutes,omitzero" unit:"minutes" min:"0" en:"Data of how many minutes were lost in the last test?" de:"Daten aus wie vielen Minuten gingen im letzten Test verloren?"`
}

// NetworkConnectivity is the redundancy of the offer's connections to the outside
// (C3A SOV-4-03; GS++ ARCH.8.2).
type NetworkConnectivity struct {
	// IndependentCarriers is the number of carriers, each outside the others'
	// groups, that connect every site of the offer; the lowest number of any site.
	IndependentCarriers *int64 `json:"independentCarriers,omitzero" unit:"count" min:"0" en:"How many carriers independent of each other connect every site at least?" de:"Wie viele voneinander unabhängige Netzbetreiber binden jeden Standort mindestens an?"`
	// CarrierSeats is the complete set of countries where these carriers are
	// established.
	CarrierSeats []Country `json:"carrierSeats,omitzero" en:"In which countries are these carriers established?" de:"In welchen Staaten haben diese Netzbetreiber ihren Sitz?"`
	// SeparateRoutes is whether their lines share no cable route and no entry into
	// the building.
	SeparateRoutes *bool `json:"separateRoutes,omitzero" en:"Do their lines share neither cable route nor building entry?" de:"Nutzen ihre Leitungen weder gemeinsame Trassen noch gemeinsame Hauseinführungen?"`
	// CapacityPercent is the share of peak traffic the remaining lines carry when
	// the largest carrier fails, in percent.
	CapacityPercent *float64 `json:"capacityPercent,omitzero" unit:"percent" min:"0" en:"What share of peak traffic can the remaining lines carry when the largest carrier fails?" de:"Welchen Anteil des Spitzenverkehrs tragen die übrigen Leitungen bei Ausfall des größten Netzbetreibers?"`
	// Test is how the last test of losing a carrier ended; it reached its target if
	// the offer stayed reachable.
	Test *OperationalDrill `json:"test,omitzero" en:"How did the last test of losing a carrier end?" de:"Wie ging der letzte Test eines Netzbetreiberausfalls aus?"`
	// TestedOn is the date of that test.
	TestedOn *Date `json:"testedOn,omitzero" en:"When was the loss of a carrier last tested?" de:"Wann wurde der Ausfall eines Netzbetreibers zuletzt getestet?"`
}

// GeoRedundancy is the redundancy of the offer over distance (C5:2020 PS-02; GS++
// NOT.4.12; BSI criteria for data centre sites, which ask for about 200
// kilometres and never less than 100).
type GeoRedundancy struct {
	// Sites is the number of sites that can each deliver the whole offer.
	Sites *int64 `json:"sites,omitzero" unit:"count" min:"0" en:"How many sites can each deliver the whole offer?" de:"Wie viele Standorte können das gesamte Angebot jeweils allein erbringen?"`
	// SiteCountries is the complete set of countries of these sites.
	SiteCountries []Country `json:"siteCountries,omitzero" en:"In which countries are these sites?" de:"In welchen Staaten liegen diese Standorte?"`
	// DistanceKilometres is the distance, as the crow flies, between the two of
	// these sites that are farthest apart; 0 if there is only one.
	DistanceKilometres *int64 `json:"distanceKilometres,omitzero" unit:"kilometres" min:"0" en:"How many kilometres apart are the two farthest of these sites?" de:"Wie viele Kilometer liegen die beiden entferntesten dieser Standorte auseinander?"`
	// Workload is whether the customer's workload runs, or is ready to run, at both
	// of them.
	Workload *bool `json:"workload,omitzero" en:"Does the customer's workload run, or is it ready to run, at both of these sites?" de:"Läuft die Anwendung des Kunden an beiden Standorten oder ist sie dort betriebsbereit?"`
	// Data is whether all of the customer's data lie at both of them.
	Data *bool `json:"data,omitzero" en:"Do all of the customer's data lie at both of these sites?" de:"Liegen alle Daten des Kunden an beiden Standorten?"`
	// Replication is how the data get from one to the other.
	Replication *ReplicationMode `json:"replication,omitzero" en:"How are data replicated between these sites?" de:"Wie werden Daten zwischen diesen Standorten repliziert?"`
	// CommonHazardsExcluded is whether a written analysis shows that no single
	// event (flood, power failure, accident) hits both.
	CommonHazardsExcluded *bool `json:"commonHazardsExcluded,omitzero" en:"Does a written analysis show that no single event hits both of these sites?" de:"Zeigt eine schriftliche Analyse, dass kein Einzelereignis beide Standorte trifft?"`
	// SecurityOfSitesEqual is whether both have the same level of physical
	// security.
	SecurityOfSitesEqual *bool `json:"securityOfSitesEqual,omitzero" en:"Do both sites have the same level of physical security?" de:"Haben beide Standorte dasselbe Niveau physischer Sicherheit?"`
}

// CutOffResilience is operation after every connection to, and every service of,
// parties outside the EU has ended without notice: vendors, group companies,
// suppliers, networks (EUCSF SOV-1.Q8; C3A SOV-4-09, SOV-4-10). The customers'
// own connections to the offer stay.
type CutOffResilience struct {
	// Effect is what happens to the offer.
	Effect *CutOffEffect `json:"effect,omitzero" en:"What happens to the offer when all parties outside the EU are cut off?" de:"Was geschieht mit dem Angebot, wenn alle Beteiligten außerhalb der EU abgeschnitten werden?"`
	// OperationDays is for how many calendar days it then runs securely and in
	// full; 0 if it stops or is reduced at once. Not to be answered where the
	// effect is CutOffEffectRunsFully.
	OperationDays *int64 `json:"operationDays,omitzero" unit:"days" min:"0" en:"For how many calendar days does the offer then run securely and in full?" de:"Wie viele Kalendertage läuft das Angebot dann sicher und in vollem Umfang weiter?"`
	// SecurityUpdatesContinue is whether security updates for all of its software
	// go on from within the EU.
	SecurityUpdatesContinue *bool `json:"securityUpdatesContinue,omitzero" en:"Do security updates for all software of the offer then go on from within the EU?" de:"Werden dann Sicherheitsaktualisierungen für die gesamte Software des Angebots aus der EU heraus fortgeführt?"`
	// ContinuationAgreed is whether continued operation for a fixed time after a
	// cut-off is promised to the customer by contract.
	ContinuationAgreed *bool `json:"continuationAgreed,omitzero" en:"Is continued operation for a fixed time after a cut-off promised by contract?" de:"Ist der befristete Weiterbetrieb nach einer Abtrennung vertraglich zugesagt?"`
	// AlternativesContracted is whether, for every supplier outside the EU without
	// whom the offer stops, an alternative is contracted or has confirmed it in
	// writing; true if there is no such supplier.
	AlternativesContracted *bool `json:"alternativesContracted,omitzero" en:"Is an alternative confirmed in writing for every supplier outside the EU without whom the offer stops?" de:"Ist für jeden Lieferanten außerhalb der EU, ohne den das Angebot stillsteht, eine Alternative schriftlich zugesichert?"`
	// Internalisable is whether the provider can itself take over every such key
	// function, with staff, rights and documents at hand; true if there is none.
	Internalisable *bool `json:"internalisable,omitzero" en:"Can the provider itself take over every key function supplied from outside the EU, with staff, rights and documents at hand?" de:"Kann der Anbieter jede von außerhalb der EU gelieferte Schlüsselfunktion mit vorhandenem Personal, Rechten und Unterlagen selbst übernehmen?"`
	// Capable is whether all connections to parties outside the EU can be cut by
	// the provider's own decision and means.
	Capable *bool `json:"capable,omitzero" en:"Can the provider cut all connections to parties outside the EU by its own decision and means?" de:"Kann der Anbieter alle Verbindungen zu Beteiligten außerhalb der EU aus eigener Entscheidung und mit eigenen Mitteln trennen?"`
	// Test is how the last test of the cut-off ended; it reached its target if the
	// offer ran securely and in full all the time.
	Test *OperationalDrill `json:"test,omitzero" en:"How did the last test of the cut-off end?" de:"Wie ging der letzte Test der Abtrennung aus?"`
	// TestedOn is the last day of that test.
	TestedOn *Date `json:"testedOn,omitzero" en:"When was the cut-off last tested?" de:"Wann wurde die Abtrennung zuletzt getestet?"`
	// TestHours is how long the offer was cut off in that test, in hours.
	TestHours *int64 `json:"testHours,omitzero" unit:"hours" min:"0" en:"For how many hours was the offer cut off in the last test?" de:"Wie viele Stunden war das Angebot im letzten Test abgetrennt?"`
	// Reconnect is the way back after a cut-off.
	Reconnect SafeReconnect `json:"reconnect,omitzero"`
}

// SafeReconnect is the way back after a cut-off (C3A SOV-4-10: after up to 90
// days).
type SafeReconnect struct {
	// ProcedureDocumented is whether a written procedure says how connections are
	// taken up again and updates that were missed are checked and installed.
	ProcedureDocumented *bool `json:"procedureDocumented,omitzero" en:"Does a written procedure say how connections are resumed and missed updates are checked and installed after a cut-off?" de:"Regelt ein schriftliches Verfahren, wie nach einer Abtrennung Verbindungen wiederaufgenommen und versäumte Aktualisierungen geprüft und eingespielt werden?"`
	// MaxCutOffDays is the longest cut-off, in calendar days, after which the
	// offer can still be brought up to date safely.
	MaxCutOffDays *int64 `json:"maxCutOffDays,omitzero" unit:"days" min:"0" en:"After a cut-off of how many calendar days at most can the offer still be brought up to date safely?" de:"Nach einer Abtrennung von höchstens wie vielen Kalendertagen lässt sich das Angebot noch sicher auf den aktuellen Stand bringen?"`
	// Test is how the last test of reconnecting ended; it reached its target if the
	// offer was up to date and secure again.
	Test *OperationalDrill `json:"test,omitzero" en:"How did the last test of reconnecting after a cut-off end?" de:"Wie ging der letzte Test der Wiederanbindung nach einer Abtrennung aus?"`
	// TestedOn is the date of that test.
	TestedOn *Date `json:"testedOn,omitzero" en:"When was reconnecting after a cut-off last tested?" de:"Wann wurde die Wiederanbindung nach einer Abtrennung zuletzt getestet?"`
	// DurationHours is how long it then took, in hours, to be up to date.
	DurationHours *int64 `json:"durationHours,omitzero" unit:"hours" min:"0" en:"How many hours did it take to be up to date again in the last test?" de:"Wie viele Stunden dauerte es im letzten Test, bis der aktuelle Stand wieder erreicht war?"`
}

// CapacityPlanning is where and how capacity is planned (C5:2020 OPS-01 and
// OPS-02; C3A SOV-5-05).
type CapacityPlanning struct {
	// PlannedFrom is the complete set of countries from which capacity is planned
	// and resources are assigned.
	PlannedFrom []Country `json:"plannedFrom,omitzero" en:"From which countries is capacity planned and assigned?" de:"Aus welchen Staaten wird die Kapazität geplant und zugewiesen?"`
	// ReservePercent is the reserve over the highest load of the last twelve months,
	// in percent of that load, that can be used without new deliveries.
	ReservePercent *float64 `json:"reservePercent,omitzero" unit:"percent" min:"0" en:"What reserve over the highest load of the last twelve months is available without new deliveries?" de:"Welche Reserve über der Höchstlast der letzten zwölf Monate ist ohne neue Lieferungen verfügbar?"`
	// SparePartsDays is for how many calendar days spare parts on stock keep the
	// offer running in full.
	SparePartsDays *int64 `json:"sparePartsDays,omitzero" unit:"days" min:"0" en:"For how many calendar days do spare parts on stock keep the offer running in full?" de:"Wie viele Kalendertage sichern vorrätige Ersatzteile den uneingeschränkten Betrieb?"`
}

// CrisisTakeover is the takeover of operations by the state in a state of defence
// or a comparable crisis (C3A SOV-2-03).
type CrisisTakeover struct {
	// Agreed is whether the provider is bound by contract to enable it.
	Agreed *bool `json:"agreed,omitzero" en:"Is the provider bound by contract to enable a takeover of operations by the state in a crisis?" de:"Ist der Anbieter vertraglich verpflichtet, im Krisenfall die Übernahme des Betriebs durch den Staat zu ermöglichen?"`
	// States is the complete set of countries whose administration may take over.
	States []Country `json:"states,omitzero" en:"The administration of which countries may take over operations?" de:"Die Verwaltung welcher Staaten darf den Betrieb übernehmen?"`
	// MaterialsDeposited is whether documents, source code and tools for operation
	// lie in a portable form where the state can reach them.
	MaterialsDeposited *bool `json:"materialsDeposited,omitzero" en:"Are documents, source code and tools for operation deposited in a portable form?" de:"Sind Unterlagen, Quellcode und Werkzeuge für den Betrieb in übertragbarer Form hinterlegt?"`
	// StaffAvailable is whether the staff needed is bound to stay or be seconded.
	StaffAvailable *bool `json:"staffAvailable,omitzero" en:"Is the staff needed for operation bound to stay or be seconded in a crisis?" de:"Ist das für den Betrieb nötige Personal verpflichtet, im Krisenfall zu bleiben oder abgeordnet zu werden?"`
	// Rehearsal is how the last rehearsal of the takeover ended.
	Rehearsal *OperationalDrill `json:"rehearsal,omitzero" en:"How did the last rehearsal of the takeover end?" de:"Wie ging die letzte Probe der Übernahme aus?"`
	// RehearsedOn is the date of that rehearsal.
	RehearsedOn *Date `json:"rehearsedOn,omitzero" en:"When was the takeover last rehearsed?" de:"Wann wurde die Übernahme zuletzt geprobt?"`
}

// CustomerEmergencyMode is how the customer keeps up a minimum of their tasks
// without the offer (BSI standard 200-4; GS++ BES.8.3). Where a bidder answers,
// it is the mode the offer provides for and supports.
type CustomerEmergencyMode struct {
	// Exists is whether there is one that needs no part of the offer.
	Exists *bool `json:"exists,omitzero" en:"Is there an emergency mode that needs no part of the offer?" de:"Gibt es einen Notbetrieb, der keinen Teil des Angebots benötigt?"`
	// Documented is whether a written plan names its tasks, means and roles.
	Documented *bool `json:"documented,omitzero" en:"Does a written plan name tasks, means and roles of the emergency mode?" de:"Benennt ein schriftlicher Plan Aufgaben, Mittel und Rollen des Notbetriebs?"`
	// DataAtHand is whether the data it needs lie outside the offer, up to date.
	DataAtHand *bool `json:"dataAtHand,omitzero" en:"Are the data needed for the emergency mode kept up to date outside the offer?" de:"Werden die für den Notbetrieb nötigen Daten außerhalb des Angebots aktuell vorgehalten?"`
	// MaxDays is for how many calendar days it can be kept up.
	MaxDays *int64 `json:"maxDays,omitzero" unit:"days" min:"0" en:"For how many calendar days can the emergency mode be kept up?" de:"Wie viele Kalendertage lässt sich der Notbetrieb aufrechterhalten?"`
	// StartMinutes is how long it takes, in minutes, until it works.
	StartMinutes *int64 `json:"startMinutes,omitzero" unit:"minutes" min:"0" en:"After how many minutes does the emergency mode work?" de:"Nach wie vielen Minuten ist der Notbetrieb arbeitsfähig?"`
	// ReturnDocumented is whether a written plan says how work done meanwhile gets
	// back into the offer.
	ReturnDocumented *bool `json:"returnDocumented,omitzero" en:"Does a written plan say how work done in emergency mode gets back into the offer?" de:"Regelt ein schriftlicher Plan, wie die im Notbetrieb erledigte Arbeit in das Angebot zurückgeführt wird?"`
	// Exercise is how the last exercise of it ended; it reached its target if the
	// minimum of tasks was kept up.
	Exercise *OperationalDrill `json:"exercise,omitzero" en:"How did the last exercise of the emergency mode end?" de:"Wie ging die letzte Übung des Notbetriebs aus?"`
	// ExercisedOn is the date of that exercise.
	ExercisedOn *Date `json:"exercisedOn,omitzero" en:"When was the emergency mode last exercised?" de:"Wann wurde der Notbetrieb zuletzt geübt?"`
}

// ContinuityStandard is a standard for business continuity management.
type ContinuityStandard string

// The standards.
const (
	ContinuityStandardBSI2004  ContinuityStandard = "bsi200-4" // BSI standard 200-4
	ContinuityStandardISO22301 ContinuityStandard = "iso22301" // ISO 22301
)

// Values lists the standards.
func (ContinuityStandard) Values() []string {
	return []string{"bsi200-4", "iso22301"}
}

// ExerciseKind is how real an exercise is, weakest first.
type ExerciseKind string

// The kinds of exercises.
const (
	ExerciseKindTabletop   ExerciseKind = "tabletop"   // a discussion of the plan
	ExerciseKindCommand    ExerciseKind = "command"    // the crisis team acts, systems stay untouched
	ExerciseKindFunctional ExerciseKind = "functional" // parts of the offer are recovered
	ExerciseKindFull       ExerciseKind = "full"       // the whole offer is recovered or moved
)

// Values lists the kinds, weakest first.
func (ExerciseKind) Values() []string {
	return []string{"tabletop", "command", "functional", "full"}
}

// ExerciseScenario is what an exercise assumes.
type ExerciseScenario string

// The scenarios.
const (
	ExerciseScenarioSiteLoss     ExerciseScenario = "siteLoss"     // a site is lost
	ExerciseScenarioDataLoss     ExerciseScenario = "dataLoss"     // data are lost or corrupted
	ExerciseScenarioCyberAttack  ExerciseScenario = "cyberAttack"  // an attacker is in the systems
	ExerciseScenarioNetworkLoss  ExerciseScenario = "networkLoss"  // network or carrier fails
	ExerciseScenarioPowerLoss    ExerciseScenario = "powerLoss"    // power fails
	ExerciseScenarioStaffLoss    ExerciseScenario = "staffLoss"    // staff are not available
	ExerciseScenarioSupplierLoss ExerciseScenario = "supplierLoss" // a supplier stops delivering
	ExerciseScenarioCutOff       ExerciseScenario = "cutOff"       // parties outside the EU are cut off
)

// Values lists the scenarios.
func (ExerciseScenario) Values() []string {
	return []string{"siteLoss", "dataLoss", "cyberAttack", "networkLoss", "powerLoss", "staffLoss", "supplierLoss", "cutOff"}
}

// RestoreScope is how much a restore test restores, weakest first.
type RestoreScope string

// The scopes.
const (
	RestoreScopeSample RestoreScope = "sample" // chosen files or records
	RestoreScopeSystem RestoreScope = "system" // one whole system with its data
	RestoreScopeOffer  RestoreScope = "offer"  // the whole offer
)

// Values lists the scopes, weakest first.
func (RestoreScope) Values() []string {
	return []string{"sample", "system", "offer"}
}

// CopyLocation is where the customer's own copy lies, weakest first.
type CopyLocation string

// The places.
const (
	CopyLocationProvider      CopyLocation = "provider"      // with the provider or a company of its group
	CopyLocationOtherProvider CopyLocation = "otherProvider" // with a provider outside that group
	CopyLocationCustomer      CopyLocation = "customer"      // with the customer
)

// Values lists the places, weakest first.
func (CopyLocation) Values() []string {
	return []string{"provider", "otherProvider", "customer"}
}

// AvailabilityPeriod is the period over which availability is averaged, weakest
// first: a long period hides long outages.
type AvailabilityPeriod string

// The periods.
const (
	AvailabilityPeriodYear    AvailabilityPeriod = "year"
	AvailabilityPeriodQuarter AvailabilityPeriod = "quarter"
	AvailabilityPeriodMonth   AvailabilityPeriod = "month"
)

// Values lists the periods, weakest first.
func (AvailabilityPeriod) Values() []string {
	return []string{"year", "quarter", "month"}
}

// MeasuringPoint is where availability is measured, weakest first.
type MeasuringPoint string

// The points.
const (
	MeasuringPointComponent MeasuringPoint = "component" // at single components
	MeasuringPointHandover  MeasuringPoint = "handover"  // where the service is handed over to the customer
	MeasuringPointCustomer  MeasuringPoint = "customer"  // in the customer's network or at its users
)

// Values lists the points, weakest first.
func (MeasuringPoint) Values() []string {
	return []string{"component", "handover", "customer"}
}

// FailoverTarget is a place the offer can move to, weakest first.
type FailoverTarget string

// The places.
const (
	FailoverTargetNone           FailoverTarget = "none"           // nowhere
	FailoverTargetSameSite       FailoverTarget = "sameSite"       // other machines at the same site
	FailoverTargetSecondSite     FailoverTarget = "secondSite"     // another site of the provider
	FailoverTargetSecondProvider FailoverTarget = "secondProvider" // a provider outside the provider's group
)

// Values lists the places, weakest first.
func (FailoverTarget) Values() []string {
	return []string{"none", "sameSite", "secondSite", "secondProvider"}
}

// ReplicationMode is how data are replicated, weakest first.
type ReplicationMode string

// The modes.
const (
	ReplicationModeNone         ReplicationMode = "none"         // not at all
	ReplicationModeBackup       ReplicationMode = "backup"       // by transfer of backups
	ReplicationModeAsynchronous ReplicationMode = "asynchronous" // with delay
	ReplicationModeSynchronous  ReplicationMode = "synchronous"  // before a change is confirmed
)

// Values lists the modes, weakest first.
func (ReplicationMode) Values() []string {
	return []string{"none", "backup", "asynchronous", "synchronous"}
}

// CutOffEffect is what a cut-off does to the offer, weakest first.
type CutOffEffect string

// The effects.
const (
	CutOffEffectStopsAtOnce     CutOffEffect = "stopsAtOnce"     // it stops
	CutOffEffectStopsLater      CutOffEffect = "stopsLater"      // it stops after a delay in which customers can react
	CutOffEffectRunsTemporarily CutOffEffect = "runsTemporarily" // it runs on securely for a limited time
	CutOffEffectRunsReduced     CutOffEffect = "runsReduced"     // it runs on without limit, with fewer functions
	CutOffEffectRunsFully       CutOffEffect = "runsFully"       // it runs on without limit, in full
)

// Values lists the effects, weakest first.
func (CutOffEffect) Values() []string {
	return []string{"stopsAtOnce", "stopsLater", "runsTemporarily", "runsReduced", "runsFully"}
}
