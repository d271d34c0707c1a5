package kiosk

import (
	"slices"

	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
)

// outlived marks what tests found before their devices recovered: it holds no
// more. Parts that are at rest until something is found tell of no recovery.
func (t *Terminal) outlived(rows []diag.TestRow) []diag.TestRow {
	for _, row := range rows {
		if row.Last != nil {
			row.Last.Past = past(*row.Last, t.health.Of(rowOf(row.Device)))
		}
	}
	return rows
}

func past(r diag.Result, c Condition) bool {
	known := slices.Contains(Devices, c.Device) && !slices.Contains(devicesAtRest, c.Device)
	return known && isBad(r.Verdict) && c.State == drivers.Online && c.Code == "" && c.Reason == "" && c.Since.After(r.Ended)
}
