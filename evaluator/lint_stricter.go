package evaluator

import (
	"context"
	"fmt"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// lintStricter looks at a profile that claims to be at least as strict as its
// base, as every profile does that extends another: criteria that are not, and
// those of which neither is found. Where the comparison itself fails nothing is
// decided.
func lintStricter(p *profiles.Profile, report func(check, pointer, about, hint, format string, args ...any)) {
	if p.Base() == nil || p.Claims() != profiles.Stricter {
		return
	}
	s, err := Stricter(context.Background(), p, p.Base())
	if err != nil {
		report(CheckUnprovenClaim, "", "", "look at both versions yourself", "whether %s is at least as strict as %s is not decided: %v", p.ID(), p.Base().ID(), err)
		return
	}
	say := func(id, pointer string, grounds []Ground) {
		for _, answer := range []StrictnessAnswer{NotStricter, StrictnessNotDecided} {
			var parts []string
			for _, g := range grounds {
				if g.Answer == answer {
					parts = append(parts, g.short())
				}
			}
			if len(parts) == 0 {
				continue
			}
			what := strings.Join(parts, ", ")
			if id != "" {
				what = id + ": " + what
			}
			if answer == StrictnessNotDecided {
				report(CheckUnprovenClaim, pointer, id, "look at both versions yourself, or keep what the base has",
					"whether %s is at least as strict as %s is not decided: %s", p.ID(), p.Base().ID(), what)
				continue
			}
			report(CheckUnprovenClaim, pointer, id, "trias profiles check shows a dossier that comes out better; keep what the base has, or tailor it without the claim",
				"%s is not as strict as %s: %s", p.ID(), p.Base().ID(), what)
		}
	}
	say("", "", s.Grounds)
	for _, c := range s.Criteria {
		say(c.Criterion, settingAt(p, c.Criterion), c.Grounds)
	}
}

// settingAt is where a profile says something of a criterion.
func settingAt(p *profiles.Profile, id string) string {
	d := p.Definition()
	if _, ok := d.Criteria[id]; ok {
		return doc.Pointer("criteria", id)
	}
	for i, c := range d.Changes {
		if c.Criterion == id {
			return fmt.Sprintf("/changes/%d", i)
		}
	}
	return ""
}

// short names a ground in a few words.
func (g *Ground) short() string {
	name := string(g.Kind)
	if g.Parameter != "" {
		name = g.Parameter
	}
	show := func(v evidence.Value) string {
		if v.IsZero() {
			return "nothing"
		}
		return v.String()
	}
	return fmt.Sprintf("%s from %s to %s", name, show(g.From), show(g.To))
}
