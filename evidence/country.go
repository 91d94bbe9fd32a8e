package evidence

import "github.com/trias-sovereignty/trias/internal/regions"

// Country is a country by its officially assigned ISO 3166-1 alpha-2 code, in capitals: "DE", "GR", "GB". Codes that
// are reserved or left to users ("EU", "UK", "XK") are not countries. A territory with a code of its own, such as
// "RE" or "GL", is not a member of the regions its state belongs to; where the state matters, name the state.
type Country string

// Values returns all 249 officially assigned codes in alphabetical order.
//
// Source: ISO 3166-1:2020, as published in the ISO Online Browsing Platform.
func (Country) Values() []string { return regions.Countries() }
