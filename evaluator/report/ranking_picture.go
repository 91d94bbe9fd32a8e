package report

import (
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// The measures of a picture of a ranking, in pixels.
const (
	stackLeft     = 286
	stackRight    = 700
	scatterLeft   = 120
	scatterRight  = 940
	scatterHeight = 330
	// maxNamed is how many offers are named in the plane of prices and performances.
	maxNamed = 20
)

// RankingPicture writes a ranking as a picture, an SVG document: the performance of
// each ranked offer as it adds up from the criteria, and all of them in the plane of
// price and performance, with the corridor where the method has one. It says in
// words what it shows, carries a title and a description for those who do not see
// it, has colours for light and for dark surroundings, and fetches nothing. Of the
// options the language and the titles count. Equal rankings and options give equal
// bytes. The errors are those of [Ranking].
func RankingPicture(w io.Writer, r *tender.Ranking, catalogue *criteria.Catalogue, opts Options) error {
	if r == nil {
		return ErrNothing
	}
	opts.Format = FormatText
	a, err := beginAward(opts, catalogue)
	if err != nil {
		return err
	}
	c := &chart{award: a}
	_, err = io.WriteString(w, c.ranking(r))
	return err
}

func (c *chart) ranking(r *tender.Ranking) string {
	t := &c.t.Picture
	head := c.rankingHead(r)
	under := []string{c.methodName(r.Method.Name)}
	if text, _ := c.confidential(r.Confidential()); text != "" {
		under = append(under, wrap(text, noteChars, noteChars)...)
		c.say(text)
	}
	c.heading(head, under...)
	if len(r.Ranking) > 0 {
		c.stacks(r)
		c.scatter(r)
	}
	if n := len(r.Offers) - len(r.Ranking); n > 0 {
		text := t.NotRanked.Count(n)
		c.words("ink", pictureEdge, c.y+12, 0, text, "")
		c.say(text)
		c.y += lineHeight
	}
	c.y += pictureEdge
	return c.document("ranking", head)
}

// segment is a part of a performance.
type segment struct {
	id    string
	value exact.Number
}

// segments are the parts of the performance of an offer: its criteria, or their
// main groups where there are too many, or the whole where nothing is known of them.
func segments(x *tender.Assessed, performance exact.Number) []segment {
	if x == nil || x.Performance == nil || len(x.Performance.Rows) == 0 {
		return []segment{{"", performance}}
	}
	of := func(row *score.Row) string { return row.ID }
	if len(x.Performance.Rows) > chartColours {
		of = func(row *score.Row) string {
			if len(row.Groups) == 0 {
				return ""
			}
			return row.Groups[0]
		}
	}
	var all []segment
	for i := range x.Performance.Rows {
		row := &x.Performance.Rows[i]
		id := of(row)
		k := slices.IndexFunc(all, func(s segment) bool { return s.id == id })
		if k < 0 {
			k = len(all)
			all = append(all, segment{id: id})
		}
		all[k].value = all[k].value.Add(row.Share.Awarded())
	}
	if len(all) > chartColours {
		return []segment{{"", performance}}
	}
	return all
}

func (c *chart) section(text string) {
	c.y += 14
	c.words("ink", pictureEdge, c.y, 0, text, ` font-size="15" font-weight="bold"`)
	c.y += lineHeight + 8
}

// stacks draws the performances.
func (c *chart) stacks(r *tender.Ranking) {
	t := &c.t.Picture
	c.section(t.Performances)
	most := exact.Int(0)
	var ids []string
	for i := range r.Ranking {
		x := &r.Ranking[i]
		most = exact.Max(most, x.Performance)
		for _, s := range segments(c.assessed(r, x.ID), x.Performance) {
			if !slices.Contains(ids, s.id) {
				ids = append(ids, s.id)
			}
		}
	}
	if most.Sign() <= 0 {
		most = exact.Int(1)
	}
	var entries []legendEntry
	for i, id := range ids {
		name := t.Performance
		if id != "" {
			name = c.titled(id)
		}
		entries = append(entries, legendEntry{fmt.Sprintf("c%d", i%chartColours), name})
	}
	c.legend(entries)
	shown := r.Ranking[:min(len(r.Ranking), MaxPictureRows)]
	for i := range shown {
		x := &shown[i]
		name := fill(t.Offer, "rank", fmt.Sprint(x.Rank), "offer", c.offer(r, x.ID))
		numbers := fill(t.Numbers, "performance", c.rounded(x.Performance, 2), "price", c.rounded(x.Price, 2), "z", c.shown(x))
		words := c.Named(name, numbers)
		c.say(words)
		c.add(`<g><title>%s</title>`, xmlText(words))
		c.words("ink", pictureEdge, c.y+15, stackLeft-pictureEdge-20, name, "")
		sum := exact.Number{}
		for _, s := range segments(c.assessed(r, x.ID), x.Performance) {
			from := stackLeft + length(sum, most, stackRight-stackLeft)
			sum = sum.Add(s.value)
			to := stackLeft + length(sum, most, stackRight-stackLeft)
			if to <= from {
				continue
			}
			c.add(`<rect class="c%d" x="%d" y="%d" width="%d" height="20"/>`, slices.Index(ids, s.id)%chartColours, from, c.y, to-from)
			if text := c.rounded(s.value, 1); float64(utf8.RuneCountInString(text))*charWidth+8 <= float64(to-from) {
				c.words("ink", from+4, c.y+15, 0, text, ` font-size="12"`)
			}
		}
		c.words("ink", stackRight+12, c.y+15, pictureWidth-stackRight-16, numbers, "")
		c.add(`</g>`)
		c.y += barStep
	}
	if rest := len(r.Ranking) - len(shown); rest > 0 {
		text := t.MoreOffers.Count(rest)
		c.words("ink", pictureEdge, c.y+12, 0, text, "")
		c.say(text)
		c.y += barStep
	}
	meant := fill(t.Meant, "performance", c.t.Ranking.Columns.Performance, "price", c.priceHead(r), "z", c.zHead(r))
	c.words("dim", pictureEdge, c.y+12, pictureWidth-2*pictureEdge, meant, ` font-size="12"`)
	c.say(meant)
	c.y += lineHeight
}

// scatter draws the offers in the plane of price and performance.
func (c *chart) scatter(r *tender.Ranking) {
	t := &c.t.Picture
	c.y += 10
	c.section(t.Scatter)
	c.y += 8
	prices, performances := exact.Int(0), exact.Int(0)
	for i := range r.Ranking {
		prices, performances = exact.Max(prices, r.Ranking[i].Price), exact.Max(performances, r.Ranking[i].Performance)
	}
	margin := exact.MustParse("1.1")
	prices, performances = prices.Mul(margin), performances.Mul(margin)
	if performances.Sign() <= 0 {
		performances = exact.Int(1)
	}
	if prices.Sign() <= 0 {
		prices = exact.Int(1)
	}
	top := c.y
	bottom := top + scatterHeight
	x := func(n exact.Number) int { return scatterLeft + length(n, prices, scatterRight-scatterLeft) }
	y := func(n exact.Number) int { return bottom - length(n, performances, scatterHeight) }
	c.corridor(r, prices, performances, x, y)
	for _, n := range ticks(prices) {
		c.add(`<line class="grid" x1="%d" y1="%d" x2="%d" y2="%d"/>`, x(n), top, x(n), bottom)
		c.words("dim", x(n), bottom+lineHeight, 0, c.exactly(n), ` font-size="12" text-anchor="middle"`)
	}
	for _, n := range ticks(performances) {
		c.add(`<line class="grid" x1="%d" y1="%d" x2="%d" y2="%d"/>`, scatterLeft, y(n), scatterRight, y(n))
		c.words("dim", scatterLeft-8, y(n)+4, 0, c.exactly(n), ` font-size="12" text-anchor="end"`)
	}
	c.add(`<line class="axis" x1="%d" y1="%d" x2="%d" y2="%d"/>`, scatterLeft, bottom, scatterRight, bottom)
	c.add(`<line class="axis" x1="%d" y1="%d" x2="%d" y2="%d"/>`, scatterLeft, top, scatterLeft, bottom)
	c.words("dim", scatterRight, bottom+2*lineHeight, 200, c.priceHead(r), ` text-anchor="end"`)
	c.words("dim", scatterLeft-8, top-8, 0, c.t.Ranking.Columns.Performance, "")
	var taken [][2]int // where names stand
	for i := range r.Ranking {
		o := &r.Ranking[i]
		px, py := x(o.Price), y(o.Performance)
		class, radius := "d0", 4
		if o.Rank == 1 {
			class, radius = "d1", 6
		}
		c.add(`<circle class="%s" cx="%d" cy="%d" r="%d"><title>%s</title></circle>`, class, px, py, radius, xmlText(c.offer(r, o.ID)))
		if i >= maxNamed {
			continue
		}
		at := [2]int{px + 9, py + 15}
		for slices.ContainsFunc(taken, func(p [2]int) bool { return abs(p[0]-at[0]) < 90 && abs(p[1]-at[1]) < 14 }) && at[1] < bottom {
			at[1] += 14
		}
		taken = append(taken, at)
		anchor := ""
		if at[0] > scatterRight-60 {
			at[0], anchor = px-9, ` text-anchor="end"`
		}
		c.words("ink", at[0], at[1], 150, fill(t.Offer, "rank", fmt.Sprint(o.Rank), "offer", o.ID), ` font-size="12"`+anchor)
	}
	c.y = bottom + 3*lineHeight
}

func abs(n int) int { return max(n, -n) }

// corridor draws where L / P is best, and the corridor below, in methods that rank
// by it: lines from the origin.
func (c *chart) corridor(r *tender.Ranking, prices, performances exact.Number, x, y func(exact.Number) int) {
	t := &c.t.Picture
	if r.Method.Name != rank.Simple && r.Method.Name != rank.Extended {
		return
	}
	best := exact.Int(0)
	for i := range r.Ranking {
		if q, err := r.Ranking[i].Performance.Quo(r.Ranking[i].Price); err == nil {
			best = exact.Max(best, q)
		}
	}
	// end is where a line through the origin leaves the plane.
	end := func(z exact.Number) (exact.Number, exact.Number) {
		if high := z.Mul(prices); high.Cmp(performances) <= 0 {
			return prices, high
		}
		p, _ := performances.Quo(z) // z is not 0: the line is steeper than the plane
		return p, performances
	}
	endX, endY := end(best)
	if m := r.Method.Corridor; m != nil {
		lowX, lowY := end(best.Mul(exact.Int(1).Sub(*m)))
		corner := ""
		if endX.Cmp(prices) < 0 && lowY.Cmp(performances) < 0 {
			corner = fmt.Sprintf(" %d,%d", x(prices), y(performances))
		}
		c.add(`<polygon class="band" points="%d,%d %d,%d%s %d,%d"><title>%s</title></polygon>`, x(exact.Number{}), y(exact.Number{}), x(endX), y(endY), corner, x(lowX), y(lowY), xmlText(t.Corridor))
	}
	c.add(`<line class="edge" x1="%d" y1="%d" x2="%d" y2="%d"><title>%s</title></line>`, x(exact.Number{}), y(exact.Number{}), x(endX), y(endY), xmlText(t.Best))
	entries := []legendEntry{{"d1", t.Best}}
	if r.Method.Corridor != nil {
		entries = append(entries, legendEntry{"band", t.Corridor})
	}
	at := c.y
	c.y += scatterHeight + 2*lineHeight
	c.legend(entries)
	c.y = at
}
