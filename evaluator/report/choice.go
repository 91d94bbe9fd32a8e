package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/profiles"
)

// choiceTexts are what is said of the choice of a profile.
type choiceTexts struct {
	// What is said of an outcome first.
	Chosen    string `json:"chosen" required:"true"`
	Undecided string `json:"undecided" required:"true"`
	NoProfile string `json:"noProfile" required:"true"`
	Together  string `json:"together" required:"true"`

	Need     string `json:"need" required:"true"`
	Why      string `json:"why" required:"true"`
	Missing  string `json:"missing" required:"true"`
	Decides  string `json:"decides" required:"true"`
	NoMatter string `json:"noMatter" required:"true"`
	Decided  string `json:"decided" required:"true"`
	Unknown  string `json:"unknown" required:"true"`

	Goals map[string]string `json:"goals" required:"true"`
	// Of are the goals with an article, as the object of a sentence.
	Of     map[string]string `json:"of" required:"true"`
	Levels map[string]string `json:"levels" required:"true"`
	// Steps are sentences by rule; with NoChange where a decision changed
	// nothing, and Open where a level is not known.
	Steps map[string]string `json:"steps" required:"true"`
	// Sources says where the rules of some steps are from; OwnRule stands for a
	// source where there is none.
	Sources string `json:"sources" required:"true"`
	OwnRule string `json:"ownRule" required:"true"`
}

// Choice writes which profile was chosen, and why, for the people who answer for
// it. Equal choices and options give equal bytes.
func Choice(w io.Writer, c *profiles.Choice, opts Options) error {
	r, err := begin(opts, nil)
	if err != nil {
		return err
	}
	names, lang, p := namesOf(c), r.language, &r.page
	t := lang.Choice
	colour := yellow
	if c.Outcome == profiles.Chosen {
		colour = green
	}
	p.head(1, 0, colour, lang.chosen(c, names))
	p.blank()
	var needs []row
	for _, g := range goalsOf(c) {
		needs = append(needs, row{t.Goals[string(g.goal)], lang.level(g.need)})
	}
	p.head(2, 0, bold, t.Need)
	p.table(atSection, needs)
	p.blank()
	p.head(2, 0, bold, t.Why)
	for i, s := range c.Steps {
		p.entry(atSection, 4, strconv.Itoa(i+1), lang.step(c, names, &s), "", plain)
		if s.Decided != nil {
			p.text(atSection+4, 2, plain, fill(t.Decided, "id", s.Decision, "authority", s.Decided.Authority, "date", lang.date(s.Decided.On), "reason", s.Decided.Reason))
		}
	}
	p.text(atSection, 2, faint, lang.ruleSources(c))
	if len(c.Missing) > 0 {
		p.blank()
		p.head(2, 0, bold, t.Missing)
		for _, m := range c.Missing {
			text := t.NoMatter
			if m.Decides {
				text = t.Decides
			}
			p.text(atSection, 2, plain, fill(text, "what", lang.missing(c, names, m)))
		}
	}
	return r.finish(w)
}

type goalNeed struct {
	goal profiles.Goal
	need profiles.Range
}

func goalsOf(c *profiles.Choice) (out []goalNeed) {
	for _, g := range profiles.Goal("").Values() {
		out = append(out, goalNeed{profiles.Goal(g), c.Need(profiles.Goal(g))})
	}
	return out
}

// chosen is the choice in a sentence or two.
func (l *language) chosen(c *profiles.Choice, names assetNames) string {
	t := l.Choice
	pairs := []string{"line", c.Line, "level", l.level(c.Level), "goals", l.goals(c.DecidedBy, t.Goals)}
	switch c.Outcome {
	case profiles.Chosen:
		return fill(t.Chosen, append(pairs, "profile", c.Profile)...)
	case profiles.Undecided:
		var on []string
		for _, m := range c.Missing {
			if m.Decides {
				on = append(on, l.missing(c, names, m))
			}
		}
		return fill(t.Undecided, append(pairs, "profile", c.AtLeast, "missing", join(on, l.ListAnd))...)
	}
	text := fill(t.NoProfile, pairs...)
	if len(c.Together) > 1 {
		text += " " + fill(t.Together, "profiles", join(c.Together, l.ListAnd))
	}
	return text
}

func (l *language) goals(of []profiles.Goal, names assetNames) string {
	var out []string
	for _, g := range of {
		out = append(out, names[string(g)])
	}
	return join(out, l.ListAnd)
}

// level writes what is known of a level: "high", "normal or high", "not stated".
func (l *language) level(r profiles.Range) string {
	t := l.Choice.Levels
	switch {
	case r.Known():
		return t[string(r.AtLeast)]
	case r.AtLeast == "normal" && r.AtMost == "veryHigh":
		return t["open"]
	}
	return join([]string{t[string(r.AtLeast)], t[string(r.AtMost)]}, l.ListOr)
}

// missing names a level nobody states; the asset goes without saying where there
// is one.
func (l *language) missing(c *profiles.Choice, names assetNames, m profiles.MissingLevel) string {
	goal := l.Choice.Of[string(m.Goal)]
	if len(c.Assets) == 1 {
		return goal
	}
	return fill(l.Choice.Unknown, "goal", goal, "asset", names.of(m.Asset))
}

// assetNames are what people call assets, by id.
type assetNames map[string]string

func namesOf(c *profiles.Choice) assetNames {
	names := make(assetNames, len(c.Assets))
	for _, a := range c.Assets {
		names[a.ID] = a.Name
	}
	return names
}

func (n assetNames) of(id string) string {
	if name := n[id]; name != "" {
		return name
	}
	return id
}

// step writes a rule that was applied.
func (l *language) step(c *profiles.Choice, names assetNames, s *profiles.Step) string {
	t := l.Choice
	key, from, goals := string(s.Rule), "", t.Goals
	switch {
	case s.From != nil && *s.From == s.To:
		key += "NoChange"
	case s.Rule == profiles.ByLine && c.Outcome != profiles.Chosen:
		key += "Open"
	case s.From == nil && s.Rule != profiles.ByLine && !s.To.Known():
		key += "Open"
	}
	if s.From != nil {
		from = l.level(*s.From)
	}
	if s.Rule == profiles.ByDistribution {
		goals = t.Of
	}
	var assets []string
	for _, id := range s.Assets {
		assets = append(assets, names.of(id))
	}
	return fill(t.Steps[key], "goal", l.goals(s.Goals, goals), "assets", join(assets, l.ListAnd), "from", from, "to", l.level(s.To),
		"line", c.Line, "profile", c.Profile)
}

// ruleSources says of which step the rule is from where.
func (l *language) ruleSources(c *profiles.Choice) string {
	var sources []string
	of := map[string][]string{}
	for i, s := range c.Steps {
		source := l.Choice.OwnRule
		if s.Source != "" {
			source = s.Source
			if s.Unverified {
				source = l.Remarked(source, l.OfProfile.Unverified)
			}
		}
		if of[source] == nil {
			sources = append(sources, source)
		}
		of[source] = append(of[source], strconv.Itoa(i+1))
	}
	for i, source := range sources {
		sources[i] = fill(l.Choice.Sources, "steps", join(of[source], l.ListAnd), "source", source)
	}
	return strings.Join(sources, " ")
}
