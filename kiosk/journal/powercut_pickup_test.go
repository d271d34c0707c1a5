package journal

import (
	"fmt"
	"time"

	"govkiosk/drivers"
)

// collects takes one certificate out of its cell and leaves another behind a
// door that did not open.
func (d day) collects() {
	d.did(d.j.Granted("pk1", 9, time.Date(2026, 6, 13, 0, 0, 0, 0, time.UTC),
		[]Handout{{Certificate: "x1", Cell: 11}, {Certificate: "x2", Cell: 12}}))
	_, err := d.j.HandoutBegins("pk1", "x1")
	d.did(err)
	d.did(d.j.HandoutEnded("pk1", "x1", drivers.Done))
	d.did(d.j.HandoutSays("pk1", "x1", SaysAllTaken))
	d.did(d.j.HandoutShut("pk1", "x1"))
	d.did(d.j.HandoutTold("pk1", "x1", Collected, "", "h1-collected"))
	_, err = d.j.HandoutBegins("pk1", "x2")
	d.did(err)
	d.did(d.j.HandoutEnded("pk1", "x2", drivers.NotDone))
	d.did(d.j.HandoutTold("pk1", "x2", NotCollected, "door-did-not-open", "h2-left"))
	d.did(d.j.PickupOver("pk1", "finished", "h3-finish"))
}

// halfHanded tells of a cell that is empty for this terminal and would stay
// full for the hall, or the other way round.
func (r records) halfHanded() error {
	told := map[string]bool{}
	for _, c := range r.Calls {
		told[string(c.Op)+" "+c.Ticket+" "+c.Arg] = true
	}
	for _, p := range r.Pickups {
		if over := told[string(OpFinish)+" "+p.ID+" finished"]; over == p.Over.IsZero() {
			return fmt.Errorf("pickup %s is over at %v, and the hall hears of its end: %v", p.ID, p.Over, over)
		}
		for _, h := range p.Handouts {
			if heard := told[string(OpHandout)+" "+p.ID+" "+h.Certificate]; heard != h.Over() {
				return fmt.Errorf("certificate %s is %q, and the hall hears of it: %v", h.Certificate, h.Told, heard)
			}
		}
	}
	return nil
}
