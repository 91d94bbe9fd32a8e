package main

import (
	"context"
	"embed"
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// files are what the provider handed in and what the authority recorded.
//
//go:embed dossier/*.yaml onboarding*.yaml
var files embed.FS

// chapter is a day on which the authority looks at the offer: with what it has
// been handed in by then, and what it has recorded itself.
type chapter struct {
	day     string
	title   evidence.Text
	tale    evidence.Text
	dossier []string // below dossier/
	record  string
}

// chapters are the story, the earliest first.
var chapters = []chapter{
	{
		"2026-02-02", evidence.Text{EN: "The application", DE: "Der Antrag"},
		evidence.Text{
			EN: "Five people in Nirgendheim run a service with which town halls book rooms. They have no attestation, no months of figures and no exercised exit plan. They apply to be listed. " +
				"Not listed, they are measured like everybody else, and do not pass. But whatever binds at once is met: the first level is reached, and for a listing the authority asks no more.",
			DE: "Fünf Leute in Nirgendheim betreiben einen Dienst, mit dem Rathäuser Räume buchen. Sie haben kein Testat, keine Messwerte aus mehreren Monaten und keinen erprobten Exit-Plan. Sie beantragen die Listung. " +
				"Ungelistet werden sie gemessen wie alle anderen und bestehen nicht. Was sofort gilt, ist aber erfüllt: Die erste Konformitätsstufe ist erreicht, und mehr verlangt die Behörde für eine Listung nicht.",
		},
		[]string{"offer", "year-2026", "figures-2026-02"}, "onboarding.yaml",
	},
	{
		"2026-04-01", evidence.Text{EN: "Listed", DE: "Gelistet"},
		evidence.Text{
			EN: "The authority lists the offer, a month before its own time limit. From this day the terms of the stages run, and the verdict is provisional.",
			DE: "Die Behörde listet das Angebot, einen Monat vor Ablauf ihrer eigenen Frist. Von diesem Tag an laufen die Fristen der Stufen, und das Ergebnis ist vorläufig.",
		},
		[]string{"offer", "year-2026", "figures-2026-02"}, "onboarding.yaml",
	},
	{
		"2026-09-15", evidence.Text{EN: "Half a year, met in time", DE: "Das halbe Jahr, rechtzeitig erfüllt"},
		evidence.Text{
			EN: "The recovery plan and half a year of availability figures arrive two weeks before they bind. The next date is that of the second stage.",
			DE: "Der Wiederanlaufplan und die Verfügbarkeitswerte eines halben Jahres gehen zwei Wochen vor dem Stichtag ein. Nun zählt der Stichtag der nächsten Stufe.",
		},
		[]string{"offer", "year-2026", "figures-2026-09", "recovery"}, "onboarding.yaml",
	},
	{
		"2027-04-01", evidence.Text{EN: "The last day of the first year", DE: "Der letzte Tag des ersten Jahres"},
		evidence.Text{
			EN: "The suppliers are assessed, the recovery plan is exercised and a bill of materials comes with every release. But the drill of the exit plan has failed. On the last day of the term that is still provisional.",
			DE: "Die Lieferanten sind bewertet, der Wiederanlaufplan ist geübt, und zu jeder Veröffentlichung gibt es eine Stückliste. Die Übung des Exit-Plans ist jedoch gescheitert. Am letzten Tag der Frist ist das Ergebnis noch vorläufig.",
		},
		[]string{"offer", "year-2027", "figures-2027-03", "exit-failed"}, "onboarding.yaml",
	},
	{
		"2027-04-02", evidence.Text{EN: "The term has passed", DE: "Die Frist ist abgelaufen"},
		evidence.Text{
			EN: "The same dossier, one day later: the requirement binds, and it is not met. The offer stays listed, for what that means is for the authority to decide; the verdict says how things are.",
			DE: "Dasselbe Dossier einen Tag später: Die Anforderung gilt nun und ist nicht erfüllt. Das Angebot bleibt gelistet, denn was daraus folgt, entscheidet die Behörde; das Ergebnis sagt, wie es steht.",
		},
		[]string{"offer", "year-2027", "figures-2027-03", "exit-failed"}, "onboarding.yaml",
	},
	{
		"2027-05-20", evidence.Text{EN: "The drill passes", DE: "Die Übung gelingt"},
		evidence.Text{
			EN: "Seven weeks later data and bookings are moved to another provider within the time planned. Only the attestation is left, for which there is time until next spring.",
			DE: "Sieben Wochen später ziehen Daten und Buchungen in der geplanten Zeit zu einem anderen Anbieter um. Es fehlt nur noch das Testat, für das bis zum nächsten Frühjahr Zeit ist.",
		},
		[]string{"offer", "year-2027", "figures-2027-05", "exit"}, "onboarding.yaml",
	},
	{
		"2028-03-10", evidence.Text{EN: "The attestation", DE: "Das Testat"},
		evidence.Text{
			EN: "The first C5 report is there, three weeks before the last stage binds. Nothing is provisional any more: the offer meets what the profile normal asks of everybody.",
			DE: "Der erste C5-Bericht liegt vor, drei Wochen bevor die letzte Stufe gilt. Nichts ist mehr vorläufig: Das Angebot erfüllt, was das Profil normal von allen verlangt.",
		},
		[]string{"offer", "year-2028", "figures-2028-03", "exit", "attestation"}, "onboarding.yaml",
	},
	{
		"2028-04-02", evidence.Text{EN: "Recertified", DE: "Rezertifiziert"},
		evidence.Text{
			EN: "The authority has looked at the offer again, four days before its time ran out. The next recertification is due two years later.",
			DE: "Die Behörde hat das Angebot vier Tage vor Ablauf erneut geprüft. Die nächste Rezertifizierung steht in zwei Jahren an.",
		},
		[]string{"offer", "year-2028", "figures-2028-03", "exit", "attestation"}, "onboarding-2028.yaml",
	},
	{
		"2029-01-31", evidence.Text{EN: "An end is announced", DE: "Ein Ende wird angekündigt"},
		evidence.Text{
			EN: "The five are hired by a larger cooperative, which will run the service and keep its data under another name. The end of the listing is announced two months ahead.",
			DE: "Die Fünf gehen zu einer größeren Genossenschaft, die den Dienst mit den Daten unter anderem Namen fortführt. Das Ende der Listung wird zwei Monate vorher angekündigt.",
		},
		[]string{"offer", "year-2029", "figures-2029-01", "exit", "attestation"}, "onboarding-2029.yaml",
	},
	{
		"2029-04-01", evidence.Text{EN: "No longer listed", DE: "Nicht mehr gelistet"},
		evidence.Text{
			EN: "Three years after it was listed the offer leaves the list: conformant, with an exercised exit plan.",
			DE: "Drei Jahre nach der Listung verlässt das Angebot die Liste: konform und mit erprobtem Exit-Plan.",
		},
		[]string{"offer", "year-2029", "figures-2029-01", "exit", "attestation"}, "onboarding-2029.yaml",
	},
}

// scene is a chapter and what follows.
type scene struct {
	chapter
	on      evidence.Date
	verdict evaluator.Verdict
	levels  evaluator.Levels
}

// tell evaluates every chapter under the profile entry.
func tell(ctx context.Context) ([]scene, *criteria.Catalogue, *profiles.Profile, error) {
	catalogue, err := criteria.Embedded()
	if err != nil {
		return nil, nil, nil, err
	}
	profile, err := profiles.Lookup(profiles.Entry)
	if err != nil {
		return nil, nil, nil, err
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		return nil, nil, nil, err
	}
	var scenes []scene
	for _, c := range chapters {
		s := scene{chapter: c}
		if s.on, err = evidence.ParseDate(c.day); err != nil {
			return nil, nil, nil, err
		}
		dossier, err := merged(c.dossier)
		if err != nil {
			return nil, nil, nil, err
		}
		data, err := files.ReadFile(c.record)
		if err != nil {
			return nil, nil, nil, err
		}
		record, err := evaluator.DecodeOnboarding(c.record, data)
		if err != nil {
			return nil, nil, nil, err
		}
		at := s.on.Start(profile.Zone())
		if s.verdict, err = e.Evaluate(ctx, dossier, at, evaluator.WithOnboarding(*record)); err != nil {
			return nil, nil, nil, fmt.Errorf("%s: %w", c.day, err)
		}
		if s.levels, err = e.Levels(ctx, dossier, at, evaluator.WithOnboarding(*record)); err != nil {
			return nil, nil, nil, fmt.Errorf("%s: %w", c.day, err)
		}
		scenes = append(scenes, s)
	}
	return scenes, catalogue, profile, nil
}

// merged is the dossier of some files.
func merged(names []string) (*evidence.Dossier, error) {
	var sources []*evidence.Fragment
	for _, name := range names {
		name = "dossier/" + name + ".yaml"
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		source, err := evidence.Decode(name, data)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source)
	}
	return evidence.Merge(slices.Clip(sources)...)
}
