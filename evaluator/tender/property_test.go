package tender_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

var many = flag.Int("offers", 1000, "how many offers TestMany ranks")

// stated are the facts of the small world.
var stated = []string{"export.allCustomerData", "export.documented", "export.selfService", "accessLog.customerReads", "disclosure.customerNotified"}

// drawn is a dossier that states some facts and proves some of these.
type drawn struct {
	values map[string]bool
	proven []string
}

func draw(t *rapid.T, label string) drawn {
	d := drawn{values: map[string]bool{}}
	for _, fact := range stated {
		switch rapid.IntRange(0, 5).Draw(t, label+" "+fact) {
		case 0:
		case 1:
			d.values[fact] = false
		case 2:
			d.values[fact] = true
		default:
			d.values[fact], d.proven = true, append(d.proven, "data."+fact)
		}
	}
	return d
}

// less leaves facts and proofs out.
func (d drawn) less(t *rapid.T) drawn {
	out := drawn{values: map[string]bool{}}
	for _, fact := range stated {
		v, ok := d.values[fact]
		if !ok || rapid.IntRange(0, 3).Draw(t, "withhold "+fact) == 0 {
			continue
		}
		out.values[fact] = v
		for _, p := range d.proven {
			if p == "data."+fact && rapid.IntRange(0, 3).Draw(t, "withhold the proof of "+fact) > 0 {
				out.proven = append(out.proven, p)
			}
		}
	}
	return out
}

func (d drawn) dossier(t rapid.TB, id string) *evidence.Dossier {
	groups := map[string][]string{}
	for _, fact := range stated {
		if v, ok := d.values[fact]; ok {
			group, name, _ := strings.Cut(fact, ".")
			groups[group] = append(groups[group], fmt.Sprintf("%s: %t", name, v))
		}
	}
	var parts []string
	for _, group := range []string{"export", "accessLog", "disclosure"} {
		if groups[group] != nil {
			parts = append(parts, group+": {"+strings.Join(groups[group], ", ")+"}")
		}
	}
	f, err := evidence.Decode(id+".yaml", []byte(dossier(id, strings.Join(parts, ", "), d.proven...)))
	if err != nil {
		t.Fatal(err)
	}
	x, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func drawOffers(t *rapid.T) []tender.Offer {
	out := make([]tender.Offer, rapid.IntRange(1, 5).Draw(t, "offers"))
	for i := range out {
		id := string(rune('A' + i))
		price := exact.Int(rapid.Int64Range(1, 9).Draw(t, "price"))
		out[i] = tender.Offer{ID: id, Dossier: draw(t, id).dossier(t, id), Price: &price,
			Points: map[string]exact.Number{"migration": exact.Int(rapid.Int64Range(0, 10).Draw(t, "points"))}}
	}
	return out
}

func mustRank(t rapid.TB, x *tender.Tender, offers []tender.Offer, opts tender.Options) *tender.Ranking {
	r, err := tender.Rank(context.Background(), x, offers, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPermutation(t *testing.T) {
	x := load(t, head+award+method, small())
	rapid.Check(t, func(t *rapid.T) {
		offers := drawOffers(t)
		opts := tender.Options{Stability: &rank.Tolerances{Weights: exact.Int(10), Prices: exact.Int(5)}}
		first := mustRank(t, x, offers, opts)
		again := mustRank(t, x, rapid.Permutation(offers).Draw(t, "order"), opts)
		one, err := first.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		other, err := again.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if string(one) != string(other) {
			t.Fatalf("the order of the offers matters:\n%s\n%s", one, other)
		}
	})
}

// Who withholds evidence is never better off: not let in where it was not, with no
// more points, and a lower bound that is no higher.
func TestWithholding(t *testing.T) {
	x := load(t, head+award+method, small())
	one := exact.Int(1)
	rapid.Check(t, func(t *rapid.T) {
		all := draw(t, "o")
		part := all.less(t)
		look := func(d drawn) *tender.Assessed {
			r := mustRank(t, x, []tender.Offer{{ID: "O", Dossier: d.dossier(t, "o"), Price: &one, Points: map[string]exact.Number{"migration": one}}}, tender.Options{})
			return &r.Offers[0]
		}
		with, without := look(all), look(part)
		if without.Status == tender.IsRanked && with.Status != tender.IsRanked {
			t.Fatalf("with all it is %s, with less it is %s", with.Status, without.Status)
		}
		if with.Status == tender.IsRanked && without.Status == tender.Excluded {
			t.Fatal("it is out for what it does not say")
		}
		if with.Performance == nil || without.Performance == nil {
			return
		}
		if w, all := without.Performance.Total, with.Performance.Total; w.Awarded().Cmp(all.Awarded()) > 0 || w.Worst.Cmp(all.Worst) > 0 || w.Best.Cmp(all.Best) < 0 {
			t.Fatalf("with all %+v, with less %+v", all, w)
		}
	})
}

// Evaluating and ranking a thousand offers, with stability, is a matter of seconds.
func TestMany(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand verdicts in one goroutine")
	}
	x := load(t, head+award+method, small())
	offers := make([]tender.Offer, *many)
	for i := range offers {
		d := drawn{values: map[string]bool{}}
		for k, fact := range stated {
			d.values[fact] = true
			if i>>k&1 == 0 || k == 0 {
				d.proven = append(d.proven, "data."+fact)
			}
		}
		id, price := fmt.Sprintf("o%05d", i), exact.Int(int64(50_000+i*7%9973))
		offers[i] = tender.Offer{ID: id, Dossier: d.dossier(t, id), Price: &price, Points: map[string]exact.Number{"migration": exact.Int(int64(i % 11))}}
	}
	told := 0
	begun := time.Now()
	r := mustRank(t, x, offers, tender.Options{Progress: func(done, total int) { told++ }})
	alone := time.Since(begun)
	begun = time.Now()
	mustRank(t, x, offers, tender.Options{Stability: &rank.Tolerances{Weights: exact.Int(10), Prices: exact.Int(5)}})
	t.Logf("%d offers: %s, with stability %s", len(offers), alone, time.Since(begun))
	if len(r.Ranking) != len(offers) || told != len(offers)+1 {
		t.Errorf("%d of %d are ranked, progress was told %d times", len(r.Ranking), len(offers), told)
	}
}

// What the comment of the package shows loads.
func TestDocExample(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, line := range strings.Split(string(source), "\n") {
		if text, ok := strings.CutPrefix(line, "//\t"); ok {
			b.WriteString(text + "\n")
		} else if line == "//" && b.Len() > 0 {
			b.WriteString("\n")
		}
	}
	whole, numbers, ok := strings.Cut(b.String(), "\nmethod: {name: ufab-simple}")
	if !ok {
		t.Fatal("the examples are not there")
	}
	whole = strings.Replace(whole, "sha256:…", "sha256:"+strings.Repeat("0", 64), 1)
	f := files{"equivalences.yaml": "trias: equivalences/v1\nequivalences: []\n", "portal.yaml": portal("DAT-CAP-04", "5")}
	x := load(t, whole, f)
	c, err := tender.Check(x)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Findings {
		// The scoring methods are another package's.
		if f.Severity == tender.IsError && f.Code != tender.UnknownMethod {
			t.Errorf("%d: %s %s %s", f.Line, f.Pointer, f.Message, f.Hint)
		}
	}
	load(t, "method: {name: ufab-simple}"+numbers, nil)
}

var panics = regexp.MustCompile(`panic|goroutine|runtime error`)

func FuzzDecode(f *testing.F) {
	w := world()
	f.Add([]byte(head + award + method + offers))
	f.Add([]byte(system()))
	f.Add([]byte("method: {name: ufab-simple}\noffers: [{id: A, performance: \"60\", price: 1/3}]"))
	f.Add([]byte("method: {name: price-two-sided, weights: {performance: 1, price: 0}}\noffers: [{id: a, performance: 0, price: 1}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := tender.Load("tender.yaml", data, tender.Sources{Open: w.open})
		if err != nil {
			var problems doc.Problems
			if !errors.As(err, &problems) || panics.MatchString(err.Error()) {
				t.Fatalf("not a list of problems: %v", err)
			}
			return
		}
		c, err := tender.Check(x)
		if err != nil {
			t.Fatal(err)
		}
		d := x.Definition()
		again, err := tender.New(d, tender.Sources{Open: w.open})
		if err != nil || again.Digest() != x.Digest() {
			t.Fatalf("it does not come back: %v", err)
		}
		offers, err := x.Open()
		if err != nil || len(offers) > 20 {
			return
		}
		r, err := tender.Rank(context.Background(), x, offers, tender.Options{})
		if err == nil && (!c.Sound() || r == nil) {
			t.Fatal("an unsound tender ranks")
		}
	})
}
