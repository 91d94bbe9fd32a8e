// Package licences answers questions about SPDX licence expressions: are they well formed, is what they offer open
// source, is it covered by a list of licences.
//
// Reach for it instead of github.com/github/go-spdx wherever the expression comes from outside: that library expands an
// expression into all its alternatives, whose number grows exponentially with the expression's length. Here the
// operators are evaluated as what they are, "and" and "or", and go-spdx is asked about single licences only; the answers
// are the same.
//
// # Cost
//
// An expression has at most [MaxLength] bytes. The shortest licence takes two and an operator with its spaces four, so
// there are at most 34 licences and 100 levels of parentheses, each visited once. Approval costs a table look-up per
// licence. Coverage asks go-spdx once per licence of the expression that has other versions of itself among the at most
// [MaxAllowed] allowed ones, and about these only. Whatever the nesting, an answer takes well below a second.
package licences

import (
	"errors"
	"fmt"
	"slices"

	"github.com/github/go-spdx/v2/spdxexp"
)

const (
	// MaxLength is the length, in bytes, up to which an expression is read.
	MaxLength = 200
	// MaxAllowed is the number of licences up to which a list for [LicensedUnder] is read.
	MaxAllowed = 64
)

// Check returns nil if expr is an SPDX licence expression of at most [MaxLength] bytes: licences, joined by AND and OR
// (AND binds tighter), grouped by parentheses. A licence is an identifier of the SPDX licence list in any case,
// deprecated ones included, or LicenseRef-name, or DocumentRef-name:LicenseRef-name; an identifier of the list may
// end in + for "this version or a later one" and be followed by WITH and an SPDX exception. The operators are in capitals.
//
// The error names all unknown identifiers, each with its column and, where there is one, a close known one; errors of
// structure are reported one at a time.
//
// Source: SPDX Specification 2.3, Annex D; lists as in go-spdx.
func Check(expr string) error {
	_, err := parse(expr)
	return err
}

// Valid reports whether [Check] finds nothing, and is much faster where it does: it does not look for what was meant.
func Valid(expr string) bool {
	_, err := parseWith(&parser{quiet: true}, expr)
	return err == nil
}

// OSIApproved reports whether a user can take what is under expr with nothing but licences approved by the Open Source
// Initiative: for "or" one side is enough, for "and" both are needed.
//
//   - An exception (WITH) is ignored: exceptions add permissions to the licence, which stands without them. So is one
//     that is part of a deprecated identifier, such as GPL-2.0-with-classpath-exception.
//   - An identifier with + or -or-later is approved if the version named or any later one is.
//   - A LicenseRef is not approved, as nobody can know what it refers to.
//
// The error is that of [Check]. Source of the approvals: osi.txt, see there.
func OSIApproved(expr string) (bool, error) {
	root, err := parse(expr)
	if err != nil {
		return false, err
	}
	return root.holds(approved)
}

// LicensedUnder reports whether a user can take what is under expr with nothing but the licences in allowed: for "or" one
// side is enough, for "and" both are needed. Each allowed entry is a single licence as in [Check], without AND and OR.
//
// Licences match as in go-spdx: without regard to case; with + or -or-later on either side if there is a version that
// both include; with an exception only if both have the same one. So GPL-2.0-only WITH Classpath-exception-2.0 is not
// covered by GPL-2.0-only; name it in the list if it is wanted.
//
// An allowed list that is empty, longer than [MaxAllowed] or has an entry that is no single licence is an error, whatever
// the expression; otherwise the error is that of [Check].
func LicensedUnder(expr string, allowed []string) (bool, error) {
	root, err := parse(expr)
	list, errList := parseAllowed(allowed)
	if err = errors.Join(err, errList); err != nil {
		return false, err
	}
	return root.holds(func(l licence) (bool, error) {
		// go-spdx walks all version ranges for each pair it compares, so it is given the pairs that can match.
		var related []string
		for _, a := range list {
			if a == l {
				return true, nil
			}
			if a.exception == l.exception && a.family() == l.family() && !slices.Contains(related, a.String()) {
				related = append(related, a.String())
			}
		}
		if related == nil {
			return false, nil
		}
		return spdxexp.Satisfies(l.String(), related)
	})
}

func parseAllowed(allowed []string) ([]licence, error) {
	switch {
	case len(allowed) == 0:
		return nil, errors.New("the list of allowed licences is empty")
	case len(allowed) > MaxAllowed:
		return nil, fmt.Errorf("the list of allowed licences has %d entries, at most %d are read", len(allowed), MaxAllowed)
	}
	var list []licence
	var errs []error
	for i, a := range allowed {
		root, err := parse(a)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("allowed licence %d: %w", i+1, err))
		case root.op != single:
			errs = append(errs, fmt.Errorf("allowed licence %d: %q is an expression; list its licences one by one", i+1, a))
		default:
			list = append(list, root.licence)
		}
	}
	return list, errors.Join(errs...)
}
