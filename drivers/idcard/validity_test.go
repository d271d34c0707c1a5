package idcard

import (
	"testing"
	"time"
)

func TestValidOnADay(t *testing.T) {
	china := time.FixedZone("CST", 8*60*60)
	noon := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 12, 0, 0, 0, china) }
	for name, c := range map[string]struct {
		from, to string
		on       time.Time
		want     Validity
	}{
		"in between":            {"20150610", "20350610", noon(2026, 11, 23), "valid"},
		"first day":             {"20150610", "20350610", noon(2015, 6, 10), "valid"},
		"first minute":          {"20150610", "20350610", time.Date(2015, 6, 10, 0, 0, 0, 0, china), "valid"},
		"day before":            {"20150610", "20350610", noon(2015, 6, 9), "not-yet"},
		"last day":              {"20150610", "20350610", noon(2035, 6, 10), "valid"},
		"last second":           {"20150610", "20350610", time.Date(2035, 6, 10, 23, 59, 59, 0, china), "valid"},
		"day after":             {"20150610", "20350610", noon(2035, 6, 11), "expired"},
		"long-term":             {"20080520", "长期", noon(2126, 1, 1), "long-term"},
		"long-term, later":      {"20080520", "长期", noon(2008, 5, 19), "not-yet"},
		"long-term since never": {"", "长期", noon(2026, 1, 1), "unreadable"},
		"no last day":           {"20150610", "", noon(2026, 1, 1), "unreadable"},
		"no calendar's day":     {"20150610", "20350230", noon(2026, 1, 1), "unreadable"},
		"first after last":      {"20350610", "20150610", noon(2026, 1, 1), "unreadable"},
		"one day":               {"20260101", "20260101", noon(2026, 1, 1), "valid"},
		// 23:30 in London is the next morning in China: the caller's zone decides.
		"caller's zone": {"20150610", "20350610", time.Date(2035, 6, 10, 23, 30, 0, 0, time.UTC), "valid"},
		"same moment":   {"20150610", "20350610", time.Date(2035, 6, 10, 23, 30, 0, 0, time.UTC).In(china), "expired"},
	} {
		r := Record{ValidFrom: c.from, ValidTo: c.to}
		if got := r.Valid(c.on); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// The dates of every kind of card are where Valid looks for them.
func TestValidOfVectors(t *testing.T) {
	day := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for id, want := range map[string]Validity{
		"synthetic-cit-dated": ValidityCurrent, "synthetic-hmt-J": ValidityExpired, "synthetic-fpr-Y-2023": ValidityCurrent,
	} {
		if got := recordIn(t, id).Valid(day); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}
