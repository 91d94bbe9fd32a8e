package report

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
)

// scoreTexts are what is said of a score.
type scoreTexts struct {
	Head        string            `json:"head" required:"true"`
	HeadOpen    string            `json:"headOpen" required:"true"`
	HeadSeal    string            `json:"headSeal" required:"true"`
	Answers     string            `json:"answers" required:"true"`
	Method      string            `json:"method" required:"true"`
	Version     string            `json:"version" required:"true"`
	Methods     string            `json:"methods" required:"true"`
	OfVersion   string            `json:"ofVersion" required:"true"`
	Domains     map[string]string `json:"domains" required:"true"`
	Source      string            `json:"source" required:"true"`
	Maximum     string            `json:"maximum" required:"true"`
	At          string            `json:"at" required:"true"`
	Unverified  string            `json:"unverified" required:"true"`
	Total       string            `json:"total" required:"true"`
	Stated      string            `json:"stated" required:"true"`
	Proven      string            `json:"proven" required:"true"`
	Award       string            `json:"award" required:"true"`
	Possible    string            `json:"possible" required:"true"`
	StatedOpen  string            `json:"statedOpen" required:"true"`
	Settled     string            `json:"settled" required:"true"`
	Meant       string            `json:"meant" required:"true"`
	SealMeant   string            `json:"sealMeant" required:"true"`
	Objectives  string            `json:"objectives" required:"true"`
	Groups      string            `json:"groups" required:"true"`
	Table       map[string]string `json:"table" required:"true"`
	TableMeant  string            `json:"tableMeant" required:"true"`
	Whole       string            `json:"whole" required:"true"`
	Sum         string            `json:"sum" required:"true"`
	Rounded     string            `json:"rounded" required:"true"`
	RoundedSums string            `json:"roundedSums" required:"true"`

	Columns scoreColumns      `json:"columns" required:"true"`
	States  map[string]string `json:"states" required:"true"`

	Inert     string            `json:"inert" required:"true"`
	Excluded  string            `json:"excluded" required:"true"`
	Derived   string            `json:"derived" required:"true"`
	Rules     string            `json:"rules" required:"true"`
	Open      string            `json:"open" required:"true"`
	Gain      string            `json:"gain" required:"true"`
	Gains     string            `json:"gains" required:"true"`
	MoreGains plural            `json:"moreGains" required:"true"`
	NoGain    plural            `json:"noGain" required:"true"`
	Gates     string            `json:"gates" required:"true"`
	Gate      string            `json:"gate" required:"true"`
	OfTotal   string            `json:"ofTotal" required:"true"`
	OfSeal    string            `json:"ofSeal" required:"true"`
	Status    map[string]string `json:"status" required:"true"`
	Notes     string            `json:"notes" required:"true"`
	Note      map[string]string `json:"note" required:"true"`
	Inputs    string            `json:"inputs" required:"true"`
	Input     map[string]string `json:"input" required:"true"`
}

type scoreColumns struct {
	Objective    string `json:"objective" required:"true"`
	Group        string `json:"group" required:"true"`
	Criterion    string `json:"criterion" required:"true"`
	Title        string `json:"title" required:"true"`
	Weight       string `json:"weight" required:"true"`
	Points       string `json:"points" required:"true"`
	PointsOf     string `json:"pointsOf" required:"true"`
	PointsProven string `json:"pointsProven" required:"true"`
	Seal         string `json:"seal" required:"true"`
	SealProven   string `json:"sealProven" required:"true"`
	Share        string `json:"share" required:"true"`
	Stated       string `json:"stated" required:"true"`
	Proven       string `json:"proven" required:"true"`
	Award        string `json:"award" required:"true"`
	Worst        string `json:"worst" required:"true"`
	Best         string `json:"best" required:"true"`
	And          string `json:"and" required:"true"`
	State        string `json:"state" required:"true"`
}

// Score writes a score for readers: by which method, the total as it is stated,
// proven and still possible, levels where the method has them, the table that adds
// up to it, what is open and what that could add, minimums, and digests of what it
// was computed from. The catalogue names criteria, [Options.Titles] whatever else
// has an id; both may be nil, then ids stand alone. [Options.Rules] and
// [Options.Full] show the rules by which points were derived from facts.
//
// Numbers are written exactly where they have no more than six decimals. A table
// with others is rounded to four (half away from zero), and says so beside the
// exact total. Equal scores and options give equal bytes. The error wraps
// [ErrLanguage] or [ErrFormat], or is [ErrNothing] without a score.
func Score(w io.Writer, s *score.Score, catalogue *criteria.Catalogue, opts Options) error {
	if s == nil {
		return ErrNothing
	}
	a, err := beginAward(opts, catalogue)
	if err != nil {
		return err
	}
	a.score(s)
	return a.finish(w)
}

func (a *award) score(s *score.Score) {
	t := &a.t.Score
	head := fill(t.Head, "subject", a.scored(s), "score", a.stated(s), "method", a.Text(s.Method.Title))
	if s.Score == nil {
		head = fill(t.HeadOpen, "subject", a.scored(s), "worst", a.rounded(s.Total.Worst, 2), "best", a.inUnit(s.Total.Best, s.Unit), "method", a.Text(s.Method.Title))
	}
	if s.Levels != nil {
		head = fill(t.HeadSeal, "head", head, "seal", a.sealOf(*s.Levels))
	}
	a.page.head(1, 0, plain, head)
	rows := []row{{t.Method, fill(t.Version, "name", s.Method.Name, "version", s.Method.Version)}, {t.Source, s.Method.Source},
		{t.Maximum, a.inUnit(s.Maximum, s.Unit)}}
	if s.At != nil {
		rows = append(rows, row{t.At, a.instant(*s.At)})
	}
	a.page.table(atSection, rows)
	if s.Method.Unverified {
		a.page.text(atSection, 0, yellow, t.Unverified)
	}
	a.totals(s)
	a.gates(s)
	a.objectives(s)
	a.groups(s)
	a.contributions(s.Rows, s.Total, s.Unit)
	a.gains(s)
	a.derived(s.Rows)
	a.notes(s)
	a.inputs(s.Inputs)
}

// scored names what was scored.
func (a *award) scored(s *score.Score) string {
	if s.Subject == nil {
		return a.t.Score.Answers
	}
	return a.named(*s.Subject)
}

func (a *award) stated(s *score.Score) string {
	if s.Score == nil {
		return a.t.Open
	}
	return a.inUnit(*s.Score, s.Unit)
}

// inUnit writes a number for reading, with its unit.
func (a *award) inUnit(n exact.Number, u score.Unit) string {
	return a.amount(a.rounded(n, 2), n.String(), string(u))
}

// exactlyInUnit writes a number exactly, with its unit.
func (a *award) exactlyInUnit(n exact.Number, u score.Unit) string {
	return a.amount(a.both(n, 2), n.String(), string(u))
}

// levels writes a level as it is stated, or the levels that are possible.
func (a *award) sealOf(l score.Levels) string {
	if l.Stated != nil {
		return a.seal(*l.Stated)
	}
	return a.span(a.seal(l.Worst), a.seal(l.Best))
}

func (a *award) seal(n int64) string { return fill(a.t.Seal, "n", a.Int(int(n))) }

// span writes from where to where, or one of the two where they are the same.
func (a *award) span(from, to string) string {
	if from == to {
		return from
	}
	return fill(a.t.Range, "from", from, "to", to)
}

// between is span in a table, where there is little room.
func (a *award) between(from, to exact.Number) string {
	if from.Equal(to) {
		return a.rounded(from, 2)
	}
	return fill(a.t.Between, "from", a.rounded(from, 2), "to", a.rounded(to, 2))
}

// totals writes the total and the overall level, each in all ways to see it.
func (a *award) totals(s *score.Score) {
	t := &a.t.Score
	a.title(t.Total)
	stated := t.StatedOpen
	if s.Score != nil {
		stated = a.exactlyInUnit(*s.Score, s.Unit)
	}
	provenly, possible := a.exactlyInUnit(s.Total.Proven, s.Unit), a.span(a.rounded(s.Total.Worst, 2), a.inUnit(s.Total.Best, s.Unit))
	if s.Total.Worst.Equal(s.Total.Best) {
		possible = t.Settled
	}
	if l := s.Levels; l != nil {
		stated = a.Chain(stated, a.sealOf(*l))
		provenly = a.Chain(provenly, a.seal(l.Proven))
		if l.Worst != l.Best || !s.Total.Worst.Equal(s.Total.Best) {
			possible = a.Chain(a.span(a.rounded(s.Total.Worst, 2), a.inUnit(s.Total.Best, s.Unit)), a.span(a.seal(l.Worst), a.seal(l.Best)))
		}
	}
	rows := []row{{t.Stated, stated}, {t.Proven, provenly}}
	if n := s.Total.Award; n != nil {
		rows = append(rows, row{t.Award, a.exactlyInUnit(*n, s.Unit)})
	}
	a.page.table(atSection, append(rows, row{t.Possible, possible}))
	if s.Levels != nil {
		a.page.text(0, 0, plain, t.SealMeant)
	}
	if !s.Total.Worst.Equal(s.Total.Best) {
		a.page.text(0, 0, plain, t.Meant)
	}
}

// objectives writes the objectives of the EU Cloud Sovereignty Framework.
func (a *award) objectives(s *score.Score) {
	if len(s.Objectives) == 0 {
		return
	}
	t := &a.t.Score
	a.title(t.Objectives)
	g := grid{head: []string{t.Columns.Objective, t.Columns.Title, t.Columns.Weight, t.Columns.Seal, t.Columns.SealProven, t.Columns.Points, t.Columns.PointsProven, t.Columns.Share},
		right: []bool{false, false, true, false, false, true, true, true}, broken: 1, sums: 1}
	var weights, shares []exact.Number
	open := false
	for _, id := range slices.Sorted(maps.Keys(s.Objectives)) {
		o := s.Objectives[id]
		points, share := a.between(o.Totals.Worst, o.Totals.Best), a.t.Open
		if o.Points != nil {
			points = a.rounded(*o.Points, 2)
			if part, err := o.Weight.Mul(*o.Points).Quo(o.Maximum); err == nil {
				shares, share = append(shares, part), a.rounded(part, 2)
			}
		} else {
			open = true
		}
		weights = append(weights, o.Weight)
		g.rows = append(g.rows, []string{id, a.titleOf(id), a.rounded(o.Weight, 0), a.rowLevels(&o.Levels), a.Int(int(o.Levels.Proven)), points, a.rounded(o.Totals.Proven, 2), share})
	}
	sum := []string{t.Whole, "", a.rounded(exact.Sum(weights...), 0), a.rowLevels(s.Levels), "", "", "", a.t.Open}
	if s.Levels != nil {
		sum[4] = a.Int(int(s.Levels.Proven))
	}
	if !open {
		sum[7] = a.rounded(exact.Sum(shares...), 2)
	}
	g.rows = append(g.rows, sum)
	a.page.grid(atSection, g)
}

// views are the ways to see a number, without those that are the same in every row.
type views struct {
	names []string
	of    []func(score.Values) *exact.Number
}

// viewsOf tells which ways to see the shares of rows differ.
func (a *award) viewsOf(rows []score.Row, total score.Values) (v views) {
	c := &a.t.Score.Columns
	all := []struct {
		name string
		of   func(score.Values) *exact.Number
	}{
		{c.Stated, func(v score.Values) *exact.Number { return v.Stated }},
		{c.Proven, func(v score.Values) *exact.Number { return &v.Proven }},
		{c.Award, func(v score.Values) *exact.Number { return ptrTo(v.Awarded()) }},
		{c.Worst, func(v score.Values) *exact.Number { return &v.Worst }},
		{c.Best, func(v score.Values) *exact.Number { return &v.Best }},
	}
	same := func(f, g func(score.Values) *exact.Number) bool {
		for _, s := range append([]score.Values{total}, shares(rows)...) {
			x, y := f(s), g(s)
			if (x == nil) != (y == nil) || x != nil && !x.Equal(*y) {
				return false
			}
		}
		return true
	}
	for _, view := range all {
		if view.name == c.Award && total.Award == nil {
			continue
		}
		at := slices.IndexFunc(v.of, func(f func(score.Values) *exact.Number) bool { return same(f, view.of) })
		if at >= 0 {
			v.names[at] = fill(c.And, "a", v.names[at], "b", view.name)
			continue
		}
		v.names, v.of = append(v.names, view.name), append(v.of, view.of)
	}
	if len(v.names) == 1 {
		v.names[0] = c.Share
	}
	return v
}

func ptrTo(n exact.Number) *exact.Number { return &n }

func shares(rows []score.Row) (out []score.Values) {
	for i := range rows {
		out = append(out, rows[i].Share)
	}
	return out
}

// contributions writes the table that the total adds up from.
func (a *award) contributions(all []score.Row, total score.Values, unit score.Unit) {
	t := &a.t.Score
	rows := slices.DeleteFunc(slices.Clone(all), func(x score.Row) bool { return x.Excluded })
	if len(rows) > 0 {
		a.title(t.Table[string(unit)])
		a.page.text(0, 0, plain, t.TableMeant)
		a.contributionTable(rows, total)
	}
	var inert, excluded []string
	for i := range all {
		if all[i].Inert {
			inert = append(inert, all[i].ID)
		}
		if all[i].Excluded {
			excluded = append(excluded, all[i].ID)
		}
	}
	if inert != nil {
		a.page.text(0, 0, plain, fill(t.Inert, "criteria", a.Enumerate(inert...)))
	}
	if excluded != nil {
		a.page.text(0, 0, plain, fill(t.Excluded, "criteria", a.Enumerate(excluded...)))
	}
}

func (a *award) contributionTable(rows []score.Row, total score.Values) {
	t := &a.t.Score
	v := a.viewsOf(rows, total)
	var numbers, weights []exact.Number
	for i := range rows {
		weights = append(weights, rows[i].Weight)
		for _, of := range v.of {
			if n := of(rows[i].Share); n != nil {
				numbers = append(numbers, *n)
			}
		}
	}
	places, exactly := placesFor(numbers)
	weightPlaces, weightsExactly := placesFor(weights)
	levels := slices.ContainsFunc(rows, func(x score.Row) bool { return x.Levels != nil })
	g := grid{head: []string{t.Columns.Criterion, t.Columns.Title, t.Columns.Seal, t.Columns.Weight, t.Columns.Points}, right: []bool{false, false, false, true, true}, broken: 1, sums: 1}
	for _, name := range v.names {
		g.head, g.right = append(g.head, name), append(g.right, true)
	}
	g.head, g.right = append(g.head, t.Columns.State), append(g.right, false)
	sums := make([]exact.Number, len(v.of)) // of what is written
	open := make([]bool, len(v.of))
	titles := false
	for i := range rows {
		x := &rows[i]
		title := a.rowTitle(x)
		titles = titles || title != ""
		cells := []string{x.ID, title, a.rowLevels(x.Levels), a.fixed(x.Weight, weightPlaces), a.rowPoints(x)}
		for k, of := range v.of {
			cell := a.t.Open
			if n := of(x.Share); n != nil {
				cell = a.fixed(*n, places)
				sums[k] = sums[k].Add(n.Round(places, exact.HalfUp))
			} else {
				open[k] = true
			}
			cells = append(cells, cell)
		}
		g.rows = append(g.rows, append(cells, a.rowState(x)))
	}
	sum := []string{t.Sum, "", "", a.fixed(exact.Sum(weights...), weightPlaces), ""}
	differs := false
	for k, of := range v.of {
		n := of(total)
		switch {
		case n == nil:
			sum = append(sum, a.t.Open)
		default:
			sum = append(sum, a.fixed(*n, places))
			differs = differs || !open[k] && !sums[k].Equal(n.Round(places, exact.HalfUp))
		}
	}
	g.rows = append(g.rows, append(sum, ""))
	g.dropColumns(func(k int) bool { return k == 1 && !titles || k == 2 && !levels })
	a.page.grid(atSection, g)
	if !exactly || !weightsExactly {
		var exactSums []string
		for k, of := range v.of {
			if n := of(total); n != nil {
				if text := a.exactly(*n); text != "" {
					exactSums = append(exactSums, a.Named(v.names[k], text))
				}
			}
		}
		a.page.text(0, 0, plain, fill(t.Rounded, "places", a.Int(max(places, weightPlaces)), "sums", a.Chain(exactSums...)))
		if differs {
			a.page.text(0, 0, plain, t.RoundedSums)
		}
	}
}

// rowTitle is what a row is called; criteria of the catalogue it rests on stand in
// for a title it has not.
func (a *award) rowTitle(x *score.Row) string {
	if title := a.titleOf(x.ID); title != "" {
		return title
	}
	var titles []string
	for _, id := range x.Criteria {
		if title := a.titleOf(id); title != "" && id != x.ID {
			titles = append(titles, title)
		}
	}
	if len(titles) == 1 {
		return titles[0]
	}
	return ""
}

func (a *award) rowLevels(l *score.Levels) string {
	if l == nil {
		return ""
	}
	if l.Stated != nil {
		return a.Int(int(*l.Stated))
	}
	return a.between(exact.Int(l.Worst), exact.Int(l.Best))
}

// rowPoints writes how many of how many points there are.
func (a *award) rowPoints(x *score.Row) string {
	points := a.between(x.Points.Worst, x.Points.Best)
	if x.Points.Stated != nil {
		points = a.rounded(*x.Points.Stated, 2)
	}
	return fill(a.t.Score.Columns.PointsOf, "points", points, "of", a.rounded(x.MaxPoints, 2))
}

// rowState says how well a row is known, by its outcome where it has one.
func (a *award) rowState(x *score.Row) string {
	if x.Outcome != "" && x.State != score.Contradicted {
		return a.Outcome[string(x.Outcome)]
	}
	return a.t.Score.States[string(x.State)]
}

// groups writes what each group adds, as deep as there are groups.
func (a *award) groups(s *score.Score) {
	if !slices.ContainsFunc(s.Rows, func(x score.Row) bool { return len(x.Groups) > 0 }) || len(s.Objectives) > 0 {
		return
	}
	t := &a.t.Score
	type sum struct {
		id     string
		depth  int
		weight exact.Number
		shares []score.Row
	}
	var sums []*sum
	at := map[string]*sum{}
	for i := range s.Rows {
		x := &s.Rows[i]
		if x.Excluded {
			continue
		}
		path := ""
		for depth, id := range x.Groups {
			path += "\x00" + id
			if at[path] == nil {
				at[path] = &sum{id: id, depth: depth}
				sums = append(sums, at[path])
			}
			at[path].weight = at[path].weight.Add(x.Weight)
			at[path].shares = append(at[path].shares, *x)
		}
	}
	v := a.viewsOf(s.Rows, s.Total)
	g := grid{head: []string{t.Columns.Group, t.Columns.Weight}, right: []bool{false, true}}
	for _, name := range v.names {
		g.head, g.right = append(g.head, name), append(g.right, true)
	}
	for _, x := range sums {
		name := strings.Repeat("\u00a0\u00a0", x.depth) + a.titled(x.id)
		cells := []string{name, a.rounded(x.weight, 2)}
		for _, of := range v.of {
			n, open := exact.Number{}, false
			for _, r := range x.shares {
				if share := of(r.Share); share != nil {
					n = n.Add(*share)
				} else {
					open = true
				}
			}
			cells = append(cells, map[bool]string{true: a.t.Open, false: a.rounded(n, 2)}[open])
		}
		g.rows = append(g.rows, cells)
	}
	if len(g.rows) == 0 {
		return
	}
	a.title(t.Groups)
	a.page.grid(atSection, g)
}

// maxGains is how many open rows are listed, unless the report is full.
const maxGains = 12

// gains writes what is not settled, what could add most first.
func (a *award) gains(s *score.Score) {
	t := &a.t.Score
	var open []*score.Row
	none := 0
	for i := range s.Rows {
		x := &s.Rows[i]
		switch {
		case x.State == score.Settled || x.Excluded:
		case x.Share.Best.Cmp(x.Share.Proven) <= 0:
			none++
		default:
			open = append(open, x)
		}
	}
	if len(open) == 0 {
		return
	}
	gain := func(x *score.Row) exact.Number { return x.Share.Best.Sub(x.Share.Proven) }
	slices.SortStableFunc(open, func(x, y *score.Row) int { return gain(y).Cmp(gain(x)) })
	a.title(t.Open)
	a.page.text(0, 0, plain, t.Gains)
	more := 0
	if len(open) > maxGains+1 && !a.full {
		open, more = open[:maxGains], len(open)-maxGains
	}
	for _, x := range open {
		a.fit(x.ID)
	}
	for _, x := range open {
		a.page.entry(atSection, a.idColumn, x.ID, a.Chain(nonEmpty(a.rowTitle(x), a.rowState(x))...), fill(t.Gain, "n", a.inUnit(gain(x), s.Unit)), plain)
	}
	if more > 0 {
		a.page.text(atSection, 2, plain, t.MoreGains.Count(more))
	}
	if none > 0 {
		a.page.text(0, 0, plain, t.NoGain.Count(none))
	}
}

func nonEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// derived says which points were derived from facts, and by which rules.
func (a *award) derived(rows []score.Row) {
	t := &a.t.Score
	var ids []string
	for i := range rows {
		if rows[i].Rule != "" {
			ids = append(ids, rows[i].ID)
		}
	}
	if ids == nil {
		return
	}
	if !a.rules && !a.full {
		a.page.blank()
		a.page.text(0, 0, plain, fill(t.Derived, "criteria", a.Enumerate(ids...)))
		return
	}
	a.title(t.Rules)
	for i := range rows {
		x := &rows[i]
		if x.Rule == "" {
			continue
		}
		a.page.text(atSection, 2, plain, a.titled(x.ID))
		end := a.page.code(atCriterion)
		for line := range strings.Lines(x.Rule) {
			a.page.text(atCriterion, 2, plain, strings.TrimRight(line, "\n"))
		}
		end("")
	}
}

// gateStyle colours what became of a minimum.
var gateStyle = map[score.GateStatus]style{score.GateMet: green, score.GateOpen: yellow, score.GateNotMet: red}

func (a *award) gates(s *score.Score) {
	if len(s.Gates) == 0 {
		return
	}
	a.title(a.t.Score.Gates)
	for i := range s.Gates {
		a.minimum(atSection, &s.Gates[i], s)
	}
}

// minimum writes a minimum, of a level where it is one; the score may be nil.
func (a *award) minimum(indent int, g *score.Gate, s *score.Score) {
	t := &a.t.Score
	of, number := g.Of, func(n exact.Number) string { return a.rounded(n, 2) }
	level := g.Of == "seal"
	switch {
	case g.Of == "total":
		of = t.OfTotal
	case level:
		of = t.OfSeal
	default:
		if s != nil {
			_, level = s.Objectives[g.Of]
		}
		of = a.titled(g.Of)
	}
	if level {
		number = func(n exact.Number) string { return fill(a.t.Seal, "n", a.exactly(n)) }
	}
	stated := a.span(number(g.Values.Worst), number(g.Values.Best))
	if g.Values.Stated != nil {
		stated = number(*g.Values.Stated)
	}
	a.page.entry(indent, 0, of, fill(t.Gate, "minimum", number(g.Minimum), "proven", number(g.Values.Proven), "stated", stated), t.Status[string(g.Status)], gateStyle[g.Status])
}

func (a *award) notes(s *score.Score) {
	t := &a.t.Score
	if len(s.Notes) == 0 {
		return
	}
	a.title(t.Notes)
	for _, n := range s.Notes {
		text := t.Note[string(n.Code)]
		if text == "" {
			text = string(n.Code)
		}
		if len(n.Rows) > 0 {
			text = a.Remarked(text, a.Enumerate(n.Rows...))
		}
		a.page.text(atSection, 2, plain, text)
	}
}

// inputs writes the digests of what a result was computed from.
func (a *award) inputs(digests map[string]string) {
	if len(digests) == 0 {
		return
	}
	t := &a.t.Score
	a.title(t.Inputs)
	var rows []row
	for _, of := range slices.Sorted(maps.Keys(digests)) {
		name := t.Input[of]
		if name == "" {
			name = of
		}
		rows = append(rows, row{name, digests[of]})
	}
	a.page.table(atSection, rows)
}
