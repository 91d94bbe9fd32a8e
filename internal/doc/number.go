package doc

import (
	"strconv"
	"strings"
)

// maxInt is the largest whole number that JSON readers agree on (RFC 7493).
const maxInt = 1 << 53

// isNumber reports whether s follows the grammar of RFC 8259, section 6.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole := digits(s)
	if whole == 0 || whole > 1 && s[0] == '0' {
		return false
	}
	s = s[whole:]
	if strings.HasPrefix(s, ".") {
		n := digits(s[1:])
		if n == 0 {
			return false
		}
		s = s[1+n:]
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		n := digits(s)
		return n > 0 && n == len(s)
	}
	return s == ""
}

// digits counts the digits s starts with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// numberHint says how to write as JSON what looks like a number of another
// language, or "".
func numberHint(s string) string {
	t := strings.ReplaceAll(strings.TrimPrefix(s, "+"), "_", "")
	if t != "" && t[0] == '.' {
		t = "0" + t
	}
	if strings.HasSuffix(t, ".") {
		t += "0"
	}
	if len(t) > 1 && digits(t) == len(t) {
		t = strings.TrimLeft(t[:len(t)-1], "0") + t[len(t)-1:]
	}
	if isNumber(t) {
		return "write " + t
	}
	if v, err := strconv.ParseInt(t, 0, 64); err == nil {
		return "write " + strconv.FormatInt(v, 10)
	}
	return ""
}

// wholeNumber returns the value of a number literal. JSON Schema counts 1.0 and
// 1e2 as whole, and so does this. whole is false if there is a fraction; inside
// is false if the value is beyond ±2^53. It takes time linear in the length of
// the literal whatever its exponent.
func wholeNumber(text string) (v int64, whole, inside bool) {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	before, after, _ := strings.Cut(mantissa, ".")
	ds := strings.TrimLeft(before+after, "0")
	if ds == "" {
		return 0, true, true
	}
	exp := 0
	if exponent != "" {
		e, err := strconv.Atoi(exponent)
		if err != nil || e < -1<<30 || e > 1<<30 {
			return 0, !strings.HasPrefix(exponent, "-"), false
		}
		exp = e
	}
	exp -= len(after)
	trimmed := strings.TrimRight(ds, "0")
	exp += len(ds) - len(trimmed)
	if exp < 0 {
		return 0, false, len(trimmed)+exp <= 16
	}
	if len(trimmed)+exp > 16 {
		return 0, true, false
	}
	v, err := strconv.ParseInt(trimmed+strings.Repeat("0", exp), 10, 64)
	if err != nil || v > maxInt {
		return 0, true, false
	}
	if negative {
		v = -v
	}
	return v, true, true
}

// Exact reports whether a number literal, however it is written, is the decimal
// number that stands for its 64-bit floating point value (RFC 8785, section
// 3.2.2.3): 1e300 and 0.1 are, 9007199254740993 and 1e-400 are not.
func Exact(text string) bool {
	f, err := strconv.ParseFloat(text, 64)
	return err == nil && decimalOf(text) == decimalOf(strconv.FormatFloat(f, 'e', -1, 64))
}

// NumberError is what a json.Unmarshaler returns for a number that 64-bit
// floating point does not keep. [Bind] reports it under [RuleNumber].
type NumberError struct{ Message, Hint string }

// Error returns the message.
func (e *NumberError) Error() string { return e.Message }

// decimal is a decimal number in one spelling: its digits without zeros at
// either end, and the power of ten of the last one.
type decimal struct {
	negative bool
	digits   string
	exponent int
}

func decimalOf(text string) decimal {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	before, after, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(before+after, "0")
	trimmed := strings.TrimRight(digits, "0")
	if trimmed == "" {
		return decimal{}
	}
	e, _ := strconv.Atoi(exponent) // where it is out of range, so is the number
	return decimal{negative, trimmed, e - len(after) + len(digits) - len(trimmed)}
}
