package hub

import (
	"testing"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// What a silent terminal said last holds no more: it is silent, and no service
// of it counts. What is the worst comes first, and of that what most have.
func TestASilentTerminalIsOneAlert(t *testing.T) {
	now := time.Now()
	say := func(id string, heard time.Duration, faults ...wire.Fault) Known {
		return Known{ID: id, Enrolled: now.Add(-time.Hour), Heard: now.Add(-heard), Status: wire.Status{
			Seq: 1, Faults: faults, Services: []wire.Service{{ID: "queue", Usable: 60}, {ID: "pickup", Reason: "cabinet", Without: map[string]float64{"cabinet": 120}}},
		}}
	}
	jam := wire.Fault{Code: "PRN-JAM", Severity: "error", Who: "site", Since: now}
	low := wire.Fault{Code: "PRN-PAPER-LOW", Severity: "error", Who: "site", Since: now.Add(-time.Minute)}
	all := []Known{say("KT-1", time.Hour, jam), say("KT-2", 0, low, jam), say("KT-3", 0, jam), {ID: "KT-4", Enrolled: now}, {ID: "KT-5", Revoked: now, Status: wire.Status{Faults: []wire.Fault{jam}}}}
	found := Alerts(all, now, time.Minute)
	if len(found) != 3 || found[0].Code != Silence || found[0].Terminals[0].ID != "KT-1" || found[1].Code != "PRN-JAM" || len(found[1].Terminals) != 2 || found[2].Code != "PRN-PAPER-LOW" {
		t.Errorf("%+v", found)
	}
	s := Services(all, now, time.Minute)
	if len(s) != 2 || s[0].ID != "queue" || s[0].Offered != 2 || s[0].Usable != 2 || s[0].Minutes != 2 || s[1].Usable != 0 || s[1].Reasons["cabinet"] != 2 || s[1].Lost != 4 {
		t.Errorf("%+v", s)
	}
}
