package tender_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// sound is a tender that check finds nothing in.
func sound() string {
	return head + award + strings.Replace(method, "ufab-simple", "price-quotient, weights: {performance: 70, price: 30}", 1)
}

func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		old, new string
		want     []string // severity, code and pointer; besides nothing is found
	}{
		"nothing":                         {"", "", nil},
		"weights of a level":              {"weight: 60", "weight: 61", []string{"error scheme /award/groups"}},
		"weights within a group":          {"weight: 50, criterion: LOGS", "weight: 49, criterion: LOGS", []string{"error scheme /award/groups/0/criteria"}},
		"a minimum nobody reaches":        {"  groups:", "  minimum: 101\n  groups:", []string{"error scheme /award/minimum"}},
		"a criterion there is not":        {"criterion: OPEN", "criterion: OPNE", []string{"error unknownCriterion /award/groups/0/criteria/1/criterion"}},
		"a must scored":                   {"criterion: OPEN", "criterion: EXPORT", []string{"warning sharedEvidence /award", "error scoredMust /award/groups/0/criteria/1/criterion"}},
		"one scored twice":                {"criterion: OPEN", "criterion: LOGS", []string{"error scoredTwice /award/groups/0/criteria/1/criterion"}},
		"a must among steps":              {"criterion: OPEN", "steps: [{criterion: EXPORT, points: 5}, {criterion: OPEN, points: 10}]", []string{"warning sharedEvidence /award", "error scoredMust /award/groups/0/criteria/1/steps/0/criterion"}},
		"a scoring method there is not":   {"criterion: OPEN", "method: eucfs", []string{"error unknownMethod /award/groups/0/criteria/1/method"}},
		"evidence for it later":           {"criterion: OPEN", "criterion: OPEN, later: true", []string{"error laterForAward /award/groups/0/criteria/1/later"}},
		"evidence for it later, by id":    {"{documents: asLaw}", "{documents: asLaw, criteria: {open: true}}", []string{"error laterForAward /later/criteria/open"}},
		"no evidence for it later":        {"{documents: asLaw}", "{documents: asLaw, criteria: {open: false}}", nil},
		"later for what does not exclude": {"{documents: asLaw}", "{documents: asLaw, company: [SELF]}", []string{"error laterUnknown /later/company/0"}},
		"later not said":                  {"later: {documents: asLaw}\n", "", []string{"warning laterNotSaid "}},
		"the company's evidence":          {"{documents: asLaw}", "{documents: asLaw, company: [NOTICE]}", []string{}},
		"raised that is a must":           {"later:", "exclusion: {criteria: [{criterion: EXPORT, reason: {en: r, de: r}}]}\nlater:", []string{"error raisedMust /exclusion/criteria/0/criterion"}},
		"raised and scored":               {"later:", "exclusion: {criteria: [{criterion: OPEN, reason: {en: r, de: r}}]}\nlater:", []string{"warning sharedEvidence /award", "error scoredMust /award/groups/0/criteria/1/criterion"}},
		"raised that is nothing":          {"later:", "exclusion: {criteria: [{criterion: X, reason: {en: r, de: r}}]}\nlater:", []string{"error unknownCriterion /exclusion/criteria/0/criterion"}},
		"levels by a method there is not": {"later:", "exclusion: {seal: {method: eucsf-2026, overall: 2}}\nlater:", []string{"error unknownMethod /exclusion/seal/method"}},
		"weights of the price":            {"price: 30", "price: 31", []string{"error method /method/weights"}},
		"nearly only the price":           {"performance: 70, price: 30", "performance: 10, price: 90", []string{"warning priceWeight90 /method/weights/price"}},
		"a parameter without use":         {"ties:", "corridor: 0.05, ties:", []string{"error method /method/corridor"}},
		"no rounding":                     {"rounding: {places: 6, mode: halfUp}, ", "", []string{"warning roundingOpen /method"}},
		"no ties":                         {", ties: [{by: price}]", "", []string{"warning tiesOpen /method"}},
		"ties by nothing":                 {"by: price", "by: criterion, criterion: migratoin", []string{"error decidesUnknown /method/ties/0/criterion"}},
		"ties by an award criterion":      {"by: price", "by: criterion, criterion: migration", nil},
		"means":                           {"price-quotient", "ufab-weighted-mean", []string{"warning flipping /method/name", "warning unverifiedFormula /method/name"}},
		"an idle should":                  {"criterion: LOGS", "criterion: SELF", []string{"warning idleShould /award"}},
		"another digest":                  {"later:", "announced: {digest: 'sha256:" + strings.Repeat("0", 64) + "'}\nlater:", []string{"warning digestDiffers /announced/digest"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(sound(), test.old, test.new, 1)
			if test.old != "" && text == sound() {
				t.Fatal("the case changes nothing")
			}
			c, err := tender.Check(load(t, text, small()))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			errs := false
			for _, f := range c.Findings {
				// This one is in the sound tender, too: NOTICE rests on what LOGS scores.
				if f.Code == tender.SharedEvidence && f.About[0] == "NOTICE" {
					continue
				}
				got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.Code, f.Pointer))
				errs = errs || f.Severity == tender.IsError
				if f.Pointer != "" && f.Line == 0 || f.Message == "" {
					t.Errorf("no place or no message: %+v", f)
				}
			}
			slices.Sort(got)
			slices.Sort(test.want)
			if !slices.Equal(got, test.want) {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
			if c.Sound() == errs || (c.Errors() != nil) != errs {
				t.Errorf("sound is %t with the errors %v", c.Sound(), c.Errors())
			}
		})
	}
}

func TestSharedEvidence(t *testing.T) {
	c, err := tender.Check(load(t, sound(), small()))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Findings) != 1 || c.Findings[0].Code != tender.SharedEvidence || !slices.Equal(c.Findings[0].About, []string{"NOTICE", "data.accessLog.customerReads"}) {
		t.Errorf("found %+v", c.Findings)
	}
	if !slices.Equal(c.Exclusion, []string{"EXPORT", "NOTICE"}) {
		t.Errorf("the exclusion criteria are %v", c.Exclusion)
	}
	var shares []string
	for _, s := range c.Award {
		shares = append(shares, s.Criterion+" "+s.Share.String())
	}
	if !slices.Equal(shares, []string{"logs 0.3", "open 0.3", "migration 0.4"}) {
		t.Errorf("the shares are %v", shares)
	}
	if c.Tender == nil || c.Digest == "" || c.Tender.Digest != c.Digest {
		t.Errorf("the digest is %s", c.Digest)
	}
}

// Nothing is ranked by a tender that is not sound.
func TestUnsound(t *testing.T) {
	x := load(t, strings.Replace(sound(), "weight: 60", "weight: 61", 1), small())
	_, err := tender.Rank(t.Context(), x, nil, tender.Options{})
	if err == nil || !strings.Contains(err.Error(), "tender.yaml:") {
		t.Errorf("got %v", err)
	}
}

func TestLoadProblems(t *testing.T) {
	for name, test := range map[string]struct{ old, new, want string }{
		"no profile of that name":   {"profile: profile.yaml", "profile: prfile.yaml", `/profile: "prfile.yaml": file does not exist`},
		"no profile Trias brings":   {"catalogue: catalogue.yaml\nprofile: profile.yaml", "profile: norml", `did you mean "normal"?`},
		"a catalogue that is none":  {"catalogue: catalogue.yaml", "catalogue: profile.yaml", "profile.yaml:1"},
		"tailoring of nothing":      {"later:", "tailoring: [{change: relax, criterion: X, obligation: may, reason: {en: r, de: r}}]\nlater:", "/tailoring/0/criterion: the catalogue has no criterion"},
		"tailoring to the same":     {"later:", "tailoring: [{change: tighten, criterion: LOGS, obligation: should, reason: {en: r, de: r}}]\nlater:", "/tailoring/0"},
		"a region that is none":     {"later:", "localisation: Atlantis\nlater:", "/localisation"},
		"equivalences for one":      {"later:", "equivalences: e.yaml\nlater:", "cannot be for one subject"},
		"qualification out of turn": {"later:", "qualification: q.json\nlater:", "only calls within a dynamic purchasing system"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(sound(), test.old, test.new, 1)
			f := small()
			f["e.yaml"] = "trias: equivalences/v1\nequivalences: [{id: e, authority: a, reason: r, basis: {en: a, de: a}, demanded: {scheme: bsi-c5, level: 2}, accepted: {scheme: bsi-c5, level: 1}, for: {subject: s}, from: 2026-01-01, until: 2026-12-31}]"
			_, err := tender.Load("tender.yaml", []byte(text), tender.Sources{Open: f.open})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
	if _, err := tender.Load("tender.yaml", []byte(sound()), tender.Sources{}); err == nil || !strings.Contains(err.Error(), tender.ErrNoFiles.Error()) {
		t.Errorf("without files: %v", err)
	}
}
