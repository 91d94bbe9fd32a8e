package evidence

import (
	"errors"
	"fmt"

	"github.com/trias-sovereignty/trias/internal/licences"
)

// ErrLicense is wrapped by every error about a text that is not a [License].
var ErrLicense = errors.New("invalid licence expression")

// License is an SPDX licence expression of at most 200 bytes: "EUPL-1.2", "MIT OR Apache-2.0", "GPL-2.0-only WITH
// Classpath-exception-2.0". Identifiers are those of the SPDX licence list, in any case, and LicenseRef- names; the
// operators AND, OR and WITH are in capitals. It keeps the text it was read from. The zero License is no licence and
// does not marshal; NONE and NOASSERTION are no licences either: leave the fact out.
//
// Source: SPDX Specification 2.3, Annex D (licence expressions).
type License string

// UnmarshalText reads a licence expression and leaves l alone on an error, which wraps [ErrLicense], names every
// identifier that is not known and suggests a close one.
func (l *License) UnmarshalText(text []byte) error {
	if err := licences.Check(string(text)); err != nil {
		return fmt.Errorf("%w: %w", ErrLicense, err)
	}
	*l = License(text)
	return nil
}

// MarshalText returns the text as it was read. A License that would not be read back is an error that wraps
// [ErrLicense].
func (l License) MarshalText() ([]byte, error) {
	if err := licences.Check(string(l)); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLicense, err)
	}
	return []byte(l), nil
}
