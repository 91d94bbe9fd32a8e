package rules

// Work bounds how long reasoners search, together: a unit is a look at one part
// of a rule, or at one of the values facts are compared with. A catalogue is
// untrusted input, and what may be asked about a rule can take as long as one
// likes.
type Work struct {
	left int
	from *Work // that it is a share of
}

// MaxWork suffices for any rule a person would write. On rules written to take
// long a [Reasoner] was measured to be through with it in 20 to 50 milliseconds
// and [NeverBetter] in 0.2 to 3 seconds.
const MaxWork = 5_000_000

// maxQuestion is what one question may take.
const maxQuestion = MaxWork / 5

// NewWork returns the given amount of work.
func NewWork(amount int) *Work { return &Work{left: amount} }

// share is work that counts for both, of at most the amount.
func (w *Work) share(amount int) *Work { return &Work{left: min(amount, w.Left()), from: w} }

func (w *Work) spend(amount int) {
	for ; w != nil; w = w.from {
		w.left -= amount
	}
}

// Left is what is left of it.
func (w *Work) Left() int { return max(0, w.left) }
