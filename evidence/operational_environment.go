package evidence

// Environment is the service's use of energy and hardware, and the reporting
// on it (EUCSF SOV-8). Figures speak of all data centres the service runs in,
// weighted by its energy use there, over the last full calendar year.
type Environment struct {
	// Efficiency is how well energy is used.
	Efficiency EnergyEfficiency `json:"efficiency,omitzero"`
	// Energy is where it comes from.
	Energy EnergySupply `json:"energy,omitzero"`
	// Hardware is what happens to devices.
	Hardware HardwareCircularity `json:"hardware,omitzero"`
	// Reporting is what is published.
	Reporting EnvironmentalReporting `json:"reporting,omitzero"`
}

// EnergyEfficiency is how well the data centres use energy (EUCSF SOV-8.Q1).
type EnergyEfficiency struct {
	// PUE is the power usage effectiveness as a yearly average: total energy
	// over energy of the IT (EN 50600-4-2, ISO/IEC 30134-2).
	PUE *float64 `json:"pue,omitzero" unit:"ratio" min:"1" en:"What is the yearly average power usage effectiveness (PUE)?" de:"Wie hoch ist die Energieverbrauchseffektivität (PUE) im Jahresmittel?"`
	// Verification is who has checked the PUE.
	Verification *EnvironmentalVerification `json:"verification,omitzero" en:"Who has checked the PUE?" de:"Wer hat den PUE-Wert geprüft?"`
	// TargetsSet says that there is a written plan with dated, measurable
	// targets for using less energy.
	TargetsSet *bool `json:"targetsSet,omitzero" en:"Is there a plan with dated, measurable targets for using less energy?" de:"Gibt es einen Plan mit terminierten, messbaren Zielen zur Senkung des Energieverbrauchs?"`
	// WaterLitresPerKWh is the water usage effectiveness as a yearly average,
	// in litres per kilowatt-hour of the IT (EN 50600-4-9).
	WaterLitresPerKWh *float64 `json:"waterLitresPerKWh,omitzero" unit:"litresPerKWh" min:"0" en:"What is the yearly average water usage effectiveness in litres per kilowatt-hour?" de:"Wie hoch ist die Wassernutzungseffektivität (WUE) im Jahresmittel in Litern je Kilowattstunde?"`
	// HeatReusePercent is the share of energy used again outside the data
	// centres (energy reuse factor, EN 50600-4-6).
	HeatReusePercent *float64 `json:"heatReusePercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of energy is used again outside the data centres?" de:"Welcher Anteil der Energie wird außerhalb der Rechenzentren weitergenutzt?"`
}

// EnvironmentalVerification is who has checked a figure or report, weakest
// first.
type EnvironmentalVerification string

// The values of EnvironmentalVerification.
const (
	// Nobody but who made it.
	EnvironmentalVerificationNone EnvironmentalVerification = "none"
	// An independent third party.
	EnvironmentalVerificationThirdParty EnvironmentalVerification = "thirdParty"
	// An independent party under a scheme of the Union, such as EMAS.
	EnvironmentalVerificationUnionScheme EnvironmentalVerification = "unionScheme"
)

// Values returns the accepted values.
func (EnvironmentalVerification) Values() []string {
	return []string{"none", "thirdParty", "unionScheme"}
}

// EnergySupply is where the energy of the data centres comes from (EUCSF
// SOV-8.Q4).
type EnergySupply struct {
	// TracedPercent is the share of energy whose origin is shown by contracts,
	// guarantees of origin or own generation.
	TracedPercent *float64 `json:"tracedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"For what share of energy is the origin shown?" de:"Für welchen Anteil der Energie ist die Herkunft nachgewiesen?"`
	// Countries are all countries in which the energy whose origin is shown
	// was generated.
	Countries []Country `json:"countries,omitzero" en:"In which countries was the energy generated whose origin is shown?" de:"In welchen Ländern wurde die Energie erzeugt, deren Herkunft nachgewiesen ist?"`
	// LowCarbonPercent is the share of all energy shown to come from renewable
	// or other low-carbon sources.
	LowCarbonPercent *float64 `json:"lowCarbonPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of energy is shown to come from low-carbon sources?" de:"Welcher Anteil der Energie stammt nachweislich aus kohlenstoffarmen Quellen?"`
	// RenewablePercent is the share of all energy shown to come from renewable
	// sources.
	RenewablePercent *float64 `json:"renewablePercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of energy is shown to come from renewable sources?" de:"Welcher Anteil der Energie stammt nachweislich aus erneuerbaren Quellen?"`
}

// HardwareCircularity is what happens to hardware before and after its use
// (EUCSF SOV-8.Q2).
type HardwareCircularity struct {
	// Programme is how reuse and recycling are organised.
	Programme *CircularityProgramme `json:"programme,omitzero" en:"How are reuse and recycling of hardware organised?" de:"Wie sind Wiederverwendung und Recycling von Hardware organisiert?"`
	// ReusedPercent is the share of devices taken out of use, by mass, that
	// were used again whole or in parts.
	ReusedPercent *float64 `json:"reusedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of devices taken out of use was used again, by mass?" de:"Welcher Masseanteil der ausgesonderten Geräte wurde wiederverwendet?"`
	// RecycledPercent is the share of devices taken out of use, by mass, that
	// were recycled by a certified company.
	RecycledPercent *float64 `json:"recycledPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of devices taken out of use was recycled by a certified company, by mass?" de:"Welcher Masseanteil der ausgesonderten Geräte wurde durch einen zertifizierten Betrieb verwertet?"`
}

// CircularityProgramme is how reuse and recycling are organised, weakest
// first.
type CircularityProgramme string

// The values of CircularityProgramme.
const (
	// There is no policy.
	CircularityProgrammeNone CircularityProgramme = "none"
	// A policy states the aim.
	CircularityProgrammePolicy CircularityProgramme = "policy"
	// A documented programme describes steps, responsibilities and figures.
	CircularityProgrammeDocumented CircularityProgramme = "documented"
	// The programme follows the Union's rules on the circular economy.
	CircularityProgrammeUnionAligned CircularityProgramme = "unionAligned"
	// The life cycle is certified under a scheme of the Union.
	CircularityProgrammeUnionCertified CircularityProgramme = "unionCertified"
)

// Values returns the accepted values.
func (CircularityProgramme) Values() []string {
	return []string{"none", "policy", "documented", "unionAligned", "unionCertified"}
}

// EnvironmentalReporting is what is published about effects on the environment
// (EUCSF SOV-8.Q3).
type EnvironmentalReporting struct {
	// Rhythm is how often something is published.
	Rhythm *ReportingRhythm `json:"rhythm,omitzero" en:"How often are effects on the environment reported publicly?" de:"Wie oft wird öffentlich über Umweltwirkungen berichtet?"`
	// LastPublishedOn is the day the last report was published. Leave it out
	// if there was none.
	LastPublishedOn *Date `json:"lastPublishedOn,omitzero" en:"On which day was the last report on effects on the environment published?" de:"An welchem Tag wurde der letzte Umweltbericht veröffentlicht?"`
	// Indicators is the complete set of figures reported for the service or
	// its data centres.
	Indicators []EnvironmentalIndicator `json:"indicators,omitzero" en:"Which environmental figures are reported?" de:"Welche Umweltkennzahlen werden berichtet?"`
	// UnionMethod says that the figures are determined by a method the Union
	// prescribes or recommends, such as Delegated Regulation (EU) 2024/1364.
	UnionMethod *bool `json:"unionMethod,omitzero" en:"Are the figures determined by a method the Union prescribes or recommends?" de:"Werden die Kennzahlen nach einer von der Union vorgeschriebenen oder empfohlenen Methode ermittelt?"`
	// Verification is who has checked the report.
	Verification *EnvironmentalVerification `json:"verification,omitzero" en:"Who has checked the report?" de:"Wer hat den Bericht geprüft?"`
}

// ReportingRhythm is how often something is reported, weakest first.
type ReportingRhythm string

// The values of ReportingRhythm.
const (
	// Never.
	ReportingRhythmNone ReportingRhythm = "none"
	// Now and then.
	ReportingRhythmIrregular ReportingRhythm = "irregular"
	// At least once a year.
	ReportingRhythmAnnual ReportingRhythm = "annual"
)

// Values returns the accepted values.
func (ReportingRhythm) Values() []string {
	return []string{"none", "irregular", "annual"}
}

// EnvironmentalIndicator is a figure on effects on the environment.
type EnvironmentalIndicator string

// The values of EnvironmentalIndicator.
const (
	// Energy used.
	EnvironmentalIndicatorEnergyUse EnvironmentalIndicator = "energyUse"
	// Power usage effectiveness (PUE).
	EnvironmentalIndicatorPowerUsageEffectiveness EnvironmentalIndicator = "powerUsageEffectiveness"
	// Own emissions of greenhouse gases.
	EnvironmentalIndicatorScope1Emissions EnvironmentalIndicator = "scope1Emissions"
	// Emissions of energy bought.
	EnvironmentalIndicatorScope2Emissions EnvironmentalIndicator = "scope2Emissions"
	// Emissions along the supply chain.
	EnvironmentalIndicatorScope3Emissions EnvironmentalIndicator = "scope3Emissions"
	// Water used.
	EnvironmentalIndicatorWaterUse EnvironmentalIndicator = "waterUse"
	// Share of renewable energy.
	EnvironmentalIndicatorRenewableShare EnvironmentalIndicator = "renewableShare"
	// Heat used again.
	EnvironmentalIndicatorHeatReuse EnvironmentalIndicator = "heatReuse"
	// Devices disposed of.
	EnvironmentalIndicatorHardwareWaste EnvironmentalIndicator = "hardwareWaste"
)

// Values returns the accepted values.
func (EnvironmentalIndicator) Values() []string {
	return []string{
		"energyUse", "powerUsageEffectiveness", "scope1Emissions", "scope2Emissions",
		"scope3Emissions", "waterUse", "renewableShare", "heatReuse", "hardwareWaste",
	}
}
