package evidence

import (
	"time"

	"github.com/trias-sovereignty/trias/internal/civil"
)

// Date is one day of the Gregorian calendar, from 1900-01-01 to 2199-12-31, written YYYY-MM-DD, without a time or a
// zone. A date in a fact, a proof or a profile means its whole day. The zero Date is no day and does not marshal.
//
// Its methods give the parts (Year, Month, Day), the order (Compare), calendar arithmetic (AddDays, Add, Sub; months
// clamp to the month's end as in BGB § 188 (3), results beyond the range are the range's ends) and, in a given time
// zone, the instants between which the day lies (Start, End).
type Date = civil.Date

// Period is a length of time in calendar years, months and days, written as an ISO 8601 duration: P2M, P30D, P1Y6M.
// Weeks are read as seven days each. The zero Period is no time at all.
type Period = civil.Period

// ErrDate is wrapped by every error about a text that is not a [Date].
var ErrDate = civil.ErrDate

// ErrPeriod is wrapped by every error about a text that is not a [Period].
var ErrPeriod = civil.ErrPeriod

// ParseDate reads a date in the one form YYYY-MM-DD. Its errors wrap [ErrDate] and say what to write instead.
func ParseDate(s string) (Date, error) { return civil.ParseDate(s) }

// ParsePeriod reads an ISO 8601 duration of years, months and days, or of weeks alone. Its errors wrap [ErrPeriod] and
// say what to write instead.
func ParsePeriod(s string) (Period, error) { return civil.ParsePeriod(s) }

// DateOf returns the day that a calendar in loc, which must not be nil, shows at the instant t. The zero [time.Time]
// gives the zero Date; any other instant outside the range of dates gives the nearest end of the range.
func DateOf(t time.Time, loc *time.Location) Date { return civil.DateOf(t, loc) }
