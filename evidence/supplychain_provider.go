package evidence

// Provider is the legal entity that signs the contract with the customer. Where several sign, state the weakest of them.
type Provider struct {
	// Seat is the country of the registered office. Source: BSI C3A SOV-1-02; SecNumCloud 3.2, 19.6.a.
	Seat *Country `json:"seat,omitzero" en:"In which country is the provider's registered office?" de:"In welchem Land hat der Anbieter seinen satzungsmäßigen Sitz?"`
	// CentralAdministration is the country from which the provider is administered day by day. Source: SecNumCloud 3.2,
	// 19.6.a.
	CentralAdministration *Country `json:"centralAdministration,omitzero" en:"In which country is the provider's central administration?" de:"In welchem Land liegt die Hauptverwaltung des Anbieters?"`
	// MainEstablishment is the country of the main establishment: where decisions about the offer are taken and most of
	// the staff for it works. Source: SecNumCloud 3.2, 19.6.a.
	MainEstablishment *Country `json:"mainEstablishment,omitzero" en:"In which country is the provider's main establishment for this offer?" de:"In welchem Land liegt die Hauptniederlassung des Anbieters für dieses Angebot?"`
	// ManagementCountries is the complete set of countries of usual residence of the members of the management and
	// supervisory bodies. Source: EUCSF v1.2.1, SOV-1.
	ManagementCountries []Country `json:"managementCountries,omitzero" en:"In which countries do the members of the management and supervisory bodies live?" de:"In welchen Ländern leben die Mitglieder der Leitungs- und Aufsichtsorgane?"`
	// GroupCountries is the complete set of countries in which the provider, its parents or its subsidiaries have a
	// legal entity or a branch. It shows which laws can reach the group.
	GroupCountries []Country `json:"groupCountries,omitzero" en:"In which countries do the provider, its parents or its subsidiaries have an entity or a branch?" de:"In welchen Ländern haben der Anbieter, seine Mutter- oder Tochterunternehmen eine Gesellschaft oder Niederlassung?"`
	// Ownership is who owns and controls the provider.
	Ownership ProviderOwnership `json:"ownership,omitzero"`
	// ChangeOfControl is how likely that is to change and what then applies.
	ChangeOfControl ChangeOfControl `json:"changeOfControl,omitzero"`
	// Financing is where the provider's money comes from.
	Financing ProviderFinancing `json:"financing,omitzero"`
	// Contribution is what the provider invests and earns in the EU.
	Contribution EconomicContribution `json:"contribution,omitzero"`
	// Strategy is how the provider follows the industrial strategies of the EU.
	Strategy IndustrialStrategy `json:"strategy,omitzero"`
	// Programmes are the strategic programmes of the EU or its member states on digital infrastructure in which the
	// provider takes part now. Empty means: none. Source: EUCSF SOV-1.Q6.
	Programmes []ProgrammeParticipation `json:"programmes,omitzero" en:"In which strategic programmes of the EU or its member states does the provider take part?" de:"An welchen strategischen Programmen der EU oder ihrer Mitgliedstaaten wirkt der Anbieter mit?"`
	// RoadmapInfluence is the strongest say that customers, authorities and companies seated in the EU have in the
	// evolution of the offer. Source: EUCSF SOV-1.Q3.
	RoadmapInfluence *ProviderRoadmapInfluence `json:"roadmapInfluence,omitzero" en:"Which say do parties seated in the EU have in the evolution of the offer?" de:"Welche Mitsprache haben Beteiligte mit Sitz in der EU bei der Weiterentwicklung des Angebots?"`
}

// ProviderRoadmapInfluence is a say in the evolution of an offer, weakest first. Source: EUCSF SOV-1.Q3.
type ProviderRoadmapInfluence string

// The values of [ProviderRoadmapInfluence].
const (
	// ProviderRoadmapInfluenceNone is no say.
	ProviderRoadmapInfluenceNone ProviderRoadmapInfluence = "none"
	// ProviderRoadmapInfluenceFeedback is a public channel for wishes, without a duty to follow them.
	ProviderRoadmapInfluenceFeedback ProviderRoadmapInfluence = "feedback"
	// ProviderRoadmapInfluenceGovernance is a seat with a vote in a body that decides on the evolution.
	ProviderRoadmapInfluenceGovernance ProviderRoadmapInfluence = "governance"
	// ProviderRoadmapInfluenceDecisive is the decision itself: it lies with parties seated in the EU.
	ProviderRoadmapInfluenceDecisive ProviderRoadmapInfluence = "decisive"
)

// Values returns the closed set, in the order of the type's documentation.
func (ProviderRoadmapInfluence) Values() []string {
	return []string{
		"none",
		"feedback",
		"governance",
		"decisive",
	}
}

// ProviderOwnership is who owns and controls the provider. Shares are direct and indirect through every level, in
// percent; one person and those it acts with count as one. For a public body, an association or a cooperative, capital
// is 0 and votes are those of its members. Sources: SecNumCloud 3.2, 19.6.b; BSI C3A SOV-1-03.
type ProviderOwnership struct {
	// LargestNonEUCapitalPercent is the largest share of the capital that a single owner seated or resident outside the
	// EU holds; 0 if none does.
	LargestNonEUCapitalPercent *float64 `json:"largestNonEUCapitalPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What is the largest share of the capital held by a single owner from outside the EU?" de:"Wie hoch ist der größte Kapitalanteil eines einzelnen Eigentümers von außerhalb der EU?"`
	// JointNonEUCapitalPercent is the share of the capital that all owners seated or resident outside the EU hold
	// together. Of listed shares those count whose holder has had to notify the holding (SecNumCloud 3.2, 19.6.b); of
	// others, those of unknown holders count as non-EU.
	JointNonEUCapitalPercent *float64 `json:"jointNonEUCapitalPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the capital do all owners from outside the EU hold together?" de:"Welchen Kapitalanteil halten alle Eigentümer von außerhalb der EU zusammen?"`
	// LargestNonEUVotesPercent is the largest share of the votes that a single owner seated or resident outside the EU
	// holds; 0 if none does.
	LargestNonEUVotesPercent *float64 `json:"largestNonEUVotesPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What is the largest share of the votes held by a single owner from outside the EU?" de:"Wie hoch ist der größte Stimmrechtsanteil eines einzelnen Eigentümers von außerhalb der EU?"`
	// JointNonEUVotesPercent is the share of the votes that all owners seated or resident outside the EU hold together,
	// listed shares and unknown holders as for the capital.
	JointNonEUVotesPercent *float64 `json:"jointNonEUVotesPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the votes do all owners from outside the EU hold together?" de:"Welchen Stimmrechtsanteil halten alle Eigentümer von außerhalb der EU zusammen?"`
	// NonEUVeto reports whether a party from outside the EU can block decisions, by articles, agreement, law or licence.
	NonEUVeto *bool `json:"nonEUVeto,omitzero" en:"Can a party from outside the EU block decisions of the provider?" de:"Kann jemand von außerhalb der EU Entscheidungen des Anbieters blockieren?"`
	// NonEUBoardMajority reports whether parties from outside the EU can appoint or remove most members of the
	// management or supervisory body.
	NonEUBoardMajority *bool `json:"nonEUBoardMajority,omitzero" en:"Can parties from outside the EU appoint most members of the management or supervisory body?" de:"Können Beteiligte von außerhalb der EU die Mehrheit der Leitungs- oder Aufsichtsorgane bestimmen?"`
	// ControlCountries is the complete set of seats or residences of those who, alone or together, can decide the key
	// strategic, financial or operational questions of the provider in the end, at the top of the chain. In a company
	// without a controlling owner it is the seat of the company itself. Source: BSI C3A SOV-1-03.
	ControlCountries []Country `json:"controlCountries,omitzero" en:"In which countries are those seated who ultimately control the provider?" de:"In welchen Ländern sitzen diejenigen, die den Anbieter letztlich beherrschen?"`
	// ControlDisclosed reports whether customers are told who ultimately controls the provider. Source: BSI C3A
	// SOV-1-03.
	ControlDisclosed *bool `json:"controlDisclosed,omitzero" en:"Does the provider disclose to its customers who ultimately controls it?" de:"Legt der Anbieter seinen Kunden offen, wer ihn letztlich beherrscht?"`
	// FreeFloatPercent is the share of the votes that are traded on an exchange without a known holder of 3 percent or
	// more; 0 if the provider and its parents are not listed.
	FreeFloatPercent *float64 `json:"freeFloatPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the votes is traded on an exchange as free float?" de:"Welcher Stimmrechtsanteil befindet sich börsengehandelt im Streubesitz?"`
	// PublicVotesPercent is the share of the votes held by states, regions, municipalities or public bodies of the EU or
	// its member states.
	PublicVotesPercent *float64 `json:"publicVotesPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the votes do public bodies in the EU hold?" de:"Welchen Stimmrechtsanteil halten öffentliche Stellen in der EU?"`
}

// ChangeOfControl is what applies when control over the provider changes, and how likely that is. Sources: BSI C3A
// SOV-1-04, EUCSF SOV-1.Q2, NCD.2.3.04 of the BSI Mindeststandard externe Cloud-Dienste.
type ChangeOfControl struct {
	// NoticeDays is how many calendar days before a change of control takes effect the contract obliges the provider to
	// tell customers; 0 means no prior notice. A month counts as 31 days. Source: BSI C3A SOV-1-04 (90 days).
	NoticeDays *int64 `json:"noticeDays,omitzero" unit:"days" min:"0" en:"How many calendar days before a change of control must the provider tell the customer?" de:"Wie viele Kalendertage vor einem Kontrollwechsel muss der Anbieter den Kunden unterrichten?"`
	// ReportDays is within how many calendar days after a change in ownership or control the contract obliges the
	// provider to report it. Source: SecNumCloud 3.2, 19.6.f (one month).
	ReportDays *int64 `json:"reportDays,omitzero" unit:"days" min:"0" en:"Within how many calendar days after a change of ownership or control must the provider report it?" de:"Innerhalb wie vieler Kalendertage nach einer Änderung von Eigentum oder Kontrolle muss der Anbieter sie melden?"`
	// TerminationRight reports whether the contract lets the customer terminate because of a change of control before
	// the contract's end.
	TerminationRight *bool `json:"terminationRight,omitzero" en:"May the customer terminate the contract early because of a change of control?" de:"Darf der Kunde den Vertrag wegen eines Kontrollwechsels vorzeitig kündigen?"`
	// TerminationFree reports whether such a termination costs the customer nothing, the remaining term included.
	TerminationFree *bool `json:"terminationFree,omitzero" en:"Is such a termination free of charge for the customer?" de:"Ist eine solche Kündigung für den Kunden kostenfrei?"`
	// Protections is the complete set of safeguards against a takeover from outside the EU that are in force; empty
	// means none.
	Protections []TakeoverProtection `json:"protections,omitzero" en:"Which safeguards against a takeover from outside the EU are in force?" de:"Welche Sicherungen gegen eine Übernahme von außerhalb der EU bestehen?"`
	// AssessedOn is the day of the last written assessment of the risk of a takeover from outside the EU.
	AssessedOn *Date `json:"assessedOn,omitzero" en:"On which day was the risk of a takeover from outside the EU last assessed in writing?" de:"An welchem Tag wurde das Risiko einer Übernahme von außerhalb der EU zuletzt schriftlich bewertet?"`
	// TakeoverLikelihood is the result of that assessment for the coming three years. Source: EUCSF SOV-1.Q2.
	TakeoverLikelihood *TakeoverLikelihood `json:"takeoverLikelihood,omitzero" en:"How likely is a takeover from outside the EU within three years, by that assessment?" de:"Wie wahrscheinlich ist nach dieser Bewertung eine Übernahme von außerhalb der EU binnen drei Jahren?"`
	// NonEUSalePending reports whether a sale to, or merger with, a party from outside the EU is agreed, announced or
	// under negotiation.
	NonEUSalePending *bool `json:"nonEUSalePending,omitzero" en:"Is a sale to or merger with a party from outside the EU agreed, announced or under negotiation?" de:"Ist ein Verkauf an oder Zusammenschluss mit Beteiligten von außerhalb der EU vereinbart, angekündigt oder in Verhandlung?"`
}

// TakeoverProtection is a safeguard against a takeover.
type TakeoverProtection string

// The values of [TakeoverProtection].
const (
	// TakeoverProtectionPublicMajority is a majority of the votes held by public bodies in the EU.
	TakeoverProtectionPublicMajority TakeoverProtection = "publicMajority"
	// TakeoverProtectionGoldenShare is a special right of a public body to block a sale.
	TakeoverProtectionGoldenShare TakeoverProtection = "goldenShare"
	// TakeoverProtectionFoundation is ownership by a foundation or in another form that cannot be sold.
	TakeoverProtectionFoundation TakeoverProtection = "foundation"
	// TakeoverProtectionCooperative is ownership by members with limited votes.
	TakeoverProtectionCooperative TakeoverProtection = "cooperative"
	// TakeoverProtectionRestrictedShares is shares that cannot be transferred without consent.
	TakeoverProtectionRestrictedShares TakeoverProtection = "restrictedShares"
	// TakeoverProtectionVotingAgreement is an agreement that binds a majority of votes to EU holders.
	TakeoverProtectionVotingAgreement TakeoverProtection = "votingAgreement"
	// TakeoverProtectionPreemption is a right of first refusal for parties seated in the EU.
	TakeoverProtectionPreemption TakeoverProtection = "preemption"
	// TakeoverProtectionInvestmentScreening is a business that is subject to mandatory foreign investment screening in a
	// member state.
	TakeoverProtectionInvestmentScreening TakeoverProtection = "investmentScreening"
)

// Values returns the closed set, in the order of the type's documentation.
func (TakeoverProtection) Values() []string {
	return []string{
		"publicMajority",
		"goldenShare",
		"foundation",
		"cooperative",
		"restrictedShares",
		"votingAgreement",
		"preemption",
		"investmentScreening",
	}
}

// TakeoverLikelihood is how likely a takeover from outside the EU is, worst first. Source: EUCSF SOV-1.Q2.
type TakeoverLikelihood string

// The values of [TakeoverLikelihood].
const (
	// TakeoverLikelihoodVeryLikely is agreed or announced.
	TakeoverLikelihoodVeryLikely TakeoverLikelihood = "veryLikely"
	// TakeoverLikelihoodLikely is expected.
	TakeoverLikelihoodLikely TakeoverLikelihood = "likely"
	// TakeoverLikelihoodPossible is neither expected nor excluded.
	TakeoverLikelihoodPossible TakeoverLikelihood = "possible"
	// TakeoverLikelihoodUnlikely is hindered by at least one effective safeguard.
	TakeoverLikelihoodUnlikely TakeoverLikelihood = "unlikely"
	// TakeoverLikelihoodVeryUnlikely is excluded by law or by a form of ownership that cannot be sold.
	TakeoverLikelihoodVeryUnlikely TakeoverLikelihood = "veryUnlikely"
)

// Values returns the closed set, in the order of the type's documentation.
func (TakeoverLikelihood) Values() []string {
	return []string{
		"veryLikely",
		"likely",
		"possible",
		"unlikely",
		"veryUnlikely",
	}
}

// ProviderFinancing is where the provider's equity and debt come from, at the last balance sheet. Source: EUCSF
// SOV-1.Q4.
type ProviderFinancing struct {
	// NonEUPercent is the share of equity and interest-bearing debt provided by parties seated outside the EU, in
	// percent of both together.
	NonEUPercent *float64 `json:"nonEUPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of equity and debt comes from outside the EU?" de:"Welcher Anteil von Eigen- und Fremdkapital stammt von außerhalb der EU?"`
	// BalanceSheetDate is the balance sheet date the share refers to.
	BalanceSheetDate *Date `json:"balanceSheetDate,omitzero" en:"To which balance sheet date does this share refer?" de:"Auf welchen Bilanzstichtag bezieht sich dieser Anteil?"`
}

// EconomicContribution is what part of the provider's activity takes place in the EU, in the last full financial year,
// for the group as far as it works for the offer. Source: EUCSF SOV-1.Q5.
type EconomicContribution struct {
	// EUInvestmentPercent is the share of investment in tangible and intangible assets made in the EU, in percent.
	EUInvestmentPercent *float64 `json:"euInvestmentPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of investment is made in the EU?" de:"Welcher Anteil der Investitionen erfolgt in der EU?"`
	// EUStaffPercent is the share of staff employed in the EU, in full-time equivalents and percent.
	EUStaffPercent *float64 `json:"euStaffPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of staff is employed in the EU?" de:"Welcher Anteil der Beschäftigten arbeitet in der EU?"`
	// EUValueAddedPercent is the share of value added that arises in the EU, in percent.
	EUValueAddedPercent *float64 `json:"euValueAddedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of value added arises in the EU?" de:"Welcher Anteil der Wertschöpfung entsteht in der EU?"`
	// EUResearchPercent is the share of spending on research and development made in the EU, in percent.
	EUResearchPercent *float64 `json:"euResearchPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of research and development spending is made in the EU?" de:"Welcher Anteil der Ausgaben für Forschung und Entwicklung erfolgt in der EU?"`
	// EURevenuePercent is the share of revenue from customers in the EU, in percent. EUCSF SOV-2.Q4 asks for it as a tie
	// to the EU market.
	EURevenuePercent *float64 `json:"euRevenuePercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of revenue comes from customers in the EU?" de:"Welcher Anteil des Umsatzes stammt von Kunden in der EU?"`
	// FiscalYearEnd is the last day of the financial year the shares refer to.
	FiscalYearEnd *Date `json:"fiscalYearEnd,omitzero" en:"On which day did the financial year of these shares end?" de:"An welchem Tag endete das Geschäftsjahr, auf das sich diese Anteile beziehen?"`
}

// IndustrialStrategy is how the provider follows the digital, green and industrial strategies of the EU. Source: EUCSF
// SOV-1.Q7.
type IndustrialStrategy struct {
	// ActionPlan reports whether a written plan names such strategies and the provider's own measures for them.
	ActionPlan *bool `json:"actionPlan,omitzero" en:"Is there a written plan with measures for the digital, green or industrial strategies of the EU?" de:"Gibt es einen schriftlichen Plan mit Maßnahmen zu den digitalen, grünen oder industriellen Strategien der EU?"`
	// TargetsBeyondLaw reports whether the plan sets dated, measurable targets that go beyond what law requires.
	TargetsBeyondLaw *bool `json:"targetsBeyondLaw,omitzero" en:"Does the plan set dated, measurable targets beyond what law requires?" de:"Setzt der Plan terminierte, messbare Ziele über das gesetzlich Geforderte hinaus?"`
	// ResultsMeasured reports whether results have been measured against the plan and recorded.
	ResultsMeasured *bool `json:"resultsMeasured,omitzero" en:"Have results been measured against the plan and recorded?" de:"Wurden Ergebnisse anhand des Plans gemessen und festgehalten?"`
	// DedicatedGovernance reports whether a named body or officer answers to management for the plan.
	DedicatedGovernance *bool `json:"dedicatedGovernance,omitzero" en:"Does a named body or officer answer to management for the plan?" de:"Verantwortet eine benannte Stelle den Plan gegenüber der Leitung?"`
	// DedicatedBudget reports whether the plan has a budget of its own.
	DedicatedBudget *bool `json:"dedicatedBudget,omitzero" en:"Does the plan have a budget of its own?" de:"Hat der Plan ein eigenes Budget?"`
}

// ProgrammeParticipation is the provider's part in one strategic programme. Source: EUCSF SOV-1.Q6.
type ProgrammeParticipation struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Kind is the kind of programme.
	Kind *ProgrammeKind `json:"kind,omitzero" en:"What kind of programme is it?" de:"Um welche Art von Programm handelt es sich?"`
	// Role is the strongest role the provider has in it.
	Role *ProgrammeRole `json:"role,omitzero" en:"Which role does the provider have in the programme?" de:"Welche Rolle hat der Anbieter in dem Programm?"`
	// DependsOnProvider reports whether funding decision or consortium agreement names a result that nobody else in the
	// programme delivers.
	DependsOnProvider *bool `json:"dependsOnProvider,omitzero" en:"Does the programme have a result that only this provider delivers?" de:"Hat das Programm ein Ergebnis, das nur dieser Anbieter liefert?"`
	// EndsOn is the last day of the provider's participation as agreed.
	EndsOn *Date `json:"endsOn,omitzero" en:"Until which day does the participation last?" de:"Bis zu welchem Tag dauert die Beteiligung?"`
}

// ProgrammeKind is a kind of strategic programme.
type ProgrammeKind string

// The values of [ProgrammeKind].
const (
	// ProgrammeKindIPCEI is an important project of common European interest.
	ProgrammeKindIPCEI ProgrammeKind = "ipcei"
	// ProgrammeKindResearch is a framework programme for research and innovation of the EU.
	ProgrammeKindResearch ProgrammeKind = "research"
	// ProgrammeKindDeployment is a deployment or connectivity programme of the EU.
	ProgrammeKindDeployment ProgrammeKind = "deployment"
	// ProgrammeKindDataSpace is a European data space or its federation of infrastructure.
	ProgrammeKindDataSpace ProgrammeKind = "dataSpace"
	// ProgrammeKindStandardisation is a European standardisation request or certification scheme under preparation.
	ProgrammeKindStandardisation ProgrammeKind = "standardisation"
	// ProgrammeKindNational is a programme of a member state.
	ProgrammeKindNational ProgrammeKind = "national"
)

// Values returns the closed set, in the order of the type's documentation.
func (ProgrammeKind) Values() []string {
	return []string{
		"ipcei",
		"research",
		"deployment",
		"dataSpace",
		"standardisation",
		"national",
	}
}

// ProgrammeRole is a role in a programme, weakest first.
type ProgrammeRole string

// The values of [ProgrammeRole].
const (
	// ProgrammeRoleMember is membership without own deliverables.
	ProgrammeRoleMember ProgrammeRole = "member"
	// ProgrammeRoleContributor is own deliverables.
	ProgrammeRoleContributor ProgrammeRole = "contributor"
	// ProgrammeRoleLead is leading a work package or a subproject.
	ProgrammeRoleLead ProgrammeRole = "lead"
	// ProgrammeRoleCoordinator is coordinating the whole.
	ProgrammeRoleCoordinator ProgrammeRole = "coordinator"
)

// Values returns the closed set, in the order of the type's documentation.
func (ProgrammeRole) Values() []string {
	return []string{
		"member",
		"contributor",
		"lead",
		"coordinator",
	}
}
