package bench

import (
	"fmt"
	"slices"
	"sync"

	"govkiosk/drivers/sim"
)

// The cabinet of the bench: six by seven doors on two lock boards of 21, to
// the right of the terminal.
const (
	CabinetID      = "LN-G2"
	cabinetColumns = 6
	cabinetRows    = 7
	boardLocks     = 21
	cabinetBaud    = 9600
	scannerBaud    = 9600
)

// lockOf is the board and the lock of a cell.
func lockOf(cell int) (board, lock int) { return (cell-1)/boardLocks + 1, (cell-1)%boardLocks + 1 }

// cabinetTable is the cabinet in the terminal's configuration.
func (d rundir) cabinetTable() table {
	boards := table{}
	for first := 1; first <= cabinetColumns*cabinetRows; first += boardLocks {
		board, _ := lockOf(first)
		boards[fmt.Sprint(board)] = table{"locks": boardLocks, "first": first}
	}
	return table{
		"port": d.file(cabinetLine), "id": CabinetID, "polarity": "one-is-closed", "side": "right",
		"columns": cabinetColumns, "rows": cabinetRows, "boards": boards,
	}
}

// cabinet is the cabinet as it stands there: what really lies in its cells,
// whatever any record says.
type cabinet struct {
	locks *sim.Lockers

	mu      sync.Mutex
	content map[int]string
	taken   map[int]string // by a hand; it can be put back
	stuck   map[int]bool
	jammed  bool // the switch: every door sticks
}

func newCabinet(port *sim.Port) *cabinet {
	return &cabinet{
		locks:   sim.NewLockers(port, sim.LockerOpts{Boards: []int{1, 2}, Locks: boardLocks}),
		content: map[int]string{}, taken: map[int]string{}, stuck: map[int]bool{},
	}
}

// Cabinet is the cabinet at one moment.
type Cabinet struct {
	Columns, Rows int
	Cells         []Cell // in the order of their numbers
}

// Cell is one door and what lies behind it.
type Cell struct {
	Number  int
	Open    bool
	Stuck   bool   // it will not open
	Content string // what really lies in it; empty: nothing
	Taken   string // what was taken out of it here
}

func (c *cabinet) state() Cabinet {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := Cabinet{Columns: cabinetColumns, Rows: cabinetRows}
	for n := 1; n <= cabinetColumns*cabinetRows; n++ {
		out.Cells = append(out.Cells, Cell{
			Number: n, Open: c.locks.IsOpen(lockOf(n)), Stuck: c.stuck[n] || c.jammed,
			Content: c.content[n], Taken: c.taken[n],
		})
	}
	return out
}

// load puts something into a cell, as the staff does.
func (c *cabinet) load(cell int, what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.content[cell] = what
}

// DoorActs are what a hand can do at a door.
var DoorActs = []string{"close", "pull", "stick", "free", "take", "put"}

// act does something at a door by hand. A hand reaches in through an open
// door only.
func (c *cabinet) act(cell int, what string) error {
	if cell < 1 || cell > cabinetColumns*cabinetRows || !slices.Contains(DoorActs, what) {
		return fmt.Errorf("bench: nothing is known of %q at cell %d", what, cell)
	}
	board, lock := lockOf(cell)
	switch what {
	case "close":
		c.locks.Shut(board, lock)
		return nil
	case "pull":
		c.locks.Pull(board, lock)
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case what == "stick" || what == "free":
		c.stuck[cell] = what == "stick"
		c.locks.SetStuck(board, lock, c.stuck[cell] || c.jammed)
	case !c.locks.IsOpen(board, lock):
		return fmt.Errorf("bench: the door of cell %d is shut", cell)
	case what == "take":
		c.taken[cell], c.content[cell] = c.content[cell], ""
	case c.taken[cell] != "":
		c.content[cell], c.taken[cell] = c.taken[cell], ""
	}
	return nil
}

// jam makes every door stick, or frees those that no hand has jammed.
func (c *cabinet) jam(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.jammed = on
	for n := 1; n <= cabinetColumns*cabinetRows; n++ {
		board, lock := lockOf(n)
		c.locks.SetStuck(board, lock, on || c.stuck[n])
	}
}

// fault sets a fault of the boards, or mends it.
func (c *cabinet) fault(f sim.LockerFault) func(bool) {
	return func(on bool) {
		if on {
			c.locks.SetFault(f)
			return
		}
		c.locks.SetFault(sim.NoLockerFault)
	}
}

// Door does something at a door of the cabinet by hand: one of DoorActs.
func (b *Bench) Door(cell int, what string) error { return b.devices.cabinet.act(cell, what) }

// Coils is how often a lock of the cabinet was energised, and what the
// terminal did there that it must not.
func (b *Bench) Coils() (n int, violations []string) {
	return len(b.devices.cabinet.locks.Coils()), b.devices.cabinet.locks.Violations()
}
