package rules

import (
	"reflect"
	"slices"
	"strconv"
)

// Joint is a set of moves that reaches an aim of each of several quests.
type Joint struct {
	Moves  []Move
	Weight Weight
	// Needs lists for each of the moves the quests that need it, by index.
	Needs [][]int
	// Facts are those of [Course], of all moves.
	Facts []Settled
}

// maxJoint bounds the sets that are kept while one quest after the other is
// added.
const maxJoint = 16

// Together finds sets of moves that reach an aim of each of several quests, at
// most the given number, the lightest first. It takes for each quest one of the
// courses found for it alone; what they share counts once, and gets values that
// suit all. More reports that there may be others, or lighter ones: a bound ended
// the search, or values that suit all were not found.
//
// The quests are to have the same subject and instant, and no changes.
func (e *Env) Together(quests []*Quest, courses [][]Course, most int, work *Work) (joints []Joint, more bool) {
	if len(quests) == 0 {
		return nil, false
	}
	j := &joiner{seeker: newSeeker(e, &Quest{Subject: quests[0].Subject, At: quests[0].At}, work), quests: quests, courses: courses, sets: make([][]set, len(quests)), suited: map[string]suited{}}
	order := make([]int, len(quests))
	for i := range quests {
		order[i] = i
		for k := range courses[i] {
			j.sets[i] = append(j.sets[i], j.adopt(&courses[i][k]))
		}
	}
	// What leaves no choice comes first.
	slices.SortStableFunc(order, func(a, b int) int { return len(courses[a]) - len(courses[b]) })
	partial := []partway{{courses: make([]int, len(quests))}}
	for _, i := range order {
		var next []partway
		for _, p := range partial {
			for k, s := range j.sets[i] {
				with := slices.Clone(p.courses)
				with[i] = k
				next = append(next, partway{j.join(p.set, s), with})
			}
		}
		partial = j.lightest(next)
	}
	for _, p := range partial {
		if len(joints) == most {
			j.more = true
			break
		}
		if joint, ok := j.joint(p); ok {
			joints = append(joints, joint)
		} else {
			j.more = true
		}
	}
	return joints, j.more
}

// joiner joins courses.
type joiner struct {
	*seeker
	quests  []*Quest
	courses [][]Course
	sets    [][]set // of the courses, in the joiner's own numbers
	suited  map[string]suited
}

// suited is what was found for a group of quests and one course of each.
type suited struct {
	courses []Course
	ok      bool
}

// partway is one course for each quest.
type partway struct {
	set
	courses []int
}

// adopt numbers the moves of a course anew.
func (j *joiner) adopt(c *Course) set {
	var ids []int32
	for _, id := range c.set.ids {
		m := &c.from.moves[id]
		ids = append(ids, j.id(m.Kind, m.Path, m.Slot, m.Demand, m.weight, m.at, m.inside))
	}
	return j.of(ids...)
}

// lightest keeps the lightest sets, and none that contains another.
func (j *joiner) lightest(all []partway) []partway {
	slices.SortStableFunc(all, func(a, b partway) int { return j.compare(a.set, b.set) })
	var kept []partway
	for _, c := range all {
		j.work.spend(1 + len(kept)/4)
		if slices.ContainsFunc(kept, func(k partway) bool { return j.covers(c.set, k.set) }) {
			continue
		}
		if len(kept) == maxJoint {
			j.more = true
			break
		}
		kept = append(kept, c)
	}
	return kept
}

// joint gives the moves values that suit all quests; it is not ok if none were
// found.
func (j *joiner) joint(p partway) (Joint, bool) {
	out := Joint{Weight: p.weight, Needs: make([][]int, len(p.ids))}
	needs := map[int32][]int{}
	for i, k := range p.courses {
		for _, id := range j.sets[i][k].ids {
			needs[id] = append(needs[id], i)
		}
	}
	values := map[int32]Move{}
	facts := map[int]Settled{}
	for _, group := range j.groups(p, needs) {
		found, ok := j.suit(p, group)
		if !ok {
			return out, false
		}
		for i := range found {
			for _, id := range found[i].set.ids {
				m := &found[i].from.moves[id]
				for _, done := range found[i].Moves {
					if done.Kind == m.Kind && done.Path == m.Path && done.Demand == m.Demand {
						values[j.id(m.Kind, m.Path, m.Slot, m.Demand, m.weight, m.at, m.inside)] = done
					}
				}
			}
			for _, f := range found[i].Facts {
				// What is only proven of a fact for one is stated for another.
				moved := slices.ContainsFunc(found[i].Moves, func(m Move) bool { return m.Slot == f.Slot && m.Kind != Proving })
				if _, there := facts[f.Slot]; moved || !there {
					facts[f.Slot] = f
				}
			}
		}
	}
	order := slices.Clone(p.ids)
	slices.SortStableFunc(order, func(a, b int32) int { return compareMoves(values[a], values[b]) })
	for n, id := range order {
		out.Moves = append(out.Moves, values[id])
		out.Needs[n] = needs[id]
	}
	for _, slot := range sortedSlots(facts) {
		out.Facts = append(out.Facts, facts[slot])
	}
	return out, true
}

func sortedSlots(facts map[int]Settled) []int {
	var slots []int
	for slot := range facts {
		slots = append(slots, slot)
	}
	slices.Sort(slots)
	return slots
}

// groups are the quests that have to agree on values: they share a fact that gets
// one.
func (j *joiner) groups(p partway, needs map[int32][]int) [][]int {
	group := make([]int, len(p.courses))
	for i := range group {
		group[i] = i
	}
	var root func(i int) int
	root = func(i int) int {
		if group[i] != i {
			group[i] = root(group[i])
		}
		return group[i]
	}
	bySlot := map[[2]int]int{}
	for _, id := range p.ids {
		m := &j.moves[id]
		if m.Kind == Proving {
			continue
		}
		key := [2]int{m.Slot, m.inside}
		for _, i := range needs[id] {
			if first, ok := bySlot[key]; ok {
				group[root(i)] = root(first)
			} else {
				bySlot[key] = i
			}
		}
	}
	var out [][]int
	at := map[int]int{}
	for i := range group {
		r := root(i)
		n, ok := at[r]
		if !ok {
			n = len(out)
			at[r] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}

// suit returns courses of a group of quests that agree on values.
func (j *joiner) suit(p partway, group []int) ([]Course, bool) {
	key := ""
	for _, i := range group {
		key += strconv.Itoa(i) + ":" + strconv.Itoa(p.courses[i]) + " "
	}
	found, ok := j.suited[key]
	if !ok {
		found.courses, found.ok = j.suitAnew(p, group)
		j.suited[key] = found
	}
	return found.courses, found.ok
}

func (j *joiner) suitAnew(p partway, group []int) ([]Course, bool) {
	var alone []Course
	for _, i := range group {
		alone = append(alone, j.courses[i][p.courses[i]])
	}
	if agree(alone) {
		return alone, true
	}
	// All aims together, as one quest.
	q := &Quest{Subject: j.quest.Subject, At: j.quest.At}
	for _, i := range group {
		for _, a := range j.quests[i].Aims {
			if a.Params == nil {
				a.Params = j.quests[i].Params
			}
			q.Aims = append(q.Aims, a)
		}
	}
	s := newSeeker(j.env, q, j.work)
	c := candidate{}
	settled := map[int]int{}
	for k := range alone {
		for _, id := range alone[k].set.ids {
			m := &alone[k].from.moves[id]
			c.ids = append(c.ids, s.id(m.Kind, m.Path, m.Slot, m.Demand, m.weight, m.at, m.inside))
			if m.Kind == Clarifying {
				for _, f := range alone[k].Facts {
					if was, ok := settled[f.Slot]; f.Slot == m.Slot && ok && was != f.Alternative {
						return nil, false
					} else if f.Slot == m.Slot {
						settled[f.Slot] = f.Alternative
					}
				}
			}
		}
	}
	c.set = s.of(c.ids...)
	first := 0
	for k, i := range group {
		for _, g := range alone[k].goals {
			picks := make([]int, len(s.disputed))
			fits := true
			for n, slot := range s.disputed {
				if at, ok := slices.BinarySearch(alone[k].from.disputed, slot); ok {
					picks[n] = g.picks[at]
				}
				if pick, ok := settled[slot]; ok && picks[n] >= 0 {
					_, reads := slices.BinarySearch(alone[k].from.disputed, slot)
					fits = fits && (!reads || picks[n] == pick)
					picks[n] = pick
				}
			}
			if fits {
				c.goals = append(c.goals, goal{first + g.aim, picks})
			}
		}
		first += len(j.quests[i].Aims)
	}
	answer, course := s.realise(&c)
	return []Course{course}, answer == Possible
}

// agree reports whether courses give facts the same values.
func agree(courses []Course) bool {
	seen := map[int]Settled{}
	for i := range courses {
		for _, f := range courses[i].Facts {
			if was, ok := seen[f.Slot]; ok && !reflect.DeepEqual(was, f) {
				return false
			}
			seen[f.Slot] = f
		}
	}
	given := map[string]Move{}
	for i := range courses {
		for _, m := range courses[i].Moves {
			if m.Slot >= 0 {
				continue
			}
			if was, ok := given[m.Path]; ok && !was.To.Equal(m.To) {
				return false
			}
			given[m.Path] = m
		}
	}
	return true
}
