package tender_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// portal is a scoring method of one's own over criteria of the profile.
func portal(criterion, points string) string {
	return `trias: method/v1
name: portal
version: "1"
title: {en: Portal, de: Portal}
source: made up
points: 10
maximum: 100
announced: {unproven: 0, unknown: 0, notApplicable: 10}
groups:
  - id: g
    title: {en: G, de: G}
    weight: 100
    criteria:
      - {id: x, title: {en: X, de: X}, weight: 100, steps: [{criterion: ` + criterion + `, points: ` + points + `}, {criterion: IDLE, points: 10}]}
`
}

// whole is a tender in which every field that is announced says something.
const whole = `trias: tender/v1
id: t
version: 1.0.0
title: {en: A registry, de: Ein Register}
subject: {en: A registry, de: Ein Register}
authority: City of Musterhausen
procedure: dynamic
currency: EUR
layer: platform
day: 2026-11-02
catalogue: catalogue.yaml
profile: profile.yaml
tailoring:
  - {change: tighten, criterion: OPEN, obligation: should, reason: {en: It matters., de: Es zählt.}}
equivalences: e.yaml
qualification: q.json
exclusion:
  criteria: [{criterion: SELF, reason: {en: r, de: r}}]
  seal: {method: ladder, overall: 2, objectives: {SOV-1: 1}}
award:
  points: 10
  maximum: 100
  announced: {unproven: 5, unknown: 0, notApplicable: 10}
  minimum: 30
  groups:
    - id: measured
      title: {en: Measured, de: Gemessen}
      weight: 60
      minimum: 5
      criteria:
        - {id: logs, title: {en: Logs, de: Protokolle}, weight: 50, minimum: 2, criterion: LOGS, announced: {unproven: 4, unknown: 0, notApplicable: 10}}
        - {id: own, title: {en: Own, de: Eigenes}, weight: 50, method: portal}
    - id: concepts
      title: {en: Concepts, de: Konzepte}
      weight: 40
      criteria:
        - {id: migration, title: {en: Migration, de: Migration}, weight: 100, given: true}
methods: [portal.yaml]
method: {name: ufab-extended, corridor: "0.05", decide: criterion, decideBy: migration, scale: 1000, rounding: {places: 6, mode: halfUp}, ties: [{by: price}, {by: criterion, criterion: own}]}
stability: {weights: "10", prices: "5"}
later: {documents: asLaw, company: [NOTICE], criteria: {EXPORT: false}}
`

func wholeWorld(t *testing.T) files {
	f := world()
	f["portal.yaml"] = portal("OPEN", "5")
	f["e.yaml"] = "trias: equivalences/v1\nequivalences: [{id: e, authority: a, reason: r, basis: {en: a, de: a}, demanded: {scheme: bsi-c5, level: 2}, accepted: {scheme: bsi-c5, level: 1}, from: 2026-01-01, until: 2026-12-31}]"
	x := load(t, system(), f)
	q, err := tender.Qualify(t.Context(), x, open(t, x), tender.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f["q.json"] = encoded(t, q)
	return f
}

// leaves are all values of a document that are no lists and no objects, each with a
// way to set it and what else it could be.
func leaves(path string, v any, set func(any), take func(path string, v any, set func(any))) {
	switch x := v.(type) {
	case map[string]any:
		for k := range x {
			leaves(path+"/"+k, x[k], func(n any) { x[k] = n }, take)
		}
	case []any:
		for i := range x {
			leaves(path+"/"+strconv.Itoa(i), x[i], func(n any) { x[i] = n }, take)
		}
	default:
		take(path, v, set)
	}
}

// Whatever is announced is under the digest: each single value of a tender that says
// something everywhere, changed to something else or left out, gives another digest,
// unless it does not load at all; and so does what the files hold that it names.
func TestDigestCoversAll(t *testing.T) {
	f := wholeWorld(t)
	x := load(t, whole, f, ladder{})
	base := x.Digest()
	data := encoded(t, x.Definition())
	var all any
	if err := json.Unmarshal([]byte(data), &all); err != nil {
		t.Fatal(err)
	}
	changed, refused := map[string]bool{}, map[string]bool{}
	try := func(path string) {
		text, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		other, err := tender.Load("tender.json", text, tender.Sources{Open: f.open, Methods: []score.Method{ladder{}}})
		switch {
		case err != nil:
			refused[path] = true
		case other.Digest() == base:
			t.Errorf("%s is not under the digest", path)
		default:
			changed[path] = true
		}
	}
	leaves("", all, nil, func(path string, v any, set func(any)) {
		defer set(v)
		others := []any{}
		switch y := v.(type) {
		case bool:
			others = append(others, !y)
		case float64:
			others = append(others, y+1, y-1)
		case string:
			others = append(others, y+"1", "1"+y, "3", "0.07", "1.0.1", "2026-11-03", "none", "open", "application", "tighten", "IDLE", "LOGS", "logs", "down", "price", "may", "must", "USD", "ufab-simple", "performance")
		}
		for _, o := range others {
			if o != v && !changed[path] {
				set(o)
				try(path)
			}
		}
	})
	// What loads with one value only: the marker, names of files that must be there,
	// and two choices that what else is stated hangs on.
	for path := range refused {
		known := path == "/trias" || slices.Contains([]string{"/procedure", "/tailoring/0/change", "/catalogue", "/profile", "/equivalences", "/qualification", "/methods/0"}, path)
		if !changed[path] && !known {
			t.Errorf("%s cannot be changed, so that nothing is tested by it", path)
		}
	}
	if len(changed) < 60 {
		t.Errorf("only %d values were changed: %v", len(changed), changed)
	}
	for name, edit := range map[string][2]string{
		"portal.yaml":    {"points: 5", "points: 6"},
		"e.yaml":         {"reason: r", "reason: s"},
		"q.json":         {`"Zwei GmbH"`, `"Drei GmbH"`},
		"catalogue.yaml": {"q?", "r?"},
		"profile.yaml":   {"IDLE: {obligation: may", "IDLE: {obligation: should"},
	} {
		g := files{}
		for k, v := range f {
			g[k] = v
		}
		g[name] = strings.Replace(f[name], edit[0], edit[1], 1)
		if g[name] == f[name] {
			t.Fatalf("%s: nothing was edited", name)
		}
		if load(t, whole, g, ladder{}).Digest() == base {
			t.Errorf("what %s holds is not under the digest", name)
		}
	}
	f["moved.yaml"] = f["portal.yaml"]
	if load(t, strings.Replace(whole, "portal.yaml", "moved.yaml", 1), f, ladder{}).Digest() != base {
		t.Error("where the file of a method lies is under the digest")
	}
}

// A tender may name a scoring method of its own, and it scores.
func TestOwnMethod(t *testing.T) {
	f := world()
	f["portal.yaml"] = portal("OPEN", "5")
	text := head + "methods: [portal.yaml]\n" + strings.Replace(award, "criterion: OPEN", "method: portal", 1) + method + offers
	// A proves OPEN: 5 of 10 points, and IDLE nobody states; 30 + 15 + 20 for 100,000.
	// B only claims it, for which the method announces nothing: 15 + 0 + 20. C says
	// nothing of it: 30 + 0 + 40 for 90,000.
	if got, want := order(ranked(t, load(t, text, f), tender.Options{})), "1:C=70 2:A=65 3:B=35"; got != want {
		t.Errorf("the order is %s, want %s", got, want)
	}
	for name, test := range map[string]struct{ file, text, want string }{
		"no such file":         {"", text, "/methods/0: \"portal.yaml\": file does not exist"},
		"no method":            {"trias: method/v1\n", text, "portal.yaml:1"},
		"a name that is taken": {strings.Replace(portal("OPEN", "5"), "name: portal", "name: xccdf-default", 1), text, "there is a scoring method of the name xccdf-default already"},
	} {
		g := world()
		if test.file != "" {
			g["portal.yaml"] = test.file
		}
		if _, err := tender.Load("tender.yaml", []byte(test.text), tender.Sources{Open: g.open}); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// No exclusion criterion is scored again by way of a scoring method.
func TestMustScoredByMethod(t *testing.T) {
	for name, test := range map[string]struct{ criterion, method, more, want string }{
		"none":                {"OPEN", "portal", "", ""},
		"by its file":         {"EXPORT", "portal", "", "portal,EXPORT"},
		"raised":              {"OPEN", "portal", "exclusion: {criteria: [{criterion: OPEN, reason: {en: r, de: r}}]}\n", "portal,OPEN"},
		"by all of a profile": {"OPEN", "xccdf-default", "", "xccdf-default,EXPORT,NOTICE"},
	} {
		f := small()
		f["portal.yaml"] = portal(test.criterion, "5")
		text := strings.Replace(sound(), "criterion: OPEN", "method: "+test.method, 1) + "methods: [portal.yaml]\n" + test.more
		c, err := tender.Check(load(t, text, f))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, x := range c.Findings {
			if x.Code == tender.ScoredMust {
				got = strings.Join(append([]string{test.method}, x.About[1:]...), ",")
				if x.Severity != tender.IsError || x.Line == 0 || x.Pointer != "/award/groups/0/criteria/1/method" {
					t.Errorf("%s: %+v", name, x)
				}
			}
		}
		if got != test.want {
			t.Errorf("%s: found %q, want %q", name, got, test.want)
		}
	}
}

// Points that people award within a scoring method nobody could give.
func TestGivenWithinMethod(t *testing.T) {
	f := small()
	f["portal.yaml"] = strings.Replace(portal("OPEN", "5"), "steps: [{criterion: OPEN, points: 5}, {criterion: IDLE, points: 10}]", "given: true", 1)
	c, err := tender.Check(load(t, strings.Replace(sound(), "criterion: OPEN", "method: portal", 1)+"methods: [portal.yaml]\n", f))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(c.Findings, func(x tender.Finding) bool {
		return x.Code == tender.BadScheme && x.Pointer == "/award/groups/0/criteria/1/method" && slices.Equal(x.About, []string{"open", "x"})
	}) {
		t.Errorf("found %+v", c.Findings)
	}
}

// What a bidder says of the layer leaves no announced exclusion criterion behind.
func TestOtherLayer(t *testing.T) {
	for _, layer := range []string{"layer: platform\n", ""} {
		f := world()
		f["profile.yaml"] = strings.Replace(f["profile.yaml"], "EXPORT: {obligation: must,", "EXPORT: {obligation: must, layers: {application: may},", 1)
		f["out.yaml"] = strings.Replace(f["out.yaml"], "layer: platform", "layer: application", 1)
		r := ranked(t, load(t, layer+head+award+method+offers, f), tender.Options{})
		if a := assessed(t, r, "X"); a.Status != tender.Excluded || !slices.Equal(a.Unmet, []string{"EXPORT"}) {
			t.Errorf("%q: at another layer it is %s by %v", layer, a.Status, a.Unmet)
		}
		if warned := slices.ContainsFunc(r.Warnings, func(w rank.Warning) bool { return w.Code == rank.LayerDiffers && slices.Equal(w.Offers, []string{"X"}) }); warned != (layer != "") {
			t.Errorf("%q: that it is at another layer is said: %t", layer, warned)
		}
	}
}

// Minimums of the performance are gates, and gates look at what is proven: B has 35
// points by proof, and 65 with what was announced for claims.
func TestMinimumByProof(t *testing.T) {
	f := world()
	text := head + strings.Replace(award, "  groups:", "  minimum: 45\n  groups:", 1) + method + offers
	r := ranked(t, load(t, text, f), tender.Options{})
	b := assessed(t, r, "B")
	total := b.Performance.Total
	if total.Proven.Cmp(*number("45")) >= 0 || total.Awarded().Cmp(*number("45")) < 0 {
		t.Fatalf("the case shows nothing: proven %s, awarded %s", total.Proven, total.Awarded())
	}
	if b.Status != tender.BelowMinimum {
		t.Errorf("B is %s with %s proven points of at least 45", b.Status, total.Proven)
	}
}

// Numbers alone have a digest, too, and a ranking by others than were announced says
// so.
func TestNumbersChanged(t *testing.T) {
	const text = "method: {name: ufab-simple}\noffers:\n  - {id: A, performance: 1, price: 1}\n"
	for _, same := range []bool{true, false} {
		x := load(t, text, nil)
		digest := x.Digest()
		if !same {
			digest = "sha256:" + strings.Repeat("0", 64)
		}
		r := ranked(t, x, tender.Options{Announced: digest})
		if changed := slices.ContainsFunc(r.Warnings, func(w rank.Warning) bool { return w.Code == rank.TenderChanged }); changed == same {
			t.Errorf("it was announced with %s: changed is %t", digest, changed)
		}
	}
}

// A qualification lets in where the tender is for it, and no other than the tender
// names; who edits one to let somebody in gains nothing.
func TestForeignQualification(t *testing.T) {
	f := world()
	q := qualified(t, f)
	x := load(t, head+award+method+offers, f)
	if _, err := tender.Rank(t.Context(), x, open(t, x), tender.Options{Qualification: q}); !errors.Is(err, tender.ErrOffer) {
		t.Errorf("in an open procedure: %v", err)
	}
	x = load(t, call("2027-03-01", calledOffers), f)
	if _, err := tender.Rank(t.Context(), x, open(t, x), tender.Options{Qualification: q}); err != nil {
		t.Errorf("the same one: %v", err)
	}
	other := *q
	other.Bidders = q.Bidders[1:]
	if _, err := tender.Rank(t.Context(), x, open(t, x), tender.Options{Qualification: &other}); !errors.Is(err, tender.ErrOffer) {
		t.Errorf("another one: %v", err)
	}

	// EXPORT is not met by out.yaml, whatever a file says.
	forged := *q
	forged.Bidders = slices.Clone(q.Bidders)
	for i := range forged.Bidders {
		forged.Bidders[i].Status, forged.Bidders[i].Unmet, forged.Bidders[i].Ends = tender.IsQualified, nil, nil
	}
	text := strings.Replace(call("2027-03-01", "offers: [{id: aus, dossiers: [out.yaml], points: {migration: 5}, price: 1}]\n"), "qualification: q.json\n", "", 1)
	x = load(t, text, f)
	a := assessed(t, ranked(t, x, tender.Options{Qualification: &forged}), "aus")
	if a.Status != tender.Lapsed || !slices.Equal(a.Lapse.Reasons, []tender.LapseReason{tender.NoLongerMet}) || len(a.Results) != 1 {
		t.Errorf("it is %s: %+v", a.Status, a.Lapse)
	}

	twice := strings.Replace(f["q.json"], `"id": "aus"`, `"id": "eins"`, 1)
	for name, text := range map[string]string{"two of one id": twice, "another format": strings.Replace(f["q.json"], "qualification/v1", "ranking/v1", 1), "a field there is not": strings.Replace(f["q.json"], `"bidders"`, `"x": 1, "bidders"`, 1), "cut off": f["q.json"][:len(f["q.json"])/2]} {
		if _, err := tender.DecodeQualification("q.json", []byte(text)); err == nil || !strings.Contains(fmt.Sprint(err), "q.json") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
