package report

import (
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// How numbers are written for reading. A number that has no more decimals than
// these is written as it is; others are rounded and marked as such.
const (
	// maxPlaces is how many decimals a table has, if that makes all its numbers
	// exact, and roundedPlaces how many otherwise.
	maxPlaces     = 6
	roundedPlaces = 4
	// digits is how many digits a rounded number shows, at least, after its zeros.
	digits = 5
	// maxExact is how long an exact number is, at most, to be written in full.
	maxExact = 40
)

// decimals are the least decimals that write a number exactly; ok is false if no
// more than most do.
func decimals(n exact.Number, most int) (places int, ok bool) {
	for places = range most + 1 {
		if n.Round(places, exact.Down).Equal(n) {
			return places, true
		}
	}
	return 0, false
}

// placesFor is how many decimals a column of numbers is written with, and whether
// that writes all of them exactly.
func placesFor(numbers []exact.Number) (places int, exactly bool) {
	for _, n := range numbers {
		p, ok := decimals(n, maxPlaces)
		if !ok {
			return roundedPlaces, false
		}
		places = max(places, p)
	}
	return places, true
}

// fixed writes a number with so many decimals.
func (l *language) fixed(n exact.Number, places int) string {
	return minus(l.Number(n.Fixed(places, exact.HalfUp)))
}

// minus writes a negative number with the sign that is as wide as a digit.
func minus(text string) string {
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		return "−" + rest
	}
	return text
}

// exactly writes a number in full: as a decimal or as a fraction. It returns ""
// for one that is too long for readers.
func (l *language) exactly(n exact.Number) string {
	text := n.String()
	if len(text) > maxExact {
		return ""
	}
	if numerator, denominator, ok := strings.Cut(text, "/"); ok {
		return minus(numerator) + "/" + denominator
	}
	return minus(l.Number(text))
}

// rounded writes a number as it is where it has few decimals, and else to at least
// so many decimals and enough digits to tell it from zero, marked as rounded.
func (a *award) rounded(n exact.Number, places int) string {
	if p, ok := decimals(n, max(places, roundedPlaces)); ok {
		return a.fixed(n, p)
	}
	return fill(a.t.About, "n", a.fixed(n, significant(n, places)))
}

// both writes a number exactly, and rounded where that is easier to read.
func (a *award) both(n exact.Number, places int) string {
	if _, ok := decimals(n, maxPlaces); ok {
		return a.exactly(n)
	}
	full := a.exactly(n)
	if full == "" {
		return a.rounded(n, places)
	}
	return full + " " + a.rounded(n, places)
}

// significant is how many decimals show that many digits of a number after its
// zeros, and not less than places.
func significant(n exact.Number, places int) int {
	n = n.Abs()
	if n.IsZero() {
		return places
	}
	zeros := 0
	for ten := exact.Int(10); n.Cmp(exact.Int(1)) < 0 && zeros < exact.MaxDigits-digits; zeros++ {
		n = n.Mul(ten)
	}
	if zeros == 0 {
		return places
	}
	return max(places, zeros+digits-1)
}

// percent writes a number of percent.
func (a *award) percent(n exact.Number) string { return a.Of(a.rounded(n, 2), "%") }
