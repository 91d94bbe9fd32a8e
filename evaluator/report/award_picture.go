package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// awardPictureTexts are what is said in pictures of scores and rankings alone.
type awardPictureTexts struct {
	Proven   string `json:"proven" required:"true"`
	Stated   string `json:"stated" required:"true"`
	Possible string `json:"possible" required:"true"`
	// Line says in words what is drawn of one thing.
	Line     string `json:"line" required:"true"`
	LineSeal string `json:"lineSeal" required:"true"`
	Total    string `json:"total" required:"true"`
	Scale    string `json:"scale" required:"true"`
	// MoreRows and MoreOffers count what is not drawn.
	MoreRows   plural `json:"moreRows" required:"true"`
	MoreOffers plural `json:"moreOffers" required:"true"`

	Performances string `json:"performances" required:"true"`
	Performance  string `json:"performance" required:"true"`
	Offer        string `json:"offer" required:"true"`
	Numbers      string `json:"numbers" required:"true"`
	Meant        string `json:"meant" required:"true"`
	Scatter      string `json:"scatter" required:"true"`
	Corridor     string `json:"corridor" required:"true"`
	Best         string `json:"best" required:"true"`
	NotRanked    plural `json:"notRanked" required:"true"`
}

// chartStyle adds to [pictureStyle] what charts have beside. Every colour goes with
// a word or a number.
const chartStyle = `<style>
.c0{fill:#bfdbf7}.c1{fill:#c9e7c1}.c2{fill:#fde3a7}.c3{fill:#f8c9b9}.c4{fill:#d9cdf0}.c5{fill:#b9e4e0}.c6{fill:#f3c6dd}.c7{fill:#dcdcdc}
.track{fill:none;stroke:#b4b4b4}.solid{fill:#2f6f9f}.light{fill:#bfdbf7}.whisker{stroke:#222222;stroke-width:2}.axis{stroke:#8a8a8a}.band{fill:#c9e7c1}.edge{stroke:#1a6b37;stroke-width:2}
@media (prefers-color-scheme:dark){
.c0{fill:#24466b}.c1{fill:#2d5a2a}.c2{fill:#6b4e0c}.c3{fill:#74382a}.c4{fill:#4a3d68}.c5{fill:#1f5a56}.c6{fill:#6b2f4e}.c7{fill:#4a4f56}
.track{stroke:#5a6068}.solid{fill:#7ab8e6}.light{fill:#24466b}.whisker{stroke:#e8e8e8}.axis{stroke:#8d939b}.band{fill:#25402c}.edge{stroke:#7fd49c}
}
</style>`

// chartColours is how many colours segments have.
const chartColours = 8

// chart is a picture that grows downwards.
type chart struct {
	*award
	b strings.Builder
	y int
	// told is the picture in words.
	told []string
}

func (c *chart) add(format string, args ...any) { fmt.Fprintf(&c.b, format+"\n", args...) }

func (c *chart) say(text string) { c.told = append(c.told, text) }

// words writes a text at a place, cut where there is no room for so many pixels.
func (c *chart) words(class string, x, y, room int, text string, more string) {
	if room > 0 {
		text = cut(text, max(int(float64(room)/charWidth), 2))
	}
	c.add(`<text class="%s" x="%d" y="%d"%s>%s</text>`, class, x, y, more, xmlText(text))
}

// length is how many of the pixels of a whole a number takes; it is never outside.
func length(n, whole exact.Number, pixels int) int {
	q, err := n.Mul(exact.Int(int64(pixels))).Quo(whole)
	if err != nil {
		return 0
	}
	q = exact.Max(exact.Min(q, exact.Int(int64(pixels))), exact.Int(0))
	return int(q.Round(0, exact.HalfUp).Rat().Num().Int64())
}

// document is the picture with its head; kind sets its ids apart from those of
// others on the same page.
func (c *chart) document(kind, title string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="%s-title %s-desc" lang="%s" font-family="system-ui, sans-serif" font-size="13">`+"\n",
		pictureWidth, c.y, pictureWidth, c.y, kind, kind, xmlText(c.Code))
	fmt.Fprintf(&b, "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n%s\n%s\n", kind, xmlText(title), kind, xmlText(strings.Join(c.told, " ")), pictureStyle, chartStyle)
	fmt.Fprintf(&b, "<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n%s</svg>\n", pictureWidth, c.y, c.b.String())
	return b.String()
}

// heading writes the head of the picture: what it is of and what is under it.
func (c *chart) heading(title string, under ...string) {
	for i, line := range wrap(clean(title), titleChars, titleChars) {
		if i == 2 {
			break
		}
		c.add(`<text class="ink" x="%d" y="%d" font-size="17" font-weight="bold">%s</text>`, pictureEdge, 28+i*22, xmlText(cut(line, titleChars)))
		c.y = 28 + i*22
	}
	for _, text := range under {
		c.y += 20
		c.words("dim", pictureEdge, c.y, 0, cut(clean(text), noteChars), "")
	}
	c.y += 20
}

// legend explains colours: each a rectangle and a word.
func (c *chart) legend(entries []legendEntry) {
	x := pictureEdge
	for _, e := range entries {
		name := cut(clean(e.name), 40)
		room := 22 + int(float64(utf8.RuneCountInString(name))*charWidth) + 18
		if x > pictureEdge && x+room > pictureWidth-pictureEdge {
			x, c.y = pictureEdge, c.y+lineHeight+3
		}
		if e.class == "whisker" {
			c.add(`<line class="whisker" x1="%d" y1="%d" x2="%d" y2="%d"/>`, x, c.y-4, x+16, c.y-4)
		} else {
			c.add(`<rect class="%s" x="%d" y="%d" width="16" height="12"/>`, e.class, x, c.y-10)
		}
		c.words("ink", x+22, c.y, 0, name, ` font-size="12"`)
		x += room
	}
	c.y += lineHeight + 6
}

type legendEntry struct{ class, name string }

// ticks are round numbers from 0 to a number, five steps at most.
func ticks(to exact.Number) []exact.Number {
	if to.Sign() <= 0 {
		return []exact.Number{{}}
	}
	step, ten := exact.Int(1), exact.Int(10)
	steps := func(s exact.Number) exact.Number { q, _ := to.Quo(s); return q } // s is none of 0
	for range exact.MaxDigits {
		if steps(step).Cmp(exact.Int(5)) <= 0 {
			break
		}
		step = step.Mul(ten)
	}
	for range exact.MaxDigits {
		finer := false
		for _, part := range []string{"0.5", "0.2", "0.1"} {
			if s := step.Mul(exact.MustParse(part)); steps(s).Cmp(exact.Int(5)) <= 0 {
				step, finer = s, true
				break
			}
		}
		if !finer {
			break
		}
	}
	var all []exact.Number
	for at := (exact.Number{}); at.Cmp(to) <= 0; at = at.Add(step) {
		all = append(all, at)
	}
	return all
}
