package config

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// Scanner is the bar code reader.
type Scanner struct {
	Line
	Model     string        `toml:"model"`     // generic, honeywell, newland, newland-legacy, gm65; wedge (port: an event device)
	Suffix    string        `toml:"suffix"`    // after each code: any, cr, lf, crlf, or none
	AIM       bool          `toml:"aim"`       // it is set to send AIM ids
	Trigger   bool          `toml:"trigger"`   // it is lit only while a code is wanted: honeywell and gm65
	Duplicate time.Duration `toml:"duplicate"` // the same code within this time of the last look at it is one code
	MaxLen    int           `toml:"max_len"`   // bytes of the longest code
}

// Cabinet is the certificate cabinet beside the terminal: its lock boards on
// one line, and which lock is which cell. Cells are counted down the columns
// from 1, as their doors are numbered.
type Cabinet struct {
	Line
	ID        string               `toml:"id"`         // as the hall's API knows it, 1 to 64 of A–Z a–z 0–9 - _ .
	Protocol  string               `toml:"protocol"`   // lock8a, kerong, kerong48 or wkly
	Polarity  string               `toml:"polarity"`   // one-is-closed or one-is-open; empty: as the protocol states it, which only wkly does
	Echo      bool                 `toml:"echo"`       // the adapter hears itself
	Columns   int                  `toml:"columns"`    // of doors
	Rows      int                  `toml:"rows"`       // of doors
	Side      string               `toml:"side"`       // right or left of the terminal, as seen from in front of it
	Boards    map[string]LockBoard `toml:"boards"`     // by number
	Cells     map[string]string    `toml:"cells"`      // by number: BOARD:LOCK of a cell wired otherwise, or none
	CoilGap   time.Duration        `toml:"coil_gap"`   // from one coil to the next, 600 ms or more
	PollEvery time.Duration        `toml:"poll_every"` // from one question to the next, 300 ms or more
	LeftOpen  time.Duration        `toml:"left_open"`  // after which an open door is an alarm
}

// LockBoard is one lock board: its locks are cells in a row.
type LockBoard struct {
	Locks int `toml:"locks"` // that it has, counted from 1
	First int `toml:"first"` // cell of its lock 1
}

// Lock is one lock of one board.
type Lock struct{ Board, Lock int }

func (l Lock) String() string { return fmt.Sprintf("%d:%d", l.Board, l.Lock) }

// Values of the keys of scanner and cabinet that choose from a list.
const (
	ScannerWedge = "wedge"

	CabinetLock8A   = "lock8a"
	CabinetKerong   = "kerong"
	CabinetKerong48 = "kerong48"
	CabinetWKLY     = "wkly"

	SideLeft, SideRight = "left", "right"

	cellNone = "none" // a place without a door
)

var (
	scannerModels = []string{"generic", "honeywell", "newland", "newland-legacy", "gm65", ScannerWedge}
	suffixes      = []string{"any", "cr", "lf", "crlf", "none"}
	polarities    = []string{"one-is-closed", "one-is-open"}
	sides         = []string{SideRight, SideLeft}

	// lockBoards are the numbers and the most locks of a protocol's boards.
	lockBoards = map[string]struct{ first, last, locks int }{
		CabinetLock8A: {1, 99, 24}, CabinetKerong: {0, 14, 16}, CabinetKerong48: {0, 15, 48}, CabinetWKLY: {0, 31, 23},
	}
	cabinetProtocols = []string{CabinetLock8A, CabinetKerong, CabinetKerong48, CabinetWKLY}

	wiredTo = regexp.MustCompile(`^(\d{1,2}):(\d{1,2})$`)
)

// mostCells is the largest cabinet that a plan on the glass can show.
const mostCells = 12 * 20

func defaultScanner() Scanner {
	return Scanner{
		Line: Line{Baud: 9600, Flow: FlowNone}, Model: "generic", Suffix: "any",
		Duplicate: 3 * time.Second, MaxLen: 1024,
	}
}

// defaultCabinet is six by seven doors on boards that are yet to be named.
func defaultCabinet() Cabinet {
	return Cabinet{
		Line: Line{Baud: 9600, Flow: FlowNone}, Protocol: CabinetLock8A, Columns: 6, Rows: 7, Side: SideRight,
		Boards: map[string]LockBoard{}, Cells: map[string]string{},
		CoilGap: 600 * time.Millisecond, PollEvery: 300 * time.Millisecond, LeftOpen: time.Minute,
	}
}

// BoardNumbers are the numbers of the boards in order. Those that are no
// number are left out: Validate tells of them.
func (c Cabinet) BoardNumbers() []int {
	var all []int
	for name := range c.Boards {
		if n, err := strconv.Atoi(name); err == nil {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return all
}

// Wiring says which lock is which cell.
func (c Cabinet) Wiring() map[int]Lock {
	all := map[int]Lock{}
	for _, number := range c.BoardNumbers() {
		b := c.Boards[strconv.Itoa(number)]
		for lock := 1; lock <= b.Locks; lock++ {
			all[b.First+lock-1] = Lock{number, lock}
		}
	}
	for name, to := range c.Cells {
		cell, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		delete(all, cell)
		if m := wiredTo.FindStringSubmatch(to); m != nil {
			board, _ := strconv.Atoi(m[1]) // two digits at most
			lock, _ := strconv.Atoi(m[2])
			all[cell] = Lock{board, lock}
		}
	}
	return all
}
