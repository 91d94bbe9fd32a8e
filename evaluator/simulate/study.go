package simulate

import (
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// StudyFormat is the format marker of a study.
const StudyFormat = "study/v1"

// MaxRecords is how many records a study may have: so many that sums of scores over
// all of them stay whole numbers of 64 bits.
const MaxRecords = 1_000_000_000_000

// MaxSeed is the greatest seed: 2^53, up to which numbers of JSON are exact.
const MaxSeed = 1 << 53

// Definition is a study as its file states it. Nothing in it has a default that is
// not written here.
type Definition struct {
	// Trias marks the format.
	Trias string `json:"trias" required:"true" const:"study/v1"`
	// ID names the study.
	ID string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Title is what readers are shown, Question what the study is to answer.
	Title    *evidence.Text `json:"title" required:"true"`
	Question *evidence.Text `json:"question" required:"true"`
	// Limits are what a reader must know before using the numbers, such as that the
	// population is invented.
	Limits []evidence.Text `json:"limits,omitzero"`
	// Day is the day that all verdicts are given for.
	Day *evidence.Date `json:"day" required:"true"`
	// Seed and Records say which records are drawn, and how many.
	Seed    *int64 `json:"seed" required:"true" min:"0" max:"9007199254740992"`
	Records int64  `json:"records" required:"true" min:"1" max:"1000000000000"`
	// Confidence is that of intervals, such as 0.95: from 0.5 to below 1, with at most
	// 9 decimals.
	Confidence *exact.Number `json:"confidence" required:"true"`
	// Population is the file of the population, relative to the study. Inline is the
	// population itself, in the place of a file: one of the two is there.
	Population string                 `json:"population,omitzero" pattern:"[^ ]" maxLen:"1000"`
	Inline     *population.Definition `json:"inline,omitzero"`
	// Profiles are the profiles that records are judged by.
	Profiles []ProfileEntry `json:"profiles" required:"true" minItems:"1"`
	// Methods are files with scoring methods of one's own that scores may name.
	Methods []string `json:"methods,omitzero" pattern:"[^ ]" maxLen:"1000"`

	// The rest are the analyses. Rates of all conformities and outcomes are always
	// counted.

	// Competition asks which MUST excludes how many; `{}` for all profiles.
	Competition *CompetitionEntry `json:"competition,omitzero"`
	// Sweeps vary one thing of a profile.
	Sweeps []SweepEntry `json:"sweeps,omitzero"`
	// Scores are distributions of scores.
	Scores []ScoreEntry `json:"scores,omitzero"`
	// Weights vary the weight of one criterion in a score.
	Weights []WeightEntry `json:"weights,omitzero"`
	// Sensitivity asks which facts explain results; `{}` for the conformity of all
	// profiles.
	Sensitivity *SensitivityEntry `json:"sensitivity,omitzero"`
	// Information asks what would resolve open verdicts.
	Information *InformationEntry `json:"information,omitzero"`
	// Comparisons compare two profiles, or one under two versions of a catalogue.
	Comparisons []ComparisonEntry `json:"comparisons,omitzero"`
	// Sample singles out records.
	Sample *SampleEntry `json:"sample,omitzero"`
}

// ProfileEntry is a profile of a study.
type ProfileEntry struct {
	// ID is what the study calls it.
	ID string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Title is what readers are shown; that of the profile if left out.
	Title *evidence.Text `json:"title,omitzero"`
	// Profile is one that Trias brings, by its id, or a file relative to the study. A
	// file may build on profiles above it in the list that have the same catalogue.
	Profile string `json:"profile" required:"true" pattern:"[^ ]" maxLen:"1000"`
	// Catalogue is a file relative to the study; the catalogue that Trias brings if left
	// out.
	Catalogue string `json:"catalogue,omitzero" pattern:"[^ ]" maxLen:"1000"`
	// Localisation is the region that a profile is localised to.
	Localisation string `json:"localisation,omitzero" pattern:"[^ ]" maxLen:"64"`
}

// CompetitionEntry asks for the effect on competition of each MUST.
type CompetitionEntry struct {
	// Profiles are those of the study that are looked at; all if left out.
	Profiles []string `json:"profiles,omitzero" minItems:"1"`
	// Pairs is how many pairs of criteria are listed at most; 10 if left out.
	Pairs *int64 `json:"pairs,omitzero" min:"0" max:"1000"`
}

// SweepEntry varies one thing of a profile: a parameter, by Values or from From to To
// by Step; or an obligation, by Obligations; or whether the criterion is applied, by
// Drop.
type SweepEntry struct {
	ID string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Title is what readers are shown; that of the criterion if left out.
	Title     *evidence.Text `json:"title,omitzero"`
	Profile   string         `json:"profile" required:"true"`
	Criterion string         `json:"criterion" required:"true" maxLen:"64"`
	// Parameter is the parameter that is varied.
	Parameter string           `json:"parameter,omitzero" maxLen:"64"`
	Values    []evidence.Value `json:"values,omitzero" minItems:"1"`
	From      *exact.Number    `json:"from,omitzero"`
	To        *exact.Number    `json:"to,omitzero"`
	Step      *exact.Number    `json:"step,omitzero"`
	// Obligations are the obligations that are tried, at every layer.
	Obligations []profiles.Obligation `json:"obligations,omitzero" minItems:"1"`
	// Drop tries what follows without the criterion.
	Drop bool `json:"drop,omitzero"`
}

// MaxPoints is how many values a sweep may have.
const MaxPoints = 1000

// ScoreEntry is a score whose distribution is asked for.
type ScoreEntry struct {
	ID      string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	Profile string `json:"profile" required:"true"`
	// Method is a scoring method by name.
	Method string `json:"method" required:"true" maxLen:"64"`
	// Views are the ways to see it; proven if left out.
	Views []View `json:"views,omitzero" minItems:"1"`
	// Records limits how many of the first records are scored: for methods that are run
	// on each record by itself, which those of XCCDF and weighted sums are not, unless
	// their weights are too long to count with or another method is part of a sum. All if
	// left out.
	Records int64 `json:"records,omitzero" min:"1"`
}

// WeightEntry varies the weight of one criterion in a score, or in a weighted sum that
// of one award criterion among those of its group.
type WeightEntry struct {
	ID string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Title is what readers are shown; that of the criterion if left out.
	Title *evidence.Text `json:"title,omitzero"`
	// Score is a score of the study. Its first view is looked at.
	Score     string `json:"score" required:"true"`
	Criterion string `json:"criterion" required:"true" maxLen:"64"`
	// Values are the weights, as the profile or the method has them.
	Values []exact.Number `json:"values" required:"true" minItems:"1"`
}

// SensitivityEntry asks which facts explain the variance of results.
type SensitivityEntry struct {
	// Profiles are those whose conformity, and Scores those whose first view is
	// explained. If both are left out it is the conformity of all profiles.
	Profiles []string `json:"profiles,omitzero" minItems:"1"`
	Scores   []string `json:"scores,omitzero" minItems:"1"`
	// Records limits how many of the first records are looked at; as many as there are,
	// and as have the scores, if left out.
	Records int64 `json:"records,omitzero" min:"1"`
}

// InformationEntry asks what would resolve open verdicts.
type InformationEntry struct {
	// Profiles are those of the study that are looked at; all if left out.
	Profiles []string `json:"profiles,omitzero" minItems:"1"`
	// Reveal are facts or groups of facts that would be found out, with proof; each is
	// an item of its own. Prove are facts or groups of facts whose proof would be
	// supplied.
	Reveal []string `json:"reveal,omitzero" minItems:"1"`
	Prove  []string `json:"prove,omitzero" minItems:"1"`
	// Depth makes an item of each group of facts with a path of so many names that the
	// profiles read, once as Reveal and once as Prove: with 2 there are data.keys,
	// data.export and so on. It stands in the place of the lists.
	Depth int64 `json:"depth,omitzero" min:"1" max:"10"`
	// Best is how many items the best set has at most that is searched for; none is
	// searched for if left out.
	Best int64 `json:"best,omitzero" min:"1" max:"20"`
	// Search is how many of the first records it is searched among; 65536 if left out.
	Search int64 `json:"search,omitzero" min:"1"`
}

// ComparisonEntry compares two profiles of the study.
type ComparisonEntry struct {
	ID string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Title is what readers are shown; made of those of the profiles if left out.
	Title *evidence.Text `json:"title,omitzero"`
	From  string         `json:"from" required:"true"`
	To    string         `json:"to" required:"true"`
	// Records is how many of the records that change sides are listed; 20 if left out.
	Records *int64 `json:"records,omitzero" min:"0" max:"10000"`
}

// SampleEntry singles out records: the first ones, and those that are named.
type SampleEntry struct {
	First   int64   `json:"first,omitzero" min:"1" max:"10000"`
	Records []int64 `json:"records,omitzero" minItems:"1"`
}

// Decode reads a study from YAML or JSON. The error is a list of everything that the
// file alone shows to be wrong; [Load] also looks at what it names.
func Decode(name string, data []byte) (*Definition, error) {
	d, _, err := decode(name, data)
	return d, err
}

func decode(name string, data []byte) (*Definition, *doc.Node, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, nil, err
	}
	var d Definition
	problems := append(doc.Problems(nil).With(err), doc.Bind(node, &d)...)
	if len(problems) == 0 {
		c := definitionCheck{d: &d, node: node}
		c.check()
		problems = c.problems
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, nil, problems
	}
	return &d, node, nil
}

// definitionCheck finds what a schema cannot express.
type definitionCheck struct {
	d        *Definition
	node     *doc.Node
	problems doc.Problems
}

func (c *definitionCheck) report(pointer, hint, format string, args ...any) {
	c.problems = append(c.problems, c.node.Find(pointer).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint))
}

func (c *definitionCheck) check() {
	d := c.d
	half, _ := exact.Fraction(1, 2)
	if d.Confidence.Cmp(half) < 0 || d.Confidence.Cmp(exact.Int(1)) >= 0 || !d.Confidence.Round(9, exact.Down).Equal(*d.Confidence) {
		c.report("/confidence", "write for example 0.95", "%s is no confidence: it is from 0.5 to below 1, with at most 9 decimals", d.Confidence)
	}
	switch {
	case d.Population == "" && d.Inline == nil:
		c.report("", "name the file of the population", `field "population" is missing`)
	case d.Population != "" && d.Inline != nil:
		c.report("/inline", "drop one of the two", "there are two populations")
	}
	profiles := idsOf(d.Profiles, func(e ProfileEntry) string { return e.ID })
	scores := idsOf(d.Scores, func(e ScoreEntry) string { return e.ID })
	if x := d.Competition; x != nil {
		c.references("/competition/profiles", "profile", x.Profiles, profiles)
	}
	for i := range d.Sweeps {
		at := fmt.Sprintf("/sweeps/%d", i)
		c.reference(at+"/profile", "profile", d.Sweeps[i].Profile, profiles)
		c.sweep(at, &d.Sweeps[i])
	}
	for i, s := range d.Scores {
		at := fmt.Sprintf("/scores/%d", i)
		c.reference(at+"/profile", "profile", s.Profile, profiles)
		c.distinct(at+"/views", s.Views)
	}
	for i, w := range d.Weights {
		at := fmt.Sprintf("/weights/%d", i)
		c.reference(at+"/score", "score", w.Score, scores)
		c.weights(at+"/values", w.Values)
	}
	if x := d.Sensitivity; x != nil {
		c.references("/sensitivity/profiles", "profile", x.Profiles, profiles)
		c.references("/sensitivity/scores", "score", x.Scores, scores)
		for i, id := range x.Scores {
			if k := slices.Index(scores, id); k >= 0 && len(d.Scores[k].Views) > 0 && d.Scores[k].Views[0] == Stated {
				c.report(fmt.Sprintf("/sensitivity/scores/%d", i), "begin the views of the score with another one", "records may have no stated score, which is open while something is unknown")
			}
		}
	}
	if x := d.Information; x != nil {
		c.references("/information/profiles", "profile", x.Profiles, profiles)
		listed := x.Reveal != nil || x.Prove != nil
		switch {
		case x.Depth > 0 && listed:
			c.report("/information/depth", "drop it, or the lists", "the items are listed")
		case x.Depth == 0 && !listed:
			c.report("/information", "write reveal, prove or depth: 2", "nothing says what would be found out")
		}
		if x.Search > 0 && x.Best == 0 {
			c.report("/information/search", "add best, or drop it", "no best set is searched for")
		}
		twice(c, "/information/reveal", x.Reveal)
		twice(c, "/information/prove", x.Prove)
	}
	for i, x := range d.Comparisons {
		at := fmt.Sprintf("/comparisons/%d", i)
		c.reference(at+"/from", "profile", x.From, profiles)
		c.reference(at+"/to", "profile", x.To, profiles)
		if x.From == x.To {
			c.report(at+"/to", "name another", "%s is compared with itself", doc.Quote(x.To))
		}
	}
	if x := d.Sample; x != nil {
		if x.First == 0 && x.Records == nil {
			c.report("/sample", "write first: 10, or drop it", "it singles out nothing")
		}
		if x.First > d.Records {
			c.report("/sample/first", "write fewer", "there are %d records", d.Records)
		}
		for i, r := range x.Records {
			if r < 0 || r >= d.Records {
				c.report(fmt.Sprintf("/sample/records/%d", i), fmt.Sprintf("write 0 to %d", d.Records-1), "there is no record %d", r)
			}
		}
		twice(c, "/sample/records", x.Records)
	}
}

func idsOf[T any](list []T, id func(T) string) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = id(list[i])
	}
	return out
}

func (c *definitionCheck) reference(pointer, what, id string, known []string) {
	if slices.Contains(known, id) {
		return
	}
	hint := "add it to " + what + "s"
	if near := doc.Suggest(id, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	c.report(pointer, hint, "the study has no %s %s", what, doc.Quote(id))
}

func (c *definitionCheck) references(pointer, what string, ids, known []string) {
	for i, id := range ids {
		c.reference(fmt.Sprintf("%s/%d", pointer, i), what, id, known)
	}
	twice(c, pointer, ids)
}

// twice finds what a list holds more than once.
func twice[T comparable](c *definitionCheck, pointer string, list []T) {
	for i, v := range list {
		if k := slices.Index(list, v); k < i {
			c.report(fmt.Sprintf("%s/%d", pointer, i), "keep one of the two", "it is there already, at %s/%d", pointer, k)
		}
	}
}

func (c *definitionCheck) distinct(pointer string, views []View) { twice(c, pointer, views) }

func (c *definitionCheck) weights(pointer string, values []exact.Number) {
	if len(values) > MaxPoints {
		c.report(pointer, "write fewer", "there are %d values, and at most %d", len(values), MaxPoints)
	}
	for i, w := range values {
		at := fmt.Sprintf("%s/%d", pointer, i)
		if w.Sign() < 0 {
			c.report(at, "write 0 or more", "the weight is %s", w)
		}
		for k := range i {
			if values[k].Equal(w) {
				c.report(at, "keep one of the two", "%s is there already, at %s/%d", w, pointer, k)
				break
			}
		}
	}
}

// sweep looks whether a sweep says one thing to vary, and how.
func (c *definitionCheck) sweep(at string, s *SweepEntry) {
	ways := 0
	for _, way := range [...]bool{s.Parameter != "", s.Obligations != nil, s.Drop} {
		if way {
			ways++
		}
	}
	switch {
	case ways == 0:
		c.report(at, "write parameter, obligations or drop: true", "nothing says what is varied")
	case ways > 1:
		c.report(at, "keep one of parameter, obligations and drop", "it varies more than one thing")
	}
	ranged := s.From != nil || s.To != nil || s.Step != nil
	switch {
	case s.Parameter == "" && (s.Values != nil || ranged):
		c.report(at, "add parameter, or drop the values", "there are values of no parameter")
	case s.Parameter == "":
	case s.Values != nil && ranged:
		c.report(at+"/values", "keep values, or from, to and step", "the values are given in two ways")
	case s.Values == nil && !ranged:
		c.report(at, "write values, or from, to and step", "there are no values of %s", doc.Quote(s.Parameter))
	case ranged && (s.From == nil || s.To == nil || s.Step == nil):
		c.report(at, "write all of from, to and step", "the range is not complete")
	case ranged && s.Step.Sign() <= 0:
		c.report(at+"/step", "write a number above 0", "the step is %s", s.Step)
	case ranged && s.To.Cmp(*s.From) < 0:
		c.report(at+"/to", "swap from and to", "it ends before it begins")
	case ranged && s.To.Sub(*s.From).Cmp(s.Step.Mul(exact.Int(MaxPoints-1))) > 0:
		c.report(at+"/step", "write a greater step", "the range has more than %d values", MaxPoints)
	}
	if len(s.Values) > MaxPoints {
		c.report(at+"/values", "write fewer", "there are %d values, and at most %d", len(s.Values), MaxPoints)
	}
	for i, v := range s.Values {
		for k := range i {
			if s.Values[k].Equal(v) {
				c.report(fmt.Sprintf("%s/values/%d", at, i), "keep one of the two", "%s is there already, at %s/values/%d", v, at, k)
				break
			}
		}
	}
	twice(c, at+"/obligations", s.Obligations)
}
