package population_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evidence"
)

var (
	update  = flag.Bool("update", false, "write the errors of golden cases anew")
	records = flag.Int64("records", 2000, "how many records golden cases draw")
)

// TestCases draws the populations of the golden cases and counts: a case is a
// population, the files that it names, and the shares that are to come out, or the
// errors it has. The rules are those of an embedded profile, or of the case's own
// catalogue, each in a criterion of its own.
func TestCases(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := fstest.MapFS{}
			for _, f := range archive.Files {
				files[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			of := compiled(t, "entry")
			if files["facts.yaml"] != nil {
				of = []*evaluator.Evaluator{evaluatorOf(t, string(files["facts.yaml"].Data), "none", strings.Split(strings.TrimSpace(string(files["rules"].Data)), "\n")...)}
			}
			p, err := population.Decode("population.yaml", files["population.yaml"].Data, files)
			var s *population.Sampler
			if err == nil && (files["shares"] != nil || files["facts.yaml"] != nil) {
				s, err = p.Compile(planOf(t, of...), 11, *records)
			}
			if files["shares"] == nil {
				golden(t, name, archive, fmt.Sprintln(err))
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			agree(t, s, int(*records/20))
			shares(t, s, string(files["shares"].Data))
		})
	}
}

func golden(t *testing.T, name string, archive *txtar.Archive, got string) {
	i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "errors" })
	if *update {
		if i < 0 {
			i = len(archive.Files)
			archive.Files = append(archive.Files, txtar.File{Name: "errors"})
		}
		archive.Files[i].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if i < 0 || string(archive.Files[i].Data) != got {
		t.Errorf("the errors are\n%s", got)
	}
}

// drawnOffer is a record as the cases look at it.
type drawnOffer struct {
	dossier *evidence.Dossier
	levels  map[string]string
}

type share struct {
	line       string
	what, when []func(drawnOffer) bool
	share      float64
	hits, of   int
}

func shares(t *testing.T, s *population.Sampler, text string) {
	var all []*share
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		what, number, ok := cutLast(line, ": ")
		if !ok {
			t.Fatalf("%q has no share", line)
		}
		n, err := exact.Parse(number)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := n.Rat().Float64()
		what, when, _ := strings.Cut(what, " if ")
		all = append(all, &share{line: line, what: tests(t, what), when: tests(t, when), share: want})
	}
	factors := s.Factors()
	codes := make([][]uint16, len(factors))
	for number := range s.Records() {
		if number%4096 == 0 {
			for i := range factors {
				codes[i] = make([]uint16, 4096)
				s.Levels(number/4096, i, codes[i])
			}
		}
		d, err := s.Dossier(number)
		if err != nil {
			t.Fatal(err)
		}
		offer := drawnOffer{d, map[string]string{}}
		for i, f := range factors {
			offer.levels[f.Name] = f.Levels[codes[i][number%4096]]
		}
		fits := func(tests []func(drawnOffer) bool) bool {
			return !slices.ContainsFunc(tests, func(f func(drawnOffer) bool) bool { return !f(offer) })
		}
		for _, c := range all {
			if fits(c.when) {
				c.of++
				if fits(c.what) {
					c.hits++
				}
			}
		}
	}
	for _, c := range all {
		// Five standard deviations of a binomial distribution, and one record.
		mean := float64(c.of) * c.share
		if off := math.Abs(float64(c.hits) - mean); c.of < 100 || off > 5*math.Sqrt(mean*(1-c.share))+1 || c.share == 0 && c.hits > 0 || c.share == 1 && c.hits < c.of {
			t.Errorf("%s: it is so for %d of %d", c.line, c.hits, c.of)
		}
	}
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

var element = regexp.MustCompile(`^(.*)\[([0-9]+)\]\.(.*)$`)

// tests reads what is joined by "and": "x = y", "x missing", "x proven", "x proven by
// kind".
func tests(t *testing.T, text string) (out []func(drawnOffer) bool) {
	if text == "" {
		return nil
	}
	for part := range strings.SplitSeq(text, " and ") {
		switch path, value, ok := strings.Cut(part, " = "); {
		case ok:
			out = append(out, func(o drawnOffer) bool {
				if level, ok := o.levels[path]; ok {
					return level == value
				}
				v := stated(o.dossier, path)
				return !v.IsZero() && v.String() == value
			})
		case strings.HasSuffix(part, " missing"):
			path := strings.TrimSuffix(part, " missing")
			out = append(out, func(o drawnOffer) bool { return stated(o.dossier, path).IsZero() })
		case strings.Contains(part, " proven"):
			path, kind, _ := strings.Cut(part, " proven")
			kind = strings.TrimPrefix(kind, " by ")
			out = append(out, func(o drawnOffer) bool {
				return slices.ContainsFunc(o.dossier.Proofs(), func(p evidence.SupportingProof) bool {
					return p.Supports(path) && !stated(o.dossier, path).IsZero() && (kind == "" || string(p.Kind) == kind)
				})
			})
		default:
			t.Fatalf("%q says nothing", part)
		}
	}
	return out
}

func stated(d *evidence.Dossier, path string) evidence.Stated {
	if m := element.FindStringSubmatch(path); m != nil {
		list := stated(d, m[1]).List
		i, _ := strconv.Atoi(m[2])
		if list == nil || i >= len(list.Items) {
			return evidence.Stated{}
		}
		return list.Items[i].Values[evidence.FactSchema().Field(m[1]).Elem.Field(m[3]).Slot]
	}
	if path == "subject.layer" {
		if layer := d.Subject().Layer; layer != "" {
			return evidence.Stated{Scalar: string(layer)}
		}
		return evidence.Stated{}
	}
	if strings.HasPrefix(path, "ext.") {
		if a := d.Ext(path).Alternatives; len(a) > 0 {
			return a[0].Value
		}
		return evidence.Stated{}
	}
	if a := d.Fact(evidence.FactSchema().Field(path).Slot).Alternatives; len(a) > 0 {
		return a[0].Value
	}
	return evidence.Stated{}
}
