package profiles

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// Weight is an exact weight of at least 0 and less than a million, in steps of
// a thousandth. It is written as a number: 2, 0.5, 12.125.
type Weight struct{ thousandths int64 }

// NewWeight returns a weight of whole units.
func NewWeight(units int32) Weight { return Weight{int64(max(units, 0)) * 1000} }

// Thousandths returns the weight in thousandths.
func (w Weight) Thousandths() int64 { return w.thousandths }

// UnmarshalJSON reads a number with at most three decimals, however it is
// written: 2, 2.0 and 2e0 are the same weight.
func (w *Weight) UnmarshalJSON(data []byte) error {
	text := string(data)
	mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
	f, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil:
	case f == 0 && !strings.ContainsAny(mantissa, "123456789"):
		w.thousandths = 0
		return nil
	case 0.0005 <= f && f < 1e6: // so that no exponent makes the exact number huge
		exact, ok := new(big.Rat).SetString(text)
		if ok && exact.Mul(exact, big.NewRat(1000, 1)).IsInt() {
			w.thousandths = exact.Num().Int64()
			return nil
		}
	}
	return fmt.Errorf("%s is not a weight: write a number from 0 to 999999.999 with at most three decimals", text)
}

// MarshalJSON writes the weight as a number in its shortest form.
func (w Weight) MarshalJSON() ([]byte, error) { return []byte(w.String()), nil }

// String writes the weight in its shortest form.
func (w Weight) String() string {
	s := strconv.FormatInt(w.thousandths/1000, 10)
	if f := w.thousandths % 1000; f != 0 {
		s += "." + strings.TrimRight(fmt.Sprintf("%03d", f), "0")
	}
	return s
}

// value is the weight as a value.
func (w Weight) value() evidence.Value { return evidence.Number(float64(w.thousandths) / 1000) }
