package diag

import "time"

// measures gathers what a test measures.
type measures []Measure

func (m *measures) number(name string, v float64, unit string) {
	*m = append(*m, Measure{Name: name, Value: v, Unit: unit})
}

func (m *measures) count(name string, n int64)        { m.number(name, float64(n), "") }
func (m *measures) took(name string, d time.Duration) { m.number(name, millis(d), "ms") }
func (m *measures) text(name, s string)               { *m = append(*m, Measure{Name: name, Text: s}) }
func millis(d time.Duration) float64 {
	return float64(d.Round(100*time.Microsecond)) / float64(time.Millisecond)
}
func (m *measures) pass() Finding { return Finding{Verdict: Pass, Measures: *m} }
func (m *measures) fail(reason, detail string) Finding {
	return Finding{Verdict: Fail, Reason: reason, Detail: detail, Measures: *m}
}
func (m *measures) skipped(reason, detail string) Finding {
	return Finding{Verdict: Skipped, Reason: reason, Detail: detail, Measures: *m}
}

// verdict is a pass, or what a device's error says.
func (m *measures) verdict(err error) Finding {
	if err != nil {
		return failed(err, *m...)
	}
	return m.pass()
}

// bad is a fail for what was measured under a name, the newest of that name.
func (m *measures) bad(name, limit, reason string) Finding {
	m.blame(name, limit)
	return m.fail(reason, name+" "+limit)
}

// blame marks what the verdict rests on.
func (m *measures) blame(name, limit string) {
	for i := len(*m) - 1; i >= 0; i-- {
		if (*m)[i].Name == name {
			(*m)[i].Bad, (*m)[i].Limit = true, limit
			return
		}
	}
}
