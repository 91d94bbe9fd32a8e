package batch

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// prepare finds the classes of a column that can be told in advance: those of
// truth values and closed sets, and of the ranges of numbers and days.
func (c *Column) prepare() error {
	if c.kind != Fact && c.kind != Subject {
		return nil
	}
	infos := c.infos()
	if len(infos) == 0 {
		infos = []*rules.FieldInfo{{Path: c.paths[0]}}
		if c.paths[0] == "subject.layer" {
			infos[0].Kind, infos[0].Values = evidence.KindText, evidence.Layer("").Values()
		}
	}
	info := infos[0]
	for _, other := range infos[1:] {
		if other.Kind != info.Kind || !slices.Equal(other.Values, info.Values) {
			return nil // two catalogues with different facts of that name
		}
	}
	var values []any
	switch {
	case info.Kind == evidence.KindBool:
		values = []any{false, true}
	case info.Kind == evidence.KindText && info.Values != nil:
		for _, text := range info.Values {
			values = append(values, text)
		}
	default:
		return c.cut(info)
	}
	texts := map[*Class][]string{}
	for _, v := range values {
		k, err := c.classify([]evidence.Stated{{Scalar: v}})
		if err != nil {
			return err
		}
		c.closed[v] = k
		texts[k] = append(texts[k], fmt.Sprint(v))
	}
	entitle(texts)
	return nil
}

// maxShown bounds how many values or ranges of a class are shown.
const maxShown = 6

// entitle shows of each class what is in it.
func entitle(texts map[*Class][]string) {
	for k, all := range texts {
		if len(all) > maxShown {
			all = append(slices.Clone(all[:maxShown]), "…")
		}
		k.Text = strings.Join(all, ", ")
	}
}

// infos describe the fact in the environments of all questions about it.
func (c *Column) infos() (out []*rules.FieldInfo) {
	seen := map[*rules.Env]bool{}
	for _, a := range c.asked {
		if a.question == nil || c.kind != Fact || seen[a.question.Env()] {
			continue
		}
		seen[a.question.Env()] = true
		if slot, ok := a.question.Env().Slot(c.paths[0]); ok {
			out = append(out, a.question.Env().Info(slot))
		}
	}
	return out
}

// cut finds the cells of a number or a date: between two neighbouring cut points
// no question can tell values apart, so each cell is asked about once.
func (c *Column) cut(info *rules.FieldInfo) error {
	var low, high any
	switch info.Kind {
	case evidence.KindInt:
		low, high = int64(-maxInt), int64(maxInt)
		if info.Min != nil {
			low = int64(math.Ceil(*info.Min))
		}
		if info.Max != nil {
			high = int64(math.Floor(*info.Max))
		}
	case evidence.KindNumber:
		low, high = -math.MaxFloat64, math.MaxFloat64
		if info.Min != nil {
			low = *info.Min
		}
		if info.Max != nil {
			high = *info.Max
		}
	case evidence.KindDate:
		low, high = civil.FirstDay, civil.LastDay
	default:
		return nil
	}
	starts := []any{low}
	for _, a := range c.asked {
		splits, ok := c.splits(a)
		if !ok {
			return nil
		}
		for _, s := range splits {
			over, _ := compareScalars(s, low)
			under, same := compareScalars(s, high)
			if same && over > 0 && under <= 0 {
				starts = append(starts, s)
			}
		}
	}
	order := func(a, b any) int {
		n, _ := compareScalars(a, b)
		return n
	}
	slices.SortFunc(starts, order)
	starts = slices.CompactFunc(starts, func(a, b any) bool { return order(a, b) == 0 })
	var cells []Cell
	for i, start := range starts {
		end := high
		if i+1 < len(starts) {
			end = before(starts[i+1])
		}
		k, err := c.classify([]evidence.Stated{{Scalar: start}})
		if err != nil {
			return err
		}
		if n := len(cells); n > 0 && cells[n-1].Class == k {
			cells[n-1].High = end
			continue
		}
		cells = append(cells, Cell{start, end, k})
	}
	c.cells = cells
	texts := map[*Class][]string{}
	for i := range cells {
		texts[cells[i].Class] = append(texts[cells[i].Class], cells[i].text(i == 0, i == len(cells)-1))
	}
	entitle(texts)
	return nil
}

// splits are the first values of the ranges in which a question about the column
// has the same answer, false if it has no such ranges.
func (c *Column) splits(a *asked) ([]any, bool) {
	if a.only != "" {
		return a.question.Breaks(c.paths[0])
	}
	m, done := c.ask.machine(a.question.Env())
	defer done()
	return a.question.Splits(m.Machine)
}

// maxInt is the largest whole number a fact may be, 2^53.
const maxInt = 1 << 53

// before is the value before another one of its type.
func before(v any) any {
	switch v := v.(type) {
	case int64:
		return v - 1
	case float64:
		return math.Nextafter(v, math.Inf(-1))
	case evidence.Date:
		return v.AddDays(-1)
	}
	return v
}

// text shows a cell; the ends of the first and the last are those of the type, and
// mean nothing.
func (c Cell) text(first, last bool) string {
	if n, ok := compareScalars(c.Low, c.High); ok && n == 0 {
		return fmt.Sprint(c.Low)
	}
	switch {
	case first && last:
		return "known"
	case first:
		return fmt.Sprintf("≤ %v", c.High)
	case last:
		return fmt.Sprintf("≥ %v", c.Low)
	}
	return fmt.Sprintf("%v to %v", c.Low, c.High)
}
