package config

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var cabinetID = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,64}$`)

func (v *check) scanner(s Scanner) {
	v.line("scanner", s.Line)
	oneOf(v, "scanner.model", s.Model, scannerModels)
	oneOf(v, "scanner.suffix", s.Suffix, suffixes)
	between(v, "scanner.duplicate", s.Duplicate, 500*time.Millisecond, time.Minute)
	between(v, "scanner.max_len", s.MaxLen, 16, 4096)
	if s.Trigger && s.Model != "honeywell" && s.Model != "gm65" {
		v.bad("scanner.trigger", "how to light a %s reader is not known", s.Model)
	}
	event := strings.HasPrefix(s.Port, "/dev/input/")
	switch {
	case s.Model == ScannerWedge && s.Port != "" && !event:
		v.bad("scanner.port", "wedge is no serial line: want a path such as /dev/input/by-id/...-event-kbd")
	case s.Model != ScannerWedge && event:
		v.bad("scanner.port", "an event device is a wedge: want scanner.model = \"wedge\"")
	}
}

func (v *check) cabinet(c Cabinet) {
	before := len(v.found)
	v.line("cabinet", c.Line)
	oneOf(v, "cabinet.protocol", c.Protocol, cabinetProtocols)
	oneOf(v, "cabinet.side", c.Side, sides)
	between(v, "cabinet.columns", c.Columns, 1, 12)
	between(v, "cabinet.rows", c.Rows, 1, 20)
	between(v, "cabinet.coil_gap", c.CoilGap, 600*time.Millisecond, 10*time.Second)
	between(v, "cabinet.poll_every", c.PollEvery, 300*time.Millisecond, 10*time.Second)
	between(v, "cabinet.left_open", c.LeftOpen, 10*time.Second, time.Hour)
	if c.Polarity != "" {
		oneOf(v, "cabinet.polarity", c.Polarity, polarities)
	}
	if c.Port == "" {
		return // boards may be described before they are there
	}
	if !cabinetID.MatchString(c.ID) {
		v.bad("cabinet.id", "want 1 to 64 of A-Z a-z 0-9 - _ . as the hall's API knows the cabinet, got %q", c.ID)
	}
	if c.Polarity == "" && c.Protocol != CabinetWKLY {
		v.bad("cabinet.polarity", "missing; open one door by hand and watch the contact with kioskctl decode %s", c.Protocol)
	}
	if v.boards(c); len(v.found) == before { // else what the cells say rests on what is wrong already
		v.cells(c)
	}
}

func (v *check) boards(c Cabinet) {
	most, known := lockBoards[c.Protocol]
	if !known {
		return
	}
	if len(c.Boards) == 0 {
		v.bad("cabinet.boards", "missing; the lock boards of the line such as 1 = { locks = 21, first = 1 }")
	}
	for _, name := range slices.Sorted(maps.Keys(c.Boards)) {
		key, b := "cabinet.boards."+name, c.Boards[name]
		if n, err := strconv.Atoi(name); err != nil || strconv.Itoa(n) != name || n < most.first || n > most.last {
			v.bad(key, "want the number of a board of %s, %d to %d", c.Protocol, most.first, most.last)
			continue
		}
		between(v, key+".locks", b.Locks, 1, most.locks)
		between(v, key+".first", b.First, 1, mostCells)
	}
	v.overlap(c)
}

// overlap finds two boards that claim the same cells.
func (v *check) overlap(c Cabinet) {
	numbers := c.BoardNumbers()
	for i, n := range numbers {
		b := c.Boards[strconv.Itoa(n)]
		for _, m := range numbers[:i] {
			if o := c.Boards[strconv.Itoa(m)]; b.First < o.First+o.Locks && o.First < b.First+b.Locks {
				v.bad("cabinet.boards."+strconv.Itoa(n), "cell %d is that of board %d already", max(b.First, o.First), m)
			}
		}
	}
}

// cells wants one lock for each door and one door for each lock: a code that
// opens somebody else's cell is worse than none.
func (v *check) cells(c Cabinet) {
	for _, name := range slices.Sorted(maps.Keys(c.Cells)) {
		n, err := strconv.Atoi(name)
		if err != nil || strconv.Itoa(n) != name || n < 1 || n > c.Columns*c.Rows {
			v.bad("cabinet.cells."+name, "want the number of a cell, 1 to %d", c.Columns*c.Rows)
		} else if !wiredTo.MatchString(c.Cells[name]) && c.Cells[name] != cellNone {
			v.bad("cabinet.cells."+name, "want BOARD:LOCK such as 2:7, or none, got %q", c.Cells[name])
		}
	}
	wiring, taken := c.Wiring(), map[Lock]int{}
	for _, cell := range slices.Sorted(maps.Keys(wiring)) {
		v.wired(c, cell, wiring[cell], taken)
	}
	for cell := 1; cell <= c.Columns*c.Rows; cell++ {
		if _, ok := wiring[cell]; !ok && c.Cells[strconv.Itoa(cell)] == "" && len(c.Boards) > 0 {
			v.bad("cabinet.cells", "cell %d has no lock; where there is no door say %d = \"none\"", cell, cell)
			return
		}
	}
}

// wired checks one cell's lock.
func (v *check) wired(c Cabinet, cell int, at Lock, taken map[Lock]int) {
	key := "cabinet.cells." + strconv.Itoa(cell)
	board, known := c.Boards[strconv.Itoa(at.Board)]
	switch other, twice := taken[at]; {
	case c.Cells[strconv.Itoa(cell)] == "" && cell > c.Columns*c.Rows:
		v.bad("cabinet.boards."+strconv.Itoa(at.Board), "lock %s is cell %d, and there are %d cells", at, cell, c.Columns*c.Rows)
	case !known || at.Lock < 1 || at.Lock > board.Locks:
		v.bad(key, "there is no lock %s", at)
	case twice:
		v.bad(key, "lock %s is that of cell %d already", at, other)
	}
	taken[at] = cell
}
