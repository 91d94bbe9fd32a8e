package rules

import "slices"

// maxCases bounds the ways to take stated values that contradict each other for
// right, or to leave them open, that are looked at one by one.
const maxCases = 256

// maxOpen bounds the combinations of values that are left open: what is met is
// met by each of them.
const maxOpen = 64

// goal is an aim, seen as if certain of the values stated were right.
type goal struct {
	aim   int
	picks []int
}

// candidate is a set of moves and the aims it may reach.
type candidate struct {
	set
	goals []goal
}

// cased is one way to deal with what sources contradict each other about: some
// facts are settled on one of their values, the others stay open, and each
// combination of their values is to reach an aim.
type cased struct {
	settled      []int // slots
	combinations [][]int
}

// cases lists the ways to deal with contradictions, those that settle least
// first. Where there are too many it takes no stated value for right: what holds
// then holds whichever is, and it settles facts where they are looked at.
func (s *seeker) cases() []cased {
	if len(s.disputed) == 0 {
		return []cased{{combinations: [][]int{nil}}}
	}
	counts := make([]int, len(s.disputed))
	total, combinations := 1, 1
	for i, slot := range s.disputed {
		counts[i] = s.alternatives(slot)
		total, combinations = min(total*(counts[i]+1), maxCases+1), min(combinations*counts[i], maxOpen+1)
	}
	if total > maxCases || combinations > maxOpen {
		s.tentative, s.more = true, true
		none := make([]int, len(s.disputed))
		for i := range none {
			none[i] = -1
		}
		return []cased{{combinations: [][]int{none}}}
	}
	var out []cased
	for n := range total {
		// A digit for each fact: 0 leaves it open, others are its values.
		digits := make([]int, len(counts))
		for i, c := range counts {
			digits[i] = n % (c + 1)
			n /= c + 1
		}
		c := cased{combinations: [][]int{make([]int, len(counts))}}
		for i, d := range digits {
			if d > 0 {
				c.settled = append(c.settled, s.disputed[i])
				for _, picks := range c.combinations {
					picks[i] = d - 1
				}
				continue
			}
			var each [][]int
			for _, picks := range c.combinations {
				for pick := range counts[i] {
					with := slices.Clone(picks)
					with[i] = pick
					each = append(each, with)
				}
			}
			c.combinations = each
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b cased) int { return len(a.settled) - len(b.settled) })
	return out
}

func (s *seeker) alternatives(slot int) int {
	for i := range s.quest.Aims {
		for k := range s.quest.Aims[i].Facts {
			if f := &s.quest.Aims[i].Facts[k]; f.Slot == slot {
				return len(f.Alternatives)
			}
		}
	}
	return 0
}

// candidates lists sets of moves that may reach an aim.
func (s *seeker) candidates() []candidate {
	var out []candidate
	for _, c := range s.cases() {
		s.settled = c.settled
		var settled []int32
		for _, slot := range c.settled {
			settled = append(settled, s.id(Clarifying, s.env.Info(slot).Path, slot, nil, one, nil, 0))
		}
		these := []candidate{{set: s.of(settled...)}}
		for _, picks := range c.combinations {
			var reach []candidate
			for i := range s.quest.Aims {
				for _, x := range s.sight(&s.quest.Aims[i], picks).reach() {
					reach = append(reach, candidate{x, []goal{{i, picks}}})
				}
			}
			reach = s.trimAll(reach)
			var both []candidate
			for _, a := range these {
				for _, b := range reach {
					both = append(both, candidate{s.join(a.set, b.set), append(slices.Clip(a.goals), b.goals...)})
				}
			}
			if these = s.trimAll(both); len(these) == 0 {
				break
			}
		}
		out = append(out, these...)
	}
	return s.trimAll(out)
}

// trimAll is trim, aims included: of equal sets the first stays.
func (s *seeker) trimAll(all []candidate) []candidate {
	if len(all) < 2 {
		return all
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return s.compare(a.set, b.set) })
	var kept []candidate
	for _, c := range all {
		s.work.spend(1 + len(kept)/4)
		same := 0
		needless := slices.ContainsFunc(kept, func(k candidate) bool {
			if k.same(c.set) {
				same++
				return same == maxVariants
			}
			return s.absorb && s.covers(c.set, k.set)
		}) || slices.ContainsFunc(s.possible, func(p set) bool { return s.covers(c.set, p) })
		if needless {
			continue
		}
		if len(kept) == 4*maxPartial || s.work.Left() == 0 {
			s.more, s.truncated = true, true
			break
		}
		kept = append(kept, c)
	}
	return kept
}

// maxVariants bounds how many choices of aims are kept for the same moves.
const maxVariants = 4

// courses finds the sets that are possible, see [Env.Courses].
func (s *seeker) courses() ([]Course, bool) {
	var found []Course
	var unclear []set // nobody knows whether they are possible
	contains := func(of []set, c set) bool {
		return slices.ContainsFunc(of, func(p set) bool { return s.covers(c, p) })
	}
	var wider []candidate
	for _, absorb := range []bool{true, false} {
		s.absorb = absorb
		refused := false
		for _, c := range s.candidates() {
			if contains(s.possible, c.set) {
				continue
			}
			switch answer, course := s.realise(&c); answer {
			case Possible:
				found = append(found, course)
				s.possible = append(s.possible, c.set)
			case Open:
				unclear = append(unclear, c.set)
				fallthrough
			default:
				refused = true
				if w, ok := s.widened(c); ok && absorb {
					wider = append(wider, w)
				}
			}
		}
		if !refused {
			break
		}
	}
	// A set may be unclear for one choice of aims and possible for another.
	unclear = slices.DeleteFunc(unclear, func(u set) bool { return contains(s.possible, u) })
	s.more = s.more || len(unclear) > 0
	var kept []Course
	for _, c := range found {
		if contains(unclear, c.set) {
			continue // it may be more than is needed
		}
		if s.truncated {
			if c = s.reduce(c); c.goals == nil {
				continue
			}
		}
		kept = append(kept, c)
	}
	if len(kept) == 0 && s.quest.Changes {
		kept = s.last(found, wider)
	}
	slices.SortStableFunc(kept, func(a, b Course) int { return s.compare(a.set, b.set) })
	found, kept = kept, nil
	for _, c := range found { // what was found later may be part of what was found before
		if !slices.ContainsFunc(found, func(o Course) bool { return s.covers(c.set, o.set) && !s.covers(o.set, c.set) }) &&
			!slices.ContainsFunc(kept, func(o Course) bool { return s.covers(c.set, o.set) }) {
			kept = append(kept, c)
		}
	}
	if len(kept) > MaxCourses {
		kept, s.more = kept[:MaxCourses], true
	}
	return kept, s.more
}

// reduce leaves out moves that are not needed. Sets that were dropped as too many
// may be part of one that was kept; that leaving out one move at a time suffices
// to find out is because more moves never make a set impossible, but for entries
// that are taken out of a list: once fewer are, what stood in for them may not be
// needed any more. The result has no goals if it is not clear whether a move is
// needed.
func (s *seeker) reduce(c Course) Course {
	spared := false // an entry stays that was to be taken out
	for i := 0; i < len(c.set.ids) || spared; {
		if i == len(c.set.ids) {
			i, spared = 0, false
			continue
		}
		if s.work.Left() == 0 {
			s.more = true
			return Course{}
		}
		of := s.moves[c.set.ids[i]].Kind
		fewer := candidate{s.of(slices.Delete(slices.Clone(c.set.ids), i, i+1)...), c.goals}
		variants := []candidate{fewer}
		if m := &s.moves[c.set.ids[i]]; m.Kind == Clarifying {
			// Then it is to hold for each of the values that are stated.
			at, _ := slices.BinarySearch(s.disputed, m.Slot)
			variants[0].goals = nil
			for _, g := range c.goals {
				for pick := range s.alternatives(m.Slot) {
					picks := slices.Clone(g.picks)
					if picks[at] >= 0 {
						picks[at] = pick
					}
					variants[0].goals = append(variants[0].goals, goal{g.aim, picks})
				}
			}
		} else if len(c.goals) == 1 {
			variants = nil
			for aim := range s.quest.Aims {
				variants = append(variants, candidate{fewer.set, []goal{{aim, c.goals[0].picks}}})
			}
		}
		needed, open := true, false
		for k := range variants {
			switch answer, course := s.realise(&variants[k]); answer {
			case Possible:
				c, needed = course, false
			case Open:
				open = true
			}
			if !needed {
				break
			}
		}
		switch {
		case needed && open:
			s.more = true
			return Course{}
		case needed:
			i++
		default:
			spared = spared || of == Removing
		}
	}
	return c
}

// last returns what leads to an aim where nothing is known to take no more than is
// needed: better than nothing where things may be changed, since whoever asks then
// tries by itself what can be left out.
func (s *seeker) last(found []Course, wider []candidate) []Course {
	for _, c := range s.trimAll(wider) {
		if answer, course := s.realise(&c); answer == Possible {
			found = append(found, course)
		}
	}
	s.more = s.more || len(found) > 0
	return found
}
