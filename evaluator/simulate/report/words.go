package report

import (
	"errors"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/internal/speech"
)

// ErrLanguage reports a language that Trias has no file for.
var ErrLanguage = errors.New("no such language")

// Languages returns the codes of the languages a report can be written in, sorted.
func Languages() []string { return speech.Codes() }

// words are what a report says in one language.
type words struct {
	*speech.Formats
	code string

	Title       string              `json:"title" required:"true"`
	Question    string              `json:"question" required:"true"`
	Heads       heads               `json:"heads" required:"true"`
	Conformity  map[string]string   `json:"conformity" required:"true"`
	Outcome     map[string]string   `json:"outcome" required:"true"`
	Obligation  map[string]string   `json:"obligation" required:"true"`
	View        map[string]string   `json:"view" required:"true"`
	Engine      map[string]string   `json:"engine" required:"true"`
	Factor      map[string]string   `json:"factor" required:"true"`
	Information map[string]string   `json:"information" required:"true"`
	Value       map[string]string   `json:"value" required:"true"` // of a sweep that is no number
	Level       map[string]string   `json:"level" required:"true"` // of a factor
	Answer      answers             `json:"answer" required:"true"`
	Columns     columns             `json:"columns" required:"true"`
	Axes        axes                `json:"axes" required:"true"`
	Pictures    titles              `json:"pictures" required:"true"`
	Notes       notes               `json:"notes" required:"true"`
	Methods     map[string][]method `json:"methods" required:"true"`
	Replay      replay              `json:"replay" required:"true"`
}

type heads struct {
	Answer      string `json:"answer" required:"true"`
	Limits      string `json:"limits" required:"true"`
	Rates       string `json:"rates" required:"true"`
	Criteria    string `json:"criteria" required:"true"`
	Competition string `json:"competition" required:"true"`
	Pairs       string `json:"pairs" required:"true"`
	Sweeps      string `json:"sweeps" required:"true"`
	Scores      string `json:"scores" required:"true"`
	Weights     string `json:"weights" required:"true"`
	Sensitivity string `json:"sensitivity" required:"true"`
	Information string `json:"information" required:"true"`
	Best        string `json:"best" required:"true"`
	Comparisons string `json:"comparisons" required:"true"`
	Sides       string `json:"sides" required:"true"`
	Sample      string `json:"sample" required:"true"`
	Methods     string `json:"methods" required:"true"`
	Replay      string `json:"replay" required:"true"`
}

// answers are the sentences that come first.
type answers struct {
	Rates         string        `json:"rates" required:"true"`
	Competition   string        `json:"competition" required:"true"`
	NoCompetition string        `json:"noCompetition" required:"true"`
	Sweep         string        `json:"sweep" required:"true"`
	SweepBase     string        `json:"sweepBase" required:"true"`
	Drop          string        `json:"drop" required:"true"`
	Sensitivity   string        `json:"sensitivity" required:"true"`
	Noise         speech.Plural `json:"noise" required:"true"`
	NoVariance    string        `json:"noVariance" required:"true"`
	AllNoise      string        `json:"allNoise" required:"true"`
	Information   string        `json:"information" required:"true"`
	NoneOpen      string        `json:"noneOpen" required:"true"`
	Score         string        `json:"score" required:"true"`
	Weight        string        `json:"weight" required:"true"`
	Comparison    string        `json:"comparison" required:"true"`
}

type columns struct {
	Conformity string `json:"conformity" required:"true"`
	Admitted   string `json:"admitted" required:"true"`
	Criterion  string `json:"criterion" required:"true"`
	Obligation string `json:"obligation" required:"true"`
	Count      string `json:"count" required:"true"`
	Share      string `json:"share" required:"true"`
	Interval   string `json:"interval" required:"true"`
	Blocks     string `json:"blocks" required:"true"`
	Alone      string `json:"alone" required:"true"`
	AloneFails string `json:"aloneFails" required:"true"`
	AloneOpen  string `json:"aloneOpen" required:"true"`
	Pair       string `json:"pair" required:"true"`
	Together   string `json:"together" required:"true"`
	Value      string `json:"value" required:"true"`
	Base       string `json:"base" required:"true"`
	Lost       string `json:"lost" required:"true"`
	Gained     string `json:"gained" required:"true"`
	View       string `json:"view" required:"true"`
	Mean       string `json:"mean" required:"true"`
	Deviation  string `json:"deviation" required:"true"`
	Least      string `json:"least" required:"true"`
	Greatest   string `json:"greatest" required:"true"`
	Quantile   string `json:"quantile" required:"true"`
	Open       string `json:"open" required:"true"`
	Weight     string `json:"weight" required:"true"`
	Own        string `json:"own" required:"true"`
	Reversed   string `json:"reversed" required:"true"`
	Factor     string `json:"factor" required:"true"`
	Classes    string `json:"classes" required:"true"`
	Index      string `json:"index" required:"true"`
	Ratio      string `json:"ratio" required:"true"`
	Floor      string `json:"floor" required:"true"`
	Noise      string `json:"noise" required:"true"`
	Item       string `json:"item" required:"true"`
	Resolved   string `json:"resolved" required:"true"`
	Become     string `json:"become" required:"true"`
	Leave      string `json:"leave" required:"true"`
	Step       string `json:"step" required:"true"`
	Changed    string `json:"changed" required:"true"`
	Record     string `json:"record" required:"true"`
	Changes    string `json:"changes" required:"true"`
	NotApplied string `json:"notApplied" required:"true"`
	// Alike names criteria of which not all are named, and Range what is between two
	// values.
	Alike speech.Plural `json:"alike" required:"true"`
	Range string        `json:"range" required:"true"`
}

// axes say what stands at the axes of pictures, with units.
type axes struct {
	Share      string                   `json:"share" required:"true"`
	Unmet      string                   `json:"unmet" required:"true"`
	Alone      string                   `json:"alone" required:"true"`
	Admitted   string                   `json:"admitted" required:"true"`
	Value      string                   `json:"value" required:"true"`
	Parameter  string                   `json:"parameter" required:"true"`
	Score      map[string]string        `json:"score" required:"true"`   // by unit
	Density    map[string]speech.Plural `json:"density" required:"true"` // by unit
	Weight     string                   `json:"weight" required:"true"`
	Reversed   string                   `json:"reversed" required:"true"`
	Index      string                   `json:"index" required:"true"`
	Excluded   string                   `json:"excluded" required:"true"`
	ScoreMean  string                   `json:"scoreMean" required:"true"`
	Mean       string                   `json:"mean" required:"true"`
	Resolved   string                   `json:"resolved" required:"true"`
	Changed    string                   `json:"changed" required:"true"`
	Under      string                   `json:"under" required:"true"`
	FailsAlone string                   `json:"failsAlone" required:"true"`
	OpenAlone  string                   `json:"openAlone" required:"true"`
	Signal     string                   `json:"signal" required:"true"`
	Noise      string                   `json:"noise" required:"true"`
	Below      string                   `json:"below" required:"true"`
	Above      string                   `json:"above" required:"true"`
	Ends       string                   `json:"ends" required:"true"`
	Estimate   string                   `json:"estimate" required:"true"`
}

// titles are those of pictures.
type titles struct {
	Subtitle    string `json:"subtitle" required:"true"`
	Intervals   string `json:"intervals" required:"true"`
	Rates       string `json:"rates" required:"true"`
	Criteria    string `json:"criteria" required:"true"`
	Competition string `json:"competition" required:"true"`
	Score       string `json:"score" required:"true"`
	Sensitivity string `json:"sensitivity" required:"true"`
	Tornado     string `json:"tornado" required:"true"`
	Information string `json:"information" required:"true"`
	Comparison  string `json:"comparison" required:"true"`
	Changes     string `json:"changes" required:"true"`
	Of          string `json:"of" required:"true"`
	OfScore     string `json:"ofScore" required:"true"`
	Single      string `json:"single" required:"true"`
	Best        string `json:"best" required:"true"`
}

type notes struct {
	Brackets    string        `json:"brackets" required:"true"`
	Admitted    string        `json:"admitted" required:"true"`
	Wilson      string        `json:"wilson" required:"true"`
	Blocks      string        `json:"blocks" required:"true"`
	Pairs       string        `json:"pairs" required:"true"`
	Sweep       string        `json:"sweep" required:"true"`
	Score       string        `json:"score" required:"true"`
	Quantiles   string        `json:"quantiles" required:"true"`
	Weight      string        `json:"weight" required:"true"`
	Index       string        `json:"index" required:"true"`
	Overlap     string        `json:"overlap" required:"true"`
	Tornado     string        `json:"tornado" required:"true"`
	Information string        `json:"information" required:"true"`
	Greedy      string        `json:"greedy" required:"true"`
	Comparison  string        `json:"comparison" required:"true"`
	Diagonal    string        `json:"diagonal" required:"true"`
	Changes     string        `json:"changes" required:"true"`
	Sample      string        `json:"sample" required:"true"`
	More        speech.Plural `json:"more" required:"true"`
	All         string        `json:"all" required:"true"`
	Views       string        `json:"views" required:"true"`
	Alike       string        `json:"alike" required:"true"` // of criteria
}

// method is a method with its source.
type method struct {
	Text   string `json:"text" required:"true"`
	Source string `json:"source" required:"true"`
}

type replay struct {
	How        string        `json:"how" required:"true"`
	Same       string        `json:"same" required:"true"`
	Seed       string        `json:"seed" required:"true"`
	Records    string        `json:"records" required:"true"`
	At         string        `json:"at" required:"true"`
	Study      string        `json:"study" required:"true"`
	Population string        `json:"population" required:"true"`
	Profile    string        `json:"profile" required:"true"`
	Catalogue  string        `json:"catalogue" required:"true"`
	Method     string        `json:"method" required:"true"`
	Plan       string        `json:"plan" required:"true"`
	Coded      string        `json:"coded" required:"true"`
	Fallbacks  speech.Plural `json:"fallbacks" required:"true"`
	What       string        `json:"what" required:"true"`
	Is         string        `json:"is" required:"true"`
}

var languages = speech.NewBook("simulation", func(code string, f *speech.Formats) *words { return &words{Formats: f, code: code} })

func fill(text string, pairs ...string) string { return speech.Fill(text, pairs...) }

// count writes how many.
func (w *words) count(n int64) string { return w.Number(strconv.FormatInt(n, 10)) }

// fixed writes a number with so many decimals, and a sign as wide as a digit.
func (w *words) fixed(n exact.Number, places int) string {
	return w.signed(n.Fixed(places, exact.HalfUp))
}

// signed writes digits that may have a sign.
func (w *words) signed(digits string) string {
	text := w.Number(digits)
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		return "−" + rest
	}
	return text
}

// value writes a number with the decimals it has, two at most, or more where it would
// look like zero.
func (w *words) value(n exact.Number) string {
	places := 0
	for ; places < 6; places++ {
		short := n.Round(places, exact.HalfUp)
		if short.Equal(n) || places >= 2 && !short.IsZero() {
			break
		}
	}
	return w.fixed(n, places)
}

var hundred = exact.Int(100)

// places is how many decimals a share in percent has: one, or more where that would
// show a part as none or as all.
func (w *writer) placesOf(s simulate.Share) int {
	places := w.places
	if s.Share == nil {
		return places
	}
	for ; places < 6 && s.Count > 0 && s.Count < s.Of; places++ {
		shown := s.Share.Mul(hundred).Round(places, exact.HalfUp)
		if !shown.IsZero() && !shown.Equal(hundred) {
			break
		}
	}
	return places
}

// bare writes a share in percent without the sign: "12.3".
func (w *writer) bare(s simulate.Share) string {
	if s.Share == nil {
		return "–"
	}
	return w.fixed(s.Share.Mul(hundred), w.placesOf(s))
}

// percent writes a share: "12.3 %".
func (w *writer) percent(s simulate.Share) string {
	if s.Share == nil {
		return "–"
	}
	return w.sign(w.bare(s))
}

// sign puts the sign of percent behind a number, on the same line.
func (w *words) sign(number string) string {
	return strings.ReplaceAll(w.Of(number, "%"), " ", "\u00a0")
}

// interval writes the interval of a share in percent, without the sign: "12.1–12.5". It
// has as many decimals as the share, or more where its ends would look the same: what was
// not seen among some offers is not shown to be impossible.
func (w *writer) interval(s simulate.Share) string {
	if s.Low == nil || s.High == nil {
		return "–"
	}
	low, high := s.Low.Mul(hundred), s.High.Mul(hundred)
	places := w.placesOf(s)
	for ; places < 6 && !low.Equal(high) && low.Round(places, exact.HalfUp).Equal(high.Round(places, exact.HalfUp)); places++ {
	}
	return w.fixed(low, places) + "–" + w.fixed(high, places)
}

// estimate writes a share with its interval: "12.3 % (12.1–12.5)".
func (w *writer) estimate(s simulate.Share) string {
	if s.Share == nil {
		return "–"
	}
	return w.Remarked(w.percent(s), w.interval(s))
}
