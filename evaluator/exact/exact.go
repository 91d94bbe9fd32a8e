// Package exact holds the numbers of scores, prices and ranks: fractions without
// any rounding, until somebody says how to round.
//
// A quotient such as a price-performance ratio is rarely a finite decimal, so a
// [Number] is a fraction of whole numbers of any size, by math/big. It is written
// as a decimal where it is one ("0.05") and as a fraction in lowest terms
// otherwise ("3/3250"); both read back up to [MaxDigits]. Rounding is a decision that can reorder
// offers, so nothing here rounds by itself: [Number.Round] takes the number of
// decimals and the [Mode].
package exact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// MaxDigits is how many digits a number that is read may have before and after
// its point, and in the numerator and the denominator of a fraction.
const MaxDigits = 400

// ErrNumber is wrapped by the error of [Parse].
var ErrNumber = errors.New("not a number")

// ErrZero is returned for a division by zero.
var ErrZero = errors.New("division by zero")

// Number is an exact number. The zero Number is 0. Numbers are values: no
// operation changes its operands.
type Number struct{ r *big.Rat }

// Int returns a whole number.
func Int(n int64) Number { return Number{big.NewRat(n, 1)} }

// Fraction returns a/b, or [ErrZero].
func Fraction(a, b int64) (Number, error) { return Int(a).Quo(Int(b)) }

var (
	decimal  = regexp.MustCompile(`^-?[0-9]{1,400}(?:\.[0-9]{1,400})?$`)
	fraction = regexp.MustCompile(`^-?[0-9]{1,400}/[0-9]{1,400}$`)
)

// Parse reads a decimal ("-12.50") or a fraction ("3/3250"). Exponents, grouping,
// a comma, a bare point and surrounding spaces are refused: a number with weight
// in an award has one way to be read. The error wraps [ErrNumber].
func Parse(text string) (Number, error) {
	isFraction := fraction.MatchString(text)
	if !isFraction && !decimal.MatchString(text) {
		return Number{}, fmt.Errorf("%s is %w: write a decimal such as 12.5, with a point and without an exponent, or a fraction such as 1/3", doc.Quote(text), ErrNumber)
	}
	if isFraction && strings.Trim(text[strings.IndexByte(text, '/')+1:], "0") == "" {
		return Number{}, fmt.Errorf("%s is %w: it divides by zero", doc.Quote(text), ErrNumber)
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok { // the patterns leave nothing to it
		return Number{}, fmt.Errorf("%s is %w", doc.Quote(text), ErrNumber)
	}
	return Number{r}, nil
}

// MustParse is [Parse] for constants of a program: it panics.
func MustParse(text string) Number {
	n, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return n
}

var zero = new(big.Rat)

func (n Number) rat() *big.Rat {
	if n.r == nil {
		return zero
	}
	return n.r
}

// Rat returns the number as a fraction of its own.
func (n Number) Rat() *big.Rat { return new(big.Rat).Set(n.rat()) }

// OfRat returns a fraction as a number, 0 for none.
func OfRat(r *big.Rat) Number {
	if r == nil {
		return Number{}
	}
	return Number{new(big.Rat).Set(r)}
}

// Add returns n + m.
func (n Number) Add(m Number) Number { return Number{new(big.Rat).Add(n.rat(), m.rat())} }

// Sub returns n − m.
func (n Number) Sub(m Number) Number { return Number{new(big.Rat).Sub(n.rat(), m.rat())} }

// Mul returns n · m.
func (n Number) Mul(m Number) Number { return Number{new(big.Rat).Mul(n.rat(), m.rat())} }

// Quo returns n / m, or [ErrZero].
func (n Number) Quo(m Number) (Number, error) {
	if m.Sign() == 0 {
		return Number{}, ErrZero
	}
	return Number{new(big.Rat).Quo(n.rat(), m.rat())}, nil
}

// Neg returns −n.
func (n Number) Neg() Number { return Number{new(big.Rat).Neg(n.rat())} }

// Abs returns |n|.
func (n Number) Abs() Number { return Number{new(big.Rat).Abs(n.rat())} }

// Cmp returns -1, 0 or 1: n is less than, equal to or greater than m.
func (n Number) Cmp(m Number) int { return n.rat().Cmp(m.rat()) }

// Equal reports whether n and m are the same number.
func (n Number) Equal(m Number) bool { return n.Cmp(m) == 0 }

// Sign returns -1, 0 or 1.
func (n Number) Sign() int { return n.rat().Sign() }

// Min returns the smaller one.
func Min(n, m Number) Number {
	if m.Cmp(n) < 0 {
		return m
	}
	return n
}

// Max returns the greater one.
func Max(n, m Number) Number {
	if m.Cmp(n) > 0 {
		return m
	}
	return n
}

// Sum returns the sum, 0 of none.
func Sum(numbers ...Number) Number {
	sum := new(big.Rat)
	for _, n := range numbers {
		sum.Add(sum, n.rat())
	}
	return Number{sum}
}

// Commensurable reports whether the numbers have a common denominator of at most so
// many digits. A sum has the denominators of all its summands in its own: of ten
// thousand fractions that have little in common it is a number of millions of
// digits. Whoever adds up numbers that somebody else wrote asks this before.
func Commensurable(digits int, numbers ...Number) bool {
	limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(digits, 0))), nil)
	common := big.NewInt(1)
	for _, n := range numbers {
		d := n.rat().Denom()
		gcd := new(big.Int).GCD(nil, nil, common, d)
		if common.Mul(common, gcd.Quo(d, gcd)); common.Cmp(limit) >= 0 {
			return false
		}
	}
	return true
}

// String writes the number exactly: as a decimal in its shortest form if it is
// one of at most [MaxDigits] places, or as a fraction in lowest terms.
func (n Number) String() string {
	r := n.rat()
	places, ok := r.FloatPrec()
	if !ok || places > MaxDigits {
		return r.String()
	}
	return r.FloatString(places)
}

// IsDecimal reports whether the number is a finite decimal.
func (n Number) IsDecimal() bool {
	_, ok := n.rat().FloatPrec()
	return ok
}

// Mode says where rounding goes.
type Mode string

// The modes.
const (
	// HalfUp goes to the nearer one, of two equally near to the one farther from
	// zero: commercial rounding (DIN 1333).
	HalfUp Mode = "halfUp"
	// HalfEven goes to the nearer one, of two equally near to the even one.
	HalfEven Mode = "halfEven"
	// Down goes towards zero.
	Down Mode = "down"
	// Up goes away from zero.
	Up Mode = "up"
)

// Values returns the accepted values.
func (Mode) Values() []string { return []string{"halfUp", "halfEven", "down", "up"} }

// Round returns the number rounded to a number of decimals, of which there are at
// least 0 and at most [MaxDigits]; the mode is HalfUp if it is none.
func (n Number) Round(places int, mode Mode) Number {
	places = min(max(places, 0), MaxDigits)
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	r := n.rat()
	num := new(big.Int).Mul(new(big.Int).Abs(r.Num()), scale)
	quo, rem := new(big.Int).QuoRem(num, r.Denom(), new(big.Int))
	half := new(big.Int).Lsh(rem, 1).Cmp(r.Denom())
	var away bool
	switch mode {
	case Down:
	case Up:
		away = rem.Sign() != 0
	case HalfEven:
		away = half > 0 || half == 0 && quo.Bit(0) == 1
	default:
		away = half >= 0
	}
	if away {
		quo.Add(quo, big.NewInt(1))
	}
	if r.Sign() < 0 {
		quo.Neg(quo)
	}
	return Number{new(big.Rat).SetFrac(quo, scale)}
}

// Fixed writes the number rounded, with exactly that many decimals.
func (n Number) Fixed(places int, mode Mode) string {
	places = min(max(places, 0), MaxDigits)
	text := n.Round(places, mode).rat().FloatString(places)
	if strings.Trim(text, "-0.") == "" { // there is no −0
		text = strings.TrimPrefix(text, "-")
	}
	return text
}

// MarshalJSON writes [Number.String] as text: a number of JSON would be read as
// binary floating point.
func (n Number) MarshalJSON() ([]byte, error) { return json.Marshal(n.String()) }

// UnmarshalJSON reads text as [Parse] does, and a number as it is written.
func (n *Number) UnmarshalJSON(data []byte) error {
	text := string(data)
	if bytes.HasPrefix(data, []byte(`"`)) {
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
	}
	parsed, err := Parse(text)
	if err != nil {
		if len(data) > 0 && (data[0] == '-' || '0' <= data[0] && data[0] <= '9') {
			return unreadable{&doc.NumberError{Message: text + " is not read as an exact number", Hint: "write a decimal without an exponent, such as 12.5"}}
		}
		return err
	}
	if n == nil {
		return fmt.Errorf("%w: there is nothing to read %s into", ErrNumber, parsed)
	}
	*n = parsed
	return nil
}

// unreadable is a number of JSON that is none here: one with an exponent, or with
// too many digits.
type unreadable struct{ *doc.NumberError }

func (u unreadable) Unwrap() []error { return []error{u.NumberError, ErrNumber} }

// IsZero reports whether the number is 0.
func (n Number) IsZero() bool { return n.Sign() == 0 }
