package evidence_test

import (
	"errors"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
)

func TestDateAndPeriod(t *testing.T) {
	t.Parallel()
	d, err := evidence.ParseDate("2027-01-31")
	if err != nil {
		t.Fatal(err)
	}
	p, err := evidence.ParsePeriod("P1M")
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Add(p).String(); got != "2027-02-28" {
		t.Errorf("%s + %s = %s", d, p, got)
	}
	if got := evidence.DateOf(time.Date(2027, time.January, 31, 23, 0, 0, 0, time.UTC), time.UTC); got != d {
		t.Errorf("DateOf = %s, want %s", got, d)
	}
	if _, err := evidence.ParseDate("2027-02-29"); !errors.Is(err, evidence.ErrDate) {
		t.Errorf("ParseDate: %v", err)
	}
	if _, err := evidence.ParsePeriod("1M"); !errors.Is(err, evidence.ErrPeriod) {
		t.Errorf("ParsePeriod: %v", err)
	}
}
