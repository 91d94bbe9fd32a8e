package rules

// formula is a proposition over variables with few values each. Formulas share
// variables, not nodes.
type formula struct {
	op       operator
	children []*formula
	variable int
	holds    []bool // of a leaf, by the variable's value
}

type operator uint8

const (
	isTrue operator = iota + 1
	isFalse
	isLeaf
	isNot
	isAnd
	isOr
	isCond
	isXor
)

func constantly(holds bool) *formula {
	if holds {
		return &formula{op: isTrue}
	}
	return &formula{op: isFalse}
}

func not(f *formula) *formula       { return &formula{op: isNot, children: []*formula{f}} }
func and(fs ...*formula) *formula   { return &formula{op: isAnd, children: fs} }
func or(fs ...*formula) *formula    { return &formula{op: isOr, children: fs} }
func differ(f, g *formula) *formula { return &formula{op: isXor, children: []*formula{f, g}} }

// search looks for values of the variables that make a formula true.
type search struct {
	values []int // by variable, -1 while open
	sizes  []int // number of values by variable
	left   int   // parts that may still be looked at
}

// Answer is what a search came to.
type Answer uint8

// The answers. Only No is proven: what is found possible may rest on parts of a
// rule that the search takes to be free.
const (
	No Answer = iota + 1
	Possible
	Open // the search was given up
)

// satisfiable answers whether some values make the formula true.
func satisfiable(f *formula, sizes []int, work *Work) Answer {
	most := work.Left()
	s := &search{values: make([]int, len(sizes)), sizes: sizes, left: most}
	for i := range s.values {
		s.values[i] = -1
	}
	defer func() { work.spend(most - s.left) }()
	return s.run(f)
}

// run fills in one variable after the other and turns back where Kleene's logic
// already says false.
func (s *search) run(f *formula) Answer {
	if s.left <= 0 {
		return Open
	}
	truth, open := s.look(f)
	switch truth {
	case True:
		return Possible
	case False:
		return No
	}
	defer func() { s.values[open] = -1 }()
	for v := range s.sizes[open] {
		s.values[open] = v
		if answer := s.run(f); answer != No {
			return answer
		}
	}
	return No
}

// look evaluates a formula as far as the values tell; where they do not, it
// names a variable that would help.
func (s *search) look(f *formula) (truth Truth, open int) {
	s.left--
	switch f.op {
	case isTrue:
		return True, 0
	case isFalse:
		return False, 0
	case isLeaf:
		v := s.values[f.variable]
		switch {
		case v < 0:
			return Unknown, f.variable
		case f.holds[v]:
			return True, 0
		}
		return False, 0
	case isNot:
		truth, open = s.look(f.children[0])
		return truth.Not(), open
	case isCond:
		truth, open = s.look(f.children[0])
		switch truth {
		case True:
			return s.look(f.children[1])
		case False:
			return s.look(f.children[2])
		}
		return Unknown, open
	case isXor:
		left, open := s.look(f.children[0])
		if left == Unknown {
			return Unknown, open
		}
		right, open := s.look(f.children[1])
		switch {
		case right == Unknown:
			return Unknown, open
		case left == right:
			return False, 0
		}
		return True, 0
	}
	// Kleene's and, and its dual.
	deciding := False
	if f.op == isOr {
		deciding = True
	}
	truth = deciding.Not()
	for _, c := range f.children {
		t, at := s.look(c)
		if t == deciding {
			return deciding, 0
		}
		if t == Unknown && truth != Unknown {
			truth, open = Unknown, at
		}
	}
	return truth, open
}
