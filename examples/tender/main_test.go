package main

import (
	"bytes"
	"flag"
	"io"
	"math/big"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evaluator/tender"
)

var update = flag.Bool("update", false, "write the documents and the pictures anew")

// TestTold compares what the program writes with the files beside it, in both
// languages.
func TestTold(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "en"} {
		for file, args := range map[string][]string{
			"award." + lang + ".md":  {"-lang", lang},
			"award." + lang + ".svg": {"-lang", lang, "-picture"},
			"call." + lang + ".md":   {"-lang", lang, "-tender", "call.yaml"},
			"late." + lang + ".md":   {"-lang", lang, "-tender", "late.yaml"},
			"qualification.json":     {"-qualify"},
		} {
			var got bytes.Buffer
			if err := run(t.Context(), &got, io.Discard, args); err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s (-want +got), run with -update and read the difference:\n%s", file, diff)
			}
		}
	}
}

// TestAnnounced compares the digest that each file states as announced with that of
// the file. It differs once anything that is announced is another: the file itself
// but for its offers, its profile, or the catalogue.
func TestAnnounced(t *testing.T) {
	t.Parallel()
	stated := regexp.MustCompile(`(?m)^  digest: sha256:[0-9a-f]{64}$`)
	for _, name := range []string{"tender.yaml", "system.yaml", "call.yaml", "late.yaml"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		definition, err := tender.Load(name, source, tender.Sources{Open: os.ReadFile})
		if err != nil {
			t.Fatal(err)
		}
		want := []byte("  digest: " + definition.Digest())
		if got := stated.FindAll(source, -1); len(got) != 1 || !bytes.Equal(got[0], want) {
			if *update {
				if err := os.WriteFile(name, stated.ReplaceAll(source, want), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			t.Errorf("%s states %q as announced, and is%q now. If that is meant, announce anew: run this until it passes without -update, for a call names a file that names the digest of another\ngo test ./examples/tender -update", name, got, want)
		}
	}
}

// TestReadme looks in what the program writes for what the README shows of it; […]
// stands for what is left out.
func TestReadme(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?s)<!-- output:(.*?) -->\n\n(.*?)\n\n<!-- end -->`).FindAllStringSubmatch(string(text), -1)
	if len(shown) < 2 {
		t.Fatalf("the README shows %d outputs", len(shown))
	}
	for _, x := range shown {
		var out bytes.Buffer
		if err := run(t.Context(), &out, io.Discard, strings.Fields(x[1])); err != nil {
			t.Fatal(err)
		}
		rest := out.String()
		for part := range strings.SplitSeq(x[2], "[…]") {
			part = strings.Trim(part, "\n")
			_, after, found := strings.Cut(rest, part)
			if !found {
				t.Errorf("go run ./examples/tender%s does not write, or not there:\n%s", x[1], part)
			}
			rest = after
		}
	}
}

// TestByHand calculates the ranking again from the points a reader finds in the
// award document, without any of the code that ranked.
func TestByHand(t *testing.T) {
	t.Parallel()
	_, r, err := award(t.Context(), "tender.yaml", false)
	if err != nil {
		t.Fatal(err)
	}
	number := func(text string) *big.Rat {
		n, ok := new(big.Rat).SetString(text)
		if !ok {
			t.Fatalf("%q is no number", text)
		}
		return n
	}
	// Main group · group · criterion, in hundredths each: metadata, machine, second,
	// source, identity, keys, owner, signed, sbom, knowledge, concept.
	weights := []string{"9.6", "6.4", "10.8", "8.4", "4.8", "16", "16", "8", "6", "6", "8"}
	z := map[string]*big.Rat{}
	for id, offer := range map[string]struct {
		points []string
		price  string
	}{
		"hafenlicht":  {[]string{"10", "10", "10", "10", "10", "10", "10", "10", "10", "10", "8"}, "1050000"},
		"moosbach":    {[]string{"10", "10", "0", "10", "10", "0", "10", "10", "10", "10", "9"}, "742000"},
		"kieselgrund": {[]string{"10", "10", "10", "0", "10", "0", "10", "0", "0", "10", "6"}, "655000"},
	} {
		sum := new(big.Rat)
		for i, points := range offer.points {
			sum.Add(sum, new(big.Rat).Mul(number(weights[i]), new(big.Rat).Quo(number(points), number("10"))))
		}
		z[id] = sum.Quo(sum, number(offer.price))
	}
	if len(r.Ranking) != len(z) {
		t.Fatalf("%d offers are ranked, want %d", len(r.Ranking), len(z))
	}
	for _, ranked := range r.Ranking {
		if want := z[ranked.ID]; want == nil || number(ranked.Z.String()).Cmp(want) != 0 {
			t.Errorf("%s: Z = %s, by hand %v", ranked.ID, ranked.Z, want)
		}
	}
	// The best ratio is moosbach's; hafenlicht is within 5 % of it and performs
	// better; kieselgrund is below.
	bound := new(big.Rat).Mul(z["moosbach"], number("0.95"))
	if z["hafenlicht"].Cmp(z["moosbach"]) >= 0 || z["hafenlicht"].Cmp(bound) < 0 || z["kieselgrund"].Cmp(bound) >= 0 {
		t.Error("the example no longer shows what a corridor does")
	}
	var order []string
	for _, ranked := range r.Ranking {
		order = append(order, ranked.ID)
	}
	if diff := cmp.Diff([]string{"hafenlicht", "moosbach", "kieselgrund"}, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	status := map[string]tender.Status{}
	for _, o := range r.Offers {
		status[o.ID] = o.Status
	}
	if status["fernsicht"] != tender.Excluded || status["nebelhorn"] != tender.Inconclusive {
		t.Errorf("fernsicht is %s, nebelhorn %s", status["fernsicht"], status["nebelhorn"])
	}
}

func TestWrongUse(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-lang", "fr"}, {"more"}, {"-no"}, {"-tender", "offers/moosbach.yaml"}, {"-tender", "none.yaml"}} {
		var out bytes.Buffer
		if err := run(t.Context(), &out, io.Discard, args); err == nil || out.Len() > 0 {
			t.Errorf("%q: %v, and %d bytes were written", args, err, out.Len())
		}
	}
}
