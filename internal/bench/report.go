package main

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
)

// report gathers what was measured at every rate of missing facts.
type report struct {
	options  options
	criteria int
	views    []asked.View
	plan     *batch.Plan
	rates    []rate
}

type rate struct {
	missing float64
	timings []*timing
	first   time.Duration
	shares  [6]float64 // of outcomes
}

func (r *report) add(missing float64, s *sample, timings []*timing) {
	one := rate{missing: missing, timings: timings, first: s.first}
	for _, outcomes := range s.want {
		for _, o := range outcomes {
			one.shares[o] += 1 / float64(len(s.want)*len(outcomes))
		}
	}
	for _, t := range timings { // of the engines only names and figures are needed on
		t.engine.pass, t.engine.outcomes = nil, nil
	}
	r.rates = append(r.rates, one)
}

func (r *rate) find(name string) *timing {
	for _, t := range r.timings {
		if t.engine.name == name {
			return t
		}
	}
	return nil
}

// least is the median of the quickest of some engines.
func (r *rate) least(names ...string) float64 {
	least := math.Inf(1)
	for _, n := range names {
		least = min(least, r.find(n).median())
	}
	return least
}

// markdown writes the table and what else is to be said.
func (r *report) markdown() string {
	var b strings.Builder
	head, rule := "| |", "|---|"
	for _, rate := range r.rates {
		head += fmt.Sprintf(" ns per offer, %.0f %% missing |", 100*rate.missing)
		rule += "--:|"
	}
	head += " times the batch | ns per criterion | allocations | offers | prepared in |"
	rule += "--:|--:|--:|--:|--:|"
	fmt.Fprintf(&b, "%s\n%s\n", head, rule)
	last := &r.rates[len(r.rates)-1]
	for i, t := range last.timings {
		fmt.Fprintf(&b, "| %s |", t.engine.name)
		var least, most float64 = math.Inf(1), 0
		for k := range r.rates {
			at := r.rates[k].timings[i]
			times := at.median() / r.rates[k].find(batchName).median()
			least, most = min(least, times), max(most, times)
			fmt.Fprintf(&b, " %s ± %.0f %% |", number(at.median()), 100*at.spread())
		}
		fmt.Fprintf(&b, " %s | %s | %s | %d | %s |\n", between(least, most), number(t.median()/float64(r.criteria)), number(t.allocs), t.engine.records, prepared(t.engine.prepare))
	}
	b.WriteString("\n" + r.notes())
	return b.String()
}

func between(least, most float64) string {
	if number(least) == number(most) {
		return number(least)
	}
	return number(least) + "–" + number(most)
}

func prepared(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	return number(float64(d.Microseconds())/1000) + " ms"
}

// number writes a figure with three significant digits, grouped by thousands.
func number(f float64) string {
	if f == 0 {
		return "0"
	}
	digits := 2 - int(math.Floor(math.Log10(math.Abs(f))))
	if digits > 0 {
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.*f", min(digits, 4), f), "0"), ".")
	}
	scale := math.Pow(10, float64(-digits))
	text := fmt.Sprintf("%.0f", math.Round(f/scale)*scale)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// notes says what the table does not.
func (r *report) notes() string {
	var b strings.Builder
	last := &r.rates[len(r.rates)-1]
	o := r.options
	fmt.Fprintf(&b, "All %d criteria of the embedded profile `%s`, on %s of `%s/%s`, %d cores, %s. ", r.criteria, asked.Profile, processor(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	what := "by the clock"
	if o.busy {
		what = "of the time of the processors, collecting garbage included"
	}
	fmt.Fprintf(&b, "Figures are medians, %s, of %d runs of at least %s, with the run furthest from it; the engines take turns. ", what, o.runs, leastRun)
	fmt.Fprintf(&b, "The offers do not repeat within a pass: %d for plain Go, %d for cel-go, %d for single verdicts, %d for OPA; the batch reads %d MiB of planes, so that they come from memory. ",
		last.find(handName).engine.records, last.find(structsName).engine.records, min(o.single, o.records), min(o.opa, o.records), resident>>20)
	fmt.Fprintf(&b, "%.0f %% of the facts have no proof.\n\n", 100*o.unproven)
	b.WriteString("What is compared:\n\n")
	for k := range r.rates {
		rate := &r.rates[k]
		fast, hand, cel := rate.least(batchName), rate.least(flatName, handName), rate.least(valuesName, structsName, mapsName)
		fmt.Fprintf(&b, "- At %.0f %% missing facts the batch judges %s million offers per second and core, %s times as fast as cel-go at its quickest doing the same two passes and %s times as fast as plain Go by hand at its quickest",
			100*rate.missing, number(1e3/fast), number(cel/fast), number(hand/fast))
		if two := rate.find(twoName); two != nil {
			fmt.Fprintf(&b, "; two cores do %s times what one does", number(fast/two.median()))
		}
		if whole := rate.find(wholeName); whole != nil {
			fmt.Fprintf(&b, "; generation, evaluation and statistics together are %s times as fast as the evaluation alone by cel-go", number(cel/whole.median()))
		}
		if !o.busy { // it is taken by the clock, while offers are made on all cores
			fmt.Fprintf(&b, ". A first single verdict on a dossier, while offers are being made, takes %s µs", number(float64(rate.first.Nanoseconds())/1000))
		}
		b.WriteString(". Outcomes:")
		for i, share := range rate.shares {
			fmt.Fprintf(&b, " %s %s %%", byhand.Outcome(i), number(100*share))
			if i < len(rate.shares)-1 {
				b.WriteString(",")
			}
		}
		b.WriteString(".\n")
	}
	bytes := float64(r.plan.Planes()) * batch.BlockSize / 8 / batch.BlockSize
	fast, read := last.find(batchName).median(), last.find(memoryName).median()
	fmt.Fprintf(&b, "- A record has %d planes, %s bytes. The batch takes %s GB/s of them from memory, adding them up alone %s GB/s: the batch is at %.0f %% of what reading allows, and bounded by %s.\n",
		r.plan.Planes(), number(bytes), number(bytes/fast), number(bytes/read), 100*read/fast, bound(read/fast))
	b.WriteString(explained)
	return b.String()
}

func bound(share float64) string {
	if share > 0.7 {
		return "the memory"
	}
	return "its operations and by writing what it finds, not by the memory"
}

const explained = `
Every engine's outcomes were equal to those of Trias' single verdict for every offer and criterion before it was timed.
All are generated from the catalogue's own rules, with the parameters and the day put in and folded, regions written out,
and periods turned into days. Each engine reads offers in the form it is best at, made beforehand: planes for the batch,
documents for OPA, and for cel-go and plain Go both what is usual and what is quickest. For cel-go these are structs of
pointers or nested maps, and a provider of values of its own, made before and shared where they are equal; all its programs of
a view share one frame. For OPA a document has every fact one step away, by its whole path. It is a parsed input where OPA
interprets the rules; where it compiles them to WebAssembly, which would parse an input every time, the offers are loaded as
data with the rules, and "prepared in" includes that. For plain Go these are structs of pointers, one for each view, and one struct of values
with a bit for each view and texts as codes. Which facts are proven is part of the form for all of them. Two passes look at
every criterion over what is claimed and over what is proven. cel-go gets an unknown value for a fact that is missing, which
its logic knows; OPA has a form for true and a form for false of every part, as its undefined is taken for false by "not";
programs are compiled once, with constants and sets optimised. All of OPA's criteria are one prepared query with one text for
an answer; alternatives are its "or", which costs less than rules of their own, and are left as soon as one holds. Partial
evaluation before (there is nothing known that is not folded already), rules without index, facts compared several at a time
as subsets of an object, and another order of the outcomes were tried and gained nothing. Versions and licences are looked up
in tables all peers share, by cel-go and OPA through functions added to them. A criterion
reads seven facts on average, many of them in every entry of a list, and a view in which much is unproven settles few of them
early: that is why one takes cel-go and plain Go longer than a comparison of one or two facts would. No criterion is left
out. Lists that are marked as incomplete and facts on which sources contradict each other do not occur among the offers: the
peers have no words for them.
`
