package rules

import (
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Witness is evidence on which two versions of a criterion come out as they
// should not. It is made up.
type Witness struct {
	// At is the day of the verdict.
	At civil.Date
	// Facts are the subject's fields and the facts that matter, as one source
	// would state them, without proofs. All else is unknown. Every view by proofs
	// that shows all of them shows the difference.
	Facts *evidence.Fragment
}
