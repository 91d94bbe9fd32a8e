package profiles_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// baseOfTailoring is what the profiles of these tests tailor.
const baseOfTailoring = `stages: {soon: {term: P3M}, late: {term: P12M}}
criteria:
  DAT-CON-06: {obligation: must, proof: 'by("contract")'}
  DAT-CON-07: {obligation: should, layers: {platform: must}, weight: 2, proof: {rule: 'by("contract")', when: 'by("documentation")'}}
  DAT-CON-09: {obligation: must, stage: late, proof: 'by("contract")'}
  DAT-CON-01: {obligation: may, proof: 'by("declaration")'}
  OPS-CON-02: {obligation: must, params: {maxNoticeHours: 72}, proof: 'by("log") || by("documentation")'}
`

func tailoringBase(t testing.TB) *profiles.Profile {
	t.Helper()
	return decode(t, head("base", "")+baseOfTailoring)
}

const because = "reason: {en: So we decided., de: So entschieden.}"

// tailored is a profile with these changes of base, each without its reason.
func tailored(top string, changes ...string) string {
	text := head("city", "") + "tailors: base\n" + top + "changes:\n"
	for _, c := range changes {
		text += "  - {" + c + ", " + because + "}\n"
	}
	return text
}

// What is wrong with a change is said at its place, with a way out.
func TestChangesThatDoNotLoad(t *testing.T) {
	t.Parallel()
	base := tailoringBase(t)
	for name, c := range map[string]struct{ text, pointer, want, hint string }{
		"excluded, not applied": {tailored("", "change: exclude, criterion: DAT-CHO-01"), "/changes/0", "base does not apply DAT-CHO-01", "select it"},
		"no such criterion":     {tailored("", "change: exclude, criterion: DAT-CON-66"), "/changes/0/criterion", "no criterion", "did you mean"},
		"selected already":      {tailored("", "change: select, criterion: DAT-CON-06, obligation: may, proof: none"), "/changes/0", "applies DAT-CON-06 already, as must", "tighten, relax, set or prove"},
		"selected without proof": {tailored("", "change: select, criterion: DAT-CHO-01, obligation: may"), "/changes/0",
			"no proof requirement", "proof: none if none is needed"},
		"selected without obligation": {tailored("", "change: select, criterion: DAT-CHO-01, proof: none"), "/changes/0", "no obligation", "must, should or may"},
		"selected and set":            {tailored("", "change: select, criterion: DAT-CON-10, obligation: may, proof: none", "change: set, criterion: DAT-CON-10, params: {consentToChange: false}"), "/changes/1", "base does not apply", "where the criterion is selected"},
		"no criterion":                {tailored("", "change: exclude"), "/changes/0", "exclude names no criterion", "add it"},
		"a field of another kind":     {tailored("", "change: relax, criterion: DAT-CON-06, obligation: may, weight: 2"), "/changes/0/weight", "weight does not belong to relax", "relax takes criterion, obligation, layers; for another weight add a change of its own: reweigh"},
		"deviations of a criterion":   {tailored("", "change: deviations, criterion: DAT-CON-06, deviations: inconclusive"), "/changes/0/criterion", "criterion does not belong to deviations", "deviations takes deviations"},
		"relaxes to nothing said":     {tailored("", "change: relax, criterion: DAT-CON-06"), "/changes/0", "relax says neither obligation nor layers", "add obligation"},
		"set nothing":                 {tailored("", "change: set, criterion: DAT-CON-06, params: {}"), "/changes/0/params", "names no parameter", "name a parameter"},
		"no reason":                   {strings.Replace(tailored("", "change: exclude, criterion: DAT-CON-06"), because, "decision: D-1", 1), "/changes/0", `field "reason" is missing`, "add it"},
		"a reason that says nothing": {strings.Replace(tailored("", "change: exclude, criterion: DAT-CON-06"), "en: So we decided.", "en: ' '", 1), "/changes/0/reason/en",
			"says nothing", "say why"},
		"a reason in one language":  {strings.Replace(tailored("", "change: exclude, criterion: DAT-CON-06"), ", de: So entschieden.", "", 1), "/changes/0/reason", `"de" is missing`, "add it"},
		"no kind":                   {tailored("", "change: drop, criterion: DAT-CON-06"), "/changes/0/change", "not known here", "one of exclude, select"},
		"the same twice":            {tailored("", "change: reweigh, criterion: DAT-CON-06, weight: 2", "change: reweigh, criterion: DAT-CON-06, weight: 3"), "/changes/1", "reweigh DAT-CON-06 is there already, at /changes/0", "keep one"},
		"excluded and changed":      {tailored("", "change: exclude, criterion: DAT-CON-06", "change: reweigh, criterion: DAT-CON-06, weight: 3"), "/changes/1", "/changes/0 excludes DAT-CON-06", "keep one"},
		"changed and excluded":      {tailored("", "change: reweigh, criterion: DAT-CON-06, weight: 3", "change: exclude, criterion: DAT-CON-06"), "/changes/1", "/changes/0 changes DAT-CON-06, and this one excludes it", "keep one"},
		"tightened to less":         {tailored("", "change: tighten, criterion: DAT-CON-06, obligation: should"), "/changes/0", "DAT-CON-06 is must in base; to tighten it like this changes nothing", "relax the criterion"},
		"tightened to the same":     {tailored("", "change: tighten, criterion: DAT-CON-06, obligation: must"), "/changes/0", "changes nothing", "drop the change"},
		"a layer falls":             {tailored("", "change: tighten, criterion: DAT-CON-07, obligation: must, layers: {platform: should}"), "/changes/0/layers/platform", "is must for the layer platform in base; to tighten does not lower it", "relax it"},
		"a layer rises":             {tailored("", "change: relax, criterion: DAT-CON-07, obligation: may, layers: {application: must}"), "/changes/0/layers/application", "is should for the layer application in base; to relax does not raise it", "tighten it"},
		"relaxed to more":           {tailored("", "change: relax, criterion: DAT-CON-01, obligation: must"), "/changes/0", "DAT-CON-01 is may in base; to relax it like this changes nothing", "tighten the criterion"},
		"one layer both ways":       {tailored("", "change: tighten, criterion: DAT-CON-07, layers: {application: must}", "change: relax, criterion: DAT-CON-07, obligation: may"), "/changes/1", "/changes/0 moves DAT-CON-07 at the layer application the other way", "name the layers"},
		"postponed to no stage":     {tailored("", "change: postpone, criterion: DAT-CON-06, stage: never"), "/changes/0/stage", `no stage "never"`, "declare it"},
		"tailors itself":            {strings.Replace(tailored("", "change: exclude, criterion: DAT-CON-06"), "tailors: base", "tailors: city", 1), "/tailors", "the profile tailors itself", "name another"},
		"postponed to a misspelt":   {tailored("stages: {ages: {term: P9Y}}\n", "change: postpone, criterion: DAT-CON-06, stage: aegs"), "/changes/0/stage", `no stage "aegs"`, `did you mean "ages"?`},
		"postponed to an inherited": {tailored("", "change: postpone, criterion: DAT-CON-06, stage: lat"), "/changes/0/stage", `no stage "lat"`, `did you mean "late"?`},
		"postponed without a stage": {tailored("", "change: postpone, criterion: DAT-CON-06"), "/changes/0", "postpone names no stage", "add it"},
		"postponed to the same":     {tailored("", "change: postpone, criterion: DAT-CON-09, stage: late"), "/changes/0/stage", "DAT-CON-09 binds from the stage late in base already", "drop"},
		"postponed to an earlier":   {tailored("", "change: postpone, criterion: DAT-CON-09, stage: soon"), "/changes/0/stage", "DAT-CON-09 binds from the stage late in base, and no earlier than from here on", "advance it"},
		"advanced from at once":     {tailored("", "change: advance, criterion: DAT-CON-06"), "/changes/0", "DAT-CON-06 binds at once in base already", "drop"},
		"advanced to a later":       {tailored("", "change: advance, criterion: DAT-CON-06, stage: soon"), "/changes/0/stage", "not surely as early", "postpone it"},
		"advanced and postponed":    {tailored("stages: {ages: {term: P9Y}}\n", "change: advance, criterion: DAT-CON-09", "change: postpone, criterion: DAT-CON-09, stage: ages"), "/changes/1", "/changes/0 advances DAT-CON-09", "keep one"},
		"the same weight":           {tailored("", "change: reweigh, criterion: DAT-CON-07, weight: 2.0"), "/changes/0/weight", "the weight of DAT-CON-07 is 2 in base already", "drop"},
		"the same value":            {tailored("", "change: set, criterion: DAT-CON-06, params: {maxDays: 30}"), "/changes/0/params/maxDays", "maxDays is 30 in base already", "another value"},
		"no such parameter":         {tailored("", "change: set, criterion: DAT-CON-06, params: {maxDay: 3}"), "/changes/0/params", `did you mean "maxDays"?`, ""},
		"the same demand":           {tailored("", `change: prove, criterion: DAT-CON-06, proof: 'by("contract") || by("contract")'`), "/changes/0/proof", "base demands this for DAT-CON-06 already", "drop"},
		"a demand not understood":   {tailored("", `change: prove, criterion: DAT-CON-06, proof: 'by("contrakt")'`), "/changes/0/proof", "contrakt", `did you mean "contract"?`},
		"a demand on another fact":  {tailored("", `change: prove, criterion: DAT-CON-06, proof: {rule: none, facts: {data.keys: none}}`), "/changes/0/proof/facts", "does not read", ""},
		"the same deviations":       {tailored("", "change: deviations, deviations: remark"), "/changes/0/deviations", "deviations are remark in base already", "drop"},
		"no change":                 {head("city", "") + "tailors: base\n", "", "tailors base and records no change", "add what is different"},
		"an empty list of changes":  {head("city", "") + "tailors: base\nchanges: []\n", "/changes", "records no change", "add what is different"},
		"all excluded": {tailored("", "change: exclude, criterion: DAT-CON-06", "change: exclude, criterion: DAT-CON-07", "change: exclude, criterion: DAT-CON-09",
			"change: exclude, criterion: DAT-CON-01", "change: exclude, criterion: OPS-CON-02"), "/changes", "exclude every criterion", "keep at least one"},
		"no such base":         {strings.Replace(tailored("", "change: exclude, criterion: DAT-CON-06"), "tailors: base", "tailors: bass", 1), "/tailors", `no profile "bass" to tailor`, "give the base profile too, or tailor normal"},
		"its own id":           {strings.Replace(tailored("", "change: exclude, criterion: DAT-CON-06"), "id: city", "id: base", 1), "/id", "has the id of the one it tailors", "of its own"},
		"extends and tailors":  {tailored("extends: base\n", "change: exclude, criterion: DAT-CON-06"), "/extends", "extends one and tailors another", "keep tailors"},
		"criteria beside":      {tailored("criteria: {}\n", "change: exclude, criterion: DAT-CON-06"), "/criteria", "criteria does not belong", "record under changes"},
		"deviations beside":    {tailored("deviations: inconclusive\n", "change: exclude, criterion: DAT-CON-06"), "/deviations", "deviations does not belong", "change: deviations"},
		"localisation beside":  {tailored("localisation: DE\n", "change: exclude, criterion: DAT-CON-06"), "/localisation", "localisation does not belong", "where the profile is used"},
		"another zone":         {tailored("zone: Europe/Berlin\n", "change: exclude, criterion: DAT-CON-06"), "/zone", "days are those of UTC in base", "leave it out"},
		"changes of an extend": {head("city", "base") + "criteria: {}\nchanges: [{change: exclude, criterion: DAT-CON-06, " + because + "}]\n", "/changes", "changes belong to a profile that tailors", "under tailors"},
		"claims of an extend":  {head("city", "base") + "criteria: {}\nclaims: stricter\n", "/claims", "claims belong to a profile that tailors", "drop it"},
		"neither of the three": {head("city", ""), "", `field "criteria" is missing`, "add it"},
		// with claims: stricter
		"a criterion less":           {tailored("claims: stricter\n", "change: exclude, criterion: DAT-CON-01"), "/changes/0", "DAT-CON-01 is may in base, and excluded here; the profile claims to be stricter", "drop claims: stricter"},
		"a claim and an obligation":  {tailored("claims: stricter\n", "change: relax, criterion: DAT-CON-06, obligation: should"), "/changes/0", "DAT-CON-06 is relaxed; the profile claims to be stricter", "drop"},
		"a claim and a stage":        {tailored("claims: stricter\n", "change: postpone, criterion: DAT-CON-06, stage: soon"), "/changes/0/stage", "DAT-CON-06 binds at once in base; the profile claims to be stricter", "drop"},
		"a claim and a parameter":    {tailored("claims: stricter\n", "change: set, criterion: DAT-CON-06, params: {maxDays: 60}"), "/changes/0/params/maxDays", "maxDays is 30 in base, and 60 is weaker; the profile claims", "drop"},
		"a claim and a demand":       {tailored("claims: stricter\n", `change: prove, criterion: DAT-CON-06, proof: 'by("contract") || by("declaration")'`), "/changes/0/proof", "does not clearly include what base demands for data.deletion", "joined with &&"},
		"a claim and a when":         {tailored("claims: stricter\n", `change: prove, criterion: OPS-CON-02, proof: {rule: 'by("log")', when: none}`), "/changes/0/proof", "does not clearly include", "joined with &&"},
		"a claim and a region":       {tailored("claims: stricter\n", "change: set, criterion: DAT-CON-01, params: {region: DE}"), "/changes/0/params/region", "a localisation is a choice and no step of strictness", "drop"},
		"a claim of no known kind":   {tailored("claims: milder\n", "change: exclude, criterion: DAT-CON-01"), "/claims", "not known here", "stricter"},
		"a claim and the deviations": {strings.Replace(tailored("claims: stricter\n", "change: deviations, deviations: remark"), "tailors: base", "tailors: sharp", 1), "/changes/0/deviations", "deviations are inconclusive in sharp; the profile claims to be stricter", "drop"},
	} {
		sharp := decode(t, head("sharp", "base")+"deviations: inconclusive\ncriteria: {}\n", base)
		_, err := profiles.Decode("p.yaml", []byte(c.text), catalogue(t), base, sharp)
		var problems profiles.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		found := false
		for _, p := range problems {
			found = found || p.Pointer == c.pointer && strings.Contains(p.Message+" ("+p.Hint+")", c.want) && strings.Contains(p.Hint, c.hint) && p.Line > 0
		}
		if !found || len(problems) != 1 && name != "a field of another kind" {
			t.Errorf("%s: want at %s: %s (%s), got\n%v", name, c.pointer, c.want, c.hint, err)
		}
	}
}

// All that is wrong is said at once.
func TestAllProblemsOfChangesAtOnce(t *testing.T) {
	t.Parallel()
	_, err := profiles.Decode("p.yaml", []byte(tailored("claims: stricter\ndeviations: inconclusive\n", "change: exclude, criterion: DAT-CON-01",
		"change: relax, criterion: DAT-CON-06, obligation: may", "change: set, criterion: DAT-CON-06, params: {maxDays: 30}",
		`change: prove, criterion: DAT-CON-06, proof: 'by("x")'`, "change: exclude, criterion: X")), catalogue(t), tailoringBase(t))
	var problems profiles.Problems
	if !errors.As(err, &problems) || len(problems) != 6 {
		t.Errorf("%d problems\n%v", len(problems), err)
	}
}

// Every kind of change does what it says, and to nothing else.
func TestChanges(t *testing.T) {
	t.Parallel()
	base := tailoringBase(t)
	all := evidence.Layer("").Values()
	for name, c := range map[string]struct {
		top     string
		changes []string
		check   func(p *profiles.Profile, a *profiles.Applied) bool
	}{
		"exclude": {"", []string{"change: exclude, criterion: DAT-CON-07"}, func(p *profiles.Profile, a *profiles.Applied) bool {
			return a == nil && len(p.Criteria()) == 4
		}},
		"select": {"", []string{"change: select, criterion: DAT-CHO-01, obligation: should, layers: {platform: must}, weight: 2.5, stage: soon, proof: 'by(\"test\")'"}, func(p *profiles.Profile, _ *profiles.Applied) bool {
			a, _ := p.Applied("DAT-CHO-01")
			return a != nil && a.At("") == profiles.Must && a.At("application") == profiles.Should && a.Weight.String() == "2.5" && a.Term.String() == "P3M" && a.Demands().Of("x", false).String() == `by("test")`
		}},
		"tighten at all layers": {"", []string{"change: tighten, criterion: DAT-CON-07, obligation: must"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return !a.ByLayer() && a.At("application") == profiles.Must
		}},
		"tighten at one layer": {"", []string{"change: tighten, criterion: DAT-CON-07, layers: {application: must}"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return a.At("application") == profiles.Must && a.At("platform") == profiles.Must && a.At("infrastructure") == profiles.Should
		}},
		"relax at all layers": {"", []string{"change: relax, criterion: DAT-CON-07, obligation: may"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return !a.ByLayer() && a.At("") == profiles.May
		}},
		"relax what is above": {"", []string{"change: relax, criterion: DAT-CON-07, obligation: should"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return !a.ByLayer() && a.At("") == profiles.Should
		}},
		"relax but at one layer": {"", []string{"change: relax, criterion: DAT-CON-07, obligation: may, layers: {platform: must}"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return a.At("platform") == profiles.Must && a.At("application") == profiles.May
		}},
		"tighten here, relax there": {"", []string{"change: tighten, criterion: DAT-CON-07, layers: {application: must}", "change: relax, criterion: DAT-CON-07, layers: {platform: may}"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return a.At("application") == profiles.Must && a.At("platform") == profiles.May && a.At("base-service") == profiles.Should
		}},
		"relax there, tighten here": {"", []string{"change: relax, criterion: DAT-CON-07, layers: {platform: may}", "change: tighten, criterion: DAT-CON-07, layers: {application: must}"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return a.At("application") == profiles.Must && a.At("platform") == profiles.May && a.At("base-service") == profiles.Should
		}},
		"postpone to an inherited stage": {"", []string{"change: postpone, criterion: DAT-CON-07, stage: soon"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return a.Stage == "soon" && a.Term.String() == "P3M"
		}},
		"postpone to an own stage": {"stages: {ages: {term: P9Y}}\n", []string{"change: postpone, criterion: DAT-CON-07, stage: ages"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return a.Stage == "ages" && a.Term.String() == "P9Y"
		}},
		"reweigh": {"", []string{"change: reweigh, criterion: DAT-CON-07, weight: 0.125"}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return a.Weight.String() == "0.125"
		}},
		"prove": {"", []string{`change: prove, criterion: DAT-CON-07, proof: 'by("declaration")'`}, func(_ *profiles.Profile, a *profiles.Applied) bool {
			return a.Demands().Of("x", false).String() == `by("declaration")` && a.Demands().Of("x", true).String() == `by("declaration")`
		}},
		"deviations": {"", []string{"change: deviations, deviations: inconclusive"}, func(p *profiles.Profile, _ *profiles.Applied) bool {
			return p.Deviations() == profiles.Inconclusive && base.Deviations() == profiles.Remark
		}},
	} {
		p := decode(t, tailored(c.top, c.changes...), base)
		a, _ := p.Applied("DAT-CON-07")
		if !c.check(p, a) {
			t.Errorf("%s: %+v", name, a)
		}
		if p.Tailors() != base || p.Base() != base || p.Extends() != nil || p.Claims() != "" || len(p.Changes()) != len(c.changes) {
			t.Errorf("%s: tailors %v, extends %v", name, p.Tailors(), p.Extends())
		}
		for _, id := range []string{"DAT-CON-06", "DAT-CON-09", "DAT-CON-01", "OPS-CON-02"} {
			was, _ := base.Applied(id)
			is, ok := p.Applied(id)
			if !ok || was != is {
				t.Errorf("%s: %s changes too", name, id)
			}
		}
		for _, layer := range all {
			if was, is := base.Counts(evidence.Layer(layer)), p.Counts(evidence.Layer(layer)); name == "reweigh" && was != is {
				t.Errorf("%s: %+v, was %+v", name, is, was)
			}
		}
		rewritten(t, p, catalogue(t), base)
	}
	p := decode(t, tailored("", "change: advance, criterion: DAT-CON-09, stage: soon", "change: set, criterion: OPS-CON-02, params: {maxNoticeHours: 96, emergencyBypass: true}"), base)
	if a, _ := p.Applied("DAT-CON-09"); a.Stage != "soon" {
		t.Errorf("advanced: %+v", a)
	}
	if a, _ := p.Applied("OPS-CON-02"); a.Params["maxNoticeHours"].String() != "96" || a.Params["emergencyBypass"].String() != "true" {
		t.Errorf("set: %+v", a)
	}
	p = decode(t, tailored("", "change: advance, criterion: DAT-CON-09"), base)
	if a, _ := p.Applied("DAT-CON-09"); a.Stage != "" || a.Term != (evidence.Period{}) {
		t.Errorf("advanced to at once: %+v", a)
	}
}

// What claims to be stricter and is loads.
func TestTailoredAndStricter(t *testing.T) {
	t.Parallel()
	base := tailoringBase(t)
	p := decode(t, tailored("claims: stricter\n", "change: select, criterion: DAT-CHO-01, obligation: must, proof: none", "change: tighten, criterion: DAT-CON-07, obligation: must",
		"change: advance, criterion: DAT-CON-09", "change: postpone, criterion: DAT-CON-01, stage: soon", "change: reweigh, criterion: DAT-CON-06, weight: 0",
		"change: set, criterion: DAT-CON-06, params: {maxDays: 14}", `change: prove, criterion: DAT-CON-06, proof: 'by("contract") && by("documentation")'`,
		"change: deviations, deviations: inconclusive"), base)
	if p.Claims() != profiles.Stricter || p.Extends() != nil {
		t.Errorf("claims %q", p.Claims())
	}
	if derived := decode(t, head("p", "base")+"criteria: {}\n", base); derived.Claims() != profiles.Stricter || derived.Base() != base || derived.Tailors() != nil || base.Claims() != "" {
		t.Error("what extends another claims to be stricter, and nothing else does")
	}
}

// Chains of both kinds come to what each step makes of the one before, and each
// step of tailoring stays visible, with what it replaced.
func TestTailoringAlongChains(t *testing.T) {
	t.Parallel()
	base := tailoringBase(t)
	city := decode(t, tailored("", "change: exclude, criterion: DAT-CON-01", "change: set, criterion: DAT-CON-06, params: {maxDays: 60}", "change: relax, criterion: DAT-CON-07, obligation: may"), base)
	office := decode(t, head("office", "city")+"criteria: {DAT-CON-06: {params: {maxDays: 45}, proof: 'by(\"audit\")'}}\n", city)
	desk := decode(t, strings.Replace(strings.Replace(tailored("", "change: set, criterion: DAT-CON-06, params: {maxDays: 50}, decision: D-1", "change: select, criterion: DAT-CON-01, obligation: must, proof: none",
		`change: prove, criterion: DAT-CON-06, proof: 'by("contract")'`, "change: deviations, deviations: inconclusive"), "id: city", "id: desk", 1), "tailors: base", "tailors: office", 1), office)
	if _, err := profiles.Decode("p.yaml", []byte(head("p", "city")+"criteria: {DAT-CON-06: {params: {maxDays: 61}}}"), catalogue(t), city); err == nil {
		t.Error("what extends a tailored profile may be milder than it")
	}
	a, _ := desk.Applied("DAT-CON-06")
	if a.Params["maxDays"].String() != "50" || a.Demands().Of("x", false).String() != `by("contract")` {
		t.Errorf("%+v", a)
	}
	if a, ok := desk.Applied("DAT-CON-01"); !ok || a.At("") != profiles.Must {
		t.Errorf("%+v", a)
	}
	if len(base.Tailoring()) != 0 || len(office.Tailoring()) != 1 || office.Tailoring()[0].Profile != "city" {
		t.Errorf("%+v", office.Tailoring())
	}
	if office.ExcludedBy("DAT-CON-01") != city || desk.ExcludedBy("DAT-CON-01") != nil || base.ExcludedBy("DAT-CHO-01") != nil {
		t.Error("what excludes DAT-CON-01 is the city's profile, and the desk's applies it again")
	}
	steps := desk.Tailoring()
	if len(steps) != 2 || steps[0].Profile != "desk" || steps[0].Base != "office" || steps[0].BaseDigest != office.Digest() || steps[1].Profile != "city" || steps[1].Base != "base" {
		t.Fatalf("%+v", steps)
	}
	if c := steps[0].Changes[0]; c.Decision != "D-1" || c.Was.Params["maxDays"].String() != "45" || c.Reason.DE != "So entschieden." {
		t.Errorf("%+v", c)
	}
	if steps[0].Changes[1].Was != nil {
		t.Error("a criterion that is selected was nothing before")
	}
	if c := steps[0].Changes[2]; c.Was.Proof == nil || c.Was.Proof.Rule != `by("contract") && by("audit")` {
		t.Errorf("%+v", c.Was)
	}
	if c := steps[1].Changes[0]; c.Was.Obligation != profiles.May {
		t.Errorf("an excluded criterion shows how binding it was, not %+v", c.Was)
	}
	if c := steps[1].Changes[2]; c.Was.Layers.Platform != profiles.Must || c.Was.Layers.Application != profiles.Should {
		t.Errorf("%+v", c.Was)
	}
}

// The digest covers what is changed and what is said about it.
func TestDigestCoversTailoring(t *testing.T) {
	t.Parallel()
	base := tailoringBase(t)
	text := tailored("", "change: set, criterion: DAT-CON-06, params: {maxDays: 60}")
	one := decode(t, text, base)
	for name, other := range map[string]string{
		"reason":   strings.Replace(text, "So entschieden", "Anders entschieden", 1),
		"decision": strings.Replace(text, because, because+", decision: D-1", 1),
		"value":    strings.Replace(text, "60", "61", 1),
	} {
		if decode(t, other, base).Digest() == one.Digest() {
			t.Errorf("another %s, the same digest", name)
		}
	}
	extended := decode(t, head("p", "city")+"criteria: {}\n", one)
	other := decode(t, head("p", "city")+"criteria: {}\n", decode(t, strings.Replace(text, "So entschieden", "Anders entschieden", 1), base))
	if extended.Digest() == other.Digest() {
		t.Error("the digest of what extends a tailored profile leaves its reasons out")
	}
}

// A tailored profile is localised with what it tailors; a region that a change
// sets stays.
func TestTailoredLocalised(t *testing.T) {
	t.Parallel()
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	p := decode(t, strings.Replace(tailored("", "change: exclude, criterion: DAT-CON-06", "change: set, criterion: DAT-CON-01, params: {region: EEA}"), "tailors: base", "tailors: normal", 1))
	german, err := p.Localised("DE")
	if err != nil {
		t.Fatal(err)
	}
	localised, err := normal.Localised("DE")
	if err != nil {
		t.Fatal(err)
	}
	if german.Tailors().Digest() != localised.Digest() || german.Tailoring()[0].BaseDigest != localised.Digest() {
		t.Error("what it tailors is not localised alike")
	}
	if _, ok := german.Applied("DAT-CON-06"); ok {
		t.Error("localised, an excluded criterion is back")
	}
	for _, id := range german.Criteria() {
		is, _ := german.Applied(id)
		was, _ := german.Tailors().Applied(id)
		if id == "DAT-CON-01" {
			if is.Params["region"].String() != "EEA" {
				t.Errorf("%+v", is.Params)
			}
		} else if is != was {
			t.Errorf("%s differs from the base's", id)
		}
	}
}

// A profile built in Go is the one that is read.
func TestNewTailors(t *testing.T) {
	t.Parallel()
	base := tailoringBase(t)
	weight := profiles.NewWeight(3)
	p, err := profiles.New(profiles.Definition{ID: "city", Version: "1.0.0", Catalogue: "trias", Tailors: "base", Changes: []profiles.Change{
		{Kind: profiles.Reweigh, Criterion: "DAT-CON-06", Weight: &weight, Reason: evidence.Text{EN: "So we decided.", DE: "So entschieden."}},
	}}, catalogue(t), base)
	if err != nil {
		t.Fatal(err)
	}
	read := decode(t, tailored("", "change: reweigh, criterion: DAT-CON-06, weight: 3"), base)
	if p.Digest() != read.Digest() || !reflect.DeepEqual(p.Tailoring(), read.Tailoring()) {
		t.Errorf("%+v\n%+v", p.Tailoring(), read.Tailoring())
	}
}
