package profiles_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

var (
	general = profiles.Line{ID: "general", Normal: "normal", High: "high", VeryHigh: "very-high"}
	federal = profiles.Line{ID: "federal", Normal: "federal-normal", High: "federal-high"}
	// Grundschutz++ knows two levels.
	twoLevels = profiles.Line{ID: "two", Normal: "standard", VeryHigh: "raised"}
)

// levelsOf reads the levels of an asset: n, h, v or - for each goal.
func levelsOf(id, text string) profiles.Asset {
	of := map[byte]evidence.ProtectionLevel{'n': "normal", 'h': "high", 'v': "veryHigh", '-': ""}
	return profiles.Asset{ID: id, Confidentiality: of[text[0]], Integrity: of[text[1]], Availability: of[text[2]]}
}

var decided = profiles.Decided{Authority: "CIO", On: mustDate("2026-01-01"), Reason: "why"}

func mustDate(text string) evidence.Date {
	d, err := evidence.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func needOf(assets ...string) (n profiles.Need) {
	for i, levels := range assets {
		n.Assets = append(n.Assets, levelsOf(fmt.Sprintf("a%d", i), levels))
	}
	return n
}

func cumulate(n profiles.Need, g profiles.Goal, to evidence.ProtectionLevel, assets ...string) profiles.Need {
	n.Cumulation = append(slices.Clone(n.Cumulation), profiles.Cumulation{ID: fmt.Sprintf("k%d", len(n.Cumulation)), Assets: assets, Goal: g, To: to, Decided: decided})
	return n
}

func distribute(n profiles.Need, to evidence.ProtectionLevel, assets ...string) profiles.Need {
	n.Distribution = append(slices.Clone(n.Distribution), profiles.Distribution{ID: fmt.Sprintf("d%d", len(n.Distribution)), Assets: assets, To: to, Decided: decided})
	return n
}

// short writes a choice: what was chosen, the three needs, and what is missing.
func short(c profiles.Choice) string {
	known := func(r profiles.Range) string {
		least, most := r.AtLeast[:1], r.AtMost[:1]
		if r.Known() {
			return string(least)
		}
		return string(least + "-" + most)
	}
	out := string(c.Outcome) + " " + c.Profile + c.AtLeast + strings.Join(c.Together, "+")
	out += fmt.Sprintf(" (%s %s %s)", known(c.Confidentiality), known(c.Integrity), known(c.Availability))
	for _, m := range c.Missing {
		out += " " + m.Asset + "." + string(m.Goal)[:1]
		if m.Decides {
			out += "!"
		}
	}
	return out
}

func TestChoose(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		need profiles.Need
		line profiles.Line
		want string
	}{
		"one asset":                             {needOf("nnn"), general, "chosen normal (n n n)"},
		"the highest goal":                      {needOf("nhn"), general, "chosen high (n h n)"},
		"very high":                             {needOf("nnv"), general, "chosen very-high (n n v)"},
		"the highest asset, goal by goal":       {needOf("hnn", "nnh", "nnn"), general, "chosen high (h n h)"},
		"cumulation":                            {cumulate(needOf("nnn", "nnn"), profiles.Confidentiality, "high", "a0", "a1"), general, "chosen high (h n n)"},
		"cumulation below what is there":        {cumulate(needOf("vnn", "nnn"), profiles.Confidentiality, "high", "a0", "a1"), general, "chosen very-high (v n n)"},
		"distribution":                          {distribute(needOf("nnv"), "high", "a0"), general, "chosen high (n n h)"},
		"distribution of one of two":            {distribute(needOf("nnv", "nnh"), "normal", "a0"), general, "chosen high (n n h)"},
		"distribution leaves the others":        {distribute(needOf("vvv"), "normal", "a0"), general, "chosen very-high (v v n)"},
		"distribution above what is there":      {distribute(needOf("nnn"), "high", "a0"), general, "chosen normal (n n n)"},
		"distribution does not undo cumulation": {distribute(cumulate(needOf("nnv", "nnv"), profiles.Availability, "high", "a0", "a1"), "normal", "a0", "a1"), general, "chosen high (n n h)"},
		"unknown":                               {needOf("hn-"), general, "undecided high (h n n-v) a0.a!"},
		"all unknown":                           {needOf("---"), general, "undecided normal (n-v n-v n-v) a0.c! a0.i! a0.a!"},
		"unknown without effect":                {needOf("v--"), general, "chosen very-high (v n-v n-v) a0.i a0.a"},
		"unknown beside another asset":          {needOf("nn-", "nnv"), general, "chosen very-high (n n v) a0.a"},
		"unknown and distributed":               {distribute(needOf("hn-"), "high", "a0"), general, "chosen high (h n n-h) a0.a"},
		"unknown and partly distributed":        {distribute(needOf("nn-"), "high", "a0"), general, "undecided normal (n n n-h) a0.a!"},
		"unknown below a cumulation":            {cumulate(needOf("-nn"), profiles.Confidentiality, "veryHigh", "a0"), general, "chosen very-high (v n n) a0.c"},
		"no profile for it":                     {needOf("nnv"), federal, "noProfile federal-high+very-high (n n v)"},
		"perhaps no profile for it":             {needOf("nh-"), federal, "undecided federal-high (n h n-v) a0.a!"},
		"federal":                               {needOf("nnn"), federal, "chosen federal-normal (n n n)"},
		"two levels":                            {needOf("hnn"), twoLevels, "chosen raised (h n n)"},
		"two levels, unknown without effect":    {needOf("hn-"), twoLevels, "chosen raised (h n n-v) a0.a"},
	} {
		got, err := profiles.Choose(c.need, c.line)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if short(got) != c.want {
			t.Errorf("%s: %s, want %s", name, short(got), c.want)
		}
	}
}

func TestStepsOfAChoice(t *testing.T) {
	t.Parallel()
	n := cumulate(distribute(needOf("nnv", "hnn"), "high", "a0"), profiles.Integrity, "high", "a0", "a1")
	c, err := profiles.Choose(n, general)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range c.Steps {
		line := fmt.Sprintf("%s %v %v", s.Rule, s.Goals, s.Assets)
		if s.From != nil {
			line += " from " + string(s.From.AtLeast)
		}
		line += " to " + string(s.To.AtLeast)
		if s.Decided != nil {
			line += ", " + s.Decision + " by " + s.Decided.Authority
		}
		if s.Source != "" {
			line += fmt.Sprintf(", %s, unverified %v", s.Source, s.Unverified)
		}
		got = append(got, line)
	}
	want := []string{
		"distribution [availability] [a0] from veryHigh to high, d0 by CIO, BSI-Standard 200-2, 8.2, unverified true",
		"maximum [confidentiality] [a1] to high, BSI-Standard 200-2, 8.2, unverified true",
		"maximum [integrity] [a0 a1] to normal, BSI-Standard 200-2, 8.2, unverified true",
		"maximum [availability] [a0] to high, BSI-Standard 200-2, 8.2, unverified true",
		"cumulation [integrity] [a0 a1] from normal to high, k0 by CIO, BSI-Standard 200-2, 8.2, unverified true",
		"highest [confidentiality integrity availability] [] to high",
		"line [] [] to high",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// rank orders choices: the profile that is needed in any case.
func rank(c profiles.Choice) int {
	return slices.Index([]string{"normal", "high", "very-high"}, c.Profile+c.AtLeast)
}

// What must hold of every choice, over random needs.
func TestLawsOfChoosing(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(21, 22))
	random := func(unknown bool) profiles.Need {
		letters := "nhv"
		if unknown {
			letters += "-"
		}
		var assets []string
		for range 1 + rng.IntN(3) {
			text := ""
			for range 3 {
				text += string(letters[rng.IntN(len(letters))])
			}
			assets = append(assets, text)
		}
		n := needOf(assets...)
		level := func() evidence.ProtectionLevel {
			return evidence.ProtectionLevel(evidence.ProtectionLevel("").Values()[rng.IntN(3)])
		}
		if rng.IntN(3) == 0 {
			n = cumulate(n, profiles.Goal(profiles.Goal("").Values()[rng.IntN(3)]), level(), "a0")
		}
		if rng.IntN(3) == 0 {
			n = distribute(n, level(), "a0")
		}
		return n
	}
	choose := func(n profiles.Need) profiles.Choice {
		t.Helper()
		c, err := profiles.Choose(n, general)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	clone := func(n profiles.Need) profiles.Need {
		n.Assets = slices.Clone(n.Assets)
		return n
	}
	field := func(a *profiles.Asset, g profiles.Goal) *evidence.ProtectionLevel {
		return map[profiles.Goal]*evidence.ProtectionLevel{profiles.Confidentiality: &a.Confidentiality, profiles.Integrity: &a.Integrity, profiles.Availability: &a.Availability}[g]
	}
	up := map[evidence.ProtectionLevel]evidence.ProtectionLevel{"normal": "high", "high": "veryHigh"}
	for range 600 {
		n := random(rng.IntN(2) == 0)
		before := choose(n)
		// Raising any need never lowers the profile.
		for i := range n.Assets {
			for _, g := range []profiles.Goal{profiles.Confidentiality, profiles.Integrity, profiles.Availability} {
				raised := clone(n)
				next, ok := up[*field(&raised.Assets[i], g)]
				if !ok {
					continue
				}
				*field(&raised.Assets[i], g) = next
				if after := choose(raised); rank(after) < rank(before) {
					t.Fatalf("raised %s of %s: %s, before %s", g, n.Assets[i].ID, short(after), short(before))
				}
				// Whatever an unknown level turns out to be, what is said to be needed stays needed.
				unknown := clone(n)
				*field(&unknown.Assets[i], g) = ""
				if open := choose(unknown); rank(open) > rank(before) || open.Outcome == profiles.Chosen && open.Profile != before.Profile && before.Outcome == profiles.Chosen {
					t.Fatalf("without %s of %s: %s, with it %s", g, n.Assets[i].ID, short(open), short(before))
				}
			}
		}
		// The order of assets does not matter, and saying one twice changes nothing.
		turned := clone(n)
		slices.Reverse(turned.Assets)
		twice := clone(n)
		again := twice.Assets[0]
		again.ID = "again"
		twice.Assets = append(twice.Assets, again)
		if len(n.Distribution) > 0 {
			twice.Distribution = slices.Clone(n.Distribution)
			twice.Distribution[0].Assets = []string{"a0", "again"}
		}
		for what, other := range map[string]profiles.Choice{"turned": choose(turned), "twice": choose(twice)} {
			if other.Profile != before.Profile || other.AtLeast != before.AtLeast || other.Level != before.Level ||
				other.Confidentiality != before.Confidentiality || other.Integrity != before.Integrity || other.Availability != before.Availability {
				t.Fatalf("%s: %s, before %s", what, short(other), short(before))
			}
		}
		// The need of several is the highest of each alone.
		if len(n.Cumulation)+len(n.Distribution) == 0 {
			highest := -1
			for i := range n.Assets {
				highest = max(highest, rank(choose(profiles.Need{Assets: n.Assets[i : i+1]})))
			}
			if highest != rank(before) {
				t.Fatalf("together %s, the highest alone is %d", short(before), highest)
			}
		}
		// Cumulation never lowers, distribution touches availability alone and never raises.
		if more := choose(cumulate(n, profiles.Integrity, "high", n.Assets[0].ID)); rank(more) < rank(before) || more.Confidentiality != before.Confidentiality || more.Availability != before.Availability {
			t.Fatalf("cumulated: %s, before %s", short(more), short(before))
		}
		if less := choose(distribute(n, "normal", n.Assets[0].ID)); rank(less) > rank(before) || less.Confidentiality != before.Confidentiality || less.Integrity != before.Integrity {
			t.Fatalf("distributed: %s, before %s", short(less), short(before))
		}
		if !reflect.DeepEqual(choose(n), before) {
			t.Fatal("the same need, another choice")
		}
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	for _, l := range profiles.Lines() {
		for _, level := range evidence.ProtectionLevel("").Values() {
			if id := l.At(evidence.ProtectionLevel(level)); id != "" {
				if _, err := profiles.Lookup(id); err != nil {
					t.Errorf("line %s: %v", l.ID, err)
				}
			}
		}
		if same, err := profiles.LookupLine(l.ID); err != nil || same != l {
			t.Errorf("%s: %v", l.ID, err)
		}
	}
	if _, err := profiles.LookupLine("genral"); !errors.Is(err, profiles.ErrUnknownLine) || !strings.Contains(err.Error(), `did you mean "general"?`) {
		t.Error(err)
	}
}

func TestNeedsThatAreRefused(t *testing.T) {
	t.Parallel()
	const head = "trias: need/v1\nassets: [{id: register, confidentiality: high}]\n"
	const by = "authority: CIO, on: 2026-01-01, reason: why"
	for name, c := range map[string]struct{ text, pointer, want string }{
		"no asset":                    {"trias: need/v1\nassets: []\n", "/assets", ""},
		"asset without id":            {"trias: need/v1\nassets: [{name: a}]\n", "/assets/0", "id"},
		"an asset twice":              {"trias: need/v1\nassets: [{id: a}, {id: a}]\n", "/assets/1/id", ""},
		"no such level":               {"trias: need/v1\nassets: [{id: a, integrity: very-high}]\n", "/assets/0/integrity", "veryHigh"},
		"no such asset":               {head + "cumulation: [{id: k, assets: [registre], goal: integrity, to: high, " + by + "}]\n", "/cumulation/0/assets/0", `did you mean "register"?`},
		"distribution of another":     {head + "distribution: [{id: k, assets: [x], to: high, " + by + "}]\n", "/distribution/0/assets/0", "name an asset"},
		"distributed confidentiality": {head + "distribution: [{id: k, assets: [register], goal: confidentiality, to: normal, " + by + "}]\n", "/distribution/0/goal", ""},
		"nobody decided":              {head + "distribution: [{id: k, assets: [register], to: normal, on: 2026-01-01, reason: why}]\n", "/distribution/0", "authority"},
		"no reason":                   {head + "distribution: [{id: k, assets: [register], to: normal, authority: CIO, on: 2026-01-01, reason: ' '}]\n", "/distribution/0/reason", ""},
	} {
		n, err := profiles.DecodeNeed("need.yaml", []byte(c.text))
		var problems profiles.Problems
		if !errors.As(err, &problems) || n != nil || problems[0].Pointer != c.pointer || problems[0].Line == 0 || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want %q at %s, got %v", name, c.want, c.pointer, err)
		}
	}
	if _, err := profiles.Choose(profiles.Need{Assets: []profiles.Asset{{ID: "a", Integrity: "highest"}}}, general); err == nil {
		t.Error("a level that is none is taken")
	}
	one := needOf("nnn")
	if _, err := profiles.JoinNeeds(one, one); err == nil {
		t.Error("an asset twice")
	}
	lined, other := one, needOf("nnn")
	lined.Line, other.Line, other.Assets[0].ID = "general", "federal", "b"
	if _, err := profiles.JoinNeeds(lined, other); err == nil || !strings.Contains(err.Error(), "two lines") {
		t.Error(err)
	}
	other.Line = ""
	if joined, err := profiles.JoinNeeds(lined, other); err != nil || joined.Line != "general" || len(joined.Assets) != 2 {
		t.Errorf("%+v, %v", joined, err)
	}
}

func TestNeedOf(t *testing.T) {
	t.Parallel()
	source := func(name, level string) *evidence.Fragment {
		f, err := evidence.Decode(name, []byte("trias: dossier/v1\nsubject: {id: offer, name: Offer}\ndata: {protection: {confidentiality: high, availability: "+level+"}}\n"))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for name, c := range map[string]struct {
		sources      []*evidence.Fragment
		want         string
		contradicted int
	}{
		"one source":       {[]*evidence.Fragment{source("a.yaml", "normal")}, "undecided high (h n-v n) offer.i!", 0},
		"two contradicted": {[]*evidence.Fragment{source("a.yaml", "normal"), source("b.yaml", "veryHigh")}, "undecided high (h n-v n-v) offer.i! offer.a!", 1},
	} {
		d, err := evidence.Merge(c.sources...)
		if err != nil {
			t.Fatal(err)
		}
		n, contradicted := profiles.NeedOf(d)
		got, err := profiles.Choose(n, general)
		if err != nil {
			t.Fatal(err)
		}
		if short(got) != c.want || len(contradicted) != c.contradicted || n.Assets[0].Name != "Offer" {
			t.Errorf("%s: %s, want %s; %v", name, short(got), c.want, contradicted)
		}
	}
}

// FuzzDecodeNeed: whatever a file says, it is refused with problems that have a
// place, or is written and read without change and can be chosen for.
func FuzzDecodeNeed(f *testing.F) {
	data, err := os.ReadFile("../examples/needs/registration.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("trias: need/v1\nline: federal\nassets: [{id: a}]\n"))
	f.Add([]byte(`{"trias": "need/v1", "assets": [{"id": "a", "availability": "veryHigh"}, {"id": "a"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := profiles.DecodeNeed("x", data)
		if err != nil {
			if n != nil {
				t.Fatal("a need beside an error")
			}
			return
		}
		text, err := n.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := profiles.DecodeNeed("again", text)
		if err != nil || !reflect.DeepEqual(n, again) {
			t.Fatalf("written and read it is another: %v\n%s", err, text)
		}
		c, err := profiles.Choose(*n, general)
		if err != nil {
			t.Fatal(err)
		}
		if (c.Outcome == profiles.Chosen) != (c.Profile != "") {
			t.Errorf("%+v", c)
		}
	})
}

func ExampleChoose() {
	need := profiles.Need{Assets: []profiles.Asset{
		{ID: "register", Confidentiality: "high", Integrity: "high", Availability: "normal"},
		{ID: "appointments", Confidentiality: "normal", Integrity: "normal"}, // availability is not known
	}}
	line, err := profiles.LookupLine(profiles.General)
	if err != nil {
		fmt.Println(err)
		return
	}
	choice, err := profiles.Choose(need, line)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(choice.Outcome, "at least", choice.AtLeast)
	for _, missing := range choice.Missing {
		fmt.Println("missing:", missing.Goal, "of", missing.Asset)
	}
	// Output:
	// undecided at least high
	// missing: availability of appointments
}
