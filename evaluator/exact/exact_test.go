package exact_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

func Example() {
	z, err := exact.MustParse("60").Quo(exact.MustParse("65000"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(z, "is about", z.Fixed(6, exact.HalfUp))
	// Output: 3/3250 is about 0.000923
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "-0": "0", "0.050": "0.05", "007": "7", "12.5": "12.5", "-12.50": "-12.5", "1/4": "0.25", "2/6": "1/3", "-3/3250": "-3/3250",
		"41.67": "41.67", strings.Repeat("9", 400): strings.Repeat("9", 400),
	} {
		n, err := exact.Parse(text)
		if err != nil || n.String() != want {
			t.Errorf("Parse(%q) = %v, %v, want %s", text, n, err, want)
		}
	}
	for _, text := range []string{"", " 1", "1 ", "+1", "1e3", ".5", "5.", "1,5", "1_000", "0x10", "1/0", "1/00", "1/-2", "1//2", "NaN", "inf", "٣", "1.5/2", strings.Repeat("9", 401)} {
		if n, err := exact.Parse(text); !errors.Is(err, exact.ErrNumber) {
			t.Errorf("Parse(%q) = %v, %v, want it refused", text, n, err)
		}
	}
}

// A number of JSON is read as it is written.
func TestUnmarshal(t *testing.T) {
	for text, want := range map[string]string{`0.05`: "0.05", `"0.05"`: "0.05", `-2`: "-2", `"1/3"`: "1/3", `9007199254740993`: "9007199254740993"} {
		var n exact.Number
		if err := json.Unmarshal([]byte(text), &n); err != nil || n.String() != want {
			t.Errorf("%s reads as %s, %v", text, n, err)
		}
	}
	for _, text := range []string{`1e2`, `"1e2"`, `""`, `true`, `[]`, `{}`} {
		var n exact.Number
		if err := json.Unmarshal([]byte(text), &n); !errors.Is(err, exact.ErrNumber) {
			t.Errorf("%s reads as %s, %v", text, n, err)
		}
	}
}

func TestRound(t *testing.T) {
	for _, test := range []struct {
		number string
		places int
		mode   exact.Mode
		want   string
	}{
		{"0.125", 2, exact.HalfUp, "0.13"}, {"-0.125", 2, exact.HalfUp, "-0.13"}, {"0.125", 2, exact.HalfEven, "0.12"}, {"0.135", 2, exact.HalfEven, "0.14"},
		{"0.1251", 2, exact.HalfEven, "0.13"}, {"0.129", 2, exact.Down, "0.12"}, {"-0.129", 2, exact.Down, "-0.12"}, {"0.121", 2, exact.Up, "0.13"},
		{"-0.121", 2, exact.Up, "-0.13"}, {"0.12", 2, exact.Up, "0.12"}, {"2/3", 4, exact.HalfUp, "0.6667"}, {"-0.001", 2, exact.HalfUp, "0.00"},
		{"7", 2, exact.HalfUp, "7.00"}, {"2.5", 0, exact.HalfUp, "3"}, {"2.5", 0, exact.HalfEven, "2"}, {"1.005", 2, exact.HalfUp, "1.01"},
	} {
		if got := exact.MustParse(test.number).Fixed(test.places, test.mode); got != test.want {
			t.Errorf("%s to %d %s: %s, want %s", test.number, test.places, test.mode, got, test.want)
		}
	}
}

func TestZero(t *testing.T) {
	var n exact.Number
	if got := n.Add(exact.Int(2)).Mul(n); !got.IsZero() || n.String() != "0" || !n.Equal(exact.Int(0)) {
		t.Errorf("the zero Number is %v", got)
	}
	if _, err := exact.Int(1).Quo(n); !errors.Is(err, exact.ErrZero) {
		t.Errorf("1/0: %v", err)
	}
}

// A decimal of more places than are read is written as the fraction it is.
func TestManyPlaces(t *testing.T) {
	n := exact.MustParse("1/" + new(big.Int).Lsh(big.NewInt(1), 1300).String()) // 2^-1300, of 1300 places
	if back, err := exact.Parse(n.String()); err != nil || !back.Equal(n) {
		t.Errorf("%s reads back as %s, %v", n, back, err)
	}
	n = exact.MustParse("0." + strings.Repeat("0", 399) + "1")
	if got := n.String(); len(got) != 402 || !strings.HasSuffix(got, "01") {
		t.Errorf("the smallest decimal is written %s", got)
	}
}

func TestCommensurable(t *testing.T) {
	for _, test := range []struct {
		digits  int
		numbers string
		want    bool
	}{
		{1, "", true}, {1, "7 -3 100000", true}, {1, "1/3 1/2", true}, {1, "1/3 1/4", false}, {2, "1/3 1/4 5/6", true},
		{3, "0.01 0.5 1/8", true}, {3, "0.01 1/7", true}, {3, "0.01 1/7 1/3", false}, {3, "0.001", false}, {4, "0.001", true},
	} {
		var numbers []exact.Number
		for _, text := range strings.Fields(test.numbers) {
			numbers = append(numbers, exact.MustParse(text))
		}
		if got := exact.Commensurable(test.digits, numbers...); got != test.want {
			t.Errorf("%s with %d digits: %t", test.numbers, test.digits, got)
		}
	}
}

// Text and JSON lose nothing, and operations leave their operands alone.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) exact.Number {
			return exact.OfRat(big.NewRat(rapid.Int64Range(-1e9, 1e9).Draw(t, label), rapid.Int64Range(1, 1e6).Draw(t, label+" by")))
		}
		n, m := draw("n"), draw("m")
		before := n.String() + " " + m.String()
		data, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		var back exact.Number
		if err := json.Unmarshal(data, &back); err != nil || !back.Equal(n) {
			t.Fatalf("%s reads back as %s, %v", data, back, err)
		}
		if got := n.Sub(m).Add(m); !got.Equal(n) {
			t.Fatalf("n-m+m = %s, n = %s", got, n)
		}
		n.Neg()
		n.Abs()
		n.Rat().SetInt64(3)
		if after := n.String() + " " + m.String(); after != before {
			t.Fatalf("operands changed from %s to %s", before, after)
		}
	})
}
