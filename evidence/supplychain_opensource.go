package evidence

// OpenSource is the health of the open-source projects the offer rests on.
type OpenSource struct {
	// KeyProjectsIdentified reports whether the provider has determined in writing which open-source projects are key:
	// those whose end would force it to replace or take over code.
	KeyProjectsIdentified *bool `json:"keyProjectsIdentified,omitzero" en:"Has the provider determined in writing which open-source projects are key to the offer?" de:"Hat der Anbieter schriftlich bestimmt, welche Open-Source-Projekte für das Angebot wesentlich sind?"`
	// HealthReviewedOn is the day on which the health of all key projects had last been reviewed.
	HealthReviewedOn *Date `json:"healthReviewedOn,omitzero" en:"On which day was the health of all key projects last reviewed?" de:"An welchem Tag wurde der Zustand aller wesentlichen Projekte zuletzt überprüft?"`
	// ContributesUpstream reports whether the provider had changes of its own accepted by at least one key project in
	// the last 12 months.
	ContributesUpstream *bool `json:"contributesUpstream,omitzero" en:"Has the provider contributed accepted changes to a key project in the last 12 months?" de:"Hat der Anbieter in den letzten 12 Monaten angenommene Änderungen zu einem wesentlichen Projekt beigetragen?"`
	// Projects are the key projects, the offer's own software included if it is open source. The list is complete. Empty
	// means: none is key.
	Projects []OpenSourceProject `json:"projects,omitzero" en:"Which open-source projects are key to the offer?" de:"Welche Open-Source-Projekte sind für das Angebot wesentlich?"`
}

// OpenSourceProject is one key open-source project.
type OpenSourceProject struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// License is the licence the project declares.
	License *License `json:"license,omitzero" en:"Under which licence is the project?" de:"Unter welcher Lizenz steht das Projekt?"`
	// LicenseConsistent reports whether the licence the project declares in its metadata is that of its licence file.
	LicenseConsistent *bool `json:"licenseConsistent,omitzero" en:"Is the licence in the project's metadata the one of its licence file?" de:"Stimmt die Lizenz in den Metadaten des Projekts mit seiner Lizenzdatei überein?"`
	// LicenseConflicts is the number of unresolved licence conflicts that the last scan of the project and its
	// dependencies found.
	LicenseConflicts *int64 `json:"licenseConflicts,omitzero" unit:"count" min:"0" en:"How many unresolved licence conflicts did the last scan find?" de:"Wie viele ungelöste Lizenzkonflikte hat der letzte Scan ergeben?"`
	// LicenseScannedOn is the day of that scan.
	LicenseScannedOn *Date `json:"licenseScannedOn,omitzero" en:"On which day was the project last scanned for licence conflicts?" de:"An welchem Tag wurde das Projekt zuletzt auf Lizenzkonflikte untersucht?"`
	// StewardCountry is the seat of the organisation that holds name, infrastructure or decision rights of the project;
	// of the main maintainer's residence if there is none.
	StewardCountry *Country `json:"stewardCountry,omitzero" en:"In which country is the project's steward seated?" de:"In welchem Land hat der Träger des Projekts seinen Sitz?"`
	// Activity is how alive it is.
	Activity ProjectActivity `json:"activity,omitzero"`
	// Lifecycle is how long the version in use is maintained.
	Lifecycle ProjectLifecycle `json:"lifecycle,omitzero"`
	// Scorecard is what OpenSSF Scorecard measured.
	Scorecard ProjectScorecard `json:"scorecard,omitzero"`
	// OpenCode is what the platform openCode awarded.
	OpenCode OpenCodeBadges `json:"openCode,omitzero"`
	// PublicCode is what the project's publiccode.yml states.
	PublicCode PublicCode `json:"publicCode,omitzero"`
}

// ProjectActivity is how alive a project is. Six months are the 182 days, a year the 365 days, before MeasuredOn;
// automatic accounts do not count. Source: openCode maintenance badge.
type ProjectActivity struct {
	// MeasuredOn is the day of the measurement.
	MeasuredOn *Date `json:"measuredOn,omitzero" en:"On which day was the project's activity measured?" de:"An welchem Tag wurde die Aktivität des Projekts gemessen?"`
	// CommitsSixMonths is the number of commits to the main line in six months. Source: openCode maintenance badge,
	// level 1 (5 commits).
	CommitsSixMonths *int64 `json:"commitsSixMonths,omitzero" unit:"count" min:"0" en:"How many commits did the project have in six months?" de:"Wie viele Commits hatte das Projekt in sechs Monaten?"`
	// ResponseDays is the median time until a maintainer first answers an issue or change request of the last six
	// months, in calendar days, rounded up. Source: openCode maintenance badge, level 1 (less than 7 days).
	ResponseDays *int64 `json:"responseDays,omitzero" unit:"days" min:"0" en:"After how many days, by median, does a maintainer first answer?" de:"Nach wie vielen Tagen antworten die Betreuenden im Median erstmals?"`
	// LatestReleaseOn is the day of the latest release. Source: openCode maintenance badge, level 2 (within six months).
	LatestReleaseOn *Date `json:"latestReleaseOn,omitzero" en:"On which day was the latest release?" de:"An welchem Tag erschien die neueste Veröffentlichung?"`
	// ReleasesPerYear is the number of releases in a year.
	ReleasesPerYear *int64 `json:"releasesPerYear,omitzero" unit:"count" min:"0" en:"How many releases did the project have in a year?" de:"Wie viele Veröffentlichungen hatte das Projekt in einem Jahr?"`
	// Contributors is the number of persons with at least one accepted change in a year.
	Contributors *int64 `json:"contributors,omitzero" unit:"count" min:"0" en:"How many persons contributed accepted changes in a year?" de:"Wie viele Personen haben in einem Jahr angenommene Änderungen beigetragen?"`
	// BusFactor is the smallest number of persons who together made more than half of the changes of a year; tools that
	// count otherwise do not give this fact. Source: openCode maintenance badge, level 3 (bus factor of 2).
	BusFactor *int64 `json:"busFactor,omitzero" unit:"count" min:"0" en:"How many persons together made more than half of the changes of a year?" de:"Wie viele Personen haben zusammen mehr als die Hälfte der Änderungen eines Jahres beigetragen?"`
	// Organisations is the number of organisations whose members made at least 5 percent of the changes of a year each.
	Organisations *int64 `json:"organisations,omitzero" unit:"count" min:"0" en:"How many organisations each made at least 5 percent of the changes of a year?" de:"Wie viele Organisationen haben jeweils mindestens 5 Prozent der Änderungen eines Jahres beigetragen?"`
	// Status is the state the project declares or, where it declares none, the one its activity shows.
	Status *ProjectStatus `json:"status,omitzero" en:"In which state is the project, by its own declaration or else by its activity?" de:"In welchem Zustand ist das Projekt nach eigener Angabe oder sonst nach seiner Aktivität?"`
}

// ProjectStatus is the state of a project, after repostatus.org and OpenSSF Security Insights.
type ProjectStatus string

// The values of [ProjectStatus].
const (
	// ProjectStatusConcept is an idea with little code.
	ProjectStatusConcept ProjectStatus = "concept"
	// ProjectStatusWIP is development without a usable release.
	ProjectStatusWIP ProjectStatus = "wip"
	// ProjectStatusActive is usable and developed.
	ProjectStatusActive ProjectStatus = "active"
	// ProjectStatusInactive is usable; it is maintained, not developed.
	ProjectStatusInactive ProjectStatus = "inactive"
	// ProjectStatusUnsupported is usable; nobody maintains it, a new maintainer is sought.
	ProjectStatusUnsupported ProjectStatus = "unsupported"
	// ProjectStatusSuspended is stopped without a usable release, to be resumed.
	ProjectStatusSuspended ProjectStatus = "suspended"
	// ProjectStatusAbandoned is stopped without a usable release, for good.
	ProjectStatusAbandoned ProjectStatus = "abandoned"
	// ProjectStatusMoved is continued elsewhere.
	ProjectStatusMoved ProjectStatus = "moved"
)

// Values returns the closed set, in the order of the type's documentation.
func (ProjectStatus) Values() []string {
	return []string{
		"concept",
		"wip",
		"active",
		"inactive",
		"unsupported",
		"suspended",
		"abandoned",
		"moved",
	}
}

// ProjectLifecycle is how long the version in use is maintained. Source: the project's own announcements, as
// endoflife.date collects them.
type ProjectLifecycle struct {
	// UsedVersion is the version the offer uses.
	UsedVersion *Version `json:"usedVersion,omitzero" en:"Which version of the project does the offer use?" de:"Welche Version des Projekts verwendet das Angebot?"`
	// LatestVersion is the newest stable version.
	LatestVersion *Version `json:"latestVersion,omitzero" en:"Which is the project's newest stable version?" de:"Welche ist die neueste stabile Version des Projekts?"`
	// EndAnnounced reports whether an end of maintenance is announced for the version line in use; false where it is
	// known that none is.
	EndAnnounced *bool `json:"endAnnounced,omitzero" en:"Is an end of maintenance announced for the version line in use?" de:"Ist für die eingesetzte Versionslinie ein Ende der Pflege angekündigt?"`
	// ActiveSupportEndsOn is the last day on which the version line gets corrections of errors.
	ActiveSupportEndsOn *Date `json:"activeSupportEndsOn,omitzero" en:"Until which day does the version line in use get corrections of errors?" de:"Bis zu welchem Tag erhält die eingesetzte Versionslinie Fehlerkorrekturen?"`
	// SecuritySupportEndsOn is the last day on which the version line gets security corrections, without paying extra.
	SecuritySupportEndsOn *Date `json:"securitySupportEndsOn,omitzero" en:"Until which day does the version line in use get security corrections?" de:"Bis zu welchem Tag erhält die eingesetzte Versionslinie Sicherheitskorrekturen?"`
	// ExtendedSupportEndsOn is the last day of support the provider has contracted beyond that.
	ExtendedSupportEndsOn *Date `json:"extendedSupportEndsOn,omitzero" en:"Until which day has the provider contracted extended support?" de:"Bis zu welchem Tag hat der Anbieter verlängerte Unterstützung vereinbart?"`
	// LongTermSupport reports whether the version line in use is one of long-term support.
	LongTermSupport *bool `json:"longTermSupport,omitzero" en:"Is the version line in use one of long-term support?" de:"Ist die eingesetzte Versionslinie eine mit Langzeitunterstützung?"`
}

// ProjectScorecard is what OpenSSF Scorecard measured, 0 (worst) to 10 per check. A check that was inconclusive (-1) or
// did not run is unknown, not 0.
type ProjectScorecard struct {
	// MeasuredOn is the day of the measurement.
	MeasuredOn *Date `json:"measuredOn,omitzero" en:"On which day did OpenSSF Scorecard measure the project?" de:"An welchem Tag hat OpenSSF Scorecard das Projekt gemessen?"`
	// ToolVersion is the version of Scorecard; checks and weights change between versions.
	ToolVersion *Version `json:"toolVersion,omitzero" en:"Which version of OpenSSF Scorecard was used?" de:"Welche Version von OpenSSF Scorecard wurde verwendet?"`
	// Overall is the aggregate score, 0 to 10, as Scorecard weighted it.
	Overall *float64 `json:"overall,omitzero" unit:"points" min:"0" max:"10" en:"What is the aggregate score of OpenSSF Scorecard?" de:"Welche Gesamtpunktzahl hat OpenSSF Scorecard ermittelt?"`
	// BinaryArtifacts is the score of the check Binary-Artifacts.
	BinaryArtifacts *int64 `json:"binaryArtifacts,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Binary-Artifacts?" de:"Welche Punktzahl hat die Scorecard-Prüfung Binary-Artifacts ergeben?"`
	// BranchProtection is the score of the check Branch-Protection.
	BranchProtection *int64 `json:"branchProtection,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Branch-Protection?" de:"Welche Punktzahl hat die Scorecard-Prüfung Branch-Protection ergeben?"`
	// CITests is the score of the check CI-Tests.
	CITests *int64 `json:"ciTests,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check CI-Tests?" de:"Welche Punktzahl hat die Scorecard-Prüfung CI-Tests ergeben?"`
	// BestPractices is the score of the check CII-Best-Practices.
	BestPractices *int64 `json:"bestPractices,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check CII-Best-Practices?" de:"Welche Punktzahl hat die Scorecard-Prüfung CII-Best-Practices ergeben?"`
	// CodeReview is the score of the check Code-Review.
	CodeReview *int64 `json:"codeReview,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Code-Review?" de:"Welche Punktzahl hat die Scorecard-Prüfung Code-Review ergeben?"`
	// Contributors is the score of the check Contributors.
	Contributors *int64 `json:"contributors,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Contributors?" de:"Welche Punktzahl hat die Scorecard-Prüfung Contributors ergeben?"`
	// DangerousWorkflow is the score of the check Dangerous-Workflow.
	DangerousWorkflow *int64 `json:"dangerousWorkflow,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Dangerous-Workflow?" de:"Welche Punktzahl hat die Scorecard-Prüfung Dangerous-Workflow ergeben?"`
	// DependencyUpdateTool is the score of the check Dependency-Update-Tool.
	DependencyUpdateTool *int64 `json:"dependencyUpdateTool,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Dependency-Update-Tool?" de:"Welche Punktzahl hat die Scorecard-Prüfung Dependency-Update-Tool ergeben?"`
	// Fuzzing is the score of the check Fuzzing.
	Fuzzing *int64 `json:"fuzzing,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Fuzzing?" de:"Welche Punktzahl hat die Scorecard-Prüfung Fuzzing ergeben?"`
	// License is the score of the check License.
	License *int64 `json:"license,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check License?" de:"Welche Punktzahl hat die Scorecard-Prüfung License ergeben?"`
	// Maintained is the score of the check Maintained.
	Maintained *int64 `json:"maintained,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Maintained?" de:"Welche Punktzahl hat die Scorecard-Prüfung Maintained ergeben?"`
	// Packaging is the score of the check Packaging.
	Packaging *int64 `json:"packaging,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Packaging?" de:"Welche Punktzahl hat die Scorecard-Prüfung Packaging ergeben?"`
	// PinnedDependencies is the score of the check Pinned-Dependencies.
	PinnedDependencies *int64 `json:"pinnedDependencies,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Pinned-Dependencies?" de:"Welche Punktzahl hat die Scorecard-Prüfung Pinned-Dependencies ergeben?"`
	// SAST is the score of the check SAST.
	SAST *int64 `json:"sast,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check SAST?" de:"Welche Punktzahl hat die Scorecard-Prüfung SAST ergeben?"`
	// SBOM is the score of the check SBOM.
	SBOM *int64 `json:"sbom,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check SBOM?" de:"Welche Punktzahl hat die Scorecard-Prüfung SBOM ergeben?"`
	// SecurityPolicy is the score of the check Security-Policy.
	SecurityPolicy *int64 `json:"securityPolicy,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Security-Policy?" de:"Welche Punktzahl hat die Scorecard-Prüfung Security-Policy ergeben?"`
	// SignedReleases is the score of the check Signed-Releases.
	SignedReleases *int64 `json:"signedReleases,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Signed-Releases?" de:"Welche Punktzahl hat die Scorecard-Prüfung Signed-Releases ergeben?"`
	// TokenPermissions is the score of the check Token-Permissions.
	TokenPermissions *int64 `json:"tokenPermissions,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Token-Permissions?" de:"Welche Punktzahl hat die Scorecard-Prüfung Token-Permissions ergeben?"`
	// Vulnerabilities is the score of the check Vulnerabilities.
	Vulnerabilities *int64 `json:"vulnerabilities,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Vulnerabilities?" de:"Welche Punktzahl hat die Scorecard-Prüfung Vulnerabilities ergeben?"`
	// Webhooks is the score of the check Webhooks.
	Webhooks *int64 `json:"webhooks,omitzero" unit:"points" min:"0" max:"10" en:"What is the score of the Scorecard check Webhooks?" de:"Welche Punktzahl hat die Scorecard-Prüfung Webhooks ergeben?"`
}

// OpenCodeBadges is what the platform openCode awarded the project.
type OpenCodeBadges struct {
	// MaintenanceLevel is the level of the maintenance badge, 0 for none, to 3.
	MaintenanceLevel *int64 `json:"maintenanceLevel,omitzero" unit:"level" min:"0" max:"3" en:"Which level of the openCode maintenance badge does the project have?" de:"Welche Stufe des openCode-Badges für Wartung hat das Projekt?"`
	// ReuseBadge reports whether it holds the badge for re-use.
	ReuseBadge *bool `json:"reuseBadge,omitzero" en:"Does the project hold the openCode badge for re-use?" de:"Hat das Projekt das openCode-Badge für Nachnutzung?"`
	// SecurityBadge reports whether it holds the badge for security.
	SecurityBadge *bool `json:"securityBadge,omitzero" en:"Does the project hold the openCode badge for security?" de:"Hat das Projekt das openCode-Badge für Sicherheit?"`
	// OpenSourceBadge reports whether it holds the badge for open source.
	OpenSourceBadge *bool `json:"openSourceBadge,omitzero" en:"Does the project hold the openCode badge for open source?" de:"Hat das Projekt das openCode-Badge für Open Source?"`
	// LookedUpOn is the day as of which these badges were looked up.
	LookedUpOn *Date `json:"lookedUpOn,omitzero" en:"As of which day were the openCode badges looked up?" de:"Zu welchem Tag wurden die openCode-Badges abgefragt?"`
}

// PublicCode is what the project's publiccode.yml states. Source: the standard publiccode.yml.
type PublicCode struct {
	// Valid reports whether the file is there and conforms to the standard.
	Valid *bool `json:"valid,omitzero" en:"Is there a publiccode.yml that conforms to the standard?" de:"Gibt es eine standardkonforme publiccode.yml?"`
	// License is legal.license.
	License *License `json:"license,omitzero" en:"Which licence does the publiccode.yml state?" de:"Welche Lizenz gibt die publiccode.yml an?"`
	// DevelopmentStatus is developmentStatus.
	DevelopmentStatus *PublicCodeDevelopmentStatus `json:"developmentStatus,omitzero" en:"Which development status does the publiccode.yml state?" de:"Welchen Entwicklungsstand gibt die publiccode.yml an?"`
	// ReleasedOn is releaseDate.
	ReleasedOn *Date `json:"releasedOn,omitzero" en:"Which release date does the publiccode.yml state?" de:"Welches Veröffentlichungsdatum gibt die publiccode.yml an?"`
	// Maintenance is maintenance.type.
	Maintenance *PublicCodeMaintenance `json:"maintenance,omitzero" en:"Which type of maintenance does the publiccode.yml state?" de:"Welche Art der Pflege gibt die publiccode.yml an?"`
	// ContractUntil is the latest maintenance.contractors.until.
	ContractUntil *Date `json:"contractUntil,omitzero" en:"Until which day is maintenance contracted, by the publiccode.yml?" de:"Bis zu welchem Tag ist die Pflege laut publiccode.yml beauftragt?"`
	// ReusedBy is the number of administrations in usedBy.
	ReusedBy *int64 `json:"reusedBy,omitzero" unit:"count" min:"0" en:"How many administrations use the project, by the publiccode.yml?" de:"Wie viele Verwaltungen nutzen das Projekt laut publiccode.yml?"`
	// ProprietaryDependencies is the number of entries in dependsOn.proprietary that are not optional.
	ProprietaryDependencies *int64 `json:"proprietaryDependencies,omitzero" unit:"count" min:"0" en:"On how many proprietary products does the project depend, by the publiccode.yml?" de:"Von wie vielen proprietären Produkten hängt das Projekt laut publiccode.yml ab?"`
}

// PublicCodeDevelopmentStatus is a development status of publiccode.yml.
type PublicCodeDevelopmentStatus string

// The values of [PublicCodeDevelopmentStatus].
const (
	// PublicCodeDevelopmentStatusConcept is an idea.
	PublicCodeDevelopmentStatusConcept PublicCodeDevelopmentStatus = "concept"
	// PublicCodeDevelopmentStatusDevelopment is under development.
	PublicCodeDevelopmentStatusDevelopment PublicCodeDevelopmentStatus = "development"
	// PublicCodeDevelopmentStatusBeta is in test.
	PublicCodeDevelopmentStatusBeta PublicCodeDevelopmentStatus = "beta"
	// PublicCodeDevelopmentStatusStable is fit for use.
	PublicCodeDevelopmentStatusStable PublicCodeDevelopmentStatus = "stable"
	// PublicCodeDevelopmentStatusObsolete is no longer maintained.
	PublicCodeDevelopmentStatusObsolete PublicCodeDevelopmentStatus = "obsolete"
)

// Values returns the closed set, in the order of the type's documentation.
func (PublicCodeDevelopmentStatus) Values() []string {
	return []string{
		"concept",
		"development",
		"beta",
		"stable",
		"obsolete",
	}
}

// PublicCodeMaintenance is a type of maintenance of publiccode.yml.
type PublicCodeMaintenance string

// The values of [PublicCodeMaintenance].
const (
	// PublicCodeMaintenanceNone is nobody.
	PublicCodeMaintenanceNone PublicCodeMaintenance = "none"
	// PublicCodeMaintenanceCommunity is volunteers.
	PublicCodeMaintenanceCommunity PublicCodeMaintenance = "community"
	// PublicCodeMaintenanceContract is a contractor.
	PublicCodeMaintenanceContract PublicCodeMaintenance = "contract"
	// PublicCodeMaintenanceInternal is the owner's staff.
	PublicCodeMaintenanceInternal PublicCodeMaintenance = "internal"
)

// Values returns the closed set, in the order of the type's documentation.
func (PublicCodeMaintenance) Values() []string {
	return []string{
		"none",
		"community",
		"contract",
		"internal",
	}
}
