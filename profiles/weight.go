package profiles

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Weight is an exact weight of at least 0 and less than a million, in steps of
// a thousandth. It is written as a number: 2, 0.5, 12.125.
type Weight struct{ thousandths int64 }

// NewWeight returns a weight of whole units.
func NewWeight(units int32) Weight { return Weight{int64(max(units, 0)) * 1000} }

// Thousandths returns the weight in thousandths.
func (w Weight) Thousandths() int64 { return w.thousandths }

var weightFormat = regexp.MustCompile(`^(0|[1-9][0-9]{0,5})(\.[0-9]{1,3})?$`)

// UnmarshalJSON reads a number with at most three decimals.
func (w *Weight) UnmarshalJSON(data []byte) error {
	text := string(data)
	if !weightFormat.MatchString(text) {
		return fmt.Errorf("%s is not a weight: write a number from 0 to 999999.999 with at most three decimals", text)
	}
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole+(fraction + "000")[:3], 10, 64)
	if err != nil {
		return err
	}
	w.thousandths = n
	return nil
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
