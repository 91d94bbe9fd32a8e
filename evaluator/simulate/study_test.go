package simulate_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// plain is a study without analyses, up to its last line.
const plain = `trias: study/v1
id: s
title: {en: a, de: b}
question: {en: a, de: b}
day: 2026-11-26
seed: 1
records: 100
confidence: 0.95
population: kiosks.yaml
profiles:
  - {id: plain, profile: kiosks-plain.yaml, catalogue: kiosks-catalogue.yaml}
`

func load(t testing.TB, text string) (*simulate.Study, error) {
	t.Helper()
	return simulate.Load("study.yaml", []byte(text), files(t, nil))
}

// Each problem names its place and what to do; what is wrong together is reported
// together.
func TestProblems(t *testing.T) {
	t.Parallel()
	sweep := func(rest string) string {
		return plain + "sweeps: [{id: s, profile: plain, criterion: HOURS, " + rest + "}]\n"
	}
	scored := func(method, rest string) string {
		return plain + "methods: [kiosks-method.yaml]\nscores: [{id: x, profile: plain, method: " + method + rest + "}]\n"
	}
	for _, c := range []struct {
		name, text string
		pointers   []string
		messages   []string
	}{
		{"nothing", "trias: study/v1\n", []string{"", "", "", "", "", "", "", ""}, nil},
		{"confidence", strings.Replace(plain, "0.95", "1", 1), []string{"/confidence"}, []string{"write for example 0.95"}},
		{"confidence below a half", strings.Replace(plain, "0.95", "0.4", 1), []string{"/confidence"}, nil},
		{"no population", strings.Replace(plain, "population: kiosks.yaml\n", "", 1), []string{""}, []string{`field "population" is missing`}},
		{"two populations", plain + "inline: {trias: population/v1, id: p, title: {en: a, de: b}, others: missing}\n", []string{"/inline"}, nil},
		{"unknown profile", plain + "competition: {profiles: [plian]}\n", []string{"/competition/profiles/0"}, []string{`did you mean "plain"?`}},
		{"twice", plain + "competition: {profiles: [plain, plain]}\n", []string{"/competition/profiles/1"}, nil},
		{"compared with itself", plain + "comparisons: [{id: c, from: plain, to: plain}]\n", []string{"/comparisons/0/to"}, nil},
		{"sample of nothing", plain + "sample: {}\n", []string{"/sample"}, nil},
		{"sample beyond", plain + "sample: {first: 101, records: [100, -1, 5, 5]}\n", []string{"/sample/first", "/sample/records/0", "/sample/records/1", "/sample/records/3"}, nil},
		{"sweep of nothing", sweep("id: s"), []string{"/sweeps/0/id"}, nil},
		{"sweep over two things", sweep("parameter: max, values: [1], drop: true"), []string{"/sweeps/0"}, []string{"more than one thing"}},
		{"sweep without values", sweep("parameter: max"), []string{"/sweeps/0"}, nil},
		{"sweep with half a range", sweep("parameter: max, from: 1"), []string{"/sweeps/0"}, nil},
		{"sweep that goes nowhere", sweep("parameter: max, from: 1, to: 2, step: 0"), []string{"/sweeps/0/step"}, nil},
		{"sweep backwards", sweep("parameter: max, from: 2, to: 1, step: 1"), []string{"/sweeps/0/to"}, nil},
		{"sweep over too much", sweep("parameter: max, from: 0, to: 1000, step: 1"), []string{"/sweeps/0/step"}, nil},
		{"sweep in two ways", sweep("parameter: max, values: [1], from: 1, to: 2, step: 1"), []string{"/sweeps/0/values"}, nil},
		{"values of nothing", sweep("drop: true, values: [1]"), []string{"/sweeps/0"}, nil},
		{"a value twice", sweep("parameter: max, values: [1, 2, 1.0]"), []string{"/sweeps/0/values/2"}, nil},
		{"unknown parameter", sweep("parameter: maxx, values: [1]"), []string{"/sweeps/0/parameter"}, []string{"its parameters are max"}},
		{"value of another type", sweep("parameter: max, values: [1, soon, 2]"), []string{"/sweeps/0/values/1"}, nil},
		{"unknown criterion", plain + "sweeps: [{id: s, profile: plain, criterion: HOUR, drop: true}]\n", []string{"/sweeps/0/criterion"}, []string{`did you mean "HOURS"?`}},
		{"unknown method", scored("xccdf-flatt", ""), []string{"/scores/0/method"}, []string{"did you mean xccdf-flat?"}},
		{"awarded where nothing is announced", scored("xccdf-flat", ", views: [awarded]"), []string{"/scores/0/views/0"}, nil},
		{"a view twice", scored("xccdf-flat", ", views: [proven, proven]"), []string{"/scores/0/views/1"}, nil},
		{"open scores explained", scored("xccdf-flat", ", views: [stated]") + "sensitivity: {scores: [x]}\n", []string{"/sensitivity/scores/0"}, nil},
		{"unknown score", scored("xccdf-flat", "") + "weights: [{id: w, score: y, criterion: KEYS, values: [1]}]\n", []string{"/weights/0/score"}, nil},
		{"weight of no criterion", scored("xccdf-flat", "") + "weights: [{id: w, score: x, criterion: KEY, values: [1]}]\n", []string{"/weights/0/criterion"}, nil},
		{"weight of no award criterion", scored("kiosks-2026", "") + "weights: [{id: w, score: x, criterion: KEYS, values: [1]}]\n", []string{"/weights/0/criterion"}, nil},
		{"weight below nothing", scored("xccdf-flat", "") + "weights: [{id: w, score: x, criterion: KEYS, values: [-1, 1, 1.0]}]\n", []string{"/weights/0/values/0", "/weights/0/values/2"}, nil},
		{"weight above all", scored("kiosks-2026", "") + "weights: [{id: w, score: x, criterion: staff, values: [101, 20]}]\n", []string{"/weights/0/values/0"}, nil},
		{"information about nothing", plain + "information: {}\n", []string{"/information"}, nil},
		{"information in two ways", plain + "information: {depth: 1, reveal: [ext.kiosk]}\n", []string{"/information/depth"}, nil},
		{"search for nothing", plain + "information: {depth: 1, search: 10}\n", []string{"/information/search"}, nil},
		{"unknown fact", plain + "information: {reveal: [ext.kiosk.hour], prove: [ext.kiosk.hours, data.nothing]}\n", []string{"/information/prove/1", "/information/reveal/0"}, nil},
		{"files that are not there", strings.Replace(strings.Replace(plain, "kiosks.yaml", "a.yaml", 1), "kiosks-plain.yaml", "b.yaml", 1), []string{"/population", "/profiles/0/profile"}, []string{"a.yaml", "b.yaml"}},
		{"in the study and in what it names", strings.Replace(scored("xccdf-falt", ""), "kiosks.yaml", "none.yaml", 1) + "sweeps: [{id: s, profile: plain, criterion: HUORS, drop: true}]\ninformation: {reveal: [ext.kiosk.hour]}\n", []string{"/information/reveal/0", "/population", "/scores/0/method", "/sweeps/0/criterion"}, nil},
		{"files elsewhere", strings.Replace(plain, "kiosks.yaml", "../kiosks.yaml", 1), []string{"/population"}, []string{"below the folder of the study"}},
		{"a profile by nearly its name", strings.Replace(plain, "kiosks-plain.yaml", "hihg", 1), []string{"/profiles/0/profile"}, []string{`did you mean "high"?`}},
		{"a region that is none", strings.Replace(plain, "catalogue: kiosks-catalogue.yaml", "catalogue: kiosks-catalogue.yaml, localisation: Atlantis", 1), []string{"/profiles/0/localisation"}, nil},
		{"a method that is there", plain + "methods: [kiosks-method.yaml, kiosks-method.yaml]\n", []string{"/methods/1"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(t, c.text)
			var problems simulate.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("got %v, want problems", err)
			}
			var pointers []string
			for _, p := range problems {
				if pointers = append(pointers, p.Pointer); p.File == "" || p.Line == 0 {
					t.Errorf("%v has no place", p)
				}
			}
			slices.Sort(pointers)
			if !slices.Equal(pointers, c.pointers) {
				t.Errorf("problems at %q, want %q:\n%v", pointers, c.pointers, err)
			}
			for _, m := range c.messages {
				if !strings.Contains(err.Error(), m) {
					t.Errorf("%v does not say %q", err, m)
				}
			}
		})
	}
}

// What is wrong in a file that the study names has its place in that file.
func TestProblemsOfFiles(t *testing.T) {
	t.Parallel()
	fsys := files(t, map[string]string{"bad.yaml": "trias: population/v1\nid: p\ntitle: {en: a, de: b}\nfacts: {data.nothing: {values: {x: 1}}}\n"})
	_, err := simulate.Load("study.yaml", []byte(strings.Replace(plain, "kiosks.yaml", "bad.yaml", 1)), fsys)
	var problems simulate.Problems
	if !errors.As(err, &problems) || problems[0].File != "bad.yaml" || problems[0].Line != 4 {
		t.Errorf("got %v", err)
	}
	_, err = simulate.Load("study.yaml", []byte(plain), nil)
	if !errors.Is(err, simulate.ErrNoFiles) {
		t.Errorf("without files: %v", err)
	}
	_, err = simulate.Load("study.yaml", []byte(strings.Replace(plain, "kiosks.yaml", "none.yaml", 1)), fsys)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without the file: %v", err)
	}
}

// What is no file is not read, and of a file that is too long only the beginning.
func TestFilesThatAreNone(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]*fstest.MapFile{
		"a device":   {Data: []byte("trias: population/v1"), Mode: fs.ModeDevice},
		"a folder":   {Mode: fs.ModeDir},
		"a long one": {Data: make([]byte, simulate.FileLimit+1)},
	} {
		fsys := files(t, nil)
		fsys["other.yaml"] = file
		_, err := simulate.Load("study.yaml", []byte(strings.Replace(plain, "kiosks.yaml", "other.yaml", 1)), fsys)
		var problems simulate.Problems
		if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Pointer != "/population" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A weight that cannot be counted with is told from a score that is not counted.
func TestWeightsThatCannotBeCounted(t *testing.T) {
	t.Parallel()
	mixed := string(files(t, nil)["kiosks-method.yaml"].Data)
	mixed = strings.Replace(mixed, "weight: 50, criterion: RAMP", "weight: 50, method: xccdf-default", 1)
	for _, c := range []struct{ method, criterion, weight, want string }{
		{"xccdf-default", "KEYS", "100000000000000000000, 100000000000000000001", "study.yaml:14:81: /weights/0/values/2: with the weight 100000000000000000001"},
		{"xccdf-default", "KEYS", "100000000000000000000", "study.yaml:14:58: /weights/0/values/1: with the weight 100000000000000000000"},
		{"xccdf-default", "KEYS", "0.0000000000000000001", "too many decimals"},
		{"kiosks-2026", "keys", "2", "is not counted but computed by its method"},
	} {
		text := plain + "methods: [kiosks-method.yaml]\nscores: [{id: x, profile: plain, method: " + c.method + "}]\nweights: [{id: w, score: x, criterion: " + c.criterion + ", values: [1, " + c.weight + "]}]\n"
		s, err := simulate.Load("study.yaml", []byte(text), files(t, map[string]string{"kiosks-method.yaml": mixed}))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = s.Compile(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("weight %s: %v", c.weight, err)
		}
	}
}

// The population may stand in the study itself; it is the same population then.
func TestInline(t *testing.T) {
	t.Parallel()
	population := string(files(t, nil)["kiosks.yaml"].Data)
	text := strings.Replace(plain, "population: kiosks.yaml\n", "", 1) + "inline:\n  " + strings.ReplaceAll(strings.TrimSpace(population), "\n", "\n  ") + "\n"
	inline, err := load(t, text)
	if err != nil {
		t.Fatal(err)
	}
	named, err := load(t, plain)
	if err != nil {
		t.Fatal(err)
	}
	if inline.Population().Digest() != named.Population().Digest() {
		t.Error("it has another digest than in a file of its own")
	}
	_, err = load(t, strings.Replace(text, "share: 0.3}", "share: 0.4}", 1))
	var problems simulate.Problems
	if !errors.As(err, &problems) || problems[0].File != "study.yaml" || !strings.HasPrefix(problems[0].Pointer, "/inline/") {
		t.Errorf("got %v", err)
	}
}

// The digest of a study covers what the files hold, and changes with everything that
// results depend on.
func TestDigest(t *testing.T) {
	t.Parallel()
	s, err := load(t, plain)
	if err != nil {
		t.Fatal(err)
	}
	again, err := load(t, "# a remark\n"+plain)
	if err != nil {
		t.Fatal(err)
	}
	if s.Digest() == "" || again.Digest() != s.Digest() {
		t.Error("a remark changes the digest")
	}
	seen := map[string]string{s.Digest(): "the study"}
	see := func(what string, s *simulate.Study, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if other, twice := seen[s.Digest()]; twice {
			t.Errorf("%s has the digest of %s", what, other)
		}
		seen[s.Digest()] = what
	}
	seeded, err := s.WithSeed(2)
	see("another seed", seeded, err)
	more, err := s.WithRecords(200)
	see("more records", more, err)
	swept, err := load(t, plain+"competition: {}\n")
	see("an analysis", swept, err)
	fsys := files(t, nil)
	for name, change := range map[string][2]string{
		"kiosks.yaml": {"share: 0.25", "share: 0.26"}, "kiosks-plain.yaml": {"weight: 3", "weight: 4"}, "kiosks-catalogue.yaml": {"It is not old", "It is new"},
	} {
		changed := files(t, map[string]string{name: strings.Replace(string(fsys[name].Data), change[0], change[1], 1)})
		s, err := simulate.Load("study.yaml", []byte(plain), changed)
		see("a change of "+name, s, err)
	}
	for _, wrong := range []int64{0, -1, simulate.MaxRecords + 1} {
		if _, err := s.WithRecords(wrong); err == nil {
			t.Errorf("%d records are accepted", wrong)
		}
	}
	if _, err := s.WithSeed(-1); err == nil {
		t.Error("a negative seed is accepted")
	}
	sampled, err := load(t, plain+"sample: {first: 50}\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sampled.WithRecords(49); err == nil {
		t.Error("the sample would be of records that are not there")
	}
	if _, err := sampled.WithRecords(50); err != nil {
		t.Error(err)
	}
}

// Nothing that is nil or zero makes a panic.
func TestNothing(t *testing.T) {
	t.Parallel()
	var s *simulate.Study
	if s.Digest() != "" || s.Evaluator("x") != nil || s.Population() != nil || !s.At().IsZero() || s.Definition().ID != "" {
		t.Error("no study has something")
	}
	for _, s := range []*simulate.Study{nil, {}} {
		if _, err := s.Compile(); err == nil {
			t.Error("no study is compiled")
		}
		if _, err := s.WithSeed(1); err == nil {
			t.Error("no study has a seed")
		}
		if _, err := s.WithRecords(1); err == nil {
			t.Error("no study has records")
		}
	}
	if _, err := simulate.Load("study.yaml", nil, nil); err == nil {
		t.Error("nothing is loaded")
	}
	if _, err := simulate.Load("study.yaml", []byte(plain), files(t, nil), score.Method(nil)); err != nil {
		t.Error(err)
	}
}

// FuzzDecode reads whatever there is: a study or a list of problems with places.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{plain, string(files(f, nil)["study.yaml"].Data), string(files(f, nil)["embedded.yaml"].Data), "{", "[]", "trias: study/v1"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := simulate.Decode("study.yaml", data)
		var problems simulate.Problems
		if err != nil && (!errors.As(err, &problems) || len(problems) == 0) {
			t.Fatal(err)
		}
	})
}
