package population

// partition divides the records of a block by the first of several conditions that
// holds. Partitions that are alike are one.
type partition struct {
	conditions []condition
}

// everything is the index of the partition with one part, in which all records are.
const everything = 0

// partition returns the index of a partition. Where none of its conditions holds, a
// record is in no part.
func (s *Sampler) partition(conditions []condition) int {
	text := ""
	for _, c := range conditions {
		text += c.text() + "\x00"
	}
	if i, ok := s.partitionIndex[text]; ok {
		return i
	}
	i := len(s.partitions)
	s.partitionIndex[text] = i
	s.partitions = append(s.partitions, partition{conditions})
	for _, c := range conditions {
		for _, t := range c {
			s.testPlane(t)
		}
	}
	return i
}

// testPlane returns the index of the plane of a test of a fact, -1 for one of a
// factor.
func (s *Sampler) testPlane(t *test) int {
	if t.fact == nil {
		return -1
	}
	if i, ok := s.testIndex[t.text]; ok {
		return i
	}
	i := len(s.tests)
	s.testIndex[t.text] = i
	s.tests = append(s.tests, t)
	s.testsOf[t.fact] = append(s.testsOf[t.fact], i)
	return i
}

// masks are the parts of a partition.
func (sc *scratch) masks(i int) []plane {
	masks := sc.parts[i]
	if sc.parted[i] {
		return masks
	}
	sc.parted[i] = true
	left := full
	for k, c := range sc.sampler.partitions[i].conditions {
		masks[k] = left
		for _, t := range c {
			in := sc.test(t)
			for g := range in {
				masks[k][g] &= in[g]
			}
		}
		for g := range left {
			left[g] &^= masks[k][g]
		}
	}
	return masks
}

var full = func() (p plane) {
	for g := range p {
		p[g] = ^uint64(0)
	}
	return p
}()

// test is the plane of the records that pass a test.
func (sc *scratch) test(t *test) *plane {
	if t.fact != nil {
		return &sc.tested[sc.sampler.testIndex[t.text]]
	}
	sc.at = plane{}
	for j, in := range t.levels {
		if in {
			level := &sc.levels[t.factor][j]
			for g := range level {
				sc.at[g] |= level[g]
			}
		}
	}
	return &sc.at
}
