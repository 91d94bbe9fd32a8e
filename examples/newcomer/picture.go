package main

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// The picture's measures, in pixels.
const (
	pictureWidth = 1000
	left         = 132 // where the first day is
	right        = 24
	topRow       = 74
)

// halo keeps the lines of the grid out of a text.
const halo = ` stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`

// colours of conformities: for text on white, and as fill. A picture says each
// in words, too.
var colours = map[evaluator.Conformity][2]string{
	evaluator.Conformant:               {"#1a6b37", "#bfe3cb"},
	evaluator.ConformantWithDeviations: {"#1a6b37", "#d9ecd5"},
	evaluator.Provisional:              {"#7a5200", "#ffe3a6"},
	evaluator.Inconclusive:             {"#5a4a78", "#ddd3ee"},
	evaluator.NonConformant:            {"#98261d", "#f6c9c4"},
}

// svg collects a picture.
type svg struct {
	strings.Builder
	from, to evidence.Date
}

func (s *svg) add(format string, args ...any) { fmt.Fprintf(s, format+"\n", args...) }

// x is where a day is.
func (s *svg) x(d evidence.Date) int {
	return left + days(s.from, d)*(pictureWidth-left-right)/days(s.from, s.to)
}

func days(from, to evidence.Date) int {
	return int(to.Start(time.UTC).Sub(from.Start(time.UTC)) / (24 * time.Hour))
}

func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}

// picture draws the timeline: the listing, until when the stages' requirements
// may stay unmet, and the verdicts.
func (w *writer) picture(scenes []scene, profile *profiles.Profile) string {
	last := scenes[len(scenes)-1]
	o := last.verdict.Onboarding
	s := &svg{}
	s.from, s.to = day(2026, time.January), day(2029, time.July)
	stages := profile.Stages()
	verdicts := topRow + 60 + 30*len(stages) + 24
	height := verdicts + 30*len(scenes) + 40
	s.add(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title desc" lang="%s" font-family="sans-serif" font-size="13">`,
		pictureWidth, height, pictureWidth, height, w.lang)
	s.add(`<title id="title">%s</title>`, escape(w.pictureTitle))
	told := []string{fmt.Sprintf(w.pictureText, w.says.Date(o.Applied), w.says.Date(*o.EndOfLife))}
	for _, x := range scenes {
		told = append(told, fmt.Sprintf(w.assessedOn, w.says.Date(x.on), w.outcome(&x.verdict), x.levels.Reached, len(x.levels.Levels)))
	}
	s.add(`<desc id="desc">%s</desc>`, escape(strings.Join(told, " ")))
	s.add(`<rect width="%d" height="%d" fill="#ffffff"/>`, pictureWidth, height)
	s.add(`<text x="16" y="26" font-size="17" font-weight="bold" fill="#222222">%s</text>`, escape(w.pictureTitle))
	for year := 2026; year <= 2029; year++ {
		for _, month := range []time.Month{time.January, time.April, time.July, time.October} {
			d := day(year, month)
			if d.Compare(s.to) > 0 {
				break
			}
			stroke := "#e4e4e4"
			if month == time.January {
				stroke = "#b5b5b5"
				s.add(`<text x="%d" y="50" fill="#555555">%d</text>`, s.x(d)+4, year)
			}
			s.add(`<line x1="%d" y1="54" x2="%d" y2="%d" stroke="%s"/>`, s.x(d), s.x(d), height-16, stroke)
		}
	}
	// The listing.
	label := func(y int, text string) {
		s.add(`<text x="16" y="%d" font-weight="bold" fill="#222222">%s</text>`, y+16, escape(text))
	}
	bar := func(y int, from, to evidence.Date, fill, stroke, text string) {
		s.add(`<rect x="%d" y="%d" width="%d" height="22" rx="3" fill="%s" stroke="%s"/>`, s.x(from), y, max(s.x(to)-s.x(from), 2), fill, stroke)
		s.add(`<text x="%d" y="%d" fill="#222222">%s</text>`, s.x(from)+6, y+16, escape(text))
	}
	label(topRow, w.rowListing)
	s.add(`<rect x="%d" y="%d" width="%d" height="22" rx="3" fill="#ffffff" stroke="#3a5f8a" stroke-dasharray="4 3"/>`,
		s.x(o.Applied), topRow, s.x(*o.Listed)-s.x(o.Applied))
	s.add(`<text x="%d" y="%d" fill="#222222"%s>%s</text>`, s.x(o.Applied), topRow+38, halo, escape(w.applied+" "+w.says.Date(o.Applied)))
	bar(topRow, *o.Listed, o.EndOfLife.AddDays(1), "#d6e4f3", "#3a5f8a", fmt.Sprintf("%s %s – %s", w.listed, w.says.Date(*o.Listed), w.says.Date(*o.EndOfLife)))
	for _, d := range o.Recertified {
		s.add(`<circle cx="%d" cy="%d" r="6" fill="#3a5f8a"/>`, s.x(d), topRow+11)
		s.add(`<text x="%d" y="%d" fill="#222222">%s</text>`, s.x(d)+10, topRow+16, escape(w.recertified+" "+w.says.Date(d)))
	}
	// The stages.
	y := topRow + 60
	label(y, w.rowStages)
	for _, stage := range stages {
		a, _ := profile.Applied(stage.Criteria[0])
		due := a.DueBy(o.Listed)
		fill, dash := "#fff4d6", ""
		if stage.Given != "" {
			fill, dash = "#ffffff", ` stroke-dasharray="4 3"` // not for this offer
		}
		s.add(`<rect x="%d" y="%d" width="%d" height="22" rx="3" fill="%s" stroke="#a8842c"%s/>`, s.x(*o.Listed), y, s.x(due.AddDays(1))-s.x(*o.Listed), fill, dash)
		s.add(`<text x="%d" y="%d" fill="#222222"%s>%s</text>`, s.x(due.AddDays(1))+6, y+16, halo, escape(stage.Title.In(w.lang)+": "+fmt.Sprintf(w.until2, w.says.Date(*due))))
		y += 30
	}
	// The verdicts.
	y = verdicts
	label(y, w.rowVerdict)
	for i, x := range scenes {
		until := s.to
		if i+1 < len(scenes) {
			until = scenes[i+1].on
		}
		c := colours[x.verdict.Conformity]
		at := s.x(x.on)
		s.add(`<rect x="%d" y="%d" width="%d" height="22" fill="%s"/>`, at, y, max(s.x(until)-at, 2), c[1])
		s.add(`<circle cx="%d" cy="%d" r="6" fill="%s"/>`, at, y+11, c[0])
		text := fmt.Sprintf("%s: %s", w.says.Date(x.on), w.outcome(&x.verdict))
		if at > pictureWidth*3/5 { // no room behind it
			s.add(`<text x="%d" y="%d" fill="%s" text-anchor="end"%s>%s</text>`, at-10, y+16, c[0], halo, escape(text))
		} else {
			s.add(`<text x="%d" y="%d" fill="%s"%s>%s</text>`, max(s.x(until), at+6)+6, y+16, c[0], halo, escape(text))
		}
		y += 30
	}
	s.add(`</svg>`)
	return s.String()
}

// day is the first of a month.
func day(year int, month time.Month) evidence.Date {
	return evidence.DateOf(time.Date(year, month, 1, 0, 0, 0, 0, time.UTC), time.UTC)
}
