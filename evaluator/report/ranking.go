package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
)

// rankingTexts are what is said of a ranking.
type rankingTexts struct {
	Head     plural `json:"head" required:"true"`
	HeadTie  string `json:"headTie" required:"true"`
	HeadNone string `json:"headNone" required:"true"`
	Untitled string `json:"untitled" required:"true"`

	Tender    string `json:"tender" required:"true"`
	Subject   string `json:"subject" required:"true"`
	Authority string `json:"authority" required:"true"`
	Procedure string `json:"procedure" required:"true"`
	// Procedures are the kinds of procedure.
	Procedures    map[string]string `json:"procedures" required:"true"`
	Version       string            `json:"version" required:"true"`
	Digest        string            `json:"digest" required:"true"`
	Announced     string            `json:"announced" required:"true"`
	AsBefore      string            `json:"asBefore" required:"true"`
	Changed       string            `json:"changed" required:"true"`
	NotSaid       string            `json:"notSaid" required:"true"`
	Qualification string            `json:"qualification" required:"true"`
	At            string            `json:"at" required:"true"`

	Order    string            `json:"order" required:"true"`
	Columns  rankingColumns    `json:"columns" required:"true"`
	Decided  map[string]string `json:"decided" required:"true"`
	Tied     string            `json:"tied" required:"true"`
	Corridor string            `json:"corridor" required:"true"`

	Method       methodTexts `json:"method" required:"true"`
	Offers       offerTexts  `json:"offers" required:"true"`
	Points       pointsTexts `json:"points" required:"true"`
	Z            zTexts      `json:"z" required:"true"`
	Warned       string      `json:"warned" required:"true"`
	MoreWarnings plural      `json:"moreWarnings" required:"true"`
	Sourced      string      `json:"sourced" required:"true"`
	// Sources are documents and clauses as the language cites them, by what rankings
	// and findings say; what is not there is cited as it is.
	Sources map[string]string `json:"sources,omitzero"`
	// Warnings are what is said of each code, Of of which offers.
	Warnings map[string]string `json:"warnings" required:"true"`
	Of       string            `json:"of" required:"true"`
	Without  string            `json:"without" required:"true"`
	OfOffer  string            `json:"ofOffer" required:"true"`
	Dossiers string            `json:"dossiers" required:"true"`
	Dossier  string            `json:"dossier" required:"true"`
	Verdict  string            `json:"verdict" required:"true"`

	Stability stabilityTexts `json:"stability" required:"true"`
}

type rankingColumns struct {
	Rank        string `json:"rank" required:"true"`
	Offer       string `json:"offer" required:"true"`
	Bidder      string `json:"bidder" required:"true"`
	Performance string `json:"performance" required:"true"`
	Price       string `json:"price" required:"true"`
	PriceIn     string `json:"priceIn" required:"true"`
	Z           string `json:"z" required:"true"`
	Scaled      string `json:"scaled" required:"true"`
	Decided     string `json:"decided" required:"true"`
}

type methodTexts struct {
	Title   string            `json:"title" required:"true"`
	Name    string            `json:"name" required:"true"`
	Names   map[string]string `json:"names" required:"true"`
	Formula string            `json:"formula" required:"true"`
	// Formulas are those that have words in them.
	Formulas   map[string]string `json:"formulas" required:"true"`
	Symbols    string            `json:"symbols" required:"true"`
	Source     string            `json:"source" required:"true"`
	Unverified string            `json:"unverified" required:"true"`
	Weights    string            `json:"weights" required:"true"`
	Reference  string            `json:"reference" required:"true"`
	Pair       string            `json:"pair" required:"true"`
	Corridor   string            `json:"corridor" required:"true"`
	Width      string            `json:"width" required:"true"`
	Decide     string            `json:"decide" required:"true"`
	Criteria   map[string]string `json:"criteria" required:"true"`
	Scale      string            `json:"scale" required:"true"`
	Rounding   string            `json:"rounding" required:"true"`
	Places     plural            `json:"places" required:"true"`
	Modes      map[string]string `json:"modes" required:"true"`
	Shown      string            `json:"shown" required:"true"`
	Ranks      string            `json:"ranks" required:"true"`
	NoRounding string            `json:"noRounding" required:"true"`
	Ties       string            `json:"ties" required:"true"`
	NoTies     string            `json:"noTies" required:"true"`
	Basis      map[string]string `json:"basis" required:"true"`
}

type offerTexts struct {
	Title      string            `json:"title" required:"true"`
	None       string            `json:"none" required:"true"`
	Status     map[string]string `json:"status" required:"true"`
	Unmet      string            `json:"unmet" required:"true"`
	Open       string            `json:"open" required:"true"`
	Ask        string            `json:"ask" required:"true"`
	Facts      string            `json:"facts" required:"true"`
	Proofs     string            `json:"proofs" required:"true"`
	May        string            `json:"may" required:"true"`
	Grounds    map[string]string `json:"grounds" required:"true"`
	IfAdmitted string            `json:"ifAdmitted" required:"true"`
	// Ended stands for the lapse of a qualification that is known to have ended.
	Ended    string            `json:"ended" required:"true"`
	Lapses   map[string]string `json:"lapses" required:"true"`
	Ends     string            `json:"ends" required:"true"`
	MayNot   string            `json:"mayNot" required:"true"`
	Labelled string            `json:"labelled" required:"true"`
}

type pointsTexts struct {
	Title  string `json:"title" required:"true"`
	Meant  string `json:"meant" required:"true"`
	Given  string `json:"given" required:"true"`
	Of     string `json:"of" required:"true"`
	Others plural `json:"others" required:"true"`
}

type zTexts struct {
	Title   string `json:"title" required:"true"`
	Meant   string `json:"meant" required:"true"`
	Shown   string `json:"shown" required:"true"`
	Rounded string `json:"rounded" required:"true"`
	Others  plural `json:"others" required:"true"`
}

// MaxDetailed is how many ranked offers [Ranking] calculates step by step, from
// the first; [Options.Full] does so with all.
const MaxDetailed = 10

// Ranking writes a ranking as the award document that has to be defended: the
// order and what decided each place, the tender with its digest, the method with
// its formula, parameters and source, who was excluded or is open and why, what may
// be asked of whom, the points as they add up, Z with the numbers inserted, warnings,
// and how far the first place can be relied on. The catalogue names criteria,
// [Options.Titles] award criteria; both may be nil.
//
// Of exclusion criteria that are not met or open it shows what is demanded and what
// the offer states; confidential values only where the ranking has them, see
// [tender.Options]. Names of bidders, prices and points are in it: it is the
// authority's own document.
//
// Numbers are written exactly where they have few decimals, and else rounded (half
// away from zero), marked, beside the exact one. It calculates the first
// [MaxDetailed] offers; [Options.Full] all. Equal rankings and options give equal
// bytes. The error wraps [ErrLanguage] or [ErrFormat], or is [ErrNothing] without a
// ranking.
func Ranking(w io.Writer, r *tender.Ranking, catalogue *criteria.Catalogue, opts Options) error {
	if r == nil {
		return ErrNothing
	}
	a, err := beginAward(opts, catalogue)
	if err != nil {
		return err
	}
	a.ranking(r)
	return a.finish(w)
}

func (a *award) ranking(r *tender.Ranking) {
	a.page.head(1, 0, plain, a.rankingHead(r))
	a.confidentiality(r.Confidential())
	a.tender(r)
	a.order(r)
	a.warnings(r)
	a.offers(r)
	a.method(r)
	a.points(r)
	a.calculation(r)
	a.stability(r)
	a.dossiers(r)
}

// rankingHead says who is first.
func (a *award) rankingHead(r *tender.Ranking) string {
	t := &a.t.Ranking
	title := t.Untitled
	if r.Tender != nil {
		title = a.Text(r.Tender.Title)
	}
	var first []string
	for i := range r.Ranking {
		if r.Ranking[i].Rank == 1 {
			first = append(first, a.offer(r, r.Ranking[i].ID))
		}
	}
	switch len(first) {
	case 0:
		return fill(t.HeadNone, "title", title)
	case 1:
		return t.Head.Count(len(r.Ranking), "title", title, "winner", first[0])
	}
	return fill(t.HeadTie, "title", title, "offers", a.some(first, a.t.MoreOffers))
}

// offer names an offer, with its bidder.
func (a *award) offer(r *tender.Ranking, id string) string {
	if bidder := a.bidderOf(r, id); bidder != "" {
		return a.Remarked(id, bidder)
	}
	return id
}

func (a *award) bidderOf(r *tender.Ranking, id string) string {
	if x := a.assessed(r, id); x != nil && x.Bidder != id {
		return x.Bidder
	}
	return ""
}

// assessed finds what became of an offer.
func (a *award) assessed(r *tender.Ranking, id string) *tender.Assessed {
	if a.byID == nil {
		a.byID = make(map[string]*tender.Assessed, len(r.Offers))
		for i := range r.Offers {
			a.byID[r.Offers[i].ID] = &r.Offers[i]
		}
	}
	return a.byID[id]
}

// tender says under which tender the offers were ranked.
func (a *award) tender(r *tender.Ranking) {
	t := &a.t.Ranking
	var rows []row
	if x := r.Tender; x != nil {
		rows = append(rows, row{t.Tender, fill(t.Version, "title", a.Text(x.Title), "id", x.ID, "version", x.Version)})
		rows = append(rows, a.bought(x)...)
		rows = append(rows, row{t.Digest, x.Digest})
		if x.Announced != "" {
			rows = append(rows, row{t.Announced, x.Announced})
		}
	}
	if r.Qualification != "" {
		rows = append(rows, row{t.Qualification, r.Qualification})
	}
	if r.At != nil {
		rows = append(rows, row{t.At, a.instant(*r.At)})
	}
	a.page.table(atSection, rows)
	switch x := r.Tender; {
	case x == nil:
	case x.Changed:
		a.page.text(0, 0, red, t.Changed)
	case x.Announced != "":
		a.page.text(0, 0, plain, t.AsBefore)
	default:
		a.page.text(0, 0, yellow, t.NotSaid)
	}
}

// bought says what is bought, by whom and how.
func (a *award) bought(x *tender.Ref) (rows []row) {
	t := &a.t.Ranking
	if x.Subject != nil {
		rows = append(rows, row{t.Subject, a.Text(*x.Subject)})
	}
	if x.Authority != "" {
		rows = append(rows, row{t.Authority, x.Authority})
	}
	if text := t.Procedures[string(x.Procedure)]; text != "" {
		rows = append(rows, row{t.Procedure, text})
	}
	return rows
}

// sourceOf writes a source, as the language names it where it has a name for it.
func (a *award) sourceOf(source string) string {
	if text := a.t.Ranking.Sources[source]; text != "" {
		return text
	}
	return source
}

// priceHead is the head of a column of prices.
func (a *award) priceHead(r *tender.Ranking) string {
	t := &a.t.Ranking.Columns
	if r.Currency == "" {
		return t.Price
	}
	return fill(t.PriceIn, "currency", r.Currency)
}

// zHead is the head of a column of Z as it is shown.
func (a *award) zHead(r *tender.Ranking) string {
	t := &a.t.Ranking.Columns
	if s := r.Method.Scale; s != nil && !s.Equal(exact.Int(1)) {
		return fill(t.Scaled, "scale", a.exactly(*s))
	}
	return t.Z
}

// order writes the places and what decided each.
func (a *award) order(r *tender.Ranking) {
	t := &a.t.Ranking
	if len(r.Ranking) == 0 {
		return
	}
	a.title(t.Order)
	g := grid{head: []string{t.Columns.Rank, t.Columns.Offer, t.Columns.Bidder, t.Columns.Performance, a.priceHead(r), a.zHead(r), t.Columns.Decided},
		right: []bool{false, false, false, true, true, true, false}, broken: 6}
	performances, prices := places(r.Ranking, func(x *rank.Ranked) exact.Number { return x.Performance }), places(r.Ranking, func(x *rank.Ranked) exact.Number { return x.Price })
	bidders := false
	for i := range r.Ranking {
		x := &r.Ranking[i]
		bidder := a.bidderOf(r, x.ID)
		bidders = bidders || bidder != ""
		g.rows = append(g.rows, []string{fmt.Sprint(x.Rank), x.ID, bidder, a.fixed(x.Performance, performances), a.fixed(x.Price, prices),
			a.shown(x), a.decided(r, i)})
	}
	told := slices.ContainsFunc(g.rows, func(cells []string) bool { return cells[6] != "" })
	counts := slices.ContainsFunc(r.Ranking, func(x rank.Ranked) bool { return !x.Performance.IsZero() })
	g.dropColumns(func(k int) bool { return k == 2 && !bidders || k == 3 && !counts || k == 6 && !told })
	a.page.grid(atSection, g)
	if low, ok := r.Basis[rank.CorridorLower]; ok && len(r.Ranking) > 0 {
		var within []string
		for i := range r.Ranking {
			if in := r.Ranking[i].InCorridor; in != nil && *in {
				within = append(within, r.Ranking[i].ID)
			}
		}
		a.page.text(0, 0, plain, fill(t.Corridor, "from", a.both(low, 2), "to", a.both(r.Basis[rank.ZMax], 2), "offers", a.some(within, a.t.MoreOffers), "by", a.decider(r.Method.Decide, r.Method.DecideBy)))
	}
}

// money is an amount with its currency, if that is known.
func (a *award) money(r *tender.Ranking, amount string) string {
	if r.Currency == "" {
		return amount
	}
	return a.Of(amount, r.Currency)
}

// places are the decimals of a column, which a ranking writes in full as far as
// that is legible.
func places(all []rank.Ranked, of func(*rank.Ranked) exact.Number) int {
	var numbers []exact.Number
	for i := range all {
		numbers = append(numbers, of(&all[i]))
	}
	n, _ := placesFor(numbers)
	return n
}

// shown writes Z as it is shown: scaled and rounded.
func (a *award) shown(x *rank.Ranked) string {
	n, err := exact.Parse(x.Shown)
	if err != nil || !strings.Contains(x.Shown, ".") {
		if err == nil && n.IsDecimal() {
			return minus(a.Number(x.Shown))
		}
		return a.rounded(x.Z, 2)
	}
	return minus(a.Number(x.Shown))
}

// decided says what put an offer in its place.
func (a *award) decided(r *tender.Ranking, i int) string {
	t := &a.t.Ranking
	x := &r.Ranking[i]
	var tied []string
	for k := range r.Ranking {
		if k != i && r.Ranking[k].Rank == x.Rank {
			tied = append(tied, r.Ranking[k].ID)
		}
	}
	if tied != nil {
		return fill(t.Tied, "offers", a.some(tied, a.t.MoreOffers))
	}
	text := t.Decided[string(x.Decided)]
	if text == "" {
		text = string(x.Decided)
	}
	if x.Decided == rank.DecidedByCriterion {
		return fill(text, "criterion", a.Enumerate(a.criteriaOf(&r.Method)...))
	}
	return text
}

// criteriaOf names the criteria that decide where Z does not.
func (a *award) criteriaOf(m *rank.Method) (names []string) {
	if m.Decide == rank.ByCriterion {
		names = append(names, a.titled(m.DecideBy))
	}
	for _, x := range m.Ties {
		if name := a.titled(x.Criterion); x.By == rank.ByCriterion && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// decider names what decides where Z does not.
func (a *award) decider(c rank.Criterion, id string) string {
	return fill(a.t.Ranking.Method.Criteria[string(c)], "criterion", a.titled(id))
}

// warnings writes what a reader of the ranking must know.
func (a *award) warnings(r *tender.Ranking) {
	t := &a.t.Ranking
	var all []string
	for i := range r.Warnings {
		all = append(all, a.warning(&r.Warnings[i]))
	}
	for i := range r.Ranking {
		for k := range r.Ranking[i].Warnings {
			all = append(all, fill(t.OfOffer, "offer", r.Ranking[i].ID, "warning", a.warning(&r.Ranking[i].Warnings[k])))
		}
	}
	if all == nil {
		return
	}
	a.title(t.Warned)
	for i, text := range all {
		if i == maxWarnings && !a.full {
			a.page.text(atSection, 2, plain, t.MoreWarnings.Count(len(all)-i))
			break
		}
		a.page.text(atSection, 2, yellow, text)
	}
}

// maxWarnings is how many warnings are written in full.
const maxWarnings = 20

func (a *award) warning(x *rank.Warning) string {
	t := &a.t.Ranking
	text := t.Warnings[string(x.Code)]
	if text == "" {
		text = string(x.Code)
	}
	if len(x.Offers) > 0 {
		text += " " + fill(t.Of, "offers", a.some(x.Offers, a.t.MoreOffers))
	}
	if len(x.Without) > 0 {
		text += " " + fill(t.Without, "offers", a.some(x.Without, a.t.MoreOffers))
	}
	if x.Source != "" {
		text += " " + fill(t.Sourced, "source", a.sourceOf(x.Source))
	}
	return text
}

// offerStyle colours what became of an offer.
var offerStyle = map[tender.Status]style{tender.Excluded: red, tender.BelowMinimum: red, tender.Lapsed: red, tender.Inconclusive: yellow}

// offers writes who is not ranked, why, and what to ask.
func (a *award) offers(r *tender.Ranking) {
	t := &a.t.Ranking.Offers
	if len(r.Offers) == 0 {
		return
	}
	a.title(t.Title)
	none := true
	for i := range r.Offers {
		x := &r.Offers[i]
		if x.Status == tender.IsRanked {
			continue
		}
		if !none {
			a.page.blank()
		}
		none = false
		a.page.headEntry(3, atSection, 0, x.ID, a.bidderOf(r, x.ID), t.Status[string(x.Status)], offerStyle[x.Status])
		if l := x.Lapse; l != nil {
			a.lapse(atCriterion, l)
		}
		a.excluding(r.Day, x.Unmet, x.Open, x.Results, x.Confidential)
		for k := range x.Gates {
			if x.Gates[k].Status != score.GateMet {
				a.minimum(atCriterion, &x.Gates[k], nil)
			}
		}
		a.requests(x.Requests)
		if n := x.IfAdmitted; n != nil {
			a.page.blank()
			a.page.text(atCriterion, 2, plain, fill(t.IfAdmitted, "rank", a.Int(int(*n))))
		}
	}
	if none {
		a.page.text(0, 0, plain, t.None)
	}
}

// excluding writes the exclusion criteria that are not met and those that are open,
// and why: what is demanded and what the offer states.
func (a *award) excluding(day *evidence.Date, unmet, open []string, results []evaluator.Result, c *evaluator.Confidentiality) {
	t := &a.t.Ranking.Offers
	if text, warns := a.confidential(c); warns {
		a.page.text(atCriterion, 2, red, text)
	} else if text != "" {
		a.page.text(atCriterion, 2, plain, text)
	}
	a.verdict = &evaluator.Verdict{Results: results}
	if day != nil {
		a.verdict.Day = *day
	}
	a.closed = true
	defer func() { a.closed = false }()
	for k, list := range []struct {
		label string
		ids   []string
	}{{t.Unmet, unmet}, {t.Open, open}} {
		if len(list.ids) == 0 {
			continue
		}
		if k == 1 && len(unmet) > 0 {
			a.page.blank()
		}
		a.page.head(4, atCriterion, plain, list.label)
		for _, id := range list.ids {
			i := slices.IndexFunc(results, func(x evaluator.Result) bool { return x.Criterion == id })
			if i < 0 || a.catalogue == nil {
				a.page.text(atCriterion+2, 2, plain, a.titled(id))
				continue
			}
			for _, g := range a.renderer.groups() {
				if g.takes(&results[i]) {
					g.show(&results[i])
					break
				}
			}
		}
	}
}

// requests writes what to ask of a bidder.
func (a *award) requests(all []tender.Request) {
	t := &a.t.Ranking.Offers
	if len(all) == 0 {
		return
	}
	a.page.blank()
	a.page.head(4, atCriterion, plain, t.Ask)
	for i := range all {
		x := &all[i]
		ground := t.Grounds[string(x.Ground)]
		if ground == "" {
			ground = fill(map[bool]string{true: t.May, false: t.MayNot}[x.May], "why", a.sourceOf(x.Why))
		}
		a.page.text(atFact, 2, plain, a.Named(a.requested(x.Criterion), ground))
		var rows []row
		for _, list := range []struct {
			label string
			items []string
		}{{t.Facts, x.Facts}, {t.Proofs, x.Proofs}} {
			for _, item := range list.items {
				text := a.asked(item)
				if needs := x.Needs[item]; needs != "" {
					text = a.Named(text, a.needed(needs))
				}
				rows = append(rows, row{list.label, text})
			}
		}
		a.page.table(atRow, rows)
	}
}

// requested names a criterion, or what has a minimum level.
func (a *award) requested(id string) string {
	if id == "seal" {
		return a.t.Score.OfSeal
	}
	return a.titled(id)
}

// needed is what is demanded of a proof, as it is written where it cannot be read.
func (a *award) needed(demand string) string {
	words, err := a.demand(demand)
	if err != nil {
		return demand
	}
	return words
}

// lapse says why a qualification does not carry an offer.
func (a *award) lapse(indent int, l *tender.Lapse) {
	t := &a.t.Ranking.Offers
	for _, reason := range l.Reasons {
		text := t.Lapses[string(reason)]
		switch {
		case reason == tender.HorizonPassed && l.Ended != nil:
			text = t.Ended
		case text == "":
			text = string(reason)
		}
		a.page.text(indent, 2, plain, text)
	}
	if l.Ended != nil {
		a.ending(indent, l.Ended)
	}
}

// ending says when a qualification ends by itself, and why.
func (a *award) ending(indent int, e *tender.Ending) {
	t := &a.t.Ranking.Offers
	a.page.text(indent, 2, plain, fill(t.Ends, "day", a.date(e.Day)))
	for i := range e.Criteria {
		a.page.text(indent+2, 2, plain, a.Named(a.titled(e.Criteria[i].Criterion), a.changeOf(&e.Criteria[i], e.Day)))
	}
}

// asked names a fact with its path.
func (a *award) asked(path string) string {
	label := ""
	if f := field(path); f != nil {
		label = a.Text(f.Question)
	} else if a.catalogue != nil {
		if own, ok := a.ownFact(path); ok {
			label = own.label
		}
	}
	if label == "" || label == path {
		return path
	}
	return fill(a.t.Ranking.Offers.Labelled, "label", label, "path", path)
}

// method writes by which method, with all its parameters.
func (a *award) method(r *tender.Ranking) {
	t, m := &a.t.Ranking.Method, &r.Method
	a.title(t.Title)
	formula := r.Formula
	if text := t.Formulas[string(m.Name)]; text != "" {
		formula = text
	}
	rows := []row{{t.Name, a.methodName(m.Name)}, {t.Formula, formula}, {t.Source, a.sourceOf(r.Source)}}
	if w := m.Weights; w != nil {
		rows = append(rows, row{t.Weights, fill(t.Pair, "performance", a.exactly(w.Performance), "price", a.exactly(w.Price))})
	}
	if v := m.Reference; v != nil {
		rows = append(rows, row{t.Reference, fill(t.Pair, "performance", a.exactly(v.Performance), "price", a.money(r, a.exactly(v.Price)))})
	}
	if m.Corridor != nil {
		rows = append(rows, row{t.Corridor, fill(t.Width, "percent", a.percent(m.Corridor.Mul(exact.Int(100))))})
	}
	if m.Decide != "" {
		rows = append(rows, row{t.Decide, a.decider(m.Decide, m.DecideBy)})
	}
	if m.Scale != nil {
		rows = append(rows, row{t.Scale, a.exactly(*m.Scale)})
	}
	rounding := t.NoRounding
	if x := m.Rounding; x != nil {
		rounding = a.Chain(t.Places.Count(int(x.Places))+a.Enumeration+t.Modes[string(x.Mode)], map[bool]string{true: t.Ranks, false: t.Shown}[x.Ranks])
	}
	rows = append(rows, row{t.Rounding, rounding})
	ties := t.NoTies
	if len(m.Ties) > 0 {
		var all []string
		for _, x := range m.Ties {
			all = append(all, a.decider(x.By, x.Criterion))
		}
		ties = a.Chain(all...)
	}
	rows = append(rows, row{t.Ties, ties})
	for _, key := range basisOrder(r.Basis) {
		name := t.Basis[key]
		if name == "" {
			name = key
		}
		value := a.both(r.Basis[key], 2)
		if key == rank.PriceMin || key == rank.PriceMedian || key == rank.PriceMean || key == rank.PriceMax {
			value = a.money(r, value)
		}
		rows = append(rows, row{name, value})
	}
	a.page.table(atSection, rows)
	a.page.text(0, 0, plain, t.Symbols)
	if r.Unverified {
		a.page.text(0, 0, yellow, t.Unverified)
	}
}

// basisOrder are the values of the field in the order in which they are written.
func basisOrder(basis map[string]exact.Number) []string {
	order := []string{rank.PerformanceMax, rank.PerformanceMedian, rank.PerformanceMean, rank.PriceMin, rank.PriceMedian, rank.PriceMean, rank.PriceMax, rank.ZMax, rank.CorridorLower}
	keys := slices.Sorted(maps.Keys(basis))
	slices.SortStableFunc(keys, func(x, y string) int { return slices.Index(order, x) - slices.Index(order, y) })
	return keys
}

// methodName is what a method is called, with its name in tender files.
func (a *award) methodName(name rank.Name) string {
	if title := a.t.Ranking.Method.Names[string(name)]; title != "" {
		return a.Enumerate(title, string(name))
	}
	return string(name)
}

// detailed are the ranked offers that are calculated, and how many are not.
func (a *award) detailed(r *tender.Ranking) (shown []rank.Ranked, rest int) {
	if a.full || len(r.Ranking) <= MaxDetailed {
		return r.Ranking, 0
	}
	return r.Ranking[:MaxDetailed], len(r.Ranking) - MaxDetailed
}

// points writes the performance of each offer as it adds up.
func (a *award) points(r *tender.Ranking) {
	t := &a.t.Ranking.Points
	shown, rest := a.detailed(r)
	var given []string
	begun := false
	for i := range shown {
		x := a.assessed(r, shown[i].ID)
		if x == nil || x.Performance == nil {
			given = append(given, shown[i].ID)
			continue
		}
		if !begun {
			a.title(t.Title)
			a.page.text(0, 0, plain, t.Meant)
			begun = true
		}
		a.page.blank()
		a.page.head(3, 0, bold, fill(t.Of, "offer", a.offer(r, x.ID), "performance", a.both(shown[i].Performance, 2)))
		rows := slices.DeleteFunc(slices.Clone(x.Performance.Rows), func(x score.Row) bool { return x.Excluded })
		a.contributionTable(rows, x.Performance.Total)
	}
	if !begun {
		return
	}
	if given != nil {
		a.page.text(0, 0, plain, fill(t.Given, "offers", a.some(given, a.t.MoreOffers)))
	}
	if rest > 0 {
		a.page.text(0, 0, plain, t.Others.Count(rest))
	}
}

// calculation writes Z with the numbers inserted.
func (a *award) calculation(r *tender.Ranking) {
	t := &a.t.Ranking.Z
	shown, rest := a.detailed(r)
	if len(shown) == 0 {
		return
	}
	a.title(t.Title)
	a.page.text(0, 0, plain, t.Meant)
	column := 0
	for i := range shown {
		column = max(column, len([]rune(clean(shown[i].ID)))+2)
	}
	for i := range shown {
		a.page.entry(atSection, min(column, maxIDColumn), shown[i].ID, a.steps(r, &shown[i]), "", plain)
	}
	if rest > 0 {
		a.page.text(0, 0, plain, t.Others.Count(rest))
	}
}

// dossiers writes the digests of the evidence and of the verdicts on it.
func (a *award) dossiers(r *tender.Ranking) {
	t := &a.t.Ranking
	var rows []row
	for i := range r.Offers {
		x := &r.Offers[i]
		if x.Dossier != "" {
			rows = append(rows, row{a.Enumerate(x.ID, t.Dossier), x.Dossier})
		}
		if x.Verdict != "" {
			rows = append(rows, row{a.Enumerate(x.ID, t.Verdict), x.Verdict})
		}
	}
	if rows == nil {
		return
	}
	a.title(t.Dossiers)
	a.page.table(atSection, rows)
}
