package kiosk

import (
	"context"
	"errors"
	"sync"
	"time"

	"govkiosk/kiosk/hall"
)

// cellKeeper knows which cells may be opened without asking the hall: those of
// its last list, where the hall's rules allow it, as long as the list is of
// today and no hand has been at the cell since.
//
// What it knows ends with the program: a door may be moved while the terminal
// is off, and nobody sees it.
type cellKeeper struct {
	cabinet string // of this terminal, as the hall knows it; empty: none
	allowed bool   // by the configuration; the hall has to allow it too
	client  *hall.Client
	clock   *hallClock
	zone    *time.Location
	changed func()

	mu    sync.Mutex
	list  *hall.CellList        // nil: the hall has given none in this run
	rules hall.PickupRules      // when it gave it
	asked time.Duration         // since, when it was asked for
	moved map[int]time.Duration // since, when a door was last seen to move
}

func newCellKeeper(cabinet string, allowed bool, c *hall.Client, clock *hallClock, zone *time.Location, changed func()) *cellKeeper {
	return &cellKeeper{cabinet: cabinet, allowed: allowed, client: c, clock: clock, zone: zone, changed: changed, moved: map[int]time.Duration{}}
}

// fetch asks for the list. A hall that refuses it allows nothing by it.
func (k *cellKeeper) fetch(ctx context.Context) error {
	if k.cabinet == "" || !k.allowed {
		return nil
	}
	asked := k.clock.since()
	list, err := k.client.Cells(ctx, k.cabinet)
	rules, _, _ := k.client.KeptPolicy() // without, nothing is allowed
	switch {
	case err == nil:
		k.heard(&list, rules.Pickup, asked)
	case hall.Final(err):
		k.heard(nil, rules.Pickup, asked)
	}
	return err
}

func (k *cellKeeper) heard(list *hall.CellList, rules hall.PickupRules, asked time.Duration) {
	k.mu.Lock()
	k.list, k.rules, k.asked = list, rules, asked
	k.mu.Unlock()
	k.changed()
}

// doorMoved takes that a door was seen to move, or for the first time, or that
// nobody can tell of it: what the list says of that cell may be over.
func (k *cellKeeper) doorMoved(cell int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.moved[cell] = k.clock.since()
}

// usable returns the list where cells may be opened by it now.
func (k *cellKeeper) usable() (hall.CellList, bool) {
	now, sure := k.clock.now()
	k.mu.Lock()
	defer k.mu.Unlock()
	if !sure || k.list == nil || !k.rules.OfflineAllowed {
		return hall.CellList{}, false
	}
	day := func(t time.Time) string { return t.In(k.zone).Format(time.DateOnly) }
	oldest := time.Duration(k.rules.CellListHours) * time.Hour
	if day(k.list.At) != day(now) || now.Sub(k.list.At) > oldest {
		return hall.CellList{}, false
	}
	return *k.list, true
}

// made is when the list was made that may be used now; zero: none may be.
func (k *cellKeeper) made() time.Time {
	list, ok := k.usable()
	if !ok {
		return time.Time{}
	}
	return list.At
}

// errNoList says that no cell may be opened without the hall now.
var errNoList = errors.New("kiosk: no list of cells may be used")

// heldBy returns the list with those cells alone that may be opened for the
// holder of an ID card, and who they are as the list says it. It works as long
// as the list's digest takes.
func (k *cellKeeper) heldBy(number string) (list hall.CellList, holder string, err error) {
	list, ok := k.usable()
	if !ok {
		return list, "", errNoList
	}
	if holder, err = list.Digest(number); err != nil {
		return list, "", err
	}
	now, _ := k.clock.now()
	today := now.In(k.zone).Format(time.DateOnly)
	held := list.HeldBy(holder)
	list.Cells = nil
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, c := range held {
		moved, ever := k.moved[c.Cell]
		if c.Holder != holder || c.KeptUntil != "" && c.KeptUntil < today || ever && moved >= k.asked {
			continue
		}
		list.Cells = append(list.Cells, c)
	}
	return list, holder, nil
}
