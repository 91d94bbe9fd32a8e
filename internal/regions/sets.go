package regions

import (
	"strings"

	"github.com/trias-sovereignty/trias/internal/civil"
)

// set is a region whose members come and go.
type set struct {
	name  string
	spans []span
}

// span is one uninterrupted membership; both ends are inclusive, a zero end is open.
type span struct {
	country  string
	from, to civil.Date
}

// sets are the regions in alphabetical order of their names.
var sets = []set{eea, efta, eu, euroArea, schengen}

// eu holds the member states of the European Union and, before 1993-11-01, of the European (Economic) Community.
//
// Sources: Treaty establishing the European Economic Community, in force 1958-01-01; Accession Treaties of 1972, 1979,
// 1985, 1994, 2003, 2005 and 2011; Withdrawal Agreement of the United Kingdom (OJ L 29, 31.1.2020, p. 7), in force at
// the end of 2020-01-31. The transition period until 2020-12-31 (Art. 126) applied Union law to the United Kingdom but
// did not make it a member.
var eu = set{"EU", join(
	since("1958-01-01", "BE DE FR IT LU NL"),
	between("1973-01-01", "2020-01-31", "GB"),
	since("1973-01-01", "DK IE"),
	since("1981-01-01", "GR"),
	since("1986-01-01", "ES PT"),
	since("1995-01-01", "AT FI SE"),
	since("2004-05-01", "CY CZ EE HU LT LV MT PL SI SK"),
	since("2007-01-01", "BG RO"),
	since("2013-07-01", "HR"),
)}

// eea holds the states to which the Agreement on the European Economic Area applies, from the day of its provisional
// application where that came before its entry into force: accession to the EU does not by itself extend it
// (Art. 128), which is why Bulgaria, Romania and Croatia came later than to the EU. Switzerland is not a party.
//
// Sources: EEA Agreement (OJ L 1, 3.1.1994, p. 3), in force 1994-01-01; EEA Council Decision 1/95 (Liechtenstein, from
// 1995-05-01); Enlargement Agreements of 2003 (OJ L 130, 29.4.2004, applied from 2004-05-01), 2007 (OJ L 221,
// 25.8.2007, p. 1, applied from 2007-08-01) and 2014 (OJ L 170, 11.6.2014, p. 5, applied from 2014-04-12). The
// United Kingdom ceased to be a party when it left the EU; during the transition period until 2020-12-31 the other
// parties treated it as one (Withdrawal Agreement, Art. 129 (1)), which is not membership.
var eea = set{"EEA", join(
	since("1994-01-01", "AT BE DE DK ES FI FR GR IE IS IT LU NL NO PT SE"),
	between("1994-01-01", "2020-01-31", "GB"),
	since("1995-05-01", "LI"),
	since("2004-05-01", "CY CZ EE HU LT LV MT PL SI SK"),
	since("2007-08-01", "BG RO"),
	since("2014-04-12", "HR"),
)}

// efta holds the members of the European Free Trade Association; association (Finland from 1961) is not membership.
//
// Sources: Stockholm Convention, in force 1960-05-03, and the accessions and withdrawals recorded by the EFTA
// Secretariat ("EFTA through the years").
var efta = set{"EFTA", join(
	since("1960-05-03", "CH NO"),
	between("1960-05-03", "1972-12-31", "DK GB"),
	between("1960-05-03", "1985-12-31", "PT"),
	between("1960-05-03", "1994-12-31", "AT SE"),
	since("1970-03-01", "IS"),
	between("1986-01-01", "1994-12-31", "FI"),
	since("1991-09-01", "LI"),
)}

// schengen holds the states without checks at their internal borders, from the day on which the checks at land and sea
// borders had both ended; checks at airports sometimes ended at another date (Greece, the accessions of 2007, Switzerland
// and Croatia later; Italy, Austria, Bulgaria and Romania earlier). Checks that a state brings back for a time
// (Regulation (EU) 2016/399, Art. 25) do not end its membership. Cyprus and Ireland are not members.
//
// Sources: Convention implementing the Schengen Agreement, applied from 1995-03-26; decisions of its
// Executive Committee of 1997 (Italy, Austria: completed by 1998-03-31); Council Decisions 1999/848/EC (Greece),
// 2000/777/EC (Nordic states), 2007/801/EC (nine states), 2008/903/EC (Switzerland), 2011/842/EU (Liechtenstein),
// (EU) 2022/2451 (Croatia), (EU) 2024/210 (Bulgaria, Romania: air and sea from 2024-03-31) and (EU) 2024/3212 (their land
// borders from 2025-01-01).
var schengen = set{"Schengen", join(
	since("1995-03-26", "BE DE ES FR LU NL PT"),
	since("1998-04-01", "AT IT"),
	since("2000-01-01", "GR"),
	since("2001-03-25", "DK FI IS NO SE"),
	since("2007-12-21", "CZ EE HU LT LV MT PL SI SK"),
	since("2008-12-12", "CH"),
	since("2011-12-19", "LI"),
	since("2023-01-01", "HR"),
	since("2025-01-01", "BG RO"),
)}

// euroArea holds the member states of the EU whose currency is the euro. Others that use it, by agreement or on their
// own, are not members.
//
// Sources: Council Decisions 98/317/EC, 2000/427/EC (Greece), 2006/495/EC (Slovenia), 2007/503/EC (Cyprus), 2007/504/EC
// (Malta), 2008/608/EC (Slovakia), 2010/416/EU (Estonia), 2013/387/EU (Latvia), 2014/509/EU (Lithuania), (EU) 2022/1211
// (Croatia) and of 8 July 2025 (Bulgaria).
var euroArea = set{"EuroArea", join(
	since("1999-01-01", "AT BE DE ES FI FR IE IT LU NL PT"),
	since("2001-01-01", "GR"),
	since("2007-01-01", "SI"),
	since("2008-01-01", "CY MT"),
	since("2009-01-01", "SK"),
	since("2011-01-01", "EE"),
	since("2014-01-01", "LV"),
	since("2015-01-01", "LT"),
	since("2023-01-01", "HR"),
	since("2026-01-01", "BG"),
)}

func join(groups ...[]span) []span {
	var all []span
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

func since(from, countries string) []span { return spans(date(from), civil.Date{}, countries) }

func between(from, to, countries string) []span { return spans(date(from), date(to), countries) }

func spans(from, to civil.Date, countries string) []span {
	var s []span
	for _, c := range strings.Fields(countries) {
		s = append(s, span{country: c, from: from, to: to})
	}
	return s
}

// date reads a date of the tables above, which no input reaches.
func date(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}
