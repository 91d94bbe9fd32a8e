package criteriatest

import "fmt"

// Summary adds up reports. The zero Summary is ready for use.
type Summary struct {
	Criteria, Cases, Held               int
	Killed, Justified, Survived, NoRule int // mutants
}

// Add adds a report.
func (s *Summary) Add(r Report) {
	s.Criteria++
	s.Cases += r.Cases
	s.Held += r.Held
	s.Killed += r.Count(Killed)
	s.Justified += r.Count(Justified)
	s.Survived += r.Count(Survived)
	s.NoRule += r.Count(DoesNotCompile)
}

// Mutants returns how many mutants there are; what does not compile is none.
func (s Summary) Mutants() int { return s.Killed + s.Justified + s.Survived }

// String returns for example "23 criteria, 310 of 310 cases hold, 598 of 600
// mutants killed (99.6 %), 2 justified, 0 survived, 3 not counted since they do
// not compile". The share is rounded down: 100 % is all of them.
func (s Summary) String() string {
	share := "–"
	if n := s.Mutants(); n > 0 {
		tenths := s.Killed * 1000 / n
		share = fmt.Sprintf("%d.%d %%", tenths/10, tenths%10)
	}
	return fmt.Sprintf("%d %s, %d of %d cases hold, %d of %d mutants killed (%s), %d justified, %d survived, %d not counted since they do not compile",
		s.Criteria, plural(s.Criteria, "criterion", "criteria"), s.Held, s.Cases, s.Killed, s.Mutants(), share, s.Justified, s.Survived, s.NoRule)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
