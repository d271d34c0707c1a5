package kiosk

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/locker"
	"govkiosk/kiosk/journey"
)

// heard takes what the boards tell. Every door is told anew after each
// opening, and after a silence.
func (d *cabinetDesk) heard(e locker.Event) {
	cell, ours := d.cells[e.Cell]
	switch e.Kind {
	case locker.BoardSilent:
		d.silent[e.Board] = true
		for _, c := range d.cellsOf(e.Board) {
			delete(d.awaited, c)
			d.saw(c, journey.DoorUnknown)
		}
	case locker.BoardAnswers:
		d.answers(e.Board)
	case locker.DoorLeftOpen:
		if ours && !d.left[cell] {
			d.left[cell] = true
			d.note("door-left-open", map[string]any{"cell": cell, "since": d.since[cell]})
		}
	case locker.DoorIsOpen, locker.DoorIsClosed, locker.DoorUntold:
		d.answers(e.Board)
		if ours {
			delete(d.awaited, cell)
			d.saw(cell, doorWords[e.Kind])
		}
	}
	d.report()
}

// answers ends the silence of a board. All its doors are told next: until then
// nobody knows how they are, which is no fault of their contacts.
func (d *cabinetDesk) answers(board int) {
	if !d.silent[board] {
		return
	}
	delete(d.silent, board)
	for _, c := range d.cellsOf(board) {
		d.awaited[c] = true
	}
}

func (d *cabinetDesk) cellsOf(board int) (cells []int) {
	for c, at := range d.wiring {
		if at.Board() == board {
			cells = append(cells, c)
		}
	}
	return cells
}

var doorWords = map[locker.EventKind]journey.Door{
	locker.DoorIsOpen: journey.DoorOpen, locker.DoorIsClosed: journey.DoorClosed, locker.DoorUntold: journey.DoorUnknown,
}

// saw keeps what is known of a door, and tells of a change. A door that
// nobody can tell of now is neither open nor closed; how long it stands open
// counts on.
func (d *cabinetDesk) saw(cell int, is journey.Door) {
	was, known := d.doors[cell]
	d.mu.Lock()
	d.doors[cell] = is
	d.mu.Unlock()
	now := time.Now()
	switch is {
	case journey.DoorOpen:
		delete(d.stuck, cell)
		if d.since[cell].IsZero() {
			d.since[cell] = now
		}
	case journey.DoorClosed:
		delete(d.since, cell)
		delete(d.left, cell)
	}
	if known && was == is {
		return
	}
	d.moved(cell)
	if is == journey.DoorOpen && !known {
		d.note("door-found-open", map[string]any{"cell": cell})
	}
	d.post(journey.DoorSeen{At: journey.At{At: now}, Cell: cell, Door: is})
}

// forget is for a line that was lost: every door is told anew.
func (d *cabinetDesk) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.doors)
}

// snapshot is how the doors are, as last told. It may be called from any
// goroutine.
func (d *cabinetDesk) snapshot() map[int]journey.Door {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.doors)
}

// report says how the cabinet is, once every door has been heard of.
func (d *cabinetDesk) report() {
	if len(d.doors) < len(d.wiring) || len(d.awaited) > 0 && len(d.silent) == 0 {
		return
	}
	c := Condition{Device: DeviceCabinet, State: drivers.Online, Doors: d.openDoors()}
	switch {
	case len(d.silent) > 0:
		boards := slices.Sorted(maps.Keys(d.silent))
		c.State, c.Code, c.Cause = drivers.Offline, "CAB-SILENT", fmt.Sprintf("boards %v do not answer", boards)
	case len(d.untold()) > 0:
		c.State, c.Code, c.Cause = drivers.HardwareFault, "CAB-CONTACT", fmt.Sprintf("the contacts of cells %v tell nothing", d.untold())
	case len(d.left) > 0 && d.turned():
		c.State, c.Code, c.Cause = drivers.HardwareFault, "CAB-POLARITY", fmt.Sprintf("%d of %d doors say open", len(d.since), len(d.doors))
	case len(d.left) > 0:
		c.State, c.Code, c.Cause = drivers.UserFault, "CAB-DOOR-OPEN", fmt.Sprintf("cells %v", slices.Sorted(maps.Keys(d.left)))
	case len(d.stuck) > 0:
		c.Code, c.Cause = "CAB-STUCK", fmt.Sprintf("cells %v stayed closed under their coils", slices.Sorted(maps.Keys(d.stuck)))
	}
	d.health.Report(c)
	d.told()
}

// turned suspects that open and closed are configured the wrong way round: so
// many doors do not stand open.
func (d *cabinetDesk) turned() bool { return len(d.doors) > 2 && len(d.since)*4 >= len(d.doors)*3 }

// untold are the cells whose doors nobody can tell: they may stand open, and
// no cell is opened while they are like that.
func (d *cabinetDesk) untold() []int {
	var cells []int
	for cell, door := range d.doors {
		if door == journey.DoorUnknown {
			cells = append(cells, cell)
		}
	}
	slices.Sort(cells)
	return cells
}

func (d *cabinetDesk) openDoors() string {
	var open []string
	for _, cell := range slices.Sorted(maps.Keys(d.doors)) {
		if d.doors[cell] == journey.DoorOpen {
			open = append(open, fmt.Sprint(cell))
		}
	}
	return strings.Join(open, ", ")
}

// cabinetReason turns a door that did not open into its sentence.
func cabinetReason(err error) journey.Reason {
	switch drivers.KindOf(err) {
	case drivers.KindUnknown:
		if err == nil {
			return ""
		}
	case drivers.HardwareError:
		return journey.ReasonDoorStuck
	case drivers.Unsupported, drivers.BadRequest:
		return journey.ReasonCabinetBroken
	}
	return journey.ReasonCabinetAway
}
