package eucsf

import (
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
)

// span is from the lowest to the highest level of something.
type span struct{ from, to int64 }

// join is what a minimum of two can be.
func (s span) join(o span) span { return span{min(s.from, o.from), min(s.to, o.to)} }

// line is a row before it is written: of a ladder, or of an objective that was
// answered as a whole.
type line struct {
	row       score.Row
	objective string
	// stated is what the level may be by what is stated.
	stated span
}

// standing is what is known of the step an offer is on.
type standing struct {
	// from and to are what is stated: one step, or an interval where that is open.
	from, to int
	// worst and best bound it, and proven counts as proven.
	worst, best, proven int
	contradicted        bool
	rule                string
}

// line writes the standing on a ladder as a row.
func (m *Method) line(l *Ladder, s standing) line {
	step := func(n int) Step { return l.Steps[n-1] }
	row := score.Row{
		ID: l.ID, Groups: []string{l.Objective()}, MaxPoints: l.best(), Inert: l.Inert(), Rule: s.rule, State: score.Unknown,
		Points: score.Values{Proven: step(s.proven).Points, Worst: step(s.worst).Points, Best: step(s.best).Points},
	}
	if s.from == s.to {
		points := step(s.from).Points
		row.Points.Stated = &points
		row.State = score.Unproven
	}
	switch {
	case s.contradicted:
		row.State = score.Contradicted
	case s.worst == s.best:
		row.State = score.Settled
	}
	stated := span{step(s.from).Seal, step(s.to).Seal}
	row.Levels = levels(stated, step(s.proven).Seal, span{step(s.worst).Seal, step(s.best).Seal})
	return m.weighed(l.Objective(), row, stated)
}

// levels writes levels. What is stated is open unless it comes to one level.
func levels(stated span, proven int64, bounds span) *score.Levels {
	out := &score.Levels{Proven: proven, Worst: bounds.from, Best: bounds.to}
	if stated.from == stated.to {
		out.Stated = &stated.from
	}
	return out
}

// weighed adds weight and share: points by the nominal maximum, times the weight
// of the objective.
func (m *Method) weighed(objective string, row score.Row, stated span) line {
	factor := m.factor(objective)
	row.Weight = row.MaxPoints.Mul(factor)
	row.Share = times(row.Points, factor)
	return line{row, objective, stated}
}

// factor is what a point of an objective is worth in percent.
func (m *Method) factor(objective string) exact.Number {
	f, err := m.weights[objective].Quo(m.sheet.Maximum)
	if err != nil { // the maximum is not 0
		return exact.Number{}
	}
	return f
}

func times(v score.Values, factor exact.Number) score.Values {
	out := score.Values{Proven: v.Proven.Mul(factor), Worst: v.Worst.Mul(factor), Best: v.Best.Mul(factor)}
	if v.Stated != nil {
		stated := v.Stated.Mul(factor)
		out.Stated = &stated
	}
	return out
}

// total adds up values. What is stated is open if any is.
func total(values []score.Values) score.Values {
	stated := exact.Number{}
	out := score.Values{Stated: &stated}
	for _, v := range values {
		if v.Stated == nil {
			out.Stated = nil
		} else if out.Stated != nil {
			stated = stated.Add(*v.Stated)
		}
		out.Proven, out.Worst, out.Best = out.Proven.Add(v.Proven), out.Worst.Add(v.Worst), out.Best.Add(v.Best)
	}
	return out
}

// assemble makes a score of its rows: points of an objective are a sum, levels a
// minimum, the overall level the minimum of those, and the score the weighted sum.
// None is derived from another.
func (m *Method) assemble(lines []line) *score.Score {
	out := &score.Score{
		Trias: score.Format, Method: m.identity, Inputs: map[string]string{"ladders": m.sheet.digest},
		Unit: score.Percent, Maximum: exact.Int(100), Objectives: map[string]score.Objective{},
	}
	var shares []score.Values
	var contradicted []string
	above := false
	whole := minimum{}
	for i := range m.sheet.Objectives {
		id := m.sheet.Objectives[i].ID
		var points []score.Values
		lowest := minimum{}
		for _, l := range lines {
			if l.objective != id {
				continue
			}
			points, shares = append(points, l.row.Points), append(shares, l.row.Share)
			lowest.add(l.stated, l.row.Levels)
			out.Rows = append(out.Rows, l.row)
			if l.row.State == score.Contradicted {
				contradicted = append(contradicted, l.row.ID)
			}
		}
		o := score.Objective{Totals: total(points), Levels: *lowest.levels(), Weight: m.weights[id], Maximum: m.sheet.Maximum}
		o.Points, o.Seal = o.Totals.Stated, o.Levels.Stated
		above = above || o.Totals.Best.Cmp(o.Maximum) > 0
		whole.add(lowest.stated, &o.Levels)
		out.Objectives[id] = o
	}
	out.Total = total(shares)
	out.Score = out.Total.Stated
	out.Levels = whole.levels()
	out.Seal = out.Levels.Stated
	for _, min := range m.minimums {
		out.Gates = append(out.Gates, gate(out, min))
	}
	if above {
		out.Notes = append(out.Notes, score.Note{Code: score.AboveMaximum})
	}
	if contradicted != nil {
		out.Notes = append(out.Notes, score.Note{Code: score.Contradiction, Rows: contradicted})
	}
	return out
}

// minimum gathers the lowest of levels.
type minimum struct {
	any            bool
	stated, bounds span
	proven         int64
}

func (n *minimum) add(stated span, l *score.Levels) {
	bounds := span{l.Worst, l.Best}
	if !n.any {
		*n = minimum{true, stated, bounds, l.Proven}
		return
	}
	n.stated, n.bounds, n.proven = n.stated.join(stated), n.bounds.join(bounds), min(n.proven, l.Proven)
}

func (n *minimum) levels() *score.Levels { return levels(n.stated, n.proven, n.bounds) }

// gate compares a minimum with what is proven.
func gate(s *score.Score, min Minimum) score.Gate {
	l := s.Levels
	if min.Of != Overall {
		objective := s.Objectives[min.Of].Levels
		l = &objective
	}
	g := score.Gate{Of: min.Of, Minimum: exact.Int(min.Level), Status: score.GateOpen}
	g.Values = score.Values{Proven: exact.Int(l.Proven), Worst: exact.Int(l.Worst), Best: exact.Int(l.Best)}
	if l.Stated != nil {
		stated := exact.Int(*l.Stated)
		g.Values.Stated = &stated
	}
	switch {
	case l.Proven >= min.Level:
		g.Status = score.GateMet
	case l.Best < min.Level:
		g.Status = score.GateNotMet
	}
	return g
}
