package report

import (
	"io"
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
)

// MaxPictureRows is how many rows a picture of a score draws, and how many offers
// one of a ranking: what is still looked at as one. Others are counted.
const MaxPictureRows = 40

// The measures of a picture of a score, in pixels.
const (
	barLeft   = 376
	barRight  = 780
	barHeight = 16
	barStep   = 30
)

// bar is one thing that is drawn: what is proven, stated and possible of a most.
type bar struct {
	name   string
	values score.Values
	most   exact.Number
	levels *score.Levels
}

// ScorePicture writes a score as a picture, an SVG document: the total and below it
// each objective, or each group or row in methods without, as a bar of what is
// proven and what is stated, with a line over all that is still possible, beside the
// level where there is one. It says in words what it shows, carries a title and a
// description for those who do not see it, has colours for light and for dark
// surroundings, and fetches nothing. Of the options the language and the titles
// count. Equal scores and options give equal bytes. The errors are those of [Score].
func ScorePicture(w io.Writer, s *score.Score, catalogue *criteria.Catalogue, opts Options) error {
	if s == nil {
		return ErrNothing
	}
	opts.Format = FormatText
	a, err := beginAward(opts, catalogue)
	if err != nil {
		return err
	}
	c := &chart{award: a}
	_, err = io.WriteString(w, c.score(s))
	return err
}

func (c *chart) score(s *score.Score) string {
	t := &c.t.Picture
	title := c.scored(s)
	c.heading(title, c.Text(s.Method.Title)+" – "+fill(c.t.Score.Version, "name", s.Method.Name, "version", s.Method.Version), fill(t.Scale, "maximum", c.inUnit(s.Maximum, s.Unit)))
	c.legend([]legendEntry{{"solid", t.Proven}, {"light", t.Stated}, {"whisker", t.Possible}})
	bars := c.bars(s)
	rest := max(len(bars)-MaxPictureRows, 0)
	bars = bars[:len(bars)-rest]
	c.y += 4
	c.bar(bar{t.Total, s.Total, s.Maximum, s.Levels}, true)
	c.y += 8
	for _, b := range bars {
		c.bar(b, false)
	}
	if rest > 0 {
		text := t.MoreRows.Count(rest)
		c.words("ink", pictureEdge, c.y+12, 0, text, "")
		c.say(text)
		c.y += barStep
	}
	for _, note := range s.Notes {
		text := c.t.Score.Note[string(note.Code)]
		for _, line := range wrap(text, noteChars, noteChars) {
			c.words("dim", pictureEdge, c.y+12, 0, line, "")
			c.y += lineHeight
		}
	}
	c.y += pictureEdge
	return c.document("score", c.Named(title, c.headNumber(s)))
}

// headNumber is the score in words.
func (c *chart) headNumber(s *score.Score) string {
	text := c.t.Open
	if s.Score != nil {
		text = c.inUnit(*s.Score, s.Unit)
	}
	if s.Levels != nil {
		text = c.Chain(text, c.sealOf(*s.Levels))
	}
	return text
}

// bars are what is drawn below the total.
func (c *chart) bars(s *score.Score) (bars []bar) {
	for _, id := range slices.Sorted(maps.Keys(s.Objectives)) {
		o := s.Objectives[id]
		bars = append(bars, bar{c.titled(id), o.Totals, o.Maximum, &o.Levels})
	}
	if bars != nil {
		return bars
	}
	groups := slices.ContainsFunc(s.Rows, func(x score.Row) bool { return len(x.Groups) > 0 })
	at := map[string]int{}
	for i := range s.Rows {
		x := &s.Rows[i]
		if x.Excluded {
			continue
		}
		id := x.ID
		if groups && len(x.Groups) > 0 {
			id = x.Groups[0]
		}
		k, seen := at[id]
		if !seen {
			k, at[id] = len(bars), len(bars)
			bars = append(bars, bar{name: c.titled(id), values: score.Values{Stated: &exact.Number{}}})
		}
		b := &bars[k]
		b.most = b.most.Add(x.Weight)
		b.values = addValues(b.values, x.Share)
	}
	return bars
}

// addValues adds two numbers as they are seen each way.
func addValues(x, y score.Values) score.Values {
	sum := score.Values{Proven: x.Proven.Add(y.Proven), Worst: x.Worst.Add(y.Worst), Best: x.Best.Add(y.Best)}
	if x.Stated != nil && y.Stated != nil {
		sum.Stated = ptrTo(x.Stated.Add(*y.Stated))
	}
	return sum
}

// bar draws one thing.
func (c *chart) bar(b bar, total bool) {
	t := &c.t.Picture
	most := exact.Max(b.most, b.values.Best)
	if most.Sign() <= 0 {
		most = exact.Int(1)
	}
	at := func(n exact.Number) int { return barLeft + length(n, most, barRight-barLeft) }
	stated := c.span(c.rounded(b.values.Worst, 2), c.rounded(b.values.Best, 2))
	if b.values.Stated != nil {
		stated = c.rounded(*b.values.Stated, 2)
	}
	words := fill(t.Line, "name", b.name, "stated", stated, "most", c.rounded(b.most, 2), "proven", c.rounded(b.values.Proven, 2), "possible", c.span(c.rounded(b.values.Worst, 2), c.rounded(b.values.Best, 2)))
	label := stated
	if b.levels != nil {
		words = fill(t.LineSeal, "line", words, "seal", c.sealOf(*b.levels), "proven", c.seal(b.levels.Proven))
		label = c.Chain(label, c.sealOf(*b.levels))
	}
	c.say(words)
	weight := ""
	if total {
		weight = ` font-weight="bold"`
	}
	c.add(`<g><title>%s</title>`, xmlText(words))
	c.words("ink", pictureEdge, c.y+13, barLeft-pictureEdge-8, b.name, weight)
	c.add(`<rect class="track" x="%d" y="%d" width="%d" height="%d"/>`, barLeft, c.y, at(b.most)-barLeft, barHeight)
	if b.values.Stated != nil && b.values.Stated.Cmp(b.values.Proven) > 0 {
		c.add(`<rect class="light" x="%d" y="%d" width="%d" height="%d"/>`, barLeft, c.y, at(*b.values.Stated)-barLeft, barHeight)
	}
	if x := at(b.values.Proven); x > barLeft {
		c.add(`<rect class="solid" x="%d" y="%d" width="%d" height="%d"/>`, barLeft, c.y, x-barLeft, barHeight)
	}
	if !b.values.Worst.Equal(b.values.Best) {
		from, to, y := at(b.values.Worst), at(b.values.Best), c.y+barHeight+4
		c.add(`<line class="whisker" x1="%d" y1="%d" x2="%d" y2="%d"/>`, from, y, to, y)
		for _, x := range []int{from, to} {
			c.add(`<line class="whisker" x1="%d" y1="%d" x2="%d" y2="%d"/>`, x, y-3, x, y+3)
		}
	}
	c.words("ink", barRight+12, c.y+13, pictureWidth-barRight-12-4, label, weight)
	c.add(`</g>`)
	c.y += barStep
}
