package report

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// MaxPictureEvents is how many events a picture explains: what a page holds that
// is still looked at as one. All are marked, and those it does not explain are
// counted; the ones that change the verdict as a whole come before the others.
const MaxPictureEvents = 30

// pictureTexts are what is said in pictures alone.
type pictureTexts struct {
	// Under says what is shown, from which day to which, below the subject.
	Under string `json:"under" required:"true"`
	// Whole labels the band.
	Whole string `json:"whole" required:"true"`
	// Criterion is a criterion and what it becomes; Others are not named.
	Criterion string `json:"criterion" required:"true"`
	Others    plural `json:"others" required:"true"`
	// More counts the days that are marked only.
	More plural `json:"more" required:"true"`
	// Unsearched labels the time after a bound was reached.
	Unsearched string `json:"unsearched" required:"true"`
	// Sentence makes a sentence of a line.
	Sentence string `json:"sentence" required:"true"`
}

// The measures of a picture, in pixels. Texts stand on the left and time runs on
// the right, so that no line crosses a text.
const (
	pictureWidth = 1000
	pictureEdge  = 16
	timeLeft     = 476 // where the first day begins
	timeRight    = pictureWidth - pictureEdge - 8
	bandTop      = 84
	bandHeight   = 34
	lineHeight   = 17
	rowGap       = 12
	// Characters of a line of a picture: fonts differ, and it has to fit in all.
	headChars  = 56
	lineChars  = 62
	noteChars  = 134
	titleChars = 92
	// charWidth is what a character takes at most, as a rule.
	charWidth = 7.4
	// labelGap is what a day below the axis takes.
	labelGap = 124
	// pictureCriteria is how many criteria of one day are named.
	pictureCriteria = 3
)

// pictureStyle holds all colours. Those of dark surroundings are chosen by
// whoever shows the picture. Every colour goes with a word.
const pictureStyle = `<style>
.paper{fill:#ffffff}.ink{fill:#222222}.dim{fill:#555555}.grid{stroke:#d8d8d8}.lead{stroke:#8a8a8a}
.b0{fill:#e6e6e6}.b1{fill:#bfe3cb}.b2{fill:#dcedc8}.b3{fill:#ffe3a6}.b4{fill:#ddd3ee}.b5{fill:#f6c9c4}
.d0{fill:#666666}.d1{fill:#1a6b37}.d2{fill:#4d6b1a}.d3{fill:#7a5200}.d4{fill:#5a4a78}.d5{fill:#98261d}
.open{fill:none;stroke:#8a8a8a;stroke-dasharray:4 3}
@media (prefers-color-scheme:dark){
.paper{fill:#16191d}.ink{fill:#e8e8e8}.dim{fill:#b0b4ba}.grid{stroke:#3a3f46}.lead{stroke:#8d939b}
.b0{fill:#3a3f46}.b1{fill:#1f5a35}.b2{fill:#43591d}.b3{fill:#6b4e0c}.b4{fill:#4a3d68}.b5{fill:#7a2a24}
.d0{fill:#b0b4ba}.d1{fill:#7fd49c}.d2{fill:#bcd888}.d3{fill:#f2c65a}.d4{fill:#c3b3e6}.d5{fill:#f29a92}
}
</style>`

// shade is the number of a conformity's colours.
func shade(c evaluator.Conformity) int {
	return 1 + slices.Index([]evaluator.Conformity{evaluator.Conformant, evaluator.ConformantWithDeviations, evaluator.Provisional, evaluator.Inconclusive, evaluator.NonConformant}, c)
}

// HorizonPicture writes a horizon as a picture, an SVG document: the verdict as a
// whole as a band over time, and below it each day on which something changes, with
// the criteria that do. It names the first few criteria of a day, those that must
// be met before the others, and up to [MaxPictureEvents] days; what it leaves out
// it counts. It says in words what its colours say, carries a title and a
// description for those who do not see it, has colours for light and for dark
// surroundings, and fetches nothing. Of the options only the language counts.
// Equal horizons and options give equal bytes. The errors are those of [Horizon].
func HorizonPicture(w io.Writer, h *evaluator.Horizon, catalogue *criteria.Catalogue, opts Options) error {
	if err := under(catalogue, h.Catalogue, h.CatalogueVersion, h.Digests.Catalogue); err != nil {
		return err
	}
	r, err := begin(opts, catalogue)
	if err != nil {
		return err
	}
	r.verdict = &evaluator.Verdict{Subject: h.Subject, Zone: h.Zone, Day: h.Day}
	p := picture{renderer: r, from: h.Day, to: dayOf(h.Until.Time, h.Zone).AddDays(1)}
	if p.days = daysBetween(p.from, p.to); p.days <= 0 { // of a horizon built in Go
		p.to, p.days = p.from.AddDays(1), 1
	}
	p.draw(h)
	_, err = io.WriteString(w, p.b.String())
	return err
}

// picture is drawn from the beginning of one day to that of another.
type picture struct {
	*renderer
	b        strings.Builder
	from, to evidence.Date
	days     int // between them, at least one
}

func (p *picture) add(format string, args ...any) { fmt.Fprintf(&p.b, format+"\n", args...) }

// x is where a day begins; it is never outside of the picture.
func (p *picture) x(d evidence.Date) int {
	return timeLeft + min(max(daysBetween(p.from, d), 0), p.days)*(timeRight-timeLeft)/p.days
}

func daysBetween(from, to evidence.Date) int {
	return int(to.Start(time.UTC).Sub(from.Start(time.UTC)) / (24 * time.Hour))
}

// xmlText makes a text of others fit for a picture.
func xmlText(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(clean(text))) // a builder takes everything
	return b.String()
}

// cut shortens a text that is too long for one line.
func cut(text string, chars int) string {
	if utf8.RuneCountInString(text) <= chars {
		return text
	}
	return string([]rune(text)[:chars-1]) + "…"
}

// stretch is a time with one verdict as a whole.
type stretch struct {
	from, to   evidence.Date
	conformity evaluator.Conformity
}

// drawn is an event that is explained.
type drawn struct {
	event *evaluator.Event
	head  []string
	lines []string
}

func (p *picture) draw(h *evaluator.Horizon) {
	t := &p.language.Horizon.Picture
	rows, rest := p.rows(h)
	confidential, warns := p.confidential(h.Confidential)
	var top []string
	if confidential != "" {
		top = wrap(confidential, noteChars, noteChars)
	}
	down := lineHeight * len(top)
	height := down + bandTop + bandHeight + 2*rowGap
	for _, row := range rows {
		height += lineHeight*(len(row.head)+len(row.lines)) + rowGap
	}
	var notes []string
	if rest > 0 {
		notes = append(notes, t.More.Count(rest))
	}
	if h.Through != nil {
		notes = append(notes, fill(p.language.Horizon.Through, "day", p.day(h.Through.Time, h.Zone)))
	}
	if len(h.Events) == 0 {
		notes = append(notes, p.holds(h))
	}
	notes = append(notes, p.language.Horizon.Meant)
	var below []string
	for _, note := range notes {
		below = append(below, wrap(note, noteChars, noteChars)...)
	}
	height += lineHeight * len(below)
	under := fill(t.Under, "profile", h.Profile+" "+string(h.ProfileVersion), "catalogue", h.Catalogue+" "+string(h.CatalogueVersion),
		"from", p.date(p.from), "to", p.date(p.to.AddDays(-1)))
	p.add(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="horizon-title horizon-desc" lang="%s" font-family="system-ui, sans-serif" font-size="13">`,
		pictureWidth, height, pictureWidth, height, xmlText(p.language.Code))
	p.add(`<title id="horizon-title">%s</title>`, xmlText(p.holds(h)))
	p.add(`<desc id="horizon-desc">%s</desc>`, xmlText(strings.TrimSpace(confidential+" "+p.told(rows, notes))))
	p.add(pictureStyle)
	p.add(`<rect class="paper" width="%d" height="%d"/>`, pictureWidth, height)
	p.add(`<text class="ink" x="%d" y="28" font-size="17" font-weight="bold">%s</text>`, pictureEdge, xmlText(cut(p.subject(), titleChars)))
	p.add(`<text class="dim" x="%d" y="48">%s</text>`, pictureEdge, xmlText(cut(under, noteChars)))
	for i, line := range top {
		weight := ""
		if warns {
			weight = ` font-weight="bold"`
		}
		p.add(`<text class="ink" x="%d" y="%d"%s>%s</text>`, pictureEdge, 48+lineHeight*(i+1), weight, xmlText(line))
	}
	if down > 0 {
		p.add(`<g transform="translate(0 %d)">`, down)
	}
	p.axis(height - down - lineHeight*len(below) - rowGap)
	p.band(h)
	y := bandTop + bandHeight + 2*rowGap
	for _, row := range rows {
		y = p.row(row, y)
	}
	for _, line := range below {
		p.add(`<text class="ink" x="%d" y="%d">%s</text>`, pictureEdge, y+4, xmlText(line))
		y += lineHeight
	}
	if down > 0 {
		p.add(`</g>`)
	}
	p.add(`</svg>`)
}

// told is the picture in words.
func (p *picture) told(rows []drawn, notes []string) string {
	var said []string
	for _, row := range rows {
		said = append(said, p.inWords(row))
	}
	return strings.Join(append(said, notes...), " ")
}

// inWords is an event in words: a sentence of the verdict as a whole, and one of
// what changes.
func (p *picture) inWords(x drawn) string {
	t := &p.language.Horizon.Picture
	text := fill(t.Sentence, "text", strings.Join(x.head, " "))
	if len(x.lines) > 0 {
		text += " " + fill(t.Sentence, "text", p.Chain(x.lines...))
	}
	return text
}

// rows are the events that are explained, and how many are not.
func (p *picture) rows(h *evaluator.Horizon) (rows []drawn, rest int) {
	var events []*evaluator.Event
	for i := range h.Events {
		events = append(events, &h.Events[i])
	}
	if len(events) > MaxPictureEvents {
		slices.SortStableFunc(events, func(a, b *evaluator.Event) int { return btoi(a.Before == a.After) - btoi(b.Before == b.After) })
		events, rest = events[:MaxPictureEvents], len(events)-MaxPictureEvents
		slices.SortStableFunc(events, func(a, b *evaluator.Event) int { return a.At.Compare(b.At.Time) })
	}
	for _, e := range events {
		rows = append(rows, drawn{e, wrap(p.eventHead(e), headChars, headChars), p.eventLines(e)})
	}
	return rows, rest
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// eventLines are the criteria that change, a line for each of the first few.
func (p *picture) eventLines(e *evaluator.Event) (lines []string) {
	t := &p.language.Horizon.Picture
	changes := make([]*evaluator.EventChange, len(e.Criteria))
	for i := range e.Criteria {
		changes[i] = &e.Criteria[i]
	}
	order := []profiles.Obligation{profiles.Must, profiles.Should, profiles.May}
	slices.SortStableFunc(changes, func(a, b *evaluator.EventChange) int {
		return cmp.Compare(slices.Index(order, a.Obligation), slices.Index(order, b.Obligation))
	})
	shown := changes
	if len(shown) > pictureCriteria+1 { // one more takes the line that counts it
		shown = shown[:pictureCriteria]
	}
	for _, c := range shown {
		title := ""
		if x, ok := p.catalogue.Lookup(c.Criterion); ok {
			title = p.Text(x.Title)
		}
		what := p.Chain(p.eventWhat(c)...)
		if c.Before.Outcome != c.After.Outcome { // what it was takes too much of a line
			what = p.Chain(append([]string{p.language.Outcome[string(c.After.Outcome)]}, p.eventStates(c)...)...)
		}
		// What it becomes is worth more than the whole title.
		room := max(lineChars-utf8.RuneCountInString(fill(t.Criterion, "id", c.Criterion, "title", "", "what", what)), 12)
		lines = append(lines, cut(fill(t.Criterion, "id", c.Criterion, "title", cut(title, room), "what", what), lineChars))
	}
	if rest := len(changes) - len(shown); rest > 0 {
		lines = append(lines, t.Others.Count(rest))
	}
	if o := e.Onboarding; o != nil {
		lines = append(lines, cut(p.onboardingChange(o), lineChars))
	}
	return lines
}

// band draws the verdict as a whole over time, and a mark for each event.
func (p *picture) band(h *evaluator.Horizon) {
	p.add(`<text class="ink" x="%d" y="%d" font-weight="bold">%s</text>`, pictureEdge, bandTop+22, xmlText(p.language.Horizon.Picture.Whole))
	stretches := []stretch{{from: p.from, conformity: h.Conformity}}
	for i := range h.Events {
		if e := &h.Events[i]; e.After != e.Before {
			stretches[len(stretches)-1].to = e.Day
			stretches = append(stretches, stretch{from: e.Day, conformity: e.After})
		}
	}
	end := p.to
	if h.Through != nil {
		end = dayOf(h.Through.Time, h.Zone).AddDays(1)
	}
	stretches[len(stretches)-1].to = end
	for _, s := range stretches {
		at, n, name := p.x(s.from), shade(s.conformity), p.Conformity[string(s.conformity)]
		width := max(p.x(s.to)-at, 2)
		p.add(`<rect class="b%d" x="%d" y="%d" width="%d" height="%d"><title>%s</title></rect>`, n, at, bandTop, width, bandHeight,
			xmlText(p.Named(fill(p.Span, "from", p.date(s.from), "to", p.date(s.to.AddDays(-1))), name)))
		if float64(utf8.RuneCountInString(name))*charWidth+12 <= float64(width) {
			p.add(`<text class="ink" x="%d" y="%d">%s</text>`, at+6, bandTop+22, xmlText(name))
		}
	}
	if h.Through != nil && p.x(end) < timeRight {
		name := p.language.Horizon.Picture.Unsearched
		p.add(`<rect class="open" x="%d" y="%d" width="%d" height="%d"><title>%s</title></rect>`, p.x(end), bandTop, timeRight-p.x(end), bandHeight, xmlText(name))
		if float64(utf8.RuneCountInString(name))*charWidth+12 <= float64(timeRight-p.x(end)) {
			p.add(`<text class="dim" x="%d" y="%d">%s</text>`, p.x(end)+6, bandTop+22, xmlText(name))
		}
	}
	for i := range h.Events {
		at := p.x(h.Events[i].Day)
		p.add(`<line class="lead" x1="%d" y1="%d" x2="%d" y2="%d"/>`, at, bandTop+bandHeight-5, at, bandTop+bandHeight+5)
	}
}

// row draws an event and returns where the next one begins.
func (p *picture) row(x drawn, y int) int {
	e, n := x.event, shade(x.event.After)
	at, weight, radius := p.x(e.Day), "normal", 4
	if e.After != e.Before {
		weight, radius = "bold", 6
	}
	p.add(`<g><title>%s</title>`, xmlText(p.inWords(x)))
	p.add(`<line class="lead" x1="%d" y1="%d" x2="%d" y2="%d" stroke-dasharray="1 3"/>`, at, bandTop+bandHeight+5, at, y)
	p.add(`<line class="lead" x1="%d" y1="%d" x2="%d" y2="%d" stroke-dasharray="1 3"/>`, timeLeft-8, y, at, y)
	p.add(`<circle class="d%d" cx="%d" cy="%d" r="%d"/>`, n, at, y, radius)
	for _, line := range x.head {
		p.add(`<text class="d%d" x="%d" y="%d" font-weight="%s">%s</text>`, n, pictureEdge, y+4, weight, xmlText(line))
		y += lineHeight
	}
	for _, line := range x.lines {
		p.add(`<text class="ink" x="%d" y="%d" font-size="12">%s</text>`, pictureEdge+12, y+4, xmlText(line))
		y += lineHeight
	}
	p.add(`</g>`)
	return y + rowGap
}

// axis draws days, weeks, months or years: as many as have room for their names.
func (p *picture) axis(bottom int) {
	room := p.days*labelGap/(timeRight-timeLeft) + 1 // days between two names, at least
	var ticks []evidence.Date
	switch {
	case room <= 14:
		step := 14
		for _, n := range []int{7, 2, 1} {
			if room <= n {
				step = n
			}
		}
		for d := p.from; d.Compare(p.to) < 0; d = d.AddDays(step) {
			ticks = append(ticks, d)
		}
	default:
		months := 1
		for _, n := range []int{1, 2, 3, 6, 12, 24, 60, 120, 240, 600} {
			if months = n; n*28 >= room {
				break
			}
		}
		first := p.from.Start(time.UTC)
		at := time.Date(first.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
		if months > 12 {
			at = at.AddDate(-(first.Year() % (months / 12)), 0, 0)
		}
		for ; ; at = at.AddDate(0, months, 0) {
			d := evidence.DateOf(at, time.UTC)
			if d.Compare(p.to) >= 0 {
				break
			}
			if d.Compare(p.from) >= 0 {
				ticks = append(ticks, d)
			}
		}
	}
	for _, d := range ticks {
		at := p.x(d)
		p.add(`<line class="grid" x1="%d" y1="%d" x2="%d" y2="%d"/>`, at, bandTop-8, at, bottom)
		if at+labelGap-14 > timeRight { // it would be cut off
			continue
		}
		p.add(`<text class="dim" x="%d" y="%d" font-size="12">%s</text>`, at+3, bandTop-10, xmlText(p.date(d)))
	}
}
