package evidence

// Operational is who runs the offer, with which rights and duties, under which
// contract and attestations, and how one gets in and out. It serves the
// criteria OPS-* and the steps of SOV-4, SOV-7 and SOV-8 of the EU Cloud
// Sovereignty Framework.
//
// Three conventions hold throughout. Days are calendar days, and a month in a
// contract counts as 31 of them. A list of countries is complete: it names
// every country that applies, and an empty list says that none does. A share
// 'in the Union' is measured against the European Union alone; the countries
// beside it are there for profiles that ask for another region.
type Operational struct {
	// Exit is how a customer leaves: plan, terms and charges.
	Exit Exit `json:"exit,omitzero"`
	// Portability is what is promised for moving workloads elsewhere.
	Portability Portability `json:"portability,omitzero"`
	// Migration is how a customer gets from existing systems into the offer.
	Migration Migration `json:"migration,omitzero"`
	// Independence is who else could run or support the service.
	Independence Independence `json:"independence,omitzero"`
	// Operation is the people who run the service.
	Operation OperationStaff `json:"operation,omitzero"`
	// Support is the people who help its users, and how fast.
	Support SupportStaff `json:"support,omitzero"`
	// Knowledge is the documentation handed over and where it is kept.
	Knowledge OperatingKnowledge `json:"knowledge,omitzero"`
	// Access is administrative access: by whom, to what, from where.
	Access AdminAccess `json:"access,omitzero"`
	// SecurityLogs is who sees security logs and monitoring.
	SecurityLogs SecurityLogs `json:"securityLogs,omitzero"`
	// SecurityOperations is the security operations centre.
	SecurityOperations SecurityOperations `json:"securityOperations,omitzero"`
	// Incidents is what is reported, to whom and how fast.
	Incidents IncidentReporting `json:"incidents,omitzero"`
	// Audits is who may audit, and how deep.
	Audits AuditRights `json:"audits,omitzero"`
	// Attestations are the certificates, reports and labels held for the
	// offer. An empty list says that none is held.
	Attestations []HeldAttestation `json:"attestations,omitzero" en:"Which certificates, audit reports and labels are held for the offer?" de:"Welche Zertifikate, Prüfberichte und Siegel liegen für das Angebot vor?"`
	// Regulations are the Union's legal acts that apply to the provider or the
	// offer, each with the state of compliance (EUCSF SOV-7.Q2). Acts that do
	// not apply are not listed.
	Regulations []RegulatoryStatus `json:"regulations,omitzero" en:"Which Union legal acts apply to the provider or the offer, and how far are they complied with?" de:"Welche Rechtsakte der Union gelten für Anbieter oder Angebot, und wie weit werden sie eingehalten?"`
	// Updates is who decides when and with what the service is changed.
	Updates UpdateControl `json:"updates,omitzero"`
	// Responsibility is who has to do what.
	Responsibility Responsibility `json:"responsibility,omitzero"`
	// Governance is owner, operator, financing and roadmap.
	Governance ServiceGovernance `json:"governance,omitzero"`
	// Onboarding is the way into a register or marketplace.
	Onboarding Onboarding `json:"onboarding,omitzero"`
	// Deprecation is the announced end of the service.
	Deprecation Deprecation `json:"deprecation,omitzero"`
	// Adoption is how much the service is used and liked, and what follows if
	// it is not.
	Adoption Adoption `json:"adoption,omitzero"`
	// Environment is energy, hardware and the reporting on both.
	Environment Environment `json:"environment,omitzero"`
}
