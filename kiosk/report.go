package kiosk

import (
	"strings"

	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/ready"
)

// report is how the terminal is, for people who are elsewhere.
func (t *Terminal) report() (ready.Report, error) {
	r := ready.Report{
		Terminal: t.cfg.Terminal.ID, Place: t.cfg.Terminal.Place.Zh, Hall: t.cfg.Hall.Name.Zh,
		Made: t.clock().In(t.viewer.Zone), Faults: t.health.Faults(),
	}
	for _, c := range t.health.Table() {
		notes := []string{c.Cause, c.Counters}
		if c.Paper != "" {
			notes = append(notes, "paper "+string(c.Paper))
		}
		if c.Doors != "" {
			notes = append(notes, "open doors "+c.Doors)
		}
		r.Devices = append(r.Devices, ready.Device{
			Device: string(c.Device), State: string(c.State), Code: c.Code, Since: c.Since,
			Notes: strings.TrimSpace(strings.Join(notes, " ")),
		})
	}
	last, err := diag.Book{Journal: t.journal}.Last()
	for _, result := range last {
		result.Past = past(result, t.health.Of(rowOf(result.Device)))
		r.Tests = append(r.Tests, result)
	}
	r.Finish()
	return r, err
}
