package tender

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Options are what a ranking and a qualification may be told besides the tender.
// The zero Options tell nothing.
type Options struct {
	// Announced is the digest that was announced; the tender's own statement of it if
	// empty.
	Announced string
	// Stability says how far inputs are varied; the tender's if nil, and where that
	// says nothing either the ranking has no stability.
	Stability *rank.Tolerances
	// Qualification lets offers in; the one that the tender names if nil.
	Qualification *Qualification
	// Until is how far [Qualify] looks; four years after the tender's day if zero.
	Until time.Time
	// Authority says that it is for the authority's own file, with confidential facts
	// shown: see [evaluator.ForAuthority]. Left out, they are masked wherever a value
	// of a fact could get out.
	Authority bool
	// Progress is told how many of the offers are done, before each and at the end.
	Progress func(done, total int)
}

// ErrOffer is wrapped by the error for offers that cannot be looked at.
var ErrOffer = errors.New("the offers do not fit the tender")

// Rank says what follows from a tender and its offers: which are excluded, which
// are open and what to ask for them, how many points the others have, and in which
// order they are. The order in which the offers are given has no influence.
//
// Exclusion criteria come first, and what they exclude is not scored. An offer with
// an open exclusion criterion is not ranked until it is settled: it is neither in
// nor out, and a warning says so, and whether it could be first
// ([Assessed.IfAdmitted]). An award criterion that is open does not keep an offer
// out: it has the points that were announced for what is unproven or unknown, since
// nothing may be requested for it later (§ 56(3) VgV). What it might have been is
// kept for the stability.
//
// Stages of the profile count as in any verdict: a must that binds from a later day
// on excludes nobody before that. There are no waivers and no onboarding records
// within a tender.
//
// Nothing is ranked by a tender that [Check] finds an error in: then the error lists
// these. Otherwise it wraps [ErrOffer] or [rank.ErrField], or is one of
// [evaluator.Evaluator.Evaluate].
func Rank(ctx context.Context, t *Tender, offers []Offer, opts Options) (*Ranking, error) {
	checked, err := Check(t)
	if err != nil {
		return nil, err
	}
	if err := checked.Errors(); err != nil {
		return nil, err
	}
	if t.definition.Method == nil {
		return nil, fmt.Errorf("%w: the tender has no method to rank by; it is one to qualify for", ErrOffer)
	}
	r := ranker{Tender: t, opts: opts, shares: checked.Award, lets: opts.Qualification}
	if r.lets == nil {
		r.lets = t.qualification
	}
	if r.lets != nil && t.profile == nil {
		return nil, ErrNoProfile
	}
	if err := r.checkLets(); err != nil {
		return nil, err
	}
	if err := r.checkOffers(offers); err != nil {
		return nil, err
	}
	if r.scored, err = t.scoredFacts(); err != nil {
		return nil, err
	}
	return r.rank(ctx, offers)
}

// checkLets refuses a qualification that may not let in: where there is no dynamic
// purchasing system, and where the tender, as it was announced, names another one.
func (r *ranker) checkLets() error {
	if r.lets == nil {
		return nil
	}
	if p := r.definition.Procedure; p != Dynamic {
		return fmt.Errorf("%w: a qualification lets in within a dynamic purchasing system alone (§ 22(4) and § 23(6) VgV), and the procedure of the tender is %s", ErrOffer, p)
	}
	if r.qualification == nil || r.lets == r.qualification {
		return nil
	}
	given, err := r.lets.Digest()
	if err != nil {
		return err
	}
	named, err := r.qualification.Digest()
	if err != nil {
		return err
	}
	if given != named {
		return fmt.Errorf("%w: the qualification %s is given, and the tender names %s (leave out the one that is given, or name it in the tender)", ErrOffer, given, named)
	}
	return nil
}

// ranker is one ranking, or one qualification.
type ranker struct {
	*Tender
	opts       Options
	shares     []Share
	lets       *Qualification
	qualifying bool
	scored     map[string]bool // facts, see scoredFacts
}

func (r *ranker) tell(done, total int) {
	if r.opts.Progress != nil {
		r.opts.Progress(done, total)
	}
}

// sorted are the offers by id.
func sorted(offers []Offer) []*Offer {
	out := make([]*Offer, len(offers))
	for i := range offers {
		out[i] = &offers[i]
	}
	slices.SortFunc(out, func(a, b *Offer) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// checkOffers refuses offers that the file of a tender could not state.
func (r *ranker) checkOffers(offers []Offer) error {
	var wrong []error
	report := func(o *Offer, format string, args ...any) {
		wrong = append(wrong, fmt.Errorf("%w: offer %s: %s", ErrOffer, doc.Quote(o.ID), fmt.Sprintf(format, args...)))
	}
	d := &r.definition
	seen := map[string]bool{}
	for i := range offers {
		o := &offers[i]
		switch {
		case o.ID == "":
			report(o, "it has no id")
		case seen[o.ID]:
			report(o, "the id is taken by another offer")
		}
		seen[o.ID] = true
		if r.profile != nil && (o.Dossier == nil || o.Dossier.Subject().ID == "") {
			report(o, "there is no evidence for it")
		}
		if r.qualifying {
			continue
		}
		switch {
		case o.Price == nil:
			report(o, "it has no price")
		case o.Price.Sign() <= 0:
			report(o, "its price is %s, and a price is greater than 0", o.Price)
		}
		switch {
		case d.Award != nil && o.Performance != nil:
			report(o, "its performance follows from the award criteria and cannot be given")
		case d.Award == nil && o.Performance == nil && d.Method.Name != rank.LowestPrice:
			report(o, "it has no performance")
		case o.Performance != nil && o.Performance.Sign() < 0:
			report(o, "its performance is %s, below 0", o.Performance)
		}
		for _, w := range r.wrongPoints(o.Points) {
			report(o, "%s", w.text())
		}
	}
	return errors.Join(wrong...)
}

// wrongPoint is what is wrong with points that were given.
type wrongPoint struct{ criterion, message, hint string }

func (w wrongPoint) text() string {
	if w.hint == "" {
		return w.message
	}
	return w.message + " (" + w.hint + ")"
}

// wrongPoints says what is wrong with points that people are to have awarded.
func (t *Tender) wrongPoints(points map[string]exact.Number) (all []wrongPoint) {
	award := map[string]*score.Award{}
	for _, a := range t.definition.awards() {
		award[a.ID] = a.Award
	}
	for _, id := range sortedKeys(points) {
		n := points[id]
		switch a := award[id]; {
		case t.definition.numbers() && slices.Contains(t.definition.deciding(), id):
			if n.Sign() < 0 {
				all = append(all, wrongPoint{id, fmt.Sprintf("it has %s points for %s, below 0", n, id), "write 0 or more"})
			}
		case a == nil:
			hint := ""
			if near := doc.Suggest(id, sortedKeys(award)); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			all = append(all, wrongPoint{id, fmt.Sprintf("points are given for %s, which is no award criterion", doc.Quote(id)), hint})
		case !a.Given:
			all = append(all, wrongPoint{id, fmt.Sprintf("points are given for %s, which is measured by evidence", id), "drop them"})
		case n.Sign() < 0 || n.Cmp(t.definition.Award.Points) > 0:
			all = append(all, wrongPoint{id, fmt.Sprintf("it has %s points for %s, and there are 0 to %s", n, id, t.definition.Award.Points), ""})
		}
	}
	return all
}

// evaluation are the options of every verdict within the tender.
func (r *ranker) evaluation() []evaluator.Option {
	options := []evaluator.Option{evaluator.InTender(), evaluator.WithEquivalences(r.equivalences...)}
	if r.opts.Authority {
		options = append(options, evaluator.ForAuthority())
	}
	return options
}

// excludes are the exclusion criteria: those that were announced, whatever layer an
// offer says it is at. Else a bidder could leave some behind by naming another one.
func (r *ranker) excludes() map[string]bool {
	out := map[string]bool{}
	for _, id := range r.exclusion() {
		out[id] = true
	}
	return out
}

// rank assesses and ranks the offers.
func (r *ranker) rank(ctx context.Context, offers []Offer) (*Ranking, error) {
	d := &r.definition
	out := &Ranking{Trias: RankingFormat, Tender: r.ref(r.opts.Announced), Method: *d.Method, Currency: d.Currency, Offers: []Assessed{}}
	if r.profile != nil {
		out.At, out.Day = &evaluator.Instant{Time: r.At().UTC()}, d.Day
	}
	if r.lets != nil {
		var err error
		if out.Qualification, err = r.lets.Digest(); err != nil {
			return nil, err
		}
	}
	field := rank.Field{Method: *d.Method}
	for _, s := range r.shares {
		field.Shares = append(field.Shares, rank.Share{Criterion: s.Criterion, Share: s.Share})
	}
	var open []rank.Offer
	var otherLayer []string
	for i, o := range sorted(offers) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.tell(i, len(offers))
		a, ranked, err := r.assess(ctx, o)
		if err != nil {
			return nil, fmt.Errorf("offer %s: %w", o.ID, err)
		}
		switch a.Status {
		case IsRanked:
			field.Offers = append(field.Offers, *ranked)
		case Inconclusive:
			open = append(open, *ranked)
		}
		if o.Dossier != nil && d.Layer != "" && o.Dossier.Subject().Layer != d.Layer {
			otherLayer = append(otherLayer, o.ID)
		}
		out.Offers = append(out.Offers, *a)
	}
	r.tell(len(offers), len(offers))
	if len(field.Offers) > 0 && field.Shares != nil {
		if err := r.scale(&field); err != nil {
			return nil, err
		}
	}
	ranking, err := rank.Rank(field)
	if err != nil {
		return nil, err
	}
	out.Formula, out.Source, out.Unverified, out.Basis = ranking.Formula, ranking.Source, ranking.Unverified, ranking.Basis
	out.Ranking, out.Warnings = ranking.Ranking, ranking.Warnings
	warn := func(code rank.WarningCode, source string, offers ...string) {
		out.Warnings = append(out.Warnings, rank.Warning{Code: code, Source: source, Offers: offers})
	}
	if _, changed := r.announced(r.opts.Announced); changed {
		warn(rank.TenderChanged, "")
	}
	if len(otherLayer) > 0 {
		warn(rank.LayerDiffers, "", otherLayer...)
	}
	if len(open) > 0 {
		if err := r.ifAdmitted(out, field, open, warn); err != nil {
			return nil, err
		}
	}
	tolerances := r.opts.Stability
	if tolerances == nil {
		tolerances = d.Stability
	}
	if tolerances != nil && len(field.Offers) > 0 {
		if out.Stability, err = rank.Stable(ctx, field, *tolerances); err != nil {
			return nil, err
		}
	}
	if out.Warnings == nil {
		out.Warnings = []rank.Warning{}
	}
	return out, nil
}

// scale makes shares of points what they add to the performance: points run to full
// points, and the performance to its maximum.
func (r *ranker) scale(field *rank.Field) error {
	s := r.definition.Award
	per, err := s.Maximum.Quo(s.Points)
	if err != nil {
		return err
	}
	for i := range field.Shares {
		field.Shares[i].Share = field.Shares[i].Share.Mul(per)
	}
	return nil
}

// ifAdmitted says which ranks open offers have if all of them are let in, and
// whether one of them could be first.
func (r *ranker) ifAdmitted(out *Ranking, field rank.Field, open []rank.Offer, warn func(code rank.WarningCode, source string, offers ...string)) error {
	var ids []string
	for _, o := range open {
		ids = append(ids, o.ID)
	}
	warn(rank.OffersOpen, "", ids...)
	field.Offers = slices.Concat(field.Offers, open)
	all, err := rank.Rank(field)
	if err != nil {
		return err
	}
	place := map[string]int64{}
	first := func(ranked []rank.Ranked) (ids []string) {
		for _, o := range ranked {
			if o.Rank == 1 {
				ids = append(ids, o.ID)
			}
		}
		return ids
	}
	for _, o := range all.Ranking {
		place[o.ID] = o.Rank
	}
	for i := range out.Offers {
		if out.Offers[i].Status == Inconclusive {
			p := place[out.Offers[i].ID]
			out.Offers[i].IfAdmitted = &p
		}
	}
	if now, then := first(out.Ranking), first(all.Ranking); !slices.Equal(now, then) {
		warn(rank.FirstOpen, "", then...)
	}
	return nil
}

// assess says what becomes of an offer. What is to be ranked, or may be, is nil for
// one that is out.
func (r *ranker) assess(ctx context.Context, o *Offer) (*Assessed, *rank.Offer, error) {
	a := &Assessed{ID: o.ID, Bidder: o.Bidder, Status: IsRanked, Price: o.Price}
	in := &score.Input{Given: o.Points}
	var verdict *evaluator.Verdict
	var ladders []Request
	if r.profile != nil {
		var err error
		if in, err = score.NewInput(ctx, r.evaluator, o.Dossier, r.At(), r.evaluation()...); err != nil {
			return nil, nil, err
		}
		in.Given = o.Points
		verdict = in.Verdict
		if ladders, err = r.exclude(ctx, o, a, in); err != nil {
			return nil, nil, err
		}
		if a.Status == Inconclusive && r.qualifying {
			r.request(a, verdict, ladders)
		}
		if r.lets != nil {
			if a.Lapse = r.lapse(o, a); a.Lapse != nil {
				a.Status = Lapsed
			}
		}
	}
	if a.Status == Excluded || a.Status == Lapsed || r.qualifying {
		return a, nil, nil
	}
	ranked := &rank.Offer{ID: o.ID, Price: *o.Price}
	if o.Performance != nil {
		ranked.Performance = *o.Performance
	}
	if r.definition.numbers() && len(o.Points) > 0 {
		ranked.Points = map[string]rank.Range{}
		for id, points := range o.Points {
			ranked.Points[id] = rank.Range{Award: points, Worst: points, Best: points}
		}
	}
	if r.scheme != nil {
		s, err := r.scheme.Score(ctx, in)
		if err != nil {
			return nil, nil, err
		}
		a.Performance = s
		ranked.Performance = s.Total.Awarded()
		ranked.Range = span(&s.Total)
		ranked.Points = map[string]rank.Range{}
		for i := range s.Rows {
			ranked.Points[s.Rows[i].ID] = *span(&s.Rows[i].Points)
		}
		for _, g := range s.Gates {
			a.Gates = append(a.Gates, g)
			if g.Values.Proven.Cmp(g.Minimum) < 0 { // a gate, which what is announced for claims does not help over
				a.Status, a.Requests = BelowMinimum, nil
			}
		}
	}
	if a.Status == Inconclusive {
		r.request(a, verdict, ladders)
	}
	return a, ranked, nil
}

func span(v *score.Values) *rank.Range {
	return &rank.Range{Award: v.Awarded(), Worst: v.Worst, Best: v.Best}
}

// exclude looks at exclusion criteria and minimum levels. It returns what is to be
// asked for levels that are open.
func (r *ranker) exclude(ctx context.Context, o *Offer, a *Assessed, in *score.Input) ([]Request, error) {
	v := in.Verdict
	a.Subject = &evaluator.SubjectRef{ID: v.Subject.ID, Name: v.Subject.Name, Version: v.Subject.Version}
	a.Conformity, a.Dossier, a.Confidential = v.Conformity, o.Dossier.Digest(), v.Confidential
	text, err := v.EncodeJSON()
	if err != nil {
		return nil, err
	}
	a.Verdict = doc.Digest(text)
	excludes := r.excludes()
	for i := range v.Results {
		x := &v.Results[i]
		switch {
		case !excludes[x.Criterion] || !x.Counts() || x.Outcome.Met() || x.DueBy != nil:
		case x.Outcome == evaluator.Fail:
			a.Unmet = append(a.Unmet, x.Criterion)
			a.Results = append(a.Results, *x)
		default:
			a.Open = append(a.Open, x.Criterion)
			a.Results = append(a.Results, *x)
		}
	}
	ladders, err := r.levels(ctx, a, in)
	if err != nil {
		return nil, err
	}
	notMet := slices.ContainsFunc(a.Gates, func(g score.Gate) bool { return g.Status == score.GateNotMet })
	isOpen := slices.ContainsFunc(a.Gates, func(g score.Gate) bool { return g.Status == score.GateOpen })
	switch {
	case len(a.Unmet) > 0 || notMet:
		a.Status = Excluded
	case len(a.Open) > 0 || isOpen:
		a.Status = Inconclusive
	}
	return ladders, nil
}

// levels looks at minimum levels, and says what to ask for those that are open: for
// every criterion of the framework that is not proven to reach the level and still
// may, one request.
func (r *ranker) levels(ctx context.Context, a *Assessed, in *score.Input) ([]Request, error) {
	if r.seal == nil {
		return nil, nil
	}
	minimum := r.definition.Exclusion.Seal
	s, err := r.seal.Score(ctx, in)
	if err != nil {
		return nil, err
	}
	ground := Lacking
	if slices.ContainsFunc(r.definition.awards(), func(a score.Weighed) bool { return a.Method == minimum.Method }) {
		ground = Scored
	}
	var ladders []Request
	ask := func(of string, least int64) {
		for i := range s.Rows {
			row := &s.Rows[i]
			if row.Levels == nil || of != "seal" && !slices.Contains(row.Groups, of) || row.Levels.Proven >= least || row.Levels.Best < least {
				continue
			}
			if !slices.ContainsFunc(ladders, func(q Request) bool { return q.Criterion == row.ID }) {
				ladders = append(ladders, r.grounded(row.ID, ground))
			}
		}
	}
	gate := func(of string, least int64, l *score.Levels) error {
		if l == nil {
			return fmt.Errorf("%w: %s gives no level for %s", ErrOffer, minimum.Method, of)
		}
		g := score.Gate{Of: of, Minimum: exact.Int(least), Status: score.GateOpen,
			Values: score.Values{Proven: exact.Int(l.Proven), Worst: exact.Int(l.Worst), Best: exact.Int(l.Best)}}
		if l.Stated != nil {
			stated := exact.Int(*l.Stated)
			g.Values.Stated = &stated
		}
		switch {
		case l.Proven >= least:
			g.Status = score.GateMet
		case l.Best < least:
			g.Status = score.GateNotMet
		default:
			ask(of, least)
		}
		a.Gates = append(a.Gates, g)
		return nil
	}
	if minimum.Overall != nil {
		if err := gate("seal", *minimum.Overall, s.Levels); err != nil {
			return nil, err
		}
	}
	for _, id := range sortedKeys(minimum.Objectives) {
		var l *score.Levels
		if o, ok := s.Objectives[id]; ok {
			l = &o.Levels
		}
		if err := gate(id, minimum.Objectives[id], l); err != nil {
			return nil, err
		}
	}
	return ladders, nil
}

// request says what to ask for what is open.
func (r *ranker) request(a *Assessed, v *evaluator.Verdict, ladders []Request) {
	for _, id := range a.Open {
		if x, ok := v.Result(id); ok {
			a.Requests = append(a.Requests, r.requests(&x)...)
		}
	}
	a.Requests = append(a.Requests, ladders...)
}

// grounded is a request on a ground, or on the one that stands before it: the
// tender announced that there are none.
func (r *ranker) grounded(criterion string, g Ground) Request {
	if l := r.definition.Later; l != nil && g != Unclear {
		if may, said := l.Criteria[criterion]; l.Documents == NoDocuments || said && !may {
			g = NotAnnounced
		}
	}
	return Request{Criterion: criterion, Ground: g, Why: g.clause(), May: g == Lacking || g == Correctable || g == Unclear}
}

// requests says what to ask for an open criterion, by grounds.
func (r *ranker) requests(x *evaluator.Result) (out []Request) {
	company := r.definition.Later != nil && slices.Contains(r.definition.Later.Company, x.Criterion)
	applied, _ := r.profile.Applied(x.Criterion)
	on := func(g Ground) *Request {
		q := r.grounded(x.Criterion, g)
		for i := range out {
			if out[i].Ground == q.Ground {
				return &out[i]
			}
		}
		out = append(out, q)
		return &out[len(out)-1]
	}
	// Of documents on the company it does not matter whether they are scored.
	concerns := func(path string) bool { return !company && r.scored[bare(path)] }
	demand := func(q *Request, path string) {
		needs := applied.Demands().Of(bare(path), false).String()
		if q.Needs == nil {
			q.Needs = map[string]string{}
		}
		q.Needs[path] = needs
	}
	contradicted := map[string]bool{}
	for _, c := range x.Contradicted {
		contradicted[c.Path] = true
		q := on(Unclear)
		q.Facts = append(q.Facts, c.Path)
	}
	for _, path := range x.Missing {
		if contradicted[path] {
			continue
		}
		ground := Lacking
		if concerns(path) {
			ground = Scored
		}
		q := on(ground)
		q.Facts = append(q.Facts, path)
		demand(q, path)
	}
	for _, gap := range x.Unproven {
		ground := Lacking
		switch {
		case concerns(gap.Path):
			ground = Scored
		case len(gap.Have) > 0 && company:
			ground = Correctable
		case len(gap.Have) > 0:
			ground = HandedIn
		}
		q := on(ground)
		if slices.Contains(q.Proofs, gap.Path) {
			continue
		}
		q.Proofs = append(q.Proofs, gap.Path)
		if q.Needs == nil {
			q.Needs = map[string]string{}
		}
		q.Needs[gap.Path] = gap.Needs
	}
	if len(out) == 0 { // the rule broke on a value
		on(Unclear)
	}
	return out
}

// bare is a path without the entries of lists it goes through.
func bare(path string) string {
	for {
		i := strings.IndexByte(path, '[')
		if i < 0 {
			return path
		}
		k := strings.IndexByte(path[i:], ']')
		if k < 0 {
			return path
		}
		path = path[:i] + path[i+k+1:]
	}
}

func sortedKeys[T any](m map[string]T) []string {
	return slices.Sorted(maps.Keys(m))
}
